"""Overviews and statements as plain values, for a template and for a script alike."""

from collections.abc import Iterator
from typing import Any

from inzet.dataset import Dataset
from inzet.ledger.names import fold, spellings, table_of
from inzet.ledger.overview import Overview, reported, short_figures
from inzet.ledger.positions import Position, figure_in_words, figures_in_words
from inzet.ledger.register import short_name
from inzet.ledger.statements import Statement, day_known
from inzet.models import Contribution, Framework, Letter, Mission
from inzet.words import Lang
from inzet.words.dates import date_words
from inzet.words.labels import label, order
from inzet.words.sentences import say
from inzet.words.site import word

View = dict[str, Any]

FILTERED = {
    "status": ("contributions", "status"),
    "kind": ("contributions", "contribution_kind"),
    "basis": ("contributions", "basis"),
    "region": ("missions", "region"),
}
"""The fields by which statements are filtered, besides their letter, each with its table and its vocabulary."""
_TOLD = ("all_of_them", "found_statements", "found_missions", "line", "letter_of_day_capital", "until")


def view_overview(overview: Overview, lang: Lang) -> View:
    """Return an overview: its groups of rows, its total, and what stands beside it, each mission with its id."""
    groups = [
        [
            overview.name_of(group, lang),
            [
                {
                    "missions": [[record.id, short_name(record, lang)] for record in row.named],
                    "figure": short_figures(row.figures, lang, at_least=bool(row.unsized)),
                    "until": date_words(row.last.until, lang) if row.last.until else "",
                    "letter": _letter(row.last.carriers[0].letter, lang),
                }
                for row in group.rows
            ],
        ]
        for group in overview.groups
    ]
    at_least = any(row.unsized for row in overview.rows)
    beside = (("without_figure", overview.without_figure), *overview.beside(everything=True))
    return {
        "sentence": word("together", lang).format(figure=figures_in_words(overview.totals, lang, at_least=at_least))
        if overview.totals
        else "",
        "groups": groups,
        "total": short_figures(overview.totals, lang, at_least=at_least),
        "beside": [
            [say(f"beside_{answer}", lang), [_mission(position, lang) for position in positions]]
            for answer, positions in beside
            if positions
        ],
    }


def _mission(position: Position, lang: Lang) -> list[str]:
    return [position.record.id, short_name(position.record, lang), reported(position, lang)]


def _letter(letter: Letter, lang: Lang) -> list[str]:
    return [letter.letter_id, date_words(letter.letter_date, lang)]


def rows_by_year(dataset: Dataset, lang: Lang) -> dict[str, list[list[Any]]]:
    """Return all statements as rows for the search, by the year from which they are known, the newest year first.

    A row has the id, the places of the missions and frameworks in the register, the description, the figure, the term,
    the codes that filter it, the change, what a table of it holds, the fragments with their lines, the telling one
    first, and the places of its other labels in the register.
    """
    targets = {record.id: at for at, record in enumerate(dataset.ledger.targets())}
    labels = {pair: at for at, pair in enumerate(_coded(dataset))}
    newest = sorted(dataset.ledger.statements.values(), key=lambda each: (-each.known_from.toordinal(), each.id))
    return dict(by_key((str(each.known_from.year), _row(dataset, each, targets, labels, lang)) for each in newest))


def _coded(dataset: Dataset) -> list[tuple[str, str]]:
    """Return the words of vocabularies that statements have and that people may search for, each once."""
    return sorted({pair for item in dataset.contributions for pair in _labels_of(item)})


def _labels_of(item: Contribution) -> Iterator[tuple[str, str]]:
    if item.unit:
        yield "unit", item.unit
    for vocabulary, words in (("function", item.functions), ("personnel_type", item.personnel_types)):
        yield from ((vocabulary, each) for each in words)
    yield from (("asset_kind", asset.asset_kind) for asset in item.assets)
    yield from (("country", place.country) for place in item.places if place.country)


def _both(vocabulary: str, code: str) -> str:
    """Return the label of a word in both languages, folded for a search."""
    return f"{fold(label(vocabulary, code, 'en'))} {fold(label(vocabulary, code, 'nl'))}"


def _names(record: Mission | Framework) -> str:
    """Return all by which people may search for a mission or framework, folded."""
    countries = record.countries if isinstance(record, Mission) else ()
    places = [_both("country", country) for country in countries]
    if isinstance(record, Mission) and record.region:
        places.append(_both("region", record.region))
    return " ".join(dict.fromkeys([*map(fold, spellings(record)), fold(record.id), *places]))


def _row(
    dataset: Dataset, statement: Statement, targets: dict[str, int], labels: dict[tuple[str, str], int], lang: Lang
) -> list[Any]:
    item = statement.item
    missions = [dataset.missions[mission] for mission in item.missions]
    regions = sorted({mission.region for mission in missions if mission.region})
    telling = statement.evidence
    quotes = [telling, *(part for part in item.evidence if part is not telling)]
    return [
        statement.id,
        [targets[target] for target in statement.targets],
        item.description,
        figure_in_words(statement.figure, lang) if statement.figure else "",
        date_words(item.end_date, lang) if item.end_date else "",
        [item.status, item.kind, item.basis or "", regions, statement.letter.letter_id],
        item.change,
        [item.number_min, item.number_max, item.unit, item.start_date, item.end_date],
        [[part.line, part.quote] for part in quotes],
        [labels[pair] for pair in _labels_of(item)],
    ]


def register(dataset: Dataset, lang: Lang) -> View:
    """Return what the rows of the search refer to: missions and frameworks with their spellings, letters, labels."""
    labels = {
        name: [[code, label(vocabulary, code, lang)] for code in order(vocabulary)]
        for name, (_, vocabulary) in FILTERED.items()
    }
    labels["letter"] = [_letter(letter, lang) for letter in newest_first(dataset)]
    return {
        "targets": [
            [table_of(record), record.id, short_name(record, lang), _names(record)]
            for record in dataset.ledger.targets()
        ],
        "letters": {
            letter.letter_id: [*_letter(letter, lang), letter.language, letter.letter_date]
            for letter in dataset.letters
        },
        "labels": labels,
        "coded": [_both(*pair) for pair in _coded(dataset)],
        "changes": {code: label("change", code, lang) for code in order("change")},
        "filters": [*FILTERED, "letter"],
        "words": {code: word(code, lang) for code in _TOLD},
    }


def newest_first(dataset: Dataset) -> list[Letter]:
    """Return the letters, the newest first."""
    return sorted(dataset.letters, key=lambda letter: (day_known(letter), letter.letter_id), reverse=True)


def by_key(pairs: Iterator[tuple[Any, Any]]) -> list[tuple[Any, list[Any]]]:
    """Return values by their keys, in the order in which a key first comes."""
    groups: dict[Any, list[Any]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return list(groups.items())
