"""The Table Schema (Data Package, version 2) of a table."""

import json
from typing import Any

from inzet.schema.nodes import LIMITS, Schema, SchemaError, check_keywords
from inzet.schema.tables import Column, Table


def column_type(node: Schema) -> str:
    """Return the type of a column: ``date`` for a day, else the schema's own type.

    Raises:
        SchemaError: if the node describes no single value, or has a keyword that does not apply to its type.
    """
    check_keywords(node)
    if node["type"] not in ("string", "integer", "boolean"):
        raise SchemaError(f"a column cannot hold an {node['type']}; make it a list of objects", node, "type")
    return "date" if node.get("format") == "date" else str(node["type"])


def table_schema(table: Table) -> dict[str, Any]:
    """Return the Table Schema of a table."""
    described: dict[str, Any] = {
        "fields": [_field(column, table) for column in table.columns],
        "primaryKey": list(table.key),
    }
    if table.references:
        described["foreignKeys"] = [
            # A reference into the same table has the empty resource name.
            {
                "fields": list(own),
                "reference": {"resource": "" if target == table.name else target, "fields": list(there)},
            }
            for own, target, there in table.references
        ]
    return described | {"missingValues": [""]}


def _field(column: Column, table: Table) -> dict[str, Any]:
    node = column.node
    kind = column_type(node)
    said: dict[str, Any] = {"name": column.name, "type": kind, "title": node["title"], "title_nl": node["x-nl"]}
    said["description"] = node["description"]
    if "examples" in node:
        example = node["examples"][0]
        said["example"] = example if isinstance(example, str) else json.dumps(example)
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if table.key == (column.name,):
        constraints["unique"] = True
    if kind != "date":
        constraints |= {key: node[key] for key in ("pattern", "enum", *LIMITS) if key in node}
    if constraints:
        said["constraints"] = constraints
    if "x-values" in node:
        # Readers of version 1 know no categories, so the words stand under constraints as well.
        said["categories"] = [
            {"value": value, "label": known["en"], "label_nl": known["nl"]} for value, known in node["x-values"].items()
        ]
    return said
