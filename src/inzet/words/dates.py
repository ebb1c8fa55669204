"""Dates in words, as precise as they are stated."""

import re
from datetime import date

from inzet import edtf
from inzet.words import Lang

MONTHS: dict[Lang, tuple[str, ...]] = {
    "en": (
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    ),
    "nl": (
        *("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus"),
        *("september", "oktober", "november", "december"),
    ),
}
_NUMBERS = {name.casefold(): number for names in MONTHS.values() for number, name in enumerate(names, 1)}
_SEASONS: dict[Lang, tuple[str, ...]] = {
    "en": ("spring", "summer", "autumn", "winter"),
    "nl": ("voorjaar", "zomer", "najaar", "winter"),
}
_DATE = re.compile(r"([0-9X]{4})(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([?~%]?)")
_PERHAPS: dict[Lang, str] = {"en": "perhaps {}", "nl": "wellicht {}"}
_ABOUT: dict[Lang, str] = {"en": "about {}", "nl": "omstreeks {}"}
_FROM_TO: dict[Lang, str] = {"en": "{} to {}", "nl": "{} tot en met {}"}
_BY: dict[Lang, str] = {"en": "on or before {}", "nl": "op of voor {}"}
_SINCE: dict[Lang, str] = {"en": "{} or later", "nl": "{} of later"}


def month_number(name: str) -> int:
    """Return the number of a month by its name in either language; 0 if there is no such month.

    >>> month_number("maart"), month_number("March"), month_number("mars")
    (3, 3, 0)
    """
    return _NUMBERS.get(name.casefold(), 0)


def day_words(day: date, lang: Lang) -> str:
    """Return a day in words.

    >>> day_words(date(2025, 7, 31), "nl")
    '31 juli 2025'
    """
    return f"{day.day} {MONTHS[lang][day.month - 1]} {day.year}"


def date_words(text: str, lang: Lang) -> str:
    """Return an EDTF date in words.

    >>> date_words("2023-22", "nl"), date_words("2022-10?", "nl"), date_words("../2022-06-17", "en")
    ('zomer 2023', 'wellicht oktober 2022', 'on or before 17 June 2022')
    """
    first, slash, last = text.partition("/")
    if not slash:
        return _single(text, lang)
    if first in ("", ".."):
        return _BY[lang].format(_single(last, lang))
    if last in ("", ".."):
        return _SINCE[lang].format(_single(first, lang))
    return _FROM_TO[lang].format(_single(first, lang), _single(last, lang))


def _single(text: str, lang: Lang) -> str:
    match = _DATE.fullmatch(text)
    if match is None:  # with a time
        first = edtf.first_day(text)
        return day_words(first, lang) if first else text
    year, month, day, sign = match.groups()
    words = year
    if month and month != "XX":
        number = int(month)
        words = f"{(_SEASONS[lang][number - 21] if number > 20 else MONTHS[lang][number - 1])} {year}"
        if day and day != "XX":
            words = f"{int(day)} {words}"
    if sign in ("~", "%"):
        words = _ABOUT[lang].format(words)
    return _PERHAPS[lang].format(words) if sign in ("?", "%") else words
