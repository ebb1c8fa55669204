"""Dates, periods and lengths of time."""
