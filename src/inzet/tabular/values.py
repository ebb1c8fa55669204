"""What values look like: texts and values of other types as those of a column, and which of them are none of it."""

import re
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from inzet.schema.findings import CODES
from inzet.schema.formats import check_day
from inzet.tabular.columns import ARROW, Found, as_text, plain
from inzet.tabular.parts import Read
from inzet.tabular.plans import FALSE, TRUE, Column, Plan

_BLANKS = " \t"
_WHOLE = re.compile(r"([+-]?)0*([0-9]{1,19})")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|NaN|-?INF")
_PLAIN = {
    "integer": r"\A-?[0-9]{1,18}\z",
    "number": r"\A-?[0-9]+(?:\.[0-9]+)?\z",
    "date": r"\A[1-9][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])\z",
}
"""The forms of texts that Arrow reads as Python does below; most values have them."""
FIRST_DAY, LAST_DAY = pa.scalar(date.min), pa.scalar(date.max)


def decoded(column: Column, array: pa.Array) -> tuple[pa.Array, list[Found]]:
    """Return bytes as texts, with those that are no UTF-8 left empty and named."""
    with_faults = plain(array)
    try:
        return pc.cast(with_faults, pa.string()), []
    except pa.ArrowInvalid:
        pass
    texts: list[str | None] = []
    wrong: list[int] = []
    shown: list[str] = []
    for row, value in enumerate(with_faults.to_pylist()):
        try:
            texts.append(None if value is None else value.decode("utf-8"))
        except UnicodeDecodeError:
            texts.append(None)
            wrong.append(row)
            shown.append(value[:200].decode("utf-8", "backslashreplace"))
    return pa.array(texts, pa.string()), [
        Found(column.name, "table.encoding", pa.array(wrong, pa.uint64()), pa.array(shown))
    ]


def converted(column: Column, array: pa.Array) -> tuple[pa.Array, list[Found]]:
    """Return texts as values of a column's type; texts that are not of that type become null and are returned too."""
    encoded = pa.types.is_dictionary(array.type)
    texts = array.dictionary if encoded else array
    made = _truths(texts) if column.type == "boolean" else _parsed(column.type, texts)
    lost = pc.and_(made.is_null(), texts.is_valid())
    if encoded:
        lost, made = lost.take(array.indices), made.take(array.indices)
    wrong = pc.indices_nonzero(lost)
    if not len(wrong):
        return made, []
    return made, [Found(column.name, CODES["type"], wrong, as_text(array.take(wrong)))]


def _truths(texts: pa.Array) -> pa.Array:
    yes, no = (pc.is_in(texts, pa.array(words)) for words in (TRUE, FALSE))
    return pc.if_else(pc.or_(yes, no), yes, None)


def _parsed(kind: str, texts: pa.Array) -> pa.Array:
    """Return texts as values of a type, null where they are not of it.

    Arrow stops at the first text that it cannot read. Then it gets only those of a plain form, and Python the others.
    """
    try:
        made = pc.cast(texts, ARROW[kind])
        if _is_strict(kind, texts, made):
            return made
    except pa.ArrowInvalid:
        pass
    others = pc.fill_null(pc.invert(pc.match_substring_regex(texts, _PLAIN[kind])), False)
    made = pc.cast(pc.if_else(others, None, texts), ARROW[kind])
    coded = texts.filter(others).dictionary_encode()
    read = pa.array([_read(kind, text) for text in coded.dictionary.to_pylist()], ARROW[kind])
    return pc.replace_with_mask(made, others, read.take(coded.indices))


def _is_strict(kind: str, texts: pa.Array, made: pa.Array) -> bool:
    """Whether Arrow read nothing that is not of the type here, such as 0x1F, "inf" and a day of the year 0."""
    match kind:
        case "integer":
            strict = pc.invert(pc.or_(pc.match_substring(texts, "x"), pc.match_substring(texts, "X")))
        case "number":
            strict = pc.is_finite(made)
        case _:
            strict = pc.greater_equal(made, FIRST_DAY)
    return pc.all(strict).as_py() is not False


