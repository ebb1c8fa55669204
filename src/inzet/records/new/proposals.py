"""What in a new text is likely to be a contribution: each sentence with a figure or an end date beside a name.

A proposal says where to look, not what to code: whether the sentence is about the Netherlands at all is for the reader.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from inzet.records.audit import CONTEXT_AFTER, Candidate, find_candidates
from inzet.texts.language import Language
from inzet.texts.names import Names
from inzet.texts.text import Span, Text, unbroken

LONGEST = 160
"""Characters that a quote may have."""

_HEADING = re.compile(r"[A-ZÀ-Þ0-9«“(].{0,119}")
_PAGE_HEADER = re.compile(r"^[^\S\n]*On[sz]e? (?:referentie|kenmerk)", re.IGNORECASE | re.MULTILINE)
_FOOTNOTE = re.compile(r"\s*([1-9][0-9]{0,2})\. .*\u21a9")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sentence that may state a contribution.

    Attributes:
        missions: ids of the missions that it names.
        frameworks: ids of the frameworks that it names.
        unsure: names in it that several records bear, each with their ids.
        figures: the numbers in it, as written and as digits.
        ends: the dates and periods in it that say until when, as written.
        section: the heading above it; None where there is none.
        quotes: fragments that hold the figures and ends, each with its line.
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
    """Yield a proposal for each sentence with a figure or an end date beside a name, in the order of the text.

    Args:
        text: the text.
        names: the names of missions and frameworks.
        language: the language of the text.
        tables: ``missions`` or ``frameworks`` for each id.
        first: the line on which the letter proper begins; what its head says is no contribution.
    """
    values = {number.start: number.value for number in language.find_numbers(text.content)}
    ends = {period.start for period in language.find_periods(text.content) if period.ends}
    headings = _headings(text, first)
    places = [line for line, _ in headings]
    for sentence in _sentences(text, find_candidates(text, names, language)):
        marks = [one for one in sentence if one.span[0] in (values if one.kind == "number" else ends)]
        marks = [one for one in marks if one.kind in ("number", "period")]
        named = [one for one in sentence if one.kind == "name"]
        if not marks or not named or sentence[0].line < first:
            continue
        ids = dict.fromkeys(one.ids[0] for one in named if len(one.ids) == 1)
        # A name that several bear is settled where one of them is named in full beside it.
        unsure = {one.words: one.ids for one in named if ids.keys().isdisjoint(one.ids)}
        at = bisect_right(places, sentence[0].line)
        yield Proposal(
            missions=tuple(one for one in ids if tables[one] == "missions"),
            frameworks=tuple(one for one in ids if tables[one] == "frameworks"),
            unsure=tuple(unsure.items()),
            figures=tuple(
                (" ".join(text.content[slice(*one.span)].split()), f"{values[one.span[0]]:f}")
                for one in marks
                if one.kind == "number"
            ),
            ends=tuple(one.words for one in marks if one.kind == "period"),
            section=headings[at - 1][1] if at else None,
            # Words that are repeated on a line need no second fragment.
            quotes=tuple(dict.fromkeys((text.lines(span)[0], quoted(text, span)) for span in _fragments(text, marks))),
        )


def quoted(text: Text, span: Span) -> str:
    """Return the words of a span as a record writes them: where a line ends a blank, or nothing behind a hyphen."""
    return unbroken(text.content[slice(*span)]).strip()


def _sentences(text: Text, candidates: list[Candidate]) -> Iterator[list[Candidate]]:
    """Yield the candidates of each sentence that has any."""
    found: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        found.setdefault(text.sentence(candidate.span[0]), []).append(candidate)
    yield from found.values()


def _fragments(text: Text, marks: list[Candidate]) -> Iterator[Span]:
    """Yield as few spans as hold all marks, each short enough to be quoted."""
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
    """Return each line that looks like a heading, with its words; of one that occurs twice with its chapter before it.

    A heading stands alone between empty lines and ends without a mark. In Markdown only lines with ``#`` are headings.
    A footnote stands under a heading of its own. In the plain text of a ministry's print no heading is found, for it
    cannot be told from what stands at the head of each page.
    """
    lines = text.content.split("\n")
    marked = any(re.match(r"#+ ", line) for line in lines)
    if not marked and _PAGE_HEADER.search(text.content):
        return []
    found: list[tuple[int, str, int]] = []
    for at, line in enumerate(lines, 1):
        words = line.strip(" #*\r\t\u00a0")
        alone = not (at > 1 and lines[at - 2].strip()) and not (at < len(lines) and lines[at].strip())
        depth = len(line) - len(line.lstrip("#"))
        if note := _FOOTNOTE.match(line):
            found.append((at, f"Voetnoot {note[1]}", 99))
        elif (depth if marked else alone and at > first) and _HEADING.fullmatch(words) and words[-1] not in ".,;:!?":
            found.append((at, words, depth or (1 if words[0].isdigit() else 2)))
    seen: dict[str, int] = {}
    for _, words, _ in found:
        seen[words] = seen.get(words, 0) + 1
    made: list[tuple[int, str]] = []
    chapter, level = "", 0
    for at, words, depth in found:
        if seen[words] > 1 and chapter and depth > level:
            made.append((at, f"{chapter} / {words}"))
        else:
            made.append((at, words))
            # What comes again below other chapters is no chapter itself.
            if depth < 99 and (depth <= 1 or marked) and seen[words] == 1:
                chapter, level = words, depth
    return made
