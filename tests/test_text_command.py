"""`inzet text`: saved pages and prints become texts with one paragraph a line."""

import hashlib
import io
import re
import unicodedata
from pathlib import Path

import pytest
from conftest import assert_linear
from hypothesis import given
from hypothesis import strategies as st

from inzet.commands.main import main
from inzet.issues import UnreadableError
from inzet.texts.pages import BLOCKS, SKIPPED
from inzet.texts.transcripts import MAX_BYTES, transcribe

PAGE = """\
<!DOCTYPE html>
<html><head><title>Kamerstuk 99001, nr. 4 | Overheid.nl</title><style>p { color: red }</style>
<script>var x = "<p>geen tekst</p>";</script></head>
<body><nav><a href="/">Menu</a></nav>
<h1>99 001&nbsp;Bijdragen in het
oosten</h1>
<p>Nr. 4 BRIEF VAN DE MINISTER</p><p>Nederland levert <b>tien</b> mensen aan EUTM<sup><a href="#1">1</a></sup> en
bewaakt 100 km<sup>2</sup>.</p>
<ul><li>Staf: <i>vier</i> personen;</li><li><p>Veld: zes &amp; een arts.</p></li></ul>
<table><tr><th>Organisatie</th><th>Jaar</th></tr><tr><td>Tweede Kamer</td><td>2012-2013</td></tr></table>
<!-- <p>geen tekst</p> --></body></html>
"""
PRINT = """\
Ministerie van Defensie

Geachte voorzitter,

Het kabinet heeft besloten om met ingang van 1 maart 2024 met vijftien ervaren
experts bij te dragen aan de missie in Georgië. De veiligheids- en gezondheids-
situatie van deze experts wordt door het ministerie voortdurend in het oog ge-
houden, ook waar dat EU-
missies betreft die ons aangaan en die eerder aan de orde zijn geweest in deze

                                                                   Pagina 1 van 2
\fMinisterie van Defensie

brief aan uw Kamer.

1. Georgië
De experts werken in drie kantoren en blijven daar zolang de missie dat nodig acht:
\u2022 tien experts op het hoofdkantoor, dat in de hoofdstad is gevestigd en
  samenwerkt met anderen;
\u2022 vijf experts elders.

De Minister van Defensie,
A.B. Cee

                                                                   Pagina 2 van 2
"""


def _lines(text: str) -> list[str]:
    return [line for line in transcribe(text.encode()).content.split("\n") if line]


def test_a_page_becomes_its_paragraphs() -> None:
    assert _lines(PAGE) == [
        "Kamerstuk 99001, nr. 4 | Overheid.nl",
        "99 001 Bijdragen in het oosten",
        "Nr. 4 BRIEF VAN DE MINISTER",
        "Nederland levert tien mensen aan EUTM[1] en bewaakt 100 km2.",
        "- Staf: vier personen;",
        "- Veld: zes & een arts.",
        "Organisatie | Jaar",
        "Tweede Kamer | 2012-2013",
    ]


def test_a_print_becomes_its_paragraphs() -> None:
    assert _lines(PRINT) == [
        "Ministerie van Defensie",
        "Geachte voorzitter,",
        "Het kabinet heeft besloten om met ingang van 1 maart 2024 met vijftien ervaren experts bij te dragen aan de"
        " missie in Georgië. De veiligheids- en gezondheidssituatie van deze experts wordt door het ministerie"
        " voortdurend in het oog gehouden, ook waar dat EU-missies betreft die ons aangaan en die eerder aan de orde"
        " zijn geweest in deze brief aan uw Kamer.",
        "Pagina 1 van 2",
        "Ministerie van Defensie",
        "1. Georgië",
        "De experts werken in drie kantoren en blijven daar zolang de missie dat nodig acht:",
        "\u2022 tien experts op het hoofdkantoor, dat in de hoofdstad is gevestigd en samenwerkt met anderen;",
        "\u2022 vijf experts elders.",
        "De Minister van Defensie,",
        "A.B. Cee",
        "Pagina 2 van 2",
    ]
    transcript = transcribe(PRINT.encode())
    assert transcript.form == "print"
    assert transcript.counts["mended hyphens"] == 2


def test_a_word_that_has_its_hyphen_elsewhere_keeps_it() -> None:
    wide = "Het kabinet kiest voor een combinatie van middelen en voor de langere termijn\n" * 5
    text = f"{wide}Wij willen deze civiel-militaire aanpak ook elders: de nieuwe civiel-\nmilitaire aanpak werkt.\n"
    assert "nieuwe civiel-militaire aanpak werkt" in transcribe(text.encode()).content


def test_a_text_with_a_paragraph_a_line_keeps_its_lines() -> None:
    text = "29 521 Missies\nNr. 3\n\nEen alinea die niet is afgebroken.\nEen tweede alinea.\n"
    transcript = transcribe(text.encode())
    assert transcript.form == "text"
    assert transcript.content == "29 521 Missies\n\nNr. 3\n\nEen alinea die niet is afgebroken.\n\nEen tweede alinea.\n"


