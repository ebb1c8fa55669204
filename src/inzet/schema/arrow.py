"""The Arrow schema of a table."""

from typing import TYPE_CHECKING

from inzet.schema.table_schema import column_type
from inzet.schema.tables import Table

if TYPE_CHECKING:
    import pyarrow as pa


def arrow_schema(table: Table) -> "pa.Schema":
    """Return the Arrow schema of a table; descriptions travel as field metadata."""
    import pyarrow as pa

    types = {"string": pa.string(), "integer": pa.int64(), "boolean": pa.bool_(), "date": pa.date32()}
    return pa.schema(
        [
            pa.field(
                column.name,
                types[column_type(column.node)],
                nullable=not column.required,
                metadata={"description": column.node["description"]},
            )
            for column in table.columns
        ]
    )
