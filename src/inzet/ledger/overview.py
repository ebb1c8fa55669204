"""All missions on a day: those in force with their figures and totals, and beside them what is less certain."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, get_args

from inzet.ledger.decisions import Answer
from inzet.ledger.intervals import Interval, Measure, add
from inzet.ledger.positions import Amount, Position, figures_in_words, find_position
from inzet.ledger.register import Horizon, Ledger, full_name, names_of, short_name
from inzet.ledger.statements import Statement
from inzet.models import Mission
from inzet.words import Lang
from inzet.words.blocks import Block, Grid, Paragraph, Readable
from inzet.words.dates import date_words, day_words
from inzet.words.labels import label, order
from inzet.words.lines import brief
from inzet.words.sentences import beside_words, known_words, listed, number_words, say

By = Literal["region", "framework", "domain", "personnel"]
"""What an overview may be grouped by."""


@dataclass(frozen=True, repr=False)
class Row:
    """A mission in force, or several that share a figure.

    Attributes:
        positions: the positions of the missions.
        amounts: their figures, each once.
        unsized: parts of which no size is given, so that the figure is a least.
        key: the group of the row: a region, framework, domain or types of personnel; empty where none is stated.
    """

    positions: tuple[Position, ...]
    amounts: tuple[Amount, ...]
    unsized: tuple[Statement, ...]
    key: tuple[str, ...]

    @property
    def figures(self) -> dict[Measure, Interval]:
        """The figures by measure."""
        return add((amount.measure, amount.interval) for amount in self.amounts)

    @property
    def records(self) -> tuple[Mission, ...]:
        """The missions."""
        return tuple(position.record for position in self.positions if isinstance(position.record, Mission))

    def __repr__(self) -> str:
        names = listed((record.id for record in self.records), "en")
        return brief(self, f"{names}: {figures_in_words(self.figures, 'en', at_least=bool(self.unsized))}")

    @property
    def last(self) -> Position:
        """The position whose mandate ends last."""
        return max(self.positions, key=lambda position: position.until or "9999")

    @property
    def named(self) -> tuple[Mission, ...]:
        """The missions that a reader is told: without the parts of another one in the row."""
        ids = {record.id for record in self.records}
        return tuple(record for record in self.records if record.parent not in ids)


@dataclass(frozen=True, repr=False)
class Group:
    """The rows that have something in common.

    Attributes:
        key: what they have in common; empty where it is not stated.
        rows: the rows.
    """

    key: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def totals(self) -> dict[Measure, Interval]:
        """How much is in force, by measure."""
        return total_of(self.rows)

    def __repr__(self) -> str:
        return brief(self, f"of {len(self.rows)} rows: {' + '.join(self.key) or 'not stated'}")


@dataclass(frozen=True, repr=False)
class Overview(Readable):
    """All missions on a day, as known on a day.

    Attributes:
        on: the day.
        known: the last day whose letters count; None where all do.
        by: what the groups are of.
        groups: the missions in force, in groups.
        positions: the position of each mission that any known letter speaks of.
        horizon: how far the letters see.
    """

    on: date
    known: date | None
    by: By
    groups: tuple[Group, ...]
    positions: tuple[Position, ...]
    horizon: Horizon
    _ledger: Ledger

    @property
    def rows(self) -> Iterator[Row]:
        """The rows of all groups."""
        for group in self.groups:
            yield from group.rows

    @cached_property
    def totals(self) -> dict[Measure, Interval]:
        """How much is in force in all, by measure; the sum of the rows."""
        return total_of(self.rows)

    @property
    def without_figure(self) -> tuple[Position, ...]:
        """The missions in force whose size no letter gives."""
        return tuple(position for row in self.rows if not row.amounts for position in row.positions)

    def answered(self, answer: Answer) -> tuple[Position, ...]:
        """Return the positions with an answer, such as ``ending``."""
        return tuple(position for position in self.positions if position.answer == answer)

    def beside(self, *, everything: bool = False) -> Iterator[tuple[Answer, tuple[Position, ...]]]:
        """Yield what is not in force by its answer; only if everything is asked for, plans and what is over."""
        for answer in (*_BESIDE, *(_FOLDED if everything else ())):
            yield answer, self.answered(answer)

    @property
    def folded(self) -> dict[str, int]:
        """How many missions are only planned, and of how many the last term is over."""
        counts = {answer: len(self.answered(answer)) for answer in _FOLDED}
        return {"planned": counts["planned"], "over": counts["ran_out"] + counts["ended"]}

    def blocks(self, lang: Lang = "en", *, everything: bool = False) -> Iterator[Block]:
        """Yield the missions in force as a table with its total, and what is less certain in a line each."""
        title = say("overview", lang, day=day_words(self.on, lang))
        yield Paragraph(known_words(title, self.known, lang), "title")
        yield Paragraph(self.horizon.words(lang, self.on), "plain" if self.horizon.ends_before(self.on) else "quiet")
        if self.groups:
            heads = (say(f"column_{name}", lang) for name in ("mission", "figure", "until", "letter"))
            rows = [cells for group in self.groups for cells in self._cells(group, lang)]
            at_least = any(row.unsized for row in self.rows)
            total = (say("total", lang), short_figures(self.totals, lang, at_least=at_least), "", "")
            yield Grid(tuple(heads), (*rows, total), right=(1,), total=True)
        else:
            yield Paragraph(say("nothing_in_force", lang))
        for answer, positions in (("without_figure", self.without_figure), *self.beside(everything=everything)):
            if positions:
                names = listed((_with_figure(position, lang) for position in positions), lang)
                yield Paragraph(beside_words(answer, names, lang))
        if not everything:
            yield Paragraph(say("folded", lang, **self.folded), "quiet")

    def name_of(self, group: Group, lang: Lang = "en") -> str:
        """Return the name of a group: a region, who leads, a domain, or types of personnel."""
        if not group.key:
            return say("no_region" if self.by == "region" else "not_stated", lang)
        if self.by == "framework":
            return listed((self._leader(word, lang) for word in group.key), lang)
        vocabulary = "personnel_type" if self.by == "personnel" else self.by
        return " + ".join(label(vocabulary, word, lang) for word in group.key)

    def _leader(self, word: str, lang: Lang) -> str:
        """Return the name of who leads: a country, whose code is in capitals, or a framework."""
        return label("country", word, lang) if word.isupper() else full_name(self._ledger.target(word), lang)

    def _cells(self, group: Group, lang: Lang) -> Iterator[tuple[str, ...]]:
        yield (self.name_of(group, lang),)
        for row in group.rows:
            names = names_of(row.named, lang)
            until = date_words(row.last.until, lang) if row.last.until else ""
            letter = row.last.carriers[0].letter.letter_date
            words = say("together", lang, names=names) if len(row.named) > 1 else names
            figure = short_figures(row.figures, lang, at_least=bool(row.unsized))
            yield f"  {words}", figure, until, date_words(letter, lang)


_BESIDE: tuple[Answer, ...] = ("ending", "perhaps", "last_reported")
_FOLDED: tuple[Answer, ...] = ("planned", "ran_out", "ended")


def total_of(rows: Iterable[Row]) -> dict[Measure, Interval]:
    """Return the total of some rows, by measure."""
    return add(figure for row in rows for figure in row.figures.items())


def make_overview(ledger: Ledger, on: date, known: date | None, by: By | None = None) -> Overview:
    """Return all missions on a day, as known on a day; see ``Dataset.overview``."""
    missions = (record for record in ledger.targets() if isinstance(record, Mission))
    positions = (find_position(ledger, record, on, known) for record in missions)
    return overview_of(ledger, positions, on, known, by)


def overview_of(
    ledger: Ledger, positions: Iterable[Position], on: date, known: date | None, by: By | None = None
) -> Overview:
    """Return the overview that the positions of all missions on a day make; see ``make_overview``."""
    by = by or "region"
    if by not in get_args(By):
        raise ValueError(f"cannot group by {by!r}; choose one of: {', '.join(get_args(By))}")
    positions = [position for position in positions if position.history]
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in _rows([position for position in positions if position.answer == "in_force"], by):
        groups.setdefault(row.key, []).append(row)
    places = {word: at for at, word in enumerate(order(by))} if by in ("region", "domain") else {}
    keys = sorted(groups, key=lambda key: (not key, [places.get(word, 0) for word in key], key))
    named = (Group(key, tuple(groups[key])) for key in keys)
    return Overview(on, known, by, tuple(named), tuple(positions), ledger.horizon(known), ledger)


def _rows(positions: Sequence[Position], by: By) -> Iterator[Row]:
    """Yield rows: missions that share the statement of a figure are one row, so that rows add up to their total."""
    counted = {amount.statement.id for position in positions for amount in position.amounts}
    owner: dict[str, int] = {}
    members: dict[int, list[Position]] = {}
    for at, position in enumerate(positions):
        ids = [_counted_as(amount.statement, counted) for amount in position.amounts]
        joined = sorted({owner[name] for name in ids if name in owner})
        members[at] = [*(other for each in joined for other in members.pop(each)), position]
        for other in members[at]:
            owner |= {_counted_as(amount.statement, counted): at for amount in other.amounts}
    for own in members.values():
        amounts = {amount.statement.id: amount for position in own for amount in position.amounts}
        once = (amount for name, amount in amounts.items() if _counted_as(amount.statement, counted) == name)
        unsized = {part.id: part for position in own for part in position.unsized}
        yield Row(tuple(own), tuple(once), tuple(unsized.values()), _key(own, by))


def _counted_as(statement: Statement, counted: Collection[str]) -> str:
    """Return the statement that a figure is counted by: a whole that is counted as well, or itself."""
    return next((whole.id for whole in reversed(list(statement.wholes)) if whole.id in counted), statement.id)


def _key(positions: Sequence[Position], by: By) -> tuple[str, ...]:
    words: set[str | None] = set()
    for position in positions:
        if by == "personnel":
            words |= {kind for carrier in position.carriers for kind in carrier.item.personnel_types}
        elif by == "framework":
            words.add(getattr(position.record, "framework_id", None) or position.record.lead_country)
        else:
            words.add(getattr(position.record, by, None))
    return tuple(sorted(filter(None, words)))


def _with_figure(position: Position, lang: Lang) -> str:
    """Return the name of a mission, and what was reported to be there."""
    name, figure = short_name(position.record, lang), reported(position, lang)
    return f"{name} ({figure})" if figure else name


def reported(position: Position, lang: Lang) -> str:
    """Return what was reported to be there of what is only reported; empty where nothing is."""
    if position.answer != "last_reported" or not position.figures:
        return ""
    bare = {Measure(measure.unit, ""): value for measure, value in position.figures.items()}
    return figures_in_words(bare, lang, at_least=bool(position.unsized))


def short_figures(figures: dict[Measure, Interval], lang: Lang, *, at_least: bool = False) -> str:
    """Return figures for a column that says that it counts people."""
    if not figures:
        return "-"
    persons = {measure: value for measure, value in figures.items() if measure.unit == "persons"}
    others = {measure: value for measure, value in figures.items() if measure.unit != "persons"}
    words = [
        number_words(value.low, value.high, lang, approximate=value.approximate, at_least=at_least)
        for _, value in sorted(persons.items())
    ]
    return ", ".join([*words, *([figures_in_words(others, lang)] if others else [])])
