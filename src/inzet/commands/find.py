"""everything in which some words occur

List the missions, frameworks, letters, contributions and events in which all words occur: first in names and titles,
then in descriptions, then in the words of the letters. Case, accents and hyphens do not matter.

examples:
  inzet find georgia experts
  inzet find Irini --lang nl
  inzet find stafofficieren --all -o staff-officers.csv
"""

import argparse

from inzet.commands.questions import add_answer, give


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("words", nargs="+", metavar="WORDS", help="the words, all of which must occur")
    parser.add_argument("--all", action="store_true", help="list all that is found, and not only the best")
    add_answer(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    from inzet.loading import load

    return give(load().find(" ".join(options.words)), options, everything=options.all)
