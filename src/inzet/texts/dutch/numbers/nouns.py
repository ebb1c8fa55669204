"""Dutch nouns for what a letter counts, what they say of it, and the words that may stand before them.

Every table is data: a compound ("transporthelikopters") is read by its last part.
"""

import re

from inzet.texts.dutch.tables import words

PERSONS = "persons"


_COUNTED = {
    PERSONS: """persoon personen|mens mensen|militair militairen|officier officieren|soldaat soldaten
        |marinier mariniers|reservist reservisten|marechaussee marechaussees
        |functionaris functionarissen|medewerker medewerkers|personeelslid personeelsleden|staflid stafleden
        |teamlid teamleden|bemanningslid bemanningsleden|stafmedewerker stafmedewerkers
        |expert experts|expert experten|deskundige deskundigen|specialist specialisten|adviseur adviseurs
        |advisor advisors|adviser advisers|trainer trainers|instructeur instructeurs|waarnemer waarnemers
        |monitor monitors|planner planners|analist analisten|rechercheur rechercheurs
        |agent agenten|polad polads|legad legads|genad genads|jurist juristen|arts artsen
        |verpleegkundige verpleegkundigen|chirurg chirurgen|vlieger vliegers|piloot piloten|monteur monteurs
        |duiker duikers|nederlander nederlanders|ambtenaar ambtenaren|douanier douaniers
        |missiehoofd missiehoofden|kolonel kolonels|majoor majoors|kapitein kapiteins|luitenant luitenants
        |sergeant sergeanten|commandeur commandeurs|kandidaat kandidaten|stafchef stafchefs|beveiliger beveiligers
        |mentor mentoren|mentor mentors|onderzoeker onderzoekers
        |coördinator coördinatoren|teamleider teamleiders|woordvoerder woordvoerders|ipo ipo's
        |commandant commandanten|commander commanders|liaison liaisons|tolk tolken
        |- uitzendingen|- functies|- posities|- staffuncties|- commando's|- troepen|- manschappen|- man""",
    "teams": "team teams",
    "companies": "compagnie compagnieën|compagnie compagnies",
    "units": """eenheid eenheden|peloton pelotons|bataljon bataljons|detachement detachementen|brigade brigades
        |squadron squadrons|eskader eskaders|batterij batterijen|taakgroep taakgroepen
        |contingent contingenten|hospitaal hospitalen|detachment detachments|vpd vpd's""",
    "ships": """schip schepen|fregat fregatten|vaartuig vaartuigen|mijnenjager mijnenjagers|onderzeeboot onderzeeboten
        |bevoorrader bevoorraders|patrouillevaartuig patrouillevaartuigen|korvet korvetten|boot boten|lpd lpd's""",
    "aircraft": """vliegtuig vliegtuigen|toestel toestellen|jachtvliegtuig jachtvliegtuigen
        |luchttanker luchttankers|drone drones""",
    "helicopters": "helikopter helikopters|heli heli's",
    "vehicles": "voertuig voertuigen|tank tanks|pantserhouwitser pantserhouwitsers|vrachtwagen vrachtwagens",
    "systems": """systeem systemen|radar radars|lanceerinrichting lanceerinrichtingen|raket raketten
        |luchtverdedigingssysteem luchtverdedigingssystemen""",
    "projects": "project projecten",
    "exercises": "oefening oefeningen",
}
"""The nouns of each unit, one and several; "-" where one is not counted so ("een functie")."""

NAMED_TYPES = {
    "aircraft": r"""F-?(?:16|35)(?:['\u2019]?s)?|C-?130(?:['\u2019]?s)?|KDC-?10|MRTT|MQ-?9(?:['\u2019]?s)?|Reapers?
        |P-?3C?|Gulfstream|Hercules|Orions?""",
    "helicopters": r"Chinooks?|Apaches?|NH-?90(?:['\u2019]?s)?|Cougars?|Lynx",
    "systems": r"Patriots?",
    "vehicles": r"Bushmasters?|Boxers?|Fenneks?|CV-?90(?:['\u2019]?s)?|Leopards?|PzH-?2000(?:['\u2019]?s)?",
}
"""Names of types that stand for the thing itself, as in "vier F-16's"."""
UNCREWED = re.compile(r"drone|onbemand|unmanned|MQ-?9|reaper|scaneagle|\buav", re.IGNORECASE)

