"""Records as text for a terminal."""

from collections import Counter
from collections.abc import Iterator

from pydantic import BaseModel

from inzet.dataset import Dataset
from inzet.ledger.intervals import figure_of
from inzet.ledger.positions import figures_in_words
from inzet.models import Contribution, Event, Evidence, Passage
from inzet.record import Record
from inzet.schema.contributions import targets_of
from inzet.words.lines import wrap


def show(dataset: Dataset, record_id: str, width: int = 100) -> Iterator[str]:
    """Yield the lines of a record and of what refers to it.

    Raises:
        KeyError: if there is no record with that id; the message names the closest ids.
    """
    record = dataset[record_id]
    yield f"{type(record).__name__} {record.id}"
    if record.id != record_id:
        yield f"({record_id} is a former id)"
    if isinstance(record, Contribution | Event):
        letter = dataset.letter_of(record)
        yield f"in letter {letter.letter_id} of {letter.letter_date}"
    yield from _fields(record, width)
    referring = list(dataset.referring_to(record))
    if referring:
        yield from ("", f"Referred to by {len(referring)}:")
        for other in referring:
            line = _line(other) if isinstance(other, Contribution | Event) else getattr(other, "name", "")
            yield from wrap(f"  {other.id}  ", line, width)


def _line(item: Contribution | Event) -> str:
    targets = " and ".join(targets_of(item))
    if isinstance(item, Event):
        facts = ", ".join(filter(None, (item.kind, item.event_date)))
        return f"{targets or item.region}: {item.description} ({facts})"
    until = f"until {item.end_date}" if item.end_date else ""
    figure = figure_of(item)
    amount = figures_in_words(dict([figure]), "en") if figure else ""
    facts = ", ".join(filter(None, (item.status, item.change, amount, until)))
    return f"{targets}: {item.description} ({facts})"


def _fields(record: BaseModel, width: int) -> Iterator[str]:
    for name in type(record).model_fields:
        value = getattr(record, name)
        if value is None or value == () or name == getattr(record, "key", None):
            continue
        if isinstance(value, tuple) and isinstance(value[0], Contribution | Event):
            yield f"  {name}: {len(value)}"
            for item in value:
                yield from wrap(f"    {item.id}  ", _line(item), width)
        elif isinstance(value, tuple) and isinstance(value[0], Passage):
            reasons = Counter(passage.reason for passage in value)
            words = ", ".join(f"{count} {reason}" for reason, count in reasons.most_common())
            yield from wrap(f"  {name}: ", f"{len(value)} ({words})", width)
        elif isinstance(value, tuple) and isinstance(value[0], Record):
            yield f"  {name}:"
            for part in value:
                yield from wrap("    - ", _inline(part), width)
        else:
            words = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
            yield from wrap(f"  {name}: ", words, width)


def _inline(part: Record) -> str:
    if isinstance(part, Evidence):
        supports = f" ({', '.join(part.supports)})" if part.supports else ""
        return f"line {part.line}, {part.section}: “{part.quote}”{supports}"
    values = ((name, getattr(part, name)) for name in type(part).model_fields)
    return "; ".join(f"{name}: {value}" for name, value in values if value is not None)
