"""A new letter to fill in, with what its text gives: its head, the papers that it cites, and open contributions."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from inzet.issues import UnreadableError
from inzet.records import evidence, strict_yaml
from inzet.records.new.proposals import Proposal, propose
from inzet.records.new.skeleton import comment, field_lines, listed_words, own_fields, render
from inzet.records.tree import FOLDER, read_release, read_tree
from inzet.schema import findings
from inzet.schema.formats import INVISIBLE
from inzet.schema.nodes import Schema
from inzet.schema.schemas import Schemas
from inzet.texts.languages import NO_LANGUAGE, detect
from inzet.texts.names import Names
from inzet.texts.text import Text

_MAX_CONTRIBUTIONS = 999  # their ids end in three digits at most
_MAX_SHOWN = 80  # characters of the text that a comment repeats

Item = dict[str, Any]


def letter_skeleton(record_id: str, path: Path, root: Path, today: date) -> str:
    """Return the YAML text of a new letter, with the fields that its text gives filled in.

    It includes the papers that the letter cites, and an open contribution for each sentence with a figure or end date
    and the name of a mission or framework. Every quote is correct; fields that need judgement are left open.

    Args:
        record_id: id of the letter.
        path: the text to code.
        root: folder with ``records/``; the names of its missions and frameworks are looked for, and of those of the
            installed release.
        today: the day on which the text is read.

    Raises:
        ValueError: if the id is malformed or not that of the text, if the record would be too long, or if its schema
            does not accept the name of the file.
        UnreadableError: if the text or a record cannot be read.
    """
    known = own_fields("letter", record_id)
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
    tables = {target: table for target, (table, _) in targets.items()}
    proposals = list(propose(text, Names(record for _, record in targets.values()), language, tables, first))
    if len(proposals) > _MAX_CONTRIBUTIONS:
        raise ValueError(f"{path.name!r} has {len(proposals)} sentences with a figure and a name; split it")
    items = [_contribution(f"{known['letter_id']}.{at:02}", proposal) for at, proposal in enumerate(proposals, 1)]
    known["citations"] = citations
    _settle(known, items, text)
    known = {name: value for name, value in known.items() if value}
    note = "# This text is in a language that is not read: only names, digits and years were looked for.\n"
    record = note if language is NO_LANGUAGE else ""
    record += render("letter", known, [_open_item(*pair) for pair in zip(items, proposals, strict=True)])
    if len(record.encode()) > strict_yaml.MAX_BYTES:
        raise ValueError(f"{path.name!r} gives a record larger than {strict_yaml.MAX_BYTES >> 20} MiB; split it")
    return record


def _targets(root: Path) -> dict[str, tuple[str, Item]]:
    """Return the missions and frameworks of a tree and of the installed release by id, each with its table."""
    targets: dict[str, tuple[str, Item]] = {}
    # The tree of the first record is empty.
    if any((root / FOLDER).glob("*/*.yaml")):
        documents, issues = read_tree(root)
        if issues:
            raise UnreadableError(f"the records have faults ({issues[0]}); run first: inzet validate")
        for document in documents:
            # A record with open fields, such as another new one, may have no names yet.
            if document.kind != "letter" and not findings.check(document.value, document.kind):
                targets[document.stem] = Schemas.installed().load(document.kind)["x-table"], document.value
    for table, records in read_release(root).items():
        for record_id, record in records.items():
            targets.setdefault(record_id, (table, record))
    return targets


def _contribution(contribution_id: str, proposal: Proposal) -> Item:
    """Return the fields of a contribution; open fields are None."""
    fragments: list[Item] = []
    for line, quote in proposal.quotes:
        values = {"line": line, "section": proposal.section, "quote": quote}
        fragments.append({name: value if _fits(name, value) else None for name, value in values.items()})
    item: Item = {"contribution_id": contribution_id}
    if proposal.missions or not proposal.frameworks:
        item["missions"] = list(proposal.missions) or None
    if proposal.frameworks:
        item["frameworks"] = [{"framework_id": framework, "role": None} for framework in proposal.frameworks]
    item |= dict.fromkeys(("kind", "description", "change", "status"))
    # Each of several fragments names the fields that it supports.
    supports = {"supports": None} if len(fragments) > 1 else {}
    return item | {"evidence": [fragment | supports for fragment in fragments]}


def _fits(name: str, value: object) -> bool:
    return Schemas.installed().fits("contribution", ("evidence", "*", name), value)


def _settle(letter: Item, items: list[Item], text: Text) -> None:
    """Open every quote that the evidence check refuses; a whole sentence is first shortened by its last word."""
    for last in (False, True):
        quoted = [{"evidence": [fragment for fragment in item["evidence"] if fragment["quote"]]} for item in items]
        for finding in evidence.compare_quotes({**letter, "contributions": quoted}, text):
            if finding.pointer[0] == "contributions":
                _, at, _, step, _ = finding.pointer
                fragment = quoted[int(at)]["evidence"][int(step)]
                shorter = fragment["quote"].rpartition(" ")[0]
                fragment["quote"] = None if last or finding.code != "quote_is_fragment" else shorter or None
            else:
                name, at, _ = finding.pointer
                letter[str(name)][int(at)]["written"] = None


def _open_item(item: Item, proposal: Proposal) -> list[str]:
    """Return the lines of a contribution to fill in, with comments from its sentence at open fields."""
    parts = Schemas.installed().load("contribution")["properties"]
    lines: list[str] = []
    for name, value in item.items():
        if name == "evidence":
            lines += _hints(proposal, parts)
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


def _hints(proposal: Proposal, parts: Schema) -> Iterator[str]:
    """Yield comments on the fields that the figures and dates of a sentence may fill."""
    for words, ids in proposal.unsure:
        yield from comment(f"{_shown(words)!r} may be {' or '.join(ids)}; name it above if it is meant.")
    if proposal.figures:
        figures = ", ".join(f"{_shown(words)} ({_shown(value)})" for words, value in proposal.figures)
        yield from comment(f"Figures here: {figures}. For number_min, number_max, previous_number, or an amount.")
        for name in ("basis", "unit"):
            yield from _hint(name, parts[name])
    if proposal.ends:
        yield from comment(
            f"Until when: {', '.join(map(_shown, proposal.ends))}. For end_date, if it is the Dutch term."
        )
        yield from _hint("term_basis", parts["term_basis"])


def _shown(words: str) -> str:
    """Return words of the text for a comment: short, and without invisible characters."""
    plain = " ".join(INVISIBLE.sub(" ", words).split())
    return plain if len(plain) <= _MAX_SHOWN else f"{plain[:_MAX_SHOWN]}…"
