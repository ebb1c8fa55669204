"""Tables by column: what is found, in files of every shape, and that no block size and no damage changes it."""

import bz2
import csv
import gzip
import itertools
import json
import random
import re
import threading
import tracemalloc
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

import inzet
from inzet import codes
from inzet.issues import UnreadableError
from inzet.tabular import Report, delimited, keys, validate_package, validate_table, values
from inzet.tabular.messages import as_issues
from inzet.tabular.plans import Column, plan_of

Places = list[tuple[int, str, str]]
SCHEMA = {
    "fields": [
        {"name": "id", "type": "string", "constraints": {"pattern": "[a-z]+[0-9]*"}},
        {"name": "n", "type": "integer", "constraints": {"minimum": 0, "maximum": 99}},
        {"name": "x", "type": "number"},
        {"name": "b", "type": "boolean"},
        {"name": "d", "type": "date"},
        {"name": "t", "type": "string", "constraints": {"maxLength": 40}},
    ],
    "primaryKey": "id",
}
HEAD = b"id,n,x,b,d,t\n"


def one(kind: str, **constraints: Any) -> dict[str, Any]:
    """A Table Schema of one column."""
    return {"fields": [{"name": "a", "type": kind, "constraints": constraints}]}


def check(folder: Path, data: bytes, schema: Any = SCHEMA, name: str = "t.csv", **more: Any) -> Report:
    """Check what a file holds."""
    file = folder / name
    file.write_bytes(data)
    return validate_table(file, schema, **more)


def places(report: Report) -> Places:
    """Where a report finds what."""
    assert sum(report.counts.values()) == len(report.issues)
    return [issue[:3] for issue in report.issues]


# --- one cell ----------------------------------------------------------------------------------------

DAY = "2024-02-29"
CELLS = [
    *[("integer", text, True) for text in ("0", "-0", "007", "+1", "-3", " 1", "1\t", "9223372036854775807")],
    *[("integer", text, True) for text in ("-9223372036854775808", "+0000000000000000000000000009")],
    *[("integer", text, False) for text in ("3.0", "1e3", "1_000", "0x1F", "0X1", "\u0663", "--1", "+-1", "+", " ")],
    *[("integer", text, False) for text in ("9223372036854775808", "-9223372036854775809", "9" * 5000, "1 2", "\xa01")],
    *[("number", text, True) for text in ("3.0", "1e3", "-1E-3", "+.5", "5.", "007", " 1.5\t", "NaN", "INF", "-INF")],
    *[("number", text, True) for text in ("1e999", "9" * 400, "1e-9999")],
    *[("number", text, False) for text in ("nan", "-NaN", "inf", "Infinity", "+INF", "0x1p3", "1_0", "1,5", "\u0663")],
    *[("number", text, False) for text in (".", "1e", "1d3", "nan(1)", "")[:4]],
    *[("boolean", text, True) for text in ("true", "True", "TRUE", "1", "false", "False", "FALSE", "0")],
    *[("boolean", text, False) for text in ("yes", "tRUE", " true", "2", "t", "00")],
    *[("date", text, True) for text in (DAY, f" {DAY}", f"{DAY}\t", "0001-01-01", "9999-12-31", "1900-02-28")],
    *[("date", text, False) for text in ("2023-02-29", "1900-02-29", "2024-1-1", "20240101", "0000-01-01")],
    *[("date", text, False) for text in ("2024-02-30", "10000-01-01", "+2024-01-01", f"{DAY}T00:00:00", "2024-01")],
    *[("date", text, False) for text in ("\u0662024-01-01", "2024-13-01", "-001-01-01", "24-01-01")],
    *[("string", text, True) for text in (" ", "\x00", "a\x1fb", "e\u0301", "\u00e9", "a\nb", "a\rb", 'a"b', "NULL")],
]


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


@pytest.mark.parametrize(("kind", "text", "right"), CELLS)
def test_one_cell(kind: str, text: str, right: bool, tmp_path: Path) -> None:
    data = f"a,b\n{_cell(text)},1\n".encode()
    assert places(check(tmp_path, data, one(kind))) == [
        (0, "b", "table.extra-column"),
        *([] if right else [(1, "a", "schema.type")]),
    ]


PIECES = [
    "0",
    "1",
    "7",
    "9",
    "12",
    "2024",
    "-",
    "+",
    ".",
    "e",
    "E",
    " ",
    "\t",
    "x",
    "X",
    "_",
    "nan",
    "NaN",
    "INF",
    "inf",
]
PIECES += ["Infinity", "true", "True", "TRUE", "false", "T", "2024-02-29", "2023-", "02", "-31", "\u0663", "\xa0", "\n"]
PIECES += ["0x1F", "9223372036854775807", "9223372036854775808", "(1)", "e308", "e309", "0001-01-01", "0000-", "\x00"]
SHORT = st.lists(st.sampled_from(PIECES), max_size=3).map("".join) | st.text(max_size=4)
LEXICAL = st.floats().map(repr) | st.integers().map(str) | st.dates().map(str)


def _values(kind: str, texts: list[str]) -> tuple[list[Any], set[int]]:
    reader = delimited.CsvReader(plan_of(one(kind)), ("a",))
    read = reader.read("".join(_cell(text) + "\n" for text in texts).encode())
    assert read.rows == len(texts)
    wrong = {row for found in read.found for row in found.rows.to_pylist()}
    return list(map(repr, read.columns["a"].to_pylist())), wrong


