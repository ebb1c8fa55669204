"""Tests of `inzet.texts.dutch.dates.terms`: properties of generated terms, then tables of examples."""

from collections.abc import Callable, Iterable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import assert_linear
from hypothesis import given
from hypothesis import strategies as st
from test_periods import HOSTILE, MONTHS, one_year, rubble, whole_dates

from inzet import edtf
from inzet.records.rules import wording
from inzet.texts.dutch import DUTCH
from inzet.texts.dutch.dates.terms import find_terms
from inzet.texts.language import Term
from inzet.texts.languages import NO_LANGUAGE

WRITTEN = date(2022, 6, 17)
Read = list[tuple[str, str | None, str | None, str | None, str | None]]


def _read(text: str, written: date | None = WRITTEN) -> Read:
    return [
        (text[term.start : term.end], term.start_date, term.end_date, term.duration, term.at)
        for term in find_terms(text, written)
    ]


def _complaints(term: Term, quote: str, written: date | None) -> list[Any]:
    """What the rules say of a contribution, or of an event, with the values of a term and its words as evidence."""
    item = {name: getattr(term, name) for name in ("start_date", "end_date", "duration") if getattr(term, name)}
    item |= {"evidence": [{"quote": quote, "section": ""}]} | ({"event_date": term.at} if term.at else {})
    letter = {"letter_date": written.isoformat()} if written else {}
    setting: Any = SimpleNamespace(language=DUTCH, document=SimpleNamespace(value=letter))
    rules: Iterable[Callable[..., Iterable[Any]]]
    rules = wording.date_is_quoted, wording.end_may_be_excluded, wording.duration_is_quoted
    return [complaint for rule in rules for complaint in rule(item, setting)]


# --- properties -----------------------------------------------------------------------------------------------------

days = st.dates(date(1950, 1, 1), date(2090, 12, 31))
LEADS = [
    "",
    "",
    "van ",
    "tot ",
    "tot en met ",
    "t/m ",
    "tot in ",
    "tussen ",
    "vanaf ",
    "sinds ",
    "per ",
    "in ",
    "op ",
    "na ",
]
LEADS += [
    "voor ",
    "gedurende ",
    "uiterlijk ",
    "v\u00f3\u00f3r ",
    "in de periode ",
    "tot de ",
    "tot uiterlijk ",
    "medio ",
    "eind ",
]
BETWEEN = [
    " ",
    " ",
    " ",
    ", ",
    " en ",
    " of ",
    "-",
    " \u2013 ",
    "/",
    " (",
    ") ",
    ". ",
    "\n",
    " voor de duur van ",
    " met ",
]
loose = [
    "dit najaar",
    "volgend jaar",
    "1 juli jl.",
    "mei a.s.",
    "een jaar",
    "achttien maanden",
    "juli",
    "15 tot 30 juni",
]
loose += [
    "Q1 2025",
    "de zomer van 2024",
    "tweede helft",
    "eerste helft van 2026",
    "31 juni 2025",
    "2022-2025",
    "2022/23",
]
sentences = st.lists(
    st.builds(
        "{}{}{}".format,
        *(st.sampled_from(LEADS), st.sampled_from(loose) | one_year | whole_dates.map(lambda written: written[0])),
        st.sampled_from(BETWEEN),
    ),
    max_size=6,
).map("".join)


@given(sentences | rubble | st.text(), st.none() | days | st.sampled_from([date.min, date.max]))
def test_every_term_passes_the_rules_with_its_own_words_as_evidence(text: str, written: date | None) -> None:
    end = 0
    for term in find_terms(text, written):
        assert end <= term.start < term.end <= len(text)
        end = term.end
        values = [value for value in (term.start_date, term.end_date, term.at) if value]
        assert [edtf.parse(value).text for value in values] == values
        assert values or term.duration
        assert not (term.at and (term.start_date or term.end_date))
        assert _complaints(term, text[term.start : term.end], written) == []


@given(days, days)
def test_from_a_day_to_a_day(one: date, other: date) -> None:
    first, last = sorted((one, other))
    begin, end = (f"{day.day} {MONTHS[day.month - 1]} {day.year}" for day in (first, last))
    for words in (f"van {begin} tot en met {end}", f"{begin} \u2013 {end}", f"vanaf {begin} t/m {end}"):
        assert _read(f"inzet {words}.") == [(words, first.isoformat(), last.isoformat(), None, None)]
    words = f"van {begin} tot {end}"
    assert _read(words) == [(words, first.isoformat(), f"{last.isoformat()}?", None, None)]
    if first < last:
        assert _read(f"van {end} tot en met {begin}") == []


