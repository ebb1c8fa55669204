"""The files of a release: inside the installed package, which may be a zip, or in a checkout."""

import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inzet.issues import UnreadableError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from tempfile import TemporaryDirectory

MARKER = "datapackage.json"
NESTED = "data/records.json"
"""The published file that holds all records nested."""
BUNDLES = "data/schemas"
"""The published folder with the schema of each kind of record, complete in itself, for editors."""

WINDOWS_ENDS = (
    "the file has Windows line ends (CRLF), probably because git changed them on checkout (core.autocrlf); add the line"
    " '* -text' to .gitattributes, delete the file and restore it with git"
)
"""What is wrong with a text that would be right with other line ends."""

_DATA = "_data"
"""The folder of a release inside the installed package."""
_PUBLISHED = {"data": "", BUNDLES: ".json", "schemas": ".json"}
"""Folders of a release, and how the names of the files in them end that it publishes."""
_BLOCK = 1 << 18  # most records are far smaller and are read at once


@cache
def root() -> "Traversable":
    """Return the folder with ``schemas/``, ``data/``, ``docs/codes.md`` and ``datapackage.json``.

    In a wheel this is ``_data`` beside this module; in a checkout (an editable install) it is the repository. It is a
    ``Path``, except where Python runs inzet from a zip without unpacking it.

    Raises:
        UnreadableError: if neither exists, because the installation is damaged.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / _DATA, package.parent.parent):
        if (folder / "schemas").is_dir():
            return folder
    from importlib.resources import files  # takes a while to load

    packed = files("inzet") / _DATA
    if (packed / "schemas").is_dir():
        return packed
    raise UnreadableError(f"the installation of inzet is damaged: there are no schemas in {package}; install it again")


def is_installed() -> bool:
    """Whether the release is part of an installed package, and not a checkout."""
    return root().name == _DATA


def path(name: str) -> Path:
    """Return the path of a published file, for pandas, polars, DuckDB or any other reader.

    Where Python runs inzet from a zip, the published files are unpacked together into a temporary folder at the first
    call. It is removed when Python ends, so a path must not be kept for longer.

    Args:
        name: path inside the package, such as ``"data/contributions.parquet"``, ``"datapackage.json"``
            or ``"schemas/letter.schema.json"``.

    Raises:
        FileNotFoundError: if the release has no such file; the message lists its files.
        OSError: if the files are in a zip, and there is no place to unpack them.
    """
    names = published()
    if name not in names:
        raise FileNotFoundError(f"this release has no file {name!r}; its files: {', '.join(names)}")
    home = root()
    return Path(home if isinstance(home, Path) else _unpacked().name, name)


def published() -> list[str]:
    """Return the names of the files that the release publishes."""
    names = [MARKER] if (root() / MARKER).is_file() else []
    for folder, ending in _PUBLISHED.items():
        place = root() / folder
        files = sorted(file.name for file in place.iterdir() if file.is_file()) if place.is_dir() else []
        names += [f"{folder}/{name}" for name in files if name.endswith(ending)]
    return names


@cache
def _unpacked() -> "TemporaryDirectory[str]":
    """Return a temporary folder with the published files, which refer to each other by their places."""
    import atexit
    from tempfile import TemporaryDirectory

    folder = TemporaryDirectory(prefix="inzet-")
    atexit.register(folder.cleanup)
    for name in published():
        file = Path(folder.name, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes((root() / name).read_bytes())
    return folder


def find_damage() -> str:
    """Return a sentence that names a file of the installed release that is not as it was installed.

    An installer leaves a list of checksums (``RECORD``). Without it, as in a checkout, nothing is known of damage and
    the sentence is empty.
    """
    import csv
    import hashlib
    from base64 import urlsafe_b64encode
    from importlib.metadata import PackageNotFoundError, distribution
    from importlib.resources import files

    try:
        installed = distribution("inzet")
    except PackageNotFoundError:
        return ""
    package = Path(__file__).resolve().parent
    if os.path.realpath(str(installed.locate_file("inzet"))) != str(package):
        return ""  # another copy than the one that runs
    # The list itself is read, because ``installed.files`` leaves out what is missing.
    for name, checksum, _ in csv.reader((installed.read_text("RECORD") or "").splitlines()):
        if not name.startswith(f"inzet/{_DATA}/"):
            continue
        inner = name.removeprefix("inzet/")
        kind, _, expected = checksum.partition("=")
        try:
            digest = hashlib.new(kind, (files("inzet") / inner).read_bytes()).digest()
            reason = "it is not as it was installed"
        except Exception as error:  # also what a zip raises where it is damaged
            digest, reason = b"", getattr(error, "strerror", None) or "it cannot be read"
        if urlsafe_b64encode(digest).decode().rstrip("=") != expected:
            return f"the installation of inzet is damaged: {package / inner}: {reason}; install it again"
    return ""


def nest(records: Mapping[str, Iterable[bytes]]) -> bytes:
    """Return the content of ``data/records.json``: a record on each line, so that they can be read one by one.

    Args:
        records: the records by table, each as JSON without line ends.
    """
    lists = (b'"%b": [\n%b\n]' % (table.encode(), b",\n".join(lines)) for table, lines in records.items())
    return b"{\n%b\n}\n" % b",\n".join(lists)


def read_nested(lines: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the records in the lines of ``data/records.json``, each with its table and as JSON.

    Raises:
        ValueError: if the lines are not as ``nest`` writes them.
    """
    table = ""
    for line in lines:
        content = line.rstrip(b",\n")
        if content.startswith(b'{"'):
            yield table, content
        elif content.startswith(b'"'):
            table = content.split(b'"')[1].decode()
        elif content not in (b"{", b"", b"]", b"}"):
            raise ValueError(f"a record should be on a line of its own, not {content[:40]!r}")


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
        blocks, left = [], limit + 1
        while left and (block := os.read(handle, min(_BLOCK, left))):
            blocks.append(block)
            left -= len(block)
        return b"".join(blocks)
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
