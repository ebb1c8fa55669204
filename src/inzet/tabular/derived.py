"""Check columns whose values follow from other columns of their row."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, reduce
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from inzet.tabular.arrays import ARROW, is_true, plain
from inzet.tabular.keys import joined
from inzet.tabular.parts import Faults, faults_at
from inzet.tabular.plans import Column

Batch = Mapping[str, pa.Array]
Missing = Callable[[str], pa.Array]


def check_derived(column: Column, batch: Batch, missing: Missing) -> Iterator[Faults]:
    """Yield the values of a column that are not what ``build`` would write there.

    Nothing follows from values that are invalid themselves; other checks name these.
    """
    if column.derived is None or not {column.name, *column.derived.of} <= batch.keys():
        return
    array = plain(batch[column.name])
    expected, known = _expected(column, [batch[name] for name in column.derived.of])
    # Where a value that it follows from is missing, there is none; expected is null there.
    known = reduce(pc.or_, map(missing, column.derived.of), known)
    differs = is_true(pc.not_equal(array, expected))
    surplus = pc.and_(array.is_valid(), expected.is_null())
    lacking = pc.and_(missing(column.name), expected.is_valid())
    wrong = pc.and_(known, reduce(pc.or_, (differs, surplus, lacking)))
    yield from faults_at(column.name, "table.derived", pc.indices_nonzero(wrong), array)


def _expected(column: Column, sources: Sequence[pa.Array]) -> tuple[pa.Array, pa.Array]:
    """Return the value that follows for each row, and whether anything follows from values that are all there.

    Each different combination of values is looked at once.
    """
    assert column.derived is not None
    keys = joined(sources).dictionary_encode()
    rows = np.flatnonzero(keys.is_valid())
    if not len(rows):
        return pa.nulls(len(keys), ARROW[column.type]), pa.array(np.zeros(len(keys), bool))
    examples = np.full(len(keys.dictionary), rows[0])  # a row of each combination
    examples[keys.indices.drop_null()] = rows
    combinations = zip(*(array.take(pa.array(examples)).to_pylist() for array in sources), strict=True)
    follows, values = zip(*(_follow(column.derived.make, combination) for combination in combinations), strict=True)
    known = pa.array(follows, pa.bool_()).take(keys.indices)
    return pa.array(values, ARROW[column.type]).take(keys.indices), is_true(known)


@lru_cache(1 << 16)
def _follow(make: Callable[..., Any], values: tuple[Any, ...]) -> tuple[bool, Any]:
    """Return whether anything follows from values, and what."""
    try:
        return True, make(*values)
    except ValueError:
        return False, None
