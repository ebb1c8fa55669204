"""Where a text names a mission or a framework."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from inzet.schema.schemas import Schemas

# What may stand between two words of a name: blanks, a line's end, a hyphen, brackets, quotation marks, emphasis.
_BETWEEN = re.compile(r"[\s\u00a0/&.\-\u2010\u2011\u2013*()«»\u2018-\u201d\",]*+")
# "missies", "Kompas's"; "Europese" for "Europees" is spelt otherwise and wants a name of its own.
_GENITIVES: tuple[str, ...] = ("s", "'s", "\u2019s")
_ENDINGS = (*_GENITIVES, "en", "ën", "e", "n")
_START = re.compile(r"[^\W_]{1,2}")
_LETTER = re.compile(r"[^\W\d_]")
_WORD_START = re.compile(r"(?<![^\W_])[^\W_]")
_TOKEN = re.compile(r"[^\W_]+(?:['\u2019+%.][^\W_]+)*[+%]?")


@dataclass(frozen=True, slots=True)
class Naming:
    """A name in a text: it stands there from ``start`` to ``end`` and may mean any of ``ids``."""

    start: int
    end: int
    ids: tuple[str, ...]


class _Word:
    """A word of a name; an abbreviation keeps its capitals, other words may have any and more endings."""

    def __init__(self, written: str) -> None:
        self.capitals = written.isupper() or not written.isalpha()
        self.written = written if self.capitals else written.lower()

    def ends(self, text: str, at: int) -> set[int]:
        """Return where the word may end that begins at a place, without an ending and with each that stands there."""
        end = at + len(self.written)
        found = text[at:end]
        if (found if self.capitals else found.lower()) != self.written:
            return set()
        behind = text[end : end + 2]
        endings = _GENITIVES if self.capitals else _ENDINGS
        behind = behind if self.capitals else behind.lower()
        return {end, *(end + len(ending) for ending in endings if behind.startswith(ending))}


@dataclass(frozen=True)
class _Name:
    """The words of a name behind its first, and what it may mean."""

    rest: tuple[_Word, ...]
    ids: tuple[str, ...]

    def end(self, text: str, ends: set[int]) -> int | None:
        """Return where the name ends of which the first word ends in one of some places.

        All ways to read the words are followed at once, so that no name and text together make it try them in turn.
        """
        for word in self.rest:
            behind = {cast("re.Match[str]", _BETWEEN.match(text, end)).end() for end in ends}
            ends = {end for at in behind for end in word.ends(text, at)}
        return max((end for end in ends if not _LETTER.match(text, end)), default=None)


class Names:
    """The names of missions and frameworks, to be found in texts.

    A name is found with other blanks and hyphens and with a Dutch ending. Of names that start at one place the
    longest counts, so that "EUBAM Libië" is not read as any "EUBAM"; a name that several records bear means
    each of them.
    """

    def __init__(self, records: Iterable[Mapping[str, Any]]) -> None:
        known: dict[tuple[str, ...], set[str]] = {}
        made: dict[str, _Word] = {}
        for record in records:
            for name in _spellings(record):
                known.setdefault(tuple(_TOKEN.findall(name)), set()).add(_id(record))
        # By their first letters and words, so that only a few are tried at each word.
        self._by_start: dict[str, dict[str, tuple[_Word, list[_Name]]]] = {}
        for words, ids in known.items():
            start = cast("re.Match[str]", _START.match(words[0]))[0].lower()
            first, *rest = (made.setdefault(word, _Word(word)) for word in words)
            _, names = self._by_start.setdefault(start, {}).setdefault(words[0], (first, []))
            names.append(_Name(tuple(rest), tuple(sorted(ids))))

    def find(self, text: str) -> Iterator[Naming]:
        """Yield the names in a text, in its order."""
        position = 0
        while word := _WORD_START.search(text, position):
            at = word.start()
            position = at + 1
            start = _START.match(text, at)
            found = []
            for first, names in self._by_start.get(start[0].lower() if start else "", {}).values():
                if ends := first.ends(text, at):
                    found += [(end, name.ids) for name in names if (end := name.end(text, ends)) is not None]
            if found:
                position, ids = max(found)
                yield Naming(at, position, ids)


def _id(record: Mapping[str, Any]) -> str:
    return str(next(record[node["x-key"]] for node in Schemas.installed().items.values() if node["x-key"] in record))


def _spellings(record: Mapping[str, Any]) -> set[str]:
    own = {record["name"], *(entry["name"] for entry in record.get("names", ()))}
    return own | {record["abbreviation"]} if "abbreviation" in record else own
