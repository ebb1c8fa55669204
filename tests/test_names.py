"""Tests of `inzet.texts.names`: generated names as letters write them, tables of examples, then the names on record."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from conftest import ROOT, assert_linear
from hypothesis import assume, given
from hypothesis import strategies as st

from inzet.records.tree import read_tree
from inzet.texts.names import Names, Naming

# --- strategies -----------------------------------------------------------------------------------------------------

CAPITALS = "ABCDEFGHKLMNOPRSTUVWZ"
SMALL = "abcdefghijklmnoprstuvwzéëï"
# What stands between two words of a name, and what may stand there instead.
JOINTS = ["", " ", "  ", "\n", " \n ", "\u00a0", "-", "\u2010", "\u2011", "\u2013", " - ", "-\n", "/", " (", ") ", ". "]
JOINTS += [" «", "» ", " \u2018", "\u2019 ", "\u201c", '"', ", ", " & ", "* **"]

abbreviations = st.text(CAPITALS, min_size=2, max_size=6)
plain_words = st.text(SMALL, min_size=2, max_size=8)
words = plain_words | plain_words.map(str.capitalize) | st.sampled_from(["eFP", "McKay", "éénheid", "Ïone"])
tokens = abbreviations | words | st.sampled_from(["16", "2035", "P5", "EI2", "C4+", "2%"])
firsts = abbreviations | words | st.sampled_from(["G5", "EI2", "16e", "C4+"])
names = st.lists(tokens, max_size=3).flatmap(lambda rest: firsts.map(lambda first: [first, *rest]))
# Other letters than those of names, so that no name begins or goes on in them.
fillers = st.text("яжщ  .,;:!?()«»\n-", max_size=12)


def _record(own: str, *spellings: str, abbreviation: str | None = None, kind: str = "mission") -> dict[str, Any]:
    name, *others = spellings
    record = {f"{kind}_id": own, "name": name, "names": [{"name": other, "language": "nl"} for other in others]}
    return record if abbreviation is None else {**record, "abbreviation": abbreviation}


def _is_abbreviation(token: str) -> bool:
    return token.upper() == token and any(character.isalpha() for character in token)


@st.composite
def inflected(draw: st.DrawFn, token: str) -> str:
    """A word of a name as a sentence may have it: in any case if it is no abbreviation, with an ending or none."""
    if _is_abbreviation(token) or not token.isalpha():
        return token + draw(st.sampled_from(["", "", "s", "'s", "\u2019s"]))
    change = draw(st.sampled_from([str, str.lower, str.upper, str.capitalize]))
    return change(token + draw(st.sampled_from(["", "", "s", "'s", "\u2019s", "e", "n", "en", "ën"])))


@st.composite
def written(draw: st.DrawFn, name: list[str]) -> str:
    """A name as a sentence may have it: with other blanks and hyphens, and every word inflected."""
    first, *rest = [draw(inflected(token)) for token in name]
    return first + "".join(draw(st.sampled_from(JOINTS)) + token for token in rest)


# --- properties -----------------------------------------------------------------------------------------------------


@given(names, fillers, fillers, st.sampled_from(["", "1", "12"]), st.data())
def test_a_name_is_found_however_it_is_written(
    name: list[str], before: str, behind: str, mark: str, data: st.DataObject
) -> None:
    as_written = data.draw(written(name))
    assume(not before or not before[-1].isalpha())
    assume(mark or not behind or not behind[0].isalpha())
    assume(not mark or not as_written[-1].isdecimal())
    text = before + as_written + mark + (" " if mark else "") + behind
    found = list(Names([_record("it", " ".join(name))]).find(text))
    # A hyphen or blank behind the name is no part of it, nor is the mark of a footnote.
    assert found == [Naming(len(before), len(before) + len(as_written), ("it",))]


@given(names, st.sampled_from(["name", "names", "abbreviation"]), st.sampled_from(["mission", "framework"]))
def test_each_property_of_a_record_that_names_it_counts(name: list[str], where: str, kind: str) -> None:
    spelt = " ".join(name)
    other = "яя" if spelt != "яя" else "жж"
    record = {
        "name": _record("it", spelt, kind=kind),
        "names": _record("it", other, spelt, kind=kind),
        "abbreviation": _record("it", other, abbreviation=spelt, kind=kind),
    }[where]
    assert list(Names([record]).find(f"({spelt})")) == [Naming(1, 1 + len(spelt), ("it",))]
    assert list(Names([{f"{kind}_id": "it", "name": spelt}]).find(spelt)) == [Naming(0, len(spelt), ("it",))]


@given(names, st.lists(tokens, min_size=1, max_size=2), fillers, st.data())
def test_the_longest_name_counts(name: list[str], more: list[str], behind: str, data: st.DataObject) -> None:
    found = Names([_record("long", " ".join(name + more)), _record("short", " ".join(name))])
    longest = data.draw(written(name + more))
    assume(not behind or not behind[0].isalpha())
    assert [naming.ids for naming in found.find(longest + behind)] == [("long",)]
    assert [naming.ids for naming in found.find(" ".join(name) + "; " + " ".join(name + more))][:1] == [("short",)]


@given(names, st.lists(st.text(SMALL, min_size=1, max_size=4), min_size=2, max_size=4, unique=True), st.randoms())
def test_a_name_that_several_bear_means_each_of_them(name: list[str], ids: list[str], random: Any) -> None:
    spelt = " ".join(name)
    records = [_record(own, spelt, kind=random.choice(["mission", "framework"])) for own in ids]
    assert list(Names(records).find(spelt)) == [Naming(0, len(spelt), tuple(sorted(ids)))]


@given(names, st.sampled_from("яЖéZ7"))
def test_no_name_is_found_inside_a_word(name: list[str], letter: str) -> None:
    spelt = " ".join(name)
    found = Names([_record("it", spelt)])
    assert all(naming.start > 0 for naming in found.find(letter + spelt))
    if not letter.isdecimal():
        assert list(found.find(spelt + "ж" + letter)) == []


@given(abbreviations, st.lists(words, max_size=2))
def test_an_abbreviation_keeps_its_capitals(abbreviation: str, rest: list[str]) -> None:
    found = Names([_record("it", " ".join([abbreviation, *rest]))])
    for other in (abbreviation.lower(), abbreviation.capitalize(), abbreviation[0].lower() + abbreviation[1:]):
        assert list(found.find(" ".join([other, *rest]))) == []


@given(st.lists(names, max_size=4), st.lists(st.sampled_from(JOINTS) | tokens, max_size=12).map("".join) | st.text())
def test_names_in_any_text_are_in_order_and_apart(known: list[list[str]], text: str) -> None:
    end = 0
    for naming in Names([_record(str(at), " ".join(name)) for at, name in enumerate(known)]).find(text):
        assert end <= naming.start < naming.end <= len(text)
        assert naming.ids
        assert text[naming.start].isalnum()
        end = naming.end


# --- examples -------------------------------------------------------------------------------------------------------

RECORDS = [
    _record("euam-ukraine", "European Union Advisory Mission", "EUAM Oekraïne", "EUAM", abbreviation="EUAM Ukraine"),
    _record("euam-iraq", "EU Advisory Mission in Iraq", "EUAM Irak", "EUAM", abbreviation="EUAM Iraq"),
    _record("eubam-libya", "EUBAM Libië", "EUBAM"),
    _record("eubam-rafah", "EUBAM Rafah", "EUBAM"),
    _record("eubam-moldova", "EUBAM Moldavië", "EUBAM"),
    _record("opa", "Operation Poseidon Archer", abbreviation="OPA"),
    _record("mq9", "MQ-9 Roemenië", "MQ-9"),
    _record("p5", "Permanente Vijf", abbreviation="P5", kind="framework"),
    _record("eu", "Europese Unie", abbreviation="EU", kind="framework"),
    _record("kompas", "Strategisch Kompas", "NAVO 2%", kind="framework"),
    _record("brigade", "16e Brigade", kind="framework"),
    _record("efp", "enhanced Forward Presence", abbreviation="eFP", kind="framework"),
]
EUAMS = "euam-iraq euam-ukraine"
EUBAMS = "eubam-libya eubam-moldova eubam-rafah"
FOUND: dict[str, list[tuple[str, str]]] = {
    # abbreviations that are parts of others; the longest counts
    "EUAM Ukraine en EUAM Iraq": [("EUAM Ukraine", "euam-ukraine"), ("EUAM Iraq", "euam-iraq")],
    "EUAM Oekraïne, EUAM Irak": [("EUAM Oekraïne", "euam-ukraine"), ("EUAM Irak", "euam-iraq")],
    "EUAM en EUAM Irak": [("EUAM", EUAMS), ("EUAM Irak", "euam-iraq")],
    "EUBAM Moldavië, Libië en Rafah": [("EUBAM Moldavië", "eubam-moldova")],
    "EUBAM Libië; EUBAM Rafah; EUBAM": [
        ("EUBAM Libië", "eubam-libya"),
        ("EUBAM Rafah", "eubam-rafah"),
        ("EUBAM", EUBAMS),
    ],
    "EU en EUAM": [("EU", "eu"), ("EUAM", EUAMS)],
    "EU Advisory Mission in Iraq": [("EU Advisory Mission in Iraq", "euam-iraq")],
    "EU Advisory Mission": [("EU", "eu")],
    # blanks, hyphens and breaks
    "EUAM\u00a0Ukraine": [("EUAM\u00a0Ukraine", "euam-ukraine")],
    "EUAM-Ukraine": [("EUAM-Ukraine", "euam-ukraine")],
    "EUAM \n Ukraine": [("EUAM \n Ukraine", "euam-ukraine")],
    "Europese-\nUnie": [("Europese-\nUnie", "eu")],
    "EUAM (Oekraïne)": [("EUAM (Oekraïne", "euam-ukraine")],
    "**EUAM** *Irak*": [("EUAM** *Irak", "euam-iraq")],
    "MQ9, MQ 9, MQ-9": [("MQ9", "mq9"), ("MQ 9", "mq9"), ("MQ-9", "mq9")],
    "MQ9-Roemenië": [("MQ9-Roemenië", "mq9")],
    "EU-missie": [("EU", "eu")],
    "anti-EU": [("EU", "eu")],
    "EU/NAVO 2%-norm": [("EU", "eu"), ("NAVO 2%", "kompas")],
    # endings and capitals
    "EU's en EU\u2019s en EUs": [("EU's", "eu"), ("EU\u2019s", "eu"), ("EUs", "eu")],
    "europese unie, EUROPESE UNIES": [("europese unie", "eu"), ("EUROPESE UNIES", "eu")],
    "het Strategische Kompas": [("Strategische Kompas", "kompas")],
    "Strategisch kompas's": [("Strategisch kompas's", "kompas")],
    "EFP, efp, eFP's": [("EFP", "efp"), ("efp", "efp"), ("eFP's", "efp")],
    "EUAM Oekraïnes": [("EUAM Oekraïnes", "euam-ukraine")],
    "16e brigade, 16e Brigades": [("16e brigade", "brigade"), ("16e Brigades", "brigade")],
    # the mark of a footnote
    "EU1, EUAM Irak12.": [("EU", "eu"), ("EUAM Irak", "euam-iraq")],
    "P5 en P53": [("P5", "p5"), ("P5", "p5")],
    "_EU_": [("EU", "eu")],
}
NOT_FOUND = [
    *("", "opa", "Opa", "Opa's", "OPAL", "coOPA", "euam Ukraine", "Euam", "eu", "Eu", "EUropa", "NEU", "12EU"),
    *("Europese", "Europees Unie", "Europese Uniek", "Unie Europese", "p5", "P", "P 50 EURO", "Strategisch", "NAVO 2"),
    *("Strategischere Kompas", "Kompas", "EUAMX", "EUBA", "MQ x9", "16E Brigade", "16en Brigade"),
]


@pytest.fixture(scope="module")
def known() -> Names:
    return Names(RECORDS)


@pytest.mark.parametrize(("text", "expected"), FOUND.items(), ids=map(repr, FOUND))
def test_found(known: Names, text: str, expected: list[tuple[str, str]]) -> None:
    found = [(text[naming.start : naming.end], " ".join(naming.ids)) for naming in known.find(text)]
    assert found == expected


@pytest.mark.parametrize("text", NOT_FOUND, ids=repr)
def test_not_found(known: Names, text: str) -> None:
    assert list(known.find(text)) == []


def test_no_records_no_names() -> None:
    assert list(Names([]).find("EUAM Ukraine")) == []


# --- what was missed once, and what still is ------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["M fregat", "M-fregat", "U.N. Mission", "'s-Gravenhage", "À la carte", "D"])
def test_a_name_may_begin_with_a_word_of_one_character(name: str) -> None:
    [naming] = Names([_record("it", name)]).find(f"de {name}")
    assert name.endswith(f"de {name}"[naming.start : naming.end])


def test_the_longest_name_counts_however_many_words_it_has() -> None:
    found = Names([_record("short", "EU NAV FOR"), _record("long", "EUNAVFOR Somalia")])
    assert [naming.ids for naming in found.find("EUNAVFOR Somalia")] == [("long",)]
    assert [naming.ids for naming in found.find("EUNAVFOR, EU NAV FOR")] == [("short",), ("short",)]


@pytest.mark.xfail(strict=True, reason="of names that end in one place only one counts, if they are spelt otherwise")
@pytest.mark.parametrize(("one", "other", "text"), [("MQ-9", "MQ9", "MQ9"), ("EU Missie", "EU MISSIE", "EU MISSIE")])
def test_a_name_that_several_bear_in_other_spellings_means_each(one: str, other: str, text: str) -> None:
    assert [naming.ids for naming in Names([_record("a", one), _record("b", other)]).find(text)] == [("a", "b")]


@pytest.mark.xfail(strict=True, reason="a full stop and a paragraph's end may stand between the words of a name")
@pytest.mark.parametrize("text", ["Zo ook EUAM. Irak is ver.", "Zo ook EUAM\n\nIrak is ver."])
def test_no_name_runs_on_into_another_sentence(known: Names, text: str) -> None:
    assert [text[naming.start : naming.end] for naming in known.find(text)] == ["EUAM"]


# --- hostile texts --------------------------------------------------------------------------------------------------

HOSTILE: dict[str, Callable[[int], str]] = {
    "an abbreviation": lambda size: "EU " * size,
    "starts": lambda size: "European Union " * size,
    "starts without an end": lambda size: "EU - " * size,
    "blanks": lambda size: "EUAM" + " " * size * 10,
    "brackets": lambda size: "EU(" * size,
    "one word": lambda size: "EUAM" * size,
    "digits": lambda size: "1" * size,
    "breaks": lambda size: "EUAM\n" * size,
    "marks": lambda size: "'*" * size,
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_take_linear_time(known: Names, make: Callable[[int], str]) -> None:
    assert assert_linear(lambda size: sum(1 for _ in known.find(make(size))), 1_562) <= 25_000


def test_a_name_that_can_be_read_in_many_ways_takes_linear_time() -> None:
    """Each "e" may be a word or the ending of the one before."""
    found = Names([_record("it", " ".join(["e"] * 100 + ["x"])), _record("other", " ".join(["n"] * 50 + ["en"] * 50))])
    assert assert_linear(lambda size: list(found.find("ee" * size + " " + "en" * size)), 1_250) == []


# --- the names on record --------------------------------------------------------------------------------------------


def _on_record() -> dict[str, Mapping[str, Any]]:
    documents, _ = read_tree(ROOT)
    return {document.stem: document.value for document in documents if document.kind != "letter"}


def _spellings(record: Mapping[str, Any]) -> Iterator[str]:
    yield record["name"]
    yield from (entry["name"] for entry in record.get("names", ()))
    yield from [record["abbreviation"]] if "abbreviation" in record else []


def test_every_name_on_record_is_found_as_a_whole() -> None:
    records = _on_record()
    found = Names(records.values())
    assert len(records) > 100
    for own, record in records.items():
        for name in _spellings(record):
            text = f"De bijdrage aan {name} loopt af."
            here = [naming for naming in found.find(text) if own in naming.ids]
            assert [text[naming.start : naming.end] for naming in here] == [name.strip("()'\u2018\u2019«».")], own
