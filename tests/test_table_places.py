"""Where the issues of a table are: rows, lines, columns, their order; the first row of a key; floats of pandas."""

import csv
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from table_files import CELLS, HEAD, check, one, two, write_csv

from inzet.issues import UnreadableError
from inzet.tabular import Report, TableIssue, validate_table
from inzet.tabular.messages import as_issues

NAMES = HEAD.decode().strip().split(",")
RECORDS = st.tuples(*map(st.sampled_from, CELLS)).map(",".join)
RECORDS |= st.sampled_from(["", "a1", '"a1\n"', "a,,,,,,", '"\r"', '"\r\n\n\r",,,,,"x"'])
ENDINGS = st.sampled_from(["\n", "\r\n", "\r"])


def messages(report: Report) -> list[str]:
    """What a report says, with line and column."""
    return [str(issue).partition(".csv:")[2] for issue in as_issues(report)]


# --- lines, columns and order ------------------------------------------------------------------------


@settings(max_examples=150)
@given(
    st.lists(st.tuples(RECORDS, ENDINGS), max_size=30),
    st.permutations([*NAMES, "more"]),
    st.sampled_from(["more", '"mo\nre"', '"more\r\n\r"']),
    ENDINGS,
    st.booleans(),
    st.sampled_from([64, 100, 4 << 20]),
)
@example([('"\r\n"', "\r"), ("", "\n"), ("", "\r")], [*NAMES, "more"], '"mo\nre"', "\r\n", False, 64)
def test_issues_are_where_an_editor_shows_them(
    tmp_path_factory: Any,
    lines: list[tuple[str, str]],
    names: list[str],
    more: str,
    ending: str,
    last: bool,
    size: int,
) -> None:
    """Python's reader counts the same lines, and finds the same first row of a key."""
    header = ",".join(more if name == "more" else name for name in names)
    text = header + ending + "".join(line + end for line, end in lines)
    text = text if last else text.rstrip("\r\n")
    records = csv.reader(StringIO(text, newline=""))
    columns = next(records)
    starts, ids = {1: 1}, dict[str, int]()
    keys: dict[int, str] = {}
    before = records.line_num
    for row, record in enumerate(records, 2):
        starts[row], before = before + 1, records.line_num
        if len(record) == len(names):
            keys[row] = record[names.index("id")]
            ids.setdefault(keys[row], row)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("inzet.tabular.lines.SIZE", size)
        report = check(tmp_path_factory.mktemp("lines"), text.encode("latin-1"))
    assert report.rows == len(starts) - 1
    assert {row: report.line_of(row) for row in starts} == starts
    places = {name: place for place, name in enumerate(columns, 1)}
    for issue, shown in zip(report.issues, as_issues(report), strict=True):
        assert (shown.line, shown.column) == (starts[issue.row], places.get(issue.column, 1))
        assert issue.first == (ids[keys[issue.row]] if issue.code == "table.unique-key" else None)
    assert report.issues == sorted(
        report.issues, key=lambda issue: (issue.row, places.get(issue.column, 0), issue.code)
    )


def test_a_place_in_words(tmp_path: Path) -> None:
    """One number for a row in the message; the line and the column of the file before it."""
    data = b'extra,x,"a\nb"\r\n1,"q\r\nr",x\r,"y\n",\n,q,\n\n,q,\nz\n'
    fields = [{"name": "a\nb", "type": "integer"}, {"name": "x", "constraints": {"unique": True, "required": True}}]
    assert messages(check(tmp_path, data, {"fields": fields})) == [
        "1:1: table.column-order: the columns are out of order; write them as: a\\nb, x",
        "1:1: table.extra-column: unknown column 'extra'; it is not checked",
        "3:3: schema.type: row 2, a\\nb: 'x' is not a whole number",
        "8:2: schema.required: row 5, x: missing value; every row must have one",
        "9:2: table.unique-key: row 6, x: duplicate key 'q'; row 4 has it first",
        "10:1: table.ragged-row: row 7: 1 value for 3 columns",
    ]


def test_keys_of_several_columns_stand_at_the_first_of_them(tmp_path: Path) -> None:
    schema = {"fields": [{"name": name} for name in "bca"], "primaryKey": ["b", "a"], "uniqueKeys": [["c"]]}
    report = check(tmp_path, "c,a,b\nx,1,2\nx,1,2\ny,1,2\nx,2,2\n", schema)
    assert report.issues[1:] == [
        TableIssue(3, "c", "table.unique-key", "x", 2),
        TableIssue(3, "b, a", "table.unique-key", "2, 1", 2),
        TableIssue(4, "b, a", "table.unique-key", "2, 1", 2),
        TableIssue(5, "c", "table.unique-key", "x", 2),
    ]
    assert [issue.column for issue in as_issues(report)] == [1, 1, 2, 2, 1]


