"""Tables by column: what is found, in files of every shape, and that no block size and no damage changes it."""

import bz2
import gzip
import itertools
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
from table_files import CELLS, HEAD, SCHEMA, Places, check, one, places, refers, refusal, two, write_csv

import inzet
from inzet.commands import codes
from inzet.issues import UnreadableError
from inzet.schema import tables
from inzet.schema.dictionary import dictionary
from inzet.schema.rows import flatten
from inzet.tabular import keys, validate_table, values
from inzet.tabular.messages import as_issues
from inzet.tabular.plans import Column, Plan, UnsupportedError, plan_of

# --- one cell ----------------------------------------------------------------------------------------

DAY = "2024-02-29"
TEXTS = [
    *[("integer", text, True) for text in ("0", "-0", "007", "+1", "-3", " 1", "1\t", "9223372036854775807")],
    *[("integer", text, True) for text in ("-9223372036854775808", "+0000000000000000000000000009")],
    *[("integer", text, False) for text in ("3.5", "1e3", "1_000", "0x1F", "0X1", "\u0663", "--1", "+-1", "+", " ")],
    *[("integer", text, False) for text in ("9223372036854775808", "-9223372036854775809", "9" * 5000, "1 2", "\xa01")],
    *[("number", text, True) for text in ("3.0", "1e3", "-1E-3", "+.5", "5.", "007", " 1.5\t", "NaN", "INF", "-INF")],
    *[("number", text, True) for text in ("1e999", "9" * 400, "1e-9999")],
    *[("number", text, True) for text in ("nan", "Inf", "-inf")],
    *[("number", text, False) for text in ("-NaN", "Infinity", "+INF", "0x1p3", "1_0", "1,5", "\u0663")],
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


@pytest.mark.parametrize(("kind", "text", "right"), TEXTS)
def test_one_cell(kind: str, text: str, right: bool, tmp_path: Path) -> None:
    data = f"a,b\n{_cell(text)},1\n".encode()
    assert places(check(tmp_path, data, one(kind))) == [
        (1, "b", "table.extra-column"),
        *([] if right else [(2, "a", "schema.type")]),
    ]


PIECES = ["0", "1", "7", "9", "12", "2024", "-", "+", ".", "e", "E", " ", "\t", "x", "X", "_", "nan", "NaN", "INF"]
PIECES += ["inf", "Infinity", "true", "True", "TRUE", "false", "T", "2024-02-29", "2023-", "02", "-31", "\u0663"]
PIECES += ["\n", "0x1F", "9223372036854775807", "9223372036854775808", "(1)", "e308", "e309", "0001-01-01", "0000-"]
PIECES += ["\x00", "\xa0"]
SHORT = st.lists(st.sampled_from(PIECES), max_size=3).map("".join) | st.text(max_size=4)
LEXICAL = st.floats().map(repr) | st.integers().map(str) | st.dates().map(str)


@settings(max_examples=300)
@given(
    st.sampled_from(["integer", "number", "boolean", "date"]),
    st.lists(SHORT | LEXICAL | st.none(), min_size=1, max_size=9),
    st.sampled_from([[], ["wrong"]]),
    st.integers(0, 8),
)
def test_a_value_does_not_depend_on_the_others_of_its_array(
    kind: str, texts: list[str | None], more: list[str], first: int
) -> None:
    """Nor on a wrong one, for which all are read in another way, nor on where a part of an array begins."""
    texts = [text or None for text in texts] + more
    made, found = values.converted(Column("a", kind), pa.array(texts, pa.string()).slice(first))
    alone = [values.converted(Column("a", kind), pa.array([text], pa.string())) for text in texts[first:]]
    assert list(map(repr, made.to_pylist())) == [repr(array.to_pylist()[0]) for array, _ in alone]
    wrong = [row for faults in found for row in faults.rows.to_pylist()]
    assert wrong == [row for row, (_, faults) in enumerate(alone) if faults]


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


@pytest.mark.parametrize("empty", ["", '""'])
def test_an_empty_text_is_no_value(empty: str, tmp_path: Path) -> None:
    data = f"a\n{empty}\n".encode()
    for kind in ("string", "integer", "number", "boolean", "date"):
        assert places(check(tmp_path, data, one(kind))) == []
        assert places(check(tmp_path, data, one(kind, required=True))) == [(2, "a", "schema.required")]


def at(code: str, *rows: int, column: str = "a") -> Places:
    """Places in some rows of a column."""
    return [(row, column, code) for row in rows]


def needing(*names: str) -> Plan:
    """A table whose column a needs values in others, which are numbers."""
    return Plan("t", (Column("a", needs=names), *(Column(name, "integer") for name in names)))


KEY, NUMBERS = one("string", unique=True), one("integer", unique=True)
PAIR = {"fields": [{"name": "a"}, {"name": "b"}], "primaryKey": ["a", "b"]}
PAIRS = [("x\x1f,y", "x,\x1fy"), ("x\x1fy,z", "x,y\x1fz"), ("\x1e1,z", "\x1f,z"), ("\x1e,1", "\x1e1,1")]
DAYS, YEAR = "2024-01-01\n2023-12-31\n2024-12-31\n2025-01-01\n", {"minimum": "2024-01-01", "maximum": "2024-12-31"}
OF_ONE_COLUMN = [
    ("decomposed ids are others", KEY, "\u00e9\ne\u0301\n", []),
    ("decomposed ids are equal", KEY, "e\u0301\ne\u0301\n", at("table.unique-key", 3)),
    *[
        (f"other digits, {pattern}", one("string", pattern=pattern), "1\n\u0661\n", at("schema.pattern", 3))
        for pattern in (r"\d", "[0-9]")
    ],
    *[
        (f"all of {pattern}", one("string", pattern=pattern), 'a\nb\nab\n"a\n"\nxa\n', at("schema.pattern", 4, 5, 6))
        for pattern in ("a|b", "^(a|b)$", "(?:a|b)")
    ],
    (
        "bounds",
        one("number", minimum=0, maximum=10),
        "-1\n0\n10\n1e999\nNaN\n-INF\n11\n",
        at("schema.bounds", 2, 5, 6, 7, 8),
    ),
    ("bounds of days", one("date", **YEAR), DAYS, at("schema.bounds", 3, 5)),
    ("days", one("date", enum=["2024-01-01"]), DAYS, at("schema.enum", 3, 4, 5)),
    ("integers", one("integer", enum=[1, 2]), "01\n2\n3\n", at("schema.enum", 4)),
    ("numbers", one("number", enum=[0.5]), ".5\n0.50\n0.51\n", at("schema.enum", 4)),
    ("booleans", one("boolean", enum=[True]), "1\nTRUE\nfalse\n", at("schema.enum", 4)),
    ("words", one("string", enum=["x"]), "x\nX\n", at("schema.enum", 3)),
    ("keys are values and not texts", NUMBERS, "7\n007\n+7\n8\n", at("table.unique-key", 3, 4)),
    ("a line end in a key", NUMBERS, '7\n"007"\n"\n7"\n', at("table.unique-key", 3) + at("schema.type", 4)),
    ("numbers are equal", one("number", unique=True), "0\n-0\n1\n1.0\n1e0\n1.5\n", at("table.unique-key", 3, 5, 6)),
    ("empty and mistyped keys are equal to nothing", NUMBERS, "\n\nx\nx\n", at("schema.type", 4, 5)),
    ("blank lines", one("integer", required=True), "1\n\n2\n\n", at("schema.required", 3, 5)),
    ("several line ends", one("integer"), "1\nx\r\n3\ry\n", at("schema.type", 3, 5)),
]
OF_SEVERAL = [
    ("needed", needing("b"), "a,b\nx,y\nx,\n,\nx,1\n", [(2, "b", "schema.type"), (3, "a", "schema.dependent")]),
    ("needed twice", needing("b", "c"), "a,b,c\nx,,\nx,1,\nx,1,2\n,,\n", at("schema.dependent", 2, 3)),
    ("empty parts of a key", two(uniqueKeys=[["n", "t"]]), "n,t\n1,\n1,\n,a\n,a\n", []),
    ("empty in a primary key", two(primaryKey=["n", "t"]), "n,t\n1,\n1,\n", at("schema.required", 2, 3, column="t")),
    ("blank lines of two columns", two(), "n,t\n1,2\n\n\nx,y\n", at("schema.type", 5, column="n")),
    *[(f"keys {row!r} and {other!r}", PAIR, f"a,b\n{row}\n{other}\n", []) for row, other in PAIRS],
    *[(f"twice {row!r}", PAIR, f"a,b\n{row}\n{row}\n", at("table.unique-key", 3, column="a, b")) for row, _ in PAIRS],
]
FOUND = [(name, schema, f"a\n{text}", expected) for name, schema, text, expected in OF_ONE_COLUMN] + OF_SEVERAL


@pytest.mark.parametrize(("schema", "text", "expected"), [case[1:] for case in FOUND], ids=[case[0] for case in FOUND])
def test_what_is_found(schema: Any, text: str, expected: Places, tmp_path: Path) -> None:
    assert places(check(tmp_path, text, schema)) == expected


def test_structure(tmp_path: Path) -> None:
    assert places(check(tmp_path, "n,id,z\n1,a,\n")) == [
        (1, "n, id", "table.column-order"),
        *[(1, column, "table.missing-column") for column in "xbdt"],
        (1, "z", "table.extra-column"),
    ]


def test_a_value_of_the_wrong_type_is_not_missing(tmp_path: Path) -> None:
    found = [(2, "a", "schema.type"), (3, "a", "table.encoding"), (4, "a", "schema.required")]
    assert places(check(tmp_path, b"a\nx\n\xff\n\n", one("integer", required=True))) == found


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inzet.tabular.lines.SIZE", 64)


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


def test_rows_are_counted(tmp_path: Path) -> None:
    for data in (HEAD, HEAD.strip()):
        assert (check(tmp_path, data).rows, check(tmp_path, data).issues) == (0, [])
    for data in (b"a\n1\n\n2\n\n", b"a,b\n1,2\n\n\nx,y\n", b"a\r1\nx\r\n3\ry\n"):
        assert check(tmp_path, data, one("string")).rows == 4


def test_ragged_rows_are_named_and_the_others_keep_their_numbers(tmp_path: Path) -> None:
    data = HEAD + b'a1,1,,,,\nb,1\n"a1",x,,,,"q\n\xff"\nc,1,,,,,9\nB,100,,,2023-02-29,\na1,1,,,,\n'
    report = check(tmp_path, data)
    assert report.rows == 6
    assert [tuple(issue) for issue in report.issues] == [
        (3, "", "table.ragged-row", "2 values for 6 columns", None),
        (4, "id", "table.unique-key", "a1", 2),
        (4, "n", "schema.type", "x", None),
        (4, "t", "table.encoding", "q\n\\xff", None),
        (5, "", "table.ragged-row", "7 values for 6 columns", None),
        (6, "id", "schema.pattern", "B", None),
        (6, "n", "schema.bounds", "100", None),
        (6, "d", "schema.type", "2023-02-29", None),
        (7, "id", "table.unique-key", "a1", 2),
    ]


def test_every_row_ragged(tmp_path: Path) -> None:
    report = check(tmp_path, HEAD + b"a\nb\n")
    assert (report.rows, report.counts) == (2, {"table.ragged-row": 2})


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty; a table has at least a header"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\n1\n", "the first line is blank; it must be the header"),
        (b"a,b,a\n1,2,3\n", "2 columns are called 'a'"),
        (b"\xff\n", "the first line is not UTF-8"),
        (b'a\n1\n"2\n', ":3: a quote is never closed; is the file complete?"),
        (b'"a\n1\n', "a quote is never closed"),
        (b'a\n1\n5" pipe\n"x\ny"\n', ":3: a quote inside a value: '\" pipe'"),
        (b'a\n"x"y\n', ":2: a quote inside a value"),
    ],
)
def test_what_cannot_be_read(data: bytes, message: str, tmp_path: Path) -> None:
    said = refusal(tmp_path, data, one("string"))
    assert message in said
    assert "\n" not in said


