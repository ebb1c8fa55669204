"""What each issue code means: the sections of ``docs/codes.md``."""

import posixpath
import re
import textwrap
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from inzet.files import root
from inzet.issues import UnreadableError, closest

PAGE = "docs/codes.md"

_LINES = r"(?:.+\n)+"
_SECTION = {
    '### <a id="CODE"></a>`CODE`': r'(?:## .+\n\n)?### <a id="(?P<name>[\w.-]+)"></a>`(?P=name)`\n\n',
    "the rule in one sentence": rf"(?P<sentence>[A-Z0-9]{_LINES})\n",
    "Why: REASON": rf"Why: (?P<reason>{_LINES})\n",
    "both examples or neither, then More: [PAGE](ADDRESS)": (
        rf"(?:Wrong, in a (?P<place>.+):\n\n```\w+\n(?P<wrong>{_LINES})```\n\n"
        rf"Right:\n\n```\w+\n(?P<right>{_LINES})```\n\n)?"
        r"More: \[.+\]\((?P<more>\S+)\)\n(?:\n(?=.)|\Z)"
    ),
}
"""The parts of a section and their patterns. The heading of a group may come before a section."""


class Code(NamedTuple):
    """What an issue code means.

    Attributes:
        name: the code.
        sentence: the rule in one sentence.
        reason: why it matters to someone who uses the data.
        place: what the examples are lines of: a letter, contribution, mission, framework, table or schema; empty
            without examples.
        wrong: lines that give this code. A comment names the file where it matters, or a line of the source text;
            ``\\xf6`` stands for a byte and ``\\u202e`` for a character that cannot be shown.
        right: the same lines, corrected.
        more: a page of this project, with the heading under which it treats the subject.
    """

    name: str
    sentence: str
    reason: str
    place: str
    wrong: str
    right: str
    more: str


@cache
def codes() -> dict[str, Code]:
    """Return every code that the validator can give, by name."""
    return parse((root() / PAGE).read_text(encoding="utf-8"))


def parse(page: str) -> dict[str, Code]:
    """Return the codes that a page explains, in its order. The text above the first group is for people only.

    Raises:
        UnreadableError: if a section has another form, or a code has two sections; the message names the line.
    """
    sections: dict[str, Code] = {}
    at = page.find("\n##") + 1
    while at < len(page):
        start = at
        fields: dict[str, str] = {}
        for part, pattern in _SECTION.items():
            match = re.compile(pattern).match(page, at)
            if match is None:
                raise _fault(page, at, f"expected: {part}")
            fields |= match.groupdict("")
            at = match.end()
        for prose in ("sentence", "reason"):
            fields[prose] = " ".join(fields[prose].split())
        code = Code(**fields | {"more": posixpath.normpath(f"docs/{fields['more']}")})
        if code.name in sections:
            raise _fault(page, start, f"duplicate code {code.name!r}; an earlier section has it")
        sections[code.name] = code
    return sections


def _fault(page: str, at: int, message: str) -> UnreadableError:
    number, line = page.count("\n", 0, at) + 1, page[at:].partition("\n")[0]
    return UnreadableError(f"{PAGE}:{number}: {line!r}; {message}")


def listing() -> Iterator[str]:
    """Yield one line for each code."""
    width = max(map(len, codes()))
    for code in codes().values():
        yield f"{code.name:{width}}  {code.sentence}"


def explain(name: str, width: int = 100) -> Iterator[str]:
    """Yield the lines that explain a code.

    Raises:
        KeyError: if there is no such code; the message names the closest ones.
    """
    if name not in codes():
        raise KeyError(f"no code {name!r}{closest(name, codes()) or '; inzet explain lists all'}")
    code = codes()[name]
    yield name
    for text in (code.sentence, f"Why: {code.reason}"):
        yield from ("", *textwrap.wrap(text, width))
    if code.place:
        for heading, example in ((f"Wrong, in a {code.place}", code.wrong), ("Right", code.right)):
            yield from ("", f"{heading}:", "", *textwrap.indent(example, "    ").splitlines())
    yield from ("", f"More: {code.more}")
