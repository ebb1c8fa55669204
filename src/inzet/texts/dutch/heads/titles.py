"""The title of a letter, from the page around it or the field of a ministry."""

import re

from inzet.texts.dutch.tables import BLANK, any_of, words

MARK = r"(?:\*\*|#+ )?"
"""Emphasis or a heading in Markdown, as an expression."""
GENRES = ("Brief regering", "Brief van het kabinet", "Kamerbrief", "Brief Kamer", "Brief", "Nota", "Kabinetsreactie")
"""What a page calls the document, beside its title."""
FIELDS = (
    *("Datum", "Betreft", "Onderwerp", "Onze referentie", "Onze Referentie", "Ons kenmerk", "Kenmerk", "Bijlage(n)"),
    *("Bijlagen", "Uw kenmerk", "Uw referentie", "Uw brief", "Behandeld door", "Contactpersoon", "Opgesteld door"),
)
"""The labels that may have their value on the same line."""
LABELS = (
    *FIELDS,
    *("Bijlage", "Blad", "Pagina", "Aan", "Van", "Via", "Kopie aan", "Afgestemd met", "Telefoon", "T", "F", "E"),
    *("Nummer", "Auteur", "Uw nummer", "Directie", "Plandatum/Deadline", "Kamer", "Geachte", "Zeer geachte"),
    "Bij beantwoording",
)
"""The first words of a line that starts a field of its own, or the letter."""

_GENRE = "|".join(map(re.escape, GENRES))
# Nummer: 2022D25755, datum: 2022-06-17, bijgewerkt: 2024-02-19 10:56, versie: 3
REGISTER = re.compile(
    r"^Nummer: (?P<number>[0-9]{4}D[0-9]{5}), datum: (?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:, bijgewerkt: (?P<update>[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2})?))?",
    re.MULTILINE,
)
"""What the register of the house prints above a letter."""
_COLON = re.compile(rf"(?:{_GENRE}){BLANK}{{1,4}}:{BLANK}{{1,4}}(?P<title>\S[^\n]{{0,300}})")
_SEMICOLONS = re.compile(
    rf"(?P<dossier>[^;\n]{{3,300}});{BLANK}{{1,4}}(?:{_GENRE});{BLANK}{{1,4}}(?P<title>\S[^\n]{{0,300}})"
)
# Kamerstuk 29521-446, then "Brief regering; TITLE" and the title of the dossier
_NUMBERED = re.compile(
    rf"Kamerstuk {{1,4}}[0-9]{{5}}[0-9A-Z-]{{2,20}}{BLANK}*\n"
    rf"\s{{0,80}}(?:{_GENRE});{BLANK}{{1,4}}(?P<title>\S[^\n]{{0,300}})"
    rf"(?:\n\s{{0,80}}(?P<dossier>[A-ZÀ-Þ][^\n;:]{{3,200}}[^\s\n;:.]){BLANK}*$)?",
    re.MULTILINE,
)
# TITLE - DOSSIER - Parlementaire monitor
_MONITOR = re.compile(
    rf"(?:(?:{_GENRE});{BLANK})?(?P<title>(?:(?! - )[^\n]){{3,300}}) - (?P<dossier>(?:(?! - )[^\n]){{3,200}})"
    rf"(?: - Parlementaire [Mm]onitor)?{BLANK}*\n"
    r"(?=[\s\S]{0,600}\b(?:[Pp]arlementaire monitor|toegevoegd aan (?:wetsvoorstel|dossier))\b)"
)
# The title of a press copy, above when it was posted.
_POSTED = re.compile(
    rf"^{BLANK}*(?P<title>[A-ZÀ-Þ][^\n]{{9,300}}?){BLANK}*\n\s{{0,80}}"
    rf"[0-9]{{2}}-[0-9]{{2}}-[0-9]{{4}}(?: [0-9]{{2}}:[0-9]{{2}}(?::[0-9]{{2}})?)?{BLANK}*$",
    re.MULTILINE,
)
_SUBJECT = re.compile(
    rf"^{BLANK}*{MARK}(?:Betreft|Onderwerp|BETREFT|ONDERWERP){MARK}:?\s{{1,80}}(?P<title>\S[^\n]{{0,400}})",
    re.MULTILINE,
)
_NOTE = re.compile(rf"^#*{BLANK}*[Nn]ota{BLANK}*\n\s{{0,80}}(?P<title>[^\s#*][^\n]{{0,400}})", re.MULTILINE)
_PRESS = re.compile(rf"^{BLANK}*(?P<title>(?:Kamerbrief|Beslisnota)\b[^\n.]{{10,300}}?){BLANK}*$", re.MULTILINE)
_LABEL = re.compile(rf"{BLANK}*{MARK}(?:{any_of(map(re.escape, LABELS))})(?!\w)")
_DOSSIER = re.compile(rf"{BLANK}*(?:[0-9]{{2}}{BLANK}?[0-9]{{3}}\b|Nr\. [0-9])")
# After one of these words a title goes on.
_JOINING = (
    *words("van de het een der den en of in op aan met voor over door naar bij tot uit om te inzake betreffende"),
    *words("tussen onder als per ten ter the of and"),
)
_COLUMNS = re.compile(r"[^\S\n]{3,}+")
_LONGEST = 600  # characters of a title with what a page adds
_MAX_LINES = 4  # on which a title goes on
_WIDTH = 60  # characters of the shortest lines that are broken


def find_title(top: str) -> str | None:
    """Return the title of a letter, with its lines joined; None if its head does not give it, or not clearly whole."""
    if register := REGISTER.search(top):
        # The page starts with its menu, in brackets; the title comes next.
        lines = (line.strip() for line in top[: register.start()].splitlines())
        return next((line for line in lines if line and not line.startswith("[")), None)
    first = top.lstrip()
    if match := _NUMBERED.match(first) or _MONITOR.match(first) or _POSTED.search(first):
        return match["title"].strip()
    if match := _COLON.match(first) or _SEMICOLONS.match(first) or _NOTE.search(first) or _SUBJECT.search(first):
        return _whole(match)
    press = _PRESS.match(first)
    return press["title"] if press else None


def title_before_genre(top: str) -> str | None:
    """Return the title of the dossier, where it stands before the genre and the title of the letter on one line."""
    first = top.lstrip()
    match = _SEMICOLONS.match(first) or _NUMBERED.match(first) or _MONITOR.match(first)
    return match["dossier"].strip() if match and match["dossier"] else None


def stands_first(line: str) -> bool:
    """Whether the first line of a text is the title that a page gives it, with its genre."""
    return bool((_COLON.match(line) or _SEMICOLONS.match(line)) and len(line) < _LONGEST)


def _whole(match: re.Match[str]) -> str | None:
    """Return a title with the lines on which it goes on; None if it is unclear where it ends."""
    title = _COLUMNS.split(match["title"])[0].strip()
    for line in match.string[match.end() : match.end() + 1000].split("\n")[1 : 1 + _MAX_LINES]:
        words = line.strip()
        if not words or _LABEL.match(words) or _DOSSIER.match(words):
            break
        if words[0].islower() or title.rpartition(" ")[2] in _JOINING or title.endswith((",", ":", "-")):
            title = f"{title} {words}"
        elif len(title) + len(words.split()[0]) < _WIDTH:
            break  # its first word would have fitted on the line above, so it belongs to something else
        else:
            return None
    return title
