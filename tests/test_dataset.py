"""The reader's half: loading and looking up."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

import inzet
from inzet.issues import UnreadableError
from inzet.record import Record

LETTER = "kst-29521-446"


@pytest.fixture(scope="module")
def ds() -> inzet.Dataset:
    return inzet.load()


def test_everything_curated_is_loaded(ds: inzet.Dataset) -> None:
    for folder in ("letters", "missions", "frameworks"):
        stems = sorted(file.stem for file in (ROOT / "records" / folder).iterdir())
        assert [record.id for record in getattr(ds, folder)] == stems


def test_ids_resolve(ds: inzet.Dataset) -> None:
    assert ds.letters[LETTER].contributions[f"{LETTER}.09"] is ds.contributions[f"{LETTER}.09"]
    assert ds["eumm-georgia"] is ds.missions["eumm-georgia"]
    for item in ds.contributions:
        targets: list[Record] = [ds.missions[name] for name in item.missions]
        targets += [ds.frameworks[name] for name in item.frameworks]
        assert targets
        assert ds.letter_of(item).contributions[item.contribution_id] is item
    with pytest.raises(KeyError, match="closest: eumm-georgia"):
        ds["eumm-gorgia"]


def test_who_refers_to_a_record(ds: inzet.Dataset) -> None:
    assert [record.id for record in ds.referring_to("untso")] == ["bz2410641.36", f"{LETTER}.31"]
    assert "nato" in {record.id for record in ds.missions if record in set(ds.referring_to("nato"))} | {"nato"}
    assert ds.missions["nmi"] in set(ds.referring_to("nato"))


@pytest.mark.parametrize(
    ("mission", "low", "high", "former", "end", "status"),
    [
        ("eumm-georgia", 15, 15, 10, "2025-07-31", "decided"),
        ("ussc", None, 7, 6, "2025-07-31", "decided"),
        ("untso", 12, 12, None, "2025-07-31", "decided"),
        ("euam-ukraine", None, 8, None, "2025-07-31", "intended"),
        ("eutm-mali", None, 6, None, "2022-12", "decided"),
        ("eucap-sahel-niger", None, 15, None, "2022-12", "decided"),
        ("takuba", 2, 2, None, "2022-12", "decided"),
        ("emasoh", 2, 2, None, "2023-07-31", "decided"),
        ("eucap-somalia", 10, 10, None, "2023-07-31", "decided"),
        ("eusr-bosnia", None, 5, None, "2025-07-31", "decided"),
        ("undof", 2, 2, None, None, "decided"),
        ("eunavfor-med-irini", None, 3, None, None, "decided"),
        ("maicc", 1, 2, None, None, "explored"),
    ],
)
def test_figures_that_anyone_can_find_in_the_letter(
    ds: inzet.Dataset, mission: str, low: int | None, high: int | None, former: int | None, end: str | None, status: str
) -> None:
    found = [
        item
        for item in ds.letters[LETTER].contributions
        if mission in item.missions and item.part_of is None and item.number_max and item.basis != "deployed"
    ]
    assert [(f.number_min, f.number_max, f.previous_number, f.end_date, f.status) for f in found] == [
        (low, high, former, end, status)
    ]


@pytest.mark.parametrize(
    ("mission", "low", "high", "former", "change"),
    [
        ("nmi", 20, 20, 145, "decrease"),
        ("eucap-somalia", 6, 6, 8, "decrease"),
        ("unmiss", 2, 2, None, "end"),
        ("eutm-mali", 4, 4, None, "end"),
        ("minusma", 20, 20, None, "end"),
        ("kfor", 1, 1, None, "start"),
        ("unc-korea", 3, 3, None, "start"),
        ("eu-sdi-gulf-of-guinea", 20, 20, None, "start"),
        ("eupm-moldova", 10, 10, 5, "increase"),
        ("euma-armenia", 15, 15, 10, "increase"),
        ("eulex-kosovo", 15, 15, None, "continue"),
        ("ussc", 7, 7, None, "continue"),
        ("untso", 12, 12, None, "continue"),
        ("eunavfor-aspides", 10, 10, None, "continue"),
        ("unsmil", 2, 2, None, "continue"),
    ],
)
def test_ceilings_of_the_decision_note(
    ds: inzet.Dataset, mission: str, low: int, high: int, former: int | None, change: str
) -> None:
    found = [item for item in ds.letters["bz2410641"].contributions if item.missions == (mission,)]
    assert [(f.number_min, f.number_max, f.previous_number, f.change) for f in found] == [(low, high, former, change)]


def test_the_decision_note_decides_nothing(ds: inzet.Dataset) -> None:
    items = ds.letters["bz2410641"].contributions
    assert {item.status for item in items} == {"proposed", "explored"}
    governed = {item.id for item in items if item.term_basis == "general"}
    assert {item.end_date for item in items if item.id in governed} == {"2028-06"}
    assert {item.status for item in items if item.id in governed} == {"proposed"}
    for item in items:
        there_is_a_ceiling = item.status == "proposed" and item.change != "end" and item.kind != "participation"
        assert (item.id in governed) is there_is_a_ceiling


@pytest.mark.parametrize(
    ("letter_id", "target", "kind", "low", "high", "unit"),
    [
        ("kst-21501-28-268", "euma-armenia", "personnel", 10, 10, "persons"),
        ("kst-21501-28-268", "eumm-georgia", "personnel", 15, 15, "persons"),
        ("kst-21501-28-268", "eu-battle-group", "personnel", 150, 150, "persons"),
        ("kst-21501-28-268", "air-policing-bulgaria", "materiel", 4, 4, "aircraft"),
        ("kst-21501-28-268", "eupm-moldova", "money", 4_000_000, 4_000_000, "EUR"),
        ("kst-21501-28-268", "nato-dcb", "money", 1_000_000, 1_000_000, "EUR"),
        ("bzdoc-1754443015-75", "edf", "money", 20_000_000, 20_000_000, "EUR"),
        ("bzdoc-1754443015-75", "pesco", "participation", 10, 10, "projects"),
    ],
)
def test_figures_of_the_other_letters(
    ds: inzet.Dataset, letter_id: str, target: str, kind: str, low: int, high: int, unit: str
) -> None:
    stated = [
        (item.kind, item.number_min or item.amount_min, item.number_max or item.amount_max, item.unit or item.currency)
        for item in ds.letters[letter_id].contributions
        if target in (*item.missions, *item.frameworks)
    ]
    assert [each for each in stated if each[2] is not None] == [(kind, low, high, unit)]


def test_what_the_documents_say_of_themselves(ds: inzet.Dataset) -> None:
    (misprint,) = (at for letter in ds.letters for at in letter.citations if at.likely_paper)
    assert (misprint.written, misprint.dossier, misprint.likely_paper) == (
        "Kamerstuk 29\u00a0251, nr. 446",
        "29251",
        "kst-29521-446",
    )
    note = {at.date for at in ds.letters["bz2410641"].dates}
    assert note == {"2025-02-13", "2025-01-20"}
    first = ds.letters["kst-21501-28-268"].signatories[0]
    assert first.ministry == "BZ"
    assert "Binnenlandse Zaken" in str(first.note)
    assert {"USSC", "OSC"} <= {ds.missions["ussc"].abbreviation, *(name.name for name in ds.missions["ussc"].names)}


def test_every_mission_and_framework_has_a_dutch_name(ds: inzet.Dataset) -> None:
    for record in (*ds.missions, *ds.frameworks):
        assert "nl" in {name.language for name in record.names}, record.id


def test_nested_file_holds_exactly_the_records(ds: inzet.Dataset) -> None:
    nested = json.loads(inzet.path("data/records.json").read_text(encoding="utf-8"))
    for folder in ("letters", "missions", "frameworks"):
        loaded = [json.loads(record.model_dump_json(exclude_unset=True)) for record in getattr(ds, folder)]
        assert loaded == nested[folder]


def test_paths_stay_inside_the_release() -> None:
    assert inzet.path("data/contributions.parquet").is_file()
    for name in ("../pyproject.toml", "data/../datapackage.json", "/etc/passwd", "data/none.csv", "data"):
        with pytest.raises(FileNotFoundError, match=r"its files: datapackage\.json"):
            inzet.path(name)


def _python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path("/"))
    return done.stdout.strip()


def test_import_loads_no_third_party_module() -> None:
    code = "import sys, inzet; print(sorted({m.partition('.')[0] for m in sys.modules} - set(sys.stdlib_module_names)))"
    third_party = set(eval(_python(code))) - set(eval(_python(code.replace(", inzet", ""))))
    assert {name for name in third_party if not name.startswith("_")} == {"inzet"}


def test_loading_needs_only_pydantic_and_no_network() -> None:
    code = """
