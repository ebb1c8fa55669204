"""Words for people, in English and Dutch: labels of the vocabularies, dates, figures, the sentences of every answer.

An answer is data; its sentences are made here, for the terminal, for pictures and for pages alike.
"""

from typing import Literal

Lang = Literal["en", "nl"]
"""A language that people are answered in."""


def in_language(words: tuple[str, str], lang: Lang) -> str:
    """Return the English or the Dutch words of a pair."""
    return words[0 if lang == "en" else 1]
