"""Hostile and broken input: through the command line in a guarded process, then rule by rule in this one.

A run must end in issues or exit code 2, cheaply, and must fetch, start and write nothing.
"""

import importlib
import os
import pkgutil
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, assert_linear

import inzet
from inzet.issues import UnreadableError
from inzet.records import validation
from inzet.records.validation import validate
from inzet.schema.formats import check_line
from inzet.schema.nodes import walk
from inzet.schema.schemas import Schemas
from inzet.texts.text import GAP, ExhaustedError, Text

sys.path.insert(0, str(Path(__file__).parent / "hostile"))
from harness import GUARD, MIB, TIMES, Run, Server, assert_words_are_harmless, digest, run
from trees import ISSUES, LETTER, SOURCES, TEXTS, UNREADABLE, Spoil

SCHEMAS = Schemas.installed()

MINIMAL = ROOT / "tests/examples/valid/minimal"
MISSION = "records/missions/untso.yaml"

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="measures and guards as Linux allows")


@cache
def _usual() -> Run:
    """A run over one small letter in a new process, here and now; the longest of three, for others may be busy."""
    return max((run(MINIMAL, "validate") for _ in range(3)), key=lambda done: done.seconds)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with closing(Server(_usual().modules)) as server:
        yield server


def _tree(tmp_path: Path) -> Path:
    root = tmp_path / "tree"
    shutil.copytree(MINIMAL, root)
    return root


def _run_spoilt(server: Server, tmp_path: Path, spoil: Spoil, *arguments: str) -> Run:
    """Run ``inzet validate`` in a tree in which something is spoilt; the run must be harmless."""
    root = _tree(tmp_path)
    try:
        spoil(root)
    except (OSError, UnicodeError) as error:
        pytest.skip(f"this system has no such file: {error}")
    before = digest(root)
    done = run(root, "validate", *arguments, server=server)
    assert_words_are_harmless(done)
    assert "rule.crash" not in done.out
    assert digest(root) == before
    if done.seconds >= TIMES * _usual().seconds:
        _usual.cache_clear()  # others may have begun to work on the machine since
    assert done.seconds < TIMES * _usual().seconds, done
    assert 0 < done.mib < MIB, done
    return done


# --- through the command line -----------------------------------------------------------------------------------------


def test_the_guard_sees_what_it_should(tmp_path: Path) -> None:
    """Without this, a guard that never speaks would look like a run that does nothing."""
    for deed in (
        "open('x', 'w')",
        "__import__('os').system('true')",
        "__import__('socket').getaddrinfo('localhost', 80)",
        "__import__('pathlib').Path('x').mkdir()",
    ):
        environment = {"PYTHONPATH": str(GUARD), "GUARD_REPORT": "1"}
        done = subprocess.run([sys.executable, "-c", deed], cwd=tmp_path, env=environment, capture_output=True)
        assert done.returncode == 97, deed
    assert list(tmp_path.iterdir()) == []


def test_a_fork_is_guarded_and_measured_as_a_new_process(server: Server, tmp_path: Path) -> None:
    done, usual = run(MINIMAL, "validate", server=server), _usual()
    assert (done.code, done.out, done.err) == (usual.code, usual.out, usual.err)
    assert done.seconds > usual.seconds / 2
    assert usual.mib / 2 < done.mib < 2 * usual.mib
    root = _tree(tmp_path)
    before = digest(root)
    done = run(root, "build", server=server)
    assert (done.code, digest(root)) == (97, before)
    assert done.err.startswith("guard: ")


@pytest.mark.parametrize(("spoil", "code"), ISSUES.values(), ids=ISSUES)
def test_hostile_tree_ends_in_an_issue(server: Server, spoil: Spoil, code: str, tmp_path: Path) -> None:
    done = _run_spoilt(server, tmp_path, spoil)
    assert done.code == 1, done
    assert f": {code}: " in done.out


