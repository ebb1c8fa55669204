"""What changed between the records of two releases: by id, and field by field."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from inzet.release.comparison.recognition import find_reused, former_ids
from inzet.release.comparison.release import Entry, Release, refusing_bad_schemas
from inzet.release.comparison.schema_changes import SchemaChange, compare_schemas
from inzet.release.comparison.values import ABSENT, canonical


@dataclass(frozen=True)
class FieldChange:
    """A field of a record with another value than before; ``ABSENT`` where the record does not have the field."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True)
class RecordChange:
    """A record whose fields changed, in the order of the new record; removed fields come last.

    Attributes:
        id: its id in the new release.
        former: its id in the old release.
    """

    id: str
    former: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class TableChanges:
    """What changed in the records of one table.

    Attributes:
        added: ids that only the new release has.
        removed: ids that only the old release has.
        changed: records that both releases have and that differ.
        corrected: the same without fields that only list more or fewer records of another table, which shows them.
        renamed: removed records that live on as an added one, with what else changed in them.
        successors: present id of each removed record to which a former id leads.
        reused: ids that both releases have, but for different things.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[RecordChange, ...]
    corrected: tuple[RecordChange, ...]
    renamed: tuple[RecordChange, ...]
    successors: dict[str, str]
    reused: tuple[str, ...]

    @property
    def come(self) -> list[str]:
        """The added ids without those of renamed records."""
        return sorted(set(self.added) - {record.id for record in self.renamed})

    @property
    def gone(self) -> list[str]:
        """The removed ids without those of renamed records."""
        return sorted(set(self.removed) - {record.former for record in self.renamed})


@dataclass(frozen=True)
class Comparison:
    """What changed from an old release to a new one.

    Attributes:
        tables: the changes of records by table, also for a table without any.
        schemas: the changes of the schemas; None if either release has none.
    """

    old: Release
    new: Release
    tables: dict[str, TableChanges]
    schemas: tuple[SchemaChange, ...] | None

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.schemas) or any(
            changes.added or changes.removed or changes.changed for changes in self.tables.values()
        )


def compare(old: Release, new: Release) -> Comparison:
    """Return what changed from an old release to a new one; the order of files makes no difference."""
    tables = {table: _compare_records(old, new, table) for table in dict.fromkeys((*new.entries, *old.entries))}
    if old.schemas is None or new.schemas is None:
        return Comparison(old, new, tables, None)
    with refusing_bad_schemas(f"{old.name} or {new.name}"):
        return Comparison(old, new, tables, compare_schemas(old.schemas, new.schemas))


def _compare_records(old: Release, new: Release, table: str) -> TableChanges:
    before, after = old.entries.get(table, {}), new.entries.get(table, {})
    kept = sorted(before.keys() & after.keys())
    changed = _differing(before, after, [(record_id, record_id) for record_id in kept])
    lists = {field for parent, field in old.nested.keys() & new.nested.keys() if parent == table}
    shown = [
        replace(record, fields=tuple(field for field in record.fields if field.name not in lists or _reordered(field)))
        for record in changed
    ]
    present = {former: record_id for record_id, entry in sorted(after.items()) for former in former_ids(entry)}
    removed = tuple(sorted(before.keys() - after.keys()))
    successors = {former: present[former] for former in removed if former in present}
    return TableChanges(
        added=tuple(sorted(after.keys() - before.keys())),
        removed=removed,
        changed=changed,
        corrected=tuple(record for record in shown if record.fields),
        renamed=_differing(before, after, [pair for pair in successors.items() if pair[1] not in before]),
        successors=successors,
        reused=tuple(find_reused(before, after, [record.id for record in changed])),
    )


def _differing(
    before: dict[str, Entry], after: dict[str, Entry], pairs: list[tuple[str, str]]
) -> tuple[RecordChange, ...]:
    """Return the pairs of an old and a new id whose records differ."""
    records = (RecordChange(new, old, tuple(_differing_fields(before[old], after[new]))) for old, new in pairs)
    return tuple(record for record in records if record.fields)


def _differing_fields(old: Entry, new: Entry) -> Iterator[FieldChange]:
    for name in dict.fromkeys((*new, *old)):
        before, after = old.get(name, ABSENT), new.get(name, ABSENT)
        if before is ABSENT or after is ABSENT or canonical(before) != canonical(after):
            yield FieldChange(name, before, after)


def _reordered(change: FieldChange) -> bool:
    """Whether the ids that both lists hold are in another order."""
    before, after = (dict.fromkeys(() if ids is ABSENT else ids) for ids in (change.old, change.new))
    return [item for item in before if item in after] != [item for item in after if item in before]
