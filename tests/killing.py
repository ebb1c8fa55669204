"""Stop a build at any step: a hook on Python's audit events, and a program that kills real builds.

The program forks, so that a hundred builds import their libraries once::

    python killing.py FOLDER random 200     at 200 random moments, half of them while files are switched
    python killing.py FOLDER steps          before every single rename and link of the switch
    python killing.py FOLDER steps plain    the same where paths cannot change places

FOLDER holds two trees, ``a`` and ``b``, with their packages built. It prints one line of JSON for each kill.
"""

import hashlib
import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from inzet.release import staging
from inzet.schema.schemas import Schemas

PLACES = ("datapackage.json", "data", "src/inzet/models.py")
SWITCH = {"os.rename", "os.symlink"}
CHANGES = SWITCH | {"os.link", "os.mkdir", "os.remove", "os.rmdir", "os.chmod"}

SLOW = 0.01

_watcher: Callable[[str, Any], None] | None = None


def _hook(event: str, arguments: Any) -> None:
    if _watcher and (event in CHANGES or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))):
        _watcher(event, arguments)


sys.addaudithook(_hook)


@contextmanager
def watching(watcher: Callable[[str, Any], None]) -> Iterator[None]:
    """Call a function before every change that this process makes to files."""
    global _watcher
    _watcher = watcher
    try:
        yield
    finally:
        _watcher = None


def view(tree: Path) -> dict[str, str]:
    """The package as anyone sees it who opens its files, links or not: their digests."""
    files = [tree / name for name in PLACES if name != "data"]
    if (tree / "data").is_dir():
        files += [file for file in (tree / "data").rglob("[!.]*") if file.is_file()]
    read = {file.relative_to(tree).as_posix(): file.read_bytes() for file in files if file.exists()}
    return {name: hashlib.sha256(data).hexdigest() for name, data in read.items()}


def lying_about(tree: Path) -> list[str]:
    """What no finished build leaves: a stage, a lock, a link."""
    return sorted(
        path.relative_to(tree).as_posix()
        for path in (*tree.glob(".*"), *(tree / name for name in PLACES))
        if path.is_symlink() or path.name.startswith(staging.STAGE)
    )


def _forked(action: Callable[[], object], watcher: Callable[[str, Any], None]) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 70
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        with watching(watcher):
            code = int(action() or 0)
    finally:
        os._exit(code)


def _was_killed(pid: int) -> bool:
    status = os.waitpid(pid, 0)[1]
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) > 1:
        raise RuntimeError(f"the build ended with {os.WEXITSTATUS(status)}")
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


class _Experiment:
    """A tree whose records change between two states while builds of it are killed."""

    def __init__(self, folder: Path) -> None:
        from inzet.commands import main
        from inzet.records import validation
        from inzet.release import package

        # Models follow from the schemas alone; here they have to differ as all else does.
        package.models_source = lambda: f"# Models of {self.records}.\n"
        self.package = package
        self.build = lambda: main.main(["build", str(self.tree)])
        self.check = lambda: package.find_stale(self.tree)
        self.sides = {name: folder / name for name in ("a", "b")}
        self.views = {name: view(side) for name, side in self.sides.items()}
        self.tree = folder / "tree"
        self.copy = folder / "copy"
        validation.validate(self.sides["a"])  # fills the caches of the schemas, which forks inherit
        assert Schemas.installed().tables
        self.reset("a", "b")

    def reset(self, package: str, records: str) -> None:
        """Give the tree the package of one side and the records of another."""
        shutil.rmtree(self.tree, ignore_errors=True)
        shutil.copytree(self.sides[package], self.tree)
        (self.tree / "data" / ".kept").write_text("kept", encoding="utf-8")
        self.turn(records)

    def turn(self, records: str) -> None:
        self.records = records
        shutil.rmtree(self.tree / "records")
        shutil.copytree(self.sides[records] / "records", self.tree / "records")

    def name(self, tree: Path) -> str:
        """Which side the package of a tree is, seen from outside."""
        seen = view(tree)
        for name, known in self.views.items():
            if seen == known:
                return name
        return "undescribed" if "datapackage.json" not in seen else "mixture"

    def build_from_memory(self) -> int:
        """Build with files that were made before, so that many kills of what follows take little time."""
        side = self.sides[self.records]
        made = {name: (side / name).read_bytes() for name in self.views[self.records]}
        self.package._make = lambda root: made
        return self.build()

    def report(self, *, settle: bool, **more: object) -> str:
        """Print what a kill left on disk and, where asked, what the start of the next build makes of it."""
        places = [self.tree / name for name in PLACES]
        found: dict[str, object] = {"bare": self.name(self.tree), "linked": any(map(Path.is_symlink, places))}
        if settle:
            staging.settle(self.tree, PLACES)
            kept = (self.tree / "data" / ".kept").exists()
            found |= {"settled": self.name(self.tree), "left": lying_about(self.tree), "kept": kept}
        print(json.dumps(found | more), flush=True)
        return str(found["bare"])


