"""What a text says that its country contributes: one statement for each figure, or for each target and decision.

The words of each clause fill the fields of a contribution, each with the span that supports it. What the words do not
tell is left open. The curator decides on every statement.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from math import inf
from typing import NamedTuple

from inzet.texts import filling
from inzet.texts.clauses import Clause, read_clauses
from inzet.texts.filling import Statement
from inzet.texts.language import Anchor, Language, Quantity
from inzet.texts.targets import Target
from inzet.texts.text import Span, Text

_CUT = re.compile(r"[,;]|\b(?:en|and)\b")
_NEAR = 2  # lines between a statement and the next one that speaks of the same mission
_OFTEN = 4  # a letter names the mission that it is about at least half as often as this
_FAR = 1500  # characters between the name of a mission and words that are still about it


class _Before(NamedTuple):
    """What stands before a clause: the last statement, the words above its list, and the mission named last."""

    last: Statement | None = None
    lead: Statement | None = None
    mission: Target | None = None


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
    mission = main = _main_mission(targets, clauses)
    at = 0  # the line that names it
    for clause in clauses:
        # The sentences of a list item are on its line.
        if lead and not clause.is_item and not (found and found[-1].line == clause.line > lead.line):
            lead = None
        if named := [target for target in clause.targets if _leads_on(target)]:
            mission, at = clause.placed(named[-1]), clause.line
        elif clause.begins_section or (mission and (clause.line > at if main else clause.start - mission.end > _FAR)):
            mission = main
        before = _Before(found[-1] if found else None, lead, mission)
        last = before.last
        if last and _refuses(clause, last):
            filling.refuse(last, clause)
            continue
        if last and clause.bare and not clause.quantities and _resizes(clause, last):
            figure = replace(clause.bare[-1], unit=last.values["unit"], kind=last.values["kind"])
            clause = replace(clause, quantities=[figure])
        if last and clause.quantities and not clause.targets and last.is_uncounted and _continues(clause, last):
            filling.add(last, clause)
            found += _parts(clause, last)
            continue
        statements = list(_divide(clause, before)) if _states(clause, before) else []
        if clause.words.rstrip().endswith(":"):
            lead = statements[-1] if statements else _above_list(clause, before)
            if not clause.quantities and not clause.targets:
                statements = []
        found += statements
    return found


def _main_mission(targets: Sequence[Target], clauses: Sequence[Clause]) -> Target | None:
    """Return the mission that a letter is about: named before its first heading, and as often as all others."""
    end = next((clause.start for clause in clauses if clause.begins_section), inf)
    missions = [target for target in targets if _leads_on(target)]
    named = Counter(target.meant for target in missions)
    least = max(named.total(), _OFTEN) / 2
    known = (target for target in missions if target.is_clear and target.start < end)
    return next((target for target in known if named[target.meant] >= least), None)


def _leads_on(target: Target) -> bool:
    """Whether the words after a name may be about it without naming it again."""
    return target.is_mission and not target.is_background and not target.words.islower()


def _parts(clause: Clause, whole: Statement) -> Iterator[Statement]:
    """Yield what a clause counts of a statement after its size: "zeven militairen, onder wie twee stafofficieren"."""
    rest = replace(clause, quantities=clause.quantities[1:])
    for statement in _divide(rest, _Before(whole)) if rest.quantities else ():
        statement.join(whole)
        yield statement


def _continues(clause: Clause, last: Statement) -> bool:
    """Whether a clause gives the size of what the one before it decides: "Nederland levert acht militairen"."""
    decision = clause.decision
    describes = decision.status is not None and decision.status.value == "reported" and not decision.change
    decided = last.line == clause.line and last.values.get("status") == "decided"
    return clause.role == "continuation" or (decided and describes and clause.role in (None, "answer"))


def _goes_on(clause: Clause, last: Statement) -> bool:
    """Whether a clause is near a statement and names nothing else."""
    return _is_near(clause, last) and not clause.targets


def _is_near(clause: Clause, last: Statement) -> bool:
    return clause.line - last.line <= _NEAR


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


def _states(clause: Clause, before: _Before) -> bool:
    """Whether a clause says that its country contributes, or does not."""
    decision = clause.decision
    firm = decision.status is not None and decision.status.value != "reported"
    changed = decision.change is not None and decision.change.value not in ("none", "start")
    says = bool(clause.quantities or clause.terms or firm or changed)
    if clause.role in ("condition", "review", "question") and not clause.quantities:
        return False
    if clause.role in ("outline", "repetition") and not says:
        return False
    own = {anchor.noun for anchor in clause.anchors if anchor.own}
    if own:
        return says or bool(clause.targets) or own == {True, False}
    # "Het detachement telt 30 militairen" and "Er worden 30 militairen ingezet" go on with what was said before.
    goes_on = before.mission is not None
    if any(anchor.noun and anchor.own is None for anchor in clause.anchors):
        return (goes_on or bool(clause.targets)) and bool(clause.quantities or firm or changed)
    if clause.role in ("total", "costs"):
        return bool(clause.quantities)
    if before.lead is not None and all(anchor.own is not False for anchor in clause.anchors):
        return bool(clause.targets or clause.quantities)
    if clause.is_item and any(target.is_mission for target in clause.targets) and (clause.quantities or firm):
        return all(anchor.own is not False for anchor in clause.anchors)
    # "Acht mensen naar UNTSO": without a verb, in a list or a table.
    if clause.role not in (None, "answer", "continuation") or any(anchor.own is not None for anchor in clause.anchors):
        return False
    if any(target.is_clear for target in clause.targets):
        return any(one.unit for one in clause.quantities)
    counted = clause.quantities or (goes_on and clause.things)
    return bool((clause.anchors or clause.role == "continuation") and counted) and not clause.language.read_reason(
        clause.words
    )


def _divide(clause: Clause, before: _Before) -> Iterator[Statement]:
    """Yield the statements of a clause; several quantities after a noun with its target are parts of it."""
    heads: list[tuple[Span, Quantity | None]] = [((one.start, one.end), one) for one in clause.quantities]
    heads = heads or [(span, None) for span in _groups(clause)]
    regions = list(_regions([head for head, _ in heads], clause))
    # "Aan X (tien militairen) en aan Y (zes experts)" has no whole.
    apart = any(
        low <= target.start < high for low, high in regions[1:] for target in clause.targets if target.is_mission
    )
    whole: Statement | None = None
    anchor = _whole(clause, heads[0][0][0], single=len(heads) == 1) if clause.quantities and not apart else None
    if anchor:
        whole = _fill(clause, (anchor.start, anchor.end), (0, heads[0][0][0]), None, before)
        yield whole
    for (head, quantity), region in zip(heads, regions, strict=True):
        statement = _fill(clause, head, region, quantity, before)
        # "Het betreft tien trainers en vijf stafofficieren" divides what was counted before.
        counted = before.last if clause.role == "continuation" else before.lead
        above = whole or (counted if counted and _is_part(statement, counted) else None)
        if above:
            statement.join(above)
        yield statement


def _is_part(statement: Statement, lead: Statement) -> bool:
    """Whether the words above a list, or before a sentence, count what it counts."""
    unit = lead.values.get("unit")
    return unit is not None and unit == statement.values.get("unit")


def _regions(heads: list[Span], clause: Clause) -> Iterator[Span]:
    """Yield the words around each head, up to the last comma or "en" before the next one."""
    at = 0
    for (_, before), (after, _) in pairwise(heads):
        marks = [match.start() for match in _CUT.finditer(clause.words, before, after)]
        cut = marks[-1] if marks else after
        yield at, cut
        at = cut
    if heads:
        yield at, len(clause.words)


def _whole(clause: Clause, end: int, *, single: bool) -> Anchor | None:
    """Return the noun whose parts the quantities after it are: "een bijdrage aan NMI met een arts en tien trainers".

    A single quantity is one only after a noun of its own: "de bijdrage aan NMI te verlengen door inzet van een arts".
    """
    nouns = [anchor for anchor in clause.anchors if anchor.noun and anchor.own is not False and anchor.end <= end]
    if not nouns:
        return None
    upto = nouns[-1].start if single else end
    return nouns[0] if any(nouns[0].end <= target.start < upto for target in clause.targets) else None


def _groups(clause: Clause) -> Iterator[Span]:
    """Yield the anchors of each target; a second noun starts a group if the first has its target."""
    group: list[Anchor] = []
    for anchor in (one for one in clause.anchors if one.own is not False):
        noun = next((one for one in reversed(group) if one.noun), None)
        names = [target.start for target in clause.targets if noun and noun.end <= target.start < anchor.start]
        if names and anchor.noun and any(target.start >= anchor.end for target in clause.targets):
            # The verbs after that target belong to this noun.
            verbs = [one for one in group if one.start > names[0]]
            group = group[: len(group) - len(verbs)]
            yield group[0].start, group[-1].end
            group = verbs
        group.append(anchor)
    if group:
        yield group[0].start, group[-1].end
    elif clause.targets:
        yield clause.targets[0].start, clause.targets[0].end


def _fill(clause: Clause, head: Span, region: Span, quantity: Quantity | None, before: _Before) -> Statement:
    statement = filling.fill(clause, head, region, quantity, before.lead)
    statement.targets = _aim(statement, clause, region, before)
    if before.last and clause.role in ("strength", "continuation"):
        about = statement.targets or ([before.mission] if before.mission else [])
        if about and _named(about) == _named(before.last.targets):
            filling.take_decision(statement, before.last)
    return statement


def _named(targets: Sequence[Target]) -> set[object]:
    return {target.meant for target in targets}


def _aim(statement: Statement, clause: Clause, region: Span, before: _Before) -> list[Target]:
    """Return the targets: those of the region, else of the clause, else of the words above or before it."""
    # A unit or region that is named is no target, but what is said of it may not be about the mission before it.
    named = [target for target in clause.targets if target.is_mission or "unit" not in statement.values]
    if here := [target for target in named if region[0] <= target.start < region[1]] or named:
        return [clause.placed(target) for target in here]
    statement.is_named = False
    last, lead, mission = before
    above = lead if lead and lead.targets else last if last and _is_near(clause, last) else None
    if mission and not (above and above.targets and mission.start < above.span[1]):
        return [mission] if mission.is_clear and "currency" not in statement.values else []
    return [target for target in above.targets if target.is_clear] if above else []


def _above_list(clause: Clause, before: _Before) -> Statement | None:
    """Return what the words above a list say of its items; None if others contribute."""
    if clause.anchors and all(anchor.own is False for anchor in clause.anchors):
        return None
    last = before.last
    if last and last.line == clause.line and not clause.targets and not clause.terms and not clause.decision.change:
        return last  # "Het gaat om:" goes on with the statement before it
    return _fill(clause, (0, len(clause.words)), (0, len(clause.words)), None, before)
