"""What the verbs that read have in common: days, languages, forms, and where an answer goes."""

import argparse
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from inzet.commands.output import destination, save
from inzet.commands.terminal import width

if TYPE_CHECKING:
    from inzet.ledger.rows import Columns, Row
    from inzet.words.blocks import Readable

TABLES = ("csv", "json", "parquet")
_PLAIN = ("", "txt", "md")
"""Endings of files for any form."""
_ENDINGS = ", ".join(f".{name}" for name in ("txt", *TABLES))
_WIDTH = 100  # of a text that goes to a file


def add_days(parser: argparse.ArgumentParser, *, on: bool = True, default: str = "all letters") -> None:
    """Declare ``--known`` and, where a command asks about a day, ``--on``."""
    if on:
        parser.add_argument(
            "--on", metavar="DAY", help="the day, such as 2023-01-01 or '1 januari 2023' (default: today)"
        )
    parser.add_argument("--known", metavar="DAY", help=f"count letters up to this day (default: {default})")


def add_name(parser: argparse.ArgumentParser, what: str, *, metavar: str = "MISSION", optional: bool = False) -> None:
    """Declare a name, which may have several words."""
    how = "*" if optional else "+"
    parser.add_argument("name", nargs=how, metavar=metavar, help=f"{what}: its id, abbreviation or name")


def add_language(parser: argparse.ArgumentParser) -> None:
    """Declare ``--lang``; left out, the environment decides."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    default = "nl" if spoken.startswith("nl") else "en"
    parser.add_argument("--lang", choices=("en", "nl"), default=default, help="language (default: that of LANG, or en)")


def add_answer(parser: argparse.ArgumentParser, *, text: bool = True) -> None:
    """Declare the language, the form of an answer, and the file that it goes to."""
    forms = (*(("text",) if text else ()), *TABLES)
    if text:
        add_language(parser)
    what = f"(default: by the ending of FILE, or {forms[0]})"
    parser.add_argument("--format", choices=forms, help=f"text, or rows for a spreadsheet or program {what}")
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=destination, help="write to this file instead of standard output"
    )
    parser.set_defaults(forms=forms)


def form_of(options: argparse.Namespace) -> str:
    """Return the form of the answer: what ``--format`` says, or the ending of the file, or the first that there is.

    Raises:
        ValueError: if the ending promises another form.
    """
    ending = Path(options.output or "").suffix.removeprefix(".").lower()
    if options.format or ending in options.forms:
        return str(options.format or ending)
    if ending not in _PLAIN:
        raise ValueError(f"inzet writes no .{ending}; end the name in {_ENDINGS}, or say how with --format")
    return str(options.forms[0])


def give(answer: "Readable", options: argparse.Namespace, **how: bool) -> int:
    """Give an answer in the form and at the place that the user chose, and return the exit code of success.

    Args:
        answer: the answer.
        options: what the user chose.
        how: what of the answer is wanted, as its ``blocks`` take it.

    Raises:
        ValueError: if Parquet would go to a terminal.
        UnreadableError: if the file cannot be written.
    """
    form = form_of(options)
    if form != "text":
        from inzet.ledger.rows import rows_of

        return give_rows(*rows_of(answer, **how), options)
    from inzet.words.blocks import render

    blocks = answer.blocks(options.lang, **how)
    if options.output is None:
        print(render(blocks, width(), colour=sys.stdout.isatty() and "NO_COLOR" not in os.environ))
    else:
        save(options.output, f"{render(blocks, _WIDTH)}\n".encode())
    return 0


def give_rows(columns: "Columns", rows: "Iterable[Row]", options: argparse.Namespace) -> int:
    """Give rows in the form and at the place that the user chose, and return the exit code of success.

    Raises:
        ValueError: if Parquet would go to a terminal.
        UnreadableError: if the file cannot be written.
    """
    from inzet.ledger import tables

    if form_of(options) == "parquet" and options.output is None and sys.stdout.isatty():
        raise ValueError("Parquet is not for a terminal; name a file with -o")
    return give_bytes(tables.write(rows, columns, form_of(options)), options)


def give_bytes(data: bytes, options: argparse.Namespace) -> int:
    """Write a file where the user wants it, and return the exit code of success.

    Raises:
        UnreadableError: if the file cannot be written.
    """
    if options.output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
    else:
        save(options.output, data)
    return 0
