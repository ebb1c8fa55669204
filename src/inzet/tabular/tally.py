"""Count faults, and keep the first of them as issues in the order of the rows."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

from inzet.schema.findings import CODES
from inzet.tabular.parts import Faults, Read, check_names
from inzet.tabular.places import FIRST, HEADER, Lines, places_of
from inzet.tabular.plans import Plan
from inzet.words.lines import brief


class TableIssue(NamedTuple):
    """One thing that is wrong with a table.

    Attributes:
        row: the row, numbered as in a spreadsheet: the header is row 1, which also stands for the table as a whole.
        column: name of the column, or of several, joined by commas; empty for the row as a whole.
        code: the rule that is broken.
        value: the value, as text; None where it is missing.
        first: for a repeated key, the row that has it first.
    """

    row: int
    column: str
    code: str
    value: str | None
    first: int | None = None


@dataclass
class Report:
    """What is wrong with a table.

    Attributes:
        path: the file.
        plan: what the table must be.
        rows: how many rows it has, without the header.
        counts: how often each rule is broken; always complete.
        issues: what breaks the rules, in the order of the rows and of the columns in the file; only the first ones if
            a limit was set.
        reading: how the file was understood, in one sentence, if it is not a usual CSV or Parquet file.
        lines: the line of each row; see ``line_of``.
        places: the place of each column in the file; see ``place_of``.
    """

    path: str
    plan: Plan
    rows: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    issues: list[TableIssue] = field(default_factory=list)
    reading: str = ""
    lines: Lines = field(default_factory=Lines, repr=False, compare=False)
    places: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    def __repr__(self) -> str:
        return brief(self, f"of {self.path}: {self.rows:,} rows, {sum(self.counts.values()):,} issues")

    @property
    def valid(self) -> bool:
        """Whether nothing is wrong."""
        return not self.counts

    def line_of(self, row: int) -> int:
        """Return the line on which a row begins in an editor; of a Parquet file, its number."""
        return self.lines.of(row)

    def place_of(self, column: str) -> int:
        """Return which column of the file one is, from 1; of several, the first; 0 if it has none of that name."""
        return self.places.get(column, 0)


class Tally:
    """Makes a report from the faults of one part after another."""

    def __init__(
        self, path: str, plan: Plan, max_issues: int | None, lines: Lines | None = None, start: int = FIRST
    ) -> None:
        self.report = Report(path, plan, lines=lines or Lines())
        self.most = sys.maxsize if max_issues is None else max_issues
        self.start = start
        """The number of the first row."""
        self._held: dict[str, list[tuple[int, Faults]]] = {
            column.name: [] for column in plan.columns if column.type == "integer"
        }
        """Faults, with the number of the first row of their part, of columns that have had no value but floats."""
        self._floats: Counter[str] = Counter()

    def add(self, read: Read, mixed: Iterable[str]) -> None:
        """Add the next part with all its faults, and its integer columns that have any value but floats."""
        for name in mixed:
            self._release(name)
        start = self.report.rows + self.start
        left = max(0, self.most - len(self.report.issues))
        fresh: list[TableIssue] = []
        for faults in read.faults:
            if faults.code == CODES["type"] and faults.column in self._held:
                self._hold(start, faults)
            else:
                self.report.counts[faults.code] += len(faults.rows)
                fresh += _issues(start, faults, left)
        self.report.issues += fresh if len(fresh) <= left else sorted(fresh, key=_order(self.report.places))[:left]
        self.report.rows += read.rows
        if read.long is not None:
            self.report.lines.add(start, read.long)

    def _hold(self, start: int, faults: Faults) -> None:
        """Keep floats apart, for only the end of the table tells whether its column has another value."""
        if self._floats[faults.column] < self.most or not self._held[faults.column]:
            self._held[faults.column].append((start, faults))
        self._floats[faults.column] += len(faults.rows)

    def _release(self, column: str) -> None:
        """Make each float of a column an issue of its own."""
        held = self._held.pop(column, ())
        if held:
            self.report.counts[CODES["type"]] += self._floats[column]
            for start, faults in held:
                self.report.issues += _issues(start, faults, self.most)

    def add_rows(self, code: str, column: str, rows: Iterable[tuple[int, int, str]]) -> None:
        """Add rows, in any order, whose key an earlier row has: both, counted from 0, and the key."""
        first: list[tuple[int, int, str]] = []
        for row in rows:
            self.report.counts[code] += 1
            first.append(row)
            if len(first) > 2 * self.most + 1000:
                first = nsmallest(self.most, first)
        for number, earlier, key in nsmallest(self.most, first):
            self.report.issues.append(TableIssue(number + self.start, column, code, key, earlier + self.start))

    def add_issues(self, issues: Iterable[TableIssue]) -> None:
        """Add issues in any order."""
        for issue in issues:
            self.report.counts[issue.code] += 1
            self.report.issues.append(issue)

    def add_header(self, names: Sequence[str]) -> None:
        """Add what is wrong with the names of the columns."""
        check_names(names, Path(self.report.path))
        self.report.places |= places_of(self.report.plan, names)
        if not self.report.plan.columns:
            return  # nothing is known of them
        wanted = [column.name for column in self.report.plan.columns]
        match = self.report.plan.fields_match
        expected, given = set(wanted), set(names)
        present = [name for name in names if name in expected]
        for name in wanted:
            if name not in given and not (match == "superset" or (match == "partial" and present)):
                self._add_whole("table.missing-column", name)
        for name in names:
            if name not in expected and match not in ("subset", "partial"):
                self._add_whole("table.extra-column", name)
        if match == "exact" and present != [name for name in wanted if name in given]:
            self._add_whole("table.column-order", ", ".join(present))

    def _add_whole(self, code: str, column: str, value: str | None = None) -> None:
        self.report.counts[code] += 1
        self.report.issues.append(TableIssue(HEADER, column, code, value))

    def finish(self) -> Report:
        """Return the report, its issues in the order of the rows, and of the columns in the file."""
        floats = sorted(filter(self._held.get, self._held), key=self.report.place_of)
        if floats:
            label, example = ", ".join(floats), self._held[floats[0]][0][1].values[0].as_py()
            self.report.places.setdefault(label, self.report.place_of(floats[0]))
            self._add_whole("table.floats", label, example)
        self.report.issues.sort(key=_order(self.report.places))
        del self.report.issues[self.most :]
        return self.report


def _order(places: Mapping[str, int]) -> Callable[[TableIssue], tuple[int, int, str]]:
    """Return what issues are sorted by."""
    return lambda issue: (issue[0], places.get(issue[1], 0), issue[2])


def _issues(start: int, faults: Faults, most: int) -> Iterable[TableIssue]:
    """Return faults as issues; of each rule only as many as could still be among the first."""
    numbers = (faults.rows.to_numpy()[:most] + start).tolist()
    return map(TableIssue, numbers, repeat(faults.column), repeat(faults.code), faults.values[:most].to_pylist())
