"""Whether the whole text of a letter is accounted for.

Every name of a mission or framework, figure, citation and end date in the text must be part of the evidence of a
contribution or event, of a citation or related paper, or of a passage with a reason why it is not a contribution.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from inzet import kamerstuk
from inzet.issues import UnreadableError, closest
from inzet.records import evidence
from inzet.records.rules.setting import targets_of
from inzet.records.tree import Document
from inzet.schema import findings
from inzet.texts.language import Language
from inzet.texts.languages import LANGUAGES, NO_LANGUAGE, detect
from inzet.texts.names import Names
from inzet.texts.text import Span, Text

_BLANK = r"(?:[^\S\n]|\n(?![^\S\n]{0,80}\n)){1,80}"  # not the gap between two paragraphs; bounded, for any text
CONTEXT_AFTER = re.compile(rf"%|(?:{_BLANK}[^\s.,;:!?()]+){{0,3}}")
"""The words after a figure, up to three, which say what is counted."""
# What looks like a citation of a paper but is not: a document number, the proceedings.
_CITED = re.compile(r"\b(?:[Kk]amerstuk(?:ken)?|Handelingen)\s+(?:II?\s+)?[0-9][^\s,.;)]*")
_DATE_OF_PAPER = re.compile(r"[\s,(]{0,6}(?:d\.?d\.?\s{1,4})?(?:jl\.)?[\s,(]{0,6}|\s{0,4}jl\.,?\s{0,4}\(?")
_ABBREVIATION = re.compile(r"(?<![^\W_])[A-Z][a-z]?[A-Z][A-Za-z0-9]*(?![^\W_])")
# The number of the dossier above its title, in a paragraph of its own.
_DOSSIER = re.compile(
    r"(?:\A|(?<=\n\n))[0-9]{2}[ \u00a0][0-9]{3}(?:-[0-9]{1,4})?(?=(?:[^\n.!?]|\n(?!\n)){0,120}(?:\n\n|\n?\Z))"
)
_URL = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words of a text that a curator must account for.

    Attributes:
        line: their line, from 1.
        kind: ``name``, ``number``, ``citation`` or ``period``; in a new text also ``unknown``, an abbreviation.
        words: the words; for a number, also those after it.
        ids: the missions and frameworks to which a name may refer, or the identifiers of cited papers.
        span: where they are in the text.
    """

    line: int
    kind: str
    words: str
    ids: tuple[str, ...]
    span: Span


def find_candidates(text: Text, names: Names, language: Language) -> list[Candidate]:
    """Return every candidate in a text, in its order."""
    content = text.content
    candidates: list[Candidate] = []

    def add(kind: str, span: Span, ids: tuple[str, ...] = (), *, upto: int | None = None) -> None:
        words = " ".join(content[span[0] : upto or span[1]].split())
        candidates.append(Candidate(text.lines(span)[0], kind, words, ids, span))

    taken = bytearray(len(content))  # marks the characters of citations, addresses and periods
    for citation in kamerstuk.find_citations(content):
        _take(taken, citation.start, citation.end)
        add("citation", (citation.start, citation.end), tuple(map(str, citation.papers)))
    for match in _CITED.finditer(content):
        if not taken[match.start()]:
            _take(taken, *match.span())
            add("citation", match.span())
    for match in (*_URL.finditer(content), *_DOSSIER.finditer(content)):
        _take(taken, *match.span())
    for name in names.find(content):
        if not taken[name.start]:
            add("name", (name.start, name.end), name.ids)
    for period in language.find_periods(content):
        if not taken[period.start]:
            _take(taken, period.start, period.end)
            add("period", (period.start, period.end))
    for number in language.find_numbers(content):
        before = content[max(0, number.start - 20) : number.start]
        is_mark = language.numbering.search(before) or _is_mark(content, number.start, number.end)
        if not taken[number.start] and (number.in_words or not is_mark):
            after = CONTEXT_AFTER.match(content, number.end)
            add("number", (number.start, number.end), upto=after.end() if after else None)
    return sorted(candidates, key=lambda candidate: (candidate.span, candidate.kind))


def _is_mark(content: str, start: int, end: int) -> bool:
    """Whether digits at the start of a line number a heading, list item or footnote: "3.1", "2)"."""
    _, line_break, before = content[max(0, start - _MARGIN) : start].rpartition("\n")
    is_first = bool(line_break) or start <= _MARGIN
    return is_first and not before.strip(" \t*#-") and content[end : end + 1] in (".", ")")


_MARGIN = 100  # characters at the start of a line that may be blanks and marks


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\1" * (end - start)


