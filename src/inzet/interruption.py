"""Ctrl-C ends a command at once; what would be left behind is removed first.

Python itself raises ``KeyboardInterrupt`` wherever it happens to be. Callbacks and extension modules swallow it or make
it an error of their own, so that a command goes on, or ends in a traceback.
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

CODE = 130
"""Exit code of an interrupted command, as shells have it."""
SENTENCE = "interrupted; nothing is left half written"

_deeds: list[Callable[[], object]] = []


def end_at_once() -> None:
    """From now on, let Ctrl-C end this process; not where it is ignored, as behind ``nohup``."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _end)


def raise_again() -> None:
    """From now on, let Ctrl-C raise ``KeyboardInterrupt``, if it would end this process."""
    if signal.getsignal(signal.SIGINT) is _end:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def if_ended(deed: Callable[[], object]) -> Iterator[None]:
    """Do something last if Ctrl-C ends the process inside this block."""
    _deeds.append(deed)
    try:
        yield
    finally:
        _deeds.remove(deed)


def _end(*_: object) -> None:
    for deed in reversed(_deeds):
        with suppress(Exception):  # it ends all the same
            deed()
    with suppress(OSError):
        os.write(2, f"inzet: {SENTENCE}\n".encode())
    os._exit(CODE)
