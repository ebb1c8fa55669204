"""Check the tables of Data Packages, and tables by themselves."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from inzet.files import read_plain
from inzet.issues import UnreadableError
from inzet.tabular.checking import Progress, read_keys, validate_table
from inzet.tabular.plans import plan_of
from inzet.tabular.tally import Report

MAX_BYTES = 16 << 20
"""Largest size of a descriptor or schema."""

_DIALECT: dict[str, Any] = {
    "delimiter": ",",
    "quoteChar": '"',
    "doubleQuote": True,
    "escapeChar": None,
    "header": True,
    "headerRows": [1],
    "skipInitialSpace": False,
    "commentChar": None,
    "commentRows": [],
    "nullSequence": None,
}
"""The properties of a dialect that change how a CSV is read, with the only value that is supported."""


def validate_package(
    descriptor: str | Path, max_issues: int | None = None, progress: Progress | None = None
) -> Iterator[Report]:
    """Check the tables of a Data Package, each against its Table Schema and the tables that it refers to.

    All files must be in the folder of the descriptor or below it; other paths and addresses are refused.

    Raises:
        UnreadableError: if the descriptor or a file cannot be read, or the schema has a feature that cannot be checked.
    """
    path = Path(descriptor)
    package = _read_json(path)
    try:
        resources = {str(item["name"]): item for item in package["resources"] if "schema" in item}
    except (KeyError, TypeError):
        raise UnreadableError(f"{path.as_posix()} is not the descriptor of a Data Package") from None
    files = {name: _file_of(path, resource) for name, resource in resources.items()}
    plans = {name: plan_of(_schema_of(path, resource), name) for name, resource in resources.items()}
    references = [key for plan in plans.values() for key in plan.references if key.table]
    tables = {}
    for name in sorted({key.table for key in references}):
        if name not in resources:
            raise UnreadableError(f"{path.as_posix()}: no table {name!r} to refer to")
        columns = sorted({column for key in references if key.table == name for column in key.targets})
        tables[name] = read_keys(files[name], plans[name], columns)
    for name, plan in plans.items():
        yield validate_table(files[name], plan, references=tables, max_issues=max_issues, progress=progress)


def check_tables(
    paths: Iterable[str], schema: str | None, max_issues: int | None, progress: Progress | None = None
) -> Iterator[Report]:
    """Yield a report for each table, and for each table of each Data Package.

    Args:
        paths: tables, and descriptors of packages, which end in ``.json``.
        schema: name of one of our tables, or path of a Table Schema in JSON; the name of each file by default.
        max_issues: as in ``validate_table``.
        progress: as in ``validate_table``.

    Raises:
        UnreadableError: if a file cannot be read.
    """
    table_schema: Any = schema
    if schema is not None and schema.endswith(".json"):
        table_schema = _read_json(Path(schema))
    for path in paths:
        if path.endswith(".json"):
            yield from validate_package(path, max_issues, progress)
        else:
            yield validate_table(path, table_schema, max_issues=max_issues, progress=progress)


def _schema_of(descriptor: Path, resource: Mapping[str, Any]) -> Any:
    schema = resource["schema"]
    if not isinstance(schema, Mapping):
        raise UnreadableError(f"{descriptor.as_posix()}: the schema of {resource['name']} must be in the descriptor")
    return schema


def _read_json(path: Path) -> Any:
    try:
        return json.loads(read_plain(path, MAX_BYTES))
    except OSError as error:
        raise UnreadableError(f"{path.as_posix()} cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise UnreadableError(f"{path.as_posix()} is not JSON") from None


def _file_of(descriptor: Path, resource: Mapping[str, Any]) -> Path:
    name = resource.get("path")
    if isinstance(name, list) and len(name) == 1:
        name = name[0]
    home = descriptor.parent.resolve()
    if not isinstance(name, str) or "://" in name or not (home / name).resolve().is_relative_to(home):
        raise UnreadableError(
            f"{descriptor.as_posix()}: {resource['name']} is not a single file in this folder or below: {name!r}"
        )
    dialect, encoding = resource.get("dialect", {}), str(resource.get("encoding", "utf-8"))
    usual = isinstance(dialect, Mapping) and all(dialect.get(key, value) == value for key, value in _DIALECT.items())
    if not usual or encoding.lower() not in ("utf-8", "utf8"):
        raise UnreadableError(
            f"{descriptor.as_posix()}: {resource['name']} has dialect {dialect!r} and encoding {encoding!r}; only CSV "
            "in UTF-8 with a header, commas, and double quotes that are doubled inside values can be checked"
        )
    return descriptor.parent / name
