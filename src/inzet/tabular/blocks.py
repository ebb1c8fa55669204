"""Files as blocks: a CSV cut between records, a Parquet file in batches; each block read by itself.

A block of CSV is parsed with the types of the plan. Where that fails, the column that failed is read as text from then
on, and its values are converted one way or the other, so that each that cannot be is named.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from inzet.constraints import CODES
from inzet.issues import UnreadableError
from inzet.tabular.columns import ARROW, Found, as_text, is_repetitive
from inzet.tabular.plans import Column, Plan

SIZE = 4 << 20
LONGEST = 64 << 20
"""No record is larger; a file without line ends is none of records."""
ROWS = 1 << 17
_COMPRESSED = {".gz": "gzip", ".zst": "zstd", ".bz2": "bz2"}
_TRUE, _FALSE = ("true", "True", "TRUE", "1"), ("false", "False", "FALSE", "0")
_FAILED = re.compile(r"In CSV column #([0-9]+)")
_NUMBER = r"\A[ \t]*(?:[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|NaN|-?INF|[+-]?inf)[ \t]*\z"
_WHOLE = r"\A[ \t]*[+-]?[0-9]{1,18}[ \t]*\z"


@dataclass
class Read:
    """A block that has been read.

    Attributes:
        columns: the values of each column of the plan that the table has.
        rows: how many rows the block has, also those that could not be read.
        found: what is wrong with how it is written.
        kept: of rows that were left out of the columns, where those that were not stand; None where all are there.
    """

    columns: dict[str, pa.Array]
    rows: int
    found: list[Found] = field(default_factory=list)
    kept: Any = None


def is_csv(path: Path) -> bool:
    """Whether a file is CSV by its name, compressed or not."""
    return path.suffix == ".csv" or (path.suffix in _COMPRESSED and Path(path.stem).suffix == ".csv")


# --- CSV ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Header:
    """The first line of a CSV: the names of its columns, and the line itself in bytes."""

    names: tuple[str, ...]
    size: int


def open_csv(path: Path) -> Any:
    """Open a CSV, compressed or not.

    Raises:
        UnreadableError: if it cannot be opened.
    """
    try:
        return pa.input_stream(str(path), compression=_COMPRESSED.get(path.suffix))
    except (OSError, pa.ArrowException) as error:
        raise UnreadableError(f"{path.as_posix()} cannot be read: {error.args[-1]}") from None


def cut(stream: Any, path: Path) -> Iterator[bytes]:
    """Yield the header of a CSV, then blocks of whole records.

    A line end inside quotes ends no record; inside quotes it is while the quotes before it are odd in number.

    Raises:
        UnreadableError: if the file cannot be read on, or a record has no end.
    """
    rest = b""
    first = True
    while True:
        try:
            more = stream.read(SIZE)
        except (OSError, pa.ArrowException, EOFError) as error:
            told = str(error).splitlines()[0]
            raise UnreadableError(f"{path.as_posix()} cannot be read to its end: {told}") from None
        block = rest + more if rest else more
        if first:
            block = block.removeprefix(b"\xef\xbb\xbf")
            end = _record_end(block, 0, more)
            if end:
                first = False
                yield block[:end]
                block = block[end:]
        if not more:
            if block.count(b'"') % 2:
                raise UnreadableError(f"{path.as_posix()}: a quote is never closed; is the file complete?")
            if block:
                yield block
            return
        end = _last_end(block)
        if not end and len(block) > LONGEST:
            raise UnreadableError(
                f"{path.as_posix()}: a record of more than {LONGEST >> 20} MiB; is a quote never closed?"
            )
        if end and not first:
            yield block[:end]
        rest = block[end:] if not first else block


def _record_end(block: bytes, start: int, more: bytes) -> int:
    """Return where the first record of a block ends, behind its line end; 0 if it does not."""
    end = block.find(b"\n", start)
    while end >= 0 and block.count(b'"', 0, end) % 2:
        end = block.find(b"\n", end + 1)
    return end + 1 if end >= 0 else (0 if more else len(block))


def _holds_line_ends(block: bytes) -> bool:
    """Whether a line ends inside quotes; to know that none does makes parsing a third quicker."""
    return any(b"\n" in quoted for quoted in block.split(b'"')[1::2])


def _last_end(block: bytes) -> int:
    """Return where the last whole record of a block ends; 0 if there is none."""
    quotes = block.count(b'"')
    end = block.rfind(b"\n")
    quotes -= block.count(b'"', end + 1)
    while end >= 0 and quotes % 2:
        before = block.rfind(b"\n", 0, end)
        quotes -= block.count(b'"', before + 1, end)
        end = before
    return end + 1


def read_header(line: bytes, path: Path) -> tuple[str, ...]:
    """Return the names in the first line of a CSV.

    Raises:
        UnreadableError: if it is not UTF-8.
    """
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        raise UnreadableError(f"{path.as_posix()}: the first line is not UTF-8; save the file as UTF-8") from None
    return tuple(next(csv.reader(StringIO(text, newline="")), ()))


class CsvReader:
    """Reads blocks of a CSV; remembers which columns hold what is not of their type."""

    def __init__(self, plan: Plan, names: tuple[str, ...]) -> None:
        self.plan = plan
        self.names = names
        self.columns = [column for column in plan.columns if column.name in names]
        self.suspect: set[str] = set()

    def read(self, block: bytes) -> Read:
        """Read a block of whole records."""
        while True:
            ragged: list[Any] = []
            try:
                table = self._parse(block, self._types(), ragged)
            except pa.ArrowInvalid as error:
                failed = self._failed(str(error))
                if failed is None:
                    return self._lenient(block)
                self.suspect |= failed
                continue
            break
        return self._made(table, ragged)

    def _failed(self, message: str) -> set[str] | None:
        found = _FAILED.search(message)
        name = self.names[int(found[1])] if found else ""
        if not found or name in self.suspect or "UTF8" in message:
            return None
        return {name}

    def _types(self) -> dict[str, pa.DataType]:
        types = {}
        for column in self.columns:
            kind = pa.string() if column.name in self.suspect else ARROW[column.type]
            repetitive = is_repetitive(column, self.plan) or (column.name in self.suspect and column.type == "date")
            types[column.name] = pa.dictionary(pa.int32(), kind) if repetitive else kind
        return types

    def _parse(self, block: bytes, types: Mapping[str, pa.DataType], ragged: list[Any]) -> pa.Table:
        def keep(row: Any) -> str:
            ragged.append(row)
            return "skip"

        return pyarrow.csv.read_csv(
            pa.BufferReader(block),
            pyarrow.csv.ReadOptions(use_threads=False, column_names=list(self.names), block_size=len(block) + 1),
            pyarrow.csv.ParseOptions(
                newlines_in_values=_holds_line_ends(block), invalid_row_handler=keep, ignore_empty_lines=False
            ),
            pyarrow.csv.ConvertOptions(
                column_types=types,
                include_columns=list(types),
                null_values=[""],
                true_values=list(_TRUE),
                false_values=list(_FALSE),
                strings_can_be_null=True,
            ),
        )

    def _made(self, table: pa.Table, ragged: list[Any]) -> Read:
        made = Read({}, table.num_rows + len(ragged))
        for column in self.columns:
            array = table[column.name].combine_chunks()
            array = array.chunk(0) if isinstance(array, pa.ChunkedArray) else array
            if column.name in self.suspect and column.type != "string":
                array, found = converted(column, array)
                made.found += found
            made.columns[column.name] = array
        if ragged:
            lost = np.array([row.number - 1 for row in ragged])
            made.kept = np.delete(np.arange(made.rows), lost)
            words = [f"{row.actual_columns} values where there are {row.expected_columns} columns" for row in ragged]
            made.found = [
                Found(each.column, each.code, pa.array(made.kept[each.rows.to_numpy()]), each.values)
                for each in made.found
            ]
            made.found.append(Found("", "table.ragged-row", pa.array(lost), pa.array(words)))
        return made

    def _lenient(self, block: bytes) -> Read:
        """Read a block with bytes that are no UTF-8: what holds them is named, and left empty."""
        ragged: list[Any] = []
        binary = dict.fromkeys((column.name for column in self.columns), pa.binary())
        table = self._parse(block, binary, ragged)
        found, arrays = [], {}
        for column in self.columns:
            texts: list[str | None] = []
            wrong: list[int] = []
            for row, value in enumerate(table[column.name].to_pylist()):
                try:
                    texts.append(None if value is None else value.decode("utf-8"))
                except UnicodeDecodeError:
                    texts.append(None)
                    wrong.append(row)
            if wrong:
                shown = [repr(table[column.name][row].as_py())[2:-1][:80] for row in wrong]
                found.append(Found(column.name, "table.encoding", pa.array(wrong, pa.uint64()), pa.array(shown)))
            array = pa.array(texts, pa.string())
            if column.type != "string":
                array, failed = converted(column, array)
                found += failed
            arrays[column.name] = array
        made = self._made(pa.table({}), []) if not arrays else Read(arrays, table.num_rows + len(ragged), found)
        if ragged:
            lost = np.array([row.number - 1 for row in ragged])
            made.kept = np.delete(np.arange(made.rows), lost)
            made.found = [
                Found(each.column, each.code, pa.array(made.kept[each.rows.to_numpy()]), each.values) for each in found
            ]
            made.found.append(
                Found("", "table.ragged-row", pa.array(lost), pa.array(["wrong number of values"] * len(lost)))
            )
        return made

    def keys(self, block: bytes, names: tuple[str, ...], rows: Any, total: int) -> list[pa.Array]:
        """Return the values of some rows of a block, in some columns; reads only their lines where it can."""
        data = np.frombuffer(block, np.uint8)
        ends = np.flatnonzero(data == 10)
        whole = len(ends) == total or (len(ends) == total - 1 and not block.endswith(b"\n"))
        if whole:
            starts = np.concatenate(([0], ends + 1))
            stops = np.append(ends + 1, len(block))
            lines = [block[starts[row] : stops[row]] for row in rows]
            lines[-1] = lines[-1].removesuffix(b"\n")
            block = b"".join(lines)
        table = self._parse(block, dict.fromkeys(names, pa.string()), [])
        arrays = [table[name].combine_chunks() for name in names]
        return arrays if whole else [array.take(pa.array(rows)) for array in arrays]


def converted(column: Column, array: pa.Array) -> tuple[pa.Array, list[Found]]:
    """Return texts as values of a column's type, with those that are none of it left empty and named."""
    encoded = pa.types.is_dictionary(array.type)
    values = array.dictionary if encoded else array
    fits, made = _CONVERT[column.type](values)
    if encoded:
        fits, made = fits.take(array.indices), made.take(array.indices)
    wrong = pc.indices_nonzero(pc.fill_null(pc.invert(fits), False))
    if not len(wrong):
        return made, []
    return made, [Found(column.name, CODES["type"], wrong, as_text(array.take(wrong)))]


