"""Whether the whole text of a letter is accounted for.

Whatever in the text names a mission or framework, gives a figure, cites a paper or says until when must lie in
the evidence of a contribution, in a citation, or in a passage that says why it is no contribution.
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
from inzet.issues import UnreadableError
from inzet.records import evidence
from inzet.records.tree import Document
from inzet.schema import findings
from inzet.schema.findings import Finding, closest
from inzet.texts.language import Language
from inzet.texts.languages import LANGUAGES, NO_LANGUAGE, detect
from inzet.texts.names import Names
from inzet.texts.text import Span, Text

_BLANK = r"(?:[^\S\n]|\n(?![^\S\n]{0,80}\n)){1,80}"  # not the gap between two paragraphs; bounded, for any text
CONTEXT_AFTER = re.compile(rf"%|(?:{_BLANK}[^\s.,;:!?()]+){{0,3}}")
"""What is counted stands behind a figure: up to three words."""
# What looks like a citation and is none: a document number, the proceedings.
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
    """A place in a text that a curator must account for.

    Attributes:
        line: its line, counted from 1.
        kind: ``name``, ``number``, ``citation`` or ``period``; in a new text also ``unknown``, an abbreviation.
        words: what stands there; of a number also the words after it.
        ids: what it may mean: missions and frameworks, or identifiers of papers.
        span: where it stands in the text.
    """

    line: int
    kind: str
    words: str
    ids: tuple[str, ...]
    span: Span


def find_candidates(text: Text, names: Names, language: Language) -> list[Candidate]:
    """Return every candidate in a text, in its order."""
    content = text.content
    found: list[Candidate] = []

    def add(kind: str, span: Span, ids: tuple[str, ...] = (), *, upto: int | None = None) -> None:
        words = " ".join(content[span[0] : upto or span[1]].split())
        found.append(Candidate(text.lines(span)[0], kind, words, ids, span))

    taken = bytearray(len(content))  # which characters a citation, address or period has taken already
    for citation in kamerstuk.find_citations(content):
        _take(taken, citation.start, citation.end)
        add("citation", (citation.start, citation.end), tuple(map(str, citation.papers)))
    for other in _CITED.finditer(content):
        if not taken[other.start()]:
            _take(taken, *other.span())
            add("citation", other.span())
    for other in (*_URL.finditer(content), *_DOSSIER.finditer(content)):
        _take(taken, *other.span())
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
    return sorted(found, key=lambda candidate: (candidate.span, candidate.kind))


def _is_mark(content: str, start: int, end: int) -> bool:
    """Whether digits stand at the head of a line as the mark of a heading, list item or note: "3.1", "2)"."""
    before = content[max(0, start - _MARGIN) : start].rpartition("\n")
    heads = bool(before[1]) or start <= _MARGIN
    return heads and not before[2].strip(" \t*#-") and content[end : end + 1] in (".", ")")


_MARGIN = 100  # characters in which the blanks and marks at the head of a line lie


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\1" * (end - start)


def audit(
    letter: Mapping[str, Any], text: Text, records: Mapping[str, Mapping[str, Any]], names: Names
) -> list[Candidate]:
    """Return the candidates in a letter's text that nothing in its record accounts for.

    A number or period must lie in a fragment, a citation or a passage. A name need only stand in one sentence
    with a fragment of a contribution that goes to what is named, or to a mission that it leads. A period that
    does not say until when counts only in such a sentence.

    Args:
        letter: the letter, valid and with all its quotes in place.
        text: the text that it was coded from.
        records: the missions and frameworks by id.
        names: their names.
    """
    fragments = list(_fragments(letter, text, records))
    papers = {(at["line"], at["dossier"], at["number"]) for at in letter.get("citations", ())}
    covered = sorted([*(span for span, _ in fragments), *_other_spans(letter, text)])
    reach = list(accumulate((end for _, end in covered), max, initial=0))
    headings = _headings(letter, text)
    cited = [span for entry in letter.get("citations", ()) for span in text.find(entry["written"], entry["line"])]
    beside: dict[int, set[str]] = {}
    for (start, _), ids in fragments:
        beside.setdefault(text.sentence(start), set()).update(ids)
    left = []
    language = LANGUAGES.get(letter["language"], NO_LANGUAGE)
    for candidate in find_candidates(text, names, language):
        targets = beside.get(text.sentence(candidate.span[0]), set())
        if candidate.kind == "citation" and candidate.ids:
            wanted = [kamerstuk.parse(identifier) for identifier in candidate.ids]
            done = all((candidate.line, paper.dossier_id, paper.number) in papers for paper in wanted)
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
    """Yield every fragment that the letter's contributions quote, with what these go to and who leads that."""
    for contribution in letter["contributions"]:
        ids: set[str] = set()
        ahead = [*contribution.get("missions", ()), *contribution.get("frameworks", ())]
        while ahead:
            one = ahead.pop()
            if one not in ids:
                ids.add(one)
                record = records.get(one, {})
                ahead += [record[link] for link in ("framework_id", "parent") if link in record]
        for fragment in contribution["evidence"]:
            # Words that stand on the line twice are evidence once.
            for span in islice(text.find(fragment["quote"], fragment["line"]), 1):
                yield span, ids


