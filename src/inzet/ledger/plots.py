"""Pictures of the ledger: missions as bars on a time axis, and what was in force on a day.

The specification is Vega-Lite, the same for a picture and for a page. A bar shows its status by colour and by its edge,
for print and for the colour-blind: what is not decided is hollow.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from inzet.ledger.intervals import Figure
from inzet.ledger.overview import make_overview
from inzet.ledger.positions import find_position
from inzet.ledger.register import Ledger, short_name
from inzet.ledger.statements import ONE_DAY, Statement
from inzet.models import Framework, Mission
from inzet.schema.schemas import Schemas

FORMATS = (".svg", ".png", ".html", ".json")
_OTHER_REGION = "Not in one region"
_OPEN = 180 * ONE_DAY  # a bar without an end is drawn so far beyond the last letter
_MISSING = 'pictures need altair and vl-convert-python: pip install "inzet[plot]"'

# Okabe and Ito's colours, which differ in brightness as well; hollow where nothing is decided.
_COLOURS = {
    "decided": "#0072B2",
    "intended": "#56B4E9",
    "reported": "#999999",
    "proposed": "#D55E00",
    "explored": "#E69F00",
    "declined": "#000000",
}

Bar = dict[str, Any]


def draw(ledger: Ledger, what: str, on: date, known: date, targets: Iterable[str] = ()) -> Any:
    """Return an Altair chart: a ``timeline`` or an ``overview``.

    Args:
        ledger: the statements.
        what: which of the two.
        on: the day of the overview; in a timeline it is marked.
        known: the last day whose letters count.
        targets: ids of the missions and frameworks to draw; all missions when empty.

    Raises:
        ImportError: if altair is not installed.
        KeyError: if there is no such mission or framework.
        ValueError: if there is nothing to draw.
    """
    records = [ledger.target(target) for target in targets]
    records = records or [record for record in ledger.targets() if isinstance(record, Mission)]
    return (_draw_timeline if what == "timeline" else _draw_overview)(ledger, records, on, known)


def render(chart: Any, suffix: str) -> bytes:
    """Return a chart as a file of a kind: ``.svg``, ``.png``, ``.html`` (works without a network) or ``.json``.

    Raises:
        ImportError: if vl-convert-python is not installed.
        ValueError: if there is no such kind.
    """
    if suffix not in FORMATS:
        raise ValueError(f"a picture is a file ending in {', '.join(FORMATS)}, not {suffix or 'a name without ending'}")
    if suffix == ".json":
        return f"{chart.to_json(indent=1)}\n".encode()
    try:
        import vl_convert
    except ImportError:
        raise ImportError(_MISSING) from None
    specification = chart.to_json(indent=None)
    if suffix == ".svg":
        return str(vl_convert.vegalite_to_svg(specification)).encode()
    if suffix == ".png":
        return bytes(vl_convert.vegalite_to_png(specification, scale=2))
    return str(vl_convert.vegalite_to_html(specification, bundle=True)).encode()


def _altair() -> Any:
    try:
        import altair
    except ImportError:
        raise ImportError(_MISSING) from None
    return altair


def _chart(bars: list[Bar], x: Any, title: Any, *, width: int, step: int, marks: Sequence[Any] = ()) -> Any:
    """Return bars from ``from`` to ``to``, a row for each mission and a lane for each statement, by region."""
    alt = _altair()
    scale = alt.Scale(domain=list(_COLOURS), range=list(_COLOURS.values()))
    legend = alt.Legend(orient="top", symbolType="square", title="Status (hollow: not decided)")
    # The name of a lane is its number and its mission; only the first lane of a mission shows the mission.
    axis = alt.Axis(labelExpr="split(datum.value, '|')[1]", labelLimit=300, ticks=False, domain=False)
    base = alt.Chart().encode(y=alt.Y("lane:N", title=None, axis=axis))
    tips = ("id", "mission", "status", "change", "figure", "start", "end", "quote")
    shapes = base.mark_bar(height={"band": 0.8}, strokeWidth=1.2).encode(
        x=x,
        x2="to",
        color=alt.Color("status:N", scale=scale, legend=legend),
        stroke=alt.Stroke("status:N", scale=scale, legend=None),
        fillOpacity=alt.FillOpacity("filled:Q", scale=None),
        strokeDash=alt.condition("datum.sure", alt.value([1, 0]), alt.value([3, 2])),
        tooltip=[alt.Tooltip(f"{name}:N") for name in tips],
    )
    labels = base.mark_text(align="left", dx=4, fontSize=9).encode(x=alt.X(f"to:{x.shorthand[-1]}"), text="label:N")
    header = alt.Header(labelAnchor="start", labelFontWeight="bold", labelOrient="top", labelPadding=2)
    row = alt.Row("region:N", title=None, sort=None, header=header)
    return (
        alt.layer(shapes, labels, *marks)
        .properties(width=width, height={"step": step})
        .facet(row=row, data=alt.Data(values=_in_lanes(bars)), spacing=4)
        .resolve_scale(y="independent")
        .properties(title=title)
        .configure_view(stroke=None)
    )


def _in_lanes(bars: list[Bar]) -> list[Bar]:
    """Return bars by region, each with the lane in which it is drawn: one for each statement about each mission."""
    bars = sorted(bars, key=lambda bar: (bar["region"] == _OTHER_REGION, bar["region"], bar["mission"]))
    lanes: dict[tuple[str, str], str] = {}
    named: set[str] = set()
    for bar in bars:
        mission, key = bar["mission"], (bar["mission"], bar["id"])
        if key not in lanes:
            lanes[key] = f"{len(lanes):04}|{'' if mission in named else mission.replace('|', ' ')}"
            named.add(mission)
        bar["lane"] = lanes[key]
    return bars


def _bar(record: Mission | Framework, statement: Statement, first: Any, last: Any, label: str, *, sure: bool) -> Bar:
    region = getattr(record, "region", None)
    regions = Schemas.installed().files["common"]["$defs"]["region"]["x-values"]
    return {
        "region": regions[region]["en"] if region else _OTHER_REGION,
        "mission": short_name(record),
        "id": statement.id,
        "status": statement.item.status,
        "change": statement.item.change,
        "figure": str(statement.figure or "not stated"),
        "start": statement.item.start_date or f"not stated; letter of {statement.letter.letter_date}",
        "end": statement.item.end_date or "not stated",
        "quote": statement.evidence.quote,
        "sure": sure,
        "filled": (1 if sure else 0.25) if statement.firm else 0,
        "from": first,
        "to": last,
        "label": label,
    }


# --- timeline ----------------------------------------------------------------------------------------


def _draw_timeline(ledger: Ledger, records: Sequence[Mission | Framework], on: date, known: date) -> Any:
    alt = _altair()
    stated = [(record, statement) for record in records for statement in ledger.about(record, known)]
    drawn = [pair for pair in stated if not pair[1].is_inside(pair[0].id) and not pair[1].item.restates]
    if not drawn:
        raise ValueError(f"nothing that was known on {known} can be drawn")
    ends = [statement.possible_to for _, statement in drawn if statement.possible_to < date.max]
    edge = max([*ends, *(statement.known_from for _, statement in drawn)]) + _OPEN
    bars = [bar for record, statement in drawn for bar in _term_bars(record, statement, edge)]
    x = alt.X("from:T", title=None, axis=alt.Axis(format="%Y", tickCount="year"))
    marks = [_rule(known, "#CC0000", [6, 3])] + ([_rule(on, "#000000", [1, 0])] if on != known else [])
    lines = f"Red, dashed: known up to {known}." + (f" Black: {on}." if on != known else "")
    title = alt.Title(
        "What the Netherlands contributes, by the government's letters",
        subtitle=[
            "A bar for each statement; the figure is that of the letter. Pale and dashed: may be in force.",
            f"A bar without an end runs to the edge. {lines}",
        ],
        anchor="start",
    )
    return _chart(bars, x, title, width=640, step=12, marks=marks)


def _rule(day: date, colour: str, dash: list[int]) -> Any:
    alt = _altair()
    place = alt.datum(alt.DateTime(year=day.year, month=day.month, date=day.day))
    return alt.Chart().mark_rule(color=colour, strokeDash=dash).encode(x=place)


def _term_bars(record: Mission | Framework, statement: Statement, edge: date) -> Iterator[Bar]:
    """Yield the stretches of a statement's bar; the last one bears the figure. An ending is a mark on its day."""
    figure = str(statement.figure or "")
    if statement.item.change == "end":
        day = (statement.possible_to if statement.item.end_date else statement.known_from).isoformat()
        yield _bar(record, statement, day, day, f"to end: {figure}" if figure else "to end", sure=True)
        return
    stretches = list(_stretches(statement))
    for first, last, sure in stretches:
        label = figure if (first, last, sure) == stretches[-1] else ""
        # A day ends when the next begins.
        yield _bar(record, statement, first.isoformat(), (min(last, edge) + ONE_DAY).isoformat(), label, sure=sure)


