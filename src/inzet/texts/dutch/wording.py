"""Dutch words for a decision, and Dutch words beside a number."""

import re
from decimal import Decimal

from inzet.texts.dutch.numerals import find_numbers

# Words that determine the change, or the status of a decision, in lower case; each starts with a letter.
_DECISIVE = {
    "change": {
        "start": (r"\bnieuwe? (?:\(voorzien\) |mogelijke )?(?:mandaat|bijdragen?)\b",),
        "continue": (r"\bverleng", r"voort ?(?:te )?zet", "voortgezet", "gecontinueerd", "continueert"),
        "increase": (
            *(r"verho(?:ogt|ogd\b|gen|ging)", r"uitgebreid\b", "uitbreid", "uit te breiden"),
            *("intensiver", r"verdiep(?:en|t)\b"),
        ),
        "decrease": (r"verla(?:agt|agd|gen)\b", "afschal", "afgeschaald"),
        "end": ("beëindig", "afgerond(?! (?:op|naar|eur|€|[0-9]))", "stopgezet"),
    },
    "status": {
        "decided": ("heeft besloten", "heeft daarom besloten", r"\bbesluit\b", "kiest ervoor", "stelt vast"),
        "intended": (
            *(r"\bwil\b", r"\bwenst\b", "van belang", "voornemen", r"\bambities?\b", r"\braamt", "raming"),
            *(r"\bstreeft naar\b", r"\bgestreefd\b"),
        ),
        "proposed": ("voorgesteld", "geadviseerd"),
        "explored": (
            *(r"\bonderz(?:oekt|oeken|ocht)\b", r"\bverken(?:t|nen|d|ning)\b", r"\bbezien\b", "oriënte"),
            *("denkt aan", "denkt op dit moment aan", "open voor", "potentieel", r"\bpotentiële\b", "mogelijkhe"),
        ),
        "declined": (r"\baf te zien", "ziet af"),
    },
}
# "Wordt niet verlengd" means that it ends, so a sentence with such a word is not judged.
NEGATED = re.compile(r"\b(?:niet|geen)\b", re.IGNORECASE)
# Before digits that number something instead of counting it: articles, papers, versions, headings, notes.
NUMBERING = re.compile(
    r"""(?:\b(?:artikel|art\.?|lid|nrs?\.?|nummer:?|versie:?|p\.|pagina|resolutie|hoofdtaak|actielijn|items?|advies|bijlage
    |toetsingskader|nb\.?|aanbeveling|voetnoot|no\.?)\s*|[A-Za-z]-|[0-9]{4}[-/\u2013])$""",
    re.IGNORECASE | re.VERBOSE,
)
_LOOSE_NUMBERS = {"geen": Decimal(0), "een of": Decimal(1)}
_LOOSE = re.compile(rf"\b(?:{'|'.join(_LOOSE_NUMBERS)})\b", re.IGNORECASE)


def _alternatives(words: dict[str, tuple[str, ...]]) -> re.Pattern[str]:
    """Return an expression for all words of a field, in which the name of the matching group is the value.

    It is a lookahead, because one word may start inside another. The first letters come first, for speed.
    """
    firsts = "".join(sorted({word.removeprefix(r"\b")[0] for forms in words.values() for word in forms}))
    groups = "|".join(f"(?P<{value}>{'|'.join(forms)})" for value, forms in words.items())
    return re.compile(f"(?=[{firsts}])(?={groups})")


DECISIVE = {field: _alternatives(words) for field, words in _DECISIVE.items()}


def stated_numbers(quote: str) -> set[Decimal]:
    """Return the numbers in a fragment, including counts without a numeral: "geen trainers", "een of twee"."""
    loose = {_LOOSE_NUMBERS[word.lower()] for word in _LOOSE.findall(quote)}
    return {number.value for number in find_numbers(quote)} | loose
