"""Tables of spreadsheets: what LibreOffice wrote with Dutch settings, and that nothing is guessed in silence."""

import csv
import io
import random
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from table_files import check, one, places, refusal, two, write_csv
from test_notation import CELLS, TABLES, schema_of

from inzet.commands.main import main
from inzet.issues import UnreadableError
from inzet.tabular import Report, validate_table, workbooks

FIXTURES = ROOT / "tests" / "fixtures" / "spreadsheets"
TEXT = {"fields": [{"name": "a"}, {"name": "b"}]}
NUMBER = {"fields": [{"name": "a", "type": "number"}, {"name": "b"}]}


# --- as LibreOffice wrote them -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["statements", "contributions"])
def test_a_dutch_spreadsheet_has_the_published_table(name: str, tmp_path: Path) -> None:
    """Rows of it, which have the same issues as these rows in the published form, whatever is changed."""
    with (FIXTURES / f"{name}.csv").open(encoding="cp1252", newline="") as file:
        head, *rows = csv.reader(file, delimiter=";")
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        key = 2 if name == "contributions" else slice(2)
        published = {str(row[key]): row for row in csv.reader(file)}
    plain = [published[str(row[key])] for row in rows]
    for at in (0, 5):
        rows[at][3] = plain[at][3] = "soms"
        rows[at][head.index("unit")] = plain[at][head.index("unit")] = "men"
    rows.append(rows[7])
    plain.append(plain[7])
    assert "WAAR" in str(rows)
    assert "000.000" in str(rows)
    found = []
    for delimiter, encoding, cells in ((",", "utf-8", plain), (";", "cp1252", rows), ("\t", "utf-16", rows)):
        with (tmp_path / f"{name}.csv").open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows([head, *cells])
        found.append(validate_table(tmp_path / f"{name}.csv"))
    assert [(report.rows, report.issues) for report in found] == [(found[0].rows, found[0].issues)] * 3
    assert len(found[0].issues) >= 5


@pytest.mark.parametrize("name", ["statements", "contributions"])
def test_as_libreoffice_wrote_them(name: str) -> None:
    as_csv, as_excel = (validate_table(FIXTURES / f"{name}.{ending}") for ending in ("csv", "xlsx"))
    assert (as_csv.rows, as_excel.rows) == (17, 17)
    assert as_csv.issues == as_excel.issues == []
    assert as_csv.reading == (
        "read as a spreadsheet's CSV: semicolons, Windows-1252, decimal commas, days as 31-12-2024"
    )
    assert as_excel.reading == "read from sheet 'Blad1'"
    wrong = {"fields": [{"name": column.name} for column in as_csv.plan.columns[:-1]]}
    for ending in ("csv", "xlsx"):
        assert validate_table(FIXTURES / f"{name}.{ending}", wrong).counts == {"table.extra-column": 1}


