"""The verbs of the command line that put questions to the ledger: arguments and output, nothing else."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inzet.commands.terminal import complain, width
from inzet.issues import UnreadableError

if TYPE_CHECKING:
    from inzet.dataset import Dataset
    from inzet.ledger.arrow_tables import Columns, Row

_DAYS = "Days are written year-month-day. Only letters up to the day --known count."

# Those of inzet.ledger.overview, which is loaded only where it is needed.
_BY = ("region", "framework", "domain", "personnel")
_TABLES = ("csv", "json", "parquet")

_EXAMPLES = {
    "position": """\
  inzet position eumm-georgia                                        today, as known today
  inzet position eumm-georgia --on 2024-01-01 --known 2024-12-31     a day, as known on another
""",
    "positions": """\
  inzet positions --on 2025-02-13 > positions.csv
  inzet positions --on 2025-02-13 --format parquet -o positions.parquet
""",
    "timeline": """\
  inzet timeline eumm-georgia
  inzet timeline --format csv -o timelines.csv                       of all missions and frameworks
""",
    "overview": """\
  inzet overview --on 2023-01-01 --known 2023-01-01
  inzet overview --on 2023-01-01 --by region --explain
""",
    "compare": """\
  inzet compare kst-29521-446 bz2410641                              two letters
  inzet compare 2022-09-01 2024-09-01                                two days, each as known then
  inzet compare 2023-01-01@2022-12-31 2023-01-01@2025-12-31          one day, as known on two
""",
    "reconcile": """\
  inzet reconcile
  inzet reconcile --known 2024-12-31
""",
    "plot": """\
  inzet plot timeline -o timeline.html
  inzet plot timeline eumm-georgia euma-armenia -o two.svg
  inzet plot overview --on 2025-02-13 --known 2025-02-13 -o overview.png
