"""Check the columns of a batch of rows, in the same way for a file, a stream and a cluster."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import reduce
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from inzet.schema.findings import CODES
from inzet.schema.validators import as_question
from inzet.tabular.arrays import ARROW, is_true, plain
from inzet.tabular.derived import Batch, Missing, check_derived
from inzet.tabular.fields import whole_text
from inzet.tabular.formats import CHECKS
from inzet.tabular.keys import joined, readable
from inzet.tabular.parts import Faults, faults_at
from inzet.tabular.plans import Column, Plan, Reference

Predicate = Callable[[pa.Array], pa.Array]
_NO_ROWS = pa.array([], pa.int64())


def check_batch(
    plan: Plan,
    batch: Batch,
    targets: Mapping[Reference, pa.Array],
    misread: Iterable[Faults] = (),
) -> Iterator[Faults]:
    """Yield the faults of a batch of rows. Whether keys are unique is not checked here, for that takes all batches.

    The batch has arrays of the plan's types, or of these encoded as dictionaries. Targets are texts; a reference
    without targets is not checked. What was misread is null in the batch, and does not count as missing.
    """
    missing = _missing_values(batch, misread)
    for column in plan.columns:
        if column.name in batch:
            yield from _check_column(column, batch, missing)
            yield from check_derived(column, batch, missing)
    for order in plan.orders:
        if order.low in batch and order.high in batch:
            low, high = plain(batch[order.low]), plain(batch[order.high])
            yield from faults_at(order.low, order.code, _true_rows(pc.greater(low, high)), low)
    for reference in plan.references:
        if reference in targets and all(name in batch for name in reference.columns):
            own = joined([batch[name] for name in reference.columns])
            rows = _invalid_rows(own, _is_among(targets[reference]))
            for faults in faults_at(", ".join(reference.columns), "reference_exists", rows, own):
                yield faults._replace(values=readable(faults.values, reference.columns))


def _missing_values(batch: Batch, misread: Iterable[Faults]) -> Missing:
    """Return a function that says for a column which of its values are missing."""
    rows: dict[str, list[Any]] = {}
    for faults in misread:
        rows.setdefault(faults.column, []).append(faults.rows.to_numpy())

    def missing(name: str) -> pa.Array:
        empty = batch[name].is_null()
        if name not in rows:
            return empty
        mask = empty.to_numpy(zero_copy_only=False).copy()
        mask[np.concatenate(rows[name]).astype(np.int64)] = False
        return pa.array(mask)

    return missing


def _check_column(column: Column, batch: Batch, missing: Missing) -> Iterator[Faults]:
    array = batch[column.name]
    if column.required and array.null_count:
        yield from faults_at(column.name, CODES["required"], pc.indices_nonzero(missing(column.name)), array)
    needed = [missing(name) for name in column.needs if name in batch]
    if needed and array.null_count < len(array):
        alone = pc.and_(array.is_valid(), reduce(pc.or_, needed))
        yield from faults_at(column.name, CODES["dependentRequired"], pc.indices_nonzero(alone), array)
    for code, is_valid in _constraints(column):
        yield from faults_at(column.name, code, _invalid_rows(array, is_valid), array)


def _constraints(column: Column) -> Iterator[tuple[str, Predicate]]:
    """Yield the code of each constraint on the values of a column, and a predicate for the values that meet it."""
    if column.enum:
        yield CODES["enum"], _is_among(pa.array(list(column.enum), ARROW[column.type]))
    if column.pattern is not None:
        expression = whole_text(column.pattern)
        yield CODES["pattern"], lambda array: pc.match_substring_regex(array, expression)
    if column.min_length is not None or column.max_length is not None:
        within = _is_within(column.min_length, column.max_length, pa.int32())
        yield CODES["minLength"], lambda array: within(pc.utf8_length(array))
    if column.minimum is not None or column.maximum is not None:
        yield CODES["minimum"], _is_within(column.minimum, column.maximum, ARROW[column.type])
    if column.format is not None:
        yield CODES["format"], _passes(CHECKS[column.format])


def _is_among(words: pa.Array) -> Predicate:
    return lambda array: pc.or_kleene(pc.is_in(array, words), pc.is_null(array))


def _is_within(low: Any, high: Any, kind: pa.DataType) -> Predicate:
    """Return a predicate for values within bounds, of which one may be None; NaN is never within."""
    bounds = [(pc.greater_equal, low), (pc.less_equal, high)]
    tests = [(test, pa.scalar(bound, kind)) for test, bound in bounds if bound is not None]
    return lambda array: reduce(pc.and_, (test(array, bound) for test, bound in tests))


def _passes(check: Callable[[str], str]) -> Predicate:
    """Return a predicate that applies a check to each different text once."""

    def passes(array: pa.Array) -> pa.Array:
        coded = array.dictionary_encode()
        return pa.array(map(as_question(check), coded.dictionary.to_pylist()), pa.bool_()).take(coded.indices)

    return passes


def _invalid_rows(array: pa.Array, is_valid: Predicate) -> pa.Array:
    """Return the rows whose values are invalid; of an encoded array, each different value is looked at once.

    A null is not invalid here; ``required`` is checked elsewhere.
    """
    if not pa.types.is_dictionary(array.type):
        return _true_rows(pc.invert(is_valid(array)))
    valid = is_valid(array.dictionary)
    if pc.min(valid).as_py() is not False:
        return _NO_ROWS
    # One entry more than there are values, for null.
    invalid = np.append(is_true(pc.invert(valid)).to_numpy(zero_copy_only=False), False)
    at = pc.fill_null(array.indices, len(valid)) if array.null_count else array.indices
    return pa.array(np.flatnonzero(np.take(invalid, at.to_numpy())))


def _true_rows(mask: pa.Array) -> pa.Array:
    # Of a mask with nulls, ``indices_nonzero`` looks at one value at a time.
    return pc.indices_nonzero(is_true(mask)) if mask.true_count else _NO_ROWS


def repetitive_columns(plan: Plan) -> set[str]:
    """Return the columns whose values are likely to repeat, so that it pays to encode them and check each once."""
    alone = {unique.columns[0] for unique in plan.unique if len(unique.columns) == 1}
    referring = {name for reference in plan.references for name in reference.columns}
    return {
        column.name
        for column in plan.columns
        if column.type == "string"
        and column.name not in alone
        and (column.name in referring or column.enum or column.pattern or column.format)
    }


def checked_columns(plan: Plan) -> set[str]:
    """Return the columns at whose values any rule looks, besides that they are texts."""
    named = {name for unique in plan.unique for name in unique.columns}
    named |= {name for reference in plan.references for name in reference.columns}
    named |= {name for order in plan.orders for name in (order.low, order.high)}
    named |= {name for other in plan.columns for name in other.needs}
    named |= {name for other in plan.columns if other.derived for name in other.derived.of}
    return named | {column.name for column in plan.columns if column != Column(column.name)}
