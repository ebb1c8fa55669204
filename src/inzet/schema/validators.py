"""Two validators for a resolved schema: one that explains every fault, and a compiled one that only decides."""

import json
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, cast

from inzet.schema.formats import FORMATS
from inzet.schema.nodes import Schema

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

_MANY = 50  # items of one list
_FAR = 10  # a text that is so many times longer than allowed is no slip of its form


def explaining(schema: Schema) -> "Validator":
    """Return a validator that yields every fault, stricter than JSON Schema where that is loose.

    A pattern must match the whole text (``$`` alone would let a newline pass), formats are checked, and ``3.0`` and
    ``true`` are not whole numbers. Repeated items are found in linear time. A text far beyond its maximum length is
    not matched against its pattern, and of a list with too many items no item is checked.
    """
    from jsonschema import Draft202012Validator, FormatChecker
    from jsonschema.validators import extend

    formats = FormatChecker(formats=())
    for name, check in FORMATS.items():
        formats.checks(name, raises=ValueError)(_for_text(check))
    strict = Draft202012Validator.TYPE_CHECKER.redefine(
        "integer", lambda _, value: isinstance(value, int) and not isinstance(value, bool)
    )
    keywords = {"pattern": _pattern, "items": _items, "uniqueItems": _unique}
    stricter = extend(Draft202012Validator, keywords, type_checker=strict)  # type: ignore[no-untyped-call]
    return cast("Validator", stricter(schema, format_checker=formats))


def compiled(schema: Schema) -> Any:
    """Return a compiled validator; quick, and it says nothing of what is wrong.

    It takes 3.0 for a whole number, as JSON Schema does and ``explaining`` does not, so the value may hold no float.
    """
    from jsonschema_rs import Draft202012Validator

    formats = {name: as_question(check) for name, check in FORMATS.items()}
    return Draft202012Validator(schema, formats=formats, validate_formats=True)


def is_schema(schema: Schema) -> bool:
    """Whether a schema that names its version is JSON Schema."""
    from jsonschema_rs import meta

    return bool(meta.is_valid(schema))


def as_question(check: Callable[[str], str]) -> Callable[[str], bool]:
    """Return a check as a question: whether a text passes it."""

    def passes(value: str) -> bool:
        try:
            check(value)
        except ValueError:
            return False
        return True

    return passes


def _for_text(check: Callable[[str], str]) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, str) or check(value) is not None


def _pattern(_: object, pattern: str, value: object, node: Schema) -> "Iterator[ValidationError]":
    from jsonschema.exceptions import ValidationError

    near = isinstance(value, str) and len(value) <= _FAR * node.get("maxLength", len(value))
    if near and not re.fullmatch(pattern, str(value)):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


def _items(validator: Any, items: Schema, value: object, node: Schema) -> "Iterator[ValidationError]":
    values = _bounded(value, node)
    # Most of many items are sound, which a compiled validator sees at once.
    quick = compiled(items) if len(values) > _MANY else None
    for at, item in enumerate(values):
        if quick is None or not quick.is_valid(item):
            yield from validator.descend(item, items, path=at)


def _unique(_: object, __: object, value: object, node: Schema) -> "Iterator[ValidationError]":
    from jsonschema.exceptions import ValidationError

    first: dict[str, int] = {}
    for at, item in enumerate(_bounded(value, node)):
        earlier = first.setdefault(json.dumps(item, sort_keys=True, default=str), at)
        if earlier != at:
            yield ValidationError(f"item {at + 1} is the same as item {earlier + 1}; remove one")


def _bounded(value: object, node: Schema) -> list[Any]:
    """Return the items of a list, or none where it is no list or has more of them than it may."""
    return value if isinstance(value, list) and len(value) <= node.get("maxItems", len(value)) else []
