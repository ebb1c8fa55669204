"""The ledger keeps its laws, on invented letters."""

import itertools
from datetime import date, timedelta
from typing import Any, get_args

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from ledgers import MISSIONS, dataset, days, known_from, ledgers, letter, letters

import inzet
from inzet import edtf
from inzet.ledger import Interval, Measure, Position, Statement
from inzet.ledger.intervals import add
from inzet.ledger.overview import By
from inzet.ledger.statements import statement_of
from inzet.ledger.timeline import compare_figures
from inzet.schema.contributions import UNDECIDED

PERSONS = Measure("persons", "ceiling")
FIRST = {"change": "continue", "status": "decided", "end_date": "2025-07-31", "number_max": 12}
MONEY = {"kind": "money", "change": "start", "amount_max": 5, "currency": "EUR", "amount_year": "2022"}


def _ask(*made: inzet.Letter, on: Any, known: Any = None, target: str = "alpha") -> Position:
    return dataset(*made).position(target, on, known or on)


def _told(found: Position) -> tuple[Any, ...]:
    ids = [[one.id for one in statements] for statements in (found.statements, found.possible, found.undecided)]
    return (found.answer, *ids, found.figures, [(reason.statement.id, reason.role) for reason in found.reasons])


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
    for by in (None, *get_args(By)):
        assert before.overview(on, known, by).totals == after.overview(on, known, by).totals


@given(ledgers(), days(), days())
def test_a_statement_outside_its_period_never_answers(made: list[inzet.Letter], on: date, known: date) -> None:
    for target in MISSIONS:
        found = dataset(*made).position(target, on, known)
        for one in (*found.statements, *found.possible):
            first, last = _outer(one)
            assert first <= on <= last
            assert one.known_from <= known
            assert target in one.targets
            assert one.item.status not in UNDECIDED
        assert all(one.item.status in UNDECIDED and one.known_from <= known for one in found.undecided)
        assert all(one.covers(on) == "yes" for one in found.statements)
        assert (found.answer == "yes") == bool(found.statements)
        assert (found.answer == "maybe") == bool(found.possible and not found.statements)


def _outer(one: Statement) -> tuple[date, date]:
    """The first and last day that a statement can have anything to do with, straight from its record."""
    start = edtf.first_day(one.item.start_date) if one.item.start_date else edtf.first_day(one.letter.letter_date)
    end = edtf.last_day(one.item.end_date) if one.item.end_date else None
    return start or date.min, end or date.max


@given(ledgers(), st.randoms(use_true_random=False), days(), days())
def test_the_order_of_files_is_irrelevant(made: list[inzet.Letter], dice: Any, on: date, known: date) -> None:
    mixed = list(made)
    dice.shuffle(mixed)
    one, other = dataset(*made), dataset(*mixed)
    for target in MISSIONS:
        assert _told(one.position(target, on, known)) == _told(other.position(target, on, known))
    for by in (None, *get_args(By)):
        pairs = [
            [
                (group.name, group.totals, {each.id for each in group.statements})
                for group in each.overview(on, known, by).groups
            ]
            for each in (one, other)
        ]
        assert pairs[0] == pairs[1]
    assert {(each.code, each.record.id) for each in one.reconcile()} == {
        (each.code, each.record.id) for each in other.reconcile()
    }


@given(ledgers(), days(), days(), st.sampled_from(get_args(By)))
def test_totals_of_a_partition_add_to_the_total(made: list[inzet.Letter], on: date, known: date, by: By) -> None:
    whole, parted = (dataset(*made).overview(on, known, each) for each in (None, by))
    assert whole.totals == parted.totals
    assert parted.totals == add(entry for group in parted.groups for entry in group.totals.items())
    members = [one.id for group in parted.groups for one in (*group.statements, *group.possible)]
    assert len(members) == len(set(members)), "no statement is in two groups"
    assert sorted(members) == sorted(one.id for group in whole.groups for one in (*group.statements, *group.possible))
    assert {one.id for group in parted.groups for one in group.without_figure} == {
        one.id for group in whole.groups for one in group.without_figure
    }


