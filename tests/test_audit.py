"""Tests of `inzet.records.audit`: what is a candidate, what accounts for it, the real letters, and the command."""

import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, assert_linear, change
from hypothesis import given
from hypothesis import strategies as st

from inzet import kamerstuk
from inzet.commands.main import main
from inzet.records import audit as module
from inzet.records import evidence
from inzet.records.audit import Candidate, audit, find_candidates
from inzet.records.tree import read_tree
from inzet.texts.dutch import DUTCH
from inzet.texts.filling import Statement
from inzet.texts.names import Names
from inzet.texts.statements import find_statements
from inzet.texts.targets import Target, find_targets
from inzet.texts.text import Span, Text

LEDGER = ROOT / "tests" / "examples" / "valid" / "ledger"
LETTER = "kst-99001-3"

MISSIONS: list[dict[str, Any]] = [
    {"mission_id": "euam-iraq", "name": "EUAM Irak", "names": [{"name": "EUAM"}], "framework_id": "csdp"},
    {"mission_id": "euam-ukraine", "name": "EUAM Oekraïne", "names": [{"name": "EUAM"}], "framework_id": "csdp"},
    {"mission_id": "kfor", "name": "Kosovo Force", "abbreviation": "KFOR", "framework_id": "nato"},
]
FRAMEWORKS: list[dict[str, Any]] = [
    {"framework_id": "csdp", "name": "GVDB", "parent": "eu"},
    {"framework_id": "eu", "name": "Europese Unie", "abbreviation": "EU"},
    {"framework_id": "nato", "name": "NAVO"},
]
RECORDS: dict[str, Mapping[str, Any]] = {
    **{record["mission_id"]: record for record in MISSIONS},
    **{record["framework_id"]: record for record in FRAMEWORKS},
}
NAMES = Names(RECORDS.values())
CITED = {"line": 1, "written": "Kamerstuk 29 521, nr. 440", "dossier": "29521", "number": "440"}


def _shown(candidate: Candidate) -> str:
    ids = f" ({', '.join(candidate.ids)})" if candidate.ids else ""
    return f"{candidate.line}: {candidate.kind}: {candidate.words}{ids}"


def _candidates(text: str) -> list[str]:
    return [_shown(candidate).removeprefix("1: ") for candidate in find_candidates(Text(text), NAMES, DUTCH)]


def _to(target: str, *quotes: str, line: int = 1, section: str = "Kop") -> dict[str, Any]:
    """A contribution or event with the keys that the audit reads, all its fragments on one line."""
    fragments = [{"line": line, "section": section, "quote": quote} for quote in quotes]
    if target in {record["framework_id"] for record in FRAMEWORKS}:
        return {"frameworks": [{"framework_id": target, "role": "recipient"}], "evidence": fragments}
    return {"missions": [target], "evidence": fragments}


def _passages(*words: str, line: int = 1) -> list[dict[str, Any]]:
    return [{"line": line, "words": each} for each in words]


def _left(text: str, *contributions: dict[str, Any], **more: Any) -> list[str]:
    letter = {"title": "Inzet", "language": "nl", "letter_date": "2022-06-17", "contributions": list(contributions)}
    letter |= more
    return [_shown(candidate) for candidate in audit(letter, Text(text), RECORDS, NAMES)]


# --- candidates -----------------------------------------------------------------------------------------------------

CANDIDATES: dict[str, list[str]] = {
    "": [],
    "Het kabinet hecht hieraan.": [],
    # names, with every id that they may have
    "EUAM Irak en de EUAM": ["name: EUAM Irak (euam-iraq)", "name: EUAM (euam-iraq, euam-ukraine)"],
    "EUAM\nIrak": ["name: EUAM Irak (euam-iraq)"],
    # number words, whatever they count
    "tien bomen": ["number: tien bomen"],
    "de twee, de Drie (vier)": ["number: twee", "number: Drie", "number: vier"],
    "vijf van de zes man of meer": ["number: vijf van de zes", "number: zes man of meer"],
    "anderhalf procent": ["number: anderhalf procent"],
    "één\nexpert": ["number: één expert"],
    "acht het van belang": [],
    "de eerste keer": [],
    # digits, unless they number something
    "15 militairen": ["number: 15 militairen"],
    "15 van hun militairen": ["number: 15 van hun militairen"],
    "3.500 man en meer dan dat": ["number: 3.500 man en meer"],
    "15%-norm": ["number: 15%"],
    "15 tot 20 militairen": ["number: 15 tot 20 militairen", "number: 20 militairen"],
    "15\nmilitairen": ["number: 15 militairen"],
    "15 a b c d militairen": ["number: 15 a b c"],
    "15 (civiele) experts": ["number: 15"],
    "15\u00a0miljoen voor hen": ["number: 15 miljoen voor hen"],
    "EUR 3,75 miljard": ["number: 3,75 miljard"],
    "EUR 12 of 15 miljoen": ["number: 12 of 15 miljoen", "number: 15 miljoen"],
    "15 Militairen": ["number: 15 Militairen"],
    "15 a b c d e militairen": ["number: 15 a b c"],
    "15\n\nmilitairen": ["number: 15"],
    "15 \n \n militairen": ["number: 15"],
    "15. Militairen": [],
    "15 stuks; militairen": ["number: 15 stuks"],
    "in groep 15: militairen": ["number: 15"],
    "advies nr. 112": [],
    "artikel 5 en hoofdtaak 1": [],
    "15 mandaten": ["number: 15 mandaten"],
    "F-35": [],
    # citations, and what looks like one
    "Kamerstuk 29 521, nr. 440": ["citation: Kamerstuk 29 521, nr. 440 (kst-29521-440)"],
    "Kamerstukken 29 521, nrs. 440 en 441": [
        "citation: Kamerstukken 29 521, nrs. 440 en 441 (kst-29521-440, kst-29521-441)"
    ],
    "Zie Kamerstuk 2020D30499.": ["citation: Kamerstuk 2020D30499"],
    "kamerstuk 29521 en Kamerstukken II 29521": ["citation: kamerstuk 29521", "citation: Kamerstukken II 29521"],
    "Handelingen 12 en Handelingen I 13;": ["citation: Handelingen 12", "citation: Handelingen I 13"],
    "Kamerstukken II 2021/22, 29 521, nr. 440": ["citation: Kamerstukken II 2021/22, 29 521, nr. 440 (kst-29521-440)"],
    "Kamerstuk volgt": [],
    "Kamerstuk 29 521, nr. 440 (NAVO)": ["citation: Kamerstuk 29 521, nr. 440 (kst-29521-440)", "name: NAVO (nato)"],
    # periods
    "tot en met 31 juli 2025": ["period: tot en met 31 juli 2025"],
    "tot\n2025, in\n2024": ["period: tot 2025", "2: period: in 2024"],
    "voor twee jaar 3 man": ["period: twee jaar", "number: 3 man"],
    "tot 2025 militairen": ["period: tot 2025"],  # a year is no number
    # addresses
    "https://www.eu.nl/NAVO/EU-10-militairen/2024?tien tien": ["number: tien"],
    "(http://EU.nl/) EU": ["name: EU (eu)"],
    "hhttp EU": ["name: EU (eu)"],
    # in the order of the text
    "tien.\nin 2024\nKamerstuk 29 521, nr. 440\nEU": [
        "number: tien",
        "2: period: in 2024",
        "3: citation: Kamerstuk 29 521, nr. 440 (kst-29521-440)",
        "4: name: EU (eu)",
    ],
}


