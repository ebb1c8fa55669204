"""Mutants of the schemas: each constraint dropped, for all that follows from the schemas or for one part of it."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import Any
from unittest.mock import patch

import refused
from constraints import Constraint, constraints, record_constraints
from refused import Line

from inzet.schema import validators
from inzet.schema.model_source import models_source
from inzet.schema.nodes import Schema, SchemaError
from inzet.schema.schemas import Schemas

Mutant = tuple[str, str, Callable[[], str]]
"""The part of the checks; what is dropped from it; and what drops it and returns how a test fails, or nothing."""
REDUNDANT = "redundant"
"""Returned instead where another constraint refuses the same records, so that no record can show the drop."""

FILE, DIALECT, PLACE = "schema files", "dialect of the schemas", "schemas, at each place"
COMPILED, EXPLAINING, MODEL = "compiled validator alone", "explaining validator alone", "generated models alone"
INSTALLED = Schemas.installed()
FILES = INSTALLED.files.keys() - {"dialect"}


def schema_mutants() -> Iterator[Mutant]:
    """Yield a mutant for each constraint in a file, and up to four for each place in records that it is for."""
    for name in sorted(FILES):
        for constraint in constraints(name, INSTALLED.files[name]):
            yield FILE, str(constraint), partial(_drop_in_file, constraint)
    for constraint in constraints("dialect", INSTALLED.files["dialect"]):
        yield DIALECT, str(constraint), partial(_drop_in_dialect, constraint)
    for constraint in record_constraints(INSTALLED):
        keyword, *words = constraint.demand
        parts = [PLACE]
        # Only rules read references, and a word is accepted if one of the two validators knows it.
        if keyword != "x-references" and not (keyword == "enum" and words):
            parts += [COMPILED, EXPLAINING]
            # Whatever the schema says, models need a type and refuse unknown keys.
            parts += [MODEL] if keyword not in ("type", "additionalProperties") else []
        for part in parts:
            yield part, str(constraint), partial(_drop_at_place, constraint, part)


def first_wrong(lines: Iterable[Line], schemas: Schemas = INSTALLED) -> str:
    """Return the first wrong verdict on some lines by validators that follow some schemas, or nothing."""
    with patch.object(Schemas, "installed", lambda: schemas):
        return next(filter(None, map(refused.wrong, lines)), "")


def _drop_in_file(constraint: Constraint) -> str:
    schemas = Schemas(INSTALLED.files | {constraint.name: constraint.drop(INSTALLED.files[constraint.name])})
    after = _bounds(schemas)
    changed = [known for known, bound in _INSTALLED_BOUNDS.items() if after.get(known) != bound]
    # No record shows the drop where an id refers to nothing, or where every reference to a length narrows it.
    return first_wrong(_lines(changed), schemas) if changed else REDUNDANT


def _bounds(schemas: Schemas) -> dict[Constraint, str]:
    """Return every constraint at each place with what it allows, such as the number of a bound."""
    return {
        known: repr(refused.get(schemas.load(known.name), known.path)[known.demand[0]])
        for known in record_constraints(schemas)
    }


_INSTALLED_BOUNDS = _bounds(INSTALLED)


def _lines(about: Collection[Constraint]) -> Iterator[Line]:
    """Yield the lines of the fixture about some constraints."""
    titles = {(constraint.name, constraint.title) for constraint in about}
    return (line for line in refused.cases() if (line["kind"], line["constraint"]) in titles)


def _drop_in_dialect(constraint: Constraint) -> str:
    schemas = Schemas(INSTALLED.files | {"dialect": constraint.drop(INSTALLED.files["dialect"])})
    if failure := first_wrong((line for line in refused.cases() if line["kind"] == "dialect"), schemas):
        return failure
    with patch.object(Schemas, "installed", lambda: schemas):
        return "".join(name for name in FILES if refused.refused_by_dialect(INSTALLED.files[name]))


def _drop_at_place(constraint: Constraint, part: str) -> str:
    schema = constraint.drop(INSTALLED.load(constraint.name))
    lines = list(_lines([constraint]))
    if failure := judge(constraint.name, schema, part, lines):
        return failure
    explaining = validators.explaining(schema)
    redundant = lines and not any(explaining.is_valid(value) for line in lines for value in refused.values(line))
    return REDUNDANT if redundant else ""


def judge(kind: str, schema: Schema, part: str, lines: Iterable[Line]) -> str:
    """Return the first wrong verdict on some lines of a kind, where one part follows another schema, or nothing."""
    schemas = Schemas(INSTALLED.files)
    schemas._resolved[kind] = schema
    if part == MODEL:
        schemas.kinds = (kind,)
        namespace: dict[str, Any] = {"__name__": "inzet.models"}
        try:
            exec(models_source(schemas), namespace)
        except SchemaError as error:  # a class that stands for two places is no longer the same at both
            return str(error)
        model = namespace[kind.capitalize()]
        return next(filter(None, (refused.wrong_in_models(line, model) for line in lines)), "")
    if part == COMPILED:
        schemas.validator = INSTALLED.validator
    if part == EXPLAINING:
        schemas.accepts = INSTALLED.accepts
    return first_wrong(lines, schemas)
