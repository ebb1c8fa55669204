"""What several commands print or write: issues, lines, and files that the user names."""

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from inzet.commands.terminal import say
from inzet.issues import Issue, UnreadableError, printable

FORMATS = ("text", "json", "github", "sarif", "junit")
"""Forms of issues; see ``inzet.commands.reports``, which is loaded only where there is something to report."""


def report(issues: list[Issue], praise: str, form: str = "text", checked: Mapping[str, int] | None = None) -> int:
    """Print issues in one of ``FORMATS``, and return the exit code.

    Forms for programs that show issues beside their lines have paths from the root of the checkout.
    """
    if not issues and form == "text":  # nearly always
        say(praise)
        return 0
    from inzet.commands import reports
    from inzet.commands.checkout import from_root

    if form not in ("text", "json"):
        issues = from_root(issues)
    sys.stdout.write(reports.report(issues, form, checked))
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if form == "github" and summary:
        try:
            reports.append_summary(issues, Path(summary), praise)
        except OSError as error:
            say(f"inzet: the summary was not written, {summary}: {error.strerror}")
    say(reports.count(issues) if issues else praise)
    return 1 if issues else 0


def print_lines(lines: Iterable[str]) -> int:
    """Print lines, in which nothing is obeyed by a terminal, and return the exit code of success."""
    for line in lines:
        print(printable(line))
    return 0


def destination(name: str) -> str | None:
    """Return the name of the file that a user gives; None for ``-``, which is standard output."""
    return None if name == "-" else name


def save(path: str, data: bytes) -> None:
    """Write a file that the user names, in one step; a pipe or device, such as ``/dev/stdout``, is written to.

    Raises:
        UnreadableError: if it cannot be written; a file is then as it was before.
    """
    from inzet.release.writing import replace

    file = Path(path)
    try:
        if file.exists() and not file.is_file():
            file.write_bytes(data)
        else:
            replace(Path(os.path.realpath(file)), data)  # a link stays one
    except OSError as error:
        raise UnreadableError(f"{path} cannot be written: {error.strerror}") from None
