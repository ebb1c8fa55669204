"""The files of a release, from a folder, a git revision, or a zip: in memory, and never more than was bargained for.

Every reader returns the content of the few files that a comparison needs, by their path inside the release. Nothing
is unpacked, checked out or run, no link is followed, and what is too large is refused before it is read.
"""

import os
import re
import stat
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from inzet.files import read_plain
from inzet.issues import UnreadableError

MAX_FILES = 10_000
MAX_FILE = 32 * 1024 * 1024
MAX_TOTAL = 128 * 1024 * 1024
MAX_ZIP = 64 * 1024 * 1024

NESTED = "data/records.json"
DESCRIPTOR = "datapackage.json"
VERSION = "src/inzet/version.py"

Files = dict[str, bytes]
"""Content by path inside the release, such as ``records/missions/untso.yaml``."""

_RECORD = re.compile(r"records/[^/]+/[^/]+\.yaml")
_WANTED = re.compile(
    rf"{_RECORD.pattern}|schemas/[^/]+\.schema\.json|{re.escape(NESTED)}|{re.escape(DESCRIPTOR)}|{re.escape(VERSION)}"
)
_PACKED = "_data/"
"""Where the package keeps its data; the version stands beside that folder."""
_PACKED_RECORD = re.compile(rf"((?:[^/]+/)?(?:{_PACKED})?)(?:{_RECORD.pattern}|{re.escape(NESTED)})")
_ENTRY = b"PK\x01\x02"
# All that zipfile raises on a damaged or foreign file; struct.error and lzma's are found in corrupt headers.
FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    LookupError,
)
_GIT = ("git", "--no-pager", "-c", "protocol.allow=never", "-c", "core.fsmonitor=false")
_SECONDS = 120


