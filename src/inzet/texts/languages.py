"""The languages that are read.

Of a text in another language, only names, citations, digits and years are read; the command tells the user.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from inzet.texts.dutch import DUTCH
from inzet.texts.items import is_item_mark
from inzet.texts.language import Decision, Language, Number, Period

LANGUAGES = {"nl": DUTCH}
"""Each language by its code in the field ``language`` of a letter."""

_ALONE = r"(?!\w|[.,/-][0-9])"  # not the start of "12th", "1.5" or "2021-2027"
_DIGITS = re.compile(rf"(?<![\w.,/-])(?:[0-9]{{1,3}}(?:[.,][0-9]{{3}}){{1,4}}|[0-9]{{1,15}}){_ALONE}")
_YEARS = re.compile(rf"(?<![\w.,/-])(?:19|20)[0-9]{{2}}(?:-[0-9]{{2}}-[0-9]{{2}})?{_ALONE}")
_NEVER = re.compile(r"(?!)")


def detect(content: str) -> Language | None:
    """Return the language of a text, or None if that language is not read."""
    return next((language for language in LANGUAGES.values() if language.may_be_used_in(content)), None)


def _find_digits(content: str) -> Iterator[Number]:
    years = {match.start() for match in _YEARS.finditer(content)}
    for match in _DIGITS.finditer(content):
        if match.start() not in years and not is_item_mark(content, *match.span()):
            yield Number(match.start(), match.end(), Decimal(re.sub("[.,]", "", match[0])), in_words=False)


def _find_years(content: str) -> Iterator[Period]:
    for match in _YEARS.finditer(content):
        yield Period(match.start(), match.end(), ends=False, date=match.start())


NO_LANGUAGE = Language(
    name="no language",
    find_numbers=_find_digits,
    find_quantities=lambda content: iter(()),
    find_things=lambda content: iter(()),
    find_periods=_find_years,
    find_terms=lambda content, written: iter(()),
    may_exclude=lambda words: False,
    stated_numbers=lambda quote: {number.value for number in _find_digits(quote)},
    stated_days=lambda texts, written: set(),
    stated_durations=lambda texts: set(),
    decisive={},
    negated=_NEVER,
    may_be_used_in=lambda content: True,
    find_titles=lambda sentence: iter(()),
    read_role=lambda sentence: None,
    names_limit=lambda sentence: False,
    counts_no_other=lambda words: False,
    is_to_come=lambda sentence: False,
    read_reason=lambda sentence: None,
    find_namings=lambda text: iter(()),
    read_name=lambda text, start, end: None,
    are_joined=lambda words: False,
    find_joints=lambda text: iter(()),
    find_anchors=lambda sentence: iter(()),
    read_decision=lambda words: Decision(None, None),
    find_furniture=lambda text: iter(()),
    read_head=lambda text: {},
    read_citations=lambda text, letter_date: [],
)
"""Reads what is written the same in every language."""
