"""Strict YAML: values, and the line and column of each.

A record is a plain tree, so only that part of YAML is read: mappings with text keys, lists, text, whole
numbers, ``true``, ``false`` and ``null``. Anchors, aliases, tags, several documents, duplicate keys and deep
nesting are refused. Nothing is converted by surprise: ``NO``, ``012``, ``1.0`` and ``2025-07-31`` are text.

The parser hands over one event at a time and reading stops at the first event that goes too deep, so that a hostile
file can neither exhaust the stack nor blow up in memory; nor can one of very many values. Newer parsers have a limit
of depth of their own; ours decides, whichever parser is installed.
"""

import json
import re
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NoReturn

import yaml

from inzet.files import WINDOWS_ENDS
from inzet.issues import Pointer, shortened
from inzet.schema.formats import find_invisible, name_of

MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 32
MAX_VALUES = 50_000
"""Keys, values, mappings and lists in one record; the longest letter so far has a tenth of that."""
MAX_FAULTS = 100
"""So many faults of one text are told; whoever has more wants to see the first ones."""

_SHOWN = 80  # characters of a key, anchor or tag in a message

# Eighteen digits fit the 64-bit integers of every table format; longer ones stay text and fail the schema.
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_COMMENT = re.compile(r"[ \t]+#")
_OPENING = re.compile(r"[\[{]")
_CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}
# Only its events are used; without the C library (no wheel for the platform) the same in plain Python.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN = bytes(range(0x20, 0x7F)) + b"\t\n"
_SCALAR, _MAPPING = yaml.ScalarEvent, yaml.MappingStartEvent
_NODES = {_SCALAR, _MAPPING, yaml.SequenceStartEvent}
_ENDS = {yaml.MappingEndEvent, yaml.SequenceEndEvent}
# In place of the key that waits for its value: none in a mapping, none in a list, and that of the whole record.
_NO_KEY, _ITEM, _ROOT = object(), object(), object()

Place = tuple[int, int]
"""Line and column, both from 1."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a text before its meaning is looked at."""

    line: int
    column: int
    code: str
    message: str


class _FaultError(Exception):
    """Raised inside this module when reading cannot go on."""


@dataclass(slots=True)
class Places:
    """Where values and keys stand, by pointer."""

    values: dict[Pointer, Place] = field(default_factory=dict)
    keys: dict[Pointer, Place] = field(default_factory=dict)


