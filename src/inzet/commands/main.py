"""The command line: one module for each verb. Its docstring is the help; ``run`` returns the exit code.

Results go to standard output, talk to standard error. Exit code 0: clean; 1: issues, or stale files; 2: wrong
usage, or something that cannot be read.
"""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import NoReturn

from inzet.commands.terminal import complain, finish, prepare, silence
from inzet.commands.usage import Parser, did_you_mean
from inzet.files import find_damage
from inzet.issues import UnreadableError
from inzet.processes import CODE, SENTENCE
from inzet.version import __version__

_READING = (
    *("overview", "position", "timeline", "compare", "reconcile"),
    *("find", "list", "show", "plot", "positions"),
)
_CHECKING = ("validate", "explain", "audit", "text", "new", "build", "site", "release", "diff")
_GROUPS = {"to read": _READING, "to check and build the records": _CHECKING}
VERBS: dict[str, tuple[type[Exception], ...]] = {
    **dict.fromkeys(_READING, (KeyError, ValueError)),
    **dict.fromkeys(_CHECKING, ()),
    "explain": (KeyError,),
    "new": (ValueError,),
}
"""The verbs in the order of the help, each a module of this package, with its errors about a wrong argument."""

_DEBUG = "--debug"

_EXAMPLES = """\
examples:
  inzet overview 2022-09-01               all that was in force on a day
  inzet position "EUTM Mali" --on 2022-09-01
                                          what was in force of a mission on a day, and why
  inzet find georgia experts              everything that speaks of them
  inzet show eumm-georgia                 a record and what refers to it
  inzet overview today --lang nl -o today.csv
                                          in Dutch, as a file for a spreadsheet
  inzet validate --sources ../sources     check the records in this folder against their texts
  inzet new mission eutm-mozambique       start a new record

inzet VERB --help says more, with examples."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    name = words[0] if words else "inzet"
    mistakes: tuple[type[Exception], ...] = (UnreadableError, *VERBS.get(name, ()))
    prepare()
    if arguments is None and name in _CHECKING:
        sys.meta_path.insert(0, _WithoutPandas())
        _limit_memory()
    try:
        try:
            return _answer(words)
        finally:
            finish()
    except mistakes as error:
        return complain(find_damage() or str(error.args[0]))
    except ImportError as error:
        return complain(_what_to_install(error))
    except BrokenPipeError:
        # The reader of our output has seen enough, as in `inzet show … | head`.
        silence(sys.stdout)
        return 0
    except OSError as error:
        if error.filename:
            return complain(f"{error.filename}: {error.strerror}")
        # What has no name is our own output, which cannot be written; nor could what is left of it at the end.
        silence(sys.stdout)
        return complain(str(error.strerror or error))
    except KeyboardInterrupt:
        return complain(SENTENCE, CODE)
    except MemoryError:
        return complain(f"{name} needs more memory than this machine has")
    except Exception as error:
        if damage := find_damage():
            return complain(damage)
        if _DEBUG in words:
            raise
        kind = type(error).__name__
        return complain(f"{name} failed on something unforeseen ({kind}); please report it with what {_DEBUG} shows")


def _answer(words: list[str]) -> int:
    if not words:
        _top().print_help(sys.stderr)
        return 2
    if words[0] not in VERBS:
        _refuse(words)
    verb = import_module(f"inzet.commands.{words[0]}")
    return int(verb.run(_parser(words[0], verb).parse_args(words[1:])))


def _limit_memory() -> None:
    """Let an allocation beyond the memory of the machine fail; else the system would end the process without a word."""
    try:
        import resource

        total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        limit, most = resource.getrlimit(resource.RLIMIT_AS)
        if limit == resource.RLIM_INFINITY or limit > total:
            resource.setrlimit(resource.RLIMIT_AS, (total, most))
    except (ImportError, ValueError, OSError):
        pass  # such as on Windows


class _WithoutPandas:
    """Finds no pandas. pyarrow imports it wherever it is installed, which takes longer than all the rest."""

    def find_spec(self, name: str, *_: object) -> None:
        if name == "pandas":
            raise ModuleNotFoundError("the command does without pandas", name=name)


def _what_to_install(error: ImportError) -> str:
    if isinstance(error, ModuleNotFoundError) and error.name:
        return f'this command needs more packages, such as {error.name}: pip install "inzet[curate]"'
    return str(error.args[0])


def _refuse(words: list[str]) -> NoReturn:
    """Answer words that begin with no verb: with the help or the version, or else with an error."""
    top = _top()
    if words[0].startswith("-"):
        top.parse_args(words)
    top.error(f"there is no verb {words[0]!r}{did_you_mean(words[0], VERBS)}")


def _top() -> Parser:
    """Return the parser of what comes before a verb; its help lists the verbs in groups."""
    width = max(map(len, VERBS))
    lines = []
    for title, verbs in _GROUPS.items():
        summaries = (_docstring(import_module(f"inzet.commands.{verb}")).partition("\n")[0] for verb in verbs)
        lines += [f"{title}:", *(f"  {verb:{width}}  {said}" for verb, said in zip(verbs, summaries, strict=True)), ""]
    parser = Parser(
        prog="inzet",
        usage="inzet VERB [OPTIONS]",
        description="What the Netherlands contributes to international missions.\n\n" + "\n".join(lines).rstrip(),
        epilog=_EXAMPLES,
    )
    parser.add_argument("--version", action="version", version=f"inzet {__version__}")
    return parser


def _docstring(verb: ModuleType) -> str:
    """Return the docstring of a module: from its source, where Python drops docstrings (-OO)."""
    if verb.__doc__ is None:
        from inspect import getsource

        # The docstring is the first constant of the code.
        return str(compile(getsource(verb), verb.__name__, "exec", optimize=0).co_consts[0]).strip()
    return verb.__doc__.strip()


def _parser(name: str, verb: ModuleType) -> Parser:
    """Return the parser of a verb, made from the docstring of its module."""
    _, _, rest = _docstring(verb).partition("\n\n")
    description, _, examples = rest.partition("\n\nexamples:\n")
    parser = Parser(prog=f"inzet {name}", description=description, epilog=f"examples:\n{examples}")
    verb.add_arguments(parser)
    parser.add_argument(_DEBUG, action="store_true", help="show the traceback of an error that nobody foresaw")
    return parser
