"""Excel files (.xlsx) as tables: one sheet, its cells as the texts of a CSV.

openpyxl reads them: row by row, with errors such as #DIV/0! as texts, and with the format in which a date is shown.
Quicker readers make a rectangle of all cells, so that one far cell takes all memory, and errors blank.
"""

import re
import warnings
import zipfile
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime, time
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from inzet.issues import UnreadableError
from inzet.tabular.keys import Rows, keys_of
from inzet.tabular.limits import MOST_TIMES
from inzet.tabular.parts import Faults, Part, Read, changed, check_file, check_names, ragged_row
from inzet.tabular.places import Lines
from inzet.tabular.plans import Plan
from inzet.tabular.values import read_batch

MOST_BYTES = 256 << 20
"""Largest size of the XML in a file."""
MOST_CELLS = 20_000_000
MOST_TEXT = 1 << 30
"""Most characters of all cells: one text can be in many cells."""
_SMALL = 4 << 20  # for smaller entries the ratio does not matter
_ROWS = 4096
_TEXT = 16 << 20
_PIECE = 1 << 20
_DECLARATION = tuple("<!DOCTYPE".encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be"))
_SPOKEN = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
Row = list[str | None]


class WorkbookTable:
    """A sheet of an Excel file, read row by row; see ``Table``."""

    def __init__(self, path: Path, plan: Plan, sheet: str | None) -> None:
        self.path = path
        self.plan = plan
        _check_sizes(path)
        with _open(path) as book:
            # What the file says of its rows may be wrong; it is good enough to show progress.
            claimed = {each.title: each.max_row or 1 for each in book.worksheets}
            self.sheet = _choose(book, path, plan, sheet)
            self.size: int = claimed[self.sheet]
        self._rows = self._read_rows()
        header = next(self._rows, [])
        if not header:
            raise UnreadableError(f"{self._place}: the first row is blank; it must be the header")
        self.names = tuple(name or "" for name in header)
        check_names(self.names, path)
        self.lines = Lines()
        self.reading = f"read from sheet {self.sheet!r}"
        self._counts: list[int] = []

    @property
    def _place(self) -> str:
        return f"{self.path.as_posix()}, sheet {self.sheet!r}"

    def _read_rows(self) -> Generator[Row]:
        """Yield the rows as texts, without what is blank at their ends, up to the last that is not blank."""
        blank = cells = text = 0
        with _open(self.path) as book, closing(_cells(book, self.sheet, self.path)) as rows:
            for row in rows:
                values = [_as_text(cell) for cell in row]
                while values and values[-1] is None:
                    values.pop()
                cells += len(row) + 1
                text += sum(len(value) for value in values if value)
                if cells > MOST_CELLS or text > MOST_TEXT:
                    raise UnreadableError(f"{self._place} has too many cells to be read; save it as CSV or Parquet")
                if values:
                    yield from ([] for _ in range(blank))
                    yield values
                blank = 0 if values else blank + 1

    def parts(self) -> Iterator[Part]:
        start = 0
        rows: list[Row] = []
        text = 0
        for row in self._rows:
            rows.append(row)
            text += sum(len(value) for value in row if value)
            if len(rows) == _ROWS or text > _TEXT:
                yield self._part(rows, start, min(start + len(rows), self.size))
                start, rows, text = start + len(rows), [], 0
        if rows:
            yield self._part(rows, start, self.size)

    def _part(self, rows: list[Row], start: int, done: int) -> Part:
        self._counts.append(len(rows))
        return Part(rows, start, done)

    def read(self, part: Part) -> Read:
        width = len(self.names)
        long = [at for at, row in enumerate(part.data) if len(row) > width]
        kept = [row for row in part.data if len(row) <= width]
        read = read_batch(self.plan, _as_batch(self.names, kept))
        if long:
            read.rows = len(part.data)
            read.kept = np.delete(np.arange(read.rows), long)
            said = [ragged_row(len(part.data[at]), width) for at in long]
            read.ragged = Faults("", "table.ragged-row", pa.array(long), pa.array(said))
        return read

    def pick(self, names: Sequence[str], rows: Sequence[Rows]) -> Iterator[list[str | None]]:
        keyed = self.plan.key(names)
        with closing(self._read_rows()) as found:
            next(found, None)
            for count, own in zip(self._counts, rows, strict=True):
                part = list(islice(found, count))
                if len(part) != count:
                    raise changed(self.path)
                picked = [part[row] for row in own]
                if any(len(row) > len(self.names) for row in picked):
                    raise changed(self.path)
                yield keys_of(read_batch(keyed, _as_batch(self.names, picked)).columns, names)


def _check_sizes(path: Path) -> None:
    """Check that a file is a ZIP archive of XML that can be read safely."""
    check_file(path)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            large = [entry for entry in entries if entry.file_size > max(_SMALL, MOST_TIMES * entry.compress_size)]
            if large or sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise UnreadableError(
                    f"{path.as_posix()} has more than {MOST_BYTES >> 20} MiB of XML, or is compressed suspiciously "
                    "well; save it as CSV or Parquet"
                )
            for entry in entries:
                with archive.open(entry) as file:
                    tail = b""
                    while piece := file.read(_PIECE):
                        if any(mark in tail + piece for mark in _DECLARATION):
                            raise UnreadableError(f"{path.as_posix()}: {entry.filename!r} declares a type of its own")
                        tail = piece[-32:]
    except UnreadableError:
        raise
    except Exception:  # zipfile and its decompressors raise errors of many kinds
        raise _damaged(path) from None


def _damaged(path: Path) -> UnreadableError:
    return UnreadableError(
        f"{path.as_posix()} cannot be read: it is damaged, has a password, or is no Excel file of the kind .xlsx"
    )


@contextmanager
def _open(path: Path) -> Iterator[Any]:
    """Open a file of which the sizes are checked."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise UnreadableError(f'{path.as_posix()} needs openpyxl: pip install "inzet[spreadsheet]"') from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about features that hold no values
            book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except Exception:  # openpyxl raises errors of many kinds
        raise _damaged(path) from None
    with closing(book):
        yield book


def _cells(book: Any, name: str, path: Path) -> Generator[Sequence[Any]]:
    """Yield the rows of a sheet, from its first."""
    sheet = book[name]
    sheet.reset_dimensions()  # what the file says of its size may be wrong
    rows = sheet.iter_rows()
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found = list(islice(rows, 1000))
        except Exception as error:
            where = f"{path.as_posix()}, sheet {name!r}"
            raise UnreadableError(f"{where} cannot be read to its end: {type(error).__name__}") from None
        yield from found
        if not found:
            return


def _choose(book: Any, path: Path, plan: Plan, sheet: str | None) -> str:
    """Return the name of the sheet with the table, if it is clear which one is meant."""
    names: list[str] = [each.title for each in book.worksheets]
    if sheet is not None:
        if sheet not in names:
            raise UnreadableError(f"{path.as_posix()} has no sheet {sheet!r}; it has: {', '.join(names)}")
        return sheet
    if plan.name in names:
        return plan.name
    visible = [each.title for each in book.worksheets if each.sheet_state == "visible"]
    filled: list[str] = [each for each in visible if any(map(_as_text, chain.from_iterable(_cells(book, each, path))))]
    if len(filled) != 1:
        raise UnreadableError(
            f"{path.as_posix()} has {len(filled)} sheets with cells: {', '.join(names)}; name one with --sheet"
        )
    return filled[0]


def _as_batch(names: Sequence[str], rows: Sequence[Row]) -> pa.RecordBatch:
    columns = [[row[at] if at < len(row) else None for row in rows] for at in range(len(names))]
    return pa.RecordBatch.from_arrays([pa.array(column, pa.string()) for column in columns], list(names))


def _as_text(cell: Any) -> str | None:
    """Return the value of a cell as a published CSV writes it.

    A date has the parts that its format shows: Excel makes a day of a month, 2025-02, and shows it without its day.
    """
    value: Any = cell.value
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        if value.time() != time.min:
            return value.isoformat(" ")
        value = value.date()
    if isinstance(value, date):
        shown = _SPOKEN.sub("", cell.number_format).lower()
        day = value.isoformat()
        return day if "d" in shown else day[:7] if "m" in shown else day[:4]
    return str(value)
