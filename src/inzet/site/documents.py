"""Documents as pages: Markdown with the anchors that GitHub gives it, and links that lead to pages of the site.

Raw HTML is shown as text, but for the empty anchors ``<a id="…"></a>``.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from mdit_py_plugins.anchors import anchors_plugin

from inzet.files import read_plain
from inzet.issues import UnreadableError

DICTIONARY = "data/README.md"
"""The document that is made with the tables."""
CHANGELOG = "CHANGELOG.md"
_FIRST = (
    *("README.md", "docs/answers.md", "docs/codebook.md", DICTIONARY, "docs/tables.md", "docs/codes.md"),
    *("docs/findings.md", "docs/coding-reliability.md", "docs/gate.md", "docs/performance.md", "CONTRIBUTING.md"),
)
_MAX = 4 << 20  # bytes of a document, or of a file that one links to
_ANCHOR = re.compile(r'<a id="([\w.-]+)">|</a>')
_OUTSIDE = re.compile(r"(https?|mailto):", re.IGNORECASE)


class BrokenSiteError(Exception):
    """The site cannot be built, because a page would be wrong; its faults are a line each."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class Document(NamedTuple):
    """A document of the tree: its file, its page in the folder of a language, its Markdown."""

    path: str
    page: str
    text: str

    @property
    def language(self) -> str:
        """Its language."""
        return "nl" if self.path.endswith(".nl.md") else "en"

    @property
    def title(self) -> str:
        """Its first heading."""
        match = re.search(r"^# +(.+?)\s*$", self.text, re.MULTILINE)
        return match[1] if match else self.path


def page_of(path: str) -> str:
    """Return the page of a document.

    >>> page_of("README.md"), page_of("data/README.md"), page_of("examples/lake/README.md")
    ('docs/index.html', 'docs/dictionary.html', 'docs/examples-lake.html')
    """
    known = {"README.md": "index", DICTIONARY: "dictionary", "README.nl.md": "index"}
    if path == CHANGELOG:
        return "changes.html"
    name = path.removesuffix(".md").removeprefix("docs/").removesuffix("/README").replace("/", "-").lower()
    return f"docs/{known.get(path, name)}.html"


def read(root: Path, made: Mapping[str, bytes]) -> dict[str, Document]:
    """Return the documents of a tree by their paths, in the order of reading, and those that they link to.

    The data dictionary is among what a build makes.
    """
    found: dict[str, Document] = {}
    more = sorted(file.relative_to(root).as_posix() for file in (root / "docs").glob("*.md"))
    waiting = [path for path in dict.fromkeys((*_FIRST, *more, "README.nl.md", CHANGELOG)) if _exists(root, path, made)]
    while waiting:
        path = waiting.pop(0)
        if path in found:
            continue
        data = made[path] if path in made else _read(root, path)
        found[path] = Document(path, page_of(path), data.decode("utf-8", "replace"))
        linked = (resolve(path, href)[0] for href in re.findall(r"\]\(([^)\s]+\.md)[#)]", found[path].text))
        waiting += [other for other in linked if other and _exists(root, other, made)]
    return found


def _exists(root: Path, path: str, made: Mapping[str, bytes]) -> bool:
    return path in made or (not path.startswith("..") and (root / path).is_file())


def _read(root: Path, path: str) -> bytes:
    file = root / path
    try:
        inside = file.resolve().is_relative_to(root.resolve())
        data = read_plain(file, _MAX) if inside else b""
    except OSError as error:
        raise UnreadableError(f"{file} cannot be read: {error.strerror}") from None
    if not inside or len(data) > _MAX:
        raise UnreadableError(f"{file} {'is too large for a page' if inside else 'leads out of the tree'}")
    return data


def resolve(path: str, href: str) -> tuple[str, str]:
    """Return the file that a link in a document leads to, empty for the document itself, and the anchor there."""
    target, _, anchor = href.partition("#")
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else "", anchor


