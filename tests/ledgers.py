"""Invented ledgers: letters about a few missions, built by hand or drawn by Hypothesis."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis import strategies as st

import inzet
from inzet import edtf
from inzet.record import Keyed

MISSIONS = ("alpha", "bravo", "charlie")  # Bravo is a part of Alpha
_REGIONS = {"alpha": "sahel_west_africa", "bravo": "sahel_west_africa", "charlie": "middle_east"}
DAYS = ("2021-12-31", "2022-01-01", "2022-06-15", "2022-12-31", "2023-06-01", "2023-07-15", "2024-02-29", "2025-01-01")

Statement = dict[str, Any]


def letter(letter_id: str, letter_date: str, *statements: Statement) -> inzet.Letter:
    """A letter; what a statement leaves out is filled in: it goes to Alpha and says nothing new."""
    stated = {"letter_date_basis": "inferred", "note": "x"} if "/" in letter_date else {"letter_date_basis": "stated"}
    items = []
    for number, given in enumerate(statements, 1):
        item = {"contribution_id": f"{letter_id}.{number:02d}", "kind": "participation", "description": "x"}
        item |= {"change": "none", "status": "reported", "evidence": [{"line": 1, "section": "x", "quote": "x"}]}
        item |= {"missions": ["alpha"]} if "frameworks" not in given else {}
        item |= {"term_basis": "stated"} if given.keys() & {"start_date", "end_date"} else {}
        if given.keys() & {"number_min", "number_max", "previous_number"}:
            item |= {"kind": "personnel", "unit": "persons", "basis": "ceiling"}
        items.append(item | given)
    record = {
        "letter_id": letter_id, "letter_date": letter_date, "kind": "policy_letter", "title": "x", "language": "nl",
        "identifiers": [{"scheme": "own_reference", "value": "x"}], "source_file": "x.txt", "source_sha256": "0" * 64,
        "source_read": "2026-01-01", "coverage": "all", "summary": "x", "contributions": items, **stated,
    }  # fmt: skip
    return inzet.Letter.model_validate_json(json.dumps(record))


def dataset(*letters: inzet.Letter) -> inzet.Dataset:
    """A dataset of three missions, a framework, and these letters."""
    missions = [
        inzet.Mission.model_validate(
            {
                "mission_id": name,
                "name": name.title(),
                "kind": "mission",
                "domain": "civilian",
                "region": _REGIONS[name],
            }
            | ({"framework_id": "eu"} if name == "alpha" else {"lead_country": "NL"})
            | ({"parent": "alpha"} if name == "bravo" else {})
        )
        for name in MISSIONS
    ]
    framework = inzet.Framework(framework_id="eu", name="European Union", kind="organisation")
    return inzet.Dataset(Keyed(letters), Keyed(missions), Keyed([framework]))


def days() -> st.SearchStrategy[date]:
    """Days on which something begins or ends in these ledgers, and others near them."""
    return st.sampled_from([date.fromisoformat(day) for day in DAYS]) | st.dates(date(2021, 1, 1), date(2025, 12, 31))


_DATES = (
    *("2022", "2023", "2022-06", "2023-07", "2022-06-15", "2023-07-15", "2023-22", "2022-24", "2023~", "2022-12?"),
    *("2022/2023-06", "202X", "../2023-07", "2022-06/.."),
)


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    """A statement that may begin, end, count and be decided in any way."""
    item: Statement = {
        "missions": draw(st.lists(st.sampled_from(MISSIONS), min_size=1, max_size=2, unique=True)),
        "change": draw(st.sampled_from(("start", "continue", "increase", "decrease", "end", "none"))),
        "status": draw(st.sampled_from(("decided", "decided", "reported", "intended", "proposed", "explored"))),
    }
    for name in ("start_date", "end_date"):
        if draw(st.booleans()):
            item[name] = draw(st.sampled_from(_DATES))
    if draw(st.booleans()):
        low, high = sorted(draw(st.tuples(st.integers(0, 20), st.integers(0, 20))))
        given = ({"number_min": low, "number_max": high}, {"number_max": high}, {"number_min": low})
        item |= {"previous_number": high} if item["change"] == "end" else draw(st.sampled_from(given))
        item["personnel_types"] = draw(st.lists(st.sampled_from(("military", "civilian")), max_size=2, unique=True))
        if not item["personnel_types"]:
            del item["personnel_types"]
    return item


@st.composite
def letters(draw: st.DrawFn, letter_id: str = "x01") -> inzet.Letter:
    """A letter with up to four statements, some of them parts of others."""
    letter_date = draw(st.sampled_from(DAYS[:-1]) | st.just("2022/2022-06"))
    items = draw(st.lists(statements(), min_size=1, max_size=4))
    for at, item in enumerate(items[1:], 1):
        if draw(st.integers(0, 3)) == 0:
            item["part_of"] = f"{letter_id}.{draw(st.integers(1, at)):02d}"
    return letter(letter_id, letter_date, *items)


@st.composite
def ledgers(draw: st.DrawFn, most: int = 5) -> Sequence[inzet.Letter]:
    """Letters about the same missions."""
    return [draw(letters(f"x{number:02d}")) for number in range(1, draw(st.integers(1, most)) + 1)]


def known_from(letter: inzet.Letter) -> date:
    """The day from which a letter is surely known."""
    return edtf.last_day(letter.letter_date) or date.max
