"""Measure what questions over time cost: on the release, and on a generated ledger. Prints figures, judges nothing.

    python benchmarks/ledger.py [--statements 100000] [--runs 7]

The generated ledger has letters of a hundred statements each, about a thousand missions; each statement has a figure
and a term of two years, so that every question has many letters to choose from. Figures are medians of several runs.
"""

import argparse
import gc
import os
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import inzet
from inzet.ledger import Ledger
from inzet.models import Contribution, Evidence, Letter, Mission
from inzet.record import Keyed

MISSIONS = 1000
PER_LETTER = 100
REGIONS = ("sahel_west_africa", "middle_east", "western_balkans", "eastern_flank")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=100_000, help="of the generated ledger (default: 100000)")
    parser.add_argument("--runs", type=int, default=7, help="runs of each measurement (default: 7)")
    options = parser.parse_args()
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, load {load}; medians of {options.runs} runs\n")
    release = inzet.load()
    _print("release: index of the statements", _timed(lambda: index(release), options.runs))
    release.ledger  # noqa: B018
    targets = list(release.ledger.targets())
    known = "2025-02-13"

    def ask_all() -> None:
        for target in targets:
            release.position(target, "2024-01-01", known)

    _print("release: a position", _timed(ask_all, options.runs) / len(targets), "goal: 1 ms")
    _print(
        "release: the overview of a day",
        _timed(lambda: release.overview("2023-01-01", known), options.runs),
        "goal: 20 ms",
    )
    _print("release: the same by region", _timed(lambda: release.overview("2023-01-01", known, "region"), options.runs))
    _print("release: reconcile", _timed(release.reconcile, options.runs))
    _print("release: words are found", _timed(lambda: release.find("georgia experts"), options.runs))
    screen = [sys.executable, "-m", "inzet", "overview", "2022-09-01"]
    run = partial(subprocess.run, screen, stdout=subprocess.DEVNULL, check=True)
    _print("release: the first screen, as a command", _timed(run, options.runs), "goal: 500 ms")
    print()
    for count in (options.statements // 10, options.statements):
        measure_generated(count, options.runs)


def index(dataset: inzet.Dataset) -> Ledger:
    """Return the ledger of a dataset."""
    return Ledger(dataset.letters, dataset.missions, dataset.frameworks)


def measure_generated(count: int, runs: int) -> None:
    """Time the questions on a generated ledger; the goal is for a hundred thousand statements."""
    dataset = make(count)
    gc.collect()
    tracemalloc.start()
    dataset.ledger  # noqa: B018
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    name, on = f"{count:,} statements", "2015-01-01"
    print(f"{name + ': memory of the index':52}{held / count:9.0f} bytes a statement")
    _print(f"{name}: index, once", _timed(lambda: index(dataset), 3))
    _print(f"{name}: a position", _timed(lambda: dataset.position("m0500", on, on), runs))
    _print(f"{name}: the overview of a day", _timed(lambda: dataset.overview(on, on), runs), "goal: 300 ms at 100,000")
    _print(f"{name}: the same by region", _timed(lambda: dataset.overview(on, on, "region"), runs))


def make(statements: int) -> inzet.Dataset:
    """Return a dataset of so many statements in letters of a hundred, about a thousand missions."""
    missions = [
        Mission(
            mission_id=f"m{number:04}", name=f"Mission {number}", kind="mission", domain="civilian",
            lead_country="NL", region=REGIONS[number % len(REGIONS)],
        )
        for number in range(MISSIONS)
    ]  # fmt: skip
    evidence = (Evidence(line=1, section="x", quote="x"),)
    letters = []
    count = statements // PER_LETTER
    for number in range(count):
        # Letters lie evenly in twenty years, whatever their number.
        said = date(2005, 1, 1) + timedelta(number * 7300 // count)
        items = [
            Contribution(
                contribution_id=f"x{number:05}.{at:02}",
                missions=(f"m{(number * PER_LETTER + at) % MISSIONS:04}",),
                kind="personnel", description="x", change="continue", status="decided", basis="ceiling",
                number_max=at, unit="persons", evidence=evidence, term_basis="stated",
                end_date=(said + timedelta(730)).isoformat(),
            )
            for at in range(PER_LETTER)
        ]  # fmt: skip
        known = {"letter_id": f"x{number:05}", "letter_date": said.isoformat(), "contributions": Keyed(items)}
        letters.append(Letter.model_construct(**known))
    return inzet.Dataset(Keyed(letters), Keyed(missions), Keyed([]))


def _timed(step: Callable[[], object], runs: int) -> float:
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        step()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def _print(name: str, seconds: float, goal: str = "") -> None:
    print(f"{name:52}{seconds * 1000:9.3f} ms" + (f"   ({goal})" if goal else ""))


if __name__ == "__main__":
    main()
