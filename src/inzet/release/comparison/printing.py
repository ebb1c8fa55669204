"""A comparison as text for people, and as lines that fit into the changelog."""

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from inzet.issues import printable
from inzet.lines import wrap
from inzet.release.comparison.changes import Changed, Comparison, FieldChange
from inzet.release.comparison.json_values import ABSENT, canonical, count, one
from inzet.release.comparison.layout import LayoutChange
from inzet.release.comparison.release import Release
from inzet.release.comparison.versions import Bump, Judgement

_MARKDOWN_WIDTH = 120
_FEW = 6
"""So many reworded records are named one by one in the changelog; more are counted."""
_MANY = 40
"""So many added records are named one by one in the changelog; more are counted."""
_SPECIAL = re.compile(r"[\\`*_\[\]<>&|]")
_FACT = re.compile(r"\S{1,40}")


# --- text --------------------------------------------------------------------------------------------


def text(comparison: Comparison, judgement: Judgement, width: int = 100) -> Iterator[str]:
    """Yield the lines of a comparison: every record and field, every change of the schemas, and the version."""
    for sign, release in (("-", comparison.old), ("+", comparison.new)):
        counts = ", ".join(count(len(entries), table) for table, entries in release.entries.items())
        yield printable(f"{sign} {release.name} (version {release.version or 'not given'}): {counts}")
    told = comparison.told()
    for table in comparison.added:
        lines = list(_table_text(comparison, table, told.get(table, ()), width))
        if lines:
            yield from ("", table.capitalize(), *lines)
    if comparison.layout:
        yield from ("", "Schemas")
        for change in comparison.layout:
            yield from _wrapped("", f"{_sign(change)} {_layout_text(change)}", width, 1)
    if comparison.layout is None:
        yield from ("", "The schemas were not compared: not both hold any.")
    if not comparison and comparison.layout is not None:
        yield from ("", "Nothing changed.")
    yield from ("", "Version")
    for bump, why in judgement.reasons:
        yield from _wrapped("", f"{bump}: {why}", width, 1)
    for hint in judgement.hints:
        yield from _wrapped("", f"patch, but major if it means something else now: {hint}", width, 1)
    yield from _wrapped("", f"{judgement.verdict}.", width, 1)


def _table_text(comparison: Comparison, table: str, changed: tuple[Changed, ...], width: int) -> Iterator[str]:
    old, new = comparison.old, comparison.new
    renamed = {record.former for record in comparison.renamed[table]}
    arrived = {record.id for record in comparison.renamed[table]}
    for sign, ids, release in (("-", comparison.removed[table], old), ("+", comparison.added[table], new)):
        listed, within = _unless_within(comparison, release, table, ids)
        for record_id in listed:
            if record_id in (renamed if sign == "-" else arrived):
                continue
            target = comparison.successors.get((table, record_id)) if sign == "-" else None
            also = f" (now {target})" if target else ""
            yield from _wrapped("", f"{sign} {record_id}{also}  {_summary(release, table, record_id)}", width, 1)
        for parent, number in within.items():
            yield from _wrapped("", f"{sign} {count(number, table)} of {parent}", width, 1)
    for record in (*comparison.renamed[table], *changed):
        before = f" (formerly {record.former})" if record.former != record.id else ""
        above = new.entries[table][record.id].get(new.parents.get(table, ""))
        inside = f" in {above}" if above else ""
        yield printable(f"  ~ {record.id}{before}{inside}")
        for change in record.fields:
            yield from _field_text(change, width)


def _unless_within(
    comparison: Comparison, release: Release, table: str, ids: Iterable[str]
) -> tuple[list[str], dict[str, int]]:
    """Return the ids to list one by one, and how many lie in records that came or went as a whole."""
    column = release.parents.get(table, "")
    whole = {each for ids in (*comparison.added.values(), *comparison.removed.values()) for each in ids}
    listed: list[str] = []
    within: Counter[str] = Counter()
    for record_id in ids:
        parent = release.entries[table][record_id].get(column)
        if parent in whole:
            within[parent] += 1
        else:
            listed.append(record_id)
    return listed, within


