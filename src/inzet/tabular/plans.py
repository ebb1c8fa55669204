"""What a table must be: derived from the schemas of the records, or read from a Table Schema."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inzet.issues import UnreadableError
from inzet.schema.figures import BOUNDS
from inzet.schema.formats import read_day
from inzet.schema.nodes import Schema
from inzet.schema.schemas import Schemas
from inzet.schema.table_schema import column_type
from inzet.schema.tables import Table

TYPES = ("string", "integer", "number", "boolean", "date")
_ALIASES = {"any": "string", "year": "integer"}
_LENGTHS = ("minLength", "maxLength")
_ALL = {"required", "unique", "enum"}
_BOUNDED = _ALL | {"minimum", "maximum"}
_CONSTRAINTS = {
    "string": _ALL | {"pattern", *_LENGTHS},
    "integer": _BOUNDED,
    "number": _BOUNDED,
    "date": _BOUNDED,
    "boolean": _ALL,
}
_SETTINGS: dict[str, Any] = {"missingValues": [""], "fieldsMatch": "exact"}
TRUE, FALSE = ("true", "True", "TRUE", "1"), ("false", "False", "FALSE", "0")
_FIELD_SETTINGS: dict[str, Any] = {
    "trueValues": list(TRUE),
    "falseValues": list(FALSE),
    "missingValues": [""],
    "bareNumber": True,
    "decimalChar": ".",
    "groupChar": "",
}
"""What of a Table Schema would change what is read, and what it may be."""


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
        format: a format of ``inzet.schema.formats``.
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
class Day:
    """A column with the first or the last day (``side``) of the partial date in another column."""

    column: str
    of: str
    side: str


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
        days: columns that follow from others.
    """

    name: str
    columns: tuple[Column, ...]
    unique: tuple[Unique, ...] = ()
    orders: tuple[Order, ...] = ()
    references: tuple[Reference, ...] = ()
    days: tuple[Day, ...] = ()

    def key(self, names: Sequence[str]) -> "Plan":
        """Return the plan of a key by itself: of some columns the types, and no other rule."""
        types = {column.name: column.type for column in self.columns}
        return Plan(self.name, tuple(Column(name, types[name]) for name in names), (Unique(tuple(names)),))


def plan_of(schema: "str | Mapping[str, Any] | Plan", name: str = "") -> Plan:
    """Return the plan of one of our tables, by name, or of a Table Schema.

    Raises:
        UnreadableError: if there is no such table, or the Table Schema asks for what cannot be checked.
    """
    if isinstance(schema, Plan):
        return schema
    if isinstance(schema, str):
        known = Schemas.installed().tables
        if schema not in known:
            raise UnreadableError(f"no table {schema!r}; there are: {', '.join(known)}; or give a Table Schema")
        return _of_table(known[schema])
    if not isinstance(schema, Mapping):
        raise UnreadableError(f"{name}: not a Table Schema")
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
        for name in sorted(names)
        if {f"{name}_first", f"{name}_last"} <= names
    ]
    days = tuple(Day(each.name, *each.name.rsplit("_", 1)) for each in table.columns if each.derived)
    code = "contribution_id_is_unique" if table.key == ("contribution_id",) else "table.unique-key"
    references = tuple(Reference(own, there, columns) for own, there, columns in table.references)
    return Plan(table.name, columns, (Unique(table.key, code),), tuple(orders), references, days)


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
    try:
        plan = _read_schema(schema, name)
        names = [column.name for column in plan.columns]
        if len(set(names)) < len(names):
            raise UnreadableError(f"{name}: two fields have the same name")
        used = [unique.columns for unique in plan.unique] + [each.columns for each in plan.references]
        used += [(order.low, order.high) for order in plan.orders]
        for column in (column for columns in used for column in columns):
            if column not in names:
                raise UnreadableError(f"{name}: there is no field {column!r} for a key, a reference or an order")
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        told = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise UnreadableError(f"{name}: not a Table Schema that can be checked: {told}") from None
    types = {column.name: column.type for column in plan.columns}
    for order in plan.orders:
        pair = {types[order.low], types[order.high]}
        if len(pair) > 1 and pair != {"integer", "number"}:
            raise UnreadableError(f"{name}: {order.low} and {order.high} cannot be compared")
    return plan


