"""The dates of a statement: when it starts and ends, how long it lasts, and when it was decided."""

from collections.abc import Sequence
from dataclasses import replace

from inzet import edtf
from inzet.texts.clauses import Clause
from inzet.texts.language import Term
from inzet.texts.proposals import Statement
from inzet.texts.text import Span

TERM = ("start_date", "end_date", "duration")
"""The fields of a term."""
_NEAR = 30  # characters between a day and its verb


def recall(statement: Statement, clause: Clause) -> None:
    """Fill the day of an earlier decision: "heeft op 19 december 2008 besloten" recalls one."""
    if statement.values.get("status") != "decided" or clause.written is None:
        return
    decided = statement.support_of("status")
    for term in clause.terms:
        near = 0 <= decided[0] - (clause.start + term.end) < _NEAR
        if near and term.at and len(term.at) == len("2008-12-19") and term.at < clause.written.isoformat():
            statement.give("status", "reported", decided)
            statement.give("decided_on", term.at, clause.span_of(term))


def date(statement: Statement, clause: Clause, region: Span, lead: Statement | None) -> None:
    """Fill the term: that of the region, else the only one of the clause, else that above a list."""
    values = statement.values
    near = [term for term in clause.terms if region[0] <= term.start < region[1]] or clause.terms
    near = [term for term in near if not (_is_past(term, statement, clause) or _is_of_mission(term, clause))]
    if values.get("change") in ("increase", "decrease"):
        # "In 2010 te verhogen" says when it changes, not until when.
        near = [
            replace(term, end_date=None) if term.is_one_period and term.start_date == term.end_date else term
            for term in near
        ]
    if values.get("change") == "end" or statement.ends:
        # "Per 1 juli beëindigd": what starts then is the end.
        near = [
            replace(term, start_date=None, at=term.start_date)
            if term.start_date and not (term.end_date or term.had_begun)
            else term
            for term in near
        ]
        # "In het eerste kwartaal beëindigd": what that is the time of is the end.
        near = [replace(term, start_date=None) if term.is_one_period and not term.had_begun else term for term in near]
    if "currency" in values:
        _date_amount(statement, clause, near)
        return
    for name in TERM:
        given = {getattr(term, name): term for term in near if getattr(term, name)}
        if len(given) > 1:
            shown = ", ".join(clause.shown((term.start, term.end)) for term in given.values())
            statement.asides.append((name, shown))
        for value, term in given.items() if len(given) == 1 else ():
            statement.give(name, value, clause.span_of(term))
    if values.keys().isdisjoint(("start_date", "end_date")):
        _date_point(statement, clause, [term for term in near if term.at])
    general = lead if lead and values.keys().isdisjoint(TERM) else None
    if general:
        statement.take(general, *TERM)
    if not values.keys().isdisjoint(("start_date", "end_date")):
        values["term_basis"] = "general" if general else "stated"
    if values.keys() >= {"start_date", "end_date"}:
        statement.drop("duration")  # it follows from the dates
    start = edtf.first_day(values["start_date"]) if "start_date" in values else None
    is_to_come = start is not None and clause.written is not None and start > clause.written
    if values.get("change") == "none" and is_to_come and clause.role != "information":
        statement.give("change", "start", statement.support_of("start_date"))  # "Nederland levert vanaf 2026 tien man"


def _date_amount(statement: Statement, clause: Clause, terms: Sequence[Term]) -> None:
    """Fill the year of an amount, "€ 4,2 miljoen in 2026", or the years in which it is spent."""
    spans = [term for term in terms if term.end_date and term.start_date and term.start_date != term.end_date]
    if len(spans) == len(terms) == 1:
        statement.give("start_date", spans[0].start_date, clause.span_of(spans[0]))
        statement.give("end_date", spans[0].end_date, clause.span_of(spans[0]))
        statement.values["term_basis"] = "stated"
    years = [term for term in terms if term.end_date and term.start_date == term.end_date]
    if len(years) == 1:
        statement.give("amount_year", years[0].end_date, clause.span_of(years[0]))


def _is_past(term: Term, statement: Statement, clause: Clause) -> bool:
    """Whether a term is the time of an earlier decision: "In juni 2009 verlengde de regering de bijdrage"."""
    end = term.end_date
    if end is None or term.start_date != end or clause.written is None:
        return False
    changed = statement.values.get("change") in ("start", "continue", "increase", "decrease")
    return changed and end < clause.written.isoformat()[: len(end)]


def _is_of_mission(term: Term, clause: Clause) -> bool:
    """Whether a term is how long the mission itself lasts: "KFOR, waarvan het mandaat tot 1 mei loopt"."""
    before = clause.words[: term.start]
    part = clause.words[max(before.rfind(","), before.rfind(";")) + 1 : term.end]
    return clause.language.read_reason(part) == "mission_mandate"


def _date_point(statement: Statement, clause: Clause, terms: list[Term]) -> None:
    """Fill the start or the end with the only date of a clause that says that something starts or ends then."""
    values = statement.values
    # A year alone may be that of a document: "Toetsingskader 2001".
    points = [term for term in terms if not clause.words[term.start : term.end].isdigit()]
    points = [term for term in points if term.at != values.get("decided_on")]
    own = statement.ends or statement.support_of("change") != statement.support_of("status")
    name = {"end": "end_date", "none": "end_date", "start": "start_date"}.get(values.get("change", ""))
    # The day on which something was examined or refused is no term.
    decided = values.get("status") not in ("explored", "declined")
    if points and name and decided and (own or values["change"] == "end"):
        verb = statement.support_of("change")[0] - clause.start
        point = min(points, key=lambda term: abs(term.start - verb))
        if len(points) == 1 or abs(point.start - verb) < _NEAR:
            statement.give(name, point.at, clause.span_of(point))
