"""What is new in a release: the section of its version in the changelog, or what changed since the version before."""

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

from inzet.files import read_plain
from inzet.issues import UnreadableError
from inzet.release import comparison

CHANGELOG = "CHANGELOG.md"

_MAX = 4 << 20  # bytes
_HEAD = re.compile(r"^## \[?([^]\s]+)\]?(?: - (.*))?$", re.MULTILINE)


class Section(NamedTuple):
    """What a changelog says of a version.

    Attributes:
        day: when it was released; None where the section has no date yet.
        text: what is new.
    """

    day: date | None
    text: str


def read_section(root: Path, version: str) -> Section | None:
    """Return what the changelog of a tree says of a version; None where it says nothing.

    Raises:
        UnreadableError: if there is no changelog, or it cannot be read.
    """
    file = root / CHANGELOG
    try:
        text = read_plain(file, _MAX).decode()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise UnreadableError(f"{file.as_posix()} cannot be read: {reason}") from None
    heads = list(_HEAD.finditer(text))
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        if head[1] == version:
            end = following.start() if following else len(text)
            return Section(_day(head[2] or ""), text[head.end() : end].strip())
    return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def release_notes(tree: Path, root: Path, version: str, previous: str | None) -> str:
    """Return what is new in a version, in Markdown.

    Args:
        tree: the files of the version.
        root: the repository that has the version before.
        version: the version.
        previous: the tag of the version before; for the first version, the changelog says what is in it.

    Raises:
        UnreadableError: if what it is made from cannot be read.
    """
    if previous is None:
        section = read_section(tree, version)
        news = section.text if section else ""
    else:
        old, new = comparison.read_release(previous, root), comparison.read_release(str(tree.resolve()))
        lines = "\n".join(comparison.markdown(comparison.compare(old, new))).strip()
        news = lines or f"Records and schemas are those of {previous}."
    return f"# inzet {version}\n\n{news}\n"
