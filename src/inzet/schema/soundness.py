"""What is wrong with the schemas themselves.

The checks come in stages, and each relies on those before it: the dialect, references, the nodes one by one, their
examples, and last whether tables and models can be made.
"""

from collections.abc import Callable, Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import islice
from typing import Any

from inzet.issues import Pointer, closest, few_hints
from inzet.schema import dialect, findings, validators
from inzet.schema.findings import Finding
from inzet.schema.formats import FORMATS
from inzet.schema.model_source import models_source
from inzet.schema.nodes import REFERENCE, SUFFIX, Schema, SchemaError, parse_reference, walk, written
from inzet.schema.schemas import Schemas
from inzet.schema.table_schema import table_schema

REFERENCES, TEXTS, TABLES = "schema-file.reference", "schema-file.text", "schema-file.table"

Faults = Iterator[tuple[str, Finding]]
"""What is wrong, each with the short name of its file."""
_Place = tuple[str, Pointer]
_Target = tuple[str, str]  # a file and a definition in it; no definition means the whole file


def find_faults(schemas: Schemas) -> list[tuple[str, Finding]]:
    """Return what is wrong with schema files, as far as the first stage that finds anything."""
    stages: list[Callable[[Schemas], Faults]] = [_lost_references, _faulty_nodes, _refused_examples, _underivable]
    try:
        with few_hints():
            faults = list(dialect.find_faults(schemas.files))
            while stages and not faults:
                faults = list(islice(dict.fromkeys(stages.pop(0)(schemas)), findings.MAX_FINDINGS))
        return faults
    except (LookupError, TypeError, AttributeError, ValueError, RecursionError) as error:
        message = f"the dialect allows something that the checks do not expect: {error!r:.200}"
        return [(dialect.NAME, Finding((), dialect.CODE, message))]


def _files(schemas: Schemas) -> dict[str, Schema]:
    """Return every file but the dialect, which describes the others and is no schema of records."""
    return {name: file for name, file in schemas.files.items() if name != dialect.NAME}


def _nodes(schemas: Schemas) -> Iterator[tuple[str, Pointer, Schema]]:
    """Yield every node of every file as it is written."""
    return ((file, pointer, node) for file, whole in _files(schemas).items() for pointer, node in written(whole))


# --- references --------------------------------------------------------------------------------------


def _lost_references(schemas: Schemas) -> Faults:
    """References to what does not exist, circular references, and unused definitions."""
    targets = [(file, name) for file, whole in _files(schemas).items() for name in ("", *whole.get("$defs", {}))]
    used: dict[_Target, dict[_Target, Pointer]] = {target: {} for target in targets}
    for file, pointer, node in _nodes(schemas):
        if "$ref" not in node:
            continue
        target = parse_reference(node["$ref"], file)
        holder = (file, str(pointer[1]) if pointer[:1] == ("$defs",) else "")
        used[holder][target] = (*pointer, "$ref")
        if target not in used:
            hint = closest(node["$ref"], [_reference(known, file) for known in targets])
            yield file, Finding((*pointer, "$ref"), REFERENCES, f"$ref: {node['$ref']!r} does not exist{hint}")
    reached = set().union(*used.values())
    for file, name in targets:
        if name and (file, name) not in reached:
            message = f"unused definition {name!r}; remove it or refer to it"
            yield file, Finding(("$defs", name), REFERENCES, message, at_key=True)
    try:
        TopologicalSorter(used).prepare()
        for file in _files(schemas):
            schemas.load(file)
    except CycleError as error:
        circle = error.args[1][::-1]
        message = f"$ref: circular references: {' → '.join(_reference(each, '') for each in circle)}"
        yield circle[0][0], Finding(used[circle[0]][circle[1]], REFERENCES, message)
    except KeyError:
        pass  # one of the references that do not exist
    except ValueError as error:
        yield file, Finding((), REFERENCES, str(error))


def _reference(target: _Target, file: str) -> str:
    return ("" if target[0] == file else target[0] + SUFFIX) + (REFERENCE + target[1] if target[1] else "")


def _chain(schemas: Schemas, file: str, pointer: Pointer) -> list[tuple[_Place, Schema]]:
    """Return the nodes that one node is made of: itself, what it refers to, and so on, each with its place."""
    node: Any = schemas.files[file]
    for step in pointer:
        node = node[step]
    if "$ref" not in node:
        return [((file, pointer), node)]
    target, name = parse_reference(node["$ref"], file)
    return [((file, pointer), node), *_chain(schemas, target, ("$defs", name) if name else ())]


# --- nodes -------------------------------------------------------------------------------------------

_Flaws = Iterator[tuple[Pointer, str, str]]
"""What is wrong with one node: way from the node to the keyword, code and message."""


def _faulty_nodes(schemas: Schemas) -> Faults:
    tables = {node["x-table"] for _, _, node in _nodes(schemas) if node.keys() >= {"x-table", "x-key"}}
    for file, pointer, node in _nodes(schemas):
        flaws = [*_names(node), *_tables(pointer, node, tables)]
        if "$ref" in node:
            flaws += _widened([part for _, part in _chain(schemas, file, pointer)])
        else:
            flaws += _texts(pointer, node)
        if node.get("x-key") in node.get("properties", {}):
            flaws += _key(node, [part for _, part in _chain(schemas, file, (*pointer, "properties", node["x-key"]))])
        for keywords, code, message in flaws:
            yield file, Finding((*pointer, *keywords), code, message)


