"""The comparison of releases: its laws, every kind of schema change, and releases from folders, zips and git."""

import copy
import io
import json
import os
import random
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import reduce
from itertools import product
from operator import getitem
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, assert_linear, commit, git
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import records as valid_records

from inzet.commands.main import main
from inzet.files import NESTED
from inzet.issues import UnreadableError
from inzet.release.comparison import Comparison, Release, compare, judge, markdown, places, read_release, text
from inzet.release.comparison.places import VERSION
from inzet.release.comparison.release import parse_release, read_schemas
from inzet.release.comparison.values import ABSENT, Bump, canonical
from inzet.release.comparison.versions import is_enough, least_version
from inzet.schema.schemas import Schemas

SCHEMAS = {f"schemas/{file.name}": json.loads(file.read_bytes()) for file in (ROOT / "schemas").glob("*.json")}
Output = pytest.CaptureFixture[str]


def release(name: str, records: dict[str, Any], schemas: dict[str, Any] | None = None) -> Release:
    """A release made of nested records, as a wheel holds them; with the schemas at hand, unless others are given."""
    files = {path: json.dumps(schema).encode() for path, schema in (schemas or {}).items()}
    files |= {NESTED: json.dumps(records).encode(), VERSION: b'__version__ = "1.2.3"\n'}
    made = parse_release(name, files)
    return made if schemas else replace(made, schemas=Schemas.installed())


def compared(old: dict[str, Any], new: dict[str, Any]) -> Comparison:
    return compare(release("a", old), release("b", new))


# --- releases at random ------------------------------------------------------------------------------

IDS = st.sampled_from(["aa", "bb", "cc", "dd"])
# Values that Python takes for equal and JSON does not are all there: 1, 1.0 and true.
SCALARS = st.sampled_from([None, True, False, 0, 1, 1.0, "", "1", "kfor", "Two words | *here*", "a\u202eb\n# c"])
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("xyz"), inner, max_size=2)
)


BODIES = st.dictionaries(st.sampled_from(["name", "note", "tasks", "number_max", "evidence"]), VALUES, max_size=3)


