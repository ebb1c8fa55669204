"""Everything in which some words occur: names, descriptions and the words of the letters."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple, get_args

from inzet.ledger.names import fold, spellings, table_of
from inzet.ledger.register import Ledger, names_of, short_name
from inzet.models import Contribution, Event, Framework, Letter, Mission
from inzet.record import Record
from inzet.schema.contributions import letter_of, targets_of
from inzet.words import Lang
from inzet.words.blocks import Block, Grid, Paragraph, Readable
from inzet.words.dates import date_words
from inzet.words.labels import kind_title
from inzet.words.sentences import say

Where = Literal["name", "description", "quote"]
"""Where words were found, the best first: in a name or title, in a description, in the words of a letter."""

_FIRST = 20  # that are shown where not all are asked for


class Text(NamedTuple):
    """A text in which words may occur.

    Attributes:
        where: what the text is.
        words: the name, description or quote.
        line: the line of the letter that it stands on; None where it stands on none.
    """

    where: Where
    words: str
    line: int | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Match(Readable):
    """A record in which words were found.

    Attributes:
        record: the letter, mission, framework, contribution or event.
        text: the text in which most of the words are.
        subjects: the missions and frameworks of a contribution or event.
        letter: the letter of a contribution or event, or the letter itself.
        rank: less is better: where the words are, whether they are the whole text, how many are whole words.
    """

    record: Record
    text: Text
    subjects: tuple[Mission | Framework, ...]
    letter: Letter | None
    rank: tuple[int, bool, int]

    def blocks(self, lang: Lang = "en") -> Iterator[Block]:
        """Yield the record and the text."""
        yield Paragraph("  ".join(self.cells(lang)))

    def cells(self, lang: Lang = "en") -> tuple[str, str, str]:
        """Return the id, what kind of record it is, and the text with what it is about."""
        words = self.text.words
        if isinstance(self.record, Mission | Framework):
            name = short_name(self.record, lang)
            words = name if fold(words) in (fold(name), fold(self.record.id)) else f"{name}: {words}"
        if self.text.line is not None:
            words = say("on_line", lang, quote=words, line=self.text.line)
        about = names_of(self.subjects, lang)
        if isinstance(self.record, Letter) and self.text.where != "quote":
            about = date_words(self.record.letter_date, lang)
        return self.record.id, kind_title(table_of(self.record), lang), ": ".join(filter(None, (about, words)))


class Matches(Readable, tuple[Match, ...]):
    """All records in which some words were found, the best first.

    Attributes:
        words: the words.
    """

    words: str

    def __new__(cls, words: str, matches: Iterable[Match]) -> "Matches":
        made = super().__new__(cls, matches)
        made.words = words
        return made

    def shown(self, *, everything: bool = False) -> tuple[Match, ...]:
        """Return the first matches, or all of them."""
        return self if everything else self[:_FIRST]

    def blocks(self, lang: Lang = "en", *, everything: bool = False) -> Iterator[Block]:
        """Yield the first matches, or all of them, by where the words were found."""
        yield Paragraph(say("found" if self else "found_nothing", lang, count=len(self), words=self.words), "title")
        shown = self.shown(everything=everything)
        for where in get_args(Where):
            rows = tuple(match.cells(lang) for match in shown if match.text.where == where)
            if rows:
                yield Paragraph(say(f"found_{where}", lang), "strong")
                yield Grid(("", "", ""), rows, whole=(0, 1))
        if len(shown) < len(self):
            yield Paragraph(say("more_found", lang, count=len(self) - len(shown)), "quiet")


def search(ledger: Ledger, words: str) -> Matches:
    """Return the records in which all of some words occur; see ``Dataset.find``.

    Raises:
        TypeError: if the words are no text.
        ValueError: if there is no word.
    """
    if not isinstance(words, str):
        raise TypeError(f"the words to find are a text, not {words!r}")
    wanted = fold(words).split()
    if not wanted:
        raise ValueError(f"there is no word in {words!r}; write what is to be found, such as georgia experts")
    found = filter(None, (_match(ledger, record, wanted) for record in ledger.names.everything))
    return Matches(words, sorted(found, key=lambda match: match.rank))


def every_text(ledger: Ledger) -> Matches:
    """Return all texts in which ``search`` looks, each as a match, for a search of another program."""
    return Matches(
        "",
        (
            Match(record, text, *_setting(ledger, record), (get_args(Where).index(text.where), False, 0))
            for record in ledger.names.everything
            for text in _texts(record)
        ),
    )


def _setting(ledger: Ledger, record: Record) -> tuple[tuple[Mission | Framework, ...], Letter | None]:
    """Return what a contribution or event is about, and its letter; a letter is its own."""
    if isinstance(record, Contribution | Event):
        return tuple(map(ledger.target, targets_of(record))), ledger.letter(letter_of(record.id))
    return (), record if isinstance(record, Letter) else None


def _match(ledger: Ledger, record: Record, wanted: Sequence[str]) -> Match | None:
    """Return the best text of a record that, with better ones, has all of the words; None where there is none.

    What a contribution or event is about has its words too; where all words are there, its description stands for it.
    """
    subjects, letter = _setting(ledger, record)
    about = " ".join(fold(name) for subject in subjects for name in spellings(subject))
    left = [word for word in wanted if not _begins(word, about)]
    for where, texts in groupby(_texts(record), key=lambda text: text.where):
        best: tuple[tuple[bool, int, int], Text] | None = None
        for text in texts:
            folded = fold(text.words)
            here = [word for word in wanted if _begins(word, folded)]
            good = folded.split() == wanted, len(here), len(set(here) & set(folded.split()))
            if here and (best is None or good > best[0]):
                best = good, text
            left = [word for word in left if word not in here]
        if best and not left:
            exact, _, whole = best[0]
            return Match(record, best[1], subjects, letter, (get_args(Where).index(where), not exact, -whole))
    if isinstance(record, Contribution | Event) and not left:
        return Match(record, Text("description", record.description), subjects, letter, (1, True, 0))
    return None


def _begins(word: str, text: str) -> bool:
    """Whether a word of a folded text is a word or begins with it."""
    return f" {word}" in f" {text}"


def _texts(record: Record) -> Iterator[Text]:
    """Yield the texts of a record, the best first."""
    for name in (*spellings(record), record.id):
        yield Text("name", name)
    if isinstance(record, Letter):
        yield Text("description", record.summary)
        for passage in record.passages:
            yield Text("quote", passage.words, passage.line)
    elif isinstance(record, Contribution | Event):
        yield Text("description", record.description)
        for part in record.evidence:
            yield Text("quote", part.quote, part.line)
