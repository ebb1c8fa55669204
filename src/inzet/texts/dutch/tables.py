"""Tables of words, and the expressions for them."""

import re
from collections.abc import Iterable

BLANK = r"[^\S\n]"
"""A blank that is no line break, as an expression."""


def words(table: str) -> tuple[str, ...]:
    """Return the words of a table, which are separated by blanks."""
    return tuple(table.split())


def any_of(words: Iterable[str]) -> str:
    """Return an expression for any of some words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


def expression(table: str, **parts: str) -> re.Pattern[str]:
    """Return the expression of a table with alternatives on one or more lines; names in braces are parts that recur.

    >>> bool(expression("zet{FAR}voort", FAR=".{0,9}").search("zet de inzet voort"))
    True
    """
    lines = (line.strip() for line in table.splitlines())
    form = "|".join(filter(None, lines))
    for name, part in parts.items():
        form = form.replace(f"{{{name}}}", part)
    return re.compile(form)
