"""Whether the whole text of a letter is accounted for.

Every name of a mission or framework, figure, citation and end date in the text must be part of the evidence of a
contribution or event, of a citation or related paper, or of a passage with a reason why it is not a contribution. So
must every mission that is named in words and has no record, and every sentence that says that the country contributes.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from inzet import edtf, kamerstuk
from inzet.issues import UnreadableError, closest
from inzet.records import evidence
from inzet.records.rules.setting import targets_of
from inzet.records.tree import Document, known_targets
from inzet.schema import findings
from inzet.texts.language import Language
from inzet.texts.languages import LANGUAGES, NO_LANGUAGE, detect
from inzet.texts.names import Names
from inzet.texts.statements import find_statements
from inzet.texts.targets import Target, find_targets
from inzet.texts.text import Span, Text

_BLANK = r"(?:[^\S\n]|\n(?![^\S\n]{0,80}\n)){1,80}"  # not the gap between two paragraphs; bounded, for any text
CONTEXT_AFTER = re.compile(rf"%|(?:{_BLANK}[^\s.,;:!?()]+){{0,3}}")
"""The words after a figure, up to three, which say what is counted."""
# What looks like a citation of a paper but is not: a document number, the proceedings.
_CITED = re.compile(r"\b(?:[Kk]amerstuk(?:ken)?|Handelingen)\s+(?:II?\s+)?[0-9][^\s,.;)]*")
_ABBREVIATION = re.compile(r"(?<![^\W_])[A-Z][a-z]?[A-Z][A-Za-z0-9]*[A-Z](?![^\W_a-rt-z])")
_URL = re.compile(r"https?://\S+")

MAX_CROWD = 20_000
"""Names in capitals and numbers in a text that is read for places; the longest letter so far has some 500."""
_CROWD = re.compile(r"[A-Z]{2,}|[0-9]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words of a text that a curator must account for.

    Attributes:
        line: their line, from 1.
        kind: ``name``, ``number``, ``citation`` or ``period``; ``size``, one in words only, such as "een compagnie";
            ``unknown``, a name without a record; ``statement``, a sentence that says that the country contributes.
        words: the words; for a number, also those after it.
        ids: the missions and frameworks to which a name may refer, or the identifiers of cited papers.
        span: where they are in the text.
    """

    line: int
    kind: str
    words: str
    ids: tuple[str, ...]
    span: Span


def refuse_crowd(text: Text) -> None:
    """Refuse a text in which so many places look like names or figures that to read them would take minutes.

    Raises:
        UnreadableError: if it is such a text.
    """
    if sum(1 for _ in islice(_CROWD.finditer(text.content), MAX_CROWD + 1)) > MAX_CROWD:
        raise UnreadableError(f"the text has more than {MAX_CROWD:,} names in capitals and numbers; split it")


def find_candidates(text: Text, names: Names, language: Language, targets: Sequence[Target] = ()) -> list[Candidate]:
    """Return every candidate in a text but its statements, in its order.

    Args:
        text: the text.
        names: the names of missions and frameworks.
        language: its language.
        targets: what it names in words, also without a record; see ``inzet.texts.targets``.
    """
    return sorted(_candidates(text, names, language, targets), key=lambda candidate: (candidate.span, candidate.kind))


def _candidates(text: Text, names: Names, language: Language, targets: Sequence[Target]) -> Iterator[Candidate]:
    content = text.content
    taken = bytearray(len(content))  # marks the characters of citations, addresses and periods
    for citation in kamerstuk.find_citations(content):
        _take(taken, citation.start, citation.end)
        yield _candidate(text, "citation", (citation.start, citation.end), tuple(map(str, citation.papers)))
    for match in _CITED.finditer(content):
        if not taken[match.start()]:
            _take(taken, *match.span())
            yield _candidate(text, "citation", match.span())
    for match in _URL.finditer(content):
        _take(taken, *match.span())
    named = bytearray(len(content))
    for name in names.find(content):
        if not taken[name.start]:
            yield _candidate(text, "name", (name.start, name.end), name.ids)
            _take(named, name.start, name.end)
    for target in targets:
        if not (taken[target.start] or all(named[target.start : target.end])):
            yield _candidate(text, "name" if target.ids else "unknown", (target.start, target.end), target.ids)
    for period in language.find_periods(content):
        if not taken[period.start]:
            _take(taken, period.start, period.end)
            yield _candidate(text, "period", (period.start, period.end))
    for number in language.find_numbers(content):
        if not taken[number.start]:
            after = CONTEXT_AFTER.match(content, number.end)
            yield _candidate(text, "number", (number.start, number.end), (), after.end() if after else None)
    for size in language.find_quantities(content):
        in_words = size.implied or (size.number_min is size.number_max is size.previous_number is None)
        if size.unit and in_words and not taken[size.start]:
            yield _candidate(text, "size", (size.start, size.end))


