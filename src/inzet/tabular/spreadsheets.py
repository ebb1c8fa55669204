"""A CSV that a spreadsheet wrote: known by looking at its beginning, and read in the notation of the Netherlands.

A spreadsheet saves a CSV as its country writes values: 1.234,50 and 31-12-2024, and semicolons between values because
the comma is taken. What cannot be known by looking is refused, and the message names the option that says it.
"""

import codecs
import re
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from inzet.issues import UnreadableError
from inzet.tabular.delimited import CsvTable
from inzet.tabular.forms import CSV, CsvForm, encoding_of
from inzet.tabular.lines import MARK, PREFACE, header_pattern
from inzet.tabular.notation import FALSE, ISO, PLAIN, TRUE, Notation, are_numbers
from inzet.tabular.plans import Column, Plan, Unique
from inzet.tabular.streams import kind_of, pieces

DAYS = "%d-%m-%Y"
_HEAD = 1 << 16
_QUOTED = re.compile(rb'"[^"]*"')
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_TYPICAL = frozenset(
    b"\x80\x82\x83\x84\x85\x89\x8a\x8b\x8c\x8e\x91\x92\x93\x94\x95\x96\x97\x99\x9a\x9b\x9c\x9e\x9f"
    b"\xa0\xa1\xa2\xa3\xa5\xa7\xa9\xab\xae\xb0\xb1\xb2\xb3\xb4\xb5\xb7\xbb\xbc\xbd\xbe\xbf"
    + bytes(byte for byte in range(0xC0, 0x100) if byte not in b"\xd7\xf7")
)
"""Bytes that are letters of Western Europe or signs of its texts in Windows-1252."""
_COMMA, _POINT = Notation(decimal=",", group="."), Notation(decimal=".", group=",")
_NAMES = {
    ",": "commas",
    ";": "semicolons",
    "\t": "tabs",
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
}


def look(
    path: Path, plan: Plan, delimiter: str | None = None, encoding: str | None = None, decimal: str | None = None
) -> tuple[CsvForm, Plan, str]:
    """Return how a CSV is read, by what is said of it and by looking at its beginning.

    This is its form, the plan with the notation of its values, and a sentence if it is unusual. What can be read in
    more than one way is refused.
    """
    head = next(pieces(path, CSV, _HEAD), b"")
    known = _known_encoding(encoding)
    if known is None and head.startswith(_UTF_16):
        known = "utf-16"
    if known is not None:
        try:
            head = codecs.getincrementaldecoder(known)("replace").decode(head).encode("utf-8", "replace")
        except UnicodeError:  # there is no byte order mark; said when the file is read
            head = b""
    start = len(MARK) if head.startswith(MARK) else 0
    preface = PREFACE.match(head, start)
    named = preface[1].decode("latin-1") if preface and delimiter is None else delimiter
    between = _known_delimiter(named) or ("\t" if kind_of(path) == "tsv" else _delimiter_of(head[start:], path, plan))
    form = CsvForm(between, encoding=known or "utf-8", preface=preface is not None)
    usual = between not in ";\t" or kind_of(path) == "tsv"
    if usual and decimal is None and not preface:
        return form, plan, "" if known in (None, "utf-8") else f"read as {_name(form.encoding)}"
    if known is None:
        form = replace(form, encoding=_encoding_of(path))
    sign = _known_decimal(decimal) or _decimal_of(path, plan, form)
    notation = Notation(
        true=(*TRUE, "WAAR"),
        false=(*FALSE, "ONWAAR"),
        decimal=sign,
        group={",": ".", ".": ","}.get(sign, ""),
        zeros=True,
        days=(ISO, DAYS),
    )
    return form, _in_notation(plan, notation), _sentence(form, plan, sign)


def _known_delimiter(delimiter: str | None) -> str | None:
    sign = "\t" if delimiter in ("tab", "\\t") else delimiter
    if sign is not None and (len(sign) != 1 or not sign.isascii() or sign.isalnum() or sign in '"\r\n\0'):
        raise UnreadableError(f"{delimiter!r} is no delimiter; write one character, such as ';', or tab")
    return sign


def _known_encoding(encoding: str | None) -> str | None:
    known = encoding_of(encoding) if encoding is not None else None
    if encoding is not None and known is None:
        raise UnreadableError(f"there is no encoding {encoding!r}; write one such as utf-8 or windows-1252")
    return known


def _known_decimal(decimal: str | None) -> str | None:
    if decimal not in (None, ",", "."):
        raise UnreadableError(f"{decimal!r} is no decimal sign; write ',' or '.'")
    return decimal


