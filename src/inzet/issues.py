"""An issue: one thing that is wrong, and where; and what its message may show."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

Pointer = tuple[str | int, ...]
"""Path to a value inside a record: keys and list positions, from the outside in."""

MAX_COMPARED = 5000
"""How many names ``closest`` compares inside ``few_hints``: enough for some twenty misspelt ids."""

_LONGEST_NAME = 80  # a longer word is not a misspelt id or key
_compared: ContextVar[list[int] | None] = ContextVar("_compared", default=None)


@dataclass(frozen=True, order=True, slots=True)
class Issue:
    """One thing that is wrong in one file.

    Attributes:
        path: the file, as the caller would type it.
        line: line on which the wrong key or value starts, from 1.
        column: column at which it starts, from 1.
        pointer: JSON Pointer of the value inside the record; empty for the whole file.
        code: the rule that is broken, such as ``schema.required`` or ``dates_in_order``.
        message: what is wrong, the value, and what would be right.
    """

    path: str
    line: int
    column: int
    pointer: str
    code: str
    message: str

    def __str__(self) -> str:
        return printable(f"{self.path}:{self.line}:{self.column}: {self.code}: {self.message}")


class UnreadableError(Exception):
    """A path that is missing or cannot be read; its text is one sentence for the user."""


def printable(text: str) -> str:
    """Escape what cannot be printed, so that no file name or value can break a line of output or change its direction.

    >>> printable("a\\nb")
    'a\\\\nb'
    """
    return "".join(character if character.isprintable() else ascii(character)[1:-1] for character in text)


def shortened(text: str, most: int = 200) -> str:
    """Return a text, cut off with an ellipsis if it has more than ``most`` characters."""
    return text if len(text) <= most else text[: most - 1] + "…"


def closest(word: str, names: Collection[str]) -> str:
    """Return ``"; closest: …"`` with up to three names that resemble a misspelt word; empty if none does.

    >>> closest("kforr", ["kfor", "epf"])
    '; closest: kfor'
    """
    compared = _compared.get() or [0]
    if len(word) > _LONGEST_NAME or compared[0] >= MAX_COMPARED:
        return ""
    compared[0] += len(names)
    from difflib import get_close_matches  # most runs need no hint

    folded = {name.casefold(): name for name in names}
    matches = [folded[match] for match in get_close_matches(word.casefold(), folded)]
    return f"; closest: {', '.join(matches)}" if matches else ""


@contextmanager
def few_hints() -> Iterator[None]:
    """Limit the work of ``closest`` inside: after ``MAX_COMPARED`` names it returns no more hints."""
    token = _compared.set([0])
    try:
        yield
    finally:
        _compared.reset(token)


def json_pointer(pointer: Pointer) -> str:
    """Write a pointer as RFC 6901 does: ``("a/b", 0)`` is ``/a~1b/0``."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in pointer)
