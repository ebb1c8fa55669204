"""print a record and what refers to it

Print a record of the installed release.

examples:
  inzet show eumm-georgia
  inzet show kst-29521-446
"""

import argparse

from inzet.commands.output import print_lines
from inzet.commands.terminal import width


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("id", help="id of a letter, mission, framework or contribution, such as eumm-georgia")


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    from inzet.commands.record_lines import show
    from inzet.dataset import load

    return print_lines(show(load(), options.id, width()))
