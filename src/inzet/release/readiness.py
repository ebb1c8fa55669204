"""Whether a checkout can be released, and what is missing before it should be published."""

from collections.abc import Iterator
from pathlib import Path

from inzet.files import root as own_root
from inzet.release import comparison, repository
from inzet.release.changelog import CHANGELOG, read_section
from inzet.release.comparison.values import listed
from inzet.release.package import InvalidRecordsError, find_stale
from inzet.release.publication import FILE, missing, read_publication
from inzet.version import __version__

_SHOWN = 3


def find_obstacles(root: Path) -> Iterator[str]:
    """Yield what must be mended before a checkout can be released, a line each."""
    repository.read_commit(root)
    if own_root() != root.resolve():
        yield (
            f"this inzet is installed in {own_root()} and would describe its own schemas; in the checkout, run:"
            " pip install --editable '.[release]'"
        )
    if changes := repository.find_changes(root):
        yield f"not committed: {listed(changes, _SHOWN)}; commit or remove it"
    try:
        if stale := find_stale(root):
            yield f"stale: {listed(stale, _SHOWN)}; run: inzet build"
    except InvalidRecordsError as error:
        yield f"records or schemas have {len(error.issues)} issue(s); run: inzet validate"
    if read_section(root, __version__) is None:
        yield f"{CHANGELOG} has no section of the version {__version__}"


def find_gaps(root: Path) -> Iterator[str]:
    """Yield what is missing before a release of a checkout should be published, a line each."""
    section = read_section(root, __version__)
    if section is not None and section.day is None:
        yield f"{CHANGELOG} gives no date of the version {__version__}; write it as YYYY-MM-DD"
    if repository.is_shallow(root):
        yield "earlier commits are missing here, so earlier versions are not known; run: git fetch --unshallow --tags"
    else:
        yield from _faults_of_version(root)
    yield from (f"{FILE} gives no {fact}" for fact in missing(read_publication(root)))


def _faults_of_version(root: Path) -> Iterator[str]:
    tagged = repository.find_tag(root, __version__)
    if tagged and tagged != repository.read_commit(root).id:
        yield f"{repository.tag_of(__version__)} is the tag of another commit; the version must rise"
    previous = repository.previous_tag(root, __version__)
    if previous:
        old, new = comparison.read_release(previous, root), comparison.read_release(str(root.resolve()))
        judgement = comparison.judge(comparison.compare(old, new))
        if not judgement.enough:
            yield f"the version: {judgement.verdict}"
