"""Seeded corruptions of records: which places are changed, and into what."""

import calendar
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from inzet.issues import Pointer, json_pointer
from inzet.records.rules.setting import FIGURES
from inzet.records.tree import Document
from inzet.schema.nodes import Schema
from inzet.schema.schemas import Schemas
from inzet.texts.dutch.numbers.numerals import find_numbers

REMOVED = object()
_DIGITS = "0123456789"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_NUMBER_WORDS = (
    "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf", "vijftien", "twintig",
)  # fmt: skip
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


class Place(NamedTuple):
    """A place in a record, the key that it belongs to, and its schema."""

    document: Document
    pointer: Pointer
    key: str
    node: Schema

    @property
    def value(self) -> Any:
        """What the record holds there."""
        return get(self.document.value, self.pointer)


class Corruption(NamedTuple):
    """One change to one record: of which kind, at which place, and the new value or ``REMOVED``."""

    kind: str
    place: Place
    value: Any

    @property
    def record(self) -> Any:
        """The record with the change."""
        return _put(self.place.document.value, self.place.pointer, self.value)

    def __str__(self) -> str:
        former, value = str(self.place.value)[:60], "removed" if self.value is REMOVED else repr(self.value)
        return f"{self.kind}: {self.place.document.stem}{json_pointer(self.place.pointer)}: {former!r} became {value}"


def get(value: Any, pointer: Sequence[str | int]) -> Any:
    """Return what a value holds at a pointer."""
    for step in pointer:
        value = value[step]
    return value


def _put(record: Any, pointer: Sequence[str | int], value: Any) -> Any:
    step, *rest = pointer
    changed = list(record) if isinstance(record, list) else dict(record)
    if rest:
        changed[step] = _put(record[step], rest, value)
    elif value is REMOVED:
        del changed[step]
    else:
        changed[step] = value
    return changed


# --- changes: each makes another value, or None where this kind of change is not possible -------------


def _change_digit(value: int | str, dice: Random, _: Place) -> Any:
    text = str(value)
    positions = [at for at, sign in enumerate(text) if sign.isdecimal()]
    if not positions:
        return None
    at = dice.choice(positions)
    return type(value)(text[:at] + dice.choice([digit for digit in _DIGITS if digit != text[at]]) + text[at + 1 :])


def _change_number_word(value: str, dice: Random, _: Place) -> Any:
    numbers = [number for number in find_numbers(value) if number.in_words]
    if not numbers:
        return None
    number = dice.choice(numbers)
    word = dice.choice([word for word in _NUMBER_WORDS if word != value[number.start : number.end]])
    return value[: number.start] + word + value[number.end :]


def _move_date(value: str, dice: Random, _: Place) -> Any:
    chosen = dice.choice(list(_DATE.finditer(value)))
    year, month, day = (int(part or 0) for part in chosen.groups())
    by = dice.choice((-1, 1))
    part = dice.choice(["year", *(["month"] if month else []), *(["day"] if day else [])])
    if part == "day":
        moved = date(year, month, day) + timedelta(by)
        year, month, day = moved.year, moved.month, moved.day
    elif part == "year":
        year += by
    elif month > 20:  # a season
        month = 21 + (month - 21 + by) % 4
    else:
        year, month = year + (month - 1 + by) // 12, (month - 1 + by) % 12 + 1
    day = min(day, calendar.monthrange(year, month)[1]) if day else 0
    text = f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")
    return value[: chosen.start()] + text + value[chosen.end() :]


def _coarsen_date(value: str, dice: Random, _: Place) -> Any:
    dates = [match for match in _DATE.finditer(value) if match[2]]
    if not dates:
        return None
    chosen = dice.choice(dates)
    return value[: chosen.start()] + chosen[0].rpartition("-")[0] + value[chosen.end() :]


