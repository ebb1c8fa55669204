"""Tests of `inzet.texts.text`: places and lines against a slow reading of each character, then tables of examples."""

import re
from collections.abc import Callable, Iterator

import pytest
from conftest import assert_linear
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from inzet.texts.abbreviations import MAY_BE_LAST, NEVER_LAST
from inzet.texts.sentences import sentence_starts
from inzet.texts.text import GAP, ExhaustedError, Span, Text, unbroken

# --- an oracle, and texts with many blanks and breaks ---------------------------------------------------------------

MANY = max(300, settings().max_examples)  # each takes no time, and breaks beside hyphens are rare
contents = st.text("aab--. \n\n\t\u00a0", max_size=40) | st.text(max_size=20)


@st.composite
def quoted(draw: st.DrawFn) -> tuple[str, str]:
    """A text, and words of it: now with the breaks of lines as they stand, now as a curator quotes them."""
    content = draw(contents.filter(str.strip))
    start = draw(st.integers(0, len(content) - 1))
    words = content[start : draw(st.integers(start + 1, len(content)))]
    if draw(st.booleans()):
        words = "".join(_unbroken(words.split("\n")))
    words = words.strip(" \t\n")
    assume(words and not words.endswith("-"))  # a break behind the last hyphen belongs to nothing
    return content, words


def _unbroken(lines: list[str]) -> Iterator[str]:
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        yield line.strip(" \t") + ("" if after is None or line.strip(" \t").endswith("-") else " ")


def _break(content: str, at: int) -> set[int]:
    """Where a break of the line that begins at a place may end: before, among or behind the next line's blanks."""
    while content[at : at + 1] in (" ", "\t"):
        at += 1
    if content[at : at + 1] != "\n":
        return set()
    ends = {at + 1}
    while content[at + 1 : at + 2] in (" ", "\t"):
        at += 1
        ends.add(at + 1)
    return ends


def _end(content: str, words: str, at: int) -> int | None:
    """Where words that begin at a place end, or None if other words stand there."""
    places = {at}
    for character in words:
        after = {place + 1 for place in places if content[place : place + 1] == character}
        if character == " ":
            after |= {end for place in places for end in _break(content, place)}
        if character == "-":
            after |= {end for place in after for end in _break(content, place)}
        places = after
    assert len(places) < 2, "words that end in no blank end in one place"
    return next(iter(places), None)


def _places(content: str, words: str, start: int, stop: int) -> Iterator[Span]:
    """Every place where words begin from a start up to a stop, none within the one before."""
    while start < stop:
        end = _end(content, words, start)
        if end is not None:
            yield start, end
        start = start + 1 if end is None else end


# --- properties -----------------------------------------------------------------------------------------------------


@settings(max_examples=MANY)
@given(quoted())
@example(("a-\n\nb", "a- b"))  # one break belongs to the hyphen, one is the blank
@example(("a-\n \n b", "a- b"))
def test_words_are_found_wherever_they_stand(drawn: tuple[str, str]) -> None:
    content, words = drawn
    found = list(Text(content).find(words))
    assert found == list(_places(content, words, 0, len(content)))
    assert found


@given(quoted())
def test_on_a_line_those_places_are_found_that_begin_there(drawn: tuple[str, str]) -> None:
    content, words = drawn
    starts = [0, *(at + 1 for at, character in enumerate(content) if character == "\n"), len(content) + 1]
    for line in range(1, len(starts)):
        expected = list(_places(content, words, starts[line - 1], starts[line]))
        assert list(Text(content).find(words, line)) == expected
    assert list(Text(content).find(words, len(starts))) == []
    assert list(Text(content).find(words, 0)) == list(Text(content).find(words, -1)) == []


@settings(max_examples=MANY)
@given(contents, st.text("ab-. \n\t", min_size=1, max_size=4).map(str.strip).filter(lambda words: words[-1:] != "-"))
def test_no_other_words_are_found(content: str, words: str) -> None:
    assume(words)
    assert list(Text(content).find(words)) == list(_places(content, words, 0, len(content)))


@given(quoted(), st.data())
def test_a_gap_runs_from_the_first_place_to_the_nearest_last_words(drawn: tuple[str, str], data: st.DataObject) -> None:
    content, first = drawn
    last = data.draw(st.sampled_from([*content.split(), "b", "a"]).filter(lambda words: words[-1] != "-"))
    line = data.draw(st.integers(1, content.count("\n") + 1))
    starts = [0, *(at + 1 for at, character in enumerate(content) if character == "\n"), len(content) + 1]
    expected = [
        (start, end)
        for start in range(starts[line - 1], starts[line])
        if (after := _end(content, first, start)) is not None
        for _, end in list(_places(content, last, after, len(content) + 1))[:1]
    ][:1]
    assert list(Text(content).find(first + GAP + last, line, gap=True)) == expected


