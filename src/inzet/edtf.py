"""Dates as written in the Extended Date/Time Format (EDTF), levels 0 and 1 of ISO 8601-2.

=================== ==================================================================
a date              ``2024``, ``2024-06``, ``2024-06-17``
a date with a time  ``2024-06-17T09:30:00``, with ``Z``, ``+02`` or ``+02:00`` behind it or not
a season            ``2024-21`` spring, ``-22`` summer, ``-23`` autumn, ``-24`` winter
unspecified digits  ``201X``, ``20XX``, ``2024-XX``, ``2024-06-XX``, ``2024-XX-XX``
qualified           any of the above without a time, then ``?`` uncertain, ``~`` approximate, ``%`` both
an interval         ``2022-06/2024``; one side may be ``..`` (open) or empty (unknown)
=================== ==================================================================

Seasons are read the northern, meteorological way: spring is March to May, summer June to August, autumn
September to November, and winter December to the last day of February of the *following* year.

The one deliberate departure from level 1: only the years 0001 to 9999 exist, in four digits, for that is
what a date column can hold. Refused are negative years, the year zero, long years (``Y12345``), and periods
that reach beyond: ``000X`` and ``00XX`` begin in the year 0, ``9999-24`` ends in the year 10000. An X in an
interval is level 2 and refused, like the rest of level 2. So are 24:00:00 and the leap second 23:59:60.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date
from functools import lru_cache

__all__ = ["Edtf", "dates_in", "first_day", "last_day", "parse"]

# [0-9] and fullmatch throughout: \d takes the digits of every script, and $ lets a final newline pass.
_DATE = re.compile(
    r"""(?P<year> [0-9]{2} (?: [0-9]{2} | [0-9]X | XX ) )
        (?: (?<!X) - (?: XX (?: -XX )? | (?P<month> [0-9]{2} ) (?: - (?P<day> [0-9]{2} | XX ) )? ) )?
        [?~%]?""",
    re.VERBOSE,
)
_MOMENT = re.compile(
    r"""( [0-9]{4} - [0-9]{2} - [0-9]{2} ) T (?: [01][0-9] | 2[0-3] ) : [0-5][0-9] : [0-5][0-9]
        (?: Z | [+-] (?: (?: 0[0-9] | 1[0-3] ) (?: :[0-5][0-9] )? | 14 (?: :00 )? ) )?""",
    re.VERBOSE,
)
_VAGUE = re.compile(r"[X/?~%]|-2[1-4](?!T|[0-9-])(?<=[0-9]{4}-[0-9]{2})")
_PARTIAL_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_NO_DATE = ("", "..")  # the unknown and the open side of an interval
_LONGEST = len("2024-06-17T09:30:00+02:00")  # nothing that is valid is longer
_YEARS = "years run from 0001 to 9999, in four digits, without sign or Y; write a year as 2024 or 0987"


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date, season or interval with the days it runs from and to; made by `parse`.

    `first` and `last` belong to the period; None means open or unknown on that side. Of an interval,
    `uncertain` (``?`` or ``%``) and `approximate` (``~`` or ``%``) hold if they hold for either end.

    >>> winter = parse("2023-24~")
    >>> winter.last, winter.approximate, str(winter)
    (datetime.date(2024, 2, 29), True, '2023-24~')
    """

    text: str
    first: date | None
    last: date | None
    uncertain: bool
    approximate: bool

    @property
    def vague(self) -> bool:
        """Whether it leaves open which of its days is meant: a season, an X, a qualifier, an interval."""
        return bool(_VAGUE.search(self.text))

    def __str__(self) -> str:
        """The text it was read from, unchanged."""
        return self.text


def parse(text: str) -> Edtf:
    """Read an EDTF text of level 0 or 1.

    Raises ValueError, showing the text, what is wrong and how to write it, if it is not EDTF, names a day
    that the calendar does not have, or is an interval that certainly runs backwards: its start begins after
    its end is over (``2025-06/2024`` is refused; ``2024-06/2024`` is not). Raises TypeError if not a str.

    >>> parse("2025/2028-06").last
    datetime.date(2028, 6, 30)
    """
    if not isinstance(text, str):
        raise TypeError(f"an EDTF date is a str such as '2024-06', not {type(text).__name__}")
    if len(text) > _LONGEST:  # checked here, so that the cache never holds nor hashes a long string
        raise ValueError(f"{text[:_LONGEST]!r}... is not EDTF: write at most {_LONGEST} characters")
    return _parse(text)


