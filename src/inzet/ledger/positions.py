"""The position of a mission on a day, as known on a day, and the statements that led to it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from inzet.ledger.intervals import Interval, Measure, add
from inzet.ledger.statements import Ledger, Statement, days

Answer = Literal["yes", "maybe", "ended", "lapsed", "unsaid"]
"""Whether something is in force: it is, it may be, a letter says that it ended, the last period stated is over and
nothing later is known, or nothing that was known speaks of the day."""

Role = Literal["in force", "possible", "beside", "superseded", "over", "ended", "not yet", "part", "repetition"]

_TERMS = ("start", "continue", "increase", "decrease")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a statement does or does not count.

    Attributes:
        statement: the statement.
        role: what it is to the answer.
        words: the same in a few words.
    """

    statement: Statement
    role: Role
    words: str


@dataclass(frozen=True, slots=True)
class Position:
    """What is known of a mission or framework on a day.

    Attributes:
        target: its id.
        on: the day.
        known: the last day whose letters count.
        answer: whether anything is in force.
        statements: the statements in force: those of the latest letter that surely cover the day.
        possible: firm statements, as late or later, that may cover the day.
        spoken: all that was known of it, in order.
    """

    target: str
    on: date
    known: date
    answer: Answer
    statements: tuple[Statement, ...]
    possible: tuple[Statement, ...]
    spoken: Sequence[Statement]

    @property
    def beside(self) -> tuple[Statement, ...]:
        """What was proposed, explored or declined for the day or later."""
        undecided = (one for one in self.spoken if not one.firm and one.possible_to >= self.on)
        return tuple(one for one in undecided if not one.is_inside(self.target))

    @property
    def figures(self) -> dict[Measure, Interval]:
        """How much is in force, by measure; what only may be counts from nothing up."""
        return add((share.measure, share.figure) for share in self.shares)

    @property
    def shares(self) -> tuple["Share", ...]:
        """What each statement adds to the figures."""
        alone = {one.id: (self.target,) for one in (*self.statements, *self.possible)}
        return tuple(count(self.statements, self.possible, self.on, alone))

    @property
    def chain(self) -> tuple[Reason, ...]:
        """Every statement that was known, in order, with what it is to the answer."""
        return tuple(self._reason(one) for one in self.spoken)

    def _reason(self, one: Statement) -> Reason:
        verdict = one.covers(self.on)
        until = f"until {one.item.end_date}" if one.item.end_date else "no end stated"
        if one.item.restates:
            return Reason(one, "repetition", f"says {one.item.restates} again")
        if one.is_inside(self.target):
            return Reason(one, "part", f"part of {one.item.part_of}")
        if not one.firm:
            return Reason(one, "beside", f"only {one.item.status}, {until}")
        if one in self.statements:
            return Reason(one, "in force", f"covers the day, {until}")
        if one in self.possible:
            return Reason(one, "possible", f"may cover the day, {until}")
        if verdict == "before":
            return Reason(one, "not yet", f"speaks of {one.possible_from} and later")
        if verdict == "ended":
            return Reason(one, "ended", f"says that it ended, by {one.item.end_date or one.said}")
        if verdict == "over":
            return Reason(one, "over", f"its period is over, {until}")
        beside = (other for other in self.spoken if other.said == one.said and other.covers(self.on) == "over")
        if _is_mention(one) and any(beside):
            return Reason(one, "over", "only mentioned, beside a term that is over")
        return Reason(one, "superseded", "a later letter speaks of the mission")


def position(ledger: Ledger, target: str, on: str | date | None = None, known: str | date | None = None) -> Position:
    """Return what was in force of a mission or framework on a day, as known on a day.

    Args:
        ledger: the statements.
        target: id of the mission or framework, present or former.
        on: the day that is asked about; ``known`` when left out.
        known: the last day whose letters count; today when left out.

    Raises:
        KeyError: if there is no such mission or framework; the message names the closest ids.
        ValueError: if a day is malformed.
    """
    found = ledger.target(target).id
    return stand(found, ledger.about(found, days(on, known)[1]), *days(on, known))


