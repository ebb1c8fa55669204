"""The findings of a schema about a record, or about another schema: what is wrong, and what would be right."""

import json
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from inzet.issues import Pointer, closest, few_hints, shortened
from inzet.schema.nodes import Schema
from inzet.schema.schemas import Schemas

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

CODES = {
    "required": "schema.required",
    "dependentRequired": "schema.dependent",
    "additionalProperties": "schema.unknown-key",
    "type": "schema.type",
    "enum": "schema.enum",
    "pattern": "schema.pattern",
    "format": "schema.format",
    "minimum": "schema.bounds",
    "maximum": "schema.bounds",
    "minLength": "schema.bounds",
    "maxLength": "schema.bounds",
    "minItems": "schema.bounds",
    "maxItems": "schema.bounds",
    "uniqueItems": "schema.unique",
}
"""Issue code of each keyword that can fail."""

TYPES = {
    "object": "a mapping of keys and values",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
}
"""Each type in words."""

MAX_FINDINGS = 2000
"""Largest number of findings about one record; the others appear when these are corrected."""

_MAX_LISTED = 40  # a vocabulary of more words is not listed in a message


class Finding(NamedTuple):
    """One thing that is wrong inside a file; ``at_key`` if it is wrong with the key itself."""

    pointer: Pointer
    code: str
    message: str
    at_key: bool = False


def check(value: Any, kind: str) -> list[Finding]:
    """Return everything that the schema of a kind of record finds wrong with a value."""
    return [] if Schemas.installed().accepts(kind, value) else explain(value, kind)


def explain(value: Any, kind: str) -> list[Finding]:
    """Return the same without asking the quick validator first whether the value is valid."""
    return describe(Schemas.installed().validator(kind).iter_errors(value), "the record")


def describe(errors: "Iterable[ValidationError]", whole: str) -> list[Finding]:
    """Return the findings of an explaining validator, or the first of very many.

    Args:
        errors: the errors of the validator.
        whole: the name of the whole value in a message, such as "the record".
    """
    # jsonschema yields an error for each missing key, and names the key in its message only. So each such error gives
    # the findings of all missing keys, and duplicates are dropped.
    with few_hints():
        findings = (finding for error in errors for finding in _findings(error, whole))
        return list(islice(dict.fromkeys(islice(findings, 10 * MAX_FINDINGS)), MAX_FINDINGS))


def known_words(word: str, words: Collection[str]) -> str:
    """Return ``"; one of: …"`` with all words of a short vocabulary, or the closest words of a long one."""
    return closest(word, words) if len(words) > _MAX_LISTED else f"; one of: {', '.join(words)}"


def _findings(error: "ValidationError", whole: str) -> Iterator[Finding]:
    pointer: Pointer = tuple(error.absolute_path)
    keyword = str(error.validator)
    value: Any = error.instance
    node: Schema = error.schema if isinstance(error.schema, dict) else {}
    code = CODES.get(keyword, keyword)  # other keywords occur in the dialect only, whose findings get another code
    properties = node.get("properties", {})
    if "propertyNames" in error.relative_schema_path:
        yield Finding((*pointer, value), code, f"key: {_message(keyword, value, node, error)}", at_key=True)
    elif keyword == "additionalProperties":
        for key in value.keys() - properties.keys():
            hint = closest(key, properties) or f"; known keys: {', '.join(properties)}"
            yield Finding((*pointer, key), code, f"unknown key {key!r}{hint}", at_key=True)
    elif keyword == "required":
        for key in (key for key in node["required"] if key not in value):
            yield Finding(pointer, code, f"{key!r} is missing{_example(properties.get(key, {}), key)}")
    elif keyword == "dependentRequired":
        for given, needed in node["dependentRequired"].items():
            for key in (key for key in needed if given in value and key not in value):
                yield Finding((*pointer, given), code, f"{given!r} requires {key!r}{_example(properties[key], key)}")
    elif keyword != "enum" or isinstance(value, str) or "type" not in node:  # else the wrong type is a finding already
        name = next((step for step in reversed(pointer) if isinstance(step, str)), whole)
        if pointer and isinstance(pointer[-1], int):
            name = f"item {pointer[-1] + 1} of {name}"
        yield Finding(pointer, code, f"{name}: {_message(keyword, value, node, error)}")


def _message(keyword: str, value: Any, node: Schema, error: "ValidationError") -> str:
    """Return what is wrong with a value by a keyword, and what would be right."""
    if keyword in ("uniqueItems", "oneOf", "anyOf"):  # our own keywords say what is wrong
        return error.message
    shown, example = _shown(value), _example(node)
    match keyword:
        case "type":
            return _type_message(value, shown, node, example)
        case "enum":
            return f"{shown} is not a known word{known_words(str(value), node['enum']) or example}"
        case "const":
            return f"{shown} is not allowed; write {json.dumps(node['const'])}"
        case "pattern":
            form = str(node.get("description") or node["pattern"]).rstrip(".")
            return f"{shown} does not have the right form: {form}{example}"
        case "format":
            return shortened(str(error.cause))
        case _ if value in ("", []):
            return f"empty; a value is required{example}"
        case "minimum":
            return f"{shown} is below the minimum of {node[keyword]}"
        case "maximum":
            return f"{shown} is above the maximum of {node[keyword]}"
    unit = "characters" if keyword.endswith("Length") else "items"
    limit = f"at least {node[keyword]} required" if keyword.startswith("min") else f"at most {node[keyword]} allowed"
    return f"{len(value)} {unit}; {limit}"


def _type_message(value: Any, shown: str, node: Schema, example: str) -> str:
    kinds = [node["type"]] if isinstance(node["type"], str) else node["type"]
    expected, words = " or ".join(TYPES[kind] for kind in kinds), node.get("enum", ())
    if value is None:
        hint = known_words("", words) if 0 < len(words) <= _MAX_LISTED else example
        return f"missing value; {expected} is required{hint}"
    if node["type"] == "integer" and isinstance(value, str):
        remedy = "; remove the quotes" if value.isdecimal() else example
        return f"the text {shown} is not a whole number{remedy}"
    if node["type"] == "string" and isinstance(value, int):
        return f'{shown} is not text; write it in quotes: "{shown}"'
    return f"{shown} is not {expected}{example}"


def _example(node: Schema, key: str = "") -> str:
    if not node.get("examples"):
        return ""
    value = _shown(node["examples"][0])
    return f"; for example {key}: {value}" if key else f"; for example {value}"


def _shown(value: object) -> str:
    return shortened(json.dumps(value, ensure_ascii=False, default=str))
