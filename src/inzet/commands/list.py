"""all missions, letters or frameworks

List all missions, letters or frameworks with their ids, and how many statements there are about each or in it.

examples:
  inzet list missions
  inzet list letters --lang nl
  inzet list frameworks -o frameworks.csv
"""

import argparse

from inzet.commands.questions import add_answer, give


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("kind", choices=("missions", "letters", "frameworks"), help="what to list")
    add_answer(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    from inzet.ledger.listing import make_listing
    from inzet.loading import load

    return give(make_listing(load().ledger, options.kind), options)