def _summary(release: Release, table: str, record_id: str) -> str:
    """Say a record in a few words: its name, title or description."""
    entry = release.entries[table][record_id]
    words = [entry[name] for name in ("name", "title", "description") if isinstance(entry.get(name), str)][:1]
    targets = [each for name in ("missions", "frameworks") for each in _list(entry.get(name)) if isinstance(each, str)]
    figures = [f"{name} {entry[name]}" for name in ("number_min", "number_max", "end_date") if name in entry]
    return "; ".join(part for part in (", ".join(targets), *words, *figures) if part)


def _field_text(change: FieldChange, width: int) -> Iterator[str]:
    before, after = change.old, change.new
    if isinstance(before, list) or isinstance(after, list):
        gone, come = _difference(_list(before), _list(after))
        order = "" if gone or come else " in another order"
        yield printable(f"      {change.name}:{order}")
        for sign, items in (("-", gone), ("+", come)):
            for item in items:
                yield from _wrapped("", f"{sign} {_said(item)}", width, 4)
    elif before is ABSENT:
        yield from _wrapped("", f"{change.name}: {_said(after)} (was not given)", width, 3)
    elif after is ABSENT:
        yield from _wrapped("", f"{change.name}: no longer given (was {_said(before)})", width, 3)
    elif _is_fact(before) and _is_fact(after):
        yield from _wrapped("", f"{change.name}: {_said(before)} → {_said(after)}", width, 3)
    else:
        yield printable(f"      {change.name}:")
        yield from _wrapped("", f"- {_said(before)}", width, 4)
        yield from _wrapped("", f"+ {_said(after)}", width, 4)


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_said(part)}" for name, part in value.items())
    if isinstance(value, list):
        return ", ".join(map(_said, value)) or "nothing"
    return value if isinstance(value, str) else canonical(value)


def _sign(change: LayoutChange) -> str:
    return "+" if change.kind.endswith("added") else "-" if change.kind.endswith("removed") else "~"


def _layout_text(change: LayoutChange) -> str:
    where = ", ".join(change.places)
    what = f"{change.name} ({where})" if change.name else where
    if not change.old and not change.new:
        return f"{change.kind}: {what}"
    if not change.old or not change.new:
        return f"{change.kind}: {what}: {change.old or change.new}"
    return f"{change.kind}: {what}: {change.old} → {change.new}"


def _wrapped(lead: str, words: str, width: int, level: int) -> list[str]:
    """Wrap words that begin with a sign; what follows hangs under them."""
    return wrap("  " * level + printable(lead), printable(words), width)


# --- changelog ---------------------------------------------------------------------------------------


def markdown(comparison: Comparison) -> Iterator[str]:
    """Yield lines for CHANGELOG.md: the sections Data and Schema, with what changed in a few words each."""
    for title, points in (
        ("Data", list(_data_points(comparison))),
        ("Schema", list(_schema_points(comparison.layout or ()))),
    ):
        if points:
            yield f"### {title}"
            for point in points:
                # A point within a point begins with two blanks.
                level = "  " * point.startswith("  ")
                yield from textwrap.wrap(
                    f"{level}- {point.strip()}",
                    _MARKDOWN_WIDTH,
                    subsequent_indent=f"{level}  ",
                    break_long_words=False,
                    break_on_hyphens=False,
                )
            yield ""


