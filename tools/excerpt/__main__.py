"""Write the excerpt of this release that later versions are held against: one letter, and all that it refers to.

    python tools/excerpt [--letter ID]

The excerpt is a zip in tests/fixtures/releases/, named after the version: the tables as CSV, the nested records, the
descriptor and the schemas. The README there says when it is written anew.
"""

import argparse
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from inzet.records import strict_yaml
from inzet.release.archives import data_package, pack
from inzet.release.package import make
from inzet.schema.schemas import Schemas
from inzet.version import __version__

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "tests" / "fixtures" / "releases"
LETTER = "kst-21501-28-268"  # has every part that a letter can have, and is short


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letter", default=LETTER, metavar="ID", help=f"the letter (default: {LETTER})")
    file = FOLDER / f"inzet-{__version__}.zip"
    file.write_bytes(excerpt([parser.parse_args().letter]))
    print(f"{file.relative_to(ROOT)}: {file.stat().st_size:,} bytes")


def excerpt(letters: Iterable[str]) -> bytes:
    """Return a zip of this release with only some letters, and the records that they refer to.

    A letter that this release does not have is left out.
    """
    schemas = {f"schemas/{file.name}": file.read_bytes() for file in sorted((ROOT / "schemas").iterdir())}
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        for file in _files(("letters", letter_id) for letter_id in letters):
            copy = tree / file.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
        return pack(data_package(make(tree), "csv", {}) | schemas, datetime(1980, 1, 1, tzinfo=UTC))


def _files(wanted: Iterable[tuple[str, str]]) -> Iterator[Path]:
    """Yield the files of some records, given by table and id, and of those that they refer to."""
    schemas = Schemas.installed()
    waiting, done = list(wanted), set[Path]()
    while waiting:
        table, record_id = waiting.pop()
        file = ROOT / "records" / table / f"{record_id}.yaml"
        if table in schemas.folders and file.is_file() and file not in done:
            done.add(file)
            yield file
            record, _ = strict_yaml.read(file.read_text(encoding="utf-8"))
            waiting += _references(schemas.load(schemas.folders[table]), record)


def _references(node: dict[str, Any], value: Any) -> Iterator[tuple[str, str]]:
    """Yield the table and id of every record that a value refers to."""
    if "x-references" in node:
        yield node["x-references"], value
    for name, part in node.get("properties", {}).items():
        if name in value:
            yield from _references(part, value[name])
    if "items" in node:
        for item in value:
            yield from _references(node["items"], item)


if __name__ == "__main__":
    main()
