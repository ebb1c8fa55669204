"""What a clause says of a contribution: how it changes, and how firmly that is decided.

What most words give is a proposal, which the curator confirms; what they cannot tell is left open. Words on a line with
``!`` determine a coding: the rules refuse another value than theirs. Words on a line with ``=`` do so too, but a
proposal is read from other forms of them, which are on the next line.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from inzet.texts.dutch.tables import expression
from inzet.texts.language import Decision, Mark

_CHANGES = {
    "end": r"""
        ! beëindig\w*
        ! stopgezet
        ! afgerond(?! (?:op|naar|eur|€|[0-9]))
        stop te zetten|\bstopt\b|\bstoppen\b|gestaakt|\bstaken\b|opgeheven|\bopheffing\b
        \b(?:ge)?eindig(?:t|en|de)\b|\bgeëindigd\b|\bafronding\b
        \b(?:komt|komen|kwam|is|zijn)\s{NEAR}(?:ten einde|een einde)\b|\bten einde (?:te komen|gekomen|komt)\b
        \btrek(?:t|ken)\b{FAR}\bterug\b|teruggetrokken|terug te trekken|\bterugtrek\w*
        \bke(?:er|re)(?:t|n)?\b{FAR}\bterug\b|\bteruggekeerd\b|\bterug ?(?:te )?keren\b|\bteruggehaald\b
        (?<!\bna )(?<!\bna de )(?<!\bna hun )\bterugkeer\b
        \b(?:niet|geen)\s(?:meer |langer |verder )?{NEAR}{AGAIN}
        \bdra(?:agt|gen)\b(?![^;:!?]{0,60}\b(?:commando|leiding)\b){FAR}\bover aan\b|\bovergedragen aan\b
        \bteruggegeven\b|\bover te dragen aan\b
        \bniet (?:meer|langer)(?! dan) (?:\S{1,30} ){0,3}(?:geleverd|ingezet|beschikbaar|bemand|verzorgd)\b
        \bga(?:at|an)\b{FAR}\bover (?:naar|aan)\b|\bniet (?:opnieuw|meer|langer) (?:worden )?(?:in|ver)?(?:ge)?vuld\b
        \bniet langer\b(?! dan)|\bverval(?:t|len)\b|\bgeen (?:nieuwe )?opvolgers?\b
        \bgeen vervolg\b|\bte beëindigen\b|\bafgebouwd tot nul\b|\bgeen (?:grootschalige )?inzet meer\b
    """,
    "decrease": r"""
        ! verla(?:agt|agd|gen)\b
        ! afschal\w*
        ! afgeschaald
        verlaging\b|verminder\w*|verklein\w*|\bafbouw\w*|afgebouwd
        \bne(?:emt|men)\b{NEARBY}\b{SIZE}\baf\b(?! (?:van|aan)\b)|\b{SIZE}\b(?:neemt\b{NEARBY}\baf|afgenomen|omlaag)\b
        gereduceerd|\breduc(?:eert|eren|tie)\b
        teruggebracht|terug te brengen|\bbreng(?:t|en)\b{FAR}\bterug\b
        \bteruggaan\b|\bterug te gaan\b|\bga(?:at|an)\b{FAR}\bterug (?:naar|tot)\b
        ingekrompen|in te krimpen|\binkrimp\w*|gehalveerd
    """,
    "increase": r"""
        \b(?:aanvullende|extra|additionele|grotere) (?:\S{1,30} ){0,2}(?:bijdragen?|inzet|deelname)\b
        ! verho(?:ogt|ogd\b|gen|ging)
        = uitgebreid\b
        \buitgebreid(?=[\s,.]+(?:met|tot|naar|van|en|te|word|zal|is)\b|[,.]|$)
        ! uitbreid\w*
        ! uit te breiden
        ! intensiver\w*
        ! verdiep(?:en|t)\b
        \bbreid(?:t|en)\b{FAR}\buit\b|(?<!ter )vergro(?:ot|ten|ting)\w*|verdubbel\w*|geïntensiveerd
        \bintensiveert\b|opgehoogd|\bophogen\b|opgeschaald
        \bopvoer\w*|\bop te voeren\b|\bopgevoerd\b|\bverruim\w*|\b{SIZE}\bgroei(?:t|en)\b|\boplopen\b|\bopschal\w*
        \bvoeg(?:t|en)\b{FAR}\btoe\b|\b{SIZE}\b(?:omhoog|toegenomen|neemt toe)\b
        \bkom(?:t|en) (?:daar|er)\b{FAR}\bbij\b|\bgegroeid\b|\bte laten toenemen\b
        \bmet\b{NEARBY}\bversterkt\b|\bversterkt met\b
    """,
    "continue": r"""
        ! \bverleng\w*
        ! voort ?(?:te )?zet\w*
        ! voortgezet\w*
        ! gecontinueerd
        ! \bcontinueert\b
        \bzet(?:ten)?\b{FAR}\bvoort\b|\bcontinu(?:eren|ering)\b|\bgehandhaafd\b|\bhandha(?:aft|ven|ving van de)\b
        \bblij(?:ft|ven)\b|\bhandhaven\b|(?<!niet )\blanger\b(?! dan)|\bbehoud(?:t|en)\b
        \bgeen aanleiding\b[^;:!?]{0,80}\b(?:aan te passen|te wijzigen)\b
        \bwederom\b|\book in (?:19|20)[0-9]{2}\b|\bgelijk\b|\bonveranderd\b|\bopnieuw\b|\bongewijzigd\w*
        \bbestendig(?:t|en|d)\b|\baanblij(?:ft|ven)\b
    """,
    "start": r"""
        = \bnieuwe? (?:\(voorzien\) |mogelijke )?(?:mandaat|bijdragen?)\b
        \bnieuwe? (?:\(voorziene?\) |[a-z]{4,12} )?(?:mandaat|bijdragen?|inzet|deelname)\b
        \bga(?:at|an) (?:\S{1,30} ){0,6}(?:deelnemen|leveren|bijdragen|inzetten|plaatsen)\b
        \bbesloot\b|\bbesloten tot\b|\b(?:toegezegd|voorgedragen|aangeboden|aangemeld|geselecteerd)\b
        {SENT}|\bstuurt\b|\bzendt\b{FAR}\buit\b|\bplaatst\b|\bontplooit\b
        \bnog niet eerder\b|\bvangt aan\b|\bvan start\b|\bte starten\b|\bstart(?:te|ten|en)?\b(?= met| op| in)
    """,
    "none": r"""
        \bloop(?:t|en)\b{FAR}\b(?:af\b(?!\s+te\b)|ten einde\b)|\bafloopt?\b|\baflopen(?:de)?\b|\bverstrijk(?:t|en)\b
    """,
}
"""Words that say how a contribution changes; a value further up prevails."""

_DONE = r"(?:uitgezonden|geplaatst|gestationeerd|gedetacheerd|gestuurd|ontplooid|toegevoegd)"
_SENT = (  # "worden agenten uitgezonden", not "kunnen agenten worden uitgezonden"
    rf"\bword(?:t|en(?! {_DONE}))\b(?:(?!\b(?:dat|of|geen|niet|kan|kunnen|zou|zouden)\b)[^;:!?]){{0,200}}?\b{_DONE}\b"
)
_GIVING = (
    r"(?:deel ?(?:te )?nem\w*|bij ?(?:te )?drag\w*|lever\w*|in ?(?:te )?zet\w*|ontplooi\w*|sturen|uit ?(?:te )?zend\w*"
    r"|beschikbaar (?:te )?stellen|plaatsen|stationeren|detacheren|aan ?(?:te )?bieden|opleiden|trainen|ondersteunen)"
)
_STATUSES = {
    "declined": r"""
        ! \baf te zien\b
        = ziet af
        \bzie(?:t|n)\b[^.;:!?]{0,60}?\baf\b|\bafgezien\b|\bafgewezen\b
        \bwijst\b[^.;:!?]{0,80}?\baf\b|\bgeen (?:nederlandse )?(?:bijdrage|deelname)\b|\bgeen behoefte\b
        \bniet in te gaan\b|\bniet op in\b|\bniet op (?:het|dit|dat) verzoek\b|\bniet (?:aan \S{1,30} )?(?:te )?{GIVING}
        \bniet (?:mogelijk|opportuun|verantwoord|overwogen|aan de orde|voorzien|inwilligen)\b
        \bga(?:at|an) (?:\S{1,30} ){0,6}niet in\b
        \b(?:acht|achten|vindt|vinden)\b[^.;:!?]{0,80}?\bniet (?:wenselijk|aangewezen|raadzaam)\b
        \bgeen (?:\S{1,30} ){0,6}te kunnen (?:leveren|sturen|zenden)\b
        \bgeen (?:\S{1,30} ){0,4}(?:te leveren|leveren|geleverd|beschikbaar)\b
        \b(?:levert|zendt|stuurt|stelt|plaatst) (?:\S{1,30} ){0,4}geen\b
        \bgeen (?:\S{1,30} ){0,5}(?:bijdragen|inzetten|plaatsen|zenden|sturen)\b
        \bneemt (?:\S{1,30} ){0,4}niet {NEAR}deel\b|\bdraagt (?:\S{1,30} ){0,4}niet bij\b
        \bniet (?:(?:te|worden) )?(?:gehonoreerd|geleverd|honoreren|ingewilligd|voldoen|voldaan|aanbieden)\b
        \bniet kunnen (?:honoreren|inwilligen|voldoen|leveren)\b|(?<!\bniet )\bvan de baan\b|\bgeen gevolg\b
        \bsluit(?:en)? zich niet aan\b
        \bniet in staat\b|\bniet ingegaan\b|\bgeen gehoor\b
        \bniet (?:voornemens|van plan|bereid)\b|\bgeen (?:\S{1,30} ){1,4}beschikbaar te hebben\b
        \bniet tegemoet ?(?:te )?kom\w*|\bniet ter beschikking\b
        (?<!\bniet )\bafwijzend\b|\bdoe(?:t|n) (?:\S{1,30} ){0,4}niet (?:aan )?mee\b
        \bziet\b{NEARBY}\bgeen (?:\S{1,30} ){0,2}(?:mogelijkhe(?:id|den)|ruimte)\b
    """,
    "explored": r"""
        ! \bonderz(?:oekt|oeken|ocht)\b
        ! \bverken(?:t|nen|d|ning)\b
        ! \bbezien\b
        = denkt (?:op dit moment )?aan|\bpotentiële\b|oriënte|open voor|potentieel|mogelijkhe
        \bdenkt (?:op dit moment )?aan\b|\bpotentiële?\b|\boriënte\w*|\bopen voor\b
        \bpotentieel\b|\bmogelijkhe(?:id|den)\b|\bonderzoek naar\b|\bgaat na\b
        \boverweegt\b|\boverwegen\b|\bin overweging\b|\bte bezien\b|\bbeziet\b
        \bmogelijke (?:\S{1,30} ){0,2}(?:bijdrage|deelname|inzet|verlenging)\b|\bberaadt\b
        \bsluit(?:en)? (?:\S{1,30} ){0,6}niet uit\b|\bin beraad\b|\bnagaat of\b|\bnagegaan\b|\bgedacht wordt aan\b
        \bwordt gedacht aan\b|\bgesproken over\b|\bnagaan of\b
        \b(?:pas|op zijn vroegst|op z'n vroegst)\b[^.;:!?]{0,80}?\bmogelijk\b
        \bonderzoek\b[^.;:!?]{0,60}\b(?:betreft|richt zich op)\b|\bgekeken naar\b
        \bbekijkt\b|\bweeg(?:t|en)\b[^.;:!?]{0,60}?\bof\b|\bwenselijkheid\b
        \bzou(?:den)?\b[^.;:!?]{0,120}?\bkunnen\b|\bbereid\b[^.;:!?]{0,40}?\bte (?:bezien|overwegen)\b
    """,
    "proposed": r"""
        = voorgesteld|geadviseerd
        \bvoorgesteld\b|\bgeadviseerd\b
        (?<!te )(?<!beschikbaar )\bstel(?:t|len) (?:(?:het kabinet|de regering|wij) )?voor\b(?!{FAR}\bbeschik)
        \bvoorstel\b
    """,
    "intended": r"""
        = \bwil\b
        \bwil\b(?![^,;:!?]{0,200}?\b(?:besloten|ingestemd)\b)
        ! \bwenst\b
        ! \bambities?\b
        \bambieert\b
        ! \braamt\b
        ! \bgestreefd\b
        = van belang|voornemen|raming|\bstreeft naar\b
        \bvan belang\b|\bvoornemens?\b|\braming\b|\bgeraamd\b|\bstreeft\b|\bwillen\b(?! (?:(?:wij|ik) )?uw?\b)
        \bwens(?:en)?\b|\bvan plan\b
        \bbeoogt\b|(?<!wordt )\bbeoogde?\b|\bhoopt\b|\bbereid\b
    """,
    "decided": r"""
        ! \bbesluit\b
        = kiest ervoor|stelt vast|heeft (?:daarom )?besloten
        \bkiest ervoor\b|\bstelt vast\b|\bstelt\b{FAR}\bmandaat vast\b|\bbesloten\b|\b\w{0,20}besluit(?:en)?\b
        \bstemt (?:\S{1,30} ){0,3}in\b
        \btrek(?:t|ken)\b{FAR}\bterug\b|\bstop(?:t|pen)\b|\bverruimt\b|\bwilligt\b{FAR}\bin\b|\bingestemd\b
        \bakkoord\b|\bheeft (?:\S{1,30} ){0,3}gehonoreerd\b|\bherbevestig\w*|\bverlengt\b
        \bverlengen wij\b|\bbeëindigt\b|\bbreidt\b|\bverhoogt\b|\bverlaagt\b
        \b(?:kabinet|regering|nederland|wij|defensie)\b[^.;:!?]{0,60}?\bzet(?:ten)?\b{FAR}\bvoort\b
        \bzet(?:ten)? (?:het kabinet|de regering|nederland|wij|defensie)\b{FAR}\bvoort\b
        \b(?:brengt|stelt) (?:het kabinet|de regering|nederland)\b{FAR}\b(?:terug|beschikbaar)\b
        \bword(?:t|en)\b{NEARBY}\b(?:verlengd|beëindigd|voortgezet|uitgebreid|verhoogd|verlaagd|gecontinueerd)\b
        \bword(?:t|en)\b{NEARBY}\b(?:gehandhaafd|teruggebracht|verminderd|teruggetrokken)\b
    """,
}
"""Words that say how firm it is; a value further up prevails."""

# What others ask for is neither decided nor there.
_ASKED = re.compile(r"\bverzoek\b|\bverzocht\b|\bgevraagd\b|\bbenaderd\b")
_FUTURE = re.compile(r"\b(?:zal|zullen|ga(?:at|an)(?! (?:het )?om| in op| uit| deze))\b")
# An infinitive ("in te zetten") says nothing by itself.
_PRESENT = expression(
    r"""
    (?<!te )\b(?:levert|leveren|leverde|leverden|geleverd|bijgedragen|draagt|dragen|droeg|droegen|neemt|nemen|nam)\b
    (?<!te )\b(?:namen|deelgenomen|toegezegd|zet|zetten|ingezet|is|zijn|was|waren|heeft|hebben|bestaat|bestaan)\b
    (?<!te )\b(?:bedraagt|bevindt|bevinden|maakt|maken|participeert|ondersteunt|traint|verzorgt|sinds|momenteel)\b
    (?<!te )\b(?:thans|huidige|op dit moment|werkt|vervult|vervullen|besloot|verlengde|verhoogde|beëindigde)\b
    (?<!te )\b(?:behoudt|bekleedt|verblijft|verblijven|eindigt|bevonden|keert|keren|groeit|groeien)\b
    (?<!te )\b(?:stelt|stellen|houdt|houden|beschikken|vond|vonden|stationeerde|stuurde|plaatste|gereedstelt)\b
    (?<!te )\b(?:verlaagde|blijft|blijven|loopt|lopen|liep|beschikt|deed|doet|stelde|informe(?:er|ert|ren|erde|erden))\b
    (?<!te )\b(?:maakte|maakten|opere(?:ert|ren|erde|erden)|patrouille(?:ert|ren|erde|erden)|bewaakten?)\b
    \bga(?:at|an)\b[^.;:!?]{0,60}?\bin op\b
    (?<!te )\b(?:stuurt|zendt|plaatst|detacheert|stationeert|ontplooit|verleent|bemant|adviseert|adviseren)\b
    {SENT}
""",
    SENT=_SENT,
)

_PARTS = {
    # Between the two parts of a separable verb; a full stop in a sentence is that of an abbreviation.
    "FAR": r"[^;:!?]{0,200}?",
    "SIZE": r"(?:bijdragen?|inzet|aantal|omvang|sterkte|plafond|detachement|bezetting|aandeel)\b[^,;:!?]{0,100}?",
    "NEARBY": r"(?:(?!\bdat\b)[^;:!?]){0,200}?",  # in the same clause
    "NEAR": r"(?:[^\s.;:!?]{1,30}\s{1,20}){0,3}",
    "AGAIN": r"(?:verleng|voortgezet|voort te zetten|gecontinueerd|vervangen|opgevolgd)\w*",
    "GIVING": _GIVING,
    "SENT": _SENT,
}


def _marked(table: str, marks: str) -> str:
    """Return the lines of a table that have one of some marks, a blank being none, without them."""
    lines = (line.strip() for line in table.splitlines() if line.strip())
    return "\n".join(line.lstrip("!= ") for line in lines if (line[0] if line[0] in "!=" else " ") in marks)


def _decisive(tables: dict[str, str]) -> re.Pattern[str]:
    """Return an expression for the decisive words of a field, in which the name of the matching group is the value.

    It is a lookahead, because one word may start inside another. The first letters come first, for speed.
    """
    forms = {value: expression(words).pattern for value, table in tables.items() if (words := _marked(table, "!="))}
    firsts = {letter for form in forms.values() for letter in re.findall(r"(?:^|\|)(?:\\b)?(\w)", form)}
    groups = "|".join(f"(?P<{value}>{form})" for value, form in forms.items())
    return re.compile(f"(?=[{''.join(sorted(firsts))}])(?={groups})")


_CHANGE_WORDS = {value: expression(_marked(table, "! "), **_PARTS) for value, table in _CHANGES.items()}
_STATUS_WORDS = {value: expression(_marked(table, "! "), **_PARTS) for value, table in _STATUSES.items()}
DECISIVE = {"change": _decisive(_CHANGES), "status": _decisive(_STATUSES)}
"""The words that determine a field, in lower case."""
NEGATED = re.compile(r"\b(?:niet|geen)\b", re.IGNORECASE)
"""Words that reverse others: "wordt niet verlengd" means that it ends, so a sentence with one of them is not judged."""


_NOT = re.compile(
    r"\bniet (?:\S{1,30} ){0,2}(?:terug|verla|verho|uitge|uit te|toe|af|minder|verklein|vergro|versterkt)"
)


def _declines(status: Mark | None) -> bool:
    return status is not None and status.value == "declined"


def read_decision(words: str) -> Decision:
    """Return what a clause says of the change and the status of a contribution, as far as its words tell.

    >>> decision = read_decision("Het kabinet heeft besloten de bijdrage te verlengen")
    >>> decision.change.value, decision.status.value
    ('continue', 'decided')
    """
    lower = words.lower() if len(words.lower()) == len(words) else words
    status = next(_marks(lower, _STATUS_WORDS), None)
    change = next(_marks(lower, _CHANGE_WORDS), None)
    asked = _ASKED.search(lower)
    if status is None and not asked and (match := _FUTURE.search(lower)):
        status = Mark(*match.span(), "reported")
        change = change or Mark(*match.span(), "start")
    if status is None and not asked and (match := _PRESENT.search(lower)):
        status = Mark(*match.span(), "reported")
    if change and change.value == "none" and (status is None or status.value != "reported"):
        status = Mark(change.start, change.end, "reported")
    resized = change is not None and change.value in ("increase", "decrease")
    if change and resized and _NOT.search(lower, max(0, change.start - 40), change.end) and not _declines(status):
        change = None  # "wordt niet verlaagd"
    if status and change and status.value == "explored" and lower[change.start : change.end] in ("opnieuw", "wederom"):
        change = replace(change, value="start")  # what is only examined goes on with nothing
    if status and change and status.value == "declined":
        if change.value == "end" and not NEGATED.match(lower, change.start):
            change = status = None  # "acht het niet verantwoord nu te stoppen" leaves open what comes
        elif change.value == "end":
            # What is not extended is not refused: it ends.
            second = next((mark for mark in _marks(lower, _STATUS_WORDS) if mark.value != "declined"), None)
            status = second or Mark(change.start, change.end, "decided")
        elif change.value == "continue":
            change = replace(change, value="end")
        elif change.value not in ("start", "increase"):
            change = None
    return Decision(change, status)


def is_to_come(words: str) -> bool:
    """Whether a clause speaks of what will be.

    >>> is_to_come("Nederland zal tien militairen leveren"), is_to_come("Nederland levert tien militairen")
    (True, False)
    """
    return _FUTURE.search(words.lower()) is not None


def _marks(lower: str, table: dict[str, re.Pattern[str]]) -> Iterator[Mark]:
    for value, words in table.items():
        if match := words.search(lower):
            yield Mark(*match.span(), value)
