"""Saved web pages as lines of text.

The parser of the standard library takes time that grows with the square of an unclosed page in the versions of Python
that this project supports, so the tags are read here, each character once.
"""

import re
from html import unescape
from itertools import count

_START = re.compile(r"<(?:!doctype\s+html|html|head|body|\?xml)\b", re.IGNORECASE)
# Quoted values may contain ">".
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]{0,20})(?P<rest>(?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+)>")
_MARKUP = re.compile(r"<(?:!--|[!?/a-zA-Z])")

SKIPPED = ("script", "style", "noscript", "template", "svg", "nav", "button", "select", "textarea", "iframe", "object")
"""Elements that are no text of the document."""
BLOCKS = (
    *("p", "div", "br", "hr", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "caption", "pre"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer", "main", "aside", "form", "body"),
    *("blockquote", "title", "figure", "figcaption", "address", "details", "summary", "fieldset", "head"),
)
"""Elements whose text has lines of its own."""
_CELLS = ("td", "th")
_FIRST_CELL = re.compile(r"\n *\| ")
_NOTE = re.compile(r"\[?[0-9]{1,3}\]?")
_BULLET = re.compile(r"(?:-|[0-9]+\.)\s+")
_HUGE = re.compile(r"&#(?:[xX][0-9a-fA-F]{8,}|[0-9]{8,});?")
_UNIT = re.compile(r"(?<!\w)[kcdm]?m\Z")


def is_page(content: str) -> bool:
    """Whether a text is a web page."""
    return bool(_START.match(content.lstrip()))


def read_page(content: str) -> str:
    """Return the text of a web page: a line for each paragraph, list item, heading and row of a table.

    Whatever is in the page, nothing is fetched or run. The number of a footnote gets brackets, so that it is no
    digit of the number before it.
    """
    parts: list[str] = []  # the text, with a line break where an element starts or ends
    lists: list[count[int] | None] = []  # the open lists, with their counters
    at, note = 0, -1
    while markup := _MARKUP.search(content, at):
        parts.append(_flat(content[at : markup.start()]))
        tag = _TAG.match(content, markup.start())
        if tag is None:
            at = _end_of_remark(content, markup)
            parts.append("<" * (at == markup.start() + 1))
            continue
        at, name = tag.end(), tag["name"].lower()
        if name in SKIPPED and not tag["end"] and not tag["rest"].endswith("/"):
            end_tag = re.compile(rf"</{name}\b[^<>]*+>", re.IGNORECASE).search(content, at)
            at = end_tag.end() if end_tag else len(content)
        elif name == "sup":
            if not tag["end"]:
                note = len(parts)
            elif note >= 0:
                parts[note:] = [_superscript("".join(parts[max(0, note - 3) : note]), "".join(parts[note:]))]
                note = -1
        elif name in _CELLS:
            parts.append("" if tag["end"] else " | ")
        elif name in BLOCKS:
            if tag["end"] or not _BULLET.fullmatch("".join(parts[-3:]).rpartition("\n")[2]):
                parts.append("\n")
            if name in ("ul", "ol"):
                if not tag["end"]:
                    lists.append(count(1) if name == "ol" else None)
                elif lists:
                    lists.pop()
            elif name == "li" and not tag["end"]:
                counter = lists[-1] if lists else None
                parts.append(f"{next(counter)}. " if counter else "- ")
    parts.append(_flat(content[at:]))
    return _FIRST_CELL.sub("\n", "".join(parts))


def _end_of_remark(content: str, markup: re.Match[str]) -> int:
    """Return the end of a comment or declaration; of what is neither, and no tag, the end of its first character."""
    if markup[0] not in ("<!--", "<!", "<?"):
        return markup.start() + 1
    closing = "-->" if markup[0] == "<!--" else ">"
    end = content.find(closing, markup.end())
    return len(content) if end < 0 else end + len(closing)


def _flat(words: str) -> str:
    """Return words without the line breaks of their markup, which mean no more than a blank."""
    # Python reads no number of that many digits.
    return re.sub(r"[ \t\r\n\f]+", " ", unescape(_HUGE.sub("\ufffd", words)))


def _superscript(before: str, words: str) -> str:
    if _NOTE.fullmatch(words.strip()) and not _UNIT.search(before):
        return f"[{words.strip(' []')}]"
    return words
