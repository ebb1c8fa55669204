"""Reports: whatever an issue holds, each format gives it back to a foreign reader, and is nothing but text."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import jsonschema
import pytest
from conftest import INZET, ROOT, change
from hypothesis import example, given
from hypothesis import strategies as st
from junitparser import Failure, JUnitXml
from lxml import etree
from markdown_it import MarkdownIt
from rfc3986 import uri_reference
from rfc3986.validators import Validator

from inzet.commands import main, reports, sarif
from inzet.commands.checkout import from_root
from inzet.commands.codes import codes
from inzet.commands.output import FORMATS
from inzet.commands.tally import praise, tally
from inzet.issues import Issue, printable
from inzet.records.validation import examine, validate

SCHEMA = ROOT / "tests" / "fixtures" / "sarif-2.1.0.json"
TOKEN = "0123456789abcdef" * 2

Seen = tuple[str, int, int, str, str]

NASTY = [
    "\n", "\r", "\r\n", "\x00", "\x1b[31m", "\x85", "\u2028", "\u202e", "\ufeff", "\ufffe", "\udcff", "\ud800",
    "%", "%0A", "%250A", "%25", ":", "::", ",", "=", ";", "|", "<", ">", "&", "&#10;", "&amp;", '"', "'", "\\", "\\n",
    "]]>", "\U0001f6a2",
    "\n::set-output name=x::y\n", "\n::error::forged", "::stop-commands::x", "##[add-mask]x", "\r##[set-env name=A]b",
    f"::{TOKEN[:-1]}::", "<!--", "<script>", "</failure>", "<![CDATA[", "` | </code>", "[a](https://example.org)",
    "\n\n| --- |\n", "@octocat", "**", " _a_ ", "../", "//", "/", "C:/", " ", "\t", "Yeşilgöz", "e\u0301",
    "records/letters/x.yaml",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(NASTY) | st.text(st.characters(), max_size=5), min_size=1, max_size=5).map("".join)
CODES = st.sampled_from(["schema.enum", "yaml.syntax", "quote_in_source", "bounds_in_order"]) | TEXTS
PLACES = st.integers(1, 2**31)
ISSUES = st.lists(st.builds(Issue, TEXTS, PLACES, PLACES, st.just("") | TEXTS, CODES, TEXTS), max_size=14)


def _seen(issue: Issue) -> Seen:
    return issue.path, issue.line, issue.column, issue.code, issue.message


def _without_halves(text: str) -> str:
    """Text without half surrogate pairs, which UTF-8 cannot hold; Python itself writes them as escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _without_controls(text: str) -> str:
    """Text as XML 1.0 can hold it; libxml2, a foreign judge, says of each character whether it can."""
    return "".join(sign if _is_xml(sign) else ascii(sign)[1:-1] for sign in text)


def _is_xml(sign: str) -> bool:
    try:
        etree.Element("a").text = sign
    except (ValueError, UnicodeEncodeError):
        return False
    return True


def _mapped(issues: list[Issue], change: Any) -> Counter[Seen]:
    return Counter((change(i.path), i.line, i.column, change(i.code), change(i.message)) for i in issues)


# --- text --------------------------------------------------------------------------------------------


@given(ISSUES)
def test_text_is_one_line_for_each_issue(issues: list[Issue]) -> None:
    assert reports.report(issues, "text").splitlines() == [str(issue) for issue in issues]


# --- json --------------------------------------------------------------------------------------------


def _refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is not JSON")


@given(ISSUES)
def test_json_gives_every_issue_back(issues: list[Issue]) -> None:
    text = reports.report(issues, "json")
    assert text.isascii()
    document = json.loads(text, parse_constant=_refuse)
    assert list(document) == ["issues", "summary"]
    for entry in document["issues"]:
        assert list(entry) == ["path", "line", "column", "pointer", "code", "message"]
        json.dumps(entry, ensure_ascii=False).encode("utf-8")  # no half of a pair, which strict readers refuse
    found = Counter(_seen(Issue(**entry)) for entry in document["issues"])
    assert found == _mapped(issues, _without_halves)
    assert [entry["pointer"] for entry in document["issues"]] == [_without_halves(issue.pointer) for issue in issues]
    summary = document["summary"]
    assert summary["issues"] == len(issues) == sum(summary["codes"].values())
    assert summary["files"] == len({issue.path for issue in issues})


