"""The constraints of a JSON Schema, and a schema without one of them."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from refused import get

from inzet.issues import Pointer, json_pointer
from inzet.schema.nodes import Schema
from inzet.schema.schemas import Schemas

KEYWORDS = (
    "type", "pattern", "format", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems",
    "additionalProperties", "enum", "x-references",
)  # fmt: skip
"""Keywords that are one constraint each; ``required``, ``dependentRequired`` and ``enum`` hold several."""
DIALECT_KEYWORDS = (*KEYWORDS, "const", "items", "propertyNames", "$ref")


class Constraint(NamedTuple):
    """A constraint at one place.

    Attributes:
        name: a kind of record, or a schema file.
        path: the steps through the schema to the node.
        demand: the keyword; and the key that it requires, or the word that it allows.
    """

    name: str
    path: Pointer
    demand: tuple[str, ...]

    @property
    def place(self) -> Pointer:
        """The place in records, where ``*`` is any item of a list."""
        rest = iter(self.path)
        return tuple("*" if step == "items" else next(rest) for step in rest)

    @property
    def title(self) -> str:
        """The constraint as lines of the fixture name it; words are listed under their vocabulary."""
        demand = self.demand[:1] if self.demand[0] == "enum" else self.demand
        return f"{json_pointer(self.place)} {' '.join(demand)}"

    def __str__(self) -> str:
        return f"{self.name} {json_pointer(self.path)} {' '.join(self.demand)}"

    def drop(self, schema: Schema) -> Schema:
        """Return its schema without the constraint."""
        path = (*self.path, *self.demand)
        # A key that needs no other key is not listed.
        last = self.demand[0] == "dependentRequired" and len(get(schema, path[:-1])) == 1
        return _without(schema, path[:-1] if last else path)


def constraints(name: str, node: Schema, path: Pointer = ()) -> Iterator[Constraint]:
    """Yield every constraint of a schema and of the schemas inside it."""
    for keyword in DIALECT_KEYWORDS if name == "dialect" else KEYWORDS:
        if keyword in node:
            yield Constraint(name, path, (keyword,))
    for keyword in ("required", "enum"):
        for word in node.get(keyword, ()):
            yield Constraint(name, path, (keyword, word))
    for given, needed in node.get("dependentRequired", {}).items():
        for key in needed:
            yield Constraint(name, path, ("dependentRequired", given, key))
    for holder in ("properties", "$defs"):
        for key, part in node.get(holder, {}).items():
            # The id of a record refers to nothing.
            known = _without(part, ("x-references",)) if key == node.get("x-key") else part
            yield from constraints(name, known, (*path, holder, key))
    for key in ("items", "additionalProperties", "propertyNames", "if", "then"):
        if isinstance(node.get(key), dict):
            yield from constraints(name, node[key], (*path, key))
    for at, part in enumerate(node.get("allOf", ())):
        yield from constraints(name, part, (*path, "allOf", at))


def record_constraints(schemas: Schemas) -> list[Constraint]:
    """Return every constraint of the resolved schemas, at each place in each kind of record."""
    return [constraint for kind in schemas.kinds for constraint in constraints(kind, schemas.load(kind))]


def _without(tree: Any, path: Sequence[str | int]) -> Any:
    """Return a schema without what is at the end of a path; the last step into a list is the word itself."""
    step, *rest = path
    if isinstance(tree, list):
        return [_without(part, rest) if at == step else part for at, part in enumerate(tree) if rest or part != step]
    changed = {key: part for key, part in tree.items() if rest or key != step}
    return changed | {step: _without(tree[step], rest)} if rest else changed
