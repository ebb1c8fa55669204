"""Whether the words that a record quotes stand where it says, in the text that its curator read."""

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

from inzet import edtf
from inzet.files import read_plain
from inzet.issues import Pointer
from inzet.schema.findings import Finding
from inzet.texts.languages import LANGUAGES
from inzet.texts.text import GAP, ExhaustedError, Text, sentence_ends

MAX_BYTES = 1024 * 1024
SENTENCE_WORDS = 5
"""From this many words on, a sentence may not be quoted whole; shorter ones are headings and list items."""

CODES = (
    *("source_present", "source_unchanged", "quote_in_source", "quote_is_fragment", "passage_apart"),
    *("section_in_source", "cited_date_in_source"),
)


def check(letter: dict[str, Any], folder: Path) -> Iterator[Finding]:
    """Yield what is wrong with a letter's quotes, citations, dates and passages.

    Args:
        letter: a letter that its schema accepts.
        folder: holds the source text under the name that the letter gives.
    """
    found = read(letter, folder)
    if isinstance(found, Finding):
        yield found
        return
    try:
        yield from compare_quotes(letter, found)
        yield from _overlaps(letter, found)
        yield from _misnamed_sections(letter, found)
        yield from _misdated_papers(letter, found)
    except ExhaustedError as error:
        yield _unusable(folder / letter["source_file"], str(error))


def compare_quotes(letter: dict[str, Any], text: Text) -> Iterator[Finding]:
    """Yield the quotes that do not stand in the text as they should; all else in the letter may still be open."""
    for pointer, line, words in _quoted(letter):
        yield from _compare(pointer, line, words, text)


def read(letter: dict[str, Any], folder: Path) -> Text | Finding:
    """Return the text that a letter was coded from, or why it cannot be had from this folder."""
    data = read_text(folder / letter["source_file"])
    if isinstance(data, Finding):
        return data
    digest = hashlib.sha256(data).hexdigest()
    if digest != letter["source_sha256"]:
        message = f"{letter['source_file']} has SHA-256 {digest}; the letter was coded from another text"
        return Finding(("source_sha256",), "source_unchanged", message)
    return Text(data.decode("utf-8"))


def read_text(path: Path) -> bytes | Finding:
    """Return the bytes of a source text, which are UTF-8, or why they cannot be had."""
    try:
        data = read_plain(path, MAX_BYTES)
        data.decode("utf-8")
    except OSError as error:
        fault = str(error.strerror or error)
    except UnicodeDecodeError:
        fault = "it is not UTF-8"
    else:
        if len(data) <= MAX_BYTES:
            return data
        fault = f"it is larger than {MAX_BYTES // 1024 // 1024} MiB"
    return _unusable(path, fault)


def _unusable(path: Path, fault: str) -> Finding:
    message = f"{path.name!r} in {path.parent.as_posix()} cannot be read: {fault}"
    return Finding(("source_file",), "source_present", message)


def _quoted(letter: dict[str, Any]) -> Iterator[tuple[Pointer, int, str]]:
    """Yield every place in the letter that quotes the text, with the line it names."""
    for name, field in (("dates", "written"), ("citations", "written"), ("passages", "words")):
        for at, entry in enumerate(letter.get(name, ())):
            yield (name, at, field), entry["line"], entry[field]
    for at, contribution in enumerate(letter["contributions"]):
        for step, evidence in enumerate(contribution["evidence"]):
            pointer = ("contributions", at, "evidence", step, "quote")
            yield pointer, evidence["line"], evidence["quote"]


