"""Small trees of records: what the validator accepts, and one tree for each code that it can give.

A folder under ``examples/invalid`` is named after the code that it shows. Its ``expected.txt`` holds the issues
without their messages; a comment in a record says why something there gives none. The content of all trees is
invented.
"""

import inspect
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, NoReturn

import pytest
import yaml
from conftest import INZET, assert_linear

from inzet.issues import Issue
from inzet.records import evidence, rules, schema_files, strict_yaml, tree, twins, validation
from inzet.records.validation import validate
from inzet.schema import findings

EXAMPLES = Path(__file__).parent / "examples"
VALID = sorted((EXAMPLES / "valid").iterdir())
INVALID = sorted((EXAMPLES / "invalid").iterdir())

WITHOUT_TREE = {
    "rule.crash",  # no input should bring it about; see test_crashing_rule_hides_nothing
    "yaml.size",  # too large to commit; see test_large_file_is_refused
    *schema_files.CODES,  # about schemas, not records; see test_schema_files
}
NAMES_ANOTHER = {
    "schema.required": "is missing",  # the key that is missing
    "source_unchanged": "has SHA-256",  # the digest of the text
    "change_fits_figure": "a figure of none",  # which is 0
    "identifier_fits_letter": "with scheme 'kst'",  # the identifier that is missing
    "qualifier_has_subject": "'about n'",  # what 'approximate' stands for
}
"""Codes with messages that name neither the key nor the value at their place, and what these say instead."""


def _name(tree: Path) -> str:
    return tree.name


def _issues(tree: Path, monkeypatch: pytest.MonkeyPatch) -> list[Issue]:
    monkeypatch.chdir(tree)
    return validate(".", "sources" if Path("sources").is_dir() else None)


def _lines(issues: list[Issue]) -> list[str]:
    return [f"{issue.path}:{issue.line}:{issue.column}: {issue.code}" for issue in issues]


def _expected(tree: Path) -> list[str]:
    return (tree / "expected.txt").read_text(encoding="utf-8").splitlines()


def _codes() -> set[str]:
    """Every code that the modules of the validator can give."""
    texts = [inspect.getsource(module) for module in (strict_yaml, tree, validation)]
    literals = re.findall(r'"((?:yaml|tree|rule)\.[a-z-]+)"', "".join(texts))
    named = (findings.CODES.values(), evidence.CODES, schema_files.CODES, twins.CODES)
    return {*literals, *chain.from_iterable(named), *_rules()}


def _rules() -> dict[str, rules.Rule]:
    return {rule.__name__: rule for table in rules.RULES.values() for rule in table}


