"""Pictures of the ledger: missions as bars on a time axis, and what was in force on a day.

The specification is Vega-Lite, the same for a picture and for a page. Status is told by colour and by the edge of the
bar, so that it can be read in print and by the colour-blind: what is not decided is hollow.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from inzet.ledger.overview import overview
from inzet.ledger.positions import stand
from inzet.ledger.statements import Ledger, Statement, days
from inzet.models import Mission
from inzet.schema.schemas import Schemas

FORMATS = (".svg", ".png", ".html", ".json")
_OTHER_REGION = "Not in one region"
_OPEN = 180  # days that a bar without an end is drawn beyond the last letter

# Okabe and Ito's colours, which differ in brightness as well; hollow where nothing is decided.
_COLOURS = {
    "decided": "#0072B2",
    "intended": "#56B4E9",
    "reported": "#999999",
    "proposed": "#D55E00",
    "explored": "#E69F00",
    "declined": "#000000",
}


def draw(
    ledger: Ledger,
    what: str,
    on: str | date | None = None,
    known: str | date | None = None,
    targets: Iterable[str] = (),
) -> Any:
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
        ValueError: if a day is malformed, or there is nothing to draw.
    """
    the_day, last = days(on, known)
    wanted = [ledger.target(target).id for target in targets]
    chosen = wanted or [target for target in ledger.targets() if isinstance(ledger.target(target), Mission)]
    if what == "timeline":
        return _timeline(ledger, chosen, the_day, last)
    return _overview(ledger, chosen, the_day, last)


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


_MISSING = 'pictures need altair and vl-convert-python: pip install "inzet[plot]"'


def _altair() -> Any:
    try:
        import altair
    except ImportError:
        raise ImportError(_MISSING) from None
    return altair


