"""The reader's half: loading and looking up."""

import io
import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args

import pytest
from conftest import ROOT, change
from hypothesis import given
from hypothesis import strategies as st

import inzet
from inzet.dataset.loading import parse
from inzet.files import MARKER, NESTED, nest, read_nested
from inzet.issues import UnreadableError
from inzet.models import EventKind
from inzet.record import Record
from inzet.schema.contributions import targets_of

LETTER = "kst-29521-446"
NOTE = "bz2410641"
MISSIONS = "kst-21501-28-268"


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
        targets += [ds.frameworks[entry.framework_id] for entry in item.frameworks]
        assert targets
        assert ds.letter_of(item).contributions[item.contribution_id] is ds[item] is item
    for event in ds.events:
        targets = [*map(ds.missions.__getitem__, event.missions), *map(ds.frameworks.__getitem__, event.frameworks)]
        assert targets or event.region
        assert ds.letter_of(event).events[event.event_id] is ds[event] is event
    with pytest.raises(KeyError, match="closest: eumm-georgia"):
        ds["eumm-gorgia"]


def test_who_refers_to_a_record(ds: inzet.Dataset) -> None:
    assert [record.id for record in ds.referring_to("untso")] == [f"{NOTE}.36", f"{LETTER}.31"]
    assert {"takuba-planning-element", f"{LETTER}.52", f"{LETTER}.e48"} <= {x.id for x in ds.referring_to("takuba")}
    assert ds.missions["nmi"] in set(ds.referring_to("nato"))


