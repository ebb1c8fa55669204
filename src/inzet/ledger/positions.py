"""What may be said of a mission on a day, as known on a day, and the statements that say it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Literal, NamedTuple

from inzet.ledger.decisions import Answer, Reason, decide, why_unknown
from inzet.ledger.intervals import Figure, Interval, Measure, add
from inzet.ledger.register import Horizon, Ledger, full_name, names_of, short_name
from inzet.ledger.statements import Statement, bearers
from inzet.models import Framework, Letter, Mission
from inzet.words import Lang
from inzet.words.blocks import Block, Grid, Paragraph, Readable
from inzet.words.dates import date_words, day_words
from inzet.words.labels import label
from inzet.words.lines import brief
from inzet.words.sentences import figure_words, known_words, listed, say

Role = Literal["answer", "report", "plan", "refusal", "superseded", "part", "repetition", "other"]
"""What a statement is to the answer."""


class Amount(NamedTuple):
    """A figure of an answer.

    Attributes:
        statement: the statement that gives it.
        measure: what is counted.
        interval: how much.
        shared_with: the other missions that it is for.
    """

    statement: Statement
    measure: Measure
    interval: Interval
    shared_with: tuple[Mission | Framework, ...]

    def __repr__(self) -> str:
        return brief(self, f"{figures_in_words({self.measure: self.interval}, 'en')}, by {self.statement.id}")


@dataclass(frozen=True, repr=False)
class Position(Readable):
    """What may be said of a mission or framework on a day.

    Attributes:
        record: the mission or framework.
        on: the day.
        known: the last day whose letters count; None where all do.
        answer: the answer.
        reason: why nothing is known, where that is so.
        carriers: the statements that carry the answer: mandates in force, an ending, the last report, plans.
        until: the end of the mandate that answers, as the letter gives it; None where there is none.
        reports: the last report of what is there, beside the answer.
        plans: what is intended, proposed or explored for the day.
        refusals: what was refused.
        history: all statements that were known, in order.
        horizon: how far the letters see.
    """

    record: Mission | Framework
    on: date
    known: date | None
    answer: Answer
    reason: Reason
    carriers: tuple[Statement, ...]
    until: str | None
    reports: tuple[Statement, ...]
    plans: tuple[Statement, ...]
    refusals: tuple[Statement, ...]
    history: Sequence[Statement]
    horizon: Horizon
    _ledger: Ledger

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """The figures of the statements that carry the answer, each once."""
        sized = {bearer.id: bearer for carrier in self.carriers for bearer in bearers(carrier, self.on)[0]}
        return tuple(self._amount(bearer, bearer.figure) for bearer in sized.values() if bearer.figure)

    def _amount(self, bearer: Statement, figure: Figure) -> Amount:
        shared = self.record.id in bearer.main_targets
        others = (target for target in bearer.main_targets if shared and target != self.record.id)
        return Amount(bearer, *figure, tuple(map(self._ledger.target, others)))

    @property
    def figures(self) -> dict[Measure, Interval]:
        """How much is in force or was reported, by measure; nothing by any other answer."""
        counted = self.amounts if self.answer in ("in_force", "last_reported") else ()
        # The figure of a planned end is what is to be left.
        return add((amount.measure, amount.interval) for amount in counted if amount.statement.sort != "plan")

    @property
    def unsized(self) -> tuple[Statement, ...]:
        """The parts whose people no letter counts, beside others whose people are counted: the figure is a least."""
        unsized = [part for carrier in self.carriers for part in bearers(carrier, self.on)[1]]
        if any(amount.measure.unit == "persons" for amount in self.amounts):
            unsized += [amount.statement for amount in self.amounts if amount.measure.unit in _FORMED]
        return tuple(unsized)

    @property
    def shared_with(self) -> tuple[Mission | Framework, ...]:
        """The other missions that share a figure of the answer."""
        others = {other.id: other for amount in self.amounts for other in amount.shared_with}
        return tuple(others.values())

    @property
    def own_parts(self) -> tuple[Statement, ...]:
        """The parts of a shared figure that are for this mission alone."""
        parts = (item for carrier in self.carriers for item in carrier.parts if self.shared_with)
        return tuple(item for item in parts if item.figure and item.main_targets == (self.record.id,))

    @property
    def letter(self) -> Letter | None:
        """The letter that the answer comes from."""
        return self.carriers[0].letter if self.carriers else None

    @property
    def roles(self) -> Iterator[tuple[Role, Statement]]:
        """Every statement that was known, in order, with what it is to the answer."""
        kinds: dict[str, Role] = {statement.id: "refusal" for statement in self.refusals}
        kinds |= {statement.id: "plan" for statement in self.plans}
        kinds |= {statement.id: "report" for statement in self.reports}
        kinds |= {statement.id: "answer" for statement in self.carriers}
        for statement in self.history:
            if statement.id in kinds:
                yield kinds[statement.id], statement
            elif statement.item.restates:
                yield "repetition", statement
            elif statement.is_inside(self.record.id):
                yield "part", statement
            else:
                older = bool(self.carriers) and statement.known_from <= self.carriers[0].known_from
                yield "superseded" if older and statement.sort in ("mandate", "report") else "other", statement

    def blocks(self, lang: Lang = "en", *, why: bool = False) -> Iterator[Block]:
        """Yield the answer with its words; with ``why``, every statement and what it is to the answer."""
        title = say("position", lang, day=day_words(self.on, lang), name=short_name(self.record, lang))
        yield Paragraph(known_words(title, self.known, lang), "title")
        yield Paragraph(full_name(self.record, lang), "quiet")
        if self.horizon.ends_before(self.on):
            yield Paragraph(self.horizon.words(lang, self.on))
        yield Paragraph(self.sentence(lang), "strong")
        if self.shared_with:
            yield Paragraph(self._shared(lang))
        for part in self.own_parts:
            yield Paragraph(say("own_part", lang, figure=figure_in_words(part.figure, lang)))
        if self.unsized:
            yield Paragraph(say("unsized", lang, names=listed((part.item.description for part in self.unsized), lang)))
        for carrier in self.carriers:
            yield from quote(carrier, lang)
        for report in self.reports:
            letter, figure = day_words(report.known_from, lang), figure_in_words(report.figure, lang)
            yield Paragraph(say("report_beside", lang, letter=letter, figure=figure))
            yield from quote(report, lang)
        yield from self._beside(lang)
        if why:
            yield Grid(
                ("", "", ""),
                tuple((say(f"role_{role}", lang), item.id, item.item.description) for role, item in self.roles),
            )
        if not self.horizon.ends_before(self.on):
            yield Paragraph(self.horizon.words(lang), "quiet")

    def sentence(self, lang: Lang = "en") -> str:
        """Return the answer in a sentence."""
        figure = figures_in_words(self.figures, lang, at_least=bool(self.unsized))
        until = date_words(self.until, lang) if self.until else ""
        letter = day_words(self.carriers[0].known_from, lang) if self.carriers else ""
        code: str = self.answer
        if code == "unknown":
            code = f"reason_{self.reason}"
        elif code == "last_reported" and isinstance(self.record, Framework):
            code = "last_said"
        elif code == "planned" and self.carriers and self.carriers[0].sort != "plan":
            code = "planned_from"
        elif code == "in_force" and not until:
            code = "in_force_open"
        elif code == "perhaps" and not until:
            code = "perhaps_open"
        elif code == "ended" and until:
            code = "ended_by"
        return say(code, lang, figure=figure, until=until, letter=letter)

    def summary(self, lang: Lang = "en") -> str:
        """Return the answer in a sentence, and in a second one who shares a figure that it gives."""
        shared = self._shared(lang) if self.figures and self.shared_with else ""
        return f"{self.sentence(lang)} {shared}".rstrip()

    def _shared(self, lang: Lang) -> str:
        return say("shared", lang, names=names_of(self.shared_with, lang))

    def _beside(self, lang: Lang) -> Iterator[Block]:
        plans = self.plans if self.answer != "planned" else ()
        if plans:
            names = listed((item.item.description for item in plans[:3]), lang)
            yield Paragraph(say("plans_beside", lang, count=len(plans), names=names, target=self.record.id))
        if self.refusals:
            yield Paragraph(
                say("refused_beside", lang, names=listed((r.item.description for r in self.refusals), lang))
            )


_FORMED = ("teams", "companies", "units")  # have people, whose number is not given


def quote(statement: Statement, lang: Lang, *, indent: int = 2) -> Iterator[Block]:
    """Yield the words of a statement, with their letter and line."""
    words = {"quote": statement.evidence.quote, "line": statement.evidence.line}
    letter = {"letter": statement.letter.letter_id, "day": date_words(statement.letter.letter_date, lang)}
    yield Paragraph(say("quote", lang, **words, **letter), "quiet", indent)


def figure_in_words(figure: Figure | None, lang: Lang) -> str:
    """Return a figure in words, or that there is none."""
    return figures_in_words(dict([figure]) if figure else {}, lang)


def figures_in_words(figures: dict[Measure, Interval], lang: Lang, *, at_least: bool = False) -> str:
    """Return figures in words: people first; how many are there after a ceiling."""
    words = [
        figure_words(
            value.low,
            value.high,
            measure.unit,
            lang,
            approximate=value.approximate,
            at_least=at_least and measure.unit == "persons",
        )
        + (f" ({label('basis', measure.basis, lang).lower()})" if measure.basis in ("deployed", "planned") else "")
        for measure, value in sorted(figures.items(), key=lambda pair: (pair[0].unit != "persons", pair[0]))
    ]
    return ", ".join(words) or say("no_figure", lang)


def find_position(
    ledger: Ledger, record: Mission | Framework, on: date, known: date | None, only: Letter | None = None
) -> Position:
    """Return what may be said of a mission or framework on a day, as known on a day, or by one letter alone."""
    history, own = (ledger.about(record, on if only else known, main=main) for main in (False, True))
    answer, carriers, until, reports = decide(own, record, on, partial(ledger.mandate_before, record), only)
    if only is not None:
        history, own = ([item for item in items if item.letter is only] for items in (history, own))
    plans = [item for item in own if item.sort == "plan" and item.term.may_cover(on) and item not in carriers]
    refusals = [item for item in own if item.sort == "refusal"]
    if answer == "unknown" and plans:
        answer, carriers = "planned", plans
    horizon = ledger.horizon(known)
    return Position(
        record,
        on,
        known,
        answer,
        why_unknown(history, own, on, horizon) if answer == "unknown" else "",
        tuple(carriers),
        until,
        tuple(item for item in reports if item not in carriers),
        tuple(plans),
        tuple(refusals),
        tuple(history),
        horizon,
        ledger,
    )
