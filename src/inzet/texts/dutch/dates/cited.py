"""The days of cited papers in Dutch prose.

A day is that of a paper if it stands right beside the citation, or if the sentence says that the paper is of that day
or was sent on it. Where two days compete, the paper has none.
"""

import re
from collections.abc import Sequence

from inzet.kamerstuk import Citation
from inzet.texts.dutch.dates.days import DAY, YEARLESS, read_day

# Tables of words, as expressions; a blank in them is any blank.
_PAPERS = (  # the end of a word for a paper, which "van 14 juni 2019" dates
    *("brief", "brieven", "nota", "notities?", "rapportages?", "kennisgeving(?:en)?", "moties?", "verslag(?:en)?"),
    *("antwoorden", "beantwoording", "evaluaties?", "appreciaties?", "agenda", "advies", "reactie", "rapport"),
)
_EVENTS = (  # the end of a word for what "van 14 juni 2019" dates and is no paper
    *("besluit(?:en)?", "akkoord(?:en)?", "debat(?:ten)?", "overleg", "AO", "raad", "top", "bezoek", "resolutie"),
    *("aanslag(?:en)?", "aanval(?:len)?", "verkiezingen", "bijeenkomst", "conferentie", "vergadering", "verzoek"),
    *("verklaring", "incident", "staatsgreep", "coup", "mandaat", "toezegging", "gesprek", "stemming", "ronde"),
)
_LEADS = (r"d\.?d\.?", "gedateerd", "van", "verzonden(?: op)?", "ontvangen(?: op)?", "ingediend(?: op)?")
_TERMS = (  # the day after these words is the begin or end of something
    *("tot", "met", "t/m", "vanaf", "sinds", "per", "na", "voor", "vóór", "uiterlijk", "ingang van", "tussen"),
    *("tussen [^.;]{1,40} en", "(?:eindigt|loopt|verloopt|begint|start)(?: af)?(?: op)?"),
)
_ABOUT = ("over", "inzake", "betreffende", "aangaande", "omtrent", "met betrekking tot", "getiteld", "met als titel")
_SENT = (
    *("gemeld", "geïnformeerd", "informeerden?", "bericht", "medegedeeld", "meegedeeld", "toegezonden", "gestuurd"),
    *("verzonden", "aangeboden", "ontvangen", "toegekomen", "ingelicht", "meldden?", "stuurden?", "ontving(?:en)?"),
    *("zond(?:en)?", "toegegaan", "kenbaar gemaakt", "op de hoogte gesteld", "gerapporteerd", "aangekondigd"),
)
_OTHER_DEEDS = (  # if these come first, the day is perhaps not that of sending
    *("besloot", "besloten", "besluit", "ingestemd", "gesproken", "en(?! van| [A-Z])", "dat", "die", "zoals"),
    *("waar[a-z]{2,6}", "nadat", "toen", "hetgeen", "wat", "welke", "omdat", "gestart", "begonnen", "plaats"),
)
_VERBS = ("heeft", "hebben", "is", "zijn", "werd", "werden", "wordt", "worden", "heb", "had", "dat", "die")
_ACCORDING = (  # what follows has a paper of its own
    *("zoals", "conform", "overeenkomstig", "in lijn met", "naar aanleiding van", "in reactie op", "op basis van"),
)


def _any(words: Sequence[str]) -> str:
    return f"(?:{'|'.join(words)})".replace(" ", r"\s{1,4}")