@pytest.mark.parametrize(("text", "expected"), CANDIDATES.items(), ids=map(repr, CANDIDATES))
def test_candidates(text: str, expected: list[str]) -> None:
    assert _candidates(text) == expected


_NOUNS = """
    personen militairen man mensen experts adviseurs trainers instructeurs officieren functionarissen waarnemers
    medewerkers staflid stafleden arbeidskrachten agenten troepen politiemensen marechaussees teams compagnieën
    bataljons pelotons eenheden detachementen brigades battlegroups schip schepen fregatten vaartuigen mijnenjagers
    gevechtshelikopters vliegtuigen toestellen F-35's voertuigen tanks drones wapensysteem systemen raketten projecten
    missies operaties oefeningen euro dollars miljoen miljard landen lidstaten procent %"""
COUNTED = _NOUNS.split()


@pytest.mark.parametrize("noun", COUNTED)
def test_digits_count_before_people_materiel_and_money(noun: str) -> None:
    assert _candidates(f"Er zijn 15 {noun}.") == [f"number: 15 {noun}"]


PIECES = [*COUNTED[:4], "EUAM", "Irak", "EU", "NAVO", "tien", "één", "een", "15", "1,5", "miljoen", "tot", "2025"]
PIECES += ["jaar"]
PIECES += ["Kamerstuk", "Kamerstukken", "29 521", "nr. 440", "2020D30499", "Handelingen", "II", "https://x.nl/", "dit"]
PIECES += ["31", "juli", "t/m", ",", ".", "(", ")", "-", ";", "%", "1"]
rubble = st.lists(st.sampled_from(PIECES) | st.sampled_from([" ", " ", " ", "\n"]), max_size=25).map("".join)


@given(rubble | st.text())
def test_candidates_in_any_text_are_in_order_and_say_where(content: str) -> None:
    text, before = Text(content), (-1, -1)
    for candidate in find_candidates(text, NAMES, DUTCH):
        start, end = candidate.span
        assert before < candidate.span
        assert candidate.line == content[:start].count("\n") + 1
        words = " ".join(content[start:end].split())
        assert words and candidate.words.startswith(words)
        assert candidate.words == words or candidate.kind == "number"
        assert len(candidate.words.split()) <= len(words.split()) + 3
        assert candidate.words in " ".join(content[start:].split())
        assert candidate.kind in {"name", "number", "citation", "period"}
        assert bool(candidate.ids) == (candidate.kind == "name") or candidate.kind == "citation"
        before = candidate.span


def test_hostile_texts_take_linear_time() -> None:
    def find(size: int) -> None:
        for words in ("2022 tien EUAM ", "Kamerstuk 29 521, nr. 1 tien ", "https://x tien 15 ", "15 1 militairen "):
            assert len(find_candidates(Text(words * size), NAMES, DUTCH)) >= size

    assert_linear(find, 156)


# --- what accounts for them -----------------------------------------------------------------------------------------


@given(rubble | st.text())
def test_a_letter_without_words_accounts_for_nothing(content: str) -> None:
    text = Text(content)
    missions = [target for target in find_targets(text, NAMES, DUTCH, RECORDS) if target.is_mission]
    places = find_candidates(text, NAMES, DUTCH, missions)
    left = audit({"title": "Inzet", "language": "nl", "contributions": []}, text, RECORDS, NAMES)
    assert [one for one in left if one.kind not in ("period", "statement")] == [
        one for one in places if one.kind != "period"
    ]
    until = r"(?i)tot|t/m|uiterlijk|(het )?eind"
    assert all(re.match(until, candidate.words) for candidate in left if candidate.kind == "period")


@given(
    rubble.map(lambda text: " ".join(text.split())),
    st.sampled_from(["passages", "dates", "related", "contributions", "events"]),
)
def test_what_holds_the_whole_text_accounts_for_all_but_citations(content: str, where: str) -> None:
    words = content or "-"
    entries = {
        "passages": _passages(words),
        "dates": [{"line": 1, "written": words}],
        "related": [{"line": 1, "quote": words}],
    }.get(where, [_to("kfor", words, section="")])
    letter = {"title": "Inzet", "language": "nl", "contributions": [], where: entries}
    cited = [found for found in find_candidates(Text(words), NAMES, DUTCH) if found.kind == "citation" and found.ids]
    assert audit(letter, Text(words), RECORDS, NAMES) == cited
    papers = [kamerstuk.parse(identifier) for found in cited for identifier in found.ids]
    citations = [{"line": 1, "written": words, "dossier": each.dossier_id, "number": each.number} for each in papers]
    assert audit({**letter, "citations": citations}, Text(words), RECORDS, NAMES) == []


