"""What is found in a table: counted, in the order of its rows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import repeat
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from inzet.lines import brief
from inzet.tabular.columns import Found
from inzet.tabular.parts import check_names
from inzet.tabular.plans import Plan


class TableIssue(NamedTuple):
    """One thing that is wrong with a table.

    Attributes:
        row: the row, counted from 1 below the header; 0 for the table as a whole.
        column: name of the column, or of several, joined by a comma; empty for the row as a whole.
        code: the rule that is broken.
        value: what stands there, as text; None where nothing does.
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
        plan: what it must be.
        rows: how many rows it has.
        counts: how often each rule is broken; always complete.
        issues: what breaks them, in the order of the rows; the first ones where a limit was set.
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
    """Counts what is found, and keeps the first of it."""

    def __init__(self, path: str, plan: Plan, most: int | None) -> None:
        self.report = Report(path, plan)
        self.most = most

    def add(self, found: Iterable[Found], rows: int) -> None:
        """Add what was found in the next part, and how many rows it has."""
        fresh: list[TableIssue] = []
        left = None if self.most is None else max(0, self.most - len(self.report.issues))
        for each in found:
            self.report.counts[each.code] += len(each.rows)
            # Of each rule no more than what could still be among the first ones.
            places = (each.rows.to_numpy()[:left] + (self.report.rows + 1)).tolist()
            fresh += map(TableIssue, places, repeat(each.column), repeat(each.code), each.values[:left].to_pylist())
        self.report.issues += fresh if left is None else sorted(fresh, key=_ORDER)[:left]
        self.report.rows += rows

    def add_rows(self, code: str, column: str, rows: Iterable[tuple[int, str]]) -> None:
        """Add rows of the table, in any order, that break one rule."""
        first: list[tuple[int, str]] = []
        for row in rows:
            self.report.counts[code] += 1
            first.append(row)
            if self.most is not None and len(first) > 2 * self.most + 1000:
                first = nsmallest(self.most, first)
        first = first if self.most is None else nsmallest(self.most, first)
        self.report.issues += [TableIssue(row, column, code, value) for row, value in first]

    def add_whole(self, code: str, column: str, value: str | None = None) -> None:
        """Add what is wrong with the table as a whole."""
        self.report.counts[code] += 1
        self.report.issues.append(TableIssue(0, column, code, value))

    def finish(self) -> Report:
        """Return the report, in the order of the rows."""
        self.report.issues.sort(key=_ORDER)
        if self.most is not None:
            del self.report.issues[self.most :]
        return self.report

    def add_header(self, names: Sequence[str]) -> None:
        """Add what is wrong with the names of the columns.

        Raises:
            UnreadableError: if two are the same.
        """
        check_names(names, Path(self.report.path))
        wanted = [column.name for column in self.report.plan.columns]
        for name in wanted:
            if name not in names:
                self.add_whole("table.missing-column", name)
        for name in names:
            if name not in wanted:
                self.add_whole("table.extra-column", name)
        there = [name for name in names if name in wanted]
        if there != [name for name in wanted if name in there]:
            self.add_whole("table.column-order", ", ".join(there))
