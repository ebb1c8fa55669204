"""Tests of `inzet.edtf`: properties, the PyPI package `edtf` as an oracle, and tables of examples.

Beware of the two names: `inzet.edtf` is the module under test, top-level `edtf` is the oracle.
"""

import math
import re
from calendar import isleap
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from time import struct_time
from typing import NamedTuple

import edtf as oracle
import pytest
from edtf.parser.parser_classes import EDTFObject
from hypothesis import given, settings
from hypothesis import strategies as st

from inzet.edtf import Edtf, first_day, last_day, parse

# --- strategies: texts, with the days that a second, simpler-minded model gives them ------------------------


class Sample(NamedTuple):
    """A valid text and the days it should be given; None is open or unknown."""

    text: str
    first: date | None
    last: date | None


def _months(text: str, year: int, month: int, count: int) -> Sample:
    """`count` months from the given one; the last day is the one before the first of the next month."""
    over, index = divmod(month - 1 + count, 12)
    if year + over > 9999:
        return Sample(text, date(year, month, 1), date.max)
    return Sample(text, date(year, month, 1), date(year + over, index + 1, 1) - timedelta(days=1))


def _day(text: str, day: date) -> Sample:
    return Sample(text, day, day)


def _marked(sample: Sample, mark: str) -> Sample:
    return sample._replace(text=sample.text + mark)


def _between(start: Sample, end: Sample) -> Sample:
    """The interval of the two, the other way round if it would run backwards."""
    assert start.first and start.last and end.first and end.last
    if start.first > end.last:
        start, end = end, start
    return Sample(f"{start.text}/{end.text}", start.first, end.last)


# Leap days, ends of months and the rims of the calendar are where the mistakes are.
LEAP_DAYS = st.sampled_from([4, 400, 1600, 1996, 2000, 2024, 9996]).map(lambda year: date(year, 2, 29))
DAYS = st.dates() | st.dates(date(2015, 1, 1), date(2030, 12, 31)) | LEAP_DAYS
MARKS = st.sampled_from(["", "?", "~", "%"])

years = DAYS.map(lambda d: _months(d.isoformat()[:4], d.year, 1, 12))
months = DAYS.map(lambda d: _months(d.isoformat()[:7], d.year, d.month, 1))
days = DAYS.map(lambda d: _day(d.isoformat(), d))
seasons = st.builds(
    lambda year, n: _months(f"{year:04}-{20 + n}", year, 3 * n, 3), st.integers(1, 9998), st.integers(1, 4)
)
unspecified = st.one_of(
    st.integers(1, 999).map(lambda n: _months(f"{n:03}X", 10 * n, 1, 120)),
    st.integers(1, 99).map(lambda n: _months(f"{n:02}XX", 100 * n, 1, 1200)),
    years.map(lambda sample: _marked(sample, "-XX")),
    years.map(lambda sample: _marked(sample, "-XX-XX")),
    months.map(lambda sample: _marked(sample, "-XX")),
)
zones = st.one_of(
    st.sampled_from(["", "Z", "+14", "+14:00", "-00:00"]),
    st.builds("{}{:02}".format, st.sampled_from("+-"), st.integers(0, 13)),
    st.builds("{}{:02}:{:02}".format, st.sampled_from("+-"), st.integers(0, 13), st.integers(0, 59)),
)
moments = st.builds(lambda d, t, zone: _day(f"{d}T{t:%H:%M:%S}{zone}", d), DAYS, st.times(), zones)
ends = st.builds(_marked, years | months | days | seasons, MARKS)
intervals = st.builds(_between, ends, ends)
no_date = st.sampled_from(["", ".."])
half_open = st.one_of(
    st.builds(lambda side, end: Sample(f"{side}/{end.text}", None, end.last), no_date, ends),
    st.builds(lambda start, side: Sample(f"{start.text}/{side}", start.first, None), ends, no_date),
)


