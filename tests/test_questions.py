"""Questions about the real records, answered by hand: `questions.yaml` beside this file, which a reader can check."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

import inzet
from inzet.dataset import Dataset
from inzet.ledger import Statement

QUESTIONS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("questions.yaml").read_text(encoding="utf-8"))
ANSWERS = {"yes", "maybe", "ended", "lapsed", "unsaid"}
KEYS = {
    "position": {"target", "day", "known"},
    "timeline": {"target", "known"},
    "overview": {"day", "known"},
    "comparison": {"before", "after"},
    "finding": {"code", "target", "known"},
}


@pytest.fixture(scope="module")
def ds() -> Dataset:
    return inzet.load()


def ids(statements: Iterable[Statement]) -> list[str]:
    return [statement.id for statement in statements]


def name(statement: Statement | None) -> str | None:
    return None if statement is None else statement.id


def figures(by_measure: dict[Any, Any]) -> dict[str, list[int | None]]:
    return {str(measure): [figure.low, figure.high] for measure, figure in by_measure.items()}


def position(ds: Dataset, question: dict[str, Any]) -> dict[str, Any]:
    found = ds.position(question["target"], on=question["day"], known=question["known"])
    return {
        "answer": found.answer,
        "statements": ids(found.statements),
        "possible": ids(found.possible),
        "beside": ids(found.undecided),
        "figures": figures(found.figures),
    }


def timeline(ds: Dataset, question: dict[str, Any]) -> dict[str, Any]:
    entries = [
        {
            "id": entry.statement.id,
            "computed": entry.figure_change,
            "before": name(entry.compared_with),
            "end": entry.end_change,
            "agrees": entry.change_agrees,
        }
        for entry in ds.timeline(question["target"], known=question["known"])
    ]
    return {"entries": asked(question["answer"]["entries"], entries)}


def overview(ds: Dataset, question: dict[str, Any]) -> dict[str, Any]:
    found = ds.overview(on=question["day"], known=question["known"], by=question.get("by"))
    groups = [group for group in found.groups if question.get("group", group.name) == group.name]
    assert groups, f"no such group; there are {[group.name for group in found.groups]}"
    totals = figures(groups[0].totals if "group" in question else found.totals)
    units = question["answer"].get("totals_of")
    return {
        "statements": sorted(one for group in groups for one in ids(group.statements)),
        "possible": sorted(one for group in groups for one in ids(group.possible)),
        "totals": {key: value for key, value in totals.items() if units is None or key.split(" ")[0] in units},
        "totals_of": units,
    }


def comparison(ds: Dataset, question: dict[str, Any]) -> dict[str, Any]:
    targets = [shift["target"] for shift in question["answer"]["shifts"]]
    shifts = [
        {
            "target": shift.record.id,
            "what": shift.what,
            "proposed": shift.proposed,
            "before": ids(shift.before.statements) if shift.before else [],
            "after": ids(shift.after.statements) if shift.after else [],
        }
        for shift in ds.compare(str(question["before"]), str(question["after"]))
        if shift.record.id in targets
    ]
    shifts.sort(key=lambda shift: targets.index(str(shift["target"])))
    return {"shifts": asked(question["answer"]["shifts"], shifts)}


def finding(ds: Dataset, question: dict[str, Any]) -> dict[str, Any]:
    findings = [
        {"before": name(found.before), "after": name(found.after)}
        for found in ds.reconcile(known=question["known"])
        if found.code == question["code"] and found.record.id == question["target"]
    ]
    return {"findings": asked(question["answer"]["findings"], findings)}


def asked(expected: list[dict[str, Any]], got: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out of each found row what its question does not ask about."""
    if len(expected) != len(got):
        return got
    return [{key: row[key] for key in wanted} for wanted, row in zip(expected, got, strict=True)]


ASK = {
    "position": position,
    "timeline": timeline,
    "overview": overview,
    "comparison": comparison,
    "finding": finding,
}


@pytest.mark.parametrize("question", QUESTIONS, ids=[question["ask"] for question in QUESTIONS])
def test_the_answer_is_that_of_the_letters(question: dict[str, Any], ds: Dataset) -> None:
    assert set(question) - {"ask", "kind", "answer", "because", "by", "group"} == KEYS[question["kind"]]
    got = ASK[question["kind"]](ds, question)
    assert {key: got[key] for key in question["answer"]} == question["answer"]


@pytest.mark.parametrize("question", QUESTIONS, ids=[question["ask"] for question in QUESTIONS])
def test_the_proof_stands_in_the_records(question: dict[str, Any], ds: Dataset) -> None:
    assert question["because"]
    for proof in question["because"]:
        quotes = [
            piece.quote.replace("\N{NO-BREAK SPACE}", " ")
            for piece in ds.contributions[proof["contribution_id"]].evidence
        ]
        assert any(proof["quote"] in quote for quote in quotes), (proof, quotes)


def test_there_are_enough_questions_of_every_kind() -> None:
    asks = [question["ask"] for question in QUESTIONS]
    assert len(asks) >= 40 and len(set(asks)) == len(asks)
    kinds = [question["kind"] for question in QUESTIONS]
    assert {kind: kinds.count(kind) >= 4 for kind in KEYS} == dict.fromkeys(KEYS, True)
    assert {question["answer"]["answer"] for question in QUESTIONS if question["kind"] == "position"} == ANSWERS
