"""Heads of letters: what each page form says of a letter is read, and nothing that it does not say."""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, assert_linear
from hypothesis import given
from hypothesis import strategies as st

from inzet.commands.main import main
from inzet.records import evidence, strict_yaml
from inzet.records.new.letters import letter_skeleton
from inzet.records.tree import read_tree
from inzet.schema.schemas import Schemas
from inzet.texts.dutch.heads import kinds as letter_kinds
from inzet.texts.dutch.heads.furniture import REASON, find_furniture, is_furniture
from inzet.texts.dutch.heads.kinds import kind_of
from inzet.texts.dutch.heads.letterhead import read_head
from inzet.texts.dutch.heads.signatories import read_signatories
from inzet.texts.text import Text
from inzet.texts.transcripts import transcribe
from inzet.words.dates import MONTHS

TODAY = date(2026, 11, 21)
BODY = "Het kabinet heeft besloten dat Nederland met vijftien experts aan deze missie blijft bijdragen."
NEW, DASH = "\n", "\u2013"
HOUSES = {True: "Eerste", False: "Tweede"}


@dataclass(frozen=True)
class Facts:
    """What the head of an invented letter says."""

    dossiers: tuple[tuple[str, str], ...]
    number: str
    upper: bool
    title: str
    day: date
    signed: tuple[tuple[str, str], ...]
    wrapped: bool

    @property
    def house(self) -> str:
        return f"{HOUSES[self.upper]} Kamer der Staten-Generaal"

    @property
    def written(self) -> str:
        return f"{self.day.day} {MONTHS['nl'][self.day.month - 1]} {self.day.year}"

    @property
    def session(self) -> str:
        return f"{self.day.year}-{self.day.year + 1}"

    @property
    def heading(self) -> str:
        name = self.number if self.upper else f"Nr. {self.number}"
        gap = "\n" if self.wrapped and not self.upper else " "
        return f"{name}{gap}BRIEF VAN DE MINISTER VAN DEFENSIE"

    def above(self, gap: str) -> str:
        return gap.join(f"{number} {title}" for number, title in self.dossiers) + gap + self.heading

    def below(self, gap: str) -> str:
        return gap.join(f"{office},{gap[:1]}{name}" for office, name in self.signed)


def _official(facts: Facts) -> str:
    table = f"{facts.house}{facts.session}{facts.dossiers[0][0].replace(' ', '')} nr. {facts.number}"
    address = f"Aan de Voorzitter van de {facts.house}"
    head = f"Kamerstuk\n\nDatum publicatieOrganisatieVergaderjaarDossier- en ondernummer\n{table}\n\n"
    head += facts.above(NEW * 2)
    return f"{head}\n\n{address}\n\nDen Haag, {facts.written}\n\n{BODY}\n\n{facts.below(' ')}\n"


def _modern(facts: Facts) -> str:
    return (
        f"{facts.house}\u2003{1 if facts.upper else 2}\nVergaderjaar {facts.session.replace('-', DASH)}\n\n"
        f"{facts.above(NEW * 2)}\n\n"
        f"Aan de Voorzitter van de {facts.house}\n\nDen Haag, {facts.written}\n\n{BODY}\n\n{facts.below(NEW)}\n"
    )


def _print(facts: Facts) -> str:
    numbers = " en ".join(number for number, _ in facts.dossiers)
    number = f"{'' if facts.upper else 'nr. '}{facts.number}"
    foot = f"{HOUSES[facts.upper]} Kamer, vergaderjaar {facts.session}, {numbers}, {number}    1"
    return (
        f"   {facts.above(NEW + '   ')}\n\n   Aan de Voorzitter van de\n   {facts.house}\n\n"
        f"   \u2019s-Gravenhage, {facts.written}\n\n"
        f"   {BODY}\n\n   {facts.below(NEW + '   ')}\n\n{foot}\n"
    )


def _house_page(facts: Facts) -> str:
    return (
        f"Brief regering : {facts.title}\n{facts.above(NEW)}\nAan de Voorzitter van de {facts.house}\n"
        f"Den Haag, {facts.written}\n{BODY}\n{facts.below(NEW)}\n"
    )


