"""Fields of a letter that its text gives, as far as the schema accepts them."""

from collections.abc import Iterable
from typing import Any

from inzet.schema.schemas import Schemas

Fields = dict[str, Any]


def is_valid(name: str, value: Any) -> bool:
    return Schemas.installed().fits("letter", (name,), value)


def valid_items(name: str, items: Iterable[Fields]) -> list[Fields]:
    """Return the items that the schema accepts, without duplicates, and no more than a letter can have.

    The longest letters have a tenth of that number; the audit lists what is left out.
    """
    unique = list({repr(item): item for item in items}.values())
    limit = Schemas.installed().load("letter")["properties"][name]["maxItems"]
    return [item for item in unique[:limit] if is_valid(name, [item])]
