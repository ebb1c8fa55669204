"""What a build makes, as a release passes it on: the tables that the descriptor describes, and the code book."""

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow.parquet as pq

from inzet.files import MARKER
from inzet.schema.rows import Row

Made = Mapping[str, bytes]
"""The content of every generated file, by its path."""
Resource = dict[str, Any]
"""A file that a descriptor describes."""

_OF_FIELD = ("name", "type", "title", "title_nl", "description")
_OF_WORD = ("value", "label", "label_nl")
CODE_BOOK = ("table", *_OF_FIELD, *_OF_WORD)
"""The columns of the code book."""
DUTCH = "description_nl"
"""The column beside them where something is described in Dutch as well."""


def read_descriptor(made: Made) -> dict[str, Any]:
    """Return the descriptor of the Data Package."""
    descriptor: dict[str, Any] = json.loads(made[MARKER])
    return descriptor


def described_tables(made: Made) -> dict[str, Resource]:
    """Return what the descriptor says of each table, by name."""
    return {resource["name"]: resource for resource in read_descriptor(made)["resources"] if "schema" in resource}


def read_rows(made: Made, table: str) -> list[Row]:
    """Return the rows of a table, with the types of its schema."""
    rows: list[Row] = pq.read_table(io.BytesIO(made[f"data/{table}.parquet"])).to_pylist()
    return rows


def code_book(tables: Mapping[str, Mapping[str, Any]]) -> Iterator[Row]:
    """Yield a row for each column of some tables, given their Table Schemas, and after it one for each of its words.

    Beside the columns of the code book, a row has a ``description_nl``: what is described in Dutch as well.
    """
    for name, schema in tables.items():
        for field in schema["fields"]:
            row = dict.fromkeys((*CODE_BOOK, DUTCH)) | {"table": name}
            yield row | {key: field.get(key) for key in (*_OF_FIELD, DUTCH)}
            for word in field.get("categories", ()):
                yield row | {"name": field["name"]} | word