""",
}

Verbs = argparse._SubParsersAction  # argparse gives it no public name


def add_verbs(verbs: "Verbs[argparse.ArgumentParser]") -> None:
    """Add the verbs that put questions to the ledger."""
    verb = _add(verbs, "position", "show what was in force of a mission on a day, and why", _position)
    verb.add_argument("id", metavar="MISSION", help="id of a mission or framework, such as eumm-georgia")
    _add_days(verb)

    verb = _add(verbs, "positions", "write the positions of all missions on a day as a table", _positions)
    _add_days(verb)
    _add_table(verb, "csv", _TABLES)

    verb = _add(verbs, "timeline", "list all statements about a mission, with what changed", _timeline)
    verb.add_argument(
        "id", nargs="?", metavar="MISSION", help="id of a mission or framework; as a table all if left out"
    )
    _add_days(verb, on=False)
    _add_table(verb, "text", ("text", *_TABLES))

    verb = _add(verbs, "overview", "show what was in force on a day, in groups with totals", _overview)
    _add_days(verb)
    verb.add_argument("--by", choices=_BY, help="what to group by (default: one list of all)")
    verb.add_argument("--explain", action="store_true", help="list what each total is made of")

    verb = _add(verbs, "compare", "show what differs between two letters or days", _compare)
    what = "a letter, a day, or a day as known on another: DAY@DAY"
    verb.add_argument("before", metavar="BEFORE", help=what)
    verb.add_argument("after", metavar="AFTER", help="the same")
    verb.add_argument("--all", action="store_true", help="list what is the same as well")

    verb = _add(verbs, "reconcile", "list where the letters contradict each other", _reconcile)
    _add_days(verb, on=False, default="the day of the last letter")

    verb = _add(verbs, "plot", "draw missions as bars on a time axis, or what was in force on a day", _plot)
    verb.add_argument("what", choices=("timeline", "overview"))
    verb.add_argument("ids", nargs="*", metavar="MISSION", help="only these missions and frameworks")
    _add_days(verb)
    verb.add_argument("-o", "--output", metavar="FILE", required=True, help="file ending in .svg, .png, .html or .json")


def _add(verbs: "Verbs[argparse.ArgumentParser]", name: str, words: str, run: Any) -> argparse.ArgumentParser:
    verb: argparse.ArgumentParser = verbs.add_parser(
        name,
        help=words,
        description=f"{words[0].upper()}{words[1:]}, by the installed release. {_DAYS}",
        epilog=f"examples:\n{_EXAMPLES[name]}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verb.set_defaults(run=lambda options: _ask(run, options))
    return verb


def _add_days(verb: argparse.ArgumentParser, *, on: bool = True, default: str = "") -> None:
    if on:
        verb.add_argument("--on", metavar="DAY", help="the day, such as 2023-01-01 (default: that of --known)")
    default = default or ("today" if on else "all letters")
    verb.add_argument("--known", metavar="DAY", help=f"count letters up to this day (default: {default})")


def _add_table(verb: argparse.ArgumentParser, default: str, forms: tuple[str, ...]) -> None:
    verb.add_argument("--format", choices=forms, default=default, help=f"(default: {default})")
    verb.add_argument("-o", "--output", metavar="FILE", help="write to this file instead of standard output")


def _ask(run: Any, options: argparse.Namespace) -> int:
    from inzet.dataset import load

    try:
        run(load(), options)
    except (KeyError, ValueError, ImportError, UnreadableError) as error:
        return complain(str(error.args[0]))
    return 0


def _print(lines: Iterable[str]) -> None:
    print("\n".join(lines))


def _position(dataset: "Dataset", options: argparse.Namespace) -> None:
    _print(dataset.position(options.id, options.on, options.known).lines(width()))


def _positions(dataset: "Dataset", options: argparse.Namespace) -> None:
    from inzet.ledger import arrow_tables
    from inzet.ledger.register import days

    rows = arrow_tables.position_rows(dataset.ledger, *days(options.on, options.known))
    _write(rows, arrow_tables.POSITIONS, options)


def _timeline(dataset: "Dataset", options: argparse.Namespace) -> None:
    from inzet.ledger import arrow_tables
    from inzet.ledger.register import day

    if options.format != "text":
        records = dataset.ledger.targets() if options.id is None else [dataset.ledger.target(options.id)]
        rows = arrow_tables.timeline_rows(dataset.ledger, records, day(options.known))
        _write(rows, arrow_tables.TIMELINES, options)
    elif options.id is None:
        raise ValueError("name a mission or framework, or choose a --format, which gives all of them as a table")
    else:
        _print(dataset.timeline(options.id, options.known).lines(width()))


def _write(rows: "Iterable[Row]", columns: "Columns", options: argparse.Namespace) -> None:
    from inzet.ledger import arrow_tables

    if options.format == "parquet" and options.output is None and sys.stdout.isatty():
        raise ValueError("Parquet is not for a terminal; name a file with -o")
    data = arrow_tables.write(rows, columns, options.format)
    if options.output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
    else:
        _save(Path(options.output), data)


def _save(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UnreadableError(f"{path} cannot be written: {error.strerror}") from None


def _overview(dataset: "Dataset", options: argparse.Namespace) -> None:
    overview = dataset.overview(options.on, options.known, options.by)
    _print(overview.lines(width(), explain=options.explain))


def _compare(dataset: "Dataset", options: argparse.Namespace) -> None:
    _print(dataset.compare(options.before, options.after).lines(width(), everything=options.all))


def _reconcile(dataset: "Dataset", options: argparse.Namespace) -> None:
    _print(dataset.reconcile(options.known).lines(width()))


def _plot(dataset: "Dataset", options: argparse.Namespace) -> None:
    from inzet.ledger import plots
    from inzet.ledger.register import days

    chart = plots.draw(dataset.ledger, options.what, *days(options.on, options.known), options.ids)
    _save(Path(options.output), plots.render(chart, Path(options.output).suffix))
