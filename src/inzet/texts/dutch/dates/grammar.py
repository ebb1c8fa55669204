"""Dates in Dutch prose: "31 mrt. 2025", "15 tot 30 juni", "eind volgend jaar"; each is read whole or not at all."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date

from inzet import edtf
from inzet.texts.dutch.tables import any_of
from inzet.words.dates import MONTHS as NAMES_OF_MONTHS

MONTHS = NAMES_OF_MONTHS["nl"]
ABBREVIATED = {"jan": 1, "feb": 2, "febr": 2, "mrt": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8}
ABBREVIATED |= {"sep": 9, "sept": 9, "okt": 10, "nov": 11, "dec": 12}
SEASONS = {"voorjaar": 21, "lente": 21, "zomer": 22, "najaar": 23, "herfst": 23, "winter": 24}  # as in EDTF
ORDINALS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "laatste": 4, "1e": 1, "2e": 2, "3e": 3, "4e": 4}
ORDINALS |= {"1ste": 1, "2de": 2, "3de": 3, "4de": 4}
PLACES = ("begin", "medio", "einde", "eind", "halverwege", "half", "midden", "primo", "ultimo")
"""Words for a place in a month, season or year; EDTF cannot say it, so the month, season or year is read."""
YEARS = {"dit": 0, "volgend": 1, "vorig": -1, "het": None, "dat": None, "hetzelfde": None}
"""Words before "jaar", with the distance to the year of writing; None if that does not determine the year."""
LAST = (r"jl\.?", r"j\.l\.?", r"l\.l\.?", "jongstleden", "laatstleden")
NEXT = (r"a\.s\.?", r"as\.", r"e\.k\.?", "aanstaande", "eerstkomende", "eerstvolgende")
RELATIONS = {"dit": "this", "deze": "this", "komend": "coming", "komende": "coming", "aanstaande": "coming"}
RELATIONS |= {"volgend": "next", "volgende": "next", "vorig": "previous", "vorige": "previous", "afgelopen": "past"}
_FIRST_OF_LAST_CENTURY = 50  # '50 is 1950, and '49 is 2049
_SOON = 274  # days, nine months
_MONTHS_AWAY = {"deze": 0, "volgende": 1, "vorige": -1}


def _any_of(words: Iterable[str]) -> str:
    # In a group without Unicode, because otherwise "s" also matches a long s.
    return f"(?a:{any_of(words)})"


BLANK = r"\s{1,80}"
_FEW = r"\s{0,4}"
_WORD_ENDS = r"(?![^\W_])"
_MARK_MAY_FOLLOW = r"(?![^\W\d_])"  # the mark of a footnote
_YEAR = r"(?:19|20)[0-9]{2}"
# One or two digits directly after a year are the mark of a footnote.
_YEAR_ENDS = r"(?![0-9]{3}|(?![\u00b2\u00b3\u00b9\u2070-\u2079])[^\W\d_])"
_MONTH = rf"(?:(?P<month>{_any_of(MONTHS)}){_WORD_ENDS}|(?P<short>{_any_of(ABBREVIATED)})(?:\.|{_WORD_ENDS}))"
_DAY_NUMBER = r"(?:3[01]|[12][0-9]|0?[1-9])(?![0-9])"
_MONTH_NUMBER = r"(?:1[0-2]|0?[1-9])"
_DAY = rf"{_DAY_NUMBER}(?:ste|de|e)?"
_EARLIER = (
    rf"(?P<earlier>(?:{_DAY},{BLANK}){{0,4}}{_DAY})"
    rf"(?P<join>{_FEW}[-\u2013]{_FEW}|{BLANK}(?:en|of|à|tot{BLANK}en{BLANK}met|tot|t/m){BLANK})"
)
_HALVES = [word for word, number in ORDINALS.items() if number <= 2]
_SPAN = rf"(?:{_any_of(_HALVES)}{BLANK}helft|{_any_of(ORDINALS)}{BLANK}kwartaal|Q[1-4]){_WORD_ENDS}"


def _years(name: str) -> str:
    """Return the expression for a year, or for two: "2022-2025", "2022/23"."""
    # The second number in "2024-12-31" and "2024-12 juni" is no year.
    no_date = rf"(?![0-9]|[-./][0-9]|{_FEW}(?:{_any_of(MONTHS)}|{_any_of(ABBREVIATED)}){_WORD_ENDS})"
    return (
        rf"(?P<{name}>{_YEAR})(?:\s?[-/\u2013]\s?(?P<{name}_to>{_YEAR})(?![-./][0-9]){_YEAR_ENDS}"
        rf"|[-/\u2013](?P<{name}_short>[0-9]{{2}}){no_date})?{_YEAR_ENDS}"
    )


_OF_YEAR = (
    rf"(?:{BLANK}(?:van{BLANK})?(?:het{BLANK}jaar{BLANK})?{_years('of')}"
    rf"|\s{{0,80}}[\u2018\u2019'](?P<century>[0-9]{{2}}){_WORD_ENDS}"
    rf"|{BLANK}(?:van{BLANK})?(?P<by>{_any_of(YEARS)}){BLANK}jaar{_MARK_MAY_FOLLOW}"
    rf"|{BLANK}(?:(?P<last>{'|'.join(LAST)})|(?P<next>{'|'.join(NEXT)})){_MARK_MAY_FOLLOW})?"
)
# Where a date may start: the long expression is tried only there.
_STARTS = {word[:3] for word in (*MONTHS, *ABBREVIATED, *SEASONS, *ORDINALS, *PLACES, *RELATIONS, "maand", "Q")}
_START = re.compile(
    rf"(?<![0-9])[0-9]|\b(?:{'|'.join(sorted(start for start in _STARTS if start.isalpha()))})", re.IGNORECASE
)
_DATE = re.compile(
    rf"(?P<iso>{_YEAR}-[0-9]{{2}}-[0-9]{{2}})(?![0-9])"
    rf"|(?P<nd>{_DAY_NUMBER})(?P<sign>[-./])(?P<nm>{_MONTH_NUMBER})(?P=sign)"
    rf"(?:(?P<ny>{_YEAR}){_YEAR_ENDS}|(?P<ns>[0-9]{{2}})(?![-./]?[0-9]|[^\W_]))"
    rf"|(?:(?<![^\W_])(?P<part>{_SPAN}|{_any_of(PLACES)})(?:{BLANK}van)?(?:{BLANK}(?:de|het)(?!{BLANK}jaar))?{BLANK})?"
    rf"(?:(?<![^\W_])(?:"
    rf"(?:(?:(?:{_EARLIER})?(?P<day>{_DAY}|(?a:eerste))|maand|{_any_of(SEASONS)}|(?P<relation>{_any_of(RELATIONS)})){BLANK})?"
    rf"(?:{_MONTH}|(?(day)(?!))(?P<season>{_any_of(SEASONS)}){_WORD_ENDS}){_OF_YEAR}"
    rf"|(?P<away>{_any_of(_MONTHS_AWAY)}){BLANK}maand{_WORD_ENDS}"
    rf"|(?P<whole>{_any_of(YEARS)}){BLANK}jaar(?!{BLANK}{_YEAR}){_MARK_MAY_FOLLOW})"
    rf"|(?:het{BLANK}jaar{BLANK})?{_years('year')})"
    rf"|(?<![^\W_])(?P<alone>{_SPAN})(?!{BLANK}van\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date in a text.

    Attributes:
        start: where it starts.
        end: where it ends.
        stated: the days, months, seasons and years in its words, in EDTF; without the year and its dash if the words
            leave the year open, and none if only the day of writing could tell.
        first: the one of them on which it begins; empty if that is unclear.
        last: the one of them on which it ends.
        yearless: whether ``stated``, ``first`` and ``last`` are without year.
        reckoned: whether its year is reckoned from the day of writing.
        bare: whether it is only a season, half or quarter, of any year.
        kind: ``year`` if it is one or more whole years, ``day`` if it is one or more days, else ``month``.
    """

    start: int
    end: int
    stated: tuple[str, ...]
    first: str
    last: str
    yearless: bool
    reckoned: bool
    bare: bool
    kind: str


