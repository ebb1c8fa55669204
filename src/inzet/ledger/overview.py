"""All that was in force on a day, in groups, with totals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, get_args

from inzet.ledger.intervals import Interval, Measure, add
from inzet.ledger.positions import Position, Share, count, stand
from inzet.ledger.statements import Ledger, Statement, days
from inzet.models import Framework, Mission

By = Literal["region", "framework", "domain", "personnel"]
"""What an overview may be grouped by."""

NONE_GIVEN = "not stated"
"""Name of the group of what has no region, framework, domain or kind of personnel."""


@dataclass(frozen=True)
class Group:
    """Statements in force that have something in common.

    A statement belongs to one group only, so that totals add up: what goes to two regions is in a group of both.

    Attributes:
        name: what they have in common.
        statements: those that are in force.
        possible: those that may be.
        shares: what each adds to the totals.
        absent: those that add nothing, because the letter gives no figure for them.
    """

    name: str
    statements: tuple[Statement, ...]
    possible: tuple[Statement, ...]
    shares: tuple[Share, ...]
    absent: tuple[Statement, ...]

    @cached_property
    def totals(self) -> dict[Measure, Interval]:
        """How much is in force, by measure."""
        return add((share.measure, share.figure) for share in self.shares)


def _bears(one: Statement, bearing: set[str]) -> bool:
    """Whether a statement adds to a total, by itself, by its parts or by its whole."""
    return one.id in bearing or any(whole.id in bearing for whole in one.wholes) or _parts_bear(one, bearing)


def _parts_bear(one: Statement, bearing: set[str]) -> bool:
    return any(part.id in bearing or _parts_bear(part, bearing) for part in one.parts)


@dataclass(frozen=True)
class Overview:
    """All that was in force on a day, as known on a day.

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

    @cached_property
    def totals(self) -> dict[Measure, Interval]:
        """How much is in force in all, by measure."""
        return add(entry for group in self.groups for entry in group.totals.items())


def overview(
    ledger: Ledger,
    on: str | date | None = None,
    known: str | date | None = None,
    by: By | None = None,
) -> Overview:
    """Return all that was in force on a day, as known on a day, in groups.

    Args:
        ledger: the statements.
        on: the day that is asked about; ``known`` when left out.
        known: the last day whose letters count; today when left out.
        by: ``region``, ``framework``, ``domain`` or ``personnel``; one group of all when left out.

    Raises:
        ValueError: if a day is malformed, or ``by`` is none of these.
    """
    if by is not None and by not in get_args(By):
        raise ValueError(f"{by!r} is nothing to group by; one of: {', '.join(get_args(By))}")
    the_day, last = days(on, known)
    positions = [
        found
        for target in ledger.targets()
        if (found := stand(target, ledger.about(target, last), the_day, last)).answer in ("yes", "maybe")
    ]
    held: dict[str, list[str]] = {}
    sure: dict[str, Statement] = {}
    possible: dict[str, Statement] = {}
    for found in positions:
        for one in found.statements:
            sure[one.id] = one
        for one in found.possible:
            possible[one.id] = one
        for one in (*found.statements, *found.possible):
            held.setdefault(one.id, []).append(found.target)
    # What a framework brings in beside its whole stands there already.
    for statement_id, one in [*sure.items(), *possible.items()]:
        if any(whole.id in sure or whole.id in possible for whole in one.wholes):
            sure.pop(statement_id, None)
            possible.pop(statement_id, None)
    for statement_id in sure:
        possible.pop(statement_id, None)
    members: dict[str, tuple[list[Statement], list[Statement]]] = {}
    name_of = _namer(ledger, by)
    for at, statements in enumerate((sure, possible)):
        for one in statements.values():
            members.setdefault(name_of(one), ([], []))[at].append(one)
    shares: dict[str, list[Share]] = {}
    # All are counted together, for a part and its whole may lie in different groups; each share goes to one.
    home = {one.id: name for name, both in members.items() for statements in both for one in statements}
    for share in count(sure.values(), possible.values(), the_day, held):
        holder = next(one for one in (share.statement, *share.statement.wholes) if one.id in home)
        shares.setdefault(home[holder.id], []).append(share)
    bearing = {share.statement.id for own in shares.values() for share in own}
    groups = []
    for name, (certain, unsure) in sorted(members.items()):
        absent = tuple(one for one in (*certain, *unsure) if not _bears(one, bearing))
        groups.append(Group(name, tuple(certain), tuple(unsure), tuple(shares.get(name, ())), absent))
    return Overview(the_day, last, by, tuple(groups), tuple(positions))


def _namer(ledger: Ledger, by: By | None) -> Callable[[Statement], str]:
    """Return what names the group of a statement."""
    if by is None:
        return lambda one: "all"
    if by == "personnel":
        return lambda one: _joined(one.item.personnel_types)

    def name(one: Statement) -> str:
        return _joined([_trait(ledger.target(target), by) for target in one.main_targets])

    return name


def _trait(record: Mission | Framework, by: By) -> str:
    if by == "framework":
        if isinstance(record, Framework):
            return record.framework_id
        return record.framework_id or f"led by {record.lead_country}"
    return str(getattr(record, by, None) or NONE_GIVEN)


def _joined(names: Sequence[str]) -> str:
    return " + ".join(sorted(set(names))) or NONE_GIVEN
