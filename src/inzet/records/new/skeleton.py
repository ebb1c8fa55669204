"""A new record that needs only filling in: every field in order, with what it means beside it."""

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from inzet import files, kamerstuk
from inzet.issues import UnreadableError
from inzet.records import evidence, strict_yaml
from inzet.records.new.proposals import Proposal, propose
from inzet.records.tree import FOLDER, read_tree
from inzet.schema import editors, findings
from inzet.schema.formats import INVISIBLE
from inzet.schema.nodes import SUFFIX, Schema
from inzet.schema.schemas import Schemas
from inzet.texts.languages import NO_LANGUAGE, detect
from inzet.texts.names import Names
from inzet.texts.text import Text

_WIDTH = 100
_FEW = 40  # a vocabulary of more words is not listed
_MOST = 999  # contributions, for their ids end in three digits at most
_SHOWN = 80  # characters of the text that a comment repeats

Item = dict[str, Any]


def skeleton(kind: str, record_id: str) -> str:
    """Return the YAML text of a new record.

    Required fields stand open, optional ones are comments. What follows from the identifier is filled in.

    Args:
        kind: ``letter``, ``mission`` or ``framework``.
        record_id: the id; for a letter with an official number that number, such as ``kst-29521-446``.

    Raises:
        ValueError: if the id does not have the form that its schema asks for.
    """
    return _render(kind, _known(kind, record_id))


def letter_skeleton(record_id: str, path: Path, root: Path, today: date) -> str:
    """Return the YAML text of a new letter, with all that its text says of itself filled in.

    Filled in are also the papers that it cites, and an open contribution for each sentence with a figure or an end
    date beside the name of a mission or framework. Every quote stands in the text where the record says; what needs
    judgement is left open.

    Args:
        record_id: id of the letter.
        path: the text that is to be coded.
        root: folder that holds ``records/``, whose missions and frameworks are looked for; with those of the installed
            release, on which the records may build.
        today: the day on which the text is read.

    Raises:
        ValueError: if the id does not have the right form, or is not that of the text; if the text makes too long a
            record, or has a name that no record could give.
        UnreadableError: if the text or a record cannot be read.
    """
    known = _known("letter", record_id)
    text = evidence.read_text(path)
    if not Schemas.installed().fits("letter", ("source_file",), path.name):
        raise ValueError(f"{path.name!r} cannot be a source file; rename it to letters, digits, '.', '_' and '-'")
    language = detect(text.content) or NO_LANGUAGE
    head = language.read_head(text)
    own = [entry for entry in head.get("identifiers", ()) if entry["scheme"] == "kst"]
    if own and own[0]["value"].lower() != known["letter_id"]:
        official = own[0]["value"].lower()
        raise ValueError(f"{path.name!r} is the text of {official}; write: inzet new letter {official}")
    identifiers = [*known.get("identifiers", ()), *head.pop("identifiers", ())]
    if identifiers:
        single = [entry for at, entry in enumerate(identifiers) if entry not in identifiers[:at]]
        known["identifiers"] = single[: Schemas.installed().load("letter")["properties"]["identifiers"]["maxItems"]]
    known |= head | {
        "source_file": path.name,
        "source_sha256": evidence.hash_of(text),
        "source_read": today.isoformat(),
    }
    citations = language.read_citations(text, head.get("letter_date"))
    first = next((entry["line"] for entry in head.get("dates", ()) if entry["kind"] == "dateline"), 1)
    targets = _targets(root)
    tables = {own: table for own, (table, _) in targets.items()}
    proposals = list(propose(text, Names(record for _, record in targets.values()), language, tables, first))
    if len(proposals) > _MOST:
        raise ValueError(f"{path.name!r} has {len(proposals)} sentences with a figure beside a name; split it")
    items = [_contribution(f"{known['letter_id']}.{at:02}", each) for at, each in enumerate(proposals, 1)]
    known["citations"] = citations
    _settle(known, items, text)
    known = {name: value for name, value in known.items() if value}
    made = _render("letter", known, [_open_item(*pair) for pair in zip(items, proposals, strict=True)])
    if language is NO_LANGUAGE:
        made = "# This text is in a language that is not read: only names, digits and years were looked for.\n" + made
    if len(made.encode()) > strict_yaml.MAX_BYTES:
        raise ValueError(f"{path.name!r} makes a record larger than {strict_yaml.MAX_BYTES >> 20} MiB; split it")
    return made


