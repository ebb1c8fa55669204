"""Schemas are checked as records are: each slip is an issue at its place, and never a traceback."""

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import ROOT, change

from inzet import files
from inzet.commands.main import main
from inzet.issues import UnreadableError
from inzet.records import schema_files, strict_yaml
from inzet.records.validation import validate
from inzet.release.package import InvalidRecordsError, build
from inzet.schema import soundness, validators
from inzet.schema.nodes import SUFFIX
from inzet.schema.schemas import Schemas

FOLDER = ROOT / "schemas"
NAMES = sorted(path.name.removesuffix(SUFFIX) for path in FOLDER.glob(f"*{SUFFIX}"))
SYNTAX, KEYWORD, REFERENCE, TEXT, TABLE = schema_files.CODES
SEED, PLACES = 20220617, 2

# A sort of slip: what stands before it, what is replaced, by what; the code of its issue, and on which line that is,
# counted from the line of the slip. Each is made at a few places in every file in which it is possible.
EVERYWHERE = [
    ('"', r',\n(?= +")', "\n", SYNTAX, 0),
    ('"', r"\n(?= +\})", ",\n", SYNTAX, 0),
    ("", r"\}\n\}", "}\n", SYNTAX, 0),
    ("", r'"(?=title|description|type": ")', "", SYNTAX, 0),
    ("", r'"(title|type|minLength)": [^,\n{]+, ', r"\g<0>\g<0>", SYNTAX, 0),
    ("", r'      "(title|type|maxLength)": [^\n{]+,\n', r"\g<0>\g<0>", SYNTAX, 1),
    ("", r'"title": "[A-Z]', "\u200b\\g<0>", SYNTAX, 0),
    ('"type": "', "(string|object|array|integer|boolean)", "text", KEYWORD, 0),
    ('"', '(description|type|pattern|uniqueItems)(?=": ["t])', "x-unheard_of", KEYWORD, 0),
    ('"pattern": "', r"\^", "^(", KEYWORD, 0),
    ('"minLength": ', "1", "true", KEYWORD, 0),
    ('"minLength": ', "1", '"1"', KEYWORD, 0),
]
IN_RECORD_SCHEMAS = [
    ('"[$]ref": "', '[^"]*#[^"]+', r"\g<0>x", REFERENCE, 0),
    (r"[{\n] {5}", ' "title": "[^"]+",\n +"x-nl": "[^"]+",\n +', " ", TEXT, -1),
    (r'": \{', '"title": "[^"]+", "x-nl": "[^"]+", ', "", TEXT, 0),
    (r'": \{"title": "[^"]+", "x-nl": "[^"]+", ', '"description": "[^"]+", ', "", TEXT, 0),
    (r'\n +"description": "[^"]+",\n', ' +"type": "(string|integer)",\n', "", KEYWORD, -4),
    (r'": \{[^\n{]*', '"x-nl": "[^"]+", ', "", KEYWORD, 0),
    (r'": \{', '"en": "[^"]+", ', "", KEYWORD, 0),
    ('"nl": "', '[^"]+', "", KEYWORD, 0),
    (r'"enum": \[', '"', '"unheard_of", "', TEXT, 0),
    (r'"required": \[', '"', '"unheard_of", "', REFERENCE, 0),
    (r'"dependentRequired": \{\s*', '"', '"unheard_of": ["note"], "', REFERENCE, 0),
    ('"x-references": "', "[a-z]+", "treaties", KEYWORD, 0),
    ('"x-key": "', "[a-z]+", "treaty", REFERENCE, 0),
    ('"x-table": "', r'[a-z]+(?=",\n  "x-key)', "treaties", TABLE, 0),
    ('"(maxLength|maxItems)": ', "[0-9]+", r"\g<0>.0", KEYWORD, 0),
    (r'"examples": \[', '"[^"]+"', "7", TEXT, 0),
    (r'"examples": \[', "[0-9]+", '"7"', TEXT, 0),
    ("", '"maximum": [0-9]+', r'\g<0>, "uniqueItems": true', TABLE, 0),
    ('"description": "', "[A-Z]", "a", KEYWORD, 0),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "schemas"))


def _slips(name: str, text: str) -> Iterator[tuple[str, str, int]]:
    """Yield faulty versions of a file, each with the code and the line of its issue."""
    sorts = EVERYWHERE if name == "dialect" else EVERYWHERE + IN_RECORD_SCHEMAS
    for before, pattern, instead, code, offset in sorts:
        matches = list(re.finditer(f"(?P<before>{before})(?P<slip>{pattern})", text))
        for match in random.Random(SEED).sample(matches, min(PLACES, len(matches))):
            at = match.end("before")
            faulty = text[:at] + instead.replace(r"\g<0>", match["slip"]) + text[match.end() :]
            yield faulty, code, text.count("\n", 0, at) + 1 + offset


