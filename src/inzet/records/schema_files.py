"""The schema files, checked as records are: every fault with its file, line and column."""

import json
from pathlib import Path
from typing import Any

from inzet import files
from inzet.issues import Issue, UnreadableError
from inzet.records import strict_yaml
from inzet.records.strict_yaml import Fault
from inzet.records.tree import FOLDER, Document, read_text
from inzet.schema import dialect, soundness
from inzet.schema.nodes import SUFFIX
from inzet.schema.schemas import Schemas

SYNTAX = "schema-file.syntax"
CODES = (SYNTAX, dialect.CODE, soundness.REFERENCES, soundness.TEXTS, soundness.TABLES)


def check(root: Path) -> list[Issue]:
    """Return every issue of the schemas, if ``root`` is the checkout that this code runs from.

    Records anywhere else are held against the schemas of the installed release, which were checked when it was built.

    Raises:
        UnreadableError: if a schema file cannot be read.
    """
    # An installed package has schemas, but no records.
    is_checkout = root.resolve() == files.root() and (root / FOLDER).is_dir()
    return check_folder(root / "schemas") if is_checkout else []


def is_about(issue: Issue) -> bool:
    """Whether an issue is about a schema."""
    return issue.code in CODES


def check_folder(folder: Path) -> list[Issue]:
    """Return every issue of the schema files in a folder, ordered by file, line and column."""
    documents: dict[str, Document] = {}
    issues: list[Issue] = []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        name = path.name.removesuffix(SUFFIX)
        text, faults = read_text(path)
        value, faults = (None, faults) if faults else _parse(text)
        issues += [Issue(path.as_posix(), at.line, at.column, "", SYNTAX, at.message) for at in faults]
        documents[name] = Document(path.as_posix(), name, name, text, value, bool(faults))
    if dialect.NAME not in documents:
        raise UnreadableError(f"{folder.as_posix()}/{dialect.NAME}{SUFFIX} is missing; it says what a schema may hold")
    if not issues:
        schemas = Schemas({name: document.value for name, document in documents.items()})
        issues = [
            documents[file].issue(fault.pointer, fault.code, fault.message, at_key=fault.at_key)
            for file, fault in soundness.find_faults(schemas)
        ]
    return sorted(issues)


def _parse(text: str) -> tuple[Any, list[Fault]]:
    """Read JSON as strictly as a record: no duplicate keys, no deep nesting; a number with a fraction stays text."""
    try:
        value = json.loads(
            text,
            object_pairs_hook=_mapping,
            parse_int=strict_yaml.resolve,
            parse_float=str,
            parse_constant=str,
        )
    except json.JSONDecodeError as error:
        return None, [_syntax_fault(text, error)]
    except (KeyError, RecursionError):
        value = None
    if not isinstance(value, dict) or files.is_deep(value, strict_yaml.MAX_DEPTH):
        # JSON is YAML, and the YAML reader knows the place; only a file that is a list or a text is no fault to it.
        return None, strict_yaml.read(text)[1] or [Fault(1, 1, SYNTAX, "a schema is an object, written in braces")]
    return value, []


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        raise KeyError("duplicate key")
    return mapping


def _syntax_fault(text: str, error: json.JSONDecodeError) -> Fault:
    at, message = error.pos, f"not JSON: {error.msg[0].lower()}{error.msg[1:]}"
    before = len(text[:at].rstrip())
    if "',' delimiter" in error.msg:
        # The parser stops at the next token, which is often on another line.
        at, message = before, "not JSON: missing comma or closing bracket"
    elif text[before - 1 : before] == "," and text[at : at + 1] in ("}", "]"):
        at, message = before - 1, "not JSON: trailing comma; remove it"
    line, column = strict_yaml.place_of(text[:at])
    return Fault(line, column, SYNTAX, message)
