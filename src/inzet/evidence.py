"""Whether the words that a record quotes stand where it says, in the text that its curator read."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from inzet.constraints import Finding
from inzet.files import read_plain
from inzet.issues import Pointer

MAX_BYTES = 64 * 1024 * 1024
SENTENCE_WORDS = 5
"""From this many words on, a sentence may not be quoted whole; shorter ones are headings and list items."""

CODES = ("source_present", "source_unchanged", "quote_in_source", "quote_is_fragment")


def check(letter: dict[str, Any], folder: Path) -> Iterator[Finding]:
    """Yield what is wrong with a letter's quotes and citations.

    Args:
        letter: a letter that its schema accepts.
        folder: holds the source text under the name that the letter gives.
    """
    try:
        data = read_plain(folder / letter["source_file"], MAX_BYTES)
        lines = data.decode("utf-8").split("\n")
    except OSError as error:
        fault = error.strerror
    except UnicodeDecodeError:
        fault = "it is not UTF-8"
    else:
        fault = "it is too large" if len(data) > MAX_BYTES else None
    if fault:
        message = f"{letter['source_file']!r} in {folder.as_posix()} cannot be read: {fault}"
        yield Finding(("source_file",), "source_present", message)
        return
    found = hashlib.sha256(data).hexdigest()
    if found != letter["source_sha256"]:
        message = f"{letter['source_file']} has SHA-256 {found}; the letter was coded from another text"
        yield Finding(("source_sha256",), "source_unchanged", message)
        return
    for pointer, line, words in _quoted(letter):
        yield from _compare(pointer, line, words, lines)


def _quoted(letter: dict[str, Any]) -> Iterator[tuple[Pointer, int, str]]:
    """Yield every place in the letter that quotes the text, with the line it names."""
    for at, citation in enumerate(letter.get("citations", ())):
        yield ("citations", at, "written"), citation["line"], citation["written"]
    for at, contribution in enumerate(letter["contributions"]):
        for step, evidence in enumerate(contribution["evidence"]):
            pointer = ("contributions", at, "evidence", step, "quote")
            yield pointer, evidence["line"], evidence["quote"]


def _compare(pointer: Pointer, line: int, words: str, lines: list[str]) -> Iterator[Finding]:
    text = lines[line - 1] if line <= len(lines) else ""
    if words not in text:
        elsewhere = [str(at) for at, other in enumerate(lines, 1) if words in other]
        if _folded(words) in _folded(text):
            message = f"{words!r} differs from line {line} in its blanks: the text has no-break spaces (U+00A0)"
            yield Finding(pointer, "quote_in_source", message + "; copy them, or write \\_ for each in double quotes")
            return
        where = f"it stands on line {', '.join(elsewhere[:5])}" if elsewhere else "it stands nowhere in the text"
        yield Finding(pointer, "quote_in_source", f"{words!r} is not on line {line}; {where}")
    elif any(sentence in words for sentence in _sentences(text)):
        message = f"{words!r} is a whole sentence; quote the shortest fragment that carries the claim"
        yield Finding(pointer, "quote_is_fragment", message)


def _folded(text: str) -> str:
    """Return a text with every kind of blank alike."""
    return re.sub(r"\s", " ", text)


def _sentences(text: str) -> list[str]:
    """Return the sentences of a line, without their final marks."""
    parts = re.split(r"(?<=[.!?])\s+(?=[\W\d]*[A-ZÀ-Þ])", text.strip())
    whole = [part.rstrip(".!?") for part in parts if part.endswith((".", "!", "?"))]
    return [part for part in whole if len(part.split()) >= SENTENCE_WORDS]
