"""Dates and periods in Dutch prose, with the words that say whether they are a beginning or an end."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from operator import attrgetter

from inzet.texts.dutch.dates.grammar import BLANK, WrittenDate, find_dates, in_near_year
from inzet.texts.dutch.dates.lengths import WrittenLength, find_lengths
from inzet.texts.language import Period

UNTIL = r"(?:tot\s{1,80}en\s{1,80}met|t/m|tot|uiterlijk|vóór)(?:\s{1,80}(?:zeker|minimaal|uiterlijk|aan|op|per))?"
SINCE = (
    r"(?:vanaf|sinds|sedert|per|(?:met\s{1,80}ingang\s{1,80}van|ingaande|te\s{1,80}beginnen)(?:\s{1,80}(?:op|per|in))?)"
)
LASTING = r"(?:voor\s{1,80}de\s{1,80}(?:voorlopige\s{1,80})?duur\s{1,80}van|gedurende)"
_LEAD = re.compile(
    rf"(?<![^\W_])(?:(?:{UNTIL}|{SINCE}|{LASTING}){BLANK})?(?:(?:in|het|de){BLANK}){{0,2}}(?:jaar{BLANK})?\Z",
    re.IGNORECASE,
)
_LONGEST_LEAD = 100
_ENDS = re.compile(rf"(?:[0-9]{{1,2}}(?:ste|de|e)?{BLANK})?{UNTIL}\b|(?:het{BLANK})?(?:eind|ultimo)", re.IGNORECASE)
_EXCLUDING = re.compile(
    rf"(?:[0-9]{{1,2}}(?:ste|de|e)?{BLANK})?(?:tot|vóór){BLANK}"
    # "Tot medio 2025" includes some of 2025, and "tot begin 2025" perhaps none.
    rf"(?!en{BLANK}met\b|in\b|(?:het{BLANK})?(?:einde?|ultimo|medio|half|halverwege|midden)\b|minimaal|zeker|uiterlijk|ten{BLANK}?minste)",
    re.IGNORECASE,
)


def find_periods(text: str) -> Iterator[Period]:
    """Yield the dates and periods in a text, in its order.

    >>> text = "verlengd tot en met 31 juli 2025, sinds begin 2020"
    >>> [(text[period.start : period.end], period.ends) for period in find_periods(text)]
    [('tot en met 31 juli 2025', True), ('sinds begin 2020', False)]
    """
    position = 0
    times: list[WrittenDate | WrittenLength] = [*find_dates(text, None), *find_lengths(text)]
    for found in sorted(times, key=attrgetter("start")):
        if found.start < position or (isinstance(found, WrittenDate) and found.bare) or _is_glued(text, found):
            continue
        lead = _LEAD.search(text, max(position, found.start - _LONGEST_LEAD), found.start)
        start, position = lead.start() if lead else found.start, found.end
        yield Period(start, found.end, bool(_ENDS.match(text, start, found.end)), found.start)


def _is_glued(text: str, found: WrittenDate | WrittenLength) -> bool:
    """Whether a year is a part of a word, such as "mei2025"."""
    return found.start > 0 and text[found.start - 1].isalnum()


def may_exclude(words: str) -> bool:
    """Whether the words of a period name its end without including it.

    >>> [may_exclude(words) for words in ("tot oktober 2022", "tot en met 2025", "tot eind 2024", "tot in 2025")]
    [True, False, False, False]
    """
    return bool(_EXCLUDING.match(words))


# The last day of "voor het einde van het jaar"; the letter determines the year.
_BY_YEAR_END = re.compile(
    r"(?<![^\W_])v(?:oo|óó)r\s{1,80}(?:het\s{1,80})?einde?\s{1,80}van\s{1,80}(?:het|dit)\s{1,80}jaar(?![^\W_])",
    re.IGNORECASE,
)


def stated_days(texts: Iterable[str], written: date | None = None) -> set[str]:
    """Return the days, months, seasons and years that texts state, in EDTF, with the precision of the text.

    A day without a year may be in any year that the texts state. It is also the last such day before they were written
    and, if that is less than nine months away, the next one. Half a year or a quarter is stated by its first and
    last month.

    Args:
        texts: the texts, which are searched together.
        written: the day on which they were written. It determines the year of "18 mei jl.", "1 juli a.s.",
            "dit najaar" and "eind volgend jaar", which are left out without it.

    >>> sorted(stated_days(["van 1 juli tot zomer 2025", "in 2026"]))
    ['2025-07-01', '2025-22', '2026', '2026-07-01']
    """
    stated: set[str] = set()
    yearless: set[str] = set()
    years: set[str] = set()
    for text in texts:
        for found in find_dates(text, written):
            if text[found.end - 1 : found.end + 1].isdecimal() and found.end < len(text):
                continue  # with the mark of a footnote the year may be another number
            if written and found.yearless and found.last:
                near = (in_near_year(found, written, past=past) for past in (True, False))
                stated.update(part for on in near if not on.yearless for part in (on.first, on.last))
            (yearless if found.yearless else stated).update(found.stated)
            if not found.yearless and not found.reckoned:
                years.update(day[:4] for day in found.stated)
        if written and _BY_YEAR_END.search(text):
            stated.add(f"{written.year:04}-12-31")
    return stated | {f"{year}-{part}" for year in years for part in yearless}


def stated_durations(texts: Iterable[str]) -> set[str]:
    """Return the lengths of time that texts state, as ISO 8601 durations of one unit.

    >>> sorted(stated_durations(["voor de duur van een jaar", "achttien maanden, of een half jaar"]))
    ['P18M', 'P1Y', 'P6M']
    """
    return {duration for text in texts for found in find_lengths(text) for duration in found.stated}
