"""The second codings: the published agreement is that of the codings that lie beside it."""

import runpy
from typing import Any

import pytest
from conftest import ROOT

from inzet.schema.schemas import Schemas

FOLDER = ROOT / "docs" / "double-coding"
COMPARE: dict[str, Any] = runpy.run_path(str(FOLDER / "compare.py"))


def test_the_page_shows_the_agreement_of_the_codings() -> None:
    text = (ROOT / "docs" / "coding-reliability.md").read_text(encoding="utf-8")
    assert COMPARE["page"](text) == text


@pytest.mark.parametrize("letter_id", COMPARE["letters"]())
def test_pairs_are_of_one_item_each(letter_id: str) -> None:
    ids = []
    for which in ("first", "second"):
        coding = COMPARE["load"](f"{letter_id}.{which}.yaml")
        ids.append([item["contribution_id"] for item in coding["contributions"]])
    for at, which in enumerate(("first", "second")):
        paired = [pair[which] for pair in coding["pairs"]]
        assert len(paired) == len(set(paired))
        assert set(paired) <= set(ids[at])


@pytest.mark.parametrize("letter_id", COMPARE["letters"]())
def test_later_fields_are_of_the_schema_and_for_the_same_items(letter_id: str) -> None:
    ids = []
    for which in ("first", "second"):
        coding = COMPARE["load"](f"{letter_id}.fields.{which}.yaml")
        ids.append([item["contribution_id"] for item in coding["contributions"]])
        for item in coding["contributions"]:
            assert all(Schemas.installed().fits("contribution", (name,), value) for name, value in item.items())
        for name, sort in (("events", "kind"), ("related", "relation")):
            assert all(Schemas.installed().fits("letter", (name, "*", sort), item[sort]) for item in coding[name])
    assert sorted(ids[0]) == sorted(ids[1])


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("a", "a"), ("b", "b")], 1.0),
        ([("a", "b"), ("b", "a")], -1.0),
        ([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")], 0.0),
        ([("a", "a"), ("a", "a")], None),
        # Cohen 1960, the example of the textbooks: 20 yes, 15 no, 10 and 5 apart.
        ([("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15, 0.4),
    ],
)
def test_kappa(pairs: list[tuple[str, str]], expected: float | None) -> None:
    found = COMPARE["kappa"](pairs)
    assert found is None if expected is None else found == pytest.approx(expected)
