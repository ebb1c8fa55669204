"""New records: what follows from the identifier is filled in, all else is explained."""

import re
import unicodedata
from datetime import date
from itertools import takewhile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from strategies import canonical

import inzet.records.new.letters
from inzet.issues import UnreadableError
from inzet.records import evidence, strict_yaml
from inzet.records.audit import audit
from inzet.records.new.letters import letter_skeleton
from inzet.records.new.skeleton import skeleton
from inzet.records.rules.letters import date_reads_as_written
from inzet.records.rules.setting import targets_of
from inzet.records.tree import read_tree
from inzet.schema import editors, findings
from inzet.schema.figures import FIGURES
from inzet.schema.nodes import walk
from inzet.schema.schemas import Schemas
from inzet.texts.dutch import DUTCH
from inzet.texts.dutch.citations import read_citations
from inzet.texts.dutch.heads.letterhead import read_head
from inzet.texts.names import Names
from inzet.texts.text import Text

SCHEMAS = Schemas.installed()

TODAY = date(2026, 11, 21)
PAGE = """\
[overzicht] [activiteiten]
[toezeggingen] [wat is dit?]

Verlenging van de Nederlandse bijdrage

Nederlandse deelname aan vredesmissies

Brief regering

Nummer: 2023D12345, datum: 2023-03-02, bijgewerkt: 2024-02-19 10:56, versie: 2

Directe link naar document (.pdf), officiële HTML versie (kst-29521-494).

Onderdeel van kamerstukdossier 29521 -494 Nederlandse deelname aan vredesmissies.

Onderdeel van zaak 2023Z01234:

Tweede Kamer der Staten-Generaal 2
Vergaderjaar 2022-2023

29 521 Nederlandse deelname aan vredesmissies

Nr. 494 BRIEF VAN DE MINISTERS VAN BUITENLANDSE ZAKEN EN VAN DEFENSIE

Aan de Voorzitter van de Tweede Kamer der Staten-Generaal

Den Haag, 2\u00a0maart 2023

Georgië

Het kabinet verlengt de bijdrage aan EUMM Georgia tot en met 31 juli 2025, met
vijftien experts (Kamerstuk 29 521, nr. 446, d.d. 17 juni 2022). Zie de brief van 3 december jl. (Kamerstuk
29 521, nr. 484).

Acht mensen naar UNTSO tot 2025. Twee moties zijn aangenomen.

De Minister van Buitenlandse Zaken,
W.B. Hoekstra

De Staatssecretaris van Defensie,

C.A. van der Maat
"""


@pytest.mark.parametrize(
    ("given", "letter_id", "dossier", "number"),
    [
        ("kst-29521-446", "kst-29521-446", "29521", "446"),
        ("kst-21501-02-2893", "kst-21501-02-2893", "21501-02", "2893"),
        ("kst-35925-v-84", "kst-35925-v-84", "35925-V", "84"),
        ("KST-35925-V-84", "kst-35925-v-84", "35925-V", "84"),
    ],
)
def test_what_follows_from_an_official_number(given: str, letter_id: str, dossier: str, number: str) -> None:
    letter, faults = strict_yaml.read(skeleton("letter", given))
    assert faults == []
    assert (letter["letter_id"], letter["dossier"], letter["number"]) == (letter_id, dossier, number)
    official = f"kst-{dossier}-{number}"
    assert letter["identifiers"] == [{"scheme": "kst", "value": official}]
    assert letter["source_urls"] == [f"https://zoek.officielebekendmakingen.nl/{official}.html"]


@pytest.mark.parametrize(("kind", "record_id"), [("letter", "bz2410641"), ("mission", "kfor"), ("framework", "epf")])
def test_every_field_stands_there_in_order_with_its_meaning_and_words(kind: str, record_id: str) -> None:
    text = skeleton(kind, record_id)
    plain = " ".join(text.replace("#", " ").split())
    at = 0
    for name, node in SCHEMAS.load(kind)["properties"].items():
        at = plain.index(" ".join(node["description"].split()), at)
        at = plain.index(f" {name}:", at)
    for _, node in walk(SCHEMAS.load(kind)):
        if len(node.get("enum", ())) in range(1, 41):
            assert ", ".join(node["enum"]) in plain
    for line in text.splitlines():
        assert len(line) <= 120


