"""Numbers in Dutch prose, as words ("vijftien", "honderdvijftig") or digits ("1,5 miljoen").

The indefinite article "een" is not a number; "één" is. Ordinals are not numbers; a "tiental" is 10.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from inzet.texts.language import Number

_UNITS = {"één": 1, "éen": 1, "eén": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5}
_UNITS |= {"zes": 6, "zeven": 7, "acht": 8, "negen": 9}
_TEENS = {"tien": 10, "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14}
_TEENS |= {"vijftien": 15, "zestien": 16, "zeventien": 17, "achttien": 18, "negentien": 19}
_TENS = {"twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50}
_TENS |= {"zestig": 60, "zeventig": 70, "tachtig": 80, "negentig": 90}
_SCALES = {"miljoen": 10**6, "mln": 10**6, "miljard": 10**9, "mld": 10**9}

_SMALL = _UNITS | _TEENS | _TENS
_SMALL |= {
    f"{unit}{'ën' if unit[-1] == 'e' else 'en'}{tens}": value + ten
    for unit, value in (_UNITS | {"een": 1}).items()
    for tens, ten in _TENS.items()
}
_INNER = _SMALL | {"een": 1}
"""Numerals below a hundred inside a longer one."""


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


# "tweehonderdvijftig" and "vijfentwintighonderd". A blank may follow "duizend": "tweeduizend vijfhonderd".
_HUNDREDS = rf"(?:(?:{_any_of(_INNER)})?honderd(?:(?:en)?(?:{_any_of(_INNER)}))?)"
_THOUSANDS = rf"(?:(?:{_HUNDREDS}|{_any_of(_INNER)})?duizend(?: ?(?:{_HUNDREDS}|(?:en)?(?:{_any_of(_INNER)})))?)"
_DIGITS = r"[0-9]{1,3}(?:\.[0-9]{3}){1,4}(?:,[0-9]{1,3})?|[0-9]{1,15}(?:,[0-9]{1,3})?"
_SCALE = rf"\s+(?:{_any_of(_SCALES)})\b"
_PARTS = {"nul": Decimal(0), "anderhalf": Decimal("1.5"), "anderhalve": Decimal("1.5")}
_SCALED = {"een": Decimal(1), "half": Decimal("0.5"), "halve": Decimal("0.5")}
"""Words that are a number only before "miljoen" and "miljard"."""


@cache
def _number(power: str) -> re.Pattern[str]:
    """Return the expression for a number; it is longer, and slower, for texts with a word for a large power."""
    larger = {"": (), "honderd": (_HUNDREDS,), "duizend": (_THOUSANDS, _HUNDREDS)}[power]
    word = "|".join((*larger, _any_of(_SMALL)))
    return re.compile(
        # A number directly after a word, or after a word and a mark such as a full stop, is the mark of a footnote.
        # The second part of "2021-2027" and "21501-28" is not a number of its own; that of "10-15" is.
        rf"(?<![^\W_])(?<![0-9][.,])(?<![0-9]{{4}}[/-])(?<![^\W\d_][.,;:)\u00bb\u201d])(?<![^\W\d_][)\u00bb\u201d][.,;:])(?<![.!?][\u00bb\u201d])"
        rf"(?:(?:(?P<word>{word})(?:tal)?|(?P<part>{'|'.join(_PARTS)}))(?![^\W\d_])"
        rf"|(?P<digits>{_DIGITS})(?![^\W_])|(?P<scaled>{'|'.join(_SCALED)})(?={_SCALE}))(?P<scale>{_SCALE})?",
        re.IGNORECASE,
    )


# Where a number can start: the long expression is tried only there.
_PREFIXES = {word[:2] for word in (*_INNER, *_PARTS, *_SCALED, "honderd", "duizend")}
_START = re.compile(rf"(?<![^\W_])(?:[0-9]|{'|'.join(sorted(_PREFIXES))})", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:tot|à|-|\u2013)\s*", re.IGNORECASE)
# "Het kabinet acht het van belang": here "acht" is a verb.
_VERB = re.compile(r"\s+(?:het|dit|dat|de|deze|een|zich|is|ook|nog|daarom|daarbij)\b", re.IGNORECASE)
_COUNTING = re.compile(r"\b(?:naar|tot|van|met|circa|ongeveer|maximaal|minimaal|alle|aan)\s+$", re.IGNORECASE)


def find_numbers(text: str) -> Iterator[Number]:
    """Yield the numbers in a text, in its order.

    >>> [int(number.value) for number in find_numbers("van tien naar vijfentwintig, voor 1,5 miljoen euro")]
    [10, 25, 1500000]
    """
    previous: Number | None = None
    previous_scale = 1
    for match in _matches(text):
        word = (match["word"] or match["part"] or match["scaled"] or "").lower()
        if word == "acht" and _is_verb(text, match.start(), match.end()):
            continue
        if not all(letter.isascii() or letter in "éën" for letter in word):
            continue  # the expression ignores case, and so matches letters such as the long s
        scale = _SCALES.get((match["scale"] or "").strip().lower(), 1)
        value = _value(word) if word else Decimal(match["digits"].replace(".", "").replace(",", "."))
        number = Number(match.start(), match.end(), value * scale, bool(word))
        if previous:
            # "2 tot 3 miljoen" means two million to three million.
            is_range = previous.value < 1000 and _RANGE.fullmatch(text, previous.end, number.start)
            yield replace(previous, value=previous.value * (scale if is_range and previous_scale == 1 else 1))
        previous, previous_scale = number, scale
    if previous:
        yield previous


def _is_verb(text: str, start: int, end: int) -> bool:
    return bool(_VERB.match(text, end)) and not _COUNTING.search(text[max(0, start - 12) : start])


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Yield what looks like a number."""
    lower = text.lower()
    number = _number(next((power for power in ("duizend", "honderd") if power in lower), ""))
    position = 0
    for start in (match.start() for match in _START.finditer(text)):
        if start >= position and (match := number.match(text, start)):
            yield match
            position = match.end()


def _value(word: str) -> Decimal:
    value = _PARTS.get(word, _SCALED.get(word))
    return Decimal(_read(word)) if value is None else value


def _read(word: str) -> int:
    for power, name in ((1000, "duizend"), (100, "honderd")):
        before, separator, after = word.partition(name)
        if separator:
            rest = after.strip().removeprefix("en")
            return power * (_read(before) if before else 1) + (_read(rest) if rest else 0)
    return _INNER[word]