def decode(data: bytes) -> tuple[str, list[Fault]]:
    """Turn bytes into text; characters that YAML or a reader would misjudge are faults.

    Returns:
        The text and its faults; with a fault, the text must not be parsed.
    """
    if len(data) > MAX_BYTES:
        return "", [Fault(1, 1, "yaml.size", f"the file is larger than {MAX_BYTES // 1024 // 1024} MiB; split it")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        return "", [Fault(*place_of(data[: error.start].decode("utf-8", "replace")), "yaml.encoding", message)]
    # Most of a text is plain, and so only the rest of it is looked at; a byte of ASCII is never part of a character.
    if find_invisible(data.translate(None, _PLAIN).decode("utf-8")) is not None:
        at = find_invisible(text) or 0
        mends = {"\r": "save the file with Unix line ends", "\ufeff": "save the file without a byte order mark"}
        hint = mends.get(text[at], "remove it")
        message = f"character {name_of(text[at])} does not belong in a record; {hint}"
        if text[at] == "\r" and text.count("\r\n") == text.count("\n"):
            message = WINDOWS_ENDS
        return "", [Fault(*place_of(text[:at]), "yaml.character", message)]
    return text, []


def place_of(before: str) -> Place:
    """Return the place that follows the text ``before``."""
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def read(text: str, places: Places | None = None) -> tuple[Any, list[Fault]]:
    """Read one record.

    Args:
        text: the YAML text, as ``decode`` returns it.
        places: filled with the place of every value and key, when given; leaving it out makes reading
            faster, and a second call finds the places when a complaint needs them.

    Returns:
        The value and the faults, in the order of the text. With any fault, the value must not be used.
    """
    # Thousands of directives would keep the parser busy for minutes before its first event.
    directive = ("\n" + text).find("\n%")
    if directive >= 0:
        message = "a line starts with '%', which begins a directive; a record has none: remove or indent the line"
        return None, [Fault(*place_of(text[:directive]), "yaml.syntax", message)]
    faults: list[Fault] = []
    try:
        return _compose(text, places, faults), faults
    except _FaultError as stop:
        faults.append(stop.args[0])
    except yaml.MarkedYAMLError as error:
        faults.append(_syntax_fault(error))
    except yaml.YAMLError as error:
        faults.append(Fault(1, 1, "yaml.syntax", f"not YAML: {error}"))
    return None, faults


_REMEDIES = {
    "tab": "indent with blanks, not tabs",
    "mapping values": "text that holds ': ' needs quotes",
    "cannot start any token": "put the text in quotes",
    "quoted scalar": "close the quotes",
    "flow": "close the bracket",
    "simple key": "a key is followed by ': '",
    "block": "check the indentation of this line and the one before",
}
"""What to do about a complaint of the parser, by a piece of it; the first that fits."""


def _syntax_fault(error: yaml.MarkedYAMLError) -> Fault:
    said = ", ".join(part for part in (error.context, error.problem) if part)
    remedy = next((remedy for piece, remedy in _REMEDIES.items() if piece in said), "")
    # What is never closed is noticed at the end of the file; it is to be mended where it was opened.
    opened = any(piece in said for piece in ("quoted scalar", "flow", "simple key"))
    mark = (error.context_mark if opened else None) or error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Fault(line, column, "yaml.syntax", f"not YAML: {said}" + (f"; {remedy}" if remedy else ""))


def _compose(text: str, places: Places | None, faults: list[Fault]) -> Any:
    # Half of the time of a validation is spent here, so the loop does little for each event and calls little.
    comments = " #" in text or "\t#" in text
    root: dict[object, Any] = {}
    # The mapping or list that is being filled, its pointer and the key that waits for its value; then those around it.
    container: Any = root
    pointer: Pointer = ()
    key: Any = _ROOT
    outer: list[tuple[Any, Pointer, Any]] = []
    event: Any = None
    values = documents = 0
    try:
        for event in iter(_Loader(text).get_event, None):
            if faults and len(faults) >= MAX_FAULTS:
                break
            kind = type(event)
            if kind in _NODES:
                values += 1
                if values > MAX_VALUES:
                    _stop(event, "yaml.size", f"the record holds more than {MAX_VALUES} keys and values; split it")
                if event.anchor is not None or event.tag is not None:
                    _refuse_decoration(event)
                if kind is _SCALAR:
                    if comments and not event.style:
                        _refuse_comment(event, text, faults)
                    value = event.value if event.style else resolve(event.value)
                else:
                    if len(outer) >= MAX_DEPTH:
                        _stop(event, "yaml.depth", f"nested more than {MAX_DEPTH} levels deep")
                    value = {} if kind is _MAPPING else []
                if key is _NO_KEY:
                    if type(value) is not str or value in container:
                        _refuse_key(value, event, faults)
                    key = value
                    if places is not None:
                        places.keys[(*pointer, key)] = _place(event)
                    continue
                inner = pointer
                if places is not None:
                    step = () if key is _ROOT else (len(container) if key is _ITEM else key,)
                    inner = pointer + step
                    places.values[inner] = _place(event)
                if key is _ITEM:
                    container.append(value)
                else:
                    container[key] = value
                    key = _NO_KEY
                if kind is not _SCALAR:
                    outer.append((container, pointer, key))
                    container, pointer, key = value, inner, _NO_KEY if kind is _MAPPING else _ITEM
            elif kind in _ENDS:
                container, pointer, key = outer.pop()
            elif kind is yaml.AliasEvent:
                _stop(event, "yaml.alias", f"alias *{shortened(event.anchor, _SHOWN)} refused; write the value out")
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    _stop(event, "yaml.documents", "a second document starts here; one file holds one record")
    except yaml.MarkedYAMLError:
        _refuse_depth_ahead(text, event.end_mark.index if event else 0)
        raise
    return root.get(_ROOT)


def _refuse_depth_ahead(text: str, position: int) -> None:
    """Refuse values that nest too deep behind ``position``, where the parser stopped before it reported them.

    A bracket may open a key, so the parser looks up to 1,024 characters ahead before it reports one. There it may meet
    its own limit of depth before ours has been checked. Read again, without all but the next brackets, it cannot.
    """
    openings = list(islice(_OPENING.finditer(text, position), 4 * MAX_DEPTH + 1))
    if len(openings) > 4 * MAX_DEPTH:
        with suppress(yaml.MarkedYAMLError):
            _compose(text[: openings[-1].start()], None, [])


def _refuse_decoration(event: Any) -> NoReturn:
    if event.anchor is not None:
        anchor = shortened(event.anchor, _SHOWN)
        _stop(event, "yaml.alias", f"anchor &{anchor} refused; write the value out where it is needed")
    tag = shortened(event.tag.replace("tag:yaml.org,2002:", "!!"), _SHOWN)
    _stop(event, "yaml.tag", f"tag {tag} refused; types follow from the schema")


def _refuse_comment(event: Any, text: str, faults: list[Fault]) -> None:
    """Refuse a comment on the line of a value without quotes: it may be text that was cut off by its sign."""
    if event.value and _COMMENT.match(text, event.end_mark.index):
        line, column = event.end_mark.line + 1, event.end_mark.column + 1
        message = "what follows '#' is not read; put the text in quotes, or the comment on a line of its own"
        faults.append(Fault(line, column, "yaml.comment", message))


def resolve(plain: str) -> object:
    """Return what a text without quotes means: a constant, a whole number, or itself."""
    if plain in _CONSTANTS:
        return _CONSTANTS[plain]
    return int(plain) if plain[0] in "-0123456789" and _INTEGER.fullmatch(plain) else plain


def _refuse_key(key: object, event: Any, faults: list[Fault]) -> None:
    if not isinstance(key, str):
        shown = "this mapping or list" if isinstance(key, dict | list) else json.dumps(key)
        _stop(event, "yaml.key", f"a key is text; write {shown} in quotes or mend the indentation")
    message = f"key {shortened(key, _SHOWN)!r} stands twice here; remove one, or start a new item with '- '"
    faults.append(Fault(*_place(event), "yaml.duplicate-key", message))


def _place(event: Any) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _stop(event: Any, code: str, message: str) -> NoReturn:
    raise _FaultError(Fault(*_place(event), code, message))


class _Dumper(yaml.SafeDumper):
    """Writes what ``read`` reads: the same few plain types, lists of words on one line."""

    def ignore_aliases(self, data: object) -> bool:
        return True


# Quotes exactly the texts that would otherwise come back as another type.
_Dumper.yaml_implicit_resolvers = {}
_Dumper.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])
_Dumper.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:null|~|)$"), ["n", "~", ""])
_Dumper.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(rf"^{_INTEGER.pattern}$"), list("-0123456789"))
_Dumper.add_representer(type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", ""))
_Dumper.add_representer(
    list,
    lambda dumper, items: dumper.represent_sequence(
        "tag:yaml.org,2002:seq",
        items,
        flow_style=not any(item is None or isinstance(item, dict | list) for item in items),
    ),
)


def write(value: object) -> str:
    """Write a record as YAML that ``read`` turns into the same value."""
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=MAX_BYTES)
