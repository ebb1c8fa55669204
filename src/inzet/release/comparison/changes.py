"""What changed between the records of two releases: by id, and field by field."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from inzet.release.comparison.json_values import ABSENT, canonical
from inzet.release.comparison.layout import LayoutChange, compare_layouts
from inzet.release.comparison.release import Entry, Release
from inzet.schema.schemas import Schemas


@dataclass(frozen=True)
class FieldChange:
    """A field of a record whose value is another one, came or went (``ABSENT``)."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Changed:
    """A record whose fields changed.

    Attributes:
        table: its table.
        id: its id in the new release.
        former: its id in the old release, where that was another one.
        fields: what changed, in the order of the new record; what went comes last.
    """

    table: str
    id: str
    former: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Comparison:
    """What changed from an old release to a new one.

    Attributes:
        old: the old release.
        new: the new release.
        added: ids that only the new release has, by table.
        removed: ids that only the old release has, by table.
        changed: records that both have and that differ, by table.
        renamed: removed records that live on as an added one, with what else changed in them, by table.
        successors: present id of each removed record to which a former id leads, by table and id.
        layout: changes of the schemas; None where either release has none.
    """

    old: Release
    new: Release
    added: dict[str, tuple[str, ...]]
    removed: dict[str, tuple[str, ...]]
    changed: dict[str, tuple[Changed, ...]]
    renamed: dict[str, tuple[Changed, ...]]
    successors: dict[tuple[str, str], str]
    layout: tuple[LayoutChange, ...] | None

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return any(map(bool, (*self.added.values(), *self.removed.values(), *self.changed.values(), self.layout)))

    def told(self) -> dict[str, tuple[Changed, ...]]:
        """Return the changed records without what is said elsewhere: a letter gets longer by what is added to it."""
        told: dict[str, tuple[Changed, ...]] = {}
        for table, records in self.changed.items():
            shortened = (
                Changed(table, record.id, record.former, tuple(self._own_fields(record))) for record in records
            )
            told[table] = tuple(record for record in shortened if record.fields)
        return told

    def _own_fields(self, record: Changed) -> Iterator[FieldChange]:
        nested = {
            field: child
            for release in (self.old, self.new)
            for (table, field), child in release.nested.items()
            if table == record.table
        }
        for change in record.fields:
            child = nested.get(change.name)
            if child is None:
                yield change
                continue
            before, after = (() if ids is ABSENT else ids for ids in (change.old, change.new))
            kept = [item for item in before if item in after]
            if kept != [item for item in after if item in before]:
                yield change


def compare(old: Release, new: Release) -> Comparison:
    """Return what changed from an old release to a new one; the order of files plays no part."""
    usual = list(Schemas.installed().items)  # letters first, as everywhere
    tables = sorted(
        old.entries.keys() | new.entries.keys(),
        key=lambda table: (usual.index(table) if table in usual else len(usual), table),
    )
    added: dict[str, tuple[str, ...]] = {}
    removed: dict[str, tuple[str, ...]] = {}
    changed: dict[str, tuple[Changed, ...]] = {}
    renamed: dict[str, tuple[Changed, ...]] = {}
    successors: dict[tuple[str, str], str] = {}
    for table in tables:
        before, after = old.entries.get(table, {}), new.entries.get(table, {})
        added[table] = tuple(sorted(after.keys() - before.keys()))
        removed[table] = tuple(sorted(before.keys() - after.keys()))
        kept = [(each, each) for each in sorted(before.keys() & after.keys())]
        changed[table] = tuple(_differing(table, before, after, kept))
        leads = dict(_former_ids(after))
        moved = {record: leads[record] for record in removed[table] if record in leads}
        successors |= {(table, record): target for record, target in moved.items()}
        pairs = [(record, target) for record, target in moved.items() if target in added[table]]
        renamed[table] = tuple(_differing(table, before, after, pairs))
    layout = compare_layouts(old.layout, new.layout) if old.layout and new.layout else None
    return Comparison(old, new, added, removed, changed, renamed, successors, layout)


def _former_ids(entries: dict[str, Entry]) -> Iterator[tuple[str, str]]:
    for record_id, entry in sorted(entries.items()):
        former = entry.get("former_ids")
        yield from ((each, record_id) for each in (former if isinstance(former, list) else ()) if isinstance(each, str))


def _differing(
    table: str, before: dict[str, Entry], after: dict[str, Entry], pairs: list[tuple[str, str]]
) -> Iterator[Changed]:
    for former, record_id in pairs:
        fields = tuple(_fields(before[former], after[record_id]))
        if fields:
            yield Changed(table, record_id, former, fields)


def _fields(old: Entry, new: Entry) -> Iterator[FieldChange]:
    for name in (*new, *(name for name in old if name not in new)):
        before, after = old.get(name, ABSENT), new.get(name, ABSENT)
        if before is ABSENT or after is ABSENT or canonical(before) != canonical(after):
            yield FieldChange(name, before, after)
