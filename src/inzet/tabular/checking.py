"""Check a table of any size."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from inzet.issues import UnreadableError
from inzet.schema.schemas import Schemas
from inzet.tabular.arrays import as_text
from inzet.tabular.columns import check_batch
from inzet.tabular.delimited import CsvTable
from inzet.tabular.floats import mixed_columns
from inzet.tabular.forms import CSV, CsvForm
from inzet.tabular.keys import SEPARATOR, Hashes, as_target, find_repeated, hash_values, joined, spread
from inzet.tabular.parts import Part, Read, Table, check_file
from inzet.tabular.places import FIRST, HEADER
from inzet.tabular.plans import Plan, Reference, Unique, plan_of
from inzet.tabular.spreadsheets import look
from inzet.tabular.streams import FOREIGN, PARQUET, kind_of, no_table, starts_with
from inzet.tabular.tally import Report, Tally
from inzet.tabular.workers import in_order

Progress = Callable[[int, int], None]
Targets = Mapping[Reference, pa.Array]


def validate_table(
    source: str | Path,
    schema: "str | Mapping[str, Any] | Plan | None" = None,
    *,
    references: Mapping[str, pa.Table] | None = None,
    max_issues: int | None = None,
    progress: Progress | None = None,
    form: CsvForm | None = None,
    delimiter: str | None = None,
    encoding: str | None = None,
    decimal: str | None = None,
    sheet: str | None = None,
) -> Report:
    """Check a CSV (also ``.gz``, ``.zst`` or ``.bz2``), Parquet or Excel file against a schema, whatever its size.

    A CSV of a spreadsheet is known by its header and read as such; ``Report.reading`` says how.

    Args:
        source: the file.
        schema: name of one of our tables, or a Table Schema as a mapping; the name of the file by default.
        references: the tables that foreign keys refer to, by name; foreign keys to other tables are not checked.
        max_issues: how many issues are kept, those of the first rows; all by default.
        progress: called now and then with the number of bytes that are done and in total; rows for a Parquet file.
        form: how a CSV is written, exactly; by default the file is looked at.
        delimiter: the character between the values of a CSV.
        encoding: the encoding of a CSV.
        decimal: the decimal sign of a CSV, "," or ".".
        sheet: the sheet of an Excel file; by default that with the name of the table, or the only one with cells.

    Raises:
        UnreadableError: if the file cannot be read, or there is no such schema.
    """
    given = source_of(source, schema, form=form, delimiter=delimiter, encoding=encoding, decimal=decimal, sheet=sheet)
    return check_source(given, references, max_issues, progress)


class Source(NamedTuple):
    """A file, what it must be, and how it is read: the form of a CSV or the sheet of an Excel file, and a sentence."""

    path: Path
    plan: Plan
    form: CsvForm = CSV
    sheet: str | None = None
    reading: str = ""


def source_of(
    source: str | Path,
    schema: "str | Mapping[str, Any] | Plan | None" = None,
    *,
    form: CsvForm | None = None,
    sheet: str | None = None,
    **said: str | None,
) -> Source:
    """Return how a file is read; the arguments and errors are those of ``validate_table``."""
    path = Path(source)
    given = sorted(name for name, value in said.items() if value is not None)
    kind = table_kind(path, schema is not None or form is not None or bool(given))
    if given and kind != "csv":
        raise UnreadableError(f"{path.as_posix()} is no CSV, so it has no {given[0]} to name")
    if sheet is not None and kind != "xlsx":
        raise UnreadableError(f"{path.as_posix()} is no Excel file, so it has no sheet to name")
    if kind == "csv" and form is None:
        _refuse_foreign(path)
    name = path.name.partition(".")[0].lower()
    if schema is None and name not in Schemas.installed().published:
        raise UnreadableError(
            f"{path.as_posix()}: no table of ours is called {name!r}; name its schema with --schema: one of ours, such "
            "as statements, or a Table Schema in a file ending in .json"
        )
    plan = plan_of(schema if schema is not None else name, path.name)
    reading = ""
    if kind == "csv" and form is None:
        form, plan, reading = look(path, plan, **said)
    return Source(path, plan, form or CSV, sheet, reading)


def _refuse_foreign(path: Path) -> None:
    """Refuse a file that is empty or begins like something else than a CSV."""
    if not path.stat().st_size:
        raise UnreadableError(f"{path.as_posix()} is empty; a table has at least a header")
    if mark := starts_with(path, FOREIGN):
        raise UnreadableError(f"{path.as_posix()} is no CSV but {FOREIGN[mark]}")


def check_source(
    source: Source, references: Mapping[str, pa.Table] | None, max_issues: int | None, progress: Progress | None
) -> Report:
    """Check a file; the arguments and errors are those of ``validate_table``."""
    plan, table = source.plan, open_table(source)
    start = FIRST if source.form.header else HEADER
    tally = Tally(source.path.as_posix(), plan, max_issues, table.lines, start)
    tally.report.reading = source.reading or table.reading
    tables = dict(references or {})
    own = [key for key in plan.references if key.table in ("", plan.name) and key.table not in tables]
    if own:
        columns = sorted({name for key in own for name in key.targets})
        tables |= dict.fromkeys([key.table for key in own], read_keys(source, columns))
    targets = {key: _targets_of(key, tables[key.table]) for key in plan.references if key.table in tables}
    return _check(table, plan, targets, tally, progress)


def table_kind(path: Path, told: bool) -> str:
    """Return what kind of table a file is: csv, xlsx or parquet; with another ending only if somebody told so."""
    check_file(path)
    kind = kind_of(path)
    if kind == "tsv":
        return "csv"
    if not kind and not told:
        raise UnreadableError(no_table(path))
    return kind or ("parquet" if starts_with(path, PARQUET) else "csv")


def open_table(source: Source) -> Table:
    """Open a table: by its ending, or else by its first bytes."""
    match table_kind(source.path, told=True):
        case "csv":
            return CsvTable(source.path, source.plan, source.form)
        case "xlsx":
            from inzet.tabular.workbooks import WorkbookTable

            return WorkbookTable(source.path, source.plan, source.sheet)
    from inzet.tabular.parquet import ParquetTable  # slow to import, and not needed for a CSV

    return ParquetTable(source.path, source.plan)


def read_keys(source: Source, columns: Sequence[str]) -> pa.Table:
    """Return columns of a table that other tables refer to, as texts."""
    plan = source.plan
    own = {column.name for column in plan.columns}
    for name in columns:
        if name not in own:
            raise UnreadableError(f"table {plan.name!r} has no column {name!r} to refer to")
    keyed = plan.key(columns)
    # Without a header, it takes all columns to know which is which.
    table = open_table(source._replace(plan=keyed if source.form.header else replace(keyed, columns=plan.columns)))
    for name in columns:
        if name not in table.names:
            raise UnreadableError(f"{source.path.as_posix()} has no column {name!r} to refer to")
    parts = [pa.table({name: pa.array([], pa.string()) for name in columns})]
    for read in in_order(table.read, table.parts()):
        parts.append(pa.table({name: as_text(read.columns[name]) for name in columns}))
    return pa.concat_tables(parts)


def _targets_of(reference: Reference, table: pa.Table) -> pa.Array:
    for name in reference.targets:
        if name not in table.column_names:
            raise UnreadableError(f"table {reference.table!r} has no column {name!r} to refer to")
    arrays = [pa.array([], pa.string())]
    for batch in table.select(list(reference.targets)).to_batches():
        arrays.append(pc.unique(joined([as_target(batch.column(name)) for name in reference.targets])))
    return pc.unique(pa.concat_arrays(arrays)).drop_null()


# --- one file ----------------------------------------------------------------------------------------


def _check(table: Table, plan: Plan, targets: Targets, tally: Tally, progress: Progress | None) -> Report:
    tally.add_header(table.names)
    unique = [key for key in plan.unique if set(key.columns) <= set(table.names)]
    hashes: list[list[Hashes]] = [[] for _ in unique]
    for read, mixed, own, done in in_order(partial(_check_part, table, plan, unique, targets), table.parts()):
        tally.add(read, mixed)
        for of_key, of_part in zip(hashes, own, strict=True):
            of_key.append(of_part)
        if progress:
            progress(done, table.size)
    for key, of_key in zip(unique, hashes, strict=True):
        repeated = find_repeated(of_key, partial(table.pick, key.columns))
        several = len(key.columns) > 1
        shown = ((row, first, text.replace(SEPARATOR, ", ") if several else text) for row, first, text in repeated)
        tally.add_rows(key.code, ", ".join(key.columns), shown)
    return tally.finish()


def _check_part(
    table: Table, plan: Plan, unique: Sequence[Unique], targets: Targets, part: Part
) -> tuple[Read, list[str], list[Hashes], int]:
    """Return a part with all its faults in place of its values, and what else is kept of it.

    That is which integer columns have any value but floats, the hashes of each key, and how much of the file is done.
    """
    read = table.read(part)
    faults = [*read.faults, *check_batch(plan, read.columns, targets, read.faults)]
    mixed = list(mixed_columns(plan, read.columns, read.faults))
    hashes = [hash_values([read.columns[name] for name in key.columns]) for key in unique]
    if read.kept is not None:
        faults = [of_rule._replace(rows=pa.array(read.kept[of_rule.rows.to_numpy()])) for of_rule in faults]
        hashes = [spread(of_key, read.kept, read.rows) for of_key in hashes]
    if read.ragged is not None:
        faults.append(read.ragged)
    return replace(read, columns={}, faults=faults), mixed, hashes, part.done
