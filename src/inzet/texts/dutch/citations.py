"""The papers that a letter cites, with their dates."""

from collections.abc import Iterator

from inzet import kamerstuk
from inzet.texts.dutch.dates.cited import find_days
from inzet.texts.dutch.heads.letterhead import read_head
from inzet.texts.fields import Fields, valid_items
from inzet.texts.text import Text, unbroken


def read_citations(text: Text, letter_date: str | None) -> list[Fields]:
    """Return the citations of papers, each with its date if the text clearly gives one.

    The number of the letter itself, which its page repeats, is no citation.

    Args:
        text: the text of the letter.
        letter_date: the day of the letter, which determines the year of "18 mei jl."; None if it is unknown.
    """
    return valid_items("citations", _citations(text, letter_date))


def _citations(text: Text, letter_date: str | None) -> Iterator[Fields]:
    own = {entry["value"] for entry in read_head(text).get("identifiers", ())}
    citations = kamerstuk.find_citations(text.content)
    for citation, day in zip(citations, find_days(text.content, citations, letter_date), strict=True):
        for paper in citation.papers:
            if str(paper) in own:
                continue
            item = {
                "line": text.lines((citation.start, citation.end))[0],
                "written": unbroken(citation.written),
                "dossier": paper.dossier_id,
                "number": paper.number,
            }
            yield item | ({"cited_date": day} if day else {})
