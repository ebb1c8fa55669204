"""Sentences of a new text that are likely to state a contribution: those with a figure or an end date and a name.

A proposal shows where to look, not what to code: the curator decides whether the sentence is about the Netherlands.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from inzet.records.audit import CONTEXT_AFTER, Candidate, find_candidates
from inzet.records.evidence import LEVELS
from inzet.texts.language import Language
from inzet.texts.names import Names
from inzet.texts.text import Span, Text, unbroken

LONGEST = 160
"""The largest length of a quote."""

_HEADING = re.compile(r"[A-ZÀ-Þ0-9«“(].{0,119}")
_PAGE_HEADER = re.compile(r"^[^\S\n]*On[sz]e? (?:referentie|kenmerk)", re.IGNORECASE | re.MULTILINE)
_FOOTNOTE = re.compile(r"\s*([1-9][0-9]{0,2})\. .*\u21a9")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sentence that may state a contribution.

    Attributes:
        missions: ids of the missions that it names.
        frameworks: ids of the frameworks that it names.
        unsure: names in it that several records share, each with the ids of these.
        figures: the numbers in it, as written and as digits.
        ends: the end dates and periods in it, as written.
        section: the heading above it; None if there is none.
        quotes: fragments with the figures and ends, each with its line.
    """

    missions: tuple[str, ...]
    frameworks: tuple[str, ...]
    unsure: tuple[tuple[str, tuple[str, ...]], ...]
    figures: tuple[tuple[str, str], ...]
    ends: tuple[str, ...]
    section: str | None
    quotes: tuple[tuple[int, str], ...]


def propose(
    text: Text, names: Names, language: Language, tables: Mapping[str, str], first: int = 1
) -> Iterator[Proposal]:
    """Yield a proposal for each sentence with a figure or an end date and a name, in the order of the text.

    Args:
        text: the text.
        names: the names of missions and frameworks.
        language: the language of the text.
        tables: ``missions`` or ``frameworks`` for each id.
        first: the line on which the letter starts after its head, which states no contribution.
    """
    values = {number.start: number.value for number in language.find_numbers(text.content)}
    ends = {period.start for period in language.find_periods(text.content) if period.ends}
    headings = _headings(text, first)
    heading_lines = [line for line, _ in headings]
    for sentence in _sentences(text, find_candidates(text, names, language)):
        numbers = [number for number in sentence if number.kind == "number" and number.span[0] in values]
        periods = [period for period in sentence if period.kind == "period" and period.span[0] in ends]
        marks = sorted((*numbers, *periods), key=lambda mark: mark.span)
        named = [name for name in sentence if name.kind == "name"]
        if not marks or not named or sentence[0].line < first:
            continue
        ids = dict.fromkeys(name.ids[0] for name in named if len(name.ids) == 1)
        # A shared name is clear if the full name of one of its records is in the same sentence.
        unsure = {name.words: name.ids for name in named if ids.keys().isdisjoint(name.ids)}
        at = bisect_right(heading_lines, sentence[0].line)
        yield Proposal(
            missions=tuple(record_id for record_id in ids if tables[record_id] == "missions"),
            frameworks=tuple(record_id for record_id in ids if tables[record_id] == "frameworks"),
            unsure=tuple(unsure.items()),
            figures=tuple(
                (" ".join(text.content[slice(*number.span)].split()), f"{values[number.span[0]]:f}")
                for number in numbers
            ),
            ends=tuple(period.words for period in periods),
            section=headings[at - 1][1] if at else None,
            # Words that occur on a line twice need only one fragment.
            quotes=tuple(dict.fromkeys((text.lines(span)[0], quoted(text, span)) for span in _fragments(text, marks))),
        )


def quoted(text: Text, span: Span) -> str:
    """Return the words of a span as a record writes them: a line break becomes a blank, or nothing after a hyphen."""
    return unbroken(text.content[slice(*span)]).strip()


def _sentences(text: Text, candidates: list[Candidate]) -> Iterator[list[Candidate]]:
    """Yield the candidates of each sentence with any."""
    sentences: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        sentences.setdefault(text.sentence(candidate.span[0]), []).append(candidate)
    yield from sentences.values()


def _fragments(text: Text, marks: list[Candidate]) -> Iterator[Span]:
    """Yield as few spans as contain all marks, each short enough for a quote."""
    start = end = -1
    for mark in marks:
        after = CONTEXT_AFTER.match(text.content, mark.span[1]) if mark.kind == "number" else None
        upto = after.end() if after and after.end() - mark.span[0] <= LONGEST else mark.span[1]
        if start < 0:
            start, end = mark.span[0], upto
        elif max(end, upto) - start <= LONGEST:
            end = max(end, upto)
        else:
            yield start, end
            start, end = mark.span[0], upto
    if start >= 0:
        yield start, end


def _headings(text: Text, first: int) -> list[tuple[int, str]]:
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
    headings: list[tuple[int, str]] = []
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
