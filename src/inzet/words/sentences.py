"""The sentences of the answers, in English and Dutch, and figures in words."""

from collections.abc import Iterable
from datetime import date

from inzet.words import Lang, in_language
from inzet.words.dates import date_words, day_words
from inzet.words.records import RECORDS

UNITS: dict[str, dict[Lang, tuple[str, str]]] = {
    "persons": {"en": ("person", "people"), "nl": ("persoon", "personen")},
    "teams": {"en": ("team", "teams"), "nl": ("team", "teams")},
    "companies": {"en": ("company", "companies"), "nl": ("compagnie", "compagnieën")},
    "units": {"en": ("unit", "units"), "nl": ("eenheid", "eenheden")},
    "ships": {"en": ("ship", "ships"), "nl": ("schip", "schepen")},
    "aircraft": {"en": ("aircraft", "aircraft"), "nl": ("vliegtuig", "vliegtuigen")},
    "helicopters": {"en": ("helicopter", "helicopters"), "nl": ("helikopter", "helikopters")},
    "vehicles": {"en": ("vehicle", "vehicles"), "nl": ("voertuig", "voertuigen")},
    "systems": {"en": ("system", "systems"), "nl": ("systeem", "systemen")},
    "projects": {"en": ("project", "projects"), "nl": ("project", "projecten")},
    "exercises": {"en": ("exercise", "exercises"), "nl": ("oefening", "oefeningen")},
}
"""What the units of a figure are called, one and many."""