@given(ledgers(), days(), days())
def test_nothing_is_counted_twice(made: list[inzet.Letter], on: date, known: date) -> None:
    ds = dataset(*made)
    found = ds.overview(on, known)
    shares = [share for group in found.groups for share in group.shares]
    ids = [share.statement.id for share in shares]
    assert len(ids) == len(set(ids)), "a shared ceiling is counted once"
    for share in shares:
        assert not {whole.id for whole in share.statement.wholes} & set(ids), "a part is never added to its whole"
        own = share.statement.figure
        assert own is not None
        assert own[1].low >= share.figure.low
        assert own[1].high is None or (share.figure.high is not None and share.figure.high <= own[1].high)
    # Of records that are valid, in which no part is larger than its whole, no mission has more than there is in all.
    whole = not any(item.part_of for item in ds.contributions)
    for target in MISSIONS if whole else ():
        alone = ds.position(target, on, known).figures
        for measure, interval in alone.items():
            total = found.totals[measure]
            assert total.high is None or interval.high is not None
            assert total.high is None or interval.high is None or interval.high <= total.high


@given(ledgers(), days(), days())
def test_the_latest_sure_word_counts(made: list[inzet.Letter], on: date, known: date) -> None:
    ds = dataset(*made)
    for target in MISSIONS:
        found = ds.position(target, on, known)
        for one in found.statements:
            later = [
                other
                for other in ds.ledger.about(target, known)
                if other.known_from > one.known_from
                and other.firm
                and not any(target in whole.targets for whole in other.wholes)
            ]
            assert all(other.covers(on) in ("maybe", "before", "over") for other in later)
        # Every statement that was known has its reason, and those that answer say so.
        assert [reason.statement for reason in found.reasons] == list(ds.ledger.about(target, known))
        roles = {reason.statement.id: reason.role for reason in found.reasons}
        assert {name for name, role in roles.items() if role == "in force"} == {one.id for one in found.statements}
        assert {name for name, role in roles.items() if role == "possible"} == {one.id for one in found.possible}


# A date with the first and last day on which what it dates may begin, and on which it may end.
_STARTS = [("2022", "2022-01-01", "2022-12-31"), ("2022-06", "2022-06-01", "2022-06-30"), ("2022-06-15",) * 3]
_ENDS = [
    ("2023", "2023-12-31", "2023-12-31"),
    ("2023-07", "2023-07-31", "2023-07-31"),
    ("2023-22", "2023-06-01", "2023-08-31"),
    ("2023-07~", "2023-07-01", "2023-07-31"),
    ("2023/2024-01", "2023-01-01", "2024-01-31"),
]


@pytest.mark.parametrize(("start", "end"), list(itertools.product(_STARTS, _ENDS)))
def test_uncertain_dates_give_maybe_where_part_of_their_range_covers(start: Any, end: Any) -> None:
    made = letter("x01", "2021-06-01", {"start_date": start[0], "end_date": end[0]})
    one = statement_of(made.contributions[0], made)
    begins, ends = ([date.fromisoformat(day) for day in each[1:]] for each in (start, end))
    for number in range(1500):
        on = date(2021, 1, 1) + timedelta(number)
        covering = {first <= on <= last for first in begins for last in ends}
        expected = "maybe" if len(covering) == 2 else "yes" if covering == {True} else None
        verdict = one.covers(on)
        assert verdict == expected or (expected is None and verdict in ("before", "over")), on


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


@given(ledgers(), days(), days())
def test_a_view_does_not_differ_from_itself(made: list[inzet.Letter], on: date, known: date) -> None:
    ds = dataset(*made)
    for view in (made[0].letter_id, f"{on}", f"{on}@{known}"):
        assert {shift.what for shift in ds.compare(view, view)} <= {"same"}