def _compressed(data: bytes, ending: str) -> bytes:
    if ending == "zst":
        return bytes(pa.compress(data, codec="zstd", asbytes=True))
    return {"gz": gzip.compress, "bz2": bz2.compress}[ending](data)


@pytest.mark.parametrize("ending", ["gz", "zst", "bz2"])
@pytest.mark.parametrize("size", [300, 4 << 20])
def test_compressed(ending: str, size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inzet.tabular.lines.SIZE", size)
    seen: list[tuple[int, int]] = []
    data = HEAD + b"".join(b"a%d,1,,,,%s\n" % (at, b"%x" % (at * 7919)) for at in range(2000)) + b"a7,x,,,,\n"
    whole = _compressed(data, ending)
    report = check(tmp_path, whole, name=f"t.csv.{ending}", progress=lambda *now: seen.append(now))
    assert report.rows == 2001
    assert seen == sorted(seen)
    assert seen[-1] == (len(whole), len(whole))
    assert places(report) == [(2002, "id", "table.unique-key"), (2002, "n", "schema.type")]
    for cut in (5, len(whole) // 2, len(whole) - 1):
        with pytest.raises(UnreadableError, match=r"t\.csv"):
            check(tmp_path, whole[:cut], name=f"t.csv.{ending}")
    for strange in (data, b"\x1f\x8b" + data, b""):
        with pytest.raises(UnreadableError, match=r"t\.csv"):
            check(tmp_path, strange, name=f"t.csv.{ending}")


def test_several_gzip_members_are_one_file(tmp_path: Path) -> None:
    report = check(tmp_path, gzip.compress(GOOD) + gzip.compress(b"C,,,,,\n"), name="t.csv.gz")
    assert (report.rows, places(report)) == (3, [(4, "id", "schema.pattern")])


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


@pytest.mark.usefixtures("small_blocks")
def test_a_row_longer_than_a_block(tmp_path: Path) -> None:
    data = HEAD + b'a,,,,,"' + b"x\n" * 5000 + b'"\nB,,,,,\na,,,,,\n'
    report = check(tmp_path, data)
    assert report.rows == 3
    assert places(report) == [(2, "t", "schema.bounds"), (3, "id", "schema.pattern"), (4, "id", "table.unique-key")]


# --- blocks ------------------------------------------------------------------------------------------

ROWS = st.tuples(*map(st.sampled_from, CELLS))
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
    assert as_issues(cut) == as_issues(whole)
    assert (limited.rows, limited.counts, limited.issues) == (whole.rows, whole.counts, whole.issues[:most])


def test_the_first_rows_win_for_every_rule(tmp_path: Path) -> None:
    schema = {"fields": [{"name": name, "constraints": {"unique": True}} for name in "ab"]}
    data = b"a,b\n" + b"".join(b"x,%d\n" % at for at in range(500)) + b"y,499\n"
    data = data.replace(b"x,3\n", b"x,2\n")
    whole, first = check(tmp_path, data, schema), check(tmp_path, data, schema, max_issues=4)
    assert first.counts == whole.counts == {"table.unique-key": 501}
    assert first.issues == whole.issues[:4]
    assert [issue[:2] for issue in first.issues] == [(3, "a"), (4, "a"), (5, "a"), (5, "b")]


# --- keys and references -----------------------------------------------------------------------------


def test_long_keys(tmp_path: Path) -> None:
    long = "x" * 2000
    issues = check(tmp_path, f"a\n{long}\n{long}y\n{long}\n", KEY).issues
    assert [tuple(issue) for issue in issues] == [(4, "a", "table.unique-key", long, 2)]


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


def test_keys_with_equal_hashes_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "_mixed", lambda words, length: words.sum(1) * 0)
    assert places(check(tmp_path, "a\nx1\nx2\n\nx1\n", KEY)) == at("table.unique-key", 5)


def test_references(tmp_path: Path) -> None:
    schema = two(foreignKeys=[refers(["n", "t"], "other", ["k", "u"]), refers("n", "more", "k")])
    other = pa.table({"k": [1, 2, None], "u": ["x", "y", "z"]})
    more = pa.table({"k": pa.array([1, 5, 9], pa.int8())})
    report = check(tmp_path, b"n,t\n1,x\n1,y\n2,\n,z\n05,q\n", schema, references={"other": other, "more": more})
    assert [tuple(issue) for issue in report.issues] == [
        (3, "n, t", "reference_exists", "1, y", None),
        (4, "n", "reference_exists", "2", None),
        (6, "n, t", "reference_exists", "5, q", None),
    ]
    assert places(check(tmp_path, b"n,t\n1,y\n", schema)) == []
    with pytest.raises(UnreadableError, match="table 'more' has no column 'k'"):
        check(tmp_path, b"n,t\n1,y\n", schema, references={"more": other.select(["u"])})


@pytest.mark.parametrize("name", ["", "t"])
def test_a_table_that_refers_to_itself(name: str, tmp_path: Path) -> None:
    fields = [{"name": "id", "type": "integer"}, {"name": "up", "type": "integer"}]
    plan = plan_of({"fields": fields, "foreignKeys": [refers("up", name, "id")]}, "t")
    assert places(check(tmp_path, "id,up\n01,\n2,1\n3,4\n", plan)) == at("reference_exists", 4, column="up")


# --- Parquet -----------------------------------------------------------------------------------------


def parquet(folder: Path, table: pa.Table, **options: Any) -> Path:
    """Write a table as Parquet."""
    pq.write_table(table, folder / "t.parquet", **options)
    return folder / "t.parquet"


ARRAYS = [
    ("integer", pa.array([1, None, 3], pa.int8()), []),
    ("integer", pa.array([1, 2**63], pa.uint64()), [3]),
    ("integer", pa.array([2**64 - 1], pa.uint64()), [2]),
    ("integer", pa.array([1.5, 2.0]), [2, 3]),
    ("integer", pa.array(["1", "x", "", None]), [3]),
    ("integer", pa.array([True]), [2]),
    ("integer", pa.array([None, None], pa.null()), []),
    ("number", pa.array([2**53 + 1], pa.int64()), []),
    ("number", pa.array([1.5, float("nan")], pa.float32()), []),
    ("number", pa.array(["1.5", "Infinity"]).dictionary_encode(), [3]),
    ("number", pa.array([1, 2]).cast(pa.decimal128(21, 2)), []),
    ("boolean", pa.array([1, 0], pa.int8()), [2, 3]),
    ("boolean", pa.array(["true", "yes"]), [3]),
    ("date", pa.array([0, 86_400_000], pa.date64()), []),
    ("date", pa.array([0, 3_000_000, -800_000, None], pa.int32()).cast(pa.date32()), [3, 4]),
    ("date", pa.array([0], pa.timestamp("us")), [2]),
    ("date", pa.array(["2024-02-29", "2023-02-29"], pa.large_string()), [3]),
    ("string", pa.array(["x", None], pa.large_string()), []),
    ("string", pa.array(["x", None]).dictionary_encode(), []),
    ("string", pa.array([1, 2]), [2, 3]),
    ("string", pa.array([[1], None, []]), [2, 4]),
    ("string", pa.array([{"p": 1}]), [2]),
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
    wrong = sorted(at("schema.required", 3, 6) + at("table.encoding", 4, 5))
    for array in (texts, texts.cast(pa.binary())):
        for schema in (one("string", required=True), one("string", required=True, enum=["x"])):
            assert places(validate_table(parquet(tmp_path, pa.table({"a": array})), schema)) == wrong


@settings(max_examples=30)
@given(st.lists(ROWS.filter(lambda row: "\xff" not in row[-1]), max_size=30), st.integers(1, 9), st.integers(1, 9))
def test_parquet_says_the_same_as_csv(
    tmp_path_factory: Any, rows: list[tuple[str, ...]], group: int, batch: int
) -> None:
    folder = tmp_path_factory.mktemp("same")
    csv_report = check(folder, HEAD.decode() + "".join(",".join(row) + "\n" for row in rows))
    cells = [[cell[1:-1].replace('""', '"') if cell[:1] == '"' else cell for cell in row] for row in rows]
    columns = {name: [row[place] for row in cells] for place, name in enumerate(HEAD.decode().strip().split(","))}
    table = pa.table({name: pa.array(texts, pa.string()) for name, texts in columns.items()})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("inzet.tabular.parquet.ROWS", batch)
        report = validate_table(parquet(folder, table, row_group_size=group), SCHEMA)
    assert (report.rows, report.counts, report.issues) == (csv_report.rows, csv_report.counts, csv_report.issues)


def test_parquet_with_columns_missing_or_nested(tmp_path: Path) -> None:
    schema = {"fields": [{"name": name, "constraints": {"enum": ["x"]}} for name in "abc"]}
    report = validate_table(parquet(tmp_path, pa.table({"a": ["y"], "b": [["x"]]})), schema)
    assert places(report) == [(1, "c", "table.missing-column"), (2, "a", "schema.enum"), (2, "b", "schema.type")]


def test_parquet_with_dots_in_names(tmp_path: Path) -> None:
    table = pa.table({"a": [1], "a.b": ["x"]})
    schema = {"fields": [{"name": "a", "type": "integer"}, {"name": "a.b", "type": "integer"}]}
    assert places(validate_table(parquet(tmp_path, table), schema)) == [(2, "a.b", "schema.type")]


def test_parquet_with_two_columns_of_one_name(tmp_path: Path) -> None:
    table = pa.Table.from_arrays([pa.array([1]), pa.array([2])], names=["a", "a"])
    with pytest.raises(UnreadableError, match="2 columns are called 'a'"):
        validate_table(parquet(tmp_path, table), one("integer"))


def test_damaged_parquet(tmp_path: Path) -> None:
    rows = range(999)
    table = pa.table({"id": [f"a{row}" for row in rows], "n": rows, "t": ["x" * (row % 30) for row in rows]})
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
        {"fields": [{"name": "a", "type": "float"}]},
        {"fields": [{"name": ["a"]}]},
        {"fields": [{"name": "a"}], "missingValues": "NA"},
        {"fields": [{"name": "a"}], "missingValues": [0]},
        {"fields": [{"name": "a"}], "fieldsMatch": "some"},
        {"fields": [{"name": "a", "type": "number", "decimalChar": ",", "groupChar": ","}]},
        {"fields": [{"name": "a", "type": "boolean", "trueValues": ["0"]}]},
        {"fields": [{"name": "a", "categories": ["x"], "constraints": {"enum": ["y"]}}]},
        {"fields": [{"name": "a", "categories": [{"label": "x"}]}]},
        {"fields": [{"name": "a"}], "primaryKey": "b"},
        {"fields": [{"name": "a"}], "foreignKeys": [{"fields": ["a"]}]},
        {"fields": [{"name": "a"}], "foreignKeys": [refers(["a"], "x", ["b", "c"])]},
        {"fields": [{"name": "a"}, {"name": "b", "type": "integer"}], "x-order": [["a", "b"]]},
        one("string", pattern="("),
        one("string", pattern="a)|(b"),
        one("string", minLength="1"),
        one("integer", enum=["x"]),
        one("integer", minimum=1.5),
        one("integer", maximum=2**63),
        one("number", maximum=10**400),
        one("date", minimum="2024-1-1"),
        one("date", minimum=2024),
        one("integer", minimum="one"),
        "nothing",
        ["a"],
        one("string", enum=[["a"]]),
        one("string", pattern=7),
    ],
    ids=str,
)
def test_what_is_wrong_with_a_schema_is_not_called_unsupported(schema: Any, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError) as caught:
        check(tmp_path, b"a\n", schema)
    assert not isinstance(caught.value, UnsupportedError)


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
    write_csv(tmp_path / "citations.csv", [table.column_names, *(row.values() for row in rows)])
    expected = [(row, name, "table.derived") for row, case in enumerate(cases.values(), 2) for name in case]
    report = validate_table(tmp_path / "citations.csv")
    assert places(report) == expected
    seen = [issue.message for issue in as_issues(report)]
    assert seen[0] == "row 3, cited_date_first: '2021-05-01' does not follow from cited_date"


