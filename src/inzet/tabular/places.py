"""Where the rows and columns of a table are in its file."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from inzet.tabular.plans import Plan

HEADER = 1
"""The number of the row of the header, as in a spreadsheet; what is wrong with the table as a whole stands there."""
FIRST = HEADER + 1
"""The number of the first row of values."""


class LongRows(NamedTuple):
    """The rows of a part of a file that take more than one line.

    Attributes:
        rows: these rows in their part, from 0.
        more: how many lines they and those before them in the part take beyond one each.
    """

    rows: npt.NDArray[np.uint32]
    more: npt.NDArray[np.uint32]


class Lines:
    """The line on which each row of a file begins; eight bytes are kept for each row of more than one line."""

    def __init__(self, more: int = 0, header: int = HEADER) -> None:
        """Begin with the line of the header, and how many lines it and what is before it take beyond one."""
        self._more = more
        self._header = header
        self._parts: list[tuple[int, int, LongRows]] = []
        """The number of the first row of each part with long rows, and how many lines come before beyond one a row."""

    def add(self, start: int, long: LongRows) -> None:
        """Add the long rows of the next part, whose first row has a number."""
        before = self._more
        if self._parts:
            *_, before, last = self._parts[-1]
            before += int(last.more[-1])
        self._parts.append((start, before, long))

    def of(self, row: int) -> int:
        """Return the line on which a row begins, counted as an editor does."""
        if row == HEADER:
            return self._header
        part = bisect_right(self._parts, row, key=itemgetter(0)) - 1
        if part < 0:
            return row + self._more
        start, before, long = self._parts[part]
        earlier = bisect_left(long.rows, row - start)
        return row + before + (int(long.more[earlier - 1]) if earlier else 0)


def places_of(plan: Plan, names: Sequence[str]) -> dict[str, int]:
    """Return the place of each column in a file, from 1, and of each key: that of the first of its columns there."""
    places = {name: place for place, name in enumerate(names, 1)}
    for columns in [key.columns for key in plan.unique] + [key.columns for key in plan.references]:
        if set(columns) <= places.keys():
            places.setdefault(", ".join(columns), min(places[name] for name in columns))
    return places
