"""the positions of all missions on a day, as a table

Write the positions of all missions and frameworks on a day as a table, a row for each statement. Only letters up to
the day --known count.

examples:
  inzet positions --on 2025-02-13 > positions.csv
  inzet positions --on 2025-02-13 -o positions.parquet
"""

import argparse

from inzet.commands.questions import add_answer, add_days, give_rows


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    add_days(parser)
    add_answer(parser, text=False)


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    from inzet.ledger import rows
    from inzet.ledger.register import days
    from inzet.loading import load

    return give_rows(rows.POSITIONS, rows.positions_of_all(load().ledger, *days(options.on, options.known)), options)
