"""A file of rows in parts, and what is read of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pyarrow as pa

from inzet.issues import UnreadableError
from inzet.tabular.columns import Found
from inzet.tabular.keys import Rows


class Part(NamedTuple):
    """A part of a file, not read yet.

    Attributes:
        data: bytes that are whole records of a CSV, or a batch of a Parquet file.
        start: where it begins: at which byte of the text that was unpacked, or at which row.
        done: how much of the file has been taken in up to its end.
    """

    data: Any
    start: int
    done: int


@dataclass
class Read:
    """A part that has been read.

    Attributes:
        columns: the values of each column of the plan that the table has; a CSV leaves out what no rule looks at.
        rows: how many rows the part has, also those that could not be read.
        found: what is wrong with how values are written; such a value is left empty in its column.
        ragged: rows that were left out of the columns, counted in the part.
        kept: where the rows of the columns stand in the part; None where all of its rows are there.
    """

    columns: dict[str, pa.Array]
    rows: int
    found: list[Found] = field(default_factory=list)
    ragged: Found | None = None
    kept: Any = None


class Table(Protocol):
    """A file of rows.

    Attributes:
        names: names of its columns.
        size: all that there is to be done, in the measure of ``Part.done``.
    """

    names: tuple[str, ...]
    size: int

    def parts(self) -> Iterator[Part]:
        """Yield the parts of the file, in order; once.

        Raises:
            UnreadableError: if the file cannot be read to its end.
        """

    def read(self, part: Part) -> Read:
        """Read a part by itself; several may be read at a time."""

    def pick(self, names: Sequence[str], rows: Sequence[Rows]) -> Iterator[list[str | None]]:
        """Yield the keys of some rows of each part, as texts, when all parts have been read.

        Args:
            names: the columns of the key.
            rows: rows of each part, counted in it, in order, none of them ragged.

        Raises:
            UnreadableError: if the file is another one by now.
        """


def check_file(path: Path) -> None:
    """See to it that there is a plain file.

    Raises:
        UnreadableError: if there is none.
    """
    if not path.is_file():
        told = "it is not a plain file" if path.exists() else "there is no such file"
        raise UnreadableError(f"{path.as_posix()} cannot be read: {told}")


def check_names(names: Sequence[str], path: Path) -> None:
    """See to it that no two columns have one name.

    Raises:
        UnreadableError: if two have.
    """
    for name in names:
        if names.count(name) > 1:
            raise UnreadableError(
                f"{path.as_posix()}: {names.count(name)} columns are called {name!r}; give each a name of its own"
            )


def unreadable(path: Path, error: Exception, where: str = "") -> UnreadableError:
    """Return an error as a sentence about a file."""
    told = str(error.args[-1] if error.args else error).partition("\n")[0].rstrip(".") or type(error).__name__
    return UnreadableError(f"{path.as_posix()} cannot be read{where}: {told}")


def changed(path: Path) -> UnreadableError:
    """Return what is said of a file that is another one when it is read again."""
    return UnreadableError(f"{path.as_posix()} changed while it was read")
