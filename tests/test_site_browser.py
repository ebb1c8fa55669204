"""The site in a real browser: what people see and do, by mouse, by keyboard, on a telephone and without scripts.

The browser is that of the variable INZET_BROWSER, or else chromium or google-chrome of this machine. Without one these
tests are skipped; where CI is set, they fail.
"""

import csv
import io
import os
import random
import re
import shutil
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT
from playwright.sync_api import Browser, Page, sync_playwright

import inzet
from inzet.models import Mission
from inzet.site import serving
from inzet.site.building import build
from inzet.words import Lang

BROWSER = os.environ.get("INZET_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
if not BROWSER and not os.environ.get("CI"):
    pytest.skip("NO BROWSER: the site is not looked at; install chromium or set INZET_BROWSER", allow_module_level=True)

DS = inzet.load()
KINDS = (
    *("index.html", "missions/eumm-georgia.html", "frameworks/osce.html", "frameworks/jef.html"),
    "letters/kst-33279-36.html",
    *("explore.html?q=georgia", "day.html?on=2022-09-01&known=now", "findings.html", "data.html", "changes.html"),
    *("docs/answers.html", "docs/index.html"),
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = Axe()
WIDE, NARROW = {"width": 1100, "height": 900}, {"width": 360, "height": 800}
QUESTION = "2024-01-01"
ANSWER = {"en": "In force until 31 July 2025: 15 people.", "nl": "Van kracht tot en met 31 juli 2025: 15 personen."}
FRAGMENT = "te verhogen van tien naar vijftien civiele experts en politiefunctionarissen"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert BROWSER, "CI needs a browser: install chromium or set INZET_BROWSER"
    with sync_playwright() as player:
        opened = player.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site."""
    place = tmp_path_factory.mktemp("site")
    build(ROOT, place)
    return place


@pytest.fixture(scope="module")
def served(out: Path) -> Iterator[str]:
    with serving.make_server(out, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Look:
    """A page that remembers what went wrong."""

    def __init__(self, browser: Browser, **settings: Any) -> None:
        self.page: Page = browser.new_context(**{"viewport": WIDE, "bypass_csp": False} | settings).new_page()
        self.faults: list[str] = []
        self.page.on("console", lambda said: self.faults.append(f"console: {said.text}"))
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("request", lambda request: self._asked(request.url))

    def _asked(self, url: str) -> None:
        if not url.startswith(("file:", "http://127.0.0.1:", "blob:", "data:")):
            self.faults.append(f"request: {url}")

    def check(self, scheme: str, size: dict[str, int], *, axe: bool) -> list[str]:
        """Return what is wrong with the page that is shown."""
        self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        self.page.set_viewport_size(size)  # type: ignore[arg-type]
        found, self.faults = self.faults, []
        if self.page.evaluate("document.documentElement.scrollWidth") > size["width"]:
            found.append("scrolls sideways")
        if self.page.locator("h1").count() != 1:
            found.append(f"{self.page.locator('h1').count()} h1")
        if axe:
            result = AXE.run(self.page, options={"runOnly": RULES, "resultTypes": ["violations"], "preload": False})
            found += [
                f"axe: {fault['id']} {fault['nodes'][0]['html'][:120]}" for fault in result.response["violations"]
            ]
        return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_sound_in_both_languages_light_and_dark_wide_and_narrow(
    browser: Browser, out: Path, kind: str
) -> None:
    for lang in ("en", "nl"):
        look = Look(browser)
        look.page.goto(f"file://{out}/{lang}/{kind}")
        for scheme in ("light", "dark"):
            for size in (WIDE, NARROW):
                # Each language, scheme and size is looked at by axe once, and by the other checks in all ways.
                axe = (lang, scheme, size["width"]) in (("en", "light", 1100), ("nl", "dark", 360))
                assert look.check(scheme, size, axe=axe) == [], (kind, lang, scheme, size)
        look.page.context.close()


PLANTED = {
    "console": "<script src='nowhere.js'></script>",
    "request": "<img src='https://example.invalid/x.png' alt='x'>",
    "scrolls sideways": "<p style='width:2000px'>x</p>",
    "2 h1": "<h1>x</h1>",
    "axe: color-contrast": "<p style='color:#ddd'>pale</p>",
    "axe: image-alt": "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA='>",
}


@pytest.mark.parametrize("sign", PLANTED)
def test_a_planted_fault_is_found(browser: Browser, out: Path, tmp_path: Path, sign: str) -> None:
    text = (out / "en" / "data.html").read_text(encoding="utf-8")
    text = re.sub(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "", text.replace("../", f"file://{out}/"))
    (tmp_path / "x.html").write_text(text.replace("</main>", f"{PLANTED[sign]}</main>"), encoding="utf-8")
    look = Look(browser)
    look.page.goto(f"file://{tmp_path}/x.html")
    assert any(fault.startswith(sign) for fault in look.check("light", WIDE, axe=sign.startswith("axe")))
    look.page.context.close()


def _in_sight(page: Page, words: str) -> bool:
    """Whether words are shown inside the window."""
    place = page.get_by_text(words).first
    box = place.bounding_box() if place.is_visible() else None
    size = page.viewport_size
    return bool(box and size and box["y"] >= 0 and box["y"] + box["height"] <= size["height"])


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("lang", ["en", "nl"])
def test_a_stranger_needs_three_clicks(browser: Browser, out: Path, lang: Lang, size: dict[str, int]) -> None:
    look = Look(browser, viewport=size)
    page = look.page
    page.goto(f"file://{out}/{lang}/index.html")
    page.get_by_role("link", name="EUMM Georgia").first.click()
    page.locator("#on").click()
    page.locator("#on").fill(QUESTION)
    assert _in_sight(page, ANSWER[lang]) and _in_sight(page, FRAGMENT)
    link = page.locator(".answer:not([hidden]) a.official").first.get_attribute("href")
    assert link and "kst-29521-446.html#:~:text=te%20verhogen%20van%20tien" in link
    assert QUESTION in page.url and look.faults == []
    page.reload()
    assert _in_sight(page, ANSWER[lang])
    other: Lang = "nl" if lang == "en" else "en"
    page.locator("#other-language").click()
    assert _in_sight(page, ANSWER[other])
    page.context.close()


def test_the_search_leads_there_too(browser: Browser, out: Path) -> None:
    page = Look(browser).page
    page.goto(f"file://{out}/nl/index.html")
    page.locator("#q").fill("eumm géorgie")
    page.locator("#q").fill("georgië eumm")
    page.keyboard.press("Enter")
    page.locator("#targets a").first.click()
    page.locator("#on").fill(QUESTION)
    assert _in_sight(page, ANSWER["nl"])
    page.context.close()


def _tab_to(page: Page, test: str, most: int = 60) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches({test!r})"):
            return
    raise AssertionError(f"{test} is not reached by keyboard")


def test_the_keyboard_alone_leads_from_the_home_page_to_the_statement(browser: Browser, out: Path) -> None:
    page = Look(browser).page
    page.goto(f"file://{out}/en/index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    _tab_to(page, "a[href$='missions/eumm-georgia.html']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/missions/eumm-georgia.html")
    _tab_to(page, "#on")
    page.keyboard.type("01012024")
    assert _in_sight(page, ANSWER["en"])
    _tab_to(page, "svg a[href='#kst-29521-446.09']")
    page.keyboard.press("Enter")
    assert page.url.endswith("#kst-29521-446.09") and _in_sight(page, "10 → 15")
    page.context.close()


def test_a_day_shows_the_answer_of_the_library(browser: Browser, out: Path) -> None:
    chance = random.Random(11)
    look = Look(browser)
    page = look.page
    for lang, record in (("nl", DS.missions["nmi"]), ("en", DS.missions["minusma"]), ("nl", DS.frameworks["nato"])):
        page.goto(f"file://{out}/{lang}/{'missions' if isinstance(record, Mission) else 'frameworks'}/{record.id}.html")
        for _ in range(8):
            day = date(2019, 1, 1) + timedelta(days=chance.randrange(4000))
            then = chance.random() < 0.5
            page.locator("#on").fill(day.isoformat())
            page.locator(f"input[value={'then' if then else 'now'}]").check()
            position = DS.position(record, day, day if then else None)
            shown = page.locator(".answer:not([hidden])")
            assert shown.locator(".sentence").inner_text() == position.sentence(lang), (day, then)
            assert [quote.inner_text() for quote in shown.locator(".telling p").all()] == [
                f"“{each.evidence.quote.replace('*', '')}”".replace("\N{NO-BREAK SPACE}", " ")
                for each in (*position.carriers, *position.reports)
            ]
            assert page.locator("p.horizon").inner_text() == position.horizon.words(lang, day)  # type: ignore[arg-type]
            lit = {each.get_attribute("id") for each in page.locator(".lit").all()}
            assert lit == {carrier.id for carrier in position.carriers}
    assert look.faults == []
    page.context.close()


def test_a_day_shows_the_overview_of_the_library(browser: Browser, out: Path) -> None:
    chance = random.Random(7)
    look = Look(browser)
    page = look.page
    page.goto(f"file://{out}/en/day.html")
    for day in [date(2010, 1, 1), *(date(2020, 6, 1) + timedelta(days=chance.randrange(2500)) for _ in range(10))]:
        then = chance.random() < 0.5
        page.locator("#on").fill(day.isoformat())
        page.locator(f"input[value={'then' if then else 'now'}]").check()
        overview = DS.overview(day, day if then else None)
        rows = [row.inner_text().split("\t") for row in page.locator("tbody tr:has(a)").all()]
        named = [{record.id for record in row.named} for row in overview.rows]
        shown = page.locator("tbody tr:has(a)").all()
        assert [
            {str(link.get_attribute("href")).split("/")[-1][:-5] for link in row.locator("td:nth-child(2) a").all()}
            for row in shown
        ] == named
        people = [row[0] for row in rows if row[0] != "-"]
        if all(text.isdigit() for text in people) and people:
            assert str(sum(map(int, people))) == page.locator("tfoot td").inner_text()
            assert [page.locator("tfoot td").inner_text()] == [str(one) for one in overview.totals.values()]
    assert look.faults == []
    page.context.close()


@pytest.mark.parametrize("asked", ["?on=2024-02-30", "?on=x&known=y", "?on=&known=then", "?on=99999-01-01", "?on=%00"])
def test_a_damaged_day_falls_back_to_the_last_letter(browser: Browser, out: Path, asked: str) -> None:
    look = Look(browser)
    look.page.goto(f"file://{out}/en/missions/eumm-georgia.html{asked}")
    assert look.page.locator("#on").input_value() == str(DS.ledger.horizon().last)
    assert look.page.locator(".answer:not([hidden]) .sentence").inner_text() == ANSWER["en"]
    look.page.locator("#on").fill("")
    assert "Write a whole day" in look.page.locator(".problem").inner_text() and look.faults == []
    look.page.context.close()


def test_the_search_counts_filters_remembers_and_saves(browser: Browser, served: str) -> None:
    look = Look(browser)
    page = look.page
    page.goto(f"{served}/nl/explore.html")
    assert page.locator("#count").inner_text() == f"{len(DS.contributions)} van {len(DS.contributions)} uitspraken"
    for words in ("georgië experts", "Irini", "stafofficieren", "EU oekraine", "helikopters"):
        page.locator("#q").fill(words)
        found = {match.record.id for match in DS.find(words) if match.record.id in DS.ledger.statements}
        shown = _shown(page)
        # What the library finds is found here; beside it, parts of long words, countries and labels.
        assert found <= shown and len(shown) == int(page.locator("#count").inner_text().split()[0]) > 0, words
    page.locator("#q").fill("stafofficieren")
    page.locator("#status").select_option("decided")
    shown = _shown(page)
    assert shown and all(DS.contributions[each].status == "decided" for each in shown)
    label = str(page.locator("#status option:checked").inner_text())
    assert label.endswith(f"({len(shown)})")
    assert "q=stafofficieren&status=decided" in page.url
    with page.expect_download() as download:
        page.locator("#csv").click()
    data = Path(download.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert {row["contribution_id"] for row in rows} == shown
    for row in rows:
        item = DS.contributions[row["contribution_id"]]
        assert row["description"] == item.description and row["number_max"] == str(item.number_max or "")
        assert row["quote"] == DS.ledger.statements[item.id].evidence.quote
    page.reload()
    assert _shown(page) == shown
    page.goto(f"{served}/nl/explore.html?status=nonsense&q=stafofficieren")
    assert page.locator("#status").input_value() == "" and len(_shown(page)) > len(shown)
    page.get_by_role("button", name="Alles wissen").click()
    page.wait_for_function("!location.search")
    assert look.faults == []
    page.context.close()


def _shown(page: Page) -> set[str]:
    page.wait_for_timeout(50)
    return {str(link.get_attribute("href")).split("#")[1] for link in page.locator("#rows footer a").all()}


def test_without_scripts_everything_is_there_for_the_day_of_the_last_letter(browser: Browser, out: Path) -> None:
    look = Look(browser, java_script_enabled=False, viewport=NARROW)
    page = look.page
    page.goto(f"file://{out}/nl/index.html")
    page.get_by_role("link", name="EUMM Georgia").first.click()
    position = DS.position("eumm-georgia", DS.ledger.horizon().last)
    assert page.locator(".answer:visible .sentence").inner_text() == position.sentence("nl")
    assert page.locator(".answer:visible .telling").count() == len(position.carriers)
    assert not page.locator(".picker").is_visible() and page.get_by_text("staat hier uit").is_visible()
    for statement in DS.ledger.about("eumm-georgia"):
        assert page.locator(f"[id='{statement.id}']").is_visible()
    page.goto(f"file://{out}/nl/explore.html")
    assert not page.locator("form.explore").is_visible()
    page.get_by_role("link", name="MINUSMA", exact=True).click()
    assert page.locator("h1").inner_text() == "MINUSMA"
    page.context.close()


def test_hostile_records_stay_text(browser: Browser, tmp_path: Path) -> None:
    tree, out = tmp_path / "tree", tmp_path / "out"
    shutil.copytree(ROOT / "examples" / "other-country", tree)
    file = tree / "records" / "letters" / "mer-2025-7.yaml"
    record = yaml.safe_load(file.read_text(encoding="utf-8"))
    hostile = "</script><img src=x onerror=alert(1)>"
    record["title"] = record["contributions"][0]["description"] = record["summary"] = hostile
    record["contributions"][1]["evidence"][0]["quote"] = hostile
    file.write_text(yaml.safe_dump(record, default_flow_style=False, sort_keys=False), encoding="utf-8")
    for day in ("letter_date", "source_read"):
        text = file.read_text(encoding="utf-8")
        file.write_text(
            re.sub(rf"^({day}|- date|  date): '?([0-9-]+)'?$", r"\1: \2", text, flags=re.M), encoding="utf-8"
        )
    build(tree, out)
    look = Look(browser)
    for name in (
        "index.html",
        "letters/mer-2025-7.html",
        "missions/om-great-lake.html",
        "explore.html?q=img",
        "day.html",
    ):
        look.page.goto(f"file://{out}/en/{name}")
        assert look.page.locator("img").count() == 0 and look.faults == [], name
        if "day" not in name:
            assert hostile in look.page.locator("main").inner_text()
    look.page.context.close()


def test_print_has_all_statements_and_no_form(browser: Browser, out: Path) -> None:
    page = Look(browser).page
    page.goto(f"file://{out}/en/missions/eumm-georgia.html")
    page.emulate_media(media="print")
    assert not page.locator(".picker").is_visible() and not page.locator("nav").first.is_visible()
    assert page.locator("article.statement").count() == len(DS.ledger.about("eumm-georgia"))
    assert page.locator(".answer:visible .sentence").is_visible()
    page.context.close()
