"""Measure what a site of many letters costs: the build, its pages, and the search in a browser. Prints figures.

    python benchmarks/site.py [--letters 500] [--browser chromium]

The register has copies of the letters of this release, spread over twenty years, all about the same missions.
Sizes are those of gzip.
"""

import argparse
import gzip
import os
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

from trees import ROOT, copy_letters

from inzet.site.building import make_site, write_site
from inzet.site.tree import read_site
from inzet.version import __version__

KINDS = {
    "a mission": (r"\w\w/missions/.*", 25),
    "a letter": (r"\w\w/letters/.*", 40),
    "styles and scripts": (r"(?:site|explore)\.(?:css|js)", 8),
    "the rows of a year for the search": (r"\w\w/rows-\d+\.js", 1500),
    "all rows for the search, in one language": (r"nl/rows-\d+\.js", None),
    "the answers of all days": (r"\w\w/days\.js", None),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=500, help="letters of the register (default: 500)")
    parser.add_argument(
        "--browser", default=shutil.which("chromium"), help="browser for the search (default: chromium)"
    )
    options = parser.parse_args()
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"inzet {__version__}, Python {sys.version.split()[0]}, {os.cpu_count()} cores, load {load}\n")
    with tempfile.TemporaryDirectory() as folder:
        _measure("this register", ROOT, Path(folder) / "own", 3)
        tree = Path(folder) / "tree"
        count = copy_letters(tree, options.letters)
        _measure(f"{options.letters} letters, {count:,} contributions", tree, Path(folder) / "many", 60)
        if options.browser:
            _search(Path(folder) / "many", options.browser)


def _measure(name: str, tree: Path, out: Path, goal: int) -> None:
    begun = time.perf_counter()
    site = read_site(tree)
    read = time.perf_counter()
    made = make_site(site)
    finished = time.perf_counter()
    write_site(out, made)
    written = time.perf_counter()
    print(f"{name}: {len(made):,} files, {sum(map(len, made.values())) / 1e6:.1f} MB")
    print(f"  build {written - begun:.1f} s (goal: {goal} s): check and read the records {read - begun:.1f} s,")
    print(f"  make the pages {finished - read:.1f} s, write them {written - finished:.1f} s")
    for kind, (pattern, limit) in KINDS.items():
        sizes = [len(gzip.compress(data)) / 1000 for path, data in made.items() if re.fullmatch(pattern, path)]
        size = sum(sizes) if kind.startswith("all") else max(sizes)
        print(f"  {kind}, the largest: {size:.1f} KB" + (f" (goal: {limit} KB)" if limit else ""))


def _search(out: Path, browser: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        opened = player.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = opened.new_page()
        begun = time.perf_counter()
        page.goto(f"file://{out}/nl/explore.html", wait_until="commit")
        page.wait_for_selector("#rows li")
        print(f"  first rows of the search on screen after {time.perf_counter() - begun:.2f} s (goal: 1 s)")
        page.wait_for_load_state("load")
        page.wait_for_timeout(500)
        script = """words => {
            const field = document.getElementById("q"), begun = performance.now();
            field.value = words;
            field.dispatchEvent(new Event("input", {bubbles: true}));
            return performance.now() - begun;
        }"""
        times = [
            page.evaluate(script, words) for words in ("g", "ge", "geo", "geor", "georg", "georgi", "georgië", "mali")
        ]
        print(f"  a keystroke: {', '.join(f'{each:.0f}' for each in times)} ms (goal: 50 ms)")
        opened.close()


if __name__ == "__main__":
    main()