def _ministry(facts: Facts) -> str:
    title = facts.title.replace(" aan ", " aan\n") if facts.wrapped else facts.title
    return (
        f"Ministerie van Defensie\n\n> Retouradres Postbus 20701 2500 ES Den Haag\n\n"
        f"de Voorzitter van de {facts.house}\nPlein 2\n2511 CR Den Haag\n\n"
        f"Datum   {facts.written}\nBetreft   {title}\nOnze referentie\nBS2023001234\n\n"
        f"Geachte voorzitter,\n\n{BODY}\n\n{facts.below(NEW * 2)}\n\nPagina 1 van 1\n"
    )


FORMS = {
    _official: {"letter_date", "papers", "session_year", "dossier_title", "addressee", "signed"},
    _modern: {"letter_date", "papers", "session_year", "dossier_title", "addressee", "signed"},
    _print: {"letter_date", "papers", "session_year", "dossier_title", "addressee", "signed"},
    _house_page: {"letter_date", "papers", "title", "dossier_title", "addressee", "signed"},
    _ministry: {"letter_date", "title", "addressee", "signed"},
}
"""Each page form with the facts that it gives."""

DOSSIERS = st.lists(
    st.sampled_from(
        [
            ("29 521", "Nederlandse deelname aan vredesmissies"),
            ("27 925", "Bestrijding internationaal terrorisme"),
            ("21 501-02", "Raad Algemene Zaken en Raad Buitenlandse Zaken"),
            ("35 925 V", "Vaststelling van de begrotingsstaten"),
        ]
    ),
    min_size=1, max_size=2, unique=True,
).map(tuple)  # fmt: skip
NAMES = st.sampled_from(
    [
        "F.C.G.M. Timmermans",
        "J.A. Hennis-Plasschaert",
        "mr. A. van der Berg",
        "M. J. M. Verhagen",
        "D. Yeşilgöz-Zegerius",
    ]
)
OFFICES = st.sampled_from(
    ["De Minister van Defensie", "De minister van Buitenlandse Zaken", "De Staatssecretaris van Defensie"]
)
FACTS = st.builds(
    Facts,
    dossiers=DOSSIERS,
    number=st.integers(1, 1999).map(str),
    upper=st.just(value=False),
    title=st.sampled_from(["Kennisgeving bijdrage aan een missie", "Artikel 100-brief bijdrage aan EUTM Mali in 2024"]),
    day=st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    signed=st.lists(st.tuples(OFFICES, NAMES), min_size=1, max_size=3, unique=True).map(tuple),
    wrapped=st.booleans(),
) | st.builds(
    Facts,
    dossiers=DOSSIERS,
    number=st.sampled_from(["A", "Y", "AB"]),
    upper=st.just(value=True),
    title=st.just("Voortgangsrapportage bijdrage aan een missie"),
    day=st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    signed=st.lists(st.tuples(OFFICES, NAMES), min_size=1, max_size=2, unique=True).map(tuple),
    wrapped=st.booleans(),
)


def _papers(head: dict[str, Any]) -> list[str]:
    own = [entry["value"] for entry in head.get("identifiers", ()) if entry["scheme"] == "kst"]
    return own + [f"kst-{entry['dossier']}-{entry['number']}" for entry in head.get("other_numbers", ())]


def _read(text: str) -> dict[str, Any]:
    head = read_head(Text(text))
    signed = tuple((entry["office"], entry["name"]) for entry in head.get("signatories", ()))
    return head | {"papers": _papers(head), "signed": signed}


@pytest.mark.parametrize("form", FORMS)
@given(facts=FACTS)
def test_what_a_page_form_gives_is_read_and_nothing_else(form: Any, facts: Facts) -> None:
    wanted = {
        "letter_date": facts.day.isoformat(),
        "papers": [f"kst-{number.replace(' V', '-V').replace(' ', '')}-{facts.number}" for number, _ in facts.dossiers],
        "session_year": facts.session,
        "title": facts.title,
        "dossier_title": facts.dossiers[0][1],
        "addressee": f"de Voorzitter van de {facts.house}",
        "signed": facts.signed,
    }
    read = _read(form(facts))
    for name, value in wanted.items():
        assert read.get(name) in ((value,) if name in FORMS[form] else (None, [], ())), name


