"""The command line: arguments and exit codes, nothing else.

Results go to standard output, talk to standard error. Exit code 0: clean; 1: issues, or stale files; 2: wrong
usage, or something that cannot be read.
"""

import argparse
import os
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from inzet import files
from inzet.commands import questions
from inzet.commands.terminal import complain, progress, say, width
from inzet.issues import Issue, UnreadableError
from inzet.schema.schemas import Schemas
from inzet.version import __version__

if TYPE_CHECKING:
    from inzet.records.audit import Candidate

_EXAMPLES = """\
examples:
  inzet validate                          check the records in this folder
  inzet validate --sources ../sources     check every quote against its source text as well
  inzet validate --format github          on GitHub: show issues beside their lines
  inzet explain bounds_in_order           what an issue code means, with examples
  inzet audit --sources ../sources        is every name, figure and date in the texts accounted for?
  inzet audit --new letter.txt            what there is to code in a new letter
  inzet build                             write data/ and datapackage.json
  inzet build --check                     say what is stale, write nothing
  inzet diff v0.1.0                       what changed since a release, and the version that it asks for
  inzet show eumm-georgia                 a record and what refers to it
  inzet position eumm-georgia --on 2024-01-01
                                          what was in force of a mission on a day, and why
  inzet overview --on 2023-01-01          all that was in force on a day
  inzet new letter kst-29521-494 --source letter.txt
                                          start a record with what its text says filled in
  inzet new mission eutm-mozambique       start an empty one
"""

# Those of inzet.commands.reports, which is loaded only where it is needed.
_FORMATS = ("text", "json", "github", "sarif", "junit")

_NEW_EXAMPLES = """\
examples:
  inzet new letter kst-29521-494 --source letter.txt    with what the text says filled in
  inzet new letter bz2410641                            by the office's own reference, without a text
  inzet new mission eutm-mozambique
"""


