"""The hooks and the action as another repository meets them: by pre-commit, and in the shell of a runner."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml
from conftest import INZET, ROOT, change, commit, git
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.requirements import Requirement
from test_reports import obey

from inzet.commands.main import main
from inzet.files import WINDOWS_ENDS
from inzet.records.validation import validate
from inzet.version import __version__

EXAMPLE = ROOT / "examples" / "other-country"
WORKFLOWS = "examples/other-country/.github/workflows/*.yml"
FORMS = ".github/ISSUE_TEMPLATE/[!c]*.yml"
LETTER = "records/letters/mer-2025-7.yaml"
LARGE = ("numpy", "pyarrow")
"""Packages with nine tenths of the bytes of all that inzet needs."""
# What a shell, a runner or a list of options could take for an order.
HOSTILE = (
    "$(touch pwned).yaml",
    "`touch pwned`.yaml",
    "; touch pwned;.yaml",
    "' && touch pwned #.yaml",
    "--root=pwned.yaml",
    'a b\t"c".yaml',
    "::add-mask::e.yaml",
    "x\n::stop-commands::pwned\n::error::pwned.yaml",
    "##[error]pwned.yaml",
    "%0A::error::pwned.yaml",
)

# ---- What the files say ----


@pytest.mark.parametrize(
    ("schema", "pattern"),
    [
        ("github-actions", "action.yml"),
        ("github-workflows", WORKFLOWS),
        ("github-issue-forms", FORMS),
        ("github-issue-config", ".github/ISSUE_TEMPLATE/config.yml"),
    ],
)
def test_files_for_github_keep_to_its_schemas(schema: str, pattern: str) -> None:
    files = sorted(map(str, ROOT.glob(pattern)))
    assert files
    _run([sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *files])


@pytest.mark.parametrize(
    ("verb", "file"),
    [("manifest", ROOT / ".pre-commit-hooks.yaml"), ("config", EXAMPLE / ".pre-commit-config.yaml")],
)
def test_files_for_pre_commit_keep_to_its_schemas(verb: str, file: Path) -> None:
    _run([sys.executable, "-m", "pre_commit", f"validate-{verb}", str(file)])


def _steps() -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]
    return steps


def test_no_script_of_the_action_is_made_of_inputs() -> None:
    for step in _steps():
        assert "${{" not in step.get("run", "")


def test_every_action_used_is_github_s_own_and_pinned_by_commit() -> None:
    files = [ROOT / "action.yml", *ROOT.glob(WORKFLOWS)]
    uses = [one for file in files for one in re.findall(r"uses: (\S+)", file.read_text(encoding="utf-8"))]
    assert len(uses) == 3
    for name in uses:
        assert re.fullmatch(r"actions/(checkout|setup-python)@[0-9a-f]{40}", name)


def test_the_example_uses_inputs_hooks_and_a_release_that_exist() -> None:
    inputs = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    (named,) = re.findall(r"Its inputs are (.+?),\s+which", (EXAMPLE / "README.md").read_text(encoding="utf-8"))
    assert re.findall(r"`(\w+)`", named) == list(inputs)
    hooks = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    (repo,) = yaml.safe_load((EXAMPLE / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert {hook["id"] for hook in repo["hooks"]} <= hooks
    (workflow,) = ROOT.glob(WORKFLOWS)
    assert f'pip install "inzet[curate]=={__version__}"\n' in workflow.read_text(encoding="utf-8")
    assert repo["rev"] == f"v{__version__}"


def test_the_workflow_of_the_example_runs_a_command_that_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    (workflow,) = ROOT.glob(WORKFLOWS)
    (words,) = re.findall(r"- run: inzet (.+)", workflow.read_text(encoding="utf-8"))
    monkeypatch.chdir(EXAMPLE)
    assert main(words.split()) == 0


def test_the_example_is_valid_and_every_quote_stands_in_its_text() -> None:
    assert validate(EXAMPLE, EXAMPLE / "sources") == []


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        (LETTER, "number_max: 12", "number_max: 1", "part_within_whole"),
        (LETTER, "quote: until 30 June 2026", "quote: until 31 June 2026", "quote_in_source"),
        ("records/missions/om-great-lake.yaml", "id: lake-council", "id: sea-council", "reference_exists"),
    ],
)
def test_what_the_example_says_to_try_is_an_issue(tmp_path: Path, file: str, old: str, new: str, code: str) -> None:
    assert code == "quote_in_source" or new in (EXAMPLE / "README.md").read_text(encoding="utf-8")
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    change(tmp_path / file, old, new)
    assert [issue.code for issue in validate(tmp_path, tmp_path / "sources")] == [code]


def _clone_on_windows(origin: Path, place: Path) -> None:
    """Clone a repository as git does on Windows, where it usually changes line ends."""
    _run(["git", "-c", "core.autocrlf=true", "clone", "--quiet", str(origin), str(place)])


def test_a_clone_of_the_example_is_the_same_on_windows(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "origin")
    commit(tmp_path / "origin")
    _clone_on_windows(tmp_path / "origin", tmp_path / "clone")
    assert validate(tmp_path / "clone", tmp_path / "clone" / "sources") == []


def test_where_git_changes_line_ends_every_complaint_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    origin, clone = tmp_path / "origin", tmp_path / "clone"
    shutil.copytree(EXAMPLE, origin)
    (origin / ".gitattributes").unlink()
    main(["build", str(origin)])
    commit(origin)
    _clone_on_windows(origin, clone)
    monkeypatch.chdir(clone)
    found = validate(".", "sources")
    assert {Path(issue.path) for issue in found} == {file.relative_to(clone) for file in clone.glob("records/*/*")}
    assert [issue.message for issue in found] == [WINDOWS_ENDS] * len(found)

    for file in clone.glob("records/*/*"):
        file.write_bytes(file.read_bytes().replace(b"\r\n", b"\n"))
    (issue,) = validate(".", "sources")
    assert (issue.code, issue.message) == ("source_unchanged", f"mer-2025-7.txt: {WINDOWS_ENDS}")
    capsys.readouterr()
    assert main(["audit", "--sources", "sources"]) == 2
    assert WINDOWS_ENDS in capsys.readouterr().err
    assert main(["build", "--check"]) == 1
    captured = capsys.readouterr()
    assert captured.err == f"data/README.md and others: {WINDOWS_ENDS}\nto repair, run: inzet build\n"
    assert "data/letters.csv: stale" in captured.out
    assert ".parquet" not in captured.out

    # What the complaint advises: the texts come back as they were.
    (clone / ".gitattributes").write_bytes(b"* -text\n")
    for name in ("records", "sources", "data", "datapackage.json"):
        git(clone, "rm", "--quiet", "-r", "--cached", name)
        git(clone, "checkout", "--quiet", "HEAD", "--", name)
    assert validate(".", "sources") == []
    assert main(["build", "--check"]) == 0


# ---- What is run ----


def _run(command: list[str], code: int = 0, **options: Any) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(command, capture_output=True, text=True, errors="surrogateescape", timeout=600, **options)
    assert done.returncode == code, f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


def _needed(lines: Iterable[str]) -> set[str]:
    """Names of the packages that requirements ask for, and of what these need in turn."""
    asked = [one for one in map(Requirement, lines) if one.marker is None or one.marker.evaluate({"extra": ""})]
    return {one.name for one in asked}.union(*(_needed(metadata.requires(one.name) or ()) for one in asked))


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Settings that let pip install from a folder: what builds inzet, and wheels of what it needs, as installed here.

    So pip does all that it does with a package registry, but downloads and compiles nothing. The wheel of a large
    package leads to its files instead of holding them.
    """
    place, linked = tmp_path_factory.mktemp("wheels"), tmp_path_factory.mktemp("linked")
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--retries=0", "--timeout=20", "hatchling"]
    found = subprocess.run(pip, capture_output=True, text=True, cwd=place)
    if found.returncode:
        pytest.skip(f"pip reaches no package registry: {found.stderr.strip().splitlines()[-1:]}")
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for name in _needed([*wanted["dependencies"], *wanted["optional-dependencies"]["curate"]]):
        package = metadata.distribution(name)
        (*_, tag) = re.findall(r"^Tag: (.+)$", package.read_text("WHEEL") or "", re.MULTILINE)
        files = [file for file in package.files or () if ".." not in file.parts and file.suffix != ".pyc"]
        with ZipFile(place / f"{re.sub('[-.]', '_', name)}-{package.version}-{tag}.whl", "w") as wheel:
            if name in LARGE:
                wheel.writestr(f"{name}.pth", f"{linked / name}\n")
                (linked / name).mkdir()
                for top in {file.parts[0] for file in files}:
                    (linked / name / top).symlink_to(Path(str(package.locate_file(top))))
                files = [file for file in files if file.parts[0].endswith(".dist-info")]
            for file in files:
                wheel.write(file.locate(), str(file))
    return {"PIP_NO_INDEX": "yes", "PIP_FIND_LINKS": place.as_uri(), "PIP_COMPILE": "no"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a checkout of the project holds that an installation needs, as a repository with one commit."""
    place = tmp_path_factory.mktemp("project")
    for name in ("src", "schemas", "data", "docs"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    metadata = ("pyproject.toml", "hatch_build.py", "publication.toml", "README.md", "LICENSE", "LICENSE-DATA")
    for name in (*metadata, "datapackage.json", "action.yml", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, place / name)
    commit(place)
    return place


def _spoil(place: Path) -> None:
    change(place / LETTER, "quote: until 30 June 2026", "quote: until 31 June 2026")


def _add_hostile(place: Path) -> None:
    for name in HOSTILE:
        (place / "records" / "letters" / name).write_text("letter_id: 1\n", encoding="utf-8")


# ---- pre-commit ----


@pytest.fixture(scope="module")
def pre_commit(registry: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Settings of pre-commit; the environments of hooks are made once."""
    return registry | {"PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit")), "PRE_COMMIT_COLOR": "never"}


