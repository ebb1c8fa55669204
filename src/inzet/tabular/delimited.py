"""CSV files as tables, cut between records into blocks.

A block is parsed with the types of the plan. Where that fails, the column that failed is read as text from then on, and
its values are converted one way or the other, so that each that cannot be is named.
"""

import csv
import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from inzet.issues import UnreadableError
from inzet.tabular.columns import ARROW, Found, is_looked_at, is_repetitive, keys_of
from inzet.tabular.keys import Rows
from inzet.tabular.parts import Part, Read, changed, check_file, check_names, unreadable
from inzet.tabular.plans import Column, Plan
from inzet.tabular.values import FALSE, TRUE, converted, decoded
from inzet.tabular.workers import in_order

SIZE = 4 << 20
LONGEST = 64 << 20
"""No record is larger; a file without line ends is none of records."""
LONGEST_HEADER = 1 << 20
_PIECE = 1 << 18
_COMPRESSED = {".gz": "gzip", ".zst": "zstd", ".bz2": "bz2"}
_MARK = b"\xef\xbb\xbf"
_FIRST_DAY = pa.scalar(date.min)
_NOWHERE = np.empty(0, np.int64)
_QUOTE, _NEWLINE, _RETURN = b'"\n\r'
_HEADER = re.compile(rb'(?:[^"\r\n]|"[^"]*+")*+(?:\r\n|\n|\r(?=[^\n]))')
_HEXADECIMAL = re.compile(rb'(?:\A|[,"\r\n \t])0[xX]')
_END_OF_VALUE = tuple(b',\r\n"')