_VALIDATE_EXAMPLES = """\
examples:
  inzet validate                                        the records in this folder
  inzet validate contributions.csv                      a table, against our schema of that name
  inzet validate export.parquet --schema contributions  a table with another name
  inzet validate other/datapackage.json                 all tables of a Data Package
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    parser = _parser()
    if not (sys.argv[1:] if arguments is None else arguments):
        parser.print_help(sys.stderr)
        return 2
    options = parser.parse_args(arguments)
    # A name such as Yeşilgöz must not end in a traceback on a terminal or pipe that cannot write it.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = int(options.run(options))
        sys.stdout.flush()
        return code
    except UnreadableError as error:
        return complain(str(error))
    except ModuleNotFoundError as error:
        return complain(f'{error.name} is not installed; this command needs: pip install "inzet[curate]"')
    except BrokenPipeError:
        # The reader of our output has seen enough, as in `inzet show … | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        if error.filename:
            return complain(f"{error.filename}: {error.strerror}")
        # What has no name is our own output, which cannot be written; nor could what is left of it at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return complain(str(error.strerror or error))
    except KeyboardInterrupt:
        return complain("interrupted; nothing is left half written", 130)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="inzet",
        description="Dutch contributions to international missions: check, build and read the records.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"inzet {__version__}")
    verbs = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    verb = verbs.add_parser(
        "validate",
        help="check records, or tables",
        description="Check every record below ROOT/records; of files that are named, only the issues are printed.\n"
        "In the checkout of inzet itself, check the schemas first.\n"
        "Or check tables: CSV (also .gz, .zst, .bz2) and Parquet files, against our schema of the same name or\n"
        "another one, and the tables of a Data Package, with what they refer to.",
        epilog=_VALIDATE_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verb.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="ROOT, the folder that holds records/ (default: here), files in it, or tables",
    )
    verb.add_argument("--root", metavar="ROOT", help="folder that holds records/, where the PATHs are files")
    verb.add_argument("--sources", metavar="DIR", help="folder with the source texts, to check every quote")
    verb.add_argument(
        "--format",
        choices=_FORMATS,
        default="text",
        help="how issues are written: a line each (text, the default), JSON, annotations and a summary on GitHub, "
        "SARIF 2.1.0, or JUnit XML; to a file with >",
    )
    verb.add_argument(
        "--schema", metavar="SCHEMA", help="of tables: the name of one of ours, or a Table Schema in JSON"
    )
    verb.add_argument(
        "--max-issues",
        metavar="N",
        type=_count,
        default=100,
        help="of tables: print so many issues (default: 100; 0: all)",
    )
    verb.set_defaults(run=_validate)

    verb = verbs.add_parser(
        "explain",
        help="say what an issue code means",
        description="Print the rule behind an issue code, why it matters, and a wrong and a right example.",
        epilog="examples:\n  inzet explain                    every code, with its rule\n"
        "  inzet explain figure_is_quoted   one code, with its reason and examples\n",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verb.add_argument("code", nargs="?", metavar="CODE", help="code that an issue names (default: list all)")
    verb.set_defaults(run=_explain)

    verb = verbs.add_parser(
        "audit",
        help="find what in a letter's text is not accounted for",
        description="List every mission, framework, figure, citation and end date in the texts of the letters that "
        "neither the evidence of a contribution nor a citation nor a passage accounts for.",
    )
    verb.add_argument("letter", nargs="?", metavar="LETTER", help="id of one letter (default: all)")
    verb.add_argument("--root", default=".", metavar="ROOT", help="folder that holds records/ (default: here)")
    which = verb.add_mutually_exclusive_group(required=True)
    which.add_argument("--sources", metavar="DIR", help="folder with the source texts")
    which.add_argument("--new", metavar="FILE", help="list all there is to code in a text that has no record yet")
    verb.set_defaults(run=_audit)

    verb = verbs.add_parser(
        "build",
        help="write data/ and datapackage.json",
        description="Write everything that follows from the records. Files are whole at every moment, and the "
        "descriptor is written last. If a build is stopped, inzet build --check names what is stale and the next "
        "build mends it.",
    )
    _add_root(verb)
    verb.add_argument("--check", action="store_true", help="write nothing; exit 1 and name what is stale")
    verb.set_defaults(run=_build)

    verb = verbs.add_parser(
        "diff",
        help="what changed between two releases, and the version that it asks for",
        description="Compare the records and schemas of two releases, field by field, and say which version the "
        "changes ask for. A release is a folder that holds records/ (or data/records.json), a revision of the git "
        "repository here, or a zip or wheel of the package. Nothing is unpacked or checked out.",
        epilog="examples:\n"
        "  inzet diff v0.1.0                        what changed here since the tag v0.1.0\n"
        "  inzet diff HEAD~1 HEAD                   what the last commit changed\n"
        "  inzet diff v0.1.0 --format markdown      the same, as lines for CHANGELOG.md\n"
        "  inzet diff inzet-0.1.0-py3-none-any.whl . --check    exit 1 if the version rose too little\n",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verb.add_argument("old", metavar="OLD", help="the old release: folder, zip, wheel or git revision")
    verb.add_argument("new", nargs="?", default=".", metavar="NEW", help="the new release (default: this folder)")
    verb.add_argument("--format", choices=("text", "markdown"), default="text", help="markdown: for CHANGELOG.md")
    verb.add_argument("--check", action="store_true", help="exit 1 if the version of NEW is too low for the changes")
    verb.set_defaults(run=_diff)

    verb = verbs.add_parser(
        "show", help="print a record and what refers to it", description="Print a record of the installed release."
    )
    verb.add_argument("id", help="id of a letter, mission, framework or contribution, such as eumm-georgia")
    verb.set_defaults(run=_show)

    questions.add_verbs(verbs)

    verb = verbs.add_parser(
        "new",
        help="start a new record",
        description="Write a skeleton that needs only filling in. With the text of a letter, also what it says of\n"
        "itself (title, dates, numbers, who signed), the papers that it cites, and an open contribution for each\n"
        "sentence with a figure or an end date beside the name of a mission or framework.",
        epilog=_NEW_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verb.add_argument("kind", choices=("letter", "mission", "framework"))
    verb.add_argument("id", help="id of the new record, such as kst-29521-494 or eumm-georgia")
    verb.add_argument("--source", metavar="FILE", help="the text of the letter, in UTF-8")
    verb.add_argument("--root", default=".", metavar="ROOT", help="folder that holds records/ (default: here)")
    verb.set_defaults(run=_new)
    return parser


def _count(text: str) -> int:
    if not text.isascii() or not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of issues; write 0 or more")
    return int(text)


def _add_root(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("root", nargs="?", default=".", metavar="ROOT", help="folder that holds records/ (default: here)")


def _validate(options: argparse.Namespace) -> int:
    if any(map(_is_table, options.paths)):
        return _validate_tables(options)
    from inzet.records.validation import of_files, validate

    root, paths = options.root, options.paths
    if root is None and len(paths) == 1 and not Path(paths[0]).is_file():
        root, paths = paths[0], []
    if missing := next((path for path in paths if not Path(path).is_file()), None):
        return complain(f"{missing} is not a file; give one folder that holds records/, or files in it")
    everything = validate(root or ".", options.sources, progress=progress())
    issues = of_files(everything, paths) if paths else everything
    if len(issues) < len(everything):
        say(f"{len(everything) - len(issues)} more issue(s) in other files; inzet validate shows them")
    code = _report(issues, f"{'these files' if paths else 'the records'} are valid", options.format)
    if code and options.format == "text":
        say("inzet explain CODE says more")
    return code


_TABLE = re.compile(r"\.(?:json|parquet|csv(?:\.(?:gz|zst|bz2))?)$")  # records are YAML: JSON describes a Data Package


def _is_table(path: str) -> bool:
    return _TABLE.search(path) is not None


def _validate_tables(options: argparse.Namespace) -> int:
    from inzet.records import schema_files
    from inzet.tabular import check_tables
    from inzet.tabular.messages import as_issues

    if faulty := schema_files.check(files.root()):
        return _report(faulty, "", options.format)
    if other := next((path for path in options.paths if not _is_table(path)), None):
        return complain(f"{other} is no table; check records and tables one after the other")
    reports = list(check_tables(options.paths, options.schema, options.max_issues or None, progress()))
    issues = [issue for report in reports for issue in as_issues(report)]
    found = sum(sum(report.counts.values()) for report in reports)
    shown = issues[: options.max_issues or None]
    code = _report(shown, "the tables are valid", options.format)
    for report in reports:
        for rule, count in report.counts.most_common():
            say(f"{report.path}: {count:,} times {rule}")
    if found > len(shown):
        say(f"{found - len(shown):,} more issue(s) are not shown; --max-issues 0 shows all")
    return code


def _report(issues: list[Issue], praise: str, form: str = "text") -> int:
    if not issues and form == "text":  # as nearly always; there is nothing to write, and what writes takes long to load
        say(praise)
        return 0
    from inzet.commands import reports

    sys.stdout.write(reports.report(issues, form))
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if form == "github" and summary:
        try:
            reports.append_summary(issues, Path(summary))
        except OSError as error:
            say(f"inzet: the summary was not written, {summary}: {error.strerror}")
    say(reports.count(issues) if issues else praise)
    return 1 if issues else 0


def _explain(options: argparse.Namespace) -> int:
    from inzet.codes import explain, listing

    try:
        lines = list(listing() if options.code is None else explain(options.code, width()))
    except KeyError as error:
        return complain(error.args[0])
    print("\n".join(lines))
    return 0


def _audit(options: argparse.Namespace) -> int:
    from inzet.records.audit import audit_letters, find_new
    from inzet.records.tree import read_tree
    from inzet.texts.languages import LANGUAGES, detect

    if options.new is not None and options.letter:
        return complain("--new reads a text that has no record yet; leave out the letter's id")
    documents, issues = read_tree(Path(options.root))
    if issues:
        return complain(f"the records have faults ({issues[0]}); run first: inzet validate")
    if options.new is not None:
        found = find_new(documents, Path(options.new))
        _list(found, options.new)
        if detect(Path(options.new).read_text(encoding="utf-8")) is None:
            _say_unread(options.new)
        say(f"{len(found)} place(s) to code, or to account for in 'passages'")
        return 0
    left = audit_letters(documents, Path(options.sources), options.letter)
    languages = {document.stem: document.value["language"] for document in documents if document.kind == "letter"}
    for letter_id, candidates in left.items():
        _list(candidates, letter_id)
        if languages[letter_id] not in LANGUAGES:
            _say_unread(letter_id)
    count = sum(map(len, left.values()))
    if count:
        say(f"{count} place(s) not accounted for; code them, or say in the letter's 'passages' why they state nothing")
    else:
        say(f"every place is accounted for in {len(left)} letter(s): {', '.join(left)}")
    return 1 if count else 0


def _say_unread(text: str) -> None:
    say(f"{text} is in a language that is not read: only names, citations, digits and years were looked for")


def _list(candidates: Iterable["Candidate"], where: str) -> None:
    for candidate in candidates:
        ids = f" ({', '.join(candidate.ids)})" if candidate.ids else ""
        print(f"{where}:{candidate.line}: {candidate.kind}: {candidate.words}{ids}")


def _build(options: argparse.Namespace) -> int:
    from inzet.release.package import InvalidRecordsError, build, find_stale

    try:
        changed = find_stale(options.root) if options.check else build(options.root)
    except InvalidRecordsError as error:
        _report(error.issues, "")
        return complain("nothing was built", 1)
    if not options.check:
        for path in changed:
            say(f"written: {path}" if (Path(options.root) / path).exists() else f"removed: {path}")
        say(f"{len(changed)} file(s) changed" if changed else "everything is up to date")
        return 0
    for path in changed:
        print(f"{path}: stale")
    say("to repair, run: inzet build" if changed else "everything is up to date")
    return 1 if changed else 0


def _diff(options: argparse.Namespace) -> int:
    from inzet.release import comparison

    found = comparison.compare(comparison.read_release(options.old), comparison.read_release(options.new))
    judgement = comparison.judge(found)
    if options.format == "markdown":
        print("\n".join(comparison.markdown(found)), end="")
        say(judgement.verdict)
    else:
        print("\n".join(comparison.text(found, judgement, width())))
    if not options.check:
        return 0
    if judgement.enough is None:
        return complain(judgement.verdict)
    return 0 if judgement.enough else complain(judgement.verdict, 1)


def _show(options: argparse.Namespace) -> int:
    from inzet.commands.record_lines import show
    from inzet.dataset import load

    try:
        lines = list(show(load(), options.id, width()))
    except KeyError as error:
        return complain(error.args[0])
    print("\n".join(lines))
    return 0


def _new(options: argparse.Namespace) -> int:

    if options.source and options.kind != "letter":
        return complain(f"--source is the text of a letter; a {options.kind} has none, so leave it out")
    folders = {kind: folder for folder, kind in Schemas.installed().folders.items()}
    folder = Path(options.root) / "records" / folders[options.kind]
    try:
        text = _skeleton(options)
    except ValueError as error:
        return complain(str(error))
    if not folder.is_dir():
        return complain(f"{folder.as_posix()} is not a folder; run this where records/ is, or give --root")
    path = folder / f"{options.id.lower()}.yaml"
    taken = [other for other in folder.parent.glob(f"*/{path.name}") if other != path]
    if taken:
        return complain(f"{taken[0].as_posix()} has that id already; choose another")
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            try:
                file.write(text)
                file.flush()
            except BaseException:
                path.unlink()  # half a record is none
                raise
    except FileExistsError:
        return complain(f"{path.as_posix()} is there already; nothing was changed")
    print(path.as_posix())
    say("fill it in, then run: inzet validate")
    return 0


def _skeleton(options: argparse.Namespace) -> str:
    from inzet.records.new.skeleton import letter_skeleton, skeleton

    if options.source:
        return letter_skeleton(options.id, Path(options.source), Path(options.root), date.today())
    return skeleton(options.kind, options.id)
