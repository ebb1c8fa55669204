"""check records, or tables

Check every record below ROOT/records; of files that are named, only the issues are printed. Or check tables: CSV
(also .gz, .zst, .bz2), Parquet and Excel files, against our schema of the same name or another one, and the tables of a
Data Package, with what they refer to. A CSV that a spreadsheet wrote (semicolons, 31-12-2024, 1.234,50) is known by
looking at it; what cannot be known is asked for. In the checkout of inzet itself, the schemas are checked first.

examples:
  inzet validate                                        the records in this folder
  inzet validate --sources ../sources                   and every quote against its source text
  inzet validate --format github                        on GitHub: show issues beside their lines
  inzet validate contributions.csv                      a table, against our schema of that name
  inzet validate export.parquet --schema contributions  a table with another name
  inzet validate statements.csv --decimal ,             a spreadsheet's CSV, in which 1.234 has thousands
  inzet validate statements.xlsx --sheet Blad1          a sheet of an Excel file
  inzet validate other/datapackage.json                 all tables of a Data Package
"""

import argparse
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from inzet import files
from inzet.commands.output import FORMATS, report
from inzet.commands.terminal import complain, progress, say
from inzet.files import MARKER
from inzet.issues import UnreadableError

if TYPE_CHECKING:
    from inzet.tabular import PackageReport

