"""On Spark a table has the same issues as on one machine. Without Spark or Java these tests are skipped, with a reason.

pip install --editable '.[test,spark]'
python -m pytest tests/test_spark.py
"""

import csv
import importlib
import os
import random
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from table_files import CELLS, HEAD, refers, write_csv
from table_files import SCHEMA as FIELDS

import inzet
from inzet.issues import UnreadableError
from inzet.tabular.keys import hash_values
from inzet.tabular.plans import Column, Plan, Reference, Unique
from inzet.tabular.shares import ORDER, PIECES, conclude, look

pytestmark = pytest.mark.filterwarnings("ignore:distutils:DeprecationWarning")

NAMES = HEAD.decode().strip().split(",")
# A key and a reference of one column and of two, to this table and to another one.
SCHEMA = FIELDS | {
    "primaryKey": ["id", "n"],
    "uniqueKeys": ["t"],
    "foreignKeys": [refers(["t", "n"], "", ["id", "n"]), refers("t", "others", "id")],
    "x-order": [["n", "x"]],
}
CODES = {"schema.type", "schema.pattern", "schema.bounds", "schema.required", "table.order"}


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One session for all tests, with two workers, and files that are cut into many parts."""
    sql = pytest.importorskip("pyspark.sql", reason="NOT TESTED: inzet.spark, for pyspark is not installed")
    if shutil.which("java") is None:
        pytest.skip("NOT TESTED: inzet.spark, for there is no Java on this machine")
    folder = tmp_path_factory.mktemp("spark")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("SPARK_LOCAL_DIRS", str(folder))
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        settings = {
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.log.level": "ERROR",
            "spark.sql.shuffle.partitions": "2",
            # Small tables are done before compilers pay off.
            "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
            "spark.sql.codegen.wholeStage": "false",
            "spark.sql.codegen.factoryMode": "NO_CODEGEN",
            "spark.sql.warehouse.dir": str(folder / "warehouse"),
            "spark.sql.session.timeZone": "America/New_York",
            "spark.sql.adaptive.enabled": "false",
            "spark.sql.files.maxPartitionBytes": "3k",
            "spark.sql.files.openCostInBytes": "0",
            "spark.sql.execution.arrow.maxRecordsPerBatch": "50",
        }
        session = sql.SparkSession.builder.master("local[2]").appName("inzet").config(map=settings).getOrCreate()
        yield session
        session.stop()


DTYPES = [("row", "bigint"), ("column", "string"), ("code", "string"), ("value", "string"), ("first", "bigint")]


def issues_of(df: Any, *args: Any, **kwargs: Any) -> Counter[tuple[Any, ...]]:
    found = inzet.spark.validate(df, *args, **kwargs)
    assert found.dtypes == DTYPES
    return Counter(map(tuple, found.collect()))


def local_issues(path: Path, schema: Any, **references: pa.Table) -> Counter[tuple[Any, ...]]:
    return Counter(map(tuple, inzet.validate_table(path, schema, references=references).issues))


def read_csv(spark: Any, path: Path) -> Any:
    return spark.read.csv(str(path), header=True, escape='"', mode="FAILFAST")


def faulty_rows(count: int) -> list[list[str]]:
    """Rows, most of them faulty, of cells that Spark reads in one line."""
    chance = random.Random(20220617)
    cells = [[cell.strip('"') for cell in column if cell.isprintable() and '"x' not in cell] for column in CELLS]
    return [[*map(chance.choice, cells[:-1]), chance.choice([*cells[0], *cells[-1], str(row)])] for row in range(count)]


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "faulty.csv", [NAMES, *faulty_rows(200)])


def test_faults_of_every_kind(spark: Any, faulty: Path) -> None:
    expected = local_issues(faulty, SCHEMA, others=pa.table({"id": ["a1", "x"]}))
    codes = Counter(code for _, _, code, *_ in expected)
    assert codes.keys() > CODES and codes["table.unique-key"] > 10 and codes["reference_exists"] > 10
    others = {"others": spark.createDataFrame([("a1",), ("x",), (None,)], "id string")}
    df = read_csv(spark, faulty)
    assert df.rdd.getNumPartitions() > 2
    assert issues_of(df, SCHEMA, others) == expected


def test_rows_that_are_numbered_may_be_in_any_order(spark: Any, faulty: Path) -> None:
    numbered = [(str(number), *(value or None for value in row)) for number, row in enumerate(faulty_rows(200), 2)]
    random.Random(1).shuffle(numbered)
    df = spark.createDataFrame(numbered, ", ".join(f"`{name}` string" for name in ["Row", *NAMES]))
    assert issues_of(df.repartition(3), SCHEMA, row="Row") == local_issues(faulty, SCHEMA)


CELL = st.sampled_from(["a", "b", "c", "long" * 200]) | st.none()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(CELL, CELL), min_size=5, max_size=30),
    st.booleans(),
    st.integers(1, 5),
    st.sampled_from([1, 1 << 20]),
    st.randoms(use_true_random=True),
)
def test_keys_in_any_parts_batches_and_shares(
    rows: list[tuple[str | None, str | None]], numbered: bool, shares: int, size: int, chance: random.Random
) -> None:
    """A repeated key names the row that had it first, and a reference finds what any part has."""
    keys = [Unique(("a", "b")), Reference(("b",), "", ("a",))]
    plan = Plan("t", (Column("a"), Column("b")))
    numbers = list(range(2, len(rows) + 2))
    if numbered:
        chance.shuffle(numbers)
    columns = {"a": [a for a, _ in rows], "b": [b for _, b in rows]} | ({"row": numbers} if numbered else {})
    whole = pa.table({name: pa.array(cells, TYPES.get(name, pa.string())) for name, cells in columns.items()})
    pieces = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("inzet.tabular.shares._BYTES", size)
        patch.setattr("inzet.tabular.shares._PIECE", size)
        for at, part in enumerate(divided(whole, chance)):
            batches = [batch for table in divided(part, chance) for batch in table.to_batches()]
            pieces += look(plan, keys, shares, batches, None if numbered else at)
        mixed = pa.Table.from_batches(pieces, PIECES)
        mixed = mixed.take(chance.sample(range(len(mixed)), len(mixed)))
        shared = mixed.sort_by([(name, "ascending") for name in ORDER])
        found = [batch.to_pylist() for batch in conclude(keys, numbered, [], shared.to_batches(chance.randint(1, 9)))]
    expected, seen = [], {}
    for number, (a, b) in sorted(zip(numbers, rows, strict=True)):
        if b is not None and b not in {row[0] for row in rows}:
            expected.append((number, "b", "reference_exists", b, None))
        if a is not None and b is not None and seen.setdefault((a, b), number) != number:
            expected.append((number, "a, b", "table.unique-key", f"{a}, {b}", seen[a, b]))
    assert sorted(tuple(issue.values()) for batch in found for issue in batch) == sorted(expected)


TYPES = {"row": pa.int64()}


def divided(table: pa.Table, chance: random.Random) -> Iterator[pa.Table]:
    """Yield parts of a table of any size, in order."""
    start = 0
    while start < table.num_rows:
        size = chance.randint(1, table.num_rows - start)
        yield table.slice(start, size)
        start += size


def test_hashes_of_keys_are_the_same_in_every_process() -> None:
    """Python's own hash is not."""
    assert hash_values([pa.array(["short", "long" * 200])]).tolist() == [14028758713721315071, 16595031200996370324]


