"""inzet runs where people run: from a zip, on a read-only or full disk, in any locale, beside itself, until Ctrl-C."""

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipapp
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import count, product
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from conftest import INZET, ROOT, SOURCE, change

from inzet import files
from inzet.commands.main import VERBS, main
from inzet.files import MARKER, NESTED
from inzet.processes import CODE, SENTENCE, end_at_once
from inzet.records.validation import validate
from inzet.records.workers import MANY_BYTES
from inzet.release import package, writing
from inzet.release.writing import SUFFIX
from inzet.site import building
from inzet.site.building import LISTING, write_site

pytestmark = pytest.mark.skipif(os.name != "posix", reason="makes these places as Linux and macOS do")

TREE = ROOT / "tests" / "examples" / "valid" / "ledger"
LETTER = "kst-29521-446"
# Where bytecode may be kept, it is; nothing else of whoever runs the tests.
PLAIN = {name: os.environ[name] for name in ("PATH", "PYTHONPYCACHEPREFIX") if name in os.environ}
PLAIN |= {"HOME": "/", "PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "utf-8"}

RUN = """
import json, sys
from inzet.commands.main import main
for words in json.loads(sys.argv[1]):
    try:
        code = main(words)
    except SystemExit as end:
        code = end.code
    for stream in (sys.stdout, sys.stderr):
        print(f"\\x1e{code}", end="\\x1d", file=stream, flush=True)
"""
"""Runs several commands in one process, and marks the end of each in both streams."""


class Answer(NamedTuple):
    """What a command did."""

    code: int
    out: bytes
    err: bytes


def _run(
    commands: Sequence[Sequence[str]],
    place: Path,
    settings: dict[str, str] | None = None,
    python: Sequence[str] = (sys.executable,),
    before: str = "",
) -> list[Answer]:
    """Run commands one after the other in a folder; ``before`` is what Python does first."""
    words = [*python, "-c", before + RUN, json.dumps(commands)]
    done = subprocess.run(words, cwd=place, env=PLAIN | (settings or {}), capture_output=True, check=False, timeout=100)
    assert done.returncode == 0, done.stderr.decode()
    out, err = (re.findall(rb"(.*?)\x1e(\d+)\x1d", stream, re.DOTALL) for stream in (done.stdout, done.stderr))
    assert len(out) == len(err) == len(commands), done.stderr.decode()
    return [Answer(int(code), told, said) for (told, code), (said, _) in zip(out, err, strict=True)]


READ: list[list[str]] = [
    *([["--help"], ["--version"], ["find", "--help"]]),
    *([["show", LETTER], ["position", "EUMM Georgië", "--on", "2024-01-01", "--lang", "nl"], ["find", "experts"]]),
    *([["overview", "2022-09-01"], ["list", "missions", "--format", "csv"], ["show", "untso", "--format", "json"]]),
    *([["explain", "yaml.size"], ["explain"], ["show", "nothing-of-the-kind"], ["positions", "--on", "2024-01-01"]]),
    *([["validate"], ["validate", "--sources", "sources"], ["audit", "--sources", "sources"], ["build", "--check"]]),
    *([["validate", "wrong"], ["validate", "wrong", "--format", "json"], ["validate", "missions.csv"]]),
]
"""Commands that write no file."""
WRITE: list[list[str]] = [
    *([["build"], ["site", "site"], ["new", "mission", "tm-goudkaap"], ["list", "missions", "-o", "list.parquet"]]),
    *([["text", "page.html", "-o", "page.txt"], ["text", "page.html"]]),
]


def _lay(folder: Path) -> Path:
    """Lay a tree of records into a folder, with another one that has faults, a page and a table; return it."""
    place = folder / "tree"
    shutil.copytree(TREE, place)
    shutil.copytree(TREE / "records", place / "wrong" / "records")
    change(place / "wrong" / "records" / "missions" / "om-zilverkust.yaml", "name: ", "name: Yeşilgöz\nnaam: ")
    (place / "page.html").write_text("<p>Nederland levert tien experts aan Géorgië, zegt Yeşilgöz.</p>", "utf-8")
    (place / "missions.csv").write_text("mission_id\nYeşilgöz\n", "utf-8")
    return place


def _content(place: Path) -> dict[str, str]:
    found = (file for file in place.rglob("*") if file.is_file())
    return {str(file.relative_to(place)): hashlib.sha256(file.read_bytes()).hexdigest() for file in found}


Usual = tuple[list[Answer], dict[str, str]]


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Usual:
    """What all commands answer in an ordinary place, and what all files there hold afterwards."""
    place = _lay(tmp_path_factory.mktemp("usual"))
    answers = _run([*READ, *WRITE], place)
    codes = {" ".join(words): answer.code for words, answer in zip([*READ, *WRITE], answers, strict=True)}
    faulty = ("build --check", "validate wrong", "validate wrong --format json", "validate missions.csv")
    assert codes == dict.fromkeys(codes, 0) | dict.fromkeys(faulty, 1) | {"show nothing-of-the-kind": 2}
    return answers, _content(place)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    place = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", place], cwd=ROOT, check=True)
    (found,) = place.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    """The folder in which an installer would lay the wheel."""
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(wheel.parent / "installed")
    return wheel.parent / "installed"


# --- the same answers and files everywhere ----------------------------------------------------------------------------

NO_LIBYAML = "import sys; sys.modules['yaml._yaml'] = None; import yaml; assert not yaml.__with_libyaml__\n"
IN_A_ZIP = "import inzet.files; assert '.whl' in str(inzet.files.root())\n"
BARE = {"PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONIOENCODING": ""}
PLACES: dict[str, dict[str, Any]] = {
    "without docstrings and asserts": {"python": (sys.executable, "-OO")},
    "in Turkish on Kiritimati": {"settings": {"TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "LC_CTYPE": "tr_TR"}},
    "without a home, in ASCII": {"python": ("env", "-u", "HOME", sys.executable), "settings": BARE},
    "without libyaml": {"before": NO_LIBYAML},
    "on cp1252": {"settings": {"PYTHONIOENCODING": "cp1252"}},
}
ENCODINGS = {"without a home, in ASCII": "ascii", "on cp1252": "cp1252"}
ONLY_READ = ("without libyaml", "on cp1252")
"""Places in which writing is not different."""


def _assert_usual(usual: Usual, answers: Sequence[Answer], encoding: str = "utf-8") -> None:
    for words, expected, answer in zip([*READ, *WRITE], usual[0], answers, strict=False):
        out, err = (text.decode().encode(encoding, "backslashreplace") for text in expected[1:])
        is_data = words[0] == "positions" or words[-1] in ("csv", "json", "page.html")  # for programs, in UTF-8
        assert answer == (expected.code, expected.out if is_data else out, err), words


@pytest.mark.parametrize("name", PLACES)
def test_every_place_gives_the_same(usual: Usual, name: str, tmp_path: Path) -> None:
    place, only_read = _lay(tmp_path), name in ONLY_READ
    answers = _run(READ if only_read else [*READ, *WRITE], place, **PLACES[name])
    _assert_usual(usual, answers, ENCODINGS.get(name, "utf-8"))
    assert only_read or _content(place) == usual[1]


def test_a_wheel_runs_from_its_zip(usual: Usual, wheel: Path, tmp_path: Path) -> None:
    place = _lay(tmp_path)
    _assert_usual(usual, _run([*READ, *WRITE], place, {"PYTHONPATH": str(wheel)}, before=IN_A_ZIP))
    assert _content(place) == usual[1]


def test_today_is_that_of_the_time_zone(tmp_path: Path) -> None:
    zone = ZoneInfo("Pacific/Kiritimati")
    days = [f"{datetime.now(zone):%Y-%m-%d}"]
    (answer,) = _run([["positions", "--format", "json"]], tmp_path, {"TZ": zone.key})
    days.append(f"{datetime.now(zone):%Y-%m-%d}")
    assert {row["day"] for row in json.loads(answer.out)} <= {*days}


PATHS = """
import json, sys
from pathlib import Path
import inzet
paths = [inzet.path(name) for name in ("datapackage.json", "data/missions.csv", "schemas/letter.schema.json")]
resources = json.loads(paths[0].read_bytes())["resources"]
assert all((paths[0].parent / resource["path"]).stat().st_size == resource["bytes"] for resource in resources)
assert (paths[2].parent / "common.schema.json").is_file()
try:
    inzet.path("../secret")
except FileNotFoundError as error:
    assert "its files: datapackage.json, data/" in str(error)
assert inzet.table("missions").num_rows == len(inzet.load().missions)
print(paths[0].parent)
"""


@pytest.mark.parametrize("packed", [True, False])
def test_paths_are_real_and_lead_to_each_other_until_the_end(
    wheel: Path, installed: Path, packed: bool, tmp_path: Path
) -> None:
    command = [sys.executable, "-W", "error", "-c", PATHS]
    settings = PLAIN | {"PYTHONPATH": str(wheel if packed else installed), "TMPDIR": str(tmp_path)}
    folder = Path(subprocess.check_output(command, env=settings, cwd=tmp_path, text=True).strip())
    assert folder.parent == (tmp_path if packed else installed / "inzet")
    assert [*tmp_path.iterdir()] == [], "what was unpacked is gone with the process"


def test_a_zipapp_is_the_command(installed: Path, tmp_path: Path) -> None:
    zipapp.create_archive(installed, tmp_path / "inzet.pyz", main="inzet.__main__:run")
    command = [sys.executable, str(tmp_path / "inzet.pyz")]
    settings = {name: value for name, value in PLAIN.items() if name != "PYTHONPATH"}
    done = subprocess.run([*command, "show", LETTER], env=settings, cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == _run([["show", LETTER]], tmp_path)[0]


# --- a damaged installation -------------------------------------------------------------------------------------------

# A day is given where the answer is of one, because midnight may come between two runs.
ON = ["--on", "2024-01-01"]
MOST_VERBS = [["position", "untso", *ON], *([verb, "untso"] for verb in ("timeline", "find", "show"))]
MOST_VERBS += [["overview", *ON], ["compare", "2022-09-01", "2024-01-01"], ["reconcile"], ["list", "letters"]]
MOST_VERBS += [["positions", *ON, "--format", "json"], ["validate"], ["validate", "missions.csv"]]
MOST_VERBS += [["new", "mission", "x"], ["audit", "--sources", "sources"], ["text", "page.html"]]
MOST_VERBS += [["diff", ".", "."], ["explain"]]
EVERY_VERB = [*MOST_VERBS, ["plot", "overview", "2022-09-01", "-o", "picture.svg"], ["build", "--check", "../sound"]]
EVERY_VERB += [["site", "site", "../sound"], ["release", "--check"]]
Damage = Callable[[bytes], bytes] | None
DAMAGES: dict[str, tuple[str, Damage]] = {
    "missing records": ("data/records.json", None),
    "truncated records": ("data/records.json", lambda data: data[: len(data) // 2]),
    "records of another type": ("data/records.json", lambda data: b'{"letters": 5}'),
    "missing schema": ("schemas/letter.schema.json", None),
    "truncated schema": ("schemas/letter.schema.json", lambda data: data[: len(data) // 2]),
    "schema of another type": ("schemas/letter.schema.json", lambda data: b'{"properties": 5}'),
    "definitions of another type": ("schemas/common.schema.json", lambda data: b'{"$defs": []}'),
    "truncated page of codes": ("docs/codes.md", lambda data: data[:-40]),
    "missing descriptor": ("datapackage.json", None),
}


def test_every_verb_is_tried() -> None:
    assert {words[0] for words in EVERY_VERB} == VERBS.keys()


@pytest.fixture(scope="module")
def sound(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answer]:
    """What every verb answers if nothing is damaged."""
    folder = tmp_path_factory.mktemp("sound")
    shutil.copytree(TREE, folder / "sound")
    answers = _run(EVERY_VERB, _lay(folder), {"PYTHONPATH": str(installed)})
    return {" ".join(words): answer for words, answer in zip(EVERY_VERB, answers, strict=True)}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_installation_is_one_sentence(installed: Path, sound: Any, damage: str, tmp_path: Path) -> None:
    """What a verb does not need may be damaged."""
    name, spoil = DAMAGES[damage]
    commands = EVERY_VERB if damage == "missing schema" else MOST_VERBS
    file = installed / "inzet" / "_data" / name
    content = file.read_bytes()
    shutil.copytree(TREE, tmp_path / "sound")
    try:
        if spoil is None:
            file.unlink()
        else:
            file.write_bytes(spoil(content))
        answers = _run(commands, _lay(tmp_path), {"PYTHONPATH": str(installed)})
    finally:
        file.write_bytes(content)
    reason = "No such file or directory" if spoil is None else "it is not as it was installed"
    sentence = f"inzet: the installation of inzet is damaged: {file}: {reason}; install it again\n"
    refusal = Answer(2, b"", sentence.encode())
    others = {" ".join(words): answer for words, answer in zip(commands, answers, strict=True) if answer != refusal}
    assert others == {words: sound[words] for words in others}
    assert len(others) < len(commands) or name == MARKER, "no verb needs the descriptor"


@pytest.mark.parametrize("text", ["", "[", "5", "[]", "{}", '{"missions": [{}], "frameworks": []}', "[" * 100_000])
def test_damaged_records_are_one_sentence_without_a_list_of_the_installer(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: Callable[..., str]
) -> None:
    """That of missions and frameworks to which another tree refers."""
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    (tmp_path / "data").mkdir()
    (tmp_path / NESTED).write_text(text)
    monkeypatch.setattr(files, "root", lambda: tmp_path)
    said = refusal("validate", str(TREE))
    assert said == f"inzet: {tmp_path / NESTED} does not hold records; in a checkout, run inzet build\n"


@pytest.mark.parametrize("spoil", [lambda data: data[:1000], None])
def test_a_damaged_zip_is_one_sentence(wheel: Path, spoil: Damage, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as whole, zipfile.ZipFile(tmp_path / wheel.name, "w") as packed:
        for entry in whole.infolist():
            data = whole.read(entry)
            if not entry.filename.endswith("_data/data/records.json"):
                packed.writestr(entry, data)
            elif spoil:
                packed.writestr(entry, spoil(data))
    (answer,) = _run([["show", "untso"]], tmp_path, {"PYTHONPATH": str(tmp_path / wheel.name)})
    file = tmp_path / wheel.name / "inzet" / "_data" / "data" / "records.json"
    reason = "it is not as it was installed" if spoil else "it cannot be read"
    sentence = f"inzet: the installation of inzet is damaged: {file}: {reason}; install it again\n"
    assert answer == (2, b"", sentence.encode())


def test_an_installation_without_data_is_one_sentence(installed: Path, tmp_path: Path) -> None:
    data = installed / "inzet" / "_data"
    data.rename(tmp_path / "data")
    try:
        (answer,) = _run([["show", "untso"]], tmp_path, {"PYTHONPATH": str(installed)})
    finally:
        (tmp_path / "data").rename(data)
    assert answer.code == 2
    assert answer.err.startswith(b"inzet: the installation of inzet is damaged: ")
    assert answer.err.count(b"\n") == 1


# --- where nothing can be written -------------------------------------------------------------------------------------


def _shell(line: str, *command: str) -> tuple[str, ...]:
    """Return the start of a command before which the shell does something."""
    return (*command, "sh", "-euc", f'{line}; exec "$@"', "sh")


READ_ONLY = _shell(
    'for disk in / "$PWD"; do mount --rbind "$disk" "$disk"; mount -o remount,ro,bind "$disk"; done; cd "$PWD"',
    *("unshare", "--map-root-user", "--mount"),
)


def _is_read_only(place: Path) -> bool:
    try:
        done = subprocess.run([*READ_ONLY, "touch", "x"], cwd=place, capture_output=True, check=False)
    except OSError:
        return False
    return b"Read-only" in done.stderr


def test_a_read_only_disk_is_read_and_refused_in_one_sentence(usual: Usual, wheel: Path, tmp_path: Path) -> None:
    place = _lay(tmp_path)
    if not _is_read_only(place):
        pytest.skip("this user may not make a disk read-only")
    writers = [words for words in WRITE if words != ["text", "page.html"]]
    before = _content(place)
    answers = _run([*READ, *writers], place, {"TMPDIR": str(place)}, (*READ_ONLY, sys.executable))
    _assert_usual(usual, answers[: len(READ)])
    for words, answer in zip(writers, answers[len(READ) :], strict=True):
        assert (answer.code, answer.out) == (2, b""), words
        assert re.fullmatch(rb"inzet: \S+( cannot be written)?: Read-only file system.*\n", answer.err), words
    assert _content(place) == before
    command = [*READ_ONLY, sys.executable, "-c", "import inzet; inzet.path('datapackage.json')"]
    settings = PLAIN | {"PYTHONPATH": str(wheel), "TMPDIR": str(place)}
    done = subprocess.run(command, cwd=place, env=settings, capture_output=True, check=False)
    assert b"\nFileNotFoundError: [Errno 2] No usable temporary directory found in [" in done.stderr


def _strays(place: Path) -> list[Path]:
    return list(place.rglob(f"*{SUFFIX}"))


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    place = _lay(tmp_path)
    (place / "list.csv").write_bytes(b"earlier")
    before = _content(place)
    commands = [*(words for words in WRITE if words != ["text", "page.html"]), ["list", "missions", "-o", "list.csv"]]
    commands += [["plot", "overview", "2022-09-01", "-o", "picture.svg"]]
    full = (*_shell("ulimit -f 0"), sys.executable)
    for words, answer in zip(commands, _run(commands, place, {"PYTHONDONTWRITEBYTECODE": "1"}, full), strict=True):
        assert (answer.code, answer.out) == (2, b""), words
        assert re.fullmatch(rb"inzet: \S+( cannot be written)?: File too large.*\n", answer.err), words
    assert _content(place) == before


LOUD = {"explain": 0, "--help": 0, "list letters --format csv": 0}
QUIET = {"validate": 0, "nonsense": 2}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", [*LOUD, *QUIET])
def test_results_that_cannot_be_written_are_one_sentence(words: str, tmp_path: Path) -> None:
    """Results that get lost are an error; talk that gets lost is none."""
    place = _lay(tmp_path)
    for target, reason in (("/dev/full", b"No space left on device"), ("&-", b"Bad file descriptor")):
        for stream in (1, 2):
            command = [*_shell(f"exec {stream}>{target}"), *INZET, *words.split()]
            done = subprocess.run(command, cwd=place, env=PLAIN, capture_output=True, check=False)
            if stream == 1 and words in LOUD:
                assert (done.returncode, done.stderr) == (2, b"inzet: " + reason + b"\n"), target
            else:
                assert done.returncode == (LOUD | QUIET)[words], (target, stream)
                assert bool(done.stdout) == (words in LOUD)


def test_new_files_follow_the_umask_and_old_ones_keep_their_mode(tmp_path: Path) -> None:
    place = _lay(tmp_path)
    before = {*place.rglob("*")}
    private = (*_shell("umask 077"), sys.executable)
    _run(WRITE, place, python=private)
    made = {*place.rglob("*")} - before
    assert {path.stat().st_mode & 0o777 for path in made if path.is_dir()} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in made if path.is_file()} == {0o600}
    old = place / "list.parquet"
    old.chmod(0o644)
    _run([["list", "letters", "-o", "list.parquet"]], place, python=private)
    assert old.stat().st_mode & 0o777 == 0o644


# --- several at once, and until Ctrl-C --------------------------------------------------------------------------------

Files = dict[str, bytes]


def _fork(act: Callable[[], int], said: Path) -> int:
    """Do something in a process of its own, whose standard error goes to a file; return the process."""
    child = os.fork()
    if child:
        return child
    code = 99
    try:
        os.dup2(os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        sys.stderr = os.fdopen(2, "w", closefd=False)
        code = act()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _end(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> tuple[Files, Files]:
    """What builds make before and after a record is changed."""
    place = _lay(tmp_path_factory.mktemp("states"))
    old = package.make(place)
    change(place / "records" / "missions" / "om-zilverkust.yaml", "name: ", "note: Changed.\nname: ")
    return old, package.make(place)


def test_builds_at_once_leave_whole_files(states: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = _lay(tmp_path)
    monkeypatch.setattr(os, "fsync", lambda handle: None)  # matters when the power fails, and takes long

    def build(first: int) -> int:
        for at in range(first, first + 9):
            monkeypatch.setattr(package, "make", lambda root, at=at: states[at % 2])
            package.build(place)
        return 0

    children = [_fork(lambda first=first: build(first), tmp_path / f"said{first}") for first in range(3)]
    assert [_end(child) for child in children] == [0, 0, 0], [file.read_text() for file in tmp_path.glob("said*")]
    assert _strays(place) == []
    assert all((place / path).read_bytes() in [state[path] for state in states] for path in states[0])
    monkeypatch.setattr(package, "make", lambda root: states[1])
    package.build(place)
    assert {path: (place / path).read_bytes() for path in states[1]} == states[1]


def test_the_same_build_twice_at_once_is_up_to_date(usual: Usual, tmp_path: Path) -> None:
    place = _lay(tmp_path)
    builds = [subprocess.Popen([*INZET, "build"], cwd=place, env=PLAIN, stderr=subprocess.PIPE) for _ in range(2)]
    said = [build.communicate()[1].decode() for build in builds]
    assert [build.returncode for build in builds] == [0, 0], said
    assert _content(place).items() <= usual[1].items()
    assert _run([["build", "--check"]], place)[0].code == 0


def _interrupt_at(step: int, place: Path, words: Sequence[str]) -> int:
    """Run a command that gets Ctrl-C when it touches a file of a place for the n-th time."""
    left = [step]

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event in ("open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.chmod"):
            left[0] -= str(arguments[0]).startswith(str(place))
            if left[0] == 0:
                left[0] = -1
                signal.raise_signal(signal.SIGINT)

    sys.addaudithook(watch)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    end_at_once()
    return main(words)


def _all(place: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}


def _restore(place: Path, content: dict[Path, bytes]) -> None:
    shutil.rmtree(place)
    for path, data in content.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


WRITERS = {
    "build": "build TREE",
    "new": "new mission x-y --root TREE",
    "text": "text TREE/page.html -o TREE/page.txt",
    "list": "list letters -o TREE/list.csv",
    "site": "site TREE/site TREE",
    "another site": "site TREE/site TREE",
}


@pytest.mark.parametrize("name", WRITERS)
def test_ctrl_c_at_any_step_of_writing_leaves_whole_files(
    name: str, states: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, said = _lay(tmp_path), tmp_path / "said"
    words = WRITERS[name].replace("TREE", str(place)).split()
    new = {path: data for path, data in states[1].items() if path == MARKER or "/missions." in path}
    pages = {f"{path}.html": data for path, data in new.items()}
    pages[LISTING] = "".join(f"{path}\n" for path in sorted([*pages, LISTING])).encode()
    monkeypatch.setattr(package, "make", lambda root: new)
    monkeypatch.setattr(building, "build", lambda root, out, *_: (len(write_site(out, pages)), len(pages)))
    (place / "list.csv").write_bytes(b"earlier")
    if name == "build":
        writing.write(place, "data/missions.csv", states[0]["data/missions.csv"])
    if name == "another site":
        write_site(place / "site", {"old.html": b"old", LISTING: f"{LISTING}\nold.html\n".encode()})
    before = _all(place)
    assert main(words) == 0
    after = _all(place)
    assert after != before
    for step in count(1):
        _restore(place, before)
        code = _end(_fork(lambda step=step: _interrupt_at(step, place, words), said))
        found = _all(place)
        if code == 0:
            assert found == after
            break
        assert (code, said.read_text()) == (CODE, f"inzet: {SENTENCE}\n"), step
        for path, data in found.items():
            assert data in (before.get(path), after.get(path)) or path.name == LISTING, (step, path)
        if name not in ("new", "text") or found == before:
            assert main(words) == 0
            assert _all(place) == after, "the next run mends it"
    assert step > 3


MOMENTS = {"build": 0.6, "site site": 1.5, "validate": 0.3, "new mission x-y": 0.3, "validate missions.csv": 0.6}
"""Commands, and about how many seconds each takes."""
READY = """
import os, sys
from inzet.__main__ import run
from inzet.processes import end_at_once
end_at_once()
os.write(1, b"!")
sys.exit(run())
"""


def _interrupt(command: Sequence[str], place: Path, wait: float, *, group: bool = True) -> tuple[int, str]:
    """Run a command that gets Ctrl-C after some seconds; return its exit code and what it said."""
    child = subprocess.Popen(
        [sys.executable, "-c", READY, *command],
        cwd=place, env=PLAIN, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert child.stdout
    assert os.read(child.stdout.fileno(), 1) == b"!"
    time.sleep(wait)
    (os.killpg if group else os.kill)(child.pid, signal.SIGINT)
    _, said = child.communicate(timeout=60)  # returns when no process is left that could write
    return child.returncode, said.decode()


@pytest.mark.parametrize("words", MOMENTS)
def test_ctrl_c_at_any_moment_is_one_sentence(words: str, tmp_path: Path) -> None:
    place, dice = _lay(tmp_path), Random(words)
    for _ in range(3):
        code, said = _interrupt(words.split(), place, MOMENTS[words] * dice.random())
        assert code in (CODE, 0, 1, 2)
        assert "Traceback" not in said
        assert code != CODE or said.endswith(f"inzet: {SENTENCE}\n")
        assert _strays(place) == []


def test_ctrl_c_ends_the_processes_that_share_the_work(tmp_path: Path) -> None:
    place = _lay(tmp_path)
    letter = (place / "records" / "letters" / "kst-99001-3.yaml").read_text("utf-8")
    for number in range(1000, 1000 + MANY_BYTES // len(letter) + 2):
        text = letter.replace("kst-99001-3", f"kst-99001-{number}")
        (place / "records" / "letters" / f"kst-99001-{number}.yaml").write_text(text, "utf-8")
    for group, wait in product((True, False), (0.3, 0.6, 0.9)):
        assert _interrupt(["validate"], place, wait, group=group) == (CODE, f"inzet: {SENTENCE}\n")


def test_ctrl_c_is_how_serving_ends(tmp_path: Path) -> None:
    command = [*INZET, "site", "site", "--serve", "--port", "0"]
    server = subprocess.Popen(command, cwd=_lay(tmp_path), env=PLAIN, stderr=subprocess.PIPE, text=True)
    assert server.stderr
    assert re.fullmatch(r"[0-9]+ files, [0-9]+ changed\n", server.stderr.readline())
    assert re.fullmatch(r"http://127\.0\.0\.1:[0-9]+/ until Ctrl-C\n", server.stderr.readline())
    server.send_signal(signal.SIGINT)
    assert (server.communicate(timeout=60), server.returncode) == ((None, ""), 0)


# --- names ------------------------------------------------------------------------------------------------------------


def test_names_that_differ_only_in_case_are_an_issue(tmp_path: Path) -> None:
    """Where disks ignore case, they would be one file."""
    place = _lay(tmp_path)
    missions = place / "records" / "missions"
    record = (missions / "om-zilverkust.yaml").read_text("utf-8")
    for name, text in {
        "OM-zilverkust.yaml": record,
        "Om-Zilverkust.yaml": record.replace("mission_id: om-zilverkust", "mission_id: Om-Zilverkust"),
        "om-zilverkust.YAML": record,
    }.items():
        file = missions / name
        if file.exists():
            pytest.skip("this disk ignores case")
        file.write_text(text, "utf-8")
        assert file.as_posix() in {issue.path for issue in validate(place)}
        file.unlink()
    assert validate(place) == []


def test_no_two_generated_files_differ_only_in_case(usual: Usual) -> None:
    for paths in (package.make(ROOT), usual[1]):
        assert len({path.casefold() for path in paths}) == len(paths)
