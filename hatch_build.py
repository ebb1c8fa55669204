"""What the metadata of the package take from ``publication.toml``: who publishes it, and where."""

import runpy
import tomllib
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class PublicationHook(MetadataHookInterface):
    """Fills in the authors and the addresses, when a wheel or an sdist is built."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add what is decided."""
        facts = tomllib.loads(Path(self.root, "publication.toml").read_text(encoding="utf-8"))
        metadata["authors"] = [{"name": facts["name"]}]
        urls = {"Homepage": facts["base"], "Repository": facts["repository"]}
        metadata["urls"] = {name: place for name, place in urls.items() if place}
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        if facts["repository"]:  # the links of the page lead to it from everywhere, as from PyPI
            links = runpy.run_path(str(Path(self.root, "src", "inzet", "release", "links.py")))
            text = links["lead_into"](facts["repository"], metadata["version"], text)
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
