"""The letters as a ledger with two clocks: what was in force on a day, as far as was known on a day.

*Valid time* is the period that a contribution covers; *knowledge time* is the date of the letter that says so. A later
letter never edits an earlier statement, it adds one; what held on a day is computed from all statements known by then.
The questions are methods of ``inzet.Dataset``; here are the types of their answers.
"""

from inzet.ledger.intervals import Figure, Interval, Measure
from inzet.ledger.overview import Group, Overview
from inzet.ledger.positions import Position, Reason
from inzet.ledger.reconciliation import Finding, Findings
from inzet.ledger.register import Ledger
from inzet.ledger.shares import Share
from inzet.ledger.shifts import Shift, Shifts, Side
from inzet.ledger.statements import Statement
from inzet.ledger.timeline import Entry, Timeline

__all__ = [
    "Entry",
    "Figure",
    "Finding",
    "Findings",
    "Group",
    "Interval",
    "Ledger",
    "Measure",
    "Overview",
    "Position",
    "Reason",
    "Share",
    "Shift",
    "Shifts",
    "Side",
    "Statement",
    "Timeline",
]
