"""Lines of a letter that are no part of what it says: heads, addresses, page numbers, signatures."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice, pairwise

from inzet.texts.dutch.heads import titles as letter_titles
from inzet.texts.dutch.heads.letterhead import read_head
from inzet.texts.dutch.heads.signatories import find_signatures
from inzet.texts.dutch.heads.titles import FIELDS, LABELS
from inzet.texts.fields import Fields
from inzet.texts.text import Text

REASON = "page_furniture"
"""The reason for a passage of such lines, a word of the vocabulary."""

FORMS: dict[str, tuple[str, ...]] = {
    "menu of a page": (r"(?:\[[^\]\n]{1,60}\]\s?){2,}.*", "Naar boven", "U bent hier:.*", "Preview document.*"),
    "register of a page": (
        *("Nummer: [0-9]{4}D[0-9]{5}.*", r"Onderdeel van (?:kamerstukdossier|zaak|activiteiten)\b.*"),
        *("Gerelateerde personen:.*", "Directe link naar .*", "Brief regering", r"Kamerstuk(?:\s.{0,60}\|.*)?"),
        r"(?:Gepubliceerd|Bron|ID|Indiener\(s\)): .*",
    ),
    "table above a paper": (
        *("Datum publicatie.*", r"[-|\s]{5,}"),
        r"(?:Eerste|Tweede) Kamer der Staten-Generaal[\s|]*(?:[0-9].*)?",
    ),
    "session": (r"(?:Vergader|Zittings?)jaar\s+[0-9]{4}.{0,8}",),
    "number": (r"Nr\.\s{0,20}[0-9A-Z]{1,5}[a-z]?",),
    "foot of a page": (
        *(r"(?:.{0,40}\s{2})?(?:Eerste|Tweede) Kamer, vergaderjaar .*", "kst-[0-9A-Za-z-]{3,40}", "KST[0-9]{3,8}"),
        *(r"ISSN\s?[0-9 -]{8,14}", ".?s-Gravenhage [0-9]{4}", "[0-9]{0,4}tkkst[0-9-]*", "Sdu Uitgevers.*"),
    ),
    "page number": (
        r"(?:[Pp]agina|[Bb]lad|Page)\s?[0-9]{1,4}(?:\s?(?:van|/|of)\s?[0-9]{1,4})?",
        r"[-\u2013]\s?[0-9]{1,4}\s?[-\u2013]",
    ),
    "address": (
        *(r">?\s?Retouradres.*", r"[0-9]{4}\s?[A-Z]{2}(?:\s[A-Z][\w' -]{1,30})?", "Ministerie van .{3,80}"),
        r"(?:Postbus|Binnenhof|Plein|Bezuidenhoutseweg|Rijnstraat|Kalvermarkt|Korte Voorhout)\s[0-9]{1,5}\s?\w?",
        "Den Haag|DEN HAAG|['\u2018\u2019]s-Gravenhage",
    ),
    "telephone or web": (
        r"(?:T|F|M|Tel\.?|Telefoon|Fax)\s?:?\s?[+(]?[0-9][0-9 ()/.-]{6,20}",
        r"(?:www\.|https?://)\S{1,200}|[^\s@]{1,60}@[^\s@]{1,60}",
    ),
    "addressee": (
        r"(?:A(?:an|AN):?\s+)?[Dd]e [Vv]oorzitters? van de(?: (?:Eerste|Tweede)(?: en (?:de )?Tweede)? Kamer.{0,30})?",
        r"(?:(?:Eerste|Tweede) Kamer )?der Staten-Generaal",
    ),
    "greeting": (r"(?:Zeer )?[Gg]eachte .{0,60},", "Hoogachtend,?", "Met (?:vriendelijke groet|hoogachting),?"),
    "contents": ("Inhoud(?:sopgave)?", r".{1,120}?\s?\.{5,}\s?[0-9]{1,4}"),
}
"""What such a line is, whole, by the name of its form."""

_FORM = re.compile("|".join(f"(?:{form})" for forms in FORMS.values() for form in forms))
_LABEL = re.compile(
    rf"(?:{'|'.join(map(re.escape, LABELS))}):?|(?:{'|'.join(map(re.escape, FIELDS))}):?\s.{{0,200}}[^.!?]"
)
_MARKS = re.compile(r"[*#]+")
_REFERENCE = re.compile(r"(?:On[sz]e? |Uw )?(?:referentie|kenmerk|nummer):?", re.IGNORECASE)
_VALUE = re.compile(r"(?=\S{0,40}[0-9])[A-Z0-9][A-Z0-9./_-]{3,40}")
_DOSSIER = re.compile(r"[0-9]{2}[ \u00a0]?[0-9]{3}\b[^.!?]{0,300}")
_LONGEST = 300
_MAX_OTHER_LINES, _MAX_OTHER_WORDS = 10, 90  # of a head, beside lines with a form of their own
_HEAD_LINES = 60
_GREETING = re.compile(r"\W{0,8}(?:Zeer )?[Gg]eachte ")
_NEAR = 2  # lines that are not empty between a page number and a line that is repeated on each page


def is_furniture(line: str) -> bool:
    """Whether a line by itself, wherever it is, is no part of what a letter says.

    >>> [is_furniture(line) for line in ("Pagina 3 van 12", "Postbus 20061", "Nederland levert 12 militairen.")]
    [True, True, False]
    """
    words = _MARKS.sub("", line[: _LONGEST + 1]).strip()
    if not words or len(words) > _LONGEST:
        return False
    return bool(_FORM.fullmatch(words) or _LABEL.fullmatch(words)) or is_heading_in_capitals(words)


def is_heading_in_capitals(words: str) -> bool:
    """Whether a line is a heading such as "BRIEF VAN DE MINISTER VAN DEFENSIE", also after the number of the paper."""
    rest = re.sub(r"^Nr\.\s{1,20}[0-9A-Z]{1,5}\s", "", words)
    return rest.isupper() and len(rest.split()) > 2 and rest[-1] not in ".;:!?" and sum(map(str.isalpha, rest)) > 8


def find_furniture(text: Text) -> Iterator[tuple[int, str]]:
    """Yield each line that is no part of what a letter says, from 1, with the reason for its passage.

    These are the lines above the letter, fields and addresses, headings in capitals, heads and feet of pages, and
    signatures. A line is left out where that is unsure.
    """
    lines = text.content.split("\n")
    marked = {at for at, line in enumerate(lines, 1) if is_furniture(line)}
    head = read_head(text)
    titles = {head[name] for name in ("title", "dossier_title") if name in head}
    marked |= {at for at, line in enumerate(lines, 1) if line.strip(" #*") in titles}
    marked |= _head(head.get("dates", []), lines, marked)
    marked |= _references(lines)
    marked |= _page_numbers(lines)
    marked |= _signatures(text, lines)
    marked |= _repeated(lines, marked)
    yield from ((at, REASON) for at in sorted(marked))


def _head(given: list[Fields], lines: list[str], marked: set[int]) -> set[int]:
    """Return the lines up to the date or greeting; if other text is between them, only those with a form."""
    dates = [entry for entry in given if len(lines[entry["line"] - 1]) < _LONGEST]
    datelines = [entry["line"] for entry in dates if entry["kind"] == "dateline"]
    greetings = (at for at in sorted(marked) if _GREETING.match(lines[at - 1]))
    last = max([*datelines, *islice(greetings, 1), *(entry["line"] for entry in dates[:1])], default=0)
    found = {entry["line"] for entry in dates}
    if letter_titles.stands_first(lines[0]):
        found.add(1)
    other_lines = other_words = seen = 0
    for at, line in enumerate(lines[:last], 1):
        words = len(line.split())
        seen += words > 0
        if at in marked or not words or _DOSSIER.fullmatch(line.strip()):
            continue
        prose = len(line) > _LONGEST or (words > 11 and line.rstrip().endswith((".", "!", "?")))
        other_lines, other_words = other_lines + 1, other_words + words
        if prose or seen > _HEAD_LINES or other_lines > _MAX_OTHER_LINES or other_words > _MAX_OTHER_WORDS:
            last = at - 1 if prose else 0
            break
    return found | {at for at, line in enumerate(lines[:last], 1) if line.strip()}


def _references(lines: list[str]) -> set[int]:
    """Return the lines that consist of a reference below its label."""
    found = set()
    for at, line in enumerate(lines):
        if _REFERENCE.fullmatch(_MARKS.sub("", line[:_LONGEST]).strip()):
            below = (step for step in range(at + 1, min(at + 4, len(lines))) if lines[step].strip())
            found |= {step + 1 for step in islice(below, 1) if _VALUE.fullmatch(lines[step].strip())}
    return found


def _page_numbers(lines: list[str]) -> set[int]:
    """Return the lines that consist of a number, if these count the pages; else they may be figures of a table."""
    numbers = {
        at: int(line.strip())
        for at, line in enumerate(lines, 1)
        if line.strip().isascii() and re.fullmatch(r"\s{0,80}[0-9]{1,3}\s{0,80}", line)
    }
    values = list(numbers.values())
    counts = len(values) > 1 and values[0] < 3 and all(b == a + 1 for a, b in pairwise(values))
    return set(numbers) if counts else set()


def _signatures(text: Text, lines: list[str]) -> set[int]:
    """Return the lines of signatures, if there is nothing else on them."""
    found: set[int] = set()
    for signatory, span in find_signatures(text.content):
        first, last = text.lines(span)
        length = sum(map(len, lines[first - 1 : last]))
        if length <= len(signatory["office"]) + len(signatory["name"]) + 160:
            found |= {at for at in range(first, last + 1) if lines[at - 1].strip()}
    return found


def _repeated(lines: list[str], marked: set[int]) -> set[int]:
    """Return the lines that are repeated near heads and feet of pages, such as the title of the letter."""
    counts = Counter(line.strip() for line in lines if line.strip() and len(line) < 100)
    filled = [at for at, line in enumerate(lines, 1) if line.strip()]
    near: Counter[str] = Counter()
    for step, at in enumerate(filled):
        if counts[lines[at - 1].strip()] > 2 and marked.intersection(filled[max(0, step - _NEAR) : step + _NEAR + 1]):
            near[lines[at - 1].strip()] += 1
    return {
        at
        for at in filled
        if near[words := lines[at - 1].strip()] > 2
        and near[words] == counts[words]
        and not re.search(r"[0-9•]|^-", words)
    }
