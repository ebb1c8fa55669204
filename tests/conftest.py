"""Settings shared by all tests."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

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
