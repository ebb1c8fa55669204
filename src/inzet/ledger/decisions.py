"""Which of the statements about a mission answer for a day: the latest letter that speaks of it decides."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Literal, NamedTuple

from inzet.ledger.register import Horizon
from inzet.ledger.statements import Sort, Statement, Term
from inzet.models import Framework, Letter, Mission

Answer = Literal["in_force", "perhaps", "ending", "ended", "ran_out", "last_reported", "planned", "unknown"]
"""What may be said of the day; ``docs/answers.md`` says what each means."""

Reason = Literal["", "no_letter", "not_mentioned", "later", "refused", "past"]
"""Why an answer is ``unknown``: no letter was known; none speaks of it; those that do speak of later days; all that is
said is a refusal; all that is said is about earlier days."""

MandateBefore = Callable[[date], Statement | None]
"""Returns what ``Ledger.mandate_before`` returns for one mission or framework."""


class Held(NamedTuple):
    """A statement with the sort and the term that it has beside the earlier ones.

    A report of a mandate takes over that mandate's term; where the term had run out, it is only a report.
    """

    statement: Statement
    sort: Sort
    term: Term
    until: str | None


class Decision(NamedTuple):
    """What the letters say of a day.

    Attributes:
        answer: the answer.
        carriers: the statements that carry it: mandates in force, an ending, the last report.
        until: the end of the mandate that answers, as the letter gives it; None where there is none.
        reports: the last report of what is there.
    """

    answer: Answer
    carriers: Sequence[Statement] = ()
    until: str | None = None
    reports: Sequence[Statement] = ()


def decide(
    own: Sequence[Statement],
    record: Mission | Framework,
    on: date,
    mandate_before: MandateBefore,
    only: Letter | None = None,
) -> Decision:
    """Return what the letters say of a day.

    The letters are asked from the latest to the earliest. The first that answers decides: an older statement never
    rises again.

    Args:
        own: the statements about the record, in order, without parts of others and repetitions.
        only: a letter that answers alone. Its reports still take over earlier terms.
    """
    if isinstance(record, Framework):
        return _last_said([item for item in own if only is None or item.letter is only], on)
    report: list[Statement] = []
    doubtful: list[Held] = []
    upcoming: list[Held] = []
    asked = (statement for statement in reversed(own) if only is None or statement.letter is only)
    for _, group in groupby(asked, key=lambda statement: statement.known_from):
        by_verdict: dict[str, list[Held]] = {}
        for held in (hold(statement, mandate_before) for statement in reversed(list(group))):
            for name in _verdicts(held, on):
                by_verdict.setdefault(name, []).append(held)
        here = _plain(by_verdict.get("report", []))
        report = report or here
        answer = next((answer for answer in _DECIDING if answer in by_verdict), None)
        if answer:
            return _decided(answer, by_verdict[answer], report)
        doubtful = doubtful or by_verdict.get("was there", [])
        upcoming = by_verdict.get("upcoming", []) or upcoming
        over = by_verdict.get("ran_out", [])
        if doubtful or upcoming:
            if over:
                break
        elif "ended" in by_verdict and not here:
            return _reported(report) if report else _decided("ended", by_verdict["ended"])
        elif over:
            goes_on = bool(report) and report[0].known_from > max(held.term.over for held in over)
            return _reported(report) if goes_on else _decided("ran_out", over, report)
    if doubtful:
        return _decided("perhaps", doubtful, report)
    if report:
        return _reported(report)
    return _decided("planned", upcoming) if upcoming else Decision("unknown")


_DECIDING: tuple[Answer, ...] = ("in_force", "perhaps", "ending")


def _decided(answer: Answer, carriers: Sequence[Held], reports: Sequence[Statement] = ()) -> Decision:
    last = max(carriers, key=lambda held: held.term.over)
    if answer == "ran_out":
        carriers = [held for held in carriers if held.term.over == last.term.over]
    return Decision(answer, _plain(carriers), last.until, reports)


def _reported(last: Sequence[Statement]) -> Decision:
    return Decision("last_reported", last, None, last)


def _verdicts(held: Held, on: date) -> Iterator[str]:
    """Yield what a statement says of a day."""
    statement, sort, term, _ = held
    verdict = term.covers(on)
    after = on >= statement.known_from
    if sort == "mandate":
        if verdict != "before":
            yield {"yes": "in_force", "maybe": "perhaps", "over": "ran_out"}[verdict]
        elif statement.item.start_date:
            yield "upcoming"
    elif sort == "ending":
        # Reported as ended, it is over by the day of the letter; decided without a day, it is about to end.
        if statement.item.status == "reported" and after:
            yield "ended"
        elif not statement.has_term:
            if after:
                yield "ending"
        elif verdict == "over":
            yield "ended"
        elif verdict != "before":
            yield "in_force" if verdict == "yes" else "was there"
    elif sort == "past" and verdict != "before":
        yield "ended" if verdict == "over" or after else "was there"
    elif sort == "plan" and statement.item.change == "end" and after:
        yield "report"  # whoever means to end something has it
    elif sort == "report" and term.may_cover(on) and (after or statement.item.start_date):
        yield "report" if on >= term.surely else "was there"


def hold(statement: Statement, mandate_before: MandateBefore) -> Held:
    """Return a statement with the sort and term that it has beside the earlier ones."""
    sort, term, until = statement.sort, statement.term, statement.item.end_date
    if statement.takes_over:
        last = mandate_before(statement.known_from)
        if last and last.term.over >= statement.known_from:
            return Held(statement, sort, term._replace(ends=last.term.ends, over=last.term.over), last.item.end_date)
        sort = "report"
    return Held(statement, sort, term, until)


def _plain(held: Sequence[Held]) -> list[Statement]:
    return [each.statement for each in held]


def _last_said(own: Sequence[Statement], on: date) -> Decision:
    """Return what was last said of a framework: cooperation and policy are never in force."""
    claims = [item for item in own if item.sort in ("mandate", "report", "ending", "past")]
    said = [item for item in claims if item.known_from <= on or (item.item.start_date and item.term.may_cover(on))]
    last = [item for item in said if item.known_from == said[-1].known_from]
    last = [item for item in last if item.term.may_cover(on)] or last
    return _reported(last) if last else Decision("unknown")


def why_unknown(history: Sequence[Statement], own: Sequence[Statement], on: date, horizon: Horizon) -> Reason:
    """Return why nothing can be said of a day."""
    if not horizon.letters:
        return "no_letter"
    if not history:
        return "not_mentioned"
    if all(item.sort == "refusal" for item in own):
        return "refused"
    return "later" if all(item.term.begins > on for item in own) else "past"