def _targets(root: Path) -> dict[str, tuple[str, Item]]:
    """Return the missions and frameworks by id, each with its table: of the tree, and of the release behind it."""
    found: dict[str, tuple[str, Item]] = {}
    # The first record of a new tree finds none beside it, and that is no fault.
    if any((root / FOLDER).glob("*/*.yaml")):
        documents, issues = read_tree(root)
        if issues:
            raise UnreadableError(f"the records have faults ({issues[0]}); run first: inzet validate")
        for each in documents:
            # One with open fields, such as another new record, has no names to look for yet.
            if each.kind != "letter" and not findings.check(each.value, each.kind):
                found[each.stem] = Schemas.installed().load(each.kind)["x-table"], each.value
    home = files.root()
    if root.resolve() != home and (home / files.NESTED).is_file():
        release = json.loads((home / files.NESTED).read_bytes())
        for table, node in Schemas.installed().items.items():
            if table in ("missions", "frameworks"):
                for record in release[table]:
                    found.setdefault(record[node["x-key"]], (table, record))
    return found


def _contribution(contribution_id: str, proposal: Proposal) -> Item:
    """Return what is known of a contribution; an open field is None."""
    fits = Schemas.installed().fits
    fragments: list[Item] = []
    for line, quote in proposal.quotes:
        fragment: Item = {"line": line, "section": proposal.section, "quote": quote}
        fragments.append(
            {
                name: value if fits("contribution", ("evidence", "*", name), value) else None
                for name, value in fragment.items()
            }
        )
    item: Item = {"contribution_id": contribution_id}
    if proposal.missions or not proposal.frameworks:
        item["missions"] = list(proposal.missions) or None
    if proposal.frameworks:
        item["frameworks"] = list(proposal.frameworks)
    item |= dict.fromkeys(("kind", "description", "change", "status"))
    # Of several fragments each says what it carries.
    supports = {"supports": None} if len(fragments) > 1 else {}
    return item | {"evidence": [fragment | supports for fragment in fragments]}


def _settle(letter: Item, items: list[Item], text: Text) -> None:
    """Open every quote that the evidence check would refuse; a whole sentence is first tried without its last word."""
    for last in (False, True):
        quoted = [
            {"contribution_id": item["contribution_id"], "evidence": [one for one in item["evidence"] if one["quote"]]}
            for item in items
        ]
        for found in evidence.compare_quotes({**letter, "contributions": quoted}, text):
            if found.pointer[0] == "contributions":
                _, at, _, step, _ = found.pointer
                fragment = quoted[int(at)]["evidence"][int(step)]
                shorter = fragment["quote"].rpartition(" ")[0]
                fragment["quote"] = None if last or found.code != "quote_is_fragment" else shorter or None
            else:
                name, at, _ = found.pointer
                letter[str(name)][int(at)]["written"] = None


def _render(kind: str, known: Mapping[str, Any], items: Sequence[list[str]] = ()) -> str:
    node = Schemas.installed().load(kind)
    key = node["x-key"]
    if not Schemas.installed().fits(kind, (key,), known[key]):
        said, example = node["properties"][key]["description"].rstrip("."), node["properties"][key]["examples"][0]
        raise ValueError(f"{known[key]!r} is not a {kind} id ({said}); write one such as {example!r}")
    lines = [
        f"# yaml-language-server: $schema=../../{editors.FOLDER}/{kind}{SUFFIX}",
        *_comment(f"{node['title']}: {node['description']}"),
        "# Fill in what the text supports; delete what it does not.",
        "",
    ]
    for name, part in node["properties"].items():
        if items and name == "contributions":
            lines += _proposed(name, part, items)
        else:
            lines += _lines(name, part, name in node["required"], known)
    return "\n".join(lines) + "\n"


def _known(kind: str, record_id: str) -> dict[str, Any]:
    """Return what follows from the identifier alone."""
    known: dict[str, Any] = {Schemas.installed().load(kind)["x-key"]: record_id}
    if kind == "letter" and record_id.lower().startswith("kst-"):
        head, *rest = record_id.split("-")
        paper = kamerstuk.parse("-".join([head.lower(), *(part.upper() for part in rest)]))
        known |= {
            "letter_id": str(paper).lower(),
            "dossier": paper.dossier_id,
            "number": paper.number,
            "identifiers": [{"scheme": "kst", "value": str(paper)}],
            "source_urls": [paper.url],
        }
    return known


def _lines(name: str, node: Schema, required: bool, known: Mapping[str, Any]) -> Iterator[str]:
    yield from _comment(_meaning(node))
    if name in known:
        more = _more(node, known[name])
        if more:
            yield from _comment(f"What an item may have besides: {', '.join(more)}.")
        yield from _field(name, known[name])
        return
    mark = "" if required else "# "
    item = node.get("items", {})
    if item.get("type") == "object":
        # A list that may be empty starts empty; its first item is there to be copied.
        empty = required and "minItems" not in node
        yield f"{mark}{name}: []" if empty else f"{mark}{name}:"
        if empty:
            yield "# Replace [] by items like this one, and delete the fields that the text does not support:"
        yield from ("# " * (empty or not required) + line for line in _item(item))
    elif node["type"] == "array":
        yield f"{mark}{name}: []"
    else:
        yield f"{mark}{name}:"