@pytest.mark.parametrize("name", NAMES)
def test_slip_is_an_issue_at_its_line(name: str, folder: Path) -> None:
    file = folder / f"{name}{SUFFIX}"
    text = file.read_text(encoding="utf-8")
    count = 0
    for faulty, code, line in _slips(name, text):
        file.write_text(faulty, encoding="utf-8")
        issues = schema_files.check_folder(folder)
        at = next(at for at, (old, new) in enumerate(zip(text, faulty, strict=False)) if old != new)
        shown = f"{code} expected on line {line}: {faulty[max(at - 60, 0) : at + 60]!r}\n" + "\n".join(map(str, issues))
        assert (file.as_posix(), code, line) in {(issue.path, issue.code, issue.line) for issue in issues}, shown
        assert all(issue.message.isprintable() and issue.message.strip() for issue in issues), shown
        count += 1
    assert count >= 12


def test_own_schemas_have_no_issue(monkeypatch: pytest.MonkeyPatch) -> None:
    assert schema_files.check(ROOT) == []
    monkeypatch.setattr(validators, "compiled", lambda schema: SimpleNamespace(is_valid=lambda value: False))
    monkeypatch.setattr(validators, "is_schema", lambda schema: False)
    assert schema_files.check(ROOT) == [], "the explaining validator agrees"


DATE, AREA, COMMON = '"letter_date": {', '"area": {', '{"$ref": "common.schema.json#/$defs/'
SLIPS = {
    "circle": ("letter", '"contribution.schema.json"', '"letter.schema.json"', REFERENCE),
    "definition of itself": ("common", '"evidence": {', '"evidence": {"$ref": "#/$defs/evidence"}, "x": {', REFERENCE),
    "definition without use": ("common", '"prose": {', '"verse": {"type": "boolean"}, "prose": {', REFERENCE),
    "id that is not required": ("mission", '"required": ["mission_id", ', '"required": [', REFERENCE),
    "wider than its definition": ("letter", '#/$defs/words", ', '#/$defs/words", "maxLength": 301, ', KEYWORD),
    "no table": ("mission", '"x-table": "missions",\n', "", TABLE),
    "no key": ("mission", '"missions",\n  "x-key": "mission_id"', '"missions"', TABLE),
    "one table twice": ("letter", '"x-table": "citations"', '"x-table": "passages"', TABLE),
    "one column twice": ("letter", DATE, f'"letter_date_last": {COMMON}day"}}, {DATE}', TABLE),
    "single object": ("mission", AREA, f'"other_name": {COMMON}name"}}, {AREA}', TABLE),
    "name that Python needs": ("mission", AREA, f'"class": {COMMON}url"}}, {AREA}', TABLE),
    "words in another order": ("common", '"enum": ["all", "part"]', '"enum": ["part", "all"]', TEXT),
    "same labels": ("common", '"en": "English", "nl": "Engels"', '"en": "Dutch", "nl": "Nederlands"', TEXT),
    "pattern for some": ("common", '"^Q[1-9][0-9]{0,11}$"', '"^(?=Q)Q[1-9][0-9]{0,11}$"', KEYWORD),
    "character that cannot be seen": ("common", '"title": "Day"', '"title": "Day\\u200b"', KEYWORD),
    "no number": ("common", '"maximum": 1000000', '"maximum": NaN', KEYWORD),
    "endless number": ("common", '"maximum": 1000000', f'"maximum": {"9" * 5000}', KEYWORD),
    "deep": ("common", '"examples": [64]', f'"examples": {"[" * 33}{"]" * 33}', SYNTAX),
    "deepest": ("common", '"examples": [64]', f'"examples": {"[" * 100_000}{"]" * 100_000}', SYNTAX),
    "list": ("common", "{", "[{", SYNTAX),
    "version": ("dialect", "2020-12/schema", "2099-12/schema", KEYWORD),
    "reference elsewhere": ("dialect", '"$ref": "#/$defs/schema"', '"$ref": "https://example.org/"', KEYWORD),
    "format without a check": ("dialect", '"enum": ["edtf", ', '"enum": ["colour", ', KEYWORD),
    "nothing of what it was": ("dialect", '"$ref": "#/$defs/schema",\n', '"then": {"a": 1, ', SYNTAX),
}


