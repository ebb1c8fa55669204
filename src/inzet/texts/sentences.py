"""Where the sentences, list items and headings of a text start, for every check that asks for it."""

import re
from collections.abc import Iterator

from inzet.texts.abbreviations import (
    AMOUNTS,
    BEFORE_NUMBERS,
    CURRENCIES,
    DETERMINERS,
    MAY_BE_LAST,
    NEVER_LAST,
    OPENERS,
)

# A full stop with the quotes, brackets and number of a footnote after it, and blanks; or the blanks from a line's end.
_END = re.compile(r"(?P<mark>[.!?])(?P<closing>[»”\u2019\")]*+[0-9]*+)(?P<blanks>\s++)|\n\s*+")
_LETTER = re.compile(r"[^\W\d]")
_WORD = re.compile(r"[^\W\d_]{1,30}")
# No year: "tot en met 31 juli\n2025. Daarna".
_ITEM = re.compile(r"(?:[-•·▪\uf0b7\uf0a7]|(?:[0-9]{1,3}|[ivx]{1,5})\.|(?:[0-9]{1,3}|[a-z])\)|\([a-z0-9]{1,3}\))\s")
_NUMBER_OF_ITEM = re.compile(r"(?:[0-9]{1,3}|[ivx]{1,5})")
_NUMBERED = re.compile(r"(?:[0-9]{1,3}|[ivx]{1,5})[.)]\s+")
_INITIALS = re.compile(r"(?:[A-ZÀ-Þ]h?\.-?){0,6}[A-ZÀ-Þ]h?")
_LONGEST = 24  # characters before a full stop that are looked at, enough for an abbreviation and the word before it
_OPENING = "(«“\"'*[-/"

_SHORT = 0.65
"""A line that is shorter than this part of the usual width, above a capital, is a heading or the like."""
_NARROWEST = 40
"""The lines of a text narrower than this show nothing."""
_CONTINUING = (",", ";", ":", "(", "-", "/", "&")


def sentence_starts(content: str) -> Iterator[int]:
    """Yield where each sentence, list item, heading and paragraph of a text starts, in its order.

    A line break alone starts none, because lines may be wrapped; but a line that is far shorter than the others, above
    one that begins with a capital, is a heading or a line of the letterhead. Texts may be hostile: the work is linear.
    """
    yield 0
    short = _SHORT * _width(content)
    letter = -1
    for end in _END.finditer(content):
        if letter < end.end():  # several ends often have the same next letter
            next_letter = _LETTER.search(content, end.end())
            letter = next_letter.start() if next_letter else len(content)
        first, last = content.find("\n", *end.span()), content.rfind("\n", *end.span())
        if end["mark"] and _is_capital(content[letter : letter + 1]) and not _goes_on(content, end, letter):
            yield end.end()
        elif first < last:
            yield last + 1
        elif first >= 0 and (
            _ITEM.match(content, end.end()) or (not end["mark"] and _is_apart(content, end.span(), short))
        ):
            yield first + 1


def unnumbered(sentence: str) -> str:
    """Return a sentence without the number of the list item or footnote that starts with it."""
    return sentence[found.end() :] if (found := _NUMBERED.match(sentence)) else sentence


def _is_capital(sign: str) -> bool:
    return "A" <= sign <= "Z" or "À" <= sign <= "Þ"


def _goes_on(content: str, end: re.Match[str], letter: int) -> bool:
    """Whether a full stop before a capital belongs to an abbreviation, an initial or the number of a list item."""
    if end["mark"] != "." or end["closing"]:
        return False
    before = content[max(0, end.start() - _LONGEST) : end.start()]
    words = before.split()
    if not words or before[-1].isspace():
        return False
    word = words[-1].lstrip(_OPENING)
    if _NUMBER_OF_ITEM.fullmatch(word) and not before.rpartition("\n")[2].removesuffix(word).strip(" \t\u00a0*#"):
        return "\n" in before or end.start() <= _LONGEST
    found = _WORD.match(content, letter)
    follower = found[0].casefold() if found else ""
    if _INITIALS.fullmatch(word):
        return follower not in OPENERS
    key, _, last = word.casefold().rpartition("-")
    key = last if key else word.casefold()
    if key in MAY_BE_LAST:
        return content[end.end()] == "(" or (len(words) > 1 and words[-2].casefold() in DETERMINERS)
    if key in AMOUNTS:
        return follower in CURRENCIES
    return key in NEVER_LAST or (key in BEFORE_NUMBERS and content[end.end()].isdecimal())


def _is_apart(content: str, span: tuple[int, int], short: float) -> bool:
    """Whether the line before a line break, and what follows, are no single wrapped sentence."""
    start, after = span
    line = content[content.rfind("\n", 0, start) + 1 : start].strip()
    is_heading = 0 < len(line) < short or (short > 0 and line.isupper())
    return is_heading and _is_capital(content[after : after + 1]) and not line.endswith(_CONTINUING)


def _width(content: str) -> int:
    """Return the usual width of the lines of a text: a quarter of it is in longer ones; 0 if that says nothing."""
    left = len(content) // 4
    for length in sorted(map(len, content.split("\n")), reverse=True):
        left -= length + 1
        if left < 0:
            return length if length >= _NARROWEST else 0
    return 0
