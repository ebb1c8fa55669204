"""How much a run of the validator looked at, in numbers and in one sentence."""

from collections import Counter
from collections.abc import Mapping, Sequence

from inzet.records.validation import Looked
from inzet.words.lines import counted


def tally(looked: Sequence[Looked]) -> dict[str, int]:
    """Count what was looked at; ``texts`` are those with which quotes were compared, ``quotes_compared`` how many."""
    kinds = Counter(record.kind for record in looked)
    return {
        "letters": kinds["letter"],
        "contributions": sum(record.contributions for record in looked),
        "quotes": sum(record.quotes for record in looked),
        "missions": kinds["mission"],
        "frameworks": kinds["framework"],
        "quotes_compared": sum(record.quotes for record in looked if record.against_text),
        "texts": sum(record.against_text for record in looked),
    }


def praise(checked: Mapping[str, int]) -> str:
    """Say what was looked at and is valid, and whether quotes were compared with their texts."""
    names = ("letters", "contributions", "quotes", "missions", "frameworks")
    parts = [counted(checked[name], name.removesuffix("s")) for name in names if checked[name]]
    said = f"{', '.join(parts)} {'is' if sum(map(checked.__getitem__, names)) == 1 else 'are'} valid"
    if checked["texts"]:
        return f"{said}; quotes checked against {counted(checked['texts'], 'text')}"
    return f"{said}; quotes not checked against texts (no --sources)" if checked["quotes"] else said


def praise_tables(checked: Mapping[str, int]) -> str:
    """Say how many tables and other files were looked at and are valid."""
    parts = []
    if number := checked["tables"]:
        words = f"{counted(number, 'table')} with {counted(checked['rows'], 'row')}"
        parts.append(f"{words} {'is' if number == 1 else 'are'} valid")
    if number := checked["files"]:
        parts.append(f"{counted(number, 'other file')} {'is' if number == 1 else 'are'} there")
    if number := checked["compared"]:
        parts.append(f"size or hash compared for {counted(number, 'file')}")
    return "; ".join(parts)
