"""The command line: one module for each command, whose docstring is its help.

Results go to standard output, talk to standard error. Exit code 0: clean; 1: issues, or stale files; 2: wrong
usage, or something that cannot be read.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper

from inzet.commands.terminal import complain
from inzet.issues import UnreadableError
from inzet.version import __version__

_QUESTIONS = ("position", "positions", "timeline", "overview", "compare", "reconcile", "plot")

COMMANDS: dict[str, tuple[type[Exception], ...]] = {
    "validate": (),
    "explain": (KeyError,),
    "audit": (),
    "build": (),
    "diff": (),
    "show": (KeyError,),
    **dict.fromkeys(_QUESTIONS, (KeyError, ValueError)),
    "new": (ValueError,),
}
"""The commands in the order of the help, each a module of this package, with its errors about a wrong argument."""

_EXAMPLES = """\
examples:
  inzet validate                          check the records in this folder
  inzet validate --sources ../sources     check every quote against its source text as well
  inzet explain bounds_in_order           what an issue code means, with examples
  inzet audit --sources ../sources        is every name, figure and date in the texts accounted for?
  inzet audit --new letter.txt            what there is to code in a new letter
  inzet build                             write data/ and datapackage.json
  inzet diff v0.1.0                       what changed since a release, and the version that it asks for
  inzet show eumm-georgia                 a record and what refers to it
  inzet position eumm-georgia --on 2024-01-01
                                          what was in force of a mission on a day, and why
  inzet overview --on 2023-01-01          all that was in force on a day
  inzet new mission eutm-mozambique       start a new record

inzet COMMAND --help says more, with examples.
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
    except (UnreadableError, *options.mistakes) as error:
        return complain(str(error.args[0]))
    except ImportError as error:
        return complain(_what_to_install(error))
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


def _what_to_install(error: ImportError) -> str:
    if isinstance(error, ModuleNotFoundError) and error.name:
        return f'{error.name} is not installed; this command needs: pip install "inzet[curate]"'
    return str(error.args[0])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="inzet",
        description="Dutch contributions to international missions: check, build and read the records.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"inzet {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for name, mistakes in COMMANDS.items():
        module = import_module(f"inzet.commands.{name}")
        summary, _, rest = (module.__doc__ or "").strip().partition("\n\n")
        description, _, examples = rest.partition("\n\nexamples:\n")
        command = commands.add_parser(
            name,
            help=summary,
            description=description,
            epilog=f"examples:\n{examples}\n",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(command)
        command.set_defaults(run=module.run, mistakes=mistakes)
    return parser
