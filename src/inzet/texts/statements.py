"""What a text says that its country contributes: one statement for each figure, or for each target and decision.

The words of each clause fill the fields of a contribution, each with the span that supports it. What the words do not
tell is left open. The curator decides on every statement.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from inzet.texts import filling
from inzet.texts.clauses import Clause, read_clauses
from inzet.texts.division import divide, fill
from inzet.texts.language import Language
from inzet.texts.proposals import Statement
from inzet.texts.subjects import (
    Before,
    is_elsewhere,
    is_near,
    main_mission,
    mission_after,
    mission_of,
    named,
    names_the_same,
)
from inzet.texts.targets import Target
from inzet.texts.text import Text

_PLAIN = (None, "answer", "aim", "description")
"""Roles of sentences that may state something new."""
_MOST = 1000
"""People in a statement in which nobody of the country is named; more are those of a mission or of others."""


def find_statements(
    text: Text, targets: Sequence[Target], language: Language, written: date | None = None, start: int = 0
) -> list[Statement]:
    """Return the statements of a text, in its order.

    Args:
        text: the text.
        targets: the names in it; see ``inzet.texts.targets``.
        language: its language.
        written: the day of the letter, which determines the year of "dit najaar".
        start: where the letter starts after its head, which states nothing.
    """
    found: list[Statement] = []
    lead: Statement | None = None
    clauses = list(read_clauses(text, targets, language, written, start))
    mission = main = main_mission(targets, clauses)
    since = main.start if main else 0
    heading: Clause | None = None
    seen: dict[object, Target] = {}
    for clause, following in zip_longest(clauses, clauses[1:]):
        # The sentences of a list item are on its line.
        if lead and not clause.is_item and not (found and found[-1].line == clause.line > lead.line):
            lead = None
        mission, since = mission_of(clause, text, Before(None, lead, mission, since), main, seen)
        if clause.is_heading:
            heading = _change_of(clause, heading)
            continue
        if _is_title(clause, following):
            continue
        elsewhere = mission is not None and is_elsewhere(mission, since, clause, text)
        last = found[-1] if found and not elsewhere else None
        before = Before(last, lead, None if elsewhere else mission, since)
        if last and _refuses(clause, last):
            filling.refuse(last, clause)
            continue
        if last and clause.bare and not clause.quantities and (_resizes(clause, last) or _divides(clause, last)):
            bare = clause.bare if clause.role == "continuation" else clause.bare[-1:]
            figures = [replace(one, unit=last.values["unit"], kind=last.values["kind"]) for one in bare]
            clause = replace(clause, quantities=figures)
        if last and clause.quantities and last.is_uncounted and _continues(clause, last):
            filling.add(last, clause)
            found += _parts(clause, last)
            continue
        statements = list(divide(clause, before)) if _states(clause, before) else []
        if clause.words.rstrip().endswith(":"):
            lead = statements[-1] if statements else _above_list(clause, before)
            if not clause.quantities and not clause.targets:
                statements = []
        several = _is_one_of_several(found)
        for statement in statements:
            if heading:
                filling.take_heading(statement, heading)
            if last and is_near(clause, last) and named(statement.targets) == named(last.targets) and not several:
                filling.take_former(statement, last)
        found += statements
        if statements and (after := mission_after(statements[-1])):
            mission, since = after, after.start
    return found


def _is_one_of_several(found: Sequence[Statement]) -> bool:
    """Whether the last statement counts some of what the one before it on its line counts: "acht man, van wie twee"."""
    if len(found) < 2:
        return False
    one, two = found[-2:]
    return one.line == two.line and "unit" in one.values and named(one.targets) == named(two.targets)


def _is_title(clause: Clause, following: Clause | None) -> bool:
    """Whether a list item starts with only a name, of which the next sentence says more: "• KFOR. Nederland ..."."""
    is_bare = not (clause.anchors or clause.quantities or clause.terms or clause.words.rstrip().endswith(":"))
    return (
        is_bare and clause.is_item and following is not None and following.line == clause.line and not following.is_item
    )


def _change_of(heading: Clause, last: Clause | None) -> Clause | None:
    """Return the heading that says how what is below it changes: "Te beëindigen inzet", until another one of its level.

    A heading of a lower level, which more signs of Markdown show, leaves it.
    """
    if heading.decision.change and heading.decision.change.value != "none":
        return heading
    return last if last and _level(heading) > _level(last) else None


def _level(heading: Clause) -> int:
    words = heading.words.lstrip()
    return len(words) - len(words.lstrip("#"))


def _parts(clause: Clause, whole: Statement) -> Iterator[Statement]:
    """Yield what a clause counts of a statement after its size: "zeven militairen, onder wie twee stafofficieren"."""
    rest = replace(clause, quantities=clause.quantities[1:])
    for statement in divide(rest, Before(whole)) if rest.quantities else ():
        statement.join(whole)
        yield statement


def _continues(clause: Clause, last: Statement) -> bool:
    """Whether a clause gives the size of what the one before it decides: "Nederland levert acht militairen"."""
    decision = clause.decision
    describes = decision.status is not None and decision.status.value == "reported" and not decision.change
    decided = last.line == clause.line and last.values.get("status") == "decided"
    if clause.role == "continuation":
        return names_the_same(clause, last)
    is_own = clause.role in (None, "answer") or any(anchor.own for anchor in clause.anchors)
    return decided and describes and not clause.targets and is_own and clause.role in _PLAIN


def _goes_on(clause: Clause, last: Statement) -> bool:
    """Whether a clause is near a statement and names nothing else."""
    return is_near(clause, last) and names_the_same(clause, last)


def _refuses(clause: Clause, last: Statement) -> bool:
    """Whether a clause refuses what the one before it says that others ask for: "ziet daartoe geen mogelijkheid"."""
    status = clause.decision.status
    refers = clause.role == "answer" and all(anchor.own is not False for anchor in clause.anchors)
    goes_on = _goes_on(clause, last) and not clause.quantities
    return goes_on and refers and "status" not in last.values and status is not None and status.value == "declined"


def _resizes(clause: Clause, last: Statement) -> bool:
    """Whether a clause gives another figure for what the one before it counts: "deze bijdrage gaat naar zes"."""
    change = clause.decision.change
    is_same = clause.role == "answer" or any(anchor.noun and anchor.own is not False for anchor in clause.anchors)
    is_resized = change is not None and change.value in ("increase", "decrease")
    return _goes_on(clause, last) and "unit" in last.values and is_same and is_resized


def _divides(clause: Clause, last: Statement) -> bool:
    """Whether a clause counts a part of what the one before it counts: "Van hen zijn er 97 in Gao geplaatst"."""
    counts = all(clause.language.counts_no_other(clause.words[one.end :]) for one in clause.bare)
    return clause.role == "continuation" and counts and _goes_on(clause, last) and "unit" in last.values


def _states(clause: Clause, before: Before) -> bool:
    """Whether a clause says that its country contributes, or does not."""
    decision = clause.decision
    firm = decision.status is not None and decision.status.value != "reported"
    changed = decision.change is not None and decision.change.value not in ("none", "start")
    says = bool(clause.quantities or clause.terms or firm or changed)
    if clause.role in ("condition", "review", "question") and not clause.quantities:
        return False
    if clause.role in ("outline", "repetition") and not says:
        return False
    if clause.role == "purpose" and not (clause.quantities or clause.terms):
        return False
    if clause.role == "aim" and not (clause.quantities or any(target.is_mission for target in clause.targets)):
        return False
    own = {anchor.noun for anchor in clause.anchors if anchor.own}
    if own:
        return says or bool(clause.targets) or own == {True, False}
    if any((one.number_max or one.number_min or 0) > _MOST for one in clause.quantities):
        return False
    # "Het detachement telt 30 militairen" and "Er worden 30 militairen ingezet" go on with what was said before.
    goes_on = before.mission is not None
    if any(anchor.noun and anchor.own is None for anchor in clause.anchors):
        aimed = goes_on or bool(clause.targets) or (changed and bool(clause.quantities))
        return aimed and bool(clause.quantities or firm or changed)
    if clause.role in ("total", "costs"):
        return bool(clause.quantities)
    if before.lead is not None and all(anchor.own is not False for anchor in clause.anchors):
        return bool(clause.targets or clause.quantities)
    if clause.is_item and any(target.is_mission for target in clause.targets) and (clause.quantities or firm):
        return all(anchor.own is not False for anchor in clause.anchors)
    # "Acht mensen naar UNTSO": without a verb, in a list or a table.
    if clause.role not in (*_PLAIN, "continuation") or any(anchor.own is not None for anchor in clause.anchors):
        return False
    if any(target.is_clear for target in clause.targets):
        # "EULEX Kosovo heeft 1.700 medewerkers" describes the mission.
        is_described = clause.role == "description" and not clause.anchors
        declined = decision.status is not None and decision.status.value == "declined" and bool(clause.anchors)
        return (any(one.unit for one in clause.quantities) and not is_described) or declined
    counted = clause.quantities or (goes_on and clause.things)
    return bool((clause.anchors or clause.role == "continuation") and counted) and not clause.language.read_reason(
        clause.words
    )


def _above_list(clause: Clause, before: Before) -> Statement | None:
    """Return what the words above a list say of its items; None if others contribute."""
    if clause.anchors and all(anchor.own is False for anchor in clause.anchors):
        return None
    last = before.last
    if last and last.line == clause.line and not clause.targets and not clause.terms and not clause.decision.change:
        return last  # "Het gaat om:" goes on with the statement before it
    return fill(clause, (0, len(clause.words)), (0, len(clause.words)), None, before)
