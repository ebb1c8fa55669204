"""Drop every constraint and every check of the gate in turn, and see that the fast tests notice.

    python tests/gate.py                 drop all of them; print each that nothing notices, and the score
    python tests/gate.py --sample 100    a seeded sample
    python tests/gate.py --cover         which constraints of the present schemas no line of the fixture is about
    python tests/gate.py --write         write fixtures/refused.jsonl anew, with the base records that stand in it

What has to notice is the fixture (``refusals`` below) and the trees of ``test_examples``. The fixture is data and not
derived from the schemas while testing, for then a constraint that is dropped would drop its own test. The gate has
three entrances that follow from the schemas, and each is mutated alone as well: the compiled validator, the one
that explains, and the generated models. Everything is dropped in memory; no file is changed.
"""

import argparse
import ast
import copy
import inspect
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, NamedTuple, TypeVar
from unittest.mock import patch

import jsonschema
import pytest
import test_examples
from pydantic import TypeAdapter, ValidationError
from strategies import holds_float

from inzet import models
from inzet.issues import Pointer, json_pointer
from inzet.records import evidence, rules, strict_yaml, tree, validation
from inzet.records.rules import identity
from inzet.records.tree import Document
from inzet.schema import findings, formats, model_source, schemas
from inzet.schema.nodes import Schema, walk
from inzet.schema.schemas import Schemas

FIXTURE = Path(__file__).parent / "fixtures" / "refused.jsonl"
FILES = ("common", "countries", "contribution", "letter", "mission", "framework")
SEED = 20220617
Line = dict[str, Any]
T = TypeVar("T")

# The keywords that refuse something; each is one constraint, but for those that hold several.
_SINGLE = (
    "type", "pattern", "format", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems",
    "additionalProperties", "enum", "x-references",
)  # fmt: skip


class Constraint(NamedTuple):
    """One thing that a schema asks, at one place.

    Attributes:
        name: a kind of record, or a schema file.
        place: way to the schema node.
        keyword: the keyword of JSON Schema, or ``word``: that a vocabulary has this word.
        detail: the key that is required, the word; empty for keywords that hold one constraint.
    """

    name: str
    place: Pointer
    keyword: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.name} {json_pointer(self.place)} {self.keyword} {self.detail}".rstrip()


def demands(node: Schema) -> Iterator[tuple[str, str]]:
    """Yield what one schema node asks, as keyword and detail."""
    for keyword in _SINGLE:
        if keyword in node:
            yield keyword, ""
    for key in node.get("required", ()):
        yield "required", key
    for given, needed in node.get("dependentRequired", {}).items():
        for key in needed:
            yield "dependentRequired", f"{given} {key}"
    for word in node.get("enum", ()):
        yield "word", word


def dropped(node: Schema, keyword: str, detail: str) -> Schema:
    """Return a schema node without one thing that it asks, or without one word."""
    made = dict(node)
    if keyword == "required":
        made["required"] = [key for key in node["required"] if key != detail]
    elif keyword == "dependentRequired":
        given, key = detail.split()
        left = {**node["dependentRequired"], given: [each for each in node["dependentRequired"][given] if each != key]}
        made["dependentRequired"] = {name: keys for name, keys in left.items() if keys}
    elif keyword == "word":
        made["enum"] = [word for word in node["enum"] if word != detail]
        made["x-values"] = {word: said for word, said in node["x-values"].items() if word != detail}
    else:
        del made[keyword]
    return made


def in_records() -> list[Constraint]:
    """Return every constraint of the resolved schemas, at each place in each kind of record."""
    found = []
    for kind in Schemas.installed().kinds:
        nodes = dict(walk(Schemas.installed().load(kind)))
        # An id refers to nothing where it is the record's own.
        own = {(*place, node["x-key"]) for place, node in nodes.items() if "x-key" in node}
        for place, node in nodes.items():
            asked = [each for each in demands(node) if each[0] != "x-references" or place not in own]
            found += [Constraint(kind, place, *each) for each in asked]
    return found


def in_files() -> list[Constraint]:
    """Return every constraint as it is written in a schema file; many records may share it."""
    return [
        Constraint(name, place, keyword, detail)
        for name in FILES
        for place, node in _nodes(Schemas.installed().files[name])
        for keyword, detail in demands(node)
        # Letters refer to no other letter.
        if (keyword, place) != ("x-references", ("$defs", "letter_id"))
    ]


