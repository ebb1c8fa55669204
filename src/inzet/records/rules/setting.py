"""What the rules know about an item, and the register of the rules."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from inzet import edtf
from inzet.issues import Pointer
from inzet.records.tree import Document
from inzet.schema.contributions import UNPLANNED
from inzet.schema.figures import FIGURES, MEASURES
from inzet.schema.schemas import Schemas
from inzet.texts.language import Language
from inzet.texts.languages import LANGUAGES, NO_LANGUAGE
from inzet.texts.names import Names

Item = Mapping[str, Any]
Complaints = Iterator[tuple[Pointer, str]]
TARGETS = ("missions", "frameworks")
LINKS = ("predecessor", "parent", "part_of")
_COUNT = (*sorted(FIGURES), *MEASURES)
_MOST_SHARING = 20  # a fragment is shorter than a sentence, so it gives the figure of a few contributions only


@dataclass(frozen=True)
class Tree:
    """All missions and frameworks; the first key is always the table.

    Letters are not included: there are many, they do not refer to each other, and so each is checked by itself.

    Attributes:
        items: every record that its schema accepts, by id.
        ids: every id, including those of the release on which a tree builds, and of records that their schema refuses,
            so that one mistake in a record does not break every reference to it.
        former: the former ids of records, each with the present id.
    """

    items: dict[str, dict[str, Item]]
    ids: dict[str, set[str]]
    former: dict[str, dict[str, str]]

    def lineage(self, record_id: str) -> set[str]:
        """Return a mission or framework with its parent, the parent of that, and so on."""
        found: set[str] = set()
        while record_id and record_id not in found:
            found.add(record_id)
            record = self.items["missions"].get(record_id) or self.items["frameworks"].get(record_id) or {}
            record_id = record.get("parent", "")
        return found

    def unnamed(self, record_ids: Iterable[str], texts: Iterable[str]) -> set[str]:
        """Return the missions and frameworks that no text names; the names of a record of another tree are unknown."""
        missing = {record_id for record_id in record_ids if any(record_id in items for items in self.items.values())}
        for text in dict.fromkeys(texts):
            if missing:
                missing.difference_update(*(naming.ids for naming in self._names.find(text)))
        return missing

    @cached_property
    def holders(self) -> dict[tuple[str, str, str], str]:
        """The first id, by table, with each official name and Wikidata item."""
        found: dict[tuple[str, str, str], str] = {}
        for table, items in self.items.items():
            for record_id in sorted(items):
                for name in ("name", "wikidata"):
                    if name in items[record_id]:
                        found.setdefault((table, name, items[record_id][name]), record_id)
        return found

    @cached_property
    def _names(self) -> Names:
        return Names(record for items in self.items.values() for record in items.values())

    @cached_property
    def circles(self) -> set[tuple[str, str]]:
        """The links that lead back to their start: name of the property, and id."""
        return set().union(*(circles(items, ("predecessor", "parent")) for items in self.items.values()))


def circles(items: Mapping[str, Item], links: Sequence[str]) -> set[tuple[str, str]]:
    """Return the links among items that lead back to their start: name of the property, and id."""
    return {(link, own) for link in links for own in _circle(items, link)}


def _circle(items: Mapping[str, Item], link: str) -> set[str]:
    """Return the ids from which a link leads back to the same id; visits each item once."""
    visited: set[str] = set()
    in_circles: set[str] = set()
    for start in items:
        path: dict[str, int] = {}
        current: str | None = start
        while current is not None and current not in path and current not in visited:
            path[current] = len(path)
            current = items.get(current, {}).get(link)
        if current in path:
            in_circles |= {name for name, at in path.items() if at >= path[current]}
        visited |= path.keys()
    return in_circles


def ids_in(item: Item, name: str) -> list[str]:
    """Return the ids that a list of references holds; a framework of a contribution stands beside its role."""
    return [entry if isinstance(entry, str) else entry["framework_id"] for entry in item.get(name, ())]


def targets_of(item: Item) -> set[str]:
    """Return the ids of all missions and frameworks of a contribution or event."""
    return {target for name in TARGETS for target in ids_in(item, name)}


def are_linked(item: Item, other: Item) -> bool:
    """Whether one of two contributions is a part or a repetition of the other."""
    ids = {item["contribution_id"], other["contribution_id"]}
    return any(entry.get(link) in ids for entry in (item, other) for link in ("part_of", "restates"))


def counts(item: Item) -> Iterator[tuple[Any, ...]]:
    """Yield line, quote and figures for each fragment of a contribution that has a figure."""
    if FIGURES & item.keys():
        figures = tuple(map(item.get, _COUNT))
        for evidence in item["evidence"]:
            yield evidence["line"], evidence["quote"], figures


def _substance(item: Item) -> tuple[Any, ...]:
    """Return what a contribution says: of what, how much and how it changes; not from when to when."""
    return item["kind"], item["change"], frozenset(targets_of(item)), *map(item.get, _COUNT)


def _main_words(item: Item) -> list[tuple[int, str]]:
    """Return line and words of the fragments that carry the figure; without a figure, of the first fragment."""
    parts = [part for part in item["evidence"] if FIGURES.intersection(part.get("supports", FIGURES))]
    chosen = parts if FIGURES & item.keys() else item["evidence"][:1]
    return [(part["line"], part["quote"]) for part in chosen]


class Siblings(dict[str, tuple[int, Item]]):
    """The valid contributions and events of one letter by id, each with its position; of duplicate ids the first.

    What rules look up among all of them is computed once, on first use.
    """

    @cached_property
    def sharing(self) -> Mapping[tuple[Any, ...], Sequence[tuple[int, Item]]]:
        """The contributions, with their positions, by the fragments and figures that they share; see ``counts``."""
        sharing: dict[tuple[Any, ...], list[tuple[int, Item]]] = {}
        for position, item in self.values():
            for count in dict.fromkeys(counts(item)):
                items = sharing.setdefault(count, [])
                if len(items) < _MOST_SHARING:
                    items.append((position, item))
        return sharing

    def saying_the_same(self, item: Item) -> Iterator[tuple[int, Item]]:
        """Yield contributions, with their positions, that share targets, figure, change and words with one."""
        substance = _substance(item)
        for line, quote in _main_words(item):
            for position, other, words in self._alike.get((line, substance), ()):
                if quote in words or words in quote:
                    yield position, other

    @cached_property
    def _alike(self) -> Mapping[tuple[Any, ...], Sequence[tuple[int, Item, str]]]:
        """The contributions, with their positions and main words, by the lines of these and by what they say."""
        alike: dict[tuple[Any, ...], list[tuple[int, Item, str]]] = {}
        for position, item in self.values():
            substance = _substance(item) if "contribution_id" in item else None
            for line, words in _main_words(item) if substance else ():
                items = alike.setdefault((line, substance), [])
                if len(items) < _MOST_SHARING:
                    items.append((position, item, words))
        return alike

    @cached_property
    def last_term(self) -> date | None:
        """The last end date of the contributions that go on, or may go on; None if they have none."""
        terms = (
            edtf.last_day(item["end_date"])
            for _, item in self.values()
            if item.get("change", "end") != "end" and item["status"] not in UNPLANNED and "end_date" in item
        )
        return max(filter(None, terms), default=None)


@dataclass(slots=True)
class Setting:
    """What a rule knows about an item besides the item itself.

    Attributes:
        tree: all missions and frameworks.
        document: the file with the item.
        table: the table of the item.
        position: position of a contribution or event in its list, from 0.
        letter_ids: the ids of all contributions of the same letter, including invalid ones.
        siblings: the valid contributions and events of the same letter.
        parts: the contributions of the same letter that are parts of this one, without repetitions.
        circles: the links that lead back to their start: name of the property, and id.
    """

    tree: Tree
    document: Document
    table: str
    position: int
    letter_ids: Set[str]
    siblings: Siblings
    parts: Sequence[Item]
    circles: Set[tuple[str, str]]

    @property
    def language(self) -> Language:
        """The language of the letter, which may be missing if only its contributions are valid."""
        return LANGUAGES.get(str(self.document.value.get("language")), NO_LANGUAGE)

    @property
    def key(self) -> str:
        """Name of the property with the item's id."""
        return Schemas.installed().key(self.table)


Rule = Callable[[Item, Setting], Complaints]
RULES: dict[str, list[Rule]] = {}
"""The rules of each table, in the order of the code."""


def rule(*tables: str) -> Callable[[Rule], Rule]:
    """Register a function as a rule for the items of some tables."""

    def register(function: Rule) -> Rule:
        for table in tables:
            RULES.setdefault(table, []).append(function)
        return function

    return register
