"""The ledger keeps its laws, on invented letters."""

from datetime import date, timedelta
from functools import partial
from typing import Any, get_args

import pytest
from conftest import assert_flat
from hypothesis import assume, given
from hypothesis import strategies as st
from ledgers import MISSIONS, dataset, days, known_from, ledgers, letter, letters

import inzet
from inzet.ledger import Interval, Measure, Position
from inzet.ledger.decisions import Answer
from inzet.ledger.intervals import add
from inzet.ledger.overview import By
from inzet.ledger.statements import Statement, sized
from inzet.ledger.timeline import compare_figures, comparison, with_latest

PERSONS = Measure("persons", "ceiling")
FIRST = {"change": "continue", "status": "decided", "end_date": "2025-07-31", "number_max": 12}
OVER: tuple[Answer, ...] = ("ending", "ended", "ran_out")


def _ask(*made: inzet.Letter, on: Any, known: Any = None, target: str = "alpha") -> Position:
    return dataset(*made).position(target, on, known)


def _told(found: Position) -> tuple[Any, ...]:
    statements = (found.carriers, found.reports, found.plans, found.refusals)
    ids = [[statement.id for statement in each] for each in statements]
    return found.answer, found.reason, found.until, ids, found.figures, [(role, each.id) for role, each in found.roles]


# --- growth ------------------------------------------------------------------------------------------

_GROWING: dict[str, dict[str, Any]] = {
    "the same again": {"change": "continue", "status": "decided", "number_max": 12, "end_date": "2025"},
    "an end": {"change": "end", "status": "decided", "previous_number": 3},
    "nothing to compare": {"change": "none", "status": "reported"},
    "a former figure": {"change": "decrease", "status": "decided", "number_max": 4, "previous_number": 9},
    "a report of a mandate": {"change": "continue", "status": "reported", "number_max": 3},
    "a term of its own": {"change": "start", "status": "decided", "start_date": "2030", "end_date": "2031"},
}


@pytest.mark.parametrize("one_day", [False, True], ids=["days", "one day"])
@pytest.mark.parametrize("statement", _GROWING.values(), ids=_GROWING)
def test_work_grows_with_the_letters_and_not_with_their_square(statement: dict[str, Any], one_day: bool) -> None:
    def grow(size: int) -> inzet.Dataset:
        made = dataset(
            *(
                letter(f"x{at:04d}", str(date(2020, 1, 1) + timedelta(0 if one_day else at)), statement)
                for at in range(size)
            )
        )
        assert made.ledger
        return made

    assert_flat(lambda size: grow(size).reconcile, 25)
    assert_flat(lambda size: partial(grow(size).timeline, "alpha"), 25)
    assert_flat(lambda size: partial(grow(size).overview, "2022-01-01"), 25)
    assert_flat(lambda size: partial(grow(size).position, "alpha", "2022-01-01"), 25)
    assert_flat(lambda size: partial(grow(size).find, "x"), 25)
    assert_flat(lambda size: partial(getattr, dataset(*grow(size).letters), "ledger"), 25)


@given(ledgers(most=8))
def test_the_latest_is_what_a_search_from_the_end_finds(made: list[inzet.Letter]) -> None:
    ledger = dataset(*made).ledger
    for target in MISSIONS:
        statements = ledger.about(target)

        def keys(statement: Statement) -> list[object]:
            return [statement.sort, statement.item.change, comparison(statement, MISSIONS[0])]

        wanted = {key for statement in statements for key in keys(statement)} | {None}
        for statement, latest in with_latest(statements, keys):
            earlier = [other for other in statements if other.known_from < statement.known_from]
            for key in wanted:
                found = next((other for other in reversed(earlier) if key in keys(other)), None)
                assert latest.get(key) is (None if key is None else found)


