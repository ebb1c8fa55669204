"""Whole days in Dutch prose, such as "18 mei 2022", "31 mrt. 2025", "31-12-2024" and "18 mei jl."."""

from contextlib import suppress
from datetime import date

from inzet.texts.dutch.dates.grammar import ABBREVIATED, MONTHS, find_dates
from inzet.texts.dutch.tables import BLANK, any_of

_MONTH = rf"(?:(?:{any_of(MONTHS)})\b|(?:{any_of(ABBREVIATED)})(?:\.|\b))"
YEARLESS = rf"[0-9]{{1,2}}(?:e|ste|de)?{BLANK}{{1,80}}{_MONTH}"
DAY = rf"(?:{YEARLESS}{BLANK}{{1,80}}(?:19|20)[0-9]{{2}}|[0-9]{{1,2}}-[0-9]{{1,2}}-(?:19|20)[0-9]{{2}})"


def read_day(written: str, letter_date: str | None) -> str | None:
    """Return a day in Dutch words; without a year it is the last such day up to the day of the letter."""
    for words, known in ((written, None), (f"{written} jl.", letter_date), (written, letter_date)):
        with suppress(ValueError):  # "31 juni", "29 februari" in a common year, or a letter without a day
            limit = date.fromisoformat(known) if known else None
            found = next(find_dates(words, limit), None)
            if found and found.kind == "day" and len(found.stated) == 1 and not found.yearless:
                return date.fromisoformat(found.stated[0]).isoformat()
    return None