@settings(max_examples=300)
@given(
    st.sampled_from(["integer", "number", "boolean", "date", "string"]),
    st.lists((SHORT | LEXICAL).filter(lambda text: text.isprintable() or text.isascii()), min_size=1, max_size=5),
)
def test_a_value_does_not_depend_on_the_others_of_its_block(kind: str, texts: list[str]) -> None:
    """With a value that is wrong for certain, the whole column is read as text and converted."""
    alone = [_values(kind, [text]) for text in texts]
    together = _values(kind, [*texts, "wrong"] if kind != "string" else texts)
    assert together[0][: len(texts)] == [values[0] for values, _ in alone]
    assert together[1] - {len(texts)} == {row for row, (_, wrong) in enumerate(alone) if wrong}


def test_every_day_there_is_and_no_other() -> None:
    parts = itertools.product((0, 1, 4, 1900, 1970, 2000, 2023, 2024, 9999), range(14), range(33))
    texts = [f"{year:04}-{month:02}-{day:02}" for year, month, day in parts]

    def day_of(text: str) -> date | None:
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None

    made, found = values.converted(Column("a", "date"), pa.array(texts))
    assert made.to_pylist() == list(map(day_of, texts))
    assert [text for each in found for text in each.values.to_pylist()] == [text for text in texts if not day_of(text)]


@given(
    st.sampled_from(["integer", "number", "boolean", "date"]),
    st.lists(SHORT | LEXICAL | st.none(), min_size=1, max_size=9),
    st.integers(0, 8),
)
def test_a_part_of_an_array_is_converted_as_it_is_in_the_whole(kind: str, texts: list[str | None], first: int) -> None:
    whole = pa.array(texts, pa.string())
    made, found = values.converted(Column("a", kind), whole.slice(first))
    alone = [values.converted(Column("a", kind), pa.array([text], pa.string())) for text in texts[first:]]
    assert list(map(repr, made.to_pylist())) == [repr(one.to_pylist()[0]) for one, _ in alone]
    wrong = [row for each in found for row in each.rows.to_pylist()]
    assert wrong == [row for row, (_, faults) in enumerate(alone) if faults]


@pytest.mark.parametrize("empty", ["", '""'])
def test_an_empty_text_is_no_value(empty: str, tmp_path: Path) -> None:
    data = f"a\n{empty}\n".encode()
    for kind in ("string", "integer", "number", "boolean", "date"):
        assert places(check(tmp_path, data, one(kind))) == []
        assert places(check(tmp_path, data, one(kind, required=True))) == [(1, "a", "schema.required")]


def test_a_value_of_the_wrong_type_is_not_missing(tmp_path: Path) -> None:
    data = b"a\nx\n\xff\n\n"
    assert places(check(tmp_path, data, one("integer", required=True))) == [
        (1, "a", "schema.type"),
        (2, "a", "table.encoding"),
        (3, "a", "schema.required"),
    ]


def test_a_value_of_the_wrong_type_is_beside_what_needs_it(tmp_path: Path) -> None:
    plan = plan_of(one("string"))
    plan = plan.__class__("t", (Column("a", needs=("b",)), Column("b", "integer")))
    assert places(check(tmp_path, b"a,b\nx,y\nx,\n,\nx,1\n", plan)) == [
        (1, "b", "schema.type"),
        (2, "a", "schema.dependent"),
    ]


def test_a_value_that_needs_two_others_is_named_once(tmp_path: Path) -> None:
    plan = plan_of(one("string"))
    plan = plan.__class__("t", (Column("a", needs=("b", "c")), Column("b"), Column("c")))
    assert places(check(tmp_path, b"a,b,c\nx,,\nx,y,\nx,y,z\n,,\n", plan)) == [
        (1, "a", "schema.dependent"),
        (2, "a", "schema.dependent"),
    ]


def test_decomposed_ids_are_others(tmp_path: Path) -> None:
    schema = one("string", unique=True)
    assert places(check(tmp_path, "a\n\u00e9\ne\u0301\n".encode(), schema)) == []
    assert places(check(tmp_path, "a\ne\u0301\ne\u0301\n".encode(), schema)) == [(2, "a", "table.unique-key")]


def test_digits_of_other_scripts_match_no_digit(tmp_path: Path) -> None:
    for pattern in (r"\d", "[0-9]", r"(?=\d)\d", r"(?!x)[0-9]"):
        report = check(tmp_path, "a\n1\n\u0661\n".encode(), one("string", pattern=pattern))
        assert places(report) == [(2, "a", "schema.pattern")]


@pytest.mark.parametrize("pattern", ["a|b", "^(a|b)$", "(?:a|b)", "(?=[ab])[ab]", "a{1,2000}|b"])
def test_a_pattern_is_matched_from_end_to_end(pattern: str, tmp_path: Path) -> None:
    data = b'a\na\nb\nab\n"a\n"\nxa\n'
    report = check(tmp_path, data, one("string", pattern=pattern))
    assert [row for row, _, _ in places(report)] == ([3, 4, 5])


def test_bounds_of_numbers(tmp_path: Path) -> None:
    data = b"a\n-1\n0\n10\n1e999\nNaN\n-INF\n11\n"
    report = check(tmp_path, data, one("number", minimum=0, maximum=10))
    assert [row for row, _, _ in places(report)] == [1, 4, 5, 6, 7]


