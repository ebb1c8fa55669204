"""Dutch words and digits that look like a number and count nothing: dates, addresses, papers, types, names, verbs.

Each table is data; `is_count` applies them to one number, `find_taken` to a text.
"""

import re
from collections.abc import Collection

from inzet import kamerstuk
from inzet.texts.dutch.dates.grammar import ABBREVIATED, MONTHS
from inzet.texts.dutch.tables import any_of
from inzet.texts.items import is_item_mark

_OPENING = "([*_\"'\u00ab\u2018\u201c"  # before a word
_NEAR = 48  # characters before a number that are looked at
_GAP = r"\s{1,4}"


def _follows(before: str, words: Collection[str]) -> bool:
    """Whether a text ends in one of some words, or in two of them, or in a compound with a hyphen."""
    tail = before.lower().split()[-2:]
    if not tail:
        return False
    last = tail[-1].lstrip(_OPENING)
    return last in words or last.rpartition("-")[2] in words or " ".join(tail).lstrip(_OPENING) in words


# --- tables ---------------------------------------------------------------------------------------------------------

# Before digits that number something instead of counting it.
_NUMBERED = (
    *("artikel", "artikelen", "art", "lid", "nr", "nrs", "nummer", "nummers", "no", "versie", "versies", "p"),
    *("pp", "blz", "pagina", "pagina's", "hoofdstuk", "hoofdstukken", "paragraaf", "paragrafen", "par", "§", "bijlage"),
    *("bijlagen", "annex", "tabel", "figuur", "voetnoot", "noot", "nb", "item", "items", "advies", "resolutie"),
    *("resoluties", "unscr", "vnvr", "hoofdtaak", "hoofdtaken", "actielijn", "toetsingskader", "aanbeveling"),
    *("aanbevelingen", "agendapunt", "motie", "fase", "pijler", "spoor", "optie", "categorie", "tranche", "rotatie"),
    *("kamerstuk", "kamerstukken", "dossier", "kamerstukdossier", "handelingen", "tk", "ek", "kenmerk", "referentie"),
    *("postbus", "tel", "telefoon", "fax", "kvk", "issn", "isbn", "plein", "force", "tf", "ctf", "ctg", "tg", "nrf"),
    *("snmg", "snmcmg", "sntg", "boeing", "airbus", "leopard", "link", "mk", "level", "tier"),
    *("maritime group", "task group", "battle group", "staten-generaal"),
)
# Before number words only these: "advies" and "leden" may stand before a count in words.
_NUMBERED_IN_WORDS = (
    *("artikel", "artikelen", "hoofdstuk", "paragraaf", "bijlage", "resolutie", "hoofdtaak", "hoofdtaken", "fase"),
    *("pijler", "spoor", "optie", "categorie", "nummer", "aanbeveling", "agendapunt"),
)
# Letters of a type of aircraft, ship or weapon, with a blank: "NH 90". With a hyphen any letters number: "EU-27".
_TYPES = ("AB", "AH", "An", "C", "CH", "CV", "F", "IL", "Il", "KC", "KDC", "MH", "MQ", "Mi", "NH", "PAC", "RQ", "SA")
_STREETS = ("straat", "weg", "laan", "markt", "kade", "gracht", "singel", "plein", "dreef")
# Behind a hyphen, parts of a compound that does not count people or things.
_COUNTING_ENDINGS = ("koppig", "persoons", "tal\\b")
_BEFORE_YEAR = (
    *MONTHS,
    *("in", "sinds", "vanaf", "tot", "en met", "t/m", "eind", "einde", "begin", "medio", "ultimo", "jaar", "per"),
    *("najaar", "voorjaar", "zomer", "herfst", "winter", "lente", "sedert", "helft van", "loop van", "jaren"),
)
# Behind the mark of a footnote: the first word of a sentence.
_NOTE_STARTS = (
    *("De", "Het", "Een", "Dit", "Dat", "Deze", "Die", "Zie", "Zoals", "In", "Voor", "Op", "Met", "Bij", "Van", "Door"),
    *("Bovendien", "Daarnaast", "Ook", "Naar", "Er", "Als", "Na", "Om", "Uit", "Aan", "Onder", "Over", "Tijdens"),
    *("Hierbij", "Daarbij", "Kamerstuk", "Kamerstukken", "Handelingen", "Ministerie", "Conform", "Volgens", "Sinds"),
)
# Before a size, and hardly ever before a year.
_SIZES = ("ruim", "meer dan", "maximaal", "minimaal", "ten hoogste", "ten minste", "minstens", "hooguit", "bijna")
# Nouns by their first letters. Behind digits that may also be a year or a dossier, such a noun shows that they count.
COUNTED = (
    *("militairen", "militair\\b", "man\\b", "mannen", "manschap", "mensen", "personen", "persone", "soldaat"),
    *("soldaten", "troepen", "marinier"),
    *("expert", "adviseur", "trainer", "instructeur", "officier", "stafofficier", "functionaris", "waarnemer"),
    *("medewerker", "staflid", "stafleden", "agent", "politie", "marechaussee", "specialist", "burger", "reservist"),
    *("team", "compagnie", "bataljon", "peloton", "eenhe", "detachement", "schip", "schepen", "fregat", "vaartuig"),
    *("helikopter", "gevechtshelikopter", "vliegtuig", "toestel", "voertuig", "tank", "drone", "raket", "euro\\b"),
    *("dollar", "miljoen", "miljard", "procent", "lidstaten", "landen", "vlieguren", "vaardagen", "keer", "maal"),
)
# Names with a number word in them: ships, treaties.
_NAMES = {"zeven": "provinciën", "vier": "dorpen", "drie": "gezusters"}
_SHIP = r"(?:[ZH]r|HNL)\.?\s{0,2}Ms\.?\s{1,4}(?:de\s{1,4})?|HNLMS\s{1,4}(?:de\s{1,4})?"

