"""The text of a letter as its curator read it: its lines and sentences, and where words are."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from inzet.issues import UnreadableError
from inzet.texts.sentences import sentence_starts, unnumbered

GAP = " … "
"""In a passage, replaces everything between its first and its last words."""

_TOKEN = re.compile(r"[^ \t\n-]+|-|[ \t\n]+")
_BREAK = re.compile(r"(?:(?<![ \t])[ \t]++)?\n[ \t]*+")  # looks at each blank once, however many there are
_BLANKS = re.compile(r"[ \t\n]*+")
_PARAGRAPH = re.compile(r"\n[^\S\n]*+\n|[.:;?!][^\S\n]*+\n")
_STEP, _QUICK = 3, 1500  # the effort of one step of a search, and the characters that one unit of effort skips
Span = tuple[int, int]

MAX_EFFORT = 120_000
"""Largest effort that is spent on one text, in units of one or two microseconds; the longest letter takes 6000."""


class ExhaustedError(UnreadableError):
    """A text so repetitive that a search in it takes too much work."""


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
        """Where sentences, list items and paragraphs start."""
        return list(sentence_starts(self.content))

    @cached_property
    def _paragraphs(self) -> list[int]:
        """Where paragraphs end: above an empty line, or at a line that ends with a sentence."""
        return [match.start() for match in _PARAGRAPH.finditer(self.content)]

    def are_apart(self, first: int, last: int) -> bool:
        """Whether two positions are in different paragraphs."""
        return bisect_left(self._paragraphs, first) < bisect_left(self._paragraphs, last)

    def sentence(self, position: int) -> int:
        """Return the number of the sentence, list item or heading at a position, from 1."""
        return bisect_right(self._sentences, position)

    def sentence_span(self, position: int) -> Span:
        """Return the span of the sentence, list item or heading at a position."""
        at = self.sentence(position)
        return self._sentences[at - 1], self._sentences[at] if at < len(self._sentences) else len(self.content)

    def sentence_spans(self) -> Iterator[Span]:
        """Yield the span of every sentence, list item or heading."""
        return pairwise((*self._sentences, len(self.content)))

    def sentences(self, first: int, last: int) -> Iterator[str]:
        """Yield the sentences, list items and headings that start and end on some lines, each as one line.

        Numbers before them are left out.
        """
        start = self._starts[first - 1]
        stop = self._starts[last] if last < len(self._starts) else len(self.content)
        for at in range(bisect_left(self._sentences, start), len(self._sentences)):
            begin, *ends = self._sentences[at : at + 2]
            if begin >= stop:
                break
            end = ends[0] if ends else len(self.content)
            words = self.content[begin:end].rstrip()
            if begin + len(words) <= stop:
                yield unnumbered(unbroken(words).lstrip())

    @cached_property
    def _spent(self) -> "array[int]":
        return array("L", [0])

    def spend(self, effort: int) -> None:
        """Count the work on this text, so that no record and text together can keep a machine busy.

        Raises:
            ExhaustedError: if the total exceeds ``MAX_EFFORT``.
        """
        self._spent[0] += effort
        if self._spent[0] > MAX_EFFORT:
            raise ExhaustedError("the text is too repetitive to look up its quotes")

    def lines(self, span: Span) -> tuple[int, int]:
        """Return the first and the last line of a span, from 1."""
        start, end = span
        return bisect_right(self._starts, start), bisect_right(self._starts, max(start, end - 1))

    def start_of(self, line: int) -> int:
        """Return where a line starts."""
        return self._starts[line - 1]

    def between(self, first: int, last: int) -> str:
        """Return the text of some lines; empty if there are no such lines."""
        count = len(self._starts)
        if not 1 <= first <= min(last, count):
            return ""
        end = self._starts[last] - 1 if last < count else len(self.content)
        return self.content[self._starts[first - 1] : end]

    def find(self, words: str, line: int | None = None, *, gap: bool = False) -> Iterator[Span]:
        """Yield the span of every occurrence of words that starts on a line, or anywhere in the text.

        The characters must be the same, except that words may continue on the next line: a line break replaces a
        blank, or nothing after a hyphen. With ``gap``, the words may leave out text between their parts; on a line
        only the first occurrence is yielded then, because another one would only end later.

        Both words and text may be hostile, so the search never backtracks: the work is linear in the length of the
        text, whatever it contains.

        Raises:
            ExhaustedError: if all searches in this text so far took too much work.
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
                # An occurrence that starts later also ends later.
                if not (span := self._search(part, end, len(self.content))):
                    return
                end = span[1]
            yield start, end
            if len(parts) > 1 and line is not None:
                return
            position = max(end, start + 1)
            self.spend(_STEP + len(parts[0]))

    def _search(self, tokens: Sequence[str], position: int, stop: int) -> Span | None:
        """Return the first span of tokens that starts from a position up to a stop; it may end after the stop."""
        head = tokens[0] if tokens and not tokens[0].isspace() else ""
        words = "".join(tokens)
        verbatim = self._find_verbatim(words, position, stop)
        line_end = rest = -1
        while 0 <= (start := self.content.find(head, position, stop + len(head))) <= stop:
            self.spend((start - position) // _QUICK)
            if head and 0 <= verbatim < start:
                verbatim = self._find_verbatim(words, start, stop)
            if head and start != verbatim:
                # Words that are not here verbatim continue on the next line, so this line ends within their length.
                if line_end < start:
                    line_end = self.content.find("\n", start)
                    line_end = len(self.content) if line_end < 0 else line_end
                    rest = self._end_without_blanks(start, line_end)
                    self.spend((rest - start) // (8 * _QUICK))
                if rest - start > len(words):
                    position = min(rest - len(words), verbatim) if verbatim >= 0 else rest - len(words)
                    self.spend(_STEP)
                    continue
            end = self._end(tokens, start)
            if end is not None:
                return start, end
            # A match costs no effort, because a record has only so many quotes. Near misses may be anywhere.
            self.spend(_STEP + len(tokens))
            position = start + 1
        self.spend(max(0, stop - position) // _QUICK)
        return None

    def _find_verbatim(self, words: str, position: int, stop: int) -> int:
        """Return where words occur on one line, character by character, or -1."""
        start = self.content.find(words, position, stop + len(words))
        self.spend(max(0, (stop if start < 0 else start) - position) // _QUICK)
        return start

    def _end_without_blanks(self, start: int, end: int) -> int:
        """Return where a line ends without the blanks at its end."""
        rest = end
        while rest > start and self.content[rest - 1] in " \t":
            rest -= 1
        self.spend(end - rest >> 5)
        return rest

    def _end(self, tokens: Sequence[str], at: int) -> int | None:
        """Return the end of tokens that start at a position, or None if the text there is different."""
        previous = ""
        for token in tokens:
            if token[0] in " \t\n":
                blanks = _BLANKS.match(self.content, at)
                self.spend(blanks.end() - at >> 4 if blanks else 0)
                if blanks is None or not _matches(blanks[0], token, previous == "-"):
                    return None
                at = blanks.end()
            else:
                if previous == "-" and (line_break := _BREAK.match(self.content, at)):
                    at = line_break.end()
                if not self.content.startswith(token, at):
                    return None
                at += len(token)
            previous = token
        return at


def unbroken(words: str) -> str:
    """Return words of a text as a record writes them: a line break becomes a blank, or nothing after a hyphen."""
    return _BREAK.sub("\n", words).replace("-\n", "-").replace("\n", " ")


def _matches(blanks: str, token: str, after_hyphen: bool) -> bool:
    """Whether blanks and line breaks in a text are those of a token, in which a line break may be a blank."""
    if blanks == token:
        return True
    if token == " " and not after_hyphen:
        return blanks.count("\n") == 1
    if blanks.count("\n") > len(token) + after_hyphen:
        return False
    # One bit for each character of the token, and the lowest for a line break that belongs to a hyphen before it.
    same = {sign: sum(2 << at for at, character in enumerate(token) if character == sign) for sign in " \t\n"}
    breakable = same[" "] | after_hyphen
    # States: what may come next; what waits for its line break; what had its line break, after which blanks may follow.
    following, waiting, broken = 2 | after_hyphen, 0, 0
    for sign in blanks:
        equal = (following & same[sign]) << 1
        if sign == "\n":
            waiting, broken = 0, (following | waiting) & breakable
        else:
            waiting = (following | waiting) & breakable
        following = equal | broken << 1
    return bool(following >> (len(token) + 1))