WORDS = st.sampled_from(
    [
        *(
            "militairen",
            "EU-",
            "veiligheids-",
            "en",
            "tien.",
            "De",
            "\u2022",
            "1.",
            "Georgie\u0308",
            "Pagina 1 van 2",
            "29 521",
        ),
        *(
            "\n",
            "\n\n",
            "\f",
            "\r\n",
            "\u00a0",
            "   ",
            "\u00ad",
            "\ufeff",
            "<p>",
            "</p>",
            "<li>",
            "<sup>",
            "&amp;lt;",
            "&#1;",
        ),
        *(
            "<html>",
            "<script>",
            "<!--",
            "<",
            "Geachte voorzitter,",
            "x" * 40,
            "TWEEDE KAMER DER",
            "|",
            "# ",
            "2024",
            "-",
        ),
    ]
)
TEXTS = st.lists(WORDS | st.text(max_size=5), max_size=60).map(" ".join)
LETTERS = st.lists(st.sampled_from(re.findall(r"\S+", PRINT)), max_size=200)


@given(text=TEXTS | TEXTS.map(lambda text: f"<html>{text}"))
def test_the_text_of_a_text_is_the_same(text: str) -> None:
    try:
        content = transcribe(text.encode("utf-8", "replace")).content
    except UnreadableError:
        return
    assert transcribe(content.encode()).content == content
    assert content == unicodedata.normalize("NFC", content)
    assert not re.search(r"[\r\f\u00a0\u00ad\ufeff]|\n\n\n| \n|\n ", content)


@given(words=LETTERS, width=st.integers(50, 110))
def test_no_word_is_lost_wherever_lines_are_broken(words: list[str], width: int) -> None:
    """Except for the hyphens at the ends of lines, a print has the words of its text."""
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) >= width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    text = "\n".join([*lines, line])
    if text.strip():
        made = transcribe(text.encode()).content
        assert re.sub(r"[\s-]", "", made) == re.sub(r"[\s-]", "", text)


def test_the_command_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = tmp_path / "page.html", tmp_path / "letter.txt"
    source.write_text(PAGE)
    assert main(["text", str(source), "-o", str(out)]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "a page" in printed.err
    assert "8 paragraphs" in printed.err
    assert "lines of furniture" in printed.err
    assert hashlib.sha256(source.read_bytes()).hexdigest() in printed.err
    for more in ([], ["-o", "-"]):
        assert main(["text", str(source), *more]) == 0
        assert capsys.readouterr().out == out.read_text()


def test_a_file_that_is_there_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text("Een brief.\n")
    out.write_text("Een andere brief.\n")
    assert main(["text", str(source), "-o", str(out)]) == 2
    assert "is there already with another text" in capsys.readouterr().err
    assert out.read_text() == "Een andere brief.\n"
    out.write_text("Een brief.\n")
    assert main(["text", str(source), "-o", str(out)]) == 0


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Een brief.\n")))
    assert main(["text", "-"]) == 0
    assert capsys.readouterr().out == "Een brief.\n"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.7", "pdftotext"),
        (b"Georgi\xeb", "not UTF-8"),
        (b" \n\f\n", "no text"),
        (b"x" * (MAX_BYTES + 1), "larger than 8 MiB"),
        (b"<html>&lt;html&gt;</html>", "source of another page"),
    ],
)
def test_what_has_no_text_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        transcribe(data)


def test_the_encoding_of_an_old_page_is_that_which_it_names() -> None:
    page = '<html><meta charset="iso-8859-1"><p>Georgië \u2013 tien</p></html>'.encode("cp1252")
    assert transcribe(page).content == "Georgië \u2013 tien\n"


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "<a",
            "</a",
            "<a b='",
            '<a b="',
            "<",
            "<!--",
            "<!",
            "<?",
            "<![CDATA[",
            "<div>",
            "<li>",
            "<ul>",
            "<sup>1</sup>",
        ),
        *("&", "&#", "&#1", "&#x1", "<script>", "<script></script>", "<td>x", "</li>", "<p ", "<p x=y "),
    ],
)
def test_a_hostile_page_costs_no_more_than_its_length(piece: str) -> None:
    assert_linear(lambda size: _tried(f"<html>x{piece * size}"), 500)


@pytest.mark.parametrize(
    "piece", ["a-\n", "\f1\n", "x" * 70 + "\n", "\u2022\n", "  \n", "o" * 300, "e\u0301", "1. ", "\u00ad"]
)
def test_a_hostile_print_costs_no_more_than_its_length(piece: str) -> None:
    assert_linear(lambda size: _tried(f"x{piece * size}"), 500)


def _tried(text: str) -> None:
    try:
        transcribe(text.encode())
    except UnreadableError:
        return


def test_numbers_of_any_length_are_read() -> None:
    assert transcribe(b"<html>x&#" + b"1" * 100_000 + b";y</html>").content == "x\ufffdy\n"


def test_an_element_is_a_block_or_skipped() -> None:
    assert not set(BLOCKS) & set(SKIPPED)