IRAQ = "De inzet in EUAM Irak telt zes experts tot 2026."
Case = tuple[str, tuple[dict[str, Any], ...], dict[str, Any], Sequence[str]]


def _case(text: str, *contributions: dict[str, Any], left: Sequence[str] = (), **letter: Any) -> Case:
    """A text, the contributions and other fields of its letter, and what they leave."""
    return text, contributions, letter, left


ACCOUNTED = {
    "nothing": _case(
        IRAQ,
        left=[
            *("1: name: EUAM Irak (euam-iraq)", "1: number: zes experts tot 2026", "1: statement: zes experts"),
            "1: period: tot 2026",
        ],
    ),
    "nothing of a mission in words": _case(
        "De Nederlandse bijdrage aan de operatie Ocean Shield loopt af.",
        left=["1: statement: bijdrage", "1: unknown: operatie Ocean Shield"],
    ),
    "nothing of a decision without a name or figure": _case(
        "Het kabinet heeft besloten de bijdrage te verlengen.", left=["1: statement: besloten de bijdrage te verlengen"]
    ),
    "nothing of sizes in words": _case(
        "Enkele tientallen militairen en een fregat.",
        left=["1: size: Enkele tientallen militairen", "1: size: een fregat"],
    ),
    "a size in words by part of its words": _case(
        "Enkele tientallen militairen en een fregat.", _to("kfor", "Enkele tientallen"), passages=_passages("fregat")
    ),
    "a statement by part of a passage": _case(
        "Het kabinet heeft besloten de bijdrage te verlengen.", passages=_passages("heeft besloten")
    ),
    "by evidence": _case(IRAQ, _to("kfor", "EUAM Irak telt zes experts tot 2026")),
    "by several fragments": _case(IRAQ, _to("kfor", "EUAM Irak telt"), _to("kfor", "zes experts", "tot 2026")),
    "by a passage": _case(IRAQ, passages=_passages("EUAM Irak telt zes experts tot 2026")),
    "by a passage with a gap": _case(IRAQ, passages=_passages("De inzet … 2026")),
    "by several passages": _case(IRAQ, passages=_passages("EUAM Irak", "zes", "tot 2026")),
    "by an event": _case(IRAQ, events=[_to("kfor", "EUAM Irak telt zes experts tot 2026")]),
    "by a related paper": _case(IRAQ, related=[{"line": 1, "quote": "EUAM Irak telt zes experts tot 2026"}]),
    "by a date": _case(
        IRAQ,
        dates=[{"line": 1, "written": "tot 2026"}],
        left=["1: name: EUAM Irak (euam-iraq)", "1: number: zes experts tot 2026"],
    ),
    "not by part of a date": _case(
        "tot en met 31 juli 2026",
        dates=[{"line": 1, "written": "31 juli 2026"}],
        left=["1: period: tot en met 31 juli 2026"],
    ),
    "a day by evidence without the word before it": _case(
        "sinds januari 2026 zes man bij KFOR", _to("kfor", "januari 2026 zes man bij KFOR")
    ),
    "not a part of its date": _case(
        "sinds 1 januari 2026 zes man bij KFOR",
        _to("kfor", "januari 2026 zes man bij KFOR"),
        left=["1: period: sinds 1 januari 2026"],
    ),
    "the date of a paper that the record gives": _case(
        "Op 9 februari 2026 is KFOR besproken (Kamerstuk 29 521, nr. 440).",
        _to("kfor", "KFOR"),
        citations=[{**CITED, "cited_date": "2026-02-09"}],
    ),
    "not by part of the words": _case(
        "EUAM Irak, tien miljoen",
        _to("kfor", "EUAM"),
        passages=_passages("Irak", "tien"),
        left=["1: name: EUAM Irak (euam-iraq)", "1: number: tien miljoen"],
    ),
    "not on another line": _case(
        "tien bomen.\ntien bomen", passages=_passages("tien bomen", line=2), left=["1: number: tien bomen"]
    ),
    "not by evidence on another line": _case(
        "tien bomen\n\ntien bomen", _to("kfor", "tien bomen"), left=["3: number: tien bomen"]
    ),
    "over a line's end": _case("zes\nexperts en vijf-\nendertig man", _to("kfor", "zes experts en vijf-endertig man")),
    "a passage that begins on the line and ends on another": _case(
        "tien\nelf\ntwaalf", passages=_passages("tien … elf"), left=["3: number: twaalf"]
    ),
    "only the first place of a passage with a gap": _case(
        "tien man, elf man, tien man",
        passages=_passages("tien … man"),
        left=["1: number: elf man", "1: number: tien man"],
    ),
    # one sentence with a fragment of a contribution to it
    "a name beside its contribution": _case("EUAM Irak krijgt steun.", _to("euam-iraq", "krijgt")),
    "a name beside its event": _case("EUAM Irak krijgt steun.", events=[_to("euam-iraq", "krijgt")]),
    "not beside a related paper": _case(
        "KFOR krijgt steun.", related=[{"line": 1, "quote": "krijgt"}], left=["1: name: KFOR (kfor)"]
    ),
    "a name behind its contribution": _case("Steun krijgt EUAM Irak.", _to("euam-iraq", "Steun")),
    "a name that may be its contribution's": _case("De EUAM krijgt steun.", _to("euam-iraq", "krijgt")),
    "a framework that leads it": _case("De GVDB en EU steunen.", _to("euam-iraq", "steunen")),
    "a framework above the framework": _case("De EU steunt.", _to("csdp", "steunt")),
    "not what it leads": _case("Ook GVDB steunt.", _to("eu", "steunt"), left=["1: name: GVDB (csdp)"]),
    "not another mission": _case(
        "EUAM Oekraïne krijgt steun.", _to("euam-iraq", "krijgt"), left=["1: name: EUAM Oekraïne (euam-ukraine)"]
    ),
    "not another framework": _case("De NAVO krijgt steun.", _to("euam-iraq", "krijgt"), left=["1: name: NAVO (nato)"]),
    "of two contributions each its own": _case(
        "EUAM Irak en KFOR krijgen en geven.", _to("euam-iraq", "krijgen"), _to("kfor", "geven")
    ),
    "not in another sentence": _case(
        "EUAM Irak krijgt zes experts. EUAM Irak blijft.",
        _to("euam-iraq", "zes experts"),
        left=["1: name: EUAM Irak (euam-iraq)"],
    ),
    "not in the sentence before": _case(
        "EUAM Irak blijft. Zij krijgt steun.", _to("euam-iraq", "krijgt steun"), left=["1: name: EUAM Irak (euam-iraq)"]
    ),
    "not beside a passage": _case(
        "EUAM Irak krijgt steun.", passages=_passages("krijgt steun"), left=["1: name: EUAM Irak (euam-iraq)"]
    ),
    "a number in the sentence but outside the fragment": _case(
        "EUAM Irak krijgt zes experts en 15 man.", _to("euam-iraq", "zes experts"), left=["1: number: 15 man"]
    ),
    # periods
    "a period without end": _case("In 2024 was EUAM groot.", passages=_passages("EUAM")),
    "a period without end beside a contribution": _case(
        "In 2024 groeit de steun. In 2025 niet.", _to("kfor", "groeit"), left=["1: period: In 2024"]
    ),
    "a period without end in a passage beside a contribution": _case(
        "In 2024 groeit de steun.", _to("kfor", "groeit"), passages=_passages("In 2024")
    ),
    "a period with an end": _case("Het mandaat loopt eind 2024 af.", left=["1: period: eind 2024"]),
    # headings
    "the title": _case("# **Inzet van tien EUAM tot 2025**", title="Inzet van tien EUAM tot 2025"),
    "the title with a carriage return": _case("Inzet tien\r\nelf", title="Inzet tien", left=["2: number: elf"]),
    "not a part of the title": _case("Inzet van tien", title="Inzet van tien EUAM", left=["1: number: tien"]),
    "not more than the title": _case(
        "Inzet van tien EU", title="Inzet van tien", left=["1: number: tien EU", "1: name: EU (eu)"]
    ),
    "the title of the dossier": _case("Tien missies", title="x", dossier_title="Tien missies"),
    "the heading of evidence": _case(
        "## 1. EUAM Irak ##\n\nsteun", _to("kfor", "steun", line=3, section="1. EUAM Irak")
    ),
    "the heading of an event": _case("EUAM\n\nsteun", events=[_to("kfor", "steun", line=3, section="EUAM")]),
    "each heading of evidence": _case(
        "EUAM\ntien\nEU\nsteun", _to("kfor", "steun", line=4, section="EUAM / tien"), left=["3: name: EU (eu)"]
    ),
    "a heading with a stroke": _case("EUAM / tien\nx", _to("kfor", "x", line=2, section="EUAM / tien")),
    "not a heading without contribution": _case("EUAM Irak\n\nGeen steun.", left=["1: name: EUAM Irak (euam-iraq)"]),
    # citations
    "by a citation": _case(f"Zie {CITED['written']}.", citations=[CITED]),
    "not by a citation of another number": _case(
        f"Zie {CITED['written']}.",
        citations=[{**CITED, "number": "441"}],
        left=["1: citation: Kamerstuk 29 521, nr. 440 (kst-29521-440)"],
    ),
    "not by a citation of another dossier": _case(
        f"Zie {CITED['written']}.",
        citations=[{**CITED, "dossier": "29521-V"}],
        left=["1: citation: Kamerstuk 29 521, nr. 440 (kst-29521-440)"],
    ),
    "not by a citation on another line": _case(
        f"{CITED['written']}\n{CITED['written']}",
        citations=[CITED],
        left=["2: citation: Kamerstuk 29 521, nr. 440 (kst-29521-440)"],
    ),
    "not by one of two papers": _case(
        "Kamerstukken 29 521, nrs. 440 en 441",
        citations=[{**CITED, "written": "Kamerstukken 29 521, nrs. 440"}],
        left=["1: citation: Kamerstukken 29 521, nrs. 440 en 441 (kst-29521-440, kst-29521-441)"],
    ),
    "the paper itself": _case("HTML versie (kst-29521-446)", dossier="29521", number="446"),
    "the paper itself in another dossier": _case(
        "Eerste Kamer, vergaderjaar 2021-2022, 27 925, Y", papers=[{"dossier": "27925", "number": "Y"}]
    ),
    "not the paper itself together with another": _case(
        "Kamerstuk 29 521, nrs. 446 en 447",
        dossier="29521",
        number="446",
        left=["1: citation: Kamerstuk 29 521, nrs. 446 en 447 (kst-29521-446, kst-29521-447)"],
    ),
    "by both papers": _case("Kamerstukken 29 521, nrs. 440 en 441", citations=[CITED, {**CITED, "number": "441"}]),
    "a sub-dossier is part of the dossier": _case(
        "Kamerstuk 35 925 V, nr. 84",
        citations=[{"line": 1, "written": "Kamerstuk 35 925 V, nr. 84", "dossier": "35925-V", "number": "84"}],
    ),
    "a citation neither by evidence nor by a passage": _case(
        f"Zie {CITED['written']}.",
        _to("kfor", CITED["written"]),
        passages=_passages(CITED["written"]),
        left=["1: citation: Kamerstuk 29 521, nr. 440 (kst-29521-440)"],
    ),
    "a document's number": _case("Kamerstuk 2020D30499 volgt", left=["1: citation: Kamerstuk 2020D30499"]),
    "a document's number by a passage": _case("Kamerstuk 2020D30499 volgt", passages=_passages("Kamerstuk 2020D30499")),
    "what stands in a citation": _case(
        "zie het rapport tien EUAM van de NAVO",
        citations=[{**CITED, "written": "het rapport tien EUAM"}],
        left=["1: name: NAVO (nato)"],
    ),
    "an address": _case("https://eu.nl/EU/2025/tien"),
}


