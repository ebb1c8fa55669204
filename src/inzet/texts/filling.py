"""The fields of a statement, filled from the words of its clause."""

from dataclasses import fields

from inzet import edtf
from inzet.texts import dating
from inzet.texts.clauses import Clause
from inzet.texts.language import Mark, Quantity
from inzet.texts.proposals import NUMBERS, Statement
from inzet.texts.text import Span

_NOT_FIELDS = {"start", "end", "kind"}


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
    dating.recall(statement, clause)
    if quantity:
        _compare(statement, quantity, clause)
    _complete(statement)
    dating.date(statement, clause, region, lead)
    _reckon(statement, clause)
    return statement


def add(statement: Statement, clause: Clause) -> None:
    """Add what a next clause says of the same contribution: "Dit is een inzet van maximaal 175 militairen"."""
    statement.drop(*NUMBERS, "unit", "implied", "approximate")
    _count(statement, clause.quantities[0], clause)
    _compare(statement, clause.quantities[0], clause)
    _complete(statement)
    if clause.terms:
        statement.drop(*dating.TERM, "term_basis")
        dating.date(statement, clause, (0, len(clause.words)), None)
    _reckon(statement, clause)


def refuse(statement: Statement, clause: Clause) -> None:
    """Fill the status with the words of a next clause that refuses what others ask for."""
    if status := clause.decision.status:
        statement.give("status", status.value, clause.span_of(status))
        _complete(statement)


def take_decision(statement: Statement, decided: Statement) -> None:
    """Fill change and status of what only describes, "De inzet omvat tien man", with those of what was decided."""
    describes = statement.values.get("change", "none") == "none"
    is_decided = decided.values.get("status") in ("decided", "intended", "proposed")
    if describes and is_decided and decided.values.get("change") not in ("none", "end"):
        statement.drop("change", "status")
        statement.take(decided, "change", "status")
        _complete(statement)


def take_former(statement: Statement, before: Statement) -> None:
    """Fill the former figure with that of the statement before: "levert acht man. Dit wordt verhoogd tot twaalf"."""
    values, former = statement.values, before.values.get("number_max")
    size = values.get("number_max", values.get("number_min"))
    is_size = before.values.get("change") == "none" and former is not None and former == before.values.get("number_min")
    is_same = values.get("unit") == before.values.get("unit") and "previous_number" not in values
    # Staff officers are no size of what has trainers as well, nor is what was there in an earlier year.
    others = before.values.get("functions") and before.values.get("functions") != values.get("functions", [])
    is_same = is_same and not (others and "functions" in values) and "end_date" not in before.values
    if not (is_size and is_same and size is not None and size != former):
        return
    if values.get("change") == ("increase" if size > former else "decrease"):
        statement.give("previous_number", former, before.support_of("number_max"))


def take_heading(statement: Statement, heading: Clause) -> None:
    """Fill the change with what the heading above says, if the words of the statement say nothing of it.

    Below "Te beëindigen inzet", "Nederland levert tien man" describes what is there, and "KFOR: tien man" ends.
    """
    change = heading.decision.change
    if change and "change" not in statement.values:
        statement.give("change", change.value, heading.span_of(change))
        _turn(statement)


def _count(statement: Statement, quantity: Quantity, clause: Clause) -> None:
    """Fill what a quantity says."""
    for part in fields(quantity):
        value = getattr(quantity, part.name)
        if part.name not in _NOT_FIELDS and value is not None and value is not False and value != ():
            statement.give(part.name, list(value) if isinstance(value, tuple) else value, clause.span_of(quantity))
    if quantity.kind:
        statement.give("kind", quantity.kind, clause.span_of(quantity))


def _decide(statement: Statement, clause: Clause, region: Span, lead: Statement | None) -> None:
    """Fill the change and the status: those of the region, else of the clause, else of the words above a list."""
    near, whole = clause.decision_in(region), clause.decision
    for name in ("change", "status"):
        for decision in (near, whole):
            mark = getattr(decision, name)
            # A word of description in one part of a clause, or "zal", gives way to the words of the whole.
            if mark and (decision is whole or not _is_weak(mark, clause)):
                statement.give(name, mark.value, clause.span_of(mark))
                break
        else:
            if lead:
                statement.take(lead, name)


def _is_weak(mark: Mark, clause: Clause) -> bool:
    return mark.value in ("none", "reported") or clause.language.is_to_come(clause.words[mark.start : mark.end])


def _compare(statement: Statement, quantity: Quantity, clause: Clause) -> None:
    """Make figures and change agree: what ends had its figure; "uitbreiden met tien" gives a difference only."""
    values = statement.values
    given = [values[name] for name in NUMBERS if name in values]
    before, change = values.get("previous_number"), values.get("change")
    if not given:
        return
    if before is not None:
        after = max(given)
        change = "increase" if after > before else "end" if not after else "decrease" if after < before else "continue"
        statement.give("change", change, clause.span_of(quantity))
    elif change == "end":
        _turn(statement)
    elif change in ("increase", "decrease") and clause.words[: quantity.start].rstrip().endswith(("met", "by")):
        # "Een aanvullende bijdrage met tien" gives the size of what is added; "verhogen met tien" does not.
        ends = {clause.start + anchor.end for anchor in clause.anchors if anchor.noun}
        if statement.support_of("change")[1] not in ends:
            statement.drop(*NUMBERS)
            statement.asides.append(("number_max", clause.shown((quantity.start, quantity.end))))


def _turn(statement: Statement) -> None:
    """Make the figure of what ends that of before."""
    given = [statement.values[name] for name in NUMBERS if name in statement.values]
    if statement.values.get("change") == "end" and any(given):
        span = statement.support_of("number_max")
        statement.drop(*NUMBERS, "approximate")
        statement.give("previous_number", max(given), span)


_BASIS = {"decided": "ceiling", "proposed": "ceiling", "explored": "planned", "intended": "planned"}
"""What a figure counts, by the status of its statement; for what is reported, see ``_reckon``."""


def _complete(statement: Statement) -> None:
    """Fill what follows from other fields: the change and the basis; drop a change that contradicts the status."""
    values = statement.values
    if values.keys().isdisjoint((*NUMBERS, "previous_number")):
        statement.drop("unit")
    elif basis := _BASIS.get(values.get("status", "")):
        values["basis"] = basis
    if "status" in values and "change" not in values:
        change = "none" if values["status"] == "reported" else "start"
        statement.give("change", change, statement.support_of("status"))
    if values.get("change") == "none" and values.get("status") != "reported":
        statement.drop("change")


def _reckon(statement: Statement, clause: Clause) -> None:
    """Fill what a reported figure counts: what is or was there, what will be, or how many are allowed."""
    values = statement.values
    figures = {*NUMBERS, "previous_number"} & values.keys()
    if values.get("status") != "reported" or not figures or "basis" in values:
        return
    begins = edtf.first_day(values["start_date"]) if "start_date" in values else None
    had_begun = begins is not None and clause.written is not None and begins <= clause.written
    is_to_come = clause.language.is_to_come(clause.words) or (begins is not None and not had_begun)
    if figures == {"number_max"}:
        values["basis"] = "ceiling"
    elif is_to_come and not had_begun:
        values["basis"] = "planned"
    elif values["change"] != "start" and not clause.language.names_limit(clause.words):
        values["basis"] = "deployed"
