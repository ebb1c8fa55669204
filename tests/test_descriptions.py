"""The descriptions for catalogues: what the Data Package says, in the forms that others read, judged by their tools."""

import csv
import importlib.util
import io
import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from conftest import DECIDED, ROOT, decide
from huggingface_hub import DatasetCard
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from pyshacl import validate
from rdflib import DCTERMS, FOAF, RDF, SH, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from inzet.release.card import dataset_card
from inzet.release.forms import FORMS
from inzet.schema.schemas import Schemas
from inzet.site.building import make_site
from inzet.site.croissant import croissant
from inzet.site.dcat import FILE_TYPES, LANGUAGE_CODES, dcat
from inzet.site.descriptions import Description, describe
from inzet.site.tree import LANGUAGES, Site, read_site

BASE = DECIDED["base"]
SHAPES = ROOT / "tests" / "fixtures" / "dcat-ap-nl"
RULES = ("dcat-ap-SHACL", "dcat-ap-nl-SHACL", "dcat-ap-nl-SHACL-klassebereik")
RULES += ("dcat-ap-nl-SHACL-klassebereik-codelijsten", "dcat-ap-nl-SHACL-aanbevolen")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
DATASET = URIRef(BASE)
CATALOGUE = URIRef(f"{BASE}dcat.ttl#catalogue")
# What the profile demands of each, by its tables; the shapes are its own word, where they are to be had.
DEMANDED = {
    DCAT.Catalog: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.contactPoint, DCAT.dataset),
    DCAT.Dataset: (
        *(DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.creator, DCAT.contactPoint),
        *(DCTERMS.identifier, DCTERMS.accessRights, DCAT.theme),
    ),
    DCAT.Distribution: (DCAT.accessURL, DCTERMS.license),
}


@pytest.fixture(scope="module")
def site() -> Site:
    """The project's own site without a public address."""
    return read_site(ROOT, "")


@pytest.fixture(scope="module")
def made(site: Site) -> dict[str, bytes]:
    return make_site(site)


@pytest.fixture(scope="module")
def description(site: Site) -> Description:
    return describe(site)


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Description:
    """What a site says whose publisher, contact, address and repository are decided."""
    return describe(read_site(decide(tmp_path_factory.mktemp("decided"))))


def graph(description: Description) -> Graph:
    return Graph().parse(data=dcat(description), format="turtle")


# --- DCAT-AP-NL ---------------------------------------------------------------------------------------


def test_the_catalogue_has_what_the_profile_demands(decided: Description) -> None:
    found = graph(decided)
    for kind, properties in DEMANDED.items():
        nodes = set(found.subjects(RDF.type, kind))
        assert nodes
        for node in nodes:
            assert [name for name in properties if not set(found.objects(node, name))] == []
    assert set(found.objects(CATALOGUE, DCAT.dataset)) == {DATASET}
    (contact,) = found.objects(CATALOGUE, DCAT.contactPoint)
    assert found.value(contact, VCARD.hasEmail) == URIRef("mailto:data@example.org")
    assert (contact, RDF.type, VCARD.Kind) in found


def test_the_catalogue_says_what_the_data_package_says(decided: Description) -> None:
    found, package = graph(decided), decided.package
    for node in (CATALOGUE, DATASET):
        for name, label in ((DCTERMS.title, "title"), (DCTERMS.description, "description")):
            texts = {Literal(package[label], "en"), Literal(package[f"{label}_nl"], "nl")}
            assert set(found.objects(node, name)) == texts
        (publisher,) = found.objects(node, DCTERMS.publisher)
        assert found.value(publisher, FOAF.name) == Literal(package["contributors"][0]["title"])
    words = {Literal(word, "en") for word in package["keywords"]} | {Literal(w, "nl") for w in package["keywords_nl"]}
    assert set(found.objects(DATASET, DCAT.keyword)) == words
    assert str(found.value(DATASET, DCAT.version)) == package["version"]
    assert str(found.value(DATASET, DCTERMS.modified)) == package["created"][:10]


def test_there_is_a_distribution_for_each_form_of_the_whole(decided: Description) -> None:
    found = graph(decided)
    places = {str(found.value(node, DCAT.downloadURL)) for node in found.objects(DATASET, DCAT.distribution)}
    files = {
        f"https://example.org/x/releases/download/v{decided.version}/{form.file(decided.version)}" for form in FORMS
    }
    assert places == files | {f"{BASE}data/statements.csv", f"{BASE}data/records.json"}


def test_without_a_repository_there_are_only_files_of_the_site(
    made: dict[str, bytes], description: Description
) -> None:
    assert [download.name for download in description.downloads] == ["statements", "records"]
    for download in description.downloads:
        assert len(made[download.address]) == download.size


