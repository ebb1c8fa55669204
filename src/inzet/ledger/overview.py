"""All that was in force on a day, in groups, with totals."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, get_args

from inzet.ledger.intervals import Figure, Interval, Measure, add
from inzet.ledger.positions import Position, find_position, say
from inzet.ledger.register import Ledger
from inzet.ledger.shares import Share, count_shares
from inzet.ledger.statements import Statement
from inzet.lines import Readable, html_table
from inzet.models import Framework, Mission

By = Literal["region", "framework", "domain", "personnel"]
"""What an overview may be grouped by."""

ALL = "all"
"""Name of the only group of an overview without groups."""
NONE_GIVEN = "not stated"
"""Name of the group of statements without a region, framework, domain or kind of personnel."""


@dataclass(frozen=True, repr=False)
class Group(Readable):
    """Statements in force that have something in common.

    A statement belongs to one group only, so that totals add up: what goes to two regions is in a group of both.

    Attributes:
        name: what they have in common.
        statements: those that are in force.
        possible: those that may be.
        shares: what each adds to the totals.
        without_figure: those that add nothing, because the letter gives no figure for them.
    """

    name: str
    statements: tuple[Statement, ...]
    possible: tuple[Statement, ...]
    shares: tuple[Share, ...]
    without_figure: tuple[Statement, ...]

    @cached_property
    def totals(self) -> dict[Measure, Interval]:
        """How much is in force, by measure."""
        return add((share.measure, share.figure) for share in self.shares)

    def lines(self, width: int = 100, *, listed: bool = True, explain: bool = False) -> Iterator[str]:
        """Yield the totals; listed, with the statements; explained, also with what each adds to the totals."""
        name = f"{self.name}: " if self.name != ALL else ""
        yield f"{name}{len(self.statements)} in force, {len(self.possible)} perhaps"
        for total in sorted(self.totals.items()):
            yield f"  {Figure(*total)}"
        if not self.totals:
            yield "  no figures"
        if self.without_figure:
            yield f"  {len(self.without_figure)} give no figure"
        if listed:
            for statement in self.statements:
                yield from statement.summary_lines("in force", width)
            for statement in self.possible:
                yield from statement.summary_lines("perhaps", width)
        if explain:
            for share in self.shares:
                yield from share.lines(width)


@dataclass(frozen=True, repr=False)
class Overview(Readable):
    """All that was in force on a day, as known on a day; ``str`` gives the lines of ``inzet overview``.

    Attributes:
        on: the day.
        known: the last day whose letters count.
        by: what the groups are of; None where there is one group of all.
        groups: the groups, by name.
        positions: the position of every mission and framework of which anything is or may be in force.
    """

    on: date
    known: date
    by: By | None
    groups: tuple[Group, ...]
    positions: tuple[Position, ...]
    _ledger: Ledger = field(compare=False)

    def _repr_html_(self) -> str:
        rows = [
            {
                self.by or "group": group.name,
                "in force": len(group.statements),
                "perhaps": len(group.possible),
                "figures": say(group.totals),
                "without a figure": len(group.without_figure),
            }
            for group in self.groups
        ]
        return html_table(self._title, rows)

    @cached_property
    def totals(self) -> dict[Measure, Interval]:
        """How much is in force in all, by measure."""
        return add(total for group in self.groups for total in group.totals.items())

    @property
    def _title(self) -> str:
        certain = sum(len(group.statements) for group in self.groups)
        possible = sum(len(group.possible) for group in self.groups)
        return f"In force on {self.on}, as known on {self.known}: {certain} statements, and {possible} that may be"

    def lines(self, width: int = 100, *, explain: bool = False) -> Iterator[str]:
        """Yield the groups with their totals; explained, with every statement that a total is made of."""
        yield self._title
        if not self.groups:
            known_days = self._ledger.known_days(self.known)
            dated = f"The letters known by then are dated {' to '.join(map(str, known_days))}."
            yield dated if known_days else "Nothing was known yet."
            return
        for group in self.groups:
            yield ""
            yield from group.lines(width, listed=not self.by or explain, explain=explain)
        if self.by and self.totals:
            yield from ("", f"In all: {say(self.totals)}")


def make_overview(ledger: Ledger, on: date, known: date, by: By | None = None) -> Overview:
    """Return all that was in force on a day, as known on a day, in groups; see ``Dataset.overview``."""
    if by is not None and by not in get_args(By):
        raise ValueError(f"cannot group by {by!r}; choose one of: {', '.join(get_args(By))}")
    asked = [find_position(ledger, record, on, known) for record in ledger.targets()]
    positions = [position for position in asked if position.answer in ("yes", "maybe")]
    certain = {statement.id: statement for position in positions for statement in position.statements}
    possible = {statement.id: statement for position in positions for statement in position.possible}
    # A part that a framework brings in is there already with its whole.
    known_ids = certain.keys() | possible.keys()
    parts = {
        statement.id
        for statement in (*certain.values(), *possible.values())
        if any(whole.id in known_ids for whole in statement.wholes)
    }
    certain = {name: statement for name, statement in certain.items() if name not in parts}
    possible = {name: statement for name, statement in possible.items() if name not in parts and name not in certain}
    held: dict[str, list[str]] = {}
    for position in positions:
        for statement in (*position.statements, *position.possible):
            held.setdefault(statement.id, []).append(position.record.id)
    name_of = _namer(ledger, by)
    group_of = {statement.id: name_of(statement) for statement in (*certain.values(), *possible.values())}
    # All are counted together, for a part and its whole may be in different groups; each share belongs to one.
    shares: dict[str, list[Share]] = {}
    for share in count_shares(certain.values(), possible.values(), on, held):
        owners = (share.statement, *share.statement.wholes)
        name = next(group_of[statement.id] for statement in owners if statement.id in group_of)
        shares.setdefault(name, []).append(share)
    counted = {share.statement.id for own in shares.values() for share in own}
    groups = []
    for name in sorted(set(group_of.values())):
        in_force = tuple(statement for statement in certain.values() if group_of[statement.id] == name)
        perhaps = tuple(statement for statement in possible.values() if group_of[statement.id] == name)
        without_figure = tuple(statement for statement in (*in_force, *perhaps) if not _is_counted(statement, counted))
        groups.append(Group(name, in_force, perhaps, tuple(shares.get(name, ())), without_figure))
    return Overview(on, known, by, tuple(groups), tuple(positions), ledger)


def _is_counted(statement: Statement, counted: set[str]) -> bool:
    """Whether a statement adds to a total, by itself, by its parts or by its whole."""
    return any(other.id in counted for other in (*statement.wholes, *statement.family))


def _namer(ledger: Ledger, by: By | None) -> Callable[[Statement], str]:
    """Return the function that names the group of a statement."""
    if by is None:
        return lambda statement: ALL
    if by == "personnel":
        return lambda statement: _joined(statement.item.personnel_types)
    return lambda statement: _joined([_trait(ledger.target(target), by) for target in statement.main_targets])


def _trait(record: Mission | Framework, by: By) -> str:
    if by == "framework":
        return getattr(record, "framework_id", None) or f"led by {record.lead_country}"
    return str(getattr(record, by, None) or NONE_GIVEN)


def _joined(names: Sequence[str]) -> str:
    return " + ".join(sorted(set(names))) or NONE_GIVEN
