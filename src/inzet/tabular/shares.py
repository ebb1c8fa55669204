"""Check a table whose parts are on several machines.

The first look, at the batches of a part, finds what is wrong in each row. It divides the keys into shares, equal keys
into the same share, and leaves them in *pieces*: some rows with a value each, as Arrow writes them. The second look, at
all pieces of a share, compares the keys and counts the rows of earlier parts. So each part is read once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from random import randrange
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from inzet.schema.findings import CODES
from inzet.tabular.arrays import plain
from inzet.tabular.columns import check_batch
from inzet.tabular.floats import mixed_columns
from inzet.tabular.keys import as_target, hash_values, joined, readable
from inzet.tabular.places import FIRST, HEADER
from inzet.tabular.plans import Plan, Reference, Unique
from inzet.tabular.values import read_batch

ISSUES = pa.schema(
    [("row", pa.int64()), ("column", pa.string()), ("code", pa.string()), ("value", pa.string()), ("first", pa.int64())]
)
PIECES = pa.schema(
    [
        ("share", pa.int32()),
        ("key", pa.int32()),  # position of a key; or one of the constants below
        ("part", pa.int64()),
        ("at", pa.int64()),
        ("column", pa.string()),
        ("code", pa.string()),
        ("data", pa.binary()),
    ]
)
ORDER = ("share", "key", "part", "at")
"""By what the pieces are sorted for the second look."""
_COUNT, _MIXED, _FLOATS, _FAULTS = range(-4, 0)
"""Instead of a key: how many rows (``at``) a part has, an integer column of a part that has other values than floats,
floats of a column that may have no other, and values that break another rule."""
_TARGETS = -1  # instead of a part: keys that others refer to
_DATA = pa.schema([("row", pa.int64()), ("value", pa.string())])
_BYTES = 32 << 20  # so much of a table is checked at once
_PIECE = 1 << 17  # Spark passes on 10,000 pieces at once, of at most 2 GiB together


Key = Unique | Reference
"""What is compared in all rows; a reference has targets only if they are columns of the same table."""


# --- the first look ----------------------------------------------------------------------------------


def look(
    plan: Plan, keys: Sequence[Key], shares: int, batches: Iterable[pa.RecordBatch], part: int | None
) -> Iterator[pa.RecordBatch]:
    """Yield pieces with what is wrong in a part of a table, with its keys, and with the number of its rows.

    The part has a number, or None if the last column has the number of each row in the table.
    """
    numbered, part, count = part is None, part or 0, 0
    held = {column.name for column in plan.columns if column.type == "integer"}
    firsts: dict[str, tuple[int, str]] = {}
    for batch in _gathered(batches):
        rows, last = pa.array(np.arange(count, count + len(batch))), batch.num_columns - 1
        if numbered:
            rows, batch = batch.column(last), batch.select(range(last))
        read = read_batch(plan, batch)
        pieces: list[tuple[Any, ...]] = []
        for name in held.intersection(mixed_columns(plan, read.columns, read.faults)):
            held.remove(name)
            pieces += [(share, _MIXED, part, 0, name, None, None) for share in range(shares)]
        for faults in (*read.faults, *check_batch(plan, read.columns, {}, read.faults)):
            numbers, kind = rows.take(faults.rows), _FAULTS
            if faults.code == CODES["type"] and faults.column in held:
                kind = _FLOATS
                least = pc.index(numbers, pc.min(numbers)).as_py()
                own = numbers[least].as_py(), faults.values[least].as_py()
                firsts[faults.column] = min(own, firsts.get(faults.column, own))
            for _, data in _cut(numbers, faults.values):
                pieces.append((randrange(shares), kind, part, count, faults.column, faults.code, data))
        for at, key in enumerate(keys):
            values = plain(joined([read.columns[name] for name in key.columns]))
            pieces += _divided(at, part, count, rows, values, shares)
            if isinstance(key, Reference) and key.targets:
                pieces += _as_targets(at, [read.columns[name] for name in key.targets], shares)
        yield _batch(pieces)
        count += len(batch)
    for name in held & firsts.keys():
        # The first share, which makes one issue of them, learns of the first float of each part.
        row, value = firsts[name]
        example = _cut(pa.array([row]), pa.array([value]))
        yield _batch([(0, _FLOATS, part, row, name, None, data) for _, data in example])
    if not numbered:
        yield _batch([(share, _COUNT, part, count, None, None, None) for share in range(shares)])


def look_at_targets(at: int, shares: int, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield pieces with the values of another table, which the key at a position refers to."""
    for batch in _gathered(batches):
        yield _batch(_as_targets(at, list(map(as_target, batch.columns)), shares))


