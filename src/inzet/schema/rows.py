"""Flatten records into the rows of the published tables; rows as CSV."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from inzet.schema.tables import Derived, Table

Row = dict[str, Any]
Records = Mapping[str, Iterable[Mapping[str, Any]]]
"""Records by table: ``{"letters": […], "missions": […], "frameworks": […]}``."""
Tables = Mapping[str, Table]


def flatten(tables: Tables, records: Records) -> dict[str, list[Row]]:
    """Turn records into the rows of every table.

    Args:
        tables: the tables by name, parents before their children.
        records: valid records by table; their order does not matter.

    Returns:
        Rows by table, each with every column of its table (None where there is no value), ordered by the
        id of the record and then by position.
    """
    rows: dict[str, list[Row]] = {name: [] for name in tables}
    layouts = {name: _layout(table, tables) for name, table in tables.items()}
    for table in tables.values():
        if table.parent is None:
            for record in sorted(records.get(table.name, ()), key=lambda record: str(record[table.key[0]])):
                _add_row(table, record, {}, rows, layouts)
    return rows


class _Layout(NamedTuple):
    """What every row of a table is made from: looked up once, because there are many rows."""

    empty: Row
    fields: tuple[tuple[str, bool], ...]  # each with whether it is a date
    derived: tuple[tuple[str, Derived], ...]
    children: tuple[Table, ...]


def _layout(table: Table, tables: Tables) -> _Layout:
    stated = [column for column in table.columns if column.derived is None]
    return _Layout(
        dict.fromkeys(column.name for column in table.columns),
        () if table.words else tuple((column.name, column.node.get("format") == "date") for column in stated),
        () if table.words else tuple((column.name, column.derived) for column in table.columns if column.derived),
        tuple(child for child in tables.values() if child.parent is table),
    )


def _add_row(table: Table, item: Any, above: Row, rows: dict[str, list[Row]], layouts: Mapping[str, _Layout]) -> None:
    empty, fields, derived, children = layouts[table.name]
    row = empty | above
    rows[table.name].append(row)
    if table.words:
        row[table.node["x-name"]] = item
        return
    for name, is_date in fields:
        if name in item:
            row[name] = date.fromisoformat(item[name]) if is_date else item[name]
    for name, how in derived:
        values = [row[of] for of in how.of]
        row[name] = None if None in values else how.make(*values)
    for child in children:
        if parts := item.get(child.field):
            keys = {name: row[name] for name in table.key}
            for at, part in enumerate(parts, 1):
                _add_row(child, part, keys | {child.position: at}, rows, layouts)


def csv_bytes(names: Sequence[str], rows: Sequence[Row]) -> bytes:
    """Return the named columns of rows as a CSV file: UTF-8, comma, ``\\n``, an empty cell for a missing value."""
    return _csv([names]) + csv_rows(names, rows)


def csv_rows(names: Sequence[str], rows: Sequence[Row]) -> bytes:
    """Return the named columns of rows as lines of a CSV file without its header. A column has values of one type."""
    flags = [at for at, name in enumerate(names) if isinstance(_first_value(name, rows), bool)]
    return _csv(_with_words([row[name] for name in names], flags) for row in rows)


def _first_value(name: str, rows: Sequence[Row]) -> object:
    return next((row[name] for row in rows if row[name] is not None), None)


def _with_words(cells: list[object], flags: Sequence[int]) -> list[object]:
    for at in flags:
        if cells[at] is not None:
            cells[at] = "true" if cells[at] else "false"
    return cells


def _csv(lines: Iterable[Iterable[object]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(lines)
    return text.getvalue().encode()
