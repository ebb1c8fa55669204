"""Parquet files as tables, in batches."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet

from inzet.issues import UnreadableError
from inzet.tabular.columns import is_repetitive, keys_of
from inzet.tabular.keys import Rows
from inzet.tabular.parts import Part, Read, changed, check_file, check_names, unreadable
from inzet.tabular.plans import Plan
from inzet.tabular.values import read_batch
from inzet.tabular.workers import CORES, WORKERS

ROWS = 1 << 16
_BUFFER = 1 << 16


class ParquetTable:
    """A Parquet file, read in batches; see ``Table``.

    All columns of the plan are read, also those that no rule looks at: a damaged page is none the better for that.
    """

    def __init__(self, path: Path, plan: Plan) -> None:
        self.path = path
        self.plan = plan
        self._file = self._open()
        self.names = tuple(self._file.schema_arrow.names)
        self.size: int = self._file.metadata.num_rows
        self._starts: list[int] = []
        check_names(self.names, path)

    def _open(self) -> Any:
        check_file(self.path)
        try:
            with self.path.open("rb") as start:
                if start.read(4) not in (b"PAR1", b"PARE"):
                    raise OSError(None, "it is neither a Parquet file nor, by its name, a CSV")
            metadata = pyarrow.parquet.read_metadata(self.path)
            flat = {metadata.schema.column(at).path for at in range(metadata.num_columns)}
            again = [each.name for each in self.plan.columns if each.name in flat and is_repetitive(each, self.plan)]
            return pyarrow.parquet.ParquetFile(
                self.path,
                metadata=metadata,
                read_dictionary=again,
                # Else all of the file is held in memory as it is.
                pre_buffer=False,
                buffer_size=_BUFFER,
                page_checksum_verification=True,
            )
        except (OSError, ValueError, pa.ArrowException) as error:
            raise unreadable(self.path, error) from None

    def _batches(self, file: Any, names: Sequence[str]) -> Iterator[Part]:
        row = 0
        try:
            # The cores are the workers', unless there are more.
            for batch in file.iter_batches(batch_size=ROWS, columns=list(names), use_threads=CORES > WORKERS):
                yield Part(batch, row, row + len(batch))
                row += len(batch)
        except (OSError, pa.ArrowException, ValueError) as error:
            raise unreadable(self.path, error, " to its end") from None
        if row != file.metadata.num_rows:
            raise UnreadableError(f"{self.path.as_posix()} has {row} rows where it says {file.metadata.num_rows}")

    def parts(self) -> Iterator[Part]:
        """Yield batches."""
        names = [column.name for column in self.plan.columns if column.name in self.names]
        for part in self._batches(self._file, names):
            self._starts.append(part.start)
            yield part

    def read(self, part: Part) -> Read:
        """Return a batch with the types of the plan."""
        return read_batch(self.plan, part.data)

    def pick(self, names: Sequence[str], rows: Sequence[Rows]) -> Iterator[list[str | None]]:
        """Yield keys; only the columns of the key are read again, and their batches may be others."""
        told = chain.from_iterable(self._keys(names, rows))
        for own in rows:
            keys = list(islice(told, len(own)))
            if len(keys) < len(own):
                raise changed(self.path)
            yield keys

    def _keys(self, names: Sequence[str], rows: Sequence[Rows]) -> Iterator[list[str | None]]:
        wanted = np.concatenate([start + own for start, own in zip(self._starts, rows, strict=True)])
        keyed = self.plan.key(names)
        for part in self._batches(self._open(), names):
            first, last = np.searchsorted(wanted, (part.start, part.done))
            if last > first:
                picked = part.data.take(pa.array(wanted[first:last] - part.start))
                yield keys_of(read_batch(keyed, picked).columns, names)