def find_dates(text: str, written: date | None) -> Iterator[WrittenDate]:
    """Yield the dates in a text, in its order.

    Args:
        text: the text.
        written: the day on which it was written, which determines the year of "18 mei jl." and "eind dit jaar".

    >>> [(found.first, found.last) for found in find_dates("van 15 tot 30 juni 2024, of dit najaar", date(2024, 5, 1))]
    [('2024-06-15', '2024-06-30'), ('2024-23', '2024-23')]
    """
    position = 0
    for start in (match.start() for match in _START.finditer(text)):
        # A refused number may be followed by a date: "20 tot 1 juli".
        if start >= position and (match := _DATE.match(text, start)) and not _is_refused(match):
            yield _read(match, written)
            position = match.end()


def resolve(part: str, year: str) -> str:
    """Return a date with its year; ``part`` is empty for the whole year, and ``year`` if it is open."""
    return "-".join(filter(None, (year, part)))


def in_near_year(on: WrittenDate, written: date, *, past: bool) -> WrittenDate:
    """Return a date without a year with one: that of the last such date before a day, or that of the next one.

    A next one that is more than nine months away stays without a year: "1 oktober" may be over in November. So do
    seasons.
    """
    day = written.isoformat()[5:][: len(on.last)]
    year = written.year - (on.last > day) if past else written.year + (on.last < day)
    if not 1 < year < MAXYEAR or not on.last or on.first > on.last or on.last > "13":
        return on
    first, last = (resolve(part, f"{year:04}") for part in (on.first, on.last))
    try:
        day_from = edtf.first_day(first)
    except ValueError:
        return on  # 31 juni
    if not past and (day_from is None or (day_from - written).days > _SOON):
        return on
    return replace(on, first=first, last=last, yearless=False, reckoned=True)