def _nodes(node: Schema, place: Pointer = ()) -> Iterator[tuple[Pointer, Schema]]:
    """Yield the schemas in a file, with the way through the file."""
    yield place, node
    for holder in ("properties", "$defs"):
        for key, part in node.get(holder, {}).items():
            yield from _nodes(part, (*place, holder, key))
    if "items" in node:
        yield from _nodes(node["items"], (*place, "items"))


def _changed(tree: Any, way: Pointer, change: Callable[[Any], Any]) -> Any:
    """Return a tree with a change at one place; what lies elsewhere is shared."""
    if not way:
        return change(tree)
    made: Any = list(tree) if isinstance(tree, list) else dict(tree)
    made[way[0]] = _changed(tree[way[0]], way[1:], change)
    return made


def _way(place: Pointer) -> Pointer:
    """Return the way through a resolved schema to a place in records."""
    steps: list[str | int] = []
    for step in place:
        steps += ["items"] if step == "*" else ["properties", step]
    return tuple(steps)


# --- the fixture -------------------------------------------------------------------------------------


@cache
def lines() -> list[Line]:
    """Return what is refused, each with one change to a base record, and the vocabularies that are accepted."""
    return [line for line in _fixture() if "record" not in line]


@cache
def bases() -> dict[str, Any]:
    """Return the base record of each kind: it is accepted, and holds every field that there is."""
    return {line["kind"]: line["record"] for line in _fixture() if "record" in line and "beside" not in line}


def _records() -> dict[str, Any]:
    return {kind: record for kind, record in bases().items() if kind in Schemas.installed().kinds}


def documents(changed: dict[str, Any]) -> list[Document]:
    """Return the records of the fixture as one tree, with other base records for some kinds."""
    beside = [(line["kind"], line["record"]) for line in _fixture() if "beside" in line]
    stems = [record[f"{kind}_id"] for kind, record in (*_records().items(), *beside)]
    found = [*(_records() | changed).items(), *beside]
    return [
        Document(kind, stem, kind, "", record, faulty=False) for stem, (kind, record) in zip(stems, found, strict=True)
    ]


@cache
def _fixture() -> list[Line]:
    return [json.loads(line) for line in FIXTURE.read_text(encoding="utf-8").splitlines()]


def _steps(pointer: str) -> Pointer:
    return tuple(int(step) if step.isdecimal() else step for step in pointer.split("/")[1:])


def values(line: Line) -> Iterator[Any]:
    """Yield the records of a line: its base with the keys removed and the value, or each accepted word, put there.

    Of a list that is too long, the line says only how often its first item stands in it, and what is other each time.
    """
    record = copy.deepcopy(bases()[line["kind"]])
    for pointer in line.get("removed", ()):
        *way, last = _steps(pointer)
        del _at(record, way)[last]
    for value in line.get("accepted", [line["put"]] if "put" in line else ()):
        yield _put(record, _steps(line["at"]), value)
    if "times" in line:
        first = _at(record, _steps(line["at"]))[0]
        copies = [_copy(first, line.get("other"), at) for at in range(line["times"])]
        yield _put(record, _steps(line["at"]), copies)
    if not {"put", "accepted", "times"} & line.keys():
        yield record


_LETTERS = str.maketrans("0123456789", "abcdefghij")  # which stand in any text, id or name


def _copy(item: Any, other: str | None, at: int) -> Any:
    """Return an item that is another each time: the text or number itself, or what a mapping holds under a key."""
    if other is None:
        return item
    if other:
        return item | {other: _copy(item[other], "", at)}
    return item + at if isinstance(item, int) else item + str(at).translate(_LETTERS)


def _at(value: Any, way: Iterable[str | int]) -> Any:
    for step in way:
        value = value[step]
    return value


def _put(record: Any, way: Pointer, value: Any) -> Any:
    if not way:
        return value
    made = list(record) if isinstance(record, list) else dict(record)
    made[way[0]] = _put(made[way[0]], way[1:], value) if len(way) > 1 else value
    return made


