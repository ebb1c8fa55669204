"""Whether the words that a record quotes stand where it says, in the text that its curator read."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from inzet.constraints import Finding
from inzet.issues import Pointer

MAX_BYTES = 64 * 1024 * 1024
SHORT = 60
"""A sentence of up to this many characters is a heading or a list item; longer ones are not quoted whole."""

CODES = ("source_present", "source_unchanged", "quote_in_source", "quote_is_fragment")


def check(letter: dict[str, Any], folder: Path) -> Iterator[Finding]:
    """Yield what is wrong with a letter's quotes and citations.

    Args:
        letter: a letter that its schema accepts.
        folder: holds the source text under the name that the letter gives.
    """
    file = folder / letter["source_file"]
    try:
        data = file.read_bytes() if file.stat().st_size <= MAX_BYTES else b""
        lines = data.decode("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        yield Finding(("source_file",), "source_present", f"{file.as_posix()} cannot be read: {error}")
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
        where = f"it stands on line {', '.join(elsewhere[:5])}" if elsewhere else "it stands nowhere in the text"
        yield Finding(pointer, "quote_in_source", f"{words!r} is not on line {line}; {where}")
    elif len(words) > SHORT and words.rstrip().endswith((".", "!", "?")):
        sentences = re.split(r"(?<=[.!?])\s+", text.strip())
        if any(sentence in words for sentence in sentences if len(sentence) > SHORT):
            message = f"{words!r} is a whole sentence; quote the shortest fragment that carries the claim"
            yield Finding(pointer, "quote_is_fragment", message)