def _label(number: int, day: date) -> str | None:
    if number < 0:
        raise ValueError("negative")
    return f"{number} in {day.year}" if number else None


def _spans() -> tables.Table:
    """A table of our own kind, with a column that follows from two others."""
    node = {"type": "string", "x-nl": "Tekst", "description": "A text."}
    columns = (
        tables.Column("id", node, True),
        tables.Column("number", {"type": "integer", "minimum": 0, "x-nl": "Getal", "description": "A number."}),
        tables.Column("day", node | {"format": "date"}),
        tables.Column("label", node, derived=tables.Derived(("number", "day"), _label)),
    )
    return tables.Table("spans", {"type": "object", "description": "A span."}, columns, ("id",), ())


SPANS = st.fixed_dictionaries({}, optional={"number": st.integers(0, 3), "day": st.dates().map(str)})


@given(st.lists(SPANS, min_size=1), st.data())
def test_a_derived_value_is_what_build_writes_and_no_other(
    tmp_path_factory: Any, spans: list[dict[str, Any]], data: st.DataObject
) -> None:
    folder, table = tmp_path_factory.mktemp("derived"), _spans()
    records = [span | {"id": f"{number:03}"} for number, span in enumerate(spans)]
    rows = [list(row.values()) for row in flatten({"spans": table}, {"spans": records})["spans"]]
    head = [column.name for column in table.columns]
    assert places(validate_table(write_csv(folder / "t.csv", [head, *rows]), plan_of(table))) == []
    row = data.draw(st.integers(0, len(rows) - 1))
    others = {label for *_, label in rows} | {None, "x", "1 in 2024"}
    rows[row][-1] = data.draw(st.sampled_from(sorted(others - {rows[row][-1]}, key=str)))
    changed = places(validate_table(write_csv(folder / "t.csv", [head, *rows]), plan_of(table)))
    assert changed == at("table.derived", row + 2, column="label")


