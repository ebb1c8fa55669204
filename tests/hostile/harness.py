"""Runs the command line in a guarded process, and measures it: without a network, and never for long.

A run is harmless if it ends in a result, an issue or exit code 2, within some times the time and memory of a usual run,
and fetches, starts and writes nothing but what it should.
"""

import hashlib
import json
import os
import resource
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from conftest import INZET, SOURCE

GUARD = Path(__file__).parent / "guard"
SERVER = Path(__file__).parent / "server.py"
TIMES, MIB = 5, 200
"""What a run may take: so many times the processor time of a usual run, and so much memory more than that takes."""
Ended = tuple[int, float]
"""The status of a process that ended, and the processor time that it took, in seconds."""


@dataclass
class Run:
    """What a run of the command line did, and the modules that it had loaded at its end."""

    code: int
    out: str
    err: str
    seconds: float
    mib: float
    modules: tuple[str, ...]


@cache
def _offline() -> tuple[str, ...]:
    """A command in front of another one that takes the network away, where that is allowed."""
    command = ("unshare", "--map-root-user", "--net")
    try:
        done = subprocess.run([*command, "true"], capture_output=True, check=False)
    except OSError:
        return ()
    return () if done.returncode else command


def _environment() -> dict[str, str]:
    # What was compiled before is read, so that the time is that of the run.
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPYCACHEPREFIX") if name in os.environ}
    return kept | {"PYTHONPATH": f"{GUARD}{os.pathsep}{SOURCE}", "PYTHONDONTWRITEBYTECODE": "1"}


class Server:
    """Runs the command line as a new process does, but has loaded modules already (``server.py``)."""

    def __init__(self, modules: Sequence[str]) -> None:
        self._channel, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [*_offline(), sys.executable, str(SERVER), str(other.fileno()), *modules]
        self._process = subprocess.Popen(command, env=_environment(), pass_fds=[other.fileno()])
        other.close()
        self._loading: float = self._receive()

    def run(self, root: Path, arguments: Sequence[str], streams: list[int], settings: dict[str, str]) -> Ended:
        """Run a command; its time is that of a new process, so the loading counts."""
        order = {"folder": str(root), "arguments": arguments, "environment": settings}
        socket.send_fds(self._channel, [json.dumps(order).encode()], streams)
        status, seconds = self._receive()
        return status, self._loading + seconds

    def close(self) -> None:
        self._channel.close()
        self._process.wait()

    def _receive(self) -> Any:
        return json.loads(self._channel.recv(1024))


def _run_alone(root: Path, arguments: Sequence[str], streams: list[int], settings: dict[str, str]) -> Ended:
    *standard, report = streams
    process = subprocess.Popen(
        [*_offline(), *INZET, *arguments],
        cwd=root, env=_environment() | settings | {"GUARD_REPORT": str(report)},
        stdin=standard[0], stdout=standard[1], stderr=standard[2], pass_fds=[report],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (20, 20)),
    )  # fmt: skip
    watchdog = threading.Timer(120, process.kill)
    watchdog.start()
    _, status, used = os.wait4(process.pid, 0)
    watchdog.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    return status, used.ru_utime + used.ru_stime


def run(
    root: Path,
    *arguments: str,
    writes: Path | None = None,
    starts: Sequence[str] = (),
    server: Server | None = None,
) -> Run:
    """Run ``inzet`` in a folder, where it may write below another one and start some programs.

    Args:
        server: runs it; without one a new process does.
    """
    settings = {"GUARD_STARTS": " ".join(starts)} | ({"GUARD_WRITES": str(writes)} if writes else {})
    with (
        Path(os.devnull).open("rb") as nothing,
        TemporaryFile() as out,
        TemporaryFile() as err,
        TemporaryFile() as held,
    ):
        files = (nothing, out, err, held)
        status, seconds = (server.run if server else _run_alone)(
            root, arguments, [file.fileno() for file in files], settings
        )
        for file in files:
            file.seek(0)
        peak, *modules = held.read().decode().split() or ["0"]
        code = os.waitstatus_to_exitcode(status)
        return Run(code, out.read().decode(), err.read().decode(), seconds, int(peak) / 1024, tuple(modules))


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
