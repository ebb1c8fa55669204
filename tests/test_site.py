"""The pages of the site: all records, the answers of the library, links that lead somewhere, and nothing of a record
that a browser would take for more than text."""

import gzip
import http.client
import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import INZET, ROOT, change
from hypothesis import given
from hypothesis import strategies as st
from ledgers import dataset, letter
from lxml import etree, html

import inzet
from inzet.commands.main import main
from inzet.issues import UnreadableError
from inzet.ledger.curves import find_curves, find_overviews, key_of
from inzet.models import Framework, Mission
from inzet.site import fragments, reference, serving
from inzet.site.building import LISTING, make_site, write_site
from inzet.site.documents import BrokenSiteError
from inzet.site.templating import inline_json
from inzet.site.tree import LANGUAGES, read_site
from inzet.site.views import view_overview
from inzet.words import Lang

OTHER = ROOT / "examples" / "other-country"
BASE = "https://example.org/register/"
DS = inzet.load()
HOSTILE = '</script><img src=x onerror="alert(1)">'


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """The project's own site."""
    return make_site(read_site(ROOT, BASE))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree of another country, which a test may change."""
    return Path(shutil.copytree(OTHER, tmp_path / "tree"))


def pages(made: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    yield from ((path, data.decode()) for path, data in made.items() if path.endswith(".html"))


def ids(page: bytes) -> set[str]:
    return set(re.findall(r'\sid="([^"]+)"', page.decode()))


# --- all records --------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_record_has_a_page_and_every_statement_an_anchor_on_each(made: dict[str, bytes], lang: str) -> None:
    for folder, records in (("missions", DS.missions), ("frameworks", DS.frameworks), ("letters", DS.letters)):
        for record in records:
            assert f"{lang}/{folder}/{record.id}.html" in made
    statements = DS.ledger.statements.values()
    assert len(statements) > 200
    for statement in statements:
        assert statement.id in ids(made[f"{lang}/letters/{statement.letter.id}.html"])
        for target in statement.targets:
            folder = "missions" if target in DS.missions else "frameworks"
            assert statement.id in ids(made[f"{lang}/{folder}/{target}.html"]), (statement.id, target)
    for event in DS.events:
        assert event.id in ids(made[f"{lang}/letters/{DS.letter_of(event).id}.html"])


def test_every_fragment_and_its_place_is_on_the_page_of_its_letter(made: dict[str, bytes]) -> None:
    for record in DS.letters:
        text = html.fromstring(made[f"en/letters/{record.id}.html"].decode()).text_content()
        for item in (*record.contributions, *record.events):
            for part in item.evidence:  # type: ignore[attr-defined]
                assert part.quote.replace("*", "") in text
                assert f"line {part.line}" in text
        for passage in record.passages:
            assert passage.words.replace("*", "") in text
        assert record.source_sha256 in text


def test_a_letter_without_a_public_address_says_so(made: dict[str, bytes]) -> None:
    for record in DS.letters:
        said = "no public address" in made[f"en/letters/{record.id}.html"].decode()
        assert said == (not record.source_urls)
    assert {bool(record.source_urls) for record in DS.letters} == {True, False}


def test_the_files_of_a_mission_and_a_letter_have_its_rows(made: dict[str, bytes]) -> None:
    rows = made["data/statements.csv"].count(b"\n") - 1
    assert sum(made[f"letters/{one.id}.csv"].count(b"\n") - 1 for one in DS.letters) == rows
    assert made["missions/eumm-georgia.csv"].count(b"\n") - 1 == len(DS.ledger.about("eumm-georgia"))
    assert json.loads(made["missions/eumm-georgia.json"])["record"]["mission_id"] == "eumm-georgia"


# --- the answers of the library -----------------------------------------------------------------------

DAYS = st.dates(date(2018, 1, 1), date(2030, 12, 31))


@given(DAYS, st.booleans(), st.sampled_from(DS.ledger.targets()))
def test_a_curve_has_the_answer_of_the_library_on_any_day(day: date, then: bool, record: Mission | Framework) -> None:
    curves = find_curves(DS.ledger, record)
    curve = curves.then if then else curves.now
    held = [position for begin, position in curve if begin <= day] or [curve[0][1]]
    expected = DS.position(record, day, day if then else None)
    assert key_of(held[-1]) == key_of(expected)
    for lang in LANGUAGES:
        assert held[-1].sentence(lang) == expected.sentence(lang)


@given(DAYS, st.booleans())
def test_a_curve_of_overviews_has_the_overview_of_any_day(day: date, then: bool) -> None:
    curves = [find_curves(DS.ledger, record) for record in DS.ledger.targets() if isinstance(record, Mission)]
    held = list(find_overviews(DS.ledger, curves, "then" if then else "now"))
    found = [overview for begin, overview in held if begin <= day] or [held[0][1]]
    expected = DS.overview(day, day if then else None)
    assert view_overview(found[-1], "nl") == view_overview(expected, "nl")


def test_a_curve_turns_where_a_part_begins_or_a_report_prolongs() -> None:
    whole = {"kind": "personnel", "change": "start", "status": "decided", "end_date": "2023-12-31"}
    part = {"part_of": "let1.01", "number_max": 3, "status": "decided", "start_date": "2022-06-01"}
    own = dataset(letter("let1", "2022-01-01", whole, part), letter("let2", "2023-06-01", {"number_max": 5}))
    curves = find_curves(own.ledger, own.missions["alpha"])
    for offset in range(0, 1000, 7):
        day = date(2021, 10, 1) + timedelta(days=offset)
        for curve, known in ((curves.now, None), (curves.then, day)):
            held = [position for begin, position in curve if begin <= day] or [curve[0][1]]
            assert key_of(held[-1]) == key_of(own.position("alpha", day, known)), day


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_shows_the_answer_for_the_day_of_the_last_letter(made: dict[str, bytes], lang: Lang) -> None:
    last = DS.ledger.horizon().last
    for record in DS.missions:
        page = html.fromstring(made[f"{lang}/missions/{record.id}.html"].decode())
        shown = page.xpath('//div[contains(@class, "answer ")][not(@hidden)]')
        if DS.ledger.about(record):
            assert shown[0].xpath('p[@class="sentence"]')[0].text_content() == DS.position(record, last).sentence(lang)
        else:
            assert not shown


def test_the_home_page_adds_up_to_the_total_of_the_library(made: dict[str, bytes]) -> None:
    page = html.fromstring(made["en/index.html"].decode())
    rows = [cell.text_content() for cell in page.xpath('//table//tbody//td[@class="right"]')]
    total = page.xpath('//table//tfoot//td[@class="right"]')[0].text_content()
    overview = DS.overview(DS.ledger.horizon().last)
    assert [str(figure) for figure in overview.totals.values()] == [total]
    assert sum(int(row) for row in rows if row not in ("", "-")) == int(total)


# --- languages ----------------------------------------------------------------------------------------


def _unmarked(element: etree._Element) -> Iterator[str]:
    """Yield the texts of an element that have no language of their own: what is marked is English, or a letter's."""
    yield element.text or ""
    yield element.get("aria-label", "")
    for child in element:
        if isinstance(child.tag, str) and child.tag not in ("script", "style") and "lang" not in child.attrib:
            yield from _unmarked(child)
        yield child.tail or ""


