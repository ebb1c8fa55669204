"""Check packages with features that the check by column does not have: row by row, with frictionless."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from inzet.issues import UnreadableError, shortened
from inzet.schema.findings import CODES
from inzet.tabular.checking import Progress
from inzet.tabular.fields import limits
from inzet.tabular.handover import check_expansion, check_patterns, matches, pattern_of, plain_descriptor
from inzet.tabular.parts import ragged_row
from inzet.tabular.places import FIRST, Lines, LongRows
from inzet.tabular.plans import Column, Plan, Unique, listed, references_of
from inzet.tabular.resources import RefusedError, Resource
from inzet.tabular.tally import Report, TableIssue, Tally

MAX_ERRORS = 10_000
"""After so many errors in a table, frictionless reads no further."""
_UNREAD = ("source", "scheme", "format", "encoding", "compression", "resource", "schema", "dialect", "general")
_CONSTRAINT = re.compile(r'constraint "(\w+)"')
_EARLIER = re.compile(r"position (\d+)")


def name_engine() -> str:
    """Return the name of the library and its version."""
    return f"frictionless {version('frictionless')}"


def check_foreign(
    home: Path, resources: Sequence[Resource], max_issues: int | None, progress: Progress | None
) -> Iterator[tuple[Resource, "Report | RefusedError"]]:
    """Yield what frictionless finds in each table of a package in a folder, or why it could not read one."""
    from frictionless import Package

    ready: list[Resource] = []
    for resource in resources:
        try:
            check_expansion(resource.paths)
            check_patterns(resource)
            _read_table(home, resource, {})
            ready.append(resource)
        except UnreadableError as error:
            yield resource, RefusedError(resource.pointer, resource.name, error)
    # Names of its own, for it does not like those of everybody, nor two of one name.
    names = {resource.name: f"table-{at}" for at, resource in reversed(list(enumerate(ready)))}
    tables = [_read_table(home, resource, names) for resource in ready]
    for at, table in enumerate(tables):
        table.name = f"table-{at}"
    Package(name="package", basepath=str(home), resources=tables)
    for resource, table in zip(ready, tables, strict=True):
        try:
            yield resource, _check(resource, table, max_issues, progress)
        except UnreadableError as error:
            yield resource, RefusedError(resource.pointer, resource.name, error)


def _read_table(home: Path, resource: Resource, names: Mapping[str, str]) -> Any:
    """Return a resource as one of frictionless."""
    from frictionless import Detector, FrictionlessException
    from frictionless import Resource as Table

    try:
        # What has no schema is checked as texts.
        detector = Detector(field_type="any")
        return Table.from_descriptor(plain_descriptor(home, resource, names), basepath=str(home), detector=detector)
    except UnreadableError:
        raise
    except FrictionlessException as error:
        reasons = [reason.note for reason in error.reasons] or [error.error.note]
        raise UnreadableError("; ".join(reasons[:3])) from None
    except Exception as error:  # it stops in many ways at a wrong schema
        raise UnreadableError(_stopped(error)) from None


def _stopped(error: Exception) -> str:
    return f"frictionless stopped: {type(error).__name__}: {shortened(str(error))}"


# --- one table ---------------------------------------------------------------------------------------


def _check(resource: Resource, table: Any, max_issues: int | None, progress: Progress | None) -> Report:
    from frictionless import Checklist

    size = sum(path.stat().st_size for path in resource.paths)

    done = 0

    def show(row: Any) -> None:
        nonlocal done
        # Frictionless does not say how far it has come; a value takes its characters and a delimiter.
        done += sum(len(str(cell)) + 1 for cell in row.cells)
        if progress and row.row_number % 1000 == 0:
            progress(min(done, size), size)

    patterns = {field["name"]: pattern for field in resource.fields if (pattern := pattern_of(field)) is not None}
    try:
        checked = table.validate(Checklist(checks=[_pattern_check(patterns)]), on_row=show, limit_errors=MAX_ERRORS)
    except Exception as error:  # whatever its parsers raise
        raise UnreadableError(_stopped(error)) from None
    errors = [*checked.errors, *(error for task in checked.tasks for error in task.errors)]
    if fault := next((error for error in errors if error.type.partition("-")[0] in _UNREAD), None):
        raise UnreadableError(fault.note or fault.title)
    plan, firsts = _plan(resource, table), dict[tuple[str, int], int]()
    tally = Tally(resource.place, plan, max_issues, _lines_of(resource, table) if errors else None)
    tally.report.rows = sum(task.stats.get("rows", 0) for task in checked.tasks)
    for task in checked.tasks:
        tally.add_header(task.labels)
    tally.add_issues(dict.fromkeys(issue for error in errors for issue in _issues(error, plan, firsts)))
    return tally.finish()


def _lines_of(resource: Resource, table: Any) -> Lines:
    """Return on which lines of a file in plain text its rows begin."""
    ends: list[int] = []
    if len(resource.paths) == 1 and table.format == "csv" and not table.compression:
        dialect = table.dialect.get_control("csv")
        with (
            suppress(OSError, ValueError, LookupError, csv.Error),
            resource.paths[0].open(encoding=table.encoding, newline="") as file,
        ):
            reader = csv.reader(file, delimiter=dialect.delimiter, quotechar=dialect.quote_char)
            for _ in reader:
                ends.append(reader.line_num)
    if not ends:
        return Lines()
    more = np.array(ends) - np.arange(len(ends)) - 1  # how many lines a record and those before it take beyond one each
    lines = Lines(int(more[0]))
    rows = np.flatnonzero(np.diff(more))
    if len(rows):
        lines.add(FIRST, LongRows(rows.astype(np.uint32), (more[rows + 1] - more[0]).astype(np.uint32)))
    return lines


def _pattern_check(patterns: Mapping[str, str]) -> Any:
    from frictionless import Check, errors

    class PatternCheck(Check):
        """Texts match the patterns of their fields as a whole."""

        type = "pattern"
        Errors: ClassVar = [errors.ConstraintError]

        def validate_row(self, row: Any) -> Iterator[Any]:
            for name, pattern in patterns.items():
                if isinstance(text := row.get(name), str) and not matches(pattern, text):
                    yield errors.ConstraintError.from_row(row, note='constraint "pattern"', field_name=name)

    return PatternCheck()


def _plan(resource: Resource, table: Any) -> Plan:
    """Return what messages say of a table; nothing is checked by it."""
    asked = {field["name"]: field.get("constraints", {}) for field in resource.fields}
    columns = tuple(
        Column(field.name, field.type, **limits(asked.get(field.name, {}))) for field in table.schema.fields
    )
    schema = resource.schema if isinstance(resource.schema, Mapping) else {}
    key = listed(schema.get("primaryKey", ()))
    unique = (Unique(key),) if key else ()
    return Plan(resource.name, columns, unique, references=references_of(schema))


def _issues(error: Any, plan: Plan, firsts: dict[tuple[str, int], int]) -> Iterator[TableIssue]:
    """Yield an error of frictionless as issues; its rows are counted from the header too."""
    row, name, value = getattr(error, "row_number", 1), getattr(error, "field_name", ""), getattr(error, "cell", None)
    cells = getattr(error, "cells", ())
    match error.type:
        case "type-error":
            yield TableIssue(row, name, CODES["type"], value)
        case "constraint-error":
            asked = _CONSTRAINT.match(error.note)
            code = CODES.get(asked[1] if asked else "", CODES["enum"])
            yield TableIssue(row, name, code, None if code == CODES["required"] else value)
        case "unique-error":
            yield TableIssue(row, name, "table.unique-key", value, _first(error, name, firsts))
        case "primary-key":
            names = plan.unique[0].columns
            own = [cell for column, cell in zip(plan.columns, cells, strict=False) if column.name in names]
            if all(own):  # a key with a missing part equals no other; that the part is missing is an error of its own
                label = ", ".join(names)
                yield TableIssue(row, label, "table.unique-key", ", ".join(own), _first(error, label, firsts))
        case "foreign-key":
            yield TableIssue(row, ", ".join(error.field_names), "reference_exists", ", ".join(error.field_cells))
        case "missing-cell" | "extra-cell" | "blank-row":
            written = 0 if error.type == "blank-row" else len(cells)
            yield TableIssue(row, "", "table.ragged-row", ragged_row(written, len(plan.columns)))
        case "missing-label" | "extra-label" | "blank-label" | "duplicate-label" | "incorrect-label" | "blank-header":
            return  # the header is looked at as that of other tables
        case _:
            raise UnreadableError(f"{error.title}: {error.note}")


def _first(error: Any, column: str, firsts: dict[tuple[str, int], int]) -> int | None:
    """Return the first row with a key; frictionless names the last one before."""
    earlier = _EARLIER.search(error.note)
    if earlier is None:
        return None
    before = int(earlier[1])
    firsts[column, error.row_number] = first = firsts.get((column, before), before)
    return first
