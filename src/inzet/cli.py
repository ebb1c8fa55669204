"""The command line: arguments and exit codes, nothing else.

Results go to standard output, talk to standard error. Exit code 0: clean; 1: issues, or stale files; 2: wrong
usage, or something that cannot be read.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from inzet.formats import check_day
from inzet.issues import Issue, UnreadableError
from inzet.version import __version__

if TYPE_CHECKING:
    from inzet.audit import Candidate

_EXAMPLES = """\
examples:
  inzet validate                          check the records in this folder
  inzet validate --sources ../sources     check every quote against its source text as well
  inzet audit --sources ../sources        is every name, figure and date in the texts accounted for?
  inzet audit --new letter.txt            what there is to code in a new letter
  inzet build                             write data/ and datapackage.json
  inzet build --check                     say what is stale, write nothing
  inzet show eumm-georgia                 a record and what refers to it
  inzet overview --on 2023-01-01          what was in force on a day
  inzet new letter kst-29521-494          start a new record
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
        return _complain(str(error))
    except ModuleNotFoundError as error:
        return _complain(f'{error.name} is not installed; this command needs: pip install "inzet[curate]"')
    except BrokenPipeError:
        # The reader of our output has seen enough, as in `inzet show … | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        if error.filename:
            return _complain(f"{error.filename}: {error.strerror}")
        # What has no name is our own output, which cannot be written; nor could what is left of it at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _complain(str(error.strerror or error))
    except KeyboardInterrupt:
        return _complain("interrupted; nothing was changed", 130)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="inzet",
        description="Dutch contributions to international missions: check, build and read the records.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"inzet {__version__}")
    verbs = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    verb = verbs.add_parser("validate", help="check records", description="Check every record below ROOT/records.")
    _add_root(verb)
    verb.add_argument("--sources", metavar="DIR", help="folder with the source texts, to check every quote")
    verb.set_defaults(run=_validate)

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
        "build", help="write data/ and datapackage.json", description="Write everything that follows from the records."
    )
    _add_root(verb)
    verb.add_argument("--check", action="store_true", help="write nothing; exit 1 and name what is stale")
    verb.set_defaults(run=_build)

    verb = verbs.add_parser(
        "show", help="print a record and what refers to it", description="Print a record of the installed release."
    )
    verb.add_argument("id", help="id of a letter, mission, framework or contribution, such as eumm-georgia")
    verb.set_defaults(run=_show)

    verb = verbs.add_parser(
        "overview",
        help="print a short table of what was in force on a day",
        description="Print the statements of the installed release that were in force on a day.",
    )
    verb.add_argument("--on", metavar="DAY", type=_day, help="the day, such as 2023-01-01 (default: today)")
    verb.add_argument(
        "--known", metavar="DAY", type=_day, help="count letters up to this day (default: the day itself)"
    )
    verb.set_defaults(run=_overview)

    verb = verbs.add_parser(
        "new", help="start a new record", description="Write a skeleton that needs only filling in."
    )
    verb.add_argument("kind", choices=("letter", "mission", "framework"))
    verb.add_argument("id", help="id of the new record, such as kst-29521-494 or eumm-georgia")
    verb.add_argument("--root", default=".", metavar="ROOT", help="folder that holds records/ (default: here)")
    verb.set_defaults(run=_new)
    return parser


def _add_root(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("root", nargs="?", default=".", metavar="ROOT", help="folder that holds records/ (default: here)")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(check_day(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _validate(options: argparse.Namespace) -> int:
    from inzet.validation import validate

    return _report(validate(options.root, options.sources), "the records are valid")


def _report(issues: list[Issue], praise: str) -> int:
    for issue in issues:
        print(issue)
    files = len({issue.path for issue in issues})
    _say(f"{len(issues)} issue(s) in {files} file(s)" if issues else praise)
    return 1 if issues else 0


def _audit(options: argparse.Namespace) -> int:
    from inzet.audit import audit_letters, find_new
    from inzet.records import read_tree

    if options.new and options.letter:
        return _complain("--new reads a text that has no record yet; leave out the letter's id")
    documents, issues = read_tree(Path(options.root))
    if issues:
        return _complain(f"the records have faults ({issues[0]}); run first: inzet validate")
    if options.new:
        found = find_new(documents, Path(options.new))
        _list(found, options.new)
        _say(f"{len(found)} place(s) to code, or to account for in 'passages'")
        return 0
    left = audit_letters(documents, Path(options.sources), options.letter)
    for letter_id, candidates in left.items():
        _list(candidates, letter_id)
    count = sum(map(len, left.values()))
    if count:
        _say(f"{count} place(s) not accounted for; code them, or say in the letter's 'passages' why they state nothing")
    else:
        _say(f"every place is accounted for in {len(left)} letter(s): {', '.join(left)}")
    return 1 if count else 0


def _list(candidates: Iterable["Candidate"], where: str) -> None:
    for candidate in candidates:
        ids = f" ({', '.join(candidate.ids)})" if candidate.ids else ""
        print(f"{where}:{candidate.line}: {candidate.kind}: {candidate.words}{ids}")


def _build(options: argparse.Namespace) -> int:
    from inzet.package import InvalidRecordsError, build, find_stale

    try:
        changed = find_stale(options.root) if options.check else build(options.root)
    except InvalidRecordsError as error:
        _report(error.issues, "")
        return _complain("nothing was built", 1)
    if not options.check:
        for path in changed:
            _say(f"written: {path}" if (Path(options.root) / path).exists() else f"removed: {path}")
        _say(f"{len(changed)} file(s) changed" if changed else "everything is up to date")
        return 0
    for path in changed:
        print(f"{path}: stale")
    _say("to repair, run: inzet build" if changed else "everything is up to date")
    return 1 if changed else 0


def _show(options: argparse.Namespace) -> int:
    from inzet.dataset import load
    from inzet.display import show

    try:
        lines = list(show(load(), options.id, _width()))
    except KeyError as error:
        return _complain(error.args[0])
    print("\n".join(lines))
    return 0


def _overview(options: argparse.Namespace) -> int:
    from inzet.dataset import load
    from inzet.display import overview

    on = options.on or date.today()
    print("\n".join(overview(load(), on, options.known or on, _width())))
    return 0


def _new(options: argparse.Namespace) -> int:
    from inzet import schema
    from inzet.skeleton import skeleton

    folders = {kind: folder for folder, kind in schema.records().items()}
    try:
        text = skeleton(options.kind, options.id)
    except ValueError as error:
        return _complain(str(error))
    folder = Path(options.root) / "records" / folders[options.kind]
    if not folder.is_dir():
        return _complain(f"{folder.as_posix()} is not a folder; run this where records/ is, or give --root")
    path = folder / f"{options.id.lower()}.yaml"
    taken = [other for other in folder.parent.glob(f"*/{path.name}") if other != path]
    if taken:
        return _complain(f"{taken[0].as_posix()} has that id already; choose another")
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        return _complain(f"{path.as_posix()} is there already; nothing was changed")
    print(path.as_posix())
    _say("fill it in, then run: inzet validate")
    return 0


def _width() -> int:
    return min(shutil.get_terminal_size((100, 24)).columns, 120)


def _say(words: str) -> None:
    print(words, file=sys.stderr)


def _complain(words: str, code: int = 2) -> int:
    _say(f"inzet: {words}")
    return code


if __name__ == "__main__":
    sys.exit(main())
