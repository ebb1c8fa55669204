"""What a text names: known missions, short forms, descriptions, and names without a record."""

from collections.abc import Callable
from typing import Any

import pytest
from conftest import assert_linear
from hypothesis import given
from hypothesis import strategies as st

from inzet.texts.dutch import DUTCH
from inzet.texts.dutch.statements.naming import find_namings
from inzet.texts.names import Names
from inzet.texts.targets import find_targets
from inzet.texts.text import Text


def _mission(mission_id: str, name: str, country: str, short: str | None = None, **fields: Any) -> dict[str, Any]:
    names = [{"name": short, "language": "en", "origin": "ours"}] if short else []
    more = {"framework_id": "eu", "kind": "mission", "countries": [country], "tasks": ["training"]}
    return {"mission_id": mission_id, "name": name, "names": names} | more | fields


RECORDS: dict[str, dict[str, Any]] = {
    "eutm-mali": _mission("eutm-mali", "EUTM Mali", "ML", "EUTM"),
    "eutm-somalia": _mission("eutm-somalia", "EUTM Somalia", "SO", "EUTM"),
    "eufor-althea": _mission("eufor-althea", "EUFOR Althea", "BA", "EUFOR", kind="operation", tasks=["stabilisation"]),
    "eusr-bosnia": _mission("eusr-bosnia", "EUSR BiH", "BA", kind="office", tasks=["mediation"]),
    "eumam": _mission("eumam", "EUMAM Ukraine", "UA", "EUMAM", countries=[]),
    "battlegroup": _mission("battlegroup", "multinationale battlegroup", "RO"),
    "eu": {"framework_id": "eu", "name": "European Union", "abbreviation": "EU", "kind": "organisation"},
    "nato": {"framework_id": "nato", "name": "NATO", "abbreviation": "NAVO", "kind": "organisation"},
}
NAMES = Names(RECORDS.values())


def _targets(content: str) -> list[tuple[str, tuple[str, ...], bool]]:
    found = find_targets(Text(content), NAMES, DUTCH, RECORDS)
    return [(target.words, target.ids, target.is_clear) for target in found]


def test_a_short_form_means_what_the_text_names_in_full() -> None:
    assert _targets("EUTM Mali begon. Aan de EUTM nemen tien militairen deel.") == [
        ("EUTM Mali", ("eutm-mali",), True),
        ("EUTM", ("eutm-mali",), True),
    ]


def test_a_short_form_means_the_mission_in_the_country_beside_it() -> None:
    assert _targets("De EUTM in Somalië.") == [("EUTM", ("eutm-somalia",), True)]


def test_a_short_form_alone_is_unclear_even_if_only_one_record_has_it_today() -> None:
    assert _targets("De EUFOR.") == [("EUFOR", ("eufor-althea",), False)]
    assert _targets("De EUTM.") == [("EUTM", ("eutm-mali", "eutm-somalia"), False)]


def test_a_short_form_that_begins_another_name_is_not_that_of_a_record() -> None:
    assert _targets("EUFOR Althea, en een bijdrage aan EUFOR RCA en EUFOR RD Congo.") == [
        ("EUFOR Althea", ("eufor-althea",), True),
        ("EUFOR RCA", (), False),
        ("EUFOR RD Congo", (), False),
    ]
    assert _targets("een bijdrage aan EUFOR Bosnië") == [("EUFOR", ("eufor-althea",), False)]


def test_a_short_form_of_a_mission_without_a_country_is_clear_if_only_one_record_has_it() -> None:
    assert _targets("De EUMAM.") == [("EUMAM", ("eumam",), True)]


def test_a_name_that_is_a_common_noun_needs_its_country() -> None:
    assert _targets("de multinationale battlegroup in Roemenië")[0][2]
    assert not _targets("de multinationale battlegroup in Litouwen")[0][2]


def test_a_second_mission_may_share_the_first_words_of_a_name() -> None:
    assert [ids for _, ids, _ in _targets("de bijdragen aan EUTM Mali en Somalia")] == [
        ("eutm-mali",),
        ("eutm-somalia",),
    ]
    assert [ids for _, ids, _ in _targets("de bijdrage aan EUTM Mali en Frankrijk")] == [("eutm-mali",)]


def test_an_organisation_with_its_abbreviation_is_what_something_goes_to() -> None:
    assert [ids for _, ids, _ in _targets("een bijdrage aan de European Union (EU)")] == [("eu",)]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("een bijdrage aan EUTM Mali", "object"),
        ("de link met EUTM Mali", "aside"),
        ("Naast acht man bij EUTM Mali", "aside"),
        ("Nederland is ook in EUTM Mali", None),
    ],
)
def test_the_role_of_a_name(text: str, role: str | None) -> None:
    (target,) = find_targets(Text(text), NAMES, DUTCH, RECORDS)
    assert target.role == role