def samples() -> st.SearchStrategy[Sample]:
    """Valid texts of every form of levels 0 and 1, with their first and last day."""
    return st.one_of(ends, st.builds(_marked, unspecified, MARKS), moments, intervals, half_open)


def edtf_texts() -> st.SearchStrategy[str]:
    """Valid texts of every form of levels 0 and 1."""
    return samples().map(lambda sample: sample.text)


def near_misses() -> st.SearchStrategy[str]:
    """Valid texts after one or two small slips of the pen; some are still valid."""
    slip = st.tuples(st.integers(0, 25), st.integers(0, 1), st.sampled_from(["", *"0123456789-/.?~%XTZ:+ Y"]))

    def slipped(text: str, slips: list[tuple[int, int, str]]) -> str:
        for where, removed, added in slips:
            text = text[:where] + added + text[where + removed :]
        return text

    return st.builds(slipped, edtf_texts(), st.lists(slip, min_size=1, max_size=2))


def parsed(text: str) -> Edtf | None:
    try:
        return parse(text)
    except ValueError:
        return None


# --- properties ---------------------------------------------------------------------------------------------


@given(samples())
def test_the_days_are_those_of_the_model(sample: Sample) -> None:
    assert (first_day(sample.text), last_day(sample.text)) == (sample.first, sample.last)


@given(edtf_texts())
def test_the_first_day_is_not_after_the_last(text: str) -> None:
    value = parse(text)
    assert value.first is None or value.last is None or value.first <= value.last
    assert value.first or value.last, "a text without either day says nothing"


@given(st.dates())
def test_a_full_date_is_its_own_first_and_last_day(day: date) -> None:
    assert parse(day.isoformat()) == Edtf(day.isoformat(), day, day, uncertain=False, approximate=False)


@given(edtf_texts())
def test_a_value_reads_back_from_its_text(text: str) -> None:
    assert str(parse(text)) == text
    assert parse(str(parse(text))) == parse(text)


@given(years | months | seasons, st.data())
def test_a_period_holds_each_of_its_days_and_not_its_neighbours(sample: Sample, data: st.DataObject) -> None:
    value = parse(sample.text)
    assert value.first and value.last
    day = data.draw(st.dates(value.first, value.last))
    assert parse(f"{sample.text}/{day}").first == value.first
    assert parse(f"{day}/{sample.text}").last == value.last
    if value.last < date.max:
        with pytest.raises(ValueError, match="backwards"):
            parse(f"{value.last + timedelta(days=1)}/{sample.text}")


@given(DAYS)
def test_a_wider_date_begins_no_later_and_ends_no_earlier(day: date) -> None:
    whole = day.isoformat()
    widening = [whole, whole[:7], whole[:7] + "-XX", whole[:4], whole[:4] + "-XX", whole[:4] + "-XX-XX"]
    widening += [text for text in (whole[:3] + "X", whole[:2] + "XX") if int(text.replace("X", "0"))]
    values = [parse(text) for text in widening]
    for narrow, wide in pairwise(values):
        assert narrow.first and narrow.last and wide.first and wide.last
        assert wide.first <= narrow.first <= narrow.last <= wide.last


@given(DAYS)
def test_the_seasons_take_turns_without_gap_or_overlap(day: date) -> None:
    year = min(day.year, 9997)
    turns = [f"{year:04}-{season}" for season in (21, 22, 23, 24)] + [f"{year + 1:04}-21"]
    for before, after in pairwise(turns):
        last, first = last_day(before), first_day(after)
        assert last and first and last + timedelta(days=1) == first


@given(years | months | days | seasons | unspecified, MARKS)
def test_a_qualifier_changes_nothing_but_its_flag(sample: Sample, mark: str) -> None:
    plain, value = parse(sample.text), parse(sample.text + mark)
    assert (value.first, value.last) == (plain.first, plain.last)
    assert (value.uncertain, value.approximate) == (mark in ("?", "%"), mark in ("~", "%"))