def wrong(line: Line) -> str:
    """Return what is wrong with the verdict of the validators on one line; empty if it is the one expected."""
    for value in values(line):
        expected = sorted((code, pointer) for code, pointer in line.get("findings", ()))
        if line["kind"] == "dialect":
            found = _refused_by_dialect(value)
        elif "rule" in line:
            found = _judged(line["kind"], value, line["rule"])
        else:
            read = not holds_float(value)
            if expected and read and Schemas.installed().accepts(line["kind"], value):
                return "the compiled validator accepts it"
            judge = findings.check if read else findings.explain
            found = sorted((each.code, json_pointer(each.pointer)) for each in judge(value, line["kind"]))
        if found != expected:
            return f"{found} instead of {expected}"
    return ""


def _refused_by_dialect(value: Any) -> list[tuple[str, str]]:
    """Return the keywords by which the dialect refuses a schema, and where."""
    errors = jsonschema.Draft202012Validator(Schemas.installed().files["dialect"]).iter_errors(value)
    return sorted((str(error.validator), json_pointer(tuple(error.absolute_path))) for error in errors)


def _judged(kind: str, value: Any, rule: str) -> list[tuple[str, str]]:
    """Return what one rule says of a record in a tree with the base records of the other kinds."""
    issues = validation.check(documents({kind: value}))
    return [(issue.code, issue.pointer) for issue in issues if issue.code == rule]


TEXTS = {
    # A text that ``decode`` refuses before: should it ever come so far, it is refused all the same.
    "a: \x07": "yaml.syntax",
    f"a: [{'1, ' * strict_yaml.MAX_VALUES}1]": "yaml.size",
}
"""What the trees of examples cannot show of the strict reader: a text, and the code of its fault."""


def wrong_in_texts() -> str:
    """Return what is wrong with the verdict of the strict reader on these texts."""
    for text, code in TEXTS.items():
        codes = [fault.code for fault in strict_yaml.read(text)[1]]
        if codes != [code]:
            return f"{text[:20]!r}: {codes} instead of {code}"
    return ""


MODELS: dict[str, Any] = {"letter": models.Letter, "mission": models.Mission, "framework": models.Framework}


def wrong_in_models(line: Line, model: Any = None, holder: Pointer = ()) -> str:
    """Return what is wrong with the verdict of the generated models; of one alone, on that part of the record."""
    if "rule" in line or line["kind"] == "dialect":  # which models do not know
        return ""
    adapter = TypeAdapter(model or MODELS[line["kind"]])
    for value in values(line):
        try:
            adapter.validate_json(json.dumps(_at(value, holder)))
        except ValidationError:
            if "accepted" in line:
                return f"the model refuses {value}"
        else:
            if "accepted" not in line:
                return "the model accepts it"
    return ""


# --- writing the fixture -----------------------------------------------------------------------------

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


def written() -> Iterator[Line]:
    """Yield the lines of the fixture for the present schemas, each checked to be noticed as it says."""
    # What was written by hand is kept.
    yield from (line for line in _fixture() if "record" in line or line["kind"] == "dialect" or _is_of_rule(line))
    for constraint in in_records():
        node = _at(Schemas.installed().load(constraint.name), _way(constraint.place))
        if constraint.keyword == "word":
            continue
        if constraint.keyword == "enum":
            spot = next(_spots(bases()[constraint.name], constraint.place))
            yield {"kind": constraint.name, "constraint": _title(constraint), "at": spot, "accepted": node["enum"]}
        yield from _refusals(constraint, node)


def _is_of_rule(line: Line) -> bool:
    return str(line["constraint"]).startswith("rule ")


def _title(constraint: Constraint) -> str:
    return str(constraint).partition(" ")[2]


def _spots(value: Any, place: Pointer, holds: Iterable[str] = (), pointer: str = "") -> Iterator[str]:
    """Yield the places in a record that a place in its schema means, and that hold some keys."""
    if not place:
        if all(key in value for key in holds):
            yield pointer
    elif place[0] == "*":
        for at, item in enumerate(value):
            yield from _spots(item, place[1:], holds, f"{pointer}/{at}")
    elif place[0] in value:
        yield from _spots(value[place[0]], place[1:], holds, f"{pointer}/{place[0]}")


