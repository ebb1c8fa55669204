"""Issues as a log of the Static Analysis Results Interchange Format, which GitHub and editors read."""

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any
from urllib.parse import quote

from inzet.commands.codes import PAGE, codes
from inzet.commands.escapes import paired
from inzet.issues import Issue
from inzet.version import __version__

_SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "The root of the checkout; outside a checkout, the folder in which inzet was run."


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


def sarif(issues: Sequence[Issue], page: str | None = None, checked: Mapping[str, int] | None = None) -> str:
    """Write a log of the Static Analysis Results Interchange Format, version 2.1.0, in pure ASCII.

    Args:
        issues: what to write, in order.
        page: address of a page with an anchor for each code.
        checked: how much was looked at, by name.
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
                **({"properties": {"checked": dict(checked)}} if checked else {}),
                "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": _ROOT}}},
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
    known = codes().get(code)
    sentence = known.sentence if known else f"The records keep to the rule {code}."
    rule: dict[str, Any] = {"id": paired(code), "shortDescription": {"text": paired(sentence)}}
    if page:
        rule["helpUri"] = f"{page}#{quote(paired(code))}"
    return rule


def _result(issue: Issue, rule: int, fingerprint: str) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": _artifact(issue.path),
            "region": {"startLine": issue.line, "startColumn": issue.column},
        }
    }
    if issue.pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": paired(issue.pointer)}]
    return {
        "ruleId": paired(issue.code),
        "ruleIndex": rule,
        "level": "error",
        "message": {"text": paired(issue.message)},
        "locations": [location],
        "partialFingerprints": {"inzetIssue/v1": fingerprint},
    }


def _artifact(path: str) -> dict[str, str]:
    try:
        data = path.encode("utf-8", "surrogateescape")  # the very bytes of a file name that is not UTF-8
    except UnicodeEncodeError:
        data = paired(path).encode("utf-8")
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
