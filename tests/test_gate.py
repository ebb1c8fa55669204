"""The gate refuses what it must, and what is taken out of it is missed."""

import random
from pathlib import Path

import corruption
import gate
import pytest
from conftest import ROOT

from inzet.records import strict_yaml, validation
from inzet.records.tree import read_tree
from inzet.schema import findings
from inzet.schema.nodes import walk
from inzet.schema.schemas import Schemas

SCHEMAS = Schemas.installed()

SAMPLE = 60


def test_base_records_are_accepted_and_hold_every_field() -> None:
    assert validation.check(gate.documents({})) == []
    assert gate._refused_by_dialect(gate.bases()["dialect"]) == []
    for kind in SCHEMAS.kinds:
        record = gate.bases()[kind]
        for place, _ in walk(SCHEMAS.load(kind)):
            assert next(gate._spots(record, place), None) is not None, f"no base record holds {kind} {place}"


@pytest.mark.parametrize("kind", [*SCHEMAS.kinds, "dialect"])
def test_validators_say_of_every_line_what_it_says(kind: str) -> None:
    assert [said for line in gate.lines() if line["kind"] == kind and (said := gate.wrong(line))] == []


@pytest.mark.parametrize("kind", SCHEMAS.kinds)
def test_models_refuse_and_accept_the_same(kind: str) -> None:
    assert [said for line in gate.lines() if line["kind"] == kind and (said := gate.wrong_in_models(line))] == []


def test_strict_reader_refuses_what_no_tree_can_show() -> None:
    assert gate.wrong_in_texts() == ""


def test_fixture_covers_every_constraint() -> None:
    """One that is new needs a line: `python tests/gate.py --write` adds it, and the base record the field."""
    assert gate.uncovered() == []
    own = (line for line in gate.lines() if "rule" not in line and line["kind"] in SCHEMAS.kinds)
    codes = {code for line in own for code, _ in line.get("findings", ())}
    assert codes == set(findings.CODES.values())


def test_fixture_is_what_the_script_writes() -> None:
    assert list(gate.written()) == gate._fixture()


def test_what_is_dropped_is_noticed() -> None:
    """A seeded sample, some of each part; `python tests/gate.py` drops everything."""
    dice = random.Random(gate.SEED)
    everything = gate.mutants()
    parts = {
        part: [each for each in everything if each.part == part] for part in dict.fromkeys(m.part for m in everything)
    }
    chosen = [
        mutant for known in parts.values() for mutant in dice.sample(known, min(SAMPLE // len(parts), len(known)))
    ]
    assert len(parts) == 9
    assert [f"{mutant.part}: {mutant.name}" for mutant in gate.survivors(chosen)] == []


def test_where_nothing_is_dropped_nothing_is_noticed() -> None:
    """Else what is noticed would be the machinery of dropping and not the drop."""
    same = {kind: SCHEMAS.load(kind) for kind in SCHEMAS.kinds}
    for entrances in ((gate.COMPILED,), (gate.EXPLAINING,), (gate.COMPILED, gate.EXPLAINING)):
        with gate._schemas(same, entrances):
            assert gate._first_wrong(gate.lines()[::7]) == ""
    assert gate._first_tree("") == ""


# --- corruptions -------------------------------------------------------------------------------------


def test_corrupted_text_is_the_record_written() -> None:
    documents, _ = read_tree(ROOT)
    for change in corruption.corruptions(documents, 48, 7):
        value = corruption._changed(change.document.value, change.pointer, change.value)
        assert corruption.write_like(change.document.text, value, change.pointer) == strict_yaml.write(value), change


def test_corruptions_are_detected_or_have_a_reason(sources: Path) -> None:
    results = corruption.judged(corruption.Gate(ROOT, sources), 64, corruption.SEED)
    known = {*corruption.DETECTED, *corruption.REASONS}
    assert [str(change) for change, said, _ in results if said not in known] == []
    assert sum(said in corruption.DETECTED for _, said, _ in results) >= 48