@given(ends, ends)
def test_an_interval_takes_its_days_and_flags_from_its_ends(start: Sample, end: Sample) -> None:
    a, b = parse(start.text), parse(end.text)
    value = parsed(f"{start.text}/{end.text}")
    assert a.first and b.last
    assert (value is None) == (a.first > b.last)
    if value:
        assert (value.first, value.last) == (a.first, b.last)
        assert value.uncertain == (a.uncertain or b.uncertain)
        assert value.approximate == (a.approximate or b.approximate)


@given(st.sampled_from([years, months, days, seasons]).flatmap(lambda kind: st.tuples(kind, kind)))
def test_of_two_dates_of_one_precision_one_order_is_refused(pair: tuple[Sample, Sample]) -> None:
    a, b = pair
    accepted = [parsed(f"{a.text}/{b.text}"), parsed(f"{b.text}/{a.text}")]
    assert [value for value in accepted if value], "one order is always right"
    assert all(accepted) == (a.text == b.text)


@given(st.text() | st.text("0123456789-/.?~%XTZ:+ Y", max_size=26) | near_misses())
def test_any_text_at_all_parses_or_raises_value_error_that_shows_it(text: str) -> None:
    try:
        value = parse(text)
    except ValueError as error:
        assert str(error).startswith(repr(text[:25]))
        assert re.search(r"write|the last day of that month is", str(error)), "says what a right one looks like"
    else:
        assert value.text == text and re.fullmatch(r"[-0-9/.?~%XTZ:+]{4,25}", text)


@given(st.none() | st.integers() | st.binary() | st.dates() | st.lists(st.text()) | st.floats())
def test_anything_but_a_text_is_a_type_error(value: object) -> None:
    with pytest.raises(TypeError, match="is a str such as"):
        parse(value)  # type: ignore[arg-type]


# --- the oracle ---------------------------------------------------------------------------------------------
# Every difference has a name, a rule that says which texts it covers, and an example that proves it is still
# there. Two more are differences of days, and are undone in `compare`: the winter and the unknown side.

Rule = Callable[[str], object]
LEVEL_1_X = r"([0-9]{3}X|[0-9]{2}XX|[0-9]{4}(-[0-9]{2})?-XX|[0-9]{4}-XX-XX)[?~%]?"


def like(pattern: str) -> Rule:
    return re.compile(pattern, re.DOTALL).fullmatch


def has_29_february_of_a_common_year(text: str) -> bool:
    return any(not isleap(int(year)) for year in re.findall(r"([0-9]{4})-02-29", text))


def runs_backwards(text: str) -> bool:
    value = ask(text) if re.fullmatch(r"[^/.]+/[^/.]+", text) else None
    return bool(value and value.lower_strict() > value.upper_strict())


REFUSED_BY_ORACLE: dict[str, tuple[Rule, str]] = {
    "a qualified season alone, though not in an interval": (like(r"[0-9]{4}-2[1-4][?~%]"), "2023-22?"),
    "an offset of zero": (like(r".*T.*[+-]00(:00)?"), "2024-06-17T09:30:00+00:00"),
    "an offset of 14 hours without minutes": (like(r".*T.*[+-]14"), "2024-06-17T09:30:00+14"),
}
REFUSED_HERE: dict[str, tuple[Rule, str]] = {
    "an interval that runs backwards": (runs_backwards, "2025/2024"),
    "29 February of a common year": (has_29_february_of_a_common_year, "2023-02-29"),
    "blanks around it or within": (like(r".*\s.*"), "2023 / 2024 "),
    "the year 0, in which 000X and 00XX begin": (like(r"(.*/)?(0000|000X|00XX)[^/]*(/.*)?"), "000X"),
    "negative years": (like(r"(.*/)?-[0-9X]{4}.*"), "-0044"),
    "long years": (like(r"Y.*"), "Y12345"),
    "the winter of 9999": (like(r"(.*/)?9999-24[?~%]?(/.*)?"), "9999-24"),
    "midnight as 24:00:00": (like(r".*T24:00:00.*"), "2024-06-17T24:00:00"),
    "a time behind a year or month": (like(r"[0-9]{4}(-[0-9]{2})?T.*"), "2024T09:30:00"),
    "level 2: X elsewhere, or in an interval": (like(rf"(?!{LEVEL_1_X}\Z).*X.*"), "201X/2020"),
    "level 2: a qualifier of a part": (like(r"(.*[?~%]-?[0-9].*)"), "2024?-06"),
    "level 2: seasons 25 to 41": (like(r"[0-9]{4}-(2[5-9]|3[0-9]|4[01])"), "2024-25"),
    "level 2: sets": (like(r"\[.*\]|\{.*\}"), "[2022,2024]"),
    "level 2: significant digits": (like(r".*S[0-9]+"), "1950S2"),
    "open on both sides": (like(r"\.\./\.\."), "../.."),
}


