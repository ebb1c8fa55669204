"""All statements about a mission, in order, with what changed from one to the next."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from inzet.ledger.intervals import Interval
from inzet.ledger.register import Ledger, short_name
from inzet.ledger.statements import Statement
from inzet.lines import Readable, html_table, wrap
from inzet.models import Framework, Mission

FigureChange = Literal["first", "same", "up", "down", "unclear", "ended", "no figure"]
"""How a figure compares with the one before: the first, the same, surely more, surely less, neither for sure, one of
what ends, or none."""

EndChange = Literal["later", "earlier", "same"]
"""How the end of a statement compares with the one stated before."""

_AGREE: dict[str, tuple[str, ...]] = {
    "start": ("first",),
    "continue": ("same", "unclear", "first"),
    "increase": ("up", "unclear", "first"),
    "decrease": ("down", "unclear", "first"),
    "end": ("ended",),
}
_COMPARED = {"up": "more than", "down": "less than", "same": "the same as", "unclear": "perhaps other than"}


@dataclass(frozen=True, slots=True, repr=False)
class Entry(Readable):
    """A statement in a timeline, with what changed; ``str`` gives its lines in ``inzet timeline``.

    Attributes:
        statement: the statement.
        compared_with: the last firm statement before it, in an earlier letter, with a figure of the same measure.
        figure_change: how its figure compares with that one.
        end_change: how its end compares with that of the last firm statement before it that gives one; None where no
            two are given, or neither is surely later.
        change_agrees: whether the letter's own word for the change fits; None where there is no way to know.
    """

    statement: Statement
    compared_with: Statement | None
    figure_change: FigureChange
    end_change: EndChange | None
    change_agrees: bool | None

    @property
    def changes(self) -> str:
        """What changed, in words; empty where nothing did."""
        words = []
        before = self.compared_with and self.compared_with.counted_as(self.statement)
        if self.compared_with and before and self.figure_change in _COMPARED:
            words.append(f"{_COMPARED[self.figure_change]} {before.interval} in {self.compared_with.id}")
        if self.end_change in ("later", "earlier"):
            words.append(f"ends {self.end_change} than stated before")
        if self.change_agrees is False:
            words.append(f"the letter says {self.statement.item.change!r}, which does not fit")
        return "; ".join(words)

    def lines(self, width: int = 100) -> Iterator[str]:
        """Yield the statement with its quote, and what changed."""
        yield from self.statement.lines(width)
        if self.changes:
            yield from wrap("      → ", self.changes, width)


class Timeline(Readable, tuple[Entry, ...]):
    """The entries of a mission or framework, in order; ``str`` gives the lines of ``inzet timeline``.

    Attributes:
        record: the mission or framework.
    """

    record: Mission | Framework

    def __new__(cls, record: Mission | Framework, entries: Iterable[Entry]) -> "Timeline":
        timeline = super().__new__(cls, entries)
        timeline.record = record
        return timeline

    def _repr_html_(self) -> str:
        rows = [entry.statement.cells() | {"compared": entry.changes} for entry in self]
        return html_table(f"{short_name(self.record)} ({self.record.id})", rows)

    def lines(self, width: int = 100) -> Iterator[str]:
        """Yield the entries, letter by letter."""
        yield f"{short_name(self.record)} ({self.record.id})"
        letter = None
        for entry in self:
            if entry.statement.letter is not letter:
                letter = entry.statement.letter
                yield from ("", f"{letter.letter_date}  {letter.letter_id}")
            yield from entry.lines(width)


def make_timeline(ledger: Ledger, record: Mission | Framework, known: date | None = None) -> Timeline:
    """Return every statement about a mission or framework, in order, each compared with the one before."""
    return Timeline(record, _entries(ledger, record.id, known))


def _entries(ledger: Ledger, target: str, known: date | None) -> Iterator[Entry]:
    statements = ledger.about(target, known)
    for at, statement in enumerate(statements):
        earlier = [other for other in statements[:at] if other.known_from < statement.known_from]
        compared_with = next((other for other in reversed(earlier) if comparable(other, statement, target)), None)
        with_end = next((other for other in reversed(earlier) if other.firm and other.item.end_date), None)
        change = _figure_change(statement, compared_with)
        claimed = statement.item.change
        # A contribution may be new for the Netherlands though another letter spoke of the mission before.
        agrees = change in _AGREE[claimed] if claimed in _AGREE and change != "no figure" else None
        yield Entry(statement, compared_with, change, _end_change(statement, with_end), agrees)


def comparable(earlier: Statement, later: Statement, target: str) -> bool:
    """Whether two figures for a target may be compared, or the former figure of the later one with the earlier one.

    They have one measure and are shared among the same targets, both are parts of something for that target or neither
    is, and the earlier one is firm and not of what ends.
    """
    return bool(
        earlier.firm
        and earlier.counted_as(later)
        and earlier.item.change != "end"
        and set(earlier.targets) == set(later.targets)
        and earlier.is_inside(target) == later.is_inside(target)
    )


def _figure_change(statement: Statement, before: Statement | None) -> FigureChange:
    if statement.item.change == "end":
        return "ended"
    if statement.figure is None:
        return "no figure"
    old = before.counted_as(statement) if before else None
    return compare_figures(old.interval, statement.figure.interval) if old else "first"


def compare_figures(old: Interval, new: Interval) -> Literal["same", "up", "down", "unclear"]:
    """Return how a figure changed; *unclear* where the two overlap without being the same."""
    if (old.low, old.high) == (new.low, new.high):
        return "same"
    if old.high is not None and new.low > old.high:
        return "up"
    return "down" if new.high is not None and new.high < old.low else "unclear"


def _end_change(statement: Statement, before: Statement | None) -> EndChange | None:
    if before is None or not statement.item.end_date:
        return None
    if (statement.certain_to, statement.possible_to) == (before.certain_to, before.possible_to):
        return "same"
    if statement.certain_to > before.possible_to:
        return "later"
    return "earlier" if statement.possible_to < before.certain_to else None