def _kill_at_random(experiment: _Experiment, count: int) -> None:
    """Kill builds one after the other, each on what the one before left, until so many were hit."""
    dice = random.Random(20220617)
    package = "a"
    spans: dict[str, float] = {}
    phases = ("whole", "stage", "switch")
    killed = 0

    def watcher(phase: str, tell: int) -> Callable[[str, Any], None]:
        made = told = False
        steps = dice.randint(5, 13)  # most of them while some path is a link

        def watch(event: str, arguments: Any) -> None:
            nonlocal made, told, steps
            made = made or event == "os.mkdir"  # what comes before is an earlier build's
            steps -= made and event in SWITCH
            if made and not told and (phase == "stage" or (phase == "switch" and steps == 0)):
                told = True
                os.write(tell, b".")
                # However busy the machine is, the kill comes about here and not long afterwards.
                time.sleep(SLOW if phase == "switch" else 0)

        return watch

    def started(phase: str) -> int:
        """Start a build and return when it has come to a phase (of a switch, to one of its steps), or has ended."""
        listen, tell = os.pipe()
        build = experiment.build if phase == "whole" else experiment.build_from_memory
        pid = _forked(build, watcher(phase, tell))
        os.close(tell)
        if phase != "whole":
            os.read(listen, 1)
        os.close(listen)
        return pid

    for phase in phases:
        experiment.reset("a", "b")
        pid = started(phase)
        began = time.perf_counter()
        _was_killed(pid)
        spans[phase] = time.perf_counter() - began
    spans["switch"] = SLOW
    experiment.reset("a", "b")
    while killed < count:
        other = "b" if package == "a" else "a"
        experiment.turn(other)
        phase = ("whole", "stage", "switch", "switch")[killed % 4]
        pid = started(phase)
        time.sleep(dice.random() * spans[phase])
        os.kill(pid, signal.SIGKILL)
        if _was_killed(pid):
            killed += 1
            # Every other build starts on exactly what was left.
            package = experiment.report(settle=killed % 8 < 4, phase=phase)
        else:
            package = other


def _kill_at_steps(experiment: _Experiment) -> None:
    """Kill a build before its first, second, … rename or link, until one comes through."""
    step = 0
    killed = True
    while killed:
        step += 1
        experiment.reset("a", "b")
        left = step

        def watch(event: str, arguments: Any) -> None:
            nonlocal left
            left -= event in SWITCH
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

        killed = _was_killed(_forked(experiment.build_from_memory, watch))
        if killed:
            before = (view(experiment.tree), lying_about(experiment.tree))
            stale = experiment.check()
            unwritten = before == (view(experiment.tree), lying_about(experiment.tree))
            shutil.copytree(experiment.tree, experiment.copy, symlinks=True)
            experiment.report(settle=True, step=step, stale=stale, unwritten=unwritten)
            shutil.rmtree(experiment.tree)
            experiment.copy.rename(experiment.tree)
            _was_killed(_forked(experiment.build_from_memory, lambda event, arguments: None))
            if experiment.name(experiment.tree) != "b" or lying_about(experiment.tree):
                raise RuntimeError(f"the build after a kill at step {step} does not mend the package")


def main(folder: str, way: str, more: str = "") -> None:
    """Kill builds in the way that was asked for."""
    sys.dont_write_bytecode = True
    os.fsync = lambda handle: None  # matters when the power fails; what the system holds outlives a process
    if more == "plain":
        staging._exchange = cannot_exchange
    experiment = _Experiment(Path(folder))
    if way == "random":
        _kill_at_random(experiment, int(more))
    else:
        _kill_at_steps(experiment)


def cannot_exchange(one: Path, other: Path) -> None:
    """Stand in for a file system on which paths cannot change places."""
    raise OSError(95, "Operation not supported")


if __name__ == "__main__":
    main(*sys.argv[1:])
