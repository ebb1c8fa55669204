"""draw missions along the years, or those in force on a day, as a picture

Draw missions and frameworks along the years, or the missions in force on a day. Only letters up to the day --known
count. The picture is a file ending in .svg, .png, .html (works without a network) or .json (Vega-Lite).

examples:
  inzet plot timeline -o missions.svg
  inzet plot timeline MINUSMA "EUMM Georgia" --lang nl -o twee.png
  inzet plot overview 2022-09-01 -o overview.svg
  inzet plot overview "1 januari 2024" MINUSMA Litouwen --lang nl -o drie.html
"""

import argparse
from pathlib import Path

from inzet.commands.output import save
from inzet.commands.questions import add_days, add_language


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("what", choices=("timeline", "overview"))
    what = "of an overview, first the day (default: today); then the missions or frameworks (default: all missions)"
    parser.add_argument("words", nargs="*", metavar="NAME", help=what)
    add_days(parser, on=False)
    add_language(parser)
    parser.add_argument(
        "-o", "--output", metavar="FILE", required=True, help="file ending in .svg, .png, .html or .json"
    )


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    from inzet.ledger.pictures import draw_overview, draw_timeline, write
    from inzet.ledger.register import days
    from inzet.loading import load
    from inzet.words.days import looks_like_day

    ledger = load().ledger
    if options.what == "timeline":
        records = [ledger.target(word) for word in options.words]
        drawing = draw_timeline(ledger, records, days(None, options.known)[1], options.lang)
    else:
        first = [word for word in options.words[:1] if looks_like_day(word)]
        on, known = days(first[0] if first else None, options.known)
        records = [ledger.target(word) for word in options.words[len(first) :]]
        drawing = draw_overview(ledger, on, known, records, options.lang)
    save(options.output, write(drawing, Path(options.output).suffix))
    return 0
