"""Words for people, in English and Dutch: labels of the vocabularies, dates, figures, the sentences of every answer.

An answer is data; its sentences are made here, for the terminal, for pictures and for pages alike.
"""

from typing import Literal

Lang = Literal["en", "nl"]
"""A language that people are answered in."""
