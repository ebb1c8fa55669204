"""Links that light up the very words in the official text.

The first place of a quote in a text need not be the right one. Which words tell the right place from the others is
found in the text that was read, and kept in ``links.json`` beside the records, because the texts are not published. An
entry holds for one SHA-256 of a text, one line and one quote; what is not in the file gets a link without words.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from inzet.dataset import Dataset
from inzet.files import read_plain
from inzet.issues import UnreadableError
from inzet.models import Contribution, Event, Letter
from inzet.records.evidence import MAX_BYTES, hash_of

FILE = "links.json"
Links = dict[str, dict[str, list[str]]]
"""By the SHA-256 of a text, and by line and quote: nothing where the quote itself stands there once, or else the words
before it, the words to light up, and those after it."""

_MOST = 12  # words of context


def key_of(line: int, words: str) -> str:
    """Return what an entry is kept under."""
    return hashlib.sha256(f"{line} {words}".encode()).hexdigest()[:12]


def read(root: Path) -> Links:
    """Return what is kept in a tree; nothing where it keeps none."""
    file = root / FILE
    try:
        links = json.loads(read_plain(file, 8 << 20))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError):
        raise UnreadableError(f"{file} cannot be read; make it anew with --sources") from None
    if not _is_sound(links):
        raise UnreadableError(f"{file} does not hold links; make it anew with --sources")
    return dict(links)


def _is_sound(links: Any) -> bool:
    if not isinstance(links, dict) or not all(isinstance(part, dict) for part in links.values()):
        return False
    entries = [entry for part in links.values() for entry in part.values()]
    lists = all(isinstance(entry, list) and len(entry) in (0, 3) for entry in entries)
    return lists and all(isinstance(words, str) for entry in entries for words in entry)


def find(dataset: Dataset, folder: Path) -> Links:
    """Return the links into the texts of all letters that have a public address."""
    links: Links = {}
    for letter in dataset.letters:
        if letter.source_urls:
            try:
                data = read_plain(folder / letter.source_file, MAX_BYTES)
            except OSError as error:
                raise UnreadableError(f"{folder / letter.source_file} cannot be read: {error.strerror}") from None
            if hash_of(data) != letter.source_sha256:
                raise UnreadableError(f"{letter.source_file} is not the text from which {letter.letter_id} was coded")
            links[letter.source_sha256] = dict(sorted(_of_letter(letter, data.decode("utf-8"))))
    return links


def dump(links: Links) -> bytes:
    """Return links as a file."""
    return (json.dumps(links, ensure_ascii=False, indent=0, sort_keys=True) + "\n").encode()


def _of_letter(letter: Letter, text: str) -> Iterator[tuple[str, list[str]]]:
    lines = [_plain(line) for line in text.split("\n")]
    whole = "\n".join(lines)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    stated: tuple[Contribution | Event, ...] = (*letter.contributions, *letter.events)
    for number, words in {(part.line, part.quote) for item in stated for part in item.evidence}:
        at = whole.find(_plain(words), starts[number - 1]) if number < len(starts) else -1
        if at >= 0 and (found := _told_apart(whole, *_whole_words(whole, at, at + len(_plain(words))))):
            yield key_of(number, words), [] if found == ["", _plain(words), ""] else found


def _plain(text: str) -> str:
    """Return a text as a page shows it: no stars of Markdown, one blank for any white space."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text).replace("*", ""))


def _whole_words(text: str, begin: int, end: int) -> tuple[int, int]:
    """Return a span that begins and ends with a whole word, as browsers ask for."""
    while begin and text[begin].isalnum() and text[begin - 1].isalnum():
        begin -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return begin, end


def _told_apart(text: str, begin: int, end: int) -> list[str] | None:
    """Return the words that only one place of a text has, with as little before or after them as that takes."""
    words = text[begin:end]
    if "\n" in words:
        return None
    before = text[text.rfind("\n", 0, begin) + 1 : begin].split(" ")
    after = text[end : len(text) if (stop := text.find("\n", end)) < 0 else stop].split(" ")
    folded = text.casefold()
    for count in range(_MOST + 1):
        last, first = (before[-count - 1 :], after[: count + 1]) if count else ([], [])
        for lead, tail in ((" ".join(last), ""), ("", " ".join(first))):
            if folded.count((lead + words + tail).casefold()) == 1:
                return [lead.strip(), words.strip(), tail.strip()]
    return None


def _encoded(text: str) -> str:
    """Return words for a text fragment: what means something there is encoded, letters stay as they are."""
    return re.sub(r"[^\w.():;/?!']", lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), text)


def address(letter: Letter, line: int, words: str, links: Links) -> str | None:
    """Return the address of a quote in the official text: with its words where they are known to be the only ones."""
    if not letter.source_urls:
        return None
    url = letter.source_urls[0].partition("#")[0]
    entry = links.get(letter.source_sha256, {}).get(key_of(line, words))
    if entry is None:
        return url
    before, text, after = (_encoded(part) for part in entry or ("", _plain(words), ""))
    return f"{url}#:~:text={before + '-,' if before else ''}{text}{',-' + after if after else ''}"
