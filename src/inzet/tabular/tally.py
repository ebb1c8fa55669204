"""Count faults, and keep the first of them as issues in the order of the rows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import repeat
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from inzet.tabular.parts import Faults, check_names
from inzet.tabular.plans import Plan
from inzet.words.lines import brief


class TableIssue(NamedTuple):
    """One thing that is wrong with a table.

    Attributes:
        row: the row, counted from 1 below the header; 0 for the table as a whole.
        column: name of the column, or of several, joined by commas; empty for the row as a whole.
        code: the rule that is broken.
        value: the value, as text; None where it is missing.
    """

    row: int
    column: str
    code: str
    value: str | None


_ORDER = itemgetter(0, 1, 2)  # row, column and code


@dataclass
class Report:
    """What is wrong with a table.

    Attributes:
        path: the file.
        plan: what the table must be.
        rows: how many rows it has.
        counts: how often each rule is broken; always complete.
        issues: what breaks the rules, in the order of the rows; only the first ones if a limit was set.
    """

    path: str
    plan: Plan
    rows: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    issues: list[TableIssue] = field(default_factory=list)

    def __repr__(self) -> str:
        return brief(self, f"of {self.path}: {self.rows:,} rows, {sum(self.counts.values()):,} issues")

    @property
    def valid(self) -> bool:
        """Whether nothing is wrong."""
        return not self.counts


class Tally:
    """Makes a report from the faults of one part after another."""

    def __init__(self, path: str, plan: Plan, max_issues: int | None) -> None:
        self.report = Report(path, plan)
        self.max_issues = max_issues

    def add(self, found: Iterable[Faults], rows: int) -> None:
        """Add the faults of the next part, and how many rows it has."""
        fresh: list[TableIssue] = []
        left = None if self.max_issues is None else max(0, self.max_issues - len(self.report.issues))
        for faults in found:
            self.report.counts[faults.code] += len(faults.rows)
            # Of each rule only as many as could still be among the first issues.
            numbers = (faults.rows.to_numpy()[:left] + (self.report.rows + 1)).tolist()
            values = faults.values[:left].to_pylist()
            fresh += map(TableIssue, numbers, repeat(faults.column), repeat(faults.code), values)
        self.report.issues += fresh if left is None else sorted(fresh, key=_ORDER)[:left]
        self.report.rows += rows

    def add_rows(self, code: str, column: str, rows: Iterable[tuple[int, str]]) -> None:
        """Add rows of the table, in any order, that break one rule."""
        first: list[tuple[int, str]] = []
        for row in rows:
            self.report.counts[code] += 1
            first.append(row)
            if self.max_issues is not None and len(first) > 2 * self.max_issues + 1000:
                first = nsmallest(self.max_issues, first)
        first = first if self.max_issues is None else nsmallest(self.max_issues, first)
        self.report.issues += [TableIssue(row, column, code, value) for row, value in first]

    def add_header(self, names: Sequence[str]) -> None:
        """Add what is wrong with the names of the columns.

        Raises:
            UnreadableError: if two are the same.
        """
        check_names(names, Path(self.report.path))
        wanted = [column.name for column in self.report.plan.columns]
        present = [name for name in names if name in wanted]
        for name in wanted:
            if name not in present:
                self._add_whole("table.missing-column", name)
        for name in names:
            if name not in wanted:
                self._add_whole("table.extra-column", name)
        if present != [name for name in wanted if name in present]:
            self._add_whole("table.column-order", ", ".join(present))

    def _add_whole(self, code: str, column: str) -> None:
        self.report.counts[code] += 1
        self.report.issues.append(TableIssue(0, column, code, None))

    def finish(self) -> Report:
        """Return the report, its issues in the order of the rows."""
        self.report.issues.sort(key=_ORDER)
        if self.max_issues is not None:
            del self.report.issues[self.max_issues :]
        return self.report
