"""Tables of any size against the same schemas: by column, in bounded memory, with the same codes.

A *plan* says what a table must be, derived from ``schemas/`` or from a Table Schema. A *part* is a block of a CSV or a
batch of a Parquet file; every part is checked by itself, column by column, with Arrow's kernels, and what spans parts
(keys, references) is put together from a few bytes for each row.
"""

from inzet.tabular.checking import validate_table
from inzet.tabular.packages import check_tables, validate_package
from inzet.tabular.plans import Plan
from inzet.tabular.tally import Report, TableIssue

__all__ = ["Plan", "Report", "TableIssue", "check_tables", "validate_package", "validate_table"]
