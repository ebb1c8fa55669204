"""The figures, dates and decision of a contribution, compared with the words of its fragments."""

import re
from datetime import date

from inzet import edtf
from inzet.records.rules.setting import Complaints, Item, Setting, rule
from inzet.schema.figures import FIGURES
from inzet.texts.languages import NO_LANGUAGE


def _written(setting: Setting) -> date | None:
    """Return the last day on which the letter may have been written; None if it is unknown."""
    try:
        return edtf.last_day(setting.document.value.get("letter_date"))
    except (TypeError, ValueError):
        return None


@rule("contributions")
def figure_is_quoted(item: Item, setting: Setting) -> Complaints:
    """Every figure of a contribution is in one of its fragments, in words or in digits."""
    language = setting.language
    missing = FIGURES & item.keys() if language is not NO_LANGUAGE else set()
    if "implied" in item:
        missing = {name for name in missing if item[name] != 1}
    for evidence in item["evidence"] if missing else ():
        stated = language.stated_numbers(evidence["quote"])
        missing = {name for name in missing if item[name] not in stated}
    for name in sorted(missing):
        yield (name,), f"{name} {item[name]} is not in the fragments; quote the words that give it"


_DATES = ("start_date", "end_date", "decided_on", "amount_year", "event_date")


@rule("contributions", "events")
def date_is_quoted(item: Item, setting: Setting) -> Complaints:
    """Every date of a contribution or event is given by its fragments, with the same precision."""
    # The past tense of a fragment shows that something was over by the day of the letter, which it does not give.
    over = f"../{setting.document.value.get('letter_date')}"
    dates = {name: item[name] for name in _DATES if item.get(name, over) != over}
    language = setting.language
    if not dates or language is NO_LANGUAGE:
        return
    stated = language.stated_days((evidence["quote"] for evidence in item["evidence"]), _written(setting))
    for name, value in dates.items():
        missing = [part for part in edtf.dates_in(value) if part not in stated]
        if missing:
            given = ", ".join(sorted(stated)) or "no date"
            remedy = "correct it, or quote the words that give it"
            part = "" if missing[0] == value else f"{missing[0]} of "
            yield (name,), f"{part}{name} {value} is not in the fragments, which give {given}; {remedy}"


@rule("contributions")
def duration_is_quoted(item: Item, setting: Setting) -> Complaints:
    """The duration of a contribution is given by its fragments, in the same unit."""
    if "duration" in item and setting.language is not NO_LANGUAGE:
        stated = setting.language.stated_durations(evidence["quote"] for evidence in item["evidence"])
        if item["duration"] not in stated:
            given = ", ".join(sorted(stated)) or "no duration"
            message = f"duration {item['duration']} is not in the fragments, which give {given}"
            yield ("duration",), f"{message}; correct it, or quote the words that give it"


_MARKS = re.compile(r"[\s*.,;:/()\[\]\"'\u2018\u2019\u201c\u201d]+")
"""What may stand between two words of a text, and need not be in a name: emphasis, brackets, the end of a clause."""


@rule("contributions")
def words_are_quoted(item: Item, setting: Setting) -> Complaints:
    """The words of an asset or place are in the fragments or their headings, together or one by one."""
    if item.keys().isdisjoint(("assets", "places")):
        return
    text = " ".join(evidence[field] for evidence in item["evidence"] for field in ("section", "quote"))
    quoted = {*_MARKS.split(text)}
    for name, field in (("assets", "asset"), ("places", "place")):
        for at, entry in enumerate(item.get(name, ())):
            words = entry[field]
            if words not in text and not quoted.issuperset(words.split()):
                message = f"the words of {field} {words!r} are in no fragment or heading"
                yield (name, at, field), f"{message}; write the words of the text, and quote them"


@rule("contributions")
def end_may_be_excluded(item: Item, setting: Setting) -> Complaints:
    """A day or month after 'tot' or 'vóór' may be outside the term, so the end date is marked as uncertain."""
    end = item.get("end_date", "")
    if not edtf.dates_in(end) or edtf.parse(end).uncertain:
        return
    last = edtf.dates_in(end)[-1]
    words = _words_for(last, item, setting)
    if words and all(map(setting.language.may_exclude, words)):
        marked = end.replace("~", "%") if end.endswith("~") else f"{end}?"
        message = f"end_date {end}: {words[0]!r} may leave {last} out"
        yield ("end_date",), f"{message}; write {marked}, or quote words that include it"


def _words_for(day: str, item: Item, setting: Setting) -> list[str]:
    """Return the words in the fragments that give a day, month, season or year; its year may be in other words.

    Where none of the words in the fragments may exclude an end, which is so of most, they are not looked at further.
    """
    language, written = setting.language, _written(setting)
    quotes = [evidence["quote"] for evidence in item["evidence"]]
    periods = dict.fromkeys(
        quote[period.start : period.end] for quote in quotes for period in language.find_periods(quote)
    )
    if not any(map(language.may_exclude, periods)):
        return []
    year = [day[:4]] if len(day) > 4 else []
    return [words for words in periods if day in language.stated_days([words, *year], written)]


@rule("contributions")
def wording_fits_coding(item: Item, setting: Setting) -> Complaints:
    """If words such as 'verlengt' or 'verkent' in a fragment carry the change or status, the coding follows them."""
    language = setting.language
    for field, words in language.decisive.items():
        quotes = (part["quote"] for part in item["evidence"] if field in part.get("supports", (field,)))
        stated: dict[str | None, str] = {}
        for quote in quotes:
            matches = list(words.finditer(quote.lower()))
            for match in matches if matches and not language.negated.search(quote) else ():
                stated.setdefault(match.lastgroup, quote[slice(*match.span(match.lastgroup or 0))])
        # "Heeft besloten" may recall an earlier decision; a day or a note says so.
        may_recall = item[field] == "reported" and stated.keys() == {"decided"}
        recalled = may_recall and not item.keys().isdisjoint(("decided_on", "note"))
        if stated and item[field] not in stated and not recalled:
            value = next(value for value in words.groupindex if value in stated)
            message = f"{field} is {item[field]!r}, but {stated[value]!r} in its fragment means {value!r}"
            remedy = f"write {value!r}, or quote words for {item[field]!r} in support of {field}"
            if may_recall:
                remedy += ", or say in a 'note' that the letter recalls it"
            yield (field,), f"{message}; {remedy}"