def keyed(key: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    made = st.builds(lambda record_id, body: {key: record_id} | body, IDS, BODIES)
    return st.lists(made, max_size=4, unique_by=lambda record: record[key])


@st.composite
def loose(draw: st.DrawFn) -> dict[str, Any]:
    """Records of any content: what a comparison must take, valid or not."""
    letters = draw(keyed("letter_id"))
    for letter in letters:
        if draw(st.booleans()):
            letter["contributions"] = draw(keyed("contribution_id"))
            for item in letter["contributions"]:
                item["contribution_id"] = f"{letter['letter_id']}.{item['contribution_id']}"
    missions = draw(keyed("mission_id"))
    for mission in missions:
        if draw(st.booleans()):
            mission["former_ids"] = draw(st.lists(IDS, max_size=2))
    return {"letters": letters, "missions": missions, "frameworks": draw(keyed("framework_id"))}


@st.composite
def valid(draw: st.DrawFn) -> dict[str, Any]:
    """Records of the form that the schemas give them."""
    made = {f"{kind}s": draw(st.lists(valid_records(kind), max_size=1)) for kind in ("letter", "mission", "framework")}
    items = [item for letter in made["letters"] for item in (*letter["contributions"], *letter.get("events", ()))]
    ids = [item.get("contribution_id") or item["event_id"] for item in items]
    assume(len(ids) == len(set(ids)))
    return made


RELEASES = loose() | loose() | valid()
COMPARISONS = st.builds(compared, RELEASES, RELEASES)


def nested(made: Release) -> dict[str, Any]:
    """The records of a release as they were before they were taken apart."""

    def whole(table: str, record_id: str) -> dict[str, Any]:
        entry = {key: value for key, value in made.entries[table][record_id].items() if key != made.parents.get(table)}
        for field in entry:
            child = made.nested.get((table, field))
            if child:
                entry[field] = [whole(child, inner_id) for inner_id in entry[field]]
        return entry

    return {
        table: [whole(table, record_id) for record_id in ids]
        for table, ids in made.entries.items()
        if table not in made.parents
    }


def apply(comparison: Comparison) -> dict[str, dict[str, Any]]:
    """The old records with every change made to them."""
    made = copy.deepcopy(comparison.old.entries)
    for table, changes in comparison.tables.items():
        for record_id in changes.removed:
            del made[table][record_id]
        for record_id in changes.added:
            made[table][record_id] = comparison.new.entries[table][record_id]
        for record in changes.changed:
            entry = made[table][record.id]
            for change in record.fields:
                assert comparable(entry.get(change.name, ABSENT)) == comparable(change.old)
                entry[change.name] = change.new
                if change.new is ABSENT:
                    del entry[change.name]
    return made


def comparable(value: Any) -> Any:
    return value if value is ABSENT else canonical(value)


# --- laws --------------------------------------------------------------------------------------------


@given(RELEASES)
def test_taking_records_apart_loses_nothing(records: dict[str, Any]) -> None:
    restored = nested(release("a", records))
    assert canonical(restored) == canonical({table: records[table] for table in restored})


@given(RELEASES, st.randoms(use_true_random=False))
def test_nothing_changed_from_a_release_to_itself(records: dict[str, Any], chance: random.Random) -> None:
    """Neither the order of records nor that of keys makes a difference."""
    shuffled: dict[str, Any] = {}
    for table in chance.sample(sorted(records), len(records)):
        shuffled[table] = [dict(chance.sample(list(each.items()), len(each))) for each in records[table]]
        chance.shuffle(shuffled[table])
    comparison = compared(records, shuffled)
    assert not comparison
    judgement = judge(comparison)
    assert (judgement.needs, judgement.enough, judgement.least) == (Bump.NONE, True, "1.2.3")
    assert list(markdown(comparison)) == []
    assert "Nothing changed." in list(text(comparison, judgement))


@given(COMPARISONS)
def test_what_is_added_one_way_is_removed_the_other(there: Comparison) -> None:
    back = compare(there.new, there.old)
    assert there.tables.keys() == back.tables.keys()

    def fields(comparison: Comparison, table: str, old: str, new: str) -> dict[tuple[str, str], Any]:
        return {
            (record.id, change.name): (comparable(getattr(change, old)), comparable(getattr(change, new)))
            for record in comparison.tables[table].changed
            for change in record.fields
        }

    for table, changes in there.tables.items():
        assert (changes.added, changes.removed) == (back.tables[table].removed, back.tables[table].added)
        assert fields(there, table, "old", "new") == fields(back, table, "new", "old")


@given(COMPARISONS)
def test_the_changes_lead_from_the_old_release_to_the_new_one(comparison: Comparison) -> None:
    assert canonical(apply(comparison)) == canonical(comparison.new.entries)
    assert bool(comparison) == (canonical(comparison.old.entries) != canonical(comparison.new.entries))


@given(COMPARISONS)
def test_every_record_that_changed_is_in_the_text(comparison: Comparison) -> None:
    """Every id is in a line, alone or counted with its letter; and no value breaks a line."""
    lines = list(text(comparison, judge(comparison), 100))
    assert all(line.isprintable() for line in lines)
    whole = "\n".join(lines)
    for table, changes in comparison.tables.items():
        if table not in ("contributions", "events"):
            assert all(record_id in whole for record_id in (*changes.added, *changes.removed))
        for record in changes.corrected:
            assert f"  ~ {record.id}" in whole
            assert all(f"      {change.name}:" in whole for change in record.fields)


@given(COMPARISONS)
def test_lines_for_the_changelog_keep_its_form(comparison: Comparison) -> None:
    lines = list(markdown(comparison))
    for line in lines:
        assert line.isprintable()
        assert re.match(r"### Data$|(  )?- [A-Z*`]|(  ){1,2}\S|$", line)
        assert len(line) <= 120 or " " not in line.strip(" -")
    assert bool(lines) == any(
        changes.added or changes.removed or changes.corrected for changes in comparison.tables.values()
    )


NUMBERS = st.tuples(*[st.integers(0, 2)] * 3)


@given(NUMBERS, NUMBERS, st.sampled_from(Bump))
def test_the_least_version_is_the_least_that_is_enough(
    old: tuple[int, int, int], new: tuple[int, int, int], needs: Bump
) -> None:
    before, after = ("{}.{}.{}".format(*numbers) for numbers in (old, new))
    rose = {
        Bump.NONE: new >= old,
        Bump.PATCH: new > old,
        Bump.MINOR: new[:2] > old[:2],
        Bump.MAJOR: new[0] > old[0],
    }[needs]
    assert is_enough(before, after, needs) is rose
    assert is_enough(before, least_version(before, needs), needs)


@pytest.mark.parametrize(
    ("old", "needs", "least"),
    [
        ("1.2.3", Bump.MINOR, "1.3.0"),
        ("1.2.3", Bump.MAJOR, "2.0.0"),
        ("1.0.0rc1", Bump.MAJOR, "1.0.0"),
        ("1.1.0rc1", Bump.MAJOR, "2.0.0"),
        ("1.1.0.dev3", Bump.MINOR, "1.1.0"),
        ("1.1.1-rc.1", Bump.PATCH, "1.1.1"),
        ("1.1.1+local", Bump.PATCH, "1.1.2"),
    ],
)
def test_a_pre_release_may_lead_up_to_the_version_that_is_needed(old: str, needs: Bump, least: str) -> None:
    assert least_version(old, needs) == least


# --- records -----------------------------------------------------------------------------------------

LETTER = {
    "letter_id": "kst-1-1",
    "title": "A letter",
    "contributions": [{"contribution_id": "kst-1-1.01", "number_max": 5}],
}


def mission(record_id: str, **fields: Any) -> dict[str, Any]:
    return {"mission_id": record_id, "name": record_id.upper()} | fields


CORRECTED = LETTER | {"contributions": [{"contribution_id": "kst-1-1.01", "number_max": 15}]}
TASKS = mission("kfor", note="Old words.", tasks=["training", "advice"])


@pytest.mark.parametrize(
    ("table", "old", "new", "needs", "line"),
    [
        ("missions", [], [mission("kfor")], Bump.PATCH, "- Added: 1 mission: `kfor`."),
        ("missions", [mission("kfor")], [], Bump.MAJOR, "- Removed: 1 mission: `kfor`."),
        (
            "missions", [mission("kfor", area="x")], [mission("k-for", area="y", former_ids=["kfor"])],
            Bump.PATCH, "- Renamed: the mission `kfor` is now `k-for`; both ids find it.",
        ),
        (
            "missions", [mission("kfor"), mission("sfor")], [mission("sfor", former_ids=["kfor"])],
            Bump.PATCH, "- Removed: 1 mission: `kfor` (now `sfor`).",
        ),
        (
            "letters", [LETTER], [CORRECTED],
            Bump.PATCH, "- Corrected in the contributions of `kst-1-1`: `kst-1-1.01`: `number_max` 5 → 15.",
        ),
        ("letters", [LETTER], [LETTER | {"contributions": []}], Bump.MAJOR, "- Removed: 1 contribution:"),
        ("letters", [], [LETTER], Bump.PATCH, "- Added: the letter `kst-1-1` (A letter), 1 contribution."),
        (
            "missions", [TASKS], [TASKS | {"note": "New words.", "tasks": ["advice", "monitoring"]}],
            Bump.PATCH, "`kfor`: `tasks` now also `monitoring`, no longer `training`, `note` reworded.",
        ),
        (
            "missions", [TASKS], [TASKS | {"note": "New words."}],
            Bump.PATCH, "- Revised in the missions: `note` of `kfor`.",
        ),
    ],
)  # fmt: skip
def test_records_need_a_version_and_have_a_line(table: str, old: Any, new: Any, needs: Bump, line: str) -> None:
    comparison = compared({table: old}, {table: new})
    judgement = judge(comparison)
    assert judgement.needs is needs
    assert judgement.enough is False
    assert line in " ".join("\n".join(markdown(comparison)).split("\n  "))


PUBLISHED: dict[str, list[dict[str, Any]]] = json.loads((ROOT / NESTED).read_bytes())
SETS = st.lists(st.frozensets(st.sampled_from("abcdefgh"), min_size=1), min_size=2, max_size=8, unique=True)


def _judged(table: str, old: list[dict[str, Any]], new: list[dict[str, Any]]) -> tuple[set[str], Bump]:
    """The ids of two releases that stand for something else, and the version that the new release needs."""
    comparison = compared({table: old}, {table: new})
    judgement = judge(comparison)
    reused = {record_id for changes in comparison.tables.values() for record_id in changes.reused}
    named = [reason for _, reason in judgement.reasons if "stand for something else now" in reason]
    assert bool(named) == bool(reused)
    assert all(record_id in named[0] for record_id in sorted(reused)[:8])
    return reused, judgement.needs


def _rotated(entries: list[dict[str, Any]], key: str, by: int) -> list[dict[str, Any]]:
    """The entries in their order, each with the id of another one."""
    return [entry | {key: entries[(at + by) % len(entries)][key]} for at, entry in enumerate(entries)]


@given(SETS, st.data())
def test_ids_that_moved_to_another_contribution_need_a_major_version(
    words: list[set[str]], data: st.DataObject
) -> None:
    quotes = [{"evidence": [{"quote": " ".join(sorted(each))}]} for each in words]
    items = [{"contribution_id": f"kst-1-1.{at:02d}"} | quote for at, quote in enumerate(quotes)]
    by = data.draw(st.integers(1, len(items) - 1))
    letters = ([LETTER | {"contributions": each}] for each in (items, _rotated(items, "contribution_id", by)))
    assert _judged("letters", *letters) == ({item["contribution_id"] for item in items}, Bump.MAJOR)


@given(st.sampled_from(PUBLISHED["letters"]), st.sampled_from(["contribution", "event"]), st.data())
def test_ids_of_a_real_letter_that_moved_need_a_major_version(
    letter: dict[str, Any], kind: str, data: st.DataObject
) -> None:
    items = letter[f"{kind}s"]
    moved = _rotated(items, f"{kind}_id", data.draw(st.integers(1, len(items) - 1)))
    reused, needs = _judged("letters", [letter], [letter | {f"{kind}s": moved}])
    assert len(reused) > 0.9 * len(items)
    assert needs is Bump.MAJOR


@given(st.sampled_from(["missions", "frameworks"]), st.data())
def test_two_records_that_changed_places_need_a_major_version(table: str, data: st.DataObject) -> None:
    records, key = PUBLISHED[table], f"{table[:-1]}_id"
    first, second = data.draw(st.lists(st.integers(0, len(records) - 1), min_size=2, max_size=2, unique=True))
    new = list(records)
    new[first], new[second] = _rotated([records[first], records[second]], key, 1)
    assert _judged(table, records, new) == ({records[first][key], records[second][key]}, Bump.MAJOR)


def _quoting(item: dict[str, Any], form: str) -> dict[str, Any]:
    return item | {"evidence": [part | {"quote": form.format(part["quote"])} for part in item["evidence"]]}


HARMLESS: list[Callable[[dict[str, Any]], dict[str, Any]]] = [
    lambda item: item | {"number_max": 77},
    lambda item: item | {"description": "Words that were never used before"},
    lambda item: _quoting(item, "{}, tot en met 31 juli 2025"),
    lambda item: _quoting(item, "heeft besloten {}"),
    lambda item: item | {"evidence": [{"quote": "een goede informatiepositie in de regio"}, *item["evidence"]]},
    lambda item: item | {"names": [{"name": item["name"]}, *item.get("names", ())], "name": "Another Name"},
]


@given(st.sampled_from(["letters", "missions", "frameworks"]), st.data())
def test_what_is_only_corrected_needs_no_major_version(table: str, data: st.DataObject) -> None:
    old = PUBLISHED[table] if table != "letters" else [data.draw(st.sampled_from(PUBLISHED[table]))]
    new = copy.deepcopy(old)
    items, changes = (new, HARMLESS[-1:]) if table != "letters" else (new[0]["contributions"], HARMLESS[:-1])
    for at in data.draw(st.lists(st.integers(0, len(items) - 1), min_size=1, unique=True)):
        for change in data.draw(st.lists(st.sampled_from(changes), min_size=1, unique=True)):
            items[at] = change(items[at])
    assert _judged(table, old, new) == (set(), Bump.PATCH)


def test_a_record_that_takes_in_another_keeps_its_own_meaning() -> None:
    old = [mission("kfor", name="Kosovo Force"), mission("sfor", name="Stabilisation Force in Bosnia")]
    both = {"name": "Kosovo Force and more", "names": [{"name": record["name"]} for record in old]}
    assert _judged("missions", old, [mission("kfor", former_ids=["sfor"]) | both]) == (set(), Bump.PATCH)
    assert _judged("missions", old, [old[1] | {"mission_id": "kfor"}]) == ({"kfor"}, Bump.MAJOR)


def test_letters_are_not_told_apart_by_who_signed_them() -> None:
    signed = [{"letter_id": f"kst-1-{at}", "title": f"Letter {at}"} for at in range(2)]
    both, first = ({"signatories": [{"name": name} for name in names]} for names in ("AB", "A"))
    old, new = [signed[0] | both, signed[1] | first], [signed[0] | first, signed[1] | first]
    assert _judged("letters", old, new) == (set(), Bump.PATCH)


def test_ids_are_compared_in_linear_time() -> None:
    def judge_all(size: int) -> int:
        old = {"missions": [mission(f"m{at}", name=f"Force {at} in {at % 7}") for at in range(size)]}
        new = {"missions": [entry | {"area": "x", "name": entry["name"] + " now"} for entry in old["missions"]]}
        return len(compared(old, new).tables["missions"].reused)

    assert assert_linear(judge_all, 125) == 0


def test_contributions_in_another_order_are_a_change_of_the_letter_and_more_of_them_are_not() -> None:
    one, two = {"contribution_id": "kst-1-1.01"}, {"contribution_id": "kst-1-1.02"}
    first, longer, turned = (
        release("x", {"letters": [LETTER | {"contributions": items}]}) for items in ([one], [one, two], [two, one])
    )
    assert compare(first, longer).tables["letters"].changed
    assert compare(first, longer).tables["letters"].corrected == ()
    assert compare(longer, turned).tables["letters"].corrected


def test_text_names_the_successor_and_counts_repeated_items() -> None:
    old = {"missions": [mission("kfor"), mission("sfor", tasks=["a", "a", "b"])]}
    comparison = compared(old, {"missions": [mission("sfor", tasks=["b", "a"], former_ids=["kfor"])]})
    lines = list(text(comparison, judge(comparison)))
    assert "  - kfor (now sfor)  KFOR" in lines
    at = lines.index("      tasks:")
    assert lines[at + 1] == "        - a"
    assert lines[at + 2].startswith("      former_ids:")


def test_values_are_told_apart_as_json_does() -> None:
    releases = [release("x", {"missions": [mission("kfor", area=value)]}) for value in (1, True, 1.0, "1", [1], [True])]
    for first, second in product(releases, releases):
        assert bool(compare(first, second)) is (first is not second)


def test_what_came_with_a_letter_is_counted_and_not_listed() -> None:
    comparison = compared({}, {"letters": [LETTER]})
    lines = list(text(comparison, judge(comparison)))
    assert "  + kst-1-1  A letter" in lines
    assert "  + 1 contribution of kst-1-1" in lines
    assert not any("kst-1-1.01" in line for line in lines)


def test_markdown_in_a_value_is_shown_and_not_obeyed() -> None:
    odd = LETTER | {"title": "<b>*x*</b> [y](https://z) `q`", "contributions": []}
    (line,) = [line for line in markdown(compared({}, {"letters": [odd]})) if "kst" in line]
    assert "(\\<b\\>\\*x\\*\\</b\\> \\[y\\](https://z) \\`q\\`)" in line
    before, after = ({"missions": [mission("kfor", area=area)]} for area in ("a`b", "``"))
    assert any("`area` `` a`b `` → ``` `` ```" in line for line in markdown(compared(before, after)))


# --- schemas -----------------------------------------------------------------------------------------


def test_the_tables_are_those_that_a_build_makes() -> None:
    """Also when a release brings its own schemas; the columns that are compared are the fields of its records."""
    schemas = release("a", {}, SCHEMAS).schemas
    assert schemas
    assert schemas.tables == Schemas.installed().tables
    for table in schemas.tables.values():
        own = {column.name: column.required for column in table.columns if not column.derived}
        for column in (*(table.parent.key if table.parent else ()), *([table.position] if table.parent else [])):
            own.pop(column)
        assert {column.name: column.required for column in table.own_columns} == own


def _replaced(way: tuple[Any, ...], make: Callable[[Any], Any]) -> dict[str, Any]:
    """The schemas with what is at the end of a way made into something else."""
    schemas = copy.deepcopy(SCHEMAS)
    holder = reduce(getitem, way[:-1], schemas)
    holder[way[-1]] = make(holder[way[-1]])
    return schemas


def _with(way: str, **keywords: Any) -> dict[str, Any]:
    """The schemas with other values of some keywords of a node, or without those that are ``ABSENT``."""
    file, *steps = way.split("/")

    def make(node: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in (node | keywords).items() if value is not ABSENT}

    return _replaced((f"schemas/{file}.schema.json", *steps), make)


def _with_word(definition: str, word: str) -> dict[str, Any]:
    """The schemas with another word in a vocabulary."""
    file, name = definition.split("/")
    node = SCHEMAS[f"schemas/{file}.schema.json"]["$defs"][name]
    values = node["x-values"] | {word: {"en": word, "nl": word}}
    return _with(f"{file}/$defs/{name}", **{"enum": [*values], "x-values": values})


COUNT, STATUS, WIKIDATA, EDTF = (f"common/$defs/{name}" for name in ("count", "status", "wikidata", "edtf"))
PROPERTIES = "contribution/properties"
FIGURE, DECIDED = f"{PROPERTIES}/number_max", f"{STATUS}/x-values/decided"
TEXT = {"title": "T", "description": "Said.", "type": "string", "maxLength": 9}


@pytest.mark.parametrize(
    ("schemas", "kind", "needs", "opposite", "opposite_needs"),
    [
        (_with(PROPERTIES, extra=TEXT), "column added", "MINOR", "column removed", "MAJOR"),
        (
            _with(PROPERTIES, extras={"type": "array", "description": "Said.", "items": TEXT}),
            "table added", "MINOR", "table removed", "MAJOR",
        ),
        (_with_word("common/status", "hoped"), "words added", "MINOR", "words removed", "MAJOR"),
        (_with(STATUS, description="Another."), "meaning of vocabulary", "PATCH", "meaning of vocabulary", "PATCH"),
        (_with(DECIDED, description="Another."), "meaning of word", "PATCH", "meaning of word", "PATCH"),
        (_with(DECIDED, nl="X"), "nl of word", "PATCH", "nl of word", "PATCH"),
        (_with(FIGURE, description="Another."), "meaning", "PATCH", "meaning", "PATCH"),
        (_with(FIGURE, title="Another"), "wording", "PATCH", "wording", "PATCH"),
        (_with(COUNT, maximum=7), "narrowed", "MINOR", "widened", "MINOR"),
        (_with(COUNT, minimum=7), "narrowed", "MINOR", "widened", "MINOR"),
        (_with(COUNT, maximum=ABSENT), "widened", "MINOR", "narrowed", "MINOR"),
        (_with(WIKIDATA, pattern=ABSENT), "widened", "MINOR", "narrowed", "MINOR"),
        (_with(WIKIDATA, pattern="^Q$"), "rule changed", "MINOR", "rule changed", "MINOR"),
        (_with(EDTF, format="date"), "type changed", "MAJOR", "type changed", "MAJOR"),
        (_with(COUNT, type="string"), "type changed", "MAJOR", "type changed", "MAJOR"),
        (_with("mission", required=["mission_id"]), "optional", "MAJOR", "required", "MINOR"),
        (_with(f"{PROPERTIES}/missions", minItems=2), "narrowed", "MINOR", "widened", "MINOR"),
        (_with("contribution/dependentRequired", note=["unit"]), "rule changed", "MINOR", "rule changed", "MINOR"),
        (
            _with("common/$defs/mission_id", **{"x-references": "letters"}),
            "key changed", "MAJOR", "key changed", "MAJOR",
        ),
        (_with(COUNT, **{"x-new-keyword": 1}), "rule changed", "MINOR", "rule changed", "MINOR"),
    ],
)  # fmt: skip
def test_schema_changes_need_a_version(
    schemas: dict[str, Any], kind: str, needs: str, opposite: str, opposite_needs: str
) -> None:
    old, new = release("a", {}), release("b", {}, schemas)
    for a, b, expected, bump in ((old, new, kind, needs), (new, old, opposite, opposite_needs)):
        comparison = compare(a, b)
        assert comparison
        assert {change.kind for change in comparison.schemas or ()} == {expected}
        judgement = judge(comparison)
        assert judgement.needs is Bump[bump]
        assert bool(judgement.hints) == ("meaning" in expected), "a new description is a hint, not a proof"
        lines = list(markdown(comparison))
        assert lines[0] == "### Schema"
        assert all(line.isprintable() for line in lines)
        assert len(list(text(comparison, judgement))) > 5


def _leaves(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(part, (*way, key))
    else:
        yield way


def _may_be_replaced(way: tuple[Any, ...]) -> bool:
    """Whether a leaf of a definition may be replaced wherever it is used, so that nobody sees it."""
    if way[1] != "$defs" or way[3] not in ("title", "description", "examples", "maxLength"):
        return False
    return way[3] != "description" or "enum" not in SCHEMAS[way[0]]["$defs"][way[2]]


# What says nothing about records: the dialect, the titles of the shared files, and constants of the dialect.
LEAVES = sorted(
    way
    for way in _leaves(SCHEMAS)
    if "dialect" not in way[0]
    and not {"$schema", "additionalProperties"} & set(way)
    and not (len(way) == 2 and re.search("common|countries", way[0]))
    and not _may_be_replaced(way)
)


@given(st.sampled_from(LEAVES))
def test_no_change_of_a_schema_goes_unseen(way: tuple[Any, ...]) -> None:
    other = _replaced(
        way, lambda value: (not value) if isinstance(value, bool) else value + (1 if isinstance(value, int) else "x")
    )
    try:
        new = release("b", {}, other)
    except UnreadableError:
        return
    assert compare(release("a", {}), new), way


@given(st.sampled_from(LEAVES), st.integers(1, 9), VALUES, st.dictionaries(st.text(), VALUES | st.just({}), max_size=2))
def test_any_schema_is_compared_or_refused(
    way: tuple[Any, ...], steps: int, value: Any, beside: dict[str, Any]
) -> None:
    """A stranger's schemas end in lines that can be printed or in one sentence."""
    other = _replaced(way[: 1 + steps], lambda old: old | beside if isinstance(old, dict) and beside else value)
    try:
        new = release("b", {}, other)
        for comparison in (compare(release("a", {}), new), compare(new, release("a", {}))):
            assert all(line.isprintable() for line in (*text(comparison, judge(comparison)), *markdown(comparison)))
    except UnreadableError as error:
        assert "its schemas cannot be understood" in str(error)


def test_the_same_change_in_many_columns_is_one() -> None:
    other = _with_word("countries/country", "QQ")
    (change,) = compare(release("a", {}), release("b", {}, other)).schemas or ()
    assert len(change.places) > 1
    assert change.new == "QQ"


def test_schemas_that_unfold_without_end_are_refused() -> None:
    doubled = {
        f"d{n}": {"type": "object", "properties": {key: {"$ref": f"#/$defs/d{n + 1}"} for key in "abcdefgh"}}
        for n in range(6)
    }
    bomb = {"x-table": "t", "$defs": doubled | {"d6": {"type": "string"}}, "$ref": "#/$defs/d0"}
    circle = {"x-table": "t", "$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/a"}}}
    deep: Any = {"type": "string"}
    for _ in range(5000):
        deep = {"type": "array", "items": deep}
    wide = {"type": "string"} | {f"keyword{n}": n for n in range(5000)}
    references = {f"p{n}": {"$ref": "#/$defs/wide"} for n in range(9000)}
    unfolded: list[Any] = [
        bomb,
        circle,
        {"x-table": "t", "type": "object", "properties": {"a": deep}},
        {"x-table": "t", "type": "object", "properties": references, "$defs": {"wide": wide}},
        {"x-table": "t", "$ref": "#/$defs/wide", "properties": references, "$defs": {"wide": wide}},
    ]
    for hostile in (*unfolded, [], 7, {"x-table": 1}):
        try:
            tables = read_schemas("a", {"t": hostile}).tables
        except UnreadableError as error:
            assert "its schemas cannot be understood" in str(error)
        else:
            assert tables == {}


