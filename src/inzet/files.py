"""The files of a release, inside the installed package or in a checkout."""

import json
import os
import stat
from functools import cache
from pathlib import Path
from typing import Any

MARKER = "datapackage.json"
NESTED = "data/records.json"
"""The published file that holds all records nested."""

WINDOWS_ENDS = (
    "the file has Windows line ends (CRLF), probably because git changed them on checkout (core.autocrlf); add the line"
    " '* -text' to .gitattributes, delete the file and restore it with git"
)
"""What is wrong with a text that would be right with other line ends."""

_BLOCK = 1 << 18  # most records are far smaller and are read at once


@cache
def root() -> Path:
    """Return the folder with ``schemas/``, ``data/``, ``docs/codes.md`` and ``datapackage.json``.

    In a wheel this is ``_data`` beside this module; in a checkout (an editable install) it is the repository.

    Raises:
        FileNotFoundError: if neither exists, because the installation is damaged.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "_data", package.parent.parent):
        if (folder / "schemas").is_dir():
            return folder
    raise FileNotFoundError(f"the installation of inzet is damaged: there are no schemas beside {package}")


def path(name: str) -> Path:
    """Return the path of a published file, for pandas, polars, DuckDB or any other reader.

    Args:
        name: path inside the package, such as ``"data/contributions.parquet"``, ``"datapackage.json"``
            or ``"schemas/letter.schema.json"``.

    Raises:
        FileNotFoundError: if the release has no such file; the message lists its files.
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
        raise FileNotFoundError(f"this release has no file {name!r}; its files: {', '.join(published)}") from None


def read_plain(file: Path, limit: int, *, follow: bool = True) -> bytes:
    """Return the bytes of a plain file, of a larger one those up to one byte beyond a limit; never wait for a pipe.

    Args:
        file: the file.
        limit: the largest allowed number of bytes.
        follow: whether ``file`` may be a link.

    Raises:
        OSError: if the file cannot be read or is not a plain file.
    """
    no_follow = 0 if follow else getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | no_follow)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(None, "it is not a plain file")
        data = b""
        while len(data) <= limit and (more := os.read(handle, min(_BLOCK, limit + 1 - len(data)))):
            data += more
        return data
    finally:
        os.close(handle)


def is_unicode(value: Any) -> bool:
    """Whether no text in a JSON value holds half a surrogate pair, which no file in UTF-8 can hold."""
    try:
        json.dumps(value, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        return False
    return True


def is_deep(value: Any, levels: int) -> bool:
    """Whether the lists and objects of a JSON value are nested more than so many levels deep."""
    level = [value]
    for _ in range(levels):
        containers = [each for each in level if isinstance(each, dict | list)]
        level = [inner for each in containers for inner in (each.values() if isinstance(each, dict) else each)]
    return any(isinstance(each, dict | list) for each in level)