@given(facts=FACTS)
def test_decomposed_letters_are_read_composed(facts: Facts) -> None:
    assert _read(unicodedata.normalize("NFD", _modern(facts))) == _read(_modern(facts))


@given(facts=FACTS, number=st.integers(2000, 9999))
def test_any_dossier_of_the_head_fits_an_id_and_no_other_paper(
    tmp_path_factory: pytest.TempPathFactory, facts: Facts, number: int
) -> None:
    path = tmp_path_factory.mktemp("text") / "x.txt"
    path.write_text(_modern(facts), encoding="utf-8")
    own = _papers(read_head(Text(_modern(facts))))
    for paper in own:
        letter, _ = strict_yaml.read(letter_skeleton(paper.lower(), path, path.parent, TODAY))
        others = [f"kst-{entry['dossier']}-{entry['number']}" for entry in letter.get("other_numbers") or ()]
        assert letter["identifiers"][0] == {"scheme": "kst", "value": paper}
        assert {paper, *others} == set(own)
        assert letter.get("dossier_title") == (facts.dossiers[0][1] if paper == own[0] else None)
    for wrong in (f"kst-29521-{number}", f"kst-33694-{facts.number}".lower(), "bz2410641"):
        with pytest.raises(ValueError, match=f"is the text of {own[0].lower()}"):
            letter_skeleton(wrong, path, path.parent, TODAY)


def test_the_title_of_another_dossier_is_left_out(tmp_path: Path) -> None:
    text = "27 925 Bestrijding internationaal terrorisme\n\n29 521 Vredesmissies\n\nNr. 946 BRIEF VAN DE MINISTER\n"
    (tmp_path / "x.txt").write_text(text)
    first, second = (
        strict_yaml.read(letter_skeleton(paper, tmp_path / "x.txt", tmp_path, TODAY))[0]
        for paper in ("kst-27925-946", "kst-29521-946")
    )
    assert first["dossier_title"] == "Bestrijding internationaal terrorisme"
    assert first["other_numbers"] == [{"dossier": "29521", "number": "946"}]
    assert "dossier_title" not in second
    assert second["other_numbers"] == [{"dossier": "27925", "number": "946"}]


def test_where_the_head_names_no_paper_the_command_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "records" / "letters").mkdir(parents=True)
    (tmp_path / "x.txt").write_text("Het kabinet stuurt een brief.\n")
    assert main(["new", "letter", "kst-29521-3", "--source", str(tmp_path / "x.txt"), "--root", str(tmp_path)]) == 0
    assert "does not name kst-29521-3; whether it is its text was not checked" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "papers"),
    [
        ("29 521\nVredesmissies\n\nnr. 823\nBRIEF VAN DE MINISTER\n", ["kst-29521-823"]),
        ("Kamerstuk\nTweede Kamer der Staten-Generaal | 2008-2009 | 28676 nr. 81 |\n", ["kst-28676-81"]),
        ("Tweede Kamer der Staten-Generaal2023-202427925;29521 nr. 946\n", ["kst-27925-946", "kst-29521-946"]),
        ("Eerste Kamer der Staten-Generaal2018-201927925 nr. Y\n", ["kst-27925-Y"]),
        ("Kamerstuk 29521-211\n", ["kst-29521-211"]),
        ("Kamerstuk 29521, nr. 211 | Overheid.nl > Officiële bekendmakingen\n", ["kst-29521-211"]),
        ("Vergaderjaar 2006-2007 29 521 Nederlandse deelname Nr. 41 BRIEF VAN DE MINISTER", ["kst-29521-41"]),
        ("36 410-XVII Vaststelling van de\nbegrotingsstaat (XVII)\nNr. 53 BRIEF VAN", ["kst-36410-XVII-53"]),
        ("Onderdeel van kamerstukdossier 21501 28-268 Defensieraad.\n", ["kst-21501-28-268"]),
        ("Onderdeel van kamerstukdossier 35925 V-84 Begroting .\n", ["kst-35925-V-84"]),
        ("kst-29521-3\nkst-29521-4\n", []),
        ("x\n\nkst-29521-209\nISSN 0921 - 7371\n", ["kst-29521-209"]),
        ("29 521 Missies\n\nY\n\nBRIEF VAN DE MINISTER\n", ["kst-29521-Y"]),
        ("Nr. 3 van de lijst\n", []),
        ("12 500 militairen\nNr. 3. van de lijst\n", []),
        ("Zie Kamerstuk 29521, nr. 211\nen kst-29521-3.\n", []),
        ("Zie Tweede Kamer, vergaderjaar 2012-2013, 29 521, nr. 209, waarin staat\n", []),
    ],
)
def test_the_papers_of_a_head(text: str, papers: list[str]) -> None:
    assert _papers(read_head(Text(text))) == papers


