"""The descriptor of a Data Package, and what it refers to: JSON files, read with limits, and places in them."""

import json
from collections.abc import Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]
from pathlib import Path
from typing import Any, NamedTuple

from inzet.files import is_deep, read_plain
from inzet.issues import Issue, Pointer, UnreadableError, json_pointer

MAX_BYTES = 16 << 20
"""Largest size of a descriptor or schema."""
_MAX_DEPTH = 64


class Descriptor(NamedTuple):
    """A JSON file that describes something: its text and its value."""

    path: Path
    text: str
    value: Any

    def issue(self, pointer: Pointer, code: str, message: str) -> Issue:
        """Return an issue at a place in the descriptor."""
        line, column = _place(self.text, pointer)
        return Issue(self.path.as_posix(), line, column, json_pointer(pointer), code, message)


def read_descriptor(path: Path) -> Descriptor:
    """Read a descriptor.

    Raises:
        UnreadableError: if it is not JSON, or does not list resources.
    """
    package = read_json(path)
    if not isinstance(package.value, dict) or not isinstance(package.value.get("resources"), list):
        raise UnreadableError(f"{path.as_posix()} is not the descriptor of a Data Package: it has no list of resources")
    return package


def read_json(path: Path) -> Descriptor:
    """Read a JSON file.

    Raises:
        UnreadableError: if it cannot be read, is not JSON, or is too large or too deep.
    """
    try:
        data = read_plain(path, MAX_BYTES)
    except OSError as error:
        raise UnreadableError(f"{path.as_posix()} cannot be read: {error.strerror}") from None
    if len(data) > MAX_BYTES:
        raise UnreadableError(f"{path.as_posix()} has more than {MAX_BYTES >> 20} MiB")
    try:
        text = data.decode("utf-8-sig")
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableError(f"{path.as_posix()} is not JSON in UTF-8") from None
    if is_deep(value, _MAX_DEPTH):
        raise UnreadableError(f"{path.as_posix()} is nested more than {_MAX_DEPTH} levels deep")
    return Descriptor(path, text, value)


def _place(text: str, pointer: Pointer) -> tuple[int, int]:
    """Return line and column, from 1, of the value at a pointer, or of the last step of it that is there."""
    decode = json.JSONDecoder().raw_decode
    at = _skip(text, 0)
    for step in pointer:
        found = next((start for key, start in _members(text, at, decode) if key == step), None)
        if found is None:
            break
        at = found
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _members(text: str, at: int, decode: Any) -> Iterator[tuple[str | int, int]]:
    """Yield each key or position of an object or list that starts at a place, and where its value starts."""
    opening, count = text[at], 0
    at = _skip(text, at + 1)
    while opening in "{[" and text[at] not in "}]":
        key: str | int = count
        if opening == "{":
            key, at = scanstring(text, at + 1)
            at = _skip(text, _skip(text, at) + 1)  # past the colon
        yield key, at
        at = _skip(text, decode(text, at)[1])
        at = _skip(text, at + 1) if text[at] == "," else at
        count += 1


def _skip(text: str, at: int) -> int:
    while text[at : at + 1] in (" ", "\t", "\n", "\r"):
        at += 1
    return at
