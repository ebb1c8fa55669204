"""The formats of texts: those of our schemas, and those of the Table Schema standard."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from inzet.schema.formats import FORMATS

OF_STANDARD = {
    "email": "an email address (RFC 5321), such as name@example.org",
    "uri": "a full web address or other URI (RFC 3986), such as https://example.org/a",
    "uuid": "a UUID (RFC 4122), such as 123e4567-e89b-12d3-a456-426614174000",
}
"""The formats of the standard that are checked, in words."""


@cache
def _validator(name: str) -> Any:
    from jsonschema_rs import Draft202012Validator  # slow to import, and few schemas have these formats

    return Draft202012Validator({"format": name}, validate_formats=True)


def _check(name: str, text: str) -> str:
    if not _validator(name).is_valid(text):
        raise ValueError(f"{text!r} is not {OF_STANDARD[name]}")
    return text


CHECKS: dict[str, Callable[[str], str]] = FORMATS | {name: partial(_check, name) for name in OF_STANDARD}
"""The check of each format; it returns its text, or raises ``ValueError`` with a sentence."""
