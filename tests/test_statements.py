"""The table `statements`: what a join of the other tables gives, and the rows that a total adds."""

import csv
from collections import Counter
from functools import cache
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from inzet.commands.main import main
from inzet.release.statements import statement_rows
from inzet.schema.rows import flatten
from inzet.schema.schemas import Schemas

SCHEMAS = Schemas.installed()
Row = dict[str, str]
SIZES = {"number_min", "number_max", "amount_min", "amount_max"}


@cache
def _table(name: str) -> list[Row]:
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _rows(table: str, **values: str) -> list[Row]:
    """The rows of a published table that have some values, as they are in the CSV file."""
    return [row for row in _table(table) if values.items() <= row.items()]


# --- a join of the other tables ----------------------------------------------------------------------

APART = ("counted", "line", "section", "quote")
COLUMNS = [column.name for column in SCHEMAS.published["statements"].columns if column.name not in APART]


def _label(field: str, word: str, language: str) -> str:
    kind = "mission" if field in ("region", "lead_country", "countries") else "contribution"
    node = SCHEMAS.load(kind)["properties"][field]
    return str(node.get("items", node)["x-values"][word][language]) if word else ""


def _dutch(kind: str, **own: str) -> str:
    return next((row["name"] for row in _rows(f"{kind}_names", **own, language="nl")), "")


def _joined(item: Row, kind: str, target: str, position: int, number: int) -> Row:
    """The statement of a contribution about one of its missions or frameworks."""
    own = {f"{kind}_id": target}
    (letter,), (record,) = _rows("letters", letter_id=item["letter_id"]), _rows(f"{kind}s", **own)
    urls = _rows("letter_source_urls", letter_id=item["letter_id"])
    countries = [row["country"] for row in _rows(f"{kind}_countries", **own)] if kind == "mission" else []
    by, leaders = record["lead_country"], _rows("frameworks", framework_id=record.get("framework_id", ""))
    if kind == "framework":
        by, leaders = "", []
    row = dict.fromkeys(COLUMNS, "") | letter | item | own | {
        "statement_row": str(position),
        "shared_with": str(number - 1) if number > 1 else "",
        "letter_title": letter["title"],
        "letter_link": urls[0]["url"] if urls else "",
        "name": record["name"],
        "name_nl": _dutch(kind, **own),
        "abbreviation": record["abbreviation"],
        "region": record.get("region", ""),
        "countries": ", ".join(countries),
        "countries_en": ", ".join(_label("countries", code, "en") for code in countries),
        "countries_nl": ", ".join(_label("countries", code, "nl") for code in countries),
        "led_by_en": ", ".join([row["name"] for row in leaders] + [_label("lead_country", by, "en")] * bool(by)),
        "led_by_nl": ", ".join(
            [_dutch("framework", framework_id=row["framework_id"]) or row["name"] for row in leaders]
            + [_label("lead_country", by, "nl")] * bool(by)
        ),
    }  # fmt: skip
    for name in ("region", "kind", "unit", "basis", "currency", "change", "status", "term_basis"):
        row |= {f"{name}_{language}": _label(name, row[name], language) for language in ("en", "nl")}
    return {name: row[name] for name in COLUMNS}


def _goes_to(item: Row) -> list[tuple[str, str]]:
    """The missions of a contribution, or its frameworks if it has no mission."""
    for kind in ("mission", "framework"):
        found = _rows(f"contribution_{kind}s", contribution_id=item["contribution_id"])
        if found:
            return [(kind, row[f"{kind}_id"]) for row in found]
    return []


def test_every_column_is_what_a_join_of_the_other_tables_gives() -> None:
    expected = [
        _joined(item, *target, position, len(_goes_to(item)))
        for item in _rows("contributions")
        for position, target in enumerate(_goes_to(item), 1)
    ]
    assert [{name: row[name] for name in COLUMNS} for row in _rows("statements")] == expected


def test_the_words_are_a_fragment_of_the_contribution_and_give_its_figure() -> None:
    for row in _rows("statements"):
        own = _rows("evidence", contribution_id=row["contribution_id"])
        sizes = {
            support["evidence_position"]
            for support in _rows("evidence_supports", contribution_id=row["contribution_id"])
            if support["supported_field"] in SIZES
        }
        giving = [part for part in own if part["evidence_position"] in sizes] or own
        words = ("line", "section", "quote")
        assert [row[name] for name in words] in [[part[name] for name in words] for part in giving]