# --- the trees ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("tree", VALID, ids=_name)
def test_valid_tree_gives_no_issue(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _issues(tree, monkeypatch) == []


@pytest.mark.parametrize("tree", INVALID, ids=_name)
def test_invalid_tree_gives_the_expected_issues(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    issues = _issues(tree, monkeypatch)
    assert _lines(issues) == _expected(tree)
    assert {issue.code for issue in issues} == {tree.name}


@pytest.mark.parametrize("tree", INVALID, ids=_name)
def test_parser_in_plain_python_finds_the_same(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict_yaml, "_Loader", yaml.SafeLoader)
    assert _lines(_issues(tree, monkeypatch)) == _expected(tree)


@pytest.mark.parametrize("tree", INVALID, ids=_name)
def test_messages_are_one_line_and_name_what_is_wrong(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for issue in _issues(tree, monkeypatch):
        assert issue.message.strip() == issue.message != ""
        assert issue.message.isprintable()
        assert not issue.message.endswith(".")
        if issue.pointer and NAMES_ANOTHER.get(issue.code, "\n") not in issue.message:
            assert any(word in issue.message for word in _words_at(issue)), issue


def _words_at(issue: Issue) -> Iterator[str]:
    """The key of the value that an issue is about, and the value or what it holds."""
    steps = issue.pointer.split("/")[1:]
    yield next(step for step in reversed(steps) if not step.isdecimal())
    value = yaml.load(Path(issue.path).read_text(encoding="utf-8"), yaml.BaseLoader)
    for step in steps:
        value = value[int(step) if isinstance(value, list) else step]
    yield from _words(value)


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from [value] if value else []
    else:
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _words(inner)


def test_every_code_has_a_tree() -> None:
    assert {tree.name for tree in INVALID} == _codes() - WITHOUT_TREE
    assert _codes() >= WITHOUT_TREE


# --- what no tree can show ---------------------------------------------------------------------------


def test_large_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "records" / "frameworks" / "kustverbond.yaml"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"#" * strict_yaml.MAX_BYTES)
    assert "yaml.size" not in {issue.code for issue in validate(tmp_path)}
    file.write_bytes(b"#" * (strict_yaml.MAX_BYTES + 1))
    assert _lines(validate(tmp_path)) == [f"{file.as_posix()}:1:1: yaml.size"]


def test_crashing_rule_hides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(item: rules.Item, setting: rules.Setting) -> NoReturn:
        """Always fails."""
        raise KeyError("no such thing")

    monkeypatch.setitem(rules.RULES, "frameworks", [crash, *rules.RULES["frameworks"]])
    tree = EXAMPLES / "invalid" / "file_name_is_id"
    issues = _issues(tree, monkeypatch)
    (crashed,) = (issue for issue in issues if issue.code == "rule.crash")
    assert (crashed.path, crashed.line, crashed.column) == ("records/frameworks/kustbond.yaml", 1, 1)
    assert "rule crash failed" in crashed.message
    assert "no such thing" in crashed.message
    assert _lines([issue for issue in issues if issue is not crashed]) == _expected(tree)


@pytest.mark.parametrize("stem", [b"kust\nverbond", b"kust\xffverbond", "kust\u2028verbond".encode()], ids=repr)
def test_strange_file_name_gives_one_line_that_can_be_shown(stem: bytes, tmp_path: Path) -> None:
    folder = tmp_path / "records" / "frameworks"
    folder.mkdir(parents=True)
    try:
        file = folder / os.fsdecode(stem + b".yaml")
        file.write_text("framework_id: kustverbond\nname: Kustverbond\nkind: organisation\n", encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("this file system has no such names")
    (issue,) = validate(tmp_path)
    assert (issue.path, issue.code) == (file.as_posix(), "file_name_is_id")
    assert str(issue).isprintable()  # so it is one line, and any UTF-8 terminal can show it
    assert str(issue).startswith(f"{folder.as_posix()}/kust\\")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_pipe_is_no_source_text(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "valid" / "minimal", tmp_path, dirs_exist_ok=True)
    os.mkfifo(tmp_path / "letter.txt")
    # In a process of its own: reading the pipe would wait for ever, and so would this test.
    command = [*INZET, "validate", ".", "--sources", "."]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=30)
    assert re.fullmatch(r"records/letters/bz0000001\.yaml:10:14: source_present: .*letter\.txt.*\n", done.stdout)


PART = """\
- contribution_id: bz0000001.{at:03}
  frameworks: [{{framework_id: kustverbond, role: recipient}}]
  kind: personnel
  description: Staff officers
  change: none
  status: reported
  part_of: bz0000001.{whole}
  evidence:
  - line: 3
    section: Kustverbond
    quote: bemant de staf in Zandhaven {at:03}
"""
NAMES = ["names:\n", *(f"- name: Zilverkust {at}\n  language: nl\n  origin: ours\n" for at in range(4000))]
CHAIN = [PART.format(at=at, whole=f"{at - 1:03}" if at else "01") for at in range(999)]
SAME = [re.sub(r"  part_of.*\n|(?<=haven) [0-9]+", "", part) for part in CHAIN]
MANY = "".join(f"  - {{line: 3, section: Staf, quote: {'kust ' * 9}{at:02}, supports: [kind]}}\n" for at in range(49))
LARGE = {
    "names": ("missions/om-zilverkust", NAMES[:501], 0),
    "more names than a record can have": ("missions/om-zilverkust", NAMES, 1),
    "empty contributions": ("letters/bz0000001", ["- {}\n"] * 999, findings.MAX_FINDINGS),
    "more than a letter can have": ("letters/bz0000001", ["- {}\n"] * 2000, 1),
    "chain of parts": ("letters/bz0000001", CHAIN, 0),
    "the same again and again": ("letters/bz0000001", SAME, 998),
    "many fragments": (
        "letters/bz0000001",
        [part.replace(": Kust", ": Kust-") + MANY for part in SAME[:80]],
        4 * 80 + 79,
    ),
}


@pytest.mark.parametrize(("record", "added", "count"), LARGE.values(), ids=LARGE)
def test_large_record_is_checked_in_linear_time(record: str, added: list[str], count: int, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "valid" / "renamed", tmp_path, dirs_exist_ok=True)
    file = tmp_path / "records" / f"{record}.yaml"
    small = file.read_text(encoding="utf-8")

    def issues_with(quarters: int) -> list[Issue]:
        file.write_text(small + "".join(added[: len(added) * quarters // 4]), encoding="utf-8")
        return validate(tmp_path)

    assert len(assert_linear(issues_with, 1, 4)) == count


@pytest.mark.parametrize("rule", _rules().values(), ids=_rules())
def test_every_rule_is_documented_in_one_sentence(rule: Any) -> None:
    assert re.fullmatch(r"[A-Z][^.\n]*\.", inspect.getdoc(rule) or "")


def test_two_items_with_one_id_do_not_confuse_the_search_for_circles(tmp_path: Path) -> None:
    """The second item with an id lacks the link that leads the first one in a circle."""
    _tree(tmp_path, {"kustverbond": "noordverbond", "noordverbond": "kustverbond"})
    stray = tmp_path / "records" / "frameworks" / "zuidverbond.yaml"
    stray.write_text("framework_id: kustverbond\nname: Zuid\nkind: forum\n", encoding="utf-8")
    codes = [issue.code for issue in validate(tmp_path)]
    assert codes == ["no_circle", "no_circle", "file_name_is_id"]


def _tree(root: Path, parents: dict[str, str]) -> None:
    for folder in ("letters", "missions", "frameworks"):
        (root / "records" / folder).mkdir(parents=True)
    for name, parent in parents.items():
        text = f"framework_id: {name}\nname: The {name}\nkind: forum\nparent: {parent}\n"
        (root / "records" / "frameworks" / f"{name}.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("value", ['"x\\u2028y\\x9b"', '"\\u202eQ1"', "!%0Afoo forum", "!%E2%80%AEfoo forum"])
def test_no_value_can_break_or_turn_a_line_of_output(tmp_path: Path, value: str) -> None:
    _tree(tmp_path, {})
    file = tmp_path / "records" / "frameworks" / "kust.yaml"
    file.write_text(f"framework_id: kust\nname: Kust\nkind: {value}\n", encoding="utf-8")
    issues = validate(tmp_path)
    assert issues
    assert all(str(issue).isprintable() for issue in issues)