_FIRST, _LAST = r"(?<![^\W_])", r"(?![^\W_])"  # of a word
_GIVEN = rf"(?P<day>{DAY}|{YEARLESS}(?:\s{{1,4}}(?:jl\.|jongstleden))?)"
_DAY = re.compile(_FIRST + _GIVEN)
_BESIDE = (
    re.compile(rf"(?:[^\S\n]|[,(]){{0,6}}(?P<lead>{_any(_LEADS)}\s{{0,4}})?{_GIVEN}"),
    re.compile(rf"\)[^\S\n]{{0,4}},?[^\S\n]{{0,4}}(?P<lead>d\.?d\.?\s{{0,4}}){_GIVEN}"),
    # Kamerstuk 29 521, nr. 440 - Title of the letter (20 april 2023)
    re.compile(rf"\s{{0,4}}[-\u2013]\s{{1,4}}(?P<lead>[^\n()0-9]{{1,300}}\()(?:d\.?d\.?\s)?{_GIVEN}\)"),
)
_BEFORE = re.compile(
    rf"{_FIRST}{_GIVEN}(?:\s{{1,4}}jl\.)?(?:[^\S\n]|[,;]){{0,5}}\(?[^\S\n]{{0,4}}(?:zie\s{{1,4}}(?:ook\s{{1,4}})?)?\Z"
)
_TERM_BEFORE = re.compile(rf"(?:{_FIRST}{_any(_TERMS)}\s{{1,4}}|[0-9]\s?[-\u2013]\s?)\Z", re.IGNORECASE)
_TERM_AFTER = re.compile(r"\s{0,4}(?:tot|t/m|[-\u2013]\s{0,4}[0-9])")
_PAPER = re.compile(rf"{_any(_PAPERS)}{_LAST}[^.;()]{{0,100}}(?<=\s)(?:van|d\.?d\.?)\s{{1,4}}\Z", re.IGNORECASE)
_EVENT = re.compile(
    rf"{_any(_EVENTS)}(?:\s{{1,4}}[^\s.;()]{{1,30}}){{0,4}}\s{{1,4}}(?:van|op|d\.?d\.?)\s{{1,4}}\Z", re.IGNORECASE
)
_DATED = re.compile(r"d\.?d\.?\s{1,4}\Z")
_ON = re.compile(rf"{_FIRST}op\s{{1,4}}\Z", re.IGNORECASE)
_ON_DAY = re.compile(rf"{_FIRST}op\s{{1,4}}{_GIVEN}", re.IGNORECASE)
_TITLE = re.compile(rf"\s{{0,4}},?\s{{0,4}}(?:{_any(_ABOUT)}{_LAST}|[\u00ab\"\u201c\u2018])")
_BY_LETTER = re.compile(
    rf"{_FIRST}(?:in|via|per|middels|met|bij)\s{{1,4}}(?:[a-z]{{2,5}}\s{{1,4}})?[^\s.;]{{0,20}}brief{_LAST}"
)
_SENDING = re.compile(rf"{_FIRST}{_any(_SENT)}{_LAST}")
# De Kamer ontving op 3 mei 2013 de evaluatie van de missie (Kamerstuk ...)
_SENT_PAPER = re.compile(
    rf"\s{{1,4}}(?:(?:u|(?:uw|de)\s{{1,4}}Kamer)\s{{1,4}})?(?:de|het|een)\s{{1,4}}[^\s.;]{{0,40}}{_any(_PAPERS)}{_LAST}"
    rf"(?:\s{{1,4}}(?:van|{_any(_ABOUT)}){_LAST}[^.;]{{0,200}})?[\s(]{{1,4}}"
)
_OTHER_DEED = re.compile(rf"{_FIRST}{_any(_OTHER_DEEDS)}{_LAST}|;")
_OTHER_PAPER = re.compile(rf"{_any(_PAPERS)}{_LAST}|{_FIRST}{_any(_ACCORDING)}{_LAST}|;", re.IGNORECASE)
_VERB = re.compile(rf"{_FIRST}{_any(_VERBS)}{_LAST}")
_SERIES = re.compile(r"\)?\s{0,4},?\s{0,4}(?:en\s{1,4})?(?:van\s{1,4})?")
_SENTENCE_END = re.compile(
    r"(?<!\bjl)(?<!\bd\.d)(?<!\bdd)(?<!\bnr)(?<!\bc\.s)[.!?][)\]\u00bb\u201d\"']{0,3}\s{1,4}(?=[A-Z\u00ab\u201c])|\n"
)
_WRAP = re.compile(r"\n(?![\s\u2022*#|-]|[0-9]{1,3}[.)]\s)")
_NEAR = 60  # characters before a citation in which the day directly before it is
_FAR = 400  # and in which its sentence says of which day it is
_WORDS = 140  # characters before a day in which its noun is


def find_days(content: str, citations: Sequence[Citation], letter_date: str | None) -> list[str | None]:
    """Return the day of each of the citations in a text; None where the text gives none, or not clearly.

    Args:
        content: the text.
        citations: its citations, in its order.
        letter_date: the day of the letter, which determines the year of "18 mei jl."; None if it is unknown.
    """
    flat = _WRAP.sub(" ", content)  # the lines of a paragraph as one
    ends = [0, *(citation.end for citation in citations)]
    starts = [*(citation.start for citation in citations), len(flat)]
    before = [_BEFORE.search(flat, max(end, start - _NEAR), start) for start, end in zip(starts, ends, strict=True)]
    before[-1] = None  # no citation follows the last one
    years = _years(flat, ends, before)
    days: list[str | None] = []
    taken = -1  # where the day is that an earlier citation has or disputes
    for at, citation in enumerate(citations):
        begin = _sentence_start(flat, max(ends[at], citation.start - _FAR), citation.start)
        first, following = before[at], before[at + 1]
        if first and (first.start("day") == taken or _TERM_BEFORE.search(flat, begin, first.start("day"))):
            first = None
        after = next(filter(None, (form.match(flat, citation.end, starts[at + 1]) for form in _BESIDE)), None)
        if after and following and after.start("day") == following.start("day"):
            taken = -1 if first else after.start("day")
            after = after if after["lead"] and not first else None
        beside = [match for match in (first, after) if match]
        if len({paper.number for paper in citation.papers}) > 1:
            beside = []  # of which paper would it be?
        elif not beside:
            alone = bool(following) or _ends_sentence(flat, citation.end, starts[at + 1])
            beside = list(filter(None, [_in_sentence(flat, begin, citation.start, alone=alone)]))
        elif first and not after and _is_doubtful(flat, begin, first.start("day"), citation, ends[at] if at else None):
            beside = []
        found = {_read(match["day"], years[at] if match is first else None, letter_date) for match in beside}
        days.append(found.pop() if len(found) == 1 else None)
    return days


