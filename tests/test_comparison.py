"""The comparison of releases: its laws, every kind of schema change, and releases from wherever they lie."""

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
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import records as valid_records

from inzet.commands.main import main
from inzet.issues import UnreadableError
from inzet.release.comparison import ABSENT, Bump, Comparison, Release, compare, judge, markdown, read_release, text
from inzet.release.comparison import places as places_module
from inzet.release.comparison.json_values import canonical
from inzet.release.comparison.layout import read_layout
from inzet.release.comparison.places import NESTED, VERSION
from inzet.release.comparison.release import parse_release
from inzet.release.comparison.versions import is_enough, least_version
from inzet.schema.schemas import Schemas

SCHEMAS = {
    f"schemas/{file.name}": json.loads(file.read_text(encoding="utf-8")) for file in (ROOT / "schemas").glob("*.json")
}


def release(
    name: str, records: dict[str, Any], version: str = "1.2.3", schemas: dict[str, Any] | None = None
) -> Release:
    """A release made of nested records, as a wheel holds them."""
    files = {path: json.dumps(schema).encode() for path, schema in (SCHEMAS if schemas is None else schemas).items()}
    files |= {NESTED: json.dumps(records).encode(), VERSION: f'__version__ = "{version}"\n'.encode()}
    return parse_release(name, files)


# --- releases at random ------------------------------------------------------------------------------

IDS = st.sampled_from(["aa", "bb", "cc", "dd"])
# Values that Python takes for equal and JSON does not are all there: 1, 1.0 and true.
SCALARS = st.sampled_from([None, True, False, 0, 1, 1.0, "", "1", "kfor", "Two words | *here*", "a\u202eb\n# c"])
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("xyz"), inner, max_size=2)
)


def bodies() -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from(["name", "note", "tasks", "number_max", "evidence"]), VALUES, max_size=3)


