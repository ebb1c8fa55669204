"""what differs between two letters or days

Show what differs between two letters or days, by mission and framework.

examples:
  inzet compare kst-29521-446 bz2410641                              two letters
  inzet compare 2022-09-01 2024-09-01                                two days, each as known then
  inzet compare 2023-01-01@2022-12-31 2023-01-01@2025-12-31          one day, as known on two
  inzet compare kst-29521-446 bz2410641 --lang nl -o verschillen.csv
"""

import argparse

from inzet.commands.questions import add_answer, give


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    what = "a letter, a day, or a day as known on another: DAY@DAY"
    parser.add_argument("before", metavar="BEFORE", help=what)
    parser.add_argument("after", metavar="AFTER", help="the same")
    parser.add_argument("--all", action="store_true", help="list what is unchanged as well")
    add_answer(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    from inzet.loading import load

    return give(load().compare(options.before, options.after), options, everything=options.all)
