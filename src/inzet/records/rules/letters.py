"""The dates, numbers and citations of a letter."""

from datetime import date

from inzet import edtf, kamerstuk
from inzet.records.rules.setting import Complaints, Item, Setting, rule
from inzet.texts.languages import NO_LANGUAGE


@rule("letters")
def inferred_date_has_grounds(item: Item, setting: Setting) -> Complaints:
    """A date that the document does not give is a range of days, and the note gives the grounds."""
    if item["letter_date_basis"] == "inferred":
        if "note" not in item:
            yield ("letter_date_basis",), "letter_date_basis 'inferred' requires a 'note' with the grounds"
        if edtf.first_day(item["letter_date"]) == edtf.last_day(item["letter_date"]):
            remedy = "write an inferred date as a range, such as 2020/2021-05"
            yield ("letter_date",), f"letter_date {item['letter_date']} is a single day; {remedy}"


@rule("letters")
def date_reads_as_written(item: Item, setting: Setting) -> Complaints:
    """Each date of a document is the day in its words, and a stated letter_date is one of these dates."""
    dates = item.get("dates", ())
    language = setting.language
    for at, entry in enumerate(dates if language is not NO_LANGUAGE else ()):
        if entry["date"] not in language.stated_days([entry["written"]], None):
            yield ("dates", at, "date"), f"date {entry['date']} is not the day in {entry['written']!r}; correct one"
    days = sorted({entry["date"] for entry in dates})
    if days and item["letter_date_basis"] == "stated" and item["letter_date"] not in days:
        message = f"letter_date {item['letter_date']} is not one of the dates of the letter ({', '.join(days)})"
        yield ("letter_date",), f"{message}; correct it, or mark it as inferred"


@rule("letters")
def read_after_written(item: Item, setting: Setting) -> Complaints:
    """A letter was read on or after its date."""
    first = edtf.first_day(item["letter_date"])
    if first and date.fromisoformat(item["source_read"]) < first:
        message = f"source_read {item['source_read']} is before the date of the letter, {item['letter_date']}"
        yield ("source_read",), f"{message}; correct one of them"


@rule("letters")
def part_is_named(item: Item, setting: Setting) -> Complaints:
    """If only a part of a letter was coded, the coverage note says which part."""
    if item["coverage"] == "part" and "coverage_note" not in item:
        yield ("coverage",), "coverage 'part' requires a 'coverage_note' that says what was coded"


@rule("letters")
def identifier_fits_letter(item: Item, setting: Setting) -> Complaints:
    """A letter with an official number has the id, dossier and number that follow from it."""
    official = [entry["value"] for entry in item["identifiers"] if entry["scheme"] == "kst"]
    if not official and ("dossier" in item or item["letter_id"].startswith("kst-")):
        yield ("identifiers",), f"{item['letter_id']!r} has an official number; add it with scheme 'kst'"
    for at, entry in enumerate(item["identifiers"]):
        if entry["scheme"] != "kst":
            continue
        place = ("identifiers", at, "value")
        try:
            paper = kamerstuk.parse(entry["value"])
        except ValueError as error:
            yield place, str(error)
            continue
        if str(paper).lower() != item["letter_id"]:
            yield place, f"{entry['value']!r} does not match the letter id {item['letter_id']!r}; correct one of them"
        stated = (item.get("dossier"), item.get("number"))
        follows = (paper.dossier_id, paper.number if paper.dossier else None)
        if stated != follows:
            message = f"{entry['value']!r} is {_describe(*follows)}, but the letter has {_describe(*stated)}"
            yield place, f"{message}; correct one of them"


def _describe(dossier: str | None, number: str | None) -> str:
    return f"number {number or 'none'} in dossier {dossier or 'none'}"


@rule("letters")
def citation_reads_as_recorded(item: Item, setting: Setting) -> Complaints:
    """The dossier and number of a citation are those that its words state."""
    for at, citation in enumerate(item.get("citations", ())):
        written, recorded = citation["written"], (citation["dossier"], citation["number"])
        # "29 521, nr. 440" is a citation only in brackets, which are no part of it.
        papers = [paper for match in kamerstuk.find_citations(f"({written})") for paper in match.papers]
        stated = [(paper.dossier_id, paper.number) for paper in papers]
        if recorded in stated:
            continue
        message = f"{written!r} states no numbered paper; quote the words with the number, or make it a passage"
        if stated:
            papers_stated = " and ".join(_describe(*numbers) for numbers in stated)
            message = f"{written!r} states {papers_stated}, but the record has {_describe(*recorded)}; correct one"
        # If the words state one of the two, the other one is wrong.
        dossiers, numbers = {dossier for dossier, _ in stated}, {number for _, number in stated}
        field = "number" if recorded[0] in dossiers else "dossier" if recorded[1] in numbers else "written"
        yield ("citations", at, field), message
