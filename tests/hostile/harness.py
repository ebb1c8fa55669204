"""Runs the command line in a guarded process, and measures it: without a network, and never for long.

A run is harmless if it ends in a result, an issue or exit code 2, within some times the time and memory of a usual run,
and fetches, starts and writes nothing but what it should.
"""

import hashlib
import os
import resource
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from conftest import INZET, SOURCE

GUARD = Path(__file__).parent / "guard"
TIMES, MIB = 5, 200
"""What a run may take: so many times the processor time of a usual run, and so much memory more than that takes."""


@dataclass
class Run:
    """What a run of the command line did."""

    code: int
    out: str
    err: str
    seconds: float
    mib: float


@cache
def _offline() -> tuple[str, ...]:
    """A command in front of another one that takes the network away, where that is allowed."""
    command = ("unshare", "--map-root-user", "--net")
    try:
        done = subprocess.run([*command, "true"], capture_output=True, check=False)
    except OSError:
        return ()
    return () if done.returncode else command


def run(root: Path, *arguments: str, writes: Path | None = None, starts: Sequence[str] = ()) -> Run:
    """Run ``inzet`` in a folder, where it may write below another one and start some programs."""
    report, written = os.pipe()
    # What was compiled before is read, so that the time is that of the run.
    environment = {name: os.environ[name] for name in ("PATH", "PYTHONPYCACHEPREFIX") if name in os.environ}
    environment |= {"PYTHONPATH": f"{GUARD}{os.pathsep}{SOURCE}", "PYTHONDONTWRITEBYTECODE": "1"}
    environment |= {"GUARD_REPORT": str(written), "GUARD_STARTS": " ".join(starts)}
    if writes:
        environment["GUARD_WRITES"] = str(writes)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(
            [*_offline(), *INZET, *arguments],
            cwd=root, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=err, pass_fds=[written],
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (20, 20)),
        )  # fmt: skip
        watchdog = threading.Timer(120, process.kill)
        watchdog.start()
        _, status, used = os.wait4(process.pid, 0)
        watchdog.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        os.close(written)
        peak = os.read(report, 32)
        os.close(report)
        out.seek(0)
        err.seek(0)
        said = out.read().decode(), err.read().decode()
        return Run(process.returncode, *said, used.ru_utime + used.ru_stime, int(peak or 0) / 1024)


def digest(root: Path) -> dict[str, object]:
    """Return what every file below a folder is and holds."""
    found: dict[str, object] = {}
    for path in sorted(root.rglob("*")):
        state = path.lstat()
        held = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() and not path.is_symlink() else None
        found[os.fsdecode(path)] = (state.st_mode, state.st_mtime_ns, held)
    return found


def assert_words_are_harmless(done: Run) -> None:
    """Check that a run says nothing that a terminal or a runner of workflows obeys, no traceback, and not too much."""
    assert "Traceback" not in done.err
    for stream in (done.out, done.err):
        lines = stream.split("\n")
        assert [line for line in lines if not line.isprintable()] == []
        assert [line for line in lines if line.startswith("::") or "##[" in line] == []
    assert len(done.err) < 30_000
