"""When two JSON values are the same, a sign for where there is none, and how many there are, in words."""

import json
from enum import Enum


class _Absent(Enum):
    ABSENT = "absent"

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = _Absent.ABSENT
"""Stands where a record does not have a field; null would be a value."""


def canonical(value: object) -> str:
    """Return a text that is the same for the same JSON value only: 1 is not true, nor 1.0; keys have no order."""
    return json.dumps(value, sort_keys=True)


def one(table: str) -> str:
    """Return what one record of a table is called."""
    return table.removesuffix("s")


def count(number: int, table: str) -> str:
    """Return a number of records in words: ``1 mission``, ``2 missions``."""
    return f"{number} {one(table) if number == 1 else table}"
