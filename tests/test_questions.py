"""Questions about the real records, answered by hand: `questions.yaml` beside this file, which a reader can check."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

import inzet
from inzet.dataset import Dataset
from inzet.ledger import Interval, Measure, Position, Statement
from inzet.ledger.decisions import Answer
from inzet.ledger.intervals import add

QUESTIONS: list[dict[str, Any]] = yaml.load(
    Path(__file__).with_name("questions.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
ANSWERS = set(get_args(Answer))
KEYS = {
    "position": {"target", "day"},
    "timeline": {"target", "known"},
    "overview": {"day"},
    "comparison": {"before", "after", "target"},
    "finding": {"code", "target", "known"},
}
SETS = {"statements", "plans", "shared_with", "in_force", "without_figure", "perhaps", "ending"}
OPTIONAL = {"ask", "kind", "answer", "because", "known", "by", "group", "sum"}


@pytest.fixture(scope="module")
def ds() -> Dataset:
    return inzet.load()


def ids(statements: Iterable[Statement]) -> list[str]:
    return sorted(statement.id for statement in statements)


def name(statement: Statement | None) -> str | None:
    return None if statement is None else statement.id


def figures(by_measure: dict[Measure, Interval]) -> dict[str, list[int | None]]:
    return {measure.unit: [figure.low, figure.high] for measure, figure in by_measure.items()}


def position(ds: Dataset, question: dict[str, Any]) -> dict[str, Any]:
    found = ds.position(question["target"], question["day"], question.get("known"))
    least = figures(found.figures)
    if found.unsized and "persons" in least:
        least["persons"][1] = None
    return {
        "answer": found.answer,
        "statements": ids(found.carriers),
        "plans": ids(found.carriers if found.answer == "planned" else found.plans),
        "figures": least,
        "until": found.until,
        "shared_with": sorted(other.id for other in found.shared_with),
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
        for entry in ds.timeline(question["target"], known=question.get("known"))
    ]
    return {"entries": asked(question["answer"]["entries"], entries)}


def overview(ds: Dataset, question: dict[str, Any]) -> dict[str, Any]:
    found = ds.overview(question["day"], question.get("known"), question.get("by"))
    region = question.get("group")
    groups = [group for group in found.groups if region is None or group.key == (region,)]
    rows = [row for group in groups for row in group.rows]
    totals = add(total for group in groups for total in group.totals.items())

    def named(positions: Iterable[Position]) -> list[str]:
        records = [position.record for position in positions]
        return sorted(record.id for record in records if region in (None, getattr(record, "region", None)))

    return {
        "in_force": sorted(record.id for row in rows for record in row.records),
        "without_figure": named(found.without_figure),
        "perhaps": named(found.answered("perhaps")),
        "ending": named(found.answered("ending")),
        "persons": figures(totals).get("persons", [0, 0]),
    }


def comparison(ds: Dataset, question: dict[str, Any]) -> dict[str, Any]:
    shifts = ds.compare(str(question["before"]), str(question["after"]))
    return {"what": [shift.what for shift in shifts if shift.record.id == question["target"]]}


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
    assert set(question) - OPTIONAL == KEYS[question["kind"]] - OPTIONAL
    got = ASK[question["kind"]](ds, question)
    expected = {key: sorted(value) if key in SETS else value for key, value in question["answer"].items()}
    if isinstance(expected.get("until"), date):  # YAML reads a day as one
        expected["until"] = str(expected["until"])
    assert {key: got[key] for key in expected} == expected


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
    assert len(asks) >= 93 and len(set(asks)) == len(asks)
    kinds = [question["kind"] for question in QUESTIONS]
    assert {kind: kinds.count(kind) >= 4 for kind in KEYS} == dict.fromkeys(KEYS, True)
    assert {question["answer"]["answer"] for question in QUESTIONS if question["kind"] == "position"} == ANSWERS
