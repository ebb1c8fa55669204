"""The ledger: all statements, by what they are about, and the days of a question."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from inzet.ledger.names import TARGETS, Names
from inzet.ledger.statements import Statement, day_known, statement_of
from inzet.models import Framework, Letter, Mission
from inzet.record import Keyed, Record, id_of
from inzet.words import Lang
from inzet.words.days import understand_day
from inzet.words.lines import brief
from inzet.words.sentences import horizon_words, listed, say

Day = str | date | None
"""A day as a date or as text; a datetime counts as its day."""


class Horizon(NamedTuple):
    """How far some letters see.

    Attributes:
        letters: how many there are.
        first: the day from which the first is known; None where there is none.
        last: the day from which the last is known.
        letter: the last letter.
    """

    letters: int
    first: date | None
    last: date | None
    letter: Letter | None

    def __repr__(self) -> str:
        return brief(self, f"of {self.letters} letters, known from {self.first} to {self.last}")

    def ends_before(self, on: date) -> bool:
        """Whether a day is later than the last letter."""
        return self.last is not None and on > self.last

    def words(self, lang: Lang, on: date | None = None) -> str:
        """Return how far the letters see, and that a day is later than they are, where it is."""
        words = horizon_words(self.letters, self.last, lang)
        return f"{say('horizon_later', lang)} {words}" if on and self.ends_before(on) else words


class Ledger:
    """All statements, by what they are about, in the order in which they became known.

    Attributes:
        letters: the letters.
        statements: the statements of all letters, by id.
        names: all records by what they are called.
    """

    def __init__(self, letters: Keyed[Letter], missions: Keyed[Mission], frameworks: Keyed[Framework]) -> None:
        self.letters = letters
        self.statements: dict[str, Statement] = {}
        self.names = Names(letters, missions, frameworks)
        for letter in letters:
            own = {item.contribution_id: statement_of(item, letter) for item in letter.contributions}
            for statement in own.values():
                if statement.item.part_of in own:
                    whole = own[str(statement.item.part_of)]
                    object.__setattr__(statement, "whole", whole)
                    whole.parts.append(statement)
            self.statements |= own
        self._about: dict[str, list[Statement]] = {}
        self._main: dict[str, list[Statement]] = {}
        for statement in sorted(self.statements.values(), key=lambda statement: (statement.known_from, statement.id)):
            for target in statement.targets:
                self._about.setdefault(target, []).append(statement)
                if not statement.item.restates and not statement.is_inside(target):
                    self._main.setdefault(target, []).append(statement)
        self._mandates: dict[str, list[tuple[date, Statement | None]]] = {}
        self._horizons: dict[date | None, Horizon] = {}
        records: tuple[Mission | Framework, ...] = (*missions, *frameworks)
        self._targets = tuple(record for record in records if record.id in self._about)

    def __repr__(self) -> str:
        days = self.horizon()
        words = (
            f"of {len(self.statements)} statements in {days.letters} letters, known from {days.first} to {days.last}"
        )
        return brief(self, words)

    def about(self, target: Record | str, known: date | None = None, *, main: bool = False) -> Sequence[Statement]:
        """Return the statements about a mission or framework, in order; those known by a day, or all.

        Args:
            target: the mission or framework, or its present id.
            known: the last day whose letters count; all letters when left out.
            main: whether parts of others and repetitions are left out.
        """
        statements = (self._main if main else self._about).get(id_of(target), [])
        return statements if known is None else statements[: bisect_right(statements, known, key=_known_from)]

    def mandate_before(self, target: Record | str, day: date) -> Statement | None:
        """Return the mandate of the last letter before a day that sets one, unless a later one ends it."""
        name = id_of(target)
        if name not in self._mandates:
            self._mandates[name] = list(_last_mandates(self._main.get(name, ())))
        at = bisect_left(self._mandates[name], day, key=itemgetter(0))
        return self._mandates[name][at - 1][1] if at else None

    def targets(self) -> tuple[Mission | Framework, ...]:
        """Return all missions and frameworks that have statements, missions first."""
        return self._targets

    def target(self, target: Record | str) -> Mission | Framework:
        """Return the mission or framework with an id or name; see ``Names``.

        Raises:
            KeyError: if there is none, with the closest ones; or more than one, with these.
            TypeError: if it is neither a text nor a record.
        """
        return self.names.find(target, *TARGETS)

    def letter(self, letter: Record | str) -> Letter:
        """Return the letter with an id, number, title or date; see ``Names``.

        Raises:
            KeyError: if there is none, with the closest ones; or more than one, with these.
            TypeError: if it is neither a text nor a record.
        """
        return self.names.find(letter, Letter)

    def horizon(self, known: date | None = None) -> Horizon:
        """Return how far the letters see that were known by a day; all letters when left out."""
        if known not in self._horizons:
            days = [(day_known(letter), letter) for letter in self.letters]
            read = sorted((pair for pair in days if known is None or pair[0] <= known), key=lambda pair: pair[0])
            self._horizons[known] = Horizon(len(read), *(read[0][0], *read[-1]) if read else (None, None, None))
        return self._horizons[known]


def _known_from(statement: Statement) -> date:
    return statement.known_from


def _last_mandates(statements: Iterable[Statement]) -> Iterator[tuple[date, Statement | None]]:
    """Yield each day of some statements, which are in order, with the last mandate that is set by then."""
    last: Statement | None = None
    for day, group in groupby(statements, key=_known_from):
        letter = list(group)
        mandates = [item for item in reversed(letter) if item.sort == "mandate" and not item.takes_over]
        if mandates:
            last = max(mandates, key=lambda item: item.term.over)
        elif any(item.sort == "ending" and not item.has_term for item in letter):
            last = None
        yield day, last


def short_name(record: Mission | Framework, lang: Lang = "en") -> str:
    """Return the abbreviation of a mission or framework, or its name where it has none."""
    return record.abbreviation or full_name(record, lang)


def full_name(record: Mission | Framework, lang: Lang) -> str:
    """Return the official name; in Dutch a Dutch name where there is one."""
    dutch = (entry.name for entry in record.names if entry.language == "nl") if lang == "nl" else iter(())
    return next(dutch, record.name)


def names_of(records: Iterable[Mission | Framework], lang: Lang) -> str:
    """Return the short names of missions and frameworks as a list in words."""
    return listed((short_name(record, lang) for record in records), lang)


def day(value: Day) -> date | None:
    """Return a day that is given as one or as text; None stays None.

    Raises:
        TypeError: if it is neither; the message says what would be right.
        ValueError: if the text is no day.
    """
    return None if value is None else understand_day(value)


def days(on: Day, known: Day) -> tuple[date, date | None]:
    """Return the two days of a question: ``on`` is today where it is left out; without ``known`` all letters count."""
    return day(on) or date.today(), day(known)
