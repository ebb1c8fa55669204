"""Sizes in Dutch prose in the fields of a contribution: bound, number and noun."""

import re
from collections.abc import Iterator
from dataclasses import replace

from inzet.texts.dutch.numbers import bounds
from inzet.texts.dutch.numbers.figures import NEAR, STOP, Figure, find_figures, words_after, words_before
from inzet.texts.dutch.numbers.nouns import KINDS, ONE_BY_ARTICLE, PERSONS, counted
from inzet.texts.dutch.numbers.phrases import Phrase, read_phrase
from inzet.texts.language import Quantity

_HIGHEST, _HIGHEST_AMOUNT = 10**6, 10**12
_SHIP = re.compile(
    r"(?<![^\W_])[ZH]r\.?\s?Ms\.?\s{1,3}(?:(?:De|Van|Den)\s)?[A-ZÀ-Þ][\w-]{1,30}"
    r"(?:\s(?:(?:de|van|der|den)\s){0,2}[A-ZÀ-Þ][\w-]{1,30}){0,2}"
)
_ITS_NAME = re.compile(rf"(?:,?\s{{1,3}}|\s?\()({_SHIP.pattern})\)?")
_OF_PERSONS = re.compile(r"(?:\s?\([A-Z][\w-]{1,12}\))?\s{1,8}van\s{1,8}|\s{0,8}\(")
_BRACKET = re.compile(r"[^()\n]{1,40}\((?P<inner>[^()\n]{1,40})\)\s")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_NUMBERED = re.compile(r"(?:^|\n)[\s#*]{0,8}$|\($|[0-9]\s?[-\u2013:./]?\s?$|(?<![^\W_])[A-ZÀ-Þ][^\W\d_]{2,30}\s$")
_DIGITS = re.compile(r"[0-9][0-9\s\u2013-]{0,40}")
_PIECE = re.compile(r"\s?[-\u2013:./]?\s?[0-9]")

_PART = re.compile(r"\b(?:waarvan|(?:van|onder) wie|waaronder)(?:\s(?:er|nu|thans|momenteel)){0,3}\s{1,8}$")

_Figures = dict[int, Figure]


def find_quantities(text: str) -> Iterator[Quantity]:
    """Yield what a text counts, in its order; lengths of time, shares and dates are left out.

    >>> text = "van zeven naar maximaal tien civiele experts, en een fregat"
    >>> for read in find_quantities(text):
    ...     print(text[read.start : read.end], read.previous_number, read.number_max, read.unit, read.implied)
    zeven naar maximaal tien civiele experts 7 10 persons False
    een fregat None 1 ships True
    """
    figures = {figure.start: figure for figure in find_figures(text)}
    starts = [(start, 0) for start in figures]
    starts += [(match.start(), 1) for match in _SHIP.finditer(text)]
    starts += [(match.start(), 2) for match in bounds.VAGUE.finditer(text)]
    starts += [(match.start(), 3) for match in bounds.ARTICLE.finditer(text)]
    starts += [(match.start(), 4) for match in bounds.POST.finditer(text)]
    read = (_read_figure, _read_ship, _read_vague, _read_article, _read_post)
    position = 0
    last: Quantity | None = None
    for start, way in sorted(starts):
        quantity = read[way](text, start, figures) if start >= position else None
        if quantity:
            if not (quantity.unit or quantity.currency) and last and _continues(text, last, quantity):
                quantity = replace(quantity, kind=last.kind, unit=last.unit)
            yield quantity
            yield from _in_brackets(text, quantity, figures)
            position, last = quantity.end, quantity


def _in_brackets(text: str, quantity: Quantity, figures: _Figures) -> Iterator[Quantity]:
    """Yield what a bracket before the noun counts beside it: "twee (nu tijdelijk vier) militairen"."""
    bracket = _BRACKET.match(text, quantity.start, quantity.end) if quantity.unit == PERSONS else None
    for start in range(bracket.start("inner"), bracket.end("inner")) if bracket else ():
        figure = figures.get(start)
        if figure and figure.low == figure.high is not None and figure.high != quantity.number_max:
            number = int(figure.high)
            yield replace(quantity, start=start, number_min=number, number_max=number, approximate=figure.approximate)


def _read_figure(text: str, start: int, figures: _Figures) -> Quantity | None:
    figure = figures[start]
    money = _money(text, figure)
    if money:
        return money
    if bounds.OF_ALL.search(text, max(0, figure.start - 30), figure.start):
        return None
    phrase = _counted_by(text, figure)
    end = phrase.end if phrase else figure.end
    if phrase and (part := _part_of(text, figure, end, figures)):
        return _of(phrase, part.start, part.end, part)
    if bounds.FORMERLY.search(text, max(0, figure.start - NEAR), figure.start):
        if changed := _change(text, figure, phrase, figures):
            return changed
        if phrase and (former := _of_two(text, figure, phrase, figures)):
            return former
    quantity = _of(phrase, figure.start, end, figure)
    if quantity and phrase and (_is_difference(text, figure, end) or _is_of_each(text, figure)):
        return replace(quantity, number_min=None, number_max=None, approximate=False)
    if quantity and not phrase:
        return _with_noun_before(text, quantity) if not _is_name(text, figure) else None
    return quantity


