"""Parquet files as tables, in batches."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet

from inzet.issues import UnreadableError
from inzet.tabular.columns import repetitive_columns
from inzet.tabular.keys import Rows, keys_of
from inzet.tabular.limits import MOST_OF_BATCH, check_cells, check_packing
from inzet.tabular.parts import Part, Read, changed, check_names, unreadable
from inzet.tabular.places import Lines
from inzet.tabular.plans import Plan
from inzet.tabular.streams import PARQUET, starts_with
from inzet.tabular.values import read_batch
from inzet.tabular.workers import CORES, WORKERS

ROWS = 1 << 16
_BUFFER = 1 << 16


class ParquetTable:
    """A Parquet file, read in batches; see ``Table``.

    All columns of the plan are read, including those that no rule checks, so that every damaged page is found.
    """

    reading = ""

    def __init__(self, path: Path, plan: Plan) -> None:
        self.path = path
        self.plan = plan
        self._file = self._open()
        self.names = tuple(self._file.schema_arrow.names)
        self.size: int = self._file.metadata.num_rows
        self.lines = Lines()
        self._starts: list[int] = []
        check_names(self.names, path)

    def _open(self) -> Any:
        try:
            if not starts_with(self.path, PARQUET):
                raise OSError(None, "it is not a Parquet file")
            metadata = pyarrow.parquet.read_metadata(self.path)
            groups = (metadata.row_group(at) for at in range(metadata.num_row_groups))
            check_packing(self.path, sum(group.total_byte_size for group in groups), self.path.stat().st_size)
            check_cells(self.path, metadata.num_rows, metadata.num_columns)
            flat = {metadata.schema.column(at).path for at in range(metadata.num_columns)}
            return pyarrow.parquet.ParquetFile(
                self.path,
                metadata=metadata,
                read_dictionary=sorted(flat & repetitive_columns(self.plan)),
                # With a buffer of the whole file, all of it would be in memory.
                pre_buffer=False,
                buffer_size=_BUFFER,
                page_checksum_verification=True,
            )
        except (OSError, ValueError, pa.ArrowException) as error:
            raise unreadable(self.path, error) from None

    def _batches(self, file: Any, names: Sequence[str]) -> Iterator[Part]:
        row = 0
        try:
            # Arrow uses threads of its own only if there are more cores than workers.
            for batch in file.iter_batches(batch_size=ROWS, columns=list(names), use_threads=CORES > WORKERS):
                if batch.nbytes > MOST_OF_BATCH:
                    raise ValueError(f"{len(batch):,} rows have more than {MOST_OF_BATCH >> 30} GiB")
                yield Part(batch, row, row + len(batch))
                row += len(batch)
        except (OSError, pa.ArrowException, ValueError) as error:
            raise unreadable(self.path, error, " to its end") from None
        if row != file.metadata.num_rows:
            expected = file.metadata.num_rows
            raise UnreadableError(f"{self.path.as_posix()} has {row} rows, but its metadata says {expected}")

    def parts(self) -> Iterator[Part]:
        # Without a schema all columns are read too, so that every damaged page is found.
        wanted = [column.name for column in self.plan.columns] or self.names
        names = [name for name in wanted if name in self.names]
        for part in self._batches(self._file, names):
            self._starts.append(part.start)
            yield part

    def read(self, part: Part) -> Read:
        return read_batch(self.plan, part.data)

    def pick(self, names: Sequence[str], rows: Sequence[Rows]) -> Iterator[list[str | None]]:
        """Yield keys; only the columns of the key are read again, perhaps in batches of other sizes."""
        found = chain.from_iterable(self._keys(names, rows))
        for own in rows:
            keys = list(islice(found, len(own)))
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
