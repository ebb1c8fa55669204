"""A new record that needs only filling in: every field in order, with what it means beside it."""

import textwrap
from collections.abc import Iterator
from typing import Any

from inzet import kamerstuk, schema, source
from inzet.schema import Schema

_WIDTH = 100


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
        example = node["properties"][key]["examples"][0]
        raise ValueError(f"{record_id!r} is not a {kind} id; write one such as {example!r}")
    lines = [
        f"# {node['title']}: {node['description']}",
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
        lead = f"{mark}{name}:"
        yield f"{lead} []" if required and "minItems" not in node else lead
        # A list that may be empty starts empty; its first item is there to be copied.
        inner = mark if "minItems" in node else "# "
        for at, (field, part) in enumerate(item["properties"].items()):
            needed = "" if field in item["required"] else "  # where the text says so"
            yield f"{inner}{'- ' if at == 0 else '  '}{field}: {_value(part)}{needed}".rstrip()
    elif node["type"] == "array":
        yield f"{mark}{name}: []"
    else:
        yield f"{mark}{name}:"


def _value(node: Schema) -> str:
    if node["type"] != "array":
        return ""
    inner = node["items"].get("properties", {})
    return "[{" + ", ".join(f"{name}: " for name in inner) + "}]" if inner else "[]"


def _meaning(node: Schema) -> str:
    words = node.get("enum") or node.get("items", {}).get("enum") or []
    vocabulary = f" One of: {', '.join(words)}." if 0 < len(words) <= 40 else ""
    example = node["examples"][0]
    shown = f" Example: {example}" if isinstance(example, str | int) and not words else ""
    return f"{node['description']}{vocabulary}{shown}"


def _comment(words: str) -> list[str]:
    return textwrap.wrap(words, _WIDTH, initial_indent="# ", subsequent_indent="#   ", break_on_hyphens=False)
