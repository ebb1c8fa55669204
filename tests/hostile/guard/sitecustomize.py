"""Watches a run of the command line from inside: what would be fetched, started or written ends it at once.

Python imports this module at its start when its folder is in PYTHONPATH. Below the folder GUARD_WRITES a run may write,
and the programs that GUARD_STARTS names it may start. What it held is written at its end to the file descriptor that
GUARD_REPORT names: the most memory, as the kernel counts it, and the names of the modules it has loaded.
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


def begin(before: int = 0) -> None:
    """Watch this process from now on, as the environment says; ``before`` is memory that counts as well, in KiB."""
    starts, writes = os.environ.get("GUARD_STARTS", "").split(), os.environ.get("GUARD_WRITES")

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event == "subprocess.Popen":
            refused = Path(str(arguments[0])).name not in starts
        elif event == "open":
            flags = arguments[2]
            refused = isinstance(flags, int) and bool(flags & WRITING) and not may_write(arguments[0])
        else:
            paths = [argument for argument in arguments if isinstance(argument, str | bytes | os.PathLike)]
            refused = event in REFUSED or (event in CHANGING and not all(map(may_write, paths)))
        if refused:
            os.write(2, f"guard: {event} {arguments!r}\n".encode("utf-8", "backslashreplace"))
            os._exit(CODE)

    def may_write(path: object) -> bool:
        if isinstance(path, int) or path == os.devnull:
            return True  # what is open already
        return writes is not None and Path(os.path.realpath(os.fsdecode(path))).is_relative_to(writes)  # type: ignore[arg-type]

    atexit.register(_report, before)
    sys.addaudithook(watch)


def measure(name: str) -> int:
    """Return a size of this process that the kernel keeps, in KiB."""
    (row,) = (row for row in Path("/proc/self/status").read_text().splitlines() if row.startswith(f"{name}:"))
    return int(row.split()[1])


def _report(before: int) -> None:
    held = f"{before + measure('VmHWM')} {' '.join(sys.modules)}"
    os.write(int(os.environ["GUARD_REPORT"]), held.encode("utf-8", "replace"))


if "GUARD_REPORT" in os.environ:
    begin()
