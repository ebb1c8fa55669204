"""Validate a tree of records: syntax, then schema, then rules, then evidence; return every issue."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

from inzet.issues import Issue, Pointer, UnreadableError, few_hints
from inzet.records import evidence, schema_files
from inzet.records.rules import RULES, Item, Setting
from inzet.records.rules.setting import Siblings, Tree, circles
from inzet.records.tree import Document, File, find_files, read_file, read_release
from inzet.records.twins import Sign, find_twins, signs_of
from inzet.records.workers import work_on
from inzet.schema import findings
from inzet.schema.findings import Finding
from inzet.schema.schemas import Schemas

Progress = Callable[[int, int], None]
Records = Mapping[str, Sequence[Item]]
Maker = Callable[[Records, Records], Any]


def validate(
    root: str | Path = ".",
    sources: str | Path | None = None,
    paths: Iterable[str | Path] = (),
    progress: Progress | None = None,
) -> list[Issue]:
    """Check every record below ``root/records``, and first the schemas, where ``root`` is the checkout of this code.

    If a schema has an issue, records are not checked. Records of a tree of one's own may refer to the missions and
    frameworks of the installed release.

    Args:
        root: folder that holds ``records/``.
        sources: folder with the source texts; when given, every quote is looked up on its line of the text
            whose SHA-256 the letter names.
        paths: files whose issues are wanted; everything is checked all the same. All files when empty.
        progress: called with the number of files that are done and of all files, now and then.

    Returns:
        Every issue, ordered by file, line and column; an empty list means that the records are valid. Of a record
        with thousands of faults, the first ones.

    Raises:
        UnreadableError: if the tree, a file in it or the folder of sources is missing or cannot be read.
    """
    issues, _ = examine(root, sources, progress)
    wanted = list(paths)
    return of_files(issues, wanted) if wanted else issues


class Looked(NamedTuple):
    """A record that was looked at.

    Attributes:
        path: its file.
        kind: ``letter``, ``mission`` or ``framework``.
        contributions: how many it states.
        quotes: how many it has, if its schema accepts it.
        against_text: whether its quotes were looked up in its text.
    """

    path: str
    kind: str
    contributions: int
    quotes: int
    against_text: bool


def examine(
    root: str | Path = ".", sources: str | Path | None = None, progress: Progress | None = None
) -> tuple[list[Issue], list[Looked]]:
    """Return every issue of a tree, and the records that were looked at; see ``validate``."""
    root = Path(root)
    issues, looked, _, _ = _examine(root, _folder(sources), read_release(root), None, progress)
    return issues, looked


def check_and_make(root: Path, make: Maker) -> tuple[list[Issue], Records, list[Any]]:
    """Check a tree by itself, and make something of its letters while they are in memory.

    Args:
        root: folder that holds ``records/``.
        make: gets some letters, and all missions and frameworks, by table; each in the order of their ids.

    Returns:
        Every issue; the missions and frameworks by table; and what was made of the letters, in the order of their
        ids. With any issue, what was made is not complete.

    Raises:
        UnreadableError: as in ``validate``.
    """
    issues, _, targets, made = _examine(root, None, {}, make, None)
    return issues, targets, made


def _examine(
    root: Path,
    folder: Path | None,
    released: Mapping[str, Collection[str]],
    make: Maker | None,
    progress: Progress | None,
) -> tuple[list[Issue], list[Looked], Records, list[Any]]:
    """Return the issues, the records, the missions and frameworks by table, and what was made of the letters."""
    if faulty := schema_files.check(root):
        return faulty, [], {}, []
    records, issues = find_files(root)
    letters = sorted((file for file in records if file.kind == "letter"), key=lambda file: file.path.stem)
    readings: list[_Reading] = []
    for file in records:
        if file.kind != "letter":
            document, faults = read_file(file)
            readings.append(_Reading(document))
            issues += faults
    tree = _index(readings, released)
    for reading in readings:
        issues += _judge(reading, tree, folder)
    looked = [_look(reading, (), folder) for reading in readings]
    targets = {table: [items[key] for key in sorted(items)] for table, items in tree.items.items()}
    ready = None if make is None or issues else lambda letters: make({"letters": letters}, targets)
    signs: list[Sign] = []
    made = []
    for judged in work_on(letters, partial(_judge_chunk, tree=tree, folder=folder, make=ready)):
        issues += judged.issues
        signs += judged.signs
        looked += judged.looked
        made.append(judged.made)
        if progress:
            progress(len(looked), len(records))
    issues += find_twins(signs, lambda path: read_file(File(Path(path), "letter"))[0])
    return sorted(set(issues)), looked, targets, made


def _look(reading: "_Reading", issues: Sequence[Issue], folder: Path | None) -> Looked:
    document = reading.document
    is_letter = document.kind == "letter" and not document.faulty
    items = document.value.get("contributions") if is_letter and isinstance(document.value, dict) else None
    count = len(items) if isinstance(items, list) else 0
    quotes = sum(1 for _ in evidence.quotes(document.value)) if is_letter and not reading.findings else 0
    unread = len(issues) >= findings.MAX_FINDINGS or any(issue.code in evidence.UNREAD for issue in issues)
    return Looked(document.path, document.kind, count, quotes, quotes > 0 and folder is not None and not unread)


def check(documents: Sequence[Document], sources: str | Path | None = None) -> list[Issue]:
    """Check documents that have been read, by themselves; see ``validate``."""
    folder = _folder(sources)
    readings = [_Reading(document) for document in documents]
    tree = _index([reading for reading in readings if reading.document.kind != "letter"], {})
    signs = [sign for document in documents for sign in signs_of(document)]
    by_path = {document.path: document for document in documents}
    twins = find_twins(signs, by_path.__getitem__)
    return [*(issue for reading in readings for issue in _judge(reading, tree, folder)), *twins]


def _folder(sources: str | Path | None) -> Path | None:
    folder = None if sources is None else Path(sources)
    if folder is not None and not folder.is_dir():
        raise UnreadableError(f"{folder.as_posix()} is not a folder of source texts")
    return folder


def of_files(issues: Iterable[Issue], paths: Iterable[str | Path]) -> list[Issue]:
    """Return the issues of some files, however their paths are written, and those of schemas, which concern all."""
    files = [Path(os.path.realpath(path)) for path in paths]
    # Of a folder that does not belong, only the folder has an issue.
    wanted = {str(place) for file in files for place in (file, *file.parents)}
    return [issue for issue in issues if schema_files.is_about(issue) or os.path.realpath(issue.path) in wanted]


class _Judged(NamedTuple):
    """What is found in some letters: issues, what no two letters share, the letters; and what was made of them."""

    issues: list[Issue]
    signs: list[Sign]
    looked: list[Looked]
    made: Any


def _judge_chunk(
    letters: Sequence[File], tree: Tree, folder: Path | None, make: Callable[[list[Item]], Any] | None
) -> _Judged:
    judged = _Judged([], [], [], None)
    values = []
    for file in letters:
        document, faults = read_file(file)
        reading = _Reading(document)
        found = _judge(reading, tree, folder)
        judged.issues.extend((*faults, *found))
        judged.signs.extend(signs_of(document))
        judged.looked.append(_look(reading, found, folder))
        values.append(document.value)
    return judged._replace(made=make(values)) if make and not judged.issues else judged


def _judge(reading: "_Reading", tree: Tree, folder: Path | None) -> list[Issue]:
    """Return the issues of a document, or the first of thousands."""
    document = reading.document
    if document.faulty:
        return []
    with few_hints():
        faults = chain(reading.findings, _broken_rules(reading, tree), _evidence(reading, folder))
        first = list(islice(faults, findings.MAX_FINDINGS))
    return [document.issue(fault.pointer, fault.code, fault.message, at_key=fault.at_key) for fault in first]


class _Reading:
    """A document, the findings of its schema, and the items in which the schema finds nothing wrong."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.findings = [] if document.faulty else findings.check(document.value, document.kind)
        self.items = [] if document.faulty else list(_items(document))
        broken = {_home(finding.pointer, document.kind) for finding in self.findings}
        # Rules rely on the schema, so they see only valid items; none if the schema has too many findings to list them
        # all, or if there are too many items.
        unread = len(self.findings) >= findings.MAX_FINDINGS or any(map(self._is_too_long, self.findings))
        self.valid = [] if unread else [entry for entry in self.items if entry[0] not in broken]

    def _is_too_long(self, finding: Finding) -> bool:
        """Whether a list of items with an id is longer than it may be; an empty one has a finding of the same code."""
        name = finding.pointer[0] if len(finding.pointer) == 1 else ""
        return name in _INNER and finding.code == findings.CODES["maxItems"] and bool(self.document.value[name])


