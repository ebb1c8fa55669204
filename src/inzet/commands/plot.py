"""draw missions as bars on a time axis, or what was in force on a day

Draw missions as bars on a time axis, or what was in force on a day, by the installed release. Only letters up to the
day --known count. Days are written year-month-day.

examples:
  inzet plot timeline -o timeline.html
  inzet plot timeline eumm-georgia euma-armenia -o two.svg
  inzet plot overview --on 2025-02-13 --known 2025-02-13 -o overview.png
"""

import argparse
from pathlib import Path

from inzet.commands.output import save
from inzet.commands.questions import add_days


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("what", choices=("timeline", "overview"))
    parser.add_argument("ids", nargs="*", metavar="MISSION", help="only these missions and frameworks")
    add_days(parser)
    parser.add_argument(
        "-o", "--output", metavar="FILE", required=True, help="file ending in .svg, .png, .html or .json"
    )


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    from inzet.dataset import load
    from inzet.ledger import plots
    from inzet.ledger.register import days

    chart = plots.draw(load().ledger, options.what, *days(options.on, options.known), options.ids)
    save(options.output, plots.render(chart, Path(options.output).suffix))
    return 0
