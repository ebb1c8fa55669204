"""Check the columns of a batch: the one function that a file, a stream and a cluster have in common."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from inzet.constraints import CODES
from inzet.formats import FORMATS
from inzet.tabular.plans import Column, Plan

ARROW = {
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "string": pa.string(),
}

# RE2, which Arrow matches with, knows neither; such a pattern is matched value by value.
_NOT_RE2 = re.compile(r"\(\?[=!<]|\\[1-9]|\(\?P=")


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
    plan: Plan, batch: Mapping[str, pa.Array], known: Mapping[tuple[str, ...], pa.Array]
) -> Iterator[Found]:
    """Yield what is wrong in a batch; what spans batches, unique keys, is no matter of it.

    Args:
        plan: what the table must be.
        batch: a column of Arrow values for each column of the plan that the table has: of the type of the plan, or
            encoded as a dictionary of it.
        known: the values that references may have, by the own columns of each reference.
    """
    for column in plan.columns:
        if column.name in batch:
            yield from _check_column(column, batch)
    for order in plan.orders:
        if order.low in batch and order.high in batch:
            low, high = _plain(batch[order.low]), _plain(batch[order.high])
            yield from _found(f"{order.low}", order.code, pc.greater(low, high), low)
    for reference in plan.references:
        values = known.get(reference.columns)
        if values is not None and all(name in batch for name in reference.columns):
            own = joined([batch[name] for name in reference.columns])
            there = _each(own, lambda unique, values=values: pc.is_in(unique, values))
            if there is not None and pc.min(there).as_py() is False:
                wrong = pc.and_(pc.invert(there), own.is_valid())
                yield from _found(", ".join(reference.columns), "reference_exists", wrong, own)


def _check_column(column: Column, batch: Mapping[str, pa.Array]) -> Iterator[Found]:
    array = batch[column.name]
    if column.required and array.null_count:
        yield from _found(column.name, CODES["required"], array.is_null(), array)
    for name in column.needs:
        if name in batch and (array.null_count < len(array)):
            yield from _found(
                column.name, CODES["dependentRequired"], pc.and_(array.is_valid(), batch[name].is_null()), array
            )
    for code, right in _demands(column):
        # A null breaks nothing but what is required; what is right of no value is null, and counts as right.
        fits = _each(array, right)
        if fits is not None and pc.min(fits).as_py() is False:
            yield from _found(column.name, code, pc.invert(fits), array)


def _demands(column: Column) -> Iterator[tuple[str, Any]]:
    """Yield the code of each demand on the values of a column, and what says which values meet it."""
    if column.enum:
        words = pa.array(list(column.enum), ARROW[column.type])
        yield CODES["enum"], lambda array: pc.or_kleene(pc.is_in(array, words), pc.is_null(array))
    if column.pattern is not None:
        yield CODES["pattern"], _matcher(column.pattern)
    if column.min_length is not None:
        yield CODES["minLength"], lambda array: pc.greater_equal(pc.utf8_length(array), column.min_length)
    if column.max_length is not None:
        yield CODES["maxLength"], lambda array: pc.less_equal(pc.utf8_length(array), column.max_length)
    for bound, holds, keyword in (
        (column.minimum, pc.greater_equal, "minimum"),
        (column.maximum, pc.less_equal, "maximum"),
    ):
        if bound is not None:
            limit = date.fromisoformat(bound) if column.type == "date" else bound
            yield (
                CODES[keyword],
                lambda array, holds=holds, limit=limit: holds(array, pa.scalar(limit, ARROW[column.type])),
            )
    if column.format is not None:
        yield CODES["format"], _by_value(FORMATS[column.format])


def _matcher(pattern: str) -> Any:
    if _NOT_RE2.search(pattern):
        compiled = re.compile(pattern)
        return _by_value(lambda text: text if compiled.fullmatch(text) else _refuse())
    # Whole and once: "$" alone would let a newline pass.
    whole = rf"\A(?:{pattern})\z"
    return lambda array: pc.match_substring_regex(array, whole)


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


def _each(array: pa.Array, right: Any) -> Any:
    """Apply a function to the values of an array, once to each where it is encoded; None if all of these pass."""
    if not pa.types.is_dictionary(array.type):
        return right(array)
    told = right(array.dictionary)
    return None if pc.all(told).as_py() is not False else told.take(array.indices)


def _found(name: str, code: str, wrong: pa.Array, array: pa.Array) -> Iterator[Found]:
    rows = pc.indices_nonzero(pc.fill_null(wrong, False))
    if len(rows):
        yield Found(name, code, rows, as_text(array.take(rows)))


def _plain(array: pa.Array) -> pa.Array:
    return array.dictionary_decode() if pa.types.is_dictionary(array.type) else array


def as_text(array: pa.Array) -> pa.Array:
    """Return values as texts."""
    return pc.cast(_plain(array), pa.string())


def joined(arrays: list[pa.Array]) -> pa.Array:
    """Return the values of one column, or those of several as one text each; null where any is."""
    if len(arrays) == 1:
        return arrays[0]
    return pc.binary_join_element_wise(*map(as_text, arrays), "\x1f", null_handling="emit_null")


@cache
def is_repetitive(column: Column, plan: Plan) -> bool:
    """Whether the values of a column come again and again, so that each is best looked at once."""
    alone = any(unique.columns == (column.name,) for unique in plan.unique)
    referring = any(column.name in reference.columns for reference in plan.references)
    looked_at = column.enum or column.pattern or column.format
    return column.type == "string" and not alone and bool(referring or looked_at)
