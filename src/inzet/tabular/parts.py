"""A file of rows in parts, and what is read from each part."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pyarrow as pa

from inzet.issues import UnreadableError
from inzet.tabular.arrays import as_text
from inzet.tabular.keys import Rows
from inzet.tabular.limits import MOST_COLUMNS
from inzet.tabular.places import Lines, LongRows
from inzet.words.lines import counted


class Faults(NamedTuple):
    """Values of one column that break one rule.

    Attributes:
        column: name of the column; several names, joined by commas, for a rule about several columns.
        code: the rule.
        rows: the rows of these values in their part, from 0.
        values: the values, as text.
    """

    column: str
    code: str
    rows: pa.Array
    values: pa.Array


def faults_at(column: str, code: str, rows: pa.Array, array: pa.Array) -> list[Faults]:
    """Return the values of a column in some rows as faults; nothing if there are no rows."""
    return [Faults(column, code, rows, as_text(array.take(rows)))] if len(rows) else []


class Part(NamedTuple):
    """A part of a file, before it is read.

    Attributes:
        data: bytes that are whole records of a CSV, or a batch of a Parquet file.
        start: where the part begins: a byte of the uncompressed text, or a row.
        done: how much of the file ends with this part.
    """

    data: Any
    start: int
    done: int


@dataclass
class Read:
    """What was read from a part.

    Attributes:
        columns: the values of each column of the plan that the table has; of a CSV only those that a rule checks.
        rows: how many rows the part has, including those that could not be read.
        faults: values that are not of the type of their column or not UTF-8; they are null in their column.
        ragged: rows that are not in the columns, because they have too many or too few values.
        kept: the rows of the part that are in the columns; None if all are.
        long: the rows of the part that take more than one line; None if none does.
    """

    columns: dict[str, pa.Array]
    rows: int
    faults: list[Faults] = field(default_factory=list)
    ragged: Faults | None = None
    kept: Any = None
    long: LongRows | None = None


class Table(Protocol):
    """A file of rows.

    Attributes:
        names: names of its columns.
        size: the size of the file, in the unit of ``Part.done``.
        reading: how the file was understood, in one sentence, if there was something to understand.
        lines: begins with the lines of the header.
    """

    names: tuple[str, ...]
    size: int
    reading: str
    lines: Lines

    def parts(self) -> Iterator[Part]:
        """Yield the parts of the file, in order; only once."""

    def read(self, part: Part) -> Read:
        """Read a part; threads may read several at the same time."""

    def pick(self, names: Sequence[str], rows: Sequence[Rows]) -> Iterator[list[str | None]]:
        """Yield the keys of some rows of each part, as texts, after all parts have been read.

        The rows are counted from 0 in each part, in order, none of them ragged. A file that has changed is refused.
        """


def check_file(path: Path) -> None:
    """Check that a path leads to a plain file."""
    if not path.is_file():
        reason = "it is not a plain file" if path.exists() else "there is no such file"
        raise UnreadableError(f"{path.as_posix()} cannot be read: {reason}")


def check_names(names: Sequence[str], path: Path) -> None:
    """Check that there are not too many columns, and that no two have the same name."""
    if len(names) > MOST_COLUMNS:
        raise UnreadableError(f"{path.as_posix()} has {len(names):,} columns; at most {MOST_COLUMNS:,} are read")
    for name, count in Counter(names).items():
        if count > 1:
            raise UnreadableError(f"{path.as_posix()}: {count} columns are called {name!r}; give each a different name")


def ragged_row(values: int, columns: int) -> str:
    """Return what is said of a row with more or fewer values than the table has columns."""
    return f"{counted(values, 'value')} for {counted(columns, 'column')}"


def unreadable(path: Path, error: Exception, where: str = "") -> UnreadableError:
    """Return an error about a file with the reason in one line."""
    reason = str(error.args[-1] if error.args else error).partition("\n")[0].rstrip(".") or type(error).__name__
    return UnreadableError(f"{path.as_posix()} cannot be read{where}: {reason}")


def changed(path: Path) -> UnreadableError:
    """Return the error for a file that is different when it is read again."""
    return UnreadableError(f"{path.as_posix()} changed while it was read")