_SENTENCES: dict[str, tuple[str, str]] = {
    # Figures.
    "about": ("about {}", "ongeveer {}"),
    "at_least": ("at least {}", "minstens {}"),
    "range": ("{} to {}", "{} tot {}"),
    "and": (" and ", " en "),
    # How far an answer sees.
    "horizon": ("From {letters} letters, the last of {last}.", "Uit {letters} brieven, de laatste van {last}."),
    "horizon_one": ("From one letter, of {last}.", "Uit één brief, van {last}."),
    "horizon_none": ("No letter was known by then.", "Toen was er nog geen brief."),
    "horizon_later": ("The day is later than the last letter.", "De dag is later dan de laatste brief."),
    "as_known": ("{words}, as known on {known}", "{words}, zoals bekend op {known}"),
    # A position.
    "position": ("{name} on {day}", "{name} op {day}"),
    "in_force": ("In force until {until}: {figure}.", "Van kracht tot en met {until}: {figure}."),
    "in_force_open": ("In force, with no end given: {figure}.", "Van kracht, zonder einddatum: {figure}."),
    "perhaps": (
        "Perhaps in force; the dates leave it open ({until}).",
        "Wellicht van kracht; de data laten het open ({until}).",
    ),
    "perhaps_open": ("Perhaps in force; the dates leave it open.", "Wellicht van kracht; de data laten het open."),
    "ending": (
        "Ending: the government ends the contribution, on a day that is not given.",
        "Loopt af: het kabinet beëindigt de bijdrage, op een dag die niet is genoemd.",
    ),
    "ended": ("Ended.", "Beëindigd."),
    "ended_by": ("Ended, {until}.", "Beëindigd, {until}."),
    "ran_out": (
        "Ran out: the last term ran until {until}, and no later letter goes on.",
        "Verlopen: de laatste termijn liep tot en met {until}, en geen latere brief gaat verder.",
    ),
    "last_reported": (
        "Last reported on {letter}: {figure}. No letter gives a term for this day.",
        "Laatst gemeld op {letter}: {figure}. Geen brief noemt een termijn voor deze dag.",
    ),
    "last_said": ("Last spoken of on {letter}.", "Laatst genoemd op {letter}."),
    "planned": (
        "Planned, not decided: nothing is in force by it.",
        "Voorgenomen, niet besloten: er is nog niets van kracht.",
    ),
    "planned_from": ("Decided, and begins later.", "Besloten, en begint later."),
    "reason_no_letter": ("Not known: no letter was known by then.", "Onbekend: toen was er nog geen brief."),
    "reason_not_mentioned": ("Not known: no letter speaks of it.", "Onbekend: geen brief noemt het."),
    "reason_later": (
        "Not known: the letters speak only of later days.",
        "Onbekend: de brieven gaan alleen over latere dagen.",
    ),
    "reason_past": (
        "Not known: the letters speak only of earlier days.",
        "Onbekend: de brieven gaan alleen over eerdere dagen.",
    ),
    "reason_refused": (
        "Nothing in force: what was asked for was refused.",
        "Niets van kracht: wat gevraagd was, is afgewezen.",
    ),
    "shared": ("The figure is shared with {names}.", "Het aantal is gedeeld met {names}."),
    "own_part": ("Of these, {figure} here.", "Daarvan hier {figure}."),
    "unsized": (
        "It is a least: the people of {names} are not counted.",
        "Het is een minimum: de mensen van {names} zijn niet geteld.",
    ),
    "no_figure": ("no size given", "geen omvang genoemd"),
    "report_beside": ("Reported on {letter}: {figure}.", "Gemeld op {letter}: {figure}."),
    "plans_beside": (
        "{count} not decided: {names}. See: inzet timeline {target}",
        "{count} niet besloten: {names}. Zie: inzet timeline {target}",
    ),
    "refused_beside": ("Refused: {names}.", "Afgewezen: {names}."),
    "quote": (
        "“{quote}”  letter of {day} ({letter}), line {line}",
        "“{quote}”  brief van {day} ({letter}), regel {line}",
    ),
    "role_answer": ("answers", "antwoordt"),
    "role_report": ("report", "melding"),
    "role_plan": ("plan", "voornemen"),
    "role_refusal": ("refusal", "afwijzing"),
    "role_superseded": ("superseded", "achterhaald"),
    "role_part": ("part", "onderdeel"),
    "role_repetition": ("repetition", "herhaling"),
    "role_other": ("beside", "ernaast"),
    # An overview.
    "overview": ("Dutch contributions in force on {day}", "Nederlandse bijdragen van kracht op {day}"),
    "column_mission": ("Mission", "Missie"),
    "column_figure": ("People", "Personen"),
    "column_until": ("Until", "Tot en met"),
    "column_letter": ("Letter of", "Brief van"),
    "total": ("Total", "Totaal"),
    "nothing_in_force": (
        "No letter sets anything in force for this day.",
        "Geen brief stelt iets van kracht voor deze dag.",
    ),
    "beside_without_figure": ("In force, no size given", "Van kracht, geen omvang genoemd"),
    "beside_ending": ("Ending, day not given", "Loopt af, dag niet genoemd"),
    "beside_perhaps": ("Perhaps in force", "Wellicht van kracht"),
    "beside_last_reported": ("Only reported, without a term", "Alleen gemeld, zonder termijn"),
    "beside_planned": ("Only planned", "Alleen voorgenomen"),
    "beside_ran_out": ("Ran out", "Verlopen"),
    "beside_ended": ("Ended", "Beëindigd"),
    "folded": (
        "Not shown: {planned} only planned, {over} over. See them with --all.",
        "Niet getoond: {planned} alleen voorgenomen, {over} voorbij. Met --all wel.",
    ),
    "no_region": ("Not in one region", "Niet in één regio"),
    "not_stated": ("Not stated", "Niet genoemd"),
    "together": ("{names} (together)", "{names} (samen)"),
    "together_with": ("{figure} together with {names}", "{figure} samen met {names}"),
    # A timeline.
    "timeline": ("All that letters say of {name}", "Alles wat brieven zeggen over {name}"),
    "letter_of": ("letter of {day}", "brief van {day}"),
    "until": ("until {until}", "tot en met {until}"),
    "by": ("by {until}", "uiterlijk {until}"),
    "from": ("from {start}", "vanaf {start}"),
    "formerly": ("formerly {number}", "eerder {number}"),
    "figure_up": ("more than {figure} in the letter of {day}", "meer dan {figure} in de brief van {day}"),
    "figure_down": ("less than {figure} in the letter of {day}", "minder dan {figure} in de brief van {day}"),
    "figure_same": ("as in the letter of {day}", "zoals in de brief van {day}"),
    "figure_unclear": (
        "perhaps other than {figure} in the letter of {day}",
        "wellicht anders dan {figure} in de brief van {day}",
    ),
    "end_later": ("ends later than stated before", "eindigt later dan eerder genoemd"),
    "end_earlier": ("ends earlier than stated before", "eindigt eerder dan eerder genoemd"),
    "word_differs": (
        "the letter says “{change}”, which does not fit",
        "de brief zegt “{change}”, wat niet past",
    ),
    "nothing_said": ("No letter known by then speaks of it.", "Geen brief van toen noemt het."),
    # A comparison.
    "compare": ("From {before} to {after}", "Van {before} naar {after}"),
    "view_letter": ("the letter of {day} ({letter})", "de brief van {day} ({letter})"),
    "view_known": ("{day} as known on {known}", "{day} zoals bekend op {known}"),
    "shift_began": ("Began", "Begonnen"),
    "shift_resumed": ("Resumed after a gap", "Hervat na een onderbreking"),
    "shift_extended": ("Extended", "Verlengd"),
    "shift_shortened": ("Shortened", "Verkort"),
    "shift_grew": ("Grew", "Gegroeid"),
    "shift_shrank": ("Shrank", "Gekrompen"),
    "shift_changed": ("Changed", "Veranderd"),
    "shift_ended": ("Ended", "Beëindigd"),
    "shift_ending": ("Ending, day not given", "Loopt af, dag niet genoemd"),
    "shift_ran_out": ("Ran out", "Verlopen"),
    "shift_newly_planned": ("Newly planned, not decided", "Nieuw voorgenomen, niet besloten"),
    "shift_only_reported": ("Only reported now", "Nu alleen gemeld"),
    "shift_first_mentioned": ("Not mentioned before", "Eerder niet genoemd"),
    "shift_otherwise": ("Otherwise", "Anders"),
    "shift_no_longer_mentioned": ("No longer mentioned", "Niet meer genoemd"),
    "shift_unchanged": ("Unchanged", "Ongewijzigd"),
    "left_out": ("The second letter leaves out on purpose: “{quote}”", "De tweede brief laat bewust weg: “{quote}”"),
    "no_difference": ("Neither speaks of anything in force.", "Geen van beide noemt iets dat van kracht is."),
    "unchanged_count": ("{count} unchanged; see them with --all.", "{count} ongewijzigd; met --all wel getoond."),
    # Findings.
    "findings": ("{count} findings about the letters", "{count} bevindingen over de brieven"),
    "finding_old_figure_differs": (
        "A letter gives a former figure that is not the latest one known before it",
        "Een brief noemt een eerder aantal dat niet het laatst bekende is",
    ),
    "finding_change_not_carried": (
        "A letter gives as the former figure the one before a change that an earlier letter decided",
        "Een brief noemt als eerder aantal dat van vóór een wijziging in een eerdere brief",
    ),
    "finding_old_figure_unknown": (
        "A letter gives a former figure, and no earlier letter gives one",
        "Een brief noemt een eerder aantal, en geen eerdere brief noemt er een",
    ),
    "finding_continued_otherwise": (
        "A letter continues a contribution with another figure than the latest one known",
        "Een brief zet een bijdrage voort met een ander aantal dan het laatst bekende",
    ),
    "finding_ran_out": (
        "A term was over before any later letter spoke of the contribution",
        "Een termijn was voorbij voordat een latere brief de bijdrage noemde",
    ),
    "finding_ended_but_running": (
        "A letter says that something ends, and a later letter that it goes on",
        "Een brief zegt dat iets eindigt, en een latere dat het doorgaat",
    ),
    "finding_renamed": (
        "Two letters use different abbreviations",
        "Twee brieven gebruiken verschillende afkortingen",
    ),
    "no_later_letter": ("no later letter speaks of it", "geen latere brief noemt het"),
}


