"""Corrupt the real records in seeded ways, one at a time, and see what the checks say.

    python tests/corruption.py --sources ../shared/sources [--count 1000] [--seed 20220617] [--list]

Each corruption is made in a copy in memory, which is written as YAML, read and judged as ``inzet validate --sources``
does; where that says nothing, as ``inzet audit --sources`` does. It is detected if an issue is about the item that was
changed, or names it; or if the audit finds a place on the lines of the text that the item quotes. All others are
counted with the reason why nothing in the record and the text contradicts them; the reason follows from the kind of
corruption and the record, by the rules in ``reason`` below.
"""

import argparse
import calendar
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from gate import in_turn

from inzet import edtf
from inzet.issues import Issue, Pointer, json_pointer
from inzet.records import audit, evidence, strict_yaml, validation
from inzet.records.rules.setting import FIGURES
from inzet.records.tree import Document, read_tree
from inzet.schema.schemas import Schemas
from inzet.texts.dutch.numerals import find_numbers
from inzet.texts.dutch.periods import stated_days
from inzet.texts.names import Names
from inzet.texts.text import Text

ROOT = Path(__file__).resolve().parent.parent
SEED = 20220617
REMOVED = object()
LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORDS = (
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "vijftien",
    "twintig",
)


class Corruption(NamedTuple):
    """One change to one record.

    Attributes:
        kind: what sort of change it is, in words.
        document: the record as it is.
        pointer: the place of the change.
        value: what stands there then, or ``REMOVED``.
    """

    kind: str
    document: Document
    pointer: Pointer
    value: Any

    @property
    def former(self) -> Any:
        """What stood at the place."""
        return _at(self.document.value, self.pointer)

    @property
    def field(self) -> str:
        """The key that the place belongs to."""
        return next(step for step in reversed(self.pointer) if isinstance(step, str))

    def __str__(self) -> str:
        became = "removed" if self.value is REMOVED else repr(self.value)
        return (
            f"{self.kind}: {self.document.stem}{json_pointer(self.pointer)}: {str(self.former)[:60]!r} became {became}"
        )


def _at(value: Any, pointer: Sequence[str | int]) -> Any:
    for step in pointer:
        value = value[step]
    return value


def _changed(value: Any, pointer: Pointer, other: Any) -> Any:
    """Return a record with another value at one place, or without it."""
    step, *rest = pointer
    made = list(value) if isinstance(value, list) else dict(value)
    if rest:
        made[step] = _changed(value[step], tuple(rest), other)
    elif other is REMOVED:
        del made[step]
    else:
        made[step] = other
    return made


# --- what is changed ---------------------------------------------------------------------------------

Change = Callable[[Any, random.Random, Document, Pointer], Any]
"""Makes another value of a value, or None where this kind of change cannot be made."""


def _digit(value: int, dice: random.Random, document: Document, pointer: Pointer) -> Any:
    text = str(value)
    at = dice.randrange(len(text))
    return int(text[:at] + dice.choice([sign for sign in "0123456789" if sign != text[at]]) + text[at + 1 :])


def _number_word(value: str, dice: random.Random, document: Document, pointer: Pointer) -> Any:
    found = [number for number in find_numbers(value) if number.in_words]
    if not found:
        return None
    number = dice.choice(found)
    word = dice.choice([word for word in WORDS if word != value[number.start : number.end]])
    return value[: number.start] + word + value[number.end :]


_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


def _moved_date(value: str, dice: random.Random, document: Document, pointer: Pointer) -> Any:
    found = list(_DATE.finditer(value))
    chosen = dice.choice(found)
    year, month, day = (int(part) if part else 0 for part in chosen.groups())
    by = dice.choice((-1, 1))
    precision = dice.choice(["year", *(["month"] if month else []), *(["day"] if day else [])])
    if precision == "year":
        year += by
        day = min(day, calendar.monthrange(year, month)[1]) if day else 0
    elif precision == "month" and month > 20:  # a season
        month = 21 + (month - 21 + by) % 4
    elif precision == "month":
        year, month = year + (month - 1 + by) // 12, (month - 1 + by) % 12 + 1
        day = min(day, calendar.monthrange(year, month)[1]) if day else 0
    else:
        moved = date(year, month, day) + timedelta(by)
        year, month, day = moved.year, moved.month, moved.day
    text = f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")
    return value[: chosen.start()] + text + value[chosen.end() :]


