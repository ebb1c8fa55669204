"""How the commands read their arguments: a mistyped word is answered with the closest one and the usage of its verb."""

import argparse
from collections.abc import Collection, Sequence
from typing import Any


class Parser(argparse.ArgumentParser):
    """A parser that says what a mistyped option was probably meant to be."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(formatter_class=argparse.RawDescriptionHelpFormatter, **settings)

    def parse_args(  # type: ignore[override]  # argparse declares several forms, of which one is used here
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> argparse.Namespace:
        """Return the options; what nobody declared is an error of this parser."""
        options, left = self.parse_known_args(args, namespace)
        if left:
            word = next((word for word in left if word.startswith("-")), left[0])
            if word.startswith("-"):
                name = word.partition("=")[0]
                self.error(f"there is no option {name}{did_you_mean(name, self._option_string_actions)}")
            self.error(f"unexpected {word!r}; write a name or day of several words in quotes")
        return options


def did_you_mean(word: str, names: Collection[str]) -> str:
    """Return the end of a message about a mistyped word.

    >>> did_you_mean("--knwon", ["--known", "--on"])
    '; did you mean --known?'
    """
    from difflib import get_close_matches  # most runs need no hint

    matches = get_close_matches(word, names, 1)
    return f"; did you mean {matches[0]}?" if matches else ""