_SENTENCES |= RECORDS


def say(code: str, lang: Lang, **arguments: object) -> str:
    """Return the sentence with a code."""
    return pattern(code, lang).format(**arguments)


def figure_words(
    low: int, high: int | None, unit: str, lang: Lang, *, approximate: bool = False, at_least: bool = False
) -> str:
    """Return a figure in words.

    >>> figure_words(2, 3, "persons", "en"), figure_words(1, 1, "ships", "nl"), figure_words(12, None, "persons", "en")
    ('2 to 3 people', '1 schip', 'at least 12 people')
    """
    words = number_words(low, high, lang, approximate=approximate, at_least=at_least)
    if unit not in UNITS:
        return f"{unit} {words}"
    one, many = UNITS[unit][lang]
    return f"{words} {one if (high if high is not None else low) == 1 else many}"


def number_words(low: int, high: int | None, lang: Lang, *, approximate: bool = False, at_least: bool = False) -> str:
    """Return a figure in words without its unit."""
    if high is None or low == high:
        words = digits(low, lang)
    else:
        words = pattern("range", lang).format(digits(low, lang), digits(high, lang))
    if approximate:
        words = pattern("about", lang).format(words)
    return pattern("at_least", lang).format(words) if high is None or at_least else words


def listed(names: Iterable[str], lang: Lang) -> str:
    """Return names as a list in words: ``a, b and c``."""
    known = list(names)
    return pattern("and", lang).join(filter(None, (", ".join(known[:-1]), *known[-1:])))


