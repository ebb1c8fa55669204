"""Dutch words around a number that say how it bounds what is counted, and words for money."""

import re

_BOUNDS = {
    "at_most": r"""maximaal|max\.?|hoogstens|ten\shoogste|hooguit|niet\s(?:meer|hoger)\sdan|niet\sboven(?:\sde)?
        |(?:een\s)?maximum\svan|tot\smaximaal|(?:een\s)?plafond(?:\s[a-z]{2,12}){0,2}\svan""",
    "at_least": r"""minimaal|min\.|minstens|ten\sminste|tenminste|op\szijn\sminst|niet\sminder\sdan
        |(?:een\s)?minimum\svan""",
    "about": r"""circa|ca\.?|ongeveer|plusminus|±|\+/-|om\sen\snabij(?:\sde)?|rond(?:\sde)?|zo['\u2019]n|een\sstuk\sof
        |een\skleine|naar\sschatting|grofweg|pakweg|ruim|bijna|een""",
    "other": r"meer\sdan|minder\sdan|gemiddeld|dan|elk|ieder|telkens",
    "between": r"tussen(?:\sde)?",
    "nothing": r"in\stotaal|totaal|nog|slechts|wel|nu|tijdelijk|alleen|gezamenlijk|momenteel|zeker",
}
"""Words before a number, by what they make it; ``other`` bounds have no field of their own."""
_WORD = "|".join(f"(?P<{name}>{''.join(words.split())})" for name, words in _BOUNDS.items())
WORD = re.compile(rf"(?<![^\W_])(?:{_WORD})(?=\s)", re.IGNORECASE)
"""One word before a number; the name of the matching group says what it means."""
_PLAIN = re.sub(r"\?P<\w+>", "?:", _WORD)
LEAD = re.compile(rf"(?<![^\W_])(?:(?:{_PLAIN})\s{{1,8}}){{1,4}}$", re.IGNORECASE)
"""All words before a number that bound it; "een" counts before a number in words that ends in "tal"."""
LONGEST_LEAD = 70

EACH_OF = re.compile(r"(?<![^\W_])(?:beiden?|allebei|elk|ieder)\s{1,8}$", re.IGNORECASE)
"""Before an article that counts one for each of several."""

CURRENCIES = {"EUR": r"€|EUR|euro(?:['\u2019]s)?", "USD": r"US\$|\$|USD|dollars?"}
"""The words and signs of each currency, before or after the amount."""
CURRENCY = {
    code: re.compile(rf"\s{{0,8}}(?:Amerikaanse\s{{1,8}})?(?:{words})(?![^\W_])", re.I)
    for code, words in CURRENCIES.items()
}
"""Each currency at the start of an amount or directly after it."""
SIGN = re.compile(rf"(?<![^\W_])(?:{'|'.join(CURRENCIES.values())})\s{{0,8}}$", re.IGNORECASE)
"""The word or sign of a currency before a number."""

RANGE = re.compile(
    rf"(?:\s{{1,8}}(?P<word>tot|à|of|en)\s{{1,8}}|\s?[-\u2013]\s?)(?:(?:{'|'.join(CURRENCIES.values())})\s{{0,8}})?"
    r"(?P<top>(?:maximaal|hoogstens|ten\shoogste)\s{1,8})?",
    re.IGNORECASE,
)
"""Between the two numbers of a range; "en" only after "tussen" or, before another bound, after "minimaal"."""
JOINED = re.compile(rf"{RANGE.pattern}|\s{{1,8}}naar\s{{1,8}}(?:maximaal\s)?", re.IGNORECASE)
"""Between two numbers that count the same."""
ONE_OF = re.compile(r"(?<![^\W_])een\s{1,8}(?:of|à)\s{1,8}$", re.IGNORECASE)
"""Before the second number of "een of twee"."""

FORMERLY = re.compile(
    r"(?<![^\W_])van\s{1,8}(?:(?:de|het|een)\s{1,8})?(?:(?:huidige|bestaande|eerdere|oorspronkelijke|nu)\s{1,8}"
    r"|[^.;:()]{1,40}\sen\s{1,8})?$",
    re.IGNORECASE,
)
"""Before the former figure, or a second one: "van de huidige zeven naar", "van drie helikopters en twaalf personen"."""
BECOMES = re.compile(r"(?:\s{1,8}[^\W\d_]{1,20}){0,4}?\s{1,8}(?:naar|tot)\s{1,8}", re.IGNORECASE)
"""Between the former figure and the figure."""
EACH = re.compile(r"(?<![^\W_])([^\W_][\w-]{2,40})\s{1,8}van\s{1,8}$")
"""Before the size of each of several units: "twee teams van vijf personen"."""
AND = re.compile(r"\s{1,8}en\s{1,8}", re.IGNORECASE)