def _refusals(constraint: Constraint, node: Schema) -> Iterator[Line]:
    kind, place, keyword, detail = constraint
    holds = detail.split() if keyword in ("required", "dependentRequired") else ()
    spot = next(_spots(bases()[kind], place, holds))
    line = {"kind": kind, "constraint": _title(constraint), "at": spot}
    present = _at(bases()[kind], _steps(spot))
    code = findings.CODES.get(keyword, "reference_exists")
    if keyword == "x-references":
        line["rule"] = code
    if keyword == "required":
        yield line | {"removed": [f"{spot}/{detail}"], "findings": [[code, spot]]}
    elif keyword == "dependentRequired":
        given, needed = holds
        others = [key for key, keys in node["dependentRequired"].items() if needed in keys and key in present]
        removed = [f"{spot}/{key}" for key in dict.fromkeys([needed, *others]) if key != given]
        yield line | {"removed": removed, "findings": [[code, f"{spot}/{given}"]]}
    elif keyword == "additionalProperties":
        yield line | {"at": f"{spot}/unheard_of", "put": 1, "findings": [[code, f"{spot}/unheard_of"]]}
    else:
        # Where no value breaks this constraint alone, as with the length of a date, one breaks another as well.
        offences = _overlong(node, present) if keyword == "maxItems" else _puts(_offences(keyword, node, present))
        made = [line | offence | {"findings": [[code, spot]]} for offence in offences]
        alone = [each for each in made if not wrong(each)]
        if not alone:
            alone = [each | {"findings": [[code, spot], ["schema.format", spot]]} for each in made]
            alone = [each for each in alone if not wrong(each)]
        if not alone:
            raise ValueError(f"no value breaks {constraint} as it should: {[(e.get('put'), wrong(e)) for e in made]}")
        yield from alone if keyword in ("type", "format", "pattern") else alone[:1]


def _puts(offences: list[Any]) -> list[Line]:
    return [{"put": value} for value in offences]


def _overlong(node: Schema, present: list[Any]) -> list[Line]:
    """Return lists with one item too many; where there are not so many different ones, with the same again."""
    times, words = node["maxItems"] + 1, node["items"].get("enum", ())
    if len(words) >= times:
        return [{"put": words[:times]}]
    if words or "uniqueItems" not in node:
        return [{"times": times}]
    judge = Schemas.installed().validator("letter").evolve(schema=node["items"])
    first = present[0]
    others = [key for key in first if isinstance(first[key], str | int)] if isinstance(first, dict) else [""]
    return [{"times": times, "other": each} for each in others if judge.is_valid(_copy(first, each, times))]


def _is_short_of_words(node: Schema) -> bool:
    """Whether a list cannot be too long without saying something twice."""
    return "uniqueItems" in node and 0 < len(node["items"].get("enum", ())) <= node["maxItems"]


def _offences(keyword: str, node: Schema, present: Any) -> list[Any]:
    """Return values that may break a constraint, the plainest first."""
    bound = node.get(keyword)
    match keyword:
        case "type":
            return _WRONG_TYPES[node["type"]]
        case "format":
            return _WRONG_FORMATS[node["format"]]
        case "pattern":
            return [present + "!", present + "\n", "!" * len(present)]
        case "minimum":
            return [bound - 1]
        case "maximum":
            return [bound + 1]
        case "minLength":
            return ["a" * (bound - 1)]
        case "maxLength":
            fill = [sign * (bound + 1 - len(present)) for sign in "aA0"]
            return [made for sign in fill for made in (present + sign, sign + present, f"{present}-{sign[1:]}")]
        case "minItems":
            return [[]]
        case "uniqueItems":
            return [[*present, present[0]]]
        case "enum":
            return ["unheard_of"]
        case "x-references" if node["x-references"] == "contributions":
            return [present.rpartition(".")[0] + ".99"]
        case "x-references":
            return ["unheard-of"]
    raise ValueError(f"how is {keyword} broken?")


def uncovered() -> list[Constraint]:
    """Return the constraints of the present schemas that no line of the fixture is about."""
    about = {(line["kind"], line["constraint"]) for line in lines()}
    words = {
        (line["kind"], line["constraint"].removesuffix("enum") + f"word {word}")
        for line in lines()
        for word in line.get("accepted", ())
    }
    return [each for each in in_records() if (each.name, _title(each)) not in about | words]


# --- dropping ----------------------------------------------------------------------------------------


class Mutant(NamedTuple):
    """Something that is dropped.

    Attributes:
        part: the part of the gate that it belongs to.
        name: what is dropped.
        noticed: drops it, runs the fast tests until one fails, and returns what that says; empty if none does.
        redundant: whether another constraint refuses the same, so that this part alone cannot show the drop.
    """

    part: str
    name: str
    noticed: Callable[[], str]
    redundant: bool = False


