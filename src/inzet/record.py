"""What every generated model shares: strictness, frozen values, and a tuple that also answers to ids."""

import types
from collections.abc import Callable
from typing import Annotated, Any, ClassVar, Generic, Self, SupportsIndex, TypeVar, overload

from pydantic import AfterValidator, BaseModel, ConfigDict, GetCoreSchemaHandler, model_validator
from pydantic_core import CoreSchema, core_schema

T = TypeVar("T")


class Record(BaseModel):
    """A frozen record that accepts exactly what its schema accepts.

    Values keep their JSON types: ``"3"`` is not a number and ``True`` is not 1. What the record leaves out reads as
    None or an empty tuple; ``model_dump(exclude_unset=True)`` leaves it out again, as every record file does.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    key: ClassVar[str] = ""
    """Name of the field that holds the record's id; empty where it has none."""

    needs: ClassVar[dict[str, tuple[str, ...]]] = {}
    """Fields that must stand beside a given one."""

    @property
    def id(self) -> str:
        """The record's id.

        Raises:
            AttributeError: if records of this type have no id.
        """
        if not self.key:
            raise AttributeError(f"a {type(self).__name__} has no id")
        return str(getattr(self, self.key))

    @model_validator(mode="after")
    def _check_needs(self) -> Self:
        for given, needed in self.needs.items():
            missing = [name for name in needed if given in self.model_fields_set and name not in self.model_fields_set]
            if missing:
                raise ValueError(f"{given!r} needs {', '.join(map(repr, missing))} beside it")
        return self


R = TypeVar("R", bound=Record)


class Keyed(tuple[R, ...], Generic[R]):
    """A tuple of records that also answers to their ids: ``letters[0]`` and ``letters["kst-29521-446"]``."""

    @overload
    def __getitem__(self, index: SupportsIndex | str) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> "Keyed[R]": ...
    def __getitem__(self, index: SupportsIndex | slice | str) -> "R | Keyed[R]":
        if isinstance(index, str):
            found = self.get(index)
            if found is None:
                from difflib import get_close_matches

                near = get_close_matches(index, [record.id for record in self], n=3)
                raise KeyError(f"no record {index!r}" + (f"; closest: {', '.join(near)}" if near else ""))
            return found
        if isinstance(index, slice):
            return Keyed(super().__getitem__(index))
        return super().__getitem__(index)

    def __contains__(self, item: object) -> bool:
        return self.get(item) is not None if isinstance(item, str) else super().__contains__(item)

    def get(self, key: str) -> R | None:
        """Return the record with an id, present or former, or None."""
        return self._by_id.get(key)

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


def _not_null(value: T | None) -> T:
    if value is None:
        raise ValueError("null is not allowed; leave the key out")
    return value


def _unique(values: tuple[T, ...]) -> tuple[T, ...]:
    if len(set(values)) < len(values):
        raise ValueError("the same item stands in the list twice")
    return values


def text(check: Callable[[str], str]) -> AfterValidator:
    """Return the pydantic form of a format check."""
    return AfterValidator(check)


Maybe = Annotated[T | None, AfterValidator(_not_null)]
"""A field that may be left out, and is None then, but never written as null."""

Unique = AfterValidator(_unique)
"""A list in which nothing stands twice."""