@given(whole_dates)
def test_a_date_alone_says_when_something_happens_and_with_a_word_when_it_begins_or_ends(
    written: tuple[str, set[str]],
) -> None:
    words, stated = written
    if len(stated) == 1:
        [value] = stated
        assert _read(f"op {words} is") == [(f"op {words}", None, None, None, value)]
        assert _read(f"sinds {words} is") == [(f"sinds {words}", value, None, None, None)]
        assert _read(f"tot en met {words}") == [(f"tot en met {words}", None, value, None, None)]
        assert _read(f"na {words}") == _read(f"de brief van {words}") == []


def test_only_a_language_that_is_read_has_terms() -> None:
    assert DUTCH.find_terms is find_terms
    assert list(NO_LANGUAGE.find_terms("in 2024", WRITTEN)) == []


# --- examples -------------------------------------------------------------------------------------------------------

# The words in brackets, with start, end, duration and what they say of a moment.
TERMS: dict[str, tuple[str | None, str | None, str | None, str | None]] = {
    "[van oktober 2025 tot en met 1 oktober 2026]": ("2025-10", "2026-10-01", None, None),
    # The letter is of 17 June 2022.
    "[sinds 1 april]": ("2022-04-01", None, None, None),
    "[sinds augustus]": ("2021-08", None, None, None),
    "[met ingang van 1 oktober] verhoogd": ("2022-10-01", None, None, None),
    "[tot en met december]": (None, "2022-12", None, None),
    "[tot 1 juli]": (None, "2022-07-01?", None, None),
    "[sinds 31 juni tot 1 juli 2021]": (None, "2021-07-01?", None, None),
    "[tot en met 31 december 2019]": (None, "2019-12-31", None, None),
    "te verlengen [tot eind 2015].": (None, "2015", None, None),
    "([tot 1 oktober 2022])": (None, "2022-10-01?", None, None),
    "[tot oktober 2022]": (None, "2022-10?", None, None),
    "[tot zomer 2023]": (None, "2023-22?", None, None),
    "[tot medio 2025]": (None, "2025", None, None),
    "[uiterlijk half oktober 2024]": (None, "2024-10", None, None),
    "[uiterlijk in Q1 2025]": (None, "2025-03", None, None),
    "[tot Q1 2025]": (None, "2025-01/2025-03?", None, None),
    "[t/m 31-12-25]": (None, "2025-12-31", None, None),
    "[tot en met 31 juli 2025]3": (None, "2025-07-31", None, None),
    "[tot eind volgend jaar]": (None, "2023", None, None),
    "[in 2015] wederom": ("2015", "2015", None, None),
    "ook [in 2017]": ("2017", "2017", None, None),
    "[gedurende mei 2024]": ("2024-05", "2024-05", None, None),
    "[in de jaren 2025 en 2026]": ("2025", "2026", None, None),
    "[in het jaar 2025]": ("2025", "2025", None, None),
    "[tot ten minste eind 2025]": (None, "2025", None, None),
    "[tot uiterlijk 1 mei 2025]": (None, "2025-05-01", None, None),
    "zal [in 2025] militairen leveren": ("2025", "2025", None, None),
    "[gedurende 2015]": ("2015", "2015", None, None),
    "[voor 2015]": ("2015", "2015", None, None),
    "[in 2020 en 2021] uit": ("2020", "2021", None, None),
    "[in 2019, 2020 en 2021]": ("2019", "2021", None, None),
    "[in 2020 en in 2021]": ("2020", "2021", None, None),
    "[2022-2025]": ("2022", "2025", None, None),
    "[2022 t/m 2025]": ("2022", "2025", None, None),
    "[in de periode 2022\u20132025]": ("2022", "2025", None, None),
    "[in de periode juli-december 2025]": ("2025-07", "2025-12", None, None),
    "[tussen 2022 en 2025]": ("2022", "2025", None, None),
    "[tussen 1 juli en 31 december 2025]": ("2025-07-01", "2025-12-31", None, None),
    "[tussen 15 en 30 juni 2024]": ("2024-06-15", "2024-06-30", None, None),
    "[van 15 tot 30 juni 2024]": ("2024-06-15", "2024-06-30?", None, None),
    "[in de tweede helft van 2020]": ("2020-07", "2020-12", None, None),
    "[van Q1 2025 tot en met Q3 2026]": ("2025-01/2025-03", "2026-09", None, None),
    "[vanaf 1 mei 2024 tot en met december]": ("2024-05-01", "2024-12", None, None),
    "[van oktober tot en met maart 2026]": (None, "2026-03", None, None),
    "[van 2025 (datum van de brief) tot en met juni 2028]": ("2025", "2028-06", None, None),
    "[vanaf juli 2025]": ("2025-07", None, None, None),
    "[sinds 2014]": ("2014", None, None, None),
    "[met ingang van 1 juli 2025]": ("2025-07-01", None, None, None),
    "[per 1 juli a.s.]": ("2022-07-01", None, None, None),
    "[sinds Q1 2025]": ("2025-01/2025-03", None, None, None),
    "[voor de duur van \u00e9\u00e9n jaar]": (None, None, "P1Y", None),
    "[voor een periode van achttien maanden]": (None, None, "P18M", None),
    "[voor een half jaar]": (None, None, "P6M", None),
    "[verlengd met zes maanden]": (None, None, "P6M", None),
    "[met zes maanden] verlengd": (None, None, "P6M", None),
    "[vanaf 1 juli 2025 voor de duur van een jaar]": ("2025-07-01", None, "P1Y", None),
    "[voor een jaar, van mei 2025\ntot\nen met 1 mei 2026].": ("2025-05", "2026-05-01", "P1Y", None),
    "[op 31 december 2018] van": (None, None, None, "2018-12-31"),
    "wordt [na 30 juni 2018] niet verlengd": (None, None, None, "2018-06-30"),
    "loopt [eind 2014] af": (None, None, None, "2014"),
    "reeds [dit najaar]": (None, None, None, "2022-23"),
    "[op 23 mei jl.] is": (None, None, None, "2022-05-23"),
    "[op 10-11 maart jl.]": (None, None, None, "2022-03-10/2022-03-11"),
    "[eerste helft 2025]": (None, None, None, "2025-01/2025-06"),
    "[in mei 2022] heeft": (None, None, None, "2022-05"),
    "[in 2011 twee keer, van februari tot en met mei]": ("2011-02", "2011-05", None, None),
    "[sinds de oprichting van de missie in 2011]": ("2011", None, None, None),
    "[voor eind 2015]": (None, "2015", None, None),
    "[voor 1 juli 2025]": (None, "2025-07-01?", None, None),
}


