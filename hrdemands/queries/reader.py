"""The one way to read: plain SQL, read-only by construction, on both databases.

On SQLite the standard library's driver, the file opened read-only by URI (a read
never creates a file); on PostgreSQL a read-only transaction with a time limit. A
database that is not at this program's revision is refused, never migrated.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote

from hrdemands.errors import DatabaseError
from hrdemands.queries.failures import postgresql_failure, sqlite_failure
from hrdemands.queries.sqltext import Query
from hrdemands.queries.target import Target, read_target

if TYPE_CHECKING:
    import psycopg

REVISION = "0001"
"""What a database must be at; a test holds it to the newest migration."""

WAIT_SECONDS = 10
"""How long a read waits for a writer to finish, and a connection to be made."""

Row = dict[str, Any]


class Reader(Protocol):
    """An open database that can only be read."""

    target: Target

    def rows(self, query: Query) -> list[Row]:
        """Run a statement; return its rows as mappings from column to plain value."""


class SqliteReader:
    """Reads a SQLite file."""

    def __init__(self, target: Target, connection: sqlite3.Connection) -> None:
        self.target = target
        self.connection = connection

    def rows(self, query: Query) -> list[Row]:
        """Run a statement; see `Reader`."""
        cursor = self.connection.execute(query.sql, query.parameters)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor]


class PostgresqlReader:
    """Reads a PostgreSQL database."""

    def __init__(self, target: Target, connection: "psycopg.Connection[Any]") -> None:
        self.target = target
        self.connection = connection

    def rows(self, query: Query) -> list[Row]:
        """Run a statement; see `Reader`."""
        if query.parameters:
            cursor = self.connection.execute(
                query.for_postgresql().encode(), query.parameters
            )
        else:
            cursor = self.connection.execute(query.sql.encode())
        names = [column.name for column in cursor.description or ()]
        return [
            dict(zip(names, map(plain, row), strict=True))
            for row in (cursor if cursor.description else ())
        ]


def plain(value: object) -> object:
    """Give a server's value the type that SQLite has for it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


@contextmanager
def open_reader(named: str | None = None) -> Iterator[Reader]:
    """Open the database *named* (else ``HRDEMANDS_DB``, else ``hrdemands.db``).

    Raises DatabaseError when it is missing, out of reach, not ours, or of another
    revision; and for any failure while it is read.
    """
    target = read_target(named)
    with (
        _open_sqlite(target)
        if target.kind == "sqlite"
        else _open_server(target) as reader
    ):
        yield reader


@contextmanager
def _open_sqlite(target: Target) -> Iterator[Reader]:
    if not target.path.exists():
        raise DatabaseError(
            f"{target.label}: there is no such database",
            "run 'hrdemands load', or name another with --db",
        )
    connection = None
    try:
        connection = connect_read_only(target)
        reader = SqliteReader(target, connection)
        _check_revision(reader, "SELECT name FROM sqlite_master WHERE type = 'table'")
        yield reader
    except sqlite3.Error as error:
        raise sqlite_failure(error, target) from None
    finally:
        if connection is not None:
            connection.close()


def connect_read_only(target: Target) -> sqlite3.Connection:
    """Open a SQLite file so that nothing can be written through the connection."""
    uri = f"file:{quote(str(target.path.resolve()))}?mode=ro"
    connection = sqlite3.connect(uri, uri=True, timeout=WAIT_SECONDS)
    connection.execute("PRAGMA query_only = ON")
    return connection


@contextmanager
def _open_server(target: Target) -> Iterator[Reader]:
    try:
        import psycopg  # noqa: PLC0415 - costly, and only servers need it
    except ImportError:
        raise DatabaseError(
            "the PostgreSQL driver is not installed",
            "pip install 'hrdemands[postgresql]'",
        ) from None
    try:
        with psycopg.connect(target.place, connect_timeout=WAIT_SECONDS) as connection:
            connection.read_only = True
            reader = PostgresqlReader(target, connection)
            _check_revision(
                reader,
                "SELECT tablename AS name FROM pg_tables"
                " WHERE schemaname = ANY (current_schemas(false))",
            )
            yield reader
    except psycopg.Error as error:
        raise postgresql_failure(error, target) from None


def _check_revision(reader: Reader, tables_sql: str) -> None:
    """Raise DatabaseError unless the database is at `REVISION`."""
    label = reader.target.label
    tables = {row["name"] for row in reader.rows(Query(tables_sql))}
    if not tables:
        raise DatabaseError(f"{label}: is empty", "run 'hrdemands load' first")
    found: Sequence[str] = ()
    if {"alembic_version", "letter", "demand"} <= tables:
        versions = reader.rows(Query("SELECT version_num FROM alembic_version"))
        found = [row["version_num"] for row in versions]
    if list(found) == [REVISION]:
        return
    if not found:
        raise DatabaseError(f"{label}: is no database of hrdemands", "check --db")
    if max(found) > REVISION:
        raise DatabaseError(
            f"{label}: was made by a newer hrdemands", "upgrade the program"
        )
    raise DatabaseError(
        f"{label}: was made by an older hrdemands", "run 'hrdemands load' to migrate it"
    )
