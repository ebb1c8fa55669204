"""Where the letters do not add up: what one says of another's figures, ends and names, held against what that one says.

A finding is about the documents, a letter that is missing or a change that nobody mentioned; it is no validation error.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from inzet.ledger.statements import Ledger, Statement, day
from inzet.ledger.timeline import comparable, grown
from inzet.models import Framework, Mission

Code = Literal[
    "old_figure_differs",
    "change_not_carried",
    "old_figure_unknown",
    "continued_otherwise",
    "ran_out",
    "ended_but_running",
    "renamed",
]

MEANINGS: dict[Code, str] = {
    "old_figure_differs": "a letter gives a former figure that is not the latest one known before it",
    "change_not_carried": "a letter gives as the former figure the one before a change that an earlier letter decided",
    "old_figure_unknown": "a letter gives a former figure, and those before it that speak of the mission give none",
    "continued_otherwise": "a letter continues a contribution with another figure than the latest one known before it",
    "ran_out": "a term was over before any later letter spoke of the contribution",
    "ended_but_running": "a letter says that something ends, and a later one that it goes on",
    "renamed": "two letters use other abbreviations for one mission or framework",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Two statements that do not add up, or one that nothing follows.

    Attributes:
        code: what sort of finding, a key of ``MEANINGS``.
        target: id of the mission or framework.
        words: what does not add up.
        before: the earlier statement.
        after: the later statement; None where none follows.
    """

    code: Code
    target: str
    words: str
    before: Statement
    after: Statement | None


def reconcile(ledger: Ledger, known: str | date | None = None) -> tuple[Finding, ...]:
    """Return what does not add up among the letters that were known by a day, by mission and framework.

    Args:
        ledger: the statements.
        known: the last day whose letters count; that of the last letter when left out.

    Raises:
        ValueError: if the day is malformed.
    """
    last = day(known) if known is not None else max((one.said for one in ledger.statements.values()), default=date.min)
    found: list[Finding] = []
    for target in ledger.targets():
        spoken = [one for one in ledger.about(target, last) if not one.item.restates]
        for at, one in enumerate(spoken):
            earlier = [other for other in spoken[:at] if other.said < one.said]
            found += _figures(target, one, earlier)
            found += _runs(target, one, earlier)
        found += _ends(target, spoken, last)
        found += _names(target, spoken, ledger.target(target))
    # What goes to several missions is found for each of them, and an ending for all that follows it; told once.
    first: dict[tuple[object, ...], Finding] = {}
    for finding in found:
        before = None if finding.code == "old_figure_unknown" else finding.before
        after = None if finding.code == "ended_but_running" else finding.after
        first.setdefault((finding.code, before, after), finding)
    return tuple(first.values())


def _figures(target: str, one: Statement, earlier: Sequence[Statement]) -> Iterator[Finding]:
    """Yield what a statement's former figure, or the figure that it continues, has against the latest one known."""
    former = one.item.previous_number
    before = next((other for other in reversed(earlier) if comparable(other, one, target)), None)
    if before is None or before.figure is None or one.figure is None:
        if former is not None and earlier:
            yield Finding("old_figure_unknown", target, f"former figure {former}, and none is known", earlier[-1], one)
        return
    measure, latest = before.figure
    if former is not None:
        # Of a ceiling the bound counts: "six" is not what "at most eight" allowed.
        fits = former == latest.high if measure.basis == "ceiling" else former in latest
        if not fits:
            carried = before.item.previous_number != former
            words = f"former figure {former}, but {before.letter.letter_id} gave {latest} {measure}"
            yield Finding("old_figure_differs" if carried else "change_not_carried", target, words, before, one)
    elif one.item.change == "continue":
        now = one.figure[1]
        same = now.high == latest.high if measure.basis == "ceiling" else grown(latest, now) == "same"
        if not same:
            words = f"continued with {now} {measure}, but {before.letter.letter_id} gave {latest}"
            yield Finding("continued_otherwise", target, words, before, one)


def _runs(target: str, one: Statement, earlier: Sequence[Statement]) -> Iterator[Finding]:
    """Yield the earlier endings that a statement of something that goes on contradicts."""
    if one.whole is not None or one.item.change in ("start", "end") or one.item.status in ("explored", "declined"):
        return
    ended = next((other for other in reversed(earlier) if _is_ending(other)), None)
    # What ended may have been one of several things: the latest word on it counts.
    again = ended and any(other.said > ended.said and other.item.change != "end" for other in earlier)
    if ended and not again:
        when = f"by {ended.item.end_date}" if ended.item.end_date else "on a day not given"
        words = f"{ended.letter.letter_id} says that it ends, {when}; by {one.letter.letter_id} it goes on"
        yield Finding("ended_but_running", target, words, ended, one)


def _is_ending(one: Statement) -> bool:
    return one.firm and one.item.change == "end" and one.whole is None


def _ends(target: str, spoken: Sequence[Statement], last: date) -> Iterator[Finding]:
    """Yield the terms that were over before a later letter spoke of the target, or before the last letter."""
    for at, one in enumerate(spoken):
        lasting = one.firm and one.item.end_date and one.item.change not in ("end", "none") and one.whole is None
        # Money for a year is spent when the year is over; that nobody speaks of it then is no gap.
        if not lasting or one.item.kind == "money" or one.possible_to >= last:
            continue
        later = [other for other in spoken[at:] if other.said > one.said]
        if any(other.said <= one.possible_to for other in later):
            continue
        after = later[0] if later else None
        told = f"the next letter that speaks of it is {after.letter.letter_id}" if after else "no later letter does"
        words = (
            f"{one.letter.letter_id} gave a term until {one.item.end_date}; nothing known by then speaks of it, {told}"
        )
        yield Finding("ran_out", target, words, one, after)


_ABBREVIATION = re.compile(r"(?<![^\W_])[A-Z][A-Z]+(?![^\W_])")


def _names(target: str, spoken: Sequence[Statement], record: Mission | Framework) -> Iterator[Finding]:
    """Yield two letters that use other abbreviations for the target."""
    known = {word for name in _spellings(record) for word in _ABBREVIATION.findall(name)}
    used: dict[str, tuple[set[str], Statement]] = {}
    for one in spoken:
        words = {word for part in one.item.evidence for word in _ABBREVIATION.findall(part.quote)} & known
        if words:
            used.setdefault(one.letter.letter_id, (set(), one))[0].update(words)
    sets = list(used.values())
    for (old, before), (new, after) in pairwise(sets):
        if old.isdisjoint(new):
            told = f"called {', '.join(sorted(old))} in {before.letter.letter_id}, {', '.join(sorted(new))} later"
            yield Finding("renamed", target, told, before, after)


def _spellings(record: Mission | Framework) -> Iterator[str]:
    yield record.name
    if record.abbreviation:
        yield record.abbreviation
    for entry in record.names:
        yield entry.name