@pytest.mark.parametrize(
    ("text", "session"),
    [
        ("Vergaderjaar 2012-2013\n", "2012-2013"),
        ("vergaderjaar 2018/19\n", None),
        ("Vergaderjaar 2018/19\n", "2018-2019"),
        ("Vergaderjaar 1999\u20132000\n", "1999-2000"),
        ("Vergaderjaar 2012-2014\n", None),
        ("Tweede Kamer der Staten-Generaal2012-201329521 nr. 209\n", "2012-2013"),
        ("Tweede Kamer, vergaderjaar 2012\u20132013, 29 521, nr. 209    2\n", "2012-2013"),
        ("Zie Kamerstukken II, vergaderjaar 2018/19, 29 521, nr. 3.\n", None),
    ],
)
def test_the_session_year(text: str, session: str | None) -> None:
    assert read_head(Text(text)).get("session_year") == session


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Den Haag, 14 november 2014\n", "2014-11-14"),
        ("Den Haag 14 november 2014\n", "2014-11-14"),
        ("\u2019s-Gravenhage, 12 februari 2002\n", "2002-02-12"),
        ("Den Haag, 14-11-2014\n", "2014-11-14"),
        ("Aan de Voorzitter van de Tweede Kamer der Staten-Generaal Den Haag, 3 mei 2014 De huidige\n", "2014-05-03"),
        ("Aan de voorzitter der Staten-Generaal Den Haag, 14.11.2014 Hierbij\n", "2014-11-14"),
        ("Datum: 14-11-2014\n", "2014-11-14"),
        ("Datum   3 mei 2024    Onze referentie\n", "2024-05-03"),
        ("Kamerstuk: Kamerbrief | 15-06-2018\n", "2018-06-15"),
        ("Datum nieuwsfeit: 05-12-2003\n", "2003-12-05"),
        ("Uw brief Uw kenmerk Ons nummer Datum\n\nDVB/CV-087/03 14 februari 2003\n", "2003-02-14"),
        ("Uw kenmerk Ons\nnummer Datum\n\nDVB/\nCV - 077/06 17 maart 2006\n", "2006-03-17"),
        ("Het kenmerk en de Datum\nzijn van 3 mei 2014 of later.\n", None),
        ("Den Haag, 31-02-2014\n", None),
        ("In Den Haag, 3 mei 2014 of later\n", None),
        ("Datum publicatie 27-06-2013\n", None),
        ("Stand van zaken missies\n\n18-10-2002 11:05:00\n", "2002-10-18"),
    ],
)
def test_the_day(text: str, day: str | None) -> None:
    assert read_head(Text(text)).get("letter_date") == day


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Brief regering : Bijdrage aan EUFOR\n29 521 Missies\n", "Bijdrage aan EUFOR"),
        ("Brief regering : Bijdrage aan\nde missie in Irak\n29 521 Missies\n", "Bijdrage aan de missie in Irak"),
        ("Vredesmissies; Brief regering; Bijdrage in 2015\n\nAan de", "Bijdrage in 2015"),
        ("Kamerstuk 29521-459\n\nBrief regering; Stand van zaken Althea\n\nVredesmissies\n", "Stand van zaken Althea"),
        ("Inzet in Irak - Vredesmissies - Parlementaire monitor\n\nParlementaire monitor\n", "Inzet in Irak"),
        ("Inzet in Irak - en Mali - Vredesmissies - Parlementaire monitor\n\nParlementaire monitor\n", None),
        (
            "Ministerie van Defensie\n---\nStand van zaken missies\n\n18-10-2002 11:05:00\n\nHierbij",
            "Stand van zaken missies",
        ),
        ("---\nStand van zaken missies\n\n03-11-2006\n\nHierbij wil ik u informeren", "Stand van zaken missies"),
        ("Brief regering; Inzet in Irak - Missies\n\nDit is toegevoegd aan dossier 1\n", "Inzet in Irak"),
        ("Betreft: Bijdrage aan\nIrak en\nSyrië\n\nGeachte voorzitter,\n", "Bijdrage aan Irak en Syrië"),
        ("Onderwerp  Voortgang\nDatum 3 mei 2024\n", "Voortgang"),
        ("Betreft   Kamerbrief inzake missies    Bijlagen 2\n", "Kamerbrief inzake missies"),
        (
            "Betreft " + "Voortgang van alle missies waaraan Nederland bijdraagt sinds de\u00a0zomer\nIrak levert\n",
            None,
        ),
        (
            "Kamerbrief over inzet in missies en operaties\n\nDe ministers sturen\n",
            "Kamerbrief over inzet in missies en operaties",
        ),
        ("Dit betreft: niets\n", None),
    ],
)
def test_the_title(text: str, title: str | None) -> None:
    assert read_head(Text(text)).get("title") == title


