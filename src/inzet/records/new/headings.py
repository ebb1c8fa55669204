"""The headings of a text, which a fragment names as its section."""

import re
from bisect import bisect_right
from collections import Counter
from itertools import chain

from inzet.records.evidence import LEVELS
from inzet.texts.language import Language
from inzet.texts.text import Text

Headings = list[tuple[int, str]]
"""Lines with a heading, each with its words."""

_HEADING = re.compile(r"(?![0-9]{2} [0-9]{3}\b)[A-ZÀ-Þ0-9«“(].{0,119}")  # no number of a dossier
_PAGE_HEADER = re.compile(r"^[^\S\n]*On[sz]e? (?:referentie|kenmerk)", re.IGNORECASE | re.MULTILINE)
_SHORT_LINE = re.compile(r"(?:[0-9]{1,2}(?:\.[0-9]{0,2})? )?[A-ZÀ-Þ][^\d.,;:!?]{2,70}[^\W\d_)]")
_CAPITALS = re.compile(r"(?:[A-ZÀ-Þ]{2,30}\s{1,4}){2}[A-ZÀ-Þ]{2}")
_LONGEST_OPENING = 60  # characters
_LONGEST_HEAD = 60  # lines of a head without a dateline
_SHORT = 30  # characters of a title, which may be wrapped
_AROUND = " #*\r\t\u00a0"  # blanks and the signs of Markdown around the words of a line
_FOOTNOTE = re.compile(r"\s*([1-9][0-9]{0,2})\. .*\u21a9")


def section_above(headings: Headings, line: int) -> str | None:
    """Return the last heading up to a line; None if there is none."""
    at = bisect_right(headings, line, key=lambda heading: heading[0])
    return headings[at - 1][1] if at else None


def find_headings(text: Text, first: int, title: str | None, language: Language) -> Headings:
    """Return each line that looks like a heading, with its words; for repeated words, with its chapter before them.

    A heading is between empty lines and ends without a mark. In Markdown only lines with ``#`` are headings. A footnote
    has its number as a heading. What is above the first heading has the line that opens the letter, such as
    "Nr. 446 BRIEF VAN DE MINISTER".

    Args:
        text: the text.
        first: the line of its dateline, or 1.
        title: its title.
        language: its language.
    """
    lines = text.content.split("\n")
    opening = [(1, words)] if (words := _opening(lines, first, title)) else []
    marked = any(re.match(r"#+ ", line) for line in lines)
    if not marked and _PAGE_HEADER.search(text.content):
        # Every page of a ministry's print starts with short lines between empty ones.
        return opening + _short_lines(text, first, language)
    candidates: list[tuple[int, str, int]] = []
    for at, line in enumerate(lines, 1):
        words = line.strip(_AROUND)
        alone = not (at > 1 and lines[at - 2].strip()) and not (at < len(lines) and lines[at].strip())
        depth = len(line) - len(line.lstrip("#"))
        if note := _FOOTNOTE.match(line):
            candidates.append((at, f"Voetnoot {note[1]}", 99))
        elif (depth if marked else alone and at > first) and _HEADING.fullmatch(words) and words[-1] not in ".,;:!?":
            candidates.append((at, words, depth or (1 if words[0].isdigit() else 2)))
    counts = Counter(words for _, words, _ in candidates)
    headings: Headings = []
    chapter, level = "", 0
    for at, words, depth in candidates:
        if counts[words] > 1 and chapter and depth > level:
            headings.append((at, f"{chapter}{LEVELS}{words}"))
        else:
            headings.append((at, words))
            # Words that occur below several chapters are not a chapter.
            if depth < 99 and (depth <= 1 or marked) and counts[words] == 1:
                chapter, level = words, depth
    return opening + (headings or _short_lines(text, first, language))


def _opening(lines: list[str], first: int, title: str | None) -> str:
    """Return the start of the line that opens a letter; empty if it is not clear.

    Up to the dateline that is the last line in capitals, "Nr. 446 BRIEF VAN DE MINISTER"; without one it is the line
    with the title, or else the dateline.
    """
    head = [line.strip(_AROUND) for line in lines[: first if first > 1 else _LONGEST_HEAD]]
    capitals = (line for line in reversed(head) if _CAPITALS.search(line)) if first > 1 else iter(())
    titled = (line for line in head if title and title[:_SHORT] in " ".join(line.split()))
    words = next(chain(capitals, titled), head[-1] if first > 1 else "")
    return words if len(words) <= _LONGEST_OPENING else words[:_LONGEST_OPENING].rpartition(" ")[0]


def _short_lines(text: Text, first: int, language: Language) -> Headings:
    """Return the lines after the head that are no part of a sentence and begin with a capital, with their words."""
    furniture = {line for line, _ in language.find_furniture(text)}
    found: Headings = []
    for start, end in text.sentence_spans():
        words = text.content[start:end].strip()
        if not _SHORT_LINE.fullmatch(words):
            continue
        line, last = text.lines((start, start + len(words)))
        if first < line == last and line not in furniture and words == text.between(line, line).strip():
            found.append((line, words))
    return found
