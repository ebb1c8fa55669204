"""What every language writes in its own way: numbers, dates, and the words that carry a decision."""

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
    """A date or period in a text, from ``start`` to ``end``; ``ends`` if it says until when."""

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
        numbering: matches what stands before digits that number something instead of counting it, such as "article".
        stated_numbers: returns the numbers that a fragment gives, also those that ``find_numbers`` passes over.
        stated_days: returns the dates that texts give, in EDTF; see ``inzet.texts.dutch.periods.stated_days``.
        decisive: words that carry a value of ``change`` or ``status`` by themselves, by field: an expression over small
            letters in which the name of the group that matches is the value.
        negated: matches words such as "not", beside which a decisive word may say the opposite.
        may_be_used_in: whether a text is in this language, or too short to tell.
        read_head: returns what a letter says of itself, as fields of a letter.
        read_citations: returns the papers that a letter cites; its second argument is the day of the letter.
    """

    name: str
    find_numbers: Callable[[str], Iterator[Number]]
    find_periods: Callable[[str], Iterator[Period]]
    numbering: re.Pattern[str]
    stated_numbers: Callable[[str], set[Decimal]]
    stated_days: Callable[[Iterable[str], date | None], set[str]]
    decisive: Mapping[str, re.Pattern[str]]
    negated: re.Pattern[str]
    may_be_used_in: Callable[[str], bool]
    read_head: Callable[[Text], dict[str, Any]]
    read_citations: Callable[[Text, str | None], list[dict[str, Any]]]
