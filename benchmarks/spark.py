"""Compare the check of a table on Spark with that of ``inzet.validate_table`` on the same machine.

    python benchmarks/spark.py datapackage.json contributions [--runs 3] [--master 'local[2]']

A table of a Data Package and its references are checked, each time in a new process. Times include the start and the
end of Python and Spark.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", type=Path, help="descriptor of a Data Package")
    parser.add_argument("table", help="name of the resource to check")
    parser.add_argument("--runs", type=int, default=3, help="runs of each measurement (default: 3)")
    parser.add_argument("--master", default="local[2]", help="where Spark runs (default: local[2])")
    parser.add_argument("--only", choices=["local", "spark"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    resources = {item["name"]: item for item in json.loads(options.package.read_text("utf-8"))["resources"]}
    schema = resources[options.table]["schema"]
    targets = {key["reference"]["resource"] for key in schema.get("foreignKeys", ())} - {""}
    files = {name: str(options.package.parent / resources[name]["path"]) for name in {*targets, options.table}}
    if options.only:
        (check_locally if options.only == "local" else check_on_spark)(files, options.table, schema, options.master)
        return
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, load {load}; {options.runs} runs each, ")
    print("median (fastest to slowest), whole process\n")
    times: dict[str, list[float]] = {"local": [], "spark": []}
    for _ in range(options.runs):
        for name, own in times.items():
            start = time.perf_counter()
            done = subprocess.run(
                [sys.executable, __file__, *sys.argv[1:], "--only", name],
                check=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
            own.append(time.perf_counter() - start)
            print(f"  {name:8}{own[-1]:8.1f} s  {done.stdout.strip()}", flush=True)
    for name, own in times.items():
        print(f"{name:10}{statistics.median(own):8.1f} s  ({min(own):.1f} to {max(own):.1f})")


def check_locally(files: dict[str, str], table: str, schema: dict[str, Any], _: str) -> None:
    import pyarrow.csv
    import pyarrow.parquet

    import inzet

    references = {
        name: pyarrow.csv.read_csv(path) if path.endswith(".csv") else pyarrow.parquet.read_table(path)
        for name, path in files.items()
        if name != table
    }
    print(sum(inzet.validate_table(files[table], schema, references=references).counts.values()), "issues")


def check_on_spark(files: dict[str, str], table: str, schema: dict[str, Any], master: str) -> None:
    from pyspark.sql import SparkSession

    import inzet

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).config("spark.ui.enabled", "false")
    spark = builder.config("spark.driver.memory", "4g").config("spark.sql.shuffle.partitions", "8").getOrCreate()
    frames = {
        name: spark.read.csv(path, header=True, escape='"', mode="FAILFAST")
        if path.endswith(".csv")
        else spark.read.parquet(path)
        for name, path in files.items()
    }
    issues = inzet.spark.validate(frames.pop(table), schema, frames)
    print(issues.count(), "issues")
    spark.stop()


if __name__ == "__main__":
    main()