@given(ledgers(), days(), days())
def test_what_grew_one_way_shrank_the_other(made: list[inzet.Letter], on: date, other: date) -> None:
    ds = dataset(*made)
    names = {"grew": "shrank", "shrank": "grew", "extended": "shortened", "shortened": "extended", "changed": "changed"}
    there, back = (
        sorted((shift.record.id, shift.what) for shift in ds.compare(*views) if shift.what in names)
        for views in ((f"{on}", f"{other}"), (f"{other}", f"{on}"))
    )
    assert there == sorted((target, names[what]) for target, what in back)


# --- examples ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("second", "answer", "there"),
    [
        ({"change": "continue", "status": "decided", "end_date": "2027"}, "yes", ["x02.01"]),
        ({"status": "reported", "end_date": "2021"}, "yes", ["x01.01"]),  # speaks of the past only
        ({"change": "start", "status": "decided", "start_date": "2025-08", "end_date": "2027"}, "yes", ["x01.01"]),
        ({"change": "start", "status": "decided", "start_date": "2024", "end_date": "2027"}, "yes", ["x01.01"]),
        ({"change": "start", "status": "decided", "start_date": "2023", "end_date": "2027"}, "yes", ["x02.01"]),
        ({"change": "end", "status": "reported"}, "ended", []),
        ({"change": "end", "status": "reported", "end_date": "../2023-05-01"}, "ended", []),
        ({"change": "end", "status": "decided"}, "maybe", []),  # on a day that is not given
        ({"change": "end", "status": "decided", "end_date": "2023-05-31"}, "ended", []),
        ({"change": "end", "status": "decided", "end_date": "2024-01-31"}, "yes", ["x02.01"]),  # until then it is there
        ({"change": "end", "status": "decided", "end_date": "2024-01"}, "yes", ["x02.01"]),
        ({"change": "start", "status": "proposed", "end_date": "2027"}, "yes", ["x01.01"]),
        ({"change": "start", "status": "declined", "end_date": "2027"}, "yes", ["x01.01"]),
        ({"status": "reported"}, "yes", ["x01.01"]),  # may be so, but the term that was decided stands
        ({"change": "continue", "status": "decided", "end_date": "2023-12-31"}, "maybe", []),  # a shorter term
    ],
)
def test_the_latest_letter_that_speaks_of_the_day_counts(second: dict[str, Any], answer: str, there: list[str]) -> None:
    made = [letter("x01", "2022-06-17", dict(FIRST)), letter("x02", "2023-05-01", second)]
    for order in itertools.permutations(made):
        found = _ask(*order, on="2024-01-01")
        assert (found.answer, [one.id for one in found.statements]) == (answer, there)
        earlier = _ask(*order, on="2024-01-01", known="2023-04-30")
        assert (earlier.answer, [one.id for one in earlier.statements]) == ("yes", ["x01.01"])


@pytest.mark.parametrize(
    ("on", "known", "answer"),
    [
        ("2022-06-17", None, "yes"),
        ("2022-06-16", None, "unsaid"),  # the letter was not there yet
        ("2022-06-16", "2022-06-17", "unsaid"),  # it says nothing of the day before
        ("2025-07-31", None, "yes"),
        ("2025-08-01", None, "lapsed"),
        ("2025-07-31", "2022-06-16", "unsaid"),
    ],
)
def test_a_period_covers_its_first_and_last_day(on: str, known: str | None, answer: str) -> None:
    assert _ask(letter("x01", "2022-06-17", dict(FIRST)), on=on, known=known).answer == answer


def test_what_states_no_end_is_sure_on_the_day_of_its_letter_only() -> None:
    made = letter("x01", "2022-06-17", {"number_min": 4, "number_max": 4})
    sure, later = (_ask(made, on=on) for on in ("2022-06-17", "2022-06-18"))
    assert (sure.answer, sure.figures) == ("yes", {PERSONS: Interval(4, 4)})
    assert (later.answer, later.figures) == ("maybe", {PERSONS: Interval(0, 4)})