@pytest.mark.parametrize(
    "text",
    [
        "Kamerstuk 29521-459\n\nBrief regering; Stand van zaken Althea\n\nVredesmissies\n",
        "Inzet in Irak - Vredesmissies - Parlementaire monitor\n\nParlementaire monitor\n",
    ],
)
def test_the_title_of_the_dossier_beside_that_of_the_letter(text: str) -> None:
    assert read_head(Text(text))["dossier_title"] == "Vredesmissies"


def test_an_addressee_may_have_the_address_on_its_line() -> None:
    text = "Aan:\nde Voorzitter van de Tweede Kamer der Staten-Generaal Binnenhof 4 's-Gravenhage\n"
    assert read_head(Text(text))["addressee"] == "de Voorzitter van de Tweede Kamer der Staten-Generaal"


SIGNED = {
    "De Minister van Defensie, J.A. Hennis-Plasschaert\n": ["J.A. Hennis-Plasschaert"],
    "De Minister van Defensie,\n\n\n\nRuben Brekelmans\n": ["Ruben Brekelmans"],
    "de minister van defensie, a.b. van der x\n": ["a.b. van der x"],
    "Aldus. De minister van Buitenlandse Zaken, M. J. M. Verhagen De minister van Defensie, E. van Middelkoop KST": [
        "M. J. M. Verhagen", "E. van Middelkoop",
    ],
    "De Minister van Onderwijs, Cultuur en Wetenschap, J. Bussemaker\n": ["J. Bussemaker"],
    "De Minister-President, Minister van Algemene Zaken, Mark Rutte\n": ["Mark Rutte"],
    "De Minister van Algemene Zaken,      De Minister van Defensie,\n\n\nA.B. Cee       Ank Bijleveld\n": [
        "A.B. Cee", "Ank Bijleveld",
    ],
    "Einde.\n\n   De minister van Algemene Zaken,\n\n   De minister van Financiën,\n\nA.B. Cee\n\nRuben Brekelmans\n": [
        "A.B. Cee", "Ruben Brekelmans",
    ],
    "DE MINISTER VAN DEFENSIE\n\nRuben Brekelmans\n": ["Ruben Brekelmans"],
    "De Minister voor Buitenlandse Handel\nen Ontwikkelingshulp,\ndrs. E.A.M.J. Ploumen\n": ["drs. E.A.M.J. Ploumen"],
    "De Minister van Defensie, K.H. Ollongren heeft gezegd\n": [],
    "Eerder. De Minister van Defensie, J.A. Hennis, zei dat.\n": [],
    "Ministerie van Defensie,\nDen Haag\n": [],
    "De Minister van Algemene Zaken, De Minister van Defensie,\n\nDr. A. Cee Drs. J.S.J. Dee\n": [
        "Dr. A. Cee", "Drs. J.S.J. Dee",
    ],
    "De Minister van De Minister van\n\nAlgemene Zaken, Defensie,\n\nmr. A.B. de Cee Dee H.G.J. Eff\n": [
        "mr. A.B. de Cee Dee", "H.G.J. Eff",
    ],
    "De minister van Algemene Zaken, De minister van Defensie,\n\nAnna Cee Dee Bea Eff\n": [],
    "- Eerste ondertekenaar: A. Cee, minister van Defensie\n- Mede ondertekenaar: B. Dee, minister van BZK (Ooit)\n": [
        "A. Cee", "B. Dee",
    ],
    "Eerste ondertekenaar: A. Cee, minister van Defensie\n\nDe Minister van Defensie,\nA.B. Cee\n": ["A.B. Cee"],
    "De Minister van Defensie\n\nDirectie Juridische Zaken\n": [],
}  # fmt: skip