def _as_targets(at: int, arrays: Sequence[pa.Array], shares: int) -> list[tuple[Any, ...]]:
    values = pc.unique(plain(joined(arrays)))
    return _divided(at, _TARGETS, 0, pa.nulls(len(values), pa.int64()), values, shares)


def _divided(at: int, part: int, count: int, rows: pa.Array, values: pa.Array, shares: int) -> list[tuple[Any, ...]]:
    """Return pieces with the values of a key; one with a missing part equals no other and is left out."""
    if values.null_count:
        rows, values = rows.filter(values.is_valid()), values.drop_null()
    share = (hash_values([values]) % np.uint64(shares)).astype(np.uint16)  # numpy sorts these fastest
    order = pa.array(np.argsort(share, kind="stable"))
    rows, values = rows.take(order), values.take(order)
    stops = np.cumsum(np.bincount(share, minlength=shares)).tolist()
    return [
        (own, at, part, count + later, None, None, data)
        for own, (start, stop) in enumerate(pairwise([0, *stops]))
        for later, data in _cut(rows[start:stop], values[start:stop])
    ]


def _cut(rows: pa.Array, values: pa.Array) -> Iterator[tuple[int, bytes]]:
    """Yield rows and their values as Arrow writes them, in pieces of limited size, each with its first position."""
    batch = pa.RecordBatch.from_arrays([rows, values], schema=_DATA)
    step = max(1, _PIECE * len(batch) // max(1, batch.nbytes))
    for start in range(0, len(batch), step):
        yield start, batch.slice(start, step).serialize().to_pybytes()


def _batch(pieces: Sequence[tuple[Any, ...]]) -> pa.RecordBatch:
    columns = list(zip(*pieces, strict=True)) or [()] * len(PIECES)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, PIECES, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=PIECES)


# --- the second look ---------------------------------------------------------------------------------


