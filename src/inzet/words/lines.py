"""Lines for a terminal, a ``repr`` of one line, and numbers with a noun."""

import textwrap

from inzet.issues import printable

_BRIEF = 150


def wrap(lead: str, words: str, width: int, hang: int = 4) -> list[str]:
    """Return words behind a lead as lines; all but the first are indented by a few more blanks than the lead."""
    indent = " " * (len(lead) - len(lead.lstrip()))
    return textwrap.wrap(
        lead.lstrip() + words,
        max(width, 40),
        initial_indent=indent,
        subsequent_indent=indent + " " * hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 row``, ``2,000 rows``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def brief(value: object, words: str) -> str:
    """Return the ``repr`` of a value: its type and a few words, on one short line."""
    line = printable(" ".join(words.split()))
    return f"<{type(value).__name__} {line if len(line) <= _BRIEF else f'{line[: _BRIEF - 1]}…'}>"
