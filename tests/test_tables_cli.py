"""Tables on the command line."""

import json
import re
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
    captured = capsys.readouterr()
    assert captured.out == ""
    assert re.fullmatch(rf"{len(tables)} tables with [0-9,]+ rows are valid\n", captured.err)
    assert main(["validate", str((package / "datapackage.json").rename(package / "release.json"))]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    files = len(json.loads((package / "release.json").read_text())["resources"])
    said = rf"{len(tables)} tables with [0-9,]+ rows are valid; 2 other files are there; "
    said += f"size or hash compared for {files} files"
    assert re.fullmatch(said, captured.err.splitlines()[-1])


def test_what_a_program_reads_says_what_was_looked_at(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(package / "data" / "letters.csv"), "--format", "json"]) == 0
    summary = json.loads(capsys.readouterr().out)["summary"]
    assert summary["checked"] == {"tables": 1, "rows": 5, "files": 0, "compared": 0}


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
    changed, lines = captured.out.splitlines()[:4], captured.out.splitlines()[4:]
    assert all("package.file: " in line for line in changed), "size and hash of two files"
    assert len(lines) == 3
    key = rows[3].split(",")[2]
    assert "contributions.csv:3:" in lines[0]
    assert "schema.enum: row 3, status: 'rumoured' is not a known word; one of: decided, " in lines[0]
    assert "contributions.csv:5:3: table.unique-key: row 5, contribution_id: " in lines[1]
    assert lines[1].endswith(f"duplicate key '{key}'; row 4 has it first")
    assert "contribution_missions.csv:" in lines[2]
    assert "reference_exists: row " in lines[2]
    assert "mission_id: no record 'unmis' in missions" in lines[2]
    assert "7 issue(s) in 3 file(s)" in captured.err
    assert "contributions.csv: 1 time schema.enum" in captured.err


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
        (["data/letters.csv", "records"], "records is no table; check records and tables one after the other"),
        (["data/letters.csv", "--schema", "none.json"], "none.json cannot be read: No such file or directory"),
    ],
)
def test_what_cannot_be_checked_is_one_sentence(
    package: Path,
    monkeypatch: pytest.MonkeyPatch,
    refusal: Callable[..., str],
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(package)
    (package / "records").mkdir()
    assert refusal("validate", *arguments).startswith(f"inzet: {message}")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none.csv", "none.csv cannot be read: there is no such file"),
        ("other.csv", "other.csv: no table of ours is called 'other'; name its schema with --schema"),
        ("letters.parquet", "letters.parquet cannot be read: "),
        ("wrong.json", "wrong.json is not the descriptor of a Data Package"),
        ("none.json", "none.json cannot be read: No such file or directory"),
    ],
)
def test_what_cannot_be_read_hides_nothing_else(
    package: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, message: str
) -> None:
    monkeypatch.chdir(package)
    (package / "other.csv").write_text("a\n1\n", encoding="utf-8")
    (package / "letters.parquet").write_bytes(b"PAR1 and no more")
    (package / "wrong.json").write_text("[]", encoding="utf-8")
    change(package / "data" / "missions.csv", "\nkfor,", "\nKFOR,")
    assert main(["validate", name, "data/missions.csv"]) == 2
    out = capsys.readouterr().out
    assert f"{name}:1:1: table.unchecked: {message}" in out
    assert "schema.pattern: " in out


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.csv", b"", "a.csv is empty; a table has at least a header"),
        ("a.csv", b"\x89PNG\r\n\x1a\n", "a.csv is no CSV but a picture"),
        ("a.csv", b"PK\x03\x04", "a.csv is no CSV but a zip or a file of an office program"),
        ("a.zip", b"PK\x03\x04", "a.zip is no table that inzet reads; unpack it first"),
    ],
)
def test_what_a_strange_file_is(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    data: bytes,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(data)
    assert main(["validate", name]) == 2
    assert said in "".join(capsys.readouterr())


def test_a_folder_with_a_package_is_answered_with_the_command(
    package: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(package.parent)
    assert main(["validate", package.name]) == 2
    assert f"run: inzet validate {package.name}/datapackage.json" in capsys.readouterr().err
