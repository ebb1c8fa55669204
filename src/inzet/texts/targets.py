"""What a text names that a contribution may go to: missions and frameworks, and names without a record."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import inf
from operator import attrgetter
from typing import Any

from inzet.texts.countries import begins_country, country, country_finder, names_of_countries
from inzet.texts.language import Language, Mark
from inzet.texts.names import Names, spellings
from inzet.texts.text import Span, Text

Item = Mapping[str, Any]

_BACKGROUND = {"organisation", "fund", "agreement", "strategy", "summit", "process", "planning_process", "pool"}
"""Kinds of frameworks that a letter names as who leads something, or as why it is done."""

_WORD = re.compile(r"[^\W_]+")
_OWN_NAME = re.compile(
    r"(?:[Oo]peratie|Operation|NAVO|EU|VN) ((?:[A-ZÀ-Þ][a-zà-þ]{3,20} ){0,3}[A-ZÀ-Þ][a-zà-þ]{3,20})\Z"
)
_SHORT_NAME = re.compile(r"\(([A-Z][A-Z0-9-]{1,12})\)\Z")
_SECOND = re.compile(r"\s(?:en|and)\s(?P<last>[A-ZÀ-Þ][^\W\d_]{2,20})(?![^\W_])")
_NEAR = 300  # characters around a name in which its country may be, if several records have the name


@dataclass(frozen=True, slots=True)
class Target:
    """A name in a text, from ``start`` to ``end``.

    ``ids`` has the records that it may mean, none if there is no record. ``is_clear`` if the text tells which one is
    meant; ``is_mission`` if the words are those for a mission or framework, not for a unit or region; ``role`` is
    ``object`` if the text says that something goes to it ("een bijdrage aan de NAVO"), and ``aside`` if it is only
    compared or linked with that; ``is_background`` for an organisation or a treaty, which what follows is hardly about;
    ``countries`` has those of its records.
    """

    start: int
    end: int
    words: str
    ids: tuple[str, ...]
    is_clear: bool
    is_mission: bool = True
    role: str | None = None
    is_background: bool = False
    countries: frozenset[str] = frozenset()

    @property
    def is_object(self) -> bool:
        """Whether something goes to it."""
        return self.role == "object"

    @property
    def meant(self) -> object:
        """What tells it from others: the records that it may mean, else its words."""
        return self.ids or self.words


by_start = attrgetter("start")
"""The order of the names in a text."""


def find_targets(text: Text, names: Names, language: Language, records: Mapping[str, Item]) -> list[Target]:
    """Return the names in a text, in its order.

    A short form such as "EUTM" means the mission that the text names in full, or the one in a country that is near.
    "De EU-trainingsmissie in Mali" means the only mission of the EU in Mali that trains. An organisation is
    one only if something goes to it ("een bijdrage aan de NAVO"), not if it leads the mission beside it.
    """
    content = text.content
    known = [
        Target(name.start, name.end, content[name.start : name.end], name.ids, len(name.ids) == 1)
        for name in names.find(content)
    ]
    known = sorted([*known, *_shared(known, names, content, records)], key=by_start)
    marks = {mark.start: mark for mark in language.find_namings(content)}
    known = [name for name in known if not _is_other(name, marks.get(name.start), content, records)]
    full = {name.ids[0] for name in known if name.is_clear and not _is_vague(name.words, records[name.ids[0]])}
    is_near = country_finder(content)
    missions: list[Target] = []
    background: list[Target] = []
    for name in known:
        named = _with_role(_resolve(name, full, is_near, records), content, language)
        places = (code for one in named.ids for code in records[one].get("countries", ()))
        named = replace(named, countries=frozenset(places))
        (background if all(records[one].get("kind") in _BACKGROUND for one in named.ids) else missions).append(named)
    describe = _describer(names, records)
    namings = [describe(mark, content) for mark in marks.values()]
    # "Aan de Europese Vredesfaciliteit (EPF)" names what has a record.
    objects = {name.start for name in background if name.is_object}
    namings = [name for name in namings if name.is_mission or name.start not in objects]
    # "Inzet in Bosnië en Herzegovina" names a country.
    namings = [name for name in namings if not begins_country(name.words.lower())]
    unknown = [name for name in namings if not _meets(name, missions)]
    taken = sorted([*missions, *namings], key=by_start)
    unknown += [name for name in _named_again(unknown, content) if not _meets(name, taken)]
    leaders = [
        replace(name, is_background=True)
        for name in background
        # An organisation is part of another name, or directly before it: "NAVO operatie Ocean Shield".
        if name.is_object and not (_meets(name, missions, 2) or _meets(name, namings, 2))
    ]
    unknown = [_with_role(name, content, language) for name in unknown]
    return sorted([*missions, *unknown, *leaders], key=by_start)


def _shared(known: Sequence[Target], names: Names, content: str, records: Mapping[str, Item]) -> Iterator[Target]:
    """Yield the second mission of "EUCAP Sahel Mali en Niger", which shares the first words of its name."""
    for name in known:
        match = _SECOND.match(content, name.end)
        last = name.words.rpartition(" ")[2]
        if match and last[:1].isupper():
            forms = {one.removesuffix(last) + match["last"] for one in _spelled(name, records) if one.endswith(last)}
            meant = {ids for form in sorted(forms) if (ids := names.meant_by(form))}
            if len(meant) == 1:
                (ids,) = meant
                yield Target(*match.span("last"), match["last"], ids, len(ids) == 1)


def _spelled(name: Target, records: Mapping[str, Item]) -> Iterator[str]:
    for one in name.ids:
        yield from spellings(records[one])


def _with_role(name: Target, content: str, language: Language) -> Target:
    return replace(name, role=language.read_name(content, name.start, name.end))


def _named_again(names: Sequence[Target], content: str) -> Iterator[Target]:
    """Yield where missions without a record are named again, without "operatie" or who leads them: "Ocean Shield"."""
    short = {
        words: name
        for name in names
        if not name.ids and name.is_mission
        for form in (_OWN_NAME, _SHORT_NAME)
        for words in form.findall(name.words)
    }
    short = {words: name for words, name in short.items() if not begins_country(words.lower())}
    if short:
        again = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, short))})(?![^\W_])")
        for match in again.finditer(content):
            yield replace(short[match[0]], start=match.start(), end=match.end())


def _meets(name: Target, others: Sequence[Target], reach: int = 0) -> bool:
    """Whether a name overlaps one of others, which do not overlap and are in the order of the text.

    One that starts less than ``reach`` characters behind it counts as well.
    """
    at = bisect_right(others, name.start, key=lambda other: other.end)
    return at < len(others) and others[at].start < name.end + reach


def _is_organisation(record: Item) -> bool:
    return record.get("kind") == "organisation"


def _is_short(words: str, record: Item) -> bool:
    """Whether a word is the first of a longer name of a record, such as "EUTM" of "EUTM Mali"."""
    return any(
        len(longer) > 1 and longer[:1] == _WORD.findall(words.lower())
        for longer in (_WORD.findall(name.lower()) for name in spellings(record))
    )


def _is_vague(words: str, record: Item) -> bool:
    """Whether words that are a name of a record may mean another: a short form, or "de multinationale battlegroup"."""
    return words.islower() or _is_short(words, record)


def _is_other(name: Target, mark: Mark | None, content: str, records: Mapping[str, Item]) -> bool:
    """Whether a short form begins the name of a mission that has no record: "EUFOR RCA" is not "EUFOR Althea"."""
    if mark is None or mark.end <= name.end or not all(_is_short(name.words, records[one]) for one in name.ids):
        return False
    rest = content[name.end : mark.end].strip(" /-").lower()
    countries = {code for one in name.ids for code in records[one].get("countries", ())}
    return not any(label.startswith(rest) for code in countries for label in names_of_countries()[code])


def _resolve(
    name: Target, full: set[str], is_near: Callable[[str, Span, float], bool], records: Mapping[str, Item]
) -> Target:
    """Return a name with the one record that it means, if its text tells."""
    if name.is_clear and not _is_vague(name.words, records[name.ids[0]]):
        return name
    if len(named := [one for one in name.ids if one in full]) == 1:
        return replace(name, ids=tuple(named), is_clear=True)
    reach = _NEAR if len(name.ids) > 1 else inf
    places = {one: records[one].get("countries", ()) for one in name.ids}
    here = [one for one in name.ids if any(is_near(code, (name.start, name.end), reach) for code in places[one])]
    if len(here) == 1 or (len(name.ids) == 1 and not places[name.ids[0]]):
        return replace(name, ids=tuple(here or name.ids), is_clear=True)
    # A short form that one record has today may have been another mission's in the year of the letter.
    return replace(name, is_clear=False)


_NO_MISSIONS = ("office", "cell", "team", "exercise")
_TASKS = {
    "training": "training",
    "advies": "advice",
    "capaciteitsopbouw": "capacity_building",
    "grensbijstand": "border_management",
    "politie": "policing",
    "rechtsstaat": "rule_of_law",
    "waarneming": "monitoring",
    "monitoring": "monitoring",
}
"""Parts of words for a mission, such as "trainingsmissie", that name its task."""


def _above(record_id: str, records: Mapping[str, Item]) -> set[str]:
    """Return the frameworks above a record."""
    found: set[str] = set()
    while (parent := records.get(record_id, {}).get("parent")) and parent not in found:
        found.add(parent)
        record_id = parent
    return found


def _describer(names: Names, records: Mapping[str, Item]) -> Callable[[Mark, str], Target]:
    """Return a function for a name in words, with the only mission that it describes, if any.

    It describes one by its organisation, country and task.
    """
    above = {one: _above(one, records) for one in records}

    @cache
    def described(words: str) -> tuple[str, ...]:
        lower = words.lower()
        leaders = {one for name in names.find(words) for one in name.ids if _is_organisation(records[one])}
        if not leaders:
            return ()
        leaders |= {one for one in records if not leaders.isdisjoint(above[one])}
        tasks = {task for part, task in _TASKS.items() if part in lower}
        found = tuple(
            one
            for one, record in records.items()
            if record.get("framework_id") in leaders
            and record.get("kind") not in _NO_MISSIONS
            and tasks.issubset(record.get("tasks", ()))
            and any(country(code).search(words) for code in record.get("countries", ()))
        )
        return found if len(found) == 1 else ()

    def describe(naming: Mark, content: str) -> Target:
        words = " ".join(content[naming.start : naming.end].split())
        ids = described(words)
        return Target(naming.start, naming.end, words, ids, bool(ids), naming.value == "mission")

    return describe