@given(ledgers(most=8))
def test_a_figure_is_compared_with_the_latest_of_the_same_sort(made: list[inzet.Letter]) -> None:
    everything = dataset(*made)
    for target in MISSIONS:
        for entry in everything.timeline(target):
            statement, own = entry.statement, sized(entry.statement)
            measure = own.measure if own else PERSONS if statement.item.previous_number is not None else None
            fitting = [
                other
                for other in everything.ledger.about(target)
                if other.known_from < statement.known_from
                and other.sort not in ("plan", "refusal", "ending")
                and {*other.targets} == {*statement.targets}
                and other.is_inside(target) == statement.is_inside(target)
                and (figure := sized(other))
                and figure.measure == measure
            ]
            assert entry.compared_with is (fitting[-1] if fitting else None)


# --- laws --------------------------------------------------------------------------------------------


@given(ledgers(), letters("y01"), days(), days())
def test_knowing_more_never_changes_what_was_known(
    made: list[inzet.Letter], later: inzet.Letter, on: date, known: date
) -> None:
    assume(known_from(later) > known)
    before, after = dataset(*made), dataset(*made, later)
    for target in MISSIONS:
        assert _told(before.position(target, on, known)) == _told(after.position(target, on, known))
        assert [entry.figure_change for entry in before.timeline(target, known)] == [
            entry.figure_change for entry in after.timeline(target, known)
        ]
    for by in get_args(By):
        assert before.overview(on, known, by).totals == after.overview(on, known, by).totals


@given(ledgers(), days(), st.none() | days())
def test_only_a_statement_whose_term_covers_the_day_puts_a_mission_in_force(
    made: list[inzet.Letter], on: date, known: date | None
) -> None:
    for target in MISSIONS:
        found = dataset(*made).position(target, on, known)
        for statement in (*found.carriers, *found.reports, *found.plans):
            assert known is None or statement.known_from <= known
            assert target in statement.targets
        if found.answer in ("in_force", "perhaps"):
            assert all(statement.term.begins <= on for statement in found.carriers)
            # A report of a mandate has the term of an earlier one, so only its own word for an end binds it.
            assert all(statement.term.over >= on for statement in found.carriers if statement.has_term)
            assert all(statement.sort in ("mandate", "ending", "past") for statement in found.carriers)
        if found.answer == "in_force":
            assert all(statement.term.covers(on) == "yes" for statement in found.carriers)
        assert all(statement.sort == "plan" and statement.term.covers(on) != "over" for statement in found.plans)


@given(ledgers(), st.randoms(use_true_random=False), days(), st.none() | days())
def test_the_order_of_files_is_irrelevant(made: list[inzet.Letter], dice: Any, on: date, known: date | None) -> None:
    mixed = list(made)
    dice.shuffle(mixed)
    one, other = dataset(*made), dataset(*mixed)
    for target in MISSIONS:
        assert _told(one.position(target, on, known)) == _told(other.position(target, on, known))
    for by in get_args(By):
        assert [
            [(group.key, group.totals) for group in each.overview(on, known, by).groups] for each in (one, other)
        ] == [[(group.key, group.totals) for group in one.overview(on, known, by).groups]] * 2
    assert {(each.code, each.record.id) for each in one.reconcile()} == {
        (each.code, each.record.id) for each in other.reconcile()
    }


@given(ledgers(), days(), st.none() | days(), st.sampled_from(get_args(By)))
def test_rows_and_groups_add_up_to_the_total(made: list[inzet.Letter], on: date, known: date | None, by: By) -> None:
    found = dataset(*made).overview(on, known, by)
    assert found.totals == dataset(*made).overview(on, known).totals
    assert found.totals == add(figure for row in found.rows for figure in row.figures.items())
    assert found.totals == add(figure for group in found.groups for figure in group.totals.items())
    named = [position.record.id for row in found.rows for position in row.positions]
    assert sorted(named) == sorted(position.record.id for position in found.answered("in_force"))
    assert len(named) == len(set(named)), "no mission has two rows"


@given(ledgers(), days(), st.none() | days())
def test_nothing_is_counted_twice(made: list[inzet.Letter], on: date, known: date | None) -> None:
    amounts = [amount for row in dataset(*made).overview(on, known).rows for amount in row.amounts]
    ids = [amount.statement.id for amount in amounts]
    assert len(ids) == len(set(ids)), "a shared ceiling is counted once"
    for amount in amounts:
        assert not {whole.id for whole in amount.statement.wholes} & set(ids), "a part is never added to its whole"
        assert amount.statement.figure == (amount.measure, amount.interval), "a figure is what its letter gives"


