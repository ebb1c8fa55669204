"""How much of a table is read: what is larger is refused, for a small file may hold what no machine can."""

from pathlib import Path

from inzet.issues import UnreadableError

MOST_COLUMNS = 16_384
"""As many columns as a sheet of Excel has."""
MOST_RESOURCES = 1000
"""Tables and other files of a Data Package."""
LONGEST = 16 << 20
"""Bytes of a record; without a limit, a file without line ends would be read into memory as a whole."""
LONGEST_HEADER = 1 << 20
MOST_TIMES = 200
"""How many times larger than the file its content may be; that of tables is below 50."""
FREE_BYTES, FREE_CELLS = 64 << 20, 64 << 20
"""So much content is read, however well it is packed."""
MOST_CELLS_A_BYTE = 100
"""Cells that a byte of a Parquet file may stand for; in tables it is less than one."""
MOST_OF_BATCH = 1 << 30
"""Bytes of some ten thousand rows of a Parquet file."""


def check_packing(path: Path, size: int, packed: int) -> None:
    """Check that a file is not packed so well that its content, of some size in some bytes, may have no end."""
    if size > max(FREE_BYTES, MOST_TIMES * packed):
        raise UnreadableError(
            f"{path.as_posix()}: the content is more than {MOST_TIMES} times larger than the file; is it a table?"
        )


def check_cells(path: Path, rows: int, columns: int) -> None:
    """Check that a Parquet file has not so many cells that no table would fit in its bytes."""
    if rows * columns > max(FREE_CELLS, MOST_CELLS_A_BYTE * path.stat().st_size):
        raise UnreadableError(
            f"{path.as_posix()}: {rows:,} rows are more than {MOST_CELLS_A_BYTE} cells for each byte; is it a table?"
        )
