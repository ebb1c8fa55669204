"""Lengths of time in Dutch prose: "achttien maanden", "anderhalf jaar", "zes tot negen weken"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from inzet.texts.dutch.dates.grammar import BLANK
from inzet.texts.dutch.numbers.numerals import find_numbers
from inzet.texts.dutch.tables import any_of
from inzet.texts.language import Term

UNITS = {"jaar": (1, "Y"), "jaren": (1, "Y"), "halfjaar": (6, "M"), "kwartaal": (3, "M"), "kwartalen": (3, "M")}
UNITS |= {"maand": (1, "M"), "maanden": (1, "M"), "week": (1, "W"), "weken": (1, "W")}
UNITS |= {"dag": (1, "D"), "dagen": (1, "D")}
"""The units of time, as how many of a unit of ISO 8601."""
COUNTS = {"een": Decimal(1), "half": Decimal("0.5"), "halve": Decimal("0.5")}
"""Words that are a number before a unit of time."""
_AND_A_HALF = ("½", "ënhalf", "ënhalve", "enhalf", "enhalve")
_LARGEST = 9999
_COUNT = r"(?:[0-9]{1,4}(?:,[0-9]{1,2})?½?|[^\W\d_]{2,24}|½)"
_UNIT = re.compile(rf"\b(?a:{any_of(UNITS)})\b", re.IGNORECASE)
# Digits or a hyphen before it belong to the same number: "1 500 dagen", "drie-en-een-half jaar".
_NUMBER = re.compile(
    r"(?<![^\W_])(?<![0-9][.,])(?<![^\W_][-\u2013])(?:(?<![0-9]\s)|(?![0-9]))"
    rf"(?:(?P<least>{_COUNT})(?:\s{{1,80}}(?:tot|à|of)\s{{1,80}}|\s?[-\u2013]\s?))?"
    rf"(?P<words>(?:[eé][eé]n\s{{1,80}}(?=hal[fv]))?(?P<count>{_COUNT})"
    r"(?P<half>\s{1,80}en\s{1,80}een\s{1,80}(?:half|halve))?\s{1,80})\Z",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"(?<![^\W_])[^\W\d_]{2,24}\s{1,80}\Z")
_LONGEST_BEFORE = 160


@dataclass(frozen=True, slots=True)
class WrittenLength:
    """A length of time in a text, from ``start`` to ``end``; ``stated`` has both ends of "zes tot negen weken"."""

    start: int
    end: int
    stated: tuple[str, ...]


def find_lengths(text: str) -> Iterator[WrittenLength]:
    """Yield the lengths of time in a text, in its order, as ISO 8601 durations of one unit.

    >>> [found.stated for found in find_lengths("zes tot negen weken, anderhalf jaar of twee en een half jaar")]
    [('P6W', 'P9W'), ('P18M',), ('P30M',)]
    """
    position = 0
    for unit in _UNIT.finditer(text):
        match = _NUMBER.search(text, max(position, unit.start() - _LONGEST_BEFORE), unit.start())
        position = unit.end()
        count = _count(match["count"]) if match else None
        if not match or count is None:
            continue
        count += Decimal("0.5") if match["half"] else 0
        least = _count(match["least"]) if match["least"] else None
        counts, start = (
            ([count], match.start("words")) if least is None or least >= count else ([least, count], match.start())
        )
        durations = tuple(_duration(number, *UNITS[unit[0].lower()]) for number in counts)
        if all(durations) and not _continues_number(text, start):
            yield WrittenLength(start, unit.end(), durations)


def _count(words: str) -> Decimal | None:
    """Return the number in a word or in digits, None if it is none."""
    word = words.lower()
    if word in COUNTS:
        return COUNTS[word]
    for ending in _AND_A_HALF:
        if word.endswith(ending):
            whole = _count(word.removesuffix(ending)) if word != ending else Decimal(0)
            return None if whole is None or whole % 1 else whole + Decimal("0.5")
    found = next(find_numbers(word), None)
    return found.value if found and (found.start, found.end) == (0, len(word)) else None


def _continues_number(text: str, start: int) -> bool:
    """Whether the word before is a number as well, as in "honderd drie dagen"."""
    before = _WORD_BEFORE.search(text, max(0, start - _LONGEST_BEFORE), start)
    return before is not None and next(find_numbers(before[0]), None) is not None


def _duration(count: Decimal, factor: int, unit: str) -> str:
    """Return a duration; empty if it has no whole number of its unit, or of months."""
    count *= factor
    if unit == "Y" and count % 1:
        count, unit = count * 12, "M"
    return f"P{int(count)}{unit}" if 0 < count <= _LARGEST and count % 1 == 0 else ""


_LASTING_WORDS = (
    rf"(?:(?:voor|gedurende|met){BLANK})?(?:de|een){BLANK}(?:voorlopige{BLANK})?(?:duur|periode|looptijd|termijn){BLANK}van",
    rf"(?:voor|gedurende)(?:{BLANK}de{BLANK}komende)?",
    rf"verleng\w{{0,5}}{BLANK}met",
    r"(?P<by>met)",
)
_LASTING = re.compile(rf"(?<![^\W_])(?:{'|'.join(_LASTING_WORDS)}){BLANK}\Z", re.IGNORECASE)
_LASTING_AFTER = {
    False: re.compile(rf"(?!{BLANK}(?:later|eerder|geleden|daarvoor|daarna|na|oude?|ervaring)\b)", re.IGNORECASE),
    True: re.compile(rf"{BLANK}(?:te{BLANK})?verleng", re.IGNORECASE),  # "met zes maanden verlengd"
}
_EXTENDING = re.compile(r"\bverleng[^.;:!?]*\Z", re.IGNORECASE)  # "verlengt de bijdrage aan KFOR met een jaar"
_FAR = 200  # characters between that verb and the length
_LONGEST_OPENING = 100


def find_lasting(text: str) -> Iterator[Term]:
    """Yield how long something lasts by a text: "voor de duur van een jaar"."""
    for found in find_lengths(text):
        opening = _LASTING.search(text, max(0, found.start - _LONGEST_OPENING), found.start)
        if not opening or len(found.stated) != 1:
            continue
        by = bool(opening["by"])
        extended = by and _EXTENDING.search(text, max(0, opening.start() - _FAR), opening.start())
        if _LASTING_AFTER[by and not extended].match(text, found.end):
            yield Term(opening.start(), found.end, duration=found.stated[0])
