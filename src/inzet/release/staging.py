"""Replace several paths of a folder together: whenever the process is killed, all are old or all are new.

Two renames are never one step, so the paths are not renamed to what is new; they are shown through one link. All
that a switch needs lies in a folder of its own, the stage::

    .inzet-build/new/…       what is new, whole and on disk before anything is touched
    .inzet-build/old/…       what was there
    .inzet-build/current     a link to old, and from one moment to the next to new
    .inzet-build/seen        what lay in the replaced folders; what came later, or is hidden, is not a build's to remove

1. Each path changes places with a link that leads through ``current`` to the old content. Nobody sees a difference.
2. ``current`` is renamed to lead to ``new``. This one rename is the switch, of all paths at once.
3. Each path changes places again, now with its new content. Nobody sees a difference.
4. What is old is removed, and the stage with it.

A process that is killed in between leaves links; whoever reads through them gets the old files or the new ones,
never some of each. The next build puts real files back (``settle``). Readers need to know nothing of this, never
wait and never write.

What this does not do: a reader who opens one file before the switch and another after it has one of each, for no
file system gives readers a moment of their own. And where two paths cannot change places in one step (outside Linux
and macOS, and on network disks) or links cannot be made, paths are renamed one after the other once the switch has
been noted; the first of them, which describes the others, is taken away before and comes back last. A process that
is killed there leaves a folder without that path, which the next build completes.
"""

import ctypes
import errno
import os
import shutil
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from inzet.files import read_plain
from inzet.issues import UnreadableError

STAGE = ".inzet-build"
"""Name of the folder in which a build makes everything; it is there only while a build works, or after a kill."""

