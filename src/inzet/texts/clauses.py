"""The clauses of a text: its sentences, with what each names, counts and dates."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property

from inzet.texts.language import Anchor, Decision, Language, Quantity, Term
from inzet.texts.targets import Target, by_start
from inzet.texts.text import Span, Text

_PART = re.compile(r";\s")
_ITEM = re.compile(r"\s*(?:[-\u2013\u2022\uf0b7*]|[0-9a-z]{1,2}[.)]|[ivx]{1,4}[.)])\s")
_HEADING = re.compile(r"\s*(?:#+ |[0-9.]{1,6} )?[A-ZÀ-Þ][^\n]{0,80}[^\s.,;:!?)]\s*")
_LONGEST = 4000  # characters of a sentence that are read; what is longer is no sentence
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
        begins_section: whether it is a heading of what may be about another mission.
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
    begins_section: bool

    def span(self, part: Span) -> Span:
        """Return the span in the text of a part of the clause."""
        return self.start + part[0], self.start + part[1]

    def placed(self, target: Target) -> Target:
        """Return a target of the clause with its positions in the text."""
        return replace(target, start=self.start + target.start, end=self.start + target.end)

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
        read = [_named(quantity, things) for quantity in language.find_quantities(words)]
        yield Clause(
            first,
            line,
            words,
            language,
            written,
            anchors,
            [one for one in _joined(read, words) if not _is_foreign(one, anchors)],
            [one for one in read if not one.unit and not one.currency],
            things,
            [term for term in language.find_terms(words, written) if not _is_aside(term, words)],
            here,
            language.read_role(words),
            bool(_ITEM.match(words)),
            not anchors and _HEADING.fullmatch(text.content, first, last) is not None,
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


def _named(quantity: Quantity, things: Sequence[Quantity]) -> Quantity:
    """Return a quantity with what it counts: "het aantal stafofficieren terug van vier naar twee"."""
    before = [thing for thing in things if thing.end <= quantity.start and thing.kind == "personnel"]
    if quantity.unit or quantity.currency or quantity.previous_number is None or not before:
        return quantity
    thing = before[-1]
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
    """Whether the nearest noun or verb of contributing is that of others."""
    near = min(anchors, key=lambda anchor: abs(anchor.start - quantity.start), default=None)
    return near is not None and near.own is False