def _delimiter_of(head: bytes, path: Path, plan: Plan) -> str:
    """Return the delimiter: not a comma if the header has none outside quotes, and semicolons or tabs instead."""
    found = header_pattern(CSV).match(head)
    header = found[0] if found else head
    bare = _QUOTED.sub(b"", header)
    if b"," in bare or header.strip() in {column.name.encode() for column in plan.columns}:
        return ","
    signs = [sign for sign in ";\t" if sign.encode() in bare]
    if len(signs) > 1:
        raise UnreadableError(f"{path.as_posix()}: the header has semicolons and tabs; say which with --delimiter")
    return signs[0] if signs else ","


def _encoding_of(path: Path) -> str:
    """Return UTF-8, or Windows-1252 if the file is not UTF-8 and has no byte that would be strange in it.

    The first piece with bytes beyond ASCII decides.
    """
    for piece in pieces(path, CSV):
        if piece.isascii():
            continue
        try:
            codecs.getincrementaldecoder("utf-8")().decode(piece)
            return "utf-8"
        except UnicodeDecodeError:
            pass
        strange = {byte for byte in piece if byte >= 0x80} - _TYPICAL
        if strange:
            raise UnreadableError(
                f"{path.as_posix()} is not UTF-8, and hardly Windows-1252, for it has the byte 0x{min(strange):02x}; "
                "name its encoding with --encoding"
            )
        return "cp1252"
    return "utf-8"


def _decimal_of(path: Path, plan: Plan, form: CsvForm) -> str:
    """Return the decimal sign by the numbers of the first block; nothing if these are all whole."""
    names = [column.name for column in plan.columns if _is_number(column)]
    if not names:
        return ""
    texts = pc.unique(pa.chunked_array(_beginning(path, names, form), pa.string())).drop_null()
    comma, point = (are_numbers(texts, notation, whole=False) for notation in (_COMMA, _POINT))
    signed = pc.match_substring_regex(texts, "[.,]")
    either = texts.filter(pc.and_(signed, pc.and_(comma, point)))
    commas, points = (texts.filter(pc.and_(one, pc.invert(other))) for one, other in ((comma, point), (point, comma)))
    if len(commas) and len(points):
        seen = f"{commas[0].as_py()!r} and {points[0].as_py()!r}"
        raise UnreadableError(f"{path.as_posix()} has numbers such as {seen}; say which sign is meant with --decimal")
    if len(either) and not len(commas) and not len(points):
        seen = f"{either[0].as_py()!r}, which can have thousands or decimals"
        raise UnreadableError(f"{path.as_posix()} has numbers such as {seen}; name the decimal sign with --decimal")
    return "," if len(commas) else "." if len(points) else ""


def _beginning(path: Path, names: Sequence[str], form: CsvForm) -> list[pa.Array]:
    """Return the texts of some columns in the first block of a CSV."""
    table = CsvTable(path, Plan("", tuple(map(Column, names)), (Unique(tuple(names)),)), form)
    with closing(table.parts()) as parts:
        first = next(parts, None)
        return list(table.read(first).columns.values()) if first else []


def _is_number(column: Column) -> bool:
    """Whether the values of a column are numbers, and its own notation says nothing of their signs."""
    own = column.notation
    return column.type in ("integer", "number") and not own.digits and (own.decimal, own.group) == (".", "")


def _is_day(column: Column) -> bool:
    return (column.type == "date" or column.format == "edtf") and column.notation.days == (ISO,)


def _in_notation(plan: Plan, notation: Notation) -> Plan:
    """Return a plan in which values may also be written in a notation, where its own says nothing else."""

    def own(column: Column) -> Notation:
        if _is_number(column):
            return replace(column.notation, decimal=notation.decimal, group=notation.group, zeros=notation.zeros)
        if _is_day(column):
            return replace(column.notation, days=notation.days)
        if column.type == "boolean" and (column.notation.true, column.notation.false) == (PLAIN.true, PLAIN.false):
            return replace(column.notation, true=notation.true, false=notation.false)
        return column.notation

    return replace(plan, columns=tuple(replace(column, notation=own(column)) for column in plan.columns))


def _sentence(form: CsvForm, plan: Plan, sign: str) -> str:
    known = [_name(form.delimiter), _name(form.encoding)]
    if any(map(_is_number, plan.columns)):
        known.append({",": "decimal commas", ".": "decimal points"}.get(sign, "whole numbers"))
    if any(map(_is_day, plan.columns)):
        known.append("days as 31-12-2024")
    return f"read as a spreadsheet's CSV: {', '.join(known)}"


def _name(sign: str) -> str:
    return _NAMES.get(sign, sign if len(sign) > 1 else repr(sign))
