"""Where the checks detect a corruption, or why record and text do not contradict it."""

import re
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from corruptions import REMOVED, Corruption, corruptions, get

from inzet import edtf
from inzet.issues import Issue, Pointer
from inzet.records import audit, evidence, validation
from inzet.records.rules.setting import FIGURES
from inzet.records.tree import Document, read_tree
from inzet.schema.schemas import Schemas
from inzet.texts.dutch.dates.periods import stated_days
from inzet.texts.dutch.numbers.numerals import find_numbers
from inzet.texts.text import Text

ROOT = Path(__file__).resolve().parents[2]
EXACT, ITEM, NAMED, AUDITED = "its line", "its item", "by name", "in the text"
DETECTED = (EXACT, ITEM, NAMED, AUDITED)

WORD = "another word of the vocabulary; nothing in the record contradicts it"
OPTIONAL = "an optional field is missing"
NOTHING_NAMED = "a passage or event is missing; its words name nothing that has to be accounted for"
OTHER_FIGURE = "another figure that the same fragments give; only a reader knows which is meant"
FREE_ID = "an id that is free; only an earlier release has another (inzet diff)"
OTHER_ID = "the id of another record or contribution, which would be as valid"
READER = "the day of reading; only the coder knows it"
OTHER_DATE = "another date that the words give"
OTHER_HEADING = "another heading at the start of a line, or of another footnote"
BOUNDED = "a date that the document does not give; its grounds are prose"
SHORTER = "other words of the text, such as a fragment without its last letter"
REASONS = (
    *(SHORTER, WORD, OPTIONAL, NOTHING_NAMED, OTHER_FIGURE, OTHER_DATE, OTHER_HEADING),
    *(FREE_ID, OTHER_ID, READER, BOUNDED),
)
"""Why a corruption cannot be detected: the changed record is as plausible as the original."""


class Records:
    """The records and texts as they are, and what the checks find with one record changed."""

    def __init__(self, root: Path, sources: Path) -> None:
        self.sources = sources
        self.documents, faults = read_tree(root)
        assert not faults

    @cached_property
    def texts(self) -> dict[str, Any]:
        """The text of each letter."""
        letters = (document for document in self.documents if document.kind == "letter")
        return {letter.stem: evidence.read(letter.value, self.sources) for letter in letters}

    def issues(self, document: Document) -> list[Issue]:
        """Return the issues of ``inzet validate --sources`` in the changed record."""
        others = [other for other in self.documents if other.kind != "letter" and other.path != document.path]
        issues = validation.check([document, *others], self.sources)
        return [issue for issue in issues if issue.path == document.path]

    def unaccounted(self, document: Document) -> list[audit.Candidate]:
        """Return the findings of ``inzet audit --sources`` that follow from the changed record."""
        documents = [document if other.path == document.path else other for other in self.documents]
        only = document.stem if document.kind == "letter" else None
        audited = audit.audit_letters(documents, ROOT, self.sources, only)
        return [candidate for candidates in audited.values() for candidate in candidates]


def judge_sample(sources: Path, count: int, seed: int) -> list[tuple[Corruption, str]]:
    """Draw so many corruptions of the records; return each with its verdict."""
    _, drawn = _draw(sources, count, seed)
    with ProcessPoolExecutor() as pool:
        verdicts = pool.map(partial(_judge, sources, count, seed), range(count), chunksize=4)
        return list(zip(drawn, verdicts, strict=True))


@cache
def _draw(sources: Path, count: int, seed: int) -> tuple[Records, list[Corruption]]:
    records = Records(ROOT, sources)
    return records, list(corruptions(records.documents, count, seed))


def _judge(sources: Path, count: int, seed: int, at: int) -> str:
    records, drawn = _draw(sources, count, seed)
    return verdict(drawn[at], records)


def verdict(corruption: Corruption, records: Records) -> str:
    """Return where a corruption is detected, or the reason why it cannot be; any other text is a gap in the checks."""
    place, former = corruption.place, corruption.place.document
    document = replace(former, value=corruption.record)
    item = _item(place.pointer)
    if issues := records.issues(document):
        # Lines are those of the text as it is.
        changed = place.pointer if corruption.value is not REMOVED else place.pointer[:-1]
        own = [issue for issue in issues if _item(_steps(issue.pointer)) == item]
        if any(_line(former, _steps(issue.pointer)) == _line(former, changed) for issue in own):
            return EXACT
        named = any(_names(issue, former, item) for issue in issues)
        return ITEM if own else NAMED if named else "elsewhere in the file"
    candidates = records.unaccounted(document)
    if not candidates:
        return _reason(corruption, records) or "undetected"
    if former.kind != "letter":
        near = any(former.stem in candidate.ids for candidate in candidates)
    else:
        lines = _lines(former, item, records)
        # The language of a letter decides how every line is read.
        near = place.key == "language" or any(candidate.line in lines for candidate in candidates)
    return AUDITED if near else "elsewhere in the text"


