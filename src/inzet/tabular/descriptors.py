"""The descriptor of a Data Package, and what it refers to: JSON files, read with limits, and places in them."""

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from json.decoder import scanstring  # type: ignore[attr-defined]
from pathlib import Path
from typing import Any

from inzet.files import is_deep, is_unicode, read_plain
from inzet.issues import Issue, Pointer, UnreadableError, json_pointer
from inzet.tabular.limits import MOST_RESOURCES

MAX_BYTES = 16 << 20
"""Largest size of a descriptor or schema."""
_MAX_DEPTH = 64


@dataclass(frozen=True)
class Descriptor:
    """A JSON file that describes something: its text and its value."""

    path: Path
    text: str
    value: Any

    def issue(self, pointer: Pointer, code: str, message: str) -> Issue:
        """Return an issue at a place in the descriptor."""
        line, column = self._place(pointer)
        return Issue(self.path.as_posix(), line, column, json_pointer(pointer), code, message)

    def _place(self, pointer: Pointer) -> tuple[int, int]:
        """Return line and column, from 1, of the value at a pointer, or of the last step of it that is there."""
        at = _skip(self.text, 0)
        for step in pointer:
            if at not in self._starts:
                self._starts[at] = dict(_members(self.text, at))
            if step not in self._starts[at]:
                break
            at = self._starts[at][step]
        line = bisect_left(self._line_ends, at)
        return line + 1, at - (self._line_ends[line - 1] if line else -1)

    @cached_property
    def _starts(self) -> dict[int, dict[str | int, int]]:
        """Where the members of objects and lists begin, by the place where these begin; found when it is asked for."""
        return {}

    @cached_property
    def _line_ends(self) -> list[int]:
        return [found.start() for found in re.finditer("\n", self.text)]


def read_descriptor(path: Path) -> Descriptor:
    """Read a descriptor, which lists resources."""
    package = read_json(path)
    if not isinstance(package.value, dict) or not isinstance(package.value.get("resources"), list):
        raise UnreadableError(f"{path.as_posix()} is not the descriptor of a Data Package: it has no list of resources")
    if len(package.value["resources"]) > MOST_RESOURCES:
        raise UnreadableError(f"{path.as_posix()} lists more than {MOST_RESOURCES:,} resources; split the package")
    return package


def read_json(path: Path) -> Descriptor:
    """Read a JSON file that is neither too large nor too deep."""
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
    if not is_unicode(value):
        raise UnreadableError(f"{path.as_posix()} has half a surrogate pair, such as \\ud800")
    return Descriptor(path, text, value)


def _members(text: str, at: int) -> Iterator[tuple[str | int, int]]:
    """Yield each key or position of an object or list that starts at a place, and where its value starts."""
    decode = json.JSONDecoder().raw_decode
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
