"""The position of a mission on a day, as known on a day, and the statements that led to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Literal

from inzet.ledger.intervals import Figure, Interval, Measure, add
from inzet.ledger.register import Ledger, short_name
from inzet.ledger.shares import Share, count_shares
from inzet.ledger.statements import Statement
from inzet.lines import Readable, html_table, wrap
from inzet.models import Framework, Mission

Answer = Literal["yes", "maybe", "ended", "lapsed", "unsaid"]
"""Whether something is in force: it is, it may be, a letter says that it ended, the last period stated is over and
nothing later is known, or nothing that was known speaks of the day."""

Role = Literal["in force", "possible", "undecided", "superseded", "over", "ended", "not yet", "part", "repetition"]

_TERMS = ("start", "continue", "increase", "decrease")
_ANSWERS: dict[Answer, str] = {
    "yes": "In force",
    "maybe": "Perhaps in force",
    "ended": "No longer in force: a letter says that it ended",
    "lapsed": "Not known to be in force: the last period stated is over, and no letter known by then goes on",
    "unsaid": "Not known: no letter known by then speaks of the day",
}


@dataclass(frozen=True, slots=True, repr=False)
class Reason(Readable):
    """Why a statement does or does not count.

    Attributes:
        statement: the statement.
        role: what it is to the answer.
        words: the same in a few words.
    """

    statement: Statement
    role: Role
    words: str

    def lines(self, width: int = 100) -> Iterator[str]:
        """Yield when the statement was known, its id, and what it is to the answer."""
        lead = f"  {self.statement.known_from}  {self.statement.id}  "
        yield from wrap(lead, f"{self.role}: {self.words}", width)


@dataclass(frozen=True, slots=True, repr=False)
class Position(Readable):
    """What is known of a mission or framework on a day; ``str`` gives the lines of ``inzet position``.

    Attributes:
        record: the mission or framework.
        on: the day.
        known: the last day whose letters count.
        answer: whether anything is in force.
        statements: the statements in force: those of the latest letter that surely cover the day.
        possible: firm statements, as late or later, that may cover the day.
        history: all statements that were known, in order.
    """

    record: Mission | Framework
    on: date
    known: date
    answer: Answer
    statements: tuple[Statement, ...]
    possible: tuple[Statement, ...]
    history: Sequence[Statement]
    _ledger: Ledger = field(compare=False)

    def _repr_html_(self) -> str:
        rows = [{"role": role} | statement.cells() for role, statement in self.roles]
        return html_table(f"{self._title}: {self._summary}", rows)

    @property
    def undecided(self) -> tuple[Statement, ...]:
        """What was proposed, explored or declined for the day or later."""
        undecided = (statement for statement in self.history if not statement.firm and statement.possible_to >= self.on)
        return tuple(statement for statement in undecided if not statement.is_inside(self.record.id))

    @property
    def roles(self) -> list[tuple[Role, Statement]]:
        """The statements in force, those that may be, and those that are undecided, each with its role."""
        roles: list[tuple[Role, Statement]] = [("in force", statement) for statement in self.statements]
        roles += [("possible", statement) for statement in self.possible]
        return roles + [("undecided", statement) for statement in self.undecided]

    @property
    def figures(self) -> dict[Measure, Interval]:
        """How much is in force, by measure; what only may be in force counts from 0."""
        return add((share.measure, share.figure) for share in self.shares)

    @property
    def shares(self) -> tuple[Share, ...]:
        """What each statement adds to the figures."""
        alone = {statement.id: (self.record.id,) for statement in (*self.statements, *self.possible)}
        return tuple(count_shares(self.statements, self.possible, self.on, alone))

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Every statement that was known, in order, with what it is to the answer."""
        return tuple(Reason(statement, *self._reason(statement)) for statement in self.history)

    def _reason(self, statement: Statement) -> tuple[Role, str]:
        item, verdict = statement.item, statement.covers(self.on)
        if item.restates:
            return "repetition", f"repeats {item.restates}"
        if statement.is_inside(self.record.id):
            return "part", f"part of {item.part_of}"
        if not statement.firm:
            return "undecided", f"only {item.status}, {statement.until}"
        if statement in self.statements:
            return "in force", f"covers the day, {statement.until}"
        if statement in self.possible:
            return "possible", f"may cover the day, {statement.until}"
        if verdict == "before":
            return "not yet", f"speaks of {statement.possible_from} and later"
        if verdict == "ended":
            return "ended", f"says that it ended, by {statement.end_day or statement.known_from}"
        if verdict == "over":
            return "over", f"its period is over, {statement.until}"
        if _is_mention(statement) and _term_is_over(self._ledger, self.record, statement.known_from, self.on):
            return "over", "only mentioned, beside a term that is over"
        return "superseded", "a later letter speaks of the mission"

    @property
    def _title(self) -> str:
        return f"{short_name(self.record)} ({self.record.id}) on {self.on}, as known on {self.known}"

    @property
    def _summary(self) -> str:
        figures = say(self.figures)
        return _ANSWERS[self.answer] + (f": {figures}" if figures else "")

    def lines(self, width: int = 100) -> Iterator[str]:
        """Yield the position with its evidence, what is not decided, and the statements that led to it."""
        yield from (self._title, "")
        first = next(iter(self._ledger.known_days()), None)
        if not self.history and (first is None or first > self.known):
            yield (
                f"Nothing was known yet: the first letter is known from {first}." if first else "There are no letters."
            )
            return
        yield self._summary
        for statement in (*self.statements, *self.possible):
            yield from statement.lines(width)
        if self.undecided:
            yield from ("", "Not decided")
            for statement in self.undecided:
                yield from statement.lines(width)
        if self.history:
            yield from ("", "Why")
            for reason in self.reasons:
                yield from reason.lines(width)