def conclude(
    keys: Sequence[Key], numbered: bool, names: Sequence[str], batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """Yield the issues of some shares, by all their pieces, sorted by ``ORDER``.

    Rows that are numbered have numbers of their own, which may be in any order.
    """
    pieces = (batch.slice(at, 1).to_pylist()[0] for batch in batches for at in range(len(batch)))
    for _, of_share in groupby(pieces, itemgetter("share")):
        starts: dict[int, int] = {}
        mixed: set[str] = set()
        for at, found in groupby(of_share, itemgetter("key")):
            if at == _COUNT:
                start = FIRST
                for piece in found:
                    starts[piece["part"]], start = start, start + piece["at"]
            elif at == _MIXED:
                mixed.update(piece["column"] for piece in found)
            elif at == _FLOATS:
                yield from _floats(names, mixed, found, starts)
            elif at == _FAULTS:
                for piece in found:
                    yield _issues(piece["column"], piece["code"], *_opened(piece, starts).columns)
            elif isinstance(key := keys[at], Reference):
                yield from _lost(key, found, starts)
            else:
                opened = (_opened(piece, starts) for piece in found)
                yield from _repeated(key, _in_order(opened) if numbered else _gathered(opened))


def _floats(
    names: Sequence[str], mixed: set[str], pieces: Iterable[Mapping[str, Any]], starts: Mapping[int, int]
) -> Iterator[pa.RecordBatch]:
    """Yield the floats of columns that have other values, and one issue for the others, in the first share."""
    firsts = []
    for piece in pieces:
        rows, values = _opened(piece, starts).columns
        if piece["code"] is None and piece["column"] not in mixed:
            firsts.append((names.index(piece["column"]), rows[0].as_py(), values[0].as_py()))
        elif piece["code"] is not None and piece["column"] in mixed:
            yield _issues(piece["column"], piece["code"], rows, values)
    if firsts:
        label = ", ".join(names[place] for place in sorted({place for place, *_ in firsts}))
        yield _issues(label, "table.floats", pa.array([HEADER]), pa.array([min(firsts)[2]]))


def _opened(piece: Mapping[str, Any], starts: Mapping[int, int]) -> pa.RecordBatch:
    """Return the rows and values of a piece, the rows as they are numbered in the table."""
    batch = pa.ipc.read_record_batch(pa.py_buffer(piece["data"]), _DATA)
    rows = pc.add(batch.column(0), starts.get(piece["part"], 0))
    return pa.RecordBatch.from_arrays([rows, batch.column(1)], schema=_DATA)


def _repeated(key: Unique, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield every row whose key an earlier row has, with that row."""
    rows, values = pa.array([], pa.int64()), pa.array([], pa.string())
    for batch in batches:
        rows, values = pa.concat_arrays([rows, batch.column(0)]), pa.concat_arrays([values, batch.column(1)])
        coded = values.dictionary_encode()
        codes = coded.indices.to_numpy()
        # The codes of new keys go up.
        new = np.diff(np.maximum.accumulate(codes), prepend=-1) > 0
        firsts, again = rows.take(pa.array(np.flatnonzero(new))), pa.array(np.flatnonzero(~new))
        first = firsts.take(coded.indices.take(again))
        shown = readable(values.take(again), key.columns)
        yield _issues(", ".join(key.columns), key.code, rows.take(again), shown, first)
        rows, values = firsts, coded.dictionary


def _lost(key: Reference, pieces: Iterable[Mapping[str, Any]], starts: Mapping[int, int]) -> Iterator[pa.RecordBatch]:
    """Yield every row whose key is not among the targets, which come first."""
    targets = pa.array([], pa.string())
    for are_targets, found in groupby(pieces, lambda piece: piece["part"] == _TARGETS):
        batches = _gathered(_opened(piece, starts) for piece in found)
        if are_targets:
            targets = pc.unique(pa.concat_arrays([targets, *(batch.column(1) for batch in batches)]))
            continue
        for batch in batches:
            lost = batch.filter(pc.invert(pc.is_in(batch.column(1), value_set=targets)))
            shown = readable(lost.column(1), key.columns)
            yield _issues(", ".join(key.columns), "reference_exists", lost.column(0), shown)


def _issues(column: str, code: str, rows: pa.Array, values: pa.Array, first: pa.Array | None = None) -> pa.RecordBatch:
    names = [pa.repeat(pa.scalar(name, pa.string()), len(rows)) for name in (column, code)]
    first = pa.nulls(len(rows), pa.int64()) if first is None else first
    return pa.RecordBatch.from_arrays([rows, *names, values, first], schema=ISSUES)


# --- batches -----------------------------------------------------------------------------------------


def _gathered(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield batches, joined until they are large."""
    held: list[pa.RecordBatch] = []
    size = 0
    for batch in batches:
        held.append(batch)
        size += batch.nbytes
        if size >= _BYTES:
            yield from pa.Table.from_batches(held).combine_chunks().to_batches()
            held, size = [], 0
    if held:
        yield from pa.Table.from_batches(held).combine_chunks().to_batches()


def _in_order(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield all batches as one, in the order of their rows."""
    columns = [pa.concat_arrays(arrays) for arrays in zip(*(batch.columns for batch in batches), strict=True)]
    yield pa.RecordBatch.from_arrays(columns, schema=_DATA).take(pc.array_sort_indices(columns[0]))
