"""How to cite a release, in the Citation File Format: ``CITATION.cff``, from its descriptor."""

from datetime import date
from typing import Any

import yaml

from inzet.release.publication import Publication

CITATION = "CITATION.cff"


def citation(package: dict[str, Any], publication: Publication, released: date | None) -> str:
    """Return the text of ``CITATION.cff``; what nobody stated is left out, and the day where there is none yet.

    The descriptor of the Data Package must have a title, a description and a contributor.
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
        "date-released": released and released.isoformat(),
        "license": package["licenses"][0]["name"],
        "url": publication.base,
        "repository-code": publication.repository,
        "keywords": package.get("keywords"),
    }
    stated = {name: value for name, value in facts.items() if value}
    return (
        f"# Made by inzet build; do not edit.\n{yaml.safe_dump(stated, sort_keys=False, allow_unicode=True, width=120)}"
    )
