"""A release: the same bytes each time, all or nothing, and read back by tools that are not ours."""

import csv
import hashlib
import io
import json
import math
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, get_args

import duckdb
import jsonschema
import openpyxl
import pandas
import polars
import pyarrow.parquet as pq
import pytest
from conftest import ROOT, change, commit, git
from frictionless import Package
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import dataset, days, ledgers
from openpyxl.utils.escape import unescape
from pages import blocks

import inzet
from inzet.commands.main import main
from inzet.dataset.loading import parse
from inzet.files import MARKER, NESTED
from inzet.ledger.decisions import Answer, Reason
from inzet.ledger.intervals import Interval, Measure, add
from inzet.ledger.positions import Role
from inzet.ledger.register import Ledger, full_name, short_name
from inzet.ledger.rows import answer_of, positions_of_all, rows_of
from inzet.ledger.search import Where
from inzet.release import assembly, comparison, notes, readiness, repository
from inzet.release.answers import FIRST, LAST, answers
from inzet.release.changelog import Section, read_section
from inzet.release.package import build, make, parquet_bytes
from inzet.release.portions import arrow_table
from inzet.release.publication import FILE, missing, read_publication
from inzet.release.sheets import IN_FORCE, LEADING, TABLES, sheets
from inzet.release.workbook import HEADS, workbook
from inzet.schema.schemas import Schemas
from inzet.version import __version__
from inzet.words import Lang
from inzet.words import workbook as words
from inzet.words.dates import day_words

STEM = f"inzet-{__version__}"
PUBLISHED = Schemas.installed().published
MADE = datetime(2026, 1, 31, 12, tzinfo=UTC)
Cells = list[list[str]]