_INNER = ("contributions", "events")
"""The lists of a letter whose items have an id."""


def _items(document: Document) -> Iterator[tuple[Pointer, str, dict[str, Any]]]:
    """Yield pointer, table and value of everything with an id: the record, and what a letter states."""
    record = document.value
    if isinstance(record, dict):
        yield (), Schemas.installed().load(document.kind)["x-table"], record
        for name in _INNER if document.kind == "letter" else ():
            items = record.get(name)
            for at, item in enumerate(items if isinstance(items, list) else ()):
                if isinstance(item, dict):
                    yield (name, at), name, item


def _home(pointer: Pointer, kind: str) -> Pointer:
    """Return the pointer of the item around a value: a contribution or event, or the record."""
    return pointer[:2] if kind == "letter" and len(pointer) > 1 and pointer[0] in _INNER else ()


def _index(readings: Iterable[_Reading], released: Mapping[str, Collection[str]]) -> Tree:
    """Return the missions and frameworks of a tree, and the ids of the release to which it may refer."""
    tables = ("missions", "frameworks")
    tree = Tree({t: {} for t in tables}, {t: set(released.get(t, ())) for t in tables}, {t: {} for t in tables})
    for reading in readings:
        tree.ids[Schemas.installed().load(reading.document.kind)["x-table"]].add(reading.document.stem)
        for _, table, item in reading.items:
            name, former = item.get(Schemas.installed().key(table)), item.get("former_ids")
            if isinstance(name, str):
                tree.ids[table].add(name)
                for other in former if isinstance(former, list) else ():
                    tree.former[table].setdefault(str(other), name)
        for _, table, item in reading.valid:
            tree.items[table].setdefault(item[Schemas.installed().key(table)], item)
    return tree