_OLD, _NEW, _CURRENT, _SEEN, _BACK = "old", "new", "current", "seen", "back"


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Keep other builds out of a folder; the system lifts the lock when the process ends, however it ends.

    The lock is on the folder itself, so nothing is left lying about. Where the file system knows no locks, two
    builds at once are not kept apart.

    Raises:
        UnreadableError: if another build is at work there.
    """
    handle = _lock(root)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _lock(root: Path) -> int | None:
    try:
        if sys.platform == "win32":
            # A file that Windows removes when its only owner closes it or dies.
            return os.open(root / f"{STAGE}.lock", os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_TEMPORARY)
        handle = os.open(root, os.O_RDONLY)
    except FileExistsError:
        raise _at_work(root) from None
    except OSError:
        return None  # whoever reads the folder next says what is wrong with it
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        if error.errno == errno.EWOULDBLOCK:
            raise _at_work(root) from None
        return None
    return handle


def _at_work(root: Path) -> UnreadableError:
    return UnreadableError(f"another build is at work in {root.as_posix()}; run this again when it is done")


def is_left(root: Path) -> bool:
    """Whether a stage is there: a build is at work, or one was killed.

    Raises:
        UnreadableError: if something else has its name.
    """
    stage = root / STAGE
    if not os.path.lexists(stage):
        return False
    if stage.is_symlink() or not stage.is_dir():
        raise UnreadableError(f"{stage.as_posix()} is no folder; builds work there, so move it first")
    return True


def shows_stage(root: Path, name: str) -> bool:
    """Whether a path is a link that a switch put there."""
    try:
        return (root / name).readlink() == _target(name)
    except OSError:
        return False


def _target(name: str) -> Path:
    """Return what the link of a path says: the way to its content, whichever is current."""
    return Path(*[".."] * (len(Path(name).parts) - 1), STAGE, _CURRENT, name)


def replace(root: Path, files: Mapping[str, bytes], names: Sequence[str]) -> None:
    """Put files in place: all of them, or on any failure none. Hold the lock, and settle first.

    Args:
        root: the folder; everything in it must be on one file system.
        files: content by path; folders among the names are replaced as a whole, but for hidden files.
        names: the files and folders to replace, the one that describes the others first.

    Raises:
        UnreadableError: if the place cannot be written; the text says whether anything has changed.
    """
    stage = root / STAGE
    try:
        stage.mkdir()
    except FileExistsError:
        raise _at_work(root) from None
    except OSError as error:
        raise _unwritable(root, error) from None
    done = False
    try:
        _fill(root, files, names)
        linked = _can_link(stage)
        if linked:
            _lay_links(root, names)
        _turn(stage)
        # What is shown through links has been replaced; all that can fail now is to clear away.
        done = linked
        _put_back(root, names, _NEW)
        done = True
        _settle(root, names)
    except OSError as error:
        if done:
            said = f"the new files are in place, but {stage.as_posix()} cannot be removed"
            raise UnreadableError(f"{said}: {error.strerror or error}") from None
        with suppress(OSError):
            if _side(stage) == _NEW:
                (stage / _BACK).replace(stage / _CURRENT)
        with suppress(OSError):
            _settle(root, names)
        raise _unwritable(root, error) from None
    except BaseException:
        _settle(root, names)
        raise


def _unwritable(root: Path, error: OSError) -> UnreadableError:
    return UnreadableError(f"{root.as_posix()} cannot be written: {error.strerror or error}; nothing was changed")


def settle(root: Path, names: Sequence[str]) -> bool:
    """Finish a switch that was cut off, or undo it if it had not come to the switch itself. Hold the lock.

    Args:
        root: the folder.
        names: the paths that builds replace, the one that describes the others first.

    Returns:
        Whether anything was left of an earlier build.

    Raises:
        UnreadableError: if the place cannot be written, or something that is no stage has its name.
    """
    try:
        return _settle(root, names)
    except OSError as error:
        raise _unwritable(root, error) from None


def _settle(root: Path, names: Sequence[str]) -> bool:
    left = is_left(root)
    if left:
        _check_inside(root, names)
        side = _side(root / STAGE)
        if side:
            _put_back(root, names, side)
    for name in names:
        # What was not there before has nothing to put back; nor has a link whose stage someone removed.
        if shows_stage(root, name) and not (root / name).exists():
            (root / name).unlink()
            left = True
    if is_left(root):
        for folder in {(root / name).parent for name in names}:
            _sync(folder)
        _discard(root, names)
    return left


def _check_inside(root: Path, names: Sequence[str]) -> None:
    """Refuse a stage with folders that lead elsewhere: what is moved must come from the tree and stay in it."""
    stage = root / STAGE
    for folder in {(stage / side / name).parent for side in (_OLD, _NEW) for name in names}:
        if folder.resolve() != stage.resolve() / folder.relative_to(stage):
            raise UnreadableError(
                f"{folder.as_posix()} leads elsewhere; no build made it, so remove {stage.as_posix()}"
            )


def _put_back(root: Path, names: Sequence[str], side: str) -> None:
    """Put real files where links are, or the content of a side where another stands."""
    stage = root / STAGE
    aside = stage / (_OLD if side == _NEW else _NEW)
    waiting = [name for name in names if _is_real(stage / side / name)]
    if (stage / _CURRENT).is_symlink():
        # A real file where a link should be was put there by someone after a kill; it stays.
        for name in waiting:
            if shows_stage(root, name) or not os.path.lexists(root / name):
                _unveil(stage / side / name, root / name)
        return
    # No links here: what describes the others goes first and comes last, so that no mixture is described.
    waiting = [name for name in waiting if not (_is_real(root / name) and _is_real(aside / name))]
    for name in waiting[:1]:
        _set_aside(root / name, aside / name)
    for name in waiting[1:]:
        _set_aside(root / name, aside / name)
        (stage / side / name).rename(root / name)
    for name in waiting[:1]:
        (stage / side / name).rename(root / name)


def _set_aside(place: Path, aside: Path) -> None:
    if os.path.lexists(place):
        place.rename(aside)


def _unveil(content: Path, place: Path) -> None:
    """Put content where a link to it is."""
    try:
        if os.path.lexists(place):
            _exchange(content, place)
            return
    except OSError:
        place.unlink()
    content.rename(place)


def _fill(root: Path, files: Mapping[str, bytes], names: Sequence[str]) -> None:
    """Make all that is new, on disk."""
    stage = root / STAGE
    # So that nobody commits what a killed build left.
    _write(stage / ".gitignore", b"*\n")
    seen = (entry for name in names for entry in _unhidden(root / name))
    _write(stage / _SEEN, b"\0".join(os.fsencode(entry.relative_to(root)) for entry in seen))
    # The way back must be open on a full disk too.
    _write(stage / _BACK, _OLD.encode())
    folders = {(stage / _OLD / name).parent for name in names} | {(stage / _NEW / name).parent for name in files}
    for folder in sorted(folders):
        folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        _write(stage / _NEW / name, data)
    for made, _, _ in os.walk(stage):
        _sync(Path(made))
    _sync(root)


def _unhidden(folder: Path) -> Iterator[Path]:
    """Yield what lies in a folder and in the folders inside, but for what is hidden."""
    for entry in sorted(folder.iterdir()) if _is_real(folder) and folder.is_dir() else ():
        if not entry.name.startswith("."):
            yield entry
            yield from _unhidden(entry)


def _write(file: Path, data: bytes) -> None:
    with file.open("xb") as opened:
        opened.write(data)
        opened.flush()
        os.fsync(opened.fileno())


def _can_link(stage: Path) -> bool:
    """Whether links can be made and paths change places here; if so, the link ``current`` leads to what is old."""
    try:
        (stage / "first").mkdir()
        (stage / "second").mkdir()
        _exchange(stage / "first", stage / "second")
        (stage / _CURRENT).symlink_to(_OLD, target_is_directory=True)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise
        return False
    return True


def _lay_links(root: Path, names: Sequence[str]) -> None:
    """Show each path through ``current``; the content that was there becomes what is old."""
    for name in names:
        (root / STAGE / _OLD / name).symlink_to(_target(name))
    _sync(root / STAGE)
    for name in names:
        link, place = root / STAGE / _OLD / name, root / name
        if os.path.lexists(place):
            _exchange(link, place)
        else:
            link.rename(place)


def _turn(stage: Path) -> None:
    """Make what is new current: by a link that leads to it, or where there are no links, a file that names it."""
    if (stage / _CURRENT).is_symlink():
        (stage / "next").symlink_to(_NEW, target_is_directory=True)
    else:
        _write(stage / "next", _NEW.encode())
    _sync(stage)
    (stage / "next").replace(stage / _CURRENT)
    _sync(stage)


def _side(stage: Path) -> str | None:
    """Return the side that is current, or None where no switch had begun."""
    current = stage / _CURRENT
    said = os.fsencode(current.readlink()) if current.is_symlink() else _read(current, 10)
    return said.decode() if said in (_OLD.encode(), _NEW.encode()) else None


def _is_real(path: Path) -> bool:
    return os.path.lexists(path) and not path.is_symlink()


def _discard(root: Path, names: Sequence[str]) -> None:
    """Remove the stage, once all paths are real. What no build made moves from an old folder into the new one."""
    stage = root / STAGE
    # From here on there is nothing to put back: a stage that is half removed must never be shown again.
    (stage / _CURRENT).unlink(missing_ok=True)
    old = stage / _OLD
    if old.is_dir():
        seen = _read(stage / _SEEN, 10**7).split(b"\0")
        for name in names:
            _keep_others(old / name, root / name, {root / os.fsdecode(path) for path in seen})
        # Before what tells the old files from those of others.
        shutil.rmtree(old)
    shutil.rmtree(stage)


def _keep_others(old: Path, place: Path, seen: set[Path]) -> None:
    """Move what a build need not remove from an old folder to its place, and the folders inside likewise."""
    for entry in sorted(old.iterdir()) if _is_real(old) and old.is_dir() else ():
        target = place / entry.name
        if target in seen or os.path.lexists(target):
            _keep_others(entry, target, seen)
        else:
            place.mkdir(parents=True, exist_ok=True)
            _move(entry, target)


def _move(source: Path, place: Path) -> None:
    try:
        source.rename(place)
    except PermissionError:
        # A folder that may not be written cannot move to another folder.
        mode = stat.S_IMODE(source.lstat().st_mode)
        source.chmod(mode | stat.S_IRWXU)
        source.rename(place)
        place.chmod(mode)


def _read(file: Path, limit: int) -> bytes:
    try:
        return read_plain(file, limit)
    except OSError:
        return b""


def _sync(folder: Path) -> None:
    """Have the system write down what is in a folder, where it can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _exchange(one: Path, other: Path) -> None:
    """Let two paths change places in one step.

    Raises:
        OSError: if that cannot be done here.
    """
    # Who watches renames should see this one too; Python does not report calls of other libraries.
    sys.audit("os.rename", os.fspath(one), os.fspath(other), -1, -1)
    try:
        library = ctypes.CDLL(None, use_errno=True)
        first, second = os.fsencode(one), os.fsencode(other)
        if sys.platform == "darwin":
            failed = library.renamex_np(first, second, ctypes.c_uint(2))  # RENAME_SWAP
        else:
            here, exchange = -100, ctypes.c_uint(2)  # AT_FDCWD, RENAME_EXCHANGE
            failed = library.renameat2(here, first, here, second, exchange)
    except (AttributeError, TypeError):
        raise OSError(errno.ENOTSUP, "paths cannot change places") from None
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), os.fspath(one), None, os.fspath(other))