@dataclass
class Foreign:
    """A repository that uses the hooks."""

    place: Path
    settings: dict[str, str]

    def hook(self, code: int, *words: str) -> str:
        """Run pre-commit on what is staged, and return what it said."""
        environment = os.environ | self.settings
        del environment["PYTHONPATH"]  # a hook runs what pre-commit installs for it
        return _run([sys.executable, "-m", "pre_commit", "run", *words], code, cwd=self.place, env=environment).stdout


@pytest.fixture
def foreign(project: Path, pre_commit: dict[str, str], tmp_path: Path) -> Foreign:
    """The example as a repository of its own, with its own configuration, but for where inzet lives."""
    place = tmp_path / "foreign"
    shutil.copytree(EXAMPLE, place)
    config = place / ".pre-commit-config.yaml"
    text = config.read_text(encoding="utf-8")
    head = git(project, "rev-parse", "HEAD")
    # The clone of the project is beside the folder, as the example has it.
    (tmp_path / "inzet").symlink_to(project)
    mended = text.replace(f"rev: v{__version__}", f"rev: {head}")
    assert mended.count(head) == mended.count("repo: ../inzet\n") == 1
    config.write_text(mended + "  - id: inzet-build-check\n    stages: [manual]\n", encoding="utf-8")
    commit(place)
    return Foreign(place, pre_commit)


