"""How a clause divides into statements: one for each figure, or for each target and decision."""

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from inzet.texts import filling
from inzet.texts.clauses import Clause
from inzet.texts.language import Anchor, Quantity
from inzet.texts.proposals import Statement
from inzet.texts.subjects import Before, aim, named
from inzet.texts.text import Span

_AND = re.compile(r"\b(?:en|and)\b")
_FEW = 8  # words that join two decisions
_CUT = re.compile(r"[,;]|\b(?:en|and)\b")


def divide(clause: Clause, before: Before) -> Iterator[Statement]:
    """Yield the statements of a clause; several quantities after a noun with its target are parts of it."""
    heads: list[tuple[Span, Quantity | None]] = [((one.start, one.end), one) for one in clause.quantities]
    heads = heads or [(span, None) for span in _groups(clause)]
    regions = list(_regions([head for head, _ in heads], clause))
    # "Aan X (tien militairen) en aan Y (zes experts)" has no whole.
    apart = any(
        low <= target.start < high for low, high in regions[1:] for target in clause.targets if target.is_mission
    )
    whole: Statement | None = None
    if clause.quantities and not apart:
        first = clause.quantities[0].start
        cut = _second_decision(clause, first)
        anchor = _whole(clause, cut or first, single=len(heads) == 1, divided=bool(cut))
        if anchor:
            whole = fill(clause, (anchor.start, anchor.end), (0, cut or first), None, before)
            yield whole
        if anchor and cut:
            regions[0] = cut, regions[0][1]
    for (head, quantity), region in zip(heads, regions, strict=True):
        statement = fill(clause, head, region, quantity, before)
        # "Het betreft tien trainers en vijf stafofficieren" divides what was counted before.
        counted = before.last if clause.role == "continuation" else before.lead
        above = whole or (counted if counted and _is_part(statement, counted) else None)
        if above:
            statement.join(above)
        yield statement


def fill(clause: Clause, head: Span, region: Span, quantity: Quantity | None, before: Before) -> Statement:
    """Return a statement of a part of a clause with its targets; see ``filling.fill``."""
    statement = filling.fill(clause, head, region, quantity, before.lead)
    statement.targets = aim(statement, clause, region, before)
    if before.last and clause.role in ("strength", "continuation"):
        about = statement.targets or ([before.mission] if before.mission else [])
        if about and named(about) == named(before.last.targets):
            filling.take_decision(statement, before.last)
    return statement


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


def _whole(clause: Clause, end: int, *, single: bool, divided: bool) -> Anchor | None:
    """Return the noun whose parts the quantities after it are: "een bijdrage aan NMI met een arts en tien trainers".

    A single quantity is one only after a noun of its own: "de bijdrage aan NMI te verlengen door inzet van een arts".
    """
    nouns = [anchor for anchor in clause.anchors if anchor.noun and anchor.own is not False and anchor.end <= end]
    if not nouns or divided:
        return nouns[0] if nouns else None
    upto = nouns[-1].start if single else end
    return nouns[0] if any(nouns[0].end <= target.start < upto for target in clause.targets) else None


def _second_decision(clause: Clause, end: int) -> int:
    """Return where a clause begins to decide about the first figure, having decided something else before; else 0.

    "De bijdrage te verlengen tot 2027 en terug te brengen tot tien militairen" decides two things.
    """
    change = clause.decision.change
    if change is None or change.value not in ("increase", "decrease"):
        return 0
    for cut in (match.start() for match in islice(_AND.finditer(clause.words, 0, end), _FEW)):
        before, after = (clause.decision_in(part).change for part in ((0, cut), (cut, len(clause.words))))
        if before and after and before.value == "continue" and after.value == change.value:
            return cut
    return 0


def _groups(clause: Clause) -> Iterator[Span]:
    """Yield the anchors of each target; a second noun starts a group if the first has its target."""
    group: list[Anchor] = []
    for anchor in (one for one in clause.anchors if one.own is not False):
        noun = next((one for one in reversed(group) if one.noun), None)
        names = [target.start for target in clause.targets if noun and noun.end <= target.start < anchor.start]
        if names and anchor.noun and not anchor.again and any(target.start >= anchor.end for target in clause.targets):
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
