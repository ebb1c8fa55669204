"""The workflows: every action pinned, no more rights than needed, and a release of exactly what was built."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, commit, git

from inzet.version import __version__

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
RELEASE = ROOT / ".github" / "workflows" / "release.yml"
# What each job of a release may do besides reading what was built; a job that is not here may do nothing more.
RIGHTS = {
    "build": {"contents": "read"},
    "test": {"contents": "read"},
    "pypi": {"id-token": "write"},
    "files": {"contents": "write"},
    "site": {"pages": "write", "id-token": "write"},
}


def _read(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return found


def _steps(file: Path) -> list[dict[str, Any]]:
    return [step for job in _read(file)["jobs"].values() for step in job["steps"]]


def test_there_are_workflows() -> None:
    assert RELEASE in WORKFLOWS and len(WORKFLOWS) >= 4


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_every_action_is_pinned_by_a_full_hash_with_its_version(file: Path) -> None:
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert len(lines) == sum("uses" in step for step in _steps(file)) > 0
    for line in lines:
        assert re.fullmatch(r" +(?:- )?uses: [\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


def test_an_action_has_the_same_hash_everywhere() -> None:
    texts = [file.read_text(encoding="utf-8") for file in (*WORKFLOWS, ROOT / "action.yml")]
    texts += [file.read_text(encoding="utf-8") for file in ROOT.glob("examples/*/.github/workflows/*.yml")]
    found = {match for text in texts for match in re.findall(r"uses: ([\w.-]+/[\w.-]+)@(\S+ # v\S+)", text)}
    assert len(found) == len({name for name, _ in found})


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_rights_are_stated_and_credentials_are_not_kept(file: Path) -> None:
    workflow = _read(file)
    assert workflow["permissions"] in ({}, {"contents": "read"})
    for step in _steps(file):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
        assert "${{" not in step.get("run", ""), "an expression could become part of the script"


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_a_workflow_keeps_to_the_schema_of_github(file: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(file)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_a_release_has_no_more_rights_than_it_needs() -> None:
    workflow = _read(RELEASE)
    assert workflow[True] == {"push": {"tags": ["v*"]}}  # YAML 1.1 reads the key `on` as true
    assert {name: job["permissions"] for name, job in workflow["jobs"].items()} == RIGHTS


def test_nothing_is_published_before_it_is_tested() -> None:
    jobs = _read(RELEASE)["jobs"]
    assert set(jobs["pypi"]["needs"]) == {"build", "test"}
    assert (jobs["files"]["needs"], jobs["site"]["needs"]) == ("pypi", "files")
    # What is published is what was built: the jobs that publish check out no code.
    for name in ("pypi", "files", "site"):
        uses = [step.get("uses", "").partition("@")[0] for step in jobs[name]["steps"]]
        assert uses[0] == "actions/download-artifact" and "actions/checkout" not in uses
    (publish,) = (step for step in jobs["pypi"]["steps"] if "pypi-publish" in step.get("uses", ""))
    assert publish["with"]["attestations"] is True and "password" not in publish["with"]


def test_a_release_is_tested_on_every_python_that_the_checks_know() -> None:
    tested = _read(RELEASE)["jobs"]["test"]["strategy"]["matrix"]["python"]
    assert (
        tested == _read(ROOT / ".github" / "workflows" / "check.yml")["jobs"]["check"]["strategy"]["matrix"]["python"]
    )
    assert tested[0] == "3.11" and tested[-1] == "3.14"


def test_a_release_checks_that_its_version_is_high_enough() -> None:
    scripts = "\n".join(step.get("run", "") for step in _read(RELEASE)["jobs"]["build"]["steps"])
    assert 'inzet diff "$previous" --check' in scripts
    assert scripts.index("--check") < scripts.index("inzet release dist")


def test_an_auditor_finds_no_fault_in_workflows_and_actions(tmp_path: Path) -> None:
    command = ["zizmor", "--quiet", "--offline", "--collect=workflows,actions"]
    done = subprocess.run([*command, ".github", "action.yml", "examples"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    spoilt = tmp_path / "spoilt.yml"
    spoilt.write_text(re.sub("@[0-9a-f]{40} # v", "@v", RELEASE.read_text(encoding="utf-8")), encoding="utf-8")
    found = subprocess.run([*command, str(spoilt)], capture_output=True, text=True)
    assert "unpinned-uses" in found.stdout and found.returncode, "the witness can say no"


@pytest.mark.parametrize(
    ("earlier", "tag", "code"),
    [
        (None, f"v{__version__}", 0),
        (None, "v9.9.9", 1),
        ("0.0.9", f"v{__version__}", 0),
        (__version__, f"v{__version__}", 1),  # a record is added, and the version is the same
    ],
)
def test_only_a_higher_version_passes(tmp_path: Path, earlier: str | None, tag: str, code: int) -> None:
    (script,) = (step["run"] for step in _read(RELEASE)["jobs"]["build"]["steps"] if "diff" in step.get("run", ""))
    shutil.copytree(ROOT / "examples" / "other-country" / "records", tmp_path / "records")
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    stated = tmp_path / "src" / "inzet" / "version.py"
    stated.parent.mkdir(parents=True)
    if earlier:
        stated.write_text(f'__version__ = "{earlier}"\n', encoding="utf-8")
        commit(tmp_path)
        git(tmp_path, "tag", "v0.0.9")
        shutil.copy(ROOT / "records" / "missions" / "untso.yaml", tmp_path / "records" / "missions")
    stated.write_text(f'__version__ = "{__version__}"\n', encoding="utf-8")
    commit(tmp_path)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    settings = os.environ | {"GITHUB_REF_NAME": tag, "PATH": path}
    done = subprocess.run(["bash", "-ec", script], cwd=tmp_path, env=settings, capture_output=True, text=True)
    assert done.returncode == code, done.stderr
