"""What is new in a release: the section of its version in the changelog, or what changed since the version before."""

import re
from pathlib import Path

from inzet.release import comparison
from inzet.release.changelog import read_section
from inzet.release.publication import read_publication
from inzet.release.repository import tag_of

# A link to a file of the tree; no code, and no link to elsewhere.
_LINK = re.compile(r"(`[^`]*`)|\[([^]\[]+)\]\((?!https?:)([^()\s]+)\)")


def release_notes(tree: Path, root: Path, version: str, previous: str | None) -> str:
    """Return what is new in a version, in Markdown.

    Args:
        tree: the files of the version.
        root: the repository that has the version before.
        version: the version.
        previous: the tag of the version before; for the first version, the changelog says what is in it.

    Raises:
        UnreadableError: if what it is made from cannot be read.
    """
    if previous is None:
        section = read_section(tree, version)
        news = _leading_into(read_publication(tree).repository, version, section.text) if section else ""
    else:
        old, new = comparison.read_release(previous, root), comparison.read_release(str(tree.resolve()))
        lines = "\n".join(comparison.markdown(comparison.compare(old, new))).strip()
        news = lines or f"Records and schemas are those of {previous}."
    return f"# inzet {version}\n\n{news}\n"


def _leading_into(repository: str, version: str, text: str) -> str:
    # The notes are read far from the files that they link to. Without an address, the words of a link remain.
    def lead(match: re.Match[str]) -> str:
        code, words, path = match.groups()
        if code:
            return str(code)
        return f"[{words}]({repository}/blob/{tag_of(version)}/{path})" if repository else str(words)

    return _LINK.sub(lead, text)
