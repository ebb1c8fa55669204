"""What changed between two releases, and which version that asks for.

A release is read whole and in memory from where it lies (``release``); its records are compared by id and field
(``changes``), its schemas by table, column and word (``layout``); the published policy says which version the sum of
it needs (``versions``); and all that is said to people as text or as lines for the changelog (``display``).
"""

from inzet.release.comparison.changes import Changed, Comparison, FieldChange, compare
from inzet.release.comparison.json_values import ABSENT
from inzet.release.comparison.layout import LayoutChange
from inzet.release.comparison.printing import markdown, text
from inzet.release.comparison.release import Release, read_release
from inzet.release.comparison.versions import Bump, Judgement, judge

__all__ = [
    "ABSENT",
    "Bump",
    "Changed",
    "Comparison",
    "FieldChange",
    "Judgement",
    "LayoutChange",
    "Release",
    "compare",
    "judge",
    "markdown",
    "read_release",
    "text",
]
