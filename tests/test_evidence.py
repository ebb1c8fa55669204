"""Tests of `inzet.records.evidence`: headings and dates of papers in texts, and that long texts cost little."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from conftest import assert_linear

from inzet import edtf
from inzet.records import evidence
from inzet.records.evidence import NEAR

CITED = "Kamerstuk 99 001, nr. 5"


def _check(text: str, folder: Path, **letter: Any) -> list[str]:
    """Return the codes of what is wrong with a letter of this text."""
    data = text.encode()
    (folder / "letter.txt").write_bytes(data)
    known = {
        "language": "nl",
        "letter_date": "2024-06-28",
        "source_file": "letter.txt",
        "source_sha256": hashlib.sha256(data).hexdigest(),
        "contributions": [],
    }
    return [finding.code for finding in evidence.check(known | letter, folder)]


# --- headings --------------------------------------------------------------------------------------------------------

HEADINGS = """\
# 1. Oostflank

**Georgië**

| 2.\u00a0Westelijke  Balkan | EUR |
## Irak / Syrië
Tot slot en samenvatting
In de tekst staat 3. Sahel, maar niet vooraan.
"""
STANDS = [
    *("1. Oostflank", "1. Oost", "Georgië", "2. Westelijke Balkan", "2. Westelijke Balkan EUR", "Tot slot"),
    *("1. Oostflank / Georgië", "Irak / Syrië", "1. Oostflank / Irak / Syrië", "Irak / Syrië / Georgië", "Irak"),
    *("Voetnoot 1", "Georgië / Voetnoot 12", "Voetnoot 3 / Georgië", "Footnote 2", "# 1. Oostflank", "In de tekst"),
]
STANDS_NOT = {
    "3. Sahel": "3. Sahel",
    "1. Oostflanc": "1. Oostflanc",
    "oostflank": "oostflank",
    "Voetnoot 0": "Voetnoot 0",
    "Voetnoot": "Voetnoot",
    "voetnoot 1": "voetnoot 1",
    "Voetnoot 1a": "Voetnoot 1a",
    "Syrië": "Syrië",
    "1. Oostflank / Syrië": "Syrië",
    "1. Oostflank/Georgië": "1. Oostflank/Georgië",
    "3. Sahel / Georgië": "3. Sahel",
    "Irak / Syria": "Syria",
    "Georgië / Georgie": "Georgie",
}


def _with_section(section: str) -> list[dict[str, Any]]:
    fragment = {"line": 8, "section": section, "quote": "maar niet vooraan"}
    return [{"contribution_id": "bz0000001.01", "evidence": [fragment]}]


@pytest.mark.parametrize("section", STANDS)
def test_a_heading_begins_a_line(section: str, tmp_path: Path) -> None:
    assert _check(HEADINGS, tmp_path, contributions=_with_section(section)) == []
    assert _check(HEADINGS, tmp_path, contributions=_with_section(section), language="en") == []


@pytest.mark.parametrize(("section", "part"), STANDS_NOT.items(), ids=STANDS_NOT)
def test_another_heading_is_refused_by_its_name(section: str, part: str, tmp_path: Path) -> None:
    assert _check(HEADINGS, tmp_path, contributions=_with_section(section)) == ["section_in_source"]
    letter = {"contributions": _with_section(section)}
    (finding,) = evidence._misnamed_sections(letter, evidence.Text(HEADINGS))
    assert f"section {part!r} is not at the start of a line" in finding.message


# --- dates of papers -------------------------------------------------------------------------------------------------


def _dated(text: str, day: str, folder: Path, letter_date: str = "2024-06-28", line: int = 1) -> bool:
    """Whether the date of a paper that is cited in a text is found there."""
    citations = [{"line": line, "written": CITED, "cited_date": day}]
    codes = _check(text, folder, citations=citations, letter_date=letter_date)
    assert codes in ([], ["cited_date_in_source"])
    return not codes


@pytest.mark.parametrize(
    ("words", "day"),
    [
        (f"De brief van 18 mei 2022 ({CITED}) noemt dit", "2022-05-18"),
        (f"De brief ({CITED}, d.d. 18 mei 2022) noemt dit", "2022-05-18"),
        (f"De brief ({CITED}) van mei 2022 noemt dit", "2022-05"),
        (f"De brief ({CITED}) van 2022 noemt dit", "2022"),
        (f"De brief ({CITED}) van 18-05-2022 noemt dit", "2022-05-18"),
        (f"De brieven ({CITED}) van mei 2022 en juni 2023 noemen dit", "2022-05/2023-06"),
        (f"De brief ({CITED}) van vermoedelijk 2022 noemt dit", "2022?"),
        (f"De brief van 17\u00a0en 18\u00a0mei\u00a02022 ({CITED}) noemt dit", "2022-05-18"),
    ],
)
def test_the_date_of_a_paper_stands_as_finely_beside_it(words: str, day: str, tmp_path: Path) -> None:
    assert _dated(words, day, tmp_path)
    for other in ("2022-05-19", "2021-05-18", "2022-06", "2021", "2022-22", "2022-05-18/2022-05-20"):
        assert not _dated(words, other, tmp_path)
    for coarser_or_finer in {"2022", "2022-05", "2022-05-18"} - {*edtf.dates_in(day)}:
        assert not _dated(words, coarser_or_finer, tmp_path)


YEARLESS = f"De brief van 18 mei jl. ({CITED}) noemt dit"


@pytest.mark.parametrize(
    ("letter_date", "day", "stands"),
    [
        ("2024-06-28", "2024-05-18", True),
        ("2024-05-18", "2024-05-18", True),
        ("2024-05-17", "2023-05-18", True),
        ("2024-06/2024-07", "2024-05-18", True),
        ("2024-06-28", "2023-05-18", False),
        ("2024-05-17", "2024-05-18", False),  # which is still to come
        ("2024-06-28", "2024-05-19", False),
        ("2024-06-28", "2024-05", False),
        ("2024-06-28", "2024", False),
        ("../2024", "2024-05-18", True),
        ("2024/..", "2024-05-18", False),  # the letter may be of any later year
    ],
)
def test_a_day_without_a_year_is_the_last_one_up_to_the_letter(
    letter_date: str, day: str, stands: bool, tmp_path: Path
) -> None:
    assert _dated(YEARLESS, day, tmp_path, letter_date) is stands


def test_the_year_may_stand_beside_it(tmp_path: Path) -> None:
    assert not _dated(f"In 2019 volgde de brief van 18 mei jl. ({CITED})", "2019-05-18", tmp_path)
    text = f"In 2019 volgden de brieven van 18 mei ({CITED}) en 3 juni."
    assert _dated(text, "2019-05-18", tmp_path)
    assert not _dated(text, "2020-05-18", tmp_path)


def test_the_date_may_stand_on_a_line_nearby_but_not_far_off(tmp_path: Path) -> None:
    assert _dated(f"van 18\nmei 2022\n({CITED})\n", "2022-05-18", tmp_path, line=3)
    assert _dated(f"{CITED}\n\nvan 18 mei\n2022\n", "2022-05-18", tmp_path)
    assert _dated(f"{CITED}{' ' * (NEAR - 11)}18 mei 2022", "2022-05-18", tmp_path)
    assert not _dated(f"{CITED}{' ' * (NEAR - 10)}18 mei 2022", "2022-05-18", tmp_path)


def test_of_a_paper_that_a_line_cites_twice_either_place_may_have_the_date(tmp_path: Path) -> None:
    assert _dated(f"{CITED}{' ' * NEAR} en nogmaals {CITED}, van 18 mei 2022", "2022-05-18", tmp_path)


def test_a_citation_that_stands_nowhere_is_complained_of_once(tmp_path: Path) -> None:
    citations = [{"line": 1, "written": CITED, "cited_date": "2022-05-18"}]
    assert _check("Niets.", tmp_path, citations=citations) == ["quote_in_source"]


def test_dates_of_other_languages_are_not_read(tmp_path: Path) -> None:
    citations = [{"line": 1, "written": CITED, "cited_date": "2022-05-18"}]
    assert _check(f"of 18 May 2022 ({CITED})", tmp_path, citations=citations, language="en") == []


# --- whole sentences -------------------------------------------------------------------------------------------------

SENTENCES = (
    "De haven is rustig. Nederland draagt hieraan met opzet niet bij. «Nederland bemant sinds de zomer de staf daar in "
    "Zandhaven»! (De dienst loopt in Zandhaven nu zeker af\nin het najaar.) Zr.Ms. Tromp vaart met mr. Hennis c.q. dr. "
    "De Wit naar Zandhaven. Er"
)


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("De haven is rustig", False),
        ("Nederland draagt hieraan met opzet niet bij", False),  # so short that nothing can be left out
        ("Nederland bemant sinds de zomer de staf daar in Zandhaven", False),
        ("«Nederland bemant sinds de zomer de staf daar in Zandhaven»", True),
        ("«Nederland bemant sinds de zomer de staf daar in Zandhaven", False),
        ("rustig. Nederland draagt hieraan met opzet niet bij. «Nederland bemant sinds de zomer de staf", False),
        ("bij. «Nederland bemant sinds de zomer de staf daar in Zandhaven»! (De dienst", True),
        (
            "(De dienst loopt in Zandhaven nu zeker af in het najaar",
            False,
        ),  # what ends with a bracket is not seen as one
    ],
)
def test_a_sentence_is_quoted_whole_or_not(words: str, whole: bool, tmp_path: Path) -> None:
    fragment = {"line": 1, "section": "De haven", "quote": words}
    items = [{"contribution_id": "bz0000001.01", "evidence": [fragment]}]
    assert _check(SENTENCES, tmp_path, contributions=items) == ["quote_is_fragment"] * whole


def _is_whole(words: str, line: int, text: str, tmp_path: Path) -> bool:
    fragment = {"line": line, "section": text.split()[0], "quote": words}
    items = [{"contribution_id": "bz0000001.01", "evidence": [fragment]}]
    codes = _check(text, tmp_path, contributions=items)
    assert codes in ([], ["quote_is_fragment"])
    return bool(codes)


@pytest.mark.parametrize("count", [1, 8, 9, 20])
def test_only_a_short_sentence_may_be_quoted_whole(count: int, tmp_path: Path) -> None:
    words = " ".join(["Wij", *["gaan"] * (count - 1)])
    assert _is_whole(words, 1, f"{words}. Dan", tmp_path) == (count >= 9)


def test_words_up_to_an_abbreviation_are_no_sentence(tmp_path: Path) -> None:
    text = "Het schip dat Nederland daar in de winter inzet is Zr.Ms. Tromp van de Koninklijke Marine. Het vaart."
    assert not _is_whole("Het schip dat Nederland daar in de winter inzet is Zr.Ms", 1, text, tmp_path)
    assert not _is_whole("Tromp van de Koninklijke Marine", 1, text, tmp_path)
    assert _is_whole(text.removesuffix(". Het vaart."), 1, text, tmp_path)


def test_a_wrapped_line_is_no_sentence(tmp_path: Path) -> None:
    text = "Kop\n\nNederland verlengt de inzet van een schip aan de kust en doet\n"
    text += "dat in het hele komende jaar in Zandhaven met ruim zestig militairen.\nDaarna"
    assert not _is_whole("dat in het hele komende jaar in Zandhaven met ruim zestig militairen", 4, text, tmp_path)
    assert _is_whole(" ".join(text.split("\n")[2:4]).removesuffix("."), 3, text, tmp_path)


def test_a_numbered_sentence_is_one_without_its_number(tmp_path: Path) -> None:
    text = "Kop\n\n1. Nederland levert in het hele komende jaar vier adviseurs in Zandhaven.\n\nEinde"
    assert _is_whole("Nederland levert in het hele komende jaar vier adviseurs in Zandhaven", 3, text, tmp_path)


# --- long texts ------------------------------------------------------------------------------------------------------

PROSE = "Het kabinet schreef dat op {day} mei 2022 in een brief (Kamerstuk 99 001, nr. {at}) over de Zilverkust. "
ONE_LINE = "".join(PROSE.format(day=at % 28 + 1, at=at) for at in range(1, 1001))
ONE_LINE += "Daar staat de haven nog altijd open voor wie er wil varen, of niet. " * (
    (evidence.MAX_BYTES - len(ONE_LINE.encode())) // 68
)


def _many(written: str, day: str, count: int) -> list[dict[str, Any]]:
    return [
        {"line": 1, "written": written.format(at=at), "cited_date": day.format(day=at % 28 + 1)}
        for at in range(1, count + 1)
    ]


@pytest.mark.parametrize(
    ("written", "day", "count", "codes"),
    [
        ("(Kamerstuk 99 001, nr. {at})", "2022-05-{day:02}", 150, []),
        ("(Kamerstuk 99 001, nr. {at})", "2021-05-{day:02}", 40, ["cited_date_in_source"] * 40),
        ("(Kamerstuk 99 002, nr. {at})", "2022-05-{day:02}", 20, ["quote_in_source"] * 20),
        ("(Kamerstuk 99 001,\u00a0nr. {at})", "2022-05-{day:02}", 20, ["quote_in_source"] * 20),
    ],
    ids=["right", "other dates", "other papers", "other blanks"],
)
def test_citations_on_the_longest_line_are_checked_in_linear_time(
    written: str, day: str, count: int, codes: list[str], tmp_path: Path
) -> None:
    def check(quarters: int) -> list[str]:
        return _check(ONE_LINE, tmp_path, citations=_many(written, day, count * quarters // 4))

    assert assert_linear(check, 1, 4) == codes


def test_what_takes_too_long_to_look_up_is_given_up_with_an_issue(tmp_path: Path) -> None:
    def check(count: int) -> list[str]:
        return _check(ONE_LINE, tmp_path, citations=_many("(Kamerstuk 99 002, nr. {at})", "2022-05-{day:02}", count))

    codes = assert_linear(check, 62)
    assert codes[-1] == "source_present"
    assert set(codes[:-1]) == {"quote_in_source"}