def _misspell(signs: str) -> "Change":
    """Return a change that replaces, removes, adds or swaps one character."""

    def change(text: str, dice: Random, _: Place) -> Any:
        at = dice.randrange(len(text))
        match dice.choice(("replace", "remove", "add", "swap")):
            case "replace":
                return text[:at] + dice.choice([sign for sign in signs if sign != text[at]]) + text[at + 1 :]
            case "remove" if len(text) > 1:
                return text[:at] + text[at + 1 :]
            case "swap" if at + 1 < len(text) and text[at] != text[at + 1]:
                return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        return text[:at] + dice.choice(signs) + text[at:]

    return change


def _move_line(value: int, dice: Random, _: Place) -> Any:
    return max(1, value + dice.choice((-10, -2, -1, 1, 2, 10)))


def _change_word(value: str, dice: Random, place: Place) -> Any:
    words = [word for word in place.node["enum"] if word != value]
    return dice.choice(words) if words else None


def _change_whole(value: str, dice: Random, place: Place) -> Any:
    ids = [item["contribution_id"] for item in place.document.value["contributions"]]
    return dice.choice([other for other in ids if other != value])


def _remove(value: Any, dice: Random, place: Place) -> Any:
    return REMOVED


Change = Callable[[Any, Random, Place], Any]
Fits = Callable[[Place], bool]


def _is(*keys: str) -> Fits:
    return lambda place: place.key in keys and place.node["type"] != "array"


_OWN_KINDS = ("change", "status", "unit")
KINDS: dict[str, tuple[Fits, Change]] = {
    "a digit of a figure or duration changed": (_is(*FIGURES, "duration"), _change_digit),
    "a number word in a fragment changed": (_is("quote"), _change_number_word),
    "a date moved by a day, month or year": (lambda place: place.node.get("format") in ("edtf", "date"), _move_date),
    "a date made coarser": (lambda place: place.node.get("format") == "edtf", _coarsen_date),
    "an id misspelt": (lambda place: "x-references" in place.node, _misspell(_LETTERS + _DIGITS)),
    "a quote altered by one character": (_is("quote", "words", "written"), _misspell(_LETTERS)),
    "a heading altered by one character": (_is("section"), _misspell(_LETTERS)),
    "a line number moved": (_is("line"), _move_line),
    "a key dropped": (lambda place: isinstance(place.pointer[-1], str), _remove),
    "a change flipped": (_is("change"), _change_word),
    "a status flipped": (_is("status"), _change_word),
    "a unit changed": (_is("unit"), _change_word),
    "another word of a vocabulary": (
        lambda place: "enum" in place.node and place.key not in _OWN_KINDS,
        _change_word,
    ),
    "a part moved to another whole": (_is("part_of"), _change_whole),
    "a number of a citation changed": (
        lambda place: place.pointer[0] == "citations" and place.key in ("dossier", "number"),
        _change_digit,
    ),
    "an asset or place misspelt": (_is("asset", "place"), _misspell(_LETTERS)),
    "a passage or event dropped": (
        lambda place: place.pointer[0] in ("passages", "events") and len(place.pointer) == 2,
        _remove,
    ),
}


def corruptions(documents: Sequence[Document], count: int, seed: int) -> Iterator[Corruption]:
    """Yield so many corruptions, as many of each kind, each at a place drawn among all that the kind fits."""
    places = [place for document in documents for place in _places(document, Schemas.installed().load(document.kind))]
    for at, (kind, (fits, change)) in enumerate(KINDS.items()):
        dice = Random(f"{seed} {kind}")
        fitting = [place for place in places if fits(place)]
        wanted = count // len(KINDS) + (at < count % len(KINDS))
        while wanted:
            place = dice.choice(fitting)
            value = change(place.value, dice, place)
            if value is not None and value != place.value:
                wanted -= 1
                yield Corruption(kind, place, value)


def _places(document: Document, node: Schema, pointer: Pointer = (), key: str = "") -> Iterator[Place]:
    """Yield every place inside a record."""
    if pointer:
        yield Place(document, pointer, key, node)
    value = get(document.value, pointer)
    if isinstance(value, dict):
        for inner in value:
            yield from _places(document, node["properties"][inner], (*pointer, inner), inner)
    elif isinstance(value, list):
        for at in range(len(value)):
            yield from _places(document, node["items"], (*pointer, at), key)
