"""Records and values in words, as both the text and the changelog show them."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from inzet.release.comparison.changes import Comparison, FieldChange
from inzet.release.comparison.release import Release
from inzet.release.comparison.values import ABSENT, canonical

_FACT = re.compile(r"\S{1,40}")


def split_inner(
    comparison: Comparison, release: Release, table: str, ids: Iterable[str]
) -> tuple[list[str], dict[str, int]]:
    """Return the ids to list one by one, and how many ids belong to each record that came or went as a whole."""
    whole = {record_id for changes in comparison.tables.values() for record_id in (*changes.added, *changes.removed)}
    listed: list[str] = []
    inner: Counter[str] = Counter()
    for record_id in ids:
        parent = release.parent(table, record_id)
        if parent in whole:
            inner[parent] += 1
        else:
            listed.append(record_id)
    return listed, inner


def summarize(release: Release, table: str, record_id: str) -> str:
    """Return a record in a few words: what it is about, its name, title or description, and its figures."""
    entry = release.entries[table][record_id]
    found = (item for name in ("missions", "frameworks") for item in as_list(entry.get(name)))
    # A framework of a contribution stands beside its role.
    targets = [
        name for item in found if isinstance(name := item.get("framework_id") if isinstance(item, dict) else item, str)
    ]
    names = [entry[name] for name in ("name", "title", "description") if isinstance(entry.get(name), str)]
    figures = [f"{name} {entry[name]}" for name in ("number_min", "number_max", "end_date") if name in entry]
    return "; ".join(filter(None, (", ".join(targets), *names[:1], *figures)))


def show(value: Any) -> str:
    """Return any JSON value as words."""
    if isinstance(value, dict):
        return "; ".join(f"{name}: {show(part)}" for name, part in value.items())
    if isinstance(value, list):
        return ", ".join(map(show, value)) or "nothing"
    return value if isinstance(value, str) else canonical(value)


def is_fact(value: Any) -> bool:
    """Whether a value is short enough to be named in a line: a figure, a day, a word."""
    return not isinstance(value, dict | list) and bool(_FACT.fullmatch(show(value)))


def is_list(change: FieldChange) -> bool:
    """Whether a field is a list on either side."""
    return isinstance(change.old, list) or isinstance(change.new, list)


def list_differences(change: FieldChange) -> tuple[list[Any], list[Any]]:
    """Return the items that a list lost and those that it gained; an item that occurs twice counts twice."""
    old, new = as_list(change.old), as_list(change.new)
    return _subtract(old, new), _subtract(new, old)


def _subtract(items: list[Any], others: list[Any]) -> list[Any]:
    left = Counter(map(canonical, others))
    rest = []
    for item in items:
        left[canonical(item)] -= 1
        if left[canonical(item)] < 0:
            rest.append(item)
    return rest


def as_list(value: Any) -> list[Any]:
    """Return a list as it is, any other value as the only item of one; none for a missing value."""
    return value if isinstance(value, list) else [] if value is ABSENT or value is None else [value]
