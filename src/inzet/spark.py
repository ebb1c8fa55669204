"""Check tables on Apache Spark, in the same way as on one machine.

This is for tables that are in Spark already or do not fit one machine; on one machine ``inzet.validate_table`` is
faster. ``inzet`` with this extra must be installed on every worker.

    pip install "inzet[spark]"
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

try:
    import pandas  # noqa: F401 - Spark needs it to pass on batches of Arrow
    import pyarrow as pa
    from pyspark import TaskContext
    from pyspark.sql import DataFrame
    from pyspark.sql import functions as F  # noqa: N812 - the usual name
    from pyspark.sql.pandas.types import from_arrow_schema

    from inzet.tabular.shares import ISSUES, ORDER, PIECES, Key, conclude, look, look_at_targets
    from inzet.tabular.tally import Tally
except ImportError as error:
    message = f'{error.name} is not installed; inzet.spark needs: pip install "inzet[spark]"'
    raise ImportError(message, name=error.name) from None

from inzet.issues import UnreadableError
from inzet.tabular.plans import Plan, plan_of

_SHARES = 4  # for each task, so that tasks have about the same work
_MOST_SHARES = 1 << 16


def validate(
    df: DataFrame,
    schema: "str | Mapping[str, Any] | Plan",
    references: Mapping[str, DataFrame] | None = None,
    row: str | None = None,
) -> DataFrame:
    """Return what is wrong with a table: one row for each issue, with the same content as ``inzet.validate_table``.

    Nothing is computed before the result is used, and nothing is collected: issues stay in Spark. The table is read
    once, and each other table once for each reference. The keys are divided into four times as many shares as
    ``spark.sql.shuffle.partitions`` says. A worker holds the keys of one share in memory, each once; with ``row``, of
    all its rows.

    Texts are read as in a CSV. Read a CSV with ``spark.read.csv(path, header=True, escape='"', multiLine=True,
    mode="FAILFAST")``, for Spark alone decides how lines become rows. Timestamps are shown in UTC.

    Args:
        df: the table.
        schema: name of one of our tables, or a Table Schema as a mapping.
        references: the tables that foreign keys refer to, by name; foreign keys to other tables are not checked, except
            to the table itself.
        row: name of a column with the number of each row. By default rows are counted in the order of the partitions,
            which is that of a file that was read but is arbitrary after a shuffle; the first has the number 2, as in a
            spreadsheet with a header.

    Returns:
        A table with the columns ``row`` (1 for the table as a whole), ``column``, ``code``, ``value``, and ``first``,
        the row that had a repeated key first; in no order.

    Raises:
        UnreadableError: if there is no such schema, two columns have the same name, or there is no column to refer to.
    """
    plan = plan_of(schema)
    if row is not None and row not in df.columns:
        raise UnreadableError(f"there is no column {row!r} to number the rows with")
    present = [column.name for column in plan.columns if column.name in df.columns]
    tally = Tally("the DataFrame", plan, None)
    tally.add_header([name for name in df.columns if name != row or name in present])
    whole = [tuple(issue) for issue in tally.report.issues]
    issues = df.sparkSession.createDataFrame(whole, from_arrow_schema(ISSUES))
    if not present:
        return issues
    keys: list[Key] = [key for key in plan.unique if set(key.columns) <= set(present)]
    shares = min(_SHARES * int(df.sparkSession.conf.get("spark.sql.shuffle.partitions")), _MOST_SHARES)
    targets = []
    for key in plan.references:
        table = (references or {}).get(key.table)
        own = table is None and key.table in ("", plan.name)
        if (own or table is not None) and set(key.columns) <= set(present):
            if missing := set(key.targets) - set(present if table is None else table.columns):
                raise UnreadableError(f"table {key.table!r} has no column {min(missing)!r} to refer to")
            if table is not None:
                targets.append(_mapped(_columns(table, key.targets), partial(look_at_targets, len(keys), shares)))
            keys.append(key if own else replace(key, targets=()))
    pieces = _mapped(_columns(df, present, row), partial(_look, plan, present, keys, shares, row is not None))
    for found in targets:
        pieces = pieces.union(found)  # after the table, whose parts have the first numbers
    shared = pieces.repartition("share").sortWithinPartitions(*ORDER)
    return issues.union(
        shared.mapInArrow(partial(conclude, keys, row is not None, df.columns), from_arrow_schema(ISSUES))
    )


def _mapped(df: DataFrame, function: Any) -> DataFrame:
    return df.mapInArrow(function, from_arrow_schema(PIECES))


def _columns(df: DataFrame, names: Sequence[str], row: str | None = None) -> DataFrame:
    # Columns are taken by place, for Spark gives dots in names a meaning.
    placed = df.toDF(*(f"c{at}" for at in range(len(df.columns))))
    taken = [F.col(f"c{df.columns.index(name)}").alias(f"v{at}") for at, name in enumerate(names)]
    if row is not None:
        taken.append(F.col(f"c{df.columns.index(row)}").cast("long").alias("row"))
    return placed.select(*taken)


def _look(
    plan: Plan,
    names: Sequence[str],
    keys: Sequence[Key],
    shares: int,
    numbered: bool,
    batches: Iterable[pa.RecordBatch],
) -> Iterator[pa.RecordBatch]:
    """Look at a part of a table, in a worker."""
    part = None if numbered else TaskContext.get().partitionId()
    named = (
        pa.RecordBatch.from_arrays(list(map(_in_utc, batch.columns)), [*names, "row"][: batch.num_columns])
        for batch in batches
    )
    return look(plan, keys, shares, named, part)


def _in_utc(array: pa.Array) -> pa.Array:
    kind = array.type
    return array.cast(pa.timestamp(kind.unit, "UTC")) if pa.types.is_timestamp(kind) and kind.tz else array
