"""Statements: what a letter says of a contribution, from when it was known and which days it covers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from inzet import edtf
from inzet.ledger.intervals import Figure, Interval, Measure, add, figure_of, measure_of
from inzet.lines import Readable, wrap
from inzet.models import Contribution, Evidence, Letter
from inzet.schema.contributions import UNDECIDED, targets_of
from inzet.schema.figures import telling_fragment

Verdict = Literal["yes", "maybe", "before", "over", "ended"]
"""Whether a statement covers a day: it does, it may, its period begins later, its period is over, it ended before."""

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Statement(Readable):
    """A contribution as a letter states it; ``str`` gives it with its quote, as ``inzet timeline`` prints it.

    Attributes:
        item: the contribution.
        letter: the letter that states it.
        known_from: the day from which it was known: the date of the letter, or the last day of an inferred date.
        targets: ids of the missions and frameworks that it goes to.
        firm: whether it can be in force: not proposed, explored or declined.
        possible_from: first day that it may cover.
        certain_from: first day that it surely covers, if it covers any.
        certain_to: last day that it surely covers.
        possible_to: last day that it may cover.
        whole: the statement of the same letter that this is a part of.
        parts: the statements that are parts of this one.
    """

    item: Contribution
    letter: Letter
    known_from: date
    targets: tuple[str, ...]
    firm: bool
    possible_from: date
    certain_from: date
    certain_to: date
    possible_to: date
    whole: "Statement | None" = None
    parts: "list[Statement]" = field(default_factory=list)

    @property
    def id(self) -> str:
        """The id of the contribution."""
        return self.item.contribution_id

    @property
    def wholes(self) -> "Iterator[Statement]":
        """The whole of this statement, the whole of that, and so on."""
        whole = self.whole
        while whole is not None:
            yield whole
            whole = whole.whole

    @property
    def family(self) -> "Iterator[Statement]":
        """The statement itself, its parts, their parts, and so on."""
        yield self
        for part in self.parts:
            yield from part.family

    def is_inside(self, target: str) -> bool:
        """Whether it is a part of a statement about the same target."""
        return any(target in whole.targets for whole in self.wholes)

    @property
    def main_targets(self) -> tuple[str, ...]:
        """Its missions; its frameworks where it has no missions."""
        return self.item.missions or self.targets

    @property
    def figure(self) -> Figure | None:
        """What it counts and how much; None where it gives no figure."""
        return figure_of(self.item)

    @property
    def measure(self) -> Measure | None:
        """What it counts, also where it gives a former figure only; None where it counts nothing."""
        return measure_of(self.item)

    @property
    def totals(self) -> dict[Measure, Interval]:
        """Its figure by measure, or the sums of those of its parts where it gives none."""
        if self.figure:
            return dict([self.figure])
        parts = (part for part in self.parts if part.firm and not part.item.restates)
        return add(total for part in parts for total in part.totals.items())

    def counted_as(self, other: "Statement") -> Figure | None:
        """Return how much it states of what another statement counts; None if it states nothing of that."""
        measure = other.measure
        return Figure(measure, self.totals[measure]) if measure in self.totals else None

    @property
    def evidence(self) -> Evidence:
        """The fragment that gives the figure, or else one that says what is done."""
        return self.item.evidence[telling_fragment([part.supports for part in self.item.evidence])]

    @property
    def until(self) -> str:
        """Its end in words."""
        if self.item.end_date is None:
            return f"for {self.item.amount_year}" if self.item.amount_year else "no end stated"
        at_the_latest = " at the latest" if edtf.first_day(self.item.end_date) is None else ""
        return f"until {self.end_day}{at_the_latest}"

    @property
    def end_day(self) -> str:
        """Its end as it is written; "2024" of "../2024"."""
        return (self.item.end_date or "").removeprefix("../")

    def covers(self, on: date) -> Verdict:
        """Return whether the statement covers a day."""
        if on < self.possible_from:
            return "before"
        if on > self.possible_to:
            return "ended" if self.item.change == "end" else "over"
        return "yes" if self.certain_from <= on <= self.certain_to else "maybe"

    def lines(self, width: int = 100) -> Iterator[str]:
        """Yield the statement with its quote as lines."""
        yield from self.summary_lines(f"{self.item.status}, {self.item.change}", width)
        yield from self.quote_lines(width)

    def summary_lines(self, role: str, width: int) -> Iterator[str]:
        """Yield the statement without its quote as lines."""
        since = f"from {self.item.start_date}, " if self.item.start_date else ""
        facts = f"{role}; {self.figure or 'no figure'}; {since}{self.until}"
        yield from wrap(f"  {self.id}  ", f"{self.item.description} ({facts})", width)

    def quote_lines(self, width: int) -> Iterator[str]:
        """Yield the quote of the statement, with its place, as lines."""
        lead = f"      {self.letter.letter_id} of {self.letter.letter_date}, line {self.evidence.line}: "
        yield from wrap(lead, f"“{self.evidence.quote}”", width)

    def cells(self) -> dict[str, object]:
        """Return the statement as a row of a table for people."""
        item = self.item
        return {
            "known from": self.known_from,
            "statement": self.id,
            "contribution": item.description,
            "status": item.status,
            "figure": self.figure,
            "until": item.end_date,
        }


def statement_of(item: Contribution, letter: Letter) -> Statement:
    """Return a contribution as a statement, with the days that it covers.

    An end is inclusive: "tot en met juni 2028", coded ``2028-06``, surely covers all of June. Some dates leave open
    which day is meant: a season, a qualified date (``2022-10?``), a range, the date of an ending. So does the first
    period of a start ("sinds januari 2023"), unless the letter is of that period and reports it, and a period that is
    both start and end ("in 2021"), which is how money for a year counts. Without a start a statement counts from the
    day of its letter; without an end it surely covers that day, and may have ended since. What a letter reports as
    ended, without a day, had ended when it was written.
    """
    written = edtf.parse(letter.letter_date)
    # A letter that bears no date is surely known only at the end of the range that was inferred for it.
    known_from = written.last or date.max
    ending, reported = item.change == "end", item.status == "reported"
    start_date, end_date = item.start_date or item.amount_year, item.end_date or item.amount_year
    if start_date:
        start = edtf.parse(start_date)
        possible_from, certain_from = start.first or date.min, start.last or date.max
        running = reported and item.change in ("none", "continue")
        if running and possible_from <= known_from <= certain_from:
            certain_from = known_from  # it is there when the letter of that period is written
        if start_date == end_date and possible_from < certain_from:
            certain_from = date.max  # "in 2021": on some days of it
    else:
        possible_from, certain_from = written.first or known_from, known_from
        if item.change == "start" and not reported:
            certain_from = date.max  # it will start, on a day that is not given
    if end_date:
        end = edtf.parse(end_date)
        possible_to = end.last or date.max
        if ending and reported and end.first is None:
            possible_to = min(possible_to, known_from - ONE_DAY)
        certain_to = possible_to if end.last and not (ending or end.vague) else end.first or date.min
    elif ending:
        certain_to = known_from - ONE_DAY
        possible_to = certain_to if reported else date.max
    else:
        certain_to, possible_to = max(known_from, possible_from), date.max
    targets = targets_of(item)
    firm = item.status not in UNDECIDED
    return Statement(item, letter, known_from, targets, firm, possible_from, certain_from, certain_to, possible_to)
