"""Convert texts, and values of any other type, to the type of their column, and find those that are not of it.

A value that is not of the type of its column becomes null and is returned as a fault.
"""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from inzet.schema.findings import CODES
from inzet.tabular.arrays import ARROW, as_text, plain, value_type
from inzet.tabular.notation import ISO, without_missing
from inzet.tabular.parts import Faults, Read, faults_at
from inzet.tabular.plans import Column, Plan
from inzet.tabular.texts import FIRST_DAY, LAST_DAY, parsed


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
    if column.type == "string" and column.notation.days == (ISO,):
        return array, []
    texts = plain(array)
    made = parsed(column.type, column.notation, texts)
    lost = pc.and_(made.is_null(), texts.is_valid())
    return made, faults_at(column.name, CODES["type"], pc.indices_nonzero(lost), texts)


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
    elif fits and column.type == "integer" and (inner == pa.uint64() or column.notation.digits):
        most = 10**column.notation.digits - 1 if column.notation.digits else (1 << 63) - 1
        # Below zero it becomes a very large number.
        fits = pc.less_equal(pc.cast(array, pa.uint64(), safe=False), pa.scalar(most, pa.uint64()))
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
    # An empty text is a missing value, as in a CSV.
    if column.notation.missing != ("",) or pc.min(pc.binary_length(texts)).as_py() == 0:
        array = without_missing(plain(array), column.notation.missing)
    array, mistyped = converted(column, array)
    return array, faults + mistyped


def _shown(array: pa.Array) -> list[str]:
    """Return values of any type as texts."""
    try:
        texts = as_text(array)
        if pa.types.is_floating(array.type):
            texts = pc.replace_substring_regex(texts, r"\A(-?[0-9]+)\z", r"\1.0")  # Arrow writes 5.0 as "5"
        return list(texts.to_pylist())
    except pa.ArrowException:
        pass
    shown = []
    for value in array:
        try:
            shown.append(str(value.as_py())[:200])
        except (ValueError, OverflowError):  # a day or a time that Python cannot hold
            shown.append(str(value)[:200])
    return shown
