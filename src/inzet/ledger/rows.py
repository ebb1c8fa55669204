"""The answers as flat rows, for a spreadsheet, a database or another program: what their text shows, as data."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Any, NamedTuple, get_args

from inzet.ledger.intervals import Figure, Interval, Measure
from inzet.ledger.listing import Listing
from inzet.ledger.names import table_of
from inzet.ledger.overview import Overview
from inzet.ledger.overview import Row as OverviewRow
from inzet.ledger.pages import Page
from inzet.ledger.positions import Position, find_position
from inzet.ledger.reconciliation import Findings
from inzet.ledger.register import Ledger, full_name, short_name
from inzet.ledger.search import Matches
from inzet.ledger.shifts import Shifts
from inzet.ledger.statements import Statement
from inzet.ledger.timeline import Timeline, make_timeline
from inzet.models import Framework, Letter, Mission
from inzet.words import Lang
from inzet.words.blocks import Readable

Row = dict[str, Any]


class Columns(NamedTuple):
    """The columns of a table, each with the type of its values; those that are not required may have missing values.

    A ``tuple`` holds several texts.
    """

    types: dict[str, type]
    required: Collection[str]


_TARGET = {"target_id": str, "target_name": str, "target_name_nl": str, "target_short_name": str}
_STATEMENT = {"contribution_id": str, "letter_id": str, "known_from": date, "status": str, "change": str}
_FIGURE = {"figure_min": int, "figure_max": int, "approximate": bool, "unit": str, "basis": str}
_TERM = {"start_date": str, "end_date": str}
_CHANGES = {"compared_with": str, "figure_change": str, "end_change": str, "change_agrees": bool}
_PLACE = {"line": int, "quote": str}
_QUESTION = {"day": date, "known_by": date, "answer": str}
_MISSIONS = dict.fromkeys(("target_ids", "target_names", "target_names_nl", "target_short_names"), tuple)
_SIDES = ("before", "after")

POSITIONS = Columns(
    _TARGET | _QUESTION | {"reason": str, "until": str, "role": str} | _STATEMENT | _FIGURE | _TERM | _PLACE,
    (*_TARGET, "day", "answer"),
)
POSITION_ANSWERS = Columns(
    _TARGET
    | _QUESTION
    | {"answer_en": str, "answer_nl": str, "shared_with": tuple, "reason": str, "until": str, "letter_id": str},
    (*_TARGET, "day", "answer", "answer_en", "answer_nl"),
)
TIMELINES = Columns(
    _TARGET | _STATEMENT | _FIGURE | _TERM | {"part_of": str} | _CHANGES | _PLACE,
    (*_TARGET, *_STATEMENT, "figure_change", *_PLACE),
)
OVERVIEWS = Columns(
    _QUESTION
    | {"group_by": str, "group": tuple}
    | _MISSIONS
    | {"figure_min": int, "figure_max": int, "approximate": bool, "at_least": bool, "unit": str, "basis": str}
    | {"until": str, "letter_id": str, "contribution_ids": tuple},
    ("day", "answer", "group_by", *_MISSIONS),
)
_SHIFTS = Columns(
    {f"{side}_{name}": kind for side in _SIDES for name, kind in (("day", date), ("known_by", date), ("letter", str))}
    | _TARGET
    | {"difference": str}
    | {f"{side}_{name}": str for side in _SIDES for name in ("answer", "until")}
    | {"unit": str, "basis": str}
    | {f"{side}_figure_{bound}": int for side in _SIDES for bound in ("min", "max")},
    ("before_day", "after_day", *_TARGET, "difference", "before_answer", "after_answer"),
)
_FINDINGS = Columns(
    {"finding": str}
    | _TARGET
    | {
        f"{side}_{name}": kind
        for side in _SIDES
        for name, kind in ({"words": str} | _STATEMENT | _FIGURE | {"previous_number": int} | _TERM | _PLACE).items()
    },
    ("finding", *_TARGET, "before_contribution_id", "before_letter_id"),
)
_MATCHES = Columns(
    {"record_id": str, "kind": str, "found_in": str, "text": str, "line": int, "letter_id": str} | _MISSIONS,
    ("record_id", "kind", "found_in", "text"),
)
_LISTING = Columns(
    {"record_id": str, "name": str, "abbreviation": str, "letter_date": str, "kind": str, "domain": str}
    | {"region": str, "countries": tuple, "statements": int},
    ("record_id", "name", "kind", "statements"),
)
_PAGE = Columns({"record_id": str, "path": str, "value": str}, ("record_id", "path", "value"))
_TOLD = ("answer", "report", "plan", "refusal")


def rows_of(answer: Readable, **how: bool) -> tuple[Columns, Iterator[Row]]:
    """Return the columns and rows of an answer; ``how`` says what of it is wanted, as its ``blocks`` take it."""
    columns, make = _ROWS[type(answer)]
    return columns, (dict.fromkeys(columns.types) | row for row in make(answer, **how))


def positions_of_all(ledger: Ledger, on: date, known: date | None) -> Iterator[Row]:
    """Yield the positions of all missions and frameworks that any known letter speaks of, a row for each statement.

    Where an answer has no statement, its row has missing values.
    """
    for record in ledger.targets():
        position = find_position(ledger, record, on, known)
        if position.history:
            yield from rows_of(position)[1]


def answer_of(position: Position) -> Row:
    """Return the answer of a position as one row; its figures are in words only, for a shared one must not be added."""
    said: Row = {f"answer_{lang}": position.summary(lang) for lang in get_args(Lang)}
    said["shared_with"] = tuple(other.id for other in position.shared_with if position.figures) or None
    return _answered(position) | said | {"letter_id": position.letter and position.letter.letter_id}


def _answered(position: Position) -> Row:
    days = {"day": position.on, "known_by": position.known}
    answer = {"answer": position.answer, "reason": position.reason or None, "until": position.until}
    return _target(position.record) | days | answer


def timelines_of(ledger: Ledger, records: Iterable[Mission | Framework], known: date | None = None) -> Iterator[Row]:
    """Yield the timelines of missions and frameworks, a row for each statement."""
    for record in records:
        yield from rows_of(make_timeline(ledger, record, known))[1]


def _position(position: Position, *, why: bool = False) -> Iterator[Row]:
    question = _answered(position)
    counted = {amount.statement.id for amount in position.amounts}
    told = [(role, item) for role, item in position.roles if why or role in _TOLD or item.id in counted]
    yield from [question | {"role": role} | _facts(statement) for role, statement in told] or [question]


def _timeline(timeline: Timeline) -> Iterator[Row]:
    for entry in timeline:
        changes = {
            "part_of": entry.statement.item.part_of,
            "compared_with": entry.compared_with and entry.compared_with.id,
            "figure_change": entry.figure_change,
            "end_change": entry.end_change,
            "change_agrees": entry.change_agrees,
        }
        yield _target(timeline.record) | _facts(entry.statement) | changes


def _overview(overview: Overview, *, everything: bool = False) -> Iterator[Row]:
    question: Row = {"day": overview.on, "known_by": overview.known, "group_by": overview.by}
    for group in overview.groups:
        for row in group.rows:
            yield from _with_figures(question | {"group": group.key}, row, row.positions, row.last)
    for _, positions in overview.beside(everything=everything):
        for position in positions:
            yield from _with_figures(question, position, (position,), position)


def _with_figures(
    question: Row, answer: OverviewRow | Position, positions: Iterable[Position], last: Position
) -> Iterator[Row]:
    """Yield what some positions say together, once for each figure of the answer, or once without any."""
    carriers = dict.fromkeys(carrier.id for position in positions for carrier in position.carriers)
    told = question | _missions(position.record for position in positions) | {"answer": last.answer}
    told |= {"until": last.until, "letter_id": last.letter and last.letter.letter_id, "contribution_ids": (*carriers,)}
    for figure in answer.figures.items() or (None,):
        yield told | _figure(figure) | {"at_least": bool(answer.unsized) if figure else None}


def _shifts(shifts: Shifts, *, everything: bool = False) -> Iterator[Row]:
    views: Row = {}
    for side, view in zip(_SIDES, (shifts.before, shifts.after), strict=True):
        views |= {f"{side}_day": view.on, f"{side}_known_by": view.known}
        views[f"{side}_letter"] = view.letter and view.letter.letter_id
    for shift in shifts:
        if shift.what == "unchanged" and not everything:
            continue
        told = views | _target(shift.record) | {"difference": shift.what}
        sides = dict(zip(_SIDES, (shift.before, shift.after), strict=True))
        for side, position in sides.items():
            told |= {f"{side}_answer": position.answer, f"{side}_until": position.until}
        figures = {side: _told(position) for side, position in sides.items()}
        for measure in dict.fromkeys(chain(*figures.values())):
            row = told | {"unit": measure.unit, "basis": measure.basis or None}
            for side, interval in ((side, own[measure]) for side, own in figures.items() if measure in own):
                row |= {f"{side}_figure_min": interval.low, f"{side}_figure_max": interval.high}
            yield row
        if not any(figures.values()):
            yield told


def _told(position: Position) -> dict[Measure, Interval]:
    """Return the figures in force or reported, or else the one of the first statement that answers: a plan, an end."""
    first = position.carriers[0].figure if position.carriers else None
    return position.figures or (dict([first]) if first else {})


def _findings(findings: Findings) -> Iterator[Row]:
    for finding in findings:
        row: Row = {"finding": finding.code} | _target(finding.record)
        for at, (side, statement) in enumerate(zip(_SIDES, (finding.before, finding.after), strict=True)):
            if statement is not None:
                facts = _facts(statement) | {"previous_number": statement.item.previous_number}
                facts["words"] = finding.words[at] if finding.words else None
                row |= {f"{side}_{name}": value for name, value in facts.items()}
        yield row


def _matches(matches: Matches, *, everything: bool = False) -> Iterator[Row]:
    for match in matches.shown(everything=everything):
        found = {"found_in": match.text.where, "text": match.text.words, "line": match.text.line}
        letter = {"letter_id": match.letter and match.letter.letter_id}
        kind = table_of(match.record).removesuffix("s")
        yield {"record_id": match.record.id, "kind": kind} | found | letter | _missions(match.subjects)


def _listing(listing: Listing) -> Iterator[Row]:
    for record in listing.records:
        row: Row = {"record_id": record.id, "kind": record.kind}
        if isinstance(record, Letter):
            row |= {"name": record.title, "letter_date": record.letter_date, "statements": len(record.contributions)}
        else:
            statements = len(listing.ledger.about(record))
            row |= {"name": record.name, "abbreviation": record.abbreviation, "statements": statements}
        if isinstance(record, Mission):
            row |= {"domain": record.domain, "region": record.region, "countries": record.countries}
        yield row


def _page(page: Page) -> Iterator[Row]:
    tree = page.tree()
    for path, value in _leaves(tree["record"] | {"referred_to_by": tree["referred_to_by"]}):
        yield {"record_id": page.record.id, "path": path, "value": value}


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every single value inside a record, with its JSON Pointer."""
    if isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(part, f"{path}/{key}")
    else:
        yield path, str(value).lower() if isinstance(value, bool) else str(value)