def _fields(node: dict[str, Any]) -> Any:
    """The fields of a node as an open record has them: those of each object, in lists of one."""
    if node["type"] == "array":
        return [_fields(node["items"])] if node["items"]["type"] == "object" else []
    return {name: _fields(part) for name, part in node["properties"].items()} if node["type"] == "object" else None


@pytest.mark.parametrize("name", ["contributions", "events", "related", "passages", "citations", "other_numbers"])
def test_the_first_item_of_a_list_can_be_uncommented(name: str) -> None:
    head, _, tail = re.split(f"(?m)^((?:# )?{name}:.*\n(?:# Replace.*\n)?)", skeleton("letter", "kst-29521-494"))
    lines = list(takewhile(re.compile("# [- ]").match, tail.splitlines()))
    letter, faults = strict_yaml.read("\n".join([f"{head}{name}:", *(line.removeprefix("# ") for line in lines)]))
    assert faults == []
    assert canonical(letter[name]) == canonical(_fields(SCHEMAS.load("letter")["properties"][name]))


@pytest.mark.parametrize(
    ("kind", "wrong"), [("mission", "KFOR"), ("mission", "k"), ("framework", "a b"), ("letter", "kst-1")]
)
def test_a_wrong_id_is_refused_with_its_form(kind: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=r"lower-case|write it as"):
        skeleton(kind, wrong)


@pytest.mark.parametrize("kind", SCHEMAS.kinds)
def test_the_first_line_leads_editors_to_the_bundle(kind: str) -> None:
    record_id = SCHEMAS.load(kind)["properties"][SCHEMAS.load(kind)["x-key"]]["examples"][0]
    first = skeleton(kind, record_id).splitlines()[0]
    folder = next(folder for folder, each in SCHEMAS.folders.items() if each == kind)
    start, _, path = first.partition("=")
    assert start == "# yaml-language-server: $schema"
    assert (ROOT / "records" / folder / path).resolve().relative_to(ROOT).as_posix() in editors.bundles(SCHEMAS)


def _start(folder: Path, text: str, record_id: str = "kst-29521-494", name: str = "letter.txt") -> dict[str, Any]:
    """Start a letter from a text and return what its record says."""
    (folder / name).write_text(text, encoding="utf-8", newline="")
    letter, faults = strict_yaml.read(letter_skeleton(record_id, folder / name, ROOT, TODAY))
    assert faults == []
    return dict(letter)


def _citation(number: str, day: str) -> dict[str, Any]:
    written = f"Kamerstuk 29 521, nr. {number}"
    return {"line": 32, "written": written, "dossier": "29521", "number": number, "cited_date": day}


def test_a_page_of_the_open_data_site_fills_the_head(tmp_path: Path) -> None:
    letter = _start(tmp_path, PAGE)
    apart = ("contributions", "passages", "source_sha256")
    assert {name: letter[name] for name in list(letter) if name not in apart} == {
        "letter_id": "kst-29521-494",
        "kind": None,
        "title": "Verlenging van de Nederlandse bijdrage",
        "dossier_title": "Nederlandse deelname aan vredesmissies",
        "language": "nl",
        "session_year": "2022-2023",
        "addressee": "de Voorzitter van de Tweede Kamer der Staten-Generaal",
        "letter_date": "2023-03-02",
        "letter_date_basis": "stated",
        "dates": [
            {"kind": "register_date", "date": "2023-03-02", "line": 10, "written": "2023-03-02"},
            {"kind": "register_update", "date": "2024-02-19", "line": 10, "written": "2024-02-19 10:56"},
            {"kind": "dateline", "date": "2023-03-02", "line": 27, "written": "2\u00a0maart 2023"},
        ],
        "dossier": "29521",
        "number": "494",
        "identifiers": [
            {"scheme": "kst", "value": "kst-29521-494"},
            {"scheme": "tk_document", "value": "2023D12345"},
            {"scheme": "tk_case", "value": "2023Z01234"},
        ],
        "signatories": [
            {"name": "W.B. Hoekstra", "office": "De Minister van Buitenlandse Zaken", "ministry": "BZ"},
            {"name": "C.A. van der Maat", "office": "De Staatssecretaris van Defensie", "ministry": "DEF"},
        ],
        "citations": [_citation("446", "2022-06-17"), _citation("484", "2022-12-03")],  # 3 December last, from March
        "source_file": "letter.txt",
        "source_read": "2026-11-21",
        "source_urls": ["https://zoek.officielebekendmakingen.nl/kst-29521-494.html"],
        "coverage": None,
        "summary": None,
    }


