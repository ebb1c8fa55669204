"""How the texts of a column are written, and texts in that notation as texts that Arrow can read."""

import re
from dataclasses import dataclass
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from inzet.tabular.arrays import plain, without

ISO = "default"
"""Year, month and day of four, two and two digits, divided by hyphens: what the Table Schema standard calls default."""
TRUE, FALSE = ("true", "True", "TRUE", "1"), ("false", "False", "FALSE", "0")
_PARTS = {"%Y": "(?P<year>[0-9]{4})", "%m": "(?P<month>1[0-2]|0?[1-9])", "%d": "(?P<day>3[01]|[12][0-9]|0?[1-9])"}
_DAY = re.compile(r"(%[Ymd])([-/._,]?)(%[Ymd])([-/._,]?)(%[Ymd])")
_NO_NUMBER = r"(?i:nan|-?inf)"


@dataclass(frozen=True)
class Notation:
    """How the texts of a column are written; by default as in a published table.

    Attributes:
        missing: texts that stand for no value.
        true: words for true.
        false: words for false.
        decimal: the decimal sign of numbers; without one, only whole numbers are read.
        group: the sign between groups of three digits; none if it is empty.
        zeros: whether a whole number may end with the decimal sign and zeros.
        digits: how many digits a whole number has, and no sign; any number of them if it is 0.
        days: the forms of days, each ``ISO`` or a pattern of ``strptime`` that ``is_day_pattern`` knows.
    """

    missing: tuple[str, ...] = ("",)
    true: tuple[str, ...] = TRUE
    false: tuple[str, ...] = FALSE
    decimal: str = "."
    group: str = ""
    zeros: bool = False
    digits: int = 0
    days: tuple[str, ...] = (ISO,)


PLAIN = Notation()


def is_day_pattern(pattern: str) -> bool:
    """Whether a pattern of ``strptime`` is year, month and day in some order, with at most one sign between them."""
    found = _DAY.fullmatch(pattern)
    return found is not None and {found[1], found[3], found[5]} == _PARTS.keys()


def is_sign(text: str) -> bool:
    """Whether a text can be a decimal sign, or divide groups of digits."""
    return len(text) == 1 and not text.isalnum() and text not in "+-\r\n\t"


def without_missing(array: pa.Array, words: tuple[str, ...]) -> pa.Array:
    """Return texts, encoded as a dictionary or not, with null for those that stand for no value."""
    texts = plain(array)
    texts = without(texts, pc.is_in(texts, pa.array(words, pa.string())))
    return texts.dictionary_encode() if pa.types.is_dictionary(array.type) else texts


def plain_days(texts: pa.Array, pattern: str) -> pa.Array:
    """Return days as year-month-day, null where a text does not have the form of a pattern."""
    found = pc.extract_regex(texts, _day_form(pattern))
    year, month, day = (pc.struct_field(found, name) for name in ("year", "month", "day"))
    return pc.binary_join_element_wise(
        year, pc.utf8_lpad(month, 2, "0"), pc.utf8_lpad(day, 2, "0"), "-", null_handling="emit_null"
    )


def are_numbers(texts: pa.Array, notation: Notation, whole: bool) -> pa.Array:
    """Return whether each text is a number, or a whole number, in a notation."""
    return pc.match_substring_regex(texts, _number_form(notation, whole))


def plain_numbers(texts: pa.Array, notation: Notation, whole: bool) -> pa.Array:
    """Return numbers with a decimal point and no other sign, null where a text is no number in this notation."""
    made = without(texts, pc.invert(are_numbers(texts, notation, whole)))
    if notation.group:
        made = pc.replace_substring(made, notation.group, "")
    if whole and notation.zeros and notation.decimal:
        return pc.replace_substring_regex(made, f"{_escaped(notation.decimal)}0*", "")
    return pc.replace_substring(made, notation.decimal, ".") if notation.decimal not in ("", ".") else made


@cache
def _day_form(pattern: str) -> str:
    form = "".join(_PARTS.get(part, _escaped(part)) for part in re.findall("%.|.", pattern))
    return rf"\A[ \t]*{form}[ \t]*\z"


@cache
def _number_form(notation: Notation, whole: bool) -> str:
    """Return an expression for whole texts; RE2 reads it."""
    if whole and notation.digits:
        return rf"\A[ \t]*[0-9]{{{notation.digits}}}[ \t]*\z"
    group, decimal = _escaped(notation.group), _escaped(notation.decimal)
    form = f"(?:[0-9]+|[1-9][0-9]{{0,2}}(?:{group}[0-9]{{3}})+)" if group else "[0-9]+"
    if whole and notation.zeros and decimal:
        form += f"(?:{decimal}0*)?"
    elif not whole:
        form = f"(?:{form}(?:{decimal}[0-9]*)?|{decimal}[0-9]+)" if decimal else form
        return rf"\A[ \t]*(?:[+-]?{form}(?:[eE][+-]?[0-9]+)?|{_NO_NUMBER})[ \t]*\z"
    return rf"\A[ \t]*[+-]?{form}[ \t]*\z"


def _escaped(text: str) -> str:
    return "".join(f"\\x{{{ord(character):x}}}" for character in text)