@pytest.mark.parametrize("case", ACCOUNTED.values(), ids=ACCOUNTED)
def test_what_accounts_for_what(case: Case) -> None:
    text, contributions, letter, left = case
    assert _left(text, *contributions, **letter) == list(left)


ENDS = [". ", "! ", "? ", ".\n", ".» ", ".\u201d ", '." ', ".) ", ".1 ", ".»12\n", ". (", "\n\n", "\n \n"]
ENDS += ["\n- ", "\n  - ", "\n• ", "\n\uf0b7 ", "\n1. ", "\niv. ", "\n12. "]
ENDS += ["\niv. de ", "\n12. de ", "\n- de ", "\n• de ", "\n\uf0b7 de "]
GOES_ON = [" ", ", ", "; ", ": ", "\n", " - ", " (", ". de ", ".\nen ", "-\n", "\n-", "\nvan. de "]


@pytest.mark.parametrize("mark", ENDS, ids=repr)
def test_a_sentence_ends(mark: str) -> None:
    assert _left(f"Zij krijgt steun{mark}EUAM Irak", _to("euam-iraq", "krijgt steun"))
    assert _left(f"Zij krijgt steun{mark}In 2024", _to("euam-iraq", "krijgt steun")) == []


@pytest.mark.parametrize("mark", GOES_ON, ids=repr)
def test_a_sentence_goes_on(mark: str) -> None:
    assert _left(f"Zij krijgt steun{mark}EUAM Irak", _to("euam-iraq", "krijgt steun")) == []
    assert _left(f"Zij krijgt steun{mark}in 2024", _to("euam-iraq", "krijgt steun"))


