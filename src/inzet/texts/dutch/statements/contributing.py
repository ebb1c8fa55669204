"""Where a sentence says that somebody contributes: nouns such as "bijdrage", and verbs with the one who acts."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from math import inf

from inzet.texts.dutch.statements.roles import read_role
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
_OWN_NOUNS = words("missie operatie troepen militairen mandaat mandaten")
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
    teruggebracht|terug ?(?:te )?brengen
    teruggekeerd|terug ?(?:te )?keren|ke(?:er|re)(?:t|n){FAR}terug
    sta(?:at|an){FAR}af|afgestaan|breng(?:t|en){FAR}over|overgebracht|voorgedragen|geselecteerd|gelegerd|ingedeeld
    va(?:art|ren){FAR}mee|verbonden|afgelost|vertrek(?:t|ken)|vertrokken|aangehouden|gebracht|overgedragen
    teruggegeven|verruim(?:t|en|d)
    op ?(?:te )?voeren|opgevoerd|groei(?:t|en)|gegroeid|toe ?(?:te )?nemen|terug ?(?:te )?gaan
    ga(?:at|an){FAR}(?:terug|over)|versterkt|gevuld|ingevuld|tegemoet ?(?:te )?komen|gereed (?:te )?houden
    doe(?:t|n){FAR}mee|mee ?(?:te )?doen|bevind(?:t|en)|bevonden
    verval(?:t|len)|toegevoegd|aanblij(?:ft|ven)|dienst
    {OWN} he(?:eft|bben) {OF_PERSONS}|he(?:eft|bben) {OWN} {OF_PERSONS}
    he(?:eft|bben) een mandaat|ge(?:eft|ven){FAR}gehoor|ingegaan|voordragen
    opere(?:ert|ren)|gemoeid|betrokken|in ?(?:te )?krimpen|bezien|beziet|willigt|ingewilligd|inwilligen|honoreren
    gedacht|ga(?:at|an){FAR}(?:omhoog|omlaag)|verblij(?:ft|ven)|voltooid
    kom(?:t|en) (?:daar|er){FAR}bij|behoud(?:t|en)|toe ?(?:te )?voegen|sta(?:at|an){FAR}opgesteld|gehonoreerd|reageert
    gereageerd|afkomstig|voldoen|voldaan
    afzien|af te zien|ziet{FAR}af|afgezien|handha(?:aft|afd|ven)|gehandhaafd|beman(?:t|nen|d)|bekle(?:edt|den)
    vervul(?:t|len|d|de)|blij(?:ft|ven){FAR}(?:voorzien|betrokken|beschikbaar)|uitgerust|gevormd
    aanwezig|actief|werkzaam|werk(?:t|en)
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
_OF_PERSONS = (
    r"(?:(?:op dit moment|thans|momenteel|nu|nog|ook|daar|er) ){0,2}(?:circa |ongeveer )?(?:[0-9]{1,4}|\w{3,20}) "
    r"(?:nederlandse |civiele |militaire )?\w{0,15}(?:militair|officier|functionaris|waarnemer|expert|adviseur|trainer)"
    r"\w{0,4}(?! (?:gevraagd|verzocht))"
)
_VERB = re.compile(
    rf"\b(?:{expression(_VERBS, FAR=_FAR, OWN='(?:nederland|wij|defensie)', OF_PERSONS=_OF_PERSONS).pattern})\b"
)
_OWN = re.compile(
    rf"(?<![^\W_])(?<!waaronder )(?:{'|'.join(map(re.escape, _OWN_SUBJECTS))}"
    r"|de (?:marine|landmacht|luchtmacht)(?! van))(?![^\W_])"
)
_ACTING = re.compile(
    rf"{_OWN.pattern}|\bnederlandse? (?:[^\W\d_]{{3,30}}\b|[a-z]{{1,3}}-[0-9]{{2,3}})"
    r"|\b(?:terug ?(?:te )?ke(?:er|ren)|teruggekeerd|terug) naar (?:nederland|huis)\b|\bnaar (?:nederland|huis) terug"
    r"|\bafkomstig uit nederland\b|\b(?:ingewilligd|gehonoreerd)\b"
)
"""Who acts, also "een Nederlands fregat"; and words that only what the country does has: "keert terug naar Nederland",
"het verzoek is niet ingewilligd"."""
_MEANS = re.compile(
    r"(?<![^\W_])(?:[zh]r\. ?ms\.|nederlandse? (?!vracht|handels|koopvaardij|vissers)(?:[a-z0-9-]{0,20}(?:militair"
    r"|marinier|officier|functionaris|expert|agent|trainer|instructeur|adviseur|waarnemer|fregat|schip|schepen|vliegtuig"
    r"|toestel|helikopter|eenheid|detachement|team|peloton|compagnie|batterij|bataljon)|[fc]-[0-9]{2,3})"
    r"|van (?:de koninklijke (?:marine|landmacht|luchtmacht|marechaussee)|het korps mariniers))"
)
_OWN_AFTER = re.compile(
    r"(?:\s+\S{1,30}){0,2}?\s+van (?:(?:de )?nederlandse|nederland|het kabinet|defensie|de krijgsmacht)\b"
)
_OTHERS_AFTER = re.compile(
    rf"\svan (?:(?:de|het|een|alle|diverse|verschillende|andere|overige|enkele) ){{0,3}}"
    rf"(?:(?:eu|navo|vn)-)?(?:{_GROUPS})"
    rf"|\svan (?:{any_of(_COUNTRIES)})\b"
)
_OTHERS = re.compile(
    rf"\b(?:{any_of(_COUNTRIES)}|(?:\w{{1,15}} )?(?:(?:eu|navo|vn)-)?(?:{_GROUPS}))\b"
    r"(?![ -]geleide\b| en [^.;:!?()]{2,40} geleide\b)"
)
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
_SUBORDINATE = re.compile(r"\b(?:omdat|nadat|aangezien|waarna|waardoor|zodat|doordat|nu)\b")
_IN_PLACES = re.compile(
    r"\b(?:in|uit|naar|met|voor|aan|boven|rond|van|tussen|tegen) (?:[^\W\d_]{2,20}, ){0,4}[^\W\d_]{2,20} en \Z"
)
"""Before the last of several places: "boven Polen en Roemenië"."""
_WORD = re.compile(r"[^\W_](?:[^\W_]|[-'\u2019.](?=[^\W_])){0,60}")
_STOPS = {*words("de het een deze die dit dat van aan in met voor op bij tot door en")}
_AGAIN = re.compile(r"\bvan (?:de|deze|die|onze|zijn|haar)(?: nederlandse)? \Z")
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
    others = [
        match.start()
        for match in _OTHERS.finditer(lower)
        if _AS_SUBJECT.search(_before(lower, match.start()))
        and not _IN_PLACES.search(lower, max(0, match.start() - _BEFORE), match.start())
    ]
    if not own and (subject := _OTHER_SUBJECT.match(sentence)):
        others = sorted([*others, subject.start("name")])
    ends = [match.start() for match in _SUBORDINATE.finditer(lower)]
    nouns = list(_nouns(lower, own, others, ends))
    taken = {anchor.end for anchor in nouns}
    own = sorted((*own, *(anchor.start for anchor in nouns if anchor.own)))
    verbs = (anchor for anchor in _verbs(lower, own, others, ends) if anchor.end not in taken)
    found = sorted([*nouns, *verbs], key=lambda anchor: anchor.start)
    # "Hr.Ms. Van Amstel begeleidde zeven transporten": whatever those do who act, it is a contribution.
    found = found or [Anchor(*match.span(), own=True, noun=False) for match in _MEANS.finditer(lower)][:1]
    yield from found


def _nouns(lower: str, ours: list[int], others: list[int], ends: list[int]) -> Iterator[Anchor]:
    """Yield the nouns of contributing, which those who act in the sentence contribute if nothing else is said."""
    acting = True if ours else None
    for match in _NOUN.finditer(lower):
        theirs = acting is None and bool(_up_to_clause(others, match.start(), ends))
        adjectives = _adjectives(lower, match.start())
        own: bool | None
        if match[0] == _CITIZENS or not _OWN_ADJECTIVES.isdisjoint(adjectives) or _OWN_AFTER.match(lower, match.end()):
            own = acting = True
        elif match[0].endswith(_OWN_NOUNS):
            continue
        elif not _FOREIGN_ADJECTIVES.isdisjoint(adjectives) or _OTHERS_AFTER.match(lower, match.end()):
            own = False
        else:
            own = False if theirs else acting
        if own is not None or not match[0].endswith(_LOOSE_NOUNS):
            again = _AGAIN.search(lower, max(0, match.start() - 20), match.start()) is not None
            yield Anchor(match.start(), match.end(), own, noun=True, again=again)


def _adjectives(lower: str, end: int) -> set[str]:
    """Return the words before a noun, up to its article."""
    adjectives: set[str] = set()
    for word in reversed(_WORD.findall(lower[max(0, end - _BEFORE) : end])):
        if word in _STOPS:
            break
        adjectives.add(word)
    return adjectives


def _verbs(lower: str, own: list[int], others: list[int], ends: list[int]) -> Iterator[Anchor]:
    for match in _VERB.finditer(lower):
        # The nearest of those who may act; nobody does in "worden ingezet".
        actors = own, _up_to_clause(others, match.start(), ends)
        mine, theirs = (_distance(match.start(), places) for places in actors)
        if mine != theirs or not any(actors):
            yield Anchor(match.start(), match.end(), own=mine < theirs if any(actors) else None, noun=False)


def _up_to_clause(places: list[int], at: int, ends: list[int]) -> list[int]:
    """Return the places before the next subordinate clause: in "is beëindigd, omdat de VN" the VN end nothing."""
    following = bisect_left(ends, at)
    return places[: bisect_left(places, ends[following])] if following < len(ends) else places


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


_JOINT = re.compile(
    r",? (?:en|maar|terwijl)(?= (?:(?:ook|nu|thans|momenteel|tevens|daarnaast) )?(?:lever(?:t|de|en)|neemt"
    r"|nam|nemen|dra(?:agt|gen)|droeg|zendt|zond|stuurt|stelt|stelde|zet|verlengt|beëindigt|zal|zullen|heeft|is|zijn|word(?:t|en)|blijft|trekt"
    r"|onderzoekt|verkent|overweegt|ondersteunt|traint|breidt|houdt|biedt|ziet)\b)"
)


def find_joints(sentence: str) -> Iterator[int]:
    """Yield where a second verb of those who act starts: "levert tien militairen en neemt deel"."""
    for match in _JOINT.finditer(sentence):
        yield match.end()


_MANDATE = re.compile(
    r"\b(?:mandaat|mandaten|looptijd) van (?:de |het |deze )?(?:(?:eu|navo|vn)-)?(?:missie|operatie|macht|[A-Z])"
    r"|\b(?:vn|eu|navo)-mandaat\b|\bwaarvan het mandaat\b|\bheeft een mandaat\b",
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
