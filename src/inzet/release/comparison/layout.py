"""The tables, columns and words that the schemas of any release describe, and how two sets of them differ.

The schemas of another release are not ours: they are resolved here with a limit on their size, and every keyword that
differs becomes a change, be it one that we do not know.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from inzet.issues import UnreadableError
from inzet.release.comparison.json_values import canonical
from inzet.release.comparison.versions import Bump

Node = dict[str, Any]

MAX_NODES = 20_000
MAX_DEPTH = 32

_SUFFIX = ".schema.json"
_INNER = {"properties", "items", "required", "$defs", "$schema", "additionalProperties", "x-table", "x-name"}
_WORDS = {"enum", "x-values", "x-meaning"}
_LOWER = {"minimum", "minLength", "minItems"}
_UPPER = {"maximum", "maxLength", "maxItems"}
_WORDING = {"title", "examples"}


@dataclass(frozen=True)
class Column:
    """A column that the records fill; those that a build computes follow from it."""

    node: Node
    required: bool


@dataclass(frozen=True)
class Table:
    """A table: the schema of what a row says, its columns, and the list in its parent that holds the rows."""

    node: Node
    columns: dict[str, Column]
    parent: str | None
    list_node: Node
    needed: bool

    @property
    def description(self) -> str:
        """What the table holds."""
        return str((self.node if self.node["type"] == "object" else self.list_node).get("description", ""))


@dataclass(frozen=True)
class Layout:
    """What the schemas of a release describe.

    Attributes:
        tables: every table by name.
        keys: the field that holds the id, by table, for the tables whose records have one.
        parents: the field that holds the id of the record around it, by table, for those inside another record.
        nested: the table of the items with an id that a field of a table lists, by table and field.
    """

    tables: dict[str, Table] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    nested: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def roots(self) -> list[str]:
        """The tables whose records are files."""
        return sorted(self.keys.keys() - self.parents.keys())


@dataclass(frozen=True, order=True)
class LayoutChange:
    """One change of the schemas.

    Attributes:
        kind: what sort, such as ``column added`` or ``words removed``.
        places: the tables, or columns as ``table.column``, that it touches.
        name: the vocabulary or keyword that it is about, where it is about one.
        old: how it was, in words; empty where there was nothing.
        new: how it is, in words; empty where there is nothing.
        needs: the least version that it asks for.
        hint: whether a person must look: if the meaning is another one, it asks for a major version.
    """

    kind: str
    places: tuple[str, ...]
    name: str
    old: str
    new: str
    needs: Bump
    hint: bool = False


# --- reading -----------------------------------------------------------------------------------------


def read_layout(name: str, files: dict[str, Any]) -> Layout:
    """Return what the schemas of a release describe.

    Args:
        name: what the user called the release.
        files: its schema files, by short name.

    Raises:
        UnreadableError: if they cannot be understood, or unfold without bounds.
    """
    layout = Layout()
    try:
        resolver = _Resolver(files)
        # A file that another one lists is no record of its own: contributions lie in letters.
        listed = {reference for file in files.values() for reference in _references(file)}
        for short in sorted(files):
            if short not in listed and "x-table" in files[short]:
                node = resolver.resolve(files[short], short, short, 0)
                _add(layout, node, node["x-table"], None, {}, True)
    except (LookupError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise UnreadableError(f"{name}: its schemas cannot be understood: {type(error).__name__}: {error}") from None
    return layout


def _references(node: Any) -> Iterator[str]:
    """Yield the files that a schema refers to as a whole."""
    parts = list(node.values()) if isinstance(node, dict) else node if isinstance(node, list) else []
    if isinstance(node, dict) and isinstance(node.get("$ref"), str) and "#" not in node["$ref"]:
        yield node["$ref"].removesuffix(_SUFFIX)
    for part in parts:
        yield from _references(part)


class _Resolver:
    """Replaces references by what they point to, and counts, for a few files can unfold into very many nodes."""

    def __init__(self, files: dict[str, Any]) -> None:
        self.files = files
        self.left = MAX_NODES

    def resolve(self, node: Node, file: str, name: str, depth: int) -> Node:
        self.left -= 1
        if depth > MAX_DEPTH or self.left < 0:
            raise ValueError("they are nested without end, or unfold into too much")
        if "$ref" in node:
            target_file, _, target = node["$ref"].partition("#/$defs/")
            target_file = target_file.removesuffix(_SUFFIX) or file
            definition = self.files[target_file]["$defs"][target] if target else self.files[target_file]
            beside = {key: value for key, value in node.items() if key != "$ref"}
            return self.resolve(definition, target_file, target or target_file, depth + 1) | beside
        resolved = dict(node)
        if "items" in node:
            resolved["items"] = self.resolve(node["items"], file, "items", depth + 1)
        resolved["properties"] = {
            str(key): self.resolve(part, file, key, depth + 1) for key, part in node.get("properties", {}).items()
        }
        return resolved | {"x-name": name, "x-meaning": node.get("description", "")}


def _add(layout: Layout, node: Node, name: str, parent: str | None, list_node: Node, needed: bool) -> None:
    """Add a table and those of its lists, as ``inzet.schema.tables`` makes them."""
    if name in layout.tables:
        raise ValueError(f"two lists would make the table {name!r}")
    flat = node["type"] == "object"
    fields: dict[str, Node] = node["properties"] if flat else {node["x-name"]: node}
    required = node.get("required", []) if flat else list(fields)
    columns = {key: Column(part, key in required) for key, part in fields.items() if part["type"] != "array"}
    layout.tables[name] = Table(node, columns, parent, list_node, needed)
    if "x-key" in node:
        layout.keys[name] = node["x-key"]
        if parent is not None:
            layout.parents[name] = layout.keys[parent]
    for key, part in fields.items():
        if part["type"] == "array":
            item = part["items"]
            child = item.get("x-table") or f"{node['x-name'].removesuffix('_id')}_{key}"
            if "x-key" in item:
                layout.nested[name, key] = child
            _add(layout, item, child, name, part, key in required)


# --- comparing ---------------------------------------------------------------------------------------


def compare_layouts(old: Layout, new: Layout) -> tuple[LayoutChange, ...]:
    """Return every change of the schemas; the same change in several columns is one."""
    found: dict[LayoutChange, list[str]] = {}
    for change in _changes(old, new):
        alike = LayoutChange(change.kind, (), change.name, change.old, change.new, change.needs, change.hint)
        found.setdefault(alike, []).extend(change.places)
    return tuple(
        sorted(
            LayoutChange(one.kind, tuple(sorted(places)), one.name, one.old, one.new, one.needs, one.hint)
            for one, places in found.items()
        )
    )


def _changes(old: Layout, new: Layout) -> Iterator[LayoutChange]:
    for name in sorted(new.tables.keys() - old.tables.keys()):
        yield LayoutChange("table added", (name,), "", "", new.tables[name].description, Bump.MINOR)
    for name in sorted(old.tables.keys() - new.tables.keys()):
        yield LayoutChange("table removed", (name,), "", old.tables[name].description, "", Bump.MAJOR)
    for name in sorted(old.tables.keys() & new.tables.keys()):
        yield from _table_changes(name, old.tables[name], new.tables[name])


def _table_changes(name: str, old: Table, new: Table) -> Iterator[LayoutChange]:
    if old.parent != new.parent:
        yield LayoutChange("parent changed", (name,), "", old.parent or "", new.parent or "", Bump.MAJOR)
    yield from _required((name,), old.needed, new.needed)
    yield from _keywords(name, old.list_node, new.list_node)
    # The one column of a list of words is its whole item; it is compared as a column.
    if old.node["type"] == new.node["type"] == "object":
        yield from _keywords(name, old.node, new.node)
    for column in sorted(new.columns.keys() - old.columns.keys()):
        added = new.columns[column].node
        yield LayoutChange("column added", (f"{name}.{column}",), "", "", _description(added), Bump.MINOR)
    for column in sorted(old.columns.keys() - new.columns.keys()):
        removed = old.columns[column].node
        yield LayoutChange("column removed", (f"{name}.{column}",), "", _description(removed), "", Bump.MAJOR)
    for column in sorted(old.columns.keys() & new.columns.keys()):
        before, after = old.columns[column], new.columns[column]
        place = f"{name}.{column}"
        yield from _required((place,), before.required, after.required)
        if _type(before.node) != _type(after.node):
            yield LayoutChange("type changed", (place,), "", _type(before.node), _type(after.node), Bump.MAJOR)
        yield from _words(place, before.node, after.node)
        yield from _keywords(place, before.node, after.node)


def _required(places: tuple[str, ...], old: bool, new: bool) -> Iterator[LayoutChange]:
    if new and not old:
        yield LayoutChange("required", places, "", "may be empty", "always given", Bump.MINOR)
    if old and not new:
        yield LayoutChange("optional", places, "", "always given", "may be empty", Bump.MAJOR)


def _type(node: Node) -> str:
    """Return what a reader meets in a column."""
    kind = str(node["type"])
    if "enum" in node:
        return "word of a list" if kind == "string" else f"{kind} of a list"
    forms = {"date": "day", "edtf": "partial date"}
    return forms.get(str(node.get("format")), kind) if kind == "string" else kind


def _words(place: str, old: Node, new: Node) -> Iterator[LayoutChange]:
    if "enum" not in old or "enum" not in new:
        return  # that is another type
    name = str(new["x-name"])
    if old["x-name"] != new["x-name"]:
        yield LayoutChange("vocabulary renamed", (place,), "", str(old["x-name"]), name, Bump.MINOR)
    before, after = list(map(str, old["enum"])), list(map(str, new["enum"]))
    added = [word for word in after if word not in before]
    removed = [word for word in before if word not in after]
    if added:
        yield LayoutChange("words added", (place,), name, "", ", ".join(added), Bump.MINOR)
    if removed:
        yield LayoutChange("words removed", (place,), name, ", ".join(removed), "", Bump.MAJOR)
    if [word for word in before if word in after] != [word for word in after if word in before]:
        yield LayoutChange("words reordered", (place,), name, "", "", Bump.PATCH)
    if old["x-meaning"] != new["x-meaning"]:
        texts = str(old["x-meaning"]), str(new["x-meaning"])
        yield LayoutChange("meaning of vocabulary", (place,), name, *texts, Bump.PATCH, True)
    for word in (word for word in before if word in after):
        was, now = old["x-values"].get(word, {}), new["x-values"].get(word, {})
        for key in sorted(was.keys() | now.keys()):
            if was.get(key) != now.get(key):
                kind, hint = ("meaning of word", True) if key == "description" else (f"{key} of word", False)
                texts = str(was.get(key, "")), str(now.get(key, ""))
                yield LayoutChange(kind, (place,), f"{name}: {word}", *texts, Bump.PATCH, hint)


def _keywords(place: str, old: Node, new: Node) -> Iterator[LayoutChange]:
    """Yield a change for every keyword that differs, but for those that are compared elsewhere."""
    for key in sorted((old.keys() | new.keys()) - _INNER - _WORDS):
        was, now = old.get(key), new.get(key)
        if canonical(was) == canonical(now):
            continue
        texts = ("" if was is None else str(was)), ("" if now is None else str(now))
        if (
            key == "description"
            and "enum" in old
            and "enum" in new
            and (was, now) == (old["x-meaning"], new["x-meaning"])
        ):
            continue  # what the vocabulary says of itself, and said there
        elif key == "description":
            yield LayoutChange("meaning", (place,), "", *texts, Bump.PATCH, True)
        elif key in _WORDING:
            yield LayoutChange("wording", (place,), key, "", "", Bump.PATCH)
        elif key in ("x-key", "x-references"):
            yield LayoutChange("key changed", (place,), key, *texts, Bump.MAJOR)
        elif key == "type" or (key == "format" and _type(old) != _type(new)):
            continue  # that is another type of column, and said there
        else:
            yield LayoutChange(_direction(key, was, now), (place,), key, *texts, Bump.MINOR)


def _direction(key: str, old: Any, new: Any) -> str:
    """Say whether fewer or more values are allowed than before."""
    if key in _LOWER | _UPPER | {"pattern", "format", "uniqueItems", "dependentRequired"}:
        if old is None:
            return "narrowed"
        if new is None:
            return "widened"
        if key in _LOWER | _UPPER and isinstance(old, int) and isinstance(new, int):
            return "narrowed" if (new > old) == (key in _LOWER) else "widened"
    return "rule changed"


def _description(node: Node) -> str:
    return str(node.get("description", ""))
