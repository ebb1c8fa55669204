"""Write files, one by one, so that every file is whole at every moment.

Each file is written under a fresh random name beside its place, synced to disk, and renamed over the old one. Nothing
in a tree of generated files is trusted: no link is followed, neither at the file itself nor at a folder above it.
"""

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EEXIST
from functools import partial
from pathlib import Path

from inzet.files import read_plain
from inzet.issues import UnreadableError
from inzet.processes import if_ended

SUFFIX = ".inzet-tmp"
"""Ending of a temporary file. A killed build may leave one; later builds neither read nor remove it."""


def read(root: Path, path: str, limit: int) -> bytes | None:
    """Return the content of a generated file, at most one byte more than a limit; None if it does not exist."""
    file = root / path
    try:
        _refuse_links(root, path)
        return read_plain(file, limit, follow=False)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UnreadableError(f"{file.as_posix()} cannot be read: {error.strerror}") from None


def write(root: Path, path: str, data: bytes, *, durable: bool = True) -> None:
    """Replace a file in one step, or create it with its folders; an existing file keeps its permissions.

    Without ``durable``, a failure of the machine just after may undo it.
    """
    file = root / path
    try:
        _refuse_links(root, path)
        file.parent.mkdir(parents=True, exist_ok=True)
        replace(file, data, durable=durable)
    except OSError as error:
        raise _unwritable(file, "written", error) from None


def replace(file: Path, data: bytes, *, durable: bool = True) -> None:
    """Replace a file in one step, or create it; an existing file keeps its permissions.

    Raises:
        OSError: if it cannot be written; then it is as it was before.
    """
    with _beside(file, data, durable) as temporary:
        if file.exists():
            temporary.chmod(file.stat().st_mode & 0o777)
        temporary.replace(file)


def create(file: Path, data: bytes) -> None:
    """Create a file in one step.

    Raises:
        FileExistsError: if there is something of that name; it is left alone.
        OSError: if it cannot be written; then there is none.
    """
    with _beside(file, data) as temporary:
        try:
            os.link(temporary, file)  # unlike a renaming, this overwrites nothing
        except OSError:
            if os.path.lexists(file):
                raise FileExistsError(EEXIST, os.strerror(EEXIST)) from None
            temporary.replace(file)  # a disk without links, such as a memory stick


@contextmanager
def _beside(file: Path, data: bytes, durable: bool = True) -> Iterator[Path]:
    """Write data into a new file beside another one, which is removed in the end unless it has moved by then."""
    temporary = file.with_name(f".{file.name}.{secrets.token_hex(8)}{SUFFIX}")
    with if_ended(partial(temporary.unlink, missing_ok=True)):
        try:
            with temporary.open("xb") as opened:  # "x" follows no link and overwrites nothing
                opened.write(data)
                if durable:
                    opened.flush()
                    os.fsync(opened.fileno())
            yield temporary
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(file)) from None  # without the name of the temporary file
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def remove(root: Path, path: str) -> None:
    """Remove a file; neither it nor a folder above it may be a link."""
    try:
        _refuse_links(root, path)
        (root / path).unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(root / path, "removed", error) from None


def _refuse_links(root: Path, path: str) -> None:
    """Refuse a path if a step of it below the root is a link, or is not a folder or plain file as it should be."""
    names = Path(path).parts
    for count in range(1, len(names) + 1):
        step = root.joinpath(*names[:count])
        try:
            mode = step.lstat().st_mode
        except FileNotFoundError:
            return
        if stat.S_ISLNK(mode):
            problem = "is a link"
        elif count < len(names) and not stat.S_ISDIR(mode):
            problem = "is not a folder"
        elif count == len(names) and not stat.S_ISREG(mode):
            problem = "is not a plain file"
        else:
            continue
        raise UnreadableError(f"{step.as_posix()} {problem}; a build would write there, so move it first")


def _unwritable(file: Path, verb: str, error: OSError) -> UnreadableError:
    reason = error.strerror or str(error)
    return UnreadableError(f"{file.as_posix()} cannot be {verb}: {reason}; inzet build --check names what is stale")
