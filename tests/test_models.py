"""The generated models accept and refuse what the schemas accept and refuse."""

import copy
import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from strategies import faulty, records

from inzet import models
from inzet.record import Keyed, Record
from inzet.schema import findings
from inzet.schema.schemas import Schemas

MODELS: dict[str, type[Record]] = {"letter": models.Letter, "mission": models.Mission, "framework": models.Framework}


def _accepted(kind: str, value: Any) -> bool:
    try:
        MODELS[kind].model_validate_json(json.dumps(value))
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("kind", Schemas.installed().kinds)
@given(data=st.data())
def test_model_and_schema_agree_on_valid_records(kind: str, data: st.DataObject) -> None:
    record = data.draw(records(kind))
    model = MODELS[kind].model_validate_json(json.dumps(record))
    assert json.loads(model.model_dump_json(exclude_unset=True)) == record


@pytest.mark.parametrize("kind", Schemas.installed().kinds)
@given(data=st.data())
def test_model_and_schema_agree_on_faulty_records(kind: str, data: st.DataObject) -> None:
    broken, _, _ = data.draw(faulty(kind))
    assert findings.check(broken, kind)
    assert not _accepted(kind, broken)


def test_fields_stand_in_the_order_of_the_schema() -> None:
    for kind, model in MODELS.items():
        assert list(model.model_fields) == list(Schemas.installed().load(kind)["properties"])


def test_records_are_frozen() -> None:
    framework = models.Framework(framework_id="nato", name="NATO", kind="organisation")
    with pytest.raises(ValidationError, match="frozen"):
        framework.name = "Warsaw Pact"  # type: ignore[misc]


def test_keyed_answers_to_positions_slices_and_ids() -> None:
    missions = Keyed(
        models.Mission(mission_id=name, name=name, kind="mission", domain="civilian", former_ids=(f"old-{name}",))
        for name in ("alpha", "bravo")
    )
    assert missions[0] is missions["alpha"] is missions["old-alpha"]
    assert missions[1:]["bravo"] is missions[1]
    assert "bravo" in missions
    assert missions[0] in missions
    assert "charlie" not in missions
    assert missions.get("charlie") is None
    assert (missions.index(missions[1]), missions.count(missions[1])) == (1, 1), "it is a tuple all the same"
    for copied in (pickle.loads(pickle.dumps(missions)), copy.deepcopy(missions)):
        assert copied == missions
        assert copied["old-bravo"] is copied[1]
    with pytest.raises(KeyError, match="closest: bravo"):
        missions["bravoo"]
    assert models.Letter.model_fields["events"].default.get("bravo") is None, "a list that is left out takes ids too"
