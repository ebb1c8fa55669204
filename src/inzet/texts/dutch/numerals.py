"""Numbers in Dutch prose, as words ("vijftien", "honderdvijftig") or digits ("1,5 miljoen").

The indefinite article "een" is no number; "één" is. Ordinals are none either; a "tiental" is 10.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from inzet.texts.language import Number

_UNITS = {"één": 1, "éen": 1, "eén": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5}
_UNITS |= {"zes": 6, "zeven": 7, "acht": 8, "negen": 9}
_TEENS = {
    "tien": 10,
    "elf": 11,
    "twaalf": 12,
    "dertien": 13,
    "veertien": 14,
    "vijftien": 15,
    "zestien": 16,
    "zeventien": 17,
    "achttien": 18,
    "negentien": 19,
}
_TENS = {
    "twintig": 20,
    "dertig": 30,
    "veertig": 40,
    "vijftig": 50,
    "zestig": 60,
    "zeventig": 70,
    "tachtig": 80,
    "negentig": 90,
}
_SCALES = {"miljoen": 10**6, "mln": 10**6, "miljard": 10**9, "mld": 10**9}


def _below_hundred() -> dict[str, int]:
    inside = {**_UNITS, "een": 1}
    joined = {
        f"{unit}{'ën' if unit[-1] == 'e' else 'en'}{tens}": value + ten
        for unit, value in inside.items()
        for tens, ten in _TENS.items()
    }
    return {**_UNITS, **_TEENS, **_TENS, **joined}


_SMALL = _below_hundred()
_JOINED = {**_SMALL, "een": 1}


def _longest_first(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


# "tweehonderdvijftig" and "vijfentwintighonderd"; "duizend" may be set apart: "tweeduizend vijfhonderd".
_HUNDREDS = rf"(?:(?:{_longest_first(_JOINED)})?honderd(?:(?:en)?(?:{_longest_first(_JOINED)}))?)"
_THOUSANDS = (
    rf"(?:(?:{_HUNDREDS}|{_longest_first(_JOINED)})?duizend(?: ?(?:{_HUNDREDS}|(?:en)?(?:{_longest_first(_JOINED)})))?)"
)
_DIGITS = r"[0-9]{1,3}(?:\.[0-9]{3}){1,4}(?:,[0-9]{1,3})?|[0-9]{1,15}(?:,[0-9]{1,3})?"
_SCALE = rf"\s+(?:{_longest_first(_SCALES)})\b"
_PARTS = {"nul": Decimal(0), "anderhalf": Decimal("1.5"), "anderhalve": Decimal("1.5")}
_SCALED = {"een": Decimal(1), "half": Decimal("0.5"), "halve": Decimal("0.5")}
"""Words that are a number only before "miljoen" and "miljard"."""


@cache
def _number(power: str) -> re.Pattern[str]:
    """Return the expression for a number; that of large ones, which is long, only where their word occurs."""
    larger = {"": (), "honderd": (_HUNDREDS,), "duizend": (_THOUSANDS, _HUNDREDS)}[power]
    word = "|".join((*larger, _longest_first(_SMALL)))
    return re.compile(
        # A number that is set right behind a word and its full stop is the mark of a footnote, as is one behind a word.
        # The second part of "2021-2027" and "21501-28" is none of its own; that of "10-15" is.
        rf"(?<![^\W_])(?<![0-9][.,])(?<![0-9]{{4}}[/-])(?<![^\W\d_][.,;:)\u00bb\u201d])(?<![^\W\d_][)\u00bb\u201d][.,;:])(?<![.!?][\u00bb\u201d])"
        rf"(?:(?:(?P<word>{word})(?:tal)?|(?P<part>{'|'.join(_PARTS)}))(?![^\W\d_])"
        rf"|(?P<digits>{_DIGITS})(?![^\W_])|(?P<scaled>{'|'.join(_SCALED)})(?={_SCALE}))(?P<scale>{_SCALE})?",
        re.IGNORECASE,
    )


# Where that expression is worth trying: it is long, and most words are no numbers.
_STARTS = {word[:2] for word in (*_JOINED, *_PARTS, *_SCALED, "honderd", "duizend")}
_BEGIN = re.compile(rf"(?<![^\W_])(?:[0-9]|{'|'.join(sorted(_STARTS))})", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:tot|à|-|\u2013)\s*", re.IGNORECASE)
# "Het kabinet acht het van belang": a verb, not a number.
_VERB = re.compile(r"\s+(?:het|dit|dat|de|deze|een|zich|is|ook|nog|daarom|daarbij)\b", re.IGNORECASE)
_COUNTING = re.compile(r"\b(?:naar|tot|van|met|circa|ongeveer|maximaal|minimaal|alle|aan)\s+$", re.IGNORECASE)


def find_numbers(text: str) -> Iterator[Number]:
    """Yield the numbers in a text, in its order.

    >>> [int(number.value) for number in find_numbers("van tien naar vijfentwintig, voor 1,5 miljoen euro")]
    [10, 25, 1500000]
    """
    before: tuple[Number, int] | None = None
    for found in _candidates(text):
        word = (found["word"] or found["part"] or found["scaled"] or "").lower()
        if word == "acht" and _is_verb(text, found.start(), found.end()):
            continue
        if word and not _is_read(word):
            continue  # letters that only look like those of a numeral
        scale = _SCALES.get((found["scale"] or "").strip().lower(), 1)
        value = _value(word) if word else Decimal(found["digits"].replace(".", "").replace(",", "."))
        number = Number(found.start(), found.end(), value * scale, bool(word))
        if before:
            last, own = before
            # "2 tot 3 miljoen" means two million to three million.
            shared = own == 1 and last.value < 1000 and _RANGE.fullmatch(text, last.end, number.start)
            yield replace(last, value=last.value * (scale if shared else 1))
        before = number, scale
    if before:
        yield before[0]


def _is_verb(text: str, start: int, end: int) -> bool:
    return bool(_VERB.match(text, end)) and not _COUNTING.search(text[max(0, start - 12) : start])


def _is_read(word: str) -> bool:
    return all(letter.isascii() or letter in "éën" for letter in word)


def _candidates(text: str) -> Iterator[re.Match[str]]:
    """Yield what looks like a number; the long expression is tried only where one can begin."""
    lower = text.lower()
    number = _number(next((power for power in ("duizend", "honderd") if power in lower), ""))
    position = 0
    for begin in _BEGIN.finditer(text):
        if begin.start() >= position:
            found = number.match(text, begin.start())
            if found:
                yield found
                position = found.end()


def _value(word: str) -> Decimal:
    known = {**_PARTS, **_SCALED}
    return known[word] if word in known else Decimal(_read(word))


def _read(word: str) -> int:
    for power, name in ((1000, "duizend"), (100, "honderd")):
        before, found, after = word.partition(name)
        if found:
            rest = after.strip().removeprefix("en")
            return power * (_read(before) if before else 1) + (_read(rest) if rest else 0)
    return _JOINED[word]