def _other_spans(letter: Mapping[str, Any], text: Text) -> Iterator[Span]:
    """Yield what the letter's citations, dates and passages account for."""
    for name, field in (("citations", "written"), ("dates", "written"), ("passages", "words")):
        for entry in letter.get(name, ()):
            yield from text.find(entry[field], entry["line"], gap=name == "passages")


def _headings(letter: Mapping[str, Any], text: Text) -> set[int]:
    """Return the lines that are nothing but the title or a heading under which something is coded."""
    known = {letter["title"], letter.get("dossier_title", letter["title"])}
    for contribution in letter["contributions"]:
        for fragment in contribution["evidence"]:
            known |= {fragment["section"], *fragment["section"].split(" / ")}
    lines = enumerate(text.content.split("\n"), 1)
    return {at for at, line in lines if line.strip(" #*\r") in known}


def _dates_paper(span: Span, cited: list[Span], text: Text) -> bool:
    """Whether a date stands right beside a citation, whose date it is."""
    for start, end in cited:
        before, behind = (end, span[0]) if end <= span[0] else (span[1], start)
        if behind - before < 12 and _DATE_OF_PAPER.fullmatch(text.content[before:behind]):
            return True
    return False


def audit_letters(documents: list[Document], sources: Path, only: str | None = None) -> dict[str, list[Candidate]]:
    """Audit the letters among documents, or one of them; return what is not accounted for, by letter.

    Raises:
        UnreadableError: if a text is missing or another than the letter was coded from, if there is no such
            letter, or if a letter is not what its schema asks for.
    """
    letters = {document.stem: document.value for document in documents if document.kind == "letter"}
    if only is not None and only not in letters:
        raise UnreadableError(f"no letter {only!r}{closest(only, letters)}; there are: {', '.join(sorted(letters))}")
    records = _records(documents)
    unfinished = next((other for other in documents if other.kind != "letter" and other.stem not in records), None)
    if unfinished:
        raise UnreadableError(f"{unfinished.path} is not complete yet; run first: inzet validate")
    names = Names(records.values())
    found: dict[str, list[Candidate]] = {}
    for letter_id in sorted(letters if only is None else [only]):
        if findings.check(letters[letter_id], "letter"):
            raise UnreadableError(f"{letter_id} is not complete yet; run first: inzet validate")
        text = evidence.read(letters[letter_id], sources)
        if isinstance(text, Finding):
            raise UnreadableError(text.message)
        found[letter_id] = audit(letters[letter_id], text, records, names)
    return found


def find_new(documents: list[Document], path: Path) -> list[Candidate]:
    """Return every candidate in a text that has no record yet, with abbreviations that no record knows.

    Raises:
        UnreadableError: if the text cannot be read.
    """
    data = evidence.read_text(path)
    if isinstance(data, Finding):
        raise UnreadableError(data.message)
    text = Text(data.decode("utf-8"))
    found = find_candidates(text, Names(_records(documents).values()), detect(text.content) or NO_LANGUAGE)
    taken = bytearray(len(text.content))
    for start, end in (*(candidate.span for candidate in found), *(url.span() for url in _URL.finditer(text.content))):
        _take(taken, start, end)
    for word in _ABBREVIATION.finditer(text.content):
        if not taken[word.start()]:
            found.append(Candidate(text.lines(word.span())[0], "unknown", word[0], (), word.span()))
    return sorted(found, key=lambda candidate: candidate.span)


def _records(documents: list[Document]) -> dict[str, Mapping[str, Any]]:
    """Return the missions and frameworks by id; one that is not filled in yet has no names to look for."""
    others = (document for document in documents if document.kind != "letter")
    return {other.stem: other.value for other in others if not findings.check(other.value, other.kind)}
