"""Checks of tables by column find what two other ways find: our schemas row by row, and frictionless-py."""

import csv
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from frictionless import Package
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from table_files import one, with_floats, write_csv
from test_tables import collections

from inzet import edtf
from inzet.issues import UnreadableError
from inzet.schema.figures import BOUNDS
from inzet.schema.findings import CODES
from inzet.schema.formats import FORMATS
from inzet.schema.rows import flatten
from inzet.schema.schemas import Schemas
from inzet.schema.tables import Column, Table
from inzet.tabular import validate_package, validate_table

Row = dict[str, str]
Places = set[tuple[int, str, str]]

FORMAT_CHECKER = FormatChecker(formats=())
for _name, _check in FORMATS.items():
    FORMAT_CHECKER.checks(_name, raises=ValueError)(
        lambda value, check=_check: not isinstance(value, str) or bool(check(value) or True)
    )

# --- row by row --------------------------------------------------------------------------------------

TABLES = Schemas.installed().tables


def as_json(column: Column, text: str) -> Any:
    """The value that a text is as one of a column; the text itself where it is none."""
    kind = column.node["type"]
    if kind == "integer" and re.fullmatch(r"[ \t]*[+-]?[0-9]+[ \t]*", text) and -(2**63) <= int(text) < 2**63:
        return int(text)
    if kind == "boolean" and text.upper() in ("TRUE", "FALSE", "0", "1") and text not in ("tRUE",):
        return text.upper() in ("TRUE", "1")
    return text.strip(" \t") if column.node.get("format") == "date" else text


def by_row(table: Table, rows: list[Row], others: dict[str, list[dict[str, Any]]]) -> Places:
    """What is wrong with a table, found with one row at a time."""
    found: Places = set()
    columns = {column.name: column for column in table.columns}
    values = [{name: as_json(columns[name], text) for name, text in row.items() if text} for row in rows]
    node = {
        "properties": {name: column.node for name, column in columns.items()},
        "required": [column.name for column in table.columns if column.required],
        "dependentRequired": table.node.get("dependentRequired", {}),
    }
    validator = Draft202012Validator(node, format_checker=FORMAT_CHECKER)
    for number, value in enumerate(values, 2):
        wrong = set()
        for error in validator.iter_errors(value):
            name = str(error.absolute_path[0]) if error.absolute_path else ""
            if error.validator == "required":
                found |= {(number, key, "schema.required") for key in node["required"] if key not in value}
            elif error.validator == "dependentRequired":
                for given_key, needed in node["dependentRequired"].items():
                    if given_key in value and not set(needed) <= value.keys():
                        found.add((number, given_key, "schema.dependent"))
            elif error.validator == "type" or columns[name].node.get("format") == "date":
                wrong.add(name)
            else:
                found.add((number, name, CODES[str(error.validator)]))
        found -= {(number, name, code) for name in wrong for code in set(CODES.values())}
        found |= {(number, name, "schema.type") for name in wrong}
        for name in wrong:
            # It is nothing that a key or an order could be about, but it is there.
            value[name] = None
        found |= {(number, name, "table.derived") for name in days_that_do_not_follow(columns, value)}
        found |= {(number, low, code) for low, high, code in orders(columns) if above(value, low, high)}
    found |= repeated(table, values)
    for own, target, there in table.references:
        rows_there = values if target == table.name else others[target]
        known = {tuple(shown(row.get(name)) for name in there) for row in rows_there}
        for number, value in enumerate(values, 2):
            key = tuple(shown(value.get(name)) for name in own)
            if None not in key and key not in known:
                found.add((number, ", ".join(own), "reference_exists"))
    return with_floats(found, [name for name, column in columns.items() if column.node["type"] == "integer"], rows)


def orders(columns: dict[str, Column]) -> list[tuple[str, str, str]]:
    """Pairs of columns in order, written out."""
    pairs = [(low, high, "bounds_in_order") for low, high in BOUNDS]
    pairs += [
        (f"{name}_first", f"{name}_last", "schema.format")
        for name in ("letter_date", "cited_date", "start_date", "end_date")
    ]
    pairs.append(("start_date_first", "end_date_last", "dates_in_order"))
    return [pair for pair in pairs if {pair[0], pair[1]} <= columns.keys()]


def days_that_do_not_follow(columns: dict[str, Column], value: dict[str, Any]) -> Iterator[str]:
    """First and last days that are not those of their dates, computed one by one."""
    for name in columns:
        of, _, side = name.rpartition("_")
        if columns[name].derived and not (name in value and value[name] is None):
            try:
                day = getattr(edtf.parse(FORMATS["edtf"](value[of])), side) if of in value else None
            except ValueError:
                continue
            if value.get(name) != (None if day is None else str(day)):
                yield name


