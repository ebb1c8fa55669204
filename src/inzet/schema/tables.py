"""Flatten records into tables, and back.

Three rules make every table from the schemas, and no table is described anywhere else:

1. a scalar is a column;
2. a list of objects is a child table that starts with the key of its parent;
3. a list of words or references is a link table.

Lists keep their order in a column ``<item>_position``, counted from 1. To every partial date the tables add
two real dates, ``<name>_first`` and ``<name>_last``, so that a spreadsheet or SQL can filter.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from inzet import edtf
from inzet.schema import schemas
from inzet.schema.formats import check_edtf
from inzet.schema.schemas import Schema

Row = dict[str, Any]
Records = Mapping[str, Iterable[Mapping[str, Any]]]
"""Records by table: ``{"letters": […], "missions": […], "frameworks": […]}``."""

_POSITION: Schema = {"type": "integer", "minimum": 1, "title": "Position", "examples": [1]}
_DERIVED = {"first": ("First day", "First day of {}"), "last": ("Last day", "Last day of {}")}


@dataclass(frozen=True)
class Column:
    """A column: its name, the schema of its values, and whether it is computed from another column."""

    name: str
    node: Schema
    required: bool = False
    derived: bool = False


@dataclass(frozen=True)
class Table:
    """One published table.

    Attributes:
        name: name of the table and of its files.
        node: schema of the items of which each row is one.
        columns: in order; the parent's key comes first.
        key: columns of the primary key.
        references: foreign keys: own columns, table, columns there.
        parent: table whose records hold the items of this one, or None.
        field: property of the parent that holds them.
        needed: whether the parent always has that property, be it empty.
    """

    name: str
    node: Schema
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]
    parent: "Table | None" = None
    field: str = ""
    needed: bool = False

    @property
    def position(self) -> str:
        """Name of the column that keeps the order within the parent."""
        return _item_name(self.node) + "_position"

    @property
    def description(self) -> str:
        """What the table holds: one item a row, or the words of a list."""
        node = self.parent.node["properties"][self.field] if self.parent and self.words else self.node
        return str(node["description"])

    @property
    def words(self) -> bool:
        """Whether this is a link table, whose rows hold one word or reference each."""
        return bool(self.node["type"] != "object")


@cache
def tables() -> dict[str, Table]:
    """Return every table by name, parents before their children."""
    found: dict[str, Table] = {}
    for name in schemas.RECORDS:
        _add(found, schemas.load(name), None, "", True)
    return found


def _item_name(node: Schema) -> str:
    return str(node["x-name"]).removesuffix("_id")


def _add(found: dict[str, Table], node: Schema, parent: Table | None, field: str, needed: bool) -> None:
    columns: list[Column] = []
    references: list[tuple[tuple[str, ...], str, tuple[str, ...]]] = []
    own_key = node.get("x-key")
    if parent is None:
        name = node["x-table"]
        key: tuple[str, ...] = (node["x-key"],)
    else:
        # A table that its schema names is a noun of its own; any other is called after its parent.
        name = node.get("x-table") or f"{_item_name(parent.node)}_{field}"
        columns += [Column(column.name, column.node, True) for column in parent.columns if column.name in parent.key]
        references.append((parent.key, parent.name, parent.key))
        position = Column(f"{_item_name(node)}_position", _positioned(node, parent), True)
        if node["type"] != "object":
            columns += [Column(node["x-name"], node, True), position]
            key = (*parent.key, node["x-name"])
        else:
            columns.append(position)
            key = (own_key,) if own_key else (*parent.key, position.name)
    for property_name, part in node.get("properties", {node["x-name"]: node}).items():
        if part["type"] in ("array", "object"):
            continue
        if node["type"] == "object":
            columns.append(Column(property_name, part, property_name in node["required"]))
            columns += _derived(property_name, part)
        if "x-references" in part and property_name != own_key:
            target = part["x-references"]
            references.append(((property_name,), target, (schemas.items()[target]["x-key"],)))
    table = Table(name, node, tuple(columns), key, tuple(references), parent, field, needed)
    if name in found:
        raise ValueError(f"two properties would make the table {name!r}; give one of them an x-table")
    found[name] = table
    for property_name, part in node.get("properties", {}).items():
        if part["type"] == "object":
            raise ValueError(f"{name}.{property_name}: a single object has no flattening rule; write its fields out")
        if part["type"] == "array":
            _add(found, part["items"], table, property_name, property_name in node["required"])


def _positioned(node: Schema, parent: Table) -> Schema:
    holder = _item_name(parent.node).replace("_", " ")
    return _POSITION | {"description": f"Position of the {node['title'].lower()} in its {holder}, counted from 1."}


def _derived(name: str, node: Schema) -> list[Column]:
    if node.get("format") != "edtf":
        return []
    return [
        Column(
            f"{name}_{side}",
            {
                "type": "string",
                "format": "date",
                "title": f"{node['title']}: {title.lower()}",
                "description": f"{said.format(name)}, computed; empty where that side is open.",
                "examples": ["2025-07-31"],
            },
            derived=True,
        )
        for side, (title, said) in _DERIVED.items()
    ]


def days_of(partial: str) -> dict[str, date | None]:
    """Return the first and the last day of a partial date; None where a side is open.

    Raises:
        ValueError: if it is no partial date.
    """
    parsed = edtf.parse(check_edtf(partial))
    return {side: getattr(parsed, side) for side in _DERIVED}


def flatten(records: Records) -> dict[str, list[Row]]:
    """Turn records into the rows of every table.

    Args:
        records: valid records by table, as ``unflatten`` returns them; their order does not matter.

    Returns:
        Rows by table, each with every column of its table (None where there is no value), ordered by the
        id of the record and then by position.
    """
    rows: dict[str, list[Row]] = {name: [] for name in tables()}
    for table in tables().values():
        if table.parent is None:
            for record in sorted(records.get(table.name, ()), key=lambda record: str(record[table.key[0]])):
                _emit(table, record, {}, rows)
    return rows


def _emit(table: Table, item: Any, above: Row, rows: dict[str, list[Row]]) -> None:
    row = dict.fromkeys((column.name for column in table.columns), None) | above
    if table.words:
        row[table.node["x-name"]] = item
        rows[table.name].append(row)
        return
    for column in table.columns:
        if column.name in item and not column.derived:
            value = item[column.name]
            form = column.node.get("format")
            row[column.name] = date.fromisoformat(value) if form == "date" else value
            if form == "edtf":
                row |= {f"{column.name}_{side}": day for side, day in days_of(value).items()}
    rows[table.name].append(row)
    for child in (child for child in tables().values() if child.parent is table):
        keys = {name: row[name] for name in table.key}
        for at, part in enumerate(item.get(child.field, ()), 1):
            _emit(child, part, keys | {child.position: at}, rows)


def unflatten(rows: Mapping[str, Iterable[Row]]) -> dict[str, list[dict[str, Any]]]:
    """Turn the rows of all tables back into records; the inverse of ``flatten``.

    Computed columns and empty values are left out. The order of the rows does not matter.
    """
    children = {
        table.name: _group(rows.get(table.name, ()), table) for table in tables().values() if table.parent is not None
    }
    return {
        table.name: [_restore(table, row, children) for row in sorted(rows.get(table.name, ()), key=_by(table.key))]
        for table in tables().values()
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


def _restore(table: Table, row: Row, children: Mapping[str, Mapping[tuple[Any, ...], list[Row]]]) -> Any:
    if table.words:
        return row[table.node["x-name"]]
    item: dict[str, Any] = {}
    for name in table.node["properties"]:
        value = row.get(name)
        if value is not None:
            item[name] = value.isoformat() if isinstance(value, date) else value
        for child in (child for child in tables().values() if child.parent is table and child.field == name):
            found = children[child.name].get(_by(table.key)(row), [])
            if found or child.needed:
                item[name] = [_restore(child, part, children) for part in found]
    return item