def test_each_statement_is_a_contribution_with_the_fields_that_its_words_give(tmp_path: Path) -> None:
    first, second = _start(tmp_path, PAGE)["contributions"]
    assert first == {
        "contribution_id": "kst-29521-494.01",
        "missions": ["eumm-georgia"],
        "kind": "personnel",
        "description": None,
        "change": "continue",
        "status": "decided",
        "basis": "ceiling",
        "number_min": 15,
        "number_max": 15,
        "unit": "persons",
        "functions": ["expert"],
        "end_date": "2025-07-31",
        "term_basis": "stated",
        "evidence": [
            {
                "line": 31,
                "section": "Georgië",
                "quote": "verlengt de bijdrage aan EUMM Georgia tot en met 31 juli 2025, met vijftien experts",
            }
        ],
    }
    assert second == {
        "contribution_id": "kst-29521-494.02",
        "missions": ["untso"],
        "kind": "personnel",
        "description": None,
        "change": None,
        "status": None,
        "basis": None,
        "number_min": 8,
        "number_max": 8,
        "unit": "persons",
        "end_date": "2025?",
        "term_basis": "stated",
        "evidence": [{"line": 35, "section": "Georgië", "quote": "Acht mensen naar UNTSO tot 2025"}],
    }


def test_what_states_nothing_is_a_passage_with_its_reason_where_it_is_clear(tmp_path: Path) -> None:
    passages = _start(tmp_path, PAGE)["passages"]
    assert {"line": 35, "words": "Twee", "reason": None} in passages
    assert {entry["reason"] for entry in passages} <= {None, "page_furniture", "citation"}


def test_a_framework_to_which_something_goes_is_a_recipient(tmp_path: Path) -> None:
    (item,) = _start(tmp_path, "Aan de NAVO levert het kabinet tien mensen.\n")["contributions"]
    assert item["frameworks"] == [{"framework_id": "nato", "role": "recipient"}]


def test_a_framework_in_another_role_has_it_open_with_its_words(tmp_path: Path) -> None:
    made = _start(tmp_path, "Het kabinet levert tien mensen via de anti-ISIS-coalitie.\n")["contributions"]
    assert made[0]["frameworks"] == [{"framework_id": "anti-isis-coalition", "role": None}]
    words = SCHEMAS.load("contribution")["properties"]["frameworks"]["items"]["properties"]["role"]["enum"]
    text = letter_skeleton("kst-29521-494", tmp_path / "letter.txt", ROOT, TODAY)
    assert f"# role: {', '.join(words)}\n  frameworks:\n  - framework_id: anti-isis-coalition\n    role:\n" in text


def test_words_far_apart_are_fragments_of_their_own_each_with_its_fields(tmp_path: Path) -> None:
    text = f"Aan EUMM Georgia levert Nederland tien mensen {'en nog veel meer ' * 10}tot eind 2025 erbij.\n"
    (item,) = _start(tmp_path, text)["contributions"]
    first, second = item["evidence"]
    assert first["quote"].endswith("tien mensen")
    assert {"missions", "number_min", "number_max", "kind"} <= {*first["supports"]}
    assert second == {"line": 1, "section": None, "quote": "tot eind 2025", "supports": ["end_date"]}


HEADS = {
    "29 521 Missies\nNr. 494 BRIEF VAN DE MINISTERS VAN DEFENSIE\nDen Haag, 3 mei 2024\n\n": (
        "Nr. 494 BRIEF VAN DE MINISTERS VAN DEFENSIE"
    ),
    "Betreft  Inzet in Kosovo\nDatum 3 mei 2024\n\nGeachte voorzitter,\n\n": "Betreft  Inzet in Kosovo",
    "Aan de Voorzitter\nDen Haag, 3 mei 2024\n\n": "Den Haag, 3 mei 2024",
    "Den Haag, 3 mei 2024\n\nInzet in Kosovo\n\n": "Inzet in Kosovo",
    # Lines that are wrapped have no empty lines around headings.
    "Den Haag, 3 mei 2024\n" + "Dit is een regel van gewone lengte, die ook nog verder gaat op de\n" * 9
    + "volgende.\nInzet in Kosovo\n": "Inzet in Kosovo",
    # Lines in capitals below the letter, or in a list of names, open none.
    "Nederland is lid van ISAF, NAVO, EU en VN.\n": None,
    "": None,
}  # fmt: skip


