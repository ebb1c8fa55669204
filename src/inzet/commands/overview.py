"""show what was in force on a day, in groups with totals

Show what was in force on a day, in groups with totals, by the installed release. Only letters up to the day --known
count. Days are written year-month-day.

examples:
  inzet overview --on 2023-01-01 --known 2023-01-01
  inzet overview --on 2023-01-01 --by region --explain
"""

import argparse

from inzet.commands.output import print_blocks
from inzet.commands.questions import add_days, add_language

# Those of inzet.ledger.overview, which is loaded only where it is needed.
_BY = ("region", "framework", "domain", "personnel")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    add_days(parser)
    parser.add_argument("--by", choices=_BY, help="what to group by (default: one list of all)")
    parser.add_argument("--all", action="store_true", help="name the missions that are not in force as well")
    add_language(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    from inzet.dataset import load

    overview = load().overview(options.on, options.known, options.by)
    return print_blocks(overview.blocks(options.lang, everything=options.all))
