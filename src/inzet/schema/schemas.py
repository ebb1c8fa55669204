"""The schemas: read, resolve, look up, and validate against.

The record schemas keep to a small part of JSON Schema 2020-12, which ``schemas/dialect.schema.json`` spells
out. Here every ``$ref`` is replaced by what it points to, once, so that whoever derives something from a
schema (tables, models, validators, test strategies) walks a plain tree. What a definition was called stays
with it as ``x-name``.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from inzet.files import root
from inzet.issues import Pointer
from inzet.schema.formats import FORMATS

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

Schema = dict[str, Any]

SUFFIX = ".schema.json"
RECORDS = ("letter", "mission", "framework")
"""The schemas of which a file under ``records/`` holds one record."""

BOUNDS = (("number_min", "number_max"), ("amount_min", "amount_max"))
"""Properties that are the lower and upper bound of one figure."""

# A definition may be narrowed where it is used, never changed.
_BESIDE_REF = {"title", "description", "examples", "maxLength"}
_MANY = 50  # items of one list
_FAR = 10  # a text that is so many times longer than it may be is no slip of its form


@cache
def read(name: str) -> Schema:
    """Return a schema file as it stands, by its short name: ``"letter"``, ``"common"``, ``"dialect"``."""
    schema: Schema = json.loads((root() / "schemas" / f"{name}{SUFFIX}").read_text(encoding="utf-8"))
    return schema


@cache
def load(name: str) -> Schema:
    """Return a record schema with every reference replaced by its definition.

    Raises:
        ValueError: if the schema steps outside the dialect in a way that the meta-schema cannot say.
    """
    return _inline(read(name), name, name)


def _inline(schema: Schema, file: str, name: str) -> Schema:
    if "$ref" in schema:
        target_file, _, target = schema["$ref"].partition("#/$defs/")
        target_file = target_file.removesuffix(SUFFIX) or file
        definition = read(target_file)["$defs"][target] if target else read(target_file)
        resolved = dict(_inline(definition, target_file, target or target_file))
        beside = {key: value for key, value in schema.items() if key != "$ref"}
        if not beside.keys() <= _BESIDE_REF or beside.get("maxLength", 0) > resolved.get("maxLength", 0):
            raise ValueError(f"{file}{SUFFIX}: a reference to {target} may only be narrowed, not {beside}")
        return resolved | beside
    resolved = {key: value for key, value in schema.items() if key not in ("$defs", "$schema")}
    if "enum" in schema and list(schema["enum"]) != list(schema["x-values"]):
        raise ValueError(f"{file}{SUFFIX}: {name}: 'enum' and 'x-values' must list the same values in order")
    if "items" in schema:
        resolved["items"] = _inline(schema["items"], file, "items")
    if "properties" in schema:
        resolved["properties"] = {key: _inline(value, file, key) for key, value in schema["properties"].items()}
    # What a definition says of itself is kept: a vocabulary is described once, whatever its fields are called.
    return resolved | {"x-name": name, "x-meaning": schema.get("description", "")}


def records() -> dict[str, str]:
    """Return the folder of each record schema, such as ``{"letters": "letter"}``."""
    return {load(name)["x-table"]: name for name in RECORDS}


@cache
def items() -> dict[str, Schema]:
    """Return the schemas of the things that have an id, by table: a letter's contributions as well."""
    keyed = (node for name in RECORDS for _, node in walk(load(name)) if "x-key" in node)
    return {node["x-table"]: node for node in keyed}


def walk(schema: Schema, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Schema]]:
    """Yield every schema inside a schema with the way to it; list items are the step ``*``."""
    yield pointer, schema
    for key, value in schema.get("properties", {}).items():
        yield from walk(value, (*pointer, key))
    if "items" in schema:
        yield from walk(schema["items"], (*pointer, "*"))


@cache
def validator(name: str) -> "Validator":
    """Return a validator for one record of the schema, stricter than JSON Schema where that is loose.

    A pattern must match the whole text (``$`` alone would let a newline pass), formats are checked, and
    ``3.0`` and ``true`` are not whole numbers. Repeated items are found in linear time. Of what is too long little
    else is said: a text far beyond its bound is not held against its pattern, and of a list no item is looked at.
    """
    from jsonschema import Draft202012Validator, FormatChecker
    from jsonschema.validators import extend

    formats = FormatChecker(formats=())
    for format_name, check in FORMATS.items():
        formats.checks(format_name, raises=ValueError)(_for_text(check))
    strict = Draft202012Validator.TYPE_CHECKER.redefine(
        "integer", lambda _, value: isinstance(value, int) and not isinstance(value, bool)
    )
    keywords = {"pattern": _pattern, "items": _items, "uniqueItems": _unique}
    stricter = extend(Draft202012Validator, keywords, type_checker=strict)  # type: ignore[no-untyped-call]
    return cast("Validator", stricter(load(name), format_checker=formats))


def accepts(name: str, value: Any) -> bool:
    """Whether a compiled validator accepts a record; quick, and says nothing of what is wrong.

    False may also mean that there is no such validator here; then ``validator`` decides.

    Args:
        name: kind of the record.
        value: what one of the readers made of a file. They make no float, and there may be none in it, for this
            validator takes 3.0 for a whole number, as JSON Schema does; ``validator`` does not.
    """
    compiled = _compiled(name)
    return compiled is not None and bool(compiled.is_valid(value))


@cache
def _compiled(name: str) -> Any:
    return _compile(load(name))


def _compile(node: Schema) -> Any:
    try:
        from jsonschema_rs import Draft202012Validator
    except ImportError:
        return None
    formats = {format_name: _as_question(check) for format_name, check in FORMATS.items()}
    return Draft202012Validator(node, formats=formats, validate_formats=True)


def _as_question(check: Any) -> Any:
    def passes(value: str) -> bool:
        try:
            check(value)
        except ValueError:
            return False
        return True

    return passes


def _for_text(check: Any) -> Any:
    return lambda value: not isinstance(value, str) or check(value) is not None


def _pattern(_: object, pattern: str, value: object, node: Schema) -> "Iterator[ValidationError]":
    from jsonschema.exceptions import ValidationError

    near = isinstance(value, str) and len(value) <= _FAR * node.get("maxLength", len(value))
    if near and not re.fullmatch(pattern, str(value)):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


def _items(judge: Any, items: Schema, value: object, node: Schema) -> "Iterator[ValidationError]":
    listed = _bounded(value, node)
    # Most of many items are sound, which a compiled validator sees at once.
    compiled = _compile(items) if len(listed) > _MANY else None
    for at, item in enumerate(listed):
        if compiled is None or not compiled.is_valid(item):
            yield from judge.descend(item, items, path=at)


def _unique(_: object, __: object, value: object, node: Schema) -> "Iterator[ValidationError]":
    from jsonschema.exceptions import ValidationError

    first: dict[str, int] = {}
    for at, item in enumerate(_bounded(value, node)):
        earlier = first.setdefault(json.dumps(item, sort_keys=True, default=str), at)
        if earlier != at:
            yield ValidationError(f"item {at + 1} says the same as item {earlier + 1}; remove one")


def _bounded(value: object, node: Schema) -> list[Any]:
    """Return the items of a list, or none where it is no list or has more of them than it may."""
    return value if isinstance(value, list) and len(value) <= node.get("maxItems", len(value)) else []