def test_bounds_and_words_of_days(tmp_path: Path) -> None:
    data = b"a\n2024-01-01\n2023-12-31\n2024-12-31\n2025-01-01\n"
    assert [
        row for row, *_ in places(check(tmp_path, data, one("date", minimum="2024-01-01", maximum="2024-12-31")))
    ] == [2, 4]
    assert [row for row, *_ in places(check(tmp_path, data, one("date", enum=["2024-01-01"])))] == [2, 3, 4]


def test_words_of_every_type(tmp_path: Path) -> None:
    for kind, enum, data, wrong in [
        ("integer", [1, 2], b"a\n01\n2\n3\n", [3]),
        ("number", [0.5], b"a\n.5\n0.50\n0.51\n", [3]),
        ("boolean", [True], b"a\n1\nTRUE\nfalse\n", [3]),
        ("string", ["x"], b"a\nx\nX\n", [2]),
    ]:
        report = check(tmp_path, data, one(kind, enum=enum))
        assert places(report) == [(row, "a", "schema.enum") for row in wrong]


# --- files -------------------------------------------------------------------------------------------

GOOD = HEAD + b"a1,1,1.5,true,2024-02-29,x\nb2,,,,,\n"


@pytest.mark.parametrize(
    "data",
    [
        GOOD,
        GOOD.replace(b"\n", b"\r\n"),
        GOOD.replace(b"\n", b"\r"),
        b"\xef\xbb\xbf" + GOOD,
        GOOD.removesuffix(b"\n"),
        GOOD.replace(b",x\n", b',"x\n""y"", z"\n'),
        b'"id","n",x,b,d,t\r\n"a1","1",1.5,true,2024-02-29,"x\r\ny"\r\nb2,"",,,,\r\n',
    ],
    ids=["LF", "CRLF", "CR", "BOM", "no last line end", "quotes", "all in quotes"],
)
def test_ways_to_write_the_same(data: bytes, tmp_path: Path) -> None:
    report = check(tmp_path, data)
    assert (report.rows, report.issues) == (2, [])


def test_header_only(tmp_path: Path) -> None:
    for head in (HEAD, HEAD.strip()):
        report = check(tmp_path, head)
        assert (report.rows, report.issues) == (0, [])


def test_lines_may_end_in_several_ways(tmp_path: Path) -> None:
    report = check(tmp_path, b"a\r1\nx\r\n3\ry\n", one("integer"))
    assert (report.rows, places(report)) == (4, [(2, "a", "schema.type"), (4, "a", "schema.type")])


def test_structure(tmp_path: Path) -> None:
    report = check(tmp_path, b"n,id,z\n1,a,\n")
    assert places(report) == [
        *[(0, column, "table.missing-column") for column in "bd"],
        (0, "n, id", "table.column-order"),
        *[(0, column, "table.missing-column") for column in "tx"],
        (0, "z", "table.extra-column"),
    ]


def test_blank_lines(tmp_path: Path) -> None:
    report = check(tmp_path, b"a\n1\n\n2\n\n", one("integer", required=True))
    assert (report.rows, places(report)) == (4, [(2, "a", "schema.required"), (4, "a", "schema.required")])
    report = check(tmp_path, b"a,b\n1,2\n\n\nx,y\n", {"fields": [{"name": "a"}, {"name": "b", "type": "integer"}]})
    assert report.rows == 4
    assert places(report) == [(4, "b", "schema.type")]


def test_ragged_rows_are_named_and_the_others_keep_their_numbers(tmp_path: Path) -> None:
    data = HEAD + b'a1,1,,,,\nb,1\n"a1",x,,,,"q\n\xff"\nc,1,,,,,9\nB,100,,,2023-02-29,\na1,1,,,,\n'
    report = check(tmp_path, data)
    assert report.rows == 6
    assert [tuple(issue) for issue in report.issues] == [
        (2, "", "table.ragged-row", "2 values where there are 6 columns"),
        (3, "id", "table.unique-key", "a1"),
        (3, "n", "schema.type", "x"),
        (3, "t", "table.encoding", "q\n\\xff"),
        (4, "", "table.ragged-row", "7 values where there are 6 columns"),
        (5, "d", "schema.type", "2023-02-29"),
        (5, "id", "schema.pattern", "B"),
        (5, "n", "schema.bounds", "100"),
        (6, "id", "table.unique-key", "a1"),
    ]


def test_every_row_ragged(tmp_path: Path) -> None:
    report = check(tmp_path, HEAD + b"a\nb\n")
    assert (report.rows, report.counts) == (2, {"table.ragged-row": 2})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty; a table has at least a header"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\n1\n", "the first line is blank; it must be the header"),
        (b"a,b,a\n1,2,3\n", "2 columns are called 'a'"),
        (b"\xff\n", "the first line is not UTF-8"),
        (b'a\n1\n"2\n', ":3: a quote is never closed; is the file complete?"),
        (b'"a\n1\n', "a quote is never closed"),
        (b'a\n1\n5" pipe\n"x\ny"\n', ":3: a quote stands inside a value: 'a\\n1"[:40]),
        (b'a\n"x"y\n', ":2: a quote stands inside a value"),
    ],
)
def test_what_cannot_be_read(data: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError) as caught:
        check(tmp_path, data, one("string"))
    assert said.partition(": 'a")[0] in str(caught.value)
    assert "\n" not in str(caught.value)


