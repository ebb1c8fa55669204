"""No two letters are the same: one text and one number have one record."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from inzet.issues import Issue, Pointer
from inzet.records.tree import Document

CODES = ("letter_is_recorded_once",)


class Sign(NamedTuple):
    """What no two letters share: the checksum of a text, or an official number; and where it stands."""

    value: str
    path: str
    pointer: Pointer


def signs_of(document: Document) -> Iterator[Sign]:
    """Yield what no other letter may share with a document."""
    known = document.kind == "letter" and not document.faulty and isinstance(document.value, dict)
    letter = document.value if known else {}
    if isinstance(digest := letter.get("source_sha256"), str):
        yield Sign(digest, document.path, ("source_sha256",))
    others = letter.get("other_numbers")
    others = enumerate(others if isinstance(others, list) else ())
    for pointer, entry in (((), letter), *((("other_numbers", at), entry) for at, entry in others)):
        dossier, number = (entry.get(name) if isinstance(entry, dict) else None for name in ("dossier", "number"))
        if isinstance(dossier, str) and isinstance(number, str):
            yield Sign(f"{number} in dossier {dossier}", document.path, (*pointer, "number"))


def find_twins(signs: Iterable[Sign], read: Callable[[str], Document]) -> Iterator[Issue]:
    """Yield the letters that have the text or number of another one, which comes before it."""
    first: dict[str, Sign] = {}
    later: dict[str, list[Sign]] = {}
    for sign in sorted(signs):
        if first.setdefault(sign.value, sign).path != sign.path:
            later.setdefault(sign.path, []).append(sign)
    for path, repeated in later.items():
        document = read(path)
        for sign in repeated:
            message = f"{sign.pointer[-1]} {sign.value} is also that of {first[sign.value].path}"
            remedy = "a letter is recorded once, under one id"
            yield document.issue(sign.pointer, "letter_is_recorded_once", f"{message}; {remedy}")