def is_csv(path: Path) -> bool:
    """Whether a file is CSV by its name, compressed or not."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    return suffixes[-1:] == [".csv"] or (len(suffixes) > 1 and suffixes[-2] == ".csv" and suffixes[-1] in _COMPRESSED)


Signs = npt.NDArray[Any]


class Place(NamedTuple):
    """Where a block stands in the text of a CSV, in bytes."""

    start: int
    size: int


class CsvTable:
    """A CSV, read in blocks of whole records; see ``Table``."""

    def __init__(self, path: Path, plan: Plan) -> None:
        self.path = path
        self.plan = plan
        with closing(read_blocks(path)) as blocks:
            self.names = read_header(next(blocks), path)
        self.size = path.stat().st_size
        self._reader = CsvReader(plan, self.names)
        self._places: list[Place] = []
        self._rows: dict[int, int] = {}

    def parts(self) -> Iterator[Part]:
        """Yield blocks."""
        self._places = []
        with closing(read_blocks(self.path)) as blocks:
            next(blocks)
            for block in blocks:
                self._places.append(Place(block.start, len(block.data)))
                yield block

    def read(self, part: Part) -> Read:
        """Read a block of whole records."""
        check_quotes(part, self.path)
        read = self._reader.read(part.data)
        self._rows[part.start] = read.rows
        return read

    def pick(self, names: Sequence[str], rows: Sequence[Rows]) -> Iterator[list[str | None]]:
        """Yield keys; of the lines, only those that are asked for are parsed again."""
        reader = CsvReader(self.plan.key(names), self.names)
        stream, file = open_csv(self.path)
        asked = zip(self._places, rows, strict=True)

        def unpacked() -> Iterator[tuple[Place, Rows, bytes | None]]:
            stream.read(self._places[0].start if self._places else 0)
            for place, own in asked:
                block = stream.read(place.size)
                yield place, own, block if len(own) else None

        def pick(asked: tuple[Place, Rows, bytes | None]) -> list[str | None]:
            place, own, block = asked
            if not len(own):
                return []
            if block is None:
                block = file.read_at(place.size, place.start)
            stops = ends_of_records(block, self._rows[place.start])
            starts = np.concatenate(([0], stops[:-1]))
            lines = b"".join(block[starts[row] : stops[row]] for row in own)
            return keys_of(reader.read(lines).columns, names)

        try:
            with file, stream:
                blocks = unpacked() if stream is not file else ((place, own, None) for place, own in asked)
                for keys, own in zip(in_order(pick, blocks), rows, strict=True):
                    if len(keys) != len(own):
                        raise changed(self.path)
                    yield keys
        except (OSError, ValueError, IndexError, pa.ArrowException):
            raise changed(self.path) from None


# --- blocks ------------------------------------------------------------------------------------------


def open_csv(path: Path) -> tuple[Any, Any]:
    """Open a CSV, compressed or not; return the stream of its text, and that of the file itself.

    Raises:
        UnreadableError: if it cannot be opened.
    """
    check_file(path)
    try:
        file = pa.OSFile(str(path))
        compression = _COMPRESSED.get(path.suffix.lower())
        return pa.CompressedInputStream(file, compression) if compression else file, file
    except (OSError, ValueError, pa.ArrowException) as error:
        raise unreadable(path, error) from None


def read_blocks(path: Path) -> Generator[Part]:
    """Yield the header of a CSV, then blocks of whole records.

    A line end inside quotes ends no record; inside quotes it is while the quotes before it are odd in number, for
    ``check_quotes`` sees to it that there are no others.

    Raises:
        UnreadableError: if the file cannot be read on, or a record has no end.
    """
    stream, file = open_csv(path)
    with file, stream:
        mark, header, more = _cut_header(stream, path)
        start = len(mark) + len(header)
        yield Part(header, len(mark), start)
        tail: list[bytes] = []
        inside = False
        more = more or _more(stream, path)
        while more:
            end = _last_end(more, inside)
            if end:
                block = b"".join((*tail, memoryview(more)[:end]))
                yield Part(block, start, file.tell())
                start += len(block)
                tail, inside = [], False
            tail.append(more[end:])
            inside ^= _quotes(more, end) % 2 == 1
            if len(tail) * SIZE > LONGEST + SIZE and sum(map(len, tail)) > LONGEST:
                where = f"{path.as_posix()}:{_line_of(path, start)}"
                raise UnreadableError(f"{where}: a record of more than {LONGEST >> 20} MiB; is a quote never closed?")
            more = _more(stream, path)
        block = b"".join(tail)
        if block:
            yield Part(block, start, file.tell())


def _line_of(path: Path, place: int) -> int:
    """Return on which line a place of a CSV lies."""
    line = 1
    stream, file = open_csv(path)
    with file, stream:
        while place > 0 and (data := _more(stream, path)):
            part = data[:place]
            line += part.count(b"\n") or part.count(b"\r")
            place -= len(part)
    return line


def _more(stream: Any, path: Path) -> bytes:
    try:
        return bytes(stream.read(SIZE))
    except (OSError, pa.ArrowException, EOFError) as error:
        raise unreadable(path, error, " to its end") from None


def _cut_header(stream: Any, path: Path) -> tuple[bytes, bytes, bytes]:
    """Return the mark that a CSV may begin with, its header, and what was read beyond."""
    data = b""
    while more := _more(stream, path):
        data += more
        if len(data) > len(_MARK) and (cut := _cut(data)):
            return cut
        if len(data) > LONGEST_HEADER:
            raise UnreadableError(
                f"{path.as_posix()}:1: a header of more than {LONGEST_HEADER >> 20} MiB; is it a CSV?"
            )
    mark = _MARK if data.startswith(_MARK) else b""
    return _cut(data) or (mark, data.removeprefix(mark), b"")  # too short to be looked at before, or without an end


def _cut(data: bytes) -> tuple[bytes, bytes, bytes] | None:
    mark = _MARK if data.startswith(_MARK) else b""
    end = _HEADER.match(data, len(mark))
    return (mark, data[len(mark) : end.end()], data[end.end() :]) if end else None


def _pieces(data: Signs) -> Iterator[tuple[int, Signs]]:
    """Yield parts of some bytes that fit a processor's cache, and where they begin."""
    for first in range(0, len(data), _PIECE):
        yield first, data[first : first + _PIECE]


def _places(data: Signs, sign: int) -> npt.NDArray[np.int64]:
    """Return where a sign stands."""
    return np.concatenate([_NOWHERE, *(first + np.flatnonzero(piece == sign) for first, piece in _pieces(data))])


def _quotes(block: bytes, first: int = 0, last: int | None = None) -> int:
    data = np.frombuffer(block, np.uint8)[first:last]
    return sum(int(np.count_nonzero(piece == _QUOTE)) for _, piece in _pieces(data))


def _last_end(block: bytes, inside: bool) -> int:
    """Return where the last whole record of a block ends; 0 if there is none.

    Args:
        block: a part of a file.
        inside: whether it begins inside quotes.
    """
    for sign in (b"\n", b"\r"):
        # A carriage return at the end may be half of a line end.
        at = len(block) if sign == b"\n" else len(block) - 1
        odd = (_quotes(block, 0, max(at, 0)) + inside) % 2
        while (end := block.rfind(sign, 0, max(at, 0))) >= 0:
            odd = (odd + _quotes(block, end, at)) % 2
            if not odd:
                return end + 1
            # All that stands behind the quote before it is inside quotes as well.
            at = block.rfind(b'"', 0, end)
            if at < 0:
                break
            odd = 0
    return 0