def _chart(rows: list[dict[str, Any]], x: Any, title: Any, *, width: int, step: int, marks: Sequence[Any] = ()) -> Any:
    """Return bars from ``from`` to ``to``, a row for each mission and a lane for each statement, by region."""
    alt = _altair()
    scale = alt.Scale(domain=list(_COLOURS), range=list(_COLOURS.values()))
    legend = alt.Legend(orient="top", symbolType="square", title="Status (hollow: not decided)")
    # A lane is called by its number and its mission; the name stands at the first lane of a mission only.
    axis = alt.Axis(labelExpr="split(datum.value, '|')[1]", labelLimit=300, ticks=False, domain=False)
    base = alt.Chart().encode(y=alt.Y("lane:N", title=None, axis=axis))
    tips = ("id", "mission", "status", "change", "figure", "start", "end", "quote")
    bars = base.mark_bar(height={"band": 0.8}, strokeWidth=1.2).encode(
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
    return (
        alt.layer(bars, labels, *marks)
        .properties(width=width, height={"step": step})
        .facet(
            row=alt.Row("region:N", title=None, sort=None, header=header), data=alt.Data(values=_laned(rows)), spacing=4
        )
        .resolve_scale(y="independent")
        .properties(title=title)
        .configure_view(stroke=None)
    )


def _laned(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows by region, each with the lane in which it is drawn: one for each statement about each mission."""
    rows = sorted(rows, key=lambda row: (row["region"] == _OTHER_REGION, row["region"], row["mission"]))
    lanes: dict[tuple[str, str], str] = {}
    seen: set[str] = set()
    for row in rows:
        key = (row["mission"], row["id"])
        if key not in lanes:
            lanes[key] = f"{len(lanes):04}|{'' if row['mission'] in seen else row['mission'].replace('|', ' ')}"
            seen.add(row["mission"])
        row["lane"] = lanes[key]
    return rows


def _told(ledger: Ledger, target: str, one: Statement) -> dict[str, Any]:
    """Return what a bar shows of a statement."""
    record = ledger.target(target)
    region = getattr(record, "region", None)
    regions = Schemas.installed().files["common"]["$defs"]["region"]["x-values"]
    return {
        "region": regions[region]["en"] if region else _OTHER_REGION,
        "mission": record.abbreviation or record.name,
        "id": one.id,
        "status": one.item.status,
        "change": one.item.change,
        "figure": f"{one.figure[1]} {one.figure[0]}" if one.figure else "not stated",
        "start": one.item.start_date or f"not stated; letter of {one.letter.letter_date}",
        "end": one.item.end_date or "not stated",
        "quote": one.evidence.quote,
    }


def _drawn(one: Statement, *, sure: bool) -> dict[str, Any]:
    """Return how a stretch of a bar is drawn."""
    return {"sure": sure, "filled": (1 if sure else 0.25) if one.firm else 0}


# --- timeline ----------------------------------------------------------------------------------------


def _timeline(ledger: Ledger, targets: Sequence[str], on: date, known: date) -> Any:
    alt = _altair()
    spoken = [(target, one) for target in targets for one in ledger.about(target, known) if _is_drawn(one, target)]
    if not spoken:
        raise ValueError(f"nothing that was known on {known} can be drawn")
    ends = [one.possible_to for _, one in spoken if one.possible_to < date.max]
    edge = max([*ends, *(one.said for _, one in spoken)]) + timedelta(days=_OPEN)
    rows = [row for target, one in spoken for row in _stretched(ledger, target, one, edge)]
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
    return _chart(rows, x, title, width=640, step=12, marks=marks)


def _rule(day: date, colour: str, dash: list[int]) -> Any:
    alt = _altair()
    there = alt.datum(alt.DateTime(year=day.year, month=day.month, date=day.day))
    return alt.Chart().mark_rule(color=colour, strokeDash=dash).encode(x=there)


def _is_drawn(one: Statement, target: str) -> bool:
    return not one.is_inside(target) and not one.item.restates


def _stretched(ledger: Ledger, target: str, one: Statement, edge: date) -> Iterator[dict[str, Any]]:
    """Yield the stretches of a statement's bar; the last one bears the figure. An ending is a mark on its day."""
    told = _told(ledger, target, one)
    if one.item.change == "end":
        day = (one.possible_to if one.item.end_date else one.said).isoformat()
        words = f"to end: {told['figure']}" if one.figure else "to end"
        yield told | _drawn(one, sure=True) | {"from": day, "to": day, "label": words}
        return
    stretches = list(_stretches(one))
    for at, (first, last, sure) in enumerate(stretches):
        label = told["figure"] if one.figure and at == len(stretches) - 1 else ""
        # A day ends when the next begins.
        beyond = min(last, edge) + timedelta(days=1)
        yield told | _drawn(one, sure=sure) | {"from": first.isoformat(), "to": beyond.isoformat(), "label": label}


def _stretches(one: Statement) -> Iterator[tuple[date, date, bool]]:
    """Yield the days that a statement surely covers, and those that it may, in order."""
    if one.certain_from > one.certain_to:
        yield one.possible_from, one.possible_to, False
        return
    eve = timedelta(days=1)
    if one.possible_from < one.certain_from:
        yield one.possible_from, one.certain_from - eve, False
    yield one.certain_from, one.certain_to, True
    if one.certain_to < one.possible_to:
        yield one.certain_to + eve, one.possible_to, False


# --- overview ----------------------------------------------------------------------------------------


def _overview(ledger: Ledger, targets: Sequence[str], on: date, known: date) -> Any:
    alt = _altair()
    rows = [row for target in targets for row in _figures(ledger, target, on, known)]
    if not rows:
        raise ValueError(f"nothing is in force on {on} by what was known on {known}")
    totals = overview(ledger, on, known).totals.items()
    persons = "; ".join(f"{interval} {measure}" for measure, interval in sorted(totals) if measure.unit == "persons")
    title = alt.Title(
        f"In force on {on}, as known on {known}",
        subtitle=[
            "Pale and dashed: what may be there as well. A figure that missions share stands at each of them.",
            f"All missions and frameworks, what they share counted once: {persons or 'no figures of persons'}",
        ],
        anchor="start",
    )
    return _chart(rows, alt.X("from:Q", title="persons"), title, width=520, step=13)


def _figures(ledger: Ledger, target: str, on: date, known: date) -> Iterator[dict[str, Any]]:
    """Yield the sure and the possible part of each figure in a target's position, and of what is proposed beside it."""
    found = stand(target, ledger.about(target, known), on, known)
    # What only repeats an earlier figure adds nothing, and has no bar of its own.
    adding = [
        share
        for share in found.shares
        if share.figure.high != 0 or share.statement.figure == (share.measure, share.figure)
    ]
    figures = [(share.statement, share.measure, share.figure) for share in adding]
    beside = [one for one in found.beside if one.covers(on) in ("yes", "maybe") and one.item.change != "end"]
    figures += [(one, *one.figure) for one in beside if one.figure]
    bearing = {share.statement.id for share in found.shares}
    for one in (*found.statements, *found.possible):
        if not bearing & _family(one):
            yield _told(ledger, target, one) | _drawn(one, sure=True) | {"from": 0, "to": 0, "label": "no figure"}
    for one, measure, interval in figures:
        told = _told(ledger, target, one)
        basis = "" if measure.basis == "ceiling" else f" {measure.basis}"
        words = f"{interval}{basis}" if measure.unit == "persons" else f"{interval} {measure}"
        low, high = (interval.low, interval.high or interval.low) if measure.unit == "persons" else (0, 0)
        parts = [(low, high, False)] if high > low else []
        parts = [(0, low, True), *parts] if low or not parts else parts
        for at, (first, last, sure) in enumerate(parts):
            label = words if at == len(parts) - 1 else ""
            yield told | _drawn(one, sure=sure) | {"from": first, "to": last, "label": label}


def _family(one: Statement) -> set[str]:
    """Return the ids of a statement and of all its parts."""
    return {one.id}.union(*(_family(part) for part in one.parts))