def test_a_dutch_page_has_no_english_but_what_is_marked(made: dict[str, bytes]) -> None:
    names = {name.name for record in (*DS.missions, *DS.frameworks) for name in record.names}
    names |= {name for record in (*DS.missions, *DS.frameworks) for name in (record.name, record.id)}
    longest = sorted(names, key=len, reverse=True)
    english = re.compile(r"\b(the|until|letter of|which|people|given|says?|shared|search|since|from)\b", re.I)
    for path, page in pages(made):
        if path.startswith("nl/") and "/docs/" not in path and 'http-equiv="refresh"' not in page:
            text = " ".join(_unmarked(html.fromstring(page)))
            for name in (name for name in longest if name in text):
                text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "", text)
            assert not english.findall(re.sub(r"\w+\.(csv|parquet|json)", "", text)), path


def test_every_page_has_its_other_language_at_the_same_path(made: dict[str, bytes]) -> None:
    for path, page in pages(made):
        if "/" in path and 'http-equiv="refresh"' not in page:
            lang, _, rest = path.partition("/")
            other = "en" if lang == "nl" else "nl"
            assert f"{other}/{rest}" in made
            assert f'hreflang="{other}" href="{"../" * path.count("/")}{other}/{rest}"' in page


# --- links --------------------------------------------------------------------------------------------


