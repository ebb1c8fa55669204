"""check records, or tables

Check every record below ROOT/records; of files that are named, only the issues are printed. Or check tables: CSV
(also .gz, .zst, .bz2) and Parquet files, against our schema of the same name or another one, and the tables of a Data
Package, with what they refer to. In the checkout of inzet itself, the schemas are checked first.

examples:
  inzet validate                                        the records in this folder
  inzet validate --sources ../sources                   and every quote against its source text
  inzet validate --format github                        on GitHub: show issues beside their lines
  inzet validate contributions.csv                      a table, against our schema of that name
  inzet validate export.parquet --schema contributions  a table with another name
  inzet validate other/datapackage.json                 all tables of a Data Package
"""

import argparse
import os
import re
from pathlib import Path

from inzet import files
from inzet.commands.output import report
from inzet.commands.terminal import complain, progress, say

# Those of inzet.commands.reports, which is loaded only where there is something to report.
_FORMATS = ("text", "json", "github", "sarif", "junit")
# Records are YAML, so a JSON file describes a Data Package.
_TABLE = re.compile(r"\.(?:json|parquet|csv(?:\.(?:gz|zst|bz2))?)$")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
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
        choices=_FORMATS,
        default="text",
        help="how issues are written: a line each (text, the default), JSON, annotations and a summary on GitHub, "
        "SARIF 2.1.0, or JUnit XML; to a file with >",
    )
    parser.add_argument(
        "--schema", metavar="SCHEMA", help="of tables: the name of one of ours, or a Table Schema in JSON"
    )
    parser.add_argument(
        "--max-issues",
        metavar="N",
        type=_count,
        default=100,
        help="of tables: print so many issues (default: 100; 0: all)",
    )


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    return _check_tables(options) if any(map(_is_table, options.paths)) else _check_records(options)


def _check_records(options: argparse.Namespace) -> int:
    from inzet.commands.tally import praise, tally
    from inzet.records.validation import examine, of_files

    root, paths = options.root, options.paths
    if root is None and len(paths) == 1 and not Path(paths[0]).is_file():
        root, paths = paths[0], []
        if Path(root).suffix and not Path(root).exists():
            return complain(f"there is no file {root}")
    if missing := next((path for path in paths if not Path(path).is_file()), None):
        return complain(f"{missing} is not a file; give one folder that holds records/, or files in it")
    records = os.path.realpath(Path(root or ".", "records")) + os.sep
    if other := next((path for path in paths if not os.path.realpath(path).startswith(records)), None):
        where = Path(root or ".", "records").as_posix()
        return complain(f"{other} is no record or table; records are in {where}, tables end in .csv, .parquet or .json")
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
    from inzet.records import schema_files
    from inzet.tabular import check_tables
    from inzet.tabular.messages import as_issues

    if faulty := schema_files.check(files.root()):
        return report(faulty, "", options.format)
    if other := next((path for path in options.paths if not _is_table(path)), None):
        return complain(f"{other} is no table; check records and tables one after the other")
    reports = list(check_tables(options.paths, options.schema, options.max_issues or None, progress()))
    issues = [issue for table in reports for issue in as_issues(table)]
    total = sum(sum(table.counts.values()) for table in reports)
    shown = issues[: options.max_issues or None]
    code = report(shown, "the tables are valid", options.format)
    for table in reports:
        for rule, count in table.counts.most_common():
            say(f"{table.path}: {count:,} times {rule}")
    if total > len(shown):
        say(f"{total - len(shown):,} more issue(s) are not shown; --max-issues 0 shows all")
    return code


def _is_table(path: str) -> bool:
    return _TABLE.search(path) is not None


def _count(text: str) -> int:
    if not text.isascii() or not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of issues; write 0 or more")
    return int(text)
