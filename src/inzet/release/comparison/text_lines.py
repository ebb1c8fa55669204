"""A comparison as text for a terminal."""

from collections.abc import Iterator

from inzet.issues import printable
from inzet.release.comparison.changes import Comparison, FieldChange
from inzet.release.comparison.schema_changes import SchemaChange
from inzet.release.comparison.values import ABSENT, count
from inzet.release.comparison.versions import Judgement
from inzet.release.comparison.wording import is_fact, is_list, list_differences, show, split_inner, summarize
from inzet.words.lines import wrap


def text(comparison: Comparison, judgement: Judgement, width: int = 100) -> Iterator[str]:
    """Yield the lines of a comparison: every record and field, every change of the schemas, and the version."""
    for line in _lines(comparison, judgement):
        yield from wrap(printable(line), "", width) or [""]


def _lines(comparison: Comparison, judgement: Judgement) -> Iterator[str]:
    for sign, release in (("-", comparison.old), ("+", comparison.new)):
        counts = ", ".join(count(len(entries), table) for table, entries in release.entries.items())
        yield f"{sign} {release.name} (version {release.version or 'not given'}): {counts}"
    for table in comparison.tables:
        lines = list(_table_lines(comparison, table))
        if lines:
            yield from ("", table.capitalize(), *lines)
    if comparison.schemas:
        yield from ("", "Schemas", *map(_schema_line, comparison.schemas))
    if comparison.schemas is None:
        yield from ("", "The schemas were not compared: at least one release has none.")
    elif not comparison:
        yield from ("", "Nothing changed.")
    yield from ("", "Version")
    yield from (f"  {bump}: {reason}" for bump, reason in judgement.reasons)
    yield from (f"  patch, but major if the meaning changed: {hint}" for hint in judgement.hints)
    yield f"  {judgement.verdict}."


def _table_lines(comparison: Comparison, table: str) -> Iterator[str]:
    changes = comparison.tables[table]
    for sign, release, ids in (("-", comparison.old, changes.gone), ("+", comparison.new, changes.come)):
        listed, inner = split_inner(comparison, release, table, ids)
        for record_id in listed:
            successor = changes.successors.get(record_id)
            now = f" (now {successor})" if successor else ""
            yield f"  {sign} {record_id}{now}  {summarize(release, table, record_id)}"
        yield from (f"  {sign} {count(number, table)} of {parent}" for parent, number in inner.items())
    for record in (*changes.renamed, *changes.corrected):
        formerly = f" (formerly {record.former})" if record.former != record.id else ""
        parent = comparison.new.parent(table, record.id)
        yield f"  ~ {record.id}{formerly}" + (f" in {parent}" if parent else "")
        for change in record.fields:
            yield from _field_lines(change)


def _field_lines(change: FieldChange) -> Iterator[str]:
    name = f"      {change.name}:"
    if is_list(change):
        lost, gained = list_differences(change)
        yield name if lost or gained else f"{name} in another order"
        yield from (f"        - {show(item)}" for item in lost)
        yield from (f"        + {show(item)}" for item in gained)
    elif change.old is ABSENT:
        yield f"{name} {show(change.new)} (was not given)"
    elif change.new is ABSENT:
        yield f"{name} no longer given (was {show(change.old)})"
    elif is_fact(change.old) and is_fact(change.new):
        yield f"{name} {show(change.old)} → {show(change.new)}"
    else:
        yield from (name, f"        - {show(change.old)}", f"        + {show(change.new)}")


def _schema_line(change: SchemaChange) -> str:
    sign = "+" if change.kind.endswith("added") else "-" if change.kind.endswith("removed") else "~"
    places = ", ".join(change.places)
    subject = f"{change.name} ({places})" if change.name else places
    values = " → ".join(filter(None, (change.old, change.new)))
    return f"  {sign} {change.kind}: {subject}" + (f": {values}" if values else "")
