"""Dates as written in the Extended Date/Time Format (EDTF), levels 0 and 1 of ISO 8601-2.

=================== ==================================================================
a date              ``2024``, ``2024-06``, ``2024-06-17``
a date with a time  ``2024-06-17T09:30:00``, with or without ``Z``, ``+02`` or ``+02:00`` at the end
a season            ``2024-21`` spring, ``-22`` summer, ``-23`` autumn, ``-24`` winter
unspecified digits  ``201X``, ``20XX``, ``2024-XX``, ``2024-06-XX``, ``2024-XX-XX``
qualified           any of the above without a time, then ``?`` uncertain, ``~`` approximate, ``%`` both
an interval         ``2022-06/2024``; one side may be ``..`` (open) or empty (unknown)
=================== ==================================================================

Seasons are the northern, meteorological ones: spring is March to May, summer June to August, autumn September
to November, and winter December to the last day of February of the *following* year.

The one deliberate departure from level 1: years run from 0001 to 9999, in four digits, because a date column
holds no others. Negative years, the year zero and long years (``Y12345``) are refused, and so are periods that
reach beyond: ``000X`` and ``00XX`` begin in the year 0, ``9999-24`` ends in the year 10000. Level 2 is refused,
including an X in an interval. So are 24:00:00 and the leap second 23:59:60.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date
from functools import lru_cache

__all__ = ["Edtf", "dates_in", "first_day", "last_day", "parse"]

# [0-9] and fullmatch throughout: \d matches the digits of every script, and $ matches before a final newline.
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
_MAX_LENGTH = len("2024-06-17T09:30:00+02:00")
_YEARS = "years run from 0001 to 9999, in four digits, without sign or Y; write a year as 2024 or 0987"


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date, season or interval with its first and last day; `parse` makes it.

    Both days belong to the period; None means that this side is open or unknown. An interval is `uncertain`
    (``?`` or ``%``) or `approximate` (``~`` or ``%``) if either of its dates is.

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
        """Whether it is a season or an interval, or has an X or a qualifier: it leaves open which day is meant."""
        return bool(_VAGUE.search(self.text))

    def __str__(self) -> str:
        """The text that was parsed, unchanged."""
        return self.text


def parse(text: str) -> Edtf:
    """Read an EDTF text of level 0 or 1.

    Raises ValueError if the text is not EDTF, names a day that does not exist, or is an interval that certainly
    runs backwards: its start begins after the end of its end (``2025-06/2024``, but not ``2024-06/2024``). The
    message shows the text, what is wrong and how to write it. Raises TypeError if the text is not a str.

    >>> parse("2025/2028-06").last
    datetime.date(2028, 6, 30)
    """
    if not isinstance(text, str):
        raise TypeError(f"an EDTF date is a str such as '2024-06', not {type(text).__name__}")
    if len(text) > _MAX_LENGTH:  # checked here, so that the cache never hashes or keeps a long string
        raise ValueError(f"{text[:_MAX_LENGTH]!r}... is not EDTF: write at most {_MAX_LENGTH} characters")
    return _parse(text)


def first_day(text: str) -> date | None:
    """Return the first day of an EDTF text, or None if its start is open or unknown; raises what `parse` raises.

    >>> first_day("2023-22")
    datetime.date(2023, 6, 1)
    """
    return parse(text).first


def last_day(text: str) -> date | None:
    """Return the last day of an EDTF text, or None if its end is open or unknown; raises what `parse` raises.

    >>> last_day("2024-02")
    datetime.date(2024, 2, 29)
    """
    return parse(text).last


def dates_in(text: str) -> list[str]:
    """Return the dates of a date or interval, without qualifiers.

    >>> dates_in("2024-05~/2025")
    ['2024-05', '2025']
    """
    return _PARTIAL_DATE.findall(text)


@lru_cache(maxsize=4096)  # many records have the same dates; not on `parse`, whose parameter types it would hide
def _parse(text: str) -> Edtf:
    try:
        first, last = _interval(text) if "/" in text else _period(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is not EDTF: {error}") from None
    # In a valid text these characters are always qualifiers.
    return Edtf(text, first, last, "?" in text or "%" in text, "~" in text or "%" in text)


def _interval(text: str) -> tuple[date | None, date | None]:
    start, end = sides = text.split("/", 1)
    if "/" in end or "X" in text or "T" in text:
        raise ValueError("an interval is two dates and one slash, without X or time; write it as 2022-06/2024")
    if start in _NO_DATE and end in _NO_DATE:
        raise ValueError("an interval has a date on at least one side; write it as 2024/.. or ../2024")
    first, last = (None if side in _NO_DATE else _period(side) for side in sides)
    # Two periods of the same precision never overlap in part, so this refuses every reversed pair of them.
    if first and last and first[0] > last[1]:
        raise ValueError(f"it runs backwards: {start} begins after the end of {end}; write {end}/{start}")
    return first and first[0], last and last[1]


def _period(text: str) -> tuple[date, date]:
    moment = _MOMENT.fullmatch(text) if "T" in text else None
    match = _DATE.fullmatch(moment[1] if moment else text)
    if match is None:
        raise ValueError(_reason(text))
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
        raise ValueError(f"no month {month}; write 01 to 12, or 21 to 24 without a day for a season")
    length = monthrange(year, number)[1]
    if day is None or day == "XX":
        return date(year, number, 1), date(year, number, length)
    if not 1 <= int(day) <= length:
        reason = f" ({year} is not a leap year)" if (number, day, length) == (2, "29", 28) else ""
        raise ValueError(f"no such day; the last day of that month is {digits}-{month}-{length}{reason}")
    exact = date(year, number, int(day))
    return exact, exact


def _season(year: int, month: int) -> tuple[date, date]:
    if month < 12:
        return date(year, month, 1), date(year, month + 2, monthrange(year, month + 2)[1])
    if year == MAXYEAR:
        raise ValueError(f"its winter ends in the year 10000; {_YEARS}")
    return date(year, 12, 1), date(year + 1, 2, monthrange(year + 1, 2)[1])


def _reason(text: str) -> str:
    """Return why a text has none of the forms of a date, and which form would be right."""
    if re.match(r"(?:Y-?|[+-])[0-9]", text):
        return _YEARS
    if text != text.strip():
        return "it starts or ends with a blank; write it without, as 2024-06"
    if "T" in text:
        return "a time is 00:00:00 to 23:59:59 after a full date; write it as 2024-06-17T09:30:00+02:00"
    return "it is not a date of level 0 or 1; write it as 2024, 2024-06, 2024-06-17, 2023-22 or 2022/2024"