BESIDE = [
    "zie {cited} 8 maart 2022",
    "8 maart 2022 ({cited})",
    "{cited}, d.d. 8 maart 2022",
    "{cited}, dd. 8 maart 2022",
]
BESIDE += ["8 maart jl. ({cited})", "8 maart jl.\n({cited})", "8 maart 2022 jl., ({cited})", "({cited}, 8 maart 2022)"]
APART = ["8 maart 2022 over {cited}", "{cited} en 8 maart 2022", "{cited}) 8 maart 2022", "{cited}; 8 maart 2022"]
APART += ["8 maart 2022) {cited}", "{cited}," + " " * 11 + "8 maart 2022"]


@pytest.mark.parametrize("form", BESIDE)
def test_a_date_right_beside_a_citation_belongs_to_it(form: str) -> None:
    text = "De steun van " + form.format(cited=CITED["written"])
    assert _left(text, _to("kfor", "steun"), citations=[{**CITED, "line": text.count("\n") + 1}]) == []
    found = _left(text, _to("kfor", "steun"))
    assert [line.split()[1] for line in found].count("period:") == 1, "only if the letter cites it"


@pytest.mark.parametrize("form", APART)
def test_a_date_apart_from_a_citation_does_not(form: str) -> None:
    text = "De steun van " + form.format(cited=CITED["written"])
    [found] = _left(text, _to("kfor", "steun"), citations=[CITED])
    assert found == "1: period: 8 maart 2022"


# --- what was missed once, and what still is ------------------------------------------------------------------------

ONCE: dict[str, list[str]] = {
    "gaat 10-15 militairen": ["10", "15 militairen"],
    "gaat 10/15 militairen": ["10", "15 militairen"],
    "gaat van 8 naar 12.": ["8 naar 12", "12"],
    "militairen: 15": ["15"],
    "EUR 250.000": ["250.000"],
    "€ 12.500.000": ["12.500.000"],
    "EUR 15 mln": ["15 mln"],
    "20-tal militairen": ["20"],
    "maximaal (15) militairen": ["15"],
    "15* militairen": ["15"],
    "15, later meer, militairen": ["15"],
    "80 mariniers": ["80 mariniers"],
    "15 civiele deskundigen": ["15 civiele deskundigen"],
    "12 fte": ["12 fte"],
    "naar acht de komende jaren": ["acht de komende jaren"],
    # behind a word that often numbers something, or at the head of a line where a sentence goes on
    "gaat naar\n12. Dat is": ["12"],
    "zijn (maximaal\n15) mensen": ["15"],
    "met het advies 15 militairen te sturen": ["15 militairen te sturen"],
    "met de aanbeveling 15 experts te sturen": ["15 experts te sturen"],
    "per lid 15 militairen": ["15 militairen"],
    "voor EUR15 miljoen": ["15 miljoen"],
}


@pytest.mark.parametrize(("text", "numbers"), ONCE.items(), ids=ONCE)
def test_what_was_missed_once(text: str, numbers: list[str]) -> None:
    assert [each.partition(": number: ")[2] for each in _left(text) if ": number: " in each] == numbers


NUMBERING = """
    artikel 42 | art. 42 | lid 3 | nr. 112 | nrs. 112 | nr 112 | nummer 7 | nummer: 7 | versie: 3 | p. 27 | pagina 27
    | resolutie 2250 | hoofdtaak 1 | actielijn 3 | item 4 | items 4 | advies 112 | bijlage 1 | Nb. 2 | aanbeveling 5
    | voetnoot 6 | no. 7 | F-35 | Artikel\u00a05"""


@pytest.mark.parametrize("text", [each.strip(" \n") for each in NUMBERING.split("|")])
def test_digits_that_number_something_count_nothing(text: str) -> None:
    assert _candidates(f"Zie {text}, en dergelijke") == []
    assert _candidates(f"Zie {text} {text}") == []


@pytest.mark.parametrize("mark", ["3. ", "3) ", "3.1 ", "12.", "  4. ", "\t4. ", "## 3. ", "**3.1** ", "- 3. "])
def test_the_mark_of_a_heading_counts_nothing(mark: str) -> None:
    assert _candidates(f"{mark}Irak") == []
    assert _candidates(f"x\n\n{mark}Irak") == []
    # "3.1" is no number anywhere, and neither is its 3.
    assert bool(_candidates(f"Zo {mark.strip()} Irak")) == ("3.1" not in mark)


@pytest.mark.parametrize("text", ["3 Irak", "15 militairen", "3 van de 4"])
def test_digits_at_the_head_of_a_line_that_are_no_mark_count(text: str) -> None:
    assert _candidates(text)[0].startswith(f"number: {text.split()[0]}")


