"""The quick reader of plain records: what it reads, the strict reader reads alike; all else it leaves to that one."""

from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import example, given, settings
from hypothesis import strategies as st

from inzet.records import plain_yaml, strict_yaml

RECORDS = sorted(ROOT.glob("records/*/*.yaml"))
TREES = [*RECORDS, *sorted(ROOT.glob("tests/examples/*/*/records/*/*.yaml"))]
# Random searches here are cheap and what they may miss is a wrong value, so they look longer than others.
SEARCH = settings(max_examples=max(400, settings().max_examples))


def _same(one: Any, other: Any) -> bool:
    """Whether two values are equal in their types too, and in the order of their keys."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)


def _agree(text: str) -> bool:
    """Check that the strict reader reads alike what the quick one reads; return whether that read anything."""
    if strict_yaml.decode(text.encode("utf-8", "surrogatepass"))[1]:
        return False  # such a text reaches neither
    value = plain_yaml.read(text)
    if value is plain_yaml.NOTHING:
        return False
    strict, faults = strict_yaml.read(text)
    assert faults == []
    assert _same(value, strict), (value, strict)
    return True


# --- texts, line by line ---------------------------------------------------------------------------------------------

PLAIN = [
    "x",
    "1",
    "true",
    "null",
    "[]",
    "[a, b]",
    "[a, 'b c']",
    "'q: r'",
    '"# s"',
    "it's",
    "(x",
    "\u201cx\u201d",
    "a:b",
]
AWKWARD = [
    *("~", "", "-1", "-0", "+1", "0", "00", "012", "1.0", "1_0", "0x1f", "1e3", "9" * 18, "9" * 19, "NO", "True", "<<"),
    *("''", '""', "'it''s'", "'''", "'a' 'b'", "'a' # b", '"a" b', '"a\\n"', '"\\"', "'a\\n'", "'open", '"open'),
    *("a'", 'a"', "[", "]", "[a,b]", "[a, ]", "[a, b", "[a] b", "[a: b]", "[a, [b]]", "[1, 'x', true, null, ~]"),
    *("['']", "['a', 'b']", "[a..b, c-]", "[-1]", "['a''b']", "[a # b]", "[a,  b]", "['a, b', c]", "[012, NO]"),
    *("{}", "{a: b}", "[]]", "x, y] {", "&a x", "*a", "!!str x", "!x", "|", ">", "|-", "@x", "`x", "%x", ",x"),
    *("? x", "- x", "-x", "-", "?", "---", "...", "a: b", "a:", "a: ", "a :b", "a #b", "a#b", "#a", "# a", "a "),
    *(" a", "a\tb", "a\t", "a\t#b", "a:\tb", ": a", ":a", "\u00a0", "\u00a0x", "x\u00a0", "x\u00a0#y", "x:\u00a0y"),
    *("\u00e9", "\u00d7", "\u2018", "\u2026", "\u0391", "\U0001f600", "e\u0301"),
    *("a" * 1030, "'" + "a" * 1030 + "'", "[" + "a" * 1030 + "]", "[" + "a, " * 500 + "a]"),
]
KEYS = ["true", "null", "_", "A1", "x y", "'a'", '"b"', "1", "~", "<<", "\u00e9", "a-b", "a.b", "?", "a#", "&a b", "y"]
LONG = ["k" * length for length in (99, 100, 101, 1022, 1023, 1024, 1025, 2000)]
BARE = ["", " ", "  ", "#", "# a: b", "  # c", "\t", "\t# c", "---", "...", "- a", "-", "- ", "a", "  a", "a: b: c"]
BARE += ["%YAML 1.2", "--- # a", "? a", ": a", "[a]: b", "{a: b}", "- - a: b", "-  a: b", "-\ta: b", "'a': b", "\u00a0"]


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Texts that are mostly as plain as a record is, and awkward in a place or two."""
    odd = draw(st.sampled_from([0, 0, 1, 5]))  # so many lines of a hundred are awkward, times ten
    columns, rows = [0], []
    for at in range(draw(st.integers(1, 9))):
        strange = draw(st.integers(0, 9)) < odd
        if strange and draw(st.booleans()):
            rows.append(draw(st.sampled_from(BARE)))
            continue
        column = draw(st.sampled_from(columns) | st.integers(0, 7) if strange else st.sampled_from(columns))
        dash = draw(st.sampled_from(["", "", "- ", "-  ", "- - "] if strange else ["", "- "] if at else [""]))
        key = draw(st.sampled_from([*KEYS, *LONG, "a"])) if strange else draw(st.sampled_from("abcdefghij"))
        joint = draw(st.sampled_from([": ", ":", ":  ", ":\t", " : ", ": # "])) if strange else ": "
        value = draw(st.sampled_from(AWKWARD if draw(st.integers(0, 3)) == 0 else PLAIN))
        opens = draw(st.booleans())
        rows.append(" " * column + dash + key + (":" if opens else joint + value))
        columns = [*(one for one in columns if one <= column), column + len(dash)]
        if opens:
            columns += [columns[-1], columns[-1] + 2]
    return "\n".join(rows) + draw(st.sampled_from(["", "\n", "\n\n"]))


@SEARCH
@given(texts())
@example("k" * 1100 + ": x")  # longer than a key may be
@example("a: 1\na: 2")
@example("a:\n- b: 1\n  - c: 2")
@example("a: x\n  y")
def test_texts_of_awkward_lines_are_read_alike(text: str) -> None:
    _agree(text)


