"""Dates and periods in Dutch prose."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTH = "(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
_SEASON = "(?:voorjaar|lente|zomer|najaar|herfst|winter)"
_YEAR = r"(?:(?:19|20)[0-9]{2}(?:\s?[-\u2013/]\s?(?:(?:19|20)[0-9]{2}|[0-9]{2}(?![0-9])))?)"
_DAY = (
    rf"(?:(?:[0-9]{{1,2}}\s*[-\u2013]\s*)?[0-9]{{1,2}}\s+)?{_MONTH}(?:\s+(?:{_YEAR}|jl\.|jongstleden|dit\s+jaar))?"
    r"|[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:19|20)[0-9]{2}"
)
_PART = (
    rf"(?:Q[1-4]|(?:{_SEASON}|(?:eerste|tweede)\s+helft|begin|medio|einde?)"
    rf"(?:\s+(?:van\s+)?(?:{_YEAR}|{_MONTH}(?:\s+{_YEAR})?|dit\s+jaar|volgend\s+jaar|het\s+jaar)))(?:\s+{_YEAR})?"
)
_SPAN = r"(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|[0-9]+)\s+(?:jaar|jaren|maand|maanden|weken|week)"
_END = r"(?:tot\s+en\s+met|t/m|tot|uiterlijk|vóór)(?:\s+(?:zeker|minimaal))?"
_LEAD = rf"{_END}|voor\s+de\s+(?:voorlopige\s+)?duur\s+van|gedurende|vanaf|sinds"
_PERIOD = re.compile(
    rf"(?<![^\W_])(?:(?P<lead>{_LEAD})\s+)?(?:(?:in|het|de)\s+){{0,2}}(?:(?:begin|medio|einde?)\s+)?"
    rf"(?:{_PART}|{_DAY}|dit\s+(?:{_SEASON}|jaar)|{_SPAN}|{_YEAR})(?![^\W\d_])",
    re.IGNORECASE,
)
_ENDS = re.compile(rf"(?:{_END})\b|(?:het\s+)?eind", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """A date or period in a text: it stands there from ``start`` to ``end``; ``ends`` if it says until when."""

    start: int
    end: int
    ends: bool


def find_periods(text: str) -> Iterator[Period]:
    """Yield the dates and periods in a text, in its order.

    >>> text = "verlengd tot en met 31 juli 2025, sinds begin 2020"
    >>> [(text[found.start : found.end], found.ends) for found in find_periods(text)]
    [('tot en met 31 juli 2025', True), ('sinds begin 2020', False)]
    """
    for found in _PERIOD.finditer(text):
        yield Period(found.start(), found.end(), bool(_ENDS.match(found[0])))
