"""Earlier releases: what changed since is judged rightly, their records load, and their tables are still valid."""

import importlib.util
import json
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
from conftest import ROOT

import inzet
from inzet.commands.main import main
from inzet.dataset.loading import parse
from inzet.files import NESTED
from inzet.release import comparison
from inzet.schema.rows import csv_bytes, flatten
from inzet.schema.schemas import Schemas
from inzet.version import __version__

FOLDER = ROOT / "tests" / "fixtures" / "releases"
EXCERPTS = sorted(FOLDER.glob("*.zip"))
HINT = "run: python tools/excerpt; tests/fixtures/releases/README.md says when"


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("excerpt", ROOT / "tools" / "excerpt" / "__main__.py")
    assert spec and spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


@pytest.fixture(params=EXCERPTS, ids=lambda file: file.stem, scope="module")
def earlier(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An earlier release, unpacked."""
    place = tmp_path_factory.mktemp("earlier")
    with zipfile.ZipFile(request.param) as archive:
        archive.extractall(place)
    return place


@pytest.fixture(scope="module")
def present(earlier: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same excerpt of the present version, as a zip."""
    letters = [letter["letter_id"] for letter in json.loads((earlier / NESTED).read_bytes())["letters"]]
    file = tmp_path_factory.mktemp("present") / "present.zip"
    file.write_bytes(_tool().excerpt(letters))
    return file


def test_the_present_version_has_an_excerpt() -> None:
    assert FOLDER / f"inzet-{__version__}.zip" in EXCERPTS, HINT


def test_the_version_rose_enough_for_what_changed(earlier: Path, present: Path) -> None:
    old, new = comparison.read_release(str(earlier)), comparison.read_release(str(present))
    changes = comparison.compare(old, new)
    judgement = comparison.judge(changes)
    if old.version == __version__:
        assert list(comparison.markdown(changes)) == [], HINT
        with zipfile.ZipFile(present) as archive:
            for name in filter(lambda name: name.endswith(".csv"), archive.namelist()):
                assert archive.read(name) == (earlier / name).read_bytes(), HINT
    assert judgement.enough, judgement.verdict


def test_every_id_still_leads_to_a_record(earlier: Path) -> None:
    ds, now = parse((earlier / NESTED).read_bytes()), inzet.load()
    records = (*ds.letters, *ds.missions, *ds.frameworks, *ds.contributions, *ds.events)
    assert len(records) > 80
    for record in records:
        assert type(now[record.id]) is type(record)


def test_the_loader_reads_earlier_records(earlier: Path) -> None:
    ds = parse((earlier / NESTED).read_bytes())
    assert len(ds.letters) == 1
    assert ds.position("EUFOR Althea", on="2023-12-01").answer == "last_reported"
    assert ds.find("Althea")


def test_earlier_records_and_tables_agree(earlier: Path) -> None:
    """By the schemas of that release, and by those of this one as far as it has the same columns."""
    records = json.loads((earlier / NESTED).read_bytes())
    files = {
        file.name.removesuffix(".schema.json"): json.loads(file.read_bytes())
        for file in (earlier / "schemas").glob("*.schema.json")
    }
    for schemas in (Schemas(files), Schemas.installed()):
        for name, rows in flatten(schemas.tables, records).items():
            file = earlier / "data" / f"{name}.csv"
            heads = file.read_text(encoding="utf-8").partition("\n")[0].split(",") if file.exists() else []
            known = {column.name for column in schemas.tables[name].columns}
            if known >= set(heads) and heads:
                assert csv_bytes(heads, rows) == file.read_bytes(), name


def test_earlier_tables_are_valid(earlier: Path) -> None:
    report = inzet.validate_package(earlier / "datapackage.json")
    assert report.issues == []
    assert [(table.path, table.counts) for table in report.tables if table.counts] == []
    assert sum(table.rows for table in report.tables) > 500


@pytest.mark.parametrize("file", EXCERPTS, ids=lambda file: file.stem)
def test_diff_reads_the_excerpt(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(file), str(ROOT), "--format", "markdown"]) == 0
    out, err = capsys.readouterr()
    assert "### Data" in out
    assert "is needed" in err or "holds" in err