def stand(target: str, spoken: Sequence[Statement], on: date, known: date) -> Position:
    """Return the position that follows from all that was known of a target, in order.

    The latest letter that surely speaks of the day decides. What only may cover the day stands beside it, if it is
    as late; without any sure statement the latest that may cover the day makes a *maybe*.
    """
    possible: list[Statement] = []
    mentions: list[Statement] = []
    lapsed = doubted = False
    last: Answer
    for _, group in groupby(reversed(spoken), key=lambda one: one.said):
        counting = [one for one in group if one.firm and not one.item.restates and not one.is_inside(target)]
        verdicts = [(one, one.covers(on)) for one in reversed(counting)]
        sure = [one for one, verdict in verdicts if verdict == "yes"]
        unsure = [one for one, verdict in verdicts if verdict == "maybe"]
        over = any(verdict == "over" for _, verdict in verdicts)
        if over:
            # What a letter only mentions beside a term goes no further than that.
            unsure = [one for one in unsure if not _is_mention(one)]
        # What a letter mentions without figure or term takes the place of no term that an earlier one set.
        settled = [one for one in sure if not _is_mention(one) or one.figure]
        if settled and not doubted:
            return Position(target, on, known, "yes", (*sure, *mentions), (*unsure, *possible), spoken)
        if settled:
            return Position(target, on, known, "maybe", (), (*sure, *mentions, *unsure, *possible), spoken)
        mentions += sure
        possible = possible or unsure
        if any(verdict == "ended" for _, verdict in verdicts):
            last = "ended"
            break
        lapsed = lapsed or over
        # A later word that it will end, on a day not given, or a later and shorter term, casts doubt on what was said.
        doubted = doubted or any(
            (verdict == "maybe" and one.item.change == "end") or (verdict == "over" and one.item.change in _TERMS)
            for one, verdict in verdicts
        )
    else:
        last = "lapsed" if lapsed else "unsaid"
    answer: Answer = "yes" if mentions else "maybe" if possible else last
    return Position(target, on, known, answer, tuple(mentions), tuple(possible), spoken)


def _is_mention(one: Statement) -> bool:
    """Whether a letter only describes something, without saying until when."""
    return one.item.change == "none" and one.item.end_date is None


@dataclass(frozen=True, slots=True)
class Share:
    """What a statement adds to a total.

    Attributes:
        statement: the statement that gives the figure: one in force, or a part of it where that gives none.
        measure: what is counted.
        figure: how much of it.
        words: why less than it says, where that is so.
    """

    statement: Statement
    measure: Measure
    figure: Interval
    words: str = ""


def count(
    sure: Iterable[Statement],
    possible: Iterable[Statement],
    on: date,
    held: Mapping[str, Collection[str]] | None = None,
) -> Iterator[Share]:
    """Yield what statements add to a total, each once.

    A part is never added to a whole that gives a figure; a whole that gives none is counted by its parts that may
    cover the day. What only may be in force, or is shared with a mission for which something else holds by now, may
    add nothing.

    Args:
        sure: statements in force.
        possible: statements that may be.
        on: the day.
        held: the targets for which each statement is in force or may be; for all of them when left out.
    """
    known = [(one, True) for one in sure] + [(one, False) for one in possible]
    bearing = [(one, is_sure, bearer) for one, is_sure in known for bearer in _bearers(one, on)]
    ids = {bearer.id for _, _, bearer in bearing}
    shares: dict[str, Share] = {}
    about: dict[tuple[Measure, str], list[str]] = {}
    for one, is_sure, bearer in bearing:
        if bearer.figure is None or bearer.id in shares or any(whole.id in ids for whole in bearer.wholes):
            continue
        measure, figure = bearer.figure
        if not is_sure:
            same = {name: None for target in bearer.main_targets for name in about.get((measure, target), ())}
            earlier = [shares[name] for name in same if shares[name].statement.said < bearer.said]
            added = _restate(shares, earlier, bearer, figure)
            words = "it only may be in force" if added == figure else "it may hold instead of what was said before"
            shares[bearer.id] = Share(bearer, measure, added.at_most(), words)
        elif bearer.covers(on) != "yes":
            shares[bearer.id] = Share(bearer, measure, figure.at_most(), "it only may be in force")
        elif held is not None and not set(one.main_targets) <= set(held[one.id]):
            shares[bearer.id] = Share(bearer, measure, figure.at_most(), "it is shared with others")
        else:
            shares[bearer.id] = Share(bearer, measure, figure)
        for target in bearer.main_targets:
            about.setdefault((measure, target), []).append(bearer.id)
    yield from shares.values()


def _restate(shares: dict[str, Share], same: Sequence[Share], later: Statement, figure: Interval) -> Interval:
    """Return what a later figure that may hold adds to what it may hold instead of.

    Fifteen in 2022 until 2025, and fifteen in 2024 without an end, are fifteen and not thirty. Where the later figure
    is lower, so is the least of the earlier ones.
    """
    if not same:
        return figure
    least = sum(share.figure.low for share in same)
    for share in same:
        less = min(share.figure.low, max(0, least - figure.low))
        least -= less
        lower = Interval(share.figure.low - less, share.figure.high, share.figure.approximate)
        words = share.words or (f"{later.id} may hold instead" if less else "")
        shares[share.statement.id] = Share(share.statement, share.measure, lower, words)
    highs = [share.figure.high for share in same]
    if figure.high is None or None in highs:
        return Interval(0, None if None not in highs else 0, figure.approximate)
    return Interval(0, max(0, figure.high - sum(high for high in highs if high is not None)), figure.approximate)


def _bearers(one: Statement, on: date) -> Iterator[Statement]:
    """Yield a statement that gives a figure, or else those of its parts that do and may cover a day."""
    if one.figure:
        yield one
        return
    for part in one.parts:
        if part.firm and not part.item.restates and part.covers(on) in ("yes", "maybe"):
            yield from _bearers(part, on)
