"""The changelog of a tree: what it says of a version, and since when."""

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

from inzet.release import writing

CHANGELOG = "CHANGELOG.md"

_MAX = 4 << 20  # bytes
_HEAD = re.compile(r"^## \[?([^]\s]+)\]?(?: - (.*))?$", re.MULTILINE)


class Section(NamedTuple):
    """What a changelog says of a version, and when it was released; None where it has no date yet."""

    day: date | None
    text: str


def read_section(root: Path, version: str) -> Section | None:
    """Return what the changelog of a tree says of a version; None where it says nothing, or there is none."""
    text = (writing.read(root, CHANGELOG, _MAX) or b"").decode(errors="replace")
    heads = list(_HEAD.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)]
    for head, end in zip(heads, ends, strict=False):
        if head[1] == version:
            return Section(_day(head[2] or ""), text[head.end() : end].strip())
    return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