# --- folders, zips and git ----------------------------------------------------------------------------


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small checkout in a repository of its own, which is the current folder."""
    here = tmp_path / "checkout"
    for name in ("missions/untso", "missions/kfor", "frameworks/un", "frameworks/nato", "letters/kst-33279-36"):
        (here / "records" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "records" / f"{name}.yaml", here / "records" / f"{name}.yaml")
    shutil.copytree(ROOT / "schemas", here / "schemas")
    (here / "src" / "inzet").mkdir(parents=True)
    (here / VERSION).write_text('"""The version."""\n\n__version__ = "1.2.3"\n', encoding="utf-8")
    commit(here)
    monkeypatch.chdir(here)
    return here


def _publish(tree: Path, to: Path, prefix: str = "inzet/_data/") -> None:
    """A wheel of a tree."""
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(f"{prefix}data/records.json", json.dumps(nested(read_release(str(tree)))))
        for file in (tree / "schemas").iterdir():
            packed.write(file, f"{prefix}schemas/{file.name}")
        packed.write(tree / VERSION, "inzet/version.py")
        packed.writestr("inzet-1.2.3.dist-info/METADATA", "Name: inzet\n")


def test_a_release_is_the_same_in_a_folder_a_zip_or_git(tree: Path, tmp_path: Path) -> None:
    _publish(tree, tmp_path / "inzet-1.2.3-py3-none-any.whl")
    with zipfile.ZipFile(tmp_path / "inzet-1.2.3-py3-none-any.whl") as packed:
        packed.extractall(tmp_path / "site-packages")
    git(tree, "archive", "--format=zip", "--prefix=inzet-1.2.3/", "-o", str(tmp_path / "top.zip"), "HEAD")
    git(tree, "archive", "--format=zip", "-o", str(tmp_path / "flat.zip"), "HEAD")
    git(tree, "tag", "v1.2.3")
    here = read_release(".")
    assert here.entries["contributions"]
    for name in ("HEAD", "v1.2.3", git(tree, "rev-parse", "--short", "HEAD"), "../top.zip", "../flat.zip",
                 "../inzet-1.2.3-py3-none-any.whl", "../site-packages/inzet"):  # fmt: skip
        other = read_release(name)
        assert not compare(here, other), name
        assert canonical(here.entries) == canonical(other.entries), name
        if "site-packages" not in name:
            assert other.version == "1.2.3", name


def test_records_alone_are_compared_and_the_output_says_that_the_schemas_are_not(tree: Path, capsys: Output) -> None:
    shutil.rmtree(tree / "schemas")
    assert main(["diff", "HEAD"]) == 0
    assert "The schemas were not compared" in capsys.readouterr().out
    assert main(["diff", "HEAD", "--check"]) == 2, "what cannot be judged must not pass"
    assert ". holds no schemas, so a change of them cannot be ruled out" in capsys.readouterr().err


def test_a_repository_in_a_folder_above(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tree / "inner"
    inner.mkdir()
    shutil.move(tree / "records", inner)
    shutil.move(tree / "schemas", inner)
    commit(tree)
    monkeypatch.chdir(inner)
    assert not compare(read_release("HEAD"), read_release("."))
    with pytest.raises(UnreadableError, match="holds neither records/ nor"):
        read_release("HEAD~1")


def test_the_bytes_of_a_revision_go_through_no_filter(tree: Path, tmp_path: Path) -> None:
    (tree / ".gitattributes").write_text("*.yaml filter=evil export-ignore\n", encoding="utf-8")
    commit(tree)
    git(tree, "config", "filter.evil.smudge", f"touch {tmp_path}/ran; cat")
    assert not compare(read_release("HEAD~1"), read_release("HEAD"))
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    "name",
    [
        *("--output=x", "-h", "", " ", "nowhere", "HEAD; touch x", "$(touch x)"),
        *("HEAD:records", "HEAD^{tree}", "a\0b", "HEAD\n"),
    ],
)
def test_no_revision_is_one_sentence(tree: Path, name: str) -> None:
    with pytest.raises(UnreadableError, match=r"no folder, zip or wheel, and no revision|cannot be read|name .* empty"):
        read_release(name)
    assert not (tree / "x").exists()


def test_outside_a_repository_and_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnreadableError, match="no revision of a git repository here"):
        read_release("HEAD")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableError, match="git is not installed"):
        read_release("HEAD")


def test_links_are_not_followed(tree: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("mission_id: secret\n", encoding="utf-8")
    (tree / "records" / "missions" / "secret.yaml").symlink_to(tmp_path / "secret.yaml")
    commit(tree)
    for name in (".", "HEAD"):
        assert "secret" not in read_release(name).entries["missions"]


def _zip(entries: dict[str, bytes], **attributes: int) -> bytes:
    """A zip of some entries, all of which have some other attributes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name)
            for key, value in ({"compress_type": zipfile.ZIP_DEFLATED} | attributes).items():
                setattr(info, key, value)
            packed.writestr(info, data)
    return made.getvalue()


