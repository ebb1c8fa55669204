"""Tests of `inzet.texts.dutch.dates.periods`: generated dates with what may lead them, then tables of examples."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from conftest import assert_linear
from hypothesis import example, given
from hypothesis import strategies as st

from inzet import edtf
from inzet.texts.dutch.dates.days import DAY, YEARLESS, read_day
from inzet.texts.dutch.dates.periods import find_periods, may_exclude, stated_days, stated_durations
from inzet.texts.language import Period

# --- strategies -----------------------------------------------------------------------------------------------------

MONTHS = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober"]
MONTHS += ["november", "december"]
SEASONS = ["voorjaar", "lente", "zomer", "najaar", "herfst", "winter"]
UNTIL = ["tot en met", "t/m", "tot", "uiterlijk", "Tot en met", "TOT"]
OTHER = ["vanaf", "sinds", "gedurende", "voor de duur van", "voor de voorlopige duur van", "Sinds"]
UNITS = ["jaar", "jaren", "maand", "maanden", "weken", "week"]
COUNTS = ["een", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "2", "18"]

one_year = st.integers(1900, 2099).map(str)
years = one_year | st.builds("{}{}{}".format, one_year, st.sampled_from(["-", "\u2013", "/"]), one_year | st.just("24"))
days = st.integers(1, 31).map(str)
months = st.sampled_from(MONTHS)
dates = st.one_of(
    years,
    months,
    st.builds("{} {}".format, months, years),
    st.builds("{} {}".format, days, months),
    st.builds("{} {} {}".format, days, months, years),
    st.builds("{} {} {}".format, days, months, st.sampled_from(["jl.", "jongstleden", "dit jaar"])),
    st.builds("{} {}".format, st.sampled_from([*SEASONS, "eerste helft", "tweede helft", "begin", "medio"]), years),
    st.builds("{} van {}".format, st.sampled_from([*SEASONS, "eerste helft", "tweede helft", "begin"]), years),
    st.builds("{} {}".format, st.sampled_from(["begin", "medio", "voorjaar"]), st.sampled_from(["dit jaar", *MONTHS])),
    st.builds("Q{} {}".format, st.integers(1, 4), years),
    st.sampled_from(["dit jaar", "dit voorjaar", "dit najaar"]),
    st.builds("{} {}".format, st.sampled_from(COUNTS), st.sampled_from(UNITS)),
)
articles = st.sampled_from(["", "de ", "het ", "in ", "in de ", "In het "])
ends = st.builds(
    "{} {}".format, st.sampled_from(["eind", "einde", "Eind"]), years | months | st.just("dit jaar")
) | st.builds("{} van {}".format, st.sampled_from(["eind", "het einde", "einde"]), years | st.just("het jaar"))


def _periods(text: str) -> list[tuple[str, bool]]:
    return [(text[period.start : period.end], period.ends) for period in find_periods(text)]


# --- properties -----------------------------------------------------------------------------------------------------


@given(dates, articles)
def test_a_date_alone_does_not_say_until_when(date: str, article: str) -> None:
    assert _periods(article + date) == [(article + date, False)]
    assert _periods(f"(loopt {article}{date}), en") == [(article + date, False)]


@given(st.sampled_from(UNTIL), st.builds("{}{}".format, articles, dates) | ends)
def test_what_ends_says_so_in_front(lead: str, date: str) -> None:
    text = f"{lead} {date}"
    assert _periods(text) == [(text, True)]
    assert _periods(f"verlengd {text}.") == [(text, True)]


@given(st.sampled_from(OTHER), dates)
def test_what_begins_or_lasts_is_no_end(lead: str, date: str) -> None:
    assert _periods(f"loopt {lead} {date}.") == [(f"{lead} {date}", False)]


@given(ends)
def test_an_end_is_one_without_more(end: str) -> None:
    assert _periods(end) == [(end, True)]
    assert _periods(f"loopt {end} af") == [(end, True)]


@given(
    st.sampled_from(["31 juli 2025", "de zomer van 2023", "2024", "twee jaar", "in het eind van mei"]),
    st.sampled_from(UNTIL),
    st.sampled_from(["\n", "  ", "\u00a0", " \n "]),
)
def test_blanks_and_breaks_may_stand_between_the_words(date: str, lead: str, blank: str) -> None:
    text = f"{lead} {date}".replace(" ", blank)
    assert _periods(f"verlengd{blank}{text}{blank}af") == [(text, True)]


@given(one_year, st.sampled_from("aéx"), st.sampled_from("1a\u00e9"))
def test_no_year_stands_inside_a_word(year: str, letter: str, before: str) -> None:
    assert _periods(year + letter) == []
    assert _periods(before + year) == []


PIECES = [*MONTHS, *SEASONS, *UNTIL, *OTHER, *UNITS, *COUNTS[:4], "eind", "einde", "medio", "helft", "tweede", "van"]
PIECES += ["2024", "2025", "20", "24", "19", "31", "Q1", "jl.", "dit", "in", "de", "het", "-", "\u2013", "/", ".", ","]
rubble = st.lists(st.sampled_from(PIECES) | st.sampled_from([" ", " ", " ", "\n"]), max_size=25).map("".join)


@given(rubble | st.text())
@example("2022-205")
def test_periods_are_in_order_apart_and_the_same_when_read_alone(text: str) -> None:
    end = 0
    for period in find_periods(text):
        assert end <= period.start < period.end <= len(text)
        end = period.end
        words = text[period.start : period.end]
        assert words == words.strip()
        [alone] = find_periods(words)
        assert (alone.start, alone.end, alone.ends) == (0, len(words), period.ends)


# --- examples -------------------------------------------------------------------------------------------------------

# In brackets what is read of each text.
UNTIL_WHEN = [
    *("verlengd [tot en met 31 juli 2025]", "[t/m 2024]", "loopt [eind 2024] af", "[het einde van 2024]"),
    *("tegen [het eind van het jaar]", "[eind dit jaar]", "[eind oktober 2025]", "[tot 1 januari 2026]"),
    *("[tot medio 2025]", "[t/m eind 2025]", "[tot het einde van 2024]", "[tot de zomer van 2024]"),
    *("[tot in de tweede helft van 2020]", "[tot twee jaar]", "[uiterlijk 1 mei]", "van 2022 [tot 2025]"),
    *("vanaf 1 mei 2024 [tot en met december]", "tot ten minste [eind 2025]", "[eind 2024]/begin 2025"),
]
NOT_UNTIL_WHEN = [  # the last digit of "20243" is the mark of a footnote
    *("[in de zomer 2023]", "[in de tweede helft van 2020]", "[vanaf Q1 2025]", "[sinds januari 2023]"),
    *("[sinds begin 2020]", "[voor de voorlopige duur van een jaar]", "[voor de duur van 18 maanden]"),
    *("[gedurende twee weken]", "de periode [2022-2025]", "[2022 \u2013 2025]", "vergaderjaar [2022/23]"),
    *("op [10-11 maart jl.] in Wenen", "op [1 mei jongstleden]", "[31 juli dit jaar]", "[medio juli 2024]"),
    *("[eerste helft 2025]", "[2024].", "[sinds 2024]3", "voor [2024] en later", "totaal [2024]"),
    *("uiterlijke [2024]", "totten [2024]", "[Q3]", "[Q4 2026]", "[een week]", "rapport [2022]-205"),
    *("[sinds eind 2024]", "[vanaf het einde van het jaar]", "[begin dit voorjaar]", "[medio 15 juli 2025]"),
    "op [31-12-2024]",
]
NO_PERIOD = [
    *("", "tot nader order", "tot", "eind", "het jaar", "jaar", "een", "1899", "2100", "12024", "2024a", "x2024"),
    *("meisje", "Meijer", "aprilse", "zomer", "in de winter", "12", "begin", "de maand", "juliana", "Q5"),
    "tien mensen",
]


@pytest.mark.parametrize("marked", UNTIL_WHEN)
def test_until_when(marked: str) -> None:
    before, words, after = re.split(r"[][]", marked)
    periods = _periods(before + words + after)
    assert (words, True) in periods
    assert [until for _, until in periods].count(True) == 1


@pytest.mark.parametrize("marked", NOT_UNTIL_WHEN)
def test_not_until_when(marked: str) -> None:
    before, words, after = re.split(r"[][]", marked)
    assert _periods(before + words + after) == [(words, False)]


@pytest.mark.parametrize("text", NO_PERIOD, ids=repr)
def test_no_period(text: str) -> None:
    assert _periods(text) == []


def test_several_periods_stand_side_by_side() -> None:
    assert _periods("in 2024 en 2025, of 2026; vanaf 1 mei 2024 t/m 31 juli 2025") == [
        ("in 2024", False),
        ("2025", False),
        ("2026", False),
        ("vanaf 1 mei 2024", False),
        ("t/m 31 juli 2025", True),
    ]


# --- what was missed once -------------------------------------------------------------------------------------------

ONCE = [
    *("tot de tweede\nhelft van 2025", "tot het eind van het\njaar", "tot de tweede\u00a0helft van 2025"),
    *("tot 31-12-2024", "t/m 1.5.2026", "tot zeker 2026", "tot minimaal 1 mei 2026", "tot eind volgend jaar"),
    *("vóór 1 januari 2026", "tot begin dit najaar"),
]


@pytest.mark.parametrize("text", ONCE, ids=repr)
def test_what_was_missed_once(text: str) -> None:
    assert _periods(text) == [(text, True)]


# --- what days are stated -------------------------------------------------------------------------------------------

STATED = {
    "1-3 juni 2025": {"2025-06-01", "2025-06-03"},
    "1 \u2013 3 juni 2025": {"2025-06-01", "2025-06-03"},
    "van 31 mei tot 2 juni 2025": {"2025-05-31", "2025-06-02"},
    "10 en 11 maart 2025": {"2025-03-10", "2025-03-11"},
    "op 18 mei jl.": set(),
    "op 18 mei, en in 2024": {"2024-05-18", "2024"},
    "op 18 mei in 2024 of 2025": {"2024-05-18", "2025-05-18", "2024", "2025"},
    "mei 2024": {"2024-05"},
    "MEI 2024 en Zomer 2025": {"2024-05", "2025-22"},
    "31\u00a0JULI\n2025": {"2025-07-31"},
    "juli/augustus 2025": {"2025-07", "2025-08"},
    "het voorjaar van 2024": {"2024-21"},
    "lente 2024": {"2024-21"},
    "de zomer van 2023": {"2023-22"},
    "najaar 2024": {"2024-23"},
    "herfst 2024": {"2024-23"},
    "winter 2023-2024": {"2023-24", "2024"},
    "de eerste helft van 2020": {"2020-01", "2020-06"},
    "Tweede helft 2020": {"2020-07", "2020-12"},
    "de tweede helft van het jaar 2020": {"2020-07", "2020-12"},
    "vanaf Q1 2025": {"2025-01", "2025-03"},
    "q4 2026": {"2026-10", "2026-12"},
    "het derde kwartaal van 2025": {"2025-07", "2025-09"},
    "eind 2024": {"2024"},
    "2022-2025": {"2022", "2025"},
    "2022/23": {"2022"},
    "2024-02-19 10:56": {"2024-02-19"},
    "2024-02-19T10:56": {"2024-02-19"},
    "op 31-12-2024": {"2024-12-31"},
    "t/m 1.5.2026": {"2026-05-01"},
    "1/5/2026": {"2026-05-01"},
    "1-5.2026": {"2026"},
    "131-12-2024": {"2024"},
    "31-12-20241": set(),
    "31 juli 20253": set(),  # the mark of a footnote
    "sinds 2024\u00b3": {"2024"},
    "12024": set(),
    "1899 en 2100": set(),
    "121 juli 2025": {"2025-07"},
    "a1 juli 2025": {"2025-07"},
    "juliana 2025": {"2025"},
    "mei2025": {"2025"},
    "derde helft 2020": {"2020"},
    "Q5 2025": {"2025"},
    "": set(),
}


@pytest.mark.parametrize(("text", "days"), STATED.items(), ids=list(STATED))
def test_stated_days(text: str, days: set[str]) -> None:
    assert stated_days([text]) == days
    assert stated_days(["vanaf", text, "."]) == days


def test_a_day_may_have_its_year_from_another_text() -> None:
    assert stated_days(["op 18 mei", "en in juni 2024"]) == {"2024-05-18", "2024-06"}
    assert stated_days(["op 18 mei"]) == stated_days([]) == set()


@pytest.mark.parametrize(
    ("text", "written", "days"),
    [
        ("op 18 mei jl.", date(2024, 6, 28), {"2024-05-18"}),
        ("op 18 mei jl.", date(2024, 5, 18), {"2024-05-18"}),
        ("op 18 mei jl.", date(2024, 5, 17), {"2023-05-18"}),
        ("op 18 mei jongstleden, en in 2019", date(2024, 6, 28), {"2024-05-18", "2019"}),
        ("op 10-11 maart jl.", date(2024, 3, 10), {"2024-03-10", "2023-03-11"}),
        ("in mei jl.", date(2024, 5, 1), {"2024-05"}),
        ("in mei jl.", date(2024, 4, 30), {"2023-05"}),
        ("de zomer jl.", date(2024, 6, 28), set()),
        ("op 18 mei dit jaar", date(2024, 1, 1), {"2024-05-18"}),
        ("in de tweede helft dit jaar", date(2024, 1, 1), {"2024-07", "2024-12"}),
        ("eind dit jaar", date(2024, 1, 1), {"2024"}),
        ("dit jaarlijkse", date(2024, 1, 1), set()),
        ("Dit najaar volgt meer", date(2022, 6, 17), {"2022-23"}),
        ("deze zomer, of in 2024", date(2022, 6, 17), {"2022-22", "2024"}),
        ("dit zomerhuis", date(2022, 6, 17), set()),
        ("voor het einde van het jaar", date(2022, 6, 17), {"2022-12-31"}),
        ("v\u00f3\u00f3r eind van dit jaar", date(2022, 6, 17), {"2022-12-31", "2022"}),
        ("voor het einde van het jaarverslag", date(2022, 6, 17), set()),
        *((words, None, set()) for words in ("dit najaar", "voor het einde van het jaar", "eind dit jaar")),
        ("op 18 mei", date(2024, 6, 28), {"2024-05-18"}),
        ("per 18 juli", date(2024, 6, 28), {"2023-07-18", "2024-07-18"}),
        ("op 31 juni", date(2024, 6, 28), set()),
        ("op 18 mei", None, set()),
        ("op 18 mei 2022", date(2024, 6, 28), {"2022-05-18"}),
    ],
)
def test_some_words_have_their_year_from_the_day_of_writing(text: str, written: date | None, days: set[str]) -> None:
    assert stated_days([text], written) == days
    assert stated_days([text]) == {day for day in days if day[:4] in text}


_SEASON_CODES = dict(zip(SEASONS, ("21", "21", "22", "23", "23", "24"), strict=True))
written_dates = st.one_of(
    st.builds(lambda year: (year, {year}), one_year),
    st.builds(lambda month, year: (f"{month} {year}", {f"{year}-{MONTHS.index(month) + 1:02}"}), months, one_year),
    st.builds(
        lambda day, month, year: (f"{day} {month} {year}", {f"{year}-{MONTHS.index(month) + 1:02}-{day:0>2}"}),
        *(days, months, one_year),
    ),
    st.builds(
        lambda season, of, year: (f"{season} {of}{year}", {f"{year}-{_SEASON_CODES[season]}"}),
        *(st.sampled_from(SEASONS), st.sampled_from(["", "van "]), one_year),
    ),
    st.dates(date(1900, 1, 1), date(2099, 12, 31)).map(
        lambda day: (f"{day.day}-{day.month:02}-{day.year}", {day.isoformat()})
    ),
    st.dates(date(1900, 1, 1), date(2099, 12, 31)).map(lambda day: (day.isoformat(), {day.isoformat()})),
)


@given(
    st.lists(written_dates, max_size=6),
    st.sampled_from(["; ", " en ", "\n", " tot ", ", ", " \u2013 tot "]),
    st.sampled_from([str, str.upper, str.title]),
)
def test_any_date_in_words_is_stated_as_finely_as_it_is_and_nothing_else(
    written: list[tuple[str, set[str]]], between: str, case: Callable[[str], str]
) -> None:
    text = case(between.join(words for words, _ in written))
    assert stated_days([text]) == {day for _, days in written for day in days}
    assert stated_days(words for words, _ in written) == stated_days([text])


@given(rubble | st.text(), st.text(max_size=20))
def test_what_is_stated_is_made_of_dates_and_more_text_takes_none_away(text: str, more: str) -> None:
    stated = stated_days([text])
    assert all(edtf.dates_in(day) == [day] for day in stated)
    assert stated <= stated_days([text, more])


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("2024", ["2024"]),
        ("2024-05~/2025-22", ["2024-05", "2025-22"]),
        ("../2024-05-18?", ["2024-05-18"]),
        ("2024-05-18T10:56:00", ["2024-05-18"]),
        ("202X", []),
        ("2024-XX-XX", ["2024"]),
    ],
)
def test_the_dates_in_a_date(value: str, parts: list[str]) -> None:
    assert edtf.dates_in(value) == parts


# --- dates read whole -----------------------------------------------------------------------------------------------

ABBREVIATED = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
day_words = st.sampled_from(["{}", "{}e", "{}ste", "{}de"])
month_words = st.sampled_from(
    [lambda at: MONTHS[at], lambda at: ABBREVIATED[at], lambda at: f"{ABBREVIATED[at]}.".replace("mei.", "mei")]
)
year_words = st.sampled_from(["{0}", "van {0}", "'{1:02}", "\u2019{1:02}"])
modern = st.dates(date(2000, 1, 1), date(2049, 12, 31))
places = st.sampled_from(["", "begin ", "medio ", "eind ", "half ", "halverwege ", "ultimo ", "eerste helft van "])


def _of_year(form: str, day: date) -> str:
    return form.format(day.year, day.year % 100)


whole_dates = st.one_of(
    st.builds(
        lambda day, number, month, year: (
            f"{number.format(day.day)} {month(day.month - 1)} {_of_year(year, day)}",
            {day.isoformat()},
        ),
        *(modern, day_words, month_words, year_words),
    ),
    st.builds(
        lambda place, day, month, year: (f"{place}{month(day.month - 1)} {_of_year(year, day)}", {f"{day:%Y-%m}"}),
        *(places, modern, month_words, year_words),
    ),
    st.builds(
        lambda day, form: (format(day, form), {day.isoformat()}),
        *(
            modern,
            st.sampled_from(["%d-%m-%y", "%d/%m/%y", "%d.%m.%y", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"]),
        ),
    ),
    st.builds(
        lambda first, last, day, to: (
            f"{first}{to}{last} {MONTHS[day.month - 1]} {day.year}",
            {f"{day:%Y-%m}-{first:02}", f"{day:%Y-%m}-{last:02}"},
        ),
        *(st.integers(1, 14), st.integers(15, 28), modern),
        st.sampled_from([" tot ", " tot en met ", " t/m ", " en ", " of ", "-", " \u2013 "]),
    ),
    st.builds(
        lambda quarter, word, year: (
            f"{word[quarter - 1]} {year}",
            {f"{year}-{3 * quarter - 2:02}", f"{year}-{3 * quarter:02}"},
        ),
        st.integers(1, 4),
        st.sampled_from(
            [
                ["Q1", "Q2", "Q3", "Q4"],
                [f"{word} kwartaal van" for word in ("eerste", "tweede", "derde", "vierde")],
                [f"{number}e kwartaal" for number in (1, 2, 3, 4)],
            ]
        ),
        *(one_year,),
    ),
)


@given(whole_dates, st.sampled_from(["", "(vanaf ", "loopt\n"]), st.sampled_from(["", ")", ", en meer", "; 12 mensen"]))
def test_a_date_is_read_whole_and_no_piece_of_it_is(written: tuple[str, set[str]], before: str, after: str) -> None:
    words, days = written
    assert stated_days([before + words + after]) == days
    [(period, _)] = [(words, ends) for words, ends in _periods(before + words + after) if "mensen" not in words]
    assert period.removeprefix("vanaf ") == words


@given(modern, st.sampled_from(["%d-%m-%y", "%d/%m/%y", "%d.%m.%y"]), st.sampled_from(["-05", "/05", ".05", "5", "e"]))
def test_a_longer_number_is_no_date_in_digits(day: date, form: str, more: str) -> None:
    assert _periods(format(day, form) + more) == []
    assert stated_days([format(day, form) + more]) == set()


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)), modern, st.sampled_from(["jl.", "j.l.", "a.s.", "aanstaande"]))
def test_the_last_or_next_such_day_is_near_the_day_of_writing(written: date, day: date, near: str) -> None:
    words = f"{day.day} {MONTHS[day.month - 1]} {near}"
    assert stated_days([words]) == set()
    [stated] = stated_days([words], written)
    assert stated[4:] == day.isoformat()[4:]
    past = near.startswith("j")
    assert stated <= written.isoformat() if past else stated >= written.isoformat()
    assert abs(int(stated[:4]) - written.year) <= 1


WHOLE = {
    "1e juli 2025": {"2025-07-01"},
    "eerste juli 2025": {"2025-07-01"},
    "31 mrt. 2025": {"2025-03-31"},
    "december '25": {"2025-12"},
    "1 mei '99": {"1999-05-01"},
    "15 tot 30 juni 2024": {"2024-06-15", "2024-06-30"},
    "20 tot 1 juli 2025": {"2025-07-01"},
    "28, 29 en 30 juni 2022": {"2022-06-28", "2022-06-29", "2022-06-30"},
    "eerste helft van juni 2024": {"2024-06"},
    "in de eerste helft van juni": set(),
    "eerste helft van de missie, in 2024": {"2024"},
    "1 juli 2024 \u2013 31 december 2025": {"2024-07-01", "2025-12-31"},
    "1 juli 2024-31 december 2025": {"2024-07-01", "2025-12-31"},
    "ultimo 2025": {"2025"},
    "uiterlijk half oktober 2025": {"2025-10"},
    "in het jaar 2025": {"2025"},
    "2022-06": {"2022-06"},
    "Jan ging in 2024": {"2024"},
    "paragraaf 3.1.12": set(),
    "06-12-34-56": set(),
    "dit najaar, in 2024": {"2024"},
    "augu\u017ftus 2025": {"2025"},
    "21 juli jongstleden8": set(),
    "derde kwartaal, in 2024": {"2024-07", "2024-09", "2024"},
}


@pytest.mark.parametrize(("text", "days"), WHOLE.items(), ids=list(WHOLE))
def test_dates_that_were_read_in_pieces_once(text: str, days: set[str]) -> None:
    assert stated_days([text]) == days


@pytest.mark.parametrize(
    ("text", "written", "days"),
    [
        ("volgend jaar", date(2024, 6, 28), {"2025"}),
        ("vorig jaar", date(2024, 6, 28), {"2023"}),
        ("eind volgend jaar", date(2024, 6, 28), {"2025"}),
        ("in juni van dit jaar", date(2024, 6, 28), {"2024-06"}),
        ("in de eerste helft van volgend jaar", date(2024, 6, 28), {"2025-01", "2025-06"}),
        ("volgende maand", date(2024, 12, 28), {"2025-01"}),
        ("begin deze maand", date(2024, 12, 28), {"2024-12"}),
        ("vorige maand", date(2024, 1, 28), {"2023-12"}),
        ("1 juli a.s.", date(2024, 6, 28), {"2024-07-01"}),
        ("1 juni as.", date(2024, 6, 28), {"2025-06-01"}),
        ("aanstaande mei", date(2024, 6, 28), {"2025-05"}),
        ("komend najaar", date(2024, 6, 28), {"2024-23"}),
        ("komende zomer", date(2024, 6, 28), set()),  # which one, in June?
        ("afgelopen winter", date(2024, 6, 28), {"2023-24"}),
        ("volgend voorjaar", date(2024, 6, 28), {"2025-21"}),
        ("volgend najaar", date(2024, 6, 28), set()),
        ("vorig najaar", date(2024, 6, 28), {"2023-23"}),
        ("vorig voorjaar", date(2024, 6, 28), set()),
        ("deze winter", date(2024, 1, 28), {"2023-24"}),
        ("deze winter", date(2024, 11, 28), {"2024-24"}),
        ("21 juli jongstleden8", date(2024, 6, 28), {"2023-07-21"}),
        ("sinds 24 februari j.l.", date(2024, 6, 28), {"2024-02-24"}),
        ("volgend jaar en komende zomer", date.max, set()),
        ("vorig jaar en afgelopen zomer", date.min, set()),
    ],
)
def test_the_day_of_writing_tells_the_year(text: str, written: date, days: set[str]) -> None:
    assert stated_days([text], written) == days
    assert stated_days([text]) == set()


@pytest.mark.parametrize(
    ("words", "excludes"),
    [
        ("15 tot 30 juni 2024", True),
        ("15 tot en met 30 juni 2024", False),
        ("tot medio 2025", False),  # its first half is in it
        ("tot half oktober", False),
        ("tot begin 2025", True),
        ("tot uiterlijk 1 mei 2025", False),
        ("v\u00f3\u00f3r 1 mei 2025", True),
        ("uiterlijk 1 mei 2025", False),
    ],
)
def test_an_end_may_be_left_out(words: str, excludes: bool) -> None:
    assert may_exclude(words) == excludes
    assert _periods(words) == [(words, True)]


NEW_PERIODS = [
    *("[per 1 juli] is", "[met ingang van 1 juli 2025]", "[1e juli]", "op [31-12-25]", "[in december '25]"),
    *("van [achttien maanden]", "[anderhalf jaar]", "komend [half jaar]", "[eerste helft van juni]"),
    *("op [1 juli a.s.] begint", "[volgend jaar]", "[in het derde kwartaal van 2025]", "om [15-30 juni]"),
]


@pytest.mark.parametrize("marked", NEW_PERIODS)
def test_periods_that_were_missed_or_cut(marked: str) -> None:
    before, words, after = re.split(r"[][]", marked)
    assert _periods(before + words + after) == [(words, False)]


# --- whole days -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "letter_date", "day"),
    [
        ("18 mei 2022", None, "2022-05-18"),
        ("18 mei 2022", "2020/2021", "2022-05-18"),
        ("1e juli 2022", None, "2022-07-01"),
        ("31 mrt. 2025", None, "2025-03-31"),
        ("31-12-2024", None, "2024-12-31"),
        ("18 mei", "2022-06-17", "2022-05-18"),
        ("18 mei jl.", "2022-05-17", "2021-05-18"),
        ("18 mei", None, None),
        ("18 mei", "2020/2021", None),
        ("31 juni 2022", None, None),
        ("29 februari", "2023-06-01", None),
    ],
)
def test_whole_days(words: str, letter_date: str | None, day: str | None) -> None:
    assert read_day(words, letter_date) == day
    assert re.fullmatch(f"{DAY}|{YEARLESS}(?: jl\\.)?", words)


# --- lengths of time ------------------------------------------------------------------------------------------------

DURATIONS: dict[str, set[str]] = {
    "achttien maanden": {"P18M"},
    "anderhalf jaar": {"P18M"},
    "een half jaar": {"P6M"},
    "een halfjaar": {"P6M"},
    "halfjaarlijks": set(),
    "twee en een half jaar": {"P30M"},
    "twee\u00ebnhalf jaar": {"P30M"},
    "2,5 jaar": {"P30M"},
    "2\u00bd jaar": {"P30M"},
    "\u00bd jaar": {"P6M"},
    "2,5\u00bd jaar": set(),
    "x\u00bd jaar": set(),
    "\u00e9\u00e9n week": {"P1W"},
    "zes tot negen maanden": {"P6M", "P9M"},
    "6-9 maanden": {"P6M", "P9M"},
    "een of twee jaar": {"P1Y", "P2Y"},
    "de bijdrage tot twee jaar": {"P2Y"},
    "honderd drie dagen": set(),
    "1 500 dagen": set(),
    "1.500 dagen": set(),
    "drie-en-een-half jaar": set(),
    "anderhalve maand": set(),
    "nul jaar": set(),
    "per jaar": set(),
}


@pytest.mark.parametrize(("text", "durations"), DURATIONS.items(), ids=list(DURATIONS))
def test_stated_durations(text: str, durations: set[str]) -> None:
    assert stated_durations([text]) == durations
    assert stated_durations(["inzet van", text, "."]) == durations


@given(st.text(max_size=30), st.sampled_from(["jaar", "maanden"]))
def test_no_text_breaks_the_reading_of_a_length(text: str, unit: str) -> None:
    for duration in stated_durations([f"{text} {unit}"]):
        assert re.fullmatch(r"P[1-9][0-9]{0,3}[YM]", duration)


# --- hostile texts --------------------------------------------------------------------------------------------------

HOSTILE: dict[str, Callable[[int], str]] = {
    "tot": lambda size: "tot " * size,
    "every lead": lambda size: "tot en met in de begin " * (size // 5),
    "blanks": lambda size: "tot" + " " * size * 4,
    "blanks between words": lambda size: "".join(
        word + " " * (size // 2) for word in ("tot", "in", "de", "eind", "mei")
    ),
    "years": lambda size: "2022-" * size,
    "dates": lambda size: "31 juli 2025 " * (size // 4),
    "months": lambda size: "januari " * size,
    "digits": lambda size: "1" * size * 4,
    "counts": lambda size: "1 " * size,
    "breaks": lambda size: "eind\n" * size,
    "numerals": lambda size: "1-1-" * size,
    "strokes": lambda size: "1 -  " * size,
    "halves": lambda size: "tweede helft van " * size,
    "quarters": lambda size: "derde kwartaal" + " " * size * 4,
    "days": lambda size: "1, " * size + "1 mei",
    "days and days": lambda size: "1 en 2 tot " * (size // 2),
    "falling days": lambda size: "31 tot " * size + "1 mei",
    "relations": lambda size: "komende " * size,
    "short months": lambda size: "jan " * size,
    "halves of years": lambda size: "twee en een half " * (size // 3) + "jaar",
    "one long word": lambda size: "a" * size * 4 + " jaar",
    "hyphens": lambda size: "een-" * size + "jaar",
    "numbers": lambda size: "honderd " * size + "dagen",
    "every year, then days": lambda size: "".join(f"{year} " for year in range(1900, 2100)) + "1 mei " * size,
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_take_linear_time(make: Callable[[int], str]) -> None:
    def read(size: int) -> tuple[list[Period], set[str], set[str]]:
        text = make(size)
        return list(find_periods(text)), stated_days([text]), stated_durations([text])

    periods, days, _ = assert_linear(read, 1_562)
    assert len(periods) <= 50_000
    assert len(days) <= 200 * 375