def test_json_without_issues_is_json() -> None:
    assert json.loads(reports.report([], "json")) == {"issues": [], "summary": {"issues": 0, "files": 0, "codes": {}}}


# --- github ------------------------------------------------------------------------------------------

COMMANDS = {
    "add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "notice", "remove-matcher",
    "save-state", "set-env", "set-output", "stop-commands", "warning",
}  # fmt: skip
Command = tuple[str, dict[str, str], str]


def _unescape(text: str, signs: str) -> str:
    for sign in signs:
        text = text.replace(f"%{ord(sign):02X}", sign)
    return text


def _parse(line: str, known: set[str]) -> Command | None:
    """Read a line as the runner does (ActionCommand in github.com/actions/runner), its oddities included."""
    line = line.lstrip()
    if line.startswith("::") and "::" in line[2:]:
        said, _, data = line[2:].partition("::")
        name, _, properties = said.partition(" ")
        if name.lower() in known:
            return name.lower(), _properties(properties.strip(), ",", "\r\n:,%"), _unescape(data, "\r\n%")
    # The older form counts wherever it stands in a line.
    if "##[" in line and "]" in (rest := line.partition("##[")[2]):
        said, _, data = rest.partition("]")
        name, _, properties = said.partition(" ")
        if name.lower() in known:
            return name.lower(), _properties(properties, ";", ";\r\n]%"), _unescape(data, ";\r\n]%")
    return None


def _properties(text: str, comma: str, signs: str) -> dict[str, str]:
    pairs = (pair.lstrip("=").partition("=") for pair in text.split(comma) if pair)
    return {name: _unescape(value.lstrip("="), signs) for name, _, value in pairs if value.lstrip("=")}


def obey(output: str) -> tuple[list[Command], list[str]]:
    """Return the commands that the runner carries out, and the lines that it only shows."""
    known, token = set(COMMANDS), ""
    done: list[Command] = []
    shown: list[str] = []
    for line in re.split(r"\r\n|\r|\n", output):
        command = _parse(line, known)
        if command and token and command[0] == token:
            known.remove(token)
            token = ""
        elif command and not token and command[0] == "stop-commands":
            token = command[2].lower()
            known.add(token)
        elif command and not token:
            done.append(command)
        else:
            shown.append(line)
    assert not token, "commands stay off after the report"
    return done, shown


def test_the_imitated_runner_can_be_made_toobey() -> None:
    """Else the tests below would prove nothing."""
    lines = "  ::set-output name=a%2C::b%0Ac\nx ##[add-mask]d\n::stop-commands::t\n::error::no\n::T::\n::debug::e"
    done, shown = obey(lines)
    assert done == [("set-output", {"name": "a,"}, "b\nc"), ("add-mask", {}, "d"), ("debug", {}, "e")]
    assert shown == ["::error::no"]


@given(ISSUES)
@example([Issue("=a=.yaml", 1, 1, "", "=x", "=")])
def test_github_runs_no_command_but_its_own_annotations(issues: list[Issue]) -> None:
    done, shown = obey(reports.github(issues, TOKEN))
    assert {name for name, _, _ in done} <= {"error"}
    found = [
        (values.get("file", ""), int(values["line"]), int(values["col"]), values.get("title", ""), message)
        for _, values, message in done
    ]
    expected = [
        (
            f"./{issue.path}" if issue.path.startswith("=") else _without_controls(issue.path),
            issue.line,
            issue.column,
            _without_controls(issue.code),
            _without_controls(issue.message),
        )
        for issue in issues[:10]
    ]
    # The runner takes '=' from the start of a title and blanks from its end; no code of ours has either.
    assert [(*a[:3], a[3].strip(), a[4]) for a in found] == [
        (_without_controls(b[0]), *b[1:3], b[3].lstrip("=").strip(), b[4]) for b in expected
    ]
    assert shown[:-2] == [str(issue) for issue in issues]
    assert shown[-2].startswith(f"{len(issues)} issue(s) in {len({issue.path for issue in issues})} file(s)")
    assert shown[-1] == ""


def test_github_says_when_not_all_issues_are_annotated() -> None:
    issues = [Issue("a.yaml", line, 1, "", "schema.enum", "x") for line in range(1, 12)]
    assert reports.github(issues[:10], TOKEN).endswith("\n10 issue(s) in 1 file(s)\n")
    assert reports.github(issues, TOKEN).endswith("\n11 issue(s) in 1 file(s); the first 10 are annotated\n")