@given(contents, st.data())
def test_lines_are_counted_from_one(content: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, len(content)))
    text = Text(content)
    first, last = text.lines((start, end))
    assert first == content[:start].count("\n") + 1
    assert last == content[: max(start, end - 1)].count("\n") + 1
    assert content[start:end].rstrip("\n") in text.between(first, last)


@given(contents)
def test_the_lines_between_are_the_text(content: str) -> None:
    text, lines = Text(content), content.split("\n")
    assert text.between(1, len(lines)) == content
    assert [text.between(line, line) for line in range(1, len(lines) + 1)] == lines
    assert text.between(len(lines) + 1, len(lines) + 9) == ""
    assert text.between(2, 1) == text.between(1, 0) == text.between(0, 1) == text.between(-1, 1) == ""


# --- examples -------------------------------------------------------------------------------------------------------

FOUND: dict[tuple[str, str], str] = {
    ("de NAVO is de", "de NAVO"): "de NAVO",
    ("de\nNAVO", "de NAVO"): "de\nNAVO",
    ("de \t\n \tNAVO", "de NAVO"): "de \t\n \tNAVO",
    ("NAVO-\nlanden", "NAVO-landen"): "NAVO-\nlanden",
    ("NAVO- \n  landen", "NAVO-landen"): "NAVO- \n  landen",
    ("NAVO-\nen EU-landen", "NAVO- en EU-landen"): "NAVO-\nen EU-landen",
    ("EUAM\u00a0Irak", "EUAM\u00a0Irak"): "EUAM\u00a0Irak",
    ("a.b? (c)*", "b? (c)*"): "b? (c)*",  # nothing in words is a pattern
    ("[a] … b", "a] … b"): "a] … b",  # without a gap the sign is one like any other
}
NOT_FOUND: list[tuple[str, str]] = [
    ("de NAVO", "De NAVO"),
    ("de  NAVO", "de NAVO"),
    ("de\tNAVO", "de NAVO"),
    ("de\n\nNAVO", "de NAVO"),  # not over the gap between two paragraphs
    ("NAVO-\n\nlanden", "NAVO-landen"),
    ("de\u00a0NAVO", "de NAVO"),
    ("de NAVO", "de\u00a0NAVO"),
    ("NAVO- landen", "NAVO-landen"),  # a hyphen takes a break only, no blank
    ("de NAVO", "de\nNAVO"),
    ("NAVO\nlanden", "NAVO-landen"),
    ("NAVO\n-landen", "NAVO-landen"),
    ("axb", "a.b"),
    ("a x b", "a … b"),
]


@pytest.mark.parametrize(("content", "words"), FOUND, ids=map(repr, FOUND))
def test_found(content: str, words: str) -> None:
    [(start, end)] = Text(content).find(words)
    assert content[start:end] == FOUND[content, words]


@pytest.mark.parametrize(("content", "words"), NOT_FOUND, ids=map(repr, NOT_FOUND))
def test_not_found(content: str, words: str) -> None:
    assert list(Text(content).find(words)) == []
    assert list(Text(content).find(words, 1)) == []


def test_words_may_begin_on_the_line_and_end_on_a_later_one() -> None:
    text = Text("een\ntwee drie\nvier een\ntwee")
    assert list(text.find("een twee", 1)) == [(0, 8)]
    assert list(text.find("een twee", 2)) == []
    assert list(text.find("een twee", 3)) == [(19, 27)]
    assert list(text.find("een twee")) == [(0, 8), (19, 27)]
    assert [text.lines(span) for span in text.find("een twee")] == [(1, 2), (3, 4)]


def test_words_that_stand_on_a_line_twice_are_found_twice() -> None:
    assert list(Text("zes en zes\nzes").find("zes", 1)) == [(0, 3), (7, 10)]
    assert list(Text("zes zes zes zes").find("zes zes")) == [(0, 7), (8, 15)], "none within the one before"


def test_a_gap_counts_once_and_may_run_over_lines() -> None:
    text = Text("de een tot\n\nde twee en de drie twee\nde twee")
    assert list(text.find("de … twee", 1, gap=True)) == [(0, 19)]
    assert list(text.find("de … twee", 3, gap=True)) == [(12, 19)]
    assert list(text.find("de … drie twee", 3, gap=True)) == [(12, 35)]
    assert list(text.find("de … drie … de", 1, gap=True)) == [(0, 38)]
    assert list(text.find("twee … zes", 3, gap=True)) == []
    assert list(text.find("twee", 3, gap=True)) == [(15, 19), (31, 35)], "without a gap every place counts"


