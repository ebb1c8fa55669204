"""Dutch, the language of the letters."""

from inzet.texts.dutch.citations import read_citations
from inzet.texts.dutch.dates.periods import find_periods, may_exclude, stated_days, stated_durations
from inzet.texts.dutch.dates.terms import find_terms
from inzet.texts.dutch.heads.furniture import find_furniture
from inzet.texts.dutch.heads.letterhead import may_be_dutch, read_head
from inzet.texts.dutch.numbers.numerals import find_numbers
from inzet.texts.dutch.numbers.quantities import find_quantities
from inzet.texts.dutch.numbers.things import find_things
from inzet.texts.dutch.statements.contributing import find_anchors, find_titles, read_reason, read_role
from inzet.texts.dutch.statements.decisions import DECISIVE, NEGATED, read_decision
from inzet.texts.dutch.statements.naming import find_namings, is_object
from inzet.texts.dutch.wording import stated_numbers
from inzet.texts.language import Language

DUTCH = Language(
    name="Dutch",
    find_numbers=find_numbers,
    find_quantities=find_quantities,
    find_things=find_things,
    find_periods=find_periods,
    find_terms=find_terms,
    may_exclude=may_exclude,
    stated_numbers=stated_numbers,
    stated_days=stated_days,
    stated_durations=stated_durations,
    decisive=DECISIVE,
    negated=NEGATED,
    may_be_used_in=may_be_dutch,
    find_titles=find_titles,
    read_role=read_role,
    read_reason=read_reason,
    find_namings=find_namings,
    is_object=is_object,
    find_anchors=find_anchors,
    read_decision=read_decision,
    find_furniture=find_furniture,
    read_head=read_head,
    read_citations=read_citations,
)