def _is_refused(match: re.Match[str]) -> bool:
    """Whether a match is no date: "12-06-12-25", "3.1.12", "Jan", "20 tot 1 juli", "het jaar"."""
    if match["ns"]:
        before = match.string[max(0, match.start() - 2) : match.start()]
        return bool(re.fullmatch(r"[0-9][-./]", before)) or (match["sign"] == "." and len(match[0]) < 8)
    if match["earlier"]:
        days = _days(match)
        return days != sorted(set(days))
    if match["short"]:
        return not any(match[name] for name in ("day", "of", "century", "by", "last", "next"))
    return match["whole"] is not None and YEARS[match["whole"].lower()] is None and not match["part"]


def _read(match: re.Match[str], written: date | None) -> WrittenDate:
    parts = _parts(match, written)
    years = [_year_of(match, part, written) for part in parts]
    values = [resolve(part, year) for part, year in zip(parts, years, strict=True) if year is not None]
    stated = tuple(value for value in values if value)
    first, last = (stated[0], stated[-1]) if stated else ("", "")
    if further := match["of_to"] or match["year_to"]:
        stated += (further,)
        first, last = (first, further) if parts == ("",) and first < further else ("", "")
    is_list = match["join"] and not re.search(r"[-\u2013]|tot|t/m", match["join"].lower())
    if is_list or None in years or match["of_short"] or match["year_short"]:
        first = last = ""
    is_open = "" in years
    named_span = match["alone"] and match["alone"][0] not in "Qq"
    return WrittenDate(
        *match.span(),
        stated=stated,
        first=first,
        last=last,
        yearless=is_open,
        reckoned=any(match[name] for name in ("by", "whole", "relation", "away", "last", "next")),
        bare=is_open and not match["by"] and bool(match["season"] or named_span),
        kind="day" if match["day"] or match["nd"] or match["iso"] else "year" if parts == ("",) else "month",
    )


