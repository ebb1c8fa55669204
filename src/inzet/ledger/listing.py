"""All missions, letters or frameworks, in a line each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from inzet.ledger.names import table_of
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
        last = {"missions": "region", "letters": "title", "frameworks": "kind"}[self.kind]
        heads = (say(f"column_{name}", lang) for name in (self.kind.removesuffix("s"), "id", "statements", last))
        rows = [_cells(record, self.ledger, lang) for record in self.records]
        if self.kind != "letters":
            rows.sort(key=lambda row: row[0].casefold())
        yield Grid(tuple(heads), tuple(rows), right=(2,), whole=(1,))


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
    if kind == "letters":
        letters = sorted(ledger.letters, key=lambda letter: (letter.letter_date, letter.id))
        return Listing(kind, tuple(letters), ledger)
    return Listing(kind, tuple(record for record in ledger.names.named if table_of(record) == kind), ledger)
