"""A database of any state, opened to be read and never written.

Unlike `queries.reader` it takes what is damaged, older, newer or not ours, and text
that is no UTF-8.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from typing import Any

from hrdemands.errors import DatabaseError
from hrdemands.queries.failures import postgresql_failure, sqlite_failure
from hrdemands.queries.reader import (
    Reader,
    SqliteReader,
    connect_read_only,
)
from hrdemands.queries.sqltext import Query, Row
from hrdemands.queries.target import Target
from hrdemands.store.doctor.findings import ANEW, Finding


class Source:
    """An open database of either kind."""

    def __init__(self, reader: Reader, connection: Any) -> None:  # noqa: ANN401
        self.target = reader.target
        self._reader = reader
        self._connection = connection

    def rows(self, sql: str, **parameters: str) -> list[Row]:
        """The rows of a statement. Raises DatabaseError, also for damage."""
        query = Query(sql, parameters)
        if self.target.kind == "postgresql":
            # After a statement that failed a server takes no other, but for this.
            with _in_words(self.target), self._connection.transaction():
                return self._reader.rows(query)
        with _in_words(self.target):
            return self._reader.rows(query)


class Unreadable(DatabaseError):
    """The file is there, and SQLite cannot read it."""


@contextmanager
def _in_words(target: Target) -> Iterator[None]:
    """Make a DatabaseError of whatever a driver raises."""
    try:
        yield
    except sqlite3.Error as error:
        raise _unreadable(sqlite_failure(error, target)) from None
    except UnicodeError:
        # A damaged name, in a message of SQLite's that Python then cannot decode.
        raise Unreadable(f"{target.label}: is damaged", ANEW) from None
    except Exception as error:
        if type(error).__module__.partition(".")[0] == "psycopg":
            raise postgresql_failure(error, target) from None
        raise


def _unreadable(error: DatabaseError) -> Unreadable:
    return Unreadable(error.message, error.remedy or ANEW)


@contextmanager
def open_source(target: Target) -> Iterator[Source]:
    """Open *target*.

    Raises Unreadable for a file that SQLite cannot read, and another DatabaseError
    for a database that is missing or out of reach.
    """
    if target.kind == "postgresql":
        from hrdemands.queries.server import connect_server  # noqa: PLC0415

        # One transaction, as on SQLite: no load that ends meanwhile is seen by halves.
        with connect_server(target) as reader, reader.connection.transaction():
            yield Source(reader, reader.connection)
        return
    with _in_words(target):
        connection = connect_read_only(target)
    connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    with closing(connection):
        yield Source(SqliteReader(target, connection), connection)


def guarded(examined: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """*findings*; where the database cannot be read, that is one."""
    try:
        yield from findings
    except DatabaseError as error:
        yield Finding(examined, error.message, error.remedy or ANEW)