def _coarser_date(value: str, dice: random.Random, document: Document, pointer: Pointer) -> Any:
    found = [each for each in _DATE.finditer(value) if each[2]]
    if not found:
        return None
    chosen = dice.choice(found)
    kept = chosen[0].rpartition("-")[0]
    return value[: chosen.start()] + kept + value[chosen.end() :]


def _misspelt(value: str, dice: random.Random, document: Document, pointer: Pointer) -> Any:
    return _one_sign(value, dice, LETTERS + "0123456789")


def _altered(value: str, dice: random.Random, document: Document, pointer: Pointer) -> Any:
    return _one_sign(value, dice, LETTERS)


def _one_sign(text: str, dice: random.Random, signs: str) -> str:
    """Replace, remove, add or swap one sign."""
    at = dice.randrange(len(text))
    match dice.choice(("replace", "remove", "add", "swap")):
        case "replace":
            return text[:at] + dice.choice([sign for sign in signs if sign != text[at]]) + text[at + 1 :]
        case "remove" if len(text) > 1:
            return text[:at] + text[at + 1 :]
        case "swap" if at + 1 < len(text) and text[at] != text[at + 1]:
            return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + dice.choice(signs) + text[at:]


def _moved_line(value: int, dice: random.Random, document: Document, pointer: Pointer) -> Any:
    return max(1, value + dice.choice((-10, -2, -1, 1, 2, 10)))


def _other_word(value: str, dice: random.Random, document: Document, pointer: Pointer) -> Any:
    words = _node(document.kind, pointer)["enum"]
    return dice.choice([word for word in words if word != value]) if len(words) > 1 else None


def _other_whole(value: str, dice: random.Random, document: Document, pointer: Pointer) -> Any:
    ids = [item["contribution_id"] for item in document.value["contributions"]]
    return dice.choice([each for each in ids if each != value])


def _other_number(value: str, dice: random.Random, document: Document, pointer: Pointer) -> Any:
    found = [at for at, sign in enumerate(value) if sign.isdecimal()]
    if not found:
        return None
    at = dice.choice(found)
    return value[:at] + dice.choice([sign for sign in "0123456789" if sign != value[at]]) + value[at + 1 :]


def _removed(value: Any, dice: random.Random, document: Document, pointer: Pointer) -> Any:
    return REMOVED


def _node(kind: str, pointer: Pointer) -> dict[str, Any]:
    node = Schemas.installed().load(kind)
    for step in pointer:
        node = node["items"] if isinstance(step, int) else node["properties"][step]
    return node


def _is(*names: str) -> Callable[[str, dict[str, Any], Pointer], bool]:
    return lambda name, node, pointer: name in names and node["type"] != "array"


_OWN_KINDS = ("change", "status", "unit")
KINDS: dict[str, tuple[Callable[[str, dict[str, Any], Pointer], bool], Change]] = {
    "a digit of a figure changed": (_is(*FIGURES), _digit),
    "a number word in a fragment changed": (_is("quote"), _number_word),
    "a date moved by a day, month or year": (lambda name, node, _: node.get("format") in ("edtf", "date"), _moved_date),
    "a date made coarser": (lambda name, node, _: node.get("format") == "edtf", _coarser_date),
    "an id misspelt": (lambda name, node, _: "x-references" in node, _misspelt),
    "a quote altered by one character": (_is("quote", "words", "written"), _altered),
    "a heading altered by one character": (_is("section"), _altered),
    "a line number moved": (_is("line"), _moved_line),
    "a key dropped": (lambda name, node, pointer: isinstance(pointer[-1], str), _removed),
    "a change flipped": (_is("change"), _other_word),
    "a status flipped": (_is("status"), _other_word),
    "a unit changed": (_is("unit"), _other_word),
    "another word of a vocabulary": (lambda name, node, _: "enum" in node and name not in _OWN_KINDS, _other_word),
    "a part moved to another whole": (_is("part_of"), _other_whole),
    "a number of a citation changed": (
        lambda name, node, pointer: pointer[0] == "citations" and name in ("dossier", "number"),
        _other_number,
    ),
    "a passage dropped": (
        lambda name, node, pointer: pointer[0] == "passages" and len(pointer) == 2,
        _removed,
    ),
}


