"""Fields of a letter from its text: title, dates, numbers, signatories, and the papers that it cites.

It reads the page of a letter on the open data site of the house (title, register line, then the print), the print
itself, and the fields of a ministry's letter or note ("Datum", "Onze referentie", "Aan"), inline or on lines of their
own. A field that is not in the text is left out; nothing is guessed.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from inzet import kamerstuk
from inzet.schema.schemas import Schemas
from inzet.texts.dutch.periods import MONTHS
from inzet.texts.text import Text, unbroken

Fields = dict[str, Any]

_BLANK = r"[^\S\n]"
_YEARLESS = rf"[0-9]{{1,2}}{_BLANK}+(?:{'|'.join(MONTHS)})"
_DAY = rf"{_YEARLESS}{_BLANK}+(?:19|20)[0-9]{{2}}"
_MARK = r"(?:\*\*|#+ )?"  # emphasis or heading of Markdown
_LINES, _CHARACTERS = 60, 20_000  # the head of a letter is in its first 60 lines that are not empty

# Nummer: 2022D25755, datum: 2022-06-17, bijgewerkt: 2024-02-19 10:56, versie: 3
_REGISTER = re.compile(
    r"^Nummer: (?P<number>[0-9]{4}D[0-9]{5}), datum: (?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:, bijgewerkt: (?P<update>[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2})?))?",
    re.MULTILINE,
)
_CASE = re.compile(r"^Onderdeel van zaak (?P<case>[0-9]{4}Z[0-9]{5})\b", re.MULTILINE)
_OFFICIAL = re.compile(r"HTML versie \((?P<paper>kst-[0-9A-Za-z-]{3,40})\)")
_SESSION = re.compile(r"^(?:Vergader|Zittings)jaar\s+(?P<first>[0-9]{4})[-\u2013/](?P<last>[0-9]{4})\s*$", re.MULTILINE)
# The dossier with its title, above the number of the paper.
_PRINTED = re.compile(
    rf"^(?P<dossier>[0-9]{{2}}{_BLANK}?[0-9]{{3}}(?:-[0-9]+|{_BLANK}?\(R[0-9]{{4}}\)|{_BLANK}[IVXLC]+[AB]?|{_BLANK}[A-Z])?)"
    rf"\s+(?P<title>\S[^\n]{{0,400}}?){_BLANK}*\n(?:{_BLANK}*\n)*Nr\.{_BLANK}+(?P<number>[0-9A-Za-z]+)\b",
    re.MULTILINE,
)
_DATELINE = re.compile(rf"^(?:'s-|\u2019s-)?[A-Z][\w' -]{{2,40}},\s+(?P<day>{_DAY})\s*$", re.MULTILINE)
_HEADER = re.compile(rf"^{_BLANK}*{_MARK}Datum{_MARK}:?\s+(?P<day>{_DAY})\s*$", re.MULTILINE)
_REFERENCE = re.compile(
    rf"^{_BLANK}*{_MARK}(?:On[sz]e?{_BLANK}+(?:referentie|kenmerk)){_MARK}:?\s+(?=\S*[0-9])(?P<value>[A-Z0-9][A-Z0-9./_-]{{3,40}})\s*$",
    re.MULTILINE | re.IGNORECASE,
)
_SUBJECT = re.compile(
    rf"^{_BLANK}*{_MARK}(?:Betreft|Onderwerp){_MARK}:?\s+(?P<title>\S[^\n]{{0,400}}?)\s*$", re.MULTILINE
)
_NOTE_TITLE = re.compile(r"^#* *[Nn]ota *\n\s*(?P<title>[^\s#*][^\n]{0,400}?)\s*$", re.MULTILINE)
_ADDRESSEE = re.compile(
    rf"^Aan{_BLANK}+(?P<who>(?:de|het){_BLANK}+[A-Z][^.;:?!\n]{{0,200}}?(?:{_BLANK}(?:van|der?|het){_BLANK}*\n[^.;:?!\n]{{1,200}}?)?){_BLANK}*$",
    re.MULTILINE,
)
# In a note the names of all fields may come first, and their values below them.
_TO = re.compile(
    rf"^{_BLANK}*{_MARK}Aan{_MARK}\s*\n"
    rf"(?:{_BLANK}*{_MARK}(?:Van|Via|Kopie aan|Afgestemd met|Door|Opgesteld door){_MARK}{_BLANK}*\n|{_BLANK}*\n)*"
    rf"{_BLANK}*(?P<who>[A-Z][^.;:?!\n*]{{0,200}}?){_BLANK}*$",
    re.MULTILINE,
)
_GREETING = re.compile(r"^\s*Geachte (?P<who>(?:heer |mevrouw )?[Vv]oorzitter),", re.MULTILINE)

_OFFICE = re.compile(
    r"^[^\S\n]*(?P<office>(?:De |DE )?(?:Minister|Staatssecretaris|MINISTER|STAATSSECRETARIS)\b[^\n;:.]{0,200}?"
    r"(?:\n[^\n;:.,]{1,200})?),[^\S\n]*\n(?=\s*(?P<name>[^\n]{1,120})$)",
    re.MULTILINE,
)
_PARTICLE = r"(?:van|von|der|den|de|het|ten|ter|te|tot|op|in|\u2019t|'t|el|al|d')"
_TITLE = r"(?:(?:drs|dr|mr|ir|ing|prof)\.\s+)*"
_NAME = re.compile(
    rf"{_TITLE}[A-ZÀ-Þ][\w.'\u2019-]*(?:\s+(?:{_PARTICLE}|[A-ZÀ-Þ(][\w.'\u2019)-]*))+|[A-ZÀ-Þ][\w'\u2019-]+"
)

_DATE_AFTER = re.compile(rf"[\s,(]{{0,6}}(?:(?:d\.?d\.?|van)\s{{0,4}})?(?P<day>{_DAY}|{_YEARLESS}\s+jl\.)")
# The date in "tot en met 31 juli 2028 (Kamerstuk …" is the end of something, not the date of the paper.
_DATE_BEFORE = re.compile(rf"(?<!tot )(?<!met )(?<!t/m )(?<![0-9])(?P<day>{_DAY}|{_YEARLESS}\s+jl\.)\s*,?\s*\(?\s*\Z")
_NEAR = 40  # characters before a citation in which its date may be

_DUTCH = re.compile(r"\b(?:het|een|van|zijn|voor|met|aan|op)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_FEW_WORDS = 100
_DUTCH_SHARE = 0.05  # of the words: at least 0.09 in the five texts, at most 0.03 in English pages that quote Dutch


def read_head(text: Text) -> Fields:
    """Return the fields of a letter that its text gives, by their names in a record.

    Values that the schema refuses, such as a title with an invisible character, are left out.
    """
    content = text.content
    letter: Fields = {"title": _title(content), "addressee": _addressee(content)}
    if printed := _PRINTED.search(_top(content)):
        letter["dossier_title"] = printed["title"]
    if session := _SESSION.search(_top(content)):
        letter["session_year"] = f"{session['first']}-{session['last']}"
    if _is_dutch(content):
        letter["language"] = "nl"
    letter["dates"] = _valid_items("dates", _dates(text))
    letter["identifiers"] = _valid_items("identifiers", _identifiers(content))
    letter["signatories"] = _valid_items("signatories", _signatories(content))
    if day := _day_of(letter["dates"]):
        letter |= {"letter_date": day, "letter_date_basis": "stated"}
    return {name: value for name, value in letter.items() if value and _is_valid(name, value)}


def read_citations(text: Text, letter_date: str | None) -> list[Fields]:
    """Return the citations of papers, each with its date if that is directly before or after it.

    Args:
        text: the text of the letter.
        letter_date: the day of the letter, which determines the year of "18 mei jl."; None if it is unknown.
    """
    return _valid_items("citations", _citations(text, letter_date))


def _citations(text: Text, letter_date: str | None) -> Iterator[Fields]:
    for citation in kamerstuk.find_citations(text.content):
        near = _DATE_AFTER.match(text.content, citation.end) or _DATE_BEFORE.search(
            text.content[max(0, citation.start - _NEAR) : citation.start]
        )
        day = _written_day(near["day"], letter_date) if near else None
        for paper in citation.papers:
            item = {
                "line": text.lines((citation.start, citation.end))[0],
                "written": unbroken(citation.written),
                "dossier": paper.dossier_id,
                "number": paper.number,
            }
            yield item | ({"cited_date": day} if day else {})


def _is_valid(name: str, value: Any) -> bool:
    return Schemas.installed().fits("letter", (name,), value)


def _valid_items(name: str, items: Iterable[Fields]) -> list[Fields]:
    """Return the items that the schema accepts, without duplicates, and no more than a letter can have.

    The longest letters have a tenth of that number; the audit lists what is left out.
    """
    unique = list({repr(item): item for item in items}.values())
    limit = Schemas.installed().load("letter")["properties"][name]["maxItems"]
    return [item for item in unique[:limit] if _is_valid(name, [item])]


def _title(content: str) -> str | None:
    if register := _REGISTER.search(content):
        # The page starts with its menu, in brackets; the title comes next.
        lines = (line.strip() for line in content[: register.start()].splitlines())
        return next((line for line in lines if line and not line.startswith("[")), None)
    match = _NOTE_TITLE.search(content) or _SUBJECT.search(_top(content))
    return match["title"] if match else None


def _top(content: str) -> str:
    """Return the first lines of a text, which contain its head."""
    lines = [line for line in content[:_CHARACTERS].split("\n") if line.strip()]
    return "\n".join(lines[:_LINES])


def _addressee(content: str) -> str | None:
    top = _top(content)
    match = _ADDRESSEE.search(top) or _TO.search(top) or _GREETING.search(top)
    return " ".join(match["who"].split()) if match else None


def _dates(text: Text) -> Iterator[Fields]:
    """Yield the dates of the document that its head gives, in the order of the text."""
    spans = []
    if register := _REGISTER.search(text.content):
        spans.append((register.span("date"), "register_date"))
        if register["update"]:
            spans.append((register.span("update"), "register_update"))
    if dateline := _DATELINE.search(text.content):
        spans.append((dateline.span("day"), "dateline"))
    spans += [(header.span("day"), "page_header") for header in _HEADER.finditer(text.content)]
    for span, kind in sorted(spans):
        written = text.content[slice(*span)]
        day = written[:10] if kind.startswith("register") else _written_day(written, None)
        yield {"kind": kind, "date": day, "line": text.lines(span)[0], "written": written}


def _day_of(dates: list[Fields]) -> str | None:
    """Return the day of the letter: that of its dateline, or else of its latest page, or else of the register."""
    for kind in ("dateline", "page_header", "register_date"):
        days = [entry["date"] for entry in dates if entry["kind"] == kind]
        if days:
            return str(max(days))
    return None


def _identifiers(content: str) -> Iterator[Fields]:
    register = _REGISTER.search(content)
    if paper := _own_paper(content, register):
        yield {"scheme": "kst", "value": str(paper)}
    if register:
        yield {"scheme": "tk_document", "value": register["number"]}
    if case := _CASE.search(content):
        yield {"scheme": "tk_case", "value": case["case"]}
    for reference in _REFERENCE.finditer(content):
        yield {"scheme": "own_reference", "value": reference["value"]}


def _own_paper(content: str, register: re.Match[str] | None) -> kamerstuk.Paper | None:
    """Return the paper with this text, from its head: elsewhere in the text, identifiers are those of other papers."""
    official = _OFFICIAL.search(content, register.end(), register.end() + 1000) if register else None
    if official:
        try:
            return kamerstuk.parse(official["paper"])
        except ValueError:
            return None
    if printed := _PRINTED.search(_top(content)):
        cited = kamerstuk.find_citations(f"Kamerstuk {printed['dossier']}, nr. {printed['number']}")
        return cited[0].papers[0] if cited else None
    return None


def _signatories(content: str) -> Iterator[Fields]:
    for match in _OFFICE.finditer(content):
        office = " ".join(match["office"].split())
        name = match["name"].strip()
        if _NAME.fullmatch(name):
            ministry = _ministry(office)
            yield {"name": name, "office": office} | ({"ministry": ministry} if ministry else {})


def _ministry(office: str) -> str | None:
    """Return the code of the ministry or portfolio at the end of an office."""
    ministries = Schemas.installed().files["common"]["$defs"]["ministry"]["x-values"]
    after_first = re.split(r"\b(?:van|voor)\s+", office, maxsplit=1)[-1].casefold()
    after_last = re.split(r"\b(?:van|voor)\s+", office)[-1].casefold()
    codes = (code for code, label in ministries.items() if label["nl"].casefold() in (after_first, after_last))
    return next(codes, None)


def _written_day(written: str, letter_date: str | None) -> str | None:
    """Return a day in Dutch words; without a year it is the last such day up to the day of the letter."""
    number, month, *rest = written.split()
    year = rest[0] if rest and rest[0].isdecimal() else None
    try:
        if year is not None:
            return date(int(year), MONTHS.index(month) + 1, int(number)).isoformat()
        if letter_date is None:
            return None
        limit = date.fromisoformat(letter_date)
        day = date(limit.year, MONTHS.index(month) + 1, int(number))
        return (day if day <= limit else day.replace(year=limit.year - 1)).isoformat()
    except ValueError:
        return None  # "31 juni", or "29 februari" in a common year


def may_be_dutch(content: str) -> bool:
    """Whether a text is Dutch, by the share of the most common Dutch words, or too short to tell."""
    return _is_dutch(content) or len(_WORD.findall(content[:_CHARACTERS])) < _FEW_WORDS


def _is_dutch(content: str) -> bool:
    words = _WORD.findall(content[:100_000])
    return len(words) > 0 and len(_DUTCH.findall(content[:100_000])) >= _DUTCH_SHARE * len(words)
