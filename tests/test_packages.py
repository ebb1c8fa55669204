"""Data Packages: a verdict says what was looked at, and what could not be looked at hides nothing else."""

import gzip
import json
import shutil
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from table_files import refers, two

import inzet
from inzet.commands.main import main
from inzet.issues import UnreadableError
from inzet.tabular import PackageReport, foreign, validate_package, validate_table
from inzet.tabular.descriptors import read_descriptor
from inzet.tabular.messages import as_issues
from inzet.tabular.profiles import CODE

Found = list[tuple[str, str]]


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing asks the network for anything."""

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def package(folder: Path, *resources: Any, files: dict[str, bytes] | None = None, **more: Any) -> Path:
    """Write a Data Package."""
    for name, data in ({"t.csv": b"n,t\n1,x\n2,y\n"} | (files or {})).items():
        (folder / name).write_bytes(data)
    descriptor = folder / "datapackage.json"
    descriptor.write_text(json.dumps({"resources": resources, **more}, indent=1), encoding="utf-8")
    return descriptor


def table(**more: Any) -> dict[str, Any]:
    """A resource that is a table of a number and a text."""
    return {"name": "t", "path": "t.csv", "schema": two()} | more


def found(report: PackageReport) -> Found:
    """What is wrong with a package, and where: pointers into the descriptor, and rows of tables."""
    own = [(issue.code, issue.pointer) for issue in report.issues]
    return own + [(issue.code, f"{issue.row} {issue.column}") for of in report.tables for issue in of.issues]


AT = {"name": "at", "type": "datetime"}
CASES: dict[str, tuple[list[Any], Found]] = {
    "valid": ([table()], []),
    "no resource": ([], [(CODE, "/resources")]),
    "no object": ([3, table()], [("table.unchecked", "/resources/0"), (CODE, "/resources/0")]),
    "no name": ([{"path": "t.csv"}], [(CODE, "/resources/0")]),
    "neither path nor data": (
        [{"name": "n"}, table()],
        [("table.unchecked", "/resources/0"), (CODE, "/resources/0")],
    ),
    "path and data": ([table(data=[])], [(CODE, "/resources/0")]),
    "two of one name": ([table(), table(path="u.csv")], [(CODE, "/resources/1/name"), ("schema.type", "2 n")]),
    "an unknown type": (
        [table(schema={"fields": [{"name": "n", "type": "whole"}, {"name": "t"}]}), table(name="u", path="u.csv")],
        [(CODE, "/resources/0/schema/fields/0/type"), ("schema.type", "2 n")],
    ),
    "null for a name": (
        [table(schema={"fields": [{"name": None}, {"name": "t"}]})],
        [(CODE, "/resources/0/schema/fields/0/name"), ("table.unchecked", "/resources/0/schema")],
    ),
    "a constraint in the wrong place": (
        [table(schema={"fields": [{"name": "n", "required": True}, {"name": "t"}]})],
        [(CODE, "/resources/0/schema/fields/0/required")],
    ),
    "missing values in the wrong place": ([table(missingValues=["-"])], [(CODE, "/resources/0/missingValues")]),
    "no schema": ([{"name": "t", "path": "t.csv"}], []),
    "no schema, a broken row": ([{"name": "t", "path": "ragged.csv"}], [("table.ragged-row", "3 ")]),
    "no schema and no file": ([{"name": "t", "path": "none.csv"}], [("table.unchecked", "/resources/0/path")]),
    "a file that is missing hides nothing": (
        [table(path="none.csv"), table(name="u", path="u.csv")],
        [("table.unchecked", "/resources/0/path"), ("schema.type", "2 n")],
    ),
    "a file that cannot be read hides nothing": (
        [table(path="broken.csv"), table(name="u", path="u.csv")],
        [("table.unchecked", ""), ("schema.type", "2 n")],
    ),
    "another size": ([table(bytes=13)], [("package.file", "/resources/0/bytes")]),
    "the same size": ([table(bytes=12)], []),
    "another hash": ([table(hash="sha256:00")], [("package.file", "/resources/0/hash")]),
    "an unknown hash": ([table(hash="crc:00")], [("package.file", "/resources/0/hash")]),
    "the same hash": ([table(hash="md5:76a66b402c271618f8fe903b3f909f72")], []),
    "a hash of a file that is no table": (
        [table(), {"name": "p", "path": "page.html", "hash": "00000000000000000000000000000000"}],
        [("package.file", "/resources/1/hash")],
    ),
    "files beside path": ([table(extrapaths=["u.csv"])], [("table.unchecked", "/resources/0/extrapaths")]),
    "no such table to refer to": (
        [table(schema=two(foreignKeys=[refers("n", "none", "n")]))],
        [(CODE, "/resources/0/schema/foreignKeys/0")],
    ),
    "a reference": (
        [table(schema=two(foreignKeys=[refers("n", "v", "n")])), table(name="v", path="v.csv")],
        [("reference_exists", "3 n")],
    ),
    "a schema beside": (
        [table(schema="two.json"), table(name="u", path="u.csv", schema="two.json")],
        [("schema.type", "2 n")],
    ),
    "a schema that is missing": ([table(schema="none.json")], [("table.unchecked", "/resources/0/schema")]),
    "a schema outside": ([table(schema="../two.json")], [("table.unchecked", "/resources/0/schema")]),
    "a schema elsewhere": ([table(schema="https://x.org/t.json")], [("table.unchecked", "/resources/0/schema")]),
    "a dialect elsewhere": ([table(dialect="http://x.org/d.json")], [("table.unchecked", "/resources/0/dialect")]),
    **{
        f"path {path!r}": ([table(path=path)], [("table.unchecked", "/resources/0/path")])
        for path in (
            "/etc/passwd",
            "../t.csv",
            "https://x.org/t.csv",
            "file:t.csv",
            "~/t.csv",
            "link.csv",
            ".",
            "t\0.csv",
        )
    },
    # What follows is checked by frictionless.
    "days with a time": (
        [table(path="at.csv", schema={"fields": [{"name": "n", "type": "integer"}, AT]})],
        [("schema.type", "3 at"), ("schema.type", "4 n"), ("table.ragged-row", "4 ")],
    ),
    "one set of rules for all tables": (
        [table(path="at.csv", schema={"fields": [{"name": "n"}, AT]}), table(name="u", path="u.csv")],
        [("schema.type", "3 at"), ("table.ragged-row", "4 "), ("schema.type", "2 n")],
    ),
    "several files": ([table(path=["t.csv", "more.csv"])], [("schema.type", "4 n")]),
    "rows in the descriptor": (
        [{"name": "t", "data": [{"n": 1, "t": "x"}, {"n": "q", "t": "y"}], "schema": two()}],
        [("schema.type", "3 n")],
    ),
    "keys and references by row": (
        [
            table(path="at.csv", schema={"fields": [{"name": "n"}, AT]}),
            table(name="v", path="twice.csv", schema=two(primaryKey=["n"])),
            table(name="w", schema=two(foreignKeys=[refers("n", "v", "n")])),
        ],
        [
            *[("schema.type", "3 at"), ("table.ragged-row", "4 ")],
            *[("table.unique-key", "3 n"), ("reference_exists", "3 n")],
        ],
    ),
    "no schema by row": (
        [table(path="at.csv", schema={"fields": [{"name": "n"}, AT]}), {"name": "r", "path": "ragged.csv"}],
        [("schema.type", "3 at"), ("table.ragged-row", "4 "), ("table.ragged-row", "3 ")],
    ),
    "a table that frictionless cannot read hides nothing": (
        [table(path="at.csv", schema={"fields": [{"name": "n"}, AT]}), table(name="p", path="page.html")],
        [("table.unchecked", "/resources/1"), ("schema.type", "3 at"), ("table.ragged-row", "4 ")],
    ),
    "a wrong schema beside one for frictionless is named once": (
        [
            table(path="at.csv", schema={"fields": [{"name": "n"}, AT]}),
            table(name="u", schema={"fields": [{"name": None}]}),
        ],
        [
            *[("schema.type", "3 at"), ("table.ragged-row", "4 ")],
            *[(CODE, "/resources/1/schema/fields/0/name"), ("table.unchecked", "/resources/1/schema")],
        ],
    ),
    "a pattern that looks around": (
        [table(schema={"fields": [AT, {"name": "t", "constraints": {"pattern": "(?=x)x"}}]})],
        [("table.unchecked", "/resources/0")],
    ),
}
FILES = {
    "u.csv": b"n,t\nx,1\n",
    "v.csv": b"n,t\n1,a\n",
    "ragged.csv": b"n,t\n1,x\n2\n",
    "broken.csv": b'n,t\n1,"x\n',
    "two.json": json.dumps(two()).encode(),
    "at.csv": b"n,at\n1,2024-01-01T00:00:00Z\n2,nope\nx\n",
    "more.csv": b"n,t\nx,z\n",
    "twice.csv": b"n,t\n1,a\n1,b\n",
    "page.html": b"<p>",
}


@pytest.mark.parametrize(("resources", "expected"), CASES.values(), ids=CASES)
def test_what_is_found(resources: list[Any], expected: Found, tmp_path: Path) -> None:
    descriptor = package(tmp_path, *resources, files=FILES)
    (tmp_path / "link.csv").symlink_to("/etc/passwd")
    report = validate_package(descriptor)
    assert sorted(found(report)) == sorted(expected)
    assert report.valid == (not expected)
    refused = any(code == "table.unchecked" for code, _ in expected)
    assert report.complete == (not refused)
    assert main(["validate", str(descriptor)]) == (2 if refused else 1 if expected else 0)


def test_the_published_package_is_valid() -> None:
    report = validate_package(ROOT / "datapackage.json")
    assert report.valid
    assert report.compared == len(json.loads((ROOT / "datapackage.json").read_text())["resources"])
    rows = {Path(table.path).name: table.rows for table in report.tables}
    assert rows["contributions.csv"] == rows["contributions.parquet"] == len(inzet.load().contributions)
    assert all(validate_table(file).valid for file in (ROOT / "data").glob("*.parquet"))


def test_a_damaged_file_of_the_published_package(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copy(ROOT / "datapackage.json", tmp_path)
    file = tmp_path / "data" / "statements.parquet"
    file.write_bytes(file.read_bytes()[:100])
    report = validate_package(tmp_path / "datapackage.json")
    codes = [issue.code for issue in report.issues]
    assert sorted(codes) == ["package.file", "package.file", "table.unchecked"]
    assert (
        len(report.tables)
        == len([path for path in (ROOT / "data").glob("*") if path.suffix in (".csv", ".parquet")]) - 1
    )


def test_who_checked_and_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fields = {"fields": [{"name": "n", "type": "integer"}, AT]}
    (tmp_path / "at.csv").write_text("n,at\n1,2024-01-01T00:00:00Z\n")
    descriptor = package(
        tmp_path,
        table(path="at.csv", schema=fields),
        {"name": "p", "path": "page.html"},
        {"name": "u", "path": "u.csv"},
        profile="https://example.org/profile.json",
        files={"page.html": b"<p>", "u.csv": b"a\n1\n"},
    )
    assert main(["validate", str(descriptor)]) == 0
    assert capsys.readouterr().err.splitlines() == [
        "the profile 'https://example.org/profile.json' was not checked",
        "no schema, so only the structure was checked, of 1 table(s): u",
        f"checked by {foreign.name_engine()}, because table 't': field 'at' has type datetime",
        "2 tables with 2 rows are valid; 1 other file is there",
    ]


def test_tables_that_are_named_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("contribution_missions", "contributions", "missions"):
        shutil.copy(ROOT / "data" / f"{name}.csv", tmp_path)
    names = [str(tmp_path / f"{name}.csv") for name in ("contribution_missions", "contributions", "missions", "none")]
    assert main(["validate", *names[:3]]) == 0
    said = capsys.readouterr().err
    assert "contributions.csv: links to letters were not checked" in said
    assert "contribution_missions.csv: links" not in said
    file = tmp_path / "missions.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("\nkfor,", "\nkfor-2,"), encoding="utf-8")
    assert main(["validate", *names]) == 2
    out = capsys.readouterr().out
    assert "reference_exists" in out
    assert "none.csv:1:1: table.unchecked: " in out


def test_a_schema_beside_a_package_is_not_used_in_silence(tmp_path: Path, refusal: Callable[..., str]) -> None:
    assert "has schemas of its own" in refusal("validate", str(package(tmp_path, table())), "--schema", "letters")


# --- descriptors -------------------------------------------------------------------------------------

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


def _pointers(value: Any, pointer: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every pointer into a value."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [pointer, *(found for step, inner in steps for found in _pointers(inner, (*pointer, step)))]


@given(VALUES, st.sampled_from([None, 1, "\t"]), st.data())
def test_the_place_of_a_pointer_is_where_its_value_starts(
    tmp_path_factory: pytest.TempPathFactory, value: Any, indent: Any, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("d") / "datapackage.json"
    whole = {"resources": [], "x": value}
    path.write_text(json.dumps(whole, indent=indent), encoding="utf-8")
    package = read_descriptor(path)
    pointer = data.draw(st.sampled_from(_pointers(whole)))
    issue = package.issue(pointer, CODE, "")
    rest = "\n".join(package.text.split("\n")[issue.line - 1 :])[issue.column - 1 :]
    expected: Any = whole
    for step in pointer:
        expected = expected[step]
    assert json.JSONDecoder().raw_decode(rest)[0] == expected


@given(VALUES)
def test_no_descriptor_leads_to_anything_but_issues(tmp_path_factory: pytest.TempPathFactory, value: Any) -> None:
    """Any value in any place of a valid descriptor gives issues or a refusal, and never another error."""
    folder = tmp_path_factory.mktemp("d")
    schema = two(primaryKey="n", foreignKeys=[refers("n", "", "n")], missingValues=[""])
    valid = {"name": "p", "resources": [table(schema=schema, dialect={"delimiter": ","}, encoding="utf-8", bytes=12)]}
    for pointer in _pointers(valid)[1:]:
        changed = json.loads(json.dumps(valid))
        holder = changed
        for step in pointer[:-1]:
            holder = holder[step]
        holder[pointer[-1]] = value
        package(folder)
        (folder / "datapackage.json").write_text(json.dumps(changed), encoding="utf-8")
        try:
            report = validate_package(folder / "datapackage.json")
        except UnreadableError as error:
            assert "\n" not in str(error)
        else:
            assert report.valid or report.issues or report.tables or report.files == 0


NO_DESCRIPTORS = {
    "a list": ("[]", "it has no list of resources"),
    "a number": ("5", "it has no list of resources"),
    "nothing": ("null", "it has no list of resources"),
    "an object of resources": ('{"resources": {}}', "it has no list of resources"),
    "cut off": ("{", "is not JSON"),
    "open brackets": ("[" * 100_000, "is not JSON"),
    "deep": ('{"resources": ' + "[" * 70 + "]" * 70 + "}", "nested more than 64 levels deep"),
    "a long number": ('{"resources": [], "x": ' + "1" * 5000 + "}", "is not JSON"),
    "large": (" " * (17 << 20), "has more than 16 MiB"),
}


@pytest.mark.parametrize(("text", "message"), NO_DESCRIPTORS.values(), ids=NO_DESCRIPTORS)
def test_what_is_no_descriptor(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text(text)
    with pytest.raises(UnreadableError, match=message):
        validate_package(tmp_path / "datapackage.json")


# --- frictionless ------------------------------------------------------------------------------------


def test_hostile_patterns_and_archives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    schema = {"fields": [{"name": "t", "constraints": {"pattern": "(a+)+b"}}, AT]}
    report = validate_package(
        package(tmp_path, table(path="a.csv", schema=schema), files={"a.csv": b"t,at\n" + b"a" * 5000 + b",\n"})
    )
    assert found(report) == [("schema.pattern", "2 t")]
    monkeypatch.setattr("inzet.tabular.handover.LARGEST", 1 << 20)
    with zipfile.ZipFile(tmp_path / "b.csv.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b.csv", b"n,t\n" + b"1,x\n" * (1 << 19))
    (tmp_path / "c.csv.gz").write_bytes(gzip.compress(b"n,t\n" + b"1,x\n" * (1 << 19)))
    report = validate_package(
        package(tmp_path, table(path="b.csv.zip"), table(name="c", path="c.csv.gz", schema={"fields": [AT]}))
    )
    assert [issue.code for issue in report.issues] == ["table.unchecked"] * 2
    assert all("holds more than 1 MiB" in issue.message for issue in report.issues)


def test_progress_and_lines_by_row(tmp_path: Path) -> None:
    rows = b"".join(b'%d,2024-01-01T00:00:00Z,"a\nb"\n' % at for at in range(3000)) + b"x,,\n"
    fields = [{"name": "n", "type": "integer"}, AT, {"name": "t"}]
    descriptor = package(tmp_path, table(path="a.csv", schema={"fields": fields}), files={"a.csv": b"n,at,t\n" + rows})
    seen: list[tuple[int, int]] = []
    report = validate_package(descriptor, progress=lambda *now: seen.append(now))
    assert seen == sorted(seen)
    assert 0 < seen[0][0] < seen[-1][0] <= seen[-1][1]
    assert [(issue.line, issue.column) for issue in as_issues(report.tables[0])] == [(6002, 1)]


def test_a_package_inside_a_package_is_not_opened(tmp_path: Path) -> None:
    inner = {"resources": [{"name": "x", "path": "https://example.org/x.csv", "schema": "https://example.org/s.json"}]}
    descriptor = package(tmp_path, table(path="inner.json"), files={"inner.json": json.dumps(inner).encode()})
    assert [issue.code for issue in validate_package(descriptor).issues] == ["table.unchecked"]
