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
from inzet.texts.names import Names
from inzet.texts.proposals import Statement
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
            "Naar KFOR worden vijf politiefunctionarissen uitgezonden.",
            (5, 5, None, "persons", "start", "reported", None, None),
        ),
        (
            "Nederland heeft op dit moment één stafofficier op het hoofdkwartier van KFOR.",
            (1, 1, None, "persons", "none", "reported", None, None),
        ),
        (
            "De deelname aan KFOR wordt na 30 juni 2022 niet voortgezet.",
            (None, None, None, None, "end", "decided", None, "2022-06-30"),
        ),
        (
            "Nederland stuurt vijf militairen naar KFOR.",
            (5, 5, None, "persons", "start", "reported", None, None),
        ),
        (
            "Nederland neemt met tien militairen deel aan KFOR, waarvan het mandaat tot en met 1 mei 2022 loopt.",
            (10, 10, None, "persons", "none", "reported", None, None),
        ),
        (
            "KFOR, waaraan Nederland met tien militairen deelneemt, heeft een mandaat tot en met 1 mei 2022.",
            (10, 10, None, "persons", "none", "reported", None, None),
        ),
        (
            "Nu het mandaat van KFOR is verlengd tot 1 mei 2022, zet Nederland de bijdrage van tien militairen voort.",
            (10, 10, None, "persons", "continue", "decided", None, None),
        ),
        (
            "Nederland zal de bijdrage van tien militairen aan KFOR in 2022 voortzetten.",
            (10, 10, None, "persons", "continue", "reported", "2022", "2022"),
        ),
        (
            "Het kabinet besluit de bijdrage aan KFOR in 2022 te verhogen van vier naar zes militairen.",
            (6, 6, 4, "persons", "increase", "decided", "2022", None),
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
    assert _values(second, *FIGURES[:6]) == (6, 6, 10, "persons", "decrease", "decided")


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


@pytest.mark.parametrize(
    "sentence",
    [
        "Aan KFOR neemt Nederland met tien militairen deel en aan MINUSMA met vijf.",
        "Nederland draagt met tien militairen bij aan KFOR en met vijf aan MINUSMA.",
        "Het aantal Nederlandse militairen bij KFOR bedraagt tien en bij MINUSMA vijf.",
    ],
)
def test_a_second_figure_without_a_noun_is_that_of_the_mission_beside_it(sentence: str) -> None:
    read = [(*_targets(statement), statement.values["number_max"]) for statement in _read(sentence)]
    assert read == [("kfor", 10), ("minusma", 5)]


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


@pytest.mark.parametrize(
    ("content", "targets"),
    [
        ("Het kabinet verlengt de bijdrage aan KFOR, ter versterking van de link met EUTM Mali.", ["kfor"]),
        ("Naast de bijdrage aan KFOR levert Nederland acht militairen aan NMI.", ["nmi"]),
        ("Nederland draagt bij aan KFOR (Kosovo) en EUTM Mali.", ["kfor", "eutm-mali"]),
        ("Nederland trekt de trainers van EUTM Mali terug.", ["eutm-mali"]),
    ],
)
def test_a_statement_goes_to_what_its_words_aim_at(content: str, targets: list[str]) -> None:
    (statement,) = _read(content)
    assert _targets(statement) == targets


def test_what_follows_is_about_what_a_statement_goes_to() -> None:
    *_, last = _read(
        "Nederland levert zes militairen aan KFOR, in samenhang met EUTM Mali. De bijdrage wordt uitgebreid naar acht."
    )
    assert _targets(last) == ["kfor"]


def test_a_new_paragraph_about_another_country_is_not_about_the_mission_before_it() -> None:
    minusma = {**RECORDS["minusma"], "countries": ["ML"]}
    text = Text("Nederland levert vier militairen aan MINUSMA.\n\nNederland levert acht experts in Kosovo.\n")
    targets = find_targets(text, NAMES, DUTCH, {**RECORDS, "minusma": minusma})
    first, second = find_statements(text, targets, DUTCH, WRITTEN)
    assert (_targets(first), _targets(second)) == (["minusma"], [])


def test_the_words_above_a_list_say_where_its_items_go() -> None:
    *_, one, two, after = _read(
        "De Nederlandse bijdrage aan KFOR bestaat uit:\n- een fregat, onderdeel van NMI;\n- tien officieren.\n"
        "In totaal zijn 145 militairen betrokken.\n"
    )
    assert (_targets(two), _targets(after)) == (["kfor"], ["kfor"])
    assert _targets(one) == ["nmi"]


def test_a_list_item_may_start_with_a_name_alone() -> None:
    (statement,) = _read("Het gaat om de volgende inzet:\n- KFOR. Nederland levert tien militairen.\n")
    assert (_targets(statement), statement.values["number_max"]) == (["kfor"], 10)


def test_verbs_of_their_own_divide_a_sentence() -> None:
    first, second = _read("Nederland levert tien militairen aan KFOR en neemt met twee experts deel aan EUTM Mali.")
    assert (_targets(first), first.values["number_max"]) == (["kfor"], 10)
    assert (_targets(second), second.values["number_max"]) == (["eutm-mali"], 2)


def test_two_decisions_in_a_sentence_are_two_statements() -> None:
    one, two = _read(
        "De regering heeft besloten de bijdrage aan KFOR te verlengen tot eind 2023"
        " en terug te brengen tot tien militairen."
    )
    assert _values(one, "number_max", "change", "end_date") == (None, "continue", "2023")
    assert _values(two, "number_max", "change") == (10, "decrease")


HEADINGS = [
    ("Te beëindigen inzet\n\n- KFOR: acht militairen\n", "end", None, 8),
    ("Nieuwe bijdragen\n\n- KFOR: acht militairen\n", "start", 8, None),
    ("# Voortzetting inzet\n\n## Balkan\n\n- KFOR: acht militairen\n", "continue", 8, None),
    ("# Voortzetting inzet\n\n# Balkan\n\n- KFOR: acht militairen\n", None, 8, None),
]


@pytest.mark.parametrize(("content", "change", "number", "former"), HEADINGS, ids=[one[0] for one in HEADINGS])
def test_a_heading_says_how_what_is_below_it_changes(
    content: str, change: str | None, number: int | None, former: int | None
) -> None:
    (statement,) = _read(content)
    assert _values(statement, "change", "number_max", "previous_number") == (change, number, former)


@pytest.mark.parametrize(
    ("content", "former"),
    [
        ("Nederland levert acht militairen aan KFOR. Dit aantal wordt verhoogd naar twaalf.", 8),
        ("Nederland levert acht militairen aan KFOR. De bijdrage wordt uitgebreid tot 12 militairen.", 8),
        ("Nederland levert 8 man aan KFOR. Zoals de EU besloot, zal dit aantal worden teruggebracht tot zes.", 8),
        ("Nederland levert circa acht militairen aan KFOR. De bijdrage wordt verlaagd tot 12 militairen.", None),
        ("Nederland levert acht militairen aan KFOR. De bijdrage aan NMI wordt verhoogd tot 12 militairen.", None),
    ],
)
def test_the_size_before_a_change_may_stand_in_the_sentence_before(content: str, former: int | None) -> None:
    assert _read(content)[-1].values.get("previous_number") == former


@pytest.mark.parametrize(
    ("content", "numbers"),
    [
        ("Aan KFOR levert Nederland zeventien mensen, van wie negen afkomstig zijn van de politie.", [17, 9]),
        (
            "Nederland levert 180 militairen aan KFOR. Hiervan worden er 120 ingezet in Duitsland en 60 elders.",
            [180, 120, 60],
        ),
        ("Aan KFOR levert Nederland tien militairen. Ook betreft het twee adviseurs.", [10, 2]),
        ("Nederland levert zes experts aan KFOR. Twee van hen zullen aanklagers ondersteunen.", [6, 2]),
    ],
)
def test_parts_may_be_counted_without_their_noun_or_after(content: str, numbers: list[int]) -> None:
    assert [statement.values["number_max"] for statement in _read(content)] == numbers


@pytest.mark.parametrize(
    ("content", "basis"),
    [
        ("Nederland levert acht militairen aan KFOR.", "deployed"),
        ("Nederland zal acht militairen aan KFOR leveren.", "planned"),
        ("Nederland levert maximaal acht militairen aan KFOR.", "ceiling"),
        ("Nederland heeft een mandaat voor acht militairen bij KFOR.", None),
        ("Nederland houdt acht militairen gereed voor KFOR.", None),
        ("De Nederlandse bijdrage aan KFOR zal in 2023 groeien van vijf naar tien militairen.", "planned"),
        ("Nederland blijft in 2023 met tien militairen in KFOR.", "planned"),
        ("Het kabinet heeft besloten acht militairen aan KFOR te leveren.", "ceiling"),
    ],
)
def test_what_a_figure_counts_follows_from_status_and_words(content: str, basis: str | None) -> None:
    (statement,) = _read(content)
    assert statement.values.get("basis") == basis


def test_what_a_part_counts_is_what_the_whole_counts() -> None:
    whole, part = _read(
        "Het kabinet verlengt de bijdrage aan KFOR. Nederland levert maximaal zeven mensen, onder wie een adviseur."
    )
    assert (whole.values["basis"], part.values["basis"], part.whole) == ("ceiling", "ceiling", whole)


@pytest.mark.parametrize(
    "content",
    [
        "Nederland nam vanaf maart deel aan KFOR met tien militairen.",
        "Per 1 januari is de Nederlandse bijdrage aan KFOR beëindigd.",
        "De Nederlandse bijdrage aan KFOR werd per 1 februari beëindigd.",
    ],
)
def test_what_is_over_leaves_the_year_of_a_day_open(content: str) -> None:
    (statement,) = _read(content)
    assert _values(statement, "start_date", "end_date") == (None, None)


def test_a_year_in_the_sentence_is_not_mixed_with_that_of_the_letter() -> None:
    (statement,) = _read("In 2019 leverde Nederland tot 1 juli tien militairen aan KFOR.")
    assert _values(statement, "start_date", "end_date") == ("2019", "2019")


@pytest.mark.parametrize(
    ("content", "numbers"),
    [
        ("De commandant van KFOR levert maandelijks een rapportage aan Nederland.", []),
        ("Nederland levert, op verzoek van de commandant van KFOR, tien militairen.", [10]),
        ("De Commandant der Strijdkrachten heeft tien militairen geleverd aan KFOR.", [10]),
        ("Nederland levert tien militairen aan KFOR. Het betreft 3 rotaties.", [10]),
        ("Nederland levert tien militairen aan KFOR. Onder hen zijn 2 gewonden gevallen.", [10]),
        ("Nederland levert tien militairen aan KFOR. De Duitse fregatten keren eind juli terug.", [10]),
        ("Het kabinet heeft besloten tot een bijdrage aan KFOR. De missie heeft 900 militairen.", [None]),
        ("Nederland had in de Tweede Wereldoorlog 200 schepen. Nederland heeft 25 F-16's.", []),
    ],
)
def test_what_others_have_or_do_is_not_counted(content: str, numbers: list[int | None]) -> None:
    assert [statement.values.get("number_max") for statement in _read(content)] == numbers


@pytest.mark.parametrize(
    "content",
    [
        "Nederland levert acht militairen aan KFOR, van wie twee officieren. De inzet wordt uitgebreid tot twaalf man.",
        "Nederland leverde in 2005 honderd militairen aan KFOR. Nederland verlaagt de bijdrage tot vier militairen.",
    ],
)
def test_a_part_or_what_was_long_ago_is_no_former_size(content: str) -> None:
    assert "previous_number" not in _read(content)[-1].values


@pytest.mark.parametrize(
    ("first", "targets"),
    [
        ("Nederland neemt deel aan KFOR en EUTM Mali.", ["kfor"]),
        ("Nederland neemt deel aan operatie Ocean Shield en KFOR.", []),
        ("Nederland neemt deel aan EUTM Mali.", []),
    ],
)
def test_a_section_on_a_country_is_about_the_only_mission_there(first: str, targets: list[str]) -> None:
    records = {**RECORDS, "kfor": {**RECORDS["kfor"], "countries": ["XK"]}}
    text = Text(f"{first}\n\nKosovo\n\nHet detachement telt 30 militairen.\n")
    found = find_statements(text, find_targets(text, NAMES, DUTCH, records), DUTCH, WRITTEN)
    assert [name for one in found if one.line > 1 for name in _targets(one)] == targets


def test_a_route_through_another_country_leaves_the_mission() -> None:
    kfor = {**RECORDS["kfor"], "countries": ["XK"]}
    text = Text("Nederland levert tien man aan KFOR.\n\nDe vijf Nederlandse militairen reizen via Duitsland.\n")
    targets = find_targets(text, NAMES, DUTCH, {**RECORDS, "kfor": kfor})
    assert [_targets(one) for one in find_statements(text, targets, DUTCH, WRITTEN)] == [["kfor"], ["kfor"]]


def test_a_ship_of_the_country_does_what_it_does() -> None:
    (statement,) = _read("In november 2020 begeleidde Zr.Ms. Van Amstel transporten voor KFOR.")
    assert _values(statement, "unit", "number_max") == ("ships", 1)


@pytest.mark.parametrize(
    ("sentence", "former"),
    [
        # Neither who is named as a place nor who acts in another clause contributes.
        ("De inzet van twee schepen voor KFOR boven Polen en Roemenië is eind 2015 beëindigd.", 2),
        ("De bijdrage aan KFOR met één officier is beëindigd, omdat de functie door de VN is opgeheven.", 1),
        ("Na de aflossing door België eindigt in juni 2022 de inzet van de zes Nederlandse F-16's voor KFOR.", 6),
        ("De inzet van twee officieren in de door de Verenigde Staten geleide KFOR is beëindigd.", 2),
    ],
)
def test_who_is_named_beside_a_contribution_does_not_make_it_theirs(sentence: str, former: int) -> None:
    (statement,) = _read(sentence)
    assert _values(statement, "change", "previous_number") == ("end", former)


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Sinds 2016 levert Nederland aan KFOR de plaatsvervangend commandant.", 1),
        ("Nederland zal de plaatsvervangend Force Commander van KFOR leveren.", 1),
        ("De commandant van KFOR heeft Nederland verzocht tien militairen te leveren.", 10),
    ],
)
def test_a_post_that_is_filled_is_one_person(sentence: str, number: int) -> None:
    (statement,) = _read(sentence)
    assert _values(statement, "number_max", "implied") == (number, True if number == 1 else None)


