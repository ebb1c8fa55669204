"""Passages of a new letter: the places that state no contribution, each with its reason where that is clear."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import groupby, islice
from typing import Any

from inzet.records.audit import Candidate, audit
from inzet.records.evidence import fragments
from inzet.records.new.fragments import LONGEST, quoted
from inzet.schema.schemas import Schemas
from inzet.texts.language import Language
from inzet.texts.names import Names
from inzet.texts.text import GAP, Span, Text

Item = Mapping[str, Any]

_OCCURRENCES = 50  # of the same words on a line that are looked at
_WORD = re.compile(r"\S{1,80}")
_FEW = 4  # words at either end of a passage that leaves out the words between


def find_passages(
    letter: Item, text: Text, records: Mapping[str, Item], names: Names, language: Language
) -> list[Item]:
    """Return a passage for each place of a text that a new letter does not account for, in the order of the text.

    Args:
        letter: the letter, with every quote correct.
        text: the text.
        records: the missions and frameworks by id.
        names: their names.
        language: the language of the text.
    """
    left = audit(letter, text, records, names)
    asked = {candidate.line for candidate in left}
    # A line that no passage can hold, such as one with a sentence stuck to it, is read like the rest of the text.
    reasons = {
        line: reason
        for line, reason in language.find_furniture(text)
        if line in asked and _words(text, _line(text, line)) is not None
    }
    quotes = [span for _, _, part in fragments(letter) for span in text.find(part["quote"], part["line"])]
    passages: dict[tuple[int, str], Item] = {}
    for span, reason in sorted(
        {
            *((_line(text, line), reason) for line, reason in reasons.items()),
            *_groups(text, left, reasons, quotes, language),
        },
        key=lambda passage: passage[0],
    ):
        for wider in _wider(text, span):
            words, line = _words(text, wider), text.lines(wider)[0]
            if words is not None and _is_apart(text, words, line, quotes):
                passages.setdefault((line, words), {"line": line, "words": words, "reason": reason})
                break
    return list(passages.values())


def _wider(text: Text, span: Span) -> Iterator[Span]:
    """Yield a span, and spans with a few words of its line more: alone its words may also stand in a fragment."""
    yield span
    line = text.lines(span)[0]
    start, end = text.start_of(line), text.start_of(line) + len(text.between(line, line))
    before = [start + word.start() for word in _WORD.finditer(text.content[start : span[0]])]
    after = [span[1] + word.end() for word in islice(_WORD.finditer(text.content[span[1] : end]), _FEW)]
    yield from ((place, span[1]) for place in reversed(before[-_FEW:]))
    yield from ((span[0], place) for place in after)


def _is_apart(text: Text, words: str, line: int, quotes: list[Span]) -> bool:
    """Whether words overlap no fragment, wherever they stand on a line."""
    spans = list(islice(text.find(words, line, gap=True), _OCCURRENCES))
    return not any(start < last and first < end for start, end in spans for first, last in quotes)


def _line(text: Text, line: int) -> Span:
    """Return the span of a line without the blanks around it."""
    words = text.between(line, line)
    start = text.start_of(line) + len(words) - len(words.lstrip())
    return start, start + len(words.strip())


def _groups(
    text: Text, left: list[Candidate], reasons: Mapping[int, str], quotes: list[Span], language: Language
) -> Iterator[tuple[Span, str | None]]:
    """Yield the places of each sentence together, but apart from fragments between them."""
    others = [candidate for candidate in left if candidate.line not in reasons]
    ends = sorted(end for _, end in quotes)

    def place(candidate: Candidate) -> tuple[int, int]:
        return text.sentence(candidate.span[0]), bisect_right(ends, candidate.span[0])

    for _, group in groupby(others, key=place):
        places = list(group)
        kinds = {candidate.kind for candidate in places}
        span = places[0].span[0], max(candidate.span[1] for candidate in places)
        reason = "citation" if "citation" in kinds and kinds <= {"citation", "period"} else None
        reason = reason or language.read_reason(text.content[slice(*text.sentence_span(span[0]))])
        # Words between two places may have a sign that no passage can hold.
        spans = [span] if _words(text, span) is not None else [candidate.span for candidate in places]
        yield from ((each, reason) for each in spans)


def _words(text: Text, span: Span) -> str | None:
    """Return the words of a span as a passage writes them: of a long one the first and the last; None if that fails."""
    full = quoted(text, span)
    words = full.split(" ")
    forms = [full] if len(words) <= 2 * _FEW else []
    for count in range(_FEW, min(len(words) // 2, 3 * _FEW)):
        forms.append(f"{' '.join(words[:count])}{GAP}{' '.join(words[-count:])}")
    for form in forms:
        # The words must be found from here, and reach to the end; they may also occur earlier on the line.
        if len(form) <= LONGEST and span in islice(text.find(form, text.lines(span)[0], gap=True), _OCCURRENCES):
            return form if Schemas.installed().fits("letter", ("passages", "*", "words"), form) else None
    return None