@pytest.mark.parametrize("text", SIGNED)
def test_who_signed(text: str) -> None:
    assert [entry["name"] for entry in read_signatories(text)] == SIGNED[text]


KINDS = {
    "Artikel 100-brief over Mali": "article_100_letter",
    "Aanvullende artikel 100-brief": "article_100_letter",
    "Kennisgeving artikel 100 onderzoek": "notification_letter",
    "Voortgangsrapportage missies 2023": "progress_report",
    "Stand van zaken missies": "progress_report",
    "Voortgang Nederlandse bijdragen aan missies": "progress_report",
    "Eindevaluatie EUTM Mali": "evaluation",
    "Kabinetsreactie op het AIV-advies": "cabinet_response",
    "Beslisnota bij Kamerbrief": "decision_note",
    "Beleidsbrief missies": "policy_letter",
    "Europese samenwerking en appreciatie van een rapport": None,
    "Beantwoording vragen over artikel 100": None,
    "Tussentijdse evaluatie van missies": None,
    "Nederlandse inzet in Irak": None,
}


@pytest.mark.parametrize("title", KINDS)
def test_the_kind_by_the_title(title: str) -> None:
    assert kind_of(title, "") == KINDS[title]


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        ("In overeenstemming met artikel 100 van de Grondwet informeren wij u over het besluit", "article_100_letter"),
        ("Met inachtneming van artikel 100 delen wij u mee dat de regering heeft besloten", "article_100_letter"),
        ("Onder verwijzing naar artikel 100 stellen wij u op de hoogte van het kabinetsbesluit", "article_100_letter"),
        ("Gelet op artikel 100 brengen wij u op de hoogte van het besluit", "article_100_letter"),
        ("Gelet op artikel 100 melden wij u dat de regering heeft besloten", "article_100_letter"),
        ("Wij geven wij u kennis van het onderzoek dat de regering heeft ingesteld", "notification_letter"),
        ("Met deze voortgangsrapportage informeert het kabinet u", "progress_report"),
        ("Hierbij informeer ik u over de stand van zaken van de Nederlandse deelneming", "progress_report"),
        (
            "Overeenkomstig het Toetsingskader melden wij dat het nagaat of dit wenselijk en mogelijk is",
            "notification_letter",
        ),
        ("Overeenkomstig artikel 100 van de Grondwet is de Kamer geïnformeerd.", None),
        ("Het kabinet onderzoekt de wenselijkheid en mogelijkheid van een bijdrage.", "notification_letter"),
        ("De regering heeft gemeld de mogelijkheid van een bijdrage te zullen bezien.", None),
        ("Hierbij ontvangt u de kennisgevingsbrief over een bijdrage.", "notification_letter"),
        ("Hierbij ontvangt u de voortgangsrapportage over 2023.", "progress_report"),
        ("Hierbij biedt het kabinet zijn reactie aan op advies nr. 112", "cabinet_response"),
    ],
)
def test_the_kind_by_the_opening(opening: str, kind: str | None) -> None:
    assert kind_of(None, opening) == kind


def test_the_kinds_are_words_of_the_vocabulary() -> None:
    words = set(Schemas.installed().files["common"]["$defs"]["letter_kind"]["enum"])
    assert {kind for kind, *_ in (*letter_kinds._TITLES, *letter_kinds._OPENINGS) if kind} <= words
    assert REASON in Schemas.installed().files["common"]["$defs"]["passage_reason"]["enum"]


