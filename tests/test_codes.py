"""Every issue code is explained, and its examples are what they say they are."""

import hashlib
import inspect
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from test_examples import _codes, _rules

from inzet.commands import codes
from inzet.commands.codes import Code
from inzet.commands.main import main
from inzet.issues import UnreadableError
from inzet.records import evidence, schema_files
from inzet.records.validation import validate
from inzet.schema.schemas import Schemas
from inzet.tabular import validate_package, validate_table

EXPLAINED = [code for code in codes.codes().values() if code.place]
BASE = {
    "letters": """\
letter_id: {id}
kind: progress_report
title: Voortgang aan de Zilverkust
language: nl
letter_date: 2024-05-02
letter_date_basis: stated
identifiers: [{{scheme: own_reference, value: {id}}}]
source_file: letter.txt
source_sha256: {sha256}
source_read: 2024-06-01
coverage: all
summary: Reports on the Silver Coast.
contributions: []
""",
    "missions": """\
mission_id: {id}
name: {id}
kind: observer_mission
domain: military
framework_id: kustverbond
""",
    "frameworks": """\
framework_id: {id}
name: {id}
kind: organisation
""",
    "contributions": """\
contribution_id: {id}
kind: personnel
description: Staff officers
change: none
status: reported
evidence: [{{line: 3, section: 1. Staf, quote: 'bemant de staf {id}{figures}'}}]
frameworks: [{{framework_id: nato, role: recipient}}]
""",
}
"""What the examples leave out; the records to which they refer are made of nothing else, or are in the release."""
USUAL = {
    "letter": "records/letters/bz0000001.yaml",
    "contribution": "records/letters/bz0000001.yaml",
    "mission": "records/missions/om-zilverkust.yaml",
    "framework": "records/frameworks/kustverbond.yaml",
}
OTHERS = ("records/missions/tm-zilverkust.yaml", *USUAL.values())


def _write(place: str, example: str, root: Path) -> None:
    """Write the tree of which an example shows a few lines."""
    texts = dict(re.findall(r"^# Line (\d+) of the text: (.*)\n", example, re.M))
    text = "".join(texts.get(str(line), "") + "\n" for line in range(1, max(map(int, texts), default=1) + 1))
    (root / "sources").mkdir()
    (root / "sources" / "letter.txt").write_text(text, encoding="utf-8")
    head, *named = re.split(r"^# (records/\S+)\n", example, flags=re.M)
    if place == "contribution":
        head = "contributions:\n" + (head if head.startswith("- ") else _item(head))
    files = dict(zip(named[::2], named[1::2], strict=True)) or {USUAL[place]: head}
    for path in {*OTHERS, *files}:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        read = text if path == USUAL["letter"] else path  # no two letters are coded from one text
        lines = _filled(file.parent.name, files.get(path, ""), file.stem, hashlib.sha256(read.encode()).hexdigest())
        file.write_bytes(_raw(lines))


def _filled(table: str, lines: str, id: str, sha256: str = "") -> str:
    """Put before some lines of a record the lines that they leave out; what is whole stays as it is."""
    head, mark, items = lines.partition("contributions:\n")
    given = set(re.findall(r"^(\w+):", lines, re.M))
    if not given >= set(Schemas.installed().items[table]["required"]):
        # A fragment must give every figure, and none of these examples is about that.
        figures = "".join(re.findall(r"^(?:number|previous)\w+:( \d+)$", lines, re.M))
        base = BASE[table].format(id=id, sha256=sha256, figures=figures).splitlines(keepends=True)
        head = "".join(line for line in base if line.partition(":")[0] not in given) + head
    contributions = (re.sub(r"^(?:- |  )", "", item, flags=re.M) for item in re.findall(r"- .*\n(?:  .*\n)*", items))
    return (
        head
        + mark
        + "".join(
            _item(_filled("contributions", item, f"{id}.{at:02}")) for at, item in enumerate(contributions, start=1)
        )
    )


def _item(lines: str) -> str:
    """Make lines of a mapping an item of a list."""
    return "- " + "  ".join(lines.splitlines(keepends=True))


def _raw(record: str) -> bytes:
    r"""Turn \xf6 into a byte and \u202e into a character, and make a file as long as it says."""
    record = re.sub(r"^# and so on, for (\d+) MiB\n", lambda size: "#" * (int(size[1]) << 20), record, flags=re.M)
    record = re.sub(r"\\u([0-9a-f]{4})", lambda sign: chr(int(sign[1], 16)), record)
    return re.sub(rb"\\x([0-9a-f]{2})", lambda byte: bytes.fromhex(byte[1].decode()), record.encode())


