"""The published tables, made from the schemas.

Three rules make every table, and no table is described anywhere else:

1. a scalar is a column;
2. a list of objects is a child table that starts with the key of its parent;
3. a list of words or references is a link table.

Lists keep their order in a column ``<item>_position``, counted from 1. For every partial date the tables have two
more columns, real dates, ``<name>_first`` and ``<name>_last``, so that a spreadsheet or SQL can filter.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from inzet import edtf
from inzet.schema.formats import check_edtf
from inzet.schema.nodes import Schema, SchemaError

_POSITION: Schema = {"type": "integer", "minimum": 1, "title": "Position", "x-nl": "Positie", "examples": [1]}


def _first_day(text: str) -> date | None:
    return edtf.first_day(check_edtf(text))


def _last_day(text: str) -> date | None:
    return edtf.last_day(check_edtf(text))


_DAYS = {
    "first": ("first day", "eerste dag", "First day of {}", _first_day),
    "last": ("last day", "laatste dag", "Last day of {}", _last_day),
}


@dataclass(frozen=True)
class Derived:
    """How the value of a column follows from other columns of its row: for ``build``, checks and the dictionary.

    Attributes:
        of: the columns that it follows from, none of which is derived itself.
        make: returns the value for the values of these columns, as they are in the table; None for no value. It raises
            ValueError if one of them is invalid. It is not called if one of them is missing: then there is no value.
    """

    of: tuple[str, ...]
    make: Callable[..., Any]


@dataclass(frozen=True)
class Column:
    """A column: its name, the schema of its values, and how it is computed where no record holds it."""

    name: str
    node: Schema
    required: bool = False
    derived: Derived | None = None


@dataclass(frozen=True)
class Table:
    """One published table.

    Attributes:
        name: name of the table and of its files.
        node: schema of the items; each row is one of them.
        columns: in order; the parent's key comes first.
        key: columns of the primary key.
        references: foreign keys: own columns, table, columns there.
        parent: table whose records hold the items of this one, or None.
        field: property of the parent that holds them.
        needed: whether the parent always has that property, even if it is empty.
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
    def list_node(self) -> Schema:
        """Schema of the list in the parent that holds the items; empty for the records themselves."""
        return self.parent.node["properties"][self.field] if self.parent else {}

    @property
    def description(self) -> str:
        """What the table holds: one item a row, or the words of a list."""
        return str((self.list_node if self.words else self.node)["description"])

    @property
    def words(self) -> bool:
        """Whether this is a link table, whose rows hold one word or reference each."""
        return bool(self.node["type"] != "object")

    @property
    def own_columns(self) -> tuple[Column, ...]:
        """The columns that hold what the item itself says: no key of the parent, position or derived value."""
        added = {self.position, *(self.parent.key if self.parent else ())}
        return tuple(column for column in self.columns if column.derived is None and column.name not in added)


def make_tables(records: Sequence[Schema], keys: Mapping[str, str]) -> dict[str, Table]:
    """Return every table by name, parents before their children.

    Args:
        records: the resolved schema of each kind of record.
        keys: the field that holds the id of an item, by table.

    Raises:
        SchemaError: if two properties would make the same table or column, or a property is a single object.
    """
    tables: dict[str, Table] = {}
    for schema in records:
        _add(tables, schema, None, "", True, keys)
    return tables


def _item_name(node: Schema) -> str:
    return str(node["x-name"]).removesuffix("_id")


def _prefix(parent: Table) -> str:
    """Return what the tables of a parent's lists begin with: its item, or its own name where that ends in the item."""
    item = _item_name(parent.node)
    return parent.name if parent.name.endswith(item) else item


def _add(
    tables: dict[str, Table], node: Schema, parent: Table | None, field: str, needed: bool, keys: Mapping[str, str]
) -> None:
    columns: list[Column] = []
    references: list[tuple[tuple[str, ...], str, tuple[str, ...]]] = []
    own_key = node.get("x-key")
    if parent is None:
        name = node["x-table"]
        key: tuple[str, ...] = (node["x-key"],)
    else:
        # A table that its schema names is a noun of its own; any other is called after its parent.
        name = node.get("x-table") or f"{_prefix(parent)}_{field}"
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
            columns += _days(property_name, part)
        if "x-references" in part and property_name != own_key:
            target = part["x-references"]
            references.append(((property_name,), target, (keys[target],)))
    table = Table(name, node, tuple(columns), key, tuple(references), parent, field, needed)
    if name in tables:
        raise SchemaError(f"two properties would make the table {name!r}; give one of them an x-table", node, "x-table")
    names = [column.name for column in columns]
    for at, column_name in enumerate(names):
        if column_name in names[:at]:
            part = node.get("properties", {}).get(column_name, node)
            raise SchemaError(f"two columns of the table {name!r} would be called {column_name!r}", part)
    tables[name] = table
    for property_name, part in node.get("properties", {}).items():
        if part["type"] == "object":
            message = f"{property_name!r} is a single object, which no table can hold; write its fields out"
            raise SchemaError(message, part)
        if part["type"] == "array":
            _add(tables, part["items"], table, property_name, property_name in node["required"], keys)


def _positioned(node: Schema, parent: Table) -> Schema:
    holder = _item_name(parent.node).replace("_", " ")
    return _POSITION | {"description": f"Position of the {node['title'].lower()} in its {holder}, counted from 1."}


def _days(name: str, node: Schema) -> list[Column]:
    if node.get("format") != "edtf":
        return []
    return [
        Column(
            f"{name}_{side}",
            {
                "type": "string",
                "format": "date",
                "title": f"{node['title']}: {title}",
                "x-nl": f"{node.get('x-nl', node['title'])}: {dutch}",
                "description": f"{meaning.format(name)}, computed; empty where that side is open.",
                "examples": ["2025-07-31"],
            },
            derived=Derived((name,), day),
        )
        for side, (title, dutch, meaning, day) in _DAYS.items()
    ]