def test_rows_of_parquet_have_their_number_for_a_line(tmp_path: Path) -> None:
    pq.write_table(pa.table({"t": ["a\nb", "x"], "n": ["1", "y"]}), tmp_path / "t.parquet")
    *_, issue = as_issues(validate_table(tmp_path / "t.parquet", two()))
    assert (issue.line, issue.column, issue.pointer) == (3, 2, "/3/n")


def test_what_cannot_be_read_has_its_line_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for size in range(8, 30):
        monkeypatch.setattr("inzet.tabular.lines.SIZE", size)
        with pytest.raises(UnreadableError, match=":10: a quote inside a value"):
            check(tmp_path, b'a\r\n1\r2\n3\r\n\r4\r\n"x\r\r\n",\ny"z\n', one("string"))


# --- sentences ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ({"type": "integer"}, "5.0", "'5.0' is not a whole number; write 5"),
        ({"type": "integer"}, "5.5", "'5.5' is not a whole number"),
        ({"type": "date"}, "1-1-2024", "'1-1-2024' is not a day, such as 2024-06-17"),
        ({"constraints": {"enum": ["x", "y"]}}, "z", "'z' is not a known word; one of: x, y"),
        ({"type": "integer", "constraints": {"enum": [2, 4]}}, "3", "'3' is not a known value; one of: 2, 4"),
        ({"type": "integer", "constraints": {"minimum": 1}}, "0", "'0' is out of bounds; at least 1 required"),
        ({"type": "integer", "constraints": {"maximum": 1}}, "2", "'2' is out of bounds; at most 1 allowed"),
        (
            {"type": "date", "constraints": {"minimum": "2024-01-01", "maximum": "2024-12-31"}},
            "2023-12-31",
            "'2023-12-31' is out of bounds; 2024-01-01 to 2024-12-31 allowed",
        ),
        ({"constraints": {"minLength": 3}}, "ab", "'ab' has 2 characters; at least 3 required"),
        ({"constraints": {"maxLength": 3}}, "abcd", "'abcd' has 4 characters; at most 3 allowed"),
        ({"constraints": {"minLength": 2, "maxLength": 3}}, "a", "'a' has 1 character; 2 to 3 allowed"),
        ({"constraints": {"pattern": "[a-c]+"}}, "d", "'d' does not match the pattern [a-c]+"),
    ],
)
def test_a_sentence_shows_the_value_and_what_would_be_right(
    field: dict[str, Any], value: str, sentence: str, tmp_path: Path
) -> None:
    # A second, right value, so that one float is not the whole column.
    right = {"date": "2024-06-17", "integer": "1", "string": "abc"}[field.get("type", "string")]
    report = check(tmp_path, f"a\n{value}\n{right}\n", {"fields": [{"name": "a"} | field]})
    assert messages(report)[0] == f"2:1: {report.issues[0].code}: row 2, a: {sentence}"


def test_an_order_names_the_upper_bounds(tmp_path: Path) -> None:
    fields = [
        {"name": name, "type": kind} for name, kind in [("a", "date"), ("b", "date"), ("n", "number"), ("m", "number")]
    ]
    report = check(
        tmp_path, "a,b,n,m\n2024-01-02,2024-01-01,2,1\n", {"fields": fields, "x-order": [["a", "b"], ["n", "m"]]}
    )
    assert [text.rpartition(": ")[2] for text in messages(report)] == [
        "'2024-01-02' is after the value in b; correct one of them",
        "'2' is above the value in m; correct one of them",
    ]


# --- floats ------------------------------------------------------------------------------------------

FLOATS = {
    "fields": [
        {"name": "m", "type": "integer", "constraints": {"required": True}},
        {"name": "t", "type": "string"},
        {"name": "n", "type": "integer", "constraints": {"maximum": 9}},
    ]
}
NUMBERS = st.lists(st.sampled_from([None, 5.0, -7.0, 12.0]), max_size=12) | st.lists(
    st.sampled_from([None, 5.0, 12.0, 2.5, float("nan")]), max_size=12
)


