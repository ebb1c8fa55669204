"""What may be said of a mission on a day, as known on a day, and the statements that say it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal, NamedTuple

from inzet.ledger.intervals import Interval, Measure, add
from inzet.ledger.register import Horizon, Ledger
from inzet.ledger.statements import Sort, Statement, Term, bearers
from inzet.models import Framework, Letter, Mission

Answer = Literal["in_force", "perhaps", "ending", "ended", "ran_out", "last_reported", "planned", "unknown"]
"""What may be said of the day; ``docs/answers.md`` says what each means."""

Reason = Literal["", "no_letter", "not_mentioned", "later", "refused", "past"]
"""Why an answer is ``unknown``: no letter was known; none speaks of it; those that do speak of later days; all that is
said is a refusal; all that is said is about earlier days."""

Role = Literal["answer", "report", "plan", "refusal", "superseded", "part", "repetition", "other"]
"""What a statement is to the answer."""


class Held(NamedTuple):
    """A statement with the sort and the term that it has beside the earlier ones.

    A report of a mandate takes over that mandate's term; where the term had run out, it is only a report.
    """

    statement: Statement
    sort: Sort
    term: Term
    until: str | None


class Amount(NamedTuple):
    """A figure of an answer.

    Attributes:
        statement: the statement that gives it.
        measure: what is counted.
        interval: how much.
        shared_with: ids of the other missions that it is for.
    """

    statement: Statement
    measure: Measure
    interval: Interval
    shared_with: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """What may be said of a mission or framework on a day.

    Attributes:
        record: the mission or framework.
        on: the day.
        known: the last day whose letters count; None where all do.
        answer: the answer.
        reason: why nothing is known, where that is so.
        carriers: the statements that carry the answer: mandates in force, an ending, the last report, plans.
        until: the end of the mandate that answers, as the letter gives it; None where there is none.
        reports: the last report of what is there, beside the answer.
        plans: what is intended, proposed or explored for the day.
        refusals: what was refused.
        history: all statements that were known, in order.
        horizon: how far the letters see.
    """

    record: Mission | Framework
    on: date
    known: date | None
    answer: Answer
    reason: Reason
    carriers: tuple[Statement, ...]
    until: str | None
    reports: tuple[Statement, ...]
    plans: tuple[Statement, ...]
    refusals: tuple[Statement, ...]
    history: Sequence[Statement]
    horizon: Horizon

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """The figures of the statements that carry the answer, each once."""
        sized = {bearer.id: bearer for carrier in self.carriers for bearer in bearers(carrier, self.on)[0]}
        return tuple(amount for bearer in sized.values() for amount in _amounts(bearer, self.record.id))

    @property
    def figures(self) -> dict[Measure, Interval]:
        """How much is in force, perhaps in force or reported, by measure; nothing by any other answer."""
        counted = self.amounts if self.answer in ("in_force", "perhaps", "last_reported") else ()
        return add((amount.measure, amount.interval) for amount in counted)

    @property
    def unsized(self) -> tuple[Statement, ...]:
        """The parts of which no size is given, beside others of which one is: the figure is a least."""
        return tuple(part for carrier in self.carriers for part in bearers(carrier, self.on)[1])

    @property
    def shared_with(self) -> tuple[str, ...]:
        """Ids of the other missions that share a figure of the answer."""
        return tuple(dict.fromkeys(other for amount in self.amounts for other in amount.shared_with))

    @property
    def letter(self) -> Letter | None:
        """The letter that the answer comes from."""
        return self.carriers[0].letter if self.carriers else None

    @property
    def roles(self) -> Iterator[tuple[Role, Statement]]:
        """Every statement that was known, in order, with what it is to the answer."""
        kinds: dict[str, Role] = {}
        for role, statements in (("refusal", self.refusals), ("plan", self.plans), ("report", self.reports)):
            kinds |= {statement.id: role for statement in statements}
        kinds |= {statement.id: "answer" for statement in self.carriers}
        for statement in self.history:
            role = kinds.get(statement.id)
            if role is None and statement.item.restates:
                role = "repetition"
            elif role is None and statement.is_inside(self.record.id):
                role = "part"
            elif role is None:
                role = "superseded" if statement.sort in ("mandate", "report") else "other"
            yield role, statement


def _amounts(bearer: Statement, target: str) -> Iterator[Amount]:
    if bearer.figure:
        others = tuple(other for other in bearer.main_targets if other != target)
        yield Amount(bearer, *bearer.figure, others if target in bearer.main_targets else ())


def find_position(
    ledger: Ledger, record: Mission | Framework, on: date, known: date | None, only: Letter | None = None
) -> Position:
    """Return what may be said of a mission or framework on a day, as known on a day.

    Args:
        ledger: the statements.
        record: the mission or framework.
        on: the day.
        known: the last day whose letters count; all when None.
        only: a letter that is read alone; all letters when None.
    """
    history = [item for item in ledger.about(record, known) if only is None or item.letter is only]
    own = [item for item in history if not item.item.restates and not item.is_inside(record.id)]
    answer, reason, carriers, until, reports = _decide(own, record, on)
    plans = [item for item in own if item.sort == "plan" and _speaks_of(item, on)]
    refusals = [item for item in own if item.sort == "refusal"]
    if answer == "unknown" and plans:
        answer, reason, carriers = "planned", "", plans
    if answer == "unknown":
        reason = reason or _why_unknown(history, own, on, ledger.horizon(known))
    return Position(
        record,
        on,
        known,
        answer,
        reason,
        tuple(carriers),
        until,
        tuple(item for item in reports if item not in carriers),
        tuple(plans),
        tuple(refusals),
        tuple(history),
        ledger.horizon(known),
    )


_Decision = tuple[Answer, Reason, Sequence[Statement], str | None, Sequence[Statement]]


def _decide(own: Sequence[Statement], record: Mission | Framework, on: date) -> _Decision:
    """Return the answer, why it is unknown, what carries it, until when, and the last report.

    The letters are asked from the latest to the earliest. The first that answers decides: an older statement never
    rises again.
    """
    if isinstance(record, Framework):
        return _last_said(own, on)
    report: list[Statement] = []
    doubtful: list[Held] = []
    upcoming: list[Held] = []
    for _, group in groupby(reversed(_hold(own)), key=lambda held: held.statement.known_from):
        letter = list(reversed(list(group)))
        by_verdict: dict[str, list[Held]] = {}
        for held in letter:
            for name in _verdicts(held, on):
                by_verdict.setdefault(name, []).append(held)
        for answer in ("in_force", "perhaps", "ending"):
            if answer in by_verdict:
                carriers = by_verdict[answer]
                return answer, "", _plain(carriers), _until(carriers), report or _plain(by_verdict.get("report", []))
        doubtful = doubtful or by_verdict.get("was there", [])
        upcoming = by_verdict.get("upcoming", []) or upcoming
        here = _plain(by_verdict.get("report", []))
        if "ended" in by_verdict and not here and not doubtful and not upcoming:
            return ("last_reported", "", report, None, report) if report else (
                "ended", "", _plain(by_verdict["ended"]), _until(by_verdict["ended"]), []
            )
        report = report or here
        if "ran out" in by_verdict:
            over = by_verdict["ran out"]
            last = max(held.term.over for held in over)
            if doubtful or upcoming:
                break
            if report and report[0].known_from > last:
                return "last_reported", "", report, None, report
            return "ran_out", "", _plain(over), _until(over), report
    if doubtful:
        return "perhaps", "", _plain(doubtful), _until(doubtful), report
    if report:
        return "last_reported", "", report, None, report
    if upcoming:
        return "planned", "", _plain(upcoming), _until(upcoming), []
    return "unknown", "", (), None, ()


def _verdicts(held: Held, on: date) -> Iterator[str]:
    """Yield what a statement says of a day."""
    statement, sort, term, _ = held
    verdict = term.covers(on)
    after = on >= statement.known_from
    if sort == "mandate":
        if verdict != "before":
            yield {"yes": "in_force", "maybe": "perhaps", "over": "ran out"}[verdict]
        elif statement.item.start_date:
            yield "upcoming"
    elif sort == "ending":
        if not statement.has_term:
            # Reported as ended, it is over; decided without a day, it is about to end.
            if after:
                yield "ended" if statement.item.status == "reported" else "ending"
        elif verdict == "over":
            yield "ended"
        elif verdict != "before":
            yield "in_force" if verdict == "yes" else "was there"
    elif sort == "past" and verdict != "before":
        yield "ended" if verdict == "over" else "was there"
    elif sort == "report" and verdict in ("yes", "maybe") and (after or statement.item.start_date):
        yield "report"


def _hold(own: Sequence[Statement]) -> list[Held]:
    """Return the statements with the sort and term that each has beside the earlier ones."""
    kept: list[Held] = []
    running: list[Held] = []
    for _, group in groupby(own, key=lambda statement: statement.known_from):
        letter = []
        for statement in group:
            sort, term, until = statement.sort, statement.term, statement.item.end_date
            if sort == "mandate" and statement.item.status == "reported" and not statement.has_term:
                earlier = [held for held in running if held.term.over >= statement.known_from]
                if earlier:
                    last = max(earlier, key=lambda held: held.term.over)
                    term, until = term._replace(ends=last.term.ends, over=last.term.over), last.until
                else:
                    sort = "report"
            letter.append(Held(statement, sort, term, until))
        mandates = [held for held in letter if held.sort == "mandate"]
        if any(held.sort == "ending" and not held.statement.has_term for held in letter):
            running = []
        running = mandates or running
        kept += letter
    return kept


def _plain(held: Sequence[Held]) -> list[Statement]:
    return [each.statement for each in held]


def _until(held: Sequence[Held]) -> str | None:
    """Return the last end of some statements, as a letter gives it."""
    return max(held, key=lambda each: each.term.over).until if held else None


def _last_said(own: Sequence[Statement], on: date) -> _Decision:
    """Return what was last said of a framework: cooperation and policy are never in force."""
    said = [item for item in own if item.sort in ("mandate", "report", "ending") and item.known_from <= on]
    last = [item for item in said if item.known_from == said[-1].known_from]
    return ("last_reported", "", last, None, last) if last else ("unknown", "", (), None, ())


def _speaks_of(plan: Statement, on: date) -> bool:
    return plan.term.covers(on) in ("yes", "maybe")


def _why_unknown(history: Sequence[Statement], own: Sequence[Statement], on: date, horizon: Horizon) -> Reason:
    if not horizon.letters:
        return "no_letter"
    if not history:
        return "not_mentioned"
    if all(item.sort == "refusal" for item in own):
        return "refused"
    return "later" if all(item.term.begins > on for item in own) else "past"
