"""A comparison as lines for CHANGELOG.md."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from inzet.issues import printable
from inzet.release.comparison.changes import Comparison, FieldChange, RecordChange
from inzet.release.comparison.release import Release
from inzet.release.comparison.schema_changes import SchemaChange
from inzet.release.comparison.values import ABSENT, Bump, count, singular
from inzet.release.comparison.wording import is_fact, is_list, list_differences, show, split_inner, summarize
from inzet.words.lines import wrap

_WIDTH = 120
_MOST_REWORDED = 6
_MOST_ADDED = 40
"""The most reworded and added records whose ids are listed; more are counted."""
_SPECIAL = re.compile(r"[\\`*_\[\]<>&|]")

_SCHEMA_POINTS = {
    "table added": "New table {places}: {new}",
    "table removed": "Table {places} removed.",
    "column added": "New column {places}: {new}",
    "column removed": "Column {places} removed.",
    "words added": "New in the vocabulary {name}: {new}.",
    "words removed": "Removed from the vocabulary {name}: {old}.",
    "words reordered": "The words of {name} are in another order.",
    "meaning": "New description of {places}: {new}",
    "meaning of vocabulary": "New description of the vocabulary {name}: {new}",
    "meaning of word": "New description of {name}: {new}",
    "type changed": "Now a {new}, no longer a {old}: {places}.",
    "required": "Now always given: {places}.",
    "optional": "May now be empty: {places}.",
    "narrowed": "Fewer values allowed in {places}: {name} {old} → {new}.",
    "widened": "More values allowed in {places}: {name} {old} → {new}.",
}


def markdown(comparison: Comparison) -> Iterator[str]:
    """Yield lines for CHANGELOG.md: the sections Data and Schema, each change in a few words."""
    for title, points in (
        ("Data", list(_data_points(comparison))),
        ("Schema", list(_schema_points(comparison.schemas or ()))),
    ):
        if points:
            yield f"### {title}"
            for point in points:
                # A point within a point begins with two blanks.
                indent = "  " * point.startswith("  ")
                yield from wrap(f"{indent}- ", printable(point.strip()), _WIDTH, hang=2)
            yield ""


def _data_points(comparison: Comparison) -> Iterator[str]:
    for table, changes in comparison.tables.items():
        yield from _listing(comparison, comparison.new, table, changes.come, "Added")
        yield from _listing(comparison, comparison.old, table, changes.gone, "Removed")
        for record in changes.renamed:
            ids = f"{_code(record.former)} is now {_code(record.id)}"
            yield f"Renamed: the {singular(table)} {ids}; both ids find it."
        yield from _corrections(comparison.new, table, changes.corrected)


def _listing(comparison: Comparison, release: Release, table: str, ids: list[str], verb: str) -> Iterator[str]:
    listed, _ = split_inner(comparison, release, table, ids)
    lists = {field: child for (parent, field), child in release.nested.items() if parent == table}
    if not listed:
        return
    if lists:
        # Few and large: each has a line of its own, with what it holds.
        for record_id in listed:
            entry = release.entries[table][record_id]
            counts = [count(len(entry[field]), child) for field, child in lists.items() if field in entry]
            summary = _plain(summarize(release, table, record_id))
            title = f" ({summary})" if summary else ""
            yield f"{verb}: " + ", ".join([f"the {singular(table)} {_code(record_id)}{title}", *counts]) + "."
    elif len(listed) > _MOST_ADDED and verb == "Added":
        yield f"{verb}: {count(len(listed), table)}."
    else:
        successors = comparison.tables[table].successors
        now = {record_id: f" (now {_code(successors[record_id])})" for record_id in listed if record_id in successors}
        ids = [_code(record_id) + now.get(record_id, "") for record_id in listed]
        yield f"{verb}: {count(len(listed), table)}: {', '.join(ids)}."


def _corrections(release: Release, table: str, changed: Iterable[RecordChange]) -> Iterator[str]:
    """Yield the records of which a fact changed, and count those of which only a text was reworded."""
    corrected: dict[str, list[str]] = {}
    reworded: dict[str, dict[str, list[str]]] = {}
    for record in changed:
        parent = release.parent(table, record.id)
        place = f"{table} of {_code(parent)}" if parent else table
        facts_first = sorted(record.fields, key=lambda change: not _is_factual(change))
        if _is_factual(facts_first[0]):
            fields = ", ".join(map(_field_point, facts_first))
            corrected.setdefault(place, []).append(f"{_code(record.id)}: {fields}")
        else:
            for change in record.fields:
                reworded.setdefault(place, {}).setdefault(change.name, []).append(record.id)
    for place, points in corrected.items():
        if len(points) == 1:
            yield f"Corrected in the {place}: {points[0]}."
        else:
            yield f"Corrected in the {place}:"
            yield from (f"  {point}." for point in points)
    for place, names in reworded.items():
        fields = "; ".join(f"{_code(name)} of {_ids(ids, table)}" for name, ids in names.items())
        yield f"Revised in the {place}: {fields}."


def _ids(ids: list[str], table: str) -> str:
    return ", ".join(map(_code, ids)) if len(ids) <= _MOST_REWORDED else count(len(ids), table)


def _is_factual(change: FieldChange) -> bool:
    """Whether a field holds facts to be spelled out, such as figures, days or words, and no prose or fragments."""
    values = [value for value in (change.old, change.new) if value is not ABSENT]
    return all(all(map(is_fact, value)) if isinstance(value, list) else is_fact(value) for value in values)


def _field_point(change: FieldChange) -> str:
    name, old, new = _code(change.name), change.old, change.new
    if is_list(change):
        lost, gained = list_differences(change)
        if _is_factual(change):
            verbs = (("now also", gained), ("no longer", lost))
            words = [f"{verb} {', '.join(_code(show(item)) for item in items)}" for verb, items in verbs if items]
        else:
            words = [f"{len(items)} {verb}" for verb, items in (("added", gained), ("removed", lost)) if items]
        return f"{name} {', '.join(words) or 'reordered'}"
    if not _is_factual(change):
        return f"{name} {'added' if old is ABSENT else 'removed' if new is ABSENT else 'reworded'}"
    if old is ABSENT:
        return f"{name} now {_fact(new)}"
    if new is ABSENT:
        return f"{name} no longer {_fact(old)}"
    return f"{name} {_fact(old)} → {_fact(new)}"


def _fact(value: Any) -> str:
    return _code(value) if isinstance(value, str) else show(value)


def _schema_points(changes: Iterable[SchemaChange]) -> Iterator[str]:
    reworded: set[str] = set()
    for change in sorted(changes, key=lambda change: -change.needs):
        if change.kind == "wording":
            reworded.update(change.places)
            continue
        usual = "{places}: {kind} {name}: {old} → {new}." if change.name else "{places}: {kind}: {old} → {new}."
        point = _SCHEMA_POINTS.get(change.kind, usual).format(
            places=", ".join(map(_code, change.places)),
            kind=_plain(change.kind),
            name=": ".join(map(_code, change.name.split(": "))),
            old=_schema_words(change, change.old),
            new=_schema_words(change, change.new),
        )
        yield ("**Major:** " if change.needs is Bump.MAJOR else "") + point
    if reworded:
        yield f"Titles and examples reworded: {', '.join(map(_code, sorted(reworded)))}."


def _schema_words(change: SchemaChange, words: str) -> str:
    if not words:
        return "none"
    if change.kind.startswith("words"):
        return ", ".join(map(_code, words.split(", ")))
    return _code(words) if change.kind in ("narrowed", "widened", "rule changed") else _plain(words)


def _code(words: str) -> str:
    """Return words as a Markdown code span, whatever they hold."""
    fence = "`" * (max(map(len, re.findall("`+", words)), default=0) + 1)
    blank = " " if "`" in words or not words.strip() else ""
    return f"{fence}{blank}{words}{blank}{fence}"


def _plain(words: str) -> str:
    """Return words so that Markdown shows them as they are."""
    return _SPECIAL.sub(r"\\\g<0>", words)
