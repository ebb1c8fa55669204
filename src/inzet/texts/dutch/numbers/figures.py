"""Numbers and ranges in Dutch prose with the words that bound them."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from inzet.texts.dutch.dates.periods import find_periods
from inzet.texts.dutch.numbers import bounds
from inzet.texts.dutch.numbers.nouns import UNCOUNTED
from inzet.texts.dutch.numbers.numerals import find_numbers
from inzet.texts.language import Number

NEAR = 60
"""How far the words around a figure are looked at, in characters."""
STOP = re.compile(r"[.;:!?](?:\s|$)|\n\s{0,8}\n")
"""The end of a sentence, or near enough."""
_PAUSE = re.compile(rf"{STOP.pattern}|,\s")
_ROUND = re.compile(r"[^\W\d_]{4,30}tal\b", re.IGNORECASE)
_FRACTION = re.compile(r"[0-9]\s?/\s?$|/$")
_SCALED = 10**6


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or range from ``first`` to ``end``, with a sign of money, and the words that bound it from ``start``."""

    start: int
    first: int
    end: int
    low: Decimal | None
    high: Decimal | None
    approximate: bool


def find_figures(text: str) -> Iterator[Figure]:
    """Yield the numbers and ranges that may count something, or be an amount of money."""
    numbers = _counting(text)
    at = 0
    while at < len(numbers):
        number = numbers[at]
        other = numbers[at + 1] if at + 1 < len(numbers) else None
        at += 1
        sign = bounds.SIGN.search(text, max(0, number.start - 12), number.start)
        first = sign.start() if sign else number.start
        lead = bounds.LEAD.search(text, max(0, first - bounds.LONGEST_LEAD), first)
        start = lead.start() if lead else first
        joint = bounds.RANGE.fullmatch(text, number.end, other.start) if other else None
        if other and joint and _is_range(text, number, joint, other, lead[0].lower() if lead else ""):
            at += 1
            if joint["top"]:  # "minimaal twee en maximaal vijf"
                yield Figure(start, first, other.end, number.value, other.value, approximate=False)
            elif number.value < _SCALED <= other.value:
                # "tussen 2 en 3 miljoen": the lower number has no word of its own for its scale.
                yield Figure(start, first, other.end, None, None, approximate=False)
            else:
                yield _bounded(text, start, first, other.end, (number.value, other.value))
        elif one := bounds.ONE_OF.search(text, max(0, first - 20), first):
            yield _bounded(text, one.start(), one.start(), number.end, (Decimal(1), number.value))
        else:
            yield _bounded(text, start, first, number.end, (number.value, number.value))


def _is_range(text: str, number: Number, joint: re.Match[str], other: Number, lead: str) -> bool:
    word = (joint["word"] or "").lower()
    if word == "tot" and bounds.FORMERLY.search(text, max(0, number.start - NEAR), number.start):
        around = words_before(text, number.start) + words_after(text, other.end)
        if bounds.RESIZING.search(around):
            return False  # "verhoogd van tien tot vijftien"
    if joint["top"] and word == "en":
        return other.value > number.value and any(match["at_least"] for match in bounds.WORD.finditer(lead))
    return other.value > number.value and (word != "en" or "tussen" in lead)


def _counting(text: str) -> list[Number]:
    """Return the numbers that are no part of a date, and no length, share or measure."""
    periods = [(period.start, period.end) for period in find_periods(text)]
    kept: list[Number] = []
    left_out: Number | None = None
    for number in reversed(list(find_numbers(text))):
        before = text[max(0, number.start - 20) : number.start]
        at = bisect_right(periods, (number.start, len(text))) - 1
        if (
            (at >= 0 and periods[at][1] > number.start)
            or UNCOUNTED.match(text, number.end)
            or _FRACTION.search(before)  # "5/6 personen"
            or text.startswith("/", number.end)
            or (left_out and bounds.JOINED.fullmatch(text, number.end, left_out.start))  # "zes tot negen maanden"
        ):
            left_out = number
        else:
            kept.append(number)
    return kept[::-1]


def _bounded(text: str, lead: int, first: int, end: int, values: tuple[Decimal, Decimal]) -> Figure:
    """Return a number or range with what the words before it make of it."""
    low, high = values
    start = first
    bound = ""
    approximate = low % 5 == 0 and bool(_ROUND.match(text, first, end))  # "een tweetal" is two
    if text[max(0, first - 1) : first] == "±":
        start, approximate = first - 1, True
    for word in bounds.WORD.finditer(text, lead, first):
        if word["about"] and (word[0].lower() != "een" or approximate):
            approximate = True
        elif word["at_most"] or word["at_least"] or word["other"]:
            bound = bound or word.lastgroup or ""
        elif not word["between"]:
            continue
        elif low == high:
            bound = "other"  # "tussen de tien en zoveel"
        start = min(start, word.start())
    if not bound and low == high and bounds.UNTIL.search(text, max(0, start - 12), start):
        # "tot tien militairen" is at most ten; "uitgebreid tot tien" is ten; "beperkt tot tien" may be either.
        before = words_before(text, start)
        resized = bounds.RESIZING.search(before + words_after(text, end))
        bound = "" if resized else "other" if bounds.LIMITING.search(before) else "at_most"
    return Figure(
        *(start, first, end),
        low=None if bound in ("at_most", "other") else low,
        high=None if bound in ("at_least", "other") else high,
        approximate=approximate and not bound,
    )


def words_before(text: str, start: int) -> str:
    """Return the words before a place in the same clause, as far as they are near."""
    return _PAUSE.split(text[max(0, start - NEAR) : start])[-1]


def words_after(text: str, end: int) -> str:
    """Return the words after a place in the same clause, as far as they are near."""
    return _PAUSE.split(text[end : end + NEAR], maxsplit=1)[0]