OF_ALL = re.compile(r"\(van\s{1,8}(?:de|het)\s{1,8}(?:in\s{1,8}totaal\s{1,8})?$", re.IGNORECASE)
"""Before the strength of a whole that a bracket compares with: "(van de in totaal 1.800)"."""
OF_THESE = re.compile(r"(?<![^\W_])van\s{1,8}(?:(?:de|het|die|deze)\s{1,8})?$", re.IGNORECASE)
"""Before the strength of a whole of which a part may be counted: "van de 200 waarnemers"."""
THERE_ARE = re.compile(
    r"[^.;:()]{0,60}?\s(?:zijn|waren|komen|werken|staan)\s{1,8}er\s{1,8}"
    r"(?:(?:nu|thans|momenteel|nog|inmiddels)\s{1,8}){0,2}",
    re.IGNORECASE,
)
"""Between that whole and the number of its part: "van de 200 waarnemers zijn er elf"."""

UNTIL = re.compile(r"(?<![^\W_])tot\s{1,8}$", re.IGNORECASE)
RESIZING = re.compile(
    r"uitbreid|uit te breiden|uitgebreid|verho(?:gen|ogt|ogd|ging)|vergro(?:ten|ot)|verminder|verla(?:gen|agt|agd|ging)"
    r"|verklein|\bin ?(?:te )?krimp|gereduceerd|reduce(?:ren|ert)|afgeschaald|af te schalen|opgehoogd|teruggebracht"
    r"|terug te brengen|terugbreng|gestegen|gedaald|gegroeid|opgevoerd|afneemt|afgenomen|toegenomen"
    r"|\bne(?:emt|men)\s(?:(?!\bdeel\b)[^,;]){0,80}\b(?:af|toe)\b",
    re.IGNORECASE,
)
"""Verbs of changing size: "met tien uitbreiden" gives a difference, "tot tien" what is there afterwards."""
LIMITING = re.compile(r"\bbeper(?:kt|ken|king)", re.IGNORECASE)
"""Verbs before "tot tien" that leave open whether it is at most ten or ten."""
BY = re.compile(r"(?<![^\W_])met\s{1,8}$", re.IGNORECASE)

VAGUE = re.compile(
    r"""(?<![^\W_])(?:(?:enkele\s{1,8})?(?:tientallen|honderden)|enkele|meerdere|diverse|verschillende|geen
    |een\s{1,8}(?:(?:beperkt|klein|groot|gering|aanzienlijk)e?\s{1,8})?(?:aantal|handvol|paar|groep))(?![^\W_])""",
    re.IGNORECASE | re.VERBOSE,
)
"""Sizes without a number. "Geen" is among them: it restricts what is done, and is no figure of 0."""
POST = re.compile(r"(?<![^\W_])de(?=\s(?:\S{1,30}\s){0,3}?(?:\w{0,20}commandant|commander)(?![^\W_]))", re.IGNORECASE)
"""The article of a post of which there is one: "de plaatsvervangend commandant"."""
FILLING = re.compile(
    r"(?<![^\W_])(?:lever(?:t|de|en)|geleverd|vervul(?:t|de|len)|bekle(?:edt|den))(?![^\W_])", re.IGNORECASE
)
"""Words for filling a post."""
COUNTRY = re.compile(r"(?<![^\W_])(?:nederland|het kabinet|defensie)(?![^\W_])[^.;:!?]*$", re.IGNORECASE)
"""Who fills a post, in the sentence before it."""
PREPOSITION = re.compile(r"(?<![^\W_])(?:aan|van|onder|door|met|voor|bij|namens|en|dat|die)\s$", re.IGNORECASE)
"""What comes directly before a commander who does not fill a post: "op verzoek van de commandant"."""
ARTICLE = re.compile(r"(?<![^\W_])een(?=\s)", re.IGNORECASE)
