"""What frictionless gets of a table: a descriptor with nothing left to guess or to follow.

Frictionless fetches what a profile, a schema or a dialect names elsewhere, follows links out of the folder, guesses
delimiters and encodings, and stops at any fault of a descriptor. So it gets local files that were checked, and of a
descriptor only what says which values are valid, each default written out.
"""

import gzip
import zipfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from inzet.issues import UnreadableError
from inzet.tabular.fields import values_of, whole_text
from inzet.tabular.lines import MARK
from inzet.tabular.plans import listed
from inzet.tabular.resources import Resource
from inzet.tabular.streams import starts_with

LARGEST = 256 << 20
"""Most bytes that a compressed file may hold."""
_TEXTS = ("csv", "tsv", "tab", "txt", "dat")
_FORMATS = (*_TEXTS, "json", "jsonl", "ndjson", "xlsx", "xls", "ods", "parquet")
_PACKED = ("gz", "zip")
_DIALECT: dict[str, Any] = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "skipInitialSpace": False}
"""Where these are not given, frictionless guesses."""
_SETTINGS = (
    *("header", "headerRows", "headerJoin", "commentRows", "commentChar", "lineTerminator", "escapeChar", "property"),
    *("itemType", "itemKeys", "sheetNumber", "sheetName", *_DIALECT),
)
_OF_A_FIELD = (
    *("name", "type", "format", "bareNumber", "decimalChar", "groupChar", "trueValues", "falseValues"),
    *("delimiter", "itemType"),
)


def plain_descriptor(home: Path, resource: Resource, names: Mapping[str, str]) -> dict[str, Any]:
    """Return the descriptor of a table for frictionless, where tables have other names.

    References to tables without such a name are left out.
    """
    plain: dict[str, Any] = {"name": names.get(resource.name, "table"), "type": "table"}
    dialect = resource.value.get("dialect")
    dialect = dict(dialect) if isinstance(dialect, Mapping) else {}
    null = dialect.get("nullSequence")
    if resource.paths:
        paths = [path.relative_to(home).as_posix() for path in resource.paths]
        plain["path"] = paths[0] if len(paths) == 1 else paths
        kind = _kind_of(resource)
        plain["encoding"] = resource.value.get("encoding", "utf-8")
        if kind in _TEXTS:
            usual = _DIALECT | ({"delimiter": "\t"} if kind in ("tsv", "tab") else {})
            plain |= {"format": "csv", "dialect": usual | {key: dialect[key] for key in _SETTINGS if key in dialect}}
            if starts_with(resource.paths[0], (MARK,)) and str(plain["encoding"]).lower() in ("utf-8", "utf8"):
                plain["encoding"] = "utf-8-sig"
        elif dialect:
            plain["dialect"] = {key: dialect[key] for key in _SETTINGS if key in dialect and key not in _DIALECT}
    else:
        plain["data"] = resource.value["data"]
    if isinstance(resource.schema, Mapping):
        plain["schema"] = _plain_schema(resource.schema, names, [null] if isinstance(null, str) else [])
    return plain


def _kind_of(resource: Resource) -> str:
    """Return the kind of the files of a table by their ending."""
    kinds = set()
    for path in resource.paths:
        endings = [suffix[1:].lower() for suffix in path.suffixes] or [""]
        kinds.add(endings[-2] if endings[-1] in _PACKED and len(endings) > 1 else endings[-1])
    given = resource.value.get("format")
    if len(kinds) == 1 and kinds <= set(_PACKED):  # frictionless looks into an archive
        return "csv"
    for kind in [*kinds, *([given.lower()] if isinstance(given, str) else [])]:
        if kind not in _FORMATS:
            raise UnreadableError(f"inzet reads no tables in {kind or 'files without an ending'}")
    return min(kinds)


def _plain_schema(schema: Mapping[str, Any], names: Mapping[str, str], null: list[str]) -> dict[str, Any]:
    key = listed(schema.get("primaryKey", ()))
    plain: dict[str, Any] = {"fields": [_plain_field(field, key, null) for field in schema.get("fields", ())]}
    plain["missingValues"] = values_of(schema.get("missingValues", [""]), "missingValues") + null
    if key:
        plain["primaryKey"] = list(key)
    if "fieldsMatch" in schema:
        plain["fieldsMatch"] = schema["fieldsMatch"]
    plain["foreignKeys"] = [
        {**link, "reference": {**link["reference"], "resource": names.get(table, "")}}
        for link in schema.get("foreignKeys", ())
        if (table := link["reference"].get("resource", "")) in {"", *names}
    ]
    return plain


def _plain_field(field: Mapping[str, Any], key: Sequence[str], null: list[str]) -> dict[str, Any]:
    plain = {name: field[name] for name in _OF_A_FIELD if name in field}
    constraints = {name: value for name, value in field.get("constraints", {}).items() if name != "pattern"}
    if "pattern" in field.get("constraints", {}) and pattern_of(field) is None:
        constraints["pattern"] = field["constraints"]["pattern"]  # of another type, which frictionless refuses
    if "categories" in field:
        constraints.setdefault("enum", values_of(field["categories"], "categories"))
    if field.get("name") in key:
        constraints["required"] = True
    if field.get("type", "any") == "any":
        constraints = {name: constraints[name] for name in ("required", "unique", "enum") if name in constraints}
    if "missingValues" in field:
        plain["missingValues"] = values_of(field["missingValues"], "missingValues") + null
    return plain | {"constraints": constraints}


# --- patterns ----------------------------------------------------------------------------------------


def pattern_of(field: Mapping[str, Any]) -> str | None:
    """Return the pattern of a field of texts, which RE2 matches: the time of Python's expressions has no bound."""
    pattern = field.get("constraints", {}).get("pattern")
    return pattern if isinstance(pattern, str) and field.get("type", "any") in ("string", "any") else None


def check_patterns(resource: Resource) -> None:
    """Check that the patterns of a table can be matched."""
    for pattern in map(pattern_of, resource.fields):
        try:
            matches(pattern or "", "")
        except pa.ArrowInvalid:
            raise UnreadableError(f"the pattern {pattern!r} looks around or back, or is none") from None


@lru_cache(1 << 16)
def matches(pattern: str, text: str) -> bool:
    """Whether a whole text matches a pattern."""
    return bool(pc.match_substring_regex(pa.array([text]), whole_text(pattern))[0].as_py())


def check_expansion(paths: Sequence[Path]) -> None:
    """Check that compressed files are whole and do not hold very much."""
    for path in paths:
        size = 0
        try:
            if path.suffix.lower() in (".zip", ".xlsx", ".ods"):
                with zipfile.ZipFile(path) as archive:
                    size = sum(entry.file_size for entry in archive.infolist())
            elif path.suffix.lower() == ".gz":
                with gzip.open(path) as file:
                    while size <= LARGEST and (block := file.read(1 << 20)):
                        size += len(block)
        except (OSError, EOFError, zipfile.BadZipFile, ValueError) as error:
            raise UnreadableError(f"{path.as_posix()} cannot be read: {error}") from None
        if size > LARGEST:
            raise UnreadableError(f"{path.as_posix()} holds more than {LARGEST >> 20} MiB; unpack it first")
