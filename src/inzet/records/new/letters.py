"""A new letter to fill in, with what its text gives: its head, the papers that it cites, and its statements."""

import hashlib
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from inzet import kamerstuk
from inzet.issues import UnreadableError
from inzet.records import evidence, strict_yaml
from inzet.records.audit import refuse_crowd
from inzet.records.new.headings import find_headings
from inzet.records.new.items import contribution, item_lines
from inzet.records.new.passages import find_passages
from inzet.records.new.skeleton import own_fields, render
from inzet.records.tree import FOLDER, Document, known_targets, read_tree
from inzet.schema.schemas import Schemas
from inzet.texts.languages import LANGUAGES, NO_LANGUAGE, detect
from inzet.texts.names import Names
from inzet.texts.statements import find_statements
from inzet.texts.targets import find_targets
from inzet.texts.text import Text

_MAX_CONTRIBUTIONS = 999  # their ids end in three digits at most

Item = dict[str, Any]


def letter_skeleton(
    record_id: str,
    path: Path,
    root: Path,
    today: date,
    warn: Callable[[str], None] = lambda words: None,
    original: Path | None = None,
) -> str:
    """Return the YAML text of a new letter, with the fields that its text gives filled in.

    It includes the papers that the letter cites, and a contribution for each statement that its country contributes
    something, or does not, with the fields that the words of the statement give. All other places that the audit asks
    for are passages, whose reason is filled in where it is clear. Every quote is correct; what the words do not tell is
    left open.

    Args:
        record_id: id of the letter.
        path: the text to code.
        root: folder with ``records/``; the names of its missions and frameworks are looked for, and of those of the
            installed release.
        today: the day on which the text is read.
        warn: gets a sentence about what could not be checked.
        original: the saved page or print from which the text was made; None if there is none.

    Raises:
        ValueError: if the id is malformed or none of the papers that the head names, if the record would be too long,
            or if its schema does not accept the name of the file.
        UnreadableError: if the text or a record cannot be read.
    """
    known = own_fields("letter", record_id)
    text, digest = evidence.read_text(path)
    refuse_crowd(text)
    if not Schemas.installed().fits("letter", ("source_file",), path.name):
        raise ValueError(f"{path.name!r} cannot be a source file; rename it to letters, digits, '.', '_' and '-'")
    language = detect(text.content) or NO_LANGUAGE
    head = language.read_head(text)
    compared = _compare_papers(known, head, path.name)
    identifiers = [*known.get("identifiers", ()), *head.pop("identifiers", ())]
    if identifiers:
        single = [entry for at, entry in enumerate(identifiers) if entry not in identifiers[:at]]
        known["identifiers"] = single[: Schemas.installed().load("letter")["properties"]["identifiers"]["maxItems"]]
    known |= head | {
        # The language in which the text is read, so that the audit reads it in the same.
        "language": next((code for code, read in LANGUAGES.items() if read is language), None),
        "source_file": path.name,
        "source_sha256": digest,
        "source_read": today.isoformat(),
    }
    if original:
        with original.open("rb") as file:
            known["source_original_sha256"] = hashlib.file_digest(file, "sha256").hexdigest()
    itself = known.get("dossier"), known.get("number")  # its pages may repeat it
    citations = language.read_citations(text, head.get("letter_date"))
    known["citations"] = [entry for entry in citations if (entry["dossier"], entry["number"]) != itself]
    targets = known_targets(_read_documents(root), root)
    records = {target: record for target, (_, record) in targets.items()}
    names = Names(records.values())
    written = date.fromisoformat(head["letter_date"]) if "letter_date" in head else None
    found = find_targets(text, names, language, records)
    # The letter starts after its dateline.
    dateline = next((entry for entry in head.get("dates", ()) if entry["kind"] == "dateline"), None)
    start = next(text.find(dateline["written"], dateline["line"]), (0, 0))[1] if dateline else 0
    statements = find_statements(text, found, language, written, start)
    if len(statements) > _MAX_CONTRIBUTIONS:
        raise ValueError(f"{path.name!r} has {len(statements)} statements; split it")
    ids = {id(statement): f"{known['letter_id']}.{at:02}" for at, statement in enumerate(statements, 1)}
    headings = find_headings(text, dateline["line"] if dateline else 1, head.get("title"), language)
    tables = {target: table for target, (table, _) in targets.items()}
    items = [contribution(statement, ids, text, tables, headings) for statement in statements]
    _settle(known, items, text)
    known["passages"] = find_passages(known | {"contributions": _closed(items)}, text, records, names, language)
    known = {name: value for name, value in known.items() if value}
    note = "# This text is in a language that is not read: only names, digits and years were looked for.\n"
    record = note if language is NO_LANGUAGE else ""
    record += render("letter", known, [item_lines(*pair) for pair in zip(items, statements, strict=True)])
    if len(record.encode()) > strict_yaml.MAX_BYTES:
        raise ValueError(f"{path.name!r} gives a record larger than {strict_yaml.MAX_BYTES >> 20} MiB; split it")
    if not compared:
        warn(f"the head of {path.name!r} does not name {known['letter_id']}; whether it is its text was not checked")
    return record


