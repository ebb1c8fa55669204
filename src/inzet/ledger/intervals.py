"""Figures, so that sums are right: at most eight is a ceiling of eight, two to three a range, at least three open."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from inzet.models import Contribution
from inzet.schema.figures import fields_of, in_words

Key = TypeVar("Key")


class Measure(NamedTuple):
    """What a figure counts; only figures of one measure are added.

    Attributes:
        unit: ``persons``, ``ships``, …, or a currency.
        basis: ``ceiling``, ``deployed`` or ``planned``; empty where the figure has none. A ceiling includes the people
            who are deployed under it, so the two are never added.
    """

    unit: str
    basis: str


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure between two bounds, both included.

    Attributes:
        low: the least. Of a figure that is only bounded above, "at most eight", the bound itself: a ceiling adds up as
            a ceiling.
        high: the most; None where the text gives only a least.
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
        return in_words(self.low, self.high, approximate=self.approximate)

    def __repr__(self) -> str:
        return f"Interval({self.low}, {self.high}{', approximate=True' if self.approximate else ''})"


class Figure(NamedTuple):
    """What is counted and how much."""

    measure: Measure
    interval: Interval


def figure_of(item: Contribution) -> Figure | None:
    """Return what a contribution counts and how much; None where the text gives no figure."""
    fields = fields_of(item.kind)
    low, high = getattr(item, fields.low), getattr(item, fields.high)
    if low is None and high is None:
        return None
    unit = str(getattr(item, fields.unit))
    return Figure(Measure(unit, item.basis or ""), Interval(high if low is None else low, high, bool(item.approximate)))


def add(figures: Iterable[tuple[Key, Interval]]) -> dict[Key, Interval]:
    """Return the sum of figures by measure, or by any other key."""
    total: dict[Key, Interval] = {}
    for key, interval in figures:
        total[key] = total[key] + interval if key in total else interval
    return total
