"""Who contributes, by the words of a sentence, and what a sentence does beside stating."""

import pytest
from conftest import assert_linear
from hypothesis import given
from hypothesis import strategies as st

from inzet.texts.dutch.statements.contributing import find_anchors, find_titles
from inzet.texts.dutch.statements.roles import read_role


def _found(sentence: str) -> list[tuple[str, bool | None]]:
    return [(sentence[anchor.start : anchor.end], anchor.own) for anchor in find_anchors(sentence)]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("De Nederlandse bijdrage aan de missie.", [("bijdrage", True)]),
        ("De bijdrage van Nederland aan de missie.", [("bijdrage", True)]),
        ("Nederland neemt met twee schepen deel.", [("neemt met twee schepen deel", True)]),
        ("Met Nederlandse militairen.", [("militairen", True)]),
        ("De inzet van tien politiefunctionarissen.", [("inzet", None)]),
        ("Met de Duitse bijdrage.", [("bijdrage", False)]),
        ("De bijdragen van de verschillende EU-lidstaten.", [("bijdragen", False)]),
        ("De missie in Mali.", []),
        ("Het kabinet verwelkomt de steun van Nederland.", [("steun", True)]),
        ("Daarom is besloten de helikopters in te zetten.", [("besloten", True), ("in te zetten", True)]),
    ],
)
def test_the_one_who_contributes_is_read(sentence: str, found: list[tuple[str, bool | None]]) -> None:
    assert _found(sentence) == found


def test_what_another_country_does_is_not_ours() -> None:
    sentence = "Nederland verkent een bijdrage, en Duitsland levert tweehonderd militairen."
    assert ("levert", True) not in _found(sentence)


def test_a_country_after_in_or_naar_is_a_place() -> None:
    sentence = "Het kabinet is voornemens zes experts uit te zenden naar Oekraïne."
    assert ("uit te zenden", True) in _found(sentence)


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("Dit is een inzet van maximaal 175 militairen.", "continuation"),
        ("In totaal gaat het om niet meer dan 125 personen.", "total"),
        ("Indien de NAVO besluit, kan Nederland bijdragen.", "condition"),
        ("Hieronder volgt een contextanalyse.", "outline"),
        ("Met deze bijdrage bouwt Nederland voort op resultaten.", "repetition"),
        ("EULEX Kosovo heeft 1.700 medewerkers.", "description"),
        ("Nederland levert tien militairen.", None),
    ],
)
def test_the_role_of_a_sentence(sentence: str, role: str | None) -> None:
    assert read_role(sentence) == role


def test_titles_and_citations_of_documents_state_nothing() -> None:
    sentence = "Zie «De bijdrage aan KFOR» en de brief van 14 juni over de inzet (Kamerstuk 29 521, nr. 381) hierover."
    titles = [sentence[slice(*span)] for span in find_titles(sentence)]
    assert titles == [
        "«De bijdrage aan KFOR»",
        "brief van 14 juni over de inzet ",
        "(Kamerstuk 29 521, nr. 381)",
    ]


@given(st.text(max_size=200))
def test_any_sentence_is_read(sentence: str) -> None:
    for anchor in find_anchors(sentence):
        assert 0 <= anchor.start < anchor.end <= len(sentence)
    for start, end in find_titles(sentence):
        assert 0 <= start < end <= len(sentence)
    read_role(sentence)


def test_many_verbs_of_many_countries_take_linear_time() -> None:
    assert_linear(lambda size: list(find_anchors("Nederland levert, Duitsland levert, " * size)), 31)