def beside_words(answer: str, names: str, lang: Lang) -> str:
    """Return what stands beside the missions in force: ``Only planned: a and b.``"""
    return f"{say(f'beside_{answer}', lang)}: {names}."


def duration_words(text: str, lang: Lang) -> str:
    """Return a length of time in words.

    >>> duration_words("P6M", "nl"), duration_words("P1Y", "en")
    ('6 maanden', '1 year')
    """
    unit = {"Y": "year", "M": "month", "W": "week", "D": "day"}[text[-1]]
    return say(unit if text[1:-1] == "1" else f"{unit}s", lang, count=text[1:-1])


def end_words(end: str, lang: Lang) -> str:
    """Return an end in words; it may be known only to lie before a day.

    >>> end_words("2025-07-31", "en"), end_words("../2025-02-13", "nl")
    ('until 31 July 2025', 'uiterlijk 13 februari 2025')
    """
    start, slash, last = end.partition("/")
    is_open = bool(slash) and start in ("", "..")
    return say("by" if is_open else "until", lang, until=date_words(last if is_open else end, lang))


def horizon_words(letters: int, last: date | None, lang: Lang) -> str:
    """Return how far an answer sees."""
    if last is None:
        return say("horizon_none", lang)
    return say("horizon" if letters > 1 else "horizon_one", lang, letters=letters, last=day_words(last, lang))


def known_words(words: str, known: date | None, lang: Lang) -> str:
    """Return the title of an answer, with the day whose letters it is from where not all count."""
    return say("as_known", lang, words=words, known=day_words(known, lang)) if known else words


def pattern(code: str, lang: Lang) -> str:
    """Return the sentence with a code, with places for its arguments."""
    return in_language(_SENTENCES[code], lang)


def digits(number: int, lang: Lang) -> str:
    """Return a number in digits, its thousands parted as the language does it."""
    return f"{number:,}" if lang == "en" else f"{number:,}".replace(",", ".")
