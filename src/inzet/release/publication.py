"""The facts of the publisher of a tree, which its ``publication.toml`` states once for all that is made from it."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import partial
from pathlib import Path
from typing import Any

from inzet.files import read_plain
from inzet.issues import UnreadableError, closest, printable
from inzet.schema.statements import LANGUAGES

FILE = "publication.toml"
"""The file with the facts, beside ``records/``."""
_LIMIT = 1 << 16  # bytes of the file
_LONGEST = 2000  # characters of a text
_MOST = 50  # words
# Nothing in an address can end a link, an attribute or an IRI, and no password is in it.
_ADDRESS = re.compile(r"https?://[\w.-]+(?::[0-9]{1,5})?(?:/[^\s<>\"'\\?#{}|^`]*)?")
_EMAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


@dataclass(frozen=True)
class Publication:
    """Who publishes a tree, where, and under which title, by language. What is empty is not decided.

    Attributes:
        contact: where readers ask questions: an e-mail address, or the address of a page.
        base: the public address of the site, with a slash at its end.
        repository: the address of the repository, without a slash at its end.
    """

    name: str = ""
    contact: str = ""
    base: str = ""
    repository: str = ""
    title: Mapping[str, str] = field(default_factory=dict)
    description: Mapping[str, str] = field(default_factory=dict)
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def email(self) -> str:
        """The contact, if it is an e-mail address; else empty."""
        return self.contact if _EMAIL.fullmatch(self.contact) else ""

    @property
    def page(self) -> str:
        """The contact, if it is a page; else empty."""
        return "" if self.email else self.contact


def missing(publication: Publication) -> list[str]:
    """Return the names of the facts that are not decided, in the order of ``Publication``."""
    return [fact.name for fact in fields(publication) if not getattr(publication, fact.name)]


def read_publication(root: str | Path) -> Publication:
    """Return the facts of the publisher of a tree; a tree without ``publication.toml`` has none.

    Raises:
        UnreadableError: if the file cannot be read, is too large, is no TOML, or states something that is no such fact.
    """
    file = Path(root) / FILE
    place = printable(file.as_posix())
    try:
        data = read_plain(file, _LIMIT, follow=False)
    except FileNotFoundError:
        return Publication()
    except OSError as error:
        raise UnreadableError(f"{place} cannot be read: {error.strerror}") from None
    if len(data) > _LIMIT:
        raise UnreadableError(f"{place} is larger than {_LIMIT:,} bytes")
    try:
        text = data.decode()
        facts = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        reason = "too deeply nested" if isinstance(error, RecursionError) else printable(str(error))
        raise UnreadableError(f"{place} is no TOML: {reason}") from None
    for name, value in facts.items():
        try:
            facts[name] = _fact(name, value)
        except ValueError as error:
            raise UnreadableError(f"{place}:{_line(text, name)}: {error}") from None
    return Publication(**facts)


def _fact(name: str, value: Any) -> Any:
    if name not in _FACTS:
        hint = closest(name, _FACTS) or f"; the facts are {', '.join(_FACTS)}"
        raise ValueError(f"unknown fact {_shown(name)}{hint}")
    try:
        return _FACTS[name](value)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None


def _line(text: str, name: str) -> int:
    """Return the line on which a fact or its table begins; the parser does not tell it."""
    start = re.compile(rf"\s*\[?\s*[\"']?{re.escape(name)}\b")
    return next((number for number, line in enumerate(text.splitlines(), 1) if start.match(line)), 1)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{_shown(value)} is not a text")
    if len(value) > _LONGEST or not value.isprintable():
        raise ValueError(f"write one line of at most {_LONGEST:,} printable characters")
    return value.strip()


def web_address(value: Any) -> str:
    """Return an address of the web, or an empty text, as it was given.

    Raises:
        ValueError: if it is neither; the message says what would be right.
    """
    text = _text(value)
    if text and not _ADDRESS.fullmatch(text):
        raise ValueError(f"{_shown(text)} is no address; write it as https://example.org/register/")
    return text


def site_address(value: Any) -> str:
    """Return an address of the web with a slash at its end, or an empty text; see ``web_address``."""
    text = web_address(value)
    return f"{text.rstrip('/')}/" if text else ""


def _contact(value: Any) -> str:
    text = _text(value)
    return text if _EMAIL.fullmatch(text) else web_address(text)


def _words(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > _MOST:
        raise ValueError(f"{_shown(value)} is not a list of at most {_MOST} words")
    return tuple(map(_text, value))


def _by_language(value: Any, read: Callable[[Any], Any]) -> dict[str, Any]:
    if not isinstance(value, dict) or value.keys() != LANGUAGES.keys():
        raise ValueError(f"write a table with the keys {' and '.join(LANGUAGES)}")
    texts: dict[str, Any] = {language: read(value[language]) for language in LANGUAGES}
    if any(texts.values()) and not all(texts.values()):
        raise ValueError("write it in each language, or in none")
    return texts if any(texts.values()) else {}


def _shown(value: Any) -> str:
    return repr(value)[:80]


_FACTS: dict[str, Callable[[Any], Any]] = {
    "name": _text,
    "contact": _contact,
    "base": site_address,
    "repository": lambda value: web_address(value).rstrip("/"),
    "title": partial(_by_language, read=_text),
    "description": partial(_by_language, read=_text),
    "keywords": partial(_by_language, read=_words),
}
