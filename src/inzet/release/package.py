"""Write everything that follows from schemas and records, or say what is stale."""

import hashlib
import io
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from inzet.files import MARKER, NESTED
from inzet.issues import Issue, UnreadableError
from inzet.records.validation import check_and_make
from inzet.release import writing
from inzet.release.changelog import read_section
from inzet.release.citation import CITATION, citation
from inzet.release.coverage import coverage
from inzet.release.portions import join_arrow, join_csv, join_records, make_portion
from inzet.release.publication import Publication, read_publication
from inzet.schema.dictionary import dictionary
from inzet.schema.editors import bundles
from inzet.schema.model_source import models_source
from inzet.schema.schemas import Schemas
from inzet.schema.table_schema import table_schema
from inzet.version import __version__

MODELS = "src/inzet/models.py"
NAME = "inzet"
"""Name of the published package."""

_MAX_DESCRIPTOR = 4 << 20  # bytes; ours has less than a tenth of that
_MAX_OVERHEAD = 1 << 20  # bytes of a Parquet file besides its values
_BUILT = re.compile(r"data/[A-Za-z0-9_-]+\.[a-z0-9]+")  # what a build may remove


class InvalidRecordsError(Exception):
    """The records or the schemas have issues, so nothing was built.

    Attributes:
        issues: every issue that was found.
    """

    def __init__(self, issues: list[Issue]) -> None:
        super().__init__(f"records or schemas have {len(issues)} issue(s); nothing was built")
        self.issues = issues


def build(root: str | Path = ".") -> list[str]:
    """Write ``data/``, ``datapackage.json`` and, in the project's own checkout, ``models.py`` and ``CITATION.cff``.

    Files are whole at every moment, and the descriptor is written last: until then, its hashes tell which files are
    newer. If a build is stopped, ``inzet build --check`` names what is stale and the next build mends it. A file of
    an earlier build that is no longer made is removed; all other files are left alone.

    Args:
        root: folder that holds ``records/``.

    Returns:
        The paths, relative to the root, whose content changed.

    Raises:
        InvalidRecordsError: if the records or the schemas have issues.
        UnreadableError: if the tree or its ``publication.toml`` cannot be read, if something cannot be written, if a
            link leads to a file that would be written, or if ``datapackage.json`` describes another package.
    """
    root = Path(root)
    made = make(root)
    stale = _stale(root, made)
    for path in sorted(stale, key=lambda path: path == MARKER):
        if path in made:
            writing.write(root, path, made[path])
        else:
            writing.remove(root, path)
    return stale


def find_stale(root: str | Path = ".") -> list[str]:
    """Return the paths that ``build`` would write, remove or change; nothing is written, and it raises the same."""
    root = Path(root)
    return _stale(root, make(root))


def has_windows_ends(root: str | Path, path: str) -> bool:
    """Whether a text that a build wrote has the line ends of Windows by now; a build writes none."""
    data = b"" if path.endswith(".parquet") else writing.read(Path(root), path, _MAX_DESCRIPTOR)
    return b"\r\n" in (data or b"")


def make(root: Path) -> dict[str, bytes]:
    """Return the content of every generated file, by its path relative to the root; nothing is written.

    Raises:
        InvalidRecordsError: if the records or the schemas have issues.
    """
    issues, targets, portions = check_and_make(root, make_portion)
    if issues:
        raise InvalidRecordsError(issues)
    schemas = Schemas.installed()
    portions.append(make_portion(targets, targets))
    made = {NESTED: join_records(portions)}
    counts = {}
    for name, table in schemas.published.items():
        made[f"data/{name}.csv"] = join_csv(table, portions)
        # The bytes of a Parquet file depend on the version of its writer, its content does not: a file that
        # already says the same stays as it is.
        parquet = f"data/{name}.parquet"
        fresh = join_arrow(table, portions)
        old = writing.read(root, parquet, fresh.nbytes + _MAX_OVERHEAD)
        made[parquet] = old if old is not None and _says(old, fresh) else parquet_bytes(fresh)
        counts[name] = fresh.num_rows
    lines = coverage(letter for portion in portions for letter in portion.covered)
    made["data/README.md"] = dictionary(schemas.published, counts, lines).encode()
    publication = read_publication(root)
    section = read_section(root, __version__) if is_own(root) else None
    released = section.day if section else None
    letters = [letter for portion in portions for letter in portion.sources]
    # The same tree gives the same day on every machine: that of the release, or on which the last letter was read.
    read = max((letter["source_read"] for letter in letters), default="")
    package = _descriptor(made, publication, letters, released.isoformat() if released else read)
    made[MARKER] = as_json(package)
    made |= bundles(schemas)  # for editors; they are no data, so the descriptor does not list them
    if is_own(root):
        made[MODELS] = models_source(schemas).encode()
    if is_own(root) and package.keys() >= {"title", "description", "contributors"}:
        made[CITATION] = citation(package, publication, released).encode()
    return made


