"""The facts of the publisher: stated once, read with care, and in all that is made from them."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, change, decide, git
from hatchling.metadata.core import ProjectMetadata
from hatchling.plugin.manager import PluginManager
from hypothesis import given
from hypothesis import strategies as st

from inzet.commands.main import main
from inzet.issues import UnreadableError
from inzet.release.changelog import read_section
from inzet.release.citation import CITATION, citation
from inzet.release.links import lead_into
from inzet.release.package import build, make
from inzet.release.publication import FILE, Publication, missing, read_publication
from inzet.version import __version__

PUBLICATION = read_publication(ROOT)
PACKAGE = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
NAMES = [fact.name for fact in fields(Publication)]


def write(place: Path, text: str) -> Path:
    (place / FILE).write_text(text, encoding="utf-8")
    return place


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return decide(tmp_path)


# --- read ---------------------------------------------------------------------------------------------


def test_a_tree_without_the_file_has_no_facts(tmp_path: Path) -> None:
    assert read_publication(tmp_path) == Publication()
    assert missing(Publication()) == NAMES


def test_the_facts_of_the_project_are_read() -> None:
    facts = tomllib.loads((ROOT / FILE).read_text(encoding="utf-8"))
    assert list(facts) == NAMES
    assert PUBLICATION.name == facts["name"] and PUBLICATION.title == facts["title"]
    assert missing(PUBLICATION) == [name for name, fact in facts.items() if not fact]


def test_what_is_missing_is_named(own: Path) -> None:
    whole = read_publication(own)
    assert missing(whole) == []
    for name in NAMES:
        assert missing(replace(whole, **{name: getattr(Publication(), name)})) == [name]


def test_addresses_end_in_one_way(tmp_path: Path) -> None:
    found = read_publication(write(tmp_path, 'base = "https://example.org/x"\nrepository = "https://example.org/y/"'))
    assert (found.base, found.repository) == ("https://example.org/x/", "https://example.org/y")


@pytest.mark.parametrize(
    ("contact", "email", "page"),
    [
        ("data@example.org", "data@example.org", ""),
        ("https://example.org/@contact", "", "https://example.org/@contact"),
        ("", "", ""),
    ],
)
def test_a_contact_is_an_address_of_mail_or_of_a_page(tmp_path: Path, contact: str, email: str, page: str) -> None:
    found = read_publication(write(tmp_path, f'contact = "{contact}"'))
    assert (found.email, found.page) == (email, page)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = \n", "publication.toml is no TOML: Invalid value (at line 1, column 8)"),
        ("name = 1", "publication.toml:1: name: 1 is not a text"),
        (
            'name = "x"\nbase = ["https://example.org"]',
            "publication.toml:2: base: ['https://example.org'] is not a text",
        ),
        ('\n\nbase = "ftp://example.org"', "publication.toml:3: base: 'ftp://example.org' is no address"),
        ('base = "javascript:alert(1)"', "publication.toml:1: base: 'javascript:alert(1)' is no address"),
        ('base = "https://x/?q"', "publication.toml:1: base: 'https://x/?q' is no address"),
        ("base = 'https://x/\"><script>'", "publication.toml:1: base: 'https://x/\"><script>' is no address"),
        (
            'repository = "https://user:secret@x"',
            "publication.toml:1: repository: 'https://user:secret@x' is no address",
        ),
        ('repository = "https://x/ y"', "publication.toml:1: repository: 'https://x/ y' is no address"),
        ('contact = "someone"', "publication.toml:1: contact: 'someone' is no address"),
        ('contact = "a@b.c>\\n<script>"', "publication.toml:1: contact: write one line of at most 2,000"),
        ('name = "a\\u202eb"', "publication.toml:1: name: write one line of at most 2,000 printable characters"),
        (f'name = "{"x" * 3000}"', "publication.toml:1: name: write one line of at most 2,000 printable characters"),
        ('title = "x"', "publication.toml:1: title: write a table with the keys en and nl"),
        ('[title]\nen = "x"', "publication.toml:1: title: write a table with the keys en and nl"),
        ('[title]\nen = "x"\nnl = ""', "publication.toml:1: title: write it in each language, or in none"),
        ('name = "x"\n[title]\nen = "x"\nnl = 3', "publication.toml:2: title: 3 is not a text"),
        ('keywords = {en = "x", nl = ["y"]}', "publication.toml:1: keywords: 'x' is not a list of at most 50 words"),
        ('nmae = "x"', "publication.toml:1: unknown fact 'nmae'; closest: name"),
        ('"\\u0000" = "x"', "publication.toml:1: unknown fact '\\x00'; the facts are name, contact, base"),
        (f"name = {'[' * 5000}{']' * 5000}", "publication.toml is no TOML: too deeply nested"),
        ("#" * 70000, "publication.toml is larger than 65,536 bytes"),
    ],
)
def test_what_is_no_fact_is_refused_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    monkeypatch.chdir(write(tmp_path, text))
    with pytest.raises(UnreadableError) as caught:
        read_publication(".")
    assert str(caught.value).startswith(said)
    assert str(caught.value).isprintable()


def test_a_file_that_is_no_plain_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b'name = "\xff"')
    with pytest.raises(UnreadableError, match="is no TOML"):
        read_publication(tmp_path)
    (tmp_path / FILE).unlink()
    (tmp_path / FILE).symlink_to(ROOT / FILE)
    with pytest.raises(UnreadableError, match="cannot be read"):
        read_publication(tmp_path)
    (tmp_path / FILE).unlink()
    (tmp_path / FILE).mkdir()
    with pytest.raises(UnreadableError, match="cannot be read"):
        read_publication(tmp_path)


@given(st.text(), st.sampled_from(NAMES))
def test_any_text_is_a_fact_or_an_error(tmp_path_factory: pytest.TempPathFactory, text: str, name: str) -> None:
    place = tmp_path_factory.mktemp("publication")
    (place / FILE).write_bytes(f"{name} = {json.dumps(text)}".encode(errors="replace"))
    try:
        found = read_publication(place)
    except UnreadableError as error:
        assert str(error).isprintable()
        return
    value = getattr(found, name)
    assert isinstance(value, str) and value.isprintable()
    assert name == "name" or not value or re.match("https?://|[^@/]+@", value)


def test_a_command_says_where_the_fault_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(ROOT / "examples" / "other-country" / "records", tmp_path / "records")
    write(tmp_path, "\nname = 1\n")
    assert main(["build", str(tmp_path)]) == 2
    assert f"{tmp_path.as_posix()}/publication.toml:2: name: 1 is not a text" in capsys.readouterr().err


# --- what is made from them ---------------------------------------------------------------------------


def test_the_descriptor_has_the_facts_that_are_decided(own: Path) -> None:
    publication = read_publication(own)
    package = json.loads(make(own)["datapackage.json"])
    assert package["homepage"] == publication.base
    assert package["contributors"] == [
        {"title": publication.name, "email": publication.contact, "roles": ["author", "publisher"]}
    ]
    for name in ("title", "description", "keywords"):
        texts = getattr(publication, name)
        assert (package[name], package[f"{name}_nl"]) == tuple(
            list(texts[language]) if name == "keywords" else texts[language] for language in ("en", "nl")
        )


def test_a_tree_without_facts_says_nothing_of_others(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "other-country" / "records", tmp_path / "records")
    package = json.loads(make(tmp_path)["datapackage.json"])
    assert not package.keys() & {"title", "description", "keywords", "homepage", "contributors"}
    assert "Dutch" not in json.dumps({name: value for name, value in package.items() if name != "resources"})
    assert CITATION not in make(tmp_path)


def test_the_descriptor_has_the_letters_and_the_day_of_the_last_one() -> None:
    records = json.loads((ROOT / "data" / "records.json").read_text(encoding="utf-8"))
    letters = records["letters"]
    assert [source["title"] for source in PACKAGE["sources"]] == [letter["title"] for letter in letters]
    assert [source.get("path") for source in PACKAGE["sources"]] == [
        next(iter(letter.get("source_urls", ())), None) for letter in letters
    ]
    read = max(letter["source_read"] for letter in letters)
    section = read_section(ROOT, __version__)
    assert section
    assert PACKAGE["created"] == f"{section.day or read}T00:00:00Z"
    assert PACKAGE["languages"] == sorted({"en"} | {letter["language"] for letter in letters})


def test_the_day_of_a_release_is_in_the_descriptor_and_the_citation(own: Path) -> None:
    assert read_section(own, "0.1.0") is None
    heading = f"# Changelog\n\n## [{__version__}] - 2031-02-03\n\n## [0.0.1] - 2030-01-01\n"
    (own / "CHANGELOG.md").write_text(heading, encoding="utf-8")
    assert read_section(own, "0.0.1") == (date(2030, 1, 1), "")
    assert read_section(own, "0.0x1") is None
    build(own)
    assert json.loads((own / "datapackage.json").read_text(encoding="utf-8"))["created"] == "2031-02-03T00:00:00Z"
    assert str(yaml.safe_load((own / CITATION).read_text(encoding="utf-8"))["date-released"]) == "2031-02-03"


def test_the_citation_agrees_with_the_version_and_the_facts(own: Path) -> None:
    for root in (ROOT, own):
        publication = read_publication(root)
        cited = yaml.safe_load(make(root)[CITATION])
        assert cited["version"] == __version__
        assert cited["title"].endswith(publication.title["en"]) and cited["abstract"] == publication.description["en"]
        assert cited["keywords"] == list(publication.keywords["en"])
        (author,) = cited["authors"]
        assert author.get("email", "") == publication.email and author["name"] == publication.name
        assert ("contact" in cited) == bool(publication.contact)
        assert cited.get("url", "") == publication.base
        assert cited.get("repository-code", "") == publication.repository


@given(st.builds(Publication, name=st.text(st.characters(categories=["L", "P", "Zs"]), min_size=1)))
def test_a_citation_keeps_any_name(publication: Publication) -> None:
    assert yaml.safe_load(citation(PACKAGE, publication, None))["authors"] == [{"name": publication.name}]


def test_the_citation_keeps_to_the_official_schema(own: Path) -> None:
    build(own)
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.citation-file-format"]
    done = subprocess.run([*command, str(ROOT / CITATION), str(own / CITATION)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("decided", [False, True])
def test_the_metadata_of_the_package_have_the_facts_that_are_decided(own: Path, decided: bool) -> None:
    (own / "src" / "inzet" / "release").mkdir()
    files = ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "LICENSE-DATA")
    for name in (*files, "src/inzet/version.py", "src/inzet/release/links.py"):
        shutil.copy(ROOT / name, own / name)
    root = own if decided else ROOT
    core = ProjectMetadata(str(root), PluginManager()).core
    facts = read_publication(root)
    urls = {"Homepage": facts.base, "Repository": facts.repository}
    assert core.authors == [{"name": facts.name}]
    assert core.urls == {name: place for name, place in urls.items() if place}
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    assert core.readme == (lead_into(facts.repository, __version__, page) if decided else page)


# --- no fact elsewhere --------------------------------------------------------------------------------


def test_no_file_has_a_placeholder_for_an_address() -> None:
    placeholder = re.compile(rb"\b(?:OWNER|YOUR[-_]\w+|USERNAME|CHANGEME)" + rb"/")
    files = git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard").splitlines()
    assert [name for name in files if (ROOT / name).is_file() and placeholder.search((ROOT / name).read_bytes())] == []


# --- how a release is made ----------------------------------------------------------------------------


def _lines() -> list[str]:
    """Return the command of each numbered line of RELEASING.md."""
    text = (ROOT / "RELEASING.md").read_text(encoding="utf-8")
    found = re.findall(r"^(\d+)\. `([^`]+)`", text, re.MULTILINE)
    assert [int(number) for number, _ in found] == list(range(1, len(found) + 1))
    return [command for _, command in found]


def test_a_release_is_ten_commands() -> None:
    assert len(_lines()) == 10


def test_these_commands_change_the_version_wherever_it_is_written(tmp_path: Path) -> None:
    edits = [command for command in _lines() if command.startswith("sed")]
    files = sorted({name for command in edits for name in re.findall(r"[\w./-]+\.(?:py|ya?ml|md)(?= |$)", command)})
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    change(tmp_path / "CHANGELOG.md", "## [", "## [77.8.9] - Unreleased\n\n## [")
    script = "\n".join([f"OLD={__version__} NEW=77.8.9", *edits])
    subprocess.run(["bash", "-euc", script], cwd=tmp_path, check=True)
    section = read_section(tmp_path, "77.8.9")
    assert section and section.day
    assert len(files) == 4
    for name in files:
        old, new = ((root / name).read_text(encoding="utf-8") for root in (ROOT, tmp_path))
        assert name == "CHANGELOG.md" or (__version__ not in new and new.replace("77.8.9", __version__) == old)


def test_the_page_on_pypi_links_into_the_repository() -> None:
    text = "![a](docs/a.svg) [b](docs/b.md#c) [d](https://example.org/) [e](#f)"
    place = "https://example.org/inzet"
    linked = (
        f"![a]({place}/raw/v1.2.3/docs/a.svg) [b]({place}/blob/v1.2.3/docs/b.md#c) [d](https://example.org/) [e](#f)"
    )
    assert lead_into(place, "1.2.3", text) == linked
