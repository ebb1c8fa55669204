"""where the letters contradict each other

List where the letters contradict each other. Only letters up to the day --known count.

examples:
  inzet reconcile
  inzet reconcile --known 2024-12-31 --lang nl
  inzet reconcile -o findings.csv
"""

import argparse

import inzet
from inzet.commands.questions import add_answer, add_days, give


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_days(parser, on=False, default="the day of the last letter")
    add_answer(parser)


def run(options: argparse.Namespace) -> int:
    return give(inzet.load().reconcile(options.known), options)
