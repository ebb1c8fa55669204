"""write the positions of all missions on a day as a table

Write the positions of all missions and frameworks on a day as a table, by the installed release. Only letters up to
the day --known count. Days are written year-month-day.

examples:
  inzet positions --on 2025-02-13 > positions.csv
  inzet positions --on 2025-02-13 --format parquet -o positions.parquet
"""

import argparse

from inzet.commands.questions import TABLES, add_days, add_table, write_table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    add_days(parser)
    add_table(parser, *TABLES)


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    from inzet.dataset import load
    from inzet.ledger import arrow_tables
    from inzet.ledger.register import days

    rows = arrow_tables.position_rows(load().ledger, *days(options.on, options.known))
    return write_table(rows, arrow_tables.POSITIONS, options)
