"""How a CSV file is written."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inzet.tabular.plans import UnsupportedError

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,40}")
_ENCODINGS = {
    "utf-8", "utf-16", "utf-16-le", "utf-16-be", "ascii", "mac-roman", "koi8-r", "koi8-u", "big5", "gb2312", "gbk",
    "gb18030", "shift_jis", "euc_jp", "euc_kr",
    *(f"iso8859-{number}" for number in (*range(1, 12), 13, 14, 15, 16)),
    *(f"cp{number}" for number in (437, 850, 852, 855, 858, 860, 863, 865, 866, 932, 949, 950, *range(1250, 1259))),
}  # fmt: skip
"""Python's names of the encodings that are read; many of its other codecs are no encodings of text."""
_USUAL: dict[str, tuple[Any, ...]] = {
    "doubleQuote": (True,),
    "escapeChar": (None, ""),
    "headerRows": ([1],),
    "commentChar": (None, ""),
    "commentRows": (None, []),
    "skipInitialSpace": (False,),
    "nullSequence": (None,),
    "lineTerminator": ("\r\n", "\n", "\r"),
    "csv": ({},),  # where frictionless keeps the properties of a CSV
}
"""Properties of a dialect that change how a CSV is read, with the values that change nothing."""


@dataclass(frozen=True)
class CsvForm:
    """How a CSV file is written; by default as a published table.

    Attributes:
        delimiter: the ASCII character between values.
        quote: the ASCII character around values, which is doubled inside them; empty if there is none.
        encoding: the encoding, by Python's name.
        header: whether the first line has the names of the columns; if not, they are those of the schema.
        preface: whether a line such as ``sep=;`` comes first.
    """

    delimiter: str = ","
    quote: str = '"'
    encoding: str = "utf-8"
    header: bool = True
    preface: bool = False


CSV = CsvForm()


def form_of(dialect: Mapping[str, Any], encoding: str, where: str) -> CsvForm:
    """Return the form of a Data Resource with a Table Dialect, or a CSV Dialect of version 1.

    Raises:
        UnsupportedError: if the form, or a part of it, cannot be read exactly.
    """
    for name, usual in _USUAL.items():
        # A wrong value such as 1 is not True here.
        if name in dialect and not any(
            dialect[name] == value and type(dialect[name]) is type(value) for value in usual
        ):
            raise UnsupportedError(where, f"the dialect has {name} {dialect[name]!r}")
    delimiter, quote = dialect.get("delimiter", ","), dialect.get("quoteChar", '"') or ""
    if not _is_sign(delimiter) or (quote and not _is_sign(quote)) or delimiter == quote:
        raise UnsupportedError(where, f"the dialect has delimiter {delimiter!r} and quoteChar {quote!r}")
    header = dialect.get("header", True)
    if not isinstance(header, bool):
        raise UnsupportedError(where, f"the dialect has header {header!r}")
    known = encoding_of(encoding)
    if known is None:
        raise UnsupportedError(where, f"the encoding is {encoding!r}")
    return CsvForm(delimiter, quote, known, header)


def encoding_of(name: object) -> str | None:
    """Return Python's name of an encoding that can be read, None if it cannot."""
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        return None
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return None
    found = "utf-8" if found == "utf-8-sig" else found  # a byte order mark may be there or not
    return found if found in _ENCODINGS else None


def _is_sign(text: object) -> bool:
    return isinstance(text, str) and len(text) == 1 and text.isascii() and not text.isalnum() and text not in "\r\n\0"
