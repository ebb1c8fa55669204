"""The fixture ``refused.jsonl``, and whether validators, rules and models judge each line of it as it says.

A base record of each kind is accepted and holds every field. Each other line is about one constraint or rule: it makes
one change to a base record, and gives the code and pointer of every finding that follows, or lists words that are
accepted. The fixture is data: if it followed from the schemas, a dropped constraint would drop its own test.
"""

import copy
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from strategies import holds_float

from inzet import models
from inzet.issues import Pointer, json_pointer
from inzet.records import strict_yaml, validation
from inzet.records.tree import Document
from inzet.schema import findings, validators
from inzet.schema.schemas import Schemas

FIXTURE = Path(__file__).parent / "fixtures" / "refused.jsonl"
Line = dict[str, Any]


@cache
def fixture() -> list[Line]:
    """Return every line."""
    return [json.loads(line) for line in FIXTURE.read_text(encoding="utf-8").splitlines()]


@cache
def cases() -> list[Line]:
    """Return the lines that change a base record."""
    return [line for line in fixture() if "record" not in line]


@cache
def bases() -> dict[str, Any]:
    """Return the base record of each kind, and a base schema under ``dialect``."""
    return {line["kind"]: line["record"] for line in fixture() if "record" in line and "beside" not in line}


def documents(changed: dict[str, Any]) -> list[Document]:
    """Return the records of the fixture as one tree, with other base records for some kinds."""
    records = [(kind, bases()[kind], changed.get(kind, bases()[kind])) for kind in Schemas.installed().kinds]
    records += [(line["kind"], line["record"], line["record"]) for line in fixture() if "beside" in line]
    return [Document(kind, base[f"{kind}_id"], kind, "", record, faulty=False) for kind, base, record in records]


# --- the records of a line ---------------------------------------------------------------------------


def steps(pointer: str) -> Pointer:
    """Return the steps of a JSON pointer."""
    return tuple(int(step) if step.isdecimal() else step for step in pointer.split("/")[1:])


def get(value: Any, pointer: Iterable[str | int]) -> Any:
    """Return what a value holds at a pointer."""
    for step in pointer:
        value = value[step]
    return value


def put(record: Any, pointer: Pointer, value: Any) -> Any:
    """Return a copy of a record with another value at a pointer."""
    if not pointer:
        return value
    step, *rest = pointer
    changed = list(record) if isinstance(record, list) else dict(record)
    changed[step] = put(record[step], tuple(rest), value) if rest else value
    return changed


def pointers(value: Any, place: Pointer, pointer: str = "") -> Iterator[str]:
    """Yield the pointers into a record that a place in its schema stands for; ``*`` is any item of a list."""
    if not place:
        yield pointer
    elif place[0] == "*":
        for at, item in enumerate(value):
            yield from pointers(item, place[1:], f"{pointer}/{at}")
    elif place[0] in value:
        yield from pointers(value[place[0]], place[1:], f"{pointer}/{place[0]}")


def values(line: Line) -> Iterator[Any]:
    """Yield the records of a line: its base without the removed keys, with each value put in its place."""
    record = copy.deepcopy(bases()[line["kind"]])
    for pointer in line.get("removed", ()):
        *holder, last = steps(pointer)
        del get(record, holder)[last]
    if not {"put", "accepted", "times"} & line.keys():
        yield record
        return
    place = steps(line["at"])
    if "times" in line:
        options = [repeat(get(record, place)[0], line["times"], line.get("other"))]
    else:
        options = line.get("accepted") or [line["put"]]
    for option in options:
        yield put(record, place, option)


_LETTERS = str.maketrans("0123456789", "abcdefghij")  # allowed at the end of any text that does not end in a digit


def repeat(item: Any, times: int, other: str | None) -> list[Any]:
    """Return copies of an item; they differ in the value of the key ``other``, or, if it is empty, as a whole."""
    if other is None:
        return [item] * times
    if other:
        return [item | {other: value} for value in repeat(item[other], times, "")]
    if isinstance(item, int):
        return [item + at for at in range(times)]
    return [item + (str(at) if item[-1].isdecimal() else str(at).translate(_LETTERS)) for at in range(times)]


# --- the verdicts ------------------------------------------------------------------------------------


def wrong(line: Line) -> str:
    """Return how the verdict of the validators differs from what a line says; empty if it does not."""
    expected = sorted((code, pointer) for code, pointer in line.get("findings", ()))
    for value in values(line):
        if line["kind"] == "dialect":
            verdict = refused_by_dialect(value)
        elif "rule" in line:
            issues = validation.check(documents({line["kind"]: value}))
            verdict = [(issue.code, issue.pointer) for issue in issues if issue.code == line["rule"]]
        else:
            read = not holds_float(value)
            if expected and read and Schemas.installed().accepts(line["kind"], value):
                return f"{_name(line)}: the compiled validator accepts it"
            judge = findings.check if read else findings.explain
            verdict = sorted((entry.code, json_pointer(entry.pointer)) for entry in judge(value, line["kind"]))
        if verdict != expected:
            return f"{_name(line)}: {verdict} instead of {expected}"
    return ""


def _name(line: Line) -> str:
    return f"{line['kind']} {line['constraint']}"


def refused_by_dialect(value: Any) -> list[tuple[str, str]]:
    """Return the keywords by which the dialect refuses a schema, and where."""
    errors = validators.explaining(Schemas.installed().files["dialect"]).iter_errors(value)
    return sorted((str(error.validator), json_pointer(tuple(error.absolute_path))) for error in errors)


def wrong_in_models(line: Line, model: type[BaseModel] | None = None) -> str:
    """Return how the verdict of a generated model differs from what a line says; rules are unknown to models."""
    if "rule" in line or line["kind"] == "dialect":
        return ""
    model = model or getattr(models, line["kind"].capitalize())
    for value in values(line):
        try:
            model.model_validate_json(json.dumps(value))
        except ValidationError:
            if "accepted" in line:
                return f"{_name(line)}: the model refuses {value}"
        else:
            if "accepted" not in line:
                return f"{_name(line)}: the model accepts it"
    return ""


TEXTS = {
    # ``decode`` refuses this text first; the reader refuses it as well.
    "a: \x07": "yaml.syntax",
    f"a: [{'1, ' * strict_yaml.MAX_VALUES}1]": "yaml.size",
}
"""Texts that no example tree can hold, each with the code of its fault."""


def wrong_in_texts() -> str:
    """Return how the verdict of the strict reader on these texts differs from what is expected."""
    for text, code in TEXTS.items():
        codes = [fault.code for fault in strict_yaml.read(text)[1]]
        if codes != [code]:
            return f"{text[:20]!r}: {codes} instead of {code}"
    return ""
