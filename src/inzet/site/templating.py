"""The templates: what they may call, and how text of records gets into a page, always escaped."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from inzet.dataset import Dataset
from inzet.ledger.intervals import Figure
from inzet.ledger.names import table_of
from inzet.ledger.pages import Page
from inzet.ledger.positions import figure_in_words, figures_in_words
from inzet.ledger.register import full_name, short_name
from inzet.models import Framework, Letter, Mission
from inzet.schema.schemas import Schemas
from inzet.site.fragments import Links, address
from inzet.words import Lang
from inzet.words.dates import date_words, day_words
from inzet.words.labels import field_title, label
from inzet.words.sentences import digits, end_words, figure_words, number_words, pattern
from inzet.words.site import word

_SHOWN = {"description", "note", "missions", "frameworks", "part_of", "restates", "status", "change", "basis"}
_SHOWN |= {"number_min", "number_max", "unit", "previous_number", "amount_min", "amount_max", "currency", "amount_year"}
_SHOWN |= {"approximate", "start_date", "end_date"}
_CLOSING = re.compile(r"[^*]*[^*\s]\*(?!\w)")


def environment(dataset: Dataset, links: Links, lang: Lang) -> Environment:
    """Return the templates of a language; a name that a page leaves out is an error."""
    found = Environment(
        loader=PackageLoader("inzet.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    ledger = dataset.ledger
    names: dict[str, Any] = {
        "lang": lang,
        "other": "en" if lang == "nl" else "nl",
        "t": lambda code, **arguments: _told(word(code, lang), arguments),
        "say": lambda code, **arguments: _told(pattern(code, lang), arguments),
        "label": partial(label, lang=lang),
        "title": partial(title_of, lang=lang),
        "date": partial(date_words, lang=lang),
        "until": partial(end_words, lang=lang),
        "day": partial(day_words, lang=lang),
        "figure": partial(figure_in_words, lang=lang),
        "figures": partial(figures_in_words, lang=lang),
        "number": partial(_number, lang=lang),
        "digits": partial(digits, lang=lang),
        "short": partial(short_name, lang=lang),
        "full": partial(full_name, lang=lang),
        "target": ledger.target,
        "letter_known": dataset.letters.get,
        "statements": ledger.statements,
        "href": pass_context(_href),
        "official": lambda statement, part: address(statement, part.line, part.quote, links),
        "listed": partial(_listed, lang=lang),
        "fields": lambda record: _fields(dataset, record, lang),
        "emphasis": emphasis,
        "inline_json": inline_json,
        "english": lambda text: Markup('<span lang="en">{}</span>').format(text) if lang != "en" else text,
    }
    found.globals |= names
    return found


def _told(words: str, arguments: Mapping[str, object]) -> Markup:
    """Return words with their arguments: links among these stay links, all else is escaped."""
    if any(isinstance(value, Markup) for value in arguments.values()):
        return Markup(words).format(**arguments)
    return escape(words.format(**arguments))


def emphasis(text: str) -> Markup:
    """Return a quote with its stars of Markdown as emphasis; a quote may begin or end inside one.

    >>> emphasis("de *European Union* <b>"), emphasis("Union* Armenië")
    (Markup('de <em>European Union</em> &lt;b&gt;'), Markup('<em>Union</em> Armenië'))
    """
    parts = text.split("*")
    first = 0 if _CLOSING.match(text) else 1  # whether the quote begins inside an emphasis
    marked = (Markup("<em>{}</em>").format(part) if at % 2 == first else escape(part) for at, part in enumerate(parts))
    return Markup("").join(marked)


def inline_json(value: object) -> Markup:
    """Return a value as JSON that cannot end the script that it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


def path_of(record: Mission | Framework | Letter) -> str:
    """Return the page of a record, from the folder of a language."""
    return f"{table_of(record)}/{record.id}.html"


def _href(context: Context, record: Mission | Framework | Letter) -> str:
    """Return the relative address of the page of a record in the language of the present page."""
    return f"{context['up']}{context['lang']}/{path_of(record)}"


def title_of(table: str, name: str, lang: Lang) -> str:
    """Return the title of a field."""
    return field_title(Schemas.installed().items[table]["properties"][name], lang)


def _number(figure: Figure, lang: Lang) -> tuple[str, str]:
    """Return a figure as its number and its unit; an amount of money has its currency in the first."""
    (unit, _), value = figure
    number = number_words(value.low, value.high, lang, approximate=value.approximate)
    words = figure_words(value.low, value.high, unit, lang, approximate=value.approximate)
    return (number, words.removeprefix(number).strip()) if words.startswith(number) else (words, "")


def _listed(parts: Iterable[Any], lang: Lang) -> Markup:
    """Return parts, which may be links, as a list in words."""
    known = [escape(part) for part in parts]
    tail = [Markup(pattern("and", lang)).join([Markup(", ").join(known[:-1]), known[-1]])] if len(known) > 1 else known
    return Markup("").join(tail)


def _fields(dataset: Dataset, record: Any, lang: Lang) -> list[tuple[str, str]]:
    """Return the title and words of the coded fields of a statement that its page does not show otherwise."""
    page = Page(record, record.id, (), dataset.ledger)
    return [(title, words) for name, title, words in page.fields(lang) if name not in _SHOWN]