def _read_schema(schema: Mapping[str, Any], name: str) -> Plan:
    unknown = {key: schema[key] for key in _SETTINGS if schema.get(key, _SETTINGS[key]) != _SETTINGS[key]}
    if unknown:
        raise UnreadableError(f"{name}: {unknown} cannot be checked in a table")
    key = _listed(schema.get("primaryKey", ()))
    unique = [Unique(key)] if key else []
    columns = []
    for field in schema["fields"]:
        column, alone = _read_field(field, name, key)
        columns.append(column)
        if alone and key != (column.name,):
            unique.append(Unique((column.name,)))
    unique += [each for each in (Unique(_listed(key)) for key in schema.get("uniqueKeys", ())) if each not in unique]
    orders = tuple(Order(low, high, "table.order") for low, high in schema.get("x-order", ()))
    references = tuple(
        Reference(_listed(each["fields"]), each["reference"].get("resource", ""), _listed(each["reference"]["fields"]))
        for each in schema.get("foreignKeys", ())
    )
    for each in references:
        if len(each.columns) != len(each.there):
            raise UnreadableError(f"{name}: a foreign key of {len(each.columns)} fields to {len(each.there)}")
    return Plan(name, tuple(columns), tuple(unique), orders, references)


def _read_field(field: Mapping[str, Any], name: str, key: tuple[str, ...]) -> tuple[Column, bool]:
    """Return a column, and whether its values are unique."""
    form = field.get("format", "default")
    kind = _ALIASES.get(field.get("type", "string"), field.get("type", "string"))
    asked = field.get("constraints", {})
    unknown = sorted(set(asked) - _CONSTRAINTS.get(kind, set()))
    unknown += [key for key in _FIELD_SETTINGS if field.get(key, _FIELD_SETTINGS[key]) != _FIELD_SETTINGS[key]]
    if kind not in TYPES or unknown or form != "default":
        what = ", ".join(unknown) or f"type {kind!r} with format {form!r}"
        raise UnreadableError(f"{name}.{field.get('name')}: {what} cannot be checked in a table")
    for bound in _LENGTHS:
        if bound in asked and (type(asked[bound]) is not int or asked[bound] < 0):
            raise UnreadableError(f"{name}.{field.get('name')}: {bound} is {asked[bound]!r}")
    if "pattern" in asked:
        try:
            re.compile(asked["pattern"])
        except re.error as error:
            raise UnreadableError(f"{name}.{field.get('name')}: no pattern: {error}") from None
    low, high = (None if asked.get(bound) is None else _value(kind, asked[bound]) for bound in ("minimum", "maximum"))
    column = Column(
        str(field["name"]),
        kind,
        bool(asked.get("required")) or field["name"] in key,
        tuple(_value(kind, each) for each in asked.get("enum", ())),
        asked.get("pattern"),
        low,
        high,
        asked.get("minLength"),
        asked.get("maxLength"),
    )
    return column, bool(asked.get("unique"))


def _value(kind: str, value: Any) -> Any:
    """Return a value that a Table Schema mentions as one of a type.

    Raises:
        ValueError: if it is none.
    """
    right = {
        "string": isinstance(value, str),
        "boolean": isinstance(value, bool),
        "integer": isinstance(value, int) and not isinstance(value, bool) and -(1 << 63) <= value < 1 << 63,
        "number": isinstance(value, int | float) and not isinstance(value, bool),
        "date": isinstance(value, str),
    }
    if not right[kind]:
        raise ValueError(f"{value!r} is no {kind}")
    return read_day(value) if kind == "date" else float(value) if kind == "number" else value


def _listed(names: "str | Sequence[str]") -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)
