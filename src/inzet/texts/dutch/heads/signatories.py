"""Who signed a letter: offices, and the names below or beside them."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice, pairwise, takewhile

from inzet.schema.schemas import Schemas
from inzet.texts.dutch.tables import BLANK, words
from inzet.texts.fields import Fields
from inzet.texts.text import Span

RANKS = ("minister-president", "viceminister-president", "minister", "staatssecretaris")
"""The first word of an office."""
TITLES = ("drs", "dr", "mr", "ir", "ing", "prof", "jhr", "jkvr", "mw", "mevr", "dhr", "w.g", "get")
"""Abbreviations before a name."""
PARTICLES = words("van von der den de het ten ter te tot op in \u2019t 't el al")
"""Words in a name that may start in lower case."""

_OFFICE = re.compile(rf"(?<![\w-])(?:De{BLANK}{{1,4}})?(?:{'|'.join(RANKS)})(?=[\s,])", re.IGNORECASE)
_FORE = rf"(?:(?:{'|'.join(map(re.escape, TITLES))})\.{BLANK}?){{0,4}}"
_INITIALS = rf"(?:[A-ZÀ-Þ][a-z]{{0,2}}\.{BLANK}?){{1,8}}"
_PARTICLES = rf"(?:(?:{'|'.join(PARTICLES)}){BLANK}){{0,4}}(?:d')?"
_SURNAME = r"[A-ZÀ-Þ(][\w'\u2019)-]{1,40}"
_LOWER = r"[^\W\d_][\w'\u2019-]{0,40}"
_SIGNED = re.compile(rf"{_FORE}{_INITIALS}{_PARTICLES}{_SURNAME}(?:{BLANK}(?:{_PARTICLES}){_SURNAME}){{0,3}}")
"""A name with initials."""
_NAME = re.compile(rf"{_FORE}[A-ZÀ-Þ][\w.'\u2019-]{{1,40}}(?:{BLANK}(?:{_PARTICLES}){_SURNAME}){{0,4}}")
_SMALL = re.compile(rf"{_FORE}(?:[a-z]\.{BLANK}?){{1,8}}{_PARTICLES}{_LOWER}", re.IGNORECASE)
# In running text a surname is at most two words, and none of them is in capitals.
_BRIEF = re.compile(rf"{_FORE}{_INITIALS}{_PARTICLES}(?!De\b){_SURNAME}(?:{BLANK}(?!De\b|[A-Z]{{3}}){_SURNAME})?")
_BELOW = re.compile(rf"{BLANK}*+\n\s{{0,80}}")
_BESIDE = re.compile(rf"{BLANK}{{1,8}}(?=\S)")
_COLUMNS = re.compile(rf"{BLANK}{{3,}}+")
_BETWEEN_OFFICES = re.compile(rf"(?:,?{BLANK}+)(?=(?i:De (?:{'|'.join(RANKS)})\b))")
_NAME_STARTS = re.compile(rf"(?<!\S){_FORE}{_INITIALS}")
# Mede ondertekenaar: K.H. Ollongren, minister van Defensie (Ooit D66 kamerlid)
_REGISTERED = re.compile(
    rf"(?:Eerste|Mede) ondertekenaar:?{BLANK}+(?P<name>{_SIGNED.pattern}),{BLANK}*"
    rf"(?P<office>(?:{'|'.join(RANKS)}){BLANK}[^\n(]{{3,80}}?){BLANK}*(?:\(|-|$)",
    re.MULTILINE | re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?:][»”\u2019\")]?[0-9]{0,3}\s{1,80}\Z")
_AFTER = re.compile(rf"\s*\Z|{BLANK}*\n(?!{BLANK}*[a-zà-ÿ])|{BLANK}{{1,80}}(?:[Dd]e{BLANK}|[A-Z]{{3}})")
_NO_OFFICE = re.compile(r"[.;:?!]|\n\s*\n")
_LINE = re.compile(rf"^{BLANK}*+\S[^\n]*", re.MULTILINE)
_STACK = 600  # characters of several offices and names
_WINDOW = 320  # characters of an office, a name and what is between them
_NEAR = 200  # characters between two signatures
_MAX_COMMAS = 5


def read_signatories(content: str) -> Iterator[Fields]:
    """Yield who signed a text, in its order; those whom the register of its page names, if it has no signature."""
    signed = [signatory for signatory, _ in find_signatures(content)]
    yield from signed or (_signatory(match["office"], match["name"]) for match in _REGISTERED.finditer(content))


def find_signatures(content: str) -> Iterator[tuple[Fields, Span]]:
    """Yield each signature with the span of its office and name.

    It reads a name on the line below its office, beside it on one line, and offices and names in columns.
    """
    taken = 0  # end of the last signature
    for match in _OFFICE.finditer(content):
        if match.start() < taken:
            continue
        found = (
            _columns(content, match.start())
            or _stack(content, match.start())
            or _row(content, match.start())
            or _signature(content, match.start(), taken)
        )
        for office, name, span in found:
            yield _signatory(office, name), span
            taken = span[1]


def _signatory(office: str, name: str) -> Fields:
    ministry = ministry_of(office)
    return {"name": name, "office": office} | ({"ministry": ministry} if ministry else {})


def ministry_of(office: str) -> str | None:
    """Return the code of the ministry or portfolio at the end of an office; None if the vocabulary has none.

    >>> ministry_of("De Minister van Defensie"), ministry_of("DE MINISTER VAN DEFENSIE"), ministry_of("De Minister")
    ('DEF', 'DEF', None)
    """
    codes = _ministries()
    after_first = re.split(r"\b(?:van|voor)\s+", office.casefold(), maxsplit=1)[-1]
    after_last = re.split(r"\b(?:van|voor)\s+", office.casefold())[-1]
    return codes.get(after_first) or codes.get(after_last)


@cache
def _ministries() -> dict[str, str]:
    """Return the code of each ministry by its Dutch name, casefolded."""
    ministries = Schemas.installed().files["common"]["$defs"]["ministry"]["x-values"]
    return {label["nl"].casefold(): code for code, label in ministries.items()}


_Found = tuple[str, str, Span]


def _signature(content: str, start: int, taken: int) -> list[_Found]:
    """Return the signature that starts with an office, in a list; empty if it is none."""
    window = content[start : start + _WINDOW]
    first = _starts_line(content, start)
    offices = _BETWEEN_OFFICES.split(window.partition("\n")[0].strip())
    if first and len(offices) > 1 and not any("," in office.rstrip(", ") for office in offices):
        return []  # below several offices a line is not the name of one person
    follows = 0 < start - taken < _NEAR and taken > 0 and not content[taken:start].strip()
    opens = first or follows or bool(_SENTENCE.search(content[max(0, start - 90) : start]))
    for comma in islice(re.finditer(",", window), _MAX_COMMAS):
        office = window[: comma.start()]
        if _NO_OFFICE.search(office) or _COLUMNS.search(office) or office.count("\n") > 2:
            break
        if below := _BELOW.match(window, comma.end()):
            if _OFFICE.match(window, below.end()):
                break  # an office of its own, with its own name
            name = _whole_line(window, below.end()) if first else None
        elif beside := _BESIDE.match(window, comma.end()):
            name = _beside(window, beside.end(), content, start, first=first, opens=opens)
        else:
            name = None
        if name:
            return [(" ".join(office.split()), name[0], (start, start + name[1]))]
    return _without_comma(window, start) if first else []


def _whole_line(window: str, at: int) -> tuple[str, int] | None:
    """Return the name that a line consists of, and its end."""
    line = window[at:].partition("\n")[0].rstrip()
    if _OFFICE.match(line) or not any(form.fullmatch(line) for form in (_NAME, _SIGNED, _SMALL)):
        return None
    return line, at + len(line)


def _beside(window: str, at: int, content: str, start: int, *, first: bool, opens: bool) -> tuple[str, int] | None:
    """Return the name after an office on the same line, and its end."""
    whole = _whole_line(window, at) if first else None
    if whole:
        above = content[max(0, start - 200) : start].rstrip(" \t")
        # A line of running text may start with an office; then the line above it does not end there.
        ended = not above or above.endswith("\n\n") or above.rstrip()[-1:] in ".!?:»”" or not _is_prose(above)
        if ended and _AFTER.match(content, start + whole[1]):
            return whole
    name = _BRIEF.match(window, at) if opens else None
    if name and _AFTER.match(content, start + name.end()):
        return name[0], name.end()
    return None


def _is_prose(above: str) -> bool:
    """Whether the last line is long enough for a line of running text."""
    return len(above.rstrip().rpartition("\n")[2]) > 60


def _without_comma(window: str, start: int) -> list[_Found]:
    """Return the signature of an office alone on its line above a name with initials."""
    line, _, rest = window.partition("\n")
    office = line.rstrip()
    if not rest or _NO_OFFICE.search(office) or "," in office or not re.search(r"\b(?:van|voor) \S", office.casefold()):
        return []
    at = len(line) + 1 + len(rest) - len(rest.lstrip())
    name = _whole_line(window, at)
    if name and (office.isupper() or _SIGNED.fullmatch(name[0])):
        return [(" ".join(office.split()), name[0], (start, start + name[1]))]
    return []


def _columns(content: str, start: int) -> list[_Found]:
    """Return the signatures of offices beside each other, above as many names beside each other."""
    if not _starts_line(content, start):
        return []
    line, _, rest = content[start : start + _WINDOW].partition("\n")
    offices = [office.rstrip(" ,") for office in _COLUMNS.split(line.strip())]
    names = [name.strip() for name in _COLUMNS.split(rest.lstrip().partition("\n")[0].strip())]
    if len(offices) < 2 or len(offices) != len(names):
        return []
    if not all(map(_OFFICE.match, offices)) or not all(
        _NAME.fullmatch(name) or _SMALL.fullmatch(name) for name in names
    ):
        return []
    end = start + len(line) + 1 + len(rest) - len(rest.lstrip()) + len(rest.lstrip().partition("\n")[0])
    return [(office, name, (start, end)) for office, name in zip(offices, names, strict=True)]


def _row(content: str, start: int) -> list[_Found]:
    """Return the signatures of offices on one line, which may end on the next one, above their names on one line."""
    if not _starts_line(content, start):
        return []
    lines = list(islice(_LINE.finditer(content[start : start + _WINDOW]), 3))
    first, *below = [match[0].strip() for match in lines]
    offices = [office.rstrip(" ,") for office in _BETWEEN_OFFICES.split(first)]
    if below and all(office.endswith(("van", "voor")) for office in offices):
        ends = [part.strip() for part in below.pop(0).split(",") if part.strip()]
        offices = [f"{office} {end}" for office, end in zip(offices, ends, strict=False)] if len(ends) > 1 else []
    line = below[0] if below else ""
    starts = [name.start() for name in _NAME_STARTS.finditer(line)]
    names = [line[at:end].strip(" ,") for at, end in pairwise((*starts, len(line)))]
    if any(map(_NO_OFFICE.search, offices)):
        return []
    if len(offices) < 2 or len(names) != len(offices) or starts[0] or not all(map(_SIGNED.fullmatch, names)):
        return []
    end = start + next(match.end() for match in lines if match[0].strip() == line)
    return [(office, name, (start, end)) for office, name in zip(offices, names, strict=True)]


def _stack(content: str, start: int) -> list[_Found]:
    """Return the signatures of offices below each other, above as many names below each other."""
    if not _starts_line(content, start):
        return []
    lines = list(_LINE.finditer(content[start : start + _STACK]))
    words = [match[0].strip() for match in lines]
    offices = [
        line.removesuffix(",") for line in takewhile(lambda line: _OFFICE.match(line) and line[-1] == ",", words)
    ]
    names = words[len(offices) : 2 * len(offices)]
    if len(offices) < 2 or len(names) < len(offices) or not all(map(_NAME.fullmatch, names)):
        return []
    span = start, start + lines[2 * len(offices) - 1].end()
    return [(office, name, span) for office, name in zip(offices, names, strict=True)]


def _starts_line(content: str, at: int) -> bool:
    """Whether there are at most blanks before a position on its line."""
    return not content[max(0, at - 100) : at].rpartition("\n")[2].strip() and (
        at <= 100 or "\n" in content[at - 100 : at]
    )
