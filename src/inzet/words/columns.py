"""What the tables of answers and their columns are called and mean, in English and Dutch.

A column that a schema defines has its title, meaning and words from there. A code stands here only if no schema has it.
"""

from typing import Any

from inzet.words.codes import codes, schema_columns

_TABLES: dict[str, tuple[str, str]] = {
    "overviews": (
        "The answers of all days with their figures. Missions that share a figure are one row, so that the figures of a"
        " day add up within one answer, unit and basis.",
        "De antwoorden voor alle dagen, met de aantallen. Missies die een aantal delen, zijn één rij. Zo kunt u de"
        " aantallen van een dag optellen, per antwoord, eenheid en grondslag.",
    ),
    "position_answers": (
        "What may be said of each mission and framework, in words: on every day one row for each. A shared figure is"
        " named at each mission.",
        "Wat er van elke missie en elk kader te zeggen is, in woorden: voor elke dag één rij per missie of kader. Een"
        " gedeeld aantal staat bij elke missie.",
    ),
    "positions": (
        "The statements behind each answer, with their words: a row for each, so never add them up. Parts, reports and"
        " shared figures are rows as well; the table overviews has the figures that add up.",
        "De uitspraken achter elk antwoord, met hun woorden: een rij per uitspraak, dus tel ze nooit op. Ook"
        " onderdelen, meldingen en gedeelde aantallen zijn rijen; optellen kan met de tabel overviews.",
    ),
    "in_force": (
        "The rows of overviews that are in force. Add up these.",
        "De rijen van overviews die van kracht zijn. Tel deze op.",
    ),
    "in_force_today": (
        "The rows of in_force for today. There are none after the last day on which a letter sets something in force;"
        " the last letter is in the table about.",
        "De rijen van in_force voor vandaag. Er zijn er geen na de laatste dag waarop een brief iets van kracht stelt;"
        " de laatste brief staat in de tabel about.",
    ),
    "positions_today": (
        "The rows of position_answers for today, and the day of the last letter.",
        "De rijen van position_answers voor vandaag, en de dag van de laatste brief.",
    ),
    "statements_en": (
        "The table statements with headings in English, and labels instead of codes.",
        "De tabel statements met Engelse koppen, en woorden in plaats van codes.",
    ),
    "statements_nl": (
        "The table statements with headings in Dutch, and labels instead of codes.",
        "De tabel statements met Nederlandse koppen, en woorden in plaats van codes.",
    ),
    "search": (
        "The texts of all records, for the full-text search of SQLite. Words are found in the text and in the names of"
        " what it is about. A word with a hyphen needs double quotes.",
        "De teksten van alle records, voor de zoekindex van SQLite. Woorden worden gevonden in de tekst en in de namen"
        " van waar die over gaat. Een woord met een streepje moet tussen dubbele aanhalingstekens.",
    ),
    "code_book": (
        "What every table, column and word means.",
        "Wat elke tabel, elke kolom en elk woord betekent.",
    ),
    "about": (
        "What the database is, and how far its letters see.",
        "Wat de database is, en tot waar de brieven zien.",
    ),
}
"""What a table or view is."""

