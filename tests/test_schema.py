"""The schemas themselves, and what the validator makes of them."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import jsonschema
import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from referencing import Registry, Resource
from refused import get, pointers, put, steps
from strategies import Fault, faulty, holds_float, records

from inzet.records.tree import read_tree
from inzet.schema import findings, validators
from inzet.schema.formats import FORMATS
from inzet.schema.nodes import SUFFIX, walk
from inzet.schema.schemas import Schemas

SCHEMAS = Schemas.installed()

FILES = ["common", "countries", "contribution", "letter", "mission", "framework"]
NODES = [(name, pointer, node) for name in SCHEMAS.kinds for pointer, node in walk(SCHEMAS.load(name))]


def _show(part: object) -> str:
    return ".".join(map(str, part)) if isinstance(part, tuple) else str(part)[:20]


@pytest.mark.parametrize("name", [*FILES, "dialect"])
def test_schema_files_are_json_schema(name: str) -> None:
    """An independent witness: the official metaschema of JSON Schema 2020-12."""
    jsonschema.Draft202012Validator.check_schema(SCHEMAS.files[name])


def test_dialect_refuses_a_keyword_it_does_not_name() -> None:
    dialect = jsonschema.Draft202012Validator(SCHEMAS.files["dialect"])
    assert not dialect.is_valid({"type": "string", "contentEncoding": "base64"})
    assert not dialect.is_valid({"$ref": "#/$defs/count", "minimum": 3})
    assert not dialect.is_valid({"type": "string", "enum": ["a"]}), "a vocabulary documents its values"
    words = {"type": "array", "items": {"type": "string"}}
    assert not dialect.is_valid(words), "a list has an end"
    assert dialect.is_valid(words | {"maxItems": 1})


def test_every_format_has_a_check() -> None:
    used = {node["format"] for _, _, node in NODES if "format" in node}
    assert used == FORMATS.keys() == set(SCHEMAS.files["dialect"]["$defs"]["schema"]["properties"]["format"]["enum"])


@pytest.mark.parametrize("kind", SCHEMAS.kinds)
def test_an_empty_record_is_refused(kind: str) -> None:
    missing = {finding.message.split("'")[1] for finding in findings.check({}, kind)}
    assert missing == set(SCHEMAS.load(kind)["required"])


@pytest.mark.parametrize(("name", "pointer", "node"), [entry for entry in NODES if "maxItems" in entry[2]], ids=_show)
def test_of_a_list_that_is_too_long_nothing_else_is_said(
    name: str, pointer: tuple[str, ...], node: dict[str, Any]
) -> None:
    judge, most = SCHEMAS.validator(name).evolve(schema=node), node["maxItems"]
    for item in ({}, None, "a"):
        assert [error.validator for error in judge.iter_errors([item] * (most + 1))] == ["maxItems"]
    assert "maxItems" not in {error.validator for error in judge.iter_errors([None] * most)}


def test_the_bound_of_a_list_is_told() -> None:
    found = findings.check({"mission_id": "eumm", "tasks": ["monitoring"] * 101}, "mission")
    told = {finding.pointer: finding.message for finding in found}
    assert told["tasks",] == "tasks: 101 items; at most 100 allowed"


def test_no_bound_of_a_list_is_near_what_records_hold() -> None:
    """A letter that is three times as long as the longest one must not need another schema."""
    for document in read_tree(ROOT)[0]:
        for pointer, node in walk(SCHEMAS.load(document.kind)):
            for place in pointers(document.value, pointer) if node["type"] == "array" else ():
                assert 3 * len(get(document.value, steps(place))) <= node["maxItems"], (document.path, place)


@pytest.mark.parametrize("kind", SCHEMAS.kinds)
def test_a_text_that_is_too_long_is_not_held_against_its_pattern(kind: str) -> None:
    key = SCHEMAS.load(kind)["x-key"]
    codes = [finding.code for finding in findings.check({key: "a-" * 1000}, kind) if finding.pointer]
    assert codes == ["schema.bounds"]


@pytest.mark.parametrize("kind", SCHEMAS.kinds)
@given(data=st.data())
def test_what_is_generated_validates(kind: str, data: st.DataObject) -> None:
    assert findings.check(data.draw(records(kind)), kind) == []


@pytest.mark.parametrize("kind", SCHEMAS.kinds)
@given(data=st.data())
def test_one_fault_gives_an_issue_at_its_place(kind: str, data: st.DataObject) -> None:
    fault: Fault = data.draw(faulty(kind))
    broken, pointer, code = fault
    found = findings.check(broken, kind)
    assert (pointer, code) in {(finding.pointer, finding.code) for finding in found}
    for finding in found:
        assert finding.message
        assert "\n" not in finding.message


@pytest.mark.parametrize("kind", SCHEMAS.kinds)
@given(data=st.data())
def test_resolved_schemas_mean_what_the_files_say(kind: str, data: st.DataObject) -> None:
    """An independent witness: plain jsonschema, following the references between the files."""
    registry: Registry[Any] = Registry().with_resources(
        (f"{name}{SUFFIX}", Resource.from_contents(SCHEMAS.files[name])) for name in FILES
    )
    files = jsonschema.Draft202012Validator(SCHEMAS.files[kind], registry=registry)
    resolved = jsonschema.Draft202012Validator(SCHEMAS.load(kind))
    value = data.draw(records(kind) | faulty(kind).map(lambda fault: fault[0]))
    assert files.is_valid(value) == resolved.is_valid(value)
    assert not (SCHEMAS.validator(kind).is_valid(value) and not files.is_valid(value)), "ours is the stricter"


def _places(value: Any, pointer: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    yield pointer, value
    for step, inner in (
        value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ())
    ):
        yield from _places(inner, (*pointer, step))


def _near(old: Any) -> st.SearchStrategy[Any]:
    """Values that one validator may take for another than the other one does."""
    odd = [None, True, False, 0, 1, -1, 1.0, 1.5, -0.0, 1e30, 10**6, 10**12, 2**63, 2**64, 10**30, "", "1", " ", [], {}]
    odd += [
        "a\n",
        "=1",
        "\u0661",
        "a\u0301",
        "2024-02-30",
        "2024-13",
        "https://",
        "https://a",
        [1, True, 1.0],
        {"a": 1},
    ]
    if isinstance(old, str):
        odd += [
            old + "\n",
            "\n" + old,
            old + "\u0661",
            old.upper(),
            old * 2,
            old * 400,
            "\uff11" + old[1:],
            old + "\u0301",
        ]
    if isinstance(old, int) and not isinstance(old, bool):
        odd += [float(old), str(old), bool(old), -old, old + 0.5]
    if isinstance(old, list):
        odd += [old + old[:1], [*old, None], {str(at): str(one) for at, one in enumerate(old)}, old * 2]
    if isinstance(old, dict):
        odd += [
            old | {"unheard_of": 1},
            list(old.items()),
            *({k: v for k, v in old.items() if k != key} for key in old),
        ]
    return st.sampled_from(odd)


def test_of_a_long_list_the_same_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [*("monitoring", "training") * 30, "unheard_of", 3.0, None]
    record = {"tasks": words, "names": [{"name": f"N{at}", "language": "nl" if at % 9 else "?"} for at in range(99)]}
    quick = findings.check(record, "mission")
    monkeypatch.setattr(validators, "_MANY", 10**9)
    assert findings.check(record, "mission") == quick
    assert len(quick) > 11


@pytest.mark.parametrize("kind", SCHEMAS.kinds)
@settings(max_examples=max(100, settings().max_examples))
@given(data=st.data())
def test_the_compiled_validator_agrees(kind: str, data: st.DataObject) -> None:
    """What it accepts is not looked at again, so it must not accept more; if less, clean records are merely slow."""
    value = data.draw(records(kind) | faulty(kind).map(lambda fault: fault[0]))
    for _ in range(data.draw(st.integers(0, 2))):
        pointer, old = data.draw(st.sampled_from(list(_places(value))))
        value = put(value, pointer, data.draw(_near(old)))
    # The explaining validator asks a compiled one about the items of long lists; here it must see for itself.
    with patch.object(validators, "_MANY", 10**9):
        valid = SCHEMAS.validator(kind).is_valid(value)
        assert valid is False if holds_float(value) else valid == SCHEMAS.accepts(kind, value)