HOSTILE: dict[str, Callable[[int], tuple[str, str]]] = {
    "blanks": lambda size: (" " * size, "a b"),
    "breaks": lambda size: ("a" + " \n" * size, "a b"),
    "hyphens": lambda size: ("-" * size, "--a"),
    "one line": lambda size: ("a " * size, "a b"),
    "many lines": lambda size: ("a\n" * size, "a … b"),
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_take_linear_time(make: Callable[[int], tuple[str, str]]) -> None:
    def find(size: int) -> None:
        content, words = make(size)
        text = Text(content)
        assert list(text.find(words)) == []
        assert text.lines((len(content), len(content)))[0] == content.count("\n") + 1

    assert_linear(find, 312)


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_a_text_is_given_up_in_which_too_much_looks_like_the_words(make: Callable[[int], tuple[str, str]]) -> None:
    def find(size: int) -> None:
        content, words = make(size)
        text = Text(content)
        with pytest.raises(ExhaustedError):
            for _ in range(5000):
                list(text.find(words))

    assert_linear(find, 31_250)


# --- sentences -------------------------------------------------------------------------------------------------------

# What the code says in steps, in expressions that retrace their steps.
PLAIN_ITEM = r"\n(?=\s*(?:[-•\uf0b7]|(?:[0-9]{1,3}|[ivx]{1,5})\.|(?:[0-9]{1,3}|[a-z])\)|\([a-z0-9]{1,3}\))\s)"
PLAIN_END = re.compile(rf"[.!?][»”\u2019\")]*[0-9]*\s+(?=[\W\d]*[A-ZÀ-Þ])|\n\s*\n|{PLAIN_ITEM}")
PLAIN_INITIALS = re.compile(r"(?:^|\s)-*(?:[A-ZÀ-Þ]\.-?)*[A-ZÀ-Þ]$")
PLAIN_NUMBER = re.compile(r"(?:^|\n)[ \t\u00a0]*(?:[0-9]{1,3}|[ivx]{1,5})$")
signs = st.sampled_from([".", "!", " ", "\n", "\t", "\u00a0", "a", "i", "A", "É", "1", "-", ")", "”", "_"])


def _plain_starts(content: str) -> Iterator[int]:
    yield 0
    at = 0
    while end := PLAIN_END.search(content, at):
        before = content[: end.start()]
        after_word = end[0][0] == "." and end[0][1].isspace()
        if after_word and (PLAIN_INITIALS.search(before) or PLAIN_NUMBER.search(before)):
            at = end.start() + 1
        else:
            at = end.end()
            yield at


@settings(max_examples=MANY)
@given(st.text(signs, max_size=20))
@example("a.\n1) A. A")
@example("1. A.A. É\n\nA")
def test_sentences_begin_where_plain_expressions_say(content: str) -> None:
    text = Text(content)
    starts = list(_plain_starts(content))
    for at in range(len(content) + 1):
        assert text.sentence(at) == sum(start <= at for start in starts)


def _starts(content: str) -> list[str]:
    """Return the first word of each sentence."""
    return [content[at:].split()[0] for at in sentence_starts(content) if content[at:].strip()]


@pytest.mark.parametrize("blank", [" ", "\n", "\u00a0"], ids=repr)
@pytest.mark.parametrize(
    "word", sorted(NEVER_LAST | {"Zr", "HR.MS", "Zr. Ms", "Mr", "Drs", "lt.-gen", "J.A", "E.N.A.J", "A.-M"})
)
def test_an_abbreviation_ends_no_sentence(word: str, blank: str) -> None:
    assert _starts(f"De inzet van {word}.{blank}Tromp eindigt. Daarna volgt ({word}.{blank}Evertsen).") == [
        "De",
        "Daarna",
    ]


@pytest.mark.parametrize("word", sorted(MAY_BE_LAST))
def test_an_abbreviation_that_may_be_last_ends_a_sentence_before_a_capital_only(word: str) -> None:
    assert _starts(f"Dat was op 8 maart {word}. Het kabinet") == ["Dat", "Het"]
    assert _starts(f"Dat was op 8 maart {word}. (Kamerstuk 29 521) bekend") == ["Dat"]
    assert _starts(f"Dat komt in de {word}. Europese Raad") == ["Dat"]
    assert _starts(f"Dat was op 8 maart {word}. bekend") == ["Dat"]


SENTENCES = {
    "Het lid Sjoerdsma c.q. Nederland.": ["Het"],
    "Zie Kamerstuk 29 521, nr. 12. Nederland blijft.": ["Zie", "Nederland"],
    "Zie Kamerstuk 29 521, nr. 441 en 442. Nederland blijft.": ["Zie", "Nederland"],
    "Zie art. 100 Grondwet. Nederland blijft.": ["Zie", "Nederland"],
    "Zie no. 12 EU. Dat zegt zij ook. No. Zij": ["Zie", "Dat", "No.", "Zij"],
    "Dit kost EUR 3 mln. Daarnaast komt er 2 mld. EUR bij.": ["Dit", "Daarnaast"],
    "Dit kost 3 mln. Amerikaanse dollars.": ["Dit"],
    "De heer J. Hennis en mevrouw A.Th. B. Bijleveld. Zij": ["De", "Zij"],
    "Zie bijlage A. De inzet eindigt. Zie hoofdstuk II. Nederland": ["Zie", "De", "Zie", "Nederland"],
    "Dat doet de VS. De NAVO ook.": ["Dat", "De"],
    "Een schip! Zr.Ms. Tromp vaart. Hr.Ms. Evertsen ook.": ["Een", "Zr.Ms.", "Hr.Ms."],
    "In Bergen. Nederland. In Marnr. Nederland": ["In", "Nederland.", "In", "Nederland"],
    "1. Irak\n\n2. Mali": ["1.", "2."],
    "Het volgt:\n1. Irak\nii. Mali\n12) Niger\n(b) Tsjaad\nc) Soedan": ["Het", "1.", "ii.", "12)", "(b)", "c)"],
    "Tot juli 2025. Daarna in\n2026. Dan": ["Tot", "Daarna", "Dan"],
}


@pytest.mark.parametrize("content", SENTENCES)
def test_sentences_start(content: str) -> None:
    assert _starts(content) == SENTENCES[content]


WRAPPED = """\
Brief regering : Inzet aan de Zilverkust
99 001 De Zilverkust
Nr. 4
BRIEF VAN DE MINISTERS VAN BUITENLANDSE ZAKEN EN VAN DEFENSIE EN EEN ANDER
Aan de Voorzitter van de Tweede Kamer
Den Haag, 1 april 2025
Het kabinet verlengt de inzet van het detachement van de Koninklijke
Landmacht aan de kust, die u kent uit eerdere brieven van de
Minister, en die tot juli van dit jaar duurt. Ook volgt een team met
Zr.Ms. Tromp.
Essentie
Nederland blijft
- met tien militairen
- met een schip
"""


def test_a_wrapped_sentence_is_one_and_a_heading_its_own() -> None:
    starts = ["Brief", "Nr.", "BRIEF", "Aan", "Den", "Het", "Ook", "Essentie", "Nederland", "-", "-"]
    assert _starts(WRAPPED) == starts
    assert list(Text(WRAPPED).sentences(9, 9)) == []
    assert list(Text(WRAPPED).sentences(9, 10)) == ["Ook volgt een team met Zr.Ms. Tromp."]
    (sentence,) = Text(WRAPPED).sentences(7, 9)
    assert sentence.startswith("Het kabinet") and sentence.endswith("jaar duurt.")
    assert [*Text("1. Irak is rustig.\n2) Mali ook.").sentences(1, 2)] == ["Irak is rustig.", "Mali ook."]


def test_in_a_text_with_a_paragraph_on_each_line_a_heading_is_its_own() -> None:
    paragraph = "Het kabinet verlengt de inzet van het detachement van de Koninklijke Landmacht tot juli 2025."
    assert _starts(f"Essentie\n{paragraph}\nBesluit\n{paragraph}") == ["Essentie", "Het", "Besluit", "Het"]
    assert _starts(f"De Minister van Defensie,\nOllongren\n{paragraph}") == ["De", "Het"]


@given(st.text(st.sampled_from(["\n", " ", "\t", "-", "a", "\u00a0"]), max_size=12))
def test_broken_lines_are_joined_as_plain_expressions_do(words: str) -> None:
    joined = re.sub(r"(?<=-)[ \t]*\n[ \t]*", "", words)
    assert unbroken(words).strip() == re.sub(r"[ \t]*\n[ \t]*", " ", joined).strip()


@pytest.mark.parametrize(
    "sign",
    [". ", ".\n", ".)", ".1", "- ", "\n", " ", ".1 ", "\n- ", "a\n1", "A.\n", "\nA. ", "jl. (", "A.A", "1. A", "a\nA"],
)
def test_sentences_of_hostile_texts_are_found_in_linear_time(sign: str) -> None:
    assert assert_linear(lambda size: Text("." + sign * size).sentence(10), 6_250)