def _shapes(request: pytest.FixtureRequest) -> Graph:
    folder = Path(request.config.getoption("--shapes") or SHAPES)
    files = [folder / f"{name}.ttl" for name in RULES]
    if missing := [file.name for file in files if not file.is_file()]:
        pytest.skip(f"Geonovum's shapes are not in the repository ({missing[0]}); give their folder with --shapes=DIR")
    shapes = Graph()
    for file in files:
        shapes.parse(file)
    return shapes


def _results(found: Graph, shapes: Graph) -> set[tuple[Node | None, ...]]:
    """Return the severity and the path of each complaint of the profile."""
    whole = found + Graph().parse(SHAPES / "code-lists.ttl")
    _, report, _ = validate(whole, shacl_graph=shapes)
    assert isinstance(report, Graph)
    return {
        (report.value(node, SH.resultSeverity), report.value(node, SH.resultPath))
        for node in report.subjects(RDF.type, SH.ValidationResult)
    }


def test_the_shapes_of_the_profile_find_no_fault(decided: Description, request: pytest.FixtureRequest) -> None:
    shapes = _shapes(request)
    found = graph(decided)
    # Two things that are only recommended: there is no API, and only the zips keep to a standard for data.
    assert _results(found, shapes) == {(SH.Warning, DCAT.accessService), (SH.Warning, DCTERMS.conformsTo)}
    for node, name in ((CATALOGUE, DCAT.contactPoint), (DATASET, DCTERMS.publisher), (DATASET, DCAT.theme)):
        spoilt = Graph() + found
        spoilt.remove((node, name, None))
        assert (SH.Violation, name) in _results(spoilt, shapes), "the witness can say no"


def test_every_language_and_form_has_its_term() -> None:
    languages = Schemas.installed().items["letters"]["properties"]["language"]["enum"]
    assert sorted(LANGUAGE_CODES) == sorted(languages)
    assert {form.media_type for form in FORMS} - FILE_TYPES.keys() == {"application/vnd.sqlite3"}
    known = set(Graph().parse(SHAPES / "code-lists.ttl").subjects())
    assert {
        URIRef(f"http://publications.europa.eu/resource/authority/file-type/{term}") for term in FILE_TYPES.values()
    } < known


@given(st.text(), st.text(max_size=5))
def test_any_text_is_kept(description: Description, text: str, word: str) -> None:
    texts: Any = {"en": text, "nl": word}
    one = replace(description, base=BASE, title=texts, text=texts, keywords={"en": [text], "nl": []}, version=text)
    found = graph(one)
    assert set(found.objects(DATASET, DCTERMS.title)) == {Literal(text, "en"), Literal(word, "nl")}
    assert set(found.objects(DATASET, DCAT.keyword)) == {Literal(text, "en")}
    assert json.loads(croissant(one)).get("description", "") == text


# --- schema.org ---------------------------------------------------------------------------------------


def _linked(page: bytes) -> dict[str, Any]:
    (text,) = html.fromstring(page.decode()).xpath('//script[@type="application/ld+json"]/text()')
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["index.html", "data.html"])
def test_a_page_describes_the_data_to_search_engines(
    made: dict[str, bytes], site: Site, description: Description, lang: str, name: str
) -> None:
    found = _linked(made[f"{lang}/{name}"])
    ending = "" if lang == "en" else "_nl"
    package = site.package
    assert (found["@context"], found["@type"]) == ("https://schema.org/", "Dataset")
    assert (found["name"], found["description"]) == (package[f"title{ending}"], package[f"description{ending}"])
    assert found["keywords"] == package[f"keywords{ending}"]
    assert found["license"] == package["licenses"][0]["path"]
    assert found["dateModified"] == package["created"][:10]
    assert found["publisher"] == [{"@type": "Organization", "name": package["contributors"][0]["title"]}]
    assert set(found["isBasedOn"]) == {source["path"] for source in package["sources"] if "path" in source}
    places = [entry["contentUrl"] for entry in found["distribution"]]
    assert places == [f"../{download.address}" for download in description.downloads]
    assert "url" not in found


def test_only_these_pages_describe_the_data(made: dict[str, bytes]) -> None:
    pages = {path for path, data in made.items() if path.endswith(".html") and b"application/ld+json" in data}
    assert pages == {f"{lang}/{name}" for lang in LANGUAGES for name in ("index.html", "data.html")}