class Writer:
    """Writes documents as HTML, and collects the files that they show or link to.

    Attributes:
        files: the content of these files, by their place in the site.
    """

    def __init__(self, root: Path, documents: Mapping[str, Document], made: Mapping[str, bytes]) -> None:
        self.root, self.documents, self.made = root, documents, made
        self.files: dict[str, bytes] = {}
        self._parsed: dict[str, list[Token]] = {}
        self._markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
        anchors_plugin(self._markdown, max_level=6)
        for name, rule in (("html_inline", _raw), ("html_block", _raw), ("fence", _code), ("code_block", _code)):
            self._markdown.add_render_rule(name, rule)

    def write(self, text: str, path: str, depth: int, lang: str) -> str:
        """Return Markdown as HTML.

        Args:
            text: the Markdown.
            path: the document that it is from, for its links.
            depth: how many folders the page is below the root of the site.
            lang: the language of the page, which its links keep.

        Raises:
            BrokenSiteError: if a link leads nowhere, or a picture is from elsewhere.
        """
        tokens = self._parsed.get(text) or self._parsed.setdefault(text, self._parse(text))
        for token in _all(tokens):
            if token.type == "link_open":
                self._link(token, "href", path, depth, lang)
            elif token.type == "image":
                self._link(token, "src", path, depth, lang)
        return str(self._markdown.renderer.render(tokens, self._markdown.options, {}))

    def _parse(self, text: str) -> list[Token]:
        tokens = self._markdown.parse(text)
        for head, inline in pairwise(tokens):
            if head.type == "heading_open" and any(_ANCHOR.match(part.content) for part in inline.children or ()):
                head.attrs.pop("id")  # the heading has an anchor of its own
        for token in _all(tokens):
            if token.type in ("th_open", "td_open") and "right" in str(token.attrs.pop("style", "")):
                token.attrSet("class", "right")
            elif token.type == "table_open":
                token.attrSet("tabindex", "0")
        return tokens

    def _link(self, token: Token, name: str, path: str, depth: int, lang: str) -> None:
        # A document is parsed once, and its links are set anew for each page.
        href = str(token.meta.setdefault("href", token.attrGet(name)))
        if _OUTSIDE.match(href):
            if name == "src":
                raise BrokenSiteError([f"{path}: the picture {href} is not in the tree, and pages load nothing else"])
            return
        target, anchor = resolve(path, href)
        up, tail = "../" * depth, f"#{anchor}" if anchor else ""
        file = self.root / target
        if not target:
            return
        if target in self.documents:
            if target == "README.nl.md":
                lang = "nl"
            elif target == "README.md" and path == "README.nl.md":
                lang = "en"
            token.attrSet(name, f"{up}{lang}/{self.documents[target].page}{tail}")
        elif target in self.made:
            token.attrSet(name, f"{up}{target}")
        elif not target.startswith("..") and file.is_file():
            self.files[f"files/{target}"] = _read(self.root, target)
            token.attrSet(name, f"{up}files/{target}")
        elif not target.startswith("..") and file.is_dir():
            token.attrs.pop(name, None)  # a folder has no page; its name stays
        else:
            raise BrokenSiteError([f"{path}: the link {href} leads nowhere"])


def _all(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.children or ())


def _raw(_: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    text = tokens[at].content
    return text if _ANCHOR.fullmatch(text) else escapeHtml(text)


def _code(_: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    # What scrolls is reached by keyboard.
    return f'<pre tabindex="0"><code>{escapeHtml(tokens[at].content)}</code></pre>\n'


def headings(html: str) -> list[tuple[str, str]]:
    """Return the id and the text of each heading of the second level."""
    found = re.findall(r'<h2 id="([^"]+)">(.*?)</h2>', html)
    return [(name, re.sub(r"<[^>]*>", "", text)) for name, text in found]


def first_paragraph(text: str) -> str:
    """Return the first paragraph of a document that is neither a heading nor a mere link."""
    parts = (part.strip() for part in re.split(r"\n\s*\n", text))
    return next((part for part in parts if part and not re.match(r"#|!?\[[^\]]*\]\([^)]*\)$", part)), "")


def section(text: str, title: str) -> str:
    """Return the text below a heading of the second level; empty where there is none."""
    _, _, rest = f"\n{text}".partition(f"\n## {title}\n")
    return rest.partition("\n## ")[0].strip()
