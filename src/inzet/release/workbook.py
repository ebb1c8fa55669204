"""A release as an Excel workbook: the tables for people, each with heads in English and Dutch, and the code book.

A text stays a text: nothing in the file is a formula or a link, whatever a letter says.
"""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, NamedTuple

import xlsxwriter

from inzet.dataset import parse
from inzet.files import NESTED
from inzet.issues import UnreadableError
from inzet.release.contents import CODE_BOOK, Made, code_book, read_descriptor, read_rows
from inzet.release.statements import labels_of, vocabularies_of
from inzet.schema.rows import Row
from inzet.schema.schemas import Schemas
from inzet.schema.statements import NAME as STATEMENTS
from inzet.schema.statements import labelled
from inzet.schema.table_schema import table_schema
from inzet.schema.tables import Column, Table
from inzet.words import workbook as words
from inzet.words.dates import day_words

TABLES = (STATEMENTS, "letters", "missions")
"""The tables that have a sheet."""
HEADS = 3
"""The rows of heads: in English, in Dutch, and the names of the columns."""

_SETTINGS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIRST_YEAR = 1901  # Excel knows no day before 1900, and miscounts those of its first months
_ACTIVE = "=+-@\t\r"
"""What a text begins with that a spreadsheet would run once somebody edits or exports its cell."""
_WIDEST = 60


class _Head(NamedTuple):
    name: str
    english: str
    dutch: str
    partial: bool
    """Whether the values are partial dates, of which whole days are written as dates."""


class _Formats(NamedTuple):
    head: Any
    day: Any
    quoted: Any
    wrapped: Any


def workbook(made: Made, day: datetime) -> bytes:
    """Return the workbook of what a build makes.

    Args:
        made: what the build makes.
        day: when the release is made.

    Raises:
        UnreadableError: if a text is longer than a cell can hold, or a table than a sheet.
    """
    descriptor, data = read_descriptor(made), io.BytesIO()
    book = xlsxwriter.Workbook(data, _SETTINGS)
    book.set_properties({"title": descriptor["title"], "created": day.replace(tzinfo=None)})
    formats = _Formats(
        book.add_format({"bold": True}),
        book.add_format({"num_format": "yyyy-mm-dd"}),
        book.add_format({"quote_prefix": True}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    _add_read_me(book.add_worksheet("read me"), made, day, formats)
    tables = {name: _with_labels(Schemas.installed().published[name]) for name in TABLES}
    for name, table in tables.items():
        vocabularies = vocabularies_of(table.columns)
        rows = [row | labels_of(row, vocabularies) for row in read_rows(made, name)]
        _add_table(book.add_worksheet(name), [_head_of(column) for column in table.columns], rows, formats)
    heads = [_Head(name, *words.heads(name), False) for name in CODE_BOOK]
    book_rows = list(code_book({name: table_schema(table) for name, table in tables.items()}))
    _add_table(book.add_worksheet("code book"), heads, book_rows, formats)
    book.close()
    return data.getvalue()


def _with_labels(table: Table) -> Table:
    """Return a table with columns for the labels of its words."""
    if table.name == STATEMENTS:
        return table  # it has them
    return replace(table, columns=tuple(part for column in table.columns for part in labelled(column)))


def _head_of(column: Column) -> _Head:
    return _Head(column.name, column.node["title"], column.node["x-nl"], column.node.get("format") == "edtf")


def _add_read_me(sheet: Any, made: Made, day: datetime, formats: _Formats) -> None:
    descriptor, horizon = read_descriptor(made), parse(made[NESTED]).ledger.horizon()
    licence = descriptor["licenses"][0]
    paragraphs = words.read_me(
        version=descriptor["version"],
        day=day_words(day.date(), "en"),
        day_nl=day_words(day.date(), "nl"),
        horizon=horizon.words("en"),
        horizon_nl=horizon.words("nl"),
        licence=licence["title"],
        address=licence["path"],
    )
    sheet.set_column(0, 1, _WIDEST)
    for at, pair in enumerate((("English", "Nederlands"), *paragraphs)):
        for column, text in enumerate(pair):
            _check(sheet.write_string(at, column, text, formats.wrapped if at else formats.head), sheet, text)
    sheet.freeze_panes(1, 0)


def _add_table(sheet: Any, heads: Sequence[_Head], rows: Sequence[Row], formats: _Formats) -> None:
    for at, width in enumerate(_widths(heads, rows)):
        sheet.set_column(at, at, width)
    for line, names in enumerate(zip(*((head.english, head.dutch, head.name) for head in heads), strict=True)):
        for at, name in enumerate(names):
            sheet.write_string(line, at, name, formats.head)
    for line, row in enumerate(rows, HEADS):
        for at, head in enumerate(heads):
            value = row.get(head.name)
            if head.partial and isinstance(value, str) and _DAY.fullmatch(value):
                value = date.fromisoformat(value)
            if value is not None:
                _check(_write(sheet, line, at, value, formats), sheet, value)
    sheet.freeze_panes(HEADS, 1)
    sheet.autofilter(HEADS - 1, 0, HEADS - 1 + len(rows), len(heads) - 1)


def _write(sheet: Any, line: int, at: int, value: Any, formats: _Formats) -> int:
    """Write a value into a cell, and return the fault of the writer; 0 where there is none."""
    if isinstance(value, bool):
        return int(sheet.write_boolean(line, at, value))
    if isinstance(value, int):
        return int(sheet.write_number(line, at, value))
    if isinstance(value, date):
        if value.year >= _FIRST_YEAR:
            return int(sheet.write_datetime(line, at, datetime.combine(value, time.min), formats.day))
        value = value.isoformat()
    return int(sheet.write_string(line, at, value, formats.quoted if value[:1] in _ACTIVE else None))


def _check(fault: int, sheet: Any, value: Any) -> None:
    """Refuse what the writer left out or cut without an error."""
    if fault:
        name = sheet.get_name()
        raise UnreadableError(f"the sheet {name!r} cannot hold the value that begins with {str(value)[:40]!r}")


def _widths(heads: Sequence[_Head], rows: Iterable[Row]) -> Iterable[int]:
    """Return the widths of the columns, in signs."""
    widths = [max(map(len, head[:3])) for head in heads]
    for row in rows:
        for at, head in enumerate(heads):
            widths[at] = max(widths[at], len(str(row.get(head.name) or "")))
    return (min(width + 2, _WIDEST) for width in widths)