def _candidate(text: Text, kind: str, span: Span, ids: tuple[str, ...] = (), upto: int | None = None) -> Candidate:
    words = " ".join(text.content[span[0] : upto or span[1]].split())
    return Candidate(text.lines(span)[0], kind, words, ids, span)


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\1" * (end - start)


def audit(
    letter: Mapping[str, Any], text: Text, records: Mapping[str, Mapping[str, Any]], names: Names
) -> list[Candidate]:
    """Return the candidates in a letter's text that nothing in its record accounts for.

    A number or period must be part of a fragment, a citation, a related paper or a passage. For a statement it is
    enough that its sentence has a part of one of these; for a size in words, that one of these overlaps it. For a name
    it is enough that its sentence contains a fragment of a contribution to that mission or framework, or to a mission
    that it leads, or of an event about it. A period that does not say when something ends must be accounted for only in
    such a sentence.

    Args:
        letter: a valid letter.
        text: the text from which it was coded.
        records: the missions and frameworks by id.
        names: their names.
    """
    fragments = list(_fragments(letter, text, records))
    recorded = {(entry["line"], entry["dossier"], entry["number"]) for entry in letter.get("citations", ())}
    own = {(paper.get("dossier"), paper.get("number")) for paper in (letter, *letter.get("papers", ()))}
    others = [
        span
        for pointer, line, words in evidence.quotes(letter)
        if pointer[0] not in ("contributions", "events")
        for span in text.find(words, line, gap=pointer[0] == "passages")
    ]
    language = LANGUAGES.get(letter.get("language", ""), NO_LANGUAGE)
    day = letter.get("letter_date", "")
    citations = language.read_citations(text, day if len(day) == 10 else None)
    known = (entry for entry in citations if (entry["line"], entry["dossier"], entry["number"]) in recorded)
    cited = _cited_days((*known, *letter.get("citations", ())), text)
    covered = sorted([*(span for span, _ in fragments), *others])
    reach = list(accumulate((end for _, end in covered), max, initial=0))
    headings = _headings(letter, text)
    ids_of: dict[int, set[str]] = {}  # the missions and frameworks to which each sentence gives something
    for (start, _), ids in fragments:
        ids_of.setdefault(text.sentence(start), set()).update(ids)
    spoken = {at for start, end in covered for at in range(text.sentence(start), text.sentence(end - 1) + 1)}
    left = []
    written = edtf.last_day(letter["letter_date"]) if "letter_date" in letter else None
    found = find_targets(text, names, language, records)
    missions = [target for target in found if target.is_mission]
    statements = find_statements(text, found, language)
    stated = [replace(_candidate(text, "statement", one.span), line=one.line) for one in statements]
    for candidate in (*find_candidates(text, names, language, missions), *stated):
        targets = ids_of.get(text.sentence(candidate.span[0]), set())
        if candidate.kind == "citation" and candidate.ids:
            papers = [(paper.dossier_id, paper.number) for paper in map(kamerstuk.parse, candidate.ids)]
            done = all(paper in own or (candidate.line, *paper) in recorded for paper in papers)
        else:
            before = bisect_right(covered, candidate.span[0], key=itemgetter(0))
            done = candidate.span[1] <= reach[before] or candidate.line in headings
        if candidate.kind == "statement":
            done = done or text.sentence(candidate.span[0]) in spoken
        if candidate.kind == "size":
            done = done or reach[bisect_left(covered, candidate.span[1], key=itemgetter(0))] > candidate.span[0]
        if candidate.kind == "name":
            done = done or not targets.isdisjoint(candidate.ids)
        if candidate.kind == "period" and not done:
            period = next(language.find_periods(text.content[slice(*candidate.span)]))
            in_date = bisect_right(covered, candidate.span[0] + period.date, key=itemgetter(0))
            is_quoted = candidate.span[1] <= reach[in_date]  # but for "sinds"
            done = not period.ends and (
                not targets or is_quoted or _dates_paper(candidate, cited, text, language, written)
            )
        if not done:
            left.append(candidate)
    return sorted(left, key=lambda candidate: candidate.span)


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
    headings = {letter[name] for name in ("title", "dossier_title") if name in letter}
    for _, _, fragment in evidence.fragments(letter):
        if section := fragment["section"]:  # it may be open in a new letter
            headings |= {section, *section.split(evidence.LEVELS)}
    lines = enumerate(text.content.split("\n"), 1)
    return {number for number, line in lines if line.strip(" #*\r") in headings}