@pytest.mark.parametrize("head", HEADS)
def test_a_fragment_has_the_heading_above_it_or_the_line_that_opens_the_letter(tmp_path: Path, head: str) -> None:
    made = _start(tmp_path, f"{head}Aan KFOR levert Nederland tien militairen.\n")
    assert [entry["section"] for item in made["contributions"] for entry in item["evidence"]] == [HEADS[head]]


def test_a_mission_without_a_record_and_an_unclear_name_stay_open_with_a_comment(tmp_path: Path) -> None:
    text = "Nederland levert een schip aan operatie Ocean Shield.\n\nNederland levert tien mensen aan de EUTM.\n"
    first, second = _start(tmp_path, text)["contributions"]
    assert first["missions"] is second["missions"] is None
    made = letter_skeleton("kst-29521-494", tmp_path / "letter.txt", ROOT, TODAY)
    assert "# 'operatie Ocean Shield' has no record; add one with: inzet new mission ID" in made
    assert "# 'EUTM' may be eutm-car or eutm-mali or eutm-somalia; name it if it is meant." in made


def test_a_faulty_entry_does_not_take_the_sound_ones_with_it() -> None:
    text = "Datum\n31 juni 2022\n\nDatum\n1 juli 2022\n"
    assert [entry["line"] for entry in read_head(Text(text))["dates"]] == [5]


