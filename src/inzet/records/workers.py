"""Work on the files of many letters, by several processes where that is worth it."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from inzet.processes import count_cores, end_with_parent
from inzet.records.tree import File

MANY_BYTES = 4_000_000
"""Letters of this size or more in total are worked on by several processes, which take a moment to start."""
CHUNK = 16
"""Letters that a process gets at a time: few enough that no process waits long for another at the end."""

Result = TypeVar("Result")
_kept: list[Callable[[Sequence[File]], Any]] = []


def work_on(letters: Sequence[File], work: Callable[[Sequence[File]], Result]) -> Iterator[Result]:
    """Yield what some work returns for a few letters at a time, in their order, as soon as it is there.

    Args:
        letters: the files.
        work: gets a few of them. It may hold much data, which is not sent to the processes: they begin with it.
    """
    chunks = [letters[at : at + CHUNK] for at in range(0, len(letters), CHUNK)]
    workers = min(count_cores(), len(chunks))
    if workers < 2 or sum(map(_size, letters)) < MANY_BYTES or not hasattr(os, "fork"):
        yield from map(work, chunks)
        return
    # Importing these takes a twentieth of a second, which most trees do not repay.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(workers, get_context("fork"), _keep, (work,)) as pool:
        try:
            yield from pool.map(_work, chunks)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _keep(work: Callable[[Sequence[File]], Any]) -> None:
    end_with_parent()
    _kept[:] = [work]


def _work(letters: Sequence[File]) -> Any:
    return _kept[0](letters)


def _size(file: File) -> int:
    with suppress(OSError):  # a file that is gone raises an error when it is read
        return file.path.stat().st_size
    return 0
