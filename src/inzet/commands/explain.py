"""say what an issue code means

Print the rule behind an issue code, why it matters, and a wrong and a right example.

examples:
  inzet explain                    every code, with its rule
  inzet explain figure_is_quoted   one code, with its reason and examples
"""

import argparse

from inzet.commands.output import print_lines
from inzet.commands.terminal import width


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", nargs="?", metavar="CODE", help="code that an issue names (default: list all)")


def run(options: argparse.Namespace) -> int:
    from inzet.commands.codes import explain, listing

    return print_lines(listing() if options.code is None else explain(options.code, width()))