def _compressed(data: bytes, ending: str) -> bytes:
    if ending == "zst":
        return bytes(pa.compress(data, codec="zstd", asbytes=True))
    return {"gz": gzip.compress, "bz2": bz2.compress}[ending](data)


@pytest.mark.parametrize("ending", ["gz", "zst", "bz2"])
@pytest.mark.parametrize("size", [300, 4 << 20])
def test_compressed(ending: str, size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inzet.tabular.lines.SIZE", size)
    told: list[tuple[int, int]] = []
    data = HEAD + b"".join(b"a%d,1,,,,%s\n" % (at, b"%x" % (at * 7919)) for at in range(2000)) + b"a7,x,,,,\n"
    whole = _compressed(data, ending)
    report = check(tmp_path, whole, name=f"t.csv.{ending}", progress=lambda *now: told.append(now))
    assert report.rows == 2001
    assert told == sorted(told)
    assert told[-1] == (len(whole), len(whole))
    assert places(report) == [(2001, "id", "table.unique-key"), (2001, "n", "schema.type")]
    for cut in (5, len(whole) // 2, len(whole) - 1):
        with pytest.raises(UnreadableError, match=r"t\.csv"):
            check(tmp_path, whole[:cut], name=f"t.csv.{ending}")
    for strange in (data, b"\x1f\x8b" + data, b""):
        with pytest.raises(UnreadableError, match=r"t\.csv"):
            check(tmp_path, strange, name=f"t.csv.{ending}")


def test_several_gzip_members_are_one_file(tmp_path: Path) -> None:
    report = check(tmp_path, gzip.compress(GOOD) + gzip.compress(b"C,,,,,\n"), name="t.csv.gz")
    assert (report.rows, places(report)) == (3, [(3, "id", "schema.pattern")])


def test_a_record_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inzet.tabular.lines.SIZE", 1 << 10)
    monkeypatch.setattr("inzet.tabular.lines.LONGEST", 1 << 14)
    with pytest.raises(UnreadableError, match=":2: a record of more than 0 MiB"):
        check(tmp_path, b"a\n" + b"x" * (1 << 16), one("string"))
    with pytest.raises(UnreadableError, match="never closed"):
        check(tmp_path, b'a\n"' + b"x\n" * (1 << 15), one("string"))
    monkeypatch.setattr("inzet.tabular.lines.LONGEST_HEADER", 1 << 14)
    with pytest.raises(UnreadableError, match=":1: a header of more than"):
        check(tmp_path, b"x" * (1 << 16), one("string"))


def test_a_row_longer_than_a_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inzet.tabular.lines.SIZE", 64)
    data = HEAD + b'a,,,,,"' + b"x\n" * 5000 + b'"\nB,,,,,\na,,,,,\n'
    report = check(tmp_path, data)
    assert report.rows == 3
    assert places(report) == [(1, "t", "schema.bounds"), (2, "id", "schema.pattern"), (3, "id", "table.unique-key")]


# --- blocks ------------------------------------------------------------------------------------------

IDS = st.sampled_from(["a1", "b2", "c", "B", "", "a1", "\u00e9", '"a\n1"', '"b2"'])
ROWS = st.tuples(
    IDS,
    st.sampled_from(["", "1", "07", "7", "100", "x", "0x1", "+5", "3.0"]),
    st.sampled_from(["", "1.5", "nan", "NaN", "1e3", "y"]),
    st.sampled_from(["", "true", "0", "maybe"]),
    st.sampled_from(["", "2024-02-29", "2023-02-29", " 2024-01-01"]),
    st.sampled_from(["", "x", '"x,\r\n""y"""', '"a\nb"', "z" * 50, '"' + "l\n" * 60 + '"', "\x00", "\xff"]),
)
LINES = st.lists(ROWS.map(",".join) | st.sampled_from(["", "a,1", "a,,,,,,", '"\n"']), max_size=40)


@settings(max_examples=60)
@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans(), st.sampled_from([64, 100, 257]), st.data())
def test_blocks_of_any_size_say_the_same(
    tmp_path_factory: Any, lines: list[str], ending: str, last: bool, size: int, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("blocks")
    text = ending.join([HEAD.decode().strip(), *lines]) + (ending if last else "")
    raw = text.encode("latin-1")
    schema = SCHEMA | {"uniqueKeys": [["n", "b"]]}
    most = data.draw(st.sampled_from([0, 1, 5]))
    with pytest.MonkeyPatch.context() as patch:
        whole = check(folder, raw, schema)
        patch.setattr("inzet.tabular.lines.SIZE", size)
        patch.setattr(keys, "_PART", 2)
        cut = check(folder, raw, schema)
        limited = check(folder, raw, schema, max_issues=most)
    assert (cut.rows, cut.counts, cut.issues) == (whole.rows, whole.counts, whole.issues)
    assert (limited.rows, limited.counts, limited.issues) == (whole.rows, whole.counts, whole.issues[:most])


def test_the_first_rows_win_for_every_rule(tmp_path: Path) -> None:
    schema = {
        "fields": [{"name": "a", "constraints": {"unique": True}}, {"name": "b", "constraints": {"unique": True}}]
    }
    data = b"a,b\n" + b"".join(b"x,%d\n" % at for at in range(500)) + b"y,499\n"
    data = data.replace(b"x,3\n", b"x,2\n")
    whole, first = check(tmp_path, data, schema), check(tmp_path, data, schema, max_issues=4)
    assert first.counts == whole.counts == {"table.unique-key": 501}
    assert first.issues == whole.issues[:4]
    assert [issue[:2] for issue in first.issues] == [(2, "a"), (3, "a"), (4, "a"), (4, "b")]


# --- keys and references -----------------------------------------------------------------------------


def two(**more: Any) -> dict[str, Any]:
    """A Table Schema of a number and a text."""
    return {"fields": [{"name": "n", "type": "integer"}, {"name": "t", "type": "string"}], **more}


def test_keys_are_values_and_not_texts(tmp_path: Path) -> None:
    schema = one("integer", unique=True)
    assert places(check(tmp_path, b"a\n7\n007\n+7\n8\n", schema)) == [
        (2, "a", "table.unique-key"),
        (3, "a", "table.unique-key"),
    ]
    assert len(check(tmp_path, b'a\n7\n"007"\n"\n7"\n', schema).issues) == 2


def test_keys_that_are_numbers(tmp_path: Path) -> None:
    report = check(tmp_path, b"a\n0\n-0\n1\n1.0\n1e0\n1.5\n", one("number", unique=True))
    assert [row for row, *_ in places(report)] == [2, 4, 5]


def test_empty_and_mistyped_keys_are_equal_to_nothing(tmp_path: Path) -> None:
    assert places(check(tmp_path, b"a\n\n\nx\nx\n", one("integer", unique=True))) == [
        (3, "a", "schema.type"),
        (4, "a", "schema.type"),
    ]
    assert places(check(tmp_path, b"n,t\n1,\n1,\n,a\n,a\n", two(uniqueKeys=[["n", "t"]]))) == []
    report = check(tmp_path, b"n,t\n1,\n1,\n", two(primaryKey=["n", "t"]))
    assert places(report) == [(1, "t", "schema.required"), (2, "t", "schema.required")]


def test_values_of_a_key_do_not_run_together(tmp_path: Path) -> None:
    schema = {"fields": [{"name": "a"}, {"name": "b"}], "primaryKey": ["a", "b"]}
    for pair in (["x\x1f,y", "x,\x1fy"], ["x\x1fy,z", "x,y\x1fz"], ["\x1e1,z", "\x1f,z"], ["\x1e,1", "\x1e1,1"]):
        assert places(check(tmp_path, f"a,b\n{pair[0]}\n{pair[1]}\n".encode(), schema)) == []
        assert len(check(tmp_path, f"a,b\n{pair[0]}\n{pair[0]}\n".encode(), schema).issues) == 1


def test_long_keys(tmp_path: Path) -> None:
    long = "x" * 2000
    report = check(tmp_path, f"a\n{long}\n{long}y\n{long}\n".encode(), one("string", unique=True))
    assert [tuple(issue) for issue in report.issues] == [(3, "a", "table.unique-key", long)]


@given(st.lists(st.lists(st.text("ab\x00\x1f", max_size=3) | st.just("y" * 600) | st.none(), min_size=2, max_size=2)))
def test_hashes_are_equal_where_values_are(rows: list[list[str | None]]) -> None:
    arrays = [pa.array([row[at] for row in rows], pa.string()) for at in range(2)]
    hashes = keys.hash_values(arrays).tolist()
    for one_row, own in zip(rows, hashes, strict=True):
        for other_row, other in zip(rows, hashes, strict=True):
            if None not in one_row and None not in other_row:
                assert (own == other) == (one_row == other_row)
    sliced = keys.hash_values([array.slice(1) for array in arrays]).tolist()
    assert all(a == b or None in row for a, b, row in zip(sliced, hashes[1:], rows[1:], strict=True))


def test_what_only_looks_alike_is_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "_mixed", lambda words, length: words.sum(1) * 0)
    report = check(tmp_path, b"a\nx1\nx2\n\nx1\n", one("string", unique=True))
    assert places(report) == [(4, "a", "table.unique-key")]


def _reference(own: Any, table: str, there: Any) -> dict[str, Any]:
    return {"fields": own, "reference": {"resource": table, "fields": there}}


def test_references(tmp_path: Path) -> None:
    schema = two(foreignKeys=[_reference(["n", "t"], "other", ["k", "u"]), _reference("n", "more", "k")])
    other = pa.table({"k": [1, 2, None], "u": ["x", "y", "z"]})
    more = pa.table({"k": pa.array([1, 5, 9], pa.int8())})
    report = check(tmp_path, b"n,t\n1,x\n1,y\n2,\n,z\n05,q\n", schema, references={"other": other, "more": more})
    assert [tuple(issue) for issue in report.issues] == [
        (2, "n, t", "reference_exists", "1, y"),
        (3, "n", "reference_exists", "2"),
        (5, "n, t", "reference_exists", "5, q"),
    ]
    assert places(check(tmp_path, b"n,t\n1,y\n", schema)) == []
    with pytest.raises(UnreadableError, match="table 'more' has no column 'k'"):
        check(tmp_path, b"n,t\n1,y\n", schema, references={"more": other.select(["u"])})


@pytest.mark.parametrize("name", ["", "t"])
def test_a_table_that_refers_to_itself(name: str, tmp_path: Path) -> None:
    schema = {
        "fields": [{"name": "id", "type": "integer"}, {"name": "up", "type": "integer"}],
        "foreignKeys": [_reference("up", name, "id")],
    }
    plan = plan_of(schema, "t")
    assert places(check(tmp_path, b"id,up\n01,\n2,1\n3,4\n", plan)) == [(3, "up", "reference_exists")]


# --- Parquet -----------------------------------------------------------------------------------------


def parquet(folder: Path, table: pa.Table, **options: Any) -> Path:
    """Write a table as Parquet."""
    pq.write_table(table, folder / "t.parquet", **options)
    return folder / "t.parquet"


ARRAYS = [
    ("integer", pa.array([1, None, 3], pa.int8()), []),
    ("integer", pa.array([1, 2**63], pa.uint64()), [2]),
    ("integer", pa.array([2**64 - 1], pa.uint64()), [1]),
    ("integer", pa.array([1.0, 2.0]), [1, 2]),
    ("integer", pa.array(["1", "x", "", None]), [2]),
    ("integer", pa.array([True]), [1]),
    ("integer", pa.array([None, None], pa.null()), []),
    ("number", pa.array([2**53 + 1], pa.int64()), []),
    ("number", pa.array([1.5, float("nan")], pa.float32()), []),
    ("number", pa.array(["1.5", "nan"]).dictionary_encode(), [2]),
    ("number", pa.array([1, 2]).cast(pa.decimal128(21, 2)), []),
    ("boolean", pa.array([1, 0], pa.int8()), [1, 2]),
    ("boolean", pa.array(["true", "yes"]), [2]),
    ("date", pa.array([0, 86_400_000], pa.date64()), []),
    ("date", pa.array([0, 3_000_000, -800_000, None], pa.int32()).cast(pa.date32()), [2, 3]),
    ("date", pa.array([0], pa.timestamp("us")), [1]),
    ("date", pa.array(["2024-02-29", "2023-02-29"], pa.large_string()), [2]),
    ("string", pa.array(["x", None], pa.large_string()), []),
    ("string", pa.array(["x", None]).dictionary_encode(), []),
    ("string", pa.array([1, 2]), [1, 2]),
    ("string", pa.array([[1], None, []]), [1, 3]),
    ("string", pa.array([{"p": 1}]), [1]),
    ("string", pa.array([b"x", b"y"]), []),
]


@pytest.mark.parametrize(("kind", "array", "wrong"), ARRAYS, ids=lambda value: str(getattr(value, "type", value)))
@pytest.mark.parametrize("rows", [1, 2, 1000])
def test_parquet_of_other_types(kind: str, array: pa.Array, wrong: list[int], rows: int, tmp_path: Path) -> None:
    file = parquet(tmp_path, pa.table({"a": array}), row_group_size=rows)
    report = validate_table(file, one(kind))
    assert report.rows == len(array)
    assert places(report) == [(row, "a", "schema.type") for row in wrong]


def test_parquet_texts_that_are_empty_or_no_utf8(tmp_path: Path) -> None:
    texts = pa.array([b"x", b"", b"\xed\xa0\x80", b"\xff", None], pa.binary()).view(pa.string())
    for array in (texts, texts.cast(pa.binary())):
        for schema in (one("string", required=True), one("string", required=True, enum=["x"])):
            report = validate_table(parquet(tmp_path, pa.table({"a": array})), schema)
            assert places(report) == [
                (2, "a", "schema.required"),
                (3, "a", "table.encoding"),
                (4, "a", "table.encoding"),
                (5, "a", "schema.required"),
            ]


@settings(max_examples=30)
@given(st.lists(ROWS.filter(lambda row: "\xff" not in row[-1]), max_size=30), st.integers(1, 9), st.integers(1, 9))
def test_parquet_says_the_same_as_csv(
    tmp_path_factory: Any, rows: list[tuple[str, ...]], group: int, batch: int
) -> None:
    folder = tmp_path_factory.mktemp("same")
    lines = ["\n".join([HEAD.decode().strip(), *map(",".join, rows)])]
    csv_report = check(folder, (lines[0] + "\n").encode())
    cells = [[cell[1:-1].replace('""', '"') if cell[:1] == '"' else cell for cell in row] for row in rows]
    names = HEAD.decode().strip().split(",")
    table = pa.table({name: pa.array([row[at] for row in cells], pa.string()) for at, name in enumerate(names)})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("inzet.tabular.parquet.ROWS", batch)
        report = validate_table(parquet(folder, table, row_group_size=group), SCHEMA)
    assert (report.rows, report.counts, report.issues) == (csv_report.rows, csv_report.counts, csv_report.issues)


def test_parquet_with_columns_missing_or_nested(tmp_path: Path) -> None:
    schema = {"fields": [{"name": name, "constraints": {"enum": ["x"]}} for name in "abc"]}
    report = validate_table(parquet(tmp_path, pa.table({"a": ["y"], "b": [["x"]]})), schema)
    assert places(report) == [(0, "c", "table.missing-column"), (1, "a", "schema.enum"), (1, "b", "schema.type")]


def test_parquet_with_dots_in_names(tmp_path: Path) -> None:
    table = pa.table({"a": [1], "a.b": ["x"]})
    schema = {"fields": [{"name": "a", "type": "integer"}, {"name": "a.b", "type": "integer"}]}
    assert places(validate_table(parquet(tmp_path, table), schema)) == [(1, "a.b", "schema.type")]


def test_parquet_with_two_columns_of_one_name(tmp_path: Path) -> None:
    table = pa.Table.from_arrays([pa.array([1]), pa.array([2])], names=["a", "a"])
    with pytest.raises(UnreadableError, match="2 columns are called 'a'"):
        validate_table(parquet(tmp_path, table), one("integer"))


def test_damaged_parquet(tmp_path: Path) -> None:
    table = pa.table(
        {"id": [f"a{at}" for at in range(999)], "n": range(999), "t": ["x" * (at % 30) for at in range(999)]}
    )
    file = parquet(tmp_path, table, write_page_checksum=True, row_group_size=300)
    good = file.read_bytes()
    before = validate_table(file, SCHEMA)
    for data in (b"", b"PAR1", b"XXXX" + good[4:], good[:-1] + b"X", good[: len(good) // 2], GOOD):
        file.write_bytes(data)
        with pytest.raises(UnreadableError, match=r"t\.parquet"):
            validate_table(file, SCHEMA)
    chance = random.Random(1)
    for _ in range(300):
        damaged = bytearray(good)
        damaged[chance.randrange(len(good))] ^= 1 << chance.randrange(8)
        file.write_bytes(damaged)
        try:
            after = validate_table(file, SCHEMA)
        except UnreadableError as error:
            assert "\n" not in str(error)
            continue
        assert after.rows == before.rows
    file.write_bytes(good[:200] + bytes(50) + good[250:])
    with pytest.raises(UnreadableError, match="cannot be read to its end"):
        validate_table(file, SCHEMA)


def test_what_is_no_file(tmp_path: Path) -> None:
    for name in ("none.csv", "none.parquet", "."):
        with pytest.raises(UnreadableError, match="cannot be read"):
            validate_table(tmp_path / name, SCHEMA)


# --- schemas -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "schema",
    [
        {},
        {"fields": 1},
        {"fields": [{}]},
        {"fields": [{"name": "a"}, {"name": "a"}]},
        {"fields": [{"name": "a", "type": "geopoint"}]},
        {"fields": [{"name": "a", "type": "date", "format": "any"}]},
        {"fields": [{"name": "a", "format": "email"}]},
        {"fields": [{"name": "a"}], "missingValues": ["", "NA"]},
        {"fields": [{"name": "a", "type": "number", "decimalChar": ","}]},
        {"fields": [{"name": "a", "type": "boolean", "trueValues": ["ja"]}]},
        {"fields": [{"name": "a"}], "primaryKey": "b"},
        {"fields": [{"name": "a"}], "foreignKeys": [{"fields": ["a"]}]},
        {"fields": [{"name": "a"}], "foreignKeys": [_reference(["a"], "x", ["b", "c"])]},
        {"fields": [{"name": "a"}, {"name": "b", "type": "integer"}], "x-order": [["a", "b"]]},
        one("integer", pattern="x"),
        one("integer", minLength=1),
        one("string", minimum="a"),
        one("string", pattern="("),
        one("string", minLength="1"),
        one("integer", enum=["x"]),
        one("integer", minimum=1.5),
        one("integer", maximum=2**63),
        one("date", minimum="2024-1-1"),
        one("string", exclusiveMinimum=1),
        "nothing",
        ["a"],
        one("string", enum=[["a"]]),
        one("string", pattern=7),
    ],
    ids=str,
)
def test_schemas_that_cannot_be_checked(schema: Any, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        check(tmp_path, b"a\n", schema)


# --- packages ----------------------------------------------------------------------------------------


def package(folder: Path, files: dict[str, tuple[bytes, Any]], **more: Any) -> Path:
    """Write a Data Package."""
    for name, (data, _) in files.items():
        (folder / f"{name}.csv").write_bytes(data)
    resources = [{"name": name, "path": f"{name}.csv", "schema": schema} | more for name, (_, schema) in files.items()]
    (folder / "datapackage.json").write_text(json.dumps({"resources": resources}))
    return folder / "datapackage.json"


def test_package(tmp_path: Path) -> None:
    child = two(foreignKeys=[_reference("n", "up", "n"), _reference("t", "", "t")])
    descriptor = package(tmp_path, {"down": (b"n,t\n01,x\n3,y\n", child), "up": (b"n,t\n1,\n\xff,\n", two())})
    reports = list(validate_package(descriptor))
    assert [Path(report.path).name for report in reports] == ["down.csv", "up.csv"]
    assert [places(report) for report in reports] == [
        [(2, "n", "reference_exists")],
        [(2, "n", "table.encoding")],
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"path": "/etc/passwd"},
        {"path": "../t.csv"},
        {"path": "https://example.org/t.csv"},
        {"path": ["t.csv", "t.csv"]},
        {"path": None},
        {"dialect": {"delimiter": ";"}},
        {"dialect": {"header": False}},
        {"encoding": "latin-1"},
        {"schema": "schema.json"},
        {"schema": two(foreignKeys=[_reference("n", "none", "n")])},
        {"schema": two(foreignKeys=[_reference("n", "t", "none")])},
    ],
    ids=str,
)
def test_packages_that_cannot_be_checked(change: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        list(validate_package(package(tmp_path, {"t": (b"n,t\n", two())}, **change)))


def test_the_published_package_is_valid() -> None:
    reports = list(validate_package(ROOT / "datapackage.json"))
    assert [report.path for report in reports if not report.valid] == []
    loaded = inzet.load()
    assert {Path(report.path).stem: report.rows for report in reports}["contributions"] == len(loaded.contributions)
    for file in sorted((ROOT / "data").glob("*.parquet")):
        assert validate_table(file).valid


def test_days_follow_from_their_date(tmp_path: Path) -> None:
    table = pq.read_table(inzet.path("data/citations.parquet"))
    names = ["cited_date", "cited_date_first", "cited_date_last"]
    cases = {
        "2022-05,2022-05-01,2022-05-31": [],
        "2022-05,2021-05-01,2022-05-31": ["cited_date_first"],
        "2022-05,2022-05-01,": ["cited_date_last"],
        "2022-05/..,2022-05-01,": [],
        "2022-05/..,2022-05-01,2022-05-31": ["cited_date_last"],
        ",2022-05-01,": ["cited_date_first"],
    }
    rows = [dict(table.slice(0, 1).to_pylist()[0], citation_position=at) for at in range(1, len(cases) + 1)]
    for row, case in zip(rows, cases, strict=True):
        row |= dict(zip(names, case.split(","), strict=True))
    with (tmp_path / "citations.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table.column_names)
        writer.writeheader()
        writer.writerows(rows)
    expected = [(row, name, "table.derived-day") for row, case in enumerate(cases.values(), 1) for name in case]
    report = validate_table(tmp_path / "citations.csv")
    assert places(report) == expected
    told = [issue.message for issue in as_issues(report)]
    assert told[0] == "row 2, cited_date_first: '2021-05-01', which is not the first day that follows from cited_date"


# --- words and progress ------------------------------------------------------------------------------


def _given() -> Iterator[str]:
    for name in ("tally", "delimited", "lines", "columns", "plans", "values"):
        text = (ROOT / "src" / "inzet" / "tabular" / f"{name}.py").read_text(encoding="utf-8")
        yield from re.findall(r'"(table\.[a-z-]+|schema\.[a-z-]+|[a-z]+(?:_[a-z]+)*_(?:unique|order|exists))"', text)
        yield from (
            f"schema.{word}" for word in ("type", "required", "dependent", "enum", "pattern", "bounds", "format")
        )


def test_every_code_stands_on_the_page() -> None:
    page = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([a-z_.-]+)`", page, re.M))
    assert set(_given()) == listed
    assert listed <= codes.codes().keys()


def test_progress_ends_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inzet.tabular.lines.SIZE", 64)
    told: list[tuple[int, int]] = []
    check(tmp_path, GOOD * 1 + b"c,,,,,\n" * 50, progress=lambda *now: told.append(now))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def test_memory_for_keys_is_bounded() -> None:
    """Eight bytes a row are kept, and as many again while they are looked at."""
    assert keys.hash_values([pa.array(["x", None, "y"])]).nbytes == 3 * 8
    rows = 4_000_000
    hashes = [part.copy() for part in np.array_split(np.random.default_rng(1).permutation(rows).astype(np.uint64), 40)]
    hashes[7][5] = hashes[3][2]
    tracemalloc.start()
    found = list(keys.find_repeated(hashes, lambda wanted: (["x"] * len(part) for part in wanted)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == [(700_005, "x")]
    assert peak < 9 * rows


def test_an_interrupt_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("inzet.tabular.lines.SIZE", 64)
    before = (threading.active_count(), sorted(tmp_path.iterdir()))
    with pytest.raises(KeyboardInterrupt):
        check(tmp_path, GOOD * 1 + b"c,,,,,\n" * 5000, progress=interrupt)
    (tmp_path / "t.csv").unlink()
    assert (threading.active_count(), sorted(tmp_path.iterdir())) == before


def test_a_file_that_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = GOOD + b"a1,,,,,\n" * 50
    monkeypatch.setattr("inzet.tabular.lines.SIZE", 64)

    def change(done: int, total: int) -> None:
        if done == total:
            (tmp_path / "t.csv").write_bytes(GOOD)

    with pytest.raises(UnreadableError, match="changed while it was read"):
        check(tmp_path, data, progress=change)


@pytest.mark.parametrize("seed", range(5))
def test_no_bytes_lead_to_anything_but_a_report(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report, or one sentence; and the same in blocks of any size."""
    chance = random.Random(seed)
    signs = [b'"', b",", b"\n", b"\r", b"\x00", b"\xff", b"a", b"1", b"\xef\xbb\xbf", b" ", b"\r\n", b'""', b',"']
    for _ in range(60):
        data = bytearray(HEAD + b"".join(chance.choices([b"a1,1,1,1,2024-01-01,x\n", b'b,,,,,"x\ny"\n'], k=9)))
        for _ in range(chance.randrange(6)):
            at = chance.randrange(len(data))
            data[at : at + chance.randrange(2)] = chance.choice(signs)
        told = []
        for size in (64, 100, 4 << 20):
            monkeypatch.setattr("inzet.tabular.lines.SIZE", size)
            try:
                report = check(tmp_path, bytes(data))
                told.append(str((report.rows, report.issues)))
            except UnreadableError as error:
                told.append(str(error))
        assert told == [told[0]] * 3, data
