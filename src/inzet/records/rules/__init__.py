"""What JSON Schema cannot express: one small function for each rule.

The name of a rule is its issue code and its docstring is its documentation. A rule gets one item (a letter, mission,
framework or contribution that its schema accepts) with its setting, and yields the pointer inside the item and the
message of each issue.
"""

from inzet.records.rules import contributions, figures, identity, letters, wording
from inzet.records.rules.setting import RULES, Item, Rule, Setting

__all__ = ["RULES", "Item", "Rule", "Setting", "contributions", "figures", "identity", "letters", "wording"]
