"""What was coded from each letter, as a table for people."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from inzet.schema.contributions import letter_of
from inzet.schema.figures import SIZES
from inzet.schema.schemas import Schemas

Row = Mapping[str, Any]


def coverage(rows: Mapping[str, Sequence[Row]]) -> Iterator[str]:
    """Yield a Markdown table of the letters, oldest first, with what was coded from each.

    Args:
        rows: the rows of the published tables, by table.
    """
    statuses = Schemas.installed().load("contribution")["properties"]["status"]["enum"]
    counted = ("contributions", "with a figure", "with an end", *statuses)
    others = ("missions", "frameworks", "evidence", "citations", "passages")
    yield "| " + " | ".join(("letter", "date", "coded", *counted, *others)) + " |"
    yield "|---|---|---|" + "---:|" * len((*counted, *others))
    targets = {name: _distinct(rows[f"contribution_{name}"], name) for name in ("missions", "frameworks")}
    for letter in sorted(rows["letters"], key=lambda row: (row["letter_date_first"], row["letter_id"])):
        own = letter["letter_id"]
        items = [row for row in rows["contributions"] if row["letter_id"] == own]
        figures = sum(any(row[name] is not None for name in SIZES) for row in items)
        ends = sum(row["end_date"] is not None for row in items)
        firmness = Counter(row["status"] for row in items)
        cells = [f"`{own}`", letter["letter_date"], letter["coverage"], len(items), figures, ends]
        cells += [firmness[status] for status in statuses]
        cells += [len(targets[name].get(own, ())) for name in ("missions", "frameworks")]
        cells += [sum(_letter(row) == own for row in rows[name]) for name in ("evidence", "citations", "passages")]
        yield "| " + " | ".join(str(cell or "") for cell in cells) + " |"


def _letter(row: Row) -> str:
    return str(row.get("letter_id") or letter_of(row["contribution_id"]))


def _distinct(rows: Sequence[Row], name: str) -> dict[str, set[str]]:
    """Return the missions or frameworks that contributions go to, by letter."""
    ids: dict[str, set[str]] = {}
    for row in rows:
        ids.setdefault(_letter(row), set()).add(row[f"{name.removesuffix('s')}_id"])
    return ids
