"""The pages of missions, frameworks and letters."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property, partial
from itertools import groupby
from typing import Any, get_args

from jinja2 import Environment
from markupsafe import Markup, escape

from inzet import kamerstuk
from inzet.ledger.curves import KNOWN, Curves, key_of
from inzet.ledger.names import table_of
from inzet.ledger.pages import Page
from inzet.ledger.pictures.drawing import width_of
from inzet.ledger.positions import Position, figure_in_words
from inzet.ledger.reconciliation import Finding
from inzet.ledger.register import Ledger, short_name
from inzet.ledger.shifts import Shift, What
from inzet.ledger.statements import Statement
from inzet.ledger.tables import json_bytes
from inzet.ledger.timeline import facts
from inzet.models import Event, Framework, Letter, Mission
from inzet.site import timelines
from inzet.site.templating import environment, path_of
from inzet.site.tree import LANGUAGES, Site
from inzet.site.views import by_key, newest_first
from inzet.words import Lang
from inzet.words.dates import date_words
from inzet.words.labels import label
from inzet.words.site import word

_MANY = 100
"""A page with more statements shows of each the telling fragment only; the letter has all of them."""

Files = Iterator[tuple[str, str | bytes]]
"""Paths in the site with their content."""


class Writer:
    """Writes the pages of records in all languages, and remembers their paths."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.pages: list[str] = []
        self.ledger: Ledger = site.dataset.ledger
        self.environments: dict[Lang, Environment] = {
            lang: environment(site.dataset, site.links, lang) for lang in LANGUAGES
        }
        for lang, found in self.environments.items():
            found.globals |= {
                "site": site,
                "last": self.last,
                "facts_of": lambda statement, lang=lang: "; ".join(facts(statement, lang)),
                "bar_words": partial(_bar_words, lang),
                "place_of": _place_of,
                "paper_link": partial(_paper_link, site),
                "body": _once(found, "body.html"),
                "telling": _once(found, "telling.html"),
            }

    @property
    def last(self) -> date:
        """The day of the last letter."""
        last = self.ledger.horizon().last
        assert last is not None  # read_site refuses a register without letters
        return last

    @cached_property
    def findings(self) -> Sequence[Finding]:
        """Where the letters contradict each other."""
        return self.site.dataset.reconcile()

    def render(self, lang: Lang, template: str, path: str, **values: Any) -> tuple[str, str]:
        """Return a page of a language, with its path."""
        if template != "moved.html":
            self.pages.append(f"{lang}/{path}")
        depth = path.count("/") + 1
        text = self.environments[lang].get_template(template).render(up="../" * depth, path=path, **values)
        return f"{lang}/{path}", text

    def target(self, record: Mission | Framework, curves: Curves | None) -> Files:
        """Yield the pages and files of a mission or framework; without curves no letter speaks of it."""
        dataset = self.site.dataset
        entries = tuple(dataset.timeline(record))
        referring = tuple(dataset.referring_to(record))
        values: dict[str, Any] = {
            "record": record,
            "kind": table_of(record),
            "position": None,
            "entries": _grouped(entries, lambda entry: entry.statement.letter),
            "brief": len(entries) > _MANY,
            "found": [finding for finding in self.findings if finding.record is record],
            "events": [(dataset.letter_of(event), event) for event in referring if isinstance(event, Event)],
            "beside": self._beside(record, referring),
            "downloads": [f"{path_of(record).removesuffix('.html')}.{form}" for form in ("csv", "json")],
        }
        if curves:
            values |= _answers(dataset.position(record, self.last), curves)
            values["picture"] = timelines.draw(self.ledger, record)
        for lang in LANGUAGES:
            values |= {"page_title": short_name(record, lang), "leaders": self._leaders(record, lang)}
            yield self.render(lang, "mission.html", path_of(record), **values)
            for former in record.former_ids:
                moved = Markup('<a href="{}.html">{}</a>').format(record.id, record.id)
                path = f"{table_of(record)}/{former}.html"
                yield self.render(lang, "moved.html", path, record=record, moved_to=moved)
        yield f"{table_of(record)}/{record.id}.json", json_bytes(Page(record, record.id, referring, self.ledger).tree())

    def _leaders(self, record: Mission | Framework, lang: Lang) -> list[Any]:
        """Return who leads: a framework, a country by its name."""
        framework = record.framework_id if isinstance(record, Mission) else None
        leaders: list[Any] = [self.ledger.target(framework)] if framework else []
        return leaders + ([label("country", record.lead_country, lang)] if record.lead_country else [])

    def _beside(self, record: Mission | Framework, referring: Sequence[Any]) -> list[tuple[str, list[Any]]]:
        """Return the records that belong to a record, by what they are to it."""
        found: dict[str, list[Any]] = {"before_it": [], "after_it": [], "parts": [], "leads": [], "below": []}
        if isinstance(record, Mission) and record.predecessor:
            found["before_it"].append(self.ledger.target(record.predecessor))
        for other in referring:
            if isinstance(other, Mission):
                relations = (("after_it", other.predecessor), ("parts", other.parent), ("leads", other.framework_id))
                for name, target in relations:
                    found[name] += [other] if target == record.id else []
            elif isinstance(other, Framework):
                found["below"].append(other)
        return [(name, records) for name, records in found.items() if records]

    def letter(self, letter: Letter) -> Files:
        """Yield the pages and files of a letter."""
        dataset = self.site.dataset
        order = newest_first(dataset)[::-1]
        at = order.index(letter)
        before = order[at - 1] if at else None
        shifts = dataset.compare(before, letter) if before else ()
        stated = [self.ledger.statements[item.contribution_id] for item in letter.contributions]
        differing = {what: [shift for shift in shifts if shift.what == what] for what in get_args(What)}
        values: dict[str, Any] = {
            "record": letter,
            "letter": letter,
            "groups": _grouped(stated, lambda statement: statement.item.evidence[0].section),
            "before": before,
            "shifts": [(f"shift_{what}", own) for what, own in differing.items() if own and what != "unchanged"],
            "left_out": [passage for passage in letter.passages if passage.reason == "left_out"],
            "passages": by_key((passage.reason, passage) for passage in letter.passages),
            "downloads": [f"letters/{letter.letter_id}.{form}" for form in ("csv", "json")],
        }
        for lang in LANGUAGES:
            day = date_words(letter.letter_date, lang)
            title = f"{word('letter_of_day_capital', lang).format(day=day)} ({letter.letter_id})"
            values |= {"page_title": title, "shift_words": partial(_shift_words, lang)}
            yield self.render(lang, "letter.html", path_of(letter), **values)
        yield f"letters/{letter.letter_id}.json", json_bytes(Page(letter, letter.letter_id, (), self.ledger).tree())


