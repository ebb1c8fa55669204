"""What differs between two letters, two days, or one day as known on two days."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Literal

from inzet import edtf
from inzet.ledger.intervals import Figure, Interval, Measure, add
from inzet.ledger.positions import find_position
from inzet.ledger.register import Ledger, short_name
from inzet.ledger.statements import Statement
from inzet.ledger.timeline import compare_figures
from inzet.lines import Readable, wrap
from inzet.models import Framework, Mission
from inzet.schema.contributions import UNPLANNED
from inzet.schema.formats import read_day

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
"""*Changed* is a figure that neither surely grew nor shrank. What is in force on one side and not mentioned on the
other is *newly* or *no longer stated*: no letter says that it began or ended. What *lapsed* had a term that is over."""

_GROWTH: dict[str, What] = {"up": "grew", "down": "shrank", "unclear": "changed"}


@dataclass(frozen=True, slots=True, repr=False)
class Side(Readable):
    """What one side of a comparison says of a mission or framework.

    Attributes:
        statements: what is, or by a letter is to be, in force.
        ended: what it says has ended or will.
        undecided: what it only proposes, explores or declines.
        figures: how much, by measure and by the targets that share it.
        lapsed: whether the last term that is known is over.
    """

    statements: tuple[Statement, ...]
    ended: tuple[Statement, ...]
    undecided: tuple[Statement, ...]
    figures: Mapping[tuple[Measure, tuple[str, ...]], Interval]
    lapsed: bool = False

    @property
    def main(self) -> tuple[Statement, ...]:
        """The statements that count most: in force, else ended, else undecided."""
        return self.statements or self.ended or self.undecided

    def lines(self, width: int = 100) -> Iterator[str]:
        """Yield the ids of the main statements."""
        yield from wrap("      ", ", ".join(statement.id for statement in self.main), width)


@dataclass(frozen=True, slots=True, repr=False)
class Shift(Readable):
    """A difference; ``str`` gives its lines in ``inzet compare``.

    Attributes:
        record: the mission or framework.
        what: what differs.
        words: the same in a few words, such as "10 to 15 persons (ceiling)".
        proposed: whether the second side only proposes it.
        before: what the first side says; None where it says nothing.
        after: what the second side says; None where it says nothing.
    """

    record: Mission | Framework
    what: What
    words: str
    proposed: bool
    before: Side | None
    after: Side | None

    def lines(self, width: int = 100) -> Iterator[str]:
        """Yield what differs, and the ids of the statements on both sides."""
        words = f"{self.words} (only proposed)" if self.proposed else self.words
        yield from wrap(f"  {short_name(self.record)}: ", words, width)
        ids = [statement.id for side in (self.before, self.after) if side for statement in side.main]
        yield from wrap("      ", ", ".join(ids), width)


class Shifts(Readable, tuple[Shift, ...]):
    """The differences between two views; ``str`` gives the lines of ``inzet compare``."""

    @property
    def _summary(self) -> str:
        kinds = Counter(shift.what for shift in self)
        return ", ".join(f"{count} {what}" for what, count in kinds.most_common()) or "Neither mentions anything."

    def lines(self, width: int = 100, *, everything: bool = False) -> Iterator[str]:
        """Yield the differences by kind; what is the same only if everything is asked for."""
        yield self._summary
        for what in dict.fromkeys(shift.what for shift in self):
            if what != "same" or everything:
                yield from ("", what[0].upper() + what[1:])
                for shift in (shift for shift in self if shift.what == what):
                    yield from shift.lines(width)


def compare(ledger: Ledger, before: str, after: str) -> Shifts:
    """Return what differs between two views, by mission and framework; see ``Dataset.compare``."""
    (old, since), (new, _) = (_view(ledger, view) for view in (before, after))
    pairs = [(record, old.get(record.id), new.get(record.id)) for record in ledger.targets()]
    return Shifts(shift for pair in pairs for shift in _shifts(*pair, since))


def _view(ledger: Ledger, name: str) -> tuple[dict[str, Side], date]:
    """Return what a view says of each mission and framework, and the day that it is of."""
    sides = {}
    if name[:1].isdigit():
        on_day, _, known_day = name.partition("@")
        on = read_day(on_day)
        known = read_day(known_day) if known_day else on
        for record in ledger.targets():
            position = find_position(ledger, record, on, known)
            if position.answer != "unsaid" or position.undecided:
                running = (*position.statements, *position.possible)
                reasons = position.reasons if not running else ()
                ended = tuple(reason.statement for reason in reasons if reason.role == "ended")
                figures = _figures(share.statement for share in position.shares)
                lapsed = position.answer == "lapsed"
                sides[record.id] = Side(running, ended, position.undecided, figures, lapsed)
        return sides, on
    letter = ledger.letters[name]
    own = [ledger.statements[item.contribution_id] for item in letter.contributions if not item.restates]
    for target in dict.fromkeys(target for statement in own for target in statement.targets):
        sides[target] = _side([each for each in own if target in each.targets and not each.is_inside(target)])
    return sides, edtf.last_day(letter.letter_date) or date.max


def _side(statements: Sequence[Statement]) -> Side:
    planned = [statement for statement in statements if statement.item.status not in UNPLANNED]
    running = tuple(statement for statement in planned if statement.item.change != "end")
    ended = tuple(statement for statement in planned if statement.item.change == "end")
    undecided = tuple(statement for statement in statements if not statement.firm)
    return Side(running, ended, undecided, _figures(running))


def _figures(statements: Iterable[Statement]) -> dict[tuple[Measure, tuple[str, ...]], Interval]:
    """Return the sums of figures as the letters state them; a shared figure is not one of a single mission."""
    stated = ((statement.figure, tuple(sorted(statement.main_targets))) for statement in statements)
    return add(((figure.measure, shared), figure.interval) for figure, shared in stated if figure)


def _shifts(record: Mission | Framework, old: Side | None, new: Side | None, since: date) -> Iterator[Shift]:
    proposed = new is not None and any(not statement.firm for statement in (*new.statements, *new.ended))

    def shift(what: What, words: str) -> Shift:
        return Shift(record, what, words, proposed, old, new)

    before = old.statements if old else ()
    if new is None:
        if before:
            yield shift("no longer stated", "the second does not mention it")
    elif new.statements and not before:
        started = any(
            statement.item.change == "start"
            or (statement.item.change == "none" and statement.item.start_date and statement.possible_from > since)
            for statement in new.statements
        )
        yield shift("began" if started else "newly stated", _describe(new.statements))
    elif new.ended and not new.statements:
        # What was over by the first day already is no difference between the two.
        if old is None or before or not set(new.ended) <= set(old.ended):
            yield shift("ended", _describe(new.ended))
    elif before and not new.statements:
        yield shift("lapsed" if new.lapsed else "no longer stated", _describe(before))
    elif new.undecided and not new.statements and (old is None or set(new.undecided) != set(old.undecided)):
        yield shift("only proposed", _describe(new.undecided))
    elif old is not None and new.statements:
        changes = [*_figure_shifts(old, new), *_end_shifts(old, new)]
        for what, words in changes or [("same", _describe(new.statements))]:
            yield shift(what, words)


def _figure_shifts(old: Side, new: Side) -> Iterator[tuple[What, str]]:
    for measure, shared in sorted(old.figures.keys() & new.figures.keys()):
        before, after = old.figures[measure, shared], new.figures[measure, shared]
        growth = compare_figures(before, after)
        if growth != "same":
            yield _GROWTH[growth], f"{before} to {Figure(measure, after)}"


def _end_shifts(old: Side, new: Side) -> Iterator[tuple[What, str]]:
    before, after = (
        max((each for each in side.statements if each.item.end_date), key=attrgetter("possible_to"), default=None)
        for side in (old, new)
    )
    if before and after and before.possible_to != after.possible_to:
        longer = after.possible_to > before.possible_to
        yield "extended" if longer else "shortened", f"{before.item.end_date} to {after.item.end_date}"


def _describe(statements: Iterable[Statement]) -> str:
    return "; ".join(f"{statement.item.status}: {statement.item.description}" for statement in statements)
