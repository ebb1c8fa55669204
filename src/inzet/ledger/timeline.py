"""All that was said about a mission, in order, with what changed from one statement to the next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from inzet.ledger.intervals import Interval
from inzet.ledger.statements import Ledger, Statement, day

Computed = Literal["first", "same", "up", "down", "unclear", "ended", "no figure"]
"""How a figure compares with the one before: the first, the same, surely more, surely less, neither for sure, one of
what ends, or none."""

_AGREE: dict[str, tuple[str, ...]] = {
    "start": ("first",),
    "continue": ("same", "unclear", "first"),
    "increase": ("up", "unclear", "first"),
    "decrease": ("down", "unclear", "first"),
    "end": ("ended",),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement in a timeline.

    Attributes:
        statement: the statement.
        before: the last firm statement before it, in an earlier letter, with a figure of the same measure.
        computed: how its figure compares with that one.
        end: how its end compares with that of the last firm statement before it that gives one: ``later``,
            ``earlier`` or ``same``; None where there is nothing to compare.
        agrees: whether the letter's own word for the change fits; None where it claims none, or nothing can be said.
    """

    statement: Statement
    before: Statement | None
    computed: Computed
    end: Literal["later", "earlier", "same"] | None
    agrees: bool | None


def timeline(ledger: Ledger, target: str, known: str | date | None = None) -> tuple[Entry, ...]:
    """Return every statement about a mission or framework, in order, each compared with the one before.

    Args:
        ledger: the statements.
        target: id of the mission or framework, present or former.
        known: the last day whose letters count; all letters when left out.

    Raises:
        KeyError: if there is no such mission or framework; the message names the closest ids.
        ValueError: if the day is malformed.
    """
    found = ledger.target(target).id
    return tuple(_entries(ledger, found, None if known is None else day(known)))


def _entries(ledger: Ledger, target: str, known: date | None) -> Iterator[Entry]:
    statements = ledger.about(target, known)
    for at, one in enumerate(statements):
        earlier = [other for other in statements[:at] if other.said < one.said and comparable(other, one, target)]
        ended = [other for other in statements[:at] if other.said < one.said and other.firm and other.item.end_date]
        before = earlier[-1] if earlier else None
        computed = _computed(one, before)
        claimed = one.item.change
        # What a letter calls new may be so for the Netherlands though another letter spoke of the mission before.
        speaks = claimed in _AGREE and computed != "no figure"
        agrees = computed in _AGREE[claimed] if speaks else None
        yield Entry(one, before, computed, _end(one, ended[-1]) if ended else None, agrees)


def comparable(earlier: Statement, later: Statement, target: str) -> bool:
    """Whether two figures for a target may be compared.

    They have one measure and are shared among the same targets, both are parts of something for that target or neither
    is, and the earlier one is firm and not of what ends.
    """
    return bool(
        earlier.firm
        and earlier.figure
        and later.figure
        and earlier.figure[0] == later.figure[0]
        and earlier.item.change != "end"
        and set(earlier.targets) == set(later.targets)
        and earlier.is_inside(target) == later.is_inside(target)
    )


def _computed(one: Statement, before: Statement | None) -> Computed:
    if one.item.change == "end":
        return "ended"
    if one.figure is None:
        return "no figure"
    return "first" if before is None or before.figure is None else grown(before.figure[1], one.figure[1])


def grown(old: Interval, new: Interval) -> Literal["same", "up", "down", "unclear"]:
    """Say how a figure changed; *unclear* where the two overlap without being the same."""
    if (old.low, old.high) == (new.low, new.high):
        return "same"
    if old.high is not None and new.low > old.high:
        return "up"
    return "down" if new.high is not None and new.high < old.low else "unclear"


def _end(one: Statement, before: Statement) -> Literal["later", "earlier", "same"] | None:
    if not one.item.end_date:
        return None
    if one.possible_to == before.possible_to:
        return "same"
    return "later" if one.possible_to > before.possible_to else "earlier"
