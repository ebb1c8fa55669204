"""Measure what a release costs: the time and size of each of its files. Prints a table in Markdown.

    python benchmarks/release.py [--letters 50]

The second register has copies of the letters of this release, as in benchmarks/site.py. The Python package is that of
this checkout, with files that are not committed.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from trees import ROOT, copy_letters

from inzet.dataset.loading import parse
from inzet.files import NESTED
from inzet.release import archives
from inzet.release.answers import answers
from inzet.release.database import database
from inzet.release.distributions import distributions
from inzet.release.forms import FORMS
from inzet.release.package import make
from inzet.release.publication import FILE
from inzet.release.workbook import workbook
from inzet.site.building import make_site
from inzet.site.tree import read_site
from inzet.version import __version__

MADE = datetime(2026, 1, 31, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=50, help="letters of the second register (default: 50)")
    letters = parser.parse_args().letters
    print(
        f"inzet {__version__}, Python {sys.version.split()[0]}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        copy_letters(tree, letters)
        shutil.copy(ROOT / FILE, tree)
        columns = [dict(_measure(place)) for place in (ROOT, tree)]
    print(f"| | this register | {letters} letters |\n|---|---:|---:|")
    for name in columns[0]:
        print(f"| {name} | {' | '.join(column.get(name, '') for column in columns)} |")


def _measure(root: Path) -> Iterator[tuple[str, str]]:
    begun = time.perf_counter()
    made = make(root)
    ledger = parse(made[NESTED]).ledger
    yield "check and build the records", f"{time.perf_counter() - begun:.1f} s"
    makers: dict[str, Callable[[], bytes]] = {
        **{
            f"`{form.ending}`": lambda form=form: archives.pack(archives.data_package(made, form.name, {}), MADE)
            for form in FORMS
            if form.zipped
        },
        "`.sqlite`": lambda: database(made, ledger, answers(ledger)),
        "`.xlsx`": lambda: workbook(made, ledger, answers(ledger), MADE),
        "`-site.zip`": lambda: archives.pack(make_site(read_site(root)), MADE),
    }
    for name, maker in makers.items():
        yield name, _cost(maker)
    if root == ROOT:
        yield "sdist and wheel", _cost(lambda: b"".join(data for _, data in distributions(ROOT, MADE)))


def _cost(maker: Callable[[], bytes]) -> str:
    begun = time.perf_counter()
    size = len(maker())
    return f"{time.perf_counter() - begun:.1f} s, {size / 1e6:.1f} MB"


if __name__ == "__main__":
    main()
