"""Dates and periods in Dutch prose."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from inzet.texts.language import Period

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


def find_periods(text: str) -> Iterator[Period]:
    """Yield the dates and periods in a text, in its order.

    >>> text = "verlengd tot en met 31 juli 2025, sinds begin 2020"
    >>> [(text[found.start : found.end], found.ends) for found in find_periods(text)]
    [('tot en met 31 juli 2025', True), ('sinds begin 2020', False)]
    """
    for found in _PERIOD.finditer(text):
        yield Period(found.start(), found.end(), bool(_ENDS.match(found[0])))


_NUMERALS = ("eerste", "tweede", "derde", "vierde")
_FIRST_LETTERS = "".join(sorted({word[0] for word in (*MONTHS, *_SEASONS, *_NUMERALS, "Q", "dit")}))
_STATED = re.compile(
    # It is long, so it is tried only where a digit or one of its words may begin.
    rf"(?:(?=[0-9])|(?<![^\W_])(?=[{_FIRST_LETTERS}]))(?:"
    # 31-12-2024
    r"(?<![0-9])(?P<nd>[0-9]{1,2})(?P<sign>[-./])(?P<nm>[0-9]{1,2})(?P=sign)(?P<ny>(?:19|20)[0-9]{2})(?![0-9])"
    rf"|(?<![^\W_])(?:(?:(?P<first>[0-9]{{1,2}})\s*[-\u2013]\s*)?(?P<day>[0-9]{{1,2}})\s+)?"
    rf"(?:(?P<month>{_MONTH})|(?P<season>{_SEASON})|(?P<half>{_NUMERALS[0]}|{_NUMERALS[1]})\s+helft"
    rf"|Q(?P<q>[1-4])|(?P<quarter>{'|'.join(_NUMERALS)})\s+kwartaal)"
    r"(?:\s+(?:(?:van\s+)?(?P<of>(?:19|20)[0-9]{2})|(?P<last>jl|jongstleden)|(?P<this>dit\s+jaar)))?(?![^\W_])"
    r"|(?<![^\W_])(?P<now>dit\s+jaar)(?![^\W_])"
    r"|(?<![0-9])(?P<year>(?:19|20)[0-9]{2})(?:-(?P<m>[0-9]{2})-(?P<d>[0-9]{2}))?(?![0-9]))",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


def stated_days(texts: Iterable[str], written: date | None = None) -> set[str]:
    """Return the days, months, seasons and years that texts give, each as finely as it is given, in EDTF.

    A day without a year may be of any year that the texts give. Of half a year or a quarter its first and last month
    are given.

    Args:
        texts: what is searched, as one.
        written: the day on which they were written, from which "18 mei jl." and "eind dit jaar" have their year;
            without it they have none.

    >>> sorted(stated_days(["van 1 juli tot zomer 2025", "in 2026"]))
    ['2025-07-01', '2025-22', '2026', '2026-07-01']
    """
    known = list(texts)
    stated: set[str] = set()
    yearless: set[str] = set()
    for found in (found for text in known for found in _STATED.finditer(text)):
        if found["now"]:
            stated |= {str(written.year)} if written else set()
        elif found["year"]:
            stated.add(f"{found['year']}-{found['m']}-{found['d']}" if found["m"] else found["year"])
        elif found["ny"]:
            stated.add(f"{found['ny']}-{int(found['nm']):02}-{int(found['nd']):02}")
        elif found["of"]:
            stated.update(f"{found['of']}-{part}" for part in _within_year(found))
        elif not found["last"] and not found["this"]:
            yearless.update(_within_year(found))
        elif written and (found["month"] or found["this"]):
            for part in _within_year(found):
                # The last such day is one of this year where it is not still to come.
                to_come = part > written.isoformat()[5:][: len(part)]
                stated.add(f"{written.year - bool(found['last'] and to_come)}-{part}")
    of = {year for text in known for year in _YEARS.findall(text)}
    return stated | {f"{year}-{part}" for year in of for part in yearless}


def _within_year(found: re.Match[str]) -> list[str]:
    """Return what follows the year in EDTF: a month, or months with their days, or a season."""
    if found["month"]:
        month = f"{MONTHS.index(found['month'].lower()) + 1:02}"
        return [f"{month}-{int(day):02}" for day in (found["first"], found["day"]) if day] or [month]
    if found["season"]:
        return [str(_SEASONS[found["season"].lower()])]
    if found["half"]:
        last, length = 6 * (_NUMERALS.index(found["half"].lower()) + 1), 6
    else:
        last, length = 3 * (int(found["q"] or 0) or _NUMERALS.index(found["quarter"].lower()) + 1), 3
    return [f"{last - length + 1:02}", f"{last:02}"]