def above(value: dict[str, Any], low: str, high: str) -> bool:
    """Whether a lower bound is above the upper one."""
    return value.get(low) is not None and value.get(high) is not None and value[low] > value[high]


def shown(value: Any) -> str | None:
    """A value as the published CSV writes it."""
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def repeated(table: Table, values: list[dict[str, Any]]) -> Places:
    """Rows whose key stood before."""
    code = "contribution_id_is_unique" if table.key == ("contribution_id",) else "table.unique-key"
    seen, found = set(), set()
    for number, value in enumerate(values, 2):
        key = tuple(value.get(name) for name in table.key)
        if None not in key and key in seen:
            found.add((number, ", ".join(table.key), code))
        seen.add(key)
    return found


WRONG = ["", "x", "3.0", "1e3", "-1", "007", "+5", " 4", "99999999999", str(2**63), "\u0663", "true", "0", "yes", "NO"]
WRONG += ["2023-02-29", "2024-02-29", "2024-2-1", "2024", "2024-21", "201X", "2025/2024", "0000-01-01", "e\u0301"]
WRONG += ["\u00e9", "a\nb", "a\x00b", " x ", "=x", "http://x.nl", "https://example.nl/a", "x" * 90, "\u202e"]
WRONG += ["1999-12-31", "A-1"]


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(found=collections(), data=st.data())
def test_rows_one_by_one_say_the_same(
    tmp_path_factory: pytest.TempPathFactory, found: dict[str, list[dict[str, Any]]], data: st.DataObject
) -> None:
    everything = flatten(TABLES, found)
    table = TABLES[data.draw(st.sampled_from([name for name, rows in everything.items() if rows] or ["letters"]))]
    rows = [{name: shown(value) or "" for name, value in row.items()} for row in everything[table.name]]
    names = [column.name for column in table.columns]
    if rows:
        rows += [dict(row) for row in data.draw(st.lists(st.sampled_from(rows), max_size=2))]
        for _ in range(data.draw(st.integers(0, 6))):
            row, name = data.draw(st.sampled_from(rows)), data.draw(st.sampled_from(names))
            row[name] = data.draw(st.sampled_from([*WRONG, *(other[name] for other in rows)]))
    folder = tmp_path_factory.mktemp("t")
    write_csv(folder / "t.csv", [names, *([row[name] for name in names] for row in rows)], csv.QUOTE_ALL)
    others = {name: pa.Table.from_pylist(of) for name, of in everything.items() if name != table.name and of}
    empty = {name: pa.table({c.name: pa.array([], pa.string()) for c in TABLES[name].columns}) for name in everything}
    empty.pop(table.name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("inzet.tabular.lines.SIZE", data.draw(st.sampled_from([64, 1000, 4 << 20])))
        report = validate_table(folder / "t.csv", table.name, references=empty | others)
    assert report.rows == len(rows)
    assert {issue[:3] for issue in report.issues} == by_row(table, rows, everything)
    assert sum(report.counts.values()) == len(report.issues) == len({issue[:3] for issue in report.issues})


# --- frictionless ------------------------------------------------------------------------------------

TYPES = ("string", "integer", "number", "boolean", "date")
WORDS = {
    "string": ["a", "ab", "abc", "b1", "\u00e9", "e\u0301", "x y", "a\nb", 'q"', "a,b"],
    "integer": ["0", "1", "2", "07", "7", "+3", "-4", " 5", "x", "3.0", "1e3", "--1", "0x1F"],
    "number": ["0", "1.5", "1.50", "1e1", "-2", "INF", "x", "1,5", " 2.5", "+.5", "5."],
    "boolean": ["true", "True", "1", "false", "0", "FALSE", "x", "yes", "tRUE"],
    "date": ["2024-02-29", "2023-02-29", "2024-01-01", "2024-12-31", "x", "20240101", "2024-13-01", "2024"],
}
BOUND = {"integer": (1, 3), "number": (0.5, 2), "date": ("2024-01-01", "2024-06-30")}


@st.composite
def columns(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """A field of a Table Schema with some constraints."""
    kind = draw(st.sampled_from(TYPES))
    asked: dict[str, Any] = {"required": True} if draw(st.booleans()) else {}
    if draw(st.integers(0, 3)) == 0:
        asked["unique"] = True
    if kind in BOUND:
        low, high = BOUND[kind]
        asked |= draw(st.sampled_from([{}, {"minimum": low}, {"maximum": high}, {"minimum": low, "maximum": high}]))
    elif kind == "string":
        asked |= draw(st.sampled_from([{}, {"minLength": 2}, {"maxLength": 2}, {"pattern": "[a-c]+[0-9]?"}]))
    enum = {"string": ["a", "b1"], "integer": [1, 7], "number": [1.5], "boolean": [True], "date": ["2024-02-29"]}[kind]
    if draw(st.integers(0, 3)) == 0:
        asked["enum"] = enum
    return {"name": name, "type": kind, "constraints": asked}


@st.composite
def packages(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, list[list[str]]]]:
    """A Data Package of two tables that refer to each other and to themselves, and their rows."""
    names = ["a", "b", "c"]
    fields = {table: [draw(columns(name)) for name in names] for table in ("one", "two")}
    rows = {}
    for table in fields:
        cells = [st.sampled_from([*WORDS[field["type"]], ""]) for field in fields[table]]
        rows[table] = [list(row) for row in draw(st.lists(st.tuples(*cells), min_size=1, max_size=9))]
    resources = []
    for table in fields:
        schema: dict[str, Any] = {"fields": fields[table]}
        key = draw(st.sampled_from([[], ["a"], ["a", "b"]]))
        if key:
            schema["primaryKey"] = key
        target = draw(st.sampled_from(["", "two", None])) if table == "one" else draw(st.sampled_from(["", None]))
        if target is not None:
            own = draw(st.sampled_from([["c"], ["b", "c"]]))
            there = draw(st.permutations(names))[: len(own)]
            kinds = {field["name"]: field["type"] for field in fields[target or table]}
            mine = {field["name"]: field["type"] for field in fields[table]}
            if [kinds[name] for name in there] == [mine[name] for name in own]:
                schema["foreignKeys"] = [{"fields": own, "reference": {"resource": target, "fields": there}}]
        resources.append({"name": table, "path": f"{table}.csv", "schema": schema})
    return {"name": "generated", "resources": resources}, rows


def _value(kind: str, text: str) -> Any:
    """The value of a text, None where it is none; for keys, in plain Python."""
    try:
        if kind in ("integer", "number"):
            return {"integer": int, "number": float}[kind](text)
        return {"date": _day, "string": str, "boolean": _truth}[kind](text) if text else None
    except (ValueError, TypeError):
        return None


def _day(text: str) -> date:
    return date(*map(int, text.split("-")))


def _truth(text: str) -> bool | None:
    return {"true": True, "True": True, "1": True, "false": False, "FALSE": False, "0": False}.get(text)


def witnessed(
    folder: Path, descriptor: dict[str, Any], rows: dict[str, list[list[str]]]
) -> tuple[dict[str, Places], dict[tuple[str, str, int], int]]:
    """What frictionless finds, in our words, and the first row with each repeated key.

    Without what docs/tables.md lists as different.
    """
    report = Package(descriptor, basepath=str(folder)).validate(limit_errors=10**6)
    assert report.errors == []
    found: dict[str, Places] = {name: set() for name in rows}
    firsts: dict[tuple[str, str, int], int] = {}
    for task in report.tasks:
        schema = next(each["schema"] for each in descriptor["resources"] if each["name"] == task.name)
        fields = {field["name"]: field for field in schema["fields"]}
        key = schema.get("primaryKey", [])
        reference = (schema.get("foreignKeys") or [{}])[0].get("fields", [])
        assert task.errors or task.valid
        for error in task.errors:
            row = error.row_number
            values = dict(zip(fields, rows[task.name][row - 2], strict=True))
            typed = {name: _value(fields[name]["type"], value) for name, value in values.items()}
            if error.type == "blank-row":
                needed = {name for name, field in fields.items() if field["constraints"].get("required")}
                found[task.name] |= {(row, name, "schema.required") for name in needed}
            elif error.type == "primary-key":
                if not any(typed[name] is None for name in key):
                    found[task.name].add((row, ", ".join(key), "table.unique-key"))
                    _add_first(firsts, (task.name, ", ".join(key), row), error.note)
            elif error.type == "foreign-key":
                if not any(typed[name] is None for name in reference):
                    found[task.name].add((row, ", ".join(reference), "reference_exists"))
            elif error.type == "constraint-error":
                asked = re.match(r'constraint "(\w+)"', error.note)
                assert asked
                found[task.name].add((row, error.field_name, CODES[asked[1]]))
            else:
                code = {"type-error": "schema.type", "unique-error": "table.unique-key"}[error.type]
                found[task.name].add((row, error.field_name, code))
                if code == "table.unique-key":
                    _add_first(firsts, (task.name, error.field_name, row), error.note)
        # A key of one column is its primary key, here asked for once.
        for number, cells in enumerate(rows[task.name], 2):
            empty = dict(zip(fields, cells, strict=True))
            found[task.name] |= {(number, name, "schema.required") for name in key if empty[name] == ""}
        integers = [name for name, field in fields.items() if field["type"] == "integer"]
        texts = [dict(zip(fields, cells, strict=True)) for cells in rows[task.name]]
        found[task.name] = with_floats(found[task.name], integers, texts)
    return found, firsts


def _add_first(firsts: dict[tuple[str, str, int], int], place: tuple[str, str, int], note: str) -> None:
    """Add the first row with a key; frictionless names the last one before."""
    before = re.fullmatch(r"the same as in the row at position (\d+)", note)
    assert before
    firsts[place] = firsts.get((*place[:2], int(before[1])), int(before[1]))


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=packages())
def test_frictionless_says_the_same(
    tmp_path_factory: pytest.TempPathFactory, made: tuple[dict[str, Any], dict[str, list[list[str]]]]
) -> None:
    descriptor, rows = made
    folder = tmp_path_factory.mktemp("p")
    for name, lines in rows.items():
        write_csv(folder / f"{name}.csv", [["a", "b", "c"], *lines])
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    package = validate_package(folder / "datapackage.json")
    assert package.notes == package.issues == []
    reports = package.tables
    ours = {Path(report.path).stem: {issue[:3] for issue in report.issues} for report in reports}
    firsts = {
        (Path(report.path).stem, issue.column, issue.row): issue.first
        for report in reports
        for issue in report.issues
        if issue.first is not None
    }
    assert (ours, firsts) == witnessed(folder, descriptor, rows)
    assert all(sum(report.counts.values()) == len(report.issues) for report in reports)


