"""Names, days and words as people write them: what they lead to, and what is said of those that lead nowhere."""

import re
import unicodedata
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledgers import MISSIONS, dataset

import inzet
from inzet.ledger.names import EVERY, TARGETS, fold, spellings
from inzet.record import Record
from inzet.words.dates import day_words
from inzet.words.days import looks_like_day, understand_day
from inzet.words.labels import label

DS = inzet.load()
NAMED = [(record, name) for record in DS.ledger.names.named for name in spellings(record)]


def _otherwise(text: str) -> list[str]:
    """Return a name in other ways that mean the same: other case, no accents, other hyphens."""
    plain = unicodedata.normalize("NFKD", text)
    without = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return [text, text.upper(), text.casefold(), without, text.replace("-", " "), text.replace(" ", "-"), f" {text} "]


# --- names -------------------------------------------------------------------------------------------


def test_every_name_leads_to_its_record_or_to_all_that_have_it() -> None:
    ids = {fold(other).replace(" ", "") for record in DS.ledger.names.everything for other in _ids(record)}
    assert len(NAMED) > 500
    for record, name in NAMED:
        for written in _otherwise(name):
            try:
                found = DS[written]
            except KeyError as error:
                assert f"{written!r} fits more than one record: " in error.args[0] and record.id in error.args[0]
            else:
                assert found is record or fold(name).replace(" ", "") in ids, (written, record, found)


def _ids(record: Record) -> tuple[str, ...]:
    return record.id, *getattr(record, "former_ids", ())


def test_every_id_leads_to_its_record_whatever_its_case() -> None:
    for record in DS.ledger.names.everything:
        for own in _ids(record):
            assert DS[own] is DS[own.upper()] is DS[own.replace("-", " ")] is record


def test_a_country_stands_for_its_only_mission() -> None:
    by_name: dict[str, set[str]] = {}
    for mission in DS.missions:
        for code in mission.countries:
            for lang in ("en", "nl"):
                by_name.setdefault(label("country", code, lang), set()).add(mission.id)
    spelled = {fold(name) for _, name in NAMED}
    for name, missions in by_name.items():
        if fold(name) in spelled:
            continue
        if len(missions) == 1:
            assert {DS.position(name).record.id} == missions
        else:
            with pytest.raises(KeyError, match=r"fits more than one mission or framework: ") as caught:
                DS.position(name)
            assert all(f" {mission} (" in caught.value.args[0] for mission in missions)


@pytest.mark.parametrize(
    ("name", "leads_to"),
    [
        ("EUTM Mali", "eutm-mali"),
        ("eutmmali", "eutm-mali"),
        ("MINUSMA", "minusma"),
        ("Litouwen", "efp-lithuania"),
        ("lithuania", "efp-lithuania"),
        ("Georgië", "eumm-georgia"),
        ("NAVO", "nato"),
        ("29 521, nr. 446", "kst-29521-446"),
        ("Kamerstuk 29 521, nr. 446", "kst-29521-446"),
        ("brief van 17 juni 2022", "kst-29521-446"),
        ("letter of 13 February 2025", "bz2410641"),
        ("BZ2410641", "bz2410641"),
        ("KST-29521-446.09", "kst-29521-446.09"),
    ],
)
def test_what_people_write(name: str, leads_to: str) -> None:
    assert DS[name].id == leads_to


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: DS.position("EUAM"), r"'EUAM' fits more than one .*: euam-iraq \(EUAM Iraq\), euam-ukraine \("),
        (lambda: DS.position("Westelijke Balkan"), r"fits more than one mission or framework: .*kfor \(KFOR\)"),
        (lambda: DS.timeline("takubaa"), r"^no mission or framework 'takubaa'; closest: takuba \(Task Force Takuba\)$"),
        (lambda: DS.position("Bosnië"), r"^no mission or framework 'Bosnië'; closest: .*ohr-bosnia \(OHR\)"),
        (lambda: DS["zzzz"], "^no record 'zzzz'$"),
        (lambda: DS[""], "^no record ''$"),
        (
            lambda: DS.position("kst-29521-446"),
            "'kst-29521-446' is a letter, not a mission or framework; see: inzet sh",
        ),
        (lambda: DS.position(DS.letters[0]), "is a letter, not a mission or framework"),  # type: ignore[arg-type]
        (lambda: DS.letter_of("untso"), "'untso' is a mission, not a contribution, event or letter"),
        (
            lambda: DS.compare("eumm-georgia", "untso"),
            "'eumm-georgia' is a mission, not .*; compare takes letters and d",
        ),
        (lambda: DS.compare("kst-29521-445", "2024-01-01"), r"closest: kst-29521-446 \(letter of 17 June 2022\)"),
    ],
)
def test_what_leads_nowhere_is_told(ask: Any, said: str) -> None:
    with pytest.raises(KeyError) as caught:
        ask()
    assert re.search(said, caught.value.args[0]), caught.value.args[0]


@pytest.mark.parametrize("value", [5, None, 1.5, ("untso",), b"untso"])
def test_what_is_no_name_is_a_type_error(value: Any) -> None:
    for ask in (DS.position, DS.timeline, DS.letter_of, DS.__getitem__, DS.find, lambda name: DS.compare(name, "x")):
        with pytest.raises(TypeError, match=re.escape(f"not {value!r}")):
            ask(value)