KINDS = {
    PERSONS: "personnel",
    **dict.fromkeys(("teams", "companies", "units"), "unit"),
    **dict.fromkeys(("ships", "aircraft", "helicopters", "vehicles", "systems"), "materiel"),
    **dict.fromkeys(("projects", "exercises"), "participation"),
}
"""The kind of the contribution for each unit."""
ASSET_KINDS = {
    **dict.fromkeys(("teams", "companies", "units"), "unit"),
    **{"ships": "ship", "aircraft": "aircraft", "helicopters": "helicopter", "vehicles": "vehicle"},
    "systems": "system",
}
"""The kind of the asset for each unit."""
ONE_BY_ARTICLE = KINDS.keys() - {"systems", "projects", "exercises"}
"""The units of which an article counts one: a person, a ship, an aircraft, a unit."""
PERSONNEL_TYPES = {
    "military": (
        r"\bmilitai|officier|\bsoldaten|\bsoldaat|\bmarinier|\breservist|\bcommando['\u2019]s|\bkrijgsmacht"
        r"|kolonel|majoor|kapitein|luitenant|sergeant|commandeur"
    ),
    "civilian": r"\bciviel",
    "police": r"\bpoliti(?!ek|c)|\bpolice",
    "marechaussee": r"marechaussee|\bkmar",
}
"""For each type of personnel, the beginnings of the words that state it."""
FUNCTIONS = {
    "gender_adviser": r"gender[a-z]{0,20}[ -]?(?:adviseur|advis[eo]r)|\bgenad",
    "political_adviser": r"\bpoliti(?:ek|cal) advis|\bpolads?\b",
    "legal_adviser": r"\b(?:juridisch|legal) advis|\blegads?\b",
    "adviser": r"advis(?:eur|er|or)",
    "trainer": r"trainer|instructeur",
    "expert": r"expert|deskundige",
    "staff_officer": r"stafofficier",
    "commander": r"\b(?:\w{0,20})commandant|\bcommander",
    "observer": r"waarnemer|\bmonitor(?!ing)",
    "liaison": r"liaison|verbindingsofficier",
    "police_officer": r"politiefunctionaris|politieagent|politiemens|\bagent(?:en)?\b|police officer",
    "investigator": r"rechercheur|forensisch|opsporing",
    "force_protection": r"force protection|beveiliging|bewaking",
    "infantry": r"infanterie|infantry",
    "intelligence": r"intelligence|humint|inlichtingen",
    "air_defence": r"luchtverdediging|air defence",
    "special_forces": r"special forces|special operations|\bsof\b|\bcommando['\u2019]s",
    "engineer": r"\bgenie",
    "medical": r"\bmedisch|\barts(?:en)?\b|verpleegkundige",
    "transport": r"\btransport|logistiek",
    "planner": r"\bplanner",
}
"""For each function, what states it; what comes first decides for words that fit several, such as advisers."""

ADJECTIVES = frozenset(
    words(
        """extra additioneel aanvullend dergelijk klein groot civiel militair nationaal multinationaal mobiel medisch
        maritiem tijdelijk gespecialiseerd force protection special forces intelligence senior junior human mobile
        training niet-operationele eigen zogeheten zogenaamd gewapend gepantserd onbemand politie infanterie genie
        gender gendermainstreaming politiek luchtverdedigings transport staf liaison logistiek goed hoog zeer speciaal
        volledig licht zwaar"""
    )
)
"""Words before a noun besides those that end like an adjective."""
ADJECTIVE_ENDS = r"(?:[^\W\d_]{2,30}(?:e|isch|lijk|ig|aal|eel|air|ief|eerd|end))"
NO_ADJECTIVES = frozenset(
    words(
        """de die deze dezelfde alle beide mede waarvan zee mee twee drie we ze je me hoe toe missie operatie coalitie
        organisatie begin namelijk eveneens sinds elke ieder iedere enige enkele andere tevens tussen eind regie
        locatie fase periode ronde commissie motie resolutie mate diezelfde het dit dat voor inzet in op met van aan
        bij ook naast na door deelname bijdrage uitzending inclusief exclusief gewonde omgekomen gesneuvelde gedode"""
    )
)
"""Words that end like an adjective and are none, or that begin something else."""
OWN = ("Nederland", "Koninklijk", "Civiele", "Militaire", "Individu")
"""How adjectives with a capital begin that do not make what is counted somebody else's."""
FOREIGN = re.compile(
    r"(?:EU|VN|UN|AU|NAVO|OVSE)(?:-.{0,60})?|[A-ZÀ-Þ][\w-]{0,40}(?:se|sche?|aans|[Uu]its|rits|rans|ees|ools|oors|eens)"
)
"""Words with a capital that make what is counted somebody else's: "Amerikaanse", "een Duits", "VN-"."""

