"""Hypothesis strategies that follow from the schemas: valid values, and values with one known fault."""

import copy
import json
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from random import Random
from re import _parser
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from inzet.issues import Pointer
from inzet.schema.formats import check_line
from inzet.schema.nodes import Schema
from inzet.schema.schemas import Schemas

_KNOWN = {
    "type", "enum", "pattern", "format", "minLength", "maxLength", "minimum", "maximum", "items", "minItems",
    "maxItems", "uniqueItems", "properties", "required", "additionalProperties", "dependentRequired",
}  # fmt: skip
_SAID = {
    "title",
    "x-nl",
    "description",
    "examples",
    "x-name",
    "x-values",
    "x-references",
    "x-key",
    "x-table",
    "x-meaning",
}


@cache
def records(kind: str) -> SearchStrategy[dict[str, Any]]:
    """Records that the schema of a kind accepts."""
    return values(Schemas.installed().load(kind))


def values(node: Schema) -> SearchStrategy[Any]:
    """Values that a schema accepts; raises on a keyword it does not know, so that it cannot fall behind."""
    unknown = node.keys() - _KNOWN - _SAID
    if unknown:
        raise ValueError(f"no strategy for {unknown}")
    if "enum" in node:
        return st.sampled_from(node["enum"])
    match node["type"]:
        case "object":
            return _objects(node)
        case "array":
            return st.lists(
                values(node["items"]),
                min_size=node.get("minItems", 0),
                max_size=min(4, node["maxItems"]),
                unique_by=canonical if node.get("uniqueItems") else None,
            )
        case "integer":
            return st.integers(node["minimum"], node["maximum"])
        case "boolean":
            return st.booleans()
        case "string":
            return _texts(node)
    raise ValueError(f"no strategy for type {node['type']}")


def canonical(value: object) -> str:
    """A text that is equal for equal JSON values only."""
    return json.dumps(value, sort_keys=True)


def _objects(node: Schema) -> SearchStrategy[dict[str, Any]]:
    parts = {name: values(part) for name, part in node["properties"].items()}
    optional = [name for name in parts if name not in node["required"]]
    some = st.lists(st.sampled_from(optional), unique=True, max_size=6) if optional else st.just([])

    @st.composite
    def made(draw: st.DrawFn) -> dict[str, Any]:
        chosen = {*node["required"], *draw(some)}
        for given, needed in node.get("dependentRequired", {}).items():
            if given in chosen:
                chosen |= set(needed)
        return {name: draw(part) for name, part in parts.items() if name in chosen}

    return made()


def _texts(node: Schema) -> SearchStrategy[str]:
    low, high = node.get("minLength", 0), node.get("maxLength", 100)
    if "pattern" in node:
        made = matching(node["pattern"])
    else:
        made = {"edtf": edtf_texts(), "date": days().map(date.isoformat), "https": urls(), "line": lines(high)}[
            node["format"]
        ]
    return made.filter(lambda text: low <= len(text) <= high)


