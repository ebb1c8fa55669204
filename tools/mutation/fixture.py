"""The lines of the fixture that follow from the schemas: at least one for each constraint."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from constraints import Constraint, record_constraints
from refused import Line, bases, fixture, get, pointers, repeat, steps, wrong

from inzet.schema.findings import CODES
from inzet.schema.nodes import Schema
from inzet.schema.schemas import Schemas

_WRONG_TYPES: dict[str, list[Any]] = {
    "object": [[]],
    "array": [{}],
    "string": [7, None],
    "integer": ["7", 3.0, True],
    "boolean": ["true", 1],
}
_WRONG_FORMATS = {
    "line": ["=1+1", "\u043ca", "a\u200bb", "a\nb", " a", "a ", "e\u0301"],
    "edtf": ["31 juli 2025", "2025-07-32", "2024-06-17T09:30:00"],
    "date": ["20250701", "2025-07-01T00:00", "2025-02-30"],
    "https": [
        "http://example.org/",
        "https://example.org/a b",
        "https://example",
        "https://a@example.org/",
        "https://[/",
    ],
}


def _lengthened(node: Schema, text: str) -> list[str]:
    fill = [sign * (node["maxLength"] + 1 - len(text)) for sign in "aA0"]
    return [longer for more in fill for longer in (text + more, more + text, f"{text}-{more[1:]}")]


_OFFENCES: dict[str, Callable[[Schema, Any], list[Any]]] = {
    "type": lambda node, _: _WRONG_TYPES[node["type"]],
    "format": lambda node, _: _WRONG_FORMATS[node["format"]],
    "pattern": lambda _, text: [text + "!", text + "\n", "!" * len(text)],
    "minimum": lambda node, _: [node["minimum"] - 1],
    "maximum": lambda node, _: [node["maximum"] + 1],
    "minLength": lambda node, _: ["a" * (node["minLength"] - 1)],
    "maxLength": _lengthened,
    "minItems": lambda _, items: [[]],
    "uniqueItems": lambda _, items: [[*items, items[0]]],
    "enum": lambda _, word: ["unheard_of"],
    "x-references": lambda _, key: ["unheard-of", key.rpartition(".")[0] + ".99"],
}
"""Values that may break a constraint, the plainest first, for its schema and the value in the base record."""
_ALL = ("type", "format", "pattern")
"""Keywords of which every offence is kept; of any other, one is enough."""


def make_lines() -> Iterator[Line]:
    """Yield the fixture for the present schemas; base records and lines on rules and on the dialect are kept.

    Raises:
        ValueError: if a base record does not hold a field, or no value breaks a constraint as it should.
    """
    for line in fixture():
        if "record" in line or line["kind"] == "dialect" or line["constraint"].startswith("rule "):
            yield line
    for constraint in record_constraints(Schemas.installed()):
        keyword, *keys = constraint.demand
        if keyword == "enum" and keys:
            continue
        node = get(Schemas.installed().load(constraint.name), constraint.path)
        line = {"kind": constraint.name, "constraint": constraint.title, "at": _pointer(constraint, keys)}
        if keyword == "enum":
            yield line | {"accepted": node["enum"]}
        yield from _refusals(line, node, keyword, keys)


def _pointer(constraint: Constraint, keys: Iterable[str]) -> str:
    """Return a pointer to a place in the base record that a constraint is about, and that holds some keys."""
    base = bases()[constraint.name]
    for pointer in pointers(base, constraint.place):
        if all(key in get(base, steps(pointer)) for key in keys):
            return pointer
    raise ValueError(f"the base record of {constraint.name} does not hold {constraint.title}; add it by hand")


def _refusals(line: Line, node: Schema, keyword: str, keys: list[str]) -> list[Line]:
    pointer, present = line["at"], get(bases()[line["kind"]], steps(line["at"]))
    code = CODES.get(keyword, "reference_exists")
    if keyword == "required":
        return [line | {"removed": [f"{pointer}/{keys[0]}"], "findings": [[code, pointer]]}]
    if keyword == "dependentRequired":
        given, needed = keys
        others = [key for key, known in node["dependentRequired"].items() if needed in known and key in present]
        removed = [f"{pointer}/{key}" for key in dict.fromkeys([needed, *others]) if key != given]
        return [line | {"removed": removed, "findings": [[code, f"{pointer}/{given}"]]}]
    if keyword == "additionalProperties":
        unknown = f"{pointer}/unheard_of"
        return [line | {"at": unknown, "put": 1, "findings": [[code, unknown]]}]
    if keyword == "x-references":
        line |= {"rule": code}
    if keyword == "maxItems":
        offences = _overlong(node, present)
    else:
        offences = [{"put": value} for value in _OFFENCES[keyword](node, present)]
    # Where no value breaks this constraint alone, as with the length of a date, one breaks the format as well.
    for others in ([], [["schema.format", pointer]]):
        lines = [line | offence | {"findings": [[code, pointer], *others]} for offence in offences]
        if right := [candidate for candidate in lines if not wrong(candidate)]:
            return right if keyword in _ALL else right[:1]
    raise ValueError(f"no value breaks {line['kind']} {line['constraint']} as it should; tried {offences}")


def _overlong(node: Schema, present: list[Any]) -> list[Line]:
    """Return lists with one item too many; where there are not so many different ones, with the same again."""
    times, words = node["maxItems"] + 1, node["items"].get("enum", ())
    if len(words) >= times:
        return [{"put": words[:times]}]
    if words or "uniqueItems" not in node:
        return [{"times": times}]
    first = present[0]
    keys = [key for key in first if isinstance(first[key], str | int)] if isinstance(first, dict) else [""]
    items = Schemas.installed().validator("letter").evolve(schema=node["items"])
    return [{"times": times, "other": key} for key in keys if items.is_valid(repeat(first, times, key)[-1])]
