"""Rows as files: CSV, JSON and Parquet, and as Arrow tables."""

import json
from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from inzet.ledger.rows import Columns, Row
from inzet.schema.rows import csv_bytes

if TYPE_CHECKING:
    import pyarrow as pa


def to_table(rows: Iterable[Row], columns: Columns) -> "pa.Table":
    """Return rows as an Arrow table.

    Raises:
        ImportError: if pyarrow is not installed.
    """
    try:
        import pyarrow as pa
    except ImportError:
        raise ImportError("Arrow tables and Parquet files need pyarrow: pip install pyarrow") from None
    types = {str: pa.string(), int: pa.int64(), bool: pa.bool_(), date: pa.date32(), tuple: pa.list_(pa.string())}
    optional = columns.types.keys() - columns.required
    schema = pa.schema([pa.field(name, types[kind], name in optional) for name, kind in columns.types.items()])
    return pa.Table.from_pylist(list(rows), schema=schema)


def write(rows: Iterable[Row], columns: Columns, form: str) -> bytes:
    """Return rows as ``csv``, ``json`` or ``parquet``. Several texts in one cell of a CSV file are parted by ``; ``.

    Raises:
        ImportError: if Parquet is asked for and pyarrow is not installed.
    """
    if form == "csv":
        flat = [{name: _cell(value) for name, value in row.items()} for row in rows]
        return csv_bytes(list(columns.types), flat)
    if form == "json":
        ordered = [{name: row[name] for name in columns.types} for row in rows]
        return json_bytes(ordered)
    table = to_table(rows, columns)
    import pyarrow.parquet as pq

    sink = BytesIO()
    pq.write_table(table, sink)
    return sink.getvalue()


def json_bytes(value: object) -> bytes:
    """Return a value as a JSON file; days become texts."""
    return (json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n").encode()


def _cell(value: object) -> object:
    return "; ".join(value) if isinstance(value, tuple) else value
