"""A build writes whole files, the descriptor last, and trusts nothing in the tree."""

import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from errno import ENOSPC, EROFS
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from conftest import ROOT, assert_linear
from hypothesis import given
from hypothesis import strategies as st

from inzet import files
from inzet.commands.main import main
from inzet.release import package, writing
from inzet.release.publication import Publication

RECORDS = ROOT / "tests" / "examples" / "valid" / "ledger" / "records"
DESCRIPTOR, GONE = "datapackage.json", "data/gone.md"
TARGETS = ("data/README.md", "data/letters.csv", "data/letters.parquet", "data/schemas/letter.schema.json")
TARGETS += (package.MODELS, DESCRIPTOR)
FULL, READ_ONLY = (OSError(number, os.strerror(number)) for number in (ENOSPC, EROFS))
POSIX = pytest.mark.skipif(os.name == "nt", reason="needs signals and permissions")
Files = dict[str, bytes]
States = tuple[Files, Files]


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> States:
    """What an old and a new build make: every file differs, and the old one made one more."""
    root = tmp_path_factory.mktemp("made")
    shutil.copytree(RECORDS, root / "records")
    (root / "src" / "inzet").mkdir(parents=True)
    new = package.make(root)
    old = {path: f"old {path}".encode() for path in [*new, GONE] if path != DESCRIPTOR}
    listed = {path: data for path, data in old.items() if path.startswith("data/") and path.count("/") == 1}
    return old | {DESCRIPTOR: package.as_json(package._descriptor(listed, Publication(), [], ""))}, new


@pytest.fixture
def tree(states: States, tmp_path: Path) -> Path:
    """A tree with the files of the old build."""
    shutil.copytree(RECORDS, tmp_path / "tree" / "records")
    _put(tmp_path / "tree", states[0])
    return tmp_path / "tree"


def _put(root: Path, files: Files) -> None:
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)


def _content(root: Path) -> dict[str, Any]:
    """Return the bytes of every file and the target of every link, without the records and the files of git."""
    paths = (path for path in root.rglob("*") if not {"records", ".git"} & {*path.parts} and not path.is_dir())
    read = {path: path.readlink() if path.is_symlink() else path.read_bytes() for path in paths}
    return {path.relative_to(root).as_posix(): data for path, data in read.items()}


def _failing(call: Callable[..., Any], step: int, fault: BaseException) -> Callable[..., Any]:
    """Return a function that raises when it is called for the n-th time, and otherwise calls another."""
    count = itertools.count(1)

    def run(*arguments: Any) -> Any:
        if next(count) == step:
            raise fault
        return call(*arguments)

    return run


CALLS = [(os, "fsync", FULL), (Path, "open", READ_ONLY), (os, "replace", KeyboardInterrupt())]


@pytest.mark.parametrize(("owner", "call", "fault"), CALLS, ids=repr)
def test_a_build_that_is_stopped_at_any_file_is_mended_by_the_next(
    states: States, tmp_path: Path, monkeypatch: Any, owner: Any, call: str, fault: BaseException, capsys: Any
) -> None:
    old, new = ({path: files[path] for path in (GONE, *TARGETS) if path in files} for files in states)
    monkeypatch.setattr(package, "make", lambda root: new)
    order = sorted(new, key=lambda path: (path == DESCRIPTOR, path))
    for step, path in enumerate(order, start=1):
        _put(tmp_path, old)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(owner, call, _failing(getattr(owner, call), step, fault))
            code = main(["build", str(tmp_path)])
        if isinstance(fault, OSError):
            reason = f"cannot be written: {fault.strerror}; inzet build --check names what is stale"
            assert (code, capsys.readouterr().err) == (2, f"inzet: {(tmp_path / path).as_posix()} {reason}\n")
        else:
            assert (code, capsys.readouterr().err) == (130, "inzet: interrupted; nothing is left half written\n")
        content, stale = _content(tmp_path), package.find_stale(tmp_path)
        assert stale == sorted({*order[step - 1 :], *content.keys() & {GONE}})
        assert content == {name: old[name] if name in stale else new[name] for name in {*order, *stale}}
        assert package.build(tmp_path) == stale
        assert _content(tmp_path) == new