@pytest.mark.parametrize(
    ("mission", "low", "high", "former", "end", "status"),
    [
        ("eumm-georgia", 15, 15, 10, "2025-07-31", "decided"),
        ("ussc", None, 7, 6, "2025-07-31", "decided"),
        ("untso", 12, 12, None, "2025-07-31", "decided"),
        ("euam-ukraine", None, 8, None, "2025-07-31", "decided"),
        ("unifil", 1, 1, None, "2025-07-31", "decided"),
        ("eulpc", 1, 1, None, "2025-07-31", "decided"),
        ("eutm-mali", None, 6, None, "2022-12", "decided"),
        ("eucap-sahel-niger", None, 15, None, "2022-12", "decided"),
        ("takuba", 2, 2, None, "2022-12", "decided"),
        ("emasoh", 2, 2, None, "2023-07-31", "decided"),
        ("eucap-somalia", 10, 10, None, "2023-07-31", "decided"),
        ("eusr-bosnia", None, 5, None, "2025-07-31", "decided"),
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
        ("unmiss", 0, 0, 2, "end"),
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
    found = [item for item in ds.letters[NOTE].contributions if item.missions == (mission,)]
    assert [(f.number_min, f.number_max, f.previous_number, f.change) for f in found] == [(low, high, former, change)]


def test_the_decision_note_decides_nothing(ds: inzet.Dataset) -> None:
    items = ds.letters[NOTE].contributions
    assert {item.status for item in items} == {"proposed", "explored", "reported"}
    # Only what "the previous cabinet" had in the Sahel was over before the note.
    assert [item.id for item in items if item.status == "reported"] == [f"{NOTE}.{at:02d}" for at in range(5, 9)]
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
        if target in targets_of(item)
    ]
    assert [each for each in stated if each[2] is not None] == [(kind, low, high, unit)]


def test_what_the_documents_say_of_themselves(ds: inzet.Dataset) -> None:
    (misprint,) = (at for letter in ds.letters for at in letter.citations if at.likely_paper)
    assert (misprint.written, misprint.dossier, misprint.likely_paper) == (
        "Kamerstuk 29\u00a0251, nr. 446",
        "29251",
        "kst-29521-446",
    )
    note = {at.date for at in ds.letters[NOTE].dates}
    assert note == {"2025-02-13", "2025-01-20"}
    first = ds.letters["kst-21501-28-268"].signatories[0]
    assert first.ministry == "BZ"
    assert "Binnenlandse Zaken" in str(first.note)
    assert {"USSC", "OSC"} <= {ds.missions["ussc"].abbreviation, *(name.name for name in ds.missions["ussc"].names)}


# What ends has its size in the former figure only.
ENDED: dict[str, Any] = {"change": "end", "status": "decided", "number_min": None, "number_max": None, "end_date": None}
OVER = ENDED | {"status": "reported"}
ONE = {"number_min": 1, "number_max": 1, "implied": True}


@pytest.mark.parametrize(
    ("contribution_id", "line", "stated"),
    [
        (f"{LETTER}.01", 36, {"change": "continue", "status": "reported", "end_date": "2024-12-31?"}),
        (f"{LETTER}.07", 60, {"status": "decided", "number_min": None, "number_max": 8, "end_date": "2025-07-31"}),
        (f"{LETTER}.10", 68, OVER | {"previous_number": 8, "end_date": "../2022-06-17"}),
        (f"{LETTER}.17", 84, ONE | {"procedure": "notification", "status": "explored", "unit": "units"}),
        (f"{LETTER}.30", 108, ONE | {"functions": ("gender_adviser",), "change": "continue"}),
        (f"{LETTER}.34", 118, ENDED | {"previous_number": 2, "grounds": ("lack_of_effect",)}),
        (f"{LETTER}.35", 118, OVER | {"previous_number": 1, "implied": True, "end_date": "2021"}),
        (f"{LETTER}.36", 120, ENDED | {"previous_number": 3}),
        (f"{LETTER}.40", 136, ENDED | {"previous_number": 3, "functions": ("staff_officer",)}),
        (f"{LETTER}.51", 152, {"change": "start", "status": "declined", "number_max": None, "functions": ("trainer",)}),
        (f"{LETTER}.56", 164, ONE | {"functions": ("political_adviser",), "part_of": f"{LETTER}.54"}),
        (f"{LETTER}.67", 176, {"duration": "P1Y", "number_min": 1, "number_max": 2, "implied": None}),
        (f"{LETTER}.74", 182, {"amount_max": 1_000_000, "amount_year": "2022", "amount_min": None, "end_date": None}),
        (f"{LETTER}.77", 199, {"end_date": "2022-10?"}),
        (f"{LETTER}.78", 199, {"end_date": "2023-22?"}),
        (f"{MISSIONS}.28", 82, {"amount_max": 1_000_000, "amount_year": None, "decided_on": "2024-05"}),
        (f"{MISSIONS}.32", 114, OVER | {"previous_number": 1, "implied": True, "end_date": "../2024-06-28"}),
        (f"{MISSIONS}.33", 114, OVER | {"previous_number": 4, "unit": "aircraft", "end_date": "../2024-06-28"}),
        (f"{MISSIONS}.34", 114, OVER | {"previous_number": 1, "implied": True, "end_date": "../2024-06-28"}),
        (f"{NOTE}.04", 109, ENDED | {"previous_number": 3, "unit": "helicopters", "status": "proposed"}),
        (f"{NOTE}.06", 113, OVER | {"previous_number": 4, "missions": ("eutm-mali",), "end_date": "../2025-02-13"}),
        (f"{NOTE}.07", 113, OVER | {"previous_number": 20, "missions": ("minusma",), "end_date": "../2025-02-13"}),
        (f"{NOTE}.08", 113, OVER | {"previous_number": 10, "part_of": f"{NOTE}.05", "end_date": "../2025-02-13"}),
    ],
)
def test_what_else_a_line_says(ds: inzet.Dataset, contribution_id: str, line: int, stated: dict[str, Any]) -> None:
    item = ds.contributions[contribution_id]
    assert {name: getattr(item, name) for name in stated} == stated
    assert line in {part.line for part in item.evidence}


# An event of each kind.
EVENTS = [
    ("mission_mandate_end", f"{LETTER}.e09", 80, "2022-11?", "eufor-althea"),
    ("mission_change", f"{MISSIONS}.e06", 50, "2024", "eumam-ukraine"),
    ("strategic_review", f"{LETTER}.e50", 164, "2022-23", "eunavfor-atalanta"),
    ("national_review", f"{LETTER}.e43", 146, "../2022-12-31", "minusma"),
    ("condition", f"{LETTER}.e46", 152, None, "eutm-mali"),
    ("early_withdrawal_right", f"{LETTER}.e47", 152, None, "eutm-mali"),
    ("end_to_be_settled", f"{LETTER}.e16", 136, None, "eunavfor-med-irini"),
    ("decision_pending", f"{LETTER}.e56", 176, None, "maicc"),
    ("motion", f"{MISSIONS}.e11", 78, "2022-02-08", "ukraine-support"),
    ("promise", f"{LETTER}.e13", 100, "../2022-12-31", "iraq-security-commitment"),
]


@pytest.mark.parametrize(("kind", "event_id", "line", "on", "target"), EVENTS)
def test_events_are_dated_and_quoted(
    ds: inzet.Dataset, kind: str, event_id: str, line: int, on: str | None, target: str
) -> None:
    event = ds.events[event_id]
    assert (event.kind, event.event_date) == (kind, on)
    assert line in {part.line for part in event.evidence}
    assert target in targets_of(event)


def test_an_event_of_each_kind_was_checked() -> None:
    assert {kind for kind, *_ in EVENTS} == {*get_args(EventKind)}


def test_the_roles_of_frameworks_are_those_of_the_words(ds: inzet.Dataset) -> None:
    roles = {(item.id, entry.framework_id): entry.role for item in ds.contributions for entry in item.frameworks}
    assert roles[f"{LETTER}.11", "icc"] == "under_command_of"  # "onder de vlag van"
    assert roles[f"{LETTER}.44", "unpol"] == "through"  # "bij UNPOL"
    assert roles[f"{LETTER}.72", "stabiliteitsfonds"] == "paid_by"  # "uit het Stabiliteitsfonds … gefinancierd"
    assert roles[f"{LETTER}.06", "nato"] == "recipient"


def test_a_mission_without_a_dutch_name_is_called_by_its_own_in_dutch_texts(ds: inzet.Dataset) -> None:
    passages = [passage.words for letter in ds.letters for passage in letter.passages]
    said = "\n".join([*passages, *(part.quote for item in (*ds.contributions, *ds.events) for part in item.evidence)])
    for record in (*ds.missions, *ds.frameworks):
        own = [name for name in (record.name, record.abbreviation, *(name.name for name in record.names)) if name]
        # What has no name at all is described, and a note says so.
        has_name = "nl" in {name.language for name in record.names} or any(name in said for name in own)
        assert has_name or record.note, record.id


def test_a_name_of_the_documents_is_in_one(ds: inzet.Dataset, sources: Path) -> None:
    texts = "\n".join(file.read_text(encoding="utf-8") for file in sources.iterdir())
    said = " ".join(texts.replace("*", "").split()).casefold()
    names = [name for record in (*ds.missions, *ds.frameworks) for name in record.names if name.origin == "document"]
    assert [name.name for name in names if " ".join(name.name.split()).casefold() not in said] == []


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
    for record in (*ds.missions, *ds.frameworks, *ds.contributions, *ds.events):
        for other in ds.referring_to(record.id):
            assert f'"{record.id}"' in other.model_dump_json()
            assert other is not record
    referring = {(record.id, other.id) for record in ds.frameworks for other in ds.referring_to(record.id)}
    assert ("cfsp", "eu-csdp") in referring, "a parent"
    assert ("eu-csdp", "eufor-althea") in referring, "who leads"
    assert ("biv", f"{LETTER}.73") in referring, "a target"
    parts = {item.id for item in ds.referring_to(f"{LETTER}.42")}
    assert parts == {f"{LETTER}.43", f"{LETTER}.44", f"{LETTER}.45"}
    assert [item.id for item in ds.referring_to(f"{LETTER}.01")] == [f"{LETTER}.76"]


@pytest.fixture
def release(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A copy of the release that a test may damage, in the place of the installed one."""
    (tmp_path / "data").mkdir()
    for name in (NESTED, MARKER):
        (tmp_path / name).write_bytes(inzet.path(name).read_bytes())
    monkeypatch.setattr("inzet.dataset.loading.root", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The files whose records were checked one by one."""
    seen: list[bytes] = []
    monkeypatch.setattr("inzet.dataset.loading.parse", lambda data: seen.append(data) or parse(data))
    return seen


def test_what_a_build_wrote_is_not_checked_again(release: Path, checked: list[bytes]) -> None:
    loaded = inzet.load()
    assert not checked
    assert loaded == parse((release / NESTED).read_bytes())


DAMAGES: dict[str, tuple[str, str]] = {
    "an id of another form": ('"untso"', '"UNTSO!"'),
    "a line end in a quote": ('"quote": "', '"quote": "\\n'),
    "no date": ('"letter_date": "2', '"letter_date": "x2'),
    "the same target twice": ('"missions": ["', '"missions": ["untso", "untso", "'),
    "a field without the one that it needs": (', "term_basis": "stated"', ""),
    "a null": ('"abbreviation": "UNTSO"', '"abbreviation": null'),
    "a field of no model": ('"letter_date": "', '"weather": "rain", "letter_date": "'),
    "a cut line": ('"letter_date": "', '\n"letter_date": '),
    "a table of nothing": ('"missions": [\n', '"ships": [\n'),
}


@pytest.mark.parametrize(("old", "new"), DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_an_error_and_no_wrong_value(release: Path, old: str, new: str) -> None:
    change(release / NESTED, old, new)
    with pytest.raises(UnreadableError, match="does not hold records of this version"):
        inzet.load()


def test_an_edited_file_is_checked_and_read(release: Path, checked: list[bytes]) -> None:
    change(release / NESTED, '"EUMM Georgia"', '"EUMM Tbilisi"')
    assert inzet.load().missions["eumm-georgia"].abbreviation == "EUMM Tbilisi"
    assert len(checked) == 1


@pytest.mark.parametrize("indent", [None, 1])
def test_records_on_other_lines_are_checked_and_read(release: Path, checked: list[bytes], indent: int | None) -> None:
    expected = inzet.load()
    data = json.dumps(json.loads((release / NESTED).read_bytes()), indent=indent).encode()
    (release / NESTED).write_bytes(data)
    (release / MARKER).write_text(f"sha256:{sha256(data).hexdigest()}", encoding="utf-8")
    assert inzet.load() == expected
    assert len(checked) == 1


def test_a_release_without_its_descriptor_is_checked(release: Path, checked: list[bytes]) -> None:
    (release / MARKER).unlink()
    assert inzet.load().letters
    assert len(checked) == 1


_TEXTS = st.dictionaries(st.text(), st.text() | st.integers() | st.lists(st.text(), max_size=2), min_size=1)


@given(st.dictionaries(st.from_regex(r"[a-z_]+", fullmatch=True), st.lists(_TEXTS, max_size=3)))
def test_nested_records_are_json_and_can_be_read_one_by_one(records: dict[str, list[dict[str, Any]]]) -> None:
    written = {name: [json.dumps(record, ensure_ascii=False).encode() for record in of] for name, of in records.items()}
    data = nest(written)
    assert json.loads(data) == records
    one_by_one = [(name, json.loads(text)) for name, text in read_nested(io.BytesIO(data))]
    assert one_by_one == [(name, record) for name, of in records.items() for record in of]


def test_a_damaged_release_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("inzet.dataset.loading.root", lambda: tmp_path)
    with pytest.raises(UnreadableError, match="No such file or directory; in a checkout, run inzet build"):
        inzet.load()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "records.json").write_text("{", encoding="utf-8")
    with pytest.raises(UnreadableError, match="does not hold records of this version"):
        inzet.load()