def test_nothing_follows_from_what_is_invalid(tmp_path: Path) -> None:
    data = b"id,number,day,label\na,-1,2024-01-01,x\nb,y,2024-01-01,x\nc,,2024-01-01,x\nd,z,,x\ne,1,2024-01-01,\n"
    report = check(tmp_path, data, plan_of(_spans()))
    invalid = [(2, "number", "schema.bounds"), (3, "number", "schema.type"), (5, "number", "schema.type")]
    derived = at("table.derived", 4, 5, 6, column="label")
    assert places(report) == [*invalid[:2], derived[0], invalid[2], *derived[1:]]
    assert [issue.message for issue in as_issues(report)][-3:] == [
        "row 5, number: 'z' is not a whole number",
        "row 5, label: 'x' does not follow from number and day",
        "row 6, label: missing value; it is computed from number and day",
    ]


def test_the_dictionary_names_the_columns_that_a_value_follows_from() -> None:
    page = dictionary({"spans": _spans()}, {"spans": 1}, [])
    assert "| `label` | Tekst | string | *computed* from `number`, `day` | A text. |" in page


# --- words and progress ------------------------------------------------------------------------------


def _given() -> Iterator[str]:
    for name in ("tally", "delimited", "floats", "lines", "columns", "derived", "plans", "values"):
        text = (ROOT / "src" / "inzet" / "tabular" / f"{name}.py").read_text(encoding="utf-8")
        yield from re.findall(r'"(table\.[a-z-]+|schema\.[a-z-]+|[a-z]+(?:_[a-z]+)*_(?:unique|order|exists))"', text)
    words = ("type", "required", "dependent", "enum", "pattern", "bounds", "format")
    yield from (f"schema.{word}" for word in words)