def test_with_an_address_the_page_gives_it(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "other-country", tmp_path / "tree")
    (tmp_path / "tree" / "publication.toml").write_text(f'base = "{BASE}"\nname = "Letters & <co>"\n', encoding="utf-8")
    made = make_site(read_site(tmp_path / "tree"))
    found = _linked(made["nl/data.html"])
    assert found["url"] == found["@id"] == BASE
    assert found["distribution"][0]["contentUrl"] == f"{BASE}data/statements.csv"
    assert found["publisher"][0]["name"] == "Letters & <co>"
    assert found["name"] == "Letters of Meridia" and found["description"].startswith("This folder is an example")
    assert f'<link rel="canonical" href="{BASE}nl/data.html">' in made["nl/data.html"].decode()
    assert "dcat.ttl" in made


# --- Croissant ----------------------------------------------------------------------------------------


def test_croissant_describes_every_file_and_column(made: dict[str, bytes], site: Site) -> None:
    found = json.loads(made["croissant.json"])
    resources = {resource["name"]: resource for resource in site.package["resources"]}
    assert found["conformsTo"] == "http://mlcommons.org/croissant/1.1"
    for entry in found["distribution"]:
        resource = resources.pop(entry["@id"])
        assert entry["contentUrl"] == resource["path"] and made[resource["path"]]
        assert f"sha256:{entry['sha256']}" == resource["hash"]
    assert not resources
    tables = {entry["name"]: entry for entry in found["recordSet"]}
    assert tables.keys() == Schemas.installed().published.keys()
    for name, table in Schemas.installed().published.items():
        columns = [field["source"]["extract"]["column"] for field in tables[name]["field"]]
        assert columns == [column.name for column in table.columns]
        assert [key["@id"] for key in tables[name]["key"]] == [f"{name}-rows/{column}" for column in table.key]


def test_the_addresses_in_croissant_are_public_where_there_is_one(decided: Description) -> None:
    found = json.loads(croissant(decided))
    assert found["url"] == BASE
    assert all(entry["contentUrl"].startswith(f"{BASE}data/") for entry in found["distribution"])


def _cell(value: Any) -> str:
    """Return a value of the reader of Croissant as the cell of a CSV file."""
    if value is None or value != value:  # NaN and NaT differ from themselves
        return ""
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float):
        return str(int(value))
    return str(value).lower() if str(value) in ("True", "False") else str(value)


@pytest.mark.skipif(not importlib.util.find_spec("mlcroissant"), reason="mlcroissant is not installed, for it is large")
def test_the_reader_of_croissant_finds_no_fault_and_every_row(made: dict[str, bytes], tmp_path: Path) -> None:
    import mlcroissant

    for path, data in made.items():
        if path == "croissant.json" or path.startswith("data/"):
            (tmp_path / path).parent.mkdir(exist_ok=True)
            (tmp_path / path).write_bytes(data)
    found = mlcroissant.Dataset(jsonld=str(tmp_path / "croissant.json"))
    assert found.metadata.issues.report() == ""
    for name in Schemas.installed().published:
        rows = list(csv.DictReader(io.StringIO(made[f"data/{name}.csv"].decode(), newline="")))
        read = [
            {key.rpartition("/")[2]: _cell(value) for key, value in row.items()}
            for row in found.records(f"{name}-rows")
        ]
        assert read == rows, name


# --- Hugging Face -------------------------------------------------------------------------------------


def test_the_card_names_a_file_for_each_table_with_rows(made: dict[str, bytes], site: Site) -> None:
    card = DatasetCard(made["dataset-card.md"].decode())
    head = card.data.to_dict()
    assert (head["license"], head["language"]) == ("cc0-1.0", ["en", "nl"])
    assert head["pretty_name"] == site.package["title"] and head["tags"] == site.package["keywords"]
    tables = {name: pq.read_table(io.BytesIO(made[f"data/{name}.parquet"])) for name in Schemas.installed().published}
    named = [entry["config_name"] for entry in head["configs"]]
    assert named == [name for name, table in tables.items() if len(table)] != list(tables)
    assert [entry["config_name"] for entry in head["configs"] if entry.get("default")] == ["statements"]
    for entry in head["configs"]:
        table = tables[entry["config_name"]]
        assert pq.read_table(io.BytesIO(made[entry["data_files"]])).equals(table)
        assert f"| `{entry['config_name']}` | {len(table)} |" in card.text
    for text in (site.package["description"], site.package["description_nl"]):
        assert text in card.text


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1))
def test_a_card_keeps_any_title(site: Site, title: str) -> None:
    package = {name: value for name, value in site.package.items() if name != "title"}
    assert DatasetCard(dataset_card(package, {"statements": 1}, title)).data.to_dict()["pretty_name"] == title
