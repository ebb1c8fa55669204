"""Statements: what a letter says of a contribution, what sort of claim that is, and which days it covers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, NamedTuple

from inzet import edtf
from inzet.ledger.intervals import Figure, add, figure_of
from inzet.models import Contribution, Evidence, Letter
from inzet.schema.contributions import PLANNED, targets_of
from inzet.schema.figures import telling_fragment

Sort = Literal["mandate", "report", "past", "ending", "plan", "refusal", "money"]
"""What sort of claim a statement makes: a mandate with a size or a term; a report of what is there; what was there and
is over; the end of a contribution; what is only intended, proposed or explored; what is refused; an amount of money."""

Verdict = Literal["yes", "maybe", "before", "over"]
"""Whether a term covers a day: it does, it may, it begins later, it is over."""

ONE_DAY = timedelta(days=1)


class Term(NamedTuple):
    """The days that a statement covers.

    Attributes:
        begins: the first day that it may cover.
        surely: the first day that it surely covers.
        ends: the last day that it surely covers.
        over: the last day that it may cover.
    """

    begins: date
    surely: date
    ends: date
    over: date

    def covers(self, on: date) -> Verdict:
        """Return whether the term covers a day."""
        if on < self.begins:
            return "before"
        if on > self.over:
            return "over"
        return "yes" if self.surely <= on <= self.ends else "maybe"

    def may_cover(self, on: date) -> bool:
        """Whether the term covers a day, or may."""
        return self.begins <= on <= self.over


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """A contribution as a letter states it.

    Attributes:
        item: the contribution.
        letter: the letter that states it.
        known_from: the day from which it was known: the date of the letter, or the last day of an inferred date.
        targets: ids of the missions and frameworks that it goes to.
        sort: what sort of claim it makes.
        term: the days that it covers by its own words.
        figure: what it counts and how much; None where it gives no figure.
        whole: the statement of the same letter that this is a part of.
        parts: the statements that are parts of this one.
    """

    item: Contribution
    letter: Letter
    known_from: date
    targets: tuple[str, ...]
    sort: Sort
    term: Term
    figure: Figure | None
    whole: "Statement | None" = None
    parts: "list[Statement]" = field(default_factory=list)

    @property
    def id(self) -> str:
        """The id of the contribution."""
        return self.item.contribution_id

    @property
    def wholes(self) -> "Iterator[Statement]":
        """The whole of this statement, the whole of that, and so on."""
        whole = self.whole
        while whole is not None:
            yield whole
            whole = whole.whole

    def is_inside(self, target: str) -> bool:
        """Whether it is a part of a statement about the same target."""
        return any(target in whole.targets for whole in self.wholes)

    @property
    def main_targets(self) -> tuple[str, ...]:
        """Its missions; its frameworks where it has no missions."""
        return self.item.missions or self.targets

    @property
    def has_term(self) -> bool:
        """Whether its letter says until when."""
        return self.item.end_date is not None

    @property
    def takes_over(self) -> bool:
        """Whether it reports a mandate without its term, which an earlier one may give."""
        return self.sort == "mandate" and self.item.status == "reported" and not self.has_term

    @property
    def evidence(self) -> Evidence:
        """The fragment that gives the figure, or else one that says what is done."""
        return self.item.evidence[telling_fragment([part.supports for part in self.item.evidence])]

    def __repr__(self) -> str:
        return f"<Statement {self.id}: {self.sort}, {self.item.description[:80]}>"


def turning_days(statements: Iterable[Statement], also: date | None = None) -> list[date]:
    """Return the days on which what some statements say of a day may turn, and before them one for all earlier days."""
    days = sorted({day for statement in statements for day in _turns(statement)} | ({also} if also else set()))
    return [days[0] - ONE_DAY, *days] if days else []


def _turns(statement: Statement) -> Iterator[date]:
    term = statement.term
    for day in (term.begins, term.surely, statement.known_from):
        if date.min + ONE_DAY < day < date.max:
            yield day
    for day in (term.ends, term.over):
        if date.min < day < date.max - ONE_DAY:
            yield day + ONE_DAY
    for part in statement.parts:
        yield from _turns(part)


def bearers(statement: Statement, on: date) -> tuple[list[Statement], list[Statement]]:
    """Return the statements that give the figure of a statement on a day, and its parts of which no size is given.

    A whole without a figure is counted by its parts; a part is never added to a whole that has a figure.
    """
    if statement.figure:
        return [statement], []
    parts = [part for part in statement.parts if part.sort == statement.sort and not part.item.restates]
    sized: list[Statement] = []
    unsized: list[Statement] = []
    for part in parts:
        if part.term.may_cover(on):
            own, missing = bearers(part, on)
            sized += own
            unsized += missing or ([] if own else [part])
    return sized, (unsized if sized else [])


def sized(statement: Statement) -> Figure | None:
    """Return the figure of a statement; of a whole without one, the sum of its parts if they count the same."""
    if statement.figure or not statement.parts:
        return statement.figure
    parts = [part.figure for part in bearers(statement, statement.term.begins)[0] if part.figure]
    if len({part.measure for part in parts}) != 1:
        return None
    return Figure(parts[0].measure, next(iter(add(parts).values())))


def day_known(letter: Letter) -> date:
    """Return the day from which a letter is known.

    One that bears no date is surely known only at the end of the range that was inferred for it.
    """
    return edtf.last_day(letter.letter_date) or date.max


def statement_of(item: Contribution, letter: Letter) -> Statement:
    """Return a contribution as a statement, with its sort and the days that it covers."""
    known_from = day_known(letter)
    written = edtf.first_day(letter.letter_date) or known_from
    end = edtf.parse(item.end_date) if item.end_date else None
    sort = _sort(item, end, written)
    term = _term(item, sort, written, known_from, end)
    return Statement(item, letter, known_from, targets_of(item), sort, term, figure_of(item))


def _sort(item: Contribution, end: edtf.Edtf | None, written: date) -> Sort:
    if item.status == "declined":
        return "refusal"
    if item.status in PLANNED:
        return "plan"
    if item.kind == "money":
        return "money"
    if item.change == "end":
        return "ending"
    if item.status == "decided":
        return "mandate"
    if end is not None and ((end.last or date.max) < written or end.text.startswith("../")):
        return "past"
    return "mandate" if end is not None or item.basis == "ceiling" else "report"


def _term(item: Contribution, sort: Sort, written: date, known_from: date, end: edtf.Edtf | None) -> Term:
    """Return the days that a statement covers.

    An end is inclusive: "tot en met juni 2028", coded ``2028-06``, covers all of June. It is uncertain only where its
    date says so (``2022-10?``) or where it was over by some day. Without a start a statement counts from the day of its
    letter; what is past, from any day before.
    """
    over = (end.last or date.max) if end else date.max
    ends = over
    if end and end.uncertain:
        ends = (end.first or date.min + ONE_DAY) - ONE_DAY
    elif end and "/" in end.text:
        ends = end.first or date.min
    if item.start_date:
        start = edtf.parse(item.start_date)
        begins, surely = start.first or date.min, start.last or date.max
        if item.start_date == item.end_date and begins < surely:
            surely = date.max  # "in 2021": on some days of it
        elif sort in ("report", "mandate") and begins <= known_from <= surely and item.status == "reported":
            surely = known_from  # it is there when the letter of that period is written
        return Term(begins, surely, ends, over)
    if sort in ("past", "ending") and over <= known_from:
        return Term(date.min, date.max, ends, over)
    return Term(written, known_from, ends, over)
