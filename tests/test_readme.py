"""The README tells the truth: its counts, its record, its row and its code."""

import re

import pytest
from conftest import ROOT

import inzet
from inzet.records import strict_yaml

README = (ROOT / "README.md").read_text(encoding="utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_record_shown_is_the_record() -> None:
    (shown,) = strict_yaml.read(_blocks("yaml")[0].replace("  - …\n", ""))[0]
    item = inzet.load().contributions[shown["contribution_id"]].model_dump(mode="json", exclude_unset=True)
    for name, value in shown.items():
        assert value == (item[name][: len(value)] if name == "evidence" else item[name])


def test_the_row_shown_is_the_row() -> None:
    header, _, row = (
        line.strip("| ").split(" | ") for line in re.findall(r"^\| (?:contr|kst).*$|^\|---.*$", README, re.M)
    )
    rows = inzet.table("statements").to_pylist()
    (found,) = (each for each in rows if each["contribution_id"] == row[0])
    assert [str(found[name]) for name in header] == row


@pytest.mark.parametrize("code", _blocks("python"))
def test_code_runs(code: str) -> None:
    exec(code, {"inzet": inzet})


def test_the_sum_shown_is_the_sum() -> None:
    code = next(code for code in _blocks("python") if "pc.sum" in code)
    names: dict[str, object] = {"inzet": inzet}
    exec(code.replace("pc.sum(", "total = pc.sum("), names)
    assert f"# {names['total']}: at most" in code


def test_the_two_commands_are_those_of_the_gate() -> None:
    setup, tests = _blocks("sh")
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "--editable '.[test]'" in setup
    assert "--editable '.[test]'" in gate
    for command in ("validate", "build", "overview"):
        assert f".venv/bin/inzet {command}" in setup
    assert tests.strip().removeprefix(".venv/bin/") == "python -m pytest"
    assert "python -m pytest" in gate
