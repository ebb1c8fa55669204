"""The schemas of one release as a value, and everything that is derived from them.

The record schemas use a small part of JSON Schema 2020-12, which ``schemas/dialect.schema.json`` defines. Every
``$ref`` is replaced by its definition, once, so that whoever derives something from a schema (tables, models,
validators, test strategies) walks a plain tree. The name of a definition stays with it as ``x-name``, its description
as ``x-meaning``: a vocabulary is described once, whatever its fields are called.
"""

import json
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from inzet.files import BUNDLES, is_installed, root
from inzet.issues import Pointer, UnreadableError
from inzet.schema import validators
from inzet.schema.nodes import SUFFIX, Schema, find_definition, parse_reference, walk, written
from inzet.schema.statements import NAME, statements_table
from inzet.schema.tables import Table, make_tables

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

MAX_NODES = 20_000
MAX_DEPTH = 32
"""Bounds on the nodes and keywords that references may unfold into: another release's schemas are a stranger's."""


class Schemas:
    """The schema files of one release.

    Attributes:
        files: each schema file as it is written, by its short name: ``"letter"``, ``"common"``, ``"dialect"``.
    """

    def __init__(self, files: dict[str, Schema]) -> None:
        self.files = files
        self._resolved: dict[str, Schema] = {}
        self._validators: dict[str, Validator] = {}
        self._compiled: dict[str, Any] = {}
        self._left = MAX_NODES

    @classmethod
    @cache
    def installed(cls) -> "Schemas":
        """Return the schemas of the installed release, or of the checkout that this code runs from.

        Raises:
            UnreadableError: if one is missing or is not JSON.
        """
        files: dict[str, Schema] = {}
        paths = {path.name: path for path in (root() / "schemas").iterdir() if path.name.endswith(SUFFIX)}
        for name, path in sorted(paths.items()):
            try:
                files[name.removesuffix(SUFFIX)] = json.loads(path.read_bytes())
            except ValueError:
                raise UnreadableError(f"{path} is not JSON; inzet validate says where") from None
        # Without the schema of a kind of record, all its records would be strays. In a checkout, one may be removed.
        gone = {path.name for path in (root() / BUNDLES).iterdir()} - paths.keys() if is_installed() else ()
        if gone:
            raise UnreadableError(f"{root() / 'schemas'} lacks {min(gone)}; install inzet again")
        return cls(files)

    def load(self, name: str) -> Schema:
        """Return a schema with every reference replaced by its definition.

        Raises:
            KeyError: if there is no such file or definition.
            ValueError: if references lead in a circle, or unfold into too much.
        """
        if name not in self._resolved:
            self._resolved[name] = self._resolve(self.files[name], name, name, 0)
        return self._resolved[name]

    def _resolve(self, node: Schema, file: str, name: str, depth: int) -> Schema:
        self._left -= 1 + len(node)
        if depth > MAX_DEPTH or self._left < 0:
            raise ValueError("the schemas are nested without end, or unfold into too much")
        if "$ref" in node:
            target_file, target = parse_reference(node["$ref"], file)
            definition = find_definition(self.files, target_file, target)
            beside = {key: value for key, value in node.items() if key != "$ref"}
            if "properties" in beside or "items" in beside:
                raise ValueError("a reference has properties or items beside it; write them in its definition")
            return self._resolve(definition, target_file, target or target_file, depth + 1) | beside
        resolved = {key: value for key, value in node.items() if key not in ("$defs", "$schema")}
        if "items" in node:
            resolved["items"] = self._resolve(node["items"], file, "items", depth + 1)
        if "properties" in node:
            resolved["properties"] = {
                key: self._resolve(part, file, key, depth + 1) for key, part in node["properties"].items()
            }
        return resolved | {"x-name": name, "x-meaning": node.get("description", "")}

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The schemas of which a file under ``records/`` holds one record; those that refer to more kinds first."""
        inner = {
            parse_reference(node["$ref"], name)
            for name, file in self.files.items()
            for _, node in written(file)
            if "$ref" in node
        }
        names = [name for name, file in self.files.items() if "x-table" in file and (name, "") not in inner]
        return tuple(sorted(names, key=lambda name: (-len(self._tables_referred_to(name)), name)))

    def _tables_referred_to(self, name: str) -> set[str]:
        return {node["x-references"] for _, node in walk(self.load(name)) if "x-references" in node}

    @cached_property
    def folders(self) -> dict[str, str]:
        """The kind of record in each folder of ``records/``: ``{"letters": "letter", …}``."""
        return {self.files[kind]["x-table"]: kind for kind in self.kinds}

    @cached_property
    def items(self) -> dict[str, Schema]:
        """The schemas of everything that has an id, by table: the records, and the contributions inside letters."""
        nodes = (node for kind in self.kinds for _, node in walk(self.load(kind)))
        return {node["x-table"]: node for node in nodes if "x-key" in node}

    def key(self, table: str) -> str:
        """Return the field that holds the id of the items of a table, such as ``mission_id``."""
        return str(self.items[table]["x-key"])

    @cached_property
    def tables(self) -> dict[str, Table]:
        """The published tables by name, parents before their children.

        Raises:
            ValueError: if a schema cannot be made into tables.
        """
        keys = {table: self.key(table) for table in self.items}
        return make_tables([self.load(kind) for kind in self.kinds], keys)

    @cached_property
    def published(self) -> dict[str, Table]:
        """All published tables by name: first ``statements``, which is made from the others.

        Raises:
            ValueError: if a schema cannot be made into tables.
            KeyError: if the schemas lack what ``statements`` is made from.
        """
        return {NAME: statements_table(self.tables)} | self.tables

    def validator(self, name: str) -> "Validator":
        """Return a validator for one record that explains every fault; see ``validators.explaining``."""
        if name not in self._validators:
            self._validators[name] = validators.explaining(self.load(name))
        return self._validators[name]

    def fits(self, name: str, place: Pointer, value: Any) -> bool:
        """Whether a value may stand at a place in a record; ``*`` in the place is any item of a list."""
        node = self.load(name)
        for step in place:
            node = node["items"] if step == "*" else node["properties"][step]
        return bool(self.validator(name).evolve(schema=node).is_valid(value))

    def accepts(self, name: str, value: Any) -> bool:
        """Whether the compiled validator accepts a record, which may hold no float; see ``validators.compiled``."""
        if name not in self._compiled:
            self._compiled[name] = validators.compiled(self.load(name))
        return bool(self._compiled[name].is_valid(value))