# "Het kabinet acht het van belang": here "acht" is a verb. What stands directly behind it:
_BEHIND_VERB = (
    *("het", "dit", "dat", "de", "deze", "een", "zich", "is", "ook", "nog", "daarom", "daarbij", "ik", "wij", "we"),
    *("zij", "ze", "hij", "u", "men", "die", "hun", "haar", "onze", "geen", "niet", "wel", "echter", "derhalve"),
    *("daarnaast", "hierbij", "hiervoor", "evenwel", "nederland", "defensie", "elk", "elke", "iedere", "zo'n"),
)
# What it says of something, before or behind it.
_JUDGED = (
    *("noodzakelijk", "wenselijk", "onwenselijk", "nodig", "belang", "belangrijk", "verantwoord", "haalbaar"),
    *("opportuun", "essentieel", "cruciaal", "raadzaam", "nuttig", "zinvol", "gewenst", "gepast", "passend"),
    *("aangewezen", "voldoende", "onvoldoende", "gerechtvaardigd", "aanvaardbaar", "onaanvaardbaar", "geschikt"),
    *("realistisch", "relevant", "kansrijk", "geloofwaardig", "toereikend", "urgent", "prematuur", "waardevol"),
)
_SUBJECTS = (
    *("kabinet", "regering", "nederland", "minister", "ministers", "ik", "wij", "hij", "zij", "men", "kamer", "raad"),
    *("commissie", "navo", "eu", "defensie", "staatssecretaris", "parlement", "overheid", "u"),
)
# Directly before "acht" as a number.
_COUNTING = (
    *("naar", "tot", "van", "met", "circa", "ca.", "ongeveer", "maximaal", "minimaal", "alle", "aan", "in", "op"),
    *("uit", "voor", "bij", "na", "over", "binnen", "om", "de", "onze", "hun", "zijn", "ruim", "bijna", "zo'n"),
    *("hoogste", "hooguit", "minste", "minstens", "totaal", "tussen", "à", "hoogstens", "krap"),
)

# --- expressions ----------------------------------------------------------------------------------------------------

