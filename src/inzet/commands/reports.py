"""Issues as text for people, and in the forms that other programs read.

Every value in an issue may have been written by a stranger: a file name, a key, a word from a record. No form
lets one of them become anything else than text.
"""

import json
import os
import re
import secrets
import stat
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

from inzet.commands.escapes import holdable, paired
from inzet.commands.sarif import help_page, sarif
from inzet.issues import Issue, printable

ANNOTATIONS = 10
"""GitHub shows no more annotations of one step than this."""
SUMMARY_BYTES = 1024 * 1024 - 4096
"""GitHub drops the summary of a step that comes close to 1 MiB, so we stay below."""

Tally = Mapping[str, int]


def report(issues: Sequence[Issue], form: str, checked: Tally | None = None) -> str:
    """Write issues in one of the ``FORMATS`` of ``inzet.commands.output``.

    Args:
        issues: what to write, in order.
        form: the format.
        checked: how much was looked at, by name, for the forms that have room for it: JSON, SARIF and JUnit.
    """
    match form:
        case "text":
            return "".join(f"{issue}\n" for issue in issues)
        case "json":
            return as_json(issues, checked)
        case "github":
            return github(issues, secrets.token_hex(16))
        case "sarif":
            return sarif(issues, help_page(), checked)
    return junit(issues, checked)


def count(issues: Sequence[Issue]) -> str:
    """Say in one sentence how many issues there are."""
    return f"{len(issues)} issue(s) in {len({issue.path for issue in issues})} file(s)"


def as_json(issues: Sequence[Issue], checked: Tally | None = None) -> str:
    """Write a JSON object: ``issues``, each with the fields of ``Issue``, and a ``summary`` that counts them.

    With ``checked``, the summary counts what was looked at as well. The object is pure ASCII, so that no encoding of a
    terminal or pipe can spoil it.
    """
    fields = Issue.__dataclass_fields__
    document = {
        "issues": [{name: paired(getattr(issue, name)) for name in fields} for issue in issues],
        "summary": {
            "issues": len(issues),
            "files": len({issue.path for issue in issues}),
            "codes": dict(sorted(Counter(paired(issue.code) for issue in issues).items())),
        }
        | ({"checked": dict(checked)} if checked else {}),
    }
    return json.dumps(document, indent=2) + "\n"


def github(issues: Sequence[Issue], token: str) -> str:
    """Write workflow commands that annotate the first issues, then all issues as text, then their number.

    Args:
        issues: what to write, in order.
        token: closes the part in which nothing is a command; nobody may be able to guess it.
    """
    lines = [_annotation(issue) for issue in issues[:ANNOTATIONS]]
    if issues:
        # In a line of text, `##[` anywhere and `::` at its start could make the runner obey a record.
        lines += [f"::stop-commands::{token}", *map(str, issues), f"::{token}::"]
    said = count(issues)
    if len(issues) > ANNOTATIONS:
        said += f"; the first {ANNOTATIONS} are annotated"
    return "\n".join([*lines, said]) + "\n"


def _annotation(issue: Issue) -> str:
    # The runner drops '=' at the start of a value.
    path = f"./{issue.path}" if issue.path.startswith("=") else issue.path
    values = {"file": path, "line": issue.line, "col": issue.column, "title": issue.code}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in values.items())
    return f"::error {properties}::{_data(issue.message)}"


def _data(text: str) -> str:
    return holdable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def append_summary(issues: Sequence[Issue], path: Path, said: str = "") -> None:
    """Append a table of the issues, or what is said, to the summary of a step on GitHub, as far as there is room.

    Raises:
        OSError: if the file cannot be written or is not a plain file.
    """
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NONBLOCK", 0), 0o666)
    with os.fdopen(handle, "ab") as file:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode):
            raise OSError(None, "it is not a plain file", str(path))
        file.write(markdown(issues, SUMMARY_BYTES - state.st_size, said).encode("ascii", "xmlcharrefreplace"))


def markdown(issues: Sequence[Issue], room: int, said: str = "") -> str:
    """Write a Markdown table of as many issues as fit into so many bytes, and how many did not.

    Without issues, write what is said instead.
    """
    rows = [f"\n### inzet: {count(issues)}\n"]
    if said and not issues:
        rows.append(f"\n{_inert(said)}\n")
    if issues:
        rows.append("\n| place | code | message |\n|---|---|---|\n")
    room -= sum(map(len, rows)) + 100  # what the last line may take
    if room < 0:
        return ""
    for number, issue in enumerate(issues):
        place = f"{issue.path}:{issue.line}:{issue.column}"
        row = f"| <code>{_inert(place)}</code> | <code>{_inert(issue.code)}</code> | {_inert(issue.message)} |\n"
        room -= len(row.encode("ascii", "xmlcharrefreplace"))
        if room < 0:
            rows.append(f"\n{len(issues) - number} more in the log of this step.\n")
            break
        rows.append(row)
    return "".join(rows)


def _inert(text: str) -> str:
    """Write as a reference every sign that could mean something in Markdown or HTML: a reference never does."""
    return re.sub(r"[^\w ,/']|_", lambda sign: f"&#{ord(sign[0])};", printable(text))


def junit(issues: Sequence[Issue], checked: Tally | None = None) -> str:
    """Write JUnit XML in pure ASCII: a test case for each file with issues, or one that passed if there are none.

    What was checked are properties of the suite.
    """
    files = [(path, list(group)) for path, group in groupby(sorted(issues), lambda issue: issue.path)]
    counts = {"tests": str(len(files) or 1), "failures": str(len(issues)), "errors": "0", "skipped": "0"}
    root = ElementTree.Element("testsuites", counts)
    suite = ElementTree.SubElement(root, "testsuite", {"name": "inzet validate", **counts})
    if checked:
        properties = ElementTree.SubElement(suite, "properties")
        for what, number in checked.items():
            ElementTree.SubElement(properties, "property", {"name": f"checked.{what}", "value": str(number)})
    for path, group in files:
        name = holdable(path)
        case = ElementTree.SubElement(suite, "testcase", {"classname": "inzet", "name": name, "file": name})
        for issue in group:
            said = {"type": holdable(issue.code), "message": holdable(issue.message)}
            ElementTree.SubElement(case, "failure", said).text = str(issue)
    if not files:
        ElementTree.SubElement(suite, "testcase", {"classname": "inzet", "name": "records"})
    ElementTree.indent(root)
    data: bytes = ElementTree.tostring(root, encoding="us-ascii", xml_declaration=True)
    return data.decode("ascii") + "\n"