def audit(
    letter: Mapping[str, Any], text: Text, records: Mapping[str, Mapping[str, Any]], names: Names
) -> list[Candidate]:
    """Return the candidates in a letter's text that nothing in its record accounts for.

    A number or period must be part of a fragment, a citation, a related paper or a passage. For a name it is enough
    that its sentence contains a fragment of a contribution to that mission or framework, or to a mission that it leads,
    or of an event about it. A period that does not say when something ends must be accounted for only in such a
    sentence.

    Args:
        letter: a valid letter.
        text: the text from which it was coded.
        records: the missions and frameworks by id.
        names: their names.
    """
    fragments = list(_fragments(letter, text, records))
    recorded = {(entry["line"], entry["dossier"], entry["number"]) for entry in letter.get("citations", ())}
    others = [
        (pointer[0], span)
        for pointer, line, words in evidence.quotes(letter)
        if pointer[0] not in ("contributions", "events")
        for span in text.find(words, line, gap=pointer[0] == "passages")
    ]
    cited = [span for name, span in others if name == "citations"]
    covered = sorted([*(span for span, _ in fragments), *(span for _, span in others)])
    reach = list(accumulate((end for _, end in covered), max, initial=0))
    headings = _headings(letter, text)
    targets_of: dict[int, set[str]] = {}
    for (start, _), ids in fragments:
        targets_of.setdefault(text.sentence(start), set()).update(ids)
    left = []
    language = LANGUAGES.get(letter["language"], NO_LANGUAGE)
    for candidate in find_candidates(text, names, language):
        targets = targets_of.get(text.sentence(candidate.span[0]), set())
        if candidate.kind == "citation" and candidate.ids:
            papers = [kamerstuk.parse(identifier) for identifier in candidate.ids]
            done = all((candidate.line, paper.dossier_id, paper.number) in recorded for paper in papers)
        else:
            before = bisect_right(covered, candidate.span[0], key=itemgetter(0))
            done = candidate.span[1] <= reach[before] or candidate.line in headings
        if candidate.kind == "name":
            done = done or not targets.isdisjoint(candidate.ids)
        if candidate.kind == "period":
            ends = next(language.find_periods(text.content[slice(*candidate.span)])).ends
            done = done or not (ends or targets) or (not ends and _dates_paper(candidate.span, cited, text))
        if not done:
            left.append(candidate)
    return left


def _fragments(
    letter: Mapping[str, Any], text: Text, records: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[Span, set[str]]]:
    """Yield every fragment, with the ids of its missions and frameworks and of the frameworks above these."""
    for _, item, fragment in evidence.fragments(letter):
        ids: set[str] = set()
        todo = [*targets_of(item)]
        while todo:
            record_id = todo.pop()
            if record_id not in ids:
                ids.add(record_id)
                record = records.get(record_id, {})
                todo += [record[link] for link in ("framework_id", "parent") if link in record]
        # If the words occur on the line more than once, only the first occurrence is evidence.
        for span in islice(text.find(fragment["quote"], fragment["line"]), 1):
            yield span, ids


def _headings(letter: Mapping[str, Any], text: Text) -> set[int]:
    """Return the lines that consist of the title or of a heading that a fragment names."""
    headings = {letter["title"], letter.get("dossier_title", letter["title"])}
    for _, _, fragment in evidence.fragments(letter):
        headings |= {fragment["section"], *fragment["section"].split(evidence.LEVELS)}
    lines = enumerate(text.content.split("\n"), 1)
    return {number for number, line in lines if line.strip(" #*\r") in headings}


def _dates_paper(span: Span, cited: list[Span], text: Text) -> bool:
    """Whether a date is directly before or after a citation, and so is the date of the cited paper."""
    for start, end in cited:
        gap = slice(end, span[0]) if end <= span[0] else slice(span[1], start)
        if gap.stop - gap.start < 12 and _DATE_OF_PAPER.fullmatch(text.content[gap]):
            return True
    return False


def audit_letters(documents: list[Document], sources: Path, only: str | None = None) -> dict[str, list[Candidate]]:
    """Audit all letters among documents, or only one; return what is not accounted for, by letter.

    Raises:
        UnreadableError: if there is no such letter, if a record is not valid yet, or if the text of a letter is missing
            or has changed.
    """
    letters = {document.stem: document.value for document in documents if document.kind == "letter"}
    if only is not None and only not in letters:
        raise UnreadableError(f"no letter {only!r}{closest(only, letters)}; letters: {', '.join(sorted(letters))}")
    records = _records(documents)
    incomplete = next((other for other in documents if other.kind != "letter" and other.stem not in records), None)
    if incomplete:
        raise UnreadableError(f"{incomplete.path} is not complete yet; run first: inzet validate")
    names = Names(records.values())
    left: dict[str, list[Candidate]] = {}
    for letter_id in sorted(letters if only is None else [only]):
        if findings.check(letters[letter_id], "letter"):
            raise UnreadableError(f"{letter_id} is not complete yet; run first: inzet validate")
        text = evidence.read(letters[letter_id], sources)
        left[letter_id] = audit(letters[letter_id], text, records, names)
    return left


def find_new(documents: list[Document], text: Text) -> list[Candidate]:
    """Return every candidate in a text that has no record yet, with abbreviations that are in no record."""
    candidates = find_candidates(text, Names(_records(documents).values()), detect(text.content) or NO_LANGUAGE)
    taken = bytearray(len(text.content))
    for span in (*(candidate.span for candidate in candidates), *(url.span() for url in _URL.finditer(text.content))):
        _take(taken, *span)
    for word in _ABBREVIATION.finditer(text.content):
        if not taken[word.start()]:
            candidates.append(Candidate(text.lines(word.span())[0], "unknown", word[0], (), word.span()))
    return sorted(candidates, key=lambda candidate: candidate.span)


def _records(documents: list[Document]) -> dict[str, Mapping[str, Any]]:
    """Return the valid missions and frameworks by id; one that is not complete may have no names yet."""
    others = (document for document in documents if document.kind != "letter")
    return {other.stem: other.value for other in others if not findings.check(other.value, other.kind)}
