"""The numbers that a fragment states, also in words that are no number."""

import re
from decimal import Decimal

from inzet.texts.dutch.numbers.numerals import find_numbers

_LOOSE_NUMBERS = {"geen": Decimal(0), "een of": Decimal(1)}
_LOOSE = re.compile(rf"\b(?:{'|'.join(_LOOSE_NUMBERS)})\b", re.IGNORECASE)


def stated_numbers(quote: str) -> set[Decimal]:
    """Return the numbers in a fragment, including counts without a numeral: "geen trainers", "een of twee"."""
    loose = {_LOOSE_NUMBERS[word.lower()] for word in _LOOSE.findall(quote)}
    return {number.value for number in find_numbers(quote)} | loose
