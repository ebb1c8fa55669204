"""What the words of a clause say of the change and the status of a contribution."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inzet.records.rules.wording import wording_fits_coding
from inzet.schema.schemas import Schemas
from inzet.texts.dutch import DUTCH
from inzet.texts.dutch.statements.decisions import read_decision

WORDS = {name: Schemas.installed().files["common"]["$defs"][name]["enum"] for name in ("change", "status")}


@pytest.mark.parametrize(
    ("words", "change", "status"),
    [
        ("De functie gaat op 1 december 2019 over naar Spanje", "end", "reported"),
        ("De functie wordt niet opnieuw ingevuld", "end", None),
        ("De functie zal na oktober niet opnieuw worden vervuld", "end", "reported"),
        ("De functie komt per 1 maart te vervallen", "end", None),
        ("Nederland gaat over op een nieuwe inzet", "start", "reported"),
        ("Nederland levert niet langer militairen", "end", "reported"),
        ("De bijdrage gaat niet terug naar tien militairen", None, "reported"),
        ("De bijdrage wordt niet verlaagd", None, "decided"),
        ("Nederland is niet in staat deel te nemen", None, "declined"),
        ("Het aantal is gegroeid van zes naar elf", "increase", "reported"),
        ("Het kabinet streeft ernaar het aantal te laten toenemen", "increase", "intended"),
        ("Het team wordt met twee adviseurs versterkt", "increase", None),
        ("Hun aantal zal teruggaan naar zes", "decrease", "reported"),
        ("De inzet is op zijn vroegst vanaf oktober mogelijk", None, "explored"),
        ("Het onderzoek betreft de uitzending van zeven waarnemers", None, "explored"),
        ("Aan dat verzoek kan Nederland niet tegemoetkomen", None, "declined"),
        ("Het kabinet is niet voornemens het maximum te verhogen", "increase", "declined"),
        ("Het schip kan niet worden geleverd", None, "declined"),
        ("Op het verzoek is Nederland niet ingegaan", None, "declined"),
        ("Er wordt gekeken naar de plaatsing van officieren", None, "explored"),
        ("De officieren zullen tot 1 juni aanblijven", "continue", "reported"),
        ("Daaraan geeft Nederland geen gehoor", None, "declined"),
        ("Voor die functie zal Nederland geen opvolger voordragen", "end", "reported"),
        ("Ter vergroting van de effectiviteit verlengt het kabinet de inzet", "continue", "decided"),
        ("Het kabinet heeft besloten de bijdrage te verlengen tot en met 31 december", "continue", "decided"),
        ("Het kabinet verlengt de inzet van twee militairen", "continue", "decided"),
        ("Nederland zet de training met tien militairen voort", "continue", "decided"),
        ("De bijdrage aan de operatie wordt niet verlengd", "end", "decided"),
        ("De bijdrage wordt per 1 juli 2022 beëindigd", "end", "decided"),
        ("De huidige bijdrage loopt eind 2014 af", "none", "reported"),
        ("Het kabinet is voornemens zes experts uit te zenden", None, "intended"),
        ("de mogelijkheid en wenselijkheid van een intensivering van de bijdrage onderzoekt", "increase", "explored"),
        ("Of Nederland kan bijdragen, wordt nog bezien", None, "explored"),
        ("dat aan een Nederlandse bijdrage nu geen behoefte bestaat", None, "declined"),
        ("Van deelname ziet het kabinet af", None, "declined"),
        ("Nederland levert geen trainers voor de training", None, "declined"),
        ("Nederland levert sinds 2014 een bijdrage", None, "reported"),
        ("In juni 2009 verlengde de regering de bijdrage met een jaar", "continue", "reported"),
        ("Nederland zal twee schepen leveren", "start", "reported"),
        ("Bij de missie wordt een adviseur geplaatst", "start", "reported"),
        ("Bij de missie kan een adviseur worden geplaatst", None, None),
        ("Er worden geen adviseurs geplaatst", None, None),
        ("Nederland detacheert twee officieren", None, "reported"),
        ("Twee schepen die Nederland beschikbaar stelt voor de operatie", None, "reported"),
        ("een aanvullende militaire bijdrage", "increase", None),
        ("Nederland heeft een verzoek ontvangen een bijdrage te leveren", None, None),
        ("in te zetten in de regio", None, None),
        ("", None, None),
    ],
)
def test_the_words_of_letters_are_read(words: str, change: str | None, status: str | None) -> None:
    read = read_decision(words)
    assert (read.change and read.change.value, read.status and read.status.value) == (change, status)


PIECES = ["heeft", "besloten", "niet", "te", "verlengen", "zal", "af", "ziet", "zet", "voort"]


@given(st.text(max_size=200) | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_what_is_read_is_in_the_text_and_in_the_vocabulary(words: str) -> None:
    read = read_decision(words)
    for name in WORDS:
        mark = getattr(read, name)
        assert mark is None or (mark.value in WORDS[name] and 0 <= mark.start < mark.end <= len(words))
    if read.change and read.status:
        assert read.change.value != "none" or read.status.value == "reported"
        assert read.status.value != "declined" or read.change.value in ("start", "increase")


@pytest.mark.parametrize(
    ("quote", "more", "fits"),
    [
        ("heeft op 19 december 2008 besloten tot deelname", {}, True),
        ("heeft besloten tot deelname", {}, False),
        ("heeft besloten tot deelname", {"decided_on": "2008-12-19"}, True),
        ("heeft besloten tot deelname", {"note": "Recalls the letter of 2008."}, True),
        ("verkent een deelname", {"note": "A note does not make it a report."}, False),
    ],
)
def test_a_decision_that_a_letter_recalls_may_be_reported(quote: str, more: dict[str, str], fits: bool) -> None:
    setting: Any = SimpleNamespace(language=DUTCH)
    item = {"change": "start", "status": "reported", "evidence": [{"quote": quote}], **more}
    assert (list(wording_fits_coding(item, setting)) == []) is fits
