"""Saved pages and prints of letters as the plain text to which line numbers refer: one paragraph a line."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from inzet.issues import UnreadableError
from inzet.texts.dutch.heads.furniture import is_furniture, is_heading_in_capitals
from inzet.texts.pages import is_page, read_page

MAX_BYTES = 8 * 1024 * 1024
"""The largest page or print that is read."""

_CHARSET = re.compile(rb"<meta[^<>]{0,200}charset=[\"']?(?P<name>[A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_CODECS = {"iso-8859-1": "cp1252", "latin1": "cp1252", "windows-1252": "cp1252", "iso-8859-15": "iso-8859-15"}
"""The encodings of old pages, beside UTF-8; as browsers do, ISO 8859-1 is read as Windows-1252."""
_BLANKS = re.compile(r"[^\S\n\f]")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_BULLET = re.compile(
    r"(?:[-\u2013\u2022\u25aa\u25cf\u25e6\uf0b7\u00b7*]|[0-9]{1,2}[.)]|[a-z]\)|\([0-9a-z]{1,3}\)|[ivx]{1,5}[.)])\s+\S"
)
_GLYPH = re.compile(r"[\u2022\u25aa\u25cf\u25e6\uf0b7\u00b7o-]|[0-9]{1,2}\.")
_MARKDOWN = re.compile(r"#+ |\||\*\*[^*]{1,80}\*\*\s*$")
_ENDED = re.compile(r"[.!?:;»”\u2019\")\]][0-9]{0,3}$")
_FIELD = re.compile(
    r"[0-9]{2}\s[0-9]{3}\b|(?:Brief|Nota) ?\w* : |(?:De |DE )?(?:Minister|MINISTER|Staatssecretaris|STAATSSECRETARIS) "
)
_LAST_WORD, _FIRST_WORD = re.compile(r"(\w[\w-]*)-$"), re.compile(r"\w+")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WRAPPED_SHARE, _MIN_WRAPPED, _MAX_WIDTH = 0.4, 4, 170
_EDGE = 3  # lines at the top and bottom of a page that may be its head and foot


@dataclass(frozen=True, slots=True)
class Transcript:
    """A text in the form to which line numbers refer.

    Attributes:
        content: paragraphs, headings, list items and furniture, each on one line, with empty lines between them.
        form: ``page``, ``print`` (lines are broken) or ``text`` (a line is a paragraph).
        counts: what was done, by its name: ``paragraphs``, ``joined lines``, ``mended hyphens``,
            ``composed characters``, ``removed characters``, ``page heads and feet``.
    """

    content: str
    form: str
    counts: dict[str, int]


def transcribe(data: bytes) -> Transcript:
    """Return the text of a saved page or print; a text that was transcribed stays the same.

    It is composed (NFC), with ``\\n`` at line ends and plain blanks. Broken lines become paragraphs, also over the end
    of a page; the heads and feet of pages keep lines of their own, after the paragraph that they interrupt.

    Raises:
        UnreadableError: if it is too large, has no text, or is in an unknown encoding.
    """
    raw = _decode(data).replace("\r\n", "\n").replace("\r", "\n")
    page = is_page(raw)
    content = read_page(raw) if page else raw
    visible, removed = _INVISIBLE.subn("", content)
    composed = unicodedata.normalize("NFC", visible)
    plain = _BLANKS.sub(" ", composed)
    counts: Counter[str] = Counter()
    counts["removed characters"] = removed
    counts["composed characters"] = max(0, len(visible) - len(composed))
    pages = [[line.strip() for line in part.split("\n")] for part in plain.split("\f")]
    lines, heads = _without_edges(pages)
    counts["page heads and feet"] = len(heads)
    width = 0 if page else _width([line for line, _ in lines])
    paragraphs = list(_paragraphs(lines, heads, width, counts))
    counts["paragraphs"] = len(paragraphs)
    if not paragraphs:
        raise UnreadableError("it has no text; a scan has none until its letters are recognised (OCR)")
    form = "page" if page else "print" if width else "text"
    text = "\n\n".join(paragraphs) + "\n"
    if is_page(text):
        raise UnreadableError("it shows the source of another page; save the page itself")
    return Transcript(text, form, dict(counts))


def _decode(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise UnreadableError(f"it is larger than {MAX_BYTES >> 20} MiB")
    if data.startswith(b"%PDF-"):
        raise UnreadableError("it is a PDF; make a text of it first, for instance with: pdftotext -layout FILE")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _CHARSET.search(data[:4096])
        codec = _CODECS.get(declared["name"].decode().lower()) if declared else None
        if codec is None:
            raise UnreadableError("it is not UTF-8, and no page that names its encoding; convert it first") from None
        return data.decode(codec, "replace")


_Line = tuple[str, bool]  # the words, and whether a page ends before them


def _without_edges(pages: list[list[str]]) -> tuple[list[_Line], dict[int, list[str]]]:
    """Return the lines of all pages without their heads and feet, and these by the line before which they stand."""
    edges: Counter[str] = Counter()
    for page in pages if len(pages) > 1 else ():
        words = [line for line in page if line]
        edges.update({_shape(line) for line in (*words[:_EDGE], *words[-_EDGE:])})
    lines: list[_Line] = []
    heads: dict[int, list[str]] = {}
    for number, page in enumerate(pages):
        filled = [at for at, line in enumerate(page) if line]
        outer = {*filled[:_EDGE], *filled[-_EDGE:]} if len(pages) > 1 else set()
        fresh = number > 0
        for at, line in enumerate(page):
            if at in outer and (edges[_shape(line)] > 1 or (is_furniture(line) and number > 0) or line.isdecimal()):
                heads.setdefault(len(lines), []).append(line)
            else:
                lines.append((line, fresh and bool(line)))
                fresh = fresh and not line
    return lines, heads


def _shape(line: str) -> str:
    return re.sub(r"[0-9]+", "0", " ".join(line.split()))


def _width(lines: list[str]) -> int:
    """Return the usual length of a full line, if the lines are broken; else 0."""
    inner = [len(line) for line, after in pairwise(lines) if line and after]
    if len(inner) < _MIN_WRAPPED:
        return 0
    lengths = sorted(inner)
    width = lengths[int(len(lengths) * 0.8)]
    if max(lengths) > 3 * _MAX_WIDTH or not 30 <= width <= _MAX_WIDTH:
        return 0
    return width if sum(length >= 0.75 * width for length in lengths) >= _WRAPPED_SHARE * len(lengths) else 0


def _paragraphs(lines: list[_Line], heads: dict[int, list[str]], width: int, counts: Counter[str]) -> Iterator[str]:
    """Yield the paragraphs, and the heads and feet of pages after the paragraph that they interrupt."""
    current: list[str] = []
    waiting: list[str] = []
    known = set(_WORDS.findall("\n".join(line for line, _ in lines).lower()))
    blank = False
    for at, (line, new_page) in enumerate(lines):
        waiting += heads.get(at, ())
        if not line:
            blank = True
            continue
        joins = bool(current) and width > 0 and _continues(current[-1], line, width, blank=blank, new_page=new_page)
        if current and not joins:
            yield _joined(current, known, counts)
            current = []
        if not current:
            yield from map(_spaced, waiting)
            waiting = []
        current.append(line)
        blank = False
    if current:
        yield _joined(current, known, counts)
    yield from map(_spaced, (*waiting, *heads.get(len(lines), ())))


def _continues(above: str, line: str, width: int, *, blank: bool, new_page: bool) -> bool:
    """Whether a line goes on with the paragraph of the line above it."""
    if _BULLET.match(line) or _MARKDOWN.match(line) or _MARKDOWN.match(above):
        return False
    if _GLYPH.fullmatch(above):
        return not blank
    if is_heading_in_capitals(above) and line.isupper() and not blank:
        return True
    if is_furniture(line) or is_furniture(above) or _FIELD.match(line) or _FIELD.match(above):
        return False
    if blank or new_page:
        # Only a sentence goes on over the end of a page.
        return new_page and not _ENDED.search(above) and line[0].islower() and len(above) > 0.5 * width
    if len(above) < 0.6 * width:
        return line[0].islower() and not _ENDED.search(above)
    fits = len(above) + 1 + len(line.split(maxsplit=1)[0]) <= width - 4
    return not (fits and _ENDED.search(above) and not line[0].islower())


def _joined(lines: list[str], known: set[str], counts: Counter[str]) -> str:
    """Return the lines of a paragraph as one."""
    if len(lines) == 1:
        return _spaced(lines[0])
    parts = [lines[0]]
    for above, line in pairwise(lines):
        parts[-1], gap = _without_hyphen(above, line, known) if above.endswith("-") else (above, " ")
        counts["mended hyphens"] += len(parts[-1]) < len(above)
        parts += [gap, line]
    counts["joined lines"] += len(lines) - 1
    return " ".join("".join(parts).split())


def _without_hyphen(above: str, line: str, known: set[str]) -> tuple[str, str]:
    """Return a line without the hyphen at its end, if that only breaks a word, and what comes before the next line.

    Args:
        above: the line with the hyphen.
        line: the next line.
        known: the words of the whole text, in lower case; one with a hyphen keeps it.
    """
    first, second = _LAST_WORD.search(above[-80:]), _FIRST_WORD.match(line)
    if not first or not second or second[0] in ("en", "of", "dan", "tot"):
        return above, " "
    left, right = first[1], second[0]
    broken = left.isalpha() and left[-1].islower() and right[0].islower() and len(left) > 1 and len(right) > 1
    return (above[:-1] if broken and f"{left}-{right}".lower() not in known else above), ""


def _spaced(line: str) -> str:
    """Return a line with at most the blanks that show its columns."""
    return re.sub(r" {3,}", "   ", re.sub(r"(?<! )  (?! )", " ", line))
