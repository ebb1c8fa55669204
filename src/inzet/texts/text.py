"""The text of a letter as its curator read it: its lines, and where words stand in it."""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from inzet.issues import UnreadableError

GAP = " … "
"""Stands in a passage for all that lies between its first and its last words."""

_TOKEN = re.compile(r"[^ \t\n-]+|-|[ \t\n]+")
_BREAK = re.compile(r"[ \t]*+\n[ \t]*+")
_BLANKS = re.compile(r"[ \t\n]*+")
# A full stop with what closes behind it and the blanks, or blanks from the end of a line on.
_END = re.compile(r"[.!?](?P<closing>[»”\u2019\")]*+[0-9]*+)(?P<blanks>\s++)|\n\s*+")
_LETTER = re.compile(r"[^\W\d]")
_ITEM = re.compile(r"(?:[-•\uf0b7]|[0-9ivx]++\.)\s")
_STEP, _QUICK = 3, 1500  # what a step of a search takes, and how many characters are passed over in one unit
Span = tuple[int, int]

MAX_EFFORT = 120_000
"""How much may be tried in one text, in units of a microsecond or two; the longest letter so far takes 6000."""


class ExhaustedError(UnreadableError):
    """A text in which so much looks like the words that are sought that nobody should go on searching."""


@dataclass(frozen=True)
class Text:
    """A source text.

    Attributes:
        content: the text, with ``\\n`` between its lines.
    """

    content: str

    @cached_property
    def _starts(self) -> "array[int]":
        starts = array("L", accumulate((len(line) + 1 for line in self.content.split("\n")), initial=0))
        starts.pop()
        return starts

    @cached_property
    def _sentences(self) -> list[int]:
        """Where sentences begin, list items and paragraphs too."""
        starts = [0]
        for end, capital in sentence_ends(self.content):
            first, last = self.content.find("\n", *end.span()), self.content.rfind("\n", *end.span())
            if capital:
                starts.append(end.end())
            elif first < last:
                starts.append(last + 1)
            elif first >= 0 and _ITEM.match(self.content, end.end()):
                starts.append(first + 1)
        return starts

    def sentence(self, position: int) -> int:
        """Return in which sentence, list item or heading of the text a place lies, counted from 1."""
        return bisect_right(self._sentences, position)

    @cached_property
    def _spent(self) -> "array[int]":
        return array("L", [0])

    def spend(self, effort: int) -> None:
        """Count what is done with the text, so that no record and text together can keep a machine busy.

        Raises:
            ExhaustedError: if it was too much.
        """
        self._spent[0] += effort
        if self._spent[0] > MAX_EFFORT:
            raise ExhaustedError("the text repeats itself so often that its quotes cannot be looked up")

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

        Raises:
            ExhaustedError: if all that was sought in the text so far took too much work.
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
            self.spend(_STEP + len(parts[0]))

    def _search(self, tokens: Sequence[str], position: int, stop: int) -> Span | None:
        """Return the first place from a position up to a stop where tokens begin; they may run on behind it."""
        head = tokens[0] if tokens and not tokens[0].isspace() else ""
        words = "".join(tokens)
        alike = self._alike(words, position, stop)
        line_end = rest = -1
        while 0 <= (start := self.content.find(head, position, stop + len(head))) <= stop:
            self.spend((start - position) // _QUICK)
            if head and 0 <= alike < start:
                alike = self._alike(words, start, stop)
            if head and start != alike:
                # What is not alike runs on over the end of a line, so that all before it is at most the words.
                if line_end < start:
                    line_end = self.content.find("\n", start)
                    line_end = len(self.content) if line_end < 0 else line_end
                    rest = self._end_of_words(start, line_end)
                    self.spend((rest - start) // (8 * _QUICK))
                if rest - start > len(words):
                    position = min(rest - len(words), alike) if alike >= 0 else rest - len(words)
                    self.spend(_STEP)
                    continue
            end = self._end(tokens, start)
            if end is not None:
                return start, end
            # What is found costs nothing: a record has only so many quotes. What looks like it may stand anywhere.
            self.spend(_STEP + len(tokens))
            position = start + 1
        self.spend(max(0, stop - position) // _QUICK)
        return None

    def _alike(self, words: str, position: int, stop: int) -> int:
        """Return where words stand as they are, or -1."""
        found = self.content.find(words, position, stop + len(words))
        self.spend(max(0, (stop if found < 0 else found) - position) // _QUICK)
        return found

    def _end_of_words(self, start: int, end: int) -> int:
        """Return where the blanks begin at the end of a line."""
        rest = end
        while rest > start and self.content[rest - 1] in " \t":
            rest -= 1
        self.spend(end - rest >> 5)
        return rest

    def _end(self, tokens: Sequence[str], at: int) -> int | None:
        """Return where tokens that begin at a place end, or None if something else stands there."""
        before = ""
        for token in tokens:
            if token[0] in " \t\n":
                blanks = _BLANKS.match(self.content, at)
                self.spend(blanks.end() - at >> 4 if blanks else 0)
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


def sentence_ends(content: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Yield where a sentence, or a line, may end; and whether a mark stands there and a capital is the next letter.

    In the match, ``closing`` is what stands between the mark and the blanks: quotation marks, the number of a note.
    """
    letter = -1
    for end in _END.finditer(content):
        if letter < end.end():  # the next letter is often the same one, and is looked for once
            found = _LETTER.search(content, end.end())
            letter = found.start() if found else len(content)
        capital = "A" <= content[letter : letter + 1] <= "Z" or "À" <= content[letter : letter + 1] <= "Þ"
        yield end, capital and end["closing"] is not None


def unbroken(words: str) -> str:
    """Return words of a text as a record writes them: where a line ends a blank, or nothing behind a hyphen."""
    lines = words.split("\n")
    lines = [*(line.rstrip(" \t") for line in lines[:-1]), lines[-1]]
    lines = [lines[0], *(line.lstrip(" \t") for line in lines[1:])]
    return "".join(line if line.endswith("-") else f"{line} " for line in lines[:-1]) + lines[-1]


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
