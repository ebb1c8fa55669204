"""A statement that may be a contribution, with the words that fill its fields."""

from dataclasses import dataclass, field
from typing import Any

from inzet.texts.targets import Target
from inzet.texts.text import Span

NUMBERS = ("number_min", "number_max")
"""The fields of a figure."""


@dataclass
class Statement:
    """A statement that may be a contribution.

    Attributes:
        span: where it is in the text.
        line: its line.
        values: the fields that its words fill.
        supports: the spans of these words, with the names of the fields.
        targets: the names that it goes to.
        asides: fields that its words may fill, each with the words, which do not tell enough.
        whole: the statement of which it is a part.
        is_named: whether its own words name the targets, and not those before it.
        ends: whether its words say that a term ends, without a change: "loopt af".
    """

    span: Span
    line: int
    values: dict[str, Any]
    supports: list[tuple[Span, tuple[str, ...]]]
    targets: list[Target] = field(default_factory=list)
    asides: list[tuple[str, str]] = field(default_factory=list)
    whole: "Statement | None" = None
    is_named: bool = True
    ends: bool = False

    @property
    def is_uncounted(self) -> bool:
        """Whether it has no figure yet, or only the 1 of an article."""
        return "implied" in self.values or self.values.keys().isdisjoint(NUMBERS)

    def support_of(self, name: str) -> Span:
        """Return the words that support a field; those of the head if there are none."""
        return next((span for span, names in self.supports if name in names), self.span)

    def give(self, name: str, value: object, span: Span) -> None:
        """Fill a field; the words for another value of it support it no more."""
        self.drop(name)
        self.values[name] = value
        self.supports.append((span, (name,)))

    def take(self, other: "Statement", *names: str) -> None:
        """Fill fields with those of another statement that has them, and with the words for them."""
        for name in names:
            if name in other.values:
                self.give(name, other.values[name], other.support_of(name))

    def join(self, whole: "Statement") -> None:
        """Make it a part of another statement."""
        self.whole = whole
        self.supports.append((whole.span, ("part_of",)))
        if "basis" in self.values and "basis" in whole.values:
            self.values["basis"] = whole.values["basis"]  # the posts below a ceiling are parts of it

    def drop(self, *names: str) -> None:
        """Open fields again."""
        for name in names:
            self.values.pop(name, None)
        self.supports = [(span, tuple(one for one in kept if one not in names)) for span, kept in self.supports]
