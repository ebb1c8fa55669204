"""Positions and timelines as flat rows, for CSV, JSON, Arrow and Parquet."""

import csv
import json
import types
from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_type_hints

from inzet.ledger.positions import stand
from inzet.ledger.statements import Ledger, Statement, days
from inzet.ledger.timeline import timeline

if TYPE_CHECKING:
    import pyarrow as pa


class PositionRow(NamedTuple):
    """A statement in the position of a mission or framework; of one without any, a row with the answer alone.

    The figure is an interval: a lower bound that the text does not give is 0, an upper one is left empty.
    """

    target: str
    name: str
    on: date
    known: date
    answer: str
    role: str | None
    contribution_id: str | None
    letter_id: str | None
    said: date | None
    status: str | None
    change: str | None
    low: int | None
    high: int | None
    approximate: bool | None
    unit: str | None
    basis: str | None
    start_date: str | None
    end_date: str | None
    line: int | None
    quote: str | None


class TimelineRow(NamedTuple):
    """A statement in the timeline of a mission or framework, with what changed against the one before."""

    target: str
    name: str
    contribution_id: str
    letter_id: str
    said: date
    status: str
    change: str
    low: int | None
    high: int | None
    approximate: bool | None
    unit: str | None
    basis: str | None
    start_date: str | None
    end_date: str | None
    part_of: str | None
    before: str | None
    computed: str
    end_moved: str | None
    agrees: bool | None
    line: int
    quote: str


Row = PositionRow | TimelineRow


def position_rows(
    ledger: Ledger, on: str | date | None = None, known: str | date | None = None
) -> Iterator[PositionRow]:
    """Yield the positions of all missions and frameworks that any known letter speaks of.

    Raises:
        ValueError: if a day is malformed.
    """
    the_day, last = days(on, known)
    for target in ledger.targets():
        spoken = ledger.about(target, last)
        if not spoken:
            continue
        found = stand(target, spoken, the_day, last)
        head = (target, ledger.target(target).name, the_day, last, found.answer)
        roles = (("in force", found.statements), ("possible", found.possible), ("beside", found.beside))
        told = [(role, one) for role, statements in roles for one in statements]
        for role, one in told:
            yield PositionRow._make((*head, role, one.id, one.letter.letter_id, one.said, *_facts(one), *_place(one)))
        if not told:
            yield PositionRow._make((*head, *(None,) * (len(PositionRow._fields) - len(head))))


def timeline_rows(ledger: Ledger, target: str | None = None, known: str | date | None = None) -> Iterator[TimelineRow]:
    """Yield the timeline of a mission or framework, or those of all.

    Raises:
        KeyError: if there is no such mission or framework; the message names the closest ids.
        ValueError: if the day is malformed.
    """
    for one_target in ledger.targets() if target is None else [ledger.target(target).id]:
        name = ledger.target(one_target).name
        for entry in timeline(ledger, one_target, known):
            one = entry.statement
            head = (one_target, name, one.id, one.letter.letter_id, one.said)
            before = entry.before.id if entry.before else None
            told = (one.item.part_of, before, entry.computed, entry.end, entry.agrees)
            yield TimelineRow._make((*head, *_facts(one), *told, *_place(one)))


def _facts(one: Statement) -> tuple[Any, ...]:
    measure, interval = one.figure or (None, None)
    return (
        one.item.status,
        one.item.change,
        interval and interval.low,
        interval and interval.high,
        interval and interval.approximate,
        measure and measure.unit,
        (measure and measure.basis) or None,
        one.item.start_date,
        one.item.end_date,
    )


def _place(one: Statement) -> tuple[int, str]:
    fragment = one.evidence
    return fragment.line, fragment.quote


def to_table(rows: Iterable[Row], kind: type[Row]) -> "pa.Table":
    """Return rows as an Arrow table.

    Raises:
        ImportError: if pyarrow is not installed.
    """
    try:
        import pyarrow as pa
    except ImportError:
        raise ImportError("tables of positions and timelines need pyarrow: pip install pyarrow") from None
    types_of = {str: pa.string(), int: pa.int64(), bool: pa.bool_(), date: pa.date32()}
    fields = []
    for name, hint in get_type_hints(kind).items():
        optional = isinstance(hint, types.UnionType)
        plain = next(part for part in (get_args(hint) if optional else (hint,)) if part is not types.NoneType)
        fields.append(pa.field(name, types_of[plain], nullable=optional))
    return pa.Table.from_pylist([row._asdict() for row in rows], schema=pa.schema(fields))


def write(rows: Iterable[Row], kind: type[Row], form: str) -> bytes:
    """Return rows as ``csv``, ``json`` or ``parquet``.

    Raises:
        ImportError: if Parquet is asked for and pyarrow is not installed.
    """
    if form == "parquet":
        table = to_table(rows, kind)
        import pyarrow.parquet as pq

        sink = BytesIO()
        pq.write_table(table, sink)
        return sink.getvalue()
    if form == "json":
        made = [row._asdict() for row in rows]
        return (json.dumps(made, ensure_ascii=False, indent=1, default=str) + "\n").encode()
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(kind._fields)
    for row in rows:
        writer.writerow(str(cell).lower() if isinstance(cell, bool) else cell for cell in row)
    return text.getvalue().encode()
