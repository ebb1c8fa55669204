"""Tables on the command line."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import junitparser
import pyarrow.parquet
import pytest
from conftest import ROOT, change

from inzet.commands.main import main


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the published package."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copy(ROOT / "datapackage.json", tmp_path)
    return tmp_path


def test_the_published_tables_are_valid(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tables = [str(file) for file in sorted((package / "data").iterdir()) if file.suffix in (".csv", ".parquet")]
    assert main(["validate", *tables]) == 0
    assert main(["validate", str(package / "datapackage.json")]) == 0
    assert main(["validate", str((package / "datapackage.json").rename(package / "release.json"))]) == 0
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "the tables are valid\n" * 3)


def test_issues_have_row_column_and_value(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = package / "data" / "contributions.csv"
    rows = table.read_text(encoding="utf-8").split("\n")
    rows[2] = rows[2].replace(",proposed,", ",rumoured,")
    assert "rumoured" in rows[2]
    rows.insert(4, rows[3])
    table.write_text("\n".join(rows), encoding="utf-8")
    change(package / "data" / "contribution_missions.csv", ",unmiss,", ",unmis,")
    assert main(["validate", str(package / "datapackage.json")]) == 1
    captured = capsys.readouterr()
    lines = captured.out.splitlines()
    assert len(lines) == 3
    key = rows[3].split(",")[2]
    assert "schema.enum: row 2, status: 'rumoured' is not a known word; one of: decided, " in lines[0]
    assert "contributions.csv:5:3: table.unique-key: row 4, contribution_id: " in lines[1]
    assert lines[1].endswith(f"duplicate key '{key}': an earlier row has it")
    assert "contribution_missions.csv:" in lines[2]
    assert "reference_exists: row " in lines[2]
    assert "mission_id: no record 'unmis' in missions" in lines[2]
    assert "3 issue(s) in 2 file(s)" in captured.err
    assert "contributions.csv: 1 times schema.enum" in captured.err


def test_a_limit_cuts_the_issues_and_not_the_summary(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = package / "data" / "contributions.csv"
    text = table.read_text(encoding="utf-8").replace(",personnel,", ",people,")
    table.write_text(text, encoding="utf-8")
    wrong = text.count(",people,")
    assert main(["validate", str(table), "--max-issues", "3"]) == 1
    captured = capsys.readouterr()
    assert captured.out.count("\n") == 3
    assert f"contributions.csv: {wrong} times schema.enum\n" in captured.err
    assert f"{wrong - 3} more issue(s) are not shown; --max-issues 0 shows all\n" in captured.err
    assert main(["validate", str(table), "--max-issues", "0"]) == 1
    assert capsys.readouterr().out.count("\n") == wrong


def test_other_formats_and_names(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = pyarrow.parquet.read_table(package / "data" / "missions.parquet")
    other = package / "export.parquet"
    pyarrow.parquet.write_table(table.drop_columns("note"), other)
    assert main(["validate", str(other), "--schema", "missions", "--format", "json"]) == 1
    issues = json.loads(capsys.readouterr().out)["issues"]
    assert [(issue["code"], issue["line"]) for issue in issues] == [("table.missing-column", 1)]
    assert main(["validate", str(other), "--schema", "missions", "--format", "junit"]) == 1
    report = junitparser.JUnitXml.fromstring(capsys.readouterr().out.encode())
    assert report.failures == 1
    schema = package / "own.json"
    schema.write_text(
        json.dumps({"fields": [{"name": name} for name in table.drop_columns("note").column_names]}), encoding="utf-8"
    )
    assert main(["validate", str(other), "--schema", str(schema)]) == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.csv"], "none.csv cannot be read: there is no such file"),
        (["other.csv"], "no table 'other'; choose one of: statements, letters, "),
        (["data/letters.csv", "records"], "records is no table; check records and tables one after the other"),
        (["data/letters.csv", "--schema", "none.json"], "none.json cannot be read: No such file or directory"),
        (["broken.parquet", "--schema", "letters"], "broken.parquet cannot be read: "),
        (["wrong/datapackage.json"], "wrong/datapackage.json is not the descriptor of a Data Package"),
        (
            ["away/datapackage.json"],
            "away/datapackage.json: x is not a single file in this folder or below: '../data/letters.csv'",
        ),
    ],
)
def test_what_cannot_be_read_is_one_sentence(
    package: Path,
    monkeypatch: pytest.MonkeyPatch,
    refusal: Callable[..., str],
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(package)
    (package / "other.csv").write_text("a\n1\n", encoding="utf-8")
    (package / "broken.parquet").write_bytes(b"PAR1 and no more")
    for name, content in (
        ("wrong", "[]"),
        ("away", '{"resources": [{"name": "x", "path": "../data/letters.csv", "schema": {}}]}'),
    ):
        (package / name).mkdir()
        (package / name / "datapackage.json").write_text(content, encoding="utf-8")
    assert refusal("validate", *arguments).startswith(f"inzet: {message}")
