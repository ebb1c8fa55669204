"""Each record schema in one file: it means what the files in schemas/ mean, and needs no other file."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from referencing import Registry, Resource
from strategies import faulty, records

from inzet.files import BUNDLES
from inzet.schema.editors import bundle, bundles
from inzet.schema.nodes import SUFFIX
from inzet.schema.schemas import Schemas

SCHEMAS = Schemas.installed()
FILES = ("common", "countries", "contribution", *SCHEMAS.kinds)
REGISTRY: Registry[Any] = Registry().with_resources(
    (f"{name}{SUFFIX}", Resource.from_contents(SCHEMAS.files[name])) for name in FILES
)
ADDED = {"$schema", "$comment", "$defs", "enumDescriptions", "x-name", "x-meaning"}
# The checker as a user runs it, but for a network: whoever wants to connect fails.
OFFLINE = """
import socket, sys

def refuse(*_):
    raise OSError("no network in this test")

socket.socket.connect = socket.getaddrinfo = refuse
from check_jsonschema import main
main(sys.argv[1:])
"""


def _nodes(value: Any) -> list[dict[str, Any]]:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value] * isinstance(value, dict) + [node for part in inside for node in _nodes(part)]


@pytest.mark.parametrize("kind", SCHEMAS.kinds)
def test_a_bundle_is_json_schema_and_refers_to_itself_alone(kind: str) -> None:
    made = bundle(SCHEMAS, kind)
    jsonschema.Draft202012Validator.check_schema(made)
    used = {node["$ref"] for node in _nodes(made) if "$ref" in node}
    assert used == {f"#/$defs/{name}" for name in made["$defs"]}, "all that is referred to is there, and nothing else"
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("kind", SCHEMAS.kinds)
def test_every_word_of_a_vocabulary_is_explained_to_editors(kind: str) -> None:
    vocabularies = [node for node in _nodes(bundle(SCHEMAS, kind)) if "enum" in node]
    assert vocabularies
    for node in vocabularies:
        assert len(node["enumDescriptions"]) == len(node["enum"])
        assert all(
            said["en"] in words for said, words in zip(node["x-values"].values(), node["enumDescriptions"], strict=True)
        )


def _inlined(node: Any, made: dict[str, Any]) -> Any:
    """A schema of a bundle with every reference replaced by its definition, and without what only editors read."""
    if "$ref" in node:
        node = made["$defs"][node["$ref"].removeprefix("#/$defs/")] | {k: v for k, v in node.items() if k != "$ref"}
        return _inlined(node, made)
    left = {key: value for key, value in node.items() if key not in ADDED}
    if "properties" in left:
        left["properties"] = {name: _inlined(part, made) for name, part in left["properties"].items()}
    return left | ({"items": _inlined(left["items"], made)} if "items" in left else {})


@pytest.mark.parametrize("kind", SCHEMAS.kinds)
def test_a_bundle_says_word_for_word_what_the_files_say(kind: str) -> None:
    made = bundle(SCHEMAS, kind)
    assert _inlined(made, made) == _inlined(SCHEMAS.load(kind), made)


@pytest.mark.parametrize("kind", SCHEMAS.kinds)
@given(data=st.data())
def test_a_bundle_means_what_the_files_say(kind: str, data: st.DataObject) -> None:
    value = data.draw(records(kind) | faulty(kind).map(lambda fault: fault[0]))
    # An empty registry: a reference out of the bundle would raise.
    one = jsonschema.Draft202012Validator(bundle(SCHEMAS, kind), registry=Registry())
    files = jsonschema.Draft202012Validator(SCHEMAS.files[kind], registry=REGISTRY)
    said = [
        sorted((list(error.absolute_path), error.message) for error in each.iter_errors(value)) for each in (one, files)
    ]
    assert said[0] == said[1]


def _check(folder: Path, *files: Path) -> "subprocess.CompletedProcess[str]":
    for path, content in bundles(SCHEMAS).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    command = [sys.executable, "-c", OFFLINE, "--schemafile", str(folder / BUNDLES / f"letter{SUFFIX}")]
    return subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False)


def test_check_jsonschema_accepts_the_letters_without_a_network(tmp_path: Path) -> None:
    done = _check(tmp_path, *sorted((ROOT / "records" / "letters").glob("*.yaml")))
    assert (done.returncode, done.stdout + done.stderr) == (0, "ok -- validation done\n")


def test_check_jsonschema_refuses_a_word_that_is_not_in_the_vocabulary(tmp_path: Path) -> None:
    letter = (ROOT / "records" / "letters" / "kst-33279-36.yaml").read_text(encoding="utf-8")
    broken = tmp_path / "broken.yaml"
    broken.write_text(letter.replace("\nkind: policy_letter\n", "\nkind: policy_leter\n"), encoding="utf-8")
    done = _check(tmp_path, broken)
    assert done.returncode == 1
    assert "'policy_leter' is not one of" in done.stdout


def test_editors_are_pointed_to_the_bundles() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert settings["yaml.schemas"] == {
        f"./{BUNDLES}/{kind}{SUFFIX}": f"records/{folder}/*.yaml" for folder, kind in SCHEMAS.folders.items()
    }
    assert {f"./{path}" for path in bundles(SCHEMAS)} == settings["yaml.schemas"].keys()
