"""The forms of a CSV: dialects and encodings, and that another form of a file changes nothing."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from table_files import SCHEMA, check, one, places, refers, refusal, two
from test_notation import CELLS, TABLES, schema_of

from inzet.issues import UnreadableError
from inzet.tabular import validate_package, validate_table
from inzet.tabular.checking import Source, read_keys
from inzet.tabular.forms import CSV, CsvForm, encoding_of, form_of
from inzet.tabular.plans import UnsupportedError, plan_of

ENCODINGS = ["utf-8", "utf-8-sig", "UTF8", "iso-8859-1", "latin1", "windows-1252", "utf-16", "utf-16-be", "cp850"]
TEXTS = ["a", "b;c", 'd"e', "f,g", "h\ti", "j\nk", "l\r\nm", "n\ro", "\u00e9", "o'p", "|", "", None]


def written(rows: list[list[Any]], dialect: dict[str, Any], ending: str) -> str:
    """A CSV in a dialect."""
    delimiter, quote = dialect.get("delimiter", ","), dialect.get("quoteChar", '"')

    def cell(value: Any) -> str:
        text = "" if value is None else str(value)
        if not set(text) & {delimiter, quote, "\r", "\n"}:
            return text
        assume(quote)
        return quote + text.replace(quote, quote * 2) + quote

    return "".join(delimiter.join(map(cell, row)) + ending for row in rows)


DIALECTS = st.fixed_dictionaries(
    {},
    optional={
        "delimiter": st.sampled_from([",", ";", "\t", "|", " ", ":", "^"]),
        "quoteChar": st.sampled_from(['"', "'", "*", "\\", None, ""]),
        "header": st.booleans(),
        "lineTerminator": st.sampled_from(["\n", "\r\n", "\r"]),
        "csvddfVersion": st.just(1.2),
        "caseSensitiveHeader": st.booleans(),
    },
)


@settings(max_examples=80)
@given(TABLES, st.data(), DIALECTS, st.sampled_from(ENCODINGS), st.sampled_from([64, 100, 4 << 20]))
def test_a_table_in_another_form_has_the_same_issues(
    tmp_path_factory: Any,
    rows: list[dict[str, Any]],
    data: st.DataObject,
    dialect: dict[str, Any],
    encoding: str,
    size: int,
) -> None:
    folder = tmp_path_factory.mktemp("form")
    cells = [[str(value).lower() if isinstance(value, bool) else value for value in row.values()] for row in rows]
    for row in cells:
        row[-1] = data.draw(st.sampled_from(TEXTS))
    ending = dialect.get("lineTerminator", "\n")
    text = written([list(CELLS)] * dialect.get("header", True) + cells, dialect, ending)
    form = form_of(dialect, encoding, "t")
    with pytest.MonkeyPatch.context() as patch:
        plain = check(folder, written([list(CELLS), *cells], {}, "\n"), schema_of())
        patch.setattr("inzet.tabular.lines.SIZE", size)
        (folder / "t.csv").write_bytes(text.encode(encoding))
        (folder / "t.csv.gz").write_bytes(gzip.compress(text.encode(encoding)))
        for file in ("t.csv", "t.csv.gz"):
            report = validate_table(folder / file, schema_of(), form=form)
            above = 0 if form.header else 1  # the first row is row 1 then
            issues = [
                issue._replace(row=issue.row + above, first=issue.first and issue.first + above)
                for issue in report.issues
            ]
            assert (report.rows, issues) == (plain.rows, plain.issues)


def test_without_a_header_the_schema_names_the_columns(tmp_path: Path) -> None:
    form = CsvForm(header=False)
    schema = two(primaryKey="n")
    report = check(tmp_path, b"1,a\n2,b\nx,c\n1,d\n1\n", schema, form=form)
    assert places(report) == [(3, "n", "schema.type"), (4, "n", "table.unique-key"), (5, "", "table.ragged-row")]
    assert (check(tmp_path, b"", schema, form=form).rows, check(tmp_path, b"\xef\xbb\xbf", schema, form=form).rows) == (
        0,
        0,
    )
    (tmp_path / "k.csv").write_bytes(b"1,a\n2,b\n")
    keys = read_keys(Source(tmp_path / "k.csv", plan_of(two(), "k"), form), ["t"])
    assert keys.to_pydict() == {"t": ["a", "b"]}


def test_a_line_about_the_delimiter_is_no_row(tmp_path: Path) -> None:
    form = CsvForm(";", preface=True)
    for first in (b"sep=;\r\n", b'"sep=;"\n', b"\xef\xbb\xbfSEP=;\r\n"):
        report = check(tmp_path, first + b"n;t\r\n1;a\r\nx;b\r\n", two(), form=form)
        assert (report.rows, places(report)) == (2, [(3, "n", "schema.type")])
        assert report.line_of(3) == 4, "the line of the delimiter counts"


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        (b"a\nx\ny\xe9\n", "ascii", "t.csv:3: 0xe9 is not text in ascii; is it another encoding?"),
        (b"a\n" + b"x\n" * 3_000_000 + b"\x81\n", "windows-1252", "t.csv:3000002: 0x81 is not text in cp1252"),
        ("a\nx\n".encode("utf-16-be") + b"\xd8\x00\x00a", "utf-16-be", "t.csv:3: 0xd800 is not text in utf-16-be"),
        (b"\xff\xfea\x00\n", "utf-16", "t.csv:1: 0x0a is not text in utf-16"),
        (b"a\n1\n", "utf-16", "t.csv: there is no byte order mark, so it is not utf-16"),
    ],
)
def test_bytes_that_an_encoding_does_not_have(data: bytes, encoding: str, message: str, tmp_path: Path) -> None:
    assert message in refusal(tmp_path, data, one("string", required=True), form=form_of({}, encoding, "t"))


@pytest.mark.parametrize(
    ("dialect", "reason"),
    [
        ({"escapeChar": "\\"}, "the dialect has escapeChar '\\\\'"),
        ({"commentChar": "#"}, "the dialect has commentChar '#'"),
        ({"commentRows": [2]}, "the dialect has commentRows [2]"),
        ({"headerRows": [1, 2]}, "the dialect has headerRows [1, 2]"),
        ({"skipInitialSpace": True}, "the dialect has skipInitialSpace True"),
        ({"doubleQuote": False}, "the dialect has doubleQuote False"),
        ({"nullSequence": "NA"}, "the dialect has nullSequence 'NA'"),
        ({"lineTerminator": ";"}, "the dialect has lineTerminator ';'"),
        ({"csv": {"delimiter": ";"}}, "the dialect has csv {'delimiter': ';'}"),
        ({"delimiter": "||"}, "the dialect has delimiter '||'"),
        ({"delimiter": "\u20ac"}, "the dialect has delimiter"),
        ({"delimiter": '"'}, "the dialect has delimiter"),
        ({"delimiter": 1}, "the dialect has delimiter 1"),
        ({"header": 1}, "the dialect has header 1"),
    ],
)
def test_dialects_that_are_not_read_exactly_are_refused(dialect: dict[str, Any], reason: str) -> None:
    with pytest.raises(UnsupportedError) as caught:
        form_of(dialect, "utf-8", "t")
    assert caught.value.reason.startswith(reason)


def test_usual_dialects_are_the_usual_form() -> None:
    usual = {
        "delimiter": ",",
        "quoteChar": '"',
        "escapeChar": None,
        "commentChar": "",
        "commentRows": [],
        "header": True,
    }
    assert form_of(usual | {"sheetNumber": 2, "headerJoin": "-"}, "UTF-8", "t") == CSV


@pytest.mark.parametrize(
    "name", ["rot13", "zip", "utf-7", "unicode_escape", "punycode", "none", "", "a" * 99, "../x", 8]
)
def test_encodings_that_are_not_read(name: Any) -> None:
    assert encoding_of(name) is None
    with pytest.raises(UnsupportedError, match="the encoding is"):
        form_of({}, name, "t")


def test_keys_and_quotes_in_another_form(tmp_path: Path) -> None:
    form = CsvForm(";", "'", "cp1252")
    text = "id;n;x;b;d;t\na1;1;;;;'x;\n''y'''\nb;;;;;\na1;;;;;caf\u00e9\n"
    report = check(tmp_path, text.encode("cp1252"), SCHEMA, form=form)
    assert [tuple(issue) for issue in report.issues] == [(4, "id", "table.unique-key", "a1", 2)]
    with pytest.raises(UnreadableError, match=r"t\.csv:2: a quote inside a value"):
        check(tmp_path, b"id;n\nx'y;1\n", SCHEMA, form=form)
    assert places(check(tmp_path, b'n,t\n1,x"y\n', two(), form=CsvForm(quote=""))) == []


def test_resources_of_a_package_are_read_in_their_form(tmp_path: Path) -> None:
    """Also the tables that others refer to."""
    child = two(foreignKeys=[refers("t", "up", "t")])
    resources = [
        {"name": "down", "path": "down.csv", "schema": child, "dialect": {"delimiter": "|"}, "encoding": "utf-8-sig"},
        {
            "name": "up",
            "path": "up.txt",
            "format": "csv",
            "schema": two(),
            "dialect": {"delimiter": ";", "header": False},
        },
    ]
    resources[1]["encoding"] = "windows-1252"
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": resources}), encoding="utf-8")
    (tmp_path / "down.csv").write_text("n|t\n1|caf\u00e9\n2|bar\n", encoding="utf-8-sig")
    (tmp_path / "up.txt").write_bytes("1;caf\u00e9\nx;y\n".encode("cp1252"))
    reports = validate_package(tmp_path / "datapackage.json").tables
    assert list(map(places, reports)) == [[(3, "t", "reference_exists")], [(2, "n", "schema.type")]]
