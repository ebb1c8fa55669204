"""Pictures: what is drawn is what is answered, nothing stands on anything else, and nothing in it runs."""

import json
import os
import re
import subprocess
import sys
from contextlib import suppress
from datetime import date
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from ledgers import MISSIONS, dataset, days, ledgers
from lxml import etree, html

import inzet
from inzet.commands.main import main
from inzet.ledger.pictures import draw_overview, draw_timeline, write
from inzet.ledger.pictures.courses import find_course
from inzet.ledger.pictures.drawing import STYLES, Drawing, Shape, size_of, width_of
from inzet.record import Keyed
from inzet.words import Lang
from inzet.words.captions import _CAPTIONS

LANGUAGES: tuple[Lang, ...] = ("en", "nl")
DAY = date(2022, 9, 1)
TEXTS = [style for style, (mark, _) in STYLES.items() if mark == "text"]
MARKS = [style for style, (mark, _) in STYLES.items() if mark == "point"]
BARS = ("in_force", "reported", "planned")


def _said(drawing: Drawing, *styles: str) -> list[str]:
    return [shape.words for style in styles or TEXTS for shape in drawing.shapes[style]]


def _told(drawing: Drawing, style: str) -> list[Shape]:
    """What is drawn in a style, without the example in the key."""
    return [shape for shape in drawing.shapes[style] if shape.facts]


def _timeline(*ids: str, lang: Lang = "en") -> Drawing:
    ledger = inzet.load().ledger
    return draw_timeline(ledger, [ledger.target(name) for name in ids], lang=lang)


def _overview(*ids: str, lang: Lang = "en") -> Drawing:
    ledger = inzet.load().ledger
    return draw_overview(ledger, DAY, None, [ledger.target(name) for name in ids], lang)


# --- what is drawn -----------------------------------------------------------------------------------


@given(ledgers(), days())
def test_a_bar_stands_on_the_days_of_its_answer_and_no_others(made: list[inzet.Letter], on: date) -> None:
    found = dataset(*made)
    for target in MISSIONS:
        stretches = find_course(found.ledger, found.missions[target]).stretches
        drawn = [one.kind for one in stretches if (one.first or on) <= on <= (one.last or on)]
        answer = found.position(target, on).answer
        assert drawn == ([answer] if answer in ("in_force", "perhaps") else [])


@given(ledgers())
def test_the_longest_bar_is_no_plan(made: list[inzet.Letter]) -> None:
    ledger = dataset(*made).ledger
    assume(any(not find_course(ledger, record).is_empty for record in ledger.targets()))
    drawing = draw_timeline(ledger, ledger.targets())
    plans, mandates = ([one.x2 - one.x for one in _told(drawing, style)] for style in ("planned", "in_force"))
    assert max(plans, default=0) <= max(mandates, default=1000) + 0.01


@pytest.mark.parametrize(
    ("mission", "lang", "said", "marks"),
    [
        ("unifil", "en", "1 person, until 31 July 2025", {"in_force": 1, "planned": 1}),
        ("unifil", "nl", "1 persoon, tot en met 31 juli 2025", {"in_force": 1, "planned": 1}),
        ("eulex-kosovo", "en", "15 people, shared with 3 others, until 31 July 2025", {"in_force": 1, "planned": 1}),
        ("eutm-mali", "nl", "afgewezen", {"in_force": 1, "refused": 1, "perhaps": 2}),
        ("undof", "en", "ends, day not given", {"in_force": 0, "ending": 1}),
        ("euma-armenia", "en", "10 people", {"in_force": 0, "report": 1, "planned": 1}),
        ("nmi", "nl", "voorgesteld: einde (materieel)", {"in_force": 0, "plan_end": 1, "report": 2, "planned": 3}),
    ],
)
def test_a_mission_along_the_years(mission: str, lang: Lang, said: str, marks: dict[str, int]) -> None:
    drawing = _timeline(mission, lang=lang)
    assert said in _said(drawing)
    assert {style: len(_told(drawing, style)) for style in marks} == marks


def test_years_stand_above_and_below_and_regions_in_their_order() -> None:
    drawing = _timeline()
    years = [(shape.words, shape.y) for shape in drawing.shapes["centred"]]
    assert [words for words, _ in years] == [str(year) for year in range(2020, 2026)] * 2
    headings = drawing.shapes["heading"]
    assert years[0][1] < headings[0].y
    assert headings[-1].y < years[-1][1]
    assert [shape.words for shape in headings][::-1][:2] == ["Not in one region", "Worldwide"]


def test_the_bars_of_a_day_add_up_to_its_total() -> None:
    drawing = _overview()
    bars = [bar.x2 - bar.x for bar in _told(drawing, "in_force")]
    assert sum(bars) / min(bars) == pytest.approx(131)
    assert _said(drawing, "total") == ["Total", "131 to 132"]
    assert "131 to 132 people in all." in _said(drawing)


def test_a_chosen_set_has_its_own_total_and_says_what_is_not_in_force() -> None:
    said = _said(_overview("eulex-kosovo", "emasoh", "undof", lang="nl"))
    assert "De getoonde missies: samen 17 personen." in said
    assert "Loopt af, dag niet genoemd: UNDOF." in said
    assert "Van kracht op 13 februari 2025 van de getoonde missies: 15 personen." in _said(
        _timeline("eulex-kosovo", "minusma", lang="nl")
    )


