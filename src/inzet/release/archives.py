"""Zip archives that have the same bytes each time: the tables in one form, as a Data Package of its own; the site."""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from inzet.files import MARKER
from inzet.release.contents import Made, Resource, described_tables, read_descriptor
from inzet.release.forms import FORMS
from inzet.release.package import as_json, measure

_ENDINGS = tuple(form.name for form in FORMS if form.zipped)
"""The endings of the files in which every table is published."""
_FIRST_YEAR = 1980  # a zip holds no earlier date
_ONLY_TEXT = ("encoding", "dialect")


def pack(files: Mapping[str, bytes], made: datetime) -> bytes:
    """Return files, by path, as a zip archive in their order, all of them dated alike."""
    date_time = made.timetuple()[:6] if made.year >= _FIRST_YEAR else (_FIRST_YEAR, 1, 1, 0, 0, 0)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, data in files.items():
            entry = zipfile.ZipInfo(path, date_time)
            entry.create_system = 3  # Unix, on every system
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED, 9)
    return packed.getvalue()


def data_package(made: Made, form: str, licences: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of a Data Package that has the tables in one form only, and the files that state the licence.

    The descriptor comes first.
    """
    tables = described_tables(made)
    descriptor = read_descriptor(made)
    resources = [
        _table(resource, tables[PurePosixPath(resource["path"]).stem], form) if ending == form else resource
        for resource in descriptor["resources"]
        if (ending := PurePosixPath(resource["path"]).suffix[1:]) == form or ending not in _ENDINGS
    ]
    descriptor["resources"] = [*resources, *(_licence(path, data) for path, data in licences.items())]
    files = {resource["path"]: made[resource["path"]] for resource in resources} | dict(licences)
    return {MARKER: as_json(descriptor)} | files


def _table(resource: Resource, table: Resource, form: str) -> Resource:
    """Return a file of a table with the name and schema of the table."""
    own = {key: resource[key] for key in ("path", "mediatype", "bytes", "hash")}
    described: dict[str, Any] = table | own | {"format": form}
    return {key: value for key, value in described.items() if form == "csv" or key not in _ONLY_TEXT}


def _licence(path: str, data: bytes) -> Resource:
    return {
        "name": path.lower(),
        "path": path,
        "description": "The licence of the data.",
        "format": "txt",
        "mediatype": "text/plain",
    } | measure(data)
