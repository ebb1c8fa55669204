"""Say the schemas in other languages: Table Schema, Arrow, pydantic, a data dictionary.

Each function is total: it raises on a part of a schema that it does not know how to say.
"""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from inzet.schema import schemas
from inzet.schema.schemas import Schema
from inzet.schema.tables import Column, Table

if TYPE_CHECKING:
    import pyarrow as pa

_BOUNDS = {"minimum": "ge", "maximum": "le", "minLength": "min_length", "maxLength": "max_length"}
_ITEM_BOUNDS = {"minItems": "min_length", "maxItems": "max_length"}
_SAID = {"title", "description", "examples", "x-name", "x-values", "x-references", "x-key", "x-table", "x-meaning"}
_SCALAR = {"type", "enum", "pattern", "format", *_BOUNDS}


def column_type(node: Schema) -> str:
    """Return the type of a column: ``date`` for a day, else the schema's own type."""
    unknown = node.keys() - _SAID - _SCALAR
    if unknown or node["type"] not in ("string", "integer", "boolean"):
        raise ValueError(f"a column cannot say {unknown or node['type']}")
    return "date" if node.get("format") == "date" else str(node["type"])


# --- Table Schema (Data Package v2) ------------------------------------------------------------------


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
    said: dict[str, Any] = {"name": column.name, "type": kind, "title": node["title"]}
    said["description"] = node["description"]
    if "examples" in node:
        example = node["examples"][0]
        said["example"] = example if isinstance(example, str) else json.dumps(example)
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if table.key == (column.name,):
        constraints["unique"] = True
    if kind != "date":
        constraints |= {key: node[key] for key in ("pattern", "enum", *_BOUNDS) if key in node}
    if constraints:
        said["constraints"] = constraints
    if "x-values" in node:
        # Readers of version 1 know no categories, so the words stand under constraints as well.
        said["categories"] = [{"value": value, "label": known["en"]} for value, known in node["x-values"].items()]
    return said


# --- Arrow -------------------------------------------------------------------------------------------


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


# --- pydantic ----------------------------------------------------------------------------------------

_MODELS_HEADER = '''"""The records as frozen, typed models.

Generated from schemas/ by `inzet build`; do not edit.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from inzet.schema.formats import check_day, check_edtf, check_https, check_line
from inzet.record import Keyed, Maybe, Record, Unique, text
'''

_CHECKS = {"edtf": "check_edtf", "date": "check_day", "https": "check_https", "line": "check_line"}


def models_source() -> str:
    """Return the Python source of ``inzet.models``."""
    vocabularies: dict[str, Schema] = {}
    classes: dict[str, Schema] = {}
    for name in schemas.RECORDS:
        # Inner objects first, so that every class is known when it is used.
        for _, node in reversed(list(schemas.walk(schemas.load(name)))):
            if "enum" in node:
                if vocabularies.setdefault(node["x-name"], node)["enum"] != node["enum"]:
                    raise ValueError(f"two vocabularies are called {node['x-name']}; give one another name")
            elif node["type"] == "object":
                classes.setdefault(node["x-name"], node)
    parts = [_MODELS_HEADER]
    for name, node in sorted(vocabularies.items()):
        words = "\n".join(f"    {_quoted(word)}," for word in node["enum"])
        parts.append(f"{_class_name(name)} = Literal[\n{words}\n]\n{_quoted(node['x-meaning'], 3)}\n")
    parts += [_class(name, node) for name, node in classes.items()]
    names = "\n".join(f"    {_quoted(_class_name(name))}," for name in sorted([*vocabularies, *classes]))
    parts.append(f"__all__ = [\n{names}\n]\n")
    return "\n".join(parts)


def _class(name: str, node: Schema) -> str:
    unknown = node.keys() - _SAID - {"type", "properties", "required", "additionalProperties", "dependentRequired"}
    if unknown:
        raise ValueError(f"a model cannot say {unknown}")
    body = [f"class {_class_name(name)}(Record):", f"    {_quoted(node['description'], 3)}", ""]
    if "x-key" in node:
        body.append(f"    key: ClassVar[str] = {_quoted(node['x-key'])}")
    if "dependentRequired" in node:
        body.append("    needs: ClassVar[dict[str, tuple[str, ...]]] = {")
        for given, needed in node["dependentRequired"].items():
            body.append(f"        {_quoted(given)}: ({', '.join(map(_quoted, needed))},),")
        body.append("    }")
    if body[-1]:
        body.append("")
    for field_name, part in node["properties"].items():
        body.append(f"    {field_name}: {_annotation(part, field_name in node['required'])}")
        body.append(f"    {_quoted(part['description'], 3)}")
    return "\n" + "\n".join(body) + "\n"


