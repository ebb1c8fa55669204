"""Dutch, the language of the letters."""

from importlib import import_module
from typing import Any

from inzet.texts.dutch.dates.periods import find_periods, may_exclude, stated_days, stated_durations
from inzet.texts.dutch.dates.terms import find_terms
from inzet.texts.dutch.numbers.numerals import find_numbers
from inzet.texts.dutch.numbers.quantities import find_quantities
from inzet.texts.dutch.numbers.things import find_things
from inzet.texts.dutch.statements.decisions import DECISIVE, NEGATED, read_decision
from inzet.texts.dutch.wording import stated_numbers
from inzet.texts.language import Language


def _later(name: str) -> Any:
    """Return a function whose module is loaded when it is first called.

    These functions read the head, the citations and the statements of a letter. The check of records needs none of
    them, so it does not compile their expressions.
    """
    module, _, function = name.rpartition(".")
    return lambda *words: getattr(import_module(f"inzet.texts.dutch.{module}"), function)(*words)


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
    may_be_used_in=_later("heads.letterhead.may_be_dutch"),
    find_titles=_later("statements.contributing.find_titles"),
    read_role=_later("statements.roles.read_role"),
    counts_no_other=_later("statements.roles.counts_no_other"),
    is_to_come=_later("statements.decisions.is_to_come"),
    names_limit=_later("statements.roles.names_limit"),
    read_reason=_later("statements.contributing.read_reason"),
    find_namings=_later("statements.naming.find_namings"),
    are_joined=_later("statements.naming.are_joined"),
    read_name=_later("statements.naming.read_name"),
    find_anchors=_later("statements.contributing.find_anchors"),
    find_joints=_later("statements.contributing.find_joints"),
    read_decision=read_decision,
    find_furniture=_later("heads.furniture.find_furniture"),
    read_head=_later("heads.letterhead.read_head"),
    read_citations=_later("citations.read_citations"),
)
