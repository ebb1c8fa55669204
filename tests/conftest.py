"""Settings shared by all tests, and the command that they run."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SOURCE = ROOT / "src"
# The checkout is tested, never an installed copy; `pythonpath` in pyproject.toml says the same for this process.
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(SOURCE), os.environ.get("PYTHONPATH")]))
INZET = (sys.executable, "-m", "inzet")
"""The command of the checkout."""

# The same examples on every run, so that a red build means a change; `HYPOTHESIS_PROFILE=thorough` searches.
_COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}
settings.register_profile("repeatable", derandomize=True, max_examples=40, **_COMMON)
settings.register_profile("thorough", max_examples=2000, **_COMMON)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--sources", metavar="DIR", help="folder with the source texts that the records quote")


@pytest.fixture
def sources(request: pytest.FixtureRequest) -> Path:
    """The folder of source texts; tests that need it are skipped where it is not given."""
    folder = request.config.getoption("--sources")
    if folder is None or not Path(folder).is_dir():
        pytest.skip("the source texts are not published with the records; give their folder with --sources=DIR")
    return Path(folder).resolve()  # tests change the current folder