def _data_points(comparison: Comparison) -> Iterator[str]:
    told = comparison.told()
    for table in comparison.added:
        renamed = {record.former for record in comparison.renamed[table]}
        arrived = {record.id for record in comparison.renamed[table]}
        added = [each for each in comparison.added[table] if each not in arrived]
        removed = [each for each in comparison.removed[table] if each not in renamed]
        yield from _listing(comparison, comparison.new, table, added, "Added")
        yield from _listing(comparison, comparison.old, table, removed, "Removed")
        for record in comparison.renamed[table]:
            yield f"Renamed: the {one(table)} {_code(record.former)} is now {_code(record.id)} and answers to both."
        yield from _corrections(comparison.new, table, told.get(table, ()))


def _listing(comparison: Comparison, release: Release, table: str, ids: list[str], verb: str) -> Iterator[str]:
    listed, _ = _unless_within(comparison, release, table, ids)
    if not listed:
        return
    inner = {field: child for (parent, field), child in release.nested.items() if parent == table}
    if inner:
        # Few and large: each in a line of its own, with what it holds.
        for record_id in listed:
            entry = release.entries[table][record_id]
            holds = ", ".join(count(len(entry[field]), child) for field, child in inner.items() if field in entry)
            named = _summary(release, table, record_id)
            title = f" ({_plain(named)})" if named else ""
            yield f"{verb}: the {one(table)} {_code(record_id)}{title}{f', {holds}' if holds else ''}."
        return
    if len(listed) > _MANY and verb == "Added":
        yield f"{verb}: {count(len(listed), table)}."
        return
    words = ", ".join(_code(each) + _successor(comparison, table, each) for each in listed)
    yield f"{verb}: {count(len(listed), table)}: {words}."


def _successor(comparison: Comparison, table: str, record_id: str) -> str:
    target = comparison.successors.get((table, record_id))
    return f" (now {_code(target)})" if target else ""


def _corrections(release: Release, table: str, changed: tuple[Changed, ...]) -> Iterator[str]:
    """Yield a point on the records in which a fact changed, and one on what else was reworded, counted together."""
    reworded: dict[str, dict[str, list[str]]] = {}
    corrected: dict[str, list[str]] = {}
    column = release.parents.get(table, "")
    for record in changed:
        parent = str(release.entries[table][record.id].get(column, ""))
        facts = [change for change in record.fields if _is_factual(change)]
        rest = [change for change in record.fields if not _is_factual(change)]
        if facts:
            said = ", ".join(_field_point(change) for change in (*facts, *rest))
            corrected.setdefault(parent, []).append(f"{_code(record.id)}: {said}")
            continue
        for change in rest:
            reworded.setdefault(parent, {}).setdefault(change.name, []).append(record.id)
    for parent, points in corrected.items():
        where = f" of {_code(parent)}" if parent else ""
        if len(points) == 1:
            yield f"Corrected in the {table}{where}: {points[0]}."
            continue
        yield f"Corrected in the {table}{where}:"
        yield from (f"  {point}." for point in points)
    for parent, fields in reworded.items():
        where = f" of {_code(parent)}" if parent else ""
        said = "; ".join(f"{_code(name)} of {_ids(ids, table)}" for name, ids in fields.items())
        yield f"Revised in the {table}{where}: {said}."


def _ids(ids: list[str], table: str) -> str:
    return ", ".join(map(_code, ids)) if len(ids) <= _FEW else count(len(ids), table)


def _is_factual(change: FieldChange) -> bool:
    """Whether a field holds facts to be spelled out, such as a figure, day or word, and no prose or fragments."""
    values = [value for value in (change.old, change.new) if value is not ABSENT]
    return all(all(map(_is_fact, value)) if isinstance(value, list) else _is_fact(value) for value in values)


def _is_fact(value: Any) -> bool:
    return not isinstance(value, dict | list) and bool(_FACT.fullmatch(_said(value)))


