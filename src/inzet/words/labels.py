"""The labels of vocabularies: regions, statuses, units, countries."""

from functools import cache
from typing import Any

from inzet.schema.schemas import Schemas
from inzet.words import Lang


def label(vocabulary: str, value: str, lang: Lang) -> str:
    """Return the label of a word of a vocabulary, such as ``region`` or ``country``.

    >>> label("region", "middle_east", "nl")
    'Midden-Oosten'
    """
    return str(_values(vocabulary)[value][lang])


def order(vocabulary: str) -> list[str]:
    """Return the words of a vocabulary in the order of the schema."""
    return list(_values(vocabulary))


@cache
def _values(vocabulary: str) -> dict[str, Any]:
    files = Schemas.installed().files
    definitions = files["countries" if vocabulary == "country" else "common"]["$defs"]
    values: dict[str, Any] = definitions[vocabulary]["x-values"]
    return values
