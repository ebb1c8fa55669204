"""Compare the check of tables with its peers, on the same files. Prints a table in Markdown.

    python benchmarks/tables.py --peers DIR [--rows 100000 1000000] [--runs 3] [--engines ours polars_rows …]

The scripts of the peers are not part of this package; ``--peers`` is their folder. ``gen.py`` writes the tables, and
``peers.py`` checks a table with one engine. Each measurement is a process of its own; its time is the median of the
runs, its memory the peak. Engines take turns, so that changes in the load of the machine affect all of them. Compare
only figures of the same run. "failed" means that an engine could not check the file.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

# Engines that name every fault, engines that only count faults, and floors, which read a file without any check.
NAMING = ("dataframely", "polars_rows", "duckdb_rows", "pandera_polars")
COUNTING = ("duckdb_filter", "polars_lazy")
BY_ROW = ("frictionless", "jsonschema", "jsonschema_rs", "pydantic_td")
FLOORS = ("f_pyarrow_typed", "f_bytes")
SMALL = 100_000  # engines that go row by row get no larger table

OURS = """
import json, sys, time
from inzet.tabular import validate_table
import pyarrow.csv
path, schema = sys.argv[1:]
package = json.load(open(schema))
table = next(item["schema"] for item in package["resources"] if item["name"] == "contributions")
table["x-order"] = [["strength_min", "strength_max"], ["valid_from", "valid_until"]]
folder = path.rpartition("/")[0]
references = {name: pyarrow.csv.read_csv(f"{folder}/{name}.csv") for name in ("letters", "missions")}
report = validate_table(path, table, references=references)
print(json.dumps({"total": len(report.issues)}))
"""


class Measured(NamedTuple):
    """One process: seconds, megabytes, and how many faults it found; or why it found none."""

    seconds: float
    memory: float
    total: int | None
    fault: str = ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=Path, default=Path("../shared/peers"), help="folder of gen.py and peers.py")
    parser.add_argument("--python", default=sys.executable, help="the Python that has the peers (default: this one)")
    parser.add_argument(
        "--data", type=Path, help="folder for the tables; they are made if not there (default: a new one)"
    )
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000], help="sizes of the tables")
    parser.add_argument("--runs", type=int, default=3, help="runs of each measurement (default: 3)")
    parser.add_argument("--engines", nargs="+", default=["ours", *NAMING, *COUNTING, *BY_ROW, *FLOORS])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = options.data or Path(made)
        folder.mkdir(exist_ok=True)
        load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
        print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, load {load}; medians of {options.runs} runs")
        for rows in options.rows:
            measure(options, folder, rows)


def measure(options: argparse.Namespace, folder: Path, rows: int) -> None:
    """Print a table for one size: engines by files."""
    if not (folder / f"c_{rows}_valid.csv").exists():
        subprocess.run([options.python, str(options.peers / "gen.py"), str(folder), str(rows)], check=True)
    files = [f"c_{rows}_{kind}.{form}" for form in ("csv", "parquet") for kind in ("valid", "err")]
    engines = [name for name in options.engines if rows <= SMALL or name not in BY_ROW]
    print(f"\n{rows:,} rows; seconds, and megabytes\n")
    print(f"| engine | {' | '.join(name.partition(str(rows) + '_')[2] for name in files)} | issues (CSV, Parquet) |")
    print(f"|---|{'---:|' * (len(files) + 1)}")
    cells: dict[str, list[list[Measured]]] = {engine: [[] for _ in files] for engine in engines}
    for _ in range(options.runs):
        for engine in engines:
            for at, name in enumerate(files):
                cells[engine][at].append(run(options, engine, folder / name))
    for engine, columns in cells.items():
        shown = []
        for runs in columns:
            seconds, memory = (
                statistics.median(values) for values in ([r.seconds for r in runs], [r.memory for r in runs])
            )
            shown.append(runs[0].fault or f"{seconds:.2f} s, {memory:.0f}")
        totals = ", ".join(str(columns[at][0].total) for at in (1, 3))
        print(f"| {engine} | {' | '.join(shown)} | {totals} |", flush=True)


def run(options: argparse.Namespace, engine: str, path: Path) -> Measured:
    """Run one engine on one file, and return what it took."""
    if engine == "ours":
        descriptor = path.with_name(f"dp_{path.stem.removeprefix('c_')}_csv.json")
        command = [options.python, "-c", OURS, str(path), str(descriptor)]
    else:
        command = [options.python, str(options.peers / "peers.py"), engine, str(path)]
    begun = time.perf_counter()
    # Compiled modules are kept, as in an installation.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=kept)
    out = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    if status:
        return Measured(seconds, 0, None, "failed")
    return Measured(seconds, usage.ru_maxrss / 1024, json.loads(out.splitlines()[-1])["total"])


if __name__ == "__main__":
    main()
