"""Records as text for a terminal."""

import textwrap
from collections import Counter
from collections.abc import Iterator

from pydantic import BaseModel

from inzet.dataset import Dataset
from inzet.models import Contribution, Evidence, Passage
from inzet.record import Record

_INDENT = 2
_SINGULAR = {"persons": "person", "teams": "team", "companies": "company", "units": "unit", "ships": "ship"}


def show(dataset: Dataset, record_id: str, width: int = 100) -> Iterator[str]:
    """Yield the lines of a record and of what refers to it.

    Raises:
        KeyError: if there is no record with that id; the message names the closest ids.
    """
    record = dataset[record_id]
    yield f"{type(record).__name__} {record.id}"
    if record.id != record_id:
        yield f"({record_id} is a former id)"
    if isinstance(record, Contribution):
        yield f"in letter {dataset.letter_of(record).letter_id} of {dataset.letter_of(record).letter_date}"
    yield from _fields(record, width, 1)
    referring = list(dataset.referring_to(record.id))
    if referring:
        yield ""
        yield f"Referred to by {len(referring)}:"
        for other in referring:
            line = _line(other) if isinstance(other, Contribution) else getattr(other, "name", "")
            yield from _wrapped(f"{other.id}  ", line, width, 1)


def figure(item: Contribution) -> str:
    """Say a contribution's figure in a few words: ``at most 8 persons``; empty where it has none."""
    money = item.kind == "money"
    low, high = (item.amount_min, item.amount_max) if money else (item.number_min, item.number_max)
    if low is None and high is None:
        return ""
    about = "about " if item.approximate else ""
    if low == high:
        size = f"{high:,}"
    elif low is None:
        size = f"at most {high:,}"
    elif high is None:
        size = f"at least {low:,}"
    else:
        size = f"{low:,} to {high:,}"
    unit = item.currency if money else _SINGULAR.get(str(item.unit), item.unit) if (high or low) == 1 else item.unit
    return f"{about}{size} {unit}"


def _line(item: Contribution) -> str:
    until = f"until {item.end_date}" if item.end_date else ""
    targets = " and ".join((*item.missions, *item.frameworks))
    facts = ", ".join(filter(None, (item.status, item.change, figure(item), until)))
    return f"{targets}: {item.description} ({facts})"


def _fields(record: BaseModel, width: int, level: int) -> Iterator[str]:
    for name in type(record).model_fields:
        value = getattr(record, name)
        if value is None or value == () or name == getattr(record, "key", None):
            continue
        if isinstance(value, tuple) and isinstance(value[0], Contribution):
            yield f"{' ' * level * _INDENT}{name}: {len(value)}"
            for item in value:
                yield from _wrapped(f"{item.contribution_id}  ", _line(item), width, level + 1)
        elif isinstance(value, tuple) and isinstance(value[0], Passage):
            reasons = Counter(passage.reason for passage in value)
            words = ", ".join(f"{count} {reason}" for reason, count in reasons.most_common())
            yield from _wrapped(f"{name}: ", f"{len(value)} ({words})", width, level)
        elif isinstance(value, tuple) and isinstance(value[0], Record):
            yield f"{' ' * level * _INDENT}{name}:"
            for part in value:
                yield from _wrapped("- ", _inline(part), width, level + 1)
        else:
            words = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
            yield from _wrapped(f"{name}: ", words, width, level)


def _inline(part: Record) -> str:
    if isinstance(part, Evidence):
        supports = f" ({', '.join(part.supports)})" if part.supports else ""
        return f"line {part.line}, {part.section}: “{part.quote}”{supports}"
    values = ((name, getattr(part, name)) for name in type(part).model_fields)
    return "; ".join(f"{name}: {value}" for name, value in values if value is not None)


def _wrapped(lead: str, words: str, width: int, level: int) -> list[str]:
    indent = " " * level * _INDENT
    return textwrap.wrap(
        words,
        max(width, 40),
        initial_indent=indent + lead,
        subsequent_indent=indent + "    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
