"""What is new in a release: the section of its version in the changelog, or what changed since the version before."""

from pathlib import Path

from inzet.release import comparison
from inzet.release.changelog import read_section
from inzet.release.links import lead_into
from inzet.release.publication import read_publication


def release_notes(tree: Path, root: Path, version: str, previous: str | None) -> str:
    """Return what is new in a version, in Markdown, given its files and the repository that has the version before.

    For the first version, which has no previous tag, the changelog says what is in it.
    """
    if previous is None:
        section = read_section(tree, version)
        news = lead_into(read_publication(tree).repository, version, section.text) if section else ""
    else:
        old, new = comparison.read_release(previous, root), comparison.read_release(str(tree.resolve()))
        lines = "\n".join(comparison.markdown(comparison.compare(old, new))).strip()
        news = lines or f"Records and schemas are those of {previous}."
    return f"# inzet {version}\n\n{news}\n"