def dutch(value: Any) -> str:
    """A value as a Dutch spreadsheet writes it."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    if isinstance(value, date):
        return f"{value.day}-{value.month}-{value.year}"
    return f"{value:,}".translate({ord(","): ".", ord("."): ","})


def found(report: Report) -> Any:
    """What a report says, without values: these may be shown in another notation."""
    return report.rows, places(report)


@settings(max_examples=80)
@given(
    TABLES,
    st.sampled_from(["cp1252", "utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from([";", "\t"]),
    st.sampled_from(["", "sep=%s\r\n"]),
    st.sampled_from([None, ","]),
)
def test_a_spreadsheet_is_read_as_it_was_meant_or_refused(
    tmp_path_factory: Any, rows: list[dict[str, Any]], encoding: str, delimiter: str, preface: str, decimal: str | None
) -> None:
    folder = tmp_path_factory.mktemp("dutch")
    plain = validate_table(write_csv(folder / "plain.csv", [list(CELLS), *(row.values() for row in rows)]), schema_of())
    text = io.StringIO(newline="")
    text.write(preface.replace("%s", delimiter))
    csv.writer(text, delimiter=delimiter).writerows([list(CELLS), *(map(dutch, row.values()) for row in rows)])
    try:
        report = check(folder, text.getvalue().encode(encoding), schema_of(), decimal=decimal)
    except UnreadableError as error:
        assert "thousands or decimals; name the decimal sign with --decimal" in str(error)
        assert decimal is None
        return
    assert found(report) == found(plain)
    assert report.reading.startswith("read as a spreadsheet's CSV: ")


# --- by looking --------------------------------------------------------------------------------------

LOOKED = [
    (b"a,b\n1.5,x\n", "", {}),
    (b"a,b\n1.5,\xff\n", "", {}),
    (b"a;b\n1,5;x\n", "semicolons, UTF-8, decimal commas", {}),
    (b"a\tb\n1,5\tx\n", "tabs, UTF-8, decimal commas", {}),
    (b"a;b\n1.5;x\n", "semicolons, UTF-8, decimal points", {}),
    (b"a;b\n1.234.567;x\n", "semicolons, UTF-8, decimal commas", {}),
    (b"a;b\n0.123;x\n", "semicolons, UTF-8, decimal points", {}),
    (b"a;b\n12;x\n", "semicolons, UTF-8, whole numbers", {}),
    (b'"a";"b,c"\n1,5;x\n', "semicolons, UTF-8, decimal commas", {}),
    (b"sep=;\na;b\n1,5;x\n", "semicolons, UTF-8, decimal commas", {}),
    (b"a;b\n1,5;caf\xe9 \x80 5\n", "semicolons, Windows-1252, decimal commas", {}),
    (b"a;b\n1,5;x\xe9\n", "semicolons, iso8859-15, decimal commas", {"encoding": "iso-8859-15"}),
    (b"a;b\n1.234;x\n", "semicolons, UTF-8, decimal points", {"decimal": "."}),
    (b"a;b\n1.234;x\n", "semicolons, UTF-8, decimal commas", {"decimal": ","}),
    (b'a,b\n"1,5",x\n', "commas, UTF-8, decimal commas", {"decimal": ","}),
    (b"a\tb;\n1.5\tx\n", "tabs, UTF-8, decimal points", {"delimiter": "tab"}),
]


@pytest.mark.parametrize(("data", "said", "options"), LOOKED)
def test_what_was_understood_is_said(data: bytes, said: str, options: dict[str, str], tmp_path: Path) -> None:
    report = check(tmp_path, data, NUMBER, **options)
    assert report.reading == (f"read as a spreadsheet's CSV: {said}" if said else "")
    assert not report.counts["schema.type"]


REFUSED = [
    (
        b"a;b\n1.234;x\n",
        "t.csv has numbers such as '1.234', which can have thousands or decimals; name the",
    ),
    (b"a;b\n1,234;x\n", "'1,234', which can have thousands or decimals; name the decimal sign with --decimal"),
    (b"a;b\n1,5;x\n1.5;y\n", "t.csv has numbers such as '1,5' and '1.5'; say which sign is meant with --decimal"),
    (b"a;b\tc\n1;x\n", "t.csv: the header has semicolons and tabs; say which with --delimiter"),
    (
        b"a;b\n1;na\x8fve\n",
        "is not UTF-8, and hardly Windows-1252, for it has the byte 0x8f; name its",
    ),
    (b"a;b\n1;2\xd73\n", "for it has the byte 0xd7"),
    (b"sep=\xe9\na;b\n", "'\u00e9' is no delimiter"),
    (b'sep="\na;b\n', "'\"' is no delimiter"),
]


@pytest.mark.parametrize(("data", "message"), REFUSED)
def test_what_can_be_read_in_two_ways_is_refused(data: bytes, message: str, tmp_path: Path) -> None:
    assert message in refusal(tmp_path, data, NUMBER)


def test_later_numbers_are_not_guessed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the beginning has no decimal sign, a later one is an issue."""
    monkeypatch.setattr("inzet.tabular.lines.SIZE", 64)
    data = "a;b\n" + "1;x\n" * 50 + "1.234;x\n1,5;x\n"
    assert places(check(tmp_path, data, NUMBER)) == [(52, "a", "schema.type"), (53, "a", "schema.type")]
    assert places(check(tmp_path, data, NUMBER, decimal=",")) == []


