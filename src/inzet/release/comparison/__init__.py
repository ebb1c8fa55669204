"""What changed between two releases, and which version that needs.

A release is read into memory from a folder, a zip or a git revision (``places``, ``release``). Its records are compared
by id and field (``changes``), its schemas by table, column and word (``schema_changes``). The policy in CONTRIBUTING.md
says which version the changes need (``versions``). They are printed as text, or as lines for the changelog.
"""

from inzet.release.comparison.changelog_lines import markdown
from inzet.release.comparison.changes import Comparison, compare
from inzet.release.comparison.release import Release, read_release
from inzet.release.comparison.text_lines import text
from inzet.release.comparison.versions import Judgement, judge

__all__ = ["Comparison", "Judgement", "Release", "compare", "judge", "markdown", "read_release", "text"]
