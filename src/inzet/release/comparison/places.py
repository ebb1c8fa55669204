"""The files of a release, read from a folder, a git revision or a zip into memory, within limits.

Every reader returns the content of the few files that a comparison needs, by their path inside the release. Nothing
is unpacked, checked out or run, no link is followed, and whatever is too large is refused before it is read.
"""

import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

from inzet.files import MARKER, NESTED, read_plain
from inzet.issues import UnreadableError
from inzet.release.repository import git, list_blobs, read_blobs

MAX_FILES = 10_000
MAX_FILE = 64 * 1024 * 1024
MAX_TOTAL = 128 * 1024 * 1024
MAX_ZIP = 64 * 1024 * 1024
MAX_SCHEMA = 1024 * 1024
"""Bytes of a schema file, whose parts may be referred to very often."""

VERSION = "src/inzet/version.py"

Files = dict[str, bytes]
"""Content by path inside the release, such as ``records/missions/untso.yaml``."""

_RECORD = re.compile(r"records/[^/]+/[^/]+\.yaml")
_WANTED = re.compile(
    rf"{_RECORD.pattern}|schemas/[^/]+\.schema\.json|{re.escape(NESTED)}|{re.escape(MARKER)}|{re.escape(VERSION)}"
)
_FOLDER = re.compile(r"records(/[^/]+)?|schemas|data|src(/inzet)?")
_PACKED = "_data/"
"""The folder of the installed package that holds its data; the version is in a file beside it."""
_PACKED_RECORD = re.compile(rf"((?:[^/]+/)?(?:{_PACKED})?)(?:{_RECORD.pattern}|{re.escape(NESTED)})")
_ENTRY = b"PK\x01\x02"
# Everything that zipfile raises for a damaged or foreign file; struct.error and LookupError come from corrupt headers.
FAULTS = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError),
    *(RuntimeError, ValueError, OSError, LookupError),
)


def read_place(name: str, here: Path = Path()) -> Files:
    """Return the files of a release, given the name of a folder, else of a file, else of a git revision."""
    place = here / name
    if not name.strip():
        raise UnreadableError("the name of a release is empty; give a folder, a zip, a wheel or a git revision")
    try:
        if place.is_dir():
            return _read_folder(place, name)
        if place.exists():
            return _read_zip(place, name)
    except (OSError, ValueError) as error:
        path, reason = getattr(error, "filename", None), getattr(error, "strerror", None)
        raise UnreadableError(f"{path or name} cannot be read: {reason or error}") from None
    return _read_revision(name, here)


def _holds_records(paths: Iterable[str]) -> bool:
    return any(path == NESTED or _RECORD.fullmatch(path) for path in paths)


def _choose(name: str, sizes: Mapping[str, int]) -> list[str]:
    """Return the paths to read: records as they are curated or, where there are none, as they were published."""
    if not _holds_records(sizes):
        raise UnreadableError(f"{name} holds neither records/ nor {NESTED}; name a place that does")
    chosen = sorted(path for path in sizes if _WANTED.fullmatch(path))
    if any(map(_RECORD.fullmatch, chosen)):
        chosen = [path for path in chosen if path != NESTED]
    for path in chosen:
        limit = MAX_SCHEMA if path.startswith("schemas/") else MAX_FILE
        if sizes[path] > limit:
            raise UnreadableError(f"{name}: {path} is larger than {limit >> 20} MiB")
    if len(chosen) > MAX_FILES or sum(sizes[path] for path in chosen) > MAX_TOTAL:
        raise UnreadableError(
            f"{name} holds more than {MAX_FILES} files or {MAX_TOTAL >> 20} MiB of records and schemas"
        )
    return chosen


# --- folder ------------------------------------------------------------------------------------------


def _read_folder(folder: Path, name: str) -> Files:
    root, sizes = folder, dict(_walk(folder))
    if not _holds_records(sizes) and (folder / _PACKED).is_dir():
        root = folder / _PACKED
        sizes = dict(_walk(root))
    files = {}
    for path in _choose(name, sizes):
        files[path] = read_plain(root / path, sizes[path], follow=False)
        if len(files[path]) != sizes[path]:
            raise UnreadableError(f"{name}: {path} changed while it was read; try again")
    return files


