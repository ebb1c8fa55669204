"""list where the letters contradict each other

List where the letters contradict each other, by the installed release. Only letters up to the day --known count. Days
are written year-month-day.

examples:
  inzet reconcile
  inzet reconcile --known 2024-12-31
"""

import argparse

from inzet.commands.output import print_blocks
from inzet.commands.questions import add_days, add_language


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    add_days(parser, on=False, default="the day of the last letter")
    add_language(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    from inzet.dataset import load

    return print_blocks(load().reconcile(options.known).blocks(options.lang))