def cells_of(name: str) -> Cells:
    """The published rows of a table, as texts."""
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def as_text(value: Any) -> str:
    """A value that a reader returns, as it is published."""
    if value is None or value is pandas.NaT or value is pandas.NA or value != value:
        return ""
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return str(bool(value)).lower()
    if isinstance(value, datetime):
        assert (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def as_texts(rows: Any) -> Cells:
    return [list(map(as_text, row)) for row in rows]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean checkout with the files of this one."""
    place = tmp_path_factory.mktemp("checkout") / "inzet"
    if (ROOT / ".git").exists():
        listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
        for name in filter(lambda name: name and (ROOT / name).is_file(), listed):
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, place / name)
    else:
        shutil.copytree(ROOT, place)
    commit(place)
    return place


@pytest.fixture(scope="module")
def releases(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two releases of the same commit: from two folders, in two places of the world, at the same time."""
    other = tmp_path_factory.mktemp("another place")
    git(other, "clone", "--quiet", str(checkout), "clone")
    settings: tuple[tuple[Path, dict[str, str], int], ...] = (
        (checkout, {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"}, 0o022),
        (other / "clone", {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"}, 0o077),
    )
    running = []
    for tree, environment, umask in settings:
        out = tree.parent / "out"
        command = [sys.executable, "-m", "inzet", "release", str(out)]
        environment |= {"PYTHONPATH": str(tree / "src")}
        running.append(
            (
                out,
                subprocess.Popen(command, cwd=tree, env=os.environ | environment, umask=umask, stderr=subprocess.PIPE),
            )
        )
    for out, process in running:
        told = process.communicate(timeout=300)[1].decode()
        assert process.returncode == 0, told
        assert [line.split()[0] for line in told.splitlines() if " bytes" in line] == [
            name for name in told.split() if (out / name).is_file()
        ]
    return running[0][0], running[1][0]


@pytest.fixture(scope="module")
def packages(releases: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The unpacked archives of the tables, by form."""
    folders = {form: tmp_path_factory.mktemp(form) for form in ("csv", "parquet")}
    for form, folder in folders.items():
        with zipfile.ZipFile(releases[0] / f"{STEM}-{form}.zip") as archive:
            archive.extractall(folder)
    return folders


@pytest.fixture(scope="module")
def database(releases: tuple[Path, Path]) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"file:{releases[0] / STEM}.sqlite?mode=ro", uri=True)
    yield connection
    connection.close()


# --- the release as a whole --------------------------------------------------------------------------


def test_two_releases_of_a_commit_have_the_same_bytes(releases: tuple[Path, Path]) -> None:
    first, second = ({file.name: file.read_bytes() for file in folder.iterdir()} for folder in releases)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_a_release_has_all_its_files_and_no_others(releases: tuple[Path, Path]) -> None:
    names = {f"{STEM}{ending}" for ending in ("-csv.zip", "-parquet.zip", "-site.zip", ".sqlite", ".xlsx", ".tar.gz")}
    names |= {f"{STEM}-py3-none-any.whl", "RELEASE-NOTES.md", "SHA256SUMS"}
    assert {file.name for file in releases[0].iterdir()} == names
    sums = dict(line.split("  ")[::-1] for line in (releases[0] / "SHA256SUMS").read_text().splitlines())
    assert sums.keys() == names - {"SHA256SUMS"}
    for name, digest in sums.items():
        assert hashlib.sha256((releases[0] / name).read_bytes()).hexdigest() == digest
    for folder in releases:
        assert not [name for name in _names(folder.parent) if name.endswith(".inzet-tmp")]


def test_the_package_is_that_of_the_commit(releases: tuple[Path, Path], checkout: Path) -> None:
    committed = set(git(checkout, "ls-files").splitlines())
    with tarfile.open(releases[0] / f"{STEM}.tar.gz") as archive:
        packed = {entry.name.removeprefix(f"{STEM}/") for entry in archive if entry.isfile()}
    assert packed - committed == {"PKG-INFO"}
    assert {name for name in committed - packed if not name.startswith(".github/")} == set()
    wheel = comparison.read_release(str(releases[0] / f"{STEM}-py3-none-any.whl"))
    judgement = comparison.judge(comparison.compare(comparison.read_release(str(ROOT)), wheel))
    assert (str(judgement.needs), judgement.enough, wheel.version) == ("none", True, __version__)


def test_the_site_is_whole(releases: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(releases[0] / f"{STEM}-site.zip") as archive:
        assert archive.testzip() is None
        assert set(archive.read("files.txt").decode().splitlines()) == set(archive.namelist())


# --- the archives of the tables ----------------------------------------------------------------------


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_an_archive_is_a_data_package_that_lists_all_it_holds(form: str, packages: dict[str, Path]) -> None:
    folder = packages[form]
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    profile = json.loads((ROOT / "tests" / "fixtures" / "datapackage-2.0.json").read_text(encoding="utf-8"))
    assert [error.message for error in jsonschema.Draft7Validator(profile).iter_errors(descriptor)] == []
    held = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    listed = [resource["path"] for resource in descriptor["resources"]]
    assert sorted(listed) == sorted(held - {"datapackage.json"})
    assert {"data/README.md", "LICENSE-DATA", "data/records.json"} < held
    original = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
    tables = {resource["name"]: resource for resource in descriptor["resources"] if "schema" in resource}
    assert {name: table["schema"] for name, table in tables.items()} == {
        resource["name"]: resource["schema"] for resource in original["resources"] if "schema" in resource
    }
    assert {table["path"] for table in tables.values()} == {f"data/{name}.{form}" for name in PUBLISHED}
    report = inzet.validate_package(folder / "datapackage.json")
    assert report.issues == []
    assert {Path(table.path).stem: table.rows for table in report.tables} == {
        name: len(cells_of(name)) for name in PUBLISHED
    }
    assert all(not table.counts for table in report.tables)


def test_frictionless_finds_the_csv_package_valid(packages: dict[str, Path]) -> None:
    report = Package(str(packages["csv"] / "datapackage.json")).validate()
    assert report.flatten(["type", "title", "rowNumber", "fieldName", "note"]) == []
    assert report.stats["tasks"] == len(PUBLISHED) + 3
    for name in PUBLISHED:
        assert (packages["csv"] / "data" / f"{name}.csv").read_bytes() == (ROOT / "data" / f"{name}.csv").read_bytes()


def test_frictionless_complains_of_parquet_only_as_it_always_does(packages: dict[str, Path]) -> None:
    """It takes each missing integer for a NaN, and does not measure Parquet files."""
    package = Package(str(packages["parquet"] / "datapackage.json"))
    package.remove_resource("statements")  # made from the others, and slow to read
    report = package.validate(limit_errors=1_000_000)
    complaints = report.flatten(["type", "note", "cell"])
    if "Please install" in complaints[0][1]:
        pytest.skip("this version of frictionless reads Parquet only with fastparquet")
    others = [
        complaint
        for complaint in complaints
        if not (complaint[0] == "type-error" and "integer" in complaint[1] and str(complaint[2]) == "nan")
        and not (complaint[0] == "byte-count" and 'actual is "None"' in complaint[1])
    ]
    assert others == []


@pytest.mark.parametrize("name", PUBLISHED)
def test_pandas_polars_and_duckdb_read_the_published_rows(name: str, packages: dict[str, Path]) -> None:
    heads = [column.name for column in PUBLISHED[name].columns]
    as_csv = packages["csv"] / "data" / f"{name}.csv"
    as_parquet = packages["parquet"] / "data" / f"{name}.parquet"
    frames = (
        pandas.read_csv(as_csv, dtype=str, keep_default_na=False, na_values=[""]),
        pandas.read_parquet(as_parquet),
    )
    for frame in frames:
        assert list(frame.columns) == heads
        assert as_texts(frame.astype(object).itertuples(index=False, name=None)) == cells_of(name)
    for table in (polars.read_csv(as_csv, infer_schema=False), polars.read_parquet(as_parquet)):
        assert table.columns == heads
        assert as_texts(table.iter_rows()) == cells_of(name)
    for source in (f"read_csv('{as_csv}', all_varchar = true, header = true, delim = ',')", f"'{as_parquet}'"):
        answer = duckdb.sql(f"SELECT * FROM {source}")
        assert answer.columns == heads
        assert as_texts(answer.fetchall()) == cells_of(name)


# --- the database ------------------------------------------------------------------------------------


def test_the_database_is_sound(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    # The table of a search is a virtual one, beside which SQLite keeps its own.
    loose = {row[1] for row in database.execute("PRAGMA table_list") if row[2] == "table" and not row[5]}
    assert {name for name in loose if not name.startswith(("sqlite_", "search_"))} == set()


@cache
def _package() -> Package:
    return Package(str(ROOT / "datapackage.json"))


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_table_has_its_rows_types_and_keys(name: str, database: sqlite3.Connection) -> None:
    answer = database.execute(f"SELECT * FROM {name}")
    assert [column[0] for column in answer.description] == [column.name for column in PUBLISHED[name].columns]
    expected = sorted(cells_of(name))
    booleans = {
        at for at, column in enumerate(PUBLISHED[name].columns) if column.node["type"] == "boolean"
    }  # which SQLite lacks
    words = {"1": "true", "0": "false"}
    rows = as_texts(answer)
    assert sorted(
        [words.get(cell, cell) if at in booleans else cell for at, cell in enumerate(row)] for row in rows
    ) == (expected)
    own = list(_package().get_resource(name).schema.fields)
    columns = database.execute(f"PRAGMA table_info({name})").fetchall()
    types = {"integer": "INTEGER", "boolean": "INTEGER"}
    assert [(column[1], column[2], bool(column[3])) for column in columns] == [
        (field.name, types.get(field.type, "TEXT"), bool(field.required)) for field in own
    ]
    key = [column[1] for column in sorted(columns, key=lambda column: column[5]) if column[5]]
    assert key == list(PUBLISHED[name].key)
    links: dict[int, tuple[list[str], str, list[str]]] = {}
    for number, _, target, here, there, *_ in sorted(database.execute(f"PRAGMA foreign_key_list({name})")):
        links.setdefault(number, ([], target, []))
        links[number][0].append(here)
        links[number][2].append(there)
    assert sorted((tuple(here), target, tuple(there)) for here, target, there in links.values()) == sorted(
        PUBLISHED[name].references
    )


def test_the_database_refuses_what_the_schema_refuses(releases: tuple[Path, Path], tmp_path: Path) -> None:
    copy = shutil.copy(releases[0] / f"{STEM}.sqlite", tmp_path / "copy.sqlite")
    with sqlite3.connect(copy) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        for change_made in (
            "UPDATE contributions SET number_max = 'fifteen'",
            "UPDATE contributions SET approximate = 2",
            "UPDATE contributions SET end_date_last = '2024-02-30'",
            "UPDATE contributions SET letter_id = NULL",
            "UPDATE contributions SET part_of = 'nothing'",
            "UPDATE missions SET mission_id = 'untso'",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(change_made)


DAYS = st.dates(date(2019, 1, 1), date(2028, 1, 1)) | st.sampled_from([date.min, date(1, 1, 2), date.max])


def _on(database: sqlite3.Connection, table: str, day: date) -> Iterator[dict[str, str]]:
    answer = database.execute(f"SELECT * FROM {table} WHERE ? BETWEEN {FIRST} AND {LAST}", (day.isoformat(),))
    own = {"region": "group", "statement_min": "figure_min", "statement_max": "figure_max"}
    names = [own.get(column[0], column[0]) for column in answer.description]
    for row in answer:
        yield {name: as_text(value) for name, value in zip(names, row, strict=True) if name not in (FIRST, LAST)}


def _told(rows: Any) -> list[list[tuple[str, str]]]:
    """Rows of the library in the form of the database."""
    words = {"true": "1", "false": "0"}
    return sorted(
        sorted(
            (name, words.get(text, text))
            for name, value in row.items()
            if name not in ("day", "known_by")
            for text in ["; ".join(value) if isinstance(value, tuple) else as_text(value)]
        )
        for row in rows
    )


@given(DAYS)
@settings(max_examples=60)
def test_on_any_day_the_database_answers_what_the_library_answers(database: sqlite3.Connection, day: date) -> None:
    ds = inzet.load()
    overview = ds.overview(day)
    assert sorted(sorted(row.items()) for row in _on(database, "overviews", day)) == _told(rows_of(overview)[1])
    assert sorted(sorted(row.items()) for row in _on(database, "positions", day)) == _told(
        positions_of_all(ds.ledger, day, None)
    )
    positions = [ds.position(record, day) for record in ds.ledger.targets()]
    assert sorted(sorted(row.items()) for row in _on(database, "position_answers", day)) == _told(
        map(answer_of, positions)
    )
    most = "CASE WHEN count(*) = count(figure_max) THEN sum(figure_max) END"
    sums = database.execute(
        f"SELECT unit, basis, sum(figure_min), {most} FROM in_force"
        f" WHERE ? BETWEEN {FIRST} AND {LAST} AND unit IS NOT NULL GROUP BY unit, basis",
        (day.isoformat(),),
    )
    assert {(unit, basis or ""): (low, high) for unit, basis, low, high in sums} == {
        tuple(measure): (total.low, total.high) for measure, total in overview.totals.items()
    }


@given(ledgers(), days(), st.sampled_from(["positions", "position_answers", "overviews"]))
def test_the_answers_of_all_days_are_those_of_the_library(
    letters: Sequence[inzet.Letter], day: date, name: str
) -> None:
    ds = dataset(*letters)
    table = answers(ds.ledger)[name]
    held = [row for row in table.rows if row[FIRST] <= day <= row[LAST]]
    expected = {
        "positions": lambda: positions_of_all(ds.ledger, day, None),
        "position_answers": lambda: (answer_of(ds.position(record, day)) for record in ds.ledger.targets()),
        "overviews": lambda: rows_of(ds.overview(day))[1],
    }[name]()
    dates = {FIRST, LAST, "day", "known_by"}

    def bare(rows: Iterable[dict[str, Any]]) -> list[str]:
        return sorted(str({key: row[key] for key in sorted(row.keys() - dates)}) for row in rows)

    assert bare(held) == bare(expected)
    assert {*table.columns.types} == {key for row in table.rows for key in row} or not table.rows
    if name == "overviews":
        figures = [row for row in held if row["answer"] == "in_force" and row["unit"]]
        intervals = [Interval(row["figure_min"], row["figure_max"], row["approximate"]) for row in figures]
        measures = [Measure(row["unit"], row["basis"] or "") for row in figures]
        assert add(zip(measures, intervals, strict=True)) == ds.overview(day).totals


def test_the_views_of_today_are_the_answers_of_today(database: sqlite3.Connection) -> None:
    before = date.today()
    rows = database.execute("SELECT contribution_ids FROM in_force_today").fetchall()
    positions = database.execute("SELECT target_id, answer, last_letter FROM positions_today").fetchall()
    if before != date.today():
        pytest.skip("the day changed while it was asked for")
    ds = inzet.load()
    told = rows_of(ds.overview(before))[1]
    assert sorted(row[0] for row in rows) == sorted(
        "; ".join(row["contribution_ids"]) for row in told if row["answer"] == "in_force"
    )
    assert sorted(positions) == sorted(
        (record.id, ds.position(record, before).answer, ds.ledger.horizon().last.isoformat())
        for record in ds.ledger.targets()
    )


@pytest.mark.parametrize(
    ("column", "of_many"),
    [
        ("target_short_name", "target_short_names"),
        ("target_name", "target_names"),
        ("target_name_nl", "target_names_nl"),
    ],
)
def test_a_mission_is_found_by_each_of_its_names(column: str, of_many: str, database: sqlite3.Connection) -> None:
    ds = inzet.load()
    for record in ds.ledger.targets():
        names = {"target_short_name": short_name(record), "target_name": record.name}
        name = names.get(column, full_name(record, "nl"))
        for table in ("positions", "position_answers"):
            query = f"SELECT 1 FROM {table} WHERE target_id = ? AND instr({column}, ?)"
            assert database.execute(query, (record.id, name)).fetchone(), (table, name)
        query = f"SELECT count(*), total(instr({of_many}, ?) > 0) FROM overviews WHERE '; '||target_ids||';' LIKE ?"
        rows, found = database.execute(query, (name, f"%; {record.id};%")).fetchone()
        assert rows == found, name


def test_figures_that_do_not_add_up_are_not_called_so(database: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such column: figure_min"):
        database.execute("SELECT sum(figure_min) FROM positions")
    heads = [column[0] for column in database.execute("SELECT * FROM position_answers").description]
    assert not [head for head in heads if head.endswith(("_min", "_max"))]
    ((answer,),) = database.execute(
        "SELECT answer_en FROM position_answers WHERE target_id = 'ohr-bosnia'"
        f" AND '2022-09-01' BETWEEN {FIRST} AND {LAST}"
    ).fetchall()
    assert answer == "In force until 31 July 2025: 5 people. The figure is shared with EUSR BiH."


def test_no_name_is_a_keyword(database: sqlite3.Connection) -> None:
    for name, kind in database.execute("SELECT name, type FROM pragma_table_list WHERE schema = 'main'").fetchall():
        if kind in ("table", "view", "virtual") and not name.startswith(("sqlite_", "statements_")):
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({name})")]
            database.execute(f"SELECT {', '.join(columns)} FROM {name} LIMIT 0")


def test_the_code_book_of_the_database_explains_every_table_column_and_word(database: sqlite3.Connection) -> None:
    database.row_factory = sqlite3.Row
    book = database.execute("SELECT * FROM code_book").fetchall()
    listed = database.execute("SELECT name, type FROM pragma_table_list WHERE schema = 'main'").fetchall()
    database.row_factory = None
    kinds = {row["name"]: row["type"] for row in listed if row["type"] != "shadow" and "sqlite_" not in row["name"]}
    tables = {row["table_name"]: row for row in book if row["name"] is None}
    assert tables.keys() == kinds.keys()
    assert all(row["description"] for row in tables.values())
    assert {name for name, row in tables.items() if not row["description_nl"]} == set(PUBLISHED)
    columns = {(row["table_name"], row["name"]): row for row in book if row["name"] and row["value"] is None}
    words: dict[tuple[str, str], dict[str, sqlite3.Row]] = {}
    for row in book:
        if row["value"] is not None:
            assert row["label"] and row["label_nl"]
            words.setdefault((row["table_name"], row["name"]), {})[row["value"]] = row
    for table in kinds.keys() - {"code_book", "statements_en", "statements_nl"}:
        for _, name, *_ in database.execute(f"PRAGMA table_info({table})").fetchall():
            row = columns.pop((table, name))
            assert row["title"] and row["title_nl"] and row["description"] and row["type"]
            given = {
                value for (value,) in database.execute(f"SELECT DISTINCT {name} FROM {table}") if value is not None
            }
            if (table, name) in words:
                assert {part for value in given for part in value.split("; ")} <= words[table, name].keys()
    assert not columns
    for name, vocabulary in {"answer": Answer, "reason": Reason, "role": Role, "found_in": Where}.items():
        table = "search" if name == "found_in" else "positions"
        assert words[table, name].keys() == {*get_args(vocabulary)} - {""}
    meanings = re.findall(
        r"^\| ([\w ]+) \| `(\w+)` \|", (ROOT / "docs" / "answers.md").read_text("utf-8"), re.MULTILINE
    )
    assert {row["label"]: code for code, row in words["positions", "answer"].items()} == dict(meanings)


@pytest.mark.parametrize(("lang", "label"), [("en", "Increase"), ("nl", "Verhogen")])
def test_the_statements_are_there_in_either_language(database: sqlite3.Connection, lang: str, label: str) -> None:
    answer = database.execute(f"SELECT * FROM statements_{lang} WHERE 1")
    heads = [column[0] for column in answer.description]
    labels = [column.name for column in PUBLISHED["statements"].columns if column.name.endswith(("_en", "_nl"))]
    # Who leads has no code, only words in either language.
    assert len(set(heads)) == len(heads) == len(PUBLISHED["statements"].columns) - len(labels) + 1
    rows = answer.fetchall()
    assert len(rows) == len(cells_of("statements"))
    assert any(label in row for row in rows)


def test_a_search_finds_names_descriptions_and_quotes(database: sqlite3.Connection) -> None:
    def find(words: str) -> set[tuple[str, str]]:
        query = "SELECT record_id, found_in FROM search WHERE search MATCH ?"
        return set(database.execute(query, (words,)).fetchall())

    assert ("eumm-georgia", "name") in find("georgie")
    assert ("kst-29521-446.09", "quote") in find("vijftien civiele experts")
    assert ("kst-29521-446.09", "description") in find("police experts")
    assert ("kst-29521-446.48", "description") in find("eutm")
    texts = database.execute("SELECT count(*) FROM search WHERE found_in = 'quote' AND record_id LIKE '%.%'").fetchone()
    assert texts[0] == len(cells_of("evidence")) + len(cells_of("event_evidence"))


# --- the workbook ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def book(releases: tuple[Path, Path]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(releases[0] / f"{STEM}.xlsx")


def test_the_workbook_has_its_sheets_with_heads_and_filters(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["read me", IN_FORCE, *TABLES, "code book"]
    in_view = {"statements": "name", "missions": "name", "letters": "title", IN_FORCE: "last_day", "code book": "name"}
    for name in book.sheetnames[1:]:
        sheet = book[name]
        assert sheet[sheet.freeze_panes].row == HEADS + 1
        assert sheet.cell(HEADS, sheet[sheet.freeze_panes].column - 1).value == in_view[name]
        assert sheet.auto_filter.ref == f"A{HEADS}:{sheet.dimensions.partition(':')[2]}"
    english, dutch = zip(*book["read me"].iter_rows(values_only=True), strict=True)
    assert (english[0], dutch[0]) == ("English", "Nederlands")
    assert __version__ in english[1] and __version__ in dutch[1]
    assert book.properties.title == json.loads((ROOT / "datapackage.json").read_text())["title"]


@pytest.mark.parametrize("name", TABLES)
def test_a_sheet_has_the_published_rows(name: str, book: openpyxl.Workbook) -> None:
    columns = PUBLISHED[name].columns
    english, dutch, names, *rows = book[name].iter_rows(values_only=True)
    places = [names.index(column.name) for column in columns]
    assert [(english[at], dutch[at]) for at in places] == [
        (column.node["title"], column.node["x-nl"]) for column in columns
    ]
    assert sorted(as_texts([row[at] for at in places] for row in rows)) == sorted(cells_of(name))
    for column in columns:
        own = [row[names.index(column.name)] for row in rows]
        given = [value for value in own if value is not None]
        kind = column.node["type"]
        if column.node.get("format") == "date":
            assert all(isinstance(value, datetime) for value in given)
        elif column.node.get("format") == "edtf":
            assert all(isinstance(value, datetime) == (len(as_text(value)) == 10) for value in given)
        else:
            assert {type(value) for value in given} <= {{"string": str, "integer": int, "boolean": bool}[kind]}
        for word, label in column.node.get("x-values", {}).items():
            for lang in ("en", "nl"):
                labels = [row[names.index(f"{column.name}_{lang}")] for row in rows]
                assert all(labels[at] == label[lang] for at, value in enumerate(own) if value == word)


@pytest.mark.parametrize("name", [IN_FORCE, *TABLES])
def test_what_people_read_comes_first_and_what_programs_need_is_folded(name: str, book: openpyxl.Workbook) -> None:
    names, *rows = book[name].iter_rows(min_row=HEADS, values_only=True)
    assert names[: len(LEADING[name])] == LEADING[name]
    assert len(set(names)) == len(names)
    # One entry stands for neighbours that are alike.
    folded = {
        at
        for dimension in book[name].column_dimensions.values()
        for at in range(dimension.min, dimension.max + 1)
        if dimension.hidden and dimension.outlineLevel == 1
    }
    shown = min(folded) - 1
    assert len(LEADING[name]) < shown
    assert folded == set(range(shown + 1, len(names) + 1)), "they are the last ones"
    for part in (names[len(LEADING[name]) : shown], names[shown:]) if name != IN_FORCE else ():
        own = [column.name for column in PUBLISHED[name].columns if column.name in part]
        assert [head for head in part if head in own] == own, "in the order of the table"
    for at, head in enumerate(names):
        empty = all(row[at] is None for row in rows)
        coded = f"{head}_en" in names
        if at >= len(LEADING[name]):
            technical = head.endswith(("_id", "_ids", "_first", "_last", "_sha256")) or coded
            assert at >= shown or not (technical or empty), head


def _day_of(cell: Any) -> Any:
    return cell.date() if isinstance(cell, datetime) else cell


def test_the_newest_letter_comes_first_and_in_it_what_has_a_figure(book: openpyxl.Workbook) -> None:
    names, *rows = book["statements"].iter_rows(min_row=HEADS, values_only=True)
    entries = [dict(zip(names, row, strict=True)) for row in rows]
    figures = ("number_min", "number_max", "amount_min", "amount_max")
    order = [(entry["letter_date_last"], any(entry[figure] is not None for figure in figures)) for entry in entries]
    assert order == sorted(order, reverse=True)
    assert order[0][1]
    days = [cell.value for cell in book["letters"]["A"][HEADS:]]
    assert days[0] == max(day for day in days if isinstance(day, datetime))


def test_a_letter_whose_date_is_open_stands_first() -> None:
    values = [cell.value for cell in _cells_of("letters", "letter_date_last", [date(2022, 6, 17), None, date.max])]
    assert as_texts([values]) == [["", "9999-12-31", "2022-06-17"]]


def test_a_mission_has_a_dutch_name_and_its_leader_in_words(book: openpyxl.Workbook) -> None:
    names, *rows = book["missions"].iter_rows(min_row=HEADS, values_only=True)
    entries = {row[names.index("mission_id")]: dict(zip(names, row, strict=True)) for row in rows}
    stated = {
        row["mission_id"]: row for row in pq.read_table(io.BytesIO(_made()["data/statements.parquet"])).to_pylist()
    }
    for mission, entry in entries.items():
        if mission in stated:
            own = ("name_nl", "led_by_en", "led_by_nl", "countries_en", "countries_nl")
            assert {key: entry[key] for key in own} == {key: stated[mission][key] for key in own}
    assert entries["untso"]["name_nl"] == "VN-organisatie voor toezicht op het bestand"


def _heights_fit(sheet: Any) -> bool:
    """Whether each row with wrapped cells is so high that they are read, at 15 points a line."""
    widths = {
        at: dimension.width
        for dimension in sheet.column_dimensions.values()
        for at in range(dimension.min, dimension.max + 1)
    }
    for row in sheet.iter_rows():
        wrapped = [cell for cell in row if cell.value is not None and cell.alignment.wrap_text]
        lines = max((math.ceil(len(str(cell.value)) / widths[cell.column]) for cell in wrapped), default=1)
        height = sheet.row_dimensions[row[0].row].height or 15
        if height < min(15 * lines, 408):
            return False
    return True


def test_every_wrapped_row_has_a_height_that_fits(book: openpyxl.Workbook) -> None:
    for sheet in book:
        assert any(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row)
        assert _heights_fit(sheet), sheet.title
    assert all(cell.alignment.wrap_text for row in book["read me"].iter_rows() for cell in row)
    texts = ["short", "word " * 40, "x" * 500, "two\nlines\nor\nmore", "word " * 2000]
    assert _heights_fit(_sheet_of("missions", "name", texts))


def test_values_of_a_kind_look_alike(book: openpyxl.Workbook) -> None:
    for sheet in book.worksheets[1:]:
        for cell in (cell for row in sheet.iter_rows(min_row=HEADS + 1) for cell in row if cell.value is not None):
            if isinstance(cell.value, bool):
                assert cell.number_format == '"TRUE";"TRUE";"FALSE"'
            elif isinstance(cell.value, int):
                assert (cell.number_format, cell.alignment.horizontal, cell.alignment.indent) == ("#,##0", "right", 1)
            elif isinstance(cell.value, datetime):
                assert (cell.number_format, cell.alignment.horizontal) == ("yyyy-mm-dd", "left")
            else:
                assert cell.alignment.wrap_text
    widths = {dimension.width for sheet in book for dimension in sheet.column_dimensions.values() if dimension.width}
    assert max(widths) < 64
    counted = next(cell for cell in book["statements"][HEADS] if cell.value == "counted")
    assert book["statements"].column_dimensions[counted.column_letter].width < 14


def test_a_sheet_prints_on_pages_that_it_fits(book: openpyxl.Workbook) -> None:
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == f"$1:${1 if sheet.title == 'read me' else HEADS}"


@given(st.dates(date(2020, 12, 31), date(2028, 1, 1)))
@settings(max_examples=40)
def test_a_filter_by_a_day_gives_what_is_in_force_on_it(book: openpyxl.Workbook, day: date) -> None:
    names, *rows = book[IN_FORCE].iter_rows(min_row=HEADS, values_only=True)
    entries = [dict(zip(names, map(_day_of, row), strict=True)) for row in rows]
    kept = ("target_ids", "target_names", "figure_min", "figure_max", "approximate", "at_least", "unit", "basis")
    kept += ("letter_id", "contribution_ids")
    told = [row for row in rows_of(inzet.load().overview(day))[1] if row["answer"] == "in_force"]
    assert sorted(
        [as_text(entry[key]) for key in kept] for entry in entries if entry["first_day"] <= day <= entry["last_day"]
    ) == sorted(
        [as_text("; ".join(row[key]) if isinstance(row[key], tuple) else row[key]) for key in kept] for row in told
    )


def test_the_sheet_of_what_is_in_force_names_it_in_both_languages(book: openpyxl.Workbook) -> None:
    names, *rows = book[IN_FORCE].iter_rows(min_row=HEADS, values_only=True)
    entries = [dict(zip(names, map(_day_of, row), strict=True)) for row in rows]
    days = [entry["first_day"] for entry in entries]
    first = inzet.load().ledger.horizon().first
    assert days == sorted(days) and days[0] == first
    (mali,) = [entry for entry in entries if entry["target_short_names"] == "EUTM Mali"]
    shown = ("target_names", "target_names_nl", "region_en", "region_nl", "figure_max", "unit_en", "unit_nl")
    assert [mali[key] for key in shown] == [
        *("European Union Training Mission in Mali", "Europese trainingsmissie (EUTM) Mali"),
        *("Sahel and West Africa", "Sahel en West-Afrika", 6, "Persons", "Personen"),
    ]
    assert any(entry["target_names"].count("; ") == 3 for entry in entries), "missions share a figure"
    english, dutch = zip(*book["read me"].iter_rows(values_only=True), strict=True)
    last = max(entry["last_day"] for entry in entries)
    for lang, texts in (("en", english), ("nl", dutch)):
        assert words.span(first, last, lang) in texts
    assert "After 31 July 2025 nothing is in force" in words.span(first, last, "en")


@given(ledgers(), days())
def test_the_sheet_of_what_is_in_force_begins_with_the_first_letter(letters: Sequence[inzet.Letter], day: date) -> None:
    ds = dataset(*letters)
    first = ds.ledger.horizon().first
    (sheet,) = [sheet for sheet in sheets(_made(), ds.ledger, answers(ds.ledger)) if sheet.table.name == IN_FORCE]
    held = [row["target_ids"] for row in sheet.rows if row["first_day"] <= day <= row["last_day"]]
    told = ["; ".join(row["target_ids"]) for row in rows_of(ds.overview(day))[1] if row["answer"] == "in_force"]
    assert sorted(held) == (sorted(told) if first and day >= first else [])
    assert all(row["region_en"] and row["target_names_nl"] and row["letter_date"] for row in sheet.rows)
    assert all((row["unit"] is None) == (row.get("unit_en") is None) for row in sheet.rows)


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_read_me_says_how_far_the_letters_see(lang: Any) -> None:
    first = date(2020, 12, 31)
    assert "9999-12-31" in words.span(first, date.max, lang)
    assert "2025" in words.span(first, date(2025, 7, 31), lang)
    assert words.span(None, None, lang) == words.span(first, None, lang)


def test_the_code_book_explains_every_column_and_word(book: openpyxl.Workbook) -> None:
    _, _, heads, *rows = book["code book"].iter_rows(values_only=True)
    entries = [dict(zip(heads, row, strict=True)) for row in rows]
    explained = {(entry["table"], entry["name"]) for entry in entries if entry["description"]}
    for name in (IN_FORCE, *TABLES):
        names = list(book[name].iter_rows(values_only=True))[HEADS - 1]
        assert {(name, head) for head in names} <= explained
    values = {(entry["table"], entry["name"], entry["value"], entry["label_nl"]) for entry in entries if entry["value"]}
    assert ("statements", "change", "increase", "Verhogen") in values


def test_nothing_in_the_workbook_runs_or_leads_elsewhere(releases: tuple[Path, Path], book: openpyxl.Workbook) -> None:
    for sheet in book:
        assert not sheet._hyperlinks
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "b", "d", "inlineStr"}
    with zipfile.ZipFile(releases[0] / f"{STEM}.xlsx") as packed:
        inside = {name: packed.read(name) for name in packed.namelist()}
    assert not [name for name in inside if "vba" in name.lower() or "external" in name.lower()]
    assert not [name for name, data in inside.items() if b'TargetMode="External"' in data or b"<f>" in data]


@cache
def _made(root: Path = ROOT) -> dict[str, bytes]:
    return make(root)


@cache
def _few() -> tuple[dict[str, bytes], Ledger]:
    """What a build would publish if there were only the few records of an example, and their ledger."""
    made = _made(ROOT / "tests" / "examples" / "valid" / "ledger") | {MARKER: _made()[MARKER]}
    return made, parse(made[NESTED]).ledger


def _sheet_of(name: str, column: str, values: list[Any]) -> Any:
    """The sheet of a table that has these values in a column."""
    made, ledger = _few()
    (first, *_) = pq.read_table(io.BytesIO(made[f"data/{name}.parquet"])).to_pylist()
    rows = [first | {column: value} for value in values]
    own = {f"data/{name}.parquet": parquet_bytes(arrow_table(PUBLISHED[name], rows))}
    data = workbook(made | own, ledger, answers(ledger), MADE)
    return openpyxl.load_workbook(io.BytesIO(data))[name]


def _cells_of(name: str, column: str, values: list[Any]) -> list[Any]:
    """The cells of a column, in the sheet of a table that has these values there."""
    sheet = _sheet_of(name, column, values)
    at = [cell.value for cell in sheet[HEADS]].index(column)
    return [row[at] for row in sheet.iter_rows(min_row=HEADS + 1)]


# What XML can hold, for YAML and so records hold no more.
SIGNS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
HOSTILE = st.text(SIGNS, min_size=1, max_size=40) | st.sampled_from(
    [
        *('=HYPERLINK("https://example.org")', "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "{=1}", "'quoted"),
        *("https://example.org", "mailto:a@example.org", "internal:x", "00123", "1e5", "TRUE", "2024-06-17", "#DIV/0!"),
        *("_x0041_", " blank ", "<b>&amp;</b>", "é\u202e", "\N{FAMILY}", "2024-06", "NA", "NULL", "nan", "\ttab"),
    ]
)


@given(st.lists(HOSTILE, min_size=1, max_size=70))
@settings(max_examples=10)
def test_a_text_stays_a_text_whatever_it_says(texts: list[str]) -> None:
    cells = _cells_of("missions", "name", texts)
    # Excel reads _x0041_ as A, so it is written as _x005F_x0041_; openpyxl leaves both as they are.
    held = [unescape(cell.value) for cell in cells]
    assert sorted(held) == sorted(texts)
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert [cell.quotePrefix for cell in cells] == [text[0] in "=+-@\t" for text in held]
    assert not [cell for cell in cells if cell.hyperlink]


def test_what_a_cell_cannot_hold_is_refused_and_not_cut() -> None:
    with pytest.raises(inzet.UnreadableError, match="the sheet 'missions' cannot hold the value that begins with 'xxx"):
        _cells_of("missions", "name", ["x" * 32_768])


def test_days_before_excel_are_texts() -> None:
    days = [date(1, 1, 1), date(1899, 12, 31), date(1900, 2, 28), date(1901, 1, 1), date(9999, 12, 31)]
    values = [cell.value for cell in _cells_of("letters", "letter_date_first", days)]
    assert as_texts([values]) == [[day.isoformat() for day in days]]
    assert [isinstance(value, datetime) for value in values] == [False, False, False, True, True]


# --- all or nothing ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout of the few files that a release takes as they are."""
    place = tmp_path_factory.mktemp("small")
    for name in ("CHANGELOG.md", "LICENSE-DATA", "publication.toml"):
        shutil.copy(ROOT / name, place)
    commit(place)
    return place


@pytest.fixture
def quick(small: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Make a release of few records without the parts that take long, in this process."""
    monkeypatch.setattr(assembly, "distributions", lambda tree, made: iter([("package.whl", b"wheel")]))
    monkeypatch.setattr(assembly, "make", lambda tree: _few()[0])
    for name in ("database", "workbook"):
        monkeypatch.setattr(assembly, name, lambda *_: b"made")
    return lambda out: assembly.release(small, out, lambda tree: {"index.html": b"site"}, lambda words: None)


def test_what_is_in_the_place_of_a_release_is_never_touched(quick: Callable[[Path], None], tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "link").symlink_to("full")
    before = sorted(tmp_path.rglob("*"))
    for name in ("full", "file", "link"):
        with pytest.raises(inzet.UnreadableError, match="is there and is no empty folder"):
            quick(tmp_path / name)
    assert sorted(tmp_path.rglob("*")) == before
    (tmp_path / "empty").mkdir()
    quick(tmp_path / "empty")
    quick(tmp_path / "new" / "folder")
    assert _names(tmp_path / "empty") == _names(tmp_path / "new" / "folder")
    assert "SHA256SUMS" in _names(tmp_path / "empty")


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(28, "No space left on device"), MemoryError])
@pytest.mark.parametrize("step", ["distributions", "database", "release_notes"])
def test_a_failure_leaves_nothing(
    quick: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: Any
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(assembly, step, fail)
    (tmp_path / "there").mkdir()
    for name in ("there", "new"):
        with pytest.raises(error if isinstance(error, type) else type(error)):
            quick(tmp_path / name)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")] == ["there"]


# --- what is missing ---------------------------------------------------------------------------------


@pytest.fixture
def clone(checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout that a test may change, and whose code this process stands for."""
    git(tmp_path, "clone", "--quiet", str(checkout), "clone")
    monkeypatch.setattr(readiness, "own_root", lambda: (tmp_path / "clone").resolve())
    return tmp_path / "clone"


def _date_the_changelog(clone: Path, day: str = "2026-12-01") -> None:
    file = clone / "CHANGELOG.md"
    head = f"## [{__version__}] - "
    text, count = re.subn(f"^{re.escape(head)}.*$", head + day, file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert count == 1
    file.write_text(text, encoding="utf-8")


def test_a_checkout_that_is_ready(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _date_the_changelog(clone)
    facts = clone / FILE
    facts.write_text(facts.read_text("utf-8").replace('= ""', '= "https://example.org/inzet"'), "utf-8")
    build(clone)
    commit(clone, "A date, and an address")
    before = {path: path.stat().st_mtime_ns for path in clone.rglob("*")}
    assert main(["release", "--check", "--root", str(clone)]) == 0
    assert capsys.readouterr() == ("", "ready for a release\n")
    assert {path: path.stat().st_mtime_ns for path in clone.rglob("*")} == before, "nothing is written"


def _uncommitted(clone: Path) -> None:
    (clone / "notes.txt").touch()
    change(clone / "README.md", "# inzet", "# Inzet")
    git(clone, "mv", "LICENSE", "COPYING")
    (clone / "z\n::error::").touch()


def _stale(clone: Path) -> None:
    change(clone / "data" / "missions.csv", "untso", "untsoo")
    commit(clone)


def _invalid(clone: Path) -> None:
    change(clone / "records" / "missions" / "untso.yaml", "framework_id: un\n", "framework_id: nu\n")
    commit(clone)


def _no_section(clone: Path) -> None:
    change(clone / "CHANGELOG.md", f"[{__version__}]", "[9.9.9]")
    commit(clone)


def _no_date(clone: Path) -> None:
    _date_the_changelog(clone, "Unreleased")
    build(clone)
    commit(clone)


def _other_tag(clone: Path) -> None:
    git(clone, "tag", f"v{__version__}")
    git(clone, "commit", "--quiet", "--allow-empty", "--message", "More")


def _too_low(clone: Path) -> None:
    change(clone / "src" / "inzet" / "version.py", f'"{__version__}"', '"0.0.9"')
    (clone / "records" / "letters" / "bz2410641.yaml").unlink()
    commit(clone)
    git(clone, "tag", "v0.0.9")
    git(clone, "tag", "vegetables")
    git(clone, "revert", "--no-edit", "HEAD")
    change(clone / "src" / "inzet" / "version.py", f'"{__version__}"', '"0.0.9"')
    commit(clone)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_uncommitted, "not committed: COPYING, LICENSE, README.md and 2 more; commit or remove it"),
        (_stale, "stale: data/missions.csv; run: inzet build"),
        (_invalid, "records or schemas have 1 issue(s); run: inzet validate"),
        (_no_section, f"CHANGELOG.md has no section of the version {__version__}"),
        (_no_date, f"CHANGELOG.md gives no date of the version {__version__}; write it as YYYY-MM-DD"),
        (_other_tag, f"v{__version__} is the tag of another commit; the version must rise"),
        (
            _too_low,
            "the version: at least a patch version is needed, 0.0.10 or higher; both have 0.0.9, which is too low",
        ),
    ],
)
def test_what_is_missing_is_said(
    clone: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[Path], None], said: str
) -> None:
    spoil(clone)
    assert main(["release", "--check", "--root", str(clone)]) == 1
    out, err = capsys.readouterr()
    assert said in out.splitlines()
    assert err == f"missing for a release: {len(out.splitlines())}\n"


def test_what_the_publisher_did_not_say_is_missing(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "--check", "--root", str(clone)]) == 1
    said = [line for line in capsys.readouterr().out.splitlines() if line.startswith(FILE)]
    assert said == [f"{FILE} gives no {fact}" for fact in missing(read_publication(clone))]


def test_a_checkout_without_its_history_is_not_taken_for_the_first_version(
    clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(clone, "commit", "--quiet", "--allow-empty", "--message", "More")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{clone}", "shallow")
    assert any("git fetch --unshallow --tags" in gap for gap in readiness.find_gaps(tmp_path / "shallow"))


def test_an_obstacle_is_said_and_nothing_is_made(
    clone: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (clone / "notes\n::error::.txt").touch()
    assert main(["release", str(tmp_path / "out"), "--root", str(clone)]) == 1
    out, err = capsys.readouterr()
    assert out == "not committed: notes\\n::error::.txt; commit or remove it\n"
    assert err == "inzet: nothing was released\n"
    assert _names(tmp_path) == ["clone"]


def test_an_inzet_that_is_installed_elsewhere_does_not_release_a_checkout(checkout: Path) -> None:
    assert any("this inzet is installed in" in line for line in readiness.find_obstacles(checkout))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name the folder for the release, or else give --check"),
        (["out", "--check"], "name the folder for the release or give --check, not both"),
        (["out", "--root", "nowhere"], "nowhere is not a folder"),
        (["out"], "cannot be read by git: not a git repository"),
    ],
)
def test_wrong_usage_is_one_sentence(
    refusal: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in refusal("release", *arguments)
    assert _names(tmp_path) == []


def test_a_folder_inside_a_checkout_is_refused(refusal: Callable[..., str], checkout: Path) -> None:
    assert "is not the top folder of its git checkout" in refusal("release", "out", "--root", str(checkout / "src"))


def test_without_the_packages_of_a_release_the_message_says_what_to_install(
    clone: Path, refusal: Callable[..., str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("inzet.release.distributions.find_spec", lambda name: None)
    said = 'inzet release needs more packages, such as build: pip install "inzet[release]"'
    assert said in refusal("release", str(tmp_path / "out"), "--root", str(clone))


# --- notes -------------------------------------------------------------------------------------------


def test_the_notes_of_the_first_release_are_its_section_of_the_changelog(releases: tuple[Path, Path]) -> None:
    told = (releases[0] / "RELEASE-NOTES.md").read_text(encoding="utf-8")
    assert told.startswith(f"# inzet {__version__}\n\n### Data\n")
    section = read_section(ROOT, __version__)
    assert section
    link = re.compile(r"\[([^]]+)\]\([^)]+\)")
    assert link.sub(r"\1", told.partition("\n\n")[2].strip()) == link.sub(r"\1", section.text)
    assert not re.search(r"\]\((?!https?:)", told), "no link leads beside the notes"


def test_links_in_the_notes_lead_into_the_repository(tmp_path: Path) -> None:
    section = "- [one\n  page](docs/answers.md#figures), [a place](https://example.org/a) and `[x](y)`"
    (tmp_path / "CHANGELOG.md").write_text(f"## [1.2.3]\n\n{section}\n", encoding="utf-8")
    told = notes.release_notes(tmp_path, tmp_path, "1.2.3", None)
    assert told == "# inzet 1.2.3\n\n- one\n  page, [a place](https://example.org/a) and `[x](y)`\n"
    (tmp_path / FILE).write_text('repository = "https://example.org/inzet"\n', encoding="utf-8")
    told = notes.release_notes(tmp_path, tmp_path, "1.2.3", None)
    assert "[one\n  page](https://example.org/inzet/blob/v1.2.3/docs/answers.md#figures), [a place](https://" in told


def test_the_notes_of_a_later_release_are_what_changed(clone: Path) -> None:
    git(clone, "tag", "v0.0.9")
    assert repository.previous_tag(clone, __version__) == "v0.0.9"
    same = notes.release_notes(clone, clone, __version__, "v0.0.9")
    assert same == f"# inzet {__version__}\n\nRecords and schemas are those of v0.0.9.\n"
    change(clone / "records" / "missions" / "untso.yaml", "abbreviation: UNTSO", "abbreviation: UNTSOO")
    assert "`UNTSO` → `UNTSOO`" in notes.release_notes(clone, clone, __version__, "v0.0.9")


@pytest.mark.parametrize(
    ("head", "day"),
    [("[1.0.0] - 2026-02-03", date(2026, 2, 3)), ("[1.0.0] - Unreleased", None), ("1.0.0", None), ("[1.0.0]", None)],
)
def test_a_section_ends_where_the_next_begins(tmp_path: Path, head: str, day: date | None) -> None:
    text = f"# Changelog\n\n## [1.0.1] - 2026-03-01\nLater\n\n## {head}\n\n### Data\n- New\n\n## [0.9.0]\nOld\n"
    (tmp_path / "CHANGELOG.md").write_text(text, encoding="utf-8")
    assert read_section(tmp_path, "1.0.0") == Section(day, "### Data\n- New")
    assert read_section(tmp_path, "1.0") is None


# --- R, and what the pages say -----------------------------------------------------------------------

PAGES = [(ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.nl.md")]


def _r(code: str, folder: Path) -> str:
    """Run R in a folder, and return what it prints."""
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("R is not installed")
    done = subprocess.run(
        [program, "--vanilla", "-e", code], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )
    if "there is no package called" in done.stderr:
        pytest.skip("R lacks the package readr")
    assert done.returncode == 0, done.stderr
    return done.stdout


READ_BY_R = {
    "read.csv": 'read.csv(file, colClasses = "character", na.strings = "", check.names = FALSE, encoding = "UTF-8")',
    "readr": 'as.data.frame(readr::read_csv(file, col_types = readr::cols(.default = "c"), na = ""))',
}


@pytest.mark.parametrize("reader", READ_BY_R)
def test_r_reads_the_published_rows(reader: str, packages: dict[str, Path], tmp_path: Path) -> None:
    code = f"""
        for (file in list.files(pattern = "[.]csv$")) {{
            table <- {READ_BY_R[reader]}
            connection <- base::file(base::file.path("{tmp_path}", file), "w", encoding = "UTF-8")
            write.csv(table, connection, na = "", row.names = FALSE)
            close(connection)
        }}
    """
    _r(code, packages["csv"] / "data")
    for name in PUBLISHED:
        with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            heads, *rows = csv.reader(file)
        assert heads == [column.name for column in PUBLISHED[name].columns]
        assert rows == cells_of(name)


@pytest.mark.parametrize("page", PAGES, ids=["en", "nl"])
def test_r_gives_what_the_page_says(page: str, packages: dict[str, Path]) -> None:
    codes = blocks("r", page)
    assert len(codes) == 1
    (value,) = [line.partition("  # ")[2] for line in codes[0].splitlines() if "  # " in line]
    assert _r(codes[0], packages["csv"]).split() == ["[1]", value]
    assert READ_BY_R["read.csv"].partition("file")[2] in " ".join(codes[0].split())
    (by_readr,) = re.findall(r"read_csv\(…, (.+?)\)`", " ".join(page.split()))
    assert by_readr in READ_BY_R["readr"].replace("readr::", "")


@pytest.mark.parametrize("page", PAGES, ids=["en", "nl"])
def test_pandas_and_sql_give_what_the_page_says(
    page: str, packages: dict[str, Path], database: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(packages["parquet"])
    (code,) = blocks("py", page)
    *lines, last = code.strip().splitlines()
    names: dict[str, Any] = {}
    exec("\n".join(lines), names)
    expression, _, value = last.partition("  # ")
    assert str(eval(expression, names)) == value
    queries = blocks("sql", page)
    assert len(queries) == 2
    for query in queries:
        shown = [line.removeprefix("-- ") for line in query.splitlines() if line.startswith("-- ")]
        assert ["|".join(map(as_text, row)) for row in database.execute(query)] == shown
    in_line = re.findall(r"`((?:SELECT|MATCH|target_\w+ LIKE) [^`]+)`", " ".join(page.split()))
    whole = {"MATCH": "SELECT 1 FROM search WHERE search {}", "target_short_names": "SELECT 1 FROM in_force WHERE {}"}
    assert len(in_line) == 5
    for query in in_line:
        assert database.execute(whole.get(query.split()[0], "{}").format(query)).fetchall(), query


@pytest.mark.parametrize(("lang", "page"), [*zip(get_args(Lang), PAGES, strict=True)])
def test_the_page_says_when_nothing_is_in_force(lang: Lang, page: str, database: sqlite3.Connection) -> None:
    ((last,),) = database.execute("SELECT max(last_day) FROM in_force").fetchall()
    assert day_words(date.fromisoformat(last), lang) in " ".join(page.partition("`in_force_today`")[2][:80].split())


@pytest.mark.parametrize("page", PAGES, ids=["en", "nl"])
def test_the_page_names_every_file_of_a_release(page: str, releases: tuple[Path, Path]) -> None:
    for file in releases[0].iterdir():
        name = file.name.replace(__version__, "VERSION")
        assert f"| `{name}` |" in page
