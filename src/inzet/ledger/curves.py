"""The answers for all days: from which day on which answer holds, by all letters and by those known that day."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Literal, NamedTuple

from inzet.ledger.overview import Overview, overview_of
from inzet.ledger.positions import Position, find_position
from inzet.ledger.register import Ledger
from inzet.ledger.statements import turning_days
from inzet.models import Framework, Mission

Known = Literal["now", "then"]
"""Whether all letters count, or for each day only those that were known on it."""

KNOWN: tuple[Known, ...] = ("now", "then")

Curve = Sequence[tuple[date, Position]]
"""The days from which another answer holds, in order; the first answer holds on all days before the second."""


class Curves(NamedTuple):
    """The two curves of a mission or framework."""

    now: Curve
    then: Curve


def find_curves(ledger: Ledger, record: Mission | Framework) -> Curves:
    """Return the answers about a mission or framework on all days."""
    days = turning_days(ledger.about(record), ledger.horizon().first)
    curves = ((find_position(ledger, record, on, on if known == "then" else None) for on in days) for known in KNOWN)
    return Curves(*(tuple(_merged(zip(days, positions, strict=True))) for positions in curves))


def _merged(answers: Iterator[tuple[date, Position]]) -> Iterator[tuple[date, Position]]:
    """Yield the answers that differ from the one before."""
    return (next(same) for _, same in groupby(answers, key=lambda answer: key_of(answer[1])))


def key_of(position: Position) -> tuple[object, ...]:
    """Return what makes an answer another one, besides how far the letters see."""
    groups = (position.carriers, position.reports, position.plans, position.refusals, position.unsized)
    ids = [tuple(statement.id for statement in group) for group in groups]
    amounts = tuple(amount.statement.id for amount in position.amounts)
    return position.answer, position.reason, position.until, *ids, amounts


def find_overviews(ledger: Ledger, curves: Sequence[Curves], known: Known) -> Iterator[tuple[date, Overview]]:
    """Yield the overviews that the curves of all missions make, each with the first day on which it holds."""
    own = [curve.now if known == "now" else curve.then for curve in curves]
    held = [curve[0][1] for curve in own]
    turns = sorted(((day, at, position) for at, curve in enumerate(own) for day, position in curve), key=itemgetter(0))
    for on, group in groupby(turns, key=itemgetter(0)):
        for _, at, position in group:
            held[at] = position
        yield on, overview_of(ledger, held, on, on if known == "then" else None)
