"""Dutch, the language of the letters."""

from inzet.texts.dutch.letterhead import may_be_dutch, read_citations, read_head
from inzet.texts.dutch.numerals import find_numbers
from inzet.texts.dutch.periods import find_periods, may_exclude, stated_days, stated_durations
from inzet.texts.dutch.wording import DECISIVE, NEGATED, NUMBERING, stated_numbers
from inzet.texts.language import Language

DUTCH = Language(
    name="Dutch",
    find_numbers=find_numbers,
    find_periods=find_periods,
    may_exclude=may_exclude,
    numbering=NUMBERING,
    stated_numbers=stated_numbers,
    stated_days=stated_days,
    stated_durations=stated_durations,
    decisive=DECISIVE,
    negated=NEGATED,
    may_be_used_in=may_be_dutch,
    read_head=read_head,
    read_citations=read_citations,
)
