"""Citations of papers in letters, such as "Kamerstuk 35 925 V, nr. 84"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from inzet.kamerstuk.papers import CHAPTER, NUMBER, ROMAN, Paper, parse
from inzet.words.dates import MONTHS


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in a text: the words `written`, from `start` to `end`, refer to the `papers`.

    A number below two dossiers ("27 925 en 29 521, nr. 5") is a paper in each of them.
    """

    written: str
    start: int
    end: int
    papers: tuple[Paper, ...]


# Words of citations; a blank in them is any gap.
_JOINS = ("en", "alsmede", "evenals", "respectievelijk", "resp.", "of", "&")
_SESSIONS = ("vergaderjaar", "zittingsjaar", "vj.")
_NUMBERS = ("nummer", "nr", "no")
_UP_TO = ("t/m", "tot en met")
_BEFORE_DOSSIER = ("zie", "ook", "vgl.", "cf.", "o.a.", "motie", "brief", "nota")  # in brackets without "Kamerstuk"
# Not in brackets before a dossier without "Kamerstuk": they have rules of their own, or are no papers.
_OTHERWISE = ("kamerstuk", "tweede kamer", "eerste kamer", "TK,", "EK,", "handelingen", "dossier")
_LONGEST_RANGE = 50  # papers; a larger one is more likely a misprint

# Gaps are bounded and give nothing back, and lists are read item by item, so that no text can make an expression
# backtrack far. Markdown may have stars where a blank may be, but not inside a dossier.
_SPACE = r"[ \t\u00a0\u2007\u2009\u202f]"
_INNER = r"[ \t\r\n\u00a0\u2007\u2009\u202f]{0,80}+"
_GAP, _GAP0 = r"[ \t\r\n\u00a0\u2007\u2009\u202f*]{1,80}+", r"[ \t\r\n\u00a0\u2007\u2009\u202f*]{0,80}+"


def _any(words: tuple[str, ...]) -> str:
    return f"(?i:{'|'.join(re.escape(word).replace(chr(92) + ' ', _GAP) for word in words)})"


_DASH = rf"[-\u2010\u2011\u2013](?:{_SPACE}{{0,80}}+\r?\n{_SPACE}{{0,80}}+)?+"
# Not inside a word or a larger number, nor before a dash that goes on.
_END = r"(?![-\u2010\u2011]?[0-9A-Za-z]|\u2013[0-9]|\.[0-9]{3}(?![0-9]))"
_NOT_DATE = rf"(?!{_GAP}(?:[0-9]|{_any(MONTHS['nl'])}))"
_YEAR = "(?:19|20)[0-9]{2}"
# "27 925" is never number 27.
_NO_DOSSIER = rf"(?![0-9]{{2}}(?:\.|{_SPACE}{{1,3}}|{_SPACE}?\r?\n{_SPACE}?)[0-9]{{3}}(?![0-9A-Za-z]))"
_N = f"{_NO_DOSSIER}(?P<number>{NUMBER})"
_NR0 = rf"(?i:{_any(_NUMBERS)}s?)(?:[.:]{_GAP0}|{_GAP}|(?=[0-9]))"
_NR = _NR0.replace("s?", "(?P<plural>s)?", 1)
_UPTO = rf"(?P<upto>(?!{_YEAR}{_END})[0-9]{{1,4}}){_END}{_NOT_DATE}"
_UP_TO_NR = rf"{_GAP0}{_any(_UP_TO)}{_GAP0}(?:{_NR0})?+"
_RANGE = rf"(?:{_UP_TO_NR}|{_GAP0}{_DASH}{_GAP0}){_UPTO}"
_RANGE_OR_END = rf"(?:(?:{_UP_TO_NR}|(?(plural){_GAP0}{_DASH}{_GAP0}|(?!))){_UPTO}|{_END})"
_SUB = rf"(?:{_DASH}[0-9]{{1,4}}|(?:{_DASH}|{_GAP0})(?:\(?R{_INNER}[0-9]{{4}}\)?|{CHAPTER}))"
_FIVE = rf"[0-9]{{2}}(?:\.|{_INNER})[0-9]{{3}}"
_JOINED = rf"(?:{_GAP}{_any(_JOINS)}{_GAP}|{_GAP0}/{_GAP0})"
_ONE = rf"{_FIVE}{_SUB}?"
_DOSSIERS = rf"(?:{_NR0})?+(?P<dossiers>{_ONE}(?:(?:(?:{_GAP0},{_GAP0}|{_JOINED}){_ONE}){{0,3}}{_JOINED}{_ONE})?)"
_COMMA = rf"(?:{_GAP0},)?+{_GAP0}"