def _compare(pointer: Pointer, line: int, words: str, text: Text) -> Iterator[Finding]:
    gap = pointer[0] == "passages"
    span = next(text.find(words, line, gap=gap), None)
    if span is None:
        field, message = _misplaced(words, line, text, gap=gap)
        yield Finding((*pointer[:-1], field or pointer[-1]), "quote_in_source", message)
        return
    sentences, sizes = _sentences(text, *text.lines(span))
    text.spend(len(words) * len(sizes) // _QUICK)
    if _holds_sentence(words.split(GAP) if gap else [words], sentences, sizes):
        message = f"{words!r} is a whole sentence; quote the shortest fragment that carries the claim"
        yield Finding(pointer, "quote_is_fragment", message)


def _overlaps(letter: dict[str, Any], text: Text) -> Iterator[Finding]:
    """Yield the passages, which state no contribution, that overlap a fragment, which states one."""
    fragments = sorted(
        (span, contribution["contribution_id"])
        for contribution in letter["contributions"]
        for fragment in contribution["evidence"]
        for span in text.find(fragment["quote"], fragment["line"])
    )
    reach = list(accumulate((end for (_, end), _ in fragments), max))

    def owner(start: int, end: int) -> str | None:
        """Return the contribution whose fragment is the first to overlap a span."""
        first = bisect_right(reach, start)
        return fragments[first][1] if first < len(fragments) and fragments[first][0][0] < end else None

    for at, passage in enumerate(letter.get("passages", ())):
        # Of words that stand on the line twice, one place may be a fragment.
        owners = []
        for span in text.find(passage["words"], passage["line"], gap=True):
            owners.append(owner(*span))
            if owners[-1] is None:
                break
        if owners and owners[-1] is not None:
            message = f"{passage['words']!r} overlaps the evidence of {owners[0]}; end it before, or begin it after"
            yield Finding(("passages", at, "words"), "passage_apart", message)


def _misnamed_sections(letter: dict[str, Any], text: Text) -> Iterator[Finding]:
    """Yield the headings that no line of the text begins with; footnotes have none of their own."""
    begun = sorted({_unmarked(line) for line in {line[:_LONGEST_HEADING] for line in text.content.split("\n")}})
    for at, contribution in enumerate(letter["contributions"]):
        for step, fragment in enumerate(contribution["evidence"]):
            if part := _unheard(fragment["section"].split(_LEVELS), begun):
                pointer = ("contributions", at, "evidence", step, "section")
                mend = "copy the heading as 'section', or write 'Voetnoot 1'"
                yield Finding(pointer, "section_in_source", f"no line of the text begins with {part!r}; {mend}")


def _unheard(parts: list[str], begun: list[str]) -> str:
    """Return the first part of a section that begins no line; empty if each does, alone or with those behind it."""
    at = 0
    while at < len(parts):
        known = 1 if _FOOTNOTE.fullmatch(parts[at]) else 0
        # A heading may have a stroke itself: "Irak / Syrië".
        while at + known < len(parts) and _begins(_unmarked(_LEVELS.join(parts[at : at + known + 1])), begun):
            known += 1
        if not known:
            return parts[at]
        at += known
    return ""


_LEVELS = " / "
_FOOTNOTE = re.compile(r"(?:Voetnoot|Footnote|Fußnote|Note|Nota) [1-9][0-9]*")
_HEADING_MARKS = re.compile(r"[\s*#|]+")
_LONGEST_HEADING = 1000


def _begins(words: str, begun: list[str]) -> bool:
    """Whether one of the sorted lines begins with some words."""
    nearest = bisect_left(begun, words)
    return nearest < len(begun) and begun[nearest].startswith(words)


def _unmarked(line: str) -> str:
    """Return a line without the marks of headings, tables and emphasis, and with every blank alike."""
    return _HEADING_MARKS.sub(" ", line).strip()


def _misdated_papers(letter: dict[str, Any], text: Text) -> Iterator[Finding]:
    """Yield the dates of cited papers that do not stand near the citation."""
    language = LANGUAGES.get(letter["language"])
    if language is None:
        return
    written = edtf.last_day(letter["letter_date"])
    for at, citation in enumerate(letter.get("citations", ())):
        if "cited_date" not in citation:
            continue
        day, line = citation["cited_date"], citation["line"]
        missing = False
        for start, end in islice(text.find(citation["written"], line), _PLACES):
            around = text.content[max(0, start - NEAR) : end + NEAR]
            text.spend(_TO_READ)
            missing = not language.stated_days([around], written).issuperset(edtf.dates_in(day))
            if not missing:
                break
        if missing:
            where = f"within {NEAR} characters of the citation on line {line}"
            message = f"cited_date {day} does not stand {where}; correct it, or leave it out"
            yield Finding(("citations", at, "cited_date"), "cited_date_in_source", message)


NEAR = 500
"""Characters of the text before and behind a citation in which the date of the paper stands."""
_PLACES = 9  # in which a citation is looked at, where it stands on a line more than once
_TO_READ = 150  # what the dates around a citation take, in units of effort


def _misplaced(words: str, line: int, text: Text, *, gap: bool) -> tuple[str, str]:
    """Return what to say of words that are not on their line, and ``line`` if that is what to mend."""
    if _blank(words) in _blank_lines(text, line):
        message = f"{words!r} differs from line {line} in its blanks: the text has no-break spaces (U+00A0)"
        return "", message + "; copy them, or write \\_ for each in double quotes"
    elsewhere = [str(text.lines(span)[0]) for span in islice(text.find(words, gap=gap), 5)]
    if not elsewhere:
        return "", f"{words!r} is not on line {line}; it stands nowhere in the text"
    return "line", f"{words!r} is not on line {line}; it stands on line {', '.join(elsewhere)}"


def _blank(text: str) -> str:
    """Return a text with every kind of blank alike."""
    return re.sub(r"\s", " ", text)


# One long line may be quoted hundreds of times.
_QUICK = 50  # characters that are looked at in a unit of effort


@lru_cache(maxsize=16)
def _blank_lines(text: Text, line: int) -> str:
    text.spend(len(text.between(line, line)) // _QUICK)
    return _blank(text.between(line, line))


@lru_cache(maxsize=16)
def _sentences(text: Text, first: int, last: int) -> tuple[set[str], list[int]]:
    """Return the sentences that lie within some lines, without their final marks, and how long they are."""
    between = text.between(first, last)
    text.spend(len(between) // _QUICK)
    lines = " ".join(line.strip(" \t") for line in between.split("\n")).strip()
    # To be refused, words must be a sentence for certain: one that ends behind a bracket or the number of a note is not
    # cut off here, though it is where the text is accounted for.
    ends = [end.span("blanks") for end, capital in sentence_ends(lines) if capital and not end["closing"]]
    starts = [0, *(end for _, end in ends)]
    parts = [lines[start:stop] for start, stop in zip(starts, [*(end for end, _ in ends), len(lines)], strict=True)]
    whole = (part.rstrip(".!?") for part in parts if part.endswith((".", "!", "?")))
    kept = {part for part in whole if len(part.split()) >= SENTENCE_WORDS}
    return kept, sorted({len(part) for part in kept})


def _holds_sentence(parts: list[str], sentences: set[str], sizes: list[int]) -> bool:
    """Whether one of the sentences stands in some words."""
    return any(
        part[at : at + size] in sentences
        for part in parts
        for at in (0, *(blank.end() for blank in re.finditer(r"\s+", part)))
        for size in sizes[: bisect_right(sizes, len(part) - at)]
    )
