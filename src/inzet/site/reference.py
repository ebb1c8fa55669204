"""The reference of the public names, as Markdown: signatures and docstrings, read without importing the code."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import griffe

from inzet.site.documents import BrokenSiteError

MODULES = ("", "ledger", "edtf", "kamerstuk")
"""The modules whose names are public, inside the package."""
_SECTIONS = {"parameters": "Arguments", "attributes": "Attributes", "returns": "Returns", "raises": "Raises"}
_LONG = 88  # signs of a signature; a longer one has a line for each parameter


def reference(source: Path) -> str:
    """Return the reference of the package in a folder of source code as Markdown.

    Raises:
        BrokenSiteError: if a public name has no documentation.
    """
    _read.cache_clear()  # the code may have changed
    faults: list[str] = []
    lines = ["# API reference", ""]
    for name in MODULES:
        module = _read(source, f"inzet.{name}".rstrip("."))
        lines += [f"## `{module.path}`", "", *_text(module, module.path, faults)]
        for member in sorted(module.exports or (), key=str):
            if not member.startswith("__"):
                lines += _describe(_final(source, module[member]), f"{module.path}.{member}", member, "###", faults)
    if faults:
        raise BrokenSiteError([f"{name}: this public name has no documentation" for name in faults])
    return "\n".join(lines)


@lru_cache(64)
def _read(source: Path, path: str) -> Any:
    """Return a module; only those that are needed are read."""
    file = source.joinpath(*path.split("."))
    file = file / "__init__.py" if file.is_dir() else file.with_suffix(".py")
    return griffe.visit(path, file, file.read_text(encoding="utf-8"), docstring_parser=griffe.Parser.google)


def _final(source: Path, found: Any) -> Any:
    """Return what a name that was imported stands for."""
    while found.is_alias:
        module, _, name = found.target_path.rpartition(".")
        found = _read(source, module)[name]
    return found


def _describe(item: Any, path: str, shown: str, mark: str, faults: list[str]) -> Iterator[str]:
    yield f'{mark} <a id="{path}"></a>`{shown}`'
    yield ""
    if item.is_function:
        yield from ["```python", _signature(item, shown), "```", ""]
    yield from _text(item, path, faults)
    if item.is_class:
        for name, member in item.members.items():
            own = not member.is_alias and not name.startswith("_")
            if own and (member.is_function or "property" in member.labels):
                yield from _describe(member, f"{path}.{name}", f"{shown}.{name}", "####", faults)
            elif own and "instance-attribute" in member.labels and member.docstring:
                yield f"- `{name}`: {_line(member.docstring.value)}"
        yield ""


def _signature(item: Any, shown: str) -> str:
    parts = list(_parameters(item))
    text = f"{shown}({', '.join(parts)}) -> {item.returns}"
    return text if len(text) <= _LONG else f"{shown}(\n    " + ",\n    ".join(parts) + f",\n) -> {item.returns}"


def _parameters(item: Any) -> Iterator[str]:
    keyword_only = False
    for part in item.parameters:
        if part.name in ("self", "cls"):
            continue
        if part.kind and part.kind.name == "keyword_only" and not keyword_only:
            keyword_only = True
            yield "*"
        star = {"var_positional": "*", "var_keyword": "**"}.get(part.kind.name if part.kind else "", "")
        default = f" = {part.default}" if part.default is not None and not star else ""
        yield f"{star}{part.name}{f': {part.annotation}' if part.annotation else ''}{default}"


def _text(item: Any, path: str, faults: list[str]) -> Iterator[str]:
    """Yield the docstring of a name; an attribute may have the sentence of its module or class."""
    if not item.docstring:
        faults.append(path)
        return
    for part in item.docstring.parsed:
        kind = part.kind.value
        if kind == "text":
            yield from _fenced(part.value)
        elif kind in _SECTIONS:
            yield from [f"**{_SECTIONS[kind]}**", ""]
            yield from (f"- {_entry(kind, entry)}" for entry in part.value)
        yield ""


def _entry(kind: str, entry: Any) -> str:
    if kind == "returns":
        return _line(entry.description)
    name = entry.annotation if kind == "raises" else entry.name
    return f"`{name}`: {_line(entry.description)}"


def _line(text: str) -> str:
    return " ".join(text.split())


def _fenced(text: str) -> Sequence[str]:
    """Return text whose examples stand in blocks of code."""
    lines: list[str] = []
    for part in re.split(r"\n\s*\n", text):
        lines += ["```pycon", part, "```", ""] if part.lstrip().startswith(">>>") else [part, ""]
    return lines
