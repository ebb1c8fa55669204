"""Missions and operations that a text names in words, whether or not there is a record of them."""

import re
from collections.abc import Iterator

from inzet.texts.language import Mark
from inzet.texts.text import Span

_KINDS = (
    *("missie", "operatie", "operaties", "coalitie", "taakgroep", "taskforce", "troepenmacht", "vredesmacht"),
    *("vlootverband", "reactiemacht", "waarnemersmacht", "interventiemacht", "politiemacht", "oefening"),
    *(
        "trainingsprogramma",
        "Operation",
        "Mission",
        "Force",
        "Exercise",
        "Opération",
        "Construct",
        "Coalition",
        "Initiative",
    ),
)
"""What a mission or operation is called, also at the end of a longer word."""
_LEADERS = ("NAVO", "EU", "VN", "OVSE", "AU", "NATO", "UN", "Europese", "Benelux")
_LINKS = ("of", "and", "for", "the", "to", "on", "van", "de", "der", "het", "voor", "à", "du", "la")
_ABBREVIATIONS = (
    *("EUTM", "EUFOR", "EUNAVFOR", "EUMM", "EUBAM", "EUCAP", "EULEX", "EUPOL", "EUAM", "EUPM", "EUMAM", "EUJUST"),
    *(
        "EUSEC",
        "EUSSR",
        "EUSR",
        "EURAP",
        "SFIR",
        "IFOR",
        r"UN[ADFIMOPST][A-Z]{2,5}",
        r"MINU[A-Z]{2,4}",
        r"MONU[A-Z]{1,4}",
        r"[KSI]FOR",
    ),
    *("ISAF", "AMIS", "AMISOM", "ATMIS", "OEF", r"NTM-[A-Z]", r"SNMC?M?G ?[0-9]", r"CTF[- ]?[0-9]{2,3}"),
)
"""What organisations call their missions."""
_BEFORE_NAME = (
    *("bijdrage aan", "bijdragen aan", "deelname aan", "deelneming aan", "participatie in", "inzet bij", "inzet in"),
    *("deelnemen aan", "deel te nemen aan", "bij te dragen aan", "bij aan", "deel aan", "bijgedragen aan"),
    *("deelgenomen aan", "ingezet in", "uitgezonden naar", "ten behoeve van"),
)
_NO_NAMES = {
    *("Nederland", "Nederlandse", "Kamer", "Kamerstuk", "Kamerbrief", "Minister", "Defensie", "Grondwet", "Europa"),
    *("Toetsingskader", "Den", "Haag", "Koninklijke", "BZ", "BHOS", "JenV", "KMar", "ISIS", "IS", "ISIL", "AIV"),
    *("Force", "Commander", "Staten-Generaal", "Voorzitter", *_LEADERS, "EU-", "NAVO-", "VN-", "Unie"),
}
"""Words with a capital that name no mission by themselves."""

_BLANK = r"(?:[^\S\n]{1,3}|[^\S\n]{0,3}\n[^\S\n]{0,3})"
_CAPITAL = r"(?!(?:De|Het|Een|Met|Nr)\b)[A-ZÀ-Þ][\w'\u2019+-]{0,40}"
_LINK = rf"{_BLANK}(?:(?:{'|'.join(_LINKS)}){_BLANK}){{0,2}}"
_GROUP = rf"{_CAPITAL}(?:{_LINK}{_CAPITAL}){{0,8}}"
_TIGHT = rf"{_CAPITAL}(?:{_BLANK}{_CAPITAL}){{0,4}}"
_SHORT = r"[A-Z][A-Za-z0-9]{0,12}-?[A-Z][A-Z0-9a-z-]{0,8}(?: [A-Z][a-zà-þ]{1,20})?"

_NO_PART = r"(?:HQ|Mission|Headquarters|Generaal|\w*ommandant)\b"
_PART = rf"(?:[/-]|{_BLANK})(?!{_NO_PART})(?:[A-Z]{{2,4}}|[A-ZÀ-Þ][a-zà-þ]{{2,20}})(?![^\W_])"
_PROPER = r"[A-ZÀ-Þ][a-zà-þ][\w-]{1,30}"
_NO_MISSION = (
    r"(?i:\w{0,30}(?:verdrag|resoluties?|raad|handvest|mandaat|commissie|delegatie|secretaris|hoofdkwartier"
    r"|lidstaten|parlement)\b)"
)
_WORD = re.compile(r"[^\W_](?:[^\W_]|[-'\u2019](?=[^\W_])){0,60}")
_LED = re.compile(
    rf"(?:(?:{'|'.join(_LEADERS)})(?:-geleide)?|\b(?:door{_BLANK}[^.;:!?()]{{3,80}}?{_BLANK})?(?:[a-zà-þ]{{3,20}}-?)?geleide){_BLANK}\Z"
)
_AFTER = re.compile(rf"{_BLANK}[\u00ab\u2018\u201c*]?{_GROUP}")
_IN = re.compile(rf"{_BLANK}(?:in|naar|op|voor){_BLANK}(?:(?:de|het){_BLANK})?{_TIGHT}")
_NAMINGS = tuple(
    re.compile(rf"(?<![^\W_])(?:{form})(?![^\W_])")
    for form in (
        # NAVO Ocean Shield
        rf"(?:NAVO|EU|VN|NATO)[- ](?!{_NO_MISSION}){_PROPER}(?:{_BLANK}{_PROPER}){{0,3}}",
        # EUTM, EUTM Mali, EUFOR RD Congo
        rf"(?:{'|'.join(_ABBREVIATIONS)})(?:{_PART}){{0,2}}",
    )
)
_BRACKETED = re.compile(
    # Target Support Cell (TSC); Koerdistan Autonome Regio (KAR)
    rf"(?<![^\W_]){_CAPITAL}(?:{_BLANK}(?:(?:{'|'.join(_LINKS)}|in|en){_BLANK}){{0,2}}{_CAPITAL}){{1,8}}{_BLANK}"
    rf"\({_SHORT}(?:[-\u2010][^\s)]{{0,20}})?\)"
)
_ENDED = re.compile(
    # Baltic Air Policing
    rf"(?<![^\W_]){_CAPITAL}(?:{_BLANK}{_CAPITAL}){{0,3}}{_BLANK}"
    r"(?:Policing|Construct|Coalition)(?![^\W_])"
)
_MISSION = re.compile(rf"(?i:{'|'.join(_KINDS)})\b|{'|'.join(_ABBREVIATIONS)}")
_OBJECT = re.compile(rf"\b(?:{'|'.join(_BEFORE_NAME)}){_BLANK}(?:(?:de|het){_BLANK})?(?P<name>{_TIGHT})")


