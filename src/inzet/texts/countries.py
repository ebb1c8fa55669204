"""The names of countries in a text."""

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import cache

from inzet.schema.schemas import Schemas
from inzet.texts.text import Span

_IN = re.compile(r"\b(?:in|naar|to) (?:(?:de|het|the) )?\Z", re.IGNORECASE)


@cache
def names_of_countries() -> dict[str, tuple[str, ...]]:
    """Return the names of each country in lower case, by its code."""
    values = Schemas.installed().files["countries"]["$defs"]["country"]["x-values"]
    # "Bosnië-Herzegovina" is "Bosnië en Herzegovina".
    return {
        code: tuple({form for label in labels.values() for form in (label.lower(), label.lower().replace(" en ", "-"))})
        for code, labels in values.items()
    }


@cache
def _sorted_countries() -> list[str]:
    return sorted(name for names in names_of_countries().values() for name in names)


def find_countries(words: str, *, anywhere: bool = False) -> set[str]:
    """Return the codes of the countries in which, or to which, words say that something goes on.

    Args:
        words: the words.
        anywhere: return all that they name.
    """
    lower = words.lower()
    return {
        code
        for code, names in names_of_countries().items()
        if any(name in lower for name in names)
        and any(anywhere or _IN.search(words, 0, match.start()) for match in country(code).finditer(words))
    }


def begins_country(lower: str) -> bool:
    """Whether the name of a country begins with some words in lower case."""
    names = _sorted_countries()
    at = bisect_left(names, lower)
    return at < len(names) and names[at].startswith(lower)


def country_finder(content: str) -> Callable[[str, Span, float], bool]:
    """Return a function for whether a country is named near a name in a text; each country is looked for once."""

    @cache
    def spans(code: str) -> list[Span]:
        return sorted(match.span() for match in country(code).finditer(content))

    def is_near(code: str, name: Span, reach: float) -> bool:
        at = bisect_left(spans(code), (name[0] - reach, 0))
        return at < len(spans(code)) and spans(code)[at][1] <= name[1] + reach

    return is_near


@cache
def country(code: str) -> re.Pattern[str]:
    """Return the expression for a country; "Somalië" does not name Mali."""
    names = "|".join(map(re.escape, sorted(names_of_countries()[code], key=len, reverse=True)))
    return re.compile(rf"(?<![^\W_])(?:{names})(?![^\W_])", re.IGNORECASE)
