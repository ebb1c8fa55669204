"""Files as blocks: a CSV cut between records, a Parquet file in batches; each block read by itself.

A block of CSV is parsed with the types of the plan. Where that fails, the column that failed is read as text from then
on, and its values are converted one way or the other, so that each that cannot be is named.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from inzet.constraints import CODES
from inzet.issues import UnreadableError
from inzet.tabular.columns import ARROW, Found, as_text, is_repetitive, plain
from inzet.tabular.plans import Column, Plan

SIZE = 4 << 20
LONGEST = 64 << 20
"""No record is larger; a file without line ends is none of records."""
LONGEST_HEADER = 1 << 20
ROWS = 1 << 17
_COMPRESSED = {".gz": "gzip", ".zst": "zstd", ".bz2": "bz2"}
_TRUE, _FALSE = ("true", "True", "TRUE", "1"), ("false", "False", "FALSE", "0")
_FAILED = re.compile(r"In CSV column #([0-9]+)")
_MARK = b"\xef\xbb\xbf"
_BLANKS = " \t"
_NUMBER = r"\A(?:[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|NaN|-?INF)\z"
_SHORT_WHOLE = r"\A-?[0-9]{1,18}\z"
_WHOLE = re.compile(r"([+-]?)0*([0-9]{1,19})")
_DAY = r"\A(?:000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])\z"
_FIRST_DAY, _LAST_DAY = pa.scalar(date.min), pa.scalar(date.max)
_HEADER = re.compile(rb'(?:[^"\r\n]|"[^"]*+")*+(?:\r\n|\n|\r(?=[^\n]))')
_HEXADECIMAL = re.compile(rb'(?:\A|[,"\r\n \t])0[xX]')
_END_OF_VALUE = tuple(b',\r\n"')


@dataclass
class Read:
    """A block that has been read.

    Attributes:
        columns: the values of each column of the plan that the table has.
        rows: how many rows the block has, also those that could not be read.
        found: what is wrong with how values are written; such a value is left empty in its column.
        ragged: rows that were left out of the columns, counted in the block.
        kept: where the rows of the columns stand in the block; None where all of its rows are there.
    """

    columns: dict[str, pa.Array]
    rows: int
    found: list[Found] = field(default_factory=list)
    ragged: Found | None = None
    kept: Any = None


def is_csv(path: Path) -> bool:
    """Whether a file is CSV by its name, compressed or not."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    return suffixes[-1:] == [".csv"] or (len(suffixes) > 1 and suffixes[-2] == ".csv" and suffixes[-1] in _COMPRESSED)


# --- CSV ---------------------------------------------------------------------------------------------


class Block(NamedTuple):
    """Whole records of a CSV, and where in the file they begin."""

    data: bytes
    start: int


def open_csv(path: Path) -> Any:
    """Open a CSV, compressed or not.

    Raises:
        UnreadableError: if it cannot be opened.
    """
    try:
        if not path.is_file():
            raise OSError(None, "it is not a plain file" if path.exists() else "there is no such file")
        return pa.input_stream(str(path), compression=_COMPRESSED.get(path.suffix.lower()))
    except (OSError, ValueError, pa.ArrowException) as error:
        raise UnreadableError(f"{path.as_posix()} cannot be read: {_said(error)}") from None


def _said(error: Exception) -> str:
    return str(error.args[-1] if error.args else error).partition("\n")[0].rstrip(".") or type(error).__name__


def read_csv(path: Path) -> Iterator[Block]:
    """Yield the header of a CSV, then blocks of whole records.

    A line end inside quotes ends no record; inside quotes it is while the quotes before it are odd in number, for
    ``check_quotes`` sees to it that there are no others.

    Raises:
        UnreadableError: if the file cannot be read on, or a record has no end.
    """
    with open_csv(path) as stream:
        header, rest = _cut_header(stream, path)
        yield Block(header, 0)
        start = len(header)
        parts: list[bytes] = []
        inside = False
        more = rest or _more(stream, path)
        while more:
            end = _last_end(more, inside)
            if end:
                block = b"".join((*parts, more[:end]))
                yield Block(block, start)
                start += len(block)
                parts, inside = [], False
            parts.append(more[end:])
            inside ^= more.count(b'"', end) % 2 == 1
            if len(parts) * SIZE > LONGEST + SIZE and sum(map(len, parts)) > LONGEST:
                where = f"{path.as_posix()}:{_line_of(path, start)}"
                raise UnreadableError(f"{where}: a record of more than {LONGEST >> 20} MiB; is a quote never closed?")
            more = _more(stream, path)
        block = b"".join(parts)
        if block:
            yield Block(block, start)