def test_a_letter_of_an_uncertain_date_is_known_from_its_last_day() -> None:
    made = letter("x01", "2020-07-22/2020-12-31", dict(FIRST))
    assert not _ask(made, on="2020-12-30").history
    assert _ask(made, on="2020-12-31").answer == "yes"
    assert _ask(made, on="2020-09-01", known="2021-01-01").answer == "maybe", "the letter may be of later"


def test_a_shared_ceiling_is_counted_once_and_parts_stand_for_a_whole_without_a_figure() -> None:
    shared = {**FIRST, "missions": ["alpha", "bravo"]}
    whole = {"change": "continue", "status": "decided", "end_date": "2025-07-31", "missions": ["charlie"]}
    parts = [{**FIRST, "missions": ["charlie"], "part_of": "x01.02", "number_max": n} for n in (2, 3)]
    found = dataset(letter("x01", "2022-06-17", shared, whole, *parts)).overview("2023-01-01", "2023-01-01", "region")
    assert {group.name: group.totals for group in found.groups} == {
        "middle_east": {PERSONS: Interval(0, 5)},
        "sahel_west_africa": {PERSONS: Interval(0, 12)},
    }
    assert found.totals == {PERSONS: Interval(0, 17)}
    with_figure = {**whole, "number_max": 4}
    found = dataset(letter("x01", "2022-06-17", shared, with_figure, *parts)).overview("2023-01-01", "2023-01-01")
    assert found.totals == {PERSONS: Interval(0, 16)}


def test_what_a_later_letter_takes_out_of_a_shared_ceiling_may_be_in_it_still() -> None:
    shared = {**FIRST, "missions": ["alpha", "bravo"], "number_min": 12}
    own = {**FIRST, "number_min": 5, "number_max": 5}
    found = dataset(letter("x01", "2022-06-17", shared), letter("x02", "2022-07-01", own)).overview("2023-01-01")
    assert found.totals == {PERSONS: Interval(5, 17)}


def test_ceilings_and_people_who_are_there_are_not_added() -> None:
    there = {"number_min": 3, "number_max": 3, "basis": "deployed", "end_date": "2025"}
    found = _ask(letter("x01", "2022-06-17", dict(FIRST), there), on="2023-01-01")
    assert found.figures == {PERSONS: Interval(0, 12), Measure("persons", "deployed"): Interval(3, 3)}


def test_what_a_later_letter_repeats_without_an_end_is_not_added() -> None:
    first = letter("x01", "2022-06-17", {**FIRST, "number_min": 12})
    for again, least, most in ((12, 12, 12), (15, 12, 15), (8, 8, 12)):
        second = letter("x02", "2023-05-01", {"number_min": again, "number_max": again})
        found = _ask(first, second, on="2024-01-01")
        assert (found.answer, found.figures) == ("yes", {PERSONS: Interval(least, most)})
        assert dataset(first, second).overview("2024-01-01").totals == found.figures


def test_a_mention_takes_the_place_of_no_term_and_goes_no_further_than_the_one_beside_it() -> None:
    term, mention = dict(FIRST), {"status": "reported"}
    later = [letter("x01", "2022-06-17", term), letter("x02", "2023-05-01", mention)]
    found = _ask(*later, on="2023-05-01")
    assert ([one.id for one in found.statements], found.figures) == (["x01.01", "x02.01"], {PERSONS: Interval(0, 12)})
    beside = letter("x01", "2022-06-17", term, mention, {**mention, "missions": ["bravo"]})
    assert _ask(beside, on="2025-07-31").answer == "yes"
    assert _ask(beside, on="2025-08-01").answer == "lapsed"
    # Nor does what is mentioned of a part go further than the term of its mission.
    assert _ask(beside, on="2025-07-31", target="bravo").answer == "maybe"
    assert _ask(beside, on="2025-08-01", target="bravo").answer == "lapsed"
    over = {"change": "continue", "status": "decided", "end_date": "2023"}
    no_terms = [{"start_date": "2016", "end_date": "2016"}, MONEY, {**over, "status": "proposed"}]
    no_terms += [{**over, "part_of": "x01.02"}, {**over, "restates": "x01.02"}]
    for other in no_terms:
        assert _ask(letter("x01", "2022-06-17", other, mention), on="2025-08-01").answer == "maybe"
    year = {**MONEY, "change": "none"}  # no mention, for it says until when
    assert _ask(letter("x01", "2022-06-17", {**over, "end_date": "2022-07"}, year), on="2022-09-01").answer == "maybe"