def _stretches(statement: Statement) -> Iterator[tuple[date, date, bool]]:
    """Yield the days that a statement surely covers, and those that it may, in order."""
    if statement.certain_from > statement.certain_to:
        yield statement.possible_from, statement.possible_to, False
        return
    if statement.possible_from < statement.certain_from:
        yield statement.possible_from, statement.certain_from - ONE_DAY, False
    yield statement.certain_from, statement.certain_to, True
    if statement.certain_to < statement.possible_to:
        yield statement.certain_to + ONE_DAY, statement.possible_to, False


# --- overview ----------------------------------------------------------------------------------------


def _draw_overview(ledger: Ledger, records: Sequence[Mission | Framework], on: date, known: date) -> Any:
    alt = _altair()
    bars = [bar for record in records for bar in _figure_bars(ledger, record, on, known)]
    if not bars:
        raise ValueError(f"nothing is in force on {on} by what was known on {known}")
    totals = sorted(make_overview(ledger, on, known).totals.items())
    persons = "; ".join(str(Figure(*total)) for total in totals if total[0].unit == "persons")
    title = alt.Title(
        f"In force on {on}, as known on {known}",
        subtitle=[
            "Pale and dashed: what may be there as well. Each mission that shares a figure shows all of it.",
            f"All missions and frameworks, what they share counted once: {persons or 'no figures of persons'}",
        ],
        anchor="start",
    )
    return _chart(bars, alt.X("from:Q", title="persons"), title, width=520, step=13)


