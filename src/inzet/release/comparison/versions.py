"""The version that changes need, by the policy in CONTRIBUTING.md ("Versions")."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from inzet.release.comparison.changes import Comparison, TableChanges
from inzet.release.comparison.schema_changes import SchemaChange
from inzet.release.comparison.values import Bump, count, listed

_FORM = re.compile(r"([0-9]{1,9})\.([0-9]{1,9})\.([0-9]{1,9})(.*)", re.DOTALL)


@dataclass(frozen=True)
class Judgement:
    """Which version the changes need, and whether the new release has it.

    Attributes:
        needs: the lowest part of the version that must rise.
        reasons: one line for each kind of change that certainly needs something, the greatest need first.
        hints: what a person must look at, because a new description may give another meaning.
        least: the lowest version that is enough, or None if a version is unknown.
        enough: whether the new version is enough; None if a version or the schemas are missing.
        verdict: one sentence for the user.
    """

    needs: Bump
    reasons: tuple[tuple[Bump, str], ...]
    hints: tuple[str, ...]
    least: str | None
    enough: bool | None
    verdict: str


def judge(comparison: Comparison) -> Judgement:
    """Decide which version a comparison needs, why, and whether the new release has it."""
    schema_changes = comparison.schemas or ()
    reasons = sorted(
        (*_schema_reasons(schema_changes), *_record_reasons(comparison.tables)), key=lambda reason: -reason[0]
    )
    hints = tuple(
        f"{change.kind}: {listed([*filter(None, [change.name]), *change.places])}"
        for change in schema_changes
        if change.hint
    )
    needs = max((*(bump for bump, _ in reasons), *(change.needs for change in schema_changes)), default=Bump.NONE)
    return Judgement(needs, tuple(reasons), hints, *_decide(comparison, needs))


def _decide(comparison: Comparison, needs: Bump) -> tuple[str | None, bool | None, str]:
    """Return the lowest version that is enough, whether the new release has it, and the verdict."""
    releases = (comparison.old, comparison.new)
    old, new = (release.version or "" for release in releases)
    for release in releases:
        if not _FORM.fullmatch(release.version or ""):
            version = f"has the version {release.version!r}" if release.version else "states no version"
            return None, None, f"{release.name} {version}, so the new version cannot be judged; a version is 1.2.3"
    least = least_version(old, needs)
    if comparison.schemas is None:
        bare = " and ".join(dict.fromkeys(release.name for release in releases if release.schemas is None))
        return least, None, f"{bare} holds no schemas, so a change of them cannot be ruled out"
    enough = is_enough(old, new, needs)
    need = f"at least a {needs} version is needed, {least} or higher"
    if needs is Bump.NONE:
        need = "no new version is needed" if enough else "the version went down"
    rise = f"both have {old}" if old == new else f"{old} became {new}"
    return least, enough, f"{need}; {rise}" + ("" if enough else ", which is too low")


def least_version(old: str, needs: Bump) -> str:
    """Return the lowest version that rises enough.

    >>> least_version("1.2.3", Bump.MINOR)
    '1.3.0'
    """
    major, minor, patch, rest = _parts(old)
    if needs is Bump.NONE:
        return old
    # The version that a pre-release leads up to may already be enough.
    reached = Bump.MAJOR if not (minor or patch) else Bump.MINOR if not patch else Bump.PATCH
    if rest and not rest.startswith("+") and needs <= reached:
        return f"{major}.{minor}.{patch}"
    numbers = {Bump.MAJOR: (major + 1, 0, 0), Bump.MINOR: (major, minor + 1, 0), Bump.PATCH: (major, minor, patch + 1)}
    return "{}.{}.{}".format(*numbers[needs])


def is_enough(old: str, new: str, needs: Bump) -> bool:
    """Whether a version rose enough; a pre-release of the version that is needed is enough.

    >>> is_enough("1.2.3", "1.3.0", Bump.MINOR), is_enough("1.2.3", "1.2.4", Bump.MINOR)
    (True, False)
    """
    return _parts(new)[:3] >= _parts(least_version(old, needs))[:3]


def _parts(version: str) -> tuple[int, int, int, str]:
    match = _FORM.fullmatch(version)
    if not match:
        raise ValueError(f"{version!r} is not a version; write it as 1.2.3")
    return int(match[1]), int(match[2]), int(match[3]), match[4]


def _schema_reasons(changes: Iterable[SchemaChange]) -> Iterator[tuple[Bump, str]]:
    subjects: dict[tuple[Bump, str], list[str]] = {}
    for change in changes:
        if not change.hint:
            named = [f"{change.name} ({listed(change.places, 2)})"] if change.name else change.places
            subjects.setdefault((change.needs, change.kind), []).extend(named)
    yield from ((bump, f"{kind}: {listed(names)}") for (bump, kind), names in subjects.items())


def _record_reasons(tables: dict[str, TableChanges]) -> Iterator[tuple[Bump, str]]:
    kinds: dict[str, tuple[Bump, Callable[[TableChanges], Collection[object]]]] = {
        "records removed, to which no former id leads": (Bump.MAJOR, lambda each: {*each.removed} - {*each.successors}),
        "records added": (Bump.PATCH, lambda each: each.added),
        "records corrected": (Bump.PATCH, lambda each: each.corrected),
    }
    for kind, (bump, records_of) in kinds.items():
        counts = [count(number, table) for table, each in tables.items() if (number := len(records_of(each)))]
        if counts:
            yield bump, f"{kind}: {', '.join(counts)}"
    if reused := [record_id for changes in tables.values() for record_id in changes.reused]:
        yield Bump.MAJOR, f"ids that stand for something else now: {listed(reused)}"
    successors = [successor for _, changes in sorted(tables.items()) for successor in changes.successors.items()]
    if successors:
        yield Bump.PATCH, f"ids that became former ids: {listed([f'{old} (now {new})' for old, new in successors])}"