def test_a_shared_ceiling_is_an_upper_bound_for_each_that_shares_it() -> None:
    shared = letter("x01", "2022-06-17", {**FIRST, "missions": ["alpha", "bravo"], "number_min": 12})
    assert _ask(shared, on="2023-01-01").figures == {PERSONS: Interval(0, 12)}
    assert dataset(shared).overview("2023-01-01").totals == {PERSONS: Interval(12, 12)}


@pytest.mark.parametrize(
    ("dates", "on", "answer"),
    [
        ({"end_date": "../2022-06-17"}, "2022-06-17", "maybe"),  # in the past tense: over by the day of the letter
        ({"end_date": "../2022-06-17"}, "2022-06-18", "lapsed"),
        ({"end_date": "../2022-06-17", "change": "end"}, "2022-06-17", "ended"),  # over when the letter was written
        ({"end_date": "../2025", "change": "end", "status": "decided"}, "2023-06-17", "maybe"),
        ({"end_date": "2023-06-17", "change": "end"}, "2023-06-17", "yes"),
        (MONEY, "2022-12-31", "maybe"),
        (MONEY, "2023-01-01", "lapsed"),
        ({"start_date": "2021", "end_date": "2021"}, "2021-12-31", "maybe"),  # "in 2021": on some days of it
        ({"start_date": "2022", "end_date": "2024"}, "2022-06-17", "yes"),  # reported in the year in which it began
        ({"start_date": "2022", "end_date": "2024"}, "2022-06-16", "maybe"),
        ({"start_date": "2025", "end_date": "2026"}, "2025-06-17", "maybe"),
    ],
)
def test_what_tenses_say_of_dates(dates: dict[str, Any], on: str, answer: str) -> None:
    assert _ask(letter("x01", "2022-06-17", dates), on=on, known="2030-01-01").answer == answer


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"end_date": "2025-07"}, "until 2025-07"),
        ({"end_date": "../2022-06-17"}, "until 2022-06-17 at the latest"),
        (MONEY, "for 2022"),
        ({}, "no end stated"),
    ],
)
def test_an_end_in_words(given: dict[str, Any], words: str) -> None:
    (one,) = dataset(letter("x01", "2022-06-17", given)).ledger.statements.values()
    assert one.until == words


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("2022-12", "2023", "later"),
        ("2023", "2022-12", "earlier"),
        ("2023", "2023-12-31", "same"),
        ("2023-12?", "2023-12-31", None),
        ("2023-22", "2023-07", None),
        ("2023-07", "2023-22", None),
        ("2022-12", "../2023-12-31", None),
    ],
)
def test_an_end_is_later_or_earlier_only_if_it_surely_is(before: str, after: str, change: str | None) -> None:
    made = dataset(letter("x01", "2022-06-17", {"end_date": before}), letter("x02", "2022-07-01", {"end_date": after}))
    assert made.timeline("alpha")[1].end_change == change


@pytest.mark.parametrize(
    ("second", "code"),
    [
        ({"change": "decrease", "previous_number": 10, "number_max": 8}, "old_figure_differs"),
        ({"change": "decrease", "previous_number": 9, "number_max": 8}, "change_not_carried"),
        ({"change": "decrease", "previous_number": 12, "number_max": 8}, None),
        ({"change": "continue", "number_max": 8}, "continued_otherwise"),
        ({"change": "continue", "number_min": 12, "number_max": 12, "approximate": True}, None),
        ({"change": "decrease", "previous_number": 12, "number_max": 8, "unit": "teams"}, "old_figure_unknown"),
        ({"missions": ["bravo"], "change": "decrease", "previous_number": 12, "number_max": 8}, None),
        ({"missions": ["alpha", "bravo"], "change": "decrease", "previous_number": 15, "number_max": 8}, None),
        ({"change": "end", "previous_number": 12}, None),
        ({"change": "end", "previous_number": 10}, "old_figure_differs"),
        ({"change": "end", "previous_number": 3, "unit": "teams"}, "old_figure_unknown"),
        ({"change": "end", "previous_number": 1, "unit": "teams", "implied": True}, None),
    ],
)
def test_figures_are_reconciled(second: dict[str, Any], code: str | None) -> None:
    first = {**FIRST, "change": "increase", "previous_number": 9}
    made = dataset(letter("x01", "2022-06-17", first), letter("x02", "2023-05-01", {"status": "decided", **second}))
    assert [finding.code for finding in made.reconcile()] == ([code] if code else [])


