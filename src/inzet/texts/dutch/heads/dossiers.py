"""The paper that a text is: its dossiers with their titles and its number, from the head or foot of its pages."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from inzet import kamerstuk

_GAP = r"[ \t\u00a0]"
_YEARS = r"[0-9]{4}[-\u2013/][0-9]{2,4}"
_CHAPTER = r"(?:[IVXLC]{1,7}[AB]?|[A-Z])(?!\w)"
_SUB = rf"(?:-[0-9]{{1,4}}(?![0-9])|{_GAP}?\(R{_GAP}?[0-9]{{4}}\)|(?:-|{_GAP}?){_CHAPTER})"
_DOSSIER = rf"[0-9]{{2}}{_GAP}?[0-9]{{3}}{_SUB}?"
_NUMBER = r"(?:[0-9]{1,4}[a-zA-Z]?|[A-Z]{1,2})"
_GENRES = ("BRIEF", "NOTA", "VERSLAG", "LIJST", "MEMORIE", "MOTIE", "AMENDEMENT", "RAPPORT", "ADVIES", "OVERZICHT")
"""The word after the number of a paper."""

_DOSSIER_LINE = re.compile(rf"(?P<dossier>{_DOSSIER})(?:{_GAP}+(?P<title>[^\W\d_«“(].{{0,300}}))?")
_NUMBER_LINE = re.compile(
    rf"[Nn]r\.{_GAP}{{0,20}}(?P<nr>{_NUMBER})(?!\w|[.,])(?={_GAP}*\Z|{_GAP}+[A-Z]{{4}})"
    rf"|(?P<letters>[A-Z]{{1,2}})(?={_GAP}{{1,20}}(?:{'|'.join(_GENRES)})\b)"
)
# All in one line: 29 521 Nederlandse deelname aan vredesmissies Nr. 41 BRIEF VAN
_INLINE = re.compile(
    rf"(?<![\w.,/-])(?P<dossier>{_DOSSIER}){_GAP}+(?P<title>[A-Z][^\n;()]{{2,200}}?){_GAP}+"
    rf"Nr\.{_GAP}{{0,20}}(?P<nr>{_NUMBER}){_GAP}+(?={'|'.join(_GENRES)})"
)
# The table above a paper, also run together: Tweede Kamer der Staten-Generaal2012-201329521 nr. 209
_CELL = r"[ \t\u00a0|]{0,40}"
_TABLE = re.compile(
    rf"(?:Eerste|Tweede) Kamer der Staten-Generaal{_CELL}[0-9]{{4}}[-\u2013/][0-9]{{4}}{_CELL}"
    rf"(?P<dossiers>{_DOSSIER}(?:(?:[;,/]|{_GAP}en){_GAP}*{_DOSSIER}){{0,9}}),?{_GAP}?nr\.{_GAP}?(?P<nr>{_NUMBER})(?!\w)"
)
# The foot of a printed page: Tweede Kamer, vergaderjaar 2012-2013, 29 521, nr. 209   1
_FOOT = re.compile(
    rf"(?:^|{_GAP}{{2}})(?:Eerste|Tweede) Kamer, vergaderjaar {_YEARS},{_GAP}+"
    rf"(?P<dossiers>{_DOSSIER}(?:(?:,|{_GAP}en){_GAP}+{_DOSSIER}){{0,9}}),{_GAP}+(?:nr\.{_GAP}*)?"
    rf"(?P<nr>{_NUMBER})(?:{_GAP}+[0-9]{{1,4}})?{_GAP}*$",
    re.MULTILINE,
)
# A line or mark of its own: kst-29521-209; Kamerstuk 29521-209; HTML versie (kst-29521-209)
_IDENTIFIER = re.compile(r"^[ \t]*(kst-[0-9A-Za-z-]{3,40})[ \t]*$", re.MULTILINE)
_OFFICIAL = re.compile(r"HTML versie \((kst-[0-9A-Za-z-]{3,40})\)")
_NAMED = re.compile(
    rf"^[ \t]*Kamerstuk(?: (?:Eerste|Tweede) Kamer)?:?{_GAP}+(?P<dossiers>{_DOSSIER})"
    rf"(?:,?{_GAP}+nr\.{_GAP}*|-)(?P<nr>{_NUMBER})[ \t]*(?:\|[^\n]*)?$",
    re.MULTILINE,
)
# Onderdeel van kamerstukdossier 21501 28-268 Defensieraad.
_FILED = re.compile(
    rf"^Onderdeel van kamerstukdossier (?P<dossier>[0-9]{{5}}(?: [0-9A-Z]{{1,6}})?) ?-(?P<nr>{_NUMBER}) "
    r"(?P<title>[^\n]{1,300}?) ?\.$",
    re.MULTILINE,
)
_IN_LIST = re.compile(_DOSSIER)
_MAX_LINES = 12  # above the number in which its dossiers and their titles are
_MAX_TITLE = 4  # lines of a title


@dataclass(frozen=True, slots=True)
class OwnPaper:
    """A paper with this text.

    Attributes:
        paper: its dossier and number.
        title: the title of that dossier as printed; empty if the head does not give it.
    """

    paper: kamerstuk.Paper
    title: str


def own_papers(content: str, top: str) -> list[OwnPaper]:
    """Return the papers that a text is: one for each dossier of its head, the official one first.

    Papers that the text only cites are not among them. The list is empty if the head names no paper.

    Args:
        content: the text.
        top: its first lines, with the head.
    """
    papers: dict[str, OwnPaper] = {}
    for own in (*_official(top), *_printed(top), *_filed(top), *_listed(top, content), *_marked(content)):
        known = papers.get(str(own.paper))
        if known is None or not known.title:
            papers[str(own.paper)] = own
    # A number that differs is that of another paper, such as the one on which the page also reports.
    first = next(iter(papers.values()), None)
    return [own for own in papers.values() if first and own.paper.number == first.paper.number]


def _official(top: str) -> Iterator[OwnPaper]:
    if official := _OFFICIAL.search(top):
        yield from _identified(official[1])


def _filed(top: str) -> Iterator[OwnPaper]:
    for filed in _FILED.finditer(top):
        dossier = re.sub(r" (?=[0-9])", "-", filed["dossier"])
        yield from _papers([dossier], filed["nr"], filed["title"])


def _printed(top: str) -> Iterator[OwnPaper]:
    """Yield the papers that the lines with dossiers above a line with a number give."""
    lines = [line.strip() for line in top.split("\n") if line.strip()]
    for at, line in enumerate(lines):
        # In the upper house the letters may be on a line of their own.
        number = _NUMBER_LINE.match(line if len(line) > 2 else " ".join(lines[at : at + 2]))
        found = list(_dossiers_above(lines[max(0, at - _MAX_LINES) : at])) if number else []
        if number and found:
            for dossier, title in reversed(found):
                yield from _papers([dossier], number["nr"] or number["letters"], title)
            return
    if inline := _INLINE.search(top):
        yield from _papers([inline["dossier"]], inline["nr"], inline["title"])


def _dossiers_above(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each dossier above a number with its title, the lowest first."""
    rest: list[str] = []
    for line in reversed(lines):
        match = _DOSSIER_LINE.fullmatch(line)
        if match:
            yield match["dossier"], " ".join(" ".join([match["title"] or "", *rest]).split())
            rest = []
        elif len(rest) == _MAX_TITLE:
            return
        else:
            rest.insert(0, line)


def _listed(top: str, content: str) -> Iterator[OwnPaper]:
    """Yield the papers of the table above a paper, of the foot of its pages, or of a line with its name."""
    for match in (_TABLE.search(top), _NAMED.search(top), _FOOT.search(content)):
        if match:
            yield from _papers(_IN_LIST.findall(match["dossiers"]), match["nr"])


def _marked(content: str) -> Iterator[OwnPaper]:
    """Yield the paper of an identifier that has a line of its own, if it is the only one: others would be a list."""
    if len(marks := set(_IDENTIFIER.findall(content))) == 1:
        yield from _identified(marks.pop())


def _identified(identifier: str) -> Iterator[OwnPaper]:
    with suppress(ValueError):
        paper = kamerstuk.parse(identifier)
        if paper.dossier:  # a provisional number says nothing of the final one
            yield OwnPaper(paper, "")


def _papers(dossiers: Iterable[str], number: str, title: str = "") -> Iterator[OwnPaper]:
    for dossier in dossiers:
        cited = kamerstuk.find_citations(f"Kamerstuk {' '.join(dossier.split())}, nr. {number}")
        if cited:
            yield OwnPaper(cited[0].papers[0], title)