class _Sizes:
    """What was read so far; complains before it is too much."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.files = 0
        self.total = 0

    def add(self, path: str, size: int) -> None:
        self.files += 1
        self.total += size
        if size > MAX_FILE:
            raise UnreadableError(f"{self.name}: {path} is larger than {MAX_FILE >> 20} MiB")
        if self.files > MAX_FILES or self.total > MAX_TOTAL:
            raise UnreadableError(
                f"{self.name} holds more than {MAX_FILES} files or {MAX_TOTAL >> 20} MiB of records and schemas"
            )


def read_place(name: str, here: Path = Path()) -> Files:
    """Return the files of the release that a name stands for: a folder, else a file, else a git revision.

    Raises:
        UnreadableError: if there is no such place, or it cannot be read or holds too much.
    """
    place = here / name
    if not name.strip():
        raise UnreadableError("a release has no empty name; give a folder, a zip, a wheel or a git revision")
    try:
        if place.is_dir():
            return _read_folder(place, name)
        if place.exists():
            return _read_zip(place, name)
    except (OSError, ValueError) as error:
        raise UnreadableError(f"{name} cannot be read: {getattr(error, 'strerror', None) or error}") from None
    return _read_revision(name, here)


def _choose(paths: Iterable[str]) -> set[str]:
    """Return the paths to read: records as they are curated, or where there are none, as they were published."""
    wanted = {path for path in paths if _WANTED.fullmatch(path)}
    return wanted - {NESTED} if any(map(_RECORD.fullmatch, wanted)) else wanted


def _holds_records(chosen: Iterable[str]) -> bool:
    return any(path.startswith(("records/", NESTED)) for path in chosen)


# --- folder ------------------------------------------------------------------------------------------


def _read_folder(folder: Path, name: str) -> Files:
    for root in (folder, folder / "_data"):
        paths = _choose(_walk(root, ""))
        if not _holds_records(paths):
            continue
        sizes, files = _Sizes(name), {}
        for path in sorted(paths):
            try:
                files[path] = read_plain(root / path, MAX_FILE)
            except OSError as error:
                raise UnreadableError(f"{(root / path).as_posix()} cannot be read: {error.strerror}") from None
            sizes.add(path, len(files[path]))
        return files
    raise UnreadableError(f"{name} holds neither records/ nor {NESTED}; name the folder that does")


def _walk(root: Path, inside: str) -> Iterator[str]:
    """Yield the plain files that may be wanted; a link, be it to a folder, is none."""
    try:
        with os.scandir(root / inside) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        if not inside and isinstance(error, FileNotFoundError):
            return
        raise UnreadableError(f"{(root / inside).as_posix()} cannot be read: {error.strerror}") from None
    for entry in found:
        path = f"{inside}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if inside in ("records/", "src/") or (not inside and entry.name in ("records", "schemas", "data", "src")):
                yield from _walk(root, f"{path}/")
        elif entry.is_file(follow_symlinks=False):
            yield path


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
        raise UnreadableError(f"{name} is no sound zip or wheel: {error}") from None


def _unpack(packed: zipfile.ZipFile, name: str) -> Files:
    entries: dict[str, zipfile.ZipInfo] = {}
    for entry in packed.infolist():
        path = entry.filename
        if path.startswith("/") or "\\" in path or ":" in path or ".." in path.split("/"):
            raise UnreadableError(f"{name}: {path!r} leads outside the zip; make the zip anew")
        if path in entries:
            raise UnreadableError(f"{name}: {path!r} stands in the zip twice; make the zip anew")
        if not entry.is_dir():
            entries[path] = entry
    prefix = _prefix(entries, name)
    inside = _choose(path.removeprefix(prefix) for path in entries if path.startswith(prefix))
    sources = {path: prefix + path for path in inside}
    beside = f"{prefix.removesuffix(_PACKED)}version.py"
    if prefix.endswith(_PACKED) and beside in entries:
        sources[VERSION] = beside
    sizes, files = _Sizes(name), {}
    for path, source in sorted(sources.items()):
        entry = entries[source]
        if entry.flag_bits & 1:
            raise UnreadableError(f"{name}: {source!r} is encrypted; give a zip without a password")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise UnreadableError(f"{name}: {source!r} is a link; make the zip with the file itself")
        # Said sizes are checked first, read ones again: a zip may lie.
        sizes.add(path, entry.file_size)
        with packed.open(entry) as opened:
            files[path] = opened.read(entry.file_size + 1)
        if len(files[path]) != entry.file_size:
            raise UnreadableError(f"{name}: {source!r} has another size than the zip says; make the zip anew")
    return files


def _prefix(entries: Iterable[str], name: str) -> str:
    """Return the folder inside the zip that holds the release: of several, the outermost."""
    found = {match[1] for match in map(_PACKED_RECORD.fullmatch, entries) if match}
    if not found:
        raise UnreadableError(f"{name} holds neither records/ nor {NESTED}; give a zip or wheel of the package")
    return min(found, key=lambda prefix: (prefix.count("/"), prefix))


# --- git revision ------------------------------------------------------------------------------------


def _read_revision(name: str, here: Path) -> Files:
    unknown = UnreadableError(
        f"{name!r} is no folder, zip or wheel, and no revision of a git repository here; give, for example, HEAD~1,"
        " a tag, or the path of a wheel"
    )
    if name.startswith("-") or not name.strip() or "\0" in name:
        raise unknown
    found, said = _git(here, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    commit = found.decode("ascii", "replace").strip()
    if not re.fullmatch(r"[0-9a-f]{40,64}", commit):
        # Without words, git knows the repository and not the revision; with words, it says what is the matter.
        if said and "not a git repository" not in said:
            raise UnreadableError(f"{name!r} cannot be read: git says: {said}")
        raise unknown
    listing, _ = _git(here, "ls-tree", "-r", "-z", "-l", commit, "records/", "schemas/", NESTED, DESCRIPTOR, VERSION)
    blobs: dict[str, tuple[str, int]] = {}
    for line in filter(None, listing.decode("utf-8", "replace").split("\0")):
        facts, _, path = line.partition("\t")
        mode, kind, blob, size = facts.split()
        if kind == "blob" and mode.startswith("100"):  # no links, no submodules
            blobs[path] = blob, int(size)
    sizes = _Sizes(name)
    chosen = sorted(_choose(blobs))
    if not _holds_records(chosen):
        raise UnreadableError(f"the revision {name!r} holds neither records/ nor {NESTED} here")
    for path in chosen:
        sizes.add(path, blobs[path][1])
    # One process for all files, and their bytes as they were committed: no filter of an attribute touches them.
    packed, _ = _git(here, "cat-file", "--batch", asked="".join(f"{blobs[path][0]}\n" for path in chosen).encode())
    files: Files = {}
    at = 0
    for path in chosen:
        blob, length = blobs[path]
        header = f"{blob} blob {length}\n".encode()
        if packed[at : at + len(header)] != header:
            raise UnreadableError(f"the revision {name!r} is incomplete here: {path} is missing; fetch it first")
        at += len(header)
        files[path] = packed[at : at + length]
        at += length + 1
    return files


def _git(here: Path, *arguments: str, asked: bytes = b"") -> tuple[bytes, str]:
    """Run git, without a shell, a prompt or the network, and return what it wrote and the first line that it said."""
    environment = os.environ | {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
    try:
        done = subprocess.run(
            [*_GIT, *arguments],
            cwd=here,
            env=environment,
            input=asked,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
        )
    except FileNotFoundError:
        raise UnreadableError("git is not installed; give a folder, a zip or a wheel instead of a revision") from None
    except subprocess.TimeoutExpired:
        raise UnreadableError(f"git did not answer within {_SECONDS} seconds") from None
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return done.stdout, said[0].removeprefix("fatal: ") if said else ""
