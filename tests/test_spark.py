"""On Spark a table has the same issues as on one machine.

Spark is large, so it is none of what the tests need; without it, or without Java 17, these are skipped. To run them:

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
from functools import reduce
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import ROOT

import inzet
from inzet.issues import UnreadableError

pytestmark = pytest.mark.filterwarnings("ignore:distutils:DeprecationWarning")

KINDS = ["person", "unit", "ship"]
SCHEMA: dict[str, Any] = {
    "fields": [
        {"name": "place", "type": "string", "constraints": {"pattern": "[a-z]{3}"}},
        {"name": "nr", "type": "integer"},
        {"name": "above", "type": "integer"},
        {"name": "letter", "type": "string", "constraints": {"maxLength": 3}},
        {"name": "kind", "type": "string", "constraints": {"required": True, "enum": KINDS}},
        {"name": "low", "type": "integer", "constraints": {"minimum": 0}},
        {"name": "high", "type": "integer"},
        {"name": "share", "type": "number", "constraints": {"maximum": 1}},
        {"name": "day", "type": "date", "constraints": {"minimum": "2001-01-01"}},
        {"name": "certain", "type": "boolean"},
        {"name": "e-mail", "type": "string", "constraints": {"unique": True}},
    ],
    "primaryKey": ["place", "nr"],
    "foreignKeys": [
        {"fields": ["place", "above"], "reference": {"fields": ["place", "nr"]}},
        {"fields": "letter", "reference": {"resource": "letters", "fields": "id"}},
    ],
    "x-order": [["low", "high"]],
}
NAMES = [field["name"] for field in SCHEMA["fields"]]
# Their keys and references are of every form there is.
OWN = ["letters", "missions", "contributions", "contribution_missions", "evidence", "evidence_supports"]
FAULTS = {
    "place": ["", "Mali", "xxx"],
    "nr": ["", "one", "1", "007"],
    "above": ["99999", "-1", "x"],
    "letter": ["L9", "long", 'L\'Aquila, "2"'],
    "kind": ["", "Person", "people"],
    "low": ["-1", "1.5", "100"],
    "high": ["0", "9223372036854775808"],
    "share": ["1.01", "half", "1e3"],
    "day": ["2023-02-29", "1999-12-31", "1 May"],
    "certain": ["maybe", "2"],
    "e-mail": ["a@b.nl"],
}


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Spark with two workers, and files that are cut into many parts."""
    sql = pytest.importorskip("pyspark.sql")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
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
            "spark.sql.shuffle.partitions": "4",
            # Small tables are done before any of it pays.
            "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
            "spark.sql.codegen.wholeStage": "false",
            "spark.sql.warehouse.dir": str(folder / "warehouse"),
            "spark.sql.session.timeZone": "America/New_York",
            "spark.sql.files.maxPartitionBytes": "32k",
            "spark.sql.files.openCostInBytes": "0",
            "spark.sql.execution.arrow.maxRecordsPerBatch": "100",
        }
        builder = sql.SparkSession.builder.master("local[2]").appName("inzet")
        session = reduce(lambda made, each: made.config(*each), settings.items(), builder).getOrCreate()
        yield session
        session.stop()


def _validate(*args: Any, **kwargs: Any) -> Any:
    return importlib.import_module("inzet.spark").validate(*args, **kwargs)


def _issues(df: Any) -> Counter[tuple[Any, ...]]:
    return Counter(map(tuple, df.collect()))


def _local(path: Path, schema: Any, references: Any = None) -> Counter[tuple[Any, ...]]:
    return Counter(map(tuple, inzet.validate_table(path, schema, references=references).issues))


def _csv(spark: Any, path: Path, **options: Any) -> Any:
    return spark.read.csv(str(path), header=True, escape='"', mode="FAILFAST", **options)