UNCOUNTED = re.compile(
    r"""[\s-]{0,8}(?:%|‰|°|(?:procent(?:punt)?|percent|jaar|jaren|jarige?|maand|maanden|week|weken|dag|dagen|uur|uren
    |minuten|kwartaal|kwartalen|keer|maal|kilometer|km|meter|mijl|ton|kilo|kg|liter|graden|koppige?
    |daagse|maandse|weekse)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
"""After a number: what makes it a length of time, a share or a measure."""


def _forms() -> dict[str, tuple[str, bool]]:
    forms: dict[str, tuple[str, bool]] = {}
    for unit, pairs in _COUNTED.items():
        for pair in pairs.split("|"):
            one, several = pair.split()
            forms |= {several: (unit, True)} | ({} if one == "-" else {one: (unit, False)})
    return forms


FORMS = _forms()
"""For each form of a noun, its unit and whether it is several."""
UNTYPED = frozenset(
    words(
        """schip schepen marineschip marineschepen oorlogsschip oorlogsschepen eenheid eenheden team teams compagnie
        compagnieën compagnies vliegtuig vliegtuigen toestel toestellen helikopter helikopters voertuig voertuigen
        systeem systemen taakgroep taakgroepen"""
    )
)
"""Nouns that name no type of asset."""
NOT_ALONE = {"militair", "marechaussee", "liaison"}
"""Nouns that say something only after a number or an article; "militair" is an adjective elsewhere."""
FOLLOWERS = frozenset(
    words(
        """in op aan bij naar voor van uit als en of die dat met te ten ter tot om per wordt worden werd werden zal
        zullen is zijn was waren door tijdens vanaf binnen boven alsmede alsook evenals ook ingezet ingezette
        beschikbaar gedurende sinds onder over inclusief nabij plaatsen leveren sturen"""
    )
)
"""Words after a noun of ``NOT_ALONE`` or a type that show that no other noun follows, as in "een F-16 bijdrage"."""
_NO_COMPOUNDS = {"algemeenheid", "gemeenheid", "denktank", "denktanks", "medemens", "medemensen", "reagent"}
_NO_COMPOUNDS |= {"exposities", "disposities", "opposities", "disfuncties"}
"""Words that end like one of these nouns and are none of them."""
_MERCHANT = re.compile(
    r"(?:vracht|handels|koopvaardij|vissers|piraten|vluchtelingen|tank|container)(?:schip|schepen|boot|boten)"
)
_LONGEST = 60
_SHORT = 4
_NAMED = {unit: re.compile(names, re.VERBOSE) for unit, names in NAMED_TYPES.items()}


def counted(word: str) -> tuple[str, bool | None] | None:
    """Return the unit of a noun, and whether it is several; None for that of a type, which may be either.

    >>> counted("transporthelikopters"), counted("stafofficier"), counted("landen")
    (('helicopters', True), ('persons', False), None)
    """
    for unit, names in _NAMED.items():
        if names.fullmatch(word):
            return unit, True if word.endswith("s") and word != "Hercules" else None
    lower = word.lower().replace("\u2019", "'")
    if lower in FORMS:
        return FORMS[lower]
    if len(lower) > _LONGEST or lower in _NO_COMPOUNDS or _MERCHANT.fullmatch(lower):
        return None
    ends = (lower[at:] for at in range(2, len(lower) - _SHORT + 1))
    return next((FORMS[end] for end in ends if end in FORMS and len(end) >= _SHORT), None)