def test_what_changes_may_go_to_nothing_that_is_named() -> None:
    (statement,) = _read("De inzet van een Patriot-eenheid in Slowakije is op 30 september 2020 beëindigd.")
    assert (_targets(statement), *_values(statement, "previous_number", "end_date")) == ([], 1, "2020-09-30")


def test_what_is_named_only_by_its_kind_may_go_on_with_the_mission_before_it() -> None:
    assert len(_read("Nederland draagt bij aan KFOR. Het betreft waarnemers en stafofficieren.")) == 1


def test_a_paragraph_about_another_country_leaves_the_mission_of_the_next_one() -> None:
    kfor = {**RECORDS["kfor"], "countries": ["XK"]}
    text = Text(
        "KFOR is een missie.\n\nDaarnaast levert Nederland acht experts in Mali. De bijdrage bestaat uit trainers.\n\n"
        "Het detachement telt 30 militairen.\n"
    )
    targets = find_targets(text, NAMES, DUTCH, {**RECORDS, "kfor": kfor})
    elsewhere, *_, last = find_statements(text, targets, DUTCH, WRITTEN)
    assert (_targets(elsewhere), _targets(last)) == ([], ["kfor"])


def test_what_ends_keeps_the_day_since_which_it_was_there() -> None:
    (statement,) = _read("Het detachement dat sinds juni 2020 voor KFOR opereert, keert terug naar Nederland.")
    assert _values(statement, "start_date", "end_date", "change") == ("2020-06", None, "end")