@pytest.mark.parametrize(("former", "codes"), [(5, []), (6, ["old_figure_differs"])])
def test_a_former_figure_is_held_against_the_parts_of_what_gives_none(former: int, codes: list[str]) -> None:
    whole = {"change": "continue", "status": "decided", "end_date": "2025-07-31"}
    parts = [{**FIRST, "part_of": "x01.01", "number_max": each} for each in (2, 3, 3, 7)]
    parts[2]["restates"], parts[3]["status"] = "x01.03", "declined"
    later = {"change": "decrease", "status": "proposed", "previous_number": former, "number_min": 1, "number_max": 1}
    made = dataset(letter("x01", "2022-06-17", whole, *parts), letter("x02", "2023-05-01", later))
    assert [finding.code for finding in made.reconcile()] == codes
    assert made.timeline("alpha")[-1].compared_with == made.ledger.statements["x01.01"]


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
        letter("x05", "2026-01-01", {"change": "end", "previous_number": 6, "end_date": "../2026-01-01"}),
    )
    entries = made.timeline("alpha")
    assert [entry.compared_with and entry.compared_with.id for entry in entries[2:]] == ["x02.01", None, "x03.01"]
    assert [(entry.figure_change, entry.end_change, entry.change_agrees) for entry in entries] == [
        ("first", None, True),
        ("unclear", "earlier", True),
        ("down", "later", False),
        ("ended", None, True),
        ("ended", None, True),  # on a day that is not given, perhaps the one stated before
    ]


# --- questions that cannot be answered ---------------------------------------------------------------


def test_a_target_is_found_by_its_former_id_and_an_unknown_one_gets_the_closest() -> None:
    made = dataset(letter("x01", "2022-06-17", dict(FIRST)))
    with pytest.raises(KeyError, match="no mission or framework 'alfa'; closest: alpha"):
        made.position("alfa")
    with pytest.raises(KeyError, match="no record 'x02'; closest: x01"):
        made.compare("x01", "x02"[:3])


@pytest.mark.parametrize("wrong", ["2024-1-1", "soon", "2024-02-30", "", "2024", "\u0662\u0660\u0662\u0664-01-01"])
def test_a_malformed_day_is_one_sentence(wrong: str) -> None:
    made = dataset(letter("x01", "2022-06-17", dict(FIRST)))
    for ask in (
        lambda: made.position("alpha", on=wrong),
        lambda: made.position("alpha", known=wrong),
        lambda: made.overview(on=wrong),
        lambda: made.timeline("alpha", known=wrong),
        lambda: made.reconcile(known=wrong),
    ):
        with pytest.raises(ValueError, match="is not a day; write year-month-day, such as 2024-06-17"):
            ask()


def test_known_defaults_to_today_and_on_to_known() -> None:
    made = dataset(letter("x01", "2022-06-17", dict(FIRST)))
    today = made.position("alpha")
    assert (today.on, today.known) == (date.today(), date.today())
    assert made.position("alpha", known="2023-01-01").on == date(2023, 1, 1)


def test_an_empty_ledger_answers_too() -> None:
    empty = dataset()
    assert empty.position("alpha", "2024-01-01").answer == "unsaid"
    assert empty.overview("2024-01-01").groups == ()
    assert empty.reconcile() == ()
