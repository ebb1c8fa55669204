"""How many processes may work, and how they end: Ctrl-C ends a command at once, and what it would leave is removed.

Python itself raises ``KeyboardInterrupt`` wherever it happens to be. Callbacks and extension modules swallow it or make
it an error of their own, so that a command goes on, or ends in a traceback.
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial

CODE = 130
"""Exit code of an interrupted command, as shells have it."""
SENTENCE = "interrupted; nothing is left half written"

_deeds: list[Callable[[], object]] = []


def count_cores() -> int:
    """Return how many cores this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def end_at_once() -> None:
    """From now on, let Ctrl-C end this process; not where it is ignored, as behind ``nohup``."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, partial(_end, os.getpid()))


def end_with_parent() -> None:
    """Let a process that works for another one end with it, and not by Ctrl-C, which reaches both."""
    from multiprocessing import parent_process
    from threading import Thread

    def wait() -> None:
        if parent := parent_process():
            parent.join()
            os._exit(CODE)

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=wait, daemon=True).start()


def raise_again() -> None:
    """From now on, let Ctrl-C raise ``KeyboardInterrupt``; not where it is ignored."""
    if callable(signal.getsignal(signal.SIGINT)):
        signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def if_ended(deed: Callable[[], object]) -> Iterator[None]:
    """Do something last if Ctrl-C ends the process inside this block."""
    _deeds.append(deed)
    try:
        yield
    finally:
        _deeds.remove(deed)


def _end(process: int, *_: object) -> None:
    if os.getpid() == process:  # and not one that it has just begun
        for deed in reversed(_deeds):
            with suppress(Exception):  # it ends all the same
                deed()
        with suppress(OSError):
            os.write(2, f"inzet: {SENTENCE}\n".encode())
    os._exit(CODE)
