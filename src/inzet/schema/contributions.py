"""What the program knows of contributions besides their schema: statuses, targets, and ids that name a letter."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inzet.models import Contribution, Event

UNDECIDED = ("proposed", "explored", "declined")
"""Statuses of what nobody has decided or reported: it is never in force."""
PLANNED = (*UNDECIDED, "intended")
"""Statuses of what is not decided yet, or refused: nothing is counted by it."""
UNPLANNED = ("explored", "declined")
"""Statuses of what nobody even proposes."""


def targets_of(item: "Contribution | Event") -> tuple[str, ...]:
    """Return the ids of the missions and frameworks of a contribution or event, missions first."""
    frameworks = (entry if isinstance(entry, str) else entry.framework_id for entry in item.frameworks)
    return (*item.missions, *frameworks)


def letter_of(contribution_id: str) -> str:
    """Return the id of the letter that states a contribution or event."""
    return contribution_id.rpartition(".")[0]
