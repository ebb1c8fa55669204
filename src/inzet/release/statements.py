"""The rows of the table ``statements``."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from inzet.schema.contributions import PLANNED
from inzet.schema.figures import NUMBER, telling_fragment
from inzet.schema.rows import Row
from inzet.schema.schemas import Schemas
from inzet.schema.statements import LANGUAGES, NAME
from inzet.schema.tables import Column
from inzet.words.labels import label

Record = Mapping[str, Any]
Records = Mapping[str, Sequence[Record]]


def statement_rows(records: Records, rows: Mapping[str, Sequence[Row]]) -> Iterator[Row]:
    """Yield a row for each contribution and each of its missions, or of its frameworks if it has no mission.

    Args:
        records: the letters, and all missions and frameworks, by table, as they are curated.
        rows: the rows of the other tables for these letters, by table.
    """
    columns = Schemas.installed().published[NAME].columns
    names = [column.name for column in columns]
    vocabularies = vocabularies_of(columns)
    flat = {row["contribution_id"]: row for row in rows["contributions"]}
    letters = {row["letter_id"]: row for row in rows["letters"]}
    missions = {record["mission_id"]: record for record in records["missions"]}
    frameworks = {record["framework_id"]: record for record in records["frameworks"]}
    told: dict[tuple[str, str], Row] = {}
    for letter in records["letters"]:
        head = {
            f"letter_{name}" if name == "title" else name: value for name, value in letters[letter["letter_id"]].items()
        }
        counted = set(_counted(letter["contributions"]))
        for item in letter["contributions"]:
            table = "missions" if "missions" in item else "frameworks"
            ids = item.get("missions") or [entry["framework_id"] for entry in item["frameworks"]]
            for at, target in enumerate(ids, 1):
                if (table, target) not in told:
                    record = missions[target] if table == "missions" else frameworks[target]
                    told[table, target] = target_row(record, missions, frameworks)
                row = head | flat[item["contribution_id"]] | _fragment(item) | told[table, target]
                row |= {
                    "statement_row": at,
                    "letter_link": letter.get("source_urls", [None])[0],
                    "shared_with": len(ids) - 1 or None,
                    "counted": at == 1 and item["contribution_id"] in counted,
                }
                row |= labels_of(row, vocabularies)
                yield {name: row.get(name) for name in names}


def _counted(items: Sequence[Record]) -> Iterator[str]:
    """Yield the ids of the contributions of a letter that a total of its mandates adds."""
    by_id = {item["contribution_id"]: item for item in items}
    for item in items:
        inside = False
        whole = by_id.get(item.get("part_of"))
        while whole is not None and not inside:
            inside = _is_mandate(whole)
            whole = by_id.get(whole.get("part_of"))
        if _is_mandate(item) and not inside:
            yield item["contribution_id"]


def _is_mandate(item: Record) -> bool:
    firm = item["status"] not in PLANNED and item["change"] != "end" and "restates" not in item
    return firm and item.get("basis") == "ceiling" and NUMBER.high in item


def _fragment(item: Record) -> Row:
    """Return the place and words of the fragment that gives the figure, or else of one that says what is done."""
    fragment = item["evidence"][telling_fragment([part.get("supports", ()) for part in item["evidence"]])]
    return {name: fragment[name] for name in ("line", "section", "quote")}


def target_row(record: Record, missions: Mapping[str, Record], frameworks: Mapping[str, Record]) -> Row:
    """Return what a row says of its mission or framework, given all missions and frameworks by id."""
    dutch = (entry["name"] for entry in record.get("names", ()) if entry["language"] == "nl")
    row: Row = {name: record.get(name) for name in ("mission_id", "name", "abbreviation", "region")}
    row |= {"framework_id": None if row["mission_id"] else record["framework_id"], "name_nl": next(dutch, None)}
    countries = record.get("countries", [])
    leader = frameworks.get(record.get("framework_id", "")) if row["mission_id"] else None
    row["countries"] = ", ".join(countries) or None
    for code in LANGUAGES:
        row[f"countries_{code}"] = ", ".join(label("country", country, code) for country in countries) or None
        leaders = [_name(leader, code)] if leader else []
        if row["mission_id"] and "lead_country" in record:
            leaders.append(label("country", record["lead_country"], code))
        row[f"led_by_{code}"] = ", ".join(leaders) or None
    return row


def _name(record: Record, code: str) -> str:
    own = (entry["name"] for entry in record.get("names", ()) if entry["language"] == code != "en")
    return str(next(own, record["name"]))


def vocabularies_of(columns: Iterable[Column]) -> dict[str, Mapping[str, Any]]:
    """Return the words of each column that has a vocabulary, with their labels."""
    return {column.name: column.node["x-values"] for column in columns if "x-values" in column.node}


def labels_of(row: Row, vocabularies: Mapping[str, Mapping[str, Any]]) -> Row:
    """Return the labels of the words in a row, as the columns of ``labelled``, given the words of each vocabulary."""
    given = ((name, values[row[name]]) for name, values in vocabularies.items() if row.get(name) is not None)
    return {f"{name}_{code}": labels[code] for name, labels in given for code in LANGUAGES}