def test_our_own_tables(spark: Any, tmp_path: Path) -> None:
    letters = spark.read.parquet(str(ROOT / "data" / "letters.parquet"))
    table = spark.read.parquet(str(ROOT / "data" / "citations.parquet"))
    assert issues_of(table, "citations", {"letters": letters}) == Counter()
    with (ROOT / "data" / "citations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[1][rows[0].index("cited_date_first")] = "1999-12-31"
    path = write_csv(tmp_path / "citations.csv", [*rows, rows[2], ["?"] * len(rows[0])])
    expected = local_issues(path, "citations", letters=pq.read_table(ROOT / "data" / "letters.parquet"))
    assert {"table.derived", "table.unique-key", "reference_exists"} < {code for _, _, code, *_ in expected}
    assert issues_of(read_csv(spark, path), "citations", {"letters": letters}) == expected


def test_types_of_a_file(spark: Any, tmp_path: Path) -> None:
    """Values that have types have the same issues, to the letter, on Spark and on one machine."""
    moment = datetime(2024, 1, 31, 23, 30, 0, 5, tzinfo=UTC)
    days = [date(2024, 1, 1), date(1999, 1, 1), None, date(2024, 2, 29)]
    columns: list[tuple[str, str, list[Any], pa.DataType, dict[str, Any]]] = [
        ("nr", "integer", [1, 2, 2, None], pa.int32(), {"maximum": 1}),
        ("place", "string", ["a", "b", "b", "c"], pa.string(), {}),
        ("day", "date", days, pa.date32(), {"minimum": "2000-01-01"}),
        ("moment", "date", [moment, None, moment, None], pa.timestamp("us", "UTC"), {}),
        ("local", "string", [moment.replace(tzinfo=None), None, None, None], pa.timestamp("us"), {}),
        ("amount", "string", [Decimal("1.50"), None, Decimal("-2.25"), None], pa.decimal128(10, 2), {}),
        ("share", "number", [0.5, 1.5, None, 1e20], pa.float32(), {"maximum": 1, "unique": True}),
        ("text", "integer", ["1", "x", "", None], pa.string(), {}),
        ("truth", "integer", [True, False, None, None], pa.bool_(), {}),
    ]
    schema = {
        "fields": [{"name": name, "type": kind, "constraints": asked} for name, kind, _, _, asked in columns],
        "primaryKey": ["day", "nr"],
        "foreignKeys": [refers("day", "days", "day")],
    }
    path = tmp_path / "types.parquet"
    table = pa.table({name: pa.array(values * 60, kind) for name, _, values, kind, _ in columns})
    pq.write_table(table, path, row_group_size=50)
    expected = local_issues(path, schema, days=pa.table({"day": pa.array([date(2024, 1, 1), date(2024, 1, 2)])}))
    codes = {"schema.type", "schema.required", "schema.bounds", "table.unique-key", "reference_exists"}
    assert {code for _, _, code, *_ in expected} == codes
    known = spark.createDataFrame([(date(2024, 1, 1),)], "day date")
    assert issues_of(spark.read.parquet(str(path)), schema, {"days": known}) == expected


@pytest.mark.parametrize("numbered", [False, True])
def test_floats_of_pandas(spark: Any, tmp_path: Path, numbered: bool) -> None:
    """One issue for the columns that have nothing else, however many parts the table has; as texts and as doubles."""
    names = ["b", "a", "c", "d", "e"]
    schema = {"fields": [{"name": name, "type": "integer", "constraints": {"maximum": 99}} for name in "abcde"]}
    rows: list[list[float | None]] = [[float(row % 3), None, 7.0, None, float(row)] for row in range(300)]
    rows[200][1], rows[250][2], rows[0][0] = 5.0, 7.5, None
    table = pa.table({name: pa.array([row[at] for row in rows], pa.float64()) for at, name in enumerate(names)})
    texts = write_csv(tmp_path / "t.csv", [names, *rows])
    doubles = tmp_path / "t.parquet"
    pq.write_table(table, doubles, row_group_size=40)
    expected = local_issues(texts, schema)
    assert expected == local_issues(doubles, schema)
    assert [issue[1:4] for issue in expected if issue[0] == 1][-1] == ("b, a, e", "table.floats", "1.0")
    assert Counter(code for _, _, code, *_ in expected)["schema.type"] == 300
    for df in (read_csv(spark, texts), spark.read.parquet(str(doubles))):
        if numbered:
            pairs = [(row, *values) for row, values in enumerate(map(tuple, df.collect()), 2)]
            random.Random(1).shuffle(pairs)
            kind = df.dtypes[0][1]
            df = spark.createDataFrame(pairs, ", ".join(["Row long", *(f"{name} {kind}" for name in names)]))
            df = df.repartition(3)
            assert issues_of(df, schema, row="Row") == expected
        else:
            assert df.rdd.getNumPartitions() > 1
            assert issues_of(df, schema) == expected


def test_headers(spark: Any) -> None:
    """Columns that are missing, unknown or out of order, in a table without rows."""
    schema = {"fields": [{"name": name, "type": "integer"} for name in ["a", "b", "c.d", "e"]], "primaryKey": "e"}
    df = spark.createDataFrame([], "`c.d` string, other string, b string, a string")
    assert issues_of(df, schema) == {
        (1, "e", "table.missing-column", None, None): 1,
        (1, "other", "table.extra-column", None, None): 1,
        (1, "c.d, b, a", "table.column-order", None, None): 1,
    }


def test_what_cannot_be_checked(spark: Any) -> None:
    df = spark.sql("SELECT 'a1' AS t, raise_error('computed') AS id")
    inzet.spark.validate(df, SCHEMA)  # computes nothing
    for message, arguments, more in [
        ("no table 'nonsense'", (df, "nonsense"), {}),
        ("no column 'number' to number the rows with", (df, SCHEMA), {"row": "number"}),
        ("table 'others' has no column 'id'", (df, SCHEMA, {"others": df.drop("id")}), {}),
        ("2 columns are called 'a'", (spark.sql("SELECT 1 AS a, 2 AS a"), SCHEMA), {}),
    ]:
        with pytest.raises(UnreadableError, match=message):
            inzet.spark.validate(*arguments, **more)


def test_without_spark_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.delitem(sys.modules, "inzet.spark", raising=False)
    with pytest.raises(ImportError, match=r'is not installed; inzet\.spark needs: pip install "inzet\[spark\]"'):
        importlib.import_module("inzet.spark")
