"""Build a site: all its pages and files, checked and written so that the same records give the same bytes."""

import csv
import io
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

from markupsafe import Markup

from inzet.files import read_plain
from inzet.issues import UnreadableError
from inzet.ledger.curves import KNOWN, Curves, find_curves, find_overviews
from inzet.ledger.overview import make_overview
from inzet.ledger.register import short_name
from inzet.ledger.statements import day_known
from inzet.models import Framework, Mission
from inzet.release import writing
from inzet.release.card import dataset_card
from inzet.schema.schemas import Schemas
from inzet.site import checking, documents, fragments, reference
from inzet.site.croissant import croissant
from inzet.site.dcat import dcat
from inzet.site.descriptions import Description, describe
from inzet.site.documents import Document
from inzet.site.pages import Files, Writer
from inzet.site.schema_org import dataset
from inzet.site.templating import inline_json, title_of
from inzet.site.tree import LANGUAGES, Site, read_site
from inzet.site.views import FILTERED, by_key, newest_first, register, rows_by_year, view_overview
from inzet.words import Lang
from inzet.words.labels import label, order
from inzet.words.sentences import horizon_words, say
from inzet.words.site import word

LISTING = "files.txt"
"""The file that lists the files of a site; a folder that has it may be written anew."""
_ASSETS = ("site.css", "site.js", "explore.js", "icon.svg")


def make_site(site: Site) -> dict[str, bytes]:
    """Return the content of every file of a site, by its path.

    Raises:
        BrokenSiteError: if a link leads nowhere, or a public name has no documentation.
    """
    made: dict[str, bytes] = {}
    for path, content in _all(site):
        made[path] = content if isinstance(content, bytes) else content.encode()
    made[LISTING] = _listing({*made, LISTING})
    if faults := checking.find_faults(made):
        raise documents.BrokenSiteError(faults)
    return made


def _all(site: Site) -> Files:
    writer = Writer(site)
    ledger = writer.ledger
    curves = {record.id: find_curves(ledger, record) for record in ledger.targets()}
    records: tuple[Mission | Framework, ...] = (*site.dataset.missions, *site.dataset.frameworks)
    for record in records:
        yield from writer.target(record, curves.get(record.id))
    for letter in site.dataset.letters:
        yield from writer.letter(letter)
    yield from _tables(site)
    yield from _days(writer, [curves[record.id] for record in ledger.targets() if isinstance(record, Mission)])
    shelf = documents.Writer(site.root, site.documents, site.made)
    code = site.root / "src"
    api = reference.reference(code) if (code / "inzet" / "__init__.py").is_file() else ""
    description = describe(site)
    for lang in LANGUAGES:
        yield from _indexes(writer, lang, shelf, description)
        yield from _documents(writer, lang, shelf, api)
    yield from shelf.files.items()
    yield "index.html", writer.environments["en"].get_template("index.html").render()
    for name in _ASSETS:
        yield name, files("inzet.site").joinpath("assets", name).read_bytes()
    yield "croissant.json", croissant(description)
    yield "dataset-card.md", dataset_card(site.package, _row_counts(site), site.title["en"])
    if site.base:
        yield "dcat.ttl", dcat(description)
        template = writer.environments["en"].get_template
        read = sorted(site.dataset.letters, key=lambda letter: (letter.source_read, letter.id), reverse=True)
        yield "changes.xml", template("changes.xml").render(letters=read)
        yield "sitemap.xml", template("sitemap.xml").render(pages=sorted(writer.pages))


def _tables(site: Site) -> Files:
    """Yield the tables, and of the one for people the rows of each mission and of each letter."""
    yield from ((path, data) for path, data in site.made.items() if not path.startswith(("src/", "data/schemas/")))
    heads, *rows = csv.reader(io.StringIO(site.made["data/statements.csv"].decode(), newline=""))
    records = {
        "mission_id": ("missions", [mission.id for mission in site.dataset.missions]),
        "framework_id": ("frameworks", [framework.id for framework in site.dataset.frameworks]),
        "letter_id": ("letters", [letter.id for letter in site.dataset.letters]),
    }
    for name, (folder, ids) in records.items():
        column = heads.index(name)
        own = dict(by_key((row[column], row) for row in rows))
        for record_id in ids:
            text = io.StringIO(newline="")
            csv.writer(text, lineterminator="\n").writerows([heads, *own.get(record_id, [])])
            yield f"{folder}/{record_id}.csv", text.getvalue()


