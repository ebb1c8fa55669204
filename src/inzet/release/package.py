"""Write everything that follows from schemas and records, or say what is stale."""

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from inzet.files import MARKER, NESTED
from inzet.issues import Issue, UnreadableError
from inzet.records.tree import read_tree
from inzet.records.validation import check
from inzet.release import staging
from inzet.release.coverage import coverage
from inzet.schema.arrow import arrow_schema
from inzet.schema.dictionary import dictionary
from inzet.schema.editors import FOLDER, bundles
from inzet.schema.model_source import models_source
from inzet.schema.rows import Row, csv_bytes, flatten
from inzet.schema.schemas import Schemas
from inzet.schema.table_schema import table_schema
from inzet.schema.tables import Table
from inzet.version import __version__

MODELS = "src/inzet/models.py"
PLACES = (MARKER, "data", MODELS)
"""What a build replaces; the descriptor first, because it describes the others."""
NAME = "inzet"
"""Name of the published package."""


class InvalidRecordsError(Exception):
    """The records have issues, so nothing was built.

    Attributes:
        issues: every issue that was found.
    """

    def __init__(self, issues: list[Issue]) -> None:
        super().__init__(f"the records have {len(issues)} issues; nothing was built")
        self.issues = issues


def build(root: str | Path = ".") -> list[str]:
    """Write ``data/``, ``datapackage.json`` and, in the project's own checkout, ``src/inzet/models.py``.

    All files are made and checked in a folder of their own before the first old one is replaced, and then all are
    replaced at once. A build that fails or is interrupted leaves everything as it was; one that is killed leaves the
    old package or the new one, whole, and at worst links and a hidden folder that the next build clears away. What
    that means on disk, and where a system cannot do it, stands in ``inzet.release.staging``.

    Args:
        root: folder that holds ``records/``.

    Returns:
        The paths, relative to the root, whose content changed.

    Raises:
        InvalidRecordsError: if the records have issues.
        UnreadableError: if the tree cannot be read, the place of the results holds something else or cannot be
            written, or another build is at work there.
    """
    root = Path(root)
    with staging.locked(root):
        cleared = [staging.STAGE] if staging.settle(root, PLACES) else []
        made = _make(root)
        stale = _stale(root, made)
        places = [place for place in PLACES if any(_lies_in(path, place) for path in stale)]
        if places:
            files = {path: data for path, data in made.items() if any(_lies_in(path, place) for place in places)}
            staging.replace(root, files, places)
    return [*cleared, *stale]


def find_stale(root: str | Path = ".") -> list[str]:
    """Return the paths that ``build`` would write, remove or change; an empty list when all is up to date.

    Nothing is written, not even what a killed build left to be put back; that is named as well.

    Raises:
        InvalidRecordsError: if the records have issues.
        UnreadableError: if the tree cannot be read, or the place of the results holds something else.
    """
    root = Path(root)
    left = [staging.STAGE] if staging.is_left(root) else []
    return [*left, *_stale(root, _make(root))]


def _lies_in(path: str, place: str) -> bool:
    return path == place or path.startswith(f"{place}/")


def _make(root: Path) -> dict[str, bytes]:
    """Return the content of every generated file, by its path relative to the root."""
    documents, issues = read_tree(root)
    issues = sorted({*issues, *check(documents)})
    if issues:
        raise InvalidRecordsError(issues)
    schemas = Schemas.installed()
    records: dict[str, list[dict[str, Any]]] = {folder: [] for folder in schemas.folders}
    for folder, kind in schemas.folders.items():
        of_kind = [document.value for document in documents if document.kind == kind]
        records[folder] = sorted(of_kind, key=lambda record: str(record[schemas.key(folder)]))
    rows = flatten(schemas.tables, records)
    made = {NESTED: _json(records)}
    for name, table in schemas.tables.items():
        made[f"data/{name}.csv"] = csv_bytes([column.name for column in table.columns], rows[name])
        # The bytes of a Parquet file depend on the version of its writer, its content does not: a file that
        # already says the same stays as it is.
        parquet = f"data/{name}.parquet"
        fresh = arrow_table(table, rows[name])
        old = _read_bytes(root / parquet)
        made[parquet] = old if old is not None and _says(old, fresh) else parquet_bytes(fresh)
    counts = {name: len(of) for name, of in rows.items()}
    made["data/README.md"] = dictionary(schemas.tables, counts, coverage(rows)).encode()
    made[MARKER] = _json(_descriptor(made))
    made |= bundles(schemas)  # for editors; they are no data, so the descriptor does not list them
    # A folder that is a link may belong to anyone.
    home = (root / MODELS).parent
    if home.is_dir() and home.resolve() == root.resolve() / home.relative_to(root):
        made[MODELS] = models_source(schemas).encode()
    return made


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def arrow_table(table: Table, rows: list[Row]) -> pa.Table:
    """Return rows as an Arrow table with the types of the table's schema."""
    return pa.Table.from_pylist(rows, schema=arrow_schema(table))


