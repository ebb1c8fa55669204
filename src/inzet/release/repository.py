"""The git repository of a checkout: its commit, what is not committed, its versions; never the network."""

import os
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from inzet.issues import UnreadableError

_GIT = (
    "git",
    "--no-pager",
    "--no-replace-objects",
    "--no-optional-locks",
    "-c",
    "protocol.allow=never",
    "-c",
    "core.fsmonitor=false",
)
_SECONDS = 120


class Commit(NamedTuple):
    """A commit.

    Attributes:
        id: its hash.
        made: when it was made.
    """

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
    try:
        done = subprocess.run(
            [*_GIT, *arguments],
            cwd=here,
            env=environment,
            input=sent,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
        )
    except FileNotFoundError:
        raise UnreadableError("git is not installed; give a folder, a zip or a wheel instead of a revision") from None
    except subprocess.TimeoutExpired:
        raise UnreadableError(f"git did not answer within {_SECONDS} seconds") from None
    complaint = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0] if done.returncode else ""
    return done.stdout, complaint.removeprefix("fatal: ")


def read_commit(root: Path) -> Commit:
    """Return the commit that is checked out.

    Raises:
        UnreadableError: if the folder is not the top of a git checkout, or has no commit.
    """
    if not root.is_dir():
        raise UnreadableError(f"{root.as_posix()} is not a folder")
    if _ask(root, "rev-parse", "--show-prefix").strip():
        raise UnreadableError(f"{root.as_posix()} is not the top folder of its git checkout")
    name, seconds = _ask(root, "log", "-1", "--no-show-signature", "--format=%H %ct").split()
    return Commit(name, datetime.fromtimestamp(int(seconds), UTC))


def find_changes(root: Path) -> list[str]:
    """Return the paths of a checkout that differ from its commit; files that git ignores do not count."""
    entries = iter(_ask(root, "status", "--porcelain", "-z", "--untracked-files=all").split("\0"))
    paths = []
    for entry in filter(None, entries):
        paths.append(entry[3:])
        if {"R", "C"} & {*entry[:2]}:
            next(entries)  # the path that a file had before
    return paths


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

    Nothing else in the checkout comes along, neither what git ignores nor what another program leaves there.
    """
    _ask(root, "checkout-index", "--all", f"--prefix={folder.resolve()}/")


def _ask(root: Path, *arguments: str) -> str:
    output, complaint = git(root, *arguments)
    if complaint:
        raise UnreadableError(f"{root.as_posix()} cannot be read by git: {complaint}")
    return output.decode("utf-8", "surrogateescape")