RECORDS = {NESTED: b'{"missions": []}'}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        *((data, "is not a sound zip or wheel") for data in (b"PK", b"", _zip(RECORDS)[:-30])),
        (_zip(RECORDS, compress_type=zipfile.ZIP_STORED).replace(b"missions", b"missiles"), "Bad CRC-32"),
        (_zip({"readme": b""}), "holds neither records/ nor data/records.json"),
        *((_zip(RECORDS | {path: b""}), "leads outside the zip") for path in ("../x", "/etc/x", "a\\..\\x")),
        (_zip(RECORDS, external_attr=(stat.S_IFLNK | 0o777) << 16), "is a link"),
        (_zip({f"{n}": b"" for n in range(10_001)}), "holds more than 10000 files"),
        (_zip({NESTED: b"[" * 200_000}), "is not JSON: nested too deeply"),
        (_zip({NESTED: b'{"missions": ' + b"[" * 200 + b"]" * 200 + b"}"}), "is not JSON: nested too deeply"),
        (_zip({NESTED: b"\xff"}), "is not JSON"),
        (_zip({NESTED: b'{"missions": [{"mission_id": "a", "x": NaN}]}'}), "NaN is not a number"),
        (_zip({NESTED: b'{"missions": [{"mission_id": "a", "x": ' + b"9" * 5000 + b"}]}"}), "is not JSON"),
        (_zip({NESTED: b"[]"}), "does not hold lists of records"),
        (_zip({NESTED: b'{"missions": [7]}'}), "a record of missions needs 'mission_id'"),
        (_zip({NESTED: b'{"missions": [{"mission_id": ["a"]}]}'}), "a record of missions needs 'mission_id'"),
        (_zip({NESTED: b'{"ships": [{}]}'}), "no schema describes 'ships'"),
        (_zip({NESTED: b'{"letters": [{"letter_id": "a", "contributions": 1}]}'}), "'contributions' is not a list"),
        (_zip({"records/missions/a.yaml": b"a: &x 1\n"}), "a.yaml:1:4: anchor &x refused"),
        (_zip({f"records/missions/{n}.yaml": b"mission_id: a\n" for n in "ab"}), "duplicate id 'a' in missions"),
        (_zip(RECORDS | {"schemas/a.schema.json": b"7"}), "its schemas cannot be understood"),
    ],
)
def test_hostile_files_are_one_sentence(tmp_path: Path, refusal: Callable[..., str], data: bytes, message: str) -> None:
    (tmp_path / "x.zip").write_bytes(data)
    assert re.search(message, refusal("diff", str(tmp_path / "x.zip"), str(ROOT)))
    assert sorted(tmp_path.iterdir()) == [tmp_path / "x.zip"], "nothing is unpacked"


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({NESTED: b" " * (1 << 20)}, "is larger than 0 MiB"),
        ({NESTED: b" " * (2 << 20)}, "is larger than 0 MiB"),
        ({NESTED: b"{}", "schemas/a.schema.json": b" " * ((1 << 20) + 1)}, "a.schema.json is larger than 1 MiB"),
        ({f"records/missions/m{n}.yaml": b" " * 900_000 for n in range(4)}, "or 2 MiB of records and schemas"),
        ({f"records/missions/m{n}.yaml": b"" for n in range(11)}, "more than 10 files"),
    ],
)
def test_what_is_too_large_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, bytes], message: str
) -> None:
    """In a zip, a folder and a revision alike; the limits are lowered so that the test is quick."""
    monkeypatch.setattr(places, "MAX_FILE", (1 << 20) - 1)
    monkeypatch.setattr(places, "MAX_TOTAL", 2 << 20)
    monkeypatch.setattr(places, "MAX_FILES", 10)
    (tmp_path / "x.zip").write_bytes(_zip(files))
    folder = tmp_path / "x"
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    commit(folder)
    for name, here in (("x.zip", tmp_path), ("x", tmp_path), ("HEAD", folder)):
        with pytest.raises(UnreadableError, match=message):
            read_release(name, here)


