"""A drawing: boxes, lines, marks and words at places in pixels, which no time zone and no font of a reader moves."""

from collections.abc import Iterable
from math import ceil
from typing import Any, NamedTuple

from inzet.issues import printable
from inzet.words import Lang

_DARK, _PALE, _INK, _QUIET = "#17477e", "#c3d7ee", "#1a1a1a", "#555555"
_PLAN = "#a84300"

STYLES: dict[str, tuple[str, dict[str, Any]]] = {
    # What lies below comes first.
    "separator": ("rule", {"stroke": "#dcdcdc"}),
    "year": ("rule", {"stroke": "#dcdcdc"}),
    "heading_rule": ("rule", {"stroke": _QUIET}),
    "horizon": ("rule", {"stroke": _QUIET, "strokeDash": [4, 3]}),
    "paper": ("rect", {"fill": "#ffffff"}),
    "reported": ("rect", {"fill": "#dddddd", "stroke": "#8a8a8a", "strokeWidth": 0.8}),
    "perhaps": ("rect", {"fill": _PALE, "stroke": _DARK, "strokeWidth": 0.8, "strokeDash": [3, 2]}),
    "in_force": ("rect", {"fill": _DARK, "stroke": "#ffffff", "strokeWidth": 0.8}),
    "planned": ("rect", {"fill": "#ffffff", "stroke": _PLAN, "strokeWidth": 1.3}),
    "onward": ("point", {"shape": "triangle-right", "size": 42, "fill": _DARK, "stroke": _DARK}),
    "backward": ("point", {"shape": "triangle-left", "size": 42, "fill": _DARK, "stroke": _DARK}),
    "plan_onward": ("point", {"shape": "triangle-right", "size": 42, "fill": _PLAN, "stroke": _PLAN}),
    "plan_end": ("point", {"shape": "diamond", "size": 62, "fill": "#ffffff", "stroke": _PLAN, "strokeWidth": 1.3}),
    "report": ("point", {"shape": "circle", "size": 44, "fill": "#ffffff", "stroke": _QUIET, "strokeWidth": 1.2}),
    "ending": ("point", {"shape": "square", "size": 46, "fill": _INK, "stroke": _INK}),
    "refused": ("point", {"shape": "cross", "angle": 45, "size": 90, "fill": _QUIET, "stroke": "#ffffff"}),
    "title": ("text", {"fontSize": 21, "fontWeight": "bold", "fill": _INK}),
    "subtitle": ("text", {"fontSize": 13, "fill": _INK}),
    "heading": ("text", {"fontSize": 13, "fontWeight": "bold", "fill": _INK}),
    "name": ("text", {"fontSize": 12, "fill": _INK}),
    "label": ("text", {"fontSize": 11, "fill": _INK}),
    "inside": ("text", {"fontSize": 11, "fill": "#ffffff"}),
    "quiet": ("text", {"fontSize": 11, "fill": _QUIET}),
    "centred": ("text", {"fontSize": 11, "fill": _QUIET, "align": "center"}),
    "right": ("text", {"fontSize": 12, "fill": _INK, "align": "right"}),
    "total": ("text", {"fontSize": 12, "fontWeight": "bold", "fill": _INK}),
}
"""The styles, in the order in which they are painted: the Vega-Lite mark of each and its look. The kinds of bar differ
in brightness, edge or height, and not in colour alone."""

LINE = 1.3  # the height of a line of words, as a multiple of the size of its letters

Facts = dict[str, str]
"""What a page shows of a thing on pointing at it: a head and a value on each line."""

# How wide letters are in Arial, Helvetica and Liberation Sans, as a part of their size.
_WIDTHS = dict.fromkeys("iljI|!.,:;' \u00a0", 0.28) | dict.fromkeys("ft()[]/-r", 0.34) | dict.fromkeys("mwMW@%", 0.89)


class Shape(NamedTuple):
    """A box, line or mark from one place to another, or words at a place.

    Attributes:
        x: the left edge.
        y: the upper edge, or the middle of words and marks.
        x2: the right edge.
        y2: the lower edge.
        words: the words.
        facts: what a page shows of it on pointing at it.
    """

    x: float
    y: float
    x2: float
    y2: float
    words: str = ""
    facts: Facts | None = None


