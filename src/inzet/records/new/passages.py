"""Passages of a new letter: the places that state no contribution, each with its reason where that is clear."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from inzet.records.audit import Candidate, audit
from inzet.records.evidence import fragments
from inzet.records.new.fragments import LONGEST, quoted
from inzet.schema.schemas import Schemas
from inzet.texts.language import Language
from inzet.texts.names import Names
from inzet.texts.text import GAP, Span, Text

Item = Mapping[str, Any]

_FEW = 4  # words at either end of a passage that leaves out the words between


def find_passages(
    letter: Item, text: Text, records: Mapping[str, Item], names: Names, language: Language
) -> list[dict[str, Any]]:
    """Return a passage for each place of a text that a new letter does not account for, in the order of the text.

    Args:
        letter: the letter, with every quote correct.
        text: the text.
        records: the missions and frameworks by id.
        names: their names.
        language: the language of the text.
    """
    left = audit(letter, text, records, names)
    reasons = dict(language.find_furniture(text))
    quotes = [next(text.find(part["quote"], part["line"])) for _, _, part in fragments(letter)]
    passages = []
    for span, reason in sorted(
        {*_lines(text, left, reasons), *_groups(text, left, reasons, quotes, language)}, key=lambda one: one[0]
    ):
        line = text.lines(span)[0]
        words = _shortened(text, span)
        if words is not None and Schemas.installed().fits("letter", ("passages", "*", "words"), words):
            passages.append({"line": line, "words": words, "reason": reason})
    return passages


def _lines(text: Text, left: list[Candidate], reasons: Mapping[int, str]) -> Iterator[tuple[Span, str | None]]:
    """Yield the lines of furniture with a place, each with its reason."""
    for candidate in left:
        if candidate.line in reasons:
            words = text.between(candidate.line, candidate.line)
            start = text.start_of(candidate.line) + len(words) - len(words.lstrip())
            yield (start, start + len(words.strip())), reasons[candidate.line]


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
        if "citation" in kinds and kinds <= {"citation", "period"}:
            yield span, "citation"
        else:
            yield span, language.read_reason(text.content[slice(*text.sentence_span(span[0]))])


def _shortened(text: Text, span: Span) -> str | None:
    """Return the words of a span as a passage writes them: of a long one the first and the last; None if that fails."""
    full = quoted(text, span)
    words = full.split(" ")
    forms = [full] if len(words) <= 2 * _FEW else []
    for count in range(_FEW, min(len(words) // 2, 3 * _FEW)):
        forms.append(f"{' '.join(words[:count])}{GAP}{' '.join(words[-count:])}")
    for form in forms:
        # The words must be found from here, and reach to the end.
        if len(form) <= LONGEST and next(text.find(form, text.lines(span)[0], gap=True), None) == span:
            return form
    return None