def _days(writer: Writer, curves: list[Curves]) -> Files:
    """Yield the page of a day, its rows for all days, and how far the letters see on each of them."""
    ledger, last = writer.ledger, writer.last
    overviews = {known: list(find_overviews(ledger, curves, known)) for known in KNOWN}
    shown = make_overview(ledger, last, None)
    days = sorted({day for letter in writer.site.dataset.letters if (day := ledger.horizon(day_known(letter)).last)})
    for lang in LANGUAGES:
        views: dict[str, int] = {}
        rows: dict[str, int] = {}
        spans: dict[str, list[tuple[str, int]]] = {known: [] for known in KNOWN}
        for known, held in overviews.items():
            for day, overview in held:
                view = view_overview(overview, lang)
                view["groups"] = [[name, [_place(rows, row) for row in own]] for name, own in view["groups"]]
                spans[known].append((day.isoformat(), _place(views, view)))
        told = f'{{"rows":[{",".join(rows)}],"views":[{",".join(views)}],"spans":{inline_json(spans)}}}'
        yield f"{lang}/days.js", f"inzetDays({told});\n"
        seen = [[day.isoformat(), horizon_words(ledger.horizon(day).letters, day, lang)] for day in days]
        later = say("horizon_later", lang)
        told = str(inline_json({"then": seen, "later": later, "none": horizon_words(0, None, lang)}))
        yield f"{lang}/letters.js", f"inzetLetters({told});\n"
        values = {"view": view_overview(shown, lang), "horizon": shown.horizon.words(lang, last)}
        yield writer.render(lang, "day.html", "day.html", page_title=word("day_title", lang), **values)


def _place(known: dict[str, int], value: Any) -> int:
    """Return the place of a value among those known, to which it is added."""
    return known.setdefault(str(inline_json(value)), len(known))


def _indexes(writer: Writer, lang: Lang, shelf: documents.Writer, description: Description) -> Files:
    """Yield the pages that lead to the others: home, search, findings, data, changes."""
    site, last = writer.site, writer.last
    letters = newest_first(site.dataset)
    readme, lead_lang = site.readme(lang)
    lead, not_in_it = "", ""
    if readme:
        lead = shelf.write(documents.first_paragraph(readme.text), readme.path, 1, lang)
        rest = documents.section(readme.text, word("not_in_it", lead_lang))
        not_in_it = shelf.write(rest, readme.path, 1, lang) if rest else ""
    values: dict[str, Any] = {"view": view_overview(make_overview(writer.ledger, last, None), lang), "letters": letters}
    about = inline_json(dataset(description, lang))
    told = {"lead": Markup(lead), "not_in_it": Markup(not_in_it), "lead_lang": lead_lang, "about": about}
    yield writer.render(lang, "home.html", "index.html", page_title=site.title[lang], **values, **told)
    years = rows_by_year(site.dataset, lang)
    for year, rows in years.items():
        yield f"{lang}/rows-{year}.js", f"inzetRows({inline_json(rows)});\n"
    values = {
        "years": list(years),
        "filters": [
            *((name, title_of(table, name, lang)) for name, (table, _) in FILTERED.items()),
            ("letter", word("letter", lang)),
        ],
        "register": register(site.dataset, lang),
        "missions": _sorted(site.dataset.missions, "region", lang),
        "frameworks": _sorted(site.dataset.frameworks, "framework_kind", lang),
        "letters": letters,
    }
    yield writer.render(lang, "explore.html", "explore.html", page_title=word("explore_title", lang), **values)
    judged = site.documents["docs/findings.md"].page if "docs/findings.md" in site.documents else ""
    by_code = by_key((finding.code, finding) for finding in writer.findings)
    values = {"found": writer.findings, "found_by_code": by_code, "judged": judged}
    yield writer.render(lang, "findings.html", "findings.html", page_title=word("findings_title", lang), **values)
    counts = _row_counts(site)
    tables = [(name, counts[name], table.description) for name, table in Schemas.installed().published.items()]
    values = {
        "tables": tables,
        "licences": site.package["licenses"],
        "dictionary": "docs/dictionary.html" if site.documents else "",
        "about": about,
        "released": [download for download in description.downloads if "://" in download.address],
    }
    yield writer.render(lang, "data.html", "data.html", page_title=word("data_title", lang), **values)
    changelog = site.documents.get(documents.CHANGELOG)
    html = shelf.write(changelog.text.partition("\n")[2], changelog.path, 1, lang) if changelog else ""
    read = sorted(letters, key=lambda letter: letter.source_read, reverse=True)
    values = {"changelog": Markup(html), "letters": read}
    yield writer.render(lang, "changes.html", "changes.html", page_title=word("changes_title", lang), **values)