@pytest.mark.parametrize(("name", "old", "new", "code"), SLIPS.values(), ids=SLIPS)
def test_slip_of_another_sort_is_an_issue_as_well(name: str, old: str, new: str, code: str, folder: Path) -> None:
    change(folder / f"{name}{SUFFIX}", old, new)
    assert code in {issue.code for issue in schema_files.check_folder(folder)}


@pytest.mark.parametrize("instead", [b"\xff", b"\xef\xbb\xbf", b"\r\n", b" " * strict_yaml.MAX_BYTES, b""])
def test_file_that_is_no_text_of_ours(instead: bytes, folder: Path) -> None:
    file = folder / f"mission{SUFFIX}"
    file.write_bytes(instead + file.read_bytes() if instead else b"")
    assert {(issue.path, issue.code) for issue in schema_files.check_folder(folder)} == {(file.as_posix(), SYNTAX)}


def test_file_that_is_missing_or_a_link_cannot_be_read(folder: Path) -> None:
    dialect, mission = folder / f"dialect{SUFFIX}", folder / f"mission{SUFFIX}"
    dialect.unlink()
    with pytest.raises(UnreadableError, match=r"dialect\.schema\.json is missing"):
        schema_files.check_folder(folder)
    dialect.symlink_to(mission)
    with pytest.raises(UnreadableError, match=r"dialect\.schema\.json cannot be read"):
        schema_files.check_folder(folder)
    dialect.unlink()
    shutil.copy(FOLDER / dialect.name, dialect)
    mission.unlink()
    assert {issue.code for issue in schema_files.check_folder(folder)} >= {REFERENCE}


def test_dialect_that_allows_too_much_is_no_traceback() -> None:
    """Whatever a check meets that the dialect should have refused."""
    known = Schemas.installed().files
    dialect = known["dialect"] | {"$ref": "#/$defs/all", "$defs": known["dialect"]["$defs"] | {"all": {}}}
    mission = {key: value for key, value in known["mission"].items() if key != "required"}
    faults = soundness.find_faults(Schemas(known | {"dialect": dialect, "mission": mission}))
    assert [(file, finding.code) for file, finding in faults] == [("dialect", KEYWORD)]


# --- the commands ------------------------------------------------------------------------------------


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: a checkout with a slip in a schema and in a record."""
    shutil.copytree(FOLDER, tmp_path / "schemas")
    shutil.copytree(ROOT / "records" / "frameworks", tmp_path / "records" / "frameworks")
    (tmp_path / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "codes.md", tmp_path / "docs")
    change(tmp_path / "schemas" / f"mission{SUFFIX}", '"maxItems": 500', '"maxitems": 500')
    (tmp_path / "records" / "frameworks" / "nato.yaml").write_text("- no record\n", encoding="utf-8")
    monkeypatch.setattr(files, "root", lambda: tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


SAID = """\
schemas/mission.schema.json:13:14: schema-file.keyword: 'maxItems' is missing
schemas/mission.schema.json:13:222: schema-file.keyword: unknown key 'maxitems'; closest: maxItems, items, minItems
"""


@pytest.mark.parametrize(
    "words", [["validate"], ["validate", "records/frameworks/eu.yaml"], ["build"], ["build", "--check"]], ids=" ".join
)
def test_commands_report_the_schemas_and_nothing_else(
    words: list[str], checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 1
    assert capsys.readouterr().out == SAID
    assert not (checkout / "data").exists()


@pytest.mark.parametrize("form", ["json", "github", "sarif", "junit"])
def test_other_programs_are_given_the_same(form: str, checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "--format", form]) == 1
    said = capsys.readouterr().out
    for words in ("schemas/mission.schema.json", "schema-file.keyword", "unknown key", "222"):
        assert words in said


def test_tables_are_not_held_against_a_faulty_schema(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(ROOT / "data" / "missions.csv")]) == 1
    assert f"{checkout.as_posix()}/schemas/mission.schema.json:13:14: schema-file.keyword" in capsys.readouterr().out


def test_from_python_the_same(checkout: Path) -> None:
    issues = validate(checkout, paths=["records/frameworks/eu.yaml"])
    assert "".join(f"{issue}\n" for issue in issues) == SAID.replace("schemas/", f"{checkout.as_posix()}/schemas/")
    with pytest.raises(InvalidRecordsError) as caught:
        build(checkout)
    assert caught.value.issues == issues


def test_records_elsewhere_are_held_against_the_schemas_of_this_code(checkout: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests" / "examples" / "valid" / "minimal", tmp_path / "own")
    assert validate(tmp_path / "own") == []