_HOUSE = rf"(?:II|TK|Tweede{_GAP}Kamer|(?P<first>I|EK|Eerste{_GAP}Kamer))"
_SESSION = rf"\(?(?:{_any(_SESSIONS)}{_GAP})?[0-9]{{4}}{_GAP0}[-/\u2013]{_GAP0}[0-9]{{2,4}}\)?,?{_GAP}"
_HEAD = re.compile(
    rf"(?<![^\W_])(?:"
    rf"(?:(?:(?:(?P<eerste>Eerste)|Tweede){_GAP})?(?i:kamerstuk(?:ken)?(?:-?(?:nummer|nr)s?)?|kst)|TK|(?P<ek>EK))"
    rf"(?:{_GAP0}[.,:])?+{_GAP}(?:{_HOUSE},?{_GAP}(?=[0-9IVXLCvz(]))?(?:{_SESSION})?"
    rf"|(?P<house>(?P<senate>Eerste)|Tweede){_GAP}Kamer(?:{_GAP}der{_GAP}Staten-Generaal)?"
    rf",?{_GAP}(?:{_SESSION})?(?=[0-9])"
    rf"|(?<![/.-])(?i:kst)[-\u2010\u2011](?P<identifier>[0-9A-Za-z\u2010\u2011-]{{3,40}}))"
    # (29 521, nr. 440), (motie-Jansen, 29 521, nr. 440)
    rf"|\((?:(?![^()0-9]{{0,60}}{_any(_OTHERWISE)})[^()0-9]{{0,60}}(?:[,;:]|{_any(_BEFORE_DOSSIER)}){_GAP})?"
    rf"{_GAP0}(?P<bracket>(?={_FIVE}))"
)
_NUMBERED = re.compile(rf"{_DOSSIERS}{_COMMA}(?:{_SESSION})?{_NR}{_N}{_RANGE_OR_END}")
_UNDIVIDED = re.compile(rf"(?P<dossiers>{ROMAN}|[1-9]){_COMMA}{_NR}{_N}{_END}")
# 21501-28-203. "35925-V" is not read: it is more likely the chapter than number V of the upper house.
_DASHED = re.compile(rf"(?:{_NR0})?+(?P<dossiers>{_FIVE}(?P<sub>{_SUB})?){_DASH}(?(sub)|(?!{CHAPTER}{_END})){_N}{_END}")
_LETTERED = re.compile(rf"{_DOSSIERS},{_GAP0}(?P<number>[A-Z]{{1,2}}){_END}")  # 31700 VI, D: upper house only
# (Kamerstuk 27 925, AB): only papers of the upper house have letters, but these are the names of others.
_LETTERS = re.compile(rf"{_DOSSIERS},{_GAP0}(?!(?:AU|BZ|EK|EU|NL|TK|UN|VK|VN|VS)\b)(?P<number>[A-Z]{{2}})(?=\))")
_AGAIN = re.compile(rf"{_NR}{_N}{_RANGE_OR_END}")  # ... en nr. 441
_BARE = re.compile(rf"{_N}(?:{_RANGE}|{_END}{_NOT_DATE})")  # nrs. 440, 441; not 8 mei
_MARK = r"(?:[\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}|\[[0-9]{1,3}\])?+"  # of a footnote
# Nr. 440 en 441, if nothing follows that 441 could count.
_LAST = re.compile(
    rf"(?!{_YEAR}(?![0-9])){_NO_DOSSIER}(?P<number>[0-9]{{1,4}}|[A-Z]{{1,2}}){_END}"
    rf"(?={_MARK}{_GAP0}(?:[).,;:\]\u00bb](?![0-9])|\Z))"
)
_SEPARATOR = re.compile(rf"{_MARK}(?:{_GAP0}[,;]{_GAP0}(?:(?P<join>{_any(_JOINS)}){_GAP})?|(?P<joined>{_JOINED}))")
_DOSSIER = re.compile(rf"({_FIVE})({_SUB})?|({ROMAN}|[1-9])")


