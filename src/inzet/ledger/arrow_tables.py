"""Positions and timelines as flat rows, for CSV, JSON, Arrow and Parquet."""

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from inzet.ledger.positions import find_position
from inzet.ledger.register import Ledger
from inzet.ledger.statements import Statement
from inzet.ledger.timeline import make_timeline
from inzet.models import Framework, Mission
from inzet.schema.rows import csv_bytes

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]


class Columns(NamedTuple):
    """The columns of a table, each with the type of its values; those that are not required may have missing values."""

    types: dict[str, type]
    required: Collection[str]


_TARGET = {"target_id": str, "target_name": str}
_STATEMENT = {"contribution_id": str, "letter_id": str, "known_from": date, "status": str, "change": str}
_FIGURE = {"figure_min": int, "figure_max": int, "approximate": bool, "unit": str, "basis": str}
_TERM = {"start_date": str, "end_date": str}
_CHANGES = {"compared_with": str, "figure_change": str, "end_change": str, "change_agrees": bool}
_PLACE = {"line": int, "quote": str}
_QUESTION = _TARGET | {"day": date, "known_by": date, "answer": str}

POSITIONS = Columns(_QUESTION | {"role": str} | _STATEMENT | _FIGURE | _TERM | _PLACE, (*_TARGET, "day", "answer"))
TIMELINES = Columns(
    _TARGET | _STATEMENT | _FIGURE | _TERM | {"part_of": str} | _CHANGES | _PLACE,
    (*_TARGET, *_STATEMENT, "figure_change", *_PLACE),
)


def position_rows(ledger: Ledger, on: date, known: date | None) -> Iterator[Row]:
    """Yield the positions of all missions and frameworks that any known letter speaks of, a row for each statement.

    Where an answer has no statement, its row has missing values.
    """
    for record in ledger.targets():
        position = find_position(ledger, record, on, known)
        if position.history:
            question = _target(record) | {"day": on, "known_by": known, "answer": position.answer}
            told = [pair for pair in position.roles if pair[0] in ("answer", "report", "plan", "refusal")]
            rows = [question | {"role": role} | _facts(statement) for role, statement in told]
            yield from rows or [dict.fromkeys(POSITIONS.types) | question]


def timeline_rows(ledger: Ledger, records: Iterable[Mission | Framework], known: date | None = None) -> Iterator[Row]:
    """Yield the timelines of missions and frameworks, a row for each statement."""
    for record in records:
        for entry in make_timeline(ledger, record, known):
            changes = {
                "part_of": entry.statement.item.part_of,
                "compared_with": entry.compared_with and entry.compared_with.id,
                "figure_change": entry.figure_change,
                "end_change": entry.end_change,
                "change_agrees": entry.change_agrees,
            }
            yield _target(record) | _facts(entry.statement) | changes


def _target(record: Mission | Framework) -> Row:
    return {"target_id": record.id, "target_name": record.name}


def _facts(statement: Statement) -> Row:
    item = statement.item
    measure, interval = statement.figure or (None, None)
    return {
        "contribution_id": statement.id,
        "letter_id": statement.letter.letter_id,
        "known_from": statement.known_from,
        "status": item.status,
        "change": item.change,
        "figure_min": interval and interval.low,
        "figure_max": interval and interval.high,
        "approximate": interval and interval.approximate,
        "unit": measure and measure.unit,
        "basis": (measure and measure.basis) or None,
        "start_date": item.start_date,
        "end_date": item.end_date,
        "line": statement.evidence.line,
        "quote": statement.evidence.quote,
    }


def to_table(rows: Iterable[Row], columns: Columns) -> "pa.Table":
    """Return rows as an Arrow table.

    Raises:
        ImportError: if pyarrow is not installed.
    """
    try:
        import pyarrow as pa
    except ImportError:
        raise ImportError("tables of positions and timelines need pyarrow: pip install pyarrow") from None
    types = {str: pa.string(), int: pa.int64(), bool: pa.bool_(), date: pa.date32()}
    optional = columns.types.keys() - columns.required
    schema = pa.schema([pa.field(name, types[kind], name in optional) for name, kind in columns.types.items()])
    return pa.Table.from_pylist(list(rows), schema=schema)


def write(rows: Iterable[Row], columns: Columns, form: str) -> bytes:
    """Return rows as ``csv``, ``json`` or ``parquet``.

    Raises:
        ImportError: if Parquet is asked for and pyarrow is not installed.
    """
    if form == "csv":
        return csv_bytes(list(columns.types), rows)
    if form == "json":
        ordered = [{name: row[name] for name in columns.types} for row in rows]
        return (json.dumps(ordered, ensure_ascii=False, indent=1, default=str) + "\n").encode()
    table = to_table(rows, columns)
    import pyarrow.parquet as pq

    sink = BytesIO()
    pq.write_table(table, sink)
    return sink.getvalue()