def test_options_say_what_looking_cannot(tmp_path: Path) -> None:
    assert places(check(tmp_path, b"a;b\n1,5;caf\x8e\n", NUMBER, encoding="mac-roman")) == []
    assert places(check(tmp_path, b"a|b\n1.5|x\n", NUMBER, delimiter="|")) == []
    report = check(tmp_path, "a,b\n1.5,\u00e9\n".encode("cp850"), NUMBER, encoding="cp850")
    assert (places(report), report.reading) == ([], "read as cp850")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"delimiter": ";;"}, "';;' is no delimiter; write one character, such as ';', or tab"),
        ({"delimiter": "\u20ac"}, "is no delimiter"),
        ({"encoding": "rot13"}, "there is no encoding 'rot13'; write one such as utf-8 or windows-1252"),
        ({"decimal": ";"}, "';' is no decimal sign; write ',' or '.'"),
        ({"sheet": "Blad1"}, "t.csv is no Excel file, so it has no sheet to name"),
    ],
)
def test_options_that_say_nothing(options: dict[str, str], message: str, tmp_path: Path) -> None:
    assert message in refusal(tmp_path, b"a;b\n1;x\n", NUMBER, **options)


def test_a_schema_of_its_own_decides_before_looking(tmp_path: Path) -> None:
    """The notation that a Table Schema gives is not changed."""
    fields = [
        {"name": "a", "type": "number", "decimalChar": ",", "groupChar": "."},
        {"name": "b", "type": "boolean", "trueValues": ["ja"], "falseValues": ["nee"]},
        {"name": "c", "type": "date", "format": "%d/%m/%Y"},
        {"name": "d", "type": "year"},
    ]
    data = "a;b;c;d\n1.234;ja;31/12/2024;2024\n1,5;WAAR;31-12-2024;24\n"
    wrong = [(3, "b", "schema.type"), (3, "c", "schema.type"), (3, "d", "schema.type")]
    assert places(check(tmp_path, data, {"fields": fields})) == wrong


def test_days_of_edtf_columns_may_be_dutch(tmp_path: Path) -> None:
    head, row, *_ = (ROOT / "data" / "letters.csv").read_text(encoding="utf-8").splitlines()
    assert "2025-02-13,2025-02-13,2025-02-13" in row
    for day, right in (("13-2-2025", True), ("31-02-2025", False), ("02-2025", False)):
        changed = row.replace("2025-02-13,", f"{day},", 1)
        cells = [*csv.reader([head, changed])]
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=";").writerows(cells)
        (tmp_path / "letters.csv").write_text(text.getvalue(), encoding="utf-8")
        issues = validate_table(tmp_path / "letters.csv").issues
        assert [issue.value for issue in issues if issue.code == "schema.format"] == ([] if right else [day])