def _parts(match: re.Match[str], written: date | None) -> tuple[str, ...]:
    """Return the EDTF parts after the year: months, days with their month, or a season; empty for the whole year."""
    if match["iso"]:
        return (match["iso"][5:],)
    if match["nd"]:
        return (f"{int(match['nm']):02}-{int(match['nd']):02}",)
    if match["season"]:
        return (str(SEASONS[match["season"].lower()]),)
    name = (match["month"] or match["short"] or "").lower()
    if name:
        month = f"{MONTHS.index(name) + 1 if match['month'] else ABBREVIATED[name]:02}"
        return tuple(f"{month}-{day:02}" for day in _days(match)) or (month,)
    if match["away"]:
        return (f"{(written.month + _MONTHS_AWAY[match['away'].lower()] - 1) % 12 + 1:02}",) if written else ()
    span = (match["alone"] or match["part"] or "").lower().split()
    if not span or span[0] in PLACES:
        month = match["year_short"] or ""
        is_month = re.fullmatch("0[1-9]|1[0-2]", month) and month <= match["year"][2:] and "-" in match[0]
        return (month if is_month else "",)  # "2022-06", not "2022-25"
    length = 6 if span[-1] == "helft" else 3
    last = length * (ORDINALS[span[0]] if len(span) > 1 else int(span[0][1:]))
    return f"{last - length + 1:02}", f"{last:02}"


def _days(match: re.Match[str]) -> list[int]:
    words = f"{match['earlier'] or ''} {match['day'] or ''}".lower().replace("eerste", "1")
    return [int(day) for day in re.findall("[0-9]+", words)]


def _year_of(match: re.Match[str], part: str, written: date | None) -> str | None:
    """Return the year of a part of a date; empty if the words leave it open, None if they do not suffice."""
    if digits := match["iso"] or match["ny"] or match["of"] or match["year"]:
        return digits[:4]
    if digits := match["ns"] or match["century"]:
        return f"{19 if int(digits) >= _FIRST_OF_LAST_CENTURY else 20}{digits}"
    distance: int | None = None
    relation = RELATIONS.get((match["relation"] or "").lower())
    if by := match["by"] or match["whole"]:
        distance = YEARS[by.lower()]
        if distance is None:
            return ""
    elif not (relation or match["last"] or match["next"] or match["away"]):
        return ""
    if not written or not 1 < written.year < MAXYEAR - 1:
        return None
    if match["away"]:
        distance = (written.month + _MONTHS_AWAY[match["away"].lower()] - 1) // 12
    elif relation:
        distance = _distance(part, relation, written)
    elif match["last"] or match["next"]:
        if match["season"]:
            return None
        day = written.isoformat()[5:][: len(part)]
        # The last such day is in the year of writing unless it is still to come, and the next one unless it is over.
        distance = -(part > day) if match["last"] else int(part < day)
    return None if distance is None else f"{written.year + distance:04}"


def _distance(part: str, relation: str, written: date) -> int | None:
    """Return how many years after the year of writing "komende zomer" or "vorige mei" is; None if that is unclear."""
    if relation == "this":
        # In January "deze winter" began last year.
        return -(part == str(SEASONS["winter"]) and written.month < 3)
    periods = [edtf.parse(f"{written.year + distance:04}-{part}") for distance in (-1, 0, 1)]
    is_over = [period.last < written for period in periods if period.last]
    is_to_come = [period.first > written for period in periods if period.first]
    if relation == "next":
        return None if is_to_come[1] else 1
    if relation == "previous":
        return -1 if is_to_come[1] else None
    if is_over.count(True) + is_to_come.count(True) < len(periods):
        return None  # it is now
    return is_to_come.index(True) - 1 if relation == "coming" else is_over.count(True) - 2