def mutants() -> list[Mutant]:
    """Return everything that is dropped, in the order of the schemas and the code."""
    return [*_of_files(), *_of_dialect(), *_of_places(), *_of_rules(), *_of_code()]


FILE, DIALECT, PLACE = "schema files", "dialect of the schemas", "schemas, at each place"
COMPILED, EXPLAINING, MODEL = "compiled validator alone", "explaining validator alone", "generated models alone"
RULE, COMPLAINT, CHECK = "rules", "complaints of rules", "checks of syntax, tree, formats and evidence"


def _of_files() -> Iterator[Mutant]:
    for constraint in in_files():
        yield Mutant(FILE, str(constraint), lambda c=constraint: _noticed_in_file(c))


_ASSERTING = {
    "type", "const", "enum", "pattern", "minLength", "minimum", "items", "minItems", "uniqueItems", "required",
    "additionalProperties", "propertyNames", "allOf", "$ref",
}  # fmt: skip


def _of_dialect() -> Iterator[Mutant]:
    for way in _dialect_ways(Schemas.installed().files["dialect"]):
        yield Mutant(DIALECT, json_pointer(way), lambda w=way: _noticed_in_dialect(w))


def _dialect_ways(node: Schema, way: Pointer = ()) -> Iterator[Pointer]:
    """Yield the way to everything that a node of the dialect asks, and those inside it."""
    for key in node.keys() & _ASSERTING:
        if isinstance(node[key], list):
            yield from ((*way, key, at) for at in range(len(node[key])))
        else:
            yield (*way, key)
    for key in ("items", "additionalProperties", "propertyNames", "if", "then"):
        if isinstance(node.get(key), dict):
            yield from _dialect_ways(node[key], (*way, key))
    for holder in ("properties", "$defs"):
        for key, part in node.get(holder, {}).items():
            yield from _dialect_ways(part, (*way, holder, key))
    for at, part in enumerate(node.get("allOf", ())):
        yield from _dialect_ways(part, (*way, "allOf", at))


def _noticed_in_dialect(way: Pointer) -> str:
    """Drop something from the dialect; the schema files keep to it, and the lines say what it refuses."""

    def without(holder: Any) -> Any:
        if isinstance(holder, list):
            return [each for at, each in enumerate(holder) if at != way[-1]]
        return {key: value for key, value in holder.items() if key != way[-1]}

    changed = _changed(Schemas.installed().files["dialect"], way[:-1], without)
    read = schemas.read
    with patch.object(schemas, "read", lambda name: changed if name == "dialect" else read(name)):
        refused = [name for name in FILES if _refused_by_dialect(read(name))]
        return f"the dialect refuses {refused}" if refused else _first_wrong(_about_dialect())


def _about_dialect() -> Iterator[Line]:
    return (line for line in lines() if line["kind"] == "dialect")


def _of_places() -> Iterator[Mutant]:
    about: dict[tuple[str, str], list[Line]] = {}
    for line in lines():
        about.setdefault((line["kind"], line["constraint"]), []).append(line)
    for constraint in in_records():
        own = about.get((constraint.name, _title(constraint)), [])
        node = _at(Schemas.installed().load(constraint.name), _way(constraint.place))
        beside = bool(own) and all(len(line.get("findings", ())) > 1 for line in own)
        beside = beside or (constraint.keyword == "maxItems" and _is_short_of_words(node))
        yield Mutant(PLACE, str(constraint), lambda c=constraint: _noticed_at_place(c, (COMPILED, EXPLAINING)))
        # Only rules read references; and a record is accepted if one of the two validators knows its words.
        if constraint.keyword in ("x-references", "word"):
            continue
        twice = beside or (constraint.keyword == "type" and "enum" in node)
        yield Mutant(COMPILED, str(constraint), lambda c=constraint: _noticed_at_place(c, (COMPILED,)), twice)
        yield Mutant(EXPLAINING, str(constraint), lambda c=constraint: _noticed_at_place(c, (EXPLAINING,)))
        # The models cannot be made without a type, nor accept unknown keys, whatever the schema says.
        if constraint.keyword not in ("type", "additionalProperties"):
            yield Mutant(MODEL, str(constraint), lambda c=constraint, o=own: _noticed_in_model(c, o), beside)


