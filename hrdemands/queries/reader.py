"""The one way to read: plain SQL, read-only by construction, on both databases.

On SQLite the standard library's driver, the file opened read-only by URI (a read
never creates a file); on PostgreSQL (see `server`) a read-only transaction. Either way
all statements of one answer see the same state, whatever is loaded meanwhile. A
database that is not at this program's revision is refused, never migrated.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any, Protocol

from hrdemands.errors import DatabaseError
from hrdemands.queries.failures import sqlite_failure
from hrdemands.queries.sqltext import Parameters, Query, Row
from hrdemands.queries.target import WAIT_SECONDS, Target, read_target

REVISION = "0009"
"""What a database must be at; a test holds it to the newest migration."""

BATCH = 400
"""How many ids go into one IN."""

_FIRST_READ = "SELECT 1 FROM sqlite_master LIMIT 1"


class Reader(Protocol):
    """An open database that can only be read."""

    target: Target

    def rows(self, query: Query) -> list[Row]:
        """Run a statement; return its rows as mappings from column to plain value."""

    def values(self, query: Query) -> Iterable[tuple[Any, ...]]:
        """Run a statement; yield its rows as plain values, for thousands of them."""


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

    def values(self, query: Query) -> Iterable[tuple[Any, ...]]:
        """Run a statement; see `Reader`."""
        return self.connection.execute(query.sql, query.parameters)


@contextmanager
def open_reader(named: str | None = None) -> Iterator[Reader]:
    """Open the database *named* (else ``HRDEMANDS_DB``, else ``hrdemands.db``).

    Raises DatabaseError when it is missing, out of reach, not ours, or of another
    revision; and for any failure while it is read.
    """
    target = read_target(named)
    if target.kind == "sqlite":
        with _open_sqlite(target) as reader:
            yield reader
    else:
        from hrdemands.queries.server import TABLES, connect_server  # noqa: PLC0415

        with connect_server(target) as server:
            check_revision(server, TABLES)
            yield server


@contextmanager
def _open_sqlite(target: Target) -> Iterator[SqliteReader]:
    connection = None
    try:
        connection = connect_read_only(target)
        reader = SqliteReader(target, connection)
        check_revision(reader, "SELECT name FROM sqlite_master WHERE type = 'table'")
        yield reader
    except sqlite3.Error as error:
        raise sqlite_failure(error, target) from None
    finally:
        if connection is not None:
            connection.close()


def connect_read_only(target: Target) -> sqlite3.Connection:
    """Open a SQLite file so that nothing can be written through the connection.

    Raises DatabaseError when there is no file.
    """
    try:
        path = os.path.realpath(target.place, strict=True)
    except (FileNotFoundError, NotADirectoryError):
        raise DatabaseError(
            f"{target.label}: there is no such database",
            "run 'hrdemands load', or name another with --db",
        ) from None
    except OSError as error:
        raise DatabaseError(
            f"{target.label}: {error.strerror}", "check the path and its rights"
        ) from None
    if os.path.isdir(path):  # noqa: PTH112 - pathlib costs a look-up 2 ms
        raise DatabaseError(f"{target.label}: is a folder", "name a file in it")
    connection = _begun(path)
    try:
        connection.execute(_FIRST_READ).fetchone()
    except (sqlite3.Error, UnicodeError) as error:
        code = getattr(error, "sqlite_errorname", "")
        if code == "SQLITE_READONLY_ROLLBACK":
            connection.close()
            _undo_interrupted_write(path)
            return _begun(path)
        if code.startswith("SQLITE_BUSY"):
            connection.close()
            raise
        # Whatever else is wrong, the caller's own first read finds.
    return connection


def _begun(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(read_only_uri(path), uri=True, timeout=WAIT_SECONDS)
    connection.execute("PRAGMA query_only = ON")
    connection.execute("BEGIN")
    return connection


def _undo_interrupted_write(path: str) -> None:
    """Let SQLite roll back what a killed writer began, as the next writer would.

    Nobody may read the file before, and a connection that only reads may not do it.
    """
    uri = read_only_uri(path).removesuffix("mode=ro") + "mode=rw"
    with closing(sqlite3.connect(uri, uri=True, timeout=WAIT_SECONDS)) as connection:
        connection.execute(_FIRST_READ).fetchone()


def read_only_uri(path: str) -> str:
    """The URI of an absolute path, escaped as SQLite asks."""
    for sign in "%?#":
        path = path.replace(sign, f"%{ord(sign):02x}")
    if os.sep == "\\":
        path = "/" + path.replace(os.sep, "/")
    return f"file://{path}?mode=ro"


def check_revision(reader: Reader, tables_sql: str) -> None:
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


def rows_of(reader: Reader, sql: str, ids: Sequence[str]) -> Iterator[Row]:
    """Rows of a statement with ``{ids}`` in it, for any number of ids."""
    for start in range(0, len(ids), BATCH):
        parameters = Parameters()
        listed = parameters.several("id", ids[start : start + BATCH])
        yield from reader.rows(Query(sql.format(ids=listed), parameters.values))
