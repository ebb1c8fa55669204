"""The answers of all days as tables, whose rows have the first and the last day on which they hold.

The library gives the answers, so that a database need not have its rules a second time. All letters count.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from inzet.ledger.curves import Curves, find_curves, find_overviews
from inzet.ledger.register import Ledger
from inzet.ledger.rows import OVERVIEWS, POSITION_ANSWERS, POSITIONS, Columns, Row, answer_of, rows_of
from inzet.ledger.statements import ONE_DAY
from inzet.models import Mission

FIRST, LAST = "first_day", "last_day"
_QUESTION = ("day", "known_by")
"""The columns of an answer in whose place the rows have their first and last day."""
_MakeRows = Callable[[Any], Iterable[Row]]
"""Makes the rows of an answer."""


class Answers(NamedTuple):
    """A table of answers."""

    columns: Columns
    rows: list[Row]


def answers(ledger: Ledger) -> dict[str, Answers]:
    """Return the tables of answers by name.

    ``overviews`` has the missions in force, and beside them what is less certain; missions that share a figure are one
    row, so that the figures of a day add up. ``position_answers`` has what may be said of each mission and framework,
    one row a day, in words; ``positions`` has the statements that say it.
    """
    curves = [(record, find_curves(ledger, record).now) for record in ledger.targets()]
    missions = [Curves(curve, ()) for record, curve in curves if isinstance(record, Mission)]
    positions = [curve for _, curve in curves]
    return {
        "overviews": _spans(OVERVIEWS, [list(find_overviews(ledger, missions, "now"))], lambda one: rows_of(one)[1]),
        "position_answers": _spans(POSITION_ANSWERS, positions, lambda position: [answer_of(position)]),
        "positions": _spans(POSITIONS, positions, lambda position: rows_of(position)[1]),
    }


def _spans(columns: Columns, courses: Iterable[Sequence[tuple[date, Any]]], make: _MakeRows) -> Answers:
    """Return the rows of answers that follow each other; a row that stays from one to the next is one row.

    A course has its answers with the first day on which each holds; its first answer holds on all days before, too.
    """
    kept = [name for name in columns.types if name not in _QUESTION]
    rows = (row for course in courses for row in sorted(_course(course, kept, make), key=lambda row: row[FIRST]))
    types = {FIRST: date, LAST: date} | {name: columns.types[name] for name in kept}
    return Answers(Columns(types, types.keys() & {FIRST, LAST, *columns.required}), list(rows))


def _course(turns: Sequence[tuple[date, Any]], kept: Sequence[str], make: _MakeRows) -> Iterator[Row]:
    running: dict[tuple[Any, ...], date] = {}
    days = [date.min, *(day for day, _ in turns[1:])]
    for first, (_, answer) in zip(days, turns, strict=True):
        now = dict.fromkeys(tuple(row[name] for name in kept) for row in make(answer))
        ended = {key: begun for key, begun in running.items() if key not in now}
        yield from (_row(kept, key, begun, first - ONE_DAY) for key, begun in ended.items())
        running = {key: running.get(key, first) for key in now}
    yield from (_row(kept, key, begun, date.max) for key, begun in running.items())


def _row(names: Sequence[str], values: Sequence[Any], first: date, last: date) -> Row:
    return {FIRST: first, LAST: last} | dict(zip(names, values, strict=True))
