"""all missions on a day: people, until when, since which letter

Show which missions were in force on a day, in groups, with their people and the total; and in a line each what is
ending or only reported. Only letters up to the day --known count.

examples:
  inzet overview                                                     today
  inzet overview 2022-09-01                                          or '1 september 2022', or 01-09-2022
  inzet overview 2023-01-01 --known 2023-01-01 --by framework        as known then
  inzet overview 2022-09-01 --lang nl --all                          in Dutch, with all that is not in force
  inzet overview 2022-09-01 --format csv                             for a spreadsheet
"""

import argparse

from inzet.commands.questions import add_answer, add_days, give

# Those of inzet.ledger.overview, which is loaded only where it is needed.
_BY = ("region", "framework", "domain", "personnel")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("day", nargs="*", metavar="DAY", help="the day, such as 2023-01-01 (default: today)")
    add_days(parser)
    parser.add_argument("--by", choices=_BY, help="what to group by (default: region)")
    parser.add_argument("--all", action="store_true", help="name the missions that are not in force as well")
    add_answer(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    from inzet.loading import load

    day = " ".join(options.day)
    if day and options.on:
        raise ValueError(f"the day is given twice, {day!r} and {options.on!r}; leave one out")
    overview = load().overview(day or options.on, options.known, options.by)
    return give(overview, options, everything=options.all)