def _target(record: Mission | Framework) -> Row:
    return dict(zip(_TARGET, _names(record), strict=True))


def _missions(records: Iterable[Mission | Framework]) -> Row:
    known = [_names(record) for record in records]
    return {column: tuple(names[at] for names in known) for at, column in enumerate(_MISSIONS)}


def _names(record: Mission | Framework) -> tuple[str, ...]:
    """Return the id of a mission or framework, and its names in the order of their columns; none is ever missing."""
    return record.id, record.name, full_name(record, "nl"), short_name(record)


def _figure(figure: tuple[Measure, Interval] | Figure | None) -> Row:
    if figure is None:
        return dict.fromkeys(_FIGURE)
    measure, interval = figure
    bounds = {"figure_min": interval.low, "figure_max": interval.high, "approximate": interval.approximate}
    return bounds | {"unit": measure.unit, "basis": measure.basis or None}


def _facts(statement: Statement) -> Row:
    item, evidence = statement.item, statement.evidence
    said: Row = {"contribution_id": statement.id, "letter_id": statement.letter.letter_id}
    said |= {"known_from": statement.known_from, "status": item.status, "change": item.change}
    term = {"start_date": item.start_date, "end_date": item.end_date}
    return said | _figure(statement.figure) | term | {"line": evidence.line, "quote": evidence.quote}


_ROWS: dict[type, tuple[Columns, Callable[..., Iterator[Row]]]] = {
    Position: (POSITIONS, _position),
    Timeline: (TIMELINES, _timeline),
    Overview: (OVERVIEWS, _overview),
    Shifts: (_SHIFTS, _shifts),
    Findings: (_FINDINGS, _findings),
    Matches: (_MATCHES, _matches),
    Listing: (_LISTING, _listing),
    Page: (_PAGE, _page),
}
