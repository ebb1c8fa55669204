"""The course of a mission: from when until when which answer holds, and what letters report, plan and refuse.

It is found by asking for the position on each day on which something turns: a picture says what the answers say.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby, zip_longest
from typing import Literal, NamedTuple

from inzet.ledger.decisions import Answer
from inzet.ledger.intervals import Interval, Measure, add
from inzet.ledger.positions import Position, find_position
from inzet.ledger.register import Ledger
from inzet.ledger.statements import ONE_DAY, Statement, bearers, turning_days
from inzet.models import Framework, Mission


class Stretch(NamedTuple):
    """Days on which a mission has one answer with one figure.

    Attributes:
        kind: the answer.
        first: the first day; None where no letter says since when.
        last: the last day; None where no letter says until when.
        position: the position on the last of these days on which something turns.
    """

    kind: Literal["in_force", "perhaps"]
    first: date | None
    last: date | None
    position: Position

    @property
    def is_report(self) -> bool:
        """Whether it is only since when something is reported that the dates leave open."""
        return all(carrier.sort == "report" for carrier in self.position.carriers)


class Report(NamedTuple):
    """What a letter reports as being there; nothing is said of any day after it.

    Attributes:
        first: the day since when it is there; that of the letter where no other is given.
        day: the day of the letter.
        statements: the reports of that letter.
    """

    first: date
    day: date
    statements: tuple[Statement, ...]

    @property
    def figures(self) -> dict[Measure, Interval]:
        """How much is reported, by measure; empty where no figure is given."""
        sized = {bearer.id: bearer for one in self.statements for bearer in bearers(one, self.day)[0]}
        return add(bearer.figure for bearer in sized.values() if bearer.figure)


class Plan(NamedTuple):
    """What is intended, proposed or explored.

    Attributes:
        statement: the statement.
        shared_with: the other missions that its figure is for.
    """

    statement: Statement
    shared_with: tuple[Mission | Framework, ...]

    @property
    def begin(self) -> date:
        """The first day that it is for; that of its letter where it gives none."""
        begins = self.statement.term.begins
        return begins if begins > date.min else self.statement.known_from


class Course(NamedTuple):
    """What is drawn of a mission or framework.

    Attributes:
        record: the mission or framework.
        stretches: the days on which something is in force, or perhaps, in order.
        reports: what letters report, in order.
        plans: what is intended, proposed or explored, in order.
        endings: what ends on a day that is not given.
        refusals: what was refused.
    """

    record: Mission | Framework
    stretches: tuple[Stretch, ...]
    reports: tuple[Report, ...]
    plans: tuple[Plan, ...]
    endings: tuple[Statement, ...]
    refusals: tuple[Statement, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(self[1:])


def find_course(ledger: Ledger, record: Mission | Framework, known: date | None = None) -> Course:
    """Return the course of a mission or framework, as far as was known on a day; by all letters when left out."""
    own = ledger.about(record, known, main=True)
    positions = [find_position(ledger, record, on, known) for on in turning_days(own)]
    endings = [each.carriers[0] for each in positions if each.answer == "ending"]
    return Course(
        record,
        tuple(_stretches(positions)),
        tuple(_reports(positions)),
        tuple(_plan(ledger, record.id, statement) for statement in own if statement.sort == "plan"),
        tuple({ending.id: ending for ending in endings}.values()),
        tuple(statement for statement in own if statement.sort == "refusal"),
    )


def _plan(ledger: Ledger, target: str, statement: Statement) -> Plan:
    targets = statement.main_targets if target in statement.main_targets else ()
    return Plan(statement, tuple(ledger.target(other) for other in targets if other != target))


def _stretches(positions: Sequence[Position]) -> Iterator[Stretch]:
    """Yield the answers that hold from one turn to the next; turns that change nothing are passed over."""
    for _, group in groupby(zip_longest(positions, positions[1:]), key=lambda pair: _looks(pair[0])):
        same = list(group)
        opening, (position, following) = same[0][0], same[-1]
        if position.answer in _DRAWN:
            first = None if opening is positions[0] else opening.on
            last = following.on - ONE_DAY if following else None
            yield Stretch("in_force" if position.answer == "in_force" else "perhaps", first, last, position)


_DRAWN: tuple[Answer, ...] = ("in_force", "perhaps")


def _looks(position: Position) -> object:
    if position.answer not in _DRAWN:
        return None
    shared = [other.id for other in position.shared_with]
    return position.answer, position.figures, bool(position.unsized), shared


def _reports(positions: Sequence[Position]) -> Iterator[Report]:
    reports: dict[str, Statement] = {}
    firm: set[str] = set()
    for position in positions:
        told = (*position.carriers, *position.reports)
        is_last = position.answer == "last_reported"
        # Whoever plans to end something has it; that is drawn as a plan.
        reports |= {one.id: one for one in told if one.sort == "report" or (is_last and one.sort != "plan")}
        if position.answer == "in_force":
            firm |= {carrier.letter.letter_id for carrier in position.carriers}
    in_order = sorted(reports.values(), key=lambda one: one.known_from)
    for day, group in groupby(in_order, key=lambda one: one.known_from):
        statements = tuple(group)
        began = [one.term.begins for one in statements if one.item.start_date and one.term.begins > date.min]
        report = Report(min([*began, day]), day, statements)
        # Beside the mandate of its own letter, a report that gives neither a figure nor a day adds nothing to see.
        if report.figures or report.first < day or statements[0].letter.letter_id not in firm:
            yield report
