"""Quotes, citations, dates and headings of a letter, compared with the text that its curator read."""

import hashlib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

from inzet import edtf
from inzet.files import WINDOWS_ENDS, read_plain
from inzet.issues import Pointer, UnreadableError
from inzet.schema.findings import Finding
from inzet.texts.languages import LANGUAGES
from inzet.texts.text import GAP, Text

MAX_BYTES = 1024 * 1024
SENTENCE_WORDS = 9
"""A sentence of this many words or more may not be quoted whole; a shorter one may be all that states something."""

CODES = (
    *("source_present", "source_unchanged", "quote_in_source", "quote_is_fragment", "passage_apart"),
    *("section_in_source", "cited_date_in_source"),
)
UNREAD = ("source_present", "source_unchanged")
"""The codes after which nothing was compared with the source text."""


class ChangedError(UnreadableError):
    """A source text that is not the one from which the letter was coded."""


def check(letter: dict[str, Any], folder: Path) -> Iterator[Finding]:
    """Yield what is wrong with a letter's quotes, citations, dates and passages.

    Args:
        letter: a letter that its schema accepts.
        folder: the folder with the source text.
    """
    try:
        text = read(letter, folder)
        yield from compare_quotes(letter, text)
        yield from _overlaps(letter, text)
        yield from _misnamed_sections(letter, text)
        yield from _misdated_papers(letter, text)
    except ChangedError as error:
        yield Finding(("source_sha256",), "source_unchanged", str(error))
    except UnreadableError as error:
        yield Finding(("source_file",), "source_present", str(error))


def compare_quotes(letter: Mapping[str, Any], text: Text) -> Iterator[Finding]:
    """Yield what is wrong with the quotes of a letter; its other fields may still be open."""
    for pointer, line, words in quotes(letter):
        yield from _compare(pointer, line, words, text)


def read(letter: Mapping[str, Any], folder: Path) -> Text:
    """Return the text from which a letter was coded.

    Raises:
        ChangedError: if the text in the folder is another one.
        UnreadableError: if it is not in the folder or cannot be read.
    """
    path = folder / letter["source_file"]
    # What a link leads to elsewhere is nobody's business; even its checksum would tell something.
    if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
        raise UnreadableError(f"{path.name!r} in {folder.as_posix()} is a link out of that folder; copy the text there")
    data = _read_bytes(path)
    recorded = letter["source_sha256"]
    if (digest := hash_of(data)) != recorded:
        if hash_of(data.replace(b"\r\n", b"\n")) == recorded:
            raise ChangedError(f"{letter['source_file']}: {WINDOWS_ENDS}")
        raise ChangedError(f"{letter['source_file']} has SHA-256 {digest}; the letter was coded from another text")
    return _compose(data)


def read_text(path: Path) -> tuple[Text, str]:
    """Return a source text with the SHA-256 of its file.

    Raises:
        UnreadableError: if it cannot be read, is larger than ``MAX_BYTES``, or is not UTF-8.
    """
    data = _read_bytes(path)
    return _compose(data), hash_of(data)


def _read_bytes(path: Path) -> bytes:
    try:
        data = read_plain(path, MAX_BYTES)
        data.decode("utf-8")
        if len(data) <= MAX_BYTES:
            return data
        reason = f"it is larger than {MAX_BYTES // 1024 // 1024} MiB"
    except OSError as error:
        reason = str(error.strerror or error)
    except UnicodeDecodeError:
        reason = "it is not UTF-8"
    raise UnreadableError(f"{path.name!r} in {path.parent.as_posix()} cannot be read: {reason}")


def _compose(data: bytes) -> Text:
    """Return a text in composed letters: the text of a PDF often has "e" and a separate diaeresis."""
    return Text(unicodedata.normalize("NFC", data.decode("utf-8")))


def hash_of(data: bytes) -> str:
    """Return the SHA-256 of some bytes."""
    return hashlib.sha256(data).hexdigest()