def _codes_of_tables() -> set[str]:
    """Every code that the modules of tables can give, and records cannot."""
    modules = sorted((ROOT / "src" / "inzet" / "tabular").glob("*.py"))
    text = "".join(module.read_text(encoding="utf-8") for module in modules)
    return set(re.findall(r'"((?:table|package)\.[a-z-]+)"', text))


def _found(code: Code, example: str, root: Path) -> set[str]:
    if code.place == "table":
        name, _, lines = example.removeprefix("# ").partition("\n")
        (root / name).write_bytes(_raw(lines))
        return set(validate_table(root / name).counts)
    if code.place == "package":
        (root / "t.csv").write_text("id\n1\n", encoding="utf-8")
        (root / "datapackage.json").write_text(example, encoding="utf-8")
        return {issue.code for issue in validate_package(root / "datapackage.json").issues}
    if code.place == "schema":
        folder = shutil.copytree(ROOT / "schemas", root / "schemas")
        file = folder / "mission.schema.json"
        text = file.read_text(encoding="utf-8").replace('"properties": {', '"properties": {' + example.strip() + ",", 1)
        file.write_text(text, encoding="utf-8")
        return {issue.code for issue in schema_files.check_folder(folder)}
    _write(code.place, example, root)
    return {issue.code for issue in validate(root, root / "sources" if code.name in evidence.CODES else None)}


def _slugs(page: str) -> set[str]:
    """The anchors of the headings of a page."""
    return {re.sub(r"[^\w-]", "", title.lower().replace(" ", "-")) for title in re.findall(r"^#+ (.*)$", page, re.M)}


# --- the codes ---------------------------------------------------------------------------------------


def test_every_code_is_explained_and_nothing_else() -> None:
    of_tables = {name for name in codes.codes() if name.startswith(("table.", "package."))}
    assert codes.codes().keys() - of_tables == _codes()
    assert of_tables == _codes_of_tables()
    unshown = {name for name, code in codes.codes().items() if not code.place}
    assert unshown == {"rule.crash", "table.derived", "table.order"}


@pytest.mark.parametrize("code", EXPLAINED, ids=lambda code: code.name)
def test_bad_example_gives_the_code_and_no_other(code: Code, tmp_path: Path) -> None:
    assert _found(code, code.wrong, tmp_path) == {code.name}


@pytest.mark.parametrize("code", EXPLAINED, ids=lambda code: code.name)
def test_good_example_gives_no_issue(code: Code, tmp_path: Path) -> None:
    assert _found(code, code.right, tmp_path) == set()


@pytest.mark.parametrize("name", _rules())
def test_sentence_of_a_rule_is_its_docstring(name: str) -> None:
    assert codes.codes()[name].sentence == inspect.getdoc(_rules()[name])


@pytest.mark.parametrize("code", codes.codes().values(), ids=lambda code: code.name)
def test_texts_are_whole_sentences_and_lead_to_a_heading(code: Code) -> None:
    for text in (code.sentence, code.reason):
        assert text.isprintable()
        assert re.fullmatch(r"[A-Z0-9].*[.?]", text)
    path, _, anchor = code.more.partition("#")
    text = (ROOT / path).read_text(encoding="utf-8")
    assert not anchor or anchor in _slugs(text)


def test_examples_are_short_and_can_be_shown() -> None:
    for code in EXPLAINED:
        for example in (code.wrong, code.right):
            assert 0 < len(example.splitlines()) <= 20
            assert example.endswith("\n")
            assert all(line.isprintable() and len(line) <= 96 for line in example.splitlines())


# --- the page ----------------------------------------------------------------------------------------


def test_page_has_an_anchor_for_each_code_and_its_links_lead_somewhere() -> None:
    page = (ROOT / codes.PAGE).read_text(encoding="utf-8")
    assert re.findall(r'<a id="(.*?)"></a>', page) == list(codes.codes())
    for path, anchor in re.findall(r"\]\(([^)#]*)#?([^)]*)\)", page):
        assert (ROOT / "docs" / path).is_file() if path else anchor in _slugs(page)