@pytest.mark.parametrize(
    "make", [lambda size: ". " * size, lambda size: "." + " " * size], ids=["full stops", "blanks"]
)
def test_hostile_sentences_take_linear_time(make: Callable[[int], str]) -> None:
    assert assert_linear(lambda size: _left(make(size)), 3_125) == []


def test_many_numbers_on_one_line_take_linear_time() -> None:
    assert len(assert_linear(lambda size: _left("a" + " 3)" * size), 2_500, 8)) == 20_000


def test_an_end_in_digits_is_an_end() -> None:
    assert _left("tot 31-12-2026") == ["1: period: tot 31-12-2026"]


@pytest.mark.parametrize("form", ["Verlengd tot 31 juli 2025 ({}).", "In {}, tot en met 2026 verlengd."])
def test_an_end_beside_a_citation_is_an_end(form: str) -> None:
    [left] = _left(form.format(CITED["written"]), citations=[CITED])
    assert left.startswith("1: period: tot ")


def test_evidence_accounts_for_its_words_once() -> None:
    text = "Daar zijn zes militairen en hier ook zes militairen!"
    assert _left(text, _to("kfor", "zes militairen")) == ["1: number: zes militairen"]
    assert _left(text, _to("kfor", "zes militairen", "hier ook zes militairen")) == []


def test_a_sentence_ends_with_a_quotation() -> None:
    assert _left("Zij krijgt \u2018steun.\u2019 EUAM Irak", _to("euam-iraq", "krijgt")) != []


# --- the real letters -----------------------------------------------------------------------------------------------

Real = tuple[Mapping[str, Any], Text]


@cache
def _on_record() -> tuple[dict[str, Mapping[str, Any]], dict[str, Mapping[str, Any]], Names]:
    documents, _ = read_tree(ROOT)
    letters = {each.stem: each.value for each in documents if each.kind == "letter"}
    records = {each.stem: each.value for each in documents if each.kind != "letter"}
    return letters, records, Names(records.values())


@cache
def _known_candidates(text: Text) -> list[Candidate]:
    return find_candidates(text, _on_record()[2], DUTCH)


@cache
def _known_targets(text: Text) -> list[Target]:
    return find_targets(text, _on_record()[2], DUTCH, _on_record()[1])


@cache
def _known_statements(text: Text) -> list[Statement]:
    return find_statements(text, _known_targets(text), DUTCH)


@pytest.fixture
def real(sources: Path, monkeypatch: pytest.MonkeyPatch) -> list[Real]:
    """The letters on record with their texts, in which everything is looked for only once."""
    found = []
    for letter in _on_record()[0].values():
        text = evidence.read(dict(letter), sources)
        assert isinstance(text, Text)
        found.append((letter, text))
    monkeypatch.setattr(module, "find_candidates", lambda text, *_: list(_known_candidates(text)))
    monkeypatch.setattr(module, "find_targets", lambda text, *_: _known_targets(text))
    monkeypatch.setattr(module, "find_statements", lambda text, *_: _known_statements(text))
    return found


def _audit(letter: Mapping[str, Any], text: Text) -> list[Candidate]:
    return audit(letter, text, *_on_record()[1:])


def _without(letter: Mapping[str, Any], name: str, at: int) -> dict[str, Any]:
    return {**letter, name: [entry for place, entry in enumerate(letter[name]) if place != at]}