@given(ledgers())
def test_without_an_open_mandate_there_is_a_day_after_which_nothing_is_in_force(made: list[inzet.Letter]) -> None:
    ds, never = dataset(*made), date.max - timedelta(days=1)
    for target in MISSIONS:
        statements = ds.ledger.about(target)
        if all(statement.term.over < never for statement in statements if statement.sort in ("mandate", "ending")):
            assert ds.position(target, never).answer not in ("in_force", "perhaps")


@given(ledgers(), days())
def test_an_older_statement_never_rises_again(made: list[inzet.Letter], on: date) -> None:
    ds = dataset(*made)
    for target in MISSIONS:
        found = ds.position(target, on)
        if found.answer in OVER:
            later = (on + timedelta(days=days) for days in (1, 30, 400, 4000))
            carriers = {statement.known_from for statement in found.carriers}
            for day in later:
                after = ds.position(target, day)
                if after.answer in ("in_force", "perhaps"):
                    assert min(statement.known_from for statement in after.carriers) >= min(carriers)


@given(ledgers(), days(), st.sampled_from(MISSIONS), st.sampled_from(("2021-06-01", "2024-06-01")))
def test_a_report_without_figure_and_term_changes_no_other_answer(
    made: list[inzet.Letter], on: date, target: str, day: str
) -> None:
    report = letter("y01", day, {"missions": [target]})
    before, after = dataset(*made), dataset(*made, report)
    for mission in MISSIONS:
        old, new = before.position(mission, on), after.position(mission, on)
        if old.answer not in ("unknown", "last_reported", "planned", "ended", "ran_out"):
            assert (new.answer, new.until, new.figures) == (old.answer, old.until, old.figures)
        if mission != target:
            assert new.answer == old.answer
        assert new.answer in (old.answer, "last_reported")


@given(ledgers(), days(), days(), days())
def test_a_comparison_names_whatever_differs(made: list[inzet.Letter], on: date, other: date, known: date) -> None:
    ds = dataset(*made)
    named = {
        shift.record.id: shift for shift in ds.compare(f"{on}@{known}", f"{other}@{known}") if shift.what != "unchanged"
    }
    for target in MISSIONS:
        old, new = ds.position(target, on, known), ds.position(target, other, known)
        if old.answer != new.answer:
            assert target in named
        elif old.answer == "in_force" and (old.until, old.shared_with) == (new.until, new.shared_with):
            assert (target in named) == (old.figures != new.figures) or named[target].what == "resumed"
    assert all(shift.what == "unchanged" for shift in ds.compare(f"{on}@{known}", f"{on}@{known}"))


@given(
    st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted),
    st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted),
)
def test_growth_is_what_holds_for_every_figure_of_the_two(old: list[int], new: list[int]) -> None:
    first, second = Interval(*old), Interval(*new)
    how = compare_figures(first, second)
    pairs = {
        (before < after) - (before > after)
        for before in range(old[0], old[1] + 1)
        for after in range(new[0], new[1] + 1)
    }
    assert (
        how == "same"
        if old == new
        else how == {frozenset({1}): "up", frozenset({-1}): "down"}.get(frozenset(pairs), "unclear")
    )
    opposite = {"up": "down", "down": "up"}
    assert compare_figures(second, first) == opposite.get(how, how)


# --- worked by hand ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "known", "answer"),
    [
        ("2022-06-16", None, "unknown"),  # the letter says nothing of the day before it
        ("2022-06-17", None, "in_force"),
        ("2025-07-31", None, "in_force"),
        ("2025-08-01", None, "ran_out"),
        ("2023-01-01", "2022-06-16", "unknown"),
    ],
)
def test_a_mandate_counts_from_its_letter_to_its_last_day(on: str, known: str | None, answer: str) -> None:
    assert _ask(letter("x01", "2022-06-17", dict(FIRST)), on=on, known=known).answer == answer