def _cited_days(citations: Iterable[Mapping[str, Any]], text: Text) -> dict[int, set[str]]:
    """Return the dates of the papers that each sentence cites."""
    days: dict[int, set[str]] = {}
    for citation in citations:
        for start, _ in text.find(citation["written"], citation["line"]) if "cited_date" in citation else ():
            days.setdefault(text.sentence(start), set()).add(citation["cited_date"])
    return days


def _dates_paper(
    candidate: Candidate, cited: Mapping[int, set[str]], text: Text, language: Language, written: date | None
) -> bool:
    """Whether a date is that of a paper that its sentence cites."""
    days = cited.get(text.sentence(candidate.span[0]), ())
    return any(day in language.stated_days([candidate.words, day[:4]], written) for day in days)


def audit_letters(
    documents: list[Document], root: Path, sources: Path, only: str | None = None
) -> dict[str, list[Candidate]]:
    """Audit all letters among the documents of a tree, or only one; return what is not accounted for, by letter.

    The missions and frameworks of the installed release are looked for as well.

    Raises:
        UnreadableError: if there is no such letter, if a record is not valid yet, or if the text of a letter is missing
            or has changed.
    """
    letters = {document.stem: document.value for document in documents if document.kind == "letter"}
    if only is not None and only not in letters:
        raise UnreadableError(f"no letter {only!r}{closest(only, letters)}; letters: {', '.join(sorted(letters))}")
    records = {one: record for one, (_, record) in known_targets(documents, root).items()}
    for other in documents:
        if other.kind != "letter" and records.get(other.stem) is not other.value:
            raise UnreadableError(f"{other.path} is not complete yet; run first: inzet validate")
    names = Names(records.values())
    left: dict[str, list[Candidate]] = {}
    for letter_id in sorted(letters if only is None else [only]):
        if findings.check(letters[letter_id], "letter"):
            raise UnreadableError(f"{letter_id} is not complete yet; run first: inzet validate")
        text = evidence.read(letters[letter_id], sources)
        refuse_crowd(text)
        left[letter_id] = audit(letters[letter_id], text, records, names)
    return left


def find_new(documents: list[Document], root: Path, text: Text) -> list[Candidate]:
    """Return every candidate in a text that has no record yet, but those in its head and signature.

    Raises:
        UnreadableError: if the text has too many places to read.
    """
    refuse_crowd(text)
    records = {one: record for one, (_, record) in known_targets(documents, root).items()}
    names = Names(records.values())
    language = detect(text.content) or NO_LANGUAGE
    targets = find_targets(text, names, language, records)
    furniture = {line for line, _ in language.find_furniture(text)}
    head = language.read_head(text)
    day = head.get("letter_date")
    written = edtf.last_day(day) if day else None
    cited = _cited_days(language.read_citations(text, day), text)
    own = {entry["value"] for entry in head.get("identifiers", ())}
    candidates = [
        one
        for one in find_candidates(text, names, language, targets)
        if not (one.kind == "citation" and one.ids and own.issuperset(one.ids))
        and not (one.kind == "period" and _dates_paper(one, cited, text, language, written))
    ]
    seen = {word for one in candidates for word in _ABBREVIATION.findall(one.words)}
    for word in _ABBREVIATION.finditer(_URL.sub(lambda url: " " * len(url[0]), text.content)):
        if word[0] not in seen:  # each of them once
            seen.add(word[0])
            candidates.append(_candidate(text, "unknown", word.span()))
    return sorted((one for one in candidates if one.line not in furniture), key=lambda candidate: candidate.span)
