"""The version that schema, data and code share."""

__version__ = "0.1.0"
