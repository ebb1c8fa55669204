"""What the commands say besides their results, and how wide a line may be."""

import os
import shutil
import sys
from collections.abc import Callable
from io import TextIOWrapper
from time import monotonic
from typing import TextIO

from inzet.issues import printable, shortened

_LONGEST = 2000  # characters of a sentence; names of files may be longer


def width() -> int:
    """Return how many signs a line of output may have."""
    return min(shutil.get_terminal_size((100, 24)).columns, 120)


def prepare() -> None:
    """Make standard output and standard error take every word, whatever they are connected to."""
    for name, mode in (("stdout", os.O_RDONLY), ("stderr", os.O_WRONLY)):
        stream = getattr(sys, name)
        if stream is None:
            # It is closed. Results cannot be written there, which is an error; talk gets lost.
            setattr(sys, name, os.fdopen(os.open(os.devnull, mode), "w", encoding="utf-8"))
        elif isinstance(stream, TextIOWrapper):
            # A name such as Yeşilgöz must not end in a traceback where it cannot be written.
            stream.reconfigure(errors="backslashreplace")


def finish() -> None:
    """Write out what is left.

    Raises:
        OSError: if results cannot be written; talk may get lost.
    """
    try:
        sys.stderr.flush()
    except OSError:
        silence(sys.stderr)
    sys.stdout.flush()


def silence(stream: TextIO) -> None:
    """Drop what is left of the output to a stream that cannot be written, so that it does not fail again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def say(words: str) -> None:
    """Say something that is no result, on one line; where nobody can hear it, the result is still given.

    File names and values may hold line ends and signs that a terminal obeys, and a line of its own may be read as a
    command by whoever runs us.
    """
    try:
        print(printable(shortened(words, _LONGEST)), file=sys.stderr, flush=True)
    except OSError:
        silence(sys.stderr)


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
