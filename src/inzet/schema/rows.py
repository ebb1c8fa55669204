"""Flatten records into the rows of the published tables, and back; rows as CSV."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from inzet.schema.tables import Table

Row = dict[str, Any]
Records = Mapping[str, Iterable[Mapping[str, Any]]]
"""Records by table: ``{"letters": […], "missions": […], "frameworks": […]}``."""
Tables = Mapping[str, Table]


def flatten(tables: Tables, records: Records) -> dict[str, list[Row]]:
    """Turn records into the rows of every table.

    Args:
        tables: the tables by name, parents before their children.
        records: valid records by table, as ``unflatten`` returns them; their order does not matter.

    Returns:
        Rows by table, each with every column of its table (None where there is no value), ordered by the
        id of the record and then by position.
    """
    rows: dict[str, list[Row]] = {name: [] for name in tables}
    for table in tables.values():
        if table.parent is None:
            for record in sorted(records.get(table.name, ()), key=lambda record: str(record[table.key[0]])):
                _add_row(table, record, {}, rows, tables)
    return rows


def _add_row(table: Table, item: Any, above: Row, rows: dict[str, list[Row]], tables: Tables) -> None:
    row = dict.fromkeys((column.name for column in table.columns), None) | above
    rows[table.name].append(row)
    if table.words:
        row[table.node["x-name"]] = item
        return
    for column in table.columns:
        if column.derived is None and column.name in item:
            value = item[column.name]
            row[column.name] = date.fromisoformat(value) if column.node.get("format") == "date" else value
    for column in table.columns:
        if column.derived is not None:
            values = [row[name] for name in column.derived.of]
            row[column.name] = None if None in values else column.derived.make(*values)
    for child in (child for child in tables.values() if child.parent is table):
        keys = {name: row[name] for name in table.key}
        for at, part in enumerate(item.get(child.field, ()), 1):
            _add_row(child, part, keys | {child.position: at}, rows, tables)


def unflatten(tables: Tables, rows: Mapping[str, Iterable[Row]]) -> dict[str, list[dict[str, Any]]]:
    """Turn the rows of all tables back into records; the inverse of ``flatten``.

    Computed columns and empty values are left out. The order of the rows does not matter.
    """
    children = {
        table.name: _group(rows.get(table.name, ()), table) for table in tables.values() if table.parent is not None
    }
    return {
        table.name: [
            _restore(table, row, children, tables) for row in sorted(rows.get(table.name, ()), key=_by(table.key))
        ]
        for table in tables.values()
        if table.parent is None
    }


def _by(columns: Iterable[str]) -> Any:
    return lambda row: tuple(row[name] for name in columns)


def _group(rows: Iterable[Row], table: Table) -> dict[tuple[Any, ...], list[Row]]:
    assert table.parent is not None
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in sorted(rows, key=_by([table.position])):
        groups.setdefault(_by(table.parent.key)(row), []).append(row)
    return groups


def _restore(
    table: Table, row: Row, children: Mapping[str, Mapping[tuple[Any, ...], list[Row]]], tables: Tables
) -> Any:
    if table.words:
        return row[table.node["x-name"]]
    item: dict[str, Any] = {}
    for name in table.node["properties"]:
        value = row.get(name)
        if value is not None:
            item[name] = value.isoformat() if isinstance(value, date) else value
        for child in (child for child in tables.values() if child.parent is table and child.field == name):
            parts = children[child.name].get(_by(table.key)(row), [])
            if parts or child.needed:
                item[name] = [_restore(child, part, children, tables) for part in parts]
    return item


def csv_bytes(names: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Return the named columns of rows as a CSV file: UTF-8, comma, ``\\n``, an empty cell for a missing value."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(row[name]) for name in names] for row in rows)
    return text.getvalue().encode()


def _cell(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value
