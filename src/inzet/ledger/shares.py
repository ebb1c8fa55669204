"""Shares: what each statement adds to a total, so that nothing is counted twice."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from inzet.ledger.intervals import Figure, Interval, Measure
from inzet.ledger.statements import Statement
from inzet.lines import Readable, wrap


@dataclass(frozen=True, slots=True, repr=False)
class Share(Readable):
    """What a statement adds to a total.

    Attributes:
        statement: the statement that gives the figure: one in force, or a part of it where that gives none.
        measure: what is counted.
        figure: how much of it.
        words: why it is less than the statement says, where it is.
    """

    statement: Statement
    measure: Measure
    figure: Interval
    words: str = ""

    def lines(self, width: int = 100) -> Iterator[str]:
        """Yield the id of the statement, how much it adds, and why not more."""
        words = f"{Figure(self.measure, self.figure)}" + (f", for {self.words}" if self.words else "")
        yield from wrap(f"  counted  {self.statement.id}  ", words, width)


def count_shares(
    certain: Iterable[Statement],
    possible: Iterable[Statement],
    on: date,
    held: Mapping[str, Collection[str]] | None = None,
) -> Iterator[Share]:
    """Yield what statements add to a total, each once.

    A part is never added to a whole that gives a figure; a whole that gives none is counted by its parts that may
    cover the day. A statement adds nothing for certain if it only may be in force, or if it is shared with a mission
    for which another statement is in force now.

    Args:
        certain: statements in force.
        possible: statements that may be in force.
        on: the day.
        held: the targets for which each statement is or may be in force; all of its targets when left out.
    """
    known = [(statement, True) for statement in certain] + [(statement, False) for statement in possible]
    counted = [(owner, is_certain, bearer) for owner, is_certain in known for bearer in _bearers(owner, on)]
    ids = {bearer.id for _, _, bearer in counted}
    shares: dict[str, Share] = {}
    about: dict[tuple[Measure, str], list[str]] = {}
    for owner, is_certain, bearer in counted:
        if bearer.figure is None or bearer.id in shares or any(whole.id in ids for whole in bearer.wholes):
            continue
        measure, figure = bearer.figure
        words = ""
        if not is_certain:
            same = {name: None for target in bearer.main_targets for name in about.get((measure, target), ())}
            earlier = [shares[name] for name in same if shares[name].statement.known_from < bearer.known_from]
            added = _add_restated(shares, earlier, bearer, figure)
            words = "it only may be in force" if added == figure else "it may hold instead of what was said before"
            figure = added
        elif bearer.covers(on) != "yes":
            words = "it only may be in force"
        elif held is not None and not set(owner.main_targets) <= set(held[owner.id]):
            words = "it is shared with others"
        shares[bearer.id] = Share(bearer, measure, figure.at_most() if words else figure, words)
        for target in bearer.main_targets:
            about.setdefault((measure, target), []).append(bearer.id)
    yield from shares.values()


def _add_restated(shares: dict[str, Share], earlier: Sequence[Share], later: Statement, figure: Interval) -> Interval:
    """Return what a later figure adds that may hold instead of earlier ones, and lower these where it is lower.

    Fifteen in 2022 until 2025, and fifteen in 2024 without an end, are fifteen and not thirty.
    """
    if not earlier:
        return figure
    least = sum(share.figure.low for share in earlier)
    for share in earlier:
        less = min(share.figure.low, max(0, least - figure.low))
        least -= less
        lower = Interval(share.figure.low - less, share.figure.high, share.figure.approximate)
        words = share.words or (f"{later.id} may hold instead" if less else "")
        shares[share.statement.id] = Share(share.statement, share.measure, lower, words)
    highs = [share.figure.high for share in earlier]
    if figure.high is None or None in highs:
        return Interval(0, None if None not in highs else 0, figure.approximate)
    return Interval(0, max(0, figure.high - sum(high for high in highs if high is not None)), figure.approximate)


def _bearers(statement: Statement, on: date) -> Iterator[Statement]:
    """Yield a statement that gives a figure, or else those of its parts that do and may cover a day."""
    if statement.figure:
        yield statement
        return
    for part in statement.parts:
        if part.firm and not part.item.restates and part.covers(on) in ("yes", "maybe"):
            yield from _bearers(part, on)
