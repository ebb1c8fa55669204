"""Where a text names a mission or a framework."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inzet import schema

# What may stand between two words of a name: blanks, a line's end, a hyphen, brackets, quotation marks, emphasis.
_BETWEEN = r"[\s\u00a0/&.\-\u2010\u2011\u2013*()«»\u2018-\u201d\",]*"
# "missies", "Kompas's", "Europese" for "Europees" is spelt otherwise and wants a name of its own.
_ENDING = r"(?:['\u2019]?s|en|ën|e|n)?"
_START = re.compile(r"[^\W_]{1,2}")
_WORD_START = re.compile(r"(?<![^\W_])[^\W_]")
_TOKEN = re.compile(r"[^\W_]+(?:['\u2019+%.][^\W_]+)*[+%]?")


@dataclass(frozen=True, slots=True)
class Naming:
    """A name in a text: it stands there from ``start`` to ``end`` and may mean any of ``ids``."""

    start: int
    end: int
    ids: tuple[str, ...]


class Names:
    """The names of missions and frameworks, to be found in texts.

    A name is found with other blanks and hyphens and with a Dutch ending. Of names that start at one place the
    longest counts, so that "EUBAM Libië" is not read as any "EUBAM"; a name that several records bear means
    each of them.
    """

    def __init__(self, records: Iterable[Mapping[str, Any]]) -> None:
        known: dict[str, set[str]] = {}
        for record in records:
            for name in _spellings(record):
                known.setdefault(_pattern(name), set()).add(_id(record))
        # By their first letters, so that only a few are tried at each word; the longest first.
        self._by_start: dict[str, list[tuple[re.Pattern[str], tuple[str, ...]]]] = {}
        for pattern, ids in sorted(known.items(), key=lambda entry: len(entry[0]), reverse=True):
            start = _START.match(re.sub(r"^\(\?i:", "", pattern).replace("\\", ""))[0].lower()  # type: ignore[index]
            compiled = re.compile(rf"{pattern}(?![^\W\d_])")
            self._by_start.setdefault(start, []).append((compiled, tuple(sorted(ids))))

    def find(self, text: str) -> Iterator[Naming]:
        """Yield the names in a text, in its order."""
        position = 0
        while word := _WORD_START.search(text, position):
            at = word.start()
            position = at + 1
            start = _START.match(text, at)
            tried = self._by_start.get(start[0].lower() if start else "", ())
            found = [(match.end(), ids) for pattern, ids in tried if (match := pattern.match(text, at))]
            if found:
                position, ids = max(found)
                yield Naming(at, position, ids)


def _id(record: Mapping[str, Any]) -> str:
    return str(next(record[node["x-key"]] for node in schema.items().values() if node["x-key"] in record))


def _spellings(record: Mapping[str, Any]) -> set[str]:
    own = {record["name"], *(entry["name"] for entry in record.get("names", ()))}
    return own | {record["abbreviation"]} if "abbreviation" in record else own


def _pattern(name: str) -> str:
    """Return the expression for a name; an abbreviation keeps its capitals, other words may have any."""
    return _BETWEEN.join(map(_word, _TOKEN.findall(name)))


def _word(token: str) -> str:
    escaped = re.escape(token)
    if token.isupper() or not token.isalpha():
        return escaped + r"(?:['\u2019]?s)?"
    return f"(?i:{escaped}{_ENDING})"
