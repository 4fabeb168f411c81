"""Rows into a database as fast as its driver takes them.

On SQLite whole batches of tuples (`executemany`): a row costs what it costs the
standard library. On PostgreSQL COPY, which takes a fifth of the time of inserts.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError

from hrdemands.store.engine import driver_connection
from hrdemands.store.rows.sink import Row, Rows, columns

CACHE_KIB = 81_920
"""What SQLite may keep of a file in memory while rows are written."""

SORTING_KIB = 16_384
"""The same while it sorts, for which it takes as much memory again."""


def write(connection: Connection, each: Table, rows: Sequence[Row]) -> None:
    """Insert *rows*, whose values are plain and in the order of the columns."""
    if not rows:
        return
    names = ", ".join(f'"{name}"' for name in columns(each))
    if connection.dialect.name == "postgresql":
        copy(connection, f"COPY {each.name} ({names}) FROM STDIN", rows)
        return
    marks = ", ".join("?" * len(columns(each)))
    insert = f"INSERT INTO {each.name} ({names}) VALUES ({marks})"  # noqa: S608
    execute_many(connection, insert, rows)


def execute_many(
    connection: Connection, statement: str, rows: Sequence[Sequence[Any]]
) -> None:
    """Run a *statement* of the driver's own form for each of *rows*.

    Ctrl-C may break it off between two rows. SQLAlchemy would then close a connection
    whose cursor still runs, which keeps SQLite's file locked; this way nothing runs.
    """
    if not rows:
        return
    with _as_sqlalchemy_tells(connection, statement):
        driver = driver_connection(connection)
        cursor = driver.cursor()
        try:
            cursor.executemany(statement, rows)
        finally:
            cursor.close()


def copy(connection: Connection, statement: str, rows: Iterable[Row]) -> None:
    """Send *rows* to PostgreSQL by a COPY *statement*."""
    with _copying(connection, statement) as copying:
        for row in rows:
            copying.write_row(row)


def copy_bytes(connection: Connection, statement: str, parts: Iterable[bytes]) -> None:
    """Send what a COPY *statement* reads, in *parts* that may end anywhere."""
    with _copying(connection, statement) as copying:
        for part in parts:
            copying.write(part)


@contextmanager
def _copying(connection: Connection, statement: str) -> Iterator[Any]:
    with (
        _as_sqlalchemy_tells(connection, statement),
        driver_connection(connection).cursor() as cursor,
        cursor.copy(statement) as copying,
    ):
        yield copying


@contextmanager
def _as_sqlalchemy_tells(connection: Connection, statement: str) -> Iterator[None]:
    """Raise what SQLAlchemy makes of the driver's errors, where it sees them."""
    errors: Any = connection.dialect.loaded_dbapi
    try:
        yield
    except errors.Error as error:
        raise DBAPIError.instance(
            statement, None, error, errors.Error, dialect=connection.dialect
        ) from error


@cache
def key_of(each: Table) -> Callable[[Row], Row]:
    """What takes the primary key out of a row, as a tuple."""
    places = [columns(each).index(key.name) for key in each.primary_key]
    return lambda row: tuple(row[place] for place in places)


def remove(connection: Connection, each: Table, keys: Iterable[Row]) -> None:
    """Delete the rows that have the primary *keys*."""
    listed = list(keys)
    if listed:
        mark = "%s" if connection.dialect.name == "postgresql" else "?"
        this = " AND ".join(f'"{key.name}" = {mark}' for key in each.primary_key)
        execute_many(connection, f"DELETE FROM {each.name} WHERE {this}", listed)  # noqa: S608


def write_all(connection: Connection, rows: Rows, order: Sequence[Table]) -> None:
    """Insert the rows of several tables in the *order* that references ask for."""
    for each in order:
        write(connection, each, rows.get(each, ()))


def prepare(connection: Connection) -> None:
    """Let references be broken until the commit, and give SQLite room to work."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        keep_in_memory(connection, CACHE_KIB)
    else:
        connection.exec_driver_sql("SET CONSTRAINTS ALL DEFERRED")
        connection.exec_driver_sql("SET LOCAL TIME ZONE 'UTC'")


def keep_in_memory(connection: Connection, kibibytes: int) -> None:
    """Let SQLite keep so much of a file in memory; a server looks after its own."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size = -{kibibytes}")


def analyze(connection: Connection, tables: Iterable[Table]) -> None:
    """Let PostgreSQL see what *tables* hold, by which it makes its plans."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"ANALYZE {', '.join(each.name for each in tables)}")
