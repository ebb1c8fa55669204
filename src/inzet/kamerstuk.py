"""Identifiers and citations of Dutch parliamentary papers (Kamerstukken).

A paper has a number in a dossier or sub-dossier. Official publications write this as an identifier
("kst-35925-V-84"), letters as a citation ("Kamerstuk 35 925 V, nr. 84"). Both are read as a `Paper`.

>>> parse("kst-21501-02-2893").dossier_id
'21501-02'
>>> cite(parse("kst-21501-02-2893"))
'Kamerstuk 21 501-02, nr. 2893'
>>> find_citations("zie Kamerstuk 35 925 V, nr. 84.")[0].papers[0].url
'https://zoek.officielebekendmakingen.nl/kst-35925-V-84.html'
"""

import re
from dataclasses import dataclass

__all__ = ["Citation", "Paper", "cite", "find_citations", "parse"]

_SITE = "https://zoek.officielebekendmakingen.nl"
_MAX_LENGTH = 40  # the longest real identifier has 28 characters

# A strict Roman numeral, which "CIVIL" is not, up to 399: dossiers have reached CLXV.
_ROMAN = "(?=[IVXLC])C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_CHAPTER = f"(?:{_ROMAN}[AB]?|[A-Z])"
_NUMBER = f"(?:[0-9]{{1,4}}(?:[a-z]{{1,2}}|[A-Z])?|{_ROMAN}|[A-Z]{{1,2}})"

