"""A tree of records: one YAML file for each letter, mission and framework."""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from inzet import files
from inzet.files import read_plain
from inzet.issues import Issue, Pointer, UnreadableError, json_pointer
from inzet.records import strict_yaml
from inzet.schema import findings
from inzet.schema.schemas import Schemas

FOLDER = "records"


@dataclass(frozen=True)
class Document:
    """One file under ``records/``.

    Attributes:
        path: the file, as the caller would type it.
        stem: file name without its ending.
        kind: short name of its schema: ``letter``, ``mission`` or ``framework``.
        text: the YAML text.
        value: the value that was parsed from the text.
        faulty: whether the text could not be parsed, so that the value means nothing.
    """

    path: str
    stem: str
    kind: str
    text: str
    value: Any
    faulty: bool

    @cached_property
    def _places(self) -> strict_yaml.Places:
        # Only a file with an issue is parsed a second time, so that clean trees are fast and need little memory.
        places = strict_yaml.Places()
        strict_yaml.read(self.text, places)
        return places

    def issue(self, pointer: Pointer, code: str, message: str, *, at_key: bool = False) -> Issue:
        """Return an issue about the value at a pointer, or about its key."""
        places = self._places.keys if at_key else self._places.values
        nearest = pointer
        while nearest and nearest not in places:
            nearest = nearest[:-1]
        line, column = places.get(nearest, (1, 1))
        return Issue(self.path, line, column, json_pointer(pointer), code, message)


class File(NamedTuple):
    """The file of a record, and the kind of record that it should be."""

    path: Path
    kind: str


def read_tree(root: Path) -> tuple[list[Document], list[Issue]]:
    """Read every record below ``root/records``.

    Returns:
        The documents, ordered by path, and the issues of files that are not YAML or do not belong there.

    Raises:
        UnreadableError: if there are no records, or a file cannot be read.
    """
    records, issues = find_files(root)
    documents = []
    for file in records:
        document, faults = read_file(file)
        documents.append(document)
        issues += faults
    return documents, issues


def read_release(root: Path) -> dict[str, dict[str, Any]]:
    """Return the missions and frameworks of the installed release, to which the records of another tree may refer.

    Returns:
        The records by table and id; nothing if ``root`` is the release itself, or if it has no data.

    Raises:
        UnreadableError: if the release does not hold records.
    """
    home = files.root()
    nested = home / files.NESTED
    if root.resolve() == home or not nested.is_file():
        return {}
    keys = {table: Schemas.installed().key(table) for table in ("missions", "frameworks")}
    try:
        release = json.loads(nested.read_bytes())
        return {table: {record[key]: record for record in release[table]} for table, key in keys.items()}
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnreadableError(f"{nested} does not hold records; in a checkout, run inzet build") from None


def known_targets(documents: Iterable[Document], root: Path) -> dict[str, tuple[str, Any]]:
    """Return the missions and frameworks among the documents of a tree and in the installed release.

    A document with open fields, such as another new one, is left out, because it may have no names yet. That of the
    tree prevails.

    Returns:
        By id, the table and the record.
    """
    targets = {one: (table, record) for table, records in read_release(root).items() for one, record in records.items()}
    for document in documents:
        if document.kind != "letter" and not findings.check(document.value, document.kind):
            targets[document.stem] = Schemas.installed().load(document.kind)["x-table"], document.value
    return targets


def find_files(root: Path) -> tuple[list[File], list[Issue]]:
    """Find every record below ``root/records``.

    Returns:
        The files, ordered by path, and the issues of files and folders that do not belong there.

    Raises:
        UnreadableError: if there are no records.
    """
    folder = root / FOLDER
    if not folder.is_dir():
        raise UnreadableError(f"{folder.as_posix()} is not a folder; run this where records/ is, or name its folder")
    if folder.is_symlink():
        raise UnreadableError(f"{folder.as_posix()} is a link; it must be a folder")
    issues: list[Issue] = []
    records = list(_files(folder, issues))
    if not records and not issues:
        raise UnreadableError(f"{folder.as_posix()} contains no records")
    return records, issues


def read_file(file: File) -> tuple[Document, list[Issue]]:
    """Read a record; return it with the issues of its YAML.

    Raises:
        UnreadableError: if the file cannot be read at all.
    """
    text, faults = read_text(file.path)
    value = None
    if not faults:
        value, faults = strict_yaml.read(text)
    name = file.path.as_posix()
    issues = [Issue(name, at.line, at.column, "", at.code, at.message) for at in faults]
    return Document(name, file.path.stem, file.kind, text, value, bool(faults)), issues


def read_text(path: Path) -> tuple[str, list[strict_yaml.Fault]]:
    """Return the text of a file, and its faults; with a fault, the text must not be parsed.

    Raises:
        UnreadableError: if the file cannot be read, or is a link.
    """
    try:
        return strict_yaml.decode(read_plain(path, strict_yaml.MAX_BYTES, follow=False))
    except OSError as error:
        raise UnreadableError(f"{path.as_posix()} cannot be read: {error.strerror}") from None


def _files(folder: Path, issues: list[Issue]) -> Iterator[File]:
    """Yield the files of records, and add the issues of all other files and folders."""
    kinds = Schemas.installed().folders
    hint = f"records are files {', '.join(f'{FOLDER}/{name}/<id>.yaml' for name in kinds)}"
    for inner in _entries(folder):
        if inner.name not in kinds or not inner.is_dir(follow_symlinks=False):
            issues.append(_stray(inner, hint))
            continue
        for entry in _entries(Path(inner.path)):
            if entry.name.endswith(".yaml") and entry.is_file(follow_symlinks=False):
                yield File(Path(entry.path), kinds[inner.name])
            else:
                issues.append(_stray(entry, hint))


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        raise UnreadableError(f"{folder.as_posix()} cannot be read: {error.strerror}") from None


def _stray(entry: os.DirEntry[str], hint: str) -> Issue:
    fault = "is a link" if entry.is_symlink() else "does not belong here"
    return Issue(Path(entry.path).as_posix(), 1, 1, "", "tree.stray", f"{entry.name!r} {fault}; {hint}")
