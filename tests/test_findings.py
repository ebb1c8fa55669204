"""The page of findings is about what the command finds, all of it and nothing else."""

import re

from conftest import ROOT

import inzet

PAGE = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")


def test_every_finding_is_judged_and_nothing_else() -> None:
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| `([\w.-]+)`(?:, `([\w.-]+)`)? \| \S", PAGE, re.MULTILINE)
    found = [(each.code, each.before.id, each.after.id if each.after else "") for each in inzet.load().reconcile()]
    assert sorted(rows) == sorted(found)


def test_what_the_page_quotes_stands_in_the_fragments() -> None:
    fragments = " ".join(part.quote for item in inzet.load().contributions for part in item.evidence)
    for row in (line for line in PAGE.splitlines() if line.startswith("| `")):
        for words in re.findall(r'"([^"]+)"', row):
            assert words in fragments, words
