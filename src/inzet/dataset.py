"""The reader's half: load the published records; needs nothing but pydantic."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import ValidationError

from inzet import ledger
from inzet.files import NESTED, path, root
from inzet.issues import UnreadableError
from inzet.ledger import Entry, Finding, Ledger, Overview, Position, Shift, arrow_tables
from inzet.ledger.overview import By
from inzet.models import Contribution, Framework, Letter, Mission
from inzet.record import Keyed, Record

if TYPE_CHECKING:
    import pyarrow as pa

Day = str | date | None
"""A day as a date or as year-month-day."""


class _Nested(Record):
    letters: Keyed[Letter]
    missions: Keyed[Mission]
    frameworks: Keyed[Framework]


@dataclass(frozen=True)
class Dataset:
    """All records of one release. Each collection is a tuple that also answers to ids.

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

    @cached_property
    def contributions(self) -> Keyed[Contribution]:
        """The contributions of all letters, in the order of the letters and of their texts."""
        return Keyed(contribution for letter in self.letters for contribution in letter.contributions)

    def __getitem__(self, record_id: str) -> Record:
        """Return the letter, mission, framework or contribution with an id, present or former.

        Raises:
            KeyError: if there is none; the message names the closest ids.
        """
        return self._everything[record_id]

    @cached_property
    def _everything(self) -> Keyed[Record]:
        return Keyed((*self.letters, *self.missions, *self.frameworks, *self.contributions))

    def letter_of(self, contribution: Contribution) -> Letter:
        """Return the letter that states a contribution."""
        return self.letters[contribution.contribution_id.rpartition(".")[0]]

    def referring_to(self, record_id: str) -> Iterator[Record]:
        """Yield the missions, frameworks and contributions that refer to a record, by its present id."""
        for mission in self.missions:
            if record_id in (mission.framework_id, mission.predecessor):
                yield mission
        for framework in self.frameworks:
            if record_id == framework.parent:
                yield framework
        for item in self.contributions:
            if record_id in (*item.missions, *item.frameworks, item.part_of, item.restates):
                yield item

    @cached_property
    def ledger(self) -> Ledger:
        """All statements, in the order in which they became known; the questions below are asked of it."""
        return Ledger(self)

    def position(self, target: str, on: Day = None, known: Day = None) -> Position:
        """Return what was in force of a mission or framework on a day, as known on a day; see ``inzet.ledger``.

        >>> found = load().position("eumm-georgia", on="2024-01-01", known="2024-12-31")
        >>> found.answer, [str(figure) for figure in found.figures.values()], found.statements[0].id
        ('yes', ['15'], 'kst-29521-446.09')

        Args:
            target: id of the mission or framework, present or former.
            on: the day that is asked about, as a date or as year-month-day; ``known`` when left out.
            known: the last day whose letters count; today when left out.

        Raises:
            KeyError: if there is no such mission or framework; the message names the closest ids.
            ValueError: if a day is malformed.
        """
        return ledger.position(self.ledger, target, on, known)

    def timeline(self, target: str, known: Day = None) -> tuple[Entry, ...]:
        """Return every statement about a mission or framework, in order, each compared with the one before."""
        return ledger.timeline(self.ledger, target, known)

    def overview(self, on: Day = None, known: Day = None, by: By | None = None) -> Overview:
        """Return all that was in force on a day, by region, framework, domain or kind of personnel, with totals."""
        return ledger.overview(self.ledger, on, known, by)

    def compare(self, before: str, after: str) -> tuple[Shift, ...]:
        """Return what differs between two letters, two days, or one day as known on two: ``2023-01-01@2024-12-31``."""
        return ledger.compare(self.ledger, before, after)

    def reconcile(self, known: Day = None) -> tuple[Finding, ...]:
        """Return what does not add up among the letters."""
        return ledger.reconcile(self.ledger, known)

    def positions(self, on: Day = None, known: Day = None) -> "pa.Table":
        """Return the positions of all missions and frameworks as an Arrow table, a row for each statement.

        Raises:
            ImportError: if pyarrow is not installed.
            ValueError: if a day is malformed.
        """
        return arrow_tables.to_table(arrow_tables.position_rows(self.ledger, on, known), arrow_tables.PositionRow)

    def timelines(self, target: str | None = None, known: Day = None) -> "pa.Table":
        """Return the timeline of a mission or framework, or of all, as an Arrow table, a row for each statement."""
        return arrow_tables.to_table(arrow_tables.timeline_rows(self.ledger, target, known), arrow_tables.TimelineRow)


def load() -> Dataset:
    """Load the records of the installed release; no network, no other package than pydantic.

    Raises:
        UnreadableError: if the file that holds them is missing or damaged.
    """
    file = root() / NESTED
    try:
        nested = _Nested.model_validate_json(file.read_bytes())
    except (OSError, ValidationError) as error:
        fault = error.strerror if isinstance(error, OSError) else "it does not hold records of this version"
        raise UnreadableError(f"{file} cannot be loaded: {fault}; in a checkout, run inzet build") from None
    return Dataset(nested.letters, nested.missions, nested.frameworks)


def table(name: str) -> "pa.Table":
    """Return a published table, such as ``"contributions"``, as a pyarrow Table.

    Raises:
        FileNotFoundError: if there is no such table; the message lists what there is.
        ImportError: if pyarrow is not installed.
    """
    try:
        import pyarrow.parquet as pq
    except ImportError:
        raise ImportError("inzet.table needs pyarrow: pip install pyarrow") from None
    return pq.read_table(path(f"data/{name}.parquet"))
