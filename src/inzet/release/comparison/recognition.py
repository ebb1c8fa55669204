"""Whether an id still means the same thing: by names, titles and quotes, not by the id."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from inzet.release.comparison.release import Entry

_WORDS = ("name", "title", "description", "quote", "source_sha256")
"""The fields by which a person recognises a record."""
_OWN = ("quote", "name", "title")
"""Of these, what belongs to one record alone; the first that a record has."""


def find_reused(before: Mapping[str, Entry], after: Mapping[str, Entry], ids: Sequence[str]) -> Iterator[str]:
    """Yield the ids, of those whose records differ, that stood for something else before.

    That is certain in two cases: the new record shares no name, title, description or quote with the old one; or it
    has exactly the quotes, or the name, of another record of before.
    """
    owners: dict[frozenset[str], set[str]] = {}
    for record_id, entry in before.items():
        owners.setdefault(_own_words(entry), set()).add(record_id)
    for record_id in ids:
        old, new = before[record_id], after[record_id]
        others = owners.get(_own_words(new), {record_id})
        shared = any(set(_words(old, name)) & set(_words(new, name)) for name in _WORDS)
        known = all(any(any(_words(entry, name)) for name in _WORDS) for entry in (old, new))
        if record_id not in others or (known and not shared):
            yield record_id


def _own_words(entry: Entry) -> frozenset[str]:
    found = (frozenset(_words(entry, name)) for name in _OWN)
    return next(filter(None, found), frozenset())


def _words(value: Any, name: str, depth: int = 0) -> Iterator[str]:
    """Yield the texts of a field, wherever it stands in a record; not in the contributions of a letter."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key == name and isinstance(part, str):
                yield part
            elif isinstance(part, list) and depth < 2 and key not in ("contributions", "events", "passages", "related"):
                for item in part:
                    yield from _words(item, name, depth + 1)
