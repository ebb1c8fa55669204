"""What was coded from each letter, as a table for people."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from inzet.schema.contributions import letter_of
from inzet.schema.figures import SIZES
from inzet.schema.schemas import Schemas

Row = Mapping[str, Any]

_GIVEN = {"with an end": "end_date", "with a procedure": "procedure"}
"""Columns of the table, and the field whose values they count."""
_TARGETS = {"missions": "mission_id", "frameworks": "framework_id"}
_PARTS = ("events", "citations", "passages")


def coverage(rows: Mapping[str, Sequence[Row]]) -> Iterator[str]:
    """Yield a Markdown table of the letters, oldest first, with what was coded from each.

    Args:
        rows: the rows of the published tables, by table.
    """
    statuses = Schemas.installed().load("contribution")["properties"]["status"]["enum"]
    names = ("contributions", "with a figure", *_GIVEN, "with grounds", *statuses, *_TARGETS, "evidence", *_PARTS)
    yield "| " + " | ".join(("letter", "date", "coded", *names)) + " |"
    yield "|---|---|---|" + "---:|" * len(names)
    counts = Counter(_counted(rows))
    for letter in sorted(rows["letters"], key=lambda row: (row["letter_date_first"], row["letter_id"])):
        cells = [f"`{letter['letter_id']}`", letter["letter_date"], letter["coverage"]]
        cells += [str(counts[letter["letter_id"], name] or "") for name in names]
        yield "| " + " | ".join(cells) + " |"


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
