"""What differs between two views: two letters, two days, or one day as known on two days."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, get_args

from inzet import edtf
from inzet.ledger.positions import Position, figure_in_words, figures_in_words, find_position
from inzet.ledger.register import Ledger, names_of, short_name
from inzet.ledger.statements import day_known
from inzet.ledger.timeline import compare_figures
from inzet.models import Framework, Letter, Mission, Passage
from inzet.schema.contributions import targets_of
from inzet.words import Lang
from inzet.words.blocks import Block, Grid, Paragraph, Readable
from inzet.words.dates import date_words, day_words
from inzet.words.days import looks_like_day, understand_day
from inzet.words.lines import brief
from inzet.words.sentences import end_words, say

What = Literal[
    "began",
    "resumed",
    "extended",
    "shortened",
    "grew",
    "shrank",
    "changed",
    "ended",
    "ending",
    "ran_out",
    "newly_planned",
    "only_reported",
    "first_mentioned",
    "otherwise",
    "no_longer_mentioned",
    "unchanged",
]
"""What differs, in the order in which it is told. *Resumed* is what has a term again after a gap; *changed*, a figure
that neither surely grew nor shrank; *first mentioned*, what is in force and of which the first view says nothing, nor
the second that it began; *otherwise*, any other difference between the two answers."""


_GROWTH: dict[str, What] = {"up": "grew", "down": "shrank", "unclear": "changed"}


class View(NamedTuple):
    """One side of a comparison: a letter read alone, or a day as known on a day."""

    on: date
    known: date | None
    letter: Letter | None

    def __repr__(self) -> str:
        return brief(self, _view_words(self, "en"))


@dataclass(frozen=True, slots=True, repr=False)
class Shift(Readable):
    """What differs for a mission or framework.

    Attributes:
        record: the mission or framework.
        what: what differs.
        before: its position in the first view.
        after: its position in the second view.
    """

    record: Mission | Framework
    what: What
    before: Position
    after: Position

    def blocks(self, lang: Lang = "en") -> Iterator[Block]:
        """Yield what differs, and the two answers."""
        yield Paragraph(f"{short_name(self.record, lang)}: {self.words(lang)}")

    def words(self, lang: Lang = "en") -> str:
        """Return the difference in words."""
        if self.what in ("extended", "shortened"):
            before, after = (date_words(side.until, lang) if side.until else "…" for side in (self.before, self.after))
        elif self.what in ("grew", "shrank", "changed"):
            sides = (self.before, self.after)
            before, after = (_shared(figures_in_words(side.figures, lang), side, lang) for side in sides)
        elif self.what in ("no_longer_mentioned", "ran_out", "ended", "ending"):
            return _short(self.before, lang)
        elif self.what == "otherwise":
            return self.after.sentence(lang)
        else:
            return _short(self.after, lang)
        return f"{before} → {after}"


class Shifts(Readable, tuple[Shift, ...]):
    """The differences between two views.

    Attributes:
        before: the first view.
        after: the second view.
    """

    before: View
    after: View

    def __new__(cls, before: View, after: View, shifts: Iterable[Shift]) -> "Shifts":
        made = super().__new__(cls, shifts)
        made.before, made.after = before, after
        return made

    @property
    def left_out(self) -> tuple[Passage, ...]:
        """The passages in which the second letter says that it leaves something out on purpose."""
        letter = self.after.letter
        return tuple(entry for entry in letter.passages if entry.reason == "left_out") if letter else ()

    def blocks(self, lang: Lang = "en", *, everything: bool = False) -> Iterator[Block]:
        """Yield the differences by kind; what is unchanged only if everything is asked for."""
        sides = {"before": _view_words(self.before, lang), "after": _view_words(self.after, lang)}
        yield Paragraph(say("compare", lang, **sides), "title")
        if not self:
            yield Paragraph(say("no_difference", lang))
        for what in get_args(What):
            shifts = [shift for shift in self if shift.what == what]
            if shifts and (everything or what != "unchanged"):
                yield Paragraph(say(f"shift_{what}", lang), "strong")
                rows = tuple((f"  {short_name(shift.record, lang)}", shift.words(lang)) for shift in shifts)
                yield Grid(("", ""), rows)
        for passage in self.left_out:
            yield Paragraph(say("left_out", lang, quote=passage.words))
        unchanged = sum(shift.what == "unchanged" for shift in self)
        if unchanged and not everything:
            yield Paragraph(say("unchanged_count", lang, count=unchanged), "quiet")


def _short(position: Position, lang: Lang) -> str:
    """Return figure and end of what carries an answer, or else what it is."""
    words = [_shared(figures_in_words(position.figures, lang), position, lang)] if position.figures else []
    if not words and position.carriers:
        carrier = position.carriers[0]
        words.append(figure_in_words(carrier.figure, lang) if carrier.figure else carrier.item.description)
    if position.until:
        words.append(end_words(position.until, lang))
    return ", ".join(words)


def _shared(figure: str, position: Position, lang: Lang) -> str:
    """Return a figure with the missions that it is also for, so that nobody adds it up twice."""
    names = names_of(position.shared_with, lang)
    return say("together_with", lang, figure=figure, names=names) if names else figure


def _view_words(view: View, lang: Lang) -> str:
    if view.letter:
        day = date_words(view.letter.letter_date, lang)
        return say("view_letter", lang, day=day, letter=view.letter.letter_id)
    day = day_words(view.on, lang)
    if view.known is None or view.known == view.on:
        return day
    return say("view_known", lang, day=day, known=day_words(view.known, lang))


def compare(ledger: Ledger, before: Letter | date | str, after: Letter | date | str) -> Shifts:
    """Return what differs between two views, by mission and framework; see ``Dataset.compare``."""
    views = (_view(ledger, before), _view(ledger, after))
    records: Iterable[Mission | Framework] = ledger.targets()
    letters = [view.letter for view in views if view.letter]
    if len(letters) == len(views):
        # Of what neither letter speaks, both say nothing.
        spoken = {target for letter in letters for item in letter.contributions for target in targets_of(item)}
        records = [record for record in records if record.id in spoken]
    pairs = (
        tuple(find_position(ledger, record, view.on, view.known, view.letter) for view in views) for record in records
    )
    return Shifts(*views, (Shift(old.record, what, old, new) for old, new in pairs for what in _differences(old, new)))


def _view(ledger: Ledger, name: Letter | date | str) -> View:
    if isinstance(name, date):
        on = understand_day(name)
        return View(on, on, None)
    on_day, _, known_day = name.partition("@") if isinstance(name, str) else ("", "", "")
    if looks_like_day(on_day):
        on = understand_day(on_day)
        return View(on, understand_day(known_day) if known_day else on, None)
    try:
        letter = ledger.letter(name)
    except KeyError as error:
        raise KeyError(f"{error.args[0]}; compare takes letters and days, such as 2024-06-17") from None
    return View(day_known(letter), None, letter)


def _differences(old: Position, new: Position) -> Iterator[What]:
    if old.answer == new.answer == "in_force":
        changes = [*_term_changes(old, new), *_figure_changes(old, new)]
        yield from changes or ["unchanged"]
    elif new.answer == "in_force":
        yield _beginning(old, new)
    elif old.answer == new.answer:
        if old.answer not in ("unknown", "ended", "ran_out"):
            yield "unchanged"
    elif new.answer == "planned":
        yield "newly_planned"
    elif new.answer == "last_reported" and new.carriers[0].sort == "plan":
        yield "newly_planned"  # that it ends
    elif new.answer == "last_reported":
        yield "only_reported" if old.answer == "in_force" else _beginning(old, new)
    elif new.answer == "unknown":
        yield "no_longer_mentioned"
    elif new.answer in ("ended", "ending", "ran_out"):
        # What was over before both is no difference between them.
        was_over = old.answer in ("ended", "ran_out") or (old.answer == "unknown" and new.answer == "ran_out")
        yield "otherwise" if was_over else new.answer
    else:
        yield "otherwise"


def _beginning(old: Position, new: Position) -> What:
    if old.answer in ("ended", "ran_out"):
        return "resumed"
    started = any(carrier.item.change == "start" for carrier in new.carriers)
    return "began" if started or old.answer == "planned" else "first_mentioned"


def _term_changes(old: Position, new: Position) -> Iterator[What]:
    before, after = _over(old), _over(new)
    begins = min(carrier.term.begins for carrier in new.carriers)
    if before < date.max and (begins - before).days > 1:
        yield "resumed"
    elif after != before:
        yield "extended" if after > before else "shortened"


def _over(position: Position) -> date:
    return (edtf.last_day(position.until) if position.until else None) or date.max


def _figure_changes(old: Position, new: Position) -> Iterator[What]:
    if old.shared_with == new.shared_with:
        for measure in sorted(old.figures.keys() & new.figures.keys()):
            growth = compare_figures(old.figures[measure], new.figures[measure])
            if growth != "same":
                yield _GROWTH[growth]
