"""The verbs that read: what they print, write and refuse."""

import csv
import io
import json
import shlex
import sys
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pyarrow.csv
import pyarrow.parquet
import pytest

import inzet
from inzet.commands.main import main
from inzet.ledger import rows
from inzet.ledger.register import days

KNOWN = "2025-02-13"
ANSWERS = {
    "overview": ["overview", "2022-09-01"],
    "overview, all": ["overview", "2024-01-01", "--all", "--by", "framework"],
    "position": ["position", "MINUSMA", "--on", "2022-10-01"],
    "position, why": ["position", "eumm-georgia", "--on", "2024-01-01", "--why"],
    "timeline": ["timeline", "eumm-georgia"],
    "compare": ["compare", "kst-29521-446", "bz2410641"],
    "compare, all": ["compare", "2022-09-01", "2023-09-01", "--all"],
    "reconcile": ["reconcile"],
    "find": ["find", "georgia"],
    "list missions": ["list", "missions"],
    "list letters": ["list", "letters"],
    "list frameworks": ["list", "frameworks"],
    "show": ["show", "kst-29521-446.09"],
}
"""An example of every answer."""
every_answer = pytest.mark.parametrize("arguments", ANSWERS.values(), ids=ANSWERS)


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command that must succeed, and return what it prints, with single blanks."""

    def run(*arguments: str) -> str:
        assert main(list(arguments)) == 0
        return " ".join(capsys.readouterr().out.split())

    return run


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("position 'EUMM Georgia' --on 2024-01-01", ["until 31 July 2025: 15 people.", "(kst-29521-446), line 64"]),
        ("position Georgië --on '1 januari 2024' --lang nl", ["Van kracht tot en met 31 juli 2025: 15 personen."]),
        ("position eumm-georgia --known 2020-01-01", ["No letter was known by then."]),
        ("position minusma --on 2022-10-01 --why", ["In force until December 2022", "part kst-29521-446.43"]),
        ("timeline eumm-georgia --lang nl", ["besloten; verhogen; 15 personen; eerder 10; tot en met 31 juli 2025"]),
        ("timeline untso --known 2020-01-01", ["as known on 1 January 2020 No letter was known by then."]),
        ("overview 2022-09-01", ["on 1 September 2022 From 5 letters", "UNTSO 12 31 July 2025 17 June 2022"]),
        ("overview 1 september 2022 --by framework --lang nl", ["Verenigde Naties", "Frankrijk", "Totaal"]),
        ("overview --on 01-09-2022 --by personnel", ["Civilian + Police", "Not stated"]),
        ("overview 2022-09-01 --known 2020-01-01", ["No letter was known by then."]),
        ("compare kst-29521-446 bz2410641 --lang nl", ["Van de brief van 17 juni 2022", "Nieuw voorgenomen"]),
        ("compare 'brief van 17 juni 2022' 'letter of 13 February 2025'", ["From the letter of 17 June 2022"]),
        ("compare '1 september 2022' 2023-09-01", ["From 1 September 2022 to 1 September 2023", "EUNAVFOR Atalanta"]),
        ("reconcile", ["A term was over before any later letter spoke of the contribution"]),
        ("find litouwen enhanced", ["In names and titles efp-lithuania Mission"]),
        ("list missions --lang nl", ["missies Missie Id Uitspraken Regio", "UNTSO untso 2 Midden-Oosten"]),
        ("show UNTSO --lang nl", ["Missie untso", "Onder leiding van UN (un)", "Genoemd in (2)"]),
    ],
)  # fmt: skip
def test_answers(arguments: str, words: list[str], said: Callable[..., str]) -> None:
    out = said(*shlex.split(arguments))
    assert [missing for missing in words if missing not in out] == [], out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("position eumm-georgi", "no mission or framework 'eumm-georgi'; closest: eumm-georgia (EUMM Georgia)"),
        ("position EUAM", "'EUAM' fits more than one mission or framework: euam-iraq (EUAM Iraq), euam-ukraine"),
        ("position kst-29521-446", "'kst-29521-446' is a letter, not a mission or framework; see: inzet show"),
        ("position eumm-georgia --on soon", "'soon' is not a day; write it as 2024-06-17, 17-06-2024, 17 June 2024"),
        ("timeline untso --known 2020", "'2020' is a year; name a day in it, such as 2020-01-01"),
        ("overview 2024", "'2024' is a year; name a day in it, such as 2024-01-01"),
        ("overview 2022-09-01 --on 2023-09-01", "the day is given twice, '2022-09-01' and '2023-09-01'; leave one out"),
        ("compare eumm-georgia untso", "'eumm-georgia' is a mission, not a letter; see: inzet show eumm-georgia; comp"),
        ("compare kst-29521-446 kst-29521-445", "no letter 'kst-29521-445'; closest: kst-29521-446 (letter of 17 June"),
        ("timeline", "name a mission or framework, or choose a --format, which gives all of them as a table"),
        ("find ' '", "there is no word in ' '; write what is to be found, such as georgia experts"),
        ("show eumm-gorgia", "no record 'eumm-gorgia'; closest: eumm-georgia (EUMM Georgia)"),
        ("positions -o no/such/folder.csv", "no/such/folder.csv cannot be written: No such file or directory"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_one_sentence(
    arguments: str, words: str, refusal: Callable[..., str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert refusal(*shlex.split(arguments)).startswith(f"inzet: {words}")
    assert list(tmp_path.iterdir()) == []


@every_answer
@pytest.mark.parametrize("width", [40, 80, 120])
def test_lines_keep_to_the_width(
    arguments: list[str], width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert main(arguments) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= width


# --- rows and files ----------------------------------------------------------------------------------


def _json(value: object) -> Any:
    return json.loads(json.dumps(value, default=str))


@every_answer
def test_rows_are_the_same_in_every_form(arguments: list[str], tmp_path: Path) -> None:
    files = {form: tmp_path / f"x.{form}" for form in ("csv", "json", "parquet")}
    for form, file in files.items():
        assert main([*arguments, "--format", form, "-o", str(file)]) == 0
    table = pyarrow.parquet.read_table(files["parquet"])
    assert table.num_rows
    made = _json(table.to_pylist())
    if arguments[0] == "show":
        tree = json.loads(files["json"].read_text(encoding="utf-8"))
        assert tree["record"] == json.loads(inzet.load()[arguments[1]].model_dump_json(exclude_unset=True))
    else:
        assert json.loads(files["json"].read_text(encoding="utf-8")) == made
    read = list(csv.DictReader(io.StringIO(files["csv"].read_text(encoding="utf-8"), newline="")))
    assert read == [{name: _cell(value) for name, value in row.items()} for row in made]
    assert [*read[0]] == table.schema.names


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@every_answer
def test_an_answer_goes_to_the_file_that_is_named(
    arguments: list[str], tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    for ending, options in (("csv", []), ("json", []), ("txt", []), ("csv", ["--format", "text"])):
        file = tmp_path / f"answer.{ending}"
        assert main([*arguments, *options, "-o", str(file)]) == 0
        assert capsysbinary.readouterr().out == b""
        form = ["--format", "text" if ending == "txt" or options else ending]
        assert main([*arguments, *form]) == 0
        assert capsysbinary.readouterr().out == file.read_bytes()


def test_the_rows_of_an_overview_add_up_to_its_total(capsys: pytest.CaptureFixture[str]) -> None:
    for day in ("2022-09-01", "2024-01-01"):
        assert main(["overview", day, "--format", "json"]) == 0
        told = json.loads(capsys.readouterr().out)
        total: dict[Any, tuple[int, int]] = {}
        for row in told:
            if row["answer"] == "in_force" and row["unit"]:
                low, high = total.get((row["unit"], row["basis"]), (0, 0))
                total[row["unit"], row["basis"]] = low + row["figure_min"], high + row["figure_max"]
        totals = inzet.load().overview(day).totals.items()
        assert total == {tuple(measure): (figure.low, figure.high) for measure, figure in totals}
        assert {row["answer"] for row in told} >= {"in_force", "last_reported"}


def test_tables_are_those_of_python(tmp_path: Path) -> None:
    ds = inzet.load()
    for verb, made in (("positions", ds.positions("2023-01-01", KNOWN)), ("timeline", ds.timelines())):
        days = ["--on", "2023-01-01", "--known", KNOWN] if verb == "positions" else []
        assert main([verb, *days, "-o", str(tmp_path / "x.parquet")]) == 0
        assert pyarrow.parquet.read_table(tmp_path / "x.parquet").equals(made)
        assert main([verb, *days, "-o", str(tmp_path / "x.csv")]) == 0
        options = pyarrow.csv.ConvertOptions(column_types=made.schema, strings_can_be_null=True)
        assert pyarrow.csv.read_csv(tmp_path / "x.csv", convert_options=options).to_pylist() == made.to_pylist()


def test_positions_as_rows_are_the_positions() -> None:
    ds = inzet.load()
    told = list(rows.positions_of_all(ds.ledger, *days("2023-01-01", KNOWN)))
    known = date.fromisoformat(KNOWN)
    assert list(dict.fromkeys(row["target_id"] for row in told)) == [
        target.id for target in ds.ledger.targets() if ds.ledger.about(target, known)
    ]
    for row in told:
        found = ds.position(row["target_id"], "2023-01-01", KNOWN)
        assert (row["answer"], row["until"]) == (found.answer, found.until)
        if row["contribution_id"]:
            item = ds.contributions[row["contribution_id"]]
            assert row["quote"] in [part.quote for part in item.evidence]
            assert row["figure_max"] == (item.amount_max if item.kind == "money" else item.number_max)
    assert {row["role"] for row in told} == {"answer", "report", "plan", "refusal", "part", None}


@every_answer
def test_a_table_begins_no_formula(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*arguments, "--format", "csv"]) == 0
    cells = [cell for row in csv.reader(io.StringIO(capsys.readouterr().out)) for cell in row]
    formulas = [cell for cell in cells if cell[:1] in ("=", "+", "@") or (cell[:1] == "-" and not cell[1:].isdigit())]
    assert cells and formulas == []


@every_answer
def test_parquet_does_not_go_to_a_terminal(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert main([*arguments, "--format", "parquet"]) == 2
    assert "name a file with -o" in capsys.readouterr().err


@pytest.mark.parametrize(
    "verb", ["overview", "position", "timeline", "compare", "reconcile", "find", "list", "show", "positions"]
)
def test_every_verb_shows_examples_that_run(
    verb: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    examples = (import_module(f"inzet.commands.{verb}").__doc__ or "").partition("examples:\n")[2].rstrip()
    assert examples
    with pytest.raises(SystemExit):
        main([verb, "--help"])
    assert examples in capsys.readouterr().out
    for line in examples.splitlines():
        words = shlex.split(line.split("   ")[0].split(">")[0])
        assert words[:2] == ["inzet", verb]
        assert main(words[1:]) == 0


def test_an_ending_that_promises_another_form_is_refused(refusal: Callable[..., str], tmp_path: Path) -> None:
    for ending in ("xlsx", "PDF", "ods"):
        said = refusal("overview", "2022-09-01", "-o", str(tmp_path / f"a.{ending}"))
        assert said.startswith(f"inzet: inzet writes no .{ending.lower()}; end the name in .txt, .csv, .json, .parquet")
    assert list(tmp_path.iterdir()) == []
    assert main(["overview", "2022-09-01", "-o", str(tmp_path / "a.xlsx"), "--format", "csv"]) == 0


def test_a_day_after_a_name_is_answered_with_the_option(refusal: Callable[..., str]) -> None:
    assert refusal("position", "EUTM Mali", "2022-09-01") == "inzet: 2022-09-01 is a day; write: --on 2022-09-01\n"


def test_a_comparison_says_whose_figure_it_is_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "2022-09-01", "2024-01-01", "--lang", "en"]) == 0
    rows = [line for line in capsys.readouterr().out.splitlines() if "EUCAP Sahel" in line]
    assert len(rows) == 2
    assert all("15 people together with EUCAP Sahel" in row for row in rows)


def test_a_dash_is_standard_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    answers = []
    for more in ([], ["-o", "-"]):
        assert main(["find", "KFOR", "--format", "csv", *more]) == 0
        answers.append(capsys.readouterr().out)
    assert answers[0] == answers[1] != ""
    assert list(tmp_path.iterdir()) == []
