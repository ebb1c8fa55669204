"""What differs between two letters, two days, or one day as known on two days."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from inzet import edtf
from inzet.ledger.intervals import Interval, Measure, add
from inzet.ledger.positions import stand
from inzet.ledger.statements import Ledger, Statement, day
from inzet.ledger.timeline import grown
from inzet.models import Letter

What = Literal[
    "began",
    "ended",
    "grew",
    "shrank",
    "changed",
    "extended",
    "shortened",
    "same",
    "only proposed",
    "newly stated",
    "no longer stated",
    "lapsed",
]
"""*Changed* is a figure that neither surely grew nor shrank. What goes on by one side and is not mentioned by the other
is *newly* or *no longer stated*, for whether it began or ended is not said. What *lapsed* had a term that is over."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one side of a comparison says of a mission or framework.

    Attributes:
        statements: what is, or by a letter is to be, in force.
        ended: what it says has ended or will.
        undecided: what it only proposes, explores or declines.
        lapsed: whether the last term that is known is over.
        figures: how much, by measure.
    """

    statements: tuple[Statement, ...]
    ended: tuple[Statement, ...]
    undecided: tuple[Statement, ...]
    figures: Mapping[tuple[Measure, tuple[str, ...]], Interval]
    lapsed: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """A difference.

    Attributes:
        target: id of the mission or framework.
        what: what differs.
        words: the same in a few words, such as "10 to 15 persons (ceiling)".
        proposed: whether the second side only proposes it.
        before: what the first side says; None where it says nothing.
        after: what the second side says; None where it says nothing.
    """

    target: str
    what: What
    words: str
    proposed: bool
    before: Side | None
    after: Side | None


def compare(ledger: Ledger, before: str, after: str) -> tuple[Shift, ...]:
    """Return what differs between two views, by mission and framework.

    A view is a letter, ``kst-29521-446``; or a day, ``2023-01-01``, which is what was in force then as known then; or
    a day as known on another, ``2023-01-01@2024-12-31``. Of two letters all that they say is compared, what a note
    proposes as well; the shift says that it is only proposed.

    Raises:
        ValueError: if a view is neither.
        KeyError: if there is no such letter; the message names the closest ids.
    """
    old, new = _view(ledger, before), _view(ledger, after)
    since = _day_of(ledger, before)
    targets = [target for target in ledger.targets() if target in old or target in new]
    return tuple(shift for target in targets for shift in _shifts(target, old.get(target), new.get(target), since))


def _day_of(ledger: Ledger, name: str) -> date:
    """Return the day that a view is of."""
    if name[:1].isdigit():
        return day(name.partition("@")[0])
    return edtf.last_day(ledger.dataset.letters[name].letter_date) or date.max


def _view(ledger: Ledger, name: str) -> dict[str, Side]:
    if name[:1].isdigit():
        on, _, known = name.partition("@")
        the_day = day(on)
        last = day(known) if known else the_day
        made = {}
        for target in ledger.targets():
            found = stand(target, ledger.about(target, last), the_day, last)
            if found.answer != "unsaid" or found.beside:
                there = (*found.statements, *found.possible)
                reasons = found.chain if not there else ()
                ended = tuple(reason.statement for reason in reasons if reason.role == "ended")
                figures = _figures(share.statement for share in found.shares)
                made[target] = Side(there, ended, found.beside, figures, found.answer == "lapsed")
        return made
    letter: Letter = ledger.dataset.letters[name]
    said: dict[str, list[Statement]] = {}
    for item in letter.contributions:
        one = ledger.statements[item.contribution_id]
        if not item.restates:
            for target in one.targets:
                said.setdefault(target, []).append(one)
    return {target: _side(target, statements) for target, statements in said.items()}


def _side(target: str, statements: Iterable[Statement]) -> Side:
    known = [one for one in statements if not one.is_inside(target)]
    sought = [one for one in known if one.item.status not in ("explored", "declined")]
    lasting = tuple(one for one in sought if one.item.change != "end")
    ended = tuple(one for one in sought if one.item.change == "end")
    undecided = tuple(one for one in known if not one.firm)
    return Side(lasting, ended, undecided, _figures(lasting))


def _figures(statements: Iterable[Statement]) -> dict[tuple[Measure, tuple[str, ...]], Interval]:
    """Return the sums of figures as the letters state them; what is shared is no figure of one mission alone."""
    counted = ((one.figure, tuple(sorted(one.main_targets))) for one in statements)
    return add(((figure[0], shared), figure[1]) for figure, shared in counted if figure)


def _shifts(target: str, old: Side | None, new: Side | None, since: date) -> Iterator[Shift]:
    proposed = new is not None and any(not one.firm for one in (*new.statements, *new.ended))

    def shift(what: What, words: str) -> Shift:
        return Shift(target, what, words, proposed, old, new)

    was = old.statements if old else ()
    if new is None:
        if was:
            yield shift("no longer stated", "the second says nothing of it")
    elif new.statements and (old is None or not was):
        started = any(
            one.item.change == "start"
            or (one.item.change == "none" and one.item.start_date and one.possible_from > since)
            for one in new.statements
        )
        yield shift("began" if started else "newly stated", _said(new.statements))
    elif new.ended and not new.statements:
        # What was over by the first day already is no difference between the two.
        if old is None or was or not set(new.ended) <= set(old.ended):
            yield shift("ended", _said(new.ended))
    elif was and not new.statements:
        yield shift("lapsed" if new.lapsed else "no longer stated", _said(was))
    elif new.undecided and not new.statements and (old is None or set(new.undecided) != set(old.undecided)):
        yield shift("only proposed", _said(new.undecided))
    elif old is not None and new.statements:
        told = [*_figure_shifts(old, new), *_end_shifts(old, new)]
        for what, words in told or [("same", _said(new.statements))]:
            yield shift(what, words)


def _figure_shifts(old: Side, new: Side) -> Iterator[tuple[What, str]]:
    for measure, shared in sorted(old.figures.keys() & new.figures.keys()):
        first, second = old.figures[measure, shared], new.figures[measure, shared]
        how = grown(first, second)
        if how != "same":
            yield "grew" if how == "up" else "shrank" if how == "down" else "changed", f"{first} to {second} {measure}"


def _end_shifts(old: Side, new: Side) -> Iterator[tuple[What, str]]:
    first, second = (
        max((one for one in side.statements if one.item.end_date), key=_last, default=None) for side in (old, new)
    )
    if first and second and _last(first) != _last(second):
        longer = _last(second) > _last(first)
        yield "extended" if longer else "shortened", f"{first.item.end_date} to {second.item.end_date}"


def _last(one: Statement) -> date:
    return one.possible_to


def _said(statements: Iterable[Statement]) -> str:
    return "; ".join(f"{one.item.status}: {one.item.description}" for one in statements)
