"""Where a sentence says that somebody contributes: nouns such as "bijdrage", and verbs with the one who acts."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from math import inf

from inzet.texts.dutch.tables import any_of, expression, words
from inzet.texts.language import Anchor
from inzet.texts.text import Span

_NOUNS = words(
    "bijdrage bijdragen inzet deelname deelneming participatie uitzending ontplooiing detachering detachement"
    " contingent plaatsing bemensing inbreng eenheid eenheden"
)
"""Nouns of contributing, also at the end of a longer word: "troepenbijdrage"."""
_LOOSE_NOUNS = words(
    "ondersteuning steun aanwezigheid presentie betrokkenheid inspanning inspanningen aandeel bezetting"
    " vertegenwoordiging"
)
"""Nouns that mean a contribution only where somebody of the country is named with them."""
_OWN_NOUNS = words("missie operatie troepen militairen")
"""Nouns that mean a contribution only with an adjective of the country: "de Nederlandse missie"."""
_CITIZENS = "nederlanders"

_VERBS = r"""
    lever(?:t|en|de|den)?|geleverd|dr(?:aagt|agen|oeg|oegen){FAR}bij|bij ?(?:te )?dra(?:agt|gen)|bijgedragen
    (?:neemt|nemen|nam|namen){FAR}deel|deel ?(?:te )?nemen|deelgenomen|deelneemt|deelnam(?:en)?
    participe(?:ert|ren)|zend(?:t|en){FAR}uit|uit ?(?:te )?zenden|uitgezonden|zond(?:en)?|toegenomen|afgenomen
    ontplooi(?:t|en|d|de)
    st(?:uur|uurt|uurde|uren)|gestuurd|station(?:eert|eren|eerde|eerden)|gestationeerd|plaats(?:t|en|te)|geplaatst
    detache(?:ert|ren)|gedetacheerd|stel(?:t|len|de){FAR}beschikbaar|beschikbaar (?:te )?stellen
    beschikbaar gesteld|ter beschikking|hou(?:dt|den|d){FAR}(?:beschikbaar|gereed)|beschik(?:t|ken)
    bied(?:t|en)(?! (?:\S{1,30} ){0,2}uw?\b){FAR}aan|aangeboden|aan ?(?:te )?bieden|zet(?:ten)?{FAR}(?:in|voort)
    in ?(?:te )?zetten|ingezet|voort ?(?:te )?zetten|voortgezet|train(?:t|en)|getraind|advise(?:ert|ren)
    opleiden|leid(?:t|en){FAR}op|ondersteun(?:t|en|d|de)|toegezegd|verleng(?:t|en|d|de)|verle(?:ent|nen)
    beëindig(?:t|en|d|de)|geëindigd|breid(?:t|en){FAR}uit|uitgebreid|uit ?(?:te )?breiden|verho(?:ogt|gen|ogd)
    verla(?:agt|gen|agd)|verminder(?:t|en|d)|(?:trek|breng)(?:t|en|ken){FAR}terug|teruggetrokken|terug ?(?:te )?trekken
    teruggekeerd|terug ?(?:te )?keren|ke(?:er|re)(?:t|n){FAR}terug
    sta(?:at|an){FAR}af|afgestaan|breng(?:t|en){FAR}over|overgebracht|voorgedragen|geselecteerd|gelegerd|ingedeeld
    va(?:art|ren){FAR}mee|verbonden|afgelost|vertrek(?:t|ken)|vertrokken|aangehouden|gebracht|overgedragen
    teruggegeven|verruim(?:t|en|d)
    op ?(?:te )?voeren|opgevoerd|groei(?:t|en)|doe(?:t|n){FAR}mee|mee ?(?:te )?doen|bevind(?:t|en)|bevonden
    opere(?:ert|ren)|gemoeid|betrokken|in ?(?:te )?krimpen|bezien|beziet|willigt|ingewilligd|inwilligen|honoreren
    gedacht|ga(?:at|an){FAR}(?:omhoog|omlaag)|verblij(?:ft|ven)|voltooid
    kom(?:t|en) (?:daar|er){FAR}bij|behoud(?:t|en)|toe ?(?:te )?voegen|sta(?:at|an){FAR}opgesteld|gehonoreerd|reageert
    gereageerd|afkomstig|voldoen|voldaan
    afzien|af te zien|ziet{FAR}af|afgezien|handha(?:aft|afd|ven)|gehandhaafd|beman(?:t|nen|d)|bekle(?:edt|den)
    vervul(?:t|len|d|de)|blij(?:ft|ven){FAR}(?:voorzien|betrokken)|aanwezig|actief|werkzaam|werk(?:t|en)
    voorzie(?:t|n)|verzorg(?:t|en|d|de)|maakt{FAR}deel|onderdeel|besloten|\w{0,20}besluit|verken(?:t|nen|d)
    onderzoek(?:t|en)|overweegt|doet|vertegenwoordigd|commando|leiding
