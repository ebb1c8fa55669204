"""The text of a CSV: its header, and blocks of whole records."""

import csv
import re
from collections.abc import Generator
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from inzet.issues import UnreadableError
from inzet.tabular.forms import CsvForm
from inzet.tabular.limits import LONGEST, LONGEST_HEADER, check_packing
from inzet.tabular.parts import Part, check_names
from inzet.tabular.places import LongRows
from inzet.tabular.streams import SIZE, open_csv, pieces, read_more

_PIECE = 1 << 18  # stays in the cache of a processor
MARK = b"\xef\xbb\xbf"
_NEWLINE, _RETURN = b"\n\r"
_LINE_END = rb"(?:\r\n|\n|\r(?=[^\n]))"
PREFACE = re.compile(rb'"?(?i:sep)=(.)"?' + _LINE_END)
"""The line that says to a spreadsheet what the delimiter is."""


def read_blocks(path: Path, form: CsvForm) -> Generator[Part]:
    """Yield the header of a CSV, then blocks of whole records.

    A line end inside quotes does not end a record. It is inside quotes if the number of quotes before it is odd, for
    ``check_quotes`` refuses a file with any other use of quotes.
    """
    stream, file = open_csv(path, form)
    with file, stream:
        before, header, more = _cut_header(stream, path, form)
        start = len(before) + len(header)
        yield Part(header, len(before), start)
        tail: list[bytes] = []
        inside = False
        more = more or read_more(stream, path, form, SIZE)
        while more:
            check_packing(path, start + len(more), file.tell())
            end = _last_end(more, inside, form)
            if end:
                block = b"".join((*tail, memoryview(more)[:end]))
                yield Part(block, start, file.tell())
                start += len(block)
                tail, inside = [], False
            tail.append(more[end:])
            inside ^= _quotes(more, form, end) % 2 == 1
            if len(tail) * SIZE > LONGEST + SIZE and sum(map(len, tail)) > LONGEST:
                where = f"{path.as_posix()}:{_line_of(path, start, form)}"
                raise UnreadableError(f"{where}: a record of more than {LONGEST >> 20} MiB; is a quote never closed?")
            more = read_more(stream, path, form, SIZE)
        block = b"".join(tail)
        if block:
            yield Part(block, start, file.tell())


def _line_of(path: Path, place: int, form: CsvForm) -> int:
    """Return the number of the line at a place of the text of a CSV."""
    line, last = 1, b""
    for piece in pieces(path, form, SIZE):
        part = piece[:place]
        line += count_line_ends(part) - (last == b"\r" and part[:1] == b"\n")
        place -= len(part)
        last = part[-1:]
        if not place:
            break
    return line


def count_line_ends(block: bytes) -> int:
    """Return the number of line ends as an editor counts them: a carriage return with a newline is one."""
    data = np.frombuffer(block, np.uint8)
    ends = int(block.endswith(b"\r"))
    for at in range(0, len(block), _PIECE):
        piece = data[at : at + _PIECE + 1]
        ends += int(np.count_nonzero(piece[:_PIECE] == _NEWLINE))
        if block.find(b"\r", at, at + _PIECE) >= 0:
            ends += int(np.count_nonzero((piece[:-1] == _RETURN) & (piece[1:] != _NEWLINE)))
    return ends


def _cut_header(stream: Any, path: Path, form: CsvForm) -> tuple[bytes, bytes, bytes]:
    """Return what comes before the header of a CSV, the header, and what was read after it."""
    data = b""
    end = None
    while end is None and (more := read_more(stream, path, form, SIZE)):
        data += more
        before = _before_header(data, form)
        # So few bytes may be only a part of what comes before the header.
        end = header_pattern(form).match(data, before) if len(data) > len(MARK) else None
        if end is None and len(data) > LONGEST_HEADER:
            raise UnreadableError(
                f"{path.as_posix()}:1: a header of more than {LONGEST_HEADER >> 20} MiB; is it a CSV?"
            )
    before = _before_header(data, form)
    end = end or header_pattern(form).match(data, before)
    cut = end.end() if end else len(data)
    cut = cut if form.header else before
    return data[:before], data[before:cut], data[cut:]


def _before_header(data: bytes, form: CsvForm) -> int:
    """Return how many bytes come before the header: a byte order mark, and a line about the delimiter."""
    before = len(MARK) if data.startswith(MARK) else 0
    preface = PREFACE.match(data, before) if form.preface else None
    return preface.end() if preface else before


@cache
def header_pattern(form: CsvForm) -> re.Pattern[bytes]:
    """Return an expression for the first record of a CSV."""
    quote = re.escape(form.quote.encode())
    values = rb"(?:[^%b\r\n]|%b[^%b]*+%b)*+" % (quote, quote, quote, quote) if quote else rb"[^\r\n]*+"
    return re.compile(values + _LINE_END)


def _quotes(block: bytes, form: CsvForm, first: int = 0, last: int | None = None) -> int:
    return int(np.count_nonzero(np.frombuffer(block, np.uint8)[first:last] == ord(form.quote))) if form.quote else 0