@given(st.text(max_size=30))
def test_any_text_is_found_or_refused_in_a_sentence(text: str) -> None:
    for kinds in (EVERY, TARGETS, (inzet.Letter,)):
        try:
            assert isinstance(DS.ledger.names.find(text, *kinds), tuple(kinds))
        except KeyError as error:
            assert repr(text) in error.args[0]


def test_a_spelling_of_two_is_listed_and_an_id_goes_before_a_name() -> None:
    ds = dataset()
    named = [mission.model_copy(update={"abbreviation": "Bravo"}) for mission in ds.missions]
    ds = inzet.Dataset(ds.letters, type(ds.missions)(named), ds.frameworks)
    assert ds["bravo"].id == ds["Bravo"].id == "bravo"
    named = [mission.model_copy(update={"abbreviation": "AA"}) for mission in ds.missions[:2]]
    with pytest.raises(KeyError, match=r"'aa' fits more than one record: alpha \(AA\), bravo \(AA\); write an id"):
        inzet.Dataset(ds.letters, type(ds.missions)(named), ds.frameworks)["aa"]
    assert len(MISSIONS) == 3


# --- days --------------------------------------------------------------------------------------------


@given(st.dates(min_value=date(1000, 1, 1)), st.integers(0, 23))
def test_a_day_is_understood_however_it_is_written(day: date, hour: int) -> None:
    ways = [day.isoformat(), f"{day:%d-%m-%Y}", f"{day.day}-{day.month}-{day.year}", f" {day.isoformat()} "]
    ways += [day_words(day, lang) for lang in ("en", "nl")]
    ways += [way.upper() for way in ways]
    for way in ways:
        assert understand_day(way) == day and looks_like_day(way)
    assert understand_day(day) == understand_day(datetime(day.year, day.month, day.day, hour)) == day


def test_today_is_a_day() -> None:
    assert understand_day("today") == understand_day("Vandaag") == DS.position("untso").on == date.today()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2024", "'2024' is a year; name a day in it, such as 2024-01-01"),
        ("2024-06", "'2024-06' is a month; name a day in it, such as 2024-06-01"),
        ("juni 2024", "'juni 2024' is a month; name a day in it, such as 2024-06-01"),
        ("soon", "'soon' is not a day; write it as 2024-06-17, 17-06-2024, 17 June 2024 or today"),
        ("2024-02-30", r"'2024-02-30' is not a day \(day is out of range for month\); write it as 2024-06-17"),
        ("31 november 2024", "'31 november 2024' is not a day"),
        ("1/2/2024", "'1/2/2024' is not a day"),
        ("2024-6-17", "'2024-6-17' is not a day"),
        ("17 brumaire 2024", "'17 brumaire 2024' is not a day"),
        ("\u0662\u0660\u0662\u0664-01-01", "'\u0662\u0660\u0662\u0664-01-01' is not a day"),
        ("", "'' is not a day"),
    ],
)
def test_what_is_no_day_is_refused_with_the_way_to_write_one(written: str, said: str) -> None:
    for ask in (
        lambda: DS.position("untso", written),
        lambda: DS.position("untso", known=written),
        lambda: DS.overview(written),
        lambda: DS.overview(known=written),
        lambda: DS.timeline("untso", written),
        lambda: DS.reconcile(written),
        lambda: DS.compare("2022-09-01", f"2022-09-01@{written or 'x'}"),
    ):
        with pytest.raises(ValueError, match=f"^{said}" if written else "is not a day"):
            ask()


@pytest.mark.parametrize("value", [2024, 2024.5, ("2024-01-01",), b"2024-01-01", True])
def test_what_is_no_date_is_a_type_error(value: Any) -> None:
    for ask in (lambda: DS.position("untso", on=value), lambda: DS.overview(value), lambda: DS.reconcile(known=value)):
        with pytest.raises(
            TypeError, match=re.escape(f"a day is a date or a text such as '2024-06-17', not {value!r}")
        ):
            ask()


# --- words -------------------------------------------------------------------------------------------


def test_every_name_finds_its_record_among_the_names() -> None:
    for record, name in NAMED[::12]:
        if fold(name):
            found = {match.record.id: match for match in DS.find(name)}
            assert found[record.id].text.where == "name"


def test_every_description_and_quote_finds_its_contribution() -> None:
    for item in DS.contributions[::20]:
        assert item in [match.record for match in DS.find(item.description)]
        assert item in [match.record for match in DS.find(item.evidence[0].quote.upper())]


@given(st.lists(st.sampled_from(["georgi", "EXPERTS", "eu", "mali", "kosovo", "één", "2022", "xyz"]), min_size=1))
def test_all_words_are_in_what_is_found_and_names_come_first(words: list[str]) -> None:
    matches = DS.find(" ".join(words))
    order = [("name", "description", "quote").index(match.text.where) for match in matches]
    assert order == sorted(order)
    assert len({match.record.id for match in matches}) == len(matches)
    for match in matches:
        parts = [match.record.model_dump_json(), *(each.model_dump_json() for each in match.subjects)]
        text = f" {fold(' '.join([*parts, *spellings(match.record)]))}"
        assert all(f" {fold(word)}" in text for word in words), match
    assert {match.record for match in matches} == {match.record for match in DS.find("  ".join(reversed(words)))}


def test_what_is_called_so_comes_first() -> None:
    assert [DS.find(words)[0].record.id for words in ("EU", "untso", "georgië")] == ["eu", "untso", "eumm-georgia"]
    for words in ("", " - "):
        with pytest.raises(ValueError, match="there is no word in"):
            DS.find(words)
