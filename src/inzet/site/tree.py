"""What a site is made of: the records of a tree, what a build makes of them, its documents and its name."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inzet.dataset import Dataset
from inzet.dataset.loading import gather
from inzet.files import MARKER, NESTED
from inzet.issues import UnreadableError
from inzet.release.package import make
from inzet.release.publication import Publication, read_publication, site_address
from inzet.site import documents, fragments
from inzet.site.documents import Document
from inzet.site.fragments import Links
from inzet.version import __version__
from inzet.words import Lang

LANGUAGES: tuple[Lang, ...] = ("en", "nl")


@dataclass(frozen=True)
class Site:
    """What the pages are made of.

    Attributes:
        made: what a build makes of the records, by path.
        package: the descriptor of the Data Package, which is one of these.
        documents: the documents of the tree, by path.
        links: which words of a quote lead to the right place in its official text.
        title: the name of the register, by language.
        release: the version of the register; empty where the tree gives none.
        base: the public address of the site, with a slash at its end; empty where it has none.
    """

    root: Path
    dataset: Dataset
    made: Mapping[str, bytes]
    package: Mapping[str, Any]
    publication: Publication
    documents: Mapping[str, Document]
    links: Links
    title: Mapping[Lang, str]
    release: str
    base: str

    version = __version__

    @property
    def guide(self) -> str:
        """The page of the first document; empty where there is none."""
        return next((document.page for document in self.documents.values() if document.page != "changes.html"), "")

    @property
    def contributing(self) -> str:
        """The page that says how to report a mistake; empty where there is none."""
        return self.documents["CONTRIBUTING.md"].page if "CONTRIBUTING.md" in self.documents else ""

    def readme(self, lang: Lang) -> tuple[Document | None, Lang]:
        """Return the first page of the tree in a language, or else in English; and which of them it is."""
        own = self.documents.get("README.nl.md") if lang == "nl" else None
        return (own, lang) if own else (self.documents.get("README.md"), "en")


def read_site(root: Path, base: str | None = None, sources: Path | None = None) -> Site:
    """Return what the site of a tree is made of.

    Args:
        root: the folder that holds ``records/``.
        base: the public address of the site; None for that of ``publication.toml``, if it gives one.
        sources: the folder with the texts of the letters; without it, what ``links.json`` keeps is used.
    """
    publication = read_publication(root)
    try:
        place = publication.base if base is None else site_address(base)
    except ValueError as error:
        raise UnreadableError(str(error)) from None
    made = make(root)
    dataset = gather(made[NESTED].splitlines())
    if not dataset.letters:
        raise UnreadableError(f"{root.as_posix()}/records/letters has no letter, so there is nothing to show")
    links = fragments.find(dataset, sources) if sources else fragments.read(root)
    found = documents.read(root, made)
    name = root.resolve().name
    english = found["README.md"].title if "README.md" in found else name
    title: dict[Lang, str] = {"en": english, "nl": found["README.nl.md"].title if "README.nl.md" in found else english}
    package = json.loads(made[MARKER])
    return Site(root, dataset, made, package, publication, found, links, title, _release(root), place)


def _release(root: Path) -> str:
    """Return the version that CITATION.cff gives."""
    try:
        text = (root / "CITATION.cff").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    match = re.search(r'^version: *["\']?([^"\'\s]+)', text, re.MULTILINE)
    return match[1] if match else ""
