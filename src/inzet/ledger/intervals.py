"""Figures as intervals, so that sums stay honest: "at most 8" is 0 to 8, "at least 3" has no upper bound."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from inzet.models import Contribution

Key = TypeVar("Key")


class Measure(NamedTuple):
    """What a figure counts; only figures of one measure are added.

    Attributes:
        unit: ``persons``, ``ships``, …, or a currency.
        basis: ``ceiling``, ``deployed`` or ``planned``; empty where the figure has none. People who are there stand
            under the ceiling that allows them, so the two are never added.
    """

    unit: str
    basis: str

    def __str__(self) -> str:
        return f"{self.unit} ({self.basis})" if self.basis else self.unit


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure that lies between two bounds, both included.

    Attributes:
        low: the least; 0 where the text gives none.
        high: the most; None where the text gives none.
        approximate: whether the text says "about", here or in a figure that was added.
    """

    low: int
    high: int | None
    approximate: bool = False

    def __add__(self, other: "Interval") -> "Interval":
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(self.low + other.low, high, self.approximate or other.approximate)

    def __contains__(self, value: int) -> bool:
        return self.low <= value and (self.high is None or value <= self.high)

    def __str__(self) -> str:
        about = "about " if self.approximate else ""
        if self.high is None:
            return f"{about}{self.low:,} or more"
        if self.low == self.high:
            return f"{about}{self.low:,}"
        return f"at most {about}{self.high:,}" if self.low == 0 else f"{about}{self.low:,} to {self.high:,}"

    def at_most(self) -> "Interval":
        """Return the figure of what may also not be there at all."""
        return Interval(0, self.high, self.approximate)


def figure(item: Contribution) -> tuple[Measure, Interval] | None:
    """Return what a contribution counts and how much; None where the text gives no figure."""
    money = item.kind == "money"
    low, high = (item.amount_min, item.amount_max) if money else (item.number_min, item.number_max)
    if low is None and high is None:
        return None
    unit = item.currency if money else item.unit
    return Measure(str(unit), item.basis or ""), Interval(low or 0, high, bool(item.approximate))


def add(figures: Iterable[tuple[Key, Interval]]) -> dict[Key, Interval]:
    """Return the sum of figures by measure, or by whatever else keeps them apart."""
    total: dict[Key, Interval] = {}
    for key, interval in figures:
        total[key] = total[key] + interval if key in total else interval
    return total
