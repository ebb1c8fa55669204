"""Digits that number a heading, list item or footnote, in any language."""

_MARGIN = 100  # characters at the start of a line that may be blanks and marks


def is_item_mark(content: str, start: int, end: int) -> bool:
    """Whether digits at the start of a line number a heading, list item or footnote: "3.1", "2)"."""
    _, line_break, before = content[max(0, start - _MARGIN) : start].rpartition("\n")
    is_first = bool(line_break) or start <= _MARGIN
    return is_first and not before.strip(" \t*#-") and content[end : end + 1] in (".", ")")
