"""The verbs that ask the ledger: what they print, write and refuse."""

import csv
import io
import json
import re
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pyarrow.csv
import pyarrow.parquet
import pytest

import inzet
from inzet.commands.main import main
from inzet.ledger import arrow_tables
from inzet.ledger.register import days

KNOWN = "2025-02-13"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["position", "eumm-georgia", "--on", "2024-01-01", "--known", "2024-12-31"],
            [
                "EUMM Georgia (eumm-georgia) on 2024-01-01, as known on 2024-12-31",
                "In force: 15 persons (ceiling)",
                "kst-29521-446 of 2022-06-17, line 64: “te verhogen van tien naar vijftien civiele experts en",
                "not yet: speaks of 2024-06-28 and later",
            ],
        ),
        (
            ["position", "eumm-georgia", "--known", KNOWN],
            ["Not decided", "undecided: only proposed, until 2028-06"],
        ),
        (
            ["position", "eumm-georgia", "--known", "2020-01-01"],
            ["Nothing was known yet: the first letter is known from"],
        ),
        (
            ["position", "minusma", "--on", "2022-10-01"],
            ["In force: 5 to 16 persons (ceiling)", "part of kst-29521-446.42"],
        ),
        (["timeline", "eumm-georgia"], ["→ the same as 15 in kst-29521-446.09"]),
        (["overview", "--on", "2023-01-01", "--known", KNOWN, "--by", "region"], ["middle_east: ", "In all: "]),
        (["overview", "--on", "2023-01-01", "--known", KNOWN, "--explain"], ["counted kst-29521-446.31 12 persons"]),
        (["overview", "--known", "2020-01-01"], ["0 statements", "Nothing was known yet."]),
        (["compare", "kst-29521-446", "bz2410641"], ["10 to 6 persons (ceiling) (only proposed)", "EUCAP Somalia"]),
        (["compare", "2022-09-01", "2023-09-01"], ["Lapsed", "EUNAVFOR Atalanta"]),
        (["compare", "2024-09-01@2022-12-31", "2024-09-01@2024-12-31"], ["Newly stated"]),
        (["reconcile"], ["former figure 8, but kst-29521-446 gave 10 persons (ceiling)", "renamed: "]),
    ],
)
def test_answers(arguments: list[str], said: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 0
    out = " ".join(capsys.readouterr().out.split())
    for words in said:
        assert words in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["position", "eumm-georgi"], "no mission or framework 'eumm-georgi'; closest: eumm-georgia"),
        (["position", "eumm-georgia", "--on", "soon"], "'soon' is not a day; write year-month-day, such as 2024-06-17"),
        (["compare", "kst-29521-446", "kst-29521-445"], "no record 'kst-29521-445'; closest: kst-29521-446"),
        (["timeline"], "name a mission or framework, or choose a --format, which gives all of them as a table"),
        (["plot", "timeline", "-o", "x.gif"], "a picture is a file ending in .svg, .png, .html, .json, not .gif"),
        (["plot", "overview", "--known", "2019-01-01", "-o", "x.svg"], "nothing is in force on 2019-01-01"),
        (["positions", "-o", "no/such/folder.csv"], "no/such/folder.csv cannot be written: No such file or directory"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(
    arguments: list[str], said: str, refusal: Callable[..., str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert refusal(*arguments).startswith(f"inzet: {said}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("width", [40, 80, 120])
def test_lines_keep_to_the_width(
    width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for arguments in (["timeline", "minusma"], ["reconcile"], ["position", "oir", "--known", KNOWN]):
        assert main(arguments) == 0
        for line in capsys.readouterr().out.splitlines():
            assert len(line) <= width or " " not in line.strip() or line[:1] != " ", line


# --- tables ------------------------------------------------------------------------------------------


def test_tables_are_the_same_in_every_form(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    for verb, made in (
        ("positions", inzet.load().positions("2023-01-01", KNOWN)),
        ("timeline", inzet.load().timelines()),
    ):
        days = ["--on", "2023-01-01", "--known", KNOWN] if verb == "positions" else []
        for form in ("csv", "json", "parquet"):
            assert main([verb, *days, "--format", form, "-o", str(tmp_path / f"{verb}.{form}")]) == 0
        assert pyarrow.parquet.read_table(tmp_path / f"{verb}.parquet").equals(made)
        options = pyarrow.csv.ConvertOptions(column_types=made.schema, strings_can_be_null=True)
        assert pyarrow.csv.read_csv(tmp_path / f"{verb}.csv", convert_options=options).to_pylist() == made.to_pylist()
        rows = json.loads((tmp_path / f"{verb}.json").read_text(encoding="utf-8"))
        assert rows == json.loads(json.dumps(made.to_pylist(), default=str))
        assert main([verb, *days, "--format", "csv"]) == 0
        assert capsysbinary.readouterr().out == (tmp_path / f"{verb}.csv").read_bytes()


def test_positions_as_rows_are_the_positions() -> None:
    ds = inzet.load()
    rows = list(arrow_tables.position_rows(ds.ledger, *days("2023-01-01", KNOWN)))
    assert list(dict.fromkeys(row["target_id"] for row in rows)) == [
        t.id for t in ds.ledger.targets() if ds.ledger.about(t, ds.position(t, known=KNOWN).known)
    ]
    for row in rows:
        found = ds.position(row["target_id"], "2023-01-01", KNOWN)
        assert row["answer"] == found.answer
        if row["contribution_id"]:
            item = ds.contributions[row["contribution_id"]]
            assert row["quote"] in [part.quote for part in item.evidence]
            assert row["figure_max"] == (item.amount_max if item.kind == "money" else item.number_max)
    assert {row["role"] for row in rows} == {"in force", "possible", "undecided", None}


def test_a_table_begins_no_formula_and_has_a_line_for_each_row(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["timeline", "--format", "csv"]) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert {len(row) for row in rows} == {len(arrow_tables.TIMELINES.types)}
    assert not [
        cell
        for row in rows
        for cell in row
        if cell[:1] in ("=", "+", "@") or (cell[:1] == "-" and not cell[1:].isdigit())
    ]


def test_parquet_does_not_go_to_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert main(["positions", "--format", "parquet"]) == 2
    assert "name a file with -o" in capsys.readouterr().err


# --- pictures ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["timeline", "overview"])
def test_a_picture_in_every_form(what: str, tmp_path: Path) -> None:
    for suffix in ("svg", "png", "html", "json"):
        arguments = ["plot", what, "--on", "2023-01-01", "--known", KNOWN, "-o", str(tmp_path / f"x.{suffix}")]
        assert main(arguments) == 0
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")
    drawn = (tmp_path / "x.svg").read_text(encoding="utf-8")
    specification = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    page = (tmp_path / "x.html").read_text(encoding="utf-8")
    for words in ("EUMM Georgia", "Western Balkans", "hollow: not decided"):
        assert words in drawn
    assert "EUMM Georgia" in page
    loaded = re.findall(r"""<(?:script|link|img)[^>]*(?:src|href)=["'](?!\$)[^"']+""", page)
    assert loaded == [], "the page works without a network"
    names = [row["mission"] for row in specification["data"]["values"]]
    assert "EUMM Georgia" in names
    # The same figures are in the picture as in the answers.
    labels = {row["label"] for row in specification["data"]["values"] if row["mission"] == "EUMM Georgia"} - {""}
    assert labels == ({"15 persons (ceiling)", "about 15 persons (ceiling)"} if what == "timeline" else {"15"})


def test_a_picture_of_chosen_missions_draws_only_these(tmp_path: Path) -> None:
    assert main(["plot", "timeline", "minusma", "eulex-kosovo", "--known", KNOWN, "-o", str(tmp_path / "x.json")]) == 0
    values = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["data"]["values"]
    assert {row["mission"] for row in values} == {"MINUSMA", "EULEX Kosovo"}
    # What only may be in force is pale, what is not decided hollow; what ends is a mark.
    drawn = {(row["status"], row["filled"]) for row in values}
    assert ("decided", 1) in drawn
    assert ("proposed", 0) in drawn
    assert all(row["from"] == row["to"] for row in values if row["change"] == "end")


def test_colours_are_those_of_all_statuses() -> None:
    from inzet.ledger import plots
    from inzet.models import Status

    assert set(plots._COLOURS) == set(Status.__args__)  # type: ignore[attr-defined]


def test_without_the_packages_it_says_how_to_get_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    assert main(["plot", "timeline", "-o", "x.svg"]) == 2
    assert capsys.readouterr().err == 'inzet: pictures need altair and vl-convert-python: pip install "inzet[plot]"\n'


def test_every_verb_shows_examples_that_run(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for verb in ("position", "positions", "timeline", "overview", "compare", "reconcile", "plot"):
        examples = (import_module(f"inzet.commands.{verb}").__doc__ or "").partition("examples:\n")[2].rstrip()
        assert examples
        with pytest.raises(SystemExit):
            main([verb, "--help"])
        assert examples in capsys.readouterr().out
        for line in examples.splitlines():
            words = line.split("   ")[0].split(">")[0].split()
            assert words[:2] == ["inzet", verb]
            if verb != "plot" or "timeline.html" in line:
                assert main(words[1:]) == 0