def find_citations(text: str) -> list[Citation]:
    """Return the citations of papers in a text, in its order; never raises.

    It reads "Kamerstuk 35 925 V, nr. 84", "Kamerstukken II 2021/22, 29 521, nrs. 440 en 441", "Kamerstukken
    21501-28-203 en 35393-1", "TK 21 501-28, nr. 181", "Kamerstukken I 2009/10, 32217, A", "kst-29521-440" and, in
    brackets, "(29 521, nr. 440)", with any blank, Markdown emphasis or a line break inside. A range ("nrs. 12 t/m
    14") is all its papers. A dossier alone or a document number ("Kamerstuk 2020D30499") is not a citation.

    Only the papers of identifiers have a session year, because a citation does not say whether it is part of the
    identifier.

    >>> find_citations("(Kamerstuk 29 521, nr. 440)")[0].written
    'Kamerstuk 29 521, nr. 440'
    """
    citations, position = [], 0
    while head := _HEAD.search(text, position):
        start, position = head.start(), head.end()
        if head["identifier"]:
            papers = _read_identifier(head["identifier"])
        else:
            start = head.end() if head["bracket"] is not None else start
            papers, position = _read_list(text, head)
        if papers:
            citations.append(Citation(text[start:position], start, position, tuple(papers)))
    return citations


def _read_identifier(written: str) -> list[Paper]:
    try:
        paper = parse("kst-" + re.sub("[\u2010\u2011]", "-", written))
    except ValueError:
        return []
    return [paper] if paper.dossier else []


def _read_list(text: str, head: re.Match[str]) -> tuple[list[Paper], int]:
    """Return the papers of the list after a head, and where the last one ends, or else the head."""
    full: tuple[re.Pattern[str], ...] = (_NUMBERED,)
    if head["bracket"] is None and not head["house"]:
        full = (*full, _DASHED)
    is_upper = any(head[name] for name in ("eerste", "ek", "first", "senate"))
    full = (*full, _LETTERED if is_upper else _LETTERS)
    forms = (*full, _UNDIVIDED) if _DASHED in full else full
    papers: list[Paper] = []
    end = position = head.end()
    dossiers: list[str] = []
    bare = False
    while match := next(filter(None, (form.match(text, position) for form in forms)), None):
        parts = match.groupdict()
        if "dossiers" in parts:
            dossiers = list(_dossiers(parts["dossiers"]))
        if match.re not in (_BARE, _LAST):
            bare = bool(parts.get("plural"))
        elif parts["number"].isalpha() != papers[-1].number.isalpha():
            break  # "nrs. 440, EU"
        numbers = _numbers(parts["number"], parts.get("upto"))
        try:
            found = [parse(f"kst-{dossier}-{number}") for number in numbers for dossier in dossiers]
        except ValueError:
            break  # "21501-28" has no number
        if not found:
            break
        papers += found
        end = match.end()
        if match.re is _LAST or (separator := _SEPARATOR.match(text, end)) is None:
            break
        position = separator.end()
        joined = separator["join"] or separator["joined"]
        forms = (*full, _AGAIN, *([_BARE] if bare else [_LAST] if joined else []))
        bare = bare and not joined  # the list ends after "en 441"
    return papers, end


def _dossiers(written: str) -> Iterator[str]:
    """Yield the dossiers above a number as an identifier has them."""
    for five, sub, undivided in _DOSSIER.findall(written):
        yield "-".join(re.sub("[^0-9A-Z]", "", part) for part in (five or undivided, sub) if part)


def _numbers(first: str, last: str | None) -> list[str]:
    """Return a number, or those of a range; none where it is no range or too large."""
    if last is None:
        return [first]
    if not first.isdecimal() or not 0 < int(last) - int(first) < _LONGEST_RANGE:
        return []
    return [str(number) for number in range(int(first), int(last) + 1)]


def cite(paper: Paper) -> str:
    """Return the citation of a paper as letters write it; `find_citations` reads it back.

    A citation leaves out the session year and the annex, and writes a chapter or numeral of the dossier as today.
    Raises ValueError for a provisional paper, which has no dossier.

    >>> cite(parse("kst-35925-V-84")), cite(parse("kst-33183-R1975-11"))
    ('Kamerstuk 35 925 V, nr. 84', 'Kamerstuk 33 183 (R1975), nr. 11')
    """
    if paper.dossier is None:
        raise ValueError(f"{str(paper)!r} cannot be cited: it has no dossier, unlike kst-29521-446")
    dossier, part = paper.dossier.lstrip("0"), paper.sub_dossier or ""
    if five := re.fullmatch("([0-9]{2})([0-9]{3})([A-Z]?)", paper.dossier):
        dossier = " ".join(filter(None, five.groups()))
    if part.isdecimal():
        part = f"-{part}"
    elif part:
        part = f" ({part})" if part[1:].isdecimal() else f" {part}"
    return f"Kamerstuk {dossier}{part}, nr. {paper.number}"
