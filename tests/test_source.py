"""Strict YAML: what is read, where it stands, and what is refused."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from conftest import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import lines, records

from inzet.records import strict_yaml

TREES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | lines(30) | st.just(""),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(lines(30), inner, max_size=4),
    max_leaves=20,
)


def _read(text: str) -> Any:
    value, faults = strict_yaml.read(text)
    assert faults == []
    return value


@given(st.dictionaries(lines(30), TREES, min_size=1))
def test_what_is_written_is_read_again_with_the_right_places(value: dict[str, Any]) -> None:
    text = strict_yaml.write(value)
    places = strict_yaml.Places()
    assert strict_yaml.decode(text.encode()) == (text, [])
    assert strict_yaml.read(text, places) == (value, [])
    rows = text.split("\n")
    for pointer, (line, column) in places.keys.items():
        _assert_stands(rows[line - 1][column - 1 :], pointer[-1])
    for pointer, (line, column) in places.values.items():
        found: Any = value
        for step in pointer:
            found = found[step]
        if not isinstance(found, dict | list):
            _assert_stands(rows[line - 1][column - 1 :], found)
    assert len(places.values) == _count(value)


def _assert_stands(rest: str, value: object) -> None:
    """The text from a place on starts with a scalar, plain or quoted."""
    if value is None or value == "":
        return
    plain = json.dumps(value) if isinstance(value, bool | int) else str(value)
    assert rest.startswith((plain, "'" + plain.replace("'", "''"), '"')), (rest, value)


def _count(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + sum(map(_count, inner))


@given(records("letter"))
def test_letters_survive_a_round_trip(letter: dict[str, Any]) -> None:
    assert _read(strict_yaml.write(letter)) == letter


ANY = st.text(st.characters(), max_size=200) | st.text("[]{}:,-&*!|>'\"#%@` \n\tab?", max_size=60)


@settings(max_examples=3 * settings().max_examples)
@given(st.binary(max_size=300) | ANY.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    text, faults = strict_yaml.decode(data)
    assert faults or text.encode() == data
    if not faults:
        _, faults = strict_yaml.read(text)
    for fault in faults:
        assert fault.code.startswith("yaml.")
        assert 1 <= fault.line <= data.count(b"\n") + 2
        assert fault.column > 0
        assert fault.message.strip() and "\n" not in fault.message


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"),
        ("no", "no"),
        ("on", "on"),
        ("012", "012"),
        ("0x1f", "0x1f"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        ("190:20:30", "190:20:30"),
        ("1.0", "1.0"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("2025-07-31", "2025-07-31"),
        ("True", "True"),
        ("+7", "+7"),
        ("9" * 19, "9" * 19),
        ("<<", "<<"),
        ("=", "="),
        ("7", 7),
        ("-7", -7),
        ("0", 0),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("'7'", "7"),
        ('"true"', "true"),
    ],
)
def test_nothing_is_converted_by_surprise(written: str, value: object) -> None:
    assert _read(f"a: {written}") == {"a": value}
    assert type(_read(f"a: {written}")["a"]) is type(value)


HOSTILE = {
    "[" * 200_000: "yaml.depth",
    "- " * 200_000: "yaml.depth",
    "? " * 200_000: "yaml.key",
    "{a: " * 40: "yaml.depth",
    "a: &x [1]\nb: *x": "yaml.alias",
    "a: *x": "yaml.alias",
    "a: !!python/object/apply:os.system [x]": "yaml.tag",
    "a: !x 1": "yaml.tag",
    "a: 1\n---\nb: 2": "yaml.documents",
    "a: text # cut off": "yaml.comment",
    "a: [b, c #d\n]": "yaml.comment",
    "a: text\t# cut off": "yaml.comment",
    "a: text" + " " * 200 + "# cut off": "yaml.comment",
    "a: 1\nb: 2\na: 3": "yaml.duplicate-key",
    "1: a": "yaml.key",
    "[a]: b": "yaml.key",
    "a: [1": "yaml.syntax",
    "a: b: c": "yaml.syntax",
    "%TAG ! x\na: 1": "yaml.syntax",
    "%TAG !a! x\n" * 300_000 + "---\na: 1": "yaml.syntax",
    "a: 1\n%YAML 1.1\n---\nb: 2": "yaml.syntax",
}


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_hostile_yaml_is_refused(text: str) -> None:
    _, faults = strict_yaml.read(text)
    assert [fault.code for fault in faults] == [HOSTILE[text]]


PARSERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]
# Where level 33 begins, and 3,000 levels or so; parsers that stop by themselves do so before the end.
NESTED = {
    "brackets": ("[" * 3000, 1, 33),
    "brackets, closed": ("[" * 3000 + "]" * 3000, 1, 33),
    "brackets and braces": ("[{a: " * 1500, 1, 81),
    "brackets on lines": ("[\n" * 3000, 33, 1),
    "brackets apart": ("[ " * 3000, 1, 65),
    "words between": ("[a, " * 3000, 1, 129),
    "empty lists between": ("[[], " * 3000, 1, 157),
    "some apart": ("[[[[[[[[ " * 400, 1, 37),
    "mappings": ("{a: " * 3000, 1, 129),
    "items": ("- " * 3000, 1, 65),
    "a value": ("a: " + "[" * 3000, 1, 35),
    "behind a list": ("a: [[]]\nb: " + "[" * 3000, 2, 35),
    "behind quotes": ("a: ['[[', \"[[\", " + "[" * 3000, 1, 47),
    "behind a comment": ("# " + "[" * 3000 + "\na: " + "[" * 3000, 2, 35),
    "behind text": ("a: b" + "[" * 3000 + "\nb: " + "[" * 3000, 2, 35),
    "behind text in quotes": ("a: '" + "[" * 3000 + "'\nb: " + "[" * 3000, 2, 35),
    "behind a block of text": ("a: |\n  " + "[" * 3000 + "\nb: " + "[" * 3000, 3, 35),
}


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.__name__)
@pytest.mark.parametrize(("text", "line", "column"), NESTED.values(), ids=NESTED)
def test_depth_is_refused_where_level_33_begins_whatever_the_parser(
    text: str, line: int, column: int, parser: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strict_yaml, "_Loader", parser)
    _, (fault,) = strict_yaml.read(text)
    assert (fault.code, fault.line, fault.column) == ("yaml.depth", line, column)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 31 + "a" + "]" * 31,
        "\n".join("[" * 31 + "a" + "]" * 31),
        "- " * 31 + "a",
        "'" + "[" * 3000 + "'",
        '"' + "[{" * 3000 + '"',
        "b" + "[" * 3000,
        "|\n  " + "[" * 3000,
        "[" + "[], " * 3000 + "]",
        "[" + "'[[[[[[[[[[[[', " * 100 + "]",
    ],
    ids=lambda text: repr(text[:12]),
)
@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.__name__)
def test_what_is_not_nested_too_deep_is_read(text: str, parser: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict_yaml, "_Loader", parser)
    _read(f"# {'[' * 3000}\na:\n {text}\n")


LONG: dict[str, Callable[[int], str]] = {
    "one long line": lambda size: "a: " + "x" * size,
    "blanks": lambda size: "a:" + " " * size,
    "indent": lambda size: " " * size + "a: 1",
    "quotes": lambda size: "a: '" + "''" * size + "'",
    "quotes that stay open": lambda size: "a: '" + "''" * size,
    "list": lambda size: "a: [" + "b, " * (size // 20) + "b]",
    "list that stays open": lambda size: "a: [" + "b, " * (size // 20),
    "brackets": lambda size: "a: " + "[" * size,
    "brackets in text": lambda size: "a: '" + "[" * size,
    "empty lines": lambda size: "\n" * size + "a: 1",
    "lines of blanks": lambda size: "  \n" * size + "a: 1",
    "keys": lambda size: "".join(f"k{at}:\n" for at in range(size // 20)),
    "items": lambda size: "a:\n" + "- b: 1\n" * (size // 20),
    "in and out": lambda size: "a:\n" + "- b:\n  - c:\n    - d: 1\n" * (size // 20),
}


@pytest.mark.parametrize("make", LONG.values(), ids=LONG)
def test_long_texts_take_linear_time(make: Callable[[int], str]) -> None:
    assert_linear(lambda size: strict_yaml.read(make(size)), 25_000)


@pytest.mark.parametrize(
    ("data", "code", "line", "column"),
    [
        (b"a: 1\nb: \xff", "yaml.encoding", 2, 4),
        (b"\xef\xbb\xbfa: 1", "yaml.character", 1, 1),
        (b"a: 1\r\nb: 2\r\n", "yaml.character", 1, 5),
        (b"a: x\x00", "yaml.character", 1, 5),
        ("a: x\nb: y\u202ez".encode(), "yaml.character", 2, 5),
        ("a: x\u2028b".encode(), "yaml.character", 1, 5),
        (b"#" * (strict_yaml.MAX_BYTES + 1), "yaml.size", 1, 1),
    ],
)
def test_bytes_that_mislead_are_refused(data: bytes, code: str, line: int, column: int) -> None:
    text, faults = strict_yaml.decode(data)
    assert text == ""
    assert [(fault.code, fault.line, fault.column) for fault in faults] == [(code, line, column)]


def test_a_comment_on_its_own_line_or_after_quotes_is_no_fault() -> None:
    assert _read("# one\na: 'text' # two\nb: x#y\n# three\nc:   # four\n- 1\n") == {"a": "text", "b": "x#y", "c": [1]}


@pytest.mark.parametrize(
    ("text", "line", "remedy"),
    [
        ('a: 1\nb: "open\nc: 2\nd: 3\n', 2, "close the quotes"),
        ("a: 1\nb: [open\nc: 2\n", 2, "close the bracket"),
        ("a: 1\nb\nc: 2\n", 2, "a key is followed by ': '"),
        ("a: 1\n\tb: 2\n", 2, "indent with blanks, not tabs"),
        ("a: b: c\n", 1, "text that holds ': ' needs quotes"),
        ("a: @b\n", 1, "put the text in quotes"),
        ("a:\n  b: 1\n c: 2\n", 3, "check the indentation of this line and the one before"),
    ],
)
def test_syntax_errors_stand_where_they_are_mended(text: str, line: int, remedy: str) -> None:
    _, (fault,) = strict_yaml.read(text)
    assert (fault.code, fault.line) == ("yaml.syntax", line)
    assert fault.message.endswith(remedy)