"""
"""What somebody who contributes does, refuses or weighs."""

_OWN_ADJECTIVES = {*words("nederlandse nederlands onze ons nationale")}
_OWN_SUBJECTS = (
    *("nederland", "het kabinet", "de regering", "wij", "ons land", "defensie", "de krijgsmacht", "kmar"),
    *("de koninklijke marine", "de koninklijke landmacht", "de koninklijke luchtmacht", "de koninklijke marechaussee"),
    *("de marechaussee", "het korps mariniers"),
    *("zr.ms.", "hr.ms.", "zr. ms.", "hr. ms.", "is besloten", "is daarom besloten", "werd besloten"),
    *("aan dit verzoek", "aan het verzoek"),
)
"""Who acts for the country; "is besloten" is said of the cabinet, and a request is put to it."""
_FOREIGN_ADJECTIVES = {
    *words("duitse franse belgische britse amerikaanse canadese noorse deense zweedse finse poolse italiaanse spaanse"),
    *words("portugese griekse turkse luxemburgse ierse oostenrijkse zwitserse tsjechische slowaakse hongaarse"),
    *words("roemeense bulgaarse estse letse litouwse russische oekraïense australische nieuw-zeelandse iraakse"),
    *words("afghaanse malinese libanese israëlische chinese japanse indiase jordaanse koerdische afrikaanse"),
    *words("europese internationale bondgenootschappelijke"),
}
_COUNTRIES = (
    *words("duitsland frankrijk belgië canada noorwegen denemarken zweden finland polen italië spanje portugal"),
    *words("griekenland turkije luxemburg ierland oostenrijk australië rusland oekraïne roemenië hongarije tsjechië"),
    *words("slowakije estland letland litouwen bulgarije"),
    *("het verenigd koninkrijk", "de verenigde staten", "de eu", "de navo", "de vn", "de europese unie"),
    *("de verenigde naties", "de missie", "de vn-veiligheidsraad", "de raad", "de noord-atlantische raad", "saceur"),
)
"""Others who may contribute or decide: first states, then organisations."""
_STATES = _COUNTRIES.index("de verenigde staten") + 1
_GROUPS = any_of(words("lidstaten landen partners bondgenoten coalitiepartners partnerlanden lidstaat"))

_NOUN = re.compile(
    rf"\b(?:{_CITIZENS}|(?:[^\W\d_]{{2,30}}-?)?(?:[a-z0-9]{{1,12}}-)?"
    rf"(?:{any_of((*_NOUNS, *_LOOSE_NOUNS, *_OWN_NOUNS))}))\b"
)
_FAR = r"\b[^;:!?]{0,200}?\b"  # between the two parts of a separable verb; a full stop in a sentence abbreviates
_VERB = re.compile(rf"\b(?:{expression(_VERBS, FAR=_FAR).pattern})\b")
_OWN = re.compile(
    rf"(?<![^\W_])(?:{'|'.join(map(re.escape, _OWN_SUBJECTS))}|de (?:marine|landmacht|luchtmacht)(?! van))(?![^\W_])"
)
_ACTING = re.compile(
    rf"{_OWN.pattern}|\bnederlandse? [^\W\d_]{{3,30}}\b"
    r"|\b(?:terug ?(?:te )?ke(?:er|ren)|teruggekeerd|terug) naar (?:nederland|huis)\b|\bnaar (?:nederland|huis) terug"
    r"|\bafkomstig uit nederland\b|\b(?:ingewilligd|gehonoreerd)\b"
)
"""Who acts, also "een Nederlands fregat"; and words that only what the country does has: "keert terug naar Nederland",
"het verzoek is niet ingewilligd"."""
_OWN_AFTER = re.compile(
    r"(?:\s+\S{1,30}){0,2}?\s+van (?:(?:de )?nederlandse|nederland|het kabinet|defensie|de krijgsmacht)\b"
)
_OTHERS_AFTER = re.compile(
    rf"\svan (?:(?:de|het|een|alle|diverse|verschillende|andere|overige|enkele) ){{0,3}}"
    rf"(?:(?:eu|navo|vn)-)?(?:{_GROUPS})"
    rf"|\svan (?:{any_of(_COUNTRIES)})\b"
)
_OTHERS = re.compile(rf"\b(?:{any_of(_COUNTRIES)}|(?:\w{{1,15}} )?(?:(?:eu|navo|vn)-)?(?:{_GROUPS}))\b")
_OTHER_STATES = re.compile(rf"\b(?:{any_of(_COUNTRIES[:_STATES])}|de (?:(?:andere|overige) )?(?:{_GROUPS}))\b")
_OTHER_SUBJECT = re.compile(
    r"\s*(?!Er\b|Zij\b|Ze\b|Daar\b|Deze\b|Die\b|Dit\b|Dat\b)(?P<name>[A-ZÀ-Þ][\w-]{2,40})"
    r"(?:, [A-ZÀ-Þ][\w-]{2,40}){0,6}(?: en [A-ZÀ-Þ][\w-]{2,40})? "
    r"(?:lever(?:t|en|de|den)|zen(?:dt|den)|zond(?:en)?|stu(?:urt|ren|urde|urden)|ontplooi(?:t|en|de|den)|heeft|hebben"
    r"|had)\b"
)
"""A name that contributes at the start of a sentence in which nobody of the country does: "Rwanda zond militairen"."""
_AS_SUBJECT = re.compile(
    r"(?:\A|[.,;:(]\s|\b(?:dat|of|waarin|terwijl|en|ook|heeft|hebben|had|zal|zullen|is|zijn|door|levert|leveren|neemt"
    r"|nemen|zet|zetten|stelt|stellen|stuurt|sturen)\s)(?:(?:thans|nu|momenteel|inmiddels|reeds)\s)?\Z"
)
"""What comes before the name of a country that acts; elsewhere it is a place."""
_BY_PLACE = re.compile(r"\b(?:in|uit|naar|met|voor|aan|boven|rond|door|van|tussen|tegen)\s\Z")
_WORD = re.compile(r"[^\W_](?:[^\W_]|[-'\u2019.](?=[^\W_])){0,60}")
_STOPS = {*words("de het een deze die dit dat van aan in met voor op bij tot door en")}
_BEFORE = 80  # characters before a noun in which its adjectives are


def find_anchors(sentence: str) -> Iterator[Anchor]:
    """Yield the words of a sentence that say that somebody contributes, in its order.

    >>> sentence = "Nederland levert een bijdrage aan de missie."
    >>> [(sentence[anchor.start : anchor.end], anchor.own) for anchor in find_anchors(sentence)]
    [('levert', True), ('bijdrage', True)]
    """
    lower = sentence.lower()
    if len(lower) != len(sentence):
        return
    own = [match.start() for match in _ACTING.finditer(lower) if not _BY_PLACE.search(_before(lower, match.start()))]
    others = [match.start() for match in _OTHERS.finditer(lower) if _AS_SUBJECT.search(_before(lower, match.start()))]
    if not own and (subject := _OTHER_SUBJECT.match(sentence)):
        others.append(subject.start("name"))
    nouns = list(_nouns(lower, True if own else False if others else None))
    taken = {anchor.end for anchor in nouns}
    own = sorted((*own, *(anchor.start for anchor in nouns if anchor.own)))
    verbs = (anchor for anchor in _verbs(lower, own, others) if anchor.end not in taken)
    yield from sorted([*nouns, *verbs], key=lambda anchor: anchor.start)


def _nouns(lower: str, acting: bool | None) -> Iterator[Anchor]:
    """Yield the nouns of contributing, which those who act in the sentence contribute if nothing else is said."""
    for match in _NOUN.finditer(lower):
        adjectives = _adjectives(lower, match.start())
        own: bool | None
        if match[0] == _CITIZENS or not _OWN_ADJECTIVES.isdisjoint(adjectives) or _OWN_AFTER.match(lower, match.end()):
            own = acting = True
        elif match[0].endswith(_OWN_NOUNS):
            continue
        elif not _FOREIGN_ADJECTIVES.isdisjoint(adjectives) or _OTHERS_AFTER.match(lower, match.end()):
            own = False
        else:
            own = acting
        if own is not None or not match[0].endswith(_LOOSE_NOUNS):
            yield Anchor(match.start(), match.end(), own, noun=True)


def _adjectives(lower: str, end: int) -> set[str]:
    """Return the words before a noun, up to its article."""
    adjectives: set[str] = set()
    for word in reversed(_WORD.findall(lower[max(0, end - _BEFORE) : end])):
        if word in _STOPS:
            break
        adjectives.add(word)
    return adjectives


def _verbs(lower: str, own: list[int], others: list[int]) -> Iterator[Anchor]:
    for match in _VERB.finditer(lower):
        # The nearest of those who may act; nobody does in "worden ingezet".
        mine, theirs = _distance(match.start(), own), _distance(match.start(), others)
        if mine != theirs or not (own or others):
            yield Anchor(match.start(), match.end(), own=mine < theirs if own or others else None, noun=False)


def _distance(at: int, places: list[int]) -> float:
    """Return how far the nearest of some places is, which are in the order of the text."""
    behind = bisect_left(places, at)
    return min((abs(at - place) for place in places[max(0, behind - 1) : behind + 1]), default=inf)


def _before(lower: str, start: int) -> str:
    return lower[max(0, start - 12) : start]


_TITLE = re.compile(
    r"\u00ab[^\u00bb]{0,400}\u00bb"
    # "de brief van 14 juni 2019 over de inzet in missies (Kamerstuk 29 521, nr. 381)"
    r"|\b(?:[Kk]amer)?(?:brief|brieven|rapportages?|nota|notitie|verslag)\b[^.;:!?\u00ab()]{0,300}?"
    r"(?=\((?:[^()]{0,40}\s)?(?:[Kk]amerstuk|[0-9]{2}.?[0-9]{3}))"
    r"|\((?:[^()]{0,60}\s)?[Kk]amerstuk[^()]{0,160}\)"
)


def find_titles(sentence: str) -> Iterator[Span]:
    """Yield the titles and citations of documents in a sentence, which state nothing themselves."""
    for match in _TITLE.finditer(sentence):
        yield match.span()


_ROLES = {
    "continuation": (
        r"\A\s*(?:(?:dit|het) (?:is|betreft|gaat om|omvat|komt neer op|bestaat uit)\b"
        r"|(?:hierbij|daarbij) gaat het om\b)"
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
        r"|\bdit aantal\b"
    ),
}
_ROLE_WORDS = {role: re.compile(words, re.IGNORECASE) for role, words in _ROLES.items()}


def read_role(sentence: str) -> str | None:
    """Return what a sentence does beside stating; None if nothing shows it.

    A ``continuation`` says more of what the one before it states ("Dit is een inzet van 175 militairen"), a
    ``total`` gives the size of that, ``costs`` what it costs, a ``strength`` the size of something. A ``condition``
    says what would happen, a ``review`` what will be decided later, a ``question`` what parliament asks. An
    ``outline`` says what the letter will treat, an ``information`` what it is about, and a ``repetition`` speaks of a
    contribution that was named before. An ``answer`` refers to what was asked or counted before ("hieraan").
    """
    return next((role for role, words in _ROLE_WORDS.items() if words.search(sentence)), None)


_MANDATE = re.compile(
    r"\b(?:mandaat|mandaten|looptijd) van (?:de |het |deze )?(?:(?:eu|navo|vn)-)?(?:missie|operatie|macht|[A-Z])"
    r"|\b(?:vn|eu|navo)-mandaat\b",
    re.IGNORECASE,
)


def read_reason(sentence: str) -> str | None:
    """Return why a sentence states no contribution, as the reason of a passage; None where that is not clear.

    >>> read_reason("De missie telt ongeveer 4.500 militairen."), read_reason("Italië levert 800 militairen.")
    ('mission_strength', 'other_country')
    """
    lower = sentence.lower()
    if _OWN.search(lower):
        return None
    if any(_AS_SUBJECT.search(_before(lower, match.start())) for match in _OTHER_STATES.finditer(lower)):
        return "other_country"
    if _MANDATE.search(sentence):
        return "mission_mandate"
    return "mission_strength" if read_role(sentence) == "strength" else None