def _line_of(path: Path, place: int) -> int:
    """Return on which line a place of a CSV lies; a mark at its start does not count."""
    line = 1
    with open_csv(path) as stream:
        data = _more(stream, path).removeprefix(_MARK)
        while data and place > 0:
            part = data[:place]
            line += part.count(b"\n") or part.count(b"\r")
            place -= len(part)
            data = _more(stream, path)
    return line


def _more(stream: Any, path: Path) -> bytes:
    try:
        return bytes(stream.read(SIZE))
    except (OSError, pa.ArrowException, EOFError) as error:
        raise UnreadableError(f"{path.as_posix()} cannot be read to its end: {_said(error)}") from None


def _cut_header(stream: Any, path: Path) -> tuple[bytes, bytes]:
    data = b""
    while more := _more(stream, path):
        data += more
        if len(data) > 3:
            data = data.removeprefix(_MARK)
            end = _HEADER.match(data)
            if end:
                return data[: end.end()], data[end.end() :]
        if len(data) > LONGEST_HEADER:
            raise UnreadableError(
                f"{path.as_posix()}:1: a header of more than {LONGEST_HEADER >> 20} MiB; is it a CSV?"
            )
    data = data.removeprefix(_MARK)
    end = _HEADER.match(data)  # too short to be looked at before
    return (data[: end.end()], data[end.end() :]) if end else (data, b"")


def _last_end(block: bytes, inside: bool) -> int:
    """Return where the last whole record of a block ends; 0 if there is none.

    Args:
        block: a part of a file.
        inside: whether it begins inside quotes.
    """
    for sign in (b"\n", b"\r"):
        # A carriage return at the end may be half of a line end.
        at = len(block) if sign == b"\n" else len(block) - 1
        odd = (block.count(b'"', 0, max(at, 0)) + inside) % 2
        while (end := block.rfind(sign, 0, max(at, 0))) >= 0:
            odd = (odd + block.count(b'"', end, at)) % 2
            if not odd:
                return end + 1
            # All that stands behind the quote before it is inside quotes as well.
            at = block.rfind(b'"', 0, end)
            if at < 0:
                break
            odd = 0
    return 0


def check_quotes(block: Block, path: Path) -> None:
    """See to it that quotes stand around whole values only, and in pairs inside them.

    Raises:
        UnreadableError: if one stands elsewhere; where records end nobody could say then.
    """
    data = np.frombuffer(block.data, np.uint8)
    at = np.flatnonzero(data == 34)
    if not len(at):
        return
    opening, closing = at[::2], at[1::2]
    before = np.where(opening == 0, 10, data[opening - 1])
    behind = np.where(closing == len(data) - 1, 10, data[np.minimum(closing + 1, len(data) - 1)])
    wrong = np.concatenate((opening[~np.isin(before, _END_OF_VALUE)], closing[~np.isin(behind, _END_OF_VALUE)]))
    if len(wrong):
        first = int(wrong.min())
        line = _line_of(path, block.start + first)
        near = re.split(rb"[\r\n]", block.data[first : first + 30])[0].decode("utf-8", "replace")
        raise UnreadableError(
            f"{path.as_posix()}:{line}: a quote stands inside a value: {near!r}; put the whole value in quotes and "
            "double those inside it"
        )
    if len(at) % 2:
        line = _line_of(path, block.start + int(at[-1]))
        raise UnreadableError(f"{path.as_posix()}:{line}: a quote is never closed; is the file complete?")


