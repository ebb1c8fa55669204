"""How records read in a terminal."""

import pytest

import inzet
from inzet.commands import record_lines
from inzet.ledger.intervals import figure_of
from inzet.models import Contribution, Evidence
from inzet.record import Keyed
from inzet.schema.contributions import UNDECIDED, UNPLANNED
from inzet.schema.figures import FIGURES, MEASURES, telling_fragment
from inzet.schema.schemas import Schemas


def _item(**fields: object) -> Contribution:
    known = {"contribution_id": "x01.01", "kind": "personnel", "description": "x", "change": "none"}
    evidence = (Evidence(line=1, section="x", quote="x"),)
    return Contribution.model_validate({**known, "status": "reported", "evidence": evidence, **fields})


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, ""),
        ({"number_max": 8, "unit": "persons"}, "at most 8 persons"),
        ({"number_min": 1, "unit": "persons"}, "at least 1 person"),
        ({"number_min": 1, "number_max": 1, "unit": "companies"}, "1 company"),
        ({"number_min": 1, "number_max": 2, "unit": "persons"}, "1 to 2 persons"),
        ({"number_min": 0, "number_max": 0, "unit": "persons"}, "0 persons"),
        ({"number_min": 195, "number_max": 195, "approximate": True, "unit": "persons"}, "about 195 persons"),
        ({"kind": "money", "amount_max": 1_000_000, "currency": "EUR"}, "at most 1,000,000 EUR"),
    ],
)
def test_figures_in_words(fields: dict[str, object], said: str) -> None:
    basis = {} if "unit" not in fields else {"basis": "ceiling"}
    figure = figure_of(_item(**basis, **fields))
    assert (figure.amount if figure else "") == said


def test_a_former_id_leads_to_the_record_and_says_so() -> None:
    mission = inzet.Mission(
        mission_id="new", name="N", kind="mission", domain="civilian", lead_country="NL", former_ids=("old",)
    )
    dataset = inzet.Dataset(Keyed([]), Keyed([mission]), Keyed([]))
    assert list(record_lines.show(dataset, "old"))[:2] == ["Mission new", "(old is a former id)"]
    assert "(new is a former id)" not in list(record_lines.show(dataset, "new"))


def test_evidence_is_shown_as_it_stands_with_what_it_supports() -> None:
    lines = " ".join(" ".join(record_lines.show(inzet.load(), "kst-29521-446.09", 60)).split())
    quote = "“te verhogen van tien naar vijftien civiele experts en politiefunctionarissen”"
    assert f"line 64, 1. Oostflank / EU Monitoring Mission (EUMM) Georgië: {quote} (number_min, number_max" in lines


@pytest.mark.parametrize(
    ("supports", "shown"),
    [
        ([["grounds"], ["missions"], ["change", "status"]], 2),
        ([["missions"], ["change"], ["number_max"]], 2),
        ([["change"], ["previous_number", "status"], ["end_date"]], 1),
        ([["missions", "functions"], ["status"]], 0),
        ([["grounds"], ["missions"]], 0),
        ([["grounds"], []], 1),
    ],
)
def test_the_fragment_that_is_shown_has_the_figure_or_says_what_is_done(supports: list[list[str]], shown: int) -> None:
    assert telling_fragment(supports) == shown


def test_the_fragment_of_an_answer_is_that_of_its_row() -> None:
    statements = inzet.load().ledger.statements
    for row in inzet.table("statements").to_pylist():
        shown = statements[row["contribution_id"]].evidence
        assert (row["line"], row["quote"]) == (shown.line, shown.quote)


@pytest.mark.parametrize("width", [20, 50, 80, 120])
def test_lines_keep_to_the_width_and_names_stay_readable(width: int) -> None:
    dataset = inzet.load()
    longest = max(len(line) for line in record_lines.show(dataset, "kst-29521-446", width))
    assert longest <= max(width, 110), "only a title or a web address may be longer than the terminal"


def test_the_fields_of_a_figure_and_the_statuses_are_those_of_the_schema() -> None:
    properties = Schemas.installed().load("contribution")["properties"]
    assert {name for name, node in properties.items() if node["type"] == "integer"} == FIGURES
    assert {*MEASURES} <= properties.keys()
    assert {*UNPLANNED} < {*UNDECIDED} < {*properties["status"]["enum"]}
