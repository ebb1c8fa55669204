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

MAX_BYTES = 16 << 20  # of a descriptor

_DIALECT = {
    "delimiter": (",",),
    "quoteChar": ('"',),
    "doubleQuote": (True,),
    "escapeChar": (None,),
    "header": (True,),
    "headerRows": ([1],),
    "skipInitialSpace": (False,),
    "commentChar": (None,),
    "commentRows": ([],),
    "nullSequence": (None,),
}
"""What of a dialect would change what is read, and what it may be."""


def validate_package(
    descriptor: str | Path, max_issues: int | None = None, progress: Progress | None = None
) -> Iterator[Report]:
    """Check the tables of a Data Package, each against its Table Schema and the tables that it refers to.

    Files lie beside the descriptor or below it; an address or a path that leads elsewhere is refused.

    Raises:
        UnreadableError: if the descriptor or a file cannot be read, or asks for what cannot be checked.
    """
    path = Path(descriptor)
    package = _read_json(path)
    try:
        resources = {str(each["name"]): each for each in package["resources"] if "schema" in each}
    except (KeyError, TypeError):
        raise UnreadableError(f"{path.as_posix()} is not the descriptor of a Data Package") from None
    files = {name: _file_of(path, resource) for name, resource in resources.items()}
    plans = {name: plan_of(_schema_of(path, resource), name) for name, resource in resources.items()}
    references = [each for plan in plans.values() for each in plan.references if each.table]
    tables = {}
    for name in sorted({each.table for each in references}):
        if name not in resources:
            raise UnreadableError(f"{path.as_posix()}: no table {name!r} to refer to")
        columns = sorted({column for each in references if each.table == name for column in each.there})
        tables[name] = read_keys(files[name], plans[name], columns)
    for name, plan in plans.items():
        yield validate_table(files[name], plan, references=tables, max_issues=max_issues, progress=progress)


def check_tables(
    paths: Iterable[str], schema: str | None, max_issues: int | None, progress: Progress | None = None
) -> Iterator[Report]:
    """Yield what is wrong with tables and Data Packages.

    Args:
        paths: tables, and descriptors of packages, which end in ``.json``.
        schema: name of one of our tables, or path of a Table Schema in JSON; each table's own name when left out.
        max_issues: as in ``validate_table``.
        progress: as in ``validate_table``.

    Raises:
        UnreadableError: if a file cannot be read.
    """
    known: Any = schema
    if schema is not None and schema.endswith(".json"):
        known = _read_json(Path(schema))
    for path in paths:
        if path.endswith(".json"):
            yield from validate_package(path, max_issues, progress)
        else:
            yield validate_table(path, known, max_issues=max_issues, progress=progress)


def _schema_of(descriptor: Path, resource: Mapping[str, Any]) -> Any:
    schema = resource["schema"]
    if not isinstance(schema, Mapping):
        raise UnreadableError(f"{descriptor.as_posix()}: the schema of {resource['name']} must stand in the descriptor")
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
            f"{descriptor.as_posix()}: {resource['name']} is no single file below this folder: {name!r}"
        )
    for asked, usual in (("dialect", _DIALECT), ("encoding", {"encoding": ("utf-8", "utf8")})):
        said = resource.get(asked, {})
        if isinstance(said, str) and asked == "encoding":
            said = {asked: said.lower()}
        if not isinstance(said, Mapping) or any(
            key in usual and value not in usual[key] for key, value in said.items()
        ):
            raise UnreadableError(
                f"{descriptor.as_posix()}: {resource['name']} has {asked} {resource[asked]!r}; a CSV that can be "
                "checked is UTF-8, with a header, commas, and double quotes that are doubled inside values"
            )
    return descriptor.parent / name
