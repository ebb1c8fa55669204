"""What the metadata of the package take from ``publication.toml``: who publishes it, and where."""

import re
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
        version = metadata["version"]
        metadata["readme"] = {"content-type": "text/markdown", "text": _linked(text, facts["repository"], version)}


def _linked(text: str, repository: str, version: str) -> str:
    """Return a page with links that lead to the repository from everywhere, as from PyPI; without one, as it is."""

    def lead(found: re.Match[str]) -> str:
        kind = "raw" if found[1].startswith("!") else "blob"
        return f"{found[1]}({repository}/{kind}/v{version}/{found[2]})"

    return re.sub(r"(!?\[[^\]]*\])\(((?!https?://|#)[^)\s]+)\)", lead, text) if repository else text
