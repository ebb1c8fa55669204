"""Tables of any size against the same schemas: by column, in bounded memory, with the same codes.

A *plan* says what a table must be, derived from ``schemas/`` or from a Table Schema. A *block* is a part of a file;
every block is checked by itself, column by column, with Arrow's kernels, and what spans blocks (keys, references) is
put together from a few bytes for each row.
"""

from inzet.tabular.checking import Report, TableIssue, check_tables, validate_package, validate_table
from inzet.tabular.plans import Plan

__all__ = ["Plan", "Report", "TableIssue", "check_tables", "validate_package", "validate_table"]