def find_namings(text: str) -> Iterator[Mark]:
    """Yield the words that name something, in the order of the text; they do not overlap.

    The value is ``mission`` for a mission, operation or force, and ``other`` for a unit, region or programme.

    >>> text = "de bijdrage aan de NAVO operatie Ocean Shield en aan een Target Support Cell (TSC)"
    >>> [(text[naming.start : naming.end], naming.value) for naming in find_namings(text)]
    [('NAVO operatie Ocean Shield', 'mission'), ('Target Support Cell (TSC)', 'other')]
    """
    spans = [
        *(match.span() for form in _NAMINGS for match in form.finditer(text)),
        *(match.span() for form in (_BRACKETED, _ENDED) for match in form.finditer(text)),
        *(match.span("name") for match in _OBJECT.finditer(text)),
        *_kinds(text),
    ]
    reach = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= reach and not _NO_NAMES.issuperset(text[start:end].split()):
            other = _BRACKETED.fullmatch(text, start, end) and not _MISSION.search(text, start, end)
            yield Mark(start, end, "other" if other else "mission")
            reach = end


def _kinds(text: str) -> Iterator[Span]:
    """Yield what is called a mission or operation, with its name or its place: "operatie Ocean Shield"."""
    for word in _WORD.finditer(text):
        if word[0].endswith(_KINDS) and not word[0].lower().endswith("commissie"):
            led = _LED.search(text[max(0, word.start() - 120) : word.start()])
            start = word.start() - (len(led[0]) if led else 0)
            # "De missie in Mali" names nothing; "de EU-missie in Mali" does.
            is_named = bool(led) or word[0] not in _KINDS
            after = _AFTER.match(text, word.end()) or (_IN.match(text, word.end()) if is_named else None)
            if after or (led and "geleide" in led[0]):
                yield start, after.end() if after else word.end()


_AIMED = re.compile(
    rf"\b(?:{'|'.join(_BEFORE_NAME)}|aan|ten behoeve van){_BLANK}(?:(?:de|het){_BLANK})?\Z", re.IGNORECASE
)

_ASIDE = re.compile(
    rf"(?:\b(?:van|met|naast|uit|zoals|conform|dan|tot|na|als|tussen){_BLANK}|\b(?:hoofdkwartier|link|staf)\b[^.;:!?]{{0,60}})"
    rf"(?:(?:de|het){_BLANK})?(?:operatie|missie)?[^\S\n]?\Z",
    re.IGNORECASE,
)
"""What comes before a name that something has, is linked or is compared with: "versterking van de link met X"."""
_BESIDE = re.compile(
    r"(?:\A|[.:;\n]\s*)(?:Naast|Behalve|Buiten|In aanvulling op|Aanvullend op|Anders dan|In navolging van"
    r"|Met uitzondering van)\b"
    r"(?:(?!\b(?:heeft|hebben|is|zijn|zal|zullen|wordt|worden|levert|leveren|neemt|draagt|zet|stelt|blijft|verlengt)\b)"
    r"[^.;:!?\n]){0,160}\Z"
)
"""The start of a sentence about something else: "Naast de bijdrage aan X levert Nederland acht militairen aan Y"."""


_JOINED = re.compile(
    r"\s*(?:\([^()]{0,60}\)\s*)?(?:,|/|&|\b(?:en|alsmede|of|respectievelijk)\b)\s*"
    r"(?:\b(?:aan|in|bij|de|het|operatie|missie)\b\s*){0,3}"
)


def are_joined(words: str) -> bool:
    """Whether the words between two names join them: "aan X (...) en de operatie Y"."""
    return _JOINED.fullmatch(words) is not None


def read_name(text: str, start: int, end: int) -> str | None:
    """Return what a sentence says with the name in a span: ``object``, ``aside`` or neither.

    Something goes to an ``object``: "aan de NAVO", but not "aan de NAVO-missie". An ``aside`` is named beside that.
    """
    before = text[max(0, start - 200) : start]
    if _BESIDE.search(before):
        return "aside"
    if text[end : end + 1] != "-" and _AIMED.search(before[-40:]):
        return "object"
    return "aside" if _ASIDE.search(before[-100:]) else None
