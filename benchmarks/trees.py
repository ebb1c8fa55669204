"""Trees of records to measure with: copies of the project's letters, and many small letters."""

import hashlib
import itertools
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from inzet.files import NESTED
from inzet.records import strict_yaml

ROOT = Path(__file__).resolve().parent.parent
SPAN = 20  # years over which copies are spread
SIZE = 4300  # a small letter is closed when it is larger; with its last contribution it has some 4.6 KB
_NAME, _DIGEST = "copy-of-it", "f" * 64


def copy_letters(tree: Path, letters: int) -> int:
    """Write a tree of so many copies of the letters, over twenty years; return how many contributions they have.

    All are about the missions and frameworks of the project.
    """
    originals = _records()["letters"]
    texts = [strict_yaml.write(_renamed(letter)) for letter in originals]
    _copy_targets(tree)
    for at in range(letters):
        name = f"copy{at:04}"
        text = _moved(texts[at % len(texts)], at * SPAN // letters - SPAN // 2)
        text = text.replace(_NAME, name).replace(_DIGEST, hashlib.sha256(name.encode()).hexdigest())
        (tree / "records" / "letters" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return sum(len(originals[at % len(texts)]["contributions"]) for at in range(letters))


def write_small_letters(tree: Path, letters: int) -> int:
    """Write a tree of so many letters of some 4.6 KB, made of the project's contributions; return their bytes."""
    originals = _records()["letters"]
    head = {name: value for name, value in originals[-1].items() if name not in ("passages", "citations", "events")}
    alone = itertools.cycle([strict_yaml.write([item | {"contribution_id": "@"}]) for item in _unlinked(originals)])
    _copy_targets(tree)
    size = 0
    for number in range(letters):
        dossier, paper = f"{20000 + number // 900}", f"{number % 900 + 1}"
        letter_id = f"kst-{dossier}-{paper}"
        own = {"letter_id": letter_id, "dossier": dossier, "number": paper, "contributions": []}
        own["source_sha256"] = hashlib.sha256(letter_id.encode()).hexdigest()
        own["identifiers"] = [{"scheme": "kst", "value": letter_id}]
        text = strict_yaml.write(head | own).replace("contributions: []\n", "contributions:\n")
        for count in itertools.count(1):
            text += next(alone).replace("'@'", f"{letter_id}.{count:02d}").replace("@", f"{letter_id}.{count:02d}")
            if len(text) > SIZE:
                break
        size += (tree / "records" / "letters" / f"{letter_id}.yaml").write_bytes(text.encode())
    return size


def _records() -> dict[str, list[dict[str, Any]]]:
    records: dict[str, list[dict[str, Any]]] = json.loads((ROOT / NESTED).read_bytes())
    return records


def _copy_targets(tree: Path) -> None:
    for name in ("missions", "frameworks"):
        shutil.copytree(ROOT / "records" / name, tree / "records" / name)
    (tree / "records" / "letters").mkdir()


def _renamed(letter: dict[str, Any]) -> dict[str, Any]:
    """Return a letter with another id, title and text, and without its official numbers."""
    text = json.dumps(letter, ensure_ascii=False).replace(f'"{letter["letter_id"]}', f'"{_NAME}')
    left_out = ("dossier", "number", "other_numbers", "session_year", "source_original_sha256")
    renamed = {name: value for name, value in json.loads(text).items() if name not in left_out}
    renamed["title"] += f" ({_NAME})"
    renamed["identifiers"] = [{"scheme": "own_reference", "value": _NAME}]
    return renamed | {"source_file": f"{_NAME}.txt", "source_sha256": _DIGEST}


def _moved(text: str, years: int) -> str:
    """Return a letter with all its years moved, in dates and quotes alike."""
    return re.sub(r"(?<!\d)(?<![a-z]-)20[0-4]\d(?!\d)", lambda match: str(int(match[0]) + years), text)


def _unlinked(letters: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the contributions that hang on no other and on no day of a letter, so that they can stand in any."""
    for letter in letters:
        wholes = {item.get("part_of") for item in letter["contributions"]}
        for item in letter["contributions"]:
            # The letter may give the year of a decision, as in "11 april jl.".
            linked = {"part_of", "restates", "decided_on"} & item.keys() or item["contribution_id"] in wholes
            # What is over by the day of its letter has that day without quoting it.
            if not linked and item.get("end_date") != f"../{letter['letter_date']}":
                yield item
