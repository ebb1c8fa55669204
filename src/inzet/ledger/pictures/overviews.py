"""The missions in force on a day, with how many people each may have."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from inzet.ledger.intervals import Interval, Measure
from inzet.ledger.overview import Overview, Row, make_overview, total_of
from inzet.ledger.pictures.drawing import LINE, Drawing, lay_out, size_of, width_of, wrap
from inzet.ledger.pictures.phrases import Record, row_facts, row_name, source_words, total_words, until_words
from inzet.ledger.positions import figures_in_words
from inzet.ledger.register import Ledger, names_of
from inzet.words import Lang
from inzet.words.captions import caption
from inzet.words.dates import day_words
from inzet.words.sentences import beside_words, number_words, say

_NAMES, _BARS, _ROW, _HALF = 290, 290, 22, 7
_LEFT = Drawing.MARGIN + _NAMES + 14


def draw_overview(
    ledger: Ledger, on: date, known: date | None = None, records: Sequence[Record] = (), lang: Lang = "en"
) -> Drawing:
    """Return the missions in force on a day, as known on a day: the chosen ones, or all.

    Raises:
        ValueError: if nothing is in force.
    """
    overview = make_overview(ledger, on, known)
    rows = chosen_rows(overview, records)
    if not rows:
        raise ValueError(f"nothing is in force on {on}" + (f" of {names_of(records, 'en')}" if records else ""))
    body = Drawing("", lang)
    _draw_rows(body, overview, rows)
    horizon = overview.horizon
    above = [caption("known", lang, known=day_words(known, lang))] if known else []
    if horizon.ends_before(on):
        above.append(horizon.words(lang, on))
    above += total_words(overview, rows, lang, "total_chosen" if records else "total_all")
    meanings = {"in_force": "size", "perhaps": "size_range", "onward": "size_least"}
    key = [(style, caption(code, lang)) for style, code in meanings.items() if body.shapes[style]]
    notes = [caption("note_together", lang)] if any(len(row.named) > 1 for row in rows) else []
    notes += [*_beside(overview, records, lang), source_words(horizon, lang)]
    return lay_out(body, say("overview", lang, day=day_words(on, lang)), above, key, notes)


def chosen_rows(overview: Overview, records: Sequence[Record]) -> list[Row]:
    """Return the rows of an overview that chosen missions are in; all rows where none are chosen."""
    ids = {record.id for record in records}
    return [row for row in overview.rows if not ids or any(own.id in ids for own in row.records)]


def _beside(overview: Overview, records: Sequence[Record], lang: Lang) -> Iterator[str]:
    """Yield what is not drawn: all of it by name where missions are chosen, else without plans and what is over."""
    ids = {record.id for record in records}
    for answer, positions in overview.beside(everything=bool(ids)):
        others = [position.record for position in positions if not ids or position.record.id in ids]
        if others:
            yield beside_words(answer, names_of(others, lang), lang)
    if not ids:
        yield caption("not_shown", lang, **overview.folded)


def _draw_rows(body: Drawing, overview: Overview, rows: Sequence[Row]) -> None:
    """Draw the rows in their groups, with heads above them and their total below."""
    lang = body.lang
    most = max([(people.high or people.low) for row in rows if (people := _people(row))] or [1])
    lines = {id(row): _line(row, _BARS / max(most, 1), lang) for row in rows}
    total = _figure_words(total_of(rows), lang, at_least=any(row.unsized for row in rows))
    heads = {name: say(f"column_{name}", lang) for name in ("mission", "figure", "until")}
    # The last column stands behind the widest row.
    wide = max(width_of(total, "total"), width_of(heads["figure"], "quiet"))
    until = max([_LEFT + wide, *(line.end + width_of(line.figure, "name") for line in lines.values())]) + 28
    right = until + max(width_of(words, "name") for words in (heads["until"], *(line.until for line in lines.values())))
    body.height += 20
    for x, words in zip((Drawing.MARGIN, _LEFT, until), heads.values(), strict=True):
        body.say("quiet", x, body.height - 10, words)
    for group in overview.groups:
        own = [lines[id(row)] for row in group.rows if id(row) in lines]
        if own:
            body.height += 28
            body.say("heading", Drawing.MARGIN, body.height - 11, overview.name_of(group, lang))
            body.add("heading_rule", Drawing.MARGIN, body.height, right, body.height)
        for line in own:
            _draw_line(body, line)
            body.say("name", until, body.height - line.height + _ROW / 2, line.until)
            body.add("separator", Drawing.MARGIN, body.height, right, body.height)
    body.height += 10
    body.add("heading_rule", Drawing.MARGIN, body.height, right, body.height)
    body.height += _ROW
    body.say("total", Drawing.MARGIN, body.height - _ROW / 2, say("total", lang))
    body.say("total", _LEFT, body.height - _ROW / 2, total)


class _Line(NamedTuple):
    """A row as it is drawn: its names, the ends of its bars, its figure and its end in words."""

    row: Row
    names: list[str]
    low: float
    high: float
    end: float
    is_least: bool
    figure: str
    until: str

    @property
    def height(self) -> float:
        """The height that it takes."""
        return max(_ROW, 8 + len(self.names) * size_of("name") * LINE)


def _line(row: Row, scale: float, lang: Lang) -> _Line:
    names = row_name(row.named, lang)
    words = say("together", lang, names=names) if len(row.named) > 1 else names
    people = _people(row) or Interval(0, 0)
    low = _LEFT + people.low * scale
    high = _LEFT + max(people.low, people.high or 0) * scale
    is_least = bool(row.unsized) or people.high is None
    end = high + (12 if is_least else 6 if high > _LEFT else 0)
    figure = _figure_words(row.figures, lang, at_least=bool(row.unsized))
    return _Line(row, wrap(words, _NAMES, "name"), low, high, end, is_least, figure, until_words(row, lang))


def _draw_line(body: Drawing, line: _Line) -> None:
    """Draw a row below everything else."""
    y = body.height + _ROW / 2
    for at, words in enumerate(line.names):
        body.say("name", Drawing.MARGIN, y + at * size_of("name") * LINE, words)
    facts = row_facts(line.row, body.lang)
    if line.low > _LEFT:
        body.add("in_force", _LEFT, y - _HALF, max(line.low, _LEFT + 2), y + _HALF, facts)
    if line.high > line.low:
        body.add("perhaps", line.low, y - _HALF, line.high, y + _HALF, facts)
    if line.is_least:
        body.add("onward", line.high + 5, y)
    body.say("name" if line.row.amounts else "quiet", line.end, y, line.figure)
    body.height += line.height


def _people(row: Row) -> Interval | None:
    """Return how many people a row has; None where no letter gives that."""
    return next((interval for measure, interval in sorted(row.figures.items()) if measure.unit == "persons"), None)


def _figure_words(figures: dict[Measure, Interval], lang: Lang, *, at_least: bool = False) -> str:
    """Return figures under a head that says that they are of people; others name what they count."""
    if [measure.unit for measure in figures] != ["persons"]:
        return figures_in_words(figures, lang, at_least=at_least)
    people = next(iter(figures.values()))
    return number_words(people.low, people.high, lang, approximate=people.approximate, at_least=at_least)