def _more(node: Schema, value: Any) -> list[str]:
    """Return the fields that items of a list may have and none of these has."""
    used = {name for item in value if isinstance(item, dict) for name in item} if isinstance(value, list) else set()
    return [name for name in node.get("items", {}).get("properties", ()) if used and name not in used]


def _field(name: str, value: Any) -> list[str]:
    return [f"{name}:"] if value is None else strict_yaml.write({name: value}).rstrip("\n").split("\n")


def _proposed(name: str, node: Schema, items: Sequence[list[str]]) -> Iterator[str]:
    yield from _comment(_meaning(node))
    yield from _comment(
        "Below is an item for each sentence that has a figure or an end date beside a name. Which of them the"
        " Netherlands contributes is yours to say: fill those in and delete the others, for which 'passages' gives the"
        " reason. A sentence that states two contributions, or one without a figure, becomes an item of its own."
    )
    yield from _comment("Every field that an item may have, in order:")
    yield from ("# " + line for line in _item(node["items"]))
    yield f"{name}:"
    for item in items:
        yield from item


def _open_item(item: Item, proposal: Proposal) -> list[str]:
    """Return the lines of a contribution that is to be filled in, with what its sentence says beside open fields."""
    parts = Schemas.installed().load("contribution")["properties"]
    lines: list[str] = []
    for name, value in item.items():
        if name == "evidence":
            lines += _hints(proposal, parts)
            lines.append("evidence:")
            for fragment in value:
                written = [line for field, one in fragment.items() for line in _field(field, one)]
                lines += [("  " if at else "- ") + line for at, line in enumerate(written)]
            continue
        if value is None and (words := _words(parts[name])):
            lines += _comment(f"{name}: {', '.join(words)}")
        lines += _field(name, value)
    return [("  " if at else "- ") + line for at, line in enumerate(lines)]


def _hints(proposal: Proposal, parts: Schema) -> Iterator[str]:
    """Yield comments on the fields that the figures and dates of a sentence may fill."""
    for words, ids in proposal.unsure:
        yield from _comment(f"{_shown(words)!r} may be {' or '.join(ids)}; name it above if it is meant.")
    if proposal.figures:
        said = ", ".join(f"{_shown(words)} ({_shown(value)})" for words, value in proposal.figures)
        yield from _comment(f"Figures here: {said}. For number_min, number_max, previous_number, or an amount.")
        for name in ("basis", "unit"):
            yield from _comment(f"{name}: {', '.join(_words(parts[name]))}")
    if proposal.ends:
        yield from _comment(
            f"Until when: {', '.join(map(_shown, proposal.ends))}. For end_date, if it is the Dutch term."
        )
        yield from _comment(f"term_basis: {', '.join(_words(parts['term_basis']))}")


def _shown(words: str) -> str:
    """Return words of the text as a comment may hold them: short, and nothing in them that cannot be seen."""
    plain = " ".join(INVISIBLE.sub(" ", words).split())
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN]}…"


def _words(node: Schema) -> list[str]:
    """Return the words of a short vocabulary; of a long one, or where there is none, nothing."""
    words = node.get("enum") or node.get("items", {}).get("enum") or []
    return words if len(words) <= _FEW else []


def _item(node: Schema, indent: str = "") -> Iterator[str]:
    """Yield the lines of one list item with open fields; the words of a vocabulary stand above their field."""
    lead = f"{indent}- "
    for name, part in node["properties"].items():
        if words := _words(part):
            lead_words = f"{indent}  # {name}: "
            rest = f"{indent}  #   "
            yield from textwrap.wrap(
                ", ".join(words), _WIDTH, initial_indent=lead_words, subsequent_indent=rest, break_on_hyphens=False
            )
        yield f"{lead}{name}:{' []' if part['type'] == 'array' and 'properties' not in part['items'] else ''}"
        lead = f"{indent}  "
        if part["type"] == "array" and "properties" in part["items"]:
            yield from _item(part["items"], lead)


def _meaning(node: Schema) -> str:
    words = _words(node)
    vocabulary = f" One of: {', '.join(words)}." if words else ""
    example = node["examples"][0]
    shown = f" Example: {example}" if isinstance(example, str | int) and "enum" not in node else ""
    return f"{node['description']}{vocabulary}{shown}"


def _comment(words: str) -> list[str]:
    return textwrap.wrap(words, _WIDTH, initial_indent="# ", subsequent_indent="#   ", break_on_hyphens=False)
