"""write data/ and datapackage.json

Write everything that follows from the records. Files are whole at every moment, and the descriptor is written last. If
a build is stopped, inzet build --check names what is stale and the next build mends it.

examples:
  inzet build            write what has changed
  inzet build --check    write nothing; exit 1 and name what is stale
"""

import argparse
from pathlib import Path

from inzet.commands.output import print_lines, report
from inzet.commands.terminal import complain, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "root", nargs="?", default=".", metavar="ROOT", help="folder that holds records/ (default: here)"
    )
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 and name what is stale")


def run(options: argparse.Namespace) -> int:
    from inzet.files import WINDOWS_ENDS
    from inzet.release.package import InvalidRecordsError, build, find_stale, has_windows_ends

    try:
        paths = find_stale(options.root) if options.check else build(options.root)
    except InvalidRecordsError as error:
        report(error.issues, "")
        return complain("nothing was built", 1)
    if not paths:
        say("everything is up to date")
        return 0
    if not options.check:
        for path in paths:
            say(f"written: {path}" if (Path(options.root) / path).exists() else f"removed: {path}")
        say(f"{len(paths)} file(s) changed")
        return 0
    print_lines(f"{path}: stale" for path in paths)
    converted = [path for path in paths if has_windows_ends(options.root, path)]
    if converted:
        say(f"{converted[0]}{' and others' * (len(converted) > 1)}: {WINDOWS_ENDS}")
    say("to repair, run: inzet build")
    return 1
