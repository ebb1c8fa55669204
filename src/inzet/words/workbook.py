"""The words of the workbook of a release, in English and Dutch: its first sheet, and heads that no schema has."""

from collections.abc import Iterator
from datetime import date

from inzet.words import Lang, in_language
from inzet.words.dates import day_words

HEADS: dict[str, tuple[str, str]] = {
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
"""The heads of the code book by the names of its columns."""
_READ_ME: tuple[tuple[str, str], ...] = (
    (
        "What the Dutch government told parliament that the Netherlands contributes to international missions and"
        " operations: inzet {version}, of {day}.",
        "Wat het kabinet aan de Tweede Kamer schreef over de Nederlandse inzet in internationale missies en operaties:"
        " inzet {version}, van {day_nl}.",
    ),
    ("{horizon} What came later is not in it.", "{horizon_nl} Wat later kwam, staat er niet in."),
    (
        "The sheet “in force” says what is in force on a day: where the Netherlands takes part, and with how much."
        " Filter it: First day not after that day, and Last day not before it. Missions that share a figure are one"
        " row, so the rows of one day, one unit and one basis add up.",
        "Het blad “in force” zegt wat op een dag van kracht is: waar Nederland aan meedoet, en met hoeveel. Filter het:"
        " Eerste dag niet na die dag, en Laatste dag niet ervoor. Missies die een aantal delen, staan op één rij, dus"
        " de rijen van één dag, één eenheid en één grondslag zijn op te tellen.",
    ),
    ("{span}", "{span_nl}"),
    (
        "The sheet “statements” has a row for each statement and mission, and nothing has to be looked up elsewhere."
        " The newest letter comes first, and of a letter first what gives a figure. The sheet “code book” explains"
        " every column and every word.",
        "Het blad “statements” heeft een rij voor elke uitspraak en missie, en u hoeft niets elders op te zoeken. De"
        " nieuwste brief staat bovenaan, en van een brief eerst wat een aantal noemt. Het blad “code book” legt elke"
        " kolom en elk woord uit.",
    ),
    (
        "Each sheet has three rows of heads: in English, in Dutch, and the names of the columns, which are the same in"
        " all files of inzet. The order of the columns is for people. Columns for programs, such as ids and codes, and"
        " columns that are empty on the whole sheet stand last and are folded; the plus above the columns shows them."
        " A print has the first columns of a sheet.",
        "Elk blad heeft drie rijen met koppen: in het Engels, in het Nederlands, en de namen van de kolommen, die in"
        " alle bestanden van inzet gelijk zijn. De volgorde van de kolommen is voor mensen. Kolommen voor programma's,"
        " zoals id's en codes, en kolommen die op het hele blad leeg zijn, staan achteraan en zijn ingeklapt; het"
        " plusje boven de kolommen toont ze. Een afdruk heeft de eerste kolommen van een blad.",
    ),
    (
        "An empty cell is not zero: the letter does not say it.",
        "Een lege cel is geen nul: de brief noemt het niet.",
    ),
    (
        "Yes is TRUE and no is FALSE; a Dutch Excel shows WAAR and ONWAAR.",
        "Ja is TRUE en nee is FALSE; een Nederlandse Excel toont WAAR en ONWAAR.",
    ),
    (
        "To add up mandates of one letter on the sheet “statements”, take its title (letter_title), one unit (unit_en)"
        " and the rows with “counted” TRUE, and add up number_max. Add up one letter at a time: the next letter may"
        " state the same mandate again.",
        "Tel mandaten van één brief op het blad “statements” zo op: kies de titel (letter_title), één eenheid (unit_nl)"
        " en de rijen met WAAR (TRUE) bij “counted”, en tel number_max op. Tel per brief op: een volgende brief kan"
        " hetzelfde mandaat nog eens noemen.",
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
_SPAN = (
    "That sheet begins on {first}, when the first letter was known. After {last} nothing is in force by these letters:"
    " they look no further ahead, and do not say that nobody is there.",
    "Dat blad begint op {first}, toen de eerste brief bekend was. Na {last} is volgens deze brieven niets meer van"
    " kracht: zij kijken niet verder vooruit, en zeggen niet dat er dan niemand is.",
)
_OPEN_SPAN = (
    "That sheet begins on {first}, when the first letter was known. A last day of 9999-12-31 says that no letter gives"
    " an end.",
    "Dat blad begint op {first}, toen de eerste brief bekend was. Een laatste dag van 9999-12-31 zegt dat geen brief"
    " een einde noemt.",
)
_NO_SPAN = ("By these letters nothing is in force.", "Volgens deze brieven is niets van kracht.")


def read_me(**facts: str) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of the first sheet with the facts of a release, each in English and in Dutch."""
    for english, dutch in _READ_ME:
        yield english.format(**facts), dutch.format(**facts)


def span(first: date | None, last: date | None, lang: Lang) -> str:
    """Return on which days the sheet of what is in force has rows.

    Without letters the first day is None; the last one is None if nothing is in force, ``date.max`` if no end is given.
    """
    if first is None or last is None:
        return in_language(_NO_SPAN, lang)
    words = in_language(_OPEN_SPAN if last == date.max else _SPAN, lang)
    return words.format(first=day_words(first, lang), last=day_words(last, lang))
