"""The sheets of the workbook: their rows, and their columns in the order in which people read them."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from inzet.files import NESTED
from inzet.ledger.register import Ledger
from inzet.release.answers import FIRST, LAST, Answers
from inzet.release.contents import Made, read_rows
from inzet.release.statements import labels_of, target_row, vocabularies_of
from inzet.schema.figures import NUMBER, SIZES
from inzet.schema.nodes import Schema
from inzet.schema.rows import Row
from inzet.schema.schemas import Schemas
from inzet.schema.statements import LANGUAGES, labelled
from inzet.schema.statements import NAME as STATEMENTS
from inzet.schema.tables import Column, Table
from inzet.words.columns import described_column
from inzet.words.labels import label

IN_FORCE = "in force"
LETTERS, MISSIONS = "letters", "missions"
TABLES = (STATEMENTS, LETTERS, MISSIONS)
"""The tables that have a sheet."""

LEADING: dict[str, tuple[str, ...]] = {
    IN_FORCE: (
        *(FIRST, LAST, "region_en", "region_nl", "target_names", "target_names_nl", "target_short_names"),
        *("figure_min", "figure_max", "unit_en", "unit_nl"),
    ),
    STATEMENTS: (
        *("name", "name_nl", "abbreviation", *NUMBER[:2], "unit_en", "unit_nl", "start_date", "end_date"),
        *("status_en", "status_nl", "change_en", "change_nl", "description"),
        *("letter_date", "letter_title", "quote", "line"),
    ),
    LETTERS: (
        *("letter_date", "title", "kind_en", "kind_nl", "dossier", "number", "session_year", "addressee"),
        *("summary", "note"),
    ),
    MISSIONS: (
        *("name", "name_nl", "abbreviation", "kind_en", "kind_nl", "led_by_en", "led_by_nl"),
        *("region_en", "region_nl", "countries_en", "countries_nl", "domain_en", "domain_nl", "note"),
    ),
}
"""The columns that come first on a sheet; the others follow in the order of the table."""
_FROZEN = {IN_FORCE: 2, LETTERS: 2}
"""How many columns of a sheet stay in view, if not one."""
_OF_A_TARGET = ("name_nl", "countries", "countries_en", "countries_nl", "led_by_en", "led_by_nl")
"""The columns of the statements that the missions have on their sheet as well."""
_UNSEEN = ("answer", "group_by", "group")
"""The columns of the answers that the sheet of what is in force has no use for: it has the group in words."""
_NODES: dict[type, Schema] = {
    date: {"type": "string", "format": "date"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
}


class Sheet(NamedTuple):
    """A sheet.

    Attributes:
        table: what it holds; its columns are in the order of the sheet.
        frozen: how many columns stay in view.
        leading: how many columns people read first.
        shown: how many columns are in sight; those after them are for programs, or empty on the whole sheet.
    """

    table: Table
    rows: Sequence[Row]
    frozen: int
    leading: int
    shown: int


def sheets(made: Made, ledger: Ledger, told: Mapping[str, Answers]) -> Iterator[Sheet]:
    """Yield the sheets of what a build makes, whose letters are those of a ledger with these answers."""
    published = Schemas.installed().published
    yield _in_force_sheet(ledger, told["overviews"], published[STATEMENTS])
    yield _sheet(published[STATEMENTS], _newest_first(read_rows(made, STATEMENTS)))
    letters, missions = _with_labels(published[LETTERS]), _with_labels(published[MISSIONS])
    yield _sheet(letters, _newest_first(_labelled(letters, read_rows(made, LETTERS))))
    added = [column for column in published[STATEMENTS].columns if column.name in _OF_A_TARGET]
    facts = _mission_facts(made)
    rows = (facts[row["mission_id"]] | row for row in _labelled(missions, read_rows(made, MISSIONS)))
    by_name = sorted(rows, key=lambda row: str(row["name"]).casefold())
    yield _sheet(replace(missions, columns=(*missions.columns, *added)), by_name)


def _sheet(table: Table, rows: Sequence[Row]) -> Sheet:
    columns = {column.name: column for column in table.columns}
    leading = [columns.pop(name) for name in LEADING[table.name]]
    filled = {name for row in rows for name, value in row.items() if value is not None}
    apart = [column for column in columns.values() if column.name not in filled or _is_technical(column, table)]
    others = [column for column in columns.values() if column not in apart]
    ordered = replace(table, columns=(*leading, *others, *apart))
    return Sheet(ordered, rows, _FROZEN.get(table.name, 1), len(leading), len(leading) + len(others))


def _is_technical(column: Column, table: Table) -> bool:
    """Whether programs alone need a column: an id or checksum, a code that has a label, the day of a partial date."""
    name = column.name
    coded = any(other.name == f"{name}_en" for other in table.columns)
    return coded or name in table.key or "pattern" in column.node or column.derived is not None


def _with_labels(table: Table) -> Table:
    """Return a table with columns for the labels of its words."""
    return replace(table, columns=tuple(part for column in table.columns for part in labelled(column)))


def _labelled(table: Table, rows: Iterable[Row]) -> Iterator[Row]:
    vocabularies = vocabularies_of(table.columns)
    return (row | labels_of(row, vocabularies) for row in rows)


def _newest_first(rows: Iterable[Row]) -> list[Row]:
    """Return rows by the day of their letter; of one letter first those that give a figure."""
    figures_first = sorted(rows, key=lambda row: all(row.get(name) is None for name in SIZES))
    # A letter whose date has no end is surely known only after all others.
    return sorted(figures_first, key=lambda row: row["letter_date_last"] or date.max, reverse=True)


def _mission_facts(made: Made) -> dict[str, Row]:
    records = json.loads(made[NESTED])
    missions = {record["mission_id"]: record for record in records["missions"]}
    frameworks = {record["framework_id"]: record for record in records["frameworks"]}
    return {name: target_row(record, missions, frameworks) for name, record in missions.items()}


def _in_force_sheet(ledger: Ledger, told: Answers, statements: Table) -> Sheet:
    """Return the sheet of what is in force from the day of the first letter on."""
    known = {column.name: column for column in statements.columns}
    seen = ((name, kind) for name, kind in told.columns.types.items() if name not in _UNSEEN)
    own = (_answer_column(name, kind, known.get(name)) for name, kind in seen)
    columns = [part for column in own for part in labelled(column)]
    columns += [known[name] for name in ("region_en", "region_nl", "letter_date")]
    table = Table(IN_FORCE, {}, tuple(columns), (FIRST, "target_ids", "contribution_ids", "unit", "basis"), ())
    vocabularies, begin = vocabularies_of(columns), ledger.horizon().first
    rows = []
    for row in told.rows:
        if row["answer"] == "in_force" and begin and row[LAST] >= begin:
            more = {FIRST: max(row[FIRST], begin), "letter_date": ledger.letter(row["letter_id"]).letter_date}
            for lang in LANGUAGES:
                more[f"region_{lang}"] = tuple(label("region", word, lang) for word in row["group"])
            more |= labels_of(row, vocabularies)
            rows.append({name: _joined(value) for name, value in (row | more).items()})
    return _sheet(table, sorted(rows, key=lambda row: (row[FIRST], row["region_en"] or "", row["target_names"])))


def _answer_column(name: str, kind: type, known: Column | None) -> Column:
    """Return a column of the answers as a schema describes one, given the column of the statements with its name."""
    said = described_column("overviews", name)
    node: Schema = known.node if known else _NODES.get(kind, {"type": "string"})
    node = node | {"title": said["title"], "x-nl": said["title_nl"], "description": said["description"]}
    if words_of := said.get("categories"):
        node["x-values"] = {word["value"]: {"en": word["label"], "nl": word["label_nl"]} for word in words_of}
    if name == "until":
        node["format"] = "edtf"
    return Column(name, node)


def _joined(value: Any) -> Any:
    return "; ".join(value) or None if isinstance(value, tuple) else value
