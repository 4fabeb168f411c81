"""A user's statement on PostgreSQL.

A read-only transaction, one statement by the extended protocol, so that nothing can be
stacked behind it, and the server's own timeout. Rows are taken as they come: a cut
answer is never held whole.
"""

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import chain, islice
from typing import cast

import psycopg

from hrdemands.errors import SqlError
from hrdemands.queries.adhoc.answer import (
    Limits,
    Row,
    Table,
    cut,
    more_than_reading,
    several_statements,
    too_slow,
)
from hrdemands.queries.adhoc.near import at_place, remedy_for
from hrdemands.queries.server import PostgresqlReader, plain
from hrdemands.queries.sqltext import Query, place_in
from hrdemands.text import visible

_TIMED_OUT = "57014"
_WOULD_WRITE = ("25006", "42501")


def run_on_server(reader: PostgresqlReader, query: Query, limits: Limits) -> Table:
    """Run one statement that reads; raise SqlError for any other."""
    try:
        with _confined(reader, limits.seconds):
            return _run(reader, query, limits.max_rows)
    except psycopg.Error as error:
        raise _in_words(reader, error, query.sql, limits.seconds) from None


@contextmanager
def _confined(reader: PostgresqlReader, seconds: float) -> Iterator[None]:
    """Set the time limit; whatever comes, leave the transaction fit for use."""
    connection = reader.connection
    connection.execute(b"SAVEPOINT statement")
    connection.execute(f"SET LOCAL statement_timeout = {int(seconds * 1000)}".encode())
    try:
        yield
    finally:
        try:
            connection.execute(b"ROLLBACK TO SAVEPOINT statement")
        except psycopg.Error:
            # A COMMIT, or a lost connection, leaves nothing to go back to.
            with suppress(psycopg.Error):
                connection.rollback()


def _run(reader: PostgresqlReader, query: Query, max_rows: int | None) -> Table:
    text = (query.for_postgresql() if query.parameters else query.sql).encode()
    given = query.parameters or None
    with reader.connection.cursor() as cursor:
        # Closed early, a stream ends the statement on the server.
        with closing(cast("Generator[Row]", cursor.stream(text, given))) as rows:
            first = list(islice(rows, 1))
            columns = cursor.description
            answer, more = cut(chain(first, rows), max_rows)
        if not first:
            # A stream of no rows does not say what its columns are.
            columns = cursor.execute(text, given, prepare=True).description
    names = tuple(column.name for column in columns or ())
    return Table(names, tuple(tuple(map(plain, row)) for row in answer), more)


def _in_words(
    reader: PostgresqlReader, error: psycopg.Error, sql: str, seconds: float
) -> SqlError:
    state = error.sqlstate or ""
    text = visible(error.diag.message_primary or str(error).splitlines()[0])
    if state == _TIMED_OUT:
        return too_slow(seconds)
    if state in _WOULD_WRITE:
        return more_than_reading(text)
    if "multiple commands" in text:
        return several_statements()
    if not state and isinstance(error, psycopg.ProgrammingError):
        return SqlError("the statement returns no rows", "write SELECT ...")
    position = error.diag.statement_position
    at = place_in(sql, int(position) - 1) if position else -1
    return SqlError(at_place(text, sql, at), remedy_for(reader, text))
