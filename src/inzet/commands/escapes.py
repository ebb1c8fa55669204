"""Signs that a form of output cannot hold, written as Python writes them in text: ``\\udcff``."""

import re
from typing import Any

# What XML 1.0 cannot hold, not even as a reference; lone halves of surrogate pairs break UTF-8 as well.
_UNHOLDABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def paired(value: Any) -> Any:
    """Escape halves of surrogate pairs, as in names that are not UTF-8: many JSON readers refuse them."""
    return _SURROGATE.sub(_escape, value) if isinstance(value, str) else value


def holdable(text: str) -> str:
    """Escape what XML 1.0 cannot hold: control characters, half surrogate pairs and non-characters."""
    return _UNHOLDABLE.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return ascii(found[0])[1:-1]