def test_a_number_of_people_is_counted_by_its_noun() -> None:
    _, statement = _read(
        "Nederland draagt bij aan KFOR. Het aantal functionarissen wordt uitgebreid van vijf naar maximaal acht."
    )
    assert _values(statement, *FIGURES[:5]) == (None, 8, 5, "persons", "increase")


def test_money_has_the_years_in_which_it_is_spent() -> None:
    (statement,) = _read("Nederland heeft in de jaren 2004 tot en met 2007 € 19 miljoen bijgedragen aan KFOR.")
    assert _values(statement, "start_date", "end_date", "amount_max") == ("2004", "2007", 19_000_000)


@pytest.mark.parametrize(
    "content",
    [
        "KFOR is met ongeveer 1.700 medewerkers de grootste missie van de NAVO.",
        "KFOR heeft vierhonderd functies.",
        "Ruim 180.000 mensen verblijven in de kampen van MINUSMA.",
        "Voor KFOR zijn deze zomer twee vrachtschepen tot zinken gebracht.",
        "De VN hebben een aantal lidstaten, waaronder Nederland, gevraagd schepen te leveren voor KFOR.",
        "Mijn voorganger heeft toegezegd u te informeren over de Nederlandse deelname aan missies.",
        "Nederland levert een bijdrage aan de stabiliteit in de regio.",
        "De deelneming aan KFOR beoogt te voorkomen dat groeperingen zich in de regio vestigen.",
        "Het onderzoek naar een bijdrage aan KFOR is afgerond.",
        "De inzet in het Midden-Oosten is gericht op het bevorderen van de rechtsorde.",
        "Te beëindigen inzet\n\nNoord-Afrika\n",
    ],
)
def test_what_describes_promises_or_aims_states_nothing(content: str) -> None:
    assert _read(content) == []


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
    *("Het betreft stafofficieren. ", "Hiervan ", "\n# Te beëindigen inzet\n\n", "Naast ", "in Kosovo ", "niet "),
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
    "one mission": lambda size: "KFOR is een missie. " * 4 + "Nederland levert tien militairen. " * (size // 4),
    "joints": lambda size: ("Nederland verlengt " + "en levert KFOR " * 200 + ". ") * (size // 100),
    "two decisions": lambda size: ("Nederland verlengt " + "en verhoogt " * 200 + "tot tien man. ") * (size // 100),
    "countries": lambda size: "".join(f"Kosovo\n\noperatie {'A' * (at % 30)}b is er.\n\n" for at in range(size // 2)),
    "headings": lambda size: "# Te beëindigen inzet\n\n" * size,
    "subordinate clauses": lambda size: "Duitsland levert een bijdrage, omdat de VN dat doen " * (size // 4),
    "list items": lambda size: "- tien militairen naar KFOR\n" * (size // 2),
    "brackets": lambda size: "(" * 8 * size,
    "untils": lambda size: "tot " * size,
    "numbers": lambda size: "van 1 " * size,
    "one word": lambda size: "A" * 8 * size,
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_take_linear_time(make: Callable[[int], str]) -> None:
    assert_linear(lambda size: _read(make(size)), 250)
