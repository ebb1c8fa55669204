"""The records of a release, and the questions that can be put to them; needs nothing but pydantic."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from inzet.ledger import Findings, Ledger, Matches, Overview, Position, Shifts, Timeline
from inzet.ledger.names import EVERY
from inzet.ledger.overview import By, make_overview
from inzet.ledger.positions import find_position
from inzet.ledger.reconciliation import reconcile
from inzet.ledger.register import Day, day, days
from inzet.ledger.search import search
from inzet.ledger.shifts import compare
from inzet.ledger.timeline import make_timeline
from inzet.models import Contribution, Event, Framework, Letter, Mission
from inzet.record import Keyed, Record
from inzet.schema.contributions import letter_of, targets_of
from inzet.words.lines import brief

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Dataset:
    """All records of one release. Each collection is a tuple that also takes ids.

    Wherever a method takes a mission, framework or letter, it takes an id, present or former, any name on record, or
    the record itself; case, accents and hyphens do not matter. A day is a date or a text, such as ``"2024-06-17"`` or
    ``"17 juni 2024"``.

    >>> from inzet import load
    >>> ds = load()
    >>> ds.missions["eumm-georgia"].abbreviation
    'EUMM Georgia'

    Attributes:
        letters: the letters, each with its contributions, by id.
        missions: the missions, by id.
        frameworks: the frameworks, by id.
    """

    letters: Keyed[Letter]
    missions: Keyed[Mission]
    frameworks: Keyed[Framework]

    def __repr__(self) -> str:
        kinds = ("letters", "contributions", "missions", "frameworks")
        return brief(self, f"of {', '.join(f'{len(getattr(self, kind))} {kind}' for kind in kinds)}")

    @cached_property
    def contributions(self) -> Keyed[Contribution]:
        """The contributions of all letters, in the order of the letters and of their texts."""
        return Keyed(contribution for letter in self.letters for contribution in letter.contributions)

    @cached_property
    def events(self) -> Keyed[Event]:
        """The events of all letters, in the order of the letters and of their texts."""
        return Keyed(event for letter in self.letters for event in letter.events)

    def __getitem__(self, record: Record | str) -> Record:
        """Return the letter, mission or framework with an id or name, or the contribution or event with an id.

        >>> from inzet import load
        >>> load()["EUMM Georgië"].id
        'eumm-georgia'

        Raises:
            KeyError: if there is none, with the closest ones; or more than one, with these.
            TypeError: if it is neither a text nor a record.
        """
        return self.ledger.names.find(record, *EVERY)

    def letter_of(self, record: Contribution | Event | Letter | str) -> Letter:
        """Return the letter that states a contribution or event; a letter for itself.

        Raises:
            KeyError: if there is none, with the closest ones; or more than one, with these.
            TypeError: if it is neither a text nor a record.
        """
        found = self.ledger.names.find(record, Contribution, Event, Letter)
        return found if isinstance(found, Letter) else self.letters[letter_of(found.id)]

    def referring_to(self, record: Record | str) -> Iterator[Record]:
        """Yield the missions, frameworks, contributions and events that refer to a record.

        Raises:
            KeyError: if there is no such record, with the closest ones; or more than one, with these.
            TypeError: if it is neither a text nor a record.
        """
        yield from self._referring.get(self[record].id, ())

    @cached_property
    def _referring(self) -> dict[str, list[Record]]:
        """What refers to a record, by its id."""
        found: dict[str, list[Record]] = {}
        pairs: Iterable[tuple[Record, tuple[str | None, ...]]] = chain(
            ((mission, (mission.framework_id, mission.predecessor, mission.parent)) for mission in self.missions),
            ((framework, (framework.parent,)) for framework in self.frameworks),
            ((item, (*targets_of(item), item.part_of, item.restates)) for item in self.contributions),
            ((event, targets_of(event)) for event in self.events),
        )
        for record, ids in pairs:
            for name in dict.fromkeys(filter(None, ids)):
                found.setdefault(name, []).append(record)
        return found

    @cached_property
    def ledger(self) -> Ledger:
        """All statements, in the order in which they became known; the questions below are answered from it."""
        with uncollected():
            return Ledger(self.letters, self.missions, self.frameworks)

    def find(self, words: str) -> Matches:
        """Return the records in which all of some words occur: in names, descriptions or the words of the letters.

        Case, accents and hyphens do not matter. What has the words in a name comes first, then in a description, then
        in a quote; a contribution or event also has the names of its missions and frameworks.

        >>> from inzet import load
        >>> load().find("EUMM Georgië")[0].record.id
        'eumm-georgia'

        Raises:
            TypeError: if the words are no text.
            ValueError: if there is no word.
        """
        return search(self.ledger, words)

    def position(self, target: Mission | Framework | str, on: Day = None, known: Day = None) -> Position:
        """Return what may be said of a mission or framework on a day, as known on a day.

        >>> from inzet import load
        >>> position = load().position("eumm-georgia", on="2024-01-01")
        >>> position.answer, [str(figure) for figure in position.figures.values()], position.carriers[0].id
        ('in_force', ['15'], 'kst-29521-446.09')

        Args:
            target: the mission or framework, or its id or name.
            on: the day that is asked about; today when left out.
            known: the last day whose letters count; all letters when left out.

        Raises:
            KeyError: if there is no such mission or framework, with the closest ones; or more than one, with these.
            TypeError: if a day is neither a date nor a text, or the target neither a text nor a record.
            ValueError: if a text is no day.
        """
        return find_position(self.ledger, self.ledger.target(target), *days(on, known))

    def timeline(self, target: Mission | Framework | str, known: Day = None) -> Timeline:
        """Return every statement about a mission or framework, in order, each compared with the one before.

        Args:
            target: the mission or framework, or its id or name.
            known: the last day whose letters count; all letters when left out.

        Raises:
            KeyError: if there is no such mission or framework, with the closest ones; or more than one, with these.
            TypeError: if the day is neither a date nor a text, or the target neither a text nor a record.
            ValueError: if a text is no day.
        """
        return make_timeline(self.ledger, self.ledger.target(target), day(known))

    def overview(self, on: Day = None, known: Day = None, by: By | None = None) -> Overview:
        """Return all missions on a day, as known on a day: those in force in groups, with totals.

        Args:
            on: the day that is asked about; today when left out.
            known: the last day whose letters count; all letters when left out.
            by: ``region``, ``framework``, ``domain`` or ``personnel``; by region when left out.

        Raises:
            TypeError: if a day is neither a date nor a text.
            ValueError: if a text is no day, or ``by`` is none of these.
        """
        return make_overview(self.ledger, *days(on, known), by)

    def compare(self, before: Letter | date | str, after: Letter | date | str) -> Shifts:
        """Return what differs between two views, by mission and framework.

        A view is a letter read alone, ``kst-29521-446``; or a day, ``2023-01-01``, as known on that day; or a day as
        known on another, ``2023-01-01@2024-12-31``.

        Raises:
            KeyError: if there is no such letter, with the closest ones; or more than one, with these.
            TypeError: if a view is neither a letter, a day nor a text.
            ValueError: if a view is meant to be a day and is none.
        """
        return compare(self.ledger, before, after)

    def reconcile(self, known: Day = None) -> Findings:
        """Return the contradictions among the letters.

        Args:
            known: the last day whose letters count; that of the last letter when left out.

        Raises:
            TypeError: if the day is neither a date nor a text.
            ValueError: if a text is no day.
        """
        return reconcile(self.ledger, day(known))

    def positions(self, on: Day = None, known: Day = None) -> "pa.Table":
        """Return the positions of all missions and frameworks as an Arrow table, a row for each statement.

        The arguments are those of ``position``. The figure is an interval: ``figure_min`` is the ceiling itself where
        the text gives only a most, ``figure_max`` is missing where it gives only a least.

        Raises:
            ImportError: if pyarrow is not installed.
            TypeError: if a day is neither a date nor a text.
            ValueError: if a text is no day.
        """
        from inzet.ledger import rows, tables

        return tables.to_table(rows.positions_of_all(self.ledger, *days(on, known)), rows.POSITIONS)

    def timelines(self, target: Mission | Framework | str | None = None, known: Day = None) -> "pa.Table":
        """Return the timeline of a mission or framework, or of all, as an Arrow table, a row for each statement.

        Raises:
            ImportError: if pyarrow is not installed.
            KeyError: if there is no such mission or framework, with the closest ones; or more than one, with these.
            TypeError: if the day is neither a date nor a text, or the target neither a text nor a record.
            ValueError: if a text is no day.
        """
        from inzet.ledger import rows, tables

        records = self.ledger.targets() if target is None else [self.ledger.target(target)]
        return tables.to_table(rows.timelines_of(self.ledger, records, day(known)), rows.TIMELINES)


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause the collector of garbage, which would look at everything again and again while much is made."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
