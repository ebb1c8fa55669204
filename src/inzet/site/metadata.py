"""Descriptions of the data for catalogues: DCAT and Croissant, both from the Data Package."""

import json
from collections.abc import Iterator
from typing import Any

from inzet.site.tree import Site

_TYPES = {"integer": "sc:Integer", "boolean": "sc:Boolean", "date": "sc:Date", "number": "sc:Float"}


def describe(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the descriptions, which name files by their public addresses."""
    package = json.loads(site.made["datapackage.json"])
    yield "dcat.ttl", "\n".join(_dcat(site, package))
    yield "croissant.json", json.dumps(_croissant(site, package), ensure_ascii=False, indent=1) + "\n"


def _dcat(site: Site, package: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a DCAT 3 description in Turtle; a text of JSON is one of Turtle."""
    yield "@prefix dcat: <http://www.w3.org/ns/dcat#> ."
    yield "@prefix dct: <http://purl.org/dc/terms/> ."
    yield "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."
    yield ""
    yield f"<{site.base}> a dcat:Dataset ;"
    for lang, title in site.title.items():
        yield f"  dct:title {_text(title)}@{lang} ;"
    yield f"  dct:description {_text(package['description'])}@en ;"
    yield from (f"  dcat:keyword {_text(word)}@en ;" for word in package["keywords"])
    yield f"  dct:license <{package['licenses'][0]['path']}> ;"
    if site.release:
        yield f"  dcat:version {_text(site.release)} ;"
    yield f"  dcat:landingPage <{site.base}en/data.html> ;"
    yield "  dcat:distribution " + " , ".join(f"<{site.base}{entry['path']}>" for entry in package["resources"]) + " ."
    for entry in package["resources"]:
        yield ""
        yield f"<{site.base}{entry['path']}> a dcat:Distribution ;"
        yield f"  dct:title {_text(entry['name'])} ;"
        yield f"  dct:description {_text(entry['description'])}@en ;"
        yield f"  dcat:downloadURL <{site.base}{entry['path']}> ;"
        yield f"  dcat:mediaType <https://www.iana.org/assignments/media-types/{entry['mediatype']}> ;"
        yield f'  dcat:byteSize "{entry["bytes"]}"^^xsd:nonNegativeInteger .'
    yield ""


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _croissant(site: Site, package: dict[str, Any]) -> dict[str, Any]:
    """Return a Croissant 1.0 description: the CSV files with their fields, and the other files."""
    tables = [entry for entry in package["resources"] if "schema" in entry]
    return {
        "@context": {
            "@language": "en",
            "@vocab": "https://schema.org/",
            "sc": "https://schema.org/",
            "cr": "http://mlcommons.org/croissant/",
            "dct": "http://purl.org/dc/terms/",
            "conformsTo": "dct:conformsTo",
            "recordSet": "cr:recordSet",
            "field": "cr:field",
            "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
            "source": "cr:source",
            "fileObject": "cr:fileObject",
            "extract": "cr:extract",
            "column": "cr:column",
        },
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": site.title["en"],
        "description": package["description"],
        "license": package["licenses"][0]["path"],
        "url": site.base,
        **({"version": site.release} if site.release else {}),
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": entry["name"],
                "name": entry["name"],
                "contentUrl": f"{site.base}{entry['path']}",
                "encodingFormat": entry["mediatype"],
                "contentSize": f"{entry['bytes']} B",
                "sha256": entry["hash"].partition(":")[2],
            }
            for entry in package["resources"]
        ],
        "recordSet": [
            {
                "@type": "cr:RecordSet",
                "@id": f"{entry['name']}-rows",
                "name": f"{entry['name']}-rows",
                "description": entry["description"],
                "field": [_field(entry["name"], field) for field in entry["schema"]["fields"]],
            }
            for entry in tables
        ],
    }


def _field(table: str, field: dict[str, Any]) -> dict[str, Any]:
    name = f"{table}-rows/{field['name']}"
    return {
        "@type": "cr:Field",
        "@id": name,
        "name": name,
        "description": field.get("description", ""),
        "dataType": _TYPES.get(field["type"], "sc:Text"),
        "source": {"fileObject": {"@id": table}, "extract": {"column": field["name"]}},
    }
