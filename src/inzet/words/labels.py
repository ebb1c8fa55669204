"""The labels of vocabularies: regions, statuses, units, countries."""

from functools import cache
from typing import Any

from inzet.schema.nodes import Schema
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


def kind_title(table: str, lang: Lang) -> str:
    """Return what the records of a table are called.

    >>> kind_title("events", "nl")
    'Gebeurtenis'
    """
    return field_title(Schemas.installed().items[table], lang)


def field_title(node: Schema, lang: Lang) -> str:
    """Return the title of a field or record that a schema defines."""
    return str(node["title" if lang == "en" else "x-nl"])


@cache
def _values(vocabulary: str) -> dict[str, Any]:
    files = Schemas.installed().files
    definitions = files["countries" if vocabulary == "country" else "common"]["$defs"]
    values: dict[str, Any] = definitions[vocabulary]["x-values"]
    return values