def ends_of_records(block: bytes, total: int) -> npt.NDArray[np.int64]:
    """Return where each record of a block ends: behind every line end that is not inside quotes, and at the end.

    Args:
        block: whole records.
        total: how many; where there are as many line ends, none is inside quotes.
    """
    data = np.frombuffer(block, np.uint8)
    ends = _places(data, _NEWLINE)
    if b"\r" in block:
        returns = _places(data, _RETURN)
        ends = np.union1d(ends, returns[~np.isin(returns + 1, ends)])
    whole = len(ends) > 0 and ends[-1] == len(block) - 1
    if len(ends) + (not whole) != total:
        ends = ends[np.searchsorted(_places(data, _QUOTE), ends) % 2 == 0]
    return ends + 1 if whole else np.append(ends + 1, len(block))


def check_quotes(block: Part, path: Path) -> None:
    """See to it that quotes stand around whole values only, and in pairs inside them.

    Raises:
        UnreadableError: if one stands elsewhere; where records end nobody could say then.
    """
    data = np.frombuffer(block.data, np.uint8)
    at = _places(data, _QUOTE)
    if not len(at):
        return
    opening, closing = at[::2], at[1::2]
    before = np.where(opening == 0, _NEWLINE, data[opening - 1])
    behind = np.where(closing == len(data) - 1, _NEWLINE, data[np.minimum(closing + 1, len(data) - 1)])
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


def read_header(block: Part, path: Path) -> tuple[str, ...]:
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


class CsvReader:
    """Reads blocks of a CSV.

    Which columns held what is not of their type is remembered for speed alone: values are the same whether a column
    is parsed as its type or read as text and converted.
    """

    def __init__(self, plan: Plan, names: tuple[str, ...]) -> None:
        self.plan = plan
        self.names = names
        self.columns = [column for column in plan.columns if column.name in names]
        # What no rule looks at is not converted; without a column, no rows would be counted.
        self.looked_at = [column for column in self.columns if is_looked_at(column, plan)] or self.columns[:1]
        self.suspect: set[str] = set()

    def read(self, block: bytes) -> Read:
        """Read a block of whole records."""
        if not _is_utf8(block):
            return self._read_bytes(block)
        typed = {column.name for column in self.looked_at if column.type != "string"}
        texts = typed & self.suspect
        whole = {column.name for column in self.looked_at if column.type == "integer"}
        if not whole <= texts and _has_hexadecimal(block):
            texts |= whole  # Arrow would read 0x1F as 31
        ragged: list[Any] = []
        try:
            table = self._parse(block, self._types(texts), ragged)
        except pa.ArrowInvalid:
            table = None
        if table is None or self._is_strange(table):
            # All are read as texts then, for Arrow stops at the first that fails.
            texts, ragged = typed, []
            table = self._parse(block, self._types(texts), ragged)
            made = self._made(table, self.looked_at, texts, ragged)
            self.suspect |= {found.column for found in made.found} or texts
            return made
        return self._made(table, self.looked_at, texts, ragged)

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
        return self._made(pa.table(raw) if raw else table, self.columns, set(kinds), ragged)

    def _is_strange(self, table: pa.Table) -> bool:
        """Whether there are values that Arrow takes from texts that are none, such as "nan" and the year 0."""
        usual = []
        for column in self.looked_at:
            array = table[column.name]
            if column.type == "number" and pa.types.is_floating(array.type):
                usual.append(pc.all(pc.is_finite(array)).as_py())
            elif column.type == "date" and pa.types.is_date(array.type):
                usual.append(pc.all(pc.greater_equal(array, _FIRST_DAY)).as_py())
        return False in usual

    def _types(self, texts: set[str]) -> dict[str, pa.DataType]:
        types = {}
        for column in self.looked_at:
            kind = pa.string() if column.name in texts else ARROW[column.type]
            types[column.name] = pa.dictionary(pa.int32(), kind) if is_repetitive(column, self.plan) else kind
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
            pyarrow.csv.ParseOptions(newlines_in_values=True, invalid_row_handler=keep, ignore_empty_lines=False),
            pyarrow.csv.ConvertOptions(
                column_types=types,
                include_columns=list(types),
                null_values=[""],
                true_values=list(TRUE),
                false_values=list(FALSE),
                strings_can_be_null=True,
                check_utf8=False,  # it has been
            ),
        )

    def _made(self, table: pa.Table, columns: Sequence[Column], texts: set[str], ragged: list[Any]) -> Read:
        made = Read({}, table.num_rows + len(ragged))
        for column in columns:
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


def _has_hexadecimal(block: bytes) -> bool:
    even = np.frombuffer(block, "<u2", len(block) // 2)
    odd = np.frombuffer(block, "<u2", (len(block) - 1) // 2, 1)
    # Two bytes at a time: "0x" or, but for one bit, "0X".
    there = any(((piece | 0x2000) == 0x7830).any() for half in (even, odd) for _, piece in _pieces(half))
    return bool(there and _HEXADECIMAL.search(block))