_COLUMNS: dict[str, tuple[str, str, str, str]] = {
    "first_day": (
        "First day",
        "Eerste dag",
        "First day on which the row holds; 0001-01-01 where it holds on all earlier days.",
        "Eerste dag waarop de rij geldt; 0001-01-01 waar die voor alle eerdere dagen geldt.",
    ),
    "last_day": (
        "Last day",
        "Laatste dag",
        "Last day on which the row holds; 9999-12-31 where it holds on all later days, as far as the letters say.",
        "Laatste dag waarop de rij geldt; 9999-12-31 waar die voor alle latere dagen geldt, voor zover de brieven het"
        " zeggen.",
    ),
    "target_id": (
        "Id of the mission or framework",
        "Id van de missie of het kader",
        "The mission_id of a mission, or the framework_id of a framework.",
        "De mission_id van een missie, of de framework_id van een kader.",
    ),
    "target_name": (
        "Name",
        "Naam",
        "Official name of the mission or framework.",
        "Officiële naam van de missie of het kader.",
    ),
    "target_name_nl": (
        "Dutch name",
        "Nederlandse naam",
        "A Dutch name of it; the official name where there is no Dutch one.",
        "Een Nederlandse naam; de officiële naam waar er geen Nederlandse is.",
    ),
    "target_short_name": (
        "Short name",
        "Korte naam",
        "Its abbreviation; the official name where there is none.",
        "De afkorting; de officiële naam waar er geen is.",
    ),
    "target_ids": (
        "Ids of the missions",
        "Id's van de missies",
        "The mission_id of each mission of the row, with '; ' between them; in a search also the framework_id of a"
        " framework.",
        "De mission_id van elke missie van de rij, met '; ' ertussen; bij zoeken ook de framework_id van een kader.",
    ),
    "target_names": (
        "Names",
        "Namen",
        "The official names, in the order of the ids, with '; ' between them.",
        "De officiële namen, in de volgorde van de id's, met '; ' ertussen.",
    ),
    "target_names_nl": (
        "Dutch names",
        "Nederlandse namen",
        "The Dutch names, in the order of the ids, with '; ' between them; the official name where there is no Dutch"
        " one.",
        "De Nederlandse namen, in de volgorde van de id's, met '; ' ertussen; de officiële naam waar er geen"
        " Nederlandse is.",
    ),
    "target_short_names": (
        "Short names",
        "Korte namen",
        "The abbreviations, in the order of the ids, with '; ' between them; the official name where there is none.",
        "De afkortingen, in de volgorde van de id's, met '; ' ertussen; de officiële naam waar er geen is.",
    ),
    "answer": (
        "Answer",
        "Antwoord",
        "What may be said of these days.",
        "Wat er over deze dagen te zeggen is.",
    ),
    "answer_en": (
        "Answer, in English",
        "Antwoord, in het Engels",
        "The answer in a sentence, with its figure and with whom that is shared.",
        "Het antwoord in een Engelse zin, met het aantal en met wie dat is gedeeld.",
    ),
    "answer_nl": (
        "Answer, in Dutch",
        "Antwoord, in het Nederlands",
        "The answer in a Dutch sentence, with its figure and with whom that is shared.",
        "Het antwoord in een zin, met het aantal en met wie dat is gedeeld.",
    ),
    "shared_with": (
        "Shared with",
        "Gedeeld met",
        "The ids of the other missions that share a figure of the answer, with '; ' between them.",
        "De id's van de andere missies die een aantal van het antwoord delen, met '; ' ertussen.",
    ),
    "reason": (
        "Reason",
        "Reden",
        "Why nothing is known, where that is the answer; otherwise empty.",
        "Waarom niets bekend is, waar dat het antwoord is; anders leeg.",
    ),
    "until": (
        "Until",
        "Tot en met",
        "Last day or period of the mandate that answers, as precise as the letter gives it.",
        "Laatste dag of periode van het mandaat dat antwoordt, zo precies als de brief die noemt.",
    ),
    "role": (
        "Role",
        "Rol",
        "What the statement is to the answer: it answers, is a part that is counted in it, or is a report, plan or"
        " refusal beside it. Empty where no statement answers.",
        "Wat de uitspraak voor het antwoord is: ze antwoordt, is een onderdeel dat erin meetelt, of is een melding,"
        " voornemen of afwijzing ernaast. Leeg waar geen uitspraak antwoordt.",
    ),
    "contribution_ids": (
        "Contributions",
        "Bijdragen",
        "The contribution_id of each statement that answers, with '; ' between them.",
        "De contribution_id van elke uitspraak die antwoordt, met '; ' ertussen.",
    ),
    "known_from": (
        "Known from",
        "Bekend vanaf",
        "The day from which the letter is known: its date, or the last day that its date may be.",
        "De dag vanaf wanneer de brief bekend is: de datum ervan, of de laatste dag die dat kan zijn.",
    ),
    "figure_min": (
        "At least",
        "Minstens",
        "Lower bound of the figure; of 'at most eight', eight. Where both bounds are empty, no letter gives the size.",
        "Ondergrens van het aantal; bij 'hoogstens acht' is dat acht. Waar beide grenzen leeg zijn, noemt geen brief de"
        " omvang.",
    ),
    "figure_max": (
        "At most",
        "Hoogstens",
        "Upper bound of the figure. Where only this one is empty, the figure is a least.",
        "Bovengrens van het aantal. Waar alleen deze leeg is, is het aantal een minimum.",
    ),
    "statement_min": (
        "At least, of the statement",
        "Minstens, van de uitspraak",
        "Lower bound of the figure of this one statement. Never add these up: a shared figure is here at each mission,"
        " and parts and reports are here too. The figures of overviews add up.",
        "Ondergrens van het aantal van deze ene uitspraak. Tel dit nooit op: een gedeeld aantal staat hier bij elke"
        " missie, en ook onderdelen en meldingen staan hier. De aantallen van overviews kunt u optellen.",
    ),
    "statement_max": (
        "At most, of the statement",
        "Hoogstens, van de uitspraak",
        "Upper bound of the figure of this one statement. Never add these up.",
        "Bovengrens van het aantal van deze ene uitspraak. Tel dit nooit op.",
    ),
    "at_least": (
        "A least",
        "Een minimum",
        "Whether the figure is a least, for no letter gives the size of a part; empty where there is no figure.",
        "Of het aantal een minimum is, omdat geen brief de omvang van een onderdeel noemt; leeg waar er geen aantal"
        " is.",
    ),
    "unit": (
        "Unit",
        "Eenheid",
        "What the figure counts; of an amount of money, its currency.",
        "Wat het aantal telt; bij een geldbedrag de munteenheid.",
    ),
    "group_by": (
        "Grouped by",
        "Gegroepeerd naar",
        "What the missions are grouped by; in the database always the region.",
        "Waarnaar de missies zijn gegroepeerd; in de database altijd de regio.",
    ),
    "last_letter": (
        "Last letter",
        "Laatste brief",
        "The day of the last letter; no letter speaks of what was decided later.",
        "De dag van de laatste brief; over wat later is besloten, zegt geen brief iets.",
    ),
    "record_id": (
        "Id of the record",
        "Id van het record",
        "Id of the letter, mission, framework, contribution or event that has the text.",
        "Id van de brief, de missie, het kader, de bijdrage of de gebeurtenis met de tekst.",
    ),
    "search.kind": ("Kind of record", "Soort record", "What the record is.", "Wat het record is."),
    "found_in": ("Found in", "Gevonden in", "What the text is in its record.", "Wat de tekst is in het record."),
    "text": ("Text", "Tekst", "A name, description or quote.", "Een naam, omschrijving of citaat."),
    "about.name": ("Name", "Naam", "What the value is.", "Wat de waarde is."),
    "about.value": (
        "Value",
        "Waarde",
        "What the database is called, describes and has: its version, the number of letters, the days of the first and"
        " the last.",
        "Hoe de database heet, wat erin staat, de versie, het aantal brieven, en de dagen van de eerste en de laatste.",
    ),
}
"""The title and the meaning of a column, each in English and Dutch."""


def described_table(name: str) -> dict[str, str]:
    """Return what a table of answers, or a view of the database, is."""
    description, dutch = _TABLES[name]
    return {"description": description, "description_nl": dutch}


def described_column(table: str, name: str) -> dict[str, Any]:
    """Return the title, meaning and words of a column of a table of answers, with the keys of a Table Schema.

    >>> described_column("positions", "role")["title_nl"], described_column("positions", "status")["title"]
    ('Rol', 'Status')
    """
    own = _COLUMNS.get(f"{table}.{name}") or _COLUMNS.get(name)
    if own is None:
        return schema_columns()[name]
    title, title_nl, description, description_nl = own
    said = {"title": title, "title_nl": title_nl, "description": description, "description_nl": description_nl}
    return {"name": name} | said | {"categories": list(codes(name))}
