"""What the clauses of a text are about: the names that something goes to, else the mission named before them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import inf
from typing import NamedTuple

from inzet.texts.clauses import Clause
from inzet.texts.countries import find_countries
from inzet.texts.proposals import Statement
from inzet.texts.targets import Target
from inzet.texts.text import Span, Text

_NEAR = 2  # lines between a statement and the next one that speaks of the same mission
_OFTEN = 4  # a letter names the mission that it is about at least half as often as this
_FAR = 1500  # characters between the name of a mission and words that are still about it


class Before(NamedTuple):
    """What stands before a clause: the last statement, the words above its list, and the mission that it is about.

    ``since`` is where the words about that mission begin: at its name, or at the heading of a section about it.
    """

    last: Statement | None = None
    lead: Statement | None = None
    mission: Target | None = None
    since: int = 0


def main_mission(targets: Sequence[Target], clauses: Sequence[Clause]) -> Target | None:
    """Return the mission that a letter is about: named before its first heading, and as often as all others."""
    end = next((clause.start for clause in clauses if clause.begins_section), inf)
    missions = [target for target in targets if _leads_on(target)]
    named = Counter(target.meant for target in missions)
    least = max(named.total(), _OFTEN) / 2
    known = (target for target in missions if target.is_clear and target.start < end)
    return next((target for target in known if named[target.meant] >= least), None)


def mission_of(
    clause: Clause, text: Text, before: Before, main: Target | None, seen: dict[object, Target]
) -> tuple[Target | None, int]:
    """Return the mission that a clause is about, and since where: the first that it names, else that of before.

    Args:
        clause: the clause.
        text: its text.
        before: what stands before it.
        main: the mission of the letter.
        seen: the missions that were named so far, by what they mean; those of the clause are added.
    """
    named = [target for target in clause.targets if _leads_on(target)]
    for target in named:
        seen.setdefault(target.meant, clause.placed(target))
    if named and not (before.lead and before.lead.targets):
        return clause.placed(named[0]), clause.start + named[0].start
    if clause.begins_section:
        return _of_country(clause, seen.values()) or main, clause.start
    if before.mission and _is_left(before.since, clause, text, main):
        return main, clause.start
    if clause.is_heading:
        return main or before.mission, clause.start
    return before.mission, before.since


def _of_country(heading: Clause, missions: Iterable[Target]) -> Target | None:
    """Return the only one of some missions that is in the country that a heading names: "Georgië".

    A mission without a record may be in any country.
    """
    codes = find_countries(heading.words, anywhere=True)
    there = (one for one in missions if not one.ids or not codes.isdisjoint(one.countries)) if codes else iter(())
    first, second = next(there, None), next(there, None)
    return first if first and first.is_clear and not second else None


def mission_after(statement: Statement) -> Target | None:
    """Return what the words after a statement are about: what it goes to, not what else its sentence names."""
    return next((target for target in reversed(statement.targets) if statement.is_named and _leads_on(target)), None)


def _leads_on(target: Target) -> bool:
    """Whether the words after a name may be about it without naming it again."""
    return target.is_mission and not target.is_background and not target.words.islower()


def _is_left(since: int, clause: Clause, text: Text, main: Target | None) -> bool:
    """Whether a clause is no longer about the mission before it; a new paragraph is about that of the letter."""
    if main is None:
        return clause.start - since > _FAR
    return text.are_apart(since, clause.start)


def is_elsewhere(mission: Target, since: int, clause: Clause, text: Text) -> bool:
    """Whether a new paragraph is about another country: "het mandaat van vijftien experts in Kosovo"."""
    if clause.targets or not mission.countries or not text.are_apart(since, clause.start):
        return False
    return bool(clause.quantities and clause.countries) and mission.countries.isdisjoint(clause.countries)


def is_near(clause: Clause, last: Statement) -> bool:
    """Whether a clause may speak of what a statement before it says."""
    return clause.line - last.line <= _NEAR


def named(targets: Sequence[Target]) -> set[object]:
    """Return what targets mean, without their places."""
    return {target.meant for target in targets}


def names_the_same(clause: Clause, last: Statement) -> bool:
    """Whether a clause names nothing but what a statement goes to."""
    return named(clause.targets) <= named(last.targets)


def aim(statement: Statement, clause: Clause, region: Span, before: Before) -> list[Target]:
    """Return the targets: those of the region, else of the clause, else of the words above or before it."""
    # A unit or region that is named is no target, but what is said of it may not be about the mission before it.
    named = [target for target in clause.targets if target.is_mission or "unit" not in statement.values]
    if here := [target for target in named if region[0] <= target.start < region[1]] or named:
        return [clause.placed(target) for target in _foremost(here, clause)]
    statement.is_named = False
    last, lead, mission, since = before
    if lead and lead.targets and clause.is_item:
        return [target for target in lead.targets if target.is_clear]
    above = lead if lead and lead.targets else last if last and is_near(clause, last) else None
    if mission and not (above and above.targets and since < above.span[1]):
        return [mission] if mission.is_clear and "currency" not in statement.values else []
    return [target for target in above.targets if target.is_clear] if above else []


def _foremost(named: Sequence[Target], clause: Clause) -> list[Target]:
    """Return the names that something goes to, else those that are no asides, else all, with those joined to them."""
    objects = [name for name in named if name.is_object and not name.is_background]
    best = objects or [name for name in named if name.role != "aside"] or named
    kept: list[Target] = []
    for name in named:
        if name in best or (kept and clause.language.are_joined(clause.words[kept[-1].end : name.start])):
            kept.append(name)
    return kept