def quotes(letter: Mapping[str, Any]) -> Iterator[tuple[Pointer, int, str]]:
    """Yield every quote of a letter: its pointer, line and words. Those of passages may have gaps."""
    fields = (("dates", "written"), ("citations", "written"), ("related", "quote"), ("passages", "words"))
    for name, field in fields:
        for at, entry in enumerate(letter.get(name, ())):
            yield (name, at, field), entry["line"], entry[field]
    for pointer, _, fragment in fragments(letter):
        yield (*pointer, "quote"), fragment["line"], fragment["quote"]


def fragments(letter: Mapping[str, Any]) -> Iterator[tuple[Pointer, Mapping[str, Any], Mapping[str, Any]]]:
    """Yield every fragment of the contributions and events of a letter: its pointer, the item, and the fragment."""
    for name in ("contributions", "events"):
        for at, item in enumerate(letter.get(name, ())):
            for step, fragment in enumerate(item["evidence"]):
                yield (name, at, "evidence", step), item, fragment


def _compare(pointer: Pointer, line: int, words: str, text: Text) -> Iterator[Finding]:
    gap = pointer[0] == "passages"
    span = next(text.find(words, line, gap=gap), None)
    if span is None:
        field, message = _explain_missing(words, line, text, gap=gap)
        yield Finding((*pointer[:-1], field or pointer[-1]), "quote_in_source", message)
        return
    sentences, lengths = _sentences(text, *text.lines(span))
    text.spend(len(words) * len(lengths) // _QUICK)
    if _contains_sentence(words.split(GAP) if gap else [words], sentences, lengths):
        message = f"{words!r} is a whole sentence; quote one or two shorter fragments that support the statement"
        yield Finding(pointer, "quote_is_fragment", message)


def _overlaps(letter: Mapping[str, Any], text: Text) -> Iterator[Finding]:
    """Yield the passages that overlap a fragment."""
    spans = sorted(
        (span, item.get("contribution_id") or item["event_id"])
        for _, item, fragment in fragments(letter)
        for span in text.find(fragment["quote"], fragment["line"])
    )
    reach = list(accumulate((end for (_, end), _ in spans), max))

    def owner(start: int, end: int) -> str | None:
        """Return the contribution or event of the first fragment that overlaps a span."""
        first = bisect_right(reach, start)
        return spans[first][1] if first < len(spans) and spans[first][0][0] < end else None

    for at, passage in enumerate(letter.get("passages", ())):
        # If the words occur on the line more than once, one occurrence may be a fragment.
        owners = []
        for span in text.find(passage["words"], passage["line"], gap=True):
            owners.append(owner(*span))
            if owners[-1] is None:
                break
        if owners and owners[-1] is not None:
            remedy = "end the passage before that fragment, or start it after"
            message = f"{passage['words']!r} overlaps the evidence of {owners[0]}; {remedy}"
            yield Finding(("passages", at, "words"), "passage_apart", message)


def _misnamed_sections(letter: Mapping[str, Any], text: Text) -> Iterator[Finding]:
    """Yield the sections with a heading that is not at the start of a line; footnotes need no heading."""
    lines = sorted({_unmarked(line) for line in {line[:_LONGEST_HEADING] for line in text.content.split("\n")}})
    for pointer, _, fragment in fragments(letter):
        if part := _unknown_part(fragment["section"].split(LEVELS), lines):
            remedy = "copy a heading of the text, or write a footnote as 'Voetnoot 1'"
            message = f"section {part!r} is not at the start of a line of the text; {remedy}"
            yield Finding((*pointer, "section"), "section_in_source", message)


def _unknown_part(parts: list[str], lines: list[str]) -> str:
    """Return the first part of a section that no line starts with, alone or joined to later parts; empty if none."""
    at = 0
    while at < len(parts):
        count = 1 if _FOOTNOTE.fullmatch(parts[at]) else 0
        # A heading may contain a stroke: "Irak / Syrië".
        while at + count < len(parts) and _starts_a_line(_unmarked(LEVELS.join(parts[at : at + count + 1])), lines):
            count += 1
        if not count:
            return parts[at]
        at += count
    return ""


LEVELS = " / "
"""Separates the headings of a section."""
_FOOTNOTE = re.compile(r"(?:Voetnoot|Footnote|Fußnote|Note|Nota) [1-9][0-9]*")
_HEADING_MARKS = re.compile(r"[\s*#|]+")
_LONGEST_HEADING = 1000


def _starts_a_line(words: str, lines: list[str]) -> bool:
    """Whether one of the sorted lines starts with some words."""
    nearest = bisect_left(lines, words)
    return nearest < len(lines) and lines[nearest].startswith(words)


def _unmarked(line: str) -> str:
    """Return a line without the marks of headings, tables and emphasis, and with plain blanks only."""
    return _HEADING_MARKS.sub(" ", line).strip()


def _misdated_papers(letter: Mapping[str, Any], text: Text) -> Iterator[Finding]:
    """Yield the dates of cited papers that are not near the citation."""
    language = LANGUAGES.get(letter["language"])
    if language is None:
        return
    written = edtf.last_day(letter["letter_date"])
    for at, citation in enumerate(letter.get("citations", ())):
        if "cited_date" not in citation:
            continue
        day, line = citation["cited_date"], citation["line"]
        missing = False
        for start, end in islice(text.find(citation["written"], line), _OCCURRENCES):
            around = text.content[max(0, start - NEAR) : end + NEAR]
            text.spend(_EFFORT)
            missing = not language.stated_days([around], written).issuperset(edtf.dates_in(day))
            if not missing:
                break
        if missing:
            where = f"within {NEAR} characters of the citation on line {line}"
            message = f"cited_date {day} is not in the text {where}; correct or remove it"
            yield Finding(("citations", at, "cited_date"), "cited_date_in_source", message)


NEAR = 500
"""The date of a cited paper is within this number of characters before or after the citation."""
_OCCURRENCES = 9  # of a citation on one line that are looked at
_EFFORT = 150  # of reading the dates around a citation


def _explain_missing(words: str, line: int, text: Text, *, gap: bool) -> tuple[str, str]:
    """Return the message for words that are not on their line, and ``line`` if that field is to be corrected."""
    if _plain_blanks(words) in _line_with_plain_blanks(text, line):
        message = f"{words!r} differs from line {line} in its blanks: the text has no-break spaces (U+00A0)"
        return "", message + "; copy them, or write each as \\_ in double quotes"
    lines = [str(text.lines(span)[0]) for span in islice(text.find(words, gap=gap), 5)]
    if not lines:
        return "", f"{words!r} is not on line {line}, nor anywhere else in the text; copy the words of the text"
    return "line", f"{words!r} is not on line {line}; it is on line {', '.join(lines)}"


def _plain_blanks(text: str) -> str:
    return re.sub(r"\s", " ", text)


# One long line may be quoted hundreds of times, so what is derived from it is cached.
_QUICK = 50  # characters that one unit of effort reads


@lru_cache(maxsize=16)
def _line_with_plain_blanks(text: Text, line: int) -> str:
    text.spend(len(text.between(line, line)) // _QUICK)
    return _plain_blanks(text.between(line, line))


@lru_cache(maxsize=16)
def _sentences(text: Text, first: int, last: int) -> tuple[set[str], list[int]]:
    """Return the sentences within some lines, without their full stops, and the lengths of these."""
    text.spend(len(text.between(first, last)) // _QUICK)
    # Words are refused only if they are certainly a sentence; what ends with a bracket or the number of a footnote may
    # be more than one.
    whole = (part.rstrip(".!?") for part in text.sentences(first, last) if part.endswith((".", "!", "?")))
    sentences = {part for part in whole if len(part.split()) >= SENTENCE_WORDS}
    return sentences, sorted({len(sentence) for sentence in sentences})


def _contains_sentence(parts: list[str], sentences: set[str], lengths: list[int]) -> bool:
    """Whether some words contain one of the sentences."""
    return any(
        part[at : at + length] in sentences
        for part in parts
        for at in (0, *(blank.end() for blank in re.finditer(r"\s+", part)))
        for length in lengths[: bisect_right(lengths, len(part) - at)]
    )
