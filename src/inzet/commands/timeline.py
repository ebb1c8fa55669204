"""list all statements about a mission, with what changed

List all statements about a mission or framework, in order, each compared with the one before; by the installed
release. Only letters up to the day --known count. Days are written year-month-day.

examples:
  inzet timeline eumm-georgia
  inzet timeline --format csv -o timelines.csv                       of all missions and frameworks
"""

import argparse

from inzet.commands.output import print_blocks
from inzet.commands.questions import TABLES, add_days, add_language, add_table, write_table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument(
        "id", nargs="?", metavar="MISSION", help="id of a mission or framework; as a table all if left out"
    )
    add_days(parser, on=False)
    add_table(parser, "text", *TABLES)
    add_language(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    from inzet.dataset import load
    from inzet.ledger import arrow_tables
    from inzet.ledger.register import day

    dataset = load()
    if options.format != "text":
        records = dataset.ledger.targets() if options.id is None else [dataset.ledger.target(options.id)]
        rows = arrow_tables.timeline_rows(dataset.ledger, records, day(options.known))
        return write_table(rows, arrow_tables.TIMELINES, options)
    if options.id is None:
        raise ValueError("name a mission or framework, or choose a --format, which gives all of them as a table")
    return print_blocks(dataset.timeline(options.id, options.known).blocks(options.lang))
