"""New records: what follows from the identifier is filled in, all else is explained."""

import pytest

from inzet import schema, source
from inzet.skeleton import skeleton


@pytest.mark.parametrize(
    ("given", "letter_id", "dossier", "number"),
    [
        ("kst-29521-446", "kst-29521-446", "29521", "446"),
        ("kst-21501-02-2893", "kst-21501-02-2893", "21501-02", "2893"),
        ("kst-35925-v-84", "kst-35925-v-84", "35925-V", "84"),
        ("KST-35925-V-84", "kst-35925-v-84", "35925-V", "84"),
    ],
)
def test_what_follows_from_an_official_number(given: str, letter_id: str, dossier: str, number: str) -> None:
    letter, faults = source.read(skeleton("letter", given))
    assert faults == []
    assert (letter["letter_id"], letter["dossier"], letter["number"]) == (letter_id, dossier, number)
    official = f"kst-{dossier}-{number}"
    assert letter["identifiers"] == [{"scheme": "kst", "value": official}]
    assert letter["source_urls"] == [f"https://zoek.officielebekendmakingen.nl/{official}.html"]


@pytest.mark.parametrize(("kind", "record_id"), [("letter", "bz2410641"), ("mission", "kfor"), ("framework", "epf")])
def test_every_field_stands_there_in_order_with_its_meaning_and_words(kind: str, record_id: str) -> None:
    text = skeleton(kind, record_id)
    plain = " ".join(text.replace("#", " ").split())
    at = 0
    for name, node in schema.load(kind)["properties"].items():
        at = plain.index(" ".join(node["description"].split()), at)
        at = plain.index(f" {name}:", at)
    for _, node in schema.walk(schema.load(kind)):
        if len(node.get("enum", ())) in range(1, 41):
            assert ", ".join(node["enum"]) in plain
    for line in text.splitlines():
        assert len(line) <= 120


def test_the_first_contribution_can_be_uncommented() -> None:
    head, _, tail = skeleton("letter", "kst-29521-494").partition("contributions: []\n")
    lines = [line.removeprefix("# ") for line in tail.splitlines()[1:]]
    letter, faults = source.read(head + "contributions:\n" + "\n".join(lines))
    assert faults == []
    (item,) = letter["contributions"]
    assert list(item) == list(schema.load("contribution")["properties"])
    assert list(item["evidence"][0]) == ["line", "section", "quote", "supports"]


@pytest.mark.parametrize(
    ("kind", "wrong"), [("mission", "KFOR"), ("mission", "k"), ("framework", "a b"), ("letter", "kst-1")]
)
def test_a_wrong_id_is_refused_with_its_form(kind: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=r"lower-case|looks like"):
        skeleton(kind, wrong)