# Records are YAML, so a JSON file describes a Data Package.
_TABLE = re.compile(r"\.(?:json|parquet|xlsx|[ct]sv(?:\.(?:gz|zst|bz2))?)$", re.IGNORECASE)
_RECORDS = (".yaml", ".yml")
_OF_TABLES = ("delimiter", "encoding", "decimal", "sheet")
"""Options that say how a table is written."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="ROOT, the folder that holds records/ (default: here), files in it, or tables",
    )
    parser.add_argument("--root", metavar="ROOT", help="folder that holds records/, where the PATHs are files")
    parser.add_argument("--sources", metavar="DIR", help="folder with the source texts, to check every quote")
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        help="how issues are written: a line each (text, the default), JSON, annotations and a summary on GitHub, "
        "SARIF 2.1.0, or JUnit XML; to a file with >",
    )
    parser.add_argument(
        "--schema", metavar="SCHEMA", help="of tables: the name of one of ours, or a Table Schema in JSON"
    )
    parser.add_argument(
        "--delimiter", metavar="SIGN", help="of a CSV: what stands between values, such as ';' or tab; known by looking"
    )
    parser.add_argument("--encoding", metavar="NAME", help="of a CSV: its encoding, such as windows-1252")
    parser.add_argument("--decimal", metavar="SIGN", choices=[",", "."], help="of a CSV: the decimal sign, ',' or '.'")
    parser.add_argument("--sheet", metavar="NAME", help="of an Excel file: the sheet with the table")
    parser.add_argument(
        "--max-issues",
        metavar="N",
        type=_count,
        default=100,
        help="of tables: print so many issues (default: 100; 0: all)",
    )


def run(options: argparse.Namespace) -> int:
    return _check_tables(options) if _says_table(options) else _check_records(options)


def _says_table(options: argparse.Namespace) -> bool:
    """Whether the paths are tables: by an ending, or because an option says so; below records/ there are none."""
    if any(_is_table(path) and not _is_below(path, options.root) for path in options.paths):
        return True
    told = options.schema is not None or any(getattr(options, name) is not None for name in _OF_TABLES)
    return told and bool(options.paths) and all(Path(path).is_file() for path in options.paths)


def _check_records(options: argparse.Namespace) -> int:
    from inzet.commands.tally import praise, tally
    from inzet.records.validation import examine, of_files

    root, paths = options.root, options.paths
    if root is None and len(paths) == 1 and not Path(paths[0]).is_file():
        root, paths = paths[0], []
        if Path(root).suffix and not Path(root).exists():
            return complain(f"there is no file {root}")
        if (package := Path(root, MARKER)).is_file() and not Path(root, "records").exists():
            return complain(f"{root} holds a Data Package and no records; run: inzet validate {package}")
    if missing := next((path for path in paths if not Path(path).is_file()), None):
        return complain(f"{missing} is not a file; give one folder that holds records/, or files in it")
    if other := next((path for path in paths if not _is_below(path, root)), None):
        where = Path(root or ".", "records").as_posix()
        if not other.endswith(_RECORDS):
            from inzet.tabular.streams import no_table

            return complain(f"{no_table(Path(other))}; records are in {where}")
        return complain(f"{other} is no record; records are in {where}")
    everything, looked = examine(root or ".", options.sources, progress())
    issues = of_files(everything, paths) if paths else everything
    if len(issues) < len(everything):
        say(f"{len(everything) - len(issues)} more issue(s) in other files; inzet validate shows them")
    wanted = {os.path.realpath(path) for path in paths}
    checked = tally([record for record in looked if not wanted or os.path.realpath(record.path) in wanted])
    if not issues and not any(checked.values()):
        return complain("nothing was checked: no record is among the files")
    code = report(issues, praise(checked), options.format, checked)
    if code and options.format == "text":
        say("inzet explain CODE says more")
    return code


def _check_tables(options: argparse.Namespace) -> int:
    from inzet.commands.tally import praise_tables
    from inzet.records import schema_files
    from inzet.schema.schemas import Schemas
    from inzet.tabular.messages import as_issues
    from inzet.words.lines import counted

    home = files.root()
    if isinstance(home, Path) and (faulty := schema_files.check(home)):
        return report(faulty, "", options.format)
    Schemas.installed()  # if these cannot be read, no table is to blame
    others = (path for path in options.paths if not _is_table(path))
    if other := next((path for path in others if not Path(path).is_file() or path.endswith(_RECORDS)), None):
        return complain(f"{other} is no table; check records and tables one after the other")
    descriptors = [path for path in options.paths if path.lower().endswith(".json")]
    if options.schema is not None and len(descriptors) == len(options.paths):
        return complain("--schema is for single tables; a Data Package has schemas of its own")
    looked = list(_look(options, descriptors))
    issues = [issue for package in looked for issue in package.issues]
    tables = [table for package in looked for table in package.tables]
    issues += [issue for table in tables for issue in as_issues(table)]
    total = sum(sum(table.counts.values()) for table in tables) + sum(len(package.issues) for package in looked)
    checked = {
        "tables": len(tables),
        "rows": sum(table.rows for table in tables),
        "files": sum(package.files for package in looked),
        "compared": sum(package.compared for package in looked),
    }
    if not issues and not any(checked.values()):
        return complain("nothing was checked: there is no table and no file")
    for note in (note for package in looked for note in package.notes):
        say(note)
    for table in (table for table in tables if table.reading):
        say(f"{table.path}: {table.reading}")
    shown = issues[: options.max_issues or None]
    code = report(shown, praise_tables(checked), options.format, checked)
    for table in tables:
        for rule, count in table.counts.most_common():
            say(f"{table.path}: {counted(count, 'time')} {rule}")
    if total > len(shown):
        say(f"{total - len(shown):,} more issue(s) are not shown; --max-issues 0 shows all")
    return code if all(package.complete for package in looked) else 2


def _look(options: argparse.Namespace, descriptors: Sequence[str]) -> "Iterator[PackageReport]":
    """Yield a report for all single tables together, and one for each package."""
    from inzet.tabular import check_tables, validate_package
    from inzet.tabular.verdicts import unread

    most, bar = options.max_issues or None, progress()
    if tables := [path for path in options.paths if path not in descriptors]:
        said = {name: getattr(options, name) for name in _OF_TABLES}
        yield check_tables(tables, options.schema, most, bar, **said)
    for path in descriptors:
        try:
            yield validate_package(path, most, bar)
        except UnreadableError as error:
            yield unread(path, error)


def _is_below(path: str, root: str | None) -> bool:
    """Whether a path is in records/ of a root, which is this folder by default."""
    return os.path.realpath(path).startswith(os.path.realpath(Path(root or ".", "records")) + os.sep)


def _is_table(path: str) -> bool:
    return _TABLE.search(path) is not None


def _count(text: str) -> int:
    if not text.isascii() or not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of issues; write 0 or more")
    return int(text)