def test_a_description_means_the_only_mission_that_fits() -> None:
    assert _targets("de EU-trainingsmissie in Mali") == [("EU-trainingsmissie in Mali", ("eutm-mali",), True)]
    assert _targets("de EU-adviesmissie in Mali") == [("EU-adviesmissie in Mali", (), False)]
    written = "de EU-geleide troepenmacht in Bosnië-Herzegovina"
    assert _targets(written) == [(written.removeprefix("de "), ("eufor-althea",), True)]


def test_who_only_leads_is_no_target() -> None:
    assert _targets("de NAVO operatie Ocean Shield") == [("NAVO operatie Ocean Shield", (), False)]
    assert _targets("De NAVO besloot hiertoe.") == []
    assert _targets("een bijdrage aan de NAVO.") == [("NAVO", ("nato",), True)]


def test_a_mission_without_a_record_is_found_again_by_its_own_name() -> None:
    assert _targets("operatie Ocean Shield begon; Ocean Shield eindigt") == [
        ("operatie Ocean Shield", (), False),
        ("operatie Ocean Shield", (), False),
    ]


def test_commissions_treaties_and_ranks_are_no_missions() -> None:
    assert _targets("de commissie voor Defensie, het VN-Zeerechtverdrag en de Force Commander") == []


def test_a_country_or_an_office_is_no_mission_again() -> None:
    assert _targets("De operatie Kosovo is voorbij. Er gaan tien militairen naar Kosovo.") == [
        ("operatie Kosovo", (), False)
    ]
    assert _targets("De EU Commissie; de Commissie") == []


def test_a_country_is_no_mission() -> None:
    assert _targets("de inzet in Irak en de inzet in Bosnië en Herzegovina") == []


@pytest.mark.parametrize(
    ("text", "namings"),
    [
        ("de operatie Prosperity Guardian in de Rode Zee", [("operatie Prosperity Guardian", "mission")]),
        ("de VN-missie in Zuid-Soedan", [("VN-missie in Zuid-Soedan", "mission")]),
        ("de politietrainingsmissie in Kunduz", [("politietrainingsmissie in Kunduz", "mission")]),
        ("een Target Support Cell (TSC)", [("Target Support Cell (TSC)", "other")]),
        ("the Multinational Joint Task Force (MNJTF)", [("Multinational Joint Task Force (MNJTF)", "mission")]),
        ("een bijdrage aan Enduring Freedom", [("Enduring Freedom", "mission")]),
        ("UNMIL en MINUSCA", [("UNMIL", "mission"), ("MINUSCA", "mission")]),
        ("de missie in Mali, en de minister van Buitenlandse Zaken", []),
        ("een bijdrage aan Nederland", []),
    ],
)
def test_names_in_words(text: str, namings: list[tuple[str, str]]) -> None:
    assert [(text[one.start : one.end], one.value) for one in find_namings(text)] == namings


PIECES = ["EUTM ", "NAVO ", "missie ", "in Mali ", "(ABC) ", "Ocean ", "de "]


@given(st.text(max_size=300) | st.lists(st.sampled_from(PIECES)).map("".join))
def test_namings_do_not_overlap(text: str) -> None:
    reach = 0
    for naming in find_namings(text):
        assert reach <= naming.start < naming.end <= len(text)
        reach = naming.end


def _word(number: int) -> str:
    """Return a name without digits."""
    return "Aaaa" + "".join(chr(ord("a") + int(digit)) for digit in str(number))


HOSTILE: dict[str, Callable[[int], str]] = {
    "organisations": lambda size: "bijdrage aan de EU " * size,
    "missions in words": lambda size: "de EU-trainingsmissie in Mali " * size,
    "missions in words, each other": lambda size: "".join(f"de EU-missie in Aa{at} " for at in range(size)),
    "short forms": lambda size: "EUTM " * size,
    "short forms beside countries": lambda size: "EUTM in Mali en Somalië " * size,
    "words with a capital": lambda size: "Aa of the " * size,
    "operations": lambda size: "Operation " * size,
    "named again": lambda size: "operatie Ocean Shield en Ocean Shield. " * size,
    "each named again": lambda size: "".join(f"operatie {_word(at)} en {_word(at)}. " for at in range(size)),
    "names that share words": lambda size: "EUTM Mali en Somalia " * size,
    "asides": lambda size: "Naast " * size,
    "policing": lambda size: "Aa " * size + "Policing",
    "brackets": lambda size: "Target Support Cell (" * size,
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_take_linear_time(make: Callable[[int], str]) -> None:
    assert_linear(lambda size: find_targets(Text(make(size)), NAMES, DUTCH, RECORDS), 62)
