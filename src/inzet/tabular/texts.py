"""Texts as values of a type, in the notation of their column."""

import re
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from inzet.schema.formats import read_day
from inzet.tabular.arrays import ARROW, is_true, text_buffers, without
from inzet.tabular.notation import ISO, Notation, plain_days, plain_numbers

_BLANKS = " \t"
_LOOSE = "%Y-%m-%d"  # with days and months of one digit too
_WHOLE = re.compile(r"([+-]?)0*([0-9]{1,19})")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|(?i:nan|-?inf)")
_PLAIN = {
    "integer": r"\A-?[0-9]{1,18}\z",
    "number": r"\A-?[0-9]+(?:\.[0-9]+)?\z",
    "date": (
        r"\A[1-9][0-9]{3}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
        r"|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)\z"
    ),
}
"""Forms of texts that Arrow and ``_read`` read alike; nearly all values have them."""
FIRST_DAY, LAST_DAY = pa.scalar(date.min), pa.scalar(date.max)


def parsed(kind: str, notation: Notation, texts: pa.Array) -> pa.Array:
    """Return texts as values of a type, null for those that are not of it.

    Days that are written in another way are returned as year-month-day where the type is string.
    """
    match kind:
        case "boolean":
            yes, no = (pc.is_in(texts, pa.array(words, pa.string())) for words in (notation.true, notation.false))
            return pc.if_else(pc.or_(yes, no), yes, None)
        case "date" | "string" if notation.days != (ISO,):
            return _with_days(kind, notation, texts)
        case "integer" if notation.group or notation.zeros or notation.digits:
            texts = plain_numbers(texts, notation, whole=True)
        case "number" if notation.group or notation.decimal != ".":
            texts = plain_numbers(texts, notation, whole=False)
    return _cast(kind, texts)


def _with_days(kind: str, notation: Notation, texts: pa.Array) -> pa.Array:
    """Return texts as days; or as texts, in which only days in the patterns of a notation are different."""
    if kind == "date" and {ISO, _LOOSE} & set(notation.days) and (quick := _cast_at_once(kind, texts)) is not None:
        return quick
    made, left = pa.nulls(len(texts), ARROW["date"]), texts
    # Texts that no pattern knows are read one by one if they are to be days, so these come last.
    for pattern in sorted(notation.days, key=lambda pattern: pattern == ISO):
        if left.null_count == len(left) or (kind == "string" and pattern == ISO):
            break
        found = _cast("date", left if pattern == ISO else plain_days(left, pattern))
        made, left = pc.coalesce(made, found), without(left, found.is_valid())
    return pc.coalesce(pc.cast(made, pa.string()), texts) if kind == "string" else made


def _cast(kind: str, texts: pa.Array) -> pa.Array:
    """Return texts of the usual notation as values of a type, null for those that are not of it.

    Arrow stops at the first text that it cannot read; then Arrow reads only texts of a plain form, and Python the rest.
    """
    if (quick := _cast_at_once(kind, texts)) is not None:
        return quick
    others = is_true(pc.invert(pc.match_substring_regex(texts, _PLAIN[kind])))
    made = pc.cast(without(texts, others), ARROW[kind])
    coded = texts.filter(others).dictionary_encode()
    read = pa.array([_read(kind, text) for text in coded.dictionary.to_pylist()], ARROW[kind])
    return pc.replace_with_mask(made, others, read.take(coded.indices))


def _cast_at_once(kind: str, texts: pa.Array) -> pa.Array | None:
    """Return texts as values of a type, if Arrow can read them all; None if it cannot."""
    try:
        made = pc.cast(texts, ARROW[kind])
    except pa.ArrowInvalid:
        return None
    return made if _is_strict(kind, texts, made) else None


def _is_strict(kind: str, texts: pa.Array, made: pa.Array) -> bool:
    """Whether Arrow accepted nothing that ``_read`` refuses, such as 0x1F, "Infinity" and days of the year 0."""
    if kind == "integer":
        offsets, data = text_buffers(texts)
        characters = data[offsets[0] : offsets[-1]].tobytes()
        return b"x" not in characters and b"X" not in characters
    strict = pc.is_finite(made) if kind == "number" else pc.greater_equal(made, FIRST_DAY)
    return pc.all(strict).as_py() is not False


def _read(kind: str, text: str) -> Any:
    """Return a text as a value of a type, None if it is not of it; this is the rule for numbers and days."""
    text = text.strip(_BLANKS)
    if kind == "number":
        return float(text) if _NUMBER.fullmatch(text) else None
    if kind == "integer":
        found = _WHOLE.fullmatch(text)
        number = int(found[1] + found[2]) if found else 1 << 63
        return number if -(1 << 63) <= number < 1 << 63 else None
    try:
        return read_day(text)
    except ValueError:
        return None
