"""A new record to fill in: every field in order, with its meaning as a comment."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from inzet import kamerstuk
from inzet.files import BUNDLES
from inzet.records import strict_yaml
from inzet.schema.nodes import SUFFIX, Schema
from inzet.schema.schemas import Schemas

_WIDTH = 100
_MAX_LISTED = 40  # a vocabulary of more words is not listed


def skeleton(kind: str, record_id: str) -> str:
    """Return the YAML text of a new record.

    Required fields are open, optional ones are comments. Fields that follow from the identifier are filled in.

    Args:
        kind: ``letter``, ``mission`` or ``framework``.
        record_id: the id; for a letter with an official number, that number, such as ``kst-29521-446``.

    Raises:
        ValueError: if its schema does not accept the id.
    """
    return render(kind, own_fields(kind, record_id))


def render(kind: str, known: Mapping[str, Any], items: Sequence[list[str]] = ()) -> str:
    """Return the YAML text of a new record.

    Args:
        kind: the kind of record.
        known: the fields that are filled in.
        items: the lines of each open contribution.

    Raises:
        ValueError: if the schema does not accept the id.
    """
    node = Schemas.installed().load(kind)
    key = node["x-key"]
    if not Schemas.installed().fits(kind, (key,), known[key]):
        form, example = node["properties"][key]["description"].rstrip("."), node["properties"][key]["examples"][0]
        raise ValueError(f"{known[key]!r} is not a {kind} id ({form}); write one such as {example!r}")
    lines = [
        f"# yaml-language-server: $schema=../../{BUNDLES}/{kind}{SUFFIX}",
        *comment(f"{node['title']}: {node['description']}"),
        "# Fill in what the text supports; delete what it does not.",
        "",
    ]
    for name, part in node["properties"].items():
        if items and name == "contributions":
            lines += _proposed(name, part, items)
        else:
            lines += _lines(name, part, name in node["required"], known)
    return "\n".join(lines) + "\n"


def own_fields(kind: str, record_id: str) -> dict[str, Any]:
    """Return the fields that follow from the identifier."""
    known: dict[str, Any] = {Schemas.installed().load(kind)["x-key"]: record_id}
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


def _lines(name: str, node: Schema, required: bool, known: Mapping[str, Any]) -> Iterator[str]:
    yield from comment(_meaning(node))
    if name in known:
        more = _more(node, known[name])
        if more:
            yield from comment(f"Other fields of an item: {', '.join(more)}.")
        yield from field_lines(name, known[name])
        return
    mark = "" if required else "# "
    item = node.get("items", {})
    if item.get("type") == "object":
        # A list that may be empty starts empty; an item to copy follows as a comment.
        empty = required and "minItems" not in node
        yield f"{mark}{name}: []" if empty else f"{mark}{name}:"
        if empty:
            yield "# Replace [] by items like this one, and delete the fields that the text does not support:"
        yield from ("# " * (empty or not required) + line for line in _item(item))
    elif node["type"] == "array":
        yield f"{mark}{name}: []"
    else:
        yield f"{mark}{name}:"


def _more(node: Schema, value: Any) -> list[str]:
    """Return the fields that items of a list may have and none of these items has."""
    used = {name for item in value if isinstance(item, dict) for name in item} if isinstance(value, list) else set()
    return [name for name in node.get("items", {}).get("properties", ()) if used and name not in used]


def field_lines(name: str, value: Any) -> list[str]:
    """Return the YAML lines of a field, which is open if its value is None."""
    return strict_yaml.write({name: value}).rstrip("\n").split("\n")


def _proposed(name: str, node: Schema, items: Sequence[list[str]]) -> Iterator[str]:
    yield from comment(_meaning(node))
    yield from comment(
        "Below is an item for each statement that was found, with the fields that its words give. Check each field,"
        " and fill in the open ones. Delete what states no Dutch contribution, and give the reason in 'passages'."
    )
    yield from comment("Every field that an item may have, in order:")
    yield from ("# " + line for line in _item(node["items"]))
    yield f"{name}:"
    for item in items:
        yield from item


def listed_words(node: Schema) -> list[str]:
    """Return the words of a vocabulary, unless it is long; empty if there is none."""
    words = node.get("enum") or node.get("items", {}).get("enum") or []
    return words if len(words) <= _MAX_LISTED else []


def _item(node: Schema, indent: str = "") -> Iterator[str]:
    """Yield the lines of a list item with open fields; the words of a vocabulary come before their field."""
    lead = f"{indent}- "
    for name, part in node["properties"].items():
        if words := listed_words(part):
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
    words = listed_words(node)
    vocabulary = f" One of: {', '.join(words)}." if words else ""
    example = node["examples"][0]
    shown = f" Example: {example}" if isinstance(example, str | int) and "enum" not in node else ""
    return f"{node['description']}{vocabulary}{shown}"


def comment(words: str) -> list[str]:
    """Return words as comment lines."""
    return textwrap.wrap(words, _WIDTH, initial_indent="# ", subsequent_indent="#   ", break_on_hyphens=False)
