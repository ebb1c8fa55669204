"""The pages for readers tell the truth: their commands, their code, their tables, their quotes and their links."""

import ast
import csv
import re
import shlex
import sqlite3
from pathlib import Path

import pytest
from conftest import ROOT
from pages import blocks, fits, runs

import inzet
from inzet.commands.main import main
from inzet.ledger.overview import Row
from inzet.ledger.register import short_name
from inzet.records import strict_yaml
from inzet.words import Lang
from inzet.words.sentences import listed, number_words

README, DUTCH, ANSWERS = ((ROOT / name).read_text("utf-8") for name in ("README.md", "README.nl.md", "docs/answers.md"))
READMES: tuple[tuple[Lang, str], ...] = (("en", README), ("nl", DUTCH))
PAGES = (README, DUTCH, ANSWERS)
ONE_LINERS = [command for page in PAGES for command in re.findall(r"^\| `(inzet [^`]+)` \|", page, re.MULTILINE)]


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Answer as on a small terminal that speaks English, and write into an empty folder."""
    for name, value in (("COLUMNS", "80"), ("LC_ALL", "C.UTF-8")):
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)


def _sql(query: str) -> str:
    """Return what SQLite prints for a query on the file of statements."""
    with (ROOT / "data" / "statements.csv").open(encoding="utf-8", newline="") as file:
        heads, *rows = csv.reader(file)
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE TABLE statements ({', '.join(f'{name} TEXT' for name in heads)})")
    database.executemany(f"INSERT INTO statements VALUES ({', '.join('?' * len(heads))})", rows)
    return "".join("|".join(map(str, row)) + "\n" for row in database.execute(query))


@pytest.mark.parametrize(("command", "shown"), [run for page in PAGES for run in runs(page)])
def test_a_command_prints_what_the_page_shows(command: str, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    program, *words = shlex.split(command)
    if program == "sqlite3":
        assert fits(shown, _sql(words[-1]))
        return
    assert program == "inzet"
    assert main(words) == 0
    printed = capsys.readouterr().out
    assert fits(shown, printed), printed


@pytest.mark.parametrize("command", ONE_LINERS)
def test_a_command_in_a_table_answers(command: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    words = shlex.split(command)
    assert main(words[1:]) == 0
    assert capsys.readouterr().out or (tmp_path / words[-1]).stat().st_size


@pytest.mark.parametrize("code", [code for page in PAGES for code in blocks("python", page)])
def test_code_runs_and_gives_the_values_beside_it(code: str) -> None:
    lines = code.splitlines()
    names: dict[str, object] = {"inzet": inzet}
    for node in ast.parse(code).body:
        source = ast.get_source_segment(code, node)
        assert source
        if isinstance(node, ast.Expr):
            _, _, value = lines[node.end_lineno - 1].partition("  # ")
            assert repr(eval(source, names)) == value
        else:
            exec(source, names)


@pytest.mark.parametrize("page", [README, DUTCH], ids=["en", "nl"])
def test_the_first_command_ends_in_an_overview_of_one_screen(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    *_, command = blocks("sh", page)[0].split(" && ")
    assert main(shlex.split(command.removeprefix(".venv/bin/inzet "))) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) <= 50 and max(map(len, lines)) <= 80


def test_the_two_commands_are_those_of_the_gate() -> None:
    setup, tests = blocks("sh", README)
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "--editable '.[test]'" in setup
    assert "--editable '.[test]'" in gate
    for command in ("validate", "build", "overview"):
        assert f".venv/bin/inzet {command}" in setup
    assert tests.strip().removeprefix(".venv/bin/") == "python -m pytest"
    assert "python -m pytest" in gate


def _table(page: str, head: str) -> list[list[str]]:
    """Return the rows of the table whose first column has a head."""
    table = re.search(rf"^\| {head} \|.*\n(?:\|.*\n)+", page, re.MULTILINE)
    assert table
    heads, _, *rows = ([cell.strip(" *") for cell in line.split("|")[1:-1]] for line in table[0].splitlines())
    return [heads, *rows]


@pytest.mark.parametrize(("lang", "page"), READMES)
def test_who_is_where_is_the_overview(lang: Lang, page: str) -> None:
    def people(part: Row | inzet.ledger.Group | inzet.Overview) -> str:
        figures = part.figures if isinstance(part, Row) else part.totals
        return ", ".join(number_words(figure.low, figure.high, lang) for figure in figures.values()) or "\N{EN DASH}"

    def row_words(row: Row) -> str:
        return f"{listed((short_name(record, lang) for record in row.named), lang)} {people(row)}"

    overview = inzet.load().overview("2022-09-01")
    *rows, (_, _, total) = _table(page, {"en": "Region", "nl": "Regio"}[lang])[1:]
    assert total == people(overview)
    assert rows == [
        [overview.name_of(group, lang), "; ".join(map(row_words, group.rows)), people(group)]
        for group in overview.groups
    ]
    picture = re.search(r"!\[[^]]*\]\((.*?)\)", page)
    assert picture and total in (ROOT / picture[1]).read_text(encoding="utf-8")
    for position in overview.answered("ending"):
        assert short_name(position.record, lang) in page.partition("## ")[2].partition("\n## ")[0]


@pytest.mark.parametrize(("lang", "page"), READMES)
def test_the_row_shown_is_the_row(lang: Lang, page: str) -> None:
    heads, row = _table(page, "contribution_id")
    with (ROOT / "data" / "statements.csv").open(encoding="utf-8", newline="") as file:
        assert [row] == [[entry[name] for name in heads] for entry in csv.DictReader(file) if entry[heads[0]] == row[0]]


@pytest.mark.parametrize(("lang", "page"), READMES)
def test_what_a_page_quotes_with_its_line_is_in_a_fragment_of_that_line(lang: Lang, page: str) -> None:
    word = {"en": "line", "nl": "regel"}[lang]
    quotes = re.findall(rf'"([^"]+)" \(`([\w-]+)`, {word} ([0-9]+)\)', " ".join(page.split()))
    assert len(quotes) > 6
    ds = inzet.load()
    for words, letter, line in quotes:
        parts = (part for item in ds.letters[letter].contributions for part in item.evidence if part.line == int(line))
        assert any(words in part.quote for part in parts), (words, line)


def test_the_record_shown_is_the_record() -> None:
    (shown,) = strict_yaml.read(blocks("yaml", README)[0].replace("  - …\n", ""))[0]
    item = inzet.load().contributions[shown["contribution_id"]].model_dump(mode="json", exclude_unset=True)
    for name, value in shown.items():
        assert value == (item[name][: len(value)] if name == "evidence" else item[name])


@pytest.mark.parametrize(("folder", "page"), [(ROOT, README), (ROOT, DUTCH), (ROOT / "docs", ANSWERS)])
def test_what_a_page_links_to_is_there(folder: Path, page: str) -> None:
    for link in re.findall(r"\]\(([^)#:]+)(?:#[\w-]*)?\)", page):
        assert (folder / link).exists(), link