def _annotation(node: Schema, required: bool) -> str:
    if node["type"] == "array":
        return _list_annotation(node, required)
    known = _type(node)
    return known if required else f"Maybe[{known}] = None"


def _list_annotation(node: Schema, required: bool) -> str:
    unknown = node.keys() - _SAID - {"type", "items", "minItems", "maxItems", "uniqueItems"}
    if unknown:
        raise ValueError(f"a list cannot say {unknown}")
    item = node["items"]
    known = f"Keyed[{_type(item)}]" if "x-key" in item else f"tuple[{_type(item)}, ...]"
    bounds = [f"{word}={node[key]}" for key, word in _ITEM_BOUNDS.items() if key in node]
    extras = [f"Field({', '.join(bounds)})"] if bounds else []
    extras += ["Unique"] if node.get("uniqueItems") else []
    whole = f"Annotated[{known}, {', '.join(extras)}]" if extras else known
    return whole if required else f"{whole} = ()"


def _type(node: Schema) -> str:
    if node["type"] == "object" or "enum" in node:
        return _class_name(node["x-name"])
    unknown = node.keys() - _SAID - _SCALAR
    if unknown:
        raise ValueError(f"a field cannot say {unknown}")
    base = {"string": "str", "integer": "int", "boolean": "bool"}[node["type"]]
    bounds = [f"{word}={node[key]}" for key, word in _BOUNDS.items() if key in node]
    if "pattern" in node:
        bounds.append(f"pattern=r{_quoted(node['pattern'])}")
    extras = [f"Field({', '.join(bounds)})"] if bounds else []
    extras += [f"text({_CHECKS[node['format']]})"] if "format" in node else []
    return f"Annotated[{base}, {', '.join(extras)}]" if extras else base


def _class_name(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


def _quoted(words: str, quotes: int = 1) -> str:
    if '"' in words:
        raise ValueError(f"a schema text cannot hold a double quote: {words}")
    return '"' * quotes + words + '"' * quotes


# --- data dictionary ---------------------------------------------------------------------------------


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
    yield "Generated from `schemas/` by `inzet build`; do not edit. Every table is there as CSV (UTF-8, comma, `\\n`,"
    yield "empty = not stated) and as Parquet; `records.json` holds the same records nested. Columns marked *computed*"
    yield "follow from the date that they are named after."
    yield ""
    yield "| table | rows | what a row says |"
    yield "|---|---:|---|"
    for name, table in found.items():
        yield f"| [`{name}`](#{name}) | {rows[name]} | {table.description} |"
    yield from ("", "## Coverage", "")
    yield "What was coded from each letter; an empty cell is none. Every mission, framework, figure, citation and end"
    yield "date in the texts lies in the evidence of a contribution, in a citation, or in one of the `passages`, which"
    yield "says why it states no contribution (`inzet audit`). Missions and frameworks: those that contributions go to."
    yield ""
    yield from coverage
    vocabularies: dict[str, Schema] = {}
    for name, table in found.items():
        yield from ("", f"## {name}", "", table.description, "")
        yield f"Primary key: {_codes(table.key)}."
        for own, target, there in table.references:
            yield f"{_codes(own)} refers to {_codes(there)} of [`{target}`](#{target})."
        yield from ("", "| column | type | required | meaning |", "|---|---|---|---|")
        for column in table.columns:
            node = column.node
            kind = column_type(node)
            if "x-values" in node:
                vocabularies[node["x-name"]] = node
                kind = f"[{node['x-name']}](#{node['x-name']})"
            elif node.get("format") == "edtf":
                kind = "string (EDTF)"
            required = "yes" if column.required else "*computed*" if column.derived else ""
            yield f"| `{column.name}` | {kind} | {required} | {node['description']} |"
    yield from ("", "# Vocabularies")
    for name, node in sorted(vocabularies.items(), key=lambda entry: (len(entry[1]["enum"]) > 100, entry[0])):
        yield from ("", f"## {name}", "", node["x-meaning"], "")
        yield from ("| value | English | Dutch | meaning |", "|---|---|---|---|")
        for value, known in node["x-values"].items():
            meaning = " ".join(part for part in (known.get("description", ""), known.get("uri", "")) if part)
            yield f"| `{value}` | {known['en']} | {known['nl']} | {meaning} |"


def _codes(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
