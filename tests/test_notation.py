"""The notations of values: what a Table Schema says of them, and that another notation of a value changes nothing."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from table_files import Places, check, one, places, refers, write_csv

from inzet.tabular import validate_table
from inzet.tabular.messages import as_issues
from inzet.tabular.notation import Notation, is_day_pattern
from inzet.tabular.plans import UnsupportedError, plan_of
from inzet.tabular.texts import parsed


def field(kind: str, **more: Any) -> dict[str, Any]:
    """A Table Schema of one field."""
    return {"fields": [{"name": "a", "type": kind, **more}]}


def at(code: str, *rows: int) -> Places:
    """Places in some rows of the column, counted from 1 below the header."""
    return [(row + 1, "a", code) for row in rows]


COMMA = {"decimalChar": ",", "groupChar": "."}
REQUIRED = {"constraints": {"required": True}}
UUID = "123e4567-e89b-12d3-a456-426614174000"
FOUND = [
    ("missing words", field("integer", **REQUIRED) | {"missingValues": ["", "NA"]}, ["1", "NA", "", "na"], [2, 3], [4]),
    (
        "missing words with labels",
        field("integer", **REQUIRED) | {"missingValues": [{"value": "-99", "label": "refused"}, {"value": "-"}]},
        ["-99", "-", "-9", ""],
        [1, 2],
        [4],
    ),
    (
        "of the field itself",
        field("integer", missingValues=["x"], **REQUIRED) | {"missingValues": ["y"]},
        "xy",
        [1],
        [2],
    ),
    ("nothing is missing", field("string", missingValues=[], **REQUIRED), ["", "a"], [], []),
    (
        "a missing word of an enum",
        field("string", missingValues=["-"], constraints={"enum": ["a"]}),
        ["a", "-"],
        [],
        [],
    ),
    (
        "words for true",
        field("boolean", trueValues=["ja"], falseValues=["nee", "0"]),
        ["ja", "0", "1", "true"],
        [],
        [3, 4],
    ),
    ("decimal commas", field("number", **COMMA), ["1.234,50", "-12,5", "1234", ",5", " 1,5E3\t", "nan"], [], []),
    (
        "no decimal commas",
        field("number", **COMMA),
        ["1.23", "1.2345", "1.234.5", ".234", "1,2,3", "1234.567"],
        [],
        range(1, 7),
    ),
    ("groups of a number", field("number", groupChar=","), ["1,234.5", "12,34", "-INF", "1234.5"], [], [2]),
    ("groups of an integer", field("integer", groupChar=" "), ["1 234 567", "1 23", "12"], [], [2]),
    ("no fraction of an integer", field("integer", groupChar="."), ["1.000", "1,00"], [], [2]),
    (
        "days by a pattern",
        field("date", format="%d-%m-%Y"),
        ["31-12-2024", "1-2-2024", "2024-12-31", "31-02-2024"],
        [],
        [3, 4],
    ),
    ("days by an old pattern", field("date", format="fmt:%Y/%m/%d"), ["2024/12/31", "2024-12-31"], [], [2]),
    ("days without signs", field("date", format="%Y%m%d"), ["20241231", "20241301", "2024123"], [], [2]),
    ("ISO days by a pattern", field("date", format="%Y-%m-%d"), ["2024-12-31", "2024-1-1", "2024"], [], [3]),
    ("years", field("year"), ["2024", "0999", "999", "12024", "+999", " 2024"], [], [3, 4, 5]),
    ("web addresses", field("string", format="uri"), ["https://a.nl/b?c", "urn:isbn:1", "a.nl", "http://a b"], [], []),
    ("mail addresses", field("string", format="email"), ["a@b.nl", "a@b", "a b@c.nl", "@b.nl"], [], []),
    ("identifiers", field("string", format="uuid"), [UUID, UUID.upper(), UUID[:-1], UUID.replace("-", "")], [], []),
]
FORMATS = {"web addresses": [3, 4], "mail addresses": [3, 4], "identifiers": [3, 4]}


@pytest.mark.parametrize(("name", "schema", "texts", "missing", "wrong"), FOUND, ids=[case[0] for case in FOUND])
def test_what_is_found(name: str, schema: Any, texts: Any, missing: Any, wrong: Any, tmp_path: Path) -> None:
    expected = at("schema.required", *missing) + at("schema.type", *wrong) + at("schema.format", *FORMATS.get(name, ()))
    file = write_csv(tmp_path / "t.csv", [["a"], *([text] for text in texts)], quoting=1)
    assert places(validate_table(file, schema)) == sorted(expected)
    for array in (pa.array(texts, pa.string()), pa.array(texts, pa.string()).dictionary_encode()):
        pq.write_table(pa.table({"a": array}), tmp_path / "t.parquet")
        assert places(validate_table(tmp_path / "t.parquet", schema)) == sorted(expected)


BOUNDS = [
    (field("integer", constraints={"minimum": "1", "maximum": 3.0}), "0134", [1, 4]),
    (field("number", constraints={"minimum": "1,5"}, **COMMA), ["1,49", "1,5"], [1]),
    (field("year", constraints={"minimum": "2000"}), ["1999", "2000"], [1]),
    (field("date", format="%d-%m-%Y", constraints={"maximum": "01-02-2024"}), ["1-2-2024", "2-2-2024"], [2]),
]


@pytest.mark.parametrize(("schema", "texts", "wrong"), BOUNDS)
def test_bounds_may_be_texts(schema: Any, texts: Any, wrong: list[int], tmp_path: Path) -> None:
    file = write_csv(tmp_path / "t.csv", [["a"], *([text] for text in texts)])
    assert places(validate_table(file, schema)) == at("schema.bounds", *wrong)


@pytest.mark.parametrize(
    "more",
    [
        {"categories": [1, 2]},
        {"categories": [{"value": 1, "label": "one"}, {"value": 2}], "categoriesOrdered": True},
        {"categories": [1, 2, 3], "constraints": {"enum": ["1", "2"]}},
    ],
)
def test_categories_are_the_words_of_a_column(more: Any, tmp_path: Path) -> None:
    assert places(check(tmp_path, "a\n1\n02\n3\n", field("integer", **more))) == at("schema.enum", 3)


@pytest.mark.parametrize(
    ("match", "header", "expected"),
    [
        ("exact", "b,a", [(1, "b, a", "table.column-order")]),
        ("equal", "b,a", []),
        (["equal"], "b,a", []),
        ("equal", "a,c", [(1, "b", "table.missing-column"), (1, "c", "table.extra-column")]),
        ("subset", "c,b,a", []),
        ("subset", "c,a", [(1, "b", "table.missing-column")]),
        ("superset", "b", []),
        ("superset", "b,c", [(1, "c", "table.extra-column")]),
        ("partial", "c,b", []),
        ("partial", "c,d", [(1, "a", "table.missing-column"), (1, "b", "table.missing-column")]),
    ],
)
def test_fields_match(match: Any, header: str, expected: Places, tmp_path: Path) -> None:
    schema = {"fields": [{"name": "a"}, {"name": "b"}], "fieldsMatch": match}
    assert places(check(tmp_path, f"{header}\n", schema)) == expected


KINDS = ("datetime", "time", "yearmonth", "duration", "object", "array", "list", "geopoint", "geojson")
UNSUPPORTED = [
    *[(field(kind), f"field 'a' has type {kind}") for kind in KINDS],
    (field("date", format="any"), "field 'a' of type date has format 'any'"),
    (field("date", format="%d %B %Y"), "field 'a' of type date has format '%d %B %Y'"),
    (field("date", format="%Y-%m"), "field 'a' of type date has format '%Y-%m'"),
    (field("string", format="binary"), "field 'a' of type string has format 'binary'"),
    (field("number", bareNumber=False), "field 'a' has numbers among other signs (bareNumber)"),
    (field("number", decimalChar="::"), "field 'a' has decimalChar '::'"),
    (one("integer", pattern="1"), "field 'a' of type integer has the constraint 'pattern'"),
    (one("integer", minLength=1), "field 'a' of type integer has the constraint 'minLength'"),
    (one("string", minimum="a"), "field 'a' of type string has the constraint 'minimum'"),
    *[(one(kind, exclusiveMinimum=1), "has the constraint 'exclusiveMinimum'") for kind in ("integer", "string")],
    *[(one("string", pattern=text), "field 'a' has the pattern") for text in ("(?=a)a", r"(a)\1", "[a-z-[aeiou]]")],
    (one("string", pattern="a{1,2000}"), "beyond what RE2 can match"),
    (
        field("string", missingValues=[]) | {"foreignKeys": [refers("a", "x", "a")]},
        "field 'a' of a foreign key has empty texts that are values",
    ),
]


@pytest.mark.parametrize(("schema", "reason"), UNSUPPORTED, ids=[reason for _, reason in UNSUPPORTED])
def test_what_is_not_checked_is_refused_by_name(schema: Any, reason: str) -> None:
    with pytest.raises(UnsupportedError) as caught:
        plan_of(schema, "t")
    assert reason in caught.value.reason
    assert str(caught.value) == f"t: {caught.value.reason}, which cannot be checked"


def test_properties_that_only_describe_change_nothing() -> None:
    said = {"title": "A", "description": "…", "example": "x", "rdfType": "https://schema.org/Thing", "unit": "m"}
    assert plan_of(field("number", **said)) == plan_of(field("number"))


def test_faults_show_what_is_in_the_file(tmp_path: Path) -> None:
    report = check(tmp_path, 'a\n"1.23"\n', field("number", **COMMA))
    assert [issue.value for issue in report.issues] == ["1.23"]
    report = check(tmp_path, "a\na.nl\n", field("string", format="uri"))
    assert "'a.nl' is not a full web address or other URI (RFC 3986)" in as_issues(report)[0].message


# --- any notation ------------------------------------------------------------------------------------

SIGNS = st.sampled_from(["", ".", ",", " ", "'", "\u00a0", "\u2009", "|", "$", "^", "\\"])
PATTERNS = st.tuples(
    st.permutations(["%Y", "%m", "%d"]), st.sampled_from(["-", "/", ".", "_", ","]), st.sampled_from(["-", "/", ""])
).map(lambda made: made[0][0] + made[1] + made[0][1] + made[2] + made[0][2])


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(), SIGNS, SIGNS)
def test_numbers_in_any_notation(number: float, decimal: str, group: str) -> None:
    whole = isinstance(number, int)
    if (group == decimal and group) or (not decimal and not whole):
        return
    text = f"{number:,}" if abs(number) < 1e16 else repr(number)
    text = text.translate({ord(","): group, ord("."): decimal})
    notation = Notation(decimal=decimal, group=group)
    kind = "integer" if whole and abs(number) < 2**63 else "number"
    assert parsed(kind, notation, pa.array([text])).to_pylist() == [number if kind == "integer" else float(number)]


@given(st.dates(), PATTERNS)
def test_days_in_any_pattern(day: date, pattern: str) -> None:
    assert is_day_pattern(pattern)
    short = pattern.replace("%m", str(day.month)).replace("%d", str(day.day)).replace("%Y", f"{day.year:04}")
    long = pattern.replace("%m", f"{day.month:02}").replace("%d", f"{day.day:02}").replace("%Y", f"{day.year:04}")
    for text in (long, short):
        try:
            expected = datetime.strptime(text, pattern).date()
        except ValueError:  # without a sign between them, short numbers run together
            expected = None
        assert parsed("date", Notation(days=(pattern,)), pa.array([text, None])).to_pylist() == [expected, None]


@given(st.text("0123456789-/. ", max_size=10), PATTERNS)
def test_no_other_text_is_a_day(text: str, pattern: str) -> None:
    """``strptime`` of Python decides; it also reads a blank before a day, and no blanks around the whole."""
    try:
        expected = datetime.strptime(text.strip(), pattern).date() if " " not in text.strip() else None
    except ValueError:
        expected = None
    assert parsed("date", Notation(days=(pattern,)), pa.array([text])).to_pylist() == [expected]


CELLS: Mapping[str, Any] = {
    "n": st.integers(-3, 2000) | st.sampled_from([None, "?", "x1"]),
    "x": st.integers(-5000, 5000).map(lambda number: number / 4) | st.sampled_from([None, "?", "1e"]),
    "b": st.sampled_from([True, False, None, "maybe"]),
    "d": st.dates(date(2023, 12, 1), date(2024, 2, 1)) | st.sampled_from([None, "?", "31-31"]),
    "t": st.sampled_from(["a", "b;c", 'd"e', "f,g", "h\ti", "j\nk", "\u00e9", None]),
}
ROWS = st.fixed_dictionaries(dict(CELLS)).map(lambda row: {name: row[name] for name in CELLS})
TABLES = st.lists(ROWS, max_size=12)
"""Tables of values, in which a text is a wrong value in every notation."""


def schema_of(**more: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of these tables; with more properties of the fields."""
    fields = [
        {"name": "n", "type": "integer", "constraints": {"minimum": 0, "maximum": 1500}},
        {"name": "x", "type": "number", "constraints": {"minimum": -1000, "required": True}},
        {"name": "b", "type": "boolean", "constraints": {"enum": [True]}},
        {"name": "d", "type": "date", "constraints": {"unique": True}},
        {"name": "t", "type": "string", "constraints": {"required": True, "maxLength": 2}},
    ]
    return {"fields": [made | more.get(str(made["name"]), {}) for made in fields], "uniqueKeys": [["n", "b"]]}


