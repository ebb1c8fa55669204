"""CSV files as tables, cut between records into blocks.

A block is parsed with the types of the plan. Where that fails, all of it is read as texts, and these are converted, so
that each that cannot be is named; what had such values is read as texts from then on.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from inzet.tabular.columns import ARROW, Found, is_looked_at, is_repetitive, keys_of
from inzet.tabular.keys import Rows
from inzet.tabular.lines import MARK, check_quotes, ends_of_records, open_csv, pieces, read_blocks, read_header
from inzet.tabular.parts import Part, Read, changed
from inzet.tabular.plans import FALSE, TRUE, Column, Plan
from inzet.tabular.values import FIRST_DAY, converted, decoded
from inzet.tabular.workers import in_order

_HEXADECIMAL = re.compile(rb'(?:\A|[,"\r\n \t])0[xX]')


class Place(NamedTuple):
    """Where a block stands in the text of a CSV, in bytes."""

    start: int
    size: int


class CsvTable:
    """A CSV, read in blocks of whole records; see ``Table``."""

    def __init__(self, path: Path, plan: Plan) -> None:
        self.path = path
        self.plan = plan
        self._blocks = read_blocks(path)
        self.names = read_header(next(self._blocks), path)
        self.size = path.stat().st_size
        self._reader = CsvReader(plan, self.names)
        self._places: list[Place] = []
        self._rows: dict[int, int] = {}

    def parts(self) -> Iterator[Part]:
        """Yield blocks."""
        with closing(self._blocks) as blocks:
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
                usual.append(pc.all(pc.greater_equal(array, FIRST_DAY)).as_py())
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

        if block.startswith(MARK):
            block = MARK + block  # Arrow leaves out the first one, which here is a part of a value
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
    there = any(((piece | 0x2000) == 0x7830).any() for half in (even, odd) for _, piece in pieces(half))
    return bool(there and _HEXADECIMAL.search(block))
