"""What a schema finds wrong with a value, in words that say what would be right: a record, or a schema itself."""

import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from inzet.issues import Pointer
from inzet.schema.nodes import Schema
from inzet.schema.schemas import Schemas

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

CODES = {
    "required": "schema.required",
    "dependentRequired": "schema.dependent",
    "additionalProperties": "schema.unknown-key",
    "type": "schema.type",
    "enum": "schema.enum",
    "pattern": "schema.pattern",
    "format": "schema.format",
    "minimum": "schema.bounds",
    "maximum": "schema.bounds",
    "minLength": "schema.bounds",
    "maxLength": "schema.bounds",
    "minItems": "schema.bounds",
    "maxItems": "schema.bounds",
    "uniqueItems": "schema.unique",
}
"""Issue code of each keyword that can fail."""

_TYPES = {
    "object": "a mapping of keys and values",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "boolean": "true or false",
}


MAX_FINDINGS = 2000
"""Most findings in one record; those behind them appear when these are mended."""

MAX_COMPARED = 5000
"""So many known words are held against the unknown words of one record; some twenty of these get a hint."""

_LONGEST = 80  # a word that is longer is no misspelt id or key
_compared: ContextVar[list[int] | None] = ContextVar("_compared", default=None)


class Finding(NamedTuple):
    """One thing that is wrong inside a file; ``at_key`` where the key itself is."""

    pointer: Pointer
    code: str
    message: str
    at_key: bool = False


def check(value: Any, kind: str) -> list[Finding]:
    """Return everything that the schema of a kind of record finds wrong with a value that was read."""
    return [] if Schemas.installed().accepts(kind, value) else explain(value, kind)


def explain(value: Any, kind: str) -> list[Finding]:
    """Return the same for any value, without asking the compiled validator whether there is anything."""
    return describe(Schemas.installed().validator(kind).iter_errors(value), "the record")


def describe(errors: "Iterable[ValidationError]", whole: str) -> list[Finding]:
    """Return the findings of an explaining validator, or the first of very many.

    Args:
        errors: what the validator yields.
        whole: what a finding about the whole value calls it, such as "the record".
    """
    # jsonschema gives one error for each missing key but names the key only in prose; every such error
    # yields the whole set here, and the set is kept once. Whoever has so many faults has them all from one cause.
    with few_hints():
        found = (finding for error in errors for finding in _findings(error, whole))
        return list(islice(dict.fromkeys(islice(found, 10 * MAX_FINDINGS)), MAX_FINDINGS))


@contextmanager
def few_hints() -> Iterator[None]:
    """Let ``closest`` find something for the first words only that are looked up inside."""
    token = _compared.set([0])
    try:
        yield
    finally:
        _compared.reset(token)


def closest(word: str, known: Collection[str]) -> str:
    """Return ``"; closest: …"`` with the known words that look like a misspelt one, or nothing."""
    if len(word) > _LONGEST:
        return ""
    compared = _compared.get()
    if compared is not None:
        if compared[0] >= MAX_COMPARED:
            return ""
        compared[0] += len(known)
    folded = {name.casefold(): name for name in known}
    matches = [folded[match] for match in get_close_matches(word.casefold(), folded, n=3, cutoff=0.6)]
    return f"; closest: {', '.join(matches)}" if matches else ""


def _findings(error: "ValidationError", whole: str) -> Iterator[Finding]:
    pointer: Pointer = tuple(error.absolute_path)
    keyword = str(error.validator)
    here: Any = error.instance
    node: Schema = error.schema if isinstance(error.schema, dict) else {}
    code = CODES.get(keyword, keyword)  # other keywords occur in the dialect only, whose findings get another code
    if "propertyNames" in error.relative_schema_path:
        yield Finding((*pointer, here), code, f"key: {_said(keyword, here, node, error)}", at_key=True)
    elif keyword == "additionalProperties":
        known = node["properties"]
        for key in here.keys() - known.keys():
            hint = closest(key, known) or f"; known keys: {', '.join(known)}"
            yield Finding((*pointer, key), code, f"unknown key {key!r}{hint}", at_key=True)
    elif keyword == "required":
        known = node.get("properties", {})
        for key in (key for key in node["required"] if key not in here):
            yield Finding(pointer, code, f"{key!r} is missing{_example(known.get(key, {}), key)}")
    elif keyword == "dependentRequired":
        for given, needed in node["dependentRequired"].items():
            for key in (key for key in needed if given in here and key not in here):
                example = _example(node["properties"][key], key)
                yield Finding((*pointer, given), code, f"{given!r} needs {key!r} beside it{example}")
    elif (
        keyword != "enum" or isinstance(here, str) or "type" not in node
    ):  # a word of the wrong type is reported as that alone
        name = next((step for step in reversed(pointer) if isinstance(step, str)), whole)
        if pointer and isinstance(pointer[-1], int):
            name = f"item {pointer[-1] + 1} of {name}"
        yield Finding(pointer, code, f"{name}: {_said(keyword, here, node, error)}")


def _said(keyword: str, here: Any, node: Schema, error: "ValidationError") -> str:
    example = _example(node)
    if keyword == "uniqueItems":
        return error.message
    shown = _shown(here)
    if keyword == "type":
        if here is None:
            words = f"; one of: {', '.join(node['enum'])}" if len(node.get("enum", ())) in range(1, 41) else example
            return f"nothing stands here, where {_TYPES[node['type']]} should{words}"
        if node["type"] == "integer" and isinstance(here, str):
            mend = "; remove the quotes" if here.isdecimal() else example
            return f"the text {shown} is not a whole number{mend}"
        quotes = f'; in quotes it is: "{shown}"' if node["type"] == "string" and isinstance(here, int) else ""
        return f"{shown} is not {_TYPES[node['type']]}{quotes or example}"
    if keyword == "enum":
        words = node["enum"]
        listed = closest(str(here), words) if len(words) > 40 else f"; one of: {', '.join(words)}"
        return f"{shown} is not a known word{listed or example}"
    if keyword == "const":
        return f"{shown} is not allowed; write {json.dumps(node['const'])}"
    if keyword == "pattern":
        form = str(node.get("description") or node["pattern"]).rstrip(".")
        return f"{shown} does not have the right form: {form}{example}"
    if keyword == "format":
        return _shortened(str(error.cause))
    if here in ("", []):
        return f"it is empty{example}"
    bound = f"at {'least' if keyword.startswith('min') else 'most'} {node[keyword]}"
    if keyword in ("minLength", "maxLength"):
        return f"it has length {len(here)}; {bound} is allowed"
    if keyword == "maxItems":
        return f"it has {len(here)} items; {bound} are allowed"
    return f"{shown}; {bound} is allowed"


def _example(node: Schema, key: str = "") -> str:
    if not node.get("examples"):
        return ""
    value = _shown(node["examples"][0])
    return f"; for example {key}: {value}" if key else f"; for example {value}"


def _shown(value: object) -> str:
    return _shortened(json.dumps(value, ensure_ascii=False, default=str))


def _shortened(text: str, most: int = 200) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