def _write(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return path


def _rows(count: int) -> list[list[str]]:
    """Rows of which one in twenty is faulty."""
    chance = random.Random(20220617)
    rows = []
    for nr in range(count):
        row = [
            chance.choice(["mal", "irq", "geo"]),
            str(nr),
            "",
            chance.choice(["L1", "L2", ""]),
            chance.choice(KINDS),
            str(chance.randrange(50)),
            str(chance.randrange(50, 99)),
            str(chance.random()),
            date.fromordinal(738000 - nr % 5000).isoformat(),
            chance.choice(["true", "false", ""]),
            f"{nr}@b.nl",
        ]
        if nr and chance.random() < 0.2:
            above = chance.choice(rows)
            row[0], row[2] = above[0], above[1]
        if chance.random() < 0.05:
            name = chance.choice(NAMES)
            row[NAMES.index(name)] = chance.choice(FAULTS[name])
        if rows and chance.random() < 0.01:
            row[:2] = chance.choice(rows)[:2]
        rows.append(row)
    return rows


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _write(tmp_path_factory.mktemp("tables") / "faulty.csv", [NAMES, *_rows(2000)])


@pytest.fixture(scope="module")
def expected(faulty: Path) -> Counter[tuple[Any, ...]]:
    found = _local(faulty, SCHEMA, {"letters": pa.table({"id": ["L1", "L2"]})})
    codes = Counter(code for _, _, code, _ in found.elements())
    assert {"schema.type", "schema.enum", "schema.pattern", "schema.bounds", "schema.required"} < set(codes)
    assert codes["table.order"] and codes["table.unique-key"] > 10 and codes["reference_exists"] > 10
    return found


def _letters(spark: Any) -> Any:
    return spark.createDataFrame([("L1",), ("L2",), (None,)], "id string")


def test_faults_of_every_kind(spark: Any, faulty: Path, expected: Counter[tuple[Any, ...]]) -> None:
    df = _csv(spark, faulty)
    assert df.rdd.getNumPartitions() > 3
    found = _validate(df, SCHEMA, {"letters": _letters(spark)})
    assert found.columns == ["row", "column", "code", "value"]
    assert [kind for _, kind in found.dtypes] == ["bigint", "string", "string", "string"]
    assert _issues(found) == expected
    # The same in other parts, and whatever is done with the result.
    assert _issues(_validate(df.coalesce(2), SCHEMA, {"letters": _letters(spark)}).coalesce(1)) == expected


def test_rows_that_are_numbered_may_stand_in_any_order(
    spark: Any, faulty: Path, expected: Counter[tuple[Any, ...]]
) -> None:
    rows = list(enumerate(_rows(2000), start=1))
    random.Random(1).shuffle(rows)
    names = ", ".join(f"`{name}` string" for name in ["Row", *NAMES])
    df = spark.createDataFrame([(str(nr), *(value or None for value in row)) for nr, row in rows], names)
    found = _validate(df.repartition(3), SCHEMA, {"letters": _letters(spark)}, row="Row")
    assert _issues(found) == expected
    with pytest.raises(UnreadableError, match="no column 'number'"):
        _validate(df, SCHEMA, row="number")


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_our_own_tables(spark: Any, tmp_path: Path, kind: str) -> None:
    """As they are, there is nothing to find; as CSV, each is spoiled."""
    own = {name: pq.read_table(ROOT / "data" / f"{name}.parquet") for name in OWN}
    there = {name: spark.read.parquet(str(ROOT / "data" / f"{name}.parquet")) for name in OWN}
    found, local = [], Counter[tuple[Any, ...]]()
    for name in OWN[1:4] + OWN[5:]:
        path = ROOT / "data" / f"{name}.{kind}"
        if kind == "csv":
            with path.open(encoding="utf-8", newline="") as file:
                rows = list(csv.reader(file))
            path = _write(tmp_path / f"{name}.csv", [*rows, *rows[1:2], ["?"] * len(rows[0])])
        df = _csv(spark, path, multiLine=True) if kind == "csv" else spark.read.parquet(str(path))
        found.append(_validate(df, name, there).selectExpr(f"'{name}' AS name", "*"))
        local += Counter((name, *issue) for issue in _local(path, name, own).elements())
    assert bool(local) == (kind == "csv")
    assert _issues(reduce(lambda one, other: one.union(other), found)) == local


def test_types_of_a_file(spark: Any, tmp_path: Path) -> None:
    """What has types of its own has the same issues, to the letter, wherever it is read."""
    moment = datetime(2024, 1, 31, 23, 30, 0, 5, tzinfo=UTC)
    table = pa.table(
        {
            "nr": pa.array([1, 2, 2, None] * 300, pa.int32()),
            "place": pa.array(["a", "b", "b", "c"] * 300),
            "day": pa.array([date(2024, 1, 1), date(1999, 1, 1), None, date(2024, 2, 29)] * 300),
            "moment": pa.array([moment, None, moment, None] * 300, pa.timestamp("us", "UTC")),
            "local": pa.array([moment.replace(tzinfo=None), None, None, None] * 300, pa.timestamp("us")),
            "amount": pa.array([Decimal("1.50"), None, Decimal("-2.25"), None] * 300, pa.decimal128(10, 2)),
            "share": pa.array([0.5, 1.5, None, 1e20] * 300, pa.float32()),
            "text": pa.array(["1", "x", "", None] * 300),
            "truth": pa.array([True, False, None, None] * 300),
        }
    )
    schema = {
        "fields": [
            {"name": "nr", "type": "integer", "constraints": {"maximum": 1}},
            {"name": "place", "type": "string"},
            {"name": "day", "type": "date", "constraints": {"minimum": "2000-01-01"}},
            {"name": "moment", "type": "date"},
            {"name": "local", "type": "string"},
            {"name": "amount", "type": "string"},
            {"name": "share", "type": "number", "constraints": {"maximum": 1, "unique": True}},
            {"name": "text", "type": "integer"},
            {"name": "truth", "type": "integer"},
        ],
        "primaryKey": ["day", "nr"],
        "foreignKeys": [{"fields": ["day"], "reference": {"resource": "days", "fields": ["day"]}}],
    }
    path = tmp_path / "types.parquet"
    pq.write_table(table, path, row_group_size=250)
    days = pa.table({"day": pa.array([date(2024, 1, 1), date(2024, 1, 2)])})
    df = spark.read.parquet(str(path))
    found = _validate(df, schema, {"days": spark.createDataFrame([(date(2024, 1, 1),)], "day date")})
    local = _local(path, schema, {"days": days})
    assert {code for _, _, code, _ in local} == {
        "schema.type",
        "schema.required",
        "schema.bounds",
        "table.unique-key",
        "reference_exists",
    }
    assert _issues(found) == local


def test_headers(spark: Any, tmp_path: Path) -> None:
    """Columns that are missing, not asked for, or in another order; without rows as well."""
    schema = {"fields": [{"name": name, "type": "integer"} for name in ["a", "b", "c.d", "e"]], "primaryKey": "e"}
    for name, rows in {"some": [["1", "2", "x", "4"]], "none": []}.items():
        path = _write(tmp_path / f"{name}.csv", [["c.d", "other", "b", "a"], *rows])
        local = _local(path, schema)
        assert len(local) == 3 + len(rows)
        assert _issues(_validate(_csv(spark, path), schema)) == local
    # Nothing that was asked for is there.
    df = spark.createDataFrame([(1,)], "other int")
    assert _issues(_validate(df, schema)) == {
        (0, "other", "table.extra-column", None): 1,
        **{(0, name, "table.missing-column", None): 1 for name in ["a", "b", "c.d", "e"]},
    }
    with pytest.raises(UnreadableError, match="2 columns are called 'a'"):
        _validate(spark.sql("SELECT 1 AS a, 2 AS a"), schema)


def test_nothing_is_computed_beforehand(spark: Any, faulty: Path) -> None:
    df = _csv(spark, faulty).selectExpr("*", "raise_error('computed') AS lost")
    schema = {**SCHEMA, "fields": [*SCHEMA["fields"], {"name": "lost", "type": "string"}]}
    found = _validate(df, schema, {"letters": _letters(spark)})
    with pytest.raises(Exception, match="computed"):
        found.collect()


def test_a_reference_leads_to_columns_that_are_there(spark: Any, faulty: Path) -> None:
    with pytest.raises(UnreadableError, match="table 'letters' has no column 'id'"):
        _validate(_csv(spark, faulty), SCHEMA, {"letters": spark.createDataFrame([("L1",)], "nr string")})
    with pytest.raises(UnreadableError, match="no table 'nonsense'"):
        _validate(_csv(spark, faulty), "nonsense")


def test_without_spark_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.delitem(sys.modules, "inzet.spark", raising=False)
    with pytest.raises(ImportError, match=r'is not installed; inzet\.spark needs: pip install "inzet\[spark\]"'):
        importlib.import_module("inzet.spark")
