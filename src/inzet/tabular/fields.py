"""The fields of a Table Schema, as versions 1 and 2 of the Data Package standard write them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from inzet.issues import shortened
from inzet.tabular.formats import OF_STANDARD
from inzet.tabular.notation import FALSE, TRUE, Notation, is_day_pattern, is_sign
from inzet.tabular.texts import parsed

_TYPES = {name: name for name in ("string", "integer", "number", "boolean", "date")} | {
    "any": "string",
    "year": "integer",
}
"""The type of a column for each type of field that is checked."""
_OTHERS = ("datetime", "time", "yearmonth", "duration", "object", "array", "list", "geopoint", "geojson")
_BOUNDS, _LENGTHS = ("minimum", "maximum"), ("minLength", "maxLength")
_CONSTRAINTS = {"string": ("pattern", *_LENGTHS), "boolean": ()}
"""Constraints that a field may have, besides those of all types; fields of other types have bounds."""
_ATTRIBUTES = {
    "pattern": "pattern",
    "minimum": "minimum",
    "maximum": "maximum",
    "minLength": "min_length",
    "maxLength": "max_length",
    "format": "format",
}
"""Names of constraints as attributes of a column."""
_SHOWN = 80  # characters of a wrong value in a message
_SUBTRACTION = re.compile(r"\[(?:[^\[\]\\]|\\.)*-\[")
# RE2 takes a number of so many digits for a text.
_REPETITION = re.compile(r"\{[0-9]*,?[0-9]{9}")
_MOST = (1 << 31) - 1  # characters of a text, as Arrow counts them


class Unsupported(Exception):  # noqa: N818 - not an error of the schema
    """A feature of the standard that is not checked here; its text is a phrase."""


def limits(node: Mapping[str, Any]) -> dict[str, Any]:
    """Return the constraints of a field, or of a node of our schemas, as attributes of a column."""
    found = {_ATTRIBUTES[key]: value for key, value in node.items() if key in _ATTRIBUTES and value is not None}
    return found | {"enum": tuple(node.get("enum", ()))}


def whole_text(pattern: str) -> str:
    """Return an expression that matches a text from end to end: "$" alone would let a newline pass."""
    return rf"\A(?:{pattern})\z"


def read_field(field: Mapping[str, Any], key: Sequence[str], missing: Any) -> dict[str, Any]:
    """Return the attributes of a column, by its field and the primary key and missing values of the schema.

    Raises:
        Unsupported: if a property that changes which values are valid is not checked here.
        ValueError: if the descriptor is wrong.
    """
    name, standard = field["name"], field.get("type", "any")
    if not isinstance(name, str):
        raise ValueError("the name is not a text")
    if standard in _OTHERS:
        raise Unsupported(f"field {name!r} has type {standard}")
    if standard not in _TYPES:
        raise ValueError(f"there is no type {standard!r}")
    kind = _TYPES[standard]
    notation = _notation_of(field, standard, field.get("missingValues", missing))
    constraints = field.get("constraints", {})
    known = {"required", "unique", "enum", *_CONSTRAINTS.get(kind, _BOUNDS)}
    if unknown := set(constraints) - known:
        raise Unsupported(f"field {name!r} of type {standard} has the constraint {min(unknown)!r}")
    for bound in _LENGTHS:
        if bound in constraints and (type(constraints[bound]) is not int or not 0 <= constraints[bound] <= _MOST):
            given = shortened(repr(constraints[bound]), _SHOWN)
            raise ValueError(f"{bound} must be a whole number up to {_MOST:,}, not {given}")
    if "pattern" in constraints:
        _check_pattern(constraints["pattern"], name)
    found = limits(constraints)
    found |= {bound: _value(kind, notation, found[bound]) for bound in _BOUNDS if bound in found}
    enum = tuple(_value(kind, notation, word) for word in found["enum"])
    categories = tuple(_value(kind, notation, word) for word in values_of(field.get("categories", ()), "categories"))
    if categories and not set(enum) <= set(categories):
        raise ValueError("the words of enum are not all among the categories")
    found |= {"name": name, "type": kind, "notation": notation, "enum": enum or categories}
    if kind == "string" and field.get("format") in OF_STANDARD:
        found["format"] = field["format"]
    return found | {"required": bool(constraints.get("required")) or name in key}


def _notation_of(field: Mapping[str, Any], standard: str, missing: Any) -> Notation:
    """Return how the texts of a field are written."""
    given: dict[str, Any] = {"missing": _words(missing, "missingValues")}
    form = field.get("format") or "default"
    if not isinstance(form, str):
        raise ValueError(f"format {form!r} is not a text")
    form = form.removeprefix("fmt:")
    if standard == "date" and is_day_pattern(form):
        given["days"] = (form,)
    elif form != "default" and standard != "any" and not (standard == "string" and form in OF_STANDARD):
        raise Unsupported(f"field {field['name']!r} of type {standard} has format {form!r}")
    if standard == "boolean":
        given["true"] = _words(field.get("trueValues", TRUE), "trueValues")
        given["false"] = _words(field.get("falseValues", FALSE), "falseValues")
        if both := set(given["true"]) & set(given["false"]):
            raise ValueError(f"{min(both)!r} is both true and false")
    if standard in ("integer", "number"):
        if field.get("bareNumber", True) is not True:
            raise Unsupported(f"field {field['name']!r} has numbers among other signs (bareNumber)")
        given["group"] = _sign(field, "groupChar", "")
        given["decimal"] = _sign(field, "decimalChar", ".") if standard == "number" else "."
        if given["group"] == given["decimal"] and standard == "number":
            raise ValueError(f"decimalChar and groupChar are both {given['group']!r}")
    return Notation(**given, digits=4 if standard == "year" else 0)


def _sign(field: Mapping[str, Any], name: str, usual: str) -> str:
    sign = field.get(name, usual)
    if not isinstance(sign, str):
        raise ValueError(f"{name} {sign!r} is not a text")
    if sign != usual and not is_sign(sign):
        raise Unsupported(f"field {field['name']!r} has {name} {sign!r}")
    return sign


def values_of(given: Any, name: str) -> list[Any]:
    """Return a list of values, of which each may be an object with a label."""
    if isinstance(given, str) or not isinstance(given, Sequence):
        raise ValueError(f"{name} {given!r} is not a list")
    return [value["value"] if isinstance(value, Mapping) else value for value in given]


def _words(given: Any, name: str) -> tuple[str, ...]:
    words = tuple(values_of(given, name))
    if not all(isinstance(word, str) for word in words):
        raise ValueError(f"{name} {given!r} has values that are not texts")
    return words


def _check_pattern(pattern: str, name: str) -> None:
    """Check that RE2, which Arrow matches with, reads a pattern as it is meant; its time is linear."""
    shown = shortened(repr(pattern), _SHOWN)
    if _SUBTRACTION.search(pattern):
        raise Unsupported(f"field {name!r} has the pattern {shown} with a difference of sets")
    if _REPETITION.search(pattern):
        raise Unsupported(f"field {name!r} has the pattern {shown} with too large a number")
    try:
        for expression in (pattern, whole_text(pattern)):  # alone, for "a)|(b" is none
            pc.match_substring_regex(pa.array([""]), expression)
        return
    except pa.ArrowInvalid:
        pass
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"the pattern {shown} is not a regular expression: {error}") from None
    raise Unsupported(f"field {name!r} has the pattern {shown}, beyond what RE2 can match")


def _value(kind: str, notation: Notation, value: Any) -> Any:
    """Return a value of a constraint as a value of a type; it may be a text in the notation of its field."""
    if isinstance(value, str) and kind != "string":
        found = parsed(kind, notation, pa.array([value]))[0].as_py()
        if found is None:
            raise ValueError(f"{value!r} is not of type {kind}")
        return found
    if kind == "integer" and isinstance(value, float) and value.is_integer():
        value = int(value)
    types = {"string": str, "boolean": bool, "integer": int, "number": int | float, "date": str}
    if not isinstance(value, types[kind]) or isinstance(value, bool) != (kind == "boolean"):
        raise ValueError(f"{value!r} is not of type {kind}")
    if kind == "number":
        return float(value)
    if isinstance(value, int) and not -(1 << 63) <= value < 1 << 63:
        raise ValueError(f"{shortened(str(value), _SHOWN)} does not fit in 64 bits")
    return value