def _read(kind: str, text: str) -> Any:
    """Return a text as a value of a type, None if it is not of it: what numbers and days look like, in one place."""
    text = text.strip(_BLANKS)
    if kind == "number":
        return float(text) if _NUMBER.fullmatch(text) else None
    if kind == "integer":
        found = _WHOLE.fullmatch(text)
        number = int(found[1] + found[2]) if found else 1 << 63
        return number if -(1 << 63) <= number < 1 << 63 else None
    try:
        return date.fromisoformat(check_day(text))
    except ValueError:
        return None


def read_batch(plan: Plan, batch: pa.RecordBatch) -> Read:
    """Return a batch that has types of its own as a block: with the types of the plan, and what does not fit them."""
    made = Read({}, batch.num_rows)
    for column in plan.columns:
        if column.name in batch.schema.names:
            array, found = fitted(column, batch.column(batch.schema.get_field_index(column.name)))
            made.columns[column.name] = array
            made.found += found
    return made


def fitted(column: Column, array: pa.Array) -> tuple[pa.Array, list[Found]]:
    """Return values of any type as those of a column, with those that are none of it left empty and named."""
    wanted = ARROW[column.type]
    inner = array.type.value_type if pa.types.is_dictionary(array.type) else array.type
    if _is_text(inner):
        return _fitted_text(column, array)
    array = plain(array)
    if array.null_count == len(array):
        return pa.nulls(len(array), wanted), []
    fits: Any = _fits(column.type, inner)
    if fits and column.type == "date":
        array = pc.cast(array, wanted, safe=False)
        fits = pc.and_(pc.greater_equal(array, FIRST_DAY), pc.less_equal(array, LAST_DAY))
    elif fits and inner == pa.uint64() and column.type == "integer":
        fits = pc.less_equal(array, pa.scalar((1 << 63) - 1, pa.uint64()))
    elif fits:
        return pc.cast(array, wanted, safe=False), []
    else:
        fits = pa.repeat(False, len(array))
    wrong = pc.indices_nonzero(pc.and_(pc.invert(fits), array.is_valid()))
    if not len(wrong):
        return pc.cast(array, wanted, safe=False), []
    found = [Found(column.name, CODES["type"], wrong, pa.array(_shown(array.take(wrong)), pa.string()))]
    if len(wrong) == len(array) - array.null_count:
        return pa.nulls(len(array), wanted), found
    return pc.cast(pc.if_else(fits, array, None), wanted, safe=False), found


def _fits(wanted: str, kind: pa.DataType) -> bool:
    """Whether values of a type may be those of a column; not all need be."""
    types = pa.types
    return bool(
        kind == ARROW[wanted]
        or (wanted in ("integer", "number") and types.is_integer(kind))
        or (wanted == "number" and (types.is_floating(kind) or types.is_decimal(kind)))
        or (wanted == "date" and types.is_date(kind))
    )


def _is_text(kind: pa.DataType) -> bool:
    tests = ("is_string", "is_large_string", "is_string_view", "is_binary", "is_large_binary", "is_binary_view")
    return any(getattr(pa.types, test)(kind) for test in tests)


def _fitted_text(column: Column, array: pa.Array) -> tuple[pa.Array, list[Found]]:
    found: list[Found] = []
    wanted = pa.dictionary(pa.int32(), pa.string()) if pa.types.is_dictionary(array.type) else pa.string()
    try:
        if array.type != wanted:
            array = pc.cast(plain(array), pa.string())
        # What a file says is text need not be UTF-8.
        array.validate(full=True)
    except pa.ArrowInvalid:
        array, found = decoded(column, pc.cast(plain(array), pa.binary()))
    texts = array.dictionary if pa.types.is_dictionary(array.type) else array
    if pc.min(pc.binary_length(texts)).as_py() == 0:
        # Nothing between two commas is no value; nor is it here.
        texts = plain(array)
        array = pc.if_else(pc.equal(pc.binary_length(texts), 0), None, texts)
    if column.type != "string":
        array, wrong = converted(column, array)
        found += wrong
    return array, found


def _shown(array: pa.Array) -> list[str]:
    """Return values of any type as texts."""
    try:
        return list(as_text(array).to_pylist())
    except pa.ArrowException:
        pass
    shown = []
    for value in array:
        try:
            shown.append(str(value.as_py())[:200])
        except (ValueError, OverflowError):  # a day or a moment that Python has not
            shown.append(str(value)[:200])
    return shown
