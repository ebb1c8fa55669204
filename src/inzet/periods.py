"""Dates and periods in Dutch prose."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus"),
    *("september", "oktober", "november", "december"),
)
_SEASONS = {"voorjaar": 21, "lente": 21, "zomer": 22, "najaar": 23, "herfst": 23, "winter": 24}  # as EDTF has them
_MONTH = rf"(?:{'|'.join(MONTHS)})"
_SEASON = rf"(?:{'|'.join(_SEASONS)})"
_YEAR = r"(?:(?:19|20)[0-9]{2}(?:\s?[-\u2013/]\s?(?:(?:19|20)[0-9]{2}|[0-9]{2}(?![0-9])))?)"
_DAY = (
    rf"(?:(?:[0-9]{{1,2}}\s*[-\u2013]\s*)?[0-9]{{1,2}}\s+)?{_MONTH}(?:\s+(?:{_YEAR}|jl\.|jongstleden|dit\s+jaar))?"
    r"|[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:19|20)[0-9]{2}"
)
_PART = (
    rf"(?:Q[1-4]|(?:{_SEASON}|(?:eerste|tweede)\s+helft|begin|medio|einde?)"
    rf"(?:\s+(?:van\s+)?(?:{_YEAR}|{_MONTH}(?:\s+{_YEAR})?|dit\s+jaar|volgend\s+jaar|het\s+jaar)))(?:\s+{_YEAR})?"
)
_SPAN = r"(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|[0-9]+)\s+(?:jaar|jaren|maand|maanden|weken|week)"
_END = r"(?:tot\s+en\s+met|t/m|tot|uiterlijk|vóór)(?:\s+(?:zeker|minimaal))?"
_LEAD = rf"{_END}|voor\s+de\s+(?:voorlopige\s+)?duur\s+van|gedurende|vanaf|sinds"
_PERIOD = re.compile(
    rf"(?<![^\W_])(?:(?P<lead>{_LEAD})\s+)?(?:(?:in|het|de)\s+){{0,2}}(?:(?:begin|medio|einde?)\s+)?"
    rf"(?:{_PART}|{_DAY}|dit\s+(?:{_SEASON}|jaar)|{_SPAN}|{_YEAR})(?![^\W\d_])",
    re.IGNORECASE,
)
_ENDS = re.compile(rf"(?:{_END})\b|(?:het\s+)?eind", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """A date or period in a text: it stands there from ``start`` to ``end``; ``ends`` if it says until when."""

    start: int
    end: int
    ends: bool


def find_periods(text: str) -> Iterator[Period]:
    """Yield the dates and periods in a text, in its order.

    >>> text = "verlengd tot en met 31 juli 2025, sinds begin 2020"
    >>> [(text[found.start : found.end], found.ends) for found in find_periods(text)]
    [('tot en met 31 juli 2025', True), ('sinds begin 2020', False)]
    """
    for found in _PERIOD.finditer(text):
        yield Period(found.start(), found.end(), bool(_ENDS.match(found[0])))


_HALVES = {"eerste": ("01", "06"), "tweede": ("07", "12")}
_STATED = re.compile(
    rf"(?<![^\W_])(?:(?:(?P<first>[0-9]{{1,2}})\s*[-\u2013]\s*)?(?P<day>[0-9]{{1,2}})\s+)?"
    rf"(?:(?P<month>{_MONTH})|(?P<season>{_SEASON})|(?P<half>eerste|tweede)\s+helft)(?:\s+(?:van\s+)?(?P<of>(?:19|20)[0-9]{{2}}))?(?![^\W_])"
    r"|(?<![0-9])(?P<year>(?:19|20)[0-9]{2})(?:-(?P<m>[0-9]{2})-(?P<d>[0-9]{2}))?(?![0-9])",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


def stated_days(texts: Iterable[str]) -> set[str]:
    """Return the days, months, seasons and years that texts give, each as finely as it is given, in EDTF.

    A day without a year may be of any year that the texts give. Of half a year its first and last month are given.

    >>> sorted(stated_days(["van 1 juli tot zomer 2025", "in 2026"]))
    ['2025-07-01', '2025-22', '2026', '2026-07-01']
    """
    known = list(texts)
    years = {year for text in known for year in _YEARS.findall(text)}
    stated: set[str] = set()
    for found in (found for text in known for found in _STATED.finditer(text)):
        if found["year"]:
            stated.add(f"{found['year']}-{found['m']}-{found['d']}" if found["m"] else found["year"])
            continue
        if found["month"]:
            month = f"{MONTHS.index(found['month'].lower()) + 1:02}"
            days = [int(day) for day in (found["first"], found["day"]) if day]
            parts = [f"{month}-{day:02}" for day in days] or [month]
        elif found["season"]:
            parts = [str(_SEASONS[found["season"].lower()])]
        else:
            parts = list(_HALVES[found["half"].lower()])
        stated |= {f"{year}-{part}" for year in ([found["of"]] if found["of"] else years) for part in parts}
    return stated
