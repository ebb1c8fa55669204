"""Check the columns of a batch: the one function that a file, a stream and a cluster have in common."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, reduce
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from inzet import edtf
from inzet.schema.findings import CODES
from inzet.schema.formats import FORMATS, check_edtf
from inzet.tabular.plans import Column, Day, Plan, Reference

ARROW = {
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "string": pa.string(),
}

BETWEEN = "\x1f"
"""Stands between the values of several columns; in a value itself it is written in two signs, like its neighbour."""
_ESCAPED = (("\x1e", "\x1e0"), (BETWEEN, "\x1e1"))
_NONE = pa.array([], pa.int64())


class Found(NamedTuple):
    """Values of one column that break one rule.

    Attributes:
        column: name of the column; several names, joined by a comma, for what joins columns.
        code: the rule.
        rows: where they stand in the batch, from 0.
        values: what stands there, as text.
    """

    column: str
    code: str
    rows: pa.Array
    values: pa.Array


def check_batch(
    plan: Plan,
    batch: Mapping[str, pa.Array],
    known: Mapping[Reference, pa.Array],
    misread: Iterable[Found] = (),
) -> Iterator[Found]:
    """Yield what is wrong in a batch; what spans batches, unique keys, is no matter of it.

    Args:
        plan: what the table must be.
        batch: a column of Arrow values for each column of the plan that the table has: of the type of the plan, or
            encoded as a dictionary of it.
        known: the values that references may have, as texts.
        misread: values that were left empty because they are none of their type; they are not missing.
    """
    missing = _missing(batch, misread)
    for column in plan.columns:
        if column.name in batch:
            yield from _check_column(column, batch, missing)
    for order in plan.orders:
        if order.low in batch and order.high in batch:
            low, high = plain(batch[order.low]), plain(batch[order.high])
            yield from _found(order.low, order.code, pc.indices_nonzero(pc.greater(low, high)), low)
    for day in plan.days:
        if day.column in batch and day.of in batch:
            yield from _check_day(day, batch, missing)
    for reference in plan.references:
        values = known.get(reference)
        if values is not None and all(name in batch for name in reference.columns):
            own = texts([batch[name] for name in reference.columns])
            for found in _found(", ".join(reference.columns), "reference_exists", _wrong(own, _among(values)), own):
                if len(reference.columns) > 1:
                    found = found._replace(values=pa.array(map(readable, found.values.to_pylist()), pa.string()))
                yield found


def _missing(batch: Mapping[str, pa.Array], misread: Iterable[Found]) -> Callable[[str], pa.Array]:
    """Return what says of a column which of its values are missing."""
    rows: dict[str, list[Any]] = {}
    for each in misread:
        rows.setdefault(each.column, []).append(each.rows.to_numpy())

    def missing(name: str) -> pa.Array:
        empty = batch[name].is_null()
        if name not in rows:
            return empty
        mask = empty.to_numpy(zero_copy_only=False).copy()
        mask[np.concatenate(rows[name]).astype(np.int64)] = False
        return pa.array(mask)

    return missing


def _check_column(column: Column, batch: Mapping[str, pa.Array], missing: Callable[[str], pa.Array]) -> Iterator[Found]:
    array = batch[column.name]
    if column.required and array.null_count:
        yield from _found(column.name, CODES["required"], pc.indices_nonzero(missing(column.name)), array)
    needed = [missing(name) for name in column.needs if name in batch]
    if needed and array.null_count < len(array):
        alone = pc.and_(array.is_valid(), reduce(pc.or_, needed))
        yield from _found(column.name, CODES["dependentRequired"], pc.indices_nonzero(alone), array)
    for code, right in _demands(column):
        yield from _found(column.name, code, _wrong(array, right), array)


def _check_day(day: Day, batch: Mapping[str, pa.Array], missing: Callable[[str], pa.Array]) -> Iterator[Found]:
    """Yield days that are not what follows from a partial date; of what is none, nothing follows."""
    array, partial = plain(batch[day.column]), batch[day.of].dictionary_encode()
    days = list(map(_days_of, partial.dictionary.to_pylist()))
    expected = pa.array([found and found[day.side] for found in days], pa.date32()).take(partial.indices)
    known = pa.array([found is not None for found in days], pa.bool_()).take(partial.indices)
    known = pc.if_else(partial.is_null(), missing(day.of), known)
    other = pc.fill_null(pc.not_equal(array, expected), False)
    alone = pc.and_(array.is_valid(), expected.is_null())
    lost = pc.and_(missing(day.column), expected.is_valid())
    wrong = pc.and_(known, pc.or_(other, pc.or_(alone, lost)))
    yield from _found(day.column, "table.derived-day", pc.indices_nonzero(wrong), array)


@lru_cache(1 << 16)
def _days_of(partial: str | None) -> Mapping[str, Any] | None:
    """Return the first and last day of a text; None if it is no partial date."""
    try:
        if partial is None:
            return None
        period = edtf.parse(check_edtf(partial))
        return {"first": period.first, "last": period.last}
    except ValueError:
        return None


def _demands(column: Column) -> Iterator[tuple[str, Any]]:
    """Yield the code of each demand on the values of a column, and what says which values meet it."""
    if column.enum:
        yield CODES["enum"], _among(pa.array(list(column.enum), ARROW[column.type]))
    if column.pattern is not None:
        yield CODES["pattern"], _matcher(column.pattern)
    if column.min_length is not None or column.max_length is not None:
        yield CODES["minLength"], _between(column.min_length, column.max_length, pa.int32(), pc.utf8_length)
    if column.minimum is not None or column.maximum is not None:
        yield CODES["minimum"], _between(column.minimum, column.maximum, ARROW[column.type], lambda array: array)
    if column.format is not None:
        yield CODES["format"], _by_value(FORMATS[column.format])


def _among(words: pa.Array) -> Any:
    return lambda array: pc.or_kleene(pc.is_in(array, words), pc.is_null(array))


def _between(low: Any, high: Any, kind: pa.DataType, of: Callable[[pa.Array], pa.Array]) -> Any:
    """Return what says of an array which of its values, or what is made of them, lie within bounds; NaN never does."""
    least, most = (None if bound is None else pa.scalar(bound, kind) for bound in (low, high))

    def right(array: pa.Array) -> pa.Array:
        array = of(array)
        if most is None:
            return pc.greater_equal(array, least)
        if least is None:
            return pc.less_equal(array, most)
        return pc.and_(pc.greater_equal(array, least), pc.less_equal(array, most))

    return right


def _matcher(pattern: str) -> Any:
    # Whole and once: "$" alone would let a newline pass.
    whole = rf"\A(?:{pattern})\z"
    if not _is_re2(whole):
        # What looks ahead, behind or back is matched value by value.
        compiled = re.compile(pattern, re.ASCII)
        return _by_value(lambda text: text if compiled.fullmatch(text) else _refuse())
    return lambda array: pc.match_substring_regex(array, whole)


@cache
def _is_re2(pattern: str) -> bool:
    """Whether the expressions that Arrow matches with know all of a pattern."""
    try:
        pc.match_substring_regex(pa.array([""]), pattern)
    except pa.ArrowInvalid:
        return False
    return True


def _refuse() -> str:
    raise ValueError


def _by_value(check: Any) -> Any:
    """Return what says of an array which of its values a check lets pass; each value is looked at once."""

    def passes(text: str | None) -> bool | None:
        if text is None:
            return None
        try:
            check(text)
        except ValueError:
            return False
        return True

    def right(array: pa.Array) -> pa.Array:
        encoded = array.dictionary_encode()
        told = pa.array([passes(text) for text in encoded.dictionary.to_pylist()], pa.bool_())
        return told.take(encoded.indices)

    return right


def _wrong(array: pa.Array, right: Any) -> pa.Array:
    """Return the rows of an array whose values are not right; each value is looked at once where it is encoded.

    A null breaks nothing but what is required; what is right of no value is null, and counts as right.
    """
    if not pa.types.is_dictionary(array.type):
        told = right(array)
        return pc.indices_nonzero(pc.invert(told)) if pc.min(told).as_py() is False else _NONE
    told = right(array.dictionary)
    if pc.min(told).as_py() is not False:
        return _NONE
    # Behind the last value stands what a null is: right.
    wrong = np.append(pc.fill_null(pc.invert(told), False).to_numpy(zero_copy_only=False), False)
    at = pc.fill_null(array.indices, len(told)) if array.null_count else array.indices
    return pa.array(np.flatnonzero(np.take(wrong, at.to_numpy())))


def _found(name: str, code: str, rows: pa.Array, array: pa.Array) -> Iterator[Found]:
    if len(rows):
        yield Found(name, code, rows, as_text(array.take(rows)))


def plain(array: pa.Array) -> pa.Array:
    """Return values that are not encoded."""
    return array.dictionary_decode() if pa.types.is_dictionary(array.type) else array


def as_text(array: pa.Array) -> pa.Array:
    """Return values as texts, equal ones as equal texts."""
    array = plain(array)
    # Zero has two signs.
    return pc.cast(pc.add(array, 0.0) if pa.types.is_floating(array.type) else array, pa.string())


def as_target(array: pa.Array) -> pa.Array:
    """Return values that others refer to as texts; an empty one is none, whatever its table says."""
    array = as_text(array)
    return pc.if_else(pc.equal(array, ""), None, array)


def buffers_of(array: pa.Array) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8]]:
    """Return the offsets of texts that are not encoded, one more than there are texts, and the bytes they lead to."""
    if not len(array):
        return np.zeros(1, np.int32), np.empty(0, np.uint8)
    offsets, data = array.buffers()[1:]
    first = array.offset
    return np.frombuffer(offsets, np.int32)[first : first + len(array) + 1], np.frombuffer(data or b"", np.uint8)


def joined(arrays: list[pa.Array]) -> pa.Array:
    """Return the values of one column, or those of several as one text each; null where any is."""
    if len(arrays) == 1:
        return arrays[0]
    return pc.binary_join_element_wise(*map(_escaped, map(as_text, arrays)), BETWEEN, null_handling="emit_null")


def keys_of(columns: Mapping[str, pa.Array], names: Sequence[str]) -> list[str | None]:
    """Return the values of one or several columns as one text for each row."""
    return list(as_text(joined([columns[name] for name in names])).to_pylist())


def texts(arrays: list[pa.Array]) -> pa.Array:
    """Return ``joined`` values as texts, encoded where the values of one column are."""
    array = joined(arrays)
    inner = array.type.value_type if pa.types.is_dictionary(array.type) else array.type
    return array if pa.types.is_string(inner) else as_text(array)


def _escaped(array: pa.Array) -> pa.Array:
    for sign, written in _ESCAPED:
        if pc.any(pc.match_substring(array, sign)).as_py():
            array = pc.replace_substring(array, sign, written)
    return array


def readable(key: str) -> str:
    """Return values that were joined as one shows them."""
    return key.replace(BETWEEN, ", ")


@cache
def is_repetitive(column: Column, plan: Plan) -> bool:
    """Whether the values of a column come again and again, so that each is best looked at once."""
    alone = any(unique.columns == (column.name,) for unique in plan.unique)
    referring = any(column.name in reference.columns for reference in plan.references)
    looked_at = column.enum or column.pattern or column.format
    return column.type == "string" and not alone and bool(referring or looked_at)


@cache
def is_checked(column: Column, plan: Plan) -> bool:
    """Whether any rule looks at the values of a column, but that they are texts."""
    named = {name for unique in plan.unique for name in unique.columns}
    named |= {name for reference in plan.references for name in reference.columns}
    named |= {name for order in plan.orders for name in (order.low, order.high)}
    named |= {name for each in plan.columns for name in each.needs}
    named |= {day.of for day in plan.days}
    return column.name in named or column != Column(column.name)
