"""The data dictionary: every table, column and vocabulary, as a Markdown page."""

from collections.abc import Iterable, Iterator

from inzet.schema.nodes import Schema
from inzet.schema.table_schema import column_type
from inzet.schema.tables import Column, Table


def dictionary(found: dict[str, Table], rows: dict[str, int], coverage: Iterable[str]) -> str:
    """Return the data dictionary, in Markdown: every table, column and vocabulary.

    Args:
        found: the tables, by name.
        rows: how many rows each has.
        coverage: the lines of a table of what was coded from each letter.
    """
    return "\n".join(_dictionary(found, rows, coverage)) + "\n"


def _dictionary(found: dict[str, Table], rows: dict[str, int], coverage: Iterable[str]) -> Iterator[str]:
    yield "# Data dictionary"
    yield ""
    yield "Open `statements` first. It is made from the other tables, so that you need not join them."
    yield ""
    yield "Generated from `schemas/` by `inzet build`; do not edit. Every table is there as CSV (UTF-8, comma, `\\n`,"
    yield "empty = not stated), as Parquet, or as both; `records.json` holds the same records nested. Columns marked"
    yield "*computed* follow from the date that they are named after."
    yield ""
    yield "| table | rows | what a row says |"
    yield "|---|---:|---|"
    for name, table in found.items():
        yield f"| [`{name}`](#{name}) | {rows[name]} | {table.description} |"
    yield from ("", "## Coverage", "")
    yield "What was coded from each letter; an empty cell is none. Every mission, framework, figure, citation and end"
    yield "date in the texts is in the evidence of a contribution or event, in a citation or related paper, or in one"
    yield "of the `passages`, which says why it states no contribution (`inzet audit`). Missions and frameworks are"
    yield "those that contributions go to; evidence is the fragments of contributions."
    yield ""
    yield from coverage
    vocabularies: dict[str, Schema] = {}
    for name, table in found.items():
        yield from ("", f"## {name}", "", table.description, "")
        yield f"Primary key: {_codes(table.key)}."
        for own, target, there in table.references:
            yield f"{_codes(own)} refers to {_codes(there)} of [`{target}`](#{target})."
        yield from ("", "| column | in Dutch | type | required | meaning |", "|---|---|---|---|---|")
        for column in table.columns:
            node = column.node
            kind = column_type(node)
            if "x-values" in node:
                vocabularies[node["x-name"]] = node
                kind = f"[{node['x-name']}](#{node['x-name']})"
            elif node.get("format") == "edtf":
                kind = "string (EDTF)"
            required = "yes" if column.required else _origin(column)
            yield f"| `{column.name}` | {node['x-nl']} | {kind} | {required} | {node['description']} |"
    yield from ("", "# Vocabularies")
    for name, node in sorted(vocabularies.items(), key=lambda entry: (len(entry[1]["enum"]) > 100, entry[0])):
        yield from ("", f"## {name}", "", node["x-meaning"], "")
        yield from ("| value | English | Dutch | meaning |", "|---|---|---|---|")
        for value, known in node["x-values"].items():
            meaning = " ".join(part for part in (known.get("description", ""), known.get("uri", "")) if part)
            yield f"| `{value}` | {known['en']} | {known['nl']} | {meaning} |"


def _origin(column: Column) -> str:
    """Return "*computed*" for a derived column, and from which columns if it is not named after the only one."""
    if column.derived is None:
        return ""
    of = column.derived.of
    return "*computed*" if len(of) == 1 and column.name.startswith(f"{of[0]}_") else f"*computed* from {_codes(of)}"


def _codes(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