def read_header(block: Block, path: Path) -> tuple[str, ...]:
    """Return the names in the first line of a CSV.

    Raises:
        UnreadableError: if it has none, or cannot be read.
    """
    if not block.data:
        raise UnreadableError(f"{path.as_posix()} is empty; a table has at least a header")
    check_quotes(block, path)
    try:
        text = block.data.decode("utf-8")
    except UnicodeDecodeError:
        raise UnreadableError(f"{path.as_posix()}: the first line is not UTF-8; save the file as UTF-8") from None
    try:
        names = tuple(next(csv.reader(StringIO(text, newline="")), ()))
    except csv.Error as error:
        raise UnreadableError(f"{path.as_posix()}: the first line cannot be read: {error}") from None
    if not names:
        raise UnreadableError(f"{path.as_posix()}: the first line is blank; it must be the header")
    check_names(names, path)
    return names


def check_names(names: Sequence[str], path: Path) -> None:
    """See to it that no two columns have one name.

    Raises:
        UnreadableError: if two have.
    """
    for name in names:
        if names.count(name) > 1:
            raise UnreadableError(
                f"{path.as_posix()}: {names.count(name)} columns are called {name!r}; give each a name of its own"
            )


class CsvReader:
    """Reads blocks of a CSV.

    Which columns held what is not of their type is remembered for speed alone: values are the same whether a column
    is parsed as its type or read as text and converted.
    """

    def __init__(self, plan: Plan, names: tuple[str, ...]) -> None:
        self.plan = plan
        self.names = names
        self.columns = [column for column in plan.columns if column.name in names]
        self.suspect: set[str] = set()

    def read(self, block: bytes) -> Read:
        """Read a block of whole records."""
        if not _is_utf8(block):
            return self._read_bytes(block)
        texts = {*self.suspect}
        whole = {column.name for column in self.columns if column.type == "integer"}
        if not whole <= texts and _has_hexadecimal(block):
            texts |= whole  # Arrow would read 0x1F as 31
        while True:
            ragged: list[Any] = []
            try:
                table = self._parse(block, self._types(texts), ragged)
            except pa.ArrowInvalid as error:
                failed = self._failed(str(error), texts)
                if not failed:
                    raise
                texts.add(failed)
                self.suspect.add(failed)
                continue
            strange = {column.name for column in self.columns if column.name not in texts} & self._strange(table)
            if not strange:
                return self._made(table, texts, ragged)
            texts |= strange

    def _read_bytes(self, block: bytes) -> Read:
        """Read a block of which not all is UTF-8: with a sign for each byte, which does not move what divides it."""
        ragged: list[Any] = []
        kinds = dict.fromkeys((column.name for column in self.columns), pa.string())
        table = self._parse(block.decode("latin-1").encode("utf-8"), kinds, ragged)
        raw = {
            name: pa.array([text and text.encode("latin-1") for text in table[name].to_pylist()], pa.binary())
            for name in kinds
        }
        # Without columns, rows are still counted.
        return self._made(pa.table(raw) if raw else table, set(kinds), ragged)

    def pick(self, block: bytes, rows: Any, total: int) -> dict[str, pa.Array]:
        """Return the columns of some rows of a block that are not ragged; reads only their lines where it can.

        Args:
            block: the block.
            rows: the rows, counted in the block, in order.
            total: how many rows the block has.
        """
        ends = np.flatnonzero(np.frombuffer(block, np.uint8) == 10)
        lines = len(ends) + (not block.endswith(b"\n"))
        if lines == total and block.count(b"\r") == block.count(b"\r\n"):
            starts = np.concatenate(([0], ends + 1))
            stops = np.append(ends + 1, len(block))
            return self.read(b"".join(block[starts[row] : stops[row]] for row in rows)).columns
        read = self.read(block)
        places = pa.array(rows if read.kept is None else np.searchsorted(read.kept, rows))
        return {name: array.take(places) for name, array in read.columns.items()}

    def _failed(self, message: str, texts: set[str]) -> str:
        """Return the column that a failed parse complains of, if it can be read as text."""
        found = _FAILED.search(message)
        name = self.names[int(found[1])] if found else ""
        return "" if name in texts else name

    def _strange(self, table: pa.Table) -> set[str]:
        """Return the columns with values that Arrow takes from texts that are none, such as "nan" and the year 0."""
        strange = set()
        for column in self.columns:
            array = table[column.name]
            if column.type == "number" and pa.types.is_floating(array.type):
                usual = pc.all(pc.is_finite(array)).as_py()
            elif column.type == "date" and pa.types.is_date(array.type):
                usual = pc.all(pc.greater_equal(array, _FIRST_DAY)).as_py()
            else:
                continue
            if usual is False:
                strange.add(column.name)
        return strange

    def _types(self, texts: set[str]) -> dict[str, pa.DataType]:
        types = {}
        for column in self.columns:
            kind = pa.string() if column.name in texts else ARROW[column.type]
            repetitive = is_repetitive(column, self.plan) or (column.name in texts and column.type == "date")
            types[column.name] = pa.dictionary(pa.int32(), kind) if repetitive else kind
        return types

    def _parse(self, block: bytes, types: Mapping[str, pa.DataType], ragged: list[Any]) -> pa.Table:
        def keep(row: Any) -> str:
            ragged.append(row)
            return "skip"

        if block.startswith(_MARK):
            block = _MARK + block  # Arrow leaves out the first one, which here is a part of a value
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

    def _made(self, table: pa.Table, texts: set[str], ragged: list[Any]) -> Read:
        made = Read({}, table.num_rows + len(ragged))
        for column in self.columns:
            array = table[column.name].combine_chunks()
            array = array.chunk(0) if isinstance(array, pa.ChunkedArray) else array
            if pa.types.is_binary(array.type):
                array, found = decoded(column, array)
                made.found += found
            if column.name in texts and column.type != "string":
                array, found = converted(column, array)
                made.found += found
            made.columns[column.name] = array
        if ragged:
            lost = np.array([row.number - 1 for row in ragged])
            made.kept = np.delete(np.arange(made.rows), lost)
            words = [f"{row.actual_columns} values where there are {row.expected_columns} columns" for row in ragged]
            made.ragged = Found("", "table.ragged-row", pa.array(lost), pa.array(words))
        return made