@POSIX
def test_a_killed_build_leaves_whole_files(states: States, tree: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(os, "fsync", lambda handle: None)  # matters when the power fails, and takes long
    dice, mixtures = Random(20220617), 0
    for _ in range(20):
        child = os.fork()
        if child == 0:
            try:
                for made in itertools.cycle(states):
                    monkeypatch.setattr(package, "make", lambda root, made=made: made)
                    package.build(tree)
            finally:
                os._exit(70)
        time.sleep(0.02 + dice.random() / 10)
        os.kill(child, signal.SIGKILL)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        strays = list(tree.rglob(f"*{writing.SUFFIX}"))
        assert len(strays) <= 1
        for stray in strays:
            stray.unlink()
        content = _content(tree)
        assert content.keys() | {GONE} == states[0].keys()
        assert all(data in [files.get(path) for files in states] for path, data in content.items())
        mixtures += content not in states
    assert mixtures > 5, "many kills came between two files"
    # A file that only the killed build made is nobody's until a build that makes it has ended.
    for made in states:
        monkeypatch.setattr(package, "make", lambda root, made=made: made)
        package.build(tree)
        assert _content(tree) == made


def test_a_build_prints_what_it_does_and_writes_only_what_changed(states: States, tree: Path, capsys: Any) -> None:
    assert main(["build", str(tree)]) == 0
    lines = [f"removed: {path}" if path == GONE else f"written: {path}" for path in sorted(states[0])]
    assert capsys.readouterr().err.splitlines() == [*lines, f"{len(lines)} file(s) changed"]
    (tree / "data" / "letters.csv").write_bytes(b"by hand")
    before = {path: path.stat().st_ino for path in tree.rglob("*") if path.is_file()}
    assert package.build(tree) == ["data/letters.csv"]
    assert [path.name for path in before if path.stat().st_ino != before[path]] == ["letters.csv"]


@POSIX
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600)])
def test_new_files_have_the_usual_permissions_and_old_ones_keep_theirs(tree: Path, umask: int, mode: int) -> None:
    (tree / DESCRIPTOR).chmod(0o640)
    (tree / "data" / "letters.csv").unlink()
    before = os.umask(umask)
    try:
        package.build(tree)
    finally:
        os.umask(before)
    modes = [(tree / path).stat().st_mode & 0o7777 for path in ("data/letters.csv", DESCRIPTOR)]
    assert modes == [mode, 0o640]


def _check_refused(tree: Path, path: str, problem: str, capsys: Any) -> None:
    before = _content(tree.parent)
    for options in ([], ["--check"]):
        assert main(["build", *options, str(tree)]) == 2
        reason = f"{problem}; a build would write there, so move it first"
        assert capsys.readouterr() == ("", f"inzet: {(tree / path).as_posix()} {reason}\n")
    assert _content(tree.parent) == before


@pytest.mark.parametrize("path", [*TARGETS, "data", "data/schemas", "src", "src/inzet"])
def test_what_leads_elsewhere_or_is_in_the_way_is_refused(tree: Path, capsys: Any, path: str) -> None:
    place, elsewhere = tree / path, tree.parent / "elsewhere"
    place.rename(elsewhere)
    place.symlink_to(elsewhere)
    _check_refused(tree, path, "is a link", capsys)
    if path.startswith("src") and path != package.MODELS:
        return  # without that folder no models are written
    place.unlink()
    place.symlink_to("nowhere")
    _check_refused(tree, path, "is a link", capsys)
    place.unlink()
    if elsewhere.is_dir():
        place.touch()
    else:
        place.mkdir()
    _check_refused(tree, path, "is not a folder" if elsewhere.is_dir() else "is not a plain file", capsys)


