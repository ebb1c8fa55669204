"""Days as people write them: 2024-06-17, 17-06-2024, 17 June 2024, 17 juni 2024, today."""

import re
from datetime import date, datetime

from inzet.words.dates import month_number

_WAYS = "write it as 2024-06-17, 17-06-2024, 17 June 2024 or today"
_TODAY = ("today", "vandaag")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})")
_IN_WORDS = re.compile(r"([0-9]{1,2})\s+([^\W\d_]+)\s+([0-9]{4})")
_YEAR = re.compile(r"[0-9]{4}")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})|([^\W\d_]+)\s+([0-9]{4})")


def understand_day(value: str | date) -> date:
    """Return a day that is given as one or in words, in English or Dutch; a datetime counts as its day.

    >>> understand_day("1 januari 2024"), understand_day("01-01-2024")
    (datetime.date(2024, 1, 1), datetime.date(2024, 1, 1))

    Raises:
        TypeError: if it is neither a day nor a text.
        ValueError: if the text is no day; the message says how to write one.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise TypeError(f"a day is a date or a text such as '2024-06-17', not {value!r}")
    text = " ".join(value.split())
    if text.casefold() in _TODAY:
        return date.today()
    parts = _parts(text)
    if parts is None and (period := _period(text)):
        kind, first = period
        raise ValueError(f"{value!r} is a {kind}; name a day in it, such as {first}")
    if parts is None:
        raise ValueError(f"{value!r} is not a day; {_WAYS}")
    try:
        return date(*parts)
    except ValueError as error:
        raise ValueError(f"{value!r} is not a day ({error}); {_WAYS}") from None


def looks_like_day(text: str) -> bool:
    """Whether a text is meant to be a day, or a month or year, rather than a name."""
    text = " ".join(text.split())
    return text.casefold() in _TODAY or _parts(text) is not None or bool(_period(text))


def _parts(text: str) -> tuple[int, int, int] | None:
    """Return year, month and day as they are written, whether or not there is such a day."""
    if match := _YEAR_FIRST.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _DAY_FIRST.fullmatch(text):
        return int(match[3]), int(match[2]), int(match[1])
    if (match := _IN_WORDS.fullmatch(text)) and (month := month_number(match[2])):
        return int(match[3]), month, int(match[1])
    return None


def _period(text: str) -> tuple[str, str] | None:
    """Return what a text is instead of a day, a year or a month, and the first day of it."""
    if _YEAR.fullmatch(text):
        return "year", f"{text}-01-01"
    if match := _MONTH.fullmatch(text):
        year = match[1] or match[4]
        month = int(match[2]) if match[2] else month_number(match[3])
        if month and month <= 12:
            return "month", f"{year}-{month:02}-01"
    return None
