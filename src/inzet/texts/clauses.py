"""The clauses of a text: its sentences, with what each names, counts and dates."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from itertools import pairwise
from math import inf
from typing import Any

from inzet.texts.countries import find_countries
from inzet.texts.language import Anchor, Decision, Language, Mark, Quantity, Term
from inzet.texts.targets import Target, by_start
from inzet.texts.text import Span, Text

_PART = re.compile(r";\s")
_ITEM = re.compile(r"\s*(?:[-\u2013\u2022\uf0b7*]|[0-9a-z]{1,2}[.)]|[ivx]{1,4}[.)])\s")
_HEADING = re.compile(r"\s*(?:#+ )?\*{0,2}(?:[0-9.]{1,6} )?[A-ZÀ-Þ][^\n]{0,80}[^\s.,;:!?)]\s*")
_LONGEST = 4000  # characters of a sentence that are read; what is longer is no sentence
_NUMBER_OF = re.compile(r"\b(?:aantal|number of)\s(?:\S{1,30}\s){0,2}\Z")
_NEAR = 60  # characters
_BRACKET = re.compile(r"[^()]{0,40}\(\s*")


@dataclass(frozen=True)
class Clause:
    """A sentence or a part of one up to a semicolon. All positions in it count from its ``start`` in the text.

    Attributes:
        start: where it starts in the text.
        line: the line on which it starts.
        words: its words, with blanks in place of the titles of documents.
        language: the language that it is in.
        written: the day of the letter.
        anchors: the nouns and verbs of contributing.
        quantities: what it counts.
        bare: figures with nothing known that they count.
        things: the people and things that it names without a figure.
        terms: its dates and spans of time.
        targets: the names in it.
        role: what it does beside stating; see ``Language.read_role``.
        is_item: whether it is an item of a list.
        is_heading: whether it is a heading, which states nothing itself.
    """

    start: int
    line: int
    words: str
    language: Language
    written: date | None
    anchors: Sequence[Anchor]
    quantities: Sequence[Quantity]
    bare: Sequence[Quantity]
    things: Sequence[Quantity]
    terms: Sequence[Term]
    targets: Sequence[Target]
    role: str | None
    is_item: bool
    is_heading: bool

    @property
    def begins_section(self) -> bool:
        """Whether it is a heading of what may be about another mission."""
        return self.is_heading and not self.anchors

    def span(self, part: Span) -> Span:
        """Return the span in the text of a part of the clause."""
        return self.start + part[0], self.start + part[1]

    def span_of(self, part: Mark | Quantity | Term) -> Span:
        """Return the span in the text of what its words say."""
        return self.span((part.start, part.end))

    def placed(self, target: Target) -> Target:
        """Return a target of the clause with its positions in the text."""
        return replace(target, start=self.start + target.start, end=self.start + target.end)

    @cached_property
    def countries(self) -> set[str]:
        """The countries that it names."""
        return find_countries(self.words)

    @cached_property
    def decision(self) -> Decision:
        """What the clause says of change and status."""
        return self.decision_in((0, len(self.words)))

    def decision_in(self, part: Span) -> Decision:
        """Return what a part of the clause says of change and status."""
        first, last = part
        read = self.language.read_decision(self.words[first:last])
        moved = [
            mark and replace(mark, start=mark.start + first, end=mark.end + first)
            for mark in (read.change, read.status)
        ]
        return Decision(*moved)

    def shown(self, part: Span) -> str:
        """Return some words of the clause on one line."""
        return " ".join(self.words[slice(*part)].split())


def read_clauses(
    text: Text, targets: Sequence[Target], language: Language, written: date | None, start: int
) -> Iterator[Clause]:
    """Yield the clauses of a text from a position, without headings, page headers and signatures."""
    furniture = {line for line, _ in language.find_furniture(text)}
    for first, last in _spans(text, start):
        line, end = text.lines((first, last))
        if line in furniture:
            line = next((at for at in range(line, end + 1) if at not in furniture), 0)
            first = text.start_of(line) if line else last
        if first == last:
            continue
        words = text.content[first:last].replace("\n", " ")  # a sentence may be wrapped
        for low, high in language.find_titles(words):
            words = words[:low] + " " * (high - low) + words[high:]
        here = [
            replace(target, start=target.start - first, end=target.end - first)
            for target in targets[bisect_left(targets, first, key=by_start) : bisect_left(targets, last, key=by_start)]
        ]
        here = [target for target in here if words[target.start : target.end].strip()]
        # A noun inside a name, such as "brede veiligheidsinzet in Irak", says nothing of its own.
        named = [(target.start, target.end) for target in here if target.ids]
        anchors = [anchor for anchor in language.find_anchors(words) if not _within(anchor.start, named)]
        things = list(language.find_things(words))
        read = [_named(quantity, things, words) for quantity in language.find_quantities(words)]
        quantities = [one for one in _joined(read, words) if not _is_foreign(one, anchors)]
        terms = [term for term in language.find_terms(words, written) if not _is_aside(term, words)]
        is_bare = not anchors or not (quantities or terms or here)
        yield from _divide(
            Clause(
                first,
                line,
                words,
                language,
                written,
                anchors,
                quantities,
                [one for one in read if not one.unit and not one.currency],
                things,
                terms,
                here,
                language.read_role(words),
                bool(_ITEM.match(words)),
                is_bare and _HEADING.fullmatch(text.content, first, last) is not None,
            )
        )


def _divide(clause: Clause) -> Iterator[Clause]:
    """Yield the parts of a clause with verbs and names of their own: "levert tien man aan X en neemt deel aan Y"."""
    verbs = [one.start for one in clause.anchors if not one.noun]
    names = [target.start for target in clause.targets if target.is_mission]
    counted = [one.start for one in clause.quantities]
    cuts = [0]
    for cut in clause.language.find_joints(clause.words):
        states = _has(verbs, cuts[-1], cut) and (_has(names, cuts[-1], cut) or _has(counted, cuts[-1], cut))
        if states and _has(verbs, cut, inf) and _has(names, cut, inf):
            cuts.append(cut)
    if len(cuts) == 1:
        yield clause
        return
    for low, high in pairwise([*cuts, len(clause.words)]):
        yield _part(clause, low, high)


def _has(starts: list[int], low: int, high: float) -> bool:
    """Whether one of some positions, which are in order, is in a part."""
    at = bisect_left(starts, low)
    return at < len(starts) and starts[at] < high


def _part(clause: Clause, low: int, high: int) -> Clause:
    """Return a part of a clause."""

    def within(marks: Sequence[Any]) -> list[Any]:
        return [replace(one, start=one.start - low, end=one.end - low) for one in marks if low <= one.start < high]

    words = clause.words[low:high]
    return replace(
        clause,
        start=clause.start + low,
        words=words,
        anchors=within(clause.anchors),
        quantities=within(clause.quantities),
        bare=within(clause.bare),
        things=within(clause.things),
        terms=within(clause.terms),
        targets=within(clause.targets),
        role=clause.language.read_role(words),
    )


def _within(position: int, spans: Sequence[Span]) -> bool:
    return any(start <= position < end for start, end in spans)


def _spans(text: Text, start: int) -> Iterator[Span]:
    """Yield the sentences from a position, each divided at its semicolons."""
    for first, last in text.sentence_spans():
        if last > start and last - first <= _LONGEST:
            at = max(first, start)
            for mark in _PART.finditer(text.content, at, last):
                yield at, mark.end()
                at = mark.end()
            if text.content[at:last].strip():
                yield at, last


def _joined(quantities: Iterable[Quantity], words: str) -> Iterator[Quantity]:
    """Yield the quantities of a clause with a unit; one in brackets is the size of the team before it."""
    previous: Quantity | None = None
    for quantity in quantities:
        # Of three helicopters the persons in brackets are no size.
        if previous and _sizes(previous, quantity) and _BRACKET.fullmatch(words, previous.end, quantity.start):
            kept = {
                part.name: getattr(quantity, part.name) or getattr(previous, part.name) for part in fields(quantity)
            }
            counted = {name: getattr(quantity, name) for name in ("number_min", "number_max", "implied", "approximate")}
            previous = Quantity(**kept | counted | {"start": previous.start, "end": quantity.end})
            continue
        if previous and (previous.unit or previous.currency):
            yield previous
        previous = quantity
    if previous and (previous.unit or previous.currency):
        yield previous


def _named(quantity: Quantity, things: Sequence[Quantity], words: str) -> Quantity:
    """Return a quantity with what it counts: "het aantal stafofficieren terug van vier naar twee"."""
    before = [thing for thing in things if thing.end <= quantity.start and thing.kind == "personnel"]
    if quantity.unit or quantity.currency or not before:
        return quantity
    thing = before[-1]
    if quantity.previous_number is None and not _NUMBER_OF.search(words, max(0, thing.start - _NEAR), thing.start):
        return quantity
    return replace(
        quantity, unit="persons", kind=thing.kind, functions=thing.functions, personnel_types=thing.personnel_types
    )


def _sizes(team: Quantity, quantity: Quantity) -> bool:
    """Whether a quantity may be the size of the team or unit before it."""
    return (team.implied or team.number_max is None) and quantity.unit in ("persons", None)


def _is_aside(term: Term, words: str) -> bool:
    """Whether a term is in brackets with other words, and so is about these: "(oplopend tot 153 in 2006)"."""
    opened = words.rfind("(", 0, term.start)
    if opened < 0 or ")" in words[opened : term.start]:
        return False
    closed = words.find(")", term.end)
    return len(words[opened + 1 : term.start].split()) > 1 and closed >= 0


def _is_foreign(quantity: Quantity, anchors: Sequence[Anchor]) -> bool:
    """Whether the nearest noun or verb of contributing is that of others.

    "Nederland neemt deel aan de aanwezigheid van de NAVO met 270 militairen" counts those of the country.
    """
    verb = next((anchor.start for anchor in anchors if anchor.own and not anchor.noun), quantity.start)
    asked = [one for one in anchors if not (one.noun and one.own is False and verb < one.start < quantity.start)]
    near = min(asked, key=lambda anchor: abs(anchor.start - quantity.start), default=None)
    return near is not None and near.own is False