def _stands_free(drawing: Drawing) -> None:
    """Nothing that is drawn is cut off, and no words stand on other words, on a mark or on a bar that is not theirs."""
    boxes, inside = [], []
    for style in TEXTS:
        for shape in drawing.shapes[style]:
            wide, half = width_of(shape.words, style), size_of(style) / 2
            left = shape.x - (wide / 2 if style == "centred" else 0)
            assert left >= 0
            assert left + wide <= drawing.width
            assert half <= shape.y <= drawing.height - half
            (inside if style == "inside" else boxes).append((left, shape.y - half, left + wide, shape.y + half, shape))
    marks = [(one.x - 4, one.y - 4, one.x + 4, one.y + 4, one) for style in MARKS for one in drawing.shapes[style]]
    bars = [one for style in BARS for one in drawing.shapes[style]]
    pairs = [*combinations([*boxes, *inside], 2), *product([*boxes, *inside], marks), *product(boxes, bars)]
    for (left, top, right, bottom, *_), (left2, top2, right2, bottom2, *_) in pairs:
        assert right <= left2 + 0.01 or right2 <= left + 0.01 or bottom <= top2 + 0.01 or bottom2 <= top + 0.01


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("ids", [(), ("eulex-kosovo", "minusma"), ("unifil",)])
def test_no_words_are_cut_or_stand_on_others(ids: tuple[str, ...], lang: Lang) -> None:
    _stands_free(_timeline(*ids, lang=lang))
    _stands_free(_overview(*ids, lang=lang))


@given(ledgers(), days(), st.sampled_from(LANGUAGES))
def test_no_words_of_any_letters_are_cut_or_stand_on_others(made: list[inzet.Letter], on: date, lang: Lang) -> None:
    ledger = dataset(*made).ledger
    for draw in (lambda: draw_timeline(ledger, ledger.targets(), on, lang), lambda: draw_overview(ledger, on, None)):
        with suppress(ValueError):  # nothing to draw
            _stands_free(draw())


def test_captions_say_the_same_in_both_languages() -> None:
    for english, dutch in _CAPTIONS.values():
        assert sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", dutch))
        assert english != dutch


# --- files -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [["timeline", "minusma"], ["overview", "2022-09-01", "minusma"]])
def test_a_picture_in_every_form(words: list[str], tmp_path: Path) -> None:
    for suffix in ("svg", "png", "json"):
        assert main(["plot", *words, "--lang", "nl", "-o", str(tmp_path / f"x.{suffix}")]) == 0
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")
    specification = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    assert specification["width"] > 500
    drawn = "".join(etree.fromstring((tmp_path / "x.svg").read_bytes()).itertext())
    assert "MINUSMA" in drawn
    assert "de laatste van 13 februari 2025 (bz2410641)" in drawn


def test_a_picture_is_the_same_in_every_time_zone(tmp_path: Path) -> None:
    code = "import sys; from inzet.commands.main import main; sys.exit(main(sys.argv[1:]))"
    zones = ("America/New_York", "Pacific/Auckland")
    for zone in zones:
        path = tmp_path / f"{zone[:3]}.svg"
        subprocess.run(
            [sys.executable, "-c", code, "plot", "timeline", "minusma", "-o", str(path)],
            env={**os.environ, "TZ": zone, "PYTHONPATH": os.pathsep.join(sys.path)},
            check=True,
        )
    first, second = (tmp_path / f"{zone[:3]}.svg" for zone in zones)
    assert first.read_bytes() == second.read_bytes()


def test_nothing_in_a_name_runs_and_nothing_is_loaded() -> None:
    name = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
    real = inzet.load()
    missions = [one.model_copy(update={"abbreviation": name}) if one.id == "unifil" else one for one in real.missions]
    found = inzet.Dataset(real.letters, Keyed(missions), real.frameworks)
    page = write(draw_timeline(found.ledger, [found.missions["unifil"]]), ".html").decode()
    tree = html.fromstring(page)
    assert name in tree.findtext(".//title")
    assert [element.get("src") for element in tree.iter("script")] == [None, None]
    assert not list(tree.iter("img", "link", "iframe"))
    assert not [key for element in tree.iter() for key in element.keys() if key.startswith("on")]  # noqa: SIM118
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none';")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["timeline", "-o", "x.gif"], "a picture is a file ending in .svg, .png, .html, .json, not .gif"),
        (["timeline", "--known", "2019-01-01", "-o", "x.svg"], "nothing that was known on 2019-01-01 can be drawn"),
        (["overview", "2019-01-01", "-o", "x.svg"], "nothing is in force on 2019-01-01"),
    ],
)
def test_what_cannot_be_drawn_is_one_sentence(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["plot", *words]) == 2
    assert capsys.readouterr().err == f"inzet: {said}\n"
    assert list(tmp_path.iterdir()) == []


def test_without_the_packages_it_says_how_to_get_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    assert main(["plot", "timeline", "-o", "x.svg"]) == 2
    assert capsys.readouterr().err == 'inzet: pictures need altair and vl-convert-python: pip install "inzet[plot]"\n'
