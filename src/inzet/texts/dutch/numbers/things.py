"""People and things that Dutch prose names without a figure: "met stafofficieren", "de Patriots", "F-16 inzet"."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from inzet.texts.dutch.numbers.nouns import ASSET_KINDS, KINDS, NAMED_TYPES, NOT_ALONE, UNCREWED
from inzet.texts.dutch.numbers.phrases import is_foreign, read_phrase
from inzet.texts.dutch.numbers.quantities import find_quantities, say
from inzet.texts.language import Quantity

_WORD = re.compile(r"(?<![\w/.-])[^\W\d_]{2}")
_BEFORE = re.compile(r"[^\W_][\w-]{1,60}(?=\s{1,8}$)")
_WINDOW = 200  # characters in which a noun must end
_TYPES = {unit: re.compile(rf"(?<![\w-])(?:{names})(?![^\W_])", re.VERBOSE) for unit, names in NAMED_TYPES.items()}


def find_things(text: str) -> Iterator[Quantity]:
    """Yield what a text names without a figure, in its order; without a figure there is no unit.

    >>> text = "met liaison- en stafofficieren en tien trainers, na de F-16 inzet"
    >>> [(text[thing.start : thing.end], thing.kind) for thing in find_things(text)]
    [('liaison- en stafofficieren', 'personnel'), ('F-16', 'materiel')]
    """
    taken = deque((quantity.start, quantity.end) for quantity in find_quantities(text))
    starts = {word.start(): "" for word in _WORD.finditer(text)}
    for unit, names in _TYPES.items():
        starts |= {name.start(): unit for name in names.finditer(text)}
    position = 0
    for start, unit in sorted(starts.items()):
        while taken and taken[0][0] <= start:
            position = max(position, taken.popleft()[1])
        if start < position:
            continue
        thing = _read(text, start) or (_read_type(text, start, unit) if unit else None)
        if thing and not (taken and taken[0][0] < thing.end):
            yield thing
            position = thing.end


def _read(text: str, start: int) -> Quantity | None:
    """Return the noun phrase that starts at a place, if it says more than that there is something."""
    phrase = read_phrase(" " + text[start : start + _WINDOW], 0)
    before = _BEFORE.search(text, max(0, start - 70), start)
    says = phrase and (phrase.personnel_types or phrase.functions or phrase.assets)
    # "Het aantal functionarissen" counts them.
    if not phrase or not (says or (before and before[0].lower() == "aantal")):
        return None
    if text[start : start + phrase.end - 1].lower().split()[-1] in NOT_ALONE or (before and is_foreign(before[0])):
        return None
    return replace(say(Quantity(start, start + phrase.end - 1), phrase), unit=None)


def _read_type(text: str, start: int, unit: str) -> Quantity | None:
    name = _TYPES[unit].match(text, start)
    if not name:
        return None
    asset_kind = "uncrewed_aircraft" if UNCREWED.search(name[0]) else ASSET_KINDS[unit]
    return Quantity(start, name.end(), kind=KINDS[unit], assets=((name[0], asset_kind),))
