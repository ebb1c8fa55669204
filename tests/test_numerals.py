"""Tests of `inzet.texts.dutch.numbers.numerals`: num2words as a second opinion, properties, then tables of examples."""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from itertools import combinations

import pytest
from conftest import assert_linear
from hypothesis import assume, example, given
from hypothesis import strategies as st
from num2words import num2words

from inzet.texts.dutch.numbers.numerals import Number, find_numbers
from inzet.texts.dutch.numbers.words import read_word
from inzet.texts.dutch.wording import stated_numbers

UPTO = range(2_000)
POWERS = {"honderd": 100, "duizend": 1000}
SCALES = {"miljoen": 10**6, "mln": 10**6, "mio": 10**6, "miljard": 10**9, "mld": 10**9, "mrd": 10**9}
POWERS |= SCALES


def _in_words(number: int) -> str:
    return str(num2words(number, lang="nl"))


def _numbers(text: str) -> dict[str, Decimal]:
    """The numbers in a text by their words; none twice."""
    numbers = list(find_numbers(text))
    values = {text[number.start : number.end]: number.value for number in numbers}
    assert len(values) == len(numbers)
    return values


# --- every number ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", [str, str.capitalize, str.upper], ids=["plain", "capitalised", "capitals"])
def test_every_number_in_words(change: Callable[[str], str]) -> None:
    for number in UPTO:
        word = change(_in_words(number))
        assert list(find_numbers(word)) == [Number(0, len(word), Decimal(number), True)]


def test_every_number_in_words_inside_a_sentence() -> None:
    for number in UPTO:
        word = _in_words(number)
        for text in (f"Er gaan ten hoogste {word} militairen.", f"({word}),", f"van\n{word}\nnaar", f"«{word}»-"):
            at = text.index(word)
            assert list(find_numbers(text)) == [Number(at, at + len(word), Decimal(number), True)]


