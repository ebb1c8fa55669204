"""What stands in a picture beside a bar or a mark, and what a page shows on pointing at it."""

from collections.abc import Sequence

from inzet.ledger.overview import Overview, Row, total_of
from inzet.ledger.pictures.courses import Plan, Stretch
from inzet.ledger.pictures.drawing import Facts
from inzet.ledger.positions import figure_in_words, figures_in_words
from inzet.ledger.register import Horizon, names_of, short_name
from inzet.ledger.statements import Statement
from inzet.models import Framework, Mission
from inzet.version import __version__
from inzet.words import Lang
from inzet.words.captions import caption
from inzet.words.dates import date_words, day_words
from inzet.words.labels import label
from inzet.words.sentences import beside_words, end_words, say

Record = Mission | Framework


def stretch_words(stretch: Stretch, lang: Lang, *, with_end: bool) -> str:
    """Return the figure of a stretch, and with whom it is shared; nothing where it is only *perhaps* in force."""
    position = stretch.position
    if stretch.kind == "perhaps":
        return ""
    figure = figures_in_words(position.figures, lang, at_least=bool(position.unsized))
    words = shared_words(figure, position.shared_with, lang)
    if with_end:
        until = end_words(position.until, lang) if position.until else caption("no_end", lang)
        words = f"{words}, {until}"
    return words


def shared_words(figure: str, others: Sequence[Record], lang: Lang) -> str:
    """Return a figure and with whom it is shared: by name where that is one mission."""
    if not others:
        return figure
    if len(others) == 1:
        return caption("with_one", lang, figure=figure, name=short_name(others[0], lang))
    return caption("with_many", lang, figure=figure, count=len(others))


def plan_words(plan: Plan, lang: Lang) -> str:
    """Return how firm a plan is, its figure and its end: *proposed: 15 people, until June 2028*."""
    item, given = plan.statement.item, plan.statement.figure
    words = []
    if item.change == "end":
        words.append(caption("end_of", lang, what=label("contribution_kind", item.kind, lang).lower()))
    elif given:
        measure, interval = given
        # That it is planned is said by what stands before it.
        figure = figures_in_words({measure._replace(basis=""): interval}, lang)
        words.append(shared_words(figure, plan.shared_with, lang))
    if item.end_date:
        words.append(end_words(item.end_date, lang))
    firmness = label("status", item.status, lang).lower()
    return f"{firmness}: {', '.join(words)}" if words else firmness


def stretch_facts(stretch: Stretch, lang: Lang) -> Facts:
    """Return what a page shows of a stretch."""
    position = stretch.position
    first = day_words(stretch.first, lang) if stretch.first else ""
    until = date_words(position.until, lang) if position.until else caption("no_end", lang)
    figures = figures_in_words(position.figures, lang, at_least=bool(position.unsized))
    shared = names_of(position.shared_with, lang)
    told = {"mission": short_name(position.record, lang), "what": caption(stretch.kind, lang), "figure": figures}
    return _facts({**told, "from": first, "until": until, "shared": shared}, position.carriers[0], lang)


def statement_facts(record: Record, style: str, statement: Statement, lang: Lang) -> Facts:
    """Return what a page shows of a report, a plan, an ending or a refusal."""
    item = statement.item
    told = {"mission": short_name(record, lang), "what": caption(style, lang)}
    told["figure"] = figure_in_words(statement.figure, lang)
    dates = {"from": item.start_date, "until": item.end_date}
    told |= {name: date_words(value, lang) for name, value in dates.items() if value}
    return _facts(told, statement, lang)


def row_facts(row: Row, lang: Lang) -> Facts:
    """Return what a page shows of a row of an overview."""
    figures = figures_in_words(row.figures, lang, at_least=bool(row.unsized))
    told = {"mission": names_of(row.records, lang), "figure": figures, "until": until_words(row, lang)}
    return _facts(told, row.positions[0].carriers[0], lang)


def until_words(row: Row, lang: Lang) -> str:
    """Return until when a row is in force; the latest day where its missions differ."""
    return date_words(row.last.until, lang) if row.last.until else caption("no_end", lang)


def _facts(told: Facts, statement: Statement, lang: Lang) -> Facts:
    letter = f"{date_words(statement.letter.letter_date, lang)} ({statement.letter.letter_id})"
    facts = {**told, "letter": letter, "quote": statement.evidence.quote}
    return {caption(f"fact_{name}", lang): value for name, value in facts.items() if value}


def total_words(overview: Overview, rows: Sequence[Row], lang: Lang, code: str) -> list[str]:
    """Return the total of some rows of an overview, and the missions among them whose size no letter gives."""
    is_least = any(row.unsized for row in rows)
    figure = figures_in_words(total_of(rows), lang, at_least=is_least) if rows else caption("nothing", lang)
    lines = [caption(code, lang, day=day_words(overview.on, lang), figure=figure)]
    unsized = [record for row in rows if not row.amounts for record in row.records]
    return [*lines, beside_words("without_figure", names_of(unsized, lang), lang)] if unsized else lines


def row_name(records: Sequence[Record], lang: Lang) -> str:
    """Return missions as a list at the beginning of a row: a name, unlike an abbreviation, begins with a capital."""
    names = names_of(records, lang)
    return names if records[0].abbreviation else names[:1].upper() + names[1:]


def source_words(horizon: Horizon, lang: Lang) -> str:
    """Return where a picture comes from."""
    letter = horizon.letter
    if letter is None:
        return say("horizon_none", lang)
    last = date_words(letter.letter_date, lang)
    return caption("source", lang, last=last, letter=letter.letter_id, version=__version__)
