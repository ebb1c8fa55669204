"""The letters as a ledger with two clocks: what was in force on a day, as far as was known on a day.

*Valid time* is the period that a contribution covers; *knowledge time* is the date of the letter that says so. A later
letter never edits an earlier statement, it adds one; what held on a day is computed from all that was said by then.
"""

from inzet.ledger.intervals import Interval, Measure
from inzet.ledger.overview import Group, Overview, overview
from inzet.ledger.positions import Position, Reason, position
from inzet.ledger.reconciliation import Finding, reconcile
from inzet.ledger.shifts import Shift, compare
from inzet.ledger.statements import Ledger, Statement
from inzet.ledger.timeline import Entry, timeline

__all__ = [
    "Entry",
    "Finding",
    "Group",
    "Interval",
    "Ledger",
    "Measure",
    "Overview",
    "Position",
    "Reason",
    "Shift",
    "Statement",
    "compare",
    "overview",
    "position",
    "reconcile",
    "timeline",
]