def corruptions(documents: Sequence[Document], count: int, seed: int) -> Iterator[Corruption]:
    """Yield so many corruptions, as many of each kind, each at a place that is drawn among all of its kind."""
    for at, (kind, (fits, change)) in enumerate(KINDS.items()):
        dice = random.Random(f"{seed} {kind}")
        spots = [
            (document, pointer)
            for document in documents
            for pointer, name, node in _places(document.value, Schemas.installed().load(document.kind))
            if fits(name, node, pointer)
        ]
        wanted = count // len(KINDS) + (at < count % len(KINDS))
        while wanted:
            document, pointer = dice.choice(spots)
            former = _at(document.value, pointer)
            value = change(former, dice, document, pointer)
            if value is not None and value != former:
                wanted -= 1
                yield Corruption(kind, document, pointer, value)


def _places(
    value: Any, node: dict[str, Any], pointer: Pointer = (), name: str = ""
) -> Iterator[tuple[Pointer, str, Any]]:
    """Yield every place inside a record, the key that it belongs to, and its schema."""
    if pointer:
        yield pointer, name, node
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _places(part, node["properties"][key], (*pointer, key), key)
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from _places(part, node["items"], (*pointer, at), name)


# --- what the checks say -----------------------------------------------------------------------------


class Gate:
    """The records and texts as they are, and what the checks say of a change."""

    def __init__(self, root: Path, sources: Path) -> None:
        self.sources = sources
        self.documents, faults = read_tree(root)
        assert not faults
        self.others = [document for document in self.documents if document.kind != "letter"]
        self.letters = [document for document in self.documents if document.kind == "letter"]
        self.readings = {document.path: validation._Reading(document) for document in self.others}
        self.texts = {letter.stem: self._text(letter) for letter in self.letters}
        self.candidates: dict[str, list[audit.Candidate]] = {}

    def _text(self, letter: Document) -> Text:
        found = evidence.read(letter.value, self.sources)
        assert isinstance(found, Text), found
        return found

    @cached_property
    def tree(self) -> validation.Tree:
        return validation._index(self.readings.values(), {})

    @cached_property
    def names(self) -> Names:
        return Names(audit._records(self.documents).values())

    def issues(self, document: Document) -> list[Issue]:
        """Return what ``inzet validate --sources`` says of one changed record."""
        reading, tree = validation._Reading(document), self.tree
        if document.kind != "letter":
            tree = validation._index((self.readings | {document.path: reading}).values(), {})
        return validation._judge(reading, tree, self.sources)

    def left(self, document: Document) -> list[tuple[str, audit.Candidate]]:
        """Return what ``inzet audit --sources`` says with one changed record, by letter."""
        documents = [document if other.path == document.path else other for other in self.documents]
        records = audit._records(documents)
        same = _spellings(records) == _spellings(audit._records(self.documents))
        names = self.names if same else Names(records.values())
        found = []
        for letter in documents:
            if letter.kind != "letter" or (document.kind == "letter" and letter is not document):
                continue
            text = self.texts[letter.stem]
            with _remembering(self.candidates if same else {}, letter.stem):
                found += [(letter.stem, each) for each in audit.audit(letter.value, text, records, names)]
        return found


def _spellings(records: Any) -> list[Any]:
    return [(record["name"], record.get("abbreviation"), record.get("names")) for record in records.values()]


