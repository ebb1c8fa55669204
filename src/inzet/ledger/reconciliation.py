"""Where the letters contradict each other: figures, ends and names of one letter, compared with those of the others.

A finding is about the documents: a letter is missing, or mentions no change. It is no validation error.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from inzet.ledger.register import Ledger, short_name
from inzet.ledger.statements import Statement
from inzet.ledger.timeline import comparable, compare_figures
from inzet.lines import Readable, wrap
from inzet.models import Framework, Mission
from inzet.schema.contributions import UNPLANNED

MEANINGS = {
    "old_figure_differs": "a letter gives a former figure that is not the latest one known before it",
    "change_not_carried": "a letter gives as the former figure the one before a change that an earlier letter decided",
    "old_figure_unknown": "a letter gives a former figure, and no letter before it that mentions the mission gives one",
    "continued_otherwise": "a letter continues a contribution with a figure that is not the latest one known before it",
    "ran_out": "a term was over before any later letter spoke of the contribution",
    "ended_but_running": "a letter says that something ends, and a later letter that it goes on",
    "renamed": "two letters use different abbreviations for one mission or framework",
}


@dataclass(frozen=True, slots=True, repr=False)
class Finding(Readable):
    """Two statements that contradict each other, or one that nothing follows; ``str`` gives its lines.

    Attributes:
        code: what sort of finding, a key of ``MEANINGS``.
        record: the mission or framework.
        words: the contradiction.
        before: the earlier statement.
        after: the later statement; None where none follows.
    """

    code: str
    record: Mission | Framework
    words: str
    before: Statement
    after: Statement | None

    def lines(self, width: int = 100) -> Iterator[str]:
        """Yield the contradiction and the quotes of both statements."""
        yield from wrap(f"  {short_name(self.record)}: ", self.words, width)
        for statement in (self.before, self.after):
            if statement is not None:
                yield from statement.quote_lines(width)


class Findings(Readable, tuple[Finding, ...]):
    """All findings; ``str`` gives the lines of ``inzet reconcile``."""

    def lines(self, width: int = 100) -> Iterator[str]:
        """Yield the findings by code."""
        yield f"{len(self)} findings"
        for code in dict.fromkeys(finding.code for finding in self):
            yield from ("", f"{code}: {MEANINGS[code]}")
            for finding in (finding for finding in self if finding.code == code):
                yield from finding.lines(width)


def reconcile(ledger: Ledger, known: date | None = None) -> Findings:
    """Return the contradictions among the letters that were known by a day, by mission and framework."""
    last = known or max(ledger.known_days(), default=date.min)
    findings: list[Finding] = []
    for record in ledger.targets():
        history = [statement for statement in ledger.about(record, last) if not statement.item.restates]
        for at, statement in enumerate(history):
            earlier = [other for other in history[:at] if other.known_from < statement.known_from]
            findings += _figures(record, statement, earlier)
            findings += _endings(record, statement, earlier)
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


def _figures(record: Mission | Framework, statement: Statement, earlier: Sequence[Statement]) -> Iterator[Finding]:
    """Yield where a former figure, or the figure that is continued, is not the latest one known."""
    former, own = statement.item.previous_number, statement.figure
    before = next((other for other in reversed(earlier) if comparable(other, statement, record.id)), None)
    stated = before.counted_as(statement) if before else None
    if before is None or stated is None:
        # "With a company" ends one company, and claims nothing of what was said of it before.
        claimed = former is not None and (own or not statement.item.implied)
        if claimed and earlier and not any(other.firm and other.counted_as(statement) for other in earlier):
            words = f"former figure {former}, and none is known"
            yield Finding("old_figure_unknown", record, words, earlier[-1], statement)
        return
    latest, is_ceiling = stated.interval, stated.measure.basis == "ceiling"
    if former is not None:
        # Of a ceiling the bound counts: "six" is not what "at most eight" allowed.
        if former != latest.high if is_ceiling else former not in latest:
            carried = before.item.previous_number != former
            words = f"former figure {former}, but {before.letter.letter_id} gave {stated}"
            yield Finding("old_figure_differs" if carried else "change_not_carried", record, words, before, statement)
        return
    if own is None or statement.item.change != "continue":
        return
    now = own.interval
    if now.high != latest.high if is_ceiling else compare_figures(latest, now) != "same":
        words = f"continued with {own}, but {before.letter.letter_id} gave {latest}"
        yield Finding("continued_otherwise", record, words, before, statement)


def _endings(record: Mission | Framework, statement: Statement, earlier: Sequence[Statement]) -> Iterator[Finding]:
    """Yield the earlier ending that a statement of something that goes on contradicts."""
    item = statement.item
    if statement.whole is not None or item.change in ("start", "end") or item.status in UNPLANNED:
        return
    ended = next((other for other in reversed(earlier) if _is_ending(other)), None)
    # What ended may have been one of several things: the latest statement about it counts.
    if ended and not any(other.known_from > ended.known_from and other.item.change != "end" for other in earlier):
        when = f"by {ended.end_day}" if ended.item.end_date else "on a day not given"
        words = f"{ended.letter.letter_id} says that it ends, {when}; by {statement.letter.letter_id} it goes on"
        yield Finding("ended_but_running", record, words, ended, statement)


def _is_ending(statement: Statement) -> bool:
    return statement.firm and statement.item.change == "end" and statement.whole is None


def _terms(record: Mission | Framework, history: Sequence[Statement], last: date) -> Iterator[Finding]:
    """Yield the terms that were over before a later letter spoke of the target, or before the last letter."""
    for at, statement in enumerate(history):
        item = statement.item
        lasting = statement.firm and item.end_date and item.change not in ("end", "none") and statement.whole is None
        # Money for a year is spent when the year is over; that no later letter mentions it is no gap.
        if not lasting or item.kind == "money" or statement.possible_to >= last:
            continue
        after = next((other for other in history[at:] if other.known_from > statement.known_from), None)
        if after is None or after.known_from > statement.possible_to:
            term = f"{statement.letter.letter_id} gave a term until {item.end_date}"
            follows = f"the next letter that speaks of it is {after.letter.letter_id}" if after else ""
            words = f"{term}; nothing known by then speaks of it, {follows or 'no later letter does'}"
            yield Finding("ran_out", record, words, statement, after)


_ABBREVIATION = re.compile(r"(?<![^\W_])[A-Z][A-Z]+(?![^\W_])")


def _names(record: Mission | Framework, history: Sequence[Statement]) -> Iterator[Finding]:
    """Yield two letters that use different abbreviations for the target."""
    spellings = (record.name, record.abbreviation or "", *(entry.name for entry in record.names))
    known = {word for name in spellings for word in _ABBREVIATION.findall(name)}
    used: dict[str, tuple[set[str], Statement]] = {}
    for statement in history:
        words = {word for part in statement.item.evidence for word in _ABBREVIATION.findall(part.quote)} & known
        if words:
            used.setdefault(statement.letter.letter_id, (set(), statement))[0].update(words)
    for (old, before), (new, after) in pairwise(used.values()):
        if old.isdisjoint(new):
            words_used = f"called {', '.join(sorted(old))} in {before.letter.letter_id}, {', '.join(sorted(new))} later"
            yield Finding("renamed", record, words_used, before, after)