@pytest.mark.parametrize("spoil", UNREADABLE.values(), ids=UNREADABLE)
def test_tree_that_is_none_ends_in_exit_code_2(server: Server, spoil: Spoil, tmp_path: Path) -> None:
    done = _run_spoilt(server, tmp_path, spoil)
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("spoil", SOURCES.values(), ids=SOURCES)
def test_hostile_source_ends_in_an_issue(server: Server, spoil: Spoil, tmp_path: Path) -> None:
    done = _run_spoilt(server, tmp_path, spoil, "--sources", ".")
    assert done.code == 1, done
    assert ": source_present: " in done.out


@pytest.mark.parametrize(("spoil", "code"), TEXTS.values(), ids=TEXTS)
def test_hostile_quotes_end_in_an_issue(server: Server, spoil: Spoil, code: str, tmp_path: Path) -> None:
    done = _run_spoilt(server, tmp_path, spoil, "--sources", ".")
    assert done.code == bool(code), done
    assert not code or f": {code}: " in done.out


@pytest.mark.parametrize("closed", ["records", "records/letters", LETTER])
def test_closed_files_end_in_exit_code_2(closed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = _tree(tmp_path)
    (root / closed).chmod(0)
    try:
        if os.access(root / closed, os.R_OK):
            pytest.skip("this user, such as root, may read everything")
        done = run(root, "validate")
        assert (done.code, done.out) == (2, "")
        assert done.err == f"inzet: {closed} cannot be read: Permission denied\n"
    finally:
        (root / closed).chmod(0o700)


# --- in this process --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gone", "become"),
    [
        *((gone, lambda path: None) for gone in (LETTER, MISSION, "records/letters", "records")),
        *((LETTER, become) for become in (os.mkfifo, Path.mkdir, lambda path: path.symlink_to("/etc/passwd"))),
    ],
)
def test_records_that_vanish_or_become_something_else_during_the_run_are_unreadable(
    gone: str, become: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = _tree(tmp_path)
    shutil.copytree(ROOT / "records" / "missions", root / "records" / "missions")

    def find(folder: Path) -> Any:
        found = find_files(folder)
        shutil.move(root / gone, tmp_path / "gone")
        become(root / gone)
        return found

    find_files = validation.find_files
    monkeypatch.setattr(validation, "find_files", find)
    with pytest.raises(UnreadableError, match=r"\w\.yaml cannot be read: \w"):
        validate(root)


# --- spreadsheets and scripts -----------------------------------------------------------------------------------------

TEXTS = [
    (name, pointer, node)
    for name in SCHEMAS.kinds
    for pointer, node in walk(SCHEMAS.load(name))
    if node["type"] == "string"
]


SIGNS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"


@pytest.mark.parametrize(("name", "pointer", "node"), TEXTS, ids=lambda part: str(part)[:40])
def test_no_text_may_start_a_formula(name: str, pointer: tuple[str, ...], node: dict[str, Any]) -> None:
    judge = SCHEMAS.validator(name).evolve(schema=node)
    for example in [*node["examples"], "1", "SUM(1)", "2024-05-01", "a"]:
        assert [sign for sign in SIGNS if judge.is_valid(sign + example)] == []


def test_no_published_cell_starts_a_formula() -> None:
    import csv

    files = sorted((ROOT / "data").glob("*.csv"))
    assert files
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            for row in csv.reader(opened):
                bad = [cell for cell in row if cell[:1] in tuple("=+-@\t\r") and not re.fullmatch(r"-?[0-9]+", cell)]
                assert bad == []


@pytest.mark.parametrize("text", ["Miss\u0456e", "\u0410tlantic", "EU\u039cM", "\uff2dali x\uff2d", "N\U0001d400TO"])
def test_a_word_of_two_scripts_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="in a word with Latin letters; retype it as a Latin letter"):
        check_line(text)


KEPT = ["Oekra\u00efne", "\u0423\u043a\u0440\u0430\u0457\u043d\u0430 en NAVO", "\u0391\u03b8\u03ae\u03bd\u03b1"]
KEPT += ["\u00b5g", "1-2 = 3", "a+b", "\u2013 5", "5 \u2212 3"]


