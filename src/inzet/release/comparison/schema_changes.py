"""How the tables, columns and vocabularies of two releases differ.

The schemas of another release are a stranger's: every keyword that differs becomes a change, even an unknown one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from inzet.release.comparison.values import Bump, canonical
from inzet.schema.nodes import Schema
from inzet.schema.schemas import Schemas
from inzet.schema.tables import Table

_MAJOR = {
    *("table removed", "parent changed", "column removed", "optional", "type changed", "key changed", "words removed"),
}
_MINOR = {
    *("table added", "column added", "required", "narrowed", "widened", "rule changed"),
    *("vocabulary renamed", "words added"),
}
_COMPARED_ELSEWHERE = {
    *("type", "properties", "items", "required", "$defs", "$schema", "additionalProperties", "x-table", "x-name"),
    *("enum", "x-values", "x-meaning"),
}
_LOWER = {"minimum", "minLength", "minItems"}
_UPPER = {"maximum", "maxLength", "maxItems"}
_NARROWING = {*_LOWER, *_UPPER, "pattern", "format", "uniqueItems", "dependentRequired"}

Difference = tuple[str, str, str, Any, Any]
"""Kind, place and name of a change as in ``SchemaChange``, and its old and new value; None where there is none."""


@dataclass(frozen=True, order=True)
class SchemaChange:
    """One change of the schemas.

    Attributes:
        kind: the kind of change, such as ``column added`` or ``words removed``.
        places: the tables, or columns as ``table.column``, that it concerns.
        name: the vocabulary or keyword that it concerns, if any.
        old: the old state in words; empty if there was none.
        new: the new state in words; empty if there is none.
    """

    kind: str
    places: tuple[str, ...]
    name: str
    old: str
    new: str

    @property
    def needs(self) -> Bump:
        """The lowest part of the version that must rise."""
        return Bump.MAJOR if self.kind in _MAJOR else Bump.MINOR if self.kind in _MINOR else Bump.PATCH

    @property
    def hint(self) -> bool:
        """Whether a person must judge it: a new description may give another meaning, which needs a major version."""
        return self.kind.startswith("meaning")


def compare_schemas(old: Schemas, new: Schemas) -> tuple[SchemaChange, ...]:
    """Return every change of the schemas; the same change in several columns is one."""
    places: dict[tuple[str, str, str, str], list[str]] = {}
    for kind, place, name, *values in _differences(old.tables, new.tables):
        before, after = ("" if value is None else str(value) for value in values)
        places.setdefault((kind, name, before, after), []).append(place)
    return tuple(sorted(SchemaChange(kind, tuple(sorted(where)), *texts) for (kind, *texts), where in places.items()))


def _differences(old: dict[str, Table], new: dict[str, Table]) -> Iterator[Difference]:
    for name in new.keys() - old.keys():
        yield "table added", name, "", None, new[name].description
    for name in old.keys() - new.keys():
        yield "table removed", name, "", old[name].description, None
    for name in old.keys() & new.keys():
        yield from _table_differences(old[name], new[name])


def _table_differences(old: Table, new: Table) -> Iterator[Difference]:
    above, now_above = (table.parent.name if table.parent else None for table in (old, new))
    if above != now_above:
        yield "parent changed", new.name, "", above, now_above
    yield from _presence_differences(new.name, old.needed, new.needed)
    yield from _keyword_differences(new.name, old.list_node, new.list_node)
    # The only column of a link table is its whole item, which is compared as a column.
    if not old.words and not new.words:
        yield from _keyword_differences(new.name, old.node, new.node)
    before, after = ({column.name: column for column in table.own_columns} for table in (old, new))
    for name in after.keys() - before.keys():
        yield "column added", f"{new.name}.{name}", "", None, after[name].node.get("description")
    for name in before.keys() - after.keys():
        yield "column removed", f"{new.name}.{name}", "", before[name].node.get("description"), None
    for name in before.keys() & after.keys():
        place, nodes = f"{new.name}.{name}", (before[name].node, after[name].node)
        yield from _presence_differences(place, before[name].required, after[name].required)
        kind, now_kind = map(_type, nodes)
        if kind != now_kind:
            yield "type changed", place, "", kind, now_kind
        if all("enum" in node for node in nodes):
            yield from _word_differences(place, *nodes)
        yield from _keyword_differences(place, *nodes)


def _presence_differences(place: str, old: bool, new: bool) -> Iterator[Difference]:
    if new and not old:
        yield "required", place, "", "may be empty", "always given"
    if old and not new:
        yield "optional", place, "", "always given", "may be empty"


def _type(node: Schema) -> str:
    """Return the type of a column in words."""
    kind = str(node["type"])
    if "enum" in node:
        return "word of a list" if kind == "string" else f"{kind} of a list"
    forms = {"date": "day", "edtf": "partial date"}
    return forms.get(str(node.get("format")), kind) if kind == "string" else kind


def _word_differences(place: str, old: Schema, new: Schema) -> Iterator[Difference]:
    former, name = str(old["x-name"]), str(new["x-name"])
    if former != name:
        yield "vocabulary renamed", place, "", former, name
    before, after = (list(map(str, node["enum"])) for node in (old, new))
    lost, gained = set(before).difference(after), set(after).difference(before)
    kept = [word for word in before if word not in lost]
    added = [word for word in after if word in gained]
    removed = [word for word in before if word in lost]
    if added:
        yield "words added", place, name, None, ", ".join(added)
    if removed:
        yield "words removed", place, name, ", ".join(removed), None
    if kept != [word for word in after if word not in gained]:
        yield "words reordered", place, name, None, None
    if old["x-meaning"] != new["x-meaning"]:
        yield "meaning of vocabulary", place, name, old["x-meaning"], new["x-meaning"]
    for word in kept:
        was, now = old["x-values"].get(word, {}), new["x-values"].get(word, {})
        for key in was.keys() | now.keys():
            if was.get(key) != now.get(key):
                kind = "meaning of word" if key == "description" else f"{key} of word"
                yield kind, place, f"{name}: {word}", was.get(key), now.get(key)


def _keyword_differences(place: str, old: Schema, new: Schema) -> Iterator[Difference]:
    """Yield every keyword that differs and is not compared elsewhere."""
    for key in (old.keys() | new.keys()) - _COMPARED_ELSEWHERE:
        before, after = old.get(key), new.get(key)
        if canonical(before) == canonical(after) or (key == "format" and _type(old) != _type(new)):
            continue
        if key == "description":
            # A description that comes from the vocabulary is compared there.
            if not ("enum" in old and "enum" in new and (before, after) == (old["x-meaning"], new["x-meaning"])):
                yield "meaning", place, "", before, after
        elif key in ("title", "x-nl", "examples"):
            yield "wording", place, key, None, None
        elif key in ("x-key", "x-references"):
            yield "key changed", place, key, before, after
        else:
            yield _direction(key, before, after), place, key, before, after


def _direction(key: str, old: Any, new: Any) -> str:
    """Return whether fewer or more values are allowed than before."""
    if key in _NARROWING and (old is None or new is None):
        return "narrowed" if old is None else "widened"
    if key in _LOWER | _UPPER and isinstance(old, int) and isinstance(new, int):
        return "narrowed" if (new > old) == (key in _LOWER) else "widened"
    return "rule changed"