def test_nothing_is_loaded_from_elsewhere_and_the_policy_is_strict(made: dict[str, bytes]) -> None:
    for path, page in pages(made):
        assert "default-src 'none'" in page, path
        loaded = re.findall(r'<(?:script|img|link rel="stylesheet")[^>]*(?:src|href)="([^"]*)"', page)
        assert not [address for address in loaded if ":" in address or address.startswith("//")], path
        assert not re.search(r"\sstyle=|\son\w+=", re.sub(r">[^<]*<", "><", page)), path


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[x](nowhere.md)", "README.md: the link nowhere.md leads nowhere"),
        ("[x](#nowhere)", "docs/index.html: the link '#nowhere' leads to no anchor of"),
        ("[x](../secret.txt)", "README.md: the link ../secret.txt leads nowhere"),
        ("![x](https://example.org/x.png)", "README.md: the picture https://example.org/x.png is not in the tree"),
        ('<a id="on"></a><a id="on"></a>', "the anchor 'on' is there 2 times"),
    ],
)
def test_a_faulty_document_stops_the_build(tree: Path, text: str, said: str) -> None:
    (tree.parent / "secret.txt").write_text("secret")
    change(tree / "README.md", "Meridia, its lake", f"{text} Meridia, its lake")
    with pytest.raises(BrokenSiteError) as caught:
        make_site(read_site(tree))
    assert any(said in fault for fault in caught.value.faults), caught.value.faults


def test_a_public_name_without_documentation_stops_the_build(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src" / "inzet", tmp_path / "inzet", ignore=shutil.ignore_patterns("__pycache__"))
    assert "Dataset.position" in reference.reference(tmp_path)
    change(tmp_path / "inzet" / "edtf.py", '"""Whether it is a season', "_ = 1  # ")
    with pytest.raises(BrokenSiteError, match=r"^inzet\.edtf\.Edtf\.vague: this public name has no documentation$"):
        reference.reference(tmp_path)


def test_the_reference_has_every_public_name(made: dict[str, bytes]) -> None:
    anchors = ids(made["en/docs/api.html"])
    for module in (inzet, inzet.ledger, inzet.edtf, inzet.kamerstuk):
        assert {f"{module.__name__}.{name}" for name in module.__all__ if not name.startswith("__")} <= anchors


# --- links into the official texts --------------------------------------------------------------------


def test_quotes_link_to_the_only_place_that_has_their_words(tmp_path: Path) -> None:
    text = "1. Staf\nNederland levert tien personen aan A.\nNederland levert tien personen aan B.\n*Drie* schepen.\n"
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    quotes = [
        (2, "tien personen"),
        (3, "tien personen"),
        (4, "*Drie* schepen"),
        (3, "tien personen aan B"),
        (3, "ien pers"),
    ]
    stated = ({"evidence": [{"line": line, "section": "x", "quote": words}]} for line, words in quotes)
    record = letter("let1", "2022-01-01", *stated)
    record = record.model_copy(
        update={"source_sha256": fragments.hash_of(text.encode()), "source_urls": ("https://example.org/x.html",)}
    )
    links = fragments.find(dataset(record), tmp_path)
    assert fragments.read(_kept(tmp_path, links)) == links
    found = [
        (fragments.address(record, part.line, part.quote, links) or "").partition("#:~:text=")[2]
        for item in record.contributions
        for part in item.evidence
    ]
    # The context may end inside a word of the other place, but never where the two are still the same.
    assert found[2:4] == ["Drie%20schepen", "tien%20personen%20aan%20B"]
    assert found[0] == "tien%20personen,-aan%20A." and found[1] == "tien%20personen,-aan%20B."
    assert found[4] == "tien%20personen,-aan%20B."
    assert fragments.address(record, 2, "not kept", links) == "https://example.org/x.html"
    assert fragments.address(record.model_copy(update={"source_urls": ()}), 2, "x", links) is None


def _kept(folder: Path, links: fragments.Links) -> Path:
    (folder / fragments.FILE).write_bytes(fragments.dump(links))
    return folder


@pytest.mark.parametrize("content", ["[]", '{"x": 1}', '{"x": {"y": ["a"]}}', '{"x": {"y": [1, 2, 3]}}', "{", "\xff"])
def test_a_damaged_file_of_links_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / fragments.FILE).write_text(content, encoding="latin-1")
    with pytest.raises(UnreadableError, match="--sources"):
        fragments.read(tmp_path)


