"""A build is whole: killed, interrupted or failing at any step, it leaves the old package or the new one."""

import errno
import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import example, given
from hypothesis import strategies as st
from killing import CHANGES, PLACES, SWITCH, cannot_exchange, lying_about, view, watching

import inzet
from inzet import dataset, files
from inzet.commands.main import main
from inzet.issues import UnreadableError
from inzet.release import build, staging
from inzet.schema.schemas import Schemas

LEDGER = ROOT / "tests" / "examples" / "valid" / "ledger" / "records"
KILLING = ROOT / "tests" / "killing.py"
POSIX = pytest.mark.skipif(os.name == "nt", reason="needs forks and signals")

WORDS = {"99001": "99002", "99 001": "99 002", "ilverkust": "oudkust", "kustverbond": "bergverbond"}
"""Words of one state of the records, and what the other has instead: every row of every table has one of them."""


def _write_records(root: Path, words: dict[str, str]) -> None:
    more = {
        "letters": "source_urls: [https://example.nl/99001]\n",
        "missions": "countries: [NL]\nformer_ids: [ex-{}]\n",
        "frameworks": "former_ids: [ex-{}]\n",
    }
    for file in LEDGER.rglob("*.yaml"):
        name = file.relative_to(LEDGER).as_posix()
        text = file.read_text(encoding="utf-8").rstrip("\n") + "\n" + more[file.parent.name].format(file.stem)
        for old, new in words.items():
            name, text = name.replace(old, new), text.replace(old, new)
        target = root / "records" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two trees, ``a`` and ``b``, with packages that differ in every file."""
    folder = tmp_path_factory.mktemp("sides")
    for side, words in (("a", {}), ("b", WORDS)):
        _write_records(folder / side, words)
        (folder / side / "src" / "inzet").mkdir(parents=True)
        build.build(folder / side)
        (folder / side / build.MODELS).write_text(f"# Models of {side}.\n", encoding="utf-8")
    return folder


@pytest.fixture
def tree(sides: Path, tmp_path: Path) -> Path:
    """A tree with the package ``a`` and the records of ``b``."""
    root = tmp_path / "tree"
    shutil.copytree(sides / "a", root)
    shutil.rmtree(root / "records")
    shutil.copytree(sides / "b" / "records", root / "records")
    return root


def _kill(sides: Path, *arguments: str) -> list[dict[str, Any]]:
    command = [sys.executable, str(KILLING), str(sides), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def test_the_two_states_have_no_file_in_common(sides: Path) -> None:
    """Else a mixture could go unnoticed."""
    one, other = view(sides / "a"), view(sides / "b")
    assert one.keys() == other.keys()
    from_schemas = {name for name in one if name.startswith("data/schemas/")}
    assert len(one) == 2 * len(Schemas.installed().tables) + 4 + len(from_schemas)
    assert {name for name in one if one[name] == other[name]} == from_schemas


# --- killed ------------------------------------------------------------------------------------------


@POSIX
def test_200_builds_killed_at_random_moments(sides: Path) -> None:
    """Each build starts on what the killed one before it left; nothing is mended in between."""
    began = time.monotonic()
    kills = _kill(sides, "random", "200")
    print(f"{len(kills)} kills in {time.monotonic() - began:.0f} s:", Counter((k["bare"], k["linked"]) for k in kills))
    assert len(kills) == 200
    assert {kill["bare"] for kill in kills} == {"a", "b"}
    settled = [kill for kill in kills if "settled" in kill]
    assert len(settled) >= 90
    assert all(kill["settled"] == kill["bare"] for kill in settled), "the next command keeps what was to be seen"
    assert all(kill["left"] == [] and kill["kept"] for kill in settled)
    assert sum(kill["linked"] for kill in kills) >= 40, "many of them while files were switched"


@POSIX
def test_a_build_killed_before_every_single_rename(sides: Path) -> None:
    kills = _kill(sides, "steps")
    seen = "".join(kill["bare"] for kill in kills)
    assert seen.strip("ab") == ""
    assert seen == "".join(sorted(seen)), "once it is switched, it stays"
    assert {"a", "b"} == set(seen)
    assert len({kill["linked"] for kill in kills}) == 2
    for kill in kills:
        assert kill["settled"] == kill["bare"]
        assert kill["left"] == []
        assert kill["kept"]
        assert kill["unwritten"], "build --check writes nothing"
        assert staging.STAGE in kill["stale"] or kill["step"] == 1, "and it says that something was left"


@POSIX
def test_where_paths_cannot_change_places_a_kill_leaves_no_described_mixture(sides: Path) -> None:
    kills = _kill(sides, "steps", "plain")
    assert {kill["bare"] for kill in kills} == {"a", "undescribed", "b"}
    assert not any(kill["linked"] for kill in kills)
    for kill in kills:
        assert kill["settled"] == ("b" if kill["bare"] == "undescribed" else kill["settled"])
        assert kill["settled"] in ("a", "b")
        assert kill["left"] == []
        assert kill["kept"]


# --- any tree, any step ------------------------------------------------------------------------------

Files = dict[str, bytes]
NAMES = ("datapackage.json", "data/a", "data/b", "data/c", "src/inzet/models.py")


class Killed(BaseException):
    """The process is dead: nothing that it would do afterwards happens."""


def _killed_before(step: int) -> Callable[[str, Any], None]:
    """Let no change to files happen from a step on, as if the process were killed there."""

    def watch(event: str, arguments: Any) -> None:
        nonlocal step
        step -= 1
        if step <= 0:
            raise Killed

    return watch


def _failing_at(step: int, fault: BaseException, later: Sequence[str] = ()) -> Callable[[str, Any], None]:
    """Fail at a step, and from then on whenever one of some changes is made."""

    def watch(event: str, arguments: Any) -> None:
        nonlocal step
        step -= 1
        if step == 0 or (step < 0 and event in later):
            raise fault

    return watch


def _lay(root: Path, present: Files) -> None:
    (root / "src" / "inzet").mkdir(parents=True)
    for name, data in present.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(data)


def _read(root: Path, present: Files) -> dict[str, str]:
    """The view of a tree that holds just these files."""
    shutil.rmtree(root, ignore_errors=True)
    _lay(root, present)
    return view(root)


def _replace(root: Path, new: Files) -> None:
    staging.settle(root, PLACES)
    places = [place for place in PLACES if any(name.split("/")[0] == place or name == place for name in new)]
    staging.replace(root, new, places)


contents = st.dictionaries(st.sampled_from(NAMES), st.binary(max_size=3))


WAYS = pytest.mark.parametrize("way", ["exchange", "plain"])
"""With and without a file system on which paths change places."""


@contextmanager
def _on(way: str) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: None)  # matters when the power fails, and takes long
        if way == "plain":
            patch.setattr(staging, "_exchange", cannot_exchange)
        yield


def _spots(root: Path, old: Files, new: Files) -> tuple[dict[str, str], dict[str, str]]:
    """The views before and after: a place of which nothing is new stays as it was."""
    tops = {name.split("/")[0] for name in new}
    stay = {name: data for name, data in old.items() if name.split("/")[0] not in tops}
    return _read(root, old), _read(root, stay | new)


@WAYS
@given(old=contents, new=contents.filter(bool), kills=st.lists(st.integers(1, 45), min_size=1, max_size=4))
@example(old=dict.fromkeys(NAMES, b"old"), new=dict.fromkeys(NAMES, b"new"), kills=[24, 2, 2, 2])
def test_killed_again_and_again_the_files_are_all_old_or_all_new(
    way: str, tmp_path_factory: pytest.TempPathFactory, old: Files, new: Files, kills: list[int]
) -> None:
    root = tmp_path_factory.mktemp("any")
    before, after = _spots(root / "tree", old, new)
    tree = root / "tree"
    shutil.rmtree(tree)
    _lay(tree, old)
    (tree / "data").mkdir(exist_ok=True)
    (tree / "data" / ".hidden").write_bytes(b"kept")
    action: Callable[[], object] = lambda: _replace(tree, new)  # noqa: E731
    seen = []
    for kill in kills:
        try:
            with _on(way), watching(_killed_before(kill)):
                action()
        except Killed:
            pass
        seen.append(view(tree))
        action = lambda: staging.settle(tree, PLACES)  # noqa: E731
    if way == "exchange":
        assert all(one in (before, after) for one in seen)
        assert all(one == seen[0] for one in seen), "what a kill left to see stays to be seen"
    elif "datapackage.json" in old and "datapackage.json" in new:
        assert all(one in (before, after) or "datapackage.json" not in one for one in seen)
    with _on(way):
        staging.settle(tree, PLACES)
    assert view(tree) in (before, after)
    assert view(tree) == seen[-1] or way == "plain"
    assert lying_about(tree) == []
    assert (tree / "data" / ".hidden").read_bytes() == b"kept"
    assert staging.settle(tree, PLACES) is False


@WAYS
def test_killed_at_every_step_the_files_are_all_old_or_all_new(way: str, tmp_path: Path) -> None:
    """With a file that is no longer made, which must not come back."""
    old, new = dict.fromkeys(NAMES, b"old"), dict.fromkeys(set(NAMES) - {"data/c"}, b"new")
    before, after = _spots(tmp_path / "view", old, new)
    seen: dict[str, str] = {}
    with _on(way):
        for step in range(1, 1000):
            tree = tmp_path / str(step)
            _lay(tree, old)
            try:
                with watching(_killed_before(step)):
                    _replace(tree, new)
                break  # it came through
            except Killed:
                pass
            seen = view(tree)
            assert seen in (before, after) or (way == "plain" and "datapackage.json" not in seen)
            staging.settle(tree, PLACES)
            # Without links a switch that was noted is finished, though nobody saw its beginning.
            assert view(tree) == seen or (way == "plain" and view(tree) == after)
            assert lying_about(tree) == []
    assert step > 40
    assert seen == after, "the last kills came after the switch"


def _steps(tree: Path) -> int:
    """How many changes to files a build makes."""
    count = 0

    def watch(event: str, arguments: Any) -> None:
        nonlocal count
        count += 1

    with watching(watch):
        _replace(tree, dict.fromkeys(set(NAMES) - {"data/c"}, b"count"))
    return count


MAKING = ("open", "os.mkdir", "os.symlink")
FAULTS = {
    "Ctrl-C": lambda step: _failing_at(step, KeyboardInterrupt()),
    "one fault": lambda step: _failing_at(step, OSError(errno.EIO, "Input/output error")),
    "full disk": lambda step: _failing_at(step, OSError(errno.ENOSPC, "No space left on device"), MAKING),
    "dead disk": lambda step: _failing_at(step, OSError(errno.EIO, "Input/output error"), (*MAKING, *CHANGES)),
}


@WAYS
@pytest.mark.parametrize("fault", FAULTS)
def test_a_build_that_fails_at_any_step_leaves_the_old_files_or_the_new_and_nothing_else(
    way: str, tmp_path: Path, fault: str
) -> None:
    old, new = (dict.fromkeys(NAMES, word) for word in (b"old", b"new"))
    before, after = _spots(tmp_path / "view", old, new)
    _lay(tmp_path / "count", old)
    outcomes = Counter[str]()
    with _on(way):
        steps = _steps(tmp_path / "count")
    for step in range(1, steps + 1):
        tree = tmp_path / str(step)
        _lay(tree, old)
        said = ""
        try:
            with _on(way), watching(FAULTS[fault](step)):
                _replace(tree, new)
        except KeyboardInterrupt:
            said = "interrupted"
        except UnreadableError as error:
            said = str(error)
        seen = view(tree)
        if fault == "dead disk" and way == "plain" and "datapackage.json" not in seen:
            continue  # as after a kill; nothing could be put back
        assert seen in (before, after)
        outcomes["old" if seen == before else "new"] += 1
        if "nothing was changed" in said:
            assert seen == before
            assert lying_about(tree) == [] or fault == "dead disk"
        elif "are in place" in said or not said:
            assert seen == after
        if said == "interrupted":
            assert lying_about(tree) == []
        staging.settle(tree, PLACES)
        assert lying_about(tree) == []
        # Where the way back failed too, what was begun is finished.
        assert view(tree) == seen or (fault == "dead disk" and way == "plain" and view(tree) == after)
    assert outcomes["old"] > 5
    assert outcomes["new"] > 1


# --- at once -----------------------------------------------------------------------------------------


def test_a_second_build_stops_and_readers_do_not_wait(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with staging.locked(tree):
        before = view(tree)
        assert main(["build", str(tree)]) == 2
        said = f"inzet: another build is at work in {tree.as_posix()}; run this again when it is done\n"
        assert capsys.readouterr().err == said
        assert view(tree) == before
        assert main(["build", "--check", str(tree)]) == 1
        assert main(["validate", str(tree)]) == 0
    assert lying_about(tree) == []
    assert main(["build", str(tree)]) == 0


@POSIX
def test_a_lock_ends_with_its_process(tree: Path) -> None:
    code = "import sys, time; from inzet import staging; from pathlib import Path\n" + (
        "with staging.locked(Path(sys.argv[1])): print('locked', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(tree)], stdout=subprocess.PIPE)
    assert process.stdout
    with process.stdout:
        process.stdout.readline()
        with pytest.raises(UnreadableError, match="another build"):
            build.build(tree)
        process.kill()
        process.wait(30)
    assert build.build(tree) != []


# --- what others see and put there -------------------------------------------------------------------


def _built(sides: Path) -> dict[str, str]:
    """The view of what a build makes of the records of ``b``, with the true models."""
    return view(sides / "b") | {build.MODELS: view(ROOT)[build.MODELS]}


@pytest.fixture
def cut_off(tree: Path) -> Iterator[Path]:
    """A tree whose build was killed just after the switch, with all paths shown through links."""

    current = tree / staging.STAGE / "current"

    def watch(event: str, arguments: Any) -> None:
        if current.is_symlink() and current.readlink() == Path("new"):
            raise Killed

    with pytest.raises(Killed), watching(watch):
        build.build(tree)
    assert (tree / "data").is_symlink()
    yield tree


def test_readers_read_through_links(cut_off: Path, sides: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert view(cut_off) == _built(sides)
    monkeypatch.setattr(files, "root", lambda: cut_off)
    monkeypatch.setattr(dataset, "root", lambda: cut_off)
    assert inzet.load().letters[0].letter_id == "kst-99002-3"
    assert inzet.path("data/letters.csv").read_text(encoding="utf-8").count("kst-99002-3") == 1


def test_check_reports_and_build_clears_away(cut_off: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--check", str(cut_off)]) == 1
    assert capsys.readouterr().out == ".inzet-build: stale\n"
    assert main(["build", str(cut_off)]) == 0
    assert capsys.readouterr().err == "removed: .inzet-build\n1 file(s) changed\n"
    assert lying_about(cut_off) == []
    assert build.build(cut_off) == []


def test_git_does_not_see_the_stage(cut_off: Path) -> None:
    subprocess.run(["git", "init", "-q", str(cut_off)], check=True)
    listed = subprocess.run(
        ["git", "-C", str(cut_off), "status", "--porcelain", "-uall"], capture_output=True, text=True, check=True
    )
    assert staging.STAGE not in listed.stdout
    assert "datapackage.json" in listed.stdout


def test_links_whose_stage_someone_removed_are_no_obstacle(cut_off: Path, sides: Path) -> None:
    shutil.rmtree(cut_off / staging.STAGE)
    assert set(build.find_stale(cut_off)) == set(_built(sides))
    build.build(cut_off)
    assert view(cut_off) == _built(sides)
    assert lying_about(cut_off) == []


def test_what_someone_puts_in_place_of_a_link_stays(cut_off: Path) -> None:
    (cut_off / "data").unlink()
    (cut_off / "data").mkdir()
    (cut_off / "data" / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UnreadableError, match=r"thesis\.txt was not made by a build"):
        build.build(cut_off)
    assert (cut_off / "data" / "thesis.txt").read_text(encoding="utf-8") == "mine"


@WAYS
def test_what_comes_into_the_old_folder_during_a_switch_moves_along(way: str, tmp_path: Path) -> None:
    _lay(tmp_path, {"data/gone": b"old", "data/a": b"old"})
    (tmp_path / "data" / ".folder" / "inner").mkdir(parents=True)
    for folder in ("made", "ended"):
        (tmp_path / "data" / folder).mkdir()
        (tmp_path / "data" / folder / ".hidden").write_bytes(b"kept")
        (tmp_path / "data" / folder / "gone").write_bytes(b"old")
    (tmp_path / "data" / ".folder").chmod(0o555)

    def watch(event: str, arguments: Any) -> None:
        if event in SWITCH and not (tmp_path / "data" / "late").exists() and (tmp_path / "data" / "gone").exists():
            with watching(lambda event, arguments: None):
                (tmp_path / "data" / "late").write_bytes(b"mine")
            # The rest of the build need not be watched.

    with _on(way), watching(watch):
        _replace(tmp_path, {"data/a": b"new", "data/made/b": b"new"})
    left = {path.relative_to(tmp_path / "data").as_posix() for path in (tmp_path / "data").rglob("*")}
    folders = {".folder", ".folder/inner", "made", "ended"}
    assert left == {*folders, "a", "late", "made/b", "made/.hidden", "ended/.hidden"}
    assert (tmp_path / "data" / "late").read_bytes() == b"mine"
    assert (tmp_path / "data" / ".folder").stat().st_mode & 0o777 == 0o555


@pytest.mark.parametrize("shape", ["link", "file", "inner link"])
def test_a_stage_that_leads_elsewhere_is_refused(tree: Path, tmp_path: Path, shape: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "data").mkdir(parents=True)
    (elsewhere / "data" / "thesis.txt").write_text("mine", encoding="utf-8")
    stage = tree / staging.STAGE
    if shape == "link":
        stage.symlink_to(elsewhere)
    elif shape == "file":
        stage.write_text("mine", encoding="utf-8")
    else:
        stage.mkdir()
        (stage / "current").symlink_to("new")
        (stage / "new").symlink_to(elsewhere)
    before = view(tree)
    with pytest.raises(UnreadableError, match=r"is no folder|leads elsewhere"):
        build.build(tree)
    assert view(tree) == before
    assert (elsewhere / "data" / "thesis.txt").exists()


def test_models_are_not_written_through_a_link(tree: Path, tmp_path: Path) -> None:
    (tree / "src").rename(tmp_path / "theirs")
    (tree / "src").symlink_to(tmp_path / "theirs")
    before = (tmp_path / "theirs" / "inzet" / "models.py").read_bytes()
    assert build.MODELS not in build.build(tree)
    assert (tmp_path / "theirs" / "inzet" / "models.py").read_bytes() == before


# --- places that cannot be written -------------------------------------------------------------------


def _mounted(tree: Path, options: str, script: str) -> subprocess.CompletedProcess[str]:
    """Run a build in a file system of its own, which is not ours to make everywhere."""
    mount = tree.parent / "mount"
    mount.mkdir()
    lines = (
        f"mount -t tmpfs {options} tmpfs {mount} && cp -a {tree}/. {mount}/ || exit 77\n"
        f'build() {{ "{sys.executable}" -m inzet build {mount}; code=$?; }}\n{script}\n'
        f"ls -A {mount}; cat {mount}/datapackage.json | sha256sum; exit $code"
    )
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", lines]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    except FileNotFoundError:
        pytest.skip("no unshare here")
    if done.returncode in (1, 77) and ("unshare" in done.stderr or "mount" in done.stderr):
        pytest.skip("file systems cannot be mounted here")
    return done


def test_a_real_full_disk_keeps_the_old_package(tree: Path) -> None:
    fill = "dd if=/dev/zero of={0}/filler bs=4k 2>/dev/null; truncate -s -{1} {0}/filler"
    done = _mounted(tree, "-o size=3m", fill.format(tree.parent / "mount", 60_000) + "; build")
    assert done.returncode == 2
    said = "cannot be written: No space left on device; nothing was changed"
    assert done.stderr == f"inzet: {tree.parent}/mount {said}\n"
    assert done.stdout.split("\n")[:-2] == ["data", "datapackage.json", "filler", "records", "src"]
    assert done.stdout.split("\n")[-2].startswith(view(tree)["datapackage.json"])


def test_a_real_read_only_place_is_one_sentence(tree: Path) -> None:
    remount = f"mount -o remount,ro {tree.parent / 'mount'}; build"
    done = _mounted(tree, "-o size=3m", remount)
    assert done.returncode == 2
    assert done.stderr == f"inzet: {tree.parent}/mount cannot be written: Read-only file system; nothing was changed\n"


def test_an_up_to_date_package_may_lie_in_a_read_only_place(tree: Path) -> None:
    build.build(tree)
    done = _mounted(tree, "-o size=3m", f"mount -o remount,ro {tree.parent / 'mount'}; build")
    assert (done.returncode, done.stderr) == (0, "everything is up to date\n")