_MONTH = rf"(?:{any_of(MONTHS)}|(?:{any_of(ABBREVIATED)})\.?)(?![^\W\d_])"
_YEAR = r"(?:19|20)[0-9]{2}(?![0-9])"
_AND = r"(?:\s?[-\u2013]\s?|\s{1,4}(?:en|of|tot|à|t/m|tot\s{1,4}en\s{1,4}met)\s{1,4})"
_COUNTED_BEHIND = rf"(?:{_GAP}(?:[^\W\d_]{{4,30}}e|extra))?{_GAP}(?:{any_of(COUNTED)})"
_TAKEN = re.compile(
    r"(?=[0-9(+hwHW])(?<![^\W_])(?:"
    # addresses on the web
    r"(?:https?://|www\.)\S+"
    # telephones: +31 70 348 64 86, (070) 348 6486, 070-3486486
    r"|(?:\+[0-9]{2}[ \u00a0().-]{0,3}|\(?0)[0-9](?:[ \u00a0().-]{0,3}[0-9]){6,12}(?![0-9])"
    # the dossier of a page: kamerstukdossier 21501 28-268
    r"|(?<=dossier )[0-9]{5}(?:[ -]{1,2}[0-9]{1,4}){0,2}(?![0-9])"
    # the nineties, and the pages of a print
    r"|(?<=jaren )[4-9]0(?![0-9])|(?<=pagina )[0-9]{1,4}\s{1,4}van\s{1,4}[0-9]{1,4}"
    # days: 5 mei, 15 tot 30 juni, 1, 2 en 3 juli
    rf"|(?:(?:[0-9]{{1,2}},\s{{1,4}}){{0,4}}(?=[0-9]{{1,2}}{_AND}))?[0-9]{{1,2}}e?(?:{_AND}[0-9]{{1,2}}e?)?{_GAP}{_MONTH}(?:\s{{0,4}}{_YEAR})?"
    # years: 2021-2027, 2021/22
    rf"|{_YEAR}\s?[-\u2013/]\s?(?:{_YEAR}|[0-9]{{2}}(?![0-9]))(?!{_COUNTED_BEHIND})"
    # post codes: 2500 EB Den Haag
    r"|[1-9][0-9]{3}[ \u00a0]?(?-i:(?!EU|VN|VS|VK|UK|US|S[ADS])[A-Z]{2}(?=[^\S\n]{0,4}(?:[\n,;A-Z'\u2019]|\Z)))"
    r")",
    re.IGNORECASE,
)
_HYPHEN = re.compile(r"[^\W\d_][-\u2010\u2011\u2013]\Z")
_APOSTROPHE = re.compile(r"(?<!\S)['\u2018\u2019]\Z")  # '25
_INLINE = re.compile(r"[,:;]\s{1,4}(?:en\s{1,4})?\(\Z")  # "; (3)", an item within a sentence
_SECOND = re.compile(r"\)\s[^()]{1,500}[,:;]\s{1,4}(?:en\s{1,4})?\(2\)")
_NOTE_BEHIND = re.compile(rf"[ \t]{{1,4}}(?:{any_of(_NOTE_STARTS)})(?![^\W_])")
_COMPOUND = re.compile(rf"[-\u2010\u2011](?!{any_of(_COUNTING_ENDINGS)})[^\W\d_]")
_PAPER_BEHIND = re.compile(r",?\s{1,4}(?:[A-Z]{1,3},?\s{1,4})?[Nn]rs?\b")  # 29 521, nr. 167
_HOUR = re.compile(rf"{_GAP}uur\b")
_BEHIND_COUNT = re.compile(_COUNTED_BEHIND, re.IGNORECASE)
_NOUN_BEHIND = re.compile(rf"{_GAP}(?:{any_of(COUNTED)})", re.IGNORECASE)
_MONEY = re.compile(r"(?:€|\bEUR|\$|\bUSD)\s?\Z")
_BARE_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_LIKE_DOSSIER = re.compile(r"[0-9]{2}\s[0-9]{3}")
_CHAIN = re.compile(r"\s{0,4}(?:,|[-\u2013/]|en|of|t/m|tot\s{1,4}en\s{1,4}met|,\s{1,4}en)\s{0,4}")
_MONTH_BEHIND = re.compile(rf"{_GAP}{_MONTH}", re.IGNORECASE)

_BEFORE_NAME = re.compile(r"[^\W_],?[^\S\n]{1,4}\Z")
_BEHIND_NAME = re.compile(rf"{_GAP}[^\W\d_a-z][a-zà-ÿ]")
_NAME_BEHIND = re.compile(rf"{_GAP}([^\W\d_]{{1,30}})")
_SHIP_BEFORE = re.compile(rf"(?<![^\W_])(?:{_SHIP})\Z", re.IGNORECASE)

_VERB_BEHIND = re.compile(
    rf"{_GAP}(?:(?:{any_of((*_BEHIND_VERB, *_JUDGED, *_SUBJECTS))})(?![\w-])"
    rf"|van{_GAP}(?:[^\W\d_]{{1,20}}{_GAP})?belang)",
    re.IGNORECASE,
)
_JUDGED_BEHIND = re.compile(rf"[^.;:!?\n]{{0,120}}?(?<![^\W_])(?:{any_of(_JUDGED)})(?![^\W_])", re.IGNORECASE)
# A plural, with up to two words before it, or a type such as "F-35's".
_PLURAL_BEHIND = re.compile(
    rf"(?:{_GAP}[\w-]{{1,30}}){{0,2}}?{_GAP}"
    rf"(?:[\w-]{{2,30}}(?:en|[^\Waiuos]s)\b|[A-Z]{{1,3}}-?[0-9]|(?:jaar|uur)\b|{any_of(COUNTED)})"
)
_TAKE = re.compile(rf"(?:{_GAP}[^\W\d_]{{1,12}}){{0,2}}{_GAP}(?:ge)?n(?:em|eem|am|om)")
_OF = re.compile(rf"{_GAP}van\b")
_HEED = re.compile(rf"{_GAP}(?:te{_GAP})?(?:sl(?:aan|aat|a)|sloeg|geslagen)\b")