def test_the_kept_links_are_those_of_the_texts(sources: Path) -> None:
    assert fragments.dump(fragments.find(DS, sources)) == (ROOT / fragments.FILE).read_bytes()


def test_every_quote_with_a_public_address_has_a_link_to_its_words() -> None:
    links = fragments.read(ROOT)
    quotes = [
        (one, part) for one in DS.letters if one.source_urls for item in one.contributions for part in item.evidence
    ]
    assert len(quotes) > 200
    for one, part in quotes:
        assert "#:~:text=" in (fragments.address(one, part.line, part.quote, links) or ""), (one.id, part.quote)


# --- hostile and other people's records ---------------------------------------------------------------


def test_hostile_text_stays_text(tree: Path) -> None:
    record = tree / "records" / "letters" / "mer-2025-7.yaml"
    quoted = json.dumps(HOSTILE)
    for field in (
        "title: Contributions to the missions at the Great Lake",
        "name: I. Sorrel",
        "description: Military observers",
    ):
        name = field.partition(":")[0]
        change(record, field, f"{name}: {quoted}")
    change(record, "quote: Two of the twelve serve", f"quote: {quoted}")
    change(tree / "records" / "missions" / "om-great-lake.yaml", "mission_id:", f"note: {quoted}\nmission_id:")
    change(tree / "README.md", "# Letters of Meridia", f"# Letters {HOSTILE}\n\n[x](javascript:alert(1))")
    made = make_site(read_site(tree, BASE))
    shown = 0
    for path, data in made.items():
        text = data.decode("utf-8", "replace")
        if path.endswith((".html", ".js", ".xml")):
            assert "<img" not in text and HOSTILE not in text, path
            shown += "onerror" in text
        if path.endswith(".html"):
            assert not html.fromstring(text).xpath("//img | //*[@onerror] | //a[starts-with(@href, 'javascript')]"), (
                path
            )
    assert shown > 10
    etree.fromstring(made["changes.xml"])


@given(st.text())
def test_inline_json_cannot_end_its_script(text: str) -> None:
    written = str(inline_json({"x": text}))
    assert json.loads(written) == {"x": text} and not set("<>&\u2028\u2029") & set(written)


def test_another_tree_has_its_own_name_and_base(tree: Path) -> None:
    change(
        tree / "records" / "missions" / "om-great-lake.yaml", "mission_id:", "former_ids: [om-old-lake]\nmission_id:"
    )
    made = make_site(read_site(tree, BASE.rstrip("/")))
    home = made["nl/index.html"].decode()
    assert "<h1>Letters of Meridia</h1>" in home and f'<link rel="canonical" href="{BASE}nl/index.html">' in home
    assert "Dutch" not in home and "Nederlandse" not in home
    assert 'url=om-great-lake.html"' in made["en/missions/om-old-lake.html"].decode()
    sitemap = etree.fromstring(made["sitemap.xml"])
    addresses = [element.text for element in sitemap.iter("{*}loc")]
    assert f"{BASE}en/missions/om-great-lake.html" in addresses and not any(
        "om-old-lake" in str(one) for one in addresses
    )
    assert all(str(one).removeprefix(BASE) in made for one in addresses)
    feed = etree.fromstring(made["changes.xml"])
    assert [entry.findtext("{*}id") for entry in feed.iter("{*}entry")] == [f"{BASE}en/letters/mer-2025-7.html"]


def test_without_a_base_there_is_nothing_that_needs_one(tree: Path) -> None:
    made = make_site(read_site(tree))
    assert not {"sitemap.xml", "changes.xml", "dcat.ttl"} & made.keys()
    assert "canonical" not in made["en/index.html"].decode()


@pytest.mark.parametrize(
    "base", ["example.org", "javascript:alert(1)", 'https://x"><script>', "https://x/?q", "https://x/ y"]
)
def test_a_base_that_is_no_address_is_refused(tree: Path, base: str) -> None:
    with pytest.raises(UnreadableError, match="is no address"):
        read_site(tree, base)


