"""The resources of a Data Package: their files, their schemas, and which of them are tables."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inzet.issues import Issue, Pointer, UnreadableError
from inzet.tabular.descriptors import Descriptor, read_json
from inzet.tabular.parts import check_file
from inzet.tabular.profiles import CODE, check_schema

_TABLE = re.compile(r"\.(?:csv|tsv|xlsx?|ods|parquet)(?:\.(?:gz|zst|bz2|zip))?$", re.IGNORECASE)


@dataclass(frozen=True)
class Resource:
    """A resource whose files are there.

    Attributes:
        name: its name.
        place: its first file, or the descriptor if that holds its data.
        pointer: where it stands in the descriptor.
        value: its properties; a schema and a dialect from a file beside are in it.
        paths: its files; none if its data are in the descriptor.
        is_table: whether it is a table.
    """

    name: str
    place: str
    pointer: Pointer
    value: Mapping[str, Any]
    paths: tuple[Path, ...]
    is_table: bool

    @property
    def schema(self) -> Any:
        """Its Table Schema; None if it has none."""
        return self.value.get("schema")

    @property
    def fields(self) -> list[Mapping[str, Any]]:
        """The fields of its schema."""
        fields = self.schema.get("fields") if isinstance(self.schema, Mapping) else None
        return [field for field in fields if isinstance(field, Mapping)] if isinstance(fields, list) else []

    @property
    def links(self) -> list[Any]:
        """The foreign keys of its schema."""
        return list(self.schema.get("foreignKeys", ())) if isinstance(self.schema, Mapping) else []

    @property
    def targets(self) -> set[str]:
        """Names of the tables that it refers to."""
        return {link["reference"].get("resource", "") for link in self.links} - {""}


class RefusedError(UnreadableError):
    """A resource that cannot be looked at, with the place in the descriptor that says so."""

    def __init__(self, pointer: Pointer, name: str, reason: object) -> None:
        super().__init__(f"{name!r} was not checked: {reason}")
        self.pointer = pointer


def read_resource(package: Descriptor, at: int) -> tuple[Resource, list[Issue]]:
    """Return a resource of a package, and what is wrong with its Table Schema.

    All its files must be in the folder of the descriptor or below it. What is wrong in its schema is left out, so that
    the rest can be checked.

    Raises:
        RefusedError: if it is no resource, or one of its files is not there or may not be read.
    """
    pointer: Pointer = ("resources", at)
    value = package.value["resources"][at]
    name = value.get("name") if isinstance(value, Mapping) else None
    name = name if isinstance(name, str) else f"resource {at + 1}"
    if not isinstance(value, Mapping):
        raise RefusedError(pointer, name, "it is no object")
    path, home, place = value.get("path"), package.path.parent, (*pointer, "path")
    loaded, issues = dict(value), list[Issue]()
    try:
        located = tuple(_locate(home, each) for each in (path if isinstance(path, list) else [path] if path else []))
        place = (*pointer, "dialect")
        if isinstance(value.get("dialect"), str):
            loaded["dialect"] = read_json(_locate(home, value["dialect"])).value
        place = (*pointer, "schema")
        if value.get("schema") is not None:
            loaded["schema"], issues = _read_schema(package, place, value["schema"])
    except UnreadableError as error:
        raise RefusedError(place, name, error) from None
    if "extrapaths" in value:
        place = (*pointer, "extrapaths")
        raise RefusedError(place, name, "the standard knows no 'extrapaths'; put all files into 'path'")
    if not located and "data" not in value:
        raise RefusedError(pointer, name, "it has neither a path nor data")
    first = (located[0] if located else package.path).as_posix()
    return Resource(name, first, pointer, loaded, located, _is_table(loaded, located)), issues


def _read_schema(package: Descriptor, place: Pointer, schema: Any) -> tuple[Any, list[Issue]]:
    """Return a schema, which may be in a file beside the package, without what is wrong in it; and what is."""
    holder = package
    if isinstance(schema, str):
        holder, place = read_json(_locate(package.path.parent, schema)), ()
        schema = holder.value
    names = [each.get("name") for each in package.value["resources"] if isinstance(each, Mapping)]
    schema, faults = check_schema(schema, names)
    return schema, [holder.issue((*place, *pointer), CODE, message) for pointer, message in faults]


def _locate(home: Path, path: Any) -> Path:
    if not isinstance(path, str) or not path or "\0" in path:
        raise UnreadableError(f"{path!r} is no path")
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+:", path):
        raise UnreadableError(f"{path!r} is an address, and inzet opens none")
    if path.startswith(("/", "~")) or not (home / path).resolve().is_relative_to(home.resolve()):
        raise UnreadableError(f"{path!r} is not in the folder of the descriptor or below it")
    check_file(home / path)
    return home / path


def _is_table(value: Mapping[str, Any], paths: tuple[Path, ...]) -> bool:
    declared = value.get("type") == "table" or value.get("profile") == "tabular-data-resource"
    return declared or value.get("schema") is not None or any(_TABLE.search(path.name) for path in paths)


def find_changes(resource: Resource) -> Iterator[tuple[str, str]]:
    """Yield in what the files of a resource are not what the descriptor says: the key, and a sentence."""
    size, expected = resource.value.get("bytes"), resource.value.get("hash")
    if not resource.paths:
        return
    if type(size) is int and (actual := sum(path.stat().st_size for path in resource.paths)) != size:
        yield "bytes", f"{resource.name!r} has {actual:,} bytes; the descriptor says {size:,}"
    if isinstance(expected, str) and expected:
        algorithm, _, digest = expected.rpartition(":")
        algorithm = algorithm.lower().replace("-", "") or "md5"
        if algorithm not in hashlib.algorithms_guaranteed or algorithm.startswith("shake"):
            yield "hash", f"{algorithm!r} is no known algorithm; use md5, sha1, sha256 or sha512"
        elif (actual_digest := _digest(resource.paths, algorithm)) != digest.lower():
            yield "hash", f"{resource.name!r} is not the file described: its {algorithm} is {actual_digest}"


def _digest(paths: tuple[Path, ...], algorithm: str) -> str:
    made = hashlib.new(algorithm, usedforsecurity=False)
    for path in paths:
        try:
            with path.open("rb") as file:
                hashlib.file_digest(file, lambda: made)
        except OSError as error:
            return f"not known, for it cannot be read: {error.strerror}"
    return made.hexdigest()
