"""What a table must be: derived from the schemas of the records, or read from a Table Schema."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inzet.files import is_unicode
from inzet.issues import UnreadableError
from inzet.schema import tables
from inzet.schema.figures import BOUNDS
from inzet.schema.schemas import Schemas
from inzet.schema.table_schema import column_type
from inzet.schema.tables import Derived
from inzet.tabular.fields import Unsupported, limits, read_field
from inzet.tabular.limits import MOST_COLUMNS
from inzet.tabular.notation import PLAIN, Notation

FIELDS_MATCH = ("exact", "equal", "subset", "superset", "partial")


class UnsupportedError(UnreadableError):
    """A Data Package uses a feature of the standard that is not checked here.

    Attributes:
        reason: the feature and where it is, such as ``field 'at' has type datetime``.
    """

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}, which cannot be checked")
        self.reason = reason


@dataclass(frozen=True)
class Column:
    """What the values of a column must be; None and an empty ``enum`` mean no constraint.

    Attributes:
        name: its name.
        type: string, integer, number, boolean or date.
        required: whether every row must have a value.
        enum: the allowed values.
        pattern: regular expression that the whole text must match.
        minimum: least number or day.
        maximum: greatest number or day.
        min_length: least length of a text, in characters.
        max_length: greatest length of a text, in characters.
        format: a format of ``inzet.tabular.formats``.
        needs: columns that must have a value in every row in which this one has.
        derived: how the values follow from other columns; None if they do not.
        notation: how its texts are written.
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
    notation: Notation = PLAIN


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
        fields_match: how the columns of the table may differ from these; ``fieldsMatch`` of a Table Schema.
    """

    name: str
    columns: tuple[Column, ...]
    unique: tuple[Unique, ...] = ()
    orders: tuple[Order, ...] = ()
    references: tuple[Reference, ...] = ()
    fields_match: str = "exact"

    def key(self, names: Sequence[str]) -> "Plan":
        """Return a plan for reading a key: some columns with their types, and no other rule."""
        own = {column.name: column for column in self.columns}
        columns = tuple(Column(name, own[name].type, notation=own[name].notation) for name in names)
        return Plan(self.name, columns, (Unique(tuple(names)),))


def plan_of(schema: "str | tables.Table | Mapping[str, Any] | Plan", name: str = "") -> Plan:
    """Return the plan of one of our tables, which may be given by name, or of a Table Schema.

    Raises:
        UnsupportedError: if the Table Schema has a feature that cannot be checked.
        UnreadableError: if there is no such table, or this is no Table Schema.
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
            **limits(column.node if column_type(column.node) != "date" else {}),
        )
        for column in table.columns
    )
    names = {column.name for column in columns}
    orders = [Order(low, high, "bounds_in_order") for low, high in BOUNDS]
    orders.append(Order("start_date_first", "end_date_last", "dates_in_order"))
    orders += [Order(f"{name}_first", f"{name}_last", "schema.format") for name in sorted(names)]
    code = "contribution_id_is_unique" if table.key == ("contribution_id",) else "table.unique-key"
    references = tuple(Reference(*reference) for reference in table.references)
    known = tuple(order for order in orders if {order.low, order.high} <= names)
    return Plan(table.name, columns, (Unique(table.key, code),), known, references)


def _of_schema(schema: Mapping[str, Any], name: str) -> Plan:
    try:
        if not is_unicode(schema):
            raise ValueError("it has half a surrogate pair, such as \\ud800")
        if len(schema["fields"]) > MOST_COLUMNS:
            raise ValueError(f"it has {len(schema['fields']):,} fields; at most {MOST_COLUMNS:,} are read")
        plan = _read_schema(schema, name)
        types = {column.name: column.type for column in plan.columns}
        missing = {column.name: column.notation.missing for column in plan.columns}
        if len(types) < len(plan.columns):
            raise ValueError("two fields have the same name")
        used = [unique.columns for unique in plan.unique] + [reference.columns for reference in plan.references]
        used += [(order.low, order.high) for order in plan.orders]
        if not all(used):
            raise ValueError("a key without fields")
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
        for column in {column for reference in plan.references for column in reference.columns}:
            if types[column] == "string" and "" not in missing[column]:
                raise Unsupported(f"field {column!r} of a foreign key has empty texts that are values")
    except Unsupported as error:
        raise UnsupportedError(name, str(error)) from None
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        reason = f"missing {error}" if isinstance(error, KeyError) else str(error)
        raise UnreadableError(f"{name}: not a Table Schema that can be checked: {reason}") from None
    return plan


def _read_schema(schema: Mapping[str, Any], name: str) -> Plan:
    match = schema.get("fieldsMatch", "exact")
    match = match[0] if isinstance(match, list) and len(match) == 1 else match  # as the profile of version 2.0 has it
    if match not in FIELDS_MATCH:
        raise ValueError(f"fieldsMatch {match!r} is not one of: {', '.join(FIELDS_MATCH)}")
    key = listed(schema.get("primaryKey", ()))
    unique = [Unique(key)] if key else []
    columns = []
    for field in schema["fields"]:
        try:
            columns.append(Column(**read_field(field, key, schema.get("missingValues", [""]))))
        except ValueError as error:
            raise ValueError(f"field {field.get('name')!r}: {error}") from None
        if field.get("constraints", {}).get("unique") and key != (field["name"],):
            unique.append(Unique((field["name"],)))
    unique += [other for other in (Unique(listed(key)) for key in schema.get("uniqueKeys", ())) if other not in unique]
    orders = tuple(Order(low, high, "table.order") for low, high in schema.get("x-order", ()))
    return Plan(name, tuple(columns), tuple(unique), orders, references_of(schema), match)


def references_of(schema: Mapping[str, Any]) -> tuple[Reference, ...]:
    """Return the foreign keys of a Table Schema."""
    return tuple(
        Reference(listed(key["fields"]), key["reference"].get("resource", ""), listed(key["reference"]["fields"]))
        for key in schema.get("foreignKeys", ())
    )


def listed(names: "str | Sequence[str]") -> tuple[str, ...]:
    """Return one or several names as several."""
    if isinstance(names, str):
        return (names,)
    if not isinstance(names, Sequence) or not all(isinstance(name, str) for name in names):
        raise TypeError(f"{names!r} is not a name or a list of names")
    return tuple(names)