def test_hook_lets_a_clean_tree_pass(foreign: Foreign) -> None:
    said = foreign.hook(0, "--all-files")
    assert re.search(r"check the records \(inzet\)\.+Passed", said)


def test_hook_runs_at_every_commit(foreign: Foreign) -> None:
    (foreign.place / "README.md").write_text("Other words.\n", encoding="utf-8")
    git(foreign.place, "add", "README.md")
    assert "Passed" in foreign.hook(0)


@pytest.mark.parametrize(
    "words",
    [
        ("rm", "records/missions/ba-great-lake.yaml"),
        ("mv", "records/missions/ba-great-lake.yaml", "records/missions/ba-small-lake.yaml"),
        ("mv", "records/missions/ba-great-lake.yaml", "ba-great-lake.yaml"),
    ],
    ids=["deleted", "renamed", "moved out"],
)
def test_hook_stops_a_commit_that_takes_away_what_others_refer_to(foreign: Foreign, words: tuple[str, ...]) -> None:
    git(foreign.place, *words)
    if (renamed := foreign.place / "records" / "missions" / "ba-small-lake.yaml").is_file():
        change(renamed, "mission_id: ba-great-lake", "mission_id: ba-small-lake")
        git(foreign.place, "add", "--all")
    said = foreign.hook(1)
    assert re.search(rf"^{LETTER}:[0-9]+:[0-9]+: reference_exists: .*ba-great-lake", said, re.MULTILINE)


def test_hook_stops_a_commit_and_says_where(foreign: Foreign) -> None:
    _spoil(foreign.place)
    git(foreign.place, "add", "--all")
    said = foreign.hook(1)
    assert re.search(rf"^{LETTER}:[0-9]+:12: quote_in_source: ", said, re.MULTILINE)


def test_hook_complains_of_every_file(foreign: Foreign) -> None:
    _spoil(foreign.place)
    commit(foreign.place, "A fault that is there already")
    change(foreign.place / "records" / "missions" / "om-great-lake.yaml", "lake-council", "sea-council")
    git(foreign.place, "add", "--all")
    said = foreign.hook(1)
    assert "om-great-lake.yaml:" in said
    assert LETTER in said


def test_hook_finds_what_does_not_belong(foreign: Foreign) -> None:
    (foreign.place / LETTER).rename(foreign.place / LETTER.replace(".yaml", ".yml"))
    git(foreign.place, "add", "--all")
    assert "tree.stray" in foreign.hook(1)