def test_every_code_is_on_the_page() -> None:
    page = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([a-z_.-]+)`", page, re.M))
    assert set(_given()) == listed
    assert listed <= codes.codes().keys()


@pytest.mark.usefixtures("small_blocks")
def test_progress_ends_at_the_end(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    check(tmp_path, GOOD + b"c,,,,,\n" * 50, progress=lambda *now: seen.append(now))
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1]


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
    assert found == [(700_005, 300_002, "x")]
    assert peak < 9 * rows


@pytest.mark.usefixtures("small_blocks")
def test_an_interrupt_leaves_nothing_behind(tmp_path: Path) -> None:
    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    before = (threading.active_count(), sorted(tmp_path.iterdir()))
    with pytest.raises(KeyboardInterrupt):
        check(tmp_path, GOOD + b"c,,,,,\n" * 5000, progress=interrupt)
    (tmp_path / "t.csv").unlink()
    assert (threading.active_count(), sorted(tmp_path.iterdir())) == before


@pytest.mark.usefixtures("small_blocks")
def test_a_file_that_changes_while_it_is_read(tmp_path: Path) -> None:
    data = GOOD + b"a1,,,,,\n" * 50

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
        seen = []
        for size in (64, 100, 4 << 20):
            monkeypatch.setattr("inzet.tabular.lines.SIZE", size)
            try:
                report = check(tmp_path, bytes(data))
                seen.append(str((report.rows, report.issues)))
            except UnreadableError as error:
                seen.append(str(error))
        assert seen == [seen[0]] * 3, data
