"""Measure how every verb grows with the letters: time and memory, as a table in Markdown. Judges nothing.

    python benchmarks/growth.py [--letters 50 500 2000] [--site 500]

The trees have copies of the letters of this release, spread over twenty years, all about the same missions. A cell has
the seconds of wall time, the seconds of processor time of all processes together, and their peak memory. The questions
are asked in one process that has loaded the release before; a cell has its processor time, the best of several runs.
The last column compares the processor time of a letter in the largest tree with that in the one before. On a machine
with other work, look at processor times.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from speed import watch
from trees import copy_letters

import inzet
from inzet.dataset import loading
from inzet.version import __version__

ON = "2022-09-01"
QUESTIONS: dict[str, Callable[[inzet.Dataset], object]] = {
    "overview of a day": lambda found: found.overview(ON),
    "position of a mission": lambda found: found.position("eumm-georgia", ON),
    "timeline of a mission": lambda found: found.timeline("eumm-georgia"),
    "find": lambda found: found.find("georgia experts"),
    "reconcile": lambda found: found.reconcile(),
}
RUNS = 5
Cell = tuple[float, str]
"""Processor time in seconds, and what the table says."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, nargs="+", default=[50, 500, 2000], help="letters of the trees")
    parser.add_argument("--site", type=int, default=500, help="most letters of which a site is made (default: 500)")
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)  # used by itself: questions to one built tree
    options = parser.parse_args()
    if options.ask:
        print(json.dumps(ask(options.ask)))
        return
    columns = [measure(letters, letters <= options.site) for letters in options.letters]
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"inzet {__version__}, Python {sys.version.split()[0]}, {os.cpu_count()} cores, load {load}\n")
    print(f"| | {' | '.join(f'{letters:,} letters' for letters in options.letters)} | a letter, compared |")
    print(f"|---|{'---:|' * (len(columns) + 1)}")
    for name in columns[0]:
        cells = [column.get(name, (0.0, "")) for column in columns]
        print(f"| {name} | {' | '.join(text for _, text in cells)} | {_compared(cells, options.letters)} |")


def measure(letters: int, with_site: bool) -> dict[str, Cell]:
    """Return what each verb takes on a tree of so many letters."""
    cells: dict[str, Cell] = {}
    with tempfile.TemporaryDirectory() as folder:
        tree, before = Path(folder) / "tree", Path(folder) / "before"
        copy_letters(tree, letters)
        for words in ("validate", "build", "build --check"):
            cells[words] = _run("-m", "inzet", *words.split(), str(tree))
        asked = subprocess.run([sys.executable, __file__, "--ask", str(tree)], capture_output=True, check=True)
        cells |= {name: (seconds, text) for name, (seconds, text) in json.loads(asked.stdout).items()}
        shutil.copytree(tree, before)
        record = tree / "records" / "missions" / "untso.yaml"
        record.write_text(record.read_text(encoding="utf-8") + "note: Changed.\n", encoding="utf-8")
        subprocess.run([sys.executable, "-m", "inzet", "build", str(tree)], check=True, stderr=subprocess.DEVNULL)
        cells["diff"] = _run("-m", "inzet", "diff", str(before), str(tree))
        if with_site:
            cells["site"] = _run("-m", "inzet", "site", str(Path(folder) / "site"), str(tree))
    return cells


def ask(tree: Path) -> dict[str, Cell]:
    """Return what it takes to load a tree, to index its statements, and to answer questions."""
    loading.root = lambda: tree  # the tree stands in for the installed release
    before = _memory()
    begun = time.perf_counter(), time.process_time()
    found = inzet.load()
    wall, work = time.perf_counter() - begun[0], time.process_time() - begun[1]
    cells = {"load": (work, f"{wall:.2f} s, {work:.2f} s, {_memory():.0f} MB (Python and imports: {before:.0f} MB)")}
    work = _work(lambda: found.ledger)
    cells["index of the statements, once"] = (work, _shown(work))
    for name, question in QUESTIONS.items():
        work = min(_work(lambda question=question: question(found)) for _ in range(RUNS))
        cells[name] = (work, _shown(work))
    return cells


def _run(*words: str) -> Cell:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    wall, peak = watch([sys.executable, *words])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return work, f"{wall:.1f} s, {work:.1f} s, {peak / 1e6:.0f} MB"


def _work(step: Callable[[], object]) -> float:
    begun = time.process_time()
    step()
    return time.process_time() - begun


def _shown(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 0.1 else f"{seconds * 1000:.1f} ms"


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # MB


def _compared(cells: list[Cell], letters: list[int]) -> str:
    each = [seconds / count for (seconds, _), count in zip(cells, letters, strict=True) if seconds]
    return f"{each[-1] / each[-2]:.2f}" if len(each) > 1 else ""


if __name__ == "__main__":
    main()
