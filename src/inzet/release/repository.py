"""The git repository of a checkout: its commit, what is not committed, its versions; never the network."""

import hashlib
import os
import re
import stat
import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from inzet.issues import UnreadableError

_GIT = (
    *("git", "--no-pager", "--no-replace-objects", "--no-optional-locks"),
    *("-c", "protocol.allow=never", "-c", "core.fsmonitor=false"),
)
_SECONDS = 120
_FILE, _PROGRAM, _LINK = "100644", "100755", "120000"
"""The modes of a file, a program and a link, as git writes them."""


class Blob(NamedTuple):
    """A file of a commit: its mode, hash and bytes."""

    mode: str
    id: str
    size: int


class Commit(NamedTuple):
    """A commit: its hash, and when it was made."""

    id: str
    made: datetime


def git(here: Path, *arguments: str, sent: bytes = b"") -> tuple[bytes, str]:
    """Run git, without a shell, a prompt or the network.

    Returns:
        What it prints; and the first line of its complaint, which is empty where it succeeds.

    Raises:
        UnreadableError: if there is no git, or it does not end.
    """
    offline = {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"}
    environment = os.environ | {"LC_ALL": "C"} | offline
    command = [*_GIT, *arguments]
    try:
        done = subprocess.run(command, cwd=here, env=environment, input=sent, capture_output=True, timeout=_SECONDS)
    except FileNotFoundError:
        raise UnreadableError("git is not installed; give a folder, a zip or a wheel instead of a revision") from None
    except subprocess.TimeoutExpired:
        raise UnreadableError(f"git did not answer within {_SECONDS} seconds") from None
    complaint = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0] if done.returncode else ""
    return done.stdout, complaint.removeprefix("fatal: ")


def read_commit(root: Path) -> Commit:
    """Return the commit that is checked out; the folder must be the top of its checkout."""
    if not root.is_dir():
        raise UnreadableError(f"{root.as_posix()} is not a folder")
    if _ask(root, "rev-parse", "--show-prefix").strip():
        raise UnreadableError(f"{root.as_posix()} is not the top folder of its git checkout")
    name, seconds = _ask(root, "log", "-1", "--no-show-signature", "--format=%H %ct").split()
    return Commit(name, datetime.fromtimestamp(int(seconds), UTC))


def find_changes(root: Path) -> list[str]:
    """Return the paths of a checkout that differ from its commit; files that git ignores do not count.

    ``git status`` would run the filters that a checkout may name, so the files are compared here, byte by byte.
    """
    blobs = list_blobs(root, "HEAD")
    changed = {path for path, blob in blobs.items() if not _is_same(root / path, blob)}
    staged = _ask(root, "ls-files", "-z").split("\0")
    untracked = _ask(root, "ls-files", "-z", "--others", "--exclude-standard").split("\0")
    return sorted(changed | ({*staged, *untracked} - {"", *blobs}))


def _is_same(file: Path, blob: Blob) -> bool:
    """Whether a file of a checkout is as it was committed."""
    try:
        state = file.lstat()
        if stat.S_ISLNK(state.st_mode):
            mode, data = _LINK, os.fsencode(file.readlink())
        elif stat.S_ISREG(state.st_mode) and state.st_size == blob.size:
            mode, data = (_PROGRAM if state.st_mode & 0o100 else _FILE), file.read_bytes()
        else:
            return False
    except OSError:
        return False
    algorithm = "sha1" if len(blob.id) == 40 else "sha256"  # as git names its objects
    return (mode, hashlib.new(algorithm, b"blob %d\0" % len(data) + data).hexdigest()) == (blob.mode, blob.id)


def is_shallow(root: Path) -> bool:
    """Whether a checkout lacks earlier commits, and so the tags of earlier versions."""
    return _ask(root, "rev-parse", "--is-shallow-repository").strip() == "true"


def find_tag(root: Path, version: str) -> str | None:
    """Return the hash of the commit that is tagged as a version; None where none is."""
    output, _ = git(root, "rev-parse", "--verify", "--quiet", f"refs/tags/{tag_of(version)}^{{commit}}")
    return output.decode().strip() or None


def previous_tag(root: Path, version: str) -> str | None:
    """Return the tag of the highest version before the commit, besides its own version; None where there is none."""
    tags = _ask(root, "tag", "--merged", "HEAD", "--list", "v*", "--sort=-version:refname").split()
    plain = (tag for tag in tags if re.fullmatch(r"v[0-9]+[.][0-9]+[.][0-9]+", tag))
    return next((tag for tag in plain if tag != tag_of(version)), None)


def tag_of(version: str) -> str:
    """Return the tag of a version.

    >>> tag_of("0.1.0")
    'v0.1.0'
    """
    return f"v{version}"


def export(root: Path, folder: Path) -> None:
    """Write the files of the commit of a clean checkout into another folder.

    Nothing else in the checkout comes along, neither what git ignores nor what another program leaves there, and no
    filter that it may name is run.
    """
    blobs = {path: blob for path, blob in list_blobs(root, "HEAD").items() if blob.mode in (_FILE, _PROGRAM)}
    for path, data in zip(blobs, read_blobs(root, [blob.id for blob in blobs.values()]), strict=True):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        if blobs[path].mode == _PROGRAM:
            file.chmod(0o755)


def list_blobs(here: Path, commit: str, *paths: str) -> dict[str, Blob]:
    """Return the files of a commit by path, links among them; of some paths only, if these are given."""
    listing, _ = git(here, "ls-tree", "-r", "-z", "-l", commit, *paths)
    blobs: dict[str, Blob] = {}
    for line in filter(None, os.fsdecode(listing).split("\0")):
        facts, _, path = line.partition("\t")
        mode, kind, name, size = facts.split()
        if kind == "blob":  # no submodules
            blobs[path] = Blob(mode, name, int(size))
    return blobs


def read_blobs(here: Path, names: Sequence[str]) -> Iterator[bytes]:
    """Yield the content of objects, as it was committed: no filter of an attribute touches it."""
    content, _ = git(here, "cat-file", "--batch", sent="".join(f"{name}\n" for name in names).encode())
    stream = BytesIO(content)
    for name in names:
        found, kind, *size = stream.readline().decode().split()
        if (found, kind) != (name, "blob"):
            raise UnreadableError(f"the repository is incomplete: the object {name} is missing; fetch it first")
        yield stream.read(int(size[0]))
        stream.readline()


def _ask(root: Path, *arguments: str) -> str:
    output, complaint = git(root, *arguments)
    if complaint:
        raise UnreadableError(f"{root.as_posix()} cannot be read by git: {complaint}")
    return output.decode("utf-8", "surrogateescape")
