"""Pages as tests read them: their examples of code, and their commands with what these print."""

import re


def blocks(language: str, text: str) -> list[str]:
    """Return the examples in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```\n", text, re.DOTALL | re.MULTILINE)


def runs(text: str) -> list[tuple[str, str]]:
    """Return every command of a page, with what the page says that it prints."""
    parts = [part for block in blocks("console", text) for part in re.split(r"^\$ ", block, flags=re.M) if part]
    return [(command, shown) for command, _, shown in (part.partition("\n") for part in parts)]


def fits(shown: str, printed: str) -> bool:
    """Return whether a page shows what is printed; a line with an ellipsis stands for any lines, or none."""
    return re.fullmatch("".join(map(_pattern, shown.splitlines())), printed) is not None


def _pattern(line: str) -> str:
    # How many records there are besides those that are shown is not told.
    exact = re.sub(r"^[0-9]+(?=\\ more\\ issue)", "[0-9]+", re.escape(line))
    if re.fullmatch("[0-9]+ letters, .* are valid; .*", line):
        exact = re.sub("[0-9]+", "[0-9]+", exact)
    return r"(?:.*\n)*?" if line == "…" else exact + r"\n"
