"""make everything that is published of a version

Make the files of a release from the last commit of the checkout here, into the folder OUT, which must be new or empty:

  the Python package          wheel and sdist
  inzet-VERSION-csv.zip       all tables as CSV, a Data Package
  inzet-VERSION-parquet.zip   all tables as Parquet, a Data Package
  inzet-VERSION.sqlite        all tables as a database, with the answers of all days and a search
  inzet-VERSION.xlsx          the tables for people, and a code book
  inzet-VERSION-site.zip      the web pages
  RELEASE-NOTES.md            what is new
  SHA256SUMS                  the checksums of all files

All is committed, built and valid, or nothing is made. What else should be there before the release is published, such
as its date in the changelog, is said and does not stop it. The same commit gives the same bytes. No network is needed.
If the release fails, OUT stays as it was.

examples:
  inzet release --check         write nothing; say what is missing, exit 1 if anything is
  inzet release dist            make the release in the folder dist
  cd dist && sha256sum --check SHA256SUMS
"""

import argparse
from pathlib import Path

from inzet.commands.output import print_lines
from inzet.commands.terminal import complain, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", nargs="?", metavar="OUT", help="folder for the release: new or empty")
    parser.add_argument("--root", default=".", metavar="DIR", help="the checkout (default: here)")
    parser.add_argument("--check", action="store_true", help="write nothing; say what is missing for a release")


def run(options: argparse.Namespace) -> int:
    if options.check and options.out:
        return complain("name the folder for the release or give --check, not both")
    if not (options.check or options.out):
        return complain("name the folder for the release, or else give --check")
    try:
        return _check(Path(options.root)) if options.check else _release(Path(options.root), Path(options.out))
    except ModuleNotFoundError as error:
        needs = f"inzet release needs more packages, such as {error.name}"
        raise ImportError(f'{needs}: pip install "inzet[release]"') from None


def _check(root: Path) -> int:
    from inzet.release import readiness

    missing = [*readiness.find_obstacles(root), *readiness.find_gaps(root)]
    print_lines(missing)
    say(f"missing for a release: {len(missing)}" if missing else "ready for a release")
    return 1 if missing else 0


def _release(root: Path, out: Path) -> int:
    from inzet.release import readiness
    from inzet.release.assembly import release
    from inzet.site.building import make_site
    from inzet.site.documents import BrokenSiteError
    from inzet.site.tree import read_site

    if obstacles := list(readiness.find_obstacles(root)):
        print_lines(obstacles)
        return complain("nothing was released", 1)
    try:
        release(root, out, lambda tree: make_site(read_site(tree)), say)
    except BrokenSiteError as error:
        print_lines(error.faults)
        return complain(f"the site has {len(error.faults)} fault(s), so nothing was released", 1)
    for gap in readiness.find_gaps(root):
        say(f"before it is published: {gap}")
    say(f"made: {out}")
    return 0
