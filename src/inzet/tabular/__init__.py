"""Check tables of any size against the same schemas as records: by column, in bounded memory, with the same codes.

A *plan* says what a table must be; it is derived from ``schemas/`` or from a Table Schema. A *part* is a block of a CSV
or a batch of a Parquet file. Each part is checked alone, column by column, with Arrow's functions. Unique keys need all
parts; eight bytes of each row are kept for them. What cannot be read raises ``UnreadableError``, everywhere.
"""

from inzet.tabular.checking import validate_table
from inzet.tabular.packages import validate_package
from inzet.tabular.plans import Plan
from inzet.tabular.tally import Report, TableIssue
from inzet.tabular.verdicts import PackageReport, check_tables

__all__ = ["PackageReport", "Plan", "Report", "TableIssue", "check_tables", "validate_package", "validate_table"]