def test_github_escapes_as_its_documentation_says() -> None:
    issue = Issue("a:b,c%\n.yaml", 3, 5, "/x", "schema.enum", "50%: a,\r\nb")
    annotation, *_ = reports.github([issue], TOKEN).split("\n")
    assert annotation == "::error file=a%3Ab%2Cc%25%0A.yaml,line=3,col=5,title=schema.enum::50%25: a,%0D%0Ab"


def test_the_closing_token_is_never_the_same() -> None:
    issue = Issue("a.yaml", 1, 1, "", "schema.enum", "x")
    tokens = {re.findall("::stop-commands::([0-9a-f]{32})\n", reports.report([issue], "github"))[0] for _ in range(20)}
    assert len(tokens) == 20


# --- the summary of a step on GitHub -----------------------------------------------------------------


def _cells(text: str) -> list[list[str]]:
    """Read the table in Markdown; fail on anything that is more than text in it."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            parts = token.children or []
            assert {(part.type, part.content) for part in parts if part.type not in ("text", "text_special")} <= {
                ("html_inline", "<code>"),
                ("html_inline", "</code>"),
            }
            rows[-1].append("".join(part.content for part in parts if part.type != "html_inline"))
    assert Counter(token.type for token in tokens)["table_open"] <= 1
    return rows[1:]


@given(ISSUES)
@example([Issue("_a_", 1, 1, "", "*b*", "_c_ ~~d~~ | `e`")])
def test_the_summary_is_a_table_of_text(issues: list[Issue]) -> None:
    text = reports.markdown(issues, 10**6)
    assert all(re.fullmatch(r"[\w ,/'&#;|<>:.()-]*", line) for line in text.splitlines())
    shown = [[printable(f"{i.path}:{i.line}:{i.column}"), printable(i.code), printable(i.message)] for i in issues]
    assert [[cell.strip() for cell in row] for row in _cells(text)] == [[cell.strip() for cell in row] for row in shown]


@given(ISSUES, st.integers(-10, 3000))
def test_the_summary_keeps_within_its_room_and_says_what_it_leaves_out(issues: list[Issue], room: int) -> None:
    text = reports.markdown(issues, room)
    assert len(text.encode("ascii", "xmlcharrefreplace")) <= max(room, 0)
    if text:
        left = re.search(r"^([0-9]+) more in the log of this step\.$", text, re.MULTILINE)
        assert len(_cells(text)) + (int(left[1]) if left else 0) == len(issues)


def test_a_summary_that_is_nearly_full_is_not_overfilled(tmp_path: Path) -> None:
    file = tmp_path / "summary.md"
    before = b"x" * (1024 * 1024 - 8000)
    file.write_bytes(before)
    issues = [Issue("a.yaml", line, 1, "", "schema.enum", "é" * 90) for line in range(1, 200)]
    for _ in range(20):
        reports.append_summary(issues, file)
    data = file.read_bytes()
    assert data.startswith(before + b"\n### inzet: 199 issue(s) in 1 file(s)\n")
    assert b" more in the log of this step.\n" in data
    assert len(data) < 1024 * 1024 - 2


# --- sarif -------------------------------------------------------------------------------------------

CHECKER = jsonschema.FormatChecker(formats=())


@CHECKER.checks("uri-reference", raises=Exception)
def _is_reference(value: object) -> bool:
    reference = uri_reference(str(value))
    Validator().check_validity_of("scheme", "host", "path", "query", "fragment").validate(reference)
    # The library looks at the parts; the signs that may occur at all are those of RFC 3986, appendix A.
    return re.fullmatch(r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*", str(value)) is not None


@CHECKER.checks("uri", raises=Exception)
def _is_uri(value: object) -> bool:
    return _is_reference(value) and uri_reference(str(value)).scheme is not None


SARIF = jsonschema.Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")), format_checker=CHECKER)


def _results(text: str) -> Iterator[tuple[Seen, dict[str, Any]]]:
    (run,) = json.loads(text)["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] == "error"
        uri = place["artifactLocation"]["uri"]
        assert ("uriBaseId" in place["artifactLocation"]) == (not uri.startswith("file://"))
        path = os.fsdecode(unquote_to_bytes(uri.removeprefix("file://")))
        region = place["region"]
        yield (path, region["startLine"], region["startColumn"], result["ruleId"], result["message"]["text"]), result


def _on_disk(path: str) -> str:
    """A path as the file system can hold it: some halves of pairs stand for bytes, others for nothing."""
    try:
        os.fsencode(path)
    except UnicodeEncodeError:
        return _without_halves(path)
    return path


def test_the_fixture_is_the_official_schema() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8"))["id"].startswith("https://docs.oasis-open.org/sarif/")
    digest = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
    assert hashlib.sha256(SCHEMA.read_bytes()).hexdigest() == digest


@given(ISSUES, st.sampled_from([None, "https://example.org/x/blob/HEAD/docs/codes.md"]))
def test_sarif_is_valid_and_gives_every_issue_back(issues: list[Issue], page: str | None) -> None:
    text = sarif.sarif(issues, page)
    assert text.isascii()
    log = json.loads(text)
    SARIF.validate(log)
    found = list(_results(text))
    assert [seen for seen, _ in found] == [
        (_on_disk(i.path), i.line, i.column, _without_halves(i.code), _without_halves(i.message)) for i in issues
    ]
    for issue, (_, result) in zip(issues, found, strict=True):
        logical = [place["fullyQualifiedName"] for place in result["locations"][0].get("logicalLocations", ())]
        assert logical == ([_without_halves(issue.pointer)] if issue.pointer else [])
    prints = [result["partialFingerprints"]["inzetIssue/v1"] for _, result in found]
    assert len(set(prints)) == len(prints), "GitHub takes results with one fingerprint for one result"
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert len(rules) == len({issue.code for issue in issues})
    assert all(rule["shortDescription"]["text"] for rule in rules)
    assert all(rule.get("helpUri", "").startswith(page or "") for rule in rules)


@given(ISSUES, st.integers(1, 500))
def test_a_fingerprint_stays_when_something_is_added_above(issues: list[Issue], shift: int) -> None:
    def prints(issues: list[Issue]) -> list[str]:
        return [result["partialFingerprints"]["inzetIssue/v1"] for _, result in _results(sarif.sarif(issues))]

    def moved(issue: Issue, by: int) -> Issue:
        pointer = f"/contributions/{by}/unit"
        return Issue(issue.path, issue.line + by, issue.column, pointer, issue.code, issue.message)

    assert prints([moved(issue, 0) for issue in issues]) == prints([moved(issue, shift) for issue in issues])


def test_an_absolute_path_is_a_file_address() -> None:
    location = json.loads(sarif.sarif([Issue("/tmp/a b/x.yaml", 1, 1, "", "schema.enum", "x")]))["runs"][0]
    artifact = location["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": "file:///tmp/a%20b/x.yaml"}


def test_sarif_explains_every_code_that_there_is() -> None:
    issues = [Issue("a.yaml", 1, 1, "", code, "x") for code in codes()]
    rules = json.loads(sarif.sarif(issues, "https://example.org/p"))["runs"][0]["tool"]["driver"]["rules"]
    assert {rule["id"]: rule["shortDescription"]["text"] for rule in rules} == {
        name: code.sentence for name, code in codes().items()
    }
    assert {rule["helpUri"] for rule in rules} == {f"https://example.org/p#{name}" for name in codes()}


@pytest.mark.parametrize(
    ("server", "name", "page"),
    [
        ("https://github.com", "owner/records", "https://github.com/owner/records/blob/HEAD/docs/codes.md"),
        ("https://github.com", "owner/<script>", "https://github.com/owner/%3Cscript%3E/blob/HEAD/docs/codes.md"),
        ("javascript:alert(1)//", "owner/records", None),
        ("https://github.com", "", None),
    ],
)
def test_the_page_of_codes_is_that_of_the_repository(
    server: str, name: str, page: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sarif, "metadata", lambda _: _Metadata([]))
    monkeypatch.setenv("GITHUB_SERVER_URL", server)
    monkeypatch.setenv("GITHUB_REPOSITORY", name)
    monkeypatch.chdir(tmp_path)
    assert sarif.help_page() is None, "a repository of records alone has no such page"
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "codes.md").touch()
    assert sarif.help_page() == page
    monkeypatch.setattr(sarif, "metadata", lambda _: _Metadata(["Repository, https://example.org/inzet"]))
    assert sarif.help_page() == "https://example.org/inzet/blob/HEAD/docs/codes.md"


class _Metadata:
    def __init__(self, addresses: list[str]) -> None:
        self._addresses = addresses

    def get_all(self, name: str, default: object) -> object:
        assert name == "Project-URL"
        return self._addresses or default


# --- junit -------------------------------------------------------------------------------------------


def _place(text: str, path: str) -> tuple[int, int]:
    found = re.match(r":([0-9]+):([0-9]+): ", text.removeprefix(printable(path)))
    assert found
    return int(found[1]), int(found[2])


@given(ISSUES)
def test_junit_gives_every_issue_back_to_two_readers(issues: list[Issue]) -> None:
    text = reports.report(issues, "junit")
    assert text.isascii()
    by_text = {_without_controls(str(issue)): issue for issue in issues}

    root = etree.fromstring(text.encode("ascii"))
    assert [case.tag for case in root.iter("testsuite")] == ["testsuite"]
    assert int(root.get("failures", "")) == len(issues)
    assert int(root.get("tests", "")) == len(root.findall("testsuite/testcase")) == (len({*_paths(issues)}) or 1)
    found: Counter[Seen] = Counter()
    for failure in root.iter("failure"):
        case = failure.getparent()
        assert case is not None
        place = _place(failure.text, by_text[failure.text].path)
        found[case.get("name"), *place, failure.get("type"), failure.get("message")] += 1
    assert found == _mapped(issues, _without_controls)

    again: Counter[Seen] = Counter()
    (suite,) = JUnitXml.fromstring(text.encode("ascii"))
    for case in suite:
        assert case.is_passed == (not issues)
        for result in case.result:
            assert isinstance(result, Failure)
            again[case.name, *_place(result.text, by_text[result.text].path), result.type, result.message] += 1
    assert again == found
    counted = (suite.tests, suite.failures, suite.errors, suite.skipped)
    suite.update_statistics()
    assert counted == (suite.tests, suite.failures, suite.errors, suite.skipped)


def _paths(issues: list[Issue]) -> Iterator[str]:
    return (issue.path for issue in issues)


# --- the command -------------------------------------------------------------------------------------


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An example tree with issues, which is the current folder; in it a file whose name is a trap."""
    shutil.copytree(ROOT / "tests" / "examples" / "invalid" / "schema.enum" / "records", tmp_path / "records")
    (tmp_path / "records" / "letters").mkdir(exist_ok=True)
    (tmp_path / "records" / "letters" / "a\n::set-output name=x::y ##[add-mask]z,%0A.txt").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return tmp_path


