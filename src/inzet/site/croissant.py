"""The description of the data for machine learning: Croissant 1.1."""

import json
from collections.abc import Mapping
from typing import Any

from inzet.site.descriptions import Description

_TYPES = {"integer": "sc:Integer", "boolean": "sc:Boolean", "date": "sc:Date", "string": "sc:Text"}
# The reader of Croissant knows Parquet by the name that came before the official one.
_FORMATS = {"application/vnd.apache.parquet": ["application/vnd.apache.parquet", "application/x-parquet"]}
_TERMS = (
    *("citeAs", "column", "containedIn", "equivalentProperty", "excludes", "extract", "field", "fileObject"),
    *("fileProperty", "fileSet", "format", "includes", "isArray", "arrayShape", "isLiveDataset", "jsonPath", "key"),
    *("md5", "parentField", "path", "recordSet", "references", "regex", "repeated", "replace", "samplingRate"),
    *("sdVersion", "separator", "source", "subField", "transform"),
)
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    "description": {"@container": "@language"},
    **{term: f"cr:{term}" for term in _TERMS},
}


def croissant(description: Description) -> str:
    """Return the description: all files, and the columns and keys of the tables.

    The tables are read from Parquet, whose columns have types. In a CSV file, the reader of Croissant takes a text
    such as ``446`` for a number, and ``None`` for a gap.

    In a site without a public address, it names the files by their paths.
    """
    package = description.package
    names = [agent["title"] for agent in package.get("contributors", ())]
    agents = [{"@type": "sc:Organization", "name": name} for name in names]
    said = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": description.title["en"],
        "description": description.text["en"],
        "license": package["licenses"][0]["path"],
        "url": description.base or "index.html",
        "version": description.version,
        "citeAs": ". ".join(filter(None, (*names, description.title["en"], description.version))),
        "keywords": description.keywords["en"],
        "inLanguage": package["languages"],
        "datePublished": package.get("created", "")[:10],
        "creator": agents,
        "publisher": agents,
        "distribution": [_file(description, resource) for resource in package["resources"]],
        "recordSet": [_record_set(resource) for resource in package["resources"] if "schema" in resource],
    }
    return json.dumps({name: value for name, value in said.items() if value}, ensure_ascii=False, indent=1) + "\n"


def _file(description: Description, resource: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": resource["name"],
        "name": resource["name"],
        "description": resource["description"],
        "contentUrl": f"{description.base}{resource['path']}",
        "encodingFormat": _FORMATS.get(resource["mediatype"], resource["mediatype"]),
        "contentSize": f"{resource['bytes']} B",
        "sha256": resource["hash"].partition(":")[2],
    }


def _record_set(resource: Mapping[str, Any]) -> dict[str, Any]:
    # References are left out: for the reader of Croissant each is a join, and it cannot make those that lead through
    # several tables, or back to the same one. datapackage.json has them.
    table, schema = resource["name"], resource["schema"]
    return {
        "@type": "cr:RecordSet",
        "@id": _id(table),
        "name": table,
        "description": resource["description"],
        "key": [{"@id": _id(table, column)} for column in schema["primaryKey"]],
        "field": [_field(table, field) for field in schema["fields"]],
    }


def _field(table: str, field: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": _id(table, field["name"]),
        "name": field["name"],
        "description": field["description"],
        "dataType": _TYPES[field["type"]],
        "source": {"fileObject": {"@id": f"{table}-parquet"}, "extract": {"column": field["name"]}},
    }


def _id(table: str, column: str = "") -> str:
    return f"{table}-rows/{column}".rstrip("/")
