"""The codes in the columns of answers: what each is called and means, in English and Dutch."""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from inzet.schema.schemas import Schemas
from inzet.schema.statements import NAME as STATEMENTS
from inzet.schema.table_schema import table_schema
from inzet.words import Lang
from inzet.words.labels import kind_title
from inzet.words.sentences import say

_ANSWERS: dict[str, tuple[str, str, str, str]] = {
    "in_force": (
        "In force",
        "Van kracht",
        "The term of a mandate covers the day.",
        "De termijn van een mandaat omvat de dag.",
    ),
    "perhaps": ("Perhaps in force", "Wellicht van kracht", "The dates leave it open.", "De data laten het open."),
    "ending": (
        "Ending",
        "Loopt af",
        "The latest letter ends the contribution and gives no day.",
        "De laatste brief beëindigt de bijdrage en noemt geen dag.",
    ),
    "ended": (
        "Ended",
        "Beëindigd",
        "The day of the ending is past, or a letter reports that it is over.",
        "De dag van het einde is voorbij, of een brief meldt dat het voorbij is.",
    ),
    "ran_out": (
        "Ran out",
        "Verlopen",
        "The last term is over and no later letter goes on.",
        "De laatste termijn is voorbij, en geen latere brief gaat verder.",
    ),
    "last_reported": (
        "Last reported",
        "Laatst gemeld",
        "Letters report the contribution and give no term for this day.",
        "Brieven melden de bijdrage en noemen geen termijn voor deze dag.",
    ),
    "planned": (
        "Planned",
        "Voorgenomen",
        "Only plans speak of the day, or a decision begins later.",
        "Alleen voornemens gaan over de dag, of een besluit begint later.",
    ),
    "unknown": (
        "Not known",
        "Onbekend",
        "No letter speaks of the day; the column reason says why.",
        "Geen brief gaat over de dag; de kolom reason zegt waarom.",
    ),
}
"""The label and the meaning of an answer, each in English and Dutch; ``docs/answers.md`` explains them."""

_CODES: dict[str, tuple[str, ...]] = {
    "reason": ("no_letter", "not_mentioned", "later", "past", "refused"),
    "role": ("answer", "part", "report", "plan", "refusal", "superseded", "repetition", "other"),
    "kind": ("letter", "mission", "framework", "contribution", "event"),
    "found_in": ("name", "description", "quote"),
}
"""The words of the other columns, whose labels are elsewhere: sentences, kinds of record, titles of columns."""


def codes(column: str) -> Iterator[dict[str, str]]:
    """Yield the words that may stand in a column, each with its labels, as categories of a Table Schema."""
    if column == "answer":
        for code, (label, dutch, description, description_nl) in _ANSWERS.items():
            yield _word(code, label, dutch) | {"description": description, "description_nl": description_nl}
    if column == "unit":
        yield from (word for name in ("unit", "currency") for word in schema_columns()[name]["categories"])
    for code in _CODES.get(column, ()):
        match column:
            case "kind":
                labels = (kind_title(f"{code}s", lang) for lang in get_args(Lang))
            case "found_in":
                labels = (schema_columns()[code][title] for title in ("title", "title_nl"))
            case _:
                labels = (say(f"{column}_{code}", lang) for lang in get_args(Lang))
        yield _word(code, *labels)


def _word(value: str, label: str, label_nl: str) -> dict[str, str]:
    return {"value": value, "label": label, "label_nl": label_nl}


@cache
def schema_columns() -> dict[str, dict[str, Any]]:
    """Return the fields that the schemas define for the table of statements, by name."""
    return {field["name"]: field for field in table_schema(Schemas.installed().published[STATEMENTS])["fields"]}
