"""Whether keys are unique, in eight bytes for each row, and eight more where some are not."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from numpy.lib.stride_tricks import sliding_window_view

from inzet.tabular.columns import as_text, buffers_of, joined

Hashes = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.int64]

_SEED = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_SHIFT = np.uint64(32)
_LONGEST = 512  # longer texts are hashed one by one
_PART = 1 << 20
_BITS = 20
_LOW = np.uint64((1 << _BITS) - 1)


def hash_values(arrays: Sequence[pa.Array]) -> Hashes:
    """Return a 64-bit hash of each row's values; equal values have equal hashes, and seldom others."""
    array = as_text(joined(list(arrays)))
    empty = array.is_null().to_numpy(zero_copy_only=False) if array.null_count else None
    if empty is not None:
        array = pc.fill_null(array, "")
    offsets, data = buffers_of(array)
    starts, lengths = offsets[:-1], np.diff(offsets)
    hashes = np.empty(len(array), np.uint64)
    several = len(lengths) and lengths.min() < lengths.max()
    for length in np.unique(lengths) if several else lengths[:1]:
        rows = np.flatnonzero(lengths == length)
        if length > _LONGEST:
            hashes[rows] = [hash(array[int(row)].as_py()) & 0xFFFFFFFFFFFFFFFF for row in rows]
            continue
        width = -(-int(length) // 8) * 8
        padded = np.zeros((len(rows), width), np.uint8)
        if len(rows) == len(array):
            padded[:, :length] = data[starts[0] : starts[0] + len(rows) * length].reshape(len(rows), length)
        else:
            padded[:, :length] = sliding_window_view(data, int(length))[starts[rows]] if length else 0
        hashes[rows] = _mixed(padded.view(np.uint64), int(length))
    if empty is not None:
        # What is empty is equal to nothing.
        hashes[empty] = _unlike_any(int(empty.sum()))
    return hashes


def _mixed(words: npt.NDArray[np.uint64], length: int) -> Hashes:
    mixed = np.full(len(words), _SEED ^ np.uint64(length), np.uint64)
    for at in range(words.shape[1]):
        mixed ^= words[:, at]
        mixed *= _MIX
        mixed ^= mixed >> _SHIFT
    return mixed


def spread(hashes: Hashes, rows: Rows, size: int) -> Hashes:
    """Return hashes of so many rows, of which only some have one; the others are equal to nothing."""
    whole = _unlike_any(size)
    whole[rows] = hashes
    return whole


def _unlike_any(size: int) -> Hashes:
    return np.random.default_rng().integers(0, 1 << 64, size, np.uint64)


def find_repeated(
    hashes: Sequence[Hashes], values: Callable[[Sequence[Rows]], Iterable[Sequence[str | None]]]
) -> Iterator[tuple[int, str]]:
    """Yield every row whose key stood in an earlier one, from 0, and the key; not in order.

    Args:
        hashes: the hashes of each part, in order.
        values: gives the keys of some rows of each part, for only those with equal hashes are compared themselves.
    """
    everything = np.concatenate(hashes) if hashes else np.empty(0, np.uint64)
    everything.sort()
    parts = [everything[at : at + _PART + 1] for at in range(0, len(everything), _PART)]
    repeated = np.unique(np.concatenate([part[1:][part[1:] == part[:-1]] for part in parts] or [everything]))
    del everything, parts
    # So many keys at a time are held as texts.
    for at in range(0, len(repeated), _PART):
        yield from _find_among(repeated[at : at + _PART], hashes, values)


def _find_among(
    repeated: Hashes, hashes: Sequence[Hashes], values: Callable[[Sequence[Rows]], Iterable[Sequence[str | None]]]
) -> Iterator[tuple[int, str]]:
    # Most rows are told apart by a few bits, and need not be searched for.
    among = np.zeros(1 << _BITS, bool)
    among[repeated & _LOW] = True
    candidates = []
    for own in hashes:
        rows = np.flatnonzero(among[own & _LOW])
        at = np.minimum(np.searchsorted(repeated, own[rows]), len(repeated) - 1)
        candidates.append(rows[repeated[at] == own[rows]])
    seen: set[str] = set()
    first = 0
    for own, rows, keys in zip(hashes, candidates, values(candidates), strict=True):
        for row, key in zip(rows, keys, strict=True):
            if key is not None and key in seen:
                yield first + int(row), key
            elif key is not None:
                seen.add(key)
        first += len(own)
