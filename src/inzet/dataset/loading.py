"""Load the published records and tables; the records need nothing but pydantic."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, get_args

from pydantic import ValidationError

from inzet.dataset import Dataset, uncollected
from inzet.files import MARKER, NESTED, read_nested, root
from inzet.issues import UnreadableError, closest
from inzet.models import Framework, Letter, Mission
from inzet.record import Keyed, Record, reader

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    import pyarrow as pa


class _Nested(Record):
    letters: Keyed[Letter]
    missions: Keyed[Mission]
    frameworks: Keyed[Framework]


def load() -> Dataset:
    """Load the records of the installed release; no network, no other package than pydantic.

    Raises:
        UnreadableError: if the file that holds them is missing or damaged.
    """
    file = root() / NESTED
    try:
        return _read_built(file) or parse(file.read_bytes())
    except (OSError, ValidationError) as error:
        fault = error.strerror if isinstance(error, OSError) else "it does not hold records of this version"
        raise UnreadableError(f"{file} cannot be loaded: {fault}; in a checkout, run inzet build") from None


def parse(data: bytes) -> Dataset:
    """Return the records that the content of ``data/records.json`` holds.

    Raises:
        pydantic.ValidationError: if it does not hold records of this version.
    """
    return Dataset(**dict(_Nested.model_validate_json(data)))


def gather(lines: Iterable[bytes]) -> Dataset:
    """Return the records in the lines of ``data/records.json`` as a build wrote it; their values are not checked.

    Raises:
        ValueError: if the lines are not as a build writes them, or do not hold records of this version.
    """
    readers = _readers()
    found: dict[str, list[Any]] = {name: [] for name in readers}
    with uncollected():
        for name, record in read_nested(lines):
            if name not in readers:
                raise ValueError(f"there are no records called {name!r}")
            found[name].append(readers[name](record))
    return Dataset(**{name: Keyed(records) for name, records in found.items()})


@cache
def _readers() -> dict[str, Callable[[bytes], Record]]:
    return {name: reader(get_args(field.annotation)[0]) for name, field in _Nested.model_fields.items()}


def _read_built(file: "Traversable") -> Dataset | None:
    """Return the records of a file whose hash is in the descriptor of its release; None for any other.

    A build checks what it writes, so it is not checked again. A file that is damaged, edited or newer than its
    descriptor has another hash.
    """
    digest = sha256()

    def lines() -> Iterator[bytes]:
        with file.open("rb") as opened:
            for line in opened:
                digest.update(line)
                yield line

    try:
        dataset = gather(lines())
        descriptor = (root() / MARKER).read_bytes()
    except (FileNotFoundError, ValueError):
        return None
    return dataset if digest.hexdigest().encode() in descriptor else None


def table(name: str) -> "pa.Table":
    """Return a published table, such as ``"contributions"``, as a pyarrow Table.

    Raises:
        FileNotFoundError: if there is no such table; the message names the closest ones, or else all.
        ImportError: if pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise ImportError("inzet.table needs pyarrow: pip install pyarrow") from None
    names = (file.name for file in (root() / "data").iterdir())
    tables = sorted(name.removesuffix(".parquet") for name in names if name.endswith(".parquet"))
    if name not in tables:
        hint = closest(str(name), tables) or f"; tables: {', '.join(tables)}"
        raise FileNotFoundError(f"there is no table {name!r}{hint}")
    file = pq.ParquetFile(pa.BufferReader((root() / f"data/{name}.parquet").read_bytes()))
    return file.read(use_threads=False)  # a thread that still runs at the end of a short script would abort it
