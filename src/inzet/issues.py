"""An issue: one thing that is wrong, and where; and lines of text that hold any value."""

import textwrap
from dataclasses import dataclass

Pointer = tuple[str | int, ...]
"""Way to a value inside a record: keys and list positions, from the outside in."""


@dataclass(frozen=True, order=True, slots=True)
class Issue:
    """One thing that is wrong in one file.

    Attributes:
        path: the file, as the caller would type it.
        line: line on which the offending key or value starts, from 1.
        column: column at which it starts, from 1.
        pointer: JSON Pointer of the value inside the record (empty for the whole file).
        code: the rule that was broken, such as ``schema.required`` or ``dates_in_order``.
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
    """Escape what cannot be printed: no file name or value may break a line of output or turn its direction."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)


def wrap(line: str, width: int, hang: int = 4) -> list[str]:
    """Break a line into lines of at most ``width`` characters, or 40; no id, path or other word is broken.

    Args:
        line: the line; the lines that follow it are indented as it is.
        width: how many characters a line may have.
        hang: how many more blanks indent the lines that follow.
    """
    text = line.lstrip()
    indent = " " * (len(line) - len(text))
    return textwrap.wrap(
        text,
        max(width, 40),
        initial_indent=indent,
        subsequent_indent=indent + " " * hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def json_pointer(pointer: Pointer) -> str:
    """Write a pointer as RFC 6901 does: ``("a/b", 0)`` is ``/a~1b/0``."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in pointer)
