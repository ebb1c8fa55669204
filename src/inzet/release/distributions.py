"""The Python package as people install it: the sdist, and the wheel that is built from it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from inzet.issues import UnreadableError

_BUILDERS = ("build", "hatchling")


def check_builders() -> None:
    """Check that what builds the package is installed; it is used as it is, so that a release needs no network.

    Raises:
        ModuleNotFoundError: if it is not.
    """
    for name in _BUILDERS:
        if find_spec(name) is None:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def distributions(tree: Path, made: datetime) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of the sdist and the wheel of a tree, in which all files are dated as it was made."""
    with TemporaryDirectory() as folder:
        # Without -P, a folder build/ where the command is run would hide the builder.
        command = (sys.executable, "-P", "-m", "build", "--no-isolation", "--outdir", folder, os.fspath(tree))
        environment = os.environ | {"SOURCE_DATE_EPOCH": str(int(made.timestamp()))}
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        if done.returncode:
            last = done.stdout.decode("utf-8", "replace").strip().splitlines()[-1:]
            raise UnreadableError(f"the Python package cannot be built: {' '.join(last)}")
        yield from ((file.name, file.read_bytes()) for file in sorted(Path(folder).iterdir()))