def _field_point(change: FieldChange) -> str:
    name, before, after = _code(change.name), change.old, change.new
    if isinstance(before, list) or isinstance(after, list):
        gone, come = _difference(_list(before), _list(after))
        if _is_factual(change):
            said = [("now also", come), ("no longer", gone)]
            words = [f"{verb} {', '.join(_code(_said(item)) for item in items)}" for verb, items in said if items]
        else:
            words = [f"{len(items)} {verb}" for verb, items in (("added", come), ("removed", gone)) if items]
        return f"{name} {', '.join(words) or 'reordered'}"
    if not _is_factual(change):
        return f"{name} {'added' if before is ABSENT else 'removed' if after is ABSENT else 'reworded'}"
    if before is ABSENT:
        return f"{name} now {_fact(after)}"
    if after is ABSENT:
        return f"{name} no longer {_fact(before)}"
    return f"{name} {_fact(before)} → {_fact(after)}"


def _fact(value: Any) -> str:
    return _code(value) if isinstance(value, str) else _said(value)


_SCHEMA_POINTS = {
    "table added": "New table {places}: {new}",
    "table removed": "Table {places} removed.",
    "column added": "New column {places}: {new}",
    "column removed": "Column {places} removed.",
    "words added": "New in the vocabulary {name}: {new}.",
    "words removed": "Removed from the vocabulary {name}: {old}.",
    "words reordered": "The words of {name} stand in another order.",
    "meaning": "{places} is described anew: {new}",
    "meaning of vocabulary": "The vocabulary {name} is described anew: {new}",
    "meaning of word": "{name} is described anew: {new}",
    "type changed": "{places} is now a {new}, no longer a {old}.",
    "required": "{places} is always given now.",
    "optional": "{places} may be empty now.",
    "narrowed": "{places} is narrower than before: {name} {old} → {new}.",
    "widened": "{places} is wider than before: {name} {old} → {new}.",
}


def _schema_points(changes: Iterable[LayoutChange]) -> Iterator[str]:
    reworded = [change for change in changes if change.kind == "wording"]
    for change in sorted((change for change in changes if change.kind != "wording"), key=lambda each: -each.needs):
        names = change.name.split(": ")
        words, rule = change.kind.startswith("words"), change.kind in ("narrowed", "widened", "rule changed")
        said = {
            "places": ", ".join(map(_code, change.places)),
            "name": ": ".join(map(_code, names)),
            "old": _schema_words(change.old, words, rule),
            "new": _schema_words(change.new, words, rule),
        }
        form = _SCHEMA_POINTS.get(
            change.kind, "{places}: " + change.kind + (" {name}" if change.name else "") + ": {old} → {new}."
        )
        yield ("**Major:** " if change.needs is Bump.MAJOR else "") + form.format(**said)
    if reworded:
        places = sorted({place for change in reworded for place in change.places})
        yield f"Titles and examples reworded: {', '.join(map(_code, places))}."


def _schema_words(said: str, words: bool, rule: bool) -> str:
    if not said:
        return "none"
    if words:
        return ", ".join(map(_code, said.split(", ")))
    return _code(said) if rule else _plain(said)


def _code(words: str) -> str:
    """Return words as a Markdown code span, whatever they hold."""
    words = printable(words)
    fence = "`" * (max(map(len, re.findall("`+", words)), default=0) + 1)
    blank = " " if "`" in words or not words.strip() else ""
    return f"{fence}{blank}{words}{blank}{fence}"


def _plain(words: str) -> str:
    """Return words so that Markdown shows them as they are."""
    return _SPECIAL.sub(r"\\\g<0>", printable(words))


# --- both --------------------------------------------------------------------------------------------


def _difference(old: list[Any], new: list[Any]) -> tuple[list[Any], list[Any]]:
    """Return what went and what came, by content; what stands there twice counts twice."""
    result = []
    for these, other in ((old, new), (new, old)):
        left = Counter(map(canonical, other))
        rest = []
        for item in these:
            if left[canonical(item)]:
                left[canonical(item)] -= 1
            else:
                rest.append(item)
        result.append(rest)
    return result[0], result[1]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is ABSENT or value is None else [value]
