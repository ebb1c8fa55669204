"""Arrow arrays: the types of columns, and values as text."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

ARROW = {
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "string": pa.string(),
}


def plain(array: pa.Array) -> pa.Array:
    """Return the values of an array that may be encoded as a dictionary."""
    return array.dictionary_decode() if pa.types.is_dictionary(array.type) else array


def value_type(array: pa.Array) -> pa.DataType:
    """Return the type of the values of an array that may be encoded as a dictionary."""
    return array.type.value_type if pa.types.is_dictionary(array.type) else array.type


def without(array: pa.Array, mask: pa.Array) -> pa.Array:
    """Return values with null where a mask is true."""
    # ``if_else`` copies no texts, but that of Arrow 17 damages those that begin inside an array.
    if array.offset:
        return pc.replace_with_mask(array, mask, pa.scalar(None, array.type))
    return pc.if_else(mask, None, array)


def is_true(mask: pa.Array) -> pa.Array:
    """Return a mask with false for null; ``fill_null`` looks at one value at a time."""
    return pc.and_kleene(mask, mask.is_valid())


def as_text(array: pa.Array) -> pa.Array:
    """Return values as texts, equal values as equal texts."""
    array = plain(array)
    # Zero has two signs.
    return pc.cast(pc.add(array, 0.0) if pa.types.is_floating(array.type) else array, pa.string())


def text_buffers(array: pa.Array) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8]]:
    """Return the offsets of texts that are not encoded, one more than there are texts, and their bytes."""
    if not len(array):
        return np.zeros(1, np.int32), np.empty(0, np.uint8)
    offsets, data = array.buffers()[1:]
    first = array.offset
    return np.frombuffer(offsets, np.int32)[first : first + len(array) + 1], np.frombuffer(data or b"", np.uint8)
