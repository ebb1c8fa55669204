"""Settings shared by all tests, the command that they run, and how they change files and measure time."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from math import inf
from pathlib import Path
from time import process_time
from types import FrameType
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings

from inzet.commands.main import main

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SOURCE = ROOT / "src"
# The checkout is tested, never an installed copy; `pythonpath` in pyproject.toml says the same for this process.
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(SOURCE), os.environ.get("PYTHONPATH")]))
INZET = (sys.executable, "-m", "inzet")
"""The command of the checkout."""
DECIDED = {
    "contact": "data@example.org",
    "base": "https://example.org/register/",
    "repository": "https://example.org/x",
}
"""What the publisher has not decided yet, as if it were."""
Result = TypeVar("Result")

# The same examples on every run, so that a red build means a change; `HYPOTHESIS_PROFILE=thorough` searches.
_COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}
settings.register_profile("repeatable", derandomize=True, max_examples=40, **_COMMON)
settings.register_profile("thorough", max_examples=2000, **_COMMON)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--sources", metavar="DIR", help="folder with the source texts that the records quote")
    parser.addoption("--shapes", metavar="DIR", help="folder with the shapes of DCAT-AP-NL (tests/fixtures/dcat-ap-nl)")


def assert_linear(act: Callable[[int], Result], size: int, times: int = 16) -> Result:
    """Check that the processor time of an action grows with the size of its input, and not with its square.

    Sixteen times the input may take 36 times as long; with its square it would take 256 times. The more the sizes
    differ, the smaller the larger one may be that shows a part which grows with the square. Each size counts by its
    best run, and a busy machine gets several tries, so that only the growth decides.

    Returns:
        What the action returned for the larger input, of ``times`` the size.
    """
    large = times * size
    best = {size: inf, large: inf}
    for _ in range(5):
        for length in (size, size, large):
            start = process_time()
            result = act(length)
            best[length] = min(best[length], process_time() - start)
        if best[large] < 2.25 * times * best[size]:
            return result
    raise AssertionError(f"{best[size]:.4f} s for an input of {size}, {best[large]:.4f} s for {large}")


def count_steps(act: Callable[[], object]) -> int:
    """Return how many instructions of Python an action takes, which is the same on every machine however busy."""
    steps = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal steps
        frame.f_trace_opcodes = True
        steps += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        act()
    finally:
        sys.settrace(before)
    return steps


def assert_flat(act: Callable[[int], Callable[[], object]], size: int) -> None:
    """Check that four times the input takes at most five times the steps.

    Args:
        act: makes an input of some size, which is not counted, and returns the action to be counted.
        size: the size of the smaller input.
    """
    few, many = (count_steps(act(length)) for length in (size, 4 * size))
    assert many < 5 * few, f"{few:,} steps for an input of {size}, {many:,} for {4 * size}"


def change(file: Path, old: str, new: str) -> None:
    """Put another text in the place of the first one there is in a file."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def decide(place: Path) -> Path:
    """Make a folder a checkout of the project with its records, where all facts of the publisher are decided."""
    for name in ("records", "schemas"):
        shutil.copytree(ROOT / name, place / name)
    (place / "src" / "inzet").mkdir(parents=True)
    for name in ("CITATION.cff", "publication.toml"):
        shutil.copy(ROOT / name, place)
    for name, fact in DECIDED.items():
        change(place / "publication.toml", f'\n{name} = ""\n', f'\n{name} = "{fact}"\n')
    return place


def git(place: Path, *words: str) -> str:
    """Run git in a folder, without the settings of whoever runs the tests, and return what it prints."""
    settings = ("user.name=Tester", "user.email=tester@example.org", "init.defaultBranch=main")
    command = ["git", *(word for setting in settings for word in ("-c", setting)), *words]
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.check_output(command, cwd=place, env=os.environ | alone, text=True, timeout=60).strip()


def commit(place: Path, message: str = "Start") -> None:
    """Commit all that is in a folder, which becomes a repository if it is none."""
    git(place, "init", "--quiet")
    git(place, "add", "--all")
    git(place, "commit", "--quiet", "--message", message)


@pytest.fixture
def refusal(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command that must end with exit code 2, and return the one line that it prints, to standard error."""

    def run(*arguments: str) -> str:
        assert main(list(arguments)) == 2
        captured = capsys.readouterr()
        assert captured.out == ""
        assert captured.err.count("\n") == 1
        return captured.err

    return run


@pytest.fixture
def sources(request: pytest.FixtureRequest) -> Path:
    """The folder of source texts; tests that need it are skipped where it is not given."""
    folder = request.config.getoption("--sources")
    if folder is None or not Path(folder).is_dir():
        pytest.skip("the source texts are not published with the records; give their folder with --sources=DIR")
    return Path(folder).resolve()  # tests change the current folder
