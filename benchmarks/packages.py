"""Say what a check of real Data Packages looks at, and what it finds. Prints a table in Markdown.

    python benchmarks/packages.py FOLDER/*/datapackage.json

The packages are not part of this project; docs/tables.md names their repositories. Each is checked in a process of its
own, without the network. A package is named after the folder of its descriptor.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

CHECK = """
import json, sys
from inzet.tabular import validate_package
report = validate_package(sys.argv[1])
counts = {}
for code in [issue.code for issue in report.issues]:
    counts[code] = counts.get(code, 0) + 1
for table in report.tables:
    for code, count in table.counts.items():
        counts[code] = counts.get(code, 0) + count
print(json.dumps({
    "tables": len(report.tables), "rows": sum(table.rows for table in report.tables), "counts": counts,
    "unchecked": sum(issue.code == "table.unchecked" for issue in report.issues),
    "by": "rows" if any(note.startswith("checked by frictionless") for note in report.notes) else "columns",
}))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("descriptors", type=Path, nargs="+", help="descriptors of the packages")
    print("| package | tables looked at | rows | by | seconds | what is found |\n|---|---:|---:|---|---:|---|")
    looked = total = 0
    for descriptor in parser.parse_args().descriptors:
        start = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", CHECK, str(descriptor)], capture_output=True, text=True)
        seconds = time.perf_counter() - start
        name = descriptor.resolve().parent.name
        if done.returncode:
            print(f"| {name} | none | | | {seconds:.1f} | {done.stderr.strip().splitlines()[-1]} |")
            continue
        found = json.loads(done.stdout)
        tables = found["tables"] + found["unchecked"]
        looked, total = looked + found["tables"], total + tables
        counts = ", ".join(f"{count:,} `{code}`" for code, count in sorted(found["counts"].items()))
        share = f"{found['tables']} of {tables}"
        print(f"| {name} | {share} | {found['rows']:,} | {found['by']} | {seconds:.1f} | {counts or 'nothing'} |")
    print(f"\n{looked} of {total} tables were looked at.")


if __name__ == "__main__":
    main()
