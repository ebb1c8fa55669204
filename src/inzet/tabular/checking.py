"""Check a table of any size; and a Data Package of tables."""

import json
import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from heapq import nsmallest
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from inzet.files import read_plain
from inzet.issues import UnreadableError
from inzet.tabular import blocks
from inzet.tabular.blocks import Block, CsvReader, Read
from inzet.tabular.columns import Found, as_text, check_batch, joined
from inzet.tabular.keys import Hashes, Rows, find_repeated, hash_values
from inzet.tabular.plans import Column, Plan, Reference, plan_of

MAX_BYTES = 16 << 20  # of a descriptor
Progress = Callable[[int, int], None]
Known = Mapping[Reference, pa.Array]

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


class TableIssue(NamedTuple):
    """One thing that is wrong with a table.

    Attributes:
        row: the row, counted from 1 below the header; 0 for the table as a whole.
        column: name of the column, or of several, joined by a comma; empty for the row as a whole.
        code: the rule that is broken.
        value: what stands there, as text; None where nothing does.
    """

    row: int
    column: str
    code: str
    value: str | None


@dataclass
class Report:
    """What is wrong with a table.

    Attributes:
        path: the file.
        plan: what it must be.
        rows: how many rows it has.
        counts: how often each rule is broken; always complete.
        issues: what breaks them, in the order of the rows; the first ones where a limit was set.
    """

    path: str
    plan: Plan
    rows: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    issues: list[TableIssue] = field(default_factory=list)

    @property
    def valid(self) -> bool:
        """Whether nothing is wrong."""
        return not self.counts


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
    if not path.is_file():
        raise UnreadableError(f"{path.as_posix()} cannot be read: {_why_not(path)}")
    plan = plan_of(schema if schema is not None else path.name.partition(".")[0], path.name)
    tables = dict(references or {})
    own = [each for each in plan.references if each.table in ("", plan.name) and each.table not in tables]
    if own:
        columns = sorted({name for each in own for name in each.there})
        tables |= dict.fromkeys([each.table for each in own], _keys_of(path, plan, columns))
    known = {each: _keys_there(tables[each.table], each) for each in plan.references if each.table in tables}
    check = _check_csv if blocks.is_csv(path) else _check_parquet
    return check(path, plan, known, _Tally(path.as_posix(), plan, max_issues), progress)


def _why_not(path: Path) -> str:
    return "it is not a plain file" if path.exists() else "there is no such file"


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
        tables[name] = _keys_of(files[name], plans[name], columns)
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


def _keys_of(path: Path, plan: Plan, columns: Sequence[str]) -> pa.Table:
    """Return some columns of a table, with the types of its plan."""
    own = {column.name: column for column in plan.columns}
    for name in columns:
        if name not in own:
            raise UnreadableError(f"table {plan.name!r} has no column {name!r} to refer to")
    parts = [pa.table({name: pa.array([], pa.string()) for name in columns})]
    for read in _reads(path, _part(plan, columns)):
        missing = [name for name in columns if name not in read.columns]
        if missing:
            raise UnreadableError(f"{path.as_posix()} has no column {missing[0]!r} to refer to")
        parts.append(pa.table({name: as_text(read.columns[name]) for name in columns}))
    return pa.concat_tables(parts)


def _reads(path: Path, plan: Plan) -> Iterator[Read]:
    """Yield the blocks of a file, one after the other."""
    if blocks.is_csv(path):
        stream = blocks.read_csv(path)
        reader = CsvReader(plan, blocks.read_header(next(stream), path))
        for block in stream:
            blocks.check_quotes(block, path)
            yield reader.read(block.data)
    else:
        file = blocks.open_parquet(path, plan)
        names = [column.name for column in plan.columns if column.name in file.schema_arrow.names]
        for batch in blocks.read_parquet(file, names, path):
            yield blocks.read_batch(plan, batch)


def _keys_there(table: pa.Table, reference: Reference) -> pa.Array:
    for name in reference.there:
        if name not in table.column_names:
            raise UnreadableError(f"table {reference.table!r} has no column {name!r} to refer to")
    arrays = [pa.array([], pa.string())]
    for batch in table.select(list(reference.there)).to_batches():
        own = [as_text(batch.column(name)) for name in reference.there]
        arrays.append(pc.unique(joined([pc.if_else(pc.equal(array, ""), None, array) for array in own])))
    return pc.unique(pa.concat_arrays(arrays)).drop_null()