import socket, sys
def refuse(*_, **__): raise AssertionError("no network")
socket.socket.connect = refuse
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"yaml", "jsonschema", "pyarrow", "frictionless", "hypothesis"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Refuse())
import inzet
print(len(inzet.load().contributions) > 0)
try:
    inzet.table("contributions")
except ImportError as error:
    print(error)
"""
    assert _python(code).splitlines() == ["True", "inzet.table needs pyarrow: pip install pyarrow"]


def test_public_names_are_those_announced() -> None:
    for name in inzet.__all__:
        assert getattr(inzet, name)
    assert {"edtf", "kamerstuk", "ledger", "spark", *inzet.__all__} == set(dir(inzet))
    assert str(inzet.kamerstuk.parse("kst-21501-02-2893")) == "kst-21501-02-2893"
    with pytest.raises(AttributeError, match="no attribute 'lood'"):
        inzet.lood  # noqa: B018


def test_everything_that_refers_is_found() -> None:
    ds = inzet.load()
    for record in (*ds.missions, *ds.frameworks, *ds.contributions):
        for other in ds.referring_to(record.id):
            values = {value for _, value in other if isinstance(value, str)}
            values |= {
                value for _, many in other if isinstance(many, tuple) for value in many if isinstance(value, str)
            }
            assert record.id in values
            assert other is not record
    referring = {(record.id, other.id) for record in ds.frameworks for other in ds.referring_to(record.id)}
    assert ("cfsp", "eu-csdp") in referring, "a parent"
    assert ("eu-csdp", "eufor-althea") in referring, "who leads"
    assert ("biv", f"{LETTER}.73") in referring, "a target"
    parts = {item.id for item in ds.referring_to(f"{LETTER}.42")}
    assert parts == {f"{LETTER}.43", f"{LETTER}.44", f"{LETTER}.45"}
    assert [item.id for item in ds.referring_to(f"{LETTER}.01")] == [f"{LETTER}.76"]


def test_a_damaged_release_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("inzet.dataset.root", lambda: tmp_path)
    with pytest.raises(UnreadableError, match="No such file or directory; in a checkout, run inzet build"):
        inzet.load()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "records.json").write_text("{", encoding="utf-8")
    with pytest.raises(UnreadableError, match="does not hold records of this version"):
        inzet.load()
