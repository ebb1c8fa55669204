"""Statements: what a letter says of a contribution, from when it was known and which days it covers."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from inzet import edtf
from inzet.ledger.intervals import Interval, Measure, figure
from inzet.models import Contribution, Evidence, Framework, Letter, Mission

if TYPE_CHECKING:
    from inzet.dataset import Dataset

UNDECIDED = ("proposed", "explored", "declined")
"""Statuses that never put anything in force; they are shown beside what is."""

Verdict = Literal["yes", "maybe", "before", "over", "ended"]
"""Whether a statement covers a day: it does, it may, its period begins later, its period is over, it ended before."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EVE = timedelta(days=1)


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """A contribution as a letter states it.

    Attributes:
        item: the contribution.
        letter: the letter that states it.
        said: the day from which it was known: that of the letter, or the last of the range that was inferred for it.
        targets: ids of the missions and frameworks that it goes to.
        firm: whether it can be in force: not proposed, explored or declined.
        possible_from: first day that it may cover.
        certain_from: first day that it surely covers, if it covers any.
        certain_to: last day that it surely covers.
        possible_to: last day that it may cover.
        whole: the statement of the same letter that this is a part of.
        parts: the statements that are parts of this one.
    """

    item: Contribution
    letter: Letter
    said: date
    targets: tuple[str, ...]
    firm: bool
    possible_from: date
    certain_from: date
    certain_to: date
    possible_to: date
    whole: "Statement | None" = None
    parts: "list[Statement]" = field(default_factory=list)

    @property
    def id(self) -> str:
        """The id of the contribution."""
        return self.item.contribution_id

    @property
    def wholes(self) -> "Iterator[Statement]":
        """The statement that this is a part of, and what that is a part of, and so on."""
        whole = self.whole
        while whole is not None:
            yield whole
            whole = whole.whole

    def is_inside(self, target: str) -> bool:
        """Whether it is a part of a statement about the same target."""
        return any(target in whole.targets for whole in self.wholes)

    @property
    def main_targets(self) -> tuple[str, ...]:
        """Its missions, or without any its frameworks."""
        return self.item.missions or self.item.frameworks

    @property
    def figure(self) -> tuple[Measure, Interval] | None:
        """What it counts and how much; None where it gives no figure."""
        return figure(self.item)

    @property
    def evidence(self) -> Evidence:
        """The fragment that gives the figure, or else the first one."""
        figures = {"number_min", "number_max", "amount_min", "amount_max"}
        told = (part for part in self.item.evidence if not figures.isdisjoint(part.supports))
        return next(told, self.item.evidence[0])

    def covers(self, on: date) -> Verdict:
        """Say whether the statement covers a day."""
        if on < self.possible_from:
            return "before"
        if on > self.possible_to:
            return "ended" if self.item.change == "end" else "over"
        return "yes" if self.certain_from <= on <= self.certain_to else "maybe"


def make(item: Contribution, letter: Letter) -> Statement:
    """Return a contribution as a statement, with the days that it covers.

    An end is inclusive: "tot en met juni 2028", coded ``2028-06``, surely covers all of June. A season, a qualified
    date (``2022-10?``), a range, or the date of an ending leaves open on which day of it; so does the first period of
    a start ("sinds januari 2023"), unless the letter is of that period and reports it, and what is said of one period
    alone ("in 2021"). What states no start counts from the day of its letter; what states no end surely covers that
    day, and may have ended since.
    """
    said = edtf.parse(letter.letter_date)
    # A letter that bears no date is surely known only at the end of the range that was inferred for it.
    known = said.last or date.max
    ending = item.change == "end"
    if item.start_date:
        start = edtf.parse(item.start_date)
        possible_from, certain_from = start.first or date.min, start.last or date.max
        if item.status == "reported" and item.change in ("none", "continue") and possible_from <= known <= certain_from:
            certain_from = known  # a letter that reports it in its own year says that it is there
        if item.start_date == item.end_date and possible_from < certain_from:
            certain_from = date.max  # "in 2021": on some days of it
    else:
        possible_from, certain_from = said.first or known, known
        if item.change == "start" and item.status != "reported":
            certain_from = date.max  # it will start, on a day that is not given
    if item.end_date:
        end = edtf.parse(item.end_date)
        possible_to = end.last or date.max
        certain_to = possible_to if end.last and not (ending or end.vague) else end.first or date.min
    elif ending:
        certain_to = known - _EVE
        possible_to = certain_to if item.status == "reported" else date.max
    else:
        certain_to, possible_to = max(known, possible_from), date.max
    targets = (*item.missions, *item.frameworks)
    firm = item.status not in UNDECIDED
    return Statement(item, letter, known, targets, firm, possible_from, certain_from, certain_to, possible_to)


class Ledger:
    """All statements of a dataset, by what they are about, in the order in which they became known."""

    def __init__(self, dataset: "Dataset") -> None:
        self.dataset = dataset
        self.statements: dict[str, Statement] = {}
        for letter in dataset.letters:
            own = {item.contribution_id: make(item, letter) for item in letter.contributions}
            for statement in own.values():
                if statement.item.part_of in own:
                    whole = own[str(statement.item.part_of)]
                    object.__setattr__(statement, "whole", whole)
                    whole.parts.append(statement)
            self.statements |= own
        self._about: dict[str, tuple[list[Statement], list[date]]] = {}
        for statement in sorted(self.statements.values(), key=lambda one: (one.said, one.id)):
            for target in statement.targets:
                statements, days = self._about.setdefault(target, ([], []))
                statements.append(statement)
                days.append(statement.said)

    def about(self, target: str, known: date | None = None) -> Sequence[Statement]:
        """Return the statements about a mission or framework, in order; those known by a day, or all."""
        statements, days = self._about.get(target, ([], []))
        return statements if known is None else statements[: bisect_right(days, known)]

    def targets(self) -> Iterator[str]:
        """Yield the ids of all missions and frameworks that anything is said about, missions first."""
        for records in (self.dataset.missions, self.dataset.frameworks):
            yield from (record.id for record in records if record.id in self._about)

    def target(self, target: str) -> Mission | Framework:
        """Return the mission or framework with an id, present or former.

        Raises:
            KeyError: if there is none; the message names the closest ids.
        """
        found = self.dataset.missions.get(target) or self.dataset.frameworks.get(target)
        if found is None:
            from difflib import get_close_matches

            ids = [record.id for record in (*self.dataset.missions, *self.dataset.frameworks)]
            near = get_close_matches(target.lower(), ids, n=3)
            hint = f"; closest: {', '.join(near)}" if near else ""
            raise KeyError(f"no mission or framework {target!r}{hint}")
        return found


def day(value: str | date) -> date:
    """Return a day that is given as one or as year-month-day.

    Raises:
        ValueError: if it is neither; the message says what would be right.
    """
    if isinstance(value, date):
        return value
    if _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError(f"{value!r} is not a day; write year-month-day, such as 2024-06-17")


def days(on: str | date | None, known: str | date | None) -> tuple[date, date]:
    """Return the two days of a question: ``known`` is today where it is left out, and ``on`` is then ``known``."""
    last = date.today() if known is None else day(known)
    return last if on is None else day(on), last
