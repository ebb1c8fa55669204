"""Every command that takes a stranger's files, with files that nobody means well, in a guarded process."""

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT

sys.path.insert(0, str(Path(__file__).parent / "hostile"))
from commands import BUILDS, PACKAGES, PAGES, RECORDS, RELEASES, TABLES, TEXTS, USUAL, WORKBOOKS, Case
from harness import MIB, Run, Server, assert_words_are_harmless, digest, run

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="measures and guards as Linux allows")

GROUPS = {
    "table": TABLES,
    "package": PACKAGES,
    "excel": WORKBOOKS,
    "records": RECORDS,
    "build": BUILDS,
    "text": TEXTS,
    "diff": RELEASES,
    "page": PAGES,
}
CASES = {f"{group}: {name}": (group, case) for group, cases in GROUPS.items() for name, case in cases.items()}
SECRET = "secret\nwhat nobody may tell\n"


def _run(folder: Path, case: Case, server: Server | None = None) -> Run:
    """Run a command in a folder that holds the spoilt tree and, beside it, what nobody may touch."""
    root = folder / "tree"
    shutil.copytree(ROOT / "tests/examples/valid/minimal", root)
    (folder / "outside").mkdir()
    (folder / "outside/secret.csv").write_text(SECRET, "utf-8")
    case.spoil(root)
    return run(root, *case.arguments, writes=root, starts=["git"], server=server)


@cache
def _usual(name: str, base: Path) -> Run:
    """What a usual run of a command takes here and now: the most of two."""
    done = [_run(base / f"{name}-{at}", USUAL[name]) for at in range(2)]
    return max(done, key=lambda each: each.seconds)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("usual")


@pytest.fixture(scope="module")
def server_of(base: Path) -> Iterator[Callable[[str], Server]]:
    """Runs a command, having loaded what a usual run of it loads."""
    with ExitStack() as stack:

        @cache
        def start(name: str) -> Server:
            return stack.enter_context(closing(Server(_usual(name, base).modules)))

        yield start


@pytest.mark.parametrize("name", USUAL)
def test_a_usual_run(name: str, base: Path) -> None:
    done = _usual(name, base)
    assert done.code == USUAL[name].code, done
    assert USUAL[name].says in done.out + done.err


@pytest.mark.parametrize(("group", "case"), CASES.values(), ids=CASES)
def test_a_hostile_file_is_harmless(
    group: str, case: Case, tmp_path: Path, base: Path, server_of: Callable[[str], Server]
) -> None:
    kind = "table" if group in ("table", "package") else group if group == "excel" else case.arguments[0]
    usual, server = _usual(case.usual or kind, base), server_of(kind)
    done = _run(tmp_path, case, server)
    assert done.code == case.code, done
    assert case.says in done.out + done.err
    assert_words_are_harmless(done)
    assert (tmp_path / "outside/secret.csv").read_text("utf-8") == SECRET
    assert len(digest(tmp_path / "outside")) == 1
    assert "nobody may tell" not in done.out + done.err
    if done.seconds >= case.times * usual.seconds:
        shutil.rmtree(tmp_path)
        tmp_path.mkdir()
        done = _run(tmp_path, case, server)  # the machine may have been busy
    assert done.seconds < case.times * usual.seconds, done
    assert 0 < done.mib < usual.mib + MIB, done
