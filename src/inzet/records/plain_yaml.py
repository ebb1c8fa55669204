"""A quick reader for records that are written plainly, as nearly all are.

It reads block mappings and lists, words, whole numbers, quoted texts on one line and flat lists in brackets, and
nothing else. Whatever it does not know it does not judge: it gives the text back to the strict reader of
``source``, which reads all of it or says what is wrong and where. What it does read, it reads as that one does.
"""

import operator
import re
from functools import lru_cache
from typing import Any

from inzet.records.strict_yaml import MAX_DEPTH, MAX_VALUES, resolve

NOTHING = object()
"""What ``read`` returns for a text that it leaves to the strict reader."""

_groups = operator.methodcaller("groups", "")
# A key in its line, with the empty lines and comments above it; a key of YAML is not much longer than this.
_LINES = re.compile(
    r"^(?: *+(?:#[^\n]*+)?+\n)*+"
    r"(?:( *)(- )?([A-Za-z_][A-Za-z0-9_]{0,99}):(?: ([^\t\n]+))?$| *(?:#[^\n]*)?$|([^\n]*)$)",
    re.MULTILINE,
)
# What a text without quotes may begin with: nothing that opens anything in YAML.
_FIRST = re.compile(r"[A-Za-z0-9.\u00c0-\u024f(\u2018\u201c]")
_QUOTED = re.compile(r"'((?:[^'\n]|'')*)'|\"([^\"\\\n]*)\"")
_WORD = r"[A-Za-z0-9][A-Za-z0-9_.-]*"
_FLOW = re.compile(rf"\[(?:(?:{_WORD}|'[^'\n]*')(?:, (?:{_WORD}|'[^'\n]*'))*)?\]")
_ENTRY = re.compile(rf"{_WORD}|'[^'\n]*'")
_SHORT = 64
_RESERVED = frozenset({"true", "false", "null"})


def read(text: str) -> Any:
    """Return the value of a record, or ``NOTHING`` if the text is not plain enough for this reader."""
    # No line holds more than four of what the strict reader counts, but for the words of a list.
    if 4 * (text.count("\n") + 1) + text.count(",") > MAX_VALUES:
        return NOTHING
    mapping: dict[str, Any] = {}
    root = mapping
    # The mapping that is being filled, the column of its keys, and what it stands in: parent mappings and lists
    # with their columns. A list is entered as the mapping of its present item.
    column = 0
    above: list[tuple[int, dict[str, Any], list[Any] | None]] = []
    items: list[Any] | None = None
    waiting = ""
    for indent, dash, key, value, other in map(_groups, _LINES.finditer(text)):
        if not key:
            if other:
                return NOTHING
            continue
        at = len(indent)
        if waiting:
            # What a key without a value on its line holds: a list, a mapping, or nothing.
            if dash and at >= column:
                above.append((column, mapping, items))
                items = mapping[waiting] = []
                column = at + 2
            elif not dash and at > column:
                above.append((column, mapping, items))
                items = None
                mapping[waiting] = mapping = {}
                column = at
            waiting = ""
            if len(above) >= MAX_DEPTH // 2:
                return NOTHING
        if dash:
            while items is None or column != at + 2:
                if not above:
                    return NOTHING
                column, mapping, items = above.pop()
            mapping = {}
            items.append(mapping)
        else:
            while column != at:
                if not above:
                    return NOTHING
                column, mapping, items = above.pop()
        if key in mapping or key in _RESERVED:
            return NOTHING
        if not value:
            mapping[key] = None
            waiting = key
            continue
        scalar = _list(value) if value[0] == "[" else _scalar(value) if len(value) > _SHORT else _word(value)
        if scalar is NOTHING:
            return NOTHING
        mapping[key] = scalar
    return root or NOTHING


def _list(value: str) -> Any:
    if not _FLOW.fullmatch(value):
        return NOTHING
    return [entry[1:-1] if entry[0] == "'" else resolve(entry) for entry in _ENTRY.findall(value)]


def _scalar(value: str) -> Any:
    first = value[0]
    if first in "'\"":
        quoted = _QUOTED.fullmatch(value)
        if quoted is None:
            return NOTHING
        return quoted[1].replace("''", "'") if first == "'" else quoted[2]
    if not _FIRST.match(first) or ": " in value or " #" in value or value[-1] in " :":
        return NOTHING
    return resolve(value)


# Words of the vocabularies, ids and dates come again and again; long texts do not, and would fill the memory.
_word = lru_cache(maxsize=4096)(_scalar)
