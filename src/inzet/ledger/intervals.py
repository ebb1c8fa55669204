"""Figures as intervals, so that sums are right: "at most 8" is 0 to 8, "at least 3" has no upper bound."""

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

    def __str__(self) -> str:
        return f"{self.unit} ({self.basis})" if self.basis else self.unit


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure between two bounds, both included.

    Attributes:
        low: the lower bound; 0 where the text gives none.
        high: the upper bound; None where the text gives none.
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

    def at_most(self) -> "Interval":
        """Return the figure of what may also be absent: from 0 to the same upper bound."""
        return Interval(0, self.high, self.approximate)


class Figure(NamedTuple):
    """What is counted and how much; ``str`` gives it in words: ``at most 8 persons (ceiling)``."""

    measure: Measure
    interval: Interval

    @property
    def amount(self) -> str:
        """The figure in words without its basis: ``at most 8 persons``."""
        interval = self.interval
        return in_words(interval.low, interval.high, self.measure.unit, approximate=interval.approximate)

    def __str__(self) -> str:
        return str(Measure(self.amount, self.measure.basis))


def measure_of(item: Contribution) -> Measure | None:
    """Return what a contribution counts; None where the text gives no figure, not even a former one."""
    unit = getattr(item, fields_of(item.kind).unit)
    return Measure(unit, item.basis or "") if unit else None


def figure_of(item: Contribution) -> Figure | None:
    """Return what a contribution counts and how much; None where the text gives no figure."""
    fields, measure = fields_of(item.kind), measure_of(item)
    low, high = getattr(item, fields.low), getattr(item, fields.high)
    if measure is None or low is high is None:
        return None
    return Figure(measure, Interval(low or 0, high, bool(item.approximate)))


def add(figures: Iterable[tuple[Key, Interval]]) -> dict[Key, Interval]:
    """Return the sum of figures by measure, or by any other key."""
    total: dict[Key, Interval] = {}
    for key, interval in figures:
        total[key] = total[key] + interval if key in total else interval
    return total
