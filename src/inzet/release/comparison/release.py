"""A release as a comparison sees it: records by table and id, the layout of its tables, its version."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from inzet.files import root
from inzet.issues import UnreadableError
from inzet.release.comparison.layout import Layout, read_layout
from inzet.release.comparison.places import DESCRIPTOR, NESTED, VERSION, Files, read_place

Entry = dict[str, Any]
"""A record, without the things inside it that have an id of their own: of those it keeps the ids, in order."""

_VERSION = re.compile(r"""^__version__(?:[ ]*:[ ]*str)?[ ]*=[ ]*["']([^"'\n]{1,64})["']""", re.MULTILINE)
_SUFFIX = ".schema.json"


@dataclass(frozen=True)
class Release:
    """One release.

    Attributes:
        name: what the user called it.
        entries: records by table and id; contributions are a table of their own, with the id of their letter.
        parents: column that holds the id of the record around it, by table, where there is one.
        nested: table of the items with an id that a field of a table lists, by table and field.
        layout: its tables and vocabularies, or None where it has no schemas.
        version: what it says of itself, or None.
    """

    name: str
    entries: dict[str, dict[str, Entry]]
    parents: dict[str, str]
    nested: dict[tuple[str, str], str]
    layout: Layout | None
    version: str | None


def read_release(name: str, here: Path = Path()) -> Release:
    """Read a release from a folder, a zip or wheel, or a revision of the git repository in the folder ``here``.

    Records need not be valid, but every one must have its id.

    Raises:
        UnreadableError: if there is no such release, it cannot be read, or a record has no id of its own.
    """
    return parse_release(name, read_place(name, here))


def parse_release(name: str, files: Files) -> Release:
    """Make a release of its files, by path; see ``read_release``."""
    schemas = _schemas(name, files)
    layout = read_layout(name, schemas) if schemas else None
    # Records alone belong to the schemas at hand, as they do for `inzet validate`.
    shape = layout or _own_layout()
    entries: dict[str, dict[str, Entry]] = {table: {} for table in shape.keys}
    found = Release(name, entries, shape.parents, shape.nested, layout, _version(name, files))
    for table, where, record in _records(name, files):
        if table not in shape.keys:
            raise UnreadableError(f"{name}: {where}: no schema describes {table!r}; tables: {', '.join(shape.roots)}")
        _enter(found, shape, table, where, record, None)
    return found


def _enter(release: Release, shape: Layout, table: str, where: str, record: Any, above: str | None) -> str:
    """Put a record, and what has an id inside it, among the entries; return its id."""
    key = shape.keys[table]
    record_id = record.get(key) if isinstance(record, dict) else None
    if not isinstance(record_id, str):
        _refuse(release, where, f"a record of {table} needs {key!r}")
    if record_id in release.entries[table]:
        _refuse(release, where, f"{record_id!r} stands in {table} twice")
    entry: Entry = {}
    if above is not None:
        if release.parents[table] in record:
            _refuse(release, where, f"{record_id!r} has a field {release.parents[table]!r} of its own")
        entry[release.parents[table]] = above
    release.entries[table][record_id] = entry
    for field, value in record.items():
        child = shape.nested.get((table, field))
        if child is None:
            entry[field] = value
        elif isinstance(value, list):
            entry[field] = [_enter(release, shape, child, where, part, record_id) for part in value]
        else:
            _refuse(release, where, f"{field!r} is not a list")
    return record_id


def _refuse(release: Release, where: str, fault: str) -> NoReturn:
    raise UnreadableError(f"{release.name}: {where}: {fault}; run inzet validate there")


def _records(name: str, files: Files) -> Iterator[tuple[str, str, Any]]:
    """Yield every record with its table and the file that holds it."""
    if NESTED in files:
        nested = _json(name, NESTED, files)
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


def _schemas(name: str, files: Files) -> dict[str, Any]:
    return {
        path.removeprefix("schemas/").removesuffix(_SUFFIX): _json(name, path, files)
        for path in sorted(files)
        if path.startswith("schemas/")
    }


def _own_layout() -> Layout:
    names = sorted((root() / "schemas").glob(f"*{_SUFFIX}"))
    return read_layout("inzet", {file.name.removesuffix(_SUFFIX): json.loads(file.read_bytes()) for file in names})


def _version(name: str, files: Files) -> str | None:
    found = _VERSION.search(files.get(VERSION, b"").decode("utf-8", "replace"))
    if found:
        return found[1]
    described = _json(name, DESCRIPTOR, files) if DESCRIPTOR in files else None
    version = described.get("version") if isinstance(described, Mapping) else None
    return version if isinstance(version, str) else None


def _json(name: str, path: str, files: Files) -> Any:
    try:
        return json.loads(files[path].decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        why = "nested too deep" if isinstance(error, RecursionError) else error
        raise UnreadableError(f"{name}: {path} is not JSON: {why}") from None


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is not a number")
