"""The letters as a ledger with two clocks: what may be said of a day, as far as was known on a day.

*Valid time* is the period that a contribution covers; *knowledge time* is the date of the letter that says so. A later
letter never edits an earlier statement, it adds one; what may be said of a day is computed from all statements known by
then. The questions are methods of ``inzet.Dataset``; here are the types of their answers, which are data. Their
sentences are in ``inzet.words``.
"""

from inzet.ledger.intervals import Figure, Interval, Measure
from inzet.ledger.overview import Group, Overview, Row
from inzet.ledger.positions import Amount, Position
from inzet.ledger.reconciliation import Finding, Findings
from inzet.ledger.register import Horizon, Ledger
from inzet.ledger.search import Match, Matches
from inzet.ledger.shifts import Shift, Shifts, View
from inzet.ledger.statements import Statement, Term
from inzet.ledger.timeline import Entry, Timeline
from inzet.words.blocks import Grid, Paragraph

__all__ = [
    "Amount",
    "Entry",
    "Figure",
    "Finding",
    "Findings",
    "Grid",
    "Group",
    "Horizon",
    "Interval",
    "Ledger",
    "Match",
    "Matches",
    "Measure",
    "Overview",
    "Paragraph",
    "Position",
    "Row",
    "Shift",
    "Shifts",
    "Statement",
    "Term",
    "Timeline",
    "View",
]