def _compare_papers(known: Item, head: Item, name: str) -> bool:
    """Compare an id with the papers that the head of a text names, and leave the others in ``other_numbers``.

    Returns:
        Whether the head names the letter at all.

    Raises:
        ValueError: if the head names papers and the id is none of them.
    """
    identifiers = head.get("identifiers", ())
    own = [entry["value"] for entry in identifiers if entry["scheme"] == "kst"]
    own += [f"kst-{entry['dossier']}-{entry['number']}" for entry in head.pop("other_numbers", ())]
    if not own:
        return known["letter_id"] in {re.sub("[^0-9a-z-]", "", entry["value"].lower()) for entry in identifiers}
    # Some identifiers of the upper house also have a session year, which no head gives.
    letter_id = re.sub("^kst-[0-9]{8}-", "kst-", known["letter_id"])
    if letter_id not in map(str.lower, own):
        raise ValueError(
            f"{name!r} is the text of {' or '.join(map(str.lower, own))}; write: inzet new letter {own[0].lower()}"
        )
    if letter_id != own[0].lower():
        head.pop("dossier_title", None)  # that of the first dossier
    others = [kamerstuk.parse(paper) for paper in own if paper.lower() != letter_id]
    if others:
        head["other_numbers"] = [{"dossier": paper.dossier_id, "number": paper.number} for paper in others]
    head["identifiers"] = [entry for entry in identifiers if entry["scheme"] != "kst"]
    return True


def _read_documents(root: Path) -> list[Document]:
    """Return the documents of a tree; none if it is to get its first record."""
    if not any((root / FOLDER).glob("*/*.yaml")):
        return []
    documents, issues = read_tree(root)
    if issues:
        raise UnreadableError(f"the records have faults ({issues[0]}); run first: inzet validate")
    return documents


def _closed(items: list[Item]) -> list[Item]:
    """Return contributions without their open fields, and with those of their fragments that have a quote."""
    return [
        {name: value for name, value in item.items() if value is not None}
        | {"evidence": [fragment for fragment in item["evidence"] if fragment["quote"]]}
        for item in items
    ]


def _settle(letter: Item, items: list[Item], text: Text) -> None:
    """Open every quote that the evidence check refuses; a whole sentence is first shortened by its last word."""
    for last in (False, True):
        quoted = _closed(items)
        for finding in evidence.compare_quotes({**letter, "contributions": quoted}, text):
            if finding.pointer[0] == "contributions":
                _, at, _, step, _ = finding.pointer
                fragment = quoted[int(at)]["evidence"][int(step)]
                shorter = fragment["quote"].rpartition(" ")[0]
                fragment["quote"] = None if last or finding.code != "quote_is_fragment" else shorter or None
            else:
                name, at, _ = finding.pointer
                letter[str(name)][int(at)]["written"] = None
