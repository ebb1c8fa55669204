"""What a sentence does beside stating: it goes on with the one before it, asks, promises or describes."""

import re

_ROLES = {
    "continuation": (
        r"\A\s*(?:(?:dit|het) (?:is|betreft|gaat om|omvat|komt neer op|bestaat uit)\b"
        r"|(?:(?:ook|tevens|daarnaast) )?betreft (?:het|dit)\b|(?:hiervan|daarvan|(?:\w{1,20} )?van hen|onder hen)\b"
        r"|(?:hierbij|daarbij|inclusief [^.;:!?]{1,60}?) gaat het om\b)"
    ),
    "strength": (
        r"\b(?:telt|tellen|telde|bestaat|bestaan|omvat|omvatten|beschikt|beschikken)\b"
        r"|\b(?:sterkte|beoogde|toegestane|behoefte|vastgesteld op)\b"
    ),
    "total": r"\bin totaal\b",
    "costs": r"\b(?:uitgaven|kosten)\b",
    "condition": (
        r"\balleen (?:mogelijk )?als\b|\bmits\b|\btenzij\b|\bop voorwaarde dat\b"
        r"|\A\s*(?:indien|mochten?|als\b(?! (?:\S{1,30} ){0,3}(?:partner|lid|lidstaat|bondgenoot|natie|land|onderdeel))"
        r"|wanneer)\b|\bis een nieuw (?:\S{1,30} ){0,2}besluit\b"
    ),
    "review": (
        r"\bbesluit (?:het kabinet|de regering|nederland) (?:\S{1,30} ){0,3}?(?:of|over)\b"
        r"|\b(?:zal|zullen|wordt|worden)\b[^.;:!?]{0,80}?\b(?:opnieuw|nader) (?:gewogen|bezien|beoordeeld|besloten)\b"
        r"|\bonderzoek\b[^.;:!?]{0,120}?\b(?:is|wordt|werd) afgerond\b"
        r"|\btoegezegd (?:u|uw|de kamer|dat)\b|\bopnieuw (?:zou|zal|zullen) (?:word(?:t|en) )?bezien\b"
        r"|\A\s*over\b[^.;:!?]{0,160}?\b(?:informeren|geïnformeerd|berichten)\b"
    ),
    "question": (
        r"\b(?:kamer|commissie|motie|fractie|leden)\b[^;:!?]{0,80}?\b(?:vraagt|vroeg|gevraagd|verzoekt|verzocht|verzoek)\b"
    ),
    "outline": (
        r"\A\s*vervolgens word(?:t|en)\b|\b(?:hieronder|achtereenvolgens|toegelicht|contextanalyse|waarna|leeswijzer"
        r"|hierna volg(?:t|en)|deze brief (?:\S{1,30} ){0,2}(?:zich|schetst|beschrijft|bevat))\b"
    ),
    "information": (
        r"\b(?:informe(?:er|ert|ren)|geïnformeerd|ingelicht|inlichten|bericht|berichten)\b[^;:!?]{0,120}"
        r"\bover (?:de|het|een) (?:\S{1,30} ){0,2}(?:bijdragen?|inzet|deelname|deelneming)\b"
    ),
    "repetition": (
        r"\b(?:met|door|via|dankzij) (?:deze|dit|zijn|haar) (?:\S{1,30} ){0,2}"
        r"(?:bijdragen?|inzet|deelname|inspanningen?)\b|\b(?:hiermee|daarmee|hierdoor|aldus|deze bijdragen?)\b"
    ),
    "answer": (
        r"\b(?:hiertoe|daartoe|hieraan|daaraan|hiervoor|daarvoor|hierop|daarop|(?:dit|dat|het) verzoek|deze vraag)\b"
        r"|\b(?:dit|hun) aantal\b|\b(?:daar|hier)van af\b"
    ),
    "purpose": r"\b(?:heeft|hebben) tot doel\b|\bbeoog(?:t|de|en) te\b|\berop gericht\b|\bis bedoeld om\b",
    "aim": (
        r"\b(?:gericht op|gebaseerd op|richt(?:en)? zich op|(?:geeft|geven) (?:concrete )?invulling aan)\b"
        r"|\b(?:bij(?:dragen?| te dragen|gedragen)|bij) aan (?:(?:de|het|een) )?(?:\S{1,30} ){0,2}?"
        r"(?:bevordering|stabiliteit|veiligheid|vrede|rechtsorde|ontwikkeling|versterking|vergroting|verbetering"
        r"|bescherming|doelstellingen?|ambities?|informatiepositie|zichtbaarheid|vormgeving|discussies?|mogelijkheid)\b"
    ),
    "description": r"\b(?:is|zijn|was|waren|heeft|hebben|had|hadden|kent|kennen|vindt|vinden)\b",
}
_ROLE_WORDS = {role: re.compile(words, re.IGNORECASE) for role, words in _ROLES.items()}


def read_role(sentence: str) -> str | None:
    """Return what a sentence does beside stating; None if nothing shows it.

    A ``continuation`` says more of what the one before it states ("Dit is een inzet van 175 militairen"), a
    ``total`` gives the size of that, ``costs`` what it costs, a ``strength`` the size of something. A ``condition``
    says what would happen, a ``review`` what will be decided later, a ``question`` what parliament asks. An
    ``outline`` says what the letter will treat, an ``information`` what it is about, and a ``repetition`` speaks of a
    contribution that was named before. An ``answer`` refers to what was asked or counted before ("hieraan"). A
    ``purpose`` and an ``aim`` say what something is for, the first of them more clearly, and a ``description`` says
    what something is or has.
    """
    return next((role for role, words in _ROLE_WORDS.items() if words.search(sentence)), None)


_LIMIT = re.compile(
    r"\b(?:mandaat|mandaten|kader|plafond|limiet|toegestane?|maximum|maximale|gereed|op afroep|stand-?by|ruimte)\b",
    re.IGNORECASE,
)


def names_limit(sentence: str) -> bool:
    """Whether a sentence speaks of how many are allowed or held ready, not of how many there are."""
    return _LIMIT.search(sentence) is not None


_NO_NOUN = re.compile(
    r"\s*(?:[.,;)]|\Z|(?:(?:van hen|er|daarvan|aan|bij|in|op|uit|voor|vanuit|naar|zijn|worden|en|als|werkzaam|actief"
    r"|afkomstig|geplaatst|gelegerd|gestationeerd|ingezet|belast|naar|elders)\b))"
)


def counts_no_other(after: str) -> bool:
    """Whether the words after a figure do not name what it counts: "97 geplaatst", not "2 gewonden"."""
    return _NO_NOUN.match(after) is not None
