"""The fragments of a statement: as few as contain the words for its fields, each short enough for a quote."""

from collections.abc import Iterable, Iterator

from inzet.records.evidence import SENTENCE_WORDS
from inzet.texts.text import Span, Text, unbroken

LONGEST = 160
"""The largest length of a quote."""

Support = tuple[Span, tuple[str, ...]]


def find_fragments(text: Text, supports: Iterable[Support]) -> Iterator[tuple[Span, list[str]]]:
    """Yield the fragments for some supporting words, in the order of the text, each with the fields it supports."""
    group: list[Support] = []
    for (start, end), names in sorted(supports):
        support = (start, min(end, start + LONGEST)), names
        if group and not _fits(text, [*group, support]):
            yield from _fragment(text, group)
            group = []
        group.append(support)
    if group:
        yield from _fragment(text, group)


def quoted(text: Text, span: Span) -> str:
    """Return the words of a span as a record writes them: a line break becomes a blank, or nothing after a hyphen."""
    return unbroken(text.content[slice(*span)]).strip()


def _around(group: list[Support]) -> Span:
    return group[0][0][0], max(end for (_, end), _ in group)


def _fits(text: Text, group: list[Support]) -> bool:
    """Whether one quote can have some words: they are near each other, and in one sentence."""
    start, end = _around(group)
    return end - start <= LONGEST and text.sentence(start) == text.sentence(group[-1][0][0])


def _fragment(text: Text, group: list[Support]) -> Iterator[tuple[Span, list[str]]]:
    """Yield the fragment of some words; two where they would be a whole sentence, apart at the widest gap."""
    if len(group) > 1 and _is_sentence(text, _around(group)):
        gaps = [(group[at][0][0] - _around(group[:at])[1], at) for at in range(1, len(group))]
        _, at = max(gaps)
        yield from _fragment(text, group[:at])
        yield from _fragment(text, group[at:])
    else:
        yield _around(group), list(dict.fromkeys(name for _, names in group for name in names))


def _is_sentence(text: Text, span: Span) -> bool:
    """Whether a span has all the words of a sentence that is too long to be quoted whole."""
    first, last = text.sentence_span(span[0])
    outside = text.content[first : span[0]] + text.content[span[1] : last]
    words = text.content[first:last].split()
    return len(words) >= SENTENCE_WORDS and not any(map(str.isalnum, outside))