def _noticed_in_file(constraint: Constraint) -> str:
    before = {kind: Schemas.installed().load(kind) for kind in Schemas.installed().kinds}
    changed = _changed(
        Schemas.installed().files[constraint.name],
        constraint.place,
        lambda node: dropped(node, constraint.keyword, constraint.detail),
    )
    contents = {name: changed if name == constraint.name else Schemas.installed().files[name] for name in FILES}
    with patch.object(schemas, "read", contents.__getitem__):
        try:
            whole = {kind: schemas._inline(contents[kind], kind, kind) for kind in Schemas.installed().kinds}
        except ValueError as error:  # a length that others narrow is missed by them
            return str(error)
    after = {kind: known for kind, known in whole.items() if known != before[kind]}
    with _schemas(after, (COMPILED, EXPLAINING)):
        return _first_wrong(_nearest(before, after, constraint.keyword))


def _nearest(before: dict[str, Schema], after: dict[str, Schema], keyword: str) -> list[Line]:
    """Return the lines, first those about places at which schemas differ and about the keyword: they should notice."""
    places = {
        (kind, json_pointer(place))
        for kind in after
        for (place, node), (_, other) in zip(walk(before[kind]), walk(after[kind]), strict=True)
        if any(node.get(key) != other.get(key) for key in (*_SINGLE, "required", "dependentRequired"))
    }
    keyword = "enum" if keyword == "word" else keyword

    def far(line: Line) -> tuple[bool, bool]:
        place, _, asked = line["constraint"].partition(" ")
        return (line["kind"], place) not in places, asked.split()[0] != keyword

    return sorted(lines(), key=far)


def _noticed_at_place(constraint: Constraint, entrances: Sequence[str]) -> str:
    known = Schemas.installed().load(constraint.name)
    change = lambda node: dropped(node, constraint.keyword, constraint.detail)  # noqa: E731
    changed = _changed(known, _way(constraint.place), change)
    with _schemas({constraint.name: changed}, entrances):
        return _first_wrong(_nearest({constraint.name: known}, {constraint.name: changed}, constraint.keyword))


def _first_wrong(candidates: Iterable[Line]) -> str:
    for line in candidates:
        said = wrong(line)
        if said:
            return f"{line['kind']} {line['constraint']}: {said}"
    return ""


@contextmanager
def _schemas(changed: dict[str, Schema], entrances: Sequence[str]) -> Iterator[None]:
    """Let the validators, or one of them, follow other schemas for some kinds of record."""
    load, compiled, explaining = schemas.load, schemas._compiled, schemas.validator
    for name in Schemas.installed().kinds:  # else what stays would be made of what is changed, and kept
        compiled(name), explaining(name)
    with ExitStack() as stack:
        stack.enter_context(patch.object(schemas, "load", lambda name: changed.get(name) or load(name)))
        if COMPILED in entrances:
            made = {name: schemas._compiled.__wrapped__(name) for name in changed}
            stack.enter_context(patch.object(schemas, "_compiled", lambda name: made.get(name) or compiled(name)))
        if EXPLAINING in entrances:
            kept = {name: schemas.validator.__wrapped__(name) for name in changed}
            stack.enter_context(patch.object(schemas, "validator", lambda name: kept.get(name) or explaining(name)))
        for cached in (schemas.items, identity._references):
            cached.cache_clear()
            stack.callback(cached.cache_clear)
        yield


def _noticed_in_model(constraint: Constraint, own: list[Line]) -> str:
    """Make the one class anew that says this, and give it its part of the records."""
    known = Schemas.installed().load(constraint.name)
    node = _at(known, _way(constraint.place))
    holder = constraint.place
    while _at(known, _way(holder))["type"] != "object":
        holder = holder[:-1]
    changed = _changed(known, _way(constraint.place), lambda node: dropped(node, constraint.keyword, constraint.detail))
    outer = _at(changed, _way(holder))
    namespace = dict(vars(models))
    exec(model_source._class(outer["x-name"], outer), namespace)
    model = namespace[model_source._class_name(outer["x-name"])]
    for line in own:
        said = wrong_in_models(line, model, _steps(line["at"])[: len(holder)])
        if said:
            return f"{constraint}, {node['title']}: {said}"
    return ""