@pytest.mark.parametrize(
    ("second", "on", "answer"),
    [
        ({"status": "reported", "number_max": 12}, "2024-01-01", "in_force"),  # takes over the term
        ({"status": "reported", "number_max": 12}, "2026-01-01", "ran_out"),
        ({}, "2024-01-01", "in_force"),  # a report displaces nothing
        ({}, "2026-01-01", "ran_out"),
        ({"change": "end", "status": "decided"}, "2024-01-01", "ending"),
        ({"change": "end", "status": "reported"}, "2024-01-01", "ended"),
        ({"change": "end", "status": "decided", "end_date": "2023-12"}, "2023-11-01", "in_force"),
        ({"change": "end", "status": "decided", "end_date": "2023-12"}, "2024-01-01", "ended"),
        ({"change": "decrease", "status": "decided", "end_date": "2023-12"}, "2024-01-01", "ran_out"),  # no older term
        ({"change": "continue", "status": "decided", "end_date": "2027"}, "2026-01-01", "in_force"),
        ({"change": "increase", "status": "proposed", "end_date": "2028"}, "2026-01-01", "ran_out"),
        ({"change": "start", "status": "declined"}, "2024-01-01", "in_force"),
    ],
)
def test_what_a_later_letter_does_to_a_mandate(second: dict[str, Any], on: str, answer: str) -> None:
    made = (letter("x01", "2022-06-17", dict(FIRST)), letter("x02", "2023-05-01", second))
    assert _ask(*made, on=on).answer == answer


@pytest.mark.parametrize(
    ("item", "on", "answer", "reason"),
    [
        ({}, "2024-01-01", "last_reported", ""),
        ({"start_date": "2020"}, "2021-06-01", "last_reported", ""),
        ({"end_date": "../2022-06-17"}, "2022-06-17", "ended", ""),  # the past tense: over by the day of the letter
        ({"end_date": "../2022-06-17"}, "2021-01-01", "perhaps", ""),
        ({"start_date": "2021", "end_date": "2021"}, "2021-12-31", "perhaps", ""),  # on some days of it
        ({"start_date": "2021", "end_date": "2021"}, "2020-12-31", "unknown", "later"),
        ({"start_date": "2025", "end_date": "2026", "status": "decided"}, "2024-01-01", "planned", ""),
        ({"start_date": "2025", "end_date": "2026", "status": "decided"}, "2025-06-17", "perhaps", ""),
        ({"end_date": "2022-10?"}, "2022-09-30", "in_force", ""),
        ({"end_date": "2022-10?"}, "2022-10-01", "perhaps", ""),
        ({"end_date": "2023-22"}, "2023-08-31", "in_force", ""),  # a season is inclusive
        ({"change": "start", "status": "decided"}, "2030-01-01", "in_force", ""),  # decided, with no end
        ({"change": "start", "status": "intended"}, "2024-01-01", "planned", ""),
        ({"change": "start", "status": "declined"}, "2024-01-01", "unknown", "refused"),
        ({"change": "start", "status": "explored", "end_date": "2023"}, "2024-01-01", "unknown", "past"),
        ({"missions": ["bravo"]}, "2024-01-01", "unknown", "not_mentioned"),
    ],
)
def test_what_one_statement_says_of_a_day(item: dict[str, Any], on: str, answer: str, reason: str) -> None:
    found = _ask(letter("x01", "2022-06-17", item), on=on)
    assert (found.answer, found.reason) == (answer, reason)


def test_a_report_after_the_term_shows_that_it_went_on() -> None:
    made = [letter("x01", "2022-06-17", {**FIRST, "end_date": "2022"}), letter("x02", "2023-05-01", {"number_max": 9})]
    assert _ask(*made, on="2023-02-01").answer == "ran_out"
    found = _ask(*made, on="2023-06-01")
    assert (found.answer, found.figures) == ("last_reported", {PERSONS: Interval(9, 9)})


def test_a_letter_of_an_uncertain_date_is_known_from_its_last_day() -> None:
    made = letter("x01", "2020-07-22/2020-12-31", dict(FIRST))
    assert _ask(made, on="2020-12-30", known="2020-12-30").reason == "no_letter"
    assert _ask(made, on="2020-12-31").answer == "in_force"
    assert _ask(made, on="2020-09-01").answer == "perhaps", "the letter may be of later"