@pytest.mark.parametrize("form", FORMS)
@given(facts=FACTS)
def test_all_lines_around_a_letter_are_furniture_and_none_of_the_letter(form: Any, facts: Facts) -> None:
    text = form(facts)
    lines = text.split("\n")
    found = {line for line, reason in find_furniture(Text(text)) if reason == REASON}
    assert {at for at, line in enumerate(lines, 1) if line.strip() and BODY not in line} == found


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Pagina 3 van 12", True),
        ("Tweede Kamer, vergaderjaar 2012-2013, 29 521, nr. 209  2", True),
        ("BRIEF VAN DE MINISTERS VAN BUITENLANDSE ZAKEN EN VAN DEFENSIE", True),
        ("Datum publicatieOrganisatieVergaderjaarDossier- en ondernummer", True),
        ("2511 CR Den Haag", True),
        ("T 070 348 64 86", True),
        ("Onze referentie", True),
        ("Geachte voorzitter,", True),
        ("12 500 militairen", False),
        ("175", False),
        ("Nederland levert 12 militairen aan EUTM Mali.", False),
        ("- EUTM Mali: tien personen", False),
        ("Aan de missie nemen tien militairen deel.", False),
    ],
)
def test_a_line_of_furniture(line: str, expected: bool) -> None:
    assert is_furniture(line) is expected


def test_a_date_at_the_end_makes_no_head_of_the_letter() -> None:
    text = f"{BODY}\n\nTien militairen gaan naar Mali.\n\nDen Haag, 3 mei 2002\n"
    assert [line for line, _ in find_furniture(Text(text))] == [5]


def test_numbers_on_lines_of_their_own_are_pages_only_if_they_count() -> None:
    assert [line for line, _ in find_furniture(Text("1\n\nx y\n\n2\n\nx z\n\n3\n"))] == [1, 5, 9]
    assert list(find_furniture(Text("175\n\nx y\n\n20\n"))) == []
    # Python counts the separators of ASCII as blanks, but reads no number that has one.
    assert [line for line, _ in find_furniture(Text("1\x1f\n\nx y\n\n2\n"))] == [1, 5]


HOSTILE = (
    "Aan de Voorzitter van de ",
    "De Minister van A, A. ",
    "Den Haag, 3 mei 2014 ",
    "29 521 A\n",
    "\n",
    " ",
    "Datum\n",
    "kenmerk Datum\nA",
    "De Minister van De Minister van\n",
    "Mede ondertekenaar: A. Cee, minister van ",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_head_costs_no_more_than_its_length(piece: str) -> None:
    assert_linear(lambda size: (read_head(Text(piece * size)), list(find_furniture(Text(piece * size)))), 500)


def test_the_checksum_of_the_original_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "records" / "letters").mkdir(parents=True)
    page, text = tmp_path / "page.html", tmp_path / "x.txt"
    page.write_text("<html><p>29 521 Missies</p><p>Nr. 3 BRIEF VAN DE MINISTER</p></html>")
    assert main(["text", str(page), "-o", str(text)]) == 0
    arguments = ["new", "letter", "kst-29521-3", "--root", str(tmp_path), "--original", str(page)]
    assert main([*arguments, "--source", str(text)]) == 0
    letter, _ = strict_yaml.read((tmp_path / "records" / "letters" / "kst-29521-3.yaml").read_text())
    assert letter["source_original_sha256"] == hashlib.sha256(page.read_bytes()).hexdigest()
    assert "not checked" not in capsys.readouterr().err
    assert main(arguments) == 2
    assert "give that text with --source" in capsys.readouterr().err


def test_no_line_that_was_coded_is_furniture(sources: Path) -> None:
    documents, _ = read_tree(ROOT)
    for letter in (document.value for document in documents if document.kind == "letter"):
        text = Text((sources / letter["source_file"]).read_text(encoding="utf-8"))
        coded = {entry["line"] for _, _, entry in evidence.fragments(letter)}
        coded |= {entry["line"] for entry in letter.get("citations", ())}
        coded |= {entry["line"] for entry in letter.get("passages", ()) if entry["reason"] != REASON}
        assert coded.isdisjoint(line for line, _ in find_furniture(text))


def test_every_fragment_is_in_the_text_that_is_made_of_a_source(sources: Path) -> None:
    documents, _ = read_tree(ROOT)
    for letter in (document.value for document in documents if document.kind == "letter"):
        text = Text(transcribe((sources / letter["source_file"]).read_bytes()).content)
        for _, _, entry in evidence.fragments(letter):
            assert next(text.find(" ".join(entry["quote"].split())), None), entry["quote"]
