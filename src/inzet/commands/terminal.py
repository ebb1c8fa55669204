"""What the commands say besides their results, and how wide a line may be."""

import shutil
import sys
from collections.abc import Callable
from time import monotonic

from inzet.issues import printable, shortened

_LONGEST = 2000  # characters of a sentence; names of files may be longer


def width() -> int:
    """Return how many signs a line of output may have."""
    return min(shutil.get_terminal_size((100, 24)).columns, 120)


def say(words: str) -> None:
    """Say something that is no result, on one line.

    File names and values may hold line ends and signs that a terminal obeys, and a line of its own may be read as a
    command by whoever runs us.
    """
    print(printable(shortened(words, _LONGEST)), file=sys.stderr)


def complain(words: str, code: int = 2) -> int:
    """Say in one sentence what is wrong, and return the exit code for it."""
    say(f"inzet: {words}")
    return code


def progress() -> Callable[[int, int], None] | None:
    """Return what shows on a terminal how far a long run is; nothing for a run of less than a second."""
    if not sys.stderr.isatty():
        return None
    begun = monotonic()

    def show(done: int, total: int) -> None:
        if monotonic() - begun > 1:
            share = done / max(total, 1)
            last = "\r" + " " * 50 + "\r" if done == total else ""
            sys.stderr.write(f"\rchecked [{'#' * int(30 * share):30}] {share:4.0%}{last}")
            sys.stderr.flush()

    return show
