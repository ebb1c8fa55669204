"""How a record reads: every field with its title, and its former ids, fragments and figures."""

import json

import pytest
from ledgers import dataset

import inzet
from inzet.ledger.intervals import figure_of
from inzet.ledger.pages import Page
from inzet.ledger.positions import figures_in_words
from inzet.models import Contribution, Evidence
from inzet.record import Keyed
from inzet.schema.contributions import UNDECIDED, UNPLANNED
from inzet.schema.figures import FIGURES, MEASURES
from inzet.schema.schemas import Schemas
from inzet.words import Lang
from inzet.words.blocks import Grid, render
from inzet.words.labels import field_title


def _item(**fields: object) -> Contribution:
    known = {"contribution_id": "x01.01", "kind": "personnel", "description": "x", "change": "none"}
    evidence = (Evidence(line=1, section="x", quote="x"),)
    return Contribution.model_validate({**known, "status": "reported", "evidence": evidence, **fields})


def _page(ds: inzet.Dataset, name: str) -> Page:
    return Page(ds[name], name, tuple(ds.referring_to(name)), ds.ledger)


@pytest.mark.parametrize(
    ("fields", "english", "dutch"),
    [
        ({}, "no size given", "geen omvang genoemd"),
        ({"number_max": 8, "unit": "persons"}, "8 people", "8 personen"),
        ({"number_min": 1, "unit": "persons"}, "at least 1 person", "minstens 1 persoon"),
        ({"number_min": 1, "number_max": 1, "unit": "companies"}, "1 company", "1 compagnie"),
        ({"number_min": 1, "number_max": 2, "unit": "persons"}, "1 to 2 people", "1 tot 2 personen"),
        (
            {"number_min": 195, "number_max": 195, "approximate": True, "unit": "persons"},
            "about 195 people",
            "ongeveer",
        ),
        ({"kind": "money", "amount_max": 1_000_000, "currency": "EUR"}, "EUR 1,000,000", "EUR 1.000.000"),
    ],
)
def test_figures_in_words(fields: dict[str, object], english: str, dutch: str) -> None:
    basis = {} if "unit" not in fields else {"basis": "ceiling"}
    figure = figure_of(_item(**basis, **fields))
    figures = dict([figure]) if figure else {}
    assert figures_in_words(figures, "en") == english
    assert figures_in_words(figures, "nl").startswith(dutch)


def test_a_former_id_leads_to_the_record_and_says_so() -> None:
    mission = inzet.Mission(
        mission_id="new", name="N", kind="mission", domain="civilian", lead_country="NL", former_ids=("old",)
    )
    ds = inzet.Dataset(Keyed([]), Keyed([mission]), Keyed([]))
    assert "old is a former id." in str(_page(ds, "old"))
    assert "former id." not in str(_page(ds, "new"))


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_every_field_of_every_record_is_shown_with_its_title(lang: Lang) -> None:
    ds = inzet.load()
    for record in ds.ledger.names.everything[::7]:
        page = _page(ds, record.id)
        blocks = list(page.blocks(lang))
        titles = {row[0] for block in blocks if isinstance(block, Grid) for row in block.rows}
        titles |= {block.text.rpartition(" (")[0] for block in blocks if not isinstance(block, Grid)}
        node = Schemas.installed().items[f"{type(record).__name__.lower()}s"]
        for name, part in node["properties"].items():
            given = getattr(record, name) not in (None, ()) and name != node["x-key"]
            assert (field_title(part, lang) in titles) is given or not given, (record.id, name)
        assert page.tree()["record"] == json.loads(record.model_dump_json(exclude_unset=True))
        text = render(blocks, 100)
        assert all(other.id in text for other in page.referring)


def test_evidence_is_shown_as_it_stands_with_what_it_supports() -> None:
    lines = " ".join(str(_page(inzet.load(), "kst-29521-446.09")).split())
    quote = "“te verhogen van tien naar vijftien civiele experts en politiefunctionarissen”"
    assert f"{quote} line 64, 1. Oostflank / EU Monitoring Mission (EUMM) Georgië (supports: at least, at most" in lines


@pytest.mark.parametrize("width", [20, 50, 80, 120])
def test_lines_keep_to_the_width(width: int) -> None:
    text = render(_page(inzet.load(), "kst-29521-446").blocks(), width)
    assert max(map(len, text.splitlines())) <= max(width, 40)


def test_a_value_cannot_break_a_line_or_change_its_direction() -> None:
    mission = dataset().missions[0].model_copy(update={"note": "a\u202eb\nc"})
    page = str(_page(inzet.Dataset(Keyed([]), Keyed([mission]), dataset().frameworks), "alpha"))
    assert "a\\u202eb\\nc" in page


def test_the_fields_of_a_figure_and_the_statuses_are_those_of_the_schema() -> None:
    properties = Schemas.installed().load("contribution")["properties"]
    assert {name for name, node in properties.items() if node["type"] == "integer"} == FIGURES
    assert {*MEASURES} <= properties.keys()
    assert {*UNPLANNED} < {*UNDECIDED} < {*properties["status"]["enum"]}