def ask(text: str) -> EDTFObject | None:
    """What the oracle makes of a text; None if it refuses it, which it does by crashing now and then."""
    try:
        value = oracle.parse_edtf(text)
    except Exception:
        return None
    assert value is None or isinstance(value, EDTFObject)
    return value


def compare(ours: Edtf, theirs: EDTFObject) -> None:
    """Assert that both mean the same days and flags, but for two named differences."""
    start, slash, end = ours.text.partition("/")
    lower: struct_time | float = theirs.lower_strict()
    upper: struct_time | float = theirs.upper_strict()
    last = ours.last
    if winter := re.fullmatch(r"([0-9]{4})-24[?~%]?", end if slash else start):
        last = date(int(winter[1]), 12, 31)  # difference: the oracle ends winter in December of its year
    if slash and start in ("", ".."):
        assert ours.first is None
        assert start == "" or lower == -math.inf  # difference: for an unknown side it guesses ten years
    else:
        assert ours.first and isinstance(lower, struct_time) and lower[:3] == ours.first.timetuple()[:3]
    if slash and end in ("", ".."):
        assert last is None
        assert end == "" or upper == math.inf
    else:
        assert last and isinstance(upper, struct_time) and upper[:3] == last.timetuple()[:3]
    both = theirs.is_uncertain_and_approximate  # its other two flags leave "%" out
    assert ours.uncertain == (theirs.is_uncertain or both)
    assert ours.approximate == (theirs.is_approximate or both)


def agree(text: str) -> None:
    ours, theirs = parsed(text), ask(text)
    if ours and theirs:
        compare(ours, theirs)
    elif ours or theirs:
        differences = REFUSED_BY_ORACLE if ours else REFUSED_HERE
        assert any(rule(text) for rule, _ in differences.values()), "a difference without a name"


@settings(max_examples=100, deadline=None)
@given(edtf_texts())
def test_the_oracle_accepts_what_is_valid_and_gives_the_same_days(text: str) -> None:
    assert parse(text)
    agree(text)


@settings(max_examples=100, deadline=None)
@given(near_misses())
def test_the_oracle_agrees_on_near_misses(text: str) -> None:
    agree(text)


@pytest.mark.parametrize("name", REFUSED_BY_ORACLE)
def test_the_oracle_refuses(name: str) -> None:
    rule, example = REFUSED_BY_ORACLE[name]
    assert rule(example) and parse(example) and ask(example) is None


@pytest.mark.parametrize("name", REFUSED_HERE)
def test_the_oracle_accepts(name: str) -> None:
    rule, example = REFUSED_HERE[name]
    assert rule(example) and ask(example) and parsed(example) is None


def test_the_oracle_has_another_winter_and_guesses_unknown_days() -> None:
    winter, unknown = ask("2023-24"), ask("2022-06/")
    assert winter and tuple(winter.upper_strict()[:3]) == (2023, 12, 31)
    assert unknown and tuple(unknown.upper_strict()[:3]) == (2032, 6, 1)


