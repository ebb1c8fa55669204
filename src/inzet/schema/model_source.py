"""The Python source of the models, ``inzet.models``, written from the schemas.

It is total: a schema keyword that it does not know is an error.
"""

import re
from keyword import iskeyword

from inzet.schema.formats import FORMATS
from inzet.schema.nodes import LIMITS, Schema, SchemaError, check_keywords, walk
from inzet.schema.schemas import Schemas

_ITEM_BOUNDS = {"minItems": "min_length", "maxItems": "max_length"}

_MODELS_HEADER = '''"""The records as frozen, typed models.

Generated from schemas/ by `inzet build`; do not edit.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from inzet.schema.formats import check_day, check_edtf, check_https, check_line
from inzet.record import Keyed, Maybe, Record, Unique, text
'''

_TAKEN = {"id", "key", "needs"}
"""Names that every record has; see ``inzet.record``."""


def models_source(schemas: Schemas) -> str:
    """Return the Python source of ``inzet.models``.

    Raises:
        SchemaError: if a node has a keyword that does not apply to its type, or a name that a model cannot have.
    """
    vocabularies: dict[str, Schema] = {}
    classes: dict[str, Schema] = {}
    for kind in schemas.kinds:
        # Inner objects first, so that every class is known when it is used.
        for _, node in reversed(list(walk(schemas.load(kind)))):
            check_keywords(node)
            if "enum" in node or node["type"] == "object":
                _check_name(node, classes | vocabularies)
                (vocabularies if "enum" in node else classes).setdefault(node["x-name"], node)
    parts = [_MODELS_HEADER]
    for name, node in sorted(vocabularies.items()):
        words = "\n".join(f"    {_quoted(word)}," for word in node["enum"])
        parts.append(f"{_class_name(name)} = Literal[\n{words}\n]\n{_quoted(node['x-meaning'], 3)}\n")
    parts += [_class(name, node) for name, node in classes.items()]
    names = "\n".join(f"    {_quoted(_class_name(name))}," for name in sorted([*vocabularies, *classes]))
    parts.append(f"__all__ = [\n{names}\n]\n")
    return "\n".join(parts)


_ONE_CLASS = ("enum", "properties", "required", "dependentRequired")


def _check_name(node: Schema, known: dict[str, Schema]) -> None:
    """Check that a class has a name of its own, and fields that are names in Python."""
    name = node["x-name"]
    other = known.get(name, node)
    if any(node.get(keyword) != other.get(keyword) for keyword in _ONE_CLASS):
        raise SchemaError(f"another vocabulary or object is called {name!r}; rename one of the two definitions", node)
    class_name = _class_name(name)
    if iskeyword(class_name) or re.search(rf"\b{class_name}\b", _MODELS_HEADER):
        raise SchemaError(f"{name!r} cannot be the name of a class, because the models use it; choose another", node)
    for field, part in node.get("properties", {}).items():
        if not field.isidentifier() or iskeyword(field) or field in _TAKEN:
            raise SchemaError(f"{field!r} cannot be the name of a field in Python; choose another", part)


def _class(name: str, node: Schema) -> str:
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
    item = node["items"]
    known = f"Keyed[{_type(item)}]" if "x-key" in item else f"tuple[{_type(item)}, ...]"
    bounds = [f"{word}={node[key]}" for key, word in _ITEM_BOUNDS.items() if key in node]
    extras = [f"Field({', '.join(bounds)})"] if bounds else []
    extras += ["Unique"] if node.get("uniqueItems") else []
    whole = f"Annotated[{known}, {', '.join(extras)}]" if extras else known
    return whole if required else f"{whole} = {'Keyed()' if 'x-key' in item else '()'}"


def _type(node: Schema) -> str:
    if node["type"] == "object" or "enum" in node:
        return _class_name(node["x-name"])
    base = {"string": "str", "integer": "int", "boolean": "bool"}[node["type"]]
    bounds = [f"{word}={node[key]}" for key, word in LIMITS.items() if key in node]
    if "pattern" in node:
        pattern = _quoted(node["pattern"])
        raw = "" if "\\" in pattern else "r"
        bounds.append(f"pattern={raw}{pattern}")
    extras = [f"Field({', '.join(bounds)})"] if bounds else []
    extras += [f"text({FORMATS[node['format']].__name__})"] if "format" in node else []
    return f"Annotated[{base}, {', '.join(extras)}]" if extras else base


def _class_name(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


def _quoted(words: str, quotes: int = 1) -> str:
    escaped = words.replace("\\", r"\\").replace('"', r"\"")
    return '"' * quotes + escaped + '"' * quotes
