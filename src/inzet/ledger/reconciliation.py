"""Where the letters contradict each other: figures, ends and names of one letter, compared with those of the others.

A finding is about the documents: a letter is missing, or mentions no change. It is no validation error.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Literal

from inzet.ledger.names import spellings
from inzet.ledger.positions import quote
from inzet.ledger.register import Ledger, short_name
from inzet.ledger.statements import Statement, sized
from inzet.ledger.timeline import compare_figures, comparison, comparison_before, facts, with_latest
from inzet.models import Framework, Mission
from inzet.schema.contributions import UNPLANNED
from inzet.words import Lang
from inzet.words.blocks import Block, Paragraph, Readable
from inzet.words.sentences import say

Code = Literal[
    "old_figure_differs",
    "change_not_carried",
    "old_figure_unknown",
    "continued_otherwise",
    "ran_out",
    "ended_but_running",
    "renamed",
]
"""What sort of finding: a letter gives a former figure that is not the latest one known before it; or the one before a
change that an earlier letter decided; or one where no earlier letter gives any; a letter continues a contribution with
another figure than the latest one known; a term was over before a later letter spoke of the contribution; a letter
says that something ends, and a later one that it goes on; two letters use different abbreviations."""


@dataclass(frozen=True, slots=True, repr=False)
class Finding(Readable):
    """Two statements that contradict each other, or one that nothing follows.

    Attributes:
        code: what sort of finding.
        record: the mission or framework.
        before: the earlier statement.
        after: the later statement; None where none follows.
        words: for ``renamed``, the abbreviations of the earlier and of the later letter; otherwise empty.
    """

    code: Code
    record: Mission | Framework
    before: Statement
    after: Statement | None
    words: tuple[str, ...] = ()

    def blocks(self, lang: Lang = "en") -> Iterator[Block]:
        """Yield the mission, and what the two statements say with their words."""
        yield Paragraph(short_name(self.record, lang), "plain", 2)
        for at, statement in enumerate((self.before, self.after)):
            if statement is None:
                yield Paragraph(say("no_later_letter", lang), "plain", 4)
            else:
                said = self.words[at] if self.words else "; ".join(facts(statement, lang))
                yield Paragraph(said, "plain", 4)
                yield from quote(statement, lang, indent=4)


class Findings(Readable, tuple[Finding, ...]):
    """All findings."""

    def blocks(self, lang: Lang = "en") -> Iterator[Block]:
        """Yield the findings by code."""
        yield Paragraph(say("findings", lang, count=len(self)), "title")
        for code in dict.fromkeys(finding.code for finding in self):
            yield Paragraph(say(f"finding_{code}", lang), "strong")
            for finding in (finding for finding in self if finding.code == code):
                yield from finding.blocks(lang)


def reconcile(ledger: Ledger, known: date | None = None) -> Findings:
    """Return the contradictions among the letters that were known by a day, by mission and framework."""
    last = known or ledger.horizon().last or date.min
    findings: list[Finding] = []
    for record in ledger.targets():
        history = [statement for statement in ledger.about(record, last) if not statement.item.restates]
        for statement, latest in with_latest(history, partial(_keys, record.id)):
            findings += _figures(record, statement, latest)
            findings += _endings(record, statement, latest)
        findings += _terms(record, history, last)
        findings += _names(record, history)
    # Statements about several missions give a finding for each of them, and an ending gives one for every later
    # statement; the first is enough.
    first: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        before = None if finding.code == "old_figure_unknown" else finding.before
        after = None if finding.code == "ended_but_running" else finding.after
        first.setdefault((finding.code, before, after), finding)
    return Findings(first.values())


_ANY, _ENDING, _GOING_ON = "any", "ending", "going on"


def _keys(target: str, statement: Statement) -> Iterator[object]:
    """Yield the keys under which later statements look for this one."""
    yield _ANY
    if statement.sort == "ending" and statement.whole is None:
        yield _ENDING
    if statement.item.change != "end":
        yield _GOING_ON
    yield comparison(statement, target)


def _figures(
    record: Mission | Framework, statement: Statement, latest: Mapping[object, Statement]
) -> Iterator[Finding]:
    """Yield where a former figure, or the figure that is continued, is not the latest one known."""
    former = statement.item.previous_number
    before = latest.get(comparison_before(statement, record.id))
    known = sized(before) if before else None
    if before is None or known is None:
        if former is not None and _ANY in latest:
            yield Finding("old_figure_unknown", record, latest[_ANY], statement)
        return
    own = sized(statement)
    is_ceiling = known.measure.basis == "ceiling"
    if former is not None:
        if former not in known.interval:
            carried = before.item.previous_number != former
            yield Finding("old_figure_differs" if carried else "change_not_carried", record, before, statement)
    elif own and statement.item.change == "continue":
        was = known.interval
        same = own.interval.high == was.high if is_ceiling else compare_figures(was, own.interval) == "same"
        if not same:
            yield Finding("continued_otherwise", record, before, statement)


def _endings(
    record: Mission | Framework, statement: Statement, latest: Mapping[object, Statement]
) -> Iterator[Finding]:
    """Yield the earlier ending that a statement of something that goes on contradicts."""
    item = statement.item
    if statement.whole is not None or item.change in ("start", "end") or item.status in UNPLANNED:
        return
    ended, going_on = latest.get(_ENDING), latest.get(_GOING_ON)
    # What ended may have been one of several things: the latest statement about it counts.
    if ended and not (going_on and going_on.known_from > ended.known_from):
        yield Finding("ended_but_running", record, ended, statement)


def _terms(record: Mission | Framework, history: Sequence[Statement], last: date) -> Iterator[Finding]:
    """Yield the terms that were over before a later letter spoke of the target, or before the last letter."""
    for statement in history:
        item = statement.item
        lasting = statement.sort == "mandate" and item.change != "none" and statement.whole is None
        if not lasting or not statement.has_term or statement.term.over >= last:
            continue
        following = bisect_right(history, statement.known_from, key=lambda other: other.known_from)
        after = history[following] if following < len(history) else None
        if after is None or after.known_from > statement.term.over:
            yield Finding("ran_out", record, statement, after)


_ABBREVIATION = re.compile(r"(?<![^\W_])[A-Z][A-Z]+(?![^\W_])")


def _names(record: Mission | Framework, history: Sequence[Statement]) -> Iterator[Finding]:
    """Yield two letters that use different abbreviations for the target."""
    known = {word for name in spellings(record) for word in _ABBREVIATION.findall(name)}
    used: dict[str, tuple[set[str], Statement]] = {}
    for statement in history:
        words = {word for part in statement.item.evidence for word in _ABBREVIATION.findall(part.quote)} & known
        if words:
            used.setdefault(statement.letter.letter_id, (set(), statement))[0].update(words)
    for (old, before), (new, after) in pairwise(used.values()):
        if old.isdisjoint(new):
            yield Finding("renamed", record, before, after, (", ".join(sorted(old)), ", ".join(sorted(new))))
