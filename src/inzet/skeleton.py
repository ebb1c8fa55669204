"""A new record that needs only filling in: every field in order, with what it means beside it."""

import textwrap
from collections.abc import Iterator
from typing import Any

from inzet import kamerstuk, schema, source
from inzet.schema import Schema

_WIDTH = 100
_FEW = 40  # a vocabulary of more words is not listed


def skeleton(kind: str, record_id: str) -> str:
    """Return the YAML text of a new record.

    Required fields stand open, optional ones are comments. What follows from the identifier is filled in.

    Args:
        kind: ``letter``, ``mission`` or ``framework``.
        record_id: the id; for a letter with an official number that number, such as ``kst-29521-446``.

    Raises:
        ValueError: if the id does not have the form that its schema asks for.
    """
    node = schema.load(kind)
    known = _known(kind, record_id)
    key = node["x-key"]
    found = list(schema.validator(kind).evolve(schema=node["properties"][key]).iter_errors(known[key]))
    if found:
        said, example = node["properties"][key]["description"].rstrip("."), node["properties"][key]["examples"][0]
        raise ValueError(f"{record_id!r} is not a {kind} id ({said}); write one such as {example!r}")
    lines = [
        *_comment(f"{node['title']}: {node['description']}"),
        "# Fill in what the text supports; delete what it does not.",
        "",
    ]
    for name, part in node["properties"].items():
        lines += _lines(name, part, name in node["required"], known)
    return "\n".join(lines) + "\n"


def _known(kind: str, record_id: str) -> dict[str, Any]:
    """Return what follows from the identifier alone."""
    known: dict[str, Any] = {schema.load(kind)["x-key"]: record_id}
    if kind == "letter" and record_id.lower().startswith("kst-"):
        head, *rest = record_id.split("-")
        paper = kamerstuk.parse("-".join([head.lower(), *(part.upper() for part in rest)]))
        known |= {
            "letter_id": str(paper).lower(),
            "dossier": paper.dossier_id,
            "number": paper.number,
            "identifiers": [{"scheme": "kst", "value": str(paper)}],
            "source_urls": [paper.url],
        }
    return known


def _lines(name: str, node: Schema, required: bool, known: dict[str, Any]) -> Iterator[str]:
    yield from _comment(_meaning(node))
    if name in known:
        yield from source.write({name: known[name]}).splitlines()
        return
    mark = "" if required else "# "
    item = node.get("items", {})
    if item.get("type") == "object":
        # A list that may be empty starts empty; its first item is there to be copied.
        empty = required and "minItems" not in node
        yield f"{mark}{name}: []" if empty else f"{mark}{name}:"
        if empty:
            yield "# Replace [] by items like this one, and delete the fields that the text does not support:"
        yield from ("# " * (empty or not required) + line for line in _item(item))
    elif node["type"] == "array":
        yield f"{mark}{name}: []"
    else:
        yield f"{mark}{name}:"


def _item(node: Schema, indent: str = "") -> Iterator[str]:
    """Yield the lines of one list item with open fields; the words of a vocabulary stand above their field."""
    lead = f"{indent}- "
    for name, part in node["properties"].items():
        words = part.get("enum") or part.get("items", {}).get("enum") or ()
        if 0 < len(words) <= _FEW:
            lead_words = f"{indent}  # {name}: "
            rest = f"{indent}  #   "
            yield from textwrap.wrap(
                ", ".join(words), _WIDTH, initial_indent=lead_words, subsequent_indent=rest, break_on_hyphens=False
            )
        yield f"{lead}{name}:{' []' if part['type'] == 'array' and 'properties' not in part['items'] else ''}"
        lead = f"{indent}  "
        if part["type"] == "array" and "properties" in part["items"]:
            yield from _item(part["items"], lead)


def _meaning(node: Schema) -> str:
    words = node.get("enum") or node.get("items", {}).get("enum") or []
    vocabulary = f" One of: {', '.join(words)}." if 0 < len(words) <= _FEW else ""
    example = node["examples"][0]
    shown = f" Example: {example}" if isinstance(example, str | int) and not words else ""
    return f"{node['description']}{vocabulary}{shown}"


def _comment(words: str) -> list[str]:
    return textwrap.wrap(words, _WIDTH, initial_indent="# ", subsequent_indent="#   ", break_on_hyphens=False)
