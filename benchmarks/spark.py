"""Compare the check of a table on Spark with that of ``inzet.validate_table`` on the same machine.

    python benchmarks/spark.py datapackage.json contributions [--runs 3] [--master 'local[2]']

A table of a Data Package and its references are checked, each time in a new process. Times include the start and the
end of Python and Spark. The floor is Spark without us: it starts, opens the files, and hands the table to Python, which
drops it. Processor time is that of all processes, on Linux; it changes less with the load of the machine.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", type=Path, help="descriptor of a Data Package")
    parser.add_argument("table", help="name of the resource to check")
    parser.add_argument("--runs", type=int, default=3, help="runs of each measurement (default: 3)")
    parser.add_argument("--master", default="local[2]", help="where Spark runs (default: local[2])")
    parser.add_argument("--only", choices=list(CHECKS), help=argparse.SUPPRESS)
    options = parser.parse_args()
    resources = {item["name"]: item for item in json.loads(options.package.read_text("utf-8"))["resources"]}
    schema = resources[options.table]["schema"]
    targets = {key["reference"]["resource"] for key in schema.get("foreignKeys", ())} - {""}
    files = {name: str(options.package.parent / resources[name]["path"]) for name in {*targets, options.table}}
    if options.only:
        done = CHECKS[options.only](files, options.table, schema, options.master)
        print(done, processor_seconds())
        return
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, load {load}; {options.runs} runs each, ")
    print("median (fastest to slowest), whole process\n")
    times: dict[str, list[float]] = {name: [] for name in CHECKS}
    used: dict[str, list[float]] = {name: [] for name in CHECKS}
    # Compiled modules are kept, as in an installation.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(options.runs):
        for name, own in times.items():
            start = time.perf_counter()
            done = subprocess.run(
                [sys.executable, __file__, *sys.argv[1:], "--only", name],
                check=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                env=kept,
            )
            own.append(time.perf_counter() - start)
            issues, processor = done.stdout.split()
            used[name].append(float(processor))
            load = os.getloadavg()[0]
            print(f"  {name:8}{own[-1]:8.1f} s, processor {processor} s, {issues} issues; load {load:.1f}", flush=True)
    for name, own in times.items():
        spread = f"({min(own):.1f} to {max(own):.1f})"
        print(f"{name:10}{statistics.median(own):8.1f} s {spread}, processor {statistics.median(used[name]):.1f} s")
    for name in ("spark", "floor"):
        ratios = [[one / other for one, other in zip(of[name], of["local"], strict=True)] for of in (times, used)]
        print(
            f"{name} / local, run by run: {', '.join(f'{ratio:.1f}' for ratio in ratios[0])}; "
            f"processor {', '.join(f'{ratio:.1f}' for ratio in ratios[1])}"
        )


def processor_seconds() -> float:
    """Return the processor time of this process and all that it began."""
    children: dict[int, list[int]] = {}
    ticks: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        children.setdefault(int(fields[1]), []).append(int(path.parent.name))
        ticks[int(path.parent.name)] = sum(map(int, fields[11:15]))
    tree = [os.getpid()]
    for process in tree:
        tree += children.get(process, [])
    return sum(ticks.get(process, 0) for process in tree) / os.sysconf("SC_CLK_TCK")


def check_locally(files: dict[str, str], table: str, schema: dict[str, Any], _: str) -> int:
    import pyarrow.csv
    import pyarrow.parquet

    import inzet

    references = {
        name: pyarrow.csv.read_csv(path) if path.endswith(".csv") else pyarrow.parquet.read_table(path)
        for name, path in files.items()
        if name != table
    }
    return sum(inzet.validate_table(files[table], schema, references=references).counts.values())


def check_on_spark(files: dict[str, str], table: str, schema: dict[str, Any], master: str) -> int:
    import inzet.spark

    frames = open_on_spark(files, master)
    return inzet.spark.validate(frames.pop(table), schema, frames).count()


def hand_over(files: dict[str, str], table: str, _: dict[str, Any], master: str) -> int:
    """Hand a table to Python, and find nothing."""
    return open_on_spark(files, master)[table].mapInArrow(drop, "number long").count()


def drop(batches: Iterator[Any]) -> Iterator[Any]:
    for _ in batches:
        pass
    yield from ()


def open_on_spark(files: dict[str, str], master: str) -> dict[str, Any]:
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).config("spark.ui.enabled", "false")
    spark = builder.config("spark.driver.memory", "4g").config("spark.sql.shuffle.partitions", "8").getOrCreate()
    return {
        name: spark.read.csv(path, header=True, escape='"', mode="FAILFAST")
        if path.endswith(".csv")
        else spark.read.parquet(path)
        for name, path in files.items()
    }


CHECKS = {"local": check_locally, "spark": check_on_spark, "floor": hand_over}


if __name__ == "__main__":
    main()