@pytest.mark.parametrize("text", KEPT)
def test_words_of_one_script_are_kept(text: str) -> None:
    assert check_line(text) == text


# --- expressions ------------------------------------------------------------------------------------------------------


def _expressions() -> Iterator[tuple[str, str, int]]:
    """Every expression of the schemas and, at module level or deeper in containers, of the modules."""
    for name in [*SCHEMAS.kinds, "common", "dialect"]:
        yield from ((f"{name}: {found}", found, 0) for found in sorted(set(_patterns(SCHEMAS.files[name]))))
    for module in pkgutil.walk_packages(inzet.__path__, "inzet."):
        if module.name not in ("inzet.__main__", "inzet.spark"):  # for Spark need not be there
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    yield f"{module.name}.{name}", value.pattern, value.flags


def _patterns(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("pattern"), str):
            yield node["pattern"]
        for value in node.values():
            yield from _patterns(value)
    elif isinstance(node, list):
        for value in node:
            yield from _patterns(value)


EXPRESSIONS = {name: (pattern, flags) for name, pattern, flags in _expressions()}
SEEDS = [
    *("a", "A", "0", " ", "-", ".", "_", "\n", "\t", "'", '"', "\u00a0", "a-", "a.", "a_", "0.", "0,", "0.000", "-0"),
    *(" \n", "a ", "ab", "a1", "I", "IX", "MCDXLVIII", "''", ", ", "[", "[a, ", "(", "# ", "#\n", " #", "en ", "tot "),
    *("een ", "honderd", "duizend", "een miljoen ", "1 januari 2020 ", "begin ", "de ", "in ", "Kamerstuk ", "nr. "),
    *(
        "29 521, ",
        "EU ",
        "EU's ",
        "vijfentwintig",
        "tot en met ",
        "2020/",
        "2020-01",
        "https://a.",
        "kst-",
        "kst-29521-",
    ),
    *("X", "\u2013", "\u2019s", "e\u0301"),
]


def test_growth_with_the_square_is_seen() -> None:
    with pytest.raises(AssertionError, match=r"for an input of 100, .* for 1600"):
        assert_linear(lambda size: [None for _ in range(size * size)], 100)


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_no_expression_retraces_its_steps(name: str) -> None:
    """Of the many texts, the one with which an expression retraces its steps decides how the time of all grows."""
    compiled = re.compile(*EXPRESSIONS[name])

    def match(size: int) -> None:
        for seed in SEEDS:
            compiled.fullmatch((seed * (size // len(seed)))[:size] + "\x00")

    # Shorter texts first, so that what is worse than quadratic fails instead of standing still.
    for size in (62, 625):
        assert_linear(match, size)


GAPS: dict[str, Callable[[int], tuple[str, str]]] = {
    "first words again and again": lambda size: ("a " * size, "a … b"),
    "many gaps": lambda size: ("a " * size, GAP.join(["a"] * 30 + ["b"])),
    "many gaps, all there": lambda size: ("a b " * (size // 2), GAP.join(["a", "b"] * 15 + ["c"])),
    "doubled blanks": lambda size: ("a" + " \n" * size + "b", "a" + " " * 100 + "c"),
    "blanks of one break": lambda size: ("a" + " " * size + "\n" + " " * size + "b", "a  c"),
    "hyphens": lambda size: ("-\n" * size, "-" * 100 + "a"),
    "lines": lambda size: ("a b c d e f\n" * (size // 6), "a b c … x"),
}


@pytest.mark.parametrize("make", GAPS.values(), ids=GAPS)
def test_words_are_looked_for_in_linear_time_or_given_up(make: Callable[[int], tuple[str, str]]) -> None:
    def find(size: int) -> None:
        content, words = make(size)
        text = Text(content)
        with suppress(ExhaustedError):
            assert list(text.find(words, gap=True)) == []
            assert list(text.find(words, 1, gap=True)) == []

    assert_linear(find, 12_500)
