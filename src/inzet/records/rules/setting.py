"""Where an item stands, and the register of the rules over it."""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
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

Item = Mapping[str, Any]
Complaints = Iterator[tuple[Pointer, str]]
TARGETS = ("missions", "frameworks")
LINKS = ("predecessor", "parent", "part_of")
_COUNT = (*sorted(FIGURES), *MEASURES)
_MOST_SHARING = 20  # contributions with one figure in one fragment, the first; a fragment of a letter is a sentence


@dataclass(frozen=True)
class Tree:
    """All missions and frameworks, by what they are looked up for; the first key is always the table.

    Letters are not in it: they are many and refer to nothing in each other, so each is looked at by itself.

    Attributes:
        items: every record that its schema accepts, by id.
        ids: every id that is taken, also by a record with faults, so that one slip in a record does not make
            every reference to it fail as well; and those of the release that a tree builds on.
        former: ids that records had before, each with the id it leads to now.
    """

    items: dict[str, dict[str, Item]]
    ids: dict[str, set[str]]
    former: dict[str, dict[str, str]]

    @cached_property
    def circles(self) -> set[tuple[str, str]]:
        """The links that lead back to where they start: name of the property, and id."""
        return set().union(*(circles(items, ("predecessor", "parent")) for items in self.items.values()))


def circles(items: Mapping[str, Item], links: Sequence[str]) -> set[tuple[str, str]]:
    """Return the links among items that lead back to where they start: name of the property, and id."""
    return {(link, own) for link in links for own in _circle(items, link)}


def _circle(items: Mapping[str, Item], link: str) -> set[str]:
    """Return the ids from which following a link comes back to the same id; looks at each item once."""
    seen: set[str] = set()
    found: set[str] = set()
    for start in items:
        way: dict[str, int] = {}
        here: str | None = start
        while here is not None and here not in way and here not in seen:
            way[here] = len(way)
            here = items.get(here, {}).get(link)
        if here in way:
            found |= {name for name, at in way.items() if at >= way[here]}
        seen |= way.keys()
    return found


def counts(item: Item) -> Iterator[tuple[Any, ...]]:
    """Yield for each fragment of a contribution what it counts and where: line, quote, figures; nothing without any."""
    if FIGURES & item.keys():
        figures = tuple(map(item.get, _COUNT))
        for evidence in item["evidence"]:
            yield evidence["line"], evidence["quote"], figures


class Siblings(dict[str, tuple[int, Item]]):
    """The sound contributions of one letter by id, each with its position; of two with one id the first.

    What is looked for among all of them is gathered once, when a rule first asks for it.
    """

    @cached_property
    def sharing(self) -> Mapping[tuple[Any, ...], Sequence[tuple[int, Item]]]:
        """The contributions, with their positions, that count the same by the same fragment, by ``counts``."""
        found: dict[tuple[Any, ...], list[tuple[int, Item]]] = {}
        for position, item in self.values():
            for count in dict.fromkeys(counts(item)):
                held = found.setdefault(count, [])
                if len(held) < _MOST_SHARING:
                    held.append((position, item))
        return found

    @cached_property
    def last_term(self) -> date | None:
        """The last day of all that goes on, or may, for as long as the letter says; None where it does not say."""
        terms = (
            edtf.last_day(item["end_date"])
            for _, item in self.values()
            if item["change"] != "end" and item["status"] not in UNPLANNED and "end_date" in item
        )
        return max(filter(None, terms), default=None)


@dataclass(slots=True)
class Setting:
    """Where an item stands.

    Attributes:
        tree: all missions and frameworks.
        document: the file that holds the item.
        table: the table to which the item belongs.
        position: position of a contribution in its letter, from 0.
        letter_ids: the ids of all contributions of the same letter, also of those with faults.
        siblings: the contributions of the same letter.
        parts: the contributions of the same letter that are parts of this one, repetitions left out.
        circles: the links that lead back to where they start: name of the property, and id.
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
        """The language of the letter; the head of a letter may have faults where its contributions have none."""
        return LANGUAGES.get(str(self.document.value.get("language")), NO_LANGUAGE)

    @property
    def key(self) -> str:
        """Name of the property that holds the item's id."""
        return Schemas.installed().key(self.table)


Rule = Callable[[Item, Setting], Complaints]
RULES: dict[str, list[Rule]] = {}
"""The rules of each table, in the order in which they are written here."""


def rule(*tables: str) -> Callable[[Rule], Rule]:
    """Register a function as a rule over the items of some tables."""

    def register(function: Rule) -> Rule:
        for table in tables:
            RULES.setdefault(table, []).append(function)
        return function

    return register
