"""What sort of letter a text is, from its title or from how it opens."""

import re

_LEAD = r"^(?:(?:kamerbrief|brief|aanbieding|toezending|over|inzake|met|de|het|een|van|aanvullende) ){0,4}"
_TITLES: tuple[tuple[str | None, str], ...] = (
    # Other papers, and titles that tell less than they seem to: a review halfway is a report or an evaluation.
    (None, r"\b(?:beantwoording|antwoord(?:en)?|vragen|verslag|agenda|debat|overleg|motie|procedure|geactualiseerd)\b"),
    (None, r"\btussentijdse evaluatie\b|\bnabeschouwing\b"),
    ("decision_note", r"^(?:beslisnota|nota ter beslissing)\b"),
    (
        "cabinet_response",
        _LEAD + r"(?:kabinetsreactie|kabinetsappreciatie|beleidsreactie|reactie op|appreciatie van)\b",
    ),
    ("evaluation", _LEAD + r"(?:eindevaluatie|slotevaluatie|evaluatie)\b"),
    (
        "progress_report",
        r"\bvoortgangsrapportages?\b|" + _LEAD + r"(?:voortgang|voortgangsbrief|stand van zaken(?:brief)?)\b",
    ),
    ("notification_letter", r"\bkennisgeving(?:en|sbrief)?\b"),
    ("article_100_letter", r"\b(?:artikel|art\.)[ -]?100\b"),
    ("policy_letter", _LEAD + r"beleids(?:brief|nota)\b|\bsamenhang(?:ende)?\b.{0,80}\binzet\b"),
)
"""Each kind with words in the title of such a letter, in lower case; the first that fits counts."""

_WISH = r"\b(?:wenselijkheid|mogelijkheid|haalbaarheid|wenselijk en mogelijk)\b"
_EXAMINES = r"\b(?:onderzoekt|beziet|nagaat|gaat na|(?:zal|zullen|gaat) (?:bezien|onderzoeken))\b"
_DONE = r"\b(?:besloten|besluit|uitkomst(?:en)?|gemeld|eerder|onderzocht)\b"
_ARTICLE = r"\b(?:art(?:ikel|\.) 100|toetsingskader)\b"
_INFORMS = r"\b(?:inform(?:eert|eren|eer)|geïnformeerd)\b"
_DECISION = r"\bover (?:het|een) \w{0,20}besluit\b"
_NEVER = r"(?!)"
_OPENINGS = (
    # "Gelet op artikel 100 informeren wij u hierbij over het besluit", in either order.
    ("article_100_letter", rf"{_ARTICLE}.{{0,300}}{_INFORMS}.{{0,200}}{_DECISION}", _NEVER),
    ("article_100_letter", rf"{_INFORMS}.{{0,300}}{_ARTICLE}.{{0,200}}{_DECISION}", _NEVER),
    ("notification_letter", rf"(?:{_EXAMINES}.{{0,160}}{_WISH}|{_WISH}.{{0,300}}{_EXAMINES})", _DONE),
    ("notification_letter", r"^(?:hierbij|met deze brief|bijgaand)\b.{0,120}\bkennisgeving(?:sbrief)?\b", _DONE),
    ("notification_letter", r"\bgeven wij u kennis van\b.{0,80}\bonderzoek\b", _DONE),
    ("progress_report", r"^(?:met|in) deze voortgangsrapportage\b", _NEVER),
    ("cabinet_response", r"^(?:hierbij|bijgaand)\b.{0,80}\breactie (?:aan )?op (?:het )?(?:advies|rapport)\b", _NEVER),
    ("progress_report", r"^(?:hierbij|bijgaand)\b.{0,120}\bvoortgangsrapportage\b", _NEVER),
    ("progress_report", r"\binformeer(?:t|ren)?\b.{0,120}\bover de stand van zaken\b", _ARTICLE),
    ("progress_report", r"\b(?:informeren|geïnformeerd)\b.{0,60}\bover de stand van zaken\b", _ARTICLE),
    ("evaluation", r"^(?:hierbij|bijgaand)\b.{0,120}\beindevaluatie\b", _NEVER),
    (
        "article_100_letter",
        r"\b(?:in overeenstemming met|overeenkomstig|conform|ingevolge|op grond van|gelet op|met inachtneming van"
        r"|onder verwijzing naar) art(?:ikel|\.) 100\b.{0,700}\b(?:inform(?:eert|eren|eer)"
        r"|delen wij .{0,20}\bm(?:ee|ede)|(?:stellen|brengen) wij .{0,30}(?:op de hoogte|in kennis)"
        r"|doen wij .{0,20}mededeling|melden wij .{0,60}besloten)\b",
        rf"{_EXAMINES}.{{0,160}}{_WISH}",
    ),
)
"""Each kind with words at the start of such a letter, in lower case, and words near them that speak against it."""

_NEAR = 200  # characters before such words
_OPENING = 1500  # characters at the start of a letter in which it says what it is


def kind_of(title: str | None, opening: str) -> str | None:
    """Return the kind of a letter; None where its words do not tell it clearly.

    Args:
        title: its title, if it has one.
        opening: its text after the head.

    >>> kind_of("Artikel 100-bijdrage aan EUFOR Althea", ""), kind_of("Beantwoording vragen artikel 100", "")
    ('article_100_letter', None)
    """
    named = _plain(title or "")
    for kind, words in _TITLES:
        if re.search(words, named):
            return kind
    start = _plain(opening[:_OPENING])
    for kind, words, but in _OPENINGS:
        if (found := re.search(words, start)) and not re.search(
            but, start[max(0, found.start() - _NEAR) : found.end()]
        ):
            return kind
    return None


def _plain(words: str) -> str:
    return " ".join(words.split()).lower()
