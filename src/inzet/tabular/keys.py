"""Keys: the values of one or several columns as one text, and which keys occur in more than one row.

Each key takes eight bytes, and eight more where some may be equal.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from numpy.lib.stride_tricks import sliding_window_view

from inzet.tabular.arrays import as_text, plain, text_buffers, value_type, without

Hashes = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.int64]
Pick = Callable[[Sequence[Rows]], Iterable[Sequence[str | None]]]

SEPARATOR = "\x1f"
"""Divides the values of several columns; inside a value it is escaped, like the character that escapes it."""
_ESCAPED = (("\x1e", "\x1e0"), (SEPARATOR, "\x1e1"))
_SEED = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_SHIFT = np.uint64(32)
_LONGEST = 512  # longer texts are hashed one by one, by Python
_PART = 1 << 20
_BITS = 20
_LOW = np.uint64((1 << _BITS) - 1)


def joined(arrays: Sequence[pa.Array]) -> pa.Array:
    """Return the values of one or several columns as one text each; null where any of them is.

    The texts of one column that are encoded as a dictionary stay so.
    """
    if len(arrays) > 1:
        return pc.binary_join_element_wise(*map(_escaped, map(as_text, arrays)), SEPARATOR, null_handling="emit_null")
    return arrays[0] if pa.types.is_string(value_type(arrays[0])) else as_text(arrays[0])


def _escaped(array: pa.Array) -> pa.Array:
    for character, written in _ESCAPED:
        if pc.any(pc.match_substring(array, character)).as_py():
            array = pc.replace_substring(array, character, written)
    return array


def keys_of(columns: Mapping[str, pa.Array], names: Sequence[str]) -> list[str | None]:
    """Return the values of one or several columns as one text for each row."""
    return list(joined([columns[name] for name in names]).to_pylist())


def as_target(array: pa.Array) -> pa.Array:
    """Return values that others refer to as texts; an empty text counts as no value."""
    array = as_text(array)
    return without(array, pc.equal(array, ""))


def readable(keys: pa.Array, columns: Sequence[str]) -> pa.Array:
    """Return the joined values of columns as they are shown."""
    return pc.replace_substring(keys, SEPARATOR, ", ") if len(columns) > 1 else keys


# --- equal keys --------------------------------------------------------------------------------------


def hash_values(arrays: Sequence[pa.Array]) -> Hashes:
    """Return a 64-bit hash of each row's values; equal values have equal hashes, different values nearly always not.

    A null is equal to nothing: its hash is random.
    """
    array = plain(joined(arrays))
    empty = array.is_null().to_numpy(zero_copy_only=False) if array.null_count else None
    if empty is not None:
        array = pc.fill_null(array, "")
    offsets, data = text_buffers(array)
    starts, lengths = offsets[:-1], np.diff(offsets)
    hashes = np.empty(len(array), np.uint64)
    several = len(lengths) and lengths.min() < lengths.max()
    for length in np.unique(lengths) if several else lengths[:1]:
        rows = np.flatnonzero(lengths == length)
        if length > _LONGEST:
            hashes[rows] = [_digest(array[int(row)].as_py()) for row in rows]
            continue
        width = -(-int(length) // 8) * 8
        padded = np.zeros((len(rows), width), np.uint8)
        if len(rows) == len(array):
            padded[:, :length] = data[starts[0] : starts[0] + len(rows) * length].reshape(len(rows), length)
        else:
            padded[:, :length] = sliding_window_view(data, int(length))[starts[rows]] if length else 0
        hashes[rows] = _mixed(padded.view(np.uint64), int(length))
    if empty is not None:
        hashes[empty] = _random(int(empty.sum()))
    return hashes


def _digest(text: str) -> int:
    # Unlike Python's own, this hash is the same in every process, so that workers of a cluster agree.
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())


def _mixed(words: npt.NDArray[np.uint64], length: int) -> Hashes:
    mixed = np.full(len(words), _SEED ^ np.uint64(length), np.uint64)
    for at in range(words.shape[1]):
        mixed ^= words[:, at]
        mixed *= _MIX
        mixed ^= mixed >> _SHIFT
    return mixed


def spread(hashes: Hashes, rows: Rows, size: int) -> Hashes:
    """Return the hashes of all rows of a part, of which only some have one; the others are equal to nothing."""
    whole = _random(size)
    whole[rows] = hashes
    return whole


def _random(size: int) -> Hashes:
    return np.random.default_rng().integers(0, 1 << 64, size, np.uint64)


def find_repeated(hashes: Sequence[Hashes], pick: Pick) -> Iterator[tuple[int, int, str]]:
    """Yield each row whose key an earlier row has, the first that has it, and the key; from 0, in no order.

    Only keys with equal hashes are picked from the parts and compared.
    """
    everything = np.concatenate(hashes) if hashes else np.empty(0, np.uint64)
    everything.sort()
    parts = [everything[at : at + _PART + 1] for at in range(0, len(everything), _PART)]
    repeated = np.unique(np.concatenate([part[1:][part[1:] == part[:-1]] for part in parts] or [everything]))
    del everything, parts
    # Only so many keys at a time are held as texts.
    for at in range(0, len(repeated), _PART):
        yield from _find_among(repeated[at : at + _PART], hashes, pick)


def _find_among(repeated: Hashes, hashes: Sequence[Hashes], pick: Pick) -> Iterator[tuple[int, int, str]]:
    # A few bits are enough to rule out most rows without a search.
    among = np.zeros(1 << _BITS, bool)
    among[repeated & _LOW] = True
    candidates = []
    for own in hashes:
        rows = np.flatnonzero(among[own & _LOW])
        at = np.minimum(np.searchsorted(repeated, own[rows]), len(repeated) - 1)
        candidates.append(rows[repeated[at] == own[rows]])
    first: dict[str, int] = {}
    start = 0
    for own, rows, keys in zip(hashes, candidates, pick(candidates), strict=True):
        for row, key in zip((rows + start).tolist(), keys, strict=True):
            if key is not None and (earlier := first.setdefault(key, row)) < row:
                yield row, earlier, key
        start += len(own)