class _remembering:  # noqa: N801
    """Search each text for candidates once, as long as the names are the same."""

    def __init__(self, kept: dict[str, list[audit.Candidate]], stem: str) -> None:
        self.kept, self.stem = kept, stem

    def __enter__(self) -> None:
        self.search = audit.find_candidates
        kept, stem, search = self.kept, self.stem, self.search

        def find(text: Text, names: Names) -> list[audit.Candidate]:
            if stem not in kept:
                kept[stem] = search(text, names)
            return kept[stem]

        audit.find_candidates = find

    def __exit__(self, *_: object) -> None:
        audit.find_candidates = self.search


def write_like(text: str, value: dict[str, Any], pointer: Pointer) -> str:
    """Return a record as YAML, of which another text is known that differs at one place; much quicker than anew."""
    key, *rest = pointer
    # What stands at the left edge: a key of the record, or an entry of its list.
    parts: dict[Pointer, str] = {}
    place: Pointer = ()
    for line in text.splitlines(keepends=True):
        if line.startswith("- "):
            place = (place[0], place[1] + 1 if len(place) > 1 else 0)
        elif line[0] not in " ":
            place = (line.partition(":")[0],)
        parts[place] = parts.get(place, "") + line
    whole = (key, rest[0]) if (key, 0) in parts and rest else (key,)
    if key in value and len(rest) == 1 and not value[key]:
        return strict_yaml.write(value)
    if key not in value:
        parts = {place: part for place, part in parts.items() if place[0] != key}
    elif len(whole) == 2:
        gone = len(rest) == 1 and len(value[key]) < sum(place[0] == key for place in parts) - 1
        parts[whole] = "" if gone else strict_yaml.write([value[key][whole[1]]])
    else:
        parts = {place: part for place, part in parts.items() if place[0] != key or place == whole}
        parts[whole] = strict_yaml.write({key: value[key]})
    return "".join(parts.values())


EXACT, ITEM, NAMED, AUDITED = "its line", "its item", "an item that names it", "its place in the text"
DETECTED = (EXACT, ITEM, NAMED, AUDITED)
UNSEEN = "undetected"


def verdict(corruption: Corruption, gate: Gate) -> tuple[str, str]:
    """Return where a corruption is detected, or that it is not, and the codes that say so."""
    value = _changed(corruption.document.value, corruption.pointer, corruption.value)
    before = corruption.document
    text = write_like(before.text, value, corruption.pointer)
    document = Document(before.path, before.stem, before.kind, text, value, faulty=False)
    issues = gate.issues(document)
    item = _item(corruption.pointer)
    if issues:
        place = corruption.pointer if corruption.value is not REMOVED else corruption.pointer[:-1]
        line = document.issue(place, "", "").line
        own = [issue for issue in issues if _item(_steps(issue.pointer)) == item]
        exact = [issue for issue in own if issue.line == line]
        named = [issue for issue in issues if _names(issue, before, item)]
        where = EXACT if exact else ITEM if own else NAMED if named else "elsewhere in the file"
        return where, " ".join(sorted({issue.code for issue in exact or own or named or issues}))
    found = gate.left(document)
    if not found:
        return UNSEEN, ""
    lines = _lines(before, item, gate)
    if before.kind == "letter":
        near = [each for _, each in found if each.line in lines]
    else:
        near = [each for _, each in found if before.stem in each.ids]
    return (AUDITED if near else "elsewhere in the text"), "audit"


def _steps(pointer: str) -> Pointer:
    return tuple(int(step) if step.isdecimal() else step for step in pointer.split("/")[1:])


_ENTRIES = {"contributions", "citations", "passages", "dates", "names", "signatories", "identifiers"}


def _item(pointer: Pointer) -> Pointer:
    """Return the item in which a place lies: an entry of a list of mappings, or the head of the record."""
    return pointer[:2] if len(pointer) > 1 and pointer[0] in _ENTRIES else ()