def _once(templates: Environment, name: str) -> Callable[[Statement], Markup]:
    """Return what gives a part of the page of a record, made once for each statement."""
    template = templates.get_template(name)
    return cache(lambda statement: Markup(template.render(statement=statement, up="../../")))


def _grouped(parts: Sequence[Any], key: Callable[[Any], Any]) -> list[tuple[Any, list[Any]]]:
    """Return neighbours that have the same key together, with their key."""
    return [(value, list(own)) for value, own in groupby(parts, key=key)]


def _answers(position: Position, curves: Curves) -> Mapping[str, Any]:
    """Return all different answers about a record, each once, and by curve from which day on which of them holds."""
    places: dict[tuple[object, ...], int] = {}
    answers: list[Position] = []
    spans: dict[str, list[tuple[str, int]]] = {known: [] for known in KNOWN}
    for known, curve in zip(KNOWN, curves, strict=True):
        for day, answer in curve:
            at = places.setdefault(key_of(answer), len(answers))
            answers += [answer] if at == len(answers) else []
            spans[known].append((day.isoformat(), at))
    return {"position": position, "answers": answers, "spans": spans, "chosen": places[key_of(position)]}


def _shift_words(lang: Lang, shift: Shift) -> Markup:
    """Return a difference in words; a description in it is marked as English."""
    words = escape(shift.words(lang))
    carriers = (*shift.before.carriers[:1], *shift.after.carriers[:1])
    for description in {escape(carrier.item.description) for carrier in carriers if lang != "en"}:
        words = words.replace(description, Markup('<span lang="en">{}</span>').format(description))
    return words


def _bar_words(lang: Lang, bar: timelines.Bar) -> str:
    """Return what stands in a bar: its figure, or else what is done, and how firm that is where it is not decided."""
    statement = bar.statement
    words = [figure_in_words(statement.figure, lang)] if statement.figure else []
    if statement.item.change == "end":
        words.append(label("change", "end", lang).lower())
    if statement.item.status != "decided" or not words:
        words.append(label("status", statement.item.status, lang).lower())
    return ", ".join(words)


def _place_of(bar: timelines.Bar, words: str, width: float) -> tuple[float, str]:
    """Return where the words of a bar begin, and whether they stand inside it or beside it."""
    needed = width_of(words, "label") * 1.4  # the fonts of readers may be wide
    # The words stand after the mark of the letter where that is in their way.
    begin = bar.tick if bar.x < bar.tick < bar.x + needed + 12 else bar.x
    if begin + needed + 12 <= bar.x + bar.width:
        return begin + 7, "inside"
    right = max(bar.x + bar.width, bar.tick) + 12
    if right + needed <= width:
        return right, "beside"
    return min(bar.x, bar.tick) - 8, "before"


def _paper_link(site: Site, paper: str) -> Markup:
    """Return a link to a paper: to its page here, or else to its official text."""
    letter = site.dataset.letters.get(paper)
    if letter:
        return Markup('<a href="{}.html">{}</a>').format(letter.letter_id, paper)
    try:
        return Markup('<a href="{}">{}</a>').format(kamerstuk.parse(paper).url, paper)
    except ValueError:
        return Markup("{}").format(paper)