@pytest.mark.parametrize("form", FORMATS)
def test_the_command_writes_results_to_stdout_and_talk_to_stderr(
    tree: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["validate", "--format", form]) == 1
    captured = capsys.readouterr()
    issues = validate(".")
    said = f"{len(issues)} issue(s) in {len({*_paths(issues)})} file(s)"
    assert captured.err.startswith(f"{said}\n")
    without_token = re.sub("::[0-9a-f]{32}", "::", captured.out)
    assert without_token == re.sub("::[0-9a-f]{32}", "::", reports.report(issues, form, tally(examine(".")[1])))
    if form == "github":
        done, _ = obey(captured.out)
        assert [name for name, _, _ in done] == ["error"] * len(issues)


@pytest.mark.parametrize("form", FORMATS)
def test_a_clean_tree_exits_0_and_its_report_can_be_read(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    tree = ROOT / "tests" / "examples" / "valid"
    folder = next(path for path in sorted(tree.iterdir()) if (path / "records").is_dir())
    assert main.main(["validate", str(folder), "--format", form]) == 0
    captured = capsys.readouterr()
    assert re.fullmatch(r"[0-9]+ .* valid(?:; quotes not checked against texts \(no --sources\))?\n", captured.err)
    checked = tally(examine(folder)[1])
    assert captured.out == re.sub("::[0-9a-f]{32}", "::", reports.report([], form, checked))


# --- how much was looked at --------------------------------------------------------------------------

EXAMPLE = ROOT / "examples" / "other-country"
CHECKED = {"letters": 1, "contributions": 3, "quotes": 6, "missions": 2, "frameworks": 1}


def _told(form: str, said: str) -> dict[str, int]:
    """Read what was checked out of a report."""
    if form == "json":
        counts: dict[str, int] = json.loads(said)["summary"]["checked"]
    elif form == "sarif":
        counts = json.loads(said)["runs"][0]["properties"]["checked"]
    else:
        (suite,) = JUnitXml.fromstring(said.encode("ascii"))
        counts = {one.name.removeprefix("checked."): int(one.value) for one in suite.properties()}
    return counts


@pytest.mark.parametrize("form", ["json", "sarif", "junit"])
def test_a_report_tells_how_much_was_checked(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["validate", str(EXAMPLE), "--format", form]) == 0
    assert _told(form, capsys.readouterr().out) == CHECKED | {"quotes_compared": 0, "texts": 0}
    assert main.main(["validate", str(EXAMPLE), "--sources", str(EXAMPLE / "sources"), "--format", form]) == 0
    said = capsys.readouterr().out
    assert _told(form, said) == CHECKED | {"quotes_compared": 6, "texts": 1}
    if form == "sarif":
        SARIF.validate(json.loads(said))


@pytest.mark.parametrize(("damage", "quotes"), [("another text", 6), ("no text", 6), ("no title", 0), ("no YAML", 0)])
def test_only_quotes_that_were_compared_count_as_compared(damage: str, quotes: int, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    letter, text = tmp_path / "records" / "letters" / "mer-2025-7.yaml", tmp_path / "sources" / "mer-2025-7.txt"
    match damage:
        case "another text":
            text.write_text("Another text.", encoding="utf-8")
        case "no text":
            text.unlink()
        case "no title":
            letter.write_text(re.sub("^title:", "tilte:", letter.read_text("utf-8"), flags=re.M), encoding="utf-8")
        case "no YAML":
            letter.write_text("- [", encoding="utf-8")
    checked = tally(examine(tmp_path, tmp_path / "sources")[1])
    assert (checked["letters"], checked["quotes"]) == (1, quotes)
    assert (checked["quotes_compared"], checked["texts"]) == (0, 0)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"missions": 1}, "1 mission is valid"),
        ({"missions": 1, "frameworks": 1}, "1 mission, 1 framework are valid"),
        ({"letters": 2, "quotes": 1}, "2 letters, 1 quote are valid; quotes not checked against texts (no --sources)"),
        ({"letters": 1, "quotes": 8, "texts": 1}, "1 letter, 8 quotes are valid; quotes checked against 1 text"),
        ({"letters": 2, "quotes": 8, "texts": 2}, "2 letters, 8 quotes are valid; quotes checked against 2 texts"),
    ],
)
def test_what_is_valid_is_said_in_one_sentence(counts: dict[str, int], said: str) -> None:
    assert praise(dict.fromkeys([*CHECKED, "quotes_compared", "texts"], 0) | counts) == said


