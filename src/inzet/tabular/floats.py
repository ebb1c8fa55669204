"""Integers that were written as floats, as pandas writes a column of integers in which some are missing."""

import re
from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from inzet.schema.findings import CODES
from inzet.tabular.parts import Faults
from inzet.tabular.plans import Plan

_FLOAT = r"-?[0-9]+\.0"


def is_float(text: str) -> bool:
    """Whether a text is a whole number such as ``5.0``."""
    return re.fullmatch(_FLOAT, text) is not None


def mixed_columns(plan: Plan, columns: Mapping[str, pa.Array], misread: Sequence[Faults]) -> Iterator[str]:
    """Yield the integer columns of a part that have any value but floats such as ``5.0``, which are misread."""
    for column in plan.columns:
        array = columns.get(column.name)
        if column.type == "integer" and array is not None:
            own = [faults for faults in misread if faults.column == column.name]
            if array.null_count < len(array) or not all(map(_are_floats, own)):
                yield column.name


def _are_floats(faults: Faults) -> bool:
    floats = pc.match_substring_regex(faults.values, rf"\A{_FLOAT}\z")
    return faults.code == CODES["type"] and pc.all(floats).as_py() is not False
