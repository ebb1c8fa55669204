"""Whether an id still stands for the same thing: by names, titles and quotes, not by the id."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from inzet.release.comparison.release import Entry

_FIELDS = ("name", "abbreviation", "title", "description", "source_sha256", "wikidata")
"""The fields by which a person recognises a record."""
_LISTS = {"names": "name", "identifiers": "value", "evidence": "quote"}
"""The lists by whose items a person recognises a record, and the field of an item that does it."""
_MOST_OWNERS = 20
"""A word that more records have than this is not looked up."""
_WORD = re.compile(r"\w+")


class _Texts(NamedTuple):
    """The texts by which a person recognises a record, each as the set of its words, and all their words."""

    texts: frozenset[frozenset[str]] = frozenset()
    words: frozenset[str] = frozenset()


def find_reused(before: Mapping[str, Entry], after: Mapping[str, Entry], ids: Sequence[str]) -> Iterator[str]:
    """Yield the ids, of those whose records differ, that stood for something else before.

    There are two cases. The old and the new record have no text in common, not even a shorter or longer one. Or the
    new record had another id before: it is more like the old record of that id than like the old one of its own, and
    the present record of that id is less like it.
    """
    old, new = ({key: _texts(entry) for key, entry in entries.items()} for entries in (before, after))
    owners: dict[str, list[str]] = {}
    for record_id, texts in old.items():
        for word in texts.words:
            owners.setdefault(word, []).append(record_id)
    for record_id in ids:
        looked_up = (owners.get(word, []) for word in new[record_id].words)
        others = {other for found in looked_up if len(found) <= _MOST_OWNERS for other in found}
        others.difference_update(former_ids(after[record_id]), [record_id])
        moved = any(
            _is_closer(new[record_id], old[other], old[record_id], new.get(other, _Texts())) for other in others
        )
        if moved or not _is_recognised(old[record_id], new[record_id]):
            yield record_id


def former_ids(entry: Entry) -> list[str]:
    """Return the former ids of a record."""
    ids = entry.get("former_ids")
    return [former for former in ids if isinstance(former, str)] if isinstance(ids, list) else []


def _texts(entry: Entry) -> _Texts:
    found = [entry.get(field) for field in _FIELDS]
    for field, inner in _LISTS.items():
        items = entry.get(field)
        found += [item.get(inner) for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    texts = (frozenset(_WORD.findall(text.casefold())) for text in found if isinstance(text, str))
    known = frozenset(text for text in texts if text)
    return _Texts(known, frozenset().union(*known))


def _is_recognised(old: _Texts, new: _Texts) -> bool:
    """Whether all words of a text of the one are in the other; also if one of them has no text."""
    if not old.texts or not new.texts:
        return True
    return any(text <= new.words for text in old.texts) or any(text <= old.words for text in new.texts)


def _is_closer(new: _Texts, other: _Texts, own: _Texts, present: _Texts) -> bool:
    """Whether a new record is more like the old one of another id than its own old one, and than the one there now."""
    closest = _likeness(new, other)
    return all(
        closest != likeness and all(share >= least for share, least in zip(closest, likeness, strict=True))
        for likeness in (_likeness(new, own), _likeness(present, other))
    )


def _likeness(one: _Texts, other: _Texts) -> tuple[float, float]:
    """Return the shares of texts and of words that two records have in common, each from 0 to 1."""
    shared, words = one.texts & other.texts, one.words & other.words
    return len(shared) / (len(one.texts | other.texts) or 1), len(words) / (len(one.words | other.words) or 1)
