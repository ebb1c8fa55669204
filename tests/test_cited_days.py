"""The days of cited papers: what the text clearly says is read, and where two days compete, none is."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from conftest import assert_linear
from hypothesis import given
from hypothesis import strategies as st

from inzet.kamerstuk import find_citations
from inzet.records.evidence import NEAR
from inzet.records.rules.letters import citation_reads_as_recorded
from inzet.texts.dutch import DUTCH
from inzet.texts.dutch.citations import read_citations
from inzet.texts.dutch.dates.cited import find_days
from inzet.texts.text import Text
from inzet.words.dates import day_words

LETTER_DATE = "2024-06-28"
K = "(Kamerstuk 99 001, nr. 3)"
L = "(Kamerstuk 99 001, nr. 4)"
SETTING: Any = None  # the rule reads only the citations


def _days(words: str) -> list[str | None]:
    return [entry.get("cited_date") for entry in read_citations(Text(words), LETTER_DATE)]


# --- properties -------------------------------------------------------------------------------------------------------

some_days = st.dates(date(2000, 1, 1), date(2024, 6, 28))
# A day, a citation, and what says that they belong together.
FORMS = [
    "de brief van {day} (Kamerstuk {paper})",
    "in de Kamerbrief van {day} over de inzet in Mali tot en met 2021 (Kamerstuk {paper})",
    "(Kamerstuk {paper}, d.d. {day})",
    "(Kamerstuk {paper}) d.d. {day}",
    "brief d.d. {day}, Kamerstuk {paper}, over de inzet",
    "(Kamerstuk {paper}, {day})",
    "de nota van {day} ({paper})",
    "Op {day} heeft de regering de Kamer gemeld dat de inzet doorgaat tot en met 31 juli 2028 (Kamerstuk {paper})",
    "Uw Kamer is op {day} geïnformeerd over de inzet (Kamerstuk {paper})",
]


@given(st.lists(st.tuples(st.sampled_from(FORMS), some_days), min_size=1, max_size=4))
def test_each_sentence_dates_its_own_paper(said: list[tuple[str, date]]) -> None:
    words = ""
    for number, (form, day) in enumerate(said, 1):
        words += f"Zie ook {form.format(day=day_words(day, 'nl'), paper=f'99 001, nr. {number}')}. "
    assert _days(words) == [day.isoformat() for _, day in said]


@given(st.lists(some_days, min_size=2, max_size=5, unique=True).map(sorted), st.data())
def test_a_series_dates_each_paper_and_a_day_without_a_year_is_of_the_next_year_named(
    days: list[date], data: st.DataObject
) -> None:
    parts = []
    for at, (day, following) in enumerate(zip(days, [*days[1:], None], strict=True)):
        words = day_words(day, "nl")
        shorter = following and following.year == day.year and data.draw(st.booleans())
        parts.append(f"{words[:-5] if shorter else words} (Kamerstuk 99 001, nr. {at + 1})")
    assert _days(f"de brieven van {', '.join(parts[:-1])} en {parts[-1]}") == [day.isoformat() for day in days]


PIECES = [
    "brief van ",
    "op ",
    "tot ",
    "1 mei 2023",
    "2 juni",
    " jl.",
    " gemeld ",
    K,
    L,
    "(",
    ", ",
    " en ",
    "; ",
    ". De ",
]
PIECES += [
    " over ",
    " besluit ",
    " d.d. ",
    "tot en met ",
    "kst-99001-5",
    "\n",
    "\n\n",
    " 99 001, nr. 7",
    " 31 juni 2023 ",
]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_a_day_is_stated_near_its_citation_and_the_rules_accept_what_is_read(words: str) -> None:
    text = Text(words)
    for entry in read_citations(text, LETTER_DATE):
        assert list(citation_reads_as_recorded({"citations": [entry]}, SETTING)) == []
        stated = [
            DUTCH.stated_days([words[max(0, start - NEAR) : end + NEAR]], date.fromisoformat(LETTER_DATE))
            for start, end in text.find(entry["written"], entry["line"])
        ]
        assert "cited_date" not in entry or any(entry["cited_date"] in near for near in stated)


# --- examples ---------------------------------------------------------------------------------------------------------

DATED = {
    f"van 17 juni 2022 {K}": ["2022-06-17"],
    f"de voortgangsrapportage missies d.d. 18 mei jl. {K}": ["2024-05-18"],
    f"de brief van 17 mei jongstleden {K}": ["2024-05-17"],
    f"de brief van de Minister van Defensie d.d. 3 mei 2013 inzake de inzet {K}": ["2013-05-03"],
    f"brieven van 24 september 2014 {K}, 29 januari {L} en 9 september 2016 (99 001, nr. 5)": [
        *("2014-09-24", "2016-01-29", "2016-09-09")
    ],
    f"Op 18 januari 2013 heeft de regering, conform het kader, de Kamer gemeld de inzet te bezien {K}": ["2013-01-18"],
    f"Op 11 april jl. heeft de regering de Kamer geïnformeerd over de bijdragen {K}": ["2024-04-11"],
    f"Op 3 mei 2013 hebben de ministers van X en van Y de Kamer geïnformeerd over Mali {K}": ["2013-05-03"],
    f"Op 17 februari jl. {K} werd uw Kamer geïnformeerd": ["2024-02-17"],
    f"is bij brief van 3 mei 2013 geïnformeerd over het voornemen {K}": ["2013-05-03"],
    f"Zoals op 3 mei 2013 aangekondigd in de Kamerbrief over Mali {K}": ["2013-05-03"],
    f"Uw Kamer ontving op 3 mei 2013 de evaluatie van de missie {K}": ["2013-05-03"],
    f"het kabinet informeerde uw Kamer op 3 mei 2013 over Mali {K}": ["2013-05-03"],
    "Kamerstuk 99 001, nr. 3 \u2013 Nota over de inzet: «Samen. Sterk» (20 april 2023).": ["2023-04-20"],
    "van 3 mei 2013, Kamerstuk 99 001, nr. 3, 5 juni 2014, Kamerstuk 99 001, nr. 4": ["2013-05-03", "2014-06-05"],
    "de brief\nvan 14 juni\n2019 over\nde inzet (Kamerstuk 99 001,\nnr. 3)": ["2019-06-14"],
    # one paper in two dossiers
    "(Kamerstukken 99 001 en 99 002, nr. 5, d.d. 15 mei 2023)": ["2023-05-15", "2023-05-15"],
}
NOT_DATED = {
    f"tot en met 31 juli 2028 {K}": "the end of the mission",
    f"verlengd van 1 mei 2026 tot 31 juli 2028 {K}": "the same",
    f"tussen 3 mei 2013 en 5 juni 2014 {K}": "a period",
    f"tijdens de reis op 3-5 mei 2013 {K}": "a period",
    f"Op 18 juni 2021 besloot het kabinet de inzet te verlengen {K}": "the day of the decision",
    f"het besluit van 18 juni 2021 {K}": "the same",
    f"de brief over het besluit van 18 juni 2021 {K}": "the day of the letter or of the decision",
    f"de toezegging in het debat d.d. 3 mei 2013 {K}": "the day of a debate",
    f"de motie is aangenomen op 3 mei 2013 {K}": "the day of a vote",
    f"Op 11 april 2013 is de Kamer geïnformeerd over het plan van 3 april 2013 {K}": "two days compete",
    f"van 3 mei 2013 {K[:-1]}, d.d. 8 mei 2013)": "two days compete",
    f"Op 3 mei 2013 is de missie gestart, zoals gemeld in de brief {K}": "the day of another deed",
    f"Op 3 mei 2013 is de missie gestart en is de Kamer geïnformeerd {K}": "the same",
    f"Op 3 mei 2013 is de Kamer gemeld dat het kabinet de motie-Jansen {K} niet uitvoert": "the paper is another one",
    f"de brief van 14 juni 2019 wees op de motie {K}": "the same",
    f"Uw Kamer ontving op 3 mei 2013 de reactie op de motie {K}": "the same",
    f"Op 3 mei 2013 is de Kamer geïnformeerd over Mali {K} en Irak {L}": "two papers compete",
    "Kamerstuk 99 001, nr. 3, 19 juni 2015, Kamerstuk 99 001, nr. 4": "two papers compete",
    "(Kamerstuk 99 001, nrs. 3 en 4, d.d. 15 mei 2023)": "two papers compete",
    f"op 29 januari {K}": "the year is not said",
    f"van 12 december {K} en 9 september 2016 (99 001, nr. 4": "the year is not clear",
    f"In de brief van 3 mei 2013 staat alles. Ook is er de motie over Mali {K}": "another sentence",
    f"van 31 juni 2022 {K}": "there is no such day",
}


@pytest.mark.parametrize(("words", "days"), DATED.items(), ids=DATED)
def test_days_are_read_wherever_they_stand(words: str, days: list[str | None]) -> None:
    assert _days(words) == days


@pytest.mark.parametrize(("words", "why"), NOT_DATED.items(), ids=NOT_DATED)
def test_a_day_that_may_be_of_something_else_is_left_out(words: str, why: str) -> None:
    assert _days(words)[0] is None, why


def test_the_paper_itself_is_not_cited() -> None:
    page = "Nummer: 2022D25755, datum: 2022-06-17\n\nofficiële HTML versie (kst-99001-3).\n\nzie kst-99001-4."
    assert [entry["number"] for entry in read_citations(Text(page), None)] == ["4"]


HOSTILE: dict[str, Callable[[int], str]] = {
    "days": lambda size: f"op 3 mei 2013 gemeld {K} " * (size // 48),
    "a series without a year": lambda size: f"29 januari {K}, " * (size // 40),
    "words for papers": lambda size: ("brief " * 60 + f"van 3 mei 2013 {K}") * (size // 400),
    "events": lambda size: ("besluit van " * 30 + f"van 3 mei 2013 {K}") * (size // 400),
    "terms": lambda size: ("tussen a " * 40 + f"op 3 mei 2013 gemeld {K}") * (size // 400),
    "blanks": lambda size: f"3{' ' * 80}mei{' ' * 80}2013{K}" * (size // 190),
    "line ends": lambda size: f"{K}\n \n\n" * (size // 30),
    "titles": lambda size: ("Kamerstuk 99 001, nr. 3 - " + "a" * 300) * (size // 330),
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_take_linear_time(make: Callable[[int], str]) -> None:
    def read(size: int) -> None:
        find_days(text := make(size), find_citations(text), LETTER_DATE)

    assert_linear(read, 3_125)
