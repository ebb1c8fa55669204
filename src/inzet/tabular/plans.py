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
TRUE, FALSE = ("true", "True", "TRUE", "1"), ("false", "False", "FALSE", "0")
_ALIASES = {"any": "string", "year": "integer"}
_CONSTRAINTS = {"string": {"pattern", "minLength", "maxLength"}, "boolean": set()}
"""Constraints that a Table Schema may set, besides those of all types; values of other types have bounds."""
_ATTRIBUTES = {
    "pattern": "pattern",
    "minimum": "minimum",
    "maximum": "maximum",
    "minLength": "min_length",
    "maxLength": "max_length",
    "format": "format",
}
"""Names of constraints as attributes of a column."""
_SETTINGS: dict[str, Any] = {"missingValues": [""], "fieldsMatch": "exact"}
_FIELD_SETTINGS: dict[str, Any] = {
    "format": "default",
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
        known = Schemas.installed().published
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
    columns = tuple(
        Column(
            column.name,
            column_type(column.node),
            column.required,
            needs=tuple(needs.get(column.name, ())),
            derived=column.derived,
            # A day in a table is a date and not text, so it has no length and no format.
            **_limits(column.node if column_type(column.node) != "date" else {}),
        )
        for column in table.columns
    )
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


def _limits(node: Mapping[str, Any]) -> dict[str, Any]:
    limits = {_ATTRIBUTES[key]: value for key, value in node.items() if key in _ATTRIBUTES and value is not None}
    return limits | {"enum": tuple(node.get("enum", ()))}


def _of_schema(schema: Mapping[str, Any], name: str) -> Plan:
    try:
        plan = _read_schema(schema, name)
        types = {column.name: column.type for column in plan.columns}
        if len(types) < len(plan.columns):
            raise ValueError("two fields have the same name")
        used = [unique.columns for unique in plan.unique] + [reference.columns for reference in plan.references]
        used += [(order.low, order.high) for order in plan.orders]
        for column in (column for columns in used for column in columns):
            if column not in types:
                raise ValueError(f"there is no field {column!r} for a key, a reference or an order")
        for reference in plan.references:
            if len(reference.columns) != len(reference.targets):
                raise ValueError(f"a foreign key of {len(reference.columns)} to {len(reference.targets)} field(s)")
        for order in plan.orders:
            pair = {types[order.low], types[order.high]}
            if len(pair) > 1 and pair != {"integer", "number"}:
                raise ValueError(f"{order.low} and {order.high} cannot be compared")
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        reason = f"missing {error}" if isinstance(error, KeyError) else str(error)
        raise UnreadableError(f"{name}: not a Table Schema that can be checked: {reason}") from None
    return plan


def _read_schema(schema: Mapping[str, Any], name: str) -> Plan:
    _check_settings(schema, _SETTINGS)
    key = _listed(schema.get("primaryKey", ()))
    unique = [Unique(key)] if key else []
    columns = []
    for field in schema["fields"]:
        try:
            columns.append(_read_field(field, key))
        except ValueError as error:
            raise ValueError(f"field {field.get('name')!r}: {error}") from None
        if field.get("constraints", {}).get("unique") and key != (field["name"],):
            unique.append(Unique((field["name"],)))
    unique += [other for other in (Unique(_listed(key)) for key in schema.get("uniqueKeys", ())) if other not in unique]
    orders = tuple(Order(low, high, "table.order") for low, high in schema.get("x-order", ()))
    references = tuple(
        Reference(_listed(key["fields"]), key["reference"].get("resource", ""), _listed(key["reference"]["fields"]))
        for key in schema.get("foreignKeys", ())
    )
    return Plan(name, tuple(columns), tuple(unique), orders, references)


def _read_field(field: Mapping[str, Any], key: tuple[str, ...]) -> Column:
    kind = _ALIASES.get(field.get("type", "string"), field.get("type", "string"))
    constraints = field.get("constraints", {})
    if kind not in TYPES:
        raise ValueError(f"type {kind!r} is not supported; use one of: {', '.join(TYPES)}")
    _check_settings(field, _FIELD_SETTINGS)
    if unknown := set(constraints) - {"required", "unique", "enum"} - _CONSTRAINTS.get(kind, {"minimum", "maximum"}):
        raise ValueError(f"constraint {min(unknown)!r} of a field of type {kind} is not supported")
    for bound in ("minLength", "maxLength"):
        if bound in constraints and (type(constraints[bound]) is not int or constraints[bound] < 0):
            raise ValueError(f"{bound} must be a whole number, not {constraints[bound]!r}")
    if "pattern" in constraints:
        _check_pattern(constraints["pattern"])
    limits = _limits(constraints)
    limits |= {bound: _value(kind, limits[bound]) for bound in ("minimum", "maximum") if bound in limits}
    limits["enum"] = tuple(_value(kind, word) for word in limits["enum"])
    name = str(field["name"])
    return Column(name, kind, bool(constraints.get("required")) or name in key, **limits)


def _check_settings(given: Mapping[str, Any], supported: Mapping[str, Any]) -> None:
    for name, value in supported.items():
        if given.get(name, value) != value:
            raise ValueError(f"{name} {given[name]!r} is not supported; it must be {value!r}")


def _check_pattern(pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"the pattern {pattern!r} is not a regular expression: {error}") from None


def _value(kind: str, value: Any) -> Any:
    """Return a value in a Table Schema as a value of a type.

    Raises:
        ValueError: if it is not of that type.
    """
    types = {"string": str, "boolean": bool, "integer": int, "number": int | float, "date": str}
    fits = isinstance(value, types[kind]) and isinstance(value, bool) == (kind == "boolean")
    if not fits:
        raise ValueError(f"{value!r} is not of type {kind}")
    if kind == "integer" and not -(1 << 63) <= value < 1 << 63:
        raise ValueError(f"{value} does not fit in 64 bits")
    return read_day(value) if kind == "date" else float(value) if kind == "number" else value


def _listed(names: "str | Sequence[str]") -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)
