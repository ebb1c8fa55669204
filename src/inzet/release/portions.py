"""What some of the records give to each generated file.

Every letter is published by itself, so the letters are made ready in portions, by several processes. The files are put
together from the portions in the order of the ids.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from inzet.files import nest
from inzet.release.coverage import Covered, covered
from inzet.release.statements import statement_rows
from inzet.schema.arrow import arrow_schema
from inzet.schema.rows import Row, csv_bytes, csv_rows, flatten
from inzet.schema.schemas import Schemas
from inzet.schema.statements import NAME as STATEMENTS
from inzet.schema.tables import Table

Records = Mapping[str, Sequence[Mapping[str, Any]]]
"""Records by table, in the order of their ids."""
_TOLD = ("title", "language", "source_urls", "source_read")


@dataclass(frozen=True)
class Portion:
    """What some records give to each file.

    Attributes:
        lines: the records by table, each as a line of JSON.
        csv: their rows by table, as lines of CSV without a header.
        arrow: the same rows as Arrow tables.
        covered: what was coded from the letters.
        sources: those fields of the letters that the descriptor tells.
    """

    lines: dict[str, list[bytes]]
    csv: dict[str, bytes]
    arrow: dict[str, pa.Table]
    covered: tuple[Covered, ...]
    sources: tuple[Mapping[str, Any], ...]


def make_portion(records: Records, targets: Records) -> Portion:
    """Return what some records give to each file, given all missions and frameworks as well."""
    schemas = Schemas.installed()
    rows = flatten(schemas.tables, records)
    rows[STATEMENTS] = list(statement_rows({"letters": (), **targets, **records}, rows))
    tables = {name: table for name, table in schemas.published.items() if rows[name]}
    return Portion(
        {
            table: [json.dumps(record, ensure_ascii=False).encode() for record in of_table]
            for table, of_table in records.items()
        },
        {name: csv_rows([column.name for column in table.columns], rows[name]) for name, table in tables.items()},
        {name: arrow_table(table, rows[name]) for name, table in tables.items()},
        tuple(covered(rows)),
        tuple({name: letter[name] for name in _TOLD if name in letter} for letter in records.get("letters", ())),
    )


def arrow_table(table: Table, rows: list[Row]) -> pa.Table:
    """Return rows as an Arrow table with the types of the table's schema."""
    return pa.Table.from_pylist(rows, schema=arrow_schema(table))


def join_records(portions: Sequence[Portion]) -> bytes:
    """Return all records nested, as JSON."""
    lines = {
        table: [line for portion in portions for line in portion.lines.get(table, ())]
        for table in Schemas.installed().folders
    }
    return nest(lines)


def join_csv(table: Table, portions: Sequence[Portion]) -> bytes:
    """Return a table as a CSV file."""
    head = csv_bytes([column.name for column in table.columns], [])
    return head + b"".join(portion.csv.get(table.name, b"") for portion in portions)


def join_arrow(table: Table, portions: Sequence[Portion]) -> pa.Table:
    """Return a table as an Arrow table; the same rows make the same one, however they were portioned."""
    found = [portion.arrow[table.name] for portion in portions if table.name in portion.arrow]
    return pa.concat_tables([arrow_schema(table).empty_table(), *found]).combine_chunks()
