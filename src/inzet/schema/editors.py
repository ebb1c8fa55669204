"""Each record schema in one file, for editors and checkers that fetch no second one.

The files in ``schemas/`` refer to each other. Here all that a record needs stands in one schema, every ``$ref`` inside
it; the meaning of each word of a vocabulary is added where editors look for it.
"""

import json
from collections.abc import Iterator

from inzet.files import BUNDLES
from inzet.schema.nodes import REFERENCE, SUFFIX, Schema, find_definition, parse_reference, walk
from inzet.schema.schemas import Schemas


def bundles(schemas: Schemas) -> dict[str, bytes]:
    """Return the content of every bundle, by its path relative to the root."""
    return {
        f"{BUNDLES}/{kind}{SUFFIX}": (json.dumps(bundle(schemas, kind), ensure_ascii=False, indent=1) + "\n").encode()
        for kind in schemas.kinds
    }


def bundle(schemas: Schemas, kind: str) -> Schema:
    """Return the schema of one kind of record with all definitions that it needs, and no others.

    A definition of the record's own file keeps its name; one of another file is named after both, such as
    ``common.day``. A whole file that is referred to becomes a definition under its own name.

    Args:
        schemas: the schemas of a release.
        kind: ``letter``, ``mission`` or ``framework``.
    """
    own = _without(schemas.files[kind], "$defs")
    definitions: dict[str, Schema] = {}
    waiting = list(_targets(own, kind))
    while waiting:
        file, name = waiting.pop()
        title = _title(file, name, kind)
        if title not in definitions:
            definition = _without(find_definition(schemas.files, file, name), "$schema", "$defs")
            definitions[title] = _rewritten(definition, file, kind)
            waiting += _targets(definition, file)
    head = {"$schema": own.pop("$schema"), "$comment": "Made by inzet build from schemas/; change those."}
    return head | _rewritten(own, kind, kind) | {"$defs": dict(sorted(definitions.items()))}


def _without(node: Schema, *keys: str) -> Schema:
    return {key: value for key, value in node.items() if key not in keys}


def _title(file: str, name: str, kind: str) -> str:
    return name if file == kind else f"{file}.{name}" if name else file


def _targets(node: Schema, file: str) -> Iterator[tuple[str, str]]:
    """Yield the file and the definition of each reference in a schema; examples hold none."""
    for _, part in walk(node):
        if "$ref" in part:
            yield parse_reference(part["$ref"], file)


def _rewritten(node: Schema, file: str, kind: str) -> Schema:
    """Return a schema with its references inside the bundle and its vocabularies explained to editors."""
    made = dict(node)
    if "$ref" in node:
        made["$ref"] = REFERENCE + _title(*parse_reference(node["$ref"], file), kind)
    if "x-values" in node:
        made["enumDescriptions"] = [
            f"{word['en']} ({word['nl']}). {word.get('description', '')}".rstrip() for word in node["x-values"].values()
        ]
    if "properties" in node:
        made["properties"] = {name: _rewritten(part, file, kind) for name, part in node["properties"].items()}
    if "items" in node:
        made["items"] = _rewritten(node["items"], file, kind)
    return made