@pytest.mark.parametrize("value", [*PLAIN, *AWKWARD], ids=lambda value: repr(value[:12]))
def test_each_value_is_read_alike_wherever_it_stands(value: str) -> None:
    for text in (
        "a: {}",
        "a: {}\nb: 1\n",
        "a:\n- b: {}\n  c: {}\n- b: 1",
        "a:\n  b: {}",
        "a: {}\n  b",
        "a:\n- {}",
        "{}",
    ):
        _agree(text.replace("{}", value))


@pytest.mark.parametrize("key", [*KEYS, *LONG], ids=lambda key: repr(key[:12]))
def test_each_key_is_read_alike(key: str) -> None:
    for text in ("{}: x", "{}:", "{}:\n- {}: x", "a:\n  {}: x", "{}:\n- a: x\n  {}: y", "{}: 1\n{}: 2"):
        _agree(text.replace("{}", key))


@SEARCH
@given(st.text(st.sampled_from("ab:# -'\"[],\n\u00a0\t1"), max_size=24))
def test_any_text_of_few_characters_is_read_alike(text: str) -> None:
    _agree(text)
    _agree(f"a:\n- b: {text}\n  c: 1")


# --- records as they are, and with slips ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", TREES, ids=lambda path: "/".join(path.parts[-4:]))
def test_records_and_examples_are_read_alike(path: Path) -> None:
    text, faults = strict_yaml.decode(path.read_bytes())
    read = not faults and _agree(text)
    assert read or path not in RECORDS, "the records of the dataset are read quickly"


SIGNS = [*" \t\n:#-'\"[]{},&*!|>%@`~?a1\u00a0", ": ", " #", "- ", "\n  ", "''", "\n- "]
TEXTS = [path.read_text(encoding="utf-8") for path in RECORDS]


@st.composite
def slips(draw: st.DrawFn) -> str:
    """A piece of a record with one to three slips of the hand in it."""
    rows = draw(st.sampled_from(TEXTS)).splitlines()
    first = draw(st.integers(0, len(rows) - 1))
    rows = rows[first : first + draw(st.integers(1, 24))]
    if rows[0].startswith(("  ", "- ")):  # from amid a list
        rows = ["top:", *rows] if rows[0].startswith("- ") else ["top:", "- first: 1", *rows]
    for _ in range(draw(st.integers(1, 3))):
        at, to = draw(st.integers(0, len(rows) - 1)), draw(st.integers(0, len(rows) - 1))
        row = rows[at]
        place = draw(st.integers(0, len(row)))
        match draw(st.sampled_from(["insert", "insert", "delete", "swap", "double", "drop", "move", "indent"])):
            case "insert":
                rows[at] = row[:place] + draw(st.sampled_from(SIGNS)) + row[place:]
            case "delete":
                rows[at] = row[:place] + row[place + 1 :]
            case "swap":
                rows[at] = row[:place] + row[place + 1 : place + 2] + row[place : place + 1] + row[place + 2 :]
            case "double":
                rows.insert(to, row)
            case "drop" if len(rows) > 1:
                del rows[at]
            case "move":
                rows.insert(to, rows.pop(at))
            case "indent":
                rows[at] = " " * draw(st.integers(1, 4)) + row
    return "\n".join(rows)


@SEARCH
@given(slips())
def test_records_with_slips_are_read_alike(text: str) -> None:
    _agree(text)


def test_random_texts_are_often_read_at_all() -> None:
    """What the quick reader never reads would prove nothing."""

    def share(strategy: st.SearchStrategy[str]) -> float:
        read: list[bool] = []

        @settings(max_examples=200, database=None, derandomize=True)
        @given(strategy)
        def look(text: str) -> None:
            read.append(_agree(text))

        look()
        return sum(read) / len(read)

    assert share(texts()) > 0.1
    assert share(slips()) > 0.2


# --- bounds -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("levels", range(1, 40))
@pytest.mark.parametrize("dash", ["", "- "])
def test_depth_is_judged_alike(levels: int, dash: str) -> None:
    rows = ["  " * level + (dash if level else "") + "a:" for level in range(levels)]
    _agree("\n".join([*rows, "  " * levels + dash + "a: [x]"]))


HOSTILE = {
    "one long line": "a: " + "x" * 1_000_000,
    "blanks": "a:" + " " * 1_000_000,
    "indent": " " * 1_000_000 + "a: 1",
    "quotes": "a: '" + "''" * 500_000 + "'",
    "quotes that stay open": "a: '" + "''" * 500_000,
    "list": "a: [" + "b, " * 300_000 + "b]",
    "list that stays open": "a: [" + "b, " * 300_000,
    "empty lines": "\n" * 1_000_000 + "a: 1",
    "lines of blanks": "  \n" * 300_000 + "a: 1",
    "keys": "".join(f"k{at}:\n" for at in range(100_000)),
    "items": "a:\n" + "- b: 1\n" * 100_000,
    "in and out": "a:\n" + "".join("- b:\n  - c:\n    - d: 1\n" for _ in range(30_000)),
    "deeper": "".join("  " * level + "a:\n" for level in range(1000)),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_take_linear_time(text: str) -> None:
    start = perf_counter()
    plain_yaml.read(text)
    assert perf_counter() - start < 3  # measured: 0.3 s at most; a quadratic reader would take hours


def test_long_texts_are_not_kept() -> None:
    before = plain_yaml._word.cache_info().currsize
    assert plain_yaml.read("a: " + "x" * 1000) == {"a": "x" * 1000}
    assert plain_yaml._word.cache_info().currsize == before
