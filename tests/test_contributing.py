"""CONTRIBUTING tells the truth: who follows its story of a letter sees what it says, and has the finished records."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import INZET, ROOT

from inzet.records.validation import validate

PRACTICE = ROOT / "examples" / "practice"
LETTER = "records/letters/kst-99001-4.yaml"
MISSION = "records/missions/om-zilverkust.yaml"
STORY = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Add a letter")[2].partition("\n## ")[0]
FINISHED = (PRACTICE / LETTER).read_text(encoding="utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", STORY, re.DOTALL)


def _runs() -> list[tuple[str, str]]:
    """Return every command of the story, with what the story says that it prints."""
    parts = [part for block in _blocks("console") for part in re.split(r"^\$ ", block, flags=re.M) if part]
    return [(command, said) for command, _, said in (part.partition("\n") for part in parts)]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what the story works on, in a repository; the current folder of its commands."""
    place = tmp_path / "practice"
    for name in ("records", "data", "schemas", "examples"):
        shutil.copytree(ROOT / name, place / name)
    shutil.copy(ROOT / "datapackage.json", place)
    for words in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "Start"]):
        identity = ["-c", "user.name=Tester", "-c", "user.email=tester@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *words], cwd=place, check=True, timeout=60)
    (tmp_path / "texts").mkdir()
    shutil.copy(PRACTICE / "kst-99001-4.txt", tmp_path / "texts")
    return place


def _edit(checkout: Path, done: int, command: str) -> None:
    """Do what the story tells to do in an editor before a command."""
    item, passages = _blocks("yaml")
    if command.startswith("inzet validate") and not (checkout / "coded").exists():
        (checkout / "coded").touch()
        first = FINISHED.index("- contribution_id: kst-99001-4.01\n")
        second = FINISHED.index("- contribution_id: kst-99001-4.02\n")
        text = FINISHED[:first] + item + FINISHED[second:]
        assert passages in text
        (checkout / LETTER).write_text(text.replace(passages, ""), encoding="utf-8")
        shutil.copy(PRACTICE / MISSION, checkout / MISSION)
    elif command.startswith("inzet validate"):
        assert "With 18 in place of 81" in " ".join(STORY.split())
        text = (checkout / LETTER).read_text(encoding="utf-8")
        (checkout / LETTER).write_text(text.replace("number_max: 81", "number_max: 18"), encoding="utf-8")
    elif command.startswith("inzet audit kst") and _runs()[done - 1][0] == command:
        text = (checkout / LETTER).read_text(encoding="utf-8")
        (checkout / LETTER).write_text(text.replace("summary: ", passages + "summary: "), encoding="utf-8")


def _pattern(line: str) -> str:
    """Return what fits a line of the story: an ellipsis stands for any lines, or none."""
    # How many letters there are besides this one is not told.
    exact = re.sub(r"^[0-9]+(?=\\ more\\ issue)", "[0-9]+", re.escape(line))
    return r"(?:.*\n)*?" if line == "…" else exact + r"\n"


def test_who_follows_the_story_sees_what_it_says(checkout: Path) -> None:
    runs = _runs()
    assert len(runs) >= 10
    environment = os.environ | {"COLUMNS": "100", "PYTHONUNBUFFERED": "1", "NO_COLOR": "1"}
    for done, (command, said) in enumerate(runs):
        _edit(checkout, done, command)
        program, *words = command.split()
        assert program == "inzet"
        printed = subprocess.run(
            [*INZET, *words],
            cwd=checkout,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            timeout=120,
        ).stdout
        assert re.fullmatch("".join(map(_pattern, said.splitlines())), printed), f"$ {command}\n{printed}"
    assert (checkout / LETTER).read_text(encoding="utf-8") == FINISHED


def test_the_finished_records_are_valid(checkout: Path) -> None:
    for name in (LETTER, MISSION):
        shutil.copy(PRACTICE / name, checkout / name)
    assert validate(checkout, PRACTICE, [checkout / LETTER, checkout / MISSION]) == []