def say(figures: dict[Measure, Interval]) -> str:
    """Return figures in a few words: ``15 persons (ceiling), at most 3 ships``."""
    return ", ".join(str(Figure(measure, interval)) for measure, interval in sorted(figures.items()))


def find_position(ledger: Ledger, record: Mission | Framework, on: date, known: date) -> Position:
    """Return what was in force of a mission or framework on a day, as known on a day.

    The latest letter that surely speaks of the day decides. Statements that only may cover the day are given beside
    it, if they are as late; without any sure statement the latest one that may cover the day makes a *maybe*.
    """
    target = record.id
    history = ledger.about(target, known)
    possible: list[Statement] = []
    mentions: list[Statement] = []
    lapsed = doubted = False
    last: Answer

    def answer(answer: Answer, certain: list[Statement], possible: list[Statement]) -> Position:
        return Position(record, on, known, answer, tuple(certain), tuple(possible), history, ledger)

    for known_from, group in groupby(reversed(history), key=lambda statement: statement.known_from):
        firm = (statement for statement in group if statement.firm and not statement.item.restates)
        counting = [statement for statement in firm if not statement.is_inside(target)]
        verdicts = [(statement, statement.covers(on)) for statement in reversed(counting)]
        certain = [statement for statement, verdict in verdicts if verdict == "yes"]
        unsure = [statement for statement, verdict in verdicts if verdict == "maybe"]
        term_is_over = _term_is_over(ledger, record, known_from, on)
        if term_is_over:
            # What a letter only mentions beside a term goes no further than that.
            unsure = [statement for statement in unsure if not _is_mention(statement)]
        # A mention without figure or term never replaces a term that an earlier letter set.
        if any(not _is_mention(statement) or statement.figure for statement in certain):
            if doubted:
                return answer("maybe", [], [*certain, *mentions, *unsure, *possible])
            return answer("yes", [*certain, *mentions], [*unsure, *possible])
        mentions += certain
        possible = possible or unsure
        if any(verdict == "ended" for _, verdict in verdicts):
            last = "ended"
            break
        lapsed = lapsed or term_is_over or any(verdict == "over" for _, verdict in verdicts)
        # A later ending on a day that is not given, or a later and shorter term, casts doubt on earlier statements.
        doubted = doubted or any(
            (verdict == "maybe" and statement.item.change == "end")
            or (verdict == "over" and statement.item.change in _TERMS)
            for statement, verdict in verdicts
        )
    else:
        last = "lapsed" if lapsed else "unsaid"
    return answer("yes" if mentions else "maybe" if possible else last, mentions, possible)


def _term_is_over(ledger: Ledger, record: Mission | Framework, known_from: date, on: date) -> bool:
    """Whether letters of a day gave a term for a mission, or for the one that it is a part of, that is over.

    A period that was over when the letter was written is no term, and neither is the year that money is for.
    """
    parent = record.parent if isinstance(record, Mission) else None
    return any(
        other.covers(on) == "over" and other.possible_to >= known_from and other.item.kind != "money"
        for target in filter(None, (record.id, parent))
        for other in ledger.about(target)
        if other.known_from == known_from and other.firm and not other.item.restates and not other.is_inside(target)
    )


def _is_mention(statement: Statement) -> bool:
    """Whether a letter only describes something, without saying until when."""
    return statement.item.change == "none" and not (statement.item.end_date or statement.item.amount_year)
