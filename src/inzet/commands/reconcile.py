"""where the letters contradict each other

List where the letters contradict each other. Only letters up to the day --known count.

examples:
  inzet reconcile
  inzet reconcile --known 2024-12-31 --lang nl
  inzet reconcile -o findings.csv
"""

import argparse

from inzet.commands.questions import add_answer, add_days, give


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    add_days(parser, on=False, default="the day of the last letter")
    add_answer(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    from inzet.loading import load

    return give(load().reconcile(options.known), options)
