"""What the official profile of the Data Package standard says of descriptors, and what has no effect in them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from importlib.resources import files
from typing import Any

from inzet.issues import Issue, Pointer, shortened
from inzet.schema.findings import CODES, describe
from inzet.tabular.descriptors import Descriptor
from inzet.tabular.plans import FIELDS_MATCH, listed

CODE = "package.descriptor"
# As its authors publish it at datapackage.org/profiles/2.0; they give it to the public domain (Unlicense).
_PROFILE = "datapackage-2.0.json"
_CONSTRAINTS = ("required", "unique", "minLength", "maxLength", "minimum", "maximum", "pattern", "enum")
_OF_A_SCHEMA = ("missingValues", "fields", "primaryKey", "foreignKeys")


def find_faults(package: Descriptor) -> Iterator[Issue]:
    """Yield what is wrong with the descriptor of a package, apart from its Table Schemas."""
    for finding in describe(_profiles()[0].iter_errors(package.value), "the descriptor"):
        # Paths that lead elsewhere are refused when they are followed.
        if "path" not in finding.pointer[2:] or finding.code != CODES["pattern"]:
            yield package.issue(finding.pointer, CODE, finding.message)
    seen: dict[str, int] = {}
    for at, resource in enumerate(package.value["resources"]):
        if not isinstance(resource, Mapping):
            continue
        name = resource.get("name")
        if isinstance(name, str) and seen.setdefault(name, at) != at:
            message = f"resource {seen[name] + 1} has the name {name!r} too; give each resource a name of its own"
            yield package.issue(("resources", at, "name"), CODE, message)
        for key in (key for key in _OF_A_SCHEMA if key in resource):
            message = f"{key!r} has no effect here; it belongs in the schema"
            yield package.issue(("resources", at, key), CODE, message)


def check_schema(schema: Any, tables: Iterable[object]) -> tuple[Any, list[tuple[Pointer, str]]]:
    """Return a Table Schema, which may refer to tables, without its faults; and these, as pointers and sentences."""
    faults = [
        (finding.pointer, finding.message) for finding in describe(_profiles()[1].iter_errors(schema), "the schema")
    ]
    fields = schema.get("fields") if isinstance(schema, Mapping) else None
    if not isinstance(fields, list):
        return schema, faults
    for at, field in enumerate(fields):
        for key in (key for key in _CONSTRAINTS if isinstance(field, Mapping) and key in field):
            faults.append((("fields", at, key), f"{key!r} has no effect here; it belongs in 'constraints'"))
    places = [_place_of(pointer) for pointer, _ in faults]
    schema = _without(schema, [place for place in places if place])
    if not all(places):
        return schema, faults
    names = {field["name"] for field in schema["fields"]}
    dangling = list(_dangling(schema, names, {name for name in tables if isinstance(name, str)}))
    return _without(schema, [pointer for pointer, _ in dangling]), faults + dangling


def _place_of(pointer: Pointer) -> Pointer:
    """Return what of a schema is left out for a fault; nothing if a field is of no use without it."""
    if pointer[:1] == ("foreignKeys",):
        return pointer[:2]
    return pointer if pointer[-1:] not in ((), ("fields",), ("name",)) and len(pointer) != 2 else ()


def _dangling(schema: Mapping[str, Any], names: set[str], tables: set[str]) -> Iterator[tuple[Pointer, str]]:
    """Yield the keys of a valid schema that name fields or tables that are not there."""
    if unknown := [name for name in listed(schema.get("primaryKey", [])) if name not in names]:
        yield ("primaryKey",), f"there is no field {unknown[0]!r} for the key"
    for at, key in enumerate(schema.get("foreignKeys", [])):
        table, own = key["reference"].get("resource", ""), listed(key["fields"])
        if unknown := [name for name in own if name not in names]:
            yield ("foreignKeys", at), f"there is no field {unknown[0]!r} for the key"
        elif len(own) != len(listed(key["reference"]["fields"])):
            yield ("foreignKeys", at), "the key and what it refers to have different numbers of fields"
        elif table and table not in tables:
            yield ("foreignKeys", at), f"there is no table {table!r} to refer to"


def _without(value: Any, pointers: list[Pointer]) -> Any:
    """Return a value without what is at some pointers."""
    if not pointers or not isinstance(value, Mapping | list):
        return value
    gone = {pointer[0] for pointer in pointers if len(pointer) == 1}
    kept = {
        step: _without(inner, [pointer[1:] for pointer in pointers if pointer[0] == step and len(pointer) > 1])
        for step, inner in (value.items() if isinstance(value, Mapping) else enumerate(value))
        if step not in gone
    }
    return kept if isinstance(value, Mapping) else list(kept.values())


@cache
def _profiles() -> tuple[Any, Any]:
    """Return validators of packages, apart from their schemas, and of schemas.

    They say of alternatives what is wrong with the one that was meant.
    """
    from jsonschema import Draft7Validator
    from jsonschema.validators import extend

    profile = _loosened(json.loads((files("inzet.tabular") / _PROFILE).read_text(encoding="utf-8")))
    resource = profile["properties"]["resources"]["items"]["properties"]
    schema = resource["schema"] | {"type": "object"}
    # Schemas have a validator of their own, for they may be in files beside.
    resource["schema"] = {"type": ["object", "string"]}
    # Here the profile contradicts the text of the standard.
    resource["dialect"]["type"] = ["object", "string"]
    schema["properties"]["fieldsMatch"] = {"type": "string", "enum": list(FIELDS_MATCH)}
    profile["properties"]["resources"]["minItems"] = schema["properties"]["fields"]["minItems"] = 1
    chosen = {"oneOf": partial(_alternatives, True), "anyOf": partial(_alternatives, False)}
    validator = extend(Draft7Validator, chosen)  # type: ignore[no-untyped-call]
    return validator(profile), validator(schema)


def _loosened(node: Any) -> Any:
    """Return a profile without its examples, which are texts and not values, and with lists that may be empty."""
    if isinstance(node, list):
        return [_loosened(inner) for inner in node]
    if not isinstance(node, dict):
        return node
    return {key: _loosened(inner) for key, inner in node.items() if key != "examples" or isinstance(inner, dict)}


def _alternatives(exclusive: bool, validator: Any, branches: list[dict[str, Any]], value: Any, _: Any) -> Iterator[Any]:
    """Yield what is wrong with a value by the alternative that was meant, unless it fits one."""
    if all(branch.keys() == {"required"} for branch in branches):
        yield from _choices([branch["required"] for branch in branches], value, exclusive)
        return
    kinds = [branch.get("properties", {}).get("type", {}).get("enum") for branch in branches]
    if all(kinds) and isinstance(value, Mapping):
        kind = value.get("type", "string")
        meant = [branch for branch, words in zip(branches, kinds, strict=True) if kind in words]
        if meant:
            yield from validator.descend(value, meant[0])
        else:
            known = ", ".join(word for words in kinds for word in words)
            yield _error(f"{shortened(repr(kind))} is no type of the standard; one of: {known}", ("type",))
        return
    errors = [list(validator.descend(value, branch)) for branch in branches]
    # A value that is of another type than an alternative is farther from it than any other.
    yield from min(errors, key=lambda found: (any(error.validator == "type" for error in found), len(found)))


def _choices(groups: list[list[str]], value: Any, exclusive: bool) -> Iterator[Any]:
    """Yield which keys are missing, where a mapping needs those of one group, or are too many."""
    if not isinstance(value, Mapping):
        return
    common = set.intersection(*map(set, groups))
    for key in sorted(common - value.keys()):
        yield _error(f"{key!r} is missing")
    others = [key for group in groups for key in group if key not in common]
    given = [key for key in others if key in value]
    if not given:
        yield _error(f"{' or '.join(map(repr, others))} is missing")
    elif exclusive and len(given) > 1:
        yield _error(f"{' and '.join(map(repr, given))} exclude each other; keep one")


def _error(message: str, path: tuple[str, ...] = ()) -> Any:
    from jsonschema.exceptions import ValidationError

    return ValidationError(message, path=path)
