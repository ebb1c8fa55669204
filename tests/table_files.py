"""Tables in files, and what a check finds in them."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from inzet.issues import UnreadableError
from inzet.tabular import Report, validate_table

Place = tuple[int, str, str]
Places = list[Place]
SCHEMA = {
    "fields": [
        {"name": "id", "type": "string", "constraints": {"pattern": "[a-z]+[0-9]*"}},
        {"name": "n", "type": "integer", "constraints": {"minimum": 0, "maximum": 99}},
        {"name": "x", "type": "number"},
        {"name": "b", "type": "boolean"},
        {"name": "d", "type": "date"},
        {"name": "t", "type": "string", "constraints": {"maxLength": 40}},
    ],
    "primaryKey": "id",
}
HEAD = b"id,n,x,b,d,t\n"
CELLS = [
    ["a1", "b2", "c", "B", "", "a1", "\u00e9", '"a\n1"', '"b2"'],
    ["", "1", "07", "7", "100", "x", "0x1", "+5", "3.0"],
    ["", "1.5", "nan", "NaN", "1e3", "y"],
    ["", "true", "0", "maybe"],
    ["", "2024-02-29", "2023-02-29", " 2024-01-01"],
    ["", "x", '"x,\r\n""y"""', '"a\nb"', "z" * 50, '"' + "l\n" * 60 + '"', "\x00", "\xff"],
]
"""Cells of each column of ``SCHEMA`` as they are written, right and wrong."""


def one(kind: str, **constraints: Any) -> dict[str, Any]:
    """A Table Schema of one column."""
    return {"fields": [{"name": "a", "type": kind, "constraints": constraints}]}


def two(**more: Any) -> dict[str, Any]:
    """A Table Schema of a number and a text."""
    return {"fields": [{"name": "n", "type": "integer"}, {"name": "t", "type": "string"}], **more}


def refers(own: Any, table: str, there: Any) -> dict[str, Any]:
    """A foreign key."""
    return {"fields": own, "reference": {"resource": table, "fields": there}}


def write_csv(path: Path, rows: Iterable[Iterable[Any]], quoting: Any = csv.QUOTE_MINIMAL) -> Path:
    """Write rows, the first of which is the header; true and false as the published tables have them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        cells = ([str(cell).lower() if isinstance(cell, bool) else cell for cell in row] for row in rows)
        csv.writer(file, lineterminator="\n", quoting=quoting).writerows(cells)
    return path


def check(folder: Path, data: "bytes | str", schema: Any = SCHEMA, name: str = "t.csv", **more: Any) -> Report:
    """Check what a file holds."""
    file = folder / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return validate_table(file, schema, **more)


def refusal(folder: Path, data: "bytes | str", schema: Any, **more: Any) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(UnreadableError) as caught:
        check(folder, data, schema, **more)
    return str(caught.value)


def with_floats(found: Iterable[Place], integers: Iterable[str], rows: Sequence[Mapping[str, str]]) -> set[Place]:
    """Places with one issue in place of those of integer columns that have nothing but such as 5.0."""
    lone = []
    for name in integers:
        values = [row[name] for row in rows if row[name]]
        if values and all(re.fullmatch(r"-?[0-9]+\.0", value) for value in values):
            lone.append(name)
    kept = {place for place in found if place[1] not in lone or place[2] != "schema.type"}
    return kept | ({(1, ", ".join(lone), "table.floats")} if lone else set())


def places(report: Report) -> Places:
    """Where a report finds what."""
    assert sum(report.counts.values()) == len(report.issues)
    return [issue[:3] for issue in report.issues]
