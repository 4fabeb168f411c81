"""SQLite's full-text index, built beside a database and taken over whole.

The helper that builds it has a temporary database. What it hands over are rows: FTS5
keeps an index in ordinary tables, whose form it documents
(https://www.sqlite.org/fts5.html, "FTS5 Data Structures"), and which one library wrote
and another of the same release takes over whole, before it has looked at any.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection

from hrdemands.schema.fulltext import INDEX, SQLITE, TERMS
from hrdemands.store.batches import batched
from hrdemands.store.beside import Way
from hrdemands.store.indexing import Indexed
from hrdemands.store.writing import execute_many

REBUILD = f"INSERT INTO {INDEX} ({INDEX}) VALUES ('rebuild')"  # noqa: S608
_ROWS_AT_ONCE = 2_000
_BLOCKS_AT_ONCE = 400
_WORDS = "demand_words"

Chunk = tuple[str, list[Any]]
"""Some rows of a table, by its name."""


def build(rows: Iterable[Indexed]) -> Iterator[Chunk]:
    """Build an index of *rows* in a temporary database; return the rows of it all."""
    built = sqlite3.connect("", isolation_level=None)
    built.execute("PRAGMA journal_mode = OFF")
    built.execute(
        f"CREATE TABLE {_WORDS}"
        " (position INTEGER PRIMARY KEY, demand_id TEXT, words TEXT)"
    )
    built.execute(SQLITE[0])
    built.execute("BEGIN")
    for some in batched(rows, _ROWS_AT_ONCE):
        built.executemany(f"INSERT INTO {_WORDS} VALUES (?, ?, ?)", some)  # noqa: S608
    built.execute(REBUILD)
    # Until then FTS5 has the last of it in memory.
    built.execute("COMMIT")
    return _chunks(built)


def _chunks(built: sqlite3.Connection) -> Iterator[Chunk]:
    names = built.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> ?", (INDEX,)
    )
    for (name,) in names.fetchall():
        rows = built.execute(f"SELECT * FROM {name}")  # noqa: S608
        at_once = _ROWS_AT_ONCE if name == _WORDS else _BLOCKS_AT_ONCE
        for chunk in batched(rows, at_once):
            yield name, chunk


def take(connection: Connection, chunks: Iterator[Chunk]) -> None:
    """Make the rows of an index those of the database, with the words they are of."""
    for name in (TERMS, INDEX):
        connection.exec_driver_sql(f"DROP TABLE {name}")
    connection.exec_driver_sql(f"DELETE FROM {_WORDS}")  # noqa: S608
    for statement in SQLITE:
        connection.exec_driver_sql(statement)
    emptied = {_WORDS}
    for name, rows in chunks:
        if name not in emptied:
            emptied.add(name)
            connection.exec_driver_sql(f"DELETE FROM {name}")  # noqa: S608
        marks = ", ".join("?" * len(rows[0]))
        insert = f"INSERT INTO {name} VALUES ({marks})"  # noqa: S608
        execute_many(connection, insert, rows)


WAY = Way(build, take)