@given(TABLES, SIGNS.filter(bool), SIGNS, PATTERNS, st.sampled_from(["", "NA", "-", "9999999"]))
def test_a_table_in_another_notation_has_the_same_issues(
    tmp_path_factory: Any, rows: list[dict[str, Any]], decimal: str, group: str, pattern: str, missing: str
) -> None:
    folder = tmp_path_factory.mktemp("notation")
    group = group if group != decimal else ""

    def written(value: Any) -> str:
        if value is None:
            return missing
        if isinstance(value, bool):
            return "waar" if value else "onwaar"
        if isinstance(value, date):
            return value.strftime(pattern)
        return value if isinstance(value, str) else f"{value:,}".translate({ord(","): group, ord("."): decimal})

    head = list(CELLS)
    write_csv(folder / "plain.csv", [head, *(row.values() for row in rows)], quoting=1)
    write_csv(folder / "t.csv", [head, *(map(written, row.values()) for row in rows)], quoting=1)
    schema = schema_of(
        n={"groupChar": group},
        x={"groupChar": group, "decimalChar": decimal},
        b={"trueValues": ["waar"], "falseValues": ["onwaar"]},
        d={"format": pattern},
    )
    found = validate_table(folder / "t.csv", schema | {"missingValues": [missing]})
    assert places(found) == places(validate_table(folder / "plain.csv", schema_of()))
    assert found.rows == len(rows)
