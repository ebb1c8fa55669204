"""The build: deterministic, honest about what is stale, and valid in the eyes of others."""

import hashlib
import json
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import ROOT, assert_flat, assert_linear, change
from frictionless import Package
from hypothesis import given
from hypothesis import strategies as st

import inzet
from inzet.dataset.loading import gather
from inzet.records import workers
from inzet.release import package
from inzet.release.coverage import coverage, covered
from inzet.release.package import InvalidRecordsError, build, find_stale
from inzet.release.portions import join_arrow, join_csv, join_records, make_portion
from inzet.schema.schemas import Schemas

SCHEMAS = Schemas.installed()
RECORDS: dict[str, list[dict[str, Any]]] = json.loads((ROOT / "data" / "records.json").read_bytes())

PROFILE = ROOT / "tests" / "fixtures" / "datapackage-2.0.json"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project's own records, built."""
    place = tmp_path_factory.mktemp("built")
    shutil.copytree(ROOT / "records", place / "records")
    build(place)
    return place


@pytest.fixture
def tree(built: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return tmp_path


def _content(root: Path) -> dict[str, bytes]:
    files = [root / "datapackage.json", *(file for file in (root / "data").rglob("*") if file.is_file())]
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


def _change(root: Path) -> None:
    file = root / "records" / "missions" / "untso.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "note: Changed.\n", encoding="utf-8")


# --- what is published -------------------------------------------------------------------------------


def test_the_committed_package_is_up_to_date() -> None:
    assert find_stale(ROOT) == []


def test_descriptor_meets_the_official_profile() -> None:
    """An independent witness: the Data Package v2 profile, as published."""
    profile = json.loads(PROFILE.read_text(encoding="utf-8"))
    descriptor = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
    errors = [error.message for error in jsonschema.Draft7Validator(profile).iter_errors(descriptor)]
    assert errors == []
    descriptor["resources"][0].pop("name")
    assert not jsonschema.Draft7Validator(profile).is_valid(descriptor), "the witness can say no"


def test_frictionless_finds_the_package_valid() -> None:
    """An independent witness: types, constraints, keys, hashes and sizes, all checked by frictionless."""
    report = Package(str(ROOT / "datapackage.json")).validate()
    assert report.flatten(["type", "title", "rowNumber", "fieldName", "note"]) == []
    assert report.stats["tasks"] == 2 * len(SCHEMAS.published) + 2


def test_frictionless_notices_a_broken_reference(tree: Path) -> None:
    file = tree / "data" / "contribution_missions.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",untso,", ",unknown,"), encoding="utf-8")
    found = Package(str(tree / "datapackage.json")).validate().flatten(["type"])
    assert ["foreign-key"] in found


def test_hashes_and_sizes_are_those_of_the_files() -> None:
    for resource in json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
        data = (ROOT / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"


# --- deterministic -----------------------------------------------------------------------------------


def test_a_second_build_changes_nothing(tree: Path) -> None:
    before = _content(tree)
    assert build(tree) == []
    shutil.rmtree(tree / "data")
    (tree / "datapackage.json").unlink()
    assert build(tree) == sorted(before)
    assert _content(tree) == before


def test_build_does_not_depend_on_the_order_of_files(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    files = sorted((tree / "records").rglob("*.yaml"))
    random.Random(1).shuffle(files)
    for file in files:
        target = other / file.relative_to(tree)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    build(other)
    assert _content(other) == _content(tree)


def test_parquet_is_compared_by_content_not_bytes(tree: Path) -> None:
    file = tree / "data" / "missions.parquet"
    pq.write_table(pq.read_table(file), file, compression="none")
    assert find_stale(tree) == ["datapackage.json"], "only its hash and size differ"
    pq.write_table(pq.read_table(file).slice(1), file)
    assert find_stale(tree) == ["data/missions.parquet"], "the descriptor has the size of what will be written"


def test_a_damaged_parquet_file_is_written_anew(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tree / "data" / "missions.parquet"
    file.write_bytes(file.read_bytes()[:100])
    assert find_stale(tree) == ["data/missions.parquet"]

    def fail(source: object) -> None:
        raise pa.ArrowNotImplementedError("integers of 65 bits")

    monkeypatch.setattr(pq, "read_table", fail)
    assert build(tree) == ["data/missions.parquet"]


def test_check_names_what_is_stale(tree: Path) -> None:
    (tree / "data" / "missions.csv").write_text("edited by hand\n", encoding="utf-8")
    assert find_stale(tree) == ["data/missions.csv"]
    assert build(tree) == ["data/missions.csv"]
    _change(tree)
    assert {"data/missions.csv", "data/missions.parquet", "data/records.json", "datapackage.json"} == set(
        find_stale(tree)
    )


def test_a_file_of_an_earlier_build_is_removed(tree: Path) -> None:
    descriptor = json.loads((tree / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["resources"].append({"name": "old", "path": "data/old.csv"})
    (tree / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    (tree / "data" / "old.csv").write_text("x\n", encoding="utf-8")
    assert find_stale(tree) == ["data/old.csv", "datapackage.json"]
    build(tree)
    assert not (tree / "data" / "old.csv").exists()


def test_what_a_build_did_not_make_is_never_removed(tree: Path) -> None:
    (tree / "data" / ".DS_Store").write_text("kept", encoding="utf-8")
    (tree / "data" / ".folder" / "inner").mkdir(parents=True)
    (tree / "data" / ".link").symlink_to("nowhere")
    (tree / "data" / "notes.csv").write_text("mine", encoding="utf-8")
    (tree / "data" / "folder").mkdir()
    _change(tree)
    build(tree)
    assert (tree / "data" / ".DS_Store").read_text(encoding="utf-8") == "kept"
    assert (tree / "data" / ".folder" / "inner").is_dir()
    assert (tree / "data" / ".link").is_symlink()
    assert (tree / "data" / "notes.csv").read_text(encoding="utf-8") == "mine"
    assert (tree / "data" / "folder").is_dir()
    assert find_stale(tree) == []
    assert "notes.csv" not in (tree / "datapackage.json").read_text(encoding="utf-8")


# --- nothing is lost ---------------------------------------------------------------------------------


def test_invalid_records_are_not_built(tree: Path) -> None:
    before = _content(tree)
    change(tree / "records" / "missions" / "untso.yaml", "framework_id: un\n", "framework_id: nu\n")
    with pytest.raises(InvalidRecordsError) as caught:
        build(tree)
    assert [issue.code for issue in caught.value.issues] == ["reference_exists"]
    assert _content(tree) == before


def test_public_build_and_validate(tree: Path) -> None:
    assert inzet.validate(tree) == []
    assert inzet.build(tree) == []


def test_models_are_written_in_the_projects_own_checkout_only(tree: Path) -> None:
    assert not (tree / "src").exists()
    (tree / "src" / "inzet").mkdir(parents=True)
    assert build(tree) == [package.MODELS]
    assert (tree / package.MODELS).read_bytes() == (ROOT / package.MODELS).read_bytes()


def _resources(root: Path) -> dict[str, Any]:
    return {resource["name"]: resource for resource in json.loads((root / "datapackage.json").read_text())["resources"]}


def test_every_table_is_there_as_csv_and_parquet() -> None:
    names = _resources(ROOT).keys()
    tables = SCHEMAS.published
    assert {*tables, *(f"{name}-parquet" for name in tables), "records-json", "readme-md"} == names


def test_the_dictionary_names_every_table_column_and_word_in_both_languages() -> None:
    page = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    for name, table in SCHEMAS.published.items():
        fields = {field["name"]: field for field in _resources(ROOT)[name]["schema"]["fields"]}
        assert f"\n## {name}\n" in page
        for column in table.columns:
            titles = fields[column.name]["title"], fields[column.name]["title_nl"]
            assert titles == (column.node["title"], column.node["x-nl"])
            assert f"\n| `{column.name}` | {column.node['x-nl']} |" in page
            labels = [
                {"value": word, "label": label["en"], "label_nl": label["nl"]}
                for word, label in column.node.get("x-values", {}).items()
            ]
            assert fields[column.name].get("categories", []) == labels
            assert [label["value"] for label in labels] == column.node.get("enum", [])


def test_the_coverage_of_each_letter_is_what_its_record_holds() -> None:
    page = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    section = page.partition("## Coverage\n")[2].partition("\n## ")[0]
    heads, _, *rows = ([cell.strip() for cell in line.split("|")] for line in section.splitlines() if line[:1] == "|")
    shown = {row[1].strip("`"): dict(zip(heads, row, strict=True)) for row in rows}
    letters = inzet.load().letters
    assert [*shown] == sorted(shown, key=lambda letter_id: letters[letter_id].letter_date)
    assert {*shown} == {letter.letter_id for letter in letters}
    for letter in letters:
        items = letter.contributions
        counts = {
            "contributions": len(items),
            "with grounds": sum(bool(item.grounds) for item in items),
            "with a procedure": sum(item.procedure is not None for item in items),
            "with an end": sum(item.end_date is not None for item in items),
            "decided": sum(item.status == "decided" for item in items),
            "frameworks": len({entry.framework_id for item in items for entry in item.frameworks}),
            "evidence": sum(len(item.evidence) for item in items),
            "events": len(letter.events),
            "passages": len(letter.passages),
        }
        assert {name: int(shown[letter.letter_id][name] or 0) for name in counts} == counts


def test_coverage_takes_linear_time() -> None:
    def cover(size: int) -> int:
        rows: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMAS.tables}
        for number in range(size):
            record_id = f"x{number}.01"
            own = {"letter_id": f"x{number}", "contribution_id": record_id}
            for name in ("letters", "contributions", "evidence", "passages"):
                rows[name].append(dict.fromkeys((column.name for column in SCHEMAS.tables[name].columns), "") | own)
        return len(list(coverage(covered(rows))))

    assert assert_linear(cover, 62) == 994


@pytest.mark.parametrize("cores", [1, 3])
def test_several_processes_make_what_one_makes(tree: Path, monkeypatch: pytest.MonkeyPatch, cores: int) -> None:
    # Its file comes before that of its neighbour, and its id behind it.
    letters = tree / "records" / "letters"
    twin = (letters / "bz2410641.yaml").read_text(encoding="utf-8").replace("bz2410641", "bz2410641-b")
    digest = hashlib.sha256(b"another text").hexdigest()
    twin = re.sub(r"^source_sha256: .*$", f"source_sha256: {digest}", twin, flags=re.MULTILINE)
    (letters / "bz2410641-b.yaml").write_text(twin, encoding="utf-8")
    expected = package.make(tree)
    ids = [letter["letter_id"] for letter in json.loads(expected["data/records.json"])["letters"]]
    assert ids == sorted(ids)
    assert {"bz2410641", "bz2410641-b"} < {*ids}
    monkeypatch.setattr(workers, "MANY_BYTES", 0)
    monkeypatch.setattr(workers, "CHUNK", 2)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(cores)), raising=False)
    assert package.make(tree) == expected


@given(st.sets(st.integers(1, 4)))
def test_files_do_not_depend_on_how_letters_are_portioned(cuts: set[int]) -> None:
    letters, targets = RECORDS["letters"], {name: RECORDS[name] for name in ("missions", "frameworks")}
    parts = [letters[start:end] for start, end in pairwise((0, *sorted(cuts), len(letters)))]
    portions = [*(make_portion({"letters": part}, targets) for part in parts), make_portion(targets, targets)]
    assert json.loads(join_records(portions)) == RECORDS
    for name, table in SCHEMAS.published.items():
        assert join_csv(table, portions) == (ROOT / "data" / f"{name}.csv").read_bytes()
        assert join_arrow(table, portions).equals(pq.read_table(ROOT / "data" / f"{name}.parquet"))


def test_publishing_and_loading_take_as_many_steps_for_each_letter() -> None:
    smallest = json.dumps(min(RECORDS["letters"], key=lambda letter: len(json.dumps(letter))))
    letter_id = json.loads(smallest)["letter_id"]
    targets = {name: RECORDS[name] for name in ("missions", "frameworks")}
    make_portion({"letters": []}, targets)  # reads the schemas, once

    def publish(size: int) -> Callable[[], object]:
        letters = [json.loads(smallest.replace(letter_id, f"x{at:04}")) for at in range(size)]
        return partial(make_portion, {"letters": letters}, targets)

    def load(size: int) -> Callable[[], object]:
        portion = make_portion({"letters": [json.loads(smallest)] * size}, targets)
        return partial(gather, join_records([portion, make_portion(targets, targets)]).splitlines())

    assert_flat(publish, 3)
    assert_flat(load, 3)


def test_a_build_needs_no_models_so_that_it_can_mend_them() -> None:
    code = "import sys, inzet.release.package; sys.exit('inzet.models' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
