"""Answers as people see them: lines for a terminal, a ``repr`` of one line, a small table for a notebook."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import islice

from inzet.issues import printable

_BRIEF = 150


class Readable:
    """A value that people read: ``str`` gives its lines, ``repr`` the beginning of them on one short line."""

    __slots__ = ()

    def lines(self, width: int = 100) -> Iterator[str]:
        """Yield the lines of the value for a terminal of some width."""
        raise NotImplementedError

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def __repr__(self) -> str:
        unbroken = filter(None, self.lines(width=10 * _BRIEF))
        return brief(self, "; ".join(islice(unbroken, 3)))


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


def brief(value: object, words: str) -> str:
    """Return the ``repr`` of a value: its type and a few words, on one short line."""
    line = printable(" ".join(words.split()))
    return f"<{type(value).__name__} {line if len(line) <= _BRIEF else f'{line[: _BRIEF - 1]}…'}>"


def html_table(title: str, rows: Sequence[Mapping[str, object]]) -> str:
    """Return rows as an HTML table; everything in it is escaped, and None is an empty cell."""
    head = _html_row("th", rows[0]) if rows else ""
    body = "".join(_html_row("td", row.values()) for row in rows)
    return f"<table><caption>{escape(title)}</caption>{head}{body}</table>"


def _html_row(tag: str, cells: Iterable[object]) -> str:
    escaped = ("" if cell is None else escape(str(cell)) for cell in cells)
    return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in escaped)}</tr>"