@pytest.mark.parametrize(("marked", "values"), TERMS.items(), ids=list(TERMS))
def test_terms(marked: str, values: tuple[str | None, ...]) -> None:
    before, _, rest = marked.partition("[")
    words, _, after = rest.partition("]")
    assert _read(before + words + after) == [(words, *values)]


NO_TERMS = [
    *(
        "",
        "per 1 april",
        "vanaf mei",
        "sinds 31 juni",
        "tot nader order",
        "op 1 juli",
        "begin december",
        "31 juni 2024",
        "tot 31 juni 2024",
        "na 2025",
    ),
    *("de brief van 14 juni 2019", "de top van 10-11 maart 2022", "Defensienota 2022", "de begroting 2022"),
    *("vergaderjaar 2022-2023", "MFK 2021-2027", "2022/23", "rapport_2024.pdf", "/2024/", "Generaal2012-201329521"),
    *("in 2020 of 2021", "in 2015 en 2018", "tot 1 januari 2026 of 2027", "10 en 20 maart 2025"),
    *("tot 2000 militairen", "voor 2000 euro", "de 2000 man", "eerste helft 2022-2025"),
    *("vier jaar later", "voor vier jaar later", "twee jaar geleden", "voor zes tot negen maanden", "een jaar"),
    *("met twee weken vertraging", "van 31 december 2027 tot 1 augustus 2025", "eind 2022-2025"),
]


@pytest.mark.parametrize("text", NO_TERMS, ids=repr)
def test_no_terms(text: str) -> None:
    assert _read(text) == []


def test_without_the_day_of_writing_some_words_say_nothing() -> None:
    assert _read("dit najaar, op 23 mei jl. of volgend jaar", None) == []
    assert _read("van 1 juli tot 31 december a.s.", None) == []


def test_several_terms_stand_side_by_side() -> None:
    assert _read(
        "loopt eind 2014 af, te verlengen tot eind 2015. Nederland zal in 2015 deelnemen; t/m 2024 (2022-2024)"
    ) == [
        ("eind 2014", None, None, None, "2014"),
        ("tot eind 2015", None, "2015", None, None),
        ("in 2015", "2015", "2015", None, None),
        ("t/m 2024", None, "2024", None, None),
        ("2022-2024", "2022", "2024", None, None),
    ]


@pytest.mark.parametrize(
    "make",
    [
        *HOSTILE.values(),
        lambda size: "in 2024, 2025 " * (size // 2),
        lambda size: "van 2025 (" * size,
        lambda size: "1 mei 2024 - " * size,
    ],
    ids=[*HOSTILE, "listed years", "brackets", "dashes"],
)
def test_hostile_texts_take_linear_time(make: Callable[[int], str]) -> None:
    assert_linear(lambda size: list(find_terms(make(size), WRITTEN)), 781)
