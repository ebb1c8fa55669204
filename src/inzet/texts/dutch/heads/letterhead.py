"""Fields of a letter from its text: title, dates, numbers and signatories.

It reads the pages of the house, of its open data and of the official publications, the print itself with or without
its line breaks, and the fields of a ministry's letter or note ("Datum", "Onze referentie", "Aan"), inline or on lines
of their own. A field that is not in the text is left out; nothing is guessed.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from inzet.texts.dutch.dates.grammar import ABBREVIATED, MONTHS
from inzet.texts.dutch.dates.periods import stated_days
from inzet.texts.dutch.heads.dossiers import own_papers
from inzet.texts.dutch.heads.kinds import kind_of
from inzet.texts.dutch.heads.signatories import read_signatories
from inzet.texts.dutch.heads.titles import MARK, REGISTER, find_title, title_before_genre
from inzet.texts.dutch.tables import BLANK, any_of
from inzet.texts.fields import Fields, is_valid, valid_items
from inzet.texts.text import Span, Text

_LINES, _CHARACTERS = 60, 20_000  # the head of a letter is in its first 60 lines that are not empty

_DOCUMENT = re.compile(
    rf"^{BLANK}*(?:Document)?[Nn]ummer{BLANK}{{0,8}}:?{BLANK}{{0,8}}(?P<number>[0-9]{{4}}D[0-9]{{5}})\b",
    re.MULTILINE,
)
_CASE = re.compile(r"^(?:Onderdeel van zaak|Zaaknummer:?) (?P<case>[0-9]{4}Z[0-9]{5})\b", re.MULTILINE)
_YEARS = r"(?P<first>[0-9]{4})[-\u2013/](?P<last>[0-9]{4}|[0-9]{2})(?![0-9-])"
_HOUSE = r"(?:Eerste|Tweede) Kamer der Staten-Generaal"
# On a line of its own, below or beside the name of the house, in the table of a page, or at the foot of a page.
_SESSIONS = (
    re.compile(
        rf"(?:^|{_HOUSE}{BLANK}{{1,80}}[12]{BLANK}{{1,80}}){BLANK}*(?:Vergader|Zittings?)jaar{BLANK}*:?\s{{1,80}}{_YEARS}"
        rf"(?={BLANK}*$|{BLANK}+[0-9]{{2}}{BLANK}?[0-9]{{3}})",
        re.MULTILINE,
    ),
    re.compile(rf"{_HOUSE}[ \t\u00a0|]{{0,40}}(?P<first>[0-9]{{4}})[-\u2013/](?P<last>[0-9]{{4}})"),
    re.compile(rf"(?:^|{BLANK}{{2}})(?:Eerste|Tweede) Kamer, vergaderjaar {_YEARS},[^\n]{{4,60}}$", re.MULTILINE),
)
_DAY = (
    rf"(?:[0-9]{{1,2}}{BLANK}{{1,8}}(?:{any_of((*MONTHS, *ABBREVIATED))})\.?{BLANK}{{1,8}}(?:19|20)[0-9]{{2}}"
    r"|[0-9]{1,2}(?P<sign>[-/.])[0-9]{1,2}(?P=sign)(?:19|20)[0-9]{2})(?![\w-])"
)
_PLACES = ("Den Haag", "'s-Gravenhage", "\u2019s-Gravenhage", "\u2018s-Gravenhage", "'s Gravenhage", "DEN HAAG")
"""Where letters are written; elsewhere only on a line of its own."""
_PLACE = "|".join(map(re.escape, _PLACES))
_DATELINES = (
    re.compile(rf"^{BLANK}*(?:'s-|\u2019s-)?[A-Z][\w' -]{{2,40}},\s{{1,8}}(?P<day>{_DAY})\s*$", re.MULTILINE),
    re.compile(rf"^{BLANK}*(?:{_PLACE}),?{BLANK}{{1,80}}(?P<day>{_DAY})(?=\s*$|{BLANK}+[A-Z])", re.MULTILINE),
    # Behind the addressee on one line.
    re.compile(rf"Staten-Generaal[^\n]{{0,80}}?(?<!\w)(?:{_PLACE}),?{BLANK}{{1,80}}(?P<day>{_DAY})"),
)
_HEADER = re.compile(
    rf"(?:^{BLANK}*{MARK}|(?<=[^\S\n]))(?:Datum|DATUM){MARK}:?\s{{1,80}}(?P<day>{_DAY})"
    rf"(?=\s*$|{BLANK}{{2}}|{BLANK}(?:Betreft|Onderwerp)\b)",
    re.MULTILINE,
)
# Ons kenmerk Datum, above: DVB/CV-412/05 18 februari 2005
_BELOW_LABELS = re.compile(
    rf"^(?=[^\n]{{0,60}}(?:[Kk]enmerk|[Nn]ummer|[Bb]rief))[^\n]{{0,60}}\bDatum{BLANK}*\n\s{{0,80}}"
    rf"(?:(?=\S{{0,40}}[0-9])(?P<value>[A-Z0-9][A-Z0-9./_-]{{3,40}}){BLANK}{{1,80}}|[\s\S]{{1,40}}?{BLANK})?(?P<day>{_DAY}){BLANK}*$",
    re.MULTILINE,
)
_PRESS = re.compile(
    rf"^{BLANK}*(?:(?:Kamerstuk(?::{BLANK}Kamerbrief)?|Kamerbrief){BLANK}\||Datum nieuwsfeit:){BLANK}(?P<day>{_DAY})"
    rf"|^{BLANK}*(?P<posted>[0-9]{{2}}-[0-9]{{2}}-[0-9]{{4}})(?: [0-9]{{2}}:[0-9]{{2}}(?::[0-9]{{2}})?)?{BLANK}*$",
    re.MULTILINE,
)
_REFERENCE = re.compile(
    rf"^{BLANK}*{MARK}(?:(?:On[sz]e?{BLANK}+)?(?:referentie|kenmerk)){MARK}:?\s{{1,80}}(?=\S{{0,40}}[0-9])(?P<value>[A-Z0-9][A-Z0-9./_-]{{3,40}})\s*$",
    re.MULTILINE | re.IGNORECASE,
)
_CHAIR = (
    r"[Dd]e\s{1,80}[Vv]oorzitters?\s{1,80}van\s{1,80}de\s{1,80}(?:(?:Eerste|Tweede)\s{1,80}en\s{1,80}(?:de\s{1,80})?)?"
    r"(?:Eerste|Tweede)\s{1,80}Kamer(?:\s{1,80}der\s{1,80}Staten-\s{0,80}Generaal)?"
)
_HOUSES = (
    re.compile(
        rf"^{BLANK}*{MARK}(?:A(?:an|AN){MARK}:?\s{{1,80}})?(?P<who>{_CHAIR})(?:{BLANK}{{1,4}}Binnenhof\b[^\n]{{0,60}})?{BLANK}*$",
        re.MULTILINE,
    ),
    re.compile(rf"\bAan\s{{1,80}}(?P<who>{_CHAIR}),?{BLANK}{{1,80}}(?=[A-Z'\u2019])"),
)
_ADDRESSEE = re.compile(
    rf"^Aan{BLANK}+(?P<who>(?:de|het){BLANK}+[A-Z][^.;:?!\n]{{0,200}}?(?:{BLANK}(?:van|der?|het){BLANK}*\n[^.;:?!\n]{{1,200}}?)?){BLANK}*$",
    re.MULTILINE,
)
# In a note the names of all fields may come first, and their values below them.
_TO = re.compile(
    rf"^{BLANK}*{MARK}Aan{MARK}\s*\n"
    rf"(?:{BLANK}*{MARK}(?:Van|Via|Kopie aan|Afgestemd met|Door|Opgesteld door){MARK}{BLANK}*\n|{BLANK}*\n)*"
    rf"{BLANK}*(?P<who>[A-Z][^.;:?!\n*]{{0,200}}?){BLANK}*$",
    re.MULTILINE,
)
_GREETING = re.compile(
    rf"^{BLANK}{{0,80}}(?:Zeer )?[Gg]eachte (?P<who>(?:heer |mevrouw )?[Vv]oorzitter),", re.MULTILINE
)
_SUBJECT = re.compile(rf"^{BLANK}*{MARK}(?:Onderwerp|Betreft){MARK}:?{BLANK}[^\n]*$", re.MULTILINE)
_DECISION = re.compile(rf"^{BLANK}*{MARK}(?:TER BESLISSING|Beslisnota){MARK}{BLANK}*$", re.MULTILINE)

_DUTCH = re.compile(r"\b(?:het|een|van|zijn|voor|met|aan|op)\b", re.IGNORECASE)
_FULL_LINE = re.compile(r"^[^\S\n]*+\S[^\n]*", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+")
_FEW_WORDS = 100
_DUTCH_SHARE = 0.05  # of the words: at least 0.09 in the five texts, at most 0.03 in English pages that quote Dutch


def read_head(text: Text) -> Fields:
    """Return the fields of a letter that its text gives, by their names in a record.

    The text may be decomposed; the values are composed. If the paper is filed in several dossiers, the first identifier
    and the title of the dossier are those of the first, and the others are in ``other_numbers``. Values that the schema
    refuses, such as a title with an invisible character, are left out.
    """
    content = unicodedata.normalize("NFC", text.content)
    text = Text(content)
    top = _top(content)
    papers = own_papers(content, top)
    letter: Fields = {"title": find_title(top), "addressee": _addressee(top), "session_year": _session(content)}
    letter["dossier_title"] = (papers and papers[0].title) or title_before_genre(top)
    if _is_dutch(content):
        letter["language"] = "nl"
    letter["kind"] = "decision_note" if _DECISION.search(top) else kind_of(letter["title"], _body(content))
    letter["dates"] = valid_items("dates", _dates(text))
    letter["identifiers"] = valid_items("identifiers", _identifiers(content, [str(own.paper) for own in papers[:1]]))
    others = ({"dossier": own.paper.dossier_id, "number": own.paper.number} for own in papers[1:])
    letter["other_numbers"] = valid_items("other_numbers", others)
    letter["signatories"] = valid_items("signatories", read_signatories(content))
    if day := _day_of(letter["dates"]):
        letter |= {"letter_date": day, "letter_date_basis": "stated"}
    return {name: value for name, value in letter.items() if value and is_valid(name, value)}


def _top(content: str) -> str:
    """Return the first lines of a text, which contain its head."""
    head = content[:_CHARACTERS]
    lines = (match.end() for match in _FULL_LINE.finditer(head))
    return head[: next(islice(lines, _LINES - 1, None), len(head))]


def _body(content: str) -> str:
    """Return the start of a letter after its head; empty if the head has no clear end."""
    head = content[:_CHARACTERS]
    starts = [match.end() for match in (_GREETING.search(head), _dateline(head), _SUBJECT.search(head)) if match]
    return head[max(starts) :] if starts else ""


def _dateline(content: str) -> re.Match[str] | None:
    matches = [match for match in (form.search(content[:_CHARACTERS]) for form in _DATELINES) if match]
    return min(matches, key=lambda match: match.start("day"), default=None)


def _session(content: str) -> str | None:
    """Return the session year in the form of the schema, if the text gives two consecutive years as its own."""
    for form in _SESSIONS:
        if match := form.search(content):
            first, last = match["first"], match["first"][: -len(match["last"])] + match["last"]
            return f"{first}-{last}" if int(last) == int(first) + 1 else None
    return None


def _addressee(top: str) -> str | None:
    forms = (*_HOUSES, _ADDRESSEE, _TO, _GREETING)
    match = next(filter(None, (form.search(top) for form in forms)), None)
    return re.sub(r"-\s+", "-", " ".join(match["who"].split())) if match else None


def _dates(text: Text) -> Iterator[Fields]:
    """Yield the dates of the document that its head gives, in the order of the text."""
    spans: list[tuple[Span, str]] = []
    if register := REGISTER.search(text.content):
        spans.append((register.span("date"), "register_date"))
        if register["update"]:
            spans.append((register.span("update"), "register_update"))
    if dateline := _dateline(text.content):
        spans.append((dateline.span("day"), "dateline"))
    spans += [(header.span("day"), "page_header") for header in _HEADER.finditer(text.content)]
    if labelled := _BELOW_LABELS.search(text.content, 0, _CHARACTERS):
        spans.append((labelled.span("day"), "page_header"))
    if press := _PRESS.search(text.content, 0, _CHARACTERS):
        spans.append((press.span("day" if press["day"] else "posted"), "page_header"))
    for span, kind in sorted(spans):
        written = text.content[slice(*span)]
        days = {written[:10]} if kind.startswith("register") else stated_days([written], None)
        if len(days) == 1:
            yield {"kind": kind, "date": days.pop(), "line": text.lines(span)[0], "written": written}


def _day_of(dates: list[Fields]) -> str | None:
    """Return the day of the letter: that of its dateline, or else of its latest page, or else of the register."""
    for kind in ("dateline", "page_header", "register_date"):
        days = [entry["date"] for entry in dates if entry["kind"] == kind]
        if days:
            return str(max(days))
    return None


def _identifiers(content: str, papers: list[str]) -> Iterator[Fields]:
    for paper in papers:
        yield {"scheme": "kst", "value": paper}
    if document := REGISTER.search(content) or _DOCUMENT.search(content, 0, _CHARACTERS):
        yield {"scheme": "tk_document", "value": document["number"]}
    if case := _CASE.search(content):
        yield {"scheme": "tk_case", "value": case["case"]}
    labelled = _BELOW_LABELS.search(content, 0, _CHARACTERS)
    for reference in (*_REFERENCE.finditer(content), labelled):
        if reference and reference["value"]:
            yield {"scheme": "own_reference", "value": reference["value"]}


def may_be_dutch(content: str) -> bool:
    """Whether a text is Dutch, by the share of the most common Dutch words, or too short to tell."""
    return _is_dutch(content) or len(_WORD.findall(content[:_CHARACTERS])) < _FEW_WORDS


def _is_dutch(content: str) -> bool:
    words = _WORD.findall(content[:100_000])
    return len(words) > 0 and len(_DUTCH.findall(content[:100_000])) >= _DUTCH_SHARE * len(words)
