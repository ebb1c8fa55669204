"""How to cite a release, in the Citation File Format: ``CITATION.cff``, from its descriptor."""

import re
from pathlib import Path
from typing import Any

import yaml

from inzet.release import writing
from inzet.release.publication import Publication

CITATION = "CITATION.cff"
CHANGELOG = "CHANGELOG.md"
_LIMIT = 1 << 24  # bytes of the changelog


def date_released(root: Path, version: str) -> str:
    """Return the day of a version in the changelog of a tree; empty as long as it has none.

    Raises:
        UnreadableError: if the changelog cannot be read.
    """
    text = (writing.read(root, CHANGELOG, _LIMIT) or b"").decode(errors="replace")
    found = re.search(rf"^## \[{re.escape(version)}\] - (\d{{4}}-\d{{2}}-\d{{2}})$", text, re.MULTILINE)
    return found[1] if found else ""


def citation(package: dict[str, Any], publication: Publication, released: str) -> str:
    """Return the text of ``CITATION.cff``; what nobody stated is left out.

    Args:
        package: the descriptor of the Data Package, with a title, a description and a contributor.
        publication: the facts of the publisher.
        released: the day of the release; empty where there is none yet.
    """
    publisher = {"name": publication.name, "email": publication.email, "website": publication.page}
    entity = {name: value for name, value in publisher.items() if value}
    facts = {
        "cff-version": "1.2.0",
        "title": f"{package['name']}: {package['title']}",
        "message": "If you use this dataset, please cite it with its version.",
        "type": "dataset",
        "abstract": package["description"],
        "authors": [entity],
        "contact": [entity] if publication.contact else [],
        "version": package["version"],
        "date-released": released,
        "license": package["licenses"][0]["name"],
        "url": publication.base,
        "repository-code": publication.repository,
        "keywords": package.get("keywords"),
    }
    stated = {name: value for name, value in facts.items() if value}
    return (
        f"# Made by inzet build; do not edit.\n{yaml.safe_dump(stated, sort_keys=False, allow_unicode=True, width=120)}"
    )
