"""what was in force of a mission on a day, and why

Show what may be said of a mission or framework on a day, with the words of the letters that say it. Only letters up to
the day --known count.

examples:
  inzet position EUMM Georgia                                        today
  inzet position eumm-georgia --on 2024-01-01 --known 2024-12-31     a day, as known on another
  inzet position Litouwen --on 2024-01-01 --why                      every statement, and what it is to the answer
  inzet position untso --on 2024-01-01 --format json                 for a program
"""

import argparse
from contextlib import suppress

from inzet.commands.questions import add_answer, add_days, add_name, give
from inzet.commands.terminal import complain


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    add_name(parser, "the mission or framework")
    add_days(parser)
    parser.add_argument("--why", action="store_true", help="list every statement and what it is to the answer")
    add_answer(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    from inzet.loading import load
    from inzet.words.days import understand_day

    *name, last = options.name
    with suppress(ValueError):  # nearly always the last word is no day
        if name and options.on is None and understand_day(last):
            return complain(f"{last} is a day; write: --on {last}")
    position = load().position(" ".join(options.name), options.on, options.known)
    return give(position, options, why=options.why)
