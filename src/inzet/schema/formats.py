"""What each ``format`` of the schemas asks of a text; validator and models share these checks.

Every check returns the text that it was given, or raises ``ValueError`` with a sentence that says what
is wrong and what would be right.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

from inzet import edtf

# Control characters, line and paragraph separators, zero-width and text-direction marks, non-characters:
# nothing that a reader cannot see may change what a text says or where a line ends.
_INVISIBLE = (
    "\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e"
    "\\u2060-\\u206f\\u3164\\ud800-\\udfff\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff9-\\ufffb\\ufffe\\uffff\\U000e0000-\\U000e0fff"
)
INVISIBLE = re.compile(f"[{_INVISIBLE}]")
_NOT_IN_A_LINE = re.compile(f"[\\t\\n{_INVISIBLE}]")
# What a spreadsheet would take for a formula, also in the wide forms of East Asian keyboards.
_FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20"
# Letters that may look Latin: Greek, Cyrillic, Armenian, Cherokee, Coptic and Lisu; those of mathematics; wide ones.
_LOOKALIKE = re.compile(
    "[\u0370-\u058f\u13a0-\u13ff\u1c80-\u1c8f\u1d26-\u1d2b\u2c80-\u2dff\ua4d0-\ua4ff\ua640-\ua69f\uab70-\uabbf"
    "\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]"
)
_LATIN = re.compile(r"[A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff]")
_LETTERS = re.compile(r"[^\W\d_]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def check_edtf(text: str) -> str:
    """Check a partial date (EDTF levels 0 and 1), without a time of day, which no letter gives."""
    edtf.parse(text)
    if "T" in text:
        raise ValueError(f"{text!r} has a time of day; write the day alone, such as 2024-06-17")
    return text


def check_day(text: str) -> str:
    """Check a calendar day, year-month-day."""
    read_day(text)
    return text


def read_day(text: str) -> date:
    """Return a calendar day that is written year-month-day."""
    reason = ""
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            reason = f" ({error})"
    raise ValueError(f"{text!r} is not a day; write year-month-day, such as 2024-06-17{reason}")


def check_https(text: str) -> str:
    """Check a public https address."""
    try:
        parts = urlsplit(text)
        sound = parts.scheme == "https" and "." in (parts.hostname or "") and parts.username is None
    except ValueError:
        sound = False
    if not sound or not re.fullmatch(r"[!-~]+", text):
        raise ValueError(f"{text!r} is not a web address; write it in full, starting with https://")
    return text


def check_line(text: str) -> str:
    """Check that a text is one clean line: what you see is what is there, in a spreadsheet as well.

    Quotes are published as they are, so what would start a formula is refused rather than escaped, and a fragment
    begins one character later. A word of letters of two scripts is refused for the same reason: without the text
    beside it nobody sees that an "a" is Cyrillic, and no search finds it. Words wholly in another script are fine.
    """
    if text[:1] and text[0] in _FORMULA:
        raise ValueError(
            f"{text!r} starts with {text[0]!r}, which a spreadsheet takes for a formula; begin one character later"
        )
    if text.isascii() and text.isprintable() and text.strip() == text:
        return text  # as nearly all are
    bad = _NOT_IN_A_LINE.search(text)
    if bad:
        mend = "write the text on one line" if bad[0] == "\n" else "remove it"
        raise ValueError(f"character U+{ord(bad[0]):04X} at position {bad.start() + 1} cannot be seen; {mend}")
    if text != text.strip():
        raise ValueError(f"{text!r} starts or ends with a blank; remove it")
    if not unicodedata.is_normalized("NFC", text):
        raise ValueError(f"{text!r} holds decomposed letters; write it in composed form (Unicode NFC)")
    if _LOOKALIKE.search(text):
        _check_scripts(text)
    return text


def _check_scripts(text: str) -> None:
    for word in _LETTERS.finditer(text):
        strange = _LOOKALIKE.search(word[0])
        if strange and _LATIN.search(word[0]):
            where = f"{strange[0]!r} (U+{ord(strange[0]):04X}) at position {word.start() + strange.start() + 1}"
            raise ValueError(f"{where} is no Latin letter, but stands in a word of Latin ones; type it anew")


FORMATS: dict[str, Callable[[str], str]] = {
    "edtf": check_edtf,
    "date": check_day,
    "https": check_https,
    "line": check_line,
}