def _row_counts(site: Site) -> dict[str, int]:
    """Return how many rows each table has; no text in a table holds the end of a line."""
    return {name: site.made[f"data/{name}.csv"].count(b"\n") - 1 for name in Schemas.installed().published}


def _sorted(records: Any, vocabulary: str, lang: Lang) -> list[tuple[str, list[Any]]]:
    """Return records by region or kind, in the order of the schema, by name."""
    names = {code: label(vocabulary, code, lang) for code in order(vocabulary)} | {"": say("no_region", lang)}
    field = "region" if vocabulary == "region" else "kind"
    by_name = sorted(records, key=lambda record: short_name(record, lang).casefold())
    own = {code: [record for record in by_name if (getattr(record, field) or "") == code] for code in names}
    return [(names[code], found) for code, found in own.items() if found]


def _documents(writer: Writer, lang: Lang, shelf: documents.Writer, api: str) -> Files:
    """Yield the documents as pages, and the reference of the code."""
    site = writer.site
    readme, _ = site.readme(lang)
    own = [document for document in site.documents.values() if document.page != "changes.html"]
    own = [document for document in own if document.page != "docs/index.html" or document is readme]
    if api:
        own.append(Document("src/inzet/__init__.py", "docs/api.html", api))
    own.sort(key=lambda document: document.page != "docs/index.html")
    contents = [(document.title, document.page, document.language) for document in own]
    if contents:
        contents[0] = (word("guide", lang), contents[0][1], lang)
    for document in own:
        html = shelf.write(document.text, document.path, document.page.count("/") + 1, lang)
        values = {"contents": contents, "html": Markup(html), "language": document.language}
        headings = documents.headings(html)
        yield writer.render(
            lang, "document.html", document.page, page_title=document.title, headings=headings, **values
        )


def write_site(out: Path, made: dict[str, bytes]) -> list[str]:
    """Write a site into a folder that is new, empty or holds an earlier site, and return the paths that changed.

    What the earlier site left there is removed.
    """
    try:
        earlier = read_plain(out / LISTING, 64 << 20).decode().splitlines()
    except (OSError, UnicodeDecodeError):
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise UnreadableError(f"{out} is not empty and holds no site; choose another folder") from None
        earlier = []
    changed = [path for path, data in made.items() if writing.read(out, path, len(data)) != data]
    gone = [path for path in earlier if path not in made and _is_inside(path)]
    if LISTING in changed:
        # If this is stopped half-way, the next run knows what is ours: all that was there, and all that will be.
        writing.write(out, LISTING, _listing({*made, *gone}), durable=False)
    for path in gone:
        writing.remove(out, path)
    for path in changed:  # the listing comes last
        writing.write(out, path, made[path], durable=False)
    return sorted((*changed, *gone))


def _listing(paths: Iterable[str]) -> bytes:
    return "".join(f"{path}\n" for path in sorted(paths)).encode()


def _is_inside(path: str) -> bool:
    return bool(path) and not Path(path).is_absolute() and ".." not in Path(path).parts


def build(root: Path, out: Path, base: str | None = None, sources: str | None = None) -> tuple[int, int]:
    """Build the site of a tree into a folder, and return how many files changed, and how many there are.

    Args:
        root: the folder that holds ``records/``.
        out: the folder for the site.
        base: the public address that the site will have; empty for none, None for that of ``publication.toml``.
        sources: the folder with the texts of the letters; with it, ``links.json`` in the tree is written anew.
    """
    site = read_site(root, base, Path(sources) if sources else None)
    made = make_site(site)
    if sources:
        writing.write(root, fragments.FILE, fragments.dump(site.links))
    return len(write_site(out, made)), len(made)
