"""Numbers in Dutch prose, as words ("vijftien", "honderd drie") or digits ("1 500", "1,5 miljoen").

A number is read whole or not at all, never as a piece of a longer one. What counts nothing, such as "F-16" or "11.00
uur", is no number. The indefinite article "een" is not a number; "één" is. Ordinals are not numbers; a "tiental" is 10.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from inzet.texts.dutch.numbers.numbering import find_taken, is_compound, is_count, is_counted, is_verb
from inzet.texts.dutch.numbers.words import (
    FRACTIONS,
    POWERS,
    SCALED,
    SCALES,
    STARTS,
    Value,
    last_powers,
    read_word,
)
from inzet.texts.dutch.tables import any_of
from inzet.texts.language import Number

_SIGNS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_DIGIT_SCALES = {word: POWERS[scale] for word, scale in SCALES.items()}
_DIGIT_SCALES |= {"duizend": 1000, "honderd": 100, "m€": 10**6, "k€": 1000}
_VAGUE = ("paar", "enkele", "enige", "meerdere", "verscheidene", "diverse", "vele", "verschillende", "tig")
"""Before "honderd" and "duizend": a size, but no number."""
_PARTS_OF = ("derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende", "honderdste", "kwart")
"""Behind a number: "twee derde" is a share."""


class _Reading(NamedTuple):
    """A number, and the powers at its end that a number before it may share: of "driehonderd", 100."""

    number: Number
    powers: tuple[int, ...]


_LETTERS = r"[^\W\d_]++"
_HYPHEN = r"[-\u2010\u2011](?:[^\S\n]{0,4}\n[^\S\n]{0,4})?"
_GAP = r"\s{1,8}"
_THIN = r"[ \u00a0\u2007\u2009\u202f]"
_DASH = r"[-\u2010\u2011\u2013]"
_APART = rf"[0-9]{{1,3}}(?:{_THIN}[0-9]{{3}}(?![0-9])){{1,20}}+"  # 1 500
_CHAIN = rf"(?:{_APART}(?:{_DASH}{_APART}|(?:[.,:/'\u2019]|{_DASH})[0-9]+)*|[0-9]+(?:(?:[.,:/'\u2019]|{_DASH})[0-9]+)*)"
# Where a number can start. Not within other digits, nor directly behind a word, or behind a word and a mark such as a
# full stop, where it is the mark of a footnote.
_START = re.compile(
    rf"(?:(?<![^\W_])|(?<=\bEUR)(?=[0-9]))(?:(?<![0-9][-\u2010\u2011\u2013.,:/'\u2019])(?<![^\W\d_][.,;:)\u00bb\u201d])(?<![^\W\d_][)\u00bb\u201d][.,;:])(?<![.!?][\u00bb\u201d])"
    rf"(?P<chain>{_CHAIN})|(?=(?:{any_of(STARTS)}))(?P<first>{_LETTERS})(?P<more>(?:{_HYPHEN}{_LETTERS}){{0,4}})(?![^\W_]))",
    re.IGNORECASE,
)
_LINKED = re.compile(rf"[-\u2010\u2011]en[-\u2010\u2011]|{any_of(POWERS)}", re.IGNORECASE)
_BEHIND_HYPHEN = re.compile(rf"{_HYPHEN}({_LETTERS})")
_NEXT = re.compile(
    rf"(?P<gap>{_GAP})(?:(?P<link>en|komma){_GAP})?(?P<word>{_LETTERS})(?P<more>(?:{_HYPHEN}{_LETTERS}){{0,4}})(?![^\W_])",
    re.IGNORECASE,
)
_AND_PART = re.compile(
    rf"{_GAP}en{_GAP}(?:een{_GAP})?(?P<part>{any_of(FRACTIONS)})(?![^\W_])|{_THIN}?(?P<sign>[½¼¾])", re.IGNORECASE
)
_WHOLE = rf"(?:[0-9]{{1,3}}(?:{_THIN}[0-9]{{3}}){{1,4}}|[0-9]{{1,3}}(?:\.[0-9]{{3}}){{1,4}}|(?:0|[1-9][0-9]{{0,14}}))"
_VALUE = re.compile(rf"{_WHOLE}(?:,[0-9]{{1,3}})?")
_RANGE_WITHIN = re.compile(rf"(?P<low>{_VALUE.pattern})(?:{_DASH}|(?P<stroke>/))(?P<high>{_VALUE.pattern})")
_YEARS = re.compile(rf"(?:19|20)[0-9]{{2}}{_DASH}(?:19|20)[0-9]{{2}}")
_PART_BEHIND = re.compile(rf"{_THIN}[0-9]{{1,2}}/[0-9]")  # 2 1/2
_POINT = re.compile(r"[0-9]{1,3}\.[0-9]{1,2}")  # 1.5 miljoen
_SCALE = re.compile(rf"\s{{0,8}}(?P<scale>{any_of(_DIGIT_SCALES)})(?![^\W_])", re.IGNORECASE)
_MORE_DIGITS = re.compile(rf"{_GAP}(?P<digits>[0-9]{{1,3}})(?={_GAP}(?:duizend|miljoen)(?![^\W_]))", re.IGNORECASE)

_RANGE = re.compile(r"\s{0,8}(?:tot|à|a|of|-|\u2013)\s{0,8}", re.IGNORECASE)
_FROM_TO = re.compile(rf"{_GAP}naar{_GAP}", re.IGNORECASE)
_BETWEEN = re.compile(rf"{_GAP}en{_GAP}", re.IGNORECASE)
_CUT = re.compile(rf"[-\u2010\u2011](?:{_GAP}(?:tot|à|a|of|en|naar|dan{_GAP}wel){_GAP}|,{_GAP})", re.IGNORECASE)
_APART_BEFORE = re.compile(r"\b(?:tussen|respectievelijk|resp\.|zowel|van)\s{1,4}(?:de\s{1,4})?\Z", re.IGNORECASE)
_TUSSEN = re.compile(r"\btussen\s{1,4}(?:de\s{1,4})?\Z", re.IGNORECASE)
_VAGUE_BEFORE = re.compile(rf"(?<![^\W_])(?:{any_of(_VAGUE)})\s{{1,4}}\Z", re.IGNORECASE)
_SHARE = re.compile(rf"{_GAP}(?:{any_of(_PARTS_OF)})n?(?![^\W_])", re.IGNORECASE)
_MARKED = re.compile("([^\\W\\d_])([\u0300-\u036f]{1,8})")


def find_numbers(text: str) -> Iterator[Number]:
    """Yield the numbers in a text, in its order.

    Both numbers of "2 tot 3 miljoen" and of "drie- tot vierhonderd" get the power of the second.

    >>> [int(number.value) for number in find_numbers("van tien naar vijfentwintig, voor 1,5 miljoen euro")]
    [10, 25, 1500000]
    """
    composed, places = _composed(text)
    previous: _Reading | None = None
    for reading in _readings(composed):
        if previous:
            yield _placed(_with_shared_power(composed, previous, reading.number, reading.powers), places)
        previous = reading
    if previous:
        yield _placed(previous.number, places)


def _composed(text: str) -> tuple[str, list[int]]:
    """Return a text with composed letters and, if that changed anything, the place of each of its characters."""
    pieces: list[str] = []
    places: list[int] = []
    position = 0
    for match in _MARKED.finditer(text):
        letter = unicodedata.normalize("NFC", match[0])
        if len(letter) == 1:
            pieces += (text[position : match.start()], letter)
            places += (*range(position, match.start()), match.start())
            position = match.end()
    if not position:
        return text, []
    return "".join((*pieces, text[position:])), [*places, *range(position, len(text) + 1)]


def _placed(number: Number, places: list[int]) -> Number:
    """Return a number at its place in the text as it was; the end of a letter is before the start of the next."""
    return replace(number, start=places[number.start], end=places[number.end]) if places else number


def _readings(text: str) -> Iterator[_Reading]:
    """Yield the numbers that count something."""
    taken = find_taken(text)
    position, former = 0, (-1, False)
    while match := _START.search(text, position):
        if taken[match.start()]:
            free = taken.find(b"\0", match.start())
            position = free if free >= 0 else len(text)
            continue
        readings, position = _read_digits(text, match) if match["chain"] else _read_words(text, match)
        for number, powers in readings:
            counts = is_count(text, number.start, number.end, in_words=number.in_words, former=former)
            former = (number.end, not counts)
            if counts:
                yield _Reading(number, powers)


# --- digits ---------------------------------------------------------------------------------------------------------


def _read_digits(text: str, match: re.Match[str]) -> tuple[list[_Reading], int]:
    """Return the number that starts at some digits, or both numbers of "10-15", and where reading goes on."""
    start, end = match.span("chain")
    values: list[tuple[int, int, Decimal]] = []
    if _VALUE.fullmatch(text, start, end):
        values = [(start, end, _value(match["chain"]))]
    elif both := _RANGE_WITHIN.fullmatch(text, start, end):
        low, high = _value(both["low"]), _value(both["high"])
        # "21501-28" is a paper, "1/3" a share.
        if low < high and not _YEARS.fullmatch(both[0]) and not (both["stroke"] and not is_counted(text, end)):
            values = [(*both.span("low"), low), (*both.span("high"), high)]
    elif _POINT.fullmatch(text, start, end) and _SCALE.match(text, end):
        values = [(start, end, Decimal(match["chain"]))]
    if not values:
        return [], end
    at, _, value = values[-1]
    if part := _AND_PART.match(text, end):
        value += _SIGNS[part["sign"]] if part["sign"] else FRACTIONS[part["part"].lower()]
        end = part.end()
    value, end, power = _scaled(text, value, end)
    if text[end : end + 1].isalnum() or is_compound(text, end) or _PART_BEHIND.match(text, end):
        return [], end
    while power >= 10**6 and (more := _MORE_DIGITS.match(text, end)):  # 2 miljoen 300 duizend
        added, upto, lower = _scaled(text, Decimal(more["digits"]), more.end())
        if lower >= power:
            break
        value, end, power = value + added, upto, lower
    last = _Reading(Number(at, end, _plain(value), in_words=False), (power,) if power > 1 else ())
    first = [_Reading(Number(low, upto, _plain(number), in_words=False), ()) for low, upto, number in values[:-1]]
    return [*first, last], end


def _scaled(text: str, value: Decimal, end: int) -> tuple[Decimal, int, int]:
    """Return a value with the scale behind it, where that ends, and the scale."""
    scale = _SCALE.match(text, end)
    if not scale:
        return value, end, 1
    power = _DIGIT_SCALES[scale["scale"].lower()]
    if power < 10**6 and value >= 1000:
        return value, end, 1
    return value * power, scale.end(), power


def _value(digits: str) -> Decimal:
    return Decimal(re.sub(rf"{_THIN}|\.", "", digits).replace(",", "."))


def _plain(value: Value) -> Decimal:
    """Return a value without decimals that are zero."""
    return Decimal(int(value)) if value == int(value) else Decimal(value)


# --- words ----------------------------------------------------------------------------------------------------------


def _read_words(text: str, match: re.Match[str]) -> tuple[list[_Reading], int]:
    """Return the number that starts at a word, if any, and where reading goes on."""
    start, end = match.start("first"), match.end()
    words = re.sub(_HYPHEN, "", match[0].lower())
    # "drie-en-twintig", "vijf-" with "tien" on the next line; but not "vijf-tien", "vier-vijf" and "drie-eenheid".
    is_one = "\n" in match["more"] or _LINKED.search(match[0])
    if match["more"] and (not is_one or read_word(words) is None):
        words, end = match["first"].lower(), match.end("first")
        if read_word(words) is not None and is_compound(text, end):
            behind = _BEHIND_HYPHEN.match(text, end)
            if not behind or read_word(behind[1].lower()) is None:
                return [], match.end()
    following = _NEXT.match(text, end)
    if words in SCALED and following and not following["link"] and following["word"].lower() in SCALES:
        words, end = words + SCALES[following["word"].lower()], following.end("word")
    if read_word(words) is None:
        return [], end
    words, end = _joined(text, start, end, words)
    value = read_word(words)
    is_vague = words.startswith(("honderd", "duizend")) and _VAGUE_BEFORE.search(_before(text, start))
    if value is None or is_vague or _SHARE.match(text, end):
        return [], end
    return [_Reading(Number(start, end, _plain(value), in_words=True), last_powers(words))], end


def _joined(text: str, start: int, end: int, words: str) -> tuple[str, int]:
    """Return a number with the words behind it that are part of it, and where it ends.

    Number words that are side by side without being one number, as in "twintig drie", give nothing.
    """
    is_whole = True
    while True:
        if (part := _AND_PART.match(text, end)) and part["part"] and not words.endswith(tuple(SCALES)):
            words, end = f"{words}eneen{part['part'].lower()}", part.end()
        following = _NEXT.match(text, end)
        if not following:
            break
        word, link = following["word"].lower(), (following["link"] or "").lower()
        more = re.sub(_HYPHEN, "", following["more"].lower())
        if not more.startswith((*POWERS, "en")):
            more = ""  # the range "twee miljoen-drie miljoen"
        upto = following.end("more" if more else "word")
        word = SCALES.get(word, word)
        if word in SCALED or (word == "acht" and is_verb(text, *following.span("word"))):
            break
        if link == "en" and (not words.endswith(tuple(POWERS)) or _APART_BEFORE.search(_before(text, start))):
            break
        longer = f"{words}{link}{word}{more}"
        # "Vijf tien" is not 15.
        if read_word(longer) is not None and (link or _LINKED.search(longer)):
            words, end = longer, upto
        elif link != "en" and "\n" not in following["gap"] and read_word(word) is not None:
            words, end, is_whole = word, upto, False
        else:
            break
    return words if is_whole else "", end


def _before(text: str, start: int) -> str:
    return text[max(0, start - 32) : start]


# --- ranges ---------------------------------------------------------------------------------------------------------


def _with_shared_power(text: str, previous: _Reading, number: Number, powers: tuple[int, ...]) -> Number:
    """Return a number with the power of the number behind it, if both share it: "2 tot 3 miljoen"."""
    former = previous.number
    if former.value >= 1000 or previous.powers or number.start - former.end > 32:
        return former
    shared = next((power for power in powers if _share(text, former, number, power, power == powers[-1])), 1)
    if not powers and number.value and number.value % 1000 == 0 and _CUT.fullmatch(text, former.end, number.start):
        shared = 1000  # 10- tot 15.000
    return replace(former, value=former.value * shared)


def _share(text: str, former: Number, number: Number, power: int, is_last: bool) -> bool:
    """Whether a number shares a power of the number behind it."""
    gap = (former.end, number.start)
    ascends = former.value * power < number.value
    if _CUT.fullmatch(text, *gap):
        return ascends
    scales = power >= 10**6
    if _RANGE.fullmatch(text, *gap) or (_BETWEEN.fullmatch(text, *gap) and _TUSSEN.search(_before(text, former.start))):
        return (ascends and (scales or former.value < 100)) or (scales and is_last and former.value < 100)
    return bool(_FROM_TO.fullmatch(text, *gap)) and scales and is_last and former.value < 100
