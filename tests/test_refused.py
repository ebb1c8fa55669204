"""Validators, rules and models refuse what the fixture says, and nothing else."""

import pytest
import refused

from inzet.records import validation
from inzet.schema import findings
from inzet.schema.nodes import walk
from inzet.schema.schemas import Schemas

SCHEMAS = Schemas.installed()


def test_base_records_are_accepted_and_hold_every_field() -> None:
    assert validation.check(refused.documents({})) == []
    assert refused.refused_by_dialect(refused.bases()["dialect"]) == []
    for kind in SCHEMAS.kinds:
        for place, _ in walk(SCHEMAS.load(kind)):
            held = next(refused.pointers(refused.bases()[kind], place), None)
            assert held is not None, f"the base record does not hold {kind} {place}"


@pytest.mark.parametrize("kind", [*SCHEMAS.kinds, "dialect"])
def test_validators_give_the_findings_of_every_line(kind: str) -> None:
    assert [wrong for line in refused.cases() if line["kind"] == kind and (wrong := refused.wrong(line))] == []


@pytest.mark.parametrize("kind", SCHEMAS.kinds)
def test_models_refuse_and_accept_the_same(kind: str) -> None:
    assert [
        wrong for line in refused.cases() if line["kind"] == kind and (wrong := refused.wrong_in_models(line))
    ] == []


def test_every_code_of_the_schemas_is_in_the_fixture() -> None:
    own = (line for line in refused.cases() if "rule" not in line and line["kind"] in SCHEMAS.kinds)
    assert {code for line in own for code, _ in line.get("findings", ())} == set(findings.CODES.values())


def test_strict_reader_refuses_what_no_tree_can_show() -> None:
    assert refused.wrong_in_texts() == ""
