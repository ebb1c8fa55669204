"""Watches a run of the command line from inside: what would be fetched, started or written ends it at once.

Python imports this module at its start when its folder is in PYTHONPATH. Below the folder GUARD_WRITES a run may write,
and the programs that GUARD_STARTS names it may start. The most memory that the process had is written to the file
descriptor that GUARD_REPORT names; counted by the kernel, without that of the parent.
"""

import atexit
import os
import sys
from pathlib import Path

CODE = 97
REFUSED = (
    *("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.bind", "urllib.Request", "os.system", "os.exec"),
    *("os.posix_spawn", "os.spawn", "os.startfile"),
)
CHANGING = (
    *("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.chown", "os.truncate"),
    *("os.utime", "shutil.rmtree"),
)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
STARTS = os.environ.get("GUARD_STARTS", "").split()
WRITES = os.environ.get("GUARD_WRITES")


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "subprocess.Popen":
        refused = Path(str(arguments[0])).name not in STARTS
    elif event == "open":
        flags = arguments[2]
        refused = isinstance(flags, int) and bool(flags & WRITING) and not _may_write(arguments[0])
    else:
        paths = [argument for argument in arguments if isinstance(argument, str | bytes | os.PathLike)]
        refused = event in REFUSED or (event in CHANGING and not all(map(_may_write, paths)))
    if refused:
        os.write(2, f"guard: {event} {arguments!r}\n".encode("utf-8", "backslashreplace"))
        os._exit(CODE)


def _may_write(path: object) -> bool:
    if isinstance(path, int) or path == os.devnull:
        return True  # what is open already
    return WRITES is not None and Path(os.path.realpath(os.fsdecode(path))).is_relative_to(WRITES)  # type: ignore[arg-type]


def _report() -> None:
    peak = next(row for row in Path("/proc/self/status").read_text().splitlines() if row.startswith("VmHWM"))
    os.write(int(os.environ["GUARD_REPORT"]), peak.split()[1].encode())


if "GUARD_REPORT" in os.environ:
    atexit.register(_report)
    sys.addaudithook(_watch)
