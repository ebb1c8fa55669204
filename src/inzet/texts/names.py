"""The names of missions and frameworks in a text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True)
class _Name:
    """The words of a name after the first, and the ids that it may refer to."""

    rest: tuple[_Word, ...]
    ids: tuple[str, ...]

    def end(self, text: str, ends: set[int]) -> int | None:
        """Return the end of the name, given the possible ends of its first word; None if the rest does not match.

        All ways to read the words are followed at once, so that no name and text together can cause backtracking.
        """
        for word in self.rest:
            starts = {cast("re.Match[str]", _BETWEEN.match(text, end)).end() for end in ends}
            ends = {end for at in starts for end in word.ends(text, at)}
        return max((end for end in ends if not _LETTER.match(text, end)), default=None)


class Names:
    """The names of missions and frameworks, to be found in texts.

    A name may have other blanks and hyphens in a text, and a Dutch ending. If several names start at one position, the
    longest counts, so that "EUBAM Libië" is not read as any "EUBAM". A name that several records share refers to each
    of them.
    """

    def __init__(self, records: Iterable[Mapping[str, Any]]) -> None:
        ids_of: dict[tuple[str, ...], set[str]] = {}
        for record in records:
            for name in _spellings(record):
                if words := tuple(_TOKEN.findall(name)):  # a name may be signs alone
                    ids_of.setdefault(words, set()).add(_id(record))
        words_of = {written: _Word(written) for words in ids_of for written in words}
        # By first word in lower case, and the lengths of these by first letters, so that only a few names are tried at
        # each word of a text.
        self._by_first: dict[str, dict[str, tuple[_Word, list[_Name]]]] = {}
        self._lengths: dict[str, set[int]] = {}
        for words, ids in ids_of.items():
            start = cast("re.Match[str]", _START.match(words[0]))[0].lower()
            first, *rest = (words_of[written] for written in words)
            _, names = self._by_first.setdefault(first.written.lower(), {}).setdefault(words[0], (first, []))
            self._lengths.setdefault(start, set()).add(len(first.written))
            names.append(_Name(tuple(rest), tuple(sorted(ids))))

    def find(self, text: str) -> Iterator[Naming]:
        """Yield the names in a text, in its order."""
        position = 0
        while word := _WORD_START.search(text, position):
            at = word.start()
            position = at + 1
            start = _START.match(text, at)
            matches = []
            for length in self._lengths.get(start[0].lower() if start else "", ()):
                for first, names in self._by_first.get(text[at : at + length].lower(), {}).values():
                    if ends := first.ends(text, at):
                        matches += [(end, name.ids) for name in names if (end := name.end(text, ends)) is not None]
            if matches:
                position, ids = max(matches)
                yield Naming(at, position, ids)


def _id(record: Mapping[str, Any]) -> str:
    return str(next(record[node["x-key"]] for node in Schemas.installed().items.values() if node["x-key"] in record))


def _spellings(record: Mapping[str, Any]) -> set[str]:
    own = {record["name"], *(entry["name"] for entry in record.get("names", ()))}
    return own | {record["abbreviation"]} if "abbreviation" in record else own
