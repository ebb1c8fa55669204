"""Serve a site on this machine, and build it anew when something that it is made of changes."""

import threading
from collections.abc import Callable, Collection
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from inzet.issues import UnreadableError
from inzet.processes import raise_again
from inzet.release.package import InvalidRecordsError
from inzet.site.building import build
from inzet.site.documents import BrokenSiteError

HOST = "127.0.0.1"
"""The only address that is served: this machine."""
_PAUSE = 1.0  # seconds between two looks at the tree
_WATCHED = ("records/*/*.yaml", "docs/*.md", "*.md", "CITATION.cff", "links.json", "publication.toml")


class _Quiet(SimpleHTTPRequestHandler):
    """Answers requests that name this machine, so that no page from elsewhere can read the site."""

    def parse_request(self) -> bool:
        if not super().parse_request():
            return False
        name = self.headers.get("Host", "").rpartition(":")[0]
        if name not in (HOST, "localhost"):
            self.send_error(403, "this site is served for this machine only")
            return False
        return True

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of a request."""


def make_server(out: Path, port: int) -> ThreadingHTTPServer:
    """Return a server of a folder, on this machine only."""
    try:
        return ThreadingHTTPServer((HOST, port), partial(_Quiet, directory=str(out)))
    except (OSError, OverflowError) as error:
        raise UnreadableError(f"port {port} cannot be used: {error}; choose another one with --port") from None


def serve(root: Path, out: Path, port: int, say: Callable[[str], None]) -> int:
    """Build and serve a site until it is interrupted."""
    raise_again()
    seen = state(root)  # a change during the first build is noticed after it
    rebuild(root, out, say)
    with make_server(out, port) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            say(f"http://{HOST}:{server.server_port}/ until Ctrl-C")
            watch(root, seen, lambda: rebuild(root, out, say), threading.Event())
        except KeyboardInterrupt:
            server.shutdown()
    return 0


def watch(
    root: Path, seen: Collection[object], act: Callable[[], object], stop: threading.Event, pause: float = _PAUSE
) -> None:
    """Act each time that a record or document is no longer as it was seen, until told to stop."""
    while not stop.wait(pause):
        now = state(root)
        if now != seen:
            seen = now
            act()


def rebuild(root: Path, out: Path, say: Callable[[str], None]) -> bool:
    """Build a site and say how that went; where it fails, what is there stays. Return whether it succeeded."""
    try:
        changed, total = build(root, out, base="")
    except InvalidRecordsError as error:
        for issue in error.issues:
            say(str(issue))
    except BrokenSiteError as error:
        for fault in error.faults:
            say(fault)
    except UnreadableError as error:
        say(str(error))
    else:
        say(f"{total} files, {changed} changed")
        return True
    return False


def state(root: Path) -> set[tuple[str, int, int]]:
    """Return the records and documents of a tree with the time of their last change and their size."""
    seen = set()
    for file in (file for pattern in _WATCHED for file in root.glob(pattern)):
        with suppress(OSError):  # gone between two looks
            now = file.stat()
            seen.add((str(file), now.st_mtime_ns, now.st_size))
    return seen
