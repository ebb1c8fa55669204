"""Schema nodes: the parts of a schema file, and the references between them."""

from collections.abc import Iterator
from typing import Any

from inzet.issues import Pointer

Schema = dict[str, Any]

SUFFIX = ".schema.json"
REFERENCE = "#/$defs/"
"""What separates file and definition in a reference: ``common.schema.json#/$defs/day``."""

LIMITS = {"minimum": "ge", "maximum": "le", "minLength": "min_length", "maxLength": "max_length"}
"""Keywords that bound a scalar, each with its name in pydantic."""
DESCRIBING = {"title", "description", "examples", "x-name", "x-values", "x-references", "x-key", "x-table", "x-meaning"}
"""Keywords that refuse no value."""
SCALAR = {"type", "enum", "pattern", "format", *LIMITS}
"""Keywords of a scalar that refuse values."""


def parse_reference(reference: str, file: str) -> tuple[str, str]:
    """Return the file and the definition that a reference in ``file`` points to; no definition means a whole file."""
    target, _, name = reference.partition(REFERENCE)
    return target.removesuffix(SUFFIX) or file, name


def walk(schema: Schema, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Schema]]:
    """Yield a resolved schema and every schema inside it, each with its pointer; list items are the step ``*``."""
    yield pointer, schema
    for key, value in schema.get("properties", {}).items():
        yield from walk(value, (*pointer, key))
    if "items" in schema:
        yield from walk(schema["items"], (*pointer, "*"))


def find_definition(files: "dict[str, Schema]", file: str, name: str) -> Schema:
    """Return a definition of a schema file, or without a name the whole file.

    Raises:
        KeyError: if there is none.
    """
    whole = files[file]
    definition: Schema = whole["$defs"][name] if name else whole
    return definition


def faults(files: "dict[str, Schema]") -> Iterator[tuple[str, Pointer, str]]:
    """Yield what the dialect cannot say about record schemas: file, pointer, and what is wrong there."""
    for file, whole in files.items():
        for pointer, node in _written(whole):
            known = _max_length(files, *parse_reference(node["$ref"], file)) if "$ref" in node else 0
            if "$ref" in node and node.get("maxLength", 0) > known:
                yield file, (*pointer, "maxLength"), "a reference may narrow its definition, not widen it"
            if "enum" in node and list(node["enum"]) != list(node.get("x-values", ())):
                yield file, (*pointer, "x-values"), "'enum' and 'x-values' must list the same words in the same order"


def _max_length(files: "dict[str, Schema]", file: str, name: str) -> int:
    definition = find_definition(files, file, name)
    if "$ref" in definition and "maxLength" not in definition:
        return _max_length(files, *parse_reference(definition["$ref"], file))
    return int(definition.get("maxLength", 0))


def _written(node: Schema, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Schema]]:
    """Yield the schemas in a file as they are written, definitions included."""
    yield pointer, node
    for holder in ("$defs", "properties"):
        for key, part in node.get(holder, {}).items():
            yield from _written(part, (*pointer, holder, key))
    if "items" in node:
        yield from _written(node["items"], (*pointer, "items"))