# --- examples -----------------------------------------------------------------------------------------------

ACCEPTED = """
2024                       2024-01-01  2024-12-31
0001                       0001-01-01  0001-12-31
9999                       9999-01-01  9999-12-31
2028-06                    2028-06-01  2028-06-30
2023-02                    2023-02-01  2023-02-28
2024-02                    2024-02-01  2024-02-29
1900-02                    1900-02-01  1900-02-28
2000-02                    2000-02-01  2000-02-29
2025-07-31                 2025-07-31  2025-07-31
2022-06-17                 2022-06-17  2022-06-17
2024-02-29                 2024-02-29  2024-02-29
2024-06-17T09:30:00        2024-06-17  2024-06-17
2024-06-17T23:59:59Z       2024-06-17  2024-06-17
2024-06-17T00:00:00+02     2024-06-17  2024-06-17
2024-06-17T00:00:00-09:30  2024-06-17  2024-06-17
2024-06-17T00:00:00+14:00  2024-06-17  2024-06-17
2023-21                    2023-03-01  2023-05-31
2023-22                    2023-06-01  2023-08-31
2023-23                    2023-09-01  2023-11-30
2023-24                    2023-12-01  2024-02-29
2024-24                    2024-12-01  2025-02-28
9998-24                    9998-12-01  9999-02-28
201X                       2010-01-01  2019-12-31
001X                       0010-01-01  0019-12-31
20XX                       2000-01-01  2099-12-31
99XX                       9900-01-01  9999-12-31
2004-XX                    2004-01-01  2004-12-31
1985-04-XX                 1985-04-01  1985-04-30
1984-02-XX                 1984-02-01  1984-02-29
1985-XX-XX                 1985-01-01  1985-12-31
2024?                      2024-01-01  2024-12-31
2024-06~                   2024-06-01  2024-06-30
2024-06-17%                2024-06-17  2024-06-17
2023-22?                   2023-06-01  2023-08-31
201X~                      2010-01-01  2019-12-31
2025/2028-06               2025-01-01  2028-06-30
2022/2022                  2022-01-01  2022-12-31
2024-06/2024               2024-06-01  2024-12-31
2024-12-31/2024            2024-12-31  2024-12-31
2024/2024-06               2024-01-01  2024-06-30
2023-24/2024-01            2023-12-01  2024-01-31
2024-02-29/2023-24         2024-02-29  2024-02-29
2022?/2023-22~             2022-01-01  2023-08-31
../2024                    -           2024-12-31
2024/..                    2024-01-01  -
/2022                      -           2022-12-31
2022-06/                   2022-06-01  -
../2023-24%                -           2024-02-29
"""


@pytest.mark.parametrize("line", ACCEPTED.strip().splitlines(), ids=lambda line: line.split()[0])
def test_accepted(line: str) -> None:
    text, first, last = line.split()
    assert [str(first_day(text) or "-"), str(last_day(text) or "-")] == [first, last]


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [
        ("2024", False, False),
        ("2024?", True, False),
        ("2024~", False, True),
        ("2024%", True, True),
        ("2023?/2024", True, False),
        ("2023/2024~", False, True),
        ("2023?/2024~", True, True),
        ("../2024%", True, True),
    ],
)
def test_flags(text: str, uncertain: bool, approximate: bool) -> None:
    assert (parse(text).uncertain, parse(text).approximate) == (uncertain, approximate)