@pytest.mark.parametrize("seed", range(4))
def test_no_beginning_leads_to_anything_but_a_report(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    signs = [
        b"sep=",
        b";",
        b"\t",
        b",",
        b'"',
        b"\r\n",
        b"\n",
        b"\r",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xe9",
        b"\x81",
        b"\0",
    ]
    signs += [b"a", b"b", b"n", b"1.5", b"1,5", b"1.234", b"31-12-2024", b"WAAR", b"\xc3\xa9", b"|"]
    for _ in range(300):
        data = b"".join(chance.choices(signs, k=chance.randrange(1, 14)))
        options = {"delimiter": chance.choice([None, None, ";"]), "decimal": chance.choice([None, None, ","])}
        options["encoding"] = chance.choice([None, None, "utf-16", "cp1252", "ascii"])
        try:
            check(tmp_path, data, NUMBER, **options)
        except UnreadableError as error:
            assert "\n" not in str(error), data


# --- endings -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["T.CSV", "t.Csv.GZ", "t.tsv", "t.TSV", "t.txt", "t.dat"])
def test_endings(name: str, tmp_path: Path) -> None:
    import gzip

    between = "\t" if "tsv" in name.lower() else ","
    data = f"n{between}t\nx{between}a\n".encode()
    data = gzip.compress(data) if name.endswith("GZ") else data
    assert places(check(tmp_path, data, two(), name=name)) == [(2, "n", "schema.type")]


def test_a_tsv_is_no_spreadsheet(tmp_path: Path) -> None:
    """Programs write it, so its numbers have points."""
    assert places(check(tmp_path, "a\tb\n1.234\tx\n31-12\ty\n", NUMBER, name="t.tsv")) == [(3, "a", "schema.type")]


def test_what_is_no_table(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    said = "is no table that inzet reads; it reads .csv, .tsv, .xlsx, .parquet and descriptors in .json"
    Path("letters.ods").write_bytes(b"PK\3\4")
    for arguments in (["letters.ods"], ["letters.csv", "letters.ods"]):
        Path("letters.csv").write_bytes((ROOT / "data" / "letters.csv").read_bytes())
        assert main(["validate", *arguments]) == 2
        assert f"letters.ods {said}" in "".join(capsys.readouterr())
    assert main(["validate", "letters.ods", "--schema", "letters"]) == 2
    assert "letters.ods is no CSV but a zip or a file of an office program" in capsys.readouterr().out
    Path("letters.txt").write_bytes(Path("letters.csv").read_bytes())
    Path("LETTERS.CSV").write_bytes(Path("letters.csv").read_bytes())
    assert main(["validate", "LETTERS.CSV"]) == 0
    for options in (["--schema", "letters"], ["--delimiter", ","], ["--encoding", "utf-8"]):
        assert main(["validate", "letters.txt", *options]) == 0


def test_the_command_says_how_a_file_was_read(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = FIXTURES / "statements.csv"
    assert main(["validate", str(file)]) == 0
    said = capsys.readouterr().err.splitlines()
    assert f"{file}: read as a spreadsheet's CSV: semicolons, Windows-1252, decimal commas, days as 31-12-2024" in said
    assert said[-1] == "1 table with 17 rows is valid"
    (tmp_path / "own.json").write_text('{"fields": [{"name": "a", "type": "number"}, {"name": "b"}]}', encoding="utf-8")
    (tmp_path / "t.csv").write_bytes(b"a;b\n1.234;x\n")
    command = ["validate", str(tmp_path / "t.csv"), "--schema", str(tmp_path / "own.json")]
    assert main(command) == 2
    assert "name the decimal sign with --decimal" in capsys.readouterr().out
    assert main([*command, "--decimal", ","]) == 0


# --- Excel files -------------------------------------------------------------------------------------


def excel(folder: Path, rows: list[list[Any]], *more: str, formats: dict[str, str] | None = None) -> Path:
    """Write rows as the first sheet of an Excel file, and more sheets that are blank."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Blad1"
    for row in rows:
        sheet.append(row)
    for place, form in (formats or {}).items():
        sheet[place].number_format = form
    for name in more:
        book.create_sheet(name)
    book.save(folder / "t.xlsx")
    return folder / "t.xlsx"


@settings(max_examples=40, deadline=None)
@given(TABLES, st.sampled_from([2, 3, 4096]))
def test_an_excel_file_has_the_issues_of_its_csv(tmp_path_factory: Any, rows: list[dict[str, Any]], size: int) -> None:
    folder = tmp_path_factory.mktemp("excel")
    rows = [row for row in rows if any(value is not None for value in row.values())]
    head = list(CELLS)
    plain = validate_table(write_csv(folder / "t.csv", [head, *(row.values() for row in rows)]), schema_of())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workbooks, "_ROWS", size)
        report = validate_table(excel(folder, [head, *([*row.values()] for row in rows)]), schema_of())
    assert (report.rows, report.issues) == (plain.rows, plain.issues)


CELL = [
    ("integer", 3.0, "General", True),
    ("integer", 2.5, "General", False),
    ("integer", 10**15 + 1, "0", True),
    ("integer", 1e20, "0", False),
    ("integer", "7", "@", True),
    ("integer", True, "General", False),
    ("integer", "#DIV/0!", "General", False),
    ("number", 0.1, "0%", True),
    ("boolean", False, "General", True),
    ("boolean", "WAAR", "@", False),
    ("date", date(2024, 12, 31), "dd-mm-yyyy", True),
    ("date", datetime(2024, 12, 31), "d/m/yy h:mm", True),
    ("date", datetime(2024, 12, 31, 12), "dd-mm-yyyy", False),
    ("date", date(2024, 12, 1), "mmm-yy", False),
    ("date", time(12), "h:mm", False),
    ("date", "2024-12-31", "@", True),
]


@pytest.mark.parametrize(("kind", "value", "form", "right"), CELL)
def test_cells_are_texts_of_their_column(kind: str, value: Any, form: str, right: bool, tmp_path: Path) -> None:
    file = excel(tmp_path, [["a"], [value]], formats={"A2": form})
    assert places(validate_table(file, one(kind, required=True))) == ([] if right else [(2, "a", "schema.type")])


def test_a_month_that_excel_made_a_day_is_the_month_that_it_shows(tmp_path: Path) -> None:
    rows = [["a"], [date(2025, 2, 1)], [date(2025, 2, 1)], [date(2025, 2, 1)], [2025]]
    forms = {"A2": "mmm-yy", "A3": "yyyy", "A4": '[$-413]d mmmm yyyy;"dag"@', "A5": "0"}
    shown = one("string", enum=["x"])
    issues = validate_table(excel(tmp_path, rows, formats=forms), shown).issues
    assert [issue.value for issue in issues] == ["2025-02", "2025", "2025-02-01", "2025"]


def test_rows_of_an_excel_file(tmp_path: Path) -> None:
    rows = [["n", "t", None], [1, "a"], [], ["x"], [4, "b", "surplus"], [1, "c"], [None, None, None]]
    report = validate_table(excel(tmp_path, rows), two(primaryKey="n"))
    assert report.rows == 5
    assert [tuple(issue) for issue in report.issues] == [
        (3, "n", "schema.required", None, None),
        (4, "n", "schema.type", "x", None),
        (5, "", "table.ragged-row", "3 values for 2 columns", None),
        (6, "n", "table.unique-key", "1", 2),
    ]


def test_progress_ends_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "_ROWS", 10)
    seen: list[tuple[int, int]] = []
    validate_table(
        excel(tmp_path, [["n", "t"], *([1, "a"] for _ in range(95))]), two(), progress=lambda *at: seen.append(at)
    )
    assert seen == sorted(seen)
    assert seen[-1] == (96, 96)


def test_the_sheet_with_the_table(tmp_path: Path) -> None:
    file = excel(tmp_path, [["n", "t"], [1, "a"]], "Blad2")
    assert validate_table(file, two()).reading == "read from sheet 'Blad1'"
    book = Workbook()
    for name, hidden in (("een", False), ("t", False), ("drie", True)):
        sheet = book.create_sheet(name)
        sheet.append(["n", "t"])
        sheet.sheet_state = "hidden" if hidden else "visible"
    book.save(tmp_path / "t.xlsx")
    with pytest.raises(UnreadableError, match=r"2 sheets with cells: Sheet, een, t, drie; name one with --sheet"):
        validate_table(file, two())
    assert validate_table(file, two(), sheet="drie").reading == "read from sheet 'drie'"
    with pytest.raises(UnreadableError, match="has no sheet 'vier'; it has: Sheet, een, t, drie"):
        validate_table(file, two(), sheet="vier")
    del book["een"], book["t"]
    book.save(tmp_path / "t.xlsx")
    with pytest.raises(UnreadableError, match="0 sheets with cells"):
        validate_table(file, two())
    with pytest.raises(UnreadableError, match="sheet 'Sheet': the first row is blank; it must be the header"):
        validate_table(file, two(), sheet="Sheet")
    with pytest.raises(UnreadableError, match="2 columns are called 'n'"):
        validate_table(excel(tmp_path, [["n", "n"]]), two())
    with pytest.raises(UnreadableError, match="is no CSV, so it has no delimiter to name"):
        validate_table(file, two(), delimiter=";")


def remade(file: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """Write an Excel file again, with other content."""
    with zipfile.ZipFile(file) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, change(name, data))
    return file


SHEET = "xl/worksheets/sheet1.xml"
DAMAGED: list[tuple[Callable[[str, bytes], bytes], str]] = [
    (lambda name, data: data.replace(b'r="B2"', b'r="XFD2"'), ""),
    (lambda name, data: data[:-30] if name == SHEET else data, "cannot be read to its end"),
    (
        lambda name, data: b"" if name == "xl/workbook.xml" else data,
        "it is damaged, has a password, or is no Excel file",
    ),
]


@pytest.mark.parametrize(("change", "message"), DAMAGED)
def test_damaged_excel_files(change: Any, message: str, tmp_path: Path) -> None:
    file = remade(excel(tmp_path, [["n", "t"], [12345, "a"]]), change)
    if message:
        with pytest.raises(UnreadableError, match=message) as caught:
            validate_table(file, two())
        assert "\n" not in str(caught.value)
    else:
        assert set(validate_table(file, two()).counts) <= {"table.ragged-row"}


def test_many_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = excel(tmp_path, [["n", "t"], *([number, "x" * 100] for number in range(50))])
    for limit, value in (("MOST_CELLS", 100), ("MOST_TEXT", 1000)):
        with monkeypatch.context() as patch:
            patch.setattr(workbooks, limit, value)
            with pytest.raises(UnreadableError, match="has too many cells to be read; save it as CSV or Parquet"):
                validate_table(file, two())
    with monkeypatch.context() as patch:
        patch.setattr(workbooks, "_TEXT", 1000)
        assert validate_table(file, two(primaryKey="n")).rows == 50


def test_no_bytes_lead_to_anything_but_a_report(tmp_path: Path) -> None:
    good = excel(tmp_path, [["n", "t"], *([number, "x"] for number in range(40))]).read_bytes()
    chance = random.Random(1)
    for data in (b"", b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), good[:900], good[:-10]):
        assert "it is damaged, has a password" in refusal(tmp_path, data, two(), name="t.xlsx")
    for _ in range(150):
        damaged = bytearray(good)
        for _ in range(chance.randrange(1, 4)):
            damaged[chance.randrange(len(good))] ^= 1 << chance.randrange(8)
        try:
            assert check(tmp_path, bytes(damaged), two(), name="t.xlsx").rows <= 40
        except UnreadableError as error:
            assert "\n" not in str(error)


def test_without_the_library_the_message_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = excel(tmp_path, [["n", "t"]])
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(UnreadableError, match=r't\.xlsx needs openpyxl: pip install "inzet\[spreadsheet\]"'):
        validate_table(file, two())


def test_a_file_that_changes_while_it_is_read(tmp_path: Path) -> None:
    file = excel(tmp_path, [["n", "t"], [1, "a"], [1, "b"]])

    def change(done: int, total: int) -> None:
        excel(tmp_path, [["n", "t"], [1, "a"]])

    with pytest.raises(UnreadableError, match="changed while it was read"):
        validate_table(file, two(primaryKey="n"), progress=change)
