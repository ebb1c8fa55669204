"""The headings of a text, which a fragment names as its section."""

import re
from bisect import bisect_right
from collections import Counter

from inzet.records.evidence import LEVELS
from inzet.texts.text import Text

Headings = list[tuple[int, str]]
"""Lines with a heading, each with its words."""

_HEADING = re.compile(r"[A-ZÀ-Þ0-9«“(].{0,119}")
_PAGE_HEADER = re.compile(r"^[^\S\n]*On[sz]e? (?:referentie|kenmerk)", re.IGNORECASE | re.MULTILINE)
_FOOTNOTE = re.compile(r"\s*([1-9][0-9]{0,2})\. .*\u21a9")


def section_above(headings: Headings, line: int) -> str | None:
    """Return the last heading up to a line; None if there is none."""
    at = bisect_right(headings, line, key=lambda heading: heading[0])
    return headings[at - 1][1] if at else None


def find_headings(text: Text, first: int) -> Headings:
    """Return each line that looks like a heading, with its words; for repeated words, with its chapter before them.

    A heading is between empty lines and ends without a mark. In Markdown only lines with ``#`` are headings. A footnote
    has its number as a heading. In the plain text of a ministry's print headings cannot be recognised, because every
    page starts with lines like them.
    """
    lines = text.content.split("\n")
    marked = any(re.match(r"#+ ", line) for line in lines)
    if not marked and _PAGE_HEADER.search(text.content):
        return []
    candidates: list[tuple[int, str, int]] = []
    for at, line in enumerate(lines, 1):
        words = line.strip(" #*\r\t\u00a0")
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
    return headings
