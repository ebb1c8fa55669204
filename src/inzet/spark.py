"""Check tables on Apache Spark, in the same way as on one machine.

This is for tables that are in Spark already or do not fit one machine; on one machine ``inzet.validate_table`` is
faster. ``inzet`` with this extra must be installed on every worker.

    pip install "inzet[spark]"
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial, reduce
from typing import Any

try:
    import pandas  # noqa: F401 - Spark needs it to pass on batches of Arrow
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyspark import TaskContext
    from pyspark.sql import DataFrame, Window
    from pyspark.sql import functions as F  # noqa: N812 - the usual name

    from inzet.tabular.arrays import plain
    from inzet.tabular.columns import check_batch
    from inzet.tabular.keys import SEPARATOR, as_target, joined_texts
    from inzet.tabular.parts import Faults
    from inzet.tabular.tally import Tally
    from inzet.tabular.values import fitted, read_batch
except ImportError as error:
    message = f'{error.name} is not installed; inzet.spark needs: pip install "inzet[spark]"'
    raise ImportError(message, name=error.name) from None

from inzet.issues import UnreadableError
from inzet.tabular.plans import Column, Plan, plan_of

Find = Callable[[pa.RecordBatch], Iterable[Faults]]

_ISSUES = "row long, column string, code string, value string"
_FOUND = f"{_ISSUES}, part long, rows long, share long"
"""Issues with the number of their row in a part of the table; ``rows`` is set where a row is no issue but says how many
rows the part has."""
_TYPES = {"long": pa.int64(), "string": pa.string()}
_SCHEMA = pa.schema([(name, _TYPES[kind]) for name, kind in (field.split(" ") for field in _FOUND.split(", "))])
_SHARES = 16  # tasks that number the rows of issues


def validate(
    df: DataFrame,
    schema: "str | Mapping[str, Any] | Plan",
    references: Mapping[str, DataFrame] | None = None,
    row: str | None = None,
) -> DataFrame:
    """Return what is wrong with a table: one row for each issue, with the same content as ``inzet.validate_table``.

    Nothing is computed before the result is used, and nothing is collected: issues stay in Spark. The table is read
    once to check its columns, once for each key and once for each reference; use ``df.cache()`` if that is expensive.

    Texts are read as in a CSV. Read a CSV with ``spark.read.csv(path, header=True, escape='"', multiLine=True,
    mode="FAILFAST")``, for Spark alone decides how lines become rows. Timestamps are shown in UTC.

    Args:
        df: the table.
        schema: name of one of our tables, or a Table Schema as a mapping.
        references: the tables that foreign keys refer to, by name; foreign keys to other tables are not checked, except
            to the table itself.
        row: name of a column with the number of each row, counted from 1. By default rows are counted in the order of
            the partitions, which is that of a file that was read but is arbitrary after a shuffle.

    Returns:
        A table with the columns ``row`` (0 for the table as a whole), ``column``, ``code`` and ``value``, in no order.

    Raises:
        UnreadableError: if there is no such schema, or two columns have the same name.
    """
    plan = plan_of(schema)
    if row is not None and row not in df.columns:
        raise UnreadableError(f"there is no column {row!r} to number the rows with")
    columns = {column.name: column for column in plan.columns}
    tally = Tally("the DataFrame", plan, None)
    tally.add_header([name for name in df.columns if name != row or name in columns])
    issues = [df.sparkSession.createDataFrame([tuple(issue) for issue in tally.report.issues], _ISSUES)]
    present = [name for name in columns if name in df.columns]
    if present:
        issues.append(_numbered(_find(df, present, row, partial(_check, plan))))
    for unique in plan.unique:
        if set(unique.columns) <= set(present):
            keys = _find(df, unique.columns, row, partial(_keys, [columns[name] for name in unique.columns]))
            issues.append(_named(_numbered(_repeated(keys)), unique.columns, unique.code))
    for reference in plan.references:
        table, types = (references or {}).get(reference.table), None
        if table is None and reference.table in ("", plan.name):
            table, types = df, [columns[name] for name in reference.targets if name in columns]
        if table is not None and set(reference.columns) <= set(present):
            if missing := set(reference.targets) - set(table.columns):
                raise UnreadableError(f"table {reference.table!r} has no column {min(missing)!r} to refer to")
            keys = _find(df, reference.columns, row, partial(_keys, [columns[name] for name in reference.columns]))
            targets = _find(table, reference.targets, None, partial(_keys, types)).select("value")
            lost = keys.join(targets, "value", "left_anti")
            issues.append(_named(_numbered(lost), reference.columns, "reference_exists"))
    return reduce(DataFrame.union, issues)


# --- in Spark ----------------------------------------------------------------------------------------


def _find(df: DataFrame, names: Sequence[str], row: str | None, find: Find) -> DataFrame:
    """Return what a function finds in the batches of some columns of a table, in the form of ``_FOUND``."""
    # Columns are taken by place, for Spark gives dots in names a meaning.
    placed = df.toDF(*(f"c{at}" for at in range(len(df.columns))))
    taken = [F.col(f"c{df.columns.index(name)}").alias(f"v{at}") for at, name in enumerate(names)]
    if row is not None:
        taken.append(F.col(f"c{df.columns.index(row)}").cast("long").alias("row"))
    return placed.select(*taken).mapInArrow(partial(_find_in_part, tuple(names), row is not None, find), _FOUND)


def _numbered(found: DataFrame) -> DataFrame:
    """Return issues with the number of their row in the table instead of that in its part.

    The table is not read again for that. Each part says to each share of the issues how many rows it has, and each
    share adds up the rows of all earlier parts.
    """
    earlier = Window.partitionBy("share").orderBy("part").rangeBetween(Window.unboundedPreceding, -1)
    before = F.coalesce(F.sum("rows").over(earlier), F.lit(0))
    numbered = found.select((F.col("row") + before).alias("row"), "column", "code", "value", "rows")
    return numbered.where("rows IS NULL").drop("rows")


def _repeated(keys: DataFrame) -> DataFrame:
    """Return every row of a key but the first."""
    order = Window.partitionBy("value").orderBy("part", "row")
    return keys.withColumn("nth", F.row_number().over(order)).where("nth > 1 OR rows IS NOT NULL").drop("nth")


def _named(issues: DataFrame, columns: Sequence[str], code: str) -> DataFrame:
    value = F.replace("value", F.lit(SEPARATOR), F.lit(", ")) if len(columns) > 1 else F.col("value")
    return issues.select("row", F.lit(", ".join(columns)).alias("column"), F.lit(code).alias("code"), value)


# --- in the workers ----------------------------------------------------------------------------------


def _find_in_part(
    names: Sequence[str], numbered: bool, find: Find, batches: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """Yield what a function finds in the batches of a part of a table, and then how many rows the part has.

    If the rows are numbered, the last column has their numbers, and no part needs to be counted.
    """
    part = 0 if numbered else TaskContext.get().partitionId()
    done = 0
    for batch in batches:
        columns = pa.RecordBatch.from_arrays([_in_utc(array) for array in batch.columns[: len(names)]], list(names))
        for faults in find(columns):
            rows = pc.add(pc.cast(faults.rows, pa.int64()), done + 1)
            if numbered:
                rows = batch.column(len(names)).take(faults.rows)
            yield _as_found(rows, faults.column, faults.code, faults.values, part, None)
        done += batch.num_rows
    if not numbered:
        yield _as_found(pa.array(range(_SHARES), pa.int64()), None, None, pa.nulls(_SHARES, pa.string()), part, done)


def _as_found(
    rows: pa.Array, column: str | None, code: str | None, values: pa.Array, part: int, count: int | None
) -> pa.RecordBatch:
    def repeated(value: Any, kind: pa.DataType) -> pa.Array:
        return pa.repeat(pa.scalar(value, kind), len(rows))

    share = pc.subtract(rows, pc.multiply(pc.divide(rows, _SHARES), _SHARES))
    texts = [repeated(text, pa.string()) for text in (column, code)]
    numbers = [repeated(number, pa.int64()) for number in (part, count)]
    return pa.RecordBatch.from_arrays([rows, *texts, values, *numbers, share], schema=_SCHEMA)


def _in_utc(array: pa.Array) -> pa.Array:
    kind = array.type
    return array.cast(pa.timestamp(kind.unit, "UTC")) if pa.types.is_timestamp(kind) and kind.tz else array


def _check(plan: Plan, batch: pa.RecordBatch) -> Iterator[Faults]:
    read = read_batch(plan, batch)
    yield from read.faults
    yield from check_batch(plan, read.columns, {}, read.faults)


def _keys(columns: Sequence[Column] | None, batch: pa.RecordBatch) -> Iterator[Faults]:
    """Yield the key of each row as one text, with values of the types of columns if these are given."""
    if columns is None:
        arrays = [as_target(array) for array in batch.columns]
    else:
        arrays = [fitted(column, array)[0] for column, array in zip(columns, batch.columns, strict=True)]
    keys = plain(joined_texts(arrays))
    yield Faults("", "", pc.indices_nonzero(keys.is_valid()), keys.drop_null())
