"""Measure what users wait for: importing, loading, validating. Prints figures, judges nothing.

    python benchmarks/speed.py [--files 18000] [--runs 5]

Every figure is the median of several runs, with the fastest and slowest beside it; machines are noisy, so
compare ratios from one run. Validation is measured as a whole command, on the project's own records and on a
generated tree of letters of some 4.6 KB each, made of the project's own contributions.
"""

import argparse
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import yaml
from trees import ROOT, write_small_letters

from inzet.records import strict_yaml


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=18_000, help="letters in the generated tree (default: 18000)")
    parser.add_argument("--runs", type=int, default=5, help="runs of each measurement (default: 5)")
    options = parser.parse_args()
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, load {load}; {options.runs} runs each, ")
    print("median (fastest to slowest)\n")
    measure_start(options.runs)
    measure_reading(options.runs)
    measure_validation("own records", ROOT, options.runs, "goal: 500 ms")
    with tempfile.TemporaryDirectory() as folder:
        size = write_small_letters(Path(folder), options.files)
        print(f"\ngenerated tree: {options.files:,} letters of {size / options.files:,.0f} bytes on average")
        wall = measure_validation("generated tree", Path(folder), options.runs, "")
        print(f"{'  wall time':34}{wall * 1000 / options.files:9.3f} ms a letter (goal: 0.35 on two free cores)")


def measure_start(runs: int) -> None:
    """Time fresh interpreters, in turn so that drift of the machine hits all alike."""
    codes = {
        "bare Python": "pass",
        "import inzet": "import inzet",
        "import pydantic": "import pydantic",
        "inzet.load()": "import inzet; inzet.load()",
    }
    times: dict[str, list[float]] = {name: [] for name in codes}
    for _ in range(runs):
        for name, code in codes.items():
            times[name].append(_timed(lambda code=code: subprocess.run([sys.executable, "-c", code], check=True)))
    for name in codes:
        _print(name, times[name])
    over = statistics.median(times["import inzet"]) - statistics.median(times["bare Python"])
    print(f"{'import inzet over bare Python':34}{over * 1000:9.1f} ms   (goal: 30)\n")


def measure_reading(runs: int) -> None:
    """Time the parser alone and the reader on top of it: their ratio says more than either."""
    text = max((file.read_text(encoding="utf-8") for file in _letters()), key=len)
    print(f"reading one letter of {len(text):,} characters, in this process")
    _print("events of libyaml alone", [_timed(lambda: list(yaml.parse(text, yaml.CSafeLoader))) for _ in range(runs)])
    _print("reader of records", [_timed(lambda: strict_yaml.read(text)) for _ in range(runs)])
    print()


def measure_validation(name: str, root: Path, runs: int, goal: str) -> float:
    """Time the whole command and its peak of memory, all its processes together; return the median in seconds."""
    walls, peaks, works = [], [], []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        wall, peak = watch([sys.executable, "-m", "inzet", "validate", str(root)])
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        walls.append(wall)
        peaks.append(peak)
        works.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    _print(f"inzet validate, {name}", walls, goal)
    _print("  processor time, all cores", works)
    print(f"{'  memory, all processes':34}{statistics.median(peaks) / 1e6:9.0f} MB   (goal: 400)")
    return statistics.median(walls)


def _letters() -> list[Path]:
    return sorted((ROOT / "records" / "letters").iterdir())


def watch(command: list[str]) -> tuple[float, int]:
    """Run a command; return its seconds, and the peak of memory of its processes together in bytes."""
    begun, peak = time.perf_counter(), 0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        pause = 0.0
        while process.poll() is None:
            peak = max(peak, _memory(process.pid))
            # To look at the memory often costs the process time, and seldom would make a short run look longer.
            pause = min(0.2, pause + 0.005)
            with suppress(subprocess.TimeoutExpired):
                process.wait(pause)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return time.perf_counter() - begun, peak


def _memory(session: int) -> int:
    """Return the proportional memory of all processes of a session; 0 where /proc does not tell."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            if int((folder / "stat").read_text().rpartition(")")[2].split()[3]) == session:
                rollup = (folder / "smaps_rollup").read_text()
                total += 1024 * int(rollup.partition("\nPss:")[2].split()[0])
    return total


def _timed(step: Callable[[], object]) -> float:
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def _print(name: str, times: list[float], goal: str = "") -> None:
    low, middle, high = (value * 1000 for value in (min(times), statistics.median(times), max(times)))
    print(f"{name:34}{middle:9.2f} ms ({low:.2f} to {high:.2f})" + (f"   ({goal})" if goal else ""))


if __name__ == "__main__":
    main()
