"""A record as people read it: every field with its title, and what refers to the record."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from inzet.ledger.names import table_of
from inzet.ledger.register import Ledger, full_name, names_of, short_name
from inzet.ledger.timeline import facts
from inzet.models import Contribution, Event, Evidence, Framework, Letter, Mission, Passage
from inzet.record import Record
from inzet.schema.contributions import letter_of, targets_of
from inzet.schema.nodes import Schema
from inzet.schema.schemas import Schemas
from inzet.words import Lang
from inzet.words.blocks import Block, Grid, Paragraph, Readable
from inzet.words.dates import date_words
from inzet.words.labels import field_title, kind_title, label
from inzet.words.sentences import digits, duration_words, listed, say


@dataclass(frozen=True, slots=True, repr=False)
class Page(Readable):
    """A record with what refers to it.

    Attributes:
        record: the letter, mission, framework, contribution or event.
        asked: the id or name by which it was asked for.
        referring: the records that refer to it.
        ledger: all records, for their names.
    """

    record: Record
    asked: str
    referring: tuple[Record, ...]
    ledger: Ledger

    def blocks(self, lang: Lang = "en") -> Iterator[Block]:
        """Yield the fields with a single value as a table, the lists after it, and what refers to the record."""
        yield Paragraph(f"{kind_title(table_of(self.record), lang)} {self.record.id}", "title")
        if isinstance(self.record, Mission | Framework):
            yield Paragraph(full_name(self.record, lang), "quiet")
        if self.asked in getattr(self.record, "former_ids", ()):
            yield Paragraph(say("former_id", lang, former=self.asked))
        if isinstance(self.record, Contribution | Event):
            letter = self.ledger.letter(letter_of(self.record.id))
            day = date_words(letter.letter_date, lang)
            yield Paragraph(say("stated_in", lang, day=day, letter=letter.letter_id), "quiet")
        yield Grid(("", ""), tuple((title, words) for _, title, words in self.fields(lang)))
        for _, part, value in self._given():
            if _has_own_lines(part, value):
                yield Paragraph(f"{field_title(part, lang)} ({len(value)})", "strong")
                yield from self._list(part["items"], value, lang)
        if self.referring:
            yield Paragraph(say("referring", lang, count=len(self.referring)), "strong")
            yield self._lines(self.referring, lang)

    def fields(self, lang: Lang = "en") -> Iterator[tuple[str, str, str]]:
        """Yield the name, the title and the words of each field that has a single value."""
        for name, part, value in self._given():
            if not _has_own_lines(part, value):
                yield name, field_title(part, lang), self._words(part, value, lang)

    def _given(self) -> Iterator[tuple[str, Schema, Any]]:
        """Yield the name, the schema and the value of each field that is given, but the id."""
        node = Schemas.installed().items[table_of(self.record)]
        for name, part in node["properties"].items():
            value = getattr(self.record, name)
            if name != node["x-key"] and value not in (None, ()):
                yield name, part, value

    def tree(self) -> dict[str, Any]:
        """Return the record as it is curated, and the ids of what refers to it."""
        kind = table_of(self.record).removesuffix("s")
        record = self.record.model_dump(mode="json", exclude_unset=True)
        return {"kind": kind, "record": record, "referred_to_by": [other.id for other in self.referring]}

    def _words(self, node: Schema, value: Any, lang: Lang) -> str:
        """Return the value of a field in words: names for ids, labels for the words of a vocabulary."""
        if isinstance(value, tuple):
            return ", ".join(self._words(node["items"], each, lang) for each in value)
        if "x-values" in node:
            return str(node["x-values"][value]["en" if lang == "en" else "nl"])
        if node.get("x-references") in ("missions", "frameworks"):
            return f"{short_name(self.ledger.target(value), lang)} ({value})"
        if isinstance(value, bool):
            return say("yes" if value else "no", lang)
        if node.get("format") in ("edtf", "date"):
            return date_words(value, lang)
        if node["x-name"] in ("count", "amount"):
            return digits(value, lang)
        return duration_words(value, lang) if node["x-name"] == "duration" else str(value)

    def _list(self, node: Schema, values: Sequence[Any], lang: Lang) -> Iterator[Block]:
        if isinstance(values[0], Contribution | Event):
            yield self._lines(values, lang)
        elif isinstance(values[0], Passage):
            reasons = Counter(passage.reason for passage in values if isinstance(passage, Passage))
            words = listed(
                (f"{count} {label('passage_reason', reason, lang)}" for reason, count in reasons.most_common()), lang
            )
            yield Paragraph(words, "plain", 2)
        else:
            yield from (Paragraph(self._inline(node, value, lang), "plain", 2) for value in values)

    def _inline(self, node: Schema, value: Any, lang: Lang) -> str:
        if isinstance(value, Evidence):
            return self._evidence(value, lang)
        if not isinstance(value, Record):
            return str(value)
        parts = ((part, getattr(value, name)) for name, part in node["properties"].items())
        words = (
            self._words(part, each, lang)
            if "x-values" in part or "x-references" in part
            else f"{field_title(part, lang)} {self._words(part, each, lang)}"
            for part, each in parts
            if each not in (None, ())
        )
        return "; ".join(words)

    def _evidence(self, part: Evidence, lang: Lang) -> str:
        words = say("evidence", lang, quote=part.quote, line=part.line, section=part.section)
        if not part.supports:
            return words
        properties = Schemas.installed().items[table_of(self.record)]["properties"]
        fields = ", ".join(field_title(properties[name], lang).lower() for name in part.supports)
        return f"{words} ({say('supports', lang, fields=fields)})"

    def _lines(self, records: Sequence[Record], lang: Lang) -> Grid:
        rows = ((f"  {record.id}", _line(record, self.ledger, lang)) for record in records)
        return Grid(("", ""), tuple(rows), whole=(0,))


def _has_own_lines(node: Schema, value: Any) -> bool:
    """Whether a field is a list of records, or of web addresses, which a table would break."""
    return isinstance(value, tuple) and (isinstance(value[0], Record) or node["items"].get("format") == "https")


def _line(record: Record, ledger: Ledger, lang: Lang) -> str:
    """Return what a record is in a line: a name, or what is said of what."""
    if isinstance(record, Mission | Framework):
        return full_name(record, lang)
    if not isinstance(record, Contribution | Event):
        return record.title if isinstance(record, Letter) else ""
    about = names_of(map(ledger.target, targets_of(record)), lang)
    if isinstance(record, Event):
        about = about or (label("region", record.region, lang) if record.region else "")
        told = [label("event_kind", record.kind, lang).lower()]
        told += [date_words(record.event_date, lang)] if record.event_date else []
    else:
        told = list(facts(ledger.statements[record.id], lang, brief=True))
    return f"{about}: {record.description} ({', '.join(told)})".removeprefix(": ")