# After a session year, (?(year)...), two more forms exist: a chapter glued to the dossier ("29800F") and a padded
# numeral ("00LXV"). Without one, "kst-35925V-84" is a mistake. Every paper of dossier 21501 has a sub-dossier, so
# in "kst-21501-28" the number is missing.
_IDENTIFIER = re.compile(
    rf"""kst-(?:
        (?:(?P<year>[0-9]{{8}})-)?
        (?:
            (?!21501-[0-9]+[A-Za-z]*(?:-[bhn]|\Z))
            (?P<dossier>[0-9]{{5}}(?(year)[A-Z]?))
            (?:-(?P<sub>[0-9]{{1,4}}|R[0-9]{{4}}|{_CHAPTER}))?
        |   (?P<undivided>(?(year)0{{0,4}}){_ROMAN}|[1-9])
        )
        -(?P<number>{_NUMBER})
        (?:-(?P<annex>[bhn][0-9]{{1,2}}))?
    |   (?P<provisional>[0-9]{{6,7}})
    )""",
    re.VERBOSE,
)
_REASONS = {  # the first whose expression matches is why an identifier is refused
    rf".{{{_MAX_LENGTH + 1},}}": f"it is longer than {_MAX_LENGTH} characters",
    "(?!kst-).*": 'it does not start with "kst-"',
    "kst-[0-9]{5}[A-Z]+-.*": "a hyphen is missing between dossier and chapter",
    rf"kst-(?:[0-9]{{8}}-)?(?:21501-)?(?:[0-9]*|0*{_ROMAN})(?:-[bhn][0-9]+)?": "it has no number",
    ".*": "its parts are dossier, sub-dossier if any (in capitals), number and annex if any, joined by hyphens",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A parliamentary paper. All parts are strings as printed: the sub-dossier "02" keeps its zero.

    - `session_year`: "20082009", only in identifiers of the upper house before about 2010.
    - `dossier`: five digits ("21501") or a Roman numeral ("CLI"). After a session year it may have a chapter at its
      end ("29800F") or be padded ("00LXV"). None for a provisional paper, which has only a `number`.
    - `sub_dossier`: a number ("02"), a chapter of the budget ("V", "IIA", "A"), or a Kingdom act ("R1975").
    - `number`: digits ("2893"), digits with letters ("116a"), letters in the upper house ("AS").
    - `annex`: "b1", "h1", "n1" after the number.

    Raises ValueError if `parse` would not divide the identifier into these parts.

    >>> str(Paper(session_year=None, dossier="35925", sub_dossier="V", number="84", annex=None))
    'kst-35925-V-84'
    """

    session_year: str | None
    dossier: str | None
    sub_dossier: str | None
    number: str
    annex: str | None

    def __post_init__(self) -> None:
        if (parts := _divide(str(self))) != self._parts:
            raise ValueError(f"the parts of {str(self)!r} are {parts!r}, not {self._parts!r}")

    def __str__(self) -> str:
        """The identifier, exactly as it was parsed."""
        return "-".join(["kst", *(part for part in self._parts if part is not None)])

    @property
    def _parts(self) -> tuple[str | None, ...]:
        return self.session_year, self.dossier, self.sub_dossier, self.number, self.annex

    @property
    def dossier_id(self) -> str | None:
        """The dossier with its sub-dossier, "21501-02" or "35925-V"; None for a provisional paper."""
        return f"{self.dossier}-{self.sub_dossier}" if self.sub_dossier else self.dossier

    @property
    def url(self) -> str:
        """The official page: "https://zoek.officielebekendmakingen.nl/kst-21501-02-2893.html"."""
        return f"{_SITE}/{self}.html"

    @property
    def pdf_url(self) -> str:
        """The official PDF: "https://zoek.officielebekendmakingen.nl/kst-21501-02-2893.pdf"."""
        return f"{_SITE}/{self}.pdf"


def parse(identifier: str) -> Paper:
    """Read an identifier; `str` gives it back exactly.

    The last part before an annex is always the number: "kst-32191-D" is number D, "kst-33400-IIA-B" number B.
    Raises ValueError if the text is not the identifier of a paper; the message shows it and says what is wrong.

    >>> parse("kst-21501-02-FC")
    Paper(session_year=None, dossier='21501', sub_dossier='02', number='FC', annex=None)
    """
    return Paper(*_divide(identifier))


def _divide(identifier: str) -> tuple[str | None, str | None, str | None, str, str | None]:
    """Return the parts of an identifier, in the order of the fields of a paper."""
    if not isinstance(identifier, str):
        raise TypeError(f"an identifier is a str such as 'kst-29521-446', not {type(identifier).__name__}")
    match = _IDENTIFIER.fullmatch(identifier)
    year = match["year"] if match else None
    if match and (not year or int(year[4:]) == int(year[:4]) + 1):
        dossier, number = match["dossier"] or match["undivided"], match["number"] or match["provisional"]
        return year, dossier, match["sub"], number, match["annex"]
    reason = f"its session year {year} does not consist of two consecutive years"
    if not match:
        reason = next(reason for form, reason in _REASONS.items() if re.fullmatch(form, identifier, re.DOTALL))
    shown = repr(identifier[:_MAX_LENGTH]) + "..." * (len(identifier) > _MAX_LENGTH)
    right = "kst-29521-446, kst-21501-02-2893, kst-35925-V-84 or kst-20082009-31700-IV-D"
    raise ValueError(f"{shown} is not the identifier of a paper: {reason}; write it as {right}")


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in a text: the words `written`, from `start` to `end`, refer to the `papers`."""

    written: str
    start: int
    end: int
    papers: tuple[Paper, ...]


# Gaps are bounded and lists are read item by item, so that no text can make an expression backtrack far.
_BLANK = r"[ \t\r\n\u00a0\u2007\u2009\u202f]"
_GAP, _GAP0 = _BLANK + "{1,80}", _BLANK + "{0,80}"
_DASH = r"[-\u2010\u2011]"
# Not inside a word, nor before a dash that goes on: a range ("440-442") is not read, because only the register
# knows which papers exist in it.
_END = r"(?![-\u2010\u2011]?[0-9A-Za-z]|\u2013[0-9])"
_NR = rf"[Nn]r(?P<plural>s)?\.?{_GAP0}"
_SUB = rf"{_DASH}[0-9]{{1,4}}|(?:{_DASH}|{_GAP0})(?:\(?R{_GAP0}[0-9]{{4}}\)?|{_CHAPTER})"
_DOSSIER = f"(?P<dossier>[0-9]{{2}}{_GAP0}[0-9]{{3}})(?P<sub>{_SUB})?"
_MONTH = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"

_HEAD = re.compile(
    rf"\b(?:[Kk]amerstuk(?:ken)?|TK|(?P<ek>EK)){_GAP}"
    rf"(?:(?:II|(?P<first>I)),?{_GAP}(?=[0-9IVXLCv]))?"
    rf"(?:(?:vergaderjaar{_GAP})?[0-9]{{4}}[-/\u2013][0-9]{{2,4}},?{_GAP})?"
)
_NUMBERED = re.compile(rf"{_DOSSIER},?{_GAP0}{_NR}(?P<number>{_NUMBER}){_END}")  # 35 925 V, nr. 84
_UNDIVIDED = re.compile(rf"(?P<dossier>{_ROMAN}|[1-9]),?{_GAP0}{_NR}(?P<number>{_NUMBER}){_END}")
# 21501-28-203. "35925-V" is not read: it is more likely the chapter than number V of the upper house.
_DASHED = re.compile(rf"{_DOSSIER}{_DASH}(?(sub)|(?!{_CHAPTER}{_END}))(?P<number>{_NUMBER}){_END}")
_LETTERED = re.compile(rf"{_DOSSIER},{_GAP0}(?P<number>[A-Z]{{1,2}}){_END}")  # 31700 VI, D: upper house only
_AGAIN = re.compile(rf"{_NR}(?P<number>{_NUMBER}){_END}")  # ... en nr. 441
_BARE = re.compile(rf"(?P<number>{_NUMBER}){_END}(?!{_GAP}(?:[0-9]|{_MONTH}))")  # nrs. 440, 441; not 8 mei
_SEPARATOR = re.compile(rf"{_GAP0}[,;]{_GAP0}(?:en{_GAP})?|{_GAP}en{_GAP}")


def find_citations(text: str) -> list[Citation]:
    """Return the citations of papers in a text, in its order; never raises.

    It reads "Kamerstuk 35 925 V, nr. 84", "Kamerstukken II 2021/22, 29 521, nrs. 440 en 441", "Kamerstukken
    21501-28-203 en 35393-1", "TK 21 501-28, nr. 181" and "Kamerstukken I 2009/10, 32217, A", with any blank or a
    line break inside. A dossier alone or a document number ("Kamerstuk 2020D30499") is not a citation.

    The papers have no session year, because a citation does not say whether it is part of the identifier.

    >>> find_citations("(Kamerstuk 29 521, nr. 440)")[0].written
    'Kamerstuk 29 521, nr. 440'
    """
    citations, position = [], 0
    while head := _HEAD.search(text, position):
        papers, position = _read_list(text, head.end(), upper_house=bool(head["ek"] or head["first"]))
        if papers:
            start = head.start()
            citations.append(Citation(text[start:position], start, position, tuple(papers)))
    return citations


def _read_list(text: str, start: int, *, upper_house: bool) -> tuple[list[Paper], int]:
    """Return the papers of the list at `start`, and where the last one ends (`start` if there is none)."""
    full = (_NUMBERED, _DASHED, _LETTERED) if upper_house else (_NUMBERED, _DASHED)
    forms: tuple[re.Pattern[str], ...] = (*full, _UNDIVIDED)
    papers: list[Paper] = []
    end = position = start
    dossier, sub_dossier, bare = "", None, False
    while match := next(filter(None, (form.match(text, position) for form in forms)), None):
        parts = match.groupdict()
        if "dossier" in parts:
            dossier, sub_dossier = _plain(parts["dossier"]), _plain(parts.get("sub") or "") or None
        if match.re is not _BARE:
            bare = bool(parts.get("plural"))
        elif parts["number"].isalpha() != papers[-1].number.isalpha():
            break  # "nrs. 440, EU"
        try:
            papers.append(Paper(None, dossier, sub_dossier, parts["number"], None))
        except ValueError:
            break  # "21501-28" has no number
        end = match.end()
        if (separator := _SEPARATOR.match(text, end)) is None:
            break
        position = separator.end()
        forms = (*full, _AGAIN, _BARE) if bare else (*full, _AGAIN)
        bare = bare and "en" not in separator[0]  # the list ends after "en 441"
    return papers, end


def _plain(written: str) -> str:
    return re.sub("[^0-9A-Z]", "", written)


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
