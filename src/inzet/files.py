"""Where schemas, data and records live: inside the installed package, or in a checkout."""

import os
import stat
from functools import cache
from pathlib import Path

MARKER = "datapackage.json"
NESTED = "data/records.json"
"""The published file that holds all records nested."""

_BLOCK = 1 << 18  # most records are far smaller and read at once


@cache
def root() -> Path:
    """Return the folder that holds ``schemas/``, ``data/``, ``docs/codes.md`` and ``datapackage.json``.

    In a wheel that is ``_data`` beside this module; in a checkout (an editable install) it is the
    repository itself.

    Raises:
        FileNotFoundError: if neither is there, which means that the installation is damaged.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "_data", package.parent.parent):
        if (folder / "schemas").is_dir():
            return folder
    raise FileNotFoundError(f"the installation of inzet is damaged: no schemas beside {package}")


def path(name: str) -> Path:
    """Return the path of a published file, for pandas, polars, DuckDB or any other reader.

    Args:
        name: path inside the package, such as ``"data/contributions.parquet"``, ``"datapackage.json"``
            or ``"schemas/letter.schema.json"``.

    Raises:
        FileNotFoundError: if the release holds no such file; the message lists what it does hold.
    """
    published = {
        file.relative_to(root()).as_posix(): file
        for pattern in (MARKER, "data/*", "data/schemas/*.json", "schemas/*.json")
        for file in sorted(root().glob(pattern))
        if file.is_file()
    }
    try:
        return published[name]
    except KeyError:
        raise FileNotFoundError(f"this release holds no file {name!r}; it holds: {', '.join(published)}") from None


def read_plain(file: Path, limit: int, *, follow: bool = True) -> bytes:
    """Read a plain file, waiting for no pipe or device, and at most one byte more than a limit.

    Args:
        file: the file.
        limit: how many bytes it may have.
        follow: whether it may be a link to the file.

    Raises:
        OSError: if it cannot be read or is not a plain file.
    """
    unfollowed = 0 if follow else getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | unfollowed)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(None, "it is not a plain file")
        data = b""
        while len(data) <= limit and (more := os.read(handle, min(_BLOCK, limit + 1 - len(data)))):
            data += more
        return data
    finally:
        os.close(handle)
