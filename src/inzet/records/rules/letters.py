"""What a letter says of itself."""

from inzet import edtf, kamerstuk
from inzet.records.rules.setting import Complaints, Item, Setting, rule
from inzet.texts.languages import NO_LANGUAGE


@rule("letters")
def inferred_date_has_grounds(item: Item, setting: Setting) -> Complaints:
    """A date that the document does not give is a range of days, and the note gives the grounds."""
    if item["letter_date_basis"] == "inferred":
        if "note" not in item:
            yield ("letter_date_basis",), "an inferred date needs its grounds in 'note'"
        if edtf.first_day(item["letter_date"]) == edtf.last_day(item["letter_date"]):
            yield (
                ("letter_date",),
                f"{item['letter_date']!r} is one day; an inferred date is a range, such as 2020/2021-05",
            )


@rule("letters")
def date_reads_as_written(item: Item, setting: Setting) -> Complaints:
    """Each date of a document is the day in its words, and a stated letter_date is one of these dates."""
    dates = item.get("dates", ())
    for at, entry in enumerate(dates):
        if setting.language is not NO_LANGUAGE and entry["date"] not in setting.language.stated_days(
            [entry["written"]], None
        ):
            yield ("dates", at, "date"), f"date is {entry['date']}, but {entry['written']!r} is another; correct one"
    days = sorted({entry["date"] for entry in dates})
    if days and item["letter_date_basis"] == "stated" and item["letter_date"] not in days:
        told = f"letter_date {item['letter_date']} is none of the dates that the letter gives"
        yield ("letter_date",), f"{told}: {', '.join(days)}; correct it, or say that it is inferred"


@rule("letters")
def part_is_named(item: Item, setting: Setting) -> Complaints:
    """If only a part of a letter was coded, the coverage note says which part."""
    if item["coverage"] == "part" and "coverage_note" not in item:
        yield ("coverage",), "coverage 'part' needs 'coverage_note', which says what was coded"


@rule("letters")
def identifier_fits_letter(item: Item, setting: Setting) -> Complaints:
    """A letter with an official number has the id, dossier and number that follow from it."""
    official = [entry["value"] for entry in item["identifiers"] if entry["scheme"] == "kst"]
    if not official and ("dossier" in item or item["letter_id"].startswith("kst-")):
        yield ("identifiers",), f"{item['letter_id']!r} has an official number; give it with scheme 'kst' as well"
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
            yield place, f"{entry['value']!r} does not make the letter id {item['letter_id']!r}"
        stated = (item.get("dossier"), item.get("number"))
        follows = (paper.dossier_id, paper.number if paper.dossier else None)
        if stated != follows:
            yield (
                place,
                f"{entry['value']!r} means number {_pair(follows)}; the letter says {_pair(stated)}",
            )


def _pair(parts: tuple[str | None, str | None]) -> str:
    dossier, number = parts
    return f"{number or 'none'} in dossier {dossier or 'none'}"


@rule("letters")
def citation_reads_as_recorded(item: Item, setting: Setting) -> Complaints:
    """The dossier and number of a citation are those that its words state."""
    for at, citation in enumerate(item.get("citations", ())):
        papers = [paper for found in kamerstuk.find_citations(citation["written"]) for paper in found.papers]
        stated = [(paper.dossier_id, paper.number) for paper in papers]
        if (citation["dossier"], citation["number"]) not in stated:
            said = ", ".join(f"number {number!r} of dossier {dossier!r}" for dossier, number in stated)
            stands = f"the record has {_pair((citation['dossier'], citation['number']))}"
            mend = f"{stands}; correct one" if said else "quote the words with the number, or make it a passage"
            # Where one of the two is stated, the other is to be mended.
            dossiers, numbers = {dossier for dossier, _ in stated}, {number for _, number in stated}
            field = "number" if citation["dossier"] in dossiers else "dossier" if citation["number"] in numbers else ""
            where = ("citations", at, field or "written")
            yield where, f"{citation['written']!r} states {said or 'no numbered paper'}; {mend}"
