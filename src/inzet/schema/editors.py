"""Each record schema in one file, for editors and checkers that fetch no second one.

The files in ``schemas/`` refer to each other. Here all that a record needs stands in one schema, every ``$ref`` inside
it; the meaning of each word of a vocabulary is added where editors look for it.
"""

import json
from collections.abc import Iterator
from typing import Any

from inzet.schema import schemas
from inzet.schema.schemas import SUFFIX, Schema

FOLDER = "data/schemas"
"""Where the bundles are published, relative to the root."""

_POINTER = "#/$defs/"


def bundles() -> dict[str, bytes]:
    """Return the content of every bundle, by its path relative to the root."""
    return {
        f"{FOLDER}/{kind}{SUFFIX}": (json.dumps(bundle(kind), ensure_ascii=False, indent=1) + "\n").encode()
        for kind in schemas.RECORDS
    }


def bundle(kind: str) -> Schema:
    """Return the schema of one kind of record with all definitions that it needs, and no others.

    A definition of the record's own file keeps its name; one of another file is named after both, such as
    ``common.day``. A whole file that is referred to becomes a definition under its own name.

    Args:
        kind: ``letter``, ``mission`` or ``framework``.
    """
    own = {key: value for key, value in schemas.read(kind).items() if key != "$defs"}
    found: dict[str, Schema] = {}
    # What a definition refers to is looked for in turn, each only once.
    ahead = list(_targets(own, kind))
    while ahead:
        file, name = ahead.pop()
        title = _title(file, name, kind)
        if title not in found:
            definition = _definition(file, name)
            found[title] = _rewritten(definition, file, kind)
            ahead += _targets(definition, file)
    head = {"$schema": own.pop("$schema"), "$comment": "Made by inzet build from schemas/; change those."}
    return head | _rewritten(own, kind, kind) | {"$defs": dict(sorted(found.items()))}


def _definition(file: str, name: str) -> Schema:
    """Return a definition of a schema file, or without a name the whole file."""
    whole = schemas.read(file)
    if name:
        return dict(whole["$defs"][name])
    return {key: value for key, value in whole.items() if key not in ("$schema", "$defs")}


def _target(reference: str, file: str) -> tuple[str, str]:
    """Return the file and the definition that a reference in a file means."""
    target, _, name = reference.partition(_POINTER)
    return target.removesuffix(SUFFIX) or file, name


def _title(file: str, name: str, kind: str) -> str:
    return name if file == kind else f"{file}.{name}" if name else file


def _targets(node: Any, file: str) -> Iterator[tuple[str, str]]:
    for part in _schemas(node):
        if "$ref" in part:
            yield _target(part["$ref"], file)


def _schemas(node: Schema) -> Iterator[Schema]:
    """Yield a schema and those inside it; what an example holds is no schema."""
    yield node
    for part in node.get("properties", {}).values():
        yield from _schemas(part)
    if "items" in node:
        yield from _schemas(node["items"])


def _rewritten(node: Schema, file: str, kind: str) -> Schema:
    """Return a schema with its references inside the bundle and its vocabularies explained to editors."""
    made = dict(node)
    if "$ref" in node:
        made["$ref"] = _POINTER + _title(*_target(node["$ref"], file), kind)
    if "x-values" in node:
        made["enumDescriptions"] = [
            f"{said['en']} ({said['nl']}). {said.get('description', '')}".rstrip() for said in node["x-values"].values()
        ]
    if "properties" in node:
        made["properties"] = {name: _rewritten(part, file, kind) for name, part in node["properties"].items()}
    if "items" in node:
        made["items"] = _rewritten(node["items"], file, kind)
    return made
