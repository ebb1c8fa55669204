"""A drawing as a file: a picture for print, a page that works without a network, or a Vega-Lite specification."""

import json
from html import escape
from typing import Any

from inzet.ledger.pictures.drawing import STYLES, Drawing

FORMATS = (".svg", ".png", ".html", ".json")

_MISSING = 'pictures need altair and vl-convert-python: pip install "inzet[plot]"'

# Nothing may be loaded from anywhere; what runs is in the page, and Vega makes functions of its own expressions.
_POLICY = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:"

_PAGE = """\
<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>body {{ margin: 0; overflow-x: auto }}</style>
</head>
<body>
<div id="picture">{svg}</div>
<script>{library}</script>
<script>vegaEmbed("#picture", {specification}, {{renderer: "svg", actions: false}});</script>
</body>
</html>
"""


def write(drawing: Drawing, suffix: str) -> bytes:
    """Return a drawing as a file of a kind: ``.svg``, ``.png``, ``.html`` (works without a network) or ``.json``.

    Raises:
        ImportError: if altair or vl-convert-python is not installed.
        ValueError: if there is no such kind.
    """
    if suffix not in FORMATS:
        raise ValueError(f"a picture is a file ending in {', '.join(FORMATS)}, not {suffix or 'a name without ending'}")
    try:
        import altair
        import vl_convert
    except ImportError:
        raise ImportError(_MISSING) from None
    specification = _chart(altair, drawing).to_dict()
    if suffix == ".json":
        return f"{json.dumps(specification, indent=1, ensure_ascii=False)}\n".encode()
    if suffix == ".png":
        return bytes(vl_convert.vegalite_to_png(specification, scale=2, ppi=72))
    svg = str(vl_convert.vegalite_to_svg(specification))
    if suffix == ".svg":
        return svg.encode()
    page = _PAGE.format(
        lang=drawing.lang,
        policy=_POLICY,
        title=escape(drawing.title),
        svg=svg,
        library=vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;"),
        # A name or a quote may hold "</script>".
        specification=json.dumps(specification, ensure_ascii=True).replace("<", "\\u003c"),
    )
    return page.encode()


def _chart(altair: Any, drawing: Drawing) -> Any:
    """Return a drawing as a Vega-Lite chart: a layer for each style, in one system of pixels."""
    x = {"axis": None, "scale": altair.Scale(domain=[0, drawing.width], nice=False, zero=False)}
    y = {"axis": None, "scale": altair.Scale(domain=[drawing.height, 0], nice=False, zero=False)}
    layers = []
    for style, shapes in drawing.shapes.items():
        if not shapes:
            continue
        mark, look = STYLES[style]
        rows = [_row(mark, *shape) for shape in shapes]
        places = {"x": altair.X("x:Q", **x), "y": altair.Y("y:Q", **y)}
        if mark in ("rect", "rule"):
            places |= {"x2": altair.X2("x2:Q"), "y2": altair.Y2("y2:Q")}
        if mark == "text":
            places["text"] = altair.Text("words:N")
            look = {"align": "left", "baseline": "middle", **look}
        elif any("facts" in row for row in rows):
            places["tooltip"] = altair.Tooltip("facts:N")
        base = altair.Chart(altair.InlineData(values=rows))
        if mark == "point":
            look = {"opacity": 1, **look}
        layers.append(getattr(base, f"mark_{mark}")(aria=False, **look).encode(**places))
    chart = altair.layer(*layers).properties(width=drawing.width, height=drawing.height, padding=0)
    return (
        chart.properties(description=drawing.title)
        .configure(font="Arial, Helvetica, Liberation Sans, sans-serif", background="white")
        .configure_view(stroke=None)
    )


def _row(mark: str, x: float, y: float, x2: float, y2: float, words: str, facts: dict[str, str] | None) -> Any:
    row: dict[str, Any] = {"x": round(x, 1), "y": round(y, 1)}
    if mark in ("rect", "rule"):
        row |= {"x2": round(x2, 1), "y2": round(y2, 1)}
    if mark == "text":
        row["words"] = words
    if facts:
        row["facts"] = facts
    return row
