"""Validate a tree of records: syntax, then schema, then rules, then evidence; return every issue."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from inzet import constraints, evidence, schema
from inzet.constraints import Finding
from inzet.issues import Issue, Pointer, UnreadableError
from inzet.records import Document, read_tree
from inzet.rules import RULES, Item, Setting, Tree


def validate(root: str | Path = ".", sources: str | Path | None = None) -> list[Issue]:
    """Check every record below ``root/records``.

    Args:
        root: folder that holds ``records/``.
        sources: folder with the source texts; when given, every quote is looked up on its line of the text
            whose SHA-256 the letter names.

    Returns:
        Every issue, ordered by file, line and column; an empty list means that the records are valid.

    Raises:
        UnreadableError: if the tree, a file in it or the folder of sources is missing or cannot be read.
    """
    documents, issues = read_tree(Path(root))
    return sorted({*issues, *check(documents, sources)})


def check(documents: list[Document], sources: str | Path | None = None) -> list[Issue]:
    """Check documents that have been read; see ``validate``."""
    folder = None if sources is None else Path(sources)
    if folder is not None and not folder.is_dir():
        raise UnreadableError(f"{folder.as_posix()} is not a folder of source texts")
    readings = [_Reading(document) for document in documents if not document.faulty]
    tree = _index(documents, readings)
    return [
        reading.document.issue(found.pointer, found.code, found.message, at_key=found.at_key)
        for reading in readings
        for found in (*reading.findings, *_broken_rules(reading, tree), *_evidence(reading, folder))
    ]


class _Reading:
    """A document, what its schema finds wrong with it, and the items in it that are sound."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.findings = constraints.check(document.value, document.kind)
        self.items = list(_items(document))
        # The part of a pointer that tells which item it lies in: a contribution, or the record itself.
        broken = {_home(finding.pointer, document.kind) for finding in self.findings}
        # Rules may rely on the schema, so they see only items in which the schema found nothing.
        self.sound = [entry for entry in self.items if entry[0] not in broken]


def _items(document: Document) -> Iterator[tuple[Pointer, str, dict[str, Any]]]:
    """Yield what has an id in a document: the record itself, and a letter's contributions."""
    record = document.value
    if isinstance(record, dict):
        yield (), schema.load(document.kind)["x-table"], record
        contributions = record.get("contributions")
        for at, item in enumerate(contributions if isinstance(contributions, list) else ()):
            if isinstance(item, dict):
                yield ("contributions", at), "contributions", item


def _home(place: Pointer, kind: str) -> Pointer:
    """Return the pointer of the item in which a place lies."""
    return place[:2] if kind == "letter" and len(place) > 1 and place[0] == "contributions" else ()


def _index(documents: list[Document], readings: list[_Reading]) -> Tree:
    tables = schema.items()
    tree = Tree({t: {} for t in tables}, {t: set() for t in tables}, {t: {} for t in tables})
    for document in documents:
        tree.ids[schema.load(document.kind)["x-table"]].add(document.stem)
    for reading in readings:
        for _, table, item in reading.items:
            own, former = item.get(tables[table]["x-key"]), item.get("former_ids")
            if isinstance(own, str):
                tree.ids[table].add(own)
                for name in former if isinstance(former, list) else ():
                    tree.former[table].setdefault(str(name), own)
        for _, table, item in reading.sound:
            tree.items[table].setdefault(item[tables[table]["x-key"]], item)
    return tree


def _broken_rules(reading: _Reading, tree: Tree) -> Iterator[Finding]:
    siblings: dict[str, tuple[int, Item]] = {}
    parts: dict[str, list[Item]] = {}
    for pointer, _, item in reading.sound:
        if pointer:
            siblings.setdefault(item["contribution_id"], (int(pointer[-1]), item))
            if "part_of" in item and "restates" not in item:
                parts.setdefault(item["part_of"], []).append(item)
    for pointer, table, item in reading.sound:
        position = int(pointer[-1]) if pointer else 0
        own_parts = parts.get(item.get("contribution_id", ""), [])
        setting = Setting(tree, reading.document, table, position, siblings, own_parts)
        for rule in RULES[table]:
            try:
                for inner, message in rule(item, setting):
                    yield Finding(pointer + inner, rule.__name__, message)
            except Exception as error:  # a crash in one rule must not hide what the others find
                message = f"rule {rule.__name__} failed on this item: {error!r}; please report this"
                yield Finding(pointer, "rule.crash", message)


def _evidence(reading: _Reading, sources: Path | None) -> Iterator[Finding]:
    if sources is not None and reading.document.kind == "letter" and not reading.findings:
        yield from evidence.check(reading.document.value, sources)