def find_taken(text: str) -> bytearray:
    """Mark the characters of dates, citations, addresses and telephone numbers, whose digits count nothing."""
    taken = bytearray(len(text))
    for start, end in (
        *(match.span() for match in _TAKEN.finditer(text)),
        *((citation.start, citation.end) for citation in kamerstuk.find_citations(text)),
    ):
        taken[start:end] = b"\1" * (end - start)
    return taken


def is_compound(text: str, end: int) -> bool:
    """Whether a hyphen joins a number to a word, such as "15-jarig"; "12-koppig" and "20-tal" do count."""
    return bool(_COMPOUND.match(text, end))


def is_count(text: str, start: int, end: int, *, in_words: bool, former: tuple[int, bool] = (-1, False)) -> bool:
    """Whether a number counts something, instead of numbering it or being part of a name, date or verb.

    Args:
        text: the text.
        start: where the number starts.
        end: where it ends.
        in_words: whether it is in words.
        former: where the number before it ends, and whether that one counts nothing.
    """
    before = text[max(0, start - _NEAR) : start]
    if _HOUR.match(text, end) and _follows(before, ("om",)):
        return False
    if in_words:
        word = text[start:end]
        if word.lower() == "acht" and is_verb(text, start, end):
            return False
        return not (
            _follows(before, _NUMBERED_IN_WORDS) or _MONTH_BEHIND.match(text, end) or _is_name(text, start, end)
        )
    written = text[start:end]
    counted = is_counted(text, end) or bool(_MONEY.search(before[-5:]))
    is_year = bool(_BARE_YEAR.fullmatch(written))
    if is_year and (not (counted or _follows(before, _SIZES)) or _follows(before, _BEFORE_YEAR)):
        return False
    if _LIKE_DOSSIER.fullmatch(written) and not (
        _NOUN_BEHIND.match(text, end) or _MONEY.search(before[-5:]) or (counted and written.endswith("000"))
    ):
        return False
    if former[1] and not counted and _CHAIN.fullmatch(text, former[0], start):
        return False
    return not (
        ((is_year or not counted) and _follows(before.rstrip().rstrip(".:"), _NUMBERED))
        or (_HYPHEN.search(before[-2:]) and former != (start - 1, False))
        or _is_type_or_street(before)
        or (_APOSTROPHE.search(before[-2:]) and len(written) == 2 and not counted)
        or (text[end : end + 1] == ")" and _INLINE.search(before))
        or (text[end : end + 1] == "]" and before.endswith(("[", "[^")))
        or (written == "1" and before.endswith("(") and _SECOND.match(text, end))
        or (len(written) < 4 and _NOTE_BEHIND.match(text, end))
        or _PAPER_BEHIND.match(text, end)
        or (written.isdecimal() and is_item_mark(text, start, end) and not _follows(before, _COUNTING))
    )


def _is_type_or_street(before: str) -> bool:
    """Whether a text ends in the letters of a type, "NH 90", or in a street, "Rijnstraat 8"."""
    last = before.split()[-1:]
    return before.endswith((" ", "\u00a0")) and (
        last[0:1] != [] and (last[0] in _TYPES or (last[0][0].isupper() and last[0].endswith(_STREETS)))
    )


def is_counted(text: str, end: int) -> bool:
    """Whether a noun for people, materiel or money is behind a number."""
    return bool(_BEHIND_COUNT.match(text, end))


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether a number word is part of a name: "Zr.Ms. De Zeven Provinciën"."""
    word, before = text[start:end], text[max(0, start - _NEAR) : start]
    behind = _NAME_BEHIND.match(text, end)
    if behind and word[:1].isupper() and _NAMES.get(word.lower()) == behind[1].lower():
        return True
    if not word[:1].isupper() or not word[1:].islower():
        return False
    if _SHIP_BEFORE.search(before):
        return True
    return bool(_BEFORE_NAME.search(before) and _BEHIND_NAME.match(text, end)) and not is_counted(text, end)


def is_verb(text: str, start: int, end: int) -> bool:
    """Whether "acht" is no number but a verb, or part of "in acht nemen" or "acht slaan"."""
    before = text[max(0, start - _NEAR) : start]
    is_plural = bool(_PLURAL_BEHIND.match(text, end))
    if _follows(before, ("in",)):
        return bool(_TAKE.match(text, end)) or not (is_plural or _OF.match(text, end))
    if _HEED.match(text, end) or _follows(before, ("geen",)):
        return True
    if _follows(before, _COUNTING):
        return False
    if _VERB_BEHIND.match(text, end):
        return True
    if _follows(before, _JUDGED):
        return not is_counted(text, end)
    is_judged = bool(_JUDGED_BEHIND.match(text, end))
    return (is_judged or not is_plural) if _follows(before, _SUBJECTS) else (is_judged and not is_plural)
