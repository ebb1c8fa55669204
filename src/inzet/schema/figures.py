"""The figure of a contribution: which fields hold it, and the words for it."""

from collections.abc import Collection, Sequence
from typing import NamedTuple


class Fields(NamedTuple):
    """The fields that hold one sort of figure: its bounds and what it counts."""

    low: str
    high: str
    unit: str


NUMBER = Fields("number_min", "number_max", "unit")
AMOUNT = Fields("amount_min", "amount_max", "currency")
BOUNDS = (NUMBER[:2], AMOUNT[:2])
"""The lower and the upper bound of a figure: a number of people or things, or an amount of money."""
PREVIOUS = "previous_number"
"""The field of the number before the letter."""
YEAR = "amount_year"
"""The field of the year or period that money is for."""
SIZES = frozenset((*BOUNDS[0], *BOUNDS[1]))
"""The fields that say how much."""
FIGURES = SIZES | {PREVIOUS}
"""The fields that hold any figure."""
_BACKGROUND = frozenset(("missions", "frameworks", "grounds"))
MEASURES = (NUMBER.unit, AMOUNT.unit, "basis")
"""The fields that say what a figure counts; figures that differ in one of them are never added or compared."""


def fields_of(kind: str) -> Fields:
    """Return the fields that hold the figure of a kind of contribution."""
    return AMOUNT if kind == "money" else NUMBER


def telling_fragment(supports: Sequence[Collection[str]]) -> int:
    """Return the position of the fragment that a reader is shown, given what each fragment supports.

    It is the one with the figure, or with the former figure; or else the first that says more than for whom and why.
    """
    for fields in (SIZES, {PREVIOUS}):
        for at, supported in enumerate(supports):
            if not fields.isdisjoint(supported):
                return at
    telling = (at for at, supported in enumerate(supports) if not supported or not _BACKGROUND.issuperset(supported))
    return next(telling, 0)


def in_words(low: int | None, high: int | None, *, approximate: bool = False) -> str:
    """Return a figure in words: ``15``, ``at most 8``, ``2 to 3``, ``at least 1``.

    Args:
        low: the lower bound; None, like 0, where there is none.
        high: the upper bound; None where there is none.
        approximate: whether the figure is "about" so much.
    """
    about = "about " if approximate else ""
    if low == high:
        return f"{about}{low:,}"
    if high is None:
        return f"at least {about}{low:,}"
    return f"{about}{low:,} to {high:,}" if low else f"at most {about}{high:,}"