@pytest.mark.parametrize(
    ("words", "instead", "faulty", "message"),
    [
        ('"></a>', 's"></a>', "## ", 'expected: ### <a id="CODE"></a>`CODE`'),
        ("`\n\n", "`\n\n- ", "- ", "expected: the rule in one sentence"),
        ("Why: ", "Because: ", "Because: ", "expected: Why: REASON"),
        ("```\n\nRight", "\n\nRight", "Wrong, in a ", "expected: both examples or neither, then More"),
        ("Right:", "right:", "Wrong, in a ", "expected: both examples or neither, then More"),
        ("More: ", "See: ", "Wrong, in a ", "expected: both examples or neither, then More"),
        (")\n\n", ")\n\nAnd: ", "And: ", "expected: ### <a"),
        (")\n\n", ")\n\n\n", "Wrong, in a ", "expected: both examples or neither, then More"),
        (")\n\n", ")\n\n## Others\n\n## ", "## Others", "expected: ### <a"),
    ],
)
def test_section_of_another_form_is_named_by_its_line(words: str, instead: str, faulty: str, message: str) -> None:
    text = (ROOT / codes.PAGE).read_text(encoding="utf-8")
    start = text.index("\n## ")
    page = text[:start] + text[start:].replace(words, instead, 1)
    line = page[: page.index(f"\n{faulty}", start) + 1].count("\n") + 1
    with pytest.raises(UnreadableError, match=rf"^docs/codes\.md:{line}: .*; {re.escape(message)}"):
        codes.parse(page)


def test_code_has_one_section() -> None:
    text = (ROOT / codes.PAGE).read_text(encoding="utf-8")
    line = text.count("\n") + 2
    with pytest.raises(UnreadableError, match=rf"^docs/codes\.md:{line}: .*; duplicate code 'table.unchecked'"):
        codes.parse(f"{text}\n{text[text.rindex('### ') :]}")


# --- the command -------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", codes.codes().values(), ids=lambda code: code.name)
def test_explain_prints_the_whole_record(code: Code, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", code.name]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    printed = " ".join(captured.out.split())
    for words in (code.name, code.sentence, code.reason, code.wrong, code.right, code.more):
        assert " ".join(words.split()) in printed


def test_explain_lists_every_code_on_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(maxsplit=1) for line in lines] == [[code.name, code.sentence] for code in codes.codes().values()]


@given(st.sampled_from(list(codes.codes())), st.integers(min_value=40, max_value=200))
def test_prose_keeps_to_the_width(name: str, width: int) -> None:
    examples = {*codes.codes()[name].wrong.splitlines(), *codes.codes()[name].right.splitlines()}
    for line in codes.explain(name, width):
        assert len(line) <= width or line.strip() in {example.strip() for example in examples} or "#" in line


@given(st.sampled_from(list(codes.codes())), st.data())
def test_a_slip_in_a_code_brings_up_the_code(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(min_value=0, max_value=len(name) - 1))
    slip = name[:at] + data.draw(st.sampled_from(["", "x", name[at] * 2])) + name[at + 1 :]
    with pytest.raises(KeyError) as caught:
        list(codes.explain(slip))
    assert f"no code {slip!r}; closest: " in caught.value.args[0]
    assert name in caught.value.args[0].partition("closest: ")[2].split(", ")


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("schema.requird", "inzet: no code 'schema.requird'; closest: schema.required"),
        ("a\nb", "inzet: no code 'a\\nb'; inzet explain lists all\n"),
        ("", "inzet: no code ''; inzet explain lists all\n"),
    ],
)
def test_unknown_code_is_one_sentence_and_exit_2(code: str, message: str, refusal: Callable[..., str]) -> None:
    assert refusal("explain", code).startswith(message)


def test_explain_needs_no_other_package() -> None:
    program = (
        "import sys\n"
        "sys.modules |= dict.fromkeys(['yaml', 'jsonschema', 'pyarrow', 'pydantic'])\n"
        "from inzet.commands.main import main\n"
        "sys.exit(main(['explain', 'bounds_in_order']))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert codes.codes()["bounds_in_order"].sentence in done.stdout


def test_validate_says_where_to_read_on_only_about_issues(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = codes.codes()["mission_is_led"]
    _write(code.place, code.wrong, tmp_path)
    assert main(["validate", str(tmp_path)]) == 1
    assert capsys.readouterr().err.endswith("\ninzet explain CODE says more\n")
    assert main(["validate", "--format", "json", str(tmp_path)]) == 1
    assert "explain" not in capsys.readouterr().err
    (tmp_path / USUAL["mission"]).unlink()
    assert main(["validate", str(tmp_path)]) == 0
    assert "explain" not in capsys.readouterr().err


def test_validate_reads_the_page_only_for_sarif(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise UnreadableError("the page was read")

    code = codes.codes()["mission_is_led"]
    _write(code.place, code.wrong, tmp_path)
    monkeypatch.setattr("inzet.commands.sarif.codes", refuse)
    for form in ("text", "json", "github", "junit"):
        assert main(["validate", "--format", form, str(tmp_path)]) == 1
    assert main(["validate", "--format", "sarif", str(tmp_path)]) == 2
