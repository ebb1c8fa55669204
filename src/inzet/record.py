"""What every generated model shares: strictness, frozen values, and a tuple that also takes ids."""

import types
from collections.abc import Callable
from typing import Annotated, Any, ClassVar, Generic, Self, SupportsIndex, TypeVar, overload

from pydantic import AfterValidator, BaseModel, ConfigDict, GetCoreSchemaHandler, model_validator
from pydantic_core import CoreConfig, CoreSchema, SchemaValidator, core_schema

from inzet.issues import closest
from inzet.words.lines import brief

T = TypeVar("T")

_LABELS = ("name", "title", "description", "quote", "words", "written", "value")


class Record(BaseModel):
    """A frozen record that accepts exactly what its schema accepts.

    Values keep their JSON types: ``"3"`` is not a number and ``True`` is not 1. What the record leaves out reads as
    None or an empty tuple; ``model_dump(exclude_unset=True)`` leaves it out again, as every record file does.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    key: ClassVar[str] = ""
    """Name of the field that holds the record's id; empty where it has none."""

    needs: ClassVar[dict[str, tuple[str, ...]]] = {}
    """Fields that are required beside a given one."""

    @property
    def id(self) -> str:
        """The record's id.

        Raises:
            AttributeError: if records of this type have no id.
        """
        if not self.key:
            raise AttributeError(f"a {type(self).__name__} has no id")
        return str(getattr(self, self.key))

    def __repr__(self) -> str:
        labels = (getattr(self, name, None) for name in _LABELS)
        label = str(next(filter(None, labels), ""))
        return brief(self, f"{self.id}: {label}" if self.key else label)

    __str__ = __repr__

    @model_validator(mode="after")
    def _check_needs(self) -> Self:
        for given, needed in self.needs.items():
            missing = [name for name in needed if given in self.model_fields_set and name not in self.model_fields_set]
            if missing:
                raise ValueError(f"{given!r} needs {', '.join(map(repr, missing))} beside it")
        return self


R = TypeVar("R", bound=Record)


def id_of(record: Record | str) -> str:
    """Return the id of a record; an id is returned as it is."""
    return record if isinstance(record, str) else record.id


class Keyed(tuple[R, ...], Generic[R]):
    """A tuple of records that also takes their ids: ``letters[0]`` and ``letters["kst-29521-446"]``.

    An id may be present or former; a record is taken for its id. An unknown id raises ``KeyError``, whose message names
    the closest ids.
    """

    @overload
    def __getitem__(self, index: SupportsIndex | str | Record) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> "Keyed[R]": ...
    def __getitem__(self, index: SupportsIndex | slice | str | Record) -> "R | Keyed[R]":
        if isinstance(index, str | Record):
            record = self.get(index)
            if record is None:
                raise KeyError(f"no record {id_of(index)!r}{closest(id_of(index), [other.id for other in self])}")
            return record
        if isinstance(index, slice):
            return Keyed(super().__getitem__(index))
        return super().__getitem__(index)

    def __contains__(self, item: object) -> bool:
        return self.get(item) is not None if isinstance(item, str) else super().__contains__(item)

    def __repr__(self) -> str:
        ids = ", ".join(record.id for record in self[:3])
        return brief(self, f"of {len(self)}: {ids}{', …' if len(self) > 3 else ''}" if self else "of 0")

    def get(self, key: str | Record) -> R | None:
        """Return the record with an id, present or former, or None."""
        return self._by_id.get(id_of(key))

    @property
    def _by_id(self) -> dict[str, R]:
        # The index is made once, on first use.
        index: dict[str, R] | None = self.__dict__.get("_index")
        if index is None:
            index = {former: record for record in self for former in getattr(record, "former_ids", ())}
            index |= {record.id: record for record in self}
            self.__dict__["_index"] = index
        return index

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        (item,) = source.__args__
        items = handler.generate_schema(types.GenericAlias(tuple, (item, ...)))
        return core_schema.no_info_after_validator_function(cls, items)


def reader(model: type[R]) -> Callable[[bytes], R]:
    """Return a function that makes a record of JSON in which everything has been checked before.

    It makes the same records as ``model_validate_json``, whose types it still checks, in half of the time and with less
    memory: it leaves out our own checks in Python, and records with the same fields share one set of their names.

    Raises:
        pydantic.ValidationError: by that function, if the JSON does not fit the model.
    """
    config = CoreConfig(strict=True, extra_fields_behavior="forbid")  # as in ``model_config``, in the words of the core
    return SchemaValidator(_unchecked(model.__pydantic_core_schema__, {}), config).validate_json


def _unchecked(node: Any, shared: dict[frozenset[str], set[str]]) -> Any:
    """Return the schema of pydantic without functions in Python, except for those that make another type."""
    if node["type"] == "function-after" and not isinstance(node["function"]["function"], type):
        return _unchecked(node["schema"], shared)
    if node["type"] == "model":
        fields = _unchecked(node["schema"], shared)
        return core_schema.no_info_after_validator_function(_maker(node["cls"], shared), fields)
    node = dict(node)
    if "schema" in node:
        node["schema"] = _unchecked(node["schema"], shared)
    if "items_schema" in node:
        node["items_schema"] = [_unchecked(item, shared) for item in node["items_schema"]]
    if "fields" in node:
        node["fields"] = {
            name: field | {"schema": _unchecked(field["schema"], shared)} for name, field in node["fields"].items()
        }
    return node


def _maker(model: type[R], shared: dict[frozenset[str], set[str]]) -> Callable[[Any], R]:
    put = object.__setattr__  # records are frozen

    def make(parts: tuple[dict[str, Any], None, set[str]]) -> R:
        values, extra, given = parts
        record = model.__new__(model)
        put(record, "__dict__", values)
        put(record, "__pydantic_fields_set__", shared.setdefault(frozenset(given), given))
        put(record, "__pydantic_extra__", extra)
        put(record, "__pydantic_private__", None)
        return record

    return make


def _not_null(value: T | None) -> T:
    if value is None:
        raise ValueError("null is not allowed; leave the key out")
    return value


def _unique(values: tuple[T, ...]) -> tuple[T, ...]:
    if len(set(values)) < len(values):
        raise ValueError("the same item is in the list twice")
    return values


def text(check: Callable[[str], str]) -> AfterValidator:
    """Return the pydantic form of a format check."""
    return AfterValidator(check)


Maybe = Annotated[T | None, AfterValidator(_not_null)]
"""A field that may be left out, and is None then, but never written as null."""

Unique = AfterValidator(_unique)
"""A list without duplicates."""
