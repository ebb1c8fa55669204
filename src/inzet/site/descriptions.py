"""What every description of the data says, from the Data Package: titles, words, and where the data can be had."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inzet.files import NESTED
from inzet.release.forms import FORMS
from inzet.release.package import is_own
from inzet.schema.statements import NAME as STATEMENTS
from inzet.site import documents
from inzet.site.tree import LANGUAGES, Site
from inzet.words import Lang
from inzet.words.site import word


@dataclass(frozen=True)
class Download:
    """A file with the data, or a zip of such files: of the site, with its size, or at an address of the web."""

    name: str
    title: Mapping[Lang, str]
    address: str
    media_type: str
    zipped: bool = False
    size: int | None = None


@dataclass(frozen=True)
class Description:
    """What every description says; the base and the version are empty where the site has no address or version."""

    base: str
    package: Mapping[str, Any]
    title: Mapping[Lang, str]
    text: Mapping[Lang, str]
    keywords: Mapping[Lang, list[str]]
    version: str
    downloads: tuple[Download, ...]


def describe(site: Site) -> Description:
    """Return what the descriptions of a site say; a tree without a title or description of its own has its README's."""
    package = site.package
    leads = {lang: " ".join(documents.first_paragraph(_readme(site, lang)).split()) for lang in LANGUAGES}
    title = {lang: _label(package, "title", lang) or site.title[lang] for lang in LANGUAGES}
    return Description(
        site.base,
        package,
        title,
        {lang: _label(package, "description", lang) or leads[lang] or title[lang] for lang in LANGUAGES},
        {lang: _label(package, "keywords", lang) or [] for lang in LANGUAGES},
        site.release,
        tuple(_downloads(site)),
    )


def _label(package: Mapping[str, Any], name: str, lang: Lang) -> Any:
    return package.get(name if lang == "en" else f"{name}_{lang}")


def _readme(site: Site, lang: Lang) -> str:
    document, _ = site.readme(lang)
    return document.text if document else ""


def _downloads(site: Site) -> Iterator[Download]:
    """Yield the forms of the whole in a release, if there is a place for releases, and two files of the site."""
    repository = site.publication.repository
    if is_own(site.root) and repository and site.release:
        for form in FORMS:
            place = form.address(repository, site.release)
            yield Download(form.name, _title(form.name), place, form.media_type, form.zipped)
    own = {resource["path"]: resource for resource in site.package["resources"]}
    for name, path in (("statements", f"data/{STATEMENTS}.csv"), ("records", NESTED)):
        yield Download(name, _title(name), path, own[path]["mediatype"], size=own[path]["bytes"])


def _title(name: str) -> dict[Lang, str]:
    return {lang: word(f"form_{name}", lang) for lang in LANGUAGES}