@pytest.mark.parametrize("name", ["records/lettters/x.yaml", "records/letters/x.yml", "records/letters/x/y.yaml"])
def test_a_named_file_that_does_not_belong_is_not_valid(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    assert main.main(["validate", name]) == 1
    assert ": tree.stray: " in capsys.readouterr().out


def test_to_check_nothing_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: Callable[..., str]
) -> None:
    (tmp_path / "records" / "letters").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    for form in FORMATS:
        assert refusal("validate", "--format", form) == "inzet: records contains no records\n"
    monkeypatch.setattr("inzet.records.validation.examine", lambda *_: ([], []))
    assert refusal("validate") == "inzet: nothing was checked: no record is among the files\n"


# --- paths from the root of a checkout ---------------------------------------------------------------


def _files(form: str, said: str) -> set[str]:
    """Read the names of files out of a report, as its readers look them up in a repository."""
    if form == "github":
        return {values["file"] for _, values, _ in obey(said)[0]}
    if form == "sarif":
        return {path for (path, *_), _ in _results(said)}
    cases = etree.fromstring(said.encode("ascii")).iter("testcase")
    assert all(case.get("name") == case.get("file") for case in cases)
    return {str(case.get("file")) for case in etree.fromstring(said.encode("ascii")).iter("testcase")}


