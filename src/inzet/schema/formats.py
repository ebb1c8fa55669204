"""The check of each ``format`` of the schemas, shared by the validator and the models.

Every check returns its text, or raises ``ValueError`` with a sentence that says what is wrong and what would be right.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

from inzet import edtf

# Control characters, marks of format and direction, line and paragraph separators, characters without a meaning that
# everybody shares: invisible, or not the same for all, yet they can change the meaning of a text or where a line ends.
_CATEGORIES = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
# Letters, marks and signs that show nothing: fillers, variation selectors, the blank of Braille.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
# The start of a formula in a spreadsheet, also in the wide forms of East Asian keyboards.
_FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20"
# Where a semicolon divides cells, as in Dutch spreadsheets, what follows it starts one.
_LATER_FORMULA = re.compile(f";[\"']?[{_FORMULA.replace('-', chr(92) + '-')}]")
_LONGEST_ADDRESS = 2000  # characters; the schemas allow fewer
# Letters that may look Latin: Greek, Cyrillic, Armenian, Cherokee, Coptic and Lisu; mathematical and wide letters.
_LOOKALIKE = re.compile(
    "[\u0370-\u058f\u13a0-\u13ff\u1c80-\u1c8f\u1d26-\u1d2b\u2c80-\u2dff\ua4d0-\ua4ff\ua640-\ua69f\uab70-\uabbf"
    "\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]"
)
_LATIN = re.compile(r"[A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff]")
_LETTERS = re.compile(r"[^\W\d_]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def check_edtf(text: str) -> str:
    """Check a partial date (EDTF levels 0 and 1) without a time of day, which letters never give."""
    edtf.parse(text)
    if "T" in text:
        raise ValueError(f"{text!r} has a time of day; write only the day, such as 2024-06-17")
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
    sound = len(text) <= _LONGEST_ADDRESS and text.isascii() and text.isprintable() and " " not in text
    try:
        # Only now, for it takes long for some texts, such as many combining marks.
        parts = urlsplit(text if sound else "")
        sound = parts.scheme == "https" and "." in (parts.hostname or "") and parts.username is None
    except ValueError:
        sound = False
    if not sound:
        raise ValueError(f"{text!r} is not a web address; write it in full, starting with https://")
    return text


def find_invisible(text: str) -> int | None:
    """Return the position of the first character, besides tab and line end, that nobody sees; None if there is none.

    Which characters have no meaning yet (category Cn) depends on the version of Unicode that Python has.

    >>> find_invisible("a\\u202eb")
    1
    """
    if text.isprintable() and not _BLANK.search(text):
        return None  # nearly all texts
    signs = set(text) - {"\t", "\n"}
    hidden = (sign for sign in signs if unicodedata.category(sign) in _CATEGORIES or _BLANK.match(sign))
    return min(map(text.index, hidden), default=None)


def check_line(text: str) -> str:
    """Check that a text is one clean line, without anything that a reader cannot see, in a spreadsheet as well.

    Quotes are published unchanged, so the start of a formula is refused rather than escaped: the fragment can start one
    character later. A word that mixes Latin letters with those of another script is refused too, because a Cyrillic "a"
    looks Latin and no search finds it. Words entirely in another script are allowed.
    """
    if text and text[0] in _FORMULA:
        message = f"{text!r} starts with {text[0]!r}, which starts a formula in a spreadsheet"
        raise ValueError(f"{message}; start one character later")
    if ";" in text and (later := _LATER_FORMULA.search(text)):
        message = f"{later[0]!r} at position {later.start() + 1} starts a formula where semicolons divide cells"
        raise ValueError(f"{message}; stop before it, or leave it out")
    if text.isascii() and text.isprintable() and text.strip() == text:
        return text  # nearly all texts
    breaks = [at for at in (text.find("\n"), text.find("\t"), find_invisible(text)) if at is not None and at >= 0]
    if breaks:
        at = min(breaks)
        remedy = "write the text on one line" if text[at] == "\n" else "remove it"
        raise ValueError(f"invisible character {name_of(text[at])} at position {at + 1}; {remedy}")
    if text != text.strip():
        raise ValueError(f"{text!r} starts or ends with a blank; remove it")
    if not unicodedata.is_normalized("NFC", text):
        raise ValueError(f"{text!r} has decomposed letters; write it in composed form (Unicode NFC)")
    for word in _LETTERS.finditer(text) if _LOOKALIKE.search(text) else ():
        other = _LOOKALIKE.search(word[0])
        if other and _LATIN.search(word[0]):
            where = f"at position {word.start() + other.start() + 1} in a word with Latin letters"
            raise ValueError(f"{other[0]!r} ({name_of(other[0])}) {where}; retype it as a Latin letter")
    return text


def name_of(character: str) -> str:
    """Return the number of a character, as Unicode writes it."""
    return f"U+{ord(character):04X}"


FORMATS: dict[str, Callable[[str], str]] = {
    "edtf": check_edtf,
    "date": check_day,
    "https": check_https,
    "line": check_line,
}
