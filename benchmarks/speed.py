"""Measure what users wait for: importing, loading, validating. Prints figures, judges nothing.

    python benchmarks/speed.py [--records 2000] [--runs 7]

Every figure is the median of several runs, with the fastest and slowest beside it; machines are noisy, so
compare ratios from one run. Validation is measured in one process on a tree made from the project's own
letter: copies of it under other ids, with all missions and frameworks.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from inzet import source
from inzet.records import read_tree
from inzet.validation import check, validate

ROOT = Path(__file__).resolve().parent.parent
LETTER = ROOT / "records" / "letters" / "kst-29521-446.yaml"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=2000, help="records in the generated tree (default: 2000)")
    parser.add_argument("--runs", type=int, default=7, help="runs of each measurement (default: 7)")
    options = parser.parse_args()
    print(f"Python {sys.version.split()[0]}, {options.runs} runs each; median (fastest to slowest)\n")
    measure_start(options.runs)
    with tempfile.TemporaryDirectory() as folder:
        measure_validation(Path(folder), options.records, options.runs)


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
        _print(name, times[name], 1000, "ms")
    over = statistics.median(times["import inzet"]) - statistics.median(times["bare Python"])
    print(f"{'import inzet over bare Python':34}{over * 1000:9.1f} ms   (goal: 30)\n")


def measure_validation(folder: Path, records: int, runs: int) -> None:
    """Time the parts of a validation and the whole, by record, by file and by size."""
    count, files, size = make_tree(folder, records)
    print(f"tree: {count} records (letters, contributions, missions, frameworks) in {files} files, {size / 1e6:.1f} MB")
    documents, _ = read_tree(folder)
    steps: dict[str, Callable[[], object]] = {
        "read": lambda: read_tree(folder),
        "read with every line and column": lambda: [source.read(d.text, source.Places()) for d in documents],
        "schema and rules": lambda: check(documents),
        "validate, whole": lambda: validate(folder),
    }
    for name, step in steps.items():
        times = [_timed(step) for _ in range(runs)]
        _print(name, times, 1000 / count, "ms a record")
    print(f"{'validate, whole':34}{statistics.median(times) * 1000 / files:9.1f} ms a file of any kind")
    print(f"{'validate, whole':34}{size / 1e6 / statistics.median(times):9.2f} MB/s of YAML")
    if issues := validate(folder):
        raise SystemExit(f"the generated tree should be valid: {issues[0]}")


def make_tree(folder: Path, records: int) -> tuple[int, int, int]:
    """Write a valid tree of about so many records; return records, files and bytes."""
    text = LETTER.read_text(encoding="utf-8")
    each = 1 + text.count("\n- contribution_id:")
    count = size = files = 0
    for kind in ("missions", "frameworks", "letters"):
        (folder / "records" / kind).mkdir(parents=True)
    for kind in ("missions", "frameworks"):
        for file in (ROOT / "records" / kind).iterdir():
            (folder / "records" / kind / file.name).write_bytes(file.read_bytes())
            count, files, size = count + 1, files + 1, size + file.stat().st_size
    number = 9000
    while count < records:
        number += 1
        copy = text.replace("kst-29521-446", f"kst-29521-{number}").replace("number: '446'", f"number: '{number}'")
        (folder / "records" / "letters" / f"kst-29521-{number}.yaml").write_text(copy, encoding="utf-8")
        count, files, size = count + each, files + 1, size + len(copy.encode())
    return count, files, size


def _timed(step: Callable[[], object]) -> float:
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def _print(name: str, times: list[float], factor: float, unit: str) -> None:
    low, middle, high = (value * factor for value in (min(times), statistics.median(times), max(times)))
    print(f"{name:34}{middle:9.3f} {unit} ({low:.3f} to {high:.3f})")


if __name__ == "__main__":
    main()
