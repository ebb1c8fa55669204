"""Identifiers of Dutch parliamentary papers (Kamerstukken), such as "kst-35925-V-84".

>>> parse("kst-21501-02-2893").dossier_id
'21501-02'
"""

import re
from dataclasses import dataclass

_SITE = "https://zoek.officielebekendmakingen.nl"
_MAX_LENGTH = 40  # the longest real identifier has 28 characters

# A strict Roman numeral, which "CIVIL" is not, up to 399: dossiers have reached CLXV.
ROMAN = "(?=[IVXLC])C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
CHAPTER = f"(?:{ROMAN}[AB]?|[A-Z])"
NUMBER = f"(?:[0-9]{{1,4}}(?:[a-z]{{1,2}}|[A-Z])?|{ROMAN}|[A-Z]{{1,2}})"

# After a session year, (?(year)...), two more forms exist: a chapter glued to the dossier ("29800F") and a padded
# numeral ("00LXV"). Without one, "kst-35925V-84" is a mistake. Every paper of dossier 21501 has a sub-dossier, so
# in "kst-21501-28" the number is missing.
_IDENTIFIER = re.compile(
    rf"""kst-(?:
        (?:(?P<year>[0-9]{{8}})-)?
        (?:
            (?!21501-[0-9]+[A-Za-z]*(?:-[bhn]|\Z))
            (?P<dossier>[0-9]{{5}}(?(year)[A-Z]?))
            (?:-(?P<sub>[0-9]{{1,4}}|R[0-9]{{4}}|{CHAPTER}))?
        |   (?P<undivided>(?(year)0{{0,4}}){ROMAN}|[1-9])
        )
        -(?P<number>{NUMBER})
        (?:-(?P<annex>[bhn][0-9]{{1,2}}))?
    |   (?P<provisional>[0-9]{{6,7}})
    )""",
    re.VERBOSE,
)
_REASONS = {  # the first whose expression matches is why an identifier is refused
    rf".{{{_MAX_LENGTH + 1},}}": f"it is longer than {_MAX_LENGTH} characters",
    "(?!kst-).*": 'it does not start with "kst-"',
    "kst-[0-9]{5}[A-Z]+-.*": "a hyphen is missing between dossier and chapter",
    rf"kst-(?:[0-9]{{8}}-)?(?:21501-)?(?:[0-9]*|0*{ROMAN})(?:-[bhn][0-9]+)?": "it has no number",
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
