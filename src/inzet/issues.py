"""An issue: one thing that is wrong, and where."""

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


def json_pointer(pointer: Pointer) -> str:
    """Write a pointer as RFC 6901 does: ``("a/b", 0)`` is ``/a~1b/0``."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in pointer)
