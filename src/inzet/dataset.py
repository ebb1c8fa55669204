"""The reader's half: load the published records; needs nothing but pydantic."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import ValidationError

from inzet import edtf
from inzet.files import NESTED, path, root
from inzet.issues import UnreadableError
from inzet.models import Contribution, Framework, Letter, Mission
from inzet.record import Keyed, Record

if TYPE_CHECKING:
    import pyarrow as pa


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

    def stated_in_force(self, on: date, known: date | None = None) -> Iterator[Contribution]:
        """Yield the statements whose stated period covers a day.

        What was proposed, explored or declined does not count. A contribution that states no start counts from
        the day of its letter. What a letter ends is in force until the end it states, and without one no longer
        from the day of that letter. Of several letters that speak of the day, the latest counts, for each
        mission and framework. A statement without an end is left out, because the letter does not say whether
        it still stands; see ``without_end``. Components and repetitions are left out, so that nothing is listed
        twice.

        Args:
            on: the day that must be covered.
            known: the last day whose letters count; the day ``on`` itself when left out.
        """
        speaking = [(item, said, there) for item, said, there in self._verdicts(on, known or on) if there is not None]
        last: dict[str, date] = {}
        for item, said, _ in speaking:
            for target in (*item.missions, *item.frameworks):
                last[target] = max(said, last.get(target, said))
        for item, said, there in speaking:
            if there and any(last[target] == said for target in (*item.missions, *item.frameworks)):
                yield item

    def without_end(self, known: date) -> Iterator[Contribution]:
        """Yield the statements known by a day that say that something is or will be there, and state no end."""
        return (item for item, _ in self._firm(known) if item.end_date is None and item.change != "end")

    def _verdicts(self, on: date, known: date) -> Iterator[tuple[Contribution, date, bool | None]]:
        """Yield each firm statement, the day of its letter, and whether it puts something in force on a day.

        None means that it does not speak of that day.
        """
        for item, said in self._firm(known):
            start = edtf.first_day(item.start_date) if item.start_date else said
            end = edtf.last_day(item.end_date) or date.max if item.end_date else None
            if end and (start or date.min) <= on <= end:
                yield item, said, True
            elif item.change == "end" and (end or said) <= on:
                yield item, said, False
            else:
                yield item, said, None

    def _firm(self, known: date) -> Iterator[tuple[Contribution, date]]:
        """Yield what the letters known by a day say firmly, each with the day of its letter."""
        for item in self.contributions:
            # A letter that bears no date is surely known only at the end of the range that was inferred for it.
            said = edtf.last_day(self.letter_of(item).letter_date) or date.max
            firm = item.status not in ("proposed", "explored", "declined")
            if said <= known and firm and item.part_of is None and item.restates is None:
                yield item, said


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
