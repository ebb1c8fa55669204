"""Whether schema files keep to their dialect, ``schemas/dialect.schema.json``."""

import re
from collections.abc import Iterator
from typing import Any

from inzet.issues import Pointer, closest
from inzet.schema import findings, validators
from inzet.schema.findings import Finding
from inzet.schema.nodes import REFERENCE, Schema

NAME = "dialect"
CODE = "schema-file.keyword"
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_WITH_SCHEMA = ("items", "additionalProperties", "propertyNames", "if", "then")
_WITH_SCHEMAS = ("properties", "$defs")
_KEYWORDS = {
    "$schema", "$ref", "title", "description", "examples", "type", "const", "enum", "pattern", "format", "minLength",
    "minimum", "minItems", "uniqueItems", "required", "allOf", *_WITH_SCHEMA, *_WITH_SCHEMAS,
}  # fmt: skip
"""What the dialect itself may use."""


def find_faults(files: dict[str, Schema]) -> Iterator[tuple[str, Finding]]:
    """Yield what is wrong with the dialect; if nothing is, what the dialect finds wrong with the other files.

    Args:
        files: each schema file as it is written, by its short name.
    """
    dialect = files[NAME]
    faults = list(_faults_of_schema(dialect)) or list(_faults_of_dialect(dialect))
    if faults:
        yield from ((NAME, fault) for fault in faults)
        return
    quick = validators.compiled(dialect)
    for name, file in files.items():
        if name != NAME and not quick.is_valid(file):
            errors = validators.explaining(dialect).iter_errors(file)
            yield from ((name, finding._replace(code=CODE)) for finding in findings.describe(errors, "the file"))


def _faults_of_schema(dialect: Schema) -> Iterator[Finding]:
    """Yield what JSON Schema itself finds wrong with the dialect."""
    if dialect.get("$schema") != _DRAFT:
        yield Finding(("$schema",), CODE, f"$schema: the version used here is {_DRAFT}")
    elif not validators.is_schema(dialect):
        from jsonschema import Draft202012Validator

        for error in Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(dialect):
            yield Finding(tuple(error.absolute_path), CODE, f"{error.message:.200}")


def _faults_of_dialect(dialect: Schema) -> Iterator[Finding]:
    """Yield unknown keywords and lost references, so that a validator of the dialect has nothing to fetch."""
    known = [REFERENCE + name for name in dialect.get("$defs", ())]
    for pointer, node in _parts(dialect, ()):
        for keyword in node.keys() - _KEYWORDS:
            message = f"unknown keyword {keyword!r}{closest(keyword, _KEYWORDS)}"
            yield Finding((*pointer, keyword), CODE, message, at_key=True)
        if "$ref" in node and node["$ref"] not in known:
            hint = closest(node["$ref"], known)
            yield Finding((*pointer, "$ref"), CODE, f"$ref: {node['$ref']!r} does not exist{hint}")
        if "pattern" in node and (message := fault_of_pattern(node["pattern"])):
            yield Finding((*pointer, "pattern"), CODE, message)


def _parts(node: Any, pointer: Pointer) -> Iterator[tuple[Pointer, Schema]]:
    """Yield every schema in the dialect, but for ``true`` and ``false``."""
    if isinstance(node, bool):
        return
    yield pointer, node
    for keyword in _WITH_SCHEMAS:
        for name, part in node.get(keyword, {}).items():
            yield from _parts(part, (*pointer, keyword, name))
    for keyword in _WITH_SCHEMA:
        yield from _parts(node.get(keyword, True), (*pointer, keyword))
    for at, part in enumerate(node.get("allOf", ())):
        yield from _parts(part, (*pointer, "allOf", at))


def fault_of_pattern(pattern: str, *, shared: bool = False) -> str:
    """Return what is wrong with a regular expression, or nothing.

    Args:
        pattern: the expression.
        shared: whether models and databases must be able to read it as well.
    """
    try:
        re.compile(pattern)
        validators.compiled({"pattern": pattern})
    except (re.error, ValueError) as error:
        reason = str(error).partition("\n")[0]
        return f"pattern: {pattern!r} is not a regular expression: {reason}"
    if shared and ("\\" in pattern or "(?" in pattern):
        return f"pattern: {pattern!r} has a backslash or '(?', which not all readers support; use [.] and [0-9]"
    return ""
