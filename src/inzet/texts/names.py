"""The names of missions and frameworks in a text."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from inzet.schema.schemas import Schemas

# What may separate two words of a name: blanks, a line break, a hyphen, brackets, quotation marks, emphasis.
_BETWEEN = re.compile(r"[\s\u00a0/&.\-\u2010\u2011\u2013*()«»\u2018-\u201d\",]*+")
# "missies", "Kompas's". "Europese" for "Europees" is another spelling, which the record must give as a name.
_GENITIVES: tuple[str, ...] = ("s", "'s", "\u2019s")
_ENDINGS = (*_GENITIVES, "en", "ën", "e", "n")
_START = re.compile(r"[^\W_]{1,2}")
_LETTER = re.compile(r"[^\W\d_]")
_WORD_START = re.compile(r"(?<![^\W_])[^\W_]")
_TOKEN = re.compile(r"[^\W_]+(?:['\u2019+%.][^\W_]+)*[+%]?")


@dataclass(frozen=True, slots=True)
class Naming:
    """A name in a text, from ``start`` to ``end``, which may refer to any of ``ids``."""

    start: int
    end: int
    ids: tuple[str, ...]


class _Word:
    """A word of a name. An abbreviation is case-sensitive; other words are not, and have more endings."""

    def __init__(self, written: str) -> None:
        self.case_sensitive = written.isupper() or not written.isalpha()
        self.written = self._fold(written)

    def _fold(self, text: str) -> str:
        return text if self.case_sensitive else text.lower()

    def ends(self, text: str, at: int) -> set[int]:
        """Return every possible end of the word at a position: without an ending, and after each ending there."""
        end = at + len(self.written)
        if self._fold(text[at:end]) != self.written:
            return set()
        rest = self._fold(text[end : end + 2])
        endings = _GENITIVES if self.case_sensitive else _ENDINGS
        return {end, *(end + len(ending) for ending in endings if rest.startswith(ending))}


@dataclass
class _Node:
    """The names that start with some words: what they may refer to if these are all their words, and what comes next.

    The next words are by lower case, and their lengths by first letters, so that only a few words are tried at each
    place of a text.
    """

    ids: set[str] = field(default_factory=set)
    words: dict[str, dict[str, tuple[_Word, "_Node"]]] = field(default_factory=dict)
    lengths: dict[str, set[int]] = field(default_factory=dict)

    def add(self, words: Sequence[str], record_id: str) -> None:
        """Add a name, or what is left of it."""
        if not words:
            self.ids.add(record_id)
            return
        word = _Word(words[0])
        self.lengths.setdefault(_first_letters(words[0], 0), set()).add(len(word.written))
        _, node = self.words.setdefault(word.written.lower(), {}).setdefault(words[0], (word, _Node()))
        node.add(words[1:], record_id)

    def follow(self, text: str, at: int) -> Iterator[tuple["_Node", set[int]]]:
        """Yield the names with one word more that is at a position in a text, each with its possible ends."""
        letters = _first_letters(text, at)
        for length in self.lengths.get(letters, set()) | self.lengths.get(letters[:1], set()):
            for word, node in self.words.get(text[at : at + length].lower(), {}).values():
                if ends := word.ends(text, at):
                    yield node, ends


def _first_letters(text: str, at: int) -> str:
    start = _START.match(text, at)
    return start[0].lower() if start else ""


class Names:
    """The names of missions and frameworks, to be found in texts.

    A name may have other blanks and hyphens in a text, and a Dutch ending. If several names start at one position, the
    longest counts, so that "EUBAM Libië" is not read as any "EUBAM". A name that several records share refers to each
    of them.
    """

    def __init__(self, records: Iterable[Mapping[str, Any]]) -> None:
        self._names = _Node()
        for record in records:
            for name in spellings(record):
                if words := _TOKEN.findall(name):  # a name may be signs alone
                    self._names.add(words, _id(record))

    def find(self, text: str) -> Iterator[Naming]:
        """Yield the names in a text, in its order."""
        position = 0
        while word := _WORD_START.search(text, position):
            at = word.start()
            position = at + 1
            if matches := list(_matches(self._names, text, at)):
                position, ids = max(matches)
                yield Naming(at, position, ids)

    def meant_by(self, words: str) -> tuple[str, ...]:
        """Return the ids of the records that have a name in these words; none if they are no name."""
        return next((naming.ids for naming in self.find(words) if naming.end - naming.start == len(words)), ())


def _matches(names: _Node, text: str, at: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the end of each name that starts at a position, with its ids.

    All ways to read the words are followed at once, so that no names and text together can cause backtracking.
    """
    found = list(names.follow(text, at))
    while found:
        longer: dict[int, tuple[_Node, set[int]]] = {}
        for node, ends in found:
            if node.ids and (whole := [end for end in ends if not _LETTER.match(text, end)]):
                yield max(whole), tuple(sorted(node.ids))
            for start in {cast("re.Match[str]", _BETWEEN.match(text, end)).end() for end in ends if node.words}:
                for following, upto in node.follow(text, start):
                    longer.setdefault(id(following), (following, set()))[1].update(upto)
        found = list(longer.values())


def _id(record: Mapping[str, Any]) -> str:
    return str(next(record[node["x-key"]] for node in Schemas.installed().items.values() if node["x-key"] in record))


def spellings(record: Mapping[str, Any]) -> set[str]:
    """Return what a mission or framework is called, besides its id."""
    own = {record["name"], *(entry["name"] for entry in record.get("names", ()))}
    return own | {record["abbreviation"]} if "abbreviation" in record else own
