"""Issues as text for people, and in the forms that other programs read.

Every value in an issue may have been written by a stranger: a file name, a key, a word from a record. No form
lets one of them become anything else than text.
"""

import hashlib
import json
import os
import re
import secrets
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, metadata
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from inzet.commands.codes import PAGE, codes
from inzet.issues import Issue, printable
from inzet.version import __version__

FORMATS = ("text", "json", "github", "sarif", "junit")
ANNOTATIONS = 10
"""GitHub shows no more annotations of one step than this."""
SUMMARY_BYTES = 1024 * 1024 - 4096
"""GitHub drops the summary of a step that comes close to 1 MiB, so we stay below."""

_SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

# What XML 1.0 cannot hold, not even as a reference; lone halves of surrogate pairs break UTF-8 as well.
_UNHOLDABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def report(issues: Sequence[Issue], form: str) -> str:
    """Write issues in one of ``FORMATS``.

    Raises:
        ValueError: if there is no such format.
    """
    match form:
        case "text":
            return plain(issues)
        case "json":
            return as_json(issues)
        case "github":
            return github(issues, secrets.token_hex(16))
        case "sarif":
            return sarif(issues, help_page())
        case "junit":
            return junit(issues)
    raise ValueError(f"no format {form!r}; choose one of: {', '.join(FORMATS)}")


def plain(issues: Sequence[Issue]) -> str:
    """Write one line for each issue."""
    return "".join(f"{issue}\n" for issue in issues)


def count(issues: Sequence[Issue]) -> str:
    """Say in one sentence how many issues there are."""
    return f"{len(issues)} issue(s) in {len({issue.path for issue in issues})} file(s)"


def describe(code: str) -> str:
    """Say in one sentence what a rule asks."""
    known = codes().get(code)
    return known.sentence if known else f"The records keep to the rule {code}."


def as_json(issues: Sequence[Issue]) -> str:
    """Write a JSON object: ``issues``, each with the fields of ``Issue``, and a ``summary`` that counts them.

    It is pure ASCII, so that no encoding of a terminal or pipe can spoil it.
    """
    fields = Issue.__dataclass_fields__
    document = {
        "issues": [{name: _paired(getattr(issue, name)) for name in fields} for issue in issues],
        "summary": {
            "issues": len(issues),
            "files": len({issue.path for issue in issues}),
            "codes": dict(sorted(Counter(_paired(issue.code) for issue in issues).items())),
        },
    }
    return json.dumps(document, indent=2) + "\n"


def _paired(value: Any) -> Any:
    """Escape halves of surrogate pairs, as in names that are not UTF-8: many JSON readers refuse them."""
    return _SURROGATE.sub(_escape, value) if isinstance(value, str) else value


def _holdable(text: str) -> str:
    """Escape what XML 1.0 cannot hold: control characters, half surrogate pairs and non-characters."""
    return _UNHOLDABLE.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return ascii(found[0])[1:-1]


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
    return _holdable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def append_summary(issues: Sequence[Issue], path: Path) -> None:
    """Append a table of the issues to the summary of a step on GitHub, as far as there is room.

    Raises:
        OSError: if the file cannot be written or is not a plain file.
    """
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NONBLOCK", 0), 0o666)
    with os.fdopen(handle, "ab") as file:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode):
            raise OSError(None, "it is not a plain file", str(path))
        file.write(markdown(issues, SUMMARY_BYTES - state.st_size).encode("ascii", "xmlcharrefreplace"))


def markdown(issues: Sequence[Issue], room: int) -> str:
    """Write a Markdown table of as many issues as fit into so many bytes, and how many did not."""
    rows = [f"\n### inzet: {count(issues)}\n"]
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


def help_page() -> str | None:
    """Return the address of the page that explains the codes, if anything here tells it.

    That is the repository that the installed package names; else, where GitHub runs us in a checkout that has the
    page, the repository of the run.
    """
    try:
        addresses = dict(entry.split(", ", 1) for entry in metadata("inzet").get_all("Project-URL", ()))
    except PackageNotFoundError:
        addresses = {}
    repository = addresses.get("Repository", "")
    if not repository and Path(PAGE).is_file():
        server, name = os.environ.get("GITHUB_SERVER_URL", ""), os.environ.get("GITHUB_REPOSITORY", "")
        repository = f"{server}/{quote(name)}" if name else ""
    if not re.fullmatch(r"https://[A-Za-z0-9.-]+(?:/[A-Za-z0-9._~%-]+)+/?", repository):
        return None
    return f"{repository.rstrip('/')}/blob/HEAD/{PAGE}"


