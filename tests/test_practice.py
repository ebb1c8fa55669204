"""The practice letter of a page: how much of its record is proposed, and that nothing proposed is wrong."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from inzet.records import strict_yaml
from inzet.records.audit import audit_letters
from inzet.records.new.letters import letter_skeleton
from inzet.records.tree import read_tree
from inzet.records.validation import validate
from inzet.schema.figures import FIGURES

PRACTICE = ROOT / "examples" / "practice"
ID = "kst-99001-5"
LETTER = f"records/letters/{ID}.yaml"
KNOWN, NEW = "records/missions/om-zilverkust.yaml", "records/missions/tm-goudkaap.yaml"

Record = dict[str, Any]

EDITS = 128
"""Edits from the skeleton to the finished record, as ``_edits`` counts them.

An edit is a field that is written, changed or removed. An item, a fragment or a passage that is removed is one edit; of
one that is added, every field is one. A fragment or passage whose words change is removed and added. The record of the
mission that is new is not counted.
"""

IDENTITY = {
    "contributions": "contribution_id",
    "events": "event_id",
    "evidence": "quote",
    "passages": "words",
    "citations": "written",
    "related": "quote",
}
"""The lists of a record in which an edit is counted for each field of an item, and what tells two items apart."""

NO_STATEMENTS = {
    "informeren wij uw Kamer, mede namens de Minister voor Buitenlandse Handel, over de Nederlandse bijdragen aan"
    " internationale missies vanaf 1 juli 2026",
    "bijdrage aan OM Zilverkust te onderzoeken",
}
"""Of each proposed item that the coder removed, its last fragment: an introduction, and what an earlier letter said."""

MEASURED = FIGURES | {"previous_number", "start_date", "end_date", "duration", "change", "status"}
"""Fields in which a wrong proposal does most harm."""


def _edits(before: Record, after: Record) -> int:
    """Count the edits that make a record, or a part of it, another one; an open field is none."""
    before, after = ({name: one for name, one in part.items() if one is not None} for part in (before, after))
    return sum(
        _edited_items(IDENTITY[name], before.get(name, []), after.get(name, []))
        if name in IDENTITY
        else _plain(before.get(name)) != _plain(after.get(name))
        for name in before | after
    )


def _edited_items(key: str, before: list[Record], after: list[Record]) -> int:
    old = {item[key]: item for item in before}
    kept = sum(_edits(old.get(item[key], {}), item) for item in after)
    return kept + len(old.keys() - {item[key] for item in after})


def _plain(value: object) -> object:
    """Return a value without the order of a list of words."""
    return sorted(value) if isinstance(value, list) and all(isinstance(one, str) for one in value) else value


@pytest.fixture(scope="module")
def finished() -> Record:
    """The finished record."""
    return _record((PRACTICE / LETTER).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory, finished: Record) -> Record:
    """The skeleton, made where the mission of the letter before it has a record and the new one has none."""
    place = _tree(tmp_path_factory.mktemp("started"), KNOWN)
    day = date.fromisoformat(finished["source_read"])
    return _record(letter_skeleton(ID, PRACTICE / f"{ID}.txt", place, day))


def _record(text: str) -> Record:
    record, faults = strict_yaml.read(text)
    assert faults == []
    return record


def _tree(place: Path, *names: str) -> Path:
    shutil.copytree(ROOT / "records", place / "records")
    for name in names:
        shutil.copy(PRACTICE / name, place / name)
    return place


def test_the_finished_record_is_valid_and_leaves_nothing_out(tmp_path: Path) -> None:
    place = _tree(tmp_path, LETTER, KNOWN, NEW)
    assert validate(place, PRACTICE, [place / name for name in (LETTER, KNOWN, NEW)]) == []
    documents, issues = read_tree(place)
    assert issues == []
    assert audit_letters(documents, place, PRACTICE, ID) == {ID: []}


def test_the_record_is_done_in_few_edits(started: Record, finished: Record) -> None:
    assert _edits(started, finished) <= EDITS


def test_what_is_removed_states_nothing_of_its_own(started: Record, finished: Record) -> None:
    kept = {item["contribution_id"] for item in finished["contributions"]}
    removed = [item for item in started["contributions"] if item["contribution_id"] not in kept]
    assert {item["evidence"][-1]["quote"] for item in removed} <= NO_STATEMENTS


def test_no_figure_date_change_or_status_of_a_statement_is_wrong(started: Record, finished: Record) -> None:
    coded = {item["contribution_id"]: item for item in finished["contributions"]}
    assert list(_wrong(started["contributions"], coded)) == []


def _wrong(proposed: list[Record], coded: dict[str, Record]) -> Iterator[tuple[str, str, object]]:
    """Yield the proposed values that the coder changed or removed, each with its item and field."""
    for item in proposed:
        if own := coded.get(item["contribution_id"]):
            for name in MEASURED & item.keys():
                if item[name] not in (None, own.get(name)):
                    yield item["contribution_id"], name, item[name]


def test_edits_are_counted_by_field() -> None:
    fragment = {"line": 3, "quote": "acht"}
    one = {"contribution_id": "a.01", "status": None, "functions": ["expert", "observer"], "evidence": [fragment]}
    two = {"contribution_id": "a.01", "status": "decided", "functions": ["observer", "expert"], "evidence": [fragment]}
    other = {"line": 3, "quote": "acht militairen"}
    assert _edits({"contributions": [one]}, {"contributions": [two]}) == 1
    assert _edits({"contributions": [one]}, {"contributions": []}) == 1
    assert _edits({"contributions": []}, {"contributions": [two]}) == 5
    assert _edits({"contributions": [two]}, {"contributions": [two | {"evidence": [other]}]}) == 3


def test_contributing_says_how_many_edits_it_takes(finished: Record) -> None:
    page = " ".join((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split())
    assert f"with {len(finished['contributions'])} statements" in page
    assert f"it took {EDITS} edits" in page
