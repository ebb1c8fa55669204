"""What changes are made of: JSON values, a sign for a missing field, parts of a version, and counts in words."""

import json
from collections.abc import Sequence
from enum import IntEnum

ABSENT = object()
"""The value of a field that a record does not have; null would be a value."""


class Bump(IntEnum):
    """The part of a version that must rise; a greater change needs a greater one."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    def __str__(self) -> str:
        return self.name.lower()


def canonical(value: object) -> str:
    """Return a text that only equal JSON values share: 1 differs from true and from 1.0; keys have no order."""
    return json.dumps(value, sort_keys=True)


def singular(table: str) -> str:
    """Return what one record of a table is called: ``mission`` for ``missions``."""
    return table.removesuffix("s")


def count(number: int, table: str) -> str:
    """Return a number of records in words: ``1 mission``, ``2 missions``."""
    return f"{number} {singular(table) if number == 1 else table}"


def listed(words: Sequence[str], most: int = 8) -> str:
    """Return the first words, and how many more there are."""
    rest = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + rest