def _last_end(block: bytes, inside: bool, form: CsvForm) -> int:
    """Return the end of the last whole record of a block, which may begin inside quotes; 0 if there is none."""
    for line_end in (b"\n", b"\r"):
        # A carriage return at the end may be half of a line end.
        at = len(block) if line_end == b"\n" else len(block) - 1
        odd = (_quotes(block, form, 0, max(at, 0)) + inside) % 2
        while (end := block.rfind(line_end, 0, max(at, 0))) >= 0:
            odd = (odd + _quotes(block, form, end, at)) % 2
            if not odd:
                return end + 1
            # Everything after the quote before it is inside quotes as well.
            at = block.rfind(form.quote.encode(), 0, end)
            if at < 0:
                break
            odd = 0
    return 0


def ends_of_records(block: bytes, total: int, form: CsvForm) -> npt.NDArray[np.int64]:
    """Return the end of each of the records in a block: after each line end that is not inside quotes, and at the end.

    If there are as many line ends as records, none is inside quotes.
    """
    ends = _line_ends(block)
    whole = block.endswith((b"\n", b"\r"))
    if form.quote and len(ends) + (not whole) != total:
        quotes = np.flatnonzero(np.frombuffer(block, np.uint8) == ord(form.quote))
        ends = ends[np.searchsorted(quotes, ends) % 2 == 0]
    return ends + 1 if whole else np.append(ends + 1, len(block))


def long_records(block: bytes, total: int, quotes: npt.NDArray[np.int64]) -> LongRows | None:
    """Return the records of a block that take more than one line, by the places of its quotes; None if none does."""
    if not len(quotes) or count_line_ends(block) + (not block.endswith((b"\n", b"\r"))) == total:
        return None
    inside = np.searchsorted(quotes, _line_ends(block)) % 2 == 1
    rows = np.cumsum(~inside)[inside]  # the record of each line end inside quotes
    last = np.flatnonzero(np.append(rows[1:] != rows[:-1], True))
    return LongRows(rows[last].astype(np.uint32), (last + 1).astype(np.uint32))


def _line_ends(block: bytes) -> npt.NDArray[np.int64]:
    """Return the place of the last byte of each line end."""
    data = np.frombuffer(block, np.uint8)
    ends = data == _NEWLINE
    if b"\r" in block:
        returns = np.flatnonzero(data == _RETURN)
        ends[returns[data[np.minimum(returns + 1, len(data) - 1)] != _NEWLINE]] = True
    return np.flatnonzero(ends)


def check_quotes(block: Part, path: Path, form: CsvForm) -> npt.NDArray[np.int64]:
    """Check that quotes enclose whole values, and are doubled inside them; return where they are.

    With any other quote it is not clear where records end.
    """
    if not form.quote:
        return np.empty(0, np.int64)
    data = np.frombuffer(block.data, np.uint8)
    at = np.flatnonzero(data == ord(form.quote))
    if not len(at):
        return at
    opening, closing = at[::2], at[1::2]
    before = np.where(opening == 0, _NEWLINE, data[opening - 1])
    after = np.where(closing == len(data) - 1, _NEWLINE, data[np.minimum(closing + 1, len(data) - 1)])
    end_of_value = tuple(f"{form.delimiter}\r\n{form.quote}".encode())
    stray = np.concatenate((opening[~np.isin(before, end_of_value)], closing[~np.isin(after, end_of_value)]))
    if len(stray):
        first = int(stray.min())
        line = _line_of(path, block.start + first, form)
        near = re.split(rb"[\r\n]", block.data[first : first + 30])[0].decode("utf-8", "replace")
        raise UnreadableError(
            f"{path.as_posix()}:{line}: a quote inside a value: {near!r}; enclose the whole value in quotes and double "
            "the quotes inside it"
        )
    if len(at) % 2:
        line = _line_of(path, block.start + int(at[-1]), form)
        raise UnreadableError(f"{path.as_posix()}:{line}: a quote is never closed; is the file complete?")
    return at


def read_header(block: Part, path: Path, form: CsvForm) -> tuple[str, ...]:
    """Return the names in the header of a CSV."""
    if not block.data:
        raise UnreadableError(f"{path.as_posix()} is empty; a table has at least a header")
    check_quotes(block, path, form)
    try:
        text = block.data.decode("utf-8")
    except UnicodeDecodeError:
        raise UnreadableError(
            f"{path.as_posix()}: the first line is not UTF-8; save the file as UTF-8, or name its encoding with "
            "--encoding"
        ) from None
    try:
        lines = StringIO(text, newline="")
        quoting: Any = csv.QUOTE_MINIMAL if form.quote else csv.QUOTE_NONE
        reader = csv.reader(lines, delimiter=form.delimiter, quotechar=form.quote or None, quoting=quoting)
        names = tuple(next(reader, ()))
    except csv.Error as error:
        raise UnreadableError(f"{path.as_posix()}: the first line cannot be read: {error}") from None
    if not names:
        raise UnreadableError(f"{path.as_posix()}: the first line is blank; it must be the header")
    check_names(names, path)
    return names