def _part_of(text: str, whole: Figure, end: int, figures: _Figures) -> Figure | None:
    """Return the figure of a part: "van de 200 waarnemers zijn er elf uit Nederland"."""
    if not bounds.OF_THESE.search(text, max(0, whole.start - 20), whole.start):
        return None
    there = bounds.THERE_ARE.match(text, end)
    return figures.get(there.end()) if there else None


def _counted_by(text: str, figure: Figure) -> Phrase | None:
    phrase = read_phrase(text, figure.end)
    is_one = 1 in (figure.low, figure.high) and figure.low in (None, 1) and figure.high in (None, 1)
    return phrase if phrase and phrase.several is not is_one else None


def _of(phrase: Phrase | None, start: int, end: int, figure: Figure | None) -> Quantity | None:
    """Return a quantity of a noun, with the numbers of a figure; None if these are no counts."""
    quantity = Quantity(start, end)
    if figure:
        values = [value for value in (figure.low, figure.high) if value is not None]
        if any(value != int(value) or value > _HIGHEST for value in values):
            return None
        low, high = (None if value is None else int(value) for value in (figure.low, figure.high))
        quantity = replace(quantity, number_min=low, number_max=high, approximate=figure.approximate)
    return say(quantity, phrase) if phrase else quantity


def say(quantity: Quantity, phrase: Phrase) -> Quantity:
    """Return a quantity with what a noun phrase says of it."""
    return replace(
        quantity,
        kind=phrase.kind,
        unit=phrase.unit,
        personnel_types=phrase.personnel_types,
        functions=phrase.functions,
        assets=phrase.assets,
    )


def _change(text: str, former: Figure, phrase: Phrase | None, figures: _Figures) -> Quantity | None:
    """Return the quantity of "van zeven naar maximaal tien"."""
    end = phrase.end if phrase else former.end
    then = bounds.BECOMES.match(text, end)
    figure = figures.get(then.end()) if then else None
    if not figure or former.high is None or former.high != int(former.high) or former.high > _HIGHEST:
        return None
    noun = _counted_by(text, figure)
    if noun and phrase and noun.unit != phrase.unit:
        return None
    quantity = _of(noun or phrase, former.start, noun.end if noun else figure.end, figure)
    if not quantity or (quantity.number_min is None and quantity.number_max is None):
        return quantity
    quantity = replace(quantity, previous_number=int(former.high))
    return quantity if quantity.unit else _with_noun_before(text, quantity)


def _of_two(text: str, former: Figure, phrase: Phrase, figures: _Figures) -> Quantity | None:
    """Return the first former quantity of "van drie helikopters en 120 personen naar 25 personen"."""
    joint = bounds.AND.match(text, phrase.end)
    second = figures.get(joint.end()) if joint else None
    noun = _counted_by(text, second) if second else None
    if not second or not noun or noun.unit == phrase.unit or not _change(text, second, noun, figures):
        return None
    quantity = _of(phrase, former.start, phrase.end, former)
    return quantity and replace(
        quantity, number_min=None, number_max=None, approximate=False, previous_number=quantity.number_max
    )


def _is_difference(text: str, figure: Figure, end: int) -> bool:
    """Whether a figure says by how many something grows or shrinks."""
    if re.match(r"\s{1,8}(?:meer|minder)\b", text[end : end + 20], re.IGNORECASE):
        return True
    if not bounds.BY.search(text, max(0, figure.start - 12), figure.start):
        return False
    return bool(
        bounds.RESIZING.search(words_before(text, figure.start)) or bounds.RESIZING.search(words_after(text, end))
    )


def _is_of_each(text: str, figure: Figure) -> bool:
    """Whether a figure is the size of each of several units."""
    units = bounds.EACH.search(text, max(0, figure.start - NEAR), figure.start)
    found = counted(units[1]) if units else None
    return bool(found and found[1] and KINDS[found[0]] == "unit")


def _is_name(text: str, figure: Figure) -> bool:
    """Whether digits without a noun are a year, number a heading or an item, or end a name ("Maritime Group 1")."""
    digits = text[figure.first : figure.end]
    if not _DIGITS.fullmatch(digits):
        return False
    before, after = text[max(0, figure.start - 40) : figure.start], text[figure.end : figure.end + 4]
    return bool(_YEAR.fullmatch(digits) or _NUMBERED.search(before) or _PIECE.match(after))


_NOUN_BEFORE = re.compile(
    r"(?<![^\W_])([^\W_](?:[^\W_]|[-'\u2019]){2,40})\s{0,8}\((?:van\s{1,8}(?:de\s)?(?:huidige\s)?)?$"
)


