"""The text of a CSV: its header, and blocks of whole records."""

import csv
import re
from collections.abc import Generator
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from inzet.issues import UnreadableError
from inzet.tabular.parts import Part, check_file, check_names, unreadable

SIZE = 4 << 20
LONGEST = 64 << 20
"""The largest record; without a limit, a file without line ends would be read into memory as a whole."""
LONGEST_HEADER = 1 << 20
_COMPRESSED = {".gz": "gzip", ".zst": "zstd", ".bz2": "bz2"}
MARK = b"\xef\xbb\xbf"
_QUOTE, _NEWLINE, _RETURN = b'"\n\r'
_HEADER = re.compile(rb'(?:[^"\r\n]|"[^"]*+")*+(?:\r\n|\n|\r(?=[^\n]))')
_END_OF_VALUE = tuple(b',\r\n"')


def is_csv(path: Path) -> bool:
    """Whether a file is CSV by its name, compressed or not."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    return suffixes[-1:] == [".csv"] or (len(suffixes) > 1 and suffixes[-2] == ".csv" and suffixes[-1] in _COMPRESSED)


def open_csv(path: Path) -> tuple[Any, Any]:
    """Open a CSV, compressed or not; return the stream of its text and that of the file, which may be the same.

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

    A line end inside quotes does not end a record. It is inside quotes if the number of quotes before it is odd, for
    ``check_quotes`` refuses a file with any other use of quotes.

    Raises:
        UnreadableError: if the file cannot be read to its end, or a record is too large.
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
    """Return the number of the line at a place of the text of a CSV."""
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
    """Return the byte order mark of a CSV, its header, and what was read after it."""
    data = b""
    end = None
    while end is None and (more := _more(stream, path)):
        data += more
        # So few bytes may be only a part of the byte order mark.
        end = _HEADER.match(data.removeprefix(MARK)) if len(data) > len(MARK) else None
        if end is None and len(data) > LONGEST_HEADER:
            raise UnreadableError(
                f"{path.as_posix()}:1: a header of more than {LONGEST_HEADER >> 20} MiB; is it a CSV?"
            )
    mark = MARK if data.startswith(MARK) else b""
    text = data.removeprefix(MARK)
    end = end or _HEADER.match(text)
    cut = end.end() if end else len(text)
    return mark, text[:cut], text[cut:]


def _quotes(block: bytes, first: int = 0, last: int | None = None) -> int:
    return int(np.count_nonzero(np.frombuffer(block, np.uint8)[first:last] == _QUOTE))


def _last_end(block: bytes, inside: bool) -> int:
    """Return the end of the last whole record of a block; 0 if there is none.

    Args:
        block: a piece of the text.
        inside: whether it begins inside quotes.
    """
    for line_end in (b"\n", b"\r"):
        # A carriage return at the end may be half of a line end.
        at = len(block) if line_end == b"\n" else len(block) - 1
        odd = (_quotes(block, 0, max(at, 0)) + inside) % 2
        while (end := block.rfind(line_end, 0, max(at, 0))) >= 0:
            odd = (odd + _quotes(block, end, at)) % 2
            if not odd:
                return end + 1
            # Everything after the quote before it is inside quotes as well.
            at = block.rfind(b'"', 0, end)
            if at < 0:
                break
            odd = 0
    return 0


def ends_of_records(block: bytes, total: int) -> npt.NDArray[np.int64]:
    """Return the end of each record of a block: after each line end that is not inside quotes, and at the end.

    Args:
        block: whole records.
        total: the number of records; if there are as many line ends, none is inside quotes.
    """
    data = np.frombuffer(block, np.uint8)
    ends = np.flatnonzero(data == _NEWLINE)
    if b"\r" in block:
        returns = np.flatnonzero(data == _RETURN)
        ends = np.union1d(ends, returns[~np.isin(returns + 1, ends)])
    whole = len(ends) > 0 and ends[-1] == len(block) - 1
    if len(ends) + (not whole) != total:
        ends = ends[np.searchsorted(np.flatnonzero(data == _QUOTE), ends) % 2 == 0]
    return ends + 1 if whole else np.append(ends + 1, len(block))


def check_quotes(block: Part, path: Path) -> None:
    """Check that quotes enclose whole values, and are doubled inside them.

    Raises:
        UnreadableError: if there is any other quote, for then it is not clear where records end.
    """
    data = np.frombuffer(block.data, np.uint8)
    at = np.flatnonzero(data == _QUOTE)
    if not len(at):
        return
    opening, closing = at[::2], at[1::2]
    before = np.where(opening == 0, _NEWLINE, data[opening - 1])
    after = np.where(closing == len(data) - 1, _NEWLINE, data[np.minimum(closing + 1, len(data) - 1)])
    stray = np.concatenate((opening[~np.isin(before, _END_OF_VALUE)], closing[~np.isin(after, _END_OF_VALUE)]))
    if len(stray):
        first = int(stray.min())
        line = _line_of(path, block.start + first)
        near = re.split(rb"[\r\n]", block.data[first : first + 30])[0].decode("utf-8", "replace")
        raise UnreadableError(
            f"{path.as_posix()}:{line}: a quote inside a value: {near!r}; enclose the whole value in quotes and double "
            "the quotes inside it"
        )
    if len(at) % 2:
        line = _line_of(path, block.start + int(at[-1]))
        raise UnreadableError(f"{path.as_posix()}:{line}: a quote is never closed; is the file complete?")


def read_header(block: Part, path: Path) -> tuple[str, ...]:
    """Return the names in the header of a CSV.

    Raises:
        UnreadableError: if there is none, or it cannot be read.
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
