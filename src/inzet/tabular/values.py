"""What values look like: texts and values of other types as those of a column, and which of them are none of it."""

import re
from collections.abc import Callable
from datetime import date
from functools import cache, reduce
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from inzet.schema.findings import CODES
from inzet.tabular.columns import ARROW, Found, as_text, buffers_of, plain
from inzet.tabular.parts import Read
from inzet.tabular.plans import FALSE, TRUE, Column, Plan

_BLANKS = " \t"
_NUMBER = r"\A(?:[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|NaN|-?INF)\z"
_SHORT_WHOLE = r"\A-?[0-9]{1,18}\z"
_SURE = 18  # so many digits are in 64 bits
_WHOLE = re.compile(r"([+-]?)0*([0-9]{1,19})")
_OF_A_DAY = len("2024-06-17")
_ZERO = np.uint8(ord("0"))
_DASH = np.uint8((ord("-") - ord("0")) % 256)
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
    """Return texts as values of a column's type, with those that are none of it left empty and named.

    This is the rule of what a number, a day and a truth look like; what Arrow parses by itself must be among it.
    """
    encoded = pa.types.is_dictionary(array.type)
    values = array.dictionary if encoded else array
    made = _CONVERT[column.type](values)
    lost = pc.and_(made.is_null(), values.is_valid())
    if encoded:
        lost, made = lost.take(array.indices), made.take(array.indices)
    wrong = pc.indices_nonzero(lost)
    if not len(wrong):
        return made, []
    return made, [Found(column.name, CODES["type"], wrong, as_text(array.take(wrong)))]


def _whole(values: pa.Array) -> pa.Array:
    offsets, signs = buffers_of(values)
    lengths = np.diff(offsets)
    others = (lengths == 0) | (lengths > _SURE)
    strange = np.flatnonzero(signs[offsets[0] : offsets[-1]] - _ZERO > 9) + offsets[0]
    others[np.searchsorted(offsets, strange, "right") - 1] = True
    others &= values.is_valid().to_numpy(zero_copy_only=False)
    rows = np.flatnonzero(others)
    if not len(rows):
        return pc.cast(values, pa.int64())
    mask = pa.array(others)
    return pc.replace_with_mask(
        pc.cast(pc.if_else(mask, None, values), pa.int64()), mask, _signed(values.take(pa.array(rows)))
    )


def _signed(values: pa.Array) -> pa.Array:
    short = pc.match_substring_regex(values, _SHORT_WHOLE)
    made = pc.cast(pc.if_else(short, values, None), pa.int64())
    others = pc.invert(short)
    read = [_read_whole(text) for text in values.filter(others).to_pylist()]
    return pc.replace_with_mask(made, others, pa.array(read, pa.int64()))


def _read_whole(text: str) -> int | None:
    found = _WHOLE.fullmatch(text.strip(_BLANKS))
    number = int(found[1] + found[2]) if found else 1 << 63
    return number if -(1 << 63) <= number < 1 << 63 else None


def _day(values: pa.Array) -> pa.Array:
    """Return days; in one go, for Arrow would stop at the first text that is none."""
    formed = _is_as_long_as_a_day(values)
    if np.count_nonzero(formed) + values.null_count < len(values):
        values = pc.utf8_trim(values, _BLANKS)
        formed = _is_as_long_as_a_day(values)
    offsets, signs = buffers_of(values)
    if (offsets[-1] - offsets[0]) != _OF_A_DAY * np.count_nonzero(formed):
        offsets, signs = buffers_of(values.filter(pa.array(formed)))
    # A row for each of the ten signs.
    digits = np.ascontiguousarray(signs[offsets[0] : offsets[-1]].reshape(-1, _OF_A_DAY).T) - _ZERO
    year, month, day = (_number_of(digits[at]) for at in (slice(0, 4), slice(5, 7), slice(8, 10)))
    right = (digits[[0, 1, 2, 3, 5, 6, 8, 9]] <= 9).all(0) & (digits[[4, 7]] == _DASH).all(0)
    right &= (year >= 1) & (month >= 1) & (month <= 12) & (day >= 1)
    begun = np.where(right, 12 * (year - 1) + month - 1, 0)
    days = _months()[begun] + day - 1
    right &= days < _months()[begun + 1]
    made = np.zeros(len(values), np.int32)
    made[formed] = days
    formed[formed] = right
    return pa.array(made, mask=~formed).cast(pa.date32())


def _is_as_long_as_a_day(values: pa.Array) -> npt.NDArray[np.bool_]:
    long_as: npt.NDArray[np.bool_] = np.diff(buffers_of(values)[0]) == _OF_A_DAY
    return long_as & values.is_valid().to_numpy(zero_copy_only=False) if values.null_count else long_as


def _number_of(digits: npt.NDArray[np.uint8]) -> npt.NDArray[np.int32]:
    return reduce(lambda number, digit: 10 * number + digit, digits.astype(np.int32))


@cache
def _months() -> npt.NDArray[np.int32]:
    """Return the first day of each month from the year 1 to 9999, and of the one behind them."""
    return np.arange("0001-01", "10000-02", dtype="datetime64[M]").astype("datetime64[D]").astype(np.int32)


def _truth(values: pa.Array) -> pa.Array:
    yes, no = (pc.is_in(values, pa.array(words)) for words in (TRUE, FALSE))
    return pc.if_else(pc.or_(yes, no), yes, None)


def _number(values: pa.Array) -> pa.Array:
    try:
        made = pc.cast(values, pa.float64())
        if pc.all(pc.is_finite(made)).as_py() is not False:
            return made  # a finite number that Arrow reads has the form below
    except pa.ArrowInvalid:
        pass
    fits = pc.match_substring_regex(values, _NUMBER)
    if pc.all(fits).as_py() is False:
        values = pc.utf8_trim(values, _BLANKS)
        fits = pc.match_substring_regex(values, _NUMBER)
    return pc.cast(pc.if_else(fits, values, None), pa.float64())


_CONVERT: dict[str, Callable[[pa.Array], pa.Array]] = {
    "integer": _whole,
    "date": _day,
    "boolean": _truth,
    "number": _number,
}


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
