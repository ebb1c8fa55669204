"""The words of the web pages, in English and Dutch: headings, labels and notes."""

from inzet.words import Lang, in_language

_WORDS: dict[str, tuple[str, str]] = {
    # Every page.
    "skip": ("Skip to the content", "Naar de inhoud"),
    "other_language": ("Nederlands", "English"),
    "menu": ("Pages", "Pagina's"),
    "explore": ("Search", "Zoeken"),
    "day": ("On a day", "Op een dag"),
    "findings": ("Findings", "Bevindingen"),
    "data": ("Data", "Gegevens"),
    "changes": ("Changes", "Wijzigingen"),
    "docs": ("Documentation", "Documentatie"),
    "made": ("Made with inzet {version} from {letters} letters.", "Gemaakt met inzet {version} uit {letters} brieven."),
    "made_one": ("Made with inzet {version} from one letter.", "Gemaakt met inzet {version} uit één brief."),
    "in_english": ("in English", "in het Engels"),
    "needs_script": (
        "Choosing needs JavaScript, which is off here. Below is the answer for the day of the last letter.",
        "Kiezen kan alleen met JavaScript, en dat staat hier uit. Hieronder staat het antwoord voor de dag van de"
        " laatste brief.",
    ),
    "moved": ("This record has a new id: {id}.", "Dit record heeft een nieuw id: {id}."),
    # Home.
    "search_label": ("A mission, a country, a word of a letter", "Een missie, een land, een woord uit een brief"),
    "search_button": ("Search", "Zoek"),
    "in_force_heading": ("In force on {day}", "Van kracht op {day}"),
    "in_force_note": ("The day of the last letter.", "De dag van de laatste brief."),
    "dash_note": (
        "A dash means that no letter gives the size.",
        "Een streepje betekent dat geen brief de omvang noemt.",
    ),
    "another_day": ("Another day", "Een andere dag"),
    "letters": ("Letters", "Brieven"),
    "not_in_it": ("What is not in it", "Wat er niet in staat"),
    "statements_count": ("{count} statements", "{count} uitspraken"),
    "statements_one": ("1 statement", "1 uitspraak"),
    "together": ("Together {figure}.", "Samen {figure}."),
    "shared_row": ("one figure together", "samen één aantal"),
    # A mission or framework.
    "led_by": ("led by {name}", "onder leiding van {name}"),
    "part_of_record": ("part of {name}", "deel van {name}"),
    "spellings": ("Also called", "Ook genoemd"),
    "what_was_in_force": ("What was in force", "Wat was van kracht"),
    "what_was_said": ("What was last said", "Wat het laatst is gezegd"),
    "on_day": ("On", "Op"),
    "known_now": ("as known now", "zoals nu bekend"),
    "known_then": ("as known that day", "zoals toen bekend"),
    "known_legend": ("By which letters", "Volgens welke brieven"),
    "answer_on": ("On {day}, the day of the last letter", "Op {day}, de dag van de laatste brief"),
    "no_day": (
        "Write a whole day. Until then, the answer is that for {day}.",
        "Geef een hele dag. Tot die tijd geldt het antwoord voor {day}.",
    ),
    "not_decided": ("Not decided:", "Niet besloten:"),
    "and_more": ("and {count} more", "en nog {count}"),
    "all_words": ("all its words, in the letter", "alle woorden ervan, in de brief"),
    "refused": ("Refused:", "Afgewezen:"),
    "timeline": ("Along the years", "Door de jaren"),
    "timeline_note": (
        "A bar for each statement: full where decided, hollow where planned. The mark is the day of the letter, the"
        " dotted line the last letter. A bar without an end has none given.",
        "Een balk voor elke uitspraak: gevuld waar besloten, hol waar voorgenomen. Het streepje is de dag van de brief,"
        " de stippellijn de laatste brief. Een balk zonder afsluiting heeft geen genoemd einde.",
    ),
    "timeline_label": ("Statements about {name} along the years", "Uitspraken over {name} door de jaren"),
    "statements": ("What the letters say", "Wat de brieven zeggen"),
    "english_note": ("", "Omschrijvingen en noten zijn in het Engels."),
    "nothing_said": ("No letter in this register speaks of it.", "Geen brief in dit register noemt het."),
    "does_not_add_up": ("What does not add up", "Wat niet klopt"),
    "parts": ("Parts", "Onderdelen"),
    "leads": ("Leads", "Leidt"),
    "below": ("Below it", "Eronder"),
    "before_it": ("Before it", "Voorganger"),
    "after_it": ("After it", "Opvolger"),
    "about": ("What it is", "Wat het is"),
    "note": ("Note", "Noot"),
    "take": ("Take it along", "Meenemen"),
    "download": ("Download", "Downloaden"),
    "cite": ("Cite", "Citeren"),
    "report": ("Report a mistake", "Meld een fout"),
    "report_how": ("How to report a mistake", "Hoe u een fout meldt"),
    "version": ("version {version}", "versie {version}"),
    # A statement.
    "carries": ("gives: {fields}", "geeft: {fields}"),
    "line": ("line {line}", "regel {line}"),
    "official": ("in the official text", "in de officiële tekst"),
    "no_address": ("no public address", "geen openbaar adres"),
    "part_of": ("Part of", "Onderdeel van"),
    "restates": ("Repeats", "Herhaalt"),
    "coded": ("What else is coded", "Wat verder is gecodeerd"),
    "to_statement": ("the statement", "de uitspraak"),
    "letter_of_day": ("letter of {day}", "brief van {day}"),
    "letter_of_day_capital": ("Letter of {day}", "Brief van {day}"),
    # A letter.
    "signed_by": ("Signed by", "Ondertekend door"),
    "addressed_to": ("To", "Aan"),
    "official_text": ("Official text", "Officiële tekst"),
    "no_official_text": (
        "This letter has no public address, so quotes cannot be linked.",
        "Deze brief heeft geen openbaar adres, dus citaten hebben geen link.",
    ),
    "checksum": ("Checksum of the text (SHA-256)", "Controlegetal van de tekst (SHA-256)"),
    "read_on": ("Read on", "Gelezen op"),
    "date_inferred": (
        "The letter bears no date; this one was inferred.",
        "De brief heeft geen datum; deze is afgeleid.",
    ),
    "in_short": ("In short", "In het kort"),
    "by_heading": ("Statements, in the order of the letter", "Uitspraken, in de volgorde van de brief"),
    "no_statements": ("This letter states no contribution.", "Deze brief noemt geen bijdrage."),
    "headings": ("Headings of the letter", "Koppen van de brief"),
    "events": ("Events, conditions and next moments", "Gebeurtenissen, voorwaarden en volgende momenten"),
    "papers": ("Papers cited", "Aangehaalde stukken"),
    "passages": ("Read, but no contribution", "Gelezen, maar geen bijdrage"),
    "passages_note": (
        "Places that name a mission, a figure or a date and state no contribution, by the reason.",
        "Plaatsen die een missie, een aantal of een datum noemen en geen bijdrage vormen, met de reden.",
    ),
    "likely": ("probably {paper}", "waarschijnlijk {paper}"),
    "against_before": (
        "What is different from the letter of {day}",
        "Wat anders is dan in de brief van {day}",
    ),
    "against_note": (
        "Each letter read by itself. What a letter does not mention may go on all the same.",
        "Elke brief op zichzelf gelezen. Wat een brief niet noemt, kan gewoon doorgaan.",
    ),
    "left_out": ("The letter leaves out on purpose", "De brief laat bewust weg"),
    # Explore.
    "explore_title": ("Search the statements", "Zoek in de uitspraken"),
    "explore_note": (
        "All words must occur: in names and spellings, in the description, or in the words of the letter. Accents and"
        " capitals do not matter.",
        "Alle woorden moeten voorkomen: in namen en spellingen, in de (Engelse) omschrijving of in de woorden van de"
        " brief. Accenten en hoofdletters maken niet uit.",
    ),
    "words": ("Words", "Woorden"),
    "filters": ("Filters", "Filters"),
    "all_of_them": ("all", "alle"),
    "letter": ("Letter", "Brief"),
    "found_statements": ("{shown} of {all} statements", "{shown} van {all} uitspraken"),
    "found_missions": ("Missions and frameworks", "Missies en kaders"),
    "until": ("until {until}", "tot en met {until}"),
    "more": ("Show more", "Toon meer"),
    "as_csv": ("These statements as CSV", "Deze uitspraken als CSV"),
    "clear": ("Clear all", "Alles wissen"),
    "explore_script": (
        "Searching needs JavaScript, which is off here. All missions, frameworks and letters are below.",
        "Zoeken kan alleen met JavaScript, en dat staat hier uit. Alle missies, kaders en brieven staan hieronder.",
    ),
    "all_missions": ("All missions by region", "Alle missies per regio"),
    "all_frameworks": ("All frameworks by kind", "Alle kaders per soort"),
    "all_letters": ("All letters", "Alle brieven"),
    # A day.
    "day_title": ("In force on a day", "Van kracht op een dag"),
    "day_heading": ("In force on", "Van kracht op"),
    # Findings.
    "findings_title": ("Where the letters contradict each other", "Waar de brieven elkaar tegenspreken"),
    "findings_note": (
        "A finding is about the letters, not about what happened. Most mean that a letter between two others is not in"
        " this register.",
        "Een bevinding gaat over de brieven, niet over wat er gebeurde. De meeste betekenen dat een brief tussen twee"
        " andere niet in dit register staat.",
    ),
    "findings_none": ("The letters do not contradict each other.", "De brieven spreken elkaar niet tegen."),
    "findings_judged": ("Our judgement of each", "Ons oordeel over elk"),
    "no_later_letter": ("No later letter speaks of it.", "Geen latere brief noemt het."),
    # Data.
    "data_title": ("The data", "De gegevens"),
    "data_first": ("One table for people", "Eén tabel voor mensen"),
    "data_first_note": (
        "A row for each statement and mission, with nothing to look up elsewhere. Open it as UTF-8 with commas.",
        "Een rij voor elke uitspraak en missie; u hoeft niets elders op te zoeken. Open ze als UTF-8 met komma's.",
    ),
    "data_counted": (
        "An empty cell is not zero. To add up mandates, take one letter, one unit, and the rows with “counted” true.",
        "Een lege cel is geen nul. Tel mandaten op binnen één brief en één eenheid, en alleen waar “counted” true is.",
    ),
    "rows_count": ("{count} rows", "{count} rijen"),
    "rows_one": ("1 row", "1 rij"),
    "data_released": ("All tables in one file", "Alle tabellen in één bestand"),
    "form_csv": ("All tables as CSV (zip)", "Alle tabellen als CSV (zip)"),
    "form_parquet": ("All tables as Parquet (zip)", "Alle tabellen als Parquet (zip)"),
    "form_sqlite": ("All tables as a SQLite database", "Alle tabellen als SQLite-database"),
    "form_xlsx": ("The statements as a workbook (XLSX)", "De uitspraken als werkmap (XLSX)"),
    "form_statements": ("One table with all statements (CSV)", "Eén tabel met alle uitspraken (CSV)"),
    "form_records": ("All records, nested (JSON)", "Alle records, genest (JSON)"),
    "data_all": ("All tables", "Alle tabellen"),
    "data_programs": ("For programs", "Voor programma's"),
    "dictionary": ("Data dictionary", "Woordenboek van de gegevens"),
    "records_json": ("all records, nested", "alle records, genest"),
    "package_json": ("description of the tables (Data Package)", "beschrijving van de tabellen (Data Package)"),
    "dcat": ("description for catalogues (DCAT)", "beschrijving voor catalogi (DCAT)"),
    "croissant": ("description for machine learning (Croissant)", "beschrijving voor machine learning (Croissant)"),
    "dataset_card": ("description for Hugging Face", "beschrijving voor Hugging Face"),
    "licence": ("Licence of the data", "Licentie van de gegevens"),
    # Changes and documents.
    "changes_title": ("What changed", "Wat veranderde"),
    "feed": ("As a feed (Atom)", "Als feed (Atom)"),
    "letters_read": ("Letters, by the day they were read", "Brieven, op de dag dat ze gelezen zijn"),
    "changelog": ("Versions", "Versies"),
    "guide": ("Guide", "Gids"),
    "english_document": ("", "Dit document is in het Engels."),
    "on_this_page": ("On this page", "Op deze pagina"),
}


def word(code: str, lang: Lang) -> str:
    """Return the words with a code, with places for their arguments.

    >>> word("letter_of_day", "nl")
    'brief van {day}'
    """
    return in_language(_WORDS[code], lang)