def test_beside_what_is_open_stand_its_words(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text(PAGE, encoding="utf-8")
    made = letter_skeleton("kst-29521-494", tmp_path / "letter.txt", ROOT, TODAY)
    _, _, items = made.partition("\ncontributions:\n")
    for name in ("change", "status", "basis"):
        words = SCHEMAS.load("contribution")["properties"][name]["enum"]
        assert f"# {name}: {', '.join(words)}" in " ".join(items.replace("#   ", "").split())


def test_decomposed_letters_are_read_composed_and_the_checksum_is_that_of_the_file(tmp_path: Path) -> None:
    text = "Nederland levert één trainer aan EUMM Georgië.\n"
    (tmp_path / "plain").mkdir()
    plain = _start(tmp_path / "plain", text)
    apart = _start(tmp_path, unicodedata.normalize("NFD", text))
    assert plain["contributions"] == apart["contributions"] != []
    assert apart["source_sha256"] == evidence.hash_of(unicodedata.normalize("NFD", text).encode())


@pytest.mark.parametrize("record_id", ["kst-29521-495", "bz2500001"])
def test_the_text_of_another_letter_is_refused(tmp_path: Path, record_id: str) -> None:
    with pytest.raises(ValueError, match=r"is the text of kst-29521-494; write: inzet new letter kst-29521-494"):
        _start(tmp_path, PAGE, record_id)


def test_a_print_without_the_page_around_it(tmp_path: Path) -> None:
    official = """\
Tweede Kamer der Staten-Generaal
Vergaderjaar 2021\u20132022

35 925 V
Vaststelling van de begrotingsstaten

Nr. 84
BRIEF VAN DE MINISTER VAN BUITENLANDSE ZAKEN

Aan de Voorzitter van de
Tweede Kamer der Staten-Generaal

Den Haag, 8 maart 2022
"""
    head = read_head(Text(official))
    assert head["identifiers"] == [{"scheme": "kst", "value": "kst-35925-V-84"}]
    assert head["dossier_title"] == "Vaststelling van de begrotingsstaten"
    assert head["session_year"] == "2021-2022"
    assert head["addressee"] == "de Voorzitter van de Tweede Kamer der Staten-Generaal"
    assert head["letter_date"] == "2022-03-08"


def test_the_number_of_the_letter_at_the_foot_of_a_page_is_no_citation(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Zie Kamerstuk 29 521, nr. 446.\n\nTweede Kamer, vergaderjaar 2022\u20132023, 29 521, nr. 494\n")
    made = strict_yaml.read(letter_skeleton("kst-29521-494", path, tmp_path, TODAY))[0]
    assert [entry["number"] for entry in made["citations"]] == ["446"]


def test_the_fields_of_a_ministry(tmp_path: Path) -> None:
    print_ = "Datum   17 mei 2023\nBetreft  Voortgang missies\nOnze referentie\nDVB-2023/12\n\nGeachte voorzitter,\n"
    assert read_head(Text(print_)) == {
        "kind": "progress_report",
        "title": "Voortgang missies",
        "addressee": "voorzitter",
        "dates": [{"kind": "page_header", "date": "2023-05-17", "line": 1, "written": "17 mei 2023"}],
        "letter_date": "2023-05-17",
        "letter_date_basis": "stated",
        "identifiers": [{"scheme": "own_reference", "value": "DVB-2023/12"}],
    }


def test_of_a_list_that_would_be_too_long_only_the_surplus_is_left_out(tmp_path: Path) -> None:
    fields = SCHEMAS.load("letter")["properties"]
    text = "".join(f"Datum: 17 mei 2023\nOns kenmerk: DVB-{at}\n\nDe Minister van X,\nA. Nr{at}\n" for at in range(200))
    head = read_head(Text(text))
    for name in ("dates", "identifiers", "signatories"):
        assert len(head[name]) == fields[name]["maxItems"] < 200
    assert head["letter_date"] == "2023-05-17"
    cited = "".join(f"Kamerstuk 29 521, nr. {at}\n" for at in range(1, 2100))
    assert len(read_citations(Text(cited), None)) == fields["citations"]["maxItems"] == 2000
    (tmp_path / "letter.txt").write_text(text)
    made = strict_yaml.read(letter_skeleton("kst-29521-446", tmp_path / "letter.txt", tmp_path, TODAY))[0]
    assert len(made["identifiers"]) == fields["identifiers"]["maxItems"]
    assert made["identifiers"][0] == {"scheme": "kst", "value": "kst-29521-446"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("De Minister van Defensie,\nmaar dat is een zin die doorgaat.\n", "what follows is no name"),
        ("zoals de Minister van Defensie,\nK.H. Ollongren\n", "the office stands inside a sentence"),
        ("Den Haag, 31 juni 2022\n", "there is no such day"),
        ("De rest van Den Haag, 1 juni 2022 en later\n", "the date stands inside a sentence"),
        ("Aan de hand van de volgende afwegingen\n", "nobody is addressed"),
        ("Onze referentie\n\nMinisterie\n", "a reference has a digit"),
        ("Zie kst-29521-446 en Nummer: 2022D25755\n", "other papers are spoken of"),
    ],
)
def test_what_is_not_a_head_is_not_read_as_one(text: str, why: str) -> None:
    assert read_head(Text(text)).keys() <= {"language"}, why


def test_a_minister_may_hold_an_office_that_no_ministry_of_ours_has() -> None:
    text = "De Minister van Sociale Zaken,\nA.B. de Vries\n\nDe Minister-President,\n"
    text += "Minister van Algemene Zaken,\nC. Smit\n"
    assert read_head(Text(text))["signatories"] == [
        {"name": "A.B. de Vries", "office": "De Minister van Sociale Zaken"},
        {"name": "C. Smit", "office": "Minister van Algemene Zaken", "ministry": "AZ"},
    ]


@pytest.mark.parametrize(
    ("name", "content", "error", "message"),
    [
        ("a b.txt", b"x", ValueError, "rename it"),
        ("big.txt", b"x" * (evidence.MAX_BYTES + 1), UnreadableError, "larger than 1 MiB"),
        ("latin.txt", b"Georgi\xeb", UnreadableError, "it is not UTF-8"),
        ("none.txt", None, UnreadableError, "No such file"),
    ],
)
def test_a_text_that_cannot_be_read_is_refused(
    tmp_path: Path, name: str, content: bytes | None, error: type[Exception], message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(error, match=message):
        letter_skeleton("bz2500001", tmp_path / name, tmp_path, TODAY)


# --- any text whatever -------------------------------------------------------------------------------

PIECES = [*PAGE.splitlines(), *"\n\n\n\r\t\u00a0\u0085\u2028\u202e\ufeff\x00\x1b#:'\"{[&*!|>%@`", "e\u0301", "9" * 50]
PIECES += ["EUMM Georgia", " tien ", "1,5 miljoen euro", "tot eind 2025", "tot 31 juni 2022", ". ", "Betreft: x", "- "]
PIECES += ["Kamerstukken 29 521, nrs. 440 en 441", "Kamerstuk 29 521-\n28, nr. 3", "d.d. 29 februari jl. "]
PIECES += [
    "van 3 mei jl. (",
    "\n# Irak / Syri\u00eb\n",
    "\n\nI. Georgi\u00eb | **Oost**\n\n",
    "Datum\n31 februari 2023",
]
PIECES += [
    "De Minister van Defensie,",
    "# nota",
    "  1. voetnoot\u21a9\ufe0e",
    "EUMM Georgia krijgt tien " + "lange " * 30,
]
# Without control characters, for no passage can hold a place that has one.
SIGNS = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\r\t")
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(SIGNS, max_size=8), max_size=40).map("".join)
TEXTS |= st.text(SIGNS, max_size=200)
SETTING: Any = SimpleNamespace(language=DUTCH)  # what the rule reads of all that is around the letter
GEORGIA = {"mission_id": "eumm-georgia", "name": "EUMM Georgia", "names": [{"name": "een", "language": "nl"}]}


@given(text=TEXTS)
def test_any_text_makes_a_skeleton_with_nothing_wrong_but_what_is_open(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("text")
    path = folder / "x.txt"
    path.write_bytes(text.encode("utf-8", "replace"))
    with pytest.MonkeyPatch.context() as patch:
        # One name, so that each text takes milliseconds; that "een" is one as well makes many sentences count.
        patch.setattr(inzet.records.new.letters, "known_targets", lambda *_: {"eumm-georgia": ("missions", GEORGIA)})
        try:
            made = letter_skeleton("kst-29521-494", path, ROOT, TODAY)
        except ValueError as error:
            assert "is the text of" in str(error)
            return
    decoded, faults = strict_yaml.decode(made.encode())
    assert faults == []
    letter, faults = strict_yaml.read(decoded)
    assert faults == []
    found = findings.check(letter, "letter")
    assert found
    assert {finding.code for finding in found} == {"schema.type"}
    for finding in found:
        value: Any = letter
        for step in finding.pointer:
            value = value[step]
        assert value is None, "only what is open is complained of"
    for item in letter["contributions"]:
        for name in [name for name, value in item.items() if value is None]:
            del item[name]
        known = [fragment for fragment in item["evidence"] if fragment["quote"] is not None]
        item["evidence"] = [fragment | {"section": fragment["section"] or "Voetnoot 1"} for fragment in known]
    letter["citations"] = [entry for entry in letter.get("citations", ()) if entry["written"] is not None]
    # A text that is not seen to be Dutch is not read as Dutch, here as there.
    letter |= {"language": letter["language"] or "fr", "letter_date": letter["letter_date"] or "2023-03-02"}
    assert list(evidence.check(letter, folder)) == []
    assert list(date_reads_as_written(letter, SETTING)) == []
    text = evidence.read(letter, folder)
    left = audit({**letter, "title": ""}, text, {"eumm-georgia": GEORGIA}, Names([GEORGIA]))
    places = [candidate for candidate in left if candidate.kind != "citation"]
    assert places == [], "what states nothing is in a passage"


# --- the five texts ----------------------------------------------------------------------------------

_PAGE = {"title", "dossier_title", "language", "session_year", "addressee", "letter_date", "letter_date_basis", "dates"}
_PAGE |= {"dossier", "number", "identifiers", "signatories", "source_urls", "source_file", "source_sha256"}
_PRINT = {"language", "addressee", "identifiers", "signatories", "source_file", "source_sha256"}
_NOTE = {"title", "language", "addressee", "letter_date", "letter_date_basis", "dates", "identifiers"}
EQUAL = {
    "kst-21501-28-268": _PAGE,
    "kst-29521-446": _PAGE,
    "kst-33279-36": _PAGE,
    "bzdoc-1754443015-75": _PRINT,
    "bz2410641": _NOTE | {"source_file", "source_sha256"},
}
"""The fields that are read from each text as its curators coded them."""
NOT_IN_TEXT = {
    "bzdoc-1754443015-75": {"title", "letter_date", "letter_date_basis"},  # ours, and bounded from what it says
}
OPEN = {"letter_id", "kind", "coverage", "coverage_note", "summary", "note"}
OPEN |= {"passages", "contributions", "events", "related", "citations", "source_read"}


@pytest.fixture(scope="module")
def letters() -> dict[str, dict[str, Any]]:
    documents, _ = read_tree(ROOT)
    return {document.stem: document.value for document in documents if document.kind == "letter"}


def _without(entries: list[dict[str, Any]], *names: str) -> list[dict[str, Any]]:
    return [{name: value for name, value in entry.items() if name not in names} for entry in entries]


@pytest.mark.parametrize("letter_id", EQUAL)
def test_the_heads_of_the_five_texts_are_read_as_they_were_coded(
    letter_id: str, letters: dict[str, dict[str, Any]], sources: Path
) -> None:
    coded = letters[letter_id]
    started, faults = strict_yaml.read(letter_skeleton(letter_id, sources / coded["source_file"], ROOT, TODAY))
    assert faults == []
    coded = coded | {"signatories": _without(coded.get("signatories", []), "note")}
    read = {name for name in coded if name in started and started[name] == coded[name]}
    assert read - OPEN == EQUAL[letter_id]
    different = {name for name in started if started[name] is not None and started[name] != coded.get(name)}
    assert different <= OPEN, "nothing is read that the curators coded otherwise"
    left = {name for name in coded if coded[name] and name not in read | OPEN}
    assert left == NOT_IN_TEXT.get(letter_id, set())


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("van 17 juni 2022 (Kamerstuk 99 001, nr. 3)", "2022-06-17"),
        ("tot en met 31 juli 2028 (Kamerstuk 99 001, nr. 3)", None),
        ("tot 31 juli 2028 (Kamerstuk 99 001, nr. 3)", None),
    ],
)
def test_an_end_before_a_citation_is_no_date_of_the_paper(words: str, day: str | None) -> None:
    (citation,) = read_citations(Text(words), "2024-06-28")
    assert citation.get("cited_date") == day