def test_the_table_is_valid_by_its_name() -> None:
    assert main(["validate", str(ROOT / "data" / "statements.csv")]) == 0


# --- what a total adds -------------------------------------------------------------------------------

FIRM = ("decided", "reported")
PERSONS_446 = {
    60: 8, 64: 15, 86: 5, 88: 15, 108: 1, 110: 12, 112: 5, 114: 7, 128: 2, 130: 5, 132: 1,
    146: 3 + 10 + 3, 150: 15, 152: 6, 154: 2, 164: 2 + 1, 166: 10, 168: 2, 176: 2,
}  # fmt: skip
"""By line of the letter, the persons under each national mandate that it sets or extends, read by hand."""


def test_the_counted_persons_of_a_letter_are_those_of_its_mandates() -> None:
    wanted = (pc.field("letter_id") == "kst-29521-446") & pc.field("counted") & (pc.field("unit") == "persons")
    table = pq.read_table(ROOT / "data" / "statements.parquet", filters=wanted)
    persons: Counter[int] = Counter()
    for row in table.to_pylist():
        persons[row["line"]] += row["number_max"]
    assert persons == PERSONS_446
    assert pc.sum(table["number_max"]).as_py() == sum(PERSONS_446.values()) == 132


NO_MANDATES: list[dict[str, Any]] = [
    *({"change": "end"}, {"status": "intended"}, {"status": "proposed"}, {"status": "explored"}),
    *({"status": "declined"}, {"basis": "deployed"}, {"basis": "planned"}, {"number_max": None}),
]


@st.composite
def letters(draw: st.DrawFn) -> dict[str, Any]:
    """A letter with mandates and what is none, with repetitions, and with parts of these at any depth."""
    items: list[dict[str, Any]] = []
    mandate = {"kind": "personnel", "basis": "ceiling", "number_min": 0, "number_max": 0, "unit": "persons"}
    mandate |= {"description": "x", "evidence": [{"line": 1, "section": "x", "quote": "x"}]}
    for number in range(draw(st.integers(1, 6))):
        item = mandate | {"contribution_id": f"x01.{number:02d}"}
        item |= {"change": draw(st.sampled_from(("start", "continue"))), "status": draw(st.sampled_from(FIRM))}
        item |= draw(st.just({}) | st.sampled_from(NO_MANDATES))
        missions = draw(st.lists(st.sampled_from("abc"), max_size=3, unique=True))
        item |= {"missions": missions} if missions else {"frameworks": [{"framework_id": "f", "role": "recipient"}]}
        if items and draw(st.booleans()):
            item["part_of"] = draw(st.sampled_from(items))["contribution_id"]
        if items and draw(st.integers(0, 3)) == 0:
            item["restates"] = draw(st.sampled_from(items))["contribution_id"]
        items.append({name: value for name, value in item.items() if value is not None})
    return {"letter_id": "x01", "letter_date": "2022-06-17", "contributions": items}


@given(letters())
def test_a_mandate_counts_once_unless_it_is_part_of_one_that_counts(letter: dict[str, Any]) -> None:
    mission = {"name": "x", "region": "sahel_west_africa", "framework_id": "f"}
    missions = [mission | {"mission_id": mission_id} for mission_id in "abc"]
    records = {"letters": [letter], "missions": missions, "frameworks": [{"framework_id": "f", "name": "x"}]}
    rows = list(statement_rows(records, flatten(SCHEMAS.tables, records)))
    items = {item["contribution_id"]: item for item in letter["contributions"]}
    targets = {key: item.get("missions") or ["f"] for key, item in items.items()}
    assert [(row["contribution_id"], row["mission_id"] or row["framework_id"]) for row in rows] == [
        (key, target) for key in items for target in targets[key]
    ]
    counted = {row["contribution_id"] for row in rows if row["counted"]}
    assert sum(row["counted"] for row in rows) == len(counted)
    for key, item in items.items():
        wholes, whole = set(), item.get("part_of")
        while whole:
            wholes.add(whole)
            whole = items[whole].get("part_of")
        mandate = item.get("basis") == "ceiling" and "number_max" in item and "restates" not in item
        mandate = mandate and item["change"] != "end" and item["status"] in FIRM
        assert (key in counted) is (mandate and not wholes & counted)
