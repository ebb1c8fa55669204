"""From what people call a mission, framework or letter to its record."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import TypeVar, get_args

from inzet.models import Contribution, Event, Framework, Letter, Mission
from inzet.record import Record
from inzet.words import Lang
from inzet.words.dates import date_words
from inzet.words.labels import label

R = TypeVar("R", bound=Record)

_Index = dict[str, dict[str, Record]]
"""Records by id, by a folded name that they have."""

TARGETS: tuple[type[Mission] | type[Framework], ...] = (Mission, Framework)
"""The types of what a contribution may go to."""
EVERY = (Letter, *TARGETS, Contribution, Event)
"""The types of all records that have an id."""

_SHOWN = 5
_WORD = re.compile(r"[^\W_]+")


@lru_cache(1 << 14)
def fold(text: str) -> str:
    """Return a text without case, accents and marks, its words parted by single blanks.

    >>> fold("EUMM-Georgië (EU)")
    'eumm georgie eu'
    """
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    return " ".join(_WORD.findall(plain))


def spellings(record: Record) -> Iterator[str]:
    """Yield what a mission, framework or letter is called, besides its id; nothing of any other record."""
    if isinstance(record, Mission | Framework):
        yield from filter(None, (record.abbreviation, record.name))
        yield from (entry.name for entry in record.names)
    elif isinstance(record, Letter):
        yield record.title
        yield from (entry.value for entry in record.identifiers)
        yield f"letter of {date_words(record.letter_date, 'en')}"
        yield f"brief van {date_words(record.letter_date, 'nl')}"
        if record.dossier and record.number:
            from inzet import kamerstuk  # its expressions take a while to compile

            citation = kamerstuk.cite(kamerstuk.parse(record.id)) if record.id.startswith("kst-") else ""
            yield from (citation, citation.removeprefix("Kamerstuk "), f"{record.dossier} {record.number}")


class Names:
    """The records of a release by what they are called.

    Every record is found by its id, present or former. Missions and frameworks are also found by their names and
    abbreviations, letters by their title, number and date, and a mission by a country or region that no other has.

    Attributes:
        named: the missions, frameworks and letters.
        everything: these, and the contributions and events of the letters.
    """

    def __init__(self, letters: Iterable[Letter], missions: Iterable[Mission], frameworks: Iterable[Framework]) -> None:
        self.named: tuple[Mission | Framework | Letter, ...] = (*missions, *frameworks, *letters)
        inner = (item for letter in letters for item in (*letter.contributions, *letter.events))
        self.everything: tuple[Record, ...] = (*self.named, *inner)
        self._ids: dict[str, Record] = {
            former: record for record in self.named for former in getattr(record, "former_ids", ())
        }
        self._ids |= {record.id: record for record in self.everything}

    def find(self, name: Record | str, *kinds: type[R]) -> R:
        """Return the record of some kinds that has a name.

        Args:
            name: an id or name, or a record, which stands for its id. Case, accents and hyphens do not matter.
            kinds: the types that the record may have.

        Raises:
            KeyError: if there is none, with the closest ones; or more than one, with these.
            TypeError: if the name is neither a text nor a record.
        """
        if not isinstance(name, str | Record):
            raise TypeError(f"write the id or name of a {_either(kinds)} as a text, not {name!r}")
        text = name if isinstance(name, str) else name.id
        exact = self._ids.get(text)
        if isinstance(exact, kinds):
            return exact
        key = fold(text).replace(" ", "")
        found = [list(tier[key].values()) for tier in self._tiers if key in tier]
        for records in found:
            fitting = [record for record in records if isinstance(record, kinds)]
            if len(fitting) == 1:
                return fitting[0]
            if fitting:
                shown = ", ".join(map(_shown, fitting))
                raise KeyError(f"{text!r} fits more than one {_either(kinds)}: {shown}; write an id")
        other = exact or next((records[0] for records in found if len(records) == 1), None)
        if other is not None:
            raise KeyError(f"{text!r} is a {_kind(type(other))}, not a {_either(kinds)}; see: inzet show {other.id}")
        raise KeyError(f"no {_either(kinds)} {text!r}{self._closest(text, kinds)}")

    @cached_property
    def _tiers(self) -> tuple[_Index, ...]:
        """The records by id, by spelling, by country and by region."""
        languages: tuple[Lang, ...] = get_args(Lang)
        missions = [record for record in self.named if isinstance(record, Mission)]
        countries = [("country", code, mission) for mission in missions for code in mission.countries]
        regions = [("region", mission.region, mission) for mission in missions if mission.region]
        return (
            _index(self._ids.items()),
            _index((name, record) for record in self.named for name in spellings(record)),
            *(
                _index((label(kind, code, lang), mission) for kind, code, mission in places for lang in languages)
                for places in (countries, regions)
            ),
        )

    def _closest(self, text: str, kinds: tuple[type[R], ...]) -> str:
        """Return the records whose name has all the words, or else resembles them, as the end of a message."""
        from difflib import get_close_matches  # most runs need no hint

        words = set(fold(text).split())
        own = ((name, record) for name, record in self._ids.items() if isinstance(record, kinds))
        named = ((name, record) for record in self.named if isinstance(record, kinds) for name in spellings(record))
        known: dict[str, Record] = {}
        for name, record in (*own, *named):
            known.setdefault(fold(name), record)
        having = [record for name, record in known.items() if words and words <= set(name.split())]
        near = having or [known[name] for name in get_close_matches(fold(text)[:200], known)]
        records = {record.id: record for record in near}
        shown = ", ".join(map(_shown, list(records.values())[:_SHOWN]))
        return f"; closest: {shown}" if shown else ""


def _index(pairs: Iterable[tuple[str, Record]]) -> _Index:
    index: _Index = {}
    for name, record in pairs:
        index.setdefault(fold(name).replace(" ", ""), {}).setdefault(record.id, record)
    return index


def _shown(record: Record) -> str:
    """Return the id of a record, and a short name where that says more."""
    if isinstance(record, Mission | Framework):
        return f"{record.id} ({record.abbreviation or record.name})"
    if isinstance(record, Letter):
        return f"{record.id} (letter of {date_words(record.letter_date, 'en')})"
    return record.id


def table_of(record: Record) -> str:
    """Return the table that holds a record, such as ``missions``."""
    return f"{_kind(type(record))}s"


def _kind(kind: type[Record]) -> str:
    return kind.__name__.lower()


def _either(kinds: Iterable[type[Record]]) -> str:
    """Return kinds of records in words; all of them together are a record."""
    *others, last = map(_kind, kinds)
    return "record" if len(others) > 2 else " or ".join(filter(None, (", ".join(others), last)))