@pytest.mark.parametrize("letter_id", EQUAL)
def test_the_citations_of_the_five_texts_are_read_as_they_were_coded(
    letter_id: str, letters: dict[str, dict[str, Any]], sources: Path
) -> None:
    coded = letters[letter_id]
    text = Text((sources / coded["source_file"]).read_bytes().decode())
    citations = read_citations(text, coded["letter_date"] if coded["letter_date_basis"] == "stated" else None)
    assert citations == _without(coded.get("citations", []), "description", "note", "likely_paper")


SHARES = {"kst-29521-446": 0.8, "kst-21501-28-268": 0.5, "bz2410641": 1.0}
"""Of what was coded with a figure or a term of its own, at least so much is proposed; the rest stands in sentences that
say "the mission" or give no end, and the audit finds it."""


@pytest.mark.parametrize("letter_id", SHARES)
def test_most_of_what_was_coded_with_a_figure_is_proposed(
    letter_id: str, letters: dict[str, dict[str, Any]], sources: Path
) -> None:
    coded = letters[letter_id]
    started, _ = strict_yaml.read(letter_skeleton(letter_id, sources / coded["source_file"], ROOT, TODAY))
    proposed = [
        (
            {fragment["line"] for fragment in item["evidence"]},
            targets_of({**item, "missions": item.get("missions") or []}),
        )
        for item in started["contributions"]
    ]
    hits = []
    for item in coded["contributions"]:
        # "Over by the day of the letter" is no term of the text's own.
        term = item.get("term_basis") == "stated" and not item.get("end_date", "").startswith("../")
        written = "implied" not in item and FIGURES & item.keys()
        if written or term:
            lines = {fragment["line"] for fragment in item["evidence"]}
            hits.append(any(lines & where and targets_of(item) & ids for where, ids in proposed))
    assert hits.count(True) >= SHARES[letter_id] * len(hits)
