"""Tests of `inzet.texts.dutch.numbers`, quantities and things: what a grammar writes is read back; then examples."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, fields
from typing import Any

import pytest
from conftest import ROOT, assert_linear
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from inzet.texts.dutch import DUTCH
from inzet.texts.dutch.numbers.bounds import CURRENCIES
from inzet.texts.dutch.numbers.nouns import ASSET_KINDS, FORMS, FUNCTIONS, KINDS, PERSONNEL_TYPES, counted
from inzet.texts.dutch.numbers.quantities import find_quantities
from inzet.texts.dutch.numbers.things import find_things
from inzet.texts.language import Quantity
from inzet.texts.languages import NO_LANGUAGE

AT_MOST = ("maximaal", "hoogstens", "ten hoogste", "niet meer dan", "een maximum van", "Maximaal circa")
AT_LEAST = ("minimaal", "minstens", "ten minste", "tenminste")
ABOUT = ("circa", "ca.", "ongeveer", "rond de", "zo'n", "zo\u2019n", "om en nabij de", "ruim", "naar schatting")
EXACTLY = ("", "in totaal", "slechts", "de", "met")
ADJECTIVES = ("", "Nederlandse", "extra", "gespecialiseerde", "(nieuwe)", "tijdelijk", "Nederlandse goed getrainde")
PLURALS = sorted(form for form, (_, several) in FORMS.items() if several)
SINGULARS = sorted(form for form, (_, several) in FORMS.items() if not several)
NUMBERS = st.integers(2, 1999)
FIGURES = ("number_min", "number_max", "previous_number", "amount_min", "amount_max")


def _written(number: int, in_words: bool) -> str:
    return str(num2words(number, lang="nl")) if in_words else f"{number:,}".replace(",", ".")


def _said(quantity: Quantity) -> dict[str, Any]:
    """The fields of a quantity that say something."""
    said = {name: value for name, value in asdict(quantity).items() if value not in (None, False, ())}
    return {name: value for name, value in said.items() if name not in ("start", "end")}


def _read(text: str, find: Callable[[str], Iterator[Quantity]] = find_quantities) -> list[tuple[str, dict[str, Any]]]:
    return [(text[quantity.start : quantity.end], _said(quantity)) for quantity in find(text)]


def _words(*words: str) -> str:
    return " ".join(word for word in words if word)


# --- the tables -------------------------------------------------------------------------------------------------------


def _vocabulary(name: str) -> set[str]:
    schema = json.loads((ROOT / "schemas/common.schema.json").read_text(encoding="utf-8"))
    return set(schema["$defs"][name]["enum"])


def test_the_tables_have_values_of_the_schemas() -> None:
    schema = json.loads((ROOT / "schemas/contribution.schema.json").read_text(encoding="utf-8"))
    names = {field.name for field in fields(Quantity)} - {"start", "end"}
    assert names <= schema["properties"].keys()
    assert KINDS.keys() == {unit for unit, _ in FORMS.values()} == _vocabulary("unit")
    assert set(KINDS.values()) <= _vocabulary("contribution_kind")
    assert set(ASSET_KINDS.values()) <= _vocabulary("asset_kind")
    assert PERSONNEL_TYPES.keys() == _vocabulary("personnel_type")
    assert FUNCTIONS.keys() <= _vocabulary("function")
    assert CURRENCIES.keys() == _vocabulary("currency")


@pytest.mark.parametrize(
    ("word", "unit"),
    [
        ("transporthelikopters", "helicopters"), ("genderadviseur", "persons"), ("staffunctionarissen", "persons"),
        ("infanteriecompagnie", "companies"), ("HUMINT-team", "teams"), ("Patriot-luchtverdedigingseenheid", "units"),
        ("mijnenjagers", "ships"), ("patrouilleschip", "ships"), ("F-16\u2019s", "aircraft"),
        ("Chinooks", "helicopters"), ("politie-experts", "persons"),
        ("PESCO-projecten", "projects"), ("Patriots", "systems"),
        ("landen", None), ("algemeenheid", None), ("denktanks", None), ("exposities", None), ("lidstaten", None),
        ("maatschappij", None), ("man", "persons"), ("voorman", None), ("x" * 99 + "teams", None),
    ],
)  # fmt: skip
def test_a_compound_is_read_by_its_last_part(word: str, unit: str | None) -> None:
    found = counted(word)
    assert (found[0] if found else None) == unit


# --- what the grammar can write ---------------------------------------------------------------------------------------

NOUN = {"unit", "kind", "personnel_types", "functions", "assets"}


@given(
    st.sampled_from([*AT_MOST, *AT_LEAST, *ABOUT, *EXACTLY]),
    NUMBERS,
    st.booleans(),
    *map(st.sampled_from, (ADJECTIVES, PLURALS, (" ", "\n", "\u00a0"))),
)
def test_bound_number_and_noun(bound: str, number: int, words: bool, adjective: str, noun: str, blank: str) -> None:
    phrase = _words(bound, _written(number, words), adjective, noun).replace(" ", blank)
    text = f"Nederland draagt bij met{blank}{phrase} aan de missie."
    expected: dict[str, Any] = {"number_min": number, "number_max": number, "approximate": True}
    if bound not in ABOUT:
        del expected["approximate"]
    if bound in AT_MOST:
        del expected["number_min"]
    if bound in AT_LEAST:
        del expected["number_max"]
    [(quoted, said)] = _read(text)
    assert quoted.endswith(phrase if bound not in EXACTLY else _words(_written(number, words), noun).split()[-1])
    assert (said["unit"], said["kind"]) == (FORMS[noun][0], KINDS[FORMS[noun][0]])
    assert {name: value for name, value in said.items() if name not in NOUN} == expected


@given(NUMBERS, NUMBERS, st.booleans(), st.sampled_from(["{} tot {}", "tussen de {} en {}", "{} \u00e0 {}", "{}-{}"]))
def test_a_range(low: int, high: int, words: bool, form: str) -> None:
    low, high = sorted((low, high + 2000))
    [(_, said)] = _read(f"met {form.format(_written(low, False), _written(high, False))} militairen")
    assert said == {"kind": "personnel", "unit": "persons", "number_min": low, "number_max": high} | {
        "personnel_types": ("military",)
    }


@given(NUMBERS, NUMBERS, st.sampled_from(["", "maximaal ", "circa "]), st.sampled_from(["", " personen"]))
def test_from_one_figure_to_another(former: int, number: int, bound: str, noun: str) -> None:
    [(quoted, said)] = _read(f"verhoogd van {_written(former, True)}{noun} naar {bound}{number} personen.")
    assert quoted == f"{_written(former, True)}{noun} naar {bound}{number} personen"
    assert (said["previous_number"], said["number_max"], said["unit"]) == (former, number, "persons")
    assert said.get("number_min") == (None if bound == "maximaal " else number)
    assert said.get("approximate", False) == (bound == "circa ")


@given(st.sampled_from(SINGULARS), st.sampled_from(["", "dergelijk ", "nieuwe ", "extra "]))
def test_an_article_counts_one(noun: str, adjective: str) -> None:
    unit, _ = FORMS[noun]
    read = _read(f"bestaat uit een {adjective}{noun} in de regio")
    if unit in ("systems", "projects", "exercises"):
        assert read == []
    else:
        [(quoted, said)] = read
        assert quoted == f"een {adjective}{noun}"
        assert (said["number_min"], said["number_max"], said["implied"], said["unit"]) == (1, 1, True, unit)


PIECES = [
    *AT_MOST[:3], *ABOUT[:3], *EXACTLY, *ADJECTIVES, *PLURALS[::9], *SINGULARS[::9],
    "een", "één", "tien", "zestigtal", "5", "1.500", "2014", "1,5", "miljoen", "\u20ac", "euro", "van", "naar",
    "tot", "en", "tussen", "of", "aan", "waarvan", "jaar", "%", "met", "uitgebreid", "meer", "Zr.Ms.", "Tromp",
    "F-16", "geen", "\n", "enkele", "Amerikaanse", "civiele", "politie-", "2-", "(", ")", ",", ".", "-", "/",
    "\u201d",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from(["", " "]))
def test_every_quantity_gives_its_figures_in_its_own_words(pieces: list[str], joint: str) -> None:
    """So that a fragment with the words of a quantity is evidence of its figures."""
    text = joint.join(pieces) if len(joint.join(pieces)) % 3 else " ".join(pieces)
    previous = -1
    for quantity in find_quantities(text):
        assert previous < quantity.start < quantity.end <= len(text)
        previous = quantity.start
        figures = {value for name in FIGURES if (value := getattr(quantity, name)) is not None}
        if quantity.implied:
            assert quantity.number_min == quantity.number_max == 1
            figures -= {1}
        assert figures <= DUTCH.stated_numbers(text[quantity.start : quantity.end])
        assert quantity.approximate <= (
            None not in (quantity.number_min, quantity.number_max) or quantity.kind == "money"
        )
        assert bool(quantity.currency) == (quantity.kind == "money")
        assert bool(quantity.unit or quantity.currency) == bool(quantity.kind)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
def test_what_has_no_figure_is_not_counted_as_well(text: str) -> None:
    counted_places = {at for quantity in find_quantities(text) for at in range(quantity.start, quantity.end)}
    for thing in find_things(text):
        assert counted_places.isdisjoint(range(thing.start, thing.end))
        assert thing.unit is None
        assert all(getattr(thing, name) is None for name in FIGURES)
        assert all(asset in " ".join(text[thing.start : thing.end].split()) for asset, _ in thing.assets)


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    list(find_quantities(text))
    list(find_things(text))


def test_nothing_is_read_in_a_language_that_is_not_known() -> None:
    assert list(NO_LANGUAGE.find_quantities("maximaal tien militairen")) == []
    assert list(NO_LANGUAGE.find_things("de Patriots")) == []
    assert (DUTCH.find_quantities, DUTCH.find_things) == (find_quantities, find_things)


# --- examples ---------------------------------------------------------------------------------------------------------

MILITARY = {"personnel_types": ("military",)}
PERSONS: dict[str, Any] = {"kind": "personnel", "unit": "persons"}
ONE: dict[str, Any] = {"number_min": 1, "number_max": 1, "implied": True}
SHIPS: dict[str, Any] = {"kind": "materiel", "unit": "ships"}


def _exactly(number: int) -> dict[str, Any]:
    return {"number_min": number, "number_max": number}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("maximaal 175 militairen", [PERSONS | MILITARY | {"number_max": 175}]),
        ("een zestigtal militairen", [PERSONS | MILITARY | _exactly(60) | {"approximate": True}]),
        ("ongeveer 60 (militaire) trainers", [
            PERSONS | MILITARY | _exactly(60) | {"approximate": True, "functions": ("trainer",)}
        ]),
        ("meer dan 200 militairen", [PERSONS | MILITARY]),
        ("een plafond voor Nederland van vijf militairen", [PERSONS | MILITARY | {"number_max": 5}]),
        ("Van de 200 militairen zijn er elf uit Nederland", [PERSONS | MILITARY | _exactly(11)]),
        ("tien militairen, van wie vijf in Bamako", [PERSONS | MILITARY | _exactly(10), PERSONS | _exactly(5)]),
        ("neemt af tot 100 militairen", [PERSONS | MILITARY | _exactly(100)]),
        ("acht Nederlanders", [PERSONS | _exactly(8)]),
        ("tot 20 militairen", [PERSONS | MILITARY | {"number_max": 20}]),
        ("uitgebreid tot 15 militairen", [PERSONS | MILITARY | _exactly(15)]),
        ("een of twee stafofficieren", [
            PERSONS | MILITARY | {"number_min": 1, "number_max": 2, "functions": ("staff_officer",)}
        ]),
        ("staffunctionarissen (van de huidige zeven naar maximaal tien) op", [
            PERSONS | {"number_max": 10, "previous_number": 7}
        ]),
        ("verhoogd van tien tot vijftien militairen", [PERSONS | MILITARY | _exactly(15) | {"previous_number": 10}]),
        ("van drie Chinooks en 120 personen naar circa 25 personen", [
            {"kind": "materiel", "unit": "helicopters", "previous_number": 3, "assets": (("Chinooks", "helicopter"),)},
            PERSONS | _exactly(25) | {"previous_number": 120, "approximate": True},
        ]),
        ("twee (nu tijdelijk vier) militairen", [PERSONS | MILITARY | _exactly(2), PERSONS | MILITARY | _exactly(4)]),
        ("vier personen aan EUTM Mali, twintig aan MINUSMA", [PERSONS | _exactly(4), PERSONS | _exactly(20)]),
        ("tien experts (civiel/politie)", [
            PERSONS | _exactly(10) | {"personnel_types": ("civilian", "police"), "functions": ("expert",)}
        ]),
        ("tien Koninklijke Marechaussee- en politiefunctionarissen", [
            PERSONS | _exactly(10) | {"personnel_types": ("marechaussee", "police"), "functions": ("police_officer",)}
        ]),
        ("vijftien civiele experts en politiefunctionarissen", [
            PERSONS | _exactly(15)
            | {"personnel_types": ("civilian", "police"), "functions": ("expert", "police_officer")}
        ]),
        ("twee militairen en een POLAD", [
            PERSONS | MILITARY | _exactly(2), PERSONS | ONE | {"functions": ("political_adviser",)}
        ]),
        ("een gendermainstreaming adviseur", [PERSONS | ONE | {"functions": ("gender_adviser",)}]),
        ("een team van tien militairen", [PERSONS | MILITARY | _exactly(10)]),
        ("een *Human Intelligence* team (maximaal tien personen)", [
            PERSONS | {"number_max": 10}
            | {"functions": ("intelligence",), "assets": (("Human Intelligence team", "unit"),)}
        ]),
        ("een militair medisch team", [
            {"kind": "unit", "unit": "teams", "functions": ("medical",), "assets": (("medisch team", "unit"),)}
            | MILITARY | ONE
        ]),
        ("twee schepen en één fregat", [
            SHIPS | _exactly(2), SHIPS | _exactly(1) | {"assets": (("fregat", "ship"),)}
        ]),
        ("het fregat Zr.Ms. Tromp", [SHIPS | ONE | {"assets": (("Zr.Ms. Tromp", "ship"),)}]),
        ("een fregat (Zr.Ms. De Zeven Provinciën)", [
            SHIPS | ONE | {"assets": (("fregat", "ship"), ("Zr.Ms. De Zeven Provinciën", "ship"))}
        ]),
        ("vier F-35 gevechtsvliegtuigen", [
            {"kind": "materiel", "unit": "aircraft"} | _exactly(4)
            | {"assets": (("F-35 gevechtsvliegtuigen", "aircraft"),)}
        ]),
        ("enkele tientallen militairen", [PERSONS | MILITARY]),
        ("geen trainers", [PERSONS | {"functions": ("trainer",)}]),
        ("de inzet met tien personen uitbreiden", [PERSONS]),
        ("minimaal 2 en maximaal 5 militairen", [PERSONS | MILITARY | {"number_min": 2, "number_max": 5}]),
        ("van maximaal 20 naar 12 functionarissen", [PERSONS | _exactly(12) | {"previous_number": 20}]),
        ("ten hoogste 20 (politie)functionarissen", [PERSONS | {"number_max": 20, "personnel_types": ("police",)}]),
        ("tien functionarissen van politie en Koninklijke Marechaussee", [
            PERSONS | _exactly(10) | {"personnel_types": ("police", "marechaussee")}
        ]),
        ("twee teams van vijf personen", [{"kind": "unit", "unit": "teams"} | _exactly(2), PERSONS]),
        ("twee teams van in totaal tien personen", [
            {"kind": "unit", "unit": "teams"} | _exactly(2), PERSONS | _exactly(10)
        ]),
        ("een Vessel Protection Detachment (VPD) van twaalf mariniers", [
            PERSONS | MILITARY | _exactly(12) | {"assets": (("Vessel Protection Detachment", "unit"),)}
        ]),
        ("vier MQ-9 Reapers", [
            {"kind": "materiel", "unit": "aircraft", "assets": (("MQ-9 Reapers", "uncrewed_aircraft"),)} | _exactly(4)
        ]),
        ("beide een onderofficier", [PERSONS | MILITARY]),
        ("een tweetal schepen", [SHIPS | _exactly(2)]),
        ("\u00b120 militairen", [PERSONS | MILITARY | _exactly(20) | {"approximate": True}]),
        ("5/6 personen", []),
        ("teruggebracht tot 10 militairen", [PERSONS | MILITARY | _exactly(10)]),
        ("beperkt tot 10 militairen", [PERSONS | MILITARY]),
        ("een militair mandaat, een F-16 bijdrage, vier F-16 vluchten", [_exactly(4)]),
        ("een militair naar de staf", [PERSONS | MILITARY | ONE]),
        ("vier F-16 vliegers", [PERSONS | _exactly(4)]),
        ("dertig militairen meer", [PERSONS | MILITARY]),
        ("en 500 Amerikaanse militairen", [_exactly(500)]),
        ("in tien landen", [_exactly(10)]),
        ("met 20 EU-waarnemers en een Duits bataljon", [_exactly(20)]),
        ("maximaal \u20ac 1,5 mln", [{"kind": "money", "currency": "EUR", "amount_max": 1_500_000}]),
        ("EUR 500.000", [{"kind": "money", "currency": "EUR", "amount_min": 500_000, "amount_max": 500_000}]),
        ("2 tot 3 miljoen euro", [
            {"kind": "money", "currency": "EUR", "amount_min": 2_000_000, "amount_max": 3_000_000}
        ]),
        ("tussen \u20ac 2 en \u20ac 3 miljoen", [{"kind": "money", "currency": "EUR"}]),
        ("meer dan \u20ac 3 miljoen", [{"kind": "money", "currency": "EUR"}]),
        (
            "tussen 2 en 3 miljoen euro",
            [{"kind": "money", "amount_min": 2_000_000, "amount_max": 3_000_000, "currency": "EUR"}],
        ),
        ("1.250,50 euro", []),
        ("drie jaar, zes tot negen maanden, 20 procent, 15%, drie keer", []),
        ("op 1 oktober 2026 en in 2014", []),
        ("artikel 100 van de Grondwet", []),
        ("een bijdrage, een mandaat, een rechtssysteem, een mogelijke inzet", []),
        ("een van de adviseurs; de militairen; het fregat", []),
        ("vijf. Militairen", [_exactly(5)]),
    ],
)  # fmt: skip
def test_examples(text: str, expected: list[dict[str, Any]]) -> None:
    assert [said for _, said in _read(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("met liaison- en stafofficieren", [
            ("liaison- en stafofficieren", {"kind": "personnel", "functions": ("liaison", "staff_officer")} | MILITARY)
        ]),
        ("van de Nederlandse F-16 inzet", [
            ("F-16", {"kind": "materiel", "assets": (("F-16", "aircraft"),)})
        ]),
        ("de MQ9-inzet", [("MQ9", {"kind": "materiel", "assets": (("MQ9", "uncrewed_aircraft"),)})]),
        ("de Patriots in Slowakije", [("Patriots", {"kind": "materiel", "assets": (("Patriots", "system"),)})]),
        ("gevechtshelikopters te leveren", [
            ("gevechtshelikopters", {"kind": "materiel", "assets": (("gevechtshelikopters", "helicopter"),)})
        ]),
        ("*Human Intelligence Team* (HUMINT)", [
            ("Human Intelligence Team",
             {"kind": "unit", "functions": ("intelligence",), "assets": (("Human Intelligence Team", "unit"),)})
        ]),
        ("tien trainers, een POLAD en enkele experts", []),
        ("is militair haalbaar; het schip; Amerikaanse militairen; het Belgische detachement", []),
        ("te monitoren in de regio", []),
    ],
)  # fmt: skip
def test_people_and_things_without_a_figure(text: str, expected: list[tuple[str, dict[str, Any]]]) -> None:
    assert _read(text, find_things) == expected


HOSTILE = {
    "numbers": lambda size: "tien " * size,
    "articles": lambda size: "een " * size,
    "adjectives": lambda size: "een " + "grote " * size,
    "nouns": lambda size: "tien " + "militairen, " * size,
    "bounds": lambda size: "maximaal " * size + "tien",
    "changes": lambda size: "van tien naar " * size,
    "brackets": lambda size: "tien (" * size,
    "letters": lambda size: "tien " + "e" * size,
    "blanks": lambda size: "tien" + " " * size + "militairen",
    "ships": lambda size: "Zr.Ms. De " * size,
    "hyphens": lambda size: "een a" + "-a" * size,
}


@pytest.mark.parametrize("shape", HOSTILE)
def test_time_is_linear_in_the_text(shape: str) -> None:
    for find in (find_quantities, find_things):
        assert_linear(lambda size, find=find: len(list(find(HOSTILE[shape](size)))), 375)
