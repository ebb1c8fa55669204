"""Flattening: nothing is lost on the way to tables and back, in memory, as CSV and as Parquet."""

import csv
import io
from datetime import date
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import records

import inzet
from inzet import edtf
from inzet.release import package, portions
from inzet.schema.arrow import arrow_schema
from inzet.schema.nodes import SchemaError
from inzet.schema.rows import Row, csv_bytes, flatten
from inzet.schema.schemas import Schemas
from inzet.schema.table_schema import column_type, table_schema
from inzet.schema.tables import Table

KINDS, TABLES = Schemas.installed().folders, Schemas.installed().tables


@st.composite
def collections(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """A few records of each kind, with ids that are their own."""
    found: dict[str, list[dict[str, Any]]] = {}
    for folder, kind in KINDS.items():
        key = Schemas.installed().load(kind)["x-key"]
        some = draw(st.lists(records(kind), max_size=2))
        found[folder] = [record | {key: f"{folder}-{at}"} for at, record in enumerate(some)]
    for letter in found["letters"]:
        for name, key in (("contributions", "contribution_id"), ("events", "event_id")):
            for number, item in enumerate(letter.get(name, ())):
                item[key] = f"{letter['letter_id']}.{key[0] * (key[0] == 'e')}{number:02d}"
    return found


def _unflatten(rows: dict[str, list[Row]]) -> dict[str, list[dict[str, Any]]]:
    """Turn the rows of all tables back into records, whatever the order of the rows."""
    return {
        table.name: [_restore(table, row, rows) for row in sorted(rows[table.name], key=lambda row: row[table.key[0]])]
        for table in TABLES.values()
        if table.parent is None
    }


def _restore(table: Table, row: Row, rows: dict[str, list[Row]]) -> Any:
    """Return the item of a row with what child tables hold of it; computed columns and empty values are left out."""
    if table.words:
        return row[table.node["x-name"]]
    item: dict[str, Any] = {}
    for name in table.node["properties"]:
        if (value := row.get(name)) is not None:
            item[name] = value.isoformat() if isinstance(value, date) else value
        for child in (child for child in TABLES.values() if child.parent is table and child.field == name):
            parts = [part for part in rows[child.name] if all(part[key] == row[key] for key in table.key)]
            if parts or child.needed:
                parts.sort(key=lambda part: part[child.position])
                item[name] = [_restore(child, part, rows) for part in parts]
    return item


@given(collections())
def test_unflatten_is_the_inverse_of_flatten(found: dict[str, list[dict[str, Any]]]) -> None:
    assert _unflatten(flatten(TABLES, found)) == found


@given(collections(), st.randoms(use_true_random=False))
def test_order_of_records_and_rows_does_not_matter(found: dict[str, list[dict[str, Any]]], random: Any) -> None:
    rows = flatten(TABLES, found)
    shuffled = {name: random.sample(items, len(items)) for name, items in found.items()}
    assert flatten(TABLES, shuffled) == rows
    assert _unflatten({name: random.sample(of, len(of)) for name, of in rows.items()}) == found


@given(collections())
def test_rows_and_csv_and_parquet_say_the_same(found: dict[str, list[dict[str, Any]]]) -> None:
    rows = flatten(TABLES, found)
    for name, table in TABLES.items():
        made = portions.arrow_table(table, rows[name])
        assert pq.read_table(io.BytesIO(package.parquet_bytes(made))).to_pylist() == rows[name]
        assert _from_csv(csv_bytes([column.name for column in table.columns], rows[name]).decode(), table) == rows[name]


def _from_csv(text: str, table: Table) -> list[Row]:
    """Read CSV as a stranger would who has the types from the table schema: empty is no value."""
    types = {field["name"]: field["type"] for field in table_schema(table)["fields"]}
    read = {"string": str, "integer": int, "boolean": "true".__eq__, "date": date.fromisoformat}
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [{name: read[types[name]](cell) if cell else None for name, cell in row.items()} for row in rows]


@given(collections())
def test_primary_keys_are_unique_and_required_columns_filled(found: dict[str, list[dict[str, Any]]]) -> None:
    for name, rows in flatten(TABLES, found).items():
        table = TABLES[name]
        keys = [tuple(row[column] for column in table.key) for row in rows]
        assert len(set(keys)) == len(keys)
        for column in (column for column in table.columns if column.required):
            assert all(row[column.name] is not None for row in rows)


@given(collections())
def test_every_partial_date_has_its_days(found: dict[str, list[dict[str, Any]]]) -> None:
    for row in flatten(TABLES, found)["contributions"]:
        for name in ("start_date", "end_date"):
            if row[name] is not None:
                assert row[f"{name}_first"] == edtf.first_day(row[name])
                assert row[f"{name}_last"] == edtf.last_day(row[name])


def test_the_tables_are_those_of_the_data_model() -> None:
    promised = {
        "letters", "letter_identifiers", "signatories", "citations", "missions", "mission_names", "mission_countries",
        "mission_tasks", "frameworks", "contributions", "contribution_missions", "contribution_frameworks",
        "contribution_personnel_types", "contribution_grounds", "contribution_functions", "contribution_assets",
        "contribution_places", "evidence", "events", "event_missions", "event_frameworks", "event_evidence",
        "related_papers", "letter_other_numbers",
    }  # fmt: skip
    assert promised <= TABLES.keys()


def test_foreign_keys_point_at_primary_keys() -> None:
    published = Schemas.installed().published
    for table in published.values():
        names = [column.name for column in table.columns]
        assert set(table.key) <= set(names)
        for own, target, there in table.references:
            assert set(own) <= set(names)
            assert there == published[target].key


@pytest.mark.parametrize(
    ("node", "message"),
    [
        ({"type": "number"}, "unknown type 'number'; types: object, array, string, integer, boolean"),
        ({"type": "array"}, "a column cannot hold an array"),
        ({"type": "string", "contentEncoding": "base64"}, "'contentEncoding' does not apply to type 'string'"),
    ],
)
def test_derivations_raise_on_what_they_do_not_know(node: dict[str, Any], message: str) -> None:
    with pytest.raises(SchemaError, match=f"^{message}"):
        column_type(node)


def test_published_table_is_what_pyarrow_reads() -> None:
    table = inzet.table("contributions")
    assert table.schema.equals(arrow_schema(TABLES["contributions"]))
    assert table.num_rows == len(inzet.load().contributions)
    with pytest.raises(FileNotFoundError, match="there is no table 'contribution'; closest: contributions, "):
        inzet.table("contribution")
    with pytest.raises(FileNotFoundError, match=r"there is no table 'xyz'; tables: citations, .*, statements$"):
        inzet.table("xyz")
