"""What JSON Schema cannot say: one small function for each rule.

A rule's name is its issue code and its docstring is its documentation. It is given one item (a letter,
mission, framework or contribution that its schema accepts) and the tree around it, and yields the place
inside the item and what is wrong there.
"""

from inzet.records.rules import contributions, figures, identity, letters, wording
from inzet.records.rules.setting import RULES, Item, Rule, Setting, Siblings, Tree, circles, rule

__all__ = [
    "RULES",
    "Item",
    "Rule",
    "Setting",
    "Siblings",
    "Tree",
    "circles",
    "contributions",
    "figures",
    "identity",
    "letters",
    "rule",
    "wording",
]