def _is_utf8(block: bytes) -> bool:
    if block.isascii():
        return True
    whole = pa.py_buffer(np.array([0, len(block)], np.int32))
    try:
        pa.StringArray.from_buffers(1, whole, pa.py_buffer(block)).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _holds_line_ends(block: bytes) -> bool:
    """Whether a line ends inside quotes; to know that none does makes parsing a third quicker."""
    data = np.frombuffer(block, np.uint8)
    quotes = np.flatnonzero(data == 34)
    if not len(quotes):
        return False
    ends = np.flatnonzero((data == 10) | (data == 13) if b"\r" in block else data == 10)
    return bool((np.searchsorted(quotes, ends) % 2).any())


def _has_hexadecimal(block: bytes) -> bool:
    even = np.frombuffer(block, "<u2", len(block) // 2)
    odd = np.frombuffer(block, "<u2", (len(block) - 1) // 2, 1)
    # Two bytes at a time: "0x" or, but for one bit, "0X".
    there = any(((half | 0x2000) == 0x7830).any() for half in (even, odd))
    return bool(there and _HEXADECIMAL.search(block))


# --- from texts --------------------------------------------------------------------------------------


def decoded(column: Column, array: pa.Array) -> tuple[pa.Array, list[Found]]:
    """Return bytes as texts, with those that are no UTF-8 left empty and named."""
    with_faults = plain(array)
    try:
        return pc.cast(with_faults, pa.string()), []
    except pa.ArrowInvalid:
        pass
    texts: list[str | None] = []
    wrong: list[int] = []
    shown: list[str] = []
    for row, value in enumerate(with_faults.to_pylist()):
        try:
            texts.append(None if value is None else value.decode("utf-8"))
        except UnicodeDecodeError:
            texts.append(None)
            wrong.append(row)
            shown.append(value[:200].decode("utf-8", "backslashreplace"))
    return pa.array(texts, pa.string()), [
        Found(column.name, "table.encoding", pa.array(wrong, pa.uint64()), pa.array(shown))
    ]


def converted(column: Column, array: pa.Array) -> tuple[pa.Array, list[Found]]:
    """Return texts as values of a column's type, with those that are none of it left empty and named.

    This is the rule of what a number, a day and a truth look like; what Arrow parses by itself must be among it.
    """
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
    short = pc.match_substring_regex(values, _SHORT_WHOLE)
    made = pc.cast(pc.if_else(short, values, None), pa.int64())
    others = pc.indices_nonzero(pc.fill_null(pc.invert(short), False))
    if not len(others):
        return short, made
    read = [_read_whole(text) for text in values.take(others).to_pylist()]
    fits = short.to_numpy(zero_copy_only=False).copy()
    mask = np.zeros(len(values), bool)
    mask[others.to_numpy()] = True
    fits[mask] = [number is not None for number in read]
    return pa.array(fits, pa.bool_()), pc.replace_with_mask(made, pa.array(mask), pa.array(read, pa.int64()))


def _read_whole(text: str) -> int | None:
    found = _WHOLE.fullmatch(text.strip(_BLANKS))
    number = int(found[1] + found[2]) if found else 1 << 63
    return number if -(1 << 63) <= number < 1 << 63 else None


def _day(values: pa.Array) -> tuple[pa.Array, pa.Array]:
    values = pc.utf8_trim(values, _BLANKS)
    formed = pc.match_substring_regex(values, _DAY)
    try:
        made = pc.cast(pc.if_else(formed, values, None), pa.date32())
    except pa.ArrowInvalid:  # the 30th of February
        made = pa.array([_read_day(text) for text in pc.if_else(formed, values, None).to_pylist()], pa.date32())
    return pc.if_else(values.is_valid(), made.is_valid(), None), made


def _read_day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        return None


def _truth(values: pa.Array) -> tuple[pa.Array, pa.Array]:
    yes, no = (pc.is_in(values, pa.array(words)) for words in (_TRUE, _FALSE))
    fits = pc.if_else(values.is_valid(), pc.or_(yes, no), None)
    return fits, pc.if_else(fits, yes, None)


def _number(values: pa.Array) -> tuple[pa.Array, pa.Array]:
    fits = pc.match_substring_regex(values, _NUMBER)
    if pc.all(fits).as_py() is False:
        values = pc.utf8_trim(values, _BLANKS)
        fits = pc.match_substring_regex(values, _NUMBER)
    return fits, pc.cast(pc.if_else(fits, values, None), pa.float64())


_CONVERT: dict[str, Callable[[pa.Array], tuple[pa.Array, pa.Array]]] = {
    "integer": _whole,
    "date": _day,
    "boolean": _truth,
    "number": _number,
}


# --- Parquet -----------------------------------------------------------------------------------------


def open_parquet(path: Path, plan: Plan) -> Any:
    """Open a Parquet file.

    Raises:
        UnreadableError: if it is none, or damaged.
    """
    try:
        if not path.is_file():
            raise OSError(None, "it is not a plain file" if path.exists() else "there is no such file")
        with path.open("rb") as start:
            if start.read(4) not in (b"PAR1", b"PARE"):
                raise OSError(None, "it is neither a Parquet file nor, by its name, a CSV")
        metadata = pyarrow.parquet.read_metadata(path)
        flat = {metadata.schema.column(at).path for at in range(metadata.num_columns)}
        again = [column.name for column in plan.columns if column.name in flat and is_repetitive(column, plan)]
        file = pyarrow.parquet.ParquetFile(
            path, metadata=metadata, read_dictionary=again, page_checksum_verification=True
        )
        check_names(file.schema_arrow.names, path)
    except (OSError, ValueError, pa.ArrowException) as error:
        raise UnreadableError(f"{path.as_posix()} cannot be read: {_said(error)}") from None
    return file


def read_parquet(file: Any, names: list[str], path: Path) -> Iterator[pa.RecordBatch]:
    """Yield the batches of a Parquet file.

    Raises:
        UnreadableError: if a page is damaged, or rows are missing.
    """
    rows = 0
    try:
        for batch in file.iter_batches(batch_size=ROWS, columns=names):
            rows += len(batch)
            yield batch
    except (OSError, pa.ArrowException, ValueError) as error:
        raise UnreadableError(f"{path.as_posix()} cannot be read to its end: {_said(error)}") from None
    if rows != file.metadata.num_rows:
        raise UnreadableError(f"{path.as_posix()} has {rows} rows where it says {file.metadata.num_rows}")


def read_batch(plan: Plan, batch: pa.RecordBatch) -> Read:
    """Return a batch that has types of its own as a block: with the types of the plan, and what does not fit them."""
    made = Read({}, batch.num_rows)
    for column in plan.columns:
        if column.name in batch.schema.names:
            array, found = fitted(column, batch.column(batch.schema.get_field_index(column.name)))
            made.columns[column.name] = array
            made.found += found
    return made


def fitted(column: Column, array: pa.Array) -> tuple[pa.Array, list[Found]]:
    """Return values of any type as those of a column, with those that are none of it left empty and named."""
    wanted = ARROW[column.type]
    inner = array.type.value_type if pa.types.is_dictionary(array.type) else array.type
    if _is_text(inner):
        return _fitted_text(column, array)
    array = plain(array)
    if array.null_count == len(array):
        return pa.nulls(len(array), wanted), []
    fits: Any = _fits(column.type, inner)
    if fits and column.type == "date":
        array = pc.cast(array, wanted, safe=False)
        fits = pc.and_(pc.greater_equal(array, _FIRST_DAY), pc.less_equal(array, _LAST_DAY))
    elif fits and inner == pa.uint64() and column.type == "integer":
        fits = pc.less_equal(array, pa.scalar((1 << 63) - 1, pa.uint64()))
    elif fits:
        return pc.cast(array, wanted, safe=False), []
    else:
        fits = pa.repeat(False, len(array))
    wrong = pc.indices_nonzero(pc.and_(pc.invert(pc.fill_null(fits, True)), array.is_valid()))
    found = [Found(column.name, CODES["type"], wrong, pa.array(_shown(array.take(wrong)), pa.string()))]
    if len(wrong) == len(array) - array.null_count:
        return pa.nulls(len(array), wanted), found
    return pc.cast(pc.if_else(fits, array, None), wanted, safe=False), found if len(wrong) else []


def _fits(wanted: str, kind: pa.DataType) -> bool:
    """Whether values of a type may be those of a column; not all need be."""
    types = pa.types
    return bool(
        kind == ARROW[wanted]
        or (wanted in ("integer", "number") and types.is_integer(kind))
        or (wanted == "number" and (types.is_floating(kind) or types.is_decimal(kind)))
        or (wanted == "date" and types.is_date(kind))
    )


def _is_text(kind: pa.DataType) -> bool:
    tests = ("is_string", "is_large_string", "is_string_view", "is_binary", "is_large_binary", "is_binary_view")
    return any(getattr(pa.types, test)(kind) for test in tests)


def _fitted_text(column: Column, array: pa.Array) -> tuple[pa.Array, list[Found]]:
    found: list[Found] = []
    wanted = pa.dictionary(pa.int32(), pa.string()) if pa.types.is_dictionary(array.type) else pa.string()
    try:
        if array.type != wanted:
            array = pc.cast(plain(array), pa.string())
        # What a file says is text need not be UTF-8.
        array.validate(full=True)
    except pa.ArrowInvalid:
        array, found = decoded(column, pc.cast(plain(array), pa.binary()))
    texts = array.dictionary if pa.types.is_dictionary(array.type) else array
    if pc.min(pc.binary_length(texts)).as_py() == 0:
        # Nothing between two commas is no value; nor is it here.
        texts = plain(array)
        array = pc.if_else(pc.equal(pc.binary_length(texts), 0), None, texts)
    if column.type != "string":
        array, wrong = converted(column, array)
        found += wrong
    return array, found


def _shown(array: pa.Array) -> list[str]:
    """Return values of any type as texts."""
    try:
        return list(as_text(array).to_pylist())
    except pa.ArrowException:
        pass
    shown = []
    for value in array:
        try:
            shown.append(str(value.as_py())[:200])
        except (ValueError, OverflowError):  # a day or a moment that Python has not
            shown.append(str(value)[:200])
    return shown
