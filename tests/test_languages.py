"""Answers in two languages: no English word is left in a Dutch answer, no Dutch one in an English, and no code."""

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import count, permutations
from typing import Any, get_args

import pytest

import inzet
from inzet.commands.main import main
from inzet.ledger.listing import Kind, make_listing
from inzet.ledger.overview import By
from inzet.ledger.pages import Page
from inzet.record import Keyed
from inzet.schema.nodes import walk
from inzet.schema.schemas import Schemas
from inzet.words import Lang, dates, sentences
from inzet.words.blocks import Grid

DAYS = ("2021-01-01", "2022-09-01", "2023-08-01", "2024-01-01", "2025-09-01")
FREE = ("words", "prose")
"""The definitions of the schemas for names, descriptions, notes and quotes, which are in one language only."""
SCHEMAS = Schemas.installed()


@cache
def _masked() -> inzet.Dataset:
    """The real records with a sign instead of every name, description, note and quote."""
    marks = (f"\u00a4{number}" for number in count())

    def mask(value: Any, node: dict[str, Any]) -> Any:
        if isinstance(value, dict):
            return {name: mask(part, node["properties"][name]) for name, part in value.items()}
        if isinstance(value, list):
            return [mask(part, node["items"]) for part in value]
        return next(marks) if node["x-name"] in FREE else value

    ds = inzet.load()
    made = [
        [
            type(record).model_validate_json(json.dumps(mask(record.model_dump(mode="json", exclude_unset=True), node)))
            for record in getattr(ds, folder)
        ]
        for folder, node in ((folder, SCHEMAS.items[folder]) for folder in ("letters", "missions", "frameworks"))
    ]
    return inzet.Dataset(*map(Keyed, made))


def _answers(ds: inzet.Dataset) -> Iterator[tuple[Any, dict[str, bool]]]:
    """Yield every sort of answer, with what of it is wanted."""
    for day in DAYS:
        yield from ((ds.overview(day, known, by), {"everything": True}) for by in get_args(By) for known in (None, day))
        yield from ((ds.position(target, day), {"why": True}) for target in ds.ledger.targets())
    yield from ((ds.timeline(target), {}) for target in ds.ledger.targets())
    views = (*(letter.id for letter in ds.letters), *DAYS[1:4], f"{DAYS[2]}@{DAYS[1]}")
    yield from ((ds.compare(*pair), {"everything": True}) for pair in permutations(views, 2))
    yield ds.reconcile(), {}
    yield from ((make_listing(ds.ledger, kind), {}) for kind in get_args(Kind))
    yield from ((ds.find(words), {"everything": True}) for words in ("eu", "kst", "mali", "xyz"))
    for record in ds.ledger.names.everything:
        yield Page(record, record.id, tuple(ds.referring_to(record)), ds.ledger), {}


def _texts(lang: Lang) -> Iterator[str]:
    for answer, how in _answers(_masked()):
        for block in answer.blocks(lang, **how):
            yield from (
                (*block.columns, *(cell for row in block.rows for cell in row))
                if isinstance(block, Grid)
                else (block.text,)
            )


def _written(lang: Lang) -> set[str]:
    """Every word that we have written in a language."""
    at = ("en", "nl").index(lang)
    texts = [pair[at] for pair in sentences._SENTENCES.values()]
    texts += [word for forms in sentences.UNITS.values() for word in forms[lang]]
    texts += [text for table in (dates.MONTHS, dates._SEASONS) for text in table[lang]]
    texts += [table[lang] for table in (dates._PERHAPS, dates._ABOUT, dates._FROM_TO, dates._BY, dates._SINCE)]
    for kind in SCHEMAS.kinds:
        for _, node in walk(SCHEMAS.load(kind)):
            texts += [node["title" if lang == "en" else "x-nl"]] if "title" in node else []
            texts += [label[lang] for label in node.get("x-values", {}).values()]
    return {word.casefold() for text in texts for word in re.findall(r"[^\W\d_]+", re.sub(r"\{\w+\}", "", text))}


@pytest.mark.parametrize(("lang", "other"), [("nl", "en"), ("en", "nl")])
def test_an_answer_is_in_one_language(lang: Lang, other: Lang) -> None:
    records = _masked().ledger.names.everything
    ids = {own for record in records for own in (record.id, *getattr(record, "former_ids", ()))}
    tokens = {token.strip("(),;:.“”") for text in set(_texts(lang)) for token in text.split()} - ids
    assert [token for token in tokens if re.fullmatch(r"[a-z]+(_[a-z]+)+", token)] == [], "a code is no word"
    plain = (token for token in tokens if not re.search(r"[\d/@]|^--", token))
    words = {word.casefold() for token in plain for word in re.findall(r"[^\W\d_]+", token)}
    own, foreign = _written(lang), _written(other)
    assert len(words & own) > 300
    assert words & (foreign - own) == set()


def test_the_language_is_chosen_or_that_of_the_environment(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for spoken, option, said in (
        ("", [], "EUMM Georgia on 1 January 2024"),
        ("en_GB.UTF-8", [], "EUMM Georgia on 1 January 2024"),
        ("nl_BE.UTF-8", [], "EUMM Georgia op 1 januari 2024"),
        ("nl_NL", ["--lang", "en"], "EUMM Georgia on 1 January 2024"),
        ("C", ["--lang", "nl"], "EUMM Georgia op 1 januari 2024"),
    ):
        monkeypatch.setenv("LANG", spoken)
        assert main(["position", "eumm-georgia", "--on", "2024-01-01", *option]) == 0
        assert capsys.readouterr().out.startswith(said)
