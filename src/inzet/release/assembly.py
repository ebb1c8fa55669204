"""A release: everything that is published of a version, made of one commit, in a folder."""

import hashlib
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from inzet.dataset.loading import parse
from inzet.files import NESTED
from inzet.issues import UnreadableError
from inzet.release import archives, repository, writing
from inzet.release.answers import answers
from inzet.release.database import database
from inzet.release.distributions import check_builders, distributions
from inzet.release.forms import FORMS
from inzet.release.notes import release_notes
from inzet.release.package import NAME, make
from inzet.release.repository import Commit
from inzet.release.workbook import workbook
from inzet.version import __version__

LICENCE = "LICENSE-DATA"
NOTES = "RELEASE-NOTES.md"
SUMS = "SHA256SUMS"

SiteMaker = Callable[[Path], Mapping[str, bytes]]
"""Makes the site of a tree: the content of each file, by path."""


def release(root: Path, out: Path, make_site: SiteMaker, tell: Callable[[str], None]) -> None:
    """Write the release of a checkout into a folder that is new or empty; a failure leaves nothing there.

    The commit alone decides what the files hold: with the same versions of Python and of the packages that make them,
    they have the same bytes each time.

    Raises:
        ModuleNotFoundError: if a package that builds the distributions is not installed.
        UnreadableError: if the folder has something in it, or something cannot be read or made.
    """
    check_builders()
    commit = repository.read_commit(root)
    with _fresh(out) as folder, TemporaryDirectory() as place:
        tree = Path(place) / NAME
        repository.export(root, tree)
        sums = []
        for name, data in _files(tree, root, commit, make_site):
            (folder / name).write_bytes(data)
            sums.append(f"{hashlib.sha256(data).hexdigest()}  {name}\n")
            tell(f"{name}  {len(data):,} bytes")
        (folder / SUMS).write_text("".join(sorted(sums, key=lambda line: line.split()[1])), encoding="utf-8")


def _files(tree: Path, root: Path, commit: Commit, make_site: SiteMaker) -> Iterator[tuple[str, bytes]]:
    yield from distributions(tree, commit.made)
    made = make(tree)
    ledger = parse(made[NESTED]).ledger
    told = answers(ledger)
    licences = {LICENCE: (tree / LICENCE).read_bytes()}
    for form in FORMS:
        if form.zipped:
            data = archives.pack(archives.data_package(made, form.name, licences), commit.made)
        elif form.name == "sqlite":
            data = database(made, ledger, told)
        else:
            data = workbook(made, ledger, told, commit.made)
        yield form.file(__version__), data
    yield f"{NAME}-{__version__}-site.zip", archives.pack(make_site(tree), commit.made)
    previous = repository.previous_tag(root, __version__)
    yield NOTES, release_notes(tree, root, __version__, previous).encode()


@contextmanager
def _fresh(out: Path) -> Iterator[Path]:
    """Give a new folder beside another one, whose place it takes at the end if all goes well."""
    if out.is_symlink() or (out.exists() and (not out.is_dir() or any(out.iterdir()))):
        raise UnreadableError(f"{out.as_posix()} is there and is no empty folder; choose another one for the release")
    folder = out.with_name(f".{out.name}.{secrets.token_hex(8)}{writing.SUFFIX}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir()
    except OSError as error:
        raise UnreadableError(f"{out.as_posix()} cannot be made: {error.strerror}") from None
    try:
        yield folder
        if out.exists():
            out.rmdir()
        folder.rename(out)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
