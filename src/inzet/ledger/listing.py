"""All missions, letters or frameworks, in a line each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from inzet.ledger.register import Ledger, short_name
from inzet.models import Framework, Letter, Mission
from inzet.words import Lang
from inzet.words.blocks import Block, Grid, Paragraph, Readable
from inzet.words.dates import date_words
from inzet.words.labels import label
from inzet.words.sentences import say

Kind = Literal["missions", "letters", "frameworks"]
"""What may be listed."""


@dataclass(frozen=True, repr=False)
class Listing(Readable):
    """All missions, letters or frameworks.

    Attributes:
        kind: which of them.
        records: the records.
        ledger: what the letters say of them.
    """

    kind: Kind
    records: tuple[Mission | Letter | Framework, ...]
    ledger: Ledger

    def blocks(self, lang: Lang = "en") -> Iterator[Block]:
        """Yield a table with a row for each record, with how many statements there are about it or in it."""
        yield Paragraph(say(f"listed_{self.kind}", lang, count=len(self.records)), "title")
        first = {"missions": "column_mission", "letters": "column_letter", "frameworks": "column_framework"}[self.kind]
        last = {"missions": "column_region", "letters": "column_title", "frameworks": "column_kind"}[self.kind]
        heads = tuple(say(code, lang) for code in (first, "column_id", "column_statements", last))
        rows = sorted((_cells(record, self.ledger, lang) for record in self.records), key=lambda row: row[0].casefold())
        if self.kind == "letters":
            rows = [_cells(record, self.ledger, lang) for record in self.records]
        yield Grid(heads, tuple(rows), right=(2,), whole=(1,))


def _cells(record: Mission | Letter | Framework, ledger: Ledger, lang: Lang) -> tuple[str, str, str, str]:
    if isinstance(record, Letter):
        return date_words(record.letter_date, lang), record.id, str(len(record.contributions)), record.title
    if isinstance(record, Mission):
        kind = label("region", record.region, lang) if record.region else say("no_region", lang)
    else:
        kind = label("framework_kind", record.kind, lang)
    return short_name(record, lang), record.id, str(len(ledger.about(record))), kind


def make_listing(ledger: Ledger, kind: Kind) -> Listing:
    """Return all missions or frameworks, or all letters from the first to the last."""
    types = {"missions": Mission, "letters": Letter, "frameworks": Framework}
    records = [record for record in ledger.names.named if isinstance(record, types[kind])]
    if kind == "letters":
        records.sort(key=lambda record: (record.letter_date, record.id) if isinstance(record, Letter) else ("", ""))
    return Listing(kind, tuple(records), ledger)
