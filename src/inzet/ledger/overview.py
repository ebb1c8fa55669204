"""All missions on a day: those in force with their figures and totals, and beside them what is less certain."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, get_args

from inzet.ledger.intervals import Interval, Measure, add
from inzet.ledger.positions import Amount, Answer, Position, find_position
from inzet.ledger.register import Horizon, Ledger
from inzet.ledger.statements import Statement
from inzet.models import Mission

By = Literal["region", "framework", "domain", "personnel"]
"""What an overview may be grouped by."""


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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
        return add(figure for row in self.rows for figure in row.figures.items())


@dataclass(frozen=True)
class Overview:
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

    @property
    def rows(self) -> Iterator[Row]:
        """The rows of all groups."""
        for group in self.groups:
            yield from group.rows

    @cached_property
    def totals(self) -> dict[Measure, Interval]:
        """How much is in force in all, by measure; the sum of the rows."""
        return add(total for group in self.groups for total in group.totals.items())

    @property
    def without_figure(self) -> tuple[Position, ...]:
        """The missions in force whose size no letter gives."""
        return tuple(position for row in self.rows if not row.amounts for position in row.positions)

    def answered(self, answer: Answer) -> tuple[Position, ...]:
        """Return the positions with an answer, such as ``ending``."""
        return tuple(position for position in self.positions if position.answer == answer)


def make_overview(ledger: Ledger, on: date, known: date | None, by: By | None = None) -> Overview:
    """Return all missions on a day, as known on a day; see ``Dataset.overview``."""
    by = by or "region"
    if by not in get_args(By):
        raise ValueError(f"cannot group by {by!r}; choose one of: {', '.join(get_args(By))}")
    missions = (record for record in ledger.targets() if isinstance(record, Mission))
    positions = [find_position(ledger, record, on, known) for record in missions]
    positions = [position for position in positions if position.history]
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in _rows([position for position in positions if position.answer == "in_force"], by):
        groups.setdefault(row.key, []).append(row)
    named = (Group(key, tuple(rows)) for key, rows in sorted(groups.items(), key=lambda pair: (not pair[0], pair[0])))
    return Overview(on, known, by, tuple(named), tuple(positions), ledger.horizon(known))


def _rows(positions: Sequence[Position], by: By) -> Iterator[Row]:
    """Yield rows: missions that share the statement of a figure are one row, so that rows add up to their total."""
    owner: dict[str, int] = {}
    members: dict[int, list[Position]] = {}
    for at, position in enumerate(positions):
        ids = [amount.statement.id for amount in position.amounts]
        joined = sorted({owner[name] for name in ids if name in owner})
        members[at] = [*(other for each in joined for other in members.pop(each)), position]
        for other in members[at]:
            owner |= dict.fromkeys((amount.statement.id for amount in other.amounts), at)
    for own in members.values():
        amounts = {amount.statement.id: amount for position in own for amount in position.amounts}
        unsized = {part.id: part for position in own for part in position.unsized}
        yield Row(tuple(own), tuple(amounts.values()), tuple(unsized.values()), _key(own, by))


def _key(positions: Sequence[Position], by: By) -> tuple[str, ...]:
    if by == "personnel":
        words = {kind for position in positions for carrier in position.carriers for kind in carrier.item.personnel_types}
    else:
        field = "framework_id" if by == "framework" else by
        values = (getattr(position.record, field, None) for position in positions)
        leads = (getattr(position.record, "lead_country", None) for position in positions)
        words = {value or (lead if by == "framework" else None) for value, lead in zip(values, leads, strict=True)}
    return tuple(sorted(word for word in words if word))
