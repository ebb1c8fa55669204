"""Whether the fragments of a contribution say what was coded from them; only Dutch ones are read."""

import re
from datetime import date
from decimal import Decimal

from inzet import edtf
from inzet.records.rules.setting import Complaints, Item, Setting, rule
from inzet.schema.figures import FIGURES
from inzet.texts.dutch.numerals import find_numbers
from inzet.texts.dutch.periods import dates_in, stated_days


def _is_read(setting: Setting) -> bool:
    # The head of a letter may have faults where its contributions have none.
    return bool(setting.document.value.get("language") == "nl")


def _written(setting: Setting) -> date | None:
    """Return the last day on which the letter may have been written, if it gives one."""
    try:
        return edtf.last_day(setting.document.value.get("letter_date"))
    except (TypeError, ValueError):
        return None


@rule("contributions")
def figure_is_quoted(item: Item, setting: Setting) -> Complaints:
    """Every figure of a contribution stands in one of its fragments, in words or in digits."""
    missing = FIGURES & item.keys() if _is_read(setting) else set()
    for evidence in item["evidence"] if missing else ():
        said = stated_numbers(evidence["quote"])
        missing = {name for name in missing if item[name] not in said}
    for name in sorted(missing):
        yield (name,), f"{name} {item[name]} stands in none of the fragments; quote the words that give it"


def stated_numbers(quote: str) -> set[Decimal]:
    """Return the numbers in a fragment, with the counts that are no numerals: "geen trainers", "een of twee"."""
    loose = {_LOOSE_NUMBERS[word.lower()] for word in _LOOSE.findall(quote)}
    return {number.value for number in find_numbers(quote)} | loose


_LOOSE_NUMBERS = {"geen": Decimal(0), "een of": Decimal(1)}
_LOOSE = re.compile(rf"\b(?:{'|'.join(_LOOSE_NUMBERS)})\b", re.IGNORECASE)


@rule("contributions")
def date_is_quoted(item: Item, setting: Setting) -> Complaints:
    """Every date of a contribution is one that its fragments give, no finer and no coarser."""
    # "Over by the day of the letter" is what its past tense says; the day itself stands elsewhere.
    over = f"../{setting.document.value.get('letter_date')}"
    dates = {name: item[name] for name in ("start_date", "end_date") if item.get(name, over) != over}
    if not dates or not _is_read(setting):
        return
    stated = stated_days((evidence["quote"] for evidence in item["evidence"]), _written(setting))
    for name, value in dates.items():
        missing = [part for part in dates_in(value) if part not in stated]
        if missing:
            given = f"they give {', '.join(sorted(stated))}" if stated else "they give no date"
            mend = "correct it, or quote the words that give it"
            yield (name,), f"{name} {value}: the fragments do not give {missing[0]}, {given}; {mend}"


# Words that say by themselves what changes, or how firmly it is decided; each begins with a letter.
_TELLING = {
    "change": {
        "continue": (r"\bverleng", r"voort ?(?:te )?zet", "voortgezet", "gecontinueerd", "continueert"),
        "increase": (r"verho(?:ogt|ogd\b|gen|ging)", r"uitgebreid\b", "uitbreid", "uit te breiden"),
        "decrease": (r"verla(?:agt|agd|gen)\b", "afschal", "afgeschaald"),
        "end": ("beëindig", "afgerond(?! (?:op|naar|EUR|€|[0-9]))", "stopgezet"),
    },
    "status": {
        "decided": ("heeft besloten", r"\bbesluit\b", "kiest ervoor", "stelt vast"),
        "intended": (r"\bwil\b", r"\bwenst\b", "van belang", "voornemen", r"\bambities?\b", r"\braamt", "raming"),
        "proposed": ("voorgesteld", "geadviseerd"),
        "explored": (
            *(r"\bonderz(?:oekt|oeken|ocht)\b", r"\bverken(?:t|nen|d|ning)\b", r"\bbezien\b", "oriënte"),
            *("denkt aan", "open voor", "potentieel", "mogelijkhe"),
        ),
        "declined": (r"\baf te zien", "ziet af"),
    },
}
# "Wordt niet verlengd" ends it, and more words would have to be read to know.
_NEGATED = re.compile(r"\b(?:niet|geen)\b", re.IGNORECASE)


def _one_of(known: dict[str, tuple[str, ...]]) -> re.Pattern[str]:
    """Return an expression for all words of a field, which tells by the name of a group what they say.

    It only looks ahead, for one word may begin inside another, and only where one of their first letters stands.
    """
    firsts = "".join(sorted({word.removeprefix(r"\b")[0] for words in known.values() for word in words}))
    groups = "|".join(f"(?P<{value}>{'|'.join(words)})" for value, words in known.items())
    return re.compile(f"(?=[{firsts}])(?={groups})", re.IGNORECASE)


_TELLING_WORDS = {field: _one_of(known) for field, known in _TELLING.items()}


@rule("contributions")
def wording_fits_coding(item: Item, setting: Setting) -> Complaints:
    """Where a fragment carries a change or status with a word such as 'verlengt' or 'verkent', it is coded so."""
    if not _is_read(setting):
        return
    for field, words in _TELLING_WORDS.items():
        own = (part["quote"] for part in item["evidence"] if field in part.get("supports", (field,)))
        told: dict[str | None, str] = {}
        for quote in own:
            found = list(words.finditer(quote))
            for match in found if found and not _NEGATED.search(quote) else ():
                told.setdefault(match.lastgroup, match[match.lastgroup or 0])
        if told and item[field] not in told:
            value = next(value for value in _TELLING[field] if value in told)
            mend = f"code {value!r}, or quote in support of {field} the words that say {item[field]!r}"
            yield (
                (field,),
                f"{field} is {item[field]!r}, but its fragment has {told[value]!r}, which says {value!r}; {mend}",
            )
