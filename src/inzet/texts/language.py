"""What differs between languages: numbers, dates, and the words for a decision."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from inzet.texts.text import Span, Text


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text, from ``start`` to ``end``, in words or in digits."""

    start: int
    end: int
    value: Decimal
    in_words: bool


@dataclass(frozen=True, slots=True)
class Period:
    """A date or period in a text, from ``start`` to ``end``; ``ends`` if it says when something ends.

    Its date starts at ``date``, behind words such as "sinds".
    """

    start: int
    end: int
    ends: bool
    date: int


@dataclass(frozen=True, slots=True)
class Term:
    """Words of a text that together say when something begins, ends or happens.

    Attributes:
        start: where the words start.
        end: where they end.
        start_date: when it begins, in EDTF as precise as the words; None if they do not say so.
        end_date: when it ends, with ``?`` if the words may leave that day or month out, as "until" does.
        duration: how long it lasts, as an ISO 8601 duration.
        at: when it happens, where the words give a date and a verb beside them says what happens then.
        is_one_period: whether begin and end are those of one period, such as "in het eerste kwartaal".
        had_begun: whether it begins before the day of writing by its words: "sinds".
    """

    start: int
    end: int
    start_date: str | None = None
    end_date: str | None = None
    duration: str | None = None
    at: str | None = None
    is_one_period: bool = False
    had_begun: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """What words count, from ``start`` to ``end``, in the fields and values of a contribution.

    A quantity without figures is a vague size ("enkele adviseurs") or a difference ("met tien personen uitgebreid").
    One without a unit or currency has a figure, and nothing known that it counts.

    Attributes:
        start: where its first word starts: a bound, a number, an article or a name.
        end: where its noun ends, or what is said of it in brackets.
        assets: each asset in the words of the text, with its kind.
    """

    start: int
    end: int
    kind: str | None = None
    unit: str | None = None
    number_min: int | None = None
    number_max: int | None = None
    approximate: bool = False
    implied: bool = False
    previous_number: int | None = None
    amount_min: int | None = None
    amount_max: int | None = None
    currency: str | None = None
    personnel_types: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    assets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a text, from ``start`` to ``end``, and the ``value`` that they give a field."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """A noun or verb of contributing, from ``start`` to ``end``.

    ``own`` if the country that writes the letter contributes, False if others do, None if the words do not say;
    ``noun`` if it is a noun; ``again`` if it is one that was named before ("de effectiviteit van de bijdrage").
    """

    start: int
    end: int
    own: bool | None
    noun: bool
    again: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What a clause says of the ``change`` and the ``status`` of a contribution; None where its words do not tell."""

    change: Mark | None
    status: Mark | None


@dataclass(frozen=True)
class Language:
    """How a text in one language is read.

    Attributes:
        name: its name in English.
        find_numbers: yields the numbers in a text that count something, not those of articles, papers or days.
        find_quantities: yields what a text counts: people, ships, units, money and more.
        find_things: yields the people and things that a text names without a figure, as quantities without a unit.
        find_periods: yields the dates and periods in a text.
        find_terms: yields the dates and periods of something in a text, as values; its second argument is the day on
            which the text was written, or None.
        may_exclude: whether the words of a period name its end without including it, such as "until".
        stated_numbers: returns the numbers in a fragment, including some that ``find_numbers`` leaves out.
        stated_days: returns the dates in texts, as EDTF; see ``inzet.texts.dutch.dates.periods.stated_days``.
        stated_durations: returns the lengths of time in texts, as ISO 8601 durations.
        decisive: for ``change`` and ``status``, an expression that matches, in lower case, the words that determine
            their value; the name of the matching group is the value.
        negated: matches words such as "not", which can reverse a decisive word.
        may_be_used_in: whether a text is in this language, or too short to tell.
        find_titles: yields the titles and citations of documents in a sentence, which state nothing themselves.
        read_role: returns what a sentence does beside stating, such as ``outline``.
        names_limit: whether a sentence speaks of how many are allowed or held ready, not of how many there are.
        counts_no_other: whether the words after a figure do not name what it counts.
        is_to_come: whether a sentence speaks of what will be: "zal".
        read_reason: returns why a sentence states no contribution, as the reason of a passage.
        find_namings: yields what a text names in words: a mission, or another thing.
        read_name: returns whether something goes to what a text names in a span (``object``), or it is an ``aside``.
        are_joined: whether the words between two names join them: "aan X en Y".
        find_anchors: yields the words of a sentence that say that somebody contributes.
        find_joints: yields where in a sentence a second verb of those who act starts.
        read_decision: returns what a clause says of the change and status of a contribution.
        find_furniture: yields the lines of a page that state nothing, each with the reason of a passage.
        read_head: returns the fields of a letter that its text gives: title, dates, identifiers, signatories and more.
        read_citations: returns the papers that a letter cites; its second argument is the day of the letter.
    """

    name: str
    find_numbers: Callable[[str], Iterator[Number]]
    find_quantities: Callable[[str], Iterator[Quantity]]
    find_things: Callable[[str], Iterator[Quantity]]
    find_periods: Callable[[str], Iterator[Period]]
    find_terms: Callable[[str, date | None], Iterator[Term]]
    may_exclude: Callable[[str], bool]
    stated_numbers: Callable[[str], set[Decimal]]
    stated_days: Callable[[Iterable[str], date | None], set[str]]
    stated_durations: Callable[[Iterable[str]], set[str]]
    decisive: Mapping[str, re.Pattern[str]]
    negated: re.Pattern[str]
    may_be_used_in: Callable[[str], bool]
    find_titles: Callable[[str], Iterator[Span]]
    read_role: Callable[[str], str | None]
    names_limit: Callable[[str], bool]
    counts_no_other: Callable[[str], bool]
    is_to_come: Callable[[str], bool]
    read_reason: Callable[[str], str | None]
    find_namings: Callable[[str], Iterator[Mark]]
    read_name: Callable[[str, int, int], str | None]
    are_joined: Callable[[str], bool]
    find_anchors: Callable[[str], Iterator[Anchor]]
    find_joints: Callable[[str], Iterator[int]]
    read_decision: Callable[[str], Decision]
    find_furniture: Callable[[Text], Iterator[tuple[int, str]]]
    read_head: Callable[[Text], dict[str, Any]]
    read_citations: Callable[[Text, str | None], list[dict[str, Any]]]
