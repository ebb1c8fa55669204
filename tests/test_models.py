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

from inzet import files, models
from inzet.record import Keyed, Record, reader
from inzet.schema import findings
from inzet.schema.schemas import Schemas

MODELS: dict[str, type[Record]] = {"letter": models.Letter, "mission": models.Mission, "framework": models.Framework}

READERS = {kind: reader(model) for kind, model in MODELS.items()}


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


def _everything(value: Any) -> Any:
    """A record as plain values with their types, what is set in it, and everything inside it."""
    if isinstance(value, Record):
        inside = {name: _everything(part) for name, part in value.__dict__.items()}
        return type(value), inside, value.model_fields_set, value.__pydantic_extra__, value.__pydantic_private__
    return type(value), [_everything(part) for part in value] if isinstance(value, tuple) else value


def _assert_same(quick: Record, checked: Record) -> None:
    assert quick == checked
    assert _everything(quick) == _everything(checked)
    assert list(quick.__dict__) == list(checked.__dict__)
    assert (hash(quick), repr(quick), str(quick)) == (hash(checked), repr(checked), str(checked))
    assert quick.model_dump() == checked.model_dump()
    assert quick.model_dump_json(exclude_unset=True) == checked.model_dump_json(exclude_unset=True)
    for copied in (pickle.loads(pickle.dumps(quick)), copy.copy(quick), copy.deepcopy(quick), quick.model_copy()):
        assert _everything(copied) == _everything(checked)


@pytest.mark.parametrize("kind", Schemas.installed().kinds)
@given(data=st.data())
def test_a_record_read_without_checks_is_the_same(kind: str, data: st.DataObject) -> None:
    text = json.dumps(data.draw(records(kind)), ensure_ascii=False).encode()
    _assert_same(READERS[kind](text), MODELS[kind].model_validate_json(text))


@pytest.mark.parametrize("kind", Schemas.installed().kinds)
def test_each_published_record_read_without_checks_is_the_same(kind: str) -> None:
    table = Schemas.installed().load(kind)["x-table"]
    for record in json.loads(files.path(files.NESTED).read_bytes())[table]:
        text = json.dumps(record, ensure_ascii=False).encode()
        _assert_same(READERS[kind](text), MODELS[kind].model_validate_json(text))


def test_records_read_without_checks_do_not_change_each_other() -> None:
    text = b'{"framework_id": "nato", "name": "NATO", "kind": "organisation"}'
    first, second = READERS["framework"](text), READERS["framework"](text)
    changed = first.model_copy(update={"abbreviation": "N"})
    assert changed.model_fields_set == {"framework_id", "name", "kind", "abbreviation"}
    assert first.model_fields_set == second.model_fields_set == {"framework_id", "name", "kind"}
    with pytest.raises(ValidationError, match="frozen"):
        first.name = "Warsaw Pact"  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ['{"framework_id": 7}', "{}", "[]", "{", '{"framework_id": "a", "x": 1}'])
def test_what_is_no_record_is_refused_even_without_checks(text: str) -> None:
    with pytest.raises(ValidationError):
        READERS["framework"](text.encode())


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
