"""Rows into a database as fast as its driver takes them.

On SQLite whole batches of tuples (`executemany`): a row costs what it costs the
standard library. On PostgreSQL COPY, which takes a fifth of the time of inserts.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import CheckConstraint, Connection, Dialect, Table
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
    with (
        _as_sqlalchemy_tells(connection, statement),
        driver_connection(connection).cursor() as cursor,
        cursor.copy(statement) as copying,
    ):
        for row in rows:
            copying.write_row(row)


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


@contextmanager
def without_indexes(connection: Connection, tables: Sequence[Table]) -> Iterator[None]:
    """Take the indexes of *tables* away, and build them again at the end.

    A sorted build of an index takes a fraction of a million single insertions. What
    the primary keys and unique constraints need stays, and on PostgreSQL the foreign
    keys go as well: it checks them all at once when they come back.
    """
    names = ", ".join(f"'{each.name}'" for each in tables)
    postgresql = connection.dialect.name == "postgresql"
    found = _postgresql(connection, names) if postgresql else _sqlite(connection, names)
    for drop, _ in found:
        connection.exec_driver_sql(drop)
    yield
    for _, create in reversed(found):
        connection.exec_driver_sql(create)


@contextmanager
def checked_at_once(connection: Connection, tables: Sequence[Table]) -> Iterator[None]:
    """Let SQLite hold the rows of *tables* to their CHECKs at the end, all at once.

    Row by row it makes a list anew for each CHECK with an IN, which took two fifths of
    the time that rows of letters took to write; in one statement a list is made once.
    Raises what the first row that breaks a CHECK would have raised.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
    try:
        yield
    finally:
        # Ctrl-C within a statement costs the connection, and the pragma goes with it.
        if not connection.invalidated:
            connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")
    for each in tables:
        if rules := _checks(each, connection.dialect):
            # To write such a row once more makes SQLite name the CHECK.
            connection.exec_driver_sql(
                f"INSERT INTO {each.name} SELECT * FROM {each.name}"  # noqa: S608
                f" WHERE NOT ({' AND '.join(rules)})"
            )


def _checks(each: Table, dialect: Dialect) -> list[str]:
    """The conditions of a table's CHECKs."""
    found = (c for c in each.constraints if isinstance(c, CheckConstraint))
    literal = {"literal_binds": True}
    compiled = (
        c.sqltext.compile(dialect=dialect, compile_kwargs=literal) for c in found
    )
    return [f"({sql})" for sql in sorted(map(str, compiled))]


def _sqlite(connection: Connection, names: str) -> list[tuple[str, str]]:
    rows = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"  # noqa: S608
        f" AND tbl_name IN ({names})"
    )
    return [(f'DROP INDEX "{name}"', str(sql)) for name, sql in rows.fetchall()]


def _postgresql(connection: Connection, names: str) -> list[tuple[str, str]]:
    keys = connection.exec_driver_sql(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)"  # noqa: S608
        " FROM pg_constraint WHERE contype = 'f'"
        " AND connamespace = current_schema()::regnamespace"
        f" AND conrelid::regclass::text IN ({names})"
    )
    indexes = connection.exec_driver_sql(
        "SELECT i.indexname, i.indexdef FROM pg_indexes i"  # noqa: S608
        f" WHERE i.schemaname = current_schema() AND i.tablename IN ({names})"
        " AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname"
        "   AND c.connamespace = current_schema()::regnamespace)"
    )
    return [
        *(
            (
                f'ALTER TABLE {owner} DROP CONSTRAINT "{name}"',
                f'ALTER TABLE {owner} ADD CONSTRAINT "{name}" {definition}',
            )
            for owner, name, definition in keys.fetchall()
        ),
        *((f'DROP INDEX "{name}"', str(sql)) for name, sql in indexes.fetchall()),
    ]


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
