"""The statements about a mission along the years: where the bars of its picture stand."""

from datetime import date
from functools import partial
from typing import NamedTuple

from inzet.ledger.decisions import MandateBefore, hold
from inzet.ledger.register import Ledger
from inzet.ledger.statements import ONE_DAY, Sort, Statement
from inzet.models import Framework, Mission

_YEAR, _LEAST = 100, 840  # pixels: a year where there are many, and the narrowest picture
ROW, TOP = 34, 26
"""The height of a row, and of the line of years above all rows."""
_MARGIN = 8


class Bar(NamedTuple):
    """A statement in the picture.

    Attributes:
        statement: the statement.
        sort: what sort of claim it makes beside the earlier ones; a bar is filled where it is a mandate.
        x: where the bar begins.
        width: how long it is; a report ends on the day of its letter, for it says nothing of later days.
        y: where its row begins.
        tick: where the day of its letter stands.
        is_open: whether no end is given; the bar stops at the last letter.
        is_part: whether it is a part of another statement, or repeats one.
    """

    statement: Statement
    sort: Sort
    x: float
    width: float
    y: float
    tick: float
    is_open: bool
    is_part: bool


class Timeline(NamedTuple):
    """The picture of a mission, the years in it with the places of their first days, and that of the last letter."""

    bars: tuple[Bar, ...]
    years: tuple[tuple[int, float], ...]
    horizon: float
    width: float
    height: float


def draw(ledger: Ledger, record: Mission | Framework) -> Timeline:
    """Return the picture of a mission or framework; it has no bars where no letter speaks of it."""
    statements, mandate_before = ledger.about(record), partial(ledger.mandate_before, record)
    horizon = ledger.horizon().last or date.min
    spans = [_span(statement, mandate_before, horizon) for statement in statements]
    days = [
        horizon,
        *(statement.known_from for statement in statements),
        *(day for _, *span, _ in spans for day in span),
    ]
    first, last = date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1)
    years = last.year - first.year
    width = max(years * _YEAR, _LEAST)

    def place(day: date) -> float:
        return round(_MARGIN + width * (day - first).days / (last - first).days, 1)

    bars = []
    for at, (statement, (sort, begin, end, is_open)) in enumerate(zip(statements, spans, strict=True)):
        x = place(begin)
        is_part = statement.is_inside(record.id) or bool(statement.item.restates)
        length = round(max(place(end) - x, 3), 1)
        bars.append(Bar(statement, sort, x, length, TOP + at * ROW, place(statement.known_from), is_open, is_part))
    marks = tuple((year, place(date(year, 1, 1))) for year in range(first.year, last.year))
    return Timeline(tuple(bars), marks, place(horizon), width + 2 * _MARGIN, TOP + len(bars) * ROW + _MARGIN)


def _span(statement: Statement, mandate_before: MandateBefore, horizon: date) -> tuple[Sort, date, date, bool]:
    """Return the sort of a statement, the first day of its bar, the day after its last, and whether it has no end."""
    # A part without a term of its own lasts as long as its whole.
    whole = next((each for each in (statement, *statement.wholes) if each.has_term), statement)
    held = hold(whole if statement.sort == whole.sort else statement, mandate_before)
    known, term = statement.known_from, held.term
    begin = term.begins if term.begins > date.min else known
    is_mark = statement.item.change == "end" and not statement.has_term
    if held.sort in ("report", "refusal") or is_mark:
        return held.sort, min(begin, known), known, False
    if held.sort == "past" or (held.sort == "ending" and term.over <= known):
        return held.sort, begin if begin < known else known, max(min(term.over, known), begin), False
    if term.over >= date.max - ONE_DAY:
        return held.sort, begin, max(horizon, begin), True
    return held.sort, begin, max(term.over + ONE_DAY, begin), False
