"""What a text says that its country contributes: which statements there are, and which fields their words fill."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from conftest import assert_linear
from hypothesis import given
from hypothesis import strategies as st

from inzet.schema.schemas import Schemas
from inzet.texts.dutch import DUTCH
from inzet.texts.filling import Statement
from inzet.texts.names import Names
from inzet.texts.statements import find_statements
from inzet.texts.targets import find_targets
from inzet.texts.text import Text

RECORDS: dict[str, dict[str, Any]] = {
    one: {"mission_id": one, "name": name, "kind": "mission", "names": []}
    for one, name in (("kfor", "KFOR"), ("minusma", "MINUSMA"), ("eutm-mali", "EUTM Mali"), ("nmi", "NMI"))
}
NAMES = Names(RECORDS.values())
WRITTEN = date(2021, 11, 19)


def _read(content: str) -> list[Statement]:
    text = Text(content)
    return find_statements(text, find_targets(text, NAMES, DUTCH, RECORDS), DUTCH, WRITTEN)


def _values(statement: Statement, *names: str) -> tuple[Any, ...]:
    return tuple(statement.values.get(name) for name in names)


def _targets(statement: Statement) -> list[str]:
    return [one for target in statement.targets for one in target.ids]


FIGURES = ("number_min", "number_max", "previous_number", "unit", "change", "status", "start_date", "end_date")


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        (
            "Het kabinet heeft besloten de bijdrage aan KFOR met hoogstens acht man te verlengen t/m 31 juli 2023.",
            (None, 8, None, "persons", "continue", "decided", None, "2023-07-31"),
        ),
        (
            "Het kabinet besluit de bijdrage aan KFOR te verlagen van twaalf naar acht waarnemers.",
            (8, 8, 12, "persons", "decrease", "decided", None, None),
        ),
        (
            "De bijdrage van vier militairen aan KFOR wordt per 1 juli 2022 beëindigd.",
            (None, None, 4, "persons", "end", "decided", None, "2022-07-01"),
        ),
        (
            "Nederland zal in 2022 wederom met twee schepen deelnemen aan KFOR.",
            (2, 2, None, "ships", "continue", "reported", "2022", "2022"),
        ),
        (
            "Het kabinet onderzoekt de mogelijkheid van een bijdrage aan MINUSMA.",
            (None, None, None, None, "start", "explored", None, None),
        ),
        (
            "De Nederlandse bijdrage aan MINUSMA wordt niet verlengd.",
            (None, None, None, None, "end", "decided", None, None),
        ),
        (
            "Het kabinet breidt de bijdrage aan KFOR uit met twee experts.",
            (None, None, None, None, "increase", "decided", None, None),
        ),
        (
            "In juni 2009 verlengde de regering de Nederlandse bijdrage aan KFOR.",
            (None, None, None, None, "continue", "reported", None, None),
        ),
        (
            "Sinds 2014 levert Nederland een bijdrage aan KFOR.",
            (None, None, None, None, "none", "reported", "2014", None),
        ),
        (
            "De bijdrage van tien militairen aan KFOR loopt op 1 mei 2022 ten einde.",
            (10, 10, None, "persons", "none", "reported", None, "2022-05-01"),
        ),
        (
            "Zr.Ms. Bruinvis neemt van mei tot en met juni 2022 aan KFOR deel.",
            (1, 1, None, "ships", "start", "reported", "2022-05", "2022-06"),
        ),
        (
            "De marine zet Zr.Ms. Bruinvis in voor KFOR.",
            (1, 1, None, "ships", "none", "reported", None, None),
        ),
        (
            "Nederland trekt zijn twee officieren bij KFOR in het eerste kwartaal van 2022 terug.",
            (None, None, 2, "persons", "end", "decided", None, "2022-03"),
        ),
        (
            "Het kabinet besluit het contingent bij KFOR in te krimpen van 90 tot ongeveer 60 militairen.",
            (60, 60, 90, "persons", "decrease", "decided", None, None),
        ),
        (
            "De regering verlengt de bijdrage van twee F-16's aan KFOR met een jaar.",
            (2, 2, None, "aircraft", "continue", "decided", None, None),
        ),
        (
            "Nederland zal met vier F-16's bijdragen aan KFOR.",
            (4, 4, None, "aircraft", "start", "reported", None, None),
        ),
        (
            "Het kabinet acht het niet opportuun een bijdrage te leveren aan MINUSMA.",
            (None, None, None, None, "start", "declined", None, None),
        ),
        (
            "Aan het verzoek om drie trainers voor MINUSMA kan niet worden voldaan.",
            (3, 3, None, "persons", "start", "declined", None, None),
        ),
        (
            "Het kabinet onderzoekt of Nederland opnieuw een bijdrage aan MINUSMA kan leveren.",
            (None, None, None, None, "start", "explored", None, None),
        ),
        (
            "Nederland ziet geen mogelijkheden voor een bijdrage aan MINUSMA.",
            (None, None, None, None, "start", "declined", None, None),
        ),
        (
            "Aan MINUSMA zullen wij drie trainers ter beschikking stellen.",
            (3, 3, None, "persons", "start", "reported", None, None),
        ),
        (
            "Van de ongeveer 200 waarnemers bij KFOR zijn er elf uit Nederland afkomstig.",
            (11, 11, None, "persons", "none", "reported", None, None),
        ),
        (
            "Voor MINUSMA geldt een plafond voor Nederland van vijf experts.",
            (None, 5, None, "persons", None, None, None, None),
        ),
    ],
)
def test_the_words_of_a_clause_fill_its_fields(sentence: str, values: tuple[Any, ...]) -> None:
    (statement,) = _read(sentence)
    assert _values(statement, *FIGURES) == values


@pytest.mark.parametrize(
    "sentence",
    [
        "De NAVO levert 300 militairen aan KFOR.",
        "Duitsland draagt met 200 militairen bij aan MINUSMA.",
        "De missie is actief sinds 2013.",
        "Hieronder volgt een toelichting op de inzet in MINUSMA.",
        "Zie «Voortgangsrapportage over de Nederlandse bijdrage aan KFOR».",
        "Indien de NAVO hierom vraagt, kan Nederland bijdragen aan KFOR.",
        "De Kamer heeft gevraagd of de regering bereid is aan KFOR bij te dragen.",
        "Over een eventuele voortzetting van de bijdrage aan KFOR zal de regering u informeren.",
        "Rwanda zond 1.000 militairen naar KFOR.",
        "Aan KFOR nemen thans 26 lidstaten deel met zes schepen.",
        "De beoogde sterkte van KFOR bedraagt 800 militairen.",
        "SACEUR heeft de behoefte van KFOR begroot op vier bataljons.",
    ],
)
def test_what_others_do_and_what_a_letter_treats_is_no_statement(sentence: str) -> None:
    assert _read(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        (
            "Het detachement is teruggebracht van 35 naar 20 personen.",
            (20, 20, 35, "persons", "decrease", "reported", None, None),
        ),
        (
            "Er worden maximaal 40 militairen ingezet.",
            (None, 40, None, "persons", "none", "reported", None, None),
        ),
        (
            "De eenheid bestaat uit circa 320 militairen.",
            (320, 320, None, "persons", "none", "reported", None, None),
        ),
    ],
)
def test_words_go_on_about_the_mission_named_before_them(sentence: str, values: tuple[Any, ...]) -> None:
    *_, statement = _read(f"Nederland levert een bijdrage aan KFOR. {sentence}")
    assert _values(statement, *FIGURES) == values
    assert _targets(statement) == ["kfor"]
    assert not statement.is_named


def test_a_heading_ends_what_the_words_above_it_are_about() -> None:
    first, second = _read("Nederland levert tien militairen aan KFOR.\n\nOostzee\n\nDefensie stuurt drie schepen.")
    assert (_targets(first), _targets(second)) == (["kfor"], [])


def test_a_letter_about_one_mission_goes_on_about_it_below_every_heading() -> None:
    above = (
        "De bijdrage aan KFOR wordt verlengd. KFOR draagt bij aan stabiliteit. Aan KFOR levert Nederland vijf mensen."
    )
    *_, statement = _read(f"{above} De NAVO leidt KFOR.\n\nOmvang\n\nDefensie stuurt drie schepen.")
    assert _targets(statement) == ["kfor"]


def test_what_describes_a_decision_takes_its_change_and_status() -> None:
    _, *parts = _read("Het kabinet besluit tot een bijdrage aan KFOR. De inzet omvat een compagnie van 120 militairen.")
    assert [_values(part, "number_max", "change", "status") for part in parts] == [(120, "start", "decided")]
    # In one order, whatever the hashes of words: the fragments of a record follow it.
    supported = [name for _, names in parts[0].supports for name in names if name in ("change", "status")]
    assert supported == ["change", "status"]


def test_what_is_to_come_starts() -> None:
    (statement,) = _read("Nederland levert vanaf januari 2022 tien militairen aan KFOR.")
    assert _values(statement, "change", "start_date") == ("start", "2022-01")


def test_an_item_with_a_mission_states_something_without_a_verb() -> None:
    first, second = _read("- (Verkenning) MINUSMA.\n\n- Missie in Kosovo (KFOR): van vier naar 0 personen;")
    assert _values(first, "change", "status") == ("start", "explored")
    assert _values(second, "number_max", "previous_number", "change") == (0, 4, "end")


def test_of_several_days_the_one_beside_the_verb_is_the_end() -> None:
    (statement,) = _read(
        "Op 15 april 2022 eindigt de Nederlandse bijdrage aan KFOR, waarover op 3 mei 2021 is besloten."
    )
    assert _values(statement, "end_date") == ("2022-04-15",)


def test_a_next_sentence_may_refuse_what_others_ask_for() -> None:
    (statement,) = _read(
        "De VN heeft Nederland gevraagd een compagnie beschikbaar te stellen voor MINUSMA."
        " De regering ziet daartoe thans geen mogelijkheid."
    )
    assert _values(statement, "change", "status") == ("start", "declined")


@pytest.mark.parametrize(
    "sentence",
    [
        "Duitsland acht dit niet wenselijk.",
        "Het geweld maakt reizen in het noorden niet mogelijk.",
        "Een antwoord is op korte termijn niet voorzien.",
    ],
)
def test_not_every_refusal_answers_what_others_ask_for(sentence: str) -> None:
    statement, *_ = _read(f"De NAVO heeft Nederland verzocht tien militairen te leveren aan KFOR. {sentence}")
    assert "status" not in statement.values


@pytest.mark.parametrize(
    ("sentence", "change", "status"),
    [
        ("De Nederlandse bijdrage aan KFOR is niet van de baan.", "none", "reported"),
        ("Het kabinet acht het niet verantwoord de bijdrage aan KFOR nu te beëindigen.", None, None),
        ("De economie in Kosovo groeit en Nederland levert tien militairen aan KFOR.", "none", "reported"),
        ("De dreiging tegen de tien Nederlandse militairen van KFOR is toegenomen.", "none", "reported"),
        ("Nederland draagt niet langer dan zes maanden bij aan KFOR.", "none", "reported"),
        ("Nederland stelt voor de duur van een jaar tien militairen ter beschikking van KFOR.", "none", "reported"),
        ("Het kabinet wil de bijdrage aan KFOR, waartoe in 2017 is besloten, voortzetten.", "continue", "intended"),
    ],
)
def test_words_that_decide_elsewhere_decide_nothing_here(sentence: str, change: str | None, status: str | None) -> None:
    (statement,) = _read(sentence)
    assert _values(statement, "change", "status") == (change, status)


def test_a_figure_without_a_noun_counts_people_only_if_it_is_about_them() -> None:
    (statement,) = _read("Nederland levert tien militairen aan KFOR. Het aantal incidenten is afgenomen tot 40.")
    assert statement.values["number_max"] == 10


def test_what_ends_keeps_its_start() -> None:
    (statement,) = _read("De Nederlandse bijdrage aan KFOR van 1 mei 2020 tot en met 30 juni 2021 wordt beëindigd.")
    assert _values(statement, "start_date", "end_date") == ("2020-05-01", "2021-06-30")


def test_a_next_sentence_may_give_another_figure_without_its_noun() -> None:
    first, second = _read("Aan KFOR levert Nederland tien militairen. Deze bijdrage wordt teruggebracht naar zes.")
    assert _values(first, "number_max", "unit") == (10, "persons")
    assert _values(second, *FIGURES[:6]) == (6, 6, None, "persons", "decrease", "decided")


def test_a_next_sentence_may_divide_what_was_counted() -> None:
    whole, *parts = _read(
        "De Nederlandse inbreng in KFOR zal bestaan uit ten hoogste 29 personen."
        " Het betreft zestien waarnemers en dertien agenten."
    )
    assert [part.values["number_max"] for part in parts] == [16, 13]
    assert all(part.whole is whole for part in parts)


def test_a_wrapped_sentence_is_read_as_one_line() -> None:
    wrapped = "Voor KFOR zet de Koninklijke\nMarine drie\nschepen in."
    (statement,) = _read(wrapped)
    assert _values(statement, "number_max", "unit") == (3, "ships")


def test_several_targets_with_their_own_nouns_are_several_statements() -> None:
    statements = _read("Het kabinet verlengt de bijdrage aan KFOR en beëindigt de deelname aan MINUSMA.")
    assert [_targets(statement) for statement in statements] == [["kfor"], ["minusma"]]


def test_several_figures_after_a_noun_with_its_target_are_parts_of_a_whole() -> None:
    whole, *parts = _read("Het kabinet besluit tot een bijdrage aan NMI met een adviseur en tien trainers.")
    assert _values(whole, "number_max", "kind") == (None, "participation")
    assert [part.values["number_max"] for part in parts] == [1, 10]
    assert all(part.whole is whole and _targets(part) == ["nmi"] for part in parts)


def test_the_items_of_a_list_take_what_the_words_above_it_say() -> None:
    above, *items = "In 2022 zal de bijdrage aan MINUSMA bestaan uit:", "- tien stafofficieren;", "- vijf agenten."
    statements = _read("\n".join([above, *items]))
    assert [statement.values["number_max"] for statement in statements] == [10, 5]
    for statement in statements:
        assert _targets(statement) == ["minusma"]
        assert _values(statement, "start_date", "end_date", "term_basis") == ("2022", "2022", "general")


def test_the_next_sentence_gives_the_size_of_what_was_decided() -> None:
    content = "Het kabinet besluit tot inzet van een compagnie in KFOR. Dit is een inzet van maximaal 175 militairen."
    (statement,) = _read(content)
    assert _values(statement, "number_min", "number_max", "unit", "implied") == (None, 175, "persons", None)


def test_a_sentence_without_a_name_is_about_the_mission_before_it() -> None:
    first, second = _read("Nederland neemt deel aan KFOR. Het kabinet heeft besloten acht militairen te zenden.")
    assert _targets(first) == _targets(second) == ["kfor"]


def test_figures_that_contradict_are_left_open() -> None:
    (statement,) = _read("De Nederlandse bijdrage aan KFOR loopt tot eind 2021, en die aan de staf tot eind 2022.")
    assert "end_date" not in statement.values
    assert [name for name, _ in statement.asides] == ["end_date"]


PIECES = [
    *("Nederland ", "het kabinet ", "de bijdrage ", "aan KFOR ", "aan EUTM Mali ", "levert ", "tien militairen "),
    *(
        "een fregat ",
        "verlengt ",
        "beëindigt ",
        "tot eind 2025 ",
        "van 2 naar 6 ",
        "in 2024 ",
        "niet ",
        "en ",
        "; ",
        ". ",
    ),
    *("\n- ", ":\n", "(maximaal 8 personen) ", "per 1 juli 2022 ", "€ 2 miljoen ", "de Duitse inzet ", "Dit is "),
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=200))
def test_whatever_is_filled_is_valid_and_supported_by_words_of_the_text(content: str) -> None:
    fits = Schemas.installed().fits
    for statement in _read(content):
        supported = {name for _, names in statement.supports for name in names}
        for name, value in statement.values.items():
            if name not in ("assets", "basis", "term_basis"):
                assert fits("contribution", (name,), value), (name, value)
                assert name in supported
        assert all(0 <= start < end <= len(content) for (start, end), _ in statement.supports)
        if statement.values.get("change") == "none":
            assert statement.values["status"] == "reported"
        assert ("number_max" not in statement.values) or "unit" in statement.values


HOSTILE: dict[str, Callable[[int], str]] = {
    "one sentence": lambda size: "Nederland levert " * size,
    "statements": lambda size: "Nederland levert tien militairen aan EUTM Mali. " * (size // 4),
    "list items": lambda size: "- tien militairen naar KFOR\n" * (size // 2),
    "brackets": lambda size: "(" * 8 * size,
    "untils": lambda size: "tot " * size,
    "numbers": lambda size: "van 1 " * size,
    "one word": lambda size: "A" * 8 * size,
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_take_linear_time(make: Callable[[int], str]) -> None:
    assert_linear(lambda size: _read(make(size)), 250)