# --- one file ----------------------------------------------------------------------------------------


class _Tally:
    """Counts what is found, and keeps the first of it."""

    def __init__(self, path: str, plan: Plan, most: int | None) -> None:
        self.report = Report(path, plan)
        self.most = most

    def add(self, found: Iterable[Found]) -> None:
        """Add what was found in the next block."""
        fresh: list[TableIssue] = []
        for each in found:
            self.report.counts[each.code] += len(each.rows)
            rows = each.rows.to_numpy()
            # Of each rule no more than what could still be among the first ones.
            room = len(rows) if self.most is None else max(0, self.most - len(self.report.issues))
            told = zip(rows[:room].tolist(), each.values[:room].to_pylist(), strict=True)
            fresh += [TableIssue(self.report.rows + row + 1, each.column, each.code, value) for row, value in told]
        fresh.sort(key=lambda issue: (issue.row, issue.column, issue.code))
        left = None if self.most is None else max(0, self.most - len(self.report.issues))
        self.report.issues += fresh[:left]

    def add_rows(self, code: str, column: str, rows: Iterable[tuple[int, str]]) -> None:
        """Add rows of the table, in any order, that break one rule."""
        first: list[tuple[int, str]] = []
        for row in rows:
            self.report.counts[code] += 1
            first.append(row)
            if self.most is not None and len(first) > 2 * self.most + 1000:
                first = nsmallest(self.most, first)
        first = first if self.most is None else nsmallest(self.most, first)
        self.report.issues += [TableIssue(row, column, code, value) for row, value in first]

    def add_whole(self, code: str, column: str, value: str | None = None) -> None:
        """Add what is wrong with the table as a whole."""
        self.report.counts[code] += 1
        self.report.issues.append(TableIssue(0, column, code, value))

    def finish(self) -> Report:
        """Return the report, in the order of the rows."""
        self.report.issues.sort(key=lambda issue: (issue.row, issue.column, issue.code))
        if self.most is not None:
            del self.report.issues[self.most :]
        return self.report


class _Checked(NamedTuple):
    read: Read
    found: list[Found]
    hashes: list[Hashes]
    size: int


def _check_read(plan: Plan, known: Known, read: Read, size: int) -> _Checked:
    found = list(check_batch(plan, read.columns, known, read.found))
    hashes = [
        hash_values([read.columns[name] for name in unique.columns])
        for unique in plan.unique
        if all(name in read.columns for name in unique.columns)
    ]
    return _Checked(replace(read, columns={}), found, hashes, size)


def _check_header(plan: Plan, names: Sequence[str], tally: _Tally) -> None:
    blocks.check_names(names, Path(tally.report.path))
    wanted = [column.name for column in plan.columns]
    for name in wanted:
        if name not in names:
            tally.add_whole("table.missing-column", name)
    for name in names:
        if name not in wanted:
            tally.add_whole("table.extra-column", name)
    there = [name for name in names if name in wanted]
    if there != [name for name in wanted if name in there]:
        tally.add_whole("table.column-order", ", ".join(there))


def _check_csv(path: Path, plan: Plan, known: Known, tally: _Tally, progress: Progress | None) -> Report:
    stream = blocks.read_csv(path)
    header = next(stream)
    names = blocks.read_header(header, path)
    _check_header(plan, names, tally)
    columns = names
    reader = CsvReader(plan, columns)

    def check(block: Block) -> _Checked:
        blocks.check_quotes(block, path)
        return _check_read(plan, known, reader.read(block.data), len(block.data))

    hashes: list[list[Hashes]] = []
    kept: list[Any] = []
    spans: list[int] = []
    done, total = len(header.data), path.stat().st_size
    for checked in _in_order(check, stream):
        _take(checked, tally, hashes, kept)
        spans.append(checked.read.rows)
        done += checked.size
        if progress:
            progress(min(done, total), total)

    def values(names: tuple[str, ...], candidates: Sequence[Rows]) -> Iterator[list[str | None]]:
        # The file is read once more, and only the lines that are asked for are parsed.
        stream = blocks.read_csv(path)
        next(stream)
        reader = CsvReader(_part(plan, names), columns)
        try:
            for block, rows, there, span in zip(stream, candidates, kept, spans, strict=True):
                picked = reader.pick(block.data, rows if there is None else there[rows], span) if len(rows) else {}
                yield as_text(joined([picked[name] for name in names])).to_pylist() if len(rows) else []
        except (ValueError, IndexError, pa.ArrowException):
            raise UnreadableError(f"{path.as_posix()} changed while it was read") from None

    _check_unique(plan, set(names), hashes, kept, spans, values, tally)
    return tally.finish()


