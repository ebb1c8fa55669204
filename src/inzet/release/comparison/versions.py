"""The version that changes ask for, by the policy in CONTRIBUTING.md ("Versions")."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from inzet.release.comparison.json_values import count

if TYPE_CHECKING:
    from inzet.release.comparison.changes import Comparison

_FORM = re.compile(r"([0-9]{1,9})\.([0-9]{1,9})\.([0-9]{1,9})(.*)", re.DOTALL)


class Bump(IntEnum):
    """A part of the version that has to rise; the greater, the graver."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True)
class Judgement:
    """Which version the changes ask for, and whether the new release has it.

    Attributes:
        needs: the part of the version that must rise at least.
        reasons: a line for each sort of change that surely asks for something, the gravest first.
        hints: what a person must look at, because a change of words may be a change of meaning.
        least: the lowest version that would do, or None where the old version is not known.
        enough: whether the new version does; None where a version or the schemas are missing.
        verdict: one sentence for the user.
    """

    needs: Bump
    reasons: tuple[tuple[Bump, str], ...]
    hints: tuple[str, ...]
    least: str | None
    enough: bool | None
    verdict: str


def judge(comparison: "Comparison") -> Judgement:
    """Say which version a comparison asks for, why, and whether the new release has it."""
    reasons = [*_layout_reasons(comparison), *_record_reasons(comparison)]
    reasons.sort(key=lambda reason: -reason[0])
    asked = [bump for bump, _ in reasons] + [change.needs for change in comparison.layout or ()]
    needs = max(asked, default=Bump.NONE)
    old, new = comparison.old, comparison.new
    hints = tuple(
        f"{change.kind}: {_listed([*filter(None, [change.name]), *change.places])}"
        for change in comparison.layout or ()
        if change.hint
    )
    for release in (old, new):
        if release.version is None or not _FORM.fullmatch(release.version):
            fault = "gives no version" if release.version is None else f"has the version {release.version!r}"
            verdict = f"{release.name} {fault}, so nothing can be said about it; a version is 1.2.3"
            return Judgement(needs, tuple(reasons), hints, None, None, verdict)
    assert old.version is not None
    assert new.version is not None
    least = least_version(old.version, needs)
    if comparison.layout is None:
        bare = " and ".join(dict.fromkeys(release.name for release in (old, new) if release.layout is None))
        verdict = f"{bare} holds no schemas, so a change of them cannot be ruled out"
        return Judgement(needs, tuple(reasons), hints, least, None, verdict)
    enough = is_enough(old.version, new.version, needs)
    if needs is Bump.NONE:
        asks = "no new version is needed" if enough else "the version went down"
    else:
        asks = f"at least a {needs} version is needed, {least} or higher"
    rise = f"both have {old.version}" if old.version == new.version else f"{old.version} became {new.version}"
    verdict = f"{asks}; {rise}" + ("" if enough else ", which is too low")
    return Judgement(needs, tuple(reasons), hints, least, enough, verdict)


def least_version(old: str, needs: Bump) -> str:
    """Return the lowest version that rises enough.

    >>> least_version("1.2.3", Bump.MINOR)
    '1.3.0'
    """
    major, minor, patch, rest = _parts(old)
    if needs is Bump.NONE:
        return old
    if rest and not rest.startswith("+"):
        # What a pre-release leads up to may be that version already.
        reached = Bump.MAJOR if not (minor or patch) else Bump.MINOR if not patch else Bump.PATCH
        if needs <= reached:
            return f"{major}.{minor}.{patch}"
    numbers = {Bump.MAJOR: (major + 1, 0, 0), Bump.MINOR: (major, minor + 1, 0), Bump.PATCH: (major, minor, patch + 1)}
    return "{}.{}.{}".format(*numbers[needs])


def is_enough(old: str, new: str, needs: Bump) -> bool:
    """Whether a version rose enough; a pre-release of the version that is needed will do.

    >>> is_enough("1.2.3", "1.3.0", Bump.MINOR), is_enough("1.2.3", "1.2.4", Bump.MINOR)
    (True, False)
    """
    return _parts(new)[:3] >= _parts(least_version(old, needs))[:3]


def _parts(version: str) -> tuple[int, int, int, str]:
    found = _FORM.fullmatch(version)
    if not found:
        raise ValueError(f"{version!r} is not a version; write it as 1.2.3")
    return int(found[1]), int(found[2]), int(found[3]), found[4]


def _layout_reasons(comparison: "Comparison") -> list[tuple[Bump, str]]:
    places: dict[tuple[Bump, str], list[str]] = {}
    for change in (change for change in comparison.layout or () if not change.hint):
        where = places.setdefault((change.needs, change.kind), [])
        where += change.places if not change.name else [f"{change.name} ({_listed(change.places, 2)})"]
    return [(bump, f"{kind}: {_listed(where)}") for (bump, kind), where in places.items()]


def _record_reasons(comparison: "Comparison") -> list[tuple[Bump, str]]:
    reasons: list[tuple[Bump, str]] = []
    gone = {
        table: [record for record in ids if (table, record) not in comparison.successors]
        for table, ids in comparison.removed.items()
    }
    kinds: tuple[tuple[Bump, str, Mapping[str, Sequence[object]]], ...] = (
        (Bump.MAJOR, "records removed, to which no former id leads", gone),
        (Bump.PATCH, "records added", comparison.added),
        (Bump.PATCH, "records corrected", comparison.told()),
    )
    for bump, said, by_table in kinds:
        counts = [count(len(ids), table) for table, ids in by_table.items() if ids]
        if counts:
            reasons.append((bump, f"{said}: {', '.join(counts)}"))
    if comparison.successors:
        moved = [f"{record} (now {target})" for (_, record), target in sorted(comparison.successors.items())]
        reasons.append((Bump.PATCH, f"ids that became former ids: {_listed(moved)}"))
    return reasons


def _listed(words: "list[str] | tuple[str, ...]", most: int = 8) -> str:
    rest = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + rest