def keyed(key: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    made = st.builds(lambda record_id, body: {key: record_id} | body, IDS, bodies())
    return st.lists(made, max_size=4, unique_by=lambda record: record[key])


@st.composite
def loose(draw: st.DrawFn) -> dict[str, Any]:
    """Records of any content: what a comparison must take, valid or not."""
    letters = draw(keyed("letter_id"))
    for letter in letters:
        if draw(st.booleans()):
            items = draw(keyed("contribution_id"))
            letter["contributions"] = [
                item | {"contribution_id": f"{letter['letter_id']}.{item['contribution_id']}"} for item in items
            ]
    missions = draw(keyed("mission_id"))
    for mission in missions:
        if draw(st.booleans()):
            mission["former_ids"] = draw(st.lists(IDS, max_size=2))
    return {"letters": letters, "missions": missions, "frameworks": draw(keyed("framework_id"))}


@st.composite
def valid(draw: st.DrawFn) -> dict[str, Any]:
    """Records of the form that the schemas give them."""
    made: dict[str, Any] = {}
    for table, kind in (("letters", "letter"), ("missions", "mission"), ("frameworks", "framework")):
        key = f"{kind}_id"
        made[table] = draw(st.lists(valid_records(kind), max_size=1, unique_by=lambda record, key=key: record[key]))
    ids = [item["contribution_id"] for letter in made["letters"] for item in letter["contributions"]]
    assume(len(ids) == len(set(ids)))
    return made


RELEASES = loose() | loose() | valid()


def nested(found: Release) -> dict[str, Any]:
    """The records of a release as they were before they were taken apart."""

    def whole(table: str, record_id: str) -> dict[str, Any]:
        entry = {
            key: value for key, value in found.entries[table][record_id].items() if key != found.parents.get(table)
        }
        for field in entry:
            child = found.nested.get((table, field))
            if child:
                entry[field] = [whole(child, each) for each in entry[field]]
        return entry

    return {
        table: [whole(table, record_id) for record_id in ids]
        for table, ids in found.entries.items()
        if table not in found.parents
    }


def apply(found: Comparison) -> dict[str, dict[str, Any]]:
    """The old records with every change made to them."""
    made = copy.deepcopy(found.old.entries)
    for table, ids in found.removed.items():
        for record_id in ids:
            del made[table][record_id]
    for table, ids in found.added.items():
        for record_id in ids:
            made[table][record_id] = found.new.entries[table][record_id]
    for table, records in found.changed.items():
        for record in records:
            for change in record.fields:
                assert canonical(made[table][record.id].get(change.name)) == canonical(
                    None if change.old is ABSENT else change.old
                )
                if change.new is ABSENT:
                    del made[table][record.id][change.name]
                else:
                    made[table][record.id][change.name] = change.new
    return made


# --- laws --------------------------------------------------------------------------------------------


@given(RELEASES)
def test_taking_records_apart_loses_nothing(records: dict[str, Any]) -> None:
    found = nested(release("a", records))
    assert canonical(found) == canonical({table: records[table] for table in found})


@given(RELEASES, st.randoms(use_true_random=False))
def test_nothing_changed_from_a_release_to_itself(records: dict[str, Any], chance: random.Random) -> None:
    """Neither the order of records nor that of keys plays a part."""
    shuffled: dict[str, Any] = {}
    for table in chance.sample(sorted(records), len(records)):
        shuffled[table] = [dict(chance.sample(list(each.items()), len(each))) for each in records[table]]
        chance.shuffle(shuffled[table])
    found = compare(release("a", records), release("b", shuffled))
    assert not found
    judgement = judge(found)
    assert (judgement.needs, judgement.enough, judgement.least) == (Bump.NONE, True, "1.2.3")
    assert list(markdown(found)) == []
    assert "Nothing changed." in list(text(found, judgement))


@given(RELEASES, RELEASES)
def test_what_is_added_one_way_is_removed_the_other(first: dict[str, Any], second: dict[str, Any]) -> None:
    a, b = release("a", first), release("b", second)
    there, back = compare(a, b), compare(b, a)
    assert there.added == back.removed
    assert there.removed == back.added
    turned = {
        (table, record.id, change.name): (canonical_or_absent(change.new), canonical_or_absent(change.old))
        for table, records in back.changed.items()
        for record in records
        for change in record.fields
    }
    assert turned == {
        (table, record.id, change.name): (canonical_or_absent(change.old), canonical_or_absent(change.new))
        for table, records in there.changed.items()
        for record in records
        for change in record.fields
    }


def canonical_or_absent(value: Any) -> Any:
    return value if value is ABSENT else canonical(value)


@given(RELEASES, RELEASES)
def test_the_changes_lead_from_the_old_release_to_the_new_one(first: dict[str, Any], second: dict[str, Any]) -> None:
    found = compare(release("a", first), release("b", second))
    assert canonical(apply(found)) == canonical(found.new.entries)
    assert bool(found) == (canonical(found.old.entries) != canonical(found.new.entries))


@given(RELEASES, RELEASES)
def test_every_record_that_changed_is_told(first: dict[str, Any], second: dict[str, Any]) -> None:
    """In text every id stands in a line, alone or counted with its letter; and no value breaks a line."""
    found = compare(release("a", first), release("b", second))
    lines = list(text(found, judge(found), 100))
    assert all(line.isprintable() for line in lines)
    said = "\n".join(lines)
    for table, ids in (*found.added.items(), *found.removed.items()):
        for record_id in ids:
            if table != "contributions":
                assert record_id in said
    for record in (record for records in found.told().values() for record in records):
        assert f"  ~ {record.id}" in said
        assert all(f"      {change.name}:" in said for change in record.fields)


@given(RELEASES, RELEASES)
def test_lines_for_the_changelog_keep_its_form(first: dict[str, Any], second: dict[str, Any]) -> None:
    found = compare(release("a", first), release("b", second))
    lines = list(markdown(found))
    for line in lines:
        assert line.isprintable()
        assert re.match(r"### Data$|(  )?- [A-Z*`]|(  ){1,2}\S|$", line)
        assert len(line) <= 120 or " " not in line.strip(" -")
    assert bool(lines) == (any(map(bool, (*found.added.values(), *found.removed.values(), *found.told().values()))))


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


@pytest.mark.parametrize(
    ("old", "new", "needs", "said"),
    [
        ({"missions": []}, {"missions": [mission("kfor")]}, Bump.PATCH, "- Added: 1 mission: `kfor`."),
        ({"missions": [mission("kfor")]}, {"missions": []}, Bump.MAJOR, "- Removed: 1 mission: `kfor`."),
        (
            {"missions": [mission("kfor", area="x")]},
            {"missions": [mission("k-for", area="y", former_ids=["kfor"])]},
            Bump.PATCH,
            "- Renamed: the mission `kfor` is now `k-for` and answers to both.",
        ),
        (
            {"missions": [mission("kfor"), mission("sfor")]},
            {"missions": [mission("sfor", former_ids=["kfor"])]},
            Bump.PATCH,
            "- Removed: 1 mission: `kfor` (now `sfor`).",
        ),
        (
            {"letters": [LETTER]},
            {"letters": [LETTER | {"contributions": [{"contribution_id": "kst-1-1.01", "number_max": 15}]}]},
            Bump.PATCH,
            "- Corrected in the contributions of `kst-1-1`: `kst-1-1.01`: `number_max` 5 → 15.",
        ),
        (
            {"letters": [LETTER]},
            {"letters": [LETTER | {"contributions": []}]},
            Bump.MAJOR,
            "- Removed: 1 contribution:",
        ),
        (
            {"letters": []},
            {"letters": [LETTER]},
            Bump.PATCH,
            "- Added: the letter `kst-1-1` (A letter), 1 contribution.",
        ),
        (
            {"missions": [mission("kfor", note="Old words.", tasks=["training", "advice"])]},
            {"missions": [mission("kfor", note="New words.", tasks=["advice", "monitoring"])]},
            Bump.PATCH,
            "`kfor`: `tasks` now also `monitoring`, no longer `training`, `note` reworded.",
        ),
        (
            {"missions": [mission("kfor", note="Old words.")]},
            {"missions": [mission("kfor", note="New words.")]},
            Bump.PATCH,
            "- Revised in the missions: `note` of `kfor`.",
        ),
    ],
)
def test_records_ask_for_a_version_and_have_a_line(old: Any, new: Any, needs: Bump, said: str) -> None:
    found = compare(release("a", old), release("b", new))
    judgement = judge(found)
    assert judgement.needs is needs
    assert judgement.enough is False
    assert said in " ".join("\n".join(markdown(found)).split("\n  "))


def test_contributions_in_another_order_are_a_change_and_more_of_them_are_not_told_twice() -> None:
    one, two = {"contribution_id": "kst-1-1.01"}, {"contribution_id": "kst-1-1.02"}
    first, longer, turned = (
        release("x", {"letters": [LETTER | {"contributions": c}]}) for c in ([one], [one, two], [two, one])
    )
    assert compare(first, longer).changed["letters"]
    assert compare(first, longer).told()["letters"] == ()
    assert compare(longer, turned).told()["letters"]


def test_text_names_the_successor_and_counts_what_stands_twice() -> None:
    old = {"missions": [mission("kfor"), mission("sfor", tasks=["a", "a", "b"])]}
    new = {"missions": [mission("sfor", tasks=["b", "a"], former_ids=["kfor"])]}
    found = compare(release("a", old), release("b", new))
    lines = list(text(found, judge(found)))
    assert "  - kfor (now sfor)  KFOR" in lines
    at = lines.index("      tasks:")
    assert lines[at + 1] == "        - a"
    assert lines[at + 2].startswith("      former_ids:")


def test_values_are_told_apart_as_json_does() -> None:
    ones = [release("x", {"missions": [mission("kfor", area=value)]}) for value in (1, True, 1.0, "1", [1], [True])]
    for one in ones:
        for other in ones:
            assert bool(compare(one, other)) is (one is not other)


def test_what_came_with_a_letter_is_counted_and_not_listed() -> None:
    found = compare(release("a", {}), release("b", {"letters": [LETTER]}))
    lines = list(text(found, judge(found)))
    assert "  + kst-1-1  A letter" in lines
    assert "  + 1 contribution of kst-1-1" in lines
    assert not any("kst-1-1.01" in line for line in lines)


def test_markdown_in_a_value_is_shown_and_not_obeyed() -> None:
    odd = LETTER | {"title": "<b>*x*</b> [y](https://z) `q`", "contributions": []}
    (line,) = [line for line in markdown(compare(release("a", {}), release("b", {"letters": [odd]}))) if "kst" in line]
    assert "(\\<b\\>\\*x\\*\\</b\\> \\[y\\](https://z) \\`q\\`)" in line
    before, after = (mission("kfor", area=area) for area in ("a`b", "``"))
    found = compare(release("a", {"missions": [before]}), release("b", {"missions": [after]}))
    assert any("`area` `` a`b `` → ``` `` ```" in line for line in markdown(found))


# --- schemas -----------------------------------------------------------------------------------------


def test_the_tables_are_those_that_a_build_makes() -> None:
    """An independent witness: the tables of the package, without the columns that follow from others."""
    layout = release("a", {}).layout
    assert layout
    assert layout.tables.keys() == Schemas.installed().tables.keys()
    for name, table in Schemas.installed().tables.items():
        own = {column.name: column.required for column in table.columns if not column.derived}
        for column in (*(table.parent.key if table.parent else ()), *([table.position] if table.parent else [])):
            own.pop(column)
        assert {name: column.required for name, column in layout.tables[name].columns.items()} == own


def _at(schemas: dict[str, Any], way: str) -> Any:
    file, *steps = way.split("/")
    found = schemas[f"schemas/{file}.schema.json"]
    for step in steps:
        found = found[step]
    return found


def _set(way: str, key: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(schemas: dict[str, Any]) -> None:
        holder = _at(schemas, way)
        if value is ABSENT:
            holder.pop(key, None)
        else:
            holder[key] = value

    return change


def _word(way: str, word: str) -> Callable[[dict[str, Any]], None]:
    def change(schemas: dict[str, Any]) -> None:
        _at(schemas, way)["enum"].append(word)
        _at(schemas, way)["x-values"][word] = {"en": word, "nl": word}

    return change


COUNT, STATUS = "common/$defs/count", "common/$defs/status"
PROPERTIES = "contribution/properties"
DECIDED = f"{STATUS}/x-values/decided"
TEXT = {"title": "T", "description": "Said.", "type": "string", "maxLength": 9}


@pytest.mark.parametrize(
    ("change", "kind", "needs", "opposite", "opposite_needs"),
    [
        (_set(PROPERTIES, "extra", TEXT), "column added", "MINOR", "column removed", "MAJOR"),
        (
            _set(PROPERTIES, "extras", {"type": "array", "description": "Said.", "items": TEXT}),
            "table added", "MINOR", "table removed", "MAJOR",
        ),
        (_word(STATUS, "hoped"), "words added", "MINOR", "words removed", "MAJOR"),
        (_set(STATUS, "description", "Another."), "meaning of vocabulary", "PATCH", "meaning of vocabulary", "PATCH"),
        (_set(DECIDED, "description", "Another."), "meaning of word", "PATCH", "meaning of word", "PATCH"),
        (_set(DECIDED, "nl", "X"), "nl of word", "PATCH", "nl of word", "PATCH"),
        (_set(f"{PROPERTIES}/number_max", "description", "Another."), "meaning", "PATCH", "meaning", "PATCH"),
        (_set(f"{PROPERTIES}/number_max", "title", "Another"), "wording", "PATCH", "wording", "PATCH"),
        (_set(COUNT, "maximum", 7), "narrowed", "MINOR", "widened", "MINOR"),
        (_set(COUNT, "minimum", 7), "narrowed", "MINOR", "widened", "MINOR"),
        (_set(COUNT, "maximum", ABSENT), "widened", "MINOR", "narrowed", "MINOR"),
        (_set("common/$defs/wikidata", "pattern", ABSENT), "widened", "MINOR", "narrowed", "MINOR"),
        (_set("common/$defs/wikidata", "pattern", "^Q$"), "rule changed", "MINOR", "rule changed", "MINOR"),
        (_set("common/$defs/edtf", "format", "date"), "type changed", "MAJOR", "type changed", "MAJOR"),
        (_set(COUNT, "type", "string"), "type changed", "MAJOR", "type changed", "MAJOR"),
        (_set("mission", "required", ["mission_id"]), "optional", "MAJOR", "required", "MINOR"),
        (_set("contribution/properties/missions", "minItems", 2), "narrowed", "MINOR", "widened", "MINOR"),
        (_set("contribution/dependentRequired", "note", ["unit"]), "rule changed", "MINOR", "rule changed", "MINOR"),
        (_set("common/$defs/mission_id", "x-references", "letters"), "key changed", "MAJOR", "key changed", "MAJOR"),
        (_set(COUNT, "x-new-keyword", 1), "rule changed", "MINOR", "rule changed", "MINOR"),
    ],
)  # fmt: skip
def test_schema_changes_ask_for_a_version(
    change: Callable[[dict[str, Any]], None], kind: str, needs: str, opposite: str, opposite_needs: str
) -> None:
    other = copy.deepcopy(SCHEMAS)
    change(other)
    old, new = release("a", {}), release("b", {}, schemas=other)
    for a, b, expected, bump in ((old, new, kind, needs), (new, old, opposite, opposite_needs)):
        found = compare(a, b)
        assert found
        assert {each.kind for each in found.layout or ()} == {expected}
        judgement = judge(found)
        assert judgement.needs is Bump[bump]
        assert bool(judgement.hints) == ("meaning" in expected), "a new description is a hint, not a proof"
        lines = list(markdown(found))
        assert lines[0] == "### Schema"
        assert all(line.isprintable() for line in lines)
        assert len(list(text(found, judgement))) > 5


def _leaves(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(part, (*way, key))
    else:
        yield way


def _may_be_replaced(way: tuple[Any, ...]) -> bool:
    """Whether a leaf of a definition may be said anew wherever it is used, so that nobody sees it."""
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
    other = copy.deepcopy(SCHEMAS)
    holder: Any = other
    for step in way[:-1]:
        holder = holder[step]
    value = holder[way[-1]]
    holder[way[-1]] = (not value) if isinstance(value, bool) else value + (1 if isinstance(value, int) else "x")
    try:
        new = release("b", {}, schemas=other)
    except UnreadableError:
        return
    assert compare(release("a", {}), new), way


def test_the_same_change_in_many_columns_is_one() -> None:
    other = copy.deepcopy(SCHEMAS)
    _word("countries/$defs/country", "QQ")(other)
    (change,) = compare(release("a", {}), release("b", {}, schemas=other)).layout or ()
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
    for hostile in (bomb, circle, {"x-table": "t", "type": "object", "properties": {"a": deep}}, [], 7, {"x-table": 1}):
        try:
            assert read_layout("a", {"t": hostile}).tables == {}
        except UnreadableError as error:
            assert "its schemas cannot be understood" in str(error)


# --- where releases lie ------------------------------------------------------------------------------


def _git(*arguments: str, cwd: Path) -> str:
    environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    names = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(
        ["git", *names, *arguments], cwd=cwd, env=environment, capture_output=True, check=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small checkout in a repository of its own, which is the current folder."""
    here = tmp_path / "checkout"
    for folder, names in {
        "missions": ["untso", "kfor"],
        "frameworks": ["un", "nato"],
        "letters": ["kst-33279-36"],
    }.items():
        (here / "records" / folder).mkdir(parents=True)
        for name in names:
            shutil.copy(ROOT / "records" / folder / f"{name}.yaml", here / "records" / folder)
    shutil.copytree(ROOT / "schemas", here / "schemas")
    (here / "src" / "inzet").mkdir(parents=True)
    (here / VERSION).write_text('"""The version."""\n\n__version__ = "1.2.3"\n', encoding="utf-8")
    _git("init", "-q", cwd=here)
    _git("add", ".", cwd=here)
    _git("commit", "-qm", "first", cwd=here)
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


def test_a_release_is_the_same_wherever_it_lies(tree: Path, tmp_path: Path) -> None:
    _publish(tree, tmp_path / "inzet-1.2.3-py3-none-any.whl")
    with zipfile.ZipFile(tmp_path / "inzet-1.2.3-py3-none-any.whl") as packed:
        packed.extractall(tmp_path / "site-packages")
    _git("archive", "--format=zip", "--prefix=inzet-1.2.3/", "-o", str(tmp_path / "top.zip"), "HEAD", cwd=tree)
    _git("archive", "--format=zip", "-o", str(tmp_path / "flat.zip"), "HEAD", cwd=tree)
    _git("tag", "v1.2.3", cwd=tree)
    here = read_release(".")
    assert here.entries["contributions"]
    for name in ("HEAD", "v1.2.3", _git("rev-parse", "--short", "HEAD", cwd=tree), "../top.zip", "../flat.zip",
                 "../inzet-1.2.3-py3-none-any.whl", "../site-packages/inzet"):  # fmt: skip
        other = read_release(name)
        assert not compare(here, other), name
        assert canonical(here.entries) == canonical(other.entries), name
        if "site-packages" not in name:
            assert other.version == "1.2.3", name


def test_the_installed_release_compares_with_the_checkout() -> None:
    assert read_release(str(ROOT)).layout


def test_records_alone_are_compared_and_the_schemas_are_said_not_to_be(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
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
    _git("add", ".", cwd=tree)
    _git("commit", "-qm", "moved", cwd=tree)
    monkeypatch.chdir(inner)
    assert not compare(read_release("HEAD"), read_release("."))
    with pytest.raises(UnreadableError, match="holds neither records/ nor"):
        read_release("HEAD~1")


def test_the_bytes_of_a_revision_go_through_no_filter(tree: Path, tmp_path: Path) -> None:
    (tree / ".gitattributes").write_text("*.yaml filter=evil export-ignore\n", encoding="utf-8")
    _git("add", ".", cwd=tree)
    _git("commit", "-qm", "filter", cwd=tree)
    _git("config", "filter.evil.smudge", f"touch {tmp_path}/ran; cat", cwd=tree)
    assert not compare(read_release("HEAD~1"), read_release("HEAD"))
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    "name",
    [
        "--output=x",
        "-h",
        "",
        " ",
        "nowhere",
        "HEAD; touch x",
        "$(touch x)",
        "HEAD:records",
        "HEAD^{tree}",
        "a\0b",
        "HEAD\n",
    ],
)
def test_no_revision_is_one_sentence(tree: Path, name: str) -> None:
    with pytest.raises(UnreadableError, match=r"no folder, zip or wheel, and no revision|cannot be read|no empty name"):
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
    _git("add", ".", cwd=tree)
    _git("commit", "-qm", "link", cwd=tree)
    for name in (".", "HEAD"):
        assert "secret" not in read_release(name).entries["missions"]


def _zip(entries: dict[str, bytes], change: Callable[[zipfile.ZipInfo], None] = lambda _: None) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            change(info)
            packed.writestr(info, data)
    return made.getvalue()


def _stored(info: zipfile.ZipInfo) -> None:
    info.compress_type = zipfile.ZIP_STORED


def _link(info: zipfile.ZipInfo) -> None:
    info.external_attr = (stat.S_IFLNK | 0o777) << 16


RECORDS = {NESTED: b'{"missions": []}'}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK", "is no sound zip or wheel"),
        (b"", "is no sound zip or wheel"),
        (_zip(RECORDS)[:-30], "is no sound zip or wheel"),
        (_zip(RECORDS, _stored).replace(b"missions", b"missiles"), "Bad CRC-32"),
        (_zip({"readme": b""}), "holds neither records/ nor data/records.json"),
        (_zip(RECORDS | {"../x": b""}), "leads outside the zip"),
        (_zip(RECORDS | {"/etc/x": b""}), "leads outside the zip"),
        (_zip(RECORDS | {"a\\..\\x": b""}), "leads outside the zip"),
        (_zip(RECORDS, _link), "is a link"),
        (_zip({f"{n}": b"" for n in range(10_001)}), "holds more than 10000 files"),
        (_zip({NESTED: b"[" * 200_000}), "is not JSON: nested too deep"),
        (_zip({NESTED: b"\xff"}), "is not JSON"),
        (_zip({NESTED: b'{"missions": [{"mission_id": "a", "x": NaN}]}'}), "NaN is not a number"),
        (_zip({NESTED: b'{"missions": [{"mission_id": "a", "x": ' + b"9" * 5000 + b"}]}"}), "is not JSON"),
        (_zip({NESTED: b"[]"}), "does not hold lists of records"),
        (_zip({NESTED: b'{"missions": [7]}'}), "a record of missions needs 'mission_id'"),
        (_zip({NESTED: b'{"missions": [{"mission_id": ["a"]}]}'}), "a record of missions needs 'mission_id'"),
        (_zip({NESTED: b'{"ships": [{}]}'}), "no schema describes 'ships'"),
        (_zip({NESTED: b'{"letters": [{"letter_id": "a", "contributions": 1}]}'}), "'contributions' is not a list"),
        (_zip({"records/missions/a.yaml": b"a: &x 1\n"}), "a.yaml:1:4: anchor &x refused"),
        (_zip({f"records/missions/{n}.yaml": b"mission_id: a\n" for n in "ab"}), "'a' stands in missions twice"),
        (_zip(RECORDS | {"schemas/a.schema.json": b"7"}), "its schemas cannot be understood"),
    ],
)
def test_hostile_files_are_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, said: str
) -> None:
    (tmp_path / "x.zip").write_bytes(data)
    assert main(["diff", str(tmp_path / "x.zip"), str(ROOT)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert re.search(said, captured.err)
    assert captured.err.count("\n") == 1
    assert sorted(tmp_path.iterdir()) == [tmp_path / "x.zip"], "nothing is unpacked"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({NESTED: b" " * (1 << 20)}, "is larger than 0 MiB"),
        ({NESTED: b" " * (2 << 20)}, "is larger than 0 MiB"),
        ({f"records/missions/m{n}.yaml": b" " * 900_000 for n in range(4)}, "or 2 MiB of records and schemas"),
        ({f"records/missions/m{n}.yaml": b"" for n in range(11)}, "more than 10 files"),
    ],
)
def test_what_is_too_large_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, bytes], said: str
) -> None:
    """In a zip, a folder and a revision alike; the limits are lowered so that the test is quick."""
    monkeypatch.setattr(places_module, "MAX_FILE", (1 << 20) - 1)
    monkeypatch.setattr(places_module, "MAX_TOTAL", 2 << 20)
    monkeypatch.setattr(places_module, "MAX_FILES", 10)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.zip").write_bytes(_zip(files))
    for name, data in files.items():
        (tmp_path / "x" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "x" / name).write_bytes(data)
    _git("init", "-q", cwd=tmp_path / "x")
    _git("add", ".", cwd=tmp_path / "x")
    _git("commit", "-qm", "large", cwd=tmp_path / "x")
    with pytest.raises(UnreadableError, match=said):
        read_release("x.zip")
    with pytest.raises(UnreadableError, match=said):
        read_release("x")
    monkeypatch.chdir(tmp_path / "x")
    with pytest.raises(UnreadableError, match=said):
        read_release("HEAD")


def test_the_same_name_twice_in_a_zip(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed, pytest.warns(UserWarning, match="Duplicate name"):
        packed.writestr(NESTED, b'{"missions": []}')
        packed.writestr(NESTED, b'{"missions": [{"mission_id": "a"}]}')
    (tmp_path / "x.zip").write_bytes(made.getvalue())
    with pytest.raises(UnreadableError, match="stands in the zip twice"):
        read_release(str(tmp_path / "x.zip"))


@given(st.data())
def test_a_damaged_zip_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(_zip(RECORDS | {"schemas/a.schema.json": b"{}"}))
    for _ in range(data.draw(st.integers(1, 3))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        with zipfile.ZipFile(io.BytesIO(bytes(whole))) as packed:
            places_module._unpack(packed, "x")
    except (UnreadableError, *places_module.FAULTS):
        pass


# --- the command -------------------------------------------------------------------------------------


def _change(tree: Path, version: str = "1.2.3") -> None:
    file = tree / "records" / "missions" / "kfor.yaml"
    file.write_text(re.sub("(?m)^domain:.*$", "domain: hybrid", file.read_text(encoding="utf-8")), encoding="utf-8")
    (tree / VERSION).write_text(f'__version__ = "{version}"\n', encoding="utf-8")


def test_diff_says_what_changed_and_never_fails_for_it(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _change(tree)
    assert main(["diff", "HEAD"]) == 0
    captured = capsys.readouterr()
    assert re.search(r"Missions\n  ~ kfor\n      domain: \w+ → hybrid\n", captured.out)
    assert captured.err == ""
    assert "at least a patch version is needed, 1.2.4 or higher; both have 1.2.3" in captured.out


@pytest.mark.parametrize(("version", "code"), [("1.2.3", 1), ("1.2.2", 1), ("1.2.4", 0), ("2.0.0", 0), ("soon", 2)])
def test_check_wants_a_version_that_rose_enough(
    tree: Path, capsys: pytest.CaptureFixture[str], version: str, code: int
) -> None:
    _change(tree, version)
    assert main(["diff", "HEAD", ".", "--check"]) == code
    said = {0: "", 1: "too low", 2: "a version is 1.2.3"}[code]
    assert said in capsys.readouterr().err


def test_markdown_is_for_the_changelog_and_talk_for_the_person(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
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
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "old.whl"), str(tmp_path / "new.whl")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "→ hybrid" in done.stdout
