"""Checking a whole tree: in one process or in several, alone or on top of the release, all of it or what changed."""

import re
import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import ROOT

from inzet import files
from inzet.records import workers
from inzet.records.validation import check_and_make, of_files, validate

LETTER = """\
letter_id: {id}
kind: policy_letter
title: Inzet
language: nl
letter_date: 2024-05-02
letter_date_basis: stated
identifiers:
- scheme: own_reference
  value: {id}
source_file: {id}.txt
source_sha256: {digest}
source_read: 2024-06-01
coverage: all
summary: One contribution.
contributions:
- contribution_id: {id}.01
  missions: [{mission}]
  kind: personnel
  description: Observers
  change: none
  status: reported
  evidence:
  - line: 3
    section: UNTSO
    quote: enkele waarnemers
"""


def _letter(root: Path, letter_id: str, mission: str) -> Path:
    folder = root / "records" / "letters"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{letter_id}.yaml"
    file.write_text(LETTER.format(id=letter_id, digest=_digest(letter_id), mission=mission), encoding="utf-8")
    return file


def _digest(letter_id: str) -> str:
    return sha256(letter_id.encode()).hexdigest()


HEAD = [*LETTER.partition("contributions:")[0].splitlines(), "dossier:", "other_numbers:", "events:"]


@pytest.mark.parametrize("value", [None, "", "[]", "2024-13-45", "{a: 1}"])
def test_faults_in_the_head_of_a_letter_crash_no_rule_over_its_contributions(tmp_path: Path, value: str | None) -> None:
    shutil.copytree(ROOT / "records" / "missions", tmp_path / "records" / "missions")
    file = _letter(tmp_path, "x01", "untso")
    text = file.read_text(encoding="utf-8").replace("untso]", "untsoo]")
    text += "  end_date: 2024-05-01\n  term_basis: stated\n"
    for line in HEAD:
        if line[0] not in " -":
            key = line.partition(":")[0]
            head = f"{key}: {value}\n" if value is not None else ""
            rest = re.sub(rf"^{key}:.*\n(?:[ -].*\n)*", "", text.partition("contributions:")[0], flags=re.M)
            file.write_text(head + rest + "contributions:" + text.partition("contributions:")[2], encoding="utf-8")
            codes = {issue.code for issue in validate(tmp_path)}
            assert "reference_exists" in codes
            assert "rule.crash" not in codes, key


@pytest.mark.parametrize("cores", [1, 3])
def test_several_processes_find_what_one_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cores: int) -> None:
    shutil.copytree(ROOT / "records" / "missions", tmp_path / "records" / "missions")
    for number in range(20):
        _letter(tmp_path, f"x{number:02d}", "untso" if number % 3 else "untsoo")
    (tmp_path / "records" / "letters" / "x07.yaml").write_text("a: [", encoding="utf-8")
    twin = _letter(tmp_path, "x18", "untso")
    twin.write_text(twin.read_text(encoding="utf-8").replace(_digest("x18"), _digest("x01")), encoding="utf-8")
    expected = validate(tmp_path)
    assert {issue.code for issue in expected} == {"letter_is_recorded_once", "reference_exists", "yaml.syntax"}
    monkeypatch.setattr(workers, "MANY_BYTES", 0)
    monkeypatch.setattr(workers, "CHUNK", 3)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(cores)), raising=False)
    assert validate(tmp_path) == expected


def test_progress_rises_to_all_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(7):
        _letter(tmp_path, f"x{number:02d}", "untso")
    monkeypatch.setattr(workers, "CHUNK", 3)
    seen: list[tuple[int, int]] = []
    assert validate(tmp_path, progress=lambda done, total: seen.append((done, total))) == []
    assert seen == [(3, 7), (6, 7), (7, 7)]


def test_a_tree_of_ones_own_builds_on_the_release(tmp_path: Path) -> None:
    _letter(tmp_path, "x01", "untso")
    assert validate(tmp_path) == []
    _letter(tmp_path, "x02", "untsoo")
    (issue,) = validate(tmp_path)
    assert issue.code == "reference_exists"
    assert "closest: untso" in issue.message


def test_the_release_itself_stands_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _letter(tmp_path, "x01", "untso")
    issues, _, _ = check_and_make(tmp_path, lambda letters, targets: pytest.fail("nothing is made of faulty records"))
    assert [issue.code for issue in issues] == ["reference_exists"], "what is built holds what it names"
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.setattr(files, "root", lambda: tmp_path.resolve())
    assert [issue.code for issue in validate(tmp_path)] == ["reference_exists"]


def test_only_the_issues_of_the_files_that_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    faulty, other, sound = (_letter(tmp_path, f"x0{n}", m) for n, m in enumerate(("nosuch", "nosuch", "untso")))
    everything = validate(tmp_path)
    assert [Path(issue.path).name for issue in everything] == ["x00.yaml", "x01.yaml"]
    monkeypatch.chdir(tmp_path)
    for named in (faulty, faulty.relative_to(tmp_path), f"./records/../{faulty.relative_to(tmp_path)}"):
        assert [issue.path for issue in validate(tmp_path, paths=[named])] == [str(faulty)]
    assert validate(tmp_path, paths=[sound]) == []
    assert of_files(everything, [faulty, other, sound]) == everything
