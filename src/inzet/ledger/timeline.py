"""All statements about a mission, in order, with what changed from one to the next."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from inzet.ledger.intervals import Interval, Measure
from inzet.ledger.positions import figure_in_words, quote
from inzet.ledger.register import Horizon, Ledger, short_name
from inzet.ledger.statements import Statement, sized
from inzet.models import Framework, Mission
from inzet.words import Lang
from inzet.words.blocks import Block, Paragraph, Readable
from inzet.words.dates import date_words
from inzet.words.labels import label
from inzet.words.sentences import end_words, known_words, say

FigureChange = Literal["first", "same", "up", "down", "unclear", "ended", "no_figure"]
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


@dataclass(frozen=True, slots=True, repr=False)
class Entry(Readable):
    """A statement in a timeline, with what changed.

    Attributes:
        statement: the statement.
        compared_with: the last firm statement before it, in an earlier letter, with a figure of the same measure.
        figure_change: how its figure compares with that one.
        end_change: how its end compares with that of the last firm statement before it that gives one; None where no
            two are given.
        change_agrees: whether the letter's own word for the change fits; None where there is no way to know.
    """

    statement: Statement
    compared_with: Statement | None
    figure_change: FigureChange
    end_change: EndChange | None
    change_agrees: bool | None

    def blocks(self, lang: Lang = "en") -> Iterator[Block]:
        """Yield the statement and what changed."""
        yield Paragraph(f"{self.statement.id}  {self.statement.item.description}")
        yield Paragraph("; ".join([*facts(self.statement, lang), *self.changes(lang)]))

    def changes(self, lang: Lang = "en") -> Iterator[str]:
        """Yield in words what changed from the statements before it."""
        before = self.compared_with
        figure = sized(before) if before else None
        if before and figure and self.figure_change in ("up", "down", "same", "unclear"):
            day = date_words(before.letter.letter_date, lang)
            yield say(f"figure_{self.figure_change}", lang, figure=figure_in_words(figure, lang), day=day)
        if self.end_change in ("later", "earlier"):
            yield say(f"end_{self.end_change}", lang)
        if self.change_agrees is False:
            yield say("word_differs", lang, change=label("change", self.statement.item.change, lang).lower())


def facts(statement: Statement, lang: Lang, *, brief: bool = False) -> Iterator[str]:
    """Yield status, change, figure and term in words; when brief, neither a former figure nor a start."""
    item = statement.item
    yield label("status", item.status, lang).lower()
    if item.change != "none":
        yield label("change", item.change, lang).lower()
    if statement.figure:
        yield figure_in_words(statement.figure, lang)
    if item.previous_number is not None and not brief:
        yield say("formerly", lang, number=item.previous_number)
    if item.start_date and not brief:
        yield say("from", lang, start=date_words(item.start_date, lang))
    if item.end_date:
        yield end_words(item.end_date, lang)


class Timeline(Readable, tuple[Entry, ...]):
    """The entries of a mission or framework, in order.

    Attributes:
        record: the mission or framework.
        known: the last day whose letters count; None where all do.
        horizon: how far the letters see.
    """

    record: Mission | Framework
    known: date | None
    horizon: Horizon

    def __new__(
        cls, record: Mission | Framework, entries: Iterable[Entry], known: date | None, horizon: Horizon
    ) -> "Timeline":
        timeline = super().__new__(cls, entries)
        timeline.record, timeline.known, timeline.horizon = record, known, horizon
        return timeline

    def blocks(self, lang: Lang = "en") -> Iterator[Block]:
        """Yield the entries, letter by letter, each with its words and with what changed."""
        title = say("timeline", lang, name=short_name(self.record, lang))
        yield Paragraph(known_words(title, self.known, lang), "title")
        yield Paragraph(self.horizon.words(lang), "quiet")
        if not self and self.horizon.letters:
            yield Paragraph(say("nothing_said", lang))
        letter = None
        for entry in self:
            statement = entry.statement
            if statement.letter is not letter:
                letter = statement.letter
                day = date_words(letter.letter_date, lang)
                yield Paragraph(f"{say('letter_of', lang, day=day)} ({letter.letter_id})", "strong")
            yield Paragraph(f"{statement.id}  {statement.item.description}", "plain", 2)
            yield Paragraph("; ".join(facts(statement, lang)), "plain", 4)
            yield from quote(statement, lang, indent=4)
            if changes := "; ".join(entry.changes(lang)):
                yield Paragraph(f"→ {changes}", "plain", 4)


def make_timeline(ledger: Ledger, record: Mission | Framework, known: date | None = None) -> Timeline:
    """Return every statement about a mission or framework, in order, each compared with the one before."""
    return Timeline(record, _entries(ledger, record.id, known), known, ledger.horizon(known))


def is_firm(statement: Statement) -> bool:
    """Whether something is said to be, or to have been: no plan and no refusal."""
    return statement.sort not in ("plan", "refusal")


_TERM = "term"


def _entries(ledger: Ledger, target: str, known: date | None) -> Iterator[Entry]:
    def keys(statement: Statement) -> Iterator[object]:
        if is_firm(statement) and statement.has_term:
            yield _TERM
        yield comparison(statement, target)

    for statement, latest in with_latest(ledger.about(target, known), keys):
        compared_with = latest.get(comparison_before(statement, target))
        change = _figure_change(statement, compared_with)
        claimed = statement.item.change
        # A contribution may be new for the Netherlands though another letter spoke of the mission before.
        agrees = change in _AGREE[claimed] if claimed in _AGREE and change != "no_figure" else None
        yield Entry(statement, compared_with, change, _end_change(statement, latest.get(_TERM)), agrees)


def with_latest(
    statements: Iterable[Statement], keys: Callable[[Statement], Iterable[object]]
) -> Iterator[tuple[Statement, Mapping[object, Statement]]]:
    """Yield statements that are in order, each with the latest one of an earlier day under each of its keys.

    ``keys`` returns the keys under which a statement is looked up later; None is no key.
    """
    latest: dict[object, Statement] = {}
    for _, day in groupby(statements, key=lambda statement: statement.known_from):
        together = list(day)
        yield from ((statement, latest) for statement in together)
        for statement in together:
            latest |= dict.fromkeys(keys(statement), statement)
        latest.pop(None, None)


def comparison(statement: Statement, target: str) -> object:
    """Return what a later statement must share for its figure to be compared with that of this one; None for nothing.

    They have one measure and are shared among the same targets, both are parts of something for that target or neither
    is, and the earlier one is firm and not of what ends.
    """
    figure = sized(statement) if is_firm(statement) and statement.sort != "ending" else None
    return figure and _compared(statement, target, figure.measure)


def comparison_before(statement: Statement, target: str) -> object:
    """Return the ``comparison`` of earlier statements with whose figure its own, or its former one, may be compared."""
    figure = sized(statement)
    if figure is None and statement.item.previous_number is not None:
        return _compared(statement, target, Measure(str(statement.item.unit), statement.item.basis or ""))
    return figure and _compared(statement, target, figure.measure)


def _compared(statement: Statement, target: str, measure: Measure) -> object:
    return measure, frozenset(statement.targets), statement.is_inside(target)


def _figure_change(statement: Statement, before: Statement | None) -> FigureChange:
    if statement.item.change == "end":
        return "ended"
    own, former = sized(statement), sized(before) if before else None
    if own is None:
        return "no_figure"
    return compare_figures(former.interval, own.interval) if former else "first"


def compare_figures(old: Interval, new: Interval) -> Literal["same", "up", "down", "unclear"]:
    """Return how a figure changed; *unclear* where the two overlap without being the same."""
    if (old.low, old.high) == (new.low, new.high):
        return "same"
    if old.high is not None and new.low > old.high:
        return "up"
    return "down" if new.high is not None and new.high < old.low else "unclear"


def _end_change(statement: Statement, before: Statement | None) -> EndChange | None:
    if before is None or not statement.has_term or statement.sort in ("ending", "past"):
        return None
    if statement.term.over == before.term.over:
        return "same"
    return "later" if statement.term.over > before.term.over else "earlier"