def test_every_number_in_words_as_it_is_also_spelt() -> None:
    for number in UPTO:
        word = _in_words(number)
        also = {word.replace("duizend", "duizend ") if number % 1000 else word}
        also |= {word.replace("één", "een")} - {"een"}  # "honderdeen", but "een" is no number
        also |= {word.replace("één", "éen"), word.replace("één", "eén")}
        if number % 100 in range(1, 13):
            also |= {_in_words(number - number % 100) + "en" + _in_words(number % 100)} if number > 100 else set()
        if number > 1000 and number % 1000 >= 100:  # "vijfentwintighonderd"
            also |= {_in_words(number // 100) + "honderd" + (_in_words(number % 100) if number % 100 else "")}
        for other in also:
            assert _numbers(f"met {other} mensen") == {other: number}


def test_no_ordinal_in_words() -> None:
    for number in UPTO:
        ordinal = str(num2words(number, lang="nl", to="ordinal"))
        assert _numbers(f"de {ordinal} keer") == {}, ordinal


@given(st.integers(0, 999_999_999), st.booleans(), st.text("0123456789", max_size=3), st.sampled_from(["", *SCALES]))
def test_every_number_in_digits(whole: int, points: bool, decimals: str, scale: str) -> None:
    digits = f"{whole:,}".replace(",", ".") if points else str(whole)
    written = digits + f",{decimals}" * bool(decimals) + f" {scale}" * bool(scale)
    expected = Decimal(f"{whole}.{decimals or 0}") * SCALES.get(scale, 1)
    assume(not re.fullmatch("(?:19|20)[0-9]{2}", written))  # a year
    for before, after in (("", ""), ("circa ", " euro"), ("(", ")"), ("€", "."), ("de\n", ",")):
        [number] = find_numbers(before + written + after)
        assert number == Number(len(before), len(before + written), expected, False)


@given(st.integers(1, 999), st.sampled_from(sorted(SCALES)), st.sampled_from([" ", "  ", "\n", "\u00a0"]))
def test_a_scale_follows_words_and_digits_alike(number: int, scale: str, blank: str) -> None:
    for written in (f"{_in_words(number)}{blank}{scale}", f"{number}{blank}{scale}", f"{number}{blank}{scale.upper()}"):
        assert _numbers(f"voor {written} meer") == {written: number * SCALES[scale]}


@given(st.integers(1, 99), st.integers(1, 99), st.sampled_from(["tot", "à", "Tot"]), st.sampled_from(sorted(SCALES)))
def test_both_ends_of_a_range_share_the_scale(low: int, high: int, joined: str, scale: str) -> None:
    for first, last in ((str(low), str(high)), (_in_words(low), _in_words(high))):
        text = f"van {first} {joined} {last} {scale} euro"
        assert [number.value for number in find_numbers(text)] == [low * SCALES[scale], high * SCALES[scale]]
        text = f"van {first} {joined} {last} euro"
        assert [number.value for number in find_numbers(text)] == [low, high]


# --- numbers of several words or groups of digits ---------------------------------------------------------------------

BLANKS = ["", " ", "\u00a0"]
FRACTIONS = {"half": "0.5", "halve": "0.5", "kwart": "0.25", "driekwart": "0.75"}


@st.composite
def spelt(draw: st.DrawFn) -> tuple[str, int]:
    """A number below a million in words, with blanks between its powers and what they multiply, and its value."""

    def below(limit: int, name: str | None) -> tuple[str, int]:
        count, rest = draw(st.integers(0, limit - 1)), draw(st.integers(0, 99))
        words = (_in_words(count) + draw(st.sampled_from([*BLANKS, "-"])) if count > 1 else "") + str(name)
        if not count:
            return (_in_words(rest), rest)
        if not rest:
            return words, count * POWERS[str(name)]
        link = draw(st.sampled_from([*BLANKS, "en", " en ", "\n"]))
        return f"{words}{link}{_in_words(rest)}", count * POWERS[str(name)] + rest

    words, value = below(20, "honderd")
    thousands = draw(st.integers(0, 99))
    if thousands and 0 < value < 1000:
        before = _in_words(thousands) + draw(st.sampled_from(BLANKS)) if thousands > 1 else ""
        words = before + "duizend" + draw(st.sampled_from(BLANKS)) + words
        value += 1000 * thousands
    return words, value


@st.composite
def in_digits(draw: st.DrawFn) -> tuple[str, Decimal]:
    """A number in digits, with any sign between thousands, and its value."""
    groups = draw(st.lists(st.integers(0, 999), min_size=1, max_size=4))
    sign = draw(st.sampled_from([".", "\u00a0", "\u2009", "\u202f", " "]))
    groups[0] = groups[0] or 1
    written = sign.join([str(groups[0]), *(f"{group:03}" for group in groups[1:])])
    value = Decimal(int("".join(filter(str.isdecimal, written))))
    if decimals := draw(st.text("0123456789", max_size=3)):
        return f"{written},{decimals}", value + Decimal(f"0.{decimals}")
    return written, value


@st.composite
def scaled(draw: st.DrawFn) -> tuple[str, Decimal, bool]:
    """A number in words or digits, with part of one and a scale or without, its value, and whether it is in words."""
    in_words = draw(st.booleans())
    if in_words:
        written, whole = draw(spelt())
        value = Decimal(whole)
    else:
        written, value = draw(in_digits())
    scale = draw(st.sampled_from(["", *SCALES])) if value < 1000 else ""
    if value == int(value) and 1 < value < 20 and draw(st.booleans()):
        part = draw(st.sampled_from(sorted(FRACTIONS)))
        written, value = f"{written} en een {part}", value + Decimal(FRACTIONS[part])
    elif value < 1000 and not in_words and "," not in written and draw(st.booleans()):
        written, value = f"{written}\u00bd", value + Decimal("0.5")
    assume(not scale or value)
    glue = draw(st.sampled_from([" ", "\u00a0"] if in_words or written[-1].isalpha() else BLANKS))
    return f"{written}{glue * bool(scale)}{scale}", value * SCALES.get(scale, 1), in_words


@given(
    scaled(), st.sampled_from([("met ", " militairen"), ("circa ", " euro"), ("naar\n", " man."), ("(met ", " man)")])
)
@example(("honderd drie", Decimal(103), True), ("met ", " militairen"))
@example(("1 500", Decimal(1500), False), ("met ", " militairen"))
def test_what_is_written_in_pieces_is_read_whole(number: tuple[str, Decimal, bool], around: tuple[str, str]) -> None:
    written, value, in_words = number
    text = written.join(around)
    start = len(around[0])
    assert list(find_numbers(text)) == [Number(start, start + len(written), value, in_words)]
    capitals = text.upper() if in_words else text
    assert [number.value for number in find_numbers(capitals)] == [value]


@given(st.integers(2, 99), st.integers(2, 99), st.sampled_from([" ", "\u00a0", " komma "]))
def test_number_words_side_by_side_that_are_no_number_are_none(first: int, second: int, blank: str) -> None:
    words = f"{_in_words(first)}{blank}{_in_words(second)}"
    assert _numbers(f"met {words} man") == ({words: Decimal(f"{first}.{second}")} if "komma" in blank else {})


@given(
    st.integers(2, 8),
    st.sampled_from(["tot", "\u00e0", "of", "en"]),
    st.sampled_from(["honderd", "duizend", "honderdduizend", " miljoen", " honderd miljoen"]),
)
def test_a_number_with_a_hyphen_has_the_power_of_the_next(low: int, joined: str, power: str) -> None:
    factor = read_word("twee" + power.replace(" ", ""))
    assert factor is not None
    first, last = _in_words(low), _in_words(low + 1) + power
    expected = {first: low * factor / 2, last: (low + 1) * factor / 2}
    assert _numbers(f"met {first}- {joined} {last} man") == expected
    if joined != "en":
        assert _numbers(f"met {first} {joined} {last} man") == expected


# --- any text -------------------------------------------------------------------------------------------------------

# Pieces of numbers in any order: far likelier to go wrong than arbitrary characters.
PIECES = [
    *("één", "een", "twee", "drie", "zes", "acht", "tien", "elf", "twaalf", "twintig", "negentig", "honderd"),
    *("duizend", "miljoen", "miljard", "mln", "mld", "en", "ën", "tal", "ste", "anderhalf", "halve", "nul", "het"),
    *("tot", "à", "-", "\u2013", ".", ",", ";", ")", "»", " ", "\n", "\u00a0", "0", "1", "25", "300", "x", "É", "٤"),
]
rubble = st.lists(st.sampled_from(PIECES) | st.sampled_from([" ", " ", "honderd"]), max_size=20).map("".join)


@given(rubble | st.text())
@example("2 tot 3 miljoen")
@example("een miljoen")
def test_numbers_are_in_order_apart_and_the_same_when_read_alone(text: str) -> None:
    end = 0
    for number in find_numbers(text):
        assert end <= number.start < number.end <= len(text)
        end = number.end
        words = text[number.start : number.end]
        assert words.strip() == words
        assert number.in_words == (not words[0].isdecimal())
        [alone] = find_numbers(words)
        assert (alone.start, alone.end, alone.in_words) == (0, len(words), number.in_words)
        # The first of "2 tot 3 miljoen" takes its scale from the second.
        behind = [power for name, power in POWERS.items() if name in text[end:].lower()]
        shared = {1, *behind, *(low * high for low, high in combinations(behind, 2))}
        shared |= {1000} if words + "-" in text else set()  # 10- tot 15.000
        assert any(alone.value * power == number.value for power in shared)


@given(rubble | st.text(), rubble)
def test_a_paragraph_before_or_behind_changes_nothing(text: str, other: str) -> None:
    at = len(other) + 4
    inside = [
        (number.start - at, number.end - at, number.value)
        for number in find_numbers(f"{other}\n;\n {text}\n;\n {other}")
        if at <= number.start < at + len(text)
    ]
    assert inside == [(number.start, number.end, number.value) for number in find_numbers(text)]


@given(rubble | st.text() | st.sampled_from(PIECES))
@example("twee\u00ebntwintig, \u00e9\u00e9n en 2 \u00e0 3 miljoen")
def test_decomposed_letters_are_read_like_composed_ones(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert [
        (unicodedata.normalize("NFC", decomposed[number.start : number.end]), number.value, number.in_words)
        for number in find_numbers(decomposed)
    ] == [(composed[number.start : number.end], number.value, number.in_words) for number in find_numbers(composed)]


# --- examples -------------------------------------------------------------------------------------------------------

FOUND: dict[str, dict[str, str]] = {
    "met vijftien mensen": {"vijftien": "15"},
    "van tien naar vijfentwintig": {"tien": "10", "vijfentwintig": "25"},
    "Tweeëntwintig van hen": {"Tweeëntwintig": "22"},
    "één bij OHR": {"één": "1"},
    "een tiental, een twintigtal en een honderdtal": {"tiental": "10", "twintigtal": "20", "honderdtal": "100"},
    "nul": {"nul": "0"},
    "honderdvijftig": {"honderdvijftig": "150"},
    "tweeduizend vijfhonderd": {"tweeduizend vijfhonderd": "2500"},
    "drieëntwintigduizend": {"drieëntwintigduizend": "23000"},
    "tweehonderdduizend": {"tweehonderdduizend": "200000"},
    # scales
    "een miljoen euro": {"een miljoen": "1000000"},
    "een half miljoen": {"half miljoen": "500000"},
    "een halve miljard": {"halve miljard": "500000000"},
    "anderhalf miljoen, anderhalve dag": {"anderhalf miljoen": "1500000", "anderhalve": "1.5"},
    "EUR 2,5 miljoen": {"2,5 miljoen": "2500000"},
    "15 mln. euro": {"15 mln": "15000000"},
    "3,75 miljard": {"3,75 miljard": "3750000000"},
    "5 miljoenen": {"5": "5"},
    # digits
    "1.500.000 en 0,5": {"1.500.000": "1500000", "0,5": "0.5"},
    "1.500,25": {"1.500,25": "1500.25"},
    "€14, 15% en 16 %": {"14": "14", "15": "15", "16": "16"},
    "(12)": {"12": "12"},
    "hoogste 12.": {"12": "12"},
    # ranges
    "10 à 15 personen": {"10": "10", "15": "15"},
    "2 tot 3 miljoen": {"2": "2000000", "3 miljoen": "3000000"},
    "twee tot drie miljard": {"twee": "2000000000", "drie miljard": "3000000000"},
    "1,5 tot 2 miljard": {"1,5": "1500000000", "2 miljard": "2000000000"},
    "2 \u2013 3 miljoen": {"2": "2000000", "3 miljoen": "3000000"},
    "2 - 3 miljoen": {"2": "2000000", "3 miljoen": "3000000"},
    "2 miljoen tot 3 miljoen": {"2 miljoen": "2000000", "3 miljoen": "3000000"},
    "2 miljoen tot 3 miljard": {"2 miljoen": "2000000", "3 miljard": "3000000000"},
    "2 en 3 miljoen": {"2": "2", "3 miljoen": "3000000"},
    "vier-vijf": {"vier": "4", "vijf": "5"},
    # a verb is one only before what it may rule
    "acht militairen": {"acht": "8"},
    "naar acht.": {"acht": "8"},
    "acht. Het kabinet": {"acht": "8"},
    "acht hetmannen": {"acht": "8"},
    "achttien het": {"achttien": "18"},
    # misread once
    "10-15 militairen": {"10": "10", "15": "15"},
    "2-3 miljoen": {"2": "2000000", "3 miljoen": "3000000"},
    "3.000-4.000 man": {"3.000": "3000", "4.000": "4000"},
    "500.000 tot 1 miljoen": {"500.000": "500000", "1 miljoen": "1000000"},
    "van zes naar acht de komende jaren": {"zes": "6", "acht": "8"},
    "(bij OHR).2 Daarnaast": {},
    # read as a piece once
    "honderd drie militairen": {"honderd drie": "103"},
    "honderd en één man": {"honderd en één": "101"},
    "twaalfhonderd vijftig": {"twaalfhonderd vijftig": "1250"},
    "duizend twee-honderd": {"duizend twee-honderd": "1200"},
    "twee miljoen-drie miljoen": {"twee miljoen": "2000000", "drie miljoen": "3000000"},
    "drie honderd duizend": {"drie honderd duizend": "300000"},
    "een miljard vijfhonderd miljoen": {"een miljard vijfhonderd miljoen": "1500000000"},
    "2 miljoen 300 duizend": {"2 miljoen 300 duizend": "2300000"},
    "15 duizend man": {"15 duizend": "15000"},
    "drieentwintig, drie-en-twintig": {"drieentwintig": "23", "drie-en-twintig": "23"},
    "vijf-\nendertig, vijf-\ntien": {"vijf-\nendertig": "35", "vijf-\ntien": "15"},
    "vijf-tien": {"vijf": "5", "tien": "10"},
    "tweeënhalf en twee-en-een-half": {"tweeënhalf": "2.5", "twee-en-een-half": "2.5"},
    "2½ miljoen, 2 ½ jaar": {"2½ miljoen": "2500000", "2 ½": "2.5"},
    "een kwart miljoen": {"kwart miljoen": "250000"},
    "1,5mln": {"1,5mln": "1500000"},
    "1.5 miljoen": {"1.5 miljoen": "1500000"},
    "EUR15 miljoen": {"15 miljoen": "15000000"},
    "15 M€": {"15 M€": "15000000"},
    "100 000 en 1 500": {"100 000": "100000", "1 500": "1500"},
    "12 000 man": {"12 000": "12000"},
    "in 2025 250 man": {"250": "250"},
    "twee komma vijf miljoen": {"twee komma vijf miljoen": "2500000"},
    # ranges
    "drie- tot vierhonderd": {"drie": "300", "vierhonderd": "400"},
    "drie tot vierhonderd": {"drie": "300", "vierhonderd": "400"},
    "twee-drieduizend": {"twee": "2000", "drieduizend": "3000"},
    "tien tot vierhonderd": {"tien": "10", "vierhonderd": "400"},
    "10- tot 15.000": {"10": "10000", "15.000": "15000"},
    "3 a 4 miljoen": {"3": "3000000", "4 miljoen": "4000000"},
    "van 2 naar 3 miljoen": {"2": "2000000", "3 miljoen": "3000000"},
    "tussen de 2 en 3 miljoen": {"2": "2000000", "3 miljoen": "3000000"},
    "500 tot 1 miljoen": {"500": "500", "1 miljoen": "1000000"},
    "tussen vijf en twintig": {"vijf": "5", "twintig": "20"},
    "respectievelijk honderd en vijftig": {"honderd": "100", "vijftig": "50"},
    "1000-1500 man": {"1000": "1000", "1500": "1500"},
    "10/15 militairen": {"10": "10", "15": "15"},
    # a number beside what is none
    "Zr.Ms. De Zeven Provinciën met 150 man": {"150": "150"},
    "Mali. Vijftien Nederlandse militairen": {"Vijftien": "15"},
    "Mali Vijftien Nederlandse militairen": {"Vijftien": "15"},
    "vier F-16's, tien NH 90's": {"vier": "4", "tien": "10"},
    "een 12-koppig team, een 20-tal": {"12": "12", "20": "20"},
    "resoluties 1 en 2 en 15 militairen": {"15": "15"},
    "2000 militairen": {"2000": "2000"},
    "vier (4) militairen": {"vier": "4", "4": "4"},
    "naar\n15. Dat": {"15": "15"},
    "levert Nederland acht militairen": {"acht": "8"},
    "levert Nederland acht extra waarnemers": {"acht": "8"},
    "in acht landen": {"acht": "8"},
    "om acht redenen": {"acht": "8"},
    "heeft Nederland acht F-35's ingezet": {"acht": "8"},
    "levert Nederland acht EU-trainers": {"acht": "8"},
    "duurt acht maanden en is noodzakelijk": {"acht": "8"},
    "in acht van de tien": {"acht": "8", "tien": "10"},
    "met 20, 30 en 40 man": {"20": "20", "30": "30", "40": "40"},
    "meer dan 2000 doden": {"2000": "2000"},
}
NOT_FOUND = [
    *("", "een", "Een militair", "EEN", "geen", "een van de", "half", "een halve dag", "een half mandaat"),
    *("eerste", "tweede", "derde", "vierde", "achtste", "twintigste", "eenentwintigste", "honderdste", "duizendste"),
    *("21ste", "1e", "2de", "19e eeuw", "12a", "a12", "é12", "12é"),
    *("honderden", "duizenden", "tientallen", "miljoen", "miljoenen", "mln", "tweetallen"),
    *("eigentijds", "zesde", "driehoek", "tweemaal", "waarachtig", "machtig", "negenen", "elfje", "meertien"),
    # a footnote's mark, behind a word, its full stop, or a closing bracket or quotation mark
    *("bijdragen1, naar", "Irak12", "inzet.3", "inzet,3 en", "«missies»3", "missies\u201d3", "inzet:12"),
    *("versterking;5", "EUAM)14", "einde.»3 En"),
    # a verb
    *("acht het kabinet", "Het kabinet acht dit van belang", "acht\nhet", "acht een", "acht zich", "Acht de Kamer"),
    *("acht dat", "acht deze", "acht is", "acht ook", "acht nog", "acht daarom", "acht daarbij"),
    *("het kabinet acht de inzet", "Het kabinet acht verlenging wenselijk", "wat het kabinet noodzakelijk acht."),
    *("het kabinet acht militaire middelen nodig", "zoals de minister van belang acht, is", "geacht", "ik acht hem"),
    *("in acht te nemen", "in acht nemen", "in acht genomen", "acht slaan op", "geen acht slaat", "nodig acht"),
    *("neemt in acht dat", "in acht te worden genomen", "en acht verlenging van de inzet wenselijk"),
    # sizes without a number, shares, compounds
    *("een paar honderd", "enkele honderd man", "enkele duizend", "enkele honderden", "twee derde", "drie kwart"),
    *("1/3", "2 1/2 jaar", "drie-eenheid", "15-jarig", "één-op-één", "twintig drie man", "vijf tien man"),
    # names and types
    *("Zr.Ms. De Zeven Provinciën", "Hr. Ms. Zeven Provinciën", "de Zeven Provinciën", "DE ZEVEN PROVINCIËN"),
    *("de Vijf Eilanden", "F-16", "F\u201135", "F 16", "AH-64", "C-130", "CH-47", "EU-27", "NH 90", "Task Force 55"),
    *("NRF 2025", "Boeing 737", "SNMG 1", "Leopard 2"),
    # days, years, hours
    *("5 mei", "5 mei 2025", "15 tot 30 juni", "1, 2 en 3 mei", "31-12-2025", "31 mrt. 2025", "in 2025", "2021-2027"),
    *("2021/22", "2021 \u2013 2027", "tot en met 2025 militairen", "december \u201925", "elf september", "jaren 90"),
    *("11.00 uur", "11:00", "om 11 uur", "om acht uur"),
    # papers and their parts
    *("29 521", "27 925", "(29 521, nr. 167)", "35 925 V", "29521, nr. 3", "21 501-28", "Kamerstuk 29521", "nr. 12"),
    *("artikel 100", "de artikelen 97 en 100", "VN-resolutie 2231", "resoluties 1368, 1373 (2001)", "fase twee"),
    *("kamerstukdossier 21501 28-268", "kamerstukdossier 33279 -36", "BZDOC-1754443015-75", "art. 42.7"),
    *("pagina 3 van 12", "1. Irak", "- 3) Irak", "(1) het een; (2) het ander", "hoofdtaak één", "EUTM[1]"),
    *("Mali. 11 Bovendien is", "in lijn met advies 112: Europa"),
    # addresses
    *("2500 EB Den Haag", "2500EB Den Haag", "Postbus 20061", "Rijnstraat 8", "T 070 348 6486", "070-3486486"),
    *("+31 70 348 64 86", "(070) 348 64 86.", "F +31 (0)70 348 6486", "https://x.nl/15 ", "www.x.nl/a/15"),
    # what only looks like a number
    *("ze\u017f", "tw\u0131ntig", "NEGENT\u0130G", "1" * 1_000_001),
]


@pytest.mark.parametrize(("text", "expected"), FOUND.items(), ids=map(repr, FOUND))
def test_found(text: str, expected: dict[str, str]) -> None:
    assert _numbers(text) == {words: Decimal(value) for words, value in expected.items()}


@pytest.mark.parametrize("text", NOT_FOUND, ids=lambda text: repr(text[:20]))
def test_not_found(text: str) -> None:
    assert _numbers(text) == {}


def test_words_and_digits_are_told_apart() -> None:
    numbers = find_numbers("twaalf of 12, een miljoen of 1 miljoen")
    assert [number.in_words for number in numbers] == [True, False, True, False]


@pytest.mark.parametrize("text", ["7,2345", "7.50", "7.2345", "1.234.56", "2021-2027", "21501-28-203"])
def test_no_part_of_other_digits_is_a_number(text: str) -> None:
    whole = {"7", "1.234", "2021", "21501", "203"}
    assert set(_numbers(f"zie {text} hier")) <= whole


@pytest.mark.parametrize(
    ("quote", "right", "wrong"),
    [
        ("honderd drie militairen", [103], [3, 100]),
        ("de Nederlandse F-16 inzet", [], [16]),
        ("inzet van de F-35", [], [35]),
        ("twaalfhonderd vijftig", [1250], [50, 1200]),
        ("drie- tot vierhonderd", [300, 400], [3]),
        ("geen trainers, een of twee", [0, 1, 2], []),
        ("Kamerstuk 29 521, nr. 12", [], [29, 521, 12]),
    ],
)
def test_a_quote_states_its_numbers_and_no_pieces(quote: str, right: list[int], wrong: list[int]) -> None:
    assert stated_numbers(quote) >= set(right)
    assert stated_numbers(quote).isdisjoint(wrong)


# --- hostile texts --------------------------------------------------------------------------------------------------

HOSTILE: dict[str, Callable[[int], str]] = {
    "honderd": lambda size: "honderd" * size,
    "honderd apart": lambda size: "honderd " * (size // 8),
    "duizend": lambda size: "duizend " * (size // 8),
    "twee": lambda size: "twee" * size,
    "digits": lambda size: "1" * size,
    "digits in a word": lambda size: "1" * size + "a",
    "points": lambda size: "1" + ".111" * size + "a",
    "commas": lambda size: "1," * size,
    "numbers": lambda size: "10 tot " * (size // 7),
    "een": lambda size: "een " * size,
    "een before blanks": lambda size: "een" + " " * size,
    "acht before blanks": lambda size: "acht" + " " * size,
    "a range of blanks": lambda size: "1" + " " * size + "2",
    "breaks": lambda size: "1" + " \n" * (size // 2),
    "miljoen": lambda size: "1" + " miljoen" * (size // 8),
    "groups": lambda size: "1" + " 500" * (size // 4),
    "hyphens": lambda size: "twee-" * (size // 5),
    "numerals apart": lambda size: "twee " * (size // 5),
    "halves": lambda size: "twee en een half " * (size // 17),
    "ends of ranges": lambda size: "twee- tot " * (size // 10),
    "verbs": lambda size: "kabinet acht " * (size // 13),
    "items": lambda size: "(1) " * (size // 4),
    "an item": lambda size: "(1) " + ", " * size,
    "a long telephone": lambda size: "070 " * (size // 4),
    "telephones": lambda size: "+31 7" * (size // 5),
    "days": lambda size: "1 tot 2 " * (size // 8),
    "marks": lambda size: "e\u0301" * (size // 2),
    "names": lambda size: "De Zeven " * (size // 9),
    "numbers of papers": lambda size: "nr. 1, 2 en " * (size // 12),
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_take_linear_time(make: Callable[[int], str]) -> None:
    assert assert_linear(lambda size: sum(1 for _ in find_numbers(make(size))), 3_125) <= 50_000
