"""The words of the workbook of a release, in English and Dutch: its first sheet, and the heads of its code book."""

from collections.abc import Iterator

_HEADS: dict[str, tuple[str, str]] = {
    "table": ("Sheet", "Blad"),
    "name": ("Column", "Kolom"),
    "type": ("Type", "Type"),
    "title": ("Title", "Titel"),
    "title_nl": ("Title in Dutch", "Titel in het Nederlands"),
    "description": ("Meaning", "Betekenis (in het Engels)"),
    "value": ("Word", "Woord"),
    "label": ("Label", "Label"),
    "label_nl": ("Label in Dutch", "Label in het Nederlands"),
}
_READ_ME: tuple[tuple[str, str], ...] = (
    (
        "What the Dutch government told parliament that the Netherlands contributes to international missions and"
        " operations: inzet {version}, of {day}.",
        "Wat het kabinet aan de Tweede Kamer schreef over de Nederlandse inzet in internationale missies en operaties:"
        " inzet {version}, van {day_nl}.",
    ),
    ("{horizon} What came later is not in it.", "{horizon_nl} Wat later kwam, staat er niet in."),
    (
        "Start with the sheet “statements”. It has a row for each statement and mission, and nothing has to be looked"
        " up elsewhere. The sheet “code book” explains every column and every word.",
        "Begin met het blad “statements”. Het heeft een rij voor elke uitspraak en missie, en u hoeft niets elders op"
        " te zoeken. Het blad “code book” legt elke kolom en elk woord uit.",
    ),
    (
        "Each sheet has three rows of heads: in English, in Dutch, and the names of the columns, which are the same in"
        " all files of inzet.",
        "Elk blad heeft drie rijen met koppen: in het Engels, in het Nederlands, en de namen van de kolommen, die in"
        " alle bestanden van inzet gelijk zijn.",
    ),
    (
        "An empty cell is not zero: the letter does not say it.",
        "Een lege cel is geen nul: de brief noemt het niet.",
    ),
    (
        "To add up mandates, take one letter (letter_id), one unit (unit) and the rows with “counted” true, and add up"
        " number_max. Add up one letter at a time: the next letter may state the same mandate again.",
        "Tel mandaten op binnen één brief (letter_id) en één eenheid (unit), alleen waar “counted” waar is; tel"
        " number_max op. Tel per brief op: een volgende brief kan hetzelfde mandaat nog eens noemen.",
    ),
    (
        "A date is as precise as the letter gives it. A whole day is a date. Anything else is a text: 2022-12 is a"
        " month, 2024-12-31? is uncertain. The columns that end in _first and _last have its first and last day.",
        "Een datum is zo precies als de brief haar noemt. Een hele dag is een datum. Al het andere is tekst: 2022-12 is"
        " een maand, 2024-12-31? is onzeker. De kolommen die eindigen op _first en _last hebben de eerste en de"
        " laatste dag.",
    ),
    ("Licence: {licence} ({address}).", "Licentie: {licence} ({address})."),
)


def heads(name: str) -> tuple[str, str]:
    """Return the head of a column of the code book, in English and in Dutch."""
    return _HEADS[name]


def read_me(**facts: str) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of the first sheet, each in English and in Dutch.

    Args:
        facts: what has its place in them.
    """
    for english, dutch in _READ_ME:
        yield english.format(**facts), dutch.format(**facts)
