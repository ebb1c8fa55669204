"""Paths from the root of a checkout, where GitHub and other readers of reports look for them."""

import os
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from inzet.issues import Issue


def from_root(issues: Iterable[Issue]) -> list[Issue]:
    """Return issues with the paths of their files from the root of the checkout, with ``/`` on every system.

    The root is the nearest folder around the file with ``.git`` in it, or else the workspace of a run on GitHub. A path
    outside both remains as it is.
    """
    named = cache(_from_root)
    return [replace(issue, path=named(issue.path)) for issue in issues]


def _from_root(path: str) -> str:
    folder, name = os.path.split(path)
    try:
        # The file itself may be a link, which is then at fault; the folders on the way to it may be links as well.
        place = Path(os.path.realpath(folder or "."))
        root = _root(place)
    except ValueError:  # such a name cannot exist
        root = None
    return path.replace(os.sep, "/") if root is None else (place / name).relative_to(root).as_posix()


def _root(place: Path) -> Path | None:
    workspace = os.environ.get("GITHUB_WORKSPACE")
    outermost = Path(os.path.realpath(workspace)) if workspace else None
    around = (place, *place.parents)
    return next((folder for folder in around if folder == outermost or os.path.lexists(folder / ".git")), None)