def is_own(root: Path) -> bool:
    """Whether a tree is the project's own checkout."""
    return (root / MODELS).parent.is_dir()


def as_json(value: object) -> bytes:
    """Return a value as the JSON that a build writes."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def parquet_bytes(table: pa.Table) -> bytes:
    """Return an Arrow table as a Parquet file."""
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def _says(data: bytes, table: pa.Table) -> bool:
    """Whether a Parquet file holds a table: same columns, types and values."""
    try:
        # A small file may say that it has very many rows or bytes; then it is not this table.
        file = pq.ParquetFile(io.BytesIO(data))
        groups = [file.metadata.row_group(at) for at in range(file.num_row_groups)]
        if file.metadata.num_rows != len(table) or file.metadata.num_columns != table.num_columns:
            return False
        if sum(group.total_byte_size for group in groups) > 2 * table.nbytes + _MAX_OVERHEAD:
            return False
        found = file.read()  # ``read_table`` would import the whole of pyarrow.dataset for one file
    except (pa.ArrowException, OSError):
        return False
    return bool(found.schema.equals(table.schema, check_metadata=True) and found.equals(table))


def _descriptor(
    made: dict[str, bytes], publication: Publication, letters: Sequence[Mapping[str, Any]], day: str
) -> dict[str, Any]:
    """Return the Data Package descriptor (version 2) of the generated files; what nobody stated is left out."""
    publisher = {"title": publication.name, "path": publication.page, "email": publication.email}
    labels = {
        f"{name}{'' if language == 'en' else f'_{language}'}": list(text) if isinstance(text, tuple) else text
        for name in ("title", "description", "keywords")
        for language, text in getattr(publication, name).items()
    }
    described = {
        "homepage": publication.base,
        **labels,
        "version": __version__,
        "created": day and f"{day}T00:00:00Z",
        "languages": sorted({"en", *(letter["language"] for letter in letters)}),
        "licenses": [
            {
                "name": "CC0-1.0",
                "title": "CC0 1.0 Universal",
                "path": "https://creativecommons.org/publicdomain/zero/1.0/",
            }
        ],
        "contributors": [_stated(publisher) | {"roles": ["author", "publisher"]}] if publication.name else [],
        "sources": [
            _stated({"title": letter["title"], "path": next(iter(letter.get("source_urls", ())), "")})
            for letter in letters
        ],
        "resources": [_resource(name, data) for name, data in made.items()],
    }
    return {"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "name": NAME} | _stated(described)


def _stated(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value}


def _resource(path: str, data: bytes) -> dict[str, Any]:
    stem, ending = Path(path).stem, Path(path).suffix[1:]
    name = stem if ending == "csv" else f"{stem.lower()}-{ending}"
    found: dict[str, Any] = {"name": name, "path": path}
    if ending == "csv":
        table = Schemas.installed().published[stem]
        found |= {
            "type": "table",
            "title": stem.replace("_", " ").capitalize(),
            "description": table.description,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"lineTerminator": "\n"},
        }
        return found | measure(data) | {"schema": table_schema(table)}
    said = {
        "parquet": ("The table {} as Parquet.", "binary", "application/vnd.apache.parquet"),
        "json": ("All records, nested as they are curated.", "json", "application/json"),
        "md": ("The data dictionary.", "md", "text/markdown"),
    }
    description, kind, mediatype = said[ending]
    return found | {"description": description.format(stem), "format": kind, "mediatype": mediatype} | measure(data)


def measure(data: bytes) -> dict[str, Any]:
    """Return what a descriptor says of the content of a file: its size and hash."""
    return {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}


def _stale(root: Path, made: dict[str, bytes]) -> list[str]:
    """Return the paths that differ from what was made, and those of earlier builds that are no longer made."""
    changed = {path for path, data in made.items() if writing.read(root, path, len(data)) != data}
    places = {path: root / path for path in _built_before(root) - made.keys()}
    gone = {path for path, file in places.items() if file.is_file() and not file.is_symlink()}
    return sorted(changed | gone)


def _built_before(root: Path) -> set[str]:
    """Return the files in ``data/`` that the present descriptor lists; a descriptor of another package is refused."""
    place = (root / MARKER).as_posix()
    data = writing.read(root, MARKER, _MAX_DESCRIPTOR) or b""
    if len(data) > _MAX_DESCRIPTOR:
        raise UnreadableError(f"{place} is larger than {_MAX_DESCRIPTOR:,} bytes; no build wrote it, so move it first")
    try:
        descriptor = json.loads(data)
    except (ValueError, RecursionError):
        return set()  # for example a conflict of a merge: written anew
    if not isinstance(descriptor, dict) or descriptor.get("name") != NAME:
        raise UnreadableError(f"{place} describes another package, not {NAME!r}; build in another folder")
    resources = descriptor.get("resources")
    listed = [item.get("path") for item in resources if isinstance(item, dict)] if isinstance(resources, list) else []
    return {path for path in listed if isinstance(path, str) and _BUILT.fullmatch(path)}
