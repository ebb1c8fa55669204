"""Convert texts, and values of any other type, to the type of their column, and find those that are not of it.

A value that is not of the type of its column becomes null and is returned as a fault.
"""

import re
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from inzet.schema.findings import CODES
from inzet.schema.formats import read_day
from inzet.tabular.arrays import ARROW, as_text, plain, text_buffers, value_type, without
from inzet.tabular.parts import Faults, Read, faults_at
from inzet.tabular.plans import FALSE, TRUE, Column, Plan

_BLANKS = " \t"
_WHOLE = re.compile(r"([+-]?)0*([0-9]{1,19})")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|NaN|-?INF")
_PLAIN = {
    "integer": r"\A-?[0-9]{1,18}\z",
    "number": r"\A-?[0-9]+(?:\.[0-9]+)?\z",
    "date": r"\A[1-9][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])\z",
}
"""Forms of texts that Arrow and ``_read`` read alike; most values have them."""
FIRST_DAY, LAST_DAY = pa.scalar(date.min), pa.scalar(date.max)


def is_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8."""
    if data.isascii():
        return True
    text = pa.StringArray.from_buffers(1, pa.py_buffer(np.array([0, len(data)], np.int32)), pa.py_buffer(data))
    try:
        text.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def decoded(column: Column, array: pa.Array) -> tuple[pa.Array, list[Faults]]:
    """Return bytes as texts, and those that are not UTF-8 as faults."""
    array = plain(array)
    try:
        return pc.cast(array, pa.string()), []
    except pa.ArrowInvalid:
        values = array.to_pylist()
    rows = [row for row, value in enumerate(values) if value is not None and not is_utf8(value)]
    shown = [values[row][:200].decode("utf-8", "backslashreplace") for row in rows]
    for row in rows:
        values[row] = None
    faults = Faults(column.name, "table.encoding", pa.array(rows, pa.uint64()), pa.array(shown))
    return pa.array(values, pa.binary()).cast(pa.string()), [faults]


def converted(column: Column, array: pa.Array) -> tuple[pa.Array, list[Faults]]:
    """Return texts as values of a column's type, and those that are not of it as faults."""
    texts = plain(array)
    made = _truths(texts) if column.type == "boolean" else _parsed(column.type, texts)
    lost = pc.and_(made.is_null(), texts.is_valid())
    return made, faults_at(column.name, CODES["type"], pc.indices_nonzero(lost), texts)


def _truths(texts: pa.Array) -> pa.Array:
    yes, no = (pc.is_in(texts, pa.array(words)) for words in (TRUE, FALSE))
    return pc.if_else(pc.or_(yes, no), yes, None)


def _parsed(kind: str, texts: pa.Array) -> pa.Array:
    """Return texts as values of a type, null for those that are not of it.

    Arrow stops at the first text that it cannot read; then Arrow reads only texts of a plain form, and Python the rest.
    """
    try:
        made = pc.cast(texts, ARROW[kind])
        if _is_strict(kind, texts, made):
            return made
    except pa.ArrowInvalid:
        pass
    others = pc.fill_null(pc.invert(pc.match_substring_regex(texts, _PLAIN[kind])), False)
    made = pc.cast(without(texts, others), ARROW[kind])
    coded = texts.filter(others).dictionary_encode()
    read = pa.array([_read(kind, text) for text in coded.dictionary.to_pylist()], ARROW[kind])
    return pc.replace_with_mask(made, others, read.take(coded.indices))


def _is_strict(kind: str, texts: pa.Array, made: pa.Array) -> bool:
    """Whether Arrow accepted nothing that ``_read`` refuses, such as 0x1F, "inf" and days of the year 0."""
    if kind == "integer":
        offsets, data = text_buffers(texts)
        characters = data[offsets[0] : offsets[-1]].tobytes()
        return b"x" not in characters and b"X" not in characters
    strict = pc.is_finite(made) if kind == "number" else pc.greater_equal(made, FIRST_DAY)
    return pc.all(strict).as_py() is not False


def _read(kind: str, text: str) -> Any:
    """Return a text as a value of a type, None if it is not of it; this is the rule for all types but boolean."""
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


def read_batch(plan: Plan, batch: pa.RecordBatch) -> Read:
    """Return the columns of a plan from a batch, with the types of the plan."""
    read = Read({}, batch.num_rows)
    for column in plan.columns:
        if column.name in batch.schema.names:
            array, faults = fitted(column, batch.column(batch.schema.get_field_index(column.name)))
            read.columns[column.name] = array
            read.faults += faults
    return read


def fitted(column: Column, array: pa.Array) -> tuple[pa.Array, list[Faults]]:
    """Return values of any type as values of a column's type, and those that are not of it as faults."""
    wanted, inner = ARROW[column.type], value_type(array)
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
    faults = [Faults(column.name, CODES["type"], wrong, pa.array(_shown(array.take(wrong)), pa.string()))]
    if len(wrong) == len(array) - array.null_count:
        return pa.nulls(len(array), wanted), faults
    return pc.cast(pc.if_else(fits, array, None), wanted, safe=False), faults


def _fits(wanted: str, kind: pa.DataType) -> bool:
    """Whether an Arrow type suits a type of column; single values may still be out of range."""
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


def _fitted_text(column: Column, array: pa.Array) -> tuple[pa.Array, list[Faults]]:
    faults: list[Faults] = []
    wanted = pa.dictionary(pa.int32(), pa.string()) if pa.types.is_dictionary(array.type) else pa.string()
    try:
        if array.type != wanted:
            array = pc.cast(plain(array), pa.string())
        # Parquet does not guarantee that texts are UTF-8.
        array.validate(full=True)
    except pa.ArrowInvalid:
        array, faults = decoded(column, pc.cast(plain(array), pa.binary()))
    texts = array.dictionary if pa.types.is_dictionary(array.type) else array
    if pc.min(pc.binary_length(texts)).as_py() == 0:
        # An empty text is a missing value, as in a CSV.
        texts = plain(array)
        array = without(texts, pc.equal(pc.binary_length(texts), 0))
    if column.type != "string":
        array, mistyped = converted(column, array)
        faults += mistyped
    return array, faults


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
        except (ValueError, OverflowError):  # a day or a time that Python cannot hold
            shown.append(str(value)[:200])
    return shown
