"""Tables that are named together: the verdict on them, and the check of each with what it refers to."""

from collections.abc import Container, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from inzet.issues import Issue, UnreadableError
from inzet.tabular.checking import Progress, Source, check_source, read_keys, source_of
from inzet.tabular.descriptors import read_json
from inzet.tabular.tally import Report
from inzet.words.lines import brief

UNCHECKED = "table.unchecked"
"""The code of what could not be looked at."""


@dataclass
class PackageReport:
    """What is wrong with tables that belong together.

    Attributes:
        path: the descriptor; empty for tables that are named together.
        tables: a report for each table that was looked at.
        issues: what is wrong with the descriptor and the files, and which tables could not be looked at.
        files: how many resources that are no tables were looked at.
        compared: of how many resources the size or hash was compared with the descriptor.
        notes: who checked the tables and why, and what was not looked at, a sentence each.
    """

    path: str
    tables: list[Report] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    files: int = 0
    compared: int = 0
    notes: list[str] = field(default_factory=list)

    def __repr__(self) -> str:
        count = len(self.issues) + sum(sum(table.counts.values()) for table in self.tables)
        return brief(self, f"of {self.path or 'tables'}: {len(self.tables)} tables, {count:,} issues")

    @property
    def valid(self) -> bool:
        """Whether something was looked at, and nothing is wrong."""
        return bool(self.tables or self.files) and not self.issues and all(table.valid for table in self.tables)

    def miss(self, place: str, targets: Iterable[str], followed: Container[str]) -> None:
        """Note the tables that one refers to and that were not read."""
        if lost := sorted(table for table in targets if table and table not in followed):
            self.notes.append(f"{place}: links to {', '.join(lost)} were not checked")

    @property
    def complete(self) -> bool:
        """Whether everything could be looked at."""
        return all(issue.code != UNCHECKED for issue in self.issues)


def check_tables(
    paths: Iterable[str],
    schema: str | None,
    max_issues: int | None,
    progress: Progress | None = None,
    **options: Any,
) -> PackageReport:
    """Check tables that are named together; what one of them refers to may be in another.

    The schema is the name of one of our tables, or the path of a Table Schema in JSON; by default each file names its
    own. The other arguments are those of ``validate_table``.
    """
    table_schema: Any = schema
    if schema is not None and schema.endswith(".json"):
        table_schema = read_json(Path(schema)).value
    report = PackageReport("")
    sources = []
    for path in map(Path, paths):
        try:
            sources.append(source_of(path, table_schema, **options))
        except UnreadableError as error:
            report.issues.append(_unchecked(path.as_posix(), error))
    check_sources(report, sources, max_issues, progress)
    return report


def check_sources(
    report: PackageReport, sources: Sequence[Source], max_issues: int | None, progress: Progress | None
) -> None:
    """Check tables by column, each with the tables that it refers to, and add what is found to a report."""
    references = _read_targets(sources)
    for source in sources:
        try:
            report.tables.append(check_source(source, references, max_issues, progress))
        except UnreadableError as error:
            report.issues.append(_unchecked(source.path.as_posix(), error))
        report.miss(
            source.path.as_posix(), {key.table for key in source.plan.references} - {source.plan.name}, references
        )


def unread(path: str, error: UnreadableError) -> PackageReport:
    """Return the verdict on what could not be read at all."""
    return PackageReport(path, issues=[_unchecked(path, error)])


def _unchecked(path: str, error: UnreadableError) -> Issue:
    return Issue(path, 1, 1, "", UNCHECKED, str(error))


def _read_targets(sources: Sequence[Source]) -> dict[str, pa.Table]:
    """Return the columns that tables refer to, by the name of their table, as far as these can be read."""
    known = {source.plan.name: source for source in reversed(sources)}
    wanted: dict[str, set[str]] = {}
    for source in sources:
        for key in source.plan.references:
            if key.table in known:
                wanted.setdefault(key.table, set()).update(key.targets)
    targets = {}
    for name, columns in wanted.items():
        # What is wrong with a table itself is said when it is checked.
        with suppress(UnreadableError):
            targets[name] = read_keys(known[name], sorted(columns))
    return targets
