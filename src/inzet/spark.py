"""Check tables on Apache Spark: the same function for every batch, Spark's own windows and joins between them.

Beyond one machine, or where the table is in Spark already; on one machine ``inzet.validate_table`` is faster. ``inzet``
with this extra has to be installed on every worker.

    pip install "inzet[spark]"
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial, reduce
from typing import Any

try:
    import pandas  # noqa: F401 - Spark needs it to pass on Arrow's batches
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyspark import TaskContext
    from pyspark.sql import DataFrame, Window
    from pyspark.sql import functions as F  # noqa: N812 - as everywhere with Spark

    from inzet.tabular.columns import BETWEEN, Found, as_target, check_batch, plain, texts
    from inzet.tabular.tally import Tally
    from inzet.tabular.values import fitted, read_batch
except ImportError as error:
    told = f'{error.name} is not installed; inzet.spark needs: pip install "inzet[spark]"'
    raise ImportError(told, name=error.name) from None

from inzet.issues import UnreadableError
from inzet.tabular.plans import Column, Plan, plan_of

Look = Callable[[pa.RecordBatch], Iterable[Found]]

_ISSUES = "row long, column string, code string, value string"
# Where a part of the table stands, and, in a row without a code, how many rows it has.
_TOLD = pa.schema(
    [
        ("row", pa.int64()),
        ("column", pa.string()),
        ("code", pa.string()),
        ("value", pa.string()),
        ("part", pa.int64()),
        ("rows", pa.int64()),
        ("share", pa.int64()),
    ]
)
_SHARES = 16  # tasks that number what was found


def validate(
    df: DataFrame,
    schema: "str | Mapping[str, Any] | Plan",
    references: Mapping[str, DataFrame] | None = None,
    row: str | None = None,
) -> DataFrame:
    """Return what is wrong with a table: a row for each issue, as ``inzet.validate_table`` has them.

    Nothing is computed before the result is used, and nothing is collected: what is found stays in Spark. For that
    the table is read once for the checks of its columns, once for each key and once for each reference; ``df.cache()``
    it where reading is dear.

    Texts are read as in a CSV. Read a CSV as ``spark.read.csv(path, header=True, escape='"', multiLine=True,
    mode="FAILFAST")``: how its lines become rows is Spark's matter, and lines of another width are known to
    Spark alone. Moments in time are shown in UTC.

    Args:
        df: the table.
        schema: name of one of our tables, or a Table Schema as a mapping.
        references: the tables that foreign keys lead to, by name; those to other tables are not checked, but for those
            within the table.
        row: name of a column that holds the number of each row, counted from 1. Without it the rows are counted in the
            order of the table, which is that of its partitions: of a file that is read, its own; behind a shuffle, any.

    Returns:
        A table with the columns ``row`` (0 for the table as a whole), ``column``, ``code`` and ``value``; in no order.

    Raises:
        UnreadableError: if there is no such schema, or columns cannot be told apart.
    """
    plan = plan_of(schema)
    if row is not None and row not in df.columns:
        raise UnreadableError(f"there is no column {row!r} to number the rows with")
    wanted = {column.name: column for column in plan.columns}
    tally = Tally("the DataFrame", plan, None)
    tally.add_header([name for name in df.columns if name != row or name in wanted])
    found = [df.sparkSession.createDataFrame([tuple(issue) for issue in tally.report.issues], _ISSUES)]
    there = [name for name in wanted if name in df.columns]
    if there:
        found.append(_numbered(_told(df, there, row, partial(_check, plan))))
    for unique in plan.unique:
        if set(unique.columns) <= set(there):
            keys = _told(df, unique.columns, row, partial(_keys, [wanted[name] for name in unique.columns]))
            found.append(_named(_numbered(_repeated(keys)), unique.columns, unique.code))
    for reference in plan.references:
        target = (references or {}).get(reference.table)
        types = None
        if target is None and reference.table in ("", plan.name):
            target, types = df, [wanted[name] for name in reference.there if name in wanted]
        if target is not None and set(reference.columns) <= set(there):
            if missing := set(reference.there) - set(target.columns):
                raise UnreadableError(f"table {reference.table!r} has no column {min(missing)!r} to refer to")
            own = _told(df, reference.columns, row, partial(_keys, [wanted[name] for name in reference.columns]))
            values = _told(target, reference.there, None, partial(_keys, types)).select("value")
            lost = own.join(values, "value", "left_anti")
            found.append(_named(_numbered(lost), reference.columns, "reference_exists"))
    return reduce(DataFrame.union, found)


# --- in Spark ----------------------------------------------------------------------------------------


def _told(df: DataFrame, names: Sequence[str], row: str | None, look: Look) -> DataFrame:
    """Return what a function says of the batches of some columns of a table."""
    # By place, for Spark takes a dot in a name for more than it is.
    placed = df.toDF(*(f"c{at}" for at in range(len(df.columns))))
    taken = [F.col(f"c{df.columns.index(name)}").alias(f"v{at}") for at, name in enumerate(names)]
    if row is not None:
        taken.append(F.col(f"c{df.columns.index(row)}").cast("long").alias("row"))
    return placed.select(*taken).mapInArrow(
        partial(_tell, tuple(names), row is not None, look),
        "row long, column string, code string, value string, part long, rows long, share long",
    )


def _numbered(told: DataFrame) -> DataFrame:
    """Return issues with the number of their row in the table instead of that in a part of it.

    The table is not looked at again for that: each part of it says, with what was found, how many rows it has, and says
    so to each of a few shares of the issues; there the rows of all earlier parts are added up.
    """
    earlier = Window.partitionBy("share").orderBy("part").rangeBetween(Window.unboundedPreceding, -1)
    before = F.coalesce(F.sum("rows").over(earlier), F.lit(0))
    numbered = told.select((F.col("row") + before).alias("row"), "column", "code", "value", "rows")
    return numbered.where("rows IS NULL").drop("rows")


def _repeated(keys: DataFrame) -> DataFrame:
    """Return every row of a key but the first."""
    order = Window.partitionBy("value").orderBy("part", "row")
    return keys.withColumn("nth", F.row_number().over(order)).where("nth > 1 OR rows IS NOT NULL").drop("nth")


def _named(issues: DataFrame, columns: Sequence[str], code: str) -> DataFrame:
    value = F.replace("value", F.lit(BETWEEN), F.lit(", ")) if len(columns) > 1 else F.col("value")
    return issues.select("row", F.lit(", ".join(columns)).alias("column"), F.lit(code).alias("code"), value)


# --- in the workers ----------------------------------------------------------------------------------


def _tell(
    names: Sequence[str], counted: bool, look: Look, batches: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """Yield what a function says of the batches of one part of a table, and at last how many rows it has."""
    part = TaskContext.get().partitionId() if not counted else 0
    done = 0
    for batch in batches:
        given = batch.column(len(names)) if counted else None
        read = pa.RecordBatch.from_arrays([_in_utc(array) for array in batch.columns[: len(names)]], list(names))
        for each in look(read):
            size = len(each.rows)
            rows = pc.add(pc.cast(each.rows, pa.int64()), done + 1) if given is None else given.take(each.rows)
            yield _batch(rows, pa.repeat(each.column, size), pa.repeat(each.code, size), each.values, part, None)
        done += batch.num_rows
    if not counted:
        none = pa.nulls(_SHARES, pa.string())
        yield _batch(pa.array(range(_SHARES), pa.int64()), none, none, none, part, done)


def _batch(
    rows: pa.Array, column: pa.Array, code: pa.Array, value: pa.Array, part: int, count: int | None
) -> pa.RecordBatch:
    size = len(rows)
    share = pc.subtract(rows, pc.multiply(pc.divide(rows, _SHARES), _SHARES))
    counts = pa.nulls(size, pa.int64()) if count is None else pa.repeat(pa.scalar(count, pa.int64()), size)
    parts = pa.repeat(pa.scalar(part, pa.int64()), size)
    return pa.RecordBatch.from_arrays([rows, column, code, value, parts, counts, share], schema=_TOLD)


def _in_utc(array: pa.Array) -> pa.Array:
    kind = array.type
    return array.cast(pa.timestamp(kind.unit, "UTC")) if pa.types.is_timestamp(kind) and kind.tz else array


def _check(plan: Plan, batch: pa.RecordBatch) -> Iterator[Found]:
    read = read_batch(plan, batch)
    yield from read.found
    yield from check_batch(plan, read.columns, {}, read.found)


def _keys(columns: Sequence[Column] | None, batch: pa.RecordBatch) -> Iterator[Found]:
    """Yield the values of each row as one text, as values of the columns where these are given."""
    if columns is None:
        arrays = [as_target(array) for array in batch.columns]
    else:
        arrays = [fitted(column, array)[0] for column, array in zip(columns, batch.columns, strict=True)]
    keys = plain(texts(arrays))
    yield Found("", "", pc.indices_nonzero(keys.is_valid()), keys.drop_null())
