"""Answers of the ledger as text for a terminal."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from inzet.ledger.intervals import Interval, Measure
from inzet.ledger.overview import Overview
from inzet.ledger.positions import Answer, Position
from inzet.ledger.reconciliation import MEANINGS, Finding
from inzet.ledger.shifts import Shift
from inzet.ledger.statements import Ledger, Statement
from inzet.ledger.timeline import Entry

_ANSWERS: dict[Answer, str] = {
    "yes": "In force",
    "maybe": "Perhaps in force",
    "ended": "No longer in force: a letter says that it ended",
    "lapsed": "Not known to be in force: the last period stated is over, and no letter known by then goes on",
    "unsaid": "Not known: no letter known by then speaks of the day",
}
_COMPUTED = {"up": "more than", "down": "less than", "same": "the same as", "unclear": "perhaps other than"}


def show_position(ledger: Ledger, found: Position, width: int = 100) -> Iterator[str]:
    """Yield a position with its evidence, what stands beside it, and the statements that led to it."""
    record = ledger.target(found.target)
    yield f"{record.abbreviation or record.name} ({found.target}) on {found.on}, as known on {found.known}"
    yield ""
    first = min((letter.said for letter in ledger.statements.values()), default=None)
    if not found.spoken and (first is None or first > found.known):
        yield f"Nothing was known yet: the first letter is known from {first}." if first else "There are no letters."
        return
    figures = say(found.figures)
    yield _ANSWERS[found.answer] + (f": {figures}" if figures else "")
    for one in (*found.statements, *found.possible):
        yield from _statement(one, width)
    if found.beside:
        yield ""
        yield "Beside it, not decided"
        for one in found.beside:
            yield from _statement(one, width)
    if found.chain:
        yield ""
        yield "Why"
        for reason in found.chain:
            one = reason.statement
            yield from _wrapped(f"  {one.said}  {one.id}  ", f"{reason.role}: {reason.words}", width)


def show_timeline(ledger: Ledger, target: str, entries: Iterable[Entry], width: int = 100) -> Iterator[str]:
    """Yield a timeline, one statement after the other, each with what changed."""
    record = ledger.target(target)
    yield f"{record.abbreviation or record.name} ({record.id})"
    letter = None
    for entry in entries:
        one = entry.statement
        if one.letter is not letter:
            letter = one.letter
            yield ""
            yield f"{letter.letter_date}  {letter.letter_id}"
        yield from _statement(one, width)
        told = _told(entry)
        if told:
            yield from _wrapped("      → ", told, width)


def _told(entry: Entry) -> str:
    words = []
    if entry.before is not None and entry.before.figure is not None and entry.computed in _COMPUTED:
        words.append(f"{_COMPUTED[entry.computed]} {entry.before.figure[1]} in {entry.before.id}")
    if entry.end in ("later", "earlier"):
        words.append(f"ends {entry.end} than stated before")
    if entry.agrees is False:
        words.append(f"the letter says {entry.statement.item.change!r}, which does not fit")
    return "; ".join(words)


def show_overview(ledger: Ledger, found: Overview, width: int = 100, *, explain: bool = False) -> Iterator[str]:
    """Yield all that was in force on a day, in groups; explained, with every statement that a total is made of."""
    sure = sum(len(group.statements) for group in found.groups)
    possible = sum(len(group.possible) for group in found.groups)
    yield f"In force on {found.on}, as known on {found.known}: {sure} statements, and {possible} that may be"
    if not found.groups:
        dates = sorted(str(one.said) for one in ledger.statements.values() if one.said <= found.known)
        yield f"The letters known by then are dated {dates[0]} to {dates[-1]}." if dates else "Nothing was known yet."
        return
    for group in found.groups:
        yield ""
        count = f"{len(group.statements)} in force, {len(group.possible)} perhaps"
        yield f"{group.name}: {count}" if found.by else count
        for measure, interval in sorted(group.totals.items()):
            yield f"  {interval} {measure}"
        if not group.totals:
            yield "  no figures"
        if group.absent:
            yield f"  {len(group.absent)} give no figure"
        if not found.by or explain:
            for one in group.statements:
                yield from _line(one, "in force", width)
            for one in group.possible:
                yield from _line(one, "perhaps", width)
        if explain:
            for share in group.shares:
                words = f"{share.figure} {share.measure}" + (f", for {share.words}" if share.words else "")
                yield from _wrapped(f"  counted  {share.statement.id}  ", words, width)
    if found.by and found.totals:
        yield ""
        yield "In all: " + say(found.totals)


def show_shifts(
    ledger: Ledger, shifts: Iterable[Shift], width: int = 100, *, everything: bool = False
) -> Iterator[str]:
    """Yield what differs between two views, by kind of difference; what is the same only on demand."""
    known = list(shifts)
    kinds = Counter(shift.what for shift in known)
    yield ", ".join(f"{count} {what}" for what, count in kinds.most_common()) or "Neither says anything."
    for what in kinds:
        if what == "same" and not everything:
            continue
        yield ""
        yield what[0].upper() + what[1:]
        for shift in known:
            if shift.what == what:
                record = ledger.target(shift.target)
                words = f"{shift.words} (only proposed)" if shift.proposed else shift.words
                yield from _wrapped(f"  {record.abbreviation or record.name}: ", words, width)
                sides = (
                    (side.statements or side.ended or side.undecided) for side in (shift.before, shift.after) if side
                )
                ids = [one.id for statements in sides for one in statements]
                yield from _wrapped("      ", ", ".join(ids), width)


def show_findings(ledger: Ledger, findings: Iterable[Finding], width: int = 100) -> Iterator[str]:
    """Yield what does not add up, each with both fragments."""
    known = list(findings)
    yield f"{len(known)} findings"
    for code in dict.fromkeys(finding.code for finding in known):
        yield ""
        yield f"{code}: {MEANINGS[code]}"
        for finding in (finding for finding in known if finding.code == code):
            record = ledger.target(finding.target)
            yield from _wrapped(f"  {record.abbreviation or record.name}: ", finding.words, width)
            for one in (finding.before, finding.after):
                if one is not None:
                    yield from _quote(one, width)


def say(figures: Mapping[Measure, Interval]) -> str:
    """Say figures in a few words: ``15 persons (ceiling), at most 3 ships``."""
    return ", ".join(f"{interval} {measure}" for measure, interval in sorted(figures.items()))


def _statement(one: Statement, width: int) -> Iterator[str]:
    yield from _line(one, f"{one.item.status}, {one.item.change}", width)
    yield from _quote(one, width)


def _line(one: Statement, role: str, width: int) -> Iterator[str]:
    figure = f"{one.figure[1]} {one.figure[0]}" if one.figure else "no figure"
    until = f"until {one.item.end_date}" if one.item.end_date else "no end stated"
    since = f"from {one.item.start_date}, " if one.item.start_date else ""
    yield from _wrapped(f"  {one.id}  ", f"{one.item.description} ({role}; {figure}; {since}{until})", width)


def _quote(one: Statement, width: int) -> Iterator[str]:
    fragment = one.evidence
    lead = f"      {one.letter.letter_id} of {one.letter.letter_date}, line {fragment.line}: "
    yield from _wrapped(lead, f"“{fragment.quote}”", width)


def _wrapped(lead: str, words: str, width: int) -> list[str]:
    indent = " " * (len(lead) - len(lead.lstrip()))
    return textwrap.wrap(
        lead.lstrip() + words,
        max(width, 40),
        initial_indent=indent,
        subsequent_indent=indent + "    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
