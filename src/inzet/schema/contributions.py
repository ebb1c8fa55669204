"""What the program knows of contributions besides their schema: statuses, and ids that name a letter."""

UNDECIDED = ("proposed", "explored", "declined")
"""Statuses of what nobody has decided or reported: it is never in force."""
UNPLANNED = ("explored", "declined")
"""Statuses of what nobody even proposes."""


def letter_of(contribution_id: str) -> str:
    """Return the id of the letter that states a contribution."""
    return contribution_id.rpartition(".")[0]
