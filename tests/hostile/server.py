"""Runs the command line again and again, each time in a process forked from this one, which has loaded modules once.

A run begins where a new process would be after loading them: it has a folder, an environment, streams and limits of
its own, and leaves nothing behind for the next one. Orders and answers are messages of JSON on the socket whose file
descriptor is the first argument; the modules are named by the others.
"""

import gc
import json
import os
import resource
import signal
import socket
import sys
from contextlib import suppress
from importlib import import_module
from time import process_time
from typing import Any

import sitecustomize

LARGEST = 65536


class _Without:
    """Finds no module of one name, as the command does of one that it does without."""

    def __init__(self, name: str) -> None:
        self.name = name

    def find_spec(self, name: str, *_: object) -> None:
        if name == self.name:
            raise ModuleNotFoundError(name=name)


def _load(names: list[str]) -> None:
    absent = [] if "pandas" in names else [_Without("pandas")]
    sys.meta_path[:0] = absent
    for name in names:
        with suppress(ImportError):  # some names are not those of files
            import_module(name)
    del sys.meta_path[: len(absent)]


def _become(order: dict[str, Any], streams: list[int], before: int) -> None:
    """Make this process what a new one would be."""
    *_, report = streams
    for stream, number in zip(streams, (0, 1, 2), strict=False):
        os.dup2(stream, number)
    os.environ.update(order["environment"], GUARD_REPORT=str(report))
    os.chdir(order["folder"])
    sys.path[0] = order["folder"]
    sys.argv[:] = ["inzet", *order["arguments"]]
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
    signal.alarm(120)
    # What was loaded from files is not in the memory of a fork before it is used.
    sitecustomize.begin(before - sitecustomize.measure("VmHWM"))


def serve(channel: socket.socket, names: list[str]) -> None:
    """Answer orders until the socket is closed: first say how many seconds of processor time the loading took."""
    _load(names)
    gc.freeze()  # else each fork copies what is loaded when it looks through it at its end
    loaded = sitecustomize.measure("VmHWM")
    channel.send(json.dumps(process_time()).encode())
    while True:
        message, streams, _, _ = socket.recv_fds(channel, LARGEST, 4)
        if not message:
            return
        child = os.fork()
        if not child:
            channel.close()
            _become(json.loads(message), streams, loaded)
            from inzet.__main__ import run

            sys.exit(run())
        for stream in streams:
            os.close(stream)
        _, status, used = os.wait4(child, 0)
        channel.send(json.dumps([status, used.ru_utime + used.ru_stime]).encode())


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])), sys.argv[2:])
