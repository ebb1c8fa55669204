"""The tools that try out the checks: samples of what they do in full, and whether the fixture is up to date."""

import re
import subprocess
import sys
from pathlib import Path

from conftest import ROOT


def _run(tool: str, *options: str | Path) -> str:
    """Run a tool and return what it prints; fail with that if the tool finds something."""
    command = [sys.executable, ROOT / "tools" / tool, *options]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_fixture_covers_every_constraint() -> None:
    """A new constraint needs a line: `python tools/mutation --write` adds it, and people the field to a base record."""
    _run("mutation", "--check")


def test_what_is_dropped_is_noticed() -> None:
    printed = _run("mutation", "--sample", "60")
    noticed = re.findall(r"(\w.*\w) +([0-9]+) of +([0-9]+) +100.0 %", printed)
    assert len(noticed) == 9 + 1
    assert all(count == whole != "0" for _, count, whole in noticed)


def test_corruptions_are_detected_or_have_a_reason(sources: Path) -> None:
    printed = _run("corruption", "--sources", sources, "--count", "64")
    made, detected = re.search(r"\| all \| ([0-9]+) \| ([0-9.]+) %", printed).groups()
    assert int(made) == 64
    assert float(detected) >= 100 * 48 / 64
