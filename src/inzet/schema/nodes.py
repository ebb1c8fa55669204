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
_OF_ALL = {"title", "x-nl", "description", "examples", "type", "x-name", "x-meaning"}
_KEYWORDS = {
    "object": {"properties", "required", "additionalProperties", "dependentRequired", "x-table", "x-key"},
    "array": {"items", "minItems", "maxItems", "uniqueItems"},
    "string": {"enum", "pattern", "format", "minLength", "maxLength", "x-references", "x-values"},
    "integer": {"minimum", "maximum"},
    "boolean": set[str](),
}
"""Keywords of each type, besides those of all types."""


class SchemaError(ValueError):
    """A schema node that cannot be made into a table or model.

    Attributes:
        node: the resolved node.
        keyword: its keyword that is at fault; empty for the node as a whole.
    """

    def __init__(self, message: str, node: Schema, keyword: str = "") -> None:
        super().__init__(message)
        self.node = node
        self.keyword = keyword


def check_keywords(node: Schema) -> None:
    """Check that a resolved node has a known type, and only keywords that apply to it.

    Raises:
        SchemaError: if not. So nothing that is derived from a schema can leave a keyword out by mistake.
    """
    kind = node["type"]
    if kind not in _KEYWORDS:
        raise SchemaError(f"unknown type {kind!r}; types: {', '.join(_KEYWORDS)}", node, "type")
    for keyword in node.keys() - _OF_ALL - _KEYWORDS[kind]:
        known = ", ".join(sorted(_KEYWORDS[kind])) or "none of its own"
        raise SchemaError(f"{keyword!r} does not apply to type {kind!r}; its keywords: {known}", node, keyword)


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


def find_definition(files: dict[str, Schema], file: str, name: str) -> Schema:
    """Return a definition of a schema file, or without a name the whole file.

    Raises:
        KeyError: if there is none.
    """
    whole = files[file]
    definition: Schema = whole["$defs"][name] if name else whole
    return definition


def written(node: Schema, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Schema]]:
    """Yield the schemas in a file as they are written, definitions included."""
    yield pointer, node
    for holder in ("$defs", "properties"):
        for key, part in node.get(holder, {}).items():
            yield from written(part, (*pointer, holder, key))
    if "items" in node:
        yield from written(node["items"], (*pointer, "items"))
