"""A release as a SQLite database: its tables with their keys, the answers of all days, and a search.

Tables, types and keys come from the descriptor of the Data Package. SQL has no rule of its own for what was in force:
the answers are those of the library, each with the days on which it holds.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from typing import Any

from inzet.issues import UnreadableError
from inzet.ledger.register import Ledger
from inzet.ledger.rows import rows_of
from inzet.ledger.search import every_text
from inzet.release.answers import FIRST, LAST, Answers
from inzet.release.contents import CODE_BOOK, DUTCH, Made, code_book, described_tables, read_descriptor, read_rows
from inzet.schema.rows import Row
from inzet.schema.statements import LANGUAGES
from inzet.schema.statements import NAME as STATEMENTS
from inzet.words.columns import described_column, described_table

_TYPES = {"string": "TEXT", "integer": "INTEGER", "boolean": "INTEGER", "date": "TEXT"}
_CHECKS = {"boolean": " CHECK ({0} IN (0, 1))", "date": " CHECK ({0} IS date({0}, '+0 days'))"}
"""What the types that SQLite lacks demand of a value; without adding days, it takes 30 February for a day."""
_NAMES: dict[type, str] = {str: "string", int: "integer", bool: "boolean", date: "date", tuple: "string"}
_SEARCHED = ("text", "target_names", "target_names_nl", "target_short_names")
"""The columns of the table ``search`` in which words are found."""
_RENAMED = {
    "overviews": {"group": "region"},  # a keyword of SQL; the command keeps it, for it may group by something else
    "positions": {"figure_min": "statement_min", "figure_max": "statement_max"},  # they do not add up
    "code_book": {"table": "table_name"},  # a keyword
}
"""The columns that have another name here than in the rows of a command, or in the workbook."""
_TODAY = f"date('now', 'localtime') BETWEEN {FIRST} AND {LAST}"
_VIEWS = {
    "in_force": "SELECT * FROM overviews WHERE answer = 'in_force'",
    "in_force_today": f"SELECT * FROM in_force WHERE {_TODAY}",
    "positions_today": (
        "SELECT *, (SELECT value FROM about WHERE name = 'last_letter') AS last_letter"
        f" FROM position_answers WHERE {_TODAY}"
    ),
}


def database(made: Made, ledger: Ledger, told: Mapping[str, Answers]) -> bytes:
    """Return the database of what a build makes, with the ledger of its letters and the answers of that.

    The same version of SQLite writes the same bytes.
    """
    if sqlite3.sqlite_version_info < (3, 37):
        raise UnreadableError(f"SQLite {sqlite3.sqlite_version} has no strict tables; 3.37 or newer is needed")
    tables = described_tables(made)
    with closing(sqlite3.connect(":memory:")) as connection:
        for name, resource in tables.items():
            schema = resource["schema"]
            _create(connection, name, [*_columns_of(schema), *_keys_of(name, schema)])
            for key in (reference["fields"] for reference in schema.get("foreignKeys", ())):
                if key != schema["primaryKey"][: len(key)]:  # the primary key has an index
                    _index(connection, name, key)
            _fill(connection, name, [field["name"] for field in schema["fields"]], read_rows(made, name))
        for name, table in told.items():
            _add_answers(connection, name, table)
        _add_search(connection, ledger)
        _add_texts(connection, "about", ("name", "value"), _facts(made, ledger))
        statements = {f"{STATEMENTS}_{lang}": _in_language(tables[STATEMENTS], lang) for lang in LANGUAGES}
        for name, query in (_VIEWS | statements).items():
            connection.execute(f"CREATE VIEW {_quoted(name)} AS {query}")
        explained = (*_explain(tables), *_explain_own(connection, told))
        _add_texts(connection, "code_book", (*CODE_BOOK, DUTCH), explained)
        if broken := connection.execute("PRAGMA foreign_key_check").fetchone():
            raise UnreadableError(f"a row of the table {broken[0]!r} refers to none of the table {broken[2]!r}")
        connection.commit()
        connection.execute("VACUUM")
        return connection.serialize()


def _columns_of(schema: Mapping[str, Any]) -> Iterator[str]:
    for field in schema["fields"]:
        yield _column(field["name"], field["type"], required=field.get("constraints", {}).get("required", False))


def _keys_of(name: str, schema: Mapping[str, Any]) -> Iterator[str]:
    yield f"PRIMARY KEY ({_listed(schema['primaryKey'])})"
    for key in schema.get("foreignKeys", ()):
        target = _quoted(key["reference"]["resource"] or name)
        there = _listed(key["reference"]["fields"])
        yield f"FOREIGN KEY ({_listed(key['fields'])}) REFERENCES {target} ({there})"


def _add_answers(connection: sqlite3.Connection, name: str, table: Answers) -> None:
    types, required = table.columns
    columns = [_column(_named(name, key), _NAMES[kind], required=key in required) for key, kind in types.items()]
    _create(connection, name, columns)
    _index(connection, name, (FIRST, LAST))
    _fill(connection, name, list(types), table.rows)


def _add_search(connection: sqlite3.Connection, ledger: Ledger) -> None:
    (types, _), rows = rows_of(every_text(ledger), everything=True)
    columns = [_quoted(column) + " UNINDEXED" * (column not in _SEARCHED) for column in types]
    options = "tokenize = 'unicode61 remove_diacritics 2'"
    connection.execute(f'CREATE VIRTUAL TABLE "search" USING fts5 ({", ".join(columns)}, {options})')
    _fill(connection, "search", list(types), rows)


def _add_texts(connection: sqlite3.Connection, name: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    _create(connection, name, [_column(_named(name, column), "string", required=False) for column in columns])
    _fill(connection, name, columns, (dict.fromkeys(columns) | row for row in rows))


def _explain(tables: Mapping[str, Mapping[str, Any]]) -> Iterator[Row]:
    """Yield the rows of the code book on the published tables."""
    for name, table in tables.items():
        yield {"table": name, "type": "table", "description": table["description"]}
        yield from code_book({name: table["schema"]})


def _explain_own(connection: sqlite3.Connection, found: Mapping[str, Answers]) -> Iterator[Row]:
    """Yield the rows of the code book on the tables and views that only the database has."""
    kinds = {name: _NAMES[kind] for table in found.values() for name, kind in table.columns.types.items()}
    for name in (*found, "search", "about", *_VIEWS):
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({_quoted(name)})")]
        fields = [{"type": kinds.get(column, "string")} | described_column(name, column) for column in columns]
        yield {"table": name, "type": "view" if name in _VIEWS else "table"} | described_table(name)
        yield from code_book({name: {"fields": fields}})
    for name in (f"{STATEMENTS}_{lang}" for lang in LANGUAGES):
        yield {"table": name, "type": "view"} | described_table(name)
    yield {"table": "code_book", "type": "table"} | described_table("code_book")


def _facts(made: Made, ledger: Ledger) -> Iterator[Row]:
    """Yield what the database is about: what the descriptor says of the package, and how far its letters see."""
    described = ((key, value) for key, value in read_descriptor(made).items() if not key.startswith("$"))
    yield from ({"name": key, "value": value} for key, value in described if isinstance(value, str))
    letters, first, last, _ = ledger.horizon()
    for name, value in (("letters", str(letters)), ("first_letter", first), ("last_letter", last)):
        yield {"name": name, "value": value}


def _in_language(table: Mapping[str, Any], lang: str) -> str:
    """Return a query for a table with headings in a language, and labels in it instead of codes."""
    fields = {field["name"]: field for field in table["schema"]["fields"]}
    parts = []
    for name, field in fields.items():
        base, _, ending = name.rpartition("_")
        if ending in LANGUAGES and (base in fields or ending != lang):
            continue
        labels = f"{name}_{lang}"
        value = f"coalesce({_quoted(labels)}, {_quoted(name)})" if labels in fields else _quoted(name)
        parts.append(f"{value} AS {_quoted(field.get(f'title_{lang}', field['title']))}")
    return f"SELECT {', '.join(parts)} FROM {_quoted(table['name'])}"


def _create(connection: sqlite3.Connection, name: str, lines: Sequence[str]) -> None:
    inner = ",\n  ".join(lines)
    connection.execute(f"CREATE TABLE {_quoted(name)} (\n  {inner}\n) STRICT")


def _column(name: str, kind: str, *, required: bool) -> str:
    check = _CHECKS.get(kind, "").format(_quoted(name))
    return f"{_quoted(name)} {_TYPES[kind]}{' NOT NULL' if required else ''}{check}"


def _index(connection: sqlite3.Connection, table: str, columns: Sequence[str]) -> None:
    name = _quoted("_".join((table, "by", *columns)))
    connection.execute(f"CREATE INDEX {name} ON {_quoted(table)} ({_listed(columns)})")


def _fill(connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    places = ", ".join("?" * len(columns))
    values = ([_value(row[name]) for name in columns] for row in rows)
    connection.executemany(f"INSERT INTO {_quoted(table)} VALUES ({places})", values)


def _value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return "; ".join(value) if isinstance(value, tuple) else value


def _named(table: str, column: str) -> str:
    return _RENAMED.get(table, {}).get(column, column)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(_quoted, names))


def _quoted(name: str) -> str:
    escaped = name.replace('"', '""')
    return f'"{escaped}"'