def test_a_committed_stage_moves_nothing_into_the_hooks(tree: Path, capsys: Any) -> None:
    """An earlier way of building moved this file to where git runs it at the next checkout."""
    subprocess.run(["git", "init", "-q", str(tree)], check=True)
    stage = {".inzet-build/old/data/post-checkout": b"#!/bin/sh\necho run\n"}
    _put(tree, stage)
    package.build(tree)
    shutil.rmtree(tree / "data")
    (tree / "data").symlink_to(".git/hooks")
    _check_refused(tree, "data", "is a link", capsys)
    assert stage.items() <= _content(tree).items()
    assert not (tree / ".git" / "hooks" / "post-checkout").exists()


PATHS = [
    *(5, None, [], {}, "", "../x.csv", "/x.csv", "data/../x.csv", "data/schemas/x.json", "data/.x.csv", "data"),
    *("data/x", "data/x.csv\n", "data/x y.csv", "data/\ud800.csv", "data/folder.csv", "data/link.csv", "x.csv"),
    "data/folder.csv/../../x.csv",
]


@pytest.mark.parametrize("resources", [[{"path": path} for path in PATHS], PATHS, {"path": "x"}, 5, None], ids=type)
def test_a_hostile_list_removes_nothing_but_plain_files_in_data(tree: Path, resources: Any) -> None:
    _put(tree, dict.fromkeys(("x.csv", "data/x", "data/.x.csv", "data/x y.csv", "data/schemas/x.json"), b"mine"))
    (tree / "data" / "folder.csv").mkdir()
    (tree / "data" / "link.csv").symlink_to("../x.csv")
    before = _content(tree)
    (tree / DESCRIPTOR).write_text(json.dumps({"name": "inzet", "resources": resources}), encoding="utf-8")
    package.build(tree)
    assert _content(tree).keys() == before.keys()
    assert (tree / "data" / "folder.csv").is_dir()
    assert package.find_stale(tree) == []


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "<<<<<<< HEAD", "", "\xff", "1" * 5000])
def test_a_descriptor_that_is_not_json_is_written_anew(states: States, tree: Path, text: str) -> None:
    (tree / DESCRIPTOR).write_text(text, encoding="latin-1")
    package.build(tree)
    assert _content(tree) == states[1] | {GONE: states[0][GONE]}, "what no descriptor lists is left alone"


@pytest.mark.parametrize("text", ["[]", "5", "{}", '{"name": "other"}', '{"name": ["inzet"]}', " " * (5 << 20)])
def test_a_descriptor_that_no_build_wrote_is_kept(tree: Path, capsys: Any, text: str) -> None:
    (tree / DESCRIPTOR).write_text(text, encoding="utf-8")
    before = _content(tree)
    assert main(["build", str(tree)]) == 2
    reason = r"describes another package, not 'inzet'; build in another folder|is larger than 4,194,304 bytes; .*"
    assert re.fullmatch(rf"inzet: {tree.as_posix()}/datapackage\.json ({reason})\n", capsys.readouterr().err)
    assert _content(tree) == before


def test_git_ignores_temporary_files() -> None:
    assert f"*{writing.SUFFIX}" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()


@given(st.binary(max_size=100), st.integers(0, 120), st.integers(1, 40))
def test_a_file_is_read_up_to_a_byte_beyond_the_limit(data: bytes, limit: int, block: int) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        file = Path(folder) / "file"
        file.write_bytes(data)
        patch.setattr(files, "_BLOCK", block)
        assert files.read_plain(file, limit) == data[: limit + 1]


def test_a_large_file_takes_time_in_proportion_to_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_BLOCK", 16)

    def read(size: int) -> int:
        file = tmp_path / f"{size}"
        if not file.exists():
            file.write_bytes(bytes(size))
        return len(files.read_plain(file, size))

    assert assert_linear(read, 31_250) == 500_000
