"""a record and what refers to it

Print a letter, mission, framework, contribution or event, every field with its title, and what refers to it.

examples:
  inzet show EUMM Georgia
  inzet show kst-29521-446 --lang nl
  inzet show kst-29521-446.09 --format json
"""

import argparse

from inzet.commands.questions import add_answer, add_name, form_of, give, give_bytes


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    add_name(parser, "what to show, such as eumm-georgia", metavar="RECORD")
    add_answer(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    from inzet.ledger.pages import Page
    from inzet.loading import load

    dataset, asked = load(), " ".join(options.name)
    record = dataset[asked]
    page = Page(record, asked, tuple(dataset.referring_to(record)), dataset.ledger)
    if form_of(options) == "json":
        from inzet.ledger.tables import json_bytes

        return give_bytes(json_bytes(page.tree()), options)
    return give(page, options)