def sarif(issues: Sequence[Issue], page: str | None = None) -> str:
    """Write a log of the Static Analysis Results Interchange Format, version 2.1.0, in pure ASCII.

    Args:
        issues: what to write, in order.
        page: address of a page with an anchor for each code.
    """
    rules = {code: at for at, code in enumerate(sorted({issue.code for issue in issues}))}
    log = {
        "$schema": _SARIF,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "inzet",
                        "version": __version__,
                        "rules": [_rule(code, page) for code in rules],
                    }
                },
                "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The folder in which inzet was run."}}},
                # Our columns count characters as Python does.
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(issue, rules[issue.code], fingerprint)
                    for issue, fingerprint in zip(issues, _fingerprints(issues), strict=True)
                ],
            }
        ],
    }
    return json.dumps(log, indent=2) + "\n"


def _rule(code: str, page: str | None) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": _paired(code), "shortDescription": {"text": _paired(describe(code))}}
    if page:
        rule["helpUri"] = f"{page}#{quote(_paired(code))}"
    return rule


def _result(issue: Issue, rule: int, fingerprint: str) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": _artifact(issue.path),
            "region": {"startLine": issue.line, "startColumn": issue.column},
        }
    }
    if issue.pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": _paired(issue.pointer)}]
    return {
        "ruleId": _paired(issue.code),
        "ruleIndex": rule,
        "level": "error",
        "message": {"text": _paired(issue.message)},
        "locations": [location],
        "partialFingerprints": {"inzetIssue/v1": fingerprint},
    }


def _artifact(path: str) -> dict[str, str]:
    try:
        data = path.encode("utf-8", "surrogateescape")  # the very bytes of a file name that is not UTF-8
    except UnicodeEncodeError:
        data = _paired(path).encode("utf-8")
    if not Path(path).is_absolute():
        return {"uri": quote(data), "uriBaseId": "%SRCROOT%"}
    # With the colon of a drive, which has no slash before it.
    return {"uri": f"file://{'' if path.startswith('/') else '/'}{quote(data, safe='/:')}"}


def _fingerprints(issues: Sequence[Issue]) -> Iterator[str]:
    """Yield what tells issues apart and stays the same when something else is added above them.

    So neither line nor position in a list counts; of several that are alike otherwise, the number does.
    """
    seen: Counter[str] = Counter()
    for issue in issues:
        keys = [step for step in issue.pointer.split("/") if not step.isdecimal()]
        what = json.dumps([issue.path, keys, issue.code, issue.message])
        digest = hashlib.sha256(what.encode("ascii")).hexdigest()
        seen[digest] += 1
        yield f"{digest}:{seen[digest]}"


def junit(issues: Sequence[Issue]) -> str:
    """Write JUnit XML in pure ASCII: a test case for each file with issues, or one that passed if there are none."""
    files = [(path, list(group)) for path, group in groupby(sorted(issues), lambda issue: issue.path)]
    counts = {"tests": str(len(files) or 1), "failures": str(len(issues)), "errors": "0", "skipped": "0"}
    root = ElementTree.Element("testsuites", counts)
    suite = ElementTree.SubElement(root, "testsuite", {"name": "inzet validate", **counts})
    for path, group in files:
        name = _holdable(path)
        case = ElementTree.SubElement(suite, "testcase", {"classname": "inzet", "name": name, "file": name})
        for issue in group:
            said = {"type": _holdable(issue.code), "message": _holdable(issue.message)}
            ElementTree.SubElement(case, "failure", said).text = str(issue)
    if not files:
        ElementTree.SubElement(suite, "testcase", {"classname": "inzet", "name": "records"})
    ElementTree.indent(root)
    data: bytes = ElementTree.tostring(root, encoding="us-ascii", xml_declaration=True)
    return data.decode("ascii") + "\n"
