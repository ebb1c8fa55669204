"""Check a table of any size."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from inzet.issues import UnreadableError
from inzet.tabular.arrays import as_text
from inzet.tabular.columns import check_batch
from inzet.tabular.delimited import CsvTable
from inzet.tabular.keys import Hashes, as_target, find_repeated, hash_values, joined, readable, spread
from inzet.tabular.lines import is_csv
from inzet.tabular.parts import Faults, Part, Table, check_file
from inzet.tabular.plans import Plan, Reference, Unique, plan_of
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
) -> Report:
    """Check a CSV (also ``.gz``, ``.zst`` or ``.bz2``) or Parquet file against a schema, whatever its size.

    Args:
        source: the file.
        schema: name of one of our tables, or a Table Schema as a mapping; the name of the file by default.
        references: the tables that foreign keys refer to, by name; foreign keys to other tables are not checked.
        max_issues: how many issues are kept, those of the first rows; all by default.
        progress: called now and then with the number of bytes that are done and in total; rows for a Parquet file.

    Raises:
        UnreadableError: if the file cannot be read, or there is no such schema.
    """
    path = Path(source)
    check_file(path)
    plan = plan_of(schema if schema is not None else path.name.partition(".")[0], path.name)
    tables = dict(references or {})
    own = [key for key in plan.references if key.table in ("", plan.name) and key.table not in tables]
    if own:
        columns = sorted({name for key in own for name in key.targets})
        tables |= dict.fromkeys([key.table for key in own], read_keys(path, plan, columns))
    targets = {key: _targets_of(key, tables[key.table]) for key in plan.references if key.table in tables}
    return _check(open_table(path, plan), plan, targets, Tally(path.as_posix(), plan, max_issues), progress)


def open_table(path: Path, plan: Plan) -> Table:
    """Open a CSV, compressed or not, or a Parquet file.

    Raises:
        UnreadableError: if it cannot be read.
    """
    if is_csv(path):
        return CsvTable(path, plan)
    from inzet.tabular.parquet import ParquetTable  # slow to import, and not needed for a CSV

    return ParquetTable(path, plan)


def read_keys(path: Path, plan: Plan, columns: Sequence[str]) -> pa.Table:
    """Return columns of a table that other tables refer to, as texts.

    Raises:
        UnreadableError: if the table has no such column, or cannot be read.
    """
    own = {column.name for column in plan.columns}
    for name in columns:
        if name not in own:
            raise UnreadableError(f"table {plan.name!r} has no column {name!r} to refer to")
    table = open_table(path, plan.key(columns))
    for name in columns:
        if name not in table.names:
            raise UnreadableError(f"{path.as_posix()} has no column {name!r} to refer to")
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


class _Checked(NamedTuple):
    """The faults of a part, the hashes of its keys, how many rows it has, and how much of the file is done."""

    faults: list[Faults]
    hashes: list[Hashes]
    rows: int
    done: int


def _check(table: Table, plan: Plan, targets: Targets, tally: Tally, progress: Progress | None) -> Report:
    tally.add_header(table.names)
    unique = [key for key in plan.unique if set(key.columns) <= set(table.names)]
    hashes: list[list[Hashes]] = [[] for _ in unique]
    for checked in in_order(partial(_check_part, table, plan, unique, targets), table.parts()):
        tally.add(checked.faults, checked.rows)
        for of_key, of_part in zip(hashes, checked.hashes, strict=True):
            of_key.append(of_part)
        if progress:
            progress(checked.done, table.size)
    for key, of_key in zip(unique, hashes, strict=True):
        repeated = find_repeated(of_key, partial(table.pick, key.columns))
        show = readable if len(key.columns) > 1 else str
        tally.add_rows(key.code, ", ".join(key.columns), ((row + 1, show(value)) for row, value in repeated))
    return tally.finish()


def _check_part(table: Table, plan: Plan, unique: Sequence[Unique], targets: Targets, part: Part) -> _Checked:
    read = table.read(part)
    faults = [*read.faults, *check_batch(plan, read.columns, targets, read.faults)]
    hashes = [hash_values([read.columns[name] for name in key.columns]) for key in unique]
    if read.kept is not None:
        faults = [of_rule._replace(rows=pa.array(read.kept[of_rule.rows.to_numpy()])) for of_rule in faults]
        hashes = [spread(of_key, read.kept, read.rows) for of_key in hashes]
    if read.ragged is not None:
        faults.append(read.ragged)
    return _Checked(faults, hashes, read.rows, part.done)