def parquet_bytes(table: pa.Table) -> bytes:
    """Return an Arrow table as a Parquet file."""
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def _says(data: bytes, table: pa.Table) -> bool:
    """Whether a Parquet file holds a table: same columns, types and values."""
    try:
        found = pq.read_table(io.BytesIO(data))
    except (pa.ArrowInvalid, OSError):
        return False
    return bool(found.schema.equals(table.schema, check_metadata=True) and found.equals(table))


def _descriptor(made: dict[str, bytes]) -> dict[str, Any]:
    """Return the Data Package descriptor (version 2) of the generated files."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": NAME,
        "title": "Dutch contributions to international missions and operations",
        "description": (
            "What the Dutch government told parliament that the Netherlands contributes to which mission, how many,"
            " until when and how firmly decided; each statement with the fragment of the letter that makes it."
        ),
        "version": __version__,
        "keywords": ["Netherlands", "parliament", "international missions", "peacekeeping", "EU", "NATO", "UN"],
        "licenses": [
            {
                "name": "CC0-1.0",
                "title": "CC0 1.0 Universal",
                "path": "https://creativecommons.org/publicdomain/zero/1.0/",
            }
        ],
        "contributors": [{"title": "The inzet contributors", "roles": ["author"]}],
        "resources": [_resource(name, data) for name, data in made.items()],
    }


def _resource(path: str, data: bytes) -> dict[str, Any]:
    stem, ending = Path(path).stem, Path(path).suffix[1:]
    name = stem if ending == "csv" else f"{stem.lower()}-{ending}"
    found: dict[str, Any] = {"name": name, "path": path}
    measure = {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
    if ending == "csv":
        table = Schemas.installed().tables[stem]
        found |= {
            "type": "table",
            "title": stem.replace("_", " ").capitalize(),
            "description": table.description,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"lineTerminator": "\n"},
        }
        return found | measure | {"schema": table_schema(table)}
    said = {
        "parquet": ("The table {} as Parquet.", "binary", "application/vnd.apache.parquet"),
        "json": ("All records, nested as they are curated.", "json", "application/json"),
        "md": ("The data dictionary.", "md", "text/markdown"),
    }
    description, kind, mediatype = said[ending]
    return found | {"description": description.format(stem), "format": kind, "mediatype": mediatype} | measure


def _read_bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _stale(root: Path, made: dict[str, bytes]) -> list[str]:
    """Return the paths that differ from what was made, and those of earlier builds that are no longer made."""
    present = _present(root)
    changed = {name for name, data in made.items() if _read_bytes(root / name) != data}
    gone = {name for name in _built_before(root) - made.keys() if (root / name).is_file()}
    foreign = sorted(name for name in present if name not in made and name not in gone)
    if foreign:
        raise UnreadableError(
            f"{(root / foreign[0]).as_posix()} was not made by a build; move it, for data/ is replaced as a whole"
        )
    return sorted(changed | gone)


def _built_before(root: Path) -> set[str]:
    """Return the paths that the present descriptor lists; a descriptor of another package is refused."""
    data = _read_bytes(root / MARKER)
    if data is None:
        return set()
    try:
        descriptor = json.loads(data)
        if descriptor["name"] != NAME:
            raise UnreadableError(f"{(root / MARKER).as_posix()} describes another package; build in another folder")
        return {name for name in (each["path"] for each in descriptor["resources"]) if name.startswith("data/")}
    except (ValueError, LookupError, TypeError):
        return set()


def _present(root: Path) -> list[str]:
    """Return what lies in ``data/``, but for hidden files, which builds keep."""
    for name, right in (("data", Path.is_dir), (MARKER, Path.is_file), (MODELS, Path.is_file)):
        place = root / name
        if staging.shows_stage(root, name):
            continue
        if place.is_symlink() or (place.exists() and not right(place)):
            what = "a link" if place.is_symlink() else "no folder" if name == "data" else "no file"
            raise UnreadableError(f"{place.as_posix()} is {what}; a build would replace it, so move it first")
    return [name for folder in ("data", FOLDER) for name in _entries(root, folder) if name != FOLDER]


def _entries(root: Path, folder: str) -> list[str]:
    """Return what lies in a folder and is not hidden; nothing for what is no folder."""
    place = root / folder
    if place.is_symlink() or not place.is_dir():
        return []
    return [f"{folder}/{entry.name}" for entry in place.iterdir() if entry.name[0] != "."]
