"""CONTRIBUTING is right: who adds a letter, a field or a rule as it says sees what it says, and is done."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, change, commit
from pages import blocks, fits, runs

from inzet.records.validation import validate

PRACTICE = ROOT / "examples" / "practice"
LETTER = "records/letters/kst-99001-4.yaml"
MISSION = "records/missions/om-zilverkust.yaml"
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
FINISHED = (PRACTICE / LETTER).read_text(encoding="utf-8")


def _section(heading: str) -> str:
    """Return the text below a heading; a heading within an example starts with no letter."""
    level = heading.partition(" ")[0]
    return re.split(rf"\n{level} (?=[A-Z])", PAGE.partition(f"\n{heading}\n")[2])[0]


STORY, FIELD, RULE = map(_section, ("## Add a letter", "### Add a field", "### Add a rule"))


def _follow(command: str, said: str, place: Path) -> None:
    """Run a command of a section in a folder; it must print what the section says."""
    program, *words = shlex.split(command)
    assert program in ("inzet", "python")
    environment = os.environ | {"COLUMNS": "100", "PYTHONUNBUFFERED": "1", "NO_COLOR": "1"}
    if (place / "src").is_dir():
        environment["PYTHONPATH"] = str(place / "src")
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what one command compiles serves the next
    done = subprocess.run(
        [sys.executable, *(["-m", "inzet"] if program == "inzet" else []), *words],
        cwd=place,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    assert fits(said, done.stdout), f"$ {command}\n{done.stdout}"
    assert done.returncode == 0 or program == "inzet"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what the story works on, in a repository; the current folder of its commands."""
    place = tmp_path / "practice"
    for name in ("records", "data", "schemas", "examples"):
        shutil.copytree(ROOT / name, place / name)
    shutil.copy(ROOT / "datapackage.json", place)
    commit(place)
    (tmp_path / "texts").mkdir()
    shutil.copy(PRACTICE / "kst-99001-4.txt", tmp_path / "texts")
    return place


def _edit(checkout: Path, done: int, command: str) -> None:
    """Do what the story tells to do in an editor before a command."""
    item, event, passages = blocks("yaml", STORY)
    if command.startswith("inzet validate") and not (checkout / "coded").exists():
        (checkout / "coded").touch()
        first = FINISHED.index("- contribution_id: kst-99001-4.01\n")
        second = FINISHED.index("- contribution_id: kst-99001-4.02\n")
        text = FINISHED[:first] + item + FINISHED[second:]
        assert passages in text
        assert event in text
        (checkout / LETTER).write_text(text, encoding="utf-8")
        shutil.copy(PRACTICE / MISSION, checkout / MISSION)
    elif command.startswith("inzet validate"):
        assert "With 18 in place of 81" in " ".join(STORY.split())
        change(checkout / LETTER, "number_max: 81", "number_max: 18")
    elif command.startswith("inzet audit kst") and runs(STORY)[done - 1][0] != command:
        assert "If you delete the passage" in " ".join(STORY.split())
        change(checkout / LETTER, passages, "")
    elif command.startswith("inzet audit kst"):
        change(checkout / LETTER, "summary: ", passages + "summary: ")


def test_who_follows_the_story_sees_what_it_says(checkout: Path) -> None:
    steps = runs(STORY)
    assert len(steps) >= 10
    for done, (command, said) in enumerate(steps):
        _edit(checkout, done, command)
        _follow(command, said, checkout)


def test_the_finished_records_are_valid(checkout: Path) -> None:
    for name in (LETTER, MISSION):
        shutil.copy(PRACTICE / name, checkout / name)
    assert validate(checkout, PRACTICE, [checkout / LETTER, checkout / MISSION]) == []


# --- the schemas and the code ------------------------------------------------------------------------

CODE = ("src", "tests", "schemas", "records", "data", "docs", "tools")
FILES = ("CONTRIBUTING.md", "CHANGELOG.md", "README.md", "pyproject.toml", "datapackage.json")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of all that a change of the schemas or the code touches or runs."""
    for name in filter(lambda name: (ROOT / name).is_dir(), CODE):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def _insert(file: Path, text: str, before: str = "") -> Path:
    """Put a text into a file before another one, at first; or at its end."""
    known = file.read_text(encoding="utf-8")
    assert before in known
    at = known.index(before) if before else len(known)
    file.write_text(known[:at] + text + known[at:], encoding="utf-8")
    return file


def test_a_field_takes_four_files_by_hand(project: Path) -> None:
    definition, base = blocks("json", FIELD)
    (record,), (change,) = blocks("yaml", FIELD), blocks("markdown", FIELD)
    edited = [
        _insert(project / "schemas" / "mission.schema.json", definition, '    "region": {'),
        _insert(project / "records" / "missions" / "eunavfor-atalanta.yaml", record),
        _insert(project / "tests" / "fixtures" / "refused.jsonl", f"{base.strip()}, ", '"region": "worldwide"'),
        _insert(project / "CHANGELOG.md", change, "\n### Code"),
    ]
    assert all(file.relative_to(project).as_posix() in FIELD for file in edited)
    for command, said in runs(FIELD):
        _follow(command, said, project)
    _follow("inzet build --check", "everything is up to date\n", project)
    for name in ("data/missions.csv", "data/README.md", "data/schemas/mission.schema.json", "src/inzet/models.py"):
        assert "home_port" in (project / name).read_text(encoding="utf-8"), name
    _follow("inzet new mission tm-zilverkust", "records/missions/tm-zilverkust.yaml\n…", project)
    assert "\n# home_port:" in (project / "records/missions/tm-zilverkust.yaml").read_text(encoding="utf-8")


def test_a_rule_takes_three_things_by_hand(project: Path) -> None:
    (section,) = re.findall(r"^````markdown\n(.*?)^````\n", RULE, re.DOTALL | re.MULTILINE)
    story = RULE.replace(section, "")
    (function,), (record,), (expected,) = (blocks(language, story) for language in ("python", "yaml", "text"))
    tree = project / "tests" / "examples" / "invalid" / "abbreviation_is_short"
    file = tree / "records" / "frameworks" / "kustverbond.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(record, encoding="utf-8")
    (tree / "expected.txt").write_text(expected, encoding="utf-8")
    _insert(project / "src" / "inzet" / "records" / "rules" / "identity.py", f"\n\n{function}")
    page = _insert(project / "docs" / "codes.md", section, '### <a id="file_name_is_id">')
    assert page.read_text(encoding="utf-8").rpartition(section)[0].rpartition("\n## ")[2].startswith("Ids, references")
    for command, said in runs(RULE):
        _follow(command, said, project)
