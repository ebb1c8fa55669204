"""A release as an Excel workbook: the sheets for people, each with heads in English and Dutch, and the code book.

A text stays a text: nothing in the file is a formula or a link, whatever a letter says.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from textwrap import wrap
from types import SimpleNamespace
from typing import Any, NamedTuple

import xlsxwriter

from inzet.issues import UnreadableError
from inzet.ledger.register import Horizon, Ledger
from inzet.release.answers import LAST, Answers
from inzet.release.contents import CODE_BOOK, Made, code_book, read_descriptor
from inzet.release.sheets import IN_FORCE, Sheet, sheets
from inzet.schema.rows import Row
from inzet.schema.table_schema import table_schema
from inzet.words import workbook as words
from inzet.words.dates import day_words

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

# Widths are in signs.
_NARROW, _WIDE = 24, 60
"""How wide a column may be whatever it holds, and how wide if it holds long texts."""
_LINES = 3
"""A column is as wide as its longest text needs for so many lines, and its longest word for one."""
_MARGIN, _BUTTON = 2, 3
"""What a column needs beside its text, and the name in its head for the button of the filter."""
_LINE, _HIGHEST = 15, 408
"""The height of a line, and how high Excel lets a row be, in points."""
_A4 = 9


class _Head(NamedTuple):
    name: str
    english: str
    dutch: str
    partial: bool
    """Whether the values are partial dates, of which whole days are written as dates."""


def workbook(made: Made, ledger: Ledger, told: Mapping[str, Answers], day: datetime) -> bytes:
    """Return the workbook of what a build makes, with the ledger of its letters and the answers of that.

    Raises:
        UnreadableError: if a text is longer than a cell can hold, or a table than a sheet.
    """
    descriptor, data = read_descriptor(made), io.BytesIO()
    book = xlsxwriter.Workbook(data, _SETTINGS)
    book.set_properties({"title": descriptor["title"], "created": day.replace(tzinfo=None)})
    formats = _formats(book)
    filled = list(sheets(made, ledger, told))
    in_force = next(sheet.rows for sheet in filled if sheet.table.name == IN_FORCE)
    last = max((row[LAST] for row in in_force), default=None)
    _add_read_me(book.add_worksheet("read me"), _paragraphs(descriptor, day, ledger.horizon(), last), formats)
    for sheet in filled:
        _add_table(book.add_worksheet(sheet.table.name), sheet, formats)
    _add_code_book(book.add_worksheet("code book"), filled, formats)
    book.close()
    return data.getvalue()


def _formats(book: Any) -> SimpleNamespace:
    top = {"valign": "top"}
    wrapped = top | {"text_wrap": True}
    return SimpleNamespace(
        head=book.add_format(wrapped | {"bold": True}),
        name=book.add_format(top | {"italic": True, "font_color": "#595959", "bottom": 1}),
        text=book.add_format(wrapped),
        quoted=book.add_format(wrapped | {"quote_prefix": True}),
        # A partial date is a text; all dates of a column stand left.
        day=book.add_format(top | {"num_format": "yyyy-mm-dd", "align": "left"}),
        number=book.add_format(top | {"num_format": "#,##0", "align": "right", "indent": 1}),
        # Without a format, LibreOffice shows 1 and 0 where cells with Booleans adjoin. Excel shows its own words.
        flag=book.add_format(top | {"num_format": '"TRUE";"TRUE";"FALSE"', "align": "center"}),
    )


def _paragraphs(
    descriptor: dict[str, Any], day: datetime, horizon: Horizon, last: date | None
) -> Iterator[tuple[str, str]]:
    licence = descriptor["licenses"][0]
    return words.read_me(
        version=descriptor["version"],
        day=day_words(day.date(), "en"),
        day_nl=day_words(day.date(), "nl"),
        horizon=horizon.words("en"),
        horizon_nl=horizon.words("nl"),
        span=words.span(horizon.first, last, "en"),
        span_nl=words.span(horizon.first, last, "nl"),
        licence=licence["title"],
        address=licence["path"],
    )


def _add_read_me(sheet: Any, paragraphs: Iterable[tuple[str, str]], formats: SimpleNamespace) -> None:
    sheet.set_column(0, 1, _WIDE)
    for at, pair in enumerate((("English", "Nederlands"), *paragraphs)):
        _set_height(sheet, at, ((text, _WIDE) for text in pair))
        for column, text in enumerate(pair):
            _check(sheet.write_string(at, column, text, formats.text if at else formats.head), sheet, text)
    sheet.freeze_panes(1, 0)
    _set_print(sheet, 1)


def _add_table(sheet: Any, filled: Sheet, formats: SimpleNamespace) -> None:
    nodes = {column.name: column.node for column in filled.table.columns}
    heads = [_Head(name, node["title"], node["x-nl"], node.get("format") == "edtf") for name, node in nodes.items()]
    _write_rows(sheet, heads, filled.rows, filled.shown, formats)
    sheet.freeze_panes(HEADS, filled.frozen)
    sheet.print_area(0, 0, HEADS - 1 + len(filled.rows), filled.leading - 1)


def _add_code_book(sheet: Any, filled: Sequence[Sheet], formats: SimpleNamespace) -> None:
    heads = [_Head(name, *words.HEADS[name], False) for name in CODE_BOOK]
    rows = list(code_book({each.table.name: table_schema(each.table) for each in filled}))
    _write_rows(sheet, heads, rows, len(heads), formats)
    sheet.freeze_panes(HEADS, 2)


def _write_rows(sheet: Any, heads: Sequence[_Head], rows: Sequence[Row], shown: int, formats: SimpleNamespace) -> None:
    """Write heads and rows; columns after those that are shown are folded."""
    widths = [_width(head, [row.get(head.name) for row in rows]) for head in heads]
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width, None, {"level": 1, "hidden": True} if at >= shown else {})
    if shown < len(heads):
        sheet.set_column(len(heads), len(heads), None, None, {"collapsed": True})
    titles = ([head.english for head in heads], [head.dutch for head in heads], [head.name for head in heads])
    for line, (texts, look) in enumerate(zip(titles, (formats.head, formats.head, formats.name), strict=True)):
        _set_height(sheet, line, zip(texts, widths, strict=True))
        for at, text in enumerate(texts):
            sheet.write_string(line, at, text, look)
    for line, row in enumerate(rows, HEADS):
        values = [row.get(head.name) for head in heads]
        _set_height(sheet, line, zip(values, widths, strict=True))
        for at, (head, value) in enumerate(zip(heads, values, strict=True)):
            if head.partial and isinstance(value, str) and _DAY.fullmatch(value):
                value = date.fromisoformat(value)
            if value is not None:
                _check(_write(sheet, line, at, value, formats), sheet, value)
    sheet.autofilter(HEADS - 1, 0, HEADS - 1 + len(rows), len(heads) - 1)
    _set_print(sheet, HEADS)


def _write(sheet: Any, line: int, at: int, value: Any, formats: SimpleNamespace) -> int:
    """Write a value into a cell, and return the fault of the writer; 0 where there is none."""
    if isinstance(value, bool):
        return int(sheet.write_boolean(line, at, value, formats.flag))
    if isinstance(value, int):
        return int(sheet.write_number(line, at, value, formats.number))
    if isinstance(value, date):
        if value.year >= _FIRST_YEAR:
            return int(sheet.write_datetime(line, at, datetime.combine(value, time.min), formats.day))
        value = value.isoformat()
    return int(sheet.write_string(line, at, value, formats.quoted if value[:1] in _ACTIVE else formats.text))


def _check(fault: int, sheet: Any, value: Any) -> None:
    """Refuse what the writer left out or cut without an error."""
    if fault:
        name = sheet.get_name()
        raise UnreadableError(f"the sheet {name!r} cannot hold the value that begins with {str(value)[:40]!r}")


def _set_print(sheet: Any, heads: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, heads - 1)


def _width(head: _Head, values: Iterable[Any]) -> int:
    texts = {str(value) for value in values if value is not None}
    longest = max(map(len, texts), default=0)
    word = max((len(word) for text in texts for word in text.split()), default=0)
    wide = min(longest, max(word, _NARROW, -(-longest // _LINES)), _WIDE)
    return _MARGIN + max(wide, len(head.name) + _BUTTON, *map(len, (*head.english.split(), *head.dutch.split())))


def _set_height(sheet: Any, line: int, cells: Iterable[tuple[Any, int]]) -> None:
    """Make a row so high that its texts fit their widths; LibreOffice does not measure them in a file for Excel."""
    lines = max((_count_lines(value, width) for value, width in cells if isinstance(value, str)), default=1)
    sheet.set_row(line, min(lines * _LINE, _HIGHEST))


def _count_lines(text: str, width: int) -> int:
    return sum(len(wrap(part, width)) or 1 for part in text.split("\n")) if len(text) > width or "\n" in text else 1
