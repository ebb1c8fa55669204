"""The description of the data for catalogues of governments: DCAT-AP-NL 3.0, as Turtle.

The profile: https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/. It demands a publisher and a contact. Without these two
in ``publication.toml``, what is written is DCAT, but does not meet the profile.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from inzet.site.descriptions import Description, Download
from inzet.words import Lang

_PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_EU = "http://publications.europa.eu/resource/authority"
_THEMES = ("GOVE", "INTR")  # government, international issues
FILE_TYPES = {
    "text/csv": "CSV",
    "application/json": "JSON",
    "application/vnd.apache.parquet": "PARQUET",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
}
"""The file types of the European Union, by media type; its list has none for SQLite."""
LANGUAGE_CODES = {"nl": "NLD", "en": "ENG", "fr": "FRA", "de": "DEU", "es": "SPA"}
"""The languages of the European Union's list, by the codes of the records."""
_LICENCES = {"CC0-1.0": "http://creativecommons.org/publicdomain/zero/1.0/deed.nl"}
"""The licences of the profile's own list, by their names."""

Pairs = Iterator[tuple[str, str]]
"""Properties, each with a value as Turtle writes it."""


def dcat(description: Description) -> str:
    """Return a catalogue with one dataset, and one distribution for each form in which it can be had."""
    lines = [*(f"@prefix {prefix}: <{place}> ." for prefix, place in _PREFIXES.items()), ""]
    base, package = description.base, description.package
    nodes: list[tuple[str, Pairs]] = [
        (_own(base, "catalogue"), _catalogue(description)),
        (f"<{base}>", _dataset(description)),
        *((_own(base, download.name), _distribution(description, download)) for download in description.downloads),
        (_page(base), iter([("a", "foaf:Document")])),
        (f"<{package['$schema']}>", iter([("a", "dct:Standard")])),
    ]
    if "contributors" in package:
        nodes.append((_own(base, "publisher"), _publisher(package)))
    if any(_contact(package)):
        nodes.append((_own(base, "contact"), _contact(package)))
    for subject, pairs in nodes:
        lines += [subject, " ;\n".join(f"  {name} {value}" for name, value in pairs) + " .", ""]
    return "\n".join(lines)


def _catalogue(description: Description) -> Pairs:
    yield "a", "dcat:Catalog"
    yield from _common(description)
    yield "dct:license", _licence(description.package)
    yield "dcat:dataset", f"<{description.base}>"
    yield "foaf:homepage", _page(description.base)
    yield "dcat:themeTaxonomy", f"<{_EU}/data-theme>"


def _dataset(description: Description) -> Pairs:
    yield "a", "dcat:Dataset"
    yield from _common(description)
    yield "dct:identifier", _text(description.base)
    if description.version:
        yield "dcat:version", _text(description.version)
    for lang, words in description.keywords.items():
        yield from (("dcat:keyword", _text(word, lang)) for word in words)
    yield from (("dcat:theme", f"<{_EU}/data-theme/{theme}>") for theme in _THEMES)
    yield "dct:accessRights", f"<{_EU}/access-right/PUBLIC>"
    yield "dct:accrualPeriodicity", f"<{_EU}/frequency/IRREG>"
    yield "dct:conformsTo", f"<{description.package['$schema']}>"
    yield "dcat:landingPage", _page(description.base)
    yield "foaf:page", _page(description.base)
    yield from (("dcat:distribution", _own(description.base, download.name)) for download in description.downloads)


def _common(description: Description) -> Pairs:
    """Yield what a catalogue and a dataset both have."""
    package = description.package
    yield from (("dct:title", _text(text, lang)) for lang, text in description.title.items())
    yield from (("dct:description", _text(text, lang)) for lang, text in description.text.items())
    yield from _languages(package)
    if "created" in package:
        yield "dct:modified", f'"{package["created"][:10]}"^^xsd:date'
    if "contributors" in package:
        yield "dct:publisher", _own(description.base, "publisher")
        yield "dct:creator", _own(description.base, "publisher")
    if any(_contact(package)):
        yield "dcat:contactPoint", _own(description.base, "contact")


def _distribution(description: Description, download: Download) -> Pairs:
    place = download.address if "://" in download.address else description.base + download.address
    yield "a", "dcat:Distribution"
    yield from (("dct:title", _text(title, lang)) for lang, title in download.title.items())
    yield "dcat:accessURL", _page(description.base)
    yield "dcat:downloadURL", f"<{place}>"
    yield "dcat:mediaType", _media_type(download.media_type)
    if download.zipped:  # each zip is a Data Package of its own
        yield "dcat:packageFormat", _media_type("application/zip")
        yield "dct:conformsTo", f"<{description.package['$schema']}>"
    if download.media_type in FILE_TYPES:
        yield "dct:format", f"<{_EU}/file-type/{FILE_TYPES[download.media_type]}>"
    if download.size is not None:
        yield "dcat:byteSize", f'"{download.size}"^^xsd:nonNegativeInteger'
    yield "dct:license", _licence(description.package)
    yield from _languages(description.package)


def _publisher(package: Mapping[str, Any]) -> Pairs:
    yield "a", "foaf:Agent"
    yield from (("foaf:name", _text(agent["title"])) for agent in package["contributors"])


def _contact(package: Mapping[str, Any]) -> Pairs:
    """Yield how to reach the publisher; nothing if that is not known."""
    for agent in package.get("contributors", ()):
        way = f"mailto:{agent['email']}" if "email" in agent else agent.get("path")
        if way:
            yield "a", "vcard:Kind"
            yield "vcard:fn", _text(agent["title"])
            yield "vcard:hasEmail" if "email" in agent else "vcard:hasURL", f"<{way}>"


def _languages(package: Mapping[str, Any]) -> Pairs:
    yield from (("dct:language", f"<{_EU}/language/{LANGUAGE_CODES[code]}>") for code in package["languages"])


def _licence(package: Mapping[str, Any]) -> str:
    licence = package["licenses"][0]
    return f"<{_LICENCES.get(licence['name'], licence['path'])}>"


def _media_type(name: str) -> str:
    return f"<https://www.iana.org/assignments/media-types/{name}>"


def _page(base: str) -> str:
    """Return the page about the data."""
    return f"<{base}en/data.html>"


def _own(base: str, name: str) -> str:
    return f"<{base}dcat.ttl#{name}>"


def _text(text: str, lang: Lang | None = None) -> str:
    """Return a text in Turtle, where a text of JSON is one."""
    return json.dumps(text, ensure_ascii=False) + (f"@{lang}" if lang else "")