# A piece of the message, then the texts that it refuses.
REFUSED = {
    "the last day of that month is 2023-02-28 (2023 is not a leap year)": "2023-02-29 2022/2023-02-29",
    "the last day of that month is 1900-02-28 (1900 is not a leap year)": "1900-02-29 1900-02-29T09:30:00",
    "no such day; the last day of that month is 2023-02-28": "2023-02-30 2023-02-00",
    "no such day; the last day of that month is 2024-02-29": "2024-02-30 2024-02-30?",
    "no such day; the last day of that month is 2023-04-30": "2023-04-31 2023-04-31/..",
    "no month 13; write 01 to 12, or 21 to 24 without a day": "2023-13 2023-13-01 2023-13-XX 2022/2023-13",
    "no month 00; write 01 to 12, or 21 to 24 without a day": "2023-00 2023-00-17",
    "or 21 to 24 without a day for a season": "2023-20 2023-25 2023-41 2023-22-01 2023-22-XX",
    "it runs backwards: 2025 begins after the end of 2024; write 2024/2025": "2025/2024",
    "it runs backwards": """
        2025-06/2024 2024-06-17/2024-06-16 2024-07/2024-06-30 2023-22/2023-21 2023-24/2023-23~ 2024?/2023%
        2024-03-01/2023-24""",
    "an interval has a date on at least one side; write it as 2024/.. or ../2024": "/ ../ /.. ../..",
    "years run from 0001 to 9999, in four digits": """
        0000 0000-06 0000-06-17 0000? 0000/2024 000X 00XX 0000-XX -0044 -0044-03-15 ../-0044 +2024
        Y12345 Y-12345 9999-24 2024/9999-24?""",
    "a time is 00:00:00 to 23:59:59 after a full date; write it as 2024-06-17T09:30:00+02:00": """
        2024T09:30:00 2024-06T09:30:00 2024-06-17T 2024-06-17T09:30 2024-06-17T24:00:00 2024-06-17T23:59:60
        2024-06-17T09:60:00 2024-06-17T09:30:00z 2024-06-17T09:30:00+2 2024-06-17T09:30:00+15
        2024-06-17T09:30:00+14:01 2024-06-17T09:30:00? 2024?T09:30:00""",
    "an interval is two dates and one slash, without X or time; write it as 2022-06/2024": """
        2022/2023/2024 17/06/2022 // 201X/2020 2019/202X 2004-XX/2005 2024-06-17T09:30:00/..""",
    "is not a date of level 0 or 1; write it as 2024, 2024-06, 2024-06-17, 2023-22 or 2022/2024": """
        x .. ... ? unknown 20 202 20245 20240617 2024-6 2024-06-1 24-06-17 17-06-2022 2024- 2024-06- 2024--06
        2024.06.17 2024?? 2024?~ 2024/06 2024/6-17 2024.. ..2024 2022..2024 2024/... 2022-06-17/18
        XXXX 2XXX 2X24 201X-06 20XX-XX 2024-XX-17 2024-1X 2024-06-1X 201x 2024-xx
        ?2024 2024?-06 2024-06?-17 1950S2 [2022,2024] {2022,2024} 2024^x""",
}
CASES = [(text, reason) for reason, texts in REFUSED.items() for text in texts.split()]
CASES += [(text, "is not a date of level 0 or 1") for text in ("", "2024-06-17 09:30:00", "2024\x00", "\ud800")]
CASES += [(text, "is not a date of level 0 or 1") for text in ("\u0662\u0660\u0662\u0664", "2022\u20132024")]
CASES += [(text, "it starts or ends with a blank") for text in (" 2024", "2024\n", "2024 /2025", "\xa02024")]
CASES += [(text, "is not EDTF: write at most 25 characters") for text in ("2" * 26, "2024" + " " * 10**6)]


@pytest.mark.parametrize(("text", "reason"), CASES, ids=[text[:30] for text, _ in CASES])
def test_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError) as refusal:
        parse(text)
    assert type(refusal.value) is ValueError
    message = str(refusal.value)
    assert reason in message and message.startswith(repr(text[:25])) and len(message) < 250


def test_a_value_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        parse("2024").first = None  # type: ignore[misc]
    assert len({parse("2024"), parse("2024"), parse("2024-XX")}) == 2
