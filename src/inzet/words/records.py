"""The sentences of records: what is found, listed and shown, in English and Dutch."""

RECORDS: dict[str, tuple[str, str]] = {
    # What is found.
    "found": ("{count} found for “{words}”", "{count} gevonden voor “{words}”"),
    "found_nothing": ("Nothing found for “{words}”.", "Niets gevonden voor “{words}”."),
    "found_name": ("In names and titles", "In namen en titels"),
    "found_description": ("In descriptions", "In omschrijvingen"),
    "found_quote": ("In the words of the letters", "In de woorden van de brieven"),
    "more_found": ("{count} more; see them with --all.", "Nog {count}; met --all wel getoond."),
    "on_line": ("“{quote}”, line {line}", "“{quote}”, regel {line}"),
    # What is listed.
    "listed_missions": ("{count} missions", "{count} missies"),
    "listed_letters": ("{count} letters", "{count} brieven"),
    "listed_frameworks": ("{count} frameworks", "{count} kaders"),
    "column_id": ("Id", "Id"),
    "column_region": ("Region", "Regio"),
    "column_kind": ("Kind", "Soort"),
    "column_title": ("Title", "Titel"),
    "column_framework": ("Framework", "Kader"),
    "column_statements": ("Statements", "Uitspraken"),
    # What is shown.
    "former_id": ("{former} is a former id.", "{former} is een eerder id."),
    "stated_in": ("In the letter of {day} ({letter}).", "In de brief van {day} ({letter})."),
    "evidence": ("“{quote}”  line {line}, {section}", "“{quote}”  regel {line}, {section}"),
    "supports": ("supports: {fields}", "staaft: {fields}"),
    "referring": ("Referred to by ({count})", "Genoemd in ({count})"),
    "yes": ("yes", "ja"),
    "no": ("no", "nee"),
    "years": ("{count} years", "{count} jaar"),
    "months": ("{count} months", "{count} maanden"),
    "weeks": ("{count} weeks", "{count} weken"),
    "days": ("{count} days", "{count} dagen"),
    "year": ("{count} year", "{count} jaar"),
    "month": ("{count} month", "{count} maand"),
    "week": ("{count} week", "{count} week"),
    "day": ("{count} day", "{count} dag"),
}