def test_hook_takes_hostile_names_for_names(foreign: Foreign) -> None:
    _add_hostile(foreign.place)
    git(foreign.place, "add", "--all")
    said = foreign.hook(1)
    assert not list(foreign.place.rglob("pwned"))
    for word in ("::error", "::stop-commands", "::add-mask"):
        assert not re.search(rf"^\s*{word}", said, re.MULTILINE)
    named = {match[1] for match in re.finditer(r"^records/letters/(.*?\.yaml):[0-9]+:[0-9]+: ", said, re.MULTILINE)}
    assert len(named) == len(HOSTILE)


def test_build_check_follows_the_records(foreign: Foreign) -> None:
    only = ("--all-files", "--hook-stage=manual", "inzet-build-check")
    assert "data/letters.csv: stale" in foreign.hook(1, *only)
    assert not (foreign.place / "data").exists()
    _run([*INZET, "build"], cwd=foreign.place)
    git(foreign.place, "add", "--all")
    assert "Passed" in foreign.hook(0, *only)
    # A record that is deleted is not among the files of a commit, but still counts.
    git(foreign.place, "commit", "--quiet", "--message", "Tables")
    git(foreign.place, "rm", "--quiet", "records/missions/ba-great-lake.yaml")
    assert "reference_exists" in foreign.hook(1, "--hook-stage=manual", "inzet-build-check")


# ---- The action ----