def _line(document: Document, pointer: Pointer) -> int:
    return document.issue(pointer, "", "").line


def _steps(pointer: str) -> Pointer:
    return tuple(int(step) if step.isdecimal() else step for step in pointer.split("/")[1:])


_ENTRIES = {
    *("contributions", "events", "citations", "related", "passages"),
    *("dates", "names", "signatories", "identifiers", "other_numbers"),
}


def _item(pointer: Pointer) -> Pointer:
    """Return the item that holds a place: an entry of a list of mappings, or the head of the record."""
    return pointer[:2] if len(pointer) > 1 and pointer[0] in _ENTRIES else ()


def _names(issue: Issue, document: Document, item: Pointer) -> bool:
    """Whether an issue elsewhere names an item: by its id, or by its position in the list that the issue is about."""
    if item and _steps(issue.pointer) == item[:1] and re.search(rf"item {int(item[1]) + 1}\b", issue.message):
        return True
    entry = get(document.value, item)
    name = entry.get("contribution_id", entry.get("event_id", "")) if item else document.stem
    return bool(name and re.search(rf"{re.escape(name)}(?![0-9])", issue.message))


def _lines(document: Document, item: Pointer, records: Records) -> set[int]:
    """Return the lines of the text that an item quotes."""
    if not item:
        return set()
    text, entry = records.texts[document.stem], get(document.value, item)
    lines: set[int] = set()
    for part in entry.get("evidence", [entry]):
        words = next((part[name] for name in ("quote", "words", "written") if name in part), "")
        for span in text.find(words, part.get("line"), gap="words" in part) if words else ():
            first, last = text.lines(span)
            lines |= set(range(first, last + 1))
    return lines


# --- why nothing is detected -------------------------------------------------------------------------


def _reason(corruption: Corruption, records: Records) -> str:
    """Return why an undetected corruption cannot be detected; empty if it should have been."""
    (document, pointer, _, node), value = corruption.place, corruption.value
    record, text = document.value, records.texts.get(document.stem)
    key = next(step for step in reversed(pointer) if isinstance(step, str))
    item = get(record, _item(pointer))
    if value is REMOVED:
        if isinstance(pointer[-1], int):
            return NOTHING_NAMED  # else the audit would have found it
        return OPTIONAL if key not in _required(document.kind, pointer[:-1]) else ""
    if key == "section":
        parts = zip(value.split(" / "), corruption.place.value.split(" / "), strict=False)
        footnote = all(new == old or new.startswith("Voetnoot ") for new, old in parts)
        return OTHER_HEADING if footnote or _begins_lines(value, text) else ""
    if key in ("quote", "words", "written"):
        line = get(record, pointer[:-1])["line"]
        return SHORTER if any(text.find(value, line, gap=key == "words")) else ""
    if key in ("asset", "place"):
        return SHORTER if any(value in part["quote"] for part in item["evidence"]) else ""
    if key == "source_read":
        return READER
    if key == "letter_date" and record["letter_date_basis"] == "inferred":
        return BOUNDED
    if node.get("format") == "edtf":
        return OTHER_DATE if _is_given(value, key, record, item, text) else ""
    if "enum" in node:
        return WORD
    if key in FIGURES:
        figures = {number.value for part in item["evidence"] for number in find_numbers(part["quote"])}
        return OTHER_FIGURE if value in figures or value in (0, 1) else ""
    if key in ("contribution_id", "event_id"):
        return FREE_ID
    return OTHER_ID if "x-references" in node else ""


def _required(kind: str, pointer: Pointer) -> Sequence[str]:
    """Return the keys that the schema requires in a mapping."""
    node = Schemas.installed().load(kind)
    for step in pointer:
        node = node["items"] if isinstance(step, int) else node["properties"][step]
    return node.get("required", ())


def _begins_lines(section: str, text: Text) -> bool:
    """Whether lines begin with each part of a heading, apart from blanks and the marks of headings."""
    lines = [" ".join(re.sub(r"[*#|]", " ", line).split()) for line in text.content.split("\n")]
    return all(any(line.startswith(part) for line in lines) for part in section.split(" / "))


def _is_given(value: str, key: str, letter: dict[str, Any], item: dict[str, Any], text: Text) -> bool:
    """Whether the words that give a date give all of this one; without a year, they may mean any year."""
    if key == "letter_date":
        words = [entry["written"] for entry in letter.get("dates", ())]
    elif key == "cited_date":
        spans = text.find(item["written"], item["line"])
        words = [text.content[max(0, start - 500) : end + 500] for start, end in spans]
    else:
        words = [part["quote"] for part in item["evidence"]]
    return stated_days(words, edtf.last_day(letter["letter_date"])) >= {*re.findall(r"[0-9]{4}(?:-[0-9]{2})*", value)}
