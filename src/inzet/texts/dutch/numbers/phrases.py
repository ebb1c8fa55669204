"""Noun phrases after a number or an article: what is counted, and what the words before the noun say of it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from inzet.texts.dutch.numbers.nouns import (
    ADJECTIVE_ENDS,
    ADJECTIVES,
    ASSET_KINDS,
    FOLLOWERS,
    FOREIGN,
    FUNCTIONS,
    KINDS,
    NO_ADJECTIVES,
    NOT_ALONE,
    OWN,
    PERSONNEL_TYPES,
    PERSONS,
    UNCREWED,
    UNTYPED,
    counted,
)

_STEPS = 8  # words between a number and its noun
_WORD = r"[^\W_](?:[^\W_]|['\u2019.-](?=[^\W_])){0,60}-?(?![^\W_])"
_STEP = re.compile(
    rf"(?:(?<=\))-?|(?:(?P<comma>,)?[\s*«»“”\"]|(?<=\w)/){{1,8}})(?:(?P<bracket>\([^()\n]{{1,40}}\))|(?P<word>{_WORD}))"
)
_ADJECTIVE = re.compile(ADJECTIVE_ENDS)
_NAME = re.compile(r"[A-ZÀ-Þ]|[0-9](?!\d*-[a-z])")
_LOWER = re.compile(r"\s{1,8}([a-zà-ÿ]{1,40})")
_MORE = re.compile(r"(?:\s?/\s?|,?\s{1,8}en\s{1,8}|,\s{1,8}|\s{1,8}of\s{1,8})(?!(?:een|één|de|het)\s)")
_SAYING = re.compile(
    r"\s{0,8}\((?:(?:civiele?|militaire?|politie|kmar|marechaussee)(?:\s?/\s?|,\s|\sen\s)?){1,5}\)"
    r"|\s{1,8}van(?:\s{1,8}(?:de|en|politie|koninklijke\s{1,8}marechaussee|kmar)\b){1,5}(?<!de)(?<!en)",
    re.IGNORECASE,
)


def _alternatives(words: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{value}>{form})" for value, form in words.items()), re.IGNORECASE)


_TYPES = _alternatives(PERSONNEL_TYPES)
_FUNCTIONS = _alternatives(FUNCTIONS)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun with the words before it, from ``start`` to ``end``; ``several`` is None if its form does not say."""

    start: int
    end: int
    unit: str
    several: bool | None
    kind: str
    personnel_types: tuple[str, ...]
    functions: tuple[str, ...]
    assets: tuple[tuple[str, str], ...]


def read_phrase(text: str, at: int) -> Phrase | None:
    """Return the noun phrase that starts at a place in a text; None if it counts nothing known."""
    found = _find_noun(text, at, _STEPS)
    if not found:
        return None
    named, end, unit, several = found
    assets = [(named, end)]
    for _ in range(3):  # "civiele experts en politiefunctionarissen"
        more = _MORE.match(text, end)
        other = _find_noun(text, more.end() - 1, 3) if more and several is not False else None
        if (
            not more
            or not other
            or other[2] != unit
            or other[3] is False
            or any(map(str.isdigit, text[more.end() : other[1]]))
        ):
            break
        end = other[1]
        assets.append((other[0], end))
    saying = _SAYING.match(text, end) if unit == PERSONS else None
    end = saying.end() if saying else end
    words = text[at:end]
    return Phrase(
        *(at, end, unit, several, KINDS[unit]),
        personnel_types=_stated(_TYPES, words) if KINDS[unit] in ("personnel", "unit") else (),
        functions=_stated(_FUNCTIONS, words) if KINDS[unit] in ("personnel", "unit") else (),
        assets=tuple(_assets(text, assets, unit)),
    )


def _stated(values: re.Pattern[str], words: str) -> tuple[str, ...]:
    """Return the values that words state, in their order."""
    return tuple(dict.fromkeys(match.lastgroup for match in values.finditer(words) if match.lastgroup))


def _find_noun(text: str, at: int, steps: int) -> tuple[int, int, str, bool | None] | None:
    """Return where the name of a noun starts, where it ends, its unit and whether it is several."""
    named = -1
    before = ""
    for left in range(steps, 0, -1):
        step = _STEP.match(text, at)
        if not step or (step["comma"] and not _lists(before)):
            return None
        at = step.end()
        if step["bracket"]:
            continue
        word = step["word"]
        if is_foreign(word):
            return None  # "vijfhonderd Amerikaanse militairen"
        found = counted(re.split(r"(?<=[^\W_])-(?=[^\W_])", word)[-1]) or counted(word)
        if _names(word) and named < 0:
            named = step.start("word")
        if found:
            # "een militair adviseur", "een infanterie compagnie": the last noun counts.
            further = None if found[1] else _find_noun(text, at, min(left - 1, 3))
            if further and text[at : at + 1].isspace():
                return named if named >= 0 else further[0], *further[1:]
            if (found[1] is None or word.lower() in NOT_ALONE) and _is_adjective(text, at):
                return None
            return named if named >= 0 else step.start("word"), at, *found
        if not (_precedes(word) or (word == "en" and _lists(before))):
            return None
        before = word
    return None


def _is_adjective(text: str, end: int) -> bool:
    """Whether a word that may be a noun or an adjective is followed by the noun that it describes."""
    after = _LOWER.match(text, end)
    return after is not None and after[1] not in FOLLOWERS


def _lists(word: str) -> bool:
    """Whether another adjective may follow a word after a comma or "en"."""
    return word.endswith("-") or bool(_TYPES.search(word) or _FUNCTIONS.search(word))


def _names(word: str) -> bool:
    """Whether a word before a noun belongs to the name of a type."""
    return bool((_NAME.match(word) and not word.startswith(OWN)) or word.endswith("-") or _FUNCTIONS.search(word))


def is_foreign(word: str) -> bool:
    """Whether a word before a noun makes it somebody else's."""
    return bool(FOREIGN.fullmatch(word)) and not word.startswith(OWN)


def _precedes(word: str) -> bool:
    """Whether a word may stand between a number and its noun."""
    lower = word.lower()
    if _NAME.match(word) or word.endswith("-"):
        return not word.isdigit() and lower not in NO_ADJECTIVES
    return lower in ADJECTIVES or (bool(_ADJECTIVE.fullmatch(word)) and lower not in NO_ADJECTIVES)


def _assets(text: str, spans: list[tuple[int, int]], unit: str) -> Iterator[tuple[str, str]]:
    for start, end in spans if unit in ASSET_KINDS else ():
        words = " ".join(text[start:end].replace("*", "").split())
        if words.lower() not in UNTYPED:
            crewed = ASSET_KINDS[unit]
            yield words, "uncrewed_aircraft" if unit == "aircraft" and UNCREWED.search(words) else crewed
