"""Which fields of a contribution hold its figure."""

BOUNDS = (("number_min", "number_max"), ("amount_min", "amount_max"))
"""The lower and the upper bound of a figure: a number of people or things, or an amount of money."""
