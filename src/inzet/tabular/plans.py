"""What a table must be: derived from the schemas of the records, or read from a Table Schema."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inzet.issues import UnreadableError
from inzet.schema import tables
from inzet.schema.figures import BOUNDS
from inzet.schema.formats import read_day
from inzet.schema.schemas import Schemas
from inzet.schema.table_schema import column_type
from inzet.schema.tables import Derived

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
"""Properties of a Table Schema that change which values are valid, with the only value that is supported."""


@dataclass(frozen=True)
class Column:
    """What the values of a column must be; None and an empty ``enum`` mean no constraint.

    Attributes:
        name: its name.
        type: one of ``TYPES``.
        required: whether every row must have a value.
        enum: the allowed values.
        pattern: regular expression that the whole text must match.
        minimum: least number or day.
        maximum: greatest number or day.
        min_length: least length of a text, in characters.
        max_length: greatest length of a text, in characters.
        format: a format of ``inzet.schema.formats``.
        needs: columns that must have a value in every row in which this one has.
        derived: how the values follow from other columns; None if they do not.
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
    derived: Derived | None = None


@dataclass(frozen=True)
class Unique:
    """Columns whose values together may occur in one row only, and the code of the rule."""

    columns: tuple[str, ...]
    code: str = "table.unique-key"


@dataclass(frozen=True)
class Order:
    """Two columns, the first of which must not be greater than the second, and the code of the rule."""

    low: str
    high: str
    code: str


@dataclass(frozen=True)
class Reference:
    """Columns whose values must occur in columns of another table, or of the same table if ``table`` is empty."""

    columns: tuple[str, ...]
    table: str
    targets: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """What a table must be.

    Attributes:
        name: name of the table.
        columns: in order.
        unique: unique keys; the primary key first.
        orders: columns that bound each other.
        references: foreign keys.
    """

    name: str
    columns: tuple[Column, ...]
    unique: tuple[Unique, ...] = ()
    orders: tuple[Order, ...] = ()
    references: tuple[Reference, ...] = ()

    def key(self, names: Sequence[str]) -> "Plan":
        """Return a plan for reading a key: some columns with their types, and no other rule."""
        types = {column.name: column.type for column in self.columns}
        return Plan(self.name, tuple(Column(name, types[name]) for name in names), (Unique(tuple(names)),))


def plan_of(schema: "str | tables.Table | Mapping[str, Any] | Plan", name: str = "") -> Plan:
    """Return the plan of one of our tables, which may be given by name, or of a Table Schema.

    Raises:
        UnreadableError: if there is no such table, or the Table Schema has a feature that cannot be checked.
    """
    if isinstance(schema, Plan):
        return schema
    if isinstance(schema, str):
        known = Schemas.installed().tables
        if schema not in known:
            raise UnreadableError(f"no table {schema!r}; choose one of: {', '.join(known)}; or give a Table Schema")
        schema = known[schema]
    if isinstance(schema, tables.Table):
        return _of_table(schema)
    if not isinstance(schema, Mapping):
        raise UnreadableError(f"{name}: not a Table Schema")
    return _of_schema(schema, name)


def _of_table(table: tables.Table) -> Plan:
    needs = table.node.get("dependentRequired", {})
    columns = tuple(_column(column, needs.get(column.name, ())) for column in table.columns)
    names = {column.name for column in columns}
    orders = [Order(low, high, "bounds_in_order") for low, high in BOUNDS if {low, high} <= names]
    if {"start_date_first", "end_date_last"} <= names:
        orders.append(Order("start_date_first", "end_date_last", "dates_in_order"))
    orders += [
        Order(f"{name}_first", f"{name}_last", "schema.format")
        for name in sorted(names)
        if {f"{name}_first", f"{name}_last"} <= names
    ]
    code = "contribution_id_is_unique" if table.key == ("contribution_id",) else "table.unique-key"
    references = tuple(Reference(*reference) for reference in table.references)
    return Plan(table.name, columns, (Unique(table.key, code),), tuple(orders), references)