# --- each difference that docs/tables.md names -------------------------------------------------------


def limited(**constraints: Any) -> dict[str, Any]:
    """Constraints as the property of a field."""
    return {"constraints": constraints}


FIELDS = [
    ("integer", {}, str(2**63), False, True),
    ("integer", {}, "\u0663", False, True),
    ("integer", {}, "1_000", False, True),
    ("integer", {"groupChar": ","}, "1,234", True, False),
    ("integer", {"missingValues": ["-"]}, "-", True, True),
    ("integer", limited(required=True), "x", False, False),
    ("number", {}, "Infinity", False, True),
    ("number", {}, "+INF", False, True),
    ("number", {}, "nan", True, True),
    ("number", {"groupChar": ","}, "12,34", False, True),
    ("number", {"decimalChar": ",", "groupChar": "."}, "1.234,50", True, True),
    ("number", limited(enum=[0.1]), "0.10000000000000000001", True, False),
    ("date", {}, "2024-1-1", False, True),
    ("date", {}, " 2024-01-01", True, False),
    ("date", {"format": "fmt:%d-%m-%Y"}, "1-2-2024", True, True),
    ("year", {}, "12024", False, False),
    ("boolean", {"trueValues": ["ja"], "falseValues": ["nee"]}, "ja", True, True),
    ("string", limited(pattern="a|b"), "ax", False, True),
    ("string", limited(pattern="a"), "a\n", False, True),
    ("string", {"categories": ["x"]}, "y", False, True),
    ("string", {"format": "email"}, "a@b", True, False),
    ("string", {"format": "uri"}, "http://a b", False, True),
    ("string", {"format": "uri"}, "http://a/%zz", False, True),
    ("string", {"format": "uuid"}, "123e4567e89b12d3a456426614174000", False, True),
]