# What is dropped from code: a rule in one of its tables, or the smallest statement that makes a complaint.


def _of_rules() -> Iterator[Mutant]:
    for table, known in rules.RULES.items():
        for rule in known:
            left = [other for other in known if other is not rule]
            yield Mutant(RULE, f"{rule.__name__} of {table}", lambda r=rule, t=table, o=left: _without_rule(t, o, r))
    for rule in dict.fromkeys(rule for known in rules.RULES.values() for rule in known):
        for at, (line, made) in enumerate(_without_statements(rule, lambda node: isinstance(node, ast.Yield)), 1):
            name = f"{rule.__name__}, complaint {at}: {line}"
            yield Mutant(COMPLAINT, name, lambda r=rule, m=made: _with_other_rule(r, m))


def _without_rule(table: str, left: list[rules.Rule], rule: rules.Rule) -> str:
    with patch.dict(rules.RULES, {table: left}):
        return _first_tree(rule.__name__) or _first_wrong(line for line in lines() if line.get("rule") == rule.__name__)


def _with_other_rule(rule: rules.Rule, made: Callable[[], FunctionType]) -> str:
    function = made()
    tables = {table: [function if one is rule else one for one in known] for table, known in rules.RULES.items()}
    with patch.dict(rules.RULES, tables):
        return _first_tree(rule.__name__)


def _of_code() -> Iterator[Mutant]:
    """Yield what makes complaints outside the rules: what names a code, and what raises in a format."""
    codes = {*evidence.CODES, "rule.crash"}
    for module, names in (
        (strict_yaml, _names_code(lambda word: word.startswith("yaml."))),
        (tree, _calls("_stray")),
        (validation, _names_code(codes.__contains__)),
        (evidence, _names_code(codes.__contains__)),
        (formats, lambda node: isinstance(node, ast.Raise)),
    ):
        for function in [each for each in vars(module).values() if inspect.isfunction(each)]:
            if function.__module__ != module.__name__ or function.__name__ == "_syntax_fault":
                continue
            for at, (line, made) in enumerate(_without_statements(function, names), 1):
                name = f"{module.__name__}.{function.__name__}, {at}: {line}"
                yield Mutant(CHECK, name, lambda m=module, f=function, d=made, n=line: _with_other_code(m, f, d, n))


def _names_code(wanted: Callable[[str], bool]) -> Callable[[ast.AST], bool]:
    return lambda node: isinstance(node, ast.Constant) and isinstance(node.value, str) and wanted(node.value)


def _calls(name: str) -> Callable[[ast.AST], bool]:
    return lambda node: isinstance(node, ast.Call) and getattr(node.func, "id", "") == name


def _with_other_code(module: ModuleType, function: FunctionType, made: Callable[[], FunctionType], said: str) -> str:
    with ExitStack() as stack:
        stack.enter_context(patch.object(module, function.__name__, made()))
        if module is formats:
            # The validators took the functions when they were made.
            checks = {name: vars(formats)[check.__name__] for name, check in formats.FORMATS.items()}
            stack.enter_context(patch.dict(formats.FORMATS, checks))
            changed = {kind: Schemas.installed().load(kind) for kind in Schemas.installed().kinds}
            stack.enter_context(_schemas(changed, (COMPILED, EXPLAINING)))
            return _first_wrong(line for line in lines() if line["constraint"].endswith("format"))
        return _first_tree(said)


def _without_statements(
    function: Any, found: Callable[[ast.AST], bool]
) -> Iterator[tuple[str, Callable[[], FunctionType]]]:
    """Yield the function without each statement that holds what is looked for: the statement, and what makes it."""
    (tree,) = ast.parse(inspect.getsource(function)).body
    assert isinstance(tree, ast.FunctionDef)
    tree.decorator_list = []
    generator = any(isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(tree))
    smallest = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr | ast.Return | ast.Raise | ast.Assign | ast.AugAssign)
        and any(found(inner) for inner in ast.walk(node))
    ]
    for node in smallest:

        def made(node: ast.stmt = node) -> FunctionType:
            class Dropper(ast.NodeTransformer):
                def visit(self, other: ast.AST) -> Any:
                    return ast.Pass() if other is node else self.generic_visit(other)

            other = Dropper().visit(copy.deepcopy(tree, {id(node): node}))
            if generator:  # which it has to stay
                other.body += ast.parse("yield from ()").body
            namespace: dict[str, Any] = {}
            code = compile(ast.fix_missing_locations(ast.Module([other], [])), function.__name__, "exec")
            exec(code, function.__globals__, namespace)
            return namespace[function.__name__]

        yield " ".join(ast.unparse(node).split()), made


