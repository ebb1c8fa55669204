"""Tests of `inzet.kamerstuk`: properties, tables of examples, then real identifiers and real letters.

The real ones are beside the repository; without them those tests are skipped.
"""

import lzma
import re
from collections.abc import Callable
from dataclasses import FrozenInstanceError, astuple, replace
from pathlib import Path

import pytest
from conftest import assert_linear
from hypothesis import example, given
from hypothesis import strategies as st

from inzet.kamerstuk import Citation, Paper, cite, find_citations, parse

SHARED = Path(__file__).parents[2] / "shared"
CORPUS = SHARED / "corpora" / "kst-ids.txt.xz"
SOURCES = SHARED / "sources"

# --- strategies ---------------------------------------------------------------------------------------------


def _roman(number: int) -> str:
    """A Roman numeral by subtraction, a second way to say what the regular expression says."""
    steps = {100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I"}
    text = ""
    for value, letters in steps.items():
        text, number = text + letters * (number // value), number % value
    return text


def _characters(alphabet: str, least: int, most: int) -> st.SearchStrategy[str]:
    return st.text(alphabet, min_size=least, max_size=most)


DIGITS = "0123456789"
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
romans = st.integers(1, 399).map(_roman)
chapters = st.one_of(
    st.integers(1, 30).map(_roman), st.sampled_from(["IIA", "IIB", "IXA", "IXB"]), st.sampled_from(CAPITALS)
)
sub_dossiers = st.one_of(
    _characters(DIGITS, 2, 2), _characters(DIGITS, 1, 4), chapters, _characters(DIGITS, 4, 4).map("R".__add__)
)
numbers = st.one_of(
    st.integers(1, 9999).map(str),
    st.builds("{}{}".format, st.integers(1, 999), _characters("abcdehnpsw", 1, 2) | st.sampled_from(CAPITALS)),
    _characters(CAPITALS, 1, 2),
    romans,
)
annexes = st.none() | st.builds("{}{}".format, st.sampled_from("bhn"), st.integers(1, 70))
years = st.integers(1994, 2009).map(lambda year: f"{year}{year + 1}")
fives = _characters(DIGITS, 5, 5).filter(lambda dossier: dossier != "21501")

today = st.one_of(  # what a citation can say in full: no session year, no annex
    st.builds(Paper, st.none(), fives, st.none() | sub_dossiers, numbers, st.none()),
    st.builds(Paper, st.none(), st.just("21501"), _characters(DIGITS, 2, 2), numbers, st.none()),
    st.builds(Paper, st.none(), romans | st.sampled_from("123456789"), st.none(), numbers, st.none()),
)
former = st.one_of(  # the upper house before 2010, with the two forms that only it has
    st.builds(Paper, years, fives, st.none() | sub_dossiers, numbers, annexes),
    st.builds(Paper, years, st.builds(str.__add__, fives, st.sampled_from("FG")), st.none(), numbers, annexes),
    st.builds(Paper, years, romans | romans.map(lambda roman: roman.zfill(5)), st.none(), numbers, annexes),
)
provisional = st.builds(Paper, st.none(), st.none(), st.none(), _characters(DIGITS, 6, 7), st.none())
dossier_papers = today | former | st.builds(lambda paper, annex: replace(paper, annex=annex), today, annexes)
papers = dossier_papers | provisional

# Pieces of citations in any order: far likelier to go wrong than arbitrary characters.
PIECES = ["Kamerstuk", "Kamerstukken", "TK", "EK", "II", "I", "V", "CLI", "2021/22", "vergaderjaar", "R1975", "(", ")"]
PIECES += ["29 521", "29\u00a0521", "21501", "-02", "-28", "-203", "35925", "2020D30499", "8 mei", "en", "nr.", "nrs."]
PIECES += [",", ";", "-", "\u2013", ".", " ", "\n", "\u202f", "440", "AS", "116a", "٤", "é", "6"]
PIECES += [
    "nummer",
    "t/m",
    "tot en met",
    "/",
    "*",
    "\u00b9",
    "[1]",
    "Eerste Kamer",
    "Tweede",
    "27.925",
    "(29 521, nr. 440)",
]
rubble = st.lists(st.sampled_from(PIECES) | st.sampled_from([" ", ", "])).map("".join)

# --- properties ---------------------------------------------------------------------------------------------


@given(papers)
def test_identifier_round_trip(paper: Paper) -> None:
    assert parse(str(paper)) == paper
    assert str(paper) == "-".join(["kst", *filter(None, astuple(paper))])


@given(today)
def test_citation_round_trip(paper: Paper) -> None:
    written = cite(paper)
    assert find_citations(written) == [Citation(written, 0, len(written), (paper,))]


@given(dossier_papers)
def test_a_citation_loses_only_what_it_has_no_place_for(paper: Paper) -> None:
    dossier, sub_dossier = paper.dossier or "", paper.sub_dossier
    if dossier[:5].isdigit() and dossier[5:]:  # glued
        dossier, sub_dossier = dossier[:5], dossier[5:]
    elif not dossier.isdigit():  # padded
        dossier = dossier.lstrip("0")
    [citation] = find_citations(cite(paper))
    assert citation.papers == (Paper(None, dossier, sub_dossier, paper.number, None),)


@given(st.lists(today.filter(lambda paper: (paper.dossier or "")[4:].isdigit()), min_size=1, max_size=5), rubble)
def test_a_list_of_citations_is_read_in_order(cited: list[Paper], before: str) -> None:
    *init, last = [cite(paper).removeprefix("Kamerstuk ") for paper in cited]
    written = "Kamerstukken " + (f"{', '.join(init)} en {last}" if init else last)
    text = f"{before}. (Zie {written}.)"
    assert find_citations(text)[-1] == Citation(written, text.index(written), len(text) - 2, tuple(cited))


# A small grammar of citations, in three parts: what stands before the dossier, dossiers, numbers.
HEADS = [
    "Kamerstuk ",
    "Kamerstukken\u00a0",
    "KAMERSTUK ",
    "kamerstuknr. ",
    "Kamerstuknummer ",
    "Kamerstuk nr. ",
    "Kst. ",
]
HEADS += [
    "Tweede Kamerstuk ",
    "Kamerstukken II 2018/19, ",
    "TK 2003\u20132004, ",
    "Kamerstukken\nII, vergaderjaar 2018-2019, ",
]
HEADS += [
    "Tweede Kamer, vergaderjaar 2018\u20132019, ",
    "Kamerstuk** ",
    "TK, 2001-2002, ",
    "Kamerstukken Tweede Kamer ",
]
NUMBER_WORDS = [", nr. ", " nr.", ", nr.\u00a0", ", no. ", ", nummer ", "\nnr. ", " , Nr ", "**, nr. **"]
plain_dossiers = st.builds(
    lambda dossier, sign: f"{dossier[:2]}{sign}{dossier[2:]}", fives, st.sampled_from([" ", "", ".", "\u00a0", "\n"])
)


def _without_signs(written: str) -> str:
    return re.sub("[^0-9]", "", written)


@st.composite
def written_citations(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A citation, with the identifiers of its papers."""
    dossiers = draw(st.lists(plain_dossiers, min_size=1, max_size=3))
    joined = draw(st.sampled_from([" en ", "/", " / ", "\nen "])).join([", ".join(dossiers[:-1]), dossiers[-1]])
    joined = joined if len(dossiers) > 1 else dossiers[0]
    first = draw(st.integers(1, 900))
    more = draw(st.lists(st.integers(1, 999), min_size=1, max_size=3))
    last = first + draw(st.integers(1, 30))
    numbers, signs = draw(
        st.sampled_from(
            [
                ([first], f"{first}"),
                ([first, *more], " en nr. ".join(map(str, [first, *more]))),
                ([first, *more], "; nr. ".join(map(str, [first, *more]))),
                ([first, *more], "s " + ", ".join(map(str, [first, *more[:-1]])) + f" en {more[-1]}"),
                ([*range(first, last + 1)], f"{first} t/m {last}"),
                (
                    [*range(first, last + 1), *more],
                    f"{first} tot en met nr. {last}, nr. " + ", nr. ".join(map(str, more)),
                ),
                ([*range(first, last + 1)], f"s {first}\u2013{last}"),
            ]
        )
    )
    word = draw(st.sampled_from(NUMBER_WORDS if signs[0] != "s" else [", nr"]))
    identifiers = [f"kst-{_without_signs(dossier)}-{number}" for number in numbers for dossier in dossiers]
    return draw(st.sampled_from(HEADS)) + joined + word + signs, identifiers


@given(
    written_citations(),
    st.sampled_from(["", ".", ")", ", d.d. 8 maart 2022", "\u00b9", "[1]", " \u2013 Voortgang", "**"]),
)
@example(("Kamerstuk 29 521, nr. 12 en nr. 27 925, nr. 900", ["kst-29521-12", "kst-27925-900"]), "")
def test_what_the_grammar_writes_is_read_back_and_no_piece_of_it_is_another_paper(
    cited: tuple[str, list[str]], tail: str
) -> None:
    written, identifiers = cited
    text = f"De brief (zie {written}{tail}"
    [citation] = find_citations(text)
    assert [str(paper) for paper in citation.papers] == identifiers
    assert citation.written == written
    for start in range(len(text)):
        pieces = [str(paper) for piece in find_citations(text[start:]) for paper in piece.papers]
        assert {*pieces} <= {*identifiers}


@given(written_citations())
def test_a_citation_alone_says_the_same(cited: tuple[str, list[str]]) -> None:
    """So a record can be compared with the words that it quotes."""
    for citation in find_citations(f"(27 925, nr. 3) en {cited[0]}"):
        [alone] = find_citations(f"({citation.written})")
        assert alone.papers == citation.papers


@given(st.text() | st.text("kst-0123456789VIXRAbhn \n", max_size=30).map("kst-".__add__))
@example("")
@example("kst-")
def test_parse_returns_the_same_text_or_raises_value_error(text: str) -> None:
    try:
        paper = parse(text)
    except ValueError as error:
        assert repr(text[:40]) in str(error)
        assert "; write it as kst-29521-446" in str(error)
    else:
        assert str(paper) == text


@given(st.text() | rubble | rubble.map("Kamerstuk ".__add__))
def test_find_citations_never_raises_and_says_where(text: str) -> None:
    end = 0
    for citation in find_citations(text):
        assert text[citation.start : citation.end] == citation.written
        assert citation.start >= end, "overlaps the one before"
        assert citation.papers
        assert all(paper.session_year is None and paper.annex is None for paper in citation.papers)
        assert parse(str(citation.papers[0])) == citation.papers[0]
        end = citation.end


# --- identifiers --------------------------------------------------------------------------------------------

Fields = tuple[str | None, str | None, str | None, str, str | None]
IDENTIFIERS: dict[str, Fields] = {
    # dossier and number
    "kst-29521-446": (None, "29521", None, "446", None),
    "kst-36124-1": (None, "36124", None, "1", None),
    "kst-26643-1427": (None, "26643", None, "1427", None),
    "kst-26647-00": (None, "26647", None, "00", None),
    "kst-00007-5": (None, "00007", None, "5", None),
    "kst-6-3": (None, "6", None, "3", None),
    # letters of the upper house: never a sub-dossier
    "kst-32191-D": (None, "32191", None, "D", None),
    "kst-29521-AS": (None, "29521", None, "AS", None),
    "kst-35570-I": (None, "35570", None, "I", None),
    "kst-34550-V": (None, "34550", None, "V", None),
    "kst-22112-BR-b1": (None, "22112", None, "BR", "b1"),
    "kst-21501-F": (None, "21501", None, "F", None),
    # numbers with letters
    "kst-27400-2a": (None, "27400", None, "2a", None),
    "kst-23490-13f": (None, "23490", None, "13f", None),
    "kst-26122-18L": (None, "26122", None, "18L", None),
    "kst-27046-14H-b2": (None, "27046", None, "14H", "b2"),
    # numbered sub-dossiers
    "kst-21501-02-2893": (None, "21501", "02", "2893", None),
    "kst-21501-28-268": (None, "21501", "28", "268", None),
    "kst-21501-02-FC": (None, "21501", "02", "FC", None),
    "kst-21501-33-I": (None, "21501", "33", "I", None),
    "kst-21501-31-41-b1": (None, "21501", "31", "41", "b1"),
    "kst-21501-02-578-h1": (None, "21501", "02", "578", "h1"),
    "kst-21501-20-1723-n1": (None, "21501", "20", "1723", "n1"),
    "kst-21501-02-BO-n1": (None, "21501", "02", "BO", "n1"),
    "kst-21499-1388-9": (None, "21499", "1388", "9", None),
    "kst-24493-7-72": (None, "24493", "7", "72", None),
    # Kingdom acts
    "kst-33183-R1975-11": (None, "33183", "R1975", "11", None),
    "kst-23908-R1519-103": (None, "23908", "R1519", "103", None),
    # chapters of the budget
    "kst-35925-V-84": (None, "35925", "V", "84", None),
    "kst-36200-X-37": (None, "36200", "X", "37", None),
    "kst-36600-XXIII-5": (None, "36600", "XXIII", "5", None),
    "kst-35925-A-14": (None, "35925", "A", "14", None),
    "kst-33400-IIA-B": (None, "33400", "IIA", "B", None),
    "kst-34000-IV-Q": (None, "34000", "IV", "Q", None),
    "kst-33930-C-A": (None, "33930", "C", "A", None),
    "kst-35300-VI-AM-n1": (None, "35300", "VI", "AM", "n1"),
    "kst-31200-V-120-b1": (None, "31200", "V", "120", "b1"),
    "kst-25600-IXB-21-h1": (None, "25600", "IXB", "21", "h1"),
    "kst-32123-IXB-A-b2": (None, "32123", "IXB", "A", "b2"),
    # annexes and reprints
    "kst-22589-240-b2": (None, "22589", None, "240", "b2"),
    "kst-22112-580-h1": (None, "22112", None, "580", "h1"),
    "kst-31270-23-n1": (None, "31270", None, "23", "n1"),
    "kst-30453-6-b70": (None, "30453", None, "6", "b70"),
    # Roman dossiers
    "kst-CLI-D": (None, "CLI", None, "D", None),
    "kst-C-AF": (None, "C", None, "AF", None),
    "kst-CXLIX-A-n1": (None, "CXLIX", None, "A", "n1"),
    # with a session year
    "kst-20082009-31700-IV-D": ("20082009", "31700", "IV", "D", None),
    "kst-19992000-26256-30": ("19992000", "26256", None, "30", None),
    "kst-19981999-25821-249a": ("19981999", "25821", None, "249a", None),
    "kst-20022003-23490-8bb": ("20022003", "23490", None, "8bb", None),
    "kst-19951996-24400-XIV-157a": ("19951996", "24400", "XIV", "157a", None),
    "kst-20022003-21501-20-206": ("20022003", "21501", "20", "206", None),
    "kst-20052006-30560-X-A-h1": ("20052006", "30560", "X", "A", "h1"),
    "kst-19941995-23807-126g-h1": ("19941995", "23807", None, "126g", "h1"),
    "kst-19971998-00027-XXXVIII": ("19971998", "00027", None, "XXXVIII", None),
    "kst-20082009-00069-LXXVII-A": ("20082009", "00069", "LXXVII", "A", None),
    "kst-20092010-LXXXVI-A": ("20092010", "LXXXVI", None, "A", None),
    "kst-20062007-XXI-I-b1": ("20062007", "XXI", None, "I", "b1"),
    "kst-20072008-00LXV-B": ("20072008", "00LXV", None, "B", None),
    "kst-20032004-000IX-A": ("20032004", "000IX", None, "A", None),
    "kst-20042005-29800F-A": ("20042005", "29800F", None, "A", None),
    "kst-20012002-28000F-210": ("20012002", "28000F", None, "210", None),
    # provisional
    "kst-1168946": (None, None, None, "1168946", None),
    "kst-954876": (None, None, None, "954876", None),
}


@pytest.mark.parametrize(("identifier", "fields"), IDENTIFIERS.items(), ids=IDENTIFIERS)
def test_identifiers(identifier: str, fields: Fields) -> None:
    assert astuple(parse(identifier)) == fields
    assert str(Paper(*fields)) == identifier


NO_NUMBER = "it has no number"
NO_FORM = "its parts are dossier"
NO_PREFIX = 'it does not start with "kst-"'
REFUSED = {
    "": NO_PREFIX,
    "29521-446": NO_PREFIX,
    "KST-29521-446": NO_PREFIX,
    " kst-29521-446": NO_PREFIX,
    "kst-29521-446 ": NO_FORM,
    "kst-29521-446\n": NO_FORM,
    "kst-": NO_NUMBER,
    "kst-29521": NO_NUMBER,
    "kst-30536-b1": NO_NUMBER,
    "kst-19941995-00": NO_NUMBER,
    "kst-19941995-XVI": NO_NUMBER,
    "kst-20072008-31290": NO_NUMBER,
    "kst-21501-28": NO_NUMBER,  # a sub-dossier: 21501 has no numbers of its own
    "kst-21501-28-b1": NO_NUMBER,
    "kst-12345678": NO_NUMBER,
    "kst-35925V-84": "a hyphen is missing between dossier and chapter",
    "kst-20082010-31700-IV-D": "its session year 20082010 does not consist of two consecutive years",
    "kst-29521-" + "4" * 40: "it is longer than 40 characters",
    "kst-35925-v-84": NO_FORM,
    "kst-21501-02-fc": NO_FORM,
    "kst-29521-12345": NO_FORM,
    "kst-29521-440-441-442": NO_FORM,
    "kst-2952-446": NO_FORM,
    "kst-0-3": NO_FORM,
    "kst-CIVIL-3": NO_FORM,
    "kst-00LXV-B": NO_FORM,  # padded without a session year
    "kst-CLI-V-3": NO_FORM,
    "kst-32302--B": NO_FORM,
    "kst-29521-446-": NO_FORM,
    "kst-29521-446-c1": NO_FORM,
    "kst-1168946-b1": NO_NUMBER,
    "kst-29521-٤٤٦": NO_FORM,  # digits, but not ours
    "kst-29521\u2011446": NO_FORM,
}


@pytest.mark.parametrize(("identifier", "reason"), REFUSED.items(), ids=map(repr, REFUSED))
def test_refused(identifier: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"is not the identifier of a paper: {re.escape(reason)}"):
        parse(identifier)


def test_a_refusal_is_short_however_long_the_text() -> None:
    with pytest.raises(ValueError, match=r"longer than 40") as refusal:
        parse("kst-" + "1" * 100_000)
    assert len(str(refusal.value)) < 300


def test_only_a_str_is_parsed() -> None:
    with pytest.raises(TypeError, match="not bytes"):
        parse(b"kst-29521-446")  # type: ignore[arg-type]


# --- papers -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        (None, "35925-V", None, "84", None),  # the identifier exists, but its parts are others
        (None, "35925", None, "V-84", None),
        (None, "29521", "", "446", None),
        (None, None, None, "29521-446", None),
        (None, "29521", None, "446\n", None),
        (None, "21501", None, "28", None),
        (None, "", None, "", None),
        ("20082010", "31700", "IV", "D", None),
    ],
)
def test_a_paper_without_an_identifier_cannot_exist(fields: Fields) -> None:
    with pytest.raises(ValueError, match="kst-"):
        Paper(*fields)


def test_paper_is_a_value() -> None:
    paper = parse("kst-21501-02-2893")
    assert len({paper, parse("kst-21501-02-2893")}) == 1
    assert not hasattr(paper, "__dict__")
    with pytest.raises(FrozenInstanceError):
        paper.number = "1"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("identifier", "dossier_id"),
    [
        ("kst-21501-02-2893", "21501-02"),
        ("kst-35925-V-84", "35925-V"),
        ("kst-29521-446", "29521"),
        ("kst-20042005-29800F-A", "29800F"),
        ("kst-CLI-D", "CLI"),
        ("kst-1168946", None),
    ],
)
def test_dossier_id_and_addresses(identifier: str, dossier_id: str | None) -> None:
    paper = parse(identifier)
    assert paper.dossier_id == dossier_id
    assert paper.url == f"https://zoek.officielebekendmakingen.nl/{identifier}.html"
    assert paper.pdf_url == f"https://zoek.officielebekendmakingen.nl/{identifier}.pdf"


# --- citations ----------------------------------------------------------------------------------------------

CITATIONS = {
    "Kamerstuk 35 925 V, nr. 84": "kst-35925-V-84",
    "Kamerstuk 35 925 X, nr. 59": "kst-35925-X-59",
    "Kamerstuk 36 124, nr. 1": "kst-36124-1",
    "Kamerstuk 29 521 nr. 444": "kst-29521-444",
    "Kamerstuk 29 521, nr. 440": "kst-29521-440",
    "Kamerstuk 21 501-02, nr. 2893": "kst-21501-02-2893",
    "Kamerstuk 35 570 X, nr.54": "kst-35570-X-54",
    "Kamerstuk 29521, nr. AS": "kst-29521-AS",
    "Kamerstuk 35925-V, nr. 84": "kst-35925-V-84",
    "Kamerstuk 35 925V, nr. 84": "kst-35925-V-84",
    "Kamerstuk 33 183 (R1975), nr. 11": "kst-33183-R1975-11",
    "Kamerstuk 33 183 (R 1975), nr. 11": "kst-33183-R1975-11",
    "Kamerstuk CLI, nr. D": "kst-CLI-D",
    "Kamerstuk I, nr. D": "kst-I-D",
    "kamerstuk 29 521, Nr 440": "kst-29521-440",
    # joined by hyphens
    "Kamerstuk 33694-57": "kst-33694-57",
    "Kamerstuk 35925-V-84": "kst-35925-V-84",
    "Kamerstuk 29521-AS": "kst-29521-AS",
    "Kamerstuk 21\u00a0501\u201102\u20112893": "kst-21501-02-2893",
    # several
    "Kamerstukken 21501-28-203, 21501-28-206 en 21501-28-210": ("kst-21501-28-203 kst-21501-28-206 kst-21501-28-210"),
    "Kamerstukken 23987-378 en 35393-1": "kst-23987-378 kst-35393-1",
    "Kamerstuk 29 521, nrs. 440, 441 en 444": "kst-29521-440 kst-29521-441 kst-29521-444",
    "Kamerstuk 35 925 V, nrs. A, B en AB": "kst-35925-V-A kst-35925-V-B kst-35925-V-AB",
    "Kamerstuk 29 521, nr. 440 en nr. 441": "kst-29521-440 kst-29521-441",
    "Kamerstukken 29 521, nr. 440; 27 925, nr. 911, en 33694-57": "kst-29521-440 kst-27925-911 kst-33694-57",
    "Kamerstukken 29 521, nrs. 440 en 441, 27 925, nr. 911": "kst-29521-440 kst-29521-441 kst-27925-911",
    # with house and session
    "Kamerstukken II 2021/22, 29 521, nr. 440": "kst-29521-440",
    "Kamerstukken II, 2021-2022, 29 521, nr. 440": "kst-29521-440",
    "Kamerstukken II, vergaderjaar 2021\u20132022, 29 521, nr. 440": "kst-29521-440",
    "Kamerstukken I 2008/09, 31700 VI, D": "kst-31700-VI-D",
    "Kamerstukken I 2009/10, 32217, A": "kst-32217-A",
    "EK 32 217, A": "kst-32217-A",
    "TK 21 501-28, nr. 181": "kst-21501-28-181",
    "Kamerstukken I 2018/19, 29521, nr. Y": "kst-29521-Y",
    "EK 2018-2019, 27 925, Y": "kst-27925-Y",
    "Eerste Kamer, vergaderjaar 2018-2019, 27 925, Y": "kst-27925-Y",
    "Eerste Kamer der Staten-Generaal, vergaderjaar 2018-2019, 27 925, Y": "kst-27925-Y",
    "Eerste Kamerstuk 27 925, Y": "kst-27925-Y",
    "Tweede Kamerstuk 29 521, nr. 381": "kst-29521-381",
    "TK, 2001-2002, 27 925, nr. 41": "kst-27925-41",
    "Kamerstukken II (2021/22), 29 521, nr. 440": "kst-29521-440",
    "Kamerstuk 29 521, 2012\u20132013, nr. 202": "kst-29521-202",
    # other words, other capitals
    "Kamerstuknummer 29 521, nr. 440": "kst-29521-440",
    "Kamerstuknr. 29 521, nummer 440": "kst-29521-440",
    "Kamerstuk nr. 29 521, no. 440": "kst-29521-440",
    "KAMERSTUKKEN II 2018/19, 29 521, NRS. 440 EN 441": "kst-29521-440 kst-29521-441",
    "Kamerstuk 27.925, nr. 41": "kst-27925-41",
    # one number below several dossiers is a paper in each
    "Kamerstukken 27 925 en 29 521, nr. 5": "kst-27925-5 kst-29521-5",
    "Kamerstuk 27 925 / 29 521, nr. 5": "kst-27925-5 kst-29521-5",
    "Kamerstukken 21 501-02, 27 925 en 29 521, nr. 5": "kst-21501-02-5 kst-27925-5 kst-29521-5",
    # ranges
    "Kamerstuk 29 521, nrs. 12 t/m 14": "kst-29521-12 kst-29521-13 kst-29521-14",
    "Kamerstuk 29 521, nrs. 9, 12 tot en met 14 en 20": (
        "kst-29521-9 kst-29521-12 kst-29521-13 kst-29521-14 kst-29521-20"
    ),
    "Kamerstuk 29 521, nrs. 440-442": "kst-29521-440 kst-29521-441 kst-29521-442",
    "Kamerstuk 29 521, nrs. 440\u2013442": "kst-29521-440 kst-29521-441 kst-29521-442",
    # a dossier is never a number
    "Kamerstuk 29 521, nr. 12 en nr. 27 925, nr. 900": "kst-29521-12 kst-27925-900",
    "Kamerstukken 29 521, nrs. 12 en 27.925, nr. 900": "kst-29521-12 kst-27925-900",
    # a footnote mark inside
    "Kamerstuk 29 521, nr. 441\u00b9 en nr. 442": "kst-29521-441 kst-29521-442",
    "Kamerstuk 29 521, nrs. 441[1], 442[2] en 443": "kst-29521-441 kst-29521-442 kst-29521-443",
    # identifiers
    "kst-29521-440": "kst-29521-440",
    "KST-21501\u201102\u20112893": "kst-21501-02-2893",
    "kst-20082009-31700-IV-D": "kst-20082009-31700-IV-D",
    # blanks, emphasis, dashes
    "Kamerstuk** 29 521, nr. **440": "kst-29521-440",
    "Kamerstuk 21 501\u201302, nr. 2893": "kst-21501-02-2893",
    "Kamerstuk 21 501-\n02, nr. 2893": "kst-21501-02-2893",
    "Kamerstukken 21501-28-203 en 21501-28-\n206": "kst-21501-28-203 kst-21501-28-206",
    "Kamerstuk 35\u00a0925\u00a0V, nr.\u00a084": "kst-35925-V-84",
    "Kamerstuk 29\u2009521, nr. 440": "kst-29521-440",
    "Kamerstuk 29\u202f521, nr. 440": "kst-29521-440",
    "Kamerstuk \n35403-1": "kst-35403-1",
    "Kamerstuk 29 521,\r\n    nr. 440": "kst-29521-440",
    "Kamerstukken 21501-28-203, 21501-28-206 \nen 21501-28-208": ("kst-21501-28-203 kst-21501-28-206 kst-21501-28-208"),
}
# What may follow without becoming part of the citation.
TAILS = ["", ".", ")", " \u2013 Voortgang", ", d.d. 8 maart 2022", ", 8 mei 2024", ", p. 4", ";", "\u21a9", " en de"]


@pytest.mark.parametrize("tail", TAILS)
@pytest.mark.parametrize(("written", "identifiers"), CITATIONS.items(), ids=map(repr, CITATIONS))
def test_citations(written: str, identifiers: str, tail: str) -> None:
    text = f"brief ({written}{tail}"
    [citation] = find_citations(text)
    assert " ".join(map(str, citation.papers)) == identifiers
    assert citation == Citation(written, 7, 7 + len(written), citation.papers)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Kamerstuk 29 521, nrs. 440 en 441, 15 personen", "Kamerstuk 29 521, nrs. 440 en 441"),
        ("Kamerstuk 29 521, nrs. 440, 441, EU", "Kamerstuk 29 521, nrs. 440, 441"),
        ("Kamerstuk 29 521, nrs. 440, 441, 27 925", "Kamerstuk 29 521, nrs. 440, 441"),
        ("Kamerstuk 29 521, nrs. 440, 12 december", "Kamerstuk 29 521, nrs. 440"),
        ("Kamerstuk 29 521, nr. 440, 441 militairen", "Kamerstuk 29 521, nr. 440"),
        ("Kamerstuk 29 521, nr. 440 en 21501-28", "Kamerstuk 29 521, nr. 440"),
        ("(Kamerstuk 29 521, nr. 441 en 442)", "Kamerstuk 29 521, nr. 441 en 442"),
        ("Kamerstuk 29 521, nr. 441 en 442.", "Kamerstuk 29 521, nr. 441 en 442"),
        ("(Kamerstuk 29 521, nr. 440/441)", "Kamerstuk 29 521, nr. 440/441"),
        ("(EK 29 521, Y en Z)", "EK 29 521, Y en Z"),
        ("Kamerstuk 29 521, nr. 441 en 442 militairen", "Kamerstuk 29 521, nr. 441"),
        ("Kamerstuk 29 521, nr. 441 en 4,5 miljoen", "Kamerstuk 29 521, nr. 441"),
        ("(Kamerstuk 29 521, nr. 441 en 2014)", "Kamerstuk 29 521, nr. 441"),
        ("Kamerstuk 29 521, nr. 12 en nr. 27 925", "Kamerstuk 29 521, nr. 12"),
        ("Kamerstuk 29 521, nr. 12 tot en met 31 juli", "Kamerstuk 29 521, nr. 12"),
        ("Kamerstuk 29 521, nr. 12 tot en met 2025", "Kamerstuk 29 521, nr. 12"),
        ("Kamerstuk 29 521, nr. 12 \u2013 14 militairen", "Kamerstuk 29 521, nr. 12"),
        ("Kamerstuk 29 521, nr. 441\u00b9", "Kamerstuk 29 521, nr. 441"),
        ("Kamerstuk 29 521, nr. 441[1]", "Kamerstuk 29 521, nr. 441"),
        ("**Kamerstuk** 29 521, nr. 441**", "Kamerstuk** 29 521, nr. 441"),
        # in brackets, the word may be left out
        ("(29 521, nr. 167)", "29 521, nr. 167"),
        ("(zie ook 29 521, nr. 167, d.d. 15 mei 2024)", "29 521, nr. 167"),
        ("(motie-Jansen c.s., 27 925, nr. 600 en nr. 601)", "27 925, nr. 600 en nr. 601"),
    ],
)
def test_a_citation_ends_where_its_list_ends(text: str, written: str) -> None:
    assert [citation.written for citation in find_citations(text)] == [written]


@pytest.mark.parametrize(
    "text",
    [
        "29 521 Nederlandse deelname aan vredesmissies",
        "29 521, nr. 440",
        "Kamerstuk 29 521",
        "Kamerstuk 29 521 Nederlandse deelname, nr. 440",
        "Kamerstukdossier 29521",
        "kamerstukdossier 21501 28-268",
        "Kamerstukdossier 29521, nr. 440",
        "Kamerstuk 2020D30499",
        "Kamerstuk 2020D30499, nr. 4",
        "Kamerstuk 21501-28",  # a sub-dossier
        "Kamerstuk 35925-V",  # a chapter, or else letter V of the upper house: not to be told apart
        "Kamerstuk 29 521, nr. 12345",
        "Kamerstuk 29 521, nr. 440-442",  # "nr." is no word for a range
        "Kamerstuk 29 521, nrs. 440-442-444",
        "Kamerstuk 29 521, nrs. 14 t/m 12",
        "Kamerstuk 29 521, nrs. 12 t/m 900",  # so many papers were never cited at once
        "Kamerstuk 29 521, nr. 27 925",
        "Kamerstuk 27 925\u201329 521, nr. 5",
        "Kamerstuk 29 521, NOV 2013",
        "EK 29 521, NATO",
        "(29521-167)",  # may be any number
        "(HTK 29 521, nr. 440)",
        "(Kamerstuk 31728, 30914, nr. 5)",
        "(Handelingen, 29 521, nr. 440)",
        "de Tweede Kamer 29 521-440",
        "kst-29521",
        "kst-1268678",  # provisional, without a dossier
        "kst-29521-440-achtig",
        "akst-29521-440",
        "https://zoek.officielebekendmakingen.nl/kst-29521-440.html",
        "Kamerstuk 29 5211, nr. 440",
        "Kamerstuk 31728, 30914, nr. 5",
        "Kamerstuk 29521, A",  # without nr. only after the name of the upper house
        "Kamerstukken II, nr.",
        "Kamerstuk 29521-440-3-2",
        "Kamerstuk 29 521 en nr. 440",
        "Kamerstuk ٢٩ ٥٢١, nr. ٤",
        "HTK 29 521, nr. 440",
    ],
)
def test_no_citations(text: str) -> None:
    assert find_citations(text) == []


@pytest.mark.parametrize(
    ("identifier", "written"),
    [
        ("kst-21501-02-2893", "Kamerstuk 21 501-02, nr. 2893"),
        ("kst-35925-V-84", "Kamerstuk 35 925 V, nr. 84"),
        ("kst-29521-AS", "Kamerstuk 29 521, nr. AS"),
        ("kst-33183-R1975-11", "Kamerstuk 33 183 (R1975), nr. 11"),
        ("kst-35925-R-3", "Kamerstuk 35 925 R, nr. 3"),
        ("kst-CLI-D", "Kamerstuk CLI, nr. D"),
        ("kst-00007-5", "Kamerstuk 00 007, nr. 5"),
        ("kst-20042005-29800F-A", "Kamerstuk 29 800 F, nr. A"),
        ("kst-20072008-00LXV-B", "Kamerstuk LXV, nr. B"),
        ("kst-22589-240-b2", "Kamerstuk 22 589, nr. 240"),
    ],
)
def test_cite(identifier: str, written: str) -> None:
    assert cite(parse(identifier)) == written


def test_a_provisional_paper_cannot_be_cited() -> None:
    with pytest.raises(ValueError, match="'kst-1168946' cannot be cited: it has no dossier"):
        cite(parse("kst-1168946"))


# Each as long as a long letter, and made to send a careless expression back and forth.
HOSTILE: dict[str, Callable[[int], str]] = {
    "keywords": lambda size: "Kamerstuk " * (size // 10),
    "one gap": lambda size: "Kamerstuk" + " " * size,
    "gaps": lambda size: ("Kamerstuk" + " " * 79) * (size // 88),
    "gaps in citations": lambda size: f"Kamerstuk 29{' ' * 79}521{' ' * 79}" * (size // 173),
    "digits": lambda size: "Kamerstuk " + "1" * size,
    "numerals": lambda size: "Kamerstuk " + "CXVI" * (size // 4),
    "a list of numbers": lambda size: "Kamerstuk 29 521, nrs. " + "1, " * (size // 3),
    "a list of papers": lambda size: "Kamerstukken " + "21501-28-203, " * (size // 14),
    "commas": lambda size: "Kamerstuk 29 521, nrs. 1" + ", " * (size // 2),
    "hyphens": lambda size: "kst-" + "29521-" * (size // 6),
    "identifiers": lambda size: "kst-29521-" * (size // 10),
    "brackets": lambda size: "(" * size,
    "words in brackets": lambda size: ("(" + "zie " * 15 + "29 521, ") * (size // 70),
    "dossiers": lambda size: "Kamerstukken " + "29 521, " * (size // 8),
    "dossiers and gaps": lambda size: ("Kamerstuk 29 521 /" + " " * 79) * (size // 97),
    "stars": lambda size: "Kamerstuk 29 521" + "*" * size,
    "ranges": lambda size: "Kamerstuk 29 521, nrs. " + "1 t/m 50, " * (size // 10),
    "chambers": lambda size: "Eerste Kamer, " * (size // 14),
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_take_linear_time(make: Callable[[int], str]) -> None:
    def read(size: int) -> None:
        text = make(size)
        find_citations(text)
        with pytest.raises(ValueError, match=r"longer than"):
            parse(text)

    assert_linear(read, 3_125)


# --- real identifiers, real letters -------------------------------------------------------------------------

# All that is refused of the corpus: five have no number, five are misprints.
REFUSED_IN_CORPUS = {
    *("kst-19941995-00", "kst-19941995-XVI", "kst-20072008-31290", "kst-30536-b1", "kst-32302--B"),
    *("kst-29293-1erdruk-b1", "kst-29800-VIIi-151-b1", "kst-30025-r1783-7", "kst-31200-XIv-157-b1"),
    "kst-31700-iv-c",
}


def _split(identifier: str) -> Fields:
    """What an identifier means, by plain splitting: only for sound identifiers, but easy to believe."""
    _, *parts = identifier.split("-")
    annex = parts.pop() if parts[-1][0] in "bhn" else None
    year = parts.pop(0) if len(parts[0]) == 8 and parts[0].isdigit() else None
    number = parts.pop()
    dossier = parts.pop(0) if parts else None
    sub_dossier = parts.pop() if parts else None
    assert not parts
    return year, dossier, sub_dossier, number, annex


def test_splitting_agrees_with_the_table() -> None:
    assert {identifier: _split(identifier) for identifier in IDENTIFIERS} == IDENTIFIERS


@pytest.mark.skipif(not CORPUS.exists(), reason="no ../shared/corpora with real identifiers beside the repository")
def test_real_identifiers() -> None:
    identifiers = lzma.decompress(CORPUS.read_bytes()).decode("ascii").split()
    assert len(identifiers) > 100_000
    refused = set()
    for identifier in identifiers:
        try:
            paper = parse(identifier)
        except ValueError:
            refused.add(identifier)
            continue
        assert str(paper) == identifier
        assert astuple(paper) == _split(identifier)
    assert refused == REFUSED_IN_CORPUS


@pytest.mark.skipif(not CORPUS.exists(), reason="no ../shared/corpora with real identifiers beside the repository")
def test_real_identifiers_are_citations() -> None:
    for identifier in lzma.decompress(CORPUS.read_bytes()).decode("ascii").split()[::50]:
        if identifier not in REFUSED_IN_CORPUS and (paper := parse(identifier)).dossier:
            [itself, cited] = find_citations(f"Zie {identifier} ({cite(paper)}).")
            assert (itself.written, itself.papers) == (identifier, (paper,))
            assert [each.number for each in cited.papers] == [paper.number]


@pytest.mark.skipif(not SOURCES.exists(), reason="no ../shared/sources with real letters beside the repository")
def test_real_letters() -> None:
    """Wherever a letter writes Kamerstuk and then a digit, a citation is found; one is a document number."""
    read, missed = 0, []
    for path in sorted(SOURCES.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        starts = {citation.start for citation in find_citations(text)}
        for place in re.finditer(r"kamerstuk(?:ken)?\s+[0-9]\w*", text, re.IGNORECASE):
            read += place.start() in starts
            missed += [place[0]] * (place.start() not in starts)
    assert read > 30
    assert missed == ["Kamerstuk 2020D30499"]
