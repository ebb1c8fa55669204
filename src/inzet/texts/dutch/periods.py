"""Dates and periods in Dutch prose."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from inzet.texts.dutch.numerals import find_numbers
from inzet.texts.language import Period
from inzet.words.dates import MONTHS as NAMES_OF_MONTHS

MONTHS = NAMES_OF_MONTHS["nl"]
_SEASONS = {"voorjaar": 21, "lente": 21, "zomer": 22, "najaar": 23, "herfst": 23, "winter": 24}  # as in EDTF
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
    >>> [(text[period.start : period.end], period.ends) for period in find_periods(text)]
    [('tot en met 31 juli 2025', True), ('sinds begin 2020', False)]
    """
    for match in _PERIOD.finditer(text):
        yield Period(match.start(), match.end(), bool(_ENDS.match(match[0])))


_EXCLUDING = re.compile(r"(?:tot|vóór)\s+(?!en\s+met\b|in\b|(?:het\s+)?einde?\b|minimaal|zeker)", re.IGNORECASE)


def may_exclude(words: str) -> bool:
    """Whether the words of a period name its end without including it.

    >>> [may_exclude(words) for words in ("tot oktober 2022", "tot en met 2025", "tot eind 2024", "tot in 2025")]
    [True, False, False, False]
    """
    return bool(_EXCLUDING.match(words))


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
# "Dit najaar", and the last day of "voor het einde van het jaar"; the letter determines the year of both.
_THIS_SEASON = re.compile(rf"(?<![^\W_])(?:dit|deze)\s+({_SEASON})(?![^\W_])", re.IGNORECASE)
_BY_YEAR_END = re.compile(
    r"(?<![^\W_])v(?:oo|óó)r\s+(?:het\s+)?einde?\s+van\s+(?:het|dit)\s+jaar(?![^\W_])", re.IGNORECASE
)


def stated_days(texts: Iterable[str], written: date | None = None) -> set[str]:
    """Return the days, months, seasons and years that texts state, in EDTF, with the precision of the text.

    A day without a year may be in any year that the texts state. Half a year or a quarter is stated by its first and
    last month.

    Args:
        texts: the texts, which are searched together.
        written: the day on which they were written. It determines the year of "18 mei jl." and "eind dit jaar", which
            are left out without it.

    >>> sorted(stated_days(["van 1 juli tot zomer 2025", "in 2026"]))
    ['2025-07-01', '2025-22', '2026', '2026-07-01']
    """
    texts = list(texts)
    stated: set[str] = set()
    yearless: set[str] = set()
    for match in (match for text in texts for match in _STATED.finditer(text)):
        if match["now"]:
            stated |= {str(written.year)} if written else set()
        elif match["year"]:
            stated.add(f"{match['year']}-{match['m']}-{match['d']}" if match["m"] else match["year"])
        elif match["ny"]:
            stated.add(f"{match['ny']}-{int(match['nm']):02}-{int(match['nd']):02}")
        elif match["of"]:
            stated.update(f"{match['of']}-{part}" for part in _within_year(match))
        elif not match["last"] and not match["this"]:
            yearless.update(_within_year(match))
        elif written and (match["month"] or match["this"]):
            for part in _within_year(match):
                # The last such day is in this year, unless it is still to come.
                to_come = part > written.isoformat()[5:][: len(part)]
                stated.add(f"{written.year - bool(match['last'] and to_come)}-{part}")
    if written:
        seasons = (season.lower() for text in texts for season in _THIS_SEASON.findall(text))
        stated |= {f"{written.year}-{_SEASONS[season]}" for season in seasons}
        stated |= {f"{written.year}-12-31" for text in texts if _BY_YEAR_END.search(text)}
    years = {year for text in texts for year in _YEARS.findall(text)}
    return stated | {f"{year}-{part}" for year in years for part in yearless}


_LENGTH = re.compile(
    r"(?<![^\W_])([^\W_]+)\s+(?:(jaar|jaren)|(maand|maanden)|(week|weken)|(dag|dagen))(?![^\W_])", re.IGNORECASE
)


def stated_durations(texts: Iterable[str]) -> set[str]:
    """Return the lengths of time that texts state, as ISO 8601 durations of one unit.

    >>> sorted(stated_durations(["voor de duur van een jaar", "achttien maanden, of een half jaar"]))
    ['P18M', 'P1Y', 'P6M']
    """
    stated: set[str] = set()
    for number, *units in (match for text in texts for match in _LENGTH.findall(text)):
        unit = next(letter for letter, word in zip("YMWD", units, strict=True) if word)
        if number.lower() == "half" and unit == "Y":
            stated.add("P6M")
        elif number.lower() == "een":
            stated.add(f"P1{unit}")
        else:
            stated |= {f"P{int(found.value)}{unit}" for found in find_numbers(number)}
    return stated


def _within_year(match: re.Match[str]) -> list[str]:
    """Return the EDTF parts after the year: months, days with their month, or a season."""
    if match["month"]:
        month = f"{MONTHS.index(match['month'].lower()) + 1:02}"
        return [f"{month}-{int(day):02}" for day in (match["first"], match["day"]) if day] or [month]
    if match["season"]:
        return [str(_SEASONS[match["season"].lower()])]
    if match["half"]:
        last, length = 6 * (_NUMERALS.index(match["half"].lower()) + 1), 6
    else:
        last, length = 3 * (int(match["q"] or 0) or _NUMERALS.index(match["quarter"].lower()) + 1), 3
    return [f"{last - length + 1:02}", f"{last:02}"]