class Drawing:
    """A drawing that grows as things are added.

    Attributes:
        lang: the language of its words.
        title: what it is called.
        width: how wide it is.
        height: how high it is; what is added below everything else goes there.
        shapes: what it consists of, by style.
    """

    MARGIN = 18

    def __init__(self, title: str, lang: Lang, width: float = 0, height: float = 0) -> None:
        self.lang = lang
        self.title = title
        self.width = width
        self.height = height
        self.shapes: dict[str, list[Shape]] = {style: [] for style in STYLES}

    def add(
        self,
        style: str,
        x: float,
        y: float,
        x2: float | None = None,
        y2: float | None = None,
        facts: Facts | None = None,
    ) -> None:
        """Add a box, a line or a mark."""
        told = {printable(name): printable(value) for name, value in facts.items()} if facts else None
        self.shapes[style].append(Shape(x, y, x if x2 is None else x2, y if y2 is None else y2, facts=told))

    def say(self, style: str, x: float, y: float, words: str) -> None:
        """Add words on one line; the drawing grows as wide as they are."""
        self.shapes[style].append(Shape(x, y, x, y, printable(words)))
        if "align" not in STYLES[style][1]:
            self.width = max(self.width, x + width_of(words, style) + self.MARGIN)

    def note(self, style: str, x: float, y: float, words: str) -> None:
        """Add words on one line, on paper of their own, so that no line runs through them."""
        self.add("paper", x - 2, y - 7, x + width_of(words, style), y + 7)
        self.say(style, x, y, words)

    def paragraph(self, style: str, words: str) -> None:
        """Add words below everything else, in as many lines as they need."""
        size = size_of(style)
        for line in wrap(words, self.width - 2 * self.MARGIN, style):
            self.height += size * LINE
            self.say(style, self.MARGIN, self.height - size * LINE / 2, line)

    def key(self, entries: Iterable[tuple[str, str]]) -> None:
        """Add the key below everything else: a small example of each style and what it means."""
        x, step = float(self.MARGIN), 18
        self.height += step
        for style, words in entries:
            is_mark = STYLES[style][0] == "point"
            wide = (16 if is_mark else 30) + width_of(words, "label")
            if x + wide > self.width - self.MARGIN and x > self.MARGIN:
                x, self.height = self.MARGIN, self.height + step
            y = self.height - step / 2
            if is_mark:
                self.add(style, x + 6, y)
            else:
                half = {"horizon": 0, "reported": 3}.get(style, 6)
                self.add(style, x, y - half, x + 24, y + half)
            x += wide + 22
            self.say("label", x - 22 - width_of(words, "label"), y, words)

    def paste(self, other: "Drawing") -> None:
        """Add another drawing below everything else."""
        for style, shapes in other.shapes.items():
            moved = (shape._replace(y=shape.y + self.height, y2=shape.y2 + self.height) for shape in shapes)
            self.shapes[style].extend(moved)
        self.height += other.height


def lay_out(
    body: Drawing, title: str, above: Iterable[str], key: Iterable[tuple[str, str]], notes: Iterable[str]
) -> Drawing:
    """Return a whole picture: the title, paragraphs, a key of styles and their meanings, the body, more paragraphs."""
    whole = Drawing(title, body.lang, body.width, Drawing.MARGIN)
    whole.paragraph("title", title)
    whole.height += 4
    for words in above:
        whole.paragraph("subtitle", words)
    whole.height += 6
    whole.key(key)
    whole.height += 8
    whole.paste(body)
    whole.height += 6
    for words in filter(None, notes):
        whole.paragraph("quiet", words)
    whole.height = ceil(whole.height + Drawing.MARGIN)
    whole.width = ceil(whole.width)
    return whole


def size_of(style: str) -> float:
    """Return the size of the letters of a style."""
    return float(STYLES[style][1]["fontSize"])


def width_of(words: str, style: str) -> float:
    """Return how wide words are, rather a little too much than too little."""
    look = STYLES[style][1]
    signs = sum(_WIDTHS.get(sign, 0.72 if sign.isupper() else 0.56 if ord(sign) < 0x2E80 else 1) for sign in words)
    return float(signs * look["fontSize"] * (1.14 if "fontWeight" in look else 1.06))


def wrap(words: str, width: float, style: str) -> list[str]:
    """Return words in lines of some width; only a word that is wider than a line is broken."""
    lines = [""]
    for word in printable(words).split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if width_of(joined, style) <= width:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        for sign in word:
            if width_of(lines[-1] + sign, style) > width:
                lines.append("")
            lines[-1] += sign
    return lines