def _some(entries: list[Any], most: int) -> range:
    """Places in a list, evenly apart."""
    return range(0, len(entries), max(1, len(entries) // most))


Quoted = dict[tuple[str, int], list[Span]]


def _quoted(letter: Mapping[str, Any], text: Text) -> Quoted:
    """Every place that the letter quotes in any way, by the list and the position of what quotes it."""
    found: Quoted = {}
    for (name, at, *_), line, words in evidence.quotes(letter):
        found.setdefault((str(name), int(at)), []).extend(text.find(words, line, gap=name == "passages"))
    return found


def _hold(spans: list[Span], candidate: Candidate) -> bool:
    return any(start <= candidate.span[0] and candidate.span[1] <= end for start, end in spans)


def _rest(quoted: Quoted, but: tuple[str, int]) -> list[Span]:
    return [span for key, spans in quoted.items() if key != but for span in spans]


def _titles(letter: Mapping[str, Any]) -> set[str]:
    named = [fragment["section"] for _, _, fragment in evidence.fragments(letter)]
    sections = {part for section in named for part in (section, *section.split(" / "))}
    return {letter["title"], letter.get("dossier_title", letter["title"])} | sections


def test_the_real_letters_leave_nothing(sources: Path) -> None:
    documents, issues = read_tree(ROOT)
    assert issues == []
    left = module.audit_letters(documents, ROOT, sources)
    assert len(left) >= 5
    assert {letter: [_shown(each) for each in candidates] for letter, candidates in left.items() if candidates} == {}


def test_a_real_letter_misses_each_of_its_passages(real: list[Real]) -> None:
    for letter, text in real:
        quoted = _quoted(letter, text)
        bare = _audit({**letter, "passages": []}, text)
        assert len(bare) > 4
        for at in _some(letter["passages"], 20):
            left = _audit(_without(letter, "passages", at), text)
            rest = _rest(quoted, ("passages", at))
            # Exactly what needs a passage and has none now; for a statement, its sentence must have something.
            spoken = {at for first, last in rest for at in range(text.sentence(first), text.sentence(last - 1) + 1)}
            assert left == [
                candidate
                for candidate in bare
                if not _hold(rest, candidate)
                and (candidate.kind != "statement" or text.sentence(candidate.span[0]) not in spoken)
            ]
            alone = {
                candidate
                for candidate in _known_candidates(text)
                if candidate.kind == "number"
                and _hold(quoted["passages", at], candidate)
                and not _hold(rest, candidate)
                and text.between(candidate.line, candidate.line).strip(" #*\r") not in _titles(letter)
            }
            assert alone <= set(left), "a number needs a passage wherever it stands"


def test_a_real_letter_without_passages_misses_every_name_far_from_contributions(real: list[Real]) -> None:
    for letter, text in real:
        lines = text.content.split("\n")
        coded = {fragment["line"] for _, _, fragment in evidence.fragments(letter)}
        bare = {**letter, "passages": []}
        others = _rest(_quoted(bare, text), ("", 0))
        left = _audit(bare, text)
        for candidate in _known_candidates(text):
            first = last = candidate.line
            while first > 1 and lines[first - 2].strip():
                first -= 1
            while last < len(lines) and lines[last].strip():
                last += 1
            title = text.between(candidate.line, candidate.line).strip(" #*\r") in _titles(letter)
            if candidate.kind == "name" and coded.isdisjoint(range(first, last + 1)) and not title:
                assert candidate in left or _hold(others, candidate)


def test_a_real_letter_misses_the_evidence_of_each_contribution(real: list[Real]) -> None:
    missed = 0
    for letter, text in real:
        quoted = _quoted(letter, text)
        for at in _some(letter["contributions"], 12):
            left = _audit(_without(letter, "contributions", at), text)
            rest = _rest(quoted, ("contributions", at))
            numbers = {
                candidate
                for candidate in _known_candidates(text)
                if candidate.kind == "number"
                and _hold(quoted["contributions", at], candidate)
                and not _hold(rest, candidate)
            }
            assert numbers <= set(left)
            for candidate in set(left) - numbers:
                title = text.between(candidate.line, candidate.line).strip(" #*\r") in _titles(letter)
                assert title or candidate.kind != "number"
            missed += len(numbers)
    assert missed > 10


def test_a_real_letter_misses_each_citation_that_is_changed(real: list[Real]) -> None:
    missed = 0
    for letter, text in real:
        for at in _some(letter.get("citations", []), 6):
            citation = letter["citations"][at]
            paper = (citation["line"], citation["dossier"], citation["number"])
            entries = [(each["line"], each["dossier"], each["number"]) for each in letter["citations"]]
            for other in ({"number": citation["number"] + "9"}, {"line": citation["line"] + 1}, {"dossier": "1"}):
                changed = [
                    entry if place != at else {**entry, **other} for place, entry in enumerate(letter["citations"])
                ]
                left = _audit({**letter, "citations": changed}, text)
                cited = [
                    candidate
                    for candidate in _known_candidates(text)
                    if candidate.kind == "citation" and candidate.line == citation["line"]
                    for identifier in candidate.ids
                    if kamerstuk.parse(identifier).dossier_id == citation["dossier"]
                    and kamerstuk.parse(identifier).number == citation["number"]
                ]
                if entries.count(paper) == 1:
                    assert all(candidate in left for candidate in cited)
                    missed += len(cited)
    assert missed > 20


# --- the command ----------------------------------------------------------------------------------------------------

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The record of the example with a published source text; its tree is the current folder."""
    shutil.copytree(LEDGER, tmp_path / "ledger")
    monkeypatch.chdir(tmp_path / "ledger")
    return Path("records/letters") / f"{LETTER}.yaml"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs ``inzet audit`` and returns its exit code, results and messages."""

    def audit_with(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        return main(["audit", *arguments]), *capsys.readouterr()

    return audit_with


def test_exit_0_if_every_place_is_accounted_for(ledger: Path, run: Run) -> None:
    for arguments in ([], [LETTER], ["--root", "."]):
        message = f"every place is accounted for in 1 letter(s): {LETTER}\n"
        assert run("--sources", "sources", *arguments) == (0, "", message)


def test_exit_1_and_a_line_for_each_place_if_not(ledger: Path, run: Run) -> None:
    change(ledger, "- line: 13\n  words: De missie telt … zes landen\n  reason: mission_strength\n", "")
    change(ledger, "  number: '2'\n", "  number: '3'\n")
    change(ledger, "quote: geldt voor OM Zilverkust en TM Zilverkust samen", "quote: geldt voor OM")
    change(ledger, "missions: [om-zilverkust, tm-zilverkust]", "missions: [om-zilverkust]")
    code, out, err = run("--sources", "sources")
    assert code == 1
    assert out.splitlines() == [
        f"{LETTER}:7: citation: Kamerstuk 99 001, nr. 2 (kst-99001-2)",
        f"{LETTER}:13: number: achthonderd militairen uit zes",
        f"{LETTER}:13: number: zes landen en ziet",
        f"{LETTER}:19: name: TM Zilverkust (tm-zilverkust)",
    ]
    assert err.startswith("4 place(s) not accounted for; code them, or say in the letter's 'passages' why")
    assert err.count("\n") == 1


def test_only_the_letter_that_is_named_is_audited(ledger: Path, run: Run) -> None:
    other = ledger.with_name("kst-99001-2.yaml")
    shutil.copy(ledger, other)
    change(other, "  quote: van wie dertig waarnemers", "  quote: van wie")
    assert run("--sources", "sources", LETTER)[:2] == (0, "")
    code, out, err = run("--sources", "sources")
    assert (code, out) == (1, "kst-99001-2:28: number: dertig waarnemers\n")
    assert err.startswith("1 place(s) ")
    change(other, "quote: van wie\n", "quote: van wie dertig waarnemers\n")
    message = f"every place is accounted for in 2 letter(s): kst-99001-2, {LETTER}\n"
    assert run("--sources", "sources") == (0, "", message)


def test_a_text_in_another_language_is_read_without_dutch_and_says_so(ledger: Path, run: Run) -> None:
    change(ledger, "language: nl", "language: en")
    code, _, err = run("--sources", "sources")
    assert code == 0
    assert "language that is not read" in err
    english = "The Netherlands will send fifteen people, 20 ships and nr. 7 to OM Zilverkust until 2027. "
    english += "more words " * 60
    Path("new.txt").write_text(english, encoding="utf-8")
    code, out, err = run("--new", "new.txt")
    assert code == 0
    assert [line.split(": ")[1] for line in out.splitlines()] == ["number", "number", "name", "period"]
    assert "language that is not read" in err


NEW = """Aan OM Zilverkust en XYZ nemen zes militairen deel (Kamerstuk 99 001, nr. 2).
Tot 2027 ook aan TM-Zilverkust; zie https://x.nl/ABC-tien van het Kustverbond.

Sinds 2020 doen McKay, NaVo12, AB, aBC, Abc en Kamerstuk 2020D30499 mee, met 15% of nr. 3.
"""


def test_new_lists_candidates_in_order_with_unknown_abbreviations(ledger: Path, run: Run) -> None:
    Path("new.txt").write_text(NEW, encoding="utf-8")
    code, out, err = run("--new", "new.txt")
    assert code == 0
    assert out.splitlines() == [
        "new.txt:1: name: OM Zilverkust (om-zilverkust)",
        "new.txt:1: unknown: XYZ",
        "new.txt:1: number: zes militairen deel",
        "new.txt:1: citation: Kamerstuk 99 001, nr. 2 (kst-99001-2)",
        "new.txt:2: period: Tot 2027",
        "new.txt:2: name: TM-Zilverkust (tm-zilverkust)",
        "new.txt:2: name: Kustverbond (kustverbond)",
        "new.txt:4: period: Sinds 2020",
        "new.txt:4: citation: Kamerstuk 2020D30499",
        "new.txt:4: number: 15%",
    ]
    assert err == "10 place(s) to code, or to account for in 'passages'\n"


def test_new_with_a_text_without_candidates(ledger: Path, run: Run) -> None:
    Path("new.txt").write_text("Geachte voorzitter,\n", encoding="utf-8")
    assert run("--new", "new.txt") == (0, "", "0 place(s) to code, or to account for in 'passages'\n")


def test_new_in_a_real_letter_lists_what_the_letter_must_account_for(
    sources: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(ROOT)
    letters, _, names = _on_record()
    letter = letters["kst-29521-446"]
    path = sources / letter["source_file"]
    code, out, _ = run("--new", str(path))
    assert code == 0
    listed = [line.removeprefix(f"{path}:") for line in out.splitlines()]
    text = Text(path.read_text(encoding="utf-8"))
    furniture = {line for line, _ in DUTCH.find_furniture(text)}
    places = [_shown(each) for each in find_candidates(text, names, DUTCH) if each.line not in furniture]
    # Besides, it lists what is described or unknown; only dates of cited papers are left out.
    known = [line for line in listed if line in places]
    assert known == [line for line in places if line in listed]
    assert {line.split(": ")[1] for line in places if line not in listed} == {"period"}
    assert {line.split(": ")[1] for line in listed if line not in places} == {"name", "unknown"}
    at = [int(line.split(":")[0]) for line in listed]
    assert at == sorted(at)
    assert len(known) > 250


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--sources", "sources", "kst-99001-4"], f"no letter 'kst-99001-4'; closest: {LETTER}; letters: {LETTER}"),
        (["--sources", "sources", "KST-99001-3"], f"no letter 'KST-99001-3'; closest: {LETTER}"),
        (["--sources", "sources", "zzz"], f"no letter 'zzz'; letters: {LETTER}"),
        (["--sources", "sources", "om-zilverkust"], "no letter 'om-zilverkust'"),
        (["--sources", "sources", ""], "no letter ''"),
        (["--sources", "nowhere"], "'zilverkust.txt' in nowhere cannot be read: No such file"),
        (["--new", "nowhere.txt"], "'nowhere.txt' in . cannot be read: No such file"),
        (["--new", "sources"], "'sources' in . cannot be read: "),
        (["--new", "bytes.txt"], "'bytes.txt' in . cannot be read: it is not UTF-8"),
        (
            ["--new", "sources/zilverkust.txt", LETTER],
            "--new reads a text that has no record yet; leave out the letter's id",
        ),
        (["--sources", "sources", "--root", "nowhere"], "nowhere/records is not a folder"),
        (["--new", "bytes.txt", "--root", "nowhere"], "nowhere/records is not a folder"),
        (["--new", ""], ""),
    ],
)
def test_exit_2_and_one_sentence_if_something_cannot_be_read(
    ledger: Path, run: Run, arguments: list[str], message: str
) -> None:
    Path("bytes.txt").write_bytes(b"\xff\xfe")
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith(f"inzet: {message}")
    assert err.count("\n") == 1


@pytest.mark.parametrize("arguments", [["--sources", "sources"], ["--new", "sources/zilverkust.txt"]], ids=" ".join)
def test_exit_2_if_the_records_have_faults(ledger: Path, run: Run, arguments: list[str]) -> None:
    ledger.write_text("a: [1\n", encoding="utf-8")
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith(f"inzet: the records have faults ({ledger.as_posix()}:")
    assert err.endswith("run first: inzet validate\n")


def test_exit_2_if_the_letter_was_coded_from_another_text(ledger: Path, run: Run) -> None:
    with Path("sources/zilverkust.txt").open("a", encoding="utf-8") as file:
        file.write("\n")
    code, out, err = run("--sources", "sources")
    assert (code, out) == (2, "")
    assert re.match("inzet: zilverkust.txt has SHA-256 [0-9a-f]{64}; the letter was coded from another", err)


@pytest.mark.parametrize(
    "arguments", [[], [LETTER], ["--sources", "sources", "--new", "x"], ["--sources"]], ids=" ".join
)
def test_wrong_usage_exits_2(ledger: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["audit", *arguments])
    assert caught.value.code == 2
    assert "usage: inzet audit" in capsys.readouterr().err


def test_a_record_that_is_not_complete_yet_is_named(ledger: Path, run: Run) -> None:
    assert main(["new", "letter", "kst-99001-4"]) == 0
    assert run("--new", "sources/zilverkust.txt")[0] == 0
    assert run("--sources", "sources", LETTER)[0] == 0
    message = "inzet: kst-99001-4 is not complete yet; run first: inzet validate\n"
    assert run("--sources", "sources") == (2, "", message)
    assert main(["new", "mission", "new-mission"]) == 0
    message = "inzet: records/missions/new-mission.yaml is not complete yet; run first: inzet validate\n"
    assert run("--sources", "sources", LETTER) == (2, "", message)
    assert run("--new", "sources/zilverkust.txt")[0] == 0


def test_no_praise_where_a_mission_has_a_fault(ledger: Path) -> None:
    change(Path("records/missions/tm-zilverkust.yaml"), "kind: mission", "kind: watch")
    assert main(["audit", "--sources", "sources"]) != 0