def test_the_same_name_twice_in_a_zip(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed, pytest.warns(UserWarning, match="Duplicate name"):
        packed.writestr(NESTED, b'{"missions": []}')
        packed.writestr(NESTED, b'{"missions": [{"mission_id": "a"}]}')
    (tmp_path / "x.zip").write_bytes(made.getvalue())
    with pytest.raises(UnreadableError, match="is in the zip twice"):
        read_release(str(tmp_path / "x.zip"))


@given(st.data())
def test_a_damaged_zip_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(_zip(RECORDS | {"schemas/a.schema.json": b"{}"}))
    for _ in range(data.draw(st.integers(1, 3))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        with zipfile.ZipFile(io.BytesIO(bytes(whole))) as packed:
            places._unpack(packed, "x")
    except (UnreadableError, *places.FAULTS):
        pass


# --- the command -------------------------------------------------------------------------------------


def _change(tree: Path, version: str = "1.2.3") -> None:
    file = tree / "records" / "missions" / "kfor.yaml"
    file.write_text(re.sub("(?m)^domain:.*$", "domain: hybrid", file.read_text(encoding="utf-8")), encoding="utf-8")
    (tree / VERSION).write_text(f'__version__ = "{version}"\n', encoding="utf-8")


def test_diff_shows_what_changed_and_never_fails_for_it(tree: Path, capsys: Output) -> None:
    _change(tree)
    assert main(["diff", "HEAD"]) == 0
    captured = capsys.readouterr()
    assert re.search(r"Missions\n  ~ kfor\n      domain: \w+ → hybrid\n", captured.out)
    assert captured.err == ""
    assert "at least a patch version is needed, 1.2.4 or higher; both have 1.2.3" in captured.out


@pytest.mark.parametrize(("version", "code"), [("1.2.3", 1), ("1.2.2", 1), ("1.2.4", 0), ("2.0.0", 0), ("soon", 2)])
def test_check_needs_a_version_that_rose_enough(tree: Path, capsys: Output, version: str, code: int) -> None:
    _change(tree, version)
    assert main(["diff", "HEAD", ".", "--check"]) == code
    message = {0: "", 1: "too low", 2: "a version is 1.2.3"}[code]
    assert message in capsys.readouterr().err


def test_markdown_is_for_the_changelog_and_the_verdict_for_the_person(tree: Path, capsys: Output) -> None:
    _change(tree)
    assert main(["diff", "HEAD", "--format", "markdown"]) == 0
    captured = capsys.readouterr()
    assert re.fullmatch(r"### Data\n- Corrected in the missions: `kfor`: `domain` `\w+` → `hybrid`\.\n", captured.out)
    assert captured.err.startswith("at least a patch version is needed")


def test_a_reader_needs_no_curators_extra(tree: Path, tmp_path: Path) -> None:
    _publish(tree, tmp_path / "old.whl")
    _change(tree)
    _publish(tree, tmp_path / "new.whl")
    code = (
        "import sys\nfor name in ('yaml', 'jsonschema', 'pyarrow', 'pydantic'): sys.modules[name] = None\n"
        "from inzet.commands.main import main; sys.exit(main(['diff', *sys.argv[1:]]))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "old.whl"), str(tmp_path / "new.whl")]
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "→ hybrid" in done.stdout
