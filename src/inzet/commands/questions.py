"""What the commands that ask the ledger have in common: days, tables, and the dataset of the installed release."""

import argparse
import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from inzet.commands.output import save

if TYPE_CHECKING:
    from inzet.ledger.arrow_tables import Columns, Row

TABLES = ("csv", "json", "parquet")


def add_days(parser: argparse.ArgumentParser, *, on: bool = True, default: str = "") -> None:
    """Declare ``--known`` and, where a command asks about a day, ``--on``."""
    if on:
        parser.add_argument("--on", metavar="DAY", help="the day, such as 2023-01-01 (default: today)")
    default = default or "all letters"
    parser.add_argument("--known", metavar="DAY", help=f"count letters up to this day (default: {default})")


def add_language(parser: argparse.ArgumentParser) -> None:
    """Declare ``--lang``; left out, the environment decides."""
    dutch = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    default = "nl" if dutch.startswith("nl") else "en"
    parser.add_argument("--lang", choices=("en", "nl"), default=default, help="language (default: that of LANG, or en)")


def add_table(parser: argparse.ArgumentParser, *formats: str) -> None:
    """Declare ``--format``, of which the first is the default, and ``--output``."""
    parser.add_argument("--format", choices=formats, default=formats[0], help=f"(default: {formats[0]})")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to this file instead of standard output")


def write_table(rows: "Iterable[Row]", columns: "Columns", options: argparse.Namespace) -> int:
    """Write rows in the format and to the place that the user chose, and return the exit code of success.

    Raises:
        ValueError: if Parquet would go to a terminal.
        UnreadableError: if the file cannot be written.
    """
    from inzet.ledger import arrow_tables

    if options.format == "parquet" and options.output is None and sys.stdout.isatty():
        raise ValueError("Parquet is not for a terminal; name a file with -o")
    data = arrow_tables.write(rows, columns, options.format)
    if options.output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
    else:
        save(options.output, data)
    return 0
