"""The text of a letter as its curator read it: its lines, and where words stand in it."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

GAP = " … "
"""Stands in a passage for all that lies between its first and its last words."""

_TOKEN = re.compile(r"[^ \t\n-]+|-|[ \t\n]+")
_BREAK = re.compile(r"[ \t]*+\n[ \t]*+")
_BLANKS = re.compile(r"[ \t\n]*+")
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
        count = len(self._starts)
        if not 1 <= first <= min(last, count):
            return ""
        end = self._starts[last] - 1 if last < count else len(self.content)
        return self.content[self._starts[first - 1] : end]

    def find(self, words: str, line: int | None = None, *, gap: bool = False) -> Iterator[Span]:
        """Yield every place where words begin, on a line or anywhere.

        The characters must be the same, but words may run on over the end of a line: a break of the line stands
        for a blank, or for nothing behind a hyphen. With ``gap`` the words may leave out what lies between; then
        only the first place counts, for a second one would run from the same first words to later last words.

        Words come from records and texts from anywhere, so nothing here retraces its steps: the work grows with
        the length of what is searched, whatever stands in it.
        """
        parts = [_TOKEN.findall(part) for part in (words.split(GAP) if gap else [words])]
        position, stop = 0, len(self.content)
        if line is not None:
            if not 1 <= line <= len(self._starts):
                return
            position = self._starts[line - 1]
            stop = self._starts[line] - 1 if line < len(self._starts) else stop
        while span := self._search(parts[0], position, stop):
            start, end = span
            for part in parts[1:]:
                # Where the nearest last words are too far, so are all others: what begins later also ends later.
                if not (span := self._search(part, end, len(self.content))):
                    return
                end = span[1]
            yield start, end
            if len(parts) > 1 and line is not None:
                return
            position = max(end, start + 1)

    def _search(self, tokens: Sequence[str], position: int, stop: int) -> Span | None:
        """Return the first place from a position up to a stop where tokens begin; they may run on behind it."""
        head = tokens[0] if tokens and not tokens[0].isspace() else ""
        words = "".join(tokens)
        alike = self.content.find(words, position, stop + len(words))
        line_end = rest = -1
        while 0 <= (start := self.content.find(head, position, stop + len(head))) <= stop:
            if head and 0 <= alike < start:
                alike = self.content.find(words, start, stop + len(words))
            if head and start != alike:
                # What is not alike runs on over the end of a line, so that all before it is at most the words.
                if line_end < start:
                    line_end = self.content.find("\n", start)
                    line_end = len(self.content) if line_end < 0 else line_end
                    rest = self._end_of_words(start, line_end)
                if rest - start > len(words):
                    position = min(rest - len(words), alike) if alike >= 0 else rest - len(words)
                    continue
            end = self._end(tokens, start)
            if end is not None:
                return start, end
            position = start + 1
        return None

    def _end_of_words(self, start: int, end: int) -> int:
        """Return where the blanks begin at the end of a line."""
        while end > start and self.content[end - 1] in " \t":
            end -= 1
        return end

    def _end(self, tokens: Sequence[str], at: int) -> int | None:
        """Return where tokens that begin at a place end, or None if something else stands there."""
        before = ""
        for token in tokens:
            if token[0] in " \t\n":
                blanks = _BLANKS.match(self.content, at)
                if blanks is None or not _stands_for(blanks[0], token, before == "-"):
                    return None
                at = blanks.end()
            else:
                if before == "-" and (found := _BREAK.match(self.content, at)):
                    at = found.end()
                if not self.content.startswith(token, at):
                    return None
                at += len(token)
            before = token
        return at


def _stands_for(blanks: str, token: str, behind_hyphen: bool) -> bool:
    """Whether blanks and breaks in a text are those of a token, each blank as it is or as a break of the line."""
    if blanks == token:
        return True
    if token == " " and not behind_hyphen:
        return blanks.count("\n") == 1
    if blanks.count("\n") > len(token) + behind_hyphen:
        return False
    # One bit for each character of the token, and the lowest for a break that belongs to a hyphen before it.
    same = {sign: sum(2 << at for at, own in enumerate(token) if own == sign) for sign in " \t\n"}
    breakable = same[" "] | behind_hyphen
    # What may come next; what waits for the end of its line; what has its break and takes what blanks follow.
    following, waiting, broken = 2 | behind_hyphen, 0, 0
    for sign in blanks:
        alike = (following & same[sign]) << 1
        if sign == "\n":
            waiting, broken = 0, (following | waiting) & breakable
        else:
            waiting = (following | waiting) & breakable
        following = alike | broken << 1
    return bool(following >> (len(token) + 1))