def first_day(text: str) -> date | None:
    """The first day of an EDTF text, or None if its start is open or unknown; errors as of `parse`.

    >>> first_day("2023-22")
    datetime.date(2023, 6, 1)
    """
    return parse(text).first


def last_day(text: str) -> date | None:
    """The last day of an EDTF text, or None if its end is open or unknown; errors as of `parse`.

    >>> last_day("2024-02")
    datetime.date(2024, 2, 29)
    """
    return parse(text).last


@lru_cache(maxsize=4096)  # records share their dates; behind `parse`, for lru_cache hides the parameter types
def dates_in(text: str) -> list[str]:
    """Return the dates that a date or an interval is made of, without qualifiers.

    >>> dates_in("2024-05~/2025")
    ['2024-05', '2025']
    """
    return _PARTIAL_DATE.findall(text)


def _parse(text: str) -> Edtf:
    try:
        first, last = _interval(text) if "/" in text else _period(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is not EDTF: {error}") from None
    # Valid text has these characters nowhere but as qualifiers.
    return Edtf(text, first, last, "?" in text or "%" in text, "~" in text or "%" in text)


def _interval(text: str) -> tuple[date | None, date | None]:
    start, end = sides = text.split("/", 1)
    if "/" in end or "X" in text or "T" in text:
        raise ValueError("an interval is two dates without X or time and one slash; write it as 2022-06/2024")
    if start in _NO_DATE and end in _NO_DATE:
        raise ValueError("without a date on either side it says nothing; write it as 2024/.. or ../2024")
    first, last = (None if side in _NO_DATE else _period(side) for side in sides)
    # Two periods of one precision are the same or apart, so this refuses every reversed pair of them.
    if first and last and first[0] > last[1]:
        raise ValueError(f"it runs backwards, {start} begins after {end} is over; write {end}/{start}")
    return first and first[0], last and last[1]


def _period(text: str) -> tuple[date, date]:
    moment = _MOMENT.fullmatch(text) if "T" in text else None
    match = _DATE.fullmatch(moment[1] if moment else text)
    if match is None:
        raise ValueError(_fault(text))
    digits, month, day = match.groups()
    year = int(digits.replace("X", "0"))
    if year == 0:
        raise ValueError(_YEARS)
    if month is None:
        return date(year, 1, 1), date(int(digits.replace("X", "9")), 12, 31)
    number = int(month)
    if 21 <= number <= 24 and day is None:
        return _season(year, 3 * (number - 20))
    if not 1 <= number <= 12:
        raise ValueError(f"no month {month}; write 01 to 12, or for a season 21 to 24 without a day")
    length = monthrange(year, number)[1]
    if day is None or day == "XX":
        return date(year, number, 1), date(year, number, length)
    if not 1 <= int(day) <= length:
        why = f"{year} is no leap year, " if (number, day, length) == (2, "29", 28) else ""
        raise ValueError(f"no such day, {why}the last of that month is {digits}-{month}-{length}")
    only = date(year, number, int(day))
    return only, only


def _season(year: int, month: int) -> tuple[date, date]:
    if month < 12:
        return date(year, month, 1), date(year, month + 2, monthrange(year, month + 2)[1])
    if year == MAXYEAR:
        raise ValueError(f"its winter ends in the year 10000; {_YEARS}")
    return date(year, 12, 1), date(year + 1, 2, monthrange(year + 1, 2)[1])


def _fault(text: str) -> str:
    if re.match(r"(?:Y-?|[+-])[0-9]", text):
        return _YEARS
    if text != text.strip():
        return "it has a blank in front or behind; write it without, as 2024-06"
    if "T" in text:
        return "a time is 00:00:00 to 23:59:59 behind a full date; write it as 2024-06-17T09:30:00+02:00"
    return "it is no date of level 0 or 1; write it as 2024, 2024-06, 2024-06-17, 2023-22 or 2022/2024"