def _first_tree(said: str) -> str:
    """Run the trees of examples, first those whose code is named in what is dropped; return what fails first."""
    tests = [
        (tree.name not in said, test_examples.test_invalid_tree_gives_the_expected_issues, tree)
        for tree in test_examples.INVALID
    ]
    tests += [(True, test_examples.test_valid_tree_gives_no_issue, folder) for folder in test_examples.VALID]
    for _, test, folder in sorted(tests, key=lambda entry: entry[0]):
        if failed := _failed(lambda given, test=test, folder=folder: test(folder, given)):
            return f"{folder.name}: {failed}"
    if failed := wrong_in_texts():
        return failed
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder)
        return _failed(test_examples.test_crashing_rule_hides_nothing) or _failed(
            lambda _: test_examples.test_large_file_is_refused(large)
        )


def _failed(test: Callable[[pytest.MonkeyPatch], object]) -> str:
    """Call a test; return how it fails, or nothing. A check that crashes without what was dropped fails as well."""
    with pytest.MonkeyPatch.context() as given:
        try:
            test(given)
        except Exception as error:
            return f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"
    return ""


# --- the command -------------------------------------------------------------------------------------


def survivors(chosen: Iterable[Mutant]) -> list[Mutant]:
    """Drop each in turn and return those that no test notices, and that are not redundant."""
    return [mutant for mutant in chosen if not mutant.redundant and not mutant.noticed()]


def _result(mutant: Mutant) -> str:
    return "redundant" if mutant.redundant else "noticed" if mutant.noticed() else "survived"


def in_turn(step: Callable[[int], T], count: int) -> list[T]:
    """Return what a function makes of 0, 1, 2, …, in two processes where these can be forked."""
    if "fork" not in get_all_start_methods():
        return [step(at) for at in range(count)]
    with get_context("fork").Pool(2, _keep, (step,)) as pool:
        return pool.map(_take_step, range(count), 16)


_kept: list[Callable[[int], Any]] = []


def _keep(step: Callable[[int], Any]) -> None:
    """Keep in a process what it is to do, which can be forked but not sent."""
    _kept[:] = [step]


def _take_step(at: int) -> Any:
    return _kept[0](at)


def main() -> int:
    """Do what was asked for; 1 if anything survives or is not covered."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, metavar="N", help=f"drop only N, drawn with the seed {SEED}")
    parser.add_argument("--write", action="store_true", help="write the fixture for the present schemas")
    parser.add_argument("--cover", action="store_true", help="list constraints that the fixture does not cover")
    options = parser.parse_args()
    if options.write:
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in written())
        FIXTURE.write_text(text, encoding="utf-8")
        print(f"written: {FIXTURE}, {text.count(chr(10))} lines", file=sys.stderr)
        return 0
    missing = uncovered()
    for constraint in missing:
        print(f"not in the fixture: {constraint}")
    if options.cover:
        return bool(missing)
    begun = time.perf_counter()
    chosen = mutants()
    if options.sample:
        chosen = random.Random(SEED).sample(chosen, min(options.sample, len(chosen)))
    count: Counter[tuple[str, str]] = Counter()
    for mutant, result in zip(chosen, in_turn(lambda at: _result(chosen[at]), len(chosen)), strict=True):
        count[mutant.part, result] += 1
        count["all", result] += 1
        if result == "survived":
            print(f"survived: {mutant.part}: {mutant.name}")
    print(f"{'dropped, one at a time':46} noticed       score   redundant")
    for part in (*dict.fromkeys(mutant.part for mutant in chosen), "all"):
        noticed, survived = count[part, "noticed"], count[part, "survived"]
        whole = noticed + survived
        share = 100 * noticed / whole if whole else 100
        print(f"{part:46} {noticed:4} of {whole:4} {share:6.1f} %   {count[part, 'redundant']:4}")
    print(f"{time.perf_counter() - begun:.0f} seconds", file=sys.stderr)
    return bool(missing or count["all", "survived"])


if __name__ == "__main__":
    sys.exit(main())
