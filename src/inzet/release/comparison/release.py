"""A release as a comparison sees it: its records by table and id, its schemas, its version."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from inzet.files import MARKER, NESTED, is_deep
from inzet.issues import UnreadableError
from inzet.release.comparison.places import VERSION, Files, read_place
from inzet.schema.nodes import SUFFIX
from inzet.schema.schemas import Schemas

MAX_DEPTH = 64
"""Levels of lists and objects in a JSON file; those that people write and publish have fewer than twenty."""

MAX_VALUES = 4_000_000
"""Values in a JSON file, of which each takes memory; a release of 64 MiB has half of that."""

Entry = dict[str, Any]
"""A record without the items inside it that have an id of their own; it keeps their ids, in order."""

_VERSION = re.compile(r"""^__version__(?:[ ]*:[ ]*str)?[ ]*=[ ]*["']([^"'\n]{1,64})["']""", re.MULTILINE)


@dataclass(frozen=True)
class Release:
    """One release.

    Attributes:
        name: the name that the user gave.
        entries: records by table and id; contributions are a table of their own, with the id of their letter.
        nested: table of the items with an id that a field of a table lists, by table and field.
        parents: field that holds the id of the record around it, by table, for tables inside another.
        schemas: its schemas, or None if it holds none.
        version: the version that it states, or None.
    """

    name: str
    entries: dict[str, dict[str, Entry]]
    nested: dict[tuple[str, str], str]
    parents: dict[str, str]
    schemas: Schemas | None
    version: str | None

    def parent(self, table: str, record_id: str) -> str:
        """Return the id of the record around another; empty where there is none."""
        return str(self.entries[table][record_id].get(self.parents.get(table, ""), ""))


def read_release(name: str, here: Path = Path()) -> Release:
    """Read a release from a folder, a zip or wheel, or a revision of the git repository in the folder ``here``.

    Records need not be valid, but every one must have an id of its own.
    """
    return parse_release(name, read_place(name, here))


def parse_release(name: str, files: Files) -> Release:
    """Make a release of its files, by path; see ``read_release``."""
    written = {
        path.removeprefix("schemas/").removesuffix(SUFFIX): _read_json(name, path, files)
        for path in sorted(files)
        if path.startswith("schemas/")
    }
    own = read_schemas(name, written) if written else None
    # Records alone belong to the schemas at hand, as they do for `inzet validate`.
    schemas = own or Schemas.installed()
    entries: dict[str, dict[str, Entry]] = {table: {} for table in schemas.items}
    release = Release(name, entries, _nested(schemas), _parents(schemas), own, _version(name, files))
    for table, path, record in _records(name, files):
        if table not in entries:
            known = ", ".join(sorted(schemas.folders))
            raise UnreadableError(f"{name}: {path}: no schema describes {table!r}; tables: {known}")
        _enter(release, schemas, table, path, record, {})
    return release


def read_schemas(name: str, files: dict[str, Any]) -> Schemas:
    """Return the schemas of a release, given its schema files by short name; they must not unfold into too much."""
    with refusing_bad_schemas(name):
        schemas = Schemas(files)
        columns = [column.name for table in schemas.tables.values() for column in table.columns]
        if not all(isinstance(word, str) for word in (*schemas.tables, *_parents(schemas), *columns)):
            raise ValueError("the name of a table or column is not text")
        return schemas


@contextmanager
def refusing_bad_schemas(name: str) -> Iterator[None]:
    """Turn whatever a stranger's schemas lead to into an UnreadableError."""
    try:
        yield
    except (LookupError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise UnreadableError(f"{name}: its schemas cannot be understood: {type(error).__name__}: {error}") from None


def _nested(schemas: Schemas) -> dict[tuple[str, str], str]:
    tables = [schemas.tables[name] for name in schemas.items]
    return {(table.parent.name, table.field): table.name for table in tables if table.parent}


def _parents(schemas: Schemas) -> dict[str, str]:
    return {child: schemas.key(parent) for (parent, _), child in _nested(schemas).items()}


def _enter(release: Release, schemas: Schemas, table: str, path: str, record: Any, above: dict[str, str]) -> str:
    """Add a record, and the items inside it that have an id, to the entries; return its id."""

    def refuse(fault: str) -> NoReturn:
        raise UnreadableError(f"{release.name}: {path}: {fault}; run inzet validate there")

    key = schemas.key(table)
    record_id = record.get(key) if isinstance(record, dict) else None
    if not isinstance(record_id, str):
        refuse(f"a record of {table} needs {key!r}")
    if record_id in release.entries[table]:
        refuse(f"duplicate id {record_id!r} in {table}")
    for name in above.keys() & record.keys():
        refuse(f"{record_id!r} has a field {name!r} of its own")
    entry: Entry = release.entries[table].setdefault(record_id, dict(above))
    for field, value in record.items():
        child = release.nested.get((table, field))
        if child is None:
            entry[field] = value
        elif isinstance(value, list):
            inside = {release.parents[child]: record_id}
            entry[field] = [_enter(release, schemas, child, path, part, inside) for part in value]
        else:
            refuse(f"{field!r} is not a list")
    return record_id


def _records(name: str, files: Files) -> Iterator[tuple[str, str, Any]]:
    """Yield every record with its table and the file that holds it."""
    if NESTED in files:
        nested = _read_json(name, NESTED, files)
        if not isinstance(nested, dict) or not all(isinstance(records, list) for records in nested.values()):
            raise UnreadableError(f"{name}: {NESTED} does not hold lists of records")
        for table, records in nested.items():
            yield from ((table, NESTED, record) for record in records)
        return
    from inzet.records import strict_yaml  # needs PyYAML, which readers of published releases need not have

    for path in sorted(path for path in files if path.startswith("records/")):
        text, faults = strict_yaml.decode(files[path])
        value, more = strict_yaml.read(text) if not faults else (None, faults)
        if more:
            raise UnreadableError(f"{name}: {path}:{more[0].line}:{more[0].column}: {more[0].message}")
        yield path.split("/")[1], path, value


def _version(name: str, files: Files) -> str | None:
    match = _VERSION.search(files.get(VERSION, b"").decode("utf-8", "replace"))
    if match:
        return match[1]
    descriptor = _read_json(name, MARKER, files) if MARKER in files else None
    version = descriptor.get("version") if isinstance(descriptor, dict) else None
    return version if isinstance(version, str) else None


def _read_json(name: str, path: str, files: Files) -> Any:
    data = files[path]
    # Each value but the first follows a comma, a bracket or a brace.
    if sum(map(data.count, (b",", b"[", b"{"))) > MAX_VALUES:
        raise UnreadableError(f"{name}: {path} has more than {MAX_VALUES:,} values")
    try:
        value = json.loads(data.decode("utf-8"), parse_constant=_refuse_constant)
        if is_deep(value, MAX_DEPTH):
            raise RecursionError
    except (ValueError, RecursionError) as error:
        why = "nested too deeply" if isinstance(error, RecursionError) else error
        raise UnreadableError(f"{name}: {path} is not JSON: {why}") from None
    return value


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is not a number")
