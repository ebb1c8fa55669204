"""What is wrong with the pages of a site: links that lead nowhere, anchors that are not there or there twice."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import unquote

_LINK = re.compile(r'\s(?:href|src|action)="([^"]*)"')
_ID = re.compile(r'\sid="([^"]*)"')
_OUTSIDE = re.compile(r"(?:https?|mailto):")


def find_faults(made: Mapping[str, bytes]) -> list[str]:
    """Return what is wrong with the pages, a line each.

    The pages are ours, and every quotation mark in a text of theirs is escaped, so expressions find all attributes.
    """
    pages = {path: data.decode() for path, data in made.items() if path.endswith(".html")}
    anchors = {path: Counter(map(unescape, _ID.findall(text))) for path, text in pages.items()}
    return [fault for path, text in pages.items() for fault in _faults(path, text, anchors, made)]


def _faults(path: str, text: str, anchors: Mapping[str, Counter[str]], made: Mapping[str, bytes]) -> Iterator[str]:
    for name, count in anchors[path].items():
        if count > 1:
            yield f"{path}: the anchor {name!r} is there {count} times"
    for written in dict.fromkeys(_LINK.findall(text)):
        href = unescape(written)
        if _OUTSIDE.match(href):
            continue
        target, _, anchor = href.partition("#")
        target = unquote(target.partition("?")[0])
        page = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
        if page not in made:
            yield f"{path}: the link {href!r} leads to no file of the site"
        elif anchor and page in anchors and unquote(anchor) not in anchors[page]:
            yield f"{path}: the link {href!r} leads to no anchor of {page}"
