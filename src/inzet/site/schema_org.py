"""The description of the data that search engines read in a page: a Dataset of schema.org, as JSON-LD."""

from typing import Any

from inzet.site.descriptions import Description
from inzet.words import Lang


def dataset(description: Description, lang: Lang) -> dict[str, Any]:
    """Return the Dataset of schema.org, for a page in the folder of a language."""
    package = description.package
    place = description.base or "../"
    agents = [
        {"@type": "Organization", "name": agent["title"]}
        | {there: agent[here] for here, there in (("path", "url"), ("email", "email")) if here in agent}
        for agent in package.get("contributors", ())
    ]
    said = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": description.base,
        "name": description.title[lang],
        "description": description.text[lang],
        "url": description.base,
        "license": package["licenses"][0]["path"],
        "version": description.version,
        "keywords": description.keywords[lang],
        "dateModified": package.get("created", "")[:10],
        "inLanguage": package["languages"],
        "isAccessibleForFree": True,
        "creator": agents,
        "publisher": agents,
        "isBasedOn": [source["path"] for source in package.get("sources", ()) if "path" in source],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": download.title[lang],
                "contentUrl": download.address if "://" in download.address else place + download.address,
                "encodingFormat": "application/zip" if download.zipped else download.media_type,
            }
            | ({"contentSize": f"{download.size} B"} if download.size is not None else {})
            for download in description.downloads
        ],
    }
    return {name: value for name, value in said.items() if value}