def _check_parquet(path: Path, plan: Plan, known: Known, tally: _Tally, progress: Progress | None) -> Report:
    file = blocks.open_parquet(path, plan)
    names = file.schema_arrow.names
    _check_header(plan, names, tally)
    wanted = [column.name for column in plan.columns if column.name in names]
    hashes: list[list[Hashes]] = []
    kept: list[Any] = []
    spans: list[int] = []
    total = file.metadata.num_rows

    def check(batch: pa.RecordBatch) -> _Checked:
        return _check_read(plan, known, blocks.read_batch(plan, batch), batch.num_rows)

    for checked in _in_order(check, blocks.read_parquet(file, wanted, path)):
        _take(checked, tally, hashes, kept)
        spans.append(checked.read.rows)
        if progress:
            progress(tally.report.rows, total)

    def values(names: tuple[str, ...], candidates: Sequence[Rows]) -> Iterator[list[str | None]]:
        # Read by themselves, the columns of the key may come in other batches.
        starts = np.cumsum([0, *spans])
        wanted = np.concatenate([start + rows for start, rows in zip(starts, candidates, strict=False)])
        keyed = _part(plan, names)
        keys: list[str | None] = []
        first = 0
        again = blocks.open_parquet(path, plan)
        for batch in blocks.read_parquet(again, list(names), path):
            here = wanted[(wanted >= first) & (wanted < first + len(batch))] - first
            if len(here):
                picked = blocks.read_batch(keyed, batch.take(pa.array(here))).columns
                keys += as_text(joined([picked[name] for name in names])).to_pylist()
            first += len(batch)
        told = iter(keys)
        for rows in candidates:
            yield [next(told) for _ in rows]

    _check_unique(plan, set(names), hashes, kept, spans, values, tally)
    return tally.finish()


def _take(checked: _Checked, tally: _Tally, hashes: list[list[Hashes]], kept: list[Any]) -> None:
    """Take in what was found in the next block."""
    found = [*checked.read.found, *checked.found]
    if checked.read.kept is not None:
        rows = checked.read.kept
        found = [each._replace(rows=pa.array(rows[each.rows.to_numpy()])) for each in found]
    if checked.read.ragged is not None:
        found.append(checked.read.ragged)
    tally.add(found)
    tally.report.rows += checked.read.rows
    hashes.append(checked.hashes)
    kept.append(checked.read.kept)


def _check_unique(
    plan: Plan,
    columns: set[str],
    hashes: list[list[Hashes]],
    kept: list[Any],
    spans: list[int],
    values: Callable[[tuple[str, ...], Sequence[Rows]], Iterable[list[str | None]]],
    tally: _Tally,
) -> None:
    starts = [0, *accumulate(spans)]
    there = [unique for unique in plan.unique if hashes and set(unique.columns) <= columns]
    for at, unique in enumerate(there):
        repeated = find_repeated([own[at] for own in hashes], partial(values, unique.columns))
        several = len(unique.columns) > 1
        rows = (
            (
                starts[block] + (row if kept[block] is None else int(kept[block][row])) + 1,
                key.replace("\x1f", ", ") if several else key,
            )
            for block, row, key in repeated
        )
        tally.add_rows(unique.code, ", ".join(unique.columns), rows)


def _part(plan: Plan, names: Sequence[str]) -> Plan:
    """Return the plan of some columns alone, with their types and nothing else."""
    own = {column.name: column for column in plan.columns}
    return Plan(plan.name, tuple(Column(name, own[name].type) for name in names))


def _in_order(check: Callable[[Any], _Checked], parts: Iterable[Any]) -> Iterator[_Checked]:
    """Yield what a check says of each part, in order, several at a time but never many in memory."""
    workers = min(4, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[Any] = deque()
        try:
            for part in parts:
                waiting.append(pool.submit(check, part))
                if len(waiting) > workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for each in waiting:
                each.cancel()
