"""CSV files as tables, cut between records into blocks."""

from array import array
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv

from inzet.tabular.columns import checked_columns, repetitive_columns
from inzet.tabular.forms import CsvForm
from inzet.tabular.keys import Rows, keys_of
from inzet.tabular.lines import (
    MARK,
    check_quotes,
    count_line_ends,
    ends_of_records,
    long_records,
    read_blocks,
    read_header,
)
from inzet.tabular.notation import without_missing
from inzet.tabular.parts import Faults, Part, Read, changed, ragged_row
from inzet.tabular.places import HEADER, Lines
from inzet.tabular.plans import Column, Plan
from inzet.tabular.streams import open_csv
from inzet.tabular.values import converted, decoded, is_utf8
from inzet.tabular.workers import in_order

_CODED = pa.dictionary(pa.int32(), pa.string())


class CsvTable:
    """A CSV, read in blocks of whole records; see ``Table``."""

    reading = ""

    def __init__(self, path: Path, plan: Plan, form: CsvForm) -> None:
        self.path = path
        self.plan = plan
        self.form = form
        self._blocks = read_blocks(path, form)
        header = next(self._blocks)
        self.names = read_header(header, path, form) if form.header else tuple(each.name for each in plan.columns)
        self.lines = Lines(form.preface + count_line_ends(header.data.rstrip(b"\r\n")), HEADER + form.preface)
        self.size = path.stat().st_size
        self._reader = CsvReader(plan, self.names, form)
        self._sizes: dict[int, tuple[int, int]] = {}
        """The bytes and rows of each block by the place where it begins."""

    def parts(self) -> Generator[Part]:
        with closing(self._blocks) as blocks:
            yield from blocks

    def read(self, part: Part) -> Read:
        quotes = check_quotes(part, self.path, self.form)
        read = self._reader.read(part.data)
        read.long = long_records(part.data, read.rows, quotes)
        self._sizes[part.start] = len(part.data), read.rows
        return read

    def pick(self, names: Sequence[str], rows: Sequence[Rows]) -> Iterator[list[str | None]]:
        """Yield keys; only the records of these rows are parsed again."""
        reader = CsvReader(self.plan.key(names), self.names, self.form)
        stream, file = open_csv(self.path, self.form)

        def blocks() -> Iterator[tuple[bytes, int, Rows]]:
            stream.read(min(self._sizes, default=0))  # the header
            for (_, (size, total)), own in zip(sorted(self._sizes.items()), rows, strict=True):
                if stream is file and not len(own):
                    file.seek(size, 1)
                    yield b"", total, own
                else:
                    yield stream.read(size), total, own

        def pick(asked: tuple[bytes, int, Rows]) -> list[str | None]:
            block, total, own = asked
            if not len(own):
                return []
            stops = ends_of_records(block, total, self.form)
            starts = np.concatenate(([0], stops[:-1]))
            lines = b"".join(block[starts[row] : stops[row]] for row in own)
            return keys_of(reader.read(lines).columns, names)

        try:
            with file, stream:
                for keys, own in zip(in_order(pick, blocks()), rows, strict=True):
                    if len(keys) != len(own):
                        raise changed(self.path)
                    yield keys
        except (OSError, ValueError, IndexError, pa.ArrowException):
            raise changed(self.path) from None


class CsvReader:
    """Reads blocks of a CSV: every value as text, which is then converted to the type of its column."""

    def __init__(self, plan: Plan, names: tuple[str, ...], form: CsvForm) -> None:
        self.names = names
        self._marks = {"delimiter": form.delimiter, "quote_char": form.quote or False}
        present, checked, repetitive = set(names), checked_columns(plan), repetitive_columns(plan)
        self._columns = [column for column in plan.columns if column.name in present]
        # A column that no rule checks is not read; without any column, Arrow would count no rows.
        self._checked = [column for column in self._columns if column.name in checked] or self._columns[:1]
        self._types = {each.name: _CODED if each.name in repetitive else pa.string() for each in self._checked}
        # Nearly always an empty text is no value; then Arrow sees to it, more quickly.
        self._missing = [""] if all("" in column.notation.missing for column in self._columns) else []

    def read(self, block: bytes) -> Read:
        """Read a block of whole records."""
        ragged = array("q")
        if is_utf8(block):
            return self._read(self._parse(block, self._types, ragged), self._checked, ragged)
        # As Latin-1 every byte is a character, and delimiters, quotes and line ends stay what they are.
        types = dict.fromkeys((column.name for column in self._columns), pa.string())
        table = self._parse(block.decode("latin-1").encode("utf-8"), types, ragged)
        raw = {
            name: pa.array([text and text.encode("latin-1") for text in table[name].to_pylist()], pa.binary())
            for name in types
        }
        # A table without columns still counts its rows.
        return self._read(pa.table(raw) if raw else table, self._columns, ragged)

    def _parse(self, block: bytes, types: Mapping[str, pa.DataType], ragged: "array[int]") -> pa.Table:
        def keep(row: Any) -> str:  # as two numbers, for there may be millions
            ragged.extend((row.number - 1, row.actual_columns))
            return "skip"

        if block.startswith(MARK):
            block = MARK + block  # Arrow drops a mark at the beginning, but this one is part of a value
        return pyarrow.csv.read_csv(
            pa.BufferReader(block),
            pyarrow.csv.ReadOptions(use_threads=False, column_names=list(self.names), block_size=len(block) + 1),
            pyarrow.csv.ParseOptions(
                newlines_in_values=True, invalid_row_handler=keep, ignore_empty_lines=False, **self._marks
            ),
            pyarrow.csv.ConvertOptions(
                column_types=types,
                include_columns=list(types),
                null_values=self._missing,
                strings_can_be_null=True,
                check_utf8=False,  # checked already
            ),
        )

    def _read(self, table: pa.Table, columns: Sequence[Column], ragged: "array[int]") -> Read:
        read = Read({}, table.num_rows + len(ragged) // 2)
        for column in columns:
            values = table[column.name].combine_chunks()
            if pa.types.is_binary(values.type):
                values, faults = decoded(column, values)
                read.faults += faults
            if set(column.notation.missing) - set(self._missing):
                values = without_missing(values, column.notation.missing)
            read.columns[column.name], faults = converted(column, values)
            read.faults += faults
        if ragged:
            lost, lengths = np.array(ragged).reshape(-1, 2).T
            read.kept = np.delete(np.arange(read.rows), lost)
            different, which = np.unique(lengths, return_inverse=True)
            said = pa.array([ragged_row(int(length), len(self.names)) for length in different])
            read.ragged = Faults("", "table.ragged-row", pa.array(lost), said.take(pa.array(which)))
        return read
