"""The text of a letter as its curator read it: its lines, and where words stand in it."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

GAP = " … "
"""Stands in a passage for all that lies between its first and its last words."""

_BREAK = r"[ \t]*\n[ \t]*"
Span = tuple[int, int]


@dataclass(frozen=True)
class Text:
    """A source text.

    Attributes:
        content: the text, with ``\\n`` between its lines.
    """

    content: str

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.content))]

    def lines(self, span: Span) -> tuple[int, int]:
        """Return the first and the last line, counted from 1, on which a span of the text lies."""
        start, end = span
        return bisect_right(self._starts, start), bisect_right(self._starts, max(start, end - 1))

    def between(self, first: int, last: int) -> str:
        """Return the text of some lines; empty where there are none."""
        return "\n".join(self.content.split("\n")[first - 1 : last])

    def find(self, words: str, line: int | None = None, *, gap: bool = False) -> Iterator[Span]:
        """Yield every place where words begin, on a line or anywhere.

        The characters must be the same, but words may run on over the end of a line: a break of the line stands
        for a blank, or for nothing behind a hyphen. With ``gap`` the words may leave out what lies between; then
        only the first place counts, for a second one would run from the same first words to later last words.
        """
        parts = words.split(GAP) if gap else [words]
        pattern = re.compile("(?s:.*?)".join(map(_fold, parts)))
        if line is None:
            yield from (found.span() for found in pattern.finditer(self.content))
        elif line <= len(self._starts):
            position, end = self._starts[line - 1], [*self._starts, len(self.content) + 1][line]
            while (found := pattern.search(self.content, position)) and found.start() < end:
                yield found.span()
                position = end if len(parts) > 1 else found.end()


def _fold(words: str) -> str:
    escaped = "".join(f"(?: |{_BREAK})" if character == " " else re.escape(character) for character in words)
    return escaped.replace(r"\-", rf"\-(?:{_BREAK})?")