def _texts(pointer: Pointer, node: Schema) -> _Flaws:
    """Missing texts and examples, and faults of a vocabulary."""
    if "type" not in node and (pointer or node.keys() - {"$schema", "title", "x-nl", "description", "$defs"}):
        yield (), dialect.CODE, "'type' is missing"
    if not pointer and "$schema" not in node:
        yield (), dialect.CODE, "'$schema' is missing"
    needed = ["title", "description", *(["examples"] if pointer and node.get("type") != "object" else [])]
    for keyword in needed:
        if keyword not in node:
            yield (), TEXTS, f"{keyword!r} is missing; needed here: {', '.join(needed)}"
    words, listed = node.get("x-values", {}), dict.fromkeys(node.get("enum", ()))
    for at, word in enumerate(listed):
        if word not in words:
            yield ("enum", at), TEXTS, f"{word}: missing labels; add the word to 'x-values'"
    for word in words:
        if word not in listed:
            yield ("x-values", word), TEXTS, f"{word}: not a word of 'enum'; add it there or remove it here"
    if list(listed) != list(words) and listed.keys() == words.keys():
        yield ("x-values",), TEXTS, "x-values: words out of order; expected: the order of 'enum'"
    labels: dict[tuple[str, str], str] = {}
    for word, known in words.items():
        if (other := labels.setdefault((known["en"], known["nl"]), word)) != word:
            yield ("x-values", word), TEXTS, f"{word}: duplicate labels; {other!r} has the same"


def _names(node: Schema) -> _Flaws:
    """Names of properties that do not exist, and patterns and formats that cannot be checked."""
    properties = node.get("properties", {})
    named: list[tuple[Pointer, str]] = [(("required", at), name) for at, name in enumerate(node.get("required", ()))]
    for given, others in node.get("dependentRequired", {}).items():
        named.append((("dependentRequired", given), given))
        named += [(("dependentRequired", given, at), name) for at, name in enumerate(others)]
    if "x-key" in node:
        named.append((("x-key",), node["x-key"]))
    for keywords, name in named:
        if name not in properties:
            yield keywords, REFERENCES, f"{keywords[0]}: no property {name!r} in this object{closest(name, properties)}"
    if "pattern" in node and (message := dialect.fault_of_pattern(node["pattern"], shared=True)):
        yield ("pattern",), dialect.CODE, message
    if "format" in node and node["format"] not in FORMATS:
        message = f"format: no check exists for {node['format']!r}; formats: {', '.join(FORMATS)}"
        yield ("format",), dialect.CODE, message


def _tables(pointer: Pointer, node: Schema, tables: set[str]) -> _Flaws:
    if node.get("x-references", "") not in {"", *tables}:
        known = ", ".join(sorted(tables))
        yield ("x-references",), REFERENCES, f"x-references: no table {node['x-references']!r}; tables: {known}"
    missing = {"x-table", "x-key"} - node.keys()
    if missing and ("x-key" in node or (not pointer and "type" in node)):
        yield (), TABLES, f"{min(missing)!r} is missing; a schema with an id has 'x-table' and 'x-key'"


def _key(node: Schema, parts: list[Schema]) -> _Flaws:
    """What is wrong with the property that holds the id; ``parts`` are the nodes that it is made of."""
    key = node["x-key"]
    if key not in node["required"]:
        yield ("x-key",), REFERENCES, f"x-key: {key!r} is the id, so it must be in 'required'"
    target = next((part["x-references"] for part in parts if "x-references" in part), None)
    if "x-table" in node and target != node["x-table"]:
        yield ("x-table",), TABLES, f"x-table: {node['x-table']!r} does not match 'x-references' of {key!r}: {target!r}"


def _widened(parts: list[Schema]) -> _Flaws:
    node, *definitions = parts
    known = next((part["maxLength"] for part in definitions if "maxLength" in part), 0)
    if node.get("maxLength", 0) > known:
        message = f"maxLength: {node['maxLength']} is more than {known}, which the definition allows; write less"
        yield ("maxLength",), dialect.CODE, message


# --- what follows from the schemas -------------------------------------------------------------------


def _refused_examples(schemas: Schemas) -> Faults:
    entries = [(kind, place, node) for kind in schemas.kinds for place, node in walk(schemas.load(kind))]
    entries = [entry for entry in entries if "examples" in entry[2]]
    # One compiled validator for all examples is quick. Only if it refuses something, they are checked one by one.
    quick = validators.compiled({"prefixItems": [{"items": node} for _, _, node in entries]})
    if quick.is_valid([node["examples"] for _, _, node in entries]):
        return
    for kind, place, node in entries:
        validator = schemas.validator(kind).evolve(schema=node)
        for at, example in enumerate(node["examples"]):
            for finding in findings.describe(validator.iter_errors(example), "this example"):
                yield _fault(schemas, kind, place, ("examples", at), TEXTS, finding.message)


def _underivable(schemas: Schemas) -> Faults:
    try:
        for table in schemas.tables.values():
            table_schema(table)
        models_source(schemas)
    except SchemaError as error:
        entries = ((kind, place, node) for kind in schemas.kinds for place, node in walk(schemas.load(kind)))
        places = ((kind, place) for kind, place, node in entries if node is error.node)
        kind, place = next(places, (schemas.kinds[0], ()))
        yield _fault(schemas, kind, place, (error.keyword,), TABLES, str(error))


def _fault(
    schemas: Schemas, kind: str, place: Pointer, keywords: Pointer, code: str, message: str
) -> tuple[str, Finding]:
    """Return a fault of a resolved node, at the place where its keyword is written, or else at the node."""
    chain = _chain(schemas, kind, ())
    for step in place:
        file, pointer = chain[-1][0]
        chain = _chain(schemas, file, (*pointer, "items") if step == "*" else (*pointer, "properties", step))
    for (file, pointer), node in chain:
        if keywords[0] in node:
            return file, Finding((*pointer, *keywords), code, message)
    file, pointer = chain[0][0]
    return file, Finding(pointer, code, message)