def _figure_bars(ledger: Ledger, record: Mission | Framework, on: date, known: date) -> Iterator[Bar]:
    """Yield the sure and the possible part of each figure in a position, and of what is proposed for the day."""
    position = find_position(ledger, record, on, known)
    counted = {share.statement.id for share in position.shares}
    for statement in (*position.statements, *position.possible):
        if counted.isdisjoint(other.id for other in statement.family):
            yield _bar(record, statement, 0, 0, "no figure", sure=True)
    figures = [(share.statement, Figure(share.measure, share.figure)) for share in position.shares]
    # A share of nothing only repeats an earlier figure, and has no bar of its own.
    figures = [pair for pair in figures if pair[1].interval.high != 0 or pair[0].figure == pair[1]]
    for statement in position.undecided:
        if statement.figure and statement.covers(on) in ("yes", "maybe") and statement.item.change != "end":
            figures.append((statement, statement.figure))
    for statement, figure in figures:
        measure, interval = figure
        low = high = 0
        words = str(figure)
        if measure.unit == "persons":  # which the axis says
            low, high = interval.low, interval.high or interval.low
            words = f"{interval}{'' if measure.basis == 'ceiling' else f' {measure.basis}'}"
        parts = [(0, low, True)] if low or high <= low else []
        parts += [(low, high, False)] if high > low else []
        for first, last, sure in parts:
            yield _bar(record, statement, first, last, words if last == high else "", sure=sure)