def _years(flat: str, ends: list[int], before: list[re.Match[str] | None]) -> list[str | None]:
    """Return the year of the day before each citation: its own, or in "29 januari (…) en 9 september 2016" the next."""
    years: list[str | None] = [None] * len(before)
    for at in reversed(range(len(before))):
        if match := before[at]:
            following = before[at + 1] if at + 1 < len(before) else None
            if match["day"][-4:].isdecimal():
                years[at] = match["day"][-4:]
            elif following and _SERIES.fullmatch(flat, ends[at + 1], following.start("day")):
                earlier, later = (
                    _read(" ".join(day["day"].split()[:2]), years[at + 1], None) for day in (match, following)
                )
                years[at] = years[at + 1] if earlier and later and earlier <= later else None
    return years


def _read(written: str, year: str | None, letter_date: str | None) -> str | None:
    if written.endswith(("jl.", "jongstleden")) or written[-4:].isdecimal():
        return read_day(written, letter_date)
    return read_day(f"{written} {year}", None) if year else None


def _sentence_start(flat: str, begin: int, end: int) -> int:
    return max((match.end() for match in _SENTENCE_END.finditer(flat, begin, end)), default=begin)


def _ends_sentence(flat: str, end: int, stop: int) -> bool:
    """Whether a sentence ends after a citation and before the next one, or another day comes first."""
    return stop - end > _FAR or stop == len(flat) or bool(_SENTENCE_END.search(flat, end, stop))


def _is_doubtful(flat: str, begin: int, day: int, citation: Citation, last: int | None) -> bool:
    """Whether the day directly before a citation may be that of something else.

    ``last`` is where the citation before it ended, if there is one.
    """
    near = max(begin, day - _WORDS)
    if _EVENT.search(flat, near, day):
        return True
    if _ON.search(flat, near, day):
        return not (_SENDING.search(flat, near, day) or _SENDING.search(flat, citation.end, citation.end + _WORDS))
    is_next = last is not None and _SERIES.fullmatch(flat, last, day)
    is_dated = is_next or _DATED.search(flat, near, day) or _PAPER.search(flat, near, day)
    return not is_dated and bool(_ON_DAY.search(flat, begin, day))


def _in_sentence(flat: str, begin: int, end: int, *, alone: bool) -> re.Match[str] | None:
    """Return the day of which the words of a sentence before a citation say that the paper is; None if unclear.

    Args:
        flat: the text.
        begin: where the sentence begins, or what follows another citation in it.
        end: where the citation begins.
        alone: whether no other paper is cited in the rest of the sentence.
    """
    days = [
        match
        for match in _DAY.finditer(flat, begin, end)
        if not _TERM_BEFORE.search(flat, begin, match.start()) and not _TERM_AFTER.match(flat, match.end())
    ]
    if len(days) != 1:
        return None
    day = days[0]
    near, rest = max(begin, day.start() - _WORDS), flat[day.end() : end]
    is_title = _TITLE.match(rest) and not _VERB.search(rest) and not _OTHER_PAPER.search(rest)
    is_paper = _PAPER.search(flat, near, day.start()) and not _EVENT.search(flat, near, day.start())
    if is_paper and is_title:
        return day
    if not alone or not (is_paper or _ON.search(flat, near, day.start())):
        return None
    sending = _SENDING.search(rest)
    if sending and not _OTHER_DEED.search(rest, 0, sending.start()):
        return None if _OTHER_PAPER.search(_BY_LETTER.sub("", rest[sending.end() :])) else day
    sending = _SENDING.search(flat, near, day.start())
    if sending and not _OTHER_DEED.search(flat, sending.end(), day.start()) and not _VERB.search(rest):
        return day if is_title or _SENT_PAPER.fullmatch(rest) else None
    return None
