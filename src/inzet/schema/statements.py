"""The table ``statements``: a row for each contribution and mission, with everything beside it that others look up.

It is made from the other tables, so that nobody has to join them. ``inzet.release.statements`` fills it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal

from inzet.schema.nodes import Schema
from inzet.schema.tables import Column, Table

NAME = "statements"
LANGUAGES: dict[Literal["en", "nl"], tuple[str, str]] = {
    "en": ("English", "het Engels"),
    "nl": ("Dutch", "het Nederlands"),
}
"""The languages of labels in English and in Dutch, by the ending of their columns."""

_LETTER = ("letter_id", "letter_date", "letter_date_first", "letter_date_last", "title")
_CONTRIBUTION = (
    *("kind", "description", "number_min", "number_max", "approximate", "implied", "unit", "basis", "previous_number"),
    *("amount_min", "amount_max", "currency", "amount_year", "change", "status"),
    *("start_date", "start_date_first", "start_date_last", "end_date", "end_date_first", "end_date_last"),
    *("term_basis", "part_of", "restates"),
)
_EVIDENCE = ("line", "section", "quote")


def _text(title: str, dutch: str, description: str, example: str) -> Schema:
    return {"type": "string", "title": title, "x-nl": dutch, "description": description, "examples": [example]}


_LINK = _text(
    "Link",
    "Webadres",
    "Public web address of the letter.",
    "https://zoek.officielebekendmakingen.nl/kst-29521-446.html",
)
_POSITION = {
    "type": "integer",
    "minimum": 1,
    "title": "Row of the statement",
    "x-nl": "Rij van de uitspraak",
    "description": "Counts the rows of one contribution: one for each mission, or for each framework if it has none.",
    "examples": [1],
}
_OWN_NAMES = (
    Column(
        "name",
        _text("Name", "Naam", "Official name of the mission or framework.", "EU Monitoring Mission in Georgia"),
        True,
    ),
    Column(
        "name_nl", _text("Dutch name", "Nederlandse naam", "A Dutch name of it, where there is one.", "EUMM Georgië")
    ),
    Column("abbreviation", _text("Abbreviation", "Afkorting", "Abbreviation in common use.", "EUMM Georgia")),
)
_LED_BY = _text(
    "Led by", "Onder leiding van", "Who leads the mission: an organisation, a country, or both.", "European Union"
)
_COUNTRIES = _text(
    "Countries", "Landen", "Codes of the countries in which the mission works, with commas between them.", "ML, NE"
)
_SHARED_WITH = {
    "type": "integer",
    "minimum": 1,
    "title": "Shared with",
    "x-nl": "Gedeeld met",
    "description": (
        "Number of the other missions, or frameworks, that the contribution goes to; they share its figure. Empty where"
        " there are none."
    ),
    "examples": [3],
}
_COUNTED = {
    "type": "boolean",
    "title": "Counted",
    "x-nl": "Geteld",
    "description": (
        "True on the one row whose number_max a total adds: a national mandate with a number_max that is not ended, no"
        " plan, no repetition and no part of a whole that is counted; where missions share it, only the first row. Add"
        " up the rows of one letter and one unit; another letter may say the same again."
    ),
    "examples": [True],
}


def statements_table(tables: Mapping[str, Table]) -> Table:
    """Return the table, given those that it is made from."""
    contributions = tables["contributions"]
    columns = tuple(_columns(tables))
    references = (
        (("letter_id",), "letters", ("letter_id",)),
        (("contribution_id",), "contributions", ("contribution_id",)),
        (("mission_id",), "missions", ("mission_id",)),
        (("framework_id",), "frameworks", ("framework_id",)),
    )
    description = (
        "A row for each contribution and mission, or framework where it has no mission, with its letter, names, labels"
        " and words; nothing has to be joined."
    )
    node = {
        "type": "object",
        "title": "Statement",
        "x-nl": "Uitspraak",
        "description": description,
        "x-name": "statement",
    }
    return Table(NAME, node, columns, (*contributions.key, "statement_row"), references)


def _columns(tables: Mapping[str, Table]) -> Iterator[Column]:
    known = {name: {column.name: column for column in tables[name].columns} for name in tables}
    contributions, missions = known["contributions"], known["missions"]
    yield replace(contributions["contribution_id"], required=True)
    yield Column("statement_row", _POSITION, True)
    for name in _LETTER:
        yield replace(known["letters"][name], name="letter_title" if name == "title" else name)
    yield Column("letter_link", _LINK)
    yield replace(missions["mission_id"], required=False)
    yield replace(known["frameworks"]["framework_id"], required=False)
    yield from _OWN_NAMES
    yield from labelled(replace(missions["region"], required=False))
    yield from labelled(Column("countries", _COUNTRIES))
    yield from _translated("led_by", _LED_BY)
    for name in _CONTRIBUTION:
        yield from labelled(contributions[name])
    yield Column("shared_with", _SHARED_WITH)
    yield Column("counted", _COUNTED, True)
    for name in _EVIDENCE:
        yield known["evidence"][name]


def labelled(column: Column) -> Iterator[Column]:
    """Yield a column, and its labels where it holds the words of a vocabulary."""
    yield column
    if "x-values" in column.node or column.name == "countries":
        yield from _translated(column.name, column.node, required=column.required)


def _translated(name: str, node: Schema, *, required: bool = False) -> Iterator[Column]:
    values: Mapping[str, Any] = next(iter(node.get("x-values", {}).values()), {})
    for code, (language, dutch) in LANGUAGES.items():
        example = values.get(code) or node["examples"][0]
        titles = f"{node['title']}, in {language}", f"{node.get('x-nl', node['title'])}, in {dutch}"
        part = _text(*titles, f"{node['title']}, in {language} words.", example)
        yield Column(f"{name}_{code}", part, required)
