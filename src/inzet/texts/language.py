"""What differs between languages: numbers, dates, and the words for a decision."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from inzet.texts.text import Text


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text, from ``start`` to ``end``, in words or in digits."""

    start: int
    end: int
    value: Decimal
    in_words: bool


@dataclass(frozen=True, slots=True)
class Period:
    """A date or period in a text, from ``start`` to ``end``; ``ends`` if it says when something ends."""

    start: int
    end: int
    ends: bool


@dataclass(frozen=True)
class Language:
    """How a text in one language is read.

    Attributes:
        name: its name in English.
        find_numbers: yields the numbers in a text.
        find_periods: yields the dates and periods in a text.
        may_exclude: whether the words of a period name its end without including it, such as "until".
        numbering: matches the text before digits that number something instead of counting it, such as "article".
        stated_numbers: returns the numbers in a fragment, including some that ``find_numbers`` leaves out.
        stated_days: returns the dates in texts, as EDTF; see ``inzet.texts.dutch.periods.stated_days``.
        stated_durations: returns the lengths of time in texts, as ISO 8601 durations.
        decisive: for ``change`` and ``status``, an expression that matches, in lower case, the words that determine
            their value; the name of the matching group is the value.
        negated: matches words such as "not", which can reverse a decisive word.
        may_be_used_in: whether a text is in this language, or too short to tell.
        read_head: returns the fields of a letter that its text gives: title, dates, identifiers, signatories and more.
        read_citations: returns the papers that a letter cites; its second argument is the day of the letter.
    """

    name: str
    find_numbers: Callable[[str], Iterator[Number]]
    find_periods: Callable[[str], Iterator[Period]]
    may_exclude: Callable[[str], bool]
    numbering: re.Pattern[str]
    stated_numbers: Callable[[str], set[Decimal]]
    stated_days: Callable[[Iterable[str], date | None], set[str]]
    stated_durations: Callable[[Iterable[str]], set[str]]
    decisive: Mapping[str, re.Pattern[str]]
    negated: re.Pattern[str]
    may_be_used_in: Callable[[str], bool]
    read_head: Callable[[Text], dict[str, Any]]
    read_citations: Callable[[Text, str | None], list[dict[str, Any]]]
