"""show what was in force of a mission on a day, and why

Show what was in force of a mission or framework on a day, by the installed release, and why. Only letters up to the
day --known count. Days are written year-month-day.

examples:
  inzet position eumm-georgia                                        today, as known today
  inzet position eumm-georgia --on 2024-01-01 --known 2024-12-31     a day, as known on another
"""

import argparse

from inzet.commands.output import print_blocks
from inzet.commands.questions import add_days, add_language


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("id", metavar="MISSION", help="id of a mission or framework, such as eumm-georgia")
    add_days(parser)
    parser.add_argument("--why", action="store_true", help="list every statement and what it is to the answer")
    add_language(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    from inzet.dataset import load

    position = load().position(options.id, options.on, options.known)
    return print_blocks(position.blocks(options.lang, why=options.why))
