"""Whether work grows no faster than its size, measured within one run, so that no limit depends on the machine."""

from collections.abc import Callable
from time import process_time

_TIMES = 8  # how much larger the large size is
_TOLERANCE = 2.5  # for caches and disturbances; work that grows with the square of its size takes 64 times as long
_SHORTEST = 0.005  # seconds; shorter times are not compared


def assert_linear(work: Callable[[int], object], size: int) -> None:
    """Assert that work of a size takes about eight times as long as work of an eighth of that size."""
    for _ in range(3):  # another program may disturb a measurement
        small = min(_measure(work, size // _TIMES), _measure(work, size // _TIMES))
        large = _measure(work, size)
        if large <= _TIMES * _TOLERANCE * max(small, _SHORTEST):
            return
    raise AssertionError(f"{_TIMES} times the size took {large / small:.0f} times as long ({large:.2f} s)")


def _measure(work: Callable[[int], object], size: int) -> float:
    start = process_time()
    work(size)
    return process_time() - start