def _walk(root: Path, inside: str = "") -> Iterator[tuple[str, int]]:
    """Yield the path and size of every plain file that may be wanted; a link is neither a file nor a folder."""
    with os.scandir(root / inside) as entries:
        for entry in entries:
            path = inside + entry.name
            if entry.is_dir(follow_symlinks=False) and _FOLDER.fullmatch(path):
                yield from _walk(root, f"{path}/")
            elif entry.is_file(follow_symlinks=False):
                yield path, entry.stat(follow_symlinks=False).st_size


# --- zip and wheel -----------------------------------------------------------------------------------


def _read_zip(file: Path, name: str) -> Files:
    data = read_plain(file, MAX_ZIP)
    if len(data) > MAX_ZIP:
        raise UnreadableError(f"{name} is larger than {MAX_ZIP >> 20} MiB")
    # Counted before the list of contents is read, which takes memory for every entry.
    if data.count(_ENTRY) > MAX_FILES:
        raise UnreadableError(f"{name} holds more than {MAX_FILES} files")
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            return _unpack(packed, name)
    except FAULTS as error:
        raise UnreadableError(f"{name} is not a sound zip or wheel: {error}") from None


def _unpack(packed: zipfile.ZipFile, name: str) -> Files:
    entries: dict[str, zipfile.ZipInfo] = {}
    for entry in packed.infolist():
        path = entry.filename
        if path.startswith("/") or "\\" in path or ":" in path or ".." in path.split("/"):
            raise UnreadableError(f"{name}: {path!r} leads outside the zip; make the zip again")
        if path in entries:
            raise UnreadableError(f"{name}: {path!r} is in the zip twice; make the zip again")
        if not entry.is_dir():
            entries[path] = entry
    # If several folders hold a release, the outermost counts.
    prefixes = {match[1] for match in map(_PACKED_RECORD.fullmatch, entries) if match}
    prefix = min(prefixes, key=lambda prefix: (prefix.count("/"), prefix), default="")
    inside = {path.removeprefix(prefix): entry for path, entry in entries.items() if path.startswith(prefix)}
    beside = f"{prefix.removesuffix(_PACKED)}version.py"
    if prefix.endswith(_PACKED) and beside in entries:
        inside[VERSION] = entries[beside]
    files = {}
    for path in _choose(name, {path: entry.file_size for path, entry in inside.items()}):
        entry = inside[path]
        if entry.flag_bits & 1:
            raise UnreadableError(f"{name}: {entry.filename!r} is encrypted; give a zip without a password")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise UnreadableError(f"{name}: {entry.filename!r} is a link; make the zip with the file itself")
        # The sizes that the zip states were checked; the content is measured, for they may be wrong.
        with packed.open(entry) as opened:
            files[path] = opened.read(entry.file_size + 1)
        if len(files[path]) != entry.file_size:
            raise UnreadableError(
                f"{name}: {entry.filename!r} has another size than the zip states; make the zip again"
            )
    return files


# --- git revision ------------------------------------------------------------------------------------


def _read_revision(name: str, here: Path) -> Files:
    unknown = UnreadableError(
        f"{name!r} is no folder, zip or wheel, and no revision of a git repository here; give, for example, HEAD~1,"
        " a tag, or the path of a wheel"
    )
    if name.startswith("-") or "\0" in name:
        raise unknown
    output, complaint = git(here, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    commit = output.decode("ascii", "replace").strip()
    if not re.fullmatch(r"[0-9a-f]{40,64}", commit):
        # Git complains about a repository that it cannot read, and not about a revision that it does not know.
        if complaint and "not a git repository" not in complaint:
            raise UnreadableError(f"{name!r} cannot be read: git says: {complaint}")
        raise unknown
    listed = list_blobs(here, commit, "records/", "schemas/", NESTED, MARKER, VERSION)
    blobs = {path: blob for path, blob in listed.items() if blob.mode.startswith("100")}  # no links
    chosen = _choose(name, {path: blob.size for path, blob in blobs.items()})
    try:
        return dict(zip(chosen, read_blobs(here, [blobs[path].id for path in chosen]), strict=True))
    except UnreadableError as error:
        raise UnreadableError(f"the revision {name!r} cannot be read: {error}") from None
