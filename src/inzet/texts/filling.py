"""The fields of a statement, filled from the words of its clause."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from inzet import edtf
from inzet.texts.clauses import Clause
from inzet.texts.language import Mark, Quantity, Term
from inzet.texts.targets import Target
from inzet.texts.text import Span

_NUMBERS = ("number_min", "number_max")
_TERM = ("start_date", "end_date", "duration")
_NEAR = 30  # characters between a day and its verb
_NOT_FIELDS = {"start", "end", "kind"}


@dataclass
class Statement:
    """A statement that may be a contribution.

    Attributes:
        span: where it is in the text.
        line: its line.
        values: the fields that its words fill.
        supports: the spans of these words, with the names of the fields.
        targets: the names that it goes to.
        asides: fields that its words may fill, each with the words, which do not tell enough.
        whole: the statement of which it is a part.
        is_named: whether its own words name the targets, and not those before it.
        ends: whether its words say that a term ends, without a change: "loopt af".
    """

    span: Span
    line: int
    values: dict[str, Any]
    supports: list[tuple[Span, tuple[str, ...]]]
    targets: list[Target] = field(default_factory=list)
    asides: list[tuple[str, str]] = field(default_factory=list)
    whole: "Statement | None" = None
    is_named: bool = True
    ends: bool = False

    @property
    def is_uncounted(self) -> bool:
        """Whether it has no figure yet, or only the 1 of an article."""
        return "implied" in self.values or self.values.keys().isdisjoint(_NUMBERS)

    def support_of(self, name: str) -> Span:
        """Return the words that support a field; those of the head if there are none."""
        return next((span for span, names in self.supports if name in names), self.span)

    def give(self, name: str, value: object, span: Span) -> None:
        """Fill a field; the words for another value of it support it no more."""
        self.drop(name)
        self.values[name] = value
        self.supports.append((span, (name,)))

    def join(self, whole: "Statement") -> None:
        """Make it a part of another statement."""
        self.whole = whole
        self.supports.append((whole.span, ("part_of",)))

    def drop(self, *names: str) -> None:
        """Open fields again."""
        for name in names:
            self.values.pop(name, None)
        self.supports = [(span, tuple(one for one in kept if one not in names)) for span, kept in self.supports]


def fill(clause: Clause, head: Span, region: Span, quantity: Quantity | None, lead: Statement | None) -> Statement:
    """Return a statement with the fields that the words of its clause fill.

    Args:
        clause: the clause.
        head: the quantity, or the nouns and verbs of contributing.
        region: the words around the head, without those of other statements.
        quantity: what is counted.
        lead: what the words above a list say of its items.
    """
    statement = Statement(clause.span(head), clause.line, {"kind": "participation"}, [(clause.span(head), ("kind",))])
    # What is named without a figure tells what people or things they are.
    near = [thing for thing in clause.things if region[0] <= thing.start < region[1]]
    if counted := quantity or (near[0] if near else None):
        _count(statement, counted, clause)
    _decide(statement, clause, region, lead)
    statement.ends = statement.values.get("change") == "none"
    _recall(statement, clause)
    if quantity:
        _compare(statement, quantity, clause)
    _complete(statement)
    _date(statement, clause, region, lead)
    return statement


def add(statement: Statement, clause: Clause) -> None:
    """Add what a next clause says of the same contribution: "Dit is een inzet van maximaal 175 militairen"."""
    statement.drop(*_NUMBERS, "unit", "implied", "approximate")
    _count(statement, clause.quantities[0], clause)
    _compare(statement, clause.quantities[0], clause)
    _complete(statement)
    if clause.terms:
        statement.drop(*_TERM, "term_basis")
        _date(statement, clause, (0, len(clause.words)), None)


def refuse(statement: Statement, clause: Clause) -> None:
    """Fill the status with the words of a next clause that refuses what others ask for."""
    if status := clause.decision.status:
        statement.give("status", status.value, _span(status, clause))
        _complete(statement)


def take_decision(statement: Statement, decided: Statement) -> None:
    """Fill change and status of what only describes, "De inzet omvat tien man", with those of what was decided."""
    describes = statement.values.get("change", "none") == "none"
    is_decided = decided.values.get("status") in ("decided", "intended", "proposed")
    if describes and is_decided and decided.values.get("change") not in ("none", "end"):
        statement.drop("change", "status")
        for name in ("change", "status"):
            if name in decided.values:
                statement.give(name, decided.values[name], decided.support_of(name))
        _complete(statement)


def _count(statement: Statement, quantity: Quantity, clause: Clause) -> None:
    """Fill what a quantity says."""
    for part in fields(quantity):
        value = getattr(quantity, part.name)
        if part.name not in _NOT_FIELDS and value is not None and value is not False and value != ():
            statement.give(part.name, list(value) if isinstance(value, tuple) else value, _span(quantity, clause))
    if quantity.kind:
        statement.give("kind", quantity.kind, _span(quantity, clause))


def _span(part: Mark | Quantity | Term, clause: Clause) -> Span:
    return clause.span((part.start, part.end))


def _decide(statement: Statement, clause: Clause, region: Span, lead: Statement | None) -> None:
    """Fill the change and the status: those of the region, else of the clause, else of the words above a list."""
    near, whole = clause.decision_in(region), clause.decision
    for name in ("change", "status"):
        for decision in (near, whole):
            mark = getattr(decision, name)
            # A word of description in one part of a clause gives way to the words of the whole.
            if mark and (decision is whole or mark.value not in ("none", "reported")):
                statement.give(name, mark.value, _span(mark, clause))
                break
        else:
            if lead and name in lead.values:
                statement.give(name, lead.values[name], lead.support_of(name))


def _recall(statement: Statement, clause: Clause) -> None:
    """Fill the day of an earlier decision: "heeft op 19 december 2008 besloten" recalls one."""
    if statement.values.get("status") != "decided" or clause.written is None:
        return
    decided = statement.support_of("status")
    for term in clause.terms:
        near = 0 <= decided[0] - (clause.start + term.end) < _NEAR
        if near and term.at and len(term.at) == len("2008-12-19") and term.at < clause.written.isoformat():
            statement.give("status", "reported", decided)
            statement.give("decided_on", term.at, _span(term, clause))


def _compare(statement: Statement, quantity: Quantity, clause: Clause) -> None:
    """Make figures and change agree: what ends had its figure; "uitbreiden met tien" gives a difference only."""
    values = statement.values
    given = [values[name] for name in _NUMBERS if name in values]
    before, change = values.get("previous_number"), values.get("change")
    if not given:
        return
    if before is not None:
        after = max(given)
        change = "increase" if after > before else "end" if not after else "decrease" if after < before else "continue"
        statement.give("change", change, _span(quantity, clause))
    elif change == "end" and any(given):
        statement.drop(*_NUMBERS)
        statement.give("previous_number", max(given), _span(quantity, clause))
    elif change in ("increase", "decrease") and clause.words[: quantity.start].rstrip().endswith(("met", "by")):
        # "Een aanvullende bijdrage met tien" gives the size of what is added; "verhogen met tien" does not.
        ends = {clause.start + anchor.end for anchor in clause.anchors if anchor.noun}
        if statement.support_of("change")[1] not in ends:
            statement.drop(*_NUMBERS)
            statement.asides.append(("number_max", clause.shown((quantity.start, quantity.end))))


_BASIS = {"decided": "ceiling", "proposed": "ceiling", "explored": "planned", "intended": "planned"}
"""What a figure counts, by the status of its statement; what is reported may be a ceiling or what is there."""


def _complete(statement: Statement) -> None:
    """Fill what follows from other fields: the change and the basis; drop a change that contradicts the status."""
    values = statement.values
    if values.keys().isdisjoint((*_NUMBERS, "previous_number")):
        statement.drop("unit")
    elif basis := _BASIS.get(values.get("status", "")):
        values["basis"] = basis
    if "status" in values and "change" not in values:
        change = "none" if values["status"] == "reported" else "start"
        statement.give("change", change, statement.support_of("status"))
    if values.get("change") == "none" and values.get("status") != "reported":
        statement.drop("change")


def _date(statement: Statement, clause: Clause, region: Span, lead: Statement | None) -> None:
    """Fill the term: that of the region, else the only one of the clause, else that above a list."""
    values = statement.values
    near = [term for term in clause.terms if region[0] <= term.start < region[1]] or clause.terms
    near = [term for term in near if not _is_past(term, statement, clause)]
    if values.get("change") == "end" or statement.ends:
        # "Per 1 juli beëindigd": what starts then is the end.
        near = [
            replace(term, start_date=None, at=term.start_date) if term.start_date and not term.end_date else term
            for term in near
        ]
        # "In het eerste kwartaal beëindigd": what that is the time of is the end.
        near = [replace(term, start_date=None) if term.is_one_period else term for term in near]
    if "currency" in values:
        _date_amount(statement, clause, near)
        return
    for name in _TERM:
        given = {getattr(term, name): term for term in near if getattr(term, name)}
        if len(given) > 1:
            shown = ", ".join(clause.shown((term.start, term.end)) for term in given.values())
            statement.asides.append((name, shown))
        for value, term in given.items() if len(given) == 1 else ():
            statement.give(name, value, _span(term, clause))
    if values.keys().isdisjoint(("start_date", "end_date")):
        _date_point(statement, clause, [term for term in near if term.at])
    general = lead if lead and values.keys().isdisjoint(_TERM) else None
    if general:
        for name in _TERM:
            if name in general.values:
                statement.give(name, general.values[name], general.support_of(name))
    if not values.keys().isdisjoint(("start_date", "end_date")):
        values["term_basis"] = "general" if general else "stated"
    if values.keys() >= {"start_date", "end_date"}:
        statement.drop("duration")  # it follows from the dates
    start = edtf.first_day(values["start_date"]) if "start_date" in values else None
    is_to_come = start is not None and clause.written is not None and start > clause.written
    if values.get("change") == "none" and is_to_come and clause.role != "information":
        statement.give("change", "start", statement.support_of("start_date"))  # "Nederland levert vanaf 2026 tien man"


def _date_amount(statement: Statement, clause: Clause, terms: Sequence[Term]) -> None:
    """Fill the year of an amount: "€ 4,2 miljoen in 2026"."""
    years = [term for term in terms if term.end_date and term.start_date == term.end_date]
    if len(years) == 1:
        statement.give("amount_year", years[0].end_date, _span(years[0], clause))


def _is_past(term: Term, statement: Statement, clause: Clause) -> bool:
    """Whether a term is the time of an earlier decision: "In juni 2009 verlengde de regering de bijdrage"."""
    end = term.end_date
    if end is None or term.start_date != end or clause.written is None:
        return False
    changed = statement.values.get("change") in ("start", "continue", "increase", "decrease")
    return changed and end < clause.written.isoformat()[: len(end)]


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
            statement.give(name, point.at, _span(point, clause))