@pytest.mark.parametrize("form", ["github", "sarif", "junit"])
@pytest.mark.parametrize(
    ("folder", "words"),
    [
        (".", ["--root", "a/sub"]),
        (".", ["a/sub"]),
        ("a/sub", []),
        ("a/sub", ["--root", "."]),
        ("a/sub", ["records/letters/mer-2025-7.yaml"]),
        ("a/sub/records", [".."]),
        ("a", ["--root", "../link"]),
        ("..", ["--root", "top/a/sub"]),
    ],
)
@pytest.mark.parametrize("known_by", ["folder", "file", "workspace", "workspace above"])
def test_paths_lead_from_the_root_of_the_checkout(
    form: str,
    folder: str,
    words: list[str],
    known_by: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    top = tmp_path / "top"
    shutil.copytree(EXAMPLE, top / "a" / "sub")
    (top / "link").symlink_to(top / "a" / "sub")
    change(top / "a" / "sub" / "records" / "letters" / "mer-2025-7.yaml", "number_max: 12", "number_max: 1")
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    if known_by.startswith("workspace"):
        monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path if known_by == "workspace above" else top))
    if known_by in ("folder", "workspace above"):
        (top / ".git").mkdir()
    elif known_by == "file":
        (top / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")  # as in a second worktree
    monkeypatch.chdir(top / folder)
    assert main.main(["validate", *words, "--format", form]) == 1
    assert _files(form, capsys.readouterr().out) == {"a/sub/records/letters/mer-2025-7.yaml"}


def test_paths_outside_a_checkout_stay_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "elsewhere"))
    monkeypatch.chdir(tmp_path)
    paths = ["records/a.yaml", "../b.yaml", str(tmp_path / "c.yaml"), "", "\0", "\ud800/x", "a/" * 9000]
    issues = [Issue(path, 1, 1, "", "schema.enum", "x") for path in paths]
    assert [issue.path for issue in from_root(issues)] == paths
    monkeypatch.setattr("os.sep", "\\")
    assert [*_paths(from_root([Issue("sub\\records\\x.yaml", 1, 1, "", "schema.enum", "x")]))] == ["sub/records/x.yaml"]


