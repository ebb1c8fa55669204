"""Check a table of any size."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from inzet.issues import UnreadableError
from inzet.tabular.columns import Found, as_target, as_text, check_batch, joined, readable
from inzet.tabular.delimited import CsvTable
from inzet.tabular.keys import Hashes, find_repeated, hash_values, spread
from inzet.tabular.lines import is_csv
from inzet.tabular.parts import Part, Table, check_file
from inzet.tabular.plans import Plan, Reference, Unique, plan_of
from inzet.tabular.tally import Report, Tally
from inzet.tabular.workers import in_order

Progress = Callable[[int, int], None]
Known = Mapping[Reference, pa.Array]


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
        schema: name of one of our tables, or a Table Schema as a mapping; the table that the file is named after when
            left out.
        references: the tables that foreign keys lead to, by name; those to other tables are not checked.
        max_issues: so many issues are kept, those of the first rows; all of them when left out.
        progress: called with the number of bytes that are done and of all, now and then; of a Parquet file, rows.

    Raises:
        UnreadableError: if the file cannot be read, or there is no such schema.
    """
    path = Path(source)
    check_file(path)
    plan = plan_of(schema if schema is not None else path.name.partition(".")[0], path.name)
    tables = dict(references or {})
    own = [each for each in plan.references if each.table in ("", plan.name) and each.table not in tables]
    if own:
        columns = sorted({name for each in own for name in each.there})
        tables |= dict.fromkeys([each.table for each in own], read_keys(path, plan, columns))
    known = {each: _keys_there(tables[each.table], each) for each in plan.references if each.table in tables}
    return _check(open_table(path, plan), plan, known, Tally(path.as_posix(), plan, max_issues), progress)


def open_table(path: Path, plan: Plan) -> Table:
    """Open a CSV, compressed or not, or a Parquet file.

    Raises:
        UnreadableError: if it cannot be read.
    """
    if is_csv(path):
        return CsvTable(path, plan)
    from inzet.tabular.parquet import ParquetTable  # here, for it takes a while to load

    return ParquetTable(path, plan)


def read_keys(path: Path, plan: Plan, columns: Sequence[str]) -> pa.Table:
    """Return columns of a table that others refer to, as texts.

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


def _keys_there(table: pa.Table, reference: Reference) -> pa.Array:
    for name in reference.there:
        if name not in table.column_names:
            raise UnreadableError(f"table {reference.table!r} has no column {name!r} to refer to")
    arrays = [pa.array([], pa.string())]
    for batch in table.select(list(reference.there)).to_batches():
        arrays.append(pc.unique(joined([as_target(batch.column(name)) for name in reference.there])))
    return pc.unique(pa.concat_arrays(arrays)).drop_null()


# --- one file ----------------------------------------------------------------------------------------


class _Checked(NamedTuple):
    """What was found in a part, its keys as hashes, how many rows it has, and how much of the file is done."""

    found: list[Found]
    hashes: list[Hashes]
    rows: int
    done: int


def _check(table: Table, plan: Plan, known: Known, tally: Tally, progress: Progress | None) -> Report:
    tally.add_header(table.names)
    unique = [each for each in plan.unique if set(each.columns) <= set(table.names)]
    hashes: list[list[Hashes]] = [[] for _ in unique]
    for checked in in_order(partial(_check_part, table, plan, unique, known), table.parts()):
        tally.add(checked.found, checked.rows)
        for those, own in zip(hashes, checked.hashes, strict=True):
            those.append(own)
        if progress:
            progress(checked.done, table.size)
    for each, those in zip(unique, hashes, strict=True):
        repeated = find_repeated(those, partial(table.pick, each.columns))
        shown = readable if len(each.columns) > 1 else str
        tally.add_rows(each.code, ", ".join(each.columns), ((row + 1, shown(key)) for row, key in repeated))
    return tally.finish()


def _check_part(table: Table, plan: Plan, unique: Sequence[Unique], known: Known, part: Part) -> _Checked:
    read = table.read(part)
    found = [*read.found, *check_batch(plan, read.columns, known, read.found)]
    hashes = [hash_values([read.columns[name] for name in each.columns]) for each in unique]
    if read.kept is not None:
        found = [each._replace(rows=pa.array(read.kept[each.rows.to_numpy()])) for each in found]
        hashes = [spread(own, read.kept, read.rows) for own in hashes]
    if read.ragged is not None:
        found.append(read.ragged)
    return _Checked(found, hashes, read.rows, part.done)