@dataclass
class Runner:
    """A stand-in for GitHub's runner: it does a composite action's steps, as far as they are shell scripts."""

    action: Path
    temp: Path
    settings: dict[str, str]
    told: dict[str, str] = field(default_factory=dict)

    def do(self, step_id: str, workspace: Path, code: int = 0, **inputs: str) -> str:
        """Run a step in a workspace; keep what it told GitHub in ``told``, and return what it printed."""
        declared = yaml.safe_load((self.action / "action.yml").read_text(encoding="utf-8"))["inputs"]
        assert inputs.keys() <= declared.keys()
        values = {f"inputs.{name}": inputs.get(name, each["default"]) for name, each in declared.items()}
        values["steps.python.outputs.python-path"] = sys.executable
        (step,) = (each for each in _steps() if each.get("id") == step_id)
        given = {name: re.sub(r"\$\{\{ *(\S+) *\}\}", lambda m: values[m[1]], v) for name, v in step["env"].items()}
        files = {name: self.temp / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV")}
        for file in files.values():
            file.write_text("", encoding="utf-8")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "PYTHON"))}
        environment = kept | self.settings | given | {name: str(file) for name, file in files.items()}
        environment |= {
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(self.action),
            "GITHUB_WORKSPACE": str(workspace),
            "RUNNER_TEMP": str(self.temp),
        }
        script = self.temp / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        # As the runner does for `shell: bash`.
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        done = _run(shell, code, cwd=workspace, env=environment)
        self.told = {name: file.read_text(encoding="utf-8") for name, file in files.items()}
        assert self.told["GITHUB_ENV"] == ""
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def runner(project: Path, registry: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """A runner on which the action has installed itself, in a workspace full of files that pose as modules."""
    action = tmp_path_factory.mktemp("action with a blank") / "v0.1.0"
    shutil.copytree(project, action)
    workspace = tmp_path_factory.mktemp("posing")
    for name in ("venv", "ensurepip", "pip", "secrets", "json", "inzet", "yaml", "sitecustomize"):
        (workspace / f"{name}.py").write_text("open('pwned', 'w')\nraise SystemExit('posed')\n", encoding="utf-8")
    shutil.copytree(EXAMPLE, workspace, dirs_exist_ok=True)
    runner = Runner(action, tmp_path_factory.mktemp("runner temp"), registry)
    runner.do("install", workspace)
    runner.do("validate", workspace)
    assert runner.told["GITHUB_OUTPUT"] == "issues=0\n"
    assert not (workspace / "pwned").exists()
    return runner


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    place = tmp_path / "work space"
    shutil.copytree(EXAMPLE, place)
    return place


def test_action_passes_a_clean_tree(runner: Runner, workspace: Path) -> None:
    said = runner.do("validate", workspace, sources="sources")
    assert obey(said)[0] == []
    assert re.search(r"^1 letter, .* valid; quotes checked against 1 text$", said, re.MULTILINE)
    assert runner.told["GITHUB_OUTPUT"] == "issues=0\n"
    assert "0 issue(s)" in runner.told["GITHUB_STEP_SUMMARY"]


@pytest.mark.parametrize("form", ["github", "text"])
def test_action_counts_what_the_validator_finds(runner: Runner, workspace: Path, form: str) -> None:
    _spoil(workspace)
    change(workspace / LETTER, "missions: [ba-great-lake]", "missions: [ba-small-lake]")
    found = validate(workspace, workspace / "sources")
    assert {issue.code for issue in found} >= {"quote_in_source", "reference_exists"}
    said = runner.do("validate", workspace, 1, sources="sources", format=form)
    assert runner.told["GITHUB_OUTPUT"] == f"issues={len(found)}\n"
    commands, _ = obey(said)
    if form == "text":
        assert commands == []
        assert runner.told["GITHUB_STEP_SUMMARY"] == ""
        assert all(f"{LETTER}:{issue.line}:{issue.column}: {issue.code}: " in said for issue in found)
    else:
        assert f"{len(found)} issue(s)" in runner.told["GITHUB_STEP_SUMMARY"]
        assert len(commands) == len(found)
        for issue, (name, values, _) in zip(found, commands, strict=True):
            assert (name, values["file"], values["line"]) == ("error", LETTER, str(issue.line))


def test_action_names_files_from_the_top_of_the_repository(runner: Runner, workspace: Path, tmp_path: Path) -> None:
    _spoil(workspace)
    said = runner.do("validate", tmp_path, 1, root="work space", sources="work space/sources")
    ((_, values, _),) = obey(said)[0]
    assert values["file"] == f"work space/{LETTER}"


def test_action_names_files_from_the_top_of_a_checkout_below_the_workspace(
    runner: Runner, workspace: Path, tmp_path: Path
) -> None:
    _spoil(workspace)
    (workspace / ".git").mkdir()  # as actions/checkout with a path
    said = runner.do("validate", tmp_path, 1, root="work space", sources="work space/sources")
    ((_, values, _),) = obey(said)[0]
    assert values["file"] == LETTER
    assert "work space" not in runner.told["GITHUB_STEP_SUMMARY"]


@pytest.mark.parametrize("form", ["github", "text"])
def test_action_takes_hostile_names_for_names(runner: Runner, workspace: Path, form: str) -> None:
    _add_hostile(workspace)
    found = validate(workspace)
    assert len({issue.path for issue in found}) == len(HOSTILE)
    commands, _ = obey(runner.do("validate", workspace, 1, format=form))
    assert len(commands) == (min(len(found), 10) if form == "github" else 0)  # GitHub shows no more
    assert all(name == "error" and values["file"].startswith("records/letters/") for name, values, _ in commands)
    assert runner.told["GITHUB_OUTPUT"] == f"issues={len(found)}\n"
    assert not list(workspace.rglob("pwned"))


def test_action_says_when_there_is_nothing_to_check(runner: Runner, tmp_path: Path) -> None:
    said = runner.do("validate", tmp_path, 2)
    assert "is not a folder" in said
    assert runner.told["GITHUB_OUTPUT"] == ""
    assert len(obey(said)[0]) == 1


# No null: no variable of an environment can hold it.
INPUT = st.one_of(
    st.sampled_from([*HOSTILE, "-x", "--help", "--version", "'", '"', "$HOME", "*", "\\", "a\nissues=0"]),
    st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), min_size=1, max_size=20),
)


@settings(max_examples=12)
@given(name=st.sampled_from(["root", "sources", "format"]), value=INPUT)
def test_action_takes_no_input_for_an_order(
    runner: Runner, tmp_path_factory: pytest.TempPathFactory, name: str, value: str
) -> None:
    workspace = tmp_path_factory.mktemp("work")
    shutil.copytree(EXAMPLE / "records", workspace / "records")
    if (workspace / value).is_dir():
        return  # a folder that is there, such as "." or "/", is no order either
    said = runner.do("validate", workspace, 2, **{name: value})
    assert runner.told["GITHUB_OUTPUT"] == runner.told["GITHUB_STEP_SUMMARY"] == ""
    assert [name for name, _, _ in obey(said)[0]] == ["error"]
    assert {file.name for file in workspace.iterdir()} == {"records"}


@pytest.mark.parametrize("version", ["0.1.0 --index-url=x", "-r x", "1;touch pwned", "1\n2", "@ file:///x", "$(id)"])
def test_action_installs_releases_only(runner: Runner, workspace: Path, version: str) -> None:
    said = runner.do("install", workspace, 2, version=version)
    refused = "the input version is not a release; write one such as 0.1.0"
    assert obey(said)[0] == [("error", {"title": "inzet"}, refused)]
    assert not list(workspace.rglob("pwned"))