@given(ISSUES)
def test_paths_are_all_that_changes(issues: list[Issue]) -> None:
    assert [replace(issue, path="") for issue in from_root(issues)] == [replace(issue, path="") for issue in issues]


def test_text_is_the_default(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main.main(["validate"])
    bare = capsys.readouterr()
    main.main(["validate", "--format=text"])
    assert capsys.readouterr() == bare
    with pytest.raises(SystemExit) as caught:
        main.main(["validate", "--format", "xml"])
    assert caught.value.code == 2
    assert "sarif" in capsys.readouterr().err


def test_the_summary_is_written_on_github_only(
    tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    summary = tree / "summary.md"
    summary.write_text("before", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    main.main(["validate", "--format", "json"])
    assert summary.read_text(encoding="utf-8") == "before"
    capsys.readouterr()
    assert main.main(["validate", "--format", "github"]) == 1
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("before\n### inzet: ")
    assert len(_cells(text)) == len(obey(capsys.readouterr().out)[0])


def test_a_summary_that_cannot_be_written_changes_no_exit_code(
    tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tree / "nowhere" / "summary.md"))
    assert main.main(["validate", "--format", "github"]) == 1
    assert "inzet: the summary was not written" in capsys.readouterr().err
    with pytest.raises(OSError, match="it is not a plain file"):
        reports.append_summary([], Path(os.devnull))


@pytest.mark.parametrize(
    ("form", "encoding"),
    [("github", "ascii"), ("github", "utf-8"), ("json", "cp1252"), ("sarif", "ascii"), ("junit", "cp1252")],
)
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps a file name that is not UTF-8")
def test_reports_can_be_read_whatever_the_terminal_can_write(tree: Path, form: str, encoding: str) -> None:
    (tree / "records" / "letters" / os.fsdecode(b"\xff\xc5\x9f.yml")).touch()
    done = subprocess.run(
        [*INZET, "validate", "--format", form],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        check=False,
    )
    assert done.returncode == 1
    out = done.stdout.decode(encoding)
    if form == "json":
        assert any(entry["path"] == "records/letters/\\udcff\u015f.yml" for entry in json.loads(out)["issues"])
    elif form == "sarif":
        SARIF.validate(json.loads(out))
        assert "records/letters/%FF%C5%9F.yml" in out
    elif form == "junit":
        assert len(etree.fromstring(done.stdout).findall(".//failure")) > 1
    else:
        assert {name for name, _, _ in obey(out)[0]} == {"error"}
