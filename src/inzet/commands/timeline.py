"""all that letters say of a mission, with what changed

List all statements about a mission or framework, in order, each compared with the one before. Only letters up to the
day --known count.

examples:
  inzet timeline EUMM Georgia
  inzet timeline eumm-georgia --lang nl
  inzet timeline -o timelines.csv                                    of all missions and frameworks
"""

import argparse

from inzet.commands.questions import add_answer, add_days, add_name, form_of, give, give_rows


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    add_name(parser, "the mission or framework; as a table all if left out", optional=True)
    add_days(parser, on=False)
    add_answer(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    from inzet.loading import load

    dataset = load()
    if options.name:
        return give(dataset.timeline(" ".join(options.name), options.known), options)
    if form_of(options) == "text":
        raise ValueError("name a mission or framework, or choose a --format, which gives all of them as a table")
    from inzet.ledger import rows
    from inzet.ledger.register import day

    every = rows.timelines_of(dataset.ledger, dataset.ledger.targets(), day(options.known))
    return give_rows(rows.TIMELINES, every, options)
