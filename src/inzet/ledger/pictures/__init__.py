"""Pictures of the answers: missions along the years, and the missions in force on a day.

A picture is drawn in pixels here and written by Vega-Lite: for print, for a page, or as its specification.
"""

from inzet.ledger.pictures.files import FORMATS, write
from inzet.ledger.pictures.overviews import draw_overview
from inzet.ledger.pictures.timelines import draw_timeline

__all__ = ["FORMATS", "draw_overview", "draw_timeline", "write"]