def matching(pattern: str) -> SearchStrategy[str]:
    """Texts that an expression matches, each made of one number: Hypothesis takes long over many small choices."""
    parts = _parser.parse(pattern)
    return st.integers(0, 2**32 - 1).map(lambda number: _written(parts, number.bit_length() // 4, Random(number)))


def _written(parts: Any, most: int, chance: Random) -> str:
    """Write what the parts of an expression match, with at most so many repetitions more than there must be."""
    text = ""
    for name, part in parts:
        match str(name):
            case "LITERAL":
                text += chr(part)
            case "RANGE":
                text += chr(chance.randint(*part))
            case "IN":
                text += _written([chance.choice(part)], most, chance)
            case "BRANCH":
                text += _written(chance.choice(part[1]), most, chance)
            case "SUBPATTERN":
                text += _written(part[-1], most, chance)
            case "MAX_REPEAT":
                for _ in range(chance.randint(part[0], min(part[1], part[0] + most))):
                    text += _written(part[2], most, chance)
            case "AT":
                pass
            case _:
                raise ValueError(f"no strategy for {name} in an expression")
    return text


def lines(longest: int) -> SearchStrategy[str]:
    """Texts on one line as people may write them: any script, any inner blank, composed."""
    letters = st.characters(exclude_categories=["C", "Zl", "Zp"])
    tricky = st.sampled_from(
        ["NO", "012", "1.0", "true", "~", "null", "? a", "a: b", "#x", "'", '"', "2025-07-31", "*1"]
    )
    text = st.text(letters, min_size=1, max_size=min(longest, 30)) | tricky
    clean = text.map(lambda raw: unicodedata.normalize("NFC", raw).strip())
    return clean.filter(lambda line: line and _is_line(line))


def _is_line(text: str) -> bool:
    try:
        return bool(check_line(text))
    except ValueError:
        return False


def days() -> SearchStrategy[date]:
    """Calendar days."""
    return st.dates(date(1000, 1, 1))


def urls() -> SearchStrategy[str]:
    """Public https addresses."""
    return matching(r"https://[a-z]{1,9}[.]nl(/[a-z0-9-]{1,9}){0,3}")


@st.composite
def edtf_texts(draw: st.DrawFn) -> str:
    """Partial dates as the records use them: days, months, seasons, years, qualified, and intervals."""

    def single() -> str:
        day = draw(days())
        shape = draw(st.sampled_from(["day", "month", "season", "year", "decade"]))
        season = draw(st.integers(21, 23))
        text = {
            "day": day.isoformat(),
            "month": f"{day:%Y-%m}",
            "season": f"{day.year}-{season}",
            "year": f"{day.year}",
            "decade": f"{day.year // 10}X",
        }[shape]
        return text + draw(st.sampled_from(["", "", "?", "~", "%"]))

    if draw(st.booleans()):
        return single()
    first, last = (text for text in sorted((single(), single())))
    if "X" in first + last or first[:4] == last[:4]:
        return draw(st.sampled_from(["2025/2028-06", "../2024", "2022-06/..", "2022-06/"]))
    return f"{first}/{last}"


# --- one fault ---------------------------------------------------------------------------------------

Fault = tuple[Any, Pointer, str]
"""A value with one fault, the pointer at which it must be reported, and the code."""


@st.composite
def faulty(draw: st.DrawFn, kind: str) -> Fault:
    """A record with one fault in it."""
    record = draw(records(kind))
    found = list(_faults(Schemas.installed().load(kind), record, ()))
    pointer, change, code, at = draw(st.sampled_from(found))
    broken = copy.deepcopy(record)
    holder = broken
    for step in pointer[:-1]:
        holder = holder[step]
    if not pointer:
        broken = change(broken)
    else:
        holder[pointer[-1]] = change(holder[pointer[-1]])
    return broken, at, code


def _faults(node: Schema, value: Any, pointer: Pointer) -> Iterator[tuple[Pointer, Any, str, Pointer]]:
    """Yield (where to change, how, the code, where it is reported) for every fault that a value can get."""
    wrong: dict[str, Any] = {"object": [], "array": {}, "string": 7, "integer": "7", "boolean": "true"}
    yield pointer, lambda _: wrong[node["type"]], "schema.type", pointer
    if pointer:
        yield pointer, lambda _: None, "schema.type", pointer
    if node["type"] == "integer":
        yield pointer, lambda _: True, "schema.type", pointer
        yield pointer, lambda _: node["minimum"] - 1, "schema.bounds", pointer
        yield pointer, lambda _: node["maximum"] + 1, "schema.bounds", pointer
    if "enum" in node:
        yield pointer, lambda word: word + "x", "schema.enum", pointer
    if "pattern" in node:
        yield pointer, lambda text: text + "\n", "schema.pattern", pointer
        yield pointer, lambda text: "\u0661" + text, "schema.pattern", pointer
    if "maxLength" in node:
        yield pointer, lambda text: text[:1] * (node["maxLength"] + 1), "schema.bounds", pointer
    if "format" in node:
        yield pointer, lambda text: f"{text}\u202e", "schema.format", pointer
    if node["type"] == "array":
        if "minItems" in node:
            yield pointer, lambda _: [], "schema.bounds", pointer
        # Of a list that is too long nothing else is said, whatever its items are.
        yield pointer, lambda _: [None] * (node["maxItems"] + 1), "schema.bounds", pointer
        if node.get("uniqueItems"):
            yield pointer, lambda items: [*items, copy.deepcopy(items[0])], "schema.unique", pointer
        for at, item in enumerate(value):
            yield from _faults(node["items"], item, (*pointer, at))
    if node["type"] == "object":
        yield pointer, lambda thing: thing | {"unheard_of": 1}, "schema.unknown-key", (*pointer, "unheard_of")
        for name in node["required"]:
            yield pointer, lambda thing, name=name: _without(thing, name), "schema.required", pointer
        for given, needed in node.get("dependentRequired", {}).items():
            for name in needed:
                if given in value:
                    yield pointer, lambda thing, name=name: _without(thing, name), "schema.dependent", (*pointer, given)
        for name, part in node["properties"].items():
            if name in value:
                yield from _faults(part, value[name], (*pointer, name))


def _without(thing: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in thing.items() if key != name}


def holds_float(value: Any) -> bool:
    """Whether a value holds a number with a point, which no reader makes and the compiled validator may take."""
    if isinstance(value, dict):
        return any(map(holds_float, value.values()))
    return any(map(holds_float, value)) if isinstance(value, list) else isinstance(value, float)