# --- bytes and folders --------------------------------------------------------------------------------


def test_the_same_tree_gives_the_same_bytes(tmp_path: Path) -> None:
    listings = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        command = [*INZET, "site", str(out), str(OTHER), "--base-url", BASE]
        subprocess.run(
            command, check=True, capture_output=True, env=os.environ | {"PYTHONHASHSEED": seed}, cwd=tmp_path
        )
        listings.append(
            {file.relative_to(out).as_posix(): file.read_bytes() for file in out.rglob("*") if file.is_file()}
        )
    assert listings[0] == listings[1] and len(listings[0]) > 100


def test_a_site_is_written_over_an_earlier_one_and_over_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "out"
    made = make_site(read_site(OTHER))
    assert len(write_site(out, made)) == len(made)
    assert write_site(out, made) == []
    less = {path: data for path, data in made.items() if path != "nl/index.html"} | {LISTING: b"index.html\n"}
    assert write_site(out, less) == [LISTING, "nl/index.html"] and not (out / "nl" / "index.html").exists()
    (out / LISTING).write_text("../outside.txt\n/etc/hostname\n")
    (tmp_path / "outside.txt").write_text("stays")
    write_site(out, made)
    assert (tmp_path / "outside.txt").read_text() == "stays"
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")
    with pytest.raises(UnreadableError, match="is not empty and holds no site"):
        write_site(tmp_path / "mine", made)


def test_records_with_issues_give_no_site(tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(tree / "records" / "letters" / "mer-2025-7.yaml", "kind: policy_letter", "kind: policy")
    assert main(["site", str(tmp_path / "out"), str(tree)]) == 1
    captured = capsys.readouterr()
    assert "schema.enum" in captured.out and captured.err.endswith("inzet: no site was written\n")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("pattern", "limit"),
    [
        (r"\w\w/missions/.*", 25),
        (r"\w\w/letters/.*", 40),
        (r"(site|explore)\.(css|js)", 8),
        (r"\w\w/rows-\d+\.js", 1500),
    ],
)
def test_pages_are_small(made: dict[str, bytes], pattern: str, limit: int) -> None:
    sizes = {path: len(gzip.compress(data)) for path, data in made.items() if re.fullmatch(pattern, path)}
    assert sizes and max(sizes.values()) <= limit * 1000, max(sizes.items(), key=lambda pair: pair[1])


# --- serving ------------------------------------------------------------------------------------------


def test_serving_takes_no_option_that_it_would_ignore(tmp_path: Path, refusal: Callable[..., str]) -> None:
    said = refusal("site", str(tmp_path / "out"), str(OTHER), "--serve", "--base-url", BASE)
    assert said == "inzet: --serve is only for looking; leave out --base-url and --sources\n"


def test_the_site_is_served_to_this_machine_only(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("here")
    with serving.make_server(tmp_path, 0) as server:
        assert server.server_address[0] == "127.0.0.1"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for host, status in ((f"localhost:{server.server_port}", 200), ("evil.example:80", 403)):
            connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
            connection.request("GET", "/", headers={"Host": host})
            assert connection.getresponse().status == status
            connection.close()
        server.shutdown()
    with pytest.raises(UnreadableError, match="choose another one with --port"):
        serving.make_server(tmp_path, 99999)


def test_the_site_is_built_anew_when_a_record_changes(tree: Path, tmp_path: Path) -> None:
    said: list[str] = []
    stop = threading.Event()
    out = tmp_path / "out"
    assert serving.rebuild(tree, out, said.append)

    def act() -> None:
        serving.rebuild(tree, out, said.append)
        stop.set()

    watcher = threading.Thread(target=serving.watch, args=(tree, serving.state(tree), act, stop, 0.05))
    watcher.start()
    change(tree / "records" / "letters" / "mer-2025-7.yaml", "title: Contributions", "title: More contributions")
    watcher.join(60)
    assert not watcher.is_alive() and "More contributions" in (out / "en" / "index.html").read_text(encoding="utf-8")
    change(tree / "records" / "letters" / "mer-2025-7.yaml", "kind: policy_letter", "kind: policy")
    assert not serving.rebuild(tree, out, said.append) and "schema.enum" in said[-1]
    assert "More contributions" in (out / "en" / "index.html").read_text(encoding="utf-8")