def _column(column: tables.Column, needs: Sequence[str]) -> Column:
    kind = column_type(column.node)
    # A day in a table is a date and not text, so it has no length and no format.
    node = column.node if kind != "date" else {}
    return Column(
        column.name,
        kind,
        column.required,
        tuple(node.get("enum", ())),
        node.get("pattern"),
        node.get("minimum"),
        node.get("maximum"),
        node.get("minLength"),
        node.get("maxLength"),
        node.get("format"),
        tuple(needs),
        column.derived,
    )


def _of_schema(schema: Mapping[str, Any], name: str) -> Plan:
    try:
        plan = _read_schema(schema, name)
        names = [column.name for column in plan.columns]
        if len(set(names)) < len(names):
            raise UnreadableError(f"{name}: two fields have the same name")
        used = [unique.columns for unique in plan.unique] + [reference.columns for reference in plan.references]
        used += [(order.low, order.high) for order in plan.orders]
        for column in (column for columns in used for column in columns):
            if column not in names:
                raise UnreadableError(f"{name}: there is no field {column!r} for a key, a reference or an order")
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        reason = f"missing {error}" if isinstance(error, KeyError) else str(error)
        raise UnreadableError(f"{name}: not a Table Schema that can be checked: {reason}") from None
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
    unique += [other for other in (Unique(_listed(key)) for key in schema.get("uniqueKeys", ())) if other not in unique]
    orders = tuple(Order(low, high, "table.order") for low, high in schema.get("x-order", ()))
    references = tuple(
        Reference(_listed(key["fields"]), key["reference"].get("resource", ""), _listed(key["reference"]["fields"]))
        for key in schema.get("foreignKeys", ())
    )
    for reference in references:
        own, targets = len(reference.columns), len(reference.targets)
        if own != targets:
            raise UnreadableError(f"{name}: a foreign key of {own} field(s) refers to {targets} field(s)")
    return Plan(name, tuple(columns), tuple(unique), orders, references)


def _read_field(field: Mapping[str, Any], name: str, key: tuple[str, ...]) -> tuple[Column, bool]:
    """Return a column, and whether its values are unique."""
    where = f"{name}.{field.get('name')}"
    form = field.get("format", "default")
    kind = _ALIASES.get(field.get("type", "string"), field.get("type", "string"))
    constraints = field.get("constraints", {})
    unknown = sorted(set(constraints) - _CONSTRAINTS.get(kind, set()))
    unknown += [key for key in _FIELD_SETTINGS if field.get(key, _FIELD_SETTINGS[key]) != _FIELD_SETTINGS[key]]
    if kind not in TYPES or unknown or form != "default":
        what = ", ".join(unknown) or f"type {kind!r} with format {form!r}"
        raise UnreadableError(f"{where}: {what} cannot be checked in a table")
    for bound in _LENGTHS:
        if bound in constraints and (type(constraints[bound]) is not int or constraints[bound] < 0):
            raise UnreadableError(f"{where}: {bound} must be a whole number, not {constraints[bound]!r}")
    if "pattern" in constraints:
        try:
            re.compile(constraints["pattern"])
        except re.error as error:
            raise UnreadableError(f"{where}: the pattern is not a regular expression: {error}") from None
    bounds = (constraints.get(bound) for bound in ("minimum", "maximum"))
    low, high = (None if bound is None else _value(kind, bound) for bound in bounds)
    column = Column(
        str(field["name"]),
        kind,
        bool(constraints.get("required")) or field["name"] in key,
        tuple(_value(kind, word) for word in constraints.get("enum", ())),
        constraints.get("pattern"),
        low,
        high,
        constraints.get("minLength"),
        constraints.get("maxLength"),
    )
    return column, bool(constraints.get("unique"))


def _value(kind: str, value: Any) -> Any:
    """Return a value in a Table Schema as a value of a type.

    Raises:
        ValueError: if it is not of that type.
    """
    fits = {
        "string": isinstance(value, str),
        "boolean": isinstance(value, bool),
        "integer": isinstance(value, int) and not isinstance(value, bool) and -(1 << 63) <= value < 1 << 63,
        "number": isinstance(value, int | float) and not isinstance(value, bool),
        "date": isinstance(value, str),
    }
    if not fits[kind]:
        raise ValueError(f"{value!r} is not of type {kind}")
    return read_day(value) if kind == "date" else float(value) if kind == "number" else value


def _listed(names: "str | Sequence[str]") -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)