def _names(issue: Issue, document: Document, item: Pointer) -> bool:
    """Whether an issue elsewhere names an item: by its id, or by its position in the list that the issue is about."""
    name = _name(document, item)
    listed = (
        bool(item) and _steps(issue.pointer) == item[:1] and re.search(rf"item {int(item[1]) + 1}\b", issue.message)
    )
    return bool(listed or (name and re.search(rf"{re.escape(name)}(?![0-9])", issue.message)))


def _name(document: Document, item: Pointer) -> str:
    """Return the id of an item, if it has one."""
    if not item:
        return document.stem
    return str(_at(document.value, item).get("contribution_id", "")) if item[0] == "contributions" else ""


def _lines(document: Document, item: Pointer, gate: Gate) -> set[int]:
    """Return the lines of the text that an item quotes."""
    if document.kind != "letter" or not item:
        return set()
    text, entry = gate.texts[document.stem], _at(document.value, item)
    found: set[int] = set()
    for part in entry.get("evidence", [entry]):
        words = next((part[name] for name in ("quote", "words", "written") if name in part), "")
        for span in text.find(words, part.get("line"), gap="words" in part) if words else ():
            first, last = text.lines(span)
            found |= set(range(first, last + 1))
    return found


# --- why nothing is said -----------------------------------------------------------------------------

WORD = "another word of the vocabulary, which nothing in the record contradicts"
OPTIONAL = "an optional field is gone, and to leave it out is legal"
NOTHING_NAMED = "a passage is gone whose words name nothing that has to be accounted for"
OTHER_FIGURE = "another figure that its own fragments give; which is meant takes reading"
FREE_ID = "an id that is free; only an earlier release knows another (inzet diff)"
OTHER_ID = "the id of another record or contribution, to which it might go as well"
READER = "what only the coder knows: the day of reading"
OTHER_DATE = "another date that the words give as well"
OTHER_HEADING = "another heading, with which a line begins as well, or of another footnote"
BOUNDED = "a date that the document does not bear; its grounds are prose"
SHORTER = "words that stand there as well, such as a fragment without its last letter"
REASONS = (
    *(SHORTER, WORD, OPTIONAL, NOTHING_NAMED, OTHER_FIGURE, OTHER_DATE, OTHER_HEADING),
    *(FREE_ID, OTHER_ID, READER, BOUNDED),
)
"""Why a corruption cannot be detected: what the record says then is as possible as what it said."""


def reason(corruption: Corruption, gate: Gate) -> str:
    """Return why nothing is said of a corruption: one of the reasons, or nothing."""
    letter, pointer, value = corruption.document.value, corruption.pointer, corruption.value
    field = corruption.field
    item = _at(letter, _item(pointer))
    if value is REMOVED:
        if pointer[0] == "passages" and len(pointer) == 2:
            return "" if _holds_candidate(corruption, gate) else NOTHING_NAMED
        holder = _node(corruption.document.kind, pointer[:-1])
        return "" if field in holder.get("required", ()) else OPTIONAL
    node = _node(corruption.document.kind, pointer)
    if field == "section":
        parts = zip(value.split(" / "), corruption.former.split(" / "), strict=False)
        footnote = all(new == old or new.startswith("Voetnoot ") for new, old in parts)
        return OTHER_HEADING if footnote or _begins_lines(value, gate.texts[corruption.document.stem]) else ""
    if field in ("quote", "words", "written"):
        text, gap = gate.texts[corruption.document.stem], field == "words"
        return SHORTER if any(text.find(value, _at(letter, pointer[:-1])["line"], gap=gap)) else ""
    if field == "source_read":
        return READER
    if field == "letter_date" and letter["letter_date_basis"] == "inferred":
        return BOUNDED
    if field in ("start_date", "end_date", "letter_date", "cited_date"):
        return OTHER_DATE if _is_given(value, field, letter, item, gate.texts[corruption.document.stem]) else ""
    if "enum" in node:
        return WORD
    if field in FIGURES:
        said = {number.value for part in item["evidence"] for number in find_numbers(part["quote"])}
        return OTHER_FIGURE if value in said or value in (0, 1) else ""
    if field == "contribution_id":
        return FREE_ID
    if "x-references" in node:
        return OTHER_ID
    return ""