def test_a_shared_ceiling_is_one_row_and_parts_stand_for_a_whole_without_a_figure() -> None:
    shared = {**FIRST, "missions": ["alpha", "bravo"]}
    whole = {"change": "continue", "status": "decided", "end_date": "2025-07-31", "missions": ["charlie"]}
    parts = [{**FIRST, "missions": ["charlie"], "part_of": "x01.02", "number_max": n} for n in (2, 3)]
    found = dataset(letter("x01", "2022-06-17", shared, whole, *parts)).overview("2023-01-01")
    assert [([record.id for record in row.records], row.figures) for row in found.rows] == [
        (["charlie"], {PERSONS: Interval(5, 5)}),
        (["alpha", "bravo"], {PERSONS: Interval(12, 12)}),
    ]
    assert found.totals == {PERSONS: Interval(17, 17)}
    with_figure = {**whole, "number_max": 4}
    assert dataset(letter("x01", "2022-06-17", shared, with_figure, *parts)).overview("2023-01-01").totals == {
        PERSONS: Interval(16, 16)
    }


def test_a_part_without_a_size_makes_the_figure_a_least() -> None:
    whole = {"change": "continue", "status": "decided", "end_date": "2025-07-31"}
    sized, unsized = {**FIRST, "part_of": "x01.01"}, {**whole, "part_of": "x01.01", "description": "A company"}
    found = _ask(letter("x01", "2022-06-17", whole, sized, unsized), on="2023-01-01")
    assert [part.item.description for part in found.unsized] == ["A company"]
    assert "at least 12 people" in found.sentence("en")
    assert "minstens 12 personen" in found.sentence("nl")


def test_ceilings_and_people_who_are_there_are_not_added() -> None:
    there = {"number_min": 3, "number_max": 3, "basis": "deployed"}
    found = _ask(letter("x01", "2022-06-17", dict(FIRST), there), on="2023-01-01")
    assert found.figures == {PERSONS: Interval(12, 12)}
    assert [report.id for report in found.reports] == ["x01.02"]


def test_money_and_frameworks_are_never_in_force() -> None:
    money = {"kind": "money", "amount_max": 100, "currency": "EUR", "status": "decided", "change": "start"}
    policy = {"frameworks": [{"framework_id": "eu", "role": "recipient"}], "status": "decided", "end_date": "2030"}
    made = dataset(letter("x01", "2022-06-17", money, policy))
    assert made.position("alpha", "2023-01-01").answer == "unknown"
    assert made.position("eu", "2023-01-01").answer == "last_reported"
    assert made.overview("2023-01-01").groups == ()


@pytest.mark.parametrize(
    ("second", "what"),
    [
        ({**FIRST, "number_max": 15}, ["grew"]),
        ({**FIRST, "end_date": "2027"}, ["extended"]),
        ({**FIRST, "end_date": "2024", "number_max": 8}, ["shortened", "shrank"]),
        (dict(FIRST), ["unchanged"]),
        ({"change": "end", "status": "decided"}, ["ending"]),
        ({"change": "end", "status": "reported"}, ["ended"]),
        ({"change": "continue", "status": "proposed", "end_date": "2028"}, ["newly_planned"]),
        ({}, ["only_reported"]),
        ({"missions": ["bravo"]}, ["no_longer_mentioned"]),
    ],
)
def test_two_letters_are_compared(second: dict[str, Any], what: list[str]) -> None:
    made = dataset(letter("x01", "2022-06-17", dict(FIRST)), letter("x02", "2023-05-01", second))
    assert [shift.what for shift in made.compare("x01", "x02") if shift.record.id == "alpha"] == what