def one_by_one(columns: dict[str, list[str | None]]) -> list[TableIssue]:
    """What is wrong with integers, found value by value."""
    found, floats = [], []
    for name in ("n", "m"):
        values = [value for value in columns[name] if value]
        if values and all(value.lstrip("-").removesuffix(".0").isdigit() and "." in value for value in values):
            floats.append((name, values[0]))
    for name, values in columns.items():
        for row, value in enumerate(values, 2):
            if not value and name == "m":
                found.append(TableIssue(row, name, "schema.required", None))
            elif value and name != "t" and name not in dict(floats) and not value.lstrip("-").isdigit():
                found.append(TableIssue(row, name, "schema.type", value))
            elif value and name == "n" and name not in dict(floats) and int(value) > 9:
                found.append(TableIssue(row, name, "schema.bounds", value))
    found.sort(key=lambda issue: (issue.row, "ntm".index(issue.column)))
    whole = [TableIssue(1, ", ".join(dict(floats)), "table.floats", floats[0][1])] if floats else []
    return whole + found


@settings(max_examples=150)
@given(NUMBERS, NUMBERS, st.data())
def test_a_column_of_floats_is_one_issue(
    tmp_path_factory: Any, first: list[float | None], second: list[float | None], data: st.DataObject
) -> None:
    """In blocks of any size, with and without a limit, in a CSV and in Parquet as texts and as numbers."""
    folder = tmp_path_factory.mktemp("floats")
    rows = max(len(first), len(second))
    kinds = {"n": data.draw(st.booleans()), "m": data.draw(st.booleans())}
    columns: dict[str, list[str | None]] = {"n": [], "t": ["x"] * rows, "m": []}
    typed: dict[str, pa.Array] = {"n": None, "t": pa.array(["x"] * rows), "m": None}
    for name, values in (("n", first), ("m", second)):
        values = values + [None] * (rows - len(values))
        columns[name] = [None if value is None else str(value) for value in values]
        typed[name] = pa.array(values, pa.float64())
        if kinds[name]:  # a column that also has an integer
            columns[name].append("3")
        else:
            columns[name].append(None)
    columns["t"].append("x")
    expected = one_by_one(columns)
    # The order of the columns in the file is not that of the schema.
    whole = TableIssue(1, "n, t, m", "table.column-order", None)
    texts = pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
    write_csv(folder / "t.csv", [columns, *zip(*columns.values(), strict=True)])
    pq.write_table(texts, folder / "t.parquet", row_group_size=data.draw(st.integers(1, 5)))
    files = [folder / "t.csv", folder / "t.parquet"]
    if not any(kinds.values()):
        pq.write_table(pa.table(typed).slice(0, rows), folder / "u.parquet")
        files.append(folder / "u.parquet")
        rows_there = {name: values[:rows] for name, values in columns.items()}
        assert one_by_one(rows_there) == [issue for issue in expected if issue.row < rows + 2]
    most = data.draw(st.integers(0, 4))
    size = data.draw(st.sampled_from([1, 9, 4 << 20]))
    for file in files:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("inzet.tabular.lines.SIZE", size)
            patch.setattr("inzet.tabular.parquet.ROWS", size)
            report = validate_table(file, FLOATS)
            limited = validate_table(file, FLOATS, max_issues=most)
        wanted = [whole, *(issue for issue in expected if issue.row < report.rows + 2)]
        assert report.issues == wanted
        assert report.counts == limited.counts == Counter(issue.code for issue in wanted)
        assert limited.issues == wanted[:most]


def test_floats_say_how_to_mend_them(tmp_path: Path) -> None:
    report = check(tmp_path, "m,t,n\n5.0,x,\n7.0,x,1.0\n", FLOATS)
    assert messages(report) == [
        "1:1: table.floats: m, n: every value is a float such as '5.0', not a whole number; in pandas, call "
        "df.convert_dtypes() before you write the file"
    ]
    assert messages(check(tmp_path, "m,t,n\n5,x,\n7,x,1.0\n", FLOATS)) == [
        "1:3: table.floats: n: every value is a float such as '1.0', not a whole number; in pandas, call "
        "df.convert_dtypes() before you write the file"
    ]


def test_a_float_that_is_no_text_is_not_the_only_kind_of_value(tmp_path: Path) -> None:
    cut = b"0" * 198 + b".0\xff"  # only the first 200 bytes of a value that is not UTF-8 are shown
    for data in (b"a\n5.0\n%s\n" % cut, b"a\n5.0\n5.0.0\n", b"a\n5.0\n1e16\n", b"a\n5.0\n5.\n", b'a\n5.0\n"5.0\n"\n'):
        assert [issue.row for issue in check(tmp_path, data, one("integer")).issues] == [2, 3]