def valid_there(folder: Path, schema: dict[str, Any]) -> bool:
    """Whether frictionless finds nothing wrong with t.csv."""
    resource = {"name": "t", "path": "t.csv", "schema": schema}
    return bool(Package({"name": "p", "resources": [resource]}, basepath=str(folder)).validate().valid)


@pytest.mark.parametrize(("kind", "more", "value", "here", "there"), FIELDS)
def test_fields_are_read_as_documented(
    kind: str, more: dict[str, Any], value: str, here: bool, there: bool, tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_text(f'a,b\n"{value}",1\n', encoding="utf-8")
    schema = {"fields": [{"name": "a", "type": kind, **more}, {"name": "b"}]}
    assert valid_there(tmp_path, schema) == there
    assert validate_table(tmp_path / "t.csv", schema).valid == here


def test_a_quote_inside_a_value_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text('a,b\nx"y,1\n', encoding="utf-8")
    schema = {"fields": [{"name": "a"}, {"name": "b"}]}
    assert valid_there(tmp_path, schema)
    with pytest.raises(UnreadableError):
        validate_table(tmp_path / "t.csv", schema)


def test_two_of_no_number_are_one_value(tmp_path: Path) -> None:
    """NaN in a key is equal to NaN; to frictionless it is equal to nothing."""
    (tmp_path / "t.csv").write_text("a\nNaN\nNaN\n", encoding="utf-8")
    schema = one("number", unique=True)
    assert valid_there(tmp_path, schema)
    assert validate_table(tmp_path / "t.csv", schema).counts == {"table.unique-key": 1}