def _whole(values: pa.Array) -> tuple[pa.Array, pa.Array]:
    fits = pc.match_substring_regex(values, _WHOLE)
    return fits, pc.cast(pc.utf8_trim(pc.if_else(fits, values, None), " \t"), pa.int64())


def _day(values: pa.Array) -> tuple[pa.Array, pa.Array]:
    moments = pc.strptime(values, "%Y-%m-%d", "s", error_is_null=True)
    # The 30th of February is read as a day of March, so what was read is written again and compared.
    again = pc.fill_null(pc.equal(pc.strftime(moments, "%Y-%m-%d"), values), False)
    fits = pc.if_else(values.is_valid(), again, None)
    return fits, pc.cast(pc.if_else(again, moments, None), pa.date32())


def _truth(values: pa.Array) -> tuple[pa.Array, pa.Array]:
    yes, no = (pc.is_in(values, pa.array(words)) for words in (_TRUE, _FALSE))
    fits = pc.if_else(values.is_valid(), pc.or_(yes, no), None)
    return fits, pc.if_else(fits, yes, None)


def _number(values: pa.Array) -> tuple[pa.Array, pa.Array]:
    fits = pc.match_substring_regex(values, _NUMBER)
    return fits, pc.cast(pc.utf8_trim(pc.if_else(fits, values, None), " \t"), pa.float64())


