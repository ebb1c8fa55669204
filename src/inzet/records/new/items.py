"""A statement as a contribution to fill in: its fields, its fragments, and comments at what is open."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from inzet.records.new.fragments import find_fragments, quoted
from inzet.records.new.headings import Headings, section_above
from inzet.records.new.skeleton import comment, field_lines, listed_words
from inzet.schema.figures import FIGURES
from inzet.schema.formats import find_invisible
from inzet.schema.nodes import Schema
from inzet.schema.schemas import Schemas
from inzet.texts.proposals import Statement
from inzet.texts.text import Text

Item = dict[str, Any]

_MAX_SHOWN = 80  # characters of the text that a comment repeats


def contribution(
    statement: Statement, ids: Mapping[int, str], text: Text, tables: Mapping[str, str], headings: Headings
) -> Item:
    """Return the fields of a contribution, in the order of the schema; what is required but not told is None.

    Args:
        statement: what the text states.
        ids: the id of each statement of the letter.
        text: the text.
        tables: ``missions`` or ``frameworks`` for each id of these.
        headings: the headings of the text.
    """
    values = statement.values | _targets(statement, tables)
    if "assets" in values:
        values["assets"] = [dict(zip(("asset", "asset_kind"), asset, strict=True)) for asset in values["assets"]]
    if statement.whole:
        values["part_of"] = ids[id(statement.whole)]
    if values.get("change") == "continue" and values.keys().isdisjoint(FIGURES):
        values["note"] = "The letter gives no figure here."
    parts = Schemas.installed().load("contribution")
    needed = {*parts["required"], *(one for name in values for one in parts["dependentRequired"].get(name, ()))}
    item: Item = {"contribution_id": ids[id(statement)]}
    for name in parts["properties"]:
        if name in needed - {"contribution_id", "evidence"} or name in values:
            item[name] = values.get(name)
    return item | {"evidence": _evidence(statement, text, headings, item)}


def _targets(statement: Statement, tables: Mapping[str, str]) -> Item:
    """Return the missions and frameworks of a statement; open missions where it has none."""
    clear = {target.ids[0]: target for target in reversed(statement.targets) if target.is_clear}
    missions = [one for one in reversed(clear) if tables[one] == "missions"]
    frameworks = [
        {"framework_id": one, "role": "recipient" if clear[one].is_object else None}
        for one in reversed(clear)
        if tables[one] == "frameworks"
    ]
    given = {"frameworks": frameworks} if frameworks else {}
    return given if frameworks and not missions else {"missions": missions or None} | given


def _evidence(statement: Statement, text: Text, headings: Headings, item: Item) -> list[Item]:
    """Return the fragments of a statement, each with the fields that it supports if there are several."""
    aimed = tuple(name for name in ("missions", "frameworks") if name in item)
    named = [((target.start, target.end), aimed) for target in statement.targets]
    given = {name for name, value in item.items() if value is not None} | {*aimed}
    supports = [
        (span, kept)
        for span, names in (*statement.supports, *named)
        if (kept := tuple(name for name in names if name in given))
    ]
    # A name may stand twice in a line; a record has each fragment once.
    fields: dict[tuple[int, str], list[str]] = {}
    for span, names in find_fragments(text, supports):
        fields.setdefault((text.lines(span)[0], quoted(text, span)), []).extend(names)
    fragments = []
    for (line, quote), names in fields.items():
        values = {"line": line, "section": section_above(headings, line), "quote": quote}
        fragment: Item = {name: value if _fits(name, value) else None for name, value in values.items()}
        fragments.append(fragment | ({"supports": list(dict.fromkeys(names))} if len(fields) > 1 else {}))
    return fragments


def _fits(name: str, value: object) -> bool:
    return Schemas.installed().fits("contribution", ("evidence", "*", name), value)


def item_lines(item: Item, statement: Statement) -> list[str]:
    """Return the lines of a contribution to fill in, with comments at its open fields."""
    parts = Schemas.installed().load("contribution")["properties"]
    lines: list[str] = []
    aimed = "missions" if "missions" in item else "frameworks"
    for name, value in item.items():
        if name == aimed:
            lines += _target_comments(statement)
        if name == "evidence":
            lines += _field_comments(statement)
        if name == "frameworks":
            lines += _hint("role", parts[name]["items"]["properties"]["role"])
        elif value is None:
            lines += _hint(name, parts[name])
        if name in ("frameworks", "evidence"):
            lines.append(f"{name}:")
            for entry in value:
                lines += _list_item(line for field, part in entry.items() for line in field_lines(field, part))
        else:
            lines += field_lines(name, value)
    return list(_list_item(lines))


def _list_item(lines: Iterable[str]) -> Iterator[str]:
    return (("  " if at else "- ") + line for at, line in enumerate(lines))


def _hint(name: str, node: Schema) -> list[str]:
    """Return the words of a field as comment lines; none where it has no words."""
    words = listed_words(node)
    return comment(f"{name}: {', '.join(words)}") if words else []


def _target_comments(statement: Statement) -> Iterator[str]:
    """Yield comments on names that no field has, and on targets that the statement does not name itself."""
    if statement.targets and not statement.is_named:
        yield from comment("Named before this sentence, not in it; check whether it is meant here.")
    for target in statement.targets:
        if not target.ids:
            yield from comment(f"{_shown(target.words)!r} has no record; add one with: inzet new mission ID")
        elif not target.is_clear:
            yield from comment(f"{_shown(target.words)!r} may be {' or '.join(target.ids)}; name it if it is meant.")


def _field_comments(statement: Statement) -> Iterator[str]:
    """Yield comments on words that may fill a field."""
    for field, words in statement.asides:
        yield from comment(f"{field}: {_shown(words)}?")


def _shown(words: str) -> str:
    """Return words of the text for a comment: short, and without invisible characters."""
    visible = (sign if find_invisible(sign) is None else " " for sign in words)
    plain = " ".join("".join(visible).split())
    return plain if len(plain) <= _MAX_SHOWN else f"{plain[:_MAX_SHOWN]}…"