def test_a_mandate_after_a_gap_is_resumed_and_one_that_was_not_there_began() -> None:
    made = dataset(
        letter("x01", "2022-06-17", {**FIRST, "end_date": "2022"}),
        letter(
            "x02",
            "2023-05-01",
            {**FIRST, "start_date": "2023-05-01"},
            {**FIRST, "missions": ["bravo"], "change": "start"},
        ),
    )
    shifts = [(shift.record.id, shift.what) for shift in made.compare("2022-09-01", "2023-09-01")]
    assert shifts == [("alpha", "resumed"), ("bravo", "began")]
    assert [shift.what for shift in made.compare("2023-02-01", "2023-09-01")] == ["resumed", "began"]


@pytest.mark.parametrize(
    ("second", "code"),
    [
        ({"change": "decrease", "previous_number": 10, "number_max": 8}, "old_figure_differs"),
        ({"change": "decrease", "previous_number": 9, "number_max": 8}, "change_not_carried"),
        ({"change": "decrease", "previous_number": 12, "number_max": 8}, None),
        ({"change": "continue", "number_max": 8}, "continued_otherwise"),
        ({"change": "continue", "number_min": 12, "number_max": 12, "approximate": True}, None),
        ({"change": "decrease", "previous_number": 12, "number_max": 8, "unit": "teams"}, "old_figure_unknown"),
        ({"change": "end", "previous_number": 9, "unit": "persons", "basis": "ceiling"}, "change_not_carried"),
        ({"change": "end", "previous_number": 12, "unit": "persons", "basis": "ceiling"}, None),
        ({"missions": ["bravo"], "change": "decrease", "previous_number": 12, "number_max": 8}, None),
    ],
)
def test_figures_are_reconciled(second: dict[str, Any], code: str | None) -> None:
    first = {**FIRST, "change": "increase", "previous_number": 9}
    made = dataset(letter("x01", "2022-06-17", first), letter("x02", "2023-05-01", {"status": "decided", **second}))
    assert [finding.code for finding in made.reconcile()] == ([code] if code else [])


def test_terms_and_endings_are_reconciled() -> None:
    short = {"change": "continue", "status": "decided", "end_date": "2022-12"}
    ended = {"missions": ["bravo"], "change": "end", "status": "decided"}
    again = {"missions": ["bravo"], "change": "continue", "status": "decided", "end_date": "2030"}
    made = dataset(
        letter("x01", "2022-06-17", short, ended),
        letter("x02", "2023-05-01", dict(FIRST), again),
        letter("x03", "2024-01-01", again),
    )
    found = [
        (finding.code, finding.record.id, finding.before and finding.before.id, finding.after and finding.after.id)
        for finding in made.reconcile()
    ]
    assert found == [("ran_out", "alpha", "x01.01", "x02.01"), ("ended_but_running", "bravo", "x01.02", "x02.02")]
    assert [finding.code for finding in made.reconcile(known="2022-12-31")] == []


def test_a_timeline_holds_the_letters_claim_against_the_figures() -> None:
    made = dataset(
        letter("x01", "2022-06-17", dict(FIRST)),
        letter(
            "x02", "2023-05-01", {**FIRST, "change": "increase", "number_min": 8, "number_max": 8, "end_date": "2024"}
        ),
        letter("x03", "2023-06-01", {**FIRST, "change": "continue", "number_min": 6, "number_max": 6}),
        letter("x04", "2023-07-01", {"change": "end", "status": "decided"}),
    )
    entries = made.timeline("alpha")
    assert [(entry.figure_change, entry.end_change, entry.change_agrees) for entry in entries] == [
        ("first", None, True),
        ("down", "earlier", False),
        ("down", "later", False),
        ("ended", None, True),
    ]


# --- without a day, without letters ------------------------------------------------------------------


def test_on_defaults_to_today_and_known_to_all_letters() -> None:
    made = dataset(letter("x01", "2022-06-17", dict(FIRST)))
    today = made.position("alpha")
    assert (today.on, today.known) == (date.today(), None)
    assert made.position("alpha", known="2023-01-01").on == date.today()


def test_an_empty_ledger_answers_too() -> None:
    empty = dataset()
    assert empty.position("alpha", "2024-01-01").reason == "no_letter"
    assert empty.overview("2024-01-01").groups == ()
    assert empty.reconcile() == ()
    assert str(empty.overview("2024-01-01"))
