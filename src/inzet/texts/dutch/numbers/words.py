"""Dutch number words, and the value of a number that consists of them: "drieëntwintig", "tweeduizendvijfhonderd"."""

import re
from decimal import Decimal

from inzet.texts.dutch.tables import any_of

Value = Decimal | int

_UNITS = {"één": 1, "éen": 1, "eén": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5}
_UNITS |= {"zes": 6, "zeven": 7, "acht": 8, "negen": 9}
_TEENS = {"tien": 10, "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14}
_TEENS |= {"vijftien": 15, "zestien": 16, "zeventien": 17, "achttien": 18, "negentien": 19}
_TENS = {"twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50}
_TENS |= {"zestig": 60, "zeventig": 70, "tachtig": 80, "negentig": 90}
_SMALL = {"nul": 0} | _UNITS | _TEENS | _TENS
_SMALL |= {
    f"{unit}{link}{tens}": value + ten
    for unit, value in (_UNITS | {"een": 1}).items()
    for link in (("ën", "en") if unit[-1] == "e" else ("en",))
    for tens, ten in _TENS.items()
}
_HALVES = {"anderhalf": Decimal("1.5"), "anderhalve": Decimal("1.5")}
POWERS = {"miljard": 10**9, "miljoen": 10**6, "duizend": 1000, "honderd": 100}
"""The words for powers of ten, the largest first."""
SCALES = {"miljoen": "miljoen", "mln": "miljoen", "mio": "miljoen"}
SCALES |= {"miljard": "miljard", "mld": "miljard", "mrd": "miljard"}
"""The powers that are words of their own, also abbreviated."""
FRACTIONS = {"half": Decimal("0.5"), "halve": Decimal("0.5"), "kwart": Decimal("0.25"), "driekwart": Decimal("0.75")}
"""Parts of one, as in "twee en een half"."""
SCALED: dict[str, Value] = {"een": 1, **FRACTIONS}
"""Words that are a number only before a scale: "een miljoen", "half miljoen"."""

STARTS = {word[:3] for word in (*_SMALL, *_HALVES, *POWERS, *SCALED)}
"""The first letters of every number."""
LONGEST = 100
"""The largest length of a number in words."""


_WITH_PART = re.compile(rf"(?P<whole>.+?)(?:ën|en)(?:een)?(?P<part>{any_of(FRACTIONS)})")


def read_word(word: str) -> Value | None:
    """Return the value of a number in lower case, without blanks and hyphens; None if it is not a number.

    >>> read_word("drieëntwintigduizendhonderd"), read_word("tweeëneenhalfmiljoen"), read_word("honderden")
    (23100, 2500000, None)
    """
    word = word.removesuffix("tal")
    if len(word) > LONGEST or word[:3] not in STARTS:
        return None
    known = _SMALL.get(word, _HALVES.get(word))
    if known is not None:
        return known
    if "komma" in word and not word.endswith(tuple(SCALES)):
        whole, _, decimals = map(read_word, word.partition("komma"))
        return Decimal(f"{whole}.{decimals}") if isinstance(whole, int) and isinstance(decimals, int) else None
    if parted := _WITH_PART.fullmatch(word):
        whole = read_word(parted["whole"])
        return whole + FRACTIONS[parted["part"]] if isinstance(whole, int) else None
    for name, power in POWERS.items():
        before, found, after = word.partition(name)
        if found:
            return _multiplied(before, power, after)
    return None


def _multiplied(before: str, power: int, after: str) -> Value | None:
    """Return the value of words before and after a power: "twee", 100 and "endrie" are 203."""
    # "Honderd" is a number, "miljoen" is none.
    count = SCALED.get(before, read_word(before)) if before else (1 if power < 10**6 else None)
    most = 100 if power == 100 else 1000
    rest = 1 if after in ("een", "eneen") else read_word(after.removeprefix("en")) if after else 0
    if not count or count >= most or not isinstance(rest, int) or rest >= power or (after and not rest):
        return None
    value = count * power + rest
    return int(value) if value == int(value) else value


def last_powers(words: str) -> tuple[int, ...]:
    """Return the powers at the end of a number, which a number before it may share: all of them, to the last alone.

    >>> last_powers("driehonderdduizend"), last_powers("honderdduizend"), last_powers("honderd")
    ((100000, 1000), (1000,), ())
    """
    powers: list[int] = []
    product = 1
    while name := next((name for name in POWERS if words.endswith(name) and words != name), None):
        words = words.removesuffix(name)
        product *= POWERS[name]
        powers.insert(0, product)
    return tuple(powers)
