"""The terms in Dutch prose: when something begins and ends, how long it lasts, or when it happens."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from inzet import edtf
from inzet.texts.dutch.dates.grammar import BLANK, PLACES, WrittenDate, find_dates, in_near_year, resolve
from inzet.texts.dutch.dates.lengths import find_lasting
from inzet.texts.dutch.dates.periods import SINCE, UNTIL, may_exclude
from inzet.texts.language import Term

# The words before a date, by what they make of it. After "aside" it is no term, nor after "from" if no end follows,
# nor after "after" if nothing ends: "rond 2025", "de brief van 14 juni", "na 2025".
OPENINGS = {
    "until": rf"{UNTIL}(?:{BLANK}(?:ten{BLANK}minste|tenminste|in{BLANK}ieder{BLANK}geval|ongeveer|circa))?",
    "since": SINCE,
    "period": rf"gedurende(?:{BLANK}(?:heel|geheel))?|(?:(?:in|voor|over|gedurende){BLANK})?de{BLANK}(?:hele{BLANK})?"
    rf"(?:jaren|periode)(?:{BLANK}(?:van|tussen))?",
    "between": "tussen",
    "during": rf"in(?:{BLANK}(?:heel|geheel))?",
    "before": "voor",
    "from": "van",
    "on": "op",
    "after": "na",
    "aside": r"over|uit|binnen|rond|vergaderjaar|dd\.?|d\.d\.",
}
_OPENING = re.compile(
    rf"(?<![^\W_])(?:{'|'.join(f'(?P<{kind}>{words})' for kind, words in OPENINGS.items())}){BLANK}"
    rf"(?:(?:in|het|de){BLANK}){{0,2}}(?:jaar{BLANK})?\Z",
    re.IGNORECASE,
)
# "Wordt na 30 juni niet voortgezet" ends then.
_NO_LONGER = re.compile(r"[^.,;:!?]{0,40}\bniet\b", re.IGNORECASE)
_UP_TO_NOW = re.compile(r"\s{1,4}tot\s{1,4}(?:op\s{1,4})?(?:heden|nu|vandaag)\b", re.IGNORECASE)
_OVER = re.compile(
    r"\b(?:nam|namen|droeg|droegen|leverde|leverden|werd|werden|was|waren|had|hadden|bedroeg|liep)\b"
    r"|\b(?:is|zijn|heeft|hebben)\b[^.;:!?]{0,200}?\b(?:beëindigd|verhoogd|verlaagd|uitgebreid|teruggebracht|gestart"
    r"|teruggekeerd|begonnen|geleverd|bijgedragen|deelgenomen|ingezet|afgelost|overgedragen)\b",
    re.IGNORECASE,
)
# "Sinds de oprichting van de missie in 2011" begins in 2011.
_SINCE_BEFORE = re.compile(r"\bs(?:inds|edert) [^\d.,;:!?]{1,80}\Z", re.IGNORECASE)
_AGO = re.compile(r"s(?:inds|edert)\b", re.IGNORECASE)
_LONGEST_OPENING = 100
# What may stand between two dates of one term, and between its dates and its length.
_DASH = re.compile(r"\s{0,4}[-\u2013]\s{0,4}")
_BLANK = re.compile(r"\s{1,4}")
# No brackets around a paper, whose date is no beginning.
_BRACKETS = re.compile(r"\s{1,4}\((?![^()]{0,120}(?:amerstuk|\bnr))[^()]{0,120}\),?\s{1,4}|\s{0,4},?\s{1,4}")
_COMMA = re.compile(r"\s{0,4},?\s{1,4}")
# What may stand between years and dates that are listed.
_LISTED = re.compile(r"\s{1,4}(?:en|of|als|en/of)\s{1,4}|\s{0,4}/\s{0,4}", re.IGNORECASE)
_LISTED_YEARS = re.compile(r"\s{0,4},\s{1,4}")
_ONE_AND_ALL = re.compile(r"\s{1,4}en\s{1,4}|\s{0,4},\s{1,4}", re.IGNORECASE)
_LONGEST_GAP = 140
# "Tot 2000 militairen" has no year.
_COUNTED = re.compile(
    rf"{BLANK}(?:militair|man(?:nen)?\b|mensen|person|troepen|functionaris|experts|euro|mln|miljoen|uur|kilometer)",
    re.IGNORECASE,
)
_GLUE = re.compile(r"[/_%\w-]")
_TITLE = re.compile(r"[A-ZÀ-Þ]\S{0,40}\s{1,4}\Z")
_NOUN = re.compile(r"(?<![^\W_])(?!(?:en|of|als)\s)[^\W\d_]\w{0,40}\s{1,4}\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Dated:
    """A date with the words before it, which start at ``start``; ``kind`` is one of OPENINGS, or empty."""

    start: int
    kind: str
    on: WrittenDate
    is_whole: bool
    may_exclude: bool


def find_terms(text: str, written: date | None) -> Iterator[Term]:
    """Yield the terms in a text, in its order: the longest groups of words that say something of time together.

    A date whose year is not in the words of its term, and does not follow from the day of writing, is left out.

    Args:
        text: the text.
        written: the day on which it was written, which determines the year of "18 mei jl." and "dit najaar".

    >>> text = "van oktober 2025 tot 1 mei 2026; voor de duur van een jaar; op 1 juli jl."
    >>> terms = find_terms(text, date(2024, 9, 1))
    >>> [(term.start_date, term.end_date, term.duration, term.at) for term in terms]
    [('2025-10', '2026-05-01?', None, None), (None, None, 'P1Y', None), (None, None, None, '2024-07-01')]
    """
    terms = sorted((*_dated_terms(text, written), *find_lasting(text)), key=lambda term: term.start)
    previous: Term | None = None
    for term in terms:
        if previous and _belong_together(previous, term) and _gap(text, previous.end, term.start, _COMMA):
            previous = replace(
                previous,
                end=term.end,
                start_date=previous.start_date or term.start_date,
                end_date=previous.end_date or term.end_date,
                duration=previous.duration or term.duration,
            )
            continue
        if previous:
            yield previous
        previous = term
    if previous:
        yield previous


def _belong_together(one: Term, other: Term) -> bool:
    """Whether one of two terms is only a length and the other only dates."""
    return not (one.at or other.at) and bool(one.duration) != bool(other.duration)


def _gap(text: str, start: int, end: int, words: re.Pattern[str]) -> bool:
    return 0 <= end - start <= _LONGEST_GAP and words.fullmatch(text, start, end) is not None


def _dated_terms(text: str, written: date | None) -> Iterator[Term]:
    dates = _in_own_year(text, [_open(text, found) for found in find_dates(text, written)])
    # A year in the same words, or that something is over, leaves open which year a day without one is in.
    is_open = not _OVER.search(text) and all(each.on.yearless or each.on.reckoned for each in dates)
    at = 0
    while at < len(dates):
        count = 1
        while at + count < len(dates) and _are_listed(text, *dates[at + count - 1 : at + count + 1]):
            count += 1
        if count > 1:
            listed = dates[at : at + count]
            term = _span(listed[0], listed[-1]) if _is_span(text, listed) else None
        elif at + 1 < len(dates) and _continues(text, dates[at], dates[at + 1]):
            term = _span(dates[at], dates[at + 1])
            count = 2
        else:
            term = _alone(_with_year(dates[at], text, written) if is_open else dates[at])
            term = term and replace(term, had_begun=_AGO.match(text, term.start) is not None)
        if term := term and _valid(term):
            yield term
        at += count


def _in_own_year(text: str, dates: list[_Dated]) -> list[_Dated]:
    """Return dates; a span without a year has the only year, if that stands before it: "in 2011 van mei tot juni"."""
    years = [each for each in dates if _is_year(each.on) and each.kind in ("", "during")]
    for at, (one, other) in enumerate(pairwise(dates)) if len(years) == 1 else ():
        bare = one.on.yearless and other.on.yearless
        if bare and years[0].start < one.start and _continues(text, one, other):
            begin, end = (replace(_in_year(each.on, {years[0].on.first}), yearless=False) for each in (one, other))
            span = replace(one, start=years[0].start, on=begin), replace(other, on=end)
            return [each for each in (*dates[:at], *span, *dates[at + 2 :]) if each is not years[0]]
    return dates


def _open(text: str, found: WrittenDate) -> _Dated:
    opening = _OPENING.search(text, max(0, found.start - _LONGEST_OPENING), found.start)
    start = opening.start() if opening else found.start
    kind = (opening.lastgroup or "") if opening else ""
    words = text[found.start : found.end]
    if kind == "after":
        kind = "on" if _NO_LONGER.match(text, found.end) else "aside"
    is_number = kind != "during" and words.isdecimal() and _COUNTED.match(text, found.end)
    if is_number or (kind == "" and _is_named(text, found)) or (kind == "from" and _is_occasion(found, words)):
        kind = "aside"
    if kind in ("period", "from") and _UP_TO_NOW.match(text, found.end):
        kind = "since"
    if kind == "during" and (since := _SINCE_BEFORE.search(text, max(0, start - _LONGEST_OPENING), start)):
        kind, start = "since", since.start()
    is_whole = not words.lower().startswith(PLACES)
    return _Dated(start, kind, found, is_whole, may_exclude(text[start : found.end]) or may_exclude(words))


def _with_year(dated: _Dated, text: str, written: date | None) -> _Dated:
    """Return a date with its year: "sinds 1 april" was, "met ingang van 1 april" and "tot 1 april" will be."""
    if not written or not dated.on.yearless or not dated.on.last or dated.kind not in ("since", "until"):
        return dated
    return replace(dated, on=in_near_year(dated.on, written, past=_AGO.match(text, dated.start) is not None))


def _are_listed(text: str, one: _Dated, other: _Dated) -> bool:
    if other.kind not in ("", "during"):
        return False
    years = one.on.kind == other.on.kind == "year" and other.kind == "" and one.kind not in ("until", "since")
    return _gap(text, one.on.end, other.start, _LISTED) or (
        years and _gap(text, one.on.end, other.start, _LISTED_YEARS)
    )


def _is_span(text: str, dates: list[_Dated]) -> bool:
    """Whether listed dates are the two sides of a span, or years without another between them: "in 2020 en 2021"."""
    if not all(_gap(text, one.on.end, other.start, _ONE_AND_ALL) for one, other in pairwise(dates)):
        return False
    if dates[0].kind == "between":
        return len(dates) == 2
    if dates[0].kind not in ("", "during", "period", "before") or not all(
        each.is_whole and _is_year(each.on) for each in dates
    ):
        return False
    years = [int(each.on.first) for each in dates]
    return years == list(range(years[0], years[0] + len(years)))


def _is_named(text: str, found: WrittenDate) -> bool:
    """Whether a year is a part of a name or address: "Defensienota 2022", "begroting 2022", "/2022/"."""
    if found.kind != "year" or not text[found.start].isdecimal():
        return False
    before = text[max(0, found.start - _LONGEST_OPENING) : found.start]
    is_one = found.first == found.last
    is_glued = bool(_GLUE.match(before[-1:]) or _GLUE.match(text, found.end))
    return bool(_TITLE.search(before) or (is_one and _NOUN.search(before))) or is_glued


def _is_occasion(found: WrittenDate, words: str) -> bool:
    """Whether "van" before some days means "of": "de top van 10-11 maart"."""
    return found.kind == "day" and found.first != found.last and not re.search("tot|t/m", words, re.IGNORECASE)


def _is_year(on: WrittenDate) -> bool:
    return on.kind == "year" and on.first == on.last != ""


def _continues(text: str, one: _Dated, other: _Dated) -> bool:
    """Whether two dates are the two sides of one span, such as "1 juli 2024 - 31 december 2025"."""
    if one.kind in ("until", "aside") or (one.on.first != one.on.last and one.on.kind != "month"):
        return False
    if other.kind == "" and _gap(text, one.on.end, other.start, _DASH):
        return True
    if other.kind != "until" or one.kind in ("during", "before"):
        return False
    return _gap(text, one.on.end, other.start, _BRACKETS if one.kind in ("since", "from", "period") else _BLANK)


def _span(one: _Dated, other: _Dated) -> Term | None:
    """Return the term from one date to another; a date without a year has that of the other one."""
    begin, end = one.on, other.on
    years = {on.first[:4] for on in (begin, end) if on.first and not on.yearless and not on.reckoned}
    if begin.yearless == end.yearless and begin.yearless:
        return None
    begin, end = (_in_year(on, years) for on in (begin, end))
    term = Term(one.start, other.on.end, start_date=_value(begin), end_date=_end(end, other.may_exclude))
    given = [on for on in (one.on, other.on) if not on.yearless]
    if len(given) == 2 or not _is_backwards(term):
        return term
    # "Van oktober tot en met maart 2026" has another year in front.
    return replace(term, start_date=None) if one.on.yearless else replace(term, end_date=None)


def _in_year(on: WrittenDate, years: set[str]) -> WrittenDate:
    if not on.yearless:
        return on
    year = next(iter(years), "")
    first, last = (resolve(part, year) if year and part else "" for part in (on.first, on.last))
    return replace(on, first=first, last=last)


def _value(on: WrittenDate) -> str | None:
    """Return a date in EDTF, half a year and a quarter as an interval; None if it is unclear."""
    if not on.first:
        return None
    return on.first if on.first == on.last else f"{on.first}/{on.last}"


def _end(on: WrittenDate, may_exclude: bool) -> str | None:
    return f"{_value(on)}?" if may_exclude and on.first else on.last or None


def _alone(dated: _Dated) -> Term | None:
    """Return the term of a date that stands alone; None if it is none."""
    on, kind = dated.on, dated.kind
    if kind == "between" and len(on.stated) == 2:
        on = replace(on, first=on.stated[0], last=on.stated[1])  # "tussen 15 en 30 juni"
    if on.yearless or not on.first or kind == "aside" or (on.first != on.last and not dated.is_whole):
        return None
    term = Term(dated.start, on.end, is_one_period=True)
    several = on.first != on.last
    if kind == "until":
        return replace(term, end_date=_end(on, dated.may_exclude))
    if kind == "since":
        return replace(term, start_date=_value(on))
    if kind == "before" and not (on.kind == "year" and dated.is_whole) and not several:
        return replace(term, end_date=on.last if on.kind == "year" else f"{on.last}?") if on.kind != "month" else None
    if several and kind != "on" and not (on.kind == "month" and kind in ("", "from")):
        return replace(term, start_date=on.first, end_date=_end(replace(on, first=on.last), dated.may_exclude))
    if kind in ("from", "between"):
        return None
    if kind == "period" or (kind in ("during", "before") and on.kind == "year" and dated.is_whole):
        return replace(term, start_date=on.first, end_date=on.last)
    return replace(term, at=_value(on))


def _valid(term: Term) -> Term | None:
    """Return a term without the dates that do not exist, such as "31 juni"; None if it is empty or runs backwards."""
    start_date, end_date, at = (_existing(value) for value in (term.start_date, term.end_date, term.at))
    term = replace(term, start_date=start_date, end_date=end_date, at=at)
    return None if start_date is end_date is at is None or _is_backwards(term) else term


def _existing(value: str | None) -> str | None:
    try:
        return value and edtf.parse(value).text
    except ValueError:
        return None


def _is_backwards(term: Term) -> bool:
    start_date, end_date = _existing(term.start_date), _existing(term.end_date)
    if not (start_date and end_date):
        return False  # "31 juni" is left out later
    begin, end = edtf.first_day(start_date), edtf.last_day(end_date)
    return begin is not None and end is not None and begin > end
