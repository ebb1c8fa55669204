"""What a table must be: derived from the schemas of the records, or read from a Table Schema."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inzet import tables
from inzet.dialects import column_type
from inzet.issues import UnreadableError
from inzet.schema import BOUNDS, Schema
from inzet.tables import Table

TYPES = ("string", "integer", "number", "boolean", "date")
_ALIASES = {"any": "string", "year": "integer", "default": "string"}
_LENGTHS = {"minLength": "min_length", "maxLength": "max_length"}


@dataclass(frozen=True)
class Column:
    """What the values of a column must be.

    Attributes:
        name: its name.
        type: one of ``TYPES``.
        required: whether every row has a value.
        enum: the values it may have; all when empty.
        pattern: expression that a text matches from its first to its last character.
        minimum: least number or day.
        maximum: greatest number or day.
        min_length: least length of a text.
        max_length: greatest length of a text.
        format: a format of ``inzet.formats``.
        needs: columns that have a value wherever this one has.
    """

    name: str
    type: str = "string"
    required: bool = False
    enum: tuple[Any, ...] = ()
    pattern: str | None = None
    minimum: Any = None
    maximum: Any = None
    min_length: int | None = None
    max_length: int | None = None
    format: str | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unique:
    """Columns whose values together stand in one row only, and the code of what breaks that."""

    columns: tuple[str, ...]
    code: str = "table.unique-key"


@dataclass(frozen=True)
class Order:
    """Two columns of which the first is not above the second, and the code of what breaks that."""

    low: str
    high: str
    code: str


@dataclass(frozen=True)
class Reference:
    """Columns whose values stand in columns of another table; the table's own where that has no name."""

    columns: tuple[str, ...]
    table: str
    there: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """What a table must be.

    Attributes:
        name: name of the table.
        columns: in order.
        unique: what is unique; the primary key first.
        orders: pairs of columns in order.
        references: foreign keys.
    """

    name: str
    columns: tuple[Column, ...]
    unique: tuple[Unique, ...] = ()
    orders: tuple[Order, ...] = ()
    references: tuple[Reference, ...] = ()


def plan_of(schema: "str | Mapping[str, Any] | Plan", name: str = "") -> Plan:
    """Return the plan of one of our tables, by name, or of a Table Schema.

    Raises:
        UnreadableError: if there is no such table, or the Table Schema asks for what cannot be checked.
    """
    if isinstance(schema, Plan):
        return schema
    if isinstance(schema, str):
        known = tables.tables()
        if schema not in known:
            raise UnreadableError(f"no table {schema!r}; there are: {', '.join(known)}; or give a Table Schema")
        return _of_table(known[schema])
    return _of_schema(schema, name)


def _of_table(table: Table) -> Plan:
    needs = table.node.get("dependentRequired", {})
    columns = tuple(_column(column.name, column.node, column.required, needs) for column in table.columns)
    names = {column.name for column in columns}
    orders = [Order(low, high, "bounds_in_order") for low, high in BOUNDS if {low, high} <= names]
    if {"start_date_first", "end_date_last"} <= names:
        orders.append(Order("start_date_first", "end_date_last", "dates_in_order"))
    orders += [
        Order(f"{name}_first", f"{name}_last", "schema.format")
        for name in names
        if {f"{name}_first", f"{name}_last"} <= names
    ]
    code = "contribution_id_is_unique" if table.key == ("contribution_id",) else "table.unique-key"
    references = tuple(Reference(own, there, columns) for own, there, columns in table.references)
    return Plan(table.name, columns, (Unique(table.key, code),), tuple(orders), references)


def _column(name: str, node: Schema, required: bool, needs: Mapping[str, Sequence[str]]) -> Column:
    kind = column_type(node)
    # A day in a table is no text any more, with a length and a format.
    said = node if kind != "date" else {}
    return Column(
        name,
        kind,
        required,
        tuple(said.get("enum", ())),
        said.get("pattern"),
        said.get("minimum"),
        said.get("maximum"),
        said.get("minLength"),
        said.get("maxLength"),
        said.get("format"),
        tuple(needs.get(name, ())),
    )


def _of_schema(schema: Mapping[str, Any], name: str) -> Plan:
    columns, unique = [], []
    key = _listed(schema.get("primaryKey", ()))
    if key:
        unique.append(Unique(key))
    for field in schema.get("fields", ()):
        kind = _ALIASES.get(field.get("type", "string"), field.get("type", "string"))
        asked = field.get("constraints", {})
        unknown = set(asked) - {"required", "unique", "enum", "pattern", "minimum", "maximum", *_LENGTHS, "categories"}
        if kind not in TYPES or unknown or field.get("format", "default") not in ("default", "uri", "email", "uuid"):
            what = ", ".join(sorted(unknown)) or f"type {kind!r} with format {field.get('format', 'default')!r}"
            raise UnreadableError(f"{name}.{field.get('name')}: {what} cannot be checked in a table")
        if asked.get("unique") and key != (field["name"],):
            unique.append(Unique((field["name"],)))
        enum = asked.get("enum") or [
            each["value"] if isinstance(each, dict) else each for each in field.get("categories", ())
        ]
        columns.append(
            Column(
                field["name"],
                kind,
                bool(asked.get("required")) or field["name"] in key,
                tuple(enum),
                asked.get("pattern"),
                asked.get("minimum"),
                asked.get("maximum"),
                asked.get("minLength"),
                asked.get("maxLength"),
            )
        )
    orders = tuple(Order(low, high, "table.order") for low, high in schema.get("x-order", ()))
    references = tuple(
        Reference(_listed(each["fields"]), each["reference"].get("resource", ""), _listed(each["reference"]["fields"]))
        for each in schema.get("foreignKeys", ())
    )
    return Plan(name, tuple(columns), tuple(unique), orders, references)


def _listed(names: "str | Sequence[str]") -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)