_CONVERT = {"integer": _whole, "date": _day, "boolean": _truth, "number": _number}


# --- Parquet -----------------------------------------------------------------------------------------


def open_parquet(path: Path, plan: Plan) -> Any:
    """Open a Parquet file.

    Raises:
        UnreadableError: if it is none, or damaged.
    """
    try:
        names = pyarrow.parquet.read_schema(path).names
        again = [column.name for column in plan.columns if column.name in names and is_repetitive(column, plan)]
        return pyarrow.parquet.ParquetFile(path, read_dictionary=again)
    except (OSError, pa.ArrowException) as error:
        raise UnreadableError(f"{path.as_posix()} cannot be read: {str(error.args[-1]).splitlines()[0]}") from None


def read_parquet(file: Any, names: list[str], path: Path) -> Iterator[pa.RecordBatch]:
    """Yield the batches of a Parquet file.

    Raises:
        UnreadableError: if a page is damaged.
    """
    try:
        yield from file.iter_batches(batch_size=ROWS, columns=names)
    except (OSError, pa.ArrowException, ValueError) as error:
        raise UnreadableError(f"{path.as_posix()} cannot be read to its end: {str(error).splitlines()[0]}") from None


def read_batch(plan: Plan, batch: pa.RecordBatch) -> Read:
    """Return a batch that has types of its own as a block: with the types of the plan, and what does not fit them."""
    made = Read({}, batch.num_rows)
    for column in plan.columns:
        if column.name not in batch.schema.names:
            continue
        array = batch.column(batch.schema.get_field_index(column.name))
        array, found = fitted(column, array)
        made.columns[column.name] = array
        made.found += found
    return made


def fitted(column: Column, array: pa.Array) -> tuple[pa.Array, list[Found]]:
    """Return values of any type as those of a column, with those that are none of it left empty and named."""
    kind, wanted = array.type, ARROW[column.type]
    inner = kind.value_type if pa.types.is_dictionary(kind) else kind
    if inner == wanted:
        return array, []
    if pa.types.is_large_string(inner) or pa.types.is_string_view(inner):
        array = pc.cast(array, pa.string())
        inner = pa.string()
    if pa.types.is_string(inner):
        return (array, []) if column.type == "string" else converted(column, array)
    if pa.types.is_null(inner):
        return pa.nulls(len(array), wanted), []
    plain = array.dictionary_decode() if pa.types.is_dictionary(kind) else array
    both = (
        (pa.types.is_integer(inner) and column.type in ("integer", "number"))
        or (pa.types.is_floating(inner) and column.type == "number")
        or (pa.types.is_date(inner) and column.type == "date")
    )
    if both:
        try:
            return pc.cast(plain, wanted), []
        except pa.ArrowInvalid:
            pass
    wrong = pc.indices_nonzero(plain.is_valid())
    shown = pc.cast(plain.take(wrong), pa.string())
    return pa.nulls(len(array), wanted), [Found(column.name, CODES["type"], wrong, shown)] if len(wrong) else []
