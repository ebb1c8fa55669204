"""The command line: what it prints where, and its exit codes."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from conftest import INZET, ROOT, SOURCE, change

import inzet
from inzet.commands.main import VERBS, main
from inzet.records.validation import validate

LETTER = "kst-29521-446"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the project's own records, which is the current folder."""
    shutil.copytree(ROOT / "records", tmp_path / "records")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _spoil(tree: Path) -> None:
    change(tree / "records" / "missions" / "untso.yaml", "framework_id: un\n", "framework_id: natoo\n")


def test_validate_clean(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate"]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    ds = inzet.load()
    counts = f"{len(ds.letters)} letters, {len(ds.contributions)} contributions, [0-9,]+ quotes, "
    counts += f"{len(ds.missions)} missions, {len(ds.frameworks)} frameworks"
    assert re.fullmatch(rf"{counts} are valid; quotes not checked against texts \(no --sources\)\n", captured.err)


def test_validate_with_issues(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _spoil(tree)
    assert main(["validate"]) == 1
    captured = capsys.readouterr()
    assert re.fullmatch(
        r"records/missions/untso\.yaml:[0-9]+:15: reference_exists: no record 'natoo' among the frameworks.*\n",
        captured.out,
    )
    assert captured.err == "1 issue(s) in 1 file(s)\ninzet explain CODE says more\n"


def test_validate_checks_quotes_against_the_sources(sources: Path, tree: Path) -> None:
    assert main(["validate", "--sources", str(sources)]) == 0
    file = tree / "records" / "letters" / f"{LETTER}.yaml"
    change(file, "verlengt de bijdrage met twaalf", "verlengde de bijdrage met twaalf")
    assert [issue.code for issue in validate(tree, sources)] == ["quote_in_source"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["validate", "nowhere"], "nowhere/records is not a folder; run this where records/ is"),
        (["validate", "--root", "README.md"], "README.md/records is not a folder; run this where records/ is"),
        (["validate", "--sources", "nowhere"], "nowhere is not a folder of source texts"),
        (["build", "nowhere"], "nowhere/records is not a folder; run this where records/ is"),
        (
            ["validate", "README.md"],
            "README.md is no table that inzet reads; it reads .csv, .tsv, .xlsx, .parquet and ",
        ),
        (["validate", "records/missions/untsoo.yaml"], "there is no file records/missions/untsoo.yaml"),
        (["new", "mission", "Not A Slug"], "'Not A Slug' is not a mission id (Slug of the mission: lower-case letters"),
        (["new", "letter", "kst-29521"], "'kst-29521' is not the identifier of a paper"),
        (["new", "mission", "kfor", "--root", "nowhere"], "nowhere/records/missions is not a folder"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_and_exit_2(
    tree: Path, refusal: Callable[..., str], arguments: list[str], said: str
) -> None:
    (tree / "README.md").touch()
    assert refusal(*arguments).startswith(f"inzet: {said}")


@pytest.mark.parametrize(
    ("arguments", "of", "said"),
    [
        ("vaildate", "VERB", "there is no verb 'vaildate'; did you mean validate?"),
        ("xyz", "VERB", "there is no verb 'xyz'"),
        ("--verison", "VERB", "there is no option --verison; did you mean --version?"),
        ("overview --knwon 2022-01-01", "overview", "there is no option --knwon; did you mean --known?"),
        ("overview 2022-01-01 --onn=2022-01-01", "overview", "there is no option --onn; did you mean --on?"),
        ("validate --sorces x", "validate", "there is no option --sorces; did you mean --sources?"),
        ("overview --by size", "overview", "argument --by: invalid choice: 'size'"),
        ("timeline untso --known 1 januari 2024", "timeline", "unexpected 'januari'; write a name or day of several"),
        ("position", "position", "the following arguments are required: MISSION"),
        ("list ships", "list", "argument kind: invalid choice: 'ships'"),
        ("new ship x", "new", "argument kind: invalid choice: 'ship'"),
    ],
)
def test_a_wrong_word_is_answered_with_the_usage_of_its_verb(
    arguments: str, of: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments.split())
    assert caught.value.code == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"usage: inzet {of} ")
    assert f"error: {said}" in captured.err


def test_build_check_and_repair(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--check"]) == 1
    captured = capsys.readouterr()
    assert "data/contributions.csv: stale\n" in captured.out
    assert captured.err == "to repair, run: inzet build\n"
    assert not (tree / "data").exists()
    assert main(["build"]) == 0
    assert main(["build", "--check"]) == 0
    assert capsys.readouterr().err.endswith("everything is up to date\n")


def test_build_refuses_invalid_records(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _spoil(tree)
    assert main(["build"]) == 1
    captured = capsys.readouterr()
    assert "reference_exists" in captured.out
    assert captured.err.endswith("inzet: nothing was built\n")
    assert not (tree / "data").exists()


def test_show_prints_a_record_and_what_refers_to_it(capsys: pytest.CaptureFixture[str]) -> None:
    for record_id, words in {
        "untso": ["Mission untso", "United Nations Truce Supervision Organization", f"{LETTER}.31", "12 people"],
        "VN": ["Framework un", "Referred to by (", "untso  United Nations Truce"],
        LETTER: [
            f"Letter {LETTER}",
            "W.B. Hoekstra",
            "Contributions (88)",
            "Events (35)",
            "EUMM Georgia: Civilian experts and police officers (decided, increase, 15 people, until 31 July 2025)",
        ],
        f"{LETTER}.47": [
            f"In the letter of 17 June 2022 ({LETTER})",
            "EUCAP Sahel Mali (eucap-sahel-mali)",
            "At most 15",
        ],
    }.items():
        assert main(["show", record_id]) == 0
        out = " ".join(capsys.readouterr().out.split())  # lines are as long as the terminal is wide
        for word in words:
            assert " ".join(word.split()) in out


@pytest.mark.parametrize(
    ("kind", "record_id"),
    [("letter", "kst-29521-494"), ("letter", "bz2500001"), ("mission", "eutm-mozambique"), ("framework", "seae")],
)
def test_new_needs_only_filling_in(tree: Path, capsys: pytest.CaptureFixture[str], kind: str, record_id: str) -> None:
    assert main(["new", kind, record_id]) == 0
    path = capsys.readouterr().out.strip()
    assert Path(path).is_file()
    issues = validate(".")
    assert issues
    assert {issue.path for issue in issues} == {path}
    assert {issue.code for issue in issues} <= {"schema.type"}, "every open field says what belongs there"
    before = Path(path).read_bytes()
    assert main(["new", kind, record_id]) == 2
    assert Path(path).read_bytes() == before


LETTER_TEXT = """\
Aan de Voorzitter van de Tweede Kamer der Staten-Generaal

Den Haag, 2 maart 2023

Het kabinet verlengt de bijdrage van vijftien experts aan EUMM Georgia (Kamerstuk 29 521, nr. 446).

De Minister van Defensie,
K.H. Ollongren
"""


def test_new_letter_from_its_text_complains_only_of_what_is_open(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tree / "brief.txt").write_text(LETTER_TEXT, encoding="utf-8")
    assert main(["new", "letter", "kst-29521-494", "--source", "brief.txt"]) == 0
    path = capsys.readouterr().out.strip()
    text = Path(path).read_text(encoding="utf-8")
    for line in ("letter_date: 2023-03-02", "- name: K.H. Ollongren", "  missions: [eumm-georgia]", "- line: 5"):
        assert f"{line}\n" in text
    issues = validate(".")
    assert {(issue.path, issue.code) for issue in issues} == {(path, "schema.type")}
    # A second one finds the names all the same, though the first has open fields.
    assert main(["new", "mission", "eutm-mozambique"]) == 0
    assert main(["new", "letter", "kst-29521-495", "--source", "brief.txt"]) == 0
    assert "  missions: [eumm-georgia]\n" in Path(path.replace("494", "495")).read_text(encoding="utf-8")


def test_the_first_record_of_a_new_tree_knows_the_names_of_the_release(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "records" / "letters").mkdir(parents=True)
    (tmp_path / "brief.txt").write_text(LETTER_TEXT, encoding="utf-8")
    arguments = ["new", "letter", "bz2500001", "--source", str(tmp_path / "brief.txt"), "--root", str(tmp_path)]
    assert main(arguments) == 0
    assert "  missions: [eumm-georgia]\n" in Path(capsys.readouterr().out.strip()).read_text(encoding="utf-8")
    assert {issue.code for issue in validate(tmp_path)} == {"schema.type"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["mission", "kfor-2", "--source", "brief.txt"], "--source is the text of a letter; a mission has none"),
        (["letter", "bz2500001", "--source", "none.txt"], "'none.txt' in . cannot be read: No such file"),
        (["letter", "bz2500001", "--source", "records"], "'records' in . cannot be read: it is not a plain file"),
        (["letter", "B Z", "--source", "brief.txt"], "'B Z' is not a letter id"),
    ],
)
def test_new_from_a_text_that_will_not_do_is_one_sentence(
    tree: Path, refusal: Callable[..., str], arguments: list[str], said: str
) -> None:
    (tree / "README.md").touch()
    (tree / "brief.txt").write_text(LETTER_TEXT, encoding="utf-8")
    before = sorted((tree / "records").rglob("*"))
    assert refusal("new", *arguments).startswith(f"inzet: {said}")
    assert sorted((tree / "records").rglob("*")) == before


def test_a_filled_skeleton_is_valid(tree: Path) -> None:
    assert main(["new", "mission", "eutm-mozambique"]) == 0
    file = tree / "records" / "missions" / "eutm-mozambique.yaml"
    filled = {
        "name": "European Union Training Mission in Mozambique",
        "kind": "mission",
        "domain": "military",
        "# framework_id": "eu",
    }
    for field, value in filled.items():
        change(file, f"\n{field}:\n", f"\n{field.removeprefix('# ')}: {value}\n")
    assert validate(tree) == []


def test_the_help_lists_every_verb_first_those_that_read(capsys: pytest.CaptureFixture[str]) -> None:
    said = {}
    for flag in ("--version", "--help"):
        with pytest.raises(SystemExit) as caught:
            main([flag])
        assert caught.value.code == 0
        said[flag] = capsys.readouterr().out
    assert said["--version"] == f"inzet {inzet.__version__}\n"
    reading, building = said["--help"].partition("examples:")[0].split("to check and build the records:")
    modules = {file.stem for file in (SOURCE / "inzet" / "commands").glob("*.py")}
    assert set(VERBS) == {name for name in modules if hasattr(import_module(f"inzet.commands.{name}"), "add_arguments")}
    makers = ("validate", "explain", "audit", "text", "new", "build", "site", "release", "diff")
    for verb in VERBS:
        part = building if verb in makers else reading
        assert re.search(rf"^  {verb} +[a-z]", part, re.MULTILINE), verb


def test_the_checkout_is_tested_and_not_an_installed_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "inzet").mkdir()
    (tmp_path / "inzet" / "__init__.py").write_text("raise SystemExit('an installed copy')\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([os.environ["PYTHONPATH"], str(tmp_path)]))
    assert Path(inzet.__file__).parent == SOURCE / "inzet"
    code = "import inzet; print(inzet.__file__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path.parent)
    assert done.stdout.strip() == inzet.__file__
    assert subprocess.run([*INZET, "--version"], check=False, cwd=tmp_path.parent).returncode == 0


def test_a_closed_pipe_is_no_error() -> None:
    process = subprocess.Popen([*INZET, "show", LETTER], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    errors = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(30) == 0
    assert errors == ""


def test_an_error_of_our_own_is_not_taken_for_a_wrong_argument(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("language")

    monkeypatch.setattr("inzet.records.validation.examine", fail)
    assert main(["validate"]) == 2
    assert "validate failed on something unforeseen (KeyError); please report it" in capsys.readouterr().err
    with pytest.raises(KeyError, match="language"):
        main(["validate", "--debug"])


def test_without_the_curators_extra_the_message_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['yaml'] = None; sys.modules['jsonschema'] = None\n"
        "from inzet.commands.main import main; sys.exit(main(['validate', sys.argv[1]]))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(ROOT)], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == 'inzet: this command needs more packages, such as yaml: pip install "inzet[curate]"\n'


def test_no_table_needs_pandas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pandas.py").write_text("__version__ = '3.0.0'; open('imported', 'w').close()\n", encoding="utf-8")
    (tmp_path / "missions.csv").write_text("mission_id\nx\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([os.environ["PYTHONPATH"], str(tmp_path)]))
    assert subprocess.run([*INZET, "validate", "missions.csv"], check=False, cwd=tmp_path).returncode == 1
    assert not (tmp_path / "imported").exists()


def test_no_arguments_print_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "inzet show eumm-georgia" in capsys.readouterr().err


def test_an_empty_tree_is_no_valid_tree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "records").mkdir()
    for verb in ("validate", "build"):
        assert main([verb, str(tmp_path)]) == 2
        assert "contains no records" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_an_id_is_given_once(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "mission", "nato"]) == 2
    assert "records/frameworks/nato.yaml has that id already" in capsys.readouterr().err