def _begins_lines(section: str, text: Text) -> bool:
    """Whether lines begin with each part of a heading, but for blanks and the marks of headings."""
    lines = [" ".join(re.sub(r"[*#|]", " ", line).split()) for line in text.content.split("\n")]
    return all(any(line.startswith(part) for line in lines) for part in section.split(" / "))


def _is_given(value: str, field: str, letter: dict[str, Any], item: dict[str, Any], text: Text) -> bool:
    """Whether all of a date stands in the words that give it; a day without a year may be of any year there."""
    if field == "letter_date":
        words = [entry["written"] for entry in letter.get("dates", ())]
    elif field == "cited_date":
        words = [
            text.content[max(0, start - 500) : end + 500] for start, end in text.find(item["written"], item["line"])
        ]
    else:
        words = [part["quote"] for part in item["evidence"]]
    return stated_days(words, edtf.last_day(letter["letter_date"])) >= {*re.findall(r"[0-9]{4}(?:-[0-9]{2})*", value)}


def _holds_candidate(corruption: Corruption, gate: Gate) -> bool:
    """Whether only this passage accounts for something that the audit looks for."""
    document = corruption.document
    value = _changed(document.value, corruption.pointer, REMOVED)
    return bool(gate.left(Document(document.path, document.stem, document.kind, "", value, faulty=False)))


# --- the command -------------------------------------------------------------------------------------


def judged(gate: Gate, count: int, seed: int) -> list[tuple[Corruption, str, str]]:
    """Return so many corruptions, each with where it is detected or why it is not, and the codes that detect it."""
    made = list(corruptions(gate.documents, count, seed))
    for document in gate.letters:  # so that both processes have what is searched once
        gate.left(document)

    def judge(at: int) -> tuple[str, str]:
        where, codes = verdict(made[at], gate)
        return (reason(made[at], gate), "") if where == UNSEEN else (where, codes)

    return [(corruption, *said) for corruption, said in zip(made, in_turn(judge, count), strict=True)]


def main() -> int:
    """Print the shares; 1 if something is undetected without a reason."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=Path, default=ROOT.parent / "shared" / "sources", help="the source texts")
    parser.add_argument("--count", type=int, default=1000, help="how many corruptions (default: 1000)")
    parser.add_argument("--seed", type=int, default=SEED, help=f"of the draw (default: {SEED})")
    parser.add_argument("--list", action="store_true", help="print every corruption and what became of it")
    options = parser.parse_args()
    begun = time.perf_counter()
    results = judged(Gate(ROOT, options.sources), options.count, options.seed)
    for corruption, said, codes in results:
        if options.list or said not in (*DETECTED, *REASONS):
            print(f"{said or 'no reason'} {codes}: {corruption}")
    print("\n".join(table(results)))
    print(f"seed {options.seed}, {time.perf_counter() - begun:.0f} seconds", file=sys.stderr)
    return any(said not in (*DETECTED, *REASONS) for _, said, _ in results)


def table(results: list[tuple[Corruption, str, str]]) -> Iterator[str]:
    """Yield the shares by kind, and the reasons, as tables in Markdown."""
    yield "| corruption | made | detected | its line | its item | by name | in the text | impossible |"
    yield f"|---{'|---:' * 7}|"
    for kind in (*KINDS, "all"):
        count = Counter(said for corruption, said, _ in results if kind in (corruption.kind, "all"))
        made, found = count.total(), sum(count[where] for where in DETECTED)
        if made:
            cells = [made, f"{100 * found / made:.1f} %", *(count[where] for where in DETECTED)]
            cells.append(sum(count[why] for why in REASONS))
            yield f"| {kind} | {' | '.join(map(str, cells))} |"
    yield ""
    yield "| impossible, because it is | count |"
    yield "|---|---:|"
    count = Counter(said for _, said, _ in results)
    yield from (f"| {why} | {count[why]} |" for why in REASONS if count[why])


if __name__ == "__main__":
    sys.exit(main())