def _with_noun_before(text: str, quantity: Quantity) -> Quantity:
    """Take the noun before the bracket in which a figure stands: "experts (maximaal tien)"."""
    at = max(0, quantity.start - NEAR)
    before = _NOUN_BEFORE.search(text, at, quantity.start)
    phrase = read_phrase(" " + before[1], 0) if before else None
    if (
        not before
        or not phrase
        or not phrase.several
        or not re.match(r"\s{0,3}[),]", text[quantity.end : quantity.end + 4])
    ):
        return quantity
    return replace(say(quantity, phrase), start=before.start(1), end=quantity.end)


def _money(text: str, figure: Figure) -> Quantity | None:
    """Return an amount of money; None if the figure is none."""
    for code, words in bounds.CURRENCY.items():
        after = words.match(text, figure.end)
        if not (after or words.match(text, figure.first)):
            continue
        values = [value for value in (figure.low, figure.high) if value is not None]
        if any(value != int(value) or value > _HIGHEST_AMOUNT for value in values):
            return None
        return Quantity(
            *(figure.start, after.end() if after else figure.end),
            kind="money",
            currency=code,
            amount_min=None if figure.low is None else int(figure.low),
            amount_max=None if figure.high is None else int(figure.high),
            approximate=figure.approximate,
        )
    return None


def _read_ship(text: str, start: int, figures: _Figures) -> Quantity | None:
    name = _SHIP.match(text, start)
    assert name
    asset = (" ".join(name[0].split()), "ship")
    return Quantity(start, name.end(), KINDS["ships"], "ships", 1, 1, implied=True, assets=(asset,))


def _read_vague(text: str, start: int, figures: _Figures) -> Quantity | None:
    vague = bounds.VAGUE.match(text, start)
    assert vague
    phrase = read_phrase(text, vague.end())
    return _of(phrase, start, phrase.end, None) if phrase and phrase.several is not False else None


def _read_article(text: str, start: int, figures: _Figures) -> Quantity | None:
    """Return the one person, ship or unit after an article, or the persons of which the unit consists."""
    phrase = read_phrase(text, start + len("een"))
    if not phrase or phrase.several or phrase.unit not in ONE_BY_ARTICLE:
        return None
    if bounds.EACH_OF.search(text, max(0, start - 20), start):
        return say(Quantity(start, phrase.end), phrase)
    quantity = replace(say(Quantity(start, phrase.end, number_min=1, number_max=1), phrase), implied=True)
    if phrase.unit == "ships" and (name := _ITS_NAME.match(text, phrase.end)):
        return replace(quantity, end=name.end(), assets=(*quantity.assets, (" ".join(name[1].split()), "ship")))
    link = _OF_PERSONS.match(text, phrase.end) if phrase.kind == "unit" else None
    figure = figures.get(link.end()) if link else None
    members = _read_figure(text, figure.start, figures) if figure else None
    if not members or members.unit != PERSONS:
        return quantity
    closed = link and link[0][-1] == "(" and text[members.end : members.end + 1] == ")"
    return replace(
        members,
        start=start,
        end=members.end + bool(closed),
        personnel_types=tuple(dict.fromkeys(phrase.personnel_types + members.personnel_types)),
        functions=tuple(dict.fromkeys(phrase.functions + members.functions)),
        assets=phrase.assets,
    )


def _read_post(text: str, start: int, figures: _Figures) -> Quantity | None:
    """Return the one person that fills a post: "levert de plaatsvervangend commandant"."""
    phrase = read_phrase(text, start + len("de"))
    if not phrase or phrase.several or "commander" not in phrase.functions:
        return None
    before = text[max(0, start - 4 * NEAR) : start]
    if not bounds.COUNTRY.search(before) or bounds.PREPOSITION.search(before):
        return None
    if not bounds.FILLING.search(text, start - len(before), phrase.end + NEAR):
        return None
    return replace(say(Quantity(start, phrase.end, number_min=1, number_max=1), phrase), implied=True)


_AND = re.compile(r"(?:,|\ben)\s{1,8}(?:met\s{1,8})?$")
_AND_THERE = re.compile(
    r"(?:,|\ben)\s{1,8}(?:aan|bij|in|op|voor)\s{1,8}(?:de\s|het\s)?[A-Z][^\s.,;:]{1,30}\s{1,8}(?:met\s{1,8})?$"
)


def _continues(text: str, last: Quantity, quantity: Quantity) -> bool:
    """Whether a number without a noun counts more of what was counted before it in the sentence."""
    between = text[last.end : quantity.start] if quantity.start - last.end <= 2 * NEAR else "."
    follows = re.match(
        r"\s{1,8}(?:aan|bij|in|op|uit|voor|vanuit|zijn|daarvan|hiervan|van (?:de|het|hen))\s",
        text[quantity.end : quantity.end + 12],
    )
    linked = _PART.search(between) or (follows and _AND.search(between)) or _AND_THERE.search(between)
    return bool(last.unit == PERSONS and linked and not STOP.search(between))