def _broken_rules(reading: _Reading, tree: Tree) -> Iterator[Finding]:
    siblings = Siblings()
    parts: dict[str, list[Item]] = {}
    for pointer, table, item in reading.valid:
        if pointer:
            siblings.setdefault(item[Schemas.installed().key(table)], (int(pointer[-1]), item))
            if "part_of" in item and "restates" not in item:
                parts.setdefault(item["part_of"], []).append(item)
    ids = {str(item.get("contribution_id")) for pointer, _, item in reading.items if pointer}
    around = tree.circles | circles({name: item for name, (_, item) in siblings.items()}, ("part_of",))
    for pointer, table, item in reading.valid:
        position = int(pointer[-1]) if pointer else 0
        own_parts = parts.get(item.get("contribution_id", ""), ())
        setting = Setting(tree, reading.document, table, position, ids, siblings, own_parts, around)
        for rule in RULES[table]:
            try:
                for inner, message in rule(item, setting):
                    yield Finding(pointer + inner, rule.__name__, message)
            except Exception as error:  # a crash of one rule must not hide the issues of others
                message = f"rule {rule.__name__} failed on this item: {error!r}; please report this"
                yield Finding(pointer, "rule.crash", message)


def _evidence(reading: _Reading, sources: Path | None) -> Iterator[Finding]:
    if sources is not None and reading.document.kind == "letter" and not reading.findings:
        yield from evidence.check(reading.document.value, sources)
