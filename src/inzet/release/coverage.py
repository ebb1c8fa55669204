"""What was coded from each letter, as a table for people."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from inzet.schema.contributions import letter_of
from inzet.schema.figures import SIZES
from inzet.schema.schemas import Schemas

Row = Mapping[str, Any]

_GIVEN = {"with an end": "end_date", "with a procedure": "procedure"}
"""Columns of the table, and the field whose values they count."""
_TARGETS = {"missions": "mission_id", "frameworks": "framework_id"}
_PARTS = ("events", "citations", "passages")
Covered = tuple[date, str, tuple[str, ...]]
"""A letter in the table: its first day and its id, by which it is sorted, and the cells of its row."""


def covered(rows: Mapping[str, Sequence[Row]]) -> Iterator[Covered]:
    """Yield what was coded from each letter, given the rows of the published tables for these letters."""
    counts = Counter(_counted(rows))
    names = _names()
    for letter in rows["letters"]:
        letter_id, first_day = letter["letter_id"], letter["letter_date_first"]
        numbers = (str(counts[letter_id, name] or "") for name in names)
        yield first_day, letter_id, (f"`{letter_id}`", letter["letter_date"], letter["coverage"], *numbers)


def coverage(letters: Iterable[Covered]) -> Iterator[str]:
    """Yield a Markdown table of letters, oldest first, with what was coded from each."""
    names = _names()
    yield _line(("letter", "date", "coded", *names))
    yield "|---|---|---|" + "---:|" * len(names)
    yield from (_line(cells) for _, _, cells in sorted(letters))


def _names() -> tuple[str, ...]:
    statuses = Schemas.installed().load("contribution")["properties"]["status"]["enum"]
    return ("contributions", "with a figure", *_GIVEN, "with grounds", *statuses, *_TARGETS, "evidence", *_PARTS)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _counted(rows: Mapping[str, Sequence[Row]]) -> Iterator[tuple[str, str]]:
    """Yield the letter and the column of everything that is counted."""
    for row in rows["contributions"]:
        names = ["contributions", row["status"], *(name for name, field in _GIVEN.items() if row[field] is not None)]
        if any(row[size] is not None for size in SIZES):
            names.append("with a figure")
        yield from ((row["letter_id"], name) for name in names)
    for contribution_id in {row["contribution_id"] for row in rows["contribution_grounds"]}:
        yield letter_of(contribution_id), "with grounds"
    for name, key in _TARGETS.items():
        # The missions and frameworks that contributions go to, each once.
        pairs = {(letter_of(row["contribution_id"]), row[key]) for row in rows[f"contribution_{name}"]}
        yield from ((letter_id, name) for letter_id, _ in pairs)
    yield from ((letter_of(row["contribution_id"]), "evidence") for row in rows["evidence"])
    for name in _PARTS:
        yield from ((row["letter_id"], name) for row in rows[name])
